/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/day.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define FORM "write it as dd/mm/yyyy, mm/yyyy or yyyy"
#define STORED_FORM "write it as yyyy-mm-dd, yyyy-mm or yyyy"
#define FOUR_DIGITS "write the year with four digits"
#define RANGE "check the year: rota knows 1900 to 2199"

static struct rota_day full(uint16_t year, uint8_t month, uint8_t day)
{
	return (struct rota_day){ year, month, day };
}

static void check_day(struct rota_day wanted, struct rota_day day)
{
	char a[ROTA_DAY_TEXT_BYTES], b[ROTA_DAY_TEXT_BYTES];

	assert_string_equal(rota_day_show(a, wanted), rota_day_show(b, day));
	assert_true(rota_day_equal(wanted, day));
}

typedef int (*read_day)(struct rota_day *out, const char *text, size_t size,
			struct rota_error *err);

struct reading {
	const char *text;
	struct rota_day day;
};

static void check_read(read_day read, const struct reading *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rota_error err = { 0 };
		struct rota_day day;

		if (read(&day, rows[i].text, strlen(rows[i].text), &err))
			fail_msg("%s", err.message);
		check_day(rows[i].day, day);
	}
}

struct refusal {
	const char *text;
	const char *message;
	const char *hint;
};

static void check_refused(read_day read, const struct refusal *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rota_day day = { 2024, 2, 15 }; /* must be reset */
		struct rota_error err = { 0 };

		if (read(&day, rows[i].text, strlen(rows[i].text), &err) != ROTA_EINVALID)
			fail_msg("'%s' is read", rows[i].text);
		assert_int_equal(ROTA_EINVALID, err.code);
		assert_string_equal("V56", err.rule);
		assert_string_equal(rows[i].message, err.message);
		assert_string_equal(rows[i].hint, err.hint);
		assert_true(rota_day_is_none(day));
	}
}

static void test_is_none__tells_no_day(void **state)
{
	const struct rota_day none = { 0 };

	(void)state;
	assert_true(rota_day_is_none(none));
	assert_false(rota_day_is_none(full(1975, 0, 0)));
	assert_false(rota_day_is_none(full(2024, 2, 15)));
}

static void test_is_full__tells_precision(void **state)
{
	(void)state;
	assert_true(rota_day_is_full(full(2024, 2, 15)));
	assert_false(rota_day_is_full(full(2024, 2, 0)));
	assert_false(rota_day_is_full(full(2024, 0, 0)));
	assert_false(rota_day_is_full(full(0, 0, 0)));
}

static void test_equal__compares_precision_too(void **state)
{
	(void)state;
	assert_true(rota_day_equal(full(2024, 2, 15), full(2024, 2, 15)));
	assert_true(rota_day_equal(full(2024, 2, 0), full(2024, 2, 0)));
	assert_false(rota_day_equal(full(2024, 2, 15), full(2024, 2, 16)));
	assert_false(rota_day_equal(full(2024, 2, 15), full(2024, 3, 15)));
	assert_false(rota_day_equal(full(2024, 2, 15), full(2023, 2, 15)));
	assert_false(rota_day_equal(full(2024, 1, 0), full(2024, 0, 0)));
}

static void test_decode__reads_the_stored_form(void **state)
{
	static const struct reading rows[] = {
		{ "1975", { 1975, 0, 0 } },         { "1975-05", { 1975, 5, 0 } },
		{ "2024-02-15", { 2024, 2, 15 } },  { "2024-02-29", { 2024, 2, 29 } },
		{ "2000-02-29", { 2000, 2, 29 } },  { "1900-01-01", { 1900, 1, 1 } },
		{ "2199-12-31", { 2199, 12, 31 } },
	};

	(void)state;
	check_read(rota_day_decode, rows, COUNT(rows));
}

