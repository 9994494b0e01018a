/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The store of an office: one LMDB file with its logs, what was derived from
 * them, and its settings.
 *
 * It stores bytes and knows nothing of what entries mean. In legal order:
 * rota_store_create() once for a path; rota_store_open(); any number of
 * transactions (rota_store_read() or rota_store_write(), the calls of
 * setting.h, log.h, entity.h, state.h and index.h, then rota_store_commit() or
 * rota_store_abort()); rota_store_close().
 *
 * A transaction is all or nothing, and sees one snapshot: the last commit of
 * any process before it began, plus its own changes. A commit that returned
 * ROTA_OK is on the disk (two flushes); a process killed at any other moment
 * leaves the store as it was. Readers never wait. A writer waits for the
 * writer of another process, without limit: whoever wants to refuse instead
 * takes a rota_lock_open() first. Pointers into the file reach callbacks only,
 * until they return; a callback must not end its transaction.
 *
 * One thread per store, and its transactions stay in that thread; several
 * reads and one write may be open at a time. After fork() the child opens the
 * store anew.
 *
 * **Common failures**, of every function that takes a store or a transaction:
 * ROTA_EIO (the system refused, with its reason; after a failed *flush* the
 * store must be opened again), ROTA_ENOMEM (memory, or room in the map: see
 * rota_store_write()), ROTA_ECORRUPT (the file breaks LMDB's or our rules; the
 * hint is `rota rebuild`), ROTA_EBUG (a write through a reading transaction, a
 * transaction of another process, a second write transaction at a time).
 * When LMDB fails in a step of a write transaction, only rota_store_abort() is
 * left: rota_store_commit() refuses, so nothing is ever half-applied.
 *
 * @source lmdb.h, "Caveats" and "Restrictions"; LMDB 0.9.24.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"

struct rota_store;
struct rota_store_txn;

enum rota_store_flags {
	ROTA_STORE_READ_ONLY = 1 << 0 /**< write nothing but the lock file beside it */
};

/**
 * Make an empty store, mode 0600. It appears under @p path when it is complete: a crash leaves
 * a file `<path>.new-<process id>` at most.
 *
 * @param path  NUL-terminated; its folder exists. Borrowed.
 * @return ROTA_OK; ROTA_EINVALID there is something under @p path already; ROTA_ENOTFOUND no such
 *         folder; ROTA_EIO; ROTA_ENOMEM.
 */
int rota_store_create(const char *path, struct rota_error *err);

/**
 * Open a store. The file is looked at before LMDB sees it and is refused unwritten when it is
 * not a whole store of a layout whose logs this program can read. Slots of killed readers are freed.
 *
 * The map is 16 GiB of address space, less where the machine has less; it is no memory.
 * Without ROTA_STORE_READ_ONLY the file and its folder must be writable. With it, a lock file is
 * used where one can be made; in a folder that is not writable the store is read without locks.
 *
 * @param[out] out    the store, or NULL on failure. Freed with rota_store_close().
 * @param      path   NUL-terminated. Borrowed.
 * @param      flags  of enum rota_store_flags, 0 for none.
 * @return ROTA_OK;
 *         ROTA_ENOTFOUND  no such file;
 *         ROTA_EINVALID   not a file, not a store of rota, or of a layout that cannot be read;
 *         ROTA_ECORRUPT   empty, cut short, or with a damaged header;
 *         ROTA_EBUG       it is open in this process already (LMDB's locks would be lost);
 *         ROTA_EIO, ROTA_ENOMEM.
 */
int rota_store_open(struct rota_store **out, const char *path, unsigned flags,
		    struct rota_error *err);

/** Close; no transaction may be open. Loses nothing: what counts was committed. NULL is allowed. */
void rota_store_close(struct rota_store *store);

/**
 * Begin to read.
 * @param[out] out  NULL on failure. Ended by rota_store_commit() or rota_store_abort().
 * @return ROTA_OK; ROTA_EINVALID a newer program has changed the layout since; ROTA_EBUSY all 126 reader slots belong to living readers; common failures.
 */
int rota_store_read(struct rota_store_txn **out, struct rota_store *store, struct rota_error *err);

/**
 * Begin to write, when no other process does.
 *
 * When half of the map is used it is doubled first, unseen by the caller; so a transaction runs
 * out of room (ROTA_ENOMEM) only when it alone is larger than that half, or when the process
 * keeps reads open. Nothing of it is recorded then, and the next one has twice the room.
 *
 * @param[out] out  NULL on failure. Ended by rota_store_commit() or rota_store_abort().
 * @return ROTA_OK; ROTA_EINVALID the store is open for reading only, or a newer program has changed
 *         the layout since; common failures.
 */
int rota_store_write(struct rota_store_txn **out, struct rota_store *store, struct rota_error *err);

/**
 * Whether an older program derived what is derived here, in another form: then nothing of it is to
 * be read, and rota_store_clear_derived() makes room for it to be derived anew. Logs, marks, records
 * and settings are good.
 */
bool rota_store_is_outdated(const struct rota_store_txn *txn);

/**
 * Make the changes durable and end the transaction, whatever the result. After a failure nothing
 * of it is recorded. Of a reading transaction it is the same as rota_store_abort().
 * @return ROTA_OK; ROTA_EIO the disk is full or failing; ROTA_EBUG an earlier step failed; common
 *         failures.
 */
int rota_store_commit(struct rota_store_txn *txn, struct rota_error *err);

/** End the transaction without its changes. NULL is allowed. */
void rota_store_abort(struct rota_store_txn *txn);

/**
 * Drop all that is derived from the logs: entities, states, indexes and the marks of derivation.
 * Logs, writers, their marks and the settings stay. Entity numbers begin at 1 again. An outdated
 * store becomes one of this program's layout, which older programs refuse from then on.
 * @return ROTA_OK; common failures.
 */
int rota_store_clear_derived(struct rota_store_txn *txn, struct rota_error *err);

/**
 * Write a compact copy, mode 0600, of the last commit, while others read and write. It appears
 * under @p path when it is complete and flushed; a crash leaves `<path>.new-<process id>` at most.
 * @return ROTA_OK; ROTA_EINVALID there is something under @p path already; ROTA_ENOTFOUND no such
 *         folder; common failures.
 */
int rota_store_copy(struct rota_store *store, const char *path, struct rota_error *err);

/** How large a store is, for tests and benches. */
struct rota_store_stats {
	uint64_t commits; /**< write transactions since the store was made */
	uint64_t pages;   /**< ever used, those free again among them */
	uint64_t page_bytes;
	uint64_t file_bytes;
	uint64_t map_bytes;
	uint64_t writers;
	uint64_t log_entries;
	uint64_t log_pages; /**< of the log's tree alone */
	uint64_t entities;
	uint64_t states;
	uint64_t index_entries; /**< (key, entity) pairs of all indexes */
};

/** @return ROTA_OK; common failures. */
int rota_store_stats(struct rota_store_stats *out, struct rota_store *store,
		     struct rota_error *err);

#endif
