/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ask.h"
#include "cli/opt.h"
#include "cli/out.h"

int work_take_docs(struct rota_request *request, const struct opt_list *docs,
                   struct rota_error *err)
{
	if (docs->count > 4)
		return rota_fail(err, ROTA_EINVALID, _("name the ones that decide"),
		                 _("%zu papers are more than the four that an entry takes"),
		                 docs->count);
	for (size_t i = 0; i < docs->count; i++)
		request->docs[i] = docs->items[i];
	return ROTA_OK;
}

/* --- settings -------------------------------------------------------------------------------- */

static bool says_language(const char *name)
{
	return name && (strncmp(name, "vi", 2) == 0 || strncmp(name, "en", 2) == 0);
}

void work_take_language(struct cli *cli)
{
	struct rota_office *office;
	const char *lang;

	if (cli->lang_said || says_language(getenv("ROTA_LANG")) ||
	    rota_office_open(&office, cli->dir, true, NULL))
		return;
	if (!rota_office_setting(&lang, office, "lang", &cli->arena, NULL) && lang)
		rota_language_choose(lang);
	rota_office_close(office);
}

int work_open(struct rota_office **out, struct cli *cli, bool read_only, struct rota_error *err)
{
	int rc = rota_office_open(out, cli->dir, read_only, err);

	return rc ? rc : rota_office_setting(&cli->tone, *out, "tone", &cli->arena, err);
}

int work_open_at(struct rota_office **out, struct rota_office **now, struct cli *cli,
                 const char *known_at, struct rota_error *err)
{
	int rc = work_open(out, cli, true, err);

	*now = NULL;
	if (rc || !known_at)
		return rc;
	*now = *out;
	return rota_office_at(out, *now, known_at, err);
}

/* --- asking ---------------------------------------------------------------------------------- */

static int check_day(const char *answer, void *payload, struct rota_error *err)
{
	struct rota_day day;

	(void)payload;
	return rota_day_read(&day, answer, strlen(answer), err);
}

static int ask_one(struct cli *cli, const struct work_ask *one, struct rota_error *err)
{
	struct ask ask = { .prompt = _(one->prompt), .optional = one->optional };
	const struct rota_word *word;
	int rc;

	if (one->words) {
		rc = ask_word(&word, cli, &ask, one->words, err);
		*one->value = !rc && word ? word->id : NULL;
		return rc;
	}
	if (one->day)
		ask.check = check_day;
	return ask_text(one->value, cli, &ask, err);
}

/** Ask for what is missing. An optional value is asked for only when something needed was. */
static int ask_missing(struct cli *cli, const struct work_ask *asks, struct rota_error *err)
{
	bool asking = false;
	int rc = ROTA_OK;

	for (const struct work_ask *one = asks; one->value; one++)
		asking = asking || (!*one->value && !one->optional);
	for (const struct work_ask *one = asks; asking && !rc && one->value; one++)
		if (!*one->value)
			rc = ask_one(cli, one, err);
	return rc;
}

static void show_warnings(struct cli *cli, const struct rota_outcome *outcome)
{
	for (size_t i = 0; i < outcome->warning_count; i++)
		cli_say(cli, "  [%s] %s", outcome->warnings[i].rule, outcome->warnings[i].message);
}

/** The reason that a warning, or the act itself, asks for. */
static int ask_reason(struct cli *cli, struct rota_request *request, struct rota_error *err)
{
	const char *prompt = err->rule[0] ? _("why is it right all the same") : _("why");

	rota_error_clear(err);
	return ask_text(&request->why, cli, &(struct ask){ .prompt = prompt }, err);
}

/** Show what would be recorded, ask for the reason of a warning, and whether to record. */
static int agree(bool *agreed, struct cli *cli, struct rota_office *office,
                 struct rota_request *request, rota_act_fn *act, struct rota_error *err)
{
	struct rota_request trial = *request;
	struct rota_outcome outcome;
	int rc;

	trial.dry_run = true;
	rc = act(office, &trial, &outcome, err);
	if (rc && rc != ROTA_EREASON)
		return rc;
	if (outcome.already)
		return ROTA_OK;
	if (outcome.sentence[0])
		cli_say(cli, "%s", outcome.sentence);
	show_warnings(cli, &outcome);
	if (outcome.subject[0]) /* what was shown is what is recorded, whatever comes in between */
		request->subject = rota_arena_copy(&cli->arena, outcome.subject,
		                                   strlen(outcome.subject));
	if (rc)
		rc = ask_reason(cli, request, err);
	return rc ? rc : ask_confirm(agreed, cli, _("record this?"), true, err);
}

/* --- recording ------------------------------------------------------------------------------- */

