/* SPDX-License-Identifier: Apache-2.0 */
/* The words that people type. */
#include "rota/acts.h"
#include "rota/kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "rota/language.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct rota_words *const all_words[] = {
	&rota_unit_types, &rota_posts,        &rota_modes,       &rota_locality_values,
	&rota_acts_words, &rota_bodies_words, &rota_paper_types,
};

static void test_word_find__is_by_id(void **state)
{
	(void)state;
	assert_string_equal("chair", rota_word_find(&rota_posts, "chair")->id);
	assert_null(rota_word_find(&rota_posts, "Chair"));
	assert_null(rota_word_find(&rota_posts, "chủ tịch"));
	assert_null(rota_word_find(&rota_posts, ""));
	assert_null(rota_word_find(&rota_posts, NULL));
}

static void test_word_find__gives_the_line_that_is_shown(void **state)
{
	(void)state;
	assert_string_equal("chuẩn y", rota_word_find(&rota_acts_words, "approve")->vi);
	assert_string_equal("bí thư", rota_word_find(&rota_posts, "secretary")->vi);
}

struct typed {
	const struct rota_words *words;
	const char *typed;
	const char *id;
};

static void assert_all_read(const struct typed *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct rota_word *word = rota_word_read(rows[i].words, rows[i].typed);

		if (!word)
			fail_msg("'%s' was not read", rows[i].typed);
		assert_string_equal(rows[i].id, word->id);
		assert_ptr_equal(rota_word_find(rows[i].words, rows[i].id), word);
	}
}

static void test_word_read__takes_every_form_of_every_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(all_words); i++)
		for (size_t k = 0; k < all_words[i]->count; k++) {
			const struct rota_word *word = &all_words[i]->words[k];
			const struct typed rows[] = { { all_words[i], word->id, word->id },
						      { all_words[i], word->vi, word->id },
						      { all_words[i], word->en, word->id } };

			assert_all_read(rows, COUNT(rows));
		}
}

static void test_word_read__takes_the_words_of_the_province(void **state)
{
	static const struct typed rows[] = {
		{ &rota_acts_words, "bầu", "elect" },
		{ &rota_acts_words, "chuẩn y", "approve" },
		{ &rota_acts_words, "phê chuẩn", "approve" },
		{ &rota_acts_words, "không chuẩn y", "refuse" },
		{ &rota_acts_words, "không phê chuẩn", "refuse" },
		{ &rota_acts_words, "chỉ định", "designate" },
		{ &rota_acts_words, "bổ nhiệm", "appoint" },
		{ &rota_acts_words, "bổ nhiệm lại", "reappoint" },
		{ &rota_acts_words, "điều động", "transfer" },
		{ &rota_acts_words, "luân chuyển", "rotate" },
		{ &rota_acts_words, "biệt phái", "second" },
		{ &rota_acts_words, "bố trí ở lại", "stay" },
		{ &rota_acts_words, "giao quyền", "delegate" },
		{ &rota_acts_words, "phân công phụ trách", "take_charge" },
		{ &rota_acts_words, "điều hành", "take_charge" },
		{ &rota_acts_words, "thôi giữ chức vụ", "release" },
		{ &rota_acts_words, "từ chức", "resign" },
		{ &rota_acts_words, "miễn nhiệm", "dismiss" },
		{ &rota_acts_words, "bãi nhiệm", "recall" },
		{ &rota_acts_words, "cách chức", "remove" },
		{ &rota_acts_words, "khai trừ", "expel" },
		{ &rota_acts_words, "tạm đình chỉ", "suspend" },
		{ &rota_acts_words, "thôi đình chỉ", "resume" },
		{ &rota_acts_words, "nghỉ hưu", "retire" },
		{ &rota_acts_words, "nghỉ theo chế độ", "retire" },
		{ &rota_acts_words, "từ trần", "die" },
		{ &rota_acts_words, "chuyển công tác khỏi hệ thống", "leave" },
		{ &rota_acts_words, "phục hồi chức vụ", "restore" },
		{ &rota_acts_words, "kết thúc do sắp xếp đơn vị", "unit_ended" },
		{ &rota_acts_words, "hết nhiệm kỳ", "term_end" },
		{ &rota_bodies_words, "Ban Thường vụ Tỉnh ủy", "btv_province" },
		{ &rota_bodies_words, "Tỉnh ủy", "btv_province" },
		{ &rota_bodies_words, "Ban Thường vụ Thị ủy", "btv_district" },
		{ &rota_bodies_words, "Ban Thường vụ Thành ủy", "btv_district" },
		{ &rota_bodies_words, "Huyện ủy", "btv_district" },
		{ &rota_bodies_words, "Đảng ủy", "committee_commune" },
		{ &rota_bodies_words, "Đại hội xã", "congress_commune" },
		{ &rota_bodies_words, "Bộ Chính trị", "central" },
		{ &rota_bodies_words, "Ban Bí thư", "central" },
		{ &rota_bodies_words, "Ban Tổ chức TW", "central" },
		{ &rota_bodies_words, "HĐND xã", "council_commune" },
		{ &rota_bodies_words, "HĐND tỉnh", "council_province" },
		{ &rota_bodies_words, "UBTVQH", "assembly" },
	};

	(void)state;
	assert_all_read(rows, COUNT(rows));
}

