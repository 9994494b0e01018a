/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/random_value.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct rota_arena arena;
static struct rota_buffer text;

static int clear_all(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	rota_buffer_clear(&text);
	return 0;
}

static struct rota_value read_row(const char *json)
{
	struct rota_value value;
	struct rota_error err = { 0 };

	if (rota_json_read(&value, &arena, json, strlen(json), &err))
		fail_msg("%s: %s", json, err.message);
	return value;
}

static void assert_written(const char *json, struct rota_value value)
{
	struct rota_value read;

	rota_buffer_reset(&text);
	assert_int_equal(ROTA_OK, rota_json_write(&text, &value, NULL));
	assert_string_equal(json, rota_buffer_text(&text));
	assert_int_equal(ROTA_OK, rota_json_read(&read, &arena, text.bytes, text.size, NULL));
	assert_true(rota_value_equal(&value, &read));
}

static struct rota_value map_of(const char *key, struct rota_value value)
{
	struct rota_value map = rota_map();

	assert_int_equal(0, rota_map_set(&arena, &map, key, value));
	return map;
}

static struct rota_value list_of(struct rota_value item)
{
	struct rota_value list = rota_list();

	assert_int_equal(0, rota_list_add(&arena, &list, item));
	return list;
}

static void set(struct rota_value *map, const char *key, struct rota_value value)
{
	assert_int_equal(0, rota_map_set(&arena, map, key, value));
}

static void test_json_write__scalars_are_jsons_own(void **state)
{
	(void)state;
	assert_written("null", rota_nil());
	assert_written("true", rota_bool(true));
	assert_written("false", rota_bool(false));
	assert_written("0", rota_uint(0));
	assert_written("9223372036854775807", rota_uint(INT64_MAX));
	assert_written("-1", rota_int(-1));
	assert_written("-9223372036854775808", rota_int(INT64_MIN));
	assert_written("\"\"", rota_text(""));
}

static void test_json_write__text_stays_as_it_is(void **state)
{
	(void)state;
	assert_written("\"xã Ân Thi 😀 \xe2\x80\xa8/\"", rota_text("xã Ân Thi 😀 \xe2\x80\xa8/"));
	assert_written("\"\\\"\\\\\\n\\t\\u0001\\u0000\x7f\"",
		       rota_text_sized("\"\\\n\t\x01\0\x7f", 7));
}

static void test_json_write__lists_and_maps_are_one_line_in_their_order(void **state)
{
	struct rota_value map = map_of("b", rota_uint(1)), list = list_of(rota_text("x"));

	(void)state;
	assert_int_equal(0, rota_list_add(&arena, &list, rota_nil()));
	set(&map, "a", list);
	set(&map, "", rota_list());
	set(&map, "c", rota_map());
	assert_written("{\"b\":1,\"a\":[\"x\",null],\"\":[],\"c\":{}}", map);
}

static void test_json_write__what_json_has_no_word_for_is_tagged(void **state)
{
	(void)state;
	assert_written("{\"$uint\":\"9223372036854775808\"}", rota_uint((uint64_t)1 << 63));
	assert_written("{\"$uint\":\"18446744073709551615\"}", rota_uint(UINT64_MAX));
	assert_written("{\"$bin\":\"00ff\"}", rota_bin("\0\xff", 2));
	assert_written("{\"$bin\":\"\"}", rota_bin("", 0));
}

static void test_json_write__a_map_that_looks_tagged_says_that_it_is_a_map(void **state)
{
	struct rota_value two = map_of("$bin", rota_text("00"));

	(void)state;
	assert_written("{\"$map\":{\"$bin\":\"00\"}}", map_of("$bin", rota_text("00")));
	assert_written("{\"$map\":{\"$\":1}}", map_of("$", rota_uint(1)));
	assert_written("{\"$map\":{\"$map\":{\"$map\":{\"$map\":{}}}}}",
		       map_of("$map", map_of("$map", rota_map())));
	set(&two, "$uint", rota_uint(1));
	assert_written("{\"$bin\":\"00\",\"$uint\":1}", two);
}

