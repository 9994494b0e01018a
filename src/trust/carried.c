/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/carried.h"

#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "rota/entry.h"
#include "trust/fields.h"

enum { STEP_BYTES = sizeof(struct rota_sha256) };

/** No more entries of one log are carried at once: their bytes are in memory together. */
enum { MOST_ENTRIES = 10000 };

enum { SALT, PATH, BYTES, ITEMS };

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- writing --------------------------------------------------------------------------------- */

static struct rota_value path_value(const struct rota_merkle_path *path)
{
	return rota_bin(path->steps, path->count * STEP_BYTES);
}

static int add_entry(struct rota_value *list, struct rota_arena *arena,
		     const struct rota_carried *entry)
{
	struct rota_value one = rota_list();
	int rc = rota_list_add(arena, &one, rota_bin(entry->salt.bytes, sizeof(entry->salt.bytes)));

	if (!rc)
		rc = rota_list_add(arena, &one, path_value(&entry->path));
	if (!rc)
		rc = rota_list_add(arena, &one, rota_bin(entry->bytes, entry->size));
	return rc ? rc : rota_list_add(arena, list, one);
}

static int fill(struct rota_value *map, struct rota_arena *arena, const struct rota_buffer *row,
		const struct rota_carried_log *log)
{
	struct rota_value entries = rota_list();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < log->count; i++)
		rc = add_entry(&entries, arena, &log->entries[i]);
	if (!rc)
		rc = rota_map_set(arena, map, "row", rota_bin(row->bytes, row->size));
	if (!rc)
		rc = rota_map_set(arena, map, "at", rota_uint(log->row_path.index));
	if (!rc)
		rc = rota_map_set(arena, map, "rows", rota_uint(log->rows));
	if (!rc)
		rc = rota_map_set(arena, map, "row_path", path_value(&log->row_path));
	return rc ? rc : rota_map_set(arena, map, "entries", entries);
}

int rota_carried_encode(struct rota_buffer *out, const struct rota_carried_log *log,
			struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_buffer row = { 0 };
	struct rota_value map = rota_map();
	int rc = rota_vector_row_encode(&row, &log->row, err);

	if (!rc && fill(&map, &arena, &row, log))
		rc = no_memory(err);
	if (!rc)
		rc = rota_canonical_encode(out, &map, err);
	rota_buffer_clear(&row);
	rota_arena_clear(&arena);
	return rc;
}

/* --- reading --------------------------------------------------------------------------------- */

static bool take_path(struct rota_merkle_path *out, const void *bytes, size_t size)
{
	if (size % STEP_BYTES || size / STEP_BYTES > ROTA_MERKLE_MAX_STEPS)
		return false;
	out->count = size / STEP_BYTES;
	if (size)
		memcpy(out->steps, bytes, size);
	return true;
}

static bool take_entry(struct rota_carried *out, const struct rota_value *value)
{
	const struct rota_value *items = value->as.list.items;

	if (value->type != ROTA_LIST || value->as.list.count != ITEMS)
		return false;
	for (size_t i = 0; i < ITEMS; i++)
		if (items[i].type != ROTA_BIN)
			return false;
	out->bytes = items[BYTES].as.bin.bytes;
	out->size = items[BYTES].as.bin.size;
	if (items[SALT].as.bin.size != sizeof(out->salt.bytes))
		return false;
	memcpy(out->salt.bytes, items[SALT].as.bin.bytes, sizeof(out->salt.bytes));
	return take_path(&out->path, items[PATH].as.bin.bytes, items[PATH].as.bin.size);
}

static int take_entries(struct rota_carried_log *out, struct rota_arena *arena,
			struct rota_fields *fields, struct rota_error *err)
{
	const struct rota_value *list =
		rota_fields_value(fields, "entries", ROTA_LIST, MOST_ENTRIES);

