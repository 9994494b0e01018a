/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/encoding.h, one test each. */
#include "tests/unit/intake/intake.h"

#include <stdlib.h>

#include "intake/encoding.h"

/** Decode and compare with the text that is expected. */
static void check_decoded(const char *expected, const char *bytes, size_t size,
                          enum rota_encoding asked)
{
	struct rota_buffer out = { 0 };
	struct rota_error err = { 0 };

	assert_int_equal(ROTA_OK, rota_encoding_decode(&out, bytes, size, asked, &err));
	assert_string_equal(expected, rota_buffer_text(&out));
	assert_int_equal(strlen(expected), out.size);
	rota_buffer_clear(&out);
}

static void check_refused(const char *message, const char *hint, const char *bytes, size_t size,
                          enum rota_encoding asked)
{
	struct rota_buffer out = { 0 };
	struct rota_error err = { 0 };

	assert_int_equal(ROTA_EINVALID, rota_encoding_decode(&out, bytes, size, asked, &err));
	check_error(&err, "V91", message, hint);
	rota_buffer_clear(&out);
}

#define DECODED(expected, bytes, asked) check_decoded((expected), (bytes), SIZE(bytes), (asked))
#define REFUSED(message, hint, bytes, asked) \
	check_refused((message), (hint), (bytes), SIZE(bytes), (asked))

static void test_encoding_find__takes_the_names_in_any_case(void **state)
{
	static const struct {
		const char *name;
		enum rota_encoding encoding;
	} rows[] = {
		{ "utf-8", ROTA_ENCODING_UTF8 },     { "UTF-8", ROTA_ENCODING_UTF8 },
		{ "utf-16", ROTA_ENCODING_UTF16 },   { "tcvn3", ROTA_ENCODING_TCVN3 },
		{ "TCVN3", ROTA_ENCODING_TCVN3 },    { "cp1258", ROTA_ENCODING_CP1258 },
		{ "viscii", ROTA_ENCODING_VISCII },
	};
	enum rota_encoding found;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(ROTA_OK, rota_encoding_find(&found, rows[i].name, NULL));
		assert_int_equal(rows[i].encoding, found);
	}
}

static void test_encoding_find__refuses_other_names_with_the_list(void **state)
{
	static const char *const names[] = { "vni", "" };
	enum rota_encoding found = ROTA_ENCODING_UTF8;
	struct rota_error err = { 0 };
	char message[64];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(ROTA_EINVALID, rota_encoding_find(&found, names[i], &err));
		snprintf(message, sizeof(message), "no encoding is called '%s'", names[i]);
		check_error(&err, "", message, "one of: utf-8 utf-16 tcvn3 cp1258 viscii");
		assert_int_equal(ROTA_ENCODING_NONE, found);
	}
}

static void test_encoding_decode__utf8_with_or_without_mark(void **state)
{
	(void)state;
	DECODED("Hưng Yên", "Hưng Yên", ROTA_ENCODING_NONE);
	DECODED("Hưng Yên", "\xEF\xBB\xBFHưng Yên", ROTA_ENCODING_NONE);
	DECODED("Hưng Yên", "\xEF\xBB\xBFHưng Yên", ROTA_ENCODING_UTF8);
	DECODED("", "\xEF\xBB\xBF", ROTA_ENCODING_NONE);
	check_decoded("", NULL, 0, ROTA_ENCODING_NONE);
}

static void test_encoding_decode__is_not_normalised(void **state)
{
	(void)state;
	DECODED("Ye\u0302n", "Ye\u0302n", ROTA_ENCODING_NONE);
}

static void test_encoding_decode__utf16_by_its_mark(void **state)
{
	static const char little[] = "\xFF\xFEH\0\xB0\x01n\0g\0\n\0";
	static const char big[] = "\xFE\xFF\0H\x01\xB0\0n\0g\0\n";

	(void)state;
	DECODED("Hưng\n", little, ROTA_ENCODING_NONE);
	DECODED("Hưng\n", big, ROTA_ENCODING_NONE);
	DECODED("Hưng\n", big, ROTA_ENCODING_UTF16);
	DECODED("Hưng\n", big, ROTA_ENCODING_TCVN3);
	DECODED("", "\xFF\xFE", ROTA_ENCODING_NONE);
}

