/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	const struct opt options[] = { WORK_OPTIONS(request, docs), OPT_END };
	const struct work_ask asks[] = {
		{ &request.why, N_("why is it taken back"), NULL, false, false },
		{ NULL, NULL, NULL, false, false },
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_act(cli, &request, rota_undo, asks);
}

const struct cmd cmd_undo = {
	.name = "undo",
	.vi = "rut-lai",
	.synopsis = N_("undo --why TEXT"),
	.summary = N_("take back your last act"),
	.help = N_("Takes back the last act that was not sent yet. Nothing is deleted: taking back is an "
	           "entry too, and the history shows both. Again, it takes back the act before."),
	.run = run,
	.group = CMD_WORK,
};
