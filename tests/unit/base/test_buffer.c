/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void test_buffer_append__bytes_follow_each_other_and_a_nul(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	rota_buffer_append(&buffer, "a\0b", 3);
	rota_buffer_append(&buffer, "cd", 2);
	assert_int_equal(5, buffer.size);
	assert_memory_equal("a\0bcd", buffer.bytes, 6);
	rota_buffer_clear(&buffer);
}

static void test_buffer_append__nothing_is_allowed(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	rota_buffer_append(&buffer, NULL, 0);
	assert_int_equal(0, buffer.size);
	assert_string_equal("", buffer.bytes);
	rota_buffer_clear(&buffer);
}

static void test_buffer_append__grows_far(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		rota_buffer_append(&buffer, "0123456789", 10);
	assert_int_equal(1000000, buffer.size);
	assert_string_equal("789", buffer.bytes + 999997);
	assert_int_equal(ROTA_OK, rota_buffer_check(&buffer, NULL));
	rota_buffer_clear(&buffer);
}

static void test_buffer_append__beyond_the_maximum_fails_and_stays_failed(void **state)
{
	struct rota_buffer buffer = { .max_bytes = 5 };
	struct rota_error err = { 0 };

	(void)state;
	rota_buffer_puts(&buffer, "abcd");
	assert_int_equal(ROTA_OK, rota_buffer_check(&buffer, &err));
	rota_buffer_puts(&buffer, "ef");
	assert_true(buffer.failed);
	rota_buffer_puts(&buffer, "e");
	rota_buffer_printf(&buffer, "%d", 1);
	assert_string_equal("abcd", buffer.bytes);
	assert_int_equal(ROTA_ENOMEM, rota_buffer_check(&buffer, &err));
	assert_int_equal(ROTA_ENOMEM, err.code);
	assert_string_equal("out of memory", err.message);
	rota_buffer_clear(&buffer);
	buffer.max_bytes = 5;
	rota_buffer_puts(&buffer, "abcde");
	assert_int_equal(ROTA_OK, rota_buffer_check(&buffer, NULL));
	rota_buffer_clear(&buffer);
}

static void test_buffer_append__maximum_is_256_mib_when_none_is_given(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	rota_buffer_append(&buffer, "", ROTA_BUFFER_MAX_BYTES + 1);
	assert_true(buffer.failed);
	assert_null(buffer.bytes);
	rota_buffer_reset(&buffer);
	rota_buffer_append(&buffer, "", SIZE_MAX);
	assert_true(buffer.failed);
}

static void test_buffer_puts__appends_text(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	rota_buffer_puts(&buffer, "Ân ");
	rota_buffer_puts(&buffer, "");
	rota_buffer_puts(&buffer, "Thi");
	assert_string_equal("Ân Thi", buffer.bytes);
	rota_buffer_clear(&buffer);
}

static void test_buffer_printf__appends_what_is_formatted(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	rota_buffer_printf(&buffer, "%s %05d|", "xã", 42);
	rota_buffer_printf(&buffer, "%200s|", "x");
	assert_int_equal(strlen("xã 00042|") + 201, buffer.size);
	assert_memory_equal("xã 00042|  ", buffer.bytes, strlen("xã 00042|  "));
	assert_string_equal(" x|", buffer.bytes + buffer.size - 3);
	rota_buffer_clear(&buffer);
}

static void test_buffer_printf__beyond_the_maximum_fails(void **state)
{
	struct rota_buffer buffer = { .max_bytes = 5 };

	(void)state;
	rota_buffer_printf(&buffer, "%s", "abc");
	rota_buffer_printf(&buffer, "%s", "def");
	assert_true(buffer.failed);
	assert_string_equal("abc", buffer.bytes);
	rota_buffer_clear(&buffer);
}

static void test_buffer_text__is_a_text_while_empty(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	assert_string_equal("", rota_buffer_text(&buffer));
	rota_buffer_puts(&buffer, "x");
	assert_ptr_equal(buffer.bytes, rota_buffer_text(&buffer));
	rota_buffer_clear(&buffer);
}

static void test_buffer_truncate__forgets_what_is_behind(void **state)
{
	struct rota_buffer buffer = { 0 };

	(void)state;
	rota_buffer_truncate(&buffer, 0);
	rota_buffer_puts(&buffer, "abcdef");
	rota_buffer_truncate(&buffer, 7);
	assert_string_equal("abcdef", buffer.bytes);
	rota_buffer_truncate(&buffer, 2);
	assert_int_equal(2, buffer.size);
	assert_string_equal("ab", buffer.bytes);
	rota_buffer_truncate(&buffer, 0);
	assert_string_equal("", buffer.bytes);
	rota_buffer_clear(&buffer);
}

static void test_buffer_truncate__a_failure_stays(void **state)
{
	struct rota_buffer buffer = { .max_bytes = 3 };

	(void)state;
	rota_buffer_puts(&buffer, "abc");
	rota_buffer_puts(&buffer, "d");
	rota_buffer_truncate(&buffer, 0);
	assert_int_equal(ROTA_ENOMEM, rota_buffer_check(&buffer, NULL));
	rota_buffer_clear(&buffer);
}

static void test_buffer_reset__forgets_content_and_failure_and_keeps_memory(void **state)
{
	struct rota_buffer buffer = { .max_bytes = 3 };
	char *bytes;

	(void)state;
	rota_buffer_reset(&buffer);
	rota_buffer_puts(&buffer, "abc");
	rota_buffer_puts(&buffer, "d");
	bytes = buffer.bytes;
	rota_buffer_reset(&buffer);
	assert_int_equal(ROTA_OK, rota_buffer_check(&buffer, NULL));
	assert_int_equal(0, buffer.size);
	assert_string_equal("", rota_buffer_text(&buffer));
	rota_buffer_puts(&buffer, "xyz");
	assert_ptr_equal(bytes, buffer.bytes);
	assert_string_equal("xyz", buffer.bytes);
	rota_buffer_clear(&buffer);
}

static void test_buffer_clear__releases_all_and_may_be_used_again(void **state)
{
	struct rota_buffer buffer = { .max_bytes = 3 };

	(void)state;
	rota_buffer_puts(&buffer, "abcd");
	rota_buffer_clear(&buffer);
	assert_null(buffer.bytes);
	assert_int_equal(0, buffer.size);
	assert_false(buffer.failed);
	assert_int_equal(3, buffer.max_bytes);
	rota_buffer_puts(&buffer, "abc");
	assert_string_equal("abc", buffer.bytes);
	rota_buffer_clear(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buffer_append__bytes_follow_each_other_and_a_nul),
		cmocka_unit_test(test_buffer_append__nothing_is_allowed),
		cmocka_unit_test(test_buffer_append__grows_far),
		cmocka_unit_test(test_buffer_append__beyond_the_maximum_fails_and_stays_failed),
		cmocka_unit_test(test_buffer_append__maximum_is_256_mib_when_none_is_given),
		cmocka_unit_test(test_buffer_puts__appends_text),
		cmocka_unit_test(test_buffer_printf__appends_what_is_formatted),
		cmocka_unit_test(test_buffer_printf__beyond_the_maximum_fails),
		cmocka_unit_test(test_buffer_text__is_a_text_while_empty),
		cmocka_unit_test(test_buffer_truncate__forgets_what_is_behind),
		cmocka_unit_test(test_buffer_truncate__a_failure_stays),
		cmocka_unit_test(test_buffer_reset__forgets_content_and_failure_and_keeps_memory),
		cmocka_unit_test(test_buffer_clear__releases_all_and_may_be_used_again),
	};

	return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
