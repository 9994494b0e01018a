/* SPDX-License-Identifier: Apache-2.0 */
#include "base/big_endian.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void test_put__the_highest_byte_is_first(void **state)
{
	uint8_t bytes[8];

	(void)state;
	assert_ptr_equal(bytes + 2, rota_put_u16(bytes, 0x0102));
	assert_memory_equal("\x01\x02", bytes, 2);
	assert_ptr_equal(bytes + 4, rota_put_u32(bytes, 0x81828384));
	assert_memory_equal("\x81\x82\x83\x84", bytes, 4);
	assert_ptr_equal(bytes + 8, rota_put_u64(bytes, UINT64_C(0xf1e2d3c4b5a69788)));
	assert_memory_equal("\xf1\xe2\xd3\xc4\xb5\xa6\x97\x88", bytes, 8);
}

static void test_put__what_is_behind_a_number_stays(void **state)
{
	uint8_t bytes[9];

	(void)state;
	memset(bytes, 7, sizeof(bytes));
	rota_put_u16(bytes, 0);
	assert_memory_equal("\0\0\7", bytes, 3);
	rota_put_u32(bytes, 0);
	assert_memory_equal("\0\0\0\0\7", bytes, 5);
	rota_put_u64(bytes, 0);
	assert_memory_equal("\0\0\0\0\0\0\0\0\7", bytes, 9);
}

static void test_get__reads_what_was_written(void **state)
{
	static const uint64_t numbers[] = { 0,          1,
					    0xff,       0x8000,
					    0xffff,     0x80000000,
					    0xffffffff, UINT64_C(0x8000000000000000),
					    UINT64_MAX };
	uint8_t bytes[9];

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		for (size_t at = 0; at < 2; at++) {
			rota_put_u64(bytes + at, numbers[i]);
			assert_true(rota_get_u64(bytes + at) == numbers[i]);
			rota_put_u32(bytes + at, (uint32_t)numbers[i]);
			assert_true(rota_get_u32(bytes + at) == (uint32_t)numbers[i]);
			rota_put_u16(bytes + at, (uint16_t)numbers[i]);
			assert_true(rota_get_u16(bytes + at) == (uint16_t)numbers[i]);
		}
}

static void test_put__bytes_sort_as_the_numbers_do(void **state)
{
	static const uint32_t numbers[] = { 0, 1, 255, 256, 65535, 65536, 1u << 31, UINT32_MAX };
	uint8_t before[4], after[4];

	(void)state;
	for (size_t i = 1; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		rota_put_u32(before, numbers[i - 1]);
		rota_put_u32(after, numbers[i]);
		assert_true(memcmp(before, after, sizeof(before)) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put__the_highest_byte_is_first),
		cmocka_unit_test(test_put__what_is_behind_a_number_stays),
		cmocka_unit_test(test_get__reads_what_was_written),
		cmocka_unit_test(test_put__bytes_sort_as_the_numbers_do),
	};

	return cmocka_run_group_tests_name("base/big_endian", tests, NULL, NULL);
}
