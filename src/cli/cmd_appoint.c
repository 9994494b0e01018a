/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list docs = { 0 };
	bool local = false, non_local = false;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("COMMUNE"), OPT_TEXT, OPT_ASKED, &request.commune,
		  N_("name or code of the commune") },
		{ 0, NULL, NULL, N_("POST"), OPT_TEXT, OPT_ASKED, &request.post,
		  N_("secretary (bi-thu) or chair (chu-tich)") },
		{ 0, NULL, NULL, N_("CADRE"), OPT_TEXT, OPT_ASKED, &request.cadre,
		  N_("\"Nguyễn Văn An\", \"Nguyễn Văn An,1979\" or pin:033…") },
		{ 0, "act", "hinh-thuc", N_("ACT"), OPT_TEXT, OPT_ASKED, &request.act,
		  N_("how: see 'rota help acts'") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_ASKED, &request.from,
		  N_("the first day in post") },
		WORK_DOC(docs),
		{ 0, "elected", "ngay-bau", N_("DAY"), OPT_TEXT, OPT_MAY, &request.elected,
		  N_("the day of the vote") },
		{ 0, "until", "den", N_("DAY"), OPT_TEXT, OPT_MAY, &request.until,
		  N_("the planned end of a rotation or secondment") },
		{ 0, "term", "nhiem-ky", N_("TERM"), OPT_TEXT, OPT_MAY, &request.term,
		  N_("such as 2020-2025") },
		{ 0, "source", "nguon", N_("WORD"), OPT_TEXT, OPT_MAY, &request.source,
		  N_("where the cadre comes from") },
		{ 0, "prev", "chuc-vu-cu", N_("TEXT"), OPT_TEXT, OPT_MAY, &request.prev_title,
		  N_("the title before") },
		{ 0, "dual", "kiem", N_("WORD"), OPT_TEXT, OPT_MAY, &request.dual,
		  N_("concurrent or transition, for one person in both posts") },
		{ 0, "local", "nguoi-dia-phuong", NULL, OPT_FLAG, OPT_MAY, &local,
		  N_("state that the person is a local; needs --why") },
		{ 0, "non-local", "khong-la-nguoi-dia-phuong", NULL, OPT_FLAG, OPT_MAY, &non_local,
		  N_("state that the person is not; needs --why") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = {
		{ &request.commune, N_("commune"), NULL, false, false },
		{ &request.post, N_("post"), &rota_posts, false, false },
		{ &request.cadre, N_("cadre"), NULL, false, false },
		{ &request.act, N_("how (see 'rota help acts')"), NULL, false, false },
		{ &request.from, N_("first day in post"), NULL, true, false },
		{ &request.docs[0], N_("paper: number and day signed, as '123-QĐ/HU 28/08/2023'"),
		  NULL, false, true },
		{ NULL, NULL, NULL, false, false },
	};
	struct rota_error err = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (local || non_local)
		request.locality = local ? "local" : "non_local";
	if (work_take_docs(&request, &docs, &err))
		return cli_usage(cli, &err);
	return work_act(cli, &request, rota_appoint, asks);
}

const struct cmd cmd_appoint = {
	.name = "appoint",
	.vi = "bo-tri",
	.synopsis = N_("appoint COMMUNE POST CADRE --act ACT --from DAY --doc DOC"),
	.summary = N_("somebody takes a post"),
	.help = N_("Records that a cadre takes a post. On a terminal, what is missing is asked for, and "
	           "nothing is recorded before you agree.\n"
	           "\n"
	           "  rota appoint \"Hồng Nam\" bi-thu \"Nguyễn Văn An\" --act luan-chuyen \\\n"
	           "      --from 01/09/2023 --until 01/09/2026 --doc \"123-QĐ/HU 28/08/2023\"\n"
	           "\n"
	           "A person who is not known yet is added first: rota cadre add."),
	.run = run,
	.group = CMD_WORK,
};
