/* SPDX-License-Identifier: Apache-2.0 */
/* Postings that cannot both be right, or not for so long: two holders of one post, one person in
 * two places, or moved without an end, one person in both posts of a unit beyond the days of a transition. */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/cell.h"
#include "ledger/matter_begin.h"
#include "rota/acts.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- the days of a full posting ------------------------------------------------------------- */

/** A full posting with the days on which it holds its post. */
struct tenure {
	const struct rota_posting *posting;
	int32_t to;
};

static int compare_tenures(const void *a, const void *b)
{
	const struct rota_posting *left = ((const struct tenure *)a)->posting;
	const struct rota_posting *right = ((const struct tenure *)b)->posting;

	return rota_posting_above(left, right) - rota_posting_above(right, left);
}

/** The full ones, lowest in rank first. */
static size_t list_tenures(struct tenure *out, const struct rota_posting *postings, size_t count,
			   const struct rota_gazetteer *gazetteer)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		const struct rota_posting *one = &postings[i];
		const struct rota_unit *unit =
			gazetteer ? rota_gazetteer_unit(gazetteer, one->unit) : NULL;
		int32_t to = rota_posting_end(one);

		if (unit && unit->to < to)
			to = unit->to;
		if (strcmp(one->mode, "full") == 0 && one->from < to)
			out[kept++] = (struct tenure){ one, to };
	}
	if (kept)
		qsort(out, kept, sizeof(*out), compare_tenures);
	return kept;
}

/** Leave out some days at both ends of others; in between they may stay.
 * @return whether anything was left out. */
static bool leave_out(struct rota_days *days, const struct rota_days *gone)
{
	bool shorter = false;

	if (gone->from <= days->from && days->from < gone->to) {
		days->from = gone->to;
		shorter = true;
	}
	if (gone->from < days->to && days->to <= gone->to) {
		days->to = gone->from;
		shorter = true;
	}
	return shorter;
}

/** Leave out what a posting gives way on, and what it is acting on. @return as leave_out(). */
static bool leave_out_yields(struct rota_days *days, const struct rota_posting *posting)
{
	bool shorter = days->from < days->to && leave_out(days, &posting->acting);

	for (size_t i = 0; i < posting->yield_count && days->from < days->to; i++)
		shorter = leave_out(days, &posting->yields[i]) || shorter;
	return shorter;
}

/** The days that two postings share; @p b begins no earlier than @p a. */
static struct rota_days shared_days(const struct tenure *a, const struct tenure *b)
{
	struct rota_days days = { b->posting->from, a->to < b->to ? a->to : b->to };

	while (leave_out_yields(&days, a->posting) || leave_out_yields(&days, b->posting))
		;
	return days;
}

/* --- pairs ---------------------------------------------------------------------------------- */

/** Which pairs are looked for, and where what is found goes. */
struct pairing {
	enum rota_matter_type type;
	struct rota_matters *matters;
	struct rota_arena *arena;
	const struct rota_transition_terms *terms; /* of TRANSITION_LONG */
};

static int add_pair(struct pairing *pairing, const struct tenure *a, const struct tenure *b,
		    struct rota_days days, struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin_pair(&matter, pairing->arena, pairing->type, a->posting,
					b->posting, err);

	matter.from = days.from;
	matter.to = days.to;
	return rc ? rc : rota_matters_add(pairing->matters, pairing->arena, &matter, err);
}

/** How many days may be common by the term in force on a day. */
static uint64_t days_allowed(const struct rota_transition_terms *terms, int32_t day)
{
	uint64_t days = ROTA_TRANSITION_DAYS;

	for (size_t i = 0; i < terms->count && terms->items[i].from <= day; i++)
		days = terms->items[i].days;
	return days;
}

/** What is left of common days beyond the term, if today is among it or after it. */
static void leave_out_term(struct rota_days *days, const struct rota_transition_terms *terms)
{
	int32_t last = days->to <= terms->today ? days->to - 1 : terms->today;
	uint64_t allowed = days_allowed(terms, last);

	if (last < days->from || (uint64_t)((int64_t)last - days->from) < allowed)
		days->from = days->to;
	else
		days->from += (int32_t)allowed;
}

