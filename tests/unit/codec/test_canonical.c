/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/canonical.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "tests/support/hex_text.h"
#include "tests/support/random_value.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define SHORTEST "a number or length is not in its shortest form"
#define CUT "it is cut short"
#define ORDER "the keys of a map are not in order, or one stands twice"
#define EMPTY "an empty list or map is written out"
#define DEEP "lists and maps lie too deep in each other"
#define NO_MEANING "it has an extension type or a byte without meaning"

static struct rota_arena arena;
static struct rota_buffer bytes;

static int clear_all(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	rota_buffer_clear(&bytes);
	return 0;
}

/** The bytes of a row, and behind them @p count times @p filler. */
static void set_bytes(const char *hex, const char *filler, size_t count)
{
	rota_buffer_reset(&bytes);
	append_hex(&bytes, hex);
	while (count--)
		append_hex(&bytes, filler);
	assert_int_equal(ROTA_OK, rota_buffer_check(&bytes, NULL));
}

/** What is sound decodes, and its value has these bytes again. */
static void assert_sound(void)
{
	struct rota_error err = { 0 };
	struct rota_buffer again = { 0 };
	struct rota_value value;
	size_t used = 0;

	if (rota_canonical_check(&used, bytes.bytes, bytes.size, &err))
		fail_msg("%s", err.message);
	assert_int_equal(bytes.size, used);
	assert_int_equal(ROTA_OK, rota_canonical_check(NULL, bytes.bytes, bytes.size, NULL));
	assert_int_equal(ROTA_OK,
			 rota_canonical_decode(&value, &arena, bytes.bytes, bytes.size, NULL));
	assert_int_equal(ROTA_OK, rota_canonical_encode(&again, &value, NULL));
	assert_int_equal(bytes.size, again.size);
	assert_memory_equal(bytes.bytes, again.bytes, again.size);
	rota_buffer_clear(&again);
}

static void assert_refused(size_t at, const char *rule)
{
	struct rota_error err = { 0 };
	struct rota_value value = rota_uint(7);
	char message[200];

	snprintf(message, sizeof(message), "not canonical msgpack at byte %zu: %s", at, rule);
	assert_int_equal(ROTA_ECORRUPT, rota_canonical_check(NULL, bytes.bytes, bytes.size, &err));
	assert_int_equal(ROTA_ECORRUPT, err.code);
	assert_string_equal(message, err.message);
	rota_error_clear(&err);
	assert_int_equal(ROTA_ECORRUPT,
			 rota_canonical_decode(&value, &arena, bytes.bytes, bytes.size, &err));
	assert_string_equal(message, err.message);
	assert_int_equal(ROTA_NIL, value.type);
}

static void test_check__numbers_in_their_shortest_form_are_sound(void **state)
{
	static const char *const rows[] = {
		"00",
		"7f",
		"cc80",
		"ccff",
		"cd0100",
		"cdffff",
		"ce00010000",
		"ceffffffff",
		"cf0000000100000000",
		"cfffffffffffffffff",
		"ff",
		"e0",
		"d0df",
		"d080",
		"d1ff7f",
		"d18000",
		"d2ffff7fff",
		"d280000000",
		"d3ffffffff7fffffff",
		"d38000000000000000",
		"c0",
		"c2",
		"c3",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i], "", 0);
		assert_sound();
	}
}

static void test_check__numbers_in_a_longer_form_are_refused(void **state)
{
	static const char *const rows[] = {
		"cc00",
		"cc7f",
		"cd0000",
		"cd00ff",
		"ce00000000",
		"ce0000ffff",
		"cf0000000000000000",
		"cf00000000ffffffff",
		"d0e0",
		"d0ff",
		"d000",
		"d07f",
		"d1ff80",
		"d1ffff",
		"d10000",
		"d17fff",
		"d2ffff8000",
		"d2ffffffff",
		"d200000000",
		"d27fffffff",
		"d3ffffffff80000000",
		"d3ffffffffffffffff",
		"d30000000000000000",
		"d37fffffffffffffff",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i], "", 0);
		assert_refused(bytes.size, SHORTEST);
	}
}

