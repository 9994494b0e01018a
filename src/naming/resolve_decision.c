/* SPDX-License-Identifier: Apache-2.0 */
/* A paper by its number and day: what type it is, and which body issued it. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "naming/resolve.h"

/** The words between number and body: "123-QĐ/HU" has QĐ and HU, "45/QĐ-UBND" QĐ and UBND. */
struct number_parts {
	char type[32];
	char body[64];
};

static struct number_parts part_number(const char *no)
{
	struct number_parts parts = { { 0 }, { 0 } };
	const char *first = strpbrk(no, "-/");
	const char *second = first ? strpbrk(first + 1, "-/") : NULL;

	if (first && second && (size_t)(second - first) <= sizeof(parts.type)) {
		memcpy(parts.type, first + 1, (size_t)(second - first) - 1);
		rota_text_join(parts.body, sizeof(parts.body), second + 1, "", "");
	}
	return parts;
}

static const char *paper_type(const char *symbol)
{
	static const char *const types[][2] = {
		{ "QĐ", "QD" },     { "QĐNS", "QDNS" }, { "NQ", "NQ" },
		{ "KL", "KL" },     { "TB", "TB" },     { "CV", "CV" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i][0], symbol) == 0)
			return types[i][1];
	return "other";
}

static bool has_symbol(const char *symbols, const char *symbol)
{
	size_t size = strlen(symbol);

	for (const char *at = strstr(symbols, symbol); size && at; at = strstr(at + 1, symbol))
		if ((at == symbols || at[-1] == ' ') && (at[size] == ' ' || at[size] == '\0'))
			return true;
	return false;
}

/**
 * The body behind a symbol. "UBND" is written by three tiers: a commune's chair is approved by the
 * chair of the district until 30/6/2025 and by the chair of the province since.
 */
static const char *body_of(const char *symbol, struct rota_day signed_on)
{
	static const struct rota_day last_of_districts = { 2025, 6, 30 };
	size_t count;
	const struct rota_body *bodies = rota_bodies(&count);

	if (strcmp(symbol, "UBND") == 0)
		return rota_day_first(signed_on) <= rota_day_first(last_of_districts) ?
		               "chair_district" :
		               "chair_province";
	for (size_t i = 0; i < count; i++)
		if (has_symbol(bodies[i].symbols, symbol))
			return bodies[i].id;
	return NULL;
}

typedef const struct rota_word *read_word(const struct rota_words *words, const char *typed);

/** The body that a text begins with, the longest first. */
static const struct rota_word *body_before(struct rota_world *world, const char *typed,
                                           read_word *read)
{
	char *text = rota_arena_copy(&world->scratch, typed, strlen(typed));
	const struct rota_word *word = NULL;

	while (text && *text && !word) {
		char *space = strrchr(text, ' ');

		word = read(&rota_bodies_words, text);
		if (!space)
			break;
		*space = '\0';
	}
	return word;
}

/** The body that is named, also with the name of its unit behind it: "Huyện ủy Ân Thi". */
static const struct rota_word *read_body(struct rota_world *world, const char *typed)
{
	const struct rota_word *word = body_before(world, typed, rota_word_exact);

	return word ? word : body_before(world, typed, rota_word_read);
}

/** The issuer as a record when it is a known body, else as it was typed. */
static struct rota_value issuer_value(struct rota_world *world, const char *typed,
                                      const char *symbol, struct rota_day signed_on)
{
	struct rota_value map = rota_map();
	const struct rota_word *word = typed && *typed ? read_body(world, typed) : NULL;
	const char *body = word ? word->id : NULL;

	if (!body && typed && *typed) {
		char *copy = rota_arena_copy(&world->scratch, typed, strlen(typed));

		return copy ? rota_text(copy) : rota_nil();
	}
	if (!body)
		body = body_of(symbol, signed_on);
	rota_map_set(&world->scratch, &map, "body", rota_text(body ? body : "other"));
	return map;
}

/** "Số: 123 - QĐ/HU ngày" as it is printed on paper: "123-QĐ/HU". In place. */
static char *tidy_number(char *text)
{
	static const char *const before[] = { "Số:", "số:", "Số", "số" };
	static const char *const behind[] = { " ngày", ", ngày", " Ngày" };
	char *to;

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		if (strncmp(text, before[i], strlen(before[i])) == 0) {
			text += strlen(before[i]);
			break;
		}
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		size_t size = strlen(text), tail = strlen(behind[i]);

		if (size > tail && strcmp(text + size - tail, behind[i]) == 0)
			text[size - tail] = '\0';
	}
	to = text;
	for (const char *at = text; *at; at++)
		if (*at != ' ' && *at != ',')
			*to++ = *at;
	*to = '\0';
	return text;
}

/* --- the parts ------------------------------------------------------------------------------- */

/** The parts of a paper as it is typed. */
struct typed_paper {
	char *no, *day;
	char *issuer;   /* NULL: not named */
	uint64_t total; /* 0: not said */
};

/** The text without the spaces around it, in place. */
static char *trim(char *text)
{
	size_t size;

	text += strspn(text, " ");
	for (size = strlen(text); size && text[size - 1] == ' ';)
		text[--size] = '\0';
	return text;
}

/** Whether the last word of a part, up to an end, may be a day behind a number. */
static bool ends_with_day(const char *part, const char *end)
{
	part += strspn(part, " ");
	while (end > part && end[-1] == ' ')
		end--;
	while (end > part && end[-1] != ' ')
		end--;
	return end > part && *end >= '0' && *end <= '9';
}

