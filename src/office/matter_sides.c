/* SPDX-License-Identifier: Apache-2.0 */
#include "office/matter_sides.h"

#include <string.h>

#include "base/messages.h"
#include "ledger/matter_papers.h"
#include "office/disputed.h"
#include "office/history.h"
#include "office/look.h"
#include "office/matter_list.h"
#include "office/matter_text.h"
#include "office/resolve.h"
#include "office/writers.h"

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

struct showing {
	struct rota_answer *answer;
	const struct rota_matter *matter;
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
	struct rota_filling *filling = &showing->answer->filling;
	struct rota_world *world = &showing->answer->world;

	rota_history_fill_name(filling, world, by->id);
	rota_fill_instant(filling, rota_clock_ms(by->entry.clock));
	rota_fill_text(filling, rota_history_by(world, &by->entry));
	rota_fill_text(filling, office_of(world, by->id));
	rota_history_fill_paper(filling, world, &by->entry);
	rota_fill_text(filling, by->entry.why);
}

static void fill_side(struct showing *showing, struct side *side)
{
	struct rota_filling *filling = &showing->answer->filling;

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
	if (showing->answer->filling.raw)
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
	struct rota_world *world = &showing->answer->world;
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
	int rc = rota_world_fold(&subject, &showing->answer->world, matter->subjects[0], err);

	if (rc)
		return rc;
	field = field_named(subject, matter->field);
	if (!field)
		return ROTA_OK;
	show_value(showing, &field->value, field->by, 0);
	for (size_t i = 0; i < field->rivals.as.list.count; i++)
		show_value(showing, &field->rivals.as.list.items[i], field->rivals_by[i], i + 1);
	return field->rivals.as.list.count ? ROTA_OK : ROTA_ENOTFOUND; /* it is another office's */
}

/** @param way  the outcome by which it is the right one. */
static int show_posting(struct showing *showing, struct rota_id id, size_t way,
			struct rota_error *err)
{
	struct rota_world *world = &showing->answer->world;
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
	write_word(&side, showing, way);
	rota_buffer_printf(&side.what, "%s, %s, %s", rota_matter_subject_shown(world, posting.id),
			   rota_word_show(rota_word_find(&rota_posts, posting.post)),
			   unit ? rota_answer_unit_name(showing->answer, unit) : "?");
	fill_side(showing, &side);
	return ROTA_OK;
}

/** A posting, and the end of its unit. */
static int show_open_in_ended(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = &showing->answer->world;
	struct side side = { .from = matter->from, .to = ROTA_DAY_NEVER };
	const struct rota_subject_field *to;
	struct rota_subject *unit;
	int rc = show_posting(showing, matter->subjects[0],
			      rota_matter_outcome_find(matter, "goes_on"), err);

	if (!rc && matter->unit_count)
		rc = rota_world_subject(&unit, world, matter->units[0], err);
	if (rc || !matter->unit_count)
		return rc;
	to = field_named(unit, "to");
	if (!to || !to->by)
		return ROTA_OK;
	side.by = to->by;
	write_word(&side, showing, rota_matter_outcome_find(matter, "ended"));
	rota_history_write(&side.what, world, &to->by->entry);
	fill_side(showing, &side);
	return ROTA_OK;
}

const char *rota_locality_shown(enum rota_locality_value value)
{
	return rota_word_show(rota_word_find(&rota_locality_values, rota_locality_value_id(value)));
}

/** By how long the holder was there: the times that are recorded. */
static int show_spells(struct showing *showing, const struct rota_posting *posting,
		       const struct rota_subject *cadre, const struct rota_locality *computed,
		       struct rota_error *err)
{
	struct rota_world *world = &showing->answer->world;
	struct side side = { .from = posting->from,
			     .to = rota_posting_end(posting),
			     .by = cadre->created };
	struct rota_spells spells;
	int rc = rota_world_spells(&spells, world, cadre->id, err);

	if (rc)
		return rc;
	write_word(&side, showing, rota_matter_outcome_find(showing->matter, "computed"));
	rota_buffer_puts(&side.what, rota_locality_shown(computed->value));
	for (size_t i = 0; i < spells.count; i++) {
		rota_buffer_puts(&side.what, "; ");
		rota_spell_write(&side.what, world, spells.items[i]);
		side.by = spells.items[i]->created;
	}
	fill_side(showing, &side);
	return ROTA_OK;
}

