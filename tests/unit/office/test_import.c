/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_import(). */
#include "tests/unit/office/office.h"

#define HEADER "commune,post,name,born,from,act,to,end_act,doc_no,doc_date,native,source\n"
#define AN "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,chỉ định,,,123-QĐ/HU,28/08/2023,,\n"
#define CUONG "Liên Phương,chair,Lê Văn Cường,1980,01/06/2023,appoint,,,45/QĐ-UBND,28/05/2023,,\n"

static void expect_counts(size_t rows, size_t taken, size_t unchanged, size_t refused,
			  uint64_t entries)
{
	const struct rota_import_result *out = &desk.imported;

	if (out->rows != rows || out->recorded != taken || out->unchanged != unchanged ||
	    out->refused != refused || out->entries != entries)
		fail_msg("%zu rows: %zu recorded, %zu unchanged, %zu refused, %llu entries",
			 out->rows, out->recorded, out->unchanged, out->refused,
			 (unsigned long long)out->entries);
}

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

/* --- postings: new --------------------------------------------------------------------------- */

static void test_import__records_cadre_and_posting_of_each_row(void **state)
{
	uint64_t first = own_size();
	struct rota_entry entry;
	const struct rota_value *src;

	(void)state;
	OK(postings(HEADER AN CUONG));
	expect_counts(2, 2, 0, 0, 3);
	expect_problems("");
	expect_remarks("");
	entry = own_entry(first); /* An is known */
	assert_string_equal("posting.begin", entry.kind_name);
	src = rota_map_get(&entry.root, "src");
	assert_int_equal(2, rota_map_get(src, "row")->as.number);
	assert_int_equal(32, rota_map_get(src, "file")->as.bin.size);
	entry = own_entry(first + 1);
	assert_string_equal("cadre.create", entry.kind_name);
	assert_string_equal("Lê Văn Cường", text_in(entry.body, "name"));
	assert_string_equal("1980", text_in(entry.body, "born"));
	assert_int_equal(2, entry.set_count);
	entry = own_entry(first + 2);
	assert_string_equal("posting.begin", entry.kind_name);
	assert_int_equal(first + 1, entry.set_first);
	assert_int_equal(3, rota_map_get(rota_map_get(&entry.root, "src"), "row")->as.number);
}

static void test_import__one_person_in_two_rows_is_one_cadre(void **state)
{
	(void)state;
	OK(postings(HEADER
		    "Liên Phương,chair,Lê Văn Cường,1980,01/06/2021,appoint,01/06/2023,dismiss,"
		    "45/QĐ-UBND,28/05/2021,,\n"
		    "Hồng Nam,chair,LÊ VĂN CƯỜNG,1980,01/06/2023,appoint,,,46/QĐ-UBND,28/05/2023,,\n"));
	expect_counts(2, 2, 0, 0, 4); /* cadre, begin, end; begin */
	expect_remarks("");
}

static void test_import__records_the_end_of_a_row_that_has_one(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(HEADER
		    "Hồng Nam,secretary,Nguyễn Văn An,12/05/1975,01/09/2021,designate,01/09/2023,"
		    "retire,1-QĐ/HU,28/08/2021,,\n"));
	expect_counts(1, 1, 0, 0, 2);
	entry = own_entry(own_size() - 1);
	assert_string_equal("posting.end", entry.kind_name);
	assert_string_equal("2023-09-01", on_of(&entry));
	assert_string_equal("retire", text_in(entry.body, "act"));
}

static void test_import__takes_vietnamese_captions_and_other_separators(void **state)
{
	(void)state;
	OK(postings("\xef\xbb\xbfXã, phường, thị trấn;Chức danh;Họ và tên;Ngày sinh;Giữ chức từ "
		    "ngày;Hình thức bố trí;Số quyết định;Ngày ký\r\n"
		    "xã Hồng Nam;Bí thư;Nguyễn Văn An;12/05/1975;1/9/2023;chỉ định;123-QĐ/HU;"
		    "28/8/2023\r\n"));
	expect_counts(1, 1, 0, 0, 1);
}

static void test_import__a_dry_run_records_nothing(void **state)
{
	uint64_t before = own_size();

	(void)state;
	OK(IMPORT(ROTA_IMPORT_POSTINGS, HEADER AN CUONG, .dry_run = true));
	expect_counts(2, 2, 0, 0, 3);
	assert_int_equal(before, own_size());
}

