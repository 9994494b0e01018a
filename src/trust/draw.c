/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/chain.h"

#include <string.h>

#include "base/messages.h"
#include "codec/pack.h"
#include "trust/batch.h"
#include "trust/signature.h"
#include "trust/step.h"

/** A commit in the making. */
struct drawing {
	struct rota_sealed *out;
	struct rota_arena *arena;
	struct rota_chain *chain;
	const struct rota_key *key;
	struct rota_head head;
	struct rota_merkle log; /**< of a batch: after it */
	struct rota_error *err;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/** What would be corrupt in a commit that arrived is a wrong value of whoever draws. */
static int as_invalid(int rc, struct rota_error *err)
{
	if (rc != ROTA_ECORRUPT)
		return rc;
	if (err)
		err->code = ROTA_EINVALID;
	return ROTA_EINVALID;
}

/** Put what a buffer has into the arena and release the buffer, also after a failure. */
static int keep(const void **out, size_t *size, struct rota_arena *arena,
		struct rota_buffer *buffer, int rc, struct rota_error *err)
{
	if (!rc) {
		*out = rota_arena_copy(arena, rota_buffer_text(buffer), buffer->size);
		*size = buffer->size;
		if (!*out)
			rc = no_memory(err);
	}
	rota_buffer_clear(buffer);
	return rc;
}

/* --- sealing ------------------------------------------------------------------------------- */

static void fill_from_chain(struct drawing *drawing)
{
	struct rota_head *head = &drawing->head;
	const struct rota_chain *chain = drawing->chain;

	head->form = ROTA_HEAD_FORM;
	head->province = chain->province;
	head->type = chain->type;
	head->writer = chain->writer;
	head->seq = chain->seq;
	head->prev = chain->prev;
	head->key = drawing->key->public_key;
}

/** Add a file where its name belongs. @return what is in the list now. */
static struct rota_sealed_file *insert_file(struct rota_sealed *sealed,
					    struct rota_sealed_file file)
{
	size_t at = sealed->file_count++;

	for (; at && strcmp(sealed->files[at - 1].name, file.name) > 0; at--)
		sealed->files[at] = sealed->files[at - 1];
	sealed->files[at] = file;
	return &sealed->files[at];
}

static int make_head(struct rota_sealed_file *out, struct rota_sha256 *hash,
		     struct drawing *drawing)
{
	struct rota_buffer bytes = { 0 };
	int rc = as_invalid(rota_step_check(drawing->chain, &drawing->head, drawing->err),
			    drawing->err);

