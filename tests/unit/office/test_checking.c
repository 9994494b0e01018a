/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of exchange/checking.h and exchange/ahead.h: what a worker finds is what
 *  rota_chain_open() finds, and what it decodes is what was recorded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/ahead.h"
#include "exchange/checking.h"
#include "tests/support/chain_world.h"
#include "tests/support/splitmix64.h"

enum { ENTRIES = 3000 }; /* more than is checked without a worker, and than is decoded at once */

static struct world world;
static struct rota_chain before, after; /* the large batch */
static struct rota_sealed large;

/** A batch that hardly gets smaller by packing. */
static int make_large(void **state)
{
	static struct rota_batch_entry entries[ENTRIES];
	static const uint8_t seed[ROTA_SEED_BYTES] = { 7 };
	struct rota_batch_draw draw = {
		.entries = entries, .count = ENTRIES, .seed = seed, .time = WORLD_TIME
	};
	struct splitmix64 random = { 9 };
	struct rota_error err = { 0 };

	(void)state;
	world.district = world_key(3);
	world_check(rota_writer_id_make(&world.writer, &world.district.public_key, &err), &err);
	for (uint64_t n = 0; n < ENTRIES; n++) {
		char text[64];

		snprintf(text, sizeof(text), "%016llx%016llx",
			 (unsigned long long)splitmix64_next(&random),
			 (unsigned long long)splitmix64_next(&random));
		entries[n] = world_entry(&world.arena, n, text, "");
	}
	world_check(rota_chain_init(&before, &world.province, ROTA_CHAIN_BATCH, world.writer,
				    &world.district.public_key, &err),
		    &err);
	after = before;
	world_check(rota_batch_draw(&large, &world.arena, &after, &draw, &world.district, &err),
		    &err);
	return large.files[0].size < 8192;
}

static int clear_large(void **state)
{
	(void)state;
	rota_arena_clear(&world.arena);
	return 0;
}

static void test_checking__gives_the_entries_and_the_chain(void **state)
{
	struct rota_checking checking = { .pending = false };
	struct rota_error err = { 0 };

	(void)state;
	for (int turn = 0; turn < 3; turn++) { /* one after the other in the same place */
		assert_int_equal(ROTA_OK, rota_checking_begin(&checking, &before, &large, &err));
		assert_true(checking.pending);
		assert_int_equal(ROTA_OK, rota_checking_end(&checking, &err));
		assert_false(checking.pending);
		assert_int_equal(ENTRIES, checking.opened.head.count);
		assert_non_null(checking.opened.leaves);
		assert_memory_equal(&after, &checking.chain, sizeof(after));
	}
	rota_checking_clear(&checking);
}

/** Wherever a bit is turned, the commit is refused with the same words. */
static void test_checking__refuses_what_does_not_hold(void **state)
{
	struct splitmix64 random = { 10 };

	(void)state;
	for (int i = 0; i < 20; i++) {
		struct rota_checking checking = { .pending = false };
		struct rota_error err = { 0 }, wanted = { 0 };
		struct rota_arena arena = { 0 };
		struct rota_chain chain = before;
		struct rota_sealed sealed = large;
		struct rota_sealed_file *file =
			&sealed.files[splitmix64_below(&random, sealed.file_count)];
		struct rota_opened opened;
		char *bytes = rota_arena_copy(&arena, file->bytes, file->size);

		assert_non_null(bytes);
		bytes[splitmix64_below(&random, file->size)] ^= (char)(1 << (i % 8));
		file->bytes = (const uint8_t *)bytes;
		assert_int_equal(ROTA_ECORRUPT, rota_chain_open(&opened, &arena, &chain, &sealed,
								NULL, NULL, &wanted));
		assert_int_equal(ROTA_OK, rota_checking_begin(&checking, &before, &sealed, &err));
		assert_int_equal(ROTA_ECORRUPT, rota_checking_end(&checking, &err));
		assert_string_equal(wanted.message, err.message);
		rota_checking_clear(&checking);
		rota_arena_clear(&arena);
	}
}

/** Nor is there another word for a tree that no row of the store could hold. */
static void test_checking__refuses_a_tree_that_is_not_right(void **state)
{
	static const char *const names[] = { "head", "sixteen-letters-" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rota_checking checking = { .pending = false };
		struct rota_error err = { 0 }, wanted = { 0 };
		struct rota_arena arena = { 0 };
		struct rota_chain chain = before;
		struct rota_sealed sealed = large;
		struct rota_opened opened;

		sealed.files[sealed.file_count] = sealed.files[0];
		sealed.files[sealed.file_count++].name = names[i];
		assert_int_equal(ROTA_ECORRUPT, rota_chain_open(&opened, &arena, &chain, &sealed,
								NULL, NULL, &wanted));
		assert_int_equal(ROTA_OK, rota_checking_begin(&checking, &before, &sealed, &err));
		assert_int_equal(ROTA_ECORRUPT, rota_checking_end(&checking, &err));
		assert_string_equal(wanted.message, err.message);
		assert_int_equal(opened.fault, checking.opened.fault);
		rota_checking_clear(&checking);
		rota_arena_clear(&arena);
	}
}

/** Whoever gives up in between waits for it. */
static void test_checking__may_be_cleared_before_its_end(void **state)
{
	struct rota_checking checking = { .pending = false };
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_checking_begin(&checking, &before, &large, &err));
	rota_checking_clear(&checking);
	assert_false(checking.pending);
	rota_checking_clear(&checking);
}

