/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of acts/listed.h: a row of a list of postings, alone and against the store. */
#include "tests/unit/office/office.h"

/* The columns that tell a row, and one more. */
#define HEADER "commune,post,name,born,from,act"
#define KEY "Hồng Nam,chair,Lê Văn Cường,02/09/1980,01/06/2022,appoint"
#define PAPER "45/QĐ-UBND,28/05/2022"

static int postings(const char *text)
{
	return IMPORT(ROTA_IMPORT_POSTINGS, text, .strict = false);
}

static void expect_problems(const char *wanted)
{
	assert_string_equal(wanted, rows_of(&desk.imported.problems));
}

static void expect_remarks(const char *wanted)
{
	assert_string_equal(wanted, rows_of(&desk.imported.remarks));
}

static struct rota_entry last_entry(void)
{
	return own_entry(own_size() - 1);
}

/* --- a row alone ----------------------------------------------------------------------------- */

static void test_listed_read__both_captions_of_a_column_are_read(void **state)
{
	static const char *const headers[] = {
		"Xã, phường, thị trấn;Chức danh;Họ và tên khai sinh;Ngày sinh;Giữ chức từ ngày;Hình "
		"thức bố trí;Thôi giữ chức kể từ ngày;Hình thức thôi giữ;Số, ký hiệu;Ngày ký;Số "
		"định danh cá nhân;Chức vụ trước khi bố trí",
		"Xã;CHỨC DANH;Họ và tên;Ngày sinh;Từ ngày;Hình thức bố trí;Thôi giữ từ ngày;Hình "
		"thức thôi giữ chức;Số quyết định;Ngày quyết định;Số định danh cá nhân (CCCD);Chức "
		"vụ trước",
	};
	char text[2048];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		snprintf(text, sizeof(text),
			 "%s\nHồng Nam;chair;Lê Văn Cường;02/09/1980;01/06/2022;bổ nhiệm;01/06/2023;"
			 "thôi giữ;45/QĐ-UBND;28/05/2022;033080000001;Trưởng phòng\n",
			 headers[i]);
		OK(postings(text));
		assert_int_equal(i == 0, desk.imported.recorded);
		assert_int_equal(i == 1, desk.imported.unchanged);
	}
}

static void test_listed_plan_end__says_where_it_took_release(void **state)
{
	(void)state;
	OK(postings(HEADER ",doc_no,doc_date\n" KEY "," PAPER "\n"));
	expect_remarks("");
	for (int again = 0; again < 2; again++) {
		OK(postings(HEADER ",doc_no,doc_date,to,end_act\n" KEY "," PAPER ",01/06/2023,\n"
				   "Liên Phương,chair,Phạm Thị Dung,1981,01/06/2021,appoint,"
				   "46/QĐ-UBND,28/05/2021,01/06/2022,\n"));
		expect_remarks(again ? "" : "2|||how it ended is not said; taken as 'release' [V25]\n"
					    "3|||how it ended is not said; taken as 'release' [V25]\n");
	}
	assert_string_equal("release", text_in(last_entry().body, "act"));
}

/* --- against the store ----------------------------------------------------------------------- */

/** A column, a value, another one, and where the first ends up. */
static const struct {
	const char *column, *first, *other;
	const char *kind, *field;
} compared[] = {
	{ "sex", "nam", "nữ", "cadre.change", "sex" },
	{ "native", "xã Hồng Nam", "xã Liên Phương", "cadre.change", "native" },
	{ "native_code", "11977", "323", "cadre.change", "native" },
	{ "birth_place", "xã Hồng Nam", "xã Liên Phương", "cadre.change", "birth_place" },
	{ "pin", "033080000001", "033080000002", "cadre.change", "pin" },
	{ "source", "tỉnh", "huyện khác", "posting.correct", "source" },
	{ "prev_title", "Trưởng phòng", "Phó phòng", "posting.correct", "prev_title" },
	{ "planned_end", "01/06/2025", "01/06/2026", "posting.correct", "planned_end" },
	{ "elected", "20/05/2022", "21/05/2022", "posting.correct", "elected" },
	{ "term", "2021-2026", "2020-2025", "posting.correct", "term" },
	{ "announced", "29/05/2022", "30/05/2022", "posting.correct", "begin_doc" },
	{ "local", "không là người địa phương", "người địa phương", "locality.set", "value" },
};

static int one_more(const char *column, const char *value, bool update)
{
	char text[1024];

	snprintf(text, sizeof(text), HEADER ",doc_no,doc_date,%s\n" KEY "," PAPER ",%s\n", column,
		 value);
	return IMPORT(ROTA_IMPORT_POSTINGS, text, .update = update);
}

