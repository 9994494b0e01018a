/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/matter_papers.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/matter_begin.h"
#include "rota/acts.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static bool is_full(const struct rota_posting *posting)
{
	return strcmp(posting->mode, "full") == 0;
}

static bool is_move(const char *id)
{
	const struct rota_act *act = rota_act_find(id);

	return act && act->effect == ROTA_ACT_MOVES;
}

/* --- papers ---------------------------------------------------------------------------------- */

/** Whether two numbers are the same but for spaces. */
static bool same_number(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, " ");
		b += strspn(b, " ");
		if (*a != *b || !*a)
			return *a == *b;
	}
}

/** Whether two days may be one: one says no more than the other. */
static bool days_fit(const char *a, const char *b)
{
	size_t left = strlen(a), right = strlen(b);

	return strncmp(a, b, left < right ? left : right) == 0;
}

enum likeness { SAME, DIFFERENT, UNKNOWN };

/** Whether two papers are one. An issuer is written by each office its own way; its symbol is part
 * of the number. */
static enum likeness compare_papers(const struct rota_value *a, const struct rota_value *b)
{
	static const char *const keys[] = { "no", "signed", "type" };
	const char *left[3], *right[3];

	for (size_t i = 0; i < 3; i++) {
		left[i] = a ? rota_value_text(rota_map_get(a, keys[i])) : NULL;
		right[i] = b ? rota_value_text(rota_map_get(b, keys[i])) : NULL;
		if (!left[i] || !right[i])
			return UNKNOWN;
	}
	return same_number(left[0], right[0]) && days_fit(left[1], right[1]) &&
			       strcmp(left[2], right[2]) == 0
		       ? SAME
		       : DIFFERENT;
}

static bool lists(const struct rota_value *papers, const struct rota_value *paper)
{
	for (size_t i = 0; papers && papers->type == ROTA_LIST && i < papers->as.list.count; i++)
		if (compare_papers(&papers->as.list.items[i], paper) == SAME)
			return true;
	return false;
}

/** Whether a posting names a paper: by the field, or in a correction. */
static bool names_paper(const struct rota_subject *subject, const char *field,
			const struct rota_value *paper)
{
	if (lists(rota_subject_value(subject, field), paper))
		return true;
	for (size_t i = 0; i < subject->revision_count; i++) {
		const struct rota_revision *one = &subject->revisions[i];

		if (!one->undone && strcmp(one->entry.kind_name, "posting.correct") == 0 &&
		    lists(one->entry.docs, paper))
			return true;
	}
	return false;
}

/** Whether a paper is of the system that a post follows: the Party's for a secretary. */
static bool suits_post(const struct rota_value *paper, const char *post)
{
	const char *id = rota_value_text(rota_map_get(rota_map_get(paper, "issuer"), "body"));
	const struct rota_body *body = id ? rota_body_find(id) : NULL;

	return body && body->tier != ROTA_TIER_NONE &&
	       body->party == (strcmp(post, "secretary") == 0);
}

/* --- two papers for one move ----------------------------------------------------------------- */

bool rota_posting_left_for(const struct rota_posting *left, struct rota_id unit)
{
	return is_full(left) && left->end_act && is_move(left->end_act) &&
	       left->to != ROTA_DAY_NEVER && left->to == rota_posting_end(left) &&
	       rota_id_compare(left->unit, unit) != 0 &&
	       rota_id_compare(rota_subject_id(left->subject, "next"), unit) == 0;
}

bool rota_postings_are_halves(const struct rota_posting *left, const struct rota_posting *came)
{
	int64_t days = (int64_t)came->from - left->to;

	return rota_posting_left_for(left, came->unit) && is_full(came) && is_move(came->act) &&
	       left->from < came->from && days <= ROTA_HALVES_DAYS && -days <= ROTA_HALVES_DAYS;
}

