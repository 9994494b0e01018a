/* SPDX-License-Identifier: Apache-2.0 */
/* `rota matters [list|show]`. */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"
#include "rota/exchange.h"

static int run_list(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	bool check = false;
	const struct opt options[] = {
		{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &question.scope,
		  N_("a unit, by code or name; otherwise the office's") },
		{ 0, "by", "theo", N_("ORDER"), OPT_TEXT, OPT_MAY, &question.by,
		  N_("weight (anh-huong): what moves a total first; age (thoi-gian): the oldest first") },
		{ 0, "all", "tat-ca", NULL, OPT_FLAG, OPT_MAY, &question.all,
		  N_("those that are settled too") },
		{ 0, "check", "kiem-tra", NULL, OPT_FLAG, OPT_MAY, &check,
		  N_("end with code 1 when any is open") },
		WORK_KNOWN_AT(question),
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (check)
		question.all = false;
	return (check ? work_check : work_report)(cli, rota_report_matters, &question, format);
}

static const struct cmd cmd_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("matters list [--scope UNIT] [--by weight|age] [--all] [--check]"),
	.summary = N_("what is open"),
	.help = N_("Each matter has a name that stays the same everywhere. The figures of "
	           "'rota report totals' say between which numbers they lie while it is open; the "
	           "matters that move them most come first. Below the matters stand the entries of this "
	           "office that the province has merged and that do not count, with the reason."),
	.run = run_list,
	.group = CMD_LOOK,
};

static int run_show(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("MATTER"), OPT_TEXT, OPT_MUST, &question.subject,
		  N_("its name, as 'rota matters' lists it: M-k7qd") },
		WORK_KNOWN_AT(question),
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_matter, &question, format);
}

static const struct cmd cmd_show = {
	.name = "show",
	.vi = "xem",
	.synopsis = N_("matters show MATTER"),
	.summary = N_("both sides of one: who recorded them, when, on which decision; the ways out"),
	.run = run_show,
	.group = CMD_LOOK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_list, &cmd_show, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_matters = {
	.name = "matters",
	.vi = "doi-chieu",
	.synopsis = N_("matters [list|show] ..."),
	.summary = N_("what somebody must look at: contradictions, entries that do not count"),
	.run = run,
	.group = CMD_LOOK,
};
