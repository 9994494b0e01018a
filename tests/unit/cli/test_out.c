/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/out.h, one test each. Texts are exact. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/out.h"
#include "tests/unit/cli/capture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	struct rota_error err;
	const char *plain, *json;
} errors[] = {
	{ { ROTA_EINVALID, "V01", "no unit '99999' on 15/02/2024", "try: rota unit find" },
	  "rota: no unit '99999' on 15/02/2024 [V01]\n  try: rota unit find\n",
	  "{\"error\":{\"code\":-2,\"rule\":\"V01\",\"message\":\"no unit '99999' on 15/02/2024\","
	  "\"hint\":\"try: rota unit find\"}}\n" },
	{ { ROTA_EIO, "", "a \"b\" \\ ế", "" },
	  "rota: a \"b\" \\ ế\n",
	  "{\"error\":{\"code\":-7,\"rule\":null,\"message\":\"a \\\"b\\\" \\\\ "
	  "ế\",\"hint\":null}}\n" },
	{ { ROTA_EREASON, "W03", "why", "say --why" },
	  "rota: why [W03]\n  say --why\n",
	  "{\"error\":{\"code\":-10,\"rule\":\"W03\",\"message\":\"why\",\"hint\":\"say "
	  "--why\"}}\n" },
};

static void test_cli_fail__says_message_rule_and_hint(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct capture capture;
		int code;

		capture_open(&capture);
		code = cli_fail(&capture.cli, &errors[i].err);
		capture_expect(&capture, code, EXIT_FAILED, "", errors[i].plain);
	}
}

static void test_cli_fail__is_one_object_with_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct capture capture;
		int code;

		capture_open(&capture);
		capture.cli.json = true;
		code = cli_fail(&capture.cli, &errors[i].err);
		capture_expect(&capture, code, EXIT_FAILED, "", errors[i].json);
	}
}

static void test_cli_fail__every_code_is_a_failure_and_none_is_not(void **state)
{
	(void)state;
	for (int rc = ROTA_EREASON; rc <= ROTA_OK; rc++) {
		struct rota_error err = { .code = (enum rota_code)rc };
		struct capture capture;
		int code;

		capture_open(&capture);
		code = cli_fail(&capture.cli, &err); /* without a message: says nothing */
		capture_expect(&capture, code, rc ? EXIT_FAILED : EXIT_OK, "", "");
	}
}

static void test_cli_usage__points_to_the_help_of_what_was_called(void **state)
{
	static const struct {
		const char *called, *hint, *said;
	} rows[] = {
		{ "cadre find", "", "rota: wrong\n  read: rota cadre find --help\n" },
		{ "", "", "rota: wrong\n  read: rota help\n" },
		{ "cadre find", "mend it", "rota: wrong\n  mend it\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_error err = { 0 };
		struct capture capture;
		int code;

		rota_fail(&err, ROTA_EINVALID, rows[i].hint, "wrong");
		capture_open(&capture);
		snprintf(capture.cli.called, sizeof(capture.cli.called), "%s", rows[i].called);
		code = cli_usage(&capture.cli, &err);
		capture_expect(&capture, code, EXIT_USAGE, "", rows[i].said);
	}
}

static void test_cli_usage__memory_that_ran_out_is_no_usage(void **state)
{
	struct rota_error err = { 0 };
	struct capture capture;
	int code;

	(void)state;
	rota_fail(&err, ROTA_ENOMEM, NULL, "out of memory");
	capture_open(&capture);
	code = cli_usage(&capture.cli, &err);
	capture_expect(&capture, code, EXIT_FAILED, "", "rota: out of memory\n");
}

static void test_cli_say__is_one_line_on_stderr(void **state)
{
	struct capture capture;

	(void)state;
	capture_open(&capture);
	cli_say(&capture.cli, "%d entries\033[2J", 3);
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "3 entries?[2J\n");
	capture_open(&capture);
	capture.cli.json = true;
	cli_say(&capture.cli, "3 entries");
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
}

