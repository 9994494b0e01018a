/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ctrl-C ends a question: while one is open, SIGINT is caught, but let through only inside
 * pselect(), so that it can neither get lost before the wait nor kill the program in the middle
 * of a line. Between two questions it does what it did before.
 */
#include "cli/ask.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "cli/out.h"
#include "cli/text.h"

/* A signal handler can tell what happened only through a variable of the file. */
static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/** What SIGINT did before the question. */
struct watch {
	struct sigaction action;
	sigset_t mask;
};

static void watch_begin(struct watch *watch)
{
	struct sigaction action = { .sa_handler = note_interrupt };
	sigset_t mask;

	interrupted = 0;
	sigemptyset(&action.sa_mask);
	sigemptyset(&mask);
	sigaddset(&mask, SIGINT);
	sigprocmask(SIG_BLOCK, &mask, &watch->mask);
	sigaction(SIGINT, &action, &watch->action);
}

static void watch_end(const struct watch *watch)
{
	/* In this order a signal that waits still finds our handler. */
	sigprocmask(SIG_SETMASK, &watch->mask, NULL);
	sigaction(SIGINT, &watch->action, NULL);
}

struct line {
	char text[ASK_LINE_BYTES + 1];
	size_t size; /* more than ASK_LINE_BYTES: the line was longer, and is cut */
};

enum progress { MORE, LINE_READ, ENDED, FAILED };

static enum progress read_byte(struct line *line, int fd, const sigset_t *mask)
{
	fd_set ready;
	ssize_t got;
	char byte;

	FD_ZERO(&ready);
	FD_SET(fd, &ready);
	if (pselect(fd + 1, &ready, NULL, NULL, NULL, mask) < 0)
		return interrupted ? ENDED : errno == EINTR ? MORE : FAILED;
	got = read(fd, &byte, 1);
	if (got < 0)
		return errno == EINTR || errno == EAGAIN ? MORE : FAILED;
	if (got == 0)
		return ENDED;
	if (byte == '\n')
		return LINE_READ;
	if (line->size < ASK_LINE_BYTES)
		line->text[line->size] = byte;
	line->size += line->size <= ASK_LINE_BYTES;
	return MORE;
}

static int stopped(struct cli *cli, struct rota_error *err)
{
	fputc('\n', cli->err); /* the cursor stands behind the prompt */
	return rota_fail(err, ROTA_EINVALID, NULL,
			 _("stopped at a question; nothing was recorded"));
}

/** Read one line. Byte by byte, so that nothing of the next line is taken away from it. */
static int read_line(struct line *line, struct cli *cli, const struct watch *watch,
		     struct rota_error *err)
{
	enum progress progress;

	line->size = 0;
	do
		progress = read_byte(line, fileno(cli->in), &watch->mask);
	while (progress == MORE);
	if (progress == FAILED)
		return rota_fail(err, ROTA_EIO, NULL, _("the answer cannot be read: %s"),
				 strerror(errno));
	if (progress == ENDED)
		return stopped(cli, err);
	line->text[line->size < ASK_LINE_BYTES ? line->size : ASK_LINE_BYTES] = '\0';
	return ROTA_OK;
}

/** Refuse what no answer may be. */
static int check_line(const struct line *line, struct rota_error *err)
{
	if (line->size > ASK_LINE_BYTES)
		return rota_fail(err, ROTA_EINVALID, NULL, _("the answer is longer than %d bytes"),
				 ASK_LINE_BYTES);
	if (!cli_text_is_utf8(line->text))
		return rota_fail(err, ROTA_EINVALID, _("set the terminal to UTF-8"),
				 _("'%s' is not UTF-8"), line->text);
	if (strlen(line->text) != line->size || cli_text_has_control(line->text))
		return rota_fail(err, ROTA_EINVALID,
				 _("arrow keys do not work here; type it again"),
				 _("the answer holds a control character"));
	return ROTA_OK;
}

/** The text without the spaces around it, in place. */
static char *trim(char *text)
{
	size_t size;

	text += strspn(text, " ");
	size = strlen(text);
	while (size && text[size - 1] == ' ')
		text[--size] = '\0';
	return text;
}

