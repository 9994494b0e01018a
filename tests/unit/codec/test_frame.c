/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void test_frame_encode__length_first_and_back_again(void **state)
{
	static const char wanted[] = "\x00\x00\x00\x04\x81\xa1\x61\x01";
	struct rota_arena arena = { 0 };
	struct rota_buffer frame = { 0 };
	struct rota_value map = rota_map(), back;
	size_t size;

	(void)state;
	assert_int_equal(0, rota_map_set(&arena, &map, "a", rota_uint(1)));
	assert_int_equal(ROTA_OK, rota_frame_encode(&frame, &map, NULL));
	assert_int_equal(sizeof(wanted) - 1, frame.size);
	assert_memory_equal(wanted, frame.bytes, frame.size);
	assert_int_equal(ROTA_OK, rota_frame_size(&size, (uint8_t *)frame.bytes, NULL));
	assert_int_equal(4, size);
	assert_int_equal(ROTA_OK, rota_frame_decode(&back, &arena, frame.bytes + 4, size, NULL));
	assert_true(rota_value_equal(&map, &back));
	rota_buffer_clear(&frame);
	rota_arena_clear(&arena);
}

static void test_frame_encode__too_large_appends_nothing(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer frame = { 0 };
	struct rota_value map = rota_map();
	struct rota_error err = { 0 };
	size_t size = ROTA_FRAME_MAX_BYTES - 8; /* map, key, length: 1 + 2 + 5 */
	char *bytes = calloc(1, size + 1);

	(void)state;
	rota_buffer_puts(&frame, "x");
	assert_int_equal(0, rota_map_set(&arena, &map, "a", rota_bin(bytes, size)));
	assert_int_equal(ROTA_OK, rota_frame_encode(&frame, &map, &err));
	rota_buffer_truncate(&frame, 1);
	assert_int_equal(0, rota_map_set(&arena, &map, "a", rota_bin(bytes, size + 1)));
	assert_int_equal(ROTA_EINVALID, rota_frame_encode(&frame, &map, &err));
	assert_string_equal("a message of 12582913 bytes; 12582912 at most", err.message);
	assert_string_equal("x", rota_buffer_text(&frame));
	free(bytes);
	rota_buffer_clear(&frame);
	rota_arena_clear(&arena);
}

static void test_frame_size__limits(void **state)
{
	static const uint8_t largest[] = { 0, 0xc0, 0, 0 }, larger[] = { 0, 0xc0, 0, 1 },
			     none[] = { 0, 0, 0, 0 }, text[] = { 'G', 'E', 'T', ' ' };
	size_t size;

	(void)state;
	assert_int_equal(ROTA_OK, rota_frame_size(&size, largest, NULL));
	assert_int_equal(ROTA_FRAME_MAX_BYTES, size);
	assert_int_equal(ROTA_ECORRUPT, rota_frame_size(&size, larger, NULL));
	assert_int_equal(ROTA_ECORRUPT, rota_frame_size(&size, none, NULL));
	assert_int_equal(ROTA_ECORRUPT, rota_frame_size(&size, text, NULL));
}

static void test_frame_decode__only_one_canonical_map(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_value value;
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_ECORRUPT, rota_frame_decode(&value, &arena, "\x01", 1, &err));
	assert_string_equal("a message that is no map", err.message);
	assert_int_equal(ROTA_ECORRUPT,
			 rota_frame_decode(&value, &arena, "\x81\xa1\x61\xcc\x01", 5, &err));
	assert_int_equal(ROTA_ECORRUPT,
			 rota_frame_decode(&value, &arena, "\x81\xa1\x61\x01\x00", 5, &err));
	rota_arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frame_encode__length_first_and_back_again),
		cmocka_unit_test(test_frame_encode__too_large_appends_nothing),
		cmocka_unit_test(test_frame_size__limits),
		cmocka_unit_test(test_frame_decode__only_one_canonical_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
