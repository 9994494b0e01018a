/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void test_hex_encode__digits_are_lower_case(void **state)
{
	const uint8_t bytes[] = { 0x00, 0x09, 0x0a, 0x10, 0x9f, 0xa0, 0xff };
	struct rota_buffer out = { 0 };

	(void)state;
	rota_buffer_puts(&out, ">");
	rota_hex_encode(&out, bytes, sizeof(bytes));
	assert_string_equal(">00090a109fa0ff", rota_buffer_text(&out));
	rota_hex_encode(&out, bytes, 0);
	assert_int_equal(15, out.size);
	rota_buffer_clear(&out);
}

static void test_hex_decode__reads_what_was_written(void **state)
{
	struct rota_buffer out = { 0 };
	uint8_t bytes[256], read[256];

	(void)state;
	for (unsigned i = 0; i < 256; i++)
		bytes[i] = (uint8_t)i;
	rota_hex_encode(&out, bytes, 256);
	assert_true(rota_hex_decode(read, rota_buffer_text(&out), 512));
	assert_memory_equal(bytes, read, 256);
	rota_buffer_clear(&out);
}

static void test_hex_decode__reads_so_many_digits_and_no_more(void **state)
{
	uint8_t bytes[3] = { 1, 2, 3 };

	(void)state;
	assert_true(rota_hex_decode(bytes, "a1b2xx", 4));
	assert_memory_equal("\xa1\xb2\x03", bytes, 3);
	assert_true(rota_hex_decode(bytes, "", 0));
	assert_memory_equal("\xa1\xb2\x03", bytes, 3);
}

static void test_hex_decode__anything_else_is_refused(void **state)
{
	const char *const rows[] = { "0",  "0g", "g0", "0A", "A0",       "0 ", " 0",
				     "0x", "/0", ":0", "`0", "\xc3\xa1", "000" };
	uint8_t bytes[4];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_false(rota_hex_decode(bytes, rows[i], strlen(rows[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hex_encode__digits_are_lower_case),
		cmocka_unit_test(test_hex_decode__reads_what_was_written),
		cmocka_unit_test(test_hex_decode__reads_so_many_digits_and_no_more),
		cmocka_unit_test(test_hex_decode__anything_else_is_refused),
	};

	return cmocka_run_group_tests_name("hex", tests, NULL, NULL);
}
