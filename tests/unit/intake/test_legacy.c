/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/legacy.h, one test each. The oracle of the table is iconv. */
#include "tests/unit/intake/intake.h"

#include <iconv.h>

#include "base/text.h"
#include "intake/encoding.h"
#include "intake/legacy.h"

static void test_legacy_look__names_in_the_old_font(void **state)
{
	static const struct {
		const char *text;
		enum rota_legacy_look look;
	} rows[] = {
		{ "Nguy\u00D4n V\u00A8n A", ROTA_LEGACY_STRONG },
		{ "H\u00ADng Y\u00AAn", ROTA_LEGACY_STRONG },    /* the soft hyphen is ư */
		{ "H\u00ADng", ROTA_LEGACY_STRONG },
		{ "T\u00AD", ROTA_LEGACY_STRONG },               /* Tư */
		{ "Ph\u00B9m V\u00A8n \u00AE\u00E5ng", ROTA_LEGACY_STRONG },
		{ "\u00AE\u00B7", ROTA_LEGACY_STRONG },          /* đã */
		{ "\u00A7\u00E7 V T", ROTA_LEGACY_STRONG },      /* Đỗ */
		{ "Th\u00B8i \u2013 B\u00D7nh", ROTA_LEGACY_STRONG }, /* a dash is no letter */
		{ "Nguy\u00D4n Th\u00DE", ROTA_LEGACY_WEAK },
		{ "Tr\u00C7n", ROTA_LEGACY_WEAK },
		{ "Hu\u00D5", ROTA_LEGACY_WEAK },
		{ "H\u00E5ng", ROTA_LEGACY_WEAK },
		{ "M\u00FCller", ROTA_LEGACY_WEAK },             /* not Vietnamese either */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rota_legacy_look(rows[i].text) != rows[i].look)
			fail_msg("'%s' looks like %d", rows[i].text,
			         rota_legacy_look(rows[i].text));
}

static void test_legacy_look__real_unicode_is_not_suspect(void **state)
{
	static const char *const texts[] = {
		"", "A", "Nguyen Van A", "Nguyễn Văn A", "Hoàng Hoa Thám", "ÂN THI", "Lý Thái Tổ",
		"Nguye\u0302\u0303n Va\u0306n A",          /* NFD */
		"Bu\u0300i Tu\u0301",
		"H\u01B0ng\u00AD Y\u00EAn",                /* a soft hyphen copied from a page */
		"\u00D0\u00E0o Th\u00E1i",                 /* Đ typed as U+00D0 */
		"25 \u00B0C", "10 m\u00B2", "2 \u00D7 3", "\u00A9 2024", "\u00B7 m\u1EE5c",
		"\u00AE", "Excel\u00AE 2016", "\u00A7 5", "\u00A7", "\u00AD",
		"C\u00F4ng ty M\u00FCller, H\u01B0ng Y\u00EAn",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (rota_legacy_look(texts[i]) != ROTA_LEGACY_NONE)
			fail_msg("'%s' is suspect", texts[i]);
}

static void test_legacy_look__cp1258_bytes_are_weak_at_most(void **state)
{
	struct rota_buffer view = { 0 };

	(void)state;
	rota_encoding_widen(&view, "Nguy\xEA\xDEn V\xE3n Th\xEA\xEC", 14);
	assert_int_equal(ROTA_LEGACY_WEAK, rota_legacy_look(view.bytes));
	rota_buffer_clear(&view);
}

static void test_legacy_check_tcvn3__refuses_with_the_way_out(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_legacy_check_tcvn3("Nguyễn", ROTA_LEGACY_WEAK, &err));
	assert_int_equal(ROTA_OK, rota_legacy_check_tcvn3("Tr\u00C7n", ROTA_LEGACY_STRONG, &err));
	assert_int_equal(ROTA_EINVALID,
	                 rota_legacy_check_tcvn3("Tr\u00C7n", ROTA_LEGACY_WEAK, &err));
	check_error(&err, "V61", "'Tr\u00C7n' looks like TCVN3", ADD_TCVN3);
}

static void test_legacy_check_tcvn3__long_texts_are_cut_in_the_message(void **state)
{
	char text[1000];
	char message[200];
	struct rota_error err = { 0 };

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + sizeof(text) - 4, "\u00A8n", 4);
	assert_int_equal(ROTA_EINVALID,
	                 rota_legacy_check_tcvn3(text, ROTA_LEGACY_WEAK, &err));
	snprintf(message, sizeof(message), "'%.100s' looks like TCVN3", text);
	check_error(&err, "V61", message, ADD_TCVN3);
}