static void test_decode__refuses_anything_else(void **state)
{
	static const struct refusal rows[] = {
		{ "", "'' is not a day", STORED_FORM },
		{ "15/02/2024", "'15/02/2024' is not a day", STORED_FORM },
		{ "2024-2-15", "'2024-2-15' is not a day", STORED_FORM },
		{ "2024-02-15 ", "'2024-02-15 ' is not a day", STORED_FORM },
		{ " 2024", "' 2024' is not a day", STORED_FORM },
		{ "2024-", "'2024-' is not a day", STORED_FORM },
		{ "2024-02-", "'2024-02-' is not a day", STORED_FORM },
		{ "2024-02-15-01", "'2024-02-15-01' is not a day", STORED_FORM },
		{ "20240215", "'20240215' is not a day", STORED_FORM },
		{ "+2024", "'+2024' is not a day", STORED_FORM },
		{ "24", "'24' is not a day", STORED_FORM },
		{ "2024-00", "'2024-00' is not a day", STORED_FORM },
		{ "2024-13", "'2024-13' is not a day", STORED_FORM },
		{ "2024-01-00", "'2024-01-00' is not a day", STORED_FORM },
		{ "2024-00-15", "'2024-00-15' is not a day", STORED_FORM },
		{ "2023-02-29", "'2023-02-29' is not a day", STORED_FORM },
		{ "2100-02-29", "'2100-02-29' is not a day", STORED_FORM },
		{ "2024-04-31", "'2024-04-31' is not a day", STORED_FORM },
		{ "1899-12-31", "'1899-12-31' is not a day", STORED_FORM },
		{ "2200", "'2200' is not a day", STORED_FORM },
		{ "0000", "'0000' is not a day", STORED_FORM },
	};

	(void)state;
	check_refused(rota_day_decode, rows, COUNT(rows));
}

static void test_decode__stops_at_the_size(void **state)
{
	struct rota_day day;

	(void)state;
	assert_int_equal(ROTA_OK, rota_day_decode(&day, "2024-02-15", 7, NULL));
	check_day(full(2024, 2, 0), day);
	assert_int_equal(ROTA_EINVALID, rota_day_decode(&day, "2024\0", 5, NULL));
}

