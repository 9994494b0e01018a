/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_unit_close() and rota_report_left_open(). */
#include "tests/unit/office/district.h"

#define SECRETARY .commune = "Hồng Nam", .post = "secretary"

/** Hồng Nam and Liên Phương become Phương Nam on 1/2/2024, a fortnight ago. */
static void reorganise(void)
{
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/02/2024,form,11977,11977,Phương Nam,xa,full,NQ 1248,323\n"
		  "01/02/2024,form,11974,11977,Phương Nam,xa,part,NQ 1248,323\n",
		  .dry_run = false));
}

/** As open_ready(): An was secretary of Hồng Nam, Bình chair of Liên Phương when these ended. */
static int open_ended(void **state)
{
	if (open_ready(state))
		return -1;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Liên Phương", "chair", "Trần Thị Bình", "01/09/2022");
	reorganise();
	return 0;
}

#define TEST_ENDED(name) cmocka_unit_test_setup_teardown(name, open_ended, close_both)

static const char *left_open(struct rota_question question)
{
	struct rota_report list = ask(rota_report_left_open, question);

	return rows_of(&list);
}

#define AN                                                                                \
	"11977|Hồng Nam|01/02/2024|Party secretary|Nguyễn Văn An (1975)|01/09/2022|" \
	"xã Phương Nam (11977)|"
#define BINH                                                                                         \
	"11974|Liên Phương|01/02/2024|chair of the People's Committee|Trần Thị Bình (1979)|" \
	"01/09/2022|xã Phương Nam (11977) [a part]|"

static void expect_left_open(const char *wanted)
{
	assert_string_equal(wanted, left_open((struct rota_question){ .as_of = NULL }));
}

/* --- what is closed -------------------------------------------------------------------------- */

static void test_unit_close__ends_them_on_the_day_by_the_law_and_leaves_no_vacancy(void **state)
{
	struct rota_entry entry;

	(void)state;
	expect_left_open(BINH "\n" AN "\n");
	OK(DO(rota_unit_close, .dry_run = false));
	assert_string_equal("the unit ended: 2 postings, on 01/02/2024", desk.out.sentence);
	expect_recorded("posting.end posting.end");
	for (uint64_t i = 0; i < 2; i++) {
		entry = recorded(i);
		assert_string_equal("2024-02-01", on_of(&entry));
		assert_string_equal("unit_ended", text_in(entry.body, "act"));
		assert_string_equal("NQ 1248", entry.why);
		assert_null(entry.docs);
		assert_int_equal(desk.out.first, entry.set_first);
		assert_int_equal(2, entry.set_count);
	}
	expect_left_open("");
	expect_roster("11977", "31/01/2024",
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
		      "designate|undetermined|123-QĐ/HU, 28/08/2022\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("11977", "01/02/2024",
		      "11977|Phương Nam|Party secretary|(not reported)|||||\n"
		      "11977|Phương Nam|chair of the People's Committee|(not reported)|||||\n");
}

static void test_unit_close__again_does_nothing(void **state)
{
	uint64_t size;

	(void)state;
	OK(DO(rota_unit_close, .dry_run = false));
	size = own_size();
	OK(DO(rota_unit_close, .dry_run = false));
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
	assert_int_equal(size, own_size());
}

static void test_unit_close__a_trial_records_nothing(void **state)
{
	uint64_t size;

	(void)state;
	size = own_size();
	OK(DO(rota_unit_close, .dry_run = true));
	assert_string_equal("the unit ended: 2 postings, on 01/02/2024", desk.out.sentence);
	assert_int_equal(0, desk.out.count);
	assert_int_equal(size, own_size());
	expect_left_open(BINH "\n" AN "\n");
}

static void
test_unit_close__takes_the_resolution_as_a_paper_and_a_reason_beside_the_law(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_unit_close, .docs = { "1248/NQ-UBTVQH15 24/10/2023" }, .why = "cả đợt"));
	entry = recorded(0);
	assert_string_equal("NQ 1248; cả đợt", entry.why);
	assert_string_equal("1248/NQ-UBTVQH15", text_in(&entry.docs->as.list.items[0], "no"));
}

