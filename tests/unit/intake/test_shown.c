/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of intake/shown.h, one test each. */
#include "tests/unit/intake/intake.h"

#include "intake/shown.h"

static void test_shown__short_values_are_whole(void **state)
{
	char out[ROTA_SHOWN_BYTES];

	(void)state;
	assert_ptr_equal(out, rota_shown(out, "Hưng Yên"));
	assert_string_equal("Hưng Yên", out);
}

static void test_shown__long_values_are_cut_between_characters(void **state)
{
	char text[300];
	char out[ROTA_SHOWN_BYTES];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + 98, "ễ", strlen("ễ"));
	text[sizeof(text) - 1] = '\0';
	rota_shown(out, text);
	text[98] = '\0';
	assert_string_equal(text, out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shown__short_values_are_whole),
		cmocka_unit_test(test_shown__long_values_are_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
