/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From outside to inside: files and tree, the commit's text, the head, whose
 * it is and where it stands, the signature, then what the files hold. Nothing
 * is unpacked before the signature is right.
 */
#include "trust/chain.h"

#include <string.h>

#include "base/messages.h"
#include "codec/pack.h"
#include "trust/batch.h"
#include "trust/signature.h"
#include "trust/step.h"

/** A commit that is being checked. */
struct opening {
	struct rota_opened *out;
	struct rota_arena *arena;
	const struct rota_chain *chain;
	const struct rota_sealed *sealed;
	const struct rota_sealed_file *head_file;
	struct rota_commit commit;
	struct rota_merkle log; /**< of a batch: after it */
	struct rota_batch_leaf *leaves;
	struct rota_error *err;
};

static int corrupt(const char *sentence, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, NULL, "%s", sentence);
}

/** Nothing is hashed or printed under a name that is not one. */
static int check_names(const struct rota_sealed *sealed, struct rota_error *err)
{
	bool sound = sealed->file_count && sealed->file_count <= ROTA_HEAD_MAX_FILES + 1;

	for (size_t i = 0; sound && i < sealed->file_count; i++) {
		const char *name = sealed->files[i].name;

		sound = *name && strlen(name) <= ROTA_FILE_NAME_MAX && !strchr(name, '/') &&
			(!i || strcmp(sealed->files[i - 1].name, name) < 0);
	}
	return sound ? ROTA_OK : corrupt(_("its files are not those of a signed commit"), err);
}

/** The ids of blobs and tree follow from their bytes, and the tree is nothing but its files. */
static int check_tree(struct opening *opening, struct rota_oid *oid)
{
	const struct rota_sealed *sealed = opening->sealed;
	struct rota_buffer tree = { 0 };
	int rc = check_names(sealed, opening->err);

	if (!rc)
		rc = rota_step_tree(&tree, oid, sealed->files, sealed->file_count, opening->err);
	if (!rc && (tree.size != sealed->tree_size ||
		    memcmp(rota_buffer_text(&tree), sealed->tree, tree.size) != 0))
		rc = corrupt(_("its tree is not exactly its files"), opening->err);
	rota_buffer_clear(&tree);
	return rc;
}

static int check_ids(struct opening *opening)
{
	const struct rota_sealed *sealed = opening->sealed;
	const struct rota_chain *chain = opening->chain;
	struct rota_oid oid, tree;
	int rc = rota_oid_make(&oid, "commit", sealed->commit, sealed->commit_size, opening->err);

	if (!rc && !rota_oid_equal(oid, sealed->oid))
		rc = corrupt(_("its bytes are not those of this id"), opening->err);
	if (!rc)
		rc = check_tree(opening, &tree);
	if (!rc)
		rc = rota_commit_parse(&opening->commit, opening->arena, sealed->commit,
				       sealed->commit_size, opening->err);
	if (rc)
		return rc;
	if (!rota_oid_equal(opening->commit.tree, tree))
		return corrupt(_("its tree is another one"), opening->err);
	if (opening->commit.has_parent != sealed->has_parent ||
	    (sealed->has_parent && !rota_oid_equal(opening->commit.parent, sealed->parent)))
		return corrupt(_("its parent is another one"), opening->err);
	if (sealed->has_parent != (chain->seq != 0) ||
	    (sealed->has_parent && !rota_oid_equal(sealed->parent, chain->tip)))
		return corrupt(_("its parent is not the commit before it in the chain"),
			       opening->err);
	return ROTA_OK;
}

static int read_head(struct opening *opening)
{
	const struct rota_sealed *sealed = opening->sealed;
	struct rota_opened *out = opening->out;
	int rc;

	for (size_t i = 0; i < sealed->file_count; i++)
		if (strcmp(sealed->files[i].name, "head") == 0)
			opening->head_file = &sealed->files[i];
	if (!opening->head_file)
		return corrupt(_("it has no file 'head'"), opening->err);
	rc = rota_digest_sha256(&out->head_hash, opening->head_file->bytes,
				opening->head_file->size, opening->err);
	if (!rc && memcmp(&out->head_hash, &opening->commit.head, sizeof(out->head_hash)) != 0)
		rc = corrupt(_("its head is not the one of its trailer"), opening->err);
	if (!rc)
		rc = rota_head_decode(&out->head, opening->head_file->bytes,
				      opening->head_file->size, opening->err);
	return rc;
}

