/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/opt.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/help.h"
#include "cli/nearest.h"
#include "cli/out.h"
#include "cli/text.h"

struct parser {
	struct cli *cli;
	const struct opt *rows;
	struct opt globals[OPT_GLOBAL_ROWS];
	uint64_t given; /* bit i: rows[i] was given */
	int argc;
	char **argv;
	int at; /* the argument being read */
	struct rota_error *err;
};

static const struct rota_word language_words[] = {
	{ "vi", "Vietnamese", "tiếng Việt" },
	{ "en", "English", "tiếng Anh" },
};

static const struct rota_words languages = { "language", language_words, 2 };

void opt_globals(struct opt rows[OPT_GLOBAL_ROWS], struct cli *cli)
{
	const struct opt table[OPT_GLOBAL_ROWS] = {
		{ 'C', "dir", "thu-muc", N_("DIR"), OPT_PATH, OPT_MAY, &cli->dir,
		  N_("the folder of the office (else ROTA_DIR, else this folder or one above "
		     "it)") },
		{ 0, "lang", "ngon-ngu", N_("LANG"), OPT_WORD, OPT_MAY, &cli->lang,
		  N_("speak vi (Vietnamese) or en (English)") },
		{ 0, "json", NULL, NULL, OPT_FLAG, OPT_MAY, &cli->json,
		  N_("write data and errors as JSON, for programs") },
		{ 'y', "yes", "dong-y", NULL, OPT_FLAG, OPT_MAY, &cli->yes,
		  N_("do it without asking") },
		{ 0, "no-input", "khong-hoi", NULL, OPT_FLAG, OPT_MAY, &cli->no_input,
		  N_("never ask; what is missing is an error") },
		{ 'h', "help", "tro-giup", NULL, OPT_FLAG, OPT_MAY, &cli->help,
		  N_("explain the command") },
		{ 0, "version", "phien-ban", NULL, OPT_FLAG, OPT_MAY, &cli->version,
		  N_("print the version of rota") },
		OPT_END,
	};

	cli->lang.words = &languages;
	memcpy(rows, table, sizeof(table));
}

const char *opt_name(const struct opt *row)
{
	return rota_language() == ROTA_VI && row->vi ? row->vi : row->name;
}

static bool is_argument(const struct opt *row)
{
	return !row->name && !row->letter;
}

static bool has_name(const char *known, const char *name, size_t size)
{
	return known && strlen(known) == size && memcmp(known, name, size) == 0;
}

/** The row of `name` or `name=value`, what stands behind two dashes. */
static const struct opt *match_long(const struct opt *rows, const char *name, const char **value)
{
	size_t size = strcspn(name, "=");

	*value = name[size] ? name + size + 1 : NULL;
	for (; rows->type != OPT_LAST; rows++)
		if (has_name(rows->name, name, size) || has_name(rows->vi, name, size))
			return rows;
	return NULL;
}

/** The row of `n` or `nvalue`, what stands behind one dash. `-help` is no -h. */
static const struct opt *match_short(const struct opt *rows, const char *name, const char **value)
{
	*value = name[1] ? name + 1 : NULL;
	for (; rows->type != OPT_LAST; rows++)
		if (rows->letter == name[0] && (rows->type != OPT_FLAG || !*value))
			return rows;
	return NULL;
}

/** The row that an argument names, or NULL; *value is what is attached to it, or NULL. */
static const struct opt *match(const struct opt *rows, const char *arg, const char **value)
{
	*value = NULL;
	if (arg[0] != '-' || !arg[1])
		return NULL;
	return arg[1] == '-' ? match_long(rows, arg + 2, value) : match_short(rows, arg + 1, value);
}

static const struct opt *match_any(const struct parser *parser, const char *arg, const char **value)
{
	const struct opt *row = match(parser->rows, arg, value);

	return row ? row : match(parser->globals, arg, value);
}

/** Whether an argument cannot be a value, since it is an option or ends them. */
static bool is_taken(const struct parser *parser, const char *arg)
{
	const char *value;

	return strcmp(arg, "--") == 0 || match_any(parser, arg, &value);
}

static void offer_names(struct cli_nearest *nearest, const struct opt *rows)
{
	for (; rows->type != OPT_LAST; rows++) {
		cli_nearest_offer(nearest, rows->name);
		cli_nearest_offer(nearest, rows->vi);
	}
}

static int refuse_unknown(struct parser *parser, const char *arg)
{
	const char *name = arg + strspn(arg, "-");
	char typed[64];
	struct cli_nearest nearest = { .typed = typed };

	snprintf(typed, sizeof(typed), "%.*s", (int)strcspn(name, "="), name);
	offer_names(&nearest, parser->rows);
	offer_names(&nearest, parser->globals);
	rota_fail(parser->err, ROTA_EINVALID, NULL, _("no option '%.*s'"), (int)strcspn(arg, "="),
		  arg);
	if (nearest.name)
		rota_error_hint(parser->err, _("did you mean '--%s'?"), nearest.name);
	return ROTA_EINVALID;
}

