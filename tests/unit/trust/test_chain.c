/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/chain.h but those of opening: test_open.c. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/forge.h"

static struct world world;

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

static const uint8_t seed[] = "0123456789abcdef0123456789abcdef";

/* --- golden -------------------------------------------------------------------------------- */

static void read_golden(struct rota_buffer *out, const char *name, const char *kind)
{
	char path[200];

	snprintf(path, sizeof(path), "tests/golden/trust/%s.%s", name, kind);
	rota_buffer_reset(out);
	OK(rota_file_read(out, path, 1 << 20, &err));
}

static void assert_golden(const char *name, const char *kind, const void *bytes, size_t size)
{
	struct rota_buffer golden = { 0 };

	read_golden(&golden, name, kind);
	assert_int_equal(golden.size, size);
	assert_memory_equal(golden.bytes, bytes, size);
	rota_buffer_clear(&golden);
}

/** All but what zstd packs, which another version of it may do otherwise. */
static void test_draw__golden_bytes(void **state)
{
	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		const struct rota_sealed *sealed = &world.sealed[which];
		bool packed = which == WORLD_NEXT_BATCH;

		for (size_t i = 0; i < sealed->file_count; i++)
			if (!packed || strcmp(sealed->files[i].name, "head") == 0)
				assert_golden(world_names[which], sealed->files[i].name,
					      sealed->files[i].bytes, sealed->files[i].size);
		if (packed)
			continue;
		assert_golden(world_names[which], "tree", sealed->tree, sealed->tree_size);
		assert_golden(world_names[which], "commit", sealed->commit, sealed->commit_size);
	}
}

static void test_chain_open__golden_commits_are_read_for_ever(void **state)
{
	struct rota_buffer row = { 0 };

	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		struct rota_chain chain = world.before[which];
		struct rota_sealed sealed;
		struct rota_opened opened;

		read_golden(&row, world_names[which], "sealed");
		OK(rota_sealed_decode(&sealed, &world.arena, row.bytes, row.size, &err));
		OK(rota_chain_open(&opened, &world.arena, &chain, &sealed, NULL, NULL, &err));
		assert_int_equal(world.before[which].seq + 1, chain.seq);
	}
	rota_buffer_clear(&row);
}

/* --- rows ---------------------------------------------------------------------------------- */

static void test_sealed__round_trip(void **state)
{
	struct rota_buffer row = { 0 }, again = { 0 };

	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		const struct rota_sealed *wanted = &world.sealed[which];
		struct rota_sealed sealed;

		rota_buffer_reset(&row);
		rota_buffer_reset(&again);
		OK(rota_sealed_encode(&row, wanted, &err));
		OK(rota_sealed_decode(&sealed, &world.arena, row.bytes, row.size, &err));
		assert_memory_equal(&wanted->oid, &sealed.oid, sizeof(sealed.oid));
		assert_int_equal(wanted->has_parent, sealed.has_parent);
		assert_memory_equal(&wanted->parent, &sealed.parent, sizeof(sealed.parent));
		assert_int_equal(wanted->commit_size, sealed.commit_size);
		assert_memory_equal(wanted->commit, sealed.commit, sealed.commit_size);
		assert_memory_equal(wanted->tree, sealed.tree, sealed.tree_size);
		assert_int_equal(wanted->file_count, sealed.file_count);
		for (size_t i = 0; i < sealed.file_count; i++) {
			assert_string_equal(wanted->files[i].name, sealed.files[i].name);
			assert_int_equal(wanted->files[i].size, sealed.files[i].size);
			assert_memory_equal(wanted->files[i].bytes, sealed.files[i].bytes,
					    sealed.files[i].size);
		}
		OK(rota_sealed_encode(&again, &sealed, &err));
		assert_int_equal(row.size, again.size);
		assert_memory_equal(row.bytes, again.bytes, row.size);
	}
	rota_buffer_clear(&row);
	rota_buffer_clear(&again);
}

static void test_sealed_decode__other_bytes_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		const char *message;
	} rows[] = {
		{ "\x01", "a sealed commit: it is not a map" },
		{ "\x81\xa1x\x01", "a sealed commit: 'oid' is missing or not as it must be" },
	};
	static const struct rota_sealed nothing;
	struct rota_sealed sealed;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		FAILS(ROTA_ECORRUPT, rows[i].message,
		      rota_sealed_decode(&sealed, &world.arena, rows[i].bytes,
					 strlen(rows[i].bytes), &err));
		assert_memory_equal(&nothing, &sealed, sizeof(sealed));
	}
}