/* --- decoding ahead -------------------------------------------------------------------------- */

struct seen {
	uint64_t next, stop_at;
	size_t bytes;
};

static int see(const struct rota_entry *entry, const void *bytes, size_t size, void *payload,
	       struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct seen *seen = payload;
	struct rota_entry again;

	assert_int_equal(seen->next, entry->number);
	assert_int_equal(ROTA_OK, rota_entry_decode(&again, &arena, bytes, size, err));
	assert_true(rota_value_equal(&again.root, &entry->root));
	assert_int_equal(again.sound, entry->sound);
	rota_arena_clear(&arena);
	seen->bytes += size;
	return seen->next++ == seen->stop_at ? rota_fail(err, ROTA_EIO, NULL, "enough") : ROTA_OK;
}

static void test_ahead__shows_each_entry_once_and_in_order(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_chain chain = before;
	struct seen seen = { .stop_at = UINT64_MAX };
	struct rota_error err = { 0 };
	struct rota_ahead *ahead = NULL;
	struct rota_opened opened;

	(void)state;
	assert_int_equal(ROTA_OK,
			 rota_chain_open(&opened, &arena, &chain, &large, NULL, NULL, &err));
	for (int turn = 0; turn < 2; turn++) { /* one after the other in the same place */
		seen = (struct seen){ .stop_at = UINT64_MAX };
		assert_int_equal(ROTA_OK, rota_ahead_begin(&ahead, &opened, &err));
		assert_int_equal(ROTA_OK, rota_ahead_each(ahead, see, &seen, &err));
		assert_int_equal(ENTRIES, seen.next);
		assert_int_equal(opened.entries_size, seen.bytes);
	}
	rota_ahead_free(ahead);
	rota_arena_clear(&arena);
}

static void test_ahead__stops_where_the_visitor_says(void **state)
{
	static const uint64_t stops[] = { 0, 63, 255, 256, 1023, 1024, 1300, 2048, ENTRIES - 1 };
	struct rota_arena arena = { 0 };
	struct rota_chain chain = before;
	struct rota_error err = { 0 };
	struct rota_ahead *ahead = NULL;
	struct rota_opened opened;

	(void)state;
	assert_int_equal(ROTA_OK,
			 rota_chain_open(&opened, &arena, &chain, &large, NULL, NULL, &err));
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		struct seen seen = { .stop_at = stops[i] };

		assert_int_equal(ROTA_OK, rota_ahead_begin(&ahead, &opened, &err));
		assert_int_equal(ROTA_EIO, rota_ahead_each(ahead, see, &seen, &err));
		assert_int_equal(stops[i] + 1, seen.next);
		assert_string_equal("enough", err.message);
	}
	rota_ahead_free(ahead);
	rota_arena_clear(&arena);
}

/** Of a commit that is no batch. */
static void test_ahead__nothing_is_shown_of_nothing(void **state)
{
	const struct rota_opened none = { .file_count = 0 };
	struct seen seen = { .stop_at = 0 };
	struct rota_ahead *ahead = NULL;

	(void)state;
	assert_int_equal(ROTA_OK, rota_ahead_begin(&ahead, &none, NULL));
	assert_int_equal(ROTA_OK, rota_ahead_each(ahead, see, &seen, NULL));
	assert_int_equal(0, seen.next);
	rota_ahead_free(ahead);
	rota_ahead_free(NULL);
}

/** A stack that no machine has makes no thread possible. */
static void test_ahead__needs_no_worker(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_chain chain = before;
	struct seen seen = { .stop_at = UINT64_MAX };
	struct rota_error err = { 0 };
	struct rota_ahead *ahead = NULL;
	pthread_attr_t usual, impossible;
	struct rota_opened opened;

	(void)state;
	assert_int_equal(ROTA_OK,
			 rota_chain_open(&opened, &arena, &chain, &large, NULL, NULL, &err));
	assert_int_equal(0, pthread_getattr_default_np(&usual));
	assert_int_equal(0, pthread_attr_init(&impossible));
	assert_int_equal(0, pthread_attr_setstacksize(&impossible, (size_t)1 << 47));
	assert_int_equal(0, pthread_setattr_default_np(&impossible));
	assert_int_equal(ROTA_OK, rota_ahead_begin(&ahead, &opened, &err));
	assert_int_equal(ROTA_OK, rota_ahead_each(ahead, see, &seen, &err));
	assert_int_equal(0, pthread_setattr_default_np(&usual));
	assert_int_equal(ENTRIES, seen.next);
	rota_ahead_free(ahead);
	pthread_attr_destroy(&usual);
	pthread_attr_destroy(&impossible);
	rota_arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_checking__gives_the_entries_and_the_chain),
		cmocka_unit_test(test_checking__refuses_what_does_not_hold),
		cmocka_unit_test(test_checking__refuses_a_tree_that_is_not_right),
		cmocka_unit_test(test_checking__may_be_cleared_before_its_end),
		cmocka_unit_test(test_ahead__shows_each_entry_once_and_in_order),
		cmocka_unit_test(test_ahead__stops_where_the_visitor_says),
		cmocka_unit_test(test_ahead__nothing_is_shown_of_nothing),
		cmocka_unit_test(test_ahead__needs_no_worker),
	};

	return cmocka_run_group_tests_name("checking beside taking in", tests, make_large,
					   clear_large);
}
