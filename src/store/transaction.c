/* SPDX-License-Identifier: Apache-2.0 */
/* Beginning and ending transactions, and the size of the map they need. */
#include <errno.h>
#include <stdlib.h>

#include "base/messages.h"
#include "store/private.h"
#include "store/store.h"

int rota_store_map(struct rota_store *store, size_t bytes, struct rota_error *err)
{
	int code = mdb_env_set_mapsize(store->env, bytes);

	if (code == 0)
		return ROTA_OK;
	/* LMDB has taken the old map away and could not make a new one. */
	store->broken = true;
	return rota_lmdb_check(err, store->path, code);
}

/** Begin, after the two things that can be put right here: a map that another process has
 *  outgrown, and reader slots of processes that are dead. */
static int begin_lmdb(MDB_txn **out, struct rota_store *store, unsigned flags,
		      struct rota_error *err)
{
	int code = mdb_txn_begin(store->env, NULL, flags, out);
	int rc, dead;

	if (code == MDB_MAP_RESIZED && store->transactions == 0) {
		rc = rota_store_map(store, 0, err);
		if (rc)
			return rc;
		code = mdb_txn_begin(store->env, NULL, flags, out);
	}
	if (code == MDB_READERS_FULL) {
		code = mdb_reader_check(store->env, &dead);
		if (!code)
			code = mdb_txn_begin(store->env, NULL, flags, out);
	}
	return rota_lmdb_check(err, store->path, code);
}

static int begin(struct rota_store_txn **out, struct rota_store *store, bool write,
		 struct rota_error *err)
{
	struct rota_store_txn *txn = calloc(1, sizeof(*txn));
	int rc;

	if (!txn)
		return rota_lmdb_check(err, store->path, ENOMEM);
	rc = begin_lmdb(&txn->mdb, store, write ? 0 : MDB_RDONLY, err);
	if (rc) {
		free(txn);
		return rc;
	}
	/* another process may have renewed it, with a newer program than this one */
	rc = rota_layout_check(&txn->outdated, store, txn->mdb, store->dbi[ROTA_DB_META], err);
	if (rc) {
		mdb_txn_abort(txn->mdb);
		free(txn);
		return rc;
	}
	txn->store = store;
	txn->write = write;
	store->transactions++;
	*out = txn;
	return ROTA_OK;
}

bool rota_store_is_outdated(const struct rota_store_txn *txn)
{
	return txn->outdated;
}

int rota_store_read(struct rota_store_txn **out, struct rota_store *store, struct rota_error *err)
{
	int rc = rota_store_check(store, err);

	*out = NULL;
	return rc ? rc : begin(out, store, false, err);
}

/** Double the map when half of it is used, by any process, or a transaction met its end. */
static int grow(struct rota_store *store, struct rota_error *err)
{
	MDB_envinfo info;
	MDB_stat page;
	size_t wanted;
	int code;

	if (store->transactions > 0) /* the map must not move now; half of it is left */
		return ROTA_OK;
	code = mdb_env_info(store->env, &info);
	if (!code)
		code = mdb_env_stat(store->env, &page);
	if (code)
		return rota_lmdb_check(err, store->path, code);
	wanted = store->full ? info.me_mapsize * 2 : info.me_mapsize;
	while (info.me_last_pgno >= wanted / page.ms_psize / 2)
		wanted *= 2;
	store->full = false;
	return wanted == info.me_mapsize ? ROTA_OK : rota_store_map(store, wanted, err);
}

int rota_store_write(struct rota_store_txn **out, struct rota_store *store, struct rota_error *err)
{
	int rc = rota_store_check(store, err);

	*out = NULL;
	if (rc)
		return rc;
	if (store->read_only)
		return rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is open for reading only"),
				 store->path);
	if (store->writing) /* LMDB would wait for itself, for ever */
		return rota_fail(err, ROTA_EBUG, NULL,
				 _("'%s': a write transaction is open already"), store->path);
	rc = grow(store, err);
	if (!rc)
		rc = begin(out, store, true, err);
	if (!rc)
		store->writing = true;
	return rc;
}

/** Forget a transaction whose LMDB part has ended. */
static void release(struct rota_store_txn *txn)
{
	txn->store->transactions--;
	if (txn->write)
		txn->store->writing = false;
	rota_forget_all(txn);
	free(txn);
}

int rota_store_commit(struct rota_store_txn *txn, struct rota_error *err)
{
	struct rota_store *store = txn->store;
	int code, rc;

	if (!txn->write || txn->failed) {
		rc = txn->failed ? rota_lmdb_check(err, store->path, MDB_BAD_TXN) : ROTA_OK;
		rota_store_abort(txn);
		return rc;
	}
	code = mdb_txn_commit(txn->mdb);
	/* After a failed flush the system may drop the pages it could not write and report later
	 * flushes as good: nothing that is cached of this file can be believed any more. */
	if (code == EIO)
		store->broken = true;
	rc = rota_txn_check(err, txn, code);
	release(txn);
	return rc;
}

void rota_store_abort(struct rota_store_txn *txn)
{
	if (!txn)
		return;
	mdb_txn_abort(txn->mdb);
	release(txn);
}

/** What is derived from now on is of this program's layout. */
static int renew(struct rota_store_txn *txn, struct rota_error *err)
{
	uint8_t room[4];
	MDB_val layout = rota_val_u32(room, ROTA_STORE_LAYOUT);

	if (!txn->outdated)
		return ROTA_OK;
	txn->outdated = false;
	return rota_pair_put(txn, ROTA_DB_META, rota_val("layout", 6), &layout, 0, err);
}

int rota_store_clear_derived(struct rota_store_txn *txn, struct rota_error *err)
{
	static const enum rota_database derived[] = { ROTA_DB_ENTITY,       ROTA_DB_ENTITY_ID,
						      ROTA_DB_ENTITY_ENTRY, ROTA_DB_STATE,
						      ROTA_DB_STATE_MARK,   ROTA_DB_INDEX,
						      ROTA_DB_SPAN };
	int rc = rota_txn_writes(txn, err);

	for (size_t i = 0; !rc && i < sizeof(derived) / sizeof(derived[0]); i++)
		rc = rota_txn_check(err, txn, mdb_drop(txn->mdb, txn->store->dbi[derived[i]], 0));
	txn->entity_loaded = false;
	rota_forget_all(txn);
	return rc ? rc : renew(txn, err);
}
