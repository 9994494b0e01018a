/* SPDX-License-Identifier: Apache-2.0 */
/* `rota cadre list|find|show|add|change|same|distinct|spell|mend-spell`. */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/request.h"
#include "cli/work.h"

static int run_find(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("WORDS"), OPT_TEXT, OPT_MAY, &question.subject,
		  N_("part of the name, accents may be left out") },
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_cadres, &question, format);
}

static const struct cmd cmd_find = {
	.name = "find",
	.vi = "tim",
	.synopsis = N_("cadre find [WORDS]"),
	.summary = N_("look people up"),
	.run = run_find,
	.group = CMD_LOOK,
};

static const struct cmd cmd_list = {
	.name = "list",
	.vi = "danh-sach",
	.synopsis = N_("cadre list"),
	.summary = N_("everybody"),
	.run = run_find,
	.group = CMD_LOOK,
};

static int run_show(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_question question = { 0 };
	const char *format = NULL;
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("CADRE"), OPT_TEXT, OPT_MUST, &question.subject,
		  N_("\"Nguyễn Văn An\", \"Nguyễn Văn An,1979\" or pin:033…") },
		WORK_KNOWN_AT(question),
		WORK_FORMAT(format),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_report(cli, rota_report_cadre, &question, format);
}

static const struct cmd cmd_show = {
	.name = "show",
	.vi = "xem",
	.synopsis = N_("cadre show CADRE"),
	.summary = N_("all that is known of a person, with the postings"),
	.run = run_show,
	.group = CMD_LOOK,
};

static int run_add(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("name=… born=… and any of sex, pin, native, birth_place, aka, cmnd") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_sets(cli, &request, &sets, rota_cadre_add);
}

static const struct cmd cmd_add = {
	.name = "add",
	.vi = "them",
	.synopsis = N_("cadre add name=NAME born=DAY [FIELD=VALUE ...]"),
	.summary = N_("add a person"),
	.help = N_("  rota cadre add name=\"Nguyễn Văn An\" born=19/05/1975 sex=nam \\\n"
	           "      native=\"xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên\" pin=033075001234\n"
	           "\n"
	           "Fields may be named in Vietnamese too. The day of birth is the one of the Party "
	           "file; a year or a month alone is fine."),
	.run = run_add,
	.group = CMD_WORK,
};

static int run_change(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_request request = { 0 };
	struct opt_list sets = { 0 };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("CADRE"), OPT_TEXT, OPT_MUST, &request.cadre,
		  N_("\"Nguyễn Văn An\", \"Nguyễn Văn An,1979\" or pin:033…") },
		{ 0, NULL, NULL, N_("FIELD=VALUE"), OPT_LIST, OPT_MUST, &sets,
		  N_("what changes; an empty value clears") },
		WORK_OPTIONS(request, docs),
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return work_sets(cli, &request, &sets, rota_cadre_change);
}

static const struct cmd cmd_change = {
	.name = "change",
	.vi = "sua",
	.synopsis = N_("cadre change CADRE FIELD=VALUE ..."),
	.summary = N_("change what is known of a person"),
	.run = run_change,
	.group = CMD_WORK,
};

static const struct request_option pair_options[] = {
	{ "CADRE", OPT_ASKED, NULL, N_("cadre") },
	{ "OTHER", OPT_ASKED, NULL, N_("the other record") },
	{ "undo", OPT_MAY, NULL, NULL },
	{ "why", OPT_MAY, N_("the reason, which is always needed"), NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run_same(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, pair_options, rota_cadre_same);
}

static const struct cmd cmd_same = {
	.name = "same",
	.vi = "cung-nguoi",
	.synopsis = N_("cadre same CADRE OTHER --why TEXT [--undo]"),
	.summary = N_("two records are of one person"),
	.help = N_("Their postings count as one person's from then on; the name and the day of "
		   "birth of "
		   "the first are shown. Both records stay as they are, so it can be taken back: "
		   "--undo. Records with equal personal numbers and names are one person by "
		   "themselves.\n"
		   "\n"
		   "  rota cadre same \"Nguyễn Văn An,1979#1\" \"Nguyễn Văn An,1979#2\" --why "
		   "\"hai huyện "
		   "cùng lập\""),
	.run = run_same,
	.group = CMD_WORK,
};

static int run_distinct(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, pair_options, rota_cadre_distinct);
}

