/* SPDX-License-Identifier: Apache-2.0 */
/* What cannot be true in the world, found in the state. */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/matter_begin.h"
#include "rota/acts.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- lists ---------------------------------------------------------------------------------- */

int rota_matters_add(struct rota_matters *matters, struct rota_arena *arena,
		     const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_matter *items = rota_arena_more(arena, matters->items, matters->count,
						    &matters->room, sizeof(*items));

	if (!items)
		return no_memory(err);
	matters->items = items;
	matters->items[matters->count++] = *matter;
	return ROTA_OK;
}

int rota_matter_add_unit(struct rota_matter *matter, struct rota_arena *arena, struct rota_id unit,
			 struct rota_error *err)
{
	struct rota_id *units = rota_arena_alloc(arena, (matter->unit_count + 1) * sizeof(*units));

	if (!units)
		return no_memory(err);
	if (matter->unit_count)
		memcpy(units, matter->units, matter->unit_count * sizeof(*units));
	units[matter->unit_count] = unit;
	matter->units = units;
	matter->unit_count = rota_ids_sort(units, matter->unit_count + 1);
	return ROTA_OK;
}

int rota_matter_see(struct rota_matter *matter, struct rota_arena *arena,
		    const struct rota_id *entries, size_t count, struct rota_error *err)
{
	struct rota_id *saw = rota_arena_alloc(arena, (matter->saw_count + count) * sizeof(*saw));

	if (!saw)
		return no_memory(err);
	if (matter->saw_count)
		memcpy(saw, matter->saw, matter->saw_count * sizeof(*saw));
	if (count)
		memcpy(saw + matter->saw_count, entries, count * sizeof(*saw));
	matter->saw = saw;
	matter->saw_count = rota_ids_sort(saw, matter->saw_count + count);
	return ROTA_OK;
}

int rota_matter_add_heads(struct rota_matter *matter, struct rota_arena *arena,
			  const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_value *heads = &subject->heads;
	size_t count = heads->type == ROTA_LIST ? heads->as.list.count : 0;
	struct rota_id *saw = rota_arena_alloc(arena, (matter->saw_count + count) * sizeof(*saw));

	if (!saw)
		return no_memory(err);
	if (matter->saw_count)
		memcpy(saw, matter->saw, matter->saw_count * sizeof(*saw));
	for (size_t i = 0; i < count; i++)
		if (rota_id_from_value(&saw[matter->saw_count], &heads->as.list.items[i]))
			matter->saw_count++;
	matter->saw = saw;
	matter->saw_count = rota_ids_sort(saw, matter->saw_count);
	return ROTA_OK;
}

/* --- conflicts ------------------------------------------------------------------------------ */

static bool has_rivals(const struct rota_subject_field *field)
{
	return field->rivals.type == ROTA_LIST && field->rivals.as.list.count;
}

/** How many values a field has; the first is the provisional one. */
static size_t value_count(const struct rota_subject_field *field)
{
	if (!field)
		return 0;
	return 1 + (has_rivals(field) ? field->rivals.as.list.count : 0);
}

static const struct rota_value *value_at(const struct rota_subject_field *field, size_t at)
{
	return at ? &field->rivals.as.list.items[at - 1] : &field->value;
}

/** The day that a value says, or @p otherwise: for a value that is cleared. */
static int32_t day_of(const struct rota_value *value, int32_t otherwise)
{
	const char *text = rota_value_text(value);
	struct rota_day day;

	if (!text || rota_day_decode(&day, text, strlen(text), NULL))
		return otherwise;
	return rota_day_first(day);
}

/** The days on which a posting may hold, whichever value is right. */
static void find_days(struct rota_matter *matter, const struct rota_subject *posting)
{
	const struct rota_subject_field *from = rota_subject_field(posting, "from");
	const struct rota_subject_field *to = rota_subject_field(posting, "to");

	matter->from = value_count(from) ? ROTA_DAY_NEVER : ROTA_DAY_ALWAYS;
	for (size_t i = 0; i < value_count(from); i++) {
		int32_t day = day_of(value_at(from, i), ROTA_DAY_NEVER);

		matter->from = day < matter->from ? day : matter->from;
	}
	matter->to = value_count(to) ? ROTA_DAY_ALWAYS : ROTA_DAY_NEVER;
	for (size_t i = 0; i < value_count(to); i++) {
		int32_t day = day_of(value_at(to, i), ROTA_DAY_NEVER);

		matter->to = day > matter->to ? day : matter->to;
	}
}