static void test_cli_progress__is_for_a_terminal_only(void **state)
{
	struct capture capture;

	(void)state;
	capture_open(&capture);
	cli_progress(&capture.cli, "1 of 2");
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
	capture_open(&capture);
	capture.cli.err_terminal = true;
	capture.cli.json = true;
	cli_progress(&capture.cli, "1 of 2");
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
}

static void test_cli_progress__is_overwritten_and_taken_away(void **state)
{
	struct rota_error err = { 0 };
	struct capture capture;

	(void)state;
	rota_fail(&err, ROTA_EIO, NULL, "no");
	capture_open(&capture);
	capture.cli.err_terminal = true;
	capture.cli.width = 8;
	cli_progress(&capture.cli, "tổng hợp %d", 1); /* cut to 7 columns */
	cli_progress(&capture.cli, "2");
	cli_say(&capture.cli, "done");
	cli_progress(&capture.cli, "3");
	cli_fail(&capture.cli, &err);
	cli_progress(&capture.cli, "4");
	cli_progress_end(&capture.cli);
	cli_progress_end(&capture.cli);
	cli_progress(&capture.cli, "5");
	capture_expect(&capture, EXIT_OK, EXIT_OK, "",
		       "\rtổng hợ\033[K\r2\033[K\r\033[Kdone\n\r3\033[K\r\033[Krota: no\n"
		       "\r4\033[K\r\033[K\r5\033[K\r\033[K");
}

static void swap_out(struct capture *capture, FILE *out)
{
	assert_non_null(out);
	fclose(capture->cli.out);
	capture->cli.out = out;
}

static void test_cli_write__a_full_disk_is_an_error(void **state)
{
	struct rota_error err = { 0 };
	struct capture capture;

	(void)state;
	capture_open(&capture);
	swap_out(&capture, fopen("/dev/full", "w"));
	assert_int_equal(cli_write(&capture.cli, "data\n", &err), ROTA_EIO);
	capture_expect(&capture, cli_fail(&capture.cli, &err), EXIT_FAILED, "",
		       "rota: the answer cannot be written: No space left on device\n"
		       "  free some room on this disk and do it again; nothing was lost\n");
}

