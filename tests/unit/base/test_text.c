/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <stdio.h>
#include <utf8proc.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/** The end of the planes in which Unicode has characters that normalisation or case can change. */
enum { CODE_POINTS = 0x20000 + 0x10000 };

typedef int (*append_text)(struct rota_buffer *out, const char *text, size_t size,
			   struct rota_error *err);

struct pair {
	const char *text;
	const char *wanted;
};

static void check_pairs(append_text append, const struct pair *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rota_buffer out = { 0 };

		assert_int_equal(ROTA_OK, append(&out, rows[i].text, strlen(rows[i].text), NULL));
		assert_string_equal(rows[i].wanted, rota_buffer_text(&out));
		rota_buffer_clear(&out);
	}
}

/** Refused with this message, and the buffer is as before. */
static void check_refused(append_text append, const char *text, size_t size, const char *message,
			  const char *hint)
{
	struct rota_buffer out = { 0 };
	struct rota_error err = { 0 };

	rota_buffer_puts(&out, "before");
	assert_int_equal(ROTA_EINVALID, append(&out, text, size, &err));
	assert_int_equal(ROTA_EINVALID, err.code);
	assert_string_equal(message, err.message);
	assert_string_equal(hint, err.hint);
	assert_string_equal("before", rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void check_full(append_text append)
{
	struct rota_buffer out = { .max_bytes = 3 };
	struct rota_error err = { 0 };

	assert_int_equal(ROTA_ENOMEM, append(&out, "Ân Thi", strlen("Ân Thi"), &err));
	assert_string_equal("out of memory", err.message);
	rota_buffer_clear(&out);
}

/** The text of one code point between two letters, which marks can join. @return its size. */
static size_t around(char out[8], int32_t c)
{
	utf8proc_ssize_t size = utf8proc_encode_char(c, (utf8proc_uint8_t *)out + 1);

	out[0] = 'h';
	out[size + 1] = 'y';
	return (size_t)size + 2;
}

static bool is_surrogate(int32_t c)
{
	return c >= 0xD800 && c <= 0xDFFF;
}

/** For every such code point: what is appended is clean, and appended again it is the same. */
static void check_every_code_point(append_text append)
{
	struct rota_buffer once = { 0 };
	struct rota_buffer twice = { 0 };

	for (int32_t c = 0; c < CODE_POINTS; c++) {
		char text[8];

		if (is_surrogate(c) || append(&once, text, around(text, c), NULL))
			continue;
		assert_true(rota_text_is_clean(once.bytes, once.size));
		assert_int_equal(ROTA_OK, append(&twice, once.bytes, once.size, NULL));
		assert_string_equal(once.bytes, twice.bytes);
		rota_buffer_reset(&once);
		rota_buffer_reset(&twice);
	}
	rota_buffer_clear(&once);
	rota_buffer_clear(&twice);
}

static void test_is_utf8__takes_well_formed_text(void **state)
{
	static const char *const rows[] = { "",
					    "Ân Thi",
					    "\x7F",
					    "\xC2\x80",
					    "\xDF\xBF",
					    "\xE0\xA0\x80",
					    "\xED\x9F\xBF",
					    "\xEE\x80\x80",
					    "\xEF\xBF\xBF",
					    "\xF0\x90\x80\x80",
					    "\xF4\x8F\xBF\xBF" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_true(rota_text_is_utf8(rows[i], strlen(rows[i])));
}

static void test_is_utf8__allows_nul(void **state)
{
	(void)state;
	assert_true(rota_text_is_utf8("a\0b", 3));
}

static void test_is_utf8__refuses_what_is_not(void **state)
{
	static const char *const rows[] = {
		"\x80",             /* a continuation alone */
		"\xC3",             /* cut */
		"\xE1\xBA",         /* cut */
		"\xC0\x80",         /* overlong */
		"\xE0\x9F\xBF",     /* overlong */
		"\xF0\x8F\xBF\xBF", /* overlong */
		"\xED\xA0\x80",     /* surrogate */
		"\xF4\x90\x80\x80", /* above U+10FFFF */
		"\xFF",
		"H\xADng Y\xAAn" /* TCVN3 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_false(rota_text_is_utf8(rows[i], strlen(rows[i])));
}

static void test_is_clean__takes_stored_text(void **state)
{
	static const char *const rows[] = {
		"", "Nguyễn Thị Hạnh", "xã Ân Thi – “mới”", "q̣", "日本", "a  b"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_true(rota_text_is_clean(rows[i], strlen(rows[i])));
}

static void test_is_clean__refuses_text_that_is_not_nfc(void **state)
{
	static const char *const rows[] = { "e\u0323\u0302", "ê\u0323", "o\u031B",
					    "\u212B",        "\u0340",  "a\u0301\u0323" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_false(rota_text_is_clean(rows[i], strlen(rows[i])));
}

static bool is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void test_is_clean__refuses_every_control_character(void **state)
{
	(void)state;
	for (int32_t c = 0; c < 0x3000; c++) {
		char text[8];
		size_t size = around(text, c);

		if (is_control(c))
			assert_false(rota_text_is_clean(text, size));
		else if (c < 0x300)
			assert_true(rota_text_is_clean(text, size));
	}
}

static void test_is_clean__refuses_text_that_is_not_utf8(void **state)
{
	(void)state;
	assert_false(rota_text_is_clean("H\xADng", 4));
}

static void test_is_clean__agrees_with_the_normaliser(void **state)
{
	(void)state;
	for (int32_t c = 0xA0; c < CODE_POINTS; c++) {
		char text[9];
		utf8proc_uint8_t *nfc;

		if (is_surrogate(c) || is_control(c))
			continue;
		text[around(text, c)] = '\0';
		nfc = utf8proc_NFC((const utf8proc_uint8_t *)text);
		assert_int_equal(strcmp(text, (const char *)nfc) == 0,
				 rota_text_is_clean(text, strlen(text)));
		free(nfc);
	}
}

static void check_printable(const char *text, const char *wanted)
{
	char copy[64];

	assert_true(strlen(text) < sizeof(copy));
	memcpy(copy, text, strlen(text) + 1);
	rota_text_make_printable(copy);
	assert_string_equal(wanted, copy);
}

static void test_make_printable__replaces_what_drives_a_terminal(void **state)
{
	(void)state;
	check_printable("a\033[2Jb", "a?[2Jb");
	check_printable("một\nhai\t", "một?hai?");
	check_printable("\x7F\xC2\x85\xC2\x9B", "???");
	check_printable("a\u2028b\u2029c\u202Ed\u2066e", "a?b?c?d?e");
}

static void test_make_printable__replaces_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	check_printable("H\xADng Y\xAAn", "H?ng Y?n");
	check_printable("\xE1\xBAx", "??x");
	check_printable("a\xED\xA0\x80", "a???");
	check_printable("a\xC0", "a?");
	check_printable("a\xF5", "a?");
	check_printable("a\xE0\x80", "a??");
}

static void test_make_printable__removes_an_incomplete_end(void **state)
{
	(void)state;
	check_printable("Ân Thi\xE1\xBA", "Ân Thi");
	check_printable("Ân Thi\xE1", "Ân Thi");
	check_printable("Ân Thi\xC3", "Ân Thi");
	check_printable("a\xE0", "a");
	check_printable("a\xED\x9F", "a");
	check_printable("a\xF0", "a");
	check_printable("a\xF0\x90\x80", "a");
	check_printable("a\xF4\x8F", "a");
	check_printable("\xC3", "");
}

static void test_make_printable__leaves_other_text(void **state)
{
	(void)state;
	check_printable("", "");
	check_printable("Nguyễn Thị Hạnh – e\u0323\u0302 日本",
			"Nguyễn Thị Hạnh – e\u0323\u0302 日本");
}

static void check_join(size_t size, const char *a, const char *between, const char *b,
		       const char *wanted)
{
	char out[32];

	memset(out, '#', sizeof(out));
	rota_text_join(out, size, a, between, b);
	assert_string_equal(wanted, out);
	for (size_t i = size; i < sizeof(out); i++)
		assert_int_equal('#', out[i]); /* nothing is written behind the size given */
}

static void test_join__puts_parts_together(void **state)
{
	(void)state;
	check_join(32, "line 7", ": ", "no such day", "line 7: no such day");
	check_join(20, "line 7", ": ", "no such day", "line 7: no such day");
	check_join(4, "", "", "", "");
}

static void test_join__cuts_between_characters(void **state)
{
	(void)state;
	check_join(19, "line 7", ": ", "no such day", "line 7: no such da");
	check_join(5, "Mỹ", " ", "Hào", "Mỹ");
	check_join(7, "Mỹ", " ", "Hào", "Mỹ H");
	check_join(8, "Mỹ", " ", "Hào", "Mỹ H");
	check_join(9, "Mỹ", " ", "Hào", "Mỹ Hà");
	check_join(4, "Mỹ", " ", "Hào", "M");
	check_join(3, "Mỹ", " ", "Hào", "M");
	check_join(1, "Mỹ", " ", "Hào", "");
}

static void test_join__writes_nothing_without_room(void **state)
{
	char out[] = "#";

	(void)state;
	rota_text_join(out, 0, "a", "b", "c");
	assert_string_equal("#", out);
}

static void test_clean__puts_text_in_nfc(void **state)
{
	static const struct pair rows[] = {
		{ "Hưng Yên", "Hưng Yên" },
		{ "Hu\u031Bng Ye\u0302n", "Hưng Yên" },
		{ "Nguye\u0302\u0303n Thi\u0323", "Nguyễn Thị" },
		{ "Nguyê\u0303n", "Nguyễn" },   /* Windows-1258 and UniKey's "tổ hợp" */
		{ "Vie\u0302\u0323t", "Việt" }, /* marks in the wrong order */
		{ "\u212B", "Å" },
	};

	(void)state;
	check_pairs(rota_text_clean, rows, COUNT(rows));
}

static void test_clean__makes_look_alikes_the_vietnamese_letter(void **state)
{
	static const struct pair rows[] = {
		{ "\u00D0ông", "Đông" }, { "\u0189ông", "Đông" }, { "\u0110ông", "Đông" },
		{ "\u00F0ông", "đông" }, { "\u0256ông", "đông" }, { "\u0111ông", "đông" },
	};

	(void)state;
	check_pairs(rota_text_clean, rows, COUNT(rows));
}

static void test_clean__leaves_one_space_between_words(void **state)
{
	static const struct pair rows[] = {
		{ "  Ân   Thi  ", "Ân Thi" },
		{ "Ân\tThi\r\n", "Ân Thi" },
		{ "Ân\u00A0Thi", "Ân Thi" },
		{ "\u3000Ân\u2003\u202F\u1680Thi\u2028\u2029\xC2\x85", "Ân Thi" },
		{ "Ân \u200B Thi \uFEFF", "Ân Thi" },
		{ " \t ", "" },
		{ "", "" },
	};

	(void)state;
	check_pairs(rota_text_clean, rows, COUNT(rows));
}

static void test_clean__removes_invisible_characters(void **state)
{
	static const struct pair rows[] = {
		{ "\uFEFFÂn Thi", "Ân Thi" },
		{ "Â\u00ADn\u200B T\u200Ch\u200Di\u2060", "Ân Thi" },
		{ "\u200EÂn\u200F\u061C", "Ân" },
		{ "e\u200B\u0302", "ê" }, /* before NFC, so that a mark finds its letter */
		{ "e\u034F\u0323", "ẹ" },
		{ "\u200B", "" },
	};

	(void)state;
	check_pairs(rota_text_clean, rows, COUNT(rows));
}

static void test_clean__appends(void **state)
{
	struct rota_buffer out = { 0 };

	(void)state;
	rota_buffer_puts(&out, "xã ");
	assert_int_equal(ROTA_OK, rota_text_clean(&out, " Hoa\u0300 and more", 7, NULL));
	assert_string_equal("xã Hoà", rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void test_clean__gives_clean_text_that_stays(void **state)
{
	(void)state;
	check_every_code_point(rota_text_clean);
}

static void test_clean__refuses_text_that_is_not_utf8(void **state)
{
	(void)state;
	check_refused(rota_text_clean, "H\xADng Y\xAAn", 8, "byte 2 of the text is not UTF-8",
		      "save the file as UTF-8");
	check_refused(rota_text_clean, "Ân", 1, "byte 1 of the text is not UTF-8",
		      "save the file as UTF-8");
}

static void test_clean__refuses_other_control_characters(void **state)
{
	static const struct {
		const char *text;
		size_t size;
		const char *message;
	} rows[] = {
		{ "a\0b", 3, "the text holds the control character U+0000" },
		{ "a\033[2J", 5, "the text holds the control character U+001B" },
		{ "a\x7F", 2, "the text holds the control character U+007F" },
		{ "a\xC2\x9B", 3, "the text holds the control character U+009B" },
		{ "a\u202Eb", 5, "the text holds the control character U+202E" },
		{ "a\u2069b", 5, "the text holds the control character U+2069" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_refused(rota_text_clean, rows[i].text, rows[i].size, rows[i].message,
			      "type the text again, without it");
}

static void test_clean__says_that_memory_is_out(void **state)
{
	(void)state;
	check_full(rota_text_clean);
}

static void test_fold__lowers_and_cleans(void **state)
{
	static const struct pair rows[] = {
		{ "ĐẶNG  THỊ HƯỜNG", "đặng thị hường" },
		{ "Ho\u0300a", "hòa" },
		{ "\u00D0o\u0302ng A\u0301", "đông á" },
		{ "Ea H'Leo 12", "ea h'leo 12" },
		{ "", "" },
	};

	(void)state;
	check_pairs(rota_text_fold, rows, COUNT(rows));
}

static void test_fold__has_one_tone_position(void **state)
{
	static const struct pair rows[] = {
		{ "Hoà", "hòa" },           { "Hòa", "hòa" },     { "HOẢ", "hỏa" },
		{ "hoã", "hõa" },           { "hoá", "hóa" },     { "hoạ", "họa" },
		{ "khoẻ", "khỏe" },         { "toè", "tòe" },     { "Thuỷ", "thủy" },
		{ "Thủy", "thủy" },         { "uỷ", "ủy" },       { "Huyện uỷ", "huyện ủy" },
		{ "Hoà-Bình", "hòa-bình" }, { "(Hoà)", "(hòa)" }, { "hoàng", "hoàng" },
		{ "ngoài", "ngoài" },       { "huỳnh", "huỳnh" }, { "toét", "toét" },
		{ "thuế", "thuế" },         { "hoa", "hoa" },     { "oà", "òa" },
		{ "qúa", "qúa" },           { "à", "à" },
	};

	(void)state;
	check_pairs(rota_text_fold, rows, COUNT(rows));
}

static void test_fold__writes_i_for_y(void **state)
{
	static const struct pair rows[] = {
		{ "Quý", "quí" }, { "Quí", "quí" }, { "Qúy", "quí" },   { "quỵ", "quị" },
		{ "Hy", "hi" },   { "Kỳ", "kì" },   { "Lý", "lí" },     { "Mỹ Hào", "mĩ hào" },
		{ "Sỹ", "sĩ" },   { "Tý", "tí" },   { "quýt", "quít" }, { "Quỳnh", "quình" },
	};

	(void)state;
	check_pairs(rota_text_fold, rows, COUNT(rows));
}

static void test_fold__leaves_other_y(void **state)
{
	static const struct pair rows[] = {
		{ "y tế", "y tế" },     { "Ý Yên", "ý yên" }, { "Nguyễn", "nguyễn" },
		{ "Thy", "thy" },       { "khy", "khy" },     { "Hùy", "hùy" },
		{ "tây", "tây" },       { "Tuyết", "tuyết" }, { "quyết", "quyết" },
		{ "yên mỹ", "yên mĩ" }, { "Vy", "vy" },       { "hyêu", "hyêu" },
		{ "q y", "q y" },
	};

	(void)state;
	check_pairs(rota_text_fold, rows, COUNT(rows));
}

static void test_fold__keeps_accents(void **state)
{
	static const struct pair rows[] = {
		{ "Hoa", "hoa" },   { "Hóa", "hóa" },     { "Tiền Tiến", "tiền tiến" },
		{ "Tiên", "tiên" }, { "Dương", "dương" }, { "Đương", "đương" },
	};

	(void)state;
	check_pairs(rota_text_fold, rows, COUNT(rows));
}

static void test_fold__gives_clean_text_that_stays(void **state)
{
	(void)state;
	check_every_code_point(rota_text_fold);
}

/** A letter that is not Vietnamese sends the whole text another way, through utf8proc. */
static void test_fold__vietnamese_and_any_text_go_one_way(void **state)
{
	static const char *const vowels[] = {
		"aàảãáạ", "âầẩẫấậ", "ăằẳẵắặ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ",
		"ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ", "AÀẢÃÁẠ", "ÂẦẨẪẤẬ", "ĂẰẲẴẮẶ", "EÈẺẼÉẸ",
		"ÊỀỂỄẾỆ", "IÌỈĨÍỊ", "OÒỎÕÓỌ", "ÔỒỔỖỐỘ", "ƠỜỞỠỚỢ", "UÙỦŨÚỤ", "ƯỪỬỮỨỰ", "YỲỶỸÝỴ",
	};
	static const char *const frames[][2] = { { "", "" },    { "ho", "" }, { "hu", "" },
						 { "h", "a" },  { "h", "y" }, { "qu", "" },
						 { "Đ", "nh" }, { "k", "" } };

	(void)state;
	for (size_t i = 0; i < COUNT(vowels); i++)
		for (const char *at = vowels[i]; *at;) {
			size_t size = (unsigned char)*at < 0x80 ? 1 : (unsigned char)*at < 0xE0 ? 2 : 3;

			for (size_t k = 0; k < COUNT(frames); k++) {
				struct rota_buffer plain = { 0 }, other = { 0 };
				char text[32], longer[40];

				snprintf(text, sizeof(text), "%s%.*s%s", frames[k][0], (int)size, at,
					 frames[k][1]);
				snprintf(longer, sizeof(longer), "%s ñ", text);
				assert_int_equal(0, rota_text_fold(&plain, text, strlen(text), NULL));
				assert_int_equal(0, rota_text_fold(&other, longer, strlen(longer), NULL));
				rota_buffer_puts(&plain, " ñ");
				assert_string_equal(rota_buffer_text(&other), rota_buffer_text(&plain));
				rota_buffer_clear(&plain);
				rota_buffer_clear(&other);
			}
			at += size;
		}
}

static void test_fold__refuses_as_clean_does(void **state)
{
	(void)state;
	check_refused(rota_text_fold, "H\xADng", 4, "byte 2 of the text is not UTF-8",
		      "save the file as UTF-8");
	check_refused(rota_text_fold, "a\u202E", 4, "the text holds the control character U+202E",
		      "type the text again, without it");
	check_full(rota_text_fold);
}

static void test_fold_loose__drops_tones_and_diacritics(void **state)
{
	static const struct pair rows[] = {
		{ "Đặng Thị Mỹ Hường", "dang thi mi huong" },
		{ "ĂÂĐÊÔƠƯ ăâđêôơư", "aadeoou aadeoou" },
		{ "Hoà", "hoa" },
		{ "Quý", "qui" },
		{ "\u0189a\u0306\u0301c", "dac" },
		{ "Müller", "muller" },
		{ "", "" },
	};

	(void)state;
	check_pairs(rota_text_fold_loose, rows, COUNT(rows));
}

static void test_fold_loose__refuses_as_clean_does(void **state)
{
	(void)state;
	check_refused(rota_text_fold_loose, "H\xADng", 4, "byte 2 of the text is not UTF-8",
		      "save the file as UTF-8");
	check_full(rota_text_fold_loose);
}

static void test_fold_both__gives_what_each_gives(void **state)
{
	/* by the table alone, and what it does not have */
	static const char *const texts[] = { "Đặng Thị Mỹ Hường", "Quý  Hoà", "Müller Ñoñe",
					     "a\u0306\u0301c \u0189", "" };
	struct rota_buffer strict = { 0 }, loose = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct pair strictly = { texts[i], NULL }, loosely = { texts[i], NULL };

		rota_buffer_reset(&strict);
		rota_buffer_reset(&loose);
		assert_int_equal(ROTA_OK, rota_text_fold_both(&strict, &loose, texts[i],
							      strlen(texts[i]), NULL));
		strictly.wanted = rota_buffer_text(&strict);
		loosely.wanted = rota_buffer_text(&loose);
		check_pairs(rota_text_fold, &strictly, 1);
		check_pairs(rota_text_fold_loose, &loosely, 1);
	}
	assert_int_equal(ROTA_EINVALID,
			 rota_text_fold_both(&strict, &loose, "H\xADng", 4, NULL));
	rota_buffer_clear(&strict);
	rota_buffer_clear(&loose);
}

static void test_alike__when_the_keys_are_the_same(void **state)
{
	(void)state;
	assert_true(rota_text_alike("Nguyễn Quý  Hoà", "nguyễn quí hòa"));
	assert_false(rota_text_alike("Hòa", "Hoa"));
	assert_false(rota_text_alike("Hòa", "Hòa An"));
	assert_true(rota_text_alike_loosely("Đặng Thị Hòa", "dang thi hoa"));
	assert_false(rota_text_alike_loosely("Hòa", "Hoan"));
	assert_false(rota_text_alike("H\xADng", "H\xADng")); /* has no key */
	assert_false(rota_text_alike_loosely("H\xADng", "H\xADng"));
}

static void test_width__counts_columns(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} rows[] = {
		{ "", 0 },
		{ "Ân Thi", 6 },
		{ "Nguyễn Thị Hạnh", 15 },
		{ "Nguye\u0302\u0303n", 6 }, /* combining marks */
		{ "日本", 4 },
		{ "a\xFF\xE1\xBA", 4 }, /* bytes that are not UTF-8 */
		{ "a\nb\u202E", 4 },    /* control characters */
		{ "\u200B", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].columns,
				 rota_text_width(rows[i].text, strlen(rows[i].text)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_utf8__takes_well_formed_text),
		cmocka_unit_test(test_is_utf8__allows_nul),
		cmocka_unit_test(test_is_utf8__refuses_what_is_not),
		cmocka_unit_test(test_is_clean__takes_stored_text),
		cmocka_unit_test(test_is_clean__refuses_text_that_is_not_nfc),
		cmocka_unit_test(test_is_clean__refuses_every_control_character),
		cmocka_unit_test(test_is_clean__refuses_text_that_is_not_utf8),
		cmocka_unit_test(test_is_clean__agrees_with_the_normaliser),
		cmocka_unit_test(test_make_printable__replaces_what_drives_a_terminal),
		cmocka_unit_test(test_make_printable__replaces_bytes_that_are_not_utf8),
		cmocka_unit_test(test_make_printable__removes_an_incomplete_end),
		cmocka_unit_test(test_make_printable__leaves_other_text),
		cmocka_unit_test(test_join__puts_parts_together),
		cmocka_unit_test(test_join__cuts_between_characters),
		cmocka_unit_test(test_join__writes_nothing_without_room),
		cmocka_unit_test(test_clean__puts_text_in_nfc),
		cmocka_unit_test(test_clean__makes_look_alikes_the_vietnamese_letter),
		cmocka_unit_test(test_clean__leaves_one_space_between_words),
		cmocka_unit_test(test_clean__removes_invisible_characters),
		cmocka_unit_test(test_clean__appends),
		cmocka_unit_test(test_clean__gives_clean_text_that_stays),
		cmocka_unit_test(test_clean__refuses_text_that_is_not_utf8),
		cmocka_unit_test(test_clean__refuses_other_control_characters),
		cmocka_unit_test(test_clean__says_that_memory_is_out),
		cmocka_unit_test(test_fold__lowers_and_cleans),
		cmocka_unit_test(test_fold__has_one_tone_position),
		cmocka_unit_test(test_fold__writes_i_for_y),
		cmocka_unit_test(test_fold__leaves_other_y),
		cmocka_unit_test(test_fold__keeps_accents),
		cmocka_unit_test(test_fold__gives_clean_text_that_stays),
		cmocka_unit_test(test_fold__vietnamese_and_any_text_go_one_way),
		cmocka_unit_test(test_fold__refuses_as_clean_does),
		cmocka_unit_test(test_fold_loose__drops_tones_and_diacritics),
		cmocka_unit_test(test_fold_loose__refuses_as_clean_does),
		cmocka_unit_test(test_fold_both__gives_what_each_gives),
		cmocka_unit_test(test_alike__when_the_keys_are_the_same),
		cmocka_unit_test(test_width__counts_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
