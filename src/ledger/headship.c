/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/headship.h"

#include <string.h>

#include "rota/day.h"

int rota_months_between(int32_t from, int32_t to)
{
	struct rota_day first = rota_day_from_number(from);
	struct rota_day last = rota_day_from_number(to);

	if (from > to || rota_day_is_none(first) || rota_day_is_none(last))
		return 0;
	return rota_day_months_between(first, last);
}

int32_t rota_posting_sure_from(const struct rota_posting *posting)
{
	struct rota_day from = { 0 };

	if (posting->subject)
		from = rota_subject_day(posting->subject, "from");
	return rota_day_is_none(from) ? posting->from : rota_day_last(from);
}

bool rota_posting_heads(const struct rota_posting *posting, int32_t day)
{
	enum rota_holding holding = rota_posting_on(posting, day);

	return holding != ROTA_HOLDS_NOT && holding != ROTA_HOLDS_ACTING;
}

/* --- stretches ------------------------------------------------------------------------------- */

static void add(struct rota_stretches *out, const struct rota_posting *posting, int32_t since,
		int32_t end)
{
	if (since < end && out->count < ROTA_STRETCHES_MAX)
		out->items[out->count++] = (struct rota_stretch){ posting, since, end };
}

/** Take days from the stretches behind the first ones; what is left on both sides are two. */
static void take_away(struct rota_stretches *out, size_t first, struct rota_days days)
{
	for (size_t i = out->count; i-- > first;) {
		struct rota_stretch *one = &out->items[i];
		int32_t end = one->end;

		if (days.to <= one->since || days.from >= end)
			continue;
		one->end = days.from; /* before its first day: it has no days */
		add(out, one->posting, days.to, end);
	}
}

/** A posting on the days on which its unit lives, without those that it gives up. */
static void read_posting(struct rota_stretches *out, const struct rota_posting *posting,
			 const struct rota_unit *unit)
{
	int32_t since = rota_posting_sure_from(posting);
	int32_t end = rota_posting_end(posting);
	size_t first = out->count;

	if (strcmp(posting->mode, "full") != 0)
		return;
	add(out, posting, since > unit->from ? since : unit->from, end < unit->to ? end : unit->to);
	for (size_t i = 0; i < posting->yield_count; i++)
		take_away(out, first, posting->yields[i]);
	if (posting->acting.from < posting->acting.to)
		take_away(out, first, posting->acting);
}

void rota_stretches_read(struct rota_stretches *out, const struct rota_career *career,
			 const struct rota_gazetteer *gazetteer)
{
	out->count = 0;
	for (size_t i = career->count; i-- > 0 && out->count < ROTA_STRETCHES_MAX;) {
		const struct rota_posting *one = &career->items[i];
		const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, one->unit);

		if (unit)
			read_posting(out, one, unit);
	}
}

/* --- head of a place ------------------------------------------------------------------------- */

/** Whether a unit led surely to another one up to a day. */
static bool leads(const struct rota_gazetteer *gazetteer, struct rota_id from, struct rota_id to,
		  int32_t until)
{
	const struct rota_unit *old = rota_gazetteer_unit(gazetteer, from);
	const struct rota_unit *now = rota_gazetteer_unit(gazetteer, to);

	return old && now &&
	       rota_gazetteer_heritage(gazetteer, old, now, until) == ROTA_HERITAGE_SURE;
}

/** As far as one has come back. */
struct reach {
	struct rota_id unit;
	int32_t since; /**< ROTA_DAY_NEVER: not yet begun */
};

/** On to the stretch that begins first of those that hold the day before, or, at first, the day.
 *  Each begins earlier than the one before, so there is an end of them. @return false: a gap. */
static bool go_back(struct reach *at, const struct rota_stretches *stretches, int32_t day,
		    const struct rota_gazetteer *gazetteer, bool through)
{
	const struct reach after = *at;
	bool first = after.since == ROTA_DAY_NEVER;
	int32_t on = first ? day : after.since - 1;

	for (size_t i = 0; i < stretches->count; i++) {
		const struct rota_stretch *one = &stretches->items[i];
		struct rota_id unit = one->posting->unit;
		bool same = rota_id_compare(unit, after.unit) == 0;

		if (one->since > on || on >= one->end || one->since >= at->since)
			continue;
		if (!same &&
		    (first || !through || !leads(gazetteer, unit, after.unit, after.since)))
			continue;
		*at = (struct reach){ unit, one->since };
	}
	return at->since < after.since;
}

struct rota_headship rota_headship_on(const struct rota_stretches *stretches, struct rota_id unit,
				      int32_t day, const struct rota_gazetteer *gazetteer,
				      bool through)
{
	struct reach at = { unit, ROTA_DAY_NEVER };
	struct rota_headship out = { .since = ROTA_DAY_NEVER };

	while (go_back(&at, stretches, day, gazetteer, through))
		out.since = at.since;
	if (out.since != ROTA_DAY_NEVER)
		out.months = rota_months_between(out.since, day);
	return out;
}
