/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/flip.h"

#include <string.h>

#include "ledger/matter_begin.h"

bool rota_succession_touches(const struct rota_succession *succession, struct rota_id unit)
{
	bool into = rota_id_compare(succession->to_unit, unit) == 0;
	bool out_of = rota_id_compare(succession->from_unit, unit) == 0;

	return into != out_of && rota_succession_heritage(succession) != ROTA_HERITAGE_NONE;
}

/** Whether a succession may have changed the locality of a posting up to today. */
static bool may_change(const struct rota_succession *succession,
		       const struct rota_flip_facts *facts)
{
	return succession->on > facts->posting->from && succession->on <= facts->today &&
	       rota_succession_touches(succession, facts->posting->unit);
}

static struct rota_locality by_units_of(int32_t day, const struct rota_flip_facts *facts)
{
	struct rota_locality_policy policy = *facts->policy;
	struct rota_locality_facts known = { .unit = rota_gazetteer_unit(facts->gazetteer,
									 facts->posting->unit),
					     .appointed = facts->posting->from,
					     .reported = day };

	policy.geography = ROTA_GEOGRAPHY_REPORT;
	policy.residence_years = 0;
	rota_origin_read(&known.native, rota_subject_value(facts->cadre, "native"));
	rota_origin_read(&known.birth_place, rota_subject_value(facts->cadre, "birth_place"));
	return rota_locality_of(&known, &policy, facts->gazetteer, facts->national);
}

static bool is_held(const struct rota_flip_facts *facts)
{
	const struct rota_posting *posting = facts->posting;
	const struct rota_unit *unit = rota_gazetteer_unit(facts->gazetteer, posting->unit);

	return unit && unit->to > facts->today && posting->from <= facts->today &&
	       facts->today < rota_posting_end(posting) && strcmp(posting->mode, "full") == 0;
}

bool rota_flip_find(struct rota_flip *out, const struct rota_flip_facts *facts)
{
	const struct rota_gazetteer *gazetteer = facts->gazetteer;
	int32_t looked_at = ROTA_DAY_NEVER; /* the last day that was */
	bool changed = false;

	if (!is_held(facts))
		return false;
	for (size_t i = gazetteer->succession_count; i-- > 0;) { /* the last day first */
		const struct rota_succession *one = &gazetteer->successions[i];
		struct rota_locality then;

		if (!may_change(one, facts) || one->on == looked_at)
			continue;
		if (!changed)
			out->before = by_units_of(facts->posting->from, facts).value;
		then = by_units_of(one->on, facts);
		if (then.value == out->before)
			break;
		if (!changed) {
			out->now = then.value;
			out->decided = then;
		}
		changed = true;
		out->from = looked_at = one->on;
	}
	return changed;
}

int rota_matters_find_flip(struct rota_matters *matters, struct rota_arena *arena,
			   const struct rota_flip_facts *facts, struct rota_error *err)
{
	const struct rota_posting *posting = facts->posting;
	const struct rota_gazetteer *gazetteer = facts->gazetteer;
	struct rota_matter matter;
	struct rota_flip flip;
	int rc;

	if (!rota_flip_find(&flip, facts))
		return ROTA_OK;
	rc = rota_matter_begin_posting(&matter, arena, ROTA_MATTER_LOCALITY_FLIPS, posting, err);
	matter.from = flip.from;
	matter.to = rota_posting_end(posting);
	if (rota_gazetteer_unit(gazetteer, posting->unit)->to < matter.to)
		matter.to = rota_gazetteer_unit(gazetteer, posting->unit)->to;
	if (!rc)
		rc = rota_matter_add_heads(&matter, arena, facts->cadre, err);
	for (size_t i = 0; !rc && i < gazetteer->succession_count; i++)
		if (may_change(&gazetteer->successions[i], facts))
			rc = rota_matter_see(&matter, arena, &gazetteer->successions[i].id, 1, err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}