static void test_word_read__takes_any_spelling(void **state)
{
	static const struct typed rows[] = {
		{ &rota_posts, "BÍ THƯ", "secretary" },
		{ &rota_posts, "  bí   thư ", "secretary" },
		{ &rota_posts, "bi\xcc\x81 thu\xcc\x9b", "secretary" },
		{ &rota_posts, "bí thư Đảng uỷ", "secretary" },
		{ &rota_posts, "Chủ tịch Uỷ ban nhân dân", "chair" },
		{ &rota_acts_words, "Điều Động", "transfer" },
		{ &rota_acts_words, "hết nhiệm kì", "term_end" },
	};

	(void)state;
	assert_all_read(rows, COUNT(rows));
}

static void test_word_read__takes_words_without_accents_and_with_hyphens(void **state)
{
	static const struct typed rows[] = {
		{ &rota_posts, "bi-thu", "secretary" },
		{ &rota_posts, "chu-tich", "chair" },
		{ &rota_posts, "Bi_Thu", "secretary" },
		{ &rota_posts, "chu tich UBND", "chair" },
		{ &rota_acts_words, "dieu-dong", "transfer" },
		{ &rota_acts_words, "mien nhiem", "dismiss" },
		{ &rota_unit_types, "thi-tran", "thi_tran" },
		{ &rota_unit_types, "thi xa", "thi_xa" },
	};

	(void)state;
	assert_all_read(rows, COUNT(rows));
}

static void test_word_read__what_may_mean_two_words_is_none(void **state)
{
	static const struct rota_word words[] = { { "a", "cat", "hòa" },
						  { "b", "dog", "hoa" },
						  { "c", "cat", "quả" } };
	static const struct rota_words list = { "list", words, COUNT(words) };

	(void)state;
	assert_string_equal("b", rota_word_read(&list, "hoa")->id);
	assert_string_equal("a", rota_word_read(&list, "hoà")->id);
	assert_null(rota_word_read(&list, "ho-a"));
	assert_null(rota_word_read(&list, "hóa"));
	assert_null(rota_word_read(&list, "cat"));
	assert_string_equal("c", rota_word_read(&list, "qua")->id);
}

static void test_word_read__what_is_no_word_is_none(void **state)
{
	static const char *const rows[] = { "",      " ",    "bí",        "bí thư x",
					    "bithu", "\xff", "bi\x01thu", "chủ tịch HĐND" };
	char longest[400];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_null(rota_word_read(&rota_posts, rows[i]));
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_null(rota_word_read(&rota_posts, longest));
}

static void test_word_show__is_in_the_language_chosen(void **state)
{
	const struct rota_word *word = rota_word_find(&rota_posts, "secretary");

	(void)state;
	rota_language_choose("vi");
	assert_string_equal("bí thư", rota_word_show(word));
	rota_language_choose("en");
	assert_string_equal("Party secretary", rota_word_show(word));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_word_find__is_by_id),
		cmocka_unit_test(test_word_find__gives_the_line_that_is_shown),
		cmocka_unit_test(test_word_read__takes_every_form_of_every_word),
		cmocka_unit_test(test_word_read__takes_the_words_of_the_province),
		cmocka_unit_test(test_word_read__takes_any_spelling),
		cmocka_unit_test(test_word_read__takes_words_without_accents_and_with_hyphens),
		cmocka_unit_test(test_word_read__what_may_mean_two_words_is_none),
		cmocka_unit_test(test_word_read__what_is_no_word_is_none),
		cmocka_unit_test(test_word_show__is_in_the_language_chosen),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
