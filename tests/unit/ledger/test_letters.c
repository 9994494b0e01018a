/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/letters.h: it gives what base/text.h gives. */
#include "ledger/letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/text.h"
#include "ledger/national_data.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/** The letters of a Vietnamese text, and those of Latin-1 beside them. */
static bool is_plain(int32_t c)
{
	static const int32_t pairs[] = { 0x102, 0x110, 0x128, 0x168, 0x1A0, 0x1AF };

	if (c < 0x80 || (c >= 0x1EA0 && c <= 0x1EF9))
		return true;
	for (size_t i = 0; i < COUNT(pairs); i++)
		if (c == pairs[i] || c == pairs[i] + 1)
			return true;
	return ((c >= 0xC0 && c <= 0xDD) || (c >= 0xE0 && c <= 0xFD)) && c != 0xD0 && c != 0xF0 &&
	       c != 0xD7 && c != 0xF7;
}

static void test_lower__every_letter_as_unicode_has_it_and_no_other(void **state)
{
	(void)state;
	for (int32_t c = 1; c < 0x3000; c++) {
		utf8proc_uint8_t bytes[4], wanted[4];
		utf8proc_ssize_t size = utf8proc_encode_char(c, bytes);
		int32_t lower = is_plain(c) ? utf8proc_tolower(c) : c;

		assert_int_equal(size, utf8proc_encode_char(lower, wanted));
		assert_int_equal(is_plain(c), rota_letters_lower((char *)bytes, (size_t)size));
		assert_memory_equal(wanted, bytes, (size_t)size);
	}
}

/** What it says cannot be changed is not: every name of the list, in both habits of tones. */
static void test_fold__says_no_only_of_what_folding_leaves_alone(void **state)
{
	static const char *const more[] = { "hoà",   "hòa", "khoẻ",   "khỏe", "thuỷ",
					    "thủy",  "quý", "qúy",    "quí",  "lý",
					    "mỹ",    "sỹ",  "kỳ",     "tỵ",   "toàn",
					    "tuyết", "huế", "vũ thư", "1" };
	size_t untouched = 0;

	(void)state;
	for (size_t i = 0; i < rota_national_count + COUNT(more); i++) {
		struct rota_buffer folded = { 0 };
		char lower[32];
		size_t size;

		snprintf(lower, sizeof(lower), "%s",
			 i < COUNT(more) ? more[i] : rota_national_units[i - COUNT(more)].name);
		size = strlen(lower);
		rota_letters_lower(lower, size);
		assert_int_equal(ROTA_OK, rota_text_fold(&folded, lower, size, NULL));
		if (!rota_letters_fold(lower, size)) {
			assert_string_equal(lower, rota_buffer_text(&folded));
			untouched++;
		}
		rota_buffer_clear(&folded);
	}
	assert_true(untouched > rota_national_count / 2);
}

static void check_loosen(const char *lower)
{
	struct rota_buffer wanted = { 0 };
	char loose[64];
	size_t size = rota_letters_loosen(loose, sizeof(loose), lower, strlen(lower));

	assert_int_equal(ROTA_OK, rota_text_fold_loose(&wanted, lower, strlen(lower), NULL));
	assert_int_equal(wanted.size, size);
	assert_memory_equal(rota_buffer_text(&wanted), loose, size);
	rota_buffer_clear(&wanted);
}

static void test_loosen__as_the_loose_fold_does(void **state)
{
	static const char *const more[] = { "mỹ hào",    "quý", "qui",  "yên mỹ",
					    "ý yên",     "hoà", "hòa",  " hồng nam ",
					    "hồng  nam", "øre", "h'rê", "hu\xCC\x9B\xCC\x80ng" };

	(void)state;
	for (size_t i = 0; i < rota_national_count; i++) {
		char lower[32];

		memcpy(lower, rota_national_units[i].name, sizeof(lower));
		rota_letters_lower(lower, strlen(lower));
		check_loosen(lower);
	}
	for (size_t i = 0; i < COUNT(more); i++)
		check_loosen(more[i]);
}

static void test_loosen__every_letter(void **state)
{
	(void)state;
	for (int32_t c = 0x21; c < 0x3000; c++) {
		utf8proc_uint8_t bytes[8] = { 'h' };
		struct rota_buffer wanted = { 0 };
		char loose[64];
		size_t size = 1 + (size_t)utf8proc_encode_char(utf8proc_tolower(c), bytes + 1);
		int rc = rota_text_fold_loose(&wanted, (const char *)bytes, size, NULL);

		size = rota_letters_loosen(loose, sizeof(loose), (const char *)bytes, size);
		assert_int_equal(rc ? 0 : wanted.size, size);
		assert_memory_equal(rota_buffer_text(&wanted), loose, size);
		rota_buffer_clear(&wanted);
	}
}

/** Words of any letters, sound or not: both ways agree with base/text.h. */
static void test_letters__any_word(void **state)
{
	static const char *const pieces[] = { "h", "k", "qu", "th", "ng", "o",  "u",  "i", "y", "a",
					      "e", "à", "ỏ",  "ú",  "ý",  "ỷ",  "ê",  "ư", "ợ", "n",
					      "t", " ", "đ",  "ẹ",  "uỳ", "oá", "óa", "m" };
	uint32_t seed = 20240215;

	(void)state;
	for (size_t i = 0; i < 50000; i++) {
		struct rota_buffer folded = { 0 };
		char word[32] = "";
		size_t size = 0;

		for (size_t k = 0; k < 6; k++) {
			seed = seed * 1664525 + 1013904223;
			size += (size_t)snprintf(word + size, sizeof(word) - size, "%s",
						 pieces[(seed >> 8) % COUNT(pieces)]);
		}
		if (word[0] == ' ' || word[size - 1] == ' ' || strstr(word, "  "))
			continue;
		check_loosen(word);
		assert_int_equal(ROTA_OK, rota_text_fold(&folded, word, size, NULL));
		if (!rota_letters_fold(word, size))
			assert_string_equal(word, rota_buffer_text(&folded));
		rota_buffer_clear(&folded);
	}
}

static void test_loosen__what_it_cannot(void **state)
{
	char loose[8];

	(void)state;
	assert_int_equal(0, rota_letters_loosen(loose, sizeof(loose), "", 0));
	assert_int_equal(0, rota_letters_loosen(loose, sizeof(loose), "\xFF", 1));
	assert_int_equal(0, rota_letters_loosen(loose, sizeof(loose), "h\xC3", 2));
	assert_int_equal(0, rota_letters_loosen(loose, sizeof(loose), "hồng nam xa", 13));
	assert_int_equal(8, rota_letters_loosen(loose, sizeof(loose), "hồng nam", 10));
	assert_memory_equal("hong nam", loose, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lower__every_letter_as_unicode_has_it_and_no_other),
		cmocka_unit_test(test_fold__says_no_only_of_what_folding_leaves_alone),
		cmocka_unit_test(test_loosen__as_the_loose_fold_does),
		cmocka_unit_test(test_loosen__every_letter),
		cmocka_unit_test(test_letters__any_word),
		cmocka_unit_test(test_loosen__what_it_cannot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
