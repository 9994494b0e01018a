/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/cell.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/cell.h"

/* Days are small numbers here; every question is about day 100 unless it says another. */
enum { TODAY = 100 };

/** What holds when no policy is set. */
static const struct rota_counting usual = { .pending_counts = true, .suspended_counts = true };

static struct rota_id id_of(uint64_t number)
{
	return rota_id_make((struct rota_writer_id){ { 1 } }, number);
}

/** A posting of unit 1 that is open. */
static struct rota_posting full(uint64_t number, uint64_t cadre, int32_t from)
{
	static const struct rota_subject nothing_else;

	return (struct rota_posting){ .subject = &nothing_else,
				      .id = id_of(number),
				      .unit = id_of(1),
				      .cadre = id_of(cadre),
				      .post = "chair",
				      .act = "designate",
				      .mode = "full",
				      .from = from,
				      .to = ROTA_DAY_NEVER,
				      .void_from = ROTA_DAY_NEVER,
				      .clock = number };
}

static struct rota_posting acting(uint64_t number, uint64_t cadre, int32_t from)
{
	struct rota_posting one = full(number, cadre, from);

	one.act = "delegate";
	one.mode = "acting";
	return one;
}

static struct rota_posting elected(uint64_t number, uint64_t cadre, int32_t from)
{
	struct rota_posting one = full(number, cadre, from);

	one.act = "elect";
	return one;
}

/** Suspended from day 50 on. */
static struct rota_posting suspended(uint64_t number, uint64_t cadre, int32_t from)
{
	static struct rota_pair pair;
	static struct rota_value body;
	static struct rota_revision revision;
	static struct rota_subject subject;
	struct rota_posting one = full(number, cadre, from);

	pair = (struct rota_pair){ rota_text("act"), rota_text("suspend") };
	body = rota_map();
	body.as.map.pairs = &pair;
	body.as.map.count = 1;
	revision.entry.kind_name = "posting.step";
	revision.entry.body = &body;
	revision.entry.has_on = true;
	revision.entry.on = rota_day_from_number(50);
	subject.revisions = &revision;
	subject.revision_count = 1;
	one.subject = &subject;
	return one;
}

static struct rota_posting ended(struct rota_posting one, int32_t to)
{
	one.to = to;
	return one;
}

static struct rota_posting in_unit(struct rota_posting one, uint64_t unit)
{
	one.unit = id_of(unit);
	return one;
}

/** Count a cell of at most four postings, all of which stand. */
static struct rota_cell_count count(const struct rota_posting *postings, size_t size, bool stated,
				    const struct rota_counting *counting)
{
	static const bool stands[] = { true, true, true, true };

	return rota_cell_count(postings, stands, size, stated, TODAY, counting);
}

/* --- ranks ---------------------------------------------------------------------------------- */

static void test_posting_above__by_first_day_then_clock_then_id(void **state)
{
	struct rota_posting early = full(9, 1, 10), late = full(1, 1, 11);
	struct rota_posting other = full(2, 1, 11);

	(void)state;
	assert_true(rota_posting_above(&late, &early));
	assert_false(rota_posting_above(&early, &late));
	other.clock = late.clock + 1;
	assert_true(rota_posting_above(&other, &late));
	other.clock = late.clock - 1;
	assert_false(rota_posting_above(&other, &late));
	other.clock = late.clock;
	assert_true(rota_posting_above(&other, &late));
	assert_false(rota_posting_above(&late, &other));
	assert_false(rota_posting_above(&late, &late));
}

/* --- filling -------------------------------------------------------------------------------- */

static void test_posting_fills__a_full_holder_always_does(void **state)
{
	const struct rota_counting none = { .acting_counts = false };
	struct rota_posting one = ended(full(1, 1, 10), 101);

	(void)state;
	assert_true(rota_posting_fills(&one, TODAY, &none));
	assert_true(rota_posting_fills(&one, 10, &none));
	assert_false(rota_posting_fills(&one, 9, &none));
	assert_false(rota_posting_fills(&one, 101, &none));
}

