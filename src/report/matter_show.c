/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One matter with both its sides (matter_sides.h), what was decided of it, and the ways out as
 * commands that can be typed.
 */
#include <string.h>

#include "base/messages.h"
#include "naming/matter_list.h"
#include "naming/matter_text.h"
#include "report/answer.h"
#include "report/history.h"
#include "report/matter_sides.h"
#include "rota/exchange.h"

struct showing {
	struct rota_answer answer;
	struct rota_arena arena;
	struct rota_matter_list list;
	const struct rota_matter *matter;
	char name[ROTA_MATTER_NAME_BYTES];
};

/* --- below the sides ------------------------------------------------------------------------- */

/** Whether somebody is missing of a decision, and not a part of a set. */
static bool is_of_decision(const struct rota_matter *matter)
{
	return matter->type == ROTA_MATTER_PARTIAL_SET && matter->field;
}

/** How a decision becomes whole. */
static void note_decision(struct showing *showing)
{
	const char *field = showing->matter->field;

	if (strcmp(field, "begin_doc") == 0 || strcmp(field, "end_doc") == 0)
		rota_fill_note(&showing->answer.filling,
			       _("it closes when the others are entered; if it names fewer: rota correct "
				 "POSTING %s=\"123-QĐ/HU 12/05/2023; 2 people\" --typing TEXT"),
			       field);
	else /* no correction reaches it */
		rota_fill_note(&showing->answer.filling, "%s",
			       _("it closes when the others are entered; if it names fewer: rota undo "
				 "ENTRY, and record it again with the right number of people"));
}

/** What is particular about a kind. */
static void note_kind(struct showing *showing)
{
	static const char *const texts[ROTA_MATTER_TYPES] = {
		[ROTA_MATTER_DOCS_DIFFER] =
			N_("if both are of one move, one half names both: rota correct … --erratum DOC"),
		[ROTA_MATTER_PARTIAL_SET] =
			N_("what of it does not count, and why, is told to its office: rota matters"),
		[ROTA_MATTER_PERIOD_CHANGED] =
			N_("what was published stays as it is; the difference: rota report restated"),
		[ROTA_MATTER_REVOKED_AFTER] =
			N_("what was published stays as it is; the difference: rota report restated"),
		[ROTA_MATTER_ACTING_AS_FULL] =
			N_("until it is settled the post counts as vacant, with an acting holder"),
	};
	const char *text = texts[showing->matter->type];

	if (is_of_decision(showing->matter))
		note_decision(showing);
	else if (text)
		rota_fill_note(&showing->answer.filling, "%s", _(text));
}

static void note_severity(struct showing *showing, uint64_t weight)
{
	static const char *const texts[] = {
		[ROTA_SEVERITY_BLOCKS] = N_("figures are not attested while it is open"),
		[ROTA_SEVERITY_ASKS] = N_("somebody has to decide it or to mend an entry"),
		[ROTA_SEVERITY_TELLS] = N_("to be looked at"),
	};

	rota_fill_note(&showing->answer.filling, "%s",
		       _(texts[rota_matter_kind(showing->matter->type)->severity]));
	if (showing->matter->type == ROTA_MATTER_LOCALITY_DIFFERS)
		rota_fill_note(&showing->answer.filling, "%s",
			       _("until it is settled this person does not count as not local, "
				 "unless the policy believes the office"));
	note_kind(showing);
	if (weight)
		rota_fill_note(&showing->answer.filling,
			       rota_message_n("a total moves by %lu with it",
					      "totals move by %lu with it", (unsigned long)weight),
			       (unsigned long)weight);
}

/** The settlement that holds, or that held until something newer came. */
static int note_settlement(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = &showing->answer.world;
	struct rota_filling *filling = &showing->answer.filling;
	char when[ROTA_DAY_TEXT_BYTES], word[ROTA_OUTCOME_BYTES];
	const struct rota_revision *last;
	struct rota_subject *settlement;
	const char *way;
	size_t outcome;
	int rc;

	if (rota_id_is_zero(matter->settlement))
		return ROTA_OK;
	rc = rota_world_subject(&settlement, world, matter->settlement, err);
	if (rc || !settlement->revision_count)
		return rc;
	last = &settlement->revisions[settlement->revision_count - 1];
	way = rota_subject_text(settlement, "way");
	outcome = way ? rota_matter_outcome_find(matter, way) : rota_matter_outcomes(matter);
	rota_fill_note(filling,
		       matter->settled ? _("settled on %s by %s: %s; %s")
				       : _("was settled on %s by %s: %s; %s; something newer came since"),
		       rota_instant_show(when, rota_clock_ms(last->entry.clock)),
		       rota_history_by(world, &last->entry),
		       outcome < rota_matter_outcomes(matter)
			       ? rota_matter_outcome_shown(word, matter, outcome)
			       : (way ? way : ""),
		       last->entry.why ? last->entry.why : "");
	if (matter->settled && way && (strcmp(way, "first") == 0 || strcmp(way, "second") == 0) &&
	    rota_matter_yields(matter, outcome) != ROTA_MATTER_NOBODY)
		rota_fill_note(filling, "%s",
			       _("the other one stays recorded, and stands again when this one ends: "
				 "its office mends it (rota relieve --cadre, rota void)"));
	return ROTA_OK;
}

