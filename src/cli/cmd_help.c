/* SPDX-License-Identifier: Apache-2.0 */
/* `rota help`: the list of commands, a command's help, and two tables of words. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "rota/acts.h"

static int add_row(struct rota_report *report, struct rota_arena *arena,
		   const struct rota_value *cells)
{
	struct rota_value row = rota_list();
	int rc = ROTA_OK;

	for (size_t i = 0; i < report->column_count && !rc; i++)
		rc = rota_list_add(arena, &row, cells[i]);
	return rc ? rc : rota_list_add(arena, &report->rows, row);
}

/** Print a report whose rows may have failed for lack of memory. @return an exit code. */
static int print(struct cli *cli, const struct rota_report *report, int rc)
{
	struct rota_report_options options;
	struct rota_error err = { 0 };

	if (rc)
		rota_fail(&err, ROTA_ENOMEM, NULL, _("out of memory"));
	else if (!cli_format(&options, cli, NULL, &err))
		cli_show(cli, report, &options, &err);
	return cli_fail(cli, &err);
}

static const char *effect_text(enum rota_act_effect effect)
{
	static const char *const texts[] = {
		[ROTA_ACT_OPENS] = N_("begins a posting"),
		[ROTA_ACT_STEPS] = N_("is a step of a posting"),
		[ROTA_ACT_OPENS_STEPS] = N_("is a step; alone in an import it begins a posting"),
		[ROTA_ACT_MOVES] = N_("ends a posting and begins another"),
		[ROTA_ACT_CLOSES] = N_("ends a posting"),
	};

	return _(texts[effect]);
}

static const char *posts_text(unsigned posts)
{
	if (posts == ROTA_POST_BOTH)
		return _("both");
	return rota_word_show(
		rota_word_find(&rota_posts, posts == ROTA_POST_CHAIR ? "chair" : "secretary"));
}

/** All Vietnamese words of an act: "chuẩn y, phê chuẩn". */
static const char *act_words(const char *id, struct rota_arena *arena)
{
	char text[256] = "";

	for (size_t i = 0; i < rota_acts_words.count; i++) {
		const struct rota_word *word = &rota_acts_words.words[i];
		size_t used = strlen(text);

		if (strcmp(word->id, id) == 0)
			snprintf(text + used, sizeof(text) - used, "%s%s", used ? ", " : "",
				 word->vi);
	}
	return rota_arena_copy(arena, text, strlen(text));
}

static int add_act(struct rota_report *report, struct rota_arena *arena, const char *id)
{
	const struct rota_act *act = rota_act_find(id);
	const char *words = act_words(id, arena);

	if (!words)
		return ROTA_ENOMEM;
	return add_row(report, arena,
		       (const struct rota_value[]){ rota_text(id), rota_text(words),
						    rota_text(effect_text(act->effect)),
						    rota_text(posts_text(act->posts)) });
}

static int print_acts(struct cli *cli)
{
	const struct rota_column columns[] = {
		{ "act", _("Act"), ROTA_CELL_TEXT },
		{ "vi", _("In Vietnamese"), ROTA_CELL_TEXT },
		{ "does", _("What it does"), ROTA_CELL_TEXT },
		{ "posts", _("Post"), ROTA_CELL_TEXT },
	};
	struct rota_report report = {
		.title = _("Acts. Write the first column or the Vietnamese word."),
		.columns = columns,
		.column_count = 4,
		.rows = rota_list(),
	};
	int rc = ROTA_OK;

	for (size_t i = 0; i < rota_acts_words.count && !rc; i++) {
		const struct rota_word *word = &rota_acts_words.words[i];

		if (rota_word_find(&rota_acts_words, word->id) == word)
			rc = add_act(&report, &cli->arena, word->id);
	}
	return print(cli, &report, rc);
}

static int print_kinds(struct cli *cli)
{
	const struct rota_column columns[] = {
		{ "kind", _("Kind"), ROTA_CELL_TEXT },
		{ "means", _("What is recorded"), ROTA_CELL_TEXT },
	};
	struct rota_report report = {
		.title = _("Kinds of entries, as they stand in an export"),
		.columns = columns,
		.column_count = 2,
		.rows = rota_list(),
	};
	size_t count;
	const struct rota_kind *kinds = rota_kinds(&count);
	int rc = ROTA_OK;

	for (size_t i = 0; i < count && !rc; i++) {
		const char *means = rota_language() == ROTA_VI ? kinds[i].vi : kinds[i].en;

		rc = add_row(
			&report, &cli->arena,
			(const struct rota_value[]){ rota_text(kinds[i].name), rota_text(means) });
	}
	return print(cli, &report, rc);
}

static const struct rota_word topic_words[] = {
	{ "acts", "acts", "hình thức" },
	{ "kinds", "kinds", "loại" },
};

static const struct rota_words topics = { "topic", topic_words, 2 };

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct opt_list words = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("COMMAND"), OPT_LIST, OPT_MAY, &words,
		  N_("a command, with its subcommand if it has one; or acts, or kinds") },
		OPT_END
	};
	const struct rota_word *topic;
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (!words.count)
		return cli_help_list(cli, NULL, cli->commands);
	topic = words.count == 1 ? rota_word_read(&topics, words.items[0]) : NULL;
	if (topic)
		return strcmp(topic->id, "acts") == 0 ? print_acts(cli) : print_kinds(cli);
	/* A command prints its help itself: only its `run` knows its options. */
	cli->help = true;
	*cli->called = '\0';
	return cli_dispatch(NULL, cli->commands, cli, argc, argv);
}

const struct cmd cmd_help = {
	.name = "help",
	.vi = "tro-giup",
	.synopsis = N_("help [COMMAND ...|acts|kinds]"),
	.summary = N_("explain a command, or list what there is"),
	.help = N_(
		"Without a word it lists the commands. With the name of a command, in English or "
		"in "
		"Vietnamese, it explains that command.\n"
		"\n"
		"  rota help\n"
		"  rota help help\n"
		"\n"
		"'rota help acts' lists how a posting may begin, go on and end, with the "
		"Vietnamese "
		"words that are understood. 'rota help kinds' lists what an entry may record. Both "
		"are written as JSON with --json."),
	.run = run,
	.group = CMD_LOOK,
};
