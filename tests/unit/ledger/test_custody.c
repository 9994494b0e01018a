/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/custody.h. */
#include "ledger/custody.h"
#include "tests/unit/ledger/hung_yen.h"

static struct world world;
static struct rota_id ids[HUNG_YEN_UNITS];

static int begin(void **state)
{
	(void)state;
	world_init(&world);
	hung_yen_record(&world, ids);
	world_finish(&world);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_clear(&world);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* --- whose a unit is ------------------------------------------------------------------------- */

/** Ân Thi until before 1/7/2025, from then on what is named; HUNG_YEN_UNITS: none. */
static enum rota_custody find(enum hung_yen then, enum hung_yen unit, const char *on,
			      const char *decided)
{
	struct rota_custody_span spans[2] = {
		{ ids[DISTRICT_AN_THI], ROTA_DAY_ALWAYS, day("2025-07-01") },
		{ .from = day("2025-07-01"), .to = ROTA_DAY_NEVER },
	};
	const struct rota_custody_spans kept = { spans, 2 };

	if (then != HUNG_YEN_UNITS)
		spans[1].scope = ids[then];
	return rota_custody_find(&kept, &world.gazetteer, unit_of(&world, ids[unit]), day(on),
				 day(decided));
}

static void test_custody_find__of_a_unit_in_its_scope_is_its_own(void **state)
{
	const struct rota_custody_span span = { ids[DISTRICT_AN_THI], ROTA_DAY_ALWAYS,
						ROTA_DAY_NEVER };
	const struct rota_custody_spans kept = { &span, 1 };

	(void)state;
	assert_int_equal(ROTA_CUSTODY_OWN, rota_custody_find(&kept, &world.gazetteer,
							     unit_of(&world, ids[QUANG_VINH]),
							     day("2024-02-01"), ROTA_DAY_NEVER));
	assert_int_equal(ROTA_CUSTODY_OTHER,
			 rota_custody_find(&kept, &world.gazetteer, unit_of(&world, ids[HONG_NAM]),
					   day("2024-02-01"), day("2024-02-01")));
}

static void test_custody_find__what_was_decided_before_the_hand_over_is_taken_late(void **state)
{
	(void)state;
	assert_int_equal(ROTA_CUSTODY_BEFORE,
			 find(HUNG_YEN_UNITS, HOANG_HOA_THAM, "2025-06-01", "2025-06-30"));
	assert_int_equal(ROTA_CUSTODY_AFTER,
			 find(HUNG_YEN_UNITS, HOANG_HOA_THAM, "2025-06-01", "2025-07-01"));
}

static void test_custody_find__of_what_was_never_kept_is_another_s(void **state)
{
	(void)state;
	assert_int_equal(ROTA_CUSTODY_OTHER,
			 find(HUNG_YEN_UNITS, HONG_NAM, "2024-02-01", "2024-02-01"));
	/* the commune of 2025 lies in no district */
	assert_int_equal(ROTA_CUSTODY_OTHER,
			 find(HUNG_YEN_UNITS, AN_THI_2025, "2025-07-01", "2025-07-01"));
}

static void test_custody_find__whoever_is_given_a_unit_is_given_its_past(void **state)
{
	(void)state;
	assert_int_equal(ROTA_CUSTODY_OWN, find(CITY, HONG_NAM, "2024-02-01", "2024-02-01"));
	assert_int_equal(ROTA_CUSTODY_OWN,
			 find(PROVINCE, HOANG_HOA_THAM, "2025-06-01", "2025-07-01"));
}

static void test_custody_on__is_the_span_of_the_day(void **state)
{
	const struct rota_custody_span spans[2] = {
		{ ids[CITY], ROTA_DAY_ALWAYS, day("2025-07-01") },
		{ ids[PROVINCE], day("2025-07-01"), ROTA_DAY_NEVER },
	};
	const struct rota_custody_spans kept = { spans, 2 }, none = { spans, 0 };

	(void)state;
	assert_ptr_equal(&spans[0], rota_custody_on(&kept, ROTA_DAY_ALWAYS));
	assert_ptr_equal(&spans[0], rota_custody_on(&kept, day("2025-06-30")));
	assert_ptr_equal(&spans[1], rota_custody_on(&kept, day("2025-07-01")));
	assert_null(rota_custody_on(&none, day("2025-07-01")));
}

/* --- when something was decided -------------------------------------------------------------- */

/** An entry recorded on the evening of 1/1/2026, as it is there. @p on, @p signed_on  NULL: none.
 */
static struct rota_entry entry_of_kind(const char *kind, const char *on,
				       const char *const *signed_on)
{
	struct rota_draft draft = draft_of(&world, kind);
	struct rota_value issuer = rota_map();
	struct rota_entry entry;
	const uint8_t *bytes;
	size_t size;

	if (on)
		rota_draft_on(&draft, day_of(on));
	rota_map_set(&world.arena, &issuer, "body", rota_text("other"));
	for (; signed_on && *signed_on; signed_on++) {
		struct rota_value paper = rota_map();

		rota_map_set(&world.arena, &paper, "issuer", issuer);
		rota_map_set(&world.arena, &paper, "type", rota_text("QD"));
		rota_map_set(&world.arena, &paper, "no", rota_text("12-QĐ/HU"));
		rota_map_set(&world.arena, &paper, "signed", rota_text(*signed_on));
		rota_draft_doc(&draft, paper);
	}
	if (strcmp(kind, "posting.end") == 0) {
		rota_draft_set(&draft, "act", rota_text("retire"));
	} else {
		rota_draft_set(&draft, "reason", rota_text("typing"));
		rota_draft_set(&draft, "term", rota_text("2020-2025"));
	}
	rota_draft_key(&draft, "id", rota_id_value(&world.arena, ids[HONG_NAM]));
	rota_draft_pred(&draft, ids[HONG_NAM]);
	assert_int_equal(ROTA_OK, rota_draft_encode(&bytes, &size, &draft, 0,
						    ((uint64_t)1767279600000 << 16), NULL));
	assert_int_equal(ROTA_OK, rota_entry_decode(&entry, &world.arena, bytes, size, NULL));
	return entry;
}

static void expect_decided(const char *wanted, const char *kind, const char *on, int32_t holds,
			   const char *first, const char *second)
{
	const char *const papers[] = { first, second, NULL };
	struct rota_entry entry = entry_of_kind(kind, on, papers);

	assert_int_equal(day(wanted), rota_custody_decided(&entry, holds));
}

static void test_custody_decided__is_the_later_of_its_day_and_its_papers(void **state)
{
	(void)state;
	expect_decided("2025-06-01", "posting.end", "2025-06-01", day("2025-06-01"), "2025-05-20",
		       NULL);
	expect_decided("2025-06-20", "posting.end", "2025-06-01", day("2025-06-01"), "2025-05-20",
		       "2025-06-20");
	expect_decided("2025-06-02", "posting.correct", NULL, day("2022-01-01"), "2025-06-02",
		       NULL);
}

static void test_custody_decided__without_a_paper_is_its_day(void **state)
{
	(void)state;
	expect_decided("2025-06-01", "posting.end", "2025-06-01", day("2025-06-01"), NULL, NULL);
}

static void test_custody_decided__with_neither_is_when_it_was_recorded(void **state)
{
	(void)state;
	expect_decided("2026-01-01", "posting.correct", NULL, day("2022-01-01"), NULL, NULL);
	expect_decided("2026-01-01", "posting.correct", NULL, ROTA_DAY_NEVER, NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_custody_find__of_a_unit_in_its_scope_is_its_own),
		TEST(test_custody_find__what_was_decided_before_the_hand_over_is_taken_late),
		TEST(test_custody_find__of_what_was_never_kept_is_another_s),
		TEST(test_custody_find__whoever_is_given_a_unit_is_given_its_past),
		TEST(test_custody_on__is_the_span_of_the_day),
		TEST(test_custody_decided__is_the_later_of_its_day_and_its_papers),
		TEST(test_custody_decided__without_a_paper_is_its_day),
		TEST(test_custody_decided__with_neither_is_when_it_was_recorded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
