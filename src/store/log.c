/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries of logs. LMDB packs its pages only when it writes at the end of a database, and with
 * many writers the end of a log is seldom there. So the key is not (writer, number): the entries
 * that arrive from one writer in a row are a *run*, runs are numbered in the order of arrival,
 * and the key is (run, number), which only grows. A small table says where the runs of a writer
 * begin. With writers a and b numbered 1 and 2, after a0 a1 b0 b1 a2:
 *
 *	run table    (1, 0) -> 1    (1, 2) -> 3    (2, 0) -> 2
 *	log          (1, 0) a0   (1, 1) a1   (2, 0) b0   (2, 1) b1   (3, 2) a2
 */
#include "store/log.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

/** What the hash of an entry covers beside its bytes. */
enum { IDENTITY_SIZE = ROTA_LOG_WRITER_SIZE + 8 };

/** @param room  IDENTITY_SIZE bytes. */
static MDB_val identify(uint8_t *room, const uint8_t *writer, uint64_t n)
{
	memcpy(room, writer, ROTA_LOG_WRITER_SIZE);
	rota_put_u64(room + ROTA_LOG_WRITER_SIZE, n);
	return rota_val(room, IDENTITY_SIZE);
}

/** The bytes of the entry are not what was stored, or not there. */
static int damaged(struct rota_error *err, const uint8_t *writer, uint64_t n)
{
	return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
			 _("writer '%016llx', entry %llu: the stored bytes are damaged"),
			 (unsigned long long)rota_get_u64(writer), (unsigned long long)n);
}

/** Load the number of the newest run of the store, 0 while there is none. */
static int load_newest_run(struct rota_store_txn *txn, struct rota_error *err)
{
	MDB_val key, value;
	int rc;

	if (txn->newest_run)
		return ROTA_OK;
	rc = rota_pair_last(&key, &value, txn, ROTA_DB_LOG, err);
	if (rc == ROTA_OK)
		txn->newest_run = rota_get_u32(key.mv_data);
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

/** Let the loaded writer go on in its last run if that is the newest of all, else begin one. */
static int choose_run(struct rota_store_txn *txn, uint64_t n, struct rota_error *err)
{
	uint8_t begin[12];
	uint8_t run[4];
	MDB_val value;
	int rc = load_newest_run(txn, err);

	if (rc || (txn->writer.run && txn->writer.run == txn->newest_run))
		return rc;
	value = rota_val_u32(run, txn->newest_run + 1);
	rc = rota_pair_put(txn, ROTA_DB_RUN, rota_val_pair(begin, txn->writer.no, n), &value, 0,
			   err);
	if (!rc)
		txn->writer.run = ++txn->newest_run;
	return rc;
}

static int check_size(size_t size, struct rota_error *err)
{
	if (size > 0 && size <= ROTA_LOG_ENTRY_MAX)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL, _("an entry has %zu bytes, not 1 to %d"), size,
			 ROTA_LOG_ENTRY_MAX);
}

int rota_log_append(struct rota_store_txn *txn, const uint8_t *writer, uint64_t n,
		    const void *bytes, size_t size, struct rota_error *err)
{
	uint8_t identity[IDENTITY_SIZE];
	uint8_t key[12];
	int rc = check_size(size, err);

	if (!rc)
		rc = rota_writer_load(txn, writer, err);
	if (rc)
		return rc;
	if (n != txn->writer.size)
		return rota_fail(err, ROTA_ECONFLICT, NULL,
				 _("writer '%016llx' has %llu entries here; entry %llu does not "
				   "follow"),
				 (unsigned long long)rota_get_u64(writer),
				 (unsigned long long)txn->writer.size, (unsigned long long)n);
	rc = rota_writer_intern(txn, writer, err);
	if (!rc)
		rc = choose_run(txn, n, err);
	if (!rc)
		rc = rota_checked_put(txn, ROTA_DB_LOG, rota_val_pair(key, txn->writer.run, n),
				      identify(identity, writer, n), bytes, size, MDB_APPEND, err);
	if (!rc)
		txn->writer.size = n + 1;
	return rc;
}

/** The run that holds entry @p n of the writer with the number @p no. */
static int find_run(uint32_t *run, struct rota_store_txn *txn, uint32_t no, uint64_t n,
		    struct rota_error *err)
{
	uint8_t bound[12];
	MDB_val key, value;
	int rc = rota_pair_before(&key, &value, txn, ROTA_DB_RUN, rota_val_pair(bound, no, n + 1),
				  err);

	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	if (rc || key.mv_size != 12 || value.mv_size != 4 || rota_get_u32(key.mv_data) != no)
		return rota_damaged(err, txn->store, _("the list of runs"));
	*run = rota_get_u32(value.mv_data);
	return ROTA_OK;
}

