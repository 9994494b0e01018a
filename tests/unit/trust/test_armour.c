/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of trust/armour.h, one test each. */
#include "tests/unit/trust/trust.h"

#include "trust/armour.h"

#define BEGIN "-----BEGIN TEST-----\n"
#define END "\n-----END TEST-----"
#define NO_BEGIN "it does not begin with '-----BEGIN TEST-----'"
#define NO_END "it does not end with '-----END TEST-----'"
#define NO_BASE64 "it is not base64 in lines of 70 columns"
#define COLUMNS_70 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static uint8_t bytes[ROTA_ARMOUR_MAX_BYTES];
static char text[ROTA_ARMOUR_TEXT_SIZE(ROTA_ARMOUR_MAX_BYTES)];

static void assert_read(const char *wanted, const char *armoured, size_t size)
{
	uint8_t read[ROTA_ARMOUR_MAX_BYTES];
	size_t read_size;

	OK(rota_armour_read(read, &read_size, "TEST", armoured, size, &err));
	assert_int_equal(strlen(wanted), read_size);
	assert_memory_equal(wanted, read, read_size);
}

static void assert_refused(const char *message, const char *armoured, size_t size)
{
	uint8_t read[ROTA_ARMOUR_MAX_BYTES];
	size_t read_size = 7;

	FAILS(ROTA_ECORRUPT, message,
	      rota_armour_read(read, &read_size, "TEST", armoured, size, &err));
	assert_int_equal(0, read_size);
}

static void test_armour_write__lines_of_70_columns(void **state)
{
	static const char wanted[] = BEGIN COLUMNS_70 "\nAAAQID" END;

	(void)state;
	memset(bytes, 0, sizeof(bytes));
	memcpy(bytes + 54, "\1\2\3", 3);
	assert_int_equal(strlen(wanted), rota_armour_write(text, "TEST", bytes, 57));
	assert_string_equal(wanted, text);
}

static void test_armour_write__fits_in_the_size_that_is_promised(void **state)
{
	static const char label[] = "OPENSSH PRIVATE KEY 12345"; /* 25 characters */

	(void)state;
	for (size_t size = 1; size <= 400; size++)
		assert_true(rota_armour_write(text, label, bytes, size) <
			    ROTA_ARMOUR_TEXT_SIZE(size));
	assert_true(rota_armour_write(text, label, bytes, sizeof(bytes)) < sizeof(text));
}

static void test_armour_read__gives_back_what_was_written(void **state)
{
	uint8_t read[ROTA_ARMOUR_MAX_BYTES];
	size_t read_size;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 7);
	for (size_t size = 1; size <= sizeof(bytes); size += size < 400 ? 1 : 1493) {
		size_t length = rota_armour_write(text, "TEST", bytes, size);

		OK(rota_armour_read(read, &read_size, "TEST", text, length, &err));
		assert_int_equal(size, read_size);
		assert_memory_equal(bytes, read, size);
	}
}

static void test_armour_read__takes_one_newline_at_the_end(void **state)
{
	(void)state;
	assert_read("abc", BEGIN "YWJj" END, strlen(BEGIN "YWJj" END));
	assert_read("abc", BEGIN "YWJj" END "\n", strlen(BEGIN "YWJj" END "\n"));
	assert_refused(NO_END, BEGIN "YWJj" END "\n\n", strlen(BEGIN "YWJj" END "\n\n"));
}

static void test_armour_read__anything_else_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "", NO_BEGIN },
		{ "\n", NO_BEGIN },
		{ " " BEGIN "YWJj" END, NO_BEGIN },
		{ "-----BEGIN TESTS-----\nYWJj" END, NO_BEGIN },
		{ "-----BEGIN TEST-----\r\nYWJj" END, NO_BEGIN },
		{ BEGIN, NO_END },
		{ BEGIN "YWJj", NO_END },
		{ BEGIN "-----END TEST-----", NO_END },
		{ BEGIN "YWJj\n-----END TEST----", NO_END },
		{ BEGIN "YWJj\n-----END TESS-----", NO_END },
		{ BEGIN "YWJj" END "\r\n", NO_END },
		{ BEGIN "YWJj" END " ", NO_END },
		{ BEGIN END, NO_BASE64 },          /* nothing */
		{ BEGIN "\nYWJj" END, NO_BASE64 }, /* an empty line */
		{ BEGIN "YWJj\n" END, NO_BASE64 },
		{ BEGIN "YWJj\nYWJj" END, NO_BASE64 }, /* a short line before another */
		{ BEGIN COLUMNS_70 "AA" END, NO_BASE64 },
		{ BEGIN COLUMNS_70 "AAAAAA" END, NO_BASE64 },
		{ BEGIN "YWJj\r" END, NO_BASE64 },
		{ BEGIN "YWJ j" END, NO_BASE64 },
		{ BEGIN "YWJ" END, NO_BASE64 },
		{ BEGIN "YWI" END, NO_BASE64 }, /* no padding */
		{ BEGIN "YWI==" END, NO_BASE64 },
		{ BEGIN "YWJj=" END, NO_BASE64 },
		{ BEGIN "YWJj====" END, NO_BASE64 },
		{ BEGIN "YWJ=" END, NO_BASE64 }, /* "YWI=", and a bit that belongs to nothing */
		{ BEGIN "YR==" END, NO_BASE64 }, /* the same of "YQ==" */
		{ BEGIN "YW-_" END, NO_BASE64 }, /* of another alphabet */
		{ BEGIN "YW\xc3\xa1" END, NO_BASE64 }, /* libsodium alone would take it */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_refused(rows[i][1], rows[i][0], strlen(rows[i][0]));
	assert_refused(NO_BASE64, BEGIN "YW\0j" END, strlen(BEGIN) + 4 + strlen(END));
}

static void test_armour_read__every_cut_is_refused(void **state)
{
	size_t length = rota_armour_write(text, "TEST", bytes, 200);

	(void)state;
	for (size_t size = 0; size < length; size++)
		assert_refused(size < strlen(BEGIN) ? NO_BEGIN : NO_END, text, size);
}

static void test_armour_read__no_more_than_the_maximum(void **state)
{
	static char large[2 * sizeof(text)];
	size_t lines = sizeof(text) / (ROTA_ARMOUR_COLUMNS + 1) + 1;
	char *at = large + sprintf(large, BEGIN);

	(void)state;
	for (size_t i = 0; i < lines; i++)
		at += sprintf(at, "%s%s", i ? "\n" : "", COLUMNS_70);
	at += sprintf(at, END);
	assert_refused(NO_BASE64, large, (size_t)(at - large));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_armour_write__lines_of_70_columns),
		cmocka_unit_test(test_armour_write__fits_in_the_size_that_is_promised),
		cmocka_unit_test(test_armour_read__gives_back_what_was_written),
		cmocka_unit_test(test_armour_read__takes_one_newline_at_the_end),
		cmocka_unit_test(test_armour_read__anything_else_is_refused),
		cmocka_unit_test(test_armour_read__every_cut_is_refused),
		cmocka_unit_test(test_armour_read__no_more_than_the_maximum),
	};

	return cmocka_run_group_tests_name("armour", tests, NULL, NULL);
}