static void test_sealed_decode__keys_without_a_place_are_refused(void **state)
{
	struct rota_buffer row = { 0 };
	struct rota_sealed sealed;

	(void)state;
	OK(rota_sealed_encode(&row, &world.sealed[WORLD_NOTICE], &err));
	row.bytes[0]++;
	rota_buffer_append(&row, "\xa7unknown\x01", 9);
	FAILS(ROTA_ECORRUPT, "a sealed commit: there is a key that has no place in it",
	      rota_sealed_decode(&sealed, &world.arena, row.bytes, row.size, &err));
	rota_buffer_clear(&row);
}

static void test_sealed_encode__two_files_of_one_name_are_refused(void **state)
{
	struct rota_sealed sealed = world.sealed[WORLD_NOTICE];
	struct rota_buffer row = { 0 };

	(void)state;
	sealed.files[1].name = sealed.files[0].name;
	FAILS(ROTA_EINVALID, "a key of a map stands twice",
	      rota_sealed_encode(&row, &sealed, &err));
	assert_int_equal(0, row.size);
	rota_buffer_clear(&row);
}

static void test_chain__round_trip(void **state)
{
	struct rota_buffer row = { 0 };

	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		struct rota_chain chain = world.before[which], again;
		struct rota_opened opened;

		for (int after = 0; after < 2; after++) {
			rota_buffer_reset(&row);
			OK(rota_chain_encode(&row, &chain, &err));
			OK(rota_chain_decode(&again, row.bytes, row.size, &err));
			assert_int_equal(chain.log.size, again.log.size);
			/* behind the peaks that count there may be those of before */
			memcpy(&again.log, &chain.log, sizeof(chain.log));
			memcpy(&again.heads, &chain.heads, sizeof(chain.heads));
			assert_memory_equal(&chain, &again, sizeof(chain));
			if (!after)
				OK(rota_chain_open(&opened, &world.arena, &chain,
						   &world.sealed[which], NULL, NULL, &err));
		}
	}
	rota_buffer_clear(&row);
}

/** What was read goes on as what was written. */
static void test_chain_decode__goes_on(void **state)
{
	struct rota_buffer row = { 0 };

	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		struct rota_chain chain;
		struct rota_opened opened;

		rota_buffer_reset(&row);
		OK(rota_chain_encode(&row, &world.before[which], &err));
		OK(rota_chain_decode(&chain, row.bytes, row.size, &err));
		OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[which], NULL, NULL,
				   &err));
	}
	rota_buffer_clear(&row);
}

static void test_chain_decode__other_bytes_are_refused(void **state)
{
	static const struct rota_chain nothing;
	struct rota_buffer row = { 0 };
	struct rota_chain chain;
	char *at;

	(void)state;
	OK(rota_chain_encode(&row, &world.before[WORLD_NEXT_BATCH], &err));
	for (size_t size = 0; size < row.size; size++) {
		assert_int_equal(ROTA_ECORRUPT, rota_chain_decode(&chain, row.bytes, size, &err));
		assert_memory_equal(&nothing, &chain, sizeof(chain));
	}
	at = memmem(row.bytes, row.size, "\xa4size\x01", 6);
	assert_non_null(at);
	at[5] = 3; /* two peaks, and one stands there */
	FAILS(ROTA_ECORRUPT, "the state of a chain: 'peaks' is missing or not as it must be",
	      rota_chain_decode(&chain, row.bytes, row.size, &err));
	rota_buffer_clear(&row);
}

/* --- beginning ----------------------------------------------------------------------------- */

static void test_chain_init__a_writer_has_its_key(void **state)
{
	static const struct rota_chain nothing;
	struct rota_writer_id writer = world.writer;
	struct rota_chain chain;

	(void)state;
	FAILS(ROTA_EINVALID, "the key is not the one from which the writer's id follows",
	      rota_chain_init(&chain, &world.province, ROTA_CHAIN_BATCH, writer,
			      &world.merge.public_key, &err));
	assert_memory_equal(&nothing, &chain, sizeof(chain));
	OK(rota_chain_init(&chain, &world.province, ROTA_CHAIN_NOTICE, writer,
			   &world.merge.public_key, &err));
	OK(rota_chain_init(&chain, &world.province, ROTA_CHAIN_CHECKPOINT, writer,
			   &world.merge.public_key, &err));
	assert_memory_equal(&nothing.writer, &chain.writer, sizeof(writer));
}

