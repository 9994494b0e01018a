/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the files of this room share; no other room includes it.
 *
 * The databases in the file, with their keys and values, are listed in
 * README.md. All numbers in the file are big-endian, so that the order of the
 * bytes is the order of the numbers.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <lmdb.h>

#include "base/big_endian.h"
#include "rota/error.h"
#include "store/store.h"

/** Raised whenever an older program could misread the file. A store from LOGS on differs only in what
 *  is derived. */
enum { ROTA_STORE_LAYOUT = 4, ROTA_STORE_LAYOUT_LOGS = 3 };

enum rota_database {
	ROTA_DB_META,
	ROTA_DB_SETTING,
	ROTA_DB_WRITER,
	ROTA_DB_WRITER_ID,
	ROTA_DB_RUN,
	ROTA_DB_LOG,
	ROTA_DB_LOG_MARK,
	ROTA_DB_RECORD,
	ROTA_DB_ENTITY,
	ROTA_DB_ENTITY_ID,
	ROTA_DB_ENTITY_ENTRY,
	ROTA_DB_STATE,
	ROTA_DB_STATE_MARK,
	ROTA_DB_INDEX,
	ROTA_DB_SPAN,
	ROTA_DB_COUNT
};

struct rota_store {
	struct rota_store *next; /**< in the list of the stores open in this process */
	char *path;
	dev_t device;
	ino_t inode;
	pid_t pid; /**< an environment must not be used after fork() */
	MDB_env *env;
	MDB_dbi dbi[ROTA_DB_COUNT];
	size_t transactions; /**< open now; the map must not move while there are any */
	bool read_only;
	bool writing;
	bool full;   /**< a transaction met the end of the map: grow before the next */
	bool broken; /**< a flush failed, or the map is gone: only closing is left */
};

/** A writer as a transaction sees it. */
struct rota_writer {
	uint8_t id[8];
	uint32_t no;   /**< 0: not known here */
	uint32_t run;  /**< its last run; 0: no entries */
	uint64_t size; /**< of its log */
};

/** An entity as a transaction sees it. */
struct rota_known_entity {
	uint32_t no;
	uint8_t id[16];
	uint8_t type;
};

/** So many writers are kept beside the one asked for last: entries of one speak of others'. */
enum { ROTA_WRITERS_KEPT = 8 };

struct rota_store_txn {
	struct rota_store *store;
	MDB_txn *mdb;
	bool write;
	bool failed;
	bool outdated; /**< what is derived is of an older layout */
	bool writer_loaded;
	struct rota_writer writer; /**< asked for last: merge and rebuild go writer by writer */
	struct rota_writer writers[ROTA_WRITERS_KEPT]; /**< asked for before */
	size_t writers_kept, next_kept;
	struct rota_remembered *remembered; /**< remembered.c; NULL: nothing yet */
	MDB_cursor *cursors[ROTA_DB_COUNT]; /**< of a write: where the last step was (pair.c) */
	uint32_t newest_run;       /**< of the whole log; 0: not loaded */
	bool entity_loaded;
	uint32_t last_entity; /**< the greatest number allotted */
};

/* failure.c */

/** The one place where LMDB's codes and errno become ours. @p code 0 gives ROTA_OK. */
int rota_lmdb_check(struct rota_error *err, const char *path, int code);

/** The same for a step of a transaction, which a failure spoils. */
int rota_txn_check(struct rota_error *err, struct rota_store_txn *txn, int code);

/** The failure of a value that does not match its hash or its form. @return ROTA_ECORRUPT. */
int rota_damaged(struct rota_error *err, const struct rota_store *store, const char *what);

/* header.c */

/**
 * Look at the first page of the file without LMDB, which trusts it: a page size of 0 there ends
 * the process.
 * @param[out] device, inode  of the file.
 */
int rota_header_check(dev_t *device, ino_t *inode, const char *path, struct rota_error *err);

/** Whether the file has all the pages that its newest commit uses. To be asked before any page
 *  is read: a missing one ends the process with SIGBUS. */
int rota_length_check(struct rota_store *store, struct rota_error *err);

/* store.c */

/** The number of the layout as a transaction sees it. @param[out] outdated  what is derived is of an
 *  older one. @return ROTA_OK; ROTA_EINVALID this program cannot read it; ROTA_ECORRUPT. */
int rota_layout_check(bool *outdated, const struct rota_store *store, MDB_txn *mdb, MDB_dbi meta,
		      struct rota_error *err);

/** ROTA_OK when the store may be used here and now. */
int rota_store_check(const struct rota_store *store, struct rota_error *err);

/* transaction.c */

/** Make the map @p bytes large; 0 takes the size that the newest commit of any process names.
 *  No transaction may be open. Tests call it to have a small map. */
int rota_store_map(struct rota_store *store, size_t bytes, struct rota_error *err);

/* copy.c */

/** The name under which a file is made before it gets its own: `<path>.new-<process id>`.
 *  @return NULL without memory; else freed by the caller. */
char *rota_temporary_name(const char *path);

/** Give the finished file @p temporary its name, unless something has it already. */
int rota_publish(const char *temporary, const char *path, struct rota_error *err);

