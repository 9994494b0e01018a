/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static bool is_zero(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

static void test_arena_alloc__memory_is_zeroed(void **state)
{
	const size_t sizes[] = { 1, 15, 16, 17, 8191, 8192, 8193, 100000 };
	struct rota_arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *bytes = rota_arena_alloc(&arena, sizes[i]);

		assert_non_null(bytes);
		assert_true(is_zero(bytes, sizes[i]));
		memset(bytes, 0xff, sizes[i]);
	}
	rota_arena_clear(&arena);
}

static void test_arena_alloc__memory_fits_any_type(void **state)
{
	struct rota_arena arena = { 0 };

	(void)state;
	for (size_t size = 0; size < 100; size++)
		assert_int_equal(0,
				 (uintptr_t)rota_arena_alloc(&arena, size) % alignof(max_align_t));
	rota_arena_clear(&arena);
}

static void test_arena_alloc__nothing_overlaps(void **state)
{
	struct rota_arena arena = { 0 };
	char *blocks[2000];

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		blocks[i] = rota_arena_alloc(&arena, i % 40);
		assert_non_null(blocks[i]);
		memset(blocks[i], (int)(i % 251), i % 40);
	}
	for (size_t i = 0; i < 2000; i++)
		for (size_t k = 0; k < i % 40; k++)
			assert_int_equal(i % 251, (unsigned char)blocks[i][k]);
	rota_arena_clear(&arena);
}

static void test_arena_alloc__no_bytes_are_a_place_of_their_own(void **state)
{
	struct rota_arena arena = { 0 };
	void *first = rota_arena_alloc(&arena, 0);

	(void)state;
	assert_non_null(first);
	assert_ptr_not_equal(first, rota_arena_alloc(&arena, 0));
	rota_arena_clear(&arena);
}

static void test_arena_alloc__stops_at_the_maximum(void **state)
{
	struct rota_arena arena = { .max_bytes = 1000 };
	size_t taken = 0;

	(void)state;
	while (rota_arena_alloc(&arena, 96))
		taken += 96;
	assert_int_equal(960, taken);
	assert_int_equal(1000, arena.used_bytes);
	assert_null(rota_arena_alloc(&arena, 1000));
	rota_arena_clear(&arena);
}

static void test_arena_alloc__maximum_is_64_mib_when_none_is_given(void **state)
{
	struct rota_arena arena = { 0 };

	(void)state;
	assert_null(rota_arena_alloc(&arena, ROTA_ARENA_MAX_BYTES + 1));
	assert_int_equal(0, arena.used_bytes);
	assert_non_null(rota_arena_alloc(&arena, ROTA_ARENA_MAX_BYTES));
	assert_null(rota_arena_alloc(&arena, 1));
	rota_arena_clear(&arena);
}

static void test_arena_alloc__sizes_that_would_wrap_are_refused(void **state)
{
	struct rota_arena arena = { .max_bytes = SIZE_MAX };

	(void)state;
	assert_null(rota_arena_alloc(&arena, SIZE_MAX));
	assert_null(rota_arena_alloc(&arena, SIZE_MAX - 1));
	rota_arena_clear(&arena);
}

static void test_arena_copy__ends_with_a_nul(void **state)
{
	struct rota_arena arena = { 0 };
	char *copy = rota_arena_copy(&arena, "Ân\0Thi!", 7);

	(void)state;
	assert_memory_equal("Ân\0Thi", copy, 8);
	assert_string_equal("", rota_arena_copy(&arena, NULL, 0));
	rota_arena_clear(&arena);
}

static void test_arena_copy__too_much_is_null(void **state)
{
	struct rota_arena arena = { .max_bytes = 16 };

	(void)state;
	assert_null(rota_arena_copy(&arena, "", SIZE_MAX));
	assert_null(rota_arena_copy(&arena, "0123456789abcdef", 16));
	assert_string_equal("0123456789abcde", rota_arena_copy(&arena, "0123456789abcdef", 15));
	rota_arena_clear(&arena);
}