static void test_chain_init__an_empty_log_has_the_root_of_nothing(void **state)
{
	struct rota_chain chain;

	(void)state;
	OK(rota_chain_init(&chain, &world.province, ROTA_CHAIN_BATCH, world.writer,
			   &world.district.public_key, &err));
	assert_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		   chain.root.bytes, sizeof(chain.root.bytes));
	assert_int_equal(0, chain.seq);
}

/* --- drawing ------------------------------------------------------------------------------- */

static void assert_not_drawn(enum rota_code code, const char *wanted,
			     const struct rota_batch_draw *draw, int which,
			     const struct rota_key *key)
{
	static const struct rota_sealed nothing;
	struct rota_chain chain = world.before[which];
	struct rota_sealed sealed;

	FAILS(code, wanted, rota_batch_draw(&sealed, &world.arena, &chain, draw, key, &err));
	assert_memory_equal(&nothing, &sealed, sizeof(sealed));
	assert_memory_equal(&world.before[which], &chain, sizeof(chain));
}

static void test_batch_draw__limits(void **state)
{
	static struct rota_batch_entry many[ROTA_BATCH_MAX_ENTRIES + 1];
	struct rota_batch_draw draw = { .entries = many, .seed = seed, .time = WORLD_TIME };

	(void)state;
	assert_not_drawn(ROTA_EINVALID, "a batch has 1 to 10000 entries, not 0", &draw, WORLD_BATCH,
			 &world.district);
	draw.count = ROTA_BATCH_MAX_ENTRIES + 1;
	assert_not_drawn(ROTA_EINVALID, "a batch has 1 to 10000 entries, not 10001", &draw,
			 WORLD_BATCH, &world.district);
	many[0].size = ROTA_BATCH_MAX_BYTES - ROTA_SEED_BYTES;
	many[1].size = 1;
	draw.count = 2;
	assert_not_drawn(ROTA_EINVALID, "2 entries are more than the 1048576 bytes of a batch",
			 &draw, WORLD_BATCH, &world.district);
}

static void test_batch_draw__what_would_not_open_is_not_drawn(void **state)
{
	struct rota_batch_entry first = world_entry(&world.arena, 0, "x", "");
	struct rota_batch_entry next = world_entry(&world.arena, 1, "x", ",\"set\":[1,2]");
	struct rota_batch_draw draw = {
		.entries = &first, .count = 1, .seed = seed, .time = WORLD_TIME
	};

	(void)state;
	assert_not_drawn(ROTA_EINVALID, "it is a 'batch' in a chain of 'notice'", &draw,
			 WORLD_NOTICE, &world.district);
	assert_not_drawn(ROTA_EINVALID, "its key is not the one that signs this chain", &draw,
			 WORLD_BATCH, &world.merge);
	draw.time = ROTA_HEAD_END_OF_TIME;
	assert_not_drawn(ROTA_EINVALID, "the head: 'time' is missing or not as it must be", &draw,
			 WORLD_BATCH, &world.district);
	draw.time = WORLD_TIME;
	assert_not_drawn(ROTA_ECORRUPT, "entry 1: it has number 0", &draw, WORLD_NEXT_BATCH,
			 &world.district);
	draw.entries = &next;
	assert_not_drawn(ROTA_ECORRUPT,
			 "entry 1: its set of 2 from entry 1 on reaches over an end of the batch",
			 &draw, WORLD_NEXT_BATCH, &world.district);
}

static void test_batch_draw__seen_does_not_go_back(void **state)
{
	struct rota_batch_entry entry = world_entry(&world.arena, 13, "x", "");
	struct rota_batch_draw draw = {
		.entries = &entry, .count = 1, .seed = seed, .time = WORLD_TIME
	};
	struct rota_chain chain = world.before[WORLD_NEXT_BATCH];
	struct rota_opened opened;
	struct rota_sealed sealed;

	(void)state;
	OK(rota_chain_open(&opened, &world.arena, &chain, &world.sealed[WORLD_NEXT_BATCH], NULL,
			   NULL, &err));
	FAILS(ROTA_EINVALID, "its seen goes back behind seq 0 of the checkpoints",
	      rota_batch_draw(&sealed, &world.arena, &chain, &draw, &world.district, &err));
}