/** An office below the province mends its own entries. */
static void note_mending(struct showing *showing)
{
	if (showing->matter->type == ROTA_MATTER_SAME_PERSON)
		rota_fill_note(
			&showing->answer.filling, "%s",
			_("it closes when somebody says what they are: rota cadre same, rota "
			  "cadre distinct"));
	else if (showing->matter->type == ROTA_MATTER_HALF_MOVE &&
		 showing->matter->subject_count == 1)
		rota_fill_note(&showing->answer.filling, "%s",
			       _("it closes when the office to which he goes records it: rota appoint"));
	else if (!showing->matter->settled && !is_of_decision(showing->matter))
		rota_fill_note(
			&showing->answer.filling, "%s",
			_("it closes when what is wrong is mended (rota relieve, rota correct, "
			  "rota void), or the province settles it"));
}

/** Whether an outcome holds until the matter is settled: not where it merely tells that somebody saw
 * it, nor where it depends on the day. */
static bool is_provisional(const struct rota_matter *matter, size_t outcome)
{
	return !outcome && !matter->settled && rota_matter_outcomes(matter) > 1 &&
	       matter->type != ROTA_MATTER_LOCALITY_DIFFERS;
}

/** The ways out, as the province types them. */
static void note_ways(struct showing *showing)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_filling *filling = &showing->answer.filling;
	struct rota_buffer text = { 0 };
	char way[ROTA_OUTCOME_BYTES];

	if (matter->settled)
		rota_fill_note(filling, _("to open it again: rota settle %s --undo --why \"…\""),
			       showing->name);
	for (size_t i = 0; i < rota_matter_outcomes(matter); i++) {
		rota_buffer_reset(&text);
		rota_matter_write_way(&text, &showing->answer.world, matter, i);
		rota_fill_note(filling, _("rota settle %s %s --why \"…\"   # %s%s"), showing->name,
			       rota_matter_outcome_shown(way, matter, i), rota_buffer_text(&text),
			       is_provisional(matter, i) ? _("; so until it is settled") : "");
	}
	rota_buffer_clear(&text);
}

/* --- for programs ---------------------------------------------------------------------------- */

static struct rota_value ways_json(struct showing *showing)
{
	struct rota_filling *filling = &showing->answer.filling;
	struct rota_value list = rota_list();
	char way[ROTA_OUTCOME_BYTES];

	for (size_t i = 0; i < rota_matter_outcomes(showing->matter); i++)
		rota_fill_add(filling, &list,
			      rota_fill_copied(filling,
					       rota_matter_outcome(way, showing->matter, i)));
	return list;
}

/** {"name", "kind", "field", "weight", "state", "ways", "sides"}. */
static void set_json(struct showing *showing, uint64_t weight)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_filling *filling = &showing->answer.filling;
	struct rota_report *report = filling->report;

	report->json = rota_map();
	rota_fill_set_text(filling, &report->json, "name", showing->name);
	rota_fill_set(filling, &report->json, "kind", rota_text(rota_matter_kind(matter->type)->id));
	rota_fill_set_text(filling, &report->json, "field", matter->field);
	rota_fill_set(filling, &report->json, "weight", rota_uint(weight));
	rota_fill_set(filling, &report->json, "state", rota_text(rota_matter_state(matter)));
	rota_fill_set(filling, &report->json, "ways", ways_json(showing));
	rota_fill_set(filling, &report->json, "sides", rota_fill_objects(filling));
}

/* --- all of it ------------------------------------------------------------------------------- */

static void fill_title(struct showing *showing)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_buffer text = { 0 };

	rota_matter_write_units(&text, &showing->answer.world, matter, showing->answer.day_number);
	rota_fill_title(&showing->answer.filling, "%s: %s%s%s", showing->name,
			_(rota_matter_kind(matter->type)->text), text.size ? ", " : "",
			rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static int show(struct showing *showing, const char *typed, struct rota_error *err)
{
	const struct rota_matters *all = &showing->list.all;
	struct rota_world *world = &showing->answer.world;
	uint64_t weight = 0;
	int rc = rota_matter_list(&showing->list, world, &showing->arena, err);

	if (!rc)
		rc = rota_matter_find(&showing->matter, all->items, all->count, typed, err);
	if (rc)
		return rc;
	rota_matter_name(showing->name, showing->matter->id,
			 rota_matter_letters(showing->matter->id, all->items, all->count));
	if (!showing->matter->settled)
		rc = rota_matter_weight(&weight, world, showing->matter,
					rota_matter_day(showing->matter, world->today_number), err);
	if (rc)
		return rc;
	fill_title(showing);
	rc = rota_matter_fill_sides(&showing->answer, showing->matter, err);
	if (rc)
		return rc;
	if (showing->answer.filling.raw) {
		set_json(showing, weight);
		return ROTA_OK;
	}
	if (!showing->matter->settled)
		note_severity(showing, weight);
	rc = note_settlement(showing, err);
	if (world->office->is_province)
		note_ways(showing);
	else
		note_mending(showing);
	return rc;
}

int rota_report_matter(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct showing showing = { .matter = NULL };
	int rc = rota_answer_begin(&showing.answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&showing.answer.filling, out, arena, rota_matter_side_columns,
			ROTA_MATTER_SIDE_COLUMNS, question->raw);
	rc = show(&showing, question->subject, err);
	rc = rota_answer_end(&showing.answer, rc, err);
	rota_arena_clear(&showing.arena);
	return rc;
}
