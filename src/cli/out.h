/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the program says: data on stdout, everything else on stderr.
 *
 * An error looks like this on stderr, or like that with --json, in one line:
 *
 *     rota: no unit '99999' on 15/02/2024 [V01]
 *       try: rota unit find
 *
 *     {"error":{"code":-2,"rule":"V01","message":"no unit ...","hint":"try: rota unit find"}}
 *
 * where "rule" and "hint" are null when there is none. With --json nothing else is written to
 * stderr but the questions of ask.h. A command that says what happens (progress.h) has the error as
 * its last event on stdout too.
 *
 * When the reader of a pipe goes away (`rota report ... | head`), writing fails with an error
 * without a message: the program ends with EXIT_FAILED and says nothing.
 */
#ifndef CLI_OUT_H
#define CLI_OUT_H

#include "cli/cmd.h"
#include "rota/error.h"
#include "rota/report.h"

/** Say an error. @return EXIT_FAILED; EXIT_OK when there is none. */
int cli_fail(struct cli *cli, const struct rota_error *err);

/** Say an error in the command line. Without a hint it gets one: the help of what was called.
 *  @return EXIT_USAGE; EXIT_FAILED when memory ran out. */
int cli_usage(struct cli *cli, struct rota_error *err);

/** Write an error for people, without "rota: " in front: `MESSAGE [V01]`, then `  HINT`. */
void cli_put_error(FILE *to, const struct rota_error *err);

/** One line of talk on stderr, at most 4095 bytes; nothing with --json. */
void cli_say(struct cli *cli, const char *fmt, ...) ROTA_PRINTF(2, 3);

/** Show how far a long work is, in one line that the next call overwrites. Nothing where stderr
 *  is no terminal, or with --json. The caller decides how often: some times a second. */
void cli_progress(struct cli *cli, const char *fmt, ...) ROTA_PRINTF(2, 3);

/** Take the progress line away. Whatever else this room writes to stderr does so by itself. */
void cli_progress_end(struct cli *cli);

/** Write data to stdout, at once. The only way to stdout, so that no failure goes unseen.
 *  @return ROTA_OK; ROTA_EIO stdout did not take it. */
int cli_write(struct cli *cli, const char *text, struct rota_error *err);

/**
 * How a report is to be written: in the format named, else JSON with --json, else as a table, as
 * wide as the terminal or, where stdout is none, as it needs.
 * @param[out] out     separator and byte order mark of CSV are left 0 for the caller.
 * @param      format  the value of --format, or NULL.
 * @return ROTA_OK; ROTA_EINVALID with the list of formats.
 */
int cli_format(struct rota_report_options *out, const struct cli *cli, const char *format,
	       struct rota_error *err);

/** Write a report to stdout. @return as rota_report_write(); ROTA_EIO as cli_write(). */
int cli_show(struct cli *cli, const struct rota_report *report,
	     const struct rota_report_options *options, struct rota_error *err);

#endif