/** As many entries and bytes as there may be, and back. */
static void test_batch_draw__the_largest_batch(void **state)
{
	static struct rota_batch_entry entries[ROTA_BATCH_MAX_ENTRIES];
	struct rota_batch_draw draw = { .entries = entries,
					.count = ROTA_BATCH_MAX_ENTRIES,
					.seed = seed,
					.time = WORLD_TIME };
	struct rota_chain chain = world.before[WORLD_BATCH], reader = chain;
	struct rota_arena arena = { 0 };
	struct rota_sealed sealed;
	struct rota_opened opened;

	(void)state;
	for (uint64_t n = 0; n < ROTA_BATCH_MAX_ENTRIES; n++)
		entries[n] = world_entry(&arena, n, "x", "");
	OK(rota_batch_draw(&sealed, &arena, &chain, &draw, &world.district, &err));
	OK(rota_chain_open(&opened, &arena, &reader, &sealed, NULL, NULL, &err));
	assert_int_equal(ROTA_BATCH_MAX_ENTRIES, reader.log.size);
	assert_memory_equal(&chain, &reader, sizeof(chain));
	rota_arena_clear(&arena);
}

/** Compressed when that is smaller, else as they are. */
static void test_batch_draw__takes_the_smaller_codec(void **state)
{
	(void)state;
	assert_string_equal("entries", world.sealed[WORLD_BATCH].files[0].name);
	assert_memory_equal("\0\1\2\3", world.sealed[WORLD_BATCH].files[0].bytes, 4);
	assert_memory_equal("\x28\xb5\x2f\xfd", world.sealed[WORLD_NEXT_BATCH].files[0].bytes, 4);
}

static void assert_not_sealed(const char *wanted, int which, const struct rota_head *head,
			      const struct rota_sealed_file *files, size_t count,
			      const struct rota_key *key)
{
	static const struct rota_sealed nothing;
	struct rota_chain chain = world.before[which];
	struct rota_sealed sealed;

	FAILS(ROTA_EINVALID, wanted,
	      rota_chain_draw(&sealed, &world.arena, &chain, head, files, count, key, &err));
	assert_memory_equal(&nothing, &sealed, sizeof(sealed));
	assert_memory_equal(&world.before[which], &chain, sizeof(chain));
}

static void test_chain_draw__what_would_not_open_is_not_drawn(void **state)
{
	struct rota_head head = {
		.time = WORLD_TIME, .number = 318, .as_of = { 2024, 2, 15 }, .checkpoint = 1
	};
	const struct rota_sealed_file files[] = { { "vector", "x", 1 },
						  { "vector", "y", 1 },
						  { "entries", "x", 1 },
						  { "receipts", "x", 1 },
						  { "a-name-that-is-too-long", "x", 1 } };

	(void)state;
	assert_not_sealed("a batch is drawn of its entries", WORLD_BATCH, &head, files, 0,
			  &world.district);
	assert_not_sealed("file 'vector' stands twice", WORLD_NEXT_CHECKPOINT, &head, files, 2,
			  &world.merge);
	assert_not_sealed("the head: 'files' is missing or not as it must be",
			  WORLD_NEXT_CHECKPOINT, &head, files + 2, 1, &world.merge);
	assert_not_sealed("the head: 'files' is missing or not as it must be", WORLD_NOTICE, &head,
			  files, 1, &world.merge);
	assert_not_sealed("file 'a-name-that-is-too-long' has no place in it", WORLD_NOTICE, &head,
			  files + 4, 1, &world.merge);
	assert_not_sealed("its key is not the one that signs this chain", WORLD_NOTICE, &head,
			  files + 3, 1, &world.district);
	head.as_of.day = 0;
	assert_not_sealed("the head: 'as_of' is missing or not as it must be",
			  WORLD_NEXT_CHECKPOINT, &head, files, 1, &world.merge);
	head.number = 317;
	assert_not_sealed("it is checkpoint 317 after 317", WORLD_NEXT_CHECKPOINT, &head, files, 1,
			  &world.merge);
}

