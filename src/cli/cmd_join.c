/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/truth.h"
#include "rota/exchange.h"

static int say_json(struct cli *cli, const struct rota_joined *joined)
{
	const struct truth_fact facts[] = {
		{ "fingerprint", rota_text(joined->fingerprint) },
		{ "request", rota_text(joined->request) },
		{ NULL, rota_nil() },
	};
	struct rota_error err = { 0 };

	return truth_json(cli, facts, &err) ? cli_fail(cli, &err) : EXIT_OK;
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_join_options join = { 0 };
	const struct opt options[] = {
		{ 0, "scope", "dia-ban", N_("CODE"), OPT_TEXT, OPT_MUST, &join.scope,
		  N_("the unit whose communes you keep, by code or name: 329") },
		{ 0, "name", "ten", N_("NAME"), OPT_TEXT, OPT_MUST, &join.name,
		  N_("the office: \"Ban Tổ chức Huyện ủy Ân Thi\"") },
		{ 0, "office", "cap", N_("LEVEL"), OPT_TEXT, OPT_MAY, &join.office,
		  N_("district or commune; without it, a code of five digits is a commune") },
		{ 0, "remote", "dia-chi", N_("ADDRESS"), OPT_PATH, OPT_MAY, &join.remote,
		  N_("where the province's repository is: a folder, user@host:path, https://…") },
		{ 0, "province-key", "khoa-tinh", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &join.province_key, N_("of the province's key, as it was told: SHA256:…") },
		OPT_END
	};
	struct rota_error err = { 0 };
	struct rota_joined joined;
	const char *dir;
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	dir = cli->dir ? cli->dir : ".";
	if (rota_join(dir, &join, &joined, &err))
		return cli_fail(cli, &err);
	if (cli->json)
		return say_json(cli, &joined);
	cli_say(cli, _("the office is in '%s'; its key is '%s/keys/writer'"), dir, dir);
	cli_say(cli, _("send '%s' to the province, and read this fingerprint to it over the "
	               "telephone: %s"),
	        joined.request, joined.fingerprint);
	cli_say(cli, "%s", _("next, when the province has enrolled you: rota sync"));
	return EXIT_OK;
}

const struct cmd cmd_join = {
	.name = "join",
	.vi = "tham-gia",
	.synopsis = N_("join --scope CODE --name NAME [--remote ADDRESS] [--province-key FINGERPRINT]"),
	.summary = N_("make an office below the province in this folder"),
	.help = N_("Makes a key and an empty ledger in the working folder, or in the one named with "
	           "-C, and the file 'request' with which the province enrols this machine. It needs "
	           "no network.\n"
	           "\n"
	           "  rota -C an-thi join --scope 329 --name \"Ban Tổ chức Huyện ủy Ân Thi\"\n"
	           "\n"
	           "Send the file 'request' in any way. When the province has enrolled you, it tells "
	           "you its address and the fingerprint of its key, or sends a file welcome-….bundle: "
	           "then run 'rota sync' or 'rota bundle apply FILE'."),
	.run = run,
	.group = CMD_START,
};