/** An option whose dashes a word processor has turned into one long dash; else ROTA_OK. */
static int refuse_long_dash(struct parser *parser, const char *arg)
{
	const char *value;
	uint32_t point;
	const char *name = arg + cli_text_next(arg, &point);

	if (!((point >= 0x2010 && point <= 0x2015) || point == 0x2212))
		return ROTA_OK;
	name += strspn(name, "-");
	if (!match_long(parser->rows, name, &value) && !match_long(parser->globals, name, &value))
		return ROTA_OK;
	rota_fail(parser->err, ROTA_EINVALID, NULL, _("'%s' begins with a long dash"), arg);
	rota_error_hint(parser->err, _("write two short ones: --%s"), name);
	return ROTA_EINVALID;
}

static int read_int(int64_t *out, const char *value, struct rota_error *err)
{
	bool digits = strspn(value, "0123456789") == strlen(value);
	long long number;

	errno = 0;
	number = strtoll(value, NULL, 10);
	if (!digits || errno)
		return rota_fail(err, ROTA_EINVALID, _("write it in digits, such as 20"),
				 _("'%s' is not a whole number"), value);
	*out = number;
	return ROTA_OK;
}

static int read_text(const char **out, const char *value, struct rota_error *err)
{
	if (!cli_text_is_utf8(value))
		return rota_fail(err, ROTA_EINVALID, _("set the terminal to UTF-8"),
				 _("'%s' is not UTF-8"), value);
	*out = value;
	return ROTA_OK;
}

/** All words, each once, as they may be typed: "secretary, chair". */
static void list_words(char *out, size_t size, const struct rota_words *words)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < words->count && used < size; i++)
		if (rota_word_find(words, words->words[i].id) == &words->words[i])
			used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "",
						 words->words[i].id);
}

static int read_word(struct opt_word *out, const char *value, struct rota_error *err)
{
	const struct rota_word *word = rota_word_read(out->words, value);
	char all[sizeof(err->hint)];

	if (word) {
		out->word = word;
		return ROTA_OK;
	}
	list_words(all, sizeof(all), out->words);
	rota_fail(err, ROTA_EINVALID, NULL, _("no such word: '%s'"), value);
	rota_error_hint(err, _("choose one of %s"), all);
	return ROTA_EINVALID;
}

static int read_item(struct parser *parser, struct opt_list *out, const char *value)
{
	int rc;

	if (!out->items)
		out->items = rota_arena_alloc(&parser->cli->arena,
					      (size_t)parser->argc * sizeof(*out->items));
	if (!out->items)
		return rota_fail(parser->err, ROTA_ENOMEM, NULL, _("out of memory"));
	rc = read_text(&out->items[out->count], value, parser->err);
	out->count += !rc;
	return rc;
}

static int read_value(struct parser *parser, const struct opt *row, const char *value)
{
	assert(row->type != OPT_FLAG && row->type != OPT_LAST);
	if (!*value)
		return rota_fail(parser->err, ROTA_EINVALID, NULL, _("the value is empty"));
	switch (row->type) {
	case OPT_TEXT:
		return read_text(row->out, value, parser->err);
	case OPT_PATH:
		*(const char **)row->out = value;
		return ROTA_OK;
	case OPT_INT:
		return read_int(row->out, value, parser->err);
	case OPT_DAY:
		return rota_day_read(row->out, value, strlen(value), parser->err);
	case OPT_WORD:
		return read_word(row->out, value, parser->err);
	case OPT_LIST:
		return read_item(parser, row->out, value);
	case OPT_FLAG:
	case OPT_LAST:
		break;
	}
	return ROTA_EBUG; /* the assertion above */
}

/** The bit of a row of the command; 0 for a global option. */
static uint64_t bit_of(const struct parser *parser, const struct opt *row)
{
	for (size_t i = 0; parser->rows[i].type != OPT_LAST; i++) {
		assert(i < OPT_MOST_ROWS);
		if (&parser->rows[i] == row)
			return UINT64_C(1) << i;
	}
	return 0;
}

static bool is_given(const struct parser *parser, const struct opt *row)
{
	return parser->given & bit_of(parser, row);
}

