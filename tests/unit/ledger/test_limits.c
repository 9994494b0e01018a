/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/limits.h. */
#include "ledger/limits.h"
#include "tests/unit/ledger/career.h"

/** What is known of him beside his postings; a man of 1980, not from here. */
static struct {
	const char *born; /* NULL: not known */
	bool woman;
	enum rota_locality_value locality;
	const char *phase_over; /* NULL: none is */
	uint64_t pending_days;
	bool through_merger;
} him;

static int begin(void **state)
{
	him.born = "1980-05-12";
	him.woman = false;
	him.locality = ROTA_LOCALITY_NON_LOCAL;
	him.phase_over = NULL;
	him.pending_days = 30;
	him.through_merger = false;
	return begin_life(state);
}

#undef TEST
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end_life)

static struct rota_limits limits_on(struct rota_id posting, const char *on)
{
	struct rota_limit_facts facts = { .gazetteer = &life.world.gazetteer,
					  .born = day_of(him.born),
					  .woman = him.woman,
					  .locality = him.locality,
					  .phase_over = ROTA_DAY_NEVER,
					  .pending_days = him.pending_days,
					  .through_merger = him.through_merger };
	struct rota_limits limits;

	look_back();
	facts.posting = posting_of(posting);
	facts.career = life.career;
	if (him.phase_over)
		facts.phase_over = day(him.phase_over);
	rota_limits_find(&limits, &facts, day(on));
	return limits;
}

/** The rules that a posting breaks on a day: "V82 V85". */
static void expect(const char *wanted, struct rota_id posting, const char *on)
{
	struct rota_limits limits = limits_on(posting, on);
	char text[ROTA_LIMITS * 4 + 1] = "";

	for (int i = 0; i < ROTA_LIMITS; i++)
		if (limits.broken[i])
			snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s",
				 *text ? " " : "", rota_limit_rule((enum rota_limit)i));
	if (strcmp(wanted, text) != 0)
		fail_msg("on %s: '%s' and not '%s'", on, text, wanted);
}

/** The same one day before and on the day from which it holds. */
static void expect_from(const char *before, const char *from, struct rota_id posting,
			const char *on)
{
	char last[ROTA_DAY_TEXT_BYTES];

	rota_day_encode(last, rota_day_from_number(day(on) - 1));
	expect(before, posting, last);
	expect(from, posting, on);
}

/* --- V82, V83 -------------------------------------------------------------------------------- */

static void test_V82_V83__eight_years_as_head_and_the_year_before(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "approve", "2016-02-29");

	(void)state;
	expect_from("", "V83", id, "2023-02-28");
	expect_from("V83", "V82", id, "2024-02-29");
	assert_int_equal(day("2024-02-29"), limits_on(id, "2023-06-01").due);
}

static void test_V82__through_a_merger_as_the_policy_says(void **state)
{
	struct rota_limits limits;
	struct rota_id id;

	(void)state;
	ends(gets(HONG_NAM, "chair", "approve", "2016-12-01"), "unit_ended", "2024-12-01");
	id = gets(PHUONG_NAM, "secretary", "designate", "2024-12-01");
	limits = limits_on(id, "2024-12-01");
	assert_int_equal(0, limits.here.months);
	assert_int_equal(96, limits.merged.months);
	assert_int_equal(day("2024-12-01"), limits.counted.since);
	expect("", id, "2024-12-01");
	him.through_merger = true;
	expect("V82", id, "2024-12-01");
	assert_int_equal(day("2016-12-01"), limits_on(id, "2024-12-01").counted.since);
}

static void test_V82__none_of_who_acts(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "delegate", "2010-01-01");

	(void)state;
	expect("V15", id, "2024-01-01");
	assert_int_equal(ROTA_DAY_NEVER, limits_on(id, "2024-01-01").here.since);
}

/* --- V81, V80 -------------------------------------------------------------------------------- */

static void test_V81__from_six_months_before_the_three_years_on(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "rotate", "2021-03-31");

	(void)state;
	expect_from("", "V81", id, "2023-09-30");
	expect_from("V81", "V81", id, "2024-03-31");
	assert_int_equal(day("2024-03-31"), limits_on(id, "2023-10-01").due);
	takes_step(id, "stay", "2023-12-01");
	expect_from("V81", "", id, "2023-12-01");
	assert_int_equal(ROTA_DAY_NEVER, limits_on(id, "2023-12-01").rotated);
}

