/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void assert_unchanged(const struct rota_error *err)
{
	const struct rota_error nothing = { 0 };

	assert_memory_equal(&nothing, err, sizeof(nothing));
}

static void test_fail__fills_the_error_and_returns_its_code(void **state)
{
	struct rota_error err = { .rule = "V99" };

	(void)state;
	assert_int_equal(ROTA_EBUSY, rota_fail(&err, ROTA_EBUSY, "wait", "row %d of '%s'", 7, "x"));
	assert_int_equal(ROTA_EBUSY, err.code);
	assert_string_equal("", err.rule);
	assert_string_equal("row 7 of 'x'", err.message);
	assert_string_equal("wait", err.hint);
}

static void test_fail__without_an_error_gives_the_code(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EIO, rota_fail(NULL, ROTA_EIO, NULL, "lost"));
	assert_int_equal(ROTA_EINVALID, rota_refuse(NULL, "V01", NULL, "lost"));
}

static void test_fail__without_a_hint_the_old_one_goes(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_fail(&err, ROTA_EIO, "old", "old");
	rota_fail(&err, ROTA_EIO, NULL, "new");
	assert_string_equal("new", err.message);
	assert_string_equal("", err.hint);
}

static void test_fail__what_drives_a_terminal_becomes_a_question_mark(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_fail(&err, ROTA_EINVALID, "do\x1b[2J", "'%s'",
		  "a\x1b[31m\n\x7f\xc2\x9b\xe2\x80\xae Ân\xff\xc3");
	assert_string_equal("'a?[31m???? Ân?"
			    "?'",
			    err.message);
	assert_string_equal("do?[2J", err.hint);
}

/** Fill @p text with a letter of some bytes, up to @p size - 1 bytes or one letter more. */
static void fill(char *text, size_t size, const char *letter)
{
	size_t at = 0;

	while (at < size - 1)
		at += (size_t)sprintf(text + at, "%s", letter);
}

static void test_fail__a_long_text_is_cut_between_two_characters(void **state)
{
	struct rota_error err = { 0 };
	char text[1024];

	(void)state;
	fill(text, 1000, "ậ");
	rota_fail(&err, ROTA_EINVALID, text, "%s", text);
	assert_int_equal(510, strlen(err.message));
	assert_memory_equal(text, err.message, 510);
	assert_int_equal(318, strlen(err.hint));
	assert_memory_equal(text, err.hint, 318);
}

static void test_refuse__names_the_rule(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(ROTA_EINVALID, rota_refuse(&err, "V56", "look", "'%s'", "31/02"));
	assert_int_equal(ROTA_EINVALID, err.code);
	assert_string_equal("V56", err.rule);
	assert_string_equal("'31/02'", err.message);
	assert_string_equal("look", err.hint);
}

static void test_refuse__a_rule_has_at_most_seven_bytes(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_refuse(&err, "V12345678", NULL, "x");
	assert_string_equal("V123456", err.rule);
}

static void test_error_hint__replaces_the_way_out(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_refuse(&err, "V50", "old", "'%s'", "3307");
	rota_error_hint(&err, "is it '0%s'?\n", "3307");
	assert_string_equal("is it '03307'??", err.hint);
	assert_string_equal("'3307'", err.message);
	assert_string_equal("V50", err.rule);
}

static void test_error_hint__does_nothing_without_an_error(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_error_hint(NULL, "x");
	rota_error_hint(&err, "x");
	assert_unchanged(&err);
}

static void test_error_context__stands_before_the_message(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_refuse(&err, "V56", "look", "no such day");
	rota_error_context(&err, "line %d", 7);
	rota_error_context(&err, "file '%s'", "a\tb");
	assert_string_equal("file 'a?b': line 7: no such day", err.message);
	assert_int_equal(ROTA_EINVALID, err.code);
	assert_string_equal("V56", err.rule);
	assert_string_equal("look", err.hint);
}

static void test_error_context__cuts_between_two_characters(void **state)
{
	struct rota_error err = { 0 };
	char text[1024];

	(void)state;
	fill(text, 504, "ậ");
	rota_fail(&err, ROTA_EINVALID, NULL, "%s", text);
	rota_error_context(&err, "x");
	assert_int_equal(3 + 504, strlen(err.message));
	rota_error_context(&err, "yz");
	assert_memory_equal("yz: x: ậ", err.message, 10);
	assert_int_equal(7 + 504, strlen(err.message));
	rota_error_context(&err, "u");
	assert_int_equal(10 + 501, strlen(err.message));
	rota_error_context(&err, "u");
	assert_int_equal(13 + 498, strlen(err.message));
	rota_error_context(&err, "v");
	rota_error_context(&err, "%s", text);
	rota_error_context(&err, "%s", text);
	assert_memory_equal(text, err.message, 504);
	assert_memory_equal(": ậ", err.message + 504, 5);
	assert_int_equal(509, strlen(err.message));
}

static void test_error_context__does_nothing_without_an_error(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_error_context(NULL, "x");
	rota_error_context(&err, "x");
	assert_unchanged(&err);
}

static void test_error_clear__makes_it_as_new(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	rota_error_clear(NULL);
	rota_refuse(&err, "V56", "look", "no such day");
	rota_error_clear(&err);
	assert_unchanged(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fail__fills_the_error_and_returns_its_code),
		cmocka_unit_test(test_fail__without_an_error_gives_the_code),
		cmocka_unit_test(test_fail__without_a_hint_the_old_one_goes),
		cmocka_unit_test(test_fail__what_drives_a_terminal_becomes_a_question_mark),
		cmocka_unit_test(test_fail__a_long_text_is_cut_between_two_characters),
		cmocka_unit_test(test_refuse__names_the_rule),
		cmocka_unit_test(test_refuse__a_rule_has_at_most_seven_bytes),
		cmocka_unit_test(test_error_hint__replaces_the_way_out),
		cmocka_unit_test(test_error_hint__does_nothing_without_an_error),
		cmocka_unit_test(test_error_context__stands_before_the_message),
		cmocka_unit_test(test_error_context__cuts_between_two_characters),
		cmocka_unit_test(test_error_context__does_nothing_without_an_error),
		cmocka_unit_test(test_error_clear__makes_it_as_new),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
