/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	const struct opt options[] = {
		{ 0, "to", "den", N_("DAY"), OPT_TEXT, OPT_ASKED, &request.until,
		  N_("up to before this day") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_MAY, &request.from,
		  N_("from this day on; otherwise from the end of the last nil return") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = {
		{ &request.until, N_("no change up to before which day"), NULL, true, false },
		{ NULL, NULL, NULL, false, false },
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_act(cli, &request, rota_nil_return, asks);
}

const struct cmd cmd_nil = {
	.name = "nil",
	.vi = "khong-bien-dong",
	.synopsis = N_("nil --to DAY [--from DAY]"),
	.summary = N_("state that nothing changed in a time"),
	.help = NULL,
	.run = run,
	.group = CMD_WORK,
};
