/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the office and what to do next; who records in it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "naming/arrival.h"
#include "report/answered.h"
#include "report/asides.h"
#include "report/look.h"
#include "report/refused.h"
#include "rota/exchange.h"
#include "state/custody.h"
#include "state/matters.h"
#include "state/officer.h"
#include "state/rectify.h"
#include "store/log.h"
#include "store/setting.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct rota_column_spec status_columns[] = {
	{ "what", N_("fact"), ROTA_CELL_TEXT }, { "value", N_("value"), ROTA_CELL_TEXT }
};

/** A fact in words, and the same under its key for programs. */
static void fill_fact(struct rota_filling *filling, const char *key, const char *what,
		      const char *value)
{
	rota_fill_text(filling, what);
	rota_fill_text(filling, value);
	rota_fill_row(filling);
	rota_fill_set_text(filling, &filling->report->json, key, value);
}

static void fill_count(struct rota_filling *filling, const char *key, const char *what,
		       uint64_t count)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, count);
	rota_fill_text(filling, what);
	rota_fill_text(filling, text);
	rota_fill_row(filling);
	rota_fill_set(filling, &filling->report->json, key, rota_uint(count));
}

static int fill_setting(struct rota_filling *filling, struct rota_world *world, const char *what,
			const char *key, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc = rota_setting_get(&text, world->txn, key, err);

	if (!rc)
		fill_fact(filling, key, what, rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

/** The log that only the province writes. */
static int common_log(uint64_t *size, uint64_t *sealed, struct rota_world *world,
		      struct rota_error *err)
{
	struct rota_writer_id common = world->office->common;
	int rc = rota_log_size(size, world->txn, common.bytes, err);

	return rc ? rc : rota_log_mark_get(sealed, world->txn, common.bytes, "sealed", err);
}

/** How many entries are in the logs that this office writes, and when the last was recorded. */
static int fill_logs(struct rota_filling *filling, struct rota_world *world, struct rota_error *err)
{
	const struct rota_office *office = world->office;
	uint64_t own = 0, common = 0, sealed = 0, sealed_common = 0;
	struct rota_revision last;
	char text[ROTA_DAY_TEXT_BYTES];
	int rc = rota_log_size(&own, world->txn, office->own.bytes, err);

	if (!rc)
		rc = rota_log_mark_get(&sealed, world->txn, office->own.bytes, "sealed", err);
	if (!rc)
		rc = office->is_province ? common_log(&common, &sealed_common, world, err) : ROTA_OK;
	if (rc)
		return rc;
	fill_count(filling, "entries", _("entries of postings and people"), own);
	if (common)
		fill_count(filling, "common_entries", _("entries of units, targets and officers"),
			   common);
	sealed = own - sealed + common - sealed_common;
	if (office->is_province) /* below it what matters is whether they were sent */
		fill_count(filling, "unsealed", _("not published yet"), sealed);
	else
		rota_fill_set(filling, &filling->report->json, "unsealed", rota_uint(sealed));
	if (own && !rota_world_revision(&last, world, rota_id_make(office->own, own - 1), NULL))
		fill_fact(filling, "last_entry", _("last entry"),
			  filling->raw ? rota_instant_encode(text, rota_clock_ms(last.entry.clock))
				       : rota_instant_show(text, rota_clock_ms(last.entry.clock)));
	return ROTA_OK;
}

static void fill_checkpoint(struct rota_filling *filling, const struct rota_standing *standing)
{
	char text[ROTA_DAY_TEXT_BYTES];

	if (!standing->has_checkpoint)
		return;
	fill_count(filling, "checkpoint", _("newest checkpoint"), standing->checkpoint);
	fill_fact(filling, "checkpoint_time", _("its time"),
		  filling->raw ? rota_instant_encode(text, standing->at_ms)
			       : rota_instant_show(text, standing->at_ms));
}

/** At the province: the newest checkpoint, and what is open. */
static int fill_province(struct rota_filling *filling, struct rota_world *world,
			 const struct rota_standing *standing, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_matters matters = { .count = 0 };
	int rc = rota_world_matters(&matters, world, &arena, err);

	fill_checkpoint(filling, standing);
	if (!rc)
		fill_count(filling, "matters", _("open matters"), matters.count);
	rota_arena_clear(&arena);
	return rc;
}

/** What lies in a file, as far as is known: not at the province, by a line or by a checkpoint. */
static uint64_t count_in_file(const struct rota_standing *standing)
{
	return standing->written > standing->sent ? standing->written - standing->sent : 0;
}

static void fill_in_file(struct rota_filling *filling, const struct rota_standing *standing)
{
	uint64_t count = count_in_file(standing);
	char text[ROTA_DAY_TEXT_BYTES];

	if (!count)
		return;
	fill_count(filling, "in_file", _("written to a file, not received yet"), count);
	fill_fact(filling, "in_file_time", _("when"),
		  filling->raw ? rota_instant_encode(text, standing->written_ms)
			       : rota_instant_show(text, standing->written_ms));
}

static uint64_t beyond(uint64_t more, uint64_t less)
{
	return more > less ? more - less : 0;
}

/** Where the entries of an office below the province are: each is here alone, in a file, at the
 *  province, or merged. */
static void fill_standing(struct rota_filling *filling, const struct rota_standing *standing)
{
	uint64_t here = beyond(standing->recorded, standing->sent + count_in_file(standing));

	fill_count(filling, "here",
		   standing->is_revoked ? _("here alone") : _("here alone, not sent yet"), here);
	fill_in_file(filling, standing);
	fill_count(filling, "waiting",
		   standing->is_revoked ? _("sent, and not merged any more")
					: _("sent, waiting for the next merge"),
		   beyond(standing->sent, standing->merged));
	fill_count(filling, "merged", _("received: merged by the province"), standing->merged);
	if (standing->not_facts)
		fill_count(filling, "not_facts", _("of these, entries that do not count"),
			   standing->not_facts);
	fill_checkpoint(filling, standing);
	fill_count(filling, "matters", _("matters for you"), standing->matters);
	rota_fill_set(filling, &filling->report->json, "sent", rota_uint(standing->sent));
}

/** The latest period that is cut off, of an office below the province. */
struct reporting {
	struct rota_asked_period period; /* `name` NULL: there is none */
	struct rota_attested attested;
};

static int find_reporting(struct reporting *out, struct rota_world *world, struct rota_arena *arena,
			  struct rota_error *err)
{
	int rc = rota_asked_period_find(&out->period, world, NULL, arena, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc ? rc
		  : rota_attested_own(&out->attested, world, out->period.id, out->period.cutoff, arena,
				      err);
}

static void fill_reporting(struct rota_filling *filling, const struct reporting *reporting)
{
	const struct rota_asked_period *period = &reporting->period;
	enum rota_attested_state state = reporting->attested.state;
	char due[ROTA_DAY_TEXT_BYTES];

	if (!period->name)
		return;
	fill_fact(filling, "period", _("period"), period->name);
	if (filling->raw)
		rota_day_encode(due, rota_day_from_number(period->due));
	else
		rota_day_show(due, rota_day_from_number(period->due));
	fill_fact(filling, "due", _("its figures are due on"), due);
	fill_fact(filling, "attested", _("its figures are"),
		  filling->raw ? rota_attested_id(state) : rota_attested_shown(state));
}

/** Somebody has still to stand for the figures. */
static void remind(struct rota_filling *filling, const struct reporting *reporting)
{
	char due[ROTA_DAY_TEXT_BYTES];

	if (reporting->period.name && reporting->attested.state != ROTA_ATTESTED_YES)
		rota_fill_note(filling, _("the figures of '%s' are due on %s: rota attest \"%s\""),
			       reporting->period.name,
			       rota_day_show(due, rota_day_from_number(reporting->period.due)),
			       reporting->period.name);
}

/** The units that were handed over: for programs whether the office writes, and since when. */
static int fill_handed(bool *handed, struct rota_filling *filling, struct rota_world *world,
		       struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	struct rota_buffer text = { 0 };
	char day[ROTA_DAY_TEXT_BYTES];
	int32_t since;
	int rc = rota_world_handed(&own, world, err);

	*handed = own != NULL;
	if (rc || !own)
		return rc;
	since = rota_writer_changed(own, world->today_number);
	rota_write_scopes(&text, world, own);
	if (!filling->raw) {
		fill_fact(filling, "scopes", _("scope"), rota_buffer_text(&text));
	} else {
		fill_fact(filling, "custody", _("custody"),
			  rota_id_is_zero(own->scope) ? "reads" : "writes");
		if (since > ROTA_DAY_ALWAYS)
			fill_fact(filling, "since", _("since"),
				  (rota_day_encode(day, rota_day_from_number(since)), day));
	}
	rota_buffer_clear(&text);
	return ROTA_OK;
}

/** This machine may not write any more: for programs from which entry on. */
static void fill_revoked(struct rota_filling *filling, const struct rota_standing *standing)
{
	if (!standing->is_revoked)
		return;
	if (filling->raw)
		fill_count(filling, "revoked", _("right to write taken back"), standing->believed);
	rota_fill_note(filling, "%s", standing->revoked);
}

/** Somebody waits for an answer of this office. */
static int fill_asked(struct rota_filling *filling, struct rota_world *world, struct rota_error *err)
{
	size_t asked;
	int rc = rota_world_asked(&asked, world, err);

	if (rc || !asked)
		return rc;
	fill_count(filling, "asked", _("asked to be corrected"), asked);
	rota_fill_note(filling, "%s", _("somebody asked for a correction: rota rectify"));
	return ROTA_OK;
}

/** Who is on the way to this office. */
static int fill_coming(struct rota_filling *filling, struct rota_world *world,
		       struct rota_error *err)
{
	struct rota_arrivals arrivals;
	int rc = rota_world_arrivals(&arrivals, world, err);

	if (!rc && (arrivals.count || filling->raw))
		fill_count(filling, "coming", _("on the way here"), arrivals.count);
	if (!rc && arrivals.count && !world->office->is_province)
		rota_fill_note(filling, "%s",
			       _("somebody was transferred to a commune of yours: rota cadre list "
				 "--coming"));
	return rc;
}

/** Logs that are put aside: at an office its own. */
static int fill_asides(struct rota_filling *filling, struct rota_world *world,
		       struct rota_error *err)
{
	struct rota_value list = rota_list();
	size_t count;
	int rc = rota_asides_fill(&count, filling->raw ? &list : NULL, filling, world, err);

	if (!rc && count && filling->raw)
		rota_fill_set(filling, &filling->report->json, "aside", list);
	return rc;
}

/** As many as an officer reads at once; all of them are in `rota matters`. */
enum { REFUSED_SHOWN = 3 };

/** What the province does not believe, and what it does not count, with the reasons. */
static int fill_trouble(struct rota_filling *filling, struct rota_world *world,
			struct rota_error *err)
{
	int rc = fill_asides(filling, world, err);

	return rc || world->office->is_province
		       ? rc
		       : rota_refused_fill(filling, world, REFUSED_SHOWN, err);
}

/** The next thing to do, while an office is being set up. */
static void advise(struct rota_filling *filling, const struct rota_world *world,
		   const struct rota_standing *standing, size_t postings, bool officer)
{
	bool province = world->office->is_province;

	if (world->gazetteer.unit_count < 2 && !province)
		rota_fill_note(filling, "%s",
			       _("next: send the file 'request' to the province; when it has "
				 "enrolled you: rota sync, or rota bundle apply FILE"));
	else if (world->gazetteer.unit_count < 2)
		rota_fill_note(filling, "%s", _("next: rota import units FILE"));
	else if (!officer)
		rota_fill_note(filling, "%s",
			       _("next: say who you are: rota officer add NAME --title TITLE "
				 "--role record"));
	else if (!postings)
		rota_fill_note(filling, "%s",
			       _("next: rota import postings FILE, or rota appoint"));
	else if (!province && !standing->enrolled)
		rota_fill_note(filling, "%s",
			       _("next: this machine is not enrolled yet; ask the province, then: "
				 "rota sync"));
	else if (!province && count_in_file(standing) && standing->recorded > standing->written)
		rota_fill_note(filling, "%s", _("next: rota bundle write FILE"));
	else if (!province && count_in_file(standing))
		rota_fill_note(filling, "%s",
			       _("next: carry the file to the province; what it sends back: rota "
				 "bundle apply FILE"));
	else if (!province && standing->recorded > standing->sent)
		rota_fill_note(filling, "%s", _("next: rota sync"));
	else
		rota_fill_note(filling, "%s",
			       _("next: rota report roster, rota report totals, rota help"));
}

/** Whether somebody of this office is declared. */
static bool own_officer(const struct rota_world *world, const struct rota_ids *officers)
{
	for (size_t i = 0; i < officers->count; i++)
		if (rota_office_writes(world->office, rota_id_writer(officers->items[i])))
			return true;
	return false;
}

int rota_report_status(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_ids cadres = { 0 }, postings = { 0 }, officers = { 0 };
	struct reporting reporting = { .period = { .name = NULL } };
	struct rota_standing standing;
	struct rota_world world;
	char day[ROTA_DAY_TEXT_BYTES];
	bool handed;
	int rc = rota_office_standing(&standing, office, err);

	if (!rc)
		rc = rota_world_open(&world, office, false, err);
	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, status_columns, COUNT(status_columns), question->raw);
	out->json = rota_map();
	if (!office->is_province)
		rc = find_reporting(&reporting, &world, arena, err);
	if (!rc)
		rc = fill_setting(&filling, &world, _("office"), "name", err);
	if (!rc)
		rc = rota_world_all(&cadres, &world, ROTA_ENTITY_CADRE, err);
	if (!rc)
		rc = rota_world_all(&postings, &world, ROTA_ENTITY_POSTING, err);
	if (!rc)
		rc = rota_world_all(&officers, &world, ROTA_ENTITY_OFFICER, err);
	if (!rc) {
		if (filling.raw)
			rota_day_encode(day, world.today);
		else
			rota_day_show(day, world.today);
		fill_fact(&filling, "today", _("today"), day);
		fill_count(&filling, "units", _("units"), world.gazetteer.unit_count);
		fill_count(&filling, "cadres", _("cadres"), cadres.count);
		fill_count(&filling, "postings", _("postings"), postings.count);
		rc = fill_logs(&filling, &world, err);
		if (!office->is_province)
			fill_standing(&filling, &standing);
		if (!rc)
			rc = fill_coming(&filling, &world, err);
		if (!rc)
			rc = fill_handed(&handed, &filling, &world, err);
		if (!rc)
			rc = fill_asked(&filling, &world, err);
		if (!rc)
			rc = fill_trouble(&filling, &world, err);
		if (*standing.handed)
			rota_fill_note(&filling, "%s", standing.handed);
		fill_revoked(&filling, &standing);
		fill_reporting(&filling, &reporting);
		if (!standing.is_revoked)
			remind(&filling, &reporting);
		if (!standing.is_revoked)
			advise(&filling, &world, &standing, postings.count,
			       own_officer(&world, &officers));
		if (!rc && office->is_province) /* the lists are gone with it */
			rc = fill_province(&filling, &world, &standing, err);
	}
	return rota_look_close(&world, &filling, rc, err);
}

/* --- who records ----------------------------------------------------------------------------- */

/** A field of an entry as a fact, for people in words and for programs as it is stored. */
static void fill_stored(struct rota_filling *filling, struct rota_world *world, const char *key,
			const char *what, const struct rota_field *field,
			const struct rota_value *value)
{
	struct rota_buffer text = { 0 };

	if (!value)
		return;
	rota_write_value(&text, world, field, value);
	rota_fill_text(filling, what);
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_fill_row(filling);
	rota_buffer_clear(&text);
	rota_fill_set(filling, &filling->report->json, key,
		      rota_value_raw(filling->arena, field, value));
}

static void fill_officer(struct rota_filling *filling, struct rota_world *world,
			 const struct rota_subject *officer)
{
	const struct rota_kind *kind = rota_kind_find("officer.set");

	if (!officer) {
		rota_fill_note(filling, "%s",
			       _("next: say who you are: rota officer add NAME --title TITLE "
				 "--role record"));
		return;
	}
	fill_fact(filling, "officer", _("officer"), rota_subject_text(officer, "name"));
	fill_stored(filling, world, "title", _("title"), rota_kind_field(kind, "title"),
		    rota_subject_value(officer, "title"));
	fill_stored(filling, world, "roles", _("roles"), rota_kind_field(kind, "roles"),
		    rota_subject_value(officer, "roles"));
}

static int fill_office(struct rota_filling *filling, struct rota_world *world,
		       struct rota_error *err)
{
	struct rota_buffer level = { 0 };
	struct rota_value word;
	int rc = fill_setting(filling, world, _("office"), "name", err);

	if (!rc)
		rc = rota_setting_get(&level, world->txn, "office", err);
	if (!rc) {
		word = rota_text(rota_buffer_text(&level));
		fill_stored(filling, world, "level", _("level"),
			    rota_kind_field(rota_kind_find("writer.enrol"), "office"), &word);
	}
	rota_buffer_clear(&level);
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

static void fill_scope(struct rota_filling *filling, struct rota_world *world)
{
	const struct rota_unit_version *version;
	char text[300];

	if (!world->scope)
		return;
	version = rota_unit_near(world->scope, world->today_number);
	snprintf(text, sizeof(text), "%s (%s)",
		 rota_unit_show(world, world->scope, world->today_number), version->code);
	fill_fact(filling, "scope", _("scope"), filling->raw ? version->code : text);
}

static void fill_writer(struct rota_filling *filling, const char *key, const char *what,
			struct rota_writer_id writer)
{
	static const struct rota_writer_id none;
	struct rota_buffer hex = { 0 };

	if (memcmp(writer.bytes, none.bytes, sizeof(none.bytes)) == 0)
		return;
	rota_hex_encode(&hex, writer.bytes, sizeof(writer.bytes));
	fill_fact(filling, key, what, rota_buffer_text(&hex));
	rota_buffer_clear(&hex);
}

int rota_report_whoami(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_subject *officer;
	struct rota_world world;
	bool handed = false;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, status_columns, COUNT(status_columns), question->raw);
	out->json = rota_map();
	rc = rota_officer_current(&officer, &world, err);
	if (!rc) {
		fill_officer(&filling, &world, officer);
		rc = fill_office(&filling, &world, err);
		if (!rc)
			rc = fill_handed(&handed, &filling, &world, err);
		if (!handed || filling.raw)
			fill_scope(&filling, &world);
		fill_writer(&filling, "writer", _("writer"), office->own);
		fill_writer(&filling, "common_writer", _("writer of what every office reads"),
			    office->common);
	}
	return rota_look_close(&world, &filling, rc, err);
}
