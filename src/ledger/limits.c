/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/limits.h"

#include <string.h>

#include "ledger/retirement.h"
#include "rota/day.h"

const char *rota_limit_rule(enum rota_limit limit)
{
	static const char *const rules[ROTA_LIMITS] = {
		[ROTA_LIMIT_ACTING] = "V15",       [ROTA_LIMIT_PENDING] = "V21",
		[ROTA_LIMIT_CUT_SHORT] = "V80",    [ROTA_LIMIT_ROTATION] = "V81",
		[ROTA_LIMIT_TWO_TERMS] = "V82",    [ROTA_LIMIT_NEARLY_TWO] = "V83",
		[ROTA_LIMIT_REFERENCE] = "V84",    [ROTA_LIMIT_RETIRES] = "V85",
		[ROTA_LIMIT_ROTATED_LATE] = "V86", [ROTA_LIMIT_PHASE_OVER] = "V87",
	};

	return rules[limit];
}

/** What is looked at is due on a day, or has been since; ROTA_DAY_NEVER: on no day. */
static void look(struct rota_limits *out, enum rota_limit limit, int32_t due)
{
	out->broken[limit] = true;
	if (due < out->due)
		out->due = due;
}

/** The day so many months later; ROTA_DAY_NEVER beyond the calendar. */
static int32_t months_after(int32_t day, int months)
{
	struct rota_day from = rota_day_from_number(day);
	struct rota_day to = { 0 };

	if (!rota_day_is_none(from))
		to = rota_day_add_months(from, months);
	return rota_day_is_none(to) ? ROTA_DAY_NEVER : rota_day_first(to);
}

bool rota_vacancy_is_long(int32_t since, int32_t day, uint64_t most_days)
{
	return since <= day && (uint64_t)((int64_t)day - since) > most_days;
}

/* --- acting, pending ------------------------------------------------------------------------- */

/** V15: a planned end known to the month may be its first day. */
static void look_at_acting(struct rota_limits *out, const struct rota_posting *posting, int32_t day)
{
	int32_t most = months_after(rota_posting_sure_from(posting), ROTA_ACTING_MONTHS);
	struct rota_day planned = { 0 };

	if (posting->subject)
		planned = rota_subject_day(posting->subject, "planned_end");
	if (rota_day_is_none(planned))
		look(out, ROTA_LIMIT_ACTING, posting->from);
	else if (rota_day_first(planned) > most || day > most)
		look(out, ROTA_LIMIT_ACTING, most);
}

static void look_at_approval(struct rota_limits *out, const struct rota_posting *posting,
			     int32_t day, uint64_t most_days)
{
	int32_t since = rota_posting_sure_from(posting);

	if (rota_posting_on(posting, day) == ROTA_HOLDS_PENDING && since <= day &&
	    (uint64_t)((int64_t)day - since) > most_days)
		look(out, ROTA_LIMIT_PENDING, since);
}

/* --- rotations ------------------------------------------------------------------------------- */

static bool is_rotation(const struct rota_posting *posting)
{
	return strcmp(posting->act, "rotate") == 0 && strcmp(posting->mode, "full") == 0;
}

static bool has_stayed(const struct rota_posting *posting, int32_t day)
{
	return posting->subject && rota_posting_had_step(posting, "stay", day);
}

/** The posting of the same unit that a posting follows without a gap; NULL when there is none. */
static const struct rota_posting *follows(const struct rota_posting *posting,
					  const struct rota_stretches *stretches)
{
	for (size_t i = 0; i < stretches->count; i++) {
		const struct rota_stretch *one = &stretches->items[i];

		if (one->posting->from < posting->from && one->since < posting->from &&
		    posting->from <= one->end &&
		    rota_id_compare(one->posting->unit, posting->unit) == 0)
			return one->posting;
	}
	return NULL;
}

/** The posting by which the rotation began that runs on a day; NULL when none does. */
static const struct rota_posting *rotation_on(const struct rota_posting *posting,
					      const struct rota_stretches *stretches, int32_t day)
{
	while (posting && !is_rotation(posting)) {
		if (has_stayed(posting, day))
			return NULL;
		posting = follows(posting, stretches);
	}
	return posting && !has_stayed(posting, day) ? posting : NULL;
}

static bool stays_head(const struct rota_posting *posting, const struct rota_career *career,
		       int32_t day)
{
	for (size_t i = 0; i < career->count; i++)
		if (rota_id_compare(career->items[i].unit, posting->unit) == 0 &&
		    rota_posting_heads(&career->items[i], day))
			return true;
	return false;
}