static void test_json_write__keys_with_nul_are_hexadecimal(void **state)
{
	struct rota_value map = map_of("b", rota_bin("x", 1));

	(void)state;
	assert_int_equal(0, rota_map_add(&arena, &map, rota_text_sized("a\0", 2), rota_uint(1)));
	assert_int_equal(0, rota_map_add(&arena, &map, rota_text_sized("", 0), rota_uint(2)));
	assert_written("{\"$hexmap\":{\"62\":{\"$bin\":\"78\"},\"6100\":1,\"\":2}}", map);
}

static void test_json_write__appends(void **state)
{
	struct rota_value value = rota_uint(1);

	(void)state;
	rota_buffer_puts(&text, "x");
	assert_int_equal(ROTA_OK, rota_json_write(&text, &value, NULL));
	assert_string_equal("x1", rota_buffer_text(&text));
}

static void test_json_write__a_text_that_is_not_utf8_is_refused(void **state)
{
	struct rota_value rows[] = { rota_text("a\xff"), map_of("\xc3", rota_nil()),
				     list_of(map_of("a", rota_text("\xed\xa0\x80"))) };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_error err = { 0 };

		assert_int_equal(ROTA_EINVALID, rota_json_write(&text, &rows[i], &err));
		assert_string_equal("a text is not UTF-8", err.message);
	}
}

static void test_json_write__a_full_buffer_is_no_memory(void **state)
{
	struct rota_buffer small = { .max_bytes = 5 };
	struct rota_value value = rota_text("abcd");
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_ENOMEM, rota_json_write(&small, &value, &err));
	assert_string_equal("out of memory", err.message);
	rota_buffer_clear(&small);
}

static void test_json_write_pretty__is_indented(void **state)
{
	struct rota_value map = map_of("b", list_of(rota_uint(1)));

	(void)state;
	set(&map, "a", rota_bin("x", 1));
	assert_int_equal(ROTA_OK, rota_json_write_pretty(&text, &map, NULL));
	assert_string_equal("{\n"
			    "  \"b\": [\n"
			    "    1\n"
			    "  ],\n"
			    "  \"a\": {\n"
			    "    \"$bin\": \"78\"\n"
			    "  }\n"
			    "}",
			    rota_buffer_text(&text));
}

static void test_json_read__accepts_any_spacing_and_escapes(void **state)
{
	struct rota_value value =
		read_row(" {\r\n\t\"a\\u1ead\" : [ 1 , -0 , \"\\u0000\\/\" ] }\n");
	const struct rota_value *list = rota_map_get(&value, "aậ");

	(void)state;
	assert_int_equal(3, list->as.list.count);
	assert_int_equal(1, list->as.list.items[0].as.number);
	assert_int_equal(ROTA_UINT, list->as.list.items[1].type);
	assert_int_equal(2, list->as.list.items[2].as.text.size);
	assert_memory_equal("\0/", list->as.list.items[2].as.text.chars, 3);
}

static void test_json_read__knows_its_tags(void **state)
{
	static const struct {
		const char *json;
		enum rota_value_type type;
	} rows[] = {
		{ "{\"$bin\":\"\"}", ROTA_BIN },
		{ "{\"$uint\":\"0\"}", ROTA_UINT },
		{ "{\"$uint\":\"18446744073709551615\"}", ROTA_UINT },
		{ "{\"$map\":{\"a\":1,\"b\":2}}", ROTA_MAP },
		{ "{\"$hexmap\":{\"61\":1}}", ROTA_MAP },
		{ "{\"$what\":1,\"a\":2}", ROTA_MAP },
		{ "{\"\":1}", ROTA_MAP },
		{ "{}", ROTA_MAP },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].type, read_row(rows[i].json).type);
}

static void test_json_read__many_levels_are_sound(void **state)
{
	char json[2 * 1000 + 1];

	(void)state;
	memset(json, '[', 1000);
	memset(json + 1000, ']', 1000);
	json[2000] = '\0';
	assert_int_equal(ROTA_LIST, read_row(json).type);
}

static void assert_unread(const char *json, size_t size, const char *message)
{
	struct rota_value value = rota_uint(7);
	struct rota_error err = { 0 };

	assert_int_equal(ROTA_EINVALID, rota_json_read(&value, &arena, json, size, &err));
	assert_int_equal(ROTA_EINVALID, err.code);
	assert_string_equal(message, err.message);
	assert_int_equal(ROTA_NIL, value.type);
}

