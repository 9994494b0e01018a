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
	return work_report(cli, rota_report_status, &question, NULL);
}

const struct cmd cmd_status = {
	.name = "status",
	.vi = "tinh-trang",
	.synopsis = N_("status"),
	.summary = N_("where you are, what is recorded, what to do next"),
	.help = N_("This is what 'rota' alone says too."),
	.run = run,
	.group = CMD_LOOK,
};
