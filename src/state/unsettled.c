/* SPDX-License-Identifier: Apache-2.0 */
#include "state/unsettled.h"

#include <string.h>

#include "base/messages.h"
#include "store/log.h"
#include "store/record.h"

/* In the store: one byte, the disposition when it was looked at last. */

static int look(struct rota_disposed *out, struct rota_world *world, struct rota_id id,
                struct rota_error *err)
{
	struct rota_revision revision;
	int rc = rota_world_revision(&revision, world, id, err);

	return rc ? rc : rota_world_dispose(out, world, &revision, err);
}

static int keep(struct rota_world *world, struct rota_id id, enum rota_disposition disposition,
                struct rota_error *err)
{
	uint8_t byte = (uint8_t)disposition;

	world->none_unsettled = false;
	if (disposition == ROTA_FACT)
		return rota_record_delete(world->txn, ROTA_TABLE_UNSETTLED, id.bytes,
		                          sizeof(id.bytes), err);
	return rota_record_put(world->txn, ROTA_TABLE_UNSETTLED, id.bytes, sizeof(id.bytes), &byte,
	                       1, err);
}

int rota_unsettled_add(struct rota_world *world, struct rota_id entry, struct rota_error *err)
{
	/* no disposition has this number: the first look at it is a change */
	enum { NEVER_SEEN = 255 };

	return keep(world, entry, (enum rota_disposition)NEVER_SEEN, err);
}

int rota_unsettled_again(struct rota_world *world, struct rota_id entry, struct rota_error *err)
{
	struct rota_buffer known = { 0 };
	int rc = rota_record_get(&known, world->txn, ROTA_TABLE_UNSETTLED, entry.bytes,
	                         sizeof(entry.bytes), err);

	rota_buffer_clear(&known);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return rota_unsettled_add(world, entry, err);
}

int rota_unsettled_look(struct rota_world *world, struct rota_id entry, struct rota_error *err)
{
	struct rota_disposed now;
	int rc = look(&now, world, entry, err);

	return rc || now.disposition == ROTA_FACT || rota_disposed_as_revoked(&now) ?
	               rc :
	               rota_unsettled_again(world, entry, err);
}

/** A log that is looked through. */
struct reviewing {
	struct rota_world *world;
	struct rota_writer_id writer;
	size_t *found;
};

static int review_entry(uint64_t n, const void *bytes, size_t size, void *payload,
                        struct rota_error *err)
{
	struct reviewing *reviewing = payload;
	struct rota_id id = rota_id_make(reviewing->writer, n);
	struct rota_disposed now;
	int rc = look(&now, reviewing->world, id, err);

	(void)bytes;
	(void)size;
	*reviewing->found += !rc && now.disposition == ROTA_PROPOSAL;
	if (!rc && now.disposition != ROTA_FACT && !rota_disposed_as_revoked(&now))
		rc = rota_unsettled_again(reviewing->world, id, err);
	rota_world_forget(reviewing->world);
	return rc;
}

int rota_unsettled_review(size_t *proposals, struct rota_world *world, struct rota_writer_id writer,
                          struct rota_error *err)
{
	struct reviewing reviewing = { world, writer, proposals };
	uint64_t size;
	int rc = rota_log_size(&size, world->txn, writer.bytes, err);

	*proposals = 0;
	return rc || !size ? rc :
	                     rota_log_each(world->txn, writer.bytes, 0, review_entry, &reviewing, err);
}

static int review_other(uint32_t no, const uint8_t *bytes, void *payload, struct rota_error *err)
{
	struct rota_world *world = payload;
	struct rota_writer_id writer;
	size_t proposals;

	(void)no;
	memcpy(writer.bytes, bytes, sizeof(writer.bytes));
	return rota_office_writes(world->office, writer) ?
	               ROTA_OK :
	               rota_unsettled_review(&proposals, world, writer, err);
}

int rota_unsettled_review_all(struct rota_world *world, struct rota_error *err)
{
	return rota_log_writers_each(world->txn, review_other, world, err);
}

enum { FOUND = 1 };

static int stop(const void *key, size_t key_size, const void *bytes, size_t size, void *payload,
                struct rota_error *err)
{
	(void)key;
	(void)key_size;
	(void)bytes;
	(void)size;
	(void)payload;
	(void)err;
	return FOUND;
}

bool rota_unsettled_any(struct rota_world *world)
{
	if (!world->none_unsettled)
		world->none_unsettled = rota_record_each(world->txn, ROTA_TABLE_UNSETTLED, NULL, 0,
		                                         stop, NULL, NULL) != FOUND;
	return !world->none_unsettled;
}

struct visiting {
	struct rota_world *world;
	rota_unsettled_fn *visit;
	void *payload;
};

static int visit_one(const void *key, size_t key_size, const void *bytes, size_t size,
                     void *payload, struct rota_error *err)
{
	struct visiting *visiting = payload;
	struct rota_unsettled one = { .changed = true };
	int rc;

	if (key_size != sizeof(one.entry.bytes) || size != 1)
		return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		                 _("what the store knows of an entry is damaged"));
	memcpy(one.entry.bytes, key, sizeof(one.entry.bytes));
	rc = look(&one.now, visiting->world, one.entry, err);
	/* one that is not believed is kept only until that is told */
	one.changed = *(const uint8_t *)bytes != (uint8_t)one.now.disposition ||
	              rota_disposed_as_revoked(&one.now);
	if (!rc)
		rc = visiting->visit(&one, visiting->payload, err);
	rota_world_forget(visiting->world);
	return rc;
}

int rota_unsettled_each(struct rota_world *world, rota_unsettled_fn *visit, void *payload,
                        struct rota_error *err)
{
	struct visiting visiting = { world, visit, payload };

	return rota_record_each(world->txn, ROTA_TABLE_UNSETTLED, NULL, 0, visit_one, &visiting, err);
}

int rota_unsettled_told(struct rota_world *world, const struct rota_unsettled *unsettled,
                        struct rota_error *err)
{
	return keep(world, unsettled->entry,
	            rota_disposed_as_revoked(&unsettled->now) ? ROTA_FACT :
	                                                        unsettled->now.disposition,
	            err);
}
