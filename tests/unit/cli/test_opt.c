/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of cli/opt.h, one test each. Texts are exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/opt.h"
#include "tests/unit/cli/capture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The command `try`: one option of each type. It prints what it was given. */
struct given {
	bool flag;
	const char *text;
	const char *path;
	int64_t number;
	struct rota_day day;
	struct opt_word post;
	struct opt_list docs;
	const char *commune;
	struct rota_day until;
	struct opt_list rest;
};

static enum opt_need need_of_commune, need_of_from;

static void put_list(FILE *to, const char *name, const struct opt_list *list)
{
	if (list->count)
		fprintf(to, " %s", name);
	for (size_t i = 0; i < list->count; i++)
		fprintf(to, "%c%s", i ? '|' : '=', list->items[i]);
}

static void put_given(FILE *to, const struct given *given)
{
	char day[ROTA_DAY_TEXT_BYTES];

	fputs("ran", to);
	if (given->flag)
		fputs(" flag", to);
	if (given->text)
		fprintf(to, " text=%s", given->text);
	if (given->path)
		fprintf(to, " path=%s", given->path);
	if (given->number >= 0)
		fprintf(to, " number=%lld", (long long)given->number);
	if (!rota_day_is_none(given->day))
		fprintf(to, " from=%s", rota_day_show(day, given->day));
	if (given->post.word)
		fprintf(to, " post=%s", given->post.word->id);
	put_list(to, "doc", &given->docs);
	if (given->commune)
		fprintf(to, " commune=%s", given->commune);
	if (!rota_day_is_none(given->until))
		fprintf(to, " until=%s", rota_day_show(day, given->until));
	put_list(to, "rest", &given->rest);
}

static int run_try(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct given given = { .number = -1, .post.words = &rota_posts };
	const struct opt options[] = {
		{ 0, NULL, NULL, "COMMUNE", OPT_TEXT, need_of_commune, &given.commune, "its name" },
		{ 0, NULL, NULL, "UNTIL", OPT_DAY, OPT_MAY, &given.until, "a day" },
		{ 0, NULL, NULL, "MORE ...", OPT_LIST, OPT_MAY, &given.rest, "what is left" },
		{ 'q', "quick", "nhanh", NULL, OPT_FLAG, OPT_MAY, &given.flag, "make haste" },
		{ 't', "text", NULL, "TEXT", OPT_TEXT, OPT_MAY, &given.text, "a text" },
		{ 0, "out", NULL, "FILE", OPT_PATH, OPT_MAY, &given.path, "a file" },
		{ 'n', "limit", "gioi-han", "COUNT", OPT_INT, OPT_MAY, &given.number, "so many" },
		{ 0, "from", "tu", "DAY", OPT_DAY, need_of_from, &given.day, "the first day" },
		{ 'p', NULL, NULL, "POST", OPT_WORD, OPT_MAY, &given.post, "the post" },
		{ 0, "doc", "can-cu", "DOC", OPT_LIST, OPT_MAY, &given.docs,
		  "the decision; may be given again" },
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	put_given(cli->out, &given);
	return EXIT_NO; /* to be told from EXIT_OK, the end of --help */
}

static const struct cmd cmd_try = {
	.name = "try",
	.synopsis = "try [COMMUNE] [UNTIL] [MORE ...] [--quick] [--from DAY]",
	.summary = "try all options",
	.help = "A text.\n\n  rota try --quick",
	.run = run_try,
};

struct row {
	const char *arguments[MOST_ARGUMENTS];
	const char *expected;
};

static int run_row(struct capture *capture, const struct row *row)
{
	struct arguments arguments;

	arguments_copy(&arguments, row->arguments);
	capture_open(capture);
	strcpy(capture->cli.called, "try");
	return cmd_try.run(&cmd_try, &capture->cli, arguments.count, arguments.at);
}

static void expect_given(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct capture capture;
		int code = run_row(&capture, &rows[i]);

		capture_expect(&capture, code, EXIT_NO, rows[i].expected, "");
	}
}

static void expect_refused(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct capture capture;
		int code = run_row(&capture, &rows[i]);

		capture_expect(&capture, code, EXIT_USAGE, "", rows[i].expected);
	}
}

static int set_up(void **state)
{
	(void)state;
	need_of_commune = OPT_MAY;
	need_of_from = OPT_MAY;
	return 0;
}

