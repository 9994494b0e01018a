/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Fuzzer of signed chains: heads, rows of sealed commits, of vectors and of receipts, requests.
 *
 * The first byte chooses what the rest is:
 *
 *     0 1 2 3 4  the row of a sealed commit, opened in the chain that ends before the first batch,
 *                the second batch, the first and the second checkpoint, the notice of
 *                tests/support/chain_world.h
 *     5 6 7 8 9  the same, after its ids are made right and it is signed by the right key
 *     h  a head       v  rows of a vector       r  receipts       q  a request
 *     s  the state of a chain
 *
 * No mutation gets past the ids of a commit, so 5 to 9 put in their place what follows from the
 * files: then heads, packed entries and entries are reached too. Besides what the sanitizers see,
 * it asserts that
 *
 *     the code is that of the error, and ROTA_ECORRUPT when it is not ROTA_OK;
 *     what was read gives the same bytes when it is written again;
 *     a chain is as it was when a commit was refused, and has moved on by one when it was taken;
 *     a commit whose bytes were changed is taken by no chain, unless it says the same.
 *
 * The corpus is in tests/fuzz/corpus/chain, written by tests/golden/make-chains.c.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "codec/pack.h"
#include "tests/support/chain_world.h"
#include "trust/signature.h"
#include "trust/step.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct world *the_world(void)
{
	static struct world world;

	if (!world.arena.first)
		world_init(&world);
	return &world;
}

static void check_code(int rc, const struct rota_error *err)
{
	assert(rc == (int)err->code && (!rc || rc == ROTA_ECORRUPT));
}

static void check_head(const uint8_t *bytes, size_t size)
{
	static const struct rota_head nothing;
	struct rota_buffer again = { 0 };
	struct rota_error err = { 0 };
	struct rota_head head;
	int rc = rota_head_decode(&head, bytes, size, &err);

	check_code(rc, &err);
	if (rc) {
		assert(head.form == 0 || head.form > ROTA_HEAD_FORM); /* of a newer one that is said */
		head.form = 0;
		assert(!memcmp(&nothing, &head, sizeof(head)));
		return;
	}
	assert(!rota_head_encode(&again, &head, &err));
	assert(again.size == size && !memcmp(again.bytes, bytes, size));
	rota_buffer_clear(&again);
}

static void check_vector(const uint8_t *bytes, size_t size)
{
	while (size) {
		struct rota_buffer again = { 0 };
		struct rota_error err = { 0 };
		struct rota_vector_row row;
		size_t used;
		int rc = rota_vector_row_decode(&row, &used, bytes, size, &err);

		check_code(rc, &err);
		if (rc)
			return;
		assert(used && used <= size && !rota_vector_row_encode(&again, &row, &err));
		assert(again.size == used && !memcmp(again.bytes, bytes, used));
		rota_buffer_clear(&again);
		bytes += used;
		size -= used;
	}
}

static void check_receipts(const uint8_t *bytes, size_t size)
{
	struct rota_arena arena = { 0 };
	int rc = ROTA_OK;

	while (size && !rc) {
		struct rota_buffer again = { 0 };
		struct rota_error err = { 0 };
		struct rota_receipt receipt;
		size_t used;

		rc = rota_receipt_decode(&receipt, &arena, &used, bytes, size, &err);
		check_code(rc, &err);
		/* a text that is not normal is read and not written */
		if (!rc && !rota_receipt_encode(&again, &receipt, NULL))
			assert(again.size == used && !memcmp(again.bytes, bytes, used));
		rota_buffer_clear(&again);
		bytes += used;
		size -= used;
	}
	rota_arena_clear(&arena);
}

static void check_state(const uint8_t *bytes, size_t size)
{
	struct rota_buffer again = { 0 };
	struct rota_error err = { 0 };
	struct rota_chain chain;
	int rc = rota_chain_decode(&chain, bytes, size, &err);

	check_code(rc, &err);
	if (!rc) {
		assert(!rota_chain_encode(&again, &chain, &err));
		assert(again.size == size && !memcmp(again.bytes, bytes, size));
	}
	rota_buffer_clear(&again);
}

static void check_request(const uint8_t *text, size_t size)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer again = { 0 };
	struct rota_error err = { 0 };
	struct rota_join_request request;
	int rc = rota_request_read(&request, &arena, (const char *)text, size, &err);

	check_code(rc, &err);
	if (!rc) {
		/* nobody else has the key */
		assert(!rota_request_make(&again, &request, &the_world()->district, &err));
		assert(size + (text[size - 1] != '\n') == again.size);
		assert(!memcmp(again.bytes, text, size));
	}
	rota_buffer_clear(&again);
	rota_arena_clear(&arena);
}

/** The hash and the size of the entries as they are, so that these are looked at. */
static void mend_head(struct rota_head *head, const struct rota_sealed_file *entries)
{
	static uint8_t unpacked[ROTA_BATCH_MAX_BYTES];

	if (head->codec == ROTA_CODEC_RAW) {
		head->size = entries->size;
		assert(!rota_digest_sha256(&head->files[0].hash, entries->bytes, entries->size,
					   NULL));
	} else if (!rota_unpack(unpacked, head->size, entries->bytes, entries->size, NULL)) {
		assert(!rota_digest_sha256(&head->files[0].hash, unpacked, head->size, NULL));
	}
}