/** The text is the one that follows from the head; nothing in it stands for itself. */
static int compare_text(struct opening *opening)
{
	struct rota_commit wanted;
	struct rota_buffer text = { 0 };
	int rc = rota_step_commit(&wanted, opening->chain, &opening->out->head,
				  &opening->out->head_hash, opening->commit.tree, opening->err);

	if (rc)
		return rc;
	wanted.signature = opening->commit.signature;
	wanted.signature_size = opening->commit.signature_size;
	rc = rota_commit_print(&text, &wanted, opening->err);
	if (!rc && (text.size != opening->sealed->commit_size ||
		    memcmp(text.bytes, opening->sealed->commit, text.size) != 0))
		rc = corrupt(_("its text does not say what its head says"), opening->err);
	rota_buffer_clear(&text);
	return rc;
}

static int check_signature(struct opening *opening)
{
	struct rota_commit bare = opening->commit;
	struct rota_public_key signer;
	struct rota_buffer payload = { 0 };
	int rc;

	bare.signature = NULL;
	rc = rota_commit_print(&payload, &bare, opening->err);
	if (!rc)
		rc = rota_signature_check(&signer, opening->commit.signature,
					  opening->commit.signature_size, ROTA_SIGNATURE_GIT,
					  payload.bytes, payload.size, opening->err);
	if (!rc && memcmp(&signer, &opening->chain->key, sizeof(signer)) != 0)
		rc = corrupt(_("another key has signed it than the one of this chain"),
			     opening->err);
	rota_buffer_clear(&payload);
	return rc;
}

/* --- files --------------------------------------------------------------------------------- */

/** The bytes that the head speaks of, borrowed or in the arena. */
static int decode_file(struct rota_sealed_file *out, struct opening *opening)
{
	const struct rota_head *head = &opening->out->head;
	uint8_t *unpacked;
	int rc;

	if (head->type != ROTA_CHAIN_BATCH)
		return ROTA_OK;
	if (head->codec == ROTA_CODEC_RAW)
		return out->size == head->size
			       ? ROTA_OK
			       : rota_fail(opening->err, ROTA_ECORRUPT, NULL,
					   _("it has %zu bytes, not %llu"), out->size,
					   (unsigned long long)head->size);
	unpacked = rota_arena_alloc(opening->arena, head->size);
	if (!unpacked)
		return rota_fail(opening->err, ROTA_ENOMEM, NULL, _("out of memory"));
	rc = rota_unpack(unpacked, head->size, out->bytes, out->size, opening->err);
	out->bytes = unpacked;
	out->size = head->size;
	return rc;
}

static int read_file(struct opening *opening, const struct rota_sealed_file *file,
		     const struct rota_head_file *named)
{
	struct rota_sealed_file *out = &opening->out->files[opening->out->file_count];
	struct rota_sha256 hash;
	int rc;

	*out = *file;
	rc = decode_file(out, opening);
	if (!rc)
		rc = rota_digest_sha256(&hash, out->bytes, out->size, opening->err);
	if (!rc && memcmp(&hash, &named->hash, sizeof(hash)) != 0)
		rc = corrupt(_("it is not the one of which the head has the hash"), opening->err);
	if (rc == ROTA_ECORRUPT)
		rota_error_context(opening->err, _("file '%s'"), file->name);
	opening->out->file_count++;
	return rc;
}

static int read_files(struct opening *opening)
{
	const struct rota_sealed *sealed = opening->sealed;
	const struct rota_head *head = &opening->out->head;
	size_t next = 0;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sealed->file_count; i++) {
		if (&sealed->files[i] == opening->head_file)
			continue;
		if (next == head->file_count ||
		    strcmp(sealed->files[i].name, head->files[next].name) != 0)
			return corrupt(_("its files are not those of its head"), opening->err);
		rc = read_file(opening, &sealed->files[i], &head->files[next++]);
	}
	if (!rc && next != head->file_count)
		rc = corrupt(_("its files are not those of its head"), opening->err);
	return rc;
}

