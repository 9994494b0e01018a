/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/problem.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/problem.h"

static const struct rota_error why = { ROTA_EINVALID, "V50", "it is bad", "make it good" };

static void test_problems_add__copies_what_it_is_given(void **state)
{
	struct rota_problems problems = { 0 };
	char column[] = "Ngày sinh";
	char value[] = "31/02/2023";

	(void)state;
	assert_int_equal(ROTA_OK, rota_problems_add(&problems, 7, column, value, &why, NULL));
	memset(column, 'x', 3);
	memset(value, 'x', 3);
	assert_int_equal(1, problems.count);
	assert_int_equal(7, problems.items[0].line);
	assert_string_equal("Ngày sinh", problems.items[0].column);
	assert_string_equal("31/02/2023", problems.items[0].value);
	assert_string_equal("it is bad", problems.items[0].message);
	assert_string_equal("make it good", problems.items[0].hint);
	assert_string_equal("V50", problems.items[0].rule);
	rota_problems_clear(&problems);
}

static void test_problems_add__a_whole_row_has_no_column(void **state)
{
	struct rota_problems problems = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_problems_add(&problems, 7, NULL, NULL, &why, NULL));
	assert_null(problems.items[0].column);
	assert_null(problems.items[0].value);
	rota_problems_clear(&problems);
}

static void test_problems_add__values_are_cut_and_safe_to_print(void **state)
{
	struct rota_problems problems = { 0 };
	char value[1000];

	(void)state;
	memset(value, 'a', sizeof(value));
	value[0] = '\x1B';
	memcpy(value + ROTA_PROBLEM_VALUE_BYTES - 2, "ễ", strlen("ễ")); /* does not fit */
	value[sizeof(value) - 1] = '\0';
	assert_int_equal(ROTA_OK, rota_problems_add(&problems, 7, "name", value, &why, NULL));
	value[0] = '?';
	value[ROTA_PROBLEM_VALUE_BYTES - 2] = '\0';
	assert_string_equal(value, problems.items[0].value);
	rota_problems_clear(&problems);
}

static void test_problems_add__keeps_ten_thousand_and_counts_all(void **state)
{
	struct rota_problems problems = { 0 };

	(void)state;
	for (size_t i = 0; i < ROTA_PROBLEMS_KEPT + 5; i++)
		assert_int_equal(ROTA_OK, rota_problems_add(&problems, i, "a", "b", &why, NULL));
	assert_int_equal(10000, problems.count);
	assert_int_equal(10005, problems.total);
	for (size_t i = 0; i < ROTA_PROBLEMS_KEPT; i++)
		assert_int_equal(i, problems.items[i].line);
	rota_problems_clear(&problems);
}

static void test_problems_add__a_full_arena_is_out_of_memory(void **state)
{
	struct rota_problems problems = { .arena.max_bytes = 64 };
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_ENOMEM, rota_problems_add(&problems, 1, "a", "b", &why, &err));
	assert_int_equal(ROTA_ENOMEM, err.code);
	assert_int_equal(0, problems.total);
	rota_problems_clear(&problems);
}

static void test_problems_write_reason__joins_what_is_said_of_a_line(void **state)
{
	struct rota_problems problems = { 0 };
	struct rota_buffer out = { 0 };

	(void)state;
	rota_problems_add(&problems, 7, "born", "x", &why, NULL);
	rota_problems_add(&problems, 8, "from", "x", &why, NULL);
	rota_problems_add(&problems, 7, NULL, NULL, &why, NULL);
	rota_problems_write_reason(&out, &problems, 7);
	assert_string_equal("born: it is bad; it is bad", rota_buffer_text(&out));
	rota_buffer_reset(&out);
	rota_problems_write_reason(&out, &problems, 9);
	assert_string_equal("", rota_buffer_text(&out));
	rota_buffer_clear(&out);
	rota_problems_clear(&problems);
}

static void test_problems_clear__leaves_a_list_to_use_again(void **state)
{
	struct rota_problems problems = { 0 };

	(void)state;
	rota_problems_add(&problems, 7, "born", "x", &why, NULL);
	rota_problems_clear(&problems);
	assert_int_equal(0, problems.total);
	assert_int_equal(ROTA_OK, rota_problems_add(&problems, 8, "born", "x", &why, NULL));
	assert_int_equal(8, problems.items[0].line);
	rota_problems_clear(&problems);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_problems_add__copies_what_it_is_given),
		cmocka_unit_test(test_problems_add__a_whole_row_has_no_column),
		cmocka_unit_test(test_problems_add__values_are_cut_and_safe_to_print),
		cmocka_unit_test(test_problems_add__keeps_ten_thousand_and_counts_all),
		cmocka_unit_test(test_problems_add__a_full_arena_is_out_of_memory),
		cmocka_unit_test(test_problems_write_reason__joins_what_is_said_of_a_line),
		cmocka_unit_test(test_problems_clear__leaves_a_list_to_use_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
