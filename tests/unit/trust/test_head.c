/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/head.h, one test each. */
#include "tests/support/failing_memory.h"
#include "tests/unit/trust/forge.h"

#include "codec/canonical.h"

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

static const struct rota_sealed_file *head_of(int which)
{
	const struct rota_sealed *sealed = &world.sealed[which];

	for (size_t i = 0; i < sealed->file_count; i++)
		if (strcmp(sealed->files[i].name, "head") == 0)
			return &sealed->files[i];
	return NULL;
}

static void test_head__round_trip(void **state)
{
	struct rota_buffer again = { 0 };

	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		const struct rota_sealed_file *file = head_of(which);
		struct rota_head head;

		rota_buffer_reset(&again);
		rota_buffer_puts(&again, "before");
		OK(rota_head_decode(&head, file->bytes, file->size, &err));
		OK(rota_head_encode(&again, &head, &err));
		assert_int_equal(file->size + 6, again.size);
		assert_memory_equal(file->bytes, again.bytes + 6, file->size);
	}
	rota_buffer_clear(&again);
}

static void test_head_decode__says_what_is_in_it(void **state)
{
	const struct rota_sealed_file *file = head_of(WORLD_NEXT_BATCH);
	struct rota_head head;

	(void)state;
	OK(rota_head_decode(&head, file->bytes, file->size, &err));
	assert_int_equal(1, head.form);
	assert_memory_equal(&world.province, &head.province, sizeof(head.province));
	assert_int_equal(ROTA_CHAIN_BATCH, head.type);
	assert_memory_equal(&world.writer, &head.writer, sizeof(head.writer));
	assert_int_equal(1, head.seq);
	assert_int_equal(WORLD_TIME + 86400000, head.time);
	assert_int_equal(1, head.file_count);
	assert_string_equal("entries", head.files[0].name);
	assert_int_equal(1, head.first);
	assert_int_equal(12, head.count);
	assert_int_equal(1, head.peak_count);
	assert_int_equal(ROTA_CODEC_ZSTD, head.codec);
	assert_true(head.has_seen);
	file = head_of(WORLD_NEXT_CHECKPOINT);
	OK(rota_head_decode(&head, file->bytes, file->size, &err));
	assert_int_equal(ROTA_CHAIN_CHECKPOINT, head.type);
	assert_int_equal(318, head.number);
	assert_int_equal(1, head.rules);
	assert_true(rota_day_equal((struct rota_day){ 2024, 2, 15 }, head.as_of));
	assert_int_equal(2, head.file_count);
	assert_string_equal("totals", head.files[0].name);
	assert_string_equal("vector", head.files[1].name);
}

/* --- one thing wrong ----------------------------------------------------------------------- */

/** The map of a head, to be changed. */
static struct rota_value map_of(int which)
{
	const struct rota_sealed_file *file = head_of(which);
	struct rota_value map;

	OK(rota_canonical_decode(&map, &world.arena, file->bytes, file->size, &err));
	return map;
}

static void assert_map_refused(const char *wanted, const struct rota_value *map)
{
	static const struct rota_head nothing;
	struct rota_buffer bytes = { 0 };
	struct rota_head head;

	OK(rota_canonical_encode(&bytes, map, &err));
	FAILS(ROTA_ECORRUPT, wanted, rota_head_decode(&head, bytes.bytes, bytes.size, &err));
	if (head.form > ROTA_HEAD_FORM)
		head.form = 0; /* so that a newer one can be told from one that is none */
	assert_memory_equal(&nothing, &head, sizeof(head));
	rota_buffer_clear(&bytes);
}

static void test_head_decode__exactly_the_keys_of_its_type(void **state)
{
	(void)state;
	for (int which = 0; which < WORLD_COMMITS; which++) {
		struct rota_value map = map_of(which);

		for (size_t i = 0; i < map.as.map.count; i++) {
			struct rota_value less = map_of(which);
			struct rota_pair *pair = &less.as.map.pairs[i];
			char wanted[100];

			/* before the first checkpoint seen, and without other files, they are
			 * absent */
			if (strcmp(pair->key.as.text.chars, "seen") == 0 ||
			    (strcmp(pair->key.as.text.chars, "files") == 0 &&
			     which != WORLD_BATCH && which != WORLD_NEXT_BATCH))
				continue;
			snprintf(wanted, sizeof(wanted),
				 "the head: '%s' is missing or not as it must be",
				 pair->key.as.text.chars);
			*pair = less.as.map.pairs[--less.as.map.count];
			if (strcmp(map.as.map.pairs[i].key.as.text.chars, "type") != 0)
				assert_map_refused(wanted, &less);
		}
		rota_map_set(&world.arena, &map, "zone", rota_uint(7));
		assert_map_refused("the head: there is a key that has no place in it", &map);
	}
}

