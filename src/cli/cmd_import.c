/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/work.h"

static void progress(size_t done, size_t total, void *payload)
{
	cli_progress(payload, _("row %zu of %zu"), done, total);
}

/** The rows of a report as objects with its keys. */
static struct rota_value named_rows(struct cli *cli, const struct rota_report *report)
{
	struct rota_value out = rota_list();

	for (size_t i = 0; i < report->rows.as.list.count; i++) {
		const struct rota_value *cells = report->rows.as.list.items[i].as.list.items;
		struct rota_value row = rota_map();

		for (size_t k = 0; k < report->column_count; k++)
			if (rota_map_set(&cli->arena, &row, report->columns[k].key, cells[k]))
				return rota_nil();
		if (rota_list_add(&cli->arena, &out, row))
			return rota_nil();
	}
	return out;
}

/** Counts and bad rows for programs. */
static int print_json(struct cli *cli, const struct rota_import_result *result, bool dry_run,
                      bool recorded, struct rota_error *err)
{
	const struct {
		const char *key;
		struct rota_value value;
	} pairs[] = {
		{ "recorded", rota_bool(recorded && !dry_run) },
		{ "rows", rota_uint(result->rows) },
		{ "taken", rota_uint(result->recorded) },
		{ "entries", rota_uint(result->entries) },
		{ "known", rota_uint(result->unchanged) },
		{ "wrong", rota_uint(result->refused) },
		{ "rejected", result->rejected ? rota_text(result->rejected) : rota_nil() },
		{ "problems", named_rows(cli, &result->problems) },
		{ "remarks", named_rows(cli, &result->remarks) },
	};
	struct rota_report_options options = { .format = ROTA_FORMAT_JSON };
	struct rota_report report = { .json = rota_map() };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (rota_map_set(&cli->arena, &report.json, pairs[i].key, pairs[i].value))
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return cli_show(cli, &report, &options, err);
}

/** The bad rows, then, of what was recorded, the remarks; each as a table. */
static int show_reports(struct cli *cli, const struct rota_import_result *result,
                        bool dry_run, bool recorded, struct rota_error *err)
{
	struct rota_report_options options;
	int rc = cli_format(&options, cli, NULL, err);

	if (cli->json)
		return print_json(cli, result, dry_run, recorded, err);
	if (!rc && result->problems.rows.as.list.count)
		rc = cli_show(cli, &result->problems, &options, err);
	if (!rc && recorded && result->remarks.rows.as.list.count)
		rc = cli_show(cli, &result->remarks, &options, err);
	return rc;
}

static void say_result(struct cli *cli, const struct rota_import_result *result, bool dry_run)
{
	if (dry_run)
		cli_say(cli, _("a trial: rows to record: %zu; known already: %zu; wrong: %zu"),
		        result->recorded, result->unchanged, result->refused);
	else
		cli_say(cli, _("rows recorded: %zu (entries: %llu); known already: %zu; wrong: %zu"),
		        result->recorded, (unsigned long long)result->entries, result->unchanged,
		        result->refused);
	if (result->rejected)
		cli_say(cli, _("the wrong rows are in '%s'"), result->rejected);
}

static int import(struct cli *cli, enum rota_import_kind kind, struct rota_import_options *options)
{
	struct rota_import_result result = { 0 };
	struct rota_error err = { 0 }, shown = { 0 };
	struct rota_office *office;
	int rc = work_open(&office, cli, false, &err);

	options->progress = progress;
	options->payload = cli;
	if (!rc)
		rc = rota_import(office, kind, options, &result, &cli->arena, &err);
	cli_progress_end(cli);
	rota_office_close(office);
	if (show_reports(cli, &result, options->dry_run, !rc, &shown) && !rc)
		return cli_fail(cli, &shown);
	if (rc)
		return cli_fail(cli, &err);
	say_result(cli, &result, options->dry_run);
	return EXIT_OK;
}

static const struct rota_word kind_words[] = {
	{ "units", "units", "đơn vị" },
	{ "successions", "successions", "sắp xếp" },
	{ "targets", "targets", "chỉ tiêu" },
	{ "postings", "postings", "danh sách" },
};
static const struct rota_words kinds = { "list", kind_words, 4 };

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_import_options import_options = { 0 };
	struct opt_word kind = { .words = &kinds };
	const struct opt options[] = {
		{ 0, NULL, NULL, N_("LIST"), OPT_WORD, OPT_MUST, &kind,
		  N_("units, successions, targets or postings") },
		{ 0, NULL, NULL, N_("FILE"), OPT_PATH, OPT_MUST, &import_options.path,
		  N_("a CSV file; - reads standard input") },
		{ 0, "dry-run", "xem-thu", NULL, OPT_FLAG, OPT_MAY, &import_options.dry_run,
		  N_("show what would happen, record nothing") },
		{ 0, "take-good", "nhan-dong-dung", NULL, OPT_FLAG, OPT_MAY,
		  &import_options.take_good, N_("record the sound rows, write the others to a file") },
		{ 0, "rejected", "tep-loi", N_("FILE"), OPT_PATH, OPT_MAY, &import_options.rejected,
		  N_("the file of the wrong rows (FILE.rejected.csv)") },
		{ 0, "update", "cap-nhat", NULL, OPT_FLAG, OPT_MAY, &import_options.update,
		  N_("another value than in the store corrects a typing error") },
		{ 0, "strict", "chat-che", NULL, OPT_FLAG, OPT_MAY, &import_options.strict,
		  N_("a warning refuses its row too") },
		{ 0, "ignore-unknown", "bo-cot-la", NULL, OPT_FLAG, OPT_MAY,
		  &import_options.ignore_unknown, N_("pass over columns that are not known") },
		{ 0, "from-encoding", "bang-ma", N_("NAME"), OPT_TEXT, OPT_MAY,
		  &import_options.encoding, N_("tcvn3 for an old font; otherwise it is found out") },
		OPT_END
	};
	int code;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	return import(cli, (enum rota_import_kind)(kind.word - kind_words), &import_options);
}

const struct cmd cmd_import = {
	.name = "import",
	.vi = "nap",
	.synopsis = N_("import units|successions|targets|postings FILE"),
	.summary = N_("take over a list, all rows or none"),
	.help = N_("Reads a CSV file as Excel saves it ('CSV UTF-8' or 'Unicode Text'). The header may "
	           "be in English or in Vietnamese. Every wrong row is listed with its line, column and "
	           "reason, and then nothing is recorded, unless --take-good is given. The same file "
	           "again changes nothing. A list of more than 200,000 entries is to be split.\n"
	           "\n"
	           "  rota import units units_2024.csv\n"
	           "  rota import postings danh-sach.csv --dry-run\n"
	           "\n"
	           "postings: commune or commune_code, post, name, born, from, act, and any of to, "
	           "end_act, doc_no, doc_date, doc_issuer, native, pin, sex, ... A row of somebody who is on "
	           "the way to that commune ('rota cadre list --coming') is taken for the same person, "
	           "and it is said."),
	.run = run,
	.group = CMD_START,
};
