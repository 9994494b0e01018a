/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A subcommand, and what the program knows while it runs.
 *
 * A run of rota: cli_open(), opt_scan(), cli_dispatch(), cli_close(). A
 * subcommand is one file `cmd_<name>.c` that ends with its descriptor, a
 * `const struct cmd cmd_<name>`, and one line in commands.h. Its `run` reads
 * its arguments (opt.h), asks for what is missing (ask.h), calls the library,
 * writes its answer to stdout and everything else to stderr (out.h).
 *
 * One thread. Texts are marked: _() translates now, N_() marks a text of a
 * constant table, which is translated where it is used.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "rota/arena.h"
#include "rota/error.h"
#include "rota/kinds.h"
#include "rota/language.h"

#define _(text) rota_message(text)
#define N_(text) text

/** How the program ends. */
enum {
	EXIT_OK = 0,    /**< done, whatever is still open */
	EXIT_NO = 1,    /**< a question was asked, and the answer is no */
	EXIT_USAGE = 2, /**< the command line is wrong; nothing was begun */
	EXIT_FAILED = 3 /**< not done: every rota_code, a W rule that asks for a reason too */
};

/** Where a command stands in the list that `rota help` prints. */
enum cmd_group { CMD_START, CMD_WORK, CMD_LOOK, CMD_CHECK, CMD_GROUP_COUNT };

struct cli;

struct cmd {
	const char *name;     /**< "appoint" */
	const char *vi;       /**< the same in Vietnamese without accents, "bo-tri"; may be NULL */
	const char *synopsis; /**< N_("appoint COMMUNE POST ..."), with the name, without "rota" */
	const char *summary;  /**< N_(), one line of lower case without a full stop */
	const char *help; /**< N_(), may be NULL. Paragraphs, wrapped to the terminal; a line that
			       begins with a space is an example and is printed as it stands */
	/** @param argv  the arguments behind the command's name: argv[0] is the first of them.
	 *  @return an exit code. */
	int (*run)(const struct cmd *self, struct cli *cli, int argc, char **argv);
	enum cmd_group group;
	bool events; /**< with --json it says what happens as it happens (progress.h) */
};

/** The most bytes of `called`, with the NUL: the names of a command and of its subcommand. */
enum { CLI_CALLED_BYTES = 64 };

/** One of a closed list of words. */
struct opt_word {
	const struct rota_words *words;
	const struct rota_word *word; /**< the one given, or NULL */
};

struct cli {
	/* What the global options say. */
	const char *dir;      /**< -C, else ROTA_DIR; NULL: search from the working folder */
	struct opt_word lang; /**< --lang, "vi" or "en"; already chosen (opt_scan()) */
	bool lang_said;       /**< by --lang or ROTA_LANG: then the office's setting is not asked */
	const char *tone;     /**< how the syllable ủy is written: "ủy", "uỷ"; NULL: as it comes */
	bool json;
	bool yes;      /**< do it without asking */
	bool no_input; /**< never ask */
	bool help;     /**< opt_parse() then prints the help of the command it is called for */
	bool version;

	/* The terminal. */
	FILE *in, *out, *err;
	bool in_terminal, out_terminal, err_terminal;
	size_t width;       /**< columns of the terminal, 80 where there is none */
	bool progress_open; /**< a progress line stands on the terminal */

	const struct cmd *const
		*commands;             /**< all, up to a NULL; the first runs when none is named */
	char called[CLI_CALLED_BYTES]; /**< what runs: "appoint", "cadre find", by cmd_name() */
	bool events;                   /**< of that */
	struct rota_arena arena;       /**< released when the program ends */
};

/** Take the streams and learn what they are. Fills the whole struct but `commands`. */
void cli_open(struct cli *cli, FILE *in, FILE *out, FILE *err);

/**
 * Close stdout and release the arena.
 * @param code  the exit code so far.
 * @return @p code; EXIT_FAILED when it was EXIT_OK and stdout did not take everything, which is
 *         then said on stderr.
 */
int cli_close(struct cli *cli, int code);

/** The name of a command as people of the language chosen write it. */
const char *cmd_name(const struct cmd *cmd);

/**
 * The command that a person typed: its name or its Vietnamese name, also with accents and in
 * capitals ("bố-trí"). NULL when there is none.
 * @param list  up to a NULL.
 */
const struct cmd *cli_find(const struct cmd *const *list, const char *typed);

/**
 * Read the global options before a command's name, find the command and run it. Without a name
 * the first of the list runs; with --help the list is printed instead. A command that has
 * subcommands of its own (`cadre find`) calls this with them in its `run`.
 *
 * @param parent  the command that has the list; NULL for the program itself.
 * @param list    up to a NULL, at least one.
 * @return an exit code; EXIT_USAGE when no command has that name, with the nearest as hint.
 */
int cli_dispatch(const struct cmd *parent, const struct cmd *const *list, struct cli *cli, int argc,
		 char **argv);

#endif