static struct rota_value bytes_of(size_t size)
{
	static const uint8_t zeros[64];

	return rota_bin(zeros, size);
}

static struct rota_value list_of(struct rota_value a, struct rota_value b)
{
	struct rota_value list = rota_list();

	rota_list_add(&world.arena, &list, a);
	rota_list_add(&world.arena, &list, b);
	return list;
}

static struct rota_value map_with(const char *key, struct rota_value value)
{
	struct rota_value map = rota_map();

	rota_map_set(&world.arena, &map, key, value);
	return map;
}

static void assert_value_refused(int which, const char *key, struct rota_value value)
{
	struct rota_value map = map_of(which);
	char wanted[100];

	snprintf(wanted, sizeof(wanted), "the head: '%s' is missing or not as it must be", key);
	rota_map_set(&world.arena, &map, key, value);
	assert_map_refused(wanted, &map);
}

static void test_head_decode__each_value_has_its_range(void **state)
{
	const uint64_t most = ROTA_MERKLE_MAX_SIZE;

	(void)state;
	assert_value_refused(WORLD_BATCH, "f", rota_uint(0));
	assert_value_refused(WORLD_BATCH, "f", rota_text("1"));
	assert_value_refused(WORLD_BATCH, "province", bytes_of(31));
	assert_value_refused(WORLD_BATCH, "province", bytes_of(33));
	assert_value_refused(WORLD_BATCH, "province", rota_text("p"));
	assert_value_refused(WORLD_BATCH, "type", rota_text("bundle"));
	assert_value_refused(WORLD_BATCH, "type", rota_text_sized("batch\0", 6));
	assert_value_refused(WORLD_BATCH, "chain", rota_text("checkpoints"));
	assert_value_refused(WORLD_BATCH, "chain", rota_text("notices/599ebbeca116dd05"));
	assert_value_refused(WORLD_BATCH, "chain", rota_text("599ebbeca116dd0"));
	assert_value_refused(WORLD_BATCH, "chain", rota_text("599EBBECA116DD05"));
	assert_value_refused(WORLD_NOTICE, "chain", rota_text("599ebbeca116dd05"));
	assert_value_refused(WORLD_CHECKPOINT, "chain", rota_text("599ebbeca116dd05"));
	assert_value_refused(WORLD_BATCH, "seq", rota_uint(most + 1));
	assert_value_refused(WORLD_BATCH, "seq", rota_int(-1));
	assert_value_refused(WORLD_BATCH, "prev", bytes_of(0));
	assert_value_refused(WORLD_BATCH, "key", bytes_of(20));
	assert_value_refused(WORLD_BATCH, "time", rota_uint(ROTA_HEAD_END_OF_TIME));
	assert_value_refused(WORLD_BATCH, "first", rota_uint(most));
	assert_value_refused(WORLD_BATCH, "count", rota_uint(0));
	assert_value_refused(WORLD_BATCH, "count", rota_uint(10001));
	assert_value_refused(WORLD_BATCH, "peaks", list_of(bytes_of(32), bytes_of(32)));
	assert_value_refused(WORLD_NEXT_BATCH, "peaks", list_of(bytes_of(32), bytes_of(32)));
	assert_value_refused(WORLD_NEXT_BATCH, "peaks", list_of(bytes_of(32), bytes_of(31)));
	assert_value_refused(WORLD_NEXT_BATCH, "peaks", rota_uint(1));
	assert_value_refused(WORLD_BATCH, "root", bytes_of(20));
	assert_value_refused(WORLD_BATCH, "codec", rota_text("gzip"));
	assert_value_refused(WORLD_BATCH, "size", rota_uint(ROTA_SEED_BYTES));
	assert_value_refused(WORLD_BATCH, "size", rota_uint(ROTA_BATCH_MAX_BYTES + 1));
	assert_value_refused(WORLD_BATCH, "seen", rota_uint(1));
	assert_value_refused(WORLD_BATCH, "seen", list_of(bytes_of(32), rota_uint(1)));
	assert_value_refused(WORLD_BATCH, "seen", list_of(rota_uint(1), bytes_of(31)));
	assert_value_refused(WORLD_BATCH, "seen", list_of(rota_uint(most + 1), bytes_of(32)));
	assert_value_refused(WORLD_BATCH, "files", map_with("entries", bytes_of(31)));
	assert_value_refused(WORLD_BATCH, "files", map_with("vector", bytes_of(32)));
	assert_value_refused(WORLD_CHECKPOINT, "files", map_with("entries", bytes_of(32)));
	assert_value_refused(WORLD_CHECKPOINT, "files", map_with("head", bytes_of(32)));
	assert_value_refused(WORLD_NOTICE, "files", map_with("totals", bytes_of(32)));
	assert_value_refused(WORLD_NOTICE, "files", rota_text("receipts"));
	assert_value_refused(WORLD_CHECKPOINT, "number", rota_uint(0));
	assert_value_refused(WORLD_CHECKPOINT, "number", rota_uint(most + 1));
	assert_value_refused(WORLD_CHECKPOINT, "rules", rota_uint(most + 1));
	assert_value_refused(WORLD_CHECKPOINT, "as_of", rota_text("2024-02"));
	assert_value_refused(WORLD_CHECKPOINT, "as_of", rota_text("2024-02-30"));
	assert_value_refused(WORLD_CHECKPOINT, "as_of", rota_uint(0));
	assert_value_refused(WORLD_CHECKPOINT, "vroot", bytes_of(20));
	assert_value_refused(WORLD_CHECKPOINT, "log", bytes_of(20));
	assert_value_refused(WORLD_NOTICE, "checkpoint", rota_uint(0));
}

