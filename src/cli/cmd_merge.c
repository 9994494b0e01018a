/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/truth.h"
#include "rota/exchange.h"

static int say_json(struct cli *cli, const struct rota_merged *merged, struct rota_error *err)
{
	const struct truth_fact facts[] = {
		{ "checkpoint", merged->number ? rota_uint(merged->number) : rota_nil() },
		{ "published", rota_bool(merged->checkpoint) },
		{ "entries", rota_uint(merged->entries) },
		{ "offices", rota_uint(merged->offices) },
		{ "matters", rota_uint(merged->matters) },
		{ "remarks", truth_rows(cli, &merged->remarks) },
		{ NULL, rota_nil() },
	};

	return truth_json(cli, facts, err);
}

static int say(struct cli *cli, const struct rota_merged *merged, struct rota_error *err)
{
	char text[512];

	if (cli->json)
		return say_json(cli, merged, err);
	if (merged->checkpoint)
		snprintf(text, sizeof(text),
		         _("checkpoint %llu is published; new entries: %llu; offices that sent: "
		           "%llu; open matters: %llu\n"),
		         (unsigned long long)merged->number, (unsigned long long)merged->entries,
		         (unsigned long long)merged->offices, (unsigned long long)merged->matters);
	else
		snprintf(text, sizeof(text),
		         _("nothing new since checkpoint %llu; open matters: %llu\n"),
		         (unsigned long long)merged->number, (unsigned long long)merged->matters);
	return cli_write(cli, text, err);
}

static int show(struct cli *cli, const struct rota_merged *merged, struct rota_error *err)
{
	struct rota_report_options format;
	int rc = say(cli, merged, err);

	if (!rc && merged->remarks.rows.as.list.count && !cli->json)
		rc = cli_format(&format, cli, NULL, err);
	if (!rc && merged->remarks.rows.as.list.count && !cli->json)
		rc = cli_show(cli, &merged->remarks, &format, err);
	return rc;
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_merge_options merging = { .progress = progress_show, .payload = cli };
	const struct opt options[] = { OPT_END };
	struct rota_error err = { 0 };
	struct rota_merged merged;
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = rota_merge(office, &merging, &merged, &cli->arena, &err);
	cli_progress_end(cli);
	if (!rc)
		rc = show(cli, &merged, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

const struct cmd cmd_merge = {
	.name = "merge",
	.vi = "tong-hop",
	.synopsis = N_("merge"),
	.summary = N_("take over what the offices sent, and publish a checkpoint"),
	.help = N_("Checks every signature and every entry, takes over what holds, and publishes the "
	           "figures, a receipt for each office, and what is open. A log that does not hold is "
	           "put aside and listed; it never stops the others. Without news there is no "
	           "checkpoint.\n"
	           "\n"
	           "  rota merge"),
	.run = run,
	.group = CMD_WORK,
	.events = true,
};
