/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/ask.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/truth.h"
#include "rota/exchange.h"

/** The first time on a terminal, the officer is asked whether this is the province's fingerprint. */
static int sync_once_more(struct cli *cli, struct rota_office *office,
                          struct rota_sync_options *options, struct rota_synced *synced,
                          struct rota_error *err)
{
	struct rota_synced shown = *synced;
	bool agreed = false;
	int rc;

	cli_say(cli, _("the province's key has the fingerprint %s"), shown.root);
	rc = ask_confirm(&agreed, cli, _("has the province read the same to you?"), false, err);
	if (rc || !agreed)
		return rc ? rc : ROTA_EINVALID;
	rota_error_clear(err);
	options->province_key = shown.root;
	return rota_sync(office, options, synced, err);
}

static int sync(struct cli *cli, struct rota_office *office, struct rota_sync_options *options,
                struct rota_synced *synced, struct rota_error *err)
{
	int rc = rota_sync(office, options, synced, err);

	cli_progress_end(cli);
	if (rc == ROTA_EINVALID && *synced->root && !options->province_key && ask_can(cli))
		rc = sync_once_more(cli, office, options, synced, err);
	cli_progress_end(cli);
	return rc;
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_sync_options syncing = { .progress = truth_progress, .payload = cli };
	const struct opt options[] = {
		{ 0, "remote", "dia-chi", N_("ADDRESS"), OPT_PATH, OPT_MAY, &syncing.remote,
		  N_("where the province is from now on: a folder, or user@host:path") },
		{ 0, "province-key", "khoa-tinh", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &syncing.province_key, N_("of the province's key, as it was told") },
		{ 0, "trust-host", "khoa-may-chu", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &syncing.trust_host, N_("of the server's key, as its administrator told it") },
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
		rc = sync(cli, office, &syncing, &synced, &err);
	if (!rc)
		rc = truth_say(cli, &synced, TRUTH_SENT, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

const struct cmd cmd_sync = {
	.name = "sync",
	.vi = "dong-bo",
	.synopsis = N_("sync [--remote ADDRESS] [--province-key FINGERPRINT]"),
	.summary = N_("send what was recorded, receive what the province says"),
	.help = N_("What was recorded is sealed, signed and sent; units, targets, checkpoints and "
	           "notices are received and checked. It may be broken off at any moment and run "
	           "again: nothing is lost and nothing is sent twice.\n"
	           "\n"
	           "  rota sync\n"
	           "\n"
	           "The line at the end says how far everything is. 'merged' is what a checkpoint of "
	           "the province, whose signature was checked, says; before that nothing counts as "
	           "received."),
	.run = run,
	.group = CMD_WORK,
};