static void test_arena_more__keeps_what_the_list_has(void **state)
{
	struct rota_arena arena = { 0 };
	uint32_t *items = NULL;
	size_t room = 0;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		items = rota_arena_more(&arena, items, i, &room, sizeof(*items));
		assert_non_null(items);
		assert_true(room > i);
		items[i] = i;
	}
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(i, items[i]);
	rota_arena_clear(&arena);
}

static void test_arena_more__too_much_is_null_and_changes_nothing(void **state)
{
	struct rota_arena arena = { .max_bytes = 64 };
	size_t room = 0, none = 0, most = SIZE_MAX / 2 + 1;
	char *items = rota_arena_more(&arena, NULL, 0, &room, 4);

	(void)state;
	assert_non_null(items);
	assert_int_equal(8, room);
	assert_ptr_equal(items, rota_arena_more(&arena, items, 7, &room, 4));
	assert_null(rota_arena_more(&arena, items, 8, &room, 4));
	assert_int_equal(8, room);
	assert_null(rota_arena_more(&arena, NULL, 0, &none, SIZE_MAX / 4));
	assert_null(rota_arena_more(&arena, items, most, &most, 1));
	rota_arena_clear(&arena);
}

static void test_arena_reset__keeps_one_block_for_the_next_round(void **state)
{
	struct rota_arena arena = { 0 };
	char *first = rota_arena_alloc(&arena, 10);
	char *again;

	(void)state;
	memset(first, 'x', 10);
	for (size_t i = 0; i < 100; i++)
		assert_non_null(rota_arena_alloc(&arena, 5000));
	rota_arena_reset(&arena);
	assert_ptr_equal(arena.first, arena.current);
	again = rota_arena_alloc(&arena, 10);
	assert_ptr_equal(first, again);
	assert_true(is_zero(again, 10));
	rota_arena_clear(&arena);
}

static void test_arena_reset__gives_the_maximum_back(void **state)
{
	struct rota_arena arena = { .max_bytes = 40000 };

	(void)state;
	for (int round = 0; round < 5; round++) {
		assert_non_null(rota_arena_alloc(&arena, 8000));
		assert_non_null(rota_arena_alloc(&arena, 20000));
		assert_null(rota_arena_alloc(&arena, 20000));
		rota_arena_reset(&arena);
	}
	rota_arena_clear(&arena);
}

static void test_arena_reset__an_empty_arena_stays_empty(void **state)
{
	struct rota_arena arena = { 0 };

	(void)state;
	rota_arena_reset(&arena);
	assert_null(arena.first);
}

static void test_arena_clear__releases_all_and_may_be_used_again(void **state)
{
	struct rota_arena arena = { 0 };

	(void)state;
	rota_arena_clear(&arena);
	assert_non_null(rota_arena_alloc(&arena, 100000));
	rota_arena_clear(&arena);
	assert_null(arena.first);
	assert_int_equal(0, arena.used_bytes);
	assert_non_null(rota_arena_alloc(&arena, 1));
	rota_arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_alloc__memory_is_zeroed),
		cmocka_unit_test(test_arena_alloc__memory_fits_any_type),
		cmocka_unit_test(test_arena_alloc__nothing_overlaps),
		cmocka_unit_test(test_arena_alloc__no_bytes_are_a_place_of_their_own),
		cmocka_unit_test(test_arena_alloc__stops_at_the_maximum),
		cmocka_unit_test(test_arena_alloc__maximum_is_64_mib_when_none_is_given),
		cmocka_unit_test(test_arena_alloc__sizes_that_would_wrap_are_refused),
		cmocka_unit_test(test_arena_copy__ends_with_a_nul),
		cmocka_unit_test(test_arena_copy__too_much_is_null),
		cmocka_unit_test(test_arena_more__keeps_what_the_list_has),
		cmocka_unit_test(test_arena_more__too_much_is_null_and_changes_nothing),
		cmocka_unit_test(test_arena_reset__keeps_one_block_for_the_next_round),
		cmocka_unit_test(test_arena_reset__gives_the_maximum_back),
		cmocka_unit_test(test_arena_reset__an_empty_arena_stays_empty),
		cmocka_unit_test(test_arena_clear__releases_all_and_may_be_used_again),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
