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
		{ 0, NULL, NULL, N_("COMMUNE"), OPT_TEXT, OPT_ASKED, &request.commune,
		  N_("name or code of the commune") },
		{ 0, NULL, NULL, N_("POST"), OPT_TEXT, OPT_ASKED, &request.post,
		  N_("secretary (bi-thu) or chair (chu-tich)") },
		{ 0, "act", "hinh-thuc", N_("ACT"), OPT_TEXT, OPT_ASKED, &request.act,
		  N_("approve, refuse, reappoint, suspend, resume or stay") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_ASKED, &request.from,
		  N_("from which day") },
		{ 0, "until", "den", N_("DAY"), OPT_TEXT, OPT_MAY, &request.until,
		  N_("the new planned end") },
		{ 0, "cadre", "can-bo", N_("CADRE"), OPT_TEXT, OPT_MAY, &request.cadre,
		  N_("who, where two people hold the post") },
		WORK_DOC(docs),
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = {
		{ &request.commune, N_("commune"), NULL, false, false },
		{ &request.post, N_("post"), &rota_posts, false, false },
		{ &request.act, N_("what happened"), NULL, false, false },
		{ &request.from, N_("from which day"), NULL, true, false },
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
	return work_act(cli, &request, rota_step, asks);
}

const struct cmd cmd_step = {
	.name = "step",
	.vi = "viec-phat-sinh",
	.synopsis = N_("step COMMUNE POST --act ACT --from DAY --doc DOC"),
	.summary = N_("something happens to a posting: approval, suspension, extension"),
	.help = NULL,
	.run = run,
	.group = CMD_WORK,
};