struct refusal {
	const char *json;
	const char *message;
};

static void test_json_read__what_is_not_json_has_a_line_and_a_column(void **state)
{
	static const struct refusal rows[] = {
		{ "", "line 1, column 0: unexpected token near end of file" },
		{ "[1,\n 2", "line 2, column 2: ']' expected near end of file" },
		{ "[1,]", "line 1, column 4: unexpected token near ']'" },
		{ "{\"a\":1,\n\"a\":2}", "line 2, column 3: duplicate object key near '\"a\"'" },
		{ "{\"a\\u0000\":1}",
		  "line 1, column 10: NUL byte in object key not supported near '\"a\\u0000\"'" },
		{ "1 2", "line 1, column 3: end of file expected near '2'" },
		{ "nul", "line 1, column 3: invalid token near 'nul'" },
		{ "'a'", "line 1, column 1: invalid token near '''" },
		{ "\"a\n\"", "line 1, column 2: unexpected newline near '\"a'" },
		{ "\"\\ud800\"", "line 1, column 8: invalid Unicode '\\uD800' near '\"\\ud800\"'" },
		{ "01", "line 1, column 1: invalid token near '0'" },
		{ "9223372036854775808",
		  "line 1, column 19: too big integer near '9223372036854775808'" },
		{ "-9223372036854775809",
		  "line 1, column 20: too big negative integer near '-9223372036854775809'" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char message[200] = "not JSON at ";

		strcat(message, rows[i].message);
		assert_unread(rows[i].json, strlen(rows[i].json), message);
	}
}

static void test_json_read__bytes_that_are_not_utf8_are_refused(void **state)
{
	static const char *const rows[] = { "\"\xff\"", "\"\xc3\"", "\"\xed\xa0\x80\"",
					    "\"\xf4\x90\x80\x80\"", "\xef\xbb\xbf\"a\"" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_value value;

		assert_int_equal(ROTA_EINVALID,
				 rota_json_read(&value, &arena, rows[i], strlen(rows[i]), NULL));
	}
}

static void test_json_read__what_has_no_place_in_a_value_is_refused(void **state)
{
	static const struct refusal rows[] = {
		{ "1.0", "a floating-point number has no place here" },
		{ "[1e3]", "a floating-point number has no place here" },
		{ "{\"$\":1}", "an object has an unknown '$' key" },
		{ "{\"$what\":1}", "an object has an unknown '$' key" },
		{ "{\"$map\":1}", "an object has an unknown '$' key" },
		{ "{\"$hexmap\":[]}", "an object has an unknown '$' key" },
		{ "{\"$bin\":1}", "'$bin' takes hexadecimal digits" },
		{ "{\"$bin\":\"0\"}", "'$bin' takes hexadecimal digits" },
		{ "{\"$bin\":\"0G\"}", "'$bin' takes hexadecimal digits" },
		{ "{\"$bin\":\"AA\"}", "'$bin' takes hexadecimal digits" },
		{ "{\"$uint\":1}", "'$uint' takes a number up to 2^64-1" },
		{ "{\"$uint\":\"\"}", "'$uint' takes a number up to 2^64-1" },
		{ "{\"$uint\":\"-1\"}", "'$uint' takes a number up to 2^64-1" },
		{ "{\"$uint\":\"1 \"}", "'$uint' takes a number up to 2^64-1" },
		{ "{\"$uint\":\"18446744073709551616\"}", "'$uint' takes a number up to 2^64-1" },
		{ "{\"$uint\":\"99999999999999999999\"}", "'$uint' takes a number up to 2^64-1" },
		{ "{\"$hexmap\":{\"6\":1}}", "'$hexmap' takes keys in hexadecimal digits" },
		{ "{\"$hexmap\":{\"6A\":1}}", "'$hexmap' takes keys in hexadecimal digits" },
		{ "{\"$hexmap\":{\"ff\":1}}", "'$hexmap' takes keys in hexadecimal digits" },
		{ "[{\"$what\":1},1.0]", "an object has an unknown '$' key" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_unread(rows[i].json, strlen(rows[i].json), rows[i].message);
}

static void test_json_read__a_full_arena_is_no_memory(void **state)
{
	static const char json[] =
		"[1,{\"a\":\"a text of some length\"},3,4,{\"$bin\":\"00ff00ff\"},"
		"{\"$hexmap\":{\"610000000000000000000000000000\":7}}]";
	int rc = ROTA_ENOMEM;

	(void)state;
	for (size_t most = 1; rc; most += 8) {
		struct rota_arena small = { .max_bytes = most };
		struct rota_value value = rota_uint(7);
		struct rota_error err = { 0 };

		rc = rota_json_read(&value, &small, json, strlen(json), &err);
		assert_true(rc == ROTA_OK || rc == ROTA_ENOMEM);
		assert_string_equal(rc ? "out of memory" : "", err.message);
		assert_int_equal(rc ? ROTA_NIL : ROTA_LIST, value.type);
		rota_arena_clear(&small);
	}
}

static void test_json__any_value_comes_back(void **state)
{
	struct splitmix64 random = { 3 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct rota_value value = random_value(&random, &arena, 6), read;
		bool pretty = i % 2;

		rota_buffer_reset(&text);
		assert_int_equal(ROTA_OK, pretty ? rota_json_write_pretty(&text, &value, NULL)
						 : rota_json_write(&text, &value, NULL));
		assert_true(pretty || !memchr(text.bytes, '\n', text.size));
		assert_int_equal(ROTA_OK,
				 rota_json_read(&read, &arena, text.bytes, text.size, NULL));
		assert_true(rota_value_equal(&value, &read));
		rota_arena_reset(&arena);
	}
}

/** The UTF-8 of a code point. @return its bytes. */
static size_t put_character(char out[4], uint32_t c)
{
	static const uint32_t ends[] = { 0x80, 0x800, 0x10000 };
	static const unsigned char marks[] = { 0, 0xc0, 0xe0, 0xf0 };
	size_t more = 0;

	while (more < COUNT(ends) && c >= ends[more])
		more++;
	out[0] = (char)(marks[more] | c >> 6 * more);
	for (size_t i = 1; i <= more; i++)
		out[i] = (char)(0x80 | (c >> 6 * (more - i) & 0x3f));
	return more + 1;
}

/* What one library takes for UTF-8 and another does not would be stored and never shown. */
static void test_json__every_character_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c += c < 0x10000 ? 1 : 0x101) {
		char character[5] = "";
		size_t size = put_character(character, c);
		struct rota_value value = rota_text_sized(character, size), read;
		bool surrogate = c >= 0xd800 && c <= 0xdfff;

		rota_buffer_reset(&text);
		assert_int_equal(surrogate ? ROTA_EINVALID : ROTA_OK,
				 rota_json_write(&text, &value, NULL));
		if (surrogate)
			continue;
		assert_int_equal(ROTA_OK,
				 rota_json_read(&read, &arena, text.bytes, text.size, NULL));
		assert_true(rota_value_equal(&value, &read));
		rota_arena_reset(&arena);
	}
}

#define TEST(name) cmocka_unit_test_teardown(name, clear_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_json_write__scalars_are_jsons_own),
		TEST(test_json_write__text_stays_as_it_is),
		TEST(test_json_write__lists_and_maps_are_one_line_in_their_order),
		TEST(test_json_write__what_json_has_no_word_for_is_tagged),
		TEST(test_json_write__a_map_that_looks_tagged_says_that_it_is_a_map),
		TEST(test_json_write__keys_with_nul_are_hexadecimal),
		TEST(test_json_write__appends),
		TEST(test_json_write__a_text_that_is_not_utf8_is_refused),
		TEST(test_json_write__a_full_buffer_is_no_memory),
		TEST(test_json_write_pretty__is_indented),
		TEST(test_json_read__accepts_any_spacing_and_escapes),
		TEST(test_json_read__knows_its_tags),
		TEST(test_json_read__many_levels_are_sound),
		TEST(test_json_read__what_is_not_json_has_a_line_and_a_column),
		TEST(test_json_read__bytes_that_are_not_utf8_are_refused),
		TEST(test_json_read__what_has_no_place_in_a_value_is_refused),
		TEST(test_json_read__a_full_arena_is_no_memory),
		TEST(test_json__any_value_comes_back),
		TEST(test_json__every_character_comes_back),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
