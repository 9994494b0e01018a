/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/ask.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/truth.h"
#include "rota/exchange.h"

/** Without spaces, as people group it in different ways. */
static bool same_fingerprint(const char *a, const char *b)
{
	for (;;) {
		while (*a == ' ')
			a++;
		while (*b == ' ')
			b++;
		if (*a != *b)
			return false;
		if (!*a)
			return true;
		a++;
		b++;
	}
}

/** The fingerprint must have been compared, by whoever runs this. */
static int compare(struct cli *cli, const struct rota_enrolled *enrolled, const char *told,
                   struct rota_error *err)
{
	bool agreed = false;
	int rc;

	if (told && same_fingerprint(told, enrolled->fingerprint))
		return ROTA_OK;
	if (told)
		return rota_fail(err, ROTA_EINVALID,
		                 _("enrol nobody: ask the office to send its request again"),
		                 _("the key of this request has another fingerprint: %s"),
		                 enrolled->fingerprint);
	rc = ask_confirm(&agreed, cli, _("does the office read the same fingerprint to you?"), false,
	                 err);
	if (rc || agreed)
		return rc;
	return rota_fail(err, ROTA_EINVALID,
	                 _("let the office read it over the telephone, then: rota enrol FILE "
	                   "--fingerprint \"SHA256:…\""),
	                 _("nobody has said that the fingerprint is right"));
}

static void tell(struct cli *cli, const struct rota_enrolled *enrolled)
{
	cli_say(cli, "%s: %s", enrolled->name, enrolled->unit);
	if (*enrolled->on)
		cli_say(cli, _("(as it was on %s)"), enrolled->on);
	cli_say(cli, _("fingerprint: %s"), enrolled->fingerprint);
}

/** A dry run has written no welcome. */
static int say_json(struct cli *cli, const struct rota_enrolled *enrolled, bool dry_run,
                    struct rota_error *err)
{
	const struct truth_fact facts[] = {
		{ "enrolled", rota_bool(enrolled->known || !dry_run) },
		{ "known", rota_bool(enrolled->known) },
		{ "name", rota_text(enrolled->name) },
		{ "unit", rota_text(enrolled->unit) },
		{ "fingerprint", rota_text(enrolled->fingerprint) },
		{ "writer", rota_text(enrolled->writer) },
		{ "root", rota_text(enrolled->root) },
		{ "authorized_key", rota_text(enrolled->authorized_key) },
		{ "welcome", *enrolled->welcome ? rota_text(enrolled->welcome) : rota_nil() },
		{ NULL, rota_nil() },
	};

	return truth_json(cli, facts, err);
}

static int enrol(struct cli *cli, struct rota_office *office, struct rota_enrol_options *options,
                 const char *told, struct rota_error *err)
{
	struct rota_enrolled enrolled;
	bool dry_run = options->dry_run;
	int rc;

	options->dry_run = true;
	rc = rota_enrol(office, options, &enrolled, err);
	if (rc)
		return rc;
	tell(cli, &enrolled);
	if (dry_run)
		return cli->json ? say_json(cli, &enrolled, true, err) : ROTA_OK;
	if (!enrolled.known)
		rc = compare(cli, &enrolled, told, err);
	options->dry_run = false;
	if (!rc)
		rc = rota_enrol(office, options, &enrolled, err);
	if (rc)
		return rc;
	if (cli->json)
		return say_json(cli, &enrolled, false, err);
	cli_say(cli, enrolled.known ? _("it was enrolled already") : _("it is enrolled"));
	cli_say(cli, _("send the office this file: %s"), enrolled.welcome);
	cli_say(cli, _("read this fingerprint of the province to it over the telephone: %s"),
	        enrolled.root);
	cli_say(cli, _("if it connects over SSH, add this line to authorized_keys: %s"),
	        enrolled.authorized_key);
	return ROTA_OK;
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_enrol_options enrolment = { 0 };
	const char *told = NULL;
	const struct opt options[] = {
		{ 0, "on", "ngay", N_("DAY"), OPT_TEXT, OPT_MAY, &enrolment.on,
		  N_("the day on which the unit of the request is looked up") },
		{ 0, "fingerprint", "dau-van", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY, &told,
		  N_("of the office's key, as the office read it to you") },
		{ 0, "dry-run", "xem-thu", NULL, OPT_FLAG, OPT_MAY, &enrolment.dry_run,
		  N_("judge and show, record nothing") },
		{ 0, NULL, NULL, N_("FILE"), OPT_PATH, OPT_MUST, &enrolment.path,
		  N_("the request that the office has sent") },
		OPT_END
	};
	struct rota_error err = { 0 };
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = enrol(cli, office, &enrolment, told, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

const struct cmd cmd_enrol = {
	.name = "enrol",
	.vi = "ghi-danh",
	.synopsis = N_("enrol FILE [--fingerprint FINGERPRINT] [--on DAY]"),
	.summary = N_("admit the machine of an office: it may write its communes"),
	.help = N_("Reads a request that 'rota join' has made, shows whose it is, and asks whether the "
	           "office reads the same fingerprint over the telephone. Then its key is enrolled, "
	           "and a file is written that the office needs to begin.\n"
	           "\n"
	           "  rota enrol an-thi/request"),
	.run = run,
	.group = CMD_START,
};
