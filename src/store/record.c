/* SPDX-License-Identifier: Apache-2.0 */
#include "store/record.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

/** A key in the file: the table, then the caller's key; and one byte to seek behind it. */
struct place {
	uint8_t bytes[1 + ROTA_RECORD_KEY_MAX + 1];
	size_t size;
};

static void place_prefix(struct place *place, enum rota_table table, const void *key, size_t size)
{
	place->bytes[0] = (uint8_t)table;
	if (size)
		memcpy(place->bytes + 1, key, size);
	place->size = 1 + size;
}

static int place_key(struct place *place, enum rota_table table, const void *key, size_t size,
		     struct rota_error *err)
{
	place->size = 0;
	if (size == 0 || size > ROTA_RECORD_KEY_MAX)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("the key of a record has %zu bytes, not 1 to %d"), size,
				 ROTA_RECORD_KEY_MAX);
	place_prefix(place, table, key, size);
	return ROTA_OK;
}

static MDB_val place_val(const struct place *place)
{
	return rota_val(place->bytes, place->size);
}

static int damaged(struct rota_error *err, enum rota_table table)
{
	return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
			 _("a record of table %d: the stored bytes are damaged"), (int)table);
}

int rota_record_get(struct rota_buffer *out, struct rota_store_txn *txn, enum rota_table table,
		    const void *key, size_t key_size, struct rota_error *err)
{
	struct place place;
	MDB_val value;
	int rc = place_key(&place, table, key, key_size, err);

	if (rc)
		return rc;
	rc = rota_pair_get(&value, txn, ROTA_DB_RECORD, place_val(&place), err);
	if (rc == ROTA_ENOTFOUND)
		return rota_fail(err, rc, NULL, _("table %d has no such record"), (int)table);
	if (rc)
		return rc;
	if (!rota_checked_open(&value, place_val(&place)))
		return damaged(err, table);
	rota_buffer_append(out, value.mv_data, value.mv_size);
	return rota_buffer_check(out, err);
}

int rota_record_put(struct rota_store_txn *txn, enum rota_table table, const void *key,
		    size_t key_size, const void *bytes, size_t size, struct rota_error *err)
{
	struct place place;
	int rc = place_key(&place, table, key, key_size, err);

	if (rc)
		return rc;
	return rota_checked_put(txn, ROTA_DB_RECORD, place_val(&place), place_val(&place), bytes,
				size, 0, err);
}

int rota_record_delete(struct rota_store_txn *txn, enum rota_table table, const void *key,
		       size_t key_size, struct rota_error *err)
{
	struct place place;
	int rc = place_key(&place, table, key, key_size, err);

	return rc ? rc : rota_pair_delete(txn, ROTA_DB_RECORD, place_val(&place), NULL, err);
}

/** Check one record and hand it out as a copy, since the visitor may write and pages move then. */
static int visit_one(const struct place *place, MDB_val value, rota_record_fn visit, void *payload,
		     struct rota_error *err)
{
	struct rota_buffer copy = { 0 };
	int rc;

	if (!rota_checked_open(&value, place_val(place)))
		return damaged(err, (enum rota_table)place->bytes[0]);
	rota_buffer_append(&copy, value.mv_data, value.mv_size);
	rc = rota_buffer_check(&copy, err);
	if (!rc)
		rc = visit(place->bytes + 1, place->size - 1, rota_buffer_text(&copy), copy.size,
			   payload, err);
	rota_buffer_clear(&copy);
	return rc;
}

static bool begins_with(MDB_val key, const struct place *prefix)
{
	return key.mv_size >= prefix->size && key.mv_size <= 1 + ROTA_RECORD_KEY_MAX &&
	       memcmp(key.mv_data, prefix->bytes, prefix->size) == 0;
}

int rota_record_each(struct rota_store_txn *txn, enum rota_table table, const void *prefix,
		     size_t prefix_size, rota_record_fn visit, void *payload,
		     struct rota_error *err)
{
	struct place first, at;
	MDB_cursor *cursor = NULL;
	MDB_val key, value;
	int rc;

	if (prefix_size > ROTA_RECORD_KEY_MAX)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("the key of a record has %zu bytes, not 1 to %d"), prefix_size,
				 ROTA_RECORD_KEY_MAX);
	place_prefix(&first, table, prefix, prefix_size);
	at = first;
	rc = rota_cursor_open(&cursor, txn, ROTA_DB_RECORD, err);
	/* Each step seeks anew, so that the visitor may change or delete what it is given. */
	while (!rc) {
		key = place_val(&at);
		if (!rota_cursor_step(&rc, &key, &value, cursor, MDB_SET_RANGE, txn, err) ||
		    !begins_with(key, &first))
			break;
		place_prefix(&at, table, (const uint8_t *)key.mv_data + 1, key.mv_size - 1);
		rc = visit_one(&at, value, visit, payload, err);
		at.bytes[at.size++] = 0; /* the least key behind this one */
	}
	mdb_cursor_close(cursor);
	return rc;
}
