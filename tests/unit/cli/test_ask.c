/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The promises of cli/ask.h, one test each. What a person sees is compared letter by letter, on a
 * pseudo-terminal whose other end is this program: it types when the prompt has arrived, so no
 * test waits for a time. What a terminal cannot deliver (lines beyond 4095 bytes) comes from a
 * file that is called a terminal.
 */
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/ask.h"
#include "cli/out.h"
#include "tests/unit/cli/capture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- a person at a terminal ------------------------------------------------------------------ */

/** Asks, prints what was answered, returns the exit code. Runs in a child process. */
typedef int asker(struct cli *cli, struct rota_error *err);

struct session {
	int master;
	pid_t child;
	char seen[8192]; /* all that came from the terminal */
	size_t size;
	size_t matched; /* up to here the test has seen it */
};

static void run_child(asker *ask)
{
	struct rota_error err = { 0 };
	struct cli cli;
	int code;

	cli_open(&cli, stdin, stdout, stderr);
	code = ask(&cli, &err);
	if (err.code)
		code = cli_fail(&cli, &err);
	_exit(cli_close(&cli, code));
}

static void session_open(struct session *session, asker *ask)
{
	memset(session, 0, sizeof(*session));
	fflush(NULL);
	session->child = forkpty(&session->master, NULL, NULL, NULL);
	assert_true(session->child >= 0);
	if (!session->child)
		run_child(ask);
}

/** Read some more. @return whether there was more; false when the child is gone. */
static bool read_more(struct session *session)
{
	struct pollfd ready = { .fd = session->master, .events = POLLIN };
	ssize_t got;

	/* Only a broken program lets this pass: nothing is awaited that does not come at once. */
	if (poll(&ready, 1, 20000) != 1)
		fail_msg("nothing came behind '%s'", session->seen + session->matched);
	got = read(session->master, session->seen + session->size,
		   sizeof(session->seen) - 1 - session->size);
	if (got <= 0)
		return false;
	session->size += (size_t)got;
	session->seen[session->size] = '\0';
	return true;
}

/** Wait for a text, which must come next, letter by letter. */
static void expect(struct session *session, const char *text)
{
	while (session->size - session->matched < strlen(text) && read_more(session))
		;
	if (strncmp(session->seen + session->matched, text, strlen(text)) != 0)
		fail_msg("expected '%s', not '%s'", text, session->seen + session->matched);
	session->matched += strlen(text);
}

static void type(struct session *session, const char *keys)
{
	assert_int_equal(write(session->master, keys, strlen(keys)), strlen(keys));
}

/** The last words, and how the program ended. */
static void expect_end(struct session *session, const char *text, int code)
{
	int status;

	expect(session, text);
	while (read_more(session))
		;
	assert_string_equal(session->seen + session->matched, "");
	assert_int_equal(waitpid(session->child, &status, 0), session->child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), code);
	close(session->master);
}

/* --- what is asked --------------------------------------------------------------------------- */

static int ask_commune(struct cli *cli, struct rota_error *err)
{
	const char *commune;

	if (ask_text(&commune, cli, &(struct ask){ .prompt = "commune" }, err))
		return EXIT_FAILED;
	fprintf(cli->err, "got %s\n", commune);
	return EXIT_OK;
}

static int ask_from(struct cli *cli, struct rota_error *err)
{
	struct ask ask = { .prompt = "from", .standard = "15/02/2024" };
	char text[ROTA_DAY_TEXT_BYTES];
	struct rota_day day;

	if (ask_day(&day, cli, &ask, err))
		return EXIT_FAILED;
	fprintf(cli->err, "got %s\n", rota_day_show(text, day));
	return EXIT_OK;
}

static int ask_post(struct cli *cli, struct rota_error *err)
{
	const struct rota_word *post;

	if (ask_word(&post, cli, &(struct ask){ .prompt = "post" }, &rota_posts, err))
		return EXIT_FAILED;
	fprintf(cli->err, "got %s\n", post->id);
	return EXIT_OK;
}

static int ask_cadre(struct cli *cli, struct rota_error *err)
{
	static const char *const cadres[] = { "Nguyễn Văn An, 1975", "Nguyễn Văn An, 1979" };
	size_t cadre;

	if (ask_choice(&cadre, cli, &(struct ask){ .prompt = "which" }, cadres, 2, err))
		return EXIT_FAILED;
	fprintf(cli->err, "got %s\n", cadres[cadre]);
	return EXIT_OK;
}