static const struct cmd cmd_distinct = {
	.name = "distinct",
	.vi = "khac-nguoi",
	.synopsis = N_("cadre distinct CADRE OTHER --why TEXT [--undo]"),
	.summary = N_("two records are of two persons, however alike"),
	.help = N_(
		"The two are never proposed again, and are not one person by their number either. "
		"--undo takes it back."),
	.run = run_distinct,
	.group = CMD_WORK,
};

static const struct request_option spell_options[] = {
	{ "CADRE", OPT_ASKED, NULL, N_("cadre") },
	{ "what", OPT_ASKED, NULL, N_("study, work or live") },
	{ "place", OPT_ASKED, NULL, N_("place, as on the paper") },
	{ "from", OPT_ASKED, N_("from when: a day, a month or a year"), N_("from when") },
	{ "to", OPT_MAY, N_("when it was over: the first day, month or year no longer there; "
			    "without it, until now"),
	  N_("when it was over") },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run_spell(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, spell_options, rota_cadre_spell);
}

static const struct cmd cmd_spell = {
	.name = "spell",
	.vi = "qua-trinh",
	.synopsis = N_("cadre spell CADRE --what WORD --place TEXT --from DAY [--to DAY]"),
	.summary = N_("record a time in which somebody studied, worked or lived in a place"),
	.help = N_("  rota cadre spell \"Nguyễn Văn An\" --what work \\\n"
		   "      --place \"xã Hồng Nam, huyện Tiên Lữ, tỉnh Hưng Yên\" --from 09/1995 --to "
		   "06/2015\n"
		   "\n"
		   "Where the policy counts years of study or work (residence_years), whoever has as "
		   "many in the commune of the post, or in what it came from, is a local. Times that "
		   "overlap count once. Of a month or a year what is sure counts; where more would "
		   "be enough, it is undetermined. 'rota cadre show' lists them."),
	.run = run_spell,
	.group = CMD_WORK,
};

static const struct request_option mend_options[] = {
	{ "ENTRY", OPT_MUST, N_("the number of its entry, as 'rota cadre show' has it"), NULL },
	{ "FIELD=VALUE", OPT_MAY, N_("what changes: what, place, from, to; an empty 'to' says "
				     "until now"), NULL },
	{ "undo", OPT_MAY, NULL, NULL },
	{ NULL, OPT_MAY, NULL, NULL },
};

static int run_mend(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return request_run(self, cli, argc, argv, mend_options, rota_cadre_spell_mend);
}

static const struct cmd cmd_mend_spell = {
	.name = "mend-spell",
	.vi = "sua-qua-trinh",
	.synopsis = N_("cadre mend-spell ENTRY FIELD=VALUE ... | --undo --why TEXT"),
	.summary = N_("correct such a time, or take it back"),
	.help = N_("  rota cadre mend-spell 57 to=07/2015\n"
		   "  rota cadre mend-spell 57 --undo --why \"của người khác\"\n"
		   "\n"
		   "What was recorded stays in the history."),
	.run = run_mend,
	.group = CMD_WORK,
};

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	static const struct cmd *const list[] = { &cmd_find,   &cmd_list, &cmd_show,     &cmd_add,
						  &cmd_change, &cmd_same, &cmd_distinct, &cmd_spell,
						  &cmd_mend_spell, NULL };

	return cli_dispatch(self, list, cli, argc, argv);
}

const struct cmd cmd_cadre = {
	.name = "cadre",
	.vi = "can-bo",
	.synopsis = N_("cadre list|find|show|add|change|same|distinct|spell|mend-spell ..."),
	.summary = N_("the people: look up, add, change"),
	.run = run,
	.group = CMD_WORK,
};
