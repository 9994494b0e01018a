/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/parcel.h"

#include <string.h>

#include "base/messages.h"
#include "exchange/prove.h"
#include "store/log.h"
#include "store/record.h"

/** In one file, and so many bytes of entries, which have about as many of proofs. */
enum { FILE_ENTRIES = 1000, FILE_BYTES = 1 << 19 };

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- what the office has --------------------------------------------------------------------- */

/* In the table of notices, at the province: 'c', the office's writer, the entry. */
enum { KEY_BYTES = 1 + 8 + 16 };

static void make_key(uint8_t key[KEY_BYTES], struct rota_writer_id to, struct rota_id entry)
{
	key[0] = 'c';
	memcpy(key + 1, to.bytes, sizeof(to.bytes));
	memcpy(key + 1 + sizeof(to.bytes), entry.bytes, sizeof(entry.bytes));
}

int rota_parcel_has(bool *out, const struct rota_parcel *parcel, struct rota_world *world,
		    struct rota_id entry, struct rota_error *err)
{
	struct rota_buffer found = { 0 };
	uint8_t key[KEY_BYTES];
	int rc;

	make_key(key, parcel->to, entry);
	rc = rota_record_get(&found, world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
	*out = rc == ROTA_OK;
	rota_buffer_clear(&found);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static int note(const struct rota_parcel *parcel, struct rota_world *world, struct rota_id entry,
		struct rota_error *err)
{
	uint8_t key[KEY_BYTES];

	make_key(key, parcel->to, entry);
	return rota_record_put(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), "", 1, err);
}

bool rota_parcel_is_of(const struct rota_parcel *parcel, struct rota_id entry)
{
	return memcmp(entry.bytes, parcel->to.bytes, sizeof(parcel->to.bytes)) == 0;
}

/* --- what it is to have ---------------------------------------------------------------------- */

int rota_parcel_want(struct rota_parcel *parcel, struct rota_world *world, struct rota_id entry,
		     struct rota_arena *arena, struct rota_error *err)
{
	bool has;
	int rc;

	if (rota_parcel_is_of(parcel, entry) || rota_world_is_common(world, entry))
		return ROTA_OK; /* which it reads whole */
	rc = rota_parcel_has(&has, parcel, world, entry, err);
	if (!rc && !has) {
		struct rota_id *wanted = rota_arena_more(arena, parcel->wanted, parcel->count,
							 &parcel->room, sizeof(*wanted));

		if (!wanted)
			return no_memory(err);
		parcel->wanted = wanted;
		parcel->wanted[parcel->count++] = entry;
	}
	return rc;
}

void rota_parcel_sort(struct rota_parcel *parcel)
{
	parcel->count = rota_ids_sort(parcel->wanted, parcel->count);
}

/* --- files ----------------------------------------------------------------------------------- */

/** Put the entries of one log, which are merged, with the row that says so. */
static int put_log(const struct rota_parcel *parcel, struct rota_world *world,
		   const struct rota_vector_row *rows, size_t row_count, size_t at,
		   const struct rota_id *entries, size_t count, struct rota_buffer *out,
		   struct rota_error *err)
{
	struct rota_carried_log log = { .row = rows[at], .rows = row_count };
	struct rota_arena arena = { .first = NULL };
	int rc = ROTA_OK;

	log.entries = rota_arena_alloc(&arena, count * sizeof(*log.entries));
	if (!log.entries)
		return no_memory(err);
	for (size_t i = 0; i < count && rota_id_number(entries[i]) < log.row.size; i++)
		log.entries[log.count++].path.index = rota_id_number(entries[i]);
	if (log.count) { /* else all of it comes with a later checkpoint */
		rc = rota_vector_path(&log.row_path, rows, row_count, at, err);
		if (!rc)
			rc = rota_prove(&log, world, &arena, err);
		if (!rc)
			rc = rota_carried_encode(out, &log, err);
	}
	for (size_t i = 0; !rc && i < log.count; i++)
		rc = note(parcel, world, entries[i], err);
	rota_arena_clear(&arena);
	return rc;
}

/** Where the entries of a file end that begins with the one at parcel->at. */
static int find_end(size_t *end, const struct rota_parcel *parcel, struct rota_world *world,
		    struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = ROTA_OK;

	for (*end = parcel->at; !rc && *end < parcel->count && *end - parcel->at < FILE_ENTRIES &&
				bytes.size < FILE_BYTES;
	     ++*end) {
		struct rota_id id = parcel->wanted[*end];

		rc = rota_log_get(&bytes, world->txn, id.bytes, rota_id_number(id), err);
		if (rc == ROTA_ENOTFOUND) { /* it is not put either */
			rota_error_clear(err);
			rc = ROTA_OK;
		}
	}
	rota_buffer_clear(&bytes);
	return rc;
}

/** Those of one log, up to @p end at most. */
static size_t count_of_log(const struct rota_parcel *parcel, size_t end)
{
	const struct rota_id *first = parcel->wanted + parcel->at;
	size_t count = 1;

	while (parcel->at + count < end &&
	       memcmp(first[count].bytes, first->bytes, sizeof(struct rota_writer_id)) == 0)
		count++;
	return count;
}

int rota_parcel_next(struct rota_parcel *parcel, struct rota_world *world,
		     const struct rota_vector_row *rows, size_t row_count, struct rota_buffer *out,
		     bool *more, struct rota_error *err)
{
	size_t end, count;
	int rc = find_end(&end, parcel, world, err);

	for (; !rc && parcel->at < end; parcel->at += count) { /* by writer, as the ids are sorted */
		const struct rota_id *entries = parcel->wanted + parcel->at;
		const struct rota_vector_row *row =
			rota_vector_row_of(rows, row_count, rota_id_writer(*entries));

		count = count_of_log(parcel, end);
		if (row)
			rc = put_log(parcel, world, rows, row_count, (size_t)(row - rows), entries,
				     count, out, err);
	}
	*more = !rc && parcel->at < parcel->count;
	return rc;
}
