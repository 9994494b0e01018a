/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Settlements in an office's world: those that name an entity, and what follows from them for it
 * (ledger/settlement.h). They are looked up by their subjects, so that an entity of which nothing
 * was ever settled costs one look into an index, and none where nothing was settled at all.
 */
#ifndef STATE_SETTLED_H
#define STATE_SETTLED_H

#include "ledger/settlement.h"
#include "state/world.h"

struct rota_settlements {
	struct rota_settlement *items;
	size_t count;
};

/** The settlements that name an entity, withdrawn ones too, by id; in the scratch memory. One whose
 * `of` is not the id of the matter that it names is none. */
int rota_world_settlements(struct rota_settlements *out, struct rota_world *world,
			   struct rota_id subject, struct rota_error *err);
/** All settlements, by id; in the scratch memory. */
int rota_world_all_settlements(struct rota_settlements *out, struct rota_world *world,
			       struct rota_error *err);

/** Whether any settlement names an entity. */
int rota_world_names_settled(bool *out, struct rota_world *world, struct rota_id subject,
			     struct rota_error *err);

/** Let settlements decide what a folded entity leaves open. @param subject  of the world's scratch
 * memory. */
int rota_world_settle(struct rota_subject *subject, struct rota_world *world,
		      struct rota_error *err);

/** A posting with what is settled of its own fields, but not whom it gives way to.
 * @param[out] valid  whether it is one that is known and not void. */
int rota_world_settled_posting(struct rota_posting *out, bool *valid, struct rota_world *world,
			       struct rota_id id, struct rota_error *err);

/** Another posting of a pair, with what is settled of itself, but not what the pair decides.
 * @param[out] known  whether it is a posting at all. */
int rota_world_paired_posting(struct rota_posting *out, bool *known, struct rota_world *world,
			      struct rota_id id, struct rota_error *err);

/** Whether the province has accepted an entry that its writer could only propose. */
int rota_world_accepted(bool *out, struct rota_world *world, struct rota_id entry,
			struct rota_id entity, struct rota_error *err);

/** Append the matters of which a settlement holds, as they would be open without it.
 * @param arena  holds them. */
int rota_world_settled(struct rota_matters *out, struct rota_world *world, struct rota_arena *arena,
		       struct rota_error *err);

/** Set the id of a matter from what it is about. */
int rota_matter_set_id(struct rota_matter *matter, struct rota_error *err);

#endif