static void test_unit_close__somebody_in_charge_leaves_too(void **state)
{
	(void)state;
	OK(DO(rota_unit_close, .dry_run = false));
	OK(DO(rota_appoint, .commune = "Hoàng Hoa Thám", .post = "secretary",
	      .cadre = "Nguyễn Văn An", .act = "take_charge", .from = "05/02/2024",
	      .until = "01/05/2024", .docs = { "7-QĐ/HU 03/02/2024" }));
	OK(DO(rota_unit_end, .commune = "12169", .from = "10/02/2024",
	      .sets = SETS("cause=abolished", "legal=NQ 7")));
	assert_string_equal("12169|Hoàng Hoa Thám|10/02/2024|Party secretary|"
			    "Nguyễn Văn An (1975)|05/02/2024||\n",
			    left_open((struct rota_question){ .as_of = NULL }));
	OK(DO(rota_unit_close, .dry_run = false));
	expect_recorded("posting.end");
	expect_left_open("");
}

static void test_unit_close__of_a_day_and_of_a_unit_only(void **state)
{
	(void)state;
	seat("Hoàng Hoa Thám", "chair", "Nguyễn Văn An", "01/09/2023");
	OK(DO(rota_unit_end, .commune = "12169", .from = "10/02/2024",
	      .sets = SETS("cause=abolished", "legal=NQ 7")));
	assert_string_equal("", left_open((struct rota_question){ .as_of = "02/02/2024" }));
	assert_string_equal(BINH "\n" AN "\n",
			    left_open((struct rota_question){ .as_of = "01/02/2024" }));
	assert_string_equal(BINH "\n" AN "\n", left_open((struct rota_question){ .scope = "323" }));
	assert_string_equal(BINH "\n",
			    left_open((struct rota_question){ .scope = "xã Liên Phương" }));
	OK(DO(rota_unit_close, .from = "10/02/2024"));
	expect_recorded("posting.end");
	expect_left_open(BINH "\n" AN "\n");
	OK(DO(rota_unit_close, .commune = "11974"));
	expect_recorded("posting.end");
	expect_left_open(AN "\n");
}

static void test_unit_close__names_both_days_and_takes_one_paper_for_one(void **state)
{
	(void)state;
	seat("Hoàng Hoa Thám", "chair", "Nguyễn Văn An", "01/09/2023");
	OK(DO(rota_unit_end, .commune = "12169", .from = "10/02/2024",
	      .sets = SETS("cause=abolished", "legal=NQ 7")));
	expect_failure(ROTA_EINVALID, "", "the units ended on several days, and one paper is named",
		       DO(rota_unit_close, .docs = { "1248/NQ-UBTVQH15 24/10/2023" }));
	OK(DO(rota_unit_close, .dry_run = false));
	assert_string_equal("the unit ended: 3 postings, from 01/02/2024 to 10/02/2024",
			    desk.out.sentence);
}

static void test_unit_close__of_a_day_to_come(void **state)
{
	(void)state;
	OK(DO(rota_unit_close, .dry_run = false));
	seat("Hoàng Hoa Thám", "chair", "Nguyễn Văn An", "01/09/2023");
	OK(DO(rota_unit_end, .commune = "12169", .from = "01/03/2024",
	      .sets = SETS("cause=abolished", "legal=NQ 7")));
	expect_left_open("");
	OK(DO(rota_unit_close, .from = "01/03/2024"));
	expect_recorded("posting.end");
}

/* --- what is not ----------------------------------------------------------------------------- */

/** The name of the only matter. */
static const char *matter(void)
{
	struct rota_report report =
		ask(rota_report_matters, (struct rota_question){ .all = true, .raw = true });
	const struct rota_value *list = rota_map_get(&report.json, "matters");

	assert_int_equal(1, list->as.list.count);
	return text_in(&list->as.list.items[0], "name");
}

