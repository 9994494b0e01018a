/* SPDX-License-Identifier: Apache-2.0 */
/* Both codecs with the first, the second ... allocation failing, in msgpack-c and jansson too. */
#include "tests/support/failing_memory.h"

#include <stdio.h>
#include <string.h>

#include "codec/canonical.h"
#include "codec/json.h"
#include "tests/support/random_value.h"

/* What is read and written; it lies outside what is counted. */
static struct rota_arena sample_arena;
static struct rota_value sample;
static struct rota_buffer sample_bytes, sample_json;

/** All types, long texts and numbers, tags, and enough items for every list to grow. */
static int make_sample(void **state)
{
	struct splitmix64 random = { 4 };
	struct rota_value deep = random_value(&random, &sample_arena, 4);

	(void)state;
	sample = rota_map();
	for (int i = 0; i < 40; i++) {
		char key[16];
		size_t size = (size_t)snprintf(key, sizeof(key), "key %d", i);
		char *copy = rota_arena_copy(&sample_arena, key, size);

		assert_int_equal(0, rota_map_set(&sample_arena, &sample, copy,
						 random_value(&random, &sample_arena, 2)));
	}
	rota_map_set(&sample_arena, &sample, "deep", deep);
	rota_map_set(&sample_arena, &sample, "long",
		     rota_text("a text that is longer than the first block of jansson's lexer"));
	rota_map_set(&sample_arena, &sample, "number", rota_int(-1234567890123456789));
	rota_map_set(&sample_arena, &sample, "great", rota_uint(UINT64_MAX));
	assert_int_equal(ROTA_OK, rota_canonical_encode(&sample_bytes, &sample, NULL));
	return rota_json_write(&sample_json, &sample, NULL);
}

static int clear_sample(void **state)
{
	(void)state;
	rota_buffer_clear(&sample_bytes);
	rota_buffer_clear(&sample_json);
	rota_arena_clear(&sample_arena);
	return 0;
}

/** A decoder gives the sample, or nil; an encoder its bytes, or none. */
static int finish_reading(int rc, const struct rota_value *value, const struct rota_error *err,
			  struct rota_arena *arena)
{
	if (rc)
		assert_string_equal("out of memory", err->message);
	assert_int_equal(rc, err->code);
	if (rc ? value->type != ROTA_NIL : !rota_value_equal(&sample, value))
		fail_msg("code %d, and not the value that belongs to it", rc);
	rota_arena_clear(arena);
	return rc;
}

static int decode_sample(void)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_value value = rota_uint(7);
	int rc = rota_canonical_decode(&value, &arena, sample_bytes.bytes, sample_bytes.size, &err);

	return finish_reading(rc, &value, &err, &arena);
}

static int read_sample(void)
{
	struct rota_arena arena = { 0 };
	struct rota_error err = { 0 };
	struct rota_value value = rota_uint(7);
	int rc = rota_json_read(&value, &arena, sample_json.bytes, sample_json.size, &err);

	return finish_reading(rc, &value, &err, &arena);
}

static int encode_sample(void)
{
	struct rota_buffer out = { 0 };
	int rc = rota_canonical_encode(&out, &sample, NULL);

	assert_int_equal(rc ? 0 : sample_bytes.size, out.size);
	if (!rc)
		assert_memory_equal(sample_bytes.bytes, out.bytes, out.size);
	rota_buffer_clear(&out);
	return rc;
}

static int write_sample(void)
{
	struct rota_buffer out = { 0 };
	int rc = rota_json_write(&out, &sample, NULL);

	if (!rc)
		assert_string_equal(sample_json.bytes, out.bytes);
	rota_buffer_clear(&out);
	return rc;
}

static int write_sample_pretty(void)
{
	struct rota_buffer out = { 0 };
	int rc = rota_json_write_pretty(&out, &sample, NULL);

	rota_buffer_clear(&out);
	return rc;
}

static int check_sample(void)
{
	return rota_canonical_check(NULL, sample_bytes.bytes, sample_bytes.size, NULL);
}

static void test_canonical_check__needs_no_memory(void **state)
{
	(void)state;
	expect_survival(check_sample);
	assert_int_equal(0, memory.asked);
}

static void test_canonical_decode__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(decode_sample);
}

static void test_canonical_encode__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(encode_sample);
}

static void test_json_read__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(read_sample);
}

static void test_json_write__survives_failing_memory(void **state)
{
	(void)state;
	expect_survival(write_sample);
	expect_survival(write_sample_pretty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_canonical_check__needs_no_memory),
		cmocka_unit_test(test_canonical_decode__survives_failing_memory),
		cmocka_unit_test(test_canonical_encode__survives_failing_memory),
		cmocka_unit_test(test_json_read__survives_failing_memory),
		cmocka_unit_test(test_json_write__survives_failing_memory),
	};

	return cmocka_run_group_tests_name("codec with failing memory", tests, make_sample,
					   clear_sample);
}
