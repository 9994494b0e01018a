/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/step.h"

#include <assert.h>
#include <string.h>

#include "base/messages.h"

static int corrupt(const char *sentence, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, NULL, "%s", sentence);
}

static bool same(const struct rota_sha256 *a, const struct rota_sha256 *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

static int root_of(struct rota_sha256 *out, const struct rota_merkle *tree, struct rota_error *err)
{
	struct rota_digest *digest;
	int rc = rota_digest_new(&digest, err);

	if (!rc)
		rc = rota_merkle_root(out, tree, digest, NULL, err);
	rota_digest_free(digest);
	return rc;
}

int rota_step_log(struct rota_sha256 *out, const struct rota_chain *chain, struct rota_error *err)
{
	return root_of(out, &chain->heads, err);
}

/** Whose it is. */
static int check_chain(const struct rota_chain *chain, const struct rota_head *head,
		       struct rota_error *err)
{
	if (!same(&head->province, &chain->province))
		return corrupt(_("it is of another province"), err);
	if (head->type != chain->type)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("it is a '%s' in a chain of '%s'"),
				 rota_chain_type_name(head->type),
				 rota_chain_type_name(chain->type));
	if (memcmp(&head->writer, &chain->writer, sizeof(head->writer)) != 0)
		return corrupt(_("it is of another writer's chain"), err);
	if (memcmp(&head->key, &chain->key, sizeof(head->key)) != 0)
		return corrupt(_("its key is not the one that signs this chain"), err);
	return ROTA_OK;
}

/** Where in the chain it stands. */
static int check_place(const struct rota_chain *chain, const struct rota_head *head,
		       struct rota_error *err)
{
	if (head->form < chain->form)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("it is of form %llu after form %llu"),
				 (unsigned long long)head->form, (unsigned long long)chain->form);
	if (head->seq != chain->seq)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("its seq is %llu where %llu is next"),
				 (unsigned long long)head->seq, (unsigned long long)chain->seq);
	if (!same(&head->prev, &chain->prev))
		return corrupt(_("its prev is not the hash of the head before"), err);
	return ROTA_OK;
}

static int check_seen(const struct rota_chain *chain, const struct rota_head *head,
		      struct rota_error *err)
{
	if (!chain->has_seen)
		return ROTA_OK;
	if (!head->has_seen || head->seen_seq < chain->seen_seq)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("its seen goes back behind seq %llu of the checkpoints"),
				 (unsigned long long)chain->seen_seq);
	if (head->seen_seq == chain->seen_seq && !same(&head->seen, &chain->seen))
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("it has seen another checkpoint at seq %llu than before"),
				 (unsigned long long)chain->seen_seq);
	return ROTA_OK;
}

static int check_batch(const struct rota_chain *chain, const struct rota_head *head,
		       struct rota_error *err)
{
	if (head->first != chain->log.size)
		return rota_fail(
			err, ROTA_ECORRUPT, NULL, _("its entries begin at %llu where %llu is next"),
			(unsigned long long)head->first, (unsigned long long)chain->log.size);
	/* the head has as many as follow from `first`; the root before follows from the peaks */
	if (memcmp(head->peaks, chain->log.peaks, head->peak_count * sizeof(head->peaks[0])) != 0)
		return corrupt(_("its peaks are not those of the log before it"), err);
	return check_seen(chain, head, err);
}

static int check_checkpoint(const struct rota_chain *chain, const struct rota_head *head,
			    struct rota_error *err)
{
	struct rota_sha256 log;
	int rc;

	if (head->number <= chain->number)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("it is checkpoint %llu after %llu"),
				 (unsigned long long)head->number,
				 (unsigned long long)chain->number);
	rc = rota_step_log(&log, chain, err);
	if (rc)
		return rc;
	if (!same(&head->log, &log))
		return corrupt(_("its log is not the root over the checkpoints before"), err);
	return ROTA_OK;
}

