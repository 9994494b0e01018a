/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

/** Both ways: id -> number and type, number -> id and type. */
enum { BY_ID_SIZE = 4 + 1, BY_NO_SIZE = ROTA_ENTITY_ID_SIZE + 1 };

static int load_last(struct rota_store_txn *txn, struct rota_error *err)
{
	MDB_val key, value;
	int rc;

	if (txn->entity_loaded)
		return ROTA_OK;
	rc = rota_pair_last(&key, &value, txn, ROTA_DB_ENTITY, err);
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	txn->last_entity = rc ? 0 : rota_get_u32(key.mv_data);
	txn->entity_loaded = true;
	return ROTA_OK;
}

static int no_such_number(struct rota_error *err, uint32_t no)
{
	return rota_fail(err, ROTA_ENOTFOUND, NULL, _("no entity has the local number %lu"),
			 (unsigned long)no);
}

int rota_entity_check(struct rota_store_txn *txn, uint32_t no, struct rota_error *err)
{
	int rc = load_last(txn, err);

	if (rc)
		return rc;
	return no > 0 && no <= txn->last_entity ? ROTA_OK : no_such_number(err, no);
}

static void remember(struct rota_store_txn *txn, uint32_t no, const uint8_t *id, uint8_t type,
		     struct rota_known_entity *known)
{
	known->no = no;
	memcpy(known->id, id, sizeof(known->id));
	known->type = type;
	rota_remember_entity(txn, known);
}

/** Look up an id. @return ROTA_ENOTFOUND without a message. */
static int find(uint32_t *no, uint8_t *type, struct rota_store_txn *txn, const uint8_t *id,
		struct rota_error *err)
{
	struct rota_known_entity known = { 0 };
	MDB_val value;
	int rc = ROTA_OK;

	if (!rota_recall_entity(&known, txn, id)) {
		rc = rota_pair_get(&value, txn, ROTA_DB_ENTITY_ID,
				   rota_val(id, ROTA_ENTITY_ID_SIZE), err);
		if (rc)
			return rc;
		if (value.mv_size != BY_ID_SIZE)
			return rota_damaged(err, txn->store, _("the list of entities"));
		remember(txn, rota_get_u32(value.mv_data), id,
			 ((const uint8_t *)value.mv_data)[4], &known);
	}
	*no = known.no;
	*type = known.type;
	return rc;
}

/** Allot the next number. */
static int create(uint32_t *no, struct rota_store_txn *txn, const uint8_t *id, uint8_t type,
		  struct rota_error *err)
{
	uint8_t by_id[BY_ID_SIZE];
	uint8_t by_no[BY_NO_SIZE];
	struct rota_known_entity known;
	MDB_val value;
	int rc = load_last(txn, err);

	if (rc)
		return rc;
	rota_put_u32(by_id, txn->last_entity + 1);
	by_id[4] = type;
	memcpy(by_no, id, ROTA_ENTITY_ID_SIZE);
	by_no[ROTA_ENTITY_ID_SIZE] = type;
	value = rota_val(by_id, sizeof(by_id));
	rc = rota_pair_put(txn, ROTA_DB_ENTITY_ID, rota_val(id, ROTA_ENTITY_ID_SIZE), &value, 0,
			   err);
	if (rc)
		return rc;
	value = rota_val(by_no, sizeof(by_no));
	rc = rota_pair_put(txn, ROTA_DB_ENTITY, rota_val(by_id, 4), &value, MDB_APPEND, err);
	if (rc)
		return rc;
	*no = ++txn->last_entity;
	remember(txn, *no, id, type, &known);
	return ROTA_OK;
}