static int ask_record(struct cli *cli, struct rota_error *err)
{
	bool agreed;

	if (ask_confirm(&agreed, cli, "record this?", false, err))
		return EXIT_FAILED;
	fprintf(cli->err, "got %s\n", agreed ? "yes" : "no");
	return EXIT_OK;
}

static int ask_record_in_vietnamese(struct cli *cli, struct rota_error *err)
{
	rota_language_choose("vi");
	return ask_record(cli, err);
}

static int ask_twice(struct cli *cli, struct rota_error *err)
{
	return ask_commune(cli, err) ? EXIT_FAILED : ask_from(cli, err);
}

static void test_ask_text__the_answer_is_one_line(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_commune);
	expect(&session, "commune: ");
	type(&session, "  Hồng Nam \n");
	expect_end(&session, "  Hồng Nam \r\ngot Hồng Nam\r\n", EXIT_OK);
}

static void test_ask_text__a_wrong_answer_is_asked_again(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_commune);
	expect(&session, "commune: ");
	type(&session, " \n");
	expect(&session, " \r\nan answer is needed\r\ncommune: ");
	type(&session, "a\033[D\n");
	expect(&session, "a^[[D\r\nthe answer holds a control character\r\n"
			 "  arrow keys do not work here; type it again\r\ncommune: ");
	type(&session, "A\n");
	expect_end(&session, "A\r\ngot A\r\n", EXIT_OK);
}

static void test_ask_text__ctrl_c_and_ctrl_d_record_nothing(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_commune);
	expect(&session, "commune: ");
	type(&session, "H");
	expect(&session, "H");
	type(&session, "\003"); /* the terminal may drop echoes that wait before it */
	expect_end(&session, "^C\r\nrota: stopped at a question; nothing was recorded\r\n",
		   EXIT_FAILED);
	session_open(&session, ask_commune);
	expect(&session, "commune: ");
	type(&session, "\004");
	expect_end(&session, "\r\nrota: stopped at a question; nothing was recorded\r\n",
		   EXIT_FAILED);
}

static void test_ask_text__the_next_question_takes_the_next_line(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_twice);
	expect(&session, "commune: ");
	type(&session, "A\n5/3/2024\n");
	expect_end(&session, "A\r\n5/3/2024\r\ngot A\r\nfrom [15/02/2024]: got 05/03/2024\r\n",
		   EXIT_OK);
}

static void test_ask_day__is_asked_until_it_is_a_day(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_from);
	expect(&session, "from [15/02/2024]: ");
	type(&session, "31/02/2023\n");
	expect(&session, "31/02/2023\r\n'31/02/2023' is not a day [V56]\r\n"
			 "  write it as dd/mm/yyyy, mm/yyyy or yyyy\r\nfrom [15/02/2024]: ");
	type(&session, "5/3/2024\n");
	expect_end(&session, "5/3/2024\r\ngot 05/03/2024\r\n", EXIT_OK);
}

static void test_ask_day__an_empty_answer_is_the_default(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_from);
	expect(&session, "from [15/02/2024]: ");
	type(&session, "\n");
	expect_end(&session, "\r\ngot 15/02/2024\r\n", EXIT_OK);
}

#define POSTS                                       \
	"   1  Party secretary\r\n"                 \
	"   2  chair of the People's Committee\r\n" \
	"post: "

static void test_ask_word__takes_a_number_or_a_word(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_post);
	expect(&session, POSTS);
	type(&session, "3\n");
	expect(&session, "3\r\n'3' is not in the list\r\n  type the number or the word\r\npost: ");
	type(&session, "2\n");
	expect_end(&session, "2\r\ngot chair\r\n", EXIT_OK);
	session_open(&session, ask_post);
	expect(&session, POSTS);
	type(&session, "bi-thu\n");
	expect_end(&session, "bi-thu\r\ngot secretary\r\n", EXIT_OK);
}

static void test_ask_choice__takes_a_number_of_the_list(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_cadre);
	expect(&session, "   1  Nguyễn Văn An, 1975\r\n   2  Nguyễn Văn An, 1979\r\nwhich: ");
	type(&session, "0\n");
	expect(&session, "0\r\n'0' is no number from 1 to 2\r\nwhich: ");
	type(&session, "3\n");
	expect(&session, "3\r\n'3' is no number from 1 to 2\r\nwhich: ");
	type(&session, "2x\n");
	expect(&session, "2x\r\n'2x' is no number from 1 to 2\r\nwhich: ");
	type(&session, "2\n");
	expect_end(&session, "2\r\ngot Nguyễn Văn An, 1979\r\n", EXIT_OK);
}