/** A first byte, the length behind it, and so many fillers. */
struct length {
	const char *head;
	const char *filler;
	size_t count;
};

static void test_check__lengths_in_their_shortest_form_are_sound(void **state)
{
	static const struct length rows[] = {
		{ "a0", "", 0 },
		{ "a1", "61", 1 },
		{ "bf", "61", 31 },
		{ "d920", "61", 32 },
		{ "d9ff", "61", 255 },
		{ "da0100", "61", 256 },
		{ "daffff", "61", 65535 },
		{ "db00010000", "61", 65536 },
		{ "c400", "", 0 },
		{ "c401", "ff", 1 },
		{ "c4ff", "ff", 255 },
		{ "c50100", "ff", 256 },
		{ "c5ffff", "ff", 65535 },
		{ "c600010000", "ff", 65536 },
		{ "91", "00", 1 },
		{ "9f", "00", 15 },
		{ "dc0010", "00", 16 },
		{ "dcffff", "00", 65535 },
		{ "dd00010000", "00", 65536 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i].head, rows[i].filler, rows[i].count);
		assert_sound();
	}
}

static void test_check__lengths_in_a_longer_form_are_refused(void **state)
{
	static const struct length rows[] = {
		{ "d900", "", 0 },       { "d91f", "61", 31 },
		{ "da0000", "", 0 },     { "da00ff", "61", 255 },
		{ "db00000000", "", 0 }, { "db0000ffff", "61", 65535 },
		{ "c50000", "", 0 },     { "c500ff", "61", 255 },
		{ "c600000000", "", 0 }, { "c60000ffff", "61", 65535 },
		{ "dc0000", "", 0 },     { "dc000f", "00", 15 },
		{ "dd00000000", "", 0 }, { "dd0000ffff", "00", 65535 },
		{ "de0000", "", 0 },     { "de000f", "a0", 30 },
		{ "df00000000", "", 0 }, { "df0000ffff", "a0", 131070 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i].head, rows[i].filler, rows[i].count);
		assert_refused(strlen(rows[i].head) / 2, SHORTEST);
	}
}

/** A map of @p count pairs: keys of three letters in order, each with 0. */
static void set_map(const char *head, size_t count)
{
	set_bytes(head, "", 0);
	for (size_t i = 0; i < count; i++) {
		const char pair[] = { (char)0xa3, (char)('0' + i / 4096), (char)('0' + i / 64 % 64),
				      (char)('0' + i % 64), 0 };

		rota_buffer_append(&bytes, pair, 5);
	}
}

static void test_check__counts_of_maps_take_the_shortest_form(void **state)
{
	static const struct {
		const char *head;
		size_t count;
	} sound[] = { { "81", 1 },
		      { "8f", 15 },
		      { "de0010", 16 },
		      { "deffff", 65535 },
		      { "df00010000", 65536 } };

	(void)state;
	for (size_t i = 0; i < COUNT(sound); i++) {
		set_map(sound[i].head, sound[i].count);
		assert_sound();
	}
	set_map("de000f", 15);
	assert_refused(3, SHORTEST);
	set_map("df0000ffff", 65535);
	assert_refused(5, SHORTEST);
}

static void test_check__keys_in_the_order_of_their_bytes_are_sound(void **state)
{
	static const char *const rows[] = {
		"82 a0 00 a161 00",       "82 a161 00 a162 00",
		"82 a17a 00 a26161 00", /* a shorter key comes first, whatever its letters */
		"82 a26161 00 a26162 00", "82 a2c490 00 a2c491 00",
		"82 a100 00 a101 00",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i], "", 0);
		assert_sound();
	}
}

