/* SPDX-License-Identifier: Apache-2.0 */
/* The history of a post, a posting, a cadre, a decision or an entry; that of a commune is in unit_history. */
#include "report/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "naming/resolve.h"
#include "report/look.h"
#include "report/unit_history.h"
#include "state/named.h"
#include "state/settled.h"
#include "state/spells.h"
#include "state/vector.h"
#include "store/index.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct rota_column_spec history_columns[] = {
	{ "n", N_("entry"), ROTA_CELL_NUMBER },
	{ "recorded", N_("recorded"), ROTA_CELL_TEXT },
	{ "by", N_("recorded by"), ROTA_CELL_TEXT },
	{ "what", N_("what was recorded"), ROTA_CELL_TEXT },
	{ "on", N_("takes effect"), ROTA_CELL_TEXT },
	{ "change", N_("change"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
	{ "why", N_("reason"), ROTA_CELL_TEXT },
	/* where offices exchange what they record */
	{ "received", N_("received"), ROTA_CELL_TEXT },
};

enum { OF_ANY_OFFICE = COUNT(history_columns) - 1 };

/** "From: 02/09/2023 (was 01/09/2023)"; what was there before only where the entry says it. */
static void write_field(struct rota_buffer *out, struct rota_world *world,
			const struct rota_entry *entry, const struct rota_field *field)
{
	const struct rota_value *value = rota_map_get(entry->body, field->name);
	const struct rota_value *was = rota_map_get(entry->was, field->name);

	if (!value)
		return;
	rota_buffer_printf(out, "%s%s: ", out->size ? "; " : "", rota_field_caption(field));
	rota_write_value(out, world, field, value);
	if (was) {
		rota_buffer_printf(out, " (%s ", _("was"));
		rota_write_value(out, world, field, was);
		rota_buffer_puts(out, ")");
	}
}

/** The kind of matter and the outcome; hashes and the entries that were seen are for programs. */
static void write_settlement(struct rota_buffer *out, const struct rota_entry *entry)
{
	const char *kind = rota_value_text(rota_map_get(entry->body, "kind"));
	const char *way = rota_value_text(rota_map_get(entry->body, "way"));
	const struct rota_value *undo = rota_map_get(entry->body, "undo");
	enum rota_matter_type type = kind ? rota_matter_type_find(kind) : ROTA_MATTER_TYPES;
	const struct rota_matter matter = { .type = type, .values = rota_list() };
	char shown[ROTA_OUTCOME_BYTES];
	size_t outcome = ROTA_MATTER_TYPES;

	if (type < ROTA_MATTER_TYPES)
		rota_buffer_printf(out, "%s: ", _(rota_matter_kind(type)->text));
	if (type < ROTA_MATTER_TYPES && way)
		outcome = rota_matter_outcome_find(&matter, way);
	if (undo && undo->type == ROTA_BOOL && undo->as.truth)
		rota_buffer_puts(out, _("withdrawn"));
	else if (type < ROTA_MATTER_TYPES && outcome < rota_matter_outcomes(&matter))
		rota_buffer_puts(out, rota_matter_outcome_shown(shown, &matter, outcome));
	else if (way)
		rota_buffer_puts(out, way);
}

/** Who says what of the locality; by which policy, and of which posting, is for programs. */
static void write_locality(struct rota_buffer *out, struct rota_world *world,
			   const struct rota_entry *entry)
{
	static const char *const fields[] = { "role", "value" };

	for (size_t i = 0; i < COUNT(fields); i++) {
		const struct rota_value *value = rota_map_get(entry->body, fields[i]);

		rota_buffer_puts(out, value && out->size ? ": " : "");
		if (value)
			rota_write_value(out, world, rota_kind_field(entry->kind, fields[i]), value);
	}
}

/** The fields in the order of the table of kinds. */
static void write_change(struct rota_buffer *out, struct rota_world *world,
			 const struct rota_entry *entry)
{
	if (entry->kind && entry->kind->entity == ROTA_ENTITY_LOCALITY) {
		write_locality(out, world, entry);
		return;
	}
	if (entry->kind && entry->kind->entity == ROTA_ENTITY_SETTLEMENT) {
		write_settlement(out, entry);
		return;
	}
	for (size_t i = 0; entry->kind && i < entry->kind->count; i++)
		write_field(out, world, entry, &entry->kind->fields[i]);
}

const char *rota_history_by(struct rota_world *world, const struct rota_entry *entry)
{
	const struct rota_value *by = rota_map_get(&entry->root, "by");
	struct rota_subject *officer;
	struct rota_id id;

	if (rota_id_from_value(&id, by) && rota_world_subject(&officer, world, id, NULL) == ROTA_OK)
		return rota_subject_text(officer, "name");
	return rota_value_text(by);
}

const char *rota_history_kind(const struct rota_entry *entry)
{
	if (!entry->kind)
		return entry->kind_name;
	if (rota_map_get(entry->body, "instead"))
		return _("Replaced by another decision");
	return rota_language() == ROTA_VI ? entry->kind->vi : entry->kind->en;
}

void rota_history_fill_name(struct rota_filling *filling, struct rota_world *world,
			    struct rota_id entry)
{
	struct rota_buffer name = { 0 };

	rota_entry_name(&name, world, entry);
	rota_fill_text(filling, rota_buffer_text(&name));
	rota_buffer_clear(&name);
}

void rota_history_fill_paper(struct rota_filling *filling, struct rota_world *world,
			     const struct rota_entry *entry)
{
	const struct rota_value *docs = entry->docs;

	rota_fill_paper(filling, world, docs && docs->as.list.count ? &docs->as.list.items[0] : NULL);
}

void rota_history_write(struct rota_buffer *out, struct rota_world *world,
			const struct rota_entry *entry)
{
	struct rota_buffer change = { 0 };

	write_change(&change, world, entry);
	rota_buffer_printf(out, "%s%s%s", rota_history_kind(entry), change.size ? ": " : "",
			   rota_buffer_text(&change));
	rota_buffer_clear(&change);
}

/* --- for programs ---------------------------------------------------------------------------- */

/** A value as it is stored; nil where there is none. */
static struct rota_value stored(struct rota_filling *filling, const struct rota_field *field,
				const struct rota_value *value)
{
	return value ? rota_value_raw(filling->arena, field, value) : rota_nil();
}

/** [{"field", "old", "new"}], in the order of the table of kinds. */
static struct rota_value changes_json(struct rota_filling *filling, const struct rota_entry *entry)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; entry->kind && i < entry->kind->count; i++) {
		const struct rota_field *field = &entry->kind->fields[i];
		const struct rota_value *value = rota_map_get(entry->body, field->name);
		struct rota_value one = rota_map();

