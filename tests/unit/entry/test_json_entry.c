/* SPDX-License-Identifier: Apache-2.0 */
/* Entries as JSON: exact, whatever is wrong with them. */
#include "rota/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "codec/canonical.h"
#include "tests/support/entry_text.h"
#include "tests/support/golden_files.h"
#include "tests/support/random_value.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct rota_arena arena;

static int clear_arena(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

/** What decodes has JSON, and the JSON has the same bytes. @return whether it decodes. */
static bool comes_back(const void *bytes, size_t size)
{
	struct rota_entry entry;
	const uint8_t *again;
	size_t again_size;
	const char *json;

	if (rota_entry_decode(&entry, &arena, bytes, size, NULL))
		return false;
	assert_int_equal(ROTA_OK, rota_entry_to_json(&json, &entry, &arena, NULL));
	assert_null(strchr(json, '\n'));
	if (rota_entry_from_json(&again, &again_size, json, strlen(json), &arena, NULL))
		fail_msg("%s", json);
	assert_int_equal(size, again_size);
	assert_memory_equal(bytes, again, size);
	return true;
}

/** An entry whose JSON is exactly this, with " for '. */
static void assert_json(const char *json)
{
	struct rota_entry entry = decode_text(&arena, json);
	struct entry_bytes bytes = encode_text(&arena, json);
	const char *text;

	assert_int_equal(ROTA_OK, rota_entry_to_json(&text, &entry, &arena, NULL));
	assert_string_equal(double_quoted(&arena, json), text);
	assert_true(comes_back(bytes.bytes, bytes.size));
}

#define NOTE(t, by, more) "{'k':'note.add','n':5,'t':" t ",'v':1,'by':" by more "}"

static void test_entry_to_json__ids_and_hashes_are_hexadecimal(void **state)
{
	(void)state;
	assert_json("{'b':{'key':'" HASH32 "','reads':['0011223344556677','a1b2c3d4e5f60718'],"
		    "'scope':'" ID_01 "'},'k':'writer.enrol','n':5,"
		    "'t':'2024-02-15T01:00:00.000Z#0','v':1,'by':'" ID_02 "',"
		    "'pred':['" ID_03 "','" ID_04 "']}");
	assert_json("{'b':{'next':'" ID_01 "'},'k':'posting.end','n':5,"
		    "'t':'2024-02-15T01:00:00.000Z#0','v':1,'by':'x','id':'" ID_06 "',"
		    "'doc':[{'issuer':{'unit':'" ID_07 "'}}],'src':{'file':'" HASH32 "'}}");
}

static void test_entry_to_json__the_clock_is_an_instant_and_a_counter(void **state)
{
	struct rota_entry entry =
		decode_text(&arena, NOTE("'2024-02-15T01:00:00.123Z#9'", "'x'", ""));

	(void)state;
	assert_true(entry.clock == ((uint64_t)1707958800123 << 16 | 9));
	assert_json(NOTE("'1970-01-01T00:00:00.000Z#0'", "'x'", ""));
	assert_json(NOTE("'2024-02-15T01:00:00.123Z#65535'", "'x'", ""));
	assert_json(NOTE("'2199-12-31T23:59:59.999Z#65535'", "'x'", ""));
	assert_json(NOTE("475668047462400000", "'x'", "")); /* the first millisecond of 2200 */
	assert_json(NOTE("9223372036854775807", "'x'", ""));
	assert_json(NOTE("{'$uint':'9223372036854775808'}", "'x'", ""));
	assert_json(NOTE("{'$uint':'18446744073709551615'}", "'x'", ""));
}

static void test_entry_to_json__a_name_that_looks_like_an_id_stays_a_name(void **state)
{
	struct rota_entry entry =
		decode_text(&arena, NOTE("1", "{'$map':{'$as':'" ID_02 "'}}", ""));

	(void)state;
	assert_int_equal(ROTA_TEXT, rota_map_get(&entry.root, "by")->type);
	assert_json(NOTE("'1970-01-01T00:00:00.000Z#1'", "{'$map':{'$as':'" ID_02 "'}}", ""));
	assert_json(NOTE("'1970-01-01T00:00:00.000Z#1'", "'" ID("2") "'", ""));
	assert_json(NOTE("'1970-01-01T00:00:00.000Z#1'", "'A1B2C3D4E5F607180000000000000002'", ""));
}

/* The bodies of these are wrong or unknown, and no byte of them may be lost. */
static void test_entry_to_json__faults_are_kept(void **state)
{
	static const char *const rows[] = {
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'was':{'about':{'$bin':'00ff'}}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'",
		     ",'was':{'about':{'$map':{'$as':{'$map':{'$as':1}}}}}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'was':{'about':{'$bin':''}}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'was':{'about':{'a':1,'b':-2}}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'was':{'text':{'$bin':'00'}}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'",
		     ",'was':{'about':['" ID_01 "',{'$bin':'00'}]}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'what':{'$bin':'" ID_01 "'}"),
		NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'what':'" ID_01 "'"),
		"{'b':{'about':{'$bin':'" ID_01 "'}},'k':'note.sing','n':5,"
		"'t':'1970-01-01T00:00:00.000Z#1','v':1,'by':'x'}",
		"{'b':'x','k':'note.add','n':5,'t':'1970-01-01T00:00:00.000Z#1','v':9,'by':'x'}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_json(rows[i]);
}

static void test_entry_to_json__any_key_can_be_written(void **state)
{
	(void)state;
	assert_json("{'$hexmap':{'00':1,'6b':'note.add','6e':5,'74':'2024-02-15T01:00:00.000Z#0',"
		    "'76':1,'6279':'x'}}");
	assert_json(NOTE("'1970-01-01T00:00:00.000Z#1'", "'x'", ",'$bin':'00'"));
	assert_json("{'b':{'$map':{'$uint':'1'}},'k':'note.add','n':5,"
		    "'t':'1970-01-01T00:00:00.000Z#1','v':1,'by':'x'}");
}

static void test_entry_from_json__takes_any_order_and_spacing(void **state)
{
	struct entry_bytes one = encode_text(&arena, NOTE("1", "'x'", ",'b':{'text':'y'}"));
	struct entry_bytes two =
		encode_text(&arena, " { 'by' : 'x',\n'v':1,'b':{ 'text':'\\u0079' },"
				    "'t':'1970-01-01T00:00:00.000Z#1','n':5,"
				    "'k':'note.add','was':{},'pred':[]}\n");

	(void)state;
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.bytes, two.bytes, one.size);
}