/** The result for programs. */
static int print_json(struct cli *cli, const struct rota_outcome *outcome, bool dry_run,
                      struct rota_error *err)
{
	struct rota_report report = { .json = rota_map() };
	struct rota_report_options options = { .format = ROTA_FORMAT_JSON };
	struct rota_value warnings = rota_list();

	for (size_t i = 0; i < outcome->warning_count; i++) {
		struct rota_value one = rota_map();

		if (rota_map_set(&cli->arena, &one, "rule", rota_text(outcome->warnings[i].rule)) ||
		    rota_map_set(&cli->arena, &one, "message",
		                 rota_text(outcome->warnings[i].message)) ||
		    rota_list_add(&cli->arena, &warnings, one))
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	if (rota_map_set(&cli->arena, &report.json, "recorded",
	                 rota_bool(!dry_run && !outcome->already)) ||
	    rota_map_set(&cli->arena, &report.json, "log",
	                 rota_text(outcome->common ? "common" : "own")) ||
	    rota_map_set(&cli->arena, &report.json, "first", rota_uint(outcome->first)) ||
	    rota_map_set(&cli->arena, &report.json, "count", rota_uint(outcome->count)) ||
	    rota_map_set(&cli->arena, &report.json, "sentence", rota_text(outcome->sentence)) ||
	    rota_map_set(&cli->arena, &report.json, "warnings", warnings))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return cli_show(cli, &report, &options, err);
}

static int say_recorded(struct cli *cli, const struct rota_outcome *outcome, bool dry_run,
                        struct rota_error *err)
{
	if (cli->json)
		return print_json(cli, outcome, dry_run, err);
	if (outcome->already) {
		cli_say(cli, _("nothing to record: %s"), outcome->sentence);
		return ROTA_OK;
	}
	if (dry_run) {
		cli_say(cli, _("would be recorded: %s"), outcome->sentence);
		show_warnings(cli, outcome);
		return ROTA_OK;
	}
	cli_say(cli, _("recorded as entry %s%llu: %s"), outcome->common ? "common:" : "",
	        (unsigned long long)outcome->first, outcome->sentence);
	show_warnings(cli, outcome);
	return ROTA_OK;
}

static int run_act(struct cli *cli, struct rota_office *office, struct rota_request *request,
                   rota_act_fn *act, const struct work_ask *asks, struct rota_error *err)
{
	struct rota_outcome outcome;
	bool agreed = true;
	int rc = ROTA_OK;

	if (ask_can(cli)) {
		rc = ask_missing(cli, asks, err);
		if (!rc && !request->dry_run)
			rc = agree(&agreed, cli, office, request, act, err);
	}
	if (rc)
		return rc;
	if (!agreed) {
		cli_say(cli, "%s", _("nothing was recorded"));
		return ROTA_OK;
	}
	rc = act(office, request, &outcome, err);
	return rc ? rc : say_recorded(cli, &outcome, request->dry_run, err);
}

/** Of an act that is told in full. */
static const struct work_ask no_asks[] = { { NULL, NULL, NULL, false, false } };

int work_act(struct cli *cli, struct rota_request *request, rota_act_fn *act,
             const struct work_ask *asks)
{
	struct rota_office *office;
	struct rota_error err = { 0 };
	int rc = work_open(&office, cli, false, &err);

	if (!rc)
		rc = run_act(cli, office, request, act, asks, &err);
	rota_office_close(office);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

int work_take_sets(struct rota_request *request, struct cli *cli, const struct opt_list *sets,
                   struct rota_error *err)
{
	const char **copy = rota_arena_alloc(&cli->arena, (sets->count + 1) * sizeof(*copy));

	if (!copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < sets->count; i++)
		copy[i] = sets->items[i];
	request->sets = copy;
	return ROTA_OK;
}

int work_sets(struct cli *cli, struct rota_request *request, const struct opt_list *sets,
              rota_act_fn *act)
{
	struct rota_error err = { 0 };

	if (work_take_sets(request, cli, sets, &err))
		return cli_fail(cli, &err);
	return work_act(cli, request, act, no_asks);
}

/* --- reports --------------------------------------------------------------------------------- */

/** What the office has set for CSV. */
static int take_csv_settings(struct rota_report_options *options, struct cli *cli,
                             struct rota_office *office, struct rota_error *err)
{
	const char *separator, *bom;
	int rc = rota_office_setting(&separator, office, "csv.separator", &cli->arena, err);

	if (!rc)
		rc = rota_office_setting(&bom, office, "csv.bom", &cli->arena, err);
	if (rc)
		return rc;
	options->separator = strcmp(separator, "tab") == 0 ? '\t' : separator[0];
	options->bom = strcmp(bom, "yes") == 0;
	return ROTA_OK;
}

/** Below a report of a past state people read which one it is; programs have asked for it. */
static int note_known(struct rota_report *report, const struct rota_office *office, struct cli *cli,
                      struct rota_error *err)
{
	char text[160], when[ROTA_DAY_TEXT_BYTES];
	uint64_t at_ms;
	uint64_t number = rota_office_known(office, &at_ms);
	const char *copy;

	if (!number)
		return ROTA_OK;
	snprintf(text, sizeof(text), _("as known at checkpoint %llu, %s"),
	         (unsigned long long)number, rota_instant_show(when, at_ms));
	copy = rota_arena_copy(&cli->arena, text, strlen(text));
	if (report->notes.type != ROTA_LIST)
		report->notes = rota_list();
	return copy && !rota_list_add(&cli->arena, &report->notes, rota_text(copy)) ?
		       ROTA_OK :
		       rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/** Whoever makes a report of an office that is open. */
typedef int make_fn(struct rota_office *office, void *payload, bool raw, struct rota_report *out,
                    struct rota_arena *arena, struct rota_error *err);

/** @param[in,out] rows  how many the report has; SIZE_MAX before: without any it is not printed. */
static int run_report(size_t *rows, struct cli *cli, make_fn *make, void *payload,
                      const char *known_at, const char *format)
{
	struct rota_report_options options;
	struct rota_office *office = NULL, *now = NULL;
	struct rota_report out;
	struct rota_error err = { 0 };
	bool silent = *rows == SIZE_MAX;
	int rc = cli_format(&options, cli, format, &err);

	*rows = 0;
	if (rc)
		return cli_usage(cli, &err);
	rc = work_open_at(&office, &now, cli, known_at, &err);
	if (!rc)
		rc = take_csv_settings(&options, cli, office, &err);
	if (!rc)
		rc = make(office, payload, options.format == ROTA_FORMAT_JSON, &out, &cli->arena,
		          &err);
	if (!rc)
		rc = note_known(&out, office, cli, &err);
	if (!rc)
		*rows = out.rows.as.list.count;
	if (!rc && (*rows || !silent || options.format != ROTA_FORMAT_TABLE))
		rc = cli_show(cli, &out, &options, &err);
	rota_office_close(office);
	rota_office_close(now);
	return rc ? cli_fail(cli, &err) : EXIT_OK;
}

/** A report and its question. */
struct asking {
	rota_report_fn *report;
	struct rota_question question;
};

static int make_report(struct rota_office *office, void *payload, bool raw, struct rota_report *out,
                       struct rota_arena *arena, struct rota_error *err)
{
	struct asking *asking = payload;

	asking->question.raw = raw;
	return asking->report(office, &asking->question, out, arena, err);
}

int work_report(struct cli *cli, rota_report_fn *report, const struct rota_question *question,
                const char *format)
{
	struct asking asking = { report, *question };
	size_t rows = 0;

	return run_report(&rows, cli, make_report, &asking, question->known_at, format);
}

/** Nothing is printed when there is nothing to show. */
static int show_list(struct cli *cli, const struct work_listed *listed)
{
	struct asking asking = { listed->report, listed->question };
	size_t rows = SIZE_MAX;

	return run_report(&rows, cli, make_report, &asking, listed->question.known_at,
	                  listed->format);
}

int work_listed_act(struct cli *cli, struct rota_request *request, rota_act_fn *act,
                    const struct work_listed *listed)
{
	bool for_a_program = cli->json && request->dry_run;
	int code = !cli->json || for_a_program ? show_list(cli, listed) : EXIT_OK;

	return code || for_a_program ? code : work_act(cli, request, act, no_asks);
}

int work_check(struct cli *cli, rota_report_fn *report, const struct rota_question *question,
               const char *format)
{
	struct asking asking = { report, *question };
	size_t rows = 0;
	int code = run_report(&rows, cli, make_report, &asking, question->known_at, format);

	return code == EXIT_OK && rows ? EXIT_NO : code;
}

static int make_diff(struct rota_office *office, void *payload, bool raw, struct rota_report *out,
                     struct rota_arena *arena, struct rota_error *err)
{
	struct rota_diff_question *question = payload;

	question->raw = raw;
	return rota_diff(office, question, out, arena, err);
}

int work_diff(struct cli *cli, const struct rota_diff_question *question, const char *format,
              bool exit_code)
{
	struct rota_diff_question asked = *question;
	size_t rows = 0;
	int code = run_report(&rows, cli, make_diff, &asked, NULL, format);

	return code == EXIT_OK && exit_code && rows ? EXIT_NO : code;
}
