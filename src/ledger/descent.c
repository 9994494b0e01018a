/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Every walk along the successions goes one way through the list, which is in
 * the order of days, so it ends whatever is recorded.
 */
#include "ledger/descent.h"

#include <string.h>

/** How much of an origin lies in the area, and how much does not. */
struct share {
	size_t in;
	size_t out;
	bool sure; /* a whole heir is one that does */
};

/** Walks ask this thousands of times; unlike rota_id_compare() it is two instructions. */
static bool is(struct rota_id id, const struct rota_unit *unit)
{
	return memcmp(id.bytes, unit->id.bytes, sizeof(id.bytes)) == 0;
}

static const struct rota_unit *area_of(const struct rota_descent *descent,
				       const struct rota_unit *unit)
{
	return rota_gazetteer_ancestor(descent->gazetteer, unit, descent->level, descent->day);
}

/* --- the unit of the post ------------------------------------------------------------------- */

/** The one unit of a day into which a unit has gone as a whole; NULL when there is none or two. */
static const struct rota_unit *sure_heir(const struct rota_gazetteer *gazetteer,
					 const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit *heir = NULL;

	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit *other = gazetteer->units[i];

		if (!rota_unit_on(other, day) ||
		    rota_gazetteer_heritage(gazetteer, unit, other, day) != ROTA_HERITAGE_SURE)
			continue;
		if (heir)
			return NULL;
		heir = other;
	}
	return heir;
}

void rota_descent_init(struct rota_descent *descent, const struct rota_gazetteer *gazetteer,
		       const struct rota_unit *unit, enum rota_level level, int32_t day)
{
	const struct rota_unit *heir = NULL;

	*descent = (struct rota_descent){ gazetteer, unit, NULL, level, day };
	if (unit->to <= day) {
		heir = sure_heir(gazetteer, unit, day);
		descent->unit = heir ? heir : unit;
		descent->day = heir ? day : unit->to - 1;
	}
	descent->area = area_of(descent, descent->unit);
}

/** Whether it is known of what a unit was formed: it stands in the national list, or comes from
 *  units that do. */
static bool is_traced(const struct rota_gazetteer *gazetteer, const struct rota_unit *unit,
		      size_t before)
{
	bool traced = false;

	if (unit->from <= ROTA_NATIONAL_DAY)
		return true;
	for (size_t i = before; i-- > 0;) {
		const struct rota_succession *step = &gazetteer->successions[i];
		const struct rota_unit *old;

		if (!is(step->to_unit, unit) || is(step->from_unit, unit) ||
		    rota_succession_heritage(step) == ROTA_HERITAGE_NONE)
			continue;
		old = rota_gazetteer_unit(gazetteer, step->from_unit);
		if (!old || !is_traced(gazetteer, old, i))
			return false;
		traced = true;
	}
	return traced;
}

static enum rota_locality_reason elsewhere(const struct rota_descent *descent)
{
	const struct rota_gazetteer *gazetteer = descent->gazetteer;

	return is_traced(gazetteer, descent->unit, gazetteer->succession_count)
		       ? ROTA_BECAUSE_ELSEWHERE
		       : ROTA_BECAUSE_UNTRACED;
}

/* --- an origin in a commune ----------------------------------------------------------------- */

static void count(struct share *share, const struct rota_descent *descent,
		  const struct rota_unit *unit)
{
	bool inside = area_of(descent, unit) == descent->area;

	share->in += inside;
	share->out += !inside;
}

/** What became of a unit by the day: it and its heirs that live then. */
static void count_heirs(struct share *share, const struct rota_descent *descent,
			const struct rota_unit *unit, bool sure, size_t first)
{
	const struct rota_gazetteer *gazetteer = descent->gazetteer;

	if (rota_unit_on(unit, descent->day)) {
		count(share, descent, unit);
		share->sure = share->sure || (sure && area_of(descent, unit) == descent->area);
	}
	for (size_t i = first; i < gazetteer->succession_count; i++) {
		const struct rota_succession *step = &gazetteer->successions[i];
		enum rota_heritage part = rota_succession_heritage(step);
		const struct rota_unit *heir;

		if (step->on > descent->day)
			return;
		if (!is(step->from_unit, unit) || is(step->to_unit, unit) ||
		    part == ROTA_HERITAGE_NONE)
			continue;
		heir = rota_gazetteer_unit(gazetteer, step->to_unit);
		if (heir)
			count_heirs(share, descent, heir, sure && part == ROTA_HERITAGE_SURE,
				    i + 1);
	}
}

/** What a unit was on the day, that came into it between then and the day on which its name was
 *  understood. */
static void count_pieces(struct share *share, const struct rota_descent *descent,
			 const struct rota_unit *unit, int32_t understood, size_t before)
{
	const struct rota_gazetteer *gazetteer = descent->gazetteer;

	for (size_t i = before; i-- > 0;) {
		const struct rota_succession *step = &gazetteer->successions[i];
		const struct rota_unit *piece;

		if (step->on <= descent->day)
			return;
		if (step->on > understood || !is(step->to_unit, unit) ||
		    is(step->from_unit, unit) ||
		    rota_succession_heritage(step) == ROTA_HERITAGE_NONE)
			continue;
		piece = rota_gazetteer_unit(gazetteer, step->from_unit);
		if (piece && rota_unit_on(piece, descent->day))
			count(share, descent, piece);
		if (piece)
			count_pieces(share, descent, piece, understood, i);
	}
}

