/* SPDX-License-Identifier: Apache-2.0 */
/** @file An entry that is in its log, put under the indexes and into what is derived. */
#ifndef STATE_INDEX_ENTRY_H
#define STATE_INDEX_ENTRY_H

#include "base/buffer.h"
#include "state/world.h"

enum rota_index_as {
	ROTA_INDEX_COUNTS, /**< it is a fact */
	ROTA_INDEX_LATER,  /**< whether it counts is not known yet, or it does not count now: it is
			      found,  and nothing is derived from it */
	ROTA_INDEX_FAULTY  /**< it is held or has a fault of content: it is known as an entry of its
				entity and changes nothing else */
};

/** For recording, rebuilding and merging alike. @param entry  decoded. @return store errors. */
int rota_index_entry(struct rota_world *world, struct rota_writer_id writer,
		     const struct rota_entry *entry, enum rota_index_as as, struct rota_error *err);

/** The key of the index of names, appended to @p out: the name without accents, an end, and the name
 *  with them; nothing of a name that says nothing. @return ROTA_OK; ROTA_ENOMEM. */
int rota_name_key(struct rota_buffer *out, const char *name, size_t size, struct rota_error *err);
/** With what all keys begin that are the name without accents. */
int rota_name_beginning(struct rota_buffer *out, const char *name, size_t size,
			struct rota_error *err);

/** The key of the index of papers: a number, and the year in which the paper was signed.
 *  @return its size. */
enum { ROTA_DECISION_KEY_BYTES = 64 };
size_t rota_decision_key(uint8_t out[ROTA_DECISION_KEY_BYTES], const char *no, int32_t year);

/** The mark of a log that holds the greatest clock in it. */
#define ROTA_MARK_CLOCK "clock"

/** The clock of the last entry of this office's logs; 0 without one. */
int rota_world_last_clock(uint64_t *out, struct rota_world *world, struct rota_error *err);

#endif
