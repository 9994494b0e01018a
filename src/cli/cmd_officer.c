/* SPDX-License-Identifier: Apache-2.0 */
/* `rota officer list|add|change`. */
#include <stdio.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

/** "FIELD=VALUE" in the arena of the cli; NULL without memory. */
static const char *set_text(struct cli *cli, const char *field, const char *value)
{
	char text[1024];
	int size = snprintf(text, sizeof(text), "%s=%s", field, value);

	return size > 0 && (size_t)size < sizeof(text) ?
	               rota_arena_copy(&cli->arena, text, (size_t)size) :
	               NULL;
}

static int run_add(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	const char *name = NULL, *title = NULL, *role = "record";
	const char *sets[4] = { NULL };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("NAME"), OPT_TEXT, OPT_MUST, &name, N_("the officer's name") },
		{ 0, "title", "chuc-vu", N_("TEXT"), OPT_TEXT, OPT_MUST, &title,
		  N_("the officer's title") },
		{ 0, "role", "quyen", N_("ROLES"), OPT_TEXT, OPT_MAY, &role,
		  N_("record, attest, reconcile, publish, inspect, admin; several with ';'") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = { { NULL, NULL, NULL, false, false } };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	sets[0] = set_text(cli, "name", name);
	sets[1] = set_text(cli, "title", title);
	sets[2] = set_text(cli, "roles", role);
	request.sets = sets;
	return work_act(cli, &request, rota_officer_add, asks);
}

static const struct cmd cmd_add = {
	.name = "add",
	.vi = "them",
	.synopsis = N_("officer add NAME --title TITLE [--role ROLES]"),
	.summary = N_("say who works here; from now on this officer records"),
	.run = run_add,
	.group = CMD_START,
};

static int run_change(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	const char *values[3] = { NULL };
	static const char *const fields[] = { "title", "roles", "active" };
	const char *sets[4] = { NULL };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("NAME"), OPT_TEXT, OPT_MUST, &request.subject,
		  N_("the officer's name") },
		{ 0, "title", "chuc-vu", N_("TEXT"), OPT_TEXT, OPT_MAY, &values[0],
		  N_("the officer's title") },
		{ 0, "role", "quyen", N_("ROLES"), OPT_TEXT, OPT_MAY, &values[1],
		  N_("record, attest, reconcile, publish, inspect, admin; several with ';'") },
		{ 0, "active", "dang-lam", N_("yes|no"), OPT_TEXT, OPT_MAY, &values[2],
		  N_("whether the officer still works here") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	const struct work_ask asks[] = { { NULL, NULL, NULL, false, false } };
	size_t count = 0;
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (values[i])
			sets[count++] = set_text(cli, fields[i], values[i]);
	request.sets = sets;
	return work_act(cli, &request, rota_officer_change, asks);
}

static const struct cmd cmd_change = {
	.name = "change",
	.vi = "sua",
	.synopsis = N_("officer change NAME [--title TITLE] [--role ROLES] [--active yes|no]"),
	.summary = N_("give an officer other roles or another title; say that somebody has left"),
	.help = N_("  rota officer change \"Lê Văn Trưởng\" --role \"record;attest\""),
	.run = run_change,
	.group = CMD_START,
};

static int run_list(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	const struct opt options[] = { OPT_END };
	struct rota_question question = { 0 };
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_officers, &question, NULL);
}

static const struct cmd cmd_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("officer list"),
	.summary = N_("the officers of this office"),
	.run = run_list,
	.group = CMD_LOOK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_list, &cmd_add, &cmd_change, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_officer = {
	.name = "officer",
	.vi = "nguoi-dung",
	.synopsis = N_("officer [list]|add|change ..."),
	.summary = N_("who works in this office"),
	.run = run,
	.group = CMD_START,
};
