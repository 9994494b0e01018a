/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What is derived from entries, brought up to date as they come: tenures (tenure.h), what the
 * gazetteer needs of units and successions, and which postings and cadres a matter may be about.
 *
 * An entry that says all there is to say about its posting (the begin of a new one, the end of one
 * that had only its begin) changes its tenure directly. Anything else marks its entity, which is
 * folded once before somebody asks or the world is closed, however many entries came. Marked is
 * also what an undo takes back, what was waiting for something that has come, and everything, when
 * custody changes: then other entries of other offices count than before.
 *
 * A posting is suspect when values of it are in conflict or it shares a day with another of its
 * post or its cadre; a cadre when values are in conflict, or
 * were changed late; a spell when values are in conflict. Every matter of these kinds is about a
 * suspect; a suspect need not have a matter.
 */
#ifndef STATE_DERIVE_H
#define STATE_DERIVE_H

#include "state/world.h"

/** An entry that was put under its entity. */
struct rota_noted {
	uint32_t no;       /**< of the entity */
	bool first;        /**< nothing was known of the entity before */
	struct rota_id id; /**< of the entry */
	const struct rota_entry *entry;
	bool counts; /**< it is a fact, as far as is known now */
};

/** Take a new entry into account. @return store errors. */
int rota_derive_note(struct rota_world *world, const struct rota_noted *noted,
		     struct rota_error *err);
/** Derive an entity again before somebody asks. @return store errors. */
int rota_derive_mark(struct rota_world *world, struct rota_id entity, struct rota_error *err);
/** The same by its local number. */
int rota_derive_mark_number(struct rota_world *world, uint32_t no, struct rota_error *err);
/** The same where a value names a record of a cadre. */
int rota_derive_mark_record(struct rota_world *world, const struct rota_value *value,
			    struct rota_error *err);
/** Derive again what an entry has a say in: it begins to count, or ceases to. @return store errors. */
int rota_derive_again(struct rota_world *world, struct rota_id id, const struct rota_entry *entry,
		      struct rota_error *err);
/** Derive everything again. */
void rota_derive_mark_all(struct rota_world *world);

/** Bring everything up to date that is marked. What is in the scratch memory stays. In a world that
 * only reads nothing ever is marked. @return store errors. */
int rota_derive_flush(struct rota_world *world, struct rota_error *err);

/** Note whether a matter may be about an entity. @return store errors. */
int rota_suspect_set(struct rota_world *world, enum rota_entity type, uint32_t no, bool is,
		     struct rota_error *err);
/** The suspects of a type (POSTING, CADRE or SPELL), in the scratch memory, by id. */
int rota_world_suspects(struct rota_ids *out, struct rota_world *world, enum rota_entity type,
			struct rota_error *err);

#endif
