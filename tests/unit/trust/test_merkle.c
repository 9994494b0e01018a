/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/merkle.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/trust.h"

#include "trust/merkle.h"

enum { SIZES = 71 };

/* The leaves and roots with which Certificate Transparency tests its trees. */
static const struct {
	const char *leaf; /* in digits */
	const char *root; /* of the leaves so far, this one not */
} published[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "00", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
	{ "10", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
	{ "2021", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
	{ "3031", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
	{ "40414243", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
	{ "5051525354555657", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
	{ "606162636465666768696a6b6c6d6e6f",
	  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
	{ NULL, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
};

static struct rota_digest *digest;
static struct rota_sha256 leaves[SIZES];
static uint8_t seed[ROTA_SEED_BYTES];

/** Any leaves, each another. */
static int make_leaves(void **state)
{
	(void)state;
	OK(rota_digest_new(&digest, &err));
	for (size_t i = 0; i < ROTA_SEED_BYTES; i++)
		seed[i] = (uint8_t)i;
	for (size_t i = 0; i < SIZES; i++)
		OK(rota_merkle_leaf(&leaves[i], digest, &i, sizeof(i), &err));
	return 0;
}

static int free_digest(void **state)
{
	(void)state;
	rota_digest_free(digest);
	return 0;
}

static void assert_same(struct rota_sha256 wanted, struct rota_sha256 found)
{
	assert_memory_equal(wanted.bytes, found.bytes, sizeof(found.bytes));
}

/* --- the definition, as RFC 6962 words it ---------------------------------------------------- */

/** The largest power of two below @p size, which is above 1. */
static size_t split_of(size_t size)
{
	size_t k = 1;

	while (2 * k < size)
		k *= 2;
	return k;
}

/** Section 2.1: MTH of the leaves [first, first + size). */
static struct rota_sha256 root_of(size_t first, size_t size)
{
	struct rota_sha256 left, right, root;
	size_t k;

	if (size == 0) {
		OK(rota_digest_sha256(&root, "", 0, &err));
		return root;
	}
	if (size == 1)
		return leaves[first];
	k = split_of(size);
	left = root_of(first, k);
	right = root_of(first + k, size - k);
	OK(rota_merkle_node(&root, digest, &left, &right, &err));
	return root;
}

/** Section 2.1.1: PATH of the leaf @p index of [first, first + size). */
static void path_of(struct rota_merkle_path *path, size_t index, size_t first, size_t size)
{
	size_t k;

	if (size == 1)
		return;
	k = split_of(size);
	if (index < k) {
		path_of(path, index, first, k);
		path->steps[path->count++] = root_of(first + k, size - k);
	} else {
		path_of(path, index - k, first + k, size - k);
		path->steps[path->count++] = root_of(first, k);
	}
}

/* --- hashes -------------------------------------------------------------------------------- */

static void test_merkle_salt__of_seed_and_number(void **state)
{
	static const struct {
		uint64_t number;
		const char *salt;
	} rows[] = {
		{ 0, "81376c16163120029d441e3ee3fdc74c" },
		{ 1, "47865d9a0db2806f07218b62a10d70df" },
		{ 0x0102030405060708, "434a848f73a9709cc9fdc5e7f2ceb259" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_salt salt;

		OK(rota_merkle_salt(&salt, digest, seed, rows[i].number, &err));
		assert_hex(rows[i].salt, salt.bytes, sizeof(salt.bytes));
	}
}

static void test_merkle_entry_leaf__of_salt_and_entry(void **state)
{
	struct rota_sha256 leaf;
	struct rota_salt salt;

	(void)state;
	OK(rota_merkle_salt(&salt, digest, seed, 0, &err));
	OK(rota_merkle_entry_leaf(&leaf, digest, &salt, "entry", 5, &err));
	assert_hex("2036f049ffe00b18e6cd327e104273a3473eb3827fd62e3c060b15c2c5706e2b", leaf.bytes,
		   sizeof(leaf.bytes));
}

static void test_merkle_node__is_no_leaf_of_the_same_bytes(void **state)
{
	struct rota_sha256 both[2] = { leaves[1], leaves[2] };
	struct rota_sha256 leaf, node;

	(void)state;
	OK(rota_merkle_leaf(&leaf, digest, both, sizeof(both), &err));
	OK(rota_merkle_node(&node, digest, &both[0], &both[1], &err));
	assert_memory_not_equal(&leaf, &node, sizeof(node));
	OK(rota_merkle_node(&both[0], digest, &both[0], &both[1], &err));
	assert_same(node, both[0]);
}

static void test_merkle_entry_leaf__a_path_gives_no_neighbour_away(void **state)
{
	struct rota_merkle tree = { 0 };
	struct rota_merkle_path path = { .index = 0 };
	struct rota_sha256 leaf, root;
	struct rota_salt salts[2];
	char entry[32];

	(void)state;
	for (uint64_t n = 0; n < 2; n++) {
		OK(rota_merkle_salt(&salts[n], digest, seed, n, &err));
		snprintf(entry, sizeof(entry), "candidate %d", n ? 4711 : 0);
		OK(rota_merkle_entry_leaf(&leaf, digest, &salts[n], entry, strlen(entry), &err));
		OK(rota_merkle_append(&tree, digest, &leaf, &path, &err));
	}
	OK(rota_merkle_root(&root, &tree, digest, &path, &err));
	for (int i = 0; i < 10000; i++) { /* with the salt of the proof, and with none */
		snprintf(entry, sizeof(entry), "candidate %d", i);
		OK(rota_merkle_entry_leaf(&leaf, digest, &salts[0], entry, strlen(entry), &err));
		assert_memory_not_equal(&path.steps[0], &leaf, sizeof(leaf));
		OK(rota_merkle_leaf(&leaf, digest, entry, strlen(entry), &err));
		assert_memory_not_equal(&path.steps[0], &leaf, sizeof(leaf));
	}
	OK(rota_merkle_entry_leaf(&leaf, digest, &salts[1], "candidate 4711", 14, &err));
	assert_same(path.steps[0], leaf);
}

/* --- trees --------------------------------------------------------------------------------- */

static void test_merkle_root__published_vectors(void **state)
{
	struct rota_merkle tree = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(published); i++) {
		struct rota_sha256 leaf, root;
		uint8_t bytes[16];
		size_t digits;

		OK(rota_merkle_root(&root, &tree, digest, NULL, &err));
		assert_hex(published[i].root, root.bytes, sizeof(root.bytes));
		if (!published[i].leaf)
			break;
		digits = strlen(published[i].leaf);
		assert_true(rota_hex_decode(bytes, published[i].leaf, digits));
		OK(rota_merkle_leaf(&leaf, digest, bytes, digits / 2, &err));
		OK(rota_merkle_append(&tree, digest, &leaf, NULL, &err));
	}
}

static void test_merkle_root__is_that_of_the_definition(void **state)
{
	struct rota_merkle tree = { 0 };

	(void)state;
	for (size_t size = 0; size < SIZES; size++) {
		struct rota_sha256 root;

		assert_int_equal(size, tree.size);
		OK(rota_merkle_root(&root, &tree, digest, NULL, &err));
		assert_same(root_of(0, size), root);
		OK(rota_merkle_append(&tree, digest, &leaves[size], NULL, &err));
	}
}

static void test_merkle_append__peaks_are_perfect_subtrees_largest_first(void **state)
{
	struct rota_merkle tree = { 0 };

	(void)state;
	for (size_t size = 0; size < SIZES; size++) {
		size_t first = 0;
		size_t peak = 0;

		for (size_t width = 128; width; width /= 2) {
			if (!(size & width))
				continue;
			assert_same(root_of(first, width), tree.peaks[peak++]);
			first += width;
		}
		assert_int_equal(rota_merkle_peak_count(size), peak);
		OK(rota_merkle_append(&tree, digest, &leaves[size], NULL, &err));
	}
}

static void test_merkle_peak_count__bits_of_the_size(void **state)
{
	static const struct {
		uint64_t size;
		size_t peaks;
	} rows[] = { { 0, 0 },          { 1, 1 }, { 2, 1 },       { 3, 2 },
		     { 7, 3 },          { 8, 1 }, { 1000000, 7 }, { ROTA_MERKLE_MAX_SIZE, 1 },
		     { UINT64_MAX, 64 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].peaks, rota_merkle_peak_count(rows[i].size));
}

static void test_merkle_resume__goes_on_as_if_never_ended(void **state)
{
	struct rota_merkle first = { 0 };

	(void)state;
	for (size_t size = 0; size < SIZES; size++) {
		struct rota_merkle second;
		struct rota_sha256 root;

		memset(&second, 0xff, sizeof(second));
		OK(rota_merkle_resume(&second, size, size ? first.peaks : NULL,
				      rota_merkle_peak_count(size), &err));
		for (size_t i = size; i < SIZES; i++)
			OK(rota_merkle_append(&second, digest, &leaves[i], NULL, &err));
		OK(rota_merkle_root(&root, &second, digest, NULL, &err));
		assert_same(root_of(0, SIZES), root);
		OK(rota_merkle_append(&first, digest, &leaves[size], NULL, &err));
	}
}

static void test_merkle_resume__wants_the_peaks_of_the_size(void **state)
{
	struct rota_merkle tree = { .size = 1 };
	struct rota_sha256 peaks[64] = { { { 0 } } };

	(void)state;
	FAILS(ROTA_ECORRUPT, "a log of 7 entries has 3 peaks, not 2",
	      rota_merkle_resume(&tree, 7, peaks, 2, &err));
	FAILS(ROTA_ECORRUPT, "a log of 7 entries has 3 peaks, not 4",
	      rota_merkle_resume(&tree, 7, peaks, 4, &err));
	FAILS(ROTA_ECORRUPT, "a log of 0 entries has 0 peaks, not 1",
	      rota_merkle_resume(&tree, 0, peaks, 1, &err));
	FAILS(ROTA_ECORRUPT, "a log cannot have 4611686018427387905 entries",
	      rota_merkle_resume(&tree, ROTA_MERKLE_MAX_SIZE + 1, peaks, 2, &err));
	FAILS(ROTA_ECORRUPT, "a log cannot have 18446744073709551615 entries",
	      rota_merkle_resume(&tree, UINT64_MAX, peaks, 64, &err));
	assert_int_equal(1, tree.size);
	OK(rota_merkle_resume(&tree, ROTA_MERKLE_MAX_SIZE, peaks, 1, &err));
}

/* --- paths --------------------------------------------------------------------------------- */

/** The path of a leaf, collected from a tree that is resumed at @p from. */
static struct rota_merkle_path collect(size_t index, size_t size, size_t from)
{
	struct rota_merkle_path path = { .index = index };
	struct rota_merkle tree = { 0 };
	struct rota_sha256 root;

	for (size_t i = 0; i < size; i++)
		OK(rota_merkle_append(&tree, digest, &leaves[i], i < from ? NULL : &path, &err));
	OK(rota_merkle_root(&root, &tree, digest, &path, &err));
	return path;
}

static void assert_same_path(const struct rota_merkle_path *wanted,
			     const struct rota_merkle_path *found)
{
	assert_int_equal(wanted->index, found->index);
	assert_int_equal(wanted->count, found->count);
	assert_memory_equal(wanted->steps, found->steps, wanted->count * sizeof(wanted->steps[0]));
}

static void test_merkle_path__is_that_of_the_definition(void **state)
{
	(void)state;
	for (size_t size = 1; size < SIZES; size++) {
		for (size_t index = 0; index < size; index++) {
			struct rota_merkle_path wanted = { .index = index };
			struct rota_merkle_path found = collect(index, size, 0);

			path_of(&wanted, index, 0, size);
			assert_same_path(&wanted, &found);
		}
	}
}

static void test_merkle_path__may_begin_with_the_batch(void **state)
{
	(void)state;
	for (size_t from = 0; from < 20; from++) {
		for (size_t index = from; index < 20; index++) {
			struct rota_merkle_path wanted = collect(index, 20, 0);
			struct rota_merkle_path found = collect(index, 20, from);

			assert_same_path(&wanted, &found);
		}
	}
}

/** Each set of leaves of a small tree, also one that is resumed. */
static void test_merkle_paths__are_those_of_each_leaf(void **state)
{
	enum { SIZE = 11 };

	(void)state;
	for (unsigned set = 0; set < 1U << SIZE; set++) {
		size_t from = set % SIZE;
		struct rota_merkle_path room[SIZE] = { { 0 } }, *items[SIZE];
		struct rota_merkle_paths paths = { items, 0 }, none = { items, 0 };
		struct rota_merkle tree = { 0 };
		struct rota_sha256 root;

		for (size_t i = from; i < SIZE; i++)
			if (set >> i & 1) {
				room[i].index = i;
				items[paths.count++] = &room[i];
			}
		for (size_t i = 0; i < SIZE; i++)
			OK(rota_merkle_append_all(&tree, digest, &leaves[i],
						  i < from ? &none : &paths, &err));
		OK(rota_merkle_root_all(&root, &tree, digest, &paths, &err));
		assert_same(root, root_of(0, SIZE));
		for (size_t i = 0; i < paths.count; i++) {
			struct rota_merkle_path wanted = { .index = items[i]->index };

			path_of(&wanted, wanted.index, 0, SIZE);
			assert_same_path(&wanted, items[i]);
		}
	}
}

static int check(const struct rota_merkle_path *path, size_t leaf, uint64_t size,
		 const struct rota_sha256 *root)
{
	return rota_merkle_path_check(path, &leaves[leaf], size, root, digest, &err);
}

static void test_merkle_path_check__takes_every_path(void **state)
{
	(void)state;
	for (size_t size = 1; size < SIZES; size++) {
		struct rota_sha256 root = root_of(0, size);

		for (size_t index = 0; index < size; index++) {
			struct rota_merkle_path path = { .index = index };

			path_of(&path, index, 0, size);
			OK(check(&path, index, size, &root));
		}
	}
}

/** The path of leaf 2 of 7, changed by each row's function, proves nothing. */
static void other_index(struct rota_merkle_path *path)
{
	path->index = 3;
}

static void index_behind_the_end(struct rota_merkle_path *path)
{
	path->index = 7;
}

static void greatest_index(struct rota_merkle_path *path)
{
	path->index = UINT64_MAX;
}

static void too_short(struct rota_merkle_path *path)
{
	path->count--;
}

static void empty(struct rota_merkle_path *path)
{
	path->count = 0;
}

static void too_long(struct rota_merkle_path *path)
{
	path->steps[path->count++] = leaves[0];
}

static void longer_than_can_be(struct rota_merkle_path *path)
{
	path->count = ROTA_MERKLE_MAX_STEPS + 1;
}

static void other_order(struct rota_merkle_path *path)
{
	struct rota_sha256 first = path->steps[0];

	path->steps[0] = path->steps[1];
	path->steps[1] = first;
}

static void test_merkle_path_check__any_change_is_refused(void **state)
{
	static void (*const changes[])(struct rota_merkle_path *) = {
		other_index, index_behind_the_end, greatest_index, too_short, empty,
		too_long,    longer_than_can_be,   other_order
	};
	const struct rota_merkle_path path = collect(2, 7, 0);
	struct rota_sha256 root = root_of(0, 7);

	(void)state;
	assert_int_equal(3, path.count);
	OK(check(&path, 2, 7, &root));
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct rota_merkle_path changed = path;
		char wanted[128];

		changes[i](&changed);
		snprintf(wanted, sizeof(wanted),
			 "the path does not lead from leaf %llu to this root of 7",
			 (unsigned long long)changed.index);
		FAILS(ROTA_ECORRUPT, wanted, check(&changed, 2, 7, &root));
	}
	for (size_t bit = 0; bit < path.count * 256; bit++) {
		struct rota_merkle_path changed = path;

		changed.steps[bit / 256].bytes[bit % 256 / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(ROTA_ECORRUPT, check(&changed, 2, 7, &root));
	}
}

static void test_merkle_path_check__another_leaf_root_or_size_is_refused(void **state)
{
	const struct rota_merkle_path path = collect(2, 7, 0);
	struct rota_sha256 root = root_of(0, 7);

	(void)state;
	assert_int_equal(ROTA_ECORRUPT, check(&path, 3, 7, &root));
	assert_int_equal(ROTA_ECORRUPT, check(&path, 2, 7, &leaves[0]));
	/* with 5 to 8 leaves the path of leaf 2 has the same shape: the size is signed, not proved
	 */
	for (uint64_t size = 0; size < SIZES; size++)
		if (size < 5 || size > 8)
			assert_int_equal(ROTA_ECORRUPT, check(&path, 2, size, &root));
	assert_int_equal(ROTA_ECORRUPT, check(&path, 2, UINT64_MAX, &root));
}

static void test_merkle_path_check__a_leaf_behind_the_end_is_refused(void **state)
{
	const struct rota_merkle_path path = collect(7, 8, 0);
	struct rota_sha256 root = root_of(0, 8);

	(void)state;
	OK(check(&path, 7, 8, &root));
	FAILS(ROTA_ECORRUPT, "the path does not lead from leaf 7 to this root of 7",
	      check(&path, 7, 7, &root));
	FAILS(ROTA_ECORRUPT, "the path does not lead from leaf 7 to this root of 0",
	      check(&path, 7, 0, &root));
}

static void test_merkle_path_check__64_steps_for_the_greatest_size(void **state)
{
	struct rota_merkle_path path = { .index = 0, .count = ROTA_MERKLE_MAX_STEPS };
	struct rota_sha256 root = leaves[0];

	(void)state;
	for (size_t i = 0; i < ROTA_MERKLE_MAX_STEPS; i++)
		OK(rota_merkle_node(&root, digest, &root, &path.steps[i], &err));
	OK(check(&path, 0, UINT64_MAX, &root));
	path.count--;
	assert_int_equal(ROTA_ECORRUPT, check(&path, 0, UINT64_MAX, &root));
}

/* --- memory -------------------------------------------------------------------------------- */

static int attempt_all(void)
{
	struct rota_merkle tree = { 0 };
	struct rota_merkle_path path = { .index = 2 };
	struct rota_digest *own = NULL;
	struct rota_sha256 root;
	int rc = rota_digest_new(&own, NULL);

	for (size_t i = 0; !rc && i < 7; i++)
		rc = rota_merkle_append(&tree, own, &leaves[i], &path, NULL);
	if (!rc)
		rc = rota_merkle_root(&root, &tree, own, &path, NULL);
	if (!rc)
		rc = rota_merkle_path_check(&path, &leaves[2], 7, &root, own, NULL);
	rota_digest_free(own);
	return rc;
}

static void test_merkle__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merkle_salt__of_seed_and_number),
		cmocka_unit_test(test_merkle_entry_leaf__of_salt_and_entry),
		cmocka_unit_test(test_merkle_node__is_no_leaf_of_the_same_bytes),
		cmocka_unit_test(test_merkle_entry_leaf__a_path_gives_no_neighbour_away),
		cmocka_unit_test(test_merkle_root__published_vectors),
		cmocka_unit_test(test_merkle_root__is_that_of_the_definition),
		cmocka_unit_test(test_merkle_append__peaks_are_perfect_subtrees_largest_first),
		cmocka_unit_test(test_merkle_peak_count__bits_of_the_size),
		cmocka_unit_test(test_merkle_resume__goes_on_as_if_never_ended),
		cmocka_unit_test(test_merkle_resume__wants_the_peaks_of_the_size),
		cmocka_unit_test(test_merkle_path__is_that_of_the_definition),
		cmocka_unit_test(test_merkle_path__may_begin_with_the_batch),
		cmocka_unit_test(test_merkle_paths__are_those_of_each_leaf),
		cmocka_unit_test(test_merkle_path_check__takes_every_path),
		cmocka_unit_test(test_merkle_path_check__any_change_is_refused),
		cmocka_unit_test(test_merkle_path_check__another_leaf_root_or_size_is_refused),
		cmocka_unit_test(test_merkle_path_check__a_leaf_behind_the_end_is_refused),
		cmocka_unit_test(test_merkle_path_check__64_steps_for_the_greatest_size),
		cmocka_unit_test(test_merkle__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("merkle", tests, make_leaves, free_digest);
}
