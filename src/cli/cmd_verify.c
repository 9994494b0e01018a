/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/truth.h"
#include "rota/exchange.h"

static int show_json(struct cli *cli, const struct rota_verified *verified, bool full,
                     struct rota_error *err)
{
	const struct truth_fact facts[] = {
		{ "full", rota_bool(full) },
		{ "chains", rota_uint(verified->chains) },
		{ "commits", full ? rota_uint(verified->commits) : rota_nil() },
		{ "entries", full ? rota_uint(verified->entries) : rota_nil() },
		{ "faults", truth_rows(cli, &verified->faults) },
		{ NULL, rota_nil() },
	};

	return truth_json(cli, facts, err);
}

static int say_full(struct cli *cli, const struct rota_verified *verified, struct rota_error *err)
{
	char text[256];

	snprintf(text, sizeof(text),
	         verified->faults.rows.as.list.count ?
	                 _("checked: %llu chains, %llu commits, %llu entries; this does not hold:\n") :
	                 _("checked: %llu chains, %llu commits, %llu entries; all of it holds\n"),
	         (unsigned long long)verified->chains, (unsigned long long)verified->commits,
	         (unsigned long long)verified->entries);
	return cli_write(cli, text, err);
}

static int say_quick(struct cli *cli, const struct rota_verified *verified, struct rota_error *err)
{
	char text[256];

	snprintf(text, sizeof(text),
	         verified->faults.rows.as.list.count ?
	                 _("checked: how %llu chains end; this does not hold:\n") :
	                 _("checked: how %llu chains end; all of it holds; every commit and entry: "
	                   "rota verify --full\n"),
	         (unsigned long long)verified->chains);
	return cli_write(cli, text, err);
}

static int show(struct cli *cli, const struct rota_verified *verified, bool full,
                struct rota_error *err)
{
	struct rota_report_options format;
	int rc;

	if (cli->json)
		return show_json(cli, verified, full, err);
	rc = (full ? say_full : say_quick)(cli, verified, err);
	if (rc || !verified->faults.rows.as.list.count)
		return rc;
	rc = cli_format(&format, cli, NULL, err);
	return rc ? rc : cli_show(cli, &verified->faults, &format, err);
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_verified verified = { .chains = 0 };
	struct rota_verify_options verifying = { .progress = progress_show, .payload = cli };
	const struct opt options[] = {
		{ 0, "full", "toan-bo", NULL, OPT_FLAG, OPT_MAY, &verifying.full,
		  N_("every commit and entry, from the first byte") },
		OPT_END
	};
	struct rota_error err = { 0 };
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = rota_verify(office, &verifying, &verified, &cli->arena, &err);
	cli_progress_end(cli);
	if (!rc)
		rc = show(cli, &verified, verifying.full, &err);
	rota_office_close(office);
	if (rc)
		return cli_fail(cli, &err);
	return verified.faults.rows.as.list.count ? EXIT_NO : EXIT_OK;
}

const struct cmd cmd_verify = {
	.name = "verify",
	.vi = "kiem-tra",
	.synopsis = N_("verify [--full]"),
	.summary = N_("check that repository and store hold what was signed"),
	.help = N_("Without --full it looks at how each chain ends: that the repository has what the "
	           "store has, and that the newest checkpoint speaks of the logs that are here. With "
	           "--full it reads everything again from the first byte: every signature and every "
	           "root, the entries of the store against those in git, each checkpoint against the "
	           "logs that it speaks of. The exit code is 1 when something does not hold.\n"
	           "\n"
	           "  rota verify --full"),
	.run = run,
	.group = CMD_CHECK,
};
