/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/matter_logs.h and shared.h: what whole logs show. */
#include "ledger/matter_logs.h"
#include "ledger/shared.h"
#include "tests/unit/ledger/recorded.h"

static struct rota_arena arena;

static int clear(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

/* --- clocks ---------------------------------------------------------------------------------- */

/** 1970-01-02 at 00:00 in Vietnam is 17 hours after the begin of time. */
#define HOUR UINT64_C(3600000)
#define DAY (24 * HOUR)
#define MIDNIGHT (17 * HOUR + 9 * DAY)
#define AT(ms) ((uint64_t)(ms) << 16)

static void test_clock__is_ahead_from_the_second_midnight_on(void **state)
{
	(void)state;
	assert_false(rota_clock_is_ahead(AT(MIDNIGHT), MIDNIGHT));
	assert_false(rota_clock_is_ahead(AT(MIDNIGHT + 2 * DAY - 1), MIDNIGHT));
	assert_true(rota_clock_is_ahead(AT(MIDNIGHT + 2 * DAY), MIDNIGHT));
	assert_true(rota_clock_is_ahead(AT(MIDNIGHT + 2 * DAY), MIDNIGHT + DAY - 1));
	assert_false(rota_clock_is_ahead(AT(MIDNIGHT + 2 * DAY), MIDNIGHT + DAY));
	assert_true(rota_clock_is_ahead(UINT64_MAX, MIDNIGHT));
	assert_false(rota_clock_is_ahead(0, MIDNIGHT));
}

static void test_clock__is_behind_before_the_last_but_one_midnight(void **state)
{
	(void)state;
	assert_false(rota_clock_is_behind(AT(MIDNIGHT), AT(MIDNIGHT)));
	assert_false(rota_clock_is_behind(AT(MIDNIGHT - DAY), AT(MIDNIGHT)));
	assert_true(rota_clock_is_behind(AT(MIDNIGHT - DAY - 1), AT(MIDNIGHT)));
	assert_true(rota_clock_is_behind(AT(MIDNIGHT - DAY - 1), AT(MIDNIGHT + DAY - 1)));
	assert_true(rota_clock_is_behind(0, UINT64_MAX));
	assert_false(rota_clock_is_behind(UINT64_MAX, 0));
}

/* --- matters of a writer --------------------------------------------------------------------- */

static void expect_about(const struct rota_matter *matter, enum rota_matter_type type, size_t saw)
{
	assert_int_equal(type, matter->type);
	assert_int_equal(1, matter->subject_count);
	assert_int_equal(saw, matter->saw_count);
	assert_int_equal(1, matter->unit_count);
	assert_int_equal(ROTA_DAY_ALWAYS, matter->from);
	assert_int_equal(ROTA_DAY_NEVER, matter->to);
	assert_false(rota_matter_weighs(matter));
}

static void test_fork__is_one_matter_of_the_writer_by_all_its_branches(void **state)
{
	const struct rota_id entries[] = { id_of(7, 9), id_of(7, 4), id_of(7, 9) };
	struct rota_log_shows forks = { .enrolment = id_of(4, 1), .unit = unit_id(1) };
	struct rota_matters found = { .count = 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_matters_add_of_log(&found, &arena, ROTA_MATTER_FORK,
							  &forks, NULL));
	assert_int_equal(0, found.count);
	forks.entries = entries;
	forks.count = 3;
	assert_int_equal(ROTA_OK, rota_matters_add_of_log(&found, &arena, ROTA_MATTER_FORK,
							  &forks, NULL));
	assert_int_equal(1, found.count);
	expect_about(found.items, ROTA_MATTER_FORK, 2);
	assert_int_equal(0, rota_id_compare(id_of(7, 4), found.items[0].saw[0]));
	assert_int_equal(ROTA_SEVERITY_BLOCKS, rota_matter_kind(ROTA_MATTER_FORK)->severity);
}

/* --- units that two offices record ----------------------------------------------------------- */

static struct rota_revision created[3];
static struct rota_subject enrolments[3];

/** A writer that was enrolled at a time, and recorded last at another one. */
static struct rota_keeper keeper(size_t which, uint64_t enrolled, uint64_t recorded_at)
{
	enrolments[which] = recorded(&arena, ROTA_ENTITY_WRITER, id_of(4, which));
	created[which] = (struct rota_revision){ .id = id_of(4, which) };
	created[which].entry.clock = enrolled;
	enrolments[which].created = &created[which];
	enrolments[which].heads = rota_list();
	assert_int_equal(0, rota_list_add(&arena, &enrolments[which].heads,
					  id_value(&arena, created[which].id)));
	return (struct rota_keeper){ .enrolment = &enrolments[which], .recorded = recorded_at };
}

static size_t shared_by(const struct rota_keeper *keepers, size_t count)
{
	struct rota_matters found = { .count = 0 };

	assert_int_equal(ROTA_OK, rota_matters_find_shared(&found, &arena, unit_id(1), keepers,
							   count, NULL));
	if (!found.count)
		return 0;
	expect_about(found.items, ROTA_MATTER_CUSTODY, found.items[0].saw_count);
	return found.items[0].saw_count;
}

static void test_shared__by_who_records_behind_the_enrolment_of_the_other(void **state)
{
	struct rota_keeper keepers[3];

	(void)state;
	keepers[0] = keeper(0, 10, 31);
	keepers[1] = keeper(1, 30, 40);
	assert_int_equal(2, shared_by(keepers, 2));
	keepers[0].recorded = 30; /* before the other one was there */
	assert_int_equal(0, shared_by(keepers, 2));
	keepers[0].recorded = 31;
	keepers[1].recorded = 0; /* which does not record it */
	assert_int_equal(0, shared_by(keepers, 2));
}

static void test_shared__who_only_did_before_is_not_among_them(void **state)
{
	struct rota_keeper keepers[3];

	(void)state;
	keepers[0] = keeper(0, 10, 20);
	keepers[1] = keeper(1, 30, 50);
	keepers[2] = keeper(2, 40, 45);
	assert_int_equal(2, shared_by(keepers, 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clock__is_ahead_from_the_second_midnight_on),
		cmocka_unit_test(test_clock__is_behind_before_the_last_but_one_midnight),
		cmocka_unit_test_teardown(
			test_fork__is_one_matter_of_the_writer_by_all_its_branches, clear),
		cmocka_unit_test_teardown(
			test_shared__by_who_records_behind_the_enrolment_of_the_other, clear),
		cmocka_unit_test_teardown(test_shared__who_only_did_before_is_not_among_them,
					  clear),
	};

	return cmocka_run_group_tests_name("ledger/matters of logs", tests, NULL, NULL);
}