static void test_check__keys_out_of_order_or_twice_are_refused(void **state)
{
	static const struct {
		const char *hex;
		size_t at;
	} rows[] = {
		{ "82 a162 00 a161 00", 6 },
		{ "82 a161 00 a161 00", 6 },
		{ "82 a0 00 a0 00", 4 },
		{ "82 a26161 00 a17a 00", 7 },
		{ "83 a161 00 a163 00 a162 00", 9 },
		{ "82 a161 81 a162 00 a161 00", 9 },
		{ "82 a161 91 82 a162 00 a161 00 a163 00", 10 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i].hex, "", 0);
		assert_refused(rows[i].at, ORDER);
	}
}

static void test_check__long_keys_are_ordered_by_their_length(void **state)
{
	(void)state;
	set_bytes("82 bf", "7a", 31);
	append_hex(&bytes, "00 d920");
	for (int i = 0; i < 32; i++)
		append_hex(&bytes, "61");
	append_hex(&bytes, "00");
	assert_sound();
	set_bytes("82 d920", "61", 32);
	append_hex(&bytes, "00 bf");
	for (int i = 0; i < 31; i++)
		append_hex(&bytes, "7a");
	append_hex(&bytes, "00");
	assert_refused(bytes.size - 1, ORDER);
}

static void test_check__a_key_is_a_text(void **state)
{
	static const char *const rows[] = {
		"81 00 00",     "81 c0 00", "81 c3 00",   "81 ff 00",
		"81 c40161 00", "81 91 00", "81 8100 00", "81 cc80 00"
	};
	static const size_t at[] = { 2, 2, 2, 2, 4, 2, 2, 3 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i], "", 0);
		assert_refused(at[i], "a key is not a text");
	}
}

static void test_check__empty_lists_and_maps_are_refused(void **state)
{
	static const struct {
		const char *hex;
		size_t at;
	} rows[] = { { "90", 1 }, { "80", 1 }, { "91 90", 2 }, { "81 a161 80", 4 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i].hex, "", 0);
		assert_refused(rows[i].at, EMPTY);
	}
}

/** @p levels lists or maps inside each other, around 0. */
static void set_nest(size_t levels, bool maps)
{
	set_bytes("", maps ? "81 a161" : "91", levels);
	append_hex(&bytes, "00");
}

static void test_check__eight_levels_are_sound_and_nine_are_not(void **state)
{
	(void)state;
	set_nest(8, false);
	assert_sound();
	set_nest(8, true);
	assert_sound();
	set_nest(9, false);
	assert_refused(9, DEEP);
	set_nest(9, true);
	assert_refused(25, DEEP);
	set_nest(100000, false);
	assert_refused(9, DEEP);
}

static void test_check__levels_are_counted_not_lists(void **state)
{
	(void)state;
	set_bytes("dc 03e8", "91 91 91 91 91 91 91 00", 1000);
	assert_sound();
}

static void test_check__floats_extensions_and_c1_are_refused(void **state)
{
	static const struct {
		const char *hex;
		const char *rule;
	} rows[] = {
		{ "ca 00000000", "it has a floating-point number" },
		{ "cb 0000000000000000", "it has a floating-point number" },
		{ "c1", NO_MEANING },
		{ "c7 01 01 00", NO_MEANING },
		{ "c8 0001 01 00", NO_MEANING },
		{ "c9 00000001 01 00", NO_MEANING },
		{ "d4 01 00", NO_MEANING },
		{ "d5 01 0000", NO_MEANING },
		{ "d6 ff 00000000", NO_MEANING },
		{ "d7 ff 0000000000000000", NO_MEANING },
		{ "d8 01 00000000000000000000000000000000", NO_MEANING },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		set_bytes(rows[i].hex, "", 0);
		assert_refused(1, rows[i].rule);
	}
}