static void test_posting_fills__pending_as_the_policy_says(void **state)
{
	const struct rota_counting strict = { .suspended_counts = true, .acting_counts = true };
	struct rota_posting one = elected(1, 1, 10);

	(void)state;
	assert_true(rota_posting_fills(&one, TODAY, &usual));
	assert_false(rota_posting_fills(&one, TODAY, &strict));
}

static void test_posting_fills__suspended_as_the_policy_says(void **state)
{
	const struct rota_counting strict = { .pending_counts = true, .acting_counts = true };
	struct rota_posting one = suspended(1, 1, 10);

	(void)state;
	assert_true(rota_posting_fills(&one, TODAY, &usual));
	assert_false(rota_posting_fills(&one, TODAY, &strict));
	assert_true(rota_posting_fills(&one, 49, &strict));
}

static void test_posting_fills__acting_only_when_the_policy_says(void **state)
{
	const struct rota_counting generous = { .acting_counts = true };
	struct rota_posting one = acting(1, 1, 10);

	(void)state;
	assert_false(rota_posting_fills(&one, TODAY, &usual));
	assert_true(rota_posting_fills(&one, TODAY, &generous));
}

/* --- standing ------------------------------------------------------------------------------- */

static void test_posting_stands__alone(void **state)
{
	struct rota_posting one = full(1, 1, 10);

	(void)state;
	assert_true(rota_posting_stands(&one, &one, 1, TODAY, &usual));
	assert_true(rota_posting_stands(&one, NULL, 0, TODAY, &usual));
}

static void test_posting_stands__not_beside_a_later_one_in_another_unit(void **state)
{
	const struct rota_posting career[] = { full(1, 1, 10), in_unit(full(2, 1, 20), 2) };

	(void)state;
	assert_false(rota_posting_stands(&career[0], career, 2, TODAY, &usual));
	assert_true(rota_posting_stands(&career[1], career, 2, TODAY, &usual));
}

static void test_posting_stands__until_the_other_begins_and_after_it_ends(void **state)
{
	const struct rota_posting career[] = { full(1, 1, 10),
					       ended(in_unit(full(2, 1, 20), 2), 30) };

	(void)state;
	assert_true(rota_posting_stands(&career[0], career, 2, 19, &usual));
	assert_false(rota_posting_stands(&career[0], career, 2, 20, &usual));
	assert_false(rota_posting_stands(&career[0], career, 2, 29, &usual));
	assert_true(rota_posting_stands(&career[0], career, 2, 30, &usual));
}

static void test_posting_stands__of_one_day_the_greater_clock_then_id(void **state)
{
	struct rota_posting career[] = { full(1, 1, 10), in_unit(full(2, 1, 10), 2) };

	(void)state;
	career[0].clock = 9;
	assert_true(rota_posting_stands(&career[0], career, 2, TODAY, &usual));
	assert_false(rota_posting_stands(&career[1], career, 2, TODAY, &usual));
	career[0].clock = career[1].clock;
	assert_false(rota_posting_stands(&career[0], career, 2, TODAY, &usual));
	assert_true(rota_posting_stands(&career[1], career, 2, TODAY, &usual));
}

static void test_posting_stands__beside_another_post_of_the_same_unit(void **state)
{
	struct rota_posting career[] = { full(1, 1, 10), full(2, 1, 20) };

	(void)state;
	career[1].post = "secretary";
	assert_true(rota_posting_stands(&career[0], career, 2, TODAY, &usual));
	assert_true(rota_posting_stands(&career[1], career, 2, TODAY, &usual));
}

static void test_posting_stands__beside_acting_elsewhere(void **state)
{
	const struct rota_posting career[] = { full(1, 1, 10), in_unit(acting(2, 1, 20), 2) };

	(void)state;
	assert_true(rota_posting_stands(&career[0], career, 2, TODAY, &usual));
}

/* --- cells ---------------------------------------------------------------------------------- */

static void test_cell_count__nothing_recorded_is_not_reported(void **state)
{
	struct rota_cell_count cell = count(NULL, 0, false, &usual);

	(void)state;
	assert_int_equal(ROTA_CELL_NOT_REPORTED, cell.state);
	assert_null(cell.holder);
	assert_null(cell.acting);
	assert_int_equal(0, cell.rivals);
}