/** What the policy gives, with the fact that decides. */
static void show_computed(struct showing *showing, const struct rota_posting *posting,
			  const struct rota_subject *cadre, const struct rota_locality *computed)
{
	const char *name = computed->basis == ROTA_BASIS_BIRTH ? "birth_place" : "native";
	const struct rota_field *field = rota_kind_field(rota_kind_find("cadre.create"), name);
	const struct rota_subject_field *fact = field_named(cadre, name);
	struct side side = { .from = posting->from,
			     .to = rota_posting_end(posting),
			     .by = fact ? fact->by : cadre->created };

	write_word(&side, showing, rota_matter_outcome_find(showing->matter, "computed"));
	rota_buffer_printf(&side.what, "%s", rota_locality_shown(computed->value));
	if (fact && fact->value.type != ROTA_NIL) {
		rota_buffer_printf(&side.what, "; %s: ", rota_field_caption(field));
		rota_write_value(&side.what, &showing->answer->world, field, &fact->value);
	}
	fill_side(showing, &side);
}

static void show_statement(struct showing *showing, const struct rota_posting *posting,
			   const struct rota_subject *statement, bool last)
{
	const struct rota_subject_field *value = field_named(statement, "value");
	const char *text = value ? rota_value_text(&value->value) : NULL;
	struct side side = { .from = posting->from, .to = rota_posting_end(posting) };

	if (!text || !value->by)
		return;
	side.by = value->by;
	if (last)
		write_word(&side, showing, rota_matter_outcome_find(showing->matter, "asserted"));
	rota_buffer_puts(&side.what, rota_word_show(rota_word_find(&rota_locality_values, text)));
	fill_side(showing, &side);
}

/** The locality as the policy gives it, and as it was stated. */
static int show_localities(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = &showing->answer->world;
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
static void show_record(struct showing *showing, const struct rota_subject *cadre)
{
	static const char *const names[] = { "name", "born", "pin", "cmnd", "native" };
	const struct rota_kind *kind = rota_kind_find("cadre.create");
	struct side side = { .from = ROTA_DAY_ALWAYS, .to = ROTA_DAY_NEVER, .by = cadre->created };
	const char *separator = "";

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct rota_field *field = rota_kind_field(kind, names[i]);
		const struct rota_value *value = rota_subject_value(cadre, names[i]);

		if (!value || value->type == ROTA_NIL)
			continue;
		rota_buffer_puts(&side.what, separator);
		if (i)
			rota_buffer_printf(&side.what, "%s: ", rota_field_caption(field));
		rota_write_value(&side.what, &showing->answer->world, field, value);
		separator = "; ";
	}
	fill_side(showing, &side);
}

/** Two records. */
static int show_records(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->subject_count; i++) {
		struct rota_subject *cadre;

		rc = rota_world_subject(&cadre, &showing->answer->world, matter->subjects[i], err);
		if (!rc && cadre->created)
			show_record(showing, cadre);
		else if (!rc)
			rc = ROTA_ENOTFOUND;
	}
	return rc;
}

/** The outcome by which one of two postings is the right one: the other one gives way. */
static size_t way_of(const struct rota_matter *matter, size_t subject)
{
	size_t way = 0;

	while (way < rota_matter_outcomes(matter) && rota_matter_yields(matter, way) != 1 - subject)
		way++;
	return way;
}

/** Two postings; of a move the one before it first. */
static int show_pair(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	size_t first = matter->type == ROTA_MATTER_HALF_MOVE ? 1 - matter->newer : 0;
	int rc = show_posting(showing, matter->subjects[first], way_of(matter, first), err);

	return rc ? rc
		  : show_posting(showing, matter->subjects[1 - first], way_of(matter, 1 - first),
				 err);
}