static void test_opt_parse__reads_each_type_in_each_form(void **state)
{
	static const struct row rows[] = {
		{ { NULL }, "ran" },
		{ { "--quick" }, "ran flag" },
		{ { "-q", "--quick" }, "ran flag" },
		{ { "--text", "a b" }, "ran text=a b" },
		{ { "--text=a=b" }, "ran text=a=b" },
		{ { "-t", "a" }, "ran text=a" },
		{ { "-ta" }, "ran text=a" },
		{ { "--out", "\xFF" }, "ran path=\xFF" },
		{ { "--limit", "0" }, "ran number=0" },
		{ { "-n9223372036854775807" }, "ran number=9223372036854775807" },
		{ { "--from", "15/02/2024" }, "ran from=15/02/2024" },
		{ { "--from=2024-02-15" }, "ran from=15/02/2024" },
		{ { "-p", "chair" }, "ran post=chair" },
		{ { "-p", "bi-thu" }, "ran post=secretary" },
		{ { "--doc", "1", "--doc", "2", "--doc=3" }, "ran doc=1|2|3" },
	};

	(void)state;
	expect_given(rows, COUNT(rows));
}

static void test_opt_parse__vietnamese_names_are_the_same_options(void **state)
{
	static const struct row rows[] = {
		{ { "--nhanh", "--gioi-han=3", "--tu", "1/2/2024" },
		  "ran flag number=3 from=01/02/2024" },
		{ { "--can-cu", "1", "--doc", "2" }, "ran doc=1|2" },
	};

	(void)state;
	expect_given(rows, COUNT(rows));
}

static void test_opt_parse__arguments_go_to_their_places(void **state)
{
	static const struct row rows[] = {
		{ { "Hồng Nam" }, "ran commune=Hồng Nam" },
		{ { "Hồng Nam", "2024" }, "ran commune=Hồng Nam until=2024" },
		{ { "Hồng Nam", "2024", "a", "b" }, "ran commune=Hồng Nam until=2024 rest=a|b" },
		{ { "-" }, "ran commune=-" },
	};

	(void)state;
	expect_given(rows, COUNT(rows));
}

static void test_opt_parse__options_stand_anywhere_until_two_dashes(void **state)
{
	static const struct row rows[] = {
		{ { "--quick", "A", "2024" }, "ran flag commune=A until=2024" },
		{ { "A", "--quick", "2024" }, "ran flag commune=A until=2024" },
		{ { "A", "2024", "--quick" }, "ran flag commune=A until=2024" },
		{ { "A", "2024", "--", "--quick", "--" },
		  "ran commune=A until=2024 rest=--quick|--" },
		{ { "--", "-q" }, "ran commune=-q" },
	};

	(void)state;
	expect_given(rows, COUNT(rows));
}

static void test_opt_parse__an_option_is_never_the_value_of_another(void **state)
{
	static const struct row refused[] = {
		{ { "--text", "--quick" },
		  "rota: option '--text' needs a value: TEXT\n  read: rota try --help\n" },
		{ { "-t", "-q" },
		  "rota: option '-t' needs a value: TEXT\n  read: rota try --help\n" },
		{ { "--text", "--json" },
		  "rota: option '--text' needs a value: TEXT\n  read: rota try --help\n" },
		{ { "--tu", "--gioi-han=3" },
		  "rota: option '--tu' needs a value: DAY\n  read: rota try --help\n" },
		{ { "--text", "--" },
		  "rota: option '--text' needs a value: TEXT\n  read: rota try --help\n" },
		{ { "A", "--text" },
		  "rota: option '--text' needs a value: TEXT\n  read: rota try --help\n" },
	};
	static const struct row taken[] = {
		{ { "--text=--quick" }, "ran text=--quick" },
		{ { "--text", "-5" }, "ran text=-5" },
		{ { "--text", "--other" }, "ran text=--other" },
	};

	(void)state;
	expect_refused(refused, COUNT(refused));
	expect_given(taken, COUNT(taken));
}