static void test_check__texts_are_utf8(void **state)
{
	static const char *const sound[] = { "a100",       "a17f",      "a2c280",   "a2dfbf",
					     "a3e0a080",   "a3ed9fbf",  "a3ee8080", "a3efbfbf",
					     "a4f0908080", "a4f48fbfbf" };
	static const char *const broken[] = { "a180",     "a1ff",       "a1c3",       "a2c080",
					      "a2c1bf",   "a3e08080",   "a3eda080",   "a3edbfbf",
					      "a2e1ba",   "a4f0808080", "a4f4908080", "a4f8888080",
					      "a3f09f98", "a361c320" };

	(void)state;
	for (size_t i = 0; i < COUNT(sound); i++) {
		set_bytes(sound[i], "", 0);
		assert_sound();
	}
	for (size_t i = 0; i < COUNT(broken); i++) {
		set_bytes(broken[i], "", 0);
		assert_refused(1, "a text is not UTF-8");
	}
	set_bytes("81 a1ff 00", "", 0);
	assert_refused(2, "a text is not UTF-8");
}

static void test_check__huge_counts_and_lengths_cost_nothing(void **state)
{
	static const char *const rows[] = { "dd 00400000", "dd ffffffff", "df ffffffff",
					    "df 80000000", "db ffffffff", "c6 ffffffff",
					    "dc ffff",     "de ffff",     "9f",
					    "8f",          "bf",          "c4 ff" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t head;

		set_bytes(rows[i], "", 0);
		head = bytes.size;
		assert_refused(head, CUT);
		append_hex(&bytes, "00");
		assert_refused(head, CUT);
	}
	assert_int_equal(0, arena.used_bytes);
}

#define WHOLE "84 a161 92 00 cd0100 a162 c403010203 a163 a4f09f9880 a164 d3ffffffff7fffffff"

static void test_check__every_truncation_is_refused(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	set_bytes(WHOLE, "", 0);
	assert_sound();
	for (size_t size = 0; size < bytes.size; size++) {
		assert_int_equal(ROTA_ECORRUPT,
				 rota_canonical_check(NULL, bytes.bytes, size, &err));
		assert_non_null(strstr(err.message, CUT));
	}
}

static void test_check__no_bytes_are_no_value(void **state)
{
	(void)state;
	set_bytes("", "", 0);
	assert_refused(0, CUT);
}

static void test_check__nothing_follows_the_value(void **state)
{
	(void)state;
	set_bytes(WHOLE "00", "", 0);
	assert_refused(bytes.size - 1, "bytes follow behind its end");
	set_bytes("00 c1", "", 0);
	assert_refused(1, "bytes follow behind its end");
}

static void test_check__tells_where_the_first_value_ends(void **state)
{
	size_t used = 0;

	(void)state;
	set_bytes(WHOLE "c1", "", 0);
	assert_int_equal(ROTA_OK, rota_canonical_check(&used, bytes.bytes, bytes.size, NULL));
	assert_int_equal(bytes.size - 1, used);
	set_bytes("a161 a162", "", 0);
	assert_int_equal(ROTA_OK, rota_canonical_check(&used, bytes.bytes, bytes.size, NULL));
	assert_int_equal(2, used);
}

