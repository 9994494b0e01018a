/* SPDX-License-Identifier: Apache-2.0 */
#include "store/state.h"

#include "base/messages.h"
#include "store/private.h"

static int damaged(struct rota_error *err, uint32_t no)
{
	return rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
			 _("the state of entity %lu: the stored bytes are damaged"),
			 (unsigned long)no);
}

/** @param[out] value  mv_data NULL: it has none. */
static int load(MDB_val *value, struct rota_store_txn *txn, uint32_t no, struct rota_error *err)
{
	uint8_t room[4];
	MDB_val key = rota_val_u32(room, no);
	int rc;

	if (rota_recall_state(value, txn, no))
		return ROTA_OK;
	rc = rota_pair_get(value, txn, ROTA_DB_STATE, key, err);
	if (rc == ROTA_ENOTFOUND) {
		*value = rota_val(NULL, 0);
		rc = ROTA_OK;
	} else if (!rc && !rota_checked_open(value, key)) {
		rc = damaged(err, no);
	}
	if (!rc)
		rota_remember_state(txn, no, value->mv_data, value->mv_size);
	return rc;
}

int rota_state_find(bool *known, struct rota_buffer *out, struct rota_store_txn *txn, uint32_t no,
		    struct rota_error *err)
{
	MDB_val value;
	int rc = load(&value, txn, no, err);

	*known = !rc && value.mv_data;
	if (!*known)
		return rc;
	rota_buffer_append(out, value.mv_data, value.mv_size);
	return rota_buffer_check(out, err);
}

int rota_state_get(struct rota_buffer *out, struct rota_store_txn *txn, uint32_t no,
		   struct rota_error *err)
{
	bool known;
	int rc = rota_state_find(&known, out, txn, no, err);

	return rc || known ? rc
			   : rota_fail(err, ROTA_ENOTFOUND, NULL, _("entity %lu has no state"),
				       (unsigned long)no);
}

int rota_state_put(struct rota_store_txn *txn, uint32_t no, const void *bytes, size_t size,
		   struct rota_error *err)
{
	uint8_t room[4];
	MDB_val key = rota_val_u32(room, no);
	int rc;

	if (size > ROTA_STATE_MAX)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("the state of entity %lu has %zu bytes, more than %d"),
				 (unsigned long)no, size, ROTA_STATE_MAX);
	rc = rota_entity_check(txn, no, err);
	if (rc)
		return rc;
	rc = rota_checked_put(txn, ROTA_DB_STATE, key, key, bytes, size, 0, err);
	if (!rc)
		rota_remember_state(txn, no, size ? bytes : "", size);
	return rc;
}

int rota_state_delete(struct rota_store_txn *txn, uint32_t no, struct rota_error *err)
{
	uint8_t room[4];

	int rc = rota_pair_delete(txn, ROTA_DB_STATE, rota_val_u32(room, no), NULL, err);

	if (!rc)
		rota_remember_state(txn, no, NULL, 0);
	return rc;
}

/** Check one state and hand it out, from a write transaction as a copy, since the visitor may
 *  write and pages move then. */
static int visit_one(struct rota_store_txn *txn, MDB_val key, MDB_val value, rota_state_fn visit,
		     void *payload, struct rota_error *err)
{
	struct rota_buffer copy = { 0 };
	uint32_t no = rota_get_u32(key.mv_data);
	int rc;

	if (!rota_checked_open(&value, key))
		return damaged(err, no);
	if (!txn->write)
		return visit(no, value.mv_data, value.mv_size, payload, err);
	rota_buffer_append(&copy, value.mv_data, value.mv_size);
	rc = rota_buffer_check(&copy, err);
	if (!rc)
		rc = visit(no, copy.bytes, copy.size, payload, err);
	rota_buffer_clear(&copy);
	return rc;
}

int rota_state_each(struct rota_store_txn *txn, rota_state_fn visit, void *payload,
		    struct rota_error *err)
{
	uint8_t room[4];
	MDB_cursor *cursor = NULL;
	MDB_val key = rota_val_u32(room, 1);
	MDB_val value;
	int rc = rota_cursor_open(&cursor, txn, ROTA_DB_STATE, err);

	/* Each step seeks anew, so that the visitor may change or delete what it is given. */
	while (!rc && rota_cursor_step(&rc, &key, &value, cursor, MDB_SET_RANGE, txn, err)) {
		uint32_t no = rota_get_u32(key.mv_data);

		rc = visit_one(txn, key, value, visit, payload, err);
		key = rota_val_u32(room, no + 1);
	}
	mdb_cursor_close(cursor);
	return rc;
}
