/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Records: bytes under a key, in tables, for what an office holds beside its
 * logs and cannot derive from them: the state of each chain, signed commits
 * that were drawn and are not yet received, entries of other logs that came
 * with their proof, the province's checkpoints.
 *
 * Nothing of it is dropped by rota_store_clear_derived(). Each record is kept
 * with a hash over (table, key, bytes); what does not match is ROTA_ECORRUPT.
 * Common failures (store.h) apply to every function.
 */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"
#include "store/store.h"

/** The tables there are. The store gives none of them a meaning; the numbers stand in the file. */
enum rota_table {
	ROTA_TABLE_CHAIN = 1,      /**< a chain's name: how far it is known (trust/chain.h) */
	ROTA_TABLE_DRAWN = 2,      /**< chain, number: the exact bytes of a commit of ours */
	ROTA_TABLE_CARRIED = 3,    /**< an entry's id: the entry and its proof */
	ROTA_TABLE_CHECKPOINT = 4, /**< number: what a checkpoint says */
	ROTA_TABLE_VECTOR = 5,     /**< a writer: its newest row */
	ROTA_TABLE_NOTICE = 6,     /**< what the newest notices say, row by row */
	ROTA_TABLE_BATCH = 7,      /**< writer, size of its log: root, head and commit there */
	ROTA_TABLE_UNSETTLED = 8,  /**< an entry that is merged and no fact: its disposition */
	ROTA_TABLE_RECEIVED = 9,   /**< writer, size of its log: when a checkpoint first had that much */
	ROTA_TABLE_FORK = 10      /**< an entry from which on another branch of its log is another */
};

enum { ROTA_RECORD_KEY_MAX = 255 /**< bytes of a key */ };

/**
 * Append the bytes of a record to a buffer.
 * @param key  1 to ROTA_RECORD_KEY_MAX bytes. Borrowed.
 * @return ROTA_OK; ROTA_ENOTFOUND there is none, @p out is untouched; ROTA_EINVALID the key is
 *         empty or too long; common failures.
 */
int rota_record_get(struct rota_buffer *out, struct rota_store_txn *txn, enum rota_table table,
		    const void *key, size_t key_size, struct rota_error *err);

/** Set or replace a record. @return ROTA_OK; ROTA_EINVALID as above; common failures. */
int rota_record_put(struct rota_store_txn *txn, enum rota_table table, const void *key,
		    size_t key_size, const void *bytes, size_t size, struct rota_error *err);

/** Forget a record; none is fine. @return as rota_record_put(). */
int rota_record_delete(struct rota_store_txn *txn, enum rota_table table, const void *key,
		       size_t key_size, struct rota_error *err);

/** All is borrowed until it returns; non-zero stops. It may change the store, and of this table the
 *  record that it is given. */
typedef int (*rota_record_fn)(const void *key, size_t key_size, const void *bytes, size_t size,
			      void *payload, struct rota_error *err);

/**
 * Visit the records of a table whose key begins so, in the order of the bytes of their keys.
 * @param prefix  may be empty (and NULL): the whole table. Borrowed.
 * @return ROTA_OK; what @p visit returned; common failures.
 */
int rota_record_each(struct rota_store_txn *txn, enum rota_table table, const void *prefix,
		     size_t prefix_size, rota_record_fn visit, void *payload,
		     struct rota_error *err);

#endif