/** Whether what two halves cite cannot both be right as it stands. */
static bool papers_differ(const struct rota_posting *left, const struct rota_posting *came)
{
	const struct rota_value *end = rota_subject_paper(left->subject, "end_doc");
	const struct rota_value *begin = rota_subject_paper(came->subject, "begin_doc");
	enum likeness likeness = compare_papers(end, begin);

	if (likeness != DIFFERENT)
		return likeness == SAME && left->to < came->from;
	if (strcmp(left->post, came->post) != 0 && suits_post(end, left->post) &&
	    suits_post(begin, came->post))
		return false;
	return !names_paper(left->subject, "end_doc", begin) &&
	       !names_paper(came->subject, "begin_doc", end);
}

int rota_matters_find_docs_differ(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_posting *left, const struct rota_posting *came,
				  struct rota_error *err)
{
	struct rota_matter matter;
	int rc;

	if (!rota_postings_are_halves(left, came) || !papers_differ(left, came))
		return ROTA_OK;
	rc = rota_matter_begin_pair(&matter, arena, ROTA_MATTER_DOCS_DIFFER, left, came, err);
	matter.from = left->to < came->from ? left->to : came->from;
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

/* --- one paper of which two offices say different things -------------------------------------- */

/** Append a text, and an end that no text has in it. */
static size_t put_text(uint8_t *out, size_t used, const char *text, bool spaces)
{
	for (; text && *text && used + 1 < ROTA_PAPER_KEY_BYTES; text++)
		if (spaces || *text != ' ')
			out[used++] = (uint8_t)*text;
	if (used < ROTA_PAPER_KEY_BYTES)
		out[used++] = 0;
	return used;
}

static const struct rota_body *body_of(const struct rota_value *paper)
{
	const char *id = rota_value_text(rota_map_get(rota_map_get(paper, "issuer"), "body"));
	const struct rota_body *body = id ? rota_body_find(id) : NULL;

	return body && body->tier != ROTA_TIER_NONE ? body : NULL;
}

size_t rota_paper_key(uint8_t out[ROTA_PAPER_KEY_BYTES], const struct rota_value *paper)
{
	const char *no = rota_value_text(rota_map_get(paper, "no"));
	const char *signed_on = rota_value_text(rota_map_get(paper, "signed"));
	const char *type = rota_value_text(rota_map_get(paper, "type"));
	const struct rota_body *body = body_of(paper);
	size_t used;

	if (!no || !signed_on || !type || !body)
		return 0;
	used = put_text(out, 0, no, false);
	used = put_text(out, used, signed_on, true);
	used = put_text(out, used, type, true);
	return put_text(out, used, body->id, true);
}

bool rota_paper_level(enum rota_level *out, const struct rota_value *paper)
{
	const struct rota_body *body = body_of(paper);

	if (!body)
		return false;
	*out = body->tier == ROTA_TIER_COMMUNE    ? ROTA_LEVEL_COMMUNE
	       : body->tier == ROTA_TIER_DISTRICT ? ROTA_LEVEL_DISTRICT
						  : ROTA_LEVEL_PROVINCE;
	return true;
}

bool rota_paper_says_more(const struct rota_value *paper)
{
	return rota_map_get(paper, "announced") || rota_map_get(paper, "total") ||
	       rota_map_get(paper, "fixes");
}

static size_t put_number(uint8_t *out, size_t used, const struct rota_value *number)
{
	for (size_t i = 0; number && number->type == ROTA_UINT && i < 8; i++)
		if (used < ROTA_PAPER_KEY_BYTES)
			out[used++] = (uint8_t)(number->as.number >> (8 * (7 - i)));
	return used;
}

size_t rota_paper_content(uint8_t out[ROTA_PAPER_KEY_BYTES], const struct rota_value *paper)
{
	const struct rota_value *fixes = rota_map_get(paper, "fixes");
	size_t used = put_text(out, 0, rota_value_text(rota_map_get(paper, "announced")), true);

	used = put_text(out, used, rota_value_text(rota_map_get(fixes, "no")), false);
	used = put_text(out, used, rota_value_text(rota_map_get(fixes, "signed")), true);
	return put_number(out, used, rota_map_get(paper, "total"));
}

/** Whether two say a thing differently; one that says nothing of it contradicts nobody. */
static bool differ_in(const struct rota_value *a, const struct rota_value *b, const char *key)
{
	const struct rota_value *left = rota_map_get(a, key), *right = rota_map_get(b, key);

	return left && right && !rota_value_equal(left, right);
}

/** The same of the paper that each mends or revokes: its number, but for spaces, and its day. */
static bool fixes_differ(const struct rota_value *a, const struct rota_value *b)
{
	const char *left = rota_value_text(rota_map_get(a, "no"));
	const char *right = rota_value_text(rota_map_get(b, "no"));
	const char *from = rota_value_text(rota_map_get(a, "signed"));
	const char *other = rota_value_text(rota_map_get(b, "signed"));

	return (left && right && !same_number(left, right)) ||
	       (from && other && !days_fit(from, other));
}

static bool contradict(const struct rota_value *a, const struct rota_value *b)
{
	const char *left = rota_value_text(rota_map_get(a, "announced"));
	const char *right = rota_value_text(rota_map_get(b, "announced"));

	return (left && right && !days_fit(left, right)) || differ_in(a, b, "total") ||
	       fixes_differ(rota_map_get(a, "fixes"), rota_map_get(b, "fixes"));
}

/** By issuer, then by when it was said. */
static int compare_said(const void *a, const void *b)
{
	const struct rota_paper_said *left = a, *right = b;
	int order = rota_id_compare(left->issuer, right->issuer);

	if (!order && left->clock != right->clock)
		order = left->clock < right->clock ? -1 : 1;
	return order ? order : rota_id_compare(left->entry, right->entry);
}

static bool of_one_office(const struct rota_paper_said *a, const struct rota_paper_said *b)
{
	return memcmp(a->entry.bytes, b->entry.bytes, sizeof(struct rota_writer_id)) == 0;
}

/** Whether an earlier one, back to the first of the issuer, is of the same office. */
static bool is_said_before(const struct rota_paper_said *said, size_t first, size_t at)
{
	for (size_t i = first; i < at; i++)
		if (of_one_office(&said[i], &said[at]))
			return true;
	return false;
}

static int add_told(struct rota_matters *matters, struct rota_arena *arena,
		    const struct rota_posting *a, const struct rota_posting *b,
		    struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin_pair(&matter, arena, ROTA_MATTER_DOCS_DIFFER, a, b, err);

	matter.from = a->from < b->from ? a->from : b->from;
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

int rota_matters_find_told_differently(struct rota_matters *matters, struct rota_arena *arena,
				       struct rota_paper_said *said, size_t count,
				       struct rota_error *err)
{
	size_t first = 0;
	int rc = ROTA_OK;

	if (count)
		qsort(said, count, sizeof(*said), compare_said);
	for (size_t i = 1; !rc && i < count; i++) {
		if (rota_id_compare(said[i].issuer, said[first].issuer) != 0)
			first = i;
		if (is_said_before(said, first, i) ||
		    rota_id_compare(said[i].posting->id, said[first].posting->id) == 0 ||
		    !contradict(said[first].paper, said[i].paper))
			continue;
		rc = add_told(matters, arena, said[first].posting, said[i].posting, err);
	}
	return rc;
}

/* --- acting and recorded as full ------------------------------------------------------------- */

bool rota_posting_acts_as_full(const struct rota_posting *posting)
{
	const struct rota_act *act = rota_act_find(posting->act);

	return is_full(posting) && act && act->mode && strcmp(act->mode, "full") != 0;
}

/** The days of both, empty where there are none. */
static struct rota_days common_days(const struct rota_posting *a, const struct rota_posting *b)
{
	int32_t left = rota_posting_end(a), right = rota_posting_end(b);

	return (struct rota_days){ a->from > b->from ? a->from : b->from,
				   left < right ? left : right };
}

bool rota_posting_says_acting(const struct rota_posting *other, const struct rota_posting *full)
{
	struct rota_days days = common_days(other, full);

	return is_full(full) && !is_full(other) && rota_id_compare(other->unit, full->unit) == 0 &&
	       strcmp(other->post, full->post) == 0 && days.from < days.to &&
	       (other->from == full->from ||
		compare_papers(rota_subject_paper(other->subject, "begin_doc"),
			       rota_subject_paper(full->subject, "begin_doc")) == SAME);
}

/** Take in days, up to the end of the unit. */
static void widen(struct rota_days *all, struct rota_days days, const struct rota_unit *unit)
{
	if (unit && unit->to < days.to)
		days.to = unit->to;
	if (days.from >= days.to)
		return;
	if (all->from >= all->to)
		*all = days;
	all->from = days.from < all->from ? days.from : all->from;
	all->to = days.to > all->to ? days.to : all->to;
}

int rota_matters_find_acting_as_full(struct rota_matters *matters, struct rota_arena *arena,
				     const struct rota_posting *full,
				     const struct rota_posting *others, size_t count,
				     const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	const struct rota_unit *unit =
		gazetteer ? rota_gazetteer_unit(gazetteer, full->unit) : NULL;
	struct rota_days days = { 0, 0 };
	struct rota_matter matter;
	struct rota_id *subjects = rota_arena_alloc(arena, (count + 1) * sizeof(*subjects));
	size_t named = 0;
	int rc;

	if (!subjects)
		return no_memory(err);
	subjects[named++] = full->id;
	if (rota_posting_acts_as_full(full))
		widen(&days, (struct rota_days){ full->from, rota_posting_end(full) }, unit);
	for (size_t i = 0; i < count; i++) {
		if (!rota_posting_says_acting(&others[i], full))
			continue;
		subjects[named++] = others[i].id;
		widen(&days, common_days(&others[i], full), unit);
	}
	if (days.from >= days.to)
		return ROTA_OK;
	rc = rota_matter_begin_all(&matter, arena, ROTA_MATTER_ACTING_AS_FULL, ROTA_ENTITY_POSTING,
				   subjects, named, err);
	matter.from = days.from;
	matter.to = days.to;
	while (!rc && rota_id_compare(matter.subjects[matter.newer], full->id) != 0)
		matter.newer++;
	if (!rc)
		rc = rota_matter_add_unit(&matter, arena, full->unit, err);
	if (!rc)
		rc = rota_matter_add_heads(&matter, arena, full->subject, err);
	for (size_t i = 0; !rc && i < count; i++)
		if (rota_posting_says_acting(&others[i], full))
			rc = rota_matter_add_heads(&matter, arena, others[i].subject, err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

/* --- after figures were published ------------------------------------------------------------ */

int rota_matters_add_after(struct rota_matters *matters, struct rota_arena *arena,
			   const struct rota_after_publication *facts, struct rota_error *err)
{
	const struct rota_id subjects[2] = { facts->posting, facts->period };
	struct rota_matter matter;
	int rc = rota_matter_begin_all(&matter, arena, facts->type, ROTA_ENTITY_POSTING, subjects,
				       facts->type == ROTA_MATTER_PERIOD_CHANGED ? 2 : 1, err);

	matter.from = facts->from;
	matter.to = facts->as_of + 1;
	if (!rc)
		rc = rota_matter_see(&matter, arena, facts->entries, facts->entry_count, err);
	return rc ? rc : rota_matters_add_in(matters, arena, &matter, &facts->unit, 1, err);
}

/* --- a swap of which a part is missing ------------------------------------------------------- */

int rota_matters_add_partial_set(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_partial_set *facts, struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin_all(&matter, arena, ROTA_MATTER_PARTIAL_SET, ROTA_ENTITY_POSTING,
				       facts->postings, facts->count, err);

	matter.from = facts->day;
	if (!rc)
		rc = rota_matter_see(&matter, arena, facts->entries, facts->count, err);
	for (size_t i = 0; !rc && i < facts->count; i++)
		if (!rota_id_is_zero(facts->units[i]))
			rc = rota_matter_add_unit(&matter, arena, facts->units[i], err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}
