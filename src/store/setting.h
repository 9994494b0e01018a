/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Settings: a text under a text key. What they mean is the caller's affair.
 *
 * Common failures (store.h) apply to every function; a value that does not
 * match its hash is ROTA_ECORRUPT.
 */
#ifndef STORE_SETTING_H
#define STORE_SETTING_H

#include "base/buffer.h"
#include "rota/error.h"
#include "store/store.h"

/** Bytes of a key; LMDB allows 511. */
enum { ROTA_SETTING_KEY_MAX = 255 };

/**
 * Append the value to a buffer.
 * @param key  1 to 255 bytes, NUL-terminated. Borrowed.
 * @return ROTA_OK; ROTA_ENOTFOUND it is not set, @p out is untouched; ROTA_EINVALID the key is
 *         empty or too long; common failures.
 */
int rota_setting_get(struct rota_buffer *out, struct rota_store_txn *txn, const char *key,
		     struct rota_error *err);

/**
 * Set or replace a value.
 * @param key    as above.
 * @param value  NUL-terminated, "" too. Borrowed.
 * @return ROTA_OK; ROTA_EINVALID as above; common failures.
 */
int rota_setting_put(struct rota_store_txn *txn, const char *key, const char *value,
		     struct rota_error *err);

/** Forget a setting; none is fine. @return as rota_setting_put(). */
int rota_setting_delete(struct rota_store_txn *txn, const char *key, struct rota_error *err);

/** Both texts are NUL-terminated and borrowed until it returns; non-zero stops. It may change the
 *  store, but no settings. */
typedef int (*rota_setting_fn)(const char *key, const char *value, void *payload,
			       struct rota_error *err);

/** Visit all settings in the order of the bytes of their keys.
 *  @return ROTA_OK; what @p visit returned; common failures. */
int rota_setting_each(struct rota_store_txn *txn, rota_setting_fn visit, void *payload,
		      struct rota_error *err);

#endif