static void test_chain_draw__files_without_bytes_are_left_out(void **state)
{
	struct rota_head head = { .time = WORLD_TIME, .checkpoint = 1 };
	const struct rota_sealed_file files[] = { { "receipts", "", 0 }, { "incoming", "x", 1 } };
	struct rota_chain chain = world.before[WORLD_NOTICE], reader = chain;
	struct rota_sealed sealed;
	struct rota_opened opened;

	(void)state;
	OK(rota_chain_draw(&sealed, &world.arena, &chain, &head, files, 2, &world.merge, &err));
	assert_int_equal(2, sealed.file_count);
	assert_string_equal("head", sealed.files[0].name);
	assert_string_equal("incoming", sealed.files[1].name);
	OK(rota_chain_open(&opened, &world.arena, &reader, &sealed, NULL, NULL, &err));
	OK(rota_chain_draw(&sealed, &world.arena, &chain, &head, NULL, 0, &world.merge, &err));
	OK(rota_chain_open(&opened, &world.arena, &reader, &sealed, NULL, NULL, &err));
	assert_memory_equal(&chain, &reader, sizeof(chain));
}

/* --- memory -------------------------------------------------------------------------------- */

static int attempt_rows(void)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer row = { 0 };
	struct rota_sealed sealed;
	struct rota_chain chain;
	int rc = rota_sealed_encode(&row, &world.sealed[WORLD_NEXT_CHECKPOINT], &err);

	if (!rc)
		rc = rota_sealed_decode(&sealed, &arena, row.bytes, row.size, &err);
	rota_buffer_clear(&row);
	if (!rc)
		rc = rota_chain_encode(&row, &world.before[WORLD_NEXT_BATCH], &err);
	if (!rc)
		rc = rota_chain_decode(&chain, row.bytes, row.size, &err);
	rota_buffer_clear(&row);
	rota_arena_clear(&arena);
	return rc;
}

static struct rota_batch_entry drawn_entries[2];

static int attempt_draw(void)
{
	struct rota_batch_draw draw = {
		.entries = drawn_entries, .count = 2, .seed = seed, .time = WORLD_TIME
	};
	struct rota_head head = { .time = WORLD_TIME, .number = 319, .as_of = { 2024, 2, 15 } };
	const struct rota_sealed_file file = { "vector", "x", 1 };
	struct rota_chain chain = world.before[WORLD_NEXT_BATCH];
	struct rota_arena arena = { 0 };
	struct rota_sealed sealed;
	int rc = rota_batch_draw(&sealed, &arena, &chain, &draw, &world.district, &err);

	if (rc)
		assert_memory_equal(&world.before[WORLD_NEXT_BATCH], &chain, sizeof(chain));
	chain = world.before[WORLD_NEXT_CHECKPOINT];
	if (!rc) {
		rc = rota_chain_draw(&sealed, &arena, &chain, &head, &file, 1, &world.merge, &err);
		if (rc)
			assert_memory_equal(&world.before[WORLD_NEXT_CHECKPOINT], &chain,
					    sizeof(chain));
	}
	rota_arena_clear(&arena);
	return rc;
}

static void test_chain__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_rows);
	drawn_entries[0] = world_entry(&world.arena, 1, "x", "");
	drawn_entries[1] = world_entry(&world.arena, 2, "x", "");
	expect_survival(attempt_draw);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_draw__golden_bytes),
		cmocka_unit_test(test_chain_open__golden_commits_are_read_for_ever),
		cmocka_unit_test(test_sealed__round_trip),
		cmocka_unit_test(test_sealed_decode__other_bytes_are_refused),
		cmocka_unit_test(test_sealed_decode__keys_without_a_place_are_refused),
		cmocka_unit_test(test_sealed_encode__two_files_of_one_name_are_refused),
		cmocka_unit_test(test_chain__round_trip),
		cmocka_unit_test(test_chain_decode__goes_on),
		cmocka_unit_test(test_chain_decode__other_bytes_are_refused),
		cmocka_unit_test(test_chain_init__a_writer_has_its_key),
		cmocka_unit_test(test_chain_init__an_empty_log_has_the_root_of_nothing),
		cmocka_unit_test(test_batch_draw__limits),
		cmocka_unit_test(test_batch_draw__what_would_not_open_is_not_drawn),
		cmocka_unit_test(test_batch_draw__seen_does_not_go_back),
		cmocka_unit_test(test_batch_draw__the_largest_batch),
		cmocka_unit_test(test_batch_draw__takes_the_smaller_codec),
		cmocka_unit_test(test_chain_draw__what_would_not_open_is_not_drawn),
		cmocka_unit_test(test_chain_draw__files_without_bytes_are_left_out),
		cmocka_unit_test(test_chain__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("chain", tests, make_world, drop_world);
}
