/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"
#include "rota/exchange.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &question.scope,
		  N_("a unit, by code or name; otherwise the office's") },
		{ 0, "format", "dang", N_("FORMAT"), OPT_TEXT, OPT_MAY, &format,
		  N_("table, csv, json or md") },
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_matters, &question, format);
}

const struct cmd cmd_matters = {
	.name = "matters",
	.vi = "doi-chieu",
	.synopsis = N_("matters [--scope UNIT]"),
	.summary = N_("what somebody must look at: contradictions, entries that do not count"),
	.help = N_("Each matter has a name that stays the same everywhere. The figures of "
	           "'rota report totals' say between which numbers they lie while it is open. "
	           "Below the matters stand the entries of this office that the province has merged "
	           "and that do not count, with the reason."),
	.run = run,
	.group = CMD_LOOK,
};
