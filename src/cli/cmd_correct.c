/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "POSTING", OPT_MUST, NULL, NULL },
	{ "FIELD=VALUE", OPT_MUST, NULL, NULL },
	{ "typing", OPT_MAY, NULL, NULL },
	{ "erratum", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_correct);
}

const struct cmd cmd_correct = {
	.name = "correct",
	.vi = "sua",
	.synopsis = N_("correct POSTING FIELD=VALUE ... --typing TEXT|--erratum DOC"),
	.summary = N_("mend what was recorded wrongly"),
	.help = N_("What was recorded stays in the history; the correction is an entry of its own with "
	           "the old value beside the new one. An empty value clears a field: 'to=' opens a "
	           "posting again.\n"
	           "\n"
	           "  rota correct \"Hồng Nam/bi-thu\" from=02/09/2023 --typing \"gõ nhầm ngày\""),
	.run = run,
	.group = CMD_WORK,
};