/** Proposals: the entries as they stand. */
static int show_entries(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	struct rota_world *world = &showing->answer->world;
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

/** An entry as a side. @param way  the outcome by which it is the right one. */
static void show_entry(struct showing *showing, const struct rota_revision *by, int32_t from,
		       size_t way)
{
	struct side side = { .from = from, .to = ROTA_DAY_NEVER, .by = by };

	write_word(&side, showing, way);
	rota_history_write(&side.what, &showing->answer->world, &by->entry);
	fill_side(showing, &side);
}

/** One half of a move with its paper: what was ended by it, or begun. */
static int show_half(struct showing *showing, size_t which, bool left, struct rota_error *err)
{
	const struct rota_subject_field *day;
	struct rota_posting posting;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, &showing->answer->world,
				    showing->matter->subjects[which], err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	day = field_named(subject, left ? "end_doc" : "begin_doc");
	if (day && day->by)
		show_entry(showing, day->by, left ? posting.to : posting.from,
			   rota_matter_outcome_find(showing->matter, which ? "second" : "first"));
	return ROTA_OK;
}

/** Whether the postings of a matter are halves of a move. */
static bool are_halves(struct rota_world *world, const struct rota_matter *matter)
{
	struct rota_subject *left, *came;
	struct rota_posting both[2];

	return !rota_world_subject(&left, world, matter->subjects[1 - matter->newer], NULL) &&
	       !rota_world_subject(&came, world, matter->subjects[matter->newer], NULL) &&
	       rota_posting_read(&both[0], left) && rota_posting_read(&both[1], came) &&
	       rota_postings_are_halves(&both[0], &both[1]);
}

/** What a paper says beside its name. */
static void write_paper(struct rota_buffer *out, const struct rota_value *paper)
{
	const char *announced = rota_value_text(rota_map_get(paper, "announced"));
	const struct rota_value *total = rota_map_get(paper, "total");
	const struct rota_value *fixes = rota_map_get(paper, "fixes");
	const char *no = rota_value_text(rota_map_get(fixes, "no"));
	char shown[ROTA_DAY_TEXT_BYTES];
	struct rota_day day;

	if (announced && !rota_day_decode(&day, announced, strlen(announced), NULL))
		rota_buffer_printf(out, _("; announced %s"), rota_day_show(shown, day));
	if (total && total->type == ROTA_UINT)
		rota_buffer_printf(out, _("; names so many people: %llu"),
				   (unsigned long long)total->as.number);
	if (fixes)
		rota_buffer_printf(out, _("; mends or revokes %s"), no ? no : _("no number"));
}

/** A paper as an entry cites it. */
struct cited {
	const struct rota_revision *by;
	const struct rota_value *paper;
};

/** Whether two entries tell one paper, and not alike. */
static bool tells_otherwise(const struct rota_value *a, const struct rota_value *b)
{
	uint8_t left[ROTA_PAPER_KEY_BYTES], right[ROTA_PAPER_KEY_BYTES];
	size_t size = rota_paper_key(left, a), other = rota_paper_key(right, b);

	if (!size || size != other || memcmp(left, right, size) != 0)
		return false;
	size = rota_paper_content(left, a);
	other = rota_paper_content(right, b);
	return size != other || memcmp(left, right, size) != 0;
}

static void list_cited(struct cited *out, size_t *count, size_t room,
		       const struct rota_subject *posting)
{
	for (size_t i = 0; i < posting->revision_count; i++) {
		const struct rota_revision *one = &posting->revisions[i];
		const struct rota_value *docs = one->undone ? NULL : one->entry.docs;

		for (size_t k = 0; docs && k < docs->as.list.count && *count < room; k++)
			if (rota_paper_says_more(&docs->as.list.items[k]))
				out[(*count)++] = (struct cited){ one, &docs->as.list.items[k] };
	}
}

static void fill_cited(struct showing *showing, size_t which, const struct cited *cited)
{
	const struct rota_entry *entry = &cited->by->entry;
	struct side side = { .to = ROTA_DAY_NEVER, .by = cited->by };

	side.from = entry->has_on ? rota_day_first(entry->on) : ROTA_DAY_ALWAYS;
	write_word(&side, showing,
		   rota_matter_outcome_find(showing->matter, which ? "second" : "first"));
	rota_history_write(&side.what, &showing->answer->world, entry);
	write_paper(&side.what, cited->paper);
	fill_side(showing, &side);
}

/** What the entries of two postings say of the paper that they tell differently. */
static int show_told(struct showing *showing, struct rota_error *err)
{
	enum { CITED = 64 };
	struct cited cited[2][CITED];
	size_t counts[2] = { 0, 0 };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < 2; i++) {
		struct rota_subject *subject;

		rc = rota_world_subject(&subject, &showing->answer->world,
					showing->matter->subjects[i], err);
		if (!rc)
			list_cited(cited[i], &counts[i], CITED, subject);
	}
	for (size_t i = 0; !rc && i < counts[0]; i++)
		for (size_t k = 0; k < counts[1]; k++) {
			if (!tells_otherwise(cited[0][i].paper, cited[1][k].paper))
				continue;
			fill_cited(showing, 0, &cited[0][i]);
			fill_cited(showing, 1, &cited[1][k]);
			return ROTA_OK;
		}
	return rc;
}

