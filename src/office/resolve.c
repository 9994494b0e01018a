/* SPDX-License-Identifier: Apache-2.0 */
#include "office/resolve.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "store/index.h"

enum { MATCHES = 8 };

/* --- units ----------------------------------------------------------------------------------- */

static const char *day_text(char out[ROTA_DAY_TEXT_BYTES], int32_t day)
{
	return rota_day_show(out, rota_day_from_number(day));
}

/** "xã Hồng Nam (11977)". */
static void describe(struct rota_buffer *out, const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_near(unit, day);
	const struct rota_word *type = rota_word_find(&rota_unit_types, version->type);

	rota_buffer_printf(out, "%s%s %s (%s)", out->size ? ", " : "", type ? type->vi : "",
	                   version->name, version->code);
}

static int several(const char *typed, const struct rota_unit_match *matches, size_t count,
                   int32_t day, struct rota_error *err)
{
	struct rota_buffer list = { 0 };

	for (size_t i = 0; i < count && i < MATCHES; i++)
		describe(&list, matches[i].unit, day);
	rota_refuse(err, "V05", NULL, _("'%s' may be: %s"), typed, rota_buffer_text(&list));
	rota_error_hint(err, _("write its type or its code in place of '%s'"), typed);
	rota_buffer_clear(&list);
	return ROTA_EINVALID;
}

static int no_unit(const char *typed, int32_t day, struct rota_error *err)
{
	char text[ROTA_DAY_TEXT_BYTES];

	return rota_refuse(err, "V01", _("look it up: rota unit find"), _("no unit '%s' on %s"),
	                   typed, day_text(text, day));
}

/** A unit that had this code or name on another day: say until when, or since when. */
static int of_another_day(struct rota_world *world, const char *typed, int32_t day,
                          struct rota_error *err)
{
	char asked[ROTA_DAY_TEXT_BYTES], other[ROTA_DAY_TEXT_BYTES];

	for (size_t i = 0; i < world->gazetteer.unit_count; i++) {
		const struct rota_unit *unit = world->gazetteer.units[i];
		const struct rota_unit_version *last = rota_unit_near(unit, day);

		if (rota_unit_on(unit, day) ||
		    (strcmp(last->code, typed) != 0 && strcmp(last->name, typed) != 0))
			continue;
		if (day >= unit->to)
			return rota_refuse(err, "V01", _("look it up: rota unit find"),
			                   _("no unit '%s' on %s: it ended on %s"), typed,
			                   day_text(asked, day), day_text(other, unit->to));
		return rota_refuse(err, "V01", _("look it up: rota unit find"),
		                   _("no unit '%s' on %s: it began on %s"), typed,
		                   day_text(asked, day), day_text(other, unit->from));
	}
	return no_unit(typed, day, err);
}

int rota_resolve_unit(const struct rota_unit **out, struct rota_world *world, const char *typed,
                      int32_t day, struct rota_error *err)
{
	struct rota_unit_match matches[MATCHES];
	size_t count = rota_gazetteer_find(&world->gazetteer, typed, day, -1, NULL, matches,
	                                   MATCHES);

	*out = NULL;
	if (!count)
		return of_another_day(world, typed, day, err);
	if (count > 1)
		return several(typed, matches, count, day, err);
	*out = matches[0].unit;
	return ROTA_OK;
}

static int check_ready(struct rota_world *world, struct rota_error *err)
{
	if (world->gazetteer.unit_count > 1 && world->scope)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("import it: rota import units FILE"),
	                 _("there is no list of administrative units yet"));
}

int rota_resolve_commune(const struct rota_unit **out, struct rota_world *world,
                         const char *typed, int32_t day, struct rota_findings *findings,
                         struct rota_error *err)
{
	struct rota_unit_match matches[MATCHES];
	char text[ROTA_DAY_TEXT_BYTES];
	size_t count;
	int rc = check_ready(world, err);

	*out = NULL;
	if (rc)
		return rc;
	count = rota_gazetteer_find(&world->gazetteer, typed, day, ROTA_LEVEL_COMMUNE,
	                            world->scope, matches, MATCHES);
	if (count > 1)
		return several(typed, matches, count, day, err);
	if (!count && rota_gazetteer_find(&world->gazetteer, typed, day, ROTA_LEVEL_COMMUNE, NULL,
	                                  matches, MATCHES))
		return rota_refuse(err, "V07", _("its own office records it"),
		                   _("'%s' is outside your scope on %s"), typed,
		                   day_text(text, day));
	if (!count && rota_gazetteer_find(&world->gazetteer, typed, day, -1, NULL, matches,
	                                  MATCHES) == 1)
		return rota_refuse(err, "V05", _("name one of its communes"),
		                   _("'%s' is no commune; posts are kept in communes"), typed);
	if (!count)
		return of_another_day(world, typed, day, err);
	if (matches[0].how == ROTA_MATCH_LOOSE)
		rota_findings_add(findings, "V03", NULL, _("'%s' was taken for '%s'"), typed,
		                  rota_unit_near(matches[0].unit, day)->name);
	*out = matches[0].unit;
	return ROTA_OK;
}

