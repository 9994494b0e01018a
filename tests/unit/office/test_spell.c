/* SPDX-License-Identifier: Apache-2.0 */
/** @file Times of a cadre in a place: recorded, mended, taken back; who is local by them (V77), in
 * every figure and matter that rests on it. */
#include "acts/record.h"
#include "codec/json.h"
#include "naming/resolve.h"
#include "tests/unit/office/district.h"
#include "tests/unit/office/open_matters.h"

#define BINH .cadre = "Trần Thị Bình"
#define HONG_NAM .place = "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"

/** Bình, who comes from elsewhere, is secretary of Hồng Nam since 1/9/2022. Twenty years of work or
 * study count by the policy of 2023. */
static int open_seated(void **state)
{
	if (open_ready(state))
		return -1;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_policy_set, .from = "01/01/2023", .sets = SETS("residence_years=20")));
	return 0;
}

#define TEST_SEATED(name) cmocka_unit_test_setup_teardown(name, open_seated, remove_folder)

static void work(const char *from, const char *to)
{
	OK(DO(rota_cadre_spell, BINH, HONG_NAM, .what = "work", .from = from, .until = to));
}

/** The entry of the last act, as it is typed. */
static const char *last_entry(void)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)desk.out.first);
	return rota_arena_copy(&desk.arena, text, strlen(text));
}

/* --- what is counted -------------------------------------------------------------------------- */

static const char *secretaries(const char *as_of)
{
	static const char *const keys[] = { "non_local", "low", "high", "undetermined" };
	struct rota_report report =
		ask(rota_report_totals, (struct rota_question){ .as_of = as_of, .raw = true });
	const struct rota_value *all = rota_map_get(&report.json, "totals");
	struct rota_buffer text = { 0 };

	for (size_t k = 0; k < 4; k++) {
		put_cell(&text, rota_map_get(&all->as.list.items[0], keys[k]));
		rota_buffer_puts(&text, k < 3 ? "|" : "");
	}
	return kept(&text);
}

/** "non_local|low|high|undetermined" of secretaries today; the same when all is derived again. */
static void expect_secretaries(const char *wanted)
{
	uint64_t entries;

	assert_string_equal(wanted, secretaries(NULL));
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(wanted, secretaries(NULL));
}

#define NOT_LOCAL "1|1|1|0"
#define LOCAL "0|0|0|0"
#define UNDETERMINED "0|0|0|1"

static void test_spell__twenty_years_there_make_a_local(void **state)
{
	(void)state;
	expect_secretaries(NOT_LOCAL);
	work("01/09/2002", "01/09/2022");
	expect_secretaries(LOCAL);
	assert_string_equal(NOT_LOCAL, secretaries("31/12/2022")); /* by the policy before */
}

static void test_spell__one_that_goes_on_counts_up_to_the_appointment(void **state)
{
	(void)state;
	work("02/09/2002", NULL);
	expect_secretaries(NOT_LOCAL);
	work("01/09/2002", "01/10/2002");
	expect_secretaries(LOCAL);
}

static void test_spell__by_the_units_of_the_report_up_to_its_day(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2024",
	      .sets = SETS("residence_years=20", "geography=report")));
	work("15/02/2004", NULL);
	expect_secretaries(LOCAL);
	assert_string_equal(NOT_LOCAL, secretaries("14/02/2024"));
}

static void test_spell__years_that_may_be_enough_are_undetermined(void **state)
{
	(void)state;
	work("2002", "2022");
	expect_secretaries(UNDETERMINED);
	OK(DO(rota_cadre_spell_mend, .subject = last_entry(), .sets = SETS("to=2021")));
	expect_secretaries(NOT_LOCAL);
}

