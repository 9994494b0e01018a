/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"
#include "rota/exchange.h"

static const struct request_option options[] = {
	{ "OFFICE", OPT_ASKED, NULL, N_("office: its name, or digits of its writer") },
	{ "cause", OPT_MAY, NULL, N_("why: lost, cloned, ended or other") },
	{ "size", OPT_MAY, NULL, NULL },
	{ "undo", OPT_MAY, N_("it may write again"), NULL },
	{ "why", OPT_MAY, N_("the reason, in words"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_revoke);
}

const struct cmd cmd_revoke = {
	.name = "revoke",
	.vi = "thu-hoi-quyen-ghi",
	.synopsis = N_("revoke OFFICE --cause WORD [--size N] [--why TEXT] | --undo --why TEXT"),
	.summary = N_("take the right to write back from a machine that was lost or copied"),
	.help = N_("Only the province does this. What was merged of the machine stays, so run rota merge "
		   "first; with --size only its first N entries do. Whatever else it has sent or sends "
		   "later does not count, and its officer reads why at the next sync. Before anything "
		   "is recorded it is shown how many entries that are, and what becomes of the totals. "
		   "Afterwards the office joins again in a new folder, with a new key: rota join, rota "
		   "enrol. With the next merge and sync it gets what was recorded of its communes.\n"
		   "\n"
		   "  rota revoke \"Huyện ủy Ân Thi\" --cause lost --dry-run\n"
		   "  rota revoke \"Huyện ủy Ân Thi\" --cause cloned --size 120 --why \"two machines since "
		   "12/02\""),
	.run = run,
	.group = CMD_START,
};
