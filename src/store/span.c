/* SPDX-License-Identifier: Apache-2.0 */
#include "store/span.h"

#include <string.h>

#include "base/messages.h"
#include "store/private.h"

/* In the file: both days with the sign turned, so that the order of the bytes is that of the days,
 * and the number. */
enum { SPAN_BYTES = 12, AT_ONCE = 128 };

struct stored_key {
	uint8_t bytes[1 + ROTA_SPAN_KEY_MAX];
};

static int make_key(MDB_val *out, struct stored_key *stored, enum rota_span_table table,
		    const void *key, size_t size, struct rota_error *err)
{
	*out = rota_val(stored->bytes, 0);
	if (size == 0 || size > ROTA_SPAN_KEY_MAX)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("the key of a span has %zu bytes, not 1 to %d"), size,
				 ROTA_SPAN_KEY_MAX);
	stored->bytes[0] = (uint8_t)table;
	memcpy(stored->bytes + 1, key, size);
	*out = rota_val(stored->bytes, 1 + size);
	return ROTA_OK;
}

static uint32_t turn_sign(int32_t day)
{
	return (uint32_t)day ^ 0x80000000u;
}

static MDB_val make_value(uint8_t room[SPAN_BYTES], struct rota_span span)
{
	rota_put_u32(room, turn_sign(span.from));
	rota_put_u32(room + 4, turn_sign(span.to));
	rota_put_u32(room + 8, span.no);
	return rota_val(room, SPAN_BYTES);
}

static struct rota_span read_value(const uint8_t *at)
{
	return (struct rota_span){ .from = (int32_t)(rota_get_u32(at) ^ 0x80000000u),
				   .to = (int32_t)(rota_get_u32(at + 4) ^ 0x80000000u),
				   .no = rota_get_u32(at + 8) };
}

int rota_span_put(struct rota_store_txn *txn, enum rota_span_table table, const void *key,
		  size_t size, struct rota_span span, struct rota_error *err)
{
	struct stored_key stored;
	uint8_t room[SPAN_BYTES];
	MDB_val at, value = make_value(room, span);
	int rc = make_key(&at, &stored, table, key, size, err);

	if (!rc)
		rc = rota_entity_check(txn, span.no, err);
	return rc ? rc : rota_pair_put(txn, ROTA_DB_SPAN, at, &value, 0, err);
}

int rota_span_delete(struct rota_store_txn *txn, enum rota_span_table table, const void *key,
		     size_t size, struct rota_span span, struct rota_error *err)
{
	struct stored_key stored;
	uint8_t room[SPAN_BYTES];
	MDB_val at, value = make_value(room, span);
	int rc = make_key(&at, &stored, table, key, size, err);

	return rc ? rc : rota_pair_delete(txn, ROTA_DB_SPAN, at, &value, err);
}

/** Hand out the values of one page of a key. */
static int visit_page(struct rota_store_txn *txn, MDB_val page, rota_span_fn visit, void *payload,
		      struct rota_error *err)
{
	const uint8_t *at = page.mv_data;
	size_t left = page.mv_size / SPAN_BYTES;
	int rc = ROTA_OK;

	if (page.mv_size % SPAN_BYTES)
		return rota_damaged(err, txn->store, _("the spans of a key"));
	while (!rc && left) {
		struct rota_span spans[AT_ONCE];
		size_t count = left < AT_ONCE ? left : AT_ONCE;

		for (size_t i = 0; i < count; i++, at += SPAN_BYTES)
			spans[i] = read_value(at);
		left -= count;
		rc = visit(spans, count, payload, err);
	}
	return rc;
}

int rota_span_each(struct rota_store_txn *txn, enum rota_span_table table, const void *key,
		   size_t size, rota_span_fn visit, void *payload, struct rota_error *err)
{
	struct stored_key stored;
	MDB_val at, value;
	MDB_cursor *cursor = NULL;
	MDB_cursor_op op = MDB_GET_MULTIPLE;
	int rc = make_key(&at, &stored, table, key, size, err);

	if (!rc)
		rc = rota_cursor_open(&cursor, txn, ROTA_DB_SPAN, err);
	if (rc)
		return rc;
	if (!rota_cursor_step(&rc, &at, &value, cursor, MDB_SET, txn, err)) {
		mdb_cursor_close(cursor);
		return rc;
	}
	while (!rc && rota_cursor_step(&rc, &at, &value, cursor, op, txn, err)) {
		op = MDB_NEXT_MULTIPLE;
		rc = visit_page(txn, value, visit, payload, err);
	}
	mdb_cursor_close(cursor);
	return rc;
}