static void test_spell__a_place_known_in_part_is_undetermined_only_if_it_decides(void **state)
{
	(void)state;
	OK(DO(rota_cadre_spell, BINH, .what = "study", .from = "01/09/2012", .until = "01/09/2021",
	      .place = "thành phố Hưng Yên, tỉnh Hưng Yên"));
	expect_secretaries(NOT_LOCAL);
	work("01/09/2001", "01/09/2012");
	expect_secretaries(UNDETERMINED);
}

static void test_spell__what_the_policy_does_not_count_does_nothing(void **state)
{
	(void)state;
	work("01/09/2002", "01/09/2022");
	OK(DO(rota_policy_set, .from = "01/01/2024",
	      .sets = SETS("residence_years=20", "residence_counts=study")));
	expect_secretaries(NOT_LOCAL);
	OK(DO(rota_policy_set, .from = "02/01/2024", .sets = SETS("residence_years=0")));
	expect_secretaries(NOT_LOCAL);
	OK(DO(rota_policy_set, .from = "03/01/2024",
	      .sets = SETS("residence_years=20", "test=residence")));
	expect_secretaries(LOCAL);
}

static void test_spell__of_more_than_a_life_has_nothing_is_sure(void **state)
{
	(void)state;
	work("01/09/2002", "01/09/2022");
	for (int month = 0; month < 64; month++) {
		char from[16];

		snprintf(from, sizeof(from), "%02d/%d", month % 12 + 1, 1990 + month / 12);
		work(from, "01/09/2022");
	}
	expect_secretaries(UNDETERMINED);
	OK(DO(rota_cadre_spell_mend, .subject = last_entry(), .withdraw = true, .why = "x"));
	expect_secretaries(LOCAL);
}

/* --- recording -------------------------------------------------------------------------------- */

static void test_spell__is_recorded_as_it_was_said(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_cadre_spell, BINH, HONG_NAM, .what = "công tác", .from = "9/1995",
	      .until = "2003"));
	assert_string_equal("Trần Thị Bình (1979): work, xã Hồng Nam, thành phố Hưng Yên, tỉnh "
			    "Hưng Yên, from 09/1995 to before 2003",
			    desk.out.sentence);
	expect_recorded("cadre.spell");
	entry = recorded(0);
	assert_string_equal("work", text_in(entry.body, "what"));
	assert_string_equal("1995-09", text_in(entry.body, "from"));
	assert_string_equal("2003", text_in(entry.body, "to"));
	assert_string_equal("xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên",
			    text_in(rota_map_get(entry.body, "place"), "text"));
}

static void test_spell__twice_is_once(void **state)
{
	(void)state;
	work("9/1995", "2003");
	work("9/1995", "2003");
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
	work("9/1995", NULL);
	assert_int_equal(1, desk.out.count);
}

static void test_spell__wants_what_where_and_when(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "--what is missing",
		       DO(rota_cadre_spell, BINH, HONG_NAM, .from = "2003"));
	expect_failure(ROTA_EINVALID, "", "--place is missing",
		       DO(rota_cadre_spell, BINH, .what = "live", .from = "2003"));
	expect_failure(ROTA_EINVALID, "", "--from is missing",
		       DO(rota_cadre_spell, BINH, HONG_NAM, .what = "live"));
	expect_failure(ROTA_EINVALID, "V10", "it ends before it begins",
		       DO(rota_cadre_spell, BINH, HONG_NAM, .what = "live", .from = "2003",
			  .until = "2002"));
}

static void test_spell__a_place_that_means_nothing_is_said(void **state)
{
	(void)state;
	OK(DO(rota_cadre_spell, BINH, .what = "live", .place = "nước ngoài", .from = "2003"));
	expect_warnings("V73: 'nước ngoài' names no unit that is known\n");
}

/* --- mending ---------------------------------------------------------------------------------- */

