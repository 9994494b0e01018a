/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/headship.h. */
#include "tests/unit/ledger/career.h"

static struct rota_headship head_on(struct rota_id unit, int32_t on, bool through)
{
	struct rota_stretches stretches;

	rota_stretches_read(&stretches, &life.career, &life.world.gazetteer);
	return rota_headship_on(&stretches, unit, on, &life.world.gazetteer, through);
}

/** Since when he is head of the unit on a day; NULL: he is none. */
static void expect_head(const char *since, int months, enum hung_yen unit, const char *on,
			bool through)
{
	char text[ROTA_DAY_TEXT_BYTES] = "";
	struct rota_headship head;

	look_back();
	head = head_on(life.units[unit], day(on), through);
	if (head.since != ROTA_DAY_NEVER)
		rota_day_encode(text, rota_day_from_number(head.since));
	assert_string_equal(since ? since : "", text);
	assert_int_equal(months, head.months);
}

/** Alone and through mergers, where that is the same. */
static void expect(const char *since, int months, const char *on)
{
	expect_head(since, months, LE_LOI, on, false);
	expect_head(since, months, LE_LOI, on, true);
}

static void test_headship_on__counts_whole_months_from_the_first_day(void **state)
{
	(void)state;
	gets(LE_LOI, "chair", "approve", "2016-02-29");
	expect(NULL, 0, "2016-02-28");
	expect("2016-02-29", 0, "2016-02-29");
	expect("2016-02-29", 11, "2017-02-27");
	expect("2016-02-29", 12, "2017-02-28"); /* the end of the month is clamped */
	expect("2016-02-29", 95, "2024-02-28");
	expect("2016-02-29", 96, "2024-02-29");
}

static void test_headship_on__both_posts_are_heads_of_the_place(void **state)
{
	(void)state;
	ends(gets(LE_LOI, "chair", "approve", "2016-03-01"), "release", "2020-07-15");
	gets(LE_LOI, "secretary", "approve", "2020-07-15");
	expect("2016-03-01", 95, "2024-02-29");
	expect("2016-03-01", 96, "2024-03-01");
}

static void test_headship_on__a_gap_of_one_day_breaks_it(void **state)
{
	(void)state;
	ends(gets(LE_LOI, "chair", "approve", "2016-03-01"), "release", "2020-07-14");
	gets(LE_LOI, "secretary", "approve", "2020-07-15");
	expect("2020-07-15", 43, "2024-03-01");
	expect("2016-03-01", 52, "2020-07-13");
	expect(NULL, 0, "2020-07-14");
}

static void test_headship_on__posts_that_overlap_are_one_time(void **state)
{
	(void)state;
	ends(gets(LE_LOI, "chair", "approve", "2016-03-01"), "dismiss", "2020-09-05");
	gets(LE_LOI, "secretary", "approve", "2020-07-15");
	expect("2016-03-01", 96, "2024-03-01");
}

static void test_headship_on__another_place_is_another_time(void **state)
{
	(void)state;
	ends(gets(LIEN_PHUONG, "chair", "approve", "2016-03-01"), "transfer", "2020-07-15");
	gets(LE_LOI, "secretary", "transfer", "2020-07-15");
	expect("2020-07-15", 43, "2024-03-01");
	expect_head(NULL, 0, LIEN_PHUONG, "2024-03-01", true);
}

static void test_headship_on__who_acts_is_no_head(void **state)
{
	(void)state;
	ends(gets(LE_LOI, "chair", "delegate", "2016-03-01"), "release", "2016-09-01");
	expect(NULL, 0, "2016-05-01");
	gets(LE_LOI, "chair", "elect", "2016-09-01");
	expect("2016-09-01", 6, "2017-03-01"); /* pending is head */
}

static void test_headship_on__a_suspension_is_no_gap(void **state)
{
	struct rota_id id = gets(LE_LOI, "chair", "approve", "2016-03-01");

	(void)state;
	takes_step(id, "suspend", "2020-01-01");
	expect("2016-03-01", 48, "2020-03-01");
	takes_step(id, "resume", "2020-06-01");
	expect("2016-03-01", 60, "2021-03-01");
}

static void test_headship_on__what_is_void_was_never(void **state)
{
	struct rota_id first = gets(LE_LOI, "chair", "approve", "2016-03-01");
	struct rota_id second = gets(LE_LOI, "secretary", "approve", "2020-07-15");

	(void)state;
	is_revoked(first, NULL);
	expect("2020-07-15", 43, "2024-03-01");
	is_revoked(second, "2022-01-01");
	expect(NULL, 0, "2024-03-01");
	expect("2020-07-15", 17, "2021-12-31");
}