/** The refusal to overwrite. @return ROTA_EINVALID. */
int rota_exists(struct rota_error *err, const char *path);

/* pair.c: one step each on a database. Absence is ROTA_ENOTFOUND with an untouched error, since
 * only the caller knows what is missing. */

MDB_val rota_val(const void *bytes, size_t size);
/* A number written to @p room, which has 4 or 4 + 8 bytes and lives as long as the value. */
MDB_val rota_val_u32(uint8_t *room, uint32_t number);
MDB_val rota_val_pair(uint8_t *room, uint32_t first, uint64_t second);

/** ROTA_OK for a write transaction; ROTA_EBUG for a reading one. */
int rota_txn_writes(const struct rota_store_txn *txn, struct rota_error *err);

int rota_pair_get(MDB_val *value, struct rota_store_txn *txn, enum rota_database db, MDB_val key,
		  struct rota_error *err);
/** @param flags  MDB_APPEND, MDB_RESERVE or 0. */
int rota_pair_put(struct rota_store_txn *txn, enum rota_database db, MDB_val key, MDB_val *value,
		  unsigned flags, struct rota_error *err);
/** Idempotent. @param value  NULL but for a database with several values to a key. */
int rota_pair_delete(struct rota_store_txn *txn, enum rota_database db, MDB_val key, MDB_val *value,
		     struct rota_error *err);
/** The last pair whose key is less than @p bound. The values live as long as the transaction
 *  does not write. */
int rota_pair_before(MDB_val *key, MDB_val *value, struct rota_store_txn *txn,
		     enum rota_database db, MDB_val bound, struct rota_error *err);
int rota_pair_last(MDB_val *key, MDB_val *value, struct rota_store_txn *txn, enum rota_database db,
		   struct rota_error *err);
int rota_cursor_open(MDB_cursor **out, struct rota_store_txn *txn, enum rota_database db,
		     struct rota_error *err);
/** @param key  in: for MDB_SET_RANGE; out: where the cursor stands. */
int rota_cursor_get(MDB_val *key, MDB_val *value, MDB_cursor *cursor, MDB_cursor_op op,
		    struct rota_store_txn *txn, struct rota_error *err);
/** The same in the head of a loop: false, with *rc set, at the end (ROTA_OK) and on failure. */
bool rota_cursor_step(int *rc, MDB_val *key, MDB_val *value, MDB_cursor *cursor, MDB_cursor_op op,
		      struct rota_store_txn *txn, struct rota_error *err);

/* checked.c: values behind a hash, since LMDB does not notice changed bytes. The stored value is
 * XXH3-64 over (identity, bytes), 8 bytes, then the bytes. The identity says whose value it is,
 * so that a value in a wrong place is noticed too. */

enum { ROTA_HASH_SIZE = 8 };

uint64_t rota_hash(MDB_val identity, const void *bytes, size_t size);
int rota_checked_put(struct rota_store_txn *txn, enum rota_database db, MDB_val key,
		     MDB_val identity, const void *bytes, size_t size, unsigned flags,
		     struct rota_error *err);
/** Turn a stored value into the bytes behind its hash. @return false when it does not match. */
bool rota_checked_open(MDB_val *value, MDB_val identity);

/* writer.c */

/** Load the writer into txn->writer; an unknown one has `no` 0 and no entries. */
int rota_writer_load(struct rota_store_txn *txn, const uint8_t *id, struct rota_error *err);

/** The same, and allot a number to an unknown one. */
int rota_writer_intern(struct rota_store_txn *txn, const uint8_t *id, struct rota_error *err);

/* remembered.c: what the transaction has read or written, so that it need not ask the file */

/** @return whether it is remembered. */
bool rota_recall_entity(struct rota_known_entity *out, const struct rota_store_txn *txn,
			const uint8_t *id);
bool rota_recall_number(struct rota_known_entity *out, const struct rota_store_txn *txn,
			uint32_t no);
void rota_remember_entity(struct rota_store_txn *txn, const struct rota_known_entity *known);

/** @param[out] out  until the next call of this room; mv_data NULL: the entity has no state. */
bool rota_recall_state(MDB_val *out, const struct rota_store_txn *txn, uint32_t no);
/** @param bytes  NULL: it has none. */
void rota_remember_state(struct rota_store_txn *txn, uint32_t no, const void *bytes, size_t size);

/** Keys of indexes as they are in the file. Whether no key is @p key or begins with it. */
bool rota_recall_gap(const struct rota_store_txn *txn, MDB_val key);
/** There is no key from @p key on before @p next; NULL: none at all. */
void rota_remember_gap(struct rota_store_txn *txn, MDB_val key, const MDB_val *next);
/** A key is put. */
void rota_forget_gap(struct rota_store_txn *txn, MDB_val key);

/** When the transaction ends, or what is derived is dropped. */
void rota_forget_all(struct rota_store_txn *txn);

/* entity.c */

/** ROTA_OK when @p no was allotted, else ROTA_ENOTFOUND with a message. */
int rota_entity_check(struct rota_store_txn *txn, uint32_t no, struct rota_error *err);

#endif