	if (!rc)
		rc = rota_head_encode(&bytes, &drawing->head, drawing->err);
	rc = keep(&out->bytes, &out->size, drawing->arena, &bytes, rc, drawing->err);
	if (!rc)
		rc = rota_digest_sha256(hash, out->bytes, out->size, drawing->err);
	return rc;
}

static int make_tree(struct rota_oid *oid, struct drawing *drawing)
{
	struct rota_sealed *out = drawing->out;
	struct rota_buffer bytes = { 0 };
	int rc = rota_step_tree(&bytes, oid, out->files, out->file_count, drawing->err);

	return keep(&out->tree, &out->tree_size, drawing->arena, &bytes, rc, drawing->err);
}

static int make_commit(struct drawing *drawing, struct rota_commit *commit)
{
	struct rota_sealed *out = drawing->out;
	struct rota_buffer payload = { 0 }, signature = { 0 }, bytes = { 0 };
	int rc = rota_commit_print(&payload, commit, drawing->err);

	if (!rc)
		rc = rota_signature_make(&signature, drawing->key, ROTA_SIGNATURE_GIT,
					 payload.bytes, payload.size, drawing->err);
	commit->signature = rota_buffer_text(&signature);
	commit->signature_size = signature.size;
	if (!rc)
		rc = rota_commit_print(&bytes, commit, drawing->err);
	rota_buffer_clear(&payload);
	rota_buffer_clear(&signature);
	rc = keep(&out->commit, &out->commit_size, drawing->arena, &bytes, rc, drawing->err);
	if (!rc)
		rc = rota_oid_make(&out->oid, "commit", out->commit, out->commit_size,
				   drawing->err);
	return rc;
}

/** From the head and the files to the commit; then the chain moves on. */
static int seal(struct drawing *drawing)
{
	struct rota_sealed *out = drawing->out;
	struct rota_sealed_file head_file = { .name = "head" };
	struct rota_sha256 hash;
	struct rota_commit commit;
	struct rota_oid tree = { { 0 } };
	int rc = make_head(&head_file, &hash, drawing);

	if (rc)
		return rc;
	insert_file(out, head_file);
	rc = make_tree(&tree, drawing);
	if (!rc)
		rc = rota_step_commit(&commit, drawing->chain, &drawing->head, &hash, tree,
				      drawing->err);
	if (rc)
		return rc;
	out->has_parent = commit.has_parent;
	out->parent = commit.parent;
	rc = make_commit(drawing, &commit);
	if (!rc)
		rc = rota_step_take(drawing->chain, &drawing->head, &head_file, &hash, out->oid,
				    &drawing->log, drawing->err);
	return rc;
}

/* --- batches ------------------------------------------------------------------------------- */

static int check_limits(size_t *size, const struct rota_batch_draw *draw, struct rota_error *err)
{
	if (!draw->count || draw->count > ROTA_BATCH_MAX_ENTRIES)
		return rota_fail(err, ROTA_EINVALID, NULL,
				 _("a batch has 1 to %d entries, not %zu"), ROTA_BATCH_MAX_ENTRIES,
				 draw->count);
	*size = ROTA_SEED_BYTES;
	for (size_t i = 0; i < draw->count; i++) {
		if (draw->entries[i].size > ROTA_BATCH_MAX_BYTES - *size)
			return rota_fail(err, ROTA_EINVALID, NULL,
					 _("%zu entries are more than the %d bytes of a batch"),
					 draw->count, ROTA_BATCH_MAX_BYTES);
		*size += draw->entries[i].size;
	}
	return ROTA_OK;
}

/** The seed, then the entries end to end. @return NULL without memory. */
static uint8_t *join(struct rota_arena *arena, const struct rota_batch_draw *draw, size_t size)
{
	uint8_t *decoded = rota_arena_alloc(arena, size);
	uint8_t *at = decoded;

	if (!decoded)
		return NULL;
	memcpy(at, draw->seed, ROTA_SEED_BYTES);
	at += ROTA_SEED_BYTES;
	for (size_t i = 0; i < draw->count; i++) {
		memcpy(at, draw->entries[i].bytes, draw->entries[i].size);
		at += draw->entries[i].size;
	}
	return decoded;
}

static int grow_log(struct drawing *drawing, const uint8_t *decoded, size_t size)
{
	struct rota_head *head = &drawing->head;
	struct rota_batch_leaf *leaves =
		rota_arena_alloc(drawing->arena, head->count * sizeof(*leaves));

	if (!leaves)
		return no_memory(drawing->err);
	drawing->log = drawing->chain->log;
	head->first = drawing->log.size;
	head->peak_count = rota_merkle_peak_count(head->first);
	memcpy(head->peaks, drawing->log.peaks, head->peak_count * sizeof(head->peaks[0]));
	return rota_batch_walk(leaves, head->count, &drawing->log, &head->root, decoded, size,
			       drawing->err);
}

static int make_entries(struct drawing *drawing, const uint8_t *decoded, size_t size)
{
	struct rota_sealed_file file = { "entries", decoded, size };
	struct rota_head_file *named = &drawing->head.files[0];
	struct rota_buffer packed = { 0 };
	int rc = rota_digest_sha256(&named->hash, decoded, size, drawing->err);

	if (!rc)
		rc = rota_pack(&packed, decoded, size, drawing->err);
	if (!rc && packed.size < size) {
		drawing->head.codec = ROTA_CODEC_ZSTD;
		rc = keep(&file.bytes, &file.size, drawing->arena, &packed, rc, drawing->err);
	}
	rota_buffer_clear(&packed);
	memcpy(named->name, "entries", sizeof("entries"));
	drawing->head.file_count = 1;
	drawing->head.size = size;
	insert_file(drawing->out, file);
	return rc;
}

static int draw_batch(struct drawing *drawing, const struct rota_batch_draw *draw)
{
	uint8_t *decoded;
	size_t size = 0;
	int rc = check_limits(&size, draw, drawing->err);

	if (rc)
		return rc;
	decoded = join(drawing->arena, draw, size);
	if (!decoded)
		return no_memory(drawing->err);
	drawing->head.time = draw->time;
	drawing->head.count = draw->count;
	drawing->head.has_seen = draw->has_seen;
	if (draw->has_seen) {
		drawing->head.seen_seq = draw->seen_seq;
		drawing->head.seen = draw->seen;
	}
	fill_from_chain(drawing);
	rc = grow_log(drawing, decoded, size);
	if (!rc)
		rc = make_entries(drawing, decoded, size);
	return rc ? rc : seal(drawing);
}

int rota_batch_draw(struct rota_sealed *out, struct rota_arena *arena, struct rota_chain *chain,
		    const struct rota_batch_draw *draw, const struct rota_key *key,
		    struct rota_error *err)
{
	struct drawing drawing = {
		.out = out, .arena = arena, .chain = chain, .key = key, .err = err
	};
	int rc;

