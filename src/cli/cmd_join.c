/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/truth.h"
#include "rota/exchange.h"

/** Look who is at the address, when one was said. That nobody is there is no failure of the join. */
static int reach(struct rota_reached *out, struct cli *cli, const char *dir, const char *remote,
                 struct rota_error *err)
{
	int rc;

	*out = (struct rota_reached){ .way = ROTA_WAY_NONE };
	if (!remote)
		return ROTA_OK;
	progress_show(&(struct rota_exchange_progress){ .event = ROTA_EXCHANGE_CONNECT }, cli);
	rc = rota_join_reach(out, dir, err);
	cli_progress_end(cli);
	return rc;
}

static struct rota_value text_or_nil(const char *text)
{
	return *text ? rota_text(text) : rota_nil();
}

static int say_json(struct cli *cli, const struct rota_joined *joined,
                    const struct rota_reached *reached)
{
	const struct truth_fact facts[] = {
		{ "fingerprint", rota_text(joined->fingerprint) },
		{ "key", rota_text(joined->key) },
		{ "request", rota_text(joined->request) },
		{ "answers", reached->way == ROTA_WAY_NONE ? rota_nil() : rota_bool(reached->answers) },
		{ "trouble", text_or_nil(reached->trouble.message) },
		{ "hint", text_or_nil(reached->trouble.hint) },
		{ NULL, rota_nil() },
	};
	struct rota_error err = { 0 };

	return truth_json(cli, facts, &err) ? cli_fail(cli, &err) : EXIT_OK;
}

/** What the administrator of the server has to do with this office. */
static void say_admission(struct cli *cli, const struct rota_joined *joined,
                          const struct rota_reached *reached)
{
	if (reached->way == ROTA_WAY_SSH)
		cli_say(cli,
		        _("the administrator of the server lets you in by the line that 'rota enrol' prints "
		          "for the request; your key in it is: %s"),
		        joined->key);
	else if (reached->way == ROTA_WAY_WEB && *reached->account)
		cli_say(cli,
		        _("ask the administrator of the server for the password of the name '%s': rota sync "
		          "asks you for it"),
		        reached->account);
	else if (reached->way == ROTA_WAY_WEB)
		cli_say(cli, "%s",
		        _("ask the administrator of the server for a name and a password: rota sync asks you "
		          "for them"));
}

/** What stands between this office and the province, as far as the line. */
static void say_trouble(struct cli *cli, const struct rota_error *trouble)
{
	if (!trouble->code)
		return;
	cli_say(cli, _("the address was tried: %s"), trouble->message);
	if (*trouble->hint)
		cli_say(cli, "  %s", trouble->hint);
}

static void say(struct cli *cli, const char *dir, const struct rota_joined *joined,
                const struct rota_reached *reached)
{
	cli_say(cli, _("the office is in '%s'; its key is '%s/keys/writer'"), dir, dir);
	say_trouble(cli, &reached->trouble);
	cli_say(cli, _("send '%s' to the province, and read this fingerprint to it over the "
	               "telephone: %s"),
	        joined->request, joined->fingerprint);
	say_admission(cli, joined, reached);
	cli_say(cli, "%s",
	        reached->trouble.code && reached->way == ROTA_WAY_NONE ?
	                _("next, when the province has enrolled you: rota sync --remote ADDRESS") :
	                _("next, when the province has enrolled you: rota sync"));
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
	struct rota_reached reached;
	const char *dir;
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	dir = cli->dir ? cli->dir : ".";
	if (rota_join(dir, &join, &joined, &err) || reach(&reached, cli, dir, join.remote, &err))
		return cli_fail(cli, &err);
	if (cli->json)
		return say_json(cli, &joined, &reached);
	say(cli, dir, &joined, &reached);
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
	           "  rota -C an-thi join --scope 329 --name \"Ban Tổ chức Huyện ủy Ân Thi\" "
	           "--remote ssh://rota@tinh.example/srv/tinh/rota.git\n"
	           "\n"
	           "With an address it looks whether somebody is there, shows the fingerprint of a "
	           "server that is not known yet, to be compared, and says what its administrator needs "
	           "from you. When nobody answers, the office is made all the same.\n"
	           "\n"
	           "Send the file 'request' in any way. When the province has enrolled you, it tells "
	           "you its address and the fingerprint of its key, or sends a file welcome-….bundle: "
	           "then run 'rota sync' or 'rota bundle apply FILE'."),
	.run = run,
	.group = CMD_START,
	.events = true,
};
