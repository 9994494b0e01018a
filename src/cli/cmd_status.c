/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

/** The status, with what it must not be silent about. */
static int report(struct rota_office *office, const struct rota_question *question,
                  struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	int rc = rota_report_status(office, question, out, arena, err);

	return rc ? rc : rota_office_remind(office, out, arena, err);
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const struct opt options[] = { OPT_END };
	struct rota_question question = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, report, &question, NULL);
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
