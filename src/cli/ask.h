/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Asking a person at the terminal for what the command line leaves open.
 *
 *     rc = ask_text(&commune, cli, &(struct ask){ .prompt = _("commune") }, &err);
 *     if (!rc)
 *         rc = ask_day(&from, cli, &(struct ask){ .prompt = _("from which day") }, &err);
 *     if (!rc)
 *         rc = ask_confirm(&agreed, cli, _("record this?"), true, &err);
 *     if (rc)
 *         return cli_fail(cli, &err);
 *
 * Questions are written to stderr, answers are read from stdin, one a line, at most
 * ASK_LINE_BYTES long, UTF-8 without control characters, spaces around ignored. A wrong answer is
 * answered with the error, and the question comes again. Ctrl-C and Ctrl-D end the questions with
 * the error that nothing was recorded. `err` is never NULL here.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/cmd.h"
#include "rota/day.h"

/** The longest answer in bytes, without its line end. @source termios(3), "Canonical and
 *  noncanonical mode": a terminal keeps 4095 of a line itself. */
enum { ASK_LINE_BYTES = 4096 };

struct ask {
	const char *prompt;   /**< translated; `: ` is put behind it */
	const char *standard; /**< what an empty answer means, shown in brackets; or NULL */
	bool optional;        /**< an empty answer is an answer: nothing */
	/** Whether an answer will do, after it has the form asked for; or NULL. What it sets is
	 * said and the question comes again, whatever the code; the end of memory ends the
	 * questions. */
	int (*check)(const char *answer, void *payload, struct rota_error *err);
	void *payload;
};

/** Whether there is somebody to ask: stdin and stderr are terminals, and neither --no-input nor
 *  --yes is given. Asking when there is nobody is ROTA_EBUG, but for ask_confirm(). */
bool ask_can(const struct cli *cli);

/** @param[out] out  the answer, in the arena of the cli; NULL when it is empty and optional.
 *  @return ROTA_OK; ROTA_EINVALID Ctrl-C, Ctrl-D; ROTA_EIO; ROTA_ENOMEM. So do the others. */
int ask_text(const char **out, struct cli *cli, const struct ask *ask, struct rota_error *err);

/** A day, as rota_day_read() reads it. No day when it is empty and optional. */
int ask_day(struct rota_day *out, struct cli *cli, const struct ask *ask, struct rota_error *err);

/** One of a closed list of words, shown with numbers; the answer is a number or what
 *  rota_word_read() takes. NULL when it is empty and optional. */
int ask_word(const struct rota_word **out, struct cli *cli, const struct ask *ask,
	     const struct rota_words *words, struct rota_error *err);

/** One of some things, shown with numbers; the answer is the number. @param[out] out  0 to
 *  @p count - 1; @p count when it is empty and optional. */
int ask_choice(size_t *out, struct cli *cli, const struct ask *ask, const char *const *choices,
	       size_t count, struct rota_error *err);

/**
 * Yes or no: c, k, có, không, y, n, yes, no. An empty answer is asked again.
 * @param unasked  the answer when there is nobody to ask; with --yes it is yes.
 */
int ask_confirm(bool *out, struct cli *cli, const char *question, bool unasked,
		struct rota_error *err);

#endif
