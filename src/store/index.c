/* SPDX-License-Identifier: Apache-2.0 */
#include "store/index.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

/** A key in the file: the number of the index, then the caller's key, cut if it is long. */
struct stored_key {
	uint8_t bytes[1 + ROTA_INDEX_KEY_MAX];
	size_t size;
};

static MDB_val make_key(struct stored_key *stored, enum rota_index index, const void *key,
			size_t size)
{
	size_t kept = size > ROTA_INDEX_KEY_MAX ? ROTA_INDEX_PREFIX_MAX : size;

	stored->bytes[0] = (uint8_t)index;
	if (kept)
		memcpy(stored->bytes + 1, key, kept);
	stored->size = 1 + kept;
	if (kept < size) {
		rota_put_u64(stored->bytes + stored->size, rota_hash(rota_val("", 0), key, size));
		stored->size += ROTA_HASH_SIZE;
	}
	return rota_val(stored->bytes, stored->size);
}

static int check_not_empty(size_t size, struct rota_error *err)
{
	return size > 0 ? ROTA_OK
			: rota_fail(err, ROTA_EINVALID, NULL, _("the key of an index is empty"));
}

int rota_index_put(struct rota_store_txn *txn, enum rota_index index, const void *key, size_t size,
		   uint32_t no, struct rota_error *err)
{
	struct stored_key stored;
	uint8_t room[4];
	MDB_val value = rota_val_u32(room, no);
	int rc = check_not_empty(size, err);

	if (!rc)
		rc = rota_entity_check(txn, no, err);
	if (rc)
		return rc;
	make_key(&stored, index, key, size);
	rota_forget_gap(txn, rota_val(stored.bytes, stored.size));
	return rota_pair_put(txn, ROTA_DB_INDEX, rota_val(stored.bytes, stored.size), &value, 0,
			     err);
}

int rota_index_delete(struct rota_store_txn *txn, enum rota_index index, const void *key,
		      size_t size, uint32_t no, struct rota_error *err)
{
	struct stored_key stored;
	uint8_t room[4];
	MDB_val value = rota_val_u32(room, no);
	int rc = check_not_empty(size, err);

	if (rc)
		return rc;
	return rota_pair_delete(txn, ROTA_DB_INDEX, make_key(&stored, index, key, size), &value,
				err);
}

static int check_wanted(size_t size, enum rota_index_match match, struct rota_error *err)
{
	if (match == ROTA_INDEX_EXACT)
		return check_not_empty(size, err);
	if (size <= ROTA_INDEX_PREFIX_MAX)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL,
			 _("the beginning of a key has %zu bytes, more than %d"), size,
			 ROTA_INDEX_PREFIX_MAX);
}

/** Whether the cursor still stands on a key that is asked for. */
static bool matches(MDB_val key, MDB_val wanted, enum rota_index_match match)
{
	if (match == ROTA_INDEX_EXACT ? key.mv_size != wanted.mv_size
				      : key.mv_size < wanted.mv_size)
		return false;
	return memcmp(key.mv_data, wanted.mv_data, wanted.mv_size) == 0;
}

/** Hand out one pair; the key as a copy, since pages move when the visitor writes. */
static int visit_one(struct rota_store_txn *txn, MDB_val key, MDB_val value, rota_index_fn visit,
		     void *payload, struct rota_error *err)
{
	uint8_t copy[ROTA_INDEX_KEY_MAX];
	size_t size = key.mv_size - 1; /* behind the number of the index */

	if (key.mv_size < 2 || size > sizeof(copy) || value.mv_size != 4)
		return rota_damaged(err, txn->store, _("an index"));
	memcpy(copy, (const uint8_t *)key.mv_data + 1, size);
	return visit(copy, size, rota_get_u32(value.mv_data), payload, err);
}

int rota_index_each(struct rota_store_txn *txn, enum rota_index index, const void *key, size_t size,
		    enum rota_index_match match, rota_index_fn visit, void *payload,
		    struct rota_error *err)
{
	struct stored_key stored;
	MDB_val wanted, at, value;
	MDB_cursor *cursor = NULL;
	bool there;
	int rc = check_wanted(size, match, err);

	if (rc)
		return rc;
	wanted = make_key(&stored, index, key, size);
	if (rota_recall_gap(txn, wanted))
		return ROTA_OK;
	at = wanted;
	rc = rota_cursor_open(&cursor, txn, ROTA_DB_INDEX, err);
	there = !rc && rota_cursor_step(&rc, &at, &value, cursor, MDB_SET_RANGE, txn, err);
	if (!rc && !(there && matches(at, wanted, match)))
		rota_remember_gap(txn, wanted, there ? &at : NULL);
	while (!rc && there && matches(at, wanted, match)) {
		rc = visit_one(txn, at, value, visit, payload, err);
		there = !rc && rota_cursor_step(&rc, &at, &value, cursor, MDB_NEXT, txn, err);
	}
	mdb_cursor_close(cursor);
	return rc;
}

/* What a visitor returns to stop; no code of ours has this number. */
enum { FOUND = 1 };

static int stop(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *err)
{
	(void)key;
	(void)size;
	(void)no;
	(void)payload;
	(void)err;
	return FOUND;
}

int rota_index_any(bool *out, struct rota_store_txn *txn, enum rota_index index, const void *key,
		   size_t size, enum rota_index_match match, struct rota_error *err)
{
	int rc = rota_index_each(txn, index, key, size, match, stop, NULL, err);

	*out = rc == FOUND;
	return *out ? ROTA_OK : rc;
}