static void test_listed_compare__a_value_that_is_new_is_a_supplement(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2022", .sets = SETS("test=native_place")));
	OK(postings(HEADER ",doc_no,doc_date\n" KEY "," PAPER "\n"));
	for (size_t i = 0; i < sizeof(compared) / sizeof(compared[0]); i++) {
		struct rota_entry entry;

		print_message("%s\n", compared[i].column);
		OK(one_more(compared[i].column, compared[i].first, false));
		assert_int_equal(1, desk.imported.recorded);
		assert_int_equal(1, desk.imported.entries);
		entry = last_entry();
		assert_string_equal(compared[i].kind, entry.kind_name);
		assert_non_null(rota_map_get(entry.body, compared[i].field));
		if (strcmp(entry.kind_name, "posting.correct") == 0)
			assert_string_equal("supplement", text_in(entry.body, "reason"));
		OK(one_more(compared[i].column, compared[i].first, false));
		assert_int_equal(1, desk.imported.unchanged);
	}
}

static void test_listed_compare__another_value_is_listed_or_corrected(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2022", .sets = SETS("test=native_place")));
	OK(postings(HEADER ",doc_no,doc_date\n" KEY "," PAPER "\n"));
	for (size_t i = 0; i < sizeof(compared) / sizeof(compared[0]); i++) {
		char line[64];

		print_message("%s\n", compared[i].column);
		OK(one_more(compared[i].column, compared[i].first, true));
		assert_int_equal(ROTA_EINVALID,
				 one_more(compared[i].column, compared[i].other, false));
		snprintf(line, sizeof(line), "2|%s|%s|", compared[i].column, compared[i].other);
		if (strncmp(rows_of(&desk.imported.problems), line, strlen(line)) != 0)
			fail_msg("%s", rows_of(&desk.imported.problems));
		OK(one_more(compared[i].column, compared[i].other, true));
		assert_int_equal(1, desk.imported.entries);
		assert_string_equal(compared[i].kind, last_entry().kind_name);
		assert_non_null(rota_map_get(last_entry().was, compared[i].field));
		OK(one_more(compared[i].column, compared[i].other, false));
		assert_int_equal(1, desk.imported.unchanged);
	}
}

#define WHOLE HEADER ",doc_no,doc_date,doc_type,doc_issuer,to,end_act\n"

static void test_listed_compare__lists_every_difference_of_a_row(void **state)
{
	static const char other[] =
		WHOLE "Hồng Nam,chair,Lê Văn Cường,03/09/1980,01/06/2022,delegate,45/QĐ-UBND,"
		      "28/05/2022,NQ,UBND tỉnh,02/06/2023,nghỉ hưu\n";
	struct rota_entry entry;

	(void)state;
	OK(postings(WHOLE KEY "," PAPER ",QD,UBND huyện,01/06/2023,miễn nhiệm\n"));
	assert_int_equal(ROTA_EINVALID, postings(other));
	expect_problems(
		"2|born|03/09/1980|'Born' is '02/09/1980' in the store, '03/09/1980' in the file; "
		"take the new value with --update\n"
		"2|act|delegate|'Act' is 'appoint' in the store, 'delegate the powers' in the file; "
		"take the new value with --update\n"
		"2|doc_type|NQ|'Type of paper' is 'decision' in the store, 'NQ' in the file; take the "
		"new value with --update\n"
		"2|doc_issuer|UBND tỉnh|'Issued by' is '…' in the store, 'UBND tỉnh' in the file; "
		"take the new value with --update\n"
		"2|to|02/06/2023|'To' is '01/06/2023' in the store, '02/06/2023' in the file; take "
		"the new value with --update\n"
		"2|end_act|nghỉ hưu|'How it ended' is 'dismiss' in the store, 'retire' in the file; "
		"take the new value with --update\n");
	assert_int_equal(1, desk.imported.refused);
	OK(IMPORT(ROTA_IMPORT_POSTINGS, other, .update = true));
	assert_int_equal(2, desk.imported.entries);
	entry = last_entry();
	assert_string_equal("typing", text_in(entry.body, "reason"));
	assert_string_equal("acting", text_in(entry.body, "mode")); /* goes with the act */
	OK(postings(other));
	assert_int_equal(1, desk.imported.unchanged);
}

static void test_listed_compare__another_paper_keeps_those_beside_it(void **state)
{
	const struct rota_value *papers;
	struct rota_entry entry;

	(void)state;
	add_cadre("Lê Văn Cường", "02/09/1980", NULL);
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Lê Văn Cường",
	      .act = "appoint", .from = "01/06/2022",
	      .docs = { "44/QĐ-UBND 28/05/2022", "12-QĐ/HU 20/05/2022" }));
	assert_int_equal(ROTA_EINVALID, postings(HEADER ",doc_no,doc_date\n" KEY "," PAPER "\n"));
	expect_problems("2|doc_no|45/QĐ-UBND|in the store the decision is 44/QĐ-UBND, 28/05/2022; "
			"take the new value with --update\n");
	OK(IMPORT(ROTA_IMPORT_POSTINGS, HEADER ",doc_no,doc_date\n" KEY "," PAPER "\n",
		  .update = true));
	entry = last_entry();
	papers = rota_map_get(entry.body, "begin_doc");
	assert_int_equal(2, papers->as.list.count);
	assert_string_equal("45/QĐ-UBND", text_in(&papers->as.list.items[0], "no"));
	assert_string_equal("12-QĐ/HU", text_in(&papers->as.list.items[1], "no"));
}