int rota_log_get(struct rota_buffer *out, struct rota_store_txn *txn, const uint8_t *writer,
		 uint64_t n, struct rota_error *err)
{
	uint8_t identity[IDENTITY_SIZE];
	uint8_t key[12];
	uint32_t run = 0;
	MDB_val value;
	int rc = rota_writer_load(txn, writer, err);

	if (!rc && n >= txn->writer.size)
		return rota_fail(err, ROTA_ENOTFOUND, NULL,
				 _("writer '%016llx' has no entry %llu here"),
				 (unsigned long long)rota_get_u64(writer), (unsigned long long)n);
	if (!rc)
		rc = find_run(&run, txn, txn->writer.no, n, err);
	if (rc)
		return rc;
	rc = rota_pair_get(&value, txn, ROTA_DB_LOG, rota_val_pair(key, run, n), err);
	if (rc == ROTA_ENOTFOUND ||
	    (!rc && !rota_checked_open(&value, identify(identity, writer, n))))
		return damaged(err, writer, n);
	if (rc)
		return rc;
	rota_buffer_append(out, value.mv_data, value.mv_size);
	return rota_buffer_check(out, err);
}

int rota_log_size(uint64_t *out, struct rota_store_txn *txn, const uint8_t *writer,
		  struct rota_error *err)
{
	int rc = rota_writer_load(txn, writer, err);

	*out = rc ? 0 : txn->writer.size;
	return rc;
}

/** Check one stored entry and hand it out; from a write transaction as a copy, since the visitor
 *  may write, and a page that this transaction wrote itself moves then. */
static int visit_one(struct rota_store_txn *txn, const uint8_t *writer, uint64_t n, MDB_val value,
		     rota_log_entry_fn visit, void *payload, struct rota_error *err)
{
	struct rota_buffer copy = { 0 };
	uint8_t identity[IDENTITY_SIZE];
	int rc;

	if (!rota_checked_open(&value, identify(identity, writer, n)))
		return damaged(err, writer, n);
	if (!txn->write)
		return visit(n, value.mv_data, value.mv_size, payload, err);
	rota_buffer_append(&copy, value.mv_data, value.mv_size);
	rc = rota_buffer_check(&copy, err);
	if (!rc)
		rc = visit(n, copy.bytes, copy.size, payload, err);
	rota_buffer_clear(&copy);
	return rc;
}

/** Where a walk over the log of one writer stands. */
struct walk {
	MDB_cursor *cursor;
	struct rota_store_txn *txn;
	uint32_t no;
	uint32_t run; /* 0 at first */
};

/** Go to entry @p n: the next one in the file, or the first of another run. */
static int go_to(MDB_val *value, struct walk *walk, uint64_t n, struct rota_error *err)
{
	uint8_t wanted[12];
	MDB_val key = rota_val_pair(wanted, walk->run, n);
	int rc = ROTA_ENOTFOUND;

	if (walk->run)
		rc = rota_cursor_get(&key, value, walk->cursor, MDB_NEXT, walk->txn, err);
	if (rc == ROTA_OK && key.mv_size == sizeof(wanted) &&
	    memcmp(key.mv_data, wanted, sizeof(wanted)) == 0)
		return ROTA_OK;
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	rc = find_run(&walk->run, walk->txn, walk->no, n, err);
	key = rota_val_pair(wanted, walk->run, n);
	return rc ? rc : rota_cursor_get(&key, value, walk->cursor, MDB_SET_KEY, walk->txn, err);
}

int rota_log_each(struct rota_store_txn *txn, const uint8_t *writer, uint64_t first,
		  rota_log_entry_fn visit, void *payload, struct rota_error *err)
{
	struct walk walk = { .txn = txn };
	uint64_t size;
	MDB_val value;
	int rc = rota_writer_load(txn, writer, err);

	if (rc)
		return rc;
	/* The visitor may make the transaction load another writer. */
	walk.no = txn->writer.no;
	size = txn->writer.size;
	rc = rota_cursor_open(&walk.cursor, txn, ROTA_DB_LOG, err);
	for (uint64_t n = first; !rc && n < size; n++) {
		rc = go_to(&value, &walk, n, err);
		if (rc == ROTA_ENOTFOUND)
			rc = damaged(err, writer, n);
		if (!rc)
			rc = visit_one(txn, writer, n, value, visit, payload, err);
	}
	mdb_cursor_close(walk.cursor);
	return rc;
}
