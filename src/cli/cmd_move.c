/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list docs = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("CADRE"), OPT_TEXT, OPT_ASKED, &request.cadre,
		  N_("\"Nguyễn Văn An\", \"Nguyễn Văn An,1979\" or pin:033…") },
		{ 0, NULL, NULL, N_("COMMUNE"), OPT_TEXT, OPT_ASKED, &request.commune,
		  N_("the new commune") },
		{ 0, NULL, NULL, N_("POST"), OPT_TEXT, OPT_ASKED, &request.post,
		  N_("the new post") },
		{ 0, "act", "hinh-thuc", N_("ACT"), OPT_TEXT, OPT_ASKED, &request.act,
		  N_("transfer (điều động) or rotate (luân chuyển)") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_ASKED, &request.from,
		  N_("the first day in the new post") },
		{ 0, "until", "den", N_("DAY"), OPT_TEXT, OPT_MAY, &request.until,
		  N_("the planned end of a rotation") },
		WORK_DOC(docs),
		{ 0, "no-vacant", "khong-khuyet", NULL, OPT_FLAG, OPT_MAY, &request.no_vacant,
		  N_("do not state that the old post is vacant") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = {
		{ &request.cadre, N_("cadre"), NULL, false, false },
		{ &request.commune, N_("new commune"), NULL, false, false },
		{ &request.post, N_("post"), &rota_posts, false, false },
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
	if (work_take_docs(&request, &docs, &err))
		return cli_usage(cli, &err);
	return work_act(cli, &request, rota_move, asks);
}

const struct cmd cmd_move = {
	.name = "move",
	.vi = "dieu-dong",
	.synopsis = N_("move CADRE COMMUNE POST --act transfer|rotate --from DAY --doc DOC"),
	.summary = N_("somebody goes from one post to another"),
	.help = N_("Records the end of the old posting and the begin of the new one together, and that "
	           "the old post is vacant. If this office does not have the old posting, only the new "
	           "one is recorded."),
	.run = run,
	.group = CMD_WORK,
};
