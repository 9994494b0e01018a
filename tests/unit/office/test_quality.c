/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_quality() and of report/flags.h. */
#include "report/flags.h"
#include "tests/unit/office/office.h"

#define PLACE .commune = "Hồng Nam", .post = "secretary"

/** "V58 born_year_only 1: Trần Thị Bình (1979)": the line of one check of the report. */
static void expect_line(const char *as_of, const char *scope, const char *what, const char *wanted)
{
	struct rota_report report = ask(rota_report_quality,
					(struct rota_question){ .as_of = as_of, .scope = scope,
								.raw = true });
	const char *rows = rows_of(&report);
	char start[64], line[512] = "(none)";
	const char *at;

	snprintf(start, sizeof(start), "|%s|", what);
	at = strstr(rows, start);
	if (at) {
		at += strlen(start);
		snprintf(line, sizeof(line), "%.*s", (int)strcspn(at, "\n"), at);
	}
	assert_string_equal(wanted, line);
}

static void appoint(const char *commune, const char *post, const char *cadre, const char *from,
		    const char *paper)
{
	OK(DO(rota_appoint, .commune = commune, .post = post, .cadre = cadre, .act = "designate",
	      .from = from, .docs = { paper }, .why = "x"));
}

/* --- counts ---------------------------------------------------------------------------------- */

static void test_quality__an_empty_store_lacks_nothing(void **state)
{
	struct rota_report report;

	(void)state;
	report = ask(rota_report_quality, (struct rota_question){ .raw = true });
	assert_string_equal("V17|vacancy_not_stated|0|\nV21|not_approved|0|\n"
			    "V24|open_in_ended_unit|0|\nV30|no_paper|0|\nV38|recorded_late|0|\n"
			    "V58|born_year_only|0|\nV70|undetermined|0|\nV73|native_unread|0|\n"
			    "|no_native|0|\n|no_pin|0|\n",
			    rows_of(&report));
	assert_string_equal("Quality of the data of Hưng Yên on 15/02/2024", report.title);
}

static void test_quality__counts_the_holders_of_the_day(void **state)
{
	(void)state;
	appoint("Hồng Nam", "secretary", "Trần Thị Bình", "01/02/2024", "123-QĐ/HU 28/01/2024");
	expect_line(NULL, NULL, "born_year_only", "1|Trần Thị Bình (1979)");
	expect_line(NULL, NULL, "no_pin", "1|Trần Thị Bình (1979)");
	expect_line("31/01/2024", NULL, "born_year_only", "0|");
	expect_line(NULL, "329", "born_year_only", "0|");
	expect_line(NULL, "323", "born_year_only", "1|Trần Thị Bình (1979)");
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình",
	      .sets = SETS("born=02/03/1979", "pin=033179001234"), .why = "x"));
	expect_line(NULL, NULL, "born_year_only", "0|");
	expect_line(NULL, NULL, "no_pin", "0|");
}

static void test_quality__native_places_that_say_nothing(void **state)
{
	(void)state;
	add_cadre("Lê Văn Cường", "12/05/1980", "làng nào đó");
	add_cadre("Lê Văn Dũng", "12/05/1980", NULL);
	appoint("Hồng Nam", "secretary", "Lê Văn Cường", "01/02/2024", "123-QĐ/HU 28/01/2024");
	appoint("Liên Phương", "secretary", "Lê Văn Dũng", "01/02/2024", "124-QĐ/HU 28/01/2024");
	appoint("Hồng Nam", "chair", "Nguyễn Văn An", "01/02/2024", "125/QĐ-UBND 28/01/2024");
	expect_line(NULL, NULL, "native_unread", "1|Lê Văn Cường (1980)");
	expect_line(NULL, NULL, "no_native", "1|Lê Văn Dũng (1980)");
	expect_line(NULL, NULL, "undetermined",
		     "2|Lê Văn Cường (1980), Party secretary, xã Hồng Nam; "
		     "Lê Văn Dũng (1980), Party secretary, xã Liên Phương");
}

