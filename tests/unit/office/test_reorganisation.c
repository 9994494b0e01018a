/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_reorganisation(). */
#include "tests/unit/office/office.h"

/** As open_ready(): An, who comes from Hồng Nam, is chair of Liên Phương; Bình, who is not local
 * either, secretary of Hồng Nam; on a day Liên Phương takes Hồng Nam in. */
static int open_absorbed(void **state)
{
	if (open_ready(state))
		return -1;
	seat("Liên Phương", "chair", "Nguyễn Văn An", "01/09/2022");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/03/2024,absorb,11974,11974,Liên Phương,xa,full,NQ 1248,323\n"
		  "01/03/2024,absorb,11977,11974,Liên Phương,xa,full,NQ 1248,323\n",
		  .dry_run = false));
	return 0;
}

#define TEST_ABSORBED(name) cmocka_unit_test_setup_teardown(name, open_absorbed, remove_folder)

static void expect(struct rota_question question, const char *rows, const char *notes)
{
	struct rota_report report = ask(rota_report_reorganisation, question);
	struct rota_buffer text = { 0 };

	assert_string_equal(rows, rows_of(&report));
	for (size_t i = 0; i < report.notes.as.list.count; i++)
		rota_buffer_printf(&text, "%s\n", rota_value_text(&report.notes.as.list.items[i]));
	assert_string_equal(notes, kept(&text));
}

#define ENDS                                                                                           \
	"post ends|11977|Hồng Nam|Liên Phương (11974)|Party secretary|Trần Thị Bình (1979)|" \
	"not local|\n"                                                                                 \
	"post ends|11977|Hồng Nam|Liên Phương (11974)|chair of the People's Committee|||\n"

static void
test_report_reorganisation__what_ends_and_who_becomes_local_before_it_happens(void **state)
{
	(void)state; /* 15/2/2024; the day is to come */
	expect((struct rota_question){ .as_of = "01/03/2024" },
	       ENDS "locality, by the reorganisation|11974|Liên Phương|Hồng Nam (11977)|"
		    "chair of the People's Committee|Nguyễn Văn An (1975)|not local|local\n",
	       "communes: 4 → 3 (end: 1, begin: 0)\n"
	       "Party secretary: posts that end: 1, that begin: 0; not local: 1 → 0: "
	       "−1 in communes that end\n"
	       "chair of the People's Committee: posts that end: 1, that begin: 0; not local: "
	       "1 → 0: −1 local from that day on\n");
}

static void test_report_reorganisation__of_the_latest_unless_a_day_is_said(void **state)
{
	struct rota_report report;

	(void)state;
	report = ask(rota_report_reorganisation, (struct rota_question){ .raw = true });
	assert_string_equal("2024-03-01", text_in(&report.json, "on"));
	expect((struct rota_question){ .as_of = "01/02/2024" }, "",
	       "communes: 4 → 4 (end: 0, begin: 0)\n"
	       "Party secretary: posts that end: 0, that begin: 0; not local: 1 → 1\n"
	       "chair of the People's Committee: posts that end: 0, that begin: 0; not local: "
	       "1 → 1\n");
}

static void test_report_reorganisation__is_of_a_unit_of_the_day_before(void **state)
{
	(void)state;
	expect((struct rota_question){ .scope = "329" }, "",
	       "communes: 2 → 2 (end: 0, begin: 0)\n"
	       "Party secretary: posts that end: 0, that begin: 0; not local: 0 → 0\n"
	       "chair of the People's Committee: posts that end: 0, that begin: 0; not local: "
	       "0 → 0\n");
	expect((struct rota_question){ .scope = "xã Hồng Nam" }, ENDS,
	       "communes: 1 → 0 (end: 1, begin: 0)\n"
	       "Party secretary: posts that end: 1, that begin: 0; not local: 1 → 0: "
	       "−1 in communes that end\n"
	       "chair of the People's Committee: posts that end: 1, that begin: 0; not local: "
	       "0 → 0\n");
}

static void
test_report_reorganisation__counts_who_comes_to_what_begins_and_goes_otherwise(void **state)
{
	(void)state;
	add_cadre("Lê Văn Cường", "1980", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/04/2024,form,12142,12142,Ân Thi Mới,xa,full,NQ 9,329\n",
		  .dry_run = false));
	OK(DO(rota_appoint, .commune = "Ân Thi Mới", .post = "secretary", .cadre = "Lê Văn Cường",
	      .act = "designate", .from = "01/04/2024", .docs = { "9-QĐ/HU 10/02/2024" }));
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/04/2024", .docs = { "9-QĐ/HU 10/02/2024" },
	      .why = "x"));
	expect((struct rota_question){ .as_of = "01/04/2024" },
	       "post ends|12142|Ân Thi|Ân Thi Mới (12142)|Party secretary|||\n"
	       "post ends|12142|Ân Thi|Ân Thi Mới (12142)|chair of the People's Committee|||\n"
	       "post begins|12142|Ân Thi Mới|Ân Thi (12142)|Party secretary|Lê Văn Cường (1980)|"
	       "not local|\n"
	       "post begins|12142|Ân Thi Mới|Ân Thi (12142)|chair of the People's Committee|||\n",
	       "communes: 3 → 3 (end: 1, begin: 1)\n"
	       "Party secretary: posts that end: 1, that begin: 1; not local: 0 → 2: "
	       "+1 in new communes, +1 otherwise\n"
	       "chair of the People's Committee: posts that end: 1, that begin: 1; not local: "
	       "0 → 0\n");
}

static void test_report_reorganisation__for_programs_the_sums_and_each_change(void **state)
{
	const struct rota_value *posts, *changes;
	struct rota_report report;

	(void)state;
	report = ask(rota_report_reorganisation, (struct rota_question){ .raw = true });
	posts = rota_map_get(&report.json, "posts");
	changes = rota_map_get(&report.json, "changes");
	assert_int_equal(4, rota_map_get(&report.json, "before")->as.number);
	assert_int_equal(3, rota_map_get(&report.json, "after")->as.number);
	assert_int_equal(2, posts->as.list.count);
	assert_int_equal(1, rota_map_get(&posts->as.list.items[0], "ended")->as.number);
	assert_int_equal(1, rota_map_get(&posts->as.list.items[1], "to_local")->as.number);
	assert_int_equal(3, changes->as.list.count);
	assert_string_equal("ends", text_in(&changes->as.list.items[0], "change"));
	assert_string_equal("11974", text_in(&changes->as.list.items[0], "other"));
	assert_string_equal("flips", text_in(&changes->as.list.items[2], "change"));
	assert_string_equal("local", text_in(&changes->as.list.items[2], "then"));
}

static void test_report_reorganisation__without_any_says_so(void **state)
{
	struct rota_question question = { .as_of = NULL };
	struct rota_report report;

	(void)state;
	expect_failure(ROTA_EINVALID, "", "no reorganisation is known",
		       rota_report_reorganisation(desk.office, &question, &report, &desk.arena,
						  &desk.err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ABSORBED(
			test_report_reorganisation__what_ends_and_who_becomes_local_before_it_happens),
		TEST_ABSORBED(test_report_reorganisation__of_the_latest_unless_a_day_is_said),
		TEST_ABSORBED(test_report_reorganisation__is_of_a_unit_of_the_day_before),
		TEST_ABSORBED(
			test_report_reorganisation__counts_who_comes_to_what_begins_and_goes_otherwise),
		TEST_ABSORBED(test_report_reorganisation__for_programs_the_sums_and_each_change),
		TEST(test_report_reorganisation__without_any_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
