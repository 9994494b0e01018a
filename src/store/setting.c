/* SPDX-License-Identifier: Apache-2.0 */
#include "store/setting.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

static int check_key(const char *key, struct rota_error *err)
{
	size_t size = strlen(key);

	if (size > 0 && size <= ROTA_SETTING_KEY_MAX)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL,
			 _("the name of a setting has %zu bytes, not 1 to %d"), size,
			 ROTA_SETTING_KEY_MAX);
}

static int damaged(struct rota_error *err, MDB_val key)
{
	return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
			 _("setting '%.*s': its stored bytes are damaged"), (int)key.mv_size,
			 (const char *)key.mv_data);
}

int rota_setting_get(struct rota_buffer *out, struct rota_store_txn *txn, const char *key,
		     struct rota_error *err)
{
	MDB_val name = rota_val(key, strlen(key));
	MDB_val value;
	int rc = check_key(key, err);

	if (rc)
		return rc;
	rc = rota_pair_get(&value, txn, ROTA_DB_SETTING, name, err);
	if (rc == ROTA_ENOTFOUND)
		return rota_fail(err, rc, NULL, _("setting '%s' is not set"), key);
	if (rc)
		return rc;
	if (!rota_checked_open(&value, name))
		return damaged(err, name);
	rota_buffer_append(out, value.mv_data, value.mv_size);
	return rota_buffer_check(out, err);
}

int rota_setting_put(struct rota_store_txn *txn, const char *key, const char *value,
		     struct rota_error *err)
{
	MDB_val name = rota_val(key, strlen(key));
	int rc = check_key(key, err);

	if (rc)
		return rc;
	return rota_checked_put(txn, ROTA_DB_SETTING, name, name, value, strlen(value), 0, err);
}

int rota_setting_delete(struct rota_store_txn *txn, const char *key, struct rota_error *err)
{
	int rc = check_key(key, err);

	if (rc)
		return rc;
	return rota_pair_delete(txn, ROTA_DB_SETTING, rota_val(key, strlen(key)), NULL, err);
}

/** Give one setting as two C strings; in the file they end without NUL. */
static int visit_one(MDB_val name, MDB_val stored, rota_setting_fn visit, void *payload,
		     struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	struct rota_buffer value = { 0 };
	int rc;

	if (!rota_checked_open(&stored, name))
		return damaged(err, name);
	rota_buffer_append(&key, name.mv_data, name.mv_size);
	rota_buffer_append(&value, stored.mv_data, stored.mv_size);
	rc = rota_buffer_check(&key, err);
	if (!rc)
		rc = rota_buffer_check(&value, err);
	if (!rc)
		rc = visit(rota_buffer_text(&key), rota_buffer_text(&value), payload, err);
	rota_buffer_clear(&key);
	rota_buffer_clear(&value);
	return rc;
}

int rota_setting_each(struct rota_store_txn *txn, rota_setting_fn visit, void *payload,
		      struct rota_error *err)
{
	MDB_cursor *cursor = NULL;
	MDB_val key, value;
	int rc = rota_cursor_open(&cursor, txn, ROTA_DB_SETTING, err);

	while (!rc && rota_cursor_step(&rc, &key, &value, cursor, MDB_NEXT, txn, err))
		rc = visit_one(key, value, visit, payload, err);
	mdb_cursor_close(cursor);
	return rc;
}
