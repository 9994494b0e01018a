/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static int change(struct cli *cli, const char *key, const char *value)
{
	struct rota_office *office;
	struct rota_error err = { 0 };
	int rc = rota_office_open(&office, cli->dir, false, &err);

	if (!rc)
		rc = rota_office_set(office, key, value, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *key = NULL, *value = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("KEY"), OPT_TEXT, OPT_MAY, &key, N_("a setting") },
		{ 0, NULL, NULL, N_("VALUE"), OPT_TEXT, OPT_MAY, &value, N_("its new value") },
		OPT_END
	};
	struct rota_office *office;
	struct rota_error err = { 0 };
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (!key)
		return work_report(cli, rota_report_settings, &question, NULL);
	if (value)
		return change(cli, key, value);
	rc = rota_office_open(&office, cli->dir, true, &err);
	if (!rc)
		rc = rota_office_setting(&value, office, key, &cli->arena, &err);
	rota_office_close(office);
	if (!rc && value)
		rc = cli_write(cli, value, &err);
	if (!rc)
		rc = cli_write(cli, "\n", &err);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

const struct cmd cmd_config = {
	.name = "config",
	.vi = "cai-dat",
	.synopsis = N_("config [KEY [VALUE]]"),
	.summary = N_("show or change settings"),
	.help = N_("What is fixed is shown too: who this office is, the fingerprint of the province's "
	           "key, where it sends to ('rota sync --remote' changes that). These change:\n"
	           "\n"
	           "  officer        who records from now on\n"
	           "  lang           vi or en, where neither --lang nor ROTA_LANG says it\n"
	           "  tone           ủy or uỷ, in all that is shown; what is recorded stays as it is\n"
	           "  remind.days    'rota status' reminds of entries not sealed for longer; 0: never\n"
	           "  csv.separator  , or ; or tab\n"
	           "  csv.bom        yes or no: the mark by which Excel knows UTF-8"),
	.run = run,
	.group = CMD_START,
};
