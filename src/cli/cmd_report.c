/* SPDX-License-Identifier: Apache-2.0 */
/* `rota report roster|vacancies|totals|tenure|pairs|quality|coverage|restated|reorganisation`. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"
#include "rota/exchange.h"

static const struct {
	const char *name;
	rota_report_fn *report;
} reports[] = {
	{ "pairs", rota_report_pairs },
	{ "quality", rota_report_quality },
};

/** The rows of the table of options that every report has. */
#define REPORT_OPTIONS(question, format)                                                   \
	{ 0, "as-of", "den-ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &(question).as_of,         \
	  N_("on this day (today)") },                                                     \
	WORK_KNOWN_AT(question),                                                           \
	{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &(question).scope,         \
	  N_("of this unit (the office's)") },                                             \
	WORK_FORMAT(format)

/** Read the options, and show the report of the question that they have filled. */
static int parse_and_show(const struct cmd *self, struct cli *cli, int argc, char **argv,
                          const struct opt *options, rota_report_fn *report,
                          const struct rota_question *question, const char *const *format)
{
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, report, question, *format);
}

/** The row of the table of options in which the units of another day are asked for. */
#define UNITS_OF(question)                                                                       \
	{ 0, "units-of", "don-vi-ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &(question).units_of,      \
	  N_("on the units of this later day: what a reorganisation will do") }

static int run_seats(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = { REPORT_OPTIONS(question, format), UNITS_OF(question),
		                       OPT_END };
	rota_report_fn *report = strcmp(self->name, "roster") == 0 ? rota_report_roster :
	                                                             rota_report_vacancies;

	return parse_and_show(self, cli, argc, argv, options, report, &question, &format);
}

static int run_one(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = { REPORT_OPTIONS(question, format), OPT_END };

	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++)
		if (strcmp(reports[i].name, self->name) == 0)
			return parse_and_show(self, cli, argc, argv, options, reports[i].report,
			                      &question, &format);
	return EXIT_FAILED;
}

static int run_totals(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		REPORT_OPTIONS(question, format),
		{ 0, "phase", "giai-doan", N_("PHASE"), OPT_TEXT, OPT_MAY, &question.phase,
		  N_("against the target of this phase") },
		UNITS_OF(question),
		{ 0, "by", "theo", N_("LEVEL"), OPT_TEXT, OPT_MAY, &question.by,
		  N_("a row for each district, commune or office") },
		OPT_END
	};

	return parse_and_show(self, cli, argc, argv, options, rota_report_totals, &question, &format);
}

static int run_tenure(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		REPORT_OPTIONS(question, format),
		{ 0, "post", "chuc-danh", N_("POST"), OPT_TEXT, OPT_MAY, &question.post,
		  N_("only this post") },
		{ 0, "flagged", "can-xem", NULL, OPT_FLAG, OPT_MAY, &question.flagged,
		  N_("only those who are to be looked at") },
		{ 0, "local", "nguoi-dia-phuong", NULL, OPT_FLAG, OPT_MAY, &question.local,
		  N_("only those who are local people") },
		OPT_END
	};

	return parse_and_show(self, cli, argc, argv, options, rota_report_tenure, &question, &format);
}

static int run_coverage(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		REPORT_OPTIONS(question, format),
		{ 0, "period", "ky", N_("NAME"), OPT_TEXT, OPT_MAY, &question.period,
		  N_("who has answered for this reporting period") },
		OPT_END
	};

	return parse_and_show(self, cli, argc, argv, options, rota_report_coverage, &question, &format);
}

static int run_restated(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, "period", "ky", N_("NAME"), OPT_TEXT, OPT_MAY, &question.period,
		  N_("of this reporting period (all that are published)") },
		{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &question.scope,
		  N_("of this unit (the office's)") },
		WORK_FORMAT(format),
		OPT_END
	};

	return parse_and_show(self, cli, argc, argv, options, rota_report_restated, &question, &format);
}

static int run_reorganisation(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, "on", "ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &question.as_of,
		  N_("the first day of the new units (the latest that is known)") },
		WORK_KNOWN_AT(question),
		{ 0, "scope", "dia-ban", N_("UNIT"), OPT_TEXT, OPT_MAY, &question.scope,
		  N_("of this unit (the office's)") },
		WORK_FORMAT(format),
		OPT_END
	};

	return parse_and_show(self, cli, argc, argv, options, rota_report_reorganisation, &question, &format);
}

