/* SPDX-License-Identifier: Apache-2.0 */
/** @file The limits of time of a posting (ledger/limits.h), from what is recorded of its holder. */
#ifndef REPORT_LIMITS_H
#define REPORT_LIMITS_H

#include "ledger/limits.h"
#include "report/overdue.h"
#include "state/figures.h"

/**
 * Those of a posting that is held on a day.
 * @param locality  of it, as it counts on the day.
 * @param policy    in force on the day.
 * @param overdue   of the day; NULL: nothing is.
 * @return ROTA_OK; store errors. Leaves nothing in the scratch memory.
 */
int rota_posting_limits(struct rota_limits *out, struct rota_world *world,
			const struct rota_posting *posting, enum rota_locality_value locality,
			int32_t day, const struct rota_policy_view *policy,
			const struct rota_overdue *overdue, struct rota_error *err);

/** Whether a posting is a rotation that was closed early, up to a day, and its holder is in no post
 *  of a scope on that day. Otherwise as rota_posting_limits(). */
int rota_posting_cut_short(bool *out, struct rota_world *world, const struct rota_posting *posting,
			   const struct rota_unit *scope, int32_t day, struct rota_error *err);

/** Whether it is known that a cadre is a woman or a man: said, or by the personal number. */
bool rota_cadre_sex(bool *woman, const struct rota_subject *cadre);

#endif
