/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("ENTRY"), OPT_TEXT, OPT_MAY, &request.subject,
		  N_("the number of its entry, so that typing it again does nothing") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	/* the reason is asked for once the act has been shown */
	const struct work_ask asks[] = { { NULL, NULL, NULL, false, false } };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_act(cli, &request, rota_undo, asks);
}

const struct cmd cmd_undo = {
	.name = "undo",
	.vi = "rut-lai",
	.synopsis = N_("undo [ENTRY] --why TEXT"),
	.summary = N_("take back your last act"),
	.help = N_("Takes back the last act that was not sent yet. Nothing is deleted: taking back is an "
	           "entry too, and the history shows both. Again, it takes back the act before, unless "
	           "you name the entry: an entry that is taken back already stays so.\n"
	           "\n"
	           "  rota undo 120 --why \"the wrong commune\""),
	.run = run,
	.group = CMD_WORK,
};
