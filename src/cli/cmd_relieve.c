/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "COMMUNE", OPT_ASKED, NULL, N_("commune") },
	{ "POST", OPT_ASKED, NULL, N_("post") },
	{ "act", OPT_ASKED, N_("how: release, retire, transfer ...; see 'rota help acts'"),
	  N_("how (see 'rota help acts')") },
	{ "from", OPT_ASKED, N_("the first day no longer in post"),
	  N_("first day no longer in post") },
	{ "doc", OPT_MAY, NULL, N_("paper: number and day signed, as '123-QĐ/HU 28/08/2023'; of several people "
	                       "'123-QĐ/HU 28/08/2023; 3 people'") },
	{ "cadre", OPT_MAY, NULL, NULL },
	{ "next", OPT_MAY, NULL, NULL },
	{ "next-post", OPT_MAY, NULL, NULL },
	{ "no-vacant", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_relieve);
}

const struct cmd cmd_relieve = {
	.name = "relieve",
	.vi = "thoi-giu",
	.synopsis = N_("relieve COMMUNE POST --act ACT --from DAY --doc DOC"),
	.summary = N_("somebody leaves a post"),
	.help = N_("Records that the holder leaves, and that the post is vacant from that day, unless a "
	           "successor begins on it. The day is the first one no longer in post: with 'kể từ "
	           "ngày 01/12' in both papers, write 01/12 for both.\n"
	           "\n"
	           "  rota relieve \"Hồng Nam\" bi-thu --act nghi-huu --from 01/12/2023 \\\n"
	           "      --doc \"150-QĐ/HU 25/11/2023\""),
	.run = run,
	.group = CMD_WORK,
};