static void test_head_decode__a_newer_form_is_named(void **state)
{
	struct rota_value map = map_of(WORLD_BATCH);

	(void)state;
	rota_map_set(&world.arena, &map, "f", rota_uint(2));
	rota_map_set(&world.arena, &map, "new", rota_uint(2));
	assert_map_refused("the head: it is of form 2; this program reads up to 1", &map);
	assert_string_equal("install a newer rota", err.hint);
}

static void test_head_decode__other_bytes_are_refused(void **state)
{
	static uint8_t large[ROTA_HEAD_MAX_BYTES + 1];
	struct rota_head head;

	(void)state;
	FAILS(ROTA_ECORRUPT, "the head: it has 16385 bytes; 16384 is the most",
	      rota_head_decode(&head, large, sizeof(large), &err));
	FAILS(ROTA_ECORRUPT, "the head: it is not a map", rota_head_decode(&head, "\x01", 1, &err));
}

static void test_head_encode__what_cannot_be_read_is_not_written(void **state)
{
	const struct rota_sealed_file *file = head_of(WORLD_BATCH);
	struct rota_buffer out = { 0 };
	struct rota_head head;

	(void)state;
	OK(rota_head_decode(&head, file->bytes, file->size, &err));
	head.count = 0;
	FAILS(ROTA_EINVALID, "the head: 'count' is missing or not as it must be",
	      rota_head_encode(&out, &head, &err));
	assert_int_equal(0, out.size);
	rota_buffer_clear(&out);
}

static void test_chain_name__round_trip(void **state)
{
	static const char *const names[] = { "0123456789abcdef", "checkpoints",
					     "notices/0123456789abcdef" };
	struct rota_buffer out = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		enum rota_chain_type type;
		struct rota_writer_id writer;

		assert_true(rota_chain_name_read(&type, &writer, names[i]));
		assert_int_equal(i, type);
		rota_buffer_reset(&out);
		rota_chain_name_print(&out, type, writer);
		assert_string_equal(names[i], out.bytes);
	}
	rota_buffer_clear(&out);
}

static void test_chain_name_read__other_names_are_refused(void **state)
{
	static const char *const names[] = {
		"",           "notices/",         "notices/checkpoints",
		"checkpoint", "0123456789abcdeF", "notices/notices/0123456789abcdef"
	};
	enum rota_chain_type type;
	struct rota_writer_id writer;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_false(rota_chain_name_read(&type, &writer, names[i]));
}

static int attempt_head(void)
{
	int rc = ROTA_OK;

	for (int which = 0; !rc && which < WORLD_COMMITS; which++) {
		struct rota_buffer out = { 0 };
		struct rota_head head;

		rc = rota_head_decode(&head, head_of(which)->bytes, head_of(which)->size, &err);
		if (!rc)
			rc = rota_head_encode(&out, &head, &err);
		rota_buffer_clear(&out);
	}
	return rc;
}

static void test_head__memory_that_runs_out_is_told_and_none_is_lost(void **state)
{
	(void)state;
	expect_survival(attempt_head);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_head__round_trip),
		cmocka_unit_test(test_head_decode__says_what_is_in_it),
		cmocka_unit_test(test_head_decode__exactly_the_keys_of_its_type),
		cmocka_unit_test(test_head_decode__each_value_has_its_range),
		cmocka_unit_test(test_head_decode__a_newer_form_is_named),
		cmocka_unit_test(test_head_decode__other_bytes_are_refused),
		cmocka_unit_test(test_head_encode__what_cannot_be_read_is_not_written),
		cmocka_unit_test(test_chain_name__round_trip),
		cmocka_unit_test(test_chain_name_read__other_names_are_refused),
		cmocka_unit_test(test_head__memory_that_runs_out_is_told_and_none_is_lost),
	};

	return cmocka_run_group_tests_name("head", tests, make_world, drop_world);
}
