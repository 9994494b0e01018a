/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "COMMUNE", OPT_ASKED, NULL, N_("commune") },
	{ "POST", OPT_ASKED, NULL, N_("post") },
	{ "from", OPT_ASKED, N_("the first vacant day"), N_("first vacant day") },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_vacant);
}

const struct cmd cmd_vacant = {
	.name = "vacant",
	.vi = "khuyet",
	.synopsis = N_("vacant COMMUNE POST --from DAY"),
	.summary = N_("state that a post is vacant"),
	.help = N_("A post of which nothing is recorded is 'not reported', never vacant: a vacancy is "
	           "stated. 'rota relieve' states it by itself."),
	.run = run,
	.group = CMD_WORK,
};