/* --- words ----------------------------------------------------------------------------------- */

int rota_resolve_post(const char **out, const char *typed, struct rota_error *err)
{
	const struct rota_word *word = rota_word_read(&rota_posts, typed);

	*out = word ? word->id : NULL;
	if (word)
		return ROTA_OK;
	return rota_refuse(err, "V06", _("write 'secretary' (bi-thu) or 'chair' (chu-tich)"),
	                   _("'%s' is no post that is kept here"), typed);
}

int rota_resolve_act(const struct rota_act **out, const char *typed, struct rota_error *err)
{
	const struct rota_word *word = rota_word_read(&rota_acts_words, typed);

	*out = word ? rota_act_find(word->id) : NULL;
	if (*out)
		return ROTA_OK;
	return rota_refuse(err, "V25", _("see the acts: rota help acts"), _("'%s' is no act"),
	                   typed);
}

int rota_resolve_day(struct rota_day *out, const char *typed, const char *what,
                     struct rota_error *err)
{
	int rc = rota_day_read(out, typed ? typed : "", typed ? strlen(typed) : 0, err);

	if (rc)
		rota_error_context(err, "%s", what);
	else if (!rota_day_is_full(*out))
		rc = rota_refuse(err, "V56", _("write it as dd/mm/yyyy"),
		                 _("%s: '%s' is not a full day"), what, typed);
	return rc;
}

/* --- cadres ---------------------------------------------------------------------------------- */

/** "Nguyễn Văn An,1979#2" taken apart. */
struct named {
	char name[256];
	struct rota_day born;
	unsigned long which; /* 0: not said */
};

static int take_apart(struct named *out, const char *typed, struct rota_error *err)
{
	char *mark;
	int rc = ROTA_OK;

	memset(out, 0, sizeof(*out));
	rota_text_join(out->name, sizeof(out->name), typed, "", "");
	mark = strrchr(out->name, '#');
	if (mark) {
		out->which = strtoul(mark + 1, NULL, 10);
		*mark = '\0';
	}
	mark = strchr(out->name, ',');
	if (mark) {
		*mark = '\0';
		rc = rota_day_read(&out->born, mark + 1, strlen(mark + 1), err);
	}
	return rc;
}

int rota_cadres_named(struct rota_ids *out, struct rota_world *world, const char *name,
                      struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = rota_text_fold(&key, name, strlen(name), err);

	*out = (struct rota_ids){ 0 };
	if (!rc && key.size)
		rc = rota_world_indexed(out, world, ROTA_INDEX_CADRE_NAME, key.bytes, key.size,
		                        err);
	rota_buffer_clear(&key);
	return rc;
}

/** The same for a name that was typed without accents. */
static int cadres_named_loosely(struct rota_ids *out, struct rota_world *world, const char *name,
                                struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = rota_text_fold_loose(&key, name, strlen(name), err);

	if (!rc && key.size)
		rc = rota_world_indexed(out, world, ROTA_INDEX_CADRE_LOOSE, key.bytes, key.size,
		                        err);
	rota_buffer_clear(&key);
	return rc;
}

/** Whether two days of whatever precision can be the same day. */
static bool may_be_same_day(struct rota_day a, struct rota_day b)
{
	if (rota_day_is_none(a) || rota_day_is_none(b))
		return true;
	return rota_day_first(a) <= rota_day_last(b) && rota_day_first(b) <= rota_day_last(a);
}

const char *rota_cadre_show(struct rota_world *world, const struct rota_subject *cadre)
{
	const char *name = rota_subject_text(cadre, "name");
	struct rota_day born = rota_subject_day(cadre, "born");
	char text[320];

	snprintf(text, sizeof(text), "%s (%u)", name ? name : "?", (unsigned)born.year);
	name = rota_arena_copy(&world->scratch, text, strlen(text));
	return name ? name : "?";
}

static int several_cadres(struct rota_world *world, const char *typed, struct rota_subject **found,
                          size_t count, struct rota_error *err)
{
	struct rota_buffer list = { 0 };

	for (size_t i = 0; i < count && i < MATCHES; i++) {
		const struct rota_value *native = rota_subject_value(found[i], "native");
		const char *place = rota_value_text(rota_map_get(native, "text"));

		rota_buffer_printf(&list, "%s#%zu %s%s%s", i ? "; " : "", i + 1,
		                   rota_cadre_show(world, found[i]), place ? ", " : "",
		                   place ? place : "");
	}
	rota_fail(err, ROTA_ECONFLICT, NULL, _("'%s' may be: %s"), typed, rota_buffer_text(&list));
	rota_error_hint(err, _("put the number behind the name: '%s#1'"), typed);
	rota_buffer_clear(&list);
	return ROTA_ECONFLICT;
}