/** Whether somebody decided the end: no death, no revocation, and the unit goes on. */
static bool was_ended(const struct rota_posting *posting, const struct rota_gazetteer *gazetteer)
{
	const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, posting->unit);

	return posting->end_act && strcmp(posting->end_act, "die") != 0 &&
	       strcmp(posting->end_act, "unit_ended") != 0 && posting->to < posting->void_from &&
	       unit && posting->to < unit->to;
}

/** The last day that an end can mean. */
static int32_t sure_end(const struct rota_posting *posting)
{
	struct rota_day to = { 0 };

	if (posting->subject)
		to = rota_subject_day(posting->subject, "to");
	return rota_day_is_none(to) ? posting->to : rota_day_last(to);
}

bool rota_rotation_cut_short(const struct rota_posting *posting, const struct rota_career *career,
			     const struct rota_gazetteer *gazetteer, int32_t day)
{
	int32_t end = rota_posting_end(posting);
	const struct rota_posting *rotation;
	struct rota_stretches stretches;

	if (strcmp(posting->mode, "full") != 0 || rota_posting_is_void(posting) || end > day ||
	    !was_ended(posting, gazetteer) || stays_head(posting, career, end))
		return false;
	rota_stretches_read(&stretches, career, gazetteer);
	rotation = rotation_on(posting, &stretches, end - 1);
	return rotation && sure_end(posting) < months_after(rotation->from, ROTA_ROTATION_MONTHS);
}

/** The full posting that ended last up to the first day of another one. */
static const struct rota_posting *last_before(const struct rota_posting *posting,
					      const struct rota_career *career)
{
	const struct rota_posting *last = NULL;

	for (size_t i = 0; i < career->count; i++) {
		const struct rota_posting *one = &career->items[i];

		if (strcmp(one->mode, "full") == 0 && rota_posting_end(one) <= posting->from &&
		    (!last || rota_posting_end(one) > rota_posting_end(last)))
			last = one;
	}
	return last;
}

/** Whether somebody had been head of a place for two terms on a day: of the one that he has had for
 *  the longest time then. */
static bool had_two_terms(const struct rota_limit_facts *facts,
			  const struct rota_stretches *stretches, int32_t day)
{
	const struct rota_stretch *longest = NULL;

	for (size_t i = 0; i < stretches->count; i++) {
		const struct rota_stretch *one = &stretches->items[i];

		if (one->since <= day && day < one->end &&
		    (!longest || one->since < longest->since))
			longest = one;
	}
	return longest &&
	       rota_headship_on(stretches, longest->posting->unit, day, facts->gazetteer, true)
			       .months >= ROTA_TWO_TERMS_MONTHS;
}

/** V86: what had to be left when the rotation began. */
static int months_asked(const struct rota_limit_facts *facts,
			const struct rota_stretches *stretches, const struct rota_posting *rotation)
{
	bool local = facts->locality == ROTA_LOCALITY_LOCAL;

	return local && !had_two_terms(facts, stretches, rotation->from - 1)
		       ? ROTA_ROTATED_LEFT_MONTHS
		       : ROTA_TERM_MONTHS;
}

static void look_at_rotation(struct rota_limits *out, const struct rota_limit_facts *facts,
			     const struct rota_stretches *stretches, int32_t day)
{
	const struct rota_posting *rotation = rotation_on(facts->posting, stretches, day);
	const struct rota_posting *last = last_before(facts->posting, &facts->career);

	if (last && rota_rotation_cut_short(last, &facts->career, facts->gazetteer, day))
		look(out, ROTA_LIMIT_CUT_SHORT, ROTA_DAY_NEVER);
	if (!rotation)
		return;
	out->rotated = rota_posting_sure_from(rotation);
	if (rota_months_between(out->rotated, day) >=
	    ROTA_ROTATION_MONTHS - ROTA_ROTATION_NEAR_MONTHS)
		look(out, ROTA_LIMIT_ROTATION, months_after(out->rotated, ROTA_ROTATION_MONTHS));
	if (!rota_day_is_none(out->retires) &&
	    rota_months_between(rotation->from, rota_day_first(out->retires)) <
		    months_asked(facts, stretches, rotation))
		look(out, ROTA_LIMIT_ROTATED_LATE, rota_day_first(out->retires));
}

/* --- head of the place ----------------------------------------------------------------------- */

