/* SPDX-License-Identifier: Apache-2.0 */
#include "report/matter_sides.h"

#include <string.h>

#include "base/messages.h"
#include "naming/matter_list.h"
#include "naming/matter_text.h"
#include "naming/resolve.h"
#include "report/history.h"
#include "report/look.h"
#include "state/disputed.h"
#include "state/writers.h"

const struct rota_column_spec rota_matter_side_columns[ROTA_MATTER_SIDE_COLUMNS] = {
	{ "way", N_("side"), ROTA_CELL_TEXT },
	{ "what", N_("what was recorded"), ROTA_CELL_TEXT },
	{ "was", N_("before"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT },
	{ "to", N_("to"), ROTA_CELL_TEXT },
	{ "entry", N_("entry"), ROTA_CELL_TEXT },
	{ "recorded", N_("recorded"), ROTA_CELL_TEXT },
	{ "by", N_("recorded by"), ROTA_CELL_TEXT },
	{ "office", N_("office"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
	{ "why", N_("reason"), ROTA_CELL_TEXT },
};

/* --- rows ------------------------------------------------------------------------------------ */

/** The office whose log an entry is in. */
static const char *office_of(struct rota_world *world, struct rota_id entry)
{
	const struct rota_enrolled_writer *writer;
	const struct rota_writers *writers;

	if (rota_office_writes(world->office, rota_id_writer(entry)))
		return NULL;
	if (rota_world_writers(&writers, world, NULL))
		return NULL;
	writer = rota_writers_find(writers, rota_id_writer(entry));
	return writer ? writer->name : NULL;
}

static void fill_entry(const struct rota_showing *showing, const struct rota_revision *by)
{
	struct rota_filling *filling = &showing->answer->filling;
	struct rota_world *world = showing->world;

	rota_history_fill_name(filling, world, by->id);
	rota_fill_instant(filling, rota_clock_ms(by->entry.clock));
	rota_fill_text(filling, rota_history_by(world, &by->entry));
	rota_fill_text(filling, office_of(world, by->id));
	rota_history_fill_paper(filling, world, &by->entry);
	rota_fill_text(filling, by->entry.why);
}

/** The outcome as it is typed; "" where a side is none. */
static const char *way_shown(char out[ROTA_OUTCOME_BYTES], const struct rota_showing *showing,
			     const char *way)
{
	const struct rota_matter *matter = showing->matter;
	size_t outcome = way ? rota_matter_outcome_find(matter, way) : rota_matter_outcomes(matter);

	if (outcome >= rota_matter_outcomes(matter))
		return "";
	return showing->answer->filling.raw ? rota_matter_outcome(out, matter, outcome)
					    : rota_matter_outcome_shown(out, matter, outcome);
}

void rota_matter_fill_side(const struct rota_showing *showing, struct rota_matter_side *side)
{
	struct rota_filling *filling = &showing->answer->filling;
	char way[ROTA_OUTCOME_BYTES];

	rota_fill_text(filling, way_shown(way, showing, side->way));
	rota_fill_text(filling, rota_buffer_text(&side->what));
	rota_fill_text(filling, rota_buffer_text(&side->was));
	rota_fill_day_number(filling, side->from);
	rota_fill_day_number(filling, side->to);
	fill_entry(showing, side->by);
	rota_fill_row(filling);
	rota_buffer_clear(&side->what);
	rota_buffer_clear(&side->was);
}

int32_t rota_matter_side_from(const struct rota_revision *by)
{
	return by->entry.has_on && !rota_day_is_none(by->entry.on) ? rota_day_first(by->entry.on)
								    : ROTA_DAY_ALWAYS;
}

void rota_matter_show_entry(const struct rota_showing *showing, const struct rota_revision *by,
			    int32_t from, const char *way)
{
	struct rota_matter_side side = {
		.way = way, .from = from, .to = ROTA_DAY_NEVER, .by = by
	};

	rota_history_write(&side.what, showing->world, &by->entry);
	rota_matter_fill_side(showing, &side);
}

int rota_matter_show_entries(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->saw_count; i++) {
		struct rota_revision one;

		rc = rota_world_revision(&one, showing->world, matter->saw[i], err);
		if (rc)
			break;
		rota_matter_show_entry(showing, &one, rota_matter_side_from(&one), NULL);
	}
	return rc;
}

/* --- the sides of each kind ------------------------------------------------------------------ */

static void show_value(const struct rota_showing *showing, const struct rota_value *value,
		       const struct rota_revision *by, size_t which)
{
	const struct rota_field *field = rota_matter_field(showing->matter);
	struct rota_world *world = showing->world;
	char way[ROTA_OUTCOME_BYTES];
	struct rota_matter_side side = { .way = rota_matter_outcome(way, showing->matter, which),
					 .from = ROTA_DAY_ALWAYS,
					 .to = ROTA_DAY_NEVER,
					 .by = by };
	const struct rota_value *was = rota_map_get(by->entry.was, showing->matter->field);

	rota_write_value(&side.what, world, field, value);
	if (was)
		rota_write_value(&side.was, world, field, was);
	rota_matter_fill_side(showing, &side);
}

/** A conflict: each value, the provisional one first. */
static int show_conflict(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	const struct rota_subject_field *field;
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, showing->world, matter->subjects[0], err);

	if (rc)
		return rc;
	field = rota_subject_field(subject, matter->field);
	if (!field)
		return ROTA_OK;
	show_value(showing, &field->value, field->by, 0);
	for (size_t i = 0; i < field->rivals.as.list.count; i++)
		show_value(showing, &field->rivals.as.list.items[i], field->rivals_by[i], i + 1);
	return field->rivals.as.list.count ? ROTA_OK : ROTA_ENOTFOUND; /* it is another office's */
}

/** @param way  the outcome by which it is the right one. */
static int show_posting(const struct rota_showing *showing, struct rota_id id, const char *way,
			struct rota_error *err)
{
	struct rota_world *world = showing->world;
	const struct rota_unit *unit;
	struct rota_subject *subject;
	struct rota_posting posting;
	struct rota_matter_side side = { .way = way };
	int rc = rota_world_subject(&subject, world, id, err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	unit = rota_gazetteer_unit(&world->gazetteer, posting.unit);
	side.by = subject->created;
	side.from = posting.from;
	side.to = rota_posting_end(&posting);
	rota_buffer_printf(&side.what, "%s, %s, %s", rota_matter_subject_shown(world, posting.id),
			   rota_word_show(rota_word_find(&rota_posts, posting.post)),
			   unit ? rota_answer_unit_name(showing->answer, unit) : "?");
	rota_matter_fill_side(showing, &side);
	return ROTA_OK;
}

/** A posting, and the end of its unit. */
static int show_open_in_ended(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = showing->world;
	const struct rota_subject_field *to;
	struct rota_subject *unit;
	int rc = show_posting(showing, matter->subjects[0], "goes_on", err);

	if (!rc && matter->unit_count)
		rc = rota_world_subject(&unit, world, matter->units[0], err);
	if (rc || !matter->unit_count)
		return rc;
	to = rota_subject_field(unit, "to");
	if (to && to->by)
		rota_matter_show_entry(showing, to->by, matter->from, "ended");
	return ROTA_OK;
}

const char *rota_locality_shown(enum rota_locality_value value)
{
	return rota_word_show(rota_word_find(&rota_locality_values, rota_locality_value_id(value)));
}

/** By how long the holder was there: the times that are recorded. */
static int show_spells(const struct rota_showing *showing, const struct rota_posting *posting,
		       const struct rota_subject *cadre, const struct rota_locality *computed,
		       struct rota_error *err)
{
	struct rota_world *world = showing->world;
	struct rota_matter_side side = { .way = "computed",
					 .from = posting->from,
					 .to = rota_posting_end(posting),
					 .by = cadre->created };
	struct rota_spells spells;
	int rc = rota_world_spells(&spells, world, cadre->id, err);

	if (rc)
		return rc;
	rota_buffer_puts(&side.what, rota_locality_shown(computed->value));
	for (size_t i = 0; i < spells.count; i++) {
		rota_buffer_puts(&side.what, "; ");
		rota_spell_write(&side.what, world, spells.items[i]);
		side.by = spells.items[i]->created;
	}
	rota_matter_fill_side(showing, &side);
	return ROTA_OK;
}

/** What the policy gives, with the fact that decides. */
static void show_computed(const struct rota_showing *showing, const struct rota_posting *posting,
			  const struct rota_subject *cadre, const struct rota_locality *computed)
{
	const char *name = computed->basis == ROTA_BASIS_BIRTH ? "birth_place" : "native";
	const struct rota_field *field = rota_kind_field(rota_kind_find("cadre.create"), name);
	const struct rota_subject_field *fact = rota_subject_field(cadre, name);
	struct rota_matter_side side = { .way = "computed",
					 .from = posting->from,
					 .to = rota_posting_end(posting),
					 .by = fact ? fact->by : cadre->created };

	rota_buffer_printf(&side.what, "%s", rota_locality_shown(computed->value));
	if (fact && fact->value.type != ROTA_NIL) {
		rota_buffer_printf(&side.what, "; %s: ", rota_field_caption(field));
		rota_write_value(&side.what, showing->world, field, &fact->value);
	}
	rota_matter_fill_side(showing, &side);
}

static void show_statement(const struct rota_showing *showing, const struct rota_posting *posting,
			   const struct rota_subject *statement, bool last)
{
	const struct rota_subject_field *value = rota_subject_field(statement, "value");
	const char *text = value ? rota_value_text(&value->value) : NULL;
	struct rota_matter_side side = { .way = last ? "asserted" : NULL,
					 .from = posting->from,
					 .to = rota_posting_end(posting) };

	if (!text || !value->by)
		return;
	side.by = value->by;
	rota_buffer_puts(&side.what, rota_word_show(rota_word_find(&rota_locality_values, text)));
	rota_matter_fill_side(showing, &side);
}

/** The locality as the policy gives it, and as it was stated. */
static int show_localities(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = showing->world;
	int32_t day = rota_matter_day(matter, world->today_number);
	struct rota_statements statements;
	struct rota_assertion assertion;
	struct rota_policy_view policy;
	struct rota_posting posting;
	struct rota_subject *subject, *cadre;
	int rc = rota_world_subject(&subject, world, matter->subjects[0], err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	rc = rota_world_policy(&policy, world, day, err);
	if (!rc)
		rc = rota_world_subject(&cadre, world, posting.cadre, err);
	if (!rc)
		rc = rota_world_assertion_of(&assertion, world, &posting, cadre, day, &policy, err);
	if (!rc)
		rc = rota_world_statements(&statements, world, posting.id, err);
	if (rc || !cadre->created)
		return rc;
	if (assertion.computed.basis == ROTA_BASIS_RESIDENCE)
		rc = show_spells(showing, &posting, cadre, &assertion.computed, err);
	else
		show_computed(showing, &posting, cadre, &assertion.computed);
	for (size_t i = 0; !rc && i < statements.count; i++)
		show_statement(showing, &posting, statements.items[i], i + 1 == statements.count);
	return rc;
}

/** What a record says of the person. */
static void show_record(const struct rota_showing *showing, const struct rota_subject *cadre)
{
	static const char *const names[] = { "name", "born", "pin", "cmnd", "native" };
	const struct rota_kind *kind = rota_kind_find("cadre.create");
	struct rota_matter_side side = { .from = ROTA_DAY_ALWAYS, .to = ROTA_DAY_NEVER, .by = cadre->created };
	const char *separator = "";

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct rota_field *field = rota_kind_field(kind, names[i]);
		const struct rota_value *value = rota_subject_value(cadre, names[i]);

		if (!value || value->type == ROTA_NIL)
			continue;
		rota_buffer_puts(&side.what, separator);
		if (i)
			rota_buffer_printf(&side.what, "%s: ", rota_field_caption(field));
		rota_write_value(&side.what, showing->world, field, value);
		separator = "; ";
	}
	rota_matter_fill_side(showing, &side);
}

/** Two records. */
static int show_records(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->subject_count; i++) {
		struct rota_subject *cadre;

		rc = rota_world_subject(&cadre, showing->world, matter->subjects[i], err);
		if (!rc && cadre->created)
			show_record(showing, cadre);
		else if (!rc)
			rc = ROTA_ENOTFOUND;
	}
	return rc;
}

/** One of two postings, with the outcome by which it is the right one: the other one gives way. */
static int show_of_pair(const struct rota_showing *showing, size_t subject, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	char word[ROTA_OUTCOME_BYTES];
	size_t way = 0;

	while (way < rota_matter_outcomes(matter) && rota_matter_yields(matter, way) != 1 - subject)
		way++;
	return show_posting(showing, matter->subjects[subject],
			    way < rota_matter_outcomes(matter)
				    ? rota_matter_outcome(word, matter, way)
				    : NULL,
			    err);
}

/** Two postings; of a move the one before it first. */
static int show_pair(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	size_t first = matter->type == ROTA_MATTER_HALF_MOVE ? 1 - matter->newer : 0;
	int rc = show_of_pair(showing, first, err);

	return rc ? rc : show_of_pair(showing, 1 - first, err);
}

/** Whether entries are looked at, whatever they are about. */
static bool is_of_entries(const struct rota_matter *matter)
{
	return matter->type == ROTA_MATTER_PERIOD_CHANGED ||
	       matter->type == ROTA_MATTER_PARTIAL_SET;
}

/** Whom somebody waits for: the posting that he left, and its end. */
static int show_in_transit(const struct rota_showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = show_posting(showing, matter->subjects[0], NULL, err);

	return rc ? rc : rota_matter_show_entries(showing, err);
}

int rota_matter_fill_sides(struct rota_answer *answer, const struct rota_matter *matter,
			   struct rota_error *err)
{
	const struct rota_showing all = { answer, &answer->world, matter }, *showing = &all;
	bool done = false;
	int rc = rota_matter_show_of_units(showing, &done, err);

	if (!rc && !done)
		rc = rota_matter_show_of_papers(showing, &done, err);
	if (done)
		;
	else if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
		rc = show_conflict(showing, err);
	else if (matter->type == ROTA_MATTER_OPEN_IN_ENDED && matter->subject_count)
		rc = show_open_in_ended(showing, err);
	else if (matter->type == ROTA_MATTER_LOCALITY_DIFFERS && matter->subject_count)
		rc = show_localities(showing, err);
	else if (matter->type == ROTA_MATTER_SAME_PERSON)
		rc = show_records(showing, err);
	else if (matter->subject_count == 2 && !is_of_entries(matter))
		rc = show_pair(showing, err);
	else if (matter->type == ROTA_MATTER_HALF_MOVE && matter->subject_count)
		rc = show_in_transit(showing, err);
	else
		rc = rota_matter_show_entries(showing, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rota_fill_note(&showing->answer->filling, "%s",
		       _("the other side is another office's, and not known here"));
	return ROTA_OK;
}
