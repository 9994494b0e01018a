/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"
#include "rota/exchange.h"

static const struct request_option options[] = {
	{ "OFFICE", OPT_ASKED, NULL, N_("office: its name, or digits of its writer") },
	{ "scope", OPT_MAY, NULL, NULL },
	{ "read-only", OPT_MAY, NULL, NULL },
	{ "from", OPT_ASKED, N_("the first day on which it is so"), N_("from which day") },
	{ "doc", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_rescope);
}

const struct cmd cmd_rescope = {
	.name = "rescope",
	.vi = "ban-giao",
	.synopsis = N_("rescope OFFICE --scope UNIT|--read-only --from DAY"),
	.summary = N_("hand records over: another unit for an office, or none"),
	.help = N_("Only the province does this, when a district ends or its communes go to another "
	           "office. What the office decided before that day still counts when it arrives late; "
	           "what is decided from that day on does not, and the office is told so when it has "
	           "synced. It still reads all that it recorded, and whoever keeps a commune now gets "
	           "what was recorded of it, with the next merge and sync. Name the office as 'rota "
	           "report coverage' lists it, or by the first digits of its writer or the fingerprint "
	           "of its key.\n"
	           "\n"
	           "  rota rescope \"Huyện ủy Ân Thi\" --read-only --from 01/07/2025\n"
	           "  rota rescope \"Đảng ủy xã Ân Thi\" --scope 12142 --from 01/07/2025"),
	.run = run,
	.group = CMD_START,
};