static void test_decode__numbers_have_their_value(void **state)
{
	static const struct {
		const char *hex;
		bool negative;
		uint64_t size; /* without the sign */
	} rows[] = {
		{ "00", false, 0 },
		{ "7f", false, 127 },
		{ "cc80", false, 128 },
		{ "cdffff", false, 65535 },
		{ "ceffffffff", false, 4294967295 },
		{ "cfffffffffffffffff", false, UINT64_MAX },
		{ "ff", true, 1 },
		{ "e0", true, 32 },
		{ "d0df", true, 33 },
		{ "d080", true, 128 },
		{ "d1ff7f", true, 129 },
		{ "d18000", true, 32768 },
		{ "d2ffff7fff", true, 32769 },
		{ "d280000000", true, 2147483648 },
		{ "d3ffffffff7fffffff", true, 2147483649 },
		{ "d38000000000000000", true, (uint64_t)1 << 63 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_value value;

		set_bytes(rows[i].hex, "", 0);
		assert_int_equal(ROTA_OK, rota_canonical_decode(&value, &arena, bytes.bytes,
								bytes.size, NULL));
		assert_int_equal(rows[i].negative ? ROTA_INT : ROTA_UINT, value.type);
		if (rows[i].negative)
			assert_true((uint64_t)0 - rows[i].size == (uint64_t)value.as.negative);
		else
			assert_true(rows[i].size == value.as.number);
	}
}

static void test_decode__a_value_outlives_its_bytes(void **state)
{
	struct rota_value value;
	const struct rota_value *list;

	(void)state;
	set_bytes("84 a161 93 c0 c2 c3 a162 c403010203 a163 a4f09f9880 a16400", "", 0);
	assert_int_equal(ROTA_OK,
			 rota_canonical_decode(&value, &arena, bytes.bytes, bytes.size, NULL));
	memset(bytes.bytes, 0xc1, bytes.size);
	assert_int_equal(ROTA_MAP, value.type);
	assert_int_equal(4, value.as.map.count);
	list = rota_map_get(&value, "a");
	assert_int_equal(ROTA_LIST, list->type);
	assert_int_equal(3, list->as.list.count);
	assert_int_equal(ROTA_NIL, list->as.list.items[0].type);
	assert_false(list->as.list.items[1].as.truth);
	assert_true(list->as.list.items[2].as.truth);
	assert_int_equal(ROTA_BIN, rota_map_get(&value, "b")->type);
	assert_memory_equal("\1\2\3", rota_map_get(&value, "b")->as.bin.bytes, 3);
	assert_string_equal("😀", rota_value_text(rota_map_get(&value, "c")));
	assert_int_equal(0, rota_map_get(&value, "d")->as.number);
}

static void test_take__goes_to_the_end_of_its_value(void **state)
{
	struct rota_value value;
	size_t used = 0;

	(void)state;
	set_bytes("81 a161 9203c0 07 c1", "", 0);
	assert_int_equal(ROTA_OK, rota_canonical_take(&value, &used, &arena, bytes.bytes,
						      bytes.size, NULL));
	assert_int_equal(6, used);
	assert_int_equal(3, rota_map_get(&value, "a")->as.list.items[0].as.number);
	assert_int_equal(ROTA_OK, rota_canonical_take(&value, &used, &arena, bytes.bytes + 6,
						      bytes.size - 6, NULL));
	assert_int_equal(1, used);
	assert_int_equal(7, value.as.number);
	assert_int_equal(ROTA_ECORRUPT, rota_canonical_take(&value, &used, &arena, bytes.bytes + 7,
							    bytes.size - 7, NULL));
	assert_int_equal(ROTA_NIL, value.type);
}

/** Seven lists that each claim 60,000 elements, for which there are bytes; the first is none. */
static void test_decode__a_count_reserves_nothing(void **state)
{
	struct rota_arena fresh = { .first = NULL };
	struct rota_value value;

	(void)state;
	set_bytes("dcea60 dcea60 dcea60 dcea60 dcea60 dcea60 dcea60 c1", "07", 60000);
	assert_int_equal(ROTA_ECORRUPT, rota_canonical_decode(&value, &fresh, bytes.bytes,
							      bytes.size, NULL));
	assert_int_equal(0, fresh.used_bytes);
	rota_arena_clear(&fresh);
}

static void test_decode__a_full_arena_is_no_memory(void **state)
{
	struct rota_arena small = { .max_bytes = 200 };
	struct rota_value value = rota_uint(7);
	struct rota_error err = { 0 };

	(void)state;
	set_bytes("dc0010", "a161", 16);
	assert_int_equal(ROTA_ENOMEM,
			 rota_canonical_decode(&value, &small, bytes.bytes, bytes.size, &err));
	assert_string_equal("out of memory", err.message);
	assert_int_equal(ROTA_NIL, value.type);
	rota_arena_clear(&small);
}

/* --- encoding ------------------------------------------------------------------------------- */

static struct rota_value list_of(struct rota_value item)
{
	struct rota_value list = rota_list();

	assert_int_equal(0, rota_list_add(&arena, &list, item));
	return list;
}

static struct rota_value map_of(const char *key, struct rota_value value)
{
	struct rota_value map = rota_map();

	assert_int_equal(0, rota_map_set(&arena, &map, key, value));
	return map;
}

static void set(struct rota_value *map, const char *key, struct rota_value value)
{
	assert_int_equal(0, rota_map_set(&arena, map, key, value));
}

static void assert_encodes(const char *hex, struct rota_value value)
{
	rota_buffer_reset(&bytes);
	assert_int_equal(ROTA_OK, rota_canonical_encode(&bytes, &value, NULL));
	assert_hex(hex, bytes.bytes, bytes.size);
	assert_int_equal(ROTA_OK, rota_canonical_check(NULL, bytes.bytes, bytes.size, NULL));
}

/** Nothing was appended behind what was there. */
static void assert_unencoded(enum rota_code code, const char *message, struct rota_value value)
{
	struct rota_error err = { 0 };

	rota_buffer_reset(&bytes);
	rota_buffer_puts(&bytes, "before");
	assert_int_equal(code, rota_canonical_encode(&bytes, &value, &err));
	assert_int_equal(code, err.code);
	assert_string_equal(message, err.message);
	assert_int_equal(6, bytes.size);
	assert_string_equal("before", bytes.bytes);
}

static void test_encode__appends(void **state)
{
	struct rota_value value = rota_text("b");

	(void)state;
	rota_buffer_puts(&bytes, "a");
	assert_int_equal(ROTA_OK, rota_canonical_encode(&bytes, &value, NULL));
	assert_string_equal("a\xa1"
			    "b",
			    bytes.bytes);
}

static void test_encode__scalars_take_the_shortest_form(void **state)
{
	(void)state;
	assert_encodes("c0", rota_nil());
	assert_encodes("c2", rota_bool(false));
	assert_encodes("c3", rota_bool(true));
	assert_encodes("7f", rota_uint(127));
	assert_encodes("cc80", rota_uint(128));
	assert_encodes("cd0100", rota_uint(256));
	assert_encodes("cf0000000100000000", rota_uint((uint64_t)1 << 32));
	assert_encodes("e0", rota_int(-32));
	assert_encodes("d0df", rota_int(-33));
	assert_encodes("d38000000000000000", rota_int(INT64_MIN));
	assert_encodes("a0", rota_text(""));
	assert_encodes("a4c3827400", rota_text_sized("\xc3\x82t\0", 4));
	assert_encodes("c400", rota_bin("", 0));
	assert_encodes("c4020061", rota_bin("\0a", 2));
}

static void test_encode__keys_are_sorted(void **state)
{
	struct rota_value map = rota_map();

	(void)state;
	set(&map, "ba", rota_uint(3));
	set(&map, "c", rota_uint(2));
	set(&map, "", rota_uint(0));
	set(&map, "ab", rota_uint(4));
	set(&map, "a", rota_uint(1));
	set(&map, "đ", rota_uint(5));
	assert_encodes("86 a000 a16101 a16302 a2616204 a2626103 a2c49105", map);
}

static void test_encode__empty_lists_and_maps_are_left_out(void **state)
{
	struct rota_value map = map_of("a", rota_uint(1)), inner = rota_map();

	(void)state;
	set(&inner, "x", rota_list());
	set(&inner, "y", rota_map());
	set(&map, "b", rota_list());
	set(&map, "c", rota_map());
	set(&map, "d", rota_nil());
	set(&map, "e", inner);
	set(&map, "f", map_of("g", inner));
	assert_encodes("82 a16101 a164c0", map);
	set(&inner, "z", rota_nil());
	set(&map, "e", inner);
	assert_encodes("83 a16101 a164c0 a165 81 a17ac0", map);
}

static void test_encode__what_is_nothing_but_empty_has_no_encoding(void **state)
{
	const char *message = "an empty list or map has no encoding";

	(void)state;
	assert_unencoded(ROTA_EINVALID, message, rota_list());
	assert_unencoded(ROTA_EINVALID, message, rota_map());
	assert_unencoded(ROTA_EINVALID, message, map_of("a", rota_list()));
	assert_unencoded(ROTA_EINVALID, message, map_of("a", map_of("b", rota_map())));
}

static void test_encode__empty_in_a_list_is_refused(void **state)
{
	const char *message = "an empty list or map stands in a list";

	(void)state;
	assert_unencoded(ROTA_EINVALID, message, list_of(rota_list()));
	assert_unencoded(ROTA_EINVALID, message, list_of(rota_map()));
	assert_unencoded(ROTA_EINVALID, message, list_of(map_of("a", rota_list())));
	assert_encodes("91c0", list_of(rota_nil()));
}

static void test_encode__nine_levels_are_refused(void **state)
{
	const char *message = "lists and maps lie too deep in each other";
	struct rota_value lists = rota_uint(0), maps = rota_uint(0), empty = rota_map();

	(void)state;
	for (int i = 0; i < 8; i++) {
		lists = list_of(lists);
		maps = map_of("a", maps);
	}
	assert_encodes("9191919191919191 00", lists);
	assert_encodes("81a16181a16181a16181a16181a16181a16181a16181a161 00", maps);
	assert_unencoded(ROTA_EINVALID, message, list_of(lists));
	assert_unencoded(ROTA_EINVALID, message, map_of("a", maps));
	for (int i = 0; i < 5000; i++)
		empty = map_of("a", empty);
	assert_unencoded(ROTA_EINVALID, message, empty);
}

static void test_encode__a_key_twice_is_refused(void **state)
{
	struct rota_value map = map_of("a", rota_uint(1));

	(void)state;
	set(&map, "b", rota_uint(2));
	assert_int_equal(0, rota_map_add(&arena, &map, rota_text("a"), rota_uint(3)));
	assert_unencoded(ROTA_EINVALID, "a key of a map stands twice", map);
}

static void test_encode__a_text_that_is_not_utf8_is_refused(void **state)
{
	const char *message = "a text is not UTF-8";

	(void)state;
	assert_unencoded(ROTA_EINVALID, message, rota_text("\xff"));
	assert_unencoded(ROTA_EINVALID, message, map_of("\xc3", rota_uint(1)));
	assert_unencoded(ROTA_EINVALID, message, list_of(rota_text("a\xed\xa0\x80")));
}

static void test_encode__a_full_buffer_is_no_memory(void **state)
{
	struct rota_buffer small = { .max_bytes = 3 };
	struct rota_value text = rota_text("abc");
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_ENOMEM, rota_canonical_encode(&small, &text, &err));
	assert_string_equal("out of memory", err.message);
	assert_int_equal(0, small.size);
	rota_buffer_clear(&small);
}

