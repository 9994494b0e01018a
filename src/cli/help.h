/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What `--help` and `rota help` print, on stdout, broken to the width of the terminal.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/opt.h"

/** The help of a command: how it is written, what it does, its options in a table, its text.
 *  @return EXIT_OK; EXIT_FAILED when stdout did not take it. */
int cli_help_command(struct cli *cli, const struct cmd *self, const struct opt *options);

/**
 * The commands of a list, one a line.
 * @param parent  the command that has them, whose text follows; NULL for the program: then they
 *                stand in groups, and the global options follow.
 * @return as cli_help_command().
 */
int cli_help_list(struct cli *cli, const struct cmd *parent, const struct cmd *const *list);

#endif