static void test_V81__goes_on_in_the_other_post_of_the_place(void **state)
{
	struct rota_id first = gets(LE_LOI, "chair", "rotate", "2021-03-31"), second;

	(void)state;
	ends(first, "dismiss", "2022-06-01");
	second = gets(LE_LOI, "secretary", "elect", "2022-06-01");
	takes_step(second, "approve", "2022-06-10");
	expect_from("", "V81", second, "2023-09-30");
	takes_step(second, "stay", "2023-12-01");
	expect("", second, "2023-12-01");
}

static void test_V81__only_what_began_by_rotate_is_a_rotation(void **state)
{
	(void)state;
	expect("", gets(LE_LOI, "chair", "transfer", "2021-03-31"), "2024-01-01");
}

static void test_V80__closed_a_day_before_three_years(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "rotate", "2021-03-31"), next;

	(void)state;
	ends(id, "transfer", "2024-03-30");
	next = gets(LIEN_PHUONG, "chair", "transfer", "2024-04-10");
	expect("V80", next, "2024-04-10");
	look_back();
	assert_true(rota_rotation_cut_short(posting_of(id), &life.career, &life.world.gazetteer,
					    day("2024-03-30")));
	assert_false(rota_rotation_cut_short(posting_of(id), &life.career, &life.world.gazetteer,
					     day("2024-03-29")));
}

static void test_V80__not_when_three_years_are_full(void **state)
{
	struct rota_id next;

	(void)state;
	ends(gets(LE_LOI, "chair", "rotate", "2021-03-31"), "transfer", "2024-03-31");
	next = gets(LIEN_PHUONG, "chair", "transfer", "2024-03-31");
	expect("", next, "2024-03-31");
}

static void test_V80__not_of_what_nobody_decided_or_of_who_stayed(void **state)
{
	static const struct {
		const char *end_act, *to, *revoked;
		enum hung_yen unit;
	} rows[] = {
		{ "die", "2022-01-01", NULL, LE_LOI },
		{ "unit_ended", "2022-01-01", NULL, LE_LOI }, /* its end is not recorded */
		{ "unit_ended", "2024-12-01", NULL, HONG_NAM },
		{ "release", "2024-12-01", NULL, HONG_NAM },
		{ NULL, NULL, "2022-01-01", LE_LOI },
		{ "release", "2023-01-01", "2022-01-01", LE_LOI },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_id id = gets(rows[i].unit, "chair", "rotate", "2021-12-31");

		if (rows[i].end_act)
			ends(id, rows[i].end_act, rows[i].to);
		if (rows[i].revoked)
			is_revoked(id, rows[i].revoked);
		look_back();
		life.career = (struct rota_career){ posting_of(id), 1 };
		if (rota_rotation_cut_short(life.career.items, &life.career, &life.world.gazetteer,
					    day("2025-01-01")))
			fail_msg("row %zu", i);
	}
}

static void test_V80__not_of_who_goes_on_in_the_place_or_was_to_stay(void **state)
{
	struct rota_id chair = gets(LE_LOI, "chair", "rotate", "2021-03-31");
	struct rota_id secretary, next;

	(void)state;
	ends(chair, "dismiss", "2022-06-01");
	secretary = gets(LE_LOI, "secretary", "designate", "2022-06-01");
	ends(secretary, "transfer", "2023-01-01");
	next = gets(LIEN_PHUONG, "chair", "transfer", "2023-01-01");
	look_back();
	assert_false(rota_rotation_cut_short(posting_of(chair), &life.career, &life.world.gazetteer,
					     day("2023-01-01")));
	expect("V80", next, "2023-01-01"); /* the second posting went on with the rotation */
	takes_step(secretary, "stay", "2022-12-31");
	expect("", next, "2023-01-01");
}

static void test_V80__of_a_day_known_to_the_year_when_it_is_sure(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "rotate", "2021-03-31");

	(void)state;
	ends(id, "release", "2023");
	look_back();
	assert_true(rota_rotation_cut_short(posting_of(id), &life.career, &life.world.gazetteer,
					    day("2024-06-01")));
	is_corrected(id, "to", "2024");
	look_back();
	assert_false(rota_rotation_cut_short(posting_of(id), &life.career, &life.world.gazetteer,
					     day("2025-06-01")));
}

