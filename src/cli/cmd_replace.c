/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "POSTING", OPT_MUST, NULL, NULL },
	{ "FIELD=VALUE", OPT_MAY, N_("what the new decision changes: planned_end, act, post, ..."),
	  NULL },
	{ "from", OPT_MUST, N_("the first day on which the new decision holds"), NULL },
	{ "doc", OPT_MUST, N_("the new decision: \"123-QĐ/HU 12/05/2023[; issuer][; 3 people]\""), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_replace);
}

const struct cmd cmd_replace = {
	.name = "replace",
	.vi = "thay-the",
	.synopsis = N_("replace POSTING [FIELD=VALUE ...] --from DAY --doc DOC"),
	.summary = N_("a new decision takes the place of an older one"),
	.help = N_(
		"The posting of the older decision is closed on the day, and another one of the "
		"same person begins, with what the new decision changes and all else as it was. "
		"Until that day the older decision has held.\n"
		"\n"
		"  rota replace \"Hồng Nam/bi-thu\" planned_end=01/09/2027 --from 01/12/2023 \\\n"
		"      --doc \"210-QĐ/HU 28/11/2023\"\n"
		"\n"
		"The new decision is of the same body, or of a higher one. A slip of ours, or of "
		"the paper, is mended with 'rota correct'; a decision that is gone without "
		"another one with 'rota void'."),
	.run = run,
	.group = CMD_WORK,
};
