/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "MATTER", OPT_ASKED, NULL, N_("matter") },
	{ "WAY", OPT_MAY, NULL, NULL },
	{ "undo", OPT_MAY, N_("withdraw the settlement: the matter is open again"), NULL },
	{ "doc", OPT_MAY, NULL, NULL },
	{ "why", OPT_MAY, N_("the reason, which is always needed"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_settle);
}

const struct cmd cmd_settle = {
	.name = "settle",
	.vi = "ket-luan",
	.synopsis = N_("settle MATTER WAY|--undo --why TEXT [--doc DOC]"),
	.summary = N_("decide a matter, with the reason"),
	.help = N_("Only the province settles. The entry says which outcome is the right one and on "
	           "what it was judged; the entries of the offices stay as they are. What it does to "
	           "the totals is shown before anything is recorded. When something newer arrives, "
	           "the matter is open again; the offices concerned are told at their next sync. That two "
	           "records are of one person, or of two, is taken back with 'rota cadre same' or "
	           "'rota cadre distinct' --undo.\n"
	           "\n"
	           "  rota matters show M-k7qd\n"
	           "  rota settle M-k7qd second --why \"the first one left on 31/01\" --dry-run"),
	.run = run,
	.group = CMD_WORK,
};
