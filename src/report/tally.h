/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The integer table of a checkpoint: for the province and for each unit below
 * it, for each post, the figures of a day.
 */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include "base/buffer.h"
#include "ledger/bounds.h"
#include "state/figures.h"
#include "state/matters.h"

/**
 * Append the rows, canonical maps end to end: the province first, then the units below it by code.
 * @param matters  those that are open.
 * @param[out] exact  whether all bounds are exact.
 * @return store errors.
 */
int rota_tally_encode(struct rota_buffer *out, bool *exact, struct rota_world *world, int32_t day,
                      const struct rota_matters *matters, struct rota_error *err);

/** Put the figures of a day, and between which those that are not local lie, into a map.
 *  @return as rota_map_set(). */
int rota_tally_put(struct rota_value *map, struct rota_arena *arena,
                   const struct rota_figures *figures, const struct rota_bounds *bounds);

/** What the province's row says of one post. */
struct rota_tallied {
	uint64_t non_local;
	struct rota_bounds bounds;
};

/** The province's figures alone, by post. @return store errors. */
int rota_tally_province(struct rota_tallied out[2], struct rota_world *world, int32_t day,
			const struct rota_matters *matters, struct rota_error *err);

#endif
