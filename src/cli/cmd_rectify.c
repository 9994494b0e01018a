/* SPDX-License-Identifier: Apache-2.0 */
/* `rota rectify list|ask|done|refuse`. */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/request.h"
#include "cli/work.h"

static int run_list(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = { { 0, "all", "tat-ca", NULL, OPT_FLAG, OPT_MAY, &question.all,
					 N_("those that are answered too") },
				       WORK_FORMAT(format),
				       OPT_END };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_rectify, &question, format);
}

static const struct cmd cmd_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("rectify list [--all]"),
	.summary = N_("what is asked to be corrected"),
	.run = run_list,
	.group = CMD_LOOK,
};

static int run_ask(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct request_option options[] = {
		{ "CADRE", OPT_ASKED, NULL, N_("cadre") },
		{ "FIELD", OPT_MUST, NULL, NULL },
		{ "evidence", OPT_ASKED, NULL, N_("the paper that shows it") },
		{ NULL, OPT_MAY, NULL, NULL },
	};

	return request_run(self, cli, argc, argv, options, rota_rectify_ask);
}

static const struct cmd cmd_ask = {
	.name = "ask",
	.vi = "nhan",
	.synopsis = N_("rectify ask CADRE FIELD ... --evidence TEXT"),
	.summary = N_("take a request: what is to be corrected, and by which paper"),
	.help = N_("Nothing is corrected by it. Look at the paper, correct with 'rota cadre "
		   "change' and its "
		   "--doc (the locality: rota locality), then answer: rota rectify done.\n"
		   "\n"
		   "  rota rectify ask \"Nguyễn Văn An\" born --evidence \"Lý lịch đảng viên, "
		   "trang 1\""),
	.run = run_ask,
	.group = CMD_WORK,
};

static const struct request_option answer_options[] = {
	{ "CADRE", OPT_ASKED, NULL, N_("cadre") },
	{ "why", OPT_MAY, N_("the reason; always needed to refuse"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run_done(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, answer_options, rota_rectify_done);
}

static const struct cmd cmd_done = {
	.name = "done",
	.vi = "da-sua",
	.synopsis = N_("rectify done CADRE [--why TEXT]"),
	.summary = N_("what was asked for has been corrected"),
	.run = run_done,
	.group = CMD_WORK,
};

static int run_refuse(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, answer_options, rota_rectify_refuse);
}

static const struct cmd cmd_refuse = {
	.name = "refuse",
	.vi = "tu-choi",
	.synopsis = N_("rectify refuse CADRE --why TEXT"),
	.summary = N_("what was asked for is not corrected, and why"),
	.run = run_refuse,
	.group = CMD_WORK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_list, &cmd_ask, &cmd_done, &cmd_refuse,
						  NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_rectify = {
	.name = "rectify",
	.vi = "de-nghi-sua",
	.synopsis = N_("rectify [list]|ask|done|refuse ..."),
	.summary = N_("what people ask to be corrected of their records"),
	.run = run,
	.group = CMD_WORK,
};
