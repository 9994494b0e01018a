/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Entries of other logs on their way to one office: which it has been carried already, which it is to
 * have, and the files in which they go, with their proofs (trust/carried.h).
 */
#ifndef EXCHANGE_PARCEL_H
#define EXCHANGE_PARCEL_H

#include "base/buffer.h"
#include "state/world.h"
#include "trust/vector.h"

/** All-zero but for the office: empty. */
struct rota_parcel {
	struct rota_writer_id to;
	struct rota_id *wanted;
	size_t count, room;
	size_t at; /**< of them the first that no file has */
};

/** Whether an entry is of the office's own log. */
bool rota_parcel_is_of(const struct rota_parcel *parcel, struct rota_id entry);

/** Whether an entry was carried to the office before. @return store errors. */
int rota_parcel_has(bool *out, const struct rota_parcel *parcel, struct rota_world *world,
		    struct rota_id entry, struct rota_error *err);

/** Put an entry in, unless the office has it, or reads its log. @param arena  holds what is wanted.
 *  @return store errors. */
int rota_parcel_want(struct rota_parcel *parcel, struct rota_world *world, struct rota_id entry,
		     struct rota_arena *arena, struct rota_error *err);

/** When all are in: each once, in the order of the files. */
void rota_parcel_sort(struct rota_parcel *parcel);

/**
 * Append the next file, and remember that the office has what is in it. What is not merged yet is left
 * for a later checkpoint.
 * @param      rows  of the checkpoint, by writer.
 * @param[out] more  another file is to follow.
 * @return store errors.
 */
int rota_parcel_next(struct rota_parcel *parcel, struct rota_world *world,
		     const struct rota_vector_row *rows, size_t row_count, struct rota_buffer *out,
		     bool *more, struct rota_error *err);

#endif
