/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a long run of acts keeps in memory: who records, and the postings of posts and of cadres
 * as they were met.
 *
 * A list asks for the holders of one post again and again, and each time they
 * would be folded from their entries. While a world keeps, rota_world_post()
 * and rota_world_career() answer from here; what is recorded meanwhile is
 * noted, so that the answer is the same as that of the store. A posting that
 * has steps is not kept, nor is a list in which one stands.
 */
#ifndef STATE_KEPT_H
#define STATE_KEPT_H

#include "base/memo.h"
#include "state/world.h"

struct rota_kept {
	struct rota_arena arena;
	struct rota_memo lists;    /**< of a post or a person, by their keys */
	struct rota_memo postings; /**< one, by its id */
	struct rota_value by;      /**< who records, in the world's memory; nil: not asked yet */
	uint64_t clock;            /**< of the last entry, with it */
};

/** Keep from now on, until the world is closed. @return ROTA_OK; ROTA_ENOMEM. */
int rota_world_keep(struct rota_world *world, struct rota_error *err);

/** Keep who records, and the clock of the last entry. @return ROTA_OK; ROTA_ENOMEM. */
int rota_kept_by(struct rota_world *world, struct rota_value by, uint64_t clock,
                 struct rota_error *err);

/** The postings under a key: of a post, or of a person by the first record; copied into the scratch
 * memory; their subjects have no revisions. @return whether the list is kept. */
bool rota_kept_get(struct rota_postings *out, struct rota_world *world, const void *key,
                   size_t size);
/** Keep a list as it was found in the store. Without memory it is not kept. */
void rota_kept_put(struct rota_world *world, const void *key, size_t size,
                   const struct rota_postings *postings);

/** An entry about an entity was indexed. @return ROTA_OK; store errors. */
int rota_kept_note(struct rota_world *world, struct rota_id entity, struct rota_id id,
                   const struct rota_entry *entry, struct rota_error *err);

/** Something may have changed the lists: they are read again. */
void rota_kept_clear(struct rota_world *world);

/** Release all. */
void rota_kept_forget(struct rota_world *world);

#endif
