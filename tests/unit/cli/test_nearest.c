/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/nearest.h, one test each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/nearest.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *nearest_of(const char *typed, const char *const *names, size_t count)
{
	struct cli_nearest nearest = { .typed = typed };

	for (size_t i = 0; i < count; i++)
		cli_nearest_offer(&nearest, names[i]);
	return nearest.name;
}

static void test_cli_nearest_offer__finds_what_was_meant(void **state)
{
	static const char *const names[] = { "from",   "form",   NULL,  "status",
					     "report", "bo-tri", "nil", "restore" };
	static const struct {
		const char *typed, *name;
	} rows[] = {
		{ "frm", "from" },      /* one left out; the earlier of two equals */
		{ "statsu", "status" }, /* neighbours exchanged */
		{ "reprot", "report" }, { "bo-try", "bo-tri" }, /* one changed */
		{ "botri", "bo-tri" },  { "sttaus", "status" },
		{ "sttasu", "status" }, { "repo", "report" }, /* broken off */
		{ "rest", "restore" },  { "nul", "nil" },
		{ "ni", "nil" },        { "n", NULL },
		{ "x", NULL },          { "nux", NULL }, /* two steps of three letters */
		{ "", NULL },           { "something", NULL },
		{ "sxxtxs", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *found = nearest_of(rows[i].typed, names, COUNT(names));

		if (!rows[i].name != !found || (found && strcmp(found, rows[i].name) != 0))
			fail_msg("'%s' gives '%s'", rows[i].typed, found ? found : "nothing");
	}
}

static void test_cli_nearest_offer__names_too_long_are_never_near(void **state)
{
	char longest[65];
	const char *names[] = { longest };

	(void)state;
	memset(longest, 'a', 64);
	longest[64] = '\0';
	assert_null(nearest_of(longest, names, 1));
	assert_null(nearest_of("aaaa", names, 1));
	longest[63] = '\0';
	assert_ptr_equal(nearest_of(longest, names, 1), longest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cli_nearest_offer__finds_what_was_meant),
		cmocka_unit_test(test_cli_nearest_offer__names_too_long_are_never_near),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
