/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/digits.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/digits.h"

static void test_digits_clean__makes_ascii_digits(void **state)
{
	static const struct {
		const char *text;
		const char *digits;
	} rows[] = {
		{ "033075001234", "033075001234" },
		{ "033 075 001 234", "033075001234" },
		{ "０３３", "033" },
		{ "９8７", "987" },
		{ "'033075001234", "033075001234" },
		{ "", "" },
		{ "0", "0" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_buffer out = { 0 };

		assert_int_equal(ROTA_OK, rota_digits_clean(&out, rows[i].text, NULL));
		assert_string_equal(rows[i].digits, rota_buffer_text(&out));
		rota_buffer_clear(&out);
	}
}

static void check_refused(const char *text, const char *rule, const char *message, const char *hint)
{
	struct rota_buffer out = { 0 };
	struct rota_error err = { 0 };

	rota_buffer_puts(&out, "x");
	assert_int_equal(ROTA_EINVALID, rota_digits_clean(&out, text, &err));
	check_error(&err, rule, message, hint);
	assert_string_equal("x", out.bytes);
	rota_buffer_clear(&out);
}

static void test_digits_clean__a_number_with_exponent_is_refused(void **state)
{
	static const char *const texts[] = { "3.3075E+10", "3,3075E+10", "3.3075e10", "3E10",
		                             "3.E-1", "'3.3E+10" };
	char message[100];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		snprintf(message, sizeof(message),
		         "'%s' has an exponent: Excel has made a number of it", texts[i]);
		check_refused(texts[i], "V50", message,
		              "set the column to Text in Excel and type the number again");
	}
}

static void test_digits_clean__other_characters_are_refused(void **state)
{
	static const char *const texts[] = { "033a",   "03-3", "33.0", "E10", "3.3E",
		                             "3.3E+x", "''0",  "ｘ",   "-1" };
	char message[100];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		snprintf(message, sizeof(message), "'%s' holds more than digits", texts[i]);
		check_refused(texts[i], "V51", message, "write digits only");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digits_clean__makes_ascii_digits),
		cmocka_unit_test(test_digits_clean__a_number_with_exponent_is_refused),
		cmocka_unit_test(test_digits_clean__other_characters_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