static void test_unit_close__leaves_what_goes_on_by_settlement(void **state)
{
	(void)state;
	OK(DO(rota_unit_close, .commune = "11974"));
	OK(DO(rota_settle, .subject = matter(), .way = "goes_on",
	      .why = "Ban Thường vụ quyết định"));
	expect_left_open(AN "settled: it goes on\n");
	OK(DO(rota_unit_close, .dry_run = false));
	assert_true(desk.out.already);
	assert_string_equal("no posting is left to be closed with its unit", desk.out.sentence);
	OK(DO(rota_settle, .subject = matter(), .withdraw = true, .why = "rút"));
	expect_left_open(AN "\n");
}

static void test_unit_close__leaves_a_later_end_and_a_beginning_on_the_day(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_relieve, SECRETARY, .act = "retire", .from = "05/02/2024",
	      .docs = { "8-QĐ/HU 28/01/2024" }));
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = "01/02/2024", .docs = { "9/QĐ-UBND 28/01/2024" }));
	reorganise();
	expect_left_open("11974|Liên Phương|01/02/2024|chair of the People's Committee|"
			 "Trần Thị Bình (1979)|01/02/2024|xã Phương Nam (11977) [a part]|"
			 "it began on that day: rota correct, rota void\n" AN
			 "a later end is recorded: rota correct\n");
	OK(DO(rota_unit_close, .dry_run = false));
	assert_true(desk.out.already);
}

static void test_unit_close__is_what_was_looked_at(void **state)
{
	char list[sizeof(desk.out.subject)];

	(void)state;
	OK(DO(rota_unit_close, .dry_run = true));
	strcpy(list, desk.out.subject);
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2023");
	expect_failure(ROTA_ECONFLICT, "", "something was recorded since the list was made",
		       DO(rota_unit_close, .subject = list));
	OK(DO(rota_unit_close, .dry_run = true));
	strcpy(list, desk.out.subject);
	OK(DO(rota_unit_close, .subject = list));
	expect_recorded("posting.end posting.end posting.end");
}

static void test_unit_close__asks_why_when_figures_of_the_day_are_published(void **state)
{
	struct rota_entry entry;

	(void)state;
	merge();
	OK(DO(rota_period_open, .sets = SETS("name=Quý I", "cutoff=10/02/2024", "due=12/02/2024")));
	OK(DO(rota_period_publish, .subject = "Quý I"));
	expect_failure(ROTA_EREASON, "V39", "the figures of 10/02/2024 are published ('Quý I')",
		       DO(rota_unit_close, .dry_run = false));
	OK(DO(rota_unit_close, .why = "đến muộn"));
	expect_warnings("V39!: the figures of 10/02/2024 are published ('Quý I')\n");
	entry = recorded(1);
	assert_string_equal("NQ 1248; đến muộn", entry.why);
}

static void test_unit_close__a_district_closes_its_own(void **state)
{
	struct rota_office *province;

	(void)state;
	join_district("323", "Thành ủy Hưng Yên");
	seat("Hoàng Hoa Thám", "chair", "Trần Thị Bình", "01/09/2023");
	OK(DO(rota_unit_end, .commune = "12169", .from = "10/02/2024",
	      .sets = SETS("cause=abolished", "legal=NQ 7")));
	merge();
	sync_district();
	province = sit_down_at(district);
	add_cadre("Lê Văn Cường", "1980", NULL);
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Lê Văn Cường",
	      .act = "designate", .from = "01/09/2022", .docs = { "123-QĐ/HU 28/08/2022" },
	      .why = "from the old list"));
	OK(DO(rota_unit_close, .dry_run = false)); /* with those that the province has told it of */
	expect_recorded("posting.end posting.end posting.end");
	sit_down_at(province);
	sync_district();
	merge();
	expect_left_open("12169|Hoàng Hoa Thám|10/02/2024|chair of the People's Committee|"
			 "Trần Thị Bình (1979)|01/09/2023||\n");
}

/* --- many of them ---------------------------------------------------------------------------- */

enum { COMMUNES = 40 };