static void test_ask_confirm__asks_until_it_is_yes_or_no(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_record);
	expect(&session, "record this? (y/n): ");
	type(&session, "\n");
	expect(&session, "\r\nan answer is needed\r\nrecord this? (y/n): ");
	type(&session, "maybe\n");
	expect(&session, "maybe\r\nanswer y (yes) or n (no)\r\nrecord this? (y/n): ");
	type(&session, "y\n");
	expect_end(&session, "y\r\ngot yes\r\n", EXIT_OK);
}

static void test_ask_confirm__shows_the_letters_of_the_language(void **state)
{
	struct session session;

	(void)state;
	session_open(&session, ask_record_in_vietnamese);
	expect(&session, "record this? (c/k): ");
	type(&session, "k\n");
	expect_end(&session, "k\r\ngot no\r\n", EXIT_OK);
}

/* --- a file that is called a terminal -------------------------------------------------------- */

/** A cli that reads its answers from a text. */
static void pretend(struct capture *capture, const void *answers, size_t size)
{
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(fwrite(answers, 1, size, file), size);
	fflush(file);
	assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
	capture_open(capture);
	capture->cli.in = file;
	capture->cli.in_terminal = true;
	capture->cli.err_terminal = true;
}

static void expect_said(struct capture *capture, const char *said)
{
	fclose(capture->cli.in);
	capture_expect(capture, EXIT_OK, EXIT_OK, "", said);
}

static void test_ask_confirm__takes_both_languages_in_both(void **state)
{
	static const struct {
		const char *typed;
		bool yes;
	} rows[] = {
		{ "y\n", true },   { "C\n", true },      { "có\n", true }, { "Yes\n", true },
		{ "co\n", true },  { "n\n", false },     { "K\n", false }, { "không\n", false },
		{ "no\n", false }, { "khong\n", false },
	};
	static const char *const languages[] = { "vi", "en" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * 2; i++) {
		struct rota_error err = { 0 };
		struct capture capture;
		bool yes = !rows[i / 2].yes;

		rota_language_choose(languages[i % 2]);
		pretend(&capture, rows[i / 2].typed, strlen(rows[i / 2].typed));
		assert_int_equal(ask_confirm(&yes, &capture.cli, "?", false, &err), ROTA_OK);
		if (yes != rows[i / 2].yes)
			fail_msg("'%s'", rows[i / 2].typed);
		expect_said(&capture, i % 2 ? "? (y/n): " : "? (c/k): ");
	}
}

static void test_ask_text__the_longest_line_is_4096_bytes(void **state)
{
	char lines[ASK_LINE_BYTES * 2 + 3];
	struct rota_error err = { 0 };
	struct capture capture;
	const char *answer;

	(void)state;
	memset(lines, 'a', sizeof(lines));
	lines[ASK_LINE_BYTES + 1] = '\n';
	lines[sizeof(lines) - 1] = '\n';
	pretend(&capture, lines, sizeof(lines));
	assert_int_equal(ask_text(&answer, &capture.cli, &(struct ask){ .prompt = "p" }, &err),
			 ROTA_OK);
	assert_int_equal(strlen(answer), ASK_LINE_BYTES);
	expect_said(&capture, "p: the answer is longer than 4096 bytes\np: ");
}

static void test_ask_text__what_is_not_utf8_is_refused(void **state)
{
	static const char lines[] = "H\xF3ng\na\0b\nA\n";
	struct rota_error err = { 0 };
	struct capture capture;
	const char *answer;

	(void)state;
	pretend(&capture, lines, sizeof(lines) - 1);
	assert_int_equal(ask_text(&answer, &capture.cli, &(struct ask){ .prompt = "p" }, &err),
			 ROTA_OK);
	assert_string_equal(answer, "A");
	expect_said(&capture, "p: 'H?ng' is not UTF-8\n  set the terminal to UTF-8\n"
			      "p: the answer holds a control character\n"
			      "  arrow keys do not work here; type it again\np: ");
}