static void test_headship_on__days_that_are_given_up_are_a_gap(void **state)
{
	const struct rota_days away[] = { { day("2021-01-01"), day("2021-01-02") },
					  { day("2019-01-01"), day("2019-02-01") },
					  { day("2015-01-01"), day("2016-03-02") },
					  { day("2030-01-01"), ROTA_DAY_NEVER } };
	static const struct {
		const char *on, *since;
	} rows[] = {
		{ "2016-03-01", NULL },         { "2016-03-02", "2016-03-02" },
		{ "2018-12-31", "2016-03-02" }, { "2019-01-01", NULL },
		{ "2019-02-01", "2019-02-01" }, { "2020-12-31", "2019-02-01" },
		{ "2021-01-01", NULL },         { "2029-12-31", "2021-01-02" },
		{ "2030-01-01", NULL },
	};

	(void)state;
	gets(LE_LOI, "chair", "approve", "2016-03-01");
	look_back();
	life.postings[0].yields = away;
	life.postings[0].yield_count = COUNT(away);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].since ? day(rows[i].since) : ROTA_DAY_NEVER,
				 head_on(life.units[LE_LOI], day(rows[i].on), true).since);
}

static void test_headship_on__of_more_stretches_than_anybody_has_the_last_count(void **state)
{
	static struct rota_posting many[ROTA_STRETCHES_MAX + 100];
	static const struct rota_subject plain; /* its fields are those of the posting */
	int32_t first = day("2000-01-01");

	(void)state;
	gets(LE_LOI, "chair", "approve", "2016-03-01");
	look_back();
	for (int i = 0; i < (int)COUNT(many); i++) { /* day after day another one */
		many[i] = life.postings[0];
		many[i].subject = &plain;
		many[i].from = first + i;
		many[i].to = first + i + 1;
	}
	life.career = (struct rota_career){ many, COUNT(many) };
	assert_int_equal(first + 100,
			 head_on(life.units[LE_LOI], first + (int)COUNT(many) - 1, true).since);
}

static void test_headship_on__of_a_day_known_to_the_year_the_shorter_time(void **state)
{
	struct rota_id first = gets(LE_LOI, "chair", "approve", "2010-03-01");

	(void)state;
	is_corrected(first, "from", "2010");
	expect("2010-12-31", 62, "2016-03-01");
	expect(NULL, 0, "2010-06-01"); /* he may not have begun */
	ends(first, "release", "2016");
	gets(LE_LOI, "secretary", "approve", "2016-05-01");
	expect("2016-05-01", 12, "2017-05-01"); /* there may have been a gap */
}

/* --- units that end -------------------------------------------------------------------------- */

static void test_headship_on__goes_on_in_the_unit_that_absorbs_another(void **state)
{
	(void)state;
	gets(LE_LOI, "chair", "approve", "2016-03-01");
	expect("2016-03-01", 112, "2025-07-01");
}

static void test_headship_on__through_absorption_only_when_asked(void **state)
{
	(void)state;
	ends(gets(QUANG_TRUNG, "secretary", "approve", "2016-03-01"), "unit_ended", "2024-12-01");
	gets(LE_LOI, "chair", "designate", "2024-12-01");
	expect_head("2024-12-01", 3, LE_LOI, "2025-03-01", false);
	expect_head("2016-03-01", 108, LE_LOI, "2025-03-01", true);
}

static void test_headship_on__through_two_mergers(void **state)
{
	(void)state;
	ends(gets(HONG_NAM, "secretary", "approve", "2016-03-01"), "unit_ended", "2024-12-01");
	ends(gets(PHUONG_NAM, "secretary", "designate", "2024-12-01"), "unit_ended", "2025-07-01");
	gets(TAN_HUNG_2025, "chair", "designate", "2025-07-01");
	expect_head("2025-07-01", 2, TAN_HUNG_2025, "2025-09-01", false);
	expect_head("2016-03-01", 114, TAN_HUNG_2025, "2025-09-01", true);
}

static void test_headship_on__a_gap_of_one_day_at_the_merger_breaks_it(void **state)
{
	(void)state;
	ends(gets(HONG_NAM, "secretary", "approve", "2016-03-01"), "unit_ended", "2024-12-01");
	gets(PHUONG_NAM, "secretary", "designate", "2024-12-02");
	expect_head("2024-12-02", 2, PHUONG_NAM, "2025-03-01", true);
}

static void test_headship_on__part_of_a_unit_is_no_sure_way(void **state)
{
	(void)state;
	ends(gets(NGOC_THANH, "secretary", "approve", "2016-03-01"), "unit_ended", "2025-07-01");
	gets(SON_NAM_2025, "secretary", "designate", "2025-07-01");
	expect_head("2025-07-01", 2, SON_NAM_2025, "2025-09-01", true);
}

