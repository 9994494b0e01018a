/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Carried entries: single entries of a log that their reader may not read whole, each with the
 * proof that it stands in that log as the province has merged it.
 *
 * The file `carried` of a notice has a canonical map for each log, end to end, sorted by writer:
 *
 *     {"row": bytes of the log's row of the vector, "at": its place among "rows" rows,
 *      "row_path": its path to the vroot of the notice's checkpoint,
 *      "entries": [[salt, path to the root in the row, bytes of the entry], …]}   by number
 *
 * A path is the 32 bytes of each step, lowest first, one behind the other.
 *
 * Any thread.
 * @source schema/trust.md, "Carried entries"; formats.md 6.
 */
#ifndef TRUST_CARRIED_H
#define TRUST_CARRIED_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/error.h"
#include "trust/merkle.h"
#include "trust/vector.h"

/** An entry with its salt; the path's index is its number. */
struct rota_carried {
	const void *bytes;
	size_t size;
	struct rota_salt salt;
	struct rota_merkle_path path;
};

/** Entries of one log. */
struct rota_carried_log {
	struct rota_vector_row row;
	uint64_t rows; /**< of the vector */
	struct rota_merkle_path row_path;
	struct rota_carried *entries; /**< by number */
	size_t count;
};

/** Append a map. @return ROTA_OK; ROTA_EINVALID a row that cannot be encoded; ROTA_ENOMEM. */
int rota_carried_encode(struct rota_buffer *out, const struct rota_carried_log *log,
			struct rota_error *err);

/**
 * Read the first map in the bytes, and check each entry of it.
 * @param      vroot  of the checkpoint that the notice names, which was verified.
 * @param[out] out    all-zero on failure; refers to @p arena.
 * @param[out] used   bytes of that map, 0 on failure.
 * @return ROTA_OK; ROTA_ECORRUPT it is none, or an entry is not in the log: nothing of it is to be
 *         believed; ROTA_EIO, ROTA_ENOMEM.
 */
int rota_carried_open(struct rota_carried_log *out, struct rota_arena *arena, size_t *used,
		      const void *bytes, size_t size, const struct rota_sha256 *vroot,
		      struct rota_error *err);

#endif