/** Refuses the answer "bad" with ROTA_ECONFLICT, and "full" with ROTA_ENOMEM. */
static int check_it(const char *answer, void *payload, struct rota_error *err)
{
	*(size_t *)payload += 1;
	if (strcmp(answer, "full") == 0)
		return rota_fail(err, ROTA_ENOMEM, NULL, "out of memory");
	return strcmp(answer, "bad") == 0 || strcmp(answer, "2023") == 0
		       ? rota_fail(err, ROTA_ECONFLICT, "another", "'%s' is bad", answer)
		       : ROTA_OK;
}

static void test_ask_text__the_check_of_the_caller_decides(void **state)
{
	size_t checked = 0;
	struct ask ask = { .prompt = "p", .check = check_it, .payload = &checked };
	struct rota_error err = { 0 };
	struct capture capture;
	const char *answer;

	(void)state;
	pretend(&capture, "bad\n\ngood\nfull\n", 15);
	assert_int_equal(ask_text(&answer, &capture.cli, &ask, &err), ROTA_OK);
	assert_string_equal(answer, "good");
	assert_int_equal(err.code, ROTA_OK);
	assert_int_equal(checked, 2);
	assert_int_equal(ask_text(&answer, &capture.cli, &ask, &err), ROTA_ENOMEM);
	assert_null(answer);
	expect_said(&capture, "p: 'bad' is bad\n  another\np: an answer is needed\np: p: ");
}

static void test_ask_day__the_check_of_the_caller_follows_the_form(void **state)
{
	size_t checked = 0;
	struct ask ask = { .prompt = "p", .check = check_it, .payload = &checked };
	struct rota_error err = { 0 };
	struct capture capture;
	struct rota_day day;

	(void)state;
	pretend(&capture, "x\n2023\n2024\n", 12);
	assert_int_equal(ask_day(&day, &capture.cli, &ask, &err), ROTA_OK);
	assert_int_equal(day.year, 2024);
	assert_int_equal(checked, 2);
	expect_said(&capture, "p: 'x' is not a day [V56]\n"
			      "  write it as dd/mm/yyyy, mm/yyyy or yyyy\n"
			      "p: '2023' is bad\n  another\np: ");
}

static void test_ask__an_optional_question_takes_nothing_for_an_answer(void **state)
{
	const struct ask ask = { .prompt = "p", .optional = true };
	const char *const choices[] = { "a" };
	struct rota_error err = { 0 };
	struct capture capture;
	const struct rota_word *word = rota_posts.words;
	struct rota_day day = { .year = 2024 };
	const char *text = "x";
	size_t choice = 0;

	(void)state;
	pretend(&capture, "\n\n\n\n", 4);
	assert_int_equal(ask_text(&text, &capture.cli, &ask, &err), ROTA_OK);
	assert_int_equal(ask_day(&day, &capture.cli, &ask, &err), ROTA_OK);
	assert_int_equal(ask_word(&word, &capture.cli, &ask, &rota_posts, &err), ROTA_OK);
	assert_int_equal(ask_choice(&choice, &capture.cli, &ask, choices, 1, &err), ROTA_OK);
	assert_null(text);
	assert_true(rota_day_is_none(day));
	assert_null(word);
	assert_int_equal(choice, 1);
	expect_said(&capture, "p: p:    1  Party secretary\n   2  chair of the People's Committee\n"
			      "p:    1  a\np: ");
}

static void test_ask__the_end_of_the_input_ends_every_question(void **state)
{
	const struct ask ask = { .prompt = "p", .standard = "2024", .optional = true };
	struct rota_error err = { 0 };
	struct capture capture;
	struct rota_day day = { .year = 2024 };
	const char *text = "x";
	bool yes = true;

	(void)state;
	pretend(&capture, "2024", 4); /* a line without an end is no answer */
	assert_int_equal(ask_text(&text, &capture.cli, &ask, &err), ROTA_EINVALID);
	assert_int_equal(ask_day(&day, &capture.cli, &ask, &err), ROTA_EINVALID);
	assert_int_equal(ask_confirm(&yes, &capture.cli, "?", true, &err), ROTA_EINVALID);
	assert_string_equal(err.message, "stopped at a question; nothing was recorded");
	assert_null(text);
	assert_true(rota_day_is_none(day));
	assert_false(yes);
	expect_said(&capture, "p [2024]: \np [2024]: \n? (y/n): \n");
}