static void test_cli_write__a_reader_that_left_is_a_quiet_error(void **state)
{
	struct rota_error err = { 0 };
	struct capture capture;
	int ends[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	capture_open(&capture);
	swap_out(&capture, fdopen(ends[1], "w"));
	assert_int_equal(cli_write(&capture.cli, "data\n", &err), ROTA_EIO);
	capture_expect(&capture, cli_fail(&capture.cli, &err), EXIT_FAILED, "", "");
}

static void test_cli_close__says_what_only_closing_tells(void **state)
{
	struct capture capture;

	(void)state;
	capture_open(&capture);
	swap_out(&capture, fopen("/dev/full", "w"));
	fputs("held back", capture.cli.out);
	capture_expect(&capture, EXIT_OK, EXIT_FAILED, "",
		       "rota: the answer cannot be written: No space left on device\n"
		       "  free some room on this disk and do it again; nothing was lost\n");
	capture_open(&capture);
	swap_out(&capture, fopen("/dev/full", "w"));
	fputs("held back", capture.cli.out);
	capture_expect(&capture, EXIT_USAGE, EXIT_USAGE, "", "");
}

static void test_cli_format__json_table_or_what_is_named(void **state)
{
	static const struct {
		const char *named;
		bool json, terminal;
		enum rota_format format;
		size_t width;
	} rows[] = {
		{ NULL, false, false, ROTA_FORMAT_TABLE, 0 },
		{ NULL, false, true, ROTA_FORMAT_TABLE, 66 },
		{ NULL, true, true, ROTA_FORMAT_JSON, 0 },
		{ "csv", true, true, ROTA_FORMAT_CSV, 0 },
		{ "table", true, true, ROTA_FORMAT_TABLE, 66 },
		{ "md", false, false, ROTA_FORMAT_MD, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct cli cli = { .json = rows[i].json,
				   .out_terminal = rows[i].terminal,
				   .width = 66 };
		struct rota_report_options options;

		assert_int_equal(cli_format(&options, &cli, rows[i].named, NULL), ROTA_OK);
		assert_int_equal(options.format, rows[i].format);
		assert_int_equal(options.width, rows[i].width);
		assert_int_equal(options.separator, 0);
		assert_false(options.bom);
	}
}

static void test_cli_format__an_unknown_one_is_refused(void **state)
{
	struct cli cli = { 0 };
	struct rota_report_options options;
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(cli_format(&options, &cli, "pdf", &err), ROTA_EINVALID);
	assert_string_equal(err.message, "no format is called 'pdf'");
	assert_string_equal(err.hint, "choose one of table, csv, json, md");
}

static void test_cli_show__writes_the_report_to_stdout(void **state)
{
	static const struct rota_column columns[] = { { "name", "Name", ROTA_CELL_TEXT } };
	struct rota_report report = { .columns = columns, .column_count = 1, .rows = rota_list() };
	struct rota_report_options options = { .format = ROTA_FORMAT_CSV };
	struct rota_value row = rota_list();
	struct rota_error err = { 0 };
	struct capture capture;

	(void)state;
	capture_open(&capture);
	assert_int_equal(rota_list_add(&capture.cli.arena, &row, rota_text("Ân Thi")), 0);
	assert_int_equal(rota_list_add(&capture.cli.arena, &report.rows, row), 0);
	assert_int_equal(cli_show(&capture.cli, &report, &options, &err), ROTA_OK);
	assert_int_equal(rota_list_add(&capture.cli.arena, &report.rows, rota_uint(1)), 0);
	assert_int_equal(cli_show(&capture.cli, &report, &options, &err), ROTA_EBUG);
	capture_expect(&capture, EXIT_OK, EXIT_OK, "name\r\nÂn Thi\r\n", "");
}

static void test_cli_open__knows_the_folder_and_no_terminal(void **state)
{
	struct capture capture;

	(void)state;
	capture_open(&capture);
	assert_null(capture.cli.dir);
	assert_false(capture.cli.out_terminal || capture.cli.err_terminal);
	assert_int_equal(capture.cli.width, 80);
	capture_expect(&capture, EXIT_NO, EXIT_NO, "", "");
	setenv("ROTA_DIR", "office", 1);
	capture_open(&capture);
	assert_string_equal(capture.cli.dir, "office");
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
	setenv("ROTA_DIR", "", 1);
	capture_open(&capture);
	assert_null(capture.cli.dir);
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cli_fail__says_message_rule_and_hint),
		cmocka_unit_test(test_cli_fail__is_one_object_with_json),
		cmocka_unit_test(test_cli_fail__every_code_is_a_failure_and_none_is_not),
		cmocka_unit_test(test_cli_usage__points_to_the_help_of_what_was_called),
		cmocka_unit_test(test_cli_usage__memory_that_ran_out_is_no_usage),
		cmocka_unit_test(test_cli_say__is_one_line_on_stderr),
		cmocka_unit_test(test_cli_progress__is_for_a_terminal_only),
		cmocka_unit_test(test_cli_progress__is_overwritten_and_taken_away),
		cmocka_unit_test(test_cli_write__a_full_disk_is_an_error),
		cmocka_unit_test(test_cli_write__a_reader_that_left_is_a_quiet_error),
		cmocka_unit_test(test_cli_close__says_what_only_closing_tells),
		cmocka_unit_test(test_cli_format__json_table_or_what_is_named),
		cmocka_unit_test(test_cli_format__an_unknown_one_is_refused),
		cmocka_unit_test(test_cli_show__writes_the_report_to_stdout),
		cmocka_unit_test(test_cli_open__knows_the_folder_and_no_terminal),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
