/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/duration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void test_duration_read__units_in_both_languages(void **state)
{
	static const struct {
		const char *text;
		uint64_t seconds;
	} rows[] = {
		{ "0", 0 },          { "0s", 0 },         { "90s", 90 },       { "10m", 600 },
		{ "2h", 7200 },      { "1d", 86400 },     { "30d", 2592000 },  { "10 phút", 600 },
		{ "10phut", 600 },   { "2 giờ", 7200 },   { "45 giây", 45 },   { "1 ngay", 86400 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t seconds = 1;

		assert_int_equal(ROTA_OK, duration_read(&seconds, rows[i].text, NULL));
		assert_int_equal(rows[i].seconds, seconds);
	}
}

static void test_duration_read__no_length_of_time(void **state)
{
	static const char *const texts[] = { "",    "10",   "m",      "soon",     "-1m",
					     "1.5h", "10 m ", "10  m", "31d",      "99999999s",
					     "1h30m", "10x",  "0x10",  "9999999999999999999h" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		uint64_t seconds;
		struct rota_error err = { 0 };

		assert_int_equal(ROTA_EINVALID, duration_read(&seconds, texts[i], &err));
		assert_true(*err.hint);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_duration_read__units_in_both_languages),
		cmocka_unit_test(test_duration_read__no_length_of_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