static void look_at_place(struct rota_limits *out, const struct rota_limit_facts *facts,
			  const struct rota_stretches *stretches, int32_t day)
{
	const struct rota_posting *posting = facts->posting;
	int months;

	out->here = rota_headship_on(stretches, posting->unit, day, facts->gazetteer, false);
	out->merged = rota_headship_on(stretches, posting->unit, day, facts->gazetteer, true);
	out->counted = facts->through_merger ? out->merged : out->here;
	months = out->counted.months;
	if (months >= ROTA_TWO_TERMS_MONTHS - ROTA_TWO_TERMS_NEAR_MONTHS)
		look(out,
		     months < ROTA_TWO_TERMS_MONTHS ? ROTA_LIMIT_NEARLY_TWO : ROTA_LIMIT_TWO_TERMS,
		     months_after(out->counted.since, ROTA_TWO_TERMS_MONTHS));
}

/* --- age ------------------------------------------------------------------------------------- */

/** Communes were formed anew on that day, and their Party committees with them. */
static const struct rota_day reform = { 2025, 7, 1 };

static bool is_new(const struct rota_unit *unit, const struct rota_gazetteer *gazetteer)
{
	int32_t from = rota_day_first(reform);

	for (size_t i = 0; i < gazetteer->succession_count; i++) {
		const struct rota_succession *one = &gazetteer->successions[i];

		if (one->on >= from && rota_id_compare(one->to_unit, unit->id) == 0 &&
		    rota_id_compare(one->from_unit, unit->id) != 0 &&
		    rota_succession_heritage(one) != ROTA_HERITAGE_NONE)
			return true;
	}
	return unit->from >= from;
}

/** The month at which ages are reckoned for a post. */
static struct rota_day reference_of(const struct rota_posting *posting,
				    const struct rota_gazetteer *gazetteer)
{
	static const struct rota_day communes = { 2025, 4, 0 };
	static const struct rota_day new_communes = { 2025, 7, 0 };
	static const struct rota_day state = { 2026, 3, 0 };
	const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, posting->unit);

	if (strcmp(posting->post, "chair") == 0)
		return state;
	return unit && is_new(unit, gazetteer) ? new_communes : communes;
}

/** Months from the month of one day to that of another. */
static int calendar_months(struct rota_day from, struct rota_day to)
{
	return (to.year - from.year) * 12 + to.month - from.month;
}

static void look_at_reference(struct rota_limits *out, const struct rota_limit_facts *facts,
			      int32_t day)
{
	struct rota_day reference = reference_of(facts->posting, facts->gazetteer);
	int away = calendar_months(rota_day_from_number(day), reference);

	if (away > ROTA_TERM_MONTHS || away < -ROTA_TERM_MONTHS)
		return;
	out->reference = reference;
	if (rota_day_is_none(out->retires))
		return;
	out->reference_left = calendar_months(reference, out->retires);
	if (out->reference_left < ROTA_TERM_MONTHS)
		look(out, ROTA_LIMIT_REFERENCE, rota_day_first(out->retires));
}

static void look_at_age(struct rota_limits *out, int32_t day)
{
	int32_t last = rota_day_first(out->retires);

	out->left = rota_months_between(day, last);
	if (last <= months_after(day, ROTA_RETIRES_NEAR_MONTHS))
		look(out, ROTA_LIMIT_RETIRES, last);
}

/* --- all of it ------------------------------------------------------------------------------- */

void rota_limits_find(struct rota_limits *out, const struct rota_limit_facts *facts, int32_t day)
{
	const struct rota_posting *posting = facts->posting;
	struct rota_stretches stretches;

	*out = (struct rota_limits){ .here.since = ROTA_DAY_NEVER,
				     .merged.since = ROTA_DAY_NEVER,
				     .counted.since = ROTA_DAY_NEVER,
				     .rotated = ROTA_DAY_NEVER,
				     .due = ROTA_DAY_NEVER };
	out->months = rota_months_between(rota_posting_sure_from(posting), day);
	out->retires = rota_retirement_day(facts->born, facts->woman);
	if (rota_posting_on(posting, day) == ROTA_HOLDS_ACTING)
		look_at_acting(out, posting, day);
	if (!rota_day_is_none(out->retires))
		look_at_age(out, day);
	if (!rota_posting_heads(posting, day))
		return;
	rota_stretches_read(&stretches, &facts->career, facts->gazetteer);
	look_at_approval(out, posting, day, facts->pending_days);
	look_at_place(out, facts, &stretches, day);
	look_at_reference(out, facts, day);
	look_at_rotation(out, facts, &stretches, day);
	if (facts->locality == ROTA_LOCALITY_LOCAL && facts->phase_over <= day)
		look(out, ROTA_LIMIT_PHASE_OVER, facts->phase_over);
}
