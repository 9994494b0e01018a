/* SPDX-License-Identifier: Apache-2.0 */
/** @file Units that two offices record (ledger/shared.h), in an office's world. Only communes that
 * lie in the scopes of two writers are looked at. */
#ifndef STATE_SHARED_H
#define STATE_SHARED_H

#include "ledger/shared.h"
#include "state/world.h"

/** The communes that lie in several scopes today, in the scratch memory. @return store errors. */
int rota_world_overlapped(struct rota_ids *out, struct rota_world *world, struct rota_error *err);

/** Append the matter of one, if it is any; in the scratch memory. @return store errors. */
int rota_world_find_shared(struct rota_matters *out, struct rota_world *world, struct rota_id unit,
			   struct rota_error *err);

/** The same of postings of a commune that hold today or begin later and come from one row of one
 * list.
 *  @return store errors. */
int rota_world_find_same_import(struct rota_matters *out, struct rota_world *world,
				struct rota_id unit, struct rota_error *err);

#endif