static void test_encode__writes_what_decode_reads(void **state)
{
	static const struct reading rows[] = {
		{ "1975", { 1975, 0, 0 } },
		{ "1975-05", { 1975, 5, 0 } },
		{ "2024-02-05", { 2024, 2, 5 } },
		{ "", { 0, 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[ROTA_DAY_TEXT_BYTES];

		assert_int_equal(strlen(rows[i].text), rota_day_encode(text, rows[i].day));
		assert_string_equal(rows[i].text, text);
	}
}

static void test_read__takes_what_people_type(void **state)
{
	static const struct reading rows[] = {
		{ "15/02/2024", { 2024, 2, 15 } }, { "5/2/2024", { 2024, 2, 5 } },
		{ "15-02-2024", { 2024, 2, 15 } }, { "15.2.2024", { 2024, 2, 15 } },
		{ "29/02/2024", { 2024, 2, 29 } }, { "02/2024", { 2024, 2, 0 } },
		{ "2/2024", { 2024, 2, 0 } },      { "02-2024", { 2024, 2, 0 } },
		{ "02.2024", { 2024, 2, 0 } },     { "2024", { 2024, 0, 0 } },
		{ "2024-02-15", { 2024, 2, 15 } }, { "2024-02", { 2024, 2, 0 } },
	};

	(void)state;
	check_read(rota_day_read, rows, COUNT(rows));
}

static void test_read__takes_words(void **state)
{
	static const struct reading rows[] = {
		{ "ngày 15 tháng 02 năm 2024", { 2024, 2, 15 } },
		{ "Ngày 5 tháng 2 năm 2024", { 2024, 2, 5 } },
		{ "NGÀY 15  THÁNG 02 NĂM 2024", { 2024, 2, 15 } },
		{ "nga\u0300y 15 tha\u0301ng 02 na\u0306m 2024", { 2024, 2, 15 } },
		{ "tháng 5 năm 1975", { 1975, 5, 0 } },
		{ "năm 1975", { 1975, 0, 0 } },
	};

	(void)state;
	check_read(rota_day_read, rows, COUNT(rows));
}

static void test_read__ignores_spaces_around(void **state)
{
	static const struct reading rows[] = {
		{ "  15/02/2024 ", { 2024, 2, 15 } },
		{ "\t2024\r\n", { 2024, 0, 0 } },
		{ "\u00A002/2024\u00A0", { 2024, 2, 0 } },
		{ "\uFEFF2024-02-15", { 2024, 2, 15 } },
	};

	(void)state;
	check_read(rota_day_read, rows, COUNT(rows));
}

static void test_read__refuses_what_is_no_day(void **state)
{
	static const struct refusal rows[] = {
		{ "31/02/2023", "'31/02/2023' is not a day", FORM },
		{ "29/02/2023", "'29/02/2023' is not a day", FORM },
		{ "31/04/2024", "'31/04/2024' is not a day", FORM },
		{ "02/15/2024", "'02/15/2024' is not a day", FORM },
		{ "13/2024", "'13/2024' is not a day", FORM },
		{ "00/02/2024", "'00/02/2024' is not a day", FORM },
		{ "15/00/2024", "'15/00/2024' is not a day", FORM },
		{ "0/2024", "'0/2024' is not a day", FORM },
		{ "", "'' is not a day", FORM },
		{ "hôm qua", "'hôm qua' is not a day", FORM },
		{ "45337", "'45337' is not a day", FORM }, /* Excel's number of 15/02/2024 */
		{ "15/02-2024", "'15/02-2024' is not a day", FORM },
		{ "15 / 02 / 2024", "'15 / 02 / 2024' is not a day", FORM },
		{ "15/02/2024/", "'15/02/2024/' is not a day", FORM },
		{ "/2024", "'/2024' is not a day", FORM },
		{ "1/15/02/2024", "'1/15/02/2024' is not a day", FORM },
		{ "015/02/2024", "'015/02/2024' is not a day", FORM },
		{ "2024/02/15", "'2024/02/15' is not a day", FORM },
		{ "2024-02-30", "'2024-02-30' is not a day", FORM },
		{ "2024-02-15T01:31", "'2024-02-15T01:31' is not a day", FORM },
		{ "ngày 15 năm 2024", "'ngày 15 năm 2024' is not a day", FORM },
		{ "ngày 15 tháng 02", "'ngày 15 tháng 02' is not a day", FORM },
		{ "ngày 31 tháng 02 năm 2023", "'ngày 31 tháng 02 năm 2023' is not a day", FORM },
		{ "năm", "'năm' is not a day", FORM },
		{ "năm 2024 qua", "'năm 2024 qua' is not a day", FORM },
		{ "2024\xFF", "'2024?' is not a day", FORM },
	};

	(void)state;
	check_refused(rota_day_read, rows, COUNT(rows));
}

static void test_read__refuses_a_year_of_two_digits(void **state)
{
	static const struct refusal rows[] = {
		{ "15/02/24", "'15/02/24' is not a day", FOUR_DIGITS },
		{ "02/24", "'02/24' is not a day", FOUR_DIGITS },
		{ "75", "'75' is not a day", FOUR_DIGITS },
		{ "ngày 15 tháng 02 năm 24", "'ngày 15 tháng 02 năm 24' is not a day",
		  FOUR_DIGITS },
	};

	(void)state;
	check_refused(rota_day_read, rows, COUNT(rows));
}

static void test_read__names_the_range_of_years(void **state)
{
	static const struct refusal rows[] = {
		{ "15/02/1875", "'15/02/1875' is not a day", RANGE },
		{ "12/2200", "'12/2200' is not a day", RANGE },
		{ "năm 1010", "'năm 1010' is not a day", RANGE },
	};

	(void)state;
	check_refused(rota_day_read, rows, COUNT(rows));
}

static void test_read__shows_the_beginning_of_a_long_value(void **state)
{
	char text[301];
	char wanted[128];
	struct rota_error err = { 0 };
	struct rota_day day;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	memcpy(text + 99, "ă", strlen("ă")); /* the cut at 100 bytes falls into it */
	text[300] = '\0';
	memset(wanted, 'x', sizeof(wanted));
	wanted[0] = '\'';
	memcpy(wanted + 100, "' is not a day", sizeof("' is not a day"));
	assert_int_equal(ROTA_EINVALID, rota_day_read(&day, text, strlen(text), &err));
	assert_string_equal(wanted, err.message);
}

static void test_show__writes_the_known_part(void **state)
{
	char text[ROTA_DAY_TEXT_BYTES];

	(void)state;
	assert_string_equal("15/02/2024", rota_day_show(text, full(2024, 2, 15)));
	assert_string_equal("05/02/2024", rota_day_show(text, full(2024, 2, 5)));
	assert_string_equal("02/2024", rota_day_show(text, full(2024, 2, 0)));
	assert_string_equal("2024", rota_day_show(text, full(2024, 0, 0)));
	assert_string_equal("", rota_day_show(text, full(0, 0, 0)));
	assert_ptr_equal(text, rota_day_show(text, full(0, 0, 0)));
}

static void test_first__counts_from_1970(void **state)
{
	static const struct {
		struct rota_day day;
		int32_t first, last;
	} rows[] = {
		{ { 1970, 1, 1 }, 0, 0 },           { { 1969, 12, 31 }, -1, -1 },
		{ { 1900, 1, 1 }, -25567, -25567 }, { { 2000, 2, 29 }, 11016, 11016 },
		{ { 2024, 2, 15 }, 19768, 19768 },  { { 2199, 12, 31 }, 84005, 84005 },
		{ { 2024, 2, 0 }, 19754, 19782 },   { { 2023, 2, 0 }, 19389, 19416 },
		{ { 2024, 0, 0 }, 19723, 20088 },   { { 1970, 0, 0 }, 0, 364 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(rows[i].first, rota_day_first(rows[i].day));
		assert_int_equal(rows[i].last, rota_day_last(rows[i].day));
	}
}

static void test_from_number__gives_every_day_back(void **state)
{
	struct rota_day before = { 1900, 1, 1 };

	(void)state;
	check_day(before, rota_day_from_number(-25567));
	for (int32_t n = -25566; n <= 84005; n++) {
		struct rota_day day = rota_day_from_number(n);
		bool next_day = day.year == before.year && day.month == before.month &&
				day.day == before.day + 1;
		bool next_month =
			day.day == 1 && before.day >= 28 &&
			(day.month == before.month + 1 || (day.month == 1 && before.month == 12));

		assert_true(next_day || next_month);
		assert_int_equal(n, rota_day_first(day));
		before = day;
	}
	check_day(full(2199, 12, 31), before);
}

static void test_from_number__gives_no_day_outside_the_range(void **state)
{
	static const int32_t rows[] = { -25568, 84006, INT32_MIN, INT32_MAX };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_true(rota_day_is_none(rota_day_from_number(rows[i])));
}

static void test_add_months__clamps_the_end_of_the_month(void **state)
{
	static const struct {
		struct rota_day day;
		int months;
		struct rota_day wanted;
	} rows[] = {
		{ { 2022, 8, 31 }, 6, { 2023, 2, 28 } },
		{ { 2023, 8, 31 }, 6, { 2024, 2, 29 } },
		{ { 2024, 2, 29 }, 12, { 2025, 2, 28 } },
		{ { 2024, 2, 29 }, 48, { 2028, 2, 29 } },
		{ { 2024, 1, 31 }, 3, { 2024, 4, 30 } },
		{ { 2024, 2, 15 }, 0, { 2024, 2, 15 } },
		{ { 2024, 12, 1 }, 1, { 2025, 1, 1 } },
		{ { 2024, 1, 31 }, -1, { 2023, 12, 31 } },
		{ { 2024, 3, 31 }, -1, { 2024, 2, 29 } },
		{ { 2016, 2, 15 }, 96, { 2024, 2, 15 } },
		{ { 2024, 1, 15 }, -13, { 2022, 12, 15 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_day(rows[i].wanted, rota_day_add_months(rows[i].day, rows[i].months));
}

static void test_add_months__gives_no_day_outside_the_range(void **state)
{
	(void)state;
	check_day(full(2199, 12, 30), rota_day_add_months(full(2199, 11, 30), 1));
	check_day(full(1900, 1, 28), rota_day_add_months(full(1900, 2, 28), -1));
	assert_true(rota_day_is_none(rota_day_add_months(full(2199, 12, 1), 1)));
	assert_true(rota_day_is_none(rota_day_add_months(full(1900, 1, 31), -1)));
	assert_true(rota_day_is_none(rota_day_add_months(full(2024, 2, 15), INT_MAX)));
	assert_true(rota_day_is_none(rota_day_add_months(full(2024, 2, 15), INT_MIN)));
}

static void test_months_between__counts_whole_months(void **state)
{
	static const struct {
		struct rota_day from, to;
		int months;
	} rows[] = {
		{ { 2024, 2, 15 }, { 2024, 2, 15 }, 0 },
		{ { 2024, 2, 15 }, { 2024, 3, 14 }, 0 },
		{ { 2024, 2, 15 }, { 2024, 3, 15 }, 1 },
		{ { 2016, 2, 16 }, { 2024, 2, 15 }, 95 },
		{ { 2016, 2, 15 }, { 2024, 2, 15 }, 96 },
		{ { 2022, 8, 31 }, { 2023, 2, 28 }, 6 },
		{ { 2023, 8, 31 }, { 2024, 2, 28 }, 5 },
		{ { 2023, 8, 31 }, { 2024, 2, 29 }, 6 },
		{ { 2024, 2, 29 }, { 2025, 2, 28 }, 12 },
		{ { 2023, 12, 31 }, { 2024, 1, 1 }, 0 },
		{ { 1900, 1, 1 }, { 2199, 12, 31 }, 3599 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(rows[i].months, rota_day_months_between(rows[i].from, rows[i].to));
}

static void test_months_between__is_the_greatest_that_fits(void **state)
{
	const int32_t start = rota_day_first(full(2023, 1, 1));

	(void)state;
	for (int32_t a = start; a < start + 100; a++)
		for (int32_t b = a; b < a + 900; b++) {
			struct rota_day from = rota_day_from_number(a);
			int months = rota_day_months_between(from, rota_day_from_number(b));

			assert_true(rota_day_first(rota_day_add_months(from, months)) <= b);
			assert_true(rota_day_first(rota_day_add_months(from, months + 1)) > b);
		}
}

#define MS_OF_HOUR UINT64_C(3600000)
/** 2024-02-15T01:31:00.123Z */
#define A_MORNING_MS UINT64_C(1707960660123)
/** The last millisecond of 2199, UTC */
#define LAST_MS UINT64_C(7258118399999)

static void test_of_instant__is_the_day_in_viet_nam(void **state)
{
	(void)state;
	check_day(full(1970, 1, 1), rota_day_of_instant(0));
	check_day(full(2024, 2, 15), rota_day_of_instant(A_MORNING_MS));
	check_day(full(2024, 2, 14), rota_day_of_instant(UINT64_C(1707929999999)));
	check_day(full(2024, 2, 15), rota_day_of_instant(UINT64_C(1707930000000)));
}

static void test_of_instant__stops_at_the_end_of_2199(void **state)
{
	(void)state;
	check_day(full(2199, 12, 30), rota_day_of_instant(LAST_MS - 31 * MS_OF_HOUR));
	check_day(full(2199, 12, 31), rota_day_of_instant(LAST_MS - 7 * MS_OF_HOUR));
	check_day(full(2199, 12, 31), rota_day_of_instant(LAST_MS));
	check_day(full(2199, 12, 31), rota_day_of_instant(UINT64_MAX));
}

static const struct {
	const char *text;
	uint64_t ms;
} instants[] = {
	{ "1970-01-01T00:00:00.000Z", 0 },
	{ "2024-02-15T01:31:00.123Z", A_MORNING_MS },
	{ "2024-02-29T23:59:59.999Z", UINT64_C(1709251199999) },
	{ "2199-12-31T23:59:59.999Z", LAST_MS },
};

static void test_instant_encode__writes_utc_to_the_millisecond(void **state)
{
	char text[ROTA_DAY_TEXT_BYTES];

	(void)state;
	for (size_t i = 0; i < COUNT(instants); i++)
		assert_string_equal(instants[i].text, rota_instant_encode(text, instants[i].ms));
	assert_ptr_equal(text, rota_instant_encode(text, 0));
}

static void test_instant_encode__stops_at_the_end_of_2199(void **state)
{
	char text[ROTA_DAY_TEXT_BYTES];

	(void)state;
	assert_string_equal("2199-12-31T23:59:59.999Z", rota_instant_encode(text, LAST_MS + 1));
	assert_string_equal("2199-12-31T23:59:59.999Z", rota_instant_encode(text, UINT64_MAX));
}

static void test_instant_decode__reads_what_encode_writes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(instants); i++) {
		uint64_t ms = 1;

		assert_int_equal(ROTA_OK, rota_instant_decode(&ms, instants[i].text,
							      strlen(instants[i].text), NULL));
		assert_true(ms == instants[i].ms);
	}
}

static void test_instant_decode__refuses_anything_else(void **state)
{
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
		{ "", "'' is not an instant" },
		{ "2024-02-15", "'2024-02-15' is not an instant" },
		{ "2024-02-15T01:31:00Z", "'2024-02-15T01:31:00Z' is not an instant" },
		{ "2024-02-15 01:31:00.123Z", "'2024-02-15 01:31:00.123Z' is not an instant" },
		{ "2024-02-15T01:31:00.123z", "'2024-02-15T01:31:00.123z' is not an instant" },
		{ "2024-02-15T01:31:00.123ZZ", "'2024-02-15T01:31:00.123ZZ' is not an instant" },
		{ "2024-02-15T01:31:00,123Z", "'2024-02-15T01:31:00,123Z' is not an instant" },
		{ "2024-02-15T24:00:00.000Z", "'2024-02-15T24:00:00.000Z' is not an instant" },
		{ "2024-02-15T01:60:00.000Z", "'2024-02-15T01:60:00.000Z' is not an instant" },
		{ "2024-02-15T01:31:60.000Z", "'2024-02-15T01:31:60.000Z' is not an instant" },
		{ "2023-02-29T01:31:00.000Z", "'2023-02-29T01:31:00.000Z' is not an instant" },
		{ "1969-12-31T23:59:59.999Z", "'1969-12-31T23:59:59.999Z' is not an instant" },
		{ "2200-01-01T00:00:00.000Z", "'2200-01-01T00:00:00.000Z' is not an instant" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_error err = { 0 };
		uint64_t ms = 1; /* must be reset */

		assert_int_equal(ROTA_EINVALID, rota_instant_decode(&ms, rows[i].text,
								    strlen(rows[i].text), &err));
		assert_true(ms == 0);
		assert_string_equal(rows[i].message, err.message);
		assert_string_equal("write it as 2024-02-15T01:31:00.123Z", err.hint);
	}
}

static void test_instant_show__writes_the_minute_in_viet_nam(void **state)
{
	char text[ROTA_DAY_TEXT_BYTES];

	(void)state;
	assert_string_equal("15/02/2024 08:31", rota_instant_show(text, A_MORNING_MS));
	assert_string_equal("01/01/1970 07:00", rota_instant_show(text, 0));
	assert_string_equal("15/02/2024 00:00", rota_instant_show(text, UINT64_C(1707930000000)));
	assert_string_equal("31/12/2199 23:59", rota_instant_show(text, UINT64_MAX));
	assert_ptr_equal(text, rota_instant_show(text, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_none__tells_no_day),
		cmocka_unit_test(test_is_full__tells_precision),
		cmocka_unit_test(test_equal__compares_precision_too),
		cmocka_unit_test(test_decode__reads_the_stored_form),
		cmocka_unit_test(test_decode__refuses_anything_else),
		cmocka_unit_test(test_decode__stops_at_the_size),
		cmocka_unit_test(test_encode__writes_what_decode_reads),
		cmocka_unit_test(test_read__takes_what_people_type),
		cmocka_unit_test(test_read__takes_words),
		cmocka_unit_test(test_read__ignores_spaces_around),
		cmocka_unit_test(test_read__refuses_what_is_no_day),
		cmocka_unit_test(test_read__refuses_a_year_of_two_digits),
		cmocka_unit_test(test_read__names_the_range_of_years),
		cmocka_unit_test(test_read__shows_the_beginning_of_a_long_value),
		cmocka_unit_test(test_show__writes_the_known_part),
		cmocka_unit_test(test_first__counts_from_1970),
		cmocka_unit_test(test_from_number__gives_every_day_back),
		cmocka_unit_test(test_from_number__gives_no_day_outside_the_range),
		cmocka_unit_test(test_add_months__clamps_the_end_of_the_month),
		cmocka_unit_test(test_add_months__gives_no_day_outside_the_range),
		cmocka_unit_test(test_months_between__counts_whole_months),
		cmocka_unit_test(test_months_between__is_the_greatest_that_fits),
		cmocka_unit_test(test_of_instant__is_the_day_in_viet_nam),
		cmocka_unit_test(test_of_instant__stops_at_the_end_of_2199),
		cmocka_unit_test(test_instant_encode__writes_utc_to_the_millisecond),
		cmocka_unit_test(test_instant_encode__stops_at_the_end_of_2199),
		cmocka_unit_test(test_instant_decode__reads_what_encode_writes),
		cmocka_unit_test(test_instant_decode__refuses_anything_else),
		cmocka_unit_test(test_instant_show__writes_the_minute_in_viet_nam),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