static int find_units(struct rota_matter *matter, struct rota_arena *arena,
		      const struct rota_subject *posting, struct rota_error *err)
{
	const struct rota_subject_field *unit = rota_subject_field(posting, "unit");
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < value_count(unit); i++) {
		struct rota_id id;

		if (rota_id_from_value(&id, value_at(unit, i)))
			rc = rota_matter_add_unit(matter, arena, id, err);
	}
	return rc;
}

static int list_values(struct rota_matter *matter, struct rota_arena *arena,
		       const struct rota_subject_field *field, struct rota_error *err)
{
	matter->values = rota_list();
	for (size_t i = 0; i < value_count(field); i++)
		if (rota_list_add(arena, &matter->values, *value_at(field, i)))
			return no_memory(err);
	return ROTA_OK;
}

/** Who gave the values: without one of them, another value would be the second. */
static int add_givers(struct rota_matter *matter, struct rota_arena *arena,
		      const struct rota_subject_field *field, struct rota_error *err)
{
	int rc = rota_matter_see(matter, arena, &field->by->id, 1, err);

	for (size_t i = 0; !rc && i < field->rivals.as.list.count; i++)
		rc = rota_matter_see(matter, arena, &field->rivals_by[i]->id, 1, err);
	return rc;
}

static int add_conflict(struct rota_matters *matters, struct rota_arena *arena,
			const struct rota_subject *subject, const struct rota_subject_field *field,
			struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin(&matter, arena, ROTA_MATTER_FIELD_CONFLICT, subject->type,
				   subject->id, err);

	matter.field = field->name;
	if (!rc)
		rc = list_values(&matter, arena, field, err);
	if (!rc)
		rc = rota_matter_add_heads(&matter, arena, subject, err);
	if (!rc)
		rc = add_givers(&matter, arena, field, err);
	if (!rc && subject->type == ROTA_ENTITY_POSTING) {
		find_days(&matter, subject);
		rc = find_units(&matter, arena, subject, err);
	}
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

int rota_matters_find_conflicts(struct rota_matters *matters, struct rota_arena *arena,
				const struct rota_subject *subject, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->field_count; i++)
		if (has_rivals(&subject->fields[i]))
			rc = add_conflict(matters, arena, subject, &subject->fields[i], err);
	return rc;
}

/* --- units that have ended ------------------------------------------------------------------ */

static int add_open(struct rota_matters *matters, struct rota_arena *arena,
		    const struct rota_posting *posting, int32_t ended, struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin_posting(&matter, arena, ROTA_MATTER_OPEN_IN_ENDED, posting, err);

	matter.from = ended;
	matter.to = rota_posting_end(posting);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

int rota_matters_find_open_in_ended(struct rota_matters *matters, struct rota_arena *arena,
				    const struct rota_posting *postings, size_t count,
				    const struct rota_gazetteer *gazetteer, int32_t today,
				    struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i++) {
		const struct rota_posting *one = &postings[i];
		const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, one->unit);

		if (unit && unit->to <= today && one->from <= unit->to &&
		    unit->to < rota_posting_end(one))
			rc = add_open(matters, arena, one, unit->to, err);
	}
	return rc;
}

/* --- changed here and ended there ------------------------------------------------------------ */

static bool is_head(const struct rota_subject *subject, const struct rota_revision *revision)
{
	const struct rota_value *heads = &subject->heads;

	for (size_t i = 0; i < heads->as.list.count; i++) {
		struct rota_id head;

		if (rota_id_from_value(&head, &heads->as.list.items[i]) &&
		    rota_id_compare(head, revision->id) == 0)
			return true;
	}
	return false;
}

static bool is_end(const struct rota_revision *revision)
{
	return !revision->undone && strcmp(revision->entry.kind_name, "posting.end") == 0;
}

