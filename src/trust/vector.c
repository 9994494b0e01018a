/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/vector.h"

#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "trust/head.h"
#include "trust/merkle.h"

enum { WRITER, SIZE, ROOT, HEAD, RECEIVED, STATE, ITEMS };

static const char *const state_names[] = { "ok", "quarantined", "silent" };

int rota_vector_row_encode(struct rota_buffer *out, const struct rota_vector_row *row,
			   struct rota_error *err)
{
	struct rota_value items[ITEMS] = {
		[WRITER] = rota_bin(row->writer.bytes, sizeof(row->writer.bytes)),
		[SIZE] = rota_uint(row->size),
		[ROOT] = rota_bin(row->root.bytes, sizeof(row->root.bytes)),
		[HEAD] = rota_bin(row->head.bytes, sizeof(row->head.bytes)),
		[RECEIVED] = rota_uint(row->received),
		[STATE] = rota_text(state_names[row->state]),
	};
	struct rota_value list = { .type = ROTA_LIST, .as.list = { items, ITEMS } };

	if (row->size > ROTA_MERKLE_MAX_SIZE || row->received >= ROTA_HEAD_END_OF_TIME)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("a row of a vector cannot have %llu entries, received at %llu"),
				 (unsigned long long)row->size, (unsigned long long)row->received);
	return rota_canonical_encode(out, &list, err);
}

static bool take_bytes(void *out, size_t size, const struct rota_value *item)
{
	if (item->type != ROTA_BIN || item->as.bin.size != size)
		return false;
	memcpy(out, item->as.bin.bytes, size);
	return true;
}

static bool take_number(uint64_t *out, uint64_t most, const struct rota_value *item)
{
	if (item->type != ROTA_UINT || item->as.number > most)
		return false;
	*out = item->as.number;
	return true;
}

static bool take_state(enum rota_vector_state *out, const struct rota_value *item)
{
	const char *text = rota_value_text(item);

	for (int i = ROTA_VECTOR_OK; text && i <= ROTA_VECTOR_SILENT; i++)
		if (strcmp(text, state_names[i]) == 0) {
			*out = (enum rota_vector_state)i;
			return true;
		}
	return false;
}

static bool take_row(struct rota_vector_row *out, const struct rota_value *list)
{
	const struct rota_value *items = list->as.list.items;

	return list->type == ROTA_LIST && list->as.list.count == ITEMS &&
	       take_bytes(out->writer.bytes, sizeof(out->writer.bytes), &items[WRITER]) &&
	       take_number(&out->size, ROTA_MERKLE_MAX_SIZE, &items[SIZE]) &&
	       take_bytes(out->root.bytes, sizeof(out->root.bytes), &items[ROOT]) &&
	       take_bytes(out->head.bytes, sizeof(out->head.bytes), &items[HEAD]) &&
	       take_number(&out->received, ROTA_HEAD_END_OF_TIME - 1, &items[RECEIVED]) &&
	       take_state(&out->state, &items[STATE]);
}

int rota_vector_row_decode(struct rota_vector_row *out, size_t *used, const void *bytes,
			   size_t size, struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_value list = rota_nil();
	size_t row_size = size;
	int rc = rota_canonical_take(&list, used ? &row_size : NULL, &arena, bytes, size, err);

	memset(out, 0, sizeof(*out));
	if (!rc && !take_row(out, &list))
		rc = rota_fail(err, ROTA_ECORRUPT, NULL,
			       _("it is not a writer, size, root, head, time and state"));
	rota_arena_clear(&arena);
	if (rc)
		memset(out, 0, sizeof(*out));
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("a row of the vector"));
	if (used)
		*used = rc ? 0 : row_size;
	return rc;
}

const struct rota_vector_row *rota_vector_row_of(const struct rota_vector_row *rows, size_t count,
						 struct rota_writer_id writer)
{
	for (size_t i = 0; i < count; i++)
		if (memcmp(rows[i].writer.bytes, writer.bytes, sizeof(writer.bytes)) == 0)
			return &rows[i];
	return NULL;
}

uint64_t rota_vector_size_of(const struct rota_vector_row *rows, size_t count,
			     struct rota_writer_id writer)
{
	const struct rota_vector_row *row = rota_vector_row_of(rows, count, writer);

	return row ? row->size : 0;
}

static int add_row(struct rota_merkle *tree, struct rota_digest *digest, struct rota_buffer *bytes,
		   const struct rota_vector_row *row, struct rota_merkle_path *path,
		   struct rota_error *err)
{
	struct rota_sha256 leaf;
	int rc;

	rota_buffer_reset(bytes);
	rc = rota_vector_row_encode(bytes, row, err);
	if (!rc)
		rc = rota_merkle_leaf(&leaf, digest, bytes->bytes, bytes->size, err);
	if (!rc)
		rc = rota_merkle_append(tree, digest, &leaf, path, err);
	return rc;
}

static int find_root(struct rota_sha256 *out, struct rota_merkle_path *path,
		     const struct rota_vector_row *rows, size_t count, struct rota_error *err)
{
	struct rota_merkle tree = { 0 };
	struct rota_buffer bytes = { 0 };
	struct rota_digest *digest;
	int rc = rota_digest_new(&digest, err);

	for (size_t i = 0; !rc && i < count; i++) {
		if (i && memcmp(&rows[i - 1].writer, &rows[i].writer, sizeof(rows->writer)) >= 0)
			rc = rota_fail(err, ROTA_EINVALID, NULL,
				       _("the rows of a vector are not sorted by writer"));
		else
			rc = add_row(&tree, digest, &bytes, &rows[i], path, err);
	}
	if (!rc)
		rc = rota_merkle_root(out, &tree, digest, path, err);
	rota_digest_free(digest);
	rota_buffer_clear(&bytes);
	return rc;
}

int rota_vector_root(struct rota_sha256 *out, const struct rota_vector_row *rows, size_t count,
		     struct rota_error *err)
{
	return find_root(out, NULL, rows, count, err);
}

int rota_vector_path(struct rota_merkle_path *out, const struct rota_vector_row *rows, size_t count,
		     size_t at, struct rota_error *err)
{
	struct rota_sha256 root;

	*out = (struct rota_merkle_path){ .index = at };
	return find_root(&root, out, rows, count, err);
}