	if (list->type != ROTA_LIST)
		return ROTA_OK; /* the fields know */
	out->entries = rota_arena_alloc(arena, list->as.list.count * sizeof(*out->entries));
	if (!out->entries)
		return no_memory(err);
	for (size_t i = 0; i < list->as.list.count; i++)
		if (!take_entry(&out->entries[out->count++], &list->as.list.items[i])) {
			rota_fields_refuse(fields, "entries");
			break;
		}
	return ROTA_OK;
}

/** What the map says, nothing of it checked. @param[out] row  the bytes of the row. */
static int read_map(struct rota_carried_log *out, struct rota_arena *arena, const uint8_t **row,
		    size_t *row_size, const void *bytes, size_t size, struct rota_error *err)
{
	struct rota_fields fields;
	const uint8_t *path;
	size_t path_size;
	int rc = rota_fields_begin(&fields, arena, bytes, size, err);

	if (rc)
		return rc;
	*row = rota_fields_bin(&fields, "row", row_size);
	out->rows = rota_fields_number(&fields, "rows", 1, ROTA_MERKLE_MAX_SIZE);
	out->row_path.index = rota_fields_number(&fields, "at", 0, ROTA_MERKLE_MAX_SIZE);
	path = rota_fields_bin(&fields, "row_path", &path_size);
	if (!take_path(&out->row_path, path, path_size))
		rota_fields_refuse(&fields, "row_path");
	rc = take_entries(out, arena, &fields, err);
	if (!rc)
		rc = rota_fields_finish(&fields, err);
	return rc ? rc : rota_vector_row_decode(&out->row, NULL, *row, *row_size, err);
}

/* --- believing ------------------------------------------------------------------------------- */

static int check_row(const struct rota_carried_log *log, const uint8_t *row, size_t row_size,
		     const struct rota_sha256 *vroot, struct rota_digest *digest,
		     struct rota_error *err)
{
	struct rota_sha256 leaf;
	int rc = rota_merkle_leaf(&leaf, digest, row, row_size, err);

	return rc ? rc
		  : rota_merkle_path_check(&log->row_path, &leaf, log->rows, vroot, digest, err);
}

/** The entry itself says which one it is. */
static int check_entry(const struct rota_carried_log *log, struct rota_carried *carried,
		       struct rota_digest *digest, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_sha256 leaf;
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &arena, carried->bytes, carried->size, err);

	if (!rc)
		carried->path.index = entry.number;
	rota_arena_clear(&arena);
	if (!rc)
		rc = rota_merkle_entry_leaf(&leaf, digest, &carried->salt, carried->bytes,
					    carried->size, err);
	return rc ? rc
		  : rota_merkle_path_check(&carried->path, &leaf, log->row.size, &log->row.root,
					   digest, err);
}

static int check_all(struct rota_carried_log *log, const uint8_t *row, size_t row_size,
		     const struct rota_sha256 *vroot, struct rota_error *err)
{
	struct rota_digest *digest;
	int rc = rota_digest_new(&digest, err);

	if (rc)
		return rc;
	rc = check_row(log, row, row_size, vroot, digest, err);
	for (size_t i = 0; !rc && i < log->count; i++)
		rc = check_entry(log, &log->entries[i], digest, err);
	rota_digest_free(digest);
	return rc;
}

int rota_carried_open(struct rota_carried_log *out, struct rota_arena *arena, size_t *used,
		      const void *bytes, size_t size, const struct rota_sha256 *vroot,
		      struct rota_error *err)
{
	const uint8_t *row = NULL;
	size_t row_size = 0;
	int rc = rota_canonical_check(used, bytes, size, err);

	memset(out, 0, sizeof(*out));
	if (!rc)
		rc = read_map(out, arena, &row, &row_size, bytes, *used, err);
	if (!rc)
		rc = check_all(out, row, row_size, vroot, err);
	if (rc) {
		memset(out, 0, sizeof(*out));
		*used = 0;
	}
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("entries carried from another log"));
	return rc;
}