/** Ask once. */
static int ask_line(struct line *line, struct cli *cli, const struct ask *ask,
		    struct rota_error *err)
{
	struct watch watch;
	int rc;

	watch_begin(&watch);
	fprintf(cli->err, "%s", ask->prompt);
	if (ask->standard)
		fprintf(cli->err, " [%s]", ask->standard);
	fputs(": ", cli->err);
	fflush(cli->err);
	rc = read_line(line, cli, &watch, err);
	watch_end(&watch);
	/* Ctrl-C right behind the answer counts too. */
	return !rc && interrupted ? stopped(cli, err) : rc;
}

/** Take the answer out of its line and see whether it will do. An empty one becomes what it
 *  stands for, NULL for nothing. */
static int examine(const char **answer, struct line *line, const struct ask *ask,
		   struct rota_error *err)
{
	int rc = check_line(line, err);

	if (rc)
		return rc;
	*answer = trim(line->text);
	if (!**answer)
		*answer = ask->standard;
	if (!*answer && ask->optional)
		return ROTA_OK;
	if (!*answer)
		return rota_fail(err, ROTA_EINVALID, NULL, _("an answer is needed"));
	return ask->check ? ask->check(*answer, ask->payload, err) : ROTA_OK;
}

/** Ask until the answer will do. *out is a copy in the arena, or NULL. */
static int ask_until(const char **out, struct cli *cli, const struct ask *ask,
		     struct rota_error *err)
{
	struct line line;
	const char *answer;
	int rc;

	*out = NULL;
	if (!ask_can(cli))
		return rota_fail(err, ROTA_EBUG, NULL, _("nobody is there to answer '%s'"),
				 ask->prompt);
	cli_progress_end(cli);
	for (;;) {
		rota_error_clear(err);
		rc = ask_line(&line, cli, ask, err);
		if (rc)
			return rc;
		rc = examine(&answer, &line, ask, err);
		if (!rc)
			break;
		if (rc == ROTA_ENOMEM)
			return rc;
		cli_put_error(cli->err, err);
	}
	if (!answer)
		return ROTA_OK;
	*out = rota_arena_copy(&cli->arena, answer, strlen(answer));
	return *out ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

bool ask_can(const struct cli *cli)
{
	return cli->in_terminal && cli->err_terminal && !cli->no_input && !cli->yes;
}

int ask_text(const char **out, struct cli *cli, const struct ask *ask, struct rota_error *err)
{
	return ask_until(out, cli, ask, err);
}

/** An answer of a form: what it was read as, and the question whose own check follows. */
struct form {
	const struct ask *ask;
	struct rota_day day;
	const struct rota_words *words;
	const struct rota_word *word;
	size_t number; /* of a choice, from 1 on */
	size_t count;
};

static int check_own(const struct form *form, const char *answer, struct rota_error *err)
{
	return form->ask->check ? form->ask->check(answer, form->ask->payload, err) : ROTA_OK;
}

/** Ask the question of a form, its answers checked by @p check first. */
static int ask_form(const char **answer, struct cli *cli, struct form *form,
		    int (*check)(const char *, void *, struct rota_error *), struct rota_error *err)
{
	struct ask ask = *form->ask;

	ask.check = check;
	ask.payload = form;
	return ask_until(answer, cli, &ask, err);
}

static int check_day(const char *answer, void *payload, struct rota_error *err)
{
	struct form *form = payload;
	int rc = rota_day_read(&form->day, answer, strlen(answer), err);

	return rc ? rc : check_own(form, answer, err);
}

int ask_day(struct rota_day *out, struct cli *cli, const struct ask *ask, struct rota_error *err)
{
	struct form form = { .ask = ask };
	const char *answer;
	int rc = ask_form(&answer, cli, &form, check_day, err);

	memset(out, 0, sizeof(*out));
	if (answer)
		*out = form.day;
	return rc;
}

/** The number that an answer is, 1 to @p count; else 0. */
static size_t number_of(const char *answer, size_t count)
{
	unsigned long number;

	if (!*answer || strspn(answer, "0123456789") != strlen(answer) || strlen(answer) > 9)
		return 0;
	number = strtoul(answer, NULL, 10);
	return number <= count ? number : 0;
}

static void put_choice(struct cli *cli, size_t number, const char *text)
{
	fprintf(cli->err, "%4zu  %s\n", number, text);
}

static int check_choice(const char *answer, void *payload, struct rota_error *err)
{
	struct form *form = payload;

	form->number = number_of(answer, form->count);
	if (!form->number)
		return rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is no number from 1 to %zu"),
				 answer, form->count);
	return check_own(form, answer, err);
}

