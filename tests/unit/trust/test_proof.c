/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * That one entry can be proved without showing the others: from the text of a commit, its head,
 * one salt and one path, and nothing else. The proof has no format yet; what is tested is that the
 * bytes which are signed today are enough, and that they tell nothing of the entries beside.
 */
#include "tests/unit/trust/forge.h"

static struct world world;

/** All that is shown. */
struct proof {
	const void *commit;
	size_t commit_size;
	const void *head;
	size_t head_size;
	uint64_t number;
	struct rota_batch_entry entry;
	struct rota_salt salt;
	struct rota_merkle_path path;
};

/** What the office has and does not show. */
struct office {
	struct rota_merkle log;
	struct rota_digest *digest;
	struct proof *proof;
	struct rota_batch_entry neighbour; /**< the entry behind */
	struct rota_salt neighbour_salt;
};

enum { PROVED = 8 };

static int collect(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
		   const struct rota_sha256 *leaf, void *payload, struct rota_error *visit_err)
{
	struct office *office = payload;
	const void *kept = rota_arena_copy(&world.arena, bytes, size);

	assert_non_null(kept);
	if (n == PROVED) {
		office->proof->entry = (struct rota_batch_entry){ kept, size };
		office->proof->salt = *salt;
	}
	if (n == PROVED + 1) {
		office->neighbour = (struct rota_batch_entry){ kept, size };
		office->neighbour_salt = *salt;
	}
	return rota_merkle_append(&office->log, office->digest, leaf, &office->proof->path,
				  visit_err);
}

static void make_proof(struct proof *proof, struct office *office)
{
	const struct rota_sealed *sealed = &world.sealed[WORLD_NEXT_BATCH];
	struct rota_chain chain = world.before[WORLD_NEXT_BATCH];
	struct rota_opened opened;
	struct rota_sha256 root;

	memset(proof, 0, sizeof(*proof));
	memset(office, 0, sizeof(*office));
	office->proof = proof;
	office->log = chain.log;
	OK(rota_digest_new(&office->digest, &err));
	proof->number = PROVED;
	proof->path.index = PROVED;
	OK(rota_chain_open(&opened, &world.arena, &chain, sealed, collect, office, &err));
	OK(rota_merkle_root(&root, &office->log, office->digest, &proof->path, &err));
	proof->commit = sealed->commit;
	proof->commit_size = sealed->commit_size;
	proof->head = sealed->files[1].bytes;
	proof->head_size = sealed->files[1].size;
}

/** The commit is signed by the writer's key, and names the head. */
static int check_commit(const struct proof *proof, const struct rota_public_key *key,
			struct rota_arena *arena)
{
	struct rota_commit commit;
	struct rota_public_key signer;
	struct rota_sha256 hash;
	struct rota_buffer payload = { 0 };
	const char *signature;
	size_t signature_size;
	int rc = rota_commit_parse(&commit, arena, proof->commit, proof->commit_size, &err);

	if (rc)
		return rc;
	signature = commit.signature;
	signature_size = commit.signature_size;
	commit.signature = NULL;
	OK(rota_commit_print(&payload, &commit, &err));
	OK(rota_digest_sha256(&hash, proof->head, proof->head_size, &err));
	rc = rota_signature_check(&signer, signature, signature_size, ROTA_SIGNATURE_GIT,
				  payload.bytes, payload.size, &err);
	rota_buffer_clear(&payload);
	if (!rc && (memcmp(&signer, key, sizeof(signer)) != 0 ||
		    memcmp(&hash, &commit.head, sizeof(hash)) != 0))
		rc = ROTA_ECORRUPT;
	return rc;
}