static void test_legacy_check_letters__refuses_holes_in_words(void **state)
{
	static const char *const texts[] = {
		"Nguy?n V?n A", "H?ng", "Nguy??n", "NGUY?N", "a H?ng-Yên", "Tr\uFFFDn", "\uFFFD",
		"x\ny?z",
	};
	struct rota_error err;
	char message[100];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		err = (struct rota_error){ 0 };
		assert_int_equal(ROTA_EINVALID, rota_legacy_check_letters(texts[i], &err));
		if (strchr(texts[i], '\n'))
			continue; /* shown as '?' */
		snprintf(message, sizeof(message), "'%s' has lost letters when it was saved",
		         texts[i]);
		check_error(&err, "V91", message, SAVE_AGAIN);
	}
}

static void test_legacy_check_letters__questions_and_addresses_are_text(void **state)
{
	static const char *const texts[] = {
		"", "?", "???", "Ai?", "?a", "Ai? Ở đâu?", "1?2",
		"http://hungyen.gov.vn/van-ban?id=3", "a?b=c", "x@y?z",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (rota_legacy_check_letters(texts[i], NULL))
			fail_msg("'%s' is refused", texts[i]);
}

static void check_converted(const char *expected, const char *text)
{
	struct rota_buffer out = { 0 };

	rota_legacy_from_tcvn3(&out, text);
	assert_string_equal(expected, rota_buffer_text(&out));
	rota_buffer_clear(&out);
}

static void test_legacy_from_tcvn3__names_of_the_province(void **state)
{
	(void)state;
	check_converted("Hưng Yên", "H\u00ADng Y\u00AAn");
	check_converted("Nguyễn Thị Hạnh", "Nguy\u00D4n Th\u00DE H\u00B9nh");
	check_converted("Ân Thi – Kim Động", "\u00A2n Thi \u2013 Kim \u00A7\u00E9ng");
	check_converted("", "");
	check_converted("12/3", "12/3");
}

static void test_legacy_from_tcvn3__real_unicode_stays(void **state)
{
	(void)state;
	check_converted("Hoàng Văn Tư", "Hoàng Văn Tư");
}

/** What iconv makes of one byte, or of a letter and an accent, in NFC. */
static void by_iconv(struct rota_buffer *out, const char *bytes)
{
	iconv_t converter = iconv_open("UTF-8", "TCVN5712-1");
	char in[8], made[32];
	char *at = in, *to = made;
	size_t left = strlen(bytes), room = sizeof(made);

	assert_true(converter != (iconv_t)-1);
	memcpy(in, bytes, left + 1);
	assert_int_equal(0, iconv(converter, &at, &left, &to, &room));
	assert_int_equal(0, iconv(converter, NULL, NULL, &to, &room));
	iconv_close(converter);
	assert_int_equal(ROTA_OK, rota_text_clean(out, made, sizeof(made) - room, NULL));
}

static void test_legacy_from_tcvn3__agrees_with_iconv(void **state)
{
	(void)state;
	for (int byte = 0x80; byte <= 0xFF; byte++) {
		char bytes[] = { 'o', (char)byte, '\0' };
		struct rota_buffer view = { 0 };
		struct rota_buffer ours = { 0 };
		struct rota_buffer clean = { 0 };
		struct rota_buffer theirs = { 0 };

		rota_encoding_widen(&view, bytes, 2);
		rota_legacy_from_tcvn3(&ours, view.bytes);
		assert_int_equal(ROTA_OK, rota_text_clean(&clean, ours.bytes, ours.size, NULL));
		by_iconv(&theirs, bytes);
		assert_string_equal(theirs.bytes, clean.bytes);
		rota_buffer_clear(&view);
		rota_buffer_clear(&ours);
		rota_buffer_clear(&clean);
		rota_buffer_clear(&theirs);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_legacy_look__names_in_the_old_font),
		cmocka_unit_test(test_legacy_look__real_unicode_is_not_suspect),
		cmocka_unit_test(test_legacy_look__cp1258_bytes_are_weak_at_most),
		cmocka_unit_test(test_legacy_check_tcvn3__refuses_with_the_way_out),
		cmocka_unit_test(test_legacy_check_tcvn3__long_texts_are_cut_in_the_message),
		cmocka_unit_test(test_legacy_check_letters__refuses_holes_in_words),
		cmocka_unit_test(test_legacy_check_letters__questions_and_addresses_are_text),
		cmocka_unit_test(test_legacy_from_tcvn3__names_of_the_province),
		cmocka_unit_test(test_legacy_from_tcvn3__real_unicode_stays),
		cmocka_unit_test(test_legacy_from_tcvn3__agrees_with_iconv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