/* --- postings: all or none ------------------------------------------------------------------- */

static const char bad[] = HEADER AN "Hồng Ngự,secretary,Lê Văn Cường,1980,01/06/2023,appoint,,,,,,\n"
				    "Hồng Nam,Chủ tịch HĐND,Lê Văn Cường,1980,01/06/2023,appoint,,,,,,\n"
				    "Hồng Nam,chair,Cường,1980,01/06/2023,appoint,,,,,,\n"
				    "Hồng Nam,chair,Lê Văn Cường,1980,31/06/2023,appoint,,,,,,\n" CUONG;

static void test_import__lists_every_bad_row_and_records_none(void **state)
{
	uint64_t before = own_size();

	(void)state;
	expect_failure(ROTA_EINVALID, "", "4 rows are wrong; nothing was recorded", postings(bad));
	assert_string_equal("mend these rows, or take the others with --take-good", desk.err.hint);
	expect_counts(6, 0, 0, 4, 0);
	expect_problems("3|commune|Hồng Ngự|no unit 'Hồng Ngự' on 01/06/2023 [V01]; look it up: "
			"rota unit find\n"
			"4|post|Chủ tịch HĐND|'Chủ tịch HĐND' is no post that is kept here [V06]; "
			"write 'secretary' (bi-thu) or 'chair' (chu-tich)\n"
			"5|name|Cường|name 'Cường' is one word [V61]; write family name, middle name and "
			"given name\n"
			"6|from|31/06/2023|from: '31/06/2023' is not a day [V56]; write it as "
			"dd/mm/yyyy, mm/yyyy or yyyy\n");
	assert_int_equal(before, own_size());
}

static void test_import__take_good_records_the_sound_and_writes_the_others(void **state)
{
	(void)state;
	OK(IMPORT(ROTA_IMPORT_POSTINGS, bad, .take_good = true, .rejected = path_of("left.csv")));
	expect_counts(6, 2, 0, 4, 3);
	assert_non_null(strstr(read_file("left.csv"),
			       "post: 'Chủ tịch HĐND' is no post that is kept here,Hồng Nam,"
			       "Chủ tịch HĐND,Lê Văn Cường,1980,01/06/2023,appoint,,,,,,\r\n"));
	assert_non_null(strstr(read_file("left.csv"),
			       "commune: no unit 'Hồng Ngự' on 01/06/2023,Hồng Ngự,"));
	assert_null(strstr(read_file("left.csv"), "Nguyễn Văn An"));
	expect_roster("11977", NULL,
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2023|"
		      "designate|local|123-QĐ/HU, 28/08/2023\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
}

static void test_import__the_rejected_file_stands_beside_the_list(void **state)
{
	(void)state;
	OK(IMPORT(ROTA_IMPORT_POSTINGS, bad, .take_good = true));
	assert_true(rota_file_exists(path_of("list.csv.rejected.csv")));
}

static void test_import__the_rejected_rows_can_be_imported_when_mended(void **state)
{
	(void)state;
	OK(IMPORT(ROTA_IMPORT_POSTINGS, bad, .take_good = true));
	OK(import_file(ROTA_IMPORT_POSTINGS,
		       (struct rota_import_options){ .path = path_of("list.csv.rejected.csv"),
						     .take_good = true,
						     .rejected = path_of("left.csv") }));
	expect_counts(4, 0, 0, 4, 0);
}

/* --- postings: again ------------------------------------------------------------------------- */

static void test_import__the_same_file_again_changes_nothing(void **state)
{
	uint64_t size;

	(void)state;
	OK(postings(HEADER AN CUONG));
	size = own_size();
	OK(postings(HEADER AN CUONG));
	expect_counts(2, 0, 2, 0, 0);
	expect_remarks("");
	assert_int_equal(size, own_size());
	OK(IMPORT(ROTA_IMPORT_POSTINGS, HEADER AN CUONG, .update = true));
	expect_counts(2, 0, 2, 0, 0);
}

static void test_import__an_empty_field_is_supplemented(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(HEADER AN));
	OK(postings(HEADER "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,chỉ định,,,"
			   "123-QĐ/HU,28/08/2023,,province\n"));
	expect_counts(1, 1, 0, 0, 1);
	entry = own_entry(own_size() - 1);
	assert_string_equal("posting.correct", entry.kind_name);
	assert_string_equal("supplement", text_in(entry.body, "reason"));
	assert_string_equal("province", text_in(entry.body, "source"));
}