static void test_opt_parse__an_unknown_option_is_named_with_the_nearest(void **state)
{
	static const struct row rows[] = {
		{ { "--frm", "2024" }, "rota: no option '--frm'\n  did you mean '--from'?\n" },
		{ { "--gioihan=3" },
		  "rota: no option '--gioihan'\n  did you mean '--gioi-han'?\n" },
		{ { "--gioi=3" }, "rota: no option '--gioi'\n  did you mean '--gioi-han'?\n" },
		{ { "--fro", "2024" }, "rota: no option '--fro'\n  did you mean '--from'?\n" },
		{ { "--jsno" }, "rota: no option '--jsno'\n  did you mean '--json'?\n" },
		{ { "-help" }, "rota: no option '-help'\n  did you mean '--help'?\n" },
		{ { "--something" }, "rota: no option '--something'\n  read: rota try --help\n" },
		{ { "-z" }, "rota: no option '-z'\n  read: rota try --help\n" },
		{ { "--fr\033m" }, "rota: no option '--fr?m'\n  did you mean '--from'?\n" },
		{ { "–from", "2024" },
		  "rota: '–from' begins with a long dash\n  write two short ones: --from\n" },
		{ { "—tu=2024" },
		  "rota: '—tu=2024' begins with a long dash\n  write two short ones: --tu=2024\n" },
	};
	static const struct row taken[] = {
		{ { "– a dash" }, "ran commune=– a dash" },
	};

	(void)state;
	expect_refused(rows, COUNT(rows));
	expect_given(taken, COUNT(taken));
}

static void test_opt_parse__a_wrong_value_is_named_with_its_option(void **state)
{
	static const struct row rows[] = {
		{ { "--limit", "ten" },
		  "rota: option '--limit': 'ten' is not a whole number\n"
		  "  write it in digits, such as 20\n" },
		{ { "--limit=-1" },
		  "rota: option '--limit': '-1' is not a whole number\n"
		  "  write it in digits, such as 20\n" },
		{ { "-n9223372036854775808" },
		  "rota: option '-n': '9223372036854775808' is not a whole number\n"
		  "  write it in digits, such as 20\n" },
		{ { "--tu", "31/02/2023" },
		  "rota: option '--tu': '31/02/2023' is not a day [V56]\n"
		  "  write it as dd/mm/yyyy, mm/yyyy or yyyy\n" },
		{ { "-p", "mayor" },
		  "rota: option '-p': no such word: 'mayor'\n"
		  "  choose one of secretary, chair\n" },
		{ { "--text", "\xFF" },
		  "rota: option '--text': '?' is not UTF-8\n"
		  "  set the terminal to UTF-8\n" },
		{ { "--text=" },
		  "rota: option '--text': the value is empty\n"
		  "  read: rota try --help\n" },
		{ { "--quick=1" },
		  "rota: option '--quick' takes no value\n"
		  "  read: rota try --help\n" },
		{ { "A", "tomorrow" },
		  "rota: UNTIL: 'tomorrow' is not a day [V56]\n"
		  "  write it as dd/mm/yyyy, mm/yyyy or yyyy\n" },
		{ { "" }, "rota: COMMUNE: the value is empty\n  read: rota try --help\n" },
		{ { "--doc", "1", "--doc", "\xFF" },
		  "rota: option '--doc': '?' is not UTF-8\n"
		  "  set the terminal to UTF-8\n" },
	};

	(void)state;
	expect_refused(rows, COUNT(rows));
}

static void test_opt_parse__an_option_is_given_once(void **state)
{
	static const struct row rows[] = {
		{ { "--from", "2023", "--tu", "2024" },
		  "rota: option '--tu' is given twice\n  read: rota try --help\n" },
		{ { "-ta", "-tb" }, "rota: option '-t' is given twice\n  read: rota try --help\n" },
	};

	(void)state;
	expect_refused(rows, COUNT(rows));
}

static int run_nothing(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const struct opt options[] = { OPT_END };
	int code;

	return opt_parse(&code, self, options, cli, argc, argv) ? EXIT_NO : code;
}

static void test_opt_parse__an_argument_too_many_is_named(void **state)
{
	const struct cmd nothing = { .name = "nothing", .run = run_nothing };
	struct arguments arguments;
	struct capture capture;
	int code;

	(void)state;
	arguments_copy(&arguments, (const char *const[MOST_ARGUMENTS]){ "Hồng", "Nam" });
	capture_open(&capture);
	code = nothing.run(&nothing, &capture.cli, arguments.count, arguments.at);
	capture_expect(&capture, code, EXIT_USAGE, "",
		       "rota: 'Hồng' is one argument too many\n"
		       "  put a name of several words in quotes: \"Nam Son\"\n");
}

