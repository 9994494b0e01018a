/* SPDX-License-Identifier: Apache-2.0 */
/* Single steps on a database of the store: read, write, delete, walk. */
#include "base/messages.h"
#include "store/private.h"

MDB_val rota_val(const void *bytes, size_t size)
{
	/* LMDB takes a plain pointer and reads through it only. */
	return (MDB_val){ .mv_size = size, .mv_data = (void *)(uintptr_t)bytes };
}

MDB_val rota_val_u32(uint8_t *room, uint32_t number)
{
	rota_put_u32(room, number);
	return rota_val(room, 4);
}

MDB_val rota_val_pair(uint8_t *room, uint32_t first, uint64_t second)
{
	rota_put_u32(room, first);
	rota_put_u64(room + 4, second);
	return rota_val(room, 12);
}

/**
 * The cursor on which a write takes its single steps: it stands where the last one was, and LMDB
 * looks at that page before it goes down the tree. What is recorded goes mostly to one place, the
 * end of a database. LMDB keeps it in order when pages split, and closes it with the transaction.
 */
static int writing_cursor(MDB_cursor **out, struct rota_store_txn *txn, enum rota_database db,
			  struct rota_error *err)
{
	int rc = txn->cursors[db] ? ROTA_OK : rota_cursor_open(&txn->cursors[db], txn, db, err);

	*out = txn->cursors[db];
	return rc;
}

int rota_pair_get(MDB_val *value, struct rota_store_txn *txn, enum rota_database db, MDB_val key,
		  struct rota_error *err)
{
	MDB_cursor *cursor;
	int code, rc;

	if (!txn->write) {
		code = mdb_get(txn->mdb, txn->store->dbi[db], &key, value);
		return code == MDB_NOTFOUND ? ROTA_ENOTFOUND : rota_txn_check(err, txn, code);
	}
	rc = writing_cursor(&cursor, txn, db, err);
	return rc ? rc : rota_cursor_get(&key, value, cursor, MDB_SET, txn, err);
}

int rota_txn_writes(const struct rota_store_txn *txn, struct rota_error *err)
{
	if (txn->write)
		return ROTA_OK;
	return rota_fail(err, ROTA_EBUG, NULL, _("'%s': a reading transaction cannot write"),
			 txn->store->path);
}

int rota_pair_put(struct rota_store_txn *txn, enum rota_database db, MDB_val key, MDB_val *value,
		  unsigned flags, struct rota_error *err)
{
	MDB_cursor *cursor;
	int rc = rota_txn_writes(txn, err);

	if (!rc)
		rc = writing_cursor(&cursor, txn, db, err);
	return rc ? rc : rota_txn_check(err, txn, mdb_cursor_put(cursor, &key, value, flags));
}

int rota_pair_delete(struct rota_store_txn *txn, enum rota_database db, MDB_val key, MDB_val *value,
		     struct rota_error *err)
{
	MDB_cursor *cursor;
	MDB_val any;
	int rc = rota_txn_writes(txn, err);

	if (!rc)
		rc = writing_cursor(&cursor, txn, db, err);
	if (!rc)
		rc = rota_cursor_get(&key, value ? value : &any, cursor,
				     value ? MDB_GET_BOTH : MDB_SET, txn, err);
	if (rc)
		return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
	return rota_txn_check(err, txn, mdb_cursor_del(cursor, 0));
}

int rota_pair_before(MDB_val *key, MDB_val *value, struct rota_store_txn *txn,
		     enum rota_database db, MDB_val bound, struct rota_error *err)
{
	MDB_cursor *cursor = NULL;
	int rc = rota_cursor_open(&cursor, txn, db, err);

	if (rc)
		return rc;
	*key = bound;
	rc = rota_cursor_get(key, value, cursor, MDB_SET_RANGE, txn, err);
	if (rc == ROTA_OK)
		rc = rota_cursor_get(key, value, cursor, MDB_PREV, txn, err);
	else if (rc == ROTA_ENOTFOUND)
		rc = rota_cursor_get(key, value, cursor, MDB_LAST, txn, err);
	mdb_cursor_close(cursor);
	return rc;
}

int rota_pair_last(MDB_val *key, MDB_val *value, struct rota_store_txn *txn, enum rota_database db,
		   struct rota_error *err)
{
	MDB_cursor *cursor = NULL;
	int rc = rota_cursor_open(&cursor, txn, db, err);

	if (!rc)
		rc = rota_cursor_get(key, value, cursor, MDB_LAST, txn, err);
	mdb_cursor_close(cursor);
	return rc;
}

int rota_cursor_open(MDB_cursor **out, struct rota_store_txn *txn, enum rota_database db,
		     struct rota_error *err)
{
	*out = NULL;
	return rota_txn_check(err, txn, mdb_cursor_open(txn->mdb, txn->store->dbi[db], out));
}

int rota_cursor_get(MDB_val *key, MDB_val *value, MDB_cursor *cursor, MDB_cursor_op op,
		    struct rota_store_txn *txn, struct rota_error *err)
{
	int code = mdb_cursor_get(cursor, key, value, op);

	if (code == MDB_NOTFOUND)
		return ROTA_ENOTFOUND;
	return rota_txn_check(err, txn, code);
}

bool rota_cursor_step(int *rc, MDB_val *key, MDB_val *value, MDB_cursor *cursor, MDB_cursor_op op,
		      struct rota_store_txn *txn, struct rota_error *err)
{
	*rc = rota_cursor_get(key, value, cursor, op, txn, err);
	if (*rc == ROTA_OK)
		return true;
	if (*rc == ROTA_ENOTFOUND)
		*rc = ROTA_OK;
	return false;
}