int rota_entity_intern(uint32_t *no, bool *created, struct rota_store_txn *txn, const uint8_t *id,
		       uint8_t type, struct rota_error *err)
{
	uint8_t known = 0;
	int rc;

	*no = 0;
	rc = find(no, &known, txn, id, err);
	if (created)
		*created = rc == ROTA_ENOTFOUND;
	if (rc == ROTA_ENOTFOUND)
		return create(no, txn, id, type, err);
	if (rc || known == type)
		return rc;
	*no = 0;
	return rota_fail(err, ROTA_ECONFLICT, NULL,
			 _("entity '%016llx%016llx' has type %d and cannot have type %d too"),
			 (unsigned long long)rota_get_u64(id),
			 (unsigned long long)rota_get_u64(id + 8), known, type);
}

int rota_entity_find(uint32_t *no, struct rota_store_txn *txn, const uint8_t *id,
		     struct rota_error *err)
{
	uint8_t type;
	int rc;

	*no = 0;
	rc = find(no, &type, txn, id, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	return rota_fail(err, rc, NULL, _("entity '%016llx%016llx' is not known here"),
			 (unsigned long long)rota_get_u64(id),
			 (unsigned long long)rota_get_u64(id + 8));
}

/** Look up a number. */
static int look_up(struct rota_known_entity *known, struct rota_store_txn *txn, uint32_t no,
		   struct rota_error *err)
{
	uint8_t room[4];
	const uint8_t *id;
	MDB_val value;
	int rc;

	memset(known, 0, sizeof(*known));
	if (rota_recall_number(known, txn, no))
		return ROTA_OK;
	rc = rota_pair_get(&value, txn, ROTA_DB_ENTITY, rota_val_u32(room, no), err);
	if (rc == ROTA_ENOTFOUND)
		return no_such_number(err, no);
	if (rc)
		return rc;
	if (value.mv_size != BY_NO_SIZE)
		return rota_damaged(err, txn->store, _("the list of entities"));
	id = value.mv_data;
	remember(txn, no, id, id[ROTA_ENTITY_ID_SIZE], known);
	return ROTA_OK;
}

int rota_entity_id(uint8_t *id, struct rota_store_txn *txn, uint32_t no, struct rota_error *err)
{
	struct rota_known_entity known;
	int rc = look_up(&known, txn, no, err);

	memcpy(id, known.id, ROTA_ENTITY_ID_SIZE);
	return rc;
}

int rota_entity_type(uint8_t *type, struct rota_store_txn *txn, uint32_t no, struct rota_error *err)
{
	struct rota_known_entity known;
	int rc = look_up(&known, txn, no, err);

	*type = known.type;
	return rc;
}

int rota_entity_entry_add(struct rota_store_txn *txn, uint32_t no, uint32_t writer, uint64_t n,
			  struct rota_error *err)
{
	uint8_t key[4];
	uint8_t entry[12];
	MDB_val value = rota_val_pair(entry, writer, n);
	int rc = rota_entity_check(txn, no, err);

	if (rc)
		return rc;
	return rota_pair_put(txn, ROTA_DB_ENTITY_ENTRY, rota_val_u32(key, no), &value, 0, err);
}

int rota_entity_entries(struct rota_store_txn *txn, uint32_t no, rota_entity_entry_fn visit,
			void *payload, struct rota_error *err)
{
	uint8_t room[4];
	MDB_val key = rota_val_u32(room, no);
	MDB_val value;
	MDB_cursor *cursor = NULL;
	MDB_cursor_op op = MDB_SET;
	int rc = rota_entity_check(txn, no, err);

	if (rc)
		return rc;
	rc = rota_cursor_open(&cursor, txn, ROTA_DB_ENTITY_ENTRY, err);
	while (!rc && rota_cursor_step(&rc, &key, &value, cursor, op, txn, err)) {
		op = MDB_NEXT_DUP;
		rc = value.mv_size != 12
			     ? rota_damaged(err, txn->store, _("the entries of an entity"))
			     : visit(rota_get_u32(value.mv_data),
				     rota_get_u64((const uint8_t *)value.mv_data + 4), payload,
				     err);
	}
	mdb_cursor_close(cursor);
	return rc;
}