static void test_cell_count__stated_vacant_is_vacant(void **state)
{
	(void)state;
	assert_int_equal(ROTA_CELL_VACANT, count(NULL, 0, true, &usual).state);
}

static void test_cell_count__ended_without_a_statement_is_vacant(void **state)
{
	struct rota_posting one = ended(full(1, 1, 10), TODAY);

	(void)state;
	assert_int_equal(ROTA_CELL_VACANT, count(&one, 1, false, &usual).state);
}

static void test_cell_count__one_that_begins_later_is_not_reported_yet(void **state)
{
	struct rota_posting one = full(1, 1, TODAY + 1);

	(void)state;
	assert_int_equal(ROTA_CELL_NOT_REPORTED, count(&one, 1, false, &usual).state);
}

static void test_cell_count__a_holder_fills_also_against_a_statement(void **state)
{
	struct rota_posting one = full(1, 1, TODAY);
	struct rota_cell_count cell = count(&one, 1, true, &usual);

	(void)state;
	assert_int_equal(ROTA_CELL_FILLED, cell.state);
	assert_ptr_equal(&one, cell.holder);
	assert_int_equal(ROTA_HOLDS_FULL, cell.holding);
	assert_int_equal(0, cell.rivals);
}

static void test_cell_count__of_several_the_greatest_and_the_others_are_rivals(void **state)
{
	const struct rota_posting three[] = { full(1, 1, 10), full(2, 2, 30), full(3, 3, 20) };
	struct rota_cell_count cell = count(three, 3, false, &usual);

	(void)state;
	assert_int_equal(ROTA_CELL_FILLED, cell.state);
	assert_ptr_equal(&three[1], cell.holder);
	assert_int_equal(2, cell.rivals);
}

static void test_cell_count__of_one_day_the_greatest_clock_then_id(void **state)
{
	struct rota_posting two[] = { full(1, 1, 10), full(2, 2, 10) };

	(void)state;
	two[0].clock = 9;
	assert_ptr_equal(&two[0], count(two, 2, false, &usual).holder);
	two[0].clock = two[1].clock;
	assert_ptr_equal(&two[1], count(two, 2, false, &usual).holder);
}

static void test_cell_count__one_that_ended_is_no_rival(void **state)
{
	const struct rota_posting two[] = { ended(full(1, 1, 10), 20), full(2, 2, 20) };

	(void)state;
	assert_int_equal(0, count(two, 2, false, &usual).rivals);
}

static void test_cell_count__one_that_does_not_stand_does_not_fill(void **state)
{
	const struct rota_posting two[] = { full(1, 1, 10), full(2, 2, 20) };
	const bool stands[] = { true, false };
	struct rota_cell_count cell = rota_cell_count(two, stands, 2, false, TODAY, &usual);

	(void)state;
	assert_ptr_equal(&two[0], cell.holder);
	cell = rota_cell_count(&two[1], &stands[1], 1, false, TODAY, &usual);
	assert_int_equal(ROTA_CELL_VACANT, cell.state);
	assert_null(cell.holder);
}

static void test_cell_count__acting_never_fills(void **state)
{
	struct rota_posting one = acting(1, 1, 10);
	struct rota_cell_count cell = count(&one, 1, false, &usual);

	(void)state;
	assert_int_equal(ROTA_CELL_VACANT, cell.state);
	assert_null(cell.holder);
	assert_ptr_equal(&one, cell.acting);
}

static void test_cell_count__acting_fills_when_the_policy_says(void **state)
{
	const struct rota_counting generous = { .acting_counts = true };
	struct rota_posting one = acting(1, 1, 10);
	struct rota_cell_count cell = count(&one, 1, false, &generous);

	(void)state;
	assert_int_equal(ROTA_CELL_FILLED, cell.state);
	assert_ptr_equal(&one, cell.holder);
	assert_int_equal(ROTA_HOLDS_ACTING, cell.holding);
}

static void test_cell_count__of_several_who_act_the_greatest(void **state)
{
	const struct rota_posting two[] = { acting(1, 1, 20), acting(2, 2, 10) };

	(void)state;
	assert_ptr_equal(&two[0], count(two, 2, false, &usual).acting);
}