/* --- properties ----------------------------------------------------------------------------- */

static void test_canonical__any_value_comes_back(void **state)
{
	struct splitmix64 random = { 1 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct rota_value value = random_value(&random, &arena, ROTA_CANONICAL_MAX_DEPTH);
		struct rota_value read;

		rota_buffer_reset(&bytes);
		assert_int_equal(ROTA_OK, rota_canonical_encode(&bytes, &value, NULL));
		assert_int_equal(ROTA_OK, rota_canonical_decode(&read, &arena, bytes.bytes,
								bytes.size, NULL));
		assert_true(rota_value_equal(&value, &read));
		rota_arena_reset(&arena);
	}
}

/** Change a byte, remove one or put one in; never to no bytes. */
static void mutate(struct splitmix64 *random, struct rota_buffer *mutated)
{
	size_t at = splitmix64_below(random, mutated->size);
	char byte = (char)splitmix64_next(random);

	switch (splitmix64_below(random, 3)) {
	case 0:
		mutated->bytes[at] = byte;
		break;
	case 1:
		rota_buffer_append(mutated, &byte, 1);
		memmove(mutated->bytes + at + 1, mutated->bytes + at, mutated->size - 1 - at);
		break;
	default:
		if (mutated->size == 1)
			break;
		memmove(mutated->bytes + at, mutated->bytes + at + 1, mutated->size - 1 - at);
		rota_buffer_truncate(mutated, mutated->size - 1);
	}
}