/** Read the head and write it as the files want it. @return false when it is none. */
static bool make_head(struct rota_head *head, struct rota_sealed *sealed, struct rota_arena *arena)
{
	struct rota_sealed_file *file = NULL;
	struct rota_buffer bytes = { 0 };
	bool made;

	for (size_t i = 0; i < sealed->file_count; i++)
		if (!strcmp(sealed->files[i].name, "head"))
			file = &sealed->files[i];
	if (!file || rota_head_decode(head, file->bytes, file->size, NULL))
		return false;
	for (size_t i = 0; i < sealed->file_count; i++)
		if (!strcmp(sealed->files[i].name, "entries") && head->type == ROTA_CHAIN_BATCH)
			mend_head(head, &sealed->files[i]);
	made = !rota_head_encode(&bytes, head, NULL);
	if (made) {
		file->bytes = rota_arena_copy(arena, bytes.bytes, bytes.size);
		file->size = bytes.size;
	}
	rota_buffer_clear(&bytes);
	return made;
}

static const struct rota_sealed_file *head_of(const struct rota_sealed *sealed)
{
	const struct rota_sealed_file *file = sealed->files;

	while (strcmp(file->name, "head") != 0)
		file++;
	return file;
}

/** Put in the ids and the signature that follow from the files. @return false when that cannot be:
 *  there is no head. */
static bool sign(struct rota_sealed *sealed, struct rota_arena *arena,
		 const struct rota_chain *chain, const struct rota_key *key)
{
	struct rota_buffer tree = { 0 }, payload = { 0 }, signature = { 0 }, text = { 0 };
	const struct rota_sealed_file *file;
	struct rota_commit commit;
	struct rota_sha256 hash;
	struct rota_head head;
	struct rota_oid oid;

	if (!make_head(&head, sealed, arena))
		return false;
	file = head_of(sealed);
	assert(!rota_digest_sha256(&hash, file->bytes, file->size, NULL));
	assert(!rota_step_tree(&tree, &oid, sealed->files, sealed->file_count, NULL));
	sealed->tree = rota_arena_copy(arena, tree.bytes, tree.size);
	sealed->tree_size = tree.size;
	assert(!rota_step_commit(&commit, chain, &head, &hash, oid, NULL));
	sealed->has_parent = commit.has_parent;
	sealed->parent = commit.parent;
	assert(!rota_commit_print(&payload, &commit, NULL));
	assert(!rota_signature_make(&signature, key, ROTA_SIGNATURE_GIT, payload.bytes,
				    payload.size, NULL));
	commit.signature = signature.bytes;
	commit.signature_size = signature.size;
	assert(!rota_commit_print(&text, &commit, NULL));
	sealed->commit = rota_arena_copy(arena, text.bytes, text.size);
	sealed->commit_size = text.size;
	assert(!rota_oid_make(&sealed->oid, "commit", sealed->commit, sealed->commit_size, NULL));
	rota_buffer_clear(&tree);
	rota_buffer_clear(&payload);
	rota_buffer_clear(&signature);
	rota_buffer_clear(&text);
	return true;
}

static int count_entry(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
		       const struct rota_sha256 *leaf, void *payload, struct rota_error *err)
{
	uint64_t *next = payload;

	(void)err;
	assert(n == (*next)++ && bytes && size && salt && leaf);
	return ROTA_OK;
}

static void check_open(const struct rota_sealed *sealed, struct rota_arena *arena, int which,
		       bool is_signed)
{
	const struct rota_chain *before = &the_world()->before[which];
	struct rota_chain chain = *before;
	struct rota_error err = { 0 };
	struct rota_opened opened;
	uint64_t next = chain.log.size;
	int rc = rota_chain_open(&opened, arena, &chain, sealed, count_entry, &next, &err);

	check_code(rc, &err);
	if (rc) {
		assert(!memcmp(before, &chain, sizeof(chain)));
		return;
	}
	assert(chain.seq == before->seq + 1 && next == chain.log.size);
	assert(is_signed || rota_oid_equal(sealed->oid, the_world()->sealed[which].oid) ||
	       which == WORLD_NEXT_BATCH); /* as another zstd has packed it */
}

static void check_sealed(const uint8_t *bytes, size_t size, int which, bool is_signed)
{
	const struct world *world = the_world();
	const struct rota_chain *chain = &world->before[which];
	struct rota_arena arena = { 0 };
	struct rota_buffer again = { 0 };
	struct rota_error err = { 0 };
	struct rota_sealed sealed;
	int rc = rota_sealed_decode(&sealed, &arena, bytes, size, &err);

	check_code(rc, &err);
	if (!rc) {
		assert(!rota_sealed_encode(&again, &sealed, &err));
		assert(again.size == size && !memcmp(again.bytes, bytes, size));
		if (!is_signed ||
		    sign(&sealed, &arena, chain,
			 chain->type == ROTA_CHAIN_BATCH ? &world->district : &world->merge))
			check_open(&sealed, &arena, which, is_signed);
	}
	rota_buffer_clear(&again);
	rota_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	if (data[0] >= '0' && data[0] < '0' + 2 * WORLD_COMMITS)
		check_sealed(data + 1, size - 1, (data[0] - '0') % WORLD_COMMITS,
			     data[0] >= '0' + WORLD_COMMITS);
	else if (data[0] == 'h')
		check_head(data + 1, size - 1);
	else if (data[0] == 'v')
		check_vector(data + 1, size - 1);
	else if (data[0] == 'r')
		check_receipts(data + 1, size - 1);
	else if (data[0] == 'q')
		check_request(data + 1, size - 1);
	else if (data[0] == 's')
		check_state(data + 1, size - 1);
	return 0;
}