static void test_quality__late_are_papers_signed_long_before(void **state)
{
	(void)state;
	appoint("Hồng Nam", "secretary", "Nguyễn Văn An", "20/01/2024", "123-QĐ/HU 16/01/2024");
	expect_line(NULL, NULL, "recorded_late", "0|"); /* 30 days */
	appoint("Hồng Nam", "chair", "Trần Thị Bình", "20/01/2024", "9/QĐ-UBND 15/01/2024");
	expect_line(NULL, NULL, "recorded_late",
		     "1|Trần Thị Bình (1979), chair of the People's Committee, xã Hồng Nam");
	OK(DO(rota_policy_set, .from = "01/01/2024", .sets = SETS("late_days=31")));
	expect_line(NULL, NULL, "recorded_late", "0|");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "chair", .act = "release",
	      .from = "21/01/2024", .docs = { "10/QĐ-UBND 01/01/2024" }));
	expect_line(NULL, NULL, "recorded_late",
		     "1|Trần Thị Bình (1979), chair of the People's Committee, xã Hồng Nam");
}

static void test_quality__rows_of_a_list_are_not_late(void **state)
{
	(void)state;
	OK(IMPORT(ROTA_IMPORT_POSTINGS,
		  "commune,post,name,born,from,act,doc_no,doc_date\n"
		  "Hồng Nam,bí thư,Lê Văn Cường,12/05/1980,01/10/2022,chỉ định,88-QĐ/HU,28/09/2022\n"
		  "Hồng Nam,chủ tịch,Lê Văn Dũng,12/05/1980,01/10/2022,bổ nhiệm,,\n",
		  .dry_run = false));
	expect_line(NULL, NULL, "recorded_late", "0|");
	expect_line(NULL, NULL, "no_paper",
		     "1|Lê Văn Dũng (1980), chair of the People's Committee, xã Hồng Nam");
}

static void test_quality__posts_left_in_the_open(void **state)
{
	(void)state;
	appoint("Hồng Nam", "secretary", "Nguyễn Văn An", "20/01/2024", "123-QĐ/HU 16/01/2024");
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/02/2024", .no_vacant = true,
	      .docs = { "124-QĐ/HU 26/01/2024" }));
	expect_line(NULL, NULL, "vacancy_not_stated", "1|Party secretary, xã Hồng Nam");
	OK(DO(rota_vacant, PLACE, .from = "01/02/2024"));
	expect_line(NULL, NULL, "vacancy_not_stated", "0|");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "elect", .from = "15/01/2024", .elected = "15/01/2024",
	      .docs = { "7/NQ-HĐND 15/01/2024" }));
	expect_line("14/02/2024", NULL, "not_approved", "0|");
	expect_line("15/02/2024", NULL, "not_approved",
		     "1|Trần Thị Bình (1979), chair of the People's Committee, xã Hồng Nam");
	appoint("12169", "secretary", "Nguyễn Văn An", "05/02/2024", "129-QĐ/HU 26/01/2024");
	OK(DO(rota_unit_end, .commune = "12169", .from = "10/02/2024",
	      .sets = SETS("cause=absorbed", "legal=NQ 1248")));
	expect_line("09/02/2024", NULL, "open_in_ended_unit", "0|");
	expect_line("10/02/2024", NULL, "open_in_ended_unit",
		     "1|Nguyễn Văn An (1975), Party secretary, xã Hoàng Hoa Thám");
}

static void test_quality__names_the_first_three(void **state)
{
	static const char *const names[] = { "Lê Văn Một", "Lê Văn Hai", "Lê Văn Ba", "Lê Văn Bốn" };
	static const char *const communes[] = { "Hồng Nam", "Liên Phương", "12142", "12169" };
	const struct rota_value *row, *first;
	struct rota_report report;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		add_cadre(names[i], "1980", NULL);
		appoint(communes[i], "secretary", names[i], "01/02/2024", "123-QĐ/TU 28/01/2024");
	}
	expect_line(NULL, NULL, "born_year_only",
		     "4|Lê Văn Một (1980); Lê Văn Hai (1980); Lê Văn Ba (1980)");
	report = ask(rota_report_quality, (struct rota_question){ .raw = true });
	row = &report.json.as.list.items[5];
	first = rota_map_get(row, "first");
	assert_string_equal("V58", text_in(row, "rule"));
	assert_int_equal(4, rota_map_get(row, "count")->as.number);
	assert_int_equal(3, first->as.list.count);
	assert_string_equal("Lê Văn Một (1980)", rota_value_text(&first->as.list.items[0]));
}

/* --- flags ----------------------------------------------------------------------------------- */

