/* SPDX-License-Identifier: Apache-2.0 */
/* `rota target list|[set]|rebase`, `rota policy`, `rota period [list]|show|open|publish`. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/request.h"
#include "cli/work.h"

/* --- targets --------------------------------------------------------------------------------- */

static int run_target_list(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = { WORK_FORMAT(format), OPT_END };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_targets, &question, format);
}

static const struct cmd cmd_target_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("target list"),
	.summary = N_("the targets, every version of them"),
	.run = run_target_list,
	.group = CMD_START,
};

static int run_target_set(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("post=… phase=… from=… to=… count=…, and any of scope, measure, base") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_sets(cli, &request, &sets, rota_target_set);
}

static const struct cmd cmd_target_set = {
	.name = "set",
	.vi = "giao",
	.synopsis = N_("target set FIELD=VALUE ..."),
	.summary = N_("set a target"),
	.help = N_("  rota target post=bi-thu phase=2023-2025 from=30/06/2023 to=01/01/2026 count=50\n"
	           "\n"
	           "'to' is the first day on which it no longer holds. A whole list: rota import "
	           "targets."),
	.run = run_target_set,
	.group = CMD_START,
};

static int run_target_rebase(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct work_listed listed = { .report = rota_report_rebase };
	struct rota_question *question = &listed.question;
	struct rota_request request = { 0 };
	struct opt_list docs = { 0 }, counts = { 0 };
	const struct opt options[] = {
		{ 0, "on", "ngay", N_("DAY"), OPT_TEXT, OPT_MUST, &question->as_of,
		  N_("the first day of the new numbers") },
		{ 0, "phase", "giai-doan", N_("NAME"), OPT_TEXT, OPT_MAY, &question->phase,
		  N_("only of this phase") },
		{ 0, "count", "so", N_("POST=NUMBER"), OPT_LIST, OPT_MAY, &counts,
		  N_("another number than in proportion; of another unit: UNIT/POST=NUMBER") },
		{ 0, "doc", "can-cu", N_("DOC"), OPT_LIST, OPT_MAY, &docs,
		  N_("the paper: \"123-QĐ/HU 12/05/2023[; issuer][; 3 people]\"; up to four") },
		WORK_OPTIONS(request, docs),
		WORK_FORMAT(listed.format),
		OPT_END
	};
	struct rota_error err = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	request.from = question->as_of;
	request.phase = question->phase;
	if (work_take_docs(&request, &docs, &err))
		return cli_usage(cli, &err);
	if (work_take_sets(&request, cli, &counts, &err))
		return cli_fail(cli, &err);
	question->counts = request.sets;
	return work_listed_act(cli, &request, rota_target_rebase, &listed);
}

static const struct cmd cmd_target_rebase = {
	.name = "rebase",
	.vi = "dieu-chinh",
	.synopsis = N_("target rebase --on DAY [--phase NAME] [--count POST=NUMBER] [--doc DOC]"),
	.summary = N_("set targets anew for the communes of a reorganisation"),
	.help = N_("A target was set when there were so many communes. This lists the targets in force on "
	           "the day with the same share of the communes there are then, asks once, and sets "
	           "them from that day on, all together. The numbers before stay for the days before: "
	           "every report says which one it uses, and of how many communes. 'rota undo' takes it "
	           "back.\n"
	           "\n"
	           "  rota target rebase --on 01/12/2024 --dry-run\n"
	           "  rota target rebase --on 01/12/2024 --count bi-thu=45 --doc \"60-NQ/TU 20/11/2024\""),
	.run = run_target_rebase,
	.group = CMD_START,
};

static const struct cmd *const targets[] = { &cmd_target_list, &cmd_target_set, &cmd_target_rebase,
	                                     NULL };

/** FIELD=VALUE sets a target, also without the word. */
static bool is_set_directly(int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (cli_find(targets, argv[i]))
			return false;
		if (argv[i][0] != '-' && strchr(argv[i], '='))
			return true;
	}
	return false;
}

static int run_target(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	if (is_set_directly(argc, argv))
		return cmd_target_set.run(&cmd_target_set, cli, argc, argv);
	return cli_dispatch(self, targets, cli, argc, argv);
}

const struct cmd cmd_target = {
	.name = "target",
	.vi = "chi-tieu",
	.synopsis = N_("target list|set|rebase ..."),
	.summary = N_("list the targets, set one, set them anew after a reorganisation"),
	.run = run_target,
	.group = CMD_START,
};

