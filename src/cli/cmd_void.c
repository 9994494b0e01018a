/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "POSTING", OPT_MUST, NULL, NULL },
	{ "from", OPT_MAY, N_("revoked from this day on"), NULL },
	{ "from-start", OPT_MAY, NULL, NULL },
	{ "doc", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_void);
}

const struct cmd cmd_void = {
	.name = "void",
	.vi = "thu-hoi",
	.synopsis = N_("void POSTING --from DAY|--from-start --doc DOC"),
	.summary = N_("a decision is revoked"),
	.help = NULL,
	.run = run,
	.group = CMD_WORK,
};
