/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/progress.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/out.h"
#include "cli/progress.h"
#include "cli/truth.h"
#include "tests/unit/cli/capture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct rota_error broke = { .code = ROTA_EREMOTE,
					 .message = "the server \"tinh\" is silent" };

static const struct {
	struct rota_exchange_progress progress;
	const char *line, *event;
} told[] = {
	{ { .event = ROTA_EXCHANGE_CONNECT },
	  "looking whether the province answers",
	  "{\"event\":\"connect\"}" },
	{ { .event = ROTA_EXCHANGE_SEND, .total = 120, .bytes = 16384 },
	  "sending: 0/120; 17 KB",
	  "{\"event\":\"send\",\"done\":0,\"total\":120,\"bytes\":16384,\"left\":null}" },
	{ { .event = ROTA_EXCHANGE_SLICE,
	    .done = 40,
	    .total = 120,
	    .bytes = 35840,
	    .left_s = 121,
	    .slices = 2 },
	  "sending: 40/120; 36 KB; about 3 minutes left",
	  "{\"event\":\"slice\",\"done\":40,\"total\":120,\"bytes\":35840,\"left\":121,"
	  "\"slices\":2}" },
	{ { .event = ROTA_EXCHANGE_RETRY, .wait_ms = 1730, .reason = &broke },
	  "the line broke; it is tried again (Ctrl-C: stop); the server \"tinh\" is silent",
	  "{\"event\":\"retry\",\"wait_ms\":1730,\"code\":-6,"
	  "\"message\":\"the server \\\"tinh\\\" is silent\"}" },
	{ { .event = ROTA_EXCHANGE_RECEIVE, .done = 3 },
	  "receiving",
	  "{\"event\":\"receive\",\"done\":null,\"total\":null,\"bytes\":null,\"left\":null}" },
	{ { .event = ROTA_EXCHANGE_MERGE, .done = 9, .total = 10 },
	  "merging: 9/10",
	  "{\"event\":\"merge\",\"done\":9,\"total\":10,\"bytes\":null,\"left\":null}" },
	{ { .event = ROTA_EXCHANGE_CHECK }, "checking what came", "{\"event\":\"check\"}" },
	{ { .event = ROTA_EXCHANGE_PUBLISH }, "publishing", "{\"event\":\"publish\"}" },
	{ { .event = ROTA_EXCHANGE_WAIT, .wait_ms = 600000 },
	  "waiting for the next round (Ctrl-C: stop)",
	  "{\"event\":\"wait\",\"wait_ms\":600000}" },
};

static void test_progress_show__a_line_on_a_terminal(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(told); i++) {
		struct capture capture;
		char expected[256];

		capture_open(&capture);
		capture.cli.err_terminal = true;
		capture.cli.width = 200;
		progress_show(&told[i].progress, &capture.cli);
		snprintf(expected, sizeof(expected), "\r%s\033[K\r\033[K", told[i].line);
		capture_expect(&capture, EXIT_OK, EXIT_OK, "", expected);
	}
}

/** At once, so that whoever reads the pipe sees it while the work goes on. */
static void test_progress_show__an_object_a_line_for_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(told); i++) {
		struct capture capture;
		char expected[256];

		capture_open(&capture);
		capture.cli.err_terminal = true;
		capture.cli.json = capture.cli.events = true;
		progress_show(&told[i].progress, &capture.cli);
		snprintf(expected, sizeof(expected), "%s\n", told[i].event);
		assert_string_equal(expected, capture.out);
		capture_expect(&capture, EXIT_OK, EXIT_OK, expected, "");
	}
}

/** A command whose --json is one object has nothing before it. */
static void test_progress_show__nothing_where_there_are_no_events(void **state)
{
	const struct rota_exchange_progress progress = { .event = ROTA_EXCHANGE_VERIFY };
	struct capture capture;

	(void)state;
	capture_open(&capture);
	capture.cli.json = true;
	progress_show(&progress, &capture.cli);
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
}

static void test_progress__ends_with_the_facts_or_the_error(void **state)
{
	const struct truth_fact facts[] = { { "sent", rota_uint(3) }, { NULL, rota_nil() } };
	struct rota_error err = { 0 };
	struct capture capture;
	int code;

	(void)state;
	capture_open(&capture);
	capture.cli.json = capture.cli.events = true;
	code = truth_json(&capture.cli, facts, &err);
	capture_expect(&capture, code, EXIT_OK, "{\"event\":\"end\",\"sent\":3}\n", "");
	capture_open(&capture);
	capture.cli.json = capture.cli.events = true;
	code = cli_fail(&capture.cli, &broke);
	capture_expect(&capture, code, EXIT_FAILED,
		       "{\"event\":\"error\",\"code\":-6,\"rule\":null,"
		       "\"message\":\"the server \\\"tinh\\\" is silent\",\"hint\":null}\n",
		       "{\"error\":{\"code\":-6,\"rule\":null,"
		       "\"message\":\"the server \\\"tinh\\\" is silent\",\"hint\":null}}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_progress_show__a_line_on_a_terminal),
		cmocka_unit_test(test_progress_show__an_object_a_line_for_programs),
		cmocka_unit_test(test_progress_show__nothing_where_there_are_no_events),
		cmocka_unit_test(test_progress__ends_with_the_facts_or_the_error),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