static void test_import__an_empty_field_of_the_cadre_is_supplemented(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(HEADER CUONG));
	OK(postings(HEADER "Liên Phương,chair,Lê Văn Cường,1980,01/06/2023,appoint,,,45/QĐ-UBND,"
			   "28/05/2023,\"xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên\",\n"));
	expect_counts(1, 1, 0, 0, 1);
	entry = own_entry(own_size() - 1);
	assert_string_equal("cadre.change", entry.kind_name);
	assert_string_equal("xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên",
			    text_in(rota_map_get(entry.body, "native"), "text"));
}

static const char other[] = HEADER "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,bổ nhiệm,,,"
				   "123-QĐ/HU,28/08/2023,,\n";

static void test_import__another_value_is_refused(void **state)
{
	(void)state;
	OK(postings(HEADER AN));
	expect_failure(ROTA_EINVALID, "", "1 row is wrong; nothing was recorded", postings(other));
	expect_problems("2|act|bổ nhiệm|'Act' is 'designate' in the store, 'appoint' in the file; "
			"take the new value with --update\n");
}

static void test_import__another_value_is_a_typing_error_when_asked(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(HEADER AN));
	OK(IMPORT(ROTA_IMPORT_POSTINGS, other, .update = true));
	expect_counts(1, 1, 0, 0, 1);
	entry = own_entry(own_size() - 1);
	assert_string_equal("posting.correct", entry.kind_name);
	assert_string_equal("typing", text_in(entry.body, "reason"));
	assert_string_equal("appoint", text_in(entry.body, "act"));
	assert_string_equal("designate", text_in(entry.was, "act"));
	OK(postings(other));
	expect_counts(1, 0, 1, 0, 0);
}

static void test_import__an_end_is_added(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(HEADER AN));
	OK(postings(HEADER "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,chỉ định,"
			   "01/02/2024,nghỉ hưu,123-QĐ/HU,28/08/2023,,\n"));
	expect_counts(1, 1, 0, 0, 1);
	entry = own_entry(own_size() - 1);
	assert_string_equal("posting.end", entry.kind_name);
	assert_string_equal("2024-02-01", on_of(&entry));
	assert_string_equal("retire", text_in(entry.body, "act"));
	OK(postings(HEADER "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,chỉ định,"
			   "01/02/2024,nghỉ hưu,123-QĐ/HU,28/08/2023,,\n"));
	expect_counts(1, 0, 1, 0, 0);
}

static void test_import__overlapping_days_of_one_person_are_refused(void **state)
{
	(void)state;
	OK(postings(HEADER AN));
	assert_int_equal(ROTA_EINVALID,
			 postings(HEADER "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,02/09/2023,"
					 "chỉ định,,,123-QĐ/HU,28/08/2023,,\n"));
	expect_problems("2|||'Nguyễn Văn An' is in the store from 01/09/2023 [V19]; if the day was "
			"wrong: rota correct, from=…\n");
}

static void test_import__days_that_touch_are_no_overlap(void **state)
{
	(void)state;
	OK(postings(HEADER
		    "Hồng Nam,secretary,Nguyễn Văn An,12/05/1975,01/09/2021,designate,01/09/2022,"
		    "release,1-QĐ/HU,28/08/2021,,\n"
		    "Hồng Nam,secretary,Nguyễn Văn An,12/05/1975,01/09/2022,designate,,,"
		    "2-QĐ/HU,28/08/2022,,\n"));
	expect_counts(2, 2, 0, 0, 3);
	expect_remarks("");
}

static void test_import__an_end_before_the_begin_is_refused(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EINVALID,
			 postings(HEADER "Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,"
					 "chỉ định,01/09/2023,,123-QĐ/HU,28/08/2023,,\n"));
	expect_problems("2|to|01/09/2023|from 01/09/2023 is not before to 01/09/2023 [V10]; check both days\n");
}

static void test_import__another_holder_is_recorded_and_listed(void **state)
{
	(void)state;
	OK(postings(HEADER AN "Hồng Nam,secretary,Lê Văn Cường,1980,01/01/2024,designate,,,"
			      "45-QĐ/HU,28/12/2023,,\n"));
	expect_counts(2, 2, 0, 0, 3);
	expect_remarks("3|||Nguyễn Văn An (1975) holds this post too, since 01/09/2023 [V11]\n");
}

