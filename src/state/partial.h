/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sets of which a part does not count: a move, a ring or a chain whose begins and ends are to be
 * judged together, and some are no facts (proposals, held, rejected). Found by the entries that are
 * no facts, which the province keeps (unsettled.h).
 * @source C12; schema/state.md, "Matters".
 */
#ifndef STATE_PARTIAL_H
#define STATE_PARTIAL_H

#include "ledger/matter_papers.h"
#include "state/world.h"

/** Append the matter of the set of an entry, if it is one. @param arena  holds it. @return store
 * errors. */
int rota_world_find_partial(struct rota_matters *out, struct rota_world *world,
			    struct rota_arena *arena, struct rota_id entry, struct rota_error *err);

/** The first entry of the set that an entry belongs to; itself where it is alone.
 * @return ROTA_OK; store errors. */
int rota_world_set_of(struct rota_id *first, struct rota_world *world, struct rota_id entry,
		      struct rota_error *err);

#endif
