/* SPDX-License-Identifier: Apache-2.0 */
#include "trust/merkle.h"

#include <assert.h>
#include <string.h>

#include "base/big_endian.h"
#include "base/messages.h"

/** What an input to the hash is, so that none can be taken for another. */
static const uint8_t of_leaf = 0, of_node = 1, of_salt = 2;

int rota_merkle_salt(struct rota_salt *out, struct rota_digest *digest,
		     const uint8_t seed[ROTA_SEED_BYTES], uint64_t number, struct rota_error *err)
{
	struct rota_sha256 hash;
	uint8_t big_endian[8];
	int rc;

	rota_put_u64(big_endian, number);
	rota_digest_add(digest, &of_salt, 1);
	rota_digest_add(digest, seed, ROTA_SEED_BYTES);
	rota_digest_add(digest, big_endian, sizeof(big_endian));
	rc = rota_digest_finish(&hash, digest, err);
	if (!rc)
		memcpy(out->bytes, hash.bytes, sizeof(out->bytes));
	return rc;
}

int rota_merkle_leaf(struct rota_sha256 *out, struct rota_digest *digest, const void *bytes,
		     size_t size, struct rota_error *err)
{
	rota_digest_add(digest, &of_leaf, 1);
	rota_digest_add(digest, bytes, size);
	return rota_digest_finish(out, digest, err);
}

int rota_merkle_entry_leaf(struct rota_sha256 *out, struct rota_digest *digest,
			   const struct rota_salt *salt, const void *entry, size_t size,
			   struct rota_error *err)
{
	rota_digest_add(digest, &of_leaf, 1);
	rota_digest_add(digest, salt->bytes, sizeof(salt->bytes));
	rota_digest_add(digest, entry, size);
	return rota_digest_finish(out, digest, err);
}

int rota_merkle_node(struct rota_sha256 *out, struct rota_digest *digest,
		     const struct rota_sha256 *left, const struct rota_sha256 *right,
		     struct rota_error *err)
{
	rota_digest_add(digest, &of_node, 1);
	rota_digest_add(digest, left->bytes, sizeof(left->bytes));
	rota_digest_add(digest, right->bytes, sizeof(right->bytes));
	return rota_digest_finish(out, digest, err);
}

size_t rota_merkle_peak_count(uint64_t size)
{
	size_t count = 0;

	for (; size; size &= size - 1) /* drops the lowest bit that is set */
		count++;
	return count;
}

int rota_merkle_resume(struct rota_merkle *tree, uint64_t size, const struct rota_sha256 *peaks,
		       size_t count, struct rota_error *err)
{
	if (size > ROTA_MERKLE_MAX_SIZE)
		return rota_fail(err, ROTA_ECORRUPT, NULL, _("a log cannot have %llu entries"),
				 (unsigned long long)size);
	if (count != rota_merkle_peak_count(size))
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("a log of %llu entries has %zu peaks, not %zu"),
				 (unsigned long long)size, rota_merkle_peak_count(size), count);
	tree->size = size;
	if (count)
		memcpy(tree->peaks, peaks, count * sizeof(*peaks));
	return ROTA_OK;
}