static void test_encoding_decode__utf16_without_mark_is_little_end_first_when_asked(void **state)
{
	(void)state;
	DECODED("Hư", "H\0\xB0\x01", ROTA_ENCODING_UTF16);
}

static void test_encoding_decode__utf16_pairs_make_one_character(void **state)
{
	(void)state;
	DECODED("\U0001F600", "\xFF\xFE\x3D\xD8\x00\xDE", ROTA_ENCODING_NONE);
}

static void test_encoding_decode__broken_utf16_is_refused_with_its_line(void **state)
{
	(void)state;
	REFUSED("line 2, byte 7 of the file: not UTF-16", SAVE_AGAIN,
	        "\xFF\xFE"
	        "a\0\n\0b\0x",
	        ROTA_ENCODING_NONE);
	REFUSED("line 1, byte 1 of the file: not UTF-16", SAVE_AGAIN, "\xFF\xFE\x00\xDE",
	        ROTA_ENCODING_NONE);
}

static void test_encoding_decode__large_files_pass_in_pieces(void **state)
{
	enum { LETTERS = 50000 };
	char *bytes = malloc(LETTERS * 2);
	struct rota_buffer out = { 0 };

	(void)state;
	for (size_t i = 0; i < LETTERS; i++)
		memcpy(bytes + i * 2, "\xB0\x01", 2);
	assert_int_equal(ROTA_OK, rota_encoding_decode(&out, bytes, LETTERS * 2,
	                                               ROTA_ENCODING_UTF16, NULL));
	assert_int_equal(LETTERS * strlen("ư"), out.size);
	for (size_t i = 0; i < LETTERS; i++)
		assert_memory_equal("ư", out.bytes + i * strlen("ư"), strlen("ư"));
	rota_buffer_clear(&out);
	free(bytes);
}

static void test_encoding_decode__stray_bytes_are_named_by_line_and_byte(void **state)
{
	(void)state;
	REFUSED("line 1, byte 1: 0xe9 is not UTF-8", SAVE_AGAIN, "\xE9", ROTA_ENCODING_NONE);
	REFUSED("line 2, byte 3: 0xff is not UTF-8", SAVE_AGAIN, "a\nbc\xFF", ROTA_ENCODING_NONE);
	REFUSED("line 2, byte 3: 0xff is not UTF-8", SAVE_AGAIN, "a\r\nbc\xFF", ROTA_ENCODING_UTF8);
	REFUSED("line 3, byte 1: 0xc3 is not UTF-8", SAVE_AGAIN, "a\r\r\xC3", ROTA_ENCODING_NONE);
	REFUSED("line 1, byte 1: 0xed is not UTF-8", SAVE_AGAIN, "\xED\xA0\x80",
	        ROTA_ENCODING_NONE);
}

static void test_encoding_decode__zero_bytes_are_refused(void **state)
{
	(void)state;
	REFUSED("line 2: a zero byte is no text",
	        "add --from-encoding utf-16 and look first with --dry-run", "a\nb\0",
	        ROTA_ENCODING_NONE);
	REFUSED("line 1: a zero byte is no text", SAVE_AGAIN, "b\0", ROTA_ENCODING_UTF8);
	REFUSED("line 1: a zero byte is no text", SAVE_AGAIN, "b\0\0\0", ROTA_ENCODING_UTF16);
}

static void test_encoding_decode__a_mark_of_another_encoding_is_refused(void **state)
{
	(void)state;
	REFUSED("the file says by its first bytes that it is UTF-16, not utf-8",
	        "leave --from-encoding out", "\xFF\xFEx\0", ROTA_ENCODING_UTF8);
	REFUSED("the file says by its first bytes that it is UTF-8, not utf-16",
	        "leave --from-encoding out", "\xEF\xBB\xBFx", ROTA_ENCODING_UTF16);
	REFUSED("the file says by its first bytes that it is UTF-8, not cp1258",
	        "leave --from-encoding out", "\xEF\xBB\xBFx", ROTA_ENCODING_CP1258);
	REFUSED("the file says by its first bytes that it is UTF-16, not viscii",
	        "leave --from-encoding out", "\xFE\xFF\0x", ROTA_ENCODING_VISCII);
}