/** At the level of districts, where there are none any more: what can be said without. */
static enum rota_locality_reason without_area(const struct rota_descent *descent,
					      const struct rota_unit *origin)
{
	struct rota_descent wide = *descent;
	struct share share = { 0 };

	if (rota_gazetteer_heritage(descent->gazetteer, origin, descent->unit, descent->day) ==
	    ROTA_HERITAGE_SURE)
		return ROTA_BECAUSE_HEIR;
	wide.level = ROTA_LEVEL_PROVINCE;
	wide.area = area_of(&wide, descent->unit);
	count_heirs(&share, &wide, origin, true, 0);
	return wide.area && share.out && !share.in ? ROTA_BECAUSE_ELSEWHERE : ROTA_BECAUSE_NO_LEVEL;
}

static enum rota_locality_reason of_commune(const struct rota_descent *descent,
					    const struct rota_unit *origin, int32_t understood)
{
	struct share heirs = { 0 };
	struct share pieces = { 0 };

	if (origin == descent->unit)
		return ROTA_BECAUSE_SAME;
	if (!descent->area)
		return without_area(descent, origin);
	if (rota_unit_on(origin, descent->day) && area_of(descent, origin) == descent->area)
		return ROTA_BECAUSE_SAME;
	count_heirs(&heirs, descent, origin, true, 0);
	if (heirs.in)
		return heirs.sure || (heirs.in > 1 && !heirs.out) ? ROTA_BECAUSE_HEIR
								  : ROTA_BECAUSE_PART;
	count_pieces(&pieces, descent, origin, understood, descent->gazetteer->succession_count);
	if (pieces.in)
		return pieces.out || heirs.out ? ROTA_BECAUSE_LATER : ROTA_BECAUSE_HEIR;
	if (!heirs.out && !pieces.out)
		return ROTA_BECAUSE_UNTRACED;
	return descent->level == ROTA_LEVEL_COMMUNE ? elsewhere(descent) : ROTA_BECAUSE_ELSEWHERE;
}

/* --- an origin known at a higher level ------------------------------------------------------ */

/** Whether a unit, as one of its versions until the day, lay in a district or province or in what
 *  became of that. */
static bool has_lain_in(const struct rota_descent *descent, const struct rota_unit *unit,
			const struct rota_unit *around)
{
	for (size_t i = 0; i < unit->version_count; i++) {
		const struct rota_unit *holder = rota_gazetteer_ancestor(
			descent->gazetteer, unit, around->level, unit->versions[i].from);

		if (i && unit->versions[i].from > descent->day)
			return false;
		if (holder && rota_gazetteer_heritage(descent->gazetteer, around, holder,
						      descent->day) != ROTA_HERITAGE_NONE)
			return true;
	}
	return false;
}

/** The same of a unit or anything of which it was formed. */
static bool has_come_from(const struct rota_descent *descent, const struct rota_unit *unit,
			  const struct rota_unit *around, size_t before)
{
	const struct rota_gazetteer *gazetteer = descent->gazetteer;

	if (has_lain_in(descent, unit, around))
		return true;
	for (size_t i = before; i-- > 0;) {
		const struct rota_succession *step = &gazetteer->successions[i];
		const struct rota_unit *old;

		if (step->on > descent->day || !is(step->to_unit, unit) ||
		    is(step->from_unit, unit) ||
		    rota_succession_heritage(step) == ROTA_HERITAGE_NONE)
			continue;
		old = rota_gazetteer_unit(gazetteer, step->from_unit);
		if (old && has_come_from(descent, old, around, i))
			return true;
	}
	return false;
}

static enum rota_locality_reason of_area(const struct rota_descent *descent,
					 const struct rota_unit *origin)
{
	const struct rota_gazetteer *gazetteer = descent->gazetteer;
	const struct rota_unit *area = area_of(descent, origin);
	enum rota_heritage heritage = ROTA_HERITAGE_NONE;

	if (area && area == descent->area)
		return ROTA_BECAUSE_SAME;
	if (area && descent->area)
		heritage = rota_gazetteer_heritage(gazetteer, area, descent->area, descent->day);
	if (heritage == ROTA_HERITAGE_SURE)
		return ROTA_BECAUSE_HEIR;
	if (has_come_from(descent, descent->unit, origin, gazetteer->succession_count))
		return ROTA_BECAUSE_COARSE;
	return elsewhere(descent);
}

enum rota_locality_reason rota_descent_reason(const struct rota_descent *descent,
					      const struct rota_meaning *origin)
{
	if (!origin->unit)
		return elsewhere(descent);
	if (origin->unit->level == ROTA_LEVEL_COMMUNE)
		return of_commune(descent, origin->unit, origin->day);
	return of_area(descent, origin->unit);
}