		if (!value)
			continue;
		rota_fill_set(filling, &one, "field", rota_text(field->name));
		rota_fill_set(filling, &one, "old",
		    stored(filling, field, rota_map_get(entry->was, field->name)));
		rota_fill_set(filling, &one, "new", stored(filling, field, value));
		rota_fill_add(filling, &list, one);
	}
	return list;
}

/** The row just filled as an object, with what a table says in sentences in its parts. */
static void add_object(struct rota_filling *filling, const struct rota_revision *revision)
{
	const struct rota_report *report = filling->report;
	const struct rota_value *rows = &report->rows;
	const struct rota_value *row;
	const struct rota_value id = rota_bin(revision->id.bytes, sizeof(revision->id.bytes));
	const struct rota_value writer = rota_bin(revision->id.bytes, sizeof(struct rota_writer_id));
	struct rota_value object = rota_map();

	if (filling->rc || !rows->as.list.count)
		return;
	row = &rows->as.list.items[rows->as.list.count - 1];
	for (size_t i = 0; i < report->column_count; i++)
		rota_fill_set(filling, &object, report->columns[i].key, row->as.list.items[i]);
	rota_fill_set(filling, &object, "writer", stored(filling, NULL, &writer));
	rota_fill_set(filling, &object, "change", changes_json(filling, &revision->entry));
	rota_fill_set(filling, &object, "docs",
	    stored(filling, rota_record_field(rota_entry_record(), "doc"), revision->entry.docs));
	rota_fill_set(filling, &object, "undone", rota_bool(revision->undone));
	rota_fill_set(filling, &object, "id", stored(filling, NULL, &id));
	if (rota_list_add(filling->arena, &filling->report->json, object))
		filling->rc = ROTA_ENOMEM;
}