/** So many communes of one district, with a secretary and a chair each, become one. */
static void make_many(void)
{
	struct rota_buffer units = { 0 }, steps = { 0 };
	char name[64], cadre[64];

	rota_buffer_puts(&units, "code,name,type,parent_code\n");
	rota_buffer_puts(&steps, "on,event,old_code,new_code,new_name,new_type,part,legal,"
				 "new_parent_code\n");
	for (int i = 0; i < COMMUNES; i++) {
		rota_buffer_printf(&units, "%d,Thôn %c%c,xa,329\n", 13001 + i, 'A' + i / 8,
				   'A' + i % 8);
		rota_buffer_printf(&steps, "01/02/2024,form,%d,13001,Thôn Chung,xa,full,NQ 9,329\n",
				   13001 + i);
	}
	OK(IMPORT(ROTA_IMPORT_UNITS, rota_buffer_text(&units), .dry_run = false));
	for (int i = 0; i < COMMUNES; i++) {
		snprintf(name, sizeof(name), "%d", 13001 + i);
		snprintf(cadre, sizeof(cadre), "Nguyễn Văn %c%c", 'A' + i / 8, 'A' + i % 8);
		add_cadre(cadre, "1979", NULL);
		seat(name, "secretary", cadre, "01/09/2022");
		snprintf(cadre, sizeof(cadre), "Trần Văn %c%c", 'A' + i / 8, 'A' + i % 8);
		add_cadre(cadre, "1979", NULL);
		seat(name, "chair", cadre, "01/09/2022");
	}
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS, rota_buffer_text(&steps), .dry_run = false));
	rota_buffer_clear(&units);
	rota_buffer_clear(&steps);
}

static void test_unit_close__many_in_sets_of_whole_units_which_undo_takes_back(void **state)
{
	uint64_t first;

	(void)state;
	make_many();
	OK(DO(rota_unit_close, .commune = "329"));
	assert_int_equal(2 * COMMUNES, desk.out.count);
	assert_string_equal("the unit ended: 80 postings, on 01/02/2024", desk.out.sentence);
	first = desk.out.first;
	for (uint64_t i = 0; i < 2 * COMMUNES; i++) {
		struct rota_entry entry = recorded(i);

		assert_int_equal(i < 64 ? first : first + 64, entry.set_first);
		assert_int_equal(i < 64 ? 64 : 16, entry.set_count);
	}
	expect_left_open(BINH "\n" AN "\n");
	OK(DO(rota_undo, .why = "nhầm ngày"));
	assert_int_equal(16, desk.out.count);
	OK(DO(rota_undo, .why = "nhầm ngày"));
	assert_int_equal(64, desk.out.count);
	OK(DO(rota_unit_close, .commune = "329"));
	assert_int_equal(2 * COMMUNES, desk.out.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ENDED(test_unit_close__ends_them_on_the_day_by_the_law_and_leaves_no_vacancy),
		TEST_ENDED(test_unit_close__again_does_nothing),
		TEST_ENDED(test_unit_close__a_trial_records_nothing),
		TEST_ENDED(
			test_unit_close__takes_the_resolution_as_a_paper_and_a_reason_beside_the_law),
		TEST_ENDED(test_unit_close__somebody_in_charge_leaves_too),
		TEST_ENDED(test_unit_close__of_a_day_and_of_a_unit_only),
		TEST_ENDED(test_unit_close__names_both_days_and_takes_one_paper_for_one),
		TEST_ENDED(test_unit_close__of_a_day_to_come),
		TEST_ENDED(test_unit_close__leaves_what_goes_on_by_settlement),
		TEST(test_unit_close__leaves_a_later_end_and_a_beginning_on_the_day),
		TEST_ENDED(test_unit_close__is_what_was_looked_at),
		TEST_ENDED(test_unit_close__asks_why_when_figures_of_the_day_are_published),
		TEST_ENDED(test_unit_close__a_district_closes_its_own),
		TEST_ENDED(test_unit_close__many_in_sets_of_whole_units_which_undo_takes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
