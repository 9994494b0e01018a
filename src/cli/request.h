/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The command line of an act: its options are fields of struct rota_request, which one table names
 * for all acts (request.c). A command picks those it has, and says what they mean to it:
 *
 *     static const struct request_option options[] = {
 *         { "COMMUNE", OPT_ASKED, NULL, N_("commune") },
 *         { "from", OPT_ASKED, N_("the first vacant day"), N_("first vacant day") },
 *         { NULL, OPT_MAY, NULL, NULL },
 *     };
 *
 *     return request_run(self, cli, argc, argv, options, rota_vacant);
 *
 * Every act has --why and --dry-run besides; a command names them only to say more of them.
 */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/opt.h"
#include "rota/office.h"

struct request_option {
	const char *name;   /**< in the table: "COMMUNE" for an argument by its place, "from" for --from */
	enum opt_need need;
	const char *help;   /**< N_(); NULL: as the table has it */
	const char *prompt; /**< N_(): asked for on a terminal, and what is not needed may be left out;
			     *   NULL: never asked for */
};

/**
 * Read the command line and record the act, as work_act() does.
 * @param options  up to one without a name; each must be in the table.
 * @return an exit code.
 */
int request_run(const struct cmd *self, struct cli *cli, int argc, char **argv,
                const struct request_option *options, rota_act_fn *act);

#endif
