/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The arguments of a command: one table gives their reading, the usage and the help.
 *
 *     const char *commune = NULL;
 *     struct rota_day from = { 0 };
 *     struct opt_list docs = { 0 };
 *     const struct opt options[] = {
 *         { 0, NULL, NULL, N_("COMMUNE"), OPT_TEXT, OPT_ASKED, &commune, N_("name or code") },
 *         { 0, "from", "tu", N_("DAY"), OPT_DAY, OPT_ASKED, &from, N_("the first day") },
 *         { 0, "doc", "can-cu", N_("DOC"), OPT_LIST, OPT_MAY, &docs, N_("the decision") },
 *         OPT_END
 *     };
 *     int code;
 *
 *     if (!opt_parse(&code, self, options, cli, argc, argv))
 *         return code;
 *
 * How a command line is read:
 * 1. Options stand anywhere, before, between and behind the other arguments; `--` ends them.
 * 2. `--name value`, `--name=value`, `-n value`, `-nvalue`. Names are written out in full.
 * 3. What is an option of this command is never the value of another: `--why --from 2024` says
 *    that --why has no value. `--why=--from` gives it one that looks like an option.
 * 4. An option is given once, but for OPT_FLAG and OPT_LIST. No value is empty.
 * 5. The global options (opt_globals()) are read with those of every command, which must not use
 *    their names and letters.
 * 6. The first mistake is said on stderr and ends the command with EXIT_USAGE. A variable of the
 *    table keeps what it was set to before when its option is not given.
 */
#ifndef CLI_OPT_H
#define CLI_OPT_H

#include <stdint.h>

#include "cli/cmd.h"
#include "rota/day.h"

/** The form of a value, and the type of the variable that `out` points to. */
enum opt_type {
	OPT_LAST, /**< ends the table */
	OPT_FLAG, /**< bool */
	OPT_TEXT, /**< const char *: UTF-8 */
	OPT_PATH, /**< const char *: any bytes, the name of a file */
	OPT_INT,  /**< int64_t: a whole number from 0 on */
	OPT_DAY,  /**< struct rota_day, read with rota_day_read() */
	OPT_WORD, /**< struct opt_word (cmd.h) with its words set, read with rota_word_read() */
	OPT_LIST  /**< struct opt_list: texts; an option that may come again, or all arguments left
		   */
};

/** Whether the command goes on without it. */
enum opt_need {
	OPT_MAY,
	OPT_ASKED, /**< it is asked for when somebody is there to ask (ask_can()), else needed */
	OPT_MUST
};

struct opt_list {
	const char **items; /**< in the arena of the cli */
	size_t count;
};

/** An option, or, without a name and a letter, an argument by its place. */
struct opt {
	char letter;       /**< 'n', or 0 */
	const char *name;  /**< "limit", or NULL */
	const char *vi;    /**< the same in Vietnamese without accents, "gioi-han"; or NULL */
	const char *value; /**< N_("COUNT"): how the value is called; NULL for a flag */
	enum opt_type type;
	enum opt_need need;
	void *out;
	const char *help; /**< N_(), lower case, no full stop */
};

/** The name of an option as people of the language chosen write it; NULL for an argument. */
const char *opt_name(const struct opt *row);

#define OPT_END                                                    \
	{                                                          \
		0, NULL, NULL, NULL, OPT_LAST, OPT_MAY, NULL, NULL \
	}

/** The most rows of one table. */
enum { OPT_MOST_ROWS = 64 };

/**
 * Read the arguments of a command, or, when cli->help is set, print its help instead.
 *
 * @param[out] code  the exit code, when the command must not go on.
 * @param      options  up to OPT_END, OPT_MOST_ROWS at most. What they point to is filled; texts
 *                      live as long as @p argv.
 * @return whether the command goes on.
 */
bool opt_parse(int *code, const struct cmd *self, const struct opt *options, struct cli *cli,
	       int argc, char **argv);

/**
 * Find the global options that must hold before the first word is said: the language is chosen,
 * cli->lang_said, dir, json, help and version are set. Looks at all arguments up to `--`; says nothing: what is
 * wrong is said when the option is read.
 */
void opt_scan(struct cli *cli, int argc, char **argv);

/**
 * Read the global options that stand before a command's name.
 * @param[out] used  how many arguments they are.
 * @return ROTA_OK; ROTA_EINVALID.
 */
int opt_leading(int *used, struct cli *cli, int argc, char **argv, struct rota_error *err);

/** Rows of the table of global options, with its end. */
enum { OPT_GLOBAL_ROWS = 8 };

/** The table of the global options, filled for this cli. */
void opt_globals(struct opt rows[OPT_GLOBAL_ROWS], struct cli *cli);

#endif
