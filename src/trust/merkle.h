/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The Merkle tree of RFC 6962 over a log, with salts, grown leaf by leaf.
 *
 *     leaf of other bytes   H(00 || bytes)
 *     leaf of entry n       H(00 || salt(n) || entry)
 *     salt(n)               the first 16 bytes of H(02 || seed || n, 8 bytes big-endian)
 *     node                  H(01 || left || right)
 *     root of no leaves     H("")
 *
 * H is SHA-256. A tree is its size and its **peaks**, the roots of the perfect
 * subtrees of which it consists, largest first: one for each bit that is set in
 * its size. More is not needed to go on, nor for the root:
 *
 *     size 7 = 4 + 2 + 1         root = node(peak 0, node(peak 1, peak 2))
 *
 *             /-------\
 *          peak 0   peak 1   peak 2
 *         0 1 2 3    4 5       6
 *
 * The **path** of a leaf is the list of the subtrees that lie beside its way to
 * the root, lowest first. It is collected while the tree grows: begin at any
 * size at or below the index of the leaf (the peaks before its batch), then
 * give the same path to each rota_merkle_append() and once to
 * rota_merkle_root().
 *
 * The caller owns the structs; all-zero is the empty tree, and a new path but
 * for its index. One thread at a time for one rota_digest. **Common failures**
 * are those of digest.h; what a function was to fill is then as it was, but a
 * path must not be used any more.
 *
 * @source RFC 6962, section 2.1; formats.md 3; the check of a path: RFC 9162, 2.1.3.2.
 */
#ifndef TRUST_MERKLE_H
#define TRUST_MERKLE_H

#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"
#include "trust/digest.h"

enum {
	ROTA_SALT_BYTES = 16,
	ROTA_SEED_BYTES = 32,      /**< the random bytes of a batch */
	ROTA_MERKLE_MAX_STEPS = 64 /**< of a path, and peaks of a tree: the bits of a size */
};

/** The most leaves with which a tree is begun again. Nobody counts so far; what matters is that
 *  no number that a stranger wrote makes a size overflow. */
#define ROTA_MERKLE_MAX_SIZE ((uint64_t)1 << 62)

struct rota_salt {
	uint8_t bytes[ROTA_SALT_BYTES];
};

struct rota_merkle {
	uint64_t size; /**< leaves */
	/** rota_merkle_peak_count(size) of them */
	struct rota_sha256 peaks[ROTA_MERKLE_MAX_STEPS];
};

struct rota_merkle_path {
	uint64_t index; /**< of the leaf, from 0 */
	size_t count;
	struct rota_sha256 steps[ROTA_MERKLE_MAX_STEPS];
};

/** Of several leaves of one tree, by index. */
struct rota_merkle_paths {
	struct rota_merkle_path **items;
	size_t count;
};

/** @return ROTA_OK; common failures. */
int rota_merkle_salt(struct rota_salt *out, struct rota_digest *digest,
		     const uint8_t seed[ROTA_SEED_BYTES], uint64_t number, struct rota_error *err);

/** The leaf of bytes that need no salt: rows of a vector, heads. @return as above. */
int rota_merkle_leaf(struct rota_sha256 *out, struct rota_digest *digest, const void *bytes,
		     size_t size, struct rota_error *err);

/** The leaf of an entry. @return as above. */
int rota_merkle_entry_leaf(struct rota_sha256 *out, struct rota_digest *digest,
			   const struct rota_salt *salt, const void *entry, size_t size,
			   struct rota_error *err);

/** @p out may be one of the two. @return as above. */
int rota_merkle_node(struct rota_sha256 *out, struct rota_digest *digest,
		     const struct rota_sha256 *left, const struct rota_sha256 *right,
		     struct rota_error *err);

/** How many peaks a tree of this size has: 0 to 64. */
size_t rota_merkle_peak_count(uint64_t size);

/**
 * Begin where another tree ended.
 * @param[out] tree   as it was on failure.
 * @param      peaks  largest first.
 * @return ROTA_OK; ROTA_ECORRUPT a tree of this size has another number of peaks, or the size is
 *         above ROTA_MERKLE_MAX_SIZE.
 */
int rota_merkle_resume(struct rota_merkle *tree, uint64_t size, const struct rota_sha256 *peaks,
		       size_t count, struct rota_error *err);

/**
 * Add a leaf at the end.
 * @param path  collects, if it is the path of a leaf at or above the size at which it began; or
 *              NULL.
 * @return ROTA_OK; common failures.
 */
int rota_merkle_append(struct rota_merkle *tree, struct rota_digest *digest,
		       const struct rota_sha256 *leaf, struct rota_merkle_path *path,
		       struct rota_error *err);

/** The same for several paths at once, for little more than one. @param paths  may be of no leaf. */
int rota_merkle_append_all(struct rota_merkle *tree, struct rota_digest *digest,
			   const struct rota_sha256 *leaf, const struct rota_merkle_paths *paths,
			   struct rota_error *err);

/**
 * The root of the tree as it is now.
 * @param path  is whole after this; or NULL.
 * @return ROTA_OK; common failures.
 */
int rota_merkle_root(struct rota_sha256 *out, const struct rota_merkle *tree,
		     struct rota_digest *digest, struct rota_merkle_path *path,
		     struct rota_error *err);

/** The same for several paths at once. */
int rota_merkle_root_all(struct rota_sha256 *out, const struct rota_merkle *tree,
			 struct rota_digest *digest, const struct rota_merkle_paths *paths,
			 struct rota_error *err);

/**
 * Whether a leaf stands at path->index in the tree of this size and root.
 * @param path  may come from anybody.
 * @return ROTA_OK; ROTA_ECORRUPT it does not; common failures.
 */
int rota_merkle_path_check(const struct rota_merkle_path *path, const struct rota_sha256 *leaf,
			   uint64_t size, const struct rota_sha256 *root,
			   struct rota_digest *digest, struct rota_error *err);

#endif
