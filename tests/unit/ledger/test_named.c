/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/named.h. */
#include "ledger/named.h"
#include "tests/unit/ledger/recorded.h"

static struct rota_arena arena;

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

/** A decision, perhaps with how many people it names. */
static struct rota_value *decision(uint64_t total)
{
	struct rota_value *map = rota_arena_alloc(&arena, sizeof(*map));

	assert_non_null(map);
	*map = rota_map();
	assert_int_equal(0, rota_map_set(&arena, map, "signed", rota_text("1970-04")));
	if (total)
		assert_int_equal(0, rota_map_set(&arena, map, "total", rota_uint(total)));
	return map;
}

/** That a posting of a person cites one, in the n-th entry. */
static struct rota_paper_said said(uint8_t entry, uint64_t clock, uint8_t person, uint64_t total)
{
	struct rota_posting *posting = rota_arena_alloc(&arena, sizeof(*posting));

	assert_non_null(posting);
	*posting = (struct rota_posting){ .id = posting_id(entry), .person = id_of(1, person) };
	return (struct rota_paper_said){ .entry = id_of(3, entry),
					 .clock = clock,
					 .posting = posting,
					 .paper = decision(total),
					 .field = "begin_doc",
					 .issuer = unit_id(9) };
}

static void test_count_named__a_person_once_and_the_last_number(void **state)
{
	const struct rota_paper_said all[] = { said(1, 10, 1, 4), said(2, 30, 2, 5),
					       said(3, 20, 1, 7), said(4, 40, 3, 0) };
	struct rota_named named;

	(void)state;
	assert_int_equal(ROTA_OK, rota_count_named(&named, &arena, all, 4, NULL));
	assert_int_equal(3, named.entered);
	assert_int_equal(5, named.total);
	assert_int_equal(ROTA_OK, rota_count_named(&named, &arena, all, 0, NULL));
	assert_int_equal(0, named.entered);
	assert_int_equal(0, named.total);
}

static void test_find_short_decisions__is_about_the_first_and_has_seen_all(void **state)
{
	struct rota_paper_said all[] = { said(2, 20, 2, 3), said(1, 30, 1, 0) };
	struct rota_matters matters = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK,
			 rota_matters_find_short_decisions(&matters, &arena, all, 2, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_MATTER_PARTIAL_SET, matters.items[0].type);
	assert_int_equal(1, matters.items[0].subject_count);
	assert_int_equal(0, rota_id_compare(posting_id(2), matters.items[0].subjects[0]));
	assert_string_equal("begin_doc", matters.items[0].field);
	assert_int_equal(2, matters.items[0].saw_count);
	assert_int_equal(1, matters.items[0].unit_count);
	assert_int_equal(0, rota_id_compare(unit_id(9), matters.items[0].units[0]));
	assert_int_equal(90, matters.items[0].from); /* 01/04/1970 */
	assert_int_equal(ROTA_DAY_NEVER, matters.items[0].to);
}

static void test_find_short_decisions__two_issuers_are_two_decisions(void **state)
{
	struct rota_paper_said all[] = { said(1, 10, 1, 2), said(2, 20, 2, 2), said(3, 30, 3, 0) };
	struct rota_matters matters = { 0 };

	(void)state;
	all[1].issuer = all[2].issuer = unit_id(8);
	assert_int_equal(ROTA_OK,
			 rota_matters_find_short_decisions(&matters, &arena, all, 3, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(0, rota_id_compare(posting_id(1), matters.items[0].subjects[0]));
}

static void test_find_short_decisions__of_very_many_the_last_ones_are_seen(void **state)
{
	struct rota_paper_said all[ROTA_NAMED_SEEN + 1];
	struct rota_matters matters = { 0 };

	(void)state;
	for (size_t i = 0; i < ROTA_NAMED_SEEN + 1; i++) {
		all[i] = said(1, 1000 - i, 1, UINT64_MAX);
		all[i].entry = rota_id_make(rota_id_writer(all[i].entry), i);
	}
	assert_int_equal(ROTA_OK, rota_matters_find_short_decisions(&matters, &arena, all,
								    ROTA_NAMED_SEEN + 1, NULL));
	assert_int_equal(ROTA_NAMED_SEEN, matters.items[0].saw_count);
	assert_int_equal(0, rota_id_number(matters.items[0].saw[0]));
	assert_int_equal(ROTA_NAMED_SEEN - 1,
			 rota_id_number(matters.items[0].saw[ROTA_NAMED_SEEN - 1]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_count_named__a_person_once_and_the_last_number),
		TEST(test_find_short_decisions__is_about_the_first_and_has_seen_all),
		TEST(test_find_short_decisions__two_issuers_are_two_decisions),
		TEST(test_find_short_decisions__of_very_many_the_last_ones_are_seen),
	};

	return cmocka_run_group_tests_name("ledger/named", tests, NULL, NULL);
}
