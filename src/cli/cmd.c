/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"

#include <string.h>

#include "cli/help.h"
#include "cli/nearest.h"
#include "cli/opt.h"
#include "cli/out.h"

const char *cmd_name(const struct cmd *cmd)
{
	return rota_language() == ROTA_VI && cmd->vi ? cmd->vi : cmd->name;
}

/** Whether a person who typed this meant the command, accents and capitals aside. */
static bool is_meant(const struct cmd *cmd, const char *typed)
{
	char spaced[CLI_CALLED_BYTES];
	struct rota_word word = { cmd->name, cmd->name, spaced };
	const struct rota_words words = { "command", &word, 1 };

	/* rota_word_read() wants the word as it is written, with spaces. */
	snprintf(spaced, sizeof(spaced), "%s", cmd->vi ? cmd->vi : cmd->name);
	for (char *at = spaced; *at; at++)
		if (*at == '-')
			*at = ' ';
	return rota_word_read(&words, typed);
}

const struct cmd *cli_find(const struct cmd *const *list, const char *typed)
{
	for (size_t i = 0; list[i]; i++)
		if (strcmp(list[i]->name, typed) == 0 ||
		    (list[i]->vi && strcmp(list[i]->vi, typed) == 0))
			return list[i];
	for (size_t i = 0; list[i]; i++)
		if (is_meant(list[i], typed))
			return list[i];
	return NULL;
}

static int refuse_unknown(struct cli *cli, const struct cmd *const *list, const char *typed)
{
	struct cli_nearest nearest = { .typed = typed };
	struct rota_error err = { 0 };

	for (size_t i = 0; list[i]; i++) {
		cli_nearest_offer(&nearest, list[i]->name);
		cli_nearest_offer(&nearest, list[i]->vi);
	}
	rota_fail(&err, ROTA_EINVALID, NULL, _("no command '%s%s%s'"), cli->called,
		  *cli->called ? " " : "", typed);
	if (nearest.name)
		rota_error_hint(&err, _("did you mean 'rota %s%s%s'?"), cli->called,
				*cli->called ? " " : "", nearest.name);
	return cli_usage(cli, &err);
}

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	size_t used = strlen(cli->called);

	snprintf(cli->called + used, sizeof(cli->called) - used, "%s%s", used ? " " : "",
		 cmd_name(self));
	cli->events = self->events;
	return self->run(self, cli, argc, argv);
}

int cli_dispatch(const struct cmd *parent, const struct cmd *const *list, struct cli *cli, int argc,
		 char **argv)
{
	struct rota_error err = { 0 };
	const struct cmd *found;
	int used = 0;

	if (opt_leading(&used, cli, argc, argv, &err))
		return cli_usage(cli, &err);
	if (used == argc && cli->help)
		return cli_help_list(cli, parent, list);
	/* An option that is not global belongs to the command that runs when none is named. */
	if (used == argc || argv[used][0] == '-')
		return run(list[0], cli, argc - used, argv + used);
	found = cli_find(list, argv[used]);
	if (!found)
		return refuse_unknown(cli, list, argv[used]);
	return run(found, cli, argc - used - 1, argv + used + 1);
}
