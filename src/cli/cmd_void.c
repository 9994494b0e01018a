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
		{ 0, NULL, NULL, N_("POSTING"), OPT_TEXT, OPT_MUST, &request.subject,
		  N_("\"Hồng Nam/bi-thu\", with @DAY for a past one, or the number of its entry") },
		{ 0, "from", "tu", N_("DAY"), OPT_TEXT, OPT_MAY, &request.from,
		  N_("revoked from this day on") },
		{ 0, "from-start", "tu-dau", NULL, OPT_FLAG, OPT_MAY, &request.from_start,
		  N_("as if it had never been") },
		WORK_DOC(docs),
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = { { NULL, NULL, NULL, false, false } };
	struct rota_error err = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (work_take_docs(&request, &docs, &err))
		return cli_usage(cli, &err);
	return work_act(cli, &request, rota_void, asks);
}

const struct cmd cmd_void = {
	.name = "void",
	.vi = "thu-hoi",
	.synopsis = N_("void POSTING --from DAY|--from-start --doc DOC"),
	.summary = N_("a decision is revoked"),
	.help = NULL,
	.run = run,
	.group = CMD_WORK,
};
