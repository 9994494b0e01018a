/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct rota_question question = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("PERIOD"), OPT_TEXT, OPT_MAY, &request.subject,
		  N_("its name, as 'rota period' lists it (the latest that is cut off)") },
		{ 0, "officer", "nguoi-xac-nhan", N_("NAME"), OPT_TEXT, OPT_MAY, &request.officer,
		  N_("the officer who attests (the one who records here)") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = { { NULL, NULL, NULL, false, false } };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	question.period = request.subject;
	if (!cli->json) { /* what is attested is looked at first */
		code = work_report(cli, rota_report_attest, &question, NULL);
		if (code != EXIT_OK)
			return code;
	}
	return work_act(cli, &request, rota_attest, asks);
}

const struct cmd cmd_attest = {
	.name = "attest",
	.vi = "xac-nhan",
	.synopsis = N_("attest [PERIOD] [--officer NAME] [--why TEXT]"),
	.summary = N_("stand for the figures of a period"),
	.help = N_("Shows the figures of the office on the cut-off day of the period, with what came and "
	           "went since the period before, and asks whether somebody stands for them. It has to be "
	           "another officer than those who recorded, with the role 'attest'. What is not reported "
	           "or not known is named, and needs a reason; while two people hold one post, or one "
	           "person two, nothing is attested. Whatever is recorded afterwards for these days makes "
	           "it out of date: attest again.\n"
	           "\n"
	           "  rota officer add \"Lê Văn Trưởng\" --title \"Trưởng ban\" --role attest\n"
	           "  rota attest \"Quý I/2024\" --officer \"Lê Văn Trưởng\""),
	.run = run,
	.group = CMD_WORK,
};