/** Entry `number` of the writer with this key is in a log that it has signed. */
static int check_proof(const struct proof *proof, const struct rota_public_key *key)
{
	struct rota_arena arena = { 0 };
	struct rota_digest *digest;
	struct rota_entry entry;
	struct rota_head head;
	struct rota_sha256 leaf;
	int rc = check_commit(proof, key, &arena);

	OK(rota_digest_new(&digest, &err));
	if (!rc)
		rc = rota_head_decode(&head, proof->head, proof->head_size, &err);
	if (!rc)
		rc = rota_entry_decode(&entry, &arena, proof->entry.bytes, proof->entry.size, &err);
	if (!rc && (entry.number != proof->number || proof->path.index != proof->number))
		rc = ROTA_ECORRUPT;
	if (!rc)
		rc = rota_merkle_entry_leaf(&leaf, digest, &proof->salt, proof->entry.bytes,
					    proof->entry.size, &err);
	if (!rc)
		rc = rota_merkle_path_check(&proof->path, &leaf, head.first + head.count,
					    &head.root, digest, &err);
	rota_digest_free(digest);
	rota_arena_clear(&arena);
	return rc;
}

static void test_proof__one_entry_is_shown_under_a_signature(void **state)
{
	struct office office;
	struct proof proof;

	(void)state;
	make_proof(&proof, &office);
	OK(check_proof(&proof, &world.district.public_key));
	assert_int_equal(ROTA_ECORRUPT, check_proof(&proof, &world.merge.public_key));
	proof.salt.bytes[0] ^= 1;
	assert_int_equal(ROTA_ECORRUPT, check_proof(&proof, &world.district.public_key));
	proof.salt.bytes[0] ^= 1;
	proof.path.steps[2].bytes[5] ^= 1;
	assert_int_equal(ROTA_ECORRUPT, check_proof(&proof, &world.district.public_key));
	proof.path.steps[2].bytes[5] ^= 1;
	proof.entry = office.neighbour;
	assert_int_equal(ROTA_ECORRUPT, check_proof(&proof, &world.district.public_key));
	rota_digest_free(office.digest);
}

/** Whether this leaf is what the path shows beside the entry. */
static bool found(const struct proof *proof, struct rota_digest *digest,
		  const struct rota_salt *salt, const struct rota_batch_entry *candidate)
{
	struct rota_sha256 leaf;

	OK(rota_merkle_entry_leaf(&leaf, digest, salt, candidate->bytes, candidate->size, &err));
	for (size_t i = 0; i < proof->path.count; i++)
		if (memcmp(&leaf, &proof->path.steps[i], sizeof(leaf)) == 0)
			return true;
	return false;
}

/** Whoever guesses the neighbour's bytes cannot see that the guess is right: its leaf has a salt,
 *  and from the one that is shown no other follows. */
static void test_proof__a_search_finds_no_neighbour(void **state)
{
	enum { CANDIDATES = 10000, TRUE_ONE = 6789 };
	struct rota_salt none = { { 0 } };
	struct office office;
	struct proof proof;

	(void)state;
	make_proof(&proof, &office);
	for (int i = 0; i < CANDIDATES; i++) {
		struct rota_arena arena = { 0 };
		struct rota_batch_entry candidate;
		struct rota_sha256 leaf;
		char text[80];

		snprintf(text, sizeof(text), "đã gọi điện xác nhận %d", i);
		candidate = i == TRUE_ONE ? office.neighbour
					  : world_entry(&arena, PROVED + 1, text, "");
		assert_false(found(&proof, office.digest, &proof.salt, &candidate));
		assert_false(found(&proof, office.digest, &none, &candidate));
		OK(rota_merkle_leaf(&leaf, office.digest, candidate.bytes, candidate.size, &err));
		for (size_t step = 0; step < proof.path.count; step++)
			assert_memory_not_equal(&leaf, &proof.path.steps[step], sizeof(leaf));
		rota_arena_clear(&arena);
	}
	/* with the salt that is not shown it would be found: the search looks in the right place */
	assert_true(found(&proof, office.digest, &office.neighbour_salt, &office.neighbour));
	rota_digest_free(office.digest);
}

static int make_world(void **state)
{
	(void)state;
	world_init(&world);
	return 0;
}

static int drop_world(void **state)
{
	(void)state;
	world_clear(&world);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proof__one_entry_is_shown_under_a_signature),
		cmocka_unit_test(test_proof__a_search_finds_no_neighbour),
	};

	return cmocka_run_group_tests_name("proof", tests, make_world, drop_world);
}
