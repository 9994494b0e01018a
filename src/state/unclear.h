/* SPDX-License-Identifier: Apache-2.0 */
/** @file Origins whose code and text are two communes (ledger/unclear.h), in an office's world. */
#ifndef STATE_UNCLEAR_H
#define STATE_UNCLEAR_H

#include "ledger/unclear.h"
#include "state/world.h"

/** Whether an entry of a cadre, or a cadre, has a place that is two communes of the list, which may
 *  be unclear. @return store errors. */
int rota_entry_is_two(bool *out, struct rota_world *world, const struct rota_entry *entry,
		      struct rota_error *err);
int rota_world_cadre_is_two(bool *out, struct rota_world *world, const struct rota_subject *cadre,
			    struct rota_error *err);

/** Append the matter of a cadre, if it is one; in the scratch memory. @param units  of his
 * postings.
 *  @return store errors. */
int rota_world_find_unclear(struct rota_matters *out, struct rota_world *world,
			    const struct rota_subject *cadre, const struct rota_ids *units,
			    struct rota_error *err);

#endif