	memset(out, 0, sizeof(*out));
	if (chain->type == ROTA_CHAIN_BATCH)
		rc = draw_batch(&drawing, draw);
	else
		rc = rota_fail(err, ROTA_EINVALID, NULL, _("it is a '%s' in a chain of '%s'"),
			       rota_chain_type_name(ROTA_CHAIN_BATCH),
			       rota_chain_type_name(chain->type));
	if (rc)
		memset(out, 0, sizeof(*out));
	return rc;
}

/* --- checkpoints and notices --------------------------------------------------------------- */

static int add_file(struct drawing *drawing, const struct rota_sealed_file *file)
{
	struct rota_sealed *out = drawing->out;
	struct rota_sealed_file copy = *file;

	if (!file->size)
		return ROTA_OK;
	for (size_t i = 0; i < out->file_count; i++)
		if (strcmp(out->files[i].name, file->name) == 0)
			return rota_fail(drawing->err, ROTA_EINVALID, NULL,
					 _("file '%s' stands twice"), file->name);
	if (out->file_count == ROTA_HEAD_MAX_FILES || strlen(file->name) > ROTA_FILE_NAME_MAX)
		return rota_fail(drawing->err, ROTA_EINVALID, NULL,
				 _("file '%s' has no place in it"), file->name);
	copy.name = rota_arena_copy(drawing->arena, file->name, strlen(file->name));
	copy.bytes = rota_arena_copy(drawing->arena, file->bytes, file->size);
	if (!copy.name || !copy.bytes)
		return no_memory(drawing->err);
	insert_file(out, copy);
	return ROTA_OK;
}

/** Name the files in the head. */
static int name_files(struct drawing *drawing)
{
	struct rota_head *head = &drawing->head;
	const struct rota_sealed *out = drawing->out;
	int rc = ROTA_OK;

	memset(head->files, 0, sizeof(head->files));
	head->file_count = out->file_count;
	for (size_t i = 0; !rc && i < out->file_count; i++) {
		memcpy(head->files[i].name, out->files[i].name, strlen(out->files[i].name) + 1);
		rc = rota_digest_sha256(&head->files[i].hash, out->files[i].bytes,
					out->files[i].size, drawing->err);
	}
	return rc;
}

static int draw_other(struct drawing *drawing, const struct rota_sealed_file *files, size_t count)
{
	int rc = ROTA_OK;

	if (drawing->chain->type == ROTA_CHAIN_BATCH)
		return rota_fail(drawing->err, ROTA_EINVALID, NULL,
				 _("a batch is drawn of its entries"));
	fill_from_chain(drawing);
	for (size_t i = 0; !rc && i < count; i++)
		rc = add_file(drawing, &files[i]);
	if (!rc)
		rc = name_files(drawing);
	if (!rc && drawing->chain->type == ROTA_CHAIN_CHECKPOINT)
		rc = rota_step_log(&drawing->head.log, drawing->chain, drawing->err);
	return rc ? rc : seal(drawing);
}

int rota_chain_draw(struct rota_sealed *out, struct rota_arena *arena, struct rota_chain *chain,
		    const struct rota_head *head, const struct rota_sealed_file *files,
		    size_t count, const struct rota_key *key, struct rota_error *err)
{
	struct drawing drawing = {
		.out = out, .arena = arena, .chain = chain, .key = key, .head = *head, .err = err
	};
	int rc;

	memset(out, 0, sizeof(*out));
	rc = draw_other(&drawing, files, count);
	if (rc)
		memset(out, 0, sizeof(*out));
	return rc;
}