static void test_listed_compare__a_code_is_added_to_a_place(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(HEADER ",doc_no,doc_date,native\n" KEY "," PAPER ",xã Hồng Nam\n"));
	OK(postings(HEADER ",doc_no,doc_date,native,native_code\n" KEY "," PAPER
			   ",XÃ HỒNG NAM,11977\n"));
	entry = last_entry();
	assert_string_equal("cadre.change", entry.kind_name);
	assert_string_equal("xã Hồng Nam", text_in(rota_map_get(entry.body, "native"), "text"));
	assert_string_equal("11977", text_in(rota_map_get(entry.body, "native"), "code"));
}

static void test_listed_compare__another_reason_is_another_value(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2022", .sets = SETS("test=native_place")));
	OK(postings(HEADER ",doc_no,doc_date,local,local_reason\n" KEY "," PAPER
			   ",local,grew up here\n"));
	assert_int_equal(ROTA_EINVALID,
			 postings(HEADER ",doc_no,doc_date,local,local_reason\n" KEY "," PAPER
					 ",local,born here\n"));
	expect_problems("2|local_reason|born here|'Reason' is 'grew up here' in the store, 'born "
			"here' in the file; take the new value with --update\n");
	OK(IMPORT(ROTA_IMPORT_POSTINGS,
		  HEADER ",doc_no,doc_date,local,local_reason\n" KEY "," PAPER ",local,born here\n",
		  .update = true));
	assert_string_equal("locality.set", last_entry().kind_name);
	assert_string_equal("born here", last_entry().why);
}

static void test_import__a_refused_row_is_not_missing(void **state)
{
	(void)state;
	OK(postings(HEADER ",doc_no,doc_date\n" KEY "," PAPER "\n"
			   "Hồng Nam,secretary,Phạm Thị Dung,1981,01/06/2021,designate,1-QĐ/HU,"
			   "28/05/2021\n"));
	OK(IMPORT(ROTA_IMPORT_POSTINGS,
		  HEADER ",doc_no,doc_date\nHồng Nam,chair,Trần Văn Bình,1970,01/06/2020,appoint,"
			 "44/QĐ-UBND,28/05/2020\n"
			 "Hồng Nam,chair,LÊ VĂN CƯỜNG,02/09/1980,31/06/2022,appoint," PAPER "\n"
			 "Hồng Nam,secretary,Phạm Thị Dung,1981,01/06/2021,designate\n",
		  .take_good = true));
	assert_int_equal(2, desk.imported.refused);
	/* the last row has not the cells to tell its name */
	expect_remarks("|||in the store and not in the file: Phạm Thị Dung (1981), Party secretary of "
		       "xã Hồng Nam\n"
		       "2|||Lê Văn Cường (1980) holds this post too, since 01/06/2022 [V11]\n");
}

/* --- what is written beside ------------------------------------------------------------------ */

static const char *why_of(uint64_t number)
{
	struct rota_entry entry = own_entry(number);

	return entry.why ? entry.why : "";
}

static void test_import__a_note_is_the_reason_of_its_entries(void **state)
{
	(void)state;
	OK(postings(HEADER ",doc_no,doc_date,note\n" KEY "," PAPER ",hồ sơ lưu ở xã\n"));
	expect_remarks("");
	assert_string_equal("hồ sơ lưu ở xã", why_of(own_size() - 1));
}

static void test_import__a_note_stands_behind_the_reason_of_the_locality(void **state)
{
	(void)state;
	OK(postings(HEADER ",doc_no,doc_date,local,local_reason,note\n" KEY "," PAPER
			   ",local,lớn lên ở xã,hồ sơ lưu ở xã\n"));
	assert_string_equal("lớn lên ở xã; hồ sơ lưu ở xã", why_of(own_size() - 1));
}

static void test_import__the_other_systems_word_is_remarked(void **state)
{
	(void)state;
	OK(postings(HEADER ",doc_no,doc_date\n"
			   "Hồng Nam,chair,Lê Văn Cường,02/09/1980,01/06/2022,chuẩn y," PAPER "\n"));
	assert_non_null(strstr(rows_of(&desk.imported.remarks), "V43"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_listed_read__both_captions_of_a_column_are_read),
		TEST(test_listed_plan_end__says_where_it_took_release),
		TEST(test_listed_compare__a_value_that_is_new_is_a_supplement),
		TEST(test_listed_compare__another_value_is_listed_or_corrected),
		TEST(test_listed_compare__lists_every_difference_of_a_row),
		TEST(test_listed_compare__another_paper_keeps_those_beside_it),
		TEST(test_listed_compare__a_code_is_added_to_a_place),
		TEST(test_listed_compare__another_reason_is_another_value),
		TEST(test_import__a_refused_row_is_not_missing),
		TEST(test_import__a_note_is_the_reason_of_its_entries),
		TEST(test_import__a_note_stands_behind_the_reason_of_the_locality),
		TEST(test_import__the_other_systems_word_is_remarked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