/* --- V84, V85, V86 --------------------------------------------------------------------------- */

static void test_V84__less_than_a_term_at_the_reference_month(void **state)
{
	static const struct {
		enum hung_yen unit;
		const char *post, *on, *enough, *too_old, *reference;
		bool woman;
		int left, too_few;
	} rows[] = {
		{ LE_LOI, "secretary", "2024-02-15", "1968-04-01", "1968-03-31", "2025-04", false,
		  60, 59 },
		{ LE_LOI, "secretary", "2024-02-15", "1968-05", "1968", "2025-04", false, 61, 57 },
		/* no woman retires between 12/2029 and 5/2030: the age rises */
		{ LE_LOI, "secretary", "2024-02-15", "1972-01-01", "1971-12-31", "2025-04", true,
		  61, 56 },
		{ TAN_HUNG_2025, "secretary", "2025-07-01", "1968-07-01", "1968-06-30", "2025-07",
		  false, 60, 59 },
		{ TAN_HUNG_2025, "chair", "2025-07-01", "1969-03-01", "1969-02-28", "2026-03",
		  false, 60, 59 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_id id = gets(rows[i].unit, rows[i].post, "designate", rows[i].on);
		char text[ROTA_DAY_TEXT_BYTES] = "";
		struct rota_limits limits;

		him.woman = rows[i].woman;
		him.born = rows[i].enough;
		expect("", id, rows[i].on);
		limits = limits_on(id, rows[i].on);
		assert_int_equal(rows[i].left, limits.reference_left);
		rota_day_encode(text, limits.reference);
		assert_string_equal(rows[i].reference, text);
		him.born = rows[i].too_old;
		expect("V84", id, rows[i].on);
		assert_int_equal(rows[i].too_few, limits_on(id, rows[i].on).reference_left);
	}
}

static void test_V84__a_commune_that_took_in_another_in_the_reform_is_new(void **state)
{
	struct rota_id id = gets(LIEN_PHUONG, "secretary", "designate", "2024-02-15");

	(void)state;
	assert_int_equal(4, limits_on(id, "2025-07-01").reference.month);
	succeed(&life.world, "2025-07-01", life.units[LE_LOI], life.units[LIEN_PHUONG], "boundary",
		"strip", 0);
	assert_int_equal(4, limits_on(id, "2025-07-01").reference.month);
	succeed(&life.world, "2025-07-01", life.units[THU_SY], life.units[LIEN_PHUONG], "absorb",
		"full", 0);
	assert_int_equal(7, limits_on(id, "2025-07-01").reference.month);
}

static void test_V84__concerns_one_term_before_and_after(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "designate", "2018-01-01");

	(void)state;
	him.born = "1969"; /* on 1 January: retires in 1/2031, 69 months */
	expect("", id, "2024-01-01");
	him.born = "1968"; /* in 1/2030 */
	expect_from("", "V84", id, "2020-04-01");
	expect("V82 V84 V85", id, "2030-04-30");
	expect("V82 V85", id, "2030-05-01");
}

static void test_V85__within_twelve_months(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "designate", "2020-01-01");

	(void)state;
	him.born = "1963-02-10"; /* retires on 30/11/2023 */
	expect_from("V84", "V84 V85", id, "2022-11-30");
	assert_int_equal(12, limits_on(id, "2022-11-30").left);
	assert_int_equal(0, limits_on(id, "2023-11-30").left);
	expect("V84 V85", id, "2023-12-01"); /* and when it is past */
	assert_int_equal(0, limits_on(id, "2025-12-01").left);
}

static void test_V85__at_the_end_of_february(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "designate", "2029-01-01");

	(void)state;
	him.born = "1969-02-11"; /* retires on 28/2/2031 */
	expect_from("", "V85", id, "2030-02-28");
	him.born = "1970-02-11"; /* retires on 29/2/2032 */
	expect_from("", "V85", id, "2031-03-01");
}

