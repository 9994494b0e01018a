/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Matters of the records of cadres, which concern the units in which these ever held a post.
 */
#ifndef STATE_MATTER_CADRES_H
#define STATE_MATTER_CADRES_H

#include "ledger/matter.h"
#include "state/twin.h"
#include "state/world.h"

/* Each appends what is found, in the scratch memory. @return ROTA_OK; store errors. */

/** Values of a record, or of a time in a place, that are two at once. */
int rota_world_find_person_conflicts(struct rota_matters *out, struct rota_world *world,
				     struct rota_id id, struct rota_error *err);
/** What was changed late of a cadre. */
int rota_world_find_edits(struct rota_matters *out, struct rota_world *world, struct rota_id cadre,
			  struct rota_error *err);
/** An origin whose code and text are two communes. */
int rota_world_find_origin(struct rota_matters *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err);

/** Two records that may be of one person. @param arena  holds the matter, which refers to nothing of
 *  them. */
int rota_world_add_twins(struct rota_matters *out, struct rota_arena *arena, struct rota_world *world,
			 const struct rota_twins *twins, struct rota_error *err);

#endif