static void test_import__lists_what_is_not_in_the_file(void **state)
{
	(void)state;
	OK(postings(HEADER AN CUONG "Hồng Nam,chair,Phạm Thị Dung,1981,01/06/2023,appoint,,,"
				    "46/QĐ-UBND,28/05/2023,,\n"));
	OK(postings(HEADER AN)); /* a list of Hồng Nam says nothing of Liên Phương */
	expect_counts(1, 0, 1, 0, 0);
	expect_remarks("|||in the store and not in the file: Phạm Thị Dung (1981), chair of the "
		       "People's Committee of xã Hồng Nam\n");
}

/* --- postings: warnings ---------------------------------------------------------------------- */

static const char no_paper[] = HEADER
	"Hồng Nam,bí thư,Nguyễn Văn An,12/05/1975,01/09/2023,chỉ định,,,,,,\n";

static void test_import__a_warning_is_recorded_and_listed(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(postings(no_paper));
	expect_counts(1, 1, 0, 0, 1);
	expect_remarks("2|||no decision is named for 'designate' [V30]\n");
	entry = own_entry(own_size() - 1);
	assert_string_equal("lấy theo danh sách có sẵn", entry.why); /* in every language */
	assert_string_equal("V30", rota_value_text(&rota_map_get(&entry.root, "ok")->as.list.items[0]));
}

static void test_import__strict_refuses_a_warning(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "1 row is wrong; nothing was recorded",
		       IMPORT(ROTA_IMPORT_POSTINGS, no_paper, .strict = true));
	expect_problems("2|||no decision is named for 'designate' [V30]; give --doc, or say with "
			"--why why there is none\n");
	OK(IMPORT(ROTA_IMPORT_POSTINGS, HEADER AN, .strict = true));
	expect_counts(1, 1, 0, 0, 1);
}

static void test_import__code_and_name_mean_one_commune(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EINVALID,
			 postings("commune,commune_code,post,name,born,from,act\n"
				  "Hồng Nam,11974,secretary,Lê Văn Cường,1980,01/01/2024,designate\n"));
	expect_problems("2|commune|Hồng Nam|code 11974 and name 'Hồng Nam' are not one unit on 01/01/2024 [V02]; "
			"look both up: rota unit find\n");
}

/* --- the file as a whole --------------------------------------------------------------------- */

static void test_import__an_unknown_column_is_refused_unless_ignored(void **state)
{
	static const char text[] = "commune,post,name,born,from,act,colour\n"
				   "Hồng Nam,chair,Lê Văn Cường,1980,01/01/2024,appoint,red\n";

	(void)state;
	assert_int_equal(ROTA_EINVALID, postings(text));
	assert_non_null(strstr(desk.err.message, "'colour'"));
	OK(IMPORT(ROTA_IMPORT_POSTINGS, text, .ignore_unknown = true));
	expect_counts(1, 1, 0, 0, 2);
}

static void test_import__a_list_of_too_many_entries_is_refused(void **state)
{
	uint64_t before = own_size();

	(void)state;
	expect_failure(ROTA_EINVALID, "", "line 3: the list makes more than 2 entries",
		       IMPORT(ROTA_IMPORT_POSTINGS, HEADER AN CUONG, .most_entries = 2));
	assert_string_equal("split it into smaller files", desk.err.hint);
	assert_int_equal(before, own_size());
	assert_int_equal(0, desk.imported.entries);
	OK(IMPORT(ROTA_IMPORT_POSTINGS, HEADER AN CUONG, .most_entries = 3));
}

static void test_import__a_missing_column_is_named(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EINVALID, postings("commune,post,name,from,act\n"
						 "Hồng Nam,chair,Lê Văn Cường,01/01/2024,appoint\n"));
	assert_non_null(strstr(desk.err.message, "'born'"));
}

static void test_import__no_such_file_is_not_found(void **state)
{
	(void)state;
	assert_int_equal(ROTA_ENOTFOUND,
			 import_file(ROTA_IMPORT_POSTINGS,
				     (struct rota_import_options){ .path = path_of("none.csv") }));
}

/* --- units and targets ----------------------------------------------------------------------- */