static void test_mend__says_what_was_there_before(void **state)
{
	struct rota_entry entry;

	(void)state;
	work("9/1995", "2003");
	OK(DO(rota_cadre_spell_mend, .subject = last_entry(), .sets = SETS("to=", "what=study")));
	entry = recorded(0);
	assert_string_equal("2003", text_in(entry.was, "to"));
	assert_string_equal("work", text_in(entry.was, "what"));
	assert_string_equal("study", text_in(entry.body, "what"));
	assert_string_equal("Trần Thị Bình (1979): study, xã Hồng Nam, thành phố Hưng Yên, tỉnh "
			    "Hưng Yên, since 09/1995",
			    desk.out.sentence);
}

static void test_mend__follows_in_the_figures(void **state)
{
	const char *entry;

	(void)state;
	work("01/09/2002", "01/09/2022");
	entry = last_entry();
	OK(DO(rota_cadre_spell_mend, .subject = entry, .sets = SETS("to=31/08/2022")));
	expect_secretaries(NOT_LOCAL);
	OK(DO(rota_undo, .why = "x"));
	expect_secretaries(LOCAL);
	OK(DO(rota_cadre_spell_mend, .subject = entry, .withdraw = true, .why = "x"));
	expect_secretaries(NOT_LOCAL);
	expect_failure(ROTA_EINVALID, "", "'3' was taken back",
		       DO(rota_cadre_spell_mend, .subject = entry, .sets = SETS("to=")));
	OK(DO(rota_cadre_spell, BINH, HONG_NAM, .what = "work", .from = "01/09/2002"));
	assert_false(desk.out.already);
	expect_secretaries(LOCAL);
	OK(DO(rota_undo, .why = "x"));
	assert_string_equal("taken back: Time in a place: Trần Thị Bình (1979) (entry 7)",
			    desk.out.sentence);
	expect_secretaries(NOT_LOCAL);
}

static void test_mend__refuses_what_makes_no_sense(void **state)
{
	const char *entry;

	(void)state;
	work("9/1995", "2003");
	entry = last_entry();
	expect_failure(ROTA_EINVALID, "V10", "it ends before it begins",
		       DO(rota_cadre_spell_mend, .subject = entry, .sets = SETS("from=2004")));
	expect_failure(
		ROTA_EINVALID, "", "field 'Cadre' cannot be changed",
		DO(rota_cadre_spell_mend, .subject = entry, .sets = SETS("cadre=Nguyễn Văn An")));
	expect_failure(ROTA_EINVALID, "", "field 'Place' cannot be empty",
		       DO(rota_cadre_spell_mend, .subject = entry, .sets = SETS("place=")));
	expect_failure(ROTA_EINVALID, "", "nothing to change was named",
		       DO(rota_cadre_spell_mend, .subject = entry));
	expect_failure(ROTA_EINVALID, "", "'0' is no time of somebody in a place",
		       DO(rota_cadre_spell_mend, .subject = "0", .sets = SETS("to=")));
	expect_failure(ROTA_EREASON, "", "this needs a reason",
		       DO(rota_cadre_spell_mend, .subject = entry, .withdraw = true));
}

static void test_show__lists_them_with_their_entries(void **state)
{
	struct rota_report report;

	(void)state;
	work("9/1995", "2003");
	report = ask(rota_report_cadre, (struct rota_question){ .subject = "Trần Thị Bình" });
	assert_non_null(strstr(rows_of(&report),
			       "time in a place|work, xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng "
			       "Yên, from 09/1995 to before 2003 (entry 3)\n"));
	OK(DO(rota_cadre_spell_mend, .subject = "3", .withdraw = true, .why = "x"));
	report = ask(rota_report_cadre, (struct rota_question){ .subject = "Trần Thị Bình" });
	assert_null(strstr(rows_of(&report), "time in a place"));
	report = ask(rota_report_history, (struct rota_question){ .subject = "Trần Thị Bình" });
	assert_non_null(strstr(rows_of(&report), "Time in a place (taken back)"));
}

/* --- matters ---------------------------------------------------------------------------------- */