/* --- rows ------------------------------------------------------------------------------------ */

/** People name it so that they can type it; programs have number and writer apart. */
static void fill_entry(struct rota_filling *filling, struct rota_world *world,
		       const struct rota_revision *revision)
{
	if (filling->raw)
		rota_fill_uint(filling, revision->entry.number);
	else
		rota_history_fill_name(filling, world, revision->id);
}

static void fill_received(struct rota_filling *filling, struct rota_world *world,
			  struct rota_id entry)
{
	uint64_t received;

	if (rota_vector_received(&received, world, entry, NULL) || !received)
		rota_fill_nil(filling);
	else
		rota_fill_instant(filling, received);
}

static void fill_revision(struct rota_filling *filling, struct rota_world *world,
			  const struct rota_revision *revision)
{
	const struct rota_entry *entry = &revision->entry;
	struct rota_buffer text = { 0 };

	fill_entry(filling, world, revision);
	rota_fill_instant(filling, rota_clock_ms(entry->clock));
	rota_fill_text(filling, rota_history_by(world, entry));
	rota_buffer_printf(&text, "%s%s", filling->raw ? entry->kind_name : rota_history_kind(entry),
			   revision->undone && !filling->raw ? _(" (taken back)") : "");
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_reset(&text);
	rota_fill_day(filling, entry->on);
	write_change(&text, world, entry);
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
	rota_history_fill_paper(filling, world, entry);
	rota_fill_text(filling, entry->why);
	if (filling->report->column_count > OF_ANY_OFFICE)
		fill_received(filling, world, revision->id);
	rota_fill_row(filling);
	if (filling->raw)
		add_object(filling, revision);
}

/** What took an entry back: who, when and why. */
static int fill_undoing(struct rota_filling *filling, struct rota_world *world,
			struct rota_id entry, struct rota_error *err)
{
	struct rota_ids undos;
	int rc = rota_world_indexed(&undos, world, ROTA_INDEX_UNDONE, entry.bytes,
				    sizeof(entry.bytes), err);

	for (size_t i = 0; !rc && i < undos.count; i++) {
		struct rota_subject *undo;

		rc = rota_world_subject(&undo, world, undos.items[i], err);
		for (size_t k = 0; !rc && k < undo->revision_count; k++)
			fill_revision(filling, world, &undo->revisions[k]);
	}
	return rc;
}

/** What the province decided about it. */
static int fill_settlements(struct rota_filling *filling, struct rota_world *world,
			    struct rota_id id, struct rota_error *err)
{
	struct rota_settlements settlements;
	int rc = rota_world_settlements(&settlements, world, id, err);

	for (size_t i = 0; !rc && i < settlements.count; i++)
		for (size_t k = 0; k < settlements.items[i].subject->revision_count; k++)
			fill_revision(filling, world, &settlements.items[i].subject->revisions[k]);
	return rc;
}

static int fill_revisions(struct rota_filling *filling, struct rota_world *world,
			  const struct rota_subject *subject, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		fill_revision(filling, world, &subject->revisions[i]);
		if (subject->revisions[i].undone)
			rc = fill_undoing(filling, world, subject->revisions[i].id, err);
	}
	return rc;
}

/** By when they were first stated. */
static int compare_statements(const void *a, const void *b)
{
	const struct rota_subject *left = *(const struct rota_subject *const *)a;
	const struct rota_subject *right = *(const struct rota_subject *const *)b;
	uint64_t before = left->revision_count ? left->revisions[0].entry.clock : 0;
	uint64_t after = right->revision_count ? right->revisions[0].entry.clock : 0;

	return before != after ? (before < after ? -1 : 1) : rota_id_compare(left->id, right->id);
}