static void test_import__units_with_their_parents_in_any_order(void **state)
{
	(void)state;
	OK(IMPORT(ROTA_IMPORT_UNITS, "code,name,type,parent_code\n"
				     "11977,Hồng Nam,xã,323\n"
				     "323,Hưng Yên,thành phố,33\n"
				     "33,Hưng Yên,tỉnh,\n", .strict = false));
	expect_counts(3, 2, 1, 0, 2); /* the province was made by init */
	OK(IMPORT(ROTA_IMPORT_UNITS, "code,name,type,parent_code\n"
				     "11977,Hồng Nam,xã,323\n"
				     "323,Hưng Yên,thành phố,33\n"
				     "33,Hưng Yên,tỉnh,\n", .strict = false));
	expect_counts(3, 0, 3, 0, 0);
}

static void test_import__refuses_wrong_units(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EINVALID,
			 IMPORT(ROTA_IMPORT_UNITS, "code,name,type,parent_code\n"
						   "11977,Hồng Châu,xa,323\n"
						   "11980,Hồng Châu,xa,399\n"
						   "11983,Quảng Châu,huyen,323\n", .strict = false));
	expect_counts(3, 0, 0, 3, 0);
	expect_problems("2|||code 11977 is 'Hồng Nam' in the store, 'Hồng Châu' in the file [V02]; "
			"a change of a unit has its day: rota unit change\n"
			"3|||no unit '399' above 'Hồng Châu' [V01]; list the units above before the "
			"units below\n"
			"4|||code '11983' has not the 3 digits of its type [V01]; look it up: rota "
			"unit find\n");
}

#define TARGETS "post,phase,from,to,target\n"

static void test_import__targets(void **state)
{
	(void)state;
	OK(IMPORT(ROTA_IMPORT_TARGETS,
		  TARGETS "secretary,2023-2025,01/01/2023,01/01/2026,50\n"
			  "chủ tịch,2023-2025,01/01/2023,01/01/2026,19\n", .strict = false));
	expect_counts(2, 2, 0, 0, 2);
	OK(IMPORT(ROTA_IMPORT_TARGETS, TARGETS "bí thư,2023-2025,2023-01-01,2026-01-01,50\n",
		  .strict = false));
	expect_counts(1, 0, 1, 0, 0);
	assert_int_equal(ROTA_EINVALID,
			 IMPORT(ROTA_IMPORT_TARGETS,
				TARGETS "secretary,2023-2025,01/01/2023,01/01/2026,51\n",
				.strict = false));
	expect_problems("2|||another target is in the store for secretary, 2023-2025; take the new "
			"value with --update\n");
	OK(IMPORT(ROTA_IMPORT_TARGETS, TARGETS "secretary,2023-2025,01/01/2023,01/01/2026,51\n",
		  .update = true));
	expect_counts(1, 1, 0, 0, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_import__records_cadre_and_posting_of_each_row),
		TEST(test_import__one_person_in_two_rows_is_one_cadre),
		TEST(test_import__records_the_end_of_a_row_that_has_one),
		TEST(test_import__takes_vietnamese_captions_and_other_separators),
		TEST(test_import__a_dry_run_records_nothing),
		TEST(test_import__lists_every_bad_row_and_records_none),
		TEST(test_import__take_good_records_the_sound_and_writes_the_others),
		TEST(test_import__the_rejected_file_stands_beside_the_list),
		TEST(test_import__the_rejected_rows_can_be_imported_when_mended),
		TEST(test_import__the_same_file_again_changes_nothing),
		TEST(test_import__an_empty_field_is_supplemented),
		TEST(test_import__an_empty_field_of_the_cadre_is_supplemented),
		TEST(test_import__another_value_is_refused),
		TEST(test_import__another_value_is_a_typing_error_when_asked),
		TEST(test_import__an_end_is_added),
		TEST(test_import__overlapping_days_of_one_person_are_refused),
		TEST(test_import__days_that_touch_are_no_overlap),
		TEST(test_import__an_end_before_the_begin_is_refused),
		TEST(test_import__another_holder_is_recorded_and_listed),
		TEST(test_import__lists_what_is_not_in_the_file),
		TEST(test_import__a_warning_is_recorded_and_listed),
		TEST(test_import__strict_refuses_a_warning),
		TEST(test_import__code_and_name_mean_one_commune),
		TEST(test_import__an_unknown_column_is_refused_unless_ignored),
		TEST(test_import__a_list_of_too_many_entries_is_refused),
		TEST(test_import__a_missing_column_is_named),
		TEST(test_import__no_such_file_is_not_found),
		TEST_EMPTY(test_import__units_with_their_parents_in_any_order),
		TEST(test_import__refuses_wrong_units),
		TEST(test_import__targets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
