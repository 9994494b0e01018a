/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const struct opt options[] = { OPT_END };
	struct rota_error err = { 0 };
	struct rota_office *office;
	uint64_t entries = 0;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = rota_rebuild(office, &entries, &err);
	rota_office_close(office);
	if (rc)
		return cli_fail(cli, &err);
	cli_say(cli, _("derived again from %llu entries"), (unsigned long long)entries);
	return EXIT_OK;
}

const struct cmd cmd_rebuild = {
	.name = "rebuild",
	.vi = "dung-lai",
	.synopsis = N_("rebuild"),
	.summary = N_("derive everything again from the log"),
	.help = N_("The log is the truth of an office; everything else in the store follows from it. "
	           "Nothing that was recorded is changed."),
	.run = run,
	.group = CMD_CHECK,
};
