/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Holders whose locality changes with the units (ledger/flip.h), in an office's world. Only posts
 * of units that a succession touched are looked at, and of these the postings that began before it.
 */
#ifndef STATE_FLIP_H
#define STATE_FLIP_H

#include "ledger/flip.h"
#include "state/figures.h"

/** The postings that may be such, by id, in the scratch memory. @return store errors. */
int rota_world_touched(struct rota_ids *out, struct rota_world *world, struct rota_error *err);

/** Look at one under the policy of today. @param[out] changes  false: nothing does, or it is not
 *  known here whom it names. */
int rota_world_flip(struct rota_flip *out, bool *changes, struct rota_world *world,
		    struct rota_id posting, const struct rota_policies *policies,
		    struct rota_error *err);

/** Append the matter of one, if it is any; in the scratch memory. @return store errors. */
int rota_world_find_flip(struct rota_matters *out, struct rota_world *world, struct rota_id posting,
			 const struct rota_policies *policies, struct rota_error *err);

#endif
