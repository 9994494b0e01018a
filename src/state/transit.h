/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Cadres on their way: postings that ended by a move to a unit, and whose holder is in no post since. Each is
 * kept in the store, so that a merge reads a row for each, however many moves there were.
 * @source C02; schema/state.md, "Matters".
 */
#ifndef STATE_TRANSIT_H
#define STATE_TRANSIT_H

#include "ledger/matter.h"
#include "state/tenure.h"

/** Take into account that a tenure is another one. @param was  all-zero: there was none. */
int rota_transit_note(struct rota_world *world, const struct rota_tenure *was,
		      const struct rota_tenure *now, uint32_t no, struct rota_error *err);

/** The postings, by id; in the scratch memory. @return store errors. */
int rota_world_in_transit(struct rota_ids *out, struct rota_world *world, struct rota_error *err);

/** Append the matter of one, if it is any; in the scratch memory. None of a cadre whose record is
 * not known here, nor of one who goes to a unit of another office: where he is recorded otherwise is
 * not known here, and the province's notice says whether it is. @return store errors. */
int rota_world_find_in_transit(struct rota_matters *out, struct rota_world *world,
			       struct rota_id posting, struct rota_error *err);

#endif
