/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/request.h"

static const struct request_option options[] = {
	{ "to", OPT_ASKED, NULL, N_("no change up to before which day") },
	{ "from", OPT_MAY, N_("from this day on; otherwise from the end of the last nil return"),
	  NULL },
	{ "undo", OPT_MAY, N_("take back the nil return that ends on that day"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, options, rota_nil_return);
}

const struct cmd cmd_nil = {
	.name = "nil",
	.vi = "khong-bien-dong",
	.synopsis = N_("nil --to DAY [--from DAY] [--undo --why TEXT]"),
	.summary = N_("state that nothing changed in a time"),
	.help = NULL,
	.run = run,
	.group = CMD_WORK,
};
