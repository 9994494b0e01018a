/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/size.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_size_read__as_people_type(void **state)
{
	static const struct {
		const char *typed;
		uint64_t bytes;
	} rows[] = {
		{ "20000", 20000 },    { "650K", 650000 },   { "650k", 650000 },
		{ "1.4M", 1400000 },   { "1,44M", 1440000 }, { "1.457 MB", 1457000 },
		{ "10 mb", 10000000 }, { "2G", 2000000000 }, { "512B", 512 },
		{ "0.5M", 500000 },    { "700 kB", 700000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_error err = { 0 };
		uint64_t bytes = 0;

		if (size_read(&bytes, rows[i].typed, "max-size", &err) || bytes != rows[i].bytes)
			fail_msg("'%s': %llu %s", rows[i].typed, (unsigned long long)bytes,
				 err.message);
	}
}

static void test_size_read__what_is_none_is_refused(void **state)
{
	static const char *const rows[] = { "",    "M",   "-1M",  "1.4.4M",   "1.M",
					    "0",   "0M",  "1 x",  "1KK",      "1.4567M",
					    "lớn", "1e6", "0x10", "9999999G", "123456789012345",
					    "18446744074G" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_error err = { 0 };
		uint64_t bytes;

		if (size_read(&bytes, rows[i], "max-size", &err) != ROTA_EINVALID || !*err.hint)
			fail_msg("'%s' was read", rows[i]);
	}
}

static void test_size_show__rounded_up(void **state)
{
	char out[32];

	(void)state;
	assert_string_equal("999 B", size_show(out, sizeof(out), 999));
	assert_string_equal("1 KB", size_show(out, sizeof(out), 1000));
	assert_string_equal("2 KB", size_show(out, sizeof(out), 1001));
	assert_string_equal("1000 KB", size_show(out, sizeof(out), 999999));
	assert_string_equal("1.0 MB", size_show(out, sizeof(out), 1000000));
	assert_string_equal("1.5 MB", size_show(out, sizeof(out), 1400001));
	assert_string_equal("12.0 MB", size_show(out, sizeof(out), 11999999));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size_read__as_people_type),
		cmocka_unit_test(test_size_read__what_is_none_is_refused),
		cmocka_unit_test(test_size_show__rounded_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
