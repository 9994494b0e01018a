/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The logs: for each writer its entries, numbered from 0 without a gap.
 *
 * Nothing is ever removed from a log or changed in it, and there is no call
 * that could. A writer is known by its 8-byte id; on its first entry or mark
 * it is allotted a local number, from 1, which is short and means nothing
 * outside this store. Every entry is kept with a hash over (writer id, number,
 * bytes), and what does not match is ROTA_ECORRUPT, never handed out.
 *
 * Marks are named counters of a writer that belong to its log, such as how far
 * it is sealed; rota_store_clear_derived() leaves them (state.h has those that
 * it drops). Common failures (store.h) apply to every function.
 */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"
#include "store/store.h"

enum {
	ROTA_LOG_WRITER_SIZE = 8,      /**< bytes of a writer id */
	ROTA_LOG_ENTRY_MAX = 64 << 10, /**< bytes of an entry: the limit of the format */
	ROTA_LOG_MARK_NAME_MAX = 32    /**< bytes of a mark's name */
};

/**
 * Append an entry. Entries of one writer in a row are written fastest; see README.md.
 *
 * @param writer  ROTA_LOG_WRITER_SIZE bytes. Borrowed.
 * @param n       its number, which must be the present size of this writer's log.
 * @param bytes   1 to ROTA_LOG_ENTRY_MAX bytes. Borrowed.
 * @return ROTA_OK;
 *         ROTA_ECONFLICT  @p n is not the size of the log; both numbers are in the message;
 *         ROTA_EINVALID   the entry is empty or too large;
 *         common failures. After the first two the transaction may go on.
 */
int rota_log_append(struct rota_store_txn *txn, const uint8_t *writer, uint64_t n,
		    const void *bytes, size_t size, struct rota_error *err);

/**
 * Append the bytes of an entry to a buffer.
 * @return ROTA_OK; ROTA_ENOTFOUND this writer has no such entry here; ROTA_ECORRUPT the stored
 *         bytes are damaged or missing, with writer and number; common failures.
 */
int rota_log_get(struct rota_buffer *out, struct rota_store_txn *txn, const uint8_t *writer,
		 uint64_t n, struct rota_error *err);

/** How many entries of a writer are here; 0 of an unknown one. @return ROTA_OK; common failures. */
int rota_log_size(uint64_t *out, struct rota_store_txn *txn, const uint8_t *writer,
		  struct rota_error *err);

/** @param bytes  borrowed until it returns; non-zero stops. It may change the store; entries that
 *                it appends to this log are not visited. */
typedef int (*rota_log_entry_fn)(uint64_t n, const void *bytes, size_t size, void *payload,
				 struct rota_error *err);

/**
 * Visit the entries of a writer from number @p first on, in order; none is fine.
 * @return ROTA_OK; what @p visit returned; ROTA_ECORRUPT as rota_log_get(); common failures.
 */
int rota_log_each(struct rota_store_txn *txn, const uint8_t *writer, uint64_t first,
		  rota_log_entry_fn visit, void *payload, struct rota_error *err);

/** The local number of a writer. @return ROTA_OK; ROTA_ENOTFOUND unknown here; common failures. */
int rota_log_writer_find(uint32_t *no, struct rota_store_txn *txn, const uint8_t *writer,
			 struct rota_error *err);

/** The id behind a local number. @param[out] writer  ROTA_LOG_WRITER_SIZE bytes.
 *  @return ROTA_OK; ROTA_ENOTFOUND never allotted; common failures. */
int rota_log_writer_id(uint8_t *writer, struct rota_store_txn *txn, uint32_t no,
		       struct rota_error *err);

/** @param writer  borrowed until it returns; non-zero stops. It may change the store, but meet no
 *                 new writer. */
typedef int (*rota_log_writer_fn)(uint32_t no, const uint8_t *writer, void *payload,
				  struct rota_error *err);

/** Visit all writers in the order of their local numbers.
 *  @return ROTA_OK; what @p visit returned; common failures. */
int rota_log_writers_each(struct rota_store_txn *txn, rota_log_writer_fn visit, void *payload,
			  struct rota_error *err);

/**
 * Read a mark of a writer; 0 when it was never set.
 * @param name  1 to ROTA_LOG_MARK_NAME_MAX bytes, NUL-terminated. Borrowed.
 * @return ROTA_OK; ROTA_EINVALID the name is empty or too long; common failures.
 */
int rota_log_mark_get(uint64_t *out, struct rota_store_txn *txn, const uint8_t *writer,
		      const char *name, struct rota_error *err);

/** Set a mark, of an unknown writer too. @return as rota_log_mark_get(). */
int rota_log_mark_put(struct rota_store_txn *txn, const uint8_t *writer, const char *name,
		      uint64_t value, struct rota_error *err);

#endif
