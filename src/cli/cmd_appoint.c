/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "COMMUNE", OPT_ASKED, NULL, N_("commune") },
	{ "POST", OPT_ASKED, NULL, N_("post") },
	{ "CADRE", OPT_ASKED, NULL, N_("cadre") },
	{ "act", OPT_ASKED, NULL, N_("how (see 'rota help acts')") },
	{ "from", OPT_ASKED, N_("the first day in post"), N_("first day in post") },
	{ "doc", OPT_MAY, NULL, N_("paper: number and day signed, as '123-QĐ/HU 28/08/2023'; of several people "
	                       "'123-QĐ/HU 28/08/2023; 3 people'") },
	{ "elected", OPT_MAY, NULL, NULL },
	{ "until", OPT_MAY, N_("the planned end of a rotation or secondment"), NULL },
	{ "term", OPT_MAY, NULL, NULL },
	{ "source", OPT_MAY, NULL, NULL },
	{ "prev", OPT_MAY, NULL, NULL },
	{ "dual", OPT_MAY, NULL, NULL },
	{ "local", OPT_MAY, NULL, NULL },
	{ "non-local", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_appoint);
}

const struct cmd cmd_appoint = {
	.name = "appoint",
	.vi = "bo-tri",
	.synopsis = N_("appoint COMMUNE POST CADRE --act ACT --from DAY --doc DOC"),
	.summary = N_("somebody takes a post"),
	.help = N_("Records that a cadre takes a post. On a terminal, what is missing is asked for, and "
	           "nothing is recorded before you agree.\n"
	           "\n"
	           "  rota appoint \"Hồng Nam\" bi-thu \"Nguyễn Văn An\" --act luan-chuyen \\\n"
	           "      --from 01/09/2023 --until 01/09/2026 --doc \"123-QĐ/HU 28/08/2023\"\n"
	           "\n"
	           "Of a decision that names several people say how many: \"123-QĐ/HU 28/08/2023; 3 "
	           "people\" (\"3 người\"). Whoever of them is not entered yet is missed in 'rota "
	           "matters', and 'rota history \"123-QĐ/HU 28/08/2023\"' shows who is. Only those "
	           "count who are appointed to these posts, or leave them.\n"
	           "\n"
	           "Who comes from another office ('rota cadre list --coming') is found by the name: "
	           "the posting is that of the same person. Who is not known yet is added first: rota "
	           "cadre add."),
	.run = run,
	.group = CMD_WORK,
};
