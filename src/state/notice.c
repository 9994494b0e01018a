/* SPDX-License-Identifier: Apache-2.0 */
#include "state/notice.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "state/aside.h"
#include "store/record.h"

/* Keys in the table of notices: 'm' alone for the matters, 'r' and the entry's number; taken too: 'a'
 * (aside.c), 'c' (exchange/parcel.c), 'h' (exchange/handed.c), 'n' (exchange/checkpoint.c). */
enum { RECEIPT_KEY_BYTES = 9 };

static void receipt_key(uint8_t key[RECEIPT_KEY_BYTES], uint64_t number)
{
	key[0] = 'r';
	rota_put_u64(key + 1, number);
}

/** The last row says whether the log is put aside; that is so until another notice says otherwise. */
static int keep_aside(struct rota_world *world, const struct rota_receipt *upto,
                      struct rota_error *err)
{
	const struct rota_put_aside aside = { .why = upto->aside, .first = upto->number };

	if (!upto->aside.fault)
		return rota_aside_lift(world, world->office->own, err);
	return rota_aside_note(world, world->office->own, &aside, err);
}

/** An entry that has become a fact since needs no receipt any more. */
static int keep_receipt(struct rota_world *world, const struct rota_receipt *receipt,
                        const void *bytes, size_t size, struct rota_error *err)
{
	uint8_t key[RECEIPT_KEY_BYTES];

	if (receipt->upto)
		return keep_aside(world, receipt, err);
	receipt_key(key, receipt->number);
	if (receipt->disposition == ROTA_FACT)
		return rota_record_delete(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
	return rota_record_put(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), bytes, size, err);
}

int rota_notice_take_receipts(struct rota_world *world, const void *bytes, size_t size,
                              struct rota_error *err)
{
	const uint8_t *at = bytes;
	int rc = ROTA_OK;

	while (!rc && size) {
		struct rota_receipt receipt;
		size_t used;

		rc = rota_receipt_decode(&receipt, &world->scratch, &used, at, size, err);
		if (!rc)
			rc = keep_receipt(world, &receipt, at, used, err);
		if (!rc) {
			at += used;
			size -= used;
		}
		rota_world_forget(world);
	}
	return rc;
}

int rota_notice_take_matters(struct rota_world *world, const void *bytes, size_t size,
                             struct rota_error *err)
{
	if (!size)
		return rota_record_delete(world->txn, ROTA_TABLE_NOTICE, "m", 1, err);
	return rota_record_put(world->txn, ROTA_TABLE_NOTICE, "m", 1, bytes, size, err);
}

struct visiting {
	struct rota_world *world;
	rota_receipt_fn *visit;
	void *payload;
};

static int visit_receipt(const void *key, size_t key_size, const void *bytes, size_t size,
                         void *payload, struct rota_error *err)
{
	struct visiting *visiting = payload;
	struct rota_receipt receipt;
	int rc = rota_receipt_decode(&receipt, &visiting->world->scratch, NULL, bytes, size, err);

	(void)key;
	(void)key_size;
	return rc ? rc : visiting->visit(&receipt, visiting->payload, err);
}

int rota_notice_receipts(struct rota_world *world, rota_receipt_fn *visit, void *payload,
                         struct rota_error *err)
{
	struct visiting visiting = { world, visit, payload };

	return rota_record_each(world->txn, ROTA_TABLE_NOTICE, "r", 1, visit_receipt, &visiting, err);
}

int rota_notice_matters(struct rota_buffer *out, struct rota_world *world, struct rota_error *err)
{
	int rc = rota_record_get(out, world->txn, ROTA_TABLE_NOTICE, "m", 1, err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}