static void test_headship_on__a_merger_that_comes_later_joins_nothing(void **state)
{
	(void)state;
	ends(gets(THU_SY, "chair", "approve", "2016-03-01"), "transfer", "2020-07-15");
	ends(gets(TAN_HUNG, "chair", "approve", "2020-07-15"), "unit_ended", "2025-07-01");
	gets(TAN_HUNG_2025, "chair", "designate", "2025-07-01");
	expect_head("2020-07-15", 62, TAN_HUNG_2025, "2025-09-15", true);
}

static void test_headship_on__who_came_before_the_merger_came_from_elsewhere(void **state)
{
	(void)state;
	ends(gets(QUANG_TRUNG, "chair", "approve", "2016-03-01"), "transfer", "2020-07-15");
	gets(LE_LOI, "chair", "approve", "2020-07-15");
	expect_head("2020-07-15", 60, LE_LOI, "2025-07-15", true);
}

static void test_headship_on__nobody_heads_a_unit_that_does_not_live(void **state)
{
	(void)state;
	gets(HONG_NAM, "secretary", "approve", "2016-03-01"); /* left open */
	expect_head("2016-03-01", 104, HONG_NAM, "2024-11-30", true);
	expect_head(NULL, 0, HONG_NAM, "2024-12-01", true);
	gets(PHUONG_NAM, "secretary", "designate", "2024-06-01"); /* before there was one */
	expect_head(NULL, 0, PHUONG_NAM, "2024-11-30", false);
	expect_head("2024-12-01", 3, PHUONG_NAM, "2025-03-01", false);
	expect_head("2016-03-01", 108, PHUONG_NAM, "2025-03-01", true);
}

static void test_headship_on__no_unit_no_posting_no_head(void **state)
{
	(void)state;
	look_back();
	life.career = (struct rota_career){ NULL, 0 };
	assert_int_equal(ROTA_DAY_NEVER,
			 head_on(life.units[LE_LOI], day("2024-01-01"), true).since);
	assert_int_equal(0, head_on((struct rota_id){ { 0 } }, ROTA_DAY_ALWAYS, true).months);
}

/* --- months ---------------------------------------------------------------------------------- */

static void test_months_between__clamps_and_never_goes_below_nothing(void **state)
{
	static const struct {
		const char *from, *to;
		int months;
	} rows[] = {
		{ "2023-08-31", "2024-02-28", 5 },  { "2023-08-31", "2024-02-29", 6 },
		{ "2024-08-31", "2025-02-27", 5 },  { "2024-08-31", "2025-02-28", 6 },
		{ "2024-08-30", "2025-02-28", 6 },  { "2024-02-29", "2025-02-28", 12 },
		{ "2025-02-28", "2028-02-28", 36 }, { "2024-05-31", "2024-06-30", 1 },
		{ "2024-03-31", "2024-04-29", 0 },  { "2024-02-15", "2024-02-15", 0 },
		{ "2024-02-16", "2024-02-15", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].months,
				 rota_months_between(day(rows[i].from), day(rows[i].to)));
	assert_int_equal(0, rota_months_between(ROTA_DAY_ALWAYS, day("2024-01-01")));
	assert_int_equal(0, rota_months_between(day("2024-01-01"), ROTA_DAY_NEVER));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_headship_on__counts_whole_months_from_the_first_day),
		TEST(test_headship_on__both_posts_are_heads_of_the_place),
		TEST(test_headship_on__a_gap_of_one_day_breaks_it),
		TEST(test_headship_on__posts_that_overlap_are_one_time),
		TEST(test_headship_on__another_place_is_another_time),
		TEST(test_headship_on__who_acts_is_no_head),
		TEST(test_headship_on__a_suspension_is_no_gap),
		TEST(test_headship_on__what_is_void_was_never),
		TEST(test_headship_on__days_that_are_given_up_are_a_gap),
		TEST(test_headship_on__of_more_stretches_than_anybody_has_the_last_count),
		TEST(test_headship_on__of_a_day_known_to_the_year_the_shorter_time),
		TEST(test_headship_on__goes_on_in_the_unit_that_absorbs_another),
		TEST(test_headship_on__through_absorption_only_when_asked),
		TEST(test_headship_on__through_two_mergers),
		TEST(test_headship_on__a_gap_of_one_day_at_the_merger_breaks_it),
		TEST(test_headship_on__part_of_a_unit_is_no_sure_way),
		TEST(test_headship_on__a_merger_that_comes_later_joins_nothing),
		TEST(test_headship_on__who_came_before_the_merger_came_from_elsewhere),
		TEST(test_headship_on__nobody_heads_a_unit_that_does_not_live),
		TEST(test_headship_on__no_unit_no_posting_no_head),
		TEST(test_months_between__clamps_and_never_goes_below_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