static void test_left__is_the_same_on_every_day_of_a_month(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "designate", "2020-01-01");

	(void)state;
	him.born = "1970-02-11"; /* retires in 2/2032 */
	assert_int_equal(97, limits_on(id, "2024-01-01").left);
	assert_int_equal(97, limits_on(id, "2024-01-31").left);
	assert_int_equal(96, limits_on(id, "2024-02-01").left);
	assert_int_equal(96, limits_on(id, "2024-02-29").left);
}

static void test_age__nothing_without_a_day_of_birth(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "rotate", "2023-01-01");
	struct rota_limits limits;

	(void)state;
	him.born = NULL;
	expect("", id, "2024-02-15");
	limits = limits_on(id, "2024-02-15");
	assert_true(rota_day_is_none(limits.retires));
	assert_int_equal(0, limits.left);
}

static void test_V86__ten_years_for_a_local_a_term_for_others(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "rotate", "2022-06-15");

	(void)state;
	him.locality = ROTA_LOCALITY_LOCAL;
	him.born = "1970-06-01"; /* retires in 6/2032 */
	expect("", id, "2022-06-15");
	him.born = "1970-05-31";
	expect("V86", id, "2022-06-15");
	him.locality = ROTA_LOCALITY_UNDETERMINED;
	expect("", id, "2022-06-15");
	him.locality = ROTA_LOCALITY_NON_LOCAL;
	expect("", id, "2022-06-15");
	him.born = "1965-09-01"; /* 61 years 9 months in 2027: in 6/2027 */
	expect("V84", id, "2022-06-15");
	him.born = "1965-08-31";
	expect("V84 V86", id, "2022-06-15");
}

static void test_V86__a_term_for_who_had_two_terms_elsewhere(void **state)
{
	struct rota_id first = gets(LIEN_PHUONG, "chair", "approve", "2014-06-15"), second;

	(void)state;
	him.locality = ROTA_LOCALITY_LOCAL;
	him.born = "1970-05-31";
	ends(first, "rotate", "2022-06-15");
	second = gets(LE_LOI, "secretary", "rotate", "2022-06-15");
	expect("V86", second, "2022-06-15"); /* 95 whole months until the day before */
	is_corrected(first, "from", "2014-06-14");
	expect("", second, "2022-06-15");
}

/* --- V87, V15, V21, V18 ---------------------------------------------------------------------- */

static void test_V87__a_local_after_the_phase(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "designate", "2023-01-01");

	(void)state;
	him.locality = ROTA_LOCALITY_LOCAL;
	expect("", id, "2026-01-01");
	him.phase_over = "2026-01-01";
	expect_from("", "V87", id, "2026-01-01");
	him.locality = ROTA_LOCALITY_UNDETERMINED;
	expect("", id, "2026-01-01");
	him.locality = ROTA_LOCALITY_NON_LOCAL;
	expect("", id, "2026-01-01");
}

static void test_V15__no_planned_end_or_more_than_six_months(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "delegate", "2023-08-31");

	(void)state;
	expect("V15", id, "2023-08-31");
	is_corrected(id, "planned_end", "2024-02-29");
	expect("", id, "2023-08-31");
	expect_from("", "V15", id, "2024-03-01");
	is_corrected(id, "planned_end", "2024-03-01");
	expect("V15", id, "2023-08-31");
}

static void test_V21__after_the_days_of_the_policy(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "elect", "2024-01-01");

	(void)state;
	expect_from("", "V21", id, "2024-02-01");
	him.pending_days = UINT64_MAX;
	expect("", id, "2024-02-01");
	him.pending_days = 0;
	expect_from("", "V21", id, "2024-01-02");
	takes_step(id, "approve", "2024-01-20");
	expect_from("V21", "", id, "2024-01-20");
}

static void test_vacancy_is_long__after_the_days_of_the_policy(void **state)
{
	(void)state;
	assert_false(rota_vacancy_is_long(100, 190, 90));
	assert_true(rota_vacancy_is_long(100, 191, 90));
	assert_false(rota_vacancy_is_long(ROTA_DAY_NEVER, 190, 0));
	assert_false(rota_vacancy_is_long(200, 190, 0));
	assert_false(rota_vacancy_is_long(-25567, 84005, UINT64_MAX));
	assert_true(rota_vacancy_is_long(ROTA_DAY_ALWAYS, ROTA_DAY_NEVER, 90));
}