/** The first path of a leaf at or behind this one. */
static size_t first_path(const struct rota_merkle_paths *paths, uint64_t leaf)
{
	size_t low = 0, high = paths->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (paths->items[middle]->index < leaf)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/** Where the leaves [first, middle) join [middle, end), note for each path the half that holds not its
 *  leaf. */
static void note_steps(const struct rota_merkle_paths *paths, uint64_t first, uint64_t middle,
		       uint64_t end, const struct rota_sha256 *left,
		       const struct rota_sha256 *right)
{
	for (size_t i = first_path(paths, first);
	     i < paths->count && paths->items[i]->index < end; i++) {
		struct rota_merkle_path *path = paths->items[i];

		assert(path->count < ROTA_MERKLE_MAX_STEPS);
		path->steps[path->count++] = path->index < middle ? *right : *left;
	}
}

int rota_merkle_append_all(struct rota_merkle *tree, struct rota_digest *digest,
			   const struct rota_sha256 *leaf, const struct rota_merkle_paths *paths,
			   struct rota_error *err)
{
	size_t count = rota_merkle_peak_count(tree->size);
	uint64_t end = tree->size + 1;
	struct rota_sha256 made = *leaf;

	/* as in binary counting: each bit set at the low end carries */
	for (uint64_t width = 1; tree->size & width; width *= 2) {
		int rc;

		count--;
		note_steps(paths, end - 2 * width, end - width, end, &tree->peaks[count], &made);
		rc = rota_merkle_node(&made, digest, &tree->peaks[count], &made, err);
		if (rc)
			return rc;
	}
	tree->peaks[count] = made;
	tree->size = end;
	return ROTA_OK;
}

int rota_merkle_append(struct rota_merkle *tree, struct rota_digest *digest,
		       const struct rota_sha256 *leaf, struct rota_merkle_path *path,
		       struct rota_error *err)
{
	const struct rota_merkle_paths paths = { &path, path != NULL };

	return rota_merkle_append_all(tree, digest, leaf, &paths, err);
}

int rota_merkle_root_all(struct rota_sha256 *out, const struct rota_merkle *tree,
			 struct rota_digest *digest, const struct rota_merkle_paths *paths,
			 struct rota_error *err)
{
	size_t last = rota_merkle_peak_count(tree->size);
	uint64_t middle = tree->size & (tree->size - 1);
	struct rota_sha256 made;

	if (!last--)
		return rota_digest_finish(out, digest, err);
	made = tree->peaks[last];
	while (last--) {
		uint64_t first = middle & (middle - 1);
		int rc;

		note_steps(paths, first, middle, tree->size, &tree->peaks[last], &made);
		rc = rota_merkle_node(&made, digest, &tree->peaks[last], &made, err);
		if (rc)
			return rc;
		middle = first;
	}
	*out = made;
	return ROTA_OK;
}

int rota_merkle_root(struct rota_sha256 *out, const struct rota_merkle *tree,
		     struct rota_digest *digest, struct rota_merkle_path *path,
		     struct rota_error *err)
{
	const struct rota_merkle_paths paths = { &path, path != NULL };

	return rota_merkle_root_all(out, tree, digest, &paths, err);
}

/** The root that follows from the path. A size has 64 bits, so no more steps are read than there
 *  can be, whatever the count. @return ROTA_ECORRUPT when it is too short or too long. */
static int follow(struct rota_sha256 *made, const struct rota_merkle_path *path, uint64_t size,
		  struct rota_digest *digest, struct rota_error *err)
{
	uint64_t at = path->index;
	uint64_t last = size - 1;
	size_t step = 0;

	for (; last && step < path->count; step++) {
		const struct rota_sha256 *beside = &path->steps[step];
		int rc;

		if (at % 2 || at == last) {
			/* a subtree that stands alone at the right edge joins some levels above */
			while (at % 2 == 0) {
				at /= 2;
				last /= 2;
			}
			rc = rota_merkle_node(made, digest, beside, made, err);
		} else {
			rc = rota_merkle_node(made, digest, made, beside, err);
		}
		if (rc)
			return rc;
		at /= 2;
		last /= 2;
	}
	return last || step < path->count ? ROTA_ECORRUPT : ROTA_OK;
}

int rota_merkle_path_check(const struct rota_merkle_path *path, const struct rota_sha256 *leaf,
			   uint64_t size, const struct rota_sha256 *root,
			   struct rota_digest *digest, struct rota_error *err)
{
	struct rota_sha256 made = *leaf;
	int rc = ROTA_ECORRUPT;

	if (path->index < size)
		rc = follow(&made, path, size, digest, err);
	if (rc && rc != ROTA_ECORRUPT)
		return rc;
	if (rc || memcmp(made.bytes, root->bytes, sizeof(made.bytes)) != 0)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("the path does not lead from leaf %llu to this root of %llu"),
				 (unsigned long long)path->index, (unsigned long long)size);
	return ROTA_OK;
}