/* --- policies -------------------------------------------------------------------------------- */

static int run_policy(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MAY, &sets,
		  N_("test=native_place, level=commune, acting_counts=no, ...") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_MAY, &request.from,
		  N_("the first day on which it holds") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (!sets.count)
		return work_report(cli, rota_report_policies, &question, NULL);
	return work_sets(cli, &request, &sets, rota_policy_set);
}

const struct cmd cmd_policy = {
	.name = "policy",
	.vi = "quy-dinh",
	.synopsis = N_("policy [FIELD=VALUE ... --from DAY]"),
	.summary = N_("list what counts as a local, or set it from a day on"),
	.help = NULL,
	.run = run_policy,
	.group = CMD_START,
};

/* --- periods --------------------------------------------------------------------------------- */

/** Who has answered and attested; as a question only whoever has not. @param name  NULL: of the latest
 * period that is cut off. */
static int show_period(struct cli *cli, const char *name, bool check, const char *format)
{
	struct rota_question question = { .period = name, .all = !check };

	return (check ? work_check : work_report)(cli, rota_report_period, &question, format);
}

static int run_period_list(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	bool check = false;
	const struct opt options[] = {
		{ 0, "check", "kiem-tra", NULL, OPT_FLAG, OPT_MAY, &check,
		  N_("who has not answered or attested for the latest that is cut off; end with code 1 "
		     "when anybody has not") },
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return check ? show_period(cli, NULL, true, NULL) :
		       work_report(cli, rota_report_periods, &question, NULL);
}

static const struct cmd cmd_period_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("period list [--check]"),
	.summary = N_("the reporting periods"),
	.run = run_period_list,
	.group = CMD_LOOK,
};

static int run_period_show(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const char *name = NULL, *format = NULL;
	bool check = false;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("NAME"), OPT_TEXT, OPT_MAY, &name,
		  N_("the name of the period (the latest that is cut off)") },
		{ 0, "check", "kiem-tra", NULL, OPT_FLAG, OPT_MAY, &check,
		  N_("only who has not answered or attested; end with code 1 when anybody has not") },
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return show_period(cli, name, check, format);
}

static const struct cmd cmd_period_show = {
	.name = "show",
	.vi = "xem",
	.synopsis = N_("period show [NAME] [--check]"),
	.summary = N_("which office has answered for a period, and who attested"),
	.help = N_("An attestation counts when another officer than the recorders stands for the figures; "
	           "it is out of date when something was recorded for these days afterwards.\n"
	           "\n"
	           "  rota period show \"Quý I/2024\"\n"
	           "  rota period show \"Quý I/2024\" --check"),
	.run = run_period_show,
	.group = CMD_LOOK,
};

static int run_period_open(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("name=… cutoff=… due=… [phase=…]") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_sets(cli, &request, &sets, rota_period_open);
}

static const struct cmd cmd_period_open = {
	.name = "open",
	.vi = "mo",
	.synopsis = N_("period open name=NAME cutoff=DAY due=DAY"),
	.summary = N_("open a period"),
	.run = run_period_open,
	.group = CMD_WORK,
};

static const struct request_option publish_options[] = {
	{ "NAME", OPT_ASKED, NULL, N_("period") },
	{ "checkpoint", OPT_MAY, NULL, NULL },
	{ "as-of", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run_period_publish(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, publish_options, rota_period_publish);
}

static const struct cmd cmd_period_publish = {
	.name = "publish",
	.vi = "cong-bo",
	.synopsis = N_("period publish NAME [--checkpoint CHECKPOINT] [--as-of DAY]"),
	.summary = N_("state that the figures of a period are published"),
	.help = N_("From then on '--known-at published:NAME' shows every report as it was known then, and "
	           "whoever records something that changes days up to the day of the figures is asked "
	           "for a reason. What is published stays as it is; 'rota diff' says what has changed "
	           "since."),
	.run = run_period_publish,
	.group = CMD_WORK,
};

static int run_period(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_period_list, &cmd_period_show,
		                                  &cmd_period_open, &cmd_period_publish, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_period = {
	.name = "period",
	.vi = "ky-bao-cao",
	.synopsis = N_("period [list]|show|open|publish ..."),
	.summary = N_("reporting periods: cut-off and due day, publication"),
	.run = run_period,
	.group = CMD_WORK,
};
