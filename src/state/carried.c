/* SPDX-License-Identifier: Apache-2.0 */
#include "state/carried.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/messages.h"
#include "state/index_entry.h"
#include "state/revocation.h"
#include "state/vector.h"
#include "store/log.h"
#include "store/record.h"
#include "trust/carried.h"

#define CARRIED_MARK "carried"

/* In the store: the number of the checkpoint (8 bytes, big-endian), then the entry. */
enum { NUMBER_BYTES = 8 };

typedef int handle_fn(struct rota_world *world, const struct rota_carried_entry *carried,
		      struct rota_error *err);

static int damaged(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
			 _("what the store has of another log is damaged"));
}

int rota_carried_get(struct rota_buffer *out, struct rota_world *world, struct rota_id id,
		     struct rota_error *err)
{
	struct rota_buffer stored = { 0 };
	int rc = rota_record_get(&stored, world->txn, ROTA_TABLE_CARRIED, id.bytes,
				 sizeof(id.bytes), err);

	if (!rc && stored.size < NUMBER_BYTES)
		rc = damaged(err);
	if (!rc) {
		rota_buffer_append(out, stored.bytes + NUMBER_BYTES, stored.size - NUMBER_BYTES);
		rc = rota_buffer_check(out, err);
	}
	rota_buffer_clear(&stored);
	return rc;
}

/** A log of which something was carried has a number in the store by its mark: how much. */
static int count_one(struct rota_world *world, struct rota_writer_id writer, struct rota_error *err)
{
	uint64_t count;
	int rc = rota_log_mark_get(&count, world->txn, writer.bytes, CARRIED_MARK, err);

	return rc ? rc
		  : rota_log_mark_put(world->txn, writer.bytes, CARRIED_MARK, count + 1, err);
}

int rota_carried_put(struct rota_world *world, const struct rota_carried_entry *carried,
		     struct rota_error *err)
{
	struct rota_buffer stored = { 0 };
	uint8_t number[NUMBER_BYTES];
	int rc;

	rota_put_u64(number, carried->checkpoint);
	rota_buffer_append(&stored, number, sizeof(number));
	rota_buffer_append(&stored, carried->bytes, carried->size);
	rc = rota_buffer_check(&stored, err);
	if (!rc)
		rc = rota_record_put(world->txn, ROTA_TABLE_CARRIED, carried->id.bytes,
				     sizeof(carried->id.bytes), stored.bytes, stored.size, err);
	rota_buffer_clear(&stored);
	return rc ? rc : count_one(world, rota_id_writer(carried->id), err);
}

struct visiting {
	rota_carried_fn *visit;
	void *payload;
};

static int visit_one(const void *key, size_t key_size, const void *bytes, size_t size,
		     void *payload, struct rota_error *err)
{
	const struct visiting *visiting = payload;
	struct rota_carried_entry carried = { .checkpoint = 0 };
	const uint8_t *number = bytes;

	if (key_size != sizeof(carried.id.bytes) || size < NUMBER_BYTES)
		return damaged(err);
	memcpy(carried.id.bytes, key, sizeof(carried.id.bytes));
	carried.checkpoint = rota_get_u64(number);
	carried.bytes = number + NUMBER_BYTES;
	carried.size = size - NUMBER_BYTES;
	return visiting->visit(&carried, visiting->payload, err);
}

int rota_carried_each(struct rota_world *world, rota_carried_fn *visit, void *payload,
		      struct rota_error *err)
{
	struct visiting visiting = { visit, payload };

	return rota_record_each(world->txn, ROTA_TABLE_CARRIED, NULL, 0, visit_one, &visiting, err);
}

int rota_carried_of(struct rota_world *world, struct rota_writer_id writer, rota_carried_fn *visit,
		    void *payload, struct rota_error *err)
{
	struct visiting visiting = { visit, payload };

	return rota_record_each(world->txn, ROTA_TABLE_CARRIED, writer.bytes, sizeof(writer.bytes),
				visit_one, &visiting, err);
}

/* --- a file ---------------------------------------------------------------------------------- */

static int find_vroot(struct rota_sha256 *out, struct rota_world *world, uint64_t number,
		      struct rota_error *err)
{
	struct rota_checkpoint checkpoint;
	int rc = rota_checkpoint_find(&checkpoint, world, number, err);

