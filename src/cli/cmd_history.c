/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("SUBJECT"), OPT_TEXT, OPT_MUST, &question.subject,
		  N_("\"Hồng Nam/bi-thu\", a person, a commune, a decision, or the number of an entry") },
		WORK_KNOWN_AT(question),
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_history, &question, format);
}

const struct cmd cmd_history = {
	.name = "history",
	.vi = "lich-su",
	.synopsis = N_("history SUBJECT [--known-at CHECKPOINT]"),
	.summary = N_("who recorded what of a post, a person or a decision, when"),
	.help = N_("Of a commune, by name or code: who held its posts, and those of the communes that it "
	           "came from, through all mergers. A name that somebody bears is taken for that "
	           "person; write the code or the type of the commune then.\n"
	           "\n"
	           "  rota history \"Hồng Nam/bi-thu\"\n"
	           "  rota history \"Nguyễn Văn An,1975\"\n"
	           "  rota history \"xã Tân Hưng\"\n"
	           "  rota history \"123-QĐ/HU 28/08/2023\""),
	.run = run,
	.group = CMD_CHECK,
};