static const struct cmd cmd_roster = {
	.name = "roster",
	.vi = "danh-sach",
	.synopsis = N_("report roster [--as-of DAY] [--scope UNIT]"),
	.summary = N_("who holds which post"),
	.run = run_seats,
	.group = CMD_LOOK,
};
static const struct cmd cmd_vacancies = {
	.name = "vacancies",
	.vi = "khuyet",
	.synopsis = N_("report vacancies [--as-of DAY] [--scope UNIT]"),
	.summary = N_("posts without a full holder"),
	.run = run_seats,
	.group = CMD_LOOK,
};
static const struct cmd cmd_totals = {
	.name = "totals",
	.vi = "tong-hop",
	.synopsis = N_("report totals [--as-of DAY] [--scope UNIT] [--phase PHASE] [--by LEVEL]"),
	.summary = N_("figures against the targets"),
	.run = run_totals,
	.group = CMD_LOOK,
};
static const struct cmd cmd_tenure = {
	.name = "tenure",
	.vi = "thoi-han",
	.synopsis = N_("report tenure [--as-of DAY] [--scope UNIT] [--post POST] [--flagged]"),
	.summary = N_("how long each is in post, who retires when, and which limits are near"),
	.help = N_("  rota report tenure --flagged\n"
	           "  rota report tenure --post secretary --local --as-of 31/12/2025\n"),
	.run = run_tenure,
	.group = CMD_LOOK,
};
static const struct cmd cmd_pairs = {
	.name = "pairs",
	.vi = "cap-chuc-danh",
	.synopsis = N_("report pairs [--as-of DAY] [--scope UNIT]"),
	.summary = N_("communes where both heads, one or none is not a local"),
	.run = run_one,
	.group = CMD_LOOK,
};

static const struct cmd cmd_quality = {
	.name = "quality",
	.vi = "chat-luong",
	.synopsis = N_("report quality [--as-of DAY] [--scope UNIT]"),
	.summary = N_("what is missing or late in the data"),
	.run = run_one,
	.group = CMD_LOOK,
};

static const struct cmd cmd_coverage = {
	.name = "coverage",
	.vi = "gui-so-lieu",
	.synopsis = N_("report coverage [--scope UNIT] [--period NAME]"),
	.summary = N_("what each office has sent, and when it was received"),
	.run = run_coverage,
	.group = CMD_LOOK,
};

static const struct cmd cmd_restated = {
	.name = "restated",
	.vi = "dieu-chinh",
	.synopsis = N_("report restated [--period NAME] [--scope UNIT]"),
	.summary = N_("what has changed in figures since they were published"),
	.help = N_("For each published period the figure as it was published and as it is known now for the "
	           "same day, and every posting that makes the difference, with the cause and the entry. "
	           "What is published stays as it is.\n"
	           "\n"
	           "  rota report restated\n"
	           "  rota report restated --period \"Quý I/2024\""),
	.run = run_restated,
	.group = CMD_LOOK,
};

static const struct cmd cmd_reorganisation = {
	.name = "reorganisation",
	.vi = "sap-xep",
	.synopsis = N_("report reorganisation [--on DAY] [--scope UNIT]"),
	.summary = N_("what a reorganisation of communes does to posts and figures"),
	.help = N_("Which posts end with their communes and who holds them, which posts begin, whose "
	           "locality changes since communes joined, and what becomes of the figures. Import the "
	           "reorganisation first; its day may be to come.\n"
	           "\n"
	           "  rota report reorganisation --on 01/12/2024"),
	.run = run_reorganisation,
	.group = CMD_LOOK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_roster,   &cmd_vacancies,      &cmd_totals,
		                                  &cmd_tenure,   &cmd_pairs,          &cmd_quality,
		                                  &cmd_coverage, &cmd_restated,
		                                  &cmd_reorganisation, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_report = {
	.name = "report",
	.vi = "bao-cao",
	.synopsis = N_("report roster|vacancies|totals|tenure|pairs|quality|coverage|restated|reorganisation ..."),
	.summary = N_("lists and figures of a day"),
	.help = N_("  rota report totals --as-of 15/02/2024\n"
	           "  rota report roster --format csv > danh-sach.csv\n"),
	.run = run,
	.group = CMD_LOOK,
};
