/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The decoded file `entries` of a batch: the seed, then the entries end to
 * end. Drawing and opening walk it alike. One thread at a time.
 */
#ifndef TRUST_BATCH_H
#define TRUST_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"
#include "trust/digest.h"
#include "trust/merkle.h"

/** An entry of it; `bytes` is borrowed from the file. */
struct rota_batch_leaf {
	const uint8_t *bytes;
	size_t size;
	struct rota_salt salt;
	struct rota_sha256 leaf;
};

/**
 * Check each entry and let the log grow by it.
 *
 * @param[out]    leaves   of @p count.
 * @param[in,out] log      before the batch, then after it; of no meaning on failure.
 * @param[out]    root     of the log after the batch.
 * @param         decoded  at least ROTA_SEED_BYTES.
 * @return ROTA_OK; ROTA_ECORRUPT "entry 12: ..." it does not decode, has another number, or is of a
 *         set that reaches over an end of the batch; not @p count entries; ROTA_EIO, ROTA_ENOMEM.
 */
int rota_batch_walk(struct rota_batch_leaf *leaves, uint64_t count, struct rota_merkle *log,
		    struct rota_sha256 *root, const uint8_t *decoded, size_t size,
		    struct rota_error *err);

#endif