static bool is_edit(const struct rota_revision *revision)
{
	return !revision->undone && (strcmp(revision->entry.kind_name, "posting.correct") == 0 ||
				     strcmp(revision->entry.kind_name, "posting.step") == 0);
}

/** More heads than that are no office's work; they are not compared with all entries. */
enum { HEADS_MAX = 64 };

bool rota_posting_is_edited_and_ended(const struct rota_subject *posting)
{
	bool ended = false, edited = false;

	if (!posting->created || posting->heads.as.list.count < 2 ||
	    posting->heads.as.list.count > HEADS_MAX)
		return false;
	for (size_t i = 0; i < posting->revision_count; i++) {
		const struct rota_revision *one = &posting->revisions[i];

		ended = ended || (is_end(one) && is_head(posting, one));
		edited = edited || (is_edit(one) && is_head(posting, one));
	}
	return ended && edited;
}

int rota_matters_find_edit_vs_end(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_subject *subject, struct rota_error *err)
{
	struct rota_matter matter;
	struct rota_posting posting;
	int rc;

	if (!rota_posting_is_edited_and_ended(subject) || !rota_posting_read(&posting, subject))
		return ROTA_OK;
	rc = rota_matter_begin_posting(&matter, arena, ROTA_MATTER_EDIT_VS_END, &posting, err);
	matter.from = posting.from;
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

int rota_posting_end_only(struct rota_subject *posting, struct rota_arena *arena,
			  struct rota_error *err)
{
	struct rota_revision *revisions = posting->revisions;
	size_t count = posting->revision_count;

	for (size_t i = 0; i < count; i++)
		if (is_edit(&revisions[i]) && is_head(posting, &revisions[i]))
			revisions[i].undone = true;
	return rota_subject_fold(posting, arena, posting->id, revisions, count, err);
}

/* --- moves -------------------------------------------------------------------------------- */

int rota_matters_find_in_transit(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_posting *posting,
				 const struct rota_gazetteer *gazetteer, int32_t today,
				 struct rota_error *err)
{
	struct rota_id next = rota_subject_id(posting->subject, "next");
	const struct rota_act *act = rota_act_find(posting->end_act);
	struct rota_matter matter;
	int rc;

	if (!act || act->effect != ROTA_ACT_MOVES || strcmp(posting->mode, "full") != 0 ||
	    posting->to > today || posting->to != rota_posting_end(posting) ||
	    !rota_gazetteer_unit(gazetteer, next) || rota_id_compare(next, posting->unit) == 0)
		return ROTA_OK;
	rc = rota_matter_begin_posting(&matter, arena, ROTA_MATTER_HALF_MOVE, posting, err);
	matter.from = posting->to;
	return rc ? rc : rota_matters_add_in(matters, arena, &matter, &next, 1, err);
}

/* --- locality ------------------------------------------------------------------------------- */

int rota_matters_add_disputed(struct rota_matters *matters, struct rota_arena *arena,
			      const struct rota_stated_locality *facts, struct rota_error *err)
{
	const struct rota_posting *posting = facts->posting;
	const struct rota_unit *unit = rota_gazetteer_unit(facts->gazetteer, posting->unit);
	int32_t to = rota_posting_end(posting);
	struct rota_matter matter;
	int rc;

	if (unit && unit->to < to)
		to = unit->to;
	if (to <= posting->from)
		return ROTA_OK;
	rc = rota_matter_begin_posting(&matter, arena, ROTA_MATTER_LOCALITY_DIFFERS, posting, err);
	matter.from = posting->from;
	matter.to = to;
	for (size_t i = 0; !rc && i < facts->count; i++)
		rc = rota_matter_add_heads(&matter, arena, facts->statements[i], err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

/* --- scope ---------------------------------------------------------------------------------- */

int rota_matters_add_out_of_scope(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_out_of_scope *facts, struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin(&matter, arena, ROTA_MATTER_OUT_OF_SCOPE, facts->entity,
				   facts->subject, err);

	matter.from = facts->day;
	if (!rc)
		rc = rota_matter_see(&matter, arena, facts->entries, facts->entry_count, err);
	return rc ? rc : rota_matters_add_in(matters, arena, &matter, &facts->unit,
					     rota_id_is_zero(facts->unit) ? 0 : 1, err);
}