int ask_choice(size_t *out, struct cli *cli, const struct ask *ask, const char *const *choices,
	       size_t count, struct rota_error *err)
{
	struct form form = { .ask = ask, .count = count };
	const char *answer;
	int rc;

	for (size_t i = 0; i < count && ask_can(cli); i++)
		put_choice(cli, i + 1, choices[i]);
	rc = ask_form(&answer, cli, &form, check_choice, err);
	*out = answer ? form.number - 1 : count;
	return rc;
}

/** The next word that is not another way of saying an earlier one; NULL at the end. */
static const struct rota_word *next_word(const struct rota_words *words, size_t *at)
{
	while (*at < words->count) {
		const struct rota_word *word = &words->words[(*at)++];

		if (rota_word_find(words, word->id) == word)
			return word;
	}
	return NULL;
}

/** Show the words with their numbers. @return how many there are. */
static size_t put_words(struct cli *cli, const struct rota_words *words)
{
	const struct rota_word *word;
	size_t at = 0;
	size_t count = 0;

	while ((word = next_word(words, &at)))
		put_choice(cli, ++count, rota_word_show(word));
	return count;
}

static const struct rota_word *word_by_number(const struct rota_words *words, size_t number)
{
	const struct rota_word *word = NULL;
	size_t at = 0;

	while (number--)
		word = next_word(words, &at);
	return word;
}

static int check_word(const char *answer, void *payload, struct rota_error *err)
{
	struct form *form = payload;
	size_t number = number_of(answer, form->count);

	form->word =
		number ? word_by_number(form->words, number) : rota_word_read(form->words, answer);
	if (!form->word)
		return rota_fail(err, ROTA_EINVALID, _("type the number or the word"),
				 _("'%s' is not in the list"), answer);
	return check_own(form, answer, err);
}

int ask_word(const struct rota_word **out, struct cli *cli, const struct ask *ask,
	     const struct rota_words *words, struct rota_error *err)
{
	struct form form = { .ask = ask, .words = words };
	const char *answer;
	int rc;

	if (ask_can(cli))
		form.count = put_words(cli, words);
	rc = ask_form(&answer, cli, &form, check_word, err);
	*out = answer ? form.word : NULL;
	return rc;
}

static const struct rota_word yes_no_words[] = {
	{ "yes", "yes", "có" },
	{ "yes", "y", "c" },
	{ "no", "no", "không" },
	{ "no", "n", "k" },
};

static const struct rota_words yes_no = { "yes or no", yes_no_words, 4 };

static int check_yes_no(const char *answer, void *payload, struct rota_error *err)
{
	struct form *form = payload;

	form->word = rota_word_read(&yes_no, answer);
	if (!form->word)
		return rota_fail(err, ROTA_EINVALID, NULL, _("answer y (yes) or n (no)"));
	return ROTA_OK;
}

int ask_confirm(bool *out, struct cli *cli, const char *question, bool unasked,
		struct rota_error *err)
{
	char prompt[1024];
	struct form form = { .ask = &(struct ask){ .prompt = prompt } };
	const char *answer;
	int rc;

	*out = cli->yes || unasked;
	if (!ask_can(cli))
		return ROTA_OK;
	/* The letters of the language come first; both are taken. */
	snprintf(prompt, sizeof(prompt), "%s (%s)", question,
		 rota_language() == ROTA_VI ? "c/k" : "y/n");
	rc = ask_form(&answer, cli, &form, check_yes_no, err);
	*out = !rc && form.word && strcmp(form.word->id, "yes") == 0;
	return rc;
}