/** What was stated of the locality of a posting, by its office and by the province. */
static int fill_statements(struct rota_filling *filling, struct rota_world *world,
			   struct rota_id posting, struct rota_error *err)
{
	struct rota_subject **statements;
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, world, ROTA_INDEX_LOCALITY, posting.bytes,
				    sizeof(posting.bytes), err);

	if (rc || !ids.count)
		return rc;
	statements = rota_arena_alloc(&world->scratch, ids.count * sizeof(struct rota_subject *));
	if (!statements)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = rota_world_subject(&statements[i], world, ids.items[i], err);
	if (!rc)
		qsort(statements, ids.count, sizeof(struct rota_subject *), compare_statements);
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = fill_revisions(filling, world, statements[i], err);
	return rc;
}

static int fill_history(struct rota_filling *filling, struct rota_world *world, struct rota_id id,
			struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	if (!rc)
		rc = fill_revisions(filling, world, subject, err);
	if (!rc && subject->type == ROTA_ENTITY_POSTING)
		rc = fill_statements(filling, world, id, err);
	return rc ? rc : fill_settlements(filling, world, id, err);
}

/** Of a post: everything that was ever recorded of it, posting by posting, vacancies between them. */
static int fill_post_history(struct rota_filling *filling, struct rota_world *world,
			     const struct rota_target_named *named, struct rota_error *err)
{
	uint8_t key[ROTA_POST_KEY_BYTES];
	size_t size = rota_post_key(key, named->unit->id, named->post);
	struct rota_ids postings, vacancies;
	int rc = rota_world_post_ever(&postings, world, named->unit->id, named->post, err);

	if (!rc)
		rc = rota_world_indexed(&vacancies, world, ROTA_INDEX_POST, key, size, err);
	for (size_t i = 0, k = 0; !rc && i + k < postings.count + vacancies.count;) {
		bool posting = k == vacancies.count ||
			       (i < postings.count && rota_id_compare(postings.items[i],
								      vacancies.items[k]) < 0);

		rc = fill_history(filling, world, posting ? postings.items[i++] : vacancies.items[k++],
				  err);
	}
	return rc;
}

/** Of a cadre: the person, the times in places, then every posting of the person. */
static int fill_cadre_history(struct rota_filling *filling, struct rota_world *world,
			      const char *typed, struct rota_error *err)
{
	struct rota_subject *cadre;
	struct rota_ids ids;
	int rc = rota_resolve_cadre(&cadre, world, typed, err);

	if (!rc)
		rc = fill_history(filling, world, cadre->id, err);
	if (!rc)
		rc = rota_world_spells_ever(&ids, world, cadre->id, err);
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = fill_history(filling, world, ids.items[i], err);
	if (!rc)
		rc = rota_world_career_ever(&ids, world, cadre->id, err);
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = fill_history(filling, world, ids.items[i], err);
	return rc;
}

/** The entry by which a posting cites a paper. */
static void fill_citing(struct rota_filling *filling, struct rota_world *world,
			const struct rota_paper_said *said)
{
	const struct rota_subject *posting = said->posting->subject;

	for (size_t i = 0; i < posting->revision_count; i++)
		if (rota_id_compare(posting->revisions[i].id, said->entry) == 0)
			fill_revision(filling, world, &posting->revisions[i]);
}

/** How many of whom it names are entered, where that is known; of each issuer, as two may have used one
 * number. */
static int note_named(struct rota_filling *filling, struct rota_world *world,
		      const struct rota_papers_said *said, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < said->count; i++) {
		const struct rota_paper_said *one = &said->items[i];
		struct rota_named_people people = { .named = { 0, 0 } };
		bool is_noted = false;

		for (size_t k = 0; k < i; k++)
			is_noted = is_noted ||
				   rota_id_compare(said->items[k].issuer, one->issuer) == 0;
		if (!is_noted)
			rc = rota_world_named(&people, world, one->paper, one->posting->unit, err);
		if (!rc && people.named.total)
			rota_fill_note(filling, _("%s: %zu of %llu people are entered"),
				       rota_decision_name(world, one->paper), people.named.entered,
				       (unsigned long long)people.named.total);
	}
	return rc;
}

