/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One matter with both its sides: who recorded them, when, on which decision, and the ways out as
 * commands that can be typed.
 */
#include <string.h>

#include "base/messages.h"
#include "office/answer.h"
#include "office/history.h"
#include "office/look.h"
#include "office/matter_list.h"
#include "office/matter_text.h"
#include "office/resolve.h"
#include "office/settled.h"
#include "office/writers.h"
#include "rota/exchange.h"

static const struct rota_column_spec columns[] = {
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

struct showing {
	struct rota_answer answer;
	struct rota_arena arena;
	struct rota_matter_list list;
	const struct rota_matter *matter;
	char name[ROTA_MATTER_NAME_BYTES];
};

/** One side of a matter, as it becomes a row. */
struct side {
	char way[ROTA_OUTCOME_BYTES]; /* as it is typed; "" where a side is no outcome */
	struct rota_buffer what, was;
	int32_t from, to;
	const struct rota_revision *by;
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

static void fill_entry(struct showing *showing, const struct rota_revision *by)
{
	struct rota_filling *filling = &showing->answer.filling;
	struct rota_world *world = &showing->answer.world;
	const struct rota_value *docs = by->entry.docs;
	struct rota_buffer name = { 0 };

	rota_entry_name(&name, world, by->id);
	rota_fill_text(filling, rota_buffer_text(&name));
	rota_buffer_clear(&name);
	rota_fill_instant(filling, rota_clock_ms(by->entry.clock));
	rota_fill_text(filling, rota_history_by(world, &by->entry));
	rota_fill_text(filling, office_of(world, by->id));
	rota_fill_text(filling, docs && docs->as.list.count
					? rota_decision_show(world, &docs->as.list.items[0])
					: NULL);
	rota_fill_text(filling, by->entry.why);
}

static void fill_side(struct showing *showing, struct side *side)
{
	struct rota_filling *filling = &showing->answer.filling;

	rota_fill_text(filling, side->way);
	rota_fill_text(filling, rota_buffer_text(&side->what));
	rota_fill_text(filling, rota_buffer_text(&side->was));
	rota_fill_day_number(filling, side->from);
	rota_fill_day_number(filling, side->to);
	fill_entry(showing, side->by);
	rota_fill_row(filling);
	rota_buffer_clear(&side->what);
	rota_buffer_clear(&side->was);
}

/* --- the sides of each kind ------------------------------------------------------------------ */

static void write_word(struct side *side, const struct showing *showing, size_t outcome)
{
	if (outcome >= rota_matter_outcomes(showing->matter))
		return;
	if (showing->answer.filling.raw)
		rota_matter_outcome(side->way, showing->matter, outcome);
	else
		rota_matter_outcome_shown(side->way, showing->matter, outcome);
}

static const struct rota_subject_field *field_named(const struct rota_subject *subject,
						    const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return &subject->fields[i];
	return NULL;
}

static void show_value(struct showing *showing, const struct rota_value *value,
		       const struct rota_revision *by, size_t which)
{
	const struct rota_field *field = rota_matter_field(showing->matter);
	struct rota_world *world = &showing->answer.world;
	struct side side = { .from = ROTA_DAY_ALWAYS, .to = ROTA_DAY_NEVER, .by = by };
	const struct rota_value *was = rota_map_get(by->entry.was, showing->matter->field);

	write_word(&side, showing, which);
	rota_write_value(&side.what, world, field, value);
	if (was)
		rota_write_value(&side.was, world, field, was);
	fill_side(showing, &side);
}

/** A conflict: each value, the provisional one first. */
static int show_conflict(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	const struct rota_subject_field *field;
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, &showing->answer.world, matter->subjects[0], err);

	if (rc)
		return rc;
	field = field_named(subject, matter->field);
	if (!field)
		return ROTA_OK;
	show_value(showing, &field->value, field->by, 0);
	for (size_t i = 0; i < field->rivals.as.list.count; i++)
		show_value(showing, &field->rivals.as.list.items[i], field->rivals_by[i], i + 1);
	return ROTA_OK;
}

static int show_posting(struct showing *showing, struct rota_id id, const char *word,
			struct rota_error *err)
{
	struct rota_world *world = &showing->answer.world;
	const struct rota_unit *unit;
	struct rota_subject *subject;
	struct rota_posting posting;
	struct side side = { .by = NULL };
	int rc = rota_world_subject(&subject, world, id, err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	unit = rota_gazetteer_unit(&world->gazetteer, posting.unit);
	side.by = subject->created;
	side.from = posting.from;
	side.to = rota_posting_end(&posting);
	write_word(&side, showing, rota_matter_outcome_find(showing->matter, word));
	rota_buffer_printf(&side.what, "%s, %s, %s",
			   rota_matter_subject_shown(world, posting.id),
			   rota_word_show(rota_word_find(&rota_posts, posting.post)),
			   unit ? rota_answer_unit_name(&showing->answer, unit) : "?");
	fill_side(showing, &side);
	return ROTA_OK;
}

/** Two postings. */
static int show_pair(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = show_posting(showing, matter->subjects[0], "first", err);

	return rc ? rc : show_posting(showing, matter->subjects[1], "second", err);
}

/** Proposals: the entries as they stand. */
static int show_entries(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = &showing->answer.world;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->saw_count; i++) {
		struct side side = { .from = ROTA_DAY_ALWAYS, .to = ROTA_DAY_NEVER };
		struct rota_revision revision;

		rc = rota_world_revision(&revision, world, matter->saw[i], err);
		if (rc)
			break;
		side.by = &revision;
		if (revision.entry.has_on && !rota_day_is_none(revision.entry.on))
			side.from = rota_day_first(revision.entry.on);
		rota_history_write(&side.what, world, &revision.entry);
		fill_side(showing, &side);
	}
	return rc;
}

/** Not all of it need be known at an office below the province. */
static int show_sides(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc;

	if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
		rc = show_conflict(showing, err);
	else if (matter->subject_count == 2)
		rc = show_pair(showing, err);
	else
		rc = show_entries(showing, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rota_fill_note(&showing->answer.filling, "%s",
		       _("the other side is another office's, and not known here"));
	return ROTA_OK;
}

/* --- below the sides ------------------------------------------------------------------------- */

static void note_severity(struct showing *showing, uint64_t weight)
{
	static const char *const texts[] = {
		[ROTA_SEVERITY_BLOCKS] = N_("figures are not attested while it is open"),
		[ROTA_SEVERITY_ASKS] = N_("somebody has to decide it or to mend an entry"),
		[ROTA_SEVERITY_TELLS] = N_("to be looked at"),
	};

	rota_fill_note(&showing->answer.filling, "%s",
		       _(texts[rota_matter_kind(showing->matter->type)->severity]));
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
	if (matter->settled && way && (strcmp(way, "first") == 0 || strcmp(way, "second") == 0))
		rota_fill_note(filling, "%s",
			       _("the other one stays recorded, and stands again when this one ends: "
				 "its office mends it (rota relieve --cadre, rota void)"));
	return ROTA_OK;
}

/** An office below the province mends its own entries. */
static void note_mending(struct showing *showing)
{
	if (!showing->matter->settled)
		rota_fill_note(&showing->answer.filling, "%s",
			       _("it closes when what is wrong is mended (rota relieve, rota correct, "
				 "rota void), or the province settles it"));
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
			       i || matter->settled ? "" : _("; so until it is settled"));
	}
	rota_buffer_clear(&text);
}

