/* SPDX-License-Identifier: Apache-2.0 */
/* The hybrid clock of entries. */
#include "rota/entry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/splitmix64.h"

#define AT(ms, counter) ((uint64_t)(ms) << 16 | (counter))

static void test_clock_ms__is_without_the_counter(void **state)
{
	(void)state;
	assert_true(rota_clock_ms(0) == 0);
	assert_true(rota_clock_ms(65535) == 0);
	assert_true(rota_clock_ms(65536) == 1);
	assert_true(rota_clock_ms(AT(1707958800123, 65535)) == 1707958800123);
	assert_true(rota_clock_ms(UINT64_MAX) == ((uint64_t)1 << 48) - 1);
}

static void test_clock_next__follows_the_wall_clock(void **state)
{
	(void)state;
	assert_true(rota_clock_next(0, 1000) == AT(1000, 0));
	assert_true(rota_clock_next(AT(999, 7), 1000) == AT(1000, 0));
}

static void test_clock_next__counts_within_a_millisecond(void **state)
{
	(void)state;
	assert_true(rota_clock_next(AT(1000, 0), 1000) == AT(1000, 1));
	assert_true(rota_clock_next(AT(1000, 65534), 1000) == AT(1000, 65535));
}

static void test_clock_next__a_full_counter_goes_into_the_next_millisecond(void **state)
{
	(void)state;
	assert_true(rota_clock_next(AT(1000, 65535), 1000) == AT(1001, 0));
}

static void test_clock_next__never_goes_back_with_the_wall_clock(void **state)
{
	(void)state;
	assert_true(rota_clock_next(AT(1000, 3), 10) == AT(1000, 4));
	assert_true(rota_clock_next(AT(1000, 3), 0) == AT(1000, 4));
	assert_true(rota_clock_next(0, 0) == 1);
}

static void test_clock_next__has_an_end(void **state)
{
	(void)state;
	assert_true(rota_clock_next(UINT64_MAX - 1, 0) == UINT64_MAX);
	assert_true(rota_clock_next(UINT64_MAX, 0) == UINT64_MAX);
}

static void test_clock_next__rises_whatever_the_wall_clock_does(void **state)
{
	struct splitmix64 random = { 5 };
	uint64_t last = 0;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		uint64_t now = splitmix64_below(&random, 1000);
		uint64_t next = rota_clock_next(last, now);

		assert_true(next > last);
		assert_true(rota_clock_ms(next) >= now);
		last = splitmix64_below(&random, 100) ? next : 0;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clock_ms__is_without_the_counter),
		cmocka_unit_test(test_clock_next__follows_the_wall_clock),
		cmocka_unit_test(test_clock_next__counts_within_a_millisecond),
		cmocka_unit_test(test_clock_next__a_full_counter_goes_into_the_next_millisecond),
		cmocka_unit_test(test_clock_next__never_goes_back_with_the_wall_clock),
		cmocka_unit_test(test_clock_next__has_an_end),
		cmocka_unit_test(test_clock_next__rises_whatever_the_wall_clock_does),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