/** Of a decision: what was recorded by it. */
static int fill_decision_history(struct rota_filling *filling, struct rota_world *world,
				 const char *typed, struct rota_error *err)
{
	struct rota_papers_said said = { .count = 0 };
	struct rota_paper_name name;
	struct rota_value decision;
	int rc = rota_resolve_decision(&decision, world, typed, err);

	if (!rc && rota_paper_name_read(&name, &decision))
		rc = rota_world_citing(&said, world, &name, err);
	if (!rc && !said.count)
		rc = rota_fail(err, ROTA_ENOTFOUND,
			       _("check number and day; name the issuer: '123-QĐ/HU 12/05/2023; "
				 "issuer'"),
			       _("no posting is recorded by '%s'"), typed);
	for (size_t i = 0; !rc && i < said.count; i++)
		fill_citing(filling, world, &said.items[i]);
	return rc ? rc : note_named(filling, world, &said, err);
}

static int fill_subject(struct rota_filling *filling, struct rota_world *world, const char *typed,
			struct rota_error *err)
{
	struct rota_target_named named;
	int rc;

	if (rota_is_decision(typed))
		return fill_decision_history(filling, world, typed, err);
	if (!rota_is_entry_name(typed) && !strchr(typed, '/'))
		return fill_cadre_history(filling, world, typed, err);
	rc = rota_resolve_subject(&named, world, typed, err);
	if (rc)
		return rc;
	if (named.unit && !strchr(typed, '@'))
		return fill_post_history(filling, world, &named, err);
	if (!named.subject)
		return rota_fail(err, ROTA_ENOTFOUND, _("leave out the day to see all"),
				 _("'%s' is no posting"), typed);
	return fill_history(filling, world, named.subject->id, err);
}

/** Five digits are the code of a commune; a name is a person's, if anybody has it. */
static int find_commune(const struct rota_unit **out, struct rota_world *world, const char *typed,
			struct rota_error *err)
{
	bool code = strlen(typed) == 5 && strspn(typed, "0123456789") == 5;
	struct rota_subject *cadre;

	*out = NULL;
	if (!code &&
	    (strchr(typed, '/') || rota_is_entry_name(typed) || rota_is_decision(typed)))
		return ROTA_OK;
	if (!code && rota_resolve_cadre(&cadre, world, typed, NULL) != ROTA_ENOTFOUND)
		return ROTA_OK;
	return rota_unit_history_find(out, world, typed, err);
}

static int fill_entries(struct rota_filling *filling, struct rota_report *out,
			struct rota_arena *arena, struct rota_world *world,
			const struct rota_question *question, struct rota_error *err)
{
	struct rota_checkpoint checkpoint;
	bool exchanges = question->raw || !rota_checkpoint_last(&checkpoint, world, NULL);

	rota_fill_begin(filling, out, arena, history_columns,
			exchanges ? COUNT(history_columns) : OF_ANY_OFFICE, question->raw);
	rota_fill_title(filling, _("History of %s"), question->subject);
	if (question->raw)
		out->json = rota_list();
	return fill_subject(filling, world, question->subject, err);
}

int rota_report_history(struct rota_office *office, const struct rota_question *question,
			struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	const struct rota_unit *unit = NULL;
	struct rota_world world;
	int rc = rota_need(question->subject, _("SUBJECT"), err);

	if (!rc)
		rc = rota_world_open(&world, office, false, err);
	if (rc)
		return rc;
	rc = find_commune(&unit, &world, question->subject, err);
	if (!rc)
		rc = unit ? rota_unit_history_fill(&filling, out, arena, &world, unit,
						   question->raw, err)
			  : fill_entries(&filling, out, arena, &world, question, err);
	return rota_look_close(&world, &filling, rc, err);
}
