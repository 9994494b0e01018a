/* SPDX-License-Identifier: Apache-2.0 */
/* Named counters of writers: those of the logs (log.h) and those of the derivation (state.h). */
#include <string.h>

#include "base/messages.h"
#include "store/log.h"
#include "store/private.h"
#include "store/state.h"

/** The number of the writer, then the name. */
struct mark_key {
	uint8_t bytes[4 + ROTA_LOG_MARK_NAME_MAX];
	size_t size;
};

static int check_name(const char *name, struct rota_error *err)
{
	size_t size = strlen(name);

	if (size > 0 && size <= ROTA_LOG_MARK_NAME_MAX)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL,
			 _("the name of a mark has %zu bytes, not 1 to %d"), size,
			 ROTA_LOG_MARK_NAME_MAX);
}

static MDB_val make_key(struct mark_key *key, uint32_t no, const char *name)
{
	size_t size = strlen(name);

	rota_put_u32(key->bytes, no);
	memcpy(key->bytes + 4, name, size);
	return rota_val(key->bytes, 4 + size);
}

static int mark_get(uint64_t *out, struct rota_store_txn *txn, enum rota_database db,
		    const uint8_t *writer, const char *name, struct rota_error *err)
{
	struct mark_key room;
	MDB_val key, value;
	int rc = check_name(name, err);

	*out = 0;
	if (!rc)
		rc = rota_writer_load(txn, writer, err);
	if (rc || !txn->writer.no)
		return rc;
	key = make_key(&room, txn->writer.no, name);
	rc = rota_pair_get(&value, txn, db, key, err);
	if (rc == ROTA_ENOTFOUND)
		return ROTA_OK;
	if (rc)
		return rc;
	if (!rota_checked_open(&value, key) || value.mv_size != 8)
		return rota_damaged(err, txn->store, _("a mark"));
	*out = rota_get_u64(value.mv_data);
	return ROTA_OK;
}

static int mark_put(struct rota_store_txn *txn, enum rota_database db, const uint8_t *writer,
		    const char *name, uint64_t number, struct rota_error *err)
{
	struct mark_key room;
	MDB_val key;
	uint8_t bytes[8];
	int rc = check_name(name, err);

	if (!rc)
		rc = rota_writer_intern(txn, writer, err);
	if (rc)
		return rc;
	key = make_key(&room, txn->writer.no, name);
	rota_put_u64(bytes, number);
	return rota_checked_put(txn, db, key, key, bytes, sizeof(bytes), 0, err);
}

int rota_log_mark_get(uint64_t *out, struct rota_store_txn *txn, const uint8_t *writer,
		      const char *name, struct rota_error *err)
{
	return mark_get(out, txn, ROTA_DB_LOG_MARK, writer, name, err);
}

int rota_log_mark_put(struct rota_store_txn *txn, const uint8_t *writer, const char *name,
		      uint64_t value, struct rota_error *err)
{
	return mark_put(txn, ROTA_DB_LOG_MARK, writer, name, value, err);
}

int rota_state_mark_get(uint64_t *out, struct rota_store_txn *txn, const uint8_t *writer,
			const char *name, struct rota_error *err)
{
	return mark_get(out, txn, ROTA_DB_STATE_MARK, writer, name, err);
}

int rota_state_mark_put(struct rota_store_txn *txn, const uint8_t *writer, const char *name,
			uint64_t value, struct rota_error *err)
{
	return mark_put(txn, ROTA_DB_STATE_MARK, writer, name, value, err);
}