static bool is_concurrent(const struct rota_posting *posting)
{
	const char *dual = rota_subject_text(posting->subject, "dual");

	return dual && strcmp(dual, "concurrent") == 0;
}

/** Whether somebody moved to a posting while nobody said that the one before has ended. */
static bool is_half_move(const struct tenure *a, const struct tenure *b)
{
	const struct rota_act *act = rota_act_find(b->posting->act);

	return act && act->effect == ROTA_ACT_MOVES && a->posting->from < b->posting->from &&
	       a->posting->to == ROTA_DAY_NEVER;
}

/** Whether two postings, which share days, are a matter of the type; @p b ranks higher. */
static bool may_pair(const struct pairing *pairing, const struct tenure *a, const struct tenure *b)
{
	bool one_unit = rota_id_compare(a->posting->unit, b->posting->unit) == 0;

	switch (pairing->type) {
	case ROTA_MATTER_TWO_PLACES:
		return !one_unit && !is_half_move(a, b);
	case ROTA_MATTER_HALF_MOVE:
		return !one_unit && is_half_move(a, b);
	case ROTA_MATTER_TRANSITION_LONG:
		return one_unit && strcmp(a->posting->post, b->posting->post) != 0 &&
		       !is_concurrent(b->posting);
	default:
		return !rota_posting_is_repeated(a->posting, b->posting);
	}
}

/** The days on which two postings are a matter, empty where they are none; @p b ranks higher. */
static struct rota_days matter_days(const struct pairing *pairing, const struct tenure *a,
				    const struct tenure *b)
{
	struct rota_days days = { 0, 0 };

	if (!may_pair(pairing, a, b))
		return days;
	days = shared_days(a, b);
	if (pairing->type == ROTA_MATTER_TRANSITION_LONG && days.from < days.to)
		leave_out_term(&days, pairing->terms);
	return days;
}

static int find_rivals(struct pairing *pairing, const struct rota_posting *postings, size_t count,
		       const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	struct tenure *tenures = rota_arena_alloc(pairing->arena, count * sizeof(*tenures));
	int rc = ROTA_OK;

	if (!tenures)
		return no_memory(err);
	count = list_tenures(tenures, postings, count, gazetteer);
	for (size_t b = 1; !rc && b < count; b++) {
		size_t found = 0;

		for (size_t a = b; !rc && a-- > 0 && found < ROTA_MATTER_MAX_RIVALS;) {
			struct rota_days days = matter_days(pairing, &tenures[a], &tenures[b]);

			if (days.to <= days.from)
				continue;
			rc = add_pair(pairing, &tenures[a], &tenures[b], days, err);
			found++;
		}
	}
	return rc;
}

int rota_matters_find_double_holders(struct rota_matters *matters, struct rota_arena *arena,
				     const struct rota_posting *postings, size_t count,
				     const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	struct pairing pairing = { ROTA_MATTER_DOUBLE_HOLDER, matters, arena, NULL };

	return find_rivals(&pairing, postings, count, gazetteer, err);
}

int rota_matters_find_two_places(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_posting *career, size_t count,
				 const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	struct pairing pairing = { ROTA_MATTER_TWO_PLACES, matters, arena, NULL };

	return find_rivals(&pairing, career, count, gazetteer, err);
}

int rota_matters_find_half_moves(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_posting *career, size_t count,
				 const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	struct pairing pairing = { ROTA_MATTER_HALF_MOVE, matters, arena, NULL };

	return find_rivals(&pairing, career, count, gazetteer, err);
}

int rota_matters_find_transitions(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_posting *career, size_t count,
				  const struct rota_gazetteer *gazetteer,
				  const struct rota_transition_terms *terms, struct rota_error *err)
{
	struct pairing pairing = { ROTA_MATTER_TRANSITION_LONG, matters, arena, terms };

	return find_rivals(&pairing, career, count, gazetteer, err);
}
