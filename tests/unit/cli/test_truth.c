/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/truth.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/truth.h"
#include "tests/unit/cli/capture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NOTHING_MERGED "took in 0 entries of the province; nothing is merged yet"

static const struct {
	struct rota_standing standing;
	const char *said;
} lines[] = {
	{ { .enrolled = true }, NOTHING_MERGED "\n" },
	{ { .enrolled = true, .recorded = 5, .sealed = 5, .sent = 5 },
	  NOTHING_MERGED "; 5 entries wait for the next merge\n" },
	{ { .enrolled = true, .recorded = 5 },
	  NOTHING_MERGED "; 5 entries are not sent yet: rota sync, or rota bundle write FILE\n" },
	{ { .enrolled = true, .recorded = 9, .sealed = 8, .sent = 3, .written = 8 },
	  NOTHING_MERGED
	  "; 3 entries wait for the next merge; 5 entries are in a file, not received "
	  "yet; 1 entry is not sent yet: rota sync, or rota bundle write FILE\n" },
	/* a file of before: what went over the line since counts */
	{ { .enrolled = true, .recorded = 9, .sealed = 9, .sent = 9, .written = 4 },
	  NOTHING_MERGED "; 9 entries wait for the next merge\n" },
	/* an old copy, which has less than the province */
	{ { .enrolled = true, .recorded = 2, .sent = 7 },
	  NOTHING_MERGED "; 7 entries wait for the next merge\n" },
	{ { .enrolled = true, .recorded = 5, .sent = 5, .quarantined = true },
	  NOTHING_MERGED "; the province has put the rest aside: call the province; 5 entries wait "
			 "for the next merge\n" },
	/* nothing of it is awaited, and why is said by itself */
	{ { .enrolled = true, .recorded = 9, .sent = 5, .is_revoked = true,
	    .aside = { .fault = "signature", .sentence = "aside", .hint = "call" } },
	  NOTHING_MERGED "\n" },
	{ { .recorded = 5 },
	  "took in 0 entries of the province; this machine is not enrolled yet: nothing of it is "
	  "merged\n" },
};

/** What waits for a merge is at the province, and nothing else is said to wait for one. */
static void test_truth_say__tells_where_each_entry_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		const struct rota_synced synced = { .standing = lines[i].standing };
		struct rota_error err = { 0 };
		struct capture capture;
		int code;

		capture_open(&capture);
		code = truth_say(&capture.cli, &synced, TRUTH_TAKEN, &err);
		capture_expect(&capture, code, EXIT_OK, lines[i].said, "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truth_say__tells_where_each_entry_is),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