static void test_opt_parse__all_that_is_missing_is_named(void **state)
{
	static const struct row rows[] = {
		{ { NULL }, "rota: missing: 'COMMUNE', '--from'\n  read: rota try --help\n" },
		{ { "--tu", "2024" }, "rota: missing: 'COMMUNE'\n  read: rota try --help\n" },
		{ { "--yes", "A" }, "rota: missing: '--from'\n  read: rota try --help\n" },
	};

	(void)state;
	need_of_commune = OPT_MUST;
	need_of_from = OPT_MUST;
	expect_refused(rows, COUNT(rows));
	need_of_commune = OPT_ASKED;
	need_of_from = OPT_ASKED;
	expect_refused(rows, COUNT(rows));
}

static void test_opt_parse__what_can_be_asked_for_is_not_missing(void **state)
{
	struct capture capture;
	int code;

	(void)state;
	need_of_from = OPT_ASKED;
	capture_open(&capture);
	capture.cli.in_terminal = true;
	capture.cli.err_terminal = true;
	code = cmd_try.run(&cmd_try, &capture.cli, 0, NULL);
	capture_expect(&capture, code, EXIT_NO, "ran", "");
	need_of_from = OPT_MUST;
	capture_open(&capture);
	capture.cli.in_terminal = true;
	capture.cli.err_terminal = true;
	code = cmd_try.run(&cmd_try, &capture.cli, 0, NULL);
	capture_expect(&capture, code, EXIT_USAGE, "",
		       "rota: missing: '--from'\n  read: rota help\n");
}

static void test_opt_parse__global_options_are_read_too(void **state)
{
	static const char *const list[MOST_ARGUMENTS] = { "A",      "-C",          "office",
							  "--yes",  "--khong-hoi", "--lang=vi",
							  "--json", "-q" };
	struct arguments arguments;
	struct capture capture;
	int code;

	(void)state;
	arguments_copy(&arguments, list);
	capture_open(&capture);
	code = cmd_try.run(&cmd_try, &capture.cli, arguments.count, arguments.at);
	assert_string_equal(capture.cli.dir, "office");
	assert_string_equal(capture.cli.lang.word->id, "vi");
	assert_true(capture.cli.yes && capture.cli.no_input && capture.cli.json);
	capture_expect(&capture, code, EXIT_NO, "ran flag commune=A", "");
}

static void test_opt_parse__a_mistake_is_json_with_json(void **state)
{
	static const struct row rows[] = {
		{ { "--json", "--from", "0/0/0" },
		  "{\"error\":{\"code\":-2,\"rule\":\"V56\","
		  "\"message\":\"option '--from': '0/0/0' is not a day\","
		  "\"hint\":\"write it as dd/mm/yyyy, mm/yyyy or yyyy\"}}\n" },
	};

	(void)state;
	expect_refused(rows, COUNT(rows));
}

static void test_opt_parse__memory_that_ran_out_is_no_mistake_of_the_user(void **state)
{
	struct arguments arguments;
	struct capture capture;
	int code;

	(void)state;
	arguments_copy(&arguments, (const char *const[MOST_ARGUMENTS]){ "--doc", "1" });
	capture_open(&capture);
	capture.cli.arena.max_bytes = 1;
	code = cmd_try.run(&cmd_try, &capture.cli, arguments.count, arguments.at);
	capture_expect(&capture, code, EXIT_FAILED, "", "rota: option '--doc': out of memory\n");
}

static void test_opt_parse__help_is_printed_instead_of_running(void **state)
{
	struct capture capture;
	int code;

	(void)state;
	need_of_commune = OPT_MUST;
	capture_open(&capture);
	capture.cli.help = true;
	capture.cli.width = 50;
	code = cmd_try.run(&cmd_try, &capture.cli, 0, NULL);
	capture_expect(&capture, code, EXIT_OK,
		       "usage: rota try [COMMUNE] [UNTIL] [MORE ...]\n"
		       "            [--quick] [--from DAY]\n"
		       "\n"
		       "try all options\n"
		       "\n"
		       "  COMMUNE               its name\n"
		       "  UNTIL                 a day\n"
		       "  MORE ...              what is left\n"
		       "  -q, --quick, --nhanh  make haste\n"
		       "  -t, --text TEXT       a text\n"
		       "      --out FILE        a file\n"
		       "  -n, --limit COUNT, --gioi-han\n"
		       "                        so many\n"
		       "      --from DAY, --tu  the first day\n"
		       "  -p POST               the post\n"
		       "      --doc DOC, --can-cu\n"
		       "                        the decision; may be given\n"
		       "                        again\n"
		       "\n"
		       "'rota help' lists the options that every command\n"
		       "has.\n"
		       "\n"
		       "A text.\n"
		       "\n"
		       "  rota try --quick\n",
		       "");
}

