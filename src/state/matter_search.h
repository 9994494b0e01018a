/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The search for matters in an office's world: each kind looks only at what the store proposes, so that
 * it costs what may be found and not what was ever recorded.
 */
#ifndef STATE_MATTER_SEARCH_H
#define STATE_MATTER_SEARCH_H

#include "ledger/matter.h"
#include "state/world.h"

/**
 * All that is found, settled or not, without ids, in any order; one matter may be found in parts.
 * @param[out] others  not NULL: what cannot move a total need not be found; so many of these there are.
 * @param      arena   holds them. The scratch memory is forgotten.
 * @return ROTA_OK; store errors.
 */
int rota_search_matters(struct rota_matters *out, size_t *others, struct rota_world *world,
			struct rota_arena *arena, struct rota_error *err);

#endif
