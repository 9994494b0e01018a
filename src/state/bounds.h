/* SPDX-License-Identifier: Apache-2.0 */
/** @file Between which figures the totals of a day lie while matters are open (ledger/bounds.h). */
#ifndef STATE_BOUNDS_H
#define STATE_BOUNDS_H

#include "ledger/bounds.h"
#include "state/figures.h"
#include "state/matters.h"

/** The posts of the communes of a report, in sums that the caller numbers. */
struct rota_bounds_cells {
	struct rota_bounds_cell *items;
	size_t count;
};

/**
 * Bound the sums of non-local holders.
 * @param[out] out  @p sums of them.
 * @param arena     holds what is needed on the way.
 * @return store errors.
 */
int rota_world_bounds(struct rota_bounds *out, size_t sums, struct rota_world *world,
                      const struct rota_bounds_cells *cells, int32_t day,
                      const struct rota_policy_view *policy, const struct rota_matters *matters,
                      struct rota_arena *arena, struct rota_error *err);

#endif
