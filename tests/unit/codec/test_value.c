/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "rota/error.h"

static struct rota_arena arena;

static int clear_arena(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	arena.max_bytes = 0;
	return 0;
}

static void test_value__refers_to_what_it_is_given(void **state)
{
	const char *text = "Ân Thi";
	const uint8_t bytes[] = { 1, 2 };
	struct rota_value value;

	(void)state;
	assert_int_equal(ROTA_NIL, rota_nil().type);
	assert_int_equal(ROTA_BOOL, rota_bool(true).type);
	assert_true(rota_bool(true).as.truth);
	assert_false(rota_bool(false).as.truth);
	value = rota_text(text);
	assert_int_equal(ROTA_TEXT, value.type);
	assert_ptr_equal(text, value.as.text.chars);
	assert_int_equal(strlen(text), value.as.text.size);
	value = rota_text_sized("a\0b", 3);
	assert_int_equal(3, value.as.text.size);
	value = rota_bin(bytes, 2);
	assert_int_equal(ROTA_BIN, value.type);
	assert_ptr_equal(bytes, value.as.bin.bytes);
	assert_int_equal(2, value.as.bin.size);
	assert_int_equal(ROTA_LIST, rota_list().type);
	assert_int_equal(ROTA_MAP, rota_map().type);
}

static void test_int__is_a_uint_from_zero_on(void **state)
{
	(void)state;
	assert_int_equal(ROTA_UINT, rota_int(0).type);
	assert_int_equal(ROTA_UINT, rota_int(INT64_MAX).type);
	assert_int_equal(INT64_MAX, rota_int(INT64_MAX).as.number);
	assert_int_equal(ROTA_INT, rota_int(-1).type);
	assert_int_equal(INT64_MIN, rota_int(INT64_MIN).as.negative);
	assert_int_equal(ROTA_UINT, rota_uint(UINT64_MAX).type);
	assert_int_equal(UINT64_MAX, rota_uint(UINT64_MAX).as.number);
}

static void test_list_add__items_keep_their_order(void **state)
{
	struct rota_value list = rota_list();

	(void)state;
	for (uint64_t i = 0; i < 1000; i++) {
		assert_int_equal(0, rota_list_add(&arena, &list, rota_uint(i)));
		assert_int_equal(i + 1, list.as.list.count);
	}
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(i, list.as.list.items[i].as.number);
}

static void test_list_add__a_full_arena_leaves_the_list_as_it_was(void **state)
{
	struct rota_value list = rota_list();
	size_t count = 0;

	(void)state;
	arena.max_bytes = 1000;
	while (!rota_list_add(&arena, &list, rota_uint(count)))
		count++;
	assert_int_equal(ROTA_ENOMEM, rota_list_add(&arena, &list, rota_nil()));
	assert_int_equal(count, list.as.list.count);
	assert_int_equal(count - 1, list.as.list.items[count - 1].as.number);
}

static void test_map_set__adds_and_replaces(void **state)
{
	struct rota_value map = rota_map();

	(void)state;
	assert_int_equal(0, rota_map_set(&arena, &map, "b", rota_uint(1)));
	assert_int_equal(0, rota_map_set(&arena, &map, "a", rota_uint(2)));
	assert_int_equal(0, rota_map_set(&arena, &map, "b", rota_text("x")));
	assert_int_equal(2, map.as.map.count);
	assert_string_equal("b", map.as.map.pairs[0].key.as.text.chars);
	assert_string_equal("x", rota_map_get(&map, "b")->as.text.chars);
	assert_int_equal(2, rota_map_get(&map, "a")->as.number);
}

static void test_map_set__a_full_arena_leaves_the_map_as_it_was(void **state)
{
	static char keys[1000][24];
	struct rota_value map = rota_map();
	size_t count = 0;

	(void)state;
	arena.max_bytes = 4000;
	do
		snprintf(keys[count], sizeof(keys[count]), "%zu", count);
	while (!rota_map_set(&arena, &map, keys[count], rota_uint(count)) && ++count);
	assert_int_equal(count, map.as.map.count);
	assert_int_equal(0, rota_map_set(&arena, &map, "0", rota_uint(7)));
	assert_int_equal(7, rota_map_get(&map, "0")->as.number);
}

static void test_map_get__is_null_for_what_is_not_there(void **state)
{
	struct rota_value map = rota_map();
	struct rota_value list = rota_list();
	struct rota_value text = rota_text("a");

	(void)state;
	rota_map_set(&arena, &map, "ab", rota_uint(1));
	rota_map_add(&arena, &map, rota_text_sized("a\0b", 3), rota_uint(2));
	assert_null(rota_map_get(&map, "a"));
	assert_null(rota_map_get(&map, ""));
	assert_null(rota_map_get(&map, "abc"));
	assert_null(rota_map_get(NULL, "a"));
	assert_null(rota_map_get(&list, "a"));
	assert_null(rota_map_get(&text, "a"));
}