	if (!rc)
		*out = checkpoint.vroot;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return rota_fail(err, ROTA_EREMOTE, _("try again in a moment: rota sync"),
			 _("the province is publishing checkpoint %llu just now"),
			 (unsigned long long)number);
}

static int handle_log(struct rota_world *world, uint64_t checkpoint,
		      const struct rota_carried_log *log, handle_fn *handle, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < log->count; i++) {
		const struct rota_carried *one = &log->entries[i];
		const struct rota_carried_entry carried = {
			.id = rota_id_make(log->row.writer, one->path.index),
			.checkpoint = checkpoint,
			.bytes = one->bytes,
			.size = one->size,
		};

		rc = handle(world, &carried, err);
	}
	return rc;
}

static int handle_file(struct rota_world *world, uint64_t checkpoint, const void *bytes,
		       size_t size, handle_fn *handle, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	const uint8_t *at = bytes;
	struct rota_sha256 vroot;
	int rc = size ? find_vroot(&vroot, world, checkpoint, err) : ROTA_OK;

	while (!rc && size) {
		struct rota_carried_log log;
		size_t used;

		rc = rota_carried_open(&log, &arena, &used, at, size, &vroot, err);
		if (!rc)
			rc = handle_log(world, checkpoint, &log, handle, err);
		at += used;
		size -= used;
		rota_arena_reset(&arena);
	}
	rota_arena_clear(&arena);
	return rc;
}

/** The entry as it is here, in its log or carried. */
static int find_here(struct rota_buffer *out, struct rota_world *world, struct rota_id id,
		     struct rota_error *err)
{
	struct rota_writer_id writer = rota_id_writer(id);
	int rc = rota_log_get(out, world->txn, writer.bytes, rota_id_number(id), err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return rota_carried_get(out, world, id, err);
}

/** @return ROTA_OK it is here so; ROTA_ENOTFOUND it is not here; ROTA_ECORRUPT. */
static int compare(struct rota_world *world, const struct rota_carried_entry *carried,
		   struct rota_error *err)
{
	struct rota_buffer here = { 0 };
	int rc = find_here(&here, world, carried->id, err);

	if (!rc && (here.size != carried->size ||
		    memcmp(here.bytes, carried->bytes, carried->size) != 0))
		rc = rota_fail(err, ROTA_ECORRUPT,
			       _("take nothing from it, and tell the province at once"),
			       _("entry %llu of another log is here with other bytes"),
			       (unsigned long long)rota_id_number(carried->id));
	rota_buffer_clear(&here);
	return rc;
}

/* --- taking ---------------------------------------------------------------------------------- */

static int index_one(struct rota_world *world, const struct rota_carried_entry *carried,
		     struct rota_error *err)
{
	struct rota_entry entry;
	bool believed = false;
	int rc = rota_entry_decode(&entry, &world->scratch, carried->bytes, carried->size, err);

	if (!rc)
		rc = rota_world_believes(&believed, world, carried->id, err);
	if (!rc)
		rc = rota_index_entry(world, rota_id_writer(carried->id), &entry,
				      rota_entry_check(&entry, NULL) ? ROTA_INDEX_FAULTY
				      : believed		     ? ROTA_INDEX_COUNTS
								     : ROTA_INDEX_LATER,
				      err);
	rota_world_forget(world);
	return rc;
}

static int take_one(struct rota_world *world, const struct rota_carried_entry *carried,
		    struct rota_error *err)
{
	int rc = compare(world, carried, err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rc = rota_carried_put(world, carried, err);
	return rc ? rc : index_one(world, carried, err);
}

int rota_carried_take(struct rota_world *world, uint64_t checkpoint, const void *bytes, size_t size,
		      struct rota_error *err)
{
	return handle_file(world, checkpoint, bytes, size, take_one, err);
}

static int verify_one(struct rota_world *world, const struct rota_carried_entry *carried,
		      struct rota_error *err)
{
	int rc = compare(world, carried, err);

	return rc != ROTA_ENOTFOUND
		       ? rc
		       : rota_fail(err, ROTA_ECORRUPT, NULL,
				   _("an entry that was carried from another log is not in the "
				     "store"));
}

int rota_carried_verify(struct rota_world *world, uint64_t checkpoint, const void *bytes,
			size_t size, struct rota_error *err)
{
	return handle_file(world, checkpoint, bytes, size, verify_one, err);
}
