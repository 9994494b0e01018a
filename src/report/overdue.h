/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Targets that were to be reached in a phase which is over, and are not: where a local is still in
 * post, somebody has to look (V87).
 *
 * No target says which posts it is about, so each local holder of such a post is one of those who
 * may be meant, until so many are held by others. Whether a target is reached can be said only by
 * whoever has the figures of its whole scope; for others none is overdue.
 */
#ifndef REPORT_OVERDUE_H
#define REPORT_OVERDUE_H

#include "report/aim.h"
#include "state/figures.h"

/** The targets that are over on a day and were not reached by it. */
struct rota_overdue {
	struct rota_past_aims aims;
};

/** Find them. What is in the scratch memory is gone. @return ROTA_OK; store errors. */
int rota_overdue_find(struct rota_overdue *out, struct rota_world *world, int32_t day,
		      const struct rota_policy_view *policy, struct rota_error *err);

/** The first day after the phase of one of them that is about a post of a unit, the earliest of
 *  several; ROTA_DAY_NEVER: none is. */
int32_t rota_overdue_since(const struct rota_overdue *overdue, const struct rota_world *world,
			   const struct rota_posting *posting, int32_t day);

#endif