static void test_entry_from_json__a_text_that_is_no_clock_is_left_as_it_is(void **state)
{
	static const char *const rows[] = {
		"2024-02-15T01:00:00.000Z",
		"2024-02-15T01:00:00.000Z#",
		"2024-02-15T01:00:00.000Z#65536",
		"2024-02-15T01:00:00.000Z#-1",
		"2024-02-15T01:00:00.000Z# 1",
		"2024-02-15T01:00:00.000Z#1x",
		"2024-02-30T01:00:00.000Z#1",
		"#1",
		"2024-02-15T01:00:00.000Z#99999999999999999999",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_buffer json = { 0 };
		struct rota_value value;
		struct entry_bytes entry;

		rota_buffer_printf(&json, "{'t':'%s'}", rows[i]);
		entry = encode_text(&arena, rota_buffer_text(&json));
		assert_int_equal(ROTA_OK, rota_canonical_decode(&value, &arena, entry.bytes,
								entry.size, NULL));
		assert_string_equal(rows[i], rota_value_text(rota_map_get(&value, "t")));
		rota_buffer_clear(&json);
	}
}

static void test_entry_from_json__what_is_no_json_is_refused(void **state)
{
	static const struct {
		const char *json;
		const char *message;
	} rows[] = {
		{ "{", "not JSON at line 1, column 1: string or '}' expected near end of file" },
		{ "{\"v\":1.5}", "a floating-point number has no place here" },
		{ "{\"v\":{\"$what\":1}}", "an object has an unknown '$' key" },
		{ "{}", "an empty list or map has no encoding" },
		{ "{\"b\":[[]]}", "an empty list or map stands in a list" },
		{ "{\"a\":[[[[[[[[1]]]]]]]]}", "lists and maps lie too deep in each other" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_error err = { 0 };
		const uint8_t *bytes = (const uint8_t *)"";
		size_t size = 7;

		assert_int_equal(ROTA_EINVALID,
				 rota_entry_from_json(&bytes, &size, rows[i].json,
						      strlen(rows[i].json), &arena, &err));
		assert_string_equal(rows[i].message, err.message);
		assert_null(bytes);
		assert_int_equal(0, size);
	}
}

static const char small_entry[] =
	NOTE("1", "{'$map':{'$as':'" ID_02 "'}}", ",'pred':['" ID_03 "'],'was':{'about':'x'}");

static void test_entry_to_json__a_full_arena_is_no_memory(void **state)
{
	struct rota_entry entry = decode_text(&arena, small_entry);
	int rc = ROTA_ENOMEM;

	(void)state;
	for (size_t most = 1; rc; most += 8) {
		struct rota_arena small = { .max_bytes = most };
		struct rota_error err = { 0 };
		const char *text = "";

		rc = rota_entry_to_json(&text, &entry, &small, &err);
		assert_true(rc == ROTA_OK || rc == ROTA_ENOMEM);
		assert_string_equal(rc ? "out of memory" : "", err.message);
		assert_true(!rc == (text != NULL));
		rota_arena_clear(&small);
	}
}

static void test_entry_from_json__a_full_arena_is_no_memory(void **state)
{
	const char *json = double_quoted(&arena, small_entry);
	int rc = ROTA_ENOMEM;

	(void)state;
	for (size_t most = 1; rc; most += 8) {
		struct rota_arena small = { .max_bytes = most };
		struct rota_error err = { 0 };
		const uint8_t *bytes = (const uint8_t *)"";
		size_t size = 7;

		rc = rota_entry_from_json(&bytes, &size, json, strlen(json), &small, &err);
		assert_true(rc == ROTA_OK || rc == ROTA_ENOMEM);
		assert_string_equal(rc ? "out of memory" : "", err.message);
		assert_true(!rc == (bytes != NULL));
		assert_true(!rc == (size > 0));
		rota_arena_clear(&small);
	}
}

/* --- properties ------------------------------------------------------------------------------ */

/** One to four of: a byte changed, removed, put in, or a part of another entry in its place. */
static void mutate(struct splitmix64 *random, struct rota_buffer *entry,
		   const struct golden_files *files)
{
	for (size_t left = 1 + splitmix64_below(random, 4); left && entry->size; left--) {
		const struct rota_buffer *other =
			&files->bytes[splitmix64_below(random, files->count)];
		size_t at = splitmix64_below(random, entry->size);
		size_t most = entry->size - at < other->size ? entry->size - at : other->size;
		char byte = (char)splitmix64_next(random);

		switch (splitmix64_below(random, 4)) {
		case 0:
			entry->bytes[at] = byte;
			break;
		case 1:
			memmove(entry->bytes + at, entry->bytes + at + 1, entry->size - 1 - at);
			rota_buffer_truncate(entry, entry->size - 1);
			break;
		case 2:
			rota_buffer_append(entry, &byte, 1);
			memmove(entry->bytes + at + 1, entry->bytes + at, entry->size - 1 - at);
			entry->bytes[at] = byte;
			break;
		default:
			memcpy(entry->bytes + at, other->bytes, splitmix64_below(random, most + 1));
		}
	}
}

static void test_entry_json__whatever_decodes_comes_back(void **state)
{
	struct splitmix64 random = { 7 };
	struct golden_files files;
	size_t decoded = 0;

	(void)state;
	golden_read(&files);
	for (int i = 0; i < 100000; i++) {
		const struct rota_buffer *file =
			&files.bytes[splitmix64_below(&random, files.count)];
		struct rota_buffer entry = { 0 };

		rota_buffer_append(&entry, file->bytes, file->size);
		mutate(&random, &entry, &files);
		decoded += comes_back(entry.bytes, entry.size);
		rota_buffer_clear(&entry);
		rota_arena_reset(&arena);
	}
	golden_clear(&files);
	assert_in_range(decoded, 1000, 90000);
}

/** The frame of an entry of a kind of the table, and values by chance under keys of the table. */
static struct rota_value random_entry(struct splitmix64 *random)
{
	const struct rota_record *keys = rota_entry_record();
	struct rota_value entry = rota_map(), body = rota_map();
	size_t count;
	const struct rota_kind *kind = rota_kinds(&count);

	kind += splitmix64_below(random, count);
	for (size_t left = 1 + splitmix64_below(random, 4); left; left--)
		rota_map_set(&arena, &body,
			     kind->fields[splitmix64_below(random, kind->count)].name,
			     random_value(random, &arena, 3));
	for (size_t left = splitmix64_below(random, 6); left; left--)
		rota_map_set(&arena, &entry,
			     keys->fields[splitmix64_below(random, keys->count)].name,
			     random_value(random, &arena, 3));
	rota_map_set(&arena, &entry, "v", rota_uint(1 + splitmix64_below(random, 2)));
	rota_map_set(&arena, &entry, "n", rota_uint(splitmix64_next(random)));
	rota_map_set(&arena, &entry, "t",
		     rota_uint(splitmix64_next(random) >> splitmix64_below(random, 64)));
	rota_map_set(&arena, &entry, "k", rota_text(kind->name));
	rota_map_set(&arena, &entry, "by", rota_text(ID_02));
	rota_map_set(&arena, &entry, splitmix64_below(random, 2) ? "b" : "was", body);
	return entry;
}

static void test_entry_json__any_content_comes_back(void **state)
{
	struct splitmix64 random = { 8 };
	size_t decoded = 0;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct rota_value entry = random_entry(&random);
		struct rota_buffer bytes = { 0 };

		assert_int_equal(ROTA_OK, rota_canonical_encode(&bytes, &entry, NULL));
		decoded += comes_back(bytes.bytes, bytes.size);
		rota_buffer_clear(&bytes);
		rota_arena_reset(&arena);
	}
	assert_in_range(decoded, 1000, 5000);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_entry_to_json__ids_and_hashes_are_hexadecimal),
		TEST(test_entry_to_json__the_clock_is_an_instant_and_a_counter),
		TEST(test_entry_to_json__a_name_that_looks_like_an_id_stays_a_name),
		TEST(test_entry_to_json__faults_are_kept),
		TEST(test_entry_to_json__any_key_can_be_written),
		TEST(test_entry_from_json__takes_any_order_and_spacing),
		TEST(test_entry_from_json__a_text_that_is_no_clock_is_left_as_it_is),
		TEST(test_entry_from_json__what_is_no_json_is_refused),
		TEST(test_entry_to_json__a_full_arena_is_no_memory),
		TEST(test_entry_from_json__a_full_arena_is_no_memory),
		TEST(test_entry_json__whatever_decodes_comes_back),
		TEST(test_entry_json__any_content_comes_back),
	};

	return cmocka_run_group_tests_name("entry json", tests, NULL, NULL);
}
