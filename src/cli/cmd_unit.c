/* SPDX-License-Identifier: Apache-2.0 */
/* `rota unit list|find|show|add|change|end|succeed|close`. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
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
		WORK_FORMAT(format),
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

static int run_show(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("UNIT"), OPT_TEXT, OPT_MUST, &question.subject,
		  N_("its code or its name on the day") },
		{ 0, "as-of", "den-ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &question.as_of,
		  N_("on this day (today)") },
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_unit, &question, format);
}

static const struct cmd cmd_show = {
	.name = "show",
	.vi = "xem",
	.synopsis = N_("unit show UNIT [--as-of DAY]"),
	.summary = N_("a unit through its days: names, codes, what it came from and became, its posts"),
	.help = N_("A unit that has ended is named by a day on which it was: "
	           "rota unit show \"Tân Phúc\" --as-of 30/11/2024."),
	.run = run_show,
	.group = CMD_LOOK,
};

/** The acts on a unit, by the name of the subcommand. */
static const struct {
	const char *name;
	rota_act_fn *act;
} acts[] = {
	{ "add", rota_unit_add },
	{ "change", rota_unit_change },
	{ "end", rota_unit_end },
	{ "succeed", rota_unit_succeed },
};

static int record(const struct cmd *self, struct cli *cli, struct rota_request *request,
                  const struct opt_list *sets)
{
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (strcmp(acts[i].name, self->name) == 0)
			return work_sets(cli, request, sets, acts[i].act);
	return EXIT_FAILED;
}

static int run_new(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("the fields, as in the synopsis") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_MUST, &request.from,
		  N_("the day on which it takes effect") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return record(self, cli, &request, &sets);
}

static int run_known(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("UNIT"), OPT_TEXT, OPT_MUST, &request.commune,
		  N_("its code, or its name on the day before") },
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("the fields, as in the synopsis") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_MUST, &request.from,
		  N_("the day on which it takes effect") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return record(self, cli, &request, &sets);
}

static const struct cmd cmd_add = {
	.name = "add",
	.vi = "them",
	.synopsis = N_("unit add code=… name=… type=… parent=… --from DAY"),
	.summary = N_("a new unit"),
	.run = run_new,
	.group = CMD_START,
};

static const struct cmd cmd_change = {
	.name = "change",
	.vi = "sua",
	.synopsis = N_("unit change UNIT name=… legal=… --from DAY"),
	.summary = N_("another name, code, type or parent from a day on"),
	.run = run_known,
	.group = CMD_START,
};

static const struct cmd cmd_end = {
	.name = "end",
	.vi = "ket-thuc",
	.synopsis = N_("unit end UNIT cause=… legal=… --from DAY"),
	.summary = N_("a unit is no more"),
	.run = run_known,
	.group = CMD_START,
};

static const struct cmd cmd_succeed = {
	.name = "succeed",
	.vi = "ke-thua",
	.synopsis = N_("unit succeed old=… new=… event=… part=… legal=… --from DAY"),
	.summary = N_("what became of a unit; a whole reorganisation: rota import successions"),
	.run = run_new,
	.group = CMD_START,
};

static int run_close(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct work_listed listed = { .report = rota_report_left_open };
	struct rota_question *question = &listed.question;
	struct rota_request request = { 0 };
	struct opt_list docs = { 0 };
	const struct opt options[] = {
		{ 0, "on", "ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &question->as_of,
		  N_("only of units that ended on this day") },
		{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &question->scope,
		  N_("only of units that lay in this one (the office's)") },
		{ 0, "doc", "can-cu", N_("DOC"), OPT_LIST, OPT_MAY, &docs,
		  N_("the resolution with its day; otherwise its name stands in the reason") },
		WORK_OPTIONS(request, docs),
		WORK_FORMAT(listed.format),
		OPT_END
	};
	struct rota_error err = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	request.from = question->as_of;
	request.commune = question->scope;
	if (work_take_docs(&request, &docs, &err))
		return cli_usage(cli, &err);
	return work_listed_act(cli, &request, rota_unit_close, &listed);
}

static const struct cmd cmd_close = {
	.name = "close",
	.vi = "ket-thuc-chuc-danh",
	.synopsis = N_("unit close [--on DAY] [--scope UNIT] [--doc DOC]"),
	.summary = N_("end the postings that are still open in units that have ended"),
	.help = N_("When communes are merged, nobody in them is relieved by a decision: the postings end "
	           "with their units, on the day on which these ended. This lists them, with what each "
	           "unit became, asks once, and ends them all together. Whom it names to a post of the "
	           "new unit comes by 'rota appoint', as always. A posting that goes on by a settlement "
	           "is left alone. What was recorded is taken back with 'rota undo', up to 64 postings "
	           "at a time.\n"
	           "\n"
	           "  rota unit close --on 01/12/2024 --dry-run\n"
	           "  rota unit close --on 01/12/2024"),
	.run = run_close,
	.group = CMD_WORK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_list,   &cmd_find, &cmd_show,
		                                  &cmd_add,    &cmd_change, &cmd_end,
		                                  &cmd_succeed, &cmd_close, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_unit = {
	.name = "unit",
	.vi = "don-vi",
	.synopsis = N_("unit list|find|show|add|change|end|succeed|close ..."),
	.summary = N_("the administrative units of a day"),
	.help = N_("Codes and names are used again for other places, so they mean something only "
	           "together with a day."),
	.run = run,
	.group = CMD_LOOK,
};