/** "kind|unit|about|weight" of those that are open. */
static void expect_matters(const char *wanted)
{
	static const char *const keys[] = { "kind", "unit", "about", "weight" };
	const struct rota_value *list = matters(false);
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < list->as.list.count; i++)
		for (size_t k = 0; k < 4; k++) {
			put_cell(&text, rota_map_get(&list->as.list.items[i], keys[k]));
			rota_buffer_puts(&text, k < 3 ? "|" : "\n");
		}
	assert_string_equal(wanted, kept(&text));
}

/** Somebody who has seen nothing but the first entry of a spell says when it ended. */
static void end_blindly(const char *day)
{
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;
	struct rota_ids ids;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	OK(rota_world_all(&ids, &world, ROTA_ENTITY_SPELL, &desk.err));
	assert_int_equal(1, ids.count);
	rota_plan_init(&plan, &world);
	OK(rota_plan_add(&draft, &plan, "cadre.spell", &desk.err));
	rota_draft_key(draft, "id", rota_id_value(draft->arena, ids.items[0]));
	rota_draft_pred(draft, ids.items[0]);
	rota_draft_set(draft, "to", rota_text(day));
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

#define CONFLICT(weight) "field_conflict|Hồng Nam|to: Trần Thị Bình (1979)|" weight "\n"

static void test_matters__two_ends_of_one_time_bound_the_total(void **state)
{
	(void)state;
	work("01/09/2002", "2023");
	end_blindly("2022-09-01");
	expect_matters("");
	end_blindly("2015-01-01");
	expect_matters(CONFLICT("1"));
	expect_secretaries("1|0|1|0");
	OK(DO(rota_settle, .subject = the_matter(), .way = "value-2", .why = "x"));
	expect_matters("");
	expect_secretaries(LOCAL);
	OK(DO(rota_cadre_spell_mend, .subject = "3", .sets = SETS("to=2016")));
	expect_secretaries(NOT_LOCAL);
}

static void test_matters__a_conflict_that_the_policy_does_not_ask_for_moves_nothing(void **state)
{
	(void)state;
	OK(DO(rota_policy_set, .from = "01/02/2023", .sets = SETS("level=commune")));
	work("01/09/2002", "2023");
	end_blindly("2022-09-01");
	end_blindly("2015-01-01");
	expect_matters(CONFLICT("0"));
	expect_secretaries(NOT_LOCAL);
}

static void test_matters__a_conflict_taken_back_is_none(void **state)
{
	(void)state;
	work("01/09/2002", "2023");
	end_blindly("2022-09-01");
	end_blindly("2015-01-01");
	OK(DO(rota_undo, .why = "x"));
	expect_matters("");
	expect_secretaries(LOCAL);
	end_blindly("2015-01-01");
	expect_matters(CONFLICT("1"));
	OK(DO(rota_cadre_spell_mend, .subject = "3", .withdraw = true, .why = "x"));
	expect_matters("");
	expect_secretaries(NOT_LOCAL);
}

static void test_matters__what_the_office_says_is_compared_with_the_years(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "elect", .elected = "01/09/2023", .from = "01/09/2023",
	      .docs = { "7-NQ/HĐND 01/09/2023" }, .locality = "local", .why = "worked there"));
	expect_matters("locality_differs|Liên Phương|Nguyễn Văn An (1975)|1\n");
	OK(DO(rota_cadre_spell, .cadre = "Nguyễn Văn An", .what = "work", .from = "2001",
	      .place = "xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên"));
	expect_matters("");
	OK(DO(rota_cadre_spell_mend, .subject = last_entry(), .sets = SETS("to=2020")));
	expect_matters("locality_differs|Liên Phương|Nguyễn Văn An (1975)|1\n");
}

/* --- two offices ------------------------------------------------------------------------------ */

