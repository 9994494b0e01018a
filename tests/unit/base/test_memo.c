/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of base/memo.h. */
#include "base/memo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_memo_at__what_is_put_is_found_again(void **state)
{
	static char values[5000];
	struct rota_arena arena = { 0 };
	struct rota_memo memo = { .arena = &arena };

	(void)state;
	assert_null(rota_memo_get(&memo, "a", 1));
	for (uint32_t i = 0; i < 5000; i++) {
		void **at = rota_memo_at(&memo, &i, sizeof(i));

		assert_non_null(at);
		assert_null(*at);
		*at = &values[i];
	}
	for (uint32_t i = 0; i < 5000; i++) {
		assert_ptr_equal(&values[i], rota_memo_get(&memo, &i, sizeof(i)));
		assert_ptr_equal(&values[i], *rota_memo_at(&memo, &i, sizeof(i)));
	}
	assert_int_equal(5000, memo.count);
	assert_null(rota_memo_get(&memo, "abcd", 4));
	rota_memo_clear(&memo);
	assert_null(rota_memo_get(&memo, &(uint32_t){ 7 }, sizeof(uint32_t)));
	assert_null(*rota_memo_at(&memo, "a", 1));
	rota_memo_clear(&memo);
	rota_arena_clear(&arena);
}

static void test_memo_at__a_key_is_all_its_bytes(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_memo memo = { .arena = &arena };
	char value;

	(void)state;
	*rota_memo_at(&memo, "ab\0c", 4) = &value;
	assert_null(rota_memo_get(&memo, "ab\0d", 4));
	assert_null(rota_memo_get(&memo, "ab", 2));
	assert_null(rota_memo_get(&memo, "", 0));
	assert_ptr_equal(&value, rota_memo_get(&memo, "ab\0c", 4));
	rota_memo_clear(&memo);
	rota_arena_clear(&arena);
}

static void test_memo_at__is_null_without_memory(void **state)
{
	struct rota_arena arena = { .max_bytes = 1 };
	struct rota_memo memo = { .arena = &arena };

	(void)state;
	assert_null(rota_memo_at(&memo, "a", 1));
	assert_null(rota_memo_get(&memo, "a", 1));
	rota_memo_clear(&memo);
	rota_arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memo_at__what_is_put_is_found_again),
		cmocka_unit_test(test_memo_at__a_key_is_all_its_bytes),
		cmocka_unit_test(test_memo_at__is_null_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