/** "3 people", "3 người". @return false: it is something else. */
static bool read_total(uint64_t *out, const char *part)
{
	static const char *const words[] = { "people", "persons",  "person",   "người",
					     "nguoi",  "cán bộ",   "can bo",   "đồng chí",
					     "dong chi", "đ/c" };
	const char *at = part;

	for (*out = 0; *at >= '0' && *at <= '9'; at++)
		*out = *out < UINT64_MAX / 20 ? *out * 10 + (uint64_t)(*at - '0') : *out;
	if (at == part)
		return false;
	at += strspn(at, " ");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(at, words[i]) == 0)
			return true;
	return false;
}

static int take_total(struct typed_paper *paper, uint64_t total, const char *part,
		      struct rota_error *err)
{
	enum { MOST = 99999 }; /* more are a slip of the finger */

	if (paper->total)
		return rota_fail(err, ROTA_EINVALID,
				 _("write once how many people the decision names: '3 people'"),
				 _("the number of people is written twice: '%s'"), part);
	if (!total || total > MOST)
		return rota_fail(err, ROTA_EINVALID,
				 _("write once how many people the decision names: '3 people'"),
				 _("'%s' is no number of people"), part);
	paper->total = total;
	return ROTA_OK;
}

/** What stands behind the number and the day. */
static int take_part(struct typed_paper *paper, char *part, struct rota_error *err)
{
	uint64_t total;

	if (read_total(&total, part))
		return take_total(paper, total, part, err);
	if (*part >= '0' && *part <= '9')
		return rota_fail(err, ROTA_EINVALID,
				 _("write how many people the decision names as '3 people'"),
				 _("'%s' is no issuer"), part);
	if (paper->issuer && *part)
		return rota_fail(err, ROTA_EINVALID,
				 _("write '123-QĐ/HU 12/05/2023; issuer; 3 people'"),
				 _("'%s' and '%s' cannot both have issued it"), paper->issuer, part);
	if (*part)
		paper->issuer = part;
	return ROTA_OK;
}

/** Split "NUMBER DAY[; ISSUER][; 3 people]" in place; only the number comes before the issuer. */
static int split_decision(struct typed_paper *out, char *text, const char *typed,
			  struct rota_error *err)
{
	int rc = ROTA_OK;

	*out = (struct typed_paper){ .no = NULL };
	for (char *rest = text, *end; !rc && rest; rest = end) {
		char *part;
		uint64_t total;

		end = strchr(rest, ';');
		if (end)
			*end++ = '\0';
		part = trim(rest);
		if (out->no || read_total(&total, part)) {
			rc = take_part(out, part, err);
			continue;
		}
		out->no = part;
		out->day = strrchr(part, ' ');
		if (!out->day)
			break;
		*out->day++ = '\0';
	}
	if (!rc && (!out->no || !out->day))
		rc = rota_fail(err, ROTA_EINVALID,
			       _("write number and day: '123-QĐ/HU 12/05/2023'"),
			       _("'%s' has no number or no day"), typed);
	return rc;
}

bool rota_is_decision(const char *typed)
{
	size_t size = strcspn(typed, ";");
	size_t sign = strcspn(typed, "-/");

	return sign < strcspn(typed, " ") && ends_with_day(typed, typed + size);
}

char *rota_decision_next(char **rest)
{
	char *paper = *rest;

	for (char *at = paper ? strchr(paper, ';') : NULL; at; at = strchr(at + 1, ';')) {
		if (!ends_with_day(at + 1, at + 1 + strcspn(at + 1, ";")))
			continue;
		*at = '\0';
		*rest = at + 1;
		return paper;
	}
	*rest = NULL;
	return paper;
}

int rota_resolve_decision(struct rota_value *out, struct rota_world *world, const char *typed,
                          struct rota_error *err)
{
	struct rota_buffer clean = { 0 };
	struct rota_day signed_on;
	struct number_parts parts;
	struct typed_paper paper = { .no = NULL };
	char *text = NULL, stored[ROTA_DAY_TEXT_BYTES];
	int rc = rota_text_clean(&clean, typed, strlen(typed), err);

	*out = rota_map();
	if (!rc)
		text = rota_arena_copy(&world->scratch, rota_buffer_text(&clean), clean.size);
	rota_buffer_clear(&clean);
	if (!rc && !text)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (rc || !text)
		return rc;
	rc = split_decision(&paper, text, typed, err);
	if (!rc)
		rc = rota_resolve_day(&signed_on, paper.day, _("day signed"), err);
	if (rc)
		return rc;
	text = tidy_number(paper.no);
	parts = part_number(text);
	rota_day_encode(stored, signed_on);
	if (rota_map_set(&world->scratch, out, "issuer",
	                 issuer_value(world, paper.issuer, parts.body, signed_on)) ||
	    rota_map_set(&world->scratch, out, "type", rota_text(paper_type(parts.type))) ||
	    rota_map_set(&world->scratch, out, "no", rota_text(text)) ||
	    rota_map_set(&world->scratch, out, "signed",
	                 rota_text(rota_arena_copy(&world->scratch, stored, strlen(stored)))) ||
	    (paper.total && rota_map_set(&world->scratch, out, "total", rota_uint(paper.total))))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

