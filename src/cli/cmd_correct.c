/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("POSTING"), OPT_TEXT, OPT_MUST, &request.subject,
		  N_("\"Hồng Nam/bi-thu\", with @DAY for a past one, or the number of its entry") },
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("from, to, act, cadre, unit, post, planned_end, ...") },
		{ 0, "typing", "nhap-sai", N_("TEXT"), OPT_TEXT, OPT_MAY, &request.typing,
		  N_("an error of ours: what happened") },
		{ 0, "erratum", "dinh-chinh", N_("DOC"), OPT_TEXT, OPT_MAY, &request.erratum,
		  N_("an error of the paper: the paper that mends it") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_sets(cli, &request, &sets, rota_correct);
}

const struct cmd cmd_correct = {
	.name = "correct",
	.vi = "sua",
	.synopsis = N_("correct POSTING FIELD=VALUE ... --typing TEXT|--erratum DOC"),
	.summary = N_("mend what was recorded wrongly"),
	.help = N_("What was recorded stays in the history; the correction is an entry of its own with "
	           "the old value beside the new one. An empty value clears a field: 'to=' opens a "
	           "posting again.\n"
	           "\n"
	           "  rota correct \"Hồng Nam/bi-thu\" from=02/09/2023 --typing \"gõ nhầm ngày\""),
	.run = run,
	.group = CMD_WORK,
};