/** What passes the check decodes; what decodes has no other bytes. @return whether it does. */
static bool has_one_encoding(void)
{
	struct rota_buffer again = { 0 };
	struct rota_value value;
	int rc = rota_canonical_check(NULL, bytes.bytes, bytes.size, NULL);

	assert_int_equal(rc, rota_canonical_decode(&value, &arena, bytes.bytes, bytes.size, NULL));
	if (rc)
		return false;
	assert_int_equal(ROTA_OK, rota_canonical_encode(&again, &value, NULL));
	assert_int_equal(bytes.size, again.size);
	assert_memory_equal(bytes.bytes, again.bytes, again.size);
	rota_buffer_clear(&again);
	return true;
}

static void test_canonical__one_value_has_one_encoding(void **state)
{
	struct splitmix64 random = { 2 };
	size_t sound = 0;

	(void)state;
	for (int i = 0; i < 500; i++) {
		struct rota_value value = random_value(&random, &arena, 3);

		for (int k = 0; k < 40; k++) {
			rota_buffer_reset(&bytes);
			assert_int_equal(ROTA_OK, rota_canonical_encode(&bytes, &value, NULL));
			mutate(&random, &bytes);
			sound += has_one_encoding();
		}
		rota_arena_reset(&arena);
	}
	assert_in_range(sound, 4000, 16000);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_check__numbers_in_their_shortest_form_are_sound),
		TEST(test_check__numbers_in_a_longer_form_are_refused),
		TEST(test_check__lengths_in_their_shortest_form_are_sound),
		TEST(test_check__lengths_in_a_longer_form_are_refused),
		TEST(test_check__counts_of_maps_take_the_shortest_form),
		TEST(test_check__keys_in_the_order_of_their_bytes_are_sound),
		TEST(test_check__keys_out_of_order_or_twice_are_refused),
		TEST(test_check__long_keys_are_ordered_by_their_length),
		TEST(test_check__a_key_is_a_text),
		TEST(test_check__empty_lists_and_maps_are_refused),
		TEST(test_check__eight_levels_are_sound_and_nine_are_not),
		TEST(test_check__levels_are_counted_not_lists),
		TEST(test_check__floats_extensions_and_c1_are_refused),
		TEST(test_check__texts_are_utf8),
		TEST(test_check__huge_counts_and_lengths_cost_nothing),
		TEST(test_check__every_truncation_is_refused),
		TEST(test_check__no_bytes_are_no_value),
		TEST(test_check__nothing_follows_the_value),
		TEST(test_check__tells_where_the_first_value_ends),
		TEST(test_decode__numbers_have_their_value),
		TEST(test_decode__a_value_outlives_its_bytes),
		TEST(test_take__goes_to_the_end_of_its_value),
		TEST(test_decode__a_count_reserves_nothing),
		TEST(test_decode__a_full_arena_is_no_memory),
		TEST(test_encode__appends),
		TEST(test_encode__scalars_take_the_shortest_form),
		TEST(test_encode__keys_are_sorted),
		TEST(test_encode__empty_lists_and_maps_are_left_out),
		TEST(test_encode__what_is_nothing_but_empty_has_no_encoding),
		TEST(test_encode__empty_in_a_list_is_refused),
		TEST(test_encode__nine_levels_are_refused),
		TEST(test_encode__a_key_twice_is_refused),
		TEST(test_encode__a_text_that_is_not_utf8_is_refused),
		TEST(test_encode__a_full_buffer_is_no_memory),
		TEST(test_canonical__any_value_comes_back),
		TEST(test_canonical__one_value_has_one_encoding),
	};

	return cmocka_run_group_tests_name("canonical", tests, NULL, NULL);
}
