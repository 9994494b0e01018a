/* SPDX-License-Identifier: Apache-2.0 */
#include "report/limits.h"

#include <string.h>

bool rota_cadre_sex(bool *woman, const struct rota_subject *cadre)
{
	const char *sex = rota_subject_text(cadre, "sex");
	const char *pin = rota_subject_text(cadre, "pin");

	*woman = false;
	if (!sex && (!pin || strlen(pin) != 12))
		return false;
	/* the fourth digit is odd for women (V53) */
	*woman = sex ? strcmp(sex, "female") == 0 : pin[3] % 2 == 1;
	return true;
}

/** The last postings of a cadre; what came before is of nobody. */
static int find_career(struct rota_career *out, struct rota_world *world, struct rota_id cadre,
		       int32_t day, struct rota_error *err)
{
	struct rota_postings postings;
	int rc = rota_world_career_last(&postings, world, cadre, day, ROTA_STRETCHES_MAX, err);

	*out = (struct rota_career){ rc ? NULL : postings.items, rc ? 0 : postings.count };
	return rc;
}

static int find_limits(struct rota_limits *out, struct rota_world *world,
		       struct rota_limit_facts *facts, int32_t day, struct rota_error *err)
{
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, facts->posting->cadre, err);

	if (!rc)
		rc = find_career(&facts->career, world, facts->posting->cadre, day, err);
	if (rc)
		return rc;
	facts->born = rota_subject_day(cadre, "born");
	rota_cadre_sex(&facts->woman, cadre);
	rota_limits_find(out, facts, day);
	return ROTA_OK;
}

/** Careers are read in memory of their own, since a report reads one for each of its rows. */
int rota_posting_limits(struct rota_limits *out, struct rota_world *world,
			const struct rota_posting *posting, enum rota_locality_value locality,
			int32_t day, const struct rota_policy_view *policy,
			const struct rota_overdue *overdue, struct rota_error *err)
{
	struct rota_limit_facts facts = { .posting = posting,
					  .gazetteer = &world->gazetteer,
					  .locality = locality,
					  .phase_over = ROTA_DAY_NEVER,
					  .pending_days = policy->pending_days,
					  .through_merger = policy->through_merger };
	struct rota_arena scratch = world->scratch;
	int rc;

	if (overdue)
		facts.phase_over = rota_overdue_since(overdue, world, posting, day);
	world->scratch = (struct rota_arena){ .first = NULL };
	rc = find_limits(out, world, &facts, day, err);
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	return rc;
}

/** Whether a career has a post in a scope on a day. */
static bool is_in_post(const struct rota_career *career, const struct rota_gazetteer *gazetteer,
		       const struct rota_unit *scope, int32_t day)
{
	for (size_t i = 0; i < career->count; i++) {
		const struct rota_posting *one = &career->items[i];
		const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, one->unit);

		if (unit && rota_posting_on(one, day) != ROTA_HOLDS_NOT &&
		    rota_gazetteer_inside(gazetteer, unit, scope, day))
			return true;
	}
	return false;
}

int rota_posting_cut_short(bool *out, struct rota_world *world, const struct rota_posting *posting,
			   const struct rota_unit *scope, int32_t day, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	struct rota_arena scratch = world->scratch;
	struct rota_career career;
	int rc;

	world->scratch = (struct rota_arena){ .first = NULL };
	rc = find_career(&career, world, posting->cadre, day, err);
	*out = !rc && rota_rotation_cut_short(posting, &career, gazetteer, day) &&
	       !is_in_post(&career, gazetteer, scope, day);
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	return rc;
}