static int cadre_candidates(struct rota_ids *out, struct rota_world *world,
                            const struct named *named, struct rota_error *err)
{
	int rc;

	if (strncmp(named->name, "pin:", 4) == 0)
		return rota_world_indexed(out, world, ROTA_INDEX_CADRE_PIN, named->name + 4,
		                          strlen(named->name + 4), err);
	rc = rota_cadres_named(out, world, named->name, err);
	return rc || out->count ? rc : cadres_named_loosely(out, world, named->name, err);
}

static bool same_loosely(const char *a, const char *b)
{
	struct rota_buffer left = { 0 }, right = { 0 };
	bool same = rota_text_fold_loose(&left, a, strlen(a), NULL) == ROTA_OK &&
	            rota_text_fold_loose(&right, b, strlen(b), NULL) == ROTA_OK &&
	            strcmp(rota_buffer_text(&left), rota_buffer_text(&right)) == 0;

	rota_buffer_clear(&left);
	rota_buffer_clear(&right);
	return same;
}

/** Whether a cadre has the name or number today; an index still knows earlier ones. */
static bool is_called(const struct rota_subject *cadre, const char *typed)
{
	const char *name = rota_subject_text(cadre, "name");
	const char *pin = rota_subject_text(cadre, "pin");
	const struct rota_value *aka = rota_subject_value(cadre, "aka");

	if (strncmp(typed, "pin:", 4) == 0)
		return pin && strcmp(pin, typed + 4) == 0;
	if (name && same_loosely(name, typed))
		return true;
	for (size_t i = 0; aka && aka->type == ROTA_LIST && i < aka->as.list.count; i++) {
		const char *other = rota_value_text(&aka->as.list.items[i]);

		if (other && same_loosely(other, typed))
			return true;
	}
	return false;
}

int rota_resolve_cadre(struct rota_subject **out, struct rota_world *world, const char *typed,
                       struct rota_error *err)
{
	struct rota_subject **found;
	struct rota_ids ids;
	struct named named;
	size_t count = 0;
	int rc = take_apart(&named, typed, err);

	*out = NULL;
	if (!rc)
		rc = cadre_candidates(&ids, world, &named, err);
	if (rc)
		return rc;
	found = rota_arena_alloc(&world->scratch, (ids.count + 1) * sizeof(*found));
	if (!found)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < ids.count; i++) {
		rc = rota_world_subject(&found[count], world, ids.items[i], err);
		if (rc)
			return rc;
		if (found[count]->created && is_called(found[count], named.name) &&
		    may_be_same_day(named.born, rota_subject_day(found[count], "born")))
			count++;
	}
	if (named.which && named.which <= count)
		*out = found[named.which - 1];
	else if (named.which)
		return rota_fail(err, ROTA_ENOTFOUND, _("look the name up: rota cadre find"),
		                 _("'%s': there are only %zu"), typed, count);
	else if (count == 1)
		*out = found[0];
	else if (count)
		return several_cadres(world, typed, found, count, err);
	else
		return rota_fail(err, ROTA_ENOTFOUND,
		                 _("look the name up: rota cadre find; or add it: rota cadre add name=… born=…"),
		                 _("no cadre '%s'"), typed);
	return ROTA_OK;
}

/* --- decisions ------------------------------------------------------------------------------- */

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

/** Split "NUMBER DAY[; ISSUER]" in place. */
static int split_decision(char *text, char **day, char **issuer, const char *typed,
                          struct rota_error *err)
{
	*issuer = strchr(text, ';');
	if (*issuer) {
		*(*issuer)++ = '\0';
		while (**issuer == ' ')
			++*issuer;
	}
	for (size_t size = strlen(text); size && text[size - 1] == ' ';)
		text[--size] = '\0';
	*day = strrchr(text, ' ');
	if (!*day)
		return rota_fail(err, ROTA_EINVALID,
		                 _("write number and day: '123-QĐ/HU 12/05/2023'"),
		                 _("'%s' has no number or no day"), typed);
	*(*day)++ = '\0';
	return ROTA_OK;
}

int rota_resolve_decision(struct rota_value *out, struct rota_world *world, const char *typed,
                          struct rota_error *err)
{
	struct rota_buffer clean = { 0 };
	struct rota_day signed_on;
	struct number_parts parts;
	char *day = NULL, *issuer = NULL, *text = NULL, stored[ROTA_DAY_TEXT_BYTES];
	int rc = rota_text_clean(&clean, typed, strlen(typed), err);

