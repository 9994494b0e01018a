/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/truth.h"
#include "rota/exchange.h"

static int run_apply(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_sync_options syncing = { .payload = cli };
	const char *path = NULL;
	const struct opt options[] = {
		{ 0, "province-key", "khoa-tinh", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &syncing.province_key, N_("of the province's key, as it was told") },
		{ 0, NULL, NULL, N_("FILE"), OPT_PATH, OPT_MUST, &path,
		  N_("the file that the province has sent") },
		OPT_END
	};
	struct rota_error err = { 0 };
	struct rota_synced synced = { 0 };
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = rota_bundle_apply(office, path, &syncing, &synced, &err);
	if (!rc)
		rc = truth_say(cli, &synced, TRUTH_TAKEN, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

static const struct cmd cmd_apply = {
	.name = "apply",
	.vi = "nap",
	.synopsis = N_("bundle apply FILE [--province-key FINGERPRINT]"),
	.summary = N_("take in what the province sent as a file"),
	.run = run_apply,
};

static const struct cmd *const subcommands[] = { &cmd_apply, NULL };

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return cli_dispatch(self, subcommands, cli, argc, argv);
}

const struct cmd cmd_bundle = {
	.name = "bundle",
	.vi = "tep-chuyen",
	.synopsis = N_("bundle apply FILE"),
	.summary = N_("exchange with the province by files, where there is no network"),
	.help = N_("The province's 'rota enrol' writes a file welcome-….bundle. Applying one twice, or "
	           "an older one, does no harm.\n"
	           "\n"
	           "  rota bundle apply welcome-0123456789abcdef.bundle"),
	.run = run,
	.group = CMD_WORK,
};
