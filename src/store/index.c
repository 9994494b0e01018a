/* SPDX-License-Identifier: Apache-2.0 */
#include "store/index.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

enum { GROUP_BYTES = 4 };

/** A key in the file: the number of the index, then the group if it has any, then the caller's
 *  key, cut if it is long. */
struct stored_key {
	uint8_t bytes[1 + GROUP_BYTES + ROTA_INDEX_KEY_MAX];
	size_t size;
};

static bool has_groups(enum rota_index index)
{
	return index == ROTA_INDEX_CADRE_NAME || index == ROTA_INDEX_DECISION;
}

/** Bytes in front of the caller's key. */
static size_t before_key(enum rota_index index)
{
	return has_groups(index) ? 1 + GROUP_BYTES : 1;
}

static MDB_val make_key(struct stored_key *stored, enum rota_index index, uint32_t group,
			const void *key, size_t size)
{
	size_t kept = size > ROTA_INDEX_KEY_MAX ? ROTA_INDEX_PREFIX_MAX : size;

	stored->bytes[0] = (uint8_t)index;
	if (has_groups(index))
		rota_put_u32(stored->bytes + 1, group);
	stored->size = before_key(index);
	if (kept)
		memcpy(stored->bytes + stored->size, key, kept);
	stored->size += kept;
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

static int check_groups(enum rota_index index, bool wanted, struct rota_error *err)
{
	return has_groups(index) == wanted
		       ? ROTA_OK
		       : rota_fail(err, ROTA_EBUG, NULL, _("index %d and groups do not go together"),
				   (int)index);
}

static int put(struct rota_store_txn *txn, enum rota_index index, uint32_t group, const void *key,
	       size_t size, uint32_t no, struct rota_error *err)
{
	struct stored_key stored;
	uint8_t room[4];
	MDB_val value = rota_val_u32(room, no);
	int rc = check_not_empty(size, err);

	if (!rc)
		rc = rota_entity_check(txn, no, err);
	if (rc)
		return rc;
	make_key(&stored, index, group, key, size);
	rota_forget_gap(txn, rota_val(stored.bytes, stored.size));
	return rota_pair_put(txn, ROTA_DB_INDEX, rota_val(stored.bytes, stored.size), &value, 0,
			     err);
}

int rota_index_put(struct rota_store_txn *txn, enum rota_index index, const void *key, size_t size,
		   uint32_t no, struct rota_error *err)
{
	int rc = check_groups(index, false, err);

	return rc ? rc : put(txn, index, 0, key, size, no, err);
}

int rota_index_put_in_group(struct rota_store_txn *txn, enum rota_index index, uint32_t group,
			    const void *key, size_t size, uint32_t no, struct rota_error *err)
{
	int rc = check_groups(index, true, err);

	return rc ? rc : put(txn, index, group, key, size, no, err);
}

int rota_index_delete(struct rota_store_txn *txn, enum rota_index index, const void *key,
		      size_t size, uint32_t no, struct rota_error *err)
{
	struct stored_key stored;
	uint8_t room[4];
	MDB_val value = rota_val_u32(room, no);
	int rc = check_groups(index, false, err);

	if (!rc)
		rc = check_not_empty(size, err);
	if (rc)
		return rc;
	return rota_pair_delete(txn, ROTA_DB_INDEX, make_key(&stored, index, 0, key, size), &value,
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

/** What one visit asks, and where it is. */
struct visiting {
	struct rota_store_txn *txn;
	enum rota_index index;
	enum rota_index_match match;
	rota_index_fn visit;
	void *payload;
	MDB_cursor *cursor;
	MDB_val key, value; /* where the cursor stands */
	bool there;         /* it stands somewhere */
};

/** Hand out one pair; the key as a copy, since pages move when the visitor writes. */
static int visit_one(struct visiting *visiting, struct rota_error *err)
{
	uint8_t copy[ROTA_INDEX_KEY_MAX];
	size_t before = before_key(visiting->index);
	size_t size = visiting->key.mv_size - before;

	if (visiting->key.mv_size <= before || size > sizeof(copy) || visiting->value.mv_size != 4)
		return rota_damaged(err, visiting->txn->store, _("an index"));
	memcpy(copy, (const uint8_t *)visiting->key.mv_data + before, size);
	return visiting->visit(copy, size, rota_get_u32(visiting->value.mv_data), visiting->payload,
			       err);
}

static int step(struct visiting *visiting, MDB_cursor_op op, struct rota_error *err)
{
	int rc;

	visiting->there = rota_cursor_step(&rc, &visiting->key, &visiting->value, visiting->cursor,
					   op, visiting->txn, err);
	return rc;
}

/** Go to the first key that is not before the one that is asked for. */
static int seek(struct visiting *visiting, MDB_val wanted, struct rota_error *err)
{
	visiting->key = wanted;
	return step(visiting, MDB_SET_RANGE, err);
}

/** Hand out those under a key as it is in the file, from where the cursor was sent. */
static int visit_matching(struct visiting *visiting, MDB_val wanted, struct rota_error *err)
{
	int rc = ROTA_OK;

	while (!rc && visiting->there && matches(visiting->key, wanted, visiting->match)) {
		rc = visit_one(visiting, err);
		if (!rc)
			rc = step(visiting, MDB_NEXT, err);
	}
	return rc;
}

static int visit_all(struct visiting *visiting, const void *key, size_t size, struct rota_error *err)
{
	struct stored_key stored;
	MDB_val wanted = make_key(&stored, visiting->index, 0, key, size);
	int rc = seek(visiting, wanted, err);

	if (!rc && !(visiting->there && matches(visiting->key, wanted, visiting->match)))
		rota_remember_gap(visiting->txn, wanted, visiting->there ? &visiting->key : NULL);
	return rc ? rc : visit_matching(visiting, wanted, err);
}

/** The group in which the cursor stands. @return false: it has left the index. */
static bool group_here(uint32_t *group, const struct visiting *visiting)
{
	const uint8_t *at = visiting->key.mv_data;

	if (!visiting->there || visiting->key.mv_size < 1 + GROUP_BYTES || *at != visiting->index)
		return false;
	*group = rota_get_u32(at + 1);
	return true;
}

static int seek_group(struct visiting *visiting, uint32_t group, struct rota_error *err)
{
	struct stored_key stored;

	return seek(visiting, make_key(&stored, visiting->index, group, NULL, 0), err);
}

/** Go on to what is behind a group, unless the cursor is there already. */
static int leave_group(struct visiting *visiting, uint32_t group, struct rota_error *err)
{
	uint32_t here;

	if (!group_here(&here, visiting) || here != group)
		return ROTA_OK;
	if (group < UINT32_MAX)
		return seek_group(visiting, group + 1, err);
	visiting->there = false;
	return ROTA_OK;
}

static int visit_groups(struct visiting *visiting, const void *key, size_t size,
			struct rota_error *err)
{
	struct stored_key stored;
	uint32_t group;
	int rc = seek_group(visiting, 0, err);

	while (!rc && group_here(&group, visiting)) {
		MDB_val wanted = make_key(&stored, visiting->index, group, key, size);

		rc = seek(visiting, wanted, err);
		if (!rc)
			rc = visit_matching(visiting, wanted, err);
		if (!rc)
			rc = leave_group(visiting, group, err);
	}
	return rc;
}

int rota_index_each(struct rota_store_txn *txn, enum rota_index index, const void *key, size_t size,
		    enum rota_index_match match, rota_index_fn visit, void *payload,
		    struct rota_error *err)
{
	struct visiting visiting = {
		.txn = txn, .index = index, .match = match, .visit = visit, .payload = payload
	};
	struct stored_key stored;
	int rc = check_wanted(size, match, err);

	if (rc)
		return rc;
	if (!has_groups(index) && rota_recall_gap(txn, make_key(&stored, index, 0, key, size)))
		return ROTA_OK;
	rc = rota_cursor_open(&visiting.cursor, txn, ROTA_DB_INDEX, err);
	if (!rc)
		rc = has_groups(index) ? visit_groups(&visiting, key, size, err)
				       : visit_all(&visiting, key, size, err);
	mdb_cursor_close(visiting.cursor);
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

void rota_index_shorten(uint8_t out[ROTA_INDEX_SHORT], const void *bytes, size_t size)
{
	rota_put_u64(out, rota_hash(rota_val("", 0), bytes, size));
}
