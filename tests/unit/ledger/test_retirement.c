/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/retirement.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/retirement.h"

static void expect(const char *wanted, const char *born, bool woman)
{
	char text[ROTA_DAY_TEXT_BYTES] = "";
	struct rota_day day;

	assert_int_equal(ROTA_OK, rota_day_decode(&day, born, strlen(born), NULL));
	rota_day_encode(text, rota_retirement_day(day, woman));
	assert_string_equal(wanted, text);
}

static void test_retirement_day__follows_the_table_of_years(void **state)
{
	static const struct {
		const char *born, *man, *woman;
	} rows[] = {
		{ "1960-12-31", "2020-12-31", "2015-12-31" },
		{ "1961-01-01", "2021-04-30", "2016-01-31" },
		{ "1962-09-30", "2023-06-30", "2017-09-30" }, /* 60 years 6 months would end in 2023 */
		{ "1963-02-10", "2023-11-30", "2018-02-28" },
		{ "1966-01-15", "2027-10-31", "2021-05-31" },
		{ "1967-12-20", "2029-12-31", "2023-12-31" },
		{ "1975-05-12", "2037-05-31", "2035-05-31" },
		{ "2000-02-29", "2062-02-28", "2060-02-29" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		expect(rows[i].man, rows[i].born, false);
		expect(rows[i].woman, rows[i].born, true);
	}
}

/** The age in months that is asked in a year, as the table has it. */
static int asked(int year, bool woman)
{
	static const int men[] = { 720, 723, 726, 729, 732, 735, 738, 741, 744 }; /* 2020 to 2028 */
	static const int women[] = { 660, 664, 668, 672, 676, 680, 684, 688,
				     692, 696, 700, 704, 708, 712, 716, 720 }; /* 2020 to 2035 */
	int past = year < 2020 ? 0 : year - 2020;

	if (woman)
		return women[past < 15 ? past : 15];
	return men[past < 8 ? past : 8];
}

/** Months are numbered from the year 0. */
static void test_retirement_day__is_in_the_first_month_with_the_age_of_its_year(void **state)
{
	(void)state;
	for (int born = 1950 * 12; born < 1990 * 12; born++)
		for (int woman = 0; woman < 2; woman++) {
			struct rota_day day = { (uint16_t)(born / 12), (uint8_t)(born % 12 + 1), 17 };
			struct rota_day last = rota_retirement_day(day, woman);
			int month = born + 600;

			while (month - born < asked(month / 12, woman))
				month++;
			assert_int_equal(month, last.year * 12 + last.month - 1);
			/* on its last day: the next one is the first of a month */
			assert_int_equal(1, rota_day_from_number(rota_day_first(last) + 1).day);
		}
}

static void test_retirement_day__takes_the_first_day_of_what_is_known(void **state)
{
	(void)state;
	expect("2023-10-31", "1963", false);
	expect("2025-08-31", "1964-05", false);
}

static void test_retirement_day__none_of_nobody_and_beyond_the_calendar(void **state)
{
	(void)state;
	assert_true(rota_day_is_none(rota_retirement_day((struct rota_day){ 0 }, false)));
	expect("", "2150-01-01", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_retirement_day__follows_the_table_of_years),
		cmocka_unit_test(
			test_retirement_day__is_in_the_first_month_with_the_age_of_its_year),
		cmocka_unit_test(test_retirement_day__takes_the_first_day_of_what_is_known),
		cmocka_unit_test(test_retirement_day__none_of_nobody_and_beyond_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
