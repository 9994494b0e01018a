/* SPDX-License-Identifier: Apache-2.0 */
#include "office/limits.h"

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
	struct rota_postings career;
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, posting->cadre, err);

	if (!rc)
		rc = rota_world_career(&career, world, posting->cadre, err);
	if (rc)
		return rc;
	facts.career = (struct rota_career){ career.items, career.count };
	facts.born = rota_subject_day(cadre, "born");
	rota_cadre_sex(&facts.woman, cadre);
	if (overdue)
		facts.phase_over = rota_overdue_since(overdue, world, posting, day);
	rota_limits_find(out, &facts, day);
	return ROTA_OK;
}
