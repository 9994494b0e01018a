/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/cmd.h about finding and running commands, and those of cli/help.h
 *  about lists of them. Texts are exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "tests/unit/cli/capture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** Say how it was called, and with what. */
static int run_any(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct opt_list words = { 0 };
	bool check = false;
	const struct opt options[] = { { 0, NULL, NULL, "WORD", OPT_LIST, OPT_MAY, &words,
					 "words" },
				       { 0, "check", NULL, NULL, OPT_FLAG, OPT_MAY, &check, "ask" },
				       OPT_END };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	fprintf(cli->out, "%s%s", cli->called, check ? " --check" : "");
	for (size_t i = 0; i < words.count; i++)
		fprintf(cli->out, " [%s]", words.items[i]);
	return EXIT_NO;
}

extern const struct cmd cmd_help;

static const struct cmd cmd_list = { .name = "list",
				     .vi = "liet-ke",
				     .synopsis = "cadre list",
				     .summary = "list the cadres",
				     .run = run_any };
static const struct cmd cmd_find = {
	.name = "find", .synopsis = "cadre find TEXT", .summary = "find a cadre", .run = run_any
};
static const struct cmd *const cadre_commands[] = { &cmd_list, &cmd_find, NULL };

static int run_cadre(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return cli_dispatch(self, cadre_commands, cli, argc, argv);
}

static const struct cmd cmd_status = { .name = "status",
				       .vi = "tinh-hinh",
				       .synopsis = "status",
				       .summary = "where you are",
				       .run = run_any,
				       .group = CMD_LOOK };
static const struct cmd cmd_appoint = { .name = "appoint",
					.vi = "bo-tri",
					.synopsis = "appoint COMMUNE POST CADRE",
					.summary = "put a cadre into a post",
					.run = run_any,
					.group = CMD_WORK };
static const struct cmd cmd_cadre = { .name = "cadre",
				      .vi = "can-bo",
				      .synopsis = "cadre [list]|find TEXT",
				      .summary = "the cadres",
				      .help = "About cadres.",
				      .run = run_cadre,
				      .group = CMD_WORK };
static const struct cmd *const all[] = { &cmd_status, &cmd_appoint, &cmd_cadre, &cmd_help, NULL };