/** The halves of a move, what was left first; or what two offices say of one paper. */
static int show_papers(struct showing *showing, struct rota_error *err)
{
	size_t came = showing->matter->newer;
	int rc;

	if (!are_halves(&showing->answer->world, showing->matter))
		return show_told(showing, err);
	rc = show_half(showing, 1 - came, true, err);
	return rc ? rc : show_half(showing, came, false, err);
}

/** Who gave a posting its mode; of a full one that began as acting, also that it did. */
static int show_mode(struct showing *showing, struct rota_id posting, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	const struct rota_subject_field *mode;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, &showing->answer->world, posting, err);
	const char *word;

	mode = rc || !subject->created ? NULL : field_named(subject, "mode");
	if (!mode || !mode->by)
		return rc;
	word = rota_value_text(&mode->value);
	show_entry(showing, mode->by, matter->from,
		   rota_matter_outcome_find(matter, word && strcmp(word, "full") == 0 ? "full"
										  : "acting"));
	if (mode->by != subject->created)
		show_entry(showing, subject->created, matter->from,
			   rota_matter_outcome_find(matter, "acting"));
	return ROTA_OK;
}

/** Who is recorded as full, and what says that he is acting. */
static int show_acting(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = show_mode(showing, matter->subjects[matter->newer], err);

	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		if (i != matter->newer)
			rc = show_mode(showing, matter->subjects[i], err);
	return rc;
}

/** Whether entries are looked at, whatever they are about. */
static bool is_of_entries(const struct rota_matter *matter)
{
	return matter->type == ROTA_MATTER_PERIOD_CHANGED ||
	       matter->type == ROTA_MATTER_PARTIAL_SET;
}

/** Whom somebody waits for: the posting that he left, and its end. */
static int show_in_transit(struct showing *showing, struct rota_error *err)
{
	const struct rota_matter *matter = showing->matter;
	int rc = show_posting(showing, matter->subjects[0], rota_matter_outcomes(matter), err);

	return rc ? rc : show_entries(showing, err);
}

void rota_matter_fill_side(struct rota_answer *answer, const struct rota_matter *matter,
			   struct rota_matter_side *given)
{
	struct showing showing = { answer, matter };
	struct side side = {
		.what = given->what, .from = given->from, .to = given->to, .by = given->by
	};

	if (given->way)
		write_word(&side, &showing, rota_matter_outcome_find(matter, given->way));
	given->what = (struct rota_buffer){ 0 };
	fill_side(&showing, &side);
}

int rota_matter_fill_sides(struct rota_answer *answer, const struct rota_matter *matter,
			   struct rota_error *err)
{
	struct showing all = { answer, matter }, *showing = &all;
	bool done = false;
	int rc = rota_matter_fill_sides_of_units(answer, matter, &done, err);

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
	else if (matter->type == ROTA_MATTER_DOCS_DIFFER && matter->subject_count == 2)
		rc = show_papers(showing, err);
	else if (matter->type == ROTA_MATTER_ACTING_AS_FULL && matter->subject_count)
		rc = show_acting(showing, err);
	else if (matter->subject_count == 2 && !is_of_entries(matter))
		rc = show_pair(showing, err);
	else if (matter->type == ROTA_MATTER_HALF_MOVE && matter->subject_count)
		rc = show_in_transit(showing, err);
	else
		rc = show_entries(showing, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rota_fill_note(&showing->answer->filling, "%s",
		       _("the other side is another office's, and not known here"));
	return ROTA_OK;
}
