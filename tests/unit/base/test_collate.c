/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static struct rota_buffer key_of(const char *text, enum rota_text_order order)
{
	struct rota_buffer key = { 0 };

	assert_int_equal(ROTA_OK, rota_text_collation_key(&key, text, strlen(text), order, NULL));
	return key;
}

/** As memcmp() over the shorter key; 0 only when the keys are the same. */
static int compare(const char *a, const char *b, enum rota_text_order order)
{
	struct rota_buffer x = key_of(a, order);
	struct rota_buffer y = key_of(b, order);
	size_t size = x.size < y.size ? x.size : y.size;
	int result = memcmp(x.bytes, y.bytes, size);

	if (!result)
		assert_int_equal(x.size, y.size); /* no key is the beginning of another */
	rota_buffer_clear(&x);
	rota_buffer_clear(&y);
	return result;
}

/** Every row stands before all that follow it. */
static void check_order(const char *const *rows, size_t count, enum rota_text_order order)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			int result = compare(rows[i], rows[j], order);

			if ((i < j && result >= 0) || (i == j && result) || (i > j && result <= 0))
				fail_msg("'%s' and '%s' compare as %d", rows[i], rows[j], result);
		}
}

static void test_collation_key__orders_the_alphabet(void **state)
{
	static const char *const rows[] = { "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g",
					    "h", "i", "j", "k", "l", "m", "n", "o", "ô", "ơ", "p",
					    "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z" };

	(void)state;
	assert_int_equal(33, COUNT(rows));
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__orders_the_tones(void **state)
{
	static const char *const plain[] = { "a", "à", "ả", "ã", "á", "ạ",
					     "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ" };
	static const char *const rows[] = { "ma", "mà", "mả", "mã", "má", "mạ", "mâ", "mầ", "mậ" };

	(void)state;
	check_order(plain, COUNT(plain), ROTA_ORDER_TEXT);
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__weighs_letters_before_tones(void **state)
{
	static const char *const rows[] = { "bạ",  "bác",  "bai",  "bài", "bàn", "bao",
					    "bảo", "băng", "bằng", "bân", "bê",  "bình" };

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__finishes_a_word_before_the_next(void **state)
{
	static const char *const rows[] = { "Hoa",        "Hoa Lư",  "Hòa An",         "Hòa Bình",
					    "Hóa Thượng", "Hoài Ân", "Hoàng Hoa Thám", "Hoàng Hóa",
					    "Hoằng Hóa" };

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__weighs_case_last(void **state)
{
	static const char *const rows[] = { "an",      "An",      "AN", "an bình", "An bình",
					    "An Bình", "AN BÌNH", "àn", "Àn" };
	static const char *const names[] = { "nguyễn văn an", "NGUYỄN VĂN AN", "trần an" };

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
	check_order(names, COUNT(names), ROTA_ORDER_PERSON);
}

static void test_collation_key__puts_signs_and_digits_before_letters(void **state)
{
	static const char *const rows[] = { "",  "(a)", "0",  "1",  "12", "1a", "9",
					    "a", "a'o", "a1", "ab", "z",  "ж",  "日" };

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__weighs_foreign_marks_after_tones(void **state)
{
	static const char *const rows[] = { "mu",       "mù", "mụ", "mü", "mư",
					    "mư\u031B", "n",  "ñ",  "ň",  "na" };

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__orders_communes(void **state)
{
	static const char *const rows[] = {
		"An Vĩ",     "An Viên",      "Ân Thi",      "Bạch Sam",    "Bãi Sậy",  "Bảo Khê",
		"Bắc Sơn",   "Bần Yên Nhân", "Bình Kiều",   "Bình Minh",   "Cẩm Ninh", "Cẩm Xá",
		"Chỉ Đạo",   "Chí Tân",      "Chính Nghĩa", "Cương Chính", "Cửu Cao",  "Dạ Trạch",
		"Dân Tiến",  "Dị Chế",       "Dị Sử",       "Dương Quang", "Đa Lộc",   "Đại Đồng",
		"Đào Dương", "Đặng Lễ",      "Đình Cao",    "Đình Dù",     "Đoàn Đào", "Đông Kết",
		"Đông Tảo",  "Đồng Than",
	};

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__orders_persons_by_given_name(void **state)
{
	static const char *const rows[] = {
		"An",           "Nguyễn Văn An", "Trần An",          "Trần Thị An",
		"Bùi Thị Ân",   "Vũ Bình",       "Lê Thị Hoa",       "Đào Văn Hòa",
		"Lê Hòa",       "Đỗ Hóa",        "Nguyễn Thu Hương", "Nguyễn Văn Hường",
		"Đặng Thị Yến",
	};

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_PERSON);
}

static void test_collation_key__orders_places_from_the_first_word(void **state)
{
	static const char *const rows[] = { "Đặng Thị Yến", "Lê Hòa", "Nguyễn Văn An", "Vũ Bình" };

	(void)state;
	check_order(rows, COUNT(rows), ROTA_ORDER_TEXT);
}

static void test_collation_key__is_of_the_clean_text(void **state)
{
	(void)state;
	assert_int_equal(0, compare("Ho\u0300a", "Hòa", ROTA_ORDER_TEXT));
	assert_int_equal(0, compare("  Việt  Yên ", "Vie\u0323\u0302t Ye\u0302n", ROTA_ORDER_TEXT));
	assert_int_equal(0, compare("\u00D0\u0103k", "Đăk", ROTA_ORDER_PERSON));
}

static void test_collation_key__is_appended_without_nul(void **state)
{
	static const char wanted[] = "k\x23\x20\x01\x02\x02\x03\x01\x01\x03\x02";
	struct rota_buffer key = { 0 };

	(void)state;
	rota_buffer_puts(&key, "k");
	assert_int_equal(ROTA_OK,
			 rota_text_collation_key(&key, "Bà", strlen("Bà"), ROTA_ORDER_TEXT, NULL));
	assert_string_equal(wanted, rota_buffer_text(&key));
	assert_int_equal(strlen(wanted), key.size);
	rota_buffer_clear(&key);
}

static void test_collation_key__refuses_as_clean_does(void **state)
{
	struct rota_buffer key = { 0 };
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_EINVALID,
			 rota_text_collation_key(&key, "H\xADng", 4, ROTA_ORDER_TEXT, &err));
	assert_string_equal("byte 2 of the text is not UTF-8", err.message);
	assert_int_equal(0, key.size);
	key.max_bytes = 4;
	assert_int_equal(ROTA_ENOMEM, rota_text_collation_key(&key, "Hưng", strlen("Hưng"),
							      ROTA_ORDER_TEXT, &err));
	rota_buffer_clear(&key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_collation_key__orders_the_alphabet),
		cmocka_unit_test(test_collation_key__orders_the_tones),
		cmocka_unit_test(test_collation_key__weighs_letters_before_tones),
		cmocka_unit_test(test_collation_key__finishes_a_word_before_the_next),
		cmocka_unit_test(test_collation_key__weighs_case_last),
		cmocka_unit_test(test_collation_key__puts_signs_and_digits_before_letters),
		cmocka_unit_test(test_collation_key__weighs_foreign_marks_after_tones),
		cmocka_unit_test(test_collation_key__orders_communes),
		cmocka_unit_test(test_collation_key__orders_persons_by_given_name),
		cmocka_unit_test(test_collation_key__orders_places_from_the_first_word),
		cmocka_unit_test(test_collation_key__is_of_the_clean_text),
		cmocka_unit_test(test_collation_key__is_appended_without_nul),
		cmocka_unit_test(test_collation_key__refuses_as_clean_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