/* --- for programs ---------------------------------------------------------------------------- */

static void set(struct rota_filling *filling, struct rota_value *map, const char *key,
		struct rota_value value)
{
	if (rota_map_set(filling->arena, map, key, value))
		filling->rc = ROTA_ENOMEM;
}

static struct rota_value copied(struct rota_filling *filling, const char *text)
{
	const char *copy = text ? rota_arena_copy(filling->arena, text, strlen(text)) : NULL;

	return copy ? rota_text(copy) : rota_nil();
}

static struct rota_value ways_json(struct showing *showing)
{
	struct rota_filling *filling = &showing->answer.filling;
	struct rota_value list = rota_list();
	char way[ROTA_OUTCOME_BYTES];

	for (size_t i = 0; i < rota_matter_outcomes(showing->matter); i++)
		if (rota_list_add(filling->arena, &list,
				  copied(filling, rota_matter_outcome(way, showing->matter, i))))
			filling->rc = ROTA_ENOMEM;
	return list;
}

/** {"name", "kind", "field", "weight", "state", "ways", "sides"}. */
static void set_json(struct showing *showing, uint64_t weight)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_filling *filling = &showing->answer.filling;
	struct rota_report *report = filling->report;
	struct rota_value sides = rota_list();

	for (size_t i = 0; i < report->rows.as.list.count; i++) {
		struct rota_value one = rota_map();

		for (size_t k = 0; k < report->column_count; k++)
			set(filling, &one, report->columns[k].key,
			    report->rows.as.list.items[i].as.list.items[k]);
		if (rota_list_add(filling->arena, &sides, one))
			filling->rc = ROTA_ENOMEM;
	}
	report->json = rota_map();
	set(filling, &report->json, "name", copied(filling, showing->name));
	set(filling, &report->json, "kind", rota_text(rota_matter_kind(matter->type)->id));
	set(filling, &report->json, "field", copied(filling, matter->field));
	set(filling, &report->json, "weight", rota_uint(weight));
	set(filling, &report->json, "state", rota_text(rota_matter_state(matter)));
	set(filling, &report->json, "ways", ways_json(showing));
	set(filling, &report->json, "sides", sides);
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
	rc = show_sides(showing, err);
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
	rota_fill_begin(&showing.answer.filling, out, arena, columns,
			sizeof(columns) / sizeof(columns[0]), question->raw);
	rc = show(&showing, question->subject, err);
	rc = rota_answer_end(&showing.answer, rc, err);
	rota_arena_clear(&showing.arena);
	return rc;
}