/** The flags of the posting that Hồng Nam's secretary has on a day. */
static void expect_flags(int32_t day, const char *wanted)
{
	struct rota_policy_view policy;
	struct rota_postings postings;
	struct rota_world world;
	struct rota_flags flags;
	char text[64] = "";
	size_t used = 0;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_policy(&policy, &world, day, &desk.err));
	OK(rota_world_post(&postings, &world,
			   rota_gazetteer_by_code(&world.gazetteer, "11977", day)->id, "secretary",
			   &desk.err));
	assert_int_equal(1, postings.count);
	OK(rota_posting_flags(&flags, &world, &postings.items[0], day, &policy, NULL, &desk.err));
	for (size_t i = 0; i < flags.count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", i ? " " : "",
					 flags.rules[i]);
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_string_equal(wanted, text);
}

static int32_t today(void)
{
	return rota_day_first((struct rota_day){ 2024, 2, 15 });
}

static void test_flags__what_was_changed_of_the_holder(void **state)
{
	(void)state;
	appoint("Hồng Nam", "secretary", "Nguyễn Văn An", "01/02/2024", "123-QĐ/HU 28/01/2024");
	expect_flags(today(), "");
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An",
	      .sets = SETS("birth_place=tỉnh Hà Nam", "sex=male")));
	expect_flags(today(), ""); /* filled in, not changed */
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("born=13/05/1975"),
	      .why = "x"));
	expect_flags(today(), "V55");
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("native=tỉnh Hà Nam")));
	expect_flags(today(), "V55 V75");
	OK(DO(rota_undo, .why = "x"));
	expect_flags(today(), "V55");
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("name=Nguyễn Văn Ân")));
	expect_flags(today(), "V55 V63");
}

static void test_flags__an_origin_changed_before_the_post_is_none(void **state)
{
	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("native=tỉnh Hà Nam")));
	rota_clock_test_set(MORNING + 10 * A_DAY, 1);
	appoint("Hồng Nam", "secretary", "Nguyễn Văn An", "20/02/2024", "123-QĐ/HU 18/02/2024");
	expect_flags(today() + 10, "");
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("native=")));
	expect_flags(today() + 10, "V75"); /* emptied is changed */
	OK(DO(rota_undo, .why = "x"));
	expect_flags(today() + 10, "");
}

static void test_flags__filling_what_was_emptied_before_the_post_is_none(void **state)
{
	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("native=")));
	rota_clock_test_set(MORNING + 10 * A_DAY, 1);
	appoint("Hồng Nam", "secretary", "Nguyễn Văn An", "20/02/2024", "123-QĐ/HU 18/02/2024");
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An", .sets = SETS("native=tỉnh Hà Nam")));
	expect_flags(today() + 10, "");
}

static void test_flags__a_locality_asserted_otherwise(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2020", .sets = SETS("test=native_place")));
	OK(DO(rota_appoint, PLACE, .cadre = "Nguyễn Văn An", .act = "designate",
	      .from = "01/02/2024", .docs = { "123-QĐ/HU 28/01/2024" }, .locality = "non_local",
	      .why = "grew up in Hà Nội"));
	expect_flags(today(), "V71");
}

static void test_flags__a_locality_that_a_reform_turns(void **state)
{
	(void)state;
	appoint("Hồng Nam", "secretary", "Trần Thị Bình", "01/02/2024", "123-QĐ/TU 28/01/2024");
	expect_flags(today(), "");
	OK(DO(rota_unit_succeed, .from = "10/02/2024",
	      .sets = SETS("old=12169", "new=11977", "event=absorb", "part=full",
			   "legal=NQ 1248")));
	OK(DO(rota_unit_end, .commune = "12169", .from = "10/02/2024",
	      .sets = SETS("cause=absorbed", "legal=NQ 1248")));
	expect_flags(today(), "V74");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_quality__an_empty_store_lacks_nothing),
		TEST(test_quality__counts_the_holders_of_the_day),
		TEST(test_quality__native_places_that_say_nothing),
		TEST(test_quality__late_are_papers_signed_long_before),
		TEST(test_quality__rows_of_a_list_are_not_late),
		TEST(test_quality__posts_left_in_the_open),
		TEST(test_quality__names_the_first_three),
		TEST(test_flags__what_was_changed_of_the_holder),
		TEST(test_flags__an_origin_changed_before_the_post_is_none),
		TEST(test_flags__filling_what_was_emptied_before_the_post_is_none),
		TEST(test_flags__a_locality_asserted_otherwise),
		TEST(test_flags__a_locality_that_a_reform_turns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
