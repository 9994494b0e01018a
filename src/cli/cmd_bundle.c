/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/out.h"
#include "cli/progress.h"
#include "cli/size.h"
#include "cli/truth.h"
#include "rota/bundle.h"

/* --- write ----------------------------------------------------------------------------------- */

static bool has_file(const struct rota_bundled *bundled)
{
	const struct rota_value *rows = &bundled->files.rows;

	for (size_t i = 0; i < rows->as.list.count; i++)
		if (rows->as.list.items[i].as.list.items[1].type == ROTA_UINT)
			return true;
	return false;
}

static int write_json(struct cli *cli, const struct rota_bundled *bundled, bool dry_run,
		      struct rota_error *err)
{
	bool log = !bundled->is_answer;
	const struct truth_fact facts[] = {
		{ "written", rota_bool(has_file(bundled)) },
		{ "first", log && bundled->entries ? rota_uint(bundled->first) : rota_nil() },
		{ "entries", log ? rota_uint(bundled->entries) : rota_nil() },
		{ "batches", log && !dry_run ? rota_uint(bundled->batches) : rota_nil() },
		{ "merged", log ? rota_uint(bundled->merged) : rota_nil() },
		{ "files", truth_rows(cli, &bundled->files) },
		{ NULL, rota_nil() },
	};

	return truth_json(cli, facts, err);
}

static const char *cell_text(const struct rota_value *row, size_t column)
{
	return rota_value_text(&row->as.list.items[column]);
}

/** `FILE: 12 KB`, with the office for which it is. */
static int write_line(struct cli *cli, const struct rota_value *row, struct rota_error *err)
{
	const struct rota_value *bytes = &row->as.list.items[1];
	const char *file = cell_text(row, 0), *office = cell_text(row, 2);
	char line[9000], size[32] = "";
	size_t used = 0;

	if (bytes->type == ROTA_UINT)
		size_show(size, sizeof(size), bytes->as.number);
	if (office && *office)
		used = (size_t)snprintf(line, sizeof(line), "%s: ", office);
	snprintf(line + used, sizeof(line) - used, *size ? "%s (%s)\n" : "%s\n", file, size);
	return cli_write(cli, line, err);
}

static int write_lines(struct cli *cli, const struct rota_bundled *bundled, struct rota_error *err)
{
	const struct rota_value *rows = &bundled->files.rows;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < rows->as.list.count; i++)
		rc = write_line(cli, &rows->as.list.items[i], err);
	return rc;
}

static void say_entries(struct cli *cli, const struct rota_bundled *bundled, bool dry_run)
{
	unsigned long long last = (unsigned long long)(bundled->first + bundled->entries - 1);

	if (bundled->entries == 1)
		cli_say(cli, _("1 entry, number %llu"), last);
	else
		cli_say(cli, _("%llu entries, number %llu to %llu"),
			(unsigned long long)bundled->entries, (unsigned long long)bundled->first,
			last);
	if (dry_run)
		cli_say(cli, "%s", _("nothing was sealed and nothing was written"));
	else
		cli_say(cli,
			rota_message_n("in %lu signed batch", "in %lu signed batches",
				       (unsigned long)bundled->batches),
			(unsigned long)bundled->batches);
}

/** What to do with it: the officer has no other way to know. */
static void say_way(struct cli *cli, const struct rota_bundled *bundled)
{
	size_t files = bundled->files.rows.as.list.count;

	if (bundled->is_answer) {
		cli_say(cli, "%s",
			files > 1 ? _("each file is for its office alone, which runs: rota bundle "
				      "apply FILE")
				  : _("it is for this office alone, which runs: rota bundle apply "
				      "FILE"));
	} else {
		cli_say(cli, "%s",
			files > 1 ? _("bring all of them to the province, which runs: rota bundle "
				      "apply FILE…")
				  : _("bring it to the province, which runs: rota bundle apply "
				      "FILE"));
		cli_say(cli, "%s",
			_("nothing of it is received before a checkpoint of the province says so: "
			  "take in the file that comes back"));
	}
	cli_say(cli, "%s",
		_("it holds names of people and is not encrypted: let it go through safe hands"));
}

static int say_written(struct cli *cli, const struct rota_bundled *bundled, bool dry_run,
		       struct rota_error *err)
{
	int rc;

	if (cli->json)
		return write_json(cli, bundled, dry_run, err);
	if (!bundled->is_answer && !bundled->entries) {
		cli_say(cli, "%s",
			_("no file was written: a checkpoint of the province has everything that "
			  "was recorded here"));
		return ROTA_OK;
	}
	rc = write_lines(cli, bundled, err);
	if (!rc && !bundled->is_answer)
		say_entries(cli, bundled, dry_run);
	if (!rc && has_file(bundled))
		say_way(cli, bundled);
	return rc;
}

/** Some were written for others before one failed: they are whole, and stay. */
static int say_broken_off(struct cli *cli, const struct rota_bundled *bundled,
			  struct rota_error *err)
{
	unsigned long files = (unsigned long)bundled->files.rows.as.list.count;
	int rc;