static void test_opt_scan__finds_what_must_hold_before_the_first_word(void **state)
{
	static const struct {
		const char *arguments[MOST_ARGUMENTS];
		enum rota_language language;
		const char *set;
	} rows[] = {
		{ { "try", "--lang", "en" }, ROTA_EN, "said " },
		{ { "--ngon-ngu=en", "try", "--json" }, ROTA_EN, "json said " },
		{ { "try", "--lang=fr" }, ROTA_VI, "" },
		{ { "try", "--bad", "-h" }, ROTA_VI, "help " },
		{ { "--version", "--lang" }, ROTA_VI, "version " },
		{ { "try", "--", "--json", "--lang=en" }, ROTA_VI, "" },
		{ { "try", "-y", "--yes", "--no-input", "-C", "x" }, ROTA_VI, "dir " },
	};

	(void)state;
	setenv("ROTA_LANG", "vi", 1);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct capture capture;
		struct arguments arguments;
		char set[64];

		arguments_copy(&arguments, rows[i].arguments);
		capture_open(&capture);
		opt_scan(&capture.cli, arguments.count, arguments.at);
		assert_int_equal(rota_language(), rows[i].language);
		snprintf(set, sizeof(set), "%s%s%s%s%s%s", capture.cli.json ? "json " : "",
			 capture.cli.help ? "help " : "", capture.cli.version ? "version " : "",
			 capture.cli.lang_said ? "said " : "", capture.cli.dir ? "dir " : "",
			 capture.cli.yes || capture.cli.no_input ? "more" : "");
		assert_string_equal(set, rows[i].set);
		capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
	}
	unsetenv("ROTA_LANG");
	rota_language_choose("en");
}

static int leading(struct capture *capture, int *used, const char *const list[MOST_ARGUMENTS],
		   struct rota_error *err)
{
	struct arguments arguments;

	arguments_copy(&arguments, list);
	return opt_leading(used, &capture->cli, arguments.count, arguments.at, err);
}

static void test_opt_leading__stops_before_the_first_word(void **state)
{
	static const char *const full[MOST_ARGUMENTS] = { "--yes", "--json", "try", "--no-input" };
	static const char *const own[MOST_ARGUMENTS] = { "--json", "--check" };
	static const char *const wrong[MOST_ARGUMENTS] = { "--lang", "fr", "try" };
	struct rota_error err = { 0 };
	struct capture capture;
	int used = -1;

	(void)state;
	capture_open(&capture);
	assert_int_equal(leading(&capture, &used, full, &err), ROTA_OK);
	assert_int_equal(used, 2);
	assert_true(capture.cli.yes);
	assert_false(capture.cli.no_input);
	assert_int_equal(leading(&capture, &used, own, &err), ROTA_OK);
	assert_int_equal(used, 1);
	assert_int_equal(leading(&capture, &used, wrong, &err), ROTA_EINVALID);
	assert_string_equal(err.message, "option '--lang': no such word: 'fr'");
	assert_string_equal(err.hint, "choose one of vi, en");
	capture.cli.json = false;
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_opt_parse__reads_each_type_in_each_form),
		TEST(test_opt_parse__vietnamese_names_are_the_same_options),
		TEST(test_opt_parse__arguments_go_to_their_places),
		TEST(test_opt_parse__options_stand_anywhere_until_two_dashes),
		TEST(test_opt_parse__an_option_is_never_the_value_of_another),
		TEST(test_opt_parse__an_unknown_option_is_named_with_the_nearest),
		TEST(test_opt_parse__a_wrong_value_is_named_with_its_option),
		TEST(test_opt_parse__an_option_is_given_once),
		TEST(test_opt_parse__an_argument_too_many_is_named),
		TEST(test_opt_parse__all_that_is_missing_is_named),
		TEST(test_opt_parse__what_can_be_asked_for_is_not_missing),
		TEST(test_opt_parse__global_options_are_read_too),
		TEST(test_opt_parse__a_mistake_is_json_with_json),
		TEST(test_opt_parse__memory_that_ran_out_is_no_mistake_of_the_user),
		TEST(test_opt_parse__help_is_printed_instead_of_running),
		TEST(test_opt_scan__finds_what_must_hold_before_the_first_word),
		TEST(test_opt_leading__stops_before_the_first_word),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
