/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_diff_question question = { 0 };
	const char *format = NULL;
	bool exit_code = false;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("FROM"), OPT_TEXT, OPT_MUST, &question.a,
		  N_("a day, a checkpoint, DAY@CHECKPOINT, or published:NAME of a period") },
		{ 0, NULL, NULL, N_("TO"), OPT_TEXT, OPT_MUST, &question.b,
		  N_("likewise; now: as known today") },
		{ 0, "as-of", "den-ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &question.as_of,
		  N_("the day of a side that names none") },
		{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &question.scope,
		  N_("of this unit (the office's)") },
		{ 0, "exit-code", "ma-thoat", NULL, OPT_FLAG, OPT_MAY, &exit_code,
		  N_("end with code 1 when there is a difference") },
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_diff(cli, &question, format, exit_code);
}

const struct cmd cmd_diff = {
	.name = "diff",
	.vi = "so-sanh",
	.synopsis = N_("diff FROM TO [--as-of DAY] [--scope UNIT]"),
	.summary = N_("what makes a figure another one: between two days, or as known before and now"),
	.help = N_("Every posting that counts as not local on one side only, with the cause and the "
	           "entry; the figures add up: the first, plus what came, minus what went, is the "
	           "second.\n"
	           "\n"
	           "  rota diff 31/12/2023 31/03/2024\n"
	           "  rota diff \"published:Quý I/2024\" now\n"
	           "  rota diff 15/02/2024@318 15/02/2024@last\n"),
	.run = run,
	.group = CMD_CHECK,
};