static void test_ask__sigint_does_afterwards_what_it_did_before(void **state)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction after;
	struct rota_error err = { 0 };
	struct capture capture;
	const char *answer;
	sigset_t mask;

	(void)state;
	sigaction(SIGINT, &ignore, NULL);
	pretend(&capture, "a\n", 2);
	assert_int_equal(ask_text(&answer, &capture.cli, &(struct ask){ .prompt = "p" }, &err),
			 ROTA_OK);
	sigaction(SIGINT, NULL, &after);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_ptr_equal(after.sa_handler, SIG_IGN);
	assert_false(sigismember(&mask, SIGINT));
	signal(SIGINT, SIG_DFL);
	expect_said(&capture, "p: ");
}

/* --- nobody to ask --------------------------------------------------------------------------- */

static void test_ask_can__needs_two_terminals_and_no_word_against_it(void **state)
{
	static const struct {
		bool in, err, no_input, yes, can;
	} rows[] = {
		{ true, true, false, false, true },   { false, true, false, false, false },
		{ true, false, false, false, false }, { true, true, true, false, false },
		{ true, true, false, true, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct cli cli = { .in_terminal = rows[i].in,
				   .err_terminal = rows[i].err,
				   .no_input = rows[i].no_input,
				   .yes = rows[i].yes };

		assert_int_equal(ask_can(&cli), rows[i].can);
	}
}

static void test_ask_confirm__nobody_is_asked_without_a_terminal(void **state)
{
	static const struct {
		bool unasked, yes, answer;
	} rows[] = {
		{ true, false, true },
		{ false, false, false },
		{ false, true, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_error err = { 0 };
		struct capture capture;
		bool answer = !rows[i].answer;

		capture_open(&capture);
		capture.cli.yes = rows[i].yes;
		assert_int_equal(ask_confirm(&answer, &capture.cli, "?", rows[i].unasked, &err),
				 ROTA_OK);
		assert_int_equal(answer, rows[i].answer);
		capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
	}
}

static void test_ask__asking_nobody_is_a_fault_of_the_program(void **state)
{
	struct rota_error err = { 0 };
	struct capture capture;
	const struct rota_word *word;

	(void)state;
	capture_open(&capture);
	assert_int_equal(
		ask_word(&word, &capture.cli, &(struct ask){ .prompt = "post" }, &rota_posts, &err),
		ROTA_EBUG);
	assert_string_equal(err.message, "nobody is there to answer 'post'");
	capture_expect(&capture, EXIT_OK, EXIT_OK, "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ask_text__the_answer_is_one_line),
		cmocka_unit_test(test_ask_text__a_wrong_answer_is_asked_again),
		cmocka_unit_test(test_ask_text__ctrl_c_and_ctrl_d_record_nothing),
		cmocka_unit_test(test_ask_text__the_next_question_takes_the_next_line),
		cmocka_unit_test(test_ask_day__is_asked_until_it_is_a_day),
		cmocka_unit_test(test_ask_day__an_empty_answer_is_the_default),
		cmocka_unit_test(test_ask_word__takes_a_number_or_a_word),
		cmocka_unit_test(test_ask_choice__takes_a_number_of_the_list),
		cmocka_unit_test(test_ask_confirm__asks_until_it_is_yes_or_no),
		cmocka_unit_test(test_ask_confirm__shows_the_letters_of_the_language),
		cmocka_unit_test_teardown(test_ask_confirm__takes_both_languages_in_both,
					  speak_english),
		cmocka_unit_test(test_ask_text__the_longest_line_is_4096_bytes),
		cmocka_unit_test(test_ask_text__what_is_not_utf8_is_refused),
		cmocka_unit_test(test_ask_text__the_check_of_the_caller_decides),
		cmocka_unit_test(test_ask_day__the_check_of_the_caller_follows_the_form),
		cmocka_unit_test(test_ask__an_optional_question_takes_nothing_for_an_answer),
		cmocka_unit_test(test_ask__the_end_of_the_input_ends_every_question),
		cmocka_unit_test(test_ask__sigint_does_afterwards_what_it_did_before),
		cmocka_unit_test(test_ask_can__needs_two_terminals_and_no_word_against_it),
		cmocka_unit_test(test_ask_confirm__nobody_is_asked_without_a_terminal),
		cmocka_unit_test(test_ask__asking_nobody_is_a_fault_of_the_program),
	};

	return cmocka_run_group_tests(tests, speak_english, NULL);
}
