/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * States: what was derived about each entity, as bytes under its local number,
 * and marks that say how far the derivation has come in each log.
 *
 * All of it can be made again from the logs and is dropped by
 * rota_store_clear_derived(). Each state is kept with a hash over (number,
 * bytes); what does not match is ROTA_ECORRUPT. Common failures (store.h)
 * apply to every function.
 */
#ifndef STORE_STATE_H
#define STORE_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"
#include "store/store.h"

/** Bytes of a state. An entity with more is a fault of the derivation, not data. */
enum { ROTA_STATE_MAX = 16 << 20 };

/**
 * Append the state of an entity to a buffer.
 * @return ROTA_OK; ROTA_ENOTFOUND it has none, @p out is untouched; common failures.
 */
int rota_state_get(struct rota_buffer *out, struct rota_store_txn *txn, uint32_t no,
		   struct rota_error *err);

/** The same where there may be none. @param[out] known  whether there is. @return ROTA_OK; common
 *  failures. */
int rota_state_find(bool *known, struct rota_buffer *out, struct rota_store_txn *txn, uint32_t no,
		    struct rota_error *err);

/**
 * Set or replace the state of an entity.
 * @param bytes  up to ROTA_STATE_MAX, none too. Borrowed.
 * @return ROTA_OK; ROTA_ENOTFOUND no entity has this number; ROTA_EINVALID too large; common
 *         failures.
 */
int rota_state_put(struct rota_store_txn *txn, uint32_t no, const void *bytes, size_t size,
		   struct rota_error *err);

/** Forget the state of an entity; none is fine. @return ROTA_OK; common failures. */
int rota_state_delete(struct rota_store_txn *txn, uint32_t no, struct rota_error *err);

/** @param bytes  borrowed until it returns; non-zero stops. It may change the store, and among
 *                states the one it is given. */
typedef int (*rota_state_fn)(uint32_t no, const void *bytes, size_t size, void *payload,
			     struct rota_error *err);

/** Visit all states in the order of their numbers.
 *  @return ROTA_OK; what @p visit returned; common failures. */
int rota_state_each(struct rota_store_txn *txn, rota_state_fn visit, void *payload,
		    struct rota_error *err);

/** Read a mark of derivation of a writer; otherwise as rota_log_mark_get(). */
int rota_state_mark_get(uint64_t *out, struct rota_store_txn *txn, const uint8_t *writer,
			const char *name, struct rota_error *err);

/** Set one; otherwise as rota_log_mark_put(). */
int rota_state_mark_put(struct rota_store_txn *txn, const uint8_t *writer, const char *name,
			uint64_t value, struct rota_error *err);

#endif
