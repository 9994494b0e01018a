/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "CADRE", OPT_ASKED, NULL, N_("cadre") },
	{ "COMMUNE", OPT_ASKED, N_("the new commune"), N_("new commune") },
	{ "POST", OPT_ASKED, N_("the new post"), N_("post") },
	{ "act", OPT_ASKED, N_("transfer (điều động) or rotate (luân chuyển)"),
	  N_("how (see 'rota help acts')") },
	{ "from", OPT_ASKED, N_("the first day in the new post"), N_("first day in post") },
	{ "until", OPT_MAY, N_("the planned end of a rotation"), NULL },
	{ "doc", OPT_MAY, NULL, N_("paper: number and day signed, as '123-QĐ/HU 28/08/2023'; of several people "
	                       "'123-QĐ/HU 28/08/2023; 3 people'") },
	{ "no-vacant", OPT_MAY, N_("do not state that the old post is vacant"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_move);
}

const struct cmd cmd_move = {
	.name = "move",
	.vi = "dieu-dong",
	.synopsis = N_("move CADRE COMMUNE POST --act transfer|rotate --from DAY --doc DOC"),
	.summary = N_("somebody goes from one post to another"),
	.help = N_("Records the end of the old posting and the begin of the new one together, and that "
	           "the old post is vacant. If this office does not have the old posting, only the new "
	           "one is recorded; who comes from another office ('rota cadre list --coming') is found "
	           "by the name."),
	.run = run,
	.group = CMD_WORK,
};