static void test_encoding_decode__tcvn3_stays_as_the_font_sees_it(void **state)
{
	(void)state;
	DECODED("Nguy\u00D4n V\u00A8n A", "Nguy\xD4n V\xA8n A", ROTA_ENCODING_TCVN3);
	DECODED("Nguy\u00D4n V\u00A8n A", "Nguy\u00D4n V\u00A8n A", ROTA_ENCODING_TCVN3);
	DECODED("H\u00ADng Y\u00AAn", "H\xadng Y\xaan", ROTA_ENCODING_TCVN3);
}

static void test_encoding_decode__cp1258_and_viscii_when_asked(void **state)
{
	static const char cp1258[] = "Nguy\xEA\xDEn V\xE3n T\xFD"; /* ê + tilde, ă, ư */
	static const char viscii[] = "Nguy\xAAn";

	(void)state;
	DECODED("Nguyễn Văn Tư", cp1258, ROTA_ENCODING_CP1258);
	DECODED("Nguyên", "Nguy\xEAn", ROTA_ENCODING_VISCII);
	DECODED("Nguyến", viscii, ROTA_ENCODING_VISCII);
}

static void test_encoding_decode__the_last_letter_is_not_lost(void **state)
{
	(void)state;
	DECODED("Nguyê", "Nguy\xEA", ROTA_ENCODING_CP1258);
	DECODED("a", "a", ROTA_ENCODING_CP1258);
}

static void test_encoding_widen__each_byte_is_the_character_of_its_number(void **state)
{
	struct rota_buffer out = { 0 };

	(void)state;
	rota_encoding_widen(&out, "a\x7F\x80\xBF\xC0\xFF", 6);
	assert_string_equal("a\x7F\xC2\x80\u00BF\u00C0\u00FF", out.bytes);
	rota_buffer_clear(&out);
}

static void test_encoding_is_damaged_utf8__tells_a_cut_file_from_an_old_font(void **state)
{
	static const struct {
		const char *bytes;
		bool damaged;
	} rows[] = {
		{ "Nguyễn Văn A, Hưng Y\xC3", true },
		{ "Nguyễn Th\xE1 H\xE1nh", false },
		{ "Nguy\xD4n V\xA8n A", false },
		{ "\xFF", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].damaged, rota_encoding_is_damaged_utf8(
		                                          rows[i].bytes, strlen(rows[i].bytes)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encoding_find__takes_the_names_in_any_case),
		cmocka_unit_test(test_encoding_find__refuses_other_names_with_the_list),
		cmocka_unit_test(test_encoding_decode__utf8_with_or_without_mark),
		cmocka_unit_test(test_encoding_decode__is_not_normalised),
		cmocka_unit_test(test_encoding_decode__utf16_by_its_mark),
		cmocka_unit_test(
		        test_encoding_decode__utf16_without_mark_is_little_end_first_when_asked),
		cmocka_unit_test(test_encoding_decode__utf16_pairs_make_one_character),
		cmocka_unit_test(test_encoding_decode__broken_utf16_is_refused_with_its_line),
		cmocka_unit_test(test_encoding_decode__large_files_pass_in_pieces),
		cmocka_unit_test(test_encoding_decode__stray_bytes_are_named_by_line_and_byte),
		cmocka_unit_test(test_encoding_decode__zero_bytes_are_refused),
		cmocka_unit_test(test_encoding_decode__a_mark_of_another_encoding_is_refused),
		cmocka_unit_test(test_encoding_decode__tcvn3_stays_as_the_font_sees_it),
		cmocka_unit_test(test_encoding_decode__cp1258_and_viscii_when_asked),
		cmocka_unit_test(test_encoding_decode__the_last_letter_is_not_lost),
		cmocka_unit_test(test_encoding_widen__each_byte_is_the_character_of_its_number),
		cmocka_unit_test(test_encoding_is_damaged_utf8__tells_a_cut_file_from_an_old_font),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
