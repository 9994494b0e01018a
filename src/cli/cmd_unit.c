/* SPDX-License-Identifier: Apache-2.0 */
/* `rota unit list|find`. */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run_find(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("WORDS"), OPT_TEXT, OPT_MAY, &question.subject,
		  N_("a code, or part of the name; accents may be left out") },
		{ 0, "as-of", "den-ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &question.as_of,
		  N_("on this day (today)") },
		{ 0, "format", "dang", N_("FORMAT"), OPT_TEXT, OPT_MAY, &format,
		  N_("table, csv, json or md") },
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_units, &question, format);
}

static const struct cmd cmd_find = {
	.name = "find",
	.vi = "tim",
	.synopsis = N_("unit find [WORDS] [--as-of DAY]"),
	.summary = N_("look a unit up, also one that has ended"),
	.run = run_find,
	.group = CMD_LOOK,
};

static const struct cmd cmd_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("unit list [--as-of DAY]"),
	.summary = N_("the units of a day"),
	.run = run_find,
	.group = CMD_LOOK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_list, &cmd_find, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_unit = {
	.name = "unit",
	.vi = "don-vi",
	.synopsis = N_("unit list|find ..."),
	.summary = N_("the administrative units of a day"),
	.help = N_("Codes and names are used again for other places, so they mean something only "
	           "together with a day."),
	.run = run,
	.group = CMD_LOOK,
};
