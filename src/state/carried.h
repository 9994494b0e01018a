/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Entries of other logs that the province has carried to this office (carry.h): each is checked
 * against a checkpoint that was verified here, kept beside the logs, and counts like any other.
 */
#ifndef STATE_CARRIED_H
#define STATE_CARRIED_H

#include "base/buffer.h"
#include "state/world.h"

/**
 * Take in the file `carried` of a notice. What is here already stays as it is.
 * @param checkpoint  that the notice names.
 * @return ROTA_OK; ROTA_EREMOTE that checkpoint is not here yet; ROTA_ECORRUPT it does not hold, or
 *         an entry is here with other bytes; store errors.
 */
int rota_carried_take(struct rota_world *world, uint64_t checkpoint, const void *bytes, size_t size,
		      struct rota_error *err);

/** Check the file again, as it was taken: against the checkpoint and against what is here. */
int rota_carried_verify(struct rota_world *world, uint64_t checkpoint, const void *bytes,
			size_t size, struct rota_error *err);

/** Append the bytes of one. @return ROTA_OK; ROTA_ENOTFOUND; store errors. */
int rota_carried_get(struct rota_buffer *out, struct rota_world *world, struct rota_id id,
		     struct rota_error *err);

/** One of them. */
struct rota_carried_entry {
	struct rota_id id;
	uint64_t checkpoint; /**< with whose notice it came */
	const void *bytes;
	size_t size;
};
/** Put one beside the logs, as it was taken in elsewhere. @return store errors. */
int rota_carried_put(struct rota_world *world, const struct rota_carried_entry *carried,
		     struct rota_error *err);

/** Visit all of them, by id; non-zero stops. */
typedef int rota_carried_fn(const struct rota_carried_entry *carried, void *payload,
			    struct rota_error *err);
int rota_carried_each(struct rota_world *world, rota_carried_fn *visit, void *payload,
		      struct rota_error *err);
/** Those of one log. */
int rota_carried_of(struct rota_world *world, struct rota_writer_id writer, rota_carried_fn *visit,
		    void *payload, struct rota_error *err);

#endif
