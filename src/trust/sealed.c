/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sealed commit as one row: {oid, parent, tree, commit, files: {name: bytes}}. The ids stand in
 * it as they were claimed, so that a row may be looked at without hashing it.
 */
#include "trust/chain.h"

#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "trust/fields.h"

static int fill(struct rota_value *map, struct rota_arena *arena, const struct rota_sealed *sealed)
{
	struct rota_value files = rota_map();
	int rc = 0;

	for (size_t i = 0; i < sealed->file_count; i++)
		rc |= rota_map_add(arena, &files, rota_text(sealed->files[i].name),
				   rota_bin(sealed->files[i].bytes, sealed->files[i].size));
	rc |= rota_map_set(arena, map, "oid", rota_bin(sealed->oid.bytes, ROTA_OID_BYTES));
	if (sealed->has_parent)
		rc |= rota_map_set(arena, map, "parent",
				   rota_bin(sealed->parent.bytes, ROTA_OID_BYTES));
	rc |= rota_map_set(arena, map, "tree", rota_bin(sealed->tree, sealed->tree_size));
	rc |= rota_map_set(arena, map, "commit", rota_bin(sealed->commit, sealed->commit_size));
	rc |= rota_map_set(arena, map, "files", files);
	return rc ? ROTA_ENOMEM : ROTA_OK;
}

int rota_sealed_encode(struct rota_buffer *out, const struct rota_sealed *sealed,
		       struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_value map = rota_map();
	int rc = fill(&map, &arena, sealed);

	if (rc)
		rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	else
		rc = rota_canonical_encode(out, &map, err);
	rota_arena_clear(&arena);
	return rc;
}

/** Put a file where its name belongs. */
static void insert_file(struct rota_sealed *sealed, struct rota_sealed_file file)
{
	size_t at = sealed->file_count++;

	for (; at && strcmp(sealed->files[at - 1].name, file.name) > 0; at--)
		sealed->files[at] = sealed->files[at - 1];
	sealed->files[at] = file;
}

static void take_files(struct rota_fields *fields, struct rota_sealed *sealed)
{
	const struct rota_value *files =
		rota_fields_value(fields, "files", ROTA_MAP, ROTA_HEAD_MAX_FILES + 1);

	for (size_t i = 0; files->type == ROTA_MAP && i < files->as.map.count; i++) {
		const struct rota_pair *pair = &files->as.map.pairs[i];
		const char *name = rota_value_text(&pair->key);

		if (!name || strlen(name) > ROTA_FILE_NAME_MAX || pair->value.type != ROTA_BIN) {
			rota_fields_refuse(fields, "files");
			return;
		}
		insert_file(sealed, (struct rota_sealed_file){ name, pair->value.as.bin.bytes,
							       pair->value.as.bin.size });
	}
}

int rota_sealed_decode(struct rota_sealed *out, struct rota_arena *arena, const void *bytes,
		       size_t size, struct rota_error *err)
{
	struct rota_fields fields;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = rota_fields_begin(&fields, arena, bytes, size, err);
	if (!rc) {
		rota_fields_bytes(&fields, "oid", out->oid.bytes, ROTA_OID_BYTES);
		out->has_parent = rota_fields_has(&fields, "parent");
		if (out->has_parent)
			rota_fields_bytes(&fields, "parent", out->parent.bytes, ROTA_OID_BYTES);
		out->tree = rota_fields_bin(&fields, "tree", &out->tree_size);
		out->commit = rota_fields_bin(&fields, "commit", &out->commit_size);
		if (rota_fields_has(&fields, "files"))
			take_files(&fields, out);
		rc = rota_fields_finish(&fields, err);
	}
	if (rc)
		memset(out, 0, sizeof(*out));
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("a sealed commit"));
	return rc;
}
