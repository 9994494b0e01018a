/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Revocations in an office's world (ledger/revocation.h): what `common` says of them is read once a
 * world, and each is compared with the log, where that is here. A world in which nothing was ever
 * revoked pays one look into an index.
 */
#ifndef STATE_REVOCATION_H
#define STATE_REVOCATION_H

#include "base/buffer.h"
#include "ledger/revocation.h"
#include "state/world.h"

/** All that are in force, in memory that lives as long as the world. @return store errors. */
int rota_world_revocations(const struct rota_revocations **out, struct rota_world *world,
			   struct rota_error *err);

/** What ended the right of a writer. @param[out] out  NULL: it may write. @return store errors. */
int rota_world_revoked(const struct rota_revocation **out, struct rota_world *world,
		       struct rota_writer_id writer, struct rota_error *err);

/** Whether an entry lies in what is still believed of its log. @return store errors. */
int rota_world_believes(bool *out, struct rota_world *world, struct rota_id entry,
			struct rota_error *err);

/** A revocation came, or is taken back: what it says of its log is derived again, and nothing else.
 * @param entry  that created it, in `common`. @return store errors. */
int rota_revocation_note(struct rota_world *world, struct rota_id id,
			 const struct rota_entry *entry, struct rota_error *err);

/** A batch was taken in: where it reaches the size of a revocation, it is known by now whether this
 * is the log that was believed. @param before  size of the log without it. @return store errors. */
int rota_revocation_reached(struct rota_world *world, struct rota_writer_id writer, uint64_t before,
			    struct rota_error *err);

/** V102: whether a log may still be written. @return ROTA_OK; ROTA_EINVALID with since when, and
 * how its office goes on; store errors. */
int rota_judge_revoked(struct rota_world *world, struct rota_writer_id writer,
		       struct rota_error *err);

/** Append in a sentence that this machine may not write any more, why, and what to do; nothing when
 * it may. @return store errors. */
int rota_write_revoked(struct rota_buffer *out, struct rota_world *world, struct rota_error *err);

#endif