static void test_cli_find__takes_both_names_in_any_spelling(void **state)
{
	static const struct {
		const char *typed;
		const struct cmd *found;
	} rows[] = {
		{ "appoint", &cmd_appoint },
		{ "bo-tri", &cmd_appoint },
		{ "bố-trí", &cmd_appoint },
		{ "Bố trí", &cmd_appoint },
		{ "APPOINT", &cmd_appoint },
		{ "tinh-hinh", &cmd_status },
		{ "help", &cmd_help },
		{ "bo", NULL },
		{ "", NULL },
		{ "appoin", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (cli_find(all, rows[i].typed) != rows[i].found)
			fail_msg("'%s'", rows[i].typed);
}

struct row {
	const char *arguments[MOST_ARGUMENTS];
	int code;
	const char *out, *err;
};

static void expect_dispatched(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arguments arguments;
		struct capture capture;
		int code;

		arguments_copy(&arguments, rows[i].arguments);
		capture_open(&capture);
		capture.cli.commands = all;
		capture.cli.width = 60;
		opt_scan(&capture.cli, arguments.count, arguments.at);
		code = cli_dispatch(NULL, all, &capture.cli, arguments.count, arguments.at);
		capture_expect(&capture, code, rows[i].code, rows[i].out, rows[i].err);
	}
}

static void test_cli_dispatch__runs_what_is_named(void **state)
{
	static const struct row rows[] = {
		{ { "appoint", "a", "b" }, EXIT_NO, "appoint [a] [b]", "" },
		{ { "bo-tri", "a" }, EXIT_NO, "appoint [a]", "" },
		{ { "--yes", "-C", "x", "appoint", "a" }, EXIT_NO, "appoint [a]", "" },
		{ { "cadre", "find", "a" }, EXIT_NO, "cadre find [a]", "" },
		{ { "can-bo", "liet-ke" }, EXIT_NO, "cadre list", "" },
		{ { "cadre", "--yes", "find", "a" }, EXIT_NO, "cadre find [a]", "" },
	};

	(void)state;
	expect_dispatched(rows, COUNT(rows));
}

static void test_cli_dispatch__the_first_runs_when_none_is_named(void **state)
{
	static const struct row rows[] = {
		{ { NULL }, EXIT_NO, "status", "" },
		{ { "--yes" }, EXIT_NO, "status", "" },
		{ { "--check" }, EXIT_NO, "status --check", "" },
		{ { "cadre" }, EXIT_NO, "cadre list", "" },
		{ { "cadre", "--check", "--yes" }, EXIT_NO, "cadre list --check", "" },
	};

	(void)state;
	expect_dispatched(rows, COUNT(rows));
}

static void test_cli_dispatch__an_unknown_command_is_named_with_the_nearest(void **state)
{
	static const struct row rows[] = {
		{ { "apoint" },
		  EXIT_USAGE,
		  "",
		  "rota: no command 'apoint'\n  did you mean 'rota appoint'?\n" },
		{ { "bo-ti", "x" },
		  EXIT_USAGE,
		  "",
		  "rota: no command 'bo-ti'\n  did you mean 'rota bo-tri'?\n" },
		{ { "xyz" }, EXIT_USAGE, "", "rota: no command 'xyz'\n  read: rota help\n" },
		{ { "cadre", "fnd" },
		  EXIT_USAGE,
		  "",
		  "rota: no command 'cadre fnd'\n  did you mean 'rota cadre find'?\n" },
		{ { "cadre", "xyz" },
		  EXIT_USAGE,
		  "",
		  "rota: no command 'cadre xyz'\n  read: rota cadre --help\n" },
		{ { "--json", "xyz" },
		  EXIT_USAGE,
		  "",
		  "{\"error\":{\"code\":-2,\"rule\":null,\"message\":\"no command 'xyz'\","
		  "\"hint\":\"read: rota help\"}}\n" },
		{ { "cadre", "--lang=fr", "list" },
		  EXIT_USAGE,
		  "",
		  "rota: option '--lang': no such word: 'fr'\n  choose one of vi, en\n" },
	};

	(void)state;
	expect_dispatched(rows, COUNT(rows));
}

#define FIND_HELP                       \
	"usage: rota cadre find TEXT\n" \
	"\n"                            \
	"find a cadre\n"                \
	"\n"                            \
	"  WORD         words\n"        \
	"      --check  ask\n"          \
	"\n"                            \
	"'rota help' lists the options that every command has.\n"

#define CADRE_HELP                             \
	"usage: rota cadre [list]|find TEXT\n" \
	"\n"                                   \
	"the cadres\n"                         \
	"\n"                                   \
	"  list, liet-ke  list the cadres\n"   \
	"  find           find a cadre\n"      \
	"\n"                                   \
	"About cadres.\n"

static void test_cli_dispatch__help_of_a_command_wherever_it_is_asked_for(void **state)
{
	static const struct row rows[] = {
		{ { "cadre", "find", "--help" }, EXIT_OK, FIND_HELP, "" },
		{ { "--help", "cadre", "find" }, EXIT_OK, FIND_HELP, "" },
		{ { "cadre", "find", "--bad", "-h" }, EXIT_OK, FIND_HELP, "" },
		{ { "help", "cadre", "find" }, EXIT_OK, FIND_HELP, "" },
		{ { "tro-giup", "can-bo", "find" }, EXIT_OK, FIND_HELP, "" },
		{ { "cadre", "--help" }, EXIT_OK, CADRE_HELP, "" },
		{ { "help", "cadre" }, EXIT_OK, CADRE_HELP, "" },
		{ { "help", "cadr" },
		  EXIT_USAGE,
		  "",
		  "rota: no command 'cadr'\n  did you mean 'rota cadre'?\n" },
	};

	(void)state;
	expect_dispatched(rows, COUNT(rows));
}

#define OVERVIEW                                                          \
	"usage: rota [-C DIR] [--lang vi|en] COMMAND ...\n"               \
	"\n"                                                              \
	"The day's work:\n"                                               \
	"  appoint, bo-tri    put a cadre into a post\n"                  \
	"  cadre, can-bo      the cadres\n"                               \
	"\n"                                                              \
	"To look:\n"                                                      \
	"  status, tinh-hinh  where you are\n"                            \
	"  help, tro-giup     explain a command, or list what there\n"    \
	"                     is\n"                                       \
	"\n"                                                              \
	"Options that every command has:\n"                               \
	"  -C, --dir DIR, --thu-muc    the folder of the office (else\n"  \
	"                              ROTA_DIR, else this folder or\n"   \
	"                              one above it)\n"                   \
	"      --lang LANG, --ngon-ngu\n"                                 \
	"                              speak vi (Vietnamese) or en\n"     \
	"                              (English)\n"                       \
	"      --json                  write data and errors as JSON,\n"  \
	"                              for programs\n"                    \
	"  -y, --yes, --dong-y         do it without asking\n"            \
	"      --no-input, --khong-hoi\n"                                 \
	"                              never ask; what is missing is\n"   \
	"                              an error\n"                        \
	"  -h, --help, --tro-giup      explain the command\n"             \
	"      --version, --phien-ban  print the version of rota\n"       \
	"\n"                                                              \
	"A name of several words stands in quotes. Names of commands\n"   \
	"and options may be written in English or in Vietnamese\n"        \
	"without accents:\n"                                              \
	"\n"                                                              \
	"  rota help COMMAND    explain a command, with examples\n"       \
	"  rota help acts       the acts: elect, appoint, transfer ...\n" \
	"  rota help kinds      what can be recorded\n"

static void test_cli_help_list__commands_stand_in_groups(void **state)
{
	static const struct row rows[] = {
		{ { "--help" }, EXIT_OK, OVERVIEW, "" },
		{ { "help" }, EXIT_OK, OVERVIEW, "" },
	};

	(void)state;
	expect_dispatched(rows, COUNT(rows));
}

/** Run `rota help ...` and hand out what it printed; the caller frees it. */
static char *printed(const char *const list[MOST_ARGUMENTS])
{
	struct arguments arguments;
	struct capture capture;
	int code;

	arguments_copy(&arguments, list);
	capture_open(&capture);
	capture.cli.commands = all;
	opt_scan(&capture.cli, arguments.count, arguments.at);
	code = cli_dispatch(NULL, all, &capture.cli, arguments.count, arguments.at);
	assert_int_equal(capture_close(&capture, code), EXIT_OK);
	assert_string_equal(capture.err, "");
	free(capture.err);
	return capture.out;
}

static void expect_printed(const char *const list[MOST_ARGUMENTS], const char *part)
{
	char *out = printed(list);

	if (!strstr(out, part))
		fail_msg("no '%s' in\n%s", part, out);
	free(out);
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	while ((text = strstr(text, part))) {
		count++;
		text += strlen(part);
	}
	return count;
}

static void test_cmd_help__lists_acts_and_kinds(void **state)
{
	static const char *const acts[MOST_ARGUMENTS] = { "help", "acts" };
	static const char *const acts_json[MOST_ARGUMENTS] = { "help", "hinh-thuc", "--json" };
	static const char *const kinds[MOST_ARGUMENTS] = { "help", "kinds" };
	char *out;

	(void)state;
	expect_printed(acts, "\napprove      chuẩn y, phê chuẩn  ");
	expect_printed(acts_json, "  {\n    \"act\": \"delegate\",\n    \"vi\": \"giao quyền\",\n"
				  "    \"does\": \"begins a posting\",\n"
				  "    \"posts\": \"chair of the People's Committee\"\n  }");
	expect_printed(kinds, "\nposting.begin ");
	out = printed(acts_json);
	assert_int_equal(count_of(out, "\"act\""), 26); /* each act once */
	free(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cli_find__takes_both_names_in_any_spelling),
		cmocka_unit_test(test_cli_dispatch__runs_what_is_named),
		cmocka_unit_test(test_cli_dispatch__the_first_runs_when_none_is_named),
		cmocka_unit_test(test_cli_dispatch__an_unknown_command_is_named_with_the_nearest),
		cmocka_unit_test(test_cli_dispatch__help_of_a_command_wherever_it_is_asked_for),
		cmocka_unit_test(test_cli_help_list__commands_stand_in_groups),
		cmocka_unit_test(test_cmd_help__lists_acts_and_kinds),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