int rota_step_check(const struct rota_chain *chain, const struct rota_head *head,
		    struct rota_error *err)
{
	int rc = check_chain(chain, head, err);

	if (!rc)
		rc = check_place(chain, head, err);
	if (rc)
		return rc;
	if (head->type == ROTA_CHAIN_BATCH)
		return check_batch(chain, head, err);
	if (head->type == ROTA_CHAIN_CHECKPOINT)
		return check_checkpoint(chain, head, err);
	if (head->checkpoint < chain->checkpoint)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("it explains checkpoint %llu after %llu"),
				 (unsigned long long)head->checkpoint,
				 (unsigned long long)chain->checkpoint);
	return ROTA_OK;
}

int rota_step_tree(struct rota_buffer *out, struct rota_oid *oid,
		   const struct rota_sealed_file *files, size_t count, struct rota_error *err)
{
	struct rota_tree_file in_tree[ROTA_HEAD_MAX_FILES + 1];
	size_t before = out->size;
	int rc = ROTA_OK;

	assert(count <= ROTA_HEAD_MAX_FILES + 1);
	for (size_t i = 0; !rc && i < count; i++) {
		in_tree[i].name = files[i].name;
		rc = rota_oid_make(&in_tree[i].blob, "blob", files[i].bytes, files[i].size, err);
	}
	if (!rc)
		rc = rota_tree_print(out, in_tree, count, err);
	if (!rc)
		rc = rota_oid_make(oid, "tree", rota_buffer_text(out) + before, out->size - before,
				   err);
	return rc;
}

int rota_step_commit(struct rota_commit *out, const struct rota_chain *chain,
		     const struct rota_head *head, const struct rota_sha256 *head_hash,
		     struct rota_oid tree, struct rota_error *err)
{
	memset(out, 0, sizeof(*out));
	out->tree = tree;
	out->parent = chain->tip;
	out->has_parent = chain->seq != 0;
	memcpy(out->province, head->province.bytes, sizeof(out->province));
	out->seconds = head->time / 1000;
	out->type = head->type;
	out->writer = head->writer;
	if (head->type == ROTA_CHAIN_BATCH) {
		out->first = head->first;
		out->last = head->first + head->count - 1;
		out->root = head->root;
	}
	out->number = head->number;
	out->head = *head_hash;
	return rota_writer_id_make(&out->signer, &head->key, err);
}

static int add_head(struct rota_merkle *heads, const struct rota_sealed_file *head_file,
		    struct rota_error *err)
{
	struct rota_digest *digest;
	struct rota_sha256 leaf;
	int rc = rota_digest_new(&digest, err);

	if (!rc)
		rc = rota_merkle_leaf(&leaf, digest, head_file->bytes, head_file->size, err);
	if (!rc)
		rc = rota_merkle_append(heads, digest, &leaf, NULL, err);
	rota_digest_free(digest);
	return rc;
}

int rota_step_take(struct rota_chain *chain, const struct rota_head *head,
		   const struct rota_sealed_file *head_file, const struct rota_sha256 *head_hash,
		   struct rota_oid oid, const struct rota_merkle *log, struct rota_error *err)
{
	if (head->type == ROTA_CHAIN_CHECKPOINT) {
		struct rota_merkle heads = chain->heads;
		int rc = add_head(&heads, head_file, err);

		if (rc)
			return rc;
		chain->heads = heads;
	}
	chain->form = head->form;
	chain->seq++;
	chain->prev = *head_hash;
	chain->time = head->time;
	chain->tip = oid;
	if (head->type == ROTA_CHAIN_BATCH)
		chain->log = *log;
	chain->root = head->root;
	chain->has_seen = head->has_seen;
	chain->seen_seq = head->seen_seq;
	chain->seen = head->seen;
	chain->number = head->number;
	chain->checkpoint = head->checkpoint;
	return ROTA_OK;
}