static int open_district(void **state)
{
	struct rota_office *province;

	if (open_ready(state))
		return -1;
	OK(DO(rota_policy_set, .from = "01/01/2023", .sets = SETS("residence_years=20")));
	join_district("323", "Thành ủy Hưng Yên");
	province = sit_down_at(district);
	add_cadre("Lê Văn Cường", "1975", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/09/2022");
	OK(DO(rota_cadre_spell, .cadre = "Lê Văn Cường", HONG_NAM, .what = "work",
	      .from = "01/09/2002", .until = "2023"));
	sync_district();
	sit_down_at(province);
	merge();
	return 0;
}

#define TEST_DISTRICT(name) cmocka_unit_test_setup_teardown(name, open_district, close_both)

/** The name under which the province knows the time that the district recorded. */
static const char *of_district(void)
{
	struct rota_report report =
		ask(rota_report_cadre,
		    (struct rota_question){ .subject = "Lê Văn Cường", .raw = true });
	const struct rota_value *spells = rota_map_get(&report.json, "spells");

	assert_int_equal(1, spells->as.list.count);
	return text_in(&spells->as.list.items[0], "entry");
}

static void test_merge__counts_the_years_that_a_district_recorded(void **state)
{
	(void)state;
	expect_secretaries(LOCAL);
	expect_failure(
		ROTA_EINVALID, "", "another office recorded it, and only that one takes it back",
		DO(rota_cadre_spell_mend, .subject = of_district(), .withdraw = true, .why = "x"));
}

static void test_merge__two_offices_that_mend_one_time_are_a_matter(void **state)
{
	struct rota_office *province;

	(void)state;
	OK(DO(rota_cadre_spell_mend, .subject = of_district(), .sets = SETS("to=2015")));
	expect_secretaries(NOT_LOCAL);
	province = sit_down_at(district);
	OK(DO(rota_cadre_spell_mend, .subject = "2", .sets = SETS("to=01/09/2022")));
	sync_district();
	sit_down_at(province);
	merge();
	expect_matters("field_conflict|Hồng Nam|to: Lê Văn Cường (1975)|1\n");
	expect_secretaries("0|0|1|0");
	sit_down_at(district);
	sync_district(); /* what the province said comes with the notice */
	expect_matters("field_conflict|Hồng Nam|to: Lê Văn Cường (1975)|1\n");
	sit_down_at(province);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_SEATED(test_spell__twenty_years_there_make_a_local),
		TEST_SEATED(test_spell__one_that_goes_on_counts_up_to_the_appointment),
		TEST_SEATED(test_spell__by_the_units_of_the_report_up_to_its_day),
		TEST_SEATED(test_spell__years_that_may_be_enough_are_undetermined),
		TEST_SEATED(test_spell__a_place_known_in_part_is_undetermined_only_if_it_decides),
		TEST_SEATED(test_spell__what_the_policy_does_not_count_does_nothing),
		TEST_SEATED(test_spell__of_more_than_a_life_has_nothing_is_sure),
		TEST_SEATED(test_spell__is_recorded_as_it_was_said),
		TEST_SEATED(test_spell__twice_is_once),
		TEST_SEATED(test_spell__wants_what_where_and_when),
		TEST_SEATED(test_spell__a_place_that_means_nothing_is_said),
		TEST_SEATED(test_mend__says_what_was_there_before),
		TEST_SEATED(test_mend__follows_in_the_figures),
		TEST_SEATED(test_mend__refuses_what_makes_no_sense),
		TEST_SEATED(test_show__lists_them_with_their_entries),
		TEST_SEATED(test_matters__two_ends_of_one_time_bound_the_total),
		TEST_SEATED(
			test_matters__a_conflict_that_the_policy_does_not_ask_for_moves_nothing),
		TEST_SEATED(test_matters__a_conflict_taken_back_is_none),
		TEST_SEATED(test_matters__what_the_office_says_is_compared_with_the_years),
		TEST_DISTRICT(test_merge__counts_the_years_that_a_district_recorded),
		TEST_DISTRICT(test_merge__two_offices_that_mend_one_time_are_a_matter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