/** Read the option at parser->at, and its value, which may be the next argument. */
static int take_option(struct parser *parser)
{
	const char *arg = parser->argv[parser->at];
	const char *value;
	const struct opt *row = match_any(parser, arg, &value);
	char shown[64];
	int rc;

	if (!row)
		return refuse_unknown(parser, arg);
	snprintf(shown, sizeof(shown), "%.*s", arg[1] == '-' ? (int)strcspn(arg, "=") : 2, arg);
	if (row->type == OPT_FLAG && value)
		return rota_fail(parser->err, ROTA_EINVALID, NULL, _("option '%s' takes no value"),
				 shown);
	if (row->type == OPT_FLAG) {
		*(bool *)row->out = true;
		return ROTA_OK;
	}
	if (is_given(parser, row) && row->type != OPT_LIST)
		return rota_fail(parser->err, ROTA_EINVALID, NULL, _("option '%s' is given twice"),
				 shown);
	if (!value && parser->at + 1 < parser->argc &&
	    !is_taken(parser, parser->argv[parser->at + 1]))
		value = parser->argv[++parser->at];
	if (!value)
		return rota_fail(parser->err, ROTA_EINVALID, NULL,
				 _("option '%s' needs a value: %s"), shown, _(row->value));
	parser->given |= bit_of(parser, row);
	rc = read_value(parser, row, value);
	if (rc)
		rota_error_context(parser->err, _("option '%s'"), shown);
	return rc;
}

/** Whether the next argument by its place belongs to this row. */
static bool has_room(const struct parser *parser, const struct opt *row)
{
	return is_argument(row) && (row->type == OPT_LIST || !is_given(parser, row));
}

/** Read an argument by its place. */
static int take_argument(struct parser *parser, const char *arg)
{
	const struct opt *row = parser->rows;
	int rc = refuse_long_dash(parser, arg);

	if (rc)
		return rc;
	while (row->type != OPT_LAST && !has_room(parser, row))
		row++;
	if (row->type == OPT_LAST)
		return rota_fail(parser->err, ROTA_EINVALID,
				 _("put a name of several words in quotes: \"Nam Son\""),
				 _("'%s' is one argument too many"), arg);
	parser->given |= bit_of(parser, row);
	rc = read_value(parser, row, arg);
	if (rc)
		rota_error_context(parser->err, "%s", _(row->value));
	return rc;
}

static int take_all(struct parser *parser)
{
	bool options_ended = false;

	for (; parser->at < parser->argc; parser->at++) {
		const char *arg = parser->argv[parser->at];
		int rc = ROTA_OK;

		if (options_ended || arg[0] != '-' || !arg[1])
			rc = take_argument(parser, arg);
		else if (strcmp(arg, "--") == 0)
			options_ended = true;
		else
			rc = take_option(parser);
		if (rc)
			return rc;
	}
	return ROTA_OK;
}

/** Add the name of a row to a list of names: `'COMMUNE', '--from'`. */
static void add_name(char *names, size_t size, const struct opt *row)
{
	size_t used = strlen(names);

	snprintf(names + used, size - used, "%s'%s%s'", used ? ", " : "", row->name ? "--" : "",
		 row->name ? opt_name(row) : _(row->value));
}

static int check_missing(struct parser *parser)
{
	char names[256] = "";

	for (const struct opt *row = parser->rows; row->type != OPT_LAST; row++) {
		bool needed =
			row->need == OPT_MUST || (row->need == OPT_ASKED && !ask_can(parser->cli));

		if (needed && !is_given(parser, row))
			add_name(names, sizeof(names), row);
	}
	if (!*names)
		return ROTA_OK;
	return rota_fail(parser->err, ROTA_EINVALID, NULL, _("missing: %s"), names);
}

bool opt_parse(int *code, const struct cmd *self, const struct opt *options, struct cli *cli,
	       int argc, char **argv)
{
	struct rota_error err = { 0 };
	struct parser parser = {
		.cli = cli, .rows = options, .argc = argc, .argv = argv, .err = &err
	};
	int rc;

	if (cli->help) {
		*code = cli_help_command(cli, self, options);
		return false;
	}
	opt_globals(parser.globals, cli);
	rc = take_all(&parser);
	if (!rc)
		rc = check_missing(&parser);
	if (rc)
		*code = cli_usage(cli, &err);
	return !rc;
}

static const struct opt no_rows[] = { OPT_END };

int opt_leading(int *used, struct cli *cli, int argc, char **argv, struct rota_error *err)
{
	struct parser parser = {
		.cli = cli, .rows = no_rows, .argc = argc, .argv = argv, .err = err
	};
	const char *value;

	opt_globals(parser.globals, cli);
	for (; parser.at < argc && match_any(&parser, argv[parser.at], &value); parser.at++) {
		int rc = take_option(&parser);

		if (rc)
			return rc;
	}
	*used = parser.at;
	return ROTA_OK;
}

void opt_scan(struct cli *cli, int argc, char **argv)
{
	struct opt globals[OPT_GLOBAL_ROWS];
	const char *wanted = NULL;

	opt_globals(globals, cli);
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *value;
		const struct opt *row = match(globals, argv[i], &value);
		const void *out = row ? row->out : NULL;

		if (out == &cli->lang)
			wanted = value || i + 1 == argc ? value : argv[i + 1];
		else if (out == &cli->dir && (value || i + 1 < argc))
			cli->dir = value ? value : argv[i + 1];
		else if (out == &cli->json || out == &cli->help || out == &cli->version)
			*(bool *)row->out = true;
	}
	cli->lang_said = rota_language_choose(wanted) == 0 && wanted;
}
