/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The vector in the store: for each writer how much of its log the province
 * has merged, by the newest checkpoint that was verified or drawn here.
 */
#ifndef STATE_VECTOR_H
#define STATE_VECTOR_H

#include "state/world.h"
#include "trust/vector.h"

/** @return ROTA_OK; ROTA_ENOTFOUND no checkpoint speaks of this writer; store errors. */
int rota_vector_find(struct rota_vector_row *out, struct rota_world *world,
                     struct rota_writer_id writer, struct rota_error *err);
/** Keep a row, and that a checkpoint had so much of the log. @return store errors. */
int rota_vector_put(struct rota_world *world, const struct rota_vector_row *row,
                    struct rota_error *err);

/**
 * When a checkpoint first held an entry, as far as checkpoints were drawn or verified here.
 * @param[out] received  milliseconds since 1970 UTC; 0: not known, or none does.
 * @return ROTA_OK; store errors.
 */
int rota_vector_received(uint64_t *received, struct rota_world *world, struct rota_id entry,
                         struct rota_error *err);

/** What the vector was: so much of a log was merged by a checkpoint of this time. */
struct rota_merged_size {
	struct rota_writer_id writer;
	uint64_t size;
	uint64_t received; /**< milliseconds since 1970 UTC; no two checkpoints have the same */
};
/** @return store errors. */
int rota_merged_size_put(struct rota_world *world, const struct rota_merged_size *merged,
                         struct rota_error *err);
/** @param merged  borrowed until it returns; non-zero stops. */
typedef int rota_merged_size_fn(const struct rota_merged_size *merged, void *payload,
                                struct rota_error *err);
/** Visit them log by log, each from the smallest to the largest. @param writer  NULL: of all logs.
 *  @return ROTA_OK; what @p visit returned; store errors. */
int rota_merged_size_each(struct rota_world *world, const struct rota_writer_id *writer,
                          rota_merged_size_fn *visit, void *payload, struct rota_error *err);

/** All rows, sorted by writer, in the scratch memory. @return store errors. */
int rota_vector_load(struct rota_vector_row **out, size_t *count, struct rota_world *world,
                     struct rota_error *err);

/** What the store keeps of a checkpoint. */
struct rota_checkpoint {
	uint64_t number;
	uint64_t seq;
	struct rota_sha256 head;
	struct rota_sha256 vroot; /**< over all rows of its vector */
	uint64_t time; /**< milliseconds since 1970 UTC */
	struct rota_day as_of;
};
/** @return store errors. */
int rota_checkpoint_put(struct rota_world *world, const struct rota_checkpoint *checkpoint,
                        struct rota_error *err);
/** The newest one. @return ROTA_OK; ROTA_ENOTFOUND there is none yet; store errors. */
int rota_checkpoint_last(struct rota_checkpoint *out, struct rota_world *world,
                         struct rota_error *err);
/** One by its number. @return as rota_checkpoint_last(). */
int rota_checkpoint_find(struct rota_checkpoint *out, struct rota_world *world, uint64_t number,
                         struct rota_error *err);

/** How many entries of a log a checkpoint has; 0: none. @return ROTA_OK; store errors. */
int rota_vector_size_at(uint64_t *size, struct rota_world *world, struct rota_writer_id writer,
                        const struct rota_checkpoint *checkpoint, struct rota_error *err);

#endif
