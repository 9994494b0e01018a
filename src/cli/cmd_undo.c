/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "ENTRY", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_undo);
}

const struct cmd cmd_undo = {
	.name = "undo",
	.vi = "rut-lai",
	.synopsis = N_("undo [ENTRY] --why TEXT"),
	.summary = N_("take back your last act"),
	.help = N_("Takes back the last act that was not sent yet. Nothing is deleted: taking back is an "
	           "entry too, and the history shows both. Again, it takes back the act before, unless "
	           "you name the entry: an entry that is taken back already stays so.\n"
	           "\n"
	           "  rota undo 120 --why \"the wrong commune\""),
	.run = run,
	.group = CMD_WORK,
};
