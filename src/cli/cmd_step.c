/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "COMMUNE", OPT_ASKED, NULL, N_("commune") },
	{ "POST", OPT_ASKED, NULL, N_("post") },
	{ "act", OPT_ASKED, N_("approve, refuse, reappoint, suspend, resume or stay"),
	  N_("what happened") },
	{ "from", OPT_ASKED, NULL, N_("from which day") },
	{ "until", OPT_MAY, NULL, NULL },
	{ "cadre", OPT_MAY, NULL, NULL },
	{ "doc", OPT_MAY, NULL, N_("paper: number and day signed, as '123-QĐ/HU 28/08/2023'; of several people "
	                       "'123-QĐ/HU 28/08/2023; 3 people'") },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_step);
}

const struct cmd cmd_step = {
	.name = "step",
	.vi = "viec-phat-sinh",
	.synopsis = N_("step COMMUNE POST --act ACT --from DAY --doc DOC"),
	.summary = N_("something happens to a posting: approval, suspension, extension"),
	.help = NULL,
	.run = run,
	.group = CMD_WORK,
};
