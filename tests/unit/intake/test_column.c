/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/column.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/column.h"

static const struct rota_intake_column columns[] = {
	{ .id = "name", .vi = "Họ và tên" },
	{ .id = "commune", .vi = "Xã, phường, thị trấn", .group = 1 },
	{ .id = "commune_code", .vi = "Mã xã", .group = 1 },
	{ .id = "ma", .vi = "Má" },
	{ .id = "born" },
};

static struct rota_arena arena;
static struct rota_columns known;

static int make(void **state)
{
	(void)state;
	return rota_columns_init(&known, columns, COUNT(columns), &arena, NULL);
}

static int release(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

static void check_found(size_t expected, const char *caption)
{
	size_t found = 77;

	assert_int_equal(ROTA_OK, rota_columns_find(&found, &known, caption, NULL));
	if (found != expected)
		fail_msg("'%s' is column %zu", caption, found);
}

static void test_columns_find__either_name_in_any_case(void **state)
{
	(void)state;
	check_found(0, "name");
	check_found(0, "NAME");
	check_found(0, " Name ");
	check_found(0, "Họ và tên");
	check_found(0, "HỌ VÀ TÊN");
	check_found(0, "Họ\nvà\u00A0tên");
	check_found(4, "born");
}

static void test_columns_find__nfd_is_the_same_caption(void **state)
{
	(void)state;
	check_found(0, "Ho\u0323 va\u0300 te\u0302n");
}

static void test_columns_find__underscores_are_spaces(void **state)
{
	(void)state;
	check_found(2, "commune_code");
	check_found(2, "commune code");
	check_found(2, "Commune  Code");
	check_found(2, "mã_xã");
}

static void test_columns_find__without_accents_when_one_remains(void **state)
{
	(void)state;
	check_found(0, "Ho va ten");
	check_found(0, "Họ va tên");
	check_found(2, "ma xa");
}

static void test_columns_find__accents_decide_first(void **state)
{
	(void)state;
	check_found(3, "ma");
	check_found(3, "Má");
}

static void test_columns_find__ambiguous_without_accents_is_none(void **state)
{
	static const struct rota_intake_column alike[] = { { .id = "Mã" }, { .id = "Má" } };
	struct rota_columns two;
	size_t found = 0;

	(void)state;
	assert_int_equal(ROTA_OK, rota_columns_init(&two, alike, 2, &arena, NULL));
	assert_int_equal(ROTA_OK, rota_columns_find(&found, &two, "ma", NULL));
	assert_true(found == ROTA_COLUMN_NONE);
}

static void test_columns_find__others_are_none(void **state)
{
	struct rota_error err = { 0 };
	size_t found = 0;

	(void)state;
	check_found(ROTA_COLUMN_NONE, "");
	check_found(ROTA_COLUMN_NONE, "nam");
	check_found(ROTA_COLUMN_NONE, "names");
	assert_int_equal(ROTA_OK, rota_columns_find(&found, &known, "a\x01", &err));
	assert_true(found == ROTA_COLUMN_NONE);
	assert_int_equal(ROTA_OK, err.code);
}

static void test_columns_nearest__the_name_least_misspelled(void **state)
{
	static const struct {
		const char *caption;
		const char *nearest;
	} rows[] = {
		{ "bron", NULL }, /* two of four letters */
		{ "bornn", "born" },
		{ "commune_cod", "commune_code" },
		{ "Ho va te", "Họ và tên" },
		{ "Họ tên", NULL },
		{ "Mã x", "Mã xã" },
		{ "religion", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *nearest = rota_columns_nearest(&known, rows[i].caption, NULL);

		if (!rows[i].nearest)
			assert_null(nearest);
		else
			assert_string_equal(rows[i].nearest, nearest ? nearest : "(none)");
	}
}

static void test_columns_nearest__taken_columns_do_not_come_into_question(void **state)
{
	static const bool taken[COUNT(columns)] = { [4] = true };

	(void)state;
	assert_null(rota_columns_nearest(&known, "bornn", taken));
}

static void test_columns_nearest__long_captions_are_no_misspelling(void **state)
{
	char caption[200];

	(void)state;
	memset(caption, 'n', sizeof(caption));
	caption[sizeof(caption) - 1] = '\0';
	assert_null(rota_columns_nearest(&known, caption, NULL));
}

static void test_columns_init__out_of_memory(void **state)
{
	struct rota_arena small = { .max_bytes = 64 };
	struct rota_columns none;
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_ENOMEM,
	                 rota_columns_init(&none, columns, COUNT(columns), &small, &err));
	assert_int_equal(0, none.count);
	rota_arena_clear(&small);
}

static void test_intake_column_write__names_the_group(void **state)
{
	struct rota_buffer out = { 0 };

	(void)state;
	rota_intake_column_write(&out, columns, COUNT(columns), 0);
	assert_string_equal("'name'", out.bytes);
	rota_buffer_reset(&out);
	rota_intake_column_write(&out, columns, COUNT(columns), 1);
	assert_string_equal("'commune' / 'commune_code'", out.bytes);
	rota_buffer_clear(&out);
}

static void test_intake_column_is_first__of_its_group(void **state)
{
	(void)state;
	assert_true(rota_intake_column_is_first(columns, 0));
	assert_true(rota_intake_column_is_first(columns, 1));
	assert_false(rota_intake_column_is_first(columns, 2));
	assert_true(rota_intake_column_is_first(columns, 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_find__either_name_in_any_case),
		cmocka_unit_test(test_columns_find__nfd_is_the_same_caption),
		cmocka_unit_test(test_columns_find__underscores_are_spaces),
		cmocka_unit_test(test_columns_find__without_accents_when_one_remains),
		cmocka_unit_test(test_columns_find__accents_decide_first),
		cmocka_unit_test(test_columns_find__ambiguous_without_accents_is_none),
		cmocka_unit_test(test_columns_find__others_are_none),
		cmocka_unit_test(test_columns_nearest__the_name_least_misspelled),
		cmocka_unit_test(test_columns_nearest__taken_columns_do_not_come_into_question),
		cmocka_unit_test(test_columns_nearest__long_captions_are_no_misspelling),
		cmocka_unit_test(test_columns_init__out_of_memory),
		cmocka_unit_test(test_intake_column_write__names_the_group),
		cmocka_unit_test(test_intake_column_is_first__of_its_group),
	};

	return cmocka_run_group_tests(tests, make, release);
}
