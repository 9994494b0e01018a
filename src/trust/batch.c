/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/batch.h"

#include "base/messages.h"
#include "rota/entry.h"

/** Where the walk is. */
struct walk {
	const uint8_t *at;
	size_t left;
	uint64_t first; /**< number of the batch's first entry */
	uint64_t count;
	struct rota_arena arena; /**< for one entry at a time */
};

static int check_set(const struct rota_entry *entry, const struct walk *walk,
		     struct rota_error *err)
{
	if (!entry->set_count)
		return ROTA_OK;
	/* the entry is of the set, and the set has at most 64, so nothing overflows */
	if (entry->set_first >= walk->first &&
	    entry->set_first + entry->set_count <= walk->first + walk->count)
		return ROTA_OK;
	return rota_fail(err, ROTA_ECORRUPT, NULL,
			 _("its set of %llu from entry %llu on reaches over an end of the batch"),
			 (unsigned long long)entry->set_count,
			 (unsigned long long)entry->set_first);
}

/** One entry, and nothing but that: its bytes, its place, its set. */
static int check_entry(size_t *size, struct walk *walk, uint64_t number, struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_entry_take(&entry, size, &walk->arena, walk->at, walk->left, err);

	if (!rc && entry.number != number)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("it has number %llu"),
			       (unsigned long long)entry.number);
	if (!rc)
		rc = check_set(&entry, walk, err);
	rota_arena_reset(&walk->arena);
	return rc;
}

static int take_entry(struct rota_batch_leaf *leaf, struct walk *walk, uint64_t number,
		      struct rota_error *err)
{
	int rc;

	if (!walk->left)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("it is missing"));
	leaf->bytes = walk->at;
	rc = check_entry(&leaf->size, walk, number, err);
	if (rc)
		return rc;
	walk->at += leaf->size;
	walk->left -= leaf->size;
	return ROTA_OK;
}

static int add_leaf(struct rota_batch_leaf *leaf, struct rota_merkle *log,
		    struct rota_digest *digest, const uint8_t *seed, struct rota_error *err)
{
	int rc = rota_merkle_salt(&leaf->salt, digest, seed, log->size, err);

	if (!rc)
		rc = rota_merkle_entry_leaf(&leaf->leaf, digest, &leaf->salt, leaf->bytes,
					    leaf->size, err);
	if (!rc)
		rc = rota_merkle_append(log, digest, &leaf->leaf, NULL, err);
	return rc;
}

int rota_batch_walk(struct rota_batch_leaf *leaves, uint64_t count, struct rota_merkle *log,
		    struct rota_sha256 *root, const uint8_t *decoded, size_t size,
		    struct rota_error *err)
{
	struct walk walk = { .at = decoded + ROTA_SEED_BYTES,
			     .left = size - ROTA_SEED_BYTES,
			     .first = log->size,
			     .count = count };
	struct rota_digest *digest;
	int rc = rota_digest_new(&digest, err);

	for (uint64_t i = 0; !rc && i < count; i++) {
		const unsigned long long no = walk.first + i;

		rc = take_entry(&leaves[i], &walk, no, err);
		if (!rc)
			rc = add_leaf(&leaves[i], log, digest, decoded, err);
		if (rc == ROTA_ECORRUPT)
			rota_error_context(err, _("entry %llu"), no);
	}
	if (!rc && walk.left)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL, _("bytes follow its last entry"));
	if (!rc)
		rc = rota_merkle_root(root, log, digest, NULL, err);
	rota_digest_free(digest);
	rota_arena_clear(&walk.arena);
	return rc;
}
