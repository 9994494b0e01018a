/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/text.h, one test each. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/text.h"
#include "rota/language.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void test_cli_text_is_utf8__only_sound_forms_are(void **state)
{
	static const struct {
		const char *text;
		bool sound;
	} rows[] = {
		{ "", true },
		{ "Hồng Nam", true },
		{ "\xF0\x9F\x98\x80", true },
		{ "\xF4\x8F\xBF\xBF", true },
		{ "\xF4\x90\x80\x80", false }, /* beyond U+10FFFF */
		{ "\xC0\xAF", false },         /* overlong */
		{ "\xE0\x80\xAF", false },
		{ "\xF0\x80\x80\xAF", false },
		{ "\xED\xA0\x80", false }, /* a surrogate */
		{ "\xE1\xBB", false },     /* cut */
		{ "a\xFF", false },
		{ "\x80", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (cli_text_is_utf8(rows[i].text) != rows[i].sound)
			fail_msg("row %zu", i);
}

static void test_cli_text_make_printable__nothing_drives_the_terminal(void **state)
{
	static const char *const rows[][2] = {
		{ "Hồng Nam", "Hồng Nam" },
		{ "a\033[2Jb\n", "a?[2Jb?" },
		{ "a\xFF\xE1\xBB", "a???" },
		{ "a\u202Eb\u2028c\u2066\xC2\x85\x7F", "a?b?c???" },
	};
	char text[64];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(text, sizeof(text), "%s", rows[i][0]);
		assert_int_equal(cli_text_has_control(text), i == 1 || i == 3);
		cli_text_make_printable(text);
		assert_string_equal(text, rows[i][1]);
	}
}

static void test_cli_text_width__counts_columns(void **state)
{
	(void)state;
	assert_int_equal(cli_text_width("Hồng Nam"), 8);
	assert_int_equal(cli_text_width("Ho\u0302\u0300ng"), 4);
	assert_int_equal(cli_text_width("漢"), 2);
	assert_int_equal(cli_text_width("a\xFF\xFE"), 3);
}

static void test_cli_text_width__needs_no_locale(void **state)
{
	(void)state;
	setlocale(LC_ALL, "C");
	assert_int_equal(cli_text_width("Hồng Nam"), 8);
	assert_int_equal(cli_text_width("Ho\u0302\u0300ng"), 4);
	rota_language_choose("en");
}

static void test_cli_text_fit__cuts_between_characters(void **state)
{
	(void)state;
	assert_int_equal(cli_text_fit("Hồng", 2), strlen("Hồ"));
	assert_int_equal(cli_text_fit("a漢", 2), 1);
	assert_int_equal(cli_text_fit("Hồng", 9), strlen("Hồng"));
	assert_int_equal(cli_text_fit("Hồng", 0), 0);
}

static void expect_wrapped(const char *text, size_t column, size_t indent, size_t width,
			   const char *expected)
{
	char *written = NULL;
	size_t size;
	FILE *out = open_memstream(&written, &size);

	assert_non_null(out);
	cli_wrap(out, text, column, indent, width);
	fclose(out);
	assert_string_equal(written, expected);
	free(written);
}

static void test_cli_wrap__breaks_between_words_at_the_width(void **state)
{
	(void)state;
	expect_wrapped("một hai ba", 0, 0, 7, "một hai\nba\n");
	expect_wrapped("một hai ba", 0, 0, 6, "một\nhai ba\n");
	expect_wrapped("một hai", 0, 4, 8, "    một\n    hai\n");
	expect_wrapped("a longerthanwide b", 0, 0, 6, "a\nlongerthanwide\nb\n");
	expect_wrapped("", 0, 0, 6, "");
}

static void test_cli_wrap__goes_on_where_the_cursor_stands(void **state)
{
	(void)state;
	expect_wrapped("một hai", 2, 4, 8, "  một\n    hai\n");
	expect_wrapped("một hai", 6, 4, 9, "một\n    hai\n");
	expect_wrapped("", 3, 4, 9, "\n");
}

static void test_cli_wrap__keeps_paragraphs_and_examples(void **state)
{
	(void)state;
	expect_wrapped("a b\nc\n\nd:\n  rota  help   acts\n  x\n\ne", 0, 1, 6,
		       " a b c\n\n d:\n   rota  help   acts\n   x\n\n e\n");
}

static int choose_locale(void **state)
{
	(void)state;
	return rota_language_choose("en");
}

static void expect_tone(const char *wanted, const char *text, const char *tone)
{
	char copy[128];

	snprintf(copy, sizeof(copy), "%s", text);
	cli_text_set_tone(copy, tone);
	assert_string_equal(copy, wanted);
}

static void test_text_set_tone__writes_the_word_one_way(void **state)
{
	(void)state;
	expect_tone("Huyện uỷ, Uỷ ban, BAN THƯỜNG VỤ TỈNH UỶ; uỷ viên",
		    "Huyện ủy, Ủy ban, BAN THƯỜNG VỤ TỈNH ỦY; ủy viên", "uỷ");
	expect_tone("Huyện ủy, Ủy ban, BAN THƯỜNG VỤ TỈNH ỦY", "Huyện uỷ, Uỷ ban, BAN THƯỜNG VỤ TỈNH UỶ",
		    "ủy");
	expect_tone("Huyện uỷ, Tỉnh ủy", "Huyện uỷ, Tỉnh ủy", NULL);
}

static void test_text_set_tone__leaves_other_words_alone(void **state)
{
	(void)state;
	expect_tone("Vũ Thủy Tiên, thủy lợi, Phạm Hủy", "Vũ Thủy Tiên, thủy lợi, Phạm Hủy", "uỷ");
	expect_tone("tone  uỷ  ", "tone  uỷ  ", "ủy"); /* the setting itself, in its cell */
	expect_tone("| uỷ |", "| uỷ |", "ủy");
	expect_tone("ủy", "ủy", "uỷ");
	expect_tone("", "", "uỷ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cli_text_is_utf8__only_sound_forms_are),
		cmocka_unit_test(test_cli_text_make_printable__nothing_drives_the_terminal),
		cmocka_unit_test(test_cli_text_width__counts_columns),
		cmocka_unit_test(test_cli_text_width__needs_no_locale),
		cmocka_unit_test(test_cli_text_fit__cuts_between_characters),
		cmocka_unit_test(test_cli_wrap__breaks_between_words_at_the_width),
		cmocka_unit_test(test_cli_wrap__goes_on_where_the_cursor_stands),
		cmocka_unit_test(test_cli_wrap__keeps_paragraphs_and_examples),
		cmocka_unit_test(test_text_set_tone__writes_the_word_one_way),
		cmocka_unit_test(test_text_set_tone__leaves_other_words_alone),
	};

	return cmocka_run_group_tests(tests, choose_locale, NULL);
}
