/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Sealing: the entries of an own log that are in no batch yet become batches,
 * signed with the log's key.
 */
#ifndef EXCHANGE_SEAL_H
#define EXCHANGE_SEAL_H

#include "state/chains.h"
#include "trust/key.h"

/**
 * Draw all that is not sealed yet, in one transaction of the store. What is recorded together goes
 * into one batch.
 * @param log    which of the office's logs.
 * @param[out] entries  sealed now; may be NULL.
 * @return ROTA_OK, also when there was nothing; ROTA_EINVALID the key is not this log's; store and
 *         trust errors.
 */
int rota_seal(uint64_t *entries, struct rota_office *office, struct rota_writer_id log,
              const struct rota_key *key, struct rota_error *err);

/**
 * As rota_seal(), into batches that are no larger than need be: of at most @p batch_bytes, decoded with
 * the seed, but for a set that alone is larger.
 */
int rota_seal_within(uint64_t *entries, struct rota_office *office, struct rota_writer_id log,
                     const struct rota_key *key, size_t batch_bytes, struct rota_error *err);

/** Read a key of this office: "keys/writer". The caller clears it. @return as rota_key_read(). */
int rota_office_key(struct rota_key *out, const struct rota_office *office, const char *name,
                    struct rota_error *err);

#endif