/* --- what is strange ------------------------------------------------------------------------- */

static void test_limits__of_a_posting_that_is_not_held_on_the_day(void **state)
{
	struct rota_id id = gets(LE_LOI, "secretary", "rotate", "2022-06-15");
	struct rota_limits limits;

	(void)state;
	him.locality = ROTA_LOCALITY_LOCAL;
	him.phase_over = "2000-01-01";
	expect("", id, "2010-01-01");
	limits = limits_on(id, "2010-01-01");
	assert_int_equal(0, limits.months);
	assert_int_equal(ROTA_DAY_NEVER, limits.here.since);
	assert_int_equal(ROTA_DAY_NEVER, limits.due);
}

static void test_limits__of_days_known_to_the_year(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "rotate", "2016-03-01");

	(void)state;
	is_corrected(id, "from", "2016");
	assert_int_equal(95, limits_on(id, "2024-12-30").months);
	expect_from("V81 V83", "V81 V82", id, "2024-12-31");
	assert_int_equal(0, limits_on(id, "2016-06-01").months);
	expect("", id, "2016-06-01");
}

static void test_limits__at_the_ends_of_the_calendar(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "approve", "1900-01-01");

	(void)state;
	him.born = "2199-12-31";
	expect("V82", id, "2199-12-31");
	him.born = "1900";
	expect("V82 V85", id, "2199-12-31");
	assert_int_equal(3599, limits_on(id, "2199-12-31").months);
}

static void test_limits__of_a_unit_that_is_not_known(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "rotate", "2010-01-01");
	struct rota_limit_facts facts = { .locality = ROTA_LOCALITY_LOCAL,
					  .phase_over = ROTA_DAY_NEVER };
	struct rota_limits limits;

	(void)state;
	look_back();
	posting_of(id)->unit = (struct rota_id){ { 9 } };
	facts.gazetteer = &life.world.gazetteer;
	facts.posting = posting_of(id);
	facts.career = life.career;
	rota_limits_find(&limits, &facts, day("2024-01-01"));
	assert_int_equal(ROTA_DAY_NEVER, limits.here.since);
	assert_false(limits.broken[ROTA_LIMIT_TWO_TERMS]);
	assert_false(rota_rotation_cut_short(facts.posting, &life.career, facts.gazetteer,
					     day("2024-01-01")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_V82_V83__eight_years_as_head_and_the_year_before),
		TEST(test_V82__through_a_merger_as_the_policy_says),
		TEST(test_V82__none_of_who_acts),
		TEST(test_V81__from_six_months_before_the_three_years_on),
		TEST(test_V81__goes_on_in_the_other_post_of_the_place),
		TEST(test_V81__only_what_began_by_rotate_is_a_rotation),
		TEST(test_V80__closed_a_day_before_three_years),
		TEST(test_V80__not_when_three_years_are_full),
		TEST(test_V80__not_of_what_nobody_decided_or_of_who_stayed),
		TEST(test_V80__not_of_who_goes_on_in_the_place_or_was_to_stay),
		TEST(test_V80__of_a_day_known_to_the_year_when_it_is_sure),
		TEST(test_V84__less_than_a_term_at_the_reference_month),
		TEST(test_V84__a_commune_that_took_in_another_in_the_reform_is_new),
		TEST(test_V84__concerns_one_term_before_and_after),
		TEST(test_V85__within_twelve_months),
		TEST(test_V85__at_the_end_of_february),
		TEST(test_left__is_the_same_on_every_day_of_a_month),
		TEST(test_age__nothing_without_a_day_of_birth),
		TEST(test_V86__ten_years_for_a_local_a_term_for_others),
		TEST(test_V86__a_term_for_who_had_two_terms_elsewhere),
		TEST(test_V87__a_local_after_the_phase),
		TEST(test_V15__no_planned_end_or_more_than_six_months),
		TEST(test_V21__after_the_days_of_the_policy),
		TEST(test_vacancy_is_long__after_the_days_of_the_policy),
		TEST(test_limits__of_a_posting_that_is_not_held_on_the_day),
		TEST(test_limits__of_days_known_to_the_year),
		TEST(test_limits__at_the_ends_of_the_calendar),
		TEST(test_limits__of_a_unit_that_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