static void test_cell_count__pending_fills_unless_the_policy_says(void **state)
{
	const struct rota_counting strict = { .suspended_counts = true };
	struct rota_posting one = elected(1, 1, 10);
	struct rota_cell_count cell = count(&one, 1, false, &usual);

	(void)state;
	assert_int_equal(ROTA_CELL_FILLED, cell.state);
	assert_int_equal(ROTA_HOLDS_PENDING, cell.holding);
	assert_int_equal(ROTA_CELL_VACANT, count(&one, 1, false, &strict).state);
}

static void test_cell_count__suspended_fills_unless_the_policy_says(void **state)
{
	const struct rota_counting strict = { .pending_counts = true };
	struct rota_posting one = suspended(1, 1, 10);
	struct rota_cell_count cell = count(&one, 1, false, &usual);

	(void)state;
	assert_int_equal(ROTA_CELL_FILLED, cell.state);
	assert_int_equal(ROTA_HOLDS_SUSPENDED, cell.holding);
	assert_int_equal(ROTA_CELL_VACANT, count(&one, 1, false, &strict).state);
}

/* --- percent -------------------------------------------------------------------------------- */

static void test_percent__is_rounded_half_up(void **state)
{
	static const struct {
		uint64_t count, target, percent;
	} rows[] = {
		{ 53, 50, 106 },  /* published on 15/2/2024 */
		{ 26, 19, 137 },  /* likewise: 136.84 */
		{ 0, 50, 0 },     { 50, 50, 100 },  { 1, 200, 1 },	/* 0.5 */
		{ 1, 201, 0 },    { 1, 3, 33 },	    { 2, 3, 67 },
		{ 3, 8, 38 },     /* 37.5 */
		{ 161, 161, 100 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(rows[i].percent, rota_percent(rows[i].count, rows[i].target));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_posting_above__by_first_day_then_clock_then_id),
		cmocka_unit_test(test_posting_fills__a_full_holder_always_does),
		cmocka_unit_test(test_posting_fills__pending_as_the_policy_says),
		cmocka_unit_test(test_posting_fills__suspended_as_the_policy_says),
		cmocka_unit_test(test_posting_fills__acting_only_when_the_policy_says),
		cmocka_unit_test(test_posting_stands__alone),
		cmocka_unit_test(test_posting_stands__not_beside_a_later_one_in_another_unit),
		cmocka_unit_test(test_posting_stands__until_the_other_begins_and_after_it_ends),
		cmocka_unit_test(test_posting_stands__of_one_day_the_greater_clock_then_id),
		cmocka_unit_test(test_posting_stands__beside_another_post_of_the_same_unit),
		cmocka_unit_test(test_posting_stands__beside_acting_elsewhere),
		cmocka_unit_test(test_cell_count__nothing_recorded_is_not_reported),
		cmocka_unit_test(test_cell_count__stated_vacant_is_vacant),
		cmocka_unit_test(test_cell_count__ended_without_a_statement_is_vacant),
		cmocka_unit_test(test_cell_count__one_that_begins_later_is_not_reported_yet),
		cmocka_unit_test(test_cell_count__a_holder_fills_also_against_a_statement),
		cmocka_unit_test(test_cell_count__of_several_the_greatest_and_the_others_are_rivals),
		cmocka_unit_test(test_cell_count__of_one_day_the_greatest_clock_then_id),
		cmocka_unit_test(test_cell_count__one_that_ended_is_no_rival),
		cmocka_unit_test(test_cell_count__one_that_does_not_stand_does_not_fill),
		cmocka_unit_test(test_cell_count__acting_never_fills),
		cmocka_unit_test(test_cell_count__acting_fills_when_the_policy_says),
		cmocka_unit_test(test_cell_count__of_several_who_act_the_greatest),
		cmocka_unit_test(test_cell_count__pending_fills_unless_the_policy_says),
		cmocka_unit_test(test_cell_count__suspended_fills_unless_the_policy_says),
		cmocka_unit_test(test_percent__is_rounded_half_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
