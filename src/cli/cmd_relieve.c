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
		  N_("how: release, retire, transfer ...; see 'rota help acts'") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_ASKED, &request.from,
		  N_("the first day no longer in post") },
		WORK_DOC(docs),
		{ 0, "cadre", "can-bo", N_("CADRE"), OPT_TEXT, OPT_MAY, &request.cadre,
		  N_("who, where two people hold the post") },
		{ 0, "next", "di-dau", N_("TEXT"), OPT_TEXT, OPT_MAY, &request.next,
		  N_("where to: a commune, or any words") },
		{ 0, "next-post", "chuc-vu-moi", N_("TEXT"), OPT_TEXT, OPT_MAY,
		  &request.next_post, N_("the new title") },
		{ 0, "no-vacant", "khong-khuyet", NULL, OPT_FLAG, OPT_MAY, &request.no_vacant,
		  N_("do not state that the post is vacant from that day") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = {
		{ &request.commune, N_("commune"), NULL, false, false },
		{ &request.post, N_("post"), &rota_posts, false, false },
		{ &request.act, N_("how (see 'rota help acts')"), NULL, false, false },
		{ &request.from, N_("first day no longer in post"), NULL, true, false },
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
	return work_act(cli, &request, rota_relieve, asks);
}

const struct cmd cmd_relieve = {
	.name = "relieve",
	.vi = "thoi-giu",
	.synopsis = N_("relieve COMMUNE POST --act ACT --from DAY --doc DOC"),
	.summary = N_("somebody leaves a post"),
	.help = N_("Records that the holder leaves, and that the post is vacant from that day, unless a "
	           "successor begins on it. The day is the first one no longer in post: with 'kể từ "
	           "ngày 01/12' in both papers, write 01/12 for both.\n"
	           "\n"
	           "  rota relieve \"Hồng Nam\" bi-thu --act nghi-huu --from 01/12/2023 \\\n"
	           "      --doc \"150-QĐ/HU 25/11/2023\""),
	.run = run,
	.group = CMD_WORK,
};