	*out = rota_map();
	if (!rc)
		text = rota_arena_copy(&world->scratch, rota_buffer_text(&clean), clean.size);
	rota_buffer_clear(&clean);
	if (!rc && !text)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (rc || !text)
		return rc;
	rc = split_decision(text, &day, &issuer, typed, err);
	if (!rc)
		rc = rota_resolve_day(&signed_on, day, _("day signed"), err);
	if (rc)
		return rc;
	text = tidy_number(text);
	parts = part_number(text);
	rota_day_encode(stored, signed_on);
	if (rota_map_set(&world->scratch, out, "issuer",
	                 issuer_value(world, issuer, parts.body, signed_on)) ||
	    rota_map_set(&world->scratch, out, "type", rota_text(paper_type(parts.type))) ||
	    rota_map_set(&world->scratch, out, "no", rota_text(text)) ||
	    rota_map_set(&world->scratch, out, "signed",
	                 rota_text(rota_arena_copy(&world->scratch, stored, strlen(stored)))))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

const char *rota_decision_show(struct rota_world *world, const struct rota_value *decision)
{
	const char *no = rota_value_text(rota_map_get(decision, "no"));
	const char *day = rota_value_text(rota_map_get(decision, "signed"));
	char shown[ROTA_DAY_TEXT_BYTES] = "";
	struct rota_day signed_on;
	char text[160];
	const char *copy;

	if (day && !rota_day_decode(&signed_on, day, strlen(day), NULL))
		rota_day_show(shown, signed_on);
	snprintf(text, sizeof(text), "%s, %s", no ? no : _("no number"), shown);
	copy = rota_arena_copy(&world->scratch, text, strlen(text));
	return copy ? copy : "";
}

/* --- subjects -------------------------------------------------------------------------------- */

static int resolve_entry(struct rota_target_named *out, struct rota_world *world,
                         struct rota_writer_id log, uint64_t number, struct rota_error *err)
{
	struct rota_revision revision;
	struct rota_id entity;
	int rc;

	out->entry = rota_id_make(log, number);
	rc = rota_world_revision(&revision, world, out->entry, NULL);
	if (rc == ROTA_ENOTFOUND)
		return rota_fail(err, rc, _("see the numbers: rota history, rota export"),
		                 _("there is no entry %llu"), (unsigned long long)number);
	if (rc)
		return rota_world_revision(&revision, world, out->entry, err);
	entity = revision.entry.creates ? out->entry : revision.entry.id;
	return rota_world_subject(&out->subject, world, entity, err);
}

/** The posting of a post that is open on a day, or began on the day named. */
static int resolve_posting(struct rota_target_named *out, struct rota_world *world,
                           const char *since, struct rota_error *err)
{
	struct rota_postings postings;
	struct rota_day day = world->today;
	int rc = ROTA_OK;

	assert(out->unit); /* whoever resolved it said so */
	if (since)
		rc = rota_resolve_day(&day, since, _("day behind '@'"), err);
	if (!rc)
		rc = rota_world_post(&postings, world, out->unit->id, out->post, err);
	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];

		if (since ? one->from == rota_day_first(day) :
		            rota_posting_on(one, rota_day_first(day)) != ROTA_HOLDS_NOT)
			rc = rota_world_subject(&out->subject, world, one->id, err);
	}
	return rc;
}

int rota_resolve_subject(struct rota_target_named *out, struct rota_world *world,
                         const char *typed, struct rota_error *err)
{
	struct rota_findings ignored = { .count = 0 };
	char text[512];
	char *slash, *since, *end;
	uint64_t number = strtoumax(typed, &end, 10);
	int rc;

	*out = (struct rota_target_named){ 0 };
	if (strncmp(typed, "common:", 7) == 0) {
		number = strtoumax(typed + 7, &end, 10);
		if (typed[7] && !*end)
			return resolve_entry(out, world, world->office->common, number, err);
	}
	/* five digits are a commune's code; an entry with such a number is named with '#' */
	if (*typed == '#')
		number = strtoumax(typed + 1, &end, 10);
	if (*typed && !*end && (*typed == '#' || strlen(typed) != 5))
		return resolve_entry(out, world, world->office->own, number, err);
	rota_text_join(text, sizeof(text), typed, "", "");
	slash = strchr(text, '/');
	if (!slash)
		return rota_fail(err, ROTA_EINVALID,
		                 _("name a post as 'Hồng Nam/bi-thu', a posting as "
		                   "'Hồng Nam/bi-thu@01/09/2023', or an entry by its number"),
		                 _("'%s' names no posting"), typed);
	*slash++ = '\0';
	since = strchr(slash, '@');
	if (since)
		*since++ = '\0';
	rc = rota_resolve_post(&out->post, slash, err);
	if (!rc)
		rc = rota_resolve_commune(&out->unit, world, text, world->today_number, &ignored,
		                          err);
	return rc ? rc : resolve_posting(out, world, since, err);
}