static int read_entries(struct opening *opening)
{
	struct rota_opened *out = opening->out;
	const uint8_t *decoded = out->files[0].bytes;
	struct rota_sha256 root;
	int rc;

	opening->leaves =
		rota_arena_alloc(opening->arena, out->head.count * sizeof(*opening->leaves));
	if (!opening->leaves)
		return rota_fail(opening->err, ROTA_ENOMEM, NULL, _("out of memory"));
	opening->log = opening->chain->log;
	rc = rota_batch_walk(opening->leaves, out->head.count, &opening->log, &root, decoded,
			     out->files[0].size, opening->err);
	if (!rc && memcmp(&root, &out->head.root, sizeof(root)) != 0)
		rc = corrupt(_("the root is not that of its entries"), opening->err);
	out->seed = decoded;
	out->entries = decoded + ROTA_SEED_BYTES;
	out->entries_size = out->files[0].size - ROTA_SEED_BYTES;
	out->leaves = opening->leaves;
	return rc;
}

static int visit_entries(const struct rota_opened *opened, rota_batch_visit *visit, void *payload,
			 struct rota_error *err)
{
	const struct rota_head *head = &opened->head;
	int rc = ROTA_OK;

	for (uint64_t i = 0; !rc && opened->leaves && i < head->count; i++) {
		const struct rota_batch_leaf *leaf = &opened->leaves[i];

		rc = visit(head->first + i, leaf->bytes, leaf->size, &leaf->salt, &leaf->leaf,
			   payload, err);
	}
	return rc;
}

/* --- all of it ----------------------------------------------------------------------------- */

static int check_step(struct opening *opening)
{
	return rota_step_check(opening->chain, &opening->out->head, opening->err);
}

static int check_entries(struct opening *opening)
{
	return opening->chain->type == ROTA_CHAIN_BATCH ? read_entries(opening) : ROTA_OK;
}

/** In this order; the first that fails names the fault. */
static int check_all(struct opening *opening, enum rota_fault *fault)
{
	static const struct {
		int (*check)(struct opening *opening);
		enum rota_fault fault;
	} checks[] = {
		{ check_ids, ROTA_FAULT_UNREADABLE }, { read_head, ROTA_FAULT_FORM },
		{ check_step, ROTA_FAULT_CHAIN },     { compare_text, ROTA_FAULT_FORM },
		{ check_signature, ROTA_FAULT_SIGNATURE }, { read_files, ROTA_FAULT_FILES },
		{ check_entries, ROTA_FAULT_ENTRIES },
	};
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sizeof(checks) / sizeof(checks[0]); i++) {
		rc = checks[i].check(opening);
		*fault = rc == ROTA_ECORRUPT ? checks[i].fault : ROTA_FAULT_NONE;
	}
	if (rc && opening->out->head.form > ROTA_HEAD_FORM)
		*fault = ROTA_FAULT_NEWER;
	return rc;
}

static void name_commit(struct rota_error *err, struct rota_oid oid)
{
	struct rota_buffer digits = { 0 };

	if (!rota_oid_print(&digits, oid, NULL))
		rota_error_context(err, _("commit %s"), rota_buffer_text(&digits));
	rota_buffer_clear(&digits);
}

int rota_chain_open(struct rota_opened *out, struct rota_arena *arena, struct rota_chain *chain,
		    const struct rota_sealed *sealed, rota_batch_visit *visit, void *payload,
		    struct rota_error *err)
{
	struct rota_chain next = *chain;
	struct opening opening = {
		.out = out, .arena = arena, .chain = chain, .sealed = sealed, .err = err
	};
	enum rota_fault fault;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = check_all(&opening, &fault);
	if (rc == ROTA_ECORRUPT)
		name_commit(err, sealed->oid);
	if (!rc)
		rc = rota_step_take(&next, &out->head, opening.head_file, &out->head_hash,
				    sealed->oid, &opening.log, err);
	if (!rc && visit)
		rc = visit_entries(out, visit, payload, err);
	if (rc)
		*out = (struct rota_opened){ .fault = fault };
	else
		*chain = next;
	return rc;
}
