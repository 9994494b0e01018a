/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Rows of the vector: for each writer how much of its log the province has
 * admitted. The file `vector` of a checkpoint holds the rows that changed, end
 * to end, sorted by writer; `vroot` is the root over all rows.
 *
 *     [writer (8), size, root (32), head (32), received, "ok"]     a canonical list
 *
 * Any thread.
 *
 * @source schema/trust.md, "The vector"; formats.md 4.
 */
#ifndef TRUST_VECTOR_H
#define TRUST_VECTOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/entry.h"
#include "rota/error.h"
#include "trust/digest.h"
#include "trust/merkle.h"

enum rota_vector_state {
	ROTA_VECTOR_OK,
	ROTA_VECTOR_QUARANTINED, /**< what follows is not admitted */
	ROTA_VECTOR_SILENT       /**< enrolled, and nothing has come for long */
};

/** A plain value. */
struct rota_vector_row {
	struct rota_writer_id writer;
	uint64_t size;           /**< entries */
	struct rota_sha256 root; /**< of exactly those; H("") of none */
	struct rota_sha256 head; /**< SHA-256 of the last batch's head; zeros without one */
	uint64_t received;       /**< milliseconds since 1970 UTC */
	enum rota_vector_state state;
};

/** Append the bytes of a row. @return ROTA_OK; ROTA_EINVALID no such time or size; ROTA_ENOMEM. */
int rota_vector_row_encode(struct rota_buffer *out, const struct rota_vector_row *row,
			   struct rota_error *err);

/**
 * Read the first row in the bytes.
 * @param[out] out   all-zero on failure.
 * @param[out] used  bytes of that row, 0 on failure; may be NULL, then nothing may follow it.
 * @return ROTA_OK; ROTA_ECORRUPT; ROTA_ENOMEM.
 */
int rota_vector_row_decode(struct rota_vector_row *out, size_t *used, const void *bytes,
			   size_t size, struct rota_error *err);

/** The row of a log, or NULL; and how much of it is merged, 0 without a row. */
const struct rota_vector_row *rota_vector_row_of(const struct rota_vector_row *rows, size_t count,
						 struct rota_writer_id writer);
uint64_t rota_vector_size_of(const struct rota_vector_row *rows, size_t count,
			     struct rota_writer_id writer);

/**
 * The root over all rows: RFC 6962, a leaf is H(00 || bytes of the row).
 * @param rows  sorted by writer; none is allowed.
 * @return ROTA_OK; ROTA_EINVALID not sorted, one writer twice, or a row that cannot be encoded;
 *         ROTA_EIO, ROTA_ENOMEM as digest.h.
 */
int rota_vector_root(struct rota_sha256 *out, const struct rota_vector_row *rows, size_t count,
		     struct rota_error *err);

/** The path of one of the rows to that root. @param at  below @p count. @return as above. */
int rota_vector_path(struct rota_merkle_path *out, const struct rota_vector_row *rows, size_t count,
		     size_t at, struct rota_error *err);

#endif
