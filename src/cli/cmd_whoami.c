/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const struct opt options[] = { OPT_END };
	struct rota_question question = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_whoami, &question, NULL);
}

const struct cmd cmd_whoami = {
	.name = "whoami",
	.vi = "toi-la-ai",
	.synopsis = N_("whoami"),
	.summary = N_("which officer of which office records here"),
	.help = N_("Another officer takes over: rota config officer NAME."),
	.run = run,
	.group = CMD_LOOK,
};