	if (!files)
		return ROTA_OK;
	if (cli->json)
		return write_json(cli, bundled, false, err);
	rc = write_lines(cli, bundled, err);
	if (!rc)
		cli_say(cli,
			rota_message_n("%lu file is there, whole, and can be carried; the next "
				       "ones were not written",
				       "%lu files are there, whole, and can be carried; the next "
				       "ones were not written",
				       files),
			files);
	return rc;
}

static int run_write(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_bundle_options writing = { .progress = progress_show, .payload = cli };
	const char *most = NULL;
	const struct opt options[] = {
		{ 0, "all", "tat-ca", NULL, OPT_FLAG, OPT_MAY, &writing.all,
		  N_("everything, not only what the other side lacks") },
		{ 0, "for", "cho", N_("OFFICE"), OPT_TEXT, OPT_MAY, &writing.office,
		  N_("at the province: the office that is answered") },
		{ 0, "max-size", "co-toi-da", N_("SIZE"), OPT_TEXT, OPT_MAY, &most,
		  N_("no file larger: 1.4M, 10M; several are named FILE.1of3 and so on") },
		{ 0, "dry-run", "xem-thu", NULL, OPT_FLAG, OPT_MAY, &writing.dry_run,
		  N_("say what would be written, write nothing") },
		{ 0, NULL, NULL, N_("FILE"), OPT_PATH, OPT_MUST, &writing.path,
		  N_("the file to be written, or a folder for it") },
		OPT_END
	};
	struct rota_error err = { 0 };
	struct rota_bundled bundled = { .entries = 0 };
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	if (most && size_read(&writing.max_bytes, most, opt_name(&options[2]), &err))
		return cli_usage(cli, &err);
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = rota_bundle_write(office, &writing, &bundled, &cli->arena, &err);
	cli_progress_end(cli);
	if (!rc)
		rc = say_written(cli, &bundled, writing.dry_run, &err);
	else
		say_broken_off(cli, &bundled, NULL);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

static const struct cmd cmd_write = {
	.name = "write",
	.vi = "ghi",
	.synopsis = N_("bundle write FILE [--for OFFICE] [--all] [--max-size SIZE]"),
	.summary = N_("write what the other side lacks into a file"),
	.help = N_(
		"In an office: what was recorded is sealed, and what the province does not have by "
		"its newest checkpoint goes into FILE. At the province: units, checkpoints and the "
		"notices of one office, since what that office has named; into a folder a file for "
		"each office. The file is read again before it is said to be there, and only an "
		"older one of the same office is overwritten.\n"
		"\n"
		"  rota bundle write /media/usb/an-thi.bundle\n"
		"  rota bundle write an-thi.bundle --max-size 1.4M\n"
		"  rota bundle write /media/usb --all\n"
		"  rota bundle write an-thi.bundle --for 'Huyện ủy Ân Thi'\n"
		"\n"
		"The parts of a split can be carried and taken in one by one, in their order. A "
		"part "
		"that is lost comes again when the same is written again."),
	.run = run_write,
	.events = true,
};

/* --- apply ----------------------------------------------------------------------------------- */

static int apply_json(struct cli *cli, const struct rota_bundle_applied *applied, bool trial,
		      struct rota_error *err)
{
	const struct truth_fact facts[] = {
		{ "trial", rota_bool(trial) },
		{ "entries", rota_uint(applied->entries) },
		{ "files", truth_rows(cli, &applied->files) },
		{ NULL, rota_nil() },
	};

	return truth_json(cli, facts, err);
}

static int show_files(struct cli *cli, const struct rota_report *files, struct rota_error *err)
{
	struct rota_report_options format;
	int rc = files->rows.as.list.count ? cli_format(&format, cli, NULL, err) : ROTA_OK;

	return rc || !files->rows.as.list.count ? rc : cli_show(cli, files, &format, err);
}

/** At the province: what came, and that it is not received by that. */
static int say_logs(struct cli *cli, const struct rota_bundle_applied *applied, bool trial,
		    struct rota_error *err)
{
	int rc;

	if (cli->json)
		return apply_json(cli, applied, trial, err);
	rc = show_files(cli, &applied->files, err);
	if (!rc && trial)
		cli_say(cli, "%s", _("this was a trial: nothing was taken in"));
	else if (!rc && applied->entries)
		cli_say(cli,
			rota_message_n("%lu entry waits to be checked and counted: rota merge",
				       "%lu entries wait to be checked and counted: rota merge",
				       (unsigned long)applied->entries),
			(unsigned long)applied->entries);
	return rc;
}

/** Where some of several files failed, which ones; then how far the office is. */
static int say_applied(struct cli *cli, const struct rota_bundle_applied *applied, bool trial,
		       bool failed, struct rota_error *err)
{
	size_t files = applied->files.rows.as.list.count;
	int rc = ROTA_OK;

	if (failed && files < 2)
		return ROTA_OK;
	if (applied->at_province)
		return say_logs(cli, applied, trial, err);
	if (failed && !cli->json)
		rc = show_files(cli, &applied->files, err);
	return rc ? rc :
		    truth_say(cli, &applied->synced, trial ? TRUTH_TRIED : TRUTH_TAKEN, err);
}

static int apply(struct cli *cli, struct rota_office *office, const struct opt_list *paths,
		 const struct rota_sync_options *syncing, struct rota_error *err)
{
	struct rota_error said = { 0 };
	struct rota_bundle_applied applied;
	int rc = rota_bundle_apply(office, paths->items, paths->count, syncing, &applied,
				   &cli->arena, err);
	int rc_said;

	cli_progress_end(cli);
	rc_said = say_applied(cli, &applied, syncing->dry_run, rc != ROTA_OK, &said);
	if (!rc && rc_said)
		*err = said;
	return rc ? rc : rc_said;
}

static int run_apply(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct rota_sync_options syncing = { .progress = progress_show, .payload = cli };
	struct opt_list paths = { 0 };
	const struct opt options[] = {
		{ 0, "province-key", "khoa-tinh", N_("FINGERPRINT"), OPT_TEXT, OPT_MAY,
		  &syncing.province_key, N_("of the province's key, as it was told") },
		{ 0, "dry-run", "xem-thu", NULL, OPT_FLAG, OPT_MAY, &syncing.dry_run,
		  N_("say what would be taken in, from whom and up to which entry; take in nothing") },
		{ 0, NULL, NULL, N_("FILE"), OPT_LIST, OPT_MUST, &paths,
		  N_("files that the other side has written, in any order") },
		OPT_END
	};
	struct rota_error err = { 0 };
	struct rota_office *office;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_office_open(&office, cli->dir, false, &err);
	if (!rc)
		rc = apply(cli, office, &paths, &syncing, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

static const struct cmd cmd_apply = {
	.name = "apply",
	.vi = "nap",
	.synopsis = N_("bundle apply FILE… [--province-key FINGERPRINT] [--dry-run]"),
	.summary = N_("take in what the other side has written into files"),
	.help = N_(
		"In an office: what the province has answered, or the file with which it welcomes. "
		"At the province: what offices have recorded; 'rota merge' then checks and counts "
		"it. The same file again, an older one, or a damaged one does no harm.\n"
		"\n"
		"  rota bundle apply welcome-0123456789abcdef.bundle\n"
		"  rota bundle apply /media/usb/*.bundle --dry-run\n"
		"  rota bundle apply /media/usb/*.bundle"),
	.run = run_apply,
	.events = true,
};

/* --- join ------------------------------------------------------------------------------------ */

static int say_joined(struct cli *cli, const char *path, uint64_t bytes, struct rota_error *err)
{
	const struct truth_fact facts[] = {
		{ "file", rota_text(path) },
		{ "bytes", rota_uint(bytes) },
		{ NULL, rota_nil() },
	};
	char line[9000], size[32];

	if (cli->json)
		return truth_json(cli, facts, err);
	snprintf(line, sizeof(line), "%s (%s)\n", path, size_show(size, sizeof(size), bytes));
	return cli_write(cli, line, err);
}

static int run_join(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	struct opt_list files = { 0 };
	const char *path = NULL;
	const struct opt options[] = { { 0, NULL, NULL, N_("OUT"), OPT_PATH, OPT_MUST, &path,
					 N_("the file to be written, a new one") },
				       { 0, NULL, NULL, N_("FILE"), OPT_LIST, OPT_MUST, &files,
					 N_("files that offices have written") },
				       OPT_END };
	struct rota_error err = { 0 };
	uint64_t bytes;
	int code, rc;

	if (!opt_parse(&code, self, options, cli, argc, argv))
		return code;
	rc = rota_bundle_join(&bytes, path, files.items, files.count, &err);
	if (!rc)
		rc = say_joined(cli, path, bytes, &err);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

static const struct cmd cmd_join_files = {
	.name = "join",
	.vi = "gop",
	.synopsis = N_("bundle join OUT FILE…"),
	.summary = N_("make one file of those of several offices"),
	.help = N_(
		"For somebody who collects for others. It needs no office, and judges nothing: the "
		"province does, which takes in the one file like the several.\n"
		"\n"
		"  rota bundle join all.bundle an-thi.bundle van-giang.bundle"),
	.run = run_join,
};

static const struct cmd *const subcommands[] = { &cmd_write, &cmd_apply, &cmd_join_files, NULL };

static int run(const struct cmd *self, struct cli *cli, int argc, char **argv)
{
	return cli_dispatch(self, subcommands, cli, argc, argv);
}

const struct cmd cmd_bundle = {
	.name = "bundle",
	.vi = "tep-chuyen",
	.synopsis = N_("bundle write FILE | bundle apply FILE… | bundle join OUT FILE…"),
	.summary = N_("exchange with the province by files, where there is no network"),
	.help = N_(
		"An office writes a file and brings it to the province on a stick; the province "
		"takes it in, merges, and writes its answer for the office, which takes that in. "
		"Nothing counts as received before the answer says so.\n"
		"\n"
		"  rota bundle write /media/usb/an-thi.bundle\n"
		"  rota bundle apply /media/usb/answer.bundle"),
	.run = run,
	.group = CMD_WORK,
};
