/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <stdlib.h>
#include <string.h>

#include "cli/out.h"
#include "cli/text.h"

enum {
	LABEL_MOST = 40,  /* columns before a help text; a longer label has a line of its own */
	LEAST_COLUMN = 8, /* where the texts stand when every label is longer than that */
	GAP = 2           /* columns before a label, and the least between it and its text */
};

/** A page is written to memory first: stdout takes it at once or the failure is known. */
struct page {
	struct cli *cli;
	FILE *to;
	char *text;
	size_t size;
};

static int page_open(struct page *page, struct cli *cli)
{
	page->cli = cli;
	page->text = NULL;
	page->to = open_memstream(&page->text, &page->size);
	return page->to ? ROTA_OK : ROTA_ENOMEM;
}

/** Print the page. @return an exit code. */
static int page_close(struct page *page)
{
	struct rota_error err = { 0 };

	if (!page->to || fclose(page->to))
		rota_fail(&err, ROTA_ENOMEM, NULL, _("out of memory"));
	else
		cli_write(page->cli, page->text, &err);
	free(page->text);
	return cli_fail(page->cli, &err);
}

/** A line `  LABEL   text`, the text in the column given and broken there. */
static void put_row(struct page *page, const char *label, const char *text, size_t column)
{
	size_t at = GAP + cli_text_width(label);

	fprintf(page->to, "%*s%s", GAP, "", label);
	if (at + GAP > column) {
		fputc('\n', page->to);
		at = 0;
	}
	cli_wrap(page->to, text, at, column, page->cli->width);
}

/** The last column in which the texts of a table may stand. */
static size_t last_column(const struct cli *cli)
{
	return cli->width / 2 < LABEL_MOST ? cli->width / 2 : LABEL_MOST;
}

/** The column of a table's texts: behind the widest label that leaves them room. */
static void widen(size_t *column, const struct cli *cli, const char *label)
{
	size_t wanted = cli_text_width(label) + 2 * (size_t)GAP;

	if (wanted > *column && wanted <= last_column(cli))
		*column = wanted;
}

/** "-n, --limit COUNT, --gioi-han", the name of the language chosen first, or "COMMUNE" for an
 *  argument. */
static void make_label(char *out, size_t size, const struct opt *row)
{
	const char *other = opt_name(row) == row->name ? row->vi : row->name;
	const char *value = row->value ? _(row->value) : "";
	const char *space = row->value ? " " : "";
	char letter[] = "    ";

	if (!row->name && !row->letter) {
		snprintf(out, size, "%s", value);
		return;
	}
	if (row->letter)
		snprintf(letter, sizeof(letter), "-%c%s", row->letter, row->name ? ", " : "");
	snprintf(out, size, "%s%s%s%s%s%s%s", letter, row->name ? "--" : "",
		 row->name ? opt_name(row) : "", space, value, other ? ", --" : "",
		 other ? other : "");
}

static void put_options(struct page *page, const struct opt *rows)
{
	char label[160];
	size_t column = LEAST_COLUMN;

	for (const struct opt *row = rows; row->type != OPT_LAST; row++) {
		make_label(label, sizeof(label), row);
		widen(&column, page->cli, label);
	}
	for (const struct opt *row = rows; row->type != OPT_LAST; row++) {
		make_label(label, sizeof(label), row);
		put_row(page, label, _(row->help), column);
	}
}

/** "usage: rota SYNOPSIS", what follows the first line under it. */
static void put_usage(struct page *page, const char *synopsis)
{
	const char *usage = _("usage:");
	size_t column = cli_text_width(usage) + 1 + strlen("rota ");

	fprintf(page->to, "%s rota ", usage);
	cli_wrap(page->to, synopsis, column, column, page->cli->width);
}

static void put_text(struct page *page, const char *text)
{
	if (!text)
		return;
	fputc('\n', page->to);
	cli_wrap(page->to, _(text), 0, 0, page->cli->width);
}

int cli_help_command(struct cli *cli, const struct cmd *self, const struct opt *options)
{
	struct page page;

	if (page_open(&page, cli))
		return page_close(&page);
	put_usage(&page, _(self->synopsis));
	put_text(&page, self->summary);
	fputc('\n', page.to);
	put_options(&page, options);
	if (options->type != OPT_LAST)
		fputc('\n', page.to);
	cli_wrap(page.to, _("'rota help' lists the options that every command has."), 0, 0,
		 cli->width);
	put_text(&page, self->help);
	return page_close(&page);
}

/** "appoint, bo-tri", the name of the language chosen first. */
static void make_names(char *out, size_t size, const struct cmd *cmd)
{
	const char *other = cmd_name(cmd) == cmd->name ? cmd->vi : cmd->name;

	snprintf(out, size, "%s%s%s", cmd_name(cmd), other ? ", " : "", other ? other : "");
}

/** The commands of one group, or of all when @p group is CMD_GROUP_COUNT. */
static void put_commands(struct page *page, const struct cmd *const *list, enum cmd_group group)
{
	char names[CLI_CALLED_BYTES];
	size_t column = LEAST_COLUMN;

	for (size_t i = 0; list[i]; i++) {
		make_names(names, sizeof(names), list[i]);
		widen(&column, page->cli, names);
	}
	for (size_t i = 0; list[i]; i++) {
		if (group != CMD_GROUP_COUNT && list[i]->group != group)
			continue;
		make_names(names, sizeof(names), list[i]);
		put_row(page, names, _(list[i]->summary), column);
	}
}

static bool has_group(const struct cmd *const *list, enum cmd_group group)
{
	for (; *list; list++)
		if ((*list)->group == group)
			return true;
	return false;
}

static void put_groups(struct page *page, const struct cmd *const *list)
{
	static const char *const captions[CMD_GROUP_COUNT] = {
		[CMD_START] = N_("To begin:"),
		[CMD_WORK] = N_("The day's work:"),
		[CMD_LOOK] = N_("To look:"),
		[CMD_CHECK] = N_("To check:"),
	};

	for (size_t i = 0; i < CMD_GROUP_COUNT; i++) {
		if (!has_group(list, (enum cmd_group)i))
			continue;
		fprintf(page->to, "\n%s\n", _(captions[i]));
		put_commands(page, list, (enum cmd_group)i);
	}
}

/** The part of the overview that only the program itself has. */
static void put_program(struct page *page)
{
	struct opt globals[OPT_GLOBAL_ROWS];

	opt_globals(globals, page->cli);
	fprintf(page->to, "\n%s\n", _("Options that every command has:"));
	put_options(page, globals);
	put_text(page,
		 N_("A name of several words stands in quotes. Names of commands and options may "
		    "be written in English or in Vietnamese without accents:\n"
		    "\n"
		    "  rota help COMMAND    explain a command, with examples\n"
		    "  rota help acts       the acts: elect, appoint, transfer ...\n"
		    "  rota help kinds      what can be recorded"));
}

int cli_help_list(struct cli *cli, const struct cmd *parent, const struct cmd *const *list)
{
	struct page page;

	if (page_open(&page, cli))
		return page_close(&page);
	put_usage(&page, parent ? _(parent->synopsis) : _("[-C DIR] [--lang vi|en] COMMAND ..."));
	if (parent) {
		put_text(&page, parent->summary);
		fputc('\n', page.to);
		put_commands(&page, list, CMD_GROUP_COUNT);
		put_text(&page, parent->help);
	} else {
		put_groups(&page, list);
		put_program(&page);
	}
	return page_close(&page);
}
