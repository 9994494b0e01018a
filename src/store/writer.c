/* SPDX-License-Identifier: Apache-2.0 */
/* Writers: ids and local numbers, and how far a writer's log goes. */
#include <string.h>

#include "base/messages.h"
#include "store/log.h"
#include "store/private.h"

/** Load the last run and the size of the log of the writer whose number is known. */
static int load_size(struct rota_writer *writer, struct rota_store_txn *txn, struct rota_error *err)
{
	uint8_t room[12];
	MDB_val key, value;
	int rc = rota_pair_before(&key, &value, txn, ROTA_DB_RUN,
				  rota_val_pair(room, writer->no, UINT64_MAX), err);

	if (rc == ROTA_ENOTFOUND || (!rc && rota_get_u32(key.mv_data) != writer->no))
		return ROTA_OK; /* no entries yet, only marks */
	if (rc)
		return rc;
	if (key.mv_size != 12 || value.mv_size != 4)
		return rota_damaged(err, txn->store, _("the list of runs"));
	writer->run = rota_get_u32(value.mv_data);
	rc = rota_pair_before(&key, &value, txn, ROTA_DB_LOG,
			      rota_val_pair(room, writer->run, UINT64_MAX), err);
	if (rc == ROTA_ENOTFOUND || (!rc && rota_get_u32(key.mv_data) != writer->run))
		return rota_damaged(err, txn->store, _("the log ends before its last run"));
	if (!rc)
		writer->size = rota_get_u64((const uint8_t *)key.mv_data + 4) + 1;
	return rc;
}

/** Put the writer asked for last among those kept. */
static void keep(struct rota_store_txn *txn, size_t at)
{
	txn->writers[at] = txn->writer;
	if (at == txn->writers_kept)
		txn->writers_kept++;
}

/** Whether the writer is among those kept: then it takes the place of the one asked for last. */
static bool recall(struct rota_store_txn *txn, const uint8_t *id)
{
	for (size_t i = 0; i < txn->writers_kept; i++) {
		struct rota_writer writer = txn->writers[i];

		if (memcmp(writer.id, id, sizeof(writer.id)) != 0)
			continue;
		keep(txn, i);
		txn->writer = writer;
		return true;
	}
	return false;
}

int rota_writer_load(struct rota_store_txn *txn, const uint8_t *id, struct rota_error *err)
{
	struct rota_writer writer = { 0 };
	MDB_val value;
	int rc;

	if (txn->writer_loaded && memcmp(txn->writer.id, id, sizeof(writer.id)) == 0)
		return ROTA_OK;
	if (recall(txn, id))
		return ROTA_OK;
	memcpy(writer.id, id, sizeof(writer.id));
	rc = rota_pair_get(&value, txn, ROTA_DB_WRITER, rota_val(id, sizeof(writer.id)), err);
	if (rc == ROTA_OK && value.mv_size == 4) {
		writer.no = rota_get_u32(value.mv_data);
		rc = load_size(&writer, txn, err);
	} else if (rc == ROTA_OK) {
		rc = rota_damaged(err, txn->store, _("the list of writers"));
	} else if (rc == ROTA_ENOTFOUND) {
		rc = ROTA_OK;
	}
	if (rc)
		return rc;
	if (txn->writer_loaded)
		keep(txn, txn->next_kept++ % ROTA_WRITERS_KEPT);
	txn->writer = writer;
	txn->writer_loaded = true;
	return ROTA_OK;
}

int rota_writer_intern(struct rota_store_txn *txn, const uint8_t *id, struct rota_error *err)
{
	MDB_val key, no, value;
	uint8_t room[4];
	uint32_t last = 0;
	int rc = rota_writer_load(txn, id, err);

	if (rc || txn->writer.no)
		return rc;
	rc = rota_pair_last(&key, &value, txn, ROTA_DB_WRITER_ID, err);
	if (rc == ROTA_OK)
		last = rota_get_u32(key.mv_data);
	else if (rc != ROTA_ENOTFOUND)
		return rc;
	no = value = rota_val_u32(room, last + 1);
	rc = rota_pair_put(txn, ROTA_DB_WRITER, rota_val(id, ROTA_LOG_WRITER_SIZE), &value, 0, err);
	if (rc)
		return rc;
	value = rota_val(id, ROTA_LOG_WRITER_SIZE);
	rc = rota_pair_put(txn, ROTA_DB_WRITER_ID, no, &value, 0, err);
	if (!rc)
		txn->writer.no = last + 1;
	return rc;
}

int rota_log_writer_find(uint32_t *no, struct rota_store_txn *txn, const uint8_t *writer,
			 struct rota_error *err)
{
	int rc = rota_writer_load(txn, writer, err);

	*no = rc ? 0 : txn->writer.no;
	if (rc || *no)
		return rc;
	return rota_fail(err, ROTA_ENOTFOUND, NULL, _("writer '%016llx' is not known here"),
			 (unsigned long long)rota_get_u64(writer));
}

int rota_log_writer_id(uint8_t *writer, struct rota_store_txn *txn, uint32_t no,
		       struct rota_error *err)
{
	uint8_t room[4];
	MDB_val value;
	int rc = rota_pair_get(&value, txn, ROTA_DB_WRITER_ID, rota_val_u32(room, no), err);

	memset(writer, 0, ROTA_LOG_WRITER_SIZE);
	if (rc == ROTA_ENOTFOUND)
		return rota_fail(err, rc, NULL, _("no writer has the local number %lu"),
				 (unsigned long)no);
	if (rc)
		return rc;
	if (value.mv_size != ROTA_LOG_WRITER_SIZE)
		return rota_damaged(err, txn->store, _("the list of writers"));
	memcpy(writer, value.mv_data, ROTA_LOG_WRITER_SIZE);
	return ROTA_OK;
}

int rota_log_writers_each(struct rota_store_txn *txn, rota_log_writer_fn visit, void *payload,
			  struct rota_error *err)
{
	uint8_t id[ROTA_LOG_WRITER_SIZE]; /* the page may move when the visitor writes */
	MDB_cursor *cursor = NULL;
	MDB_val key, value;
	int rc = rota_cursor_open(&cursor, txn, ROTA_DB_WRITER_ID, err);

	while (!rc && rota_cursor_step(&rc, &key, &value, cursor, MDB_NEXT, txn, err)) {
		if (value.mv_size != sizeof(id)) {
			rc = rota_damaged(err, txn->store, _("the list of writers"));
			break;
		}
		memcpy(id, value.mv_data, sizeof(id));
		rc = visit(rota_get_u32(key.mv_data), id, payload, err);
	}
	mdb_cursor_close(cursor);
	return rc;
}
