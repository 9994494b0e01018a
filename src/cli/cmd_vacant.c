/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("COMMUNE"), OPT_TEXT, OPT_ASKED, &request.commune,
		  N_("name or code of the commune") },
		{ 0, NULL, NULL, N_("POST"), OPT_TEXT, OPT_ASKED, &request.post,
		  N_("secretary (bi-thu) or chair (chu-tich)") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_ASKED, &request.from,
		  N_("the first vacant day") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = {
		{ &request.commune, N_("commune"), NULL, false, false },
		{ &request.post, N_("post"), &rota_posts, false, false },
		{ &request.from, N_("first vacant day"), NULL, true, false },
		{ NULL, NULL, NULL, false, false },
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_act(cli, &request, rota_vacant, asks);
}

const struct cmd cmd_vacant = {
	.name = "vacant",
	.vi = "khuyet",
	.synopsis = N_("vacant COMMUNE POST --from DAY"),
	.summary = N_("state that a post is vacant"),
	.help = N_("A post of which nothing is recorded is 'not reported', never vacant: a vacancy is "
	           "stated. 'rota relieve' states it by itself."),
	.run = run,
	.group = CMD_WORK,
};
