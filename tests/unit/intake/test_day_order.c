/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/day_order.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/day_order.h"

/** Note up to three cells, from line 2 on. */
static struct rota_day_order order_of(const char *a, const char *b, const char *c)
{
	const char *const cells[] = { a, b, c };
	struct rota_day_order order = { 0 };

	for (size_t i = 0; i < COUNT(cells); i++)
		if (cells[i])
			rota_day_order_note(&order, i + 2, cells[i]);
	return order;
}

static void test_day_order_check__month_first_is_refused_at_its_first_line(void **state)
{
	static const struct {
		const char *cells[3];
		const char *line;
		const char *value;
	} rows[] = {
		{ { "02/15/2024", NULL, NULL }, "2", "02/15/2024" },
		{ { "01/02/2024", "2/15/2024", "3/16/2024" }, "3", "2/15/2024" },
		{ { "01-02-2024", "2-15-2024", "2024-05-20" }, "3", "2-15-2024" },
		{ { "1.2.2024", "2.31.24", NULL }, "3", "2.31.24" },
		{ { "1975", "12/13/1975 0:00", "15/1975" }, "3", "12/13/1975" },
	};
	struct rota_day_order order;
	char message[200];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_error err = { 0 };

		order = order_of(rows[i].cells[0], rows[i].cells[1], rows[i].cells[2]);
		assert_int_equal(ROTA_EINVALID, rota_day_order_check(&order, "Ngày sinh", &err));
		snprintf(message, sizeof(message),
		         "line %s, column 'Ngày sinh': '%s' has the month first, and no day of the "
		         "column has the day first",
		         rows[i].line, rows[i].value);
		check_error(&err, "V90", message, "write the days of this column as dd/mm/yyyy");
	}
}

static void test_day_order_check__a_first_number_above_12_proves_the_order(void **state)
{
	struct rota_day_order order = order_of("02/15/2024", "15/02/2024", NULL);

	(void)state;
	assert_int_equal(ROTA_OK, rota_day_order_check(&order, "from", NULL));
}

static void test_day_order_check__other_forms_do_not_take_part(void **state)
{
	static const char *const texts[] = {
		"",      "2024-02-15", "2024/02/15", "02/2024", "2024",       "2/15",   "2/15/",
		"/15/2", "a/b/c",      "2 15 2024",  "2/150/1", "2/15/20245", "12/13/", "2/15/x",
		"ngày 2 tháng 15 năm 2024",
	};
	struct rota_day_order order = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		rota_day_order_note(&order, i + 2, texts[i]);
	assert_int_equal(0, order.seen);
	assert_int_equal(ROTA_OK, rota_day_order_check(&order, "from", NULL));
}

static void test_day_order_is_ambiguous__when_nothing_is_above_12(void **state)
{
	struct rota_day_order order = order_of("01/02/2024", "12/12/2024", "2024-05-20");

	(void)state;
	assert_true(rota_day_order_is_ambiguous(&order));
	order = order_of("01/02/2024", "13/12/2024", NULL);
	assert_false(rota_day_order_is_ambiguous(&order));
	order = order_of("01/02/2024", "12/13/2024", NULL);
	assert_false(rota_day_order_is_ambiguous(&order));
	order = order_of("2024-05-20", "1975", NULL);
	assert_false(rota_day_order_is_ambiguous(&order));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_day_order_check__month_first_is_refused_at_its_first_line),
		cmocka_unit_test(test_day_order_check__a_first_number_above_12_proves_the_order),
		cmocka_unit_test(test_day_order_check__other_forms_do_not_take_part),
		cmocka_unit_test(test_day_order_is_ambiguous__when_nothing_is_above_12),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