static void test_map_add__takes_a_key_with_any_bytes(void **state)
{
	struct rota_value map = rota_map();

	(void)state;
	assert_int_equal(0, rota_map_add(&arena, &map, rota_text_sized("a\0b", 3), rota_uint(1)));
	assert_int_equal(0, rota_map_add(&arena, &map, rota_text("a"), rota_uint(2)));
	assert_int_equal(2, map.as.map.count);
	assert_int_equal(2, rota_map_get(&map, "a")->as.number);
}

/** A map of two pairs, in either order. */
static struct rota_value map_of(const char *a, uint64_t first, const char *b, uint64_t second)
{
	struct rota_value map = rota_map();

	assert_int_equal(0, rota_map_set(&arena, &map, a, rota_uint(first)));
	assert_int_equal(0, rota_map_set(&arena, &map, b, rota_uint(second)));
	return map;
}

static struct rota_value list_of(uint64_t first, uint64_t second)
{
	struct rota_value list = rota_list();

	assert_int_equal(0, rota_list_add(&arena, &list, rota_uint(first)));
	assert_int_equal(0, rota_list_add(&arena, &list, rota_uint(second)));
	return list;
}

static void test_value_equal__compares_type_and_content(void **state)
{
	struct rota_value rows[] = {
		rota_nil(),
		rota_bool(false),
		rota_bool(true),
		rota_uint(0),
		rota_uint(1),
		rota_int(-1),
		rota_int(INT64_MIN),
		rota_text(""),
		rota_text("a"),
		rota_text_sized("a\0b", 3),
		rota_text_sized("a\0c", 3),
		rota_bin("", 0),
		rota_bin("a", 1),
		rota_bin("b", 1),
		rota_list(),
		list_of(1, 2),
		list_of(2, 1),
		rota_map(),
		map_of("a", 1, "b", 2),
		map_of("a", 1, "c", 2),
		map_of("a", 2, "b", 1),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++)
			assert_int_equal(i == k, rota_value_equal(&rows[i], &rows[k]));
}

static void test_value_equal__maps_may_have_another_order(void **state)
{
	struct rota_value a = map_of("a", 1, "b", 2), b = map_of("b", 2, "a", 1);

	(void)state;
	assert_true(rota_value_equal(&a, &b));
	assert_int_equal(0, rota_map_set(&arena, &b, "c", rota_nil()));
	assert_false(rota_value_equal(&a, &b));
	assert_false(rota_value_equal(&b, &a));
}

static void test_value_equal__copies_are_equal(void **state)
{
	struct rota_value a = rota_text("Ân Thi"), b;
	char copy[] = "Ân Thi";

	(void)state;
	b = rota_text(copy);
	assert_true(rota_value_equal(&a, &b));
}

static void test_value_is_empty__is_what_the_stored_form_does_not_write(void **state)
{
	struct rota_value empty[] = { rota_nil(), rota_list(), rota_map() };
	struct rota_value full[] = { rota_bool(false),     rota_uint(0),    rota_int(-1),
				     rota_text(""),        rota_bin("", 0), list_of(0, 0),
				     map_of("", 0, "a", 0) };

	(void)state;
	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++)
		assert_true(rota_value_is_empty(&empty[i]));
	for (size_t i = 0; i < sizeof(full) / sizeof(full[0]); i++)
		assert_false(rota_value_is_empty(&full[i]));
}

static void test_value_text__is_a_text_without_nul(void **state)
{
	struct rota_value text = rota_text("Ân Thi"), none = rota_text("");
	struct rota_value nul = rota_text_sized("a\0", 2), bin = rota_bin("a", 1);

	(void)state;
	assert_string_equal("Ân Thi", rota_value_text(&text));
	assert_string_equal("", rota_value_text(&none));
	assert_null(rota_value_text(&nul));
	assert_null(rota_value_text(&bin));
	assert_null(rota_value_text(NULL));
}

#define TEST(name) cmocka_unit_test_teardown(name, clear_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_value__refers_to_what_it_is_given),
		TEST(test_int__is_a_uint_from_zero_on),
		TEST(test_list_add__items_keep_their_order),
		TEST(test_list_add__a_full_arena_leaves_the_list_as_it_was),
		TEST(test_map_set__adds_and_replaces),
		TEST(test_map_set__a_full_arena_leaves_the_map_as_it_was),
		TEST(test_map_get__is_null_for_what_is_not_there),
		TEST(test_map_add__takes_a_key_with_any_bytes),
		TEST(test_value_equal__compares_type_and_content),
		TEST(test_value_equal__maps_may_have_another_order),
		TEST(test_value_equal__copies_are_equal),
		TEST(test_value_is_empty__is_what_the_stored_form_does_not_write),
		TEST(test_value_text__is_a_text_without_nul),
	};

	return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
