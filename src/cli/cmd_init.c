/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_init_options init = { 0 };
	const struct opt options[] = {
		{ 0, "province", "tinh", N_("CODE"), OPT_TEXT, OPT_MUST, &init.province,
		  N_("the two digits of the province: 33") },
		{ 0, "name", "ten", N_("NAME"), OPT_TEXT, OPT_MUST, &init.name,
		  N_("the office: \"Ban Tổ chức Tỉnh ủy Hưng Yên\"") },
		{ 0, "province-name", "ten-tinh", N_("NAME"), OPT_TEXT, OPT_MAY,
		  &init.province_name, N_("the province, where it is not the one of the code") },
		OPT_END
	};
	struct rota_error err = { 0 };
	const char *dir;
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	dir = cli->dir ? cli->dir : ".";
	if (rota_office_init(dir, &init, &err))
		return cli_fail(cli, &err);
	cli_say(cli, _("the office is in '%s'; its keys are in '%s/keys'"), dir, dir);
	cli_say(cli, _("move '%s/keys/root.next' to a safe place away from this machine"), dir);
	cli_say(cli, "%s", _("next: rota import units FILE"));
	return EXIT_OK;
}

const struct cmd cmd_init = {
	.name = "init",
	.vi = "lap-so",
	.synopsis = N_("init --province CODE --name NAME"),
	.summary = N_("make the office of a province in this folder"),
	.help = N_("Makes the keys, an empty ledger and its first entries in the working folder, or in "
	           "the one named with -C. A folder that has an office is left as it is.\n"
	           "\n"
	           "  rota -C hung-yen init --province 33 --name \"Ban Tổ chức Tỉnh ủy Hưng Yên\"\n"
	           "\n"
	           "The file keys/root.next is the key that replaces the root key one day. Keep it on "
	           "a stick in a safe, not here."),
	.run = run,
	.group = CMD_START,
};
