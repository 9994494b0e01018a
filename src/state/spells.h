/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Times of cadres in places (cadre.spell), by which a policy may tell who is local
 * (ledger/locality.h).
 */
#ifndef STATE_SPELLS_H
#define STATE_SPELLS_H

#include "base/buffer.h"
#include "ledger/locality.h"
#include "state/world.h"

/** Spells of one cadre, or of several; in the scratch memory. */
struct rota_spells {
	const struct rota_subject **items;
	size_t count;
};

/** Those of a cadre that are there, by id; of more than ROTA_SPELLS_MAX one more, which says so. */
int rota_world_spells(struct rota_spells *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err);
/** The ids of all that were ever recorded of a cadre, those that were taken back too. */
int rota_world_spells_ever(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err);

/** What they say of one of the cadres, for the facts of a posting; in the scratch memory. */
int rota_spells_read(struct rota_locality_facts *facts, struct rota_world *world,
		     const struct rota_spells *spells, struct rota_id cadre,
		     struct rota_error *err);

/** What a spell says; NULL: nothing. */
struct rota_spell_values {
	const struct rota_value *what, *place, *from, *to;
};

/** Append "work, xã Hồng Nam, from 09/1995 to before 06/2015", without the name of the cadre. */
void rota_spell_write_as(struct rota_buffer *out, struct rota_world *world,
			 const struct rota_spell_values *spell);
void rota_spell_write(struct rota_buffer *out, struct rota_world *world,
		      const struct rota_subject *spell);

#endif
