/* SPDX-License-Identifier: Apache-2.0 */
#include "state/derive.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "ledger/matter.h"
#include "state/decision.h"
#include "state/late.h"
#include "state/named.h"
#include "state/nil.h"
#include "state/person.h"
#include "state/tenure.h"
#include "state/twin.h"
#include "state/unclear.h"
#include "state/unsettled.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/state.h"

/** So many marks are kept before they are worked off. */
enum { MARKS_MAX = 4096 };

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- marks ----------------------------------------------------------------------------------- */

int rota_derive_mark_number(struct rota_world *world, uint32_t no, struct rota_error *err)
{
	struct rota_marks *marks = &world->marks;

	if (marks->count && marks->items[marks->count - 1] == no)
		return ROTA_OK;
	if (!marks->items) {
		marks->items = rota_arena_alloc(&world->arena, MARKS_MAX * sizeof(*marks->items));
		if (!marks->items)
			return no_memory(err);
	}
	if (marks->count == MARKS_MAX &&
	    marks->working) { /* more than can be kept while one looks */
		marks->all = true;
		return ROTA_OK;
	}
	marks->items[marks->count++] = no;
	return marks->count < MARKS_MAX ? ROTA_OK : rota_derive_flush(world, err);
}

int rota_derive_mark(struct rota_world *world, struct rota_id entity, struct rota_error *err)
{
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, entity.bytes, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc ? rc : rota_derive_mark_number(world, no, err);
}

void rota_derive_mark_all(struct rota_world *world)
{
	world->marks.all = true;
}

/* --- suspects -------------------------------------------------------------------------------- */

int rota_suspect_set(struct rota_world *world, enum rota_entity type, uint32_t no, bool is,
		     struct rota_error *err)
{
	uint8_t key = (uint8_t)type;

	return is ? rota_index_put(world->txn, ROTA_INDEX_SUSPECT, &key, 1, no, err)
		  : rota_index_delete(world->txn, ROTA_INDEX_SUSPECT, &key, 1, no, err);
}

int rota_world_suspects(struct rota_ids *out, struct rota_world *world, enum rota_entity type,
			struct rota_error *err)
{
	uint8_t key = (uint8_t)type;
	int rc = rota_derive_flush(world, err);

	*out = (struct rota_ids){ 0 };
	return rc ? rc : rota_world_indexed(out, world, ROTA_INDEX_SUSPECT, &key, 1, err);
}

/* --- folding --------------------------------------------------------------------------------- */

static bool in_conflict(const struct rota_subject *subject)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (subject->fields[i].rivals.as.list.count)
			return true;
	return false;
}

static struct rota_id value_id(const struct rota_value *value)
{
	struct rota_id id = { { 0 } };

	rota_id_from_value(&id, value);
	return id;
}

/** Of values in conflict the others are mentioned in the histories where they would stand. */
static int mention_rivals(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			  struct rota_error *err)
{
	const struct rota_id nobody = { { 0 } };
	struct rota_id unit = rota_subject_id(subject, "unit");
	const char *post = rota_subject_text(subject, "post");
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->field_count; i++) {
		const struct rota_subject_field *field = &subject->fields[i];
		const struct rota_value *rivals = &field->rivals;

		for (size_t k = 0; !rc && k < rivals->as.list.count; k++) {
			const struct rota_value *value = &rivals->as.list.items[k];

			if (strcmp(field->name, "unit") == 0)
				rc = rota_tenure_mention(world, no, value_id(value), post, nobody,
							 err);
			else if (strcmp(field->name, "post") == 0)
				rc = rota_tenure_mention(world, no, unit, rota_value_text(value),
							 nobody, err);
			else if (strcmp(field->name, "cadre") == 0)
				rc = rota_tenure_mention(world, no, nobody, NULL, value_id(value),
							 err);
		}
	}
	return rc;
}

static int derive_posting(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			  struct rota_error *err)
{
	struct rota_tenure was, now;
	bool known;
	int rc = rota_tenure_find(&was, &known, world, no, err);

	if (!rc)
		rc = rota_tenure_read(&now, world, subject, err);
	if (!rc && known && (!now.unit || !now.post)) { /* it stays where it was, without days */
		now.unit = was.unit;
		now.post = was.post;
	}
	if (!rc && known && !now.cadre) {
		now.cadre = was.cadre;
		now.person = was.person;
	}
	if (!rc && now.counts)
		rc = rota_tenure_look_beside(&now, world, no, err);
	if (!rc)
		rc = rota_tenure_put(world, no, known ? &was : NULL, &now, err);
	if (!rc && in_conflict(subject))
		rc = mention_rivals(world, no, subject, err);
	if (!rc && now.ask)
		rc = rota_nil_note(world, subject, no, err);
	if (!rc)
		rc = rota_late_derive(world, no, subject, err);
	if (!rc)
		rc = rota_decision_derive(world, no, subject, err);
	if (!rc)
		rc = rota_named_derive(world, no, subject, err);
	return rc ? rc
		  : rota_suspect_set(world, ROTA_ENTITY_POSTING, no,
				     now.beside || in_conflict(subject) ||
					     rota_posting_is_edited_and_ended(subject),
				     err);
}

/** What the gazetteer takes of a unit or a succession; nothing of one that is none any more. */
static int encode_unit(struct rota_buffer *out, const struct rota_subject *subject,
		       struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_gazetteer gazetteer;
	int rc;

	rota_gazetteer_init(&gazetteer, &arena);
	rc = subject->type == ROTA_ENTITY_UNIT
		     ? rota_gazetteer_add(&gazetteer, subject, err)
		     : rota_gazetteer_add_succession(&gazetteer, subject, err);
	if (!rc)
		rota_gazetteer_make_names(&gazetteer);
	if (!rc && gazetteer.unit_count)
		rc = rota_gazetteer_unit_encode(out, gazetteer.units[0], err);
	if (!rc && gazetteer.succession_count)
		rc = rota_gazetteer_succession_encode(out, gazetteer.successions, err);
	rota_arena_clear(&arena);
	return rc;
}

static int derive_unit(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
		       struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = encode_unit(&bytes, subject, err);

	if (!rc)
		rc = rota_state_put(world->txn, no, rota_buffer_text(&bytes), bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

/** Who else is the same person, and who may be; of what is no cadre any more, nobody. */
static int derive_cadre(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			struct rota_error *err)
{
	bool two = false;
	int rc = rota_twin_place(world, no, subject, err);

	if (!rc)
		rc = rota_world_cadre_is_two(&two, world, subject, err);
	if (!rc)
		rc = rota_person_derive(world, subject, err);
	if (!rc)
		rc = rota_twin_derive(world, no, subject, err);
	return rc ? rc
		  : rota_suspect_set(world, ROTA_ENTITY_CADRE, no,
				     subject->created && (in_conflict(subject) || two ||
							  rota_cadre_edits(NULL, subject)),
				     err);
}

/** Who is local follows from it only when somebody asks. */
static int derive_spell(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			struct rota_error *err)
{
	return rota_suspect_set(world, ROTA_ENTITY_SPELL, no,
				subject->created && in_conflict(subject), err);
}

/** What has no entry that counts is nothing; it may have been a posting, a cadre, a spell or a nil
 * return. */
static int derive_nothing(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			  struct rota_error *err)
{
	struct rota_tenure was;
	bool known, cadre = false, nil = false;
	int rc = rota_was_nil(&nil, world, no, err);

	if (rc || nil)
		return rc ? rc : rota_nil_derive(world, no, subject, err);
	rc = rota_tenure_find(&was, &known, world, no, err);

	if (!rc && known)
		return derive_posting(world, no, subject, err);
	if (!rc)
		rc = rota_was_cadre(&cadre, world, subject->id, err);
	if (!rc && cadre)
		rc = derive_cadre(world, no, subject, err);
	return rc || cadre ? rc : derive_spell(world, no, subject, err);
}

/** What it says of something else than a record is nothing: of itself, or of a statement that speaks of
 * this one, it would be derived for ever. */
int rota_derive_mark_record(struct rota_world *world, const struct rota_value *value,
			    struct rota_error *err)
{
	struct rota_id id;
	bool is = false;
	int rc = rota_id_from_value(&id, value) ? rota_was_cadre(&is, world, id, err) : ROTA_OK;

	return rc || !is ? rc : rota_derive_mark(world, id, err);
}

/** What is said of two records is a matter of both. */
static int derive_pair(struct rota_world *world, const struct rota_subject *subject,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		const struct rota_value *body = subject->revisions[i].entry.body;

		rc = rota_derive_mark_record(world, rota_map_get(body, "a"), err);
		if (!rc)
			rc = rota_derive_mark_record(world, rota_map_get(body, "b"), err);
	}
	return rc;
}

static int derive_subject(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			  struct rota_error *err)
{
	switch (subject->type) {
	case ROTA_ENTITY_POSTING:
		return derive_posting(world, no, subject, err);
	case ROTA_ENTITY_CADRE:
		return derive_cadre(world, no, subject, err);
	case ROTA_ENTITY_CADRE_PAIR:
		return derive_pair(world, subject, err);
	case ROTA_ENTITY_SPELL:
		return derive_spell(world, no, subject, err);
	case ROTA_ENTITY_UNIT:
	case ROTA_ENTITY_SUCCESSION:
		return derive_unit(world, no, subject, err);
	case ROTA_ENTITY_NIL_RETURN:
		return rota_nil_derive(world, no, subject, err);
	case ROTA_ENTITY_VACANCY:
		return rota_nil_note(world, subject, no, err);
	case ROTA_ENTITY_PUBLICATION:
		return rota_late_publish(world, subject, err);
	default:
		return derive_nothing(world, no, subject, err);
	}
}

static int derive_entity(struct rota_world *world, uint32_t no, struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_id id;
	int rc = rota_entity_id(id.bytes, world->txn, no, err);

	if (!rc)
		rc = rota_world_subject(&subject, world, id, err);
	return rc ? rc : derive_subject(world, no, subject, err);
}

/* --- working off ----------------------------------------------------------------------------- */

static int compare_numbers(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static int derive_each(struct rota_world *world, uint32_t *items, size_t count,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	if (count)
		qsort(items, count, sizeof(*items), compare_numbers);
	for (size_t i = 0; !rc && i < count; i++) {
		if (i && items[i] == items[i - 1])
			continue;
		rc = derive_entity(world, items[i], err);
		rota_world_forget(world);
		if (!rc)
			rc = rota_named_work_off(world, false, err);
	}
	return rc;
}

/** The local numbers of all entities of a type. */
struct numbers {
	uint32_t *items;
	size_t count, room;
	struct rota_arena arena;
};

static int collect_number(const void *key, size_t size, uint32_t no, void *payload,
			  struct rota_error *err)
{
	struct numbers *numbers = payload;
	uint32_t *items;

	(void)key;
	(void)size;
	items = rota_arena_more(&numbers->arena, numbers->items, numbers->count, &numbers->room,
				sizeof(*items));
	if (!items)
		return no_memory(err);
	numbers->items = items;
	numbers->items[numbers->count++] = no;
	return ROTA_OK;
}

static int derive_type(struct rota_world *world, enum rota_entity type, struct rota_error *err)
{
	struct numbers numbers = { .count = 0 };
	uint8_t key = (uint8_t)type;
	int rc = rota_index_each(world->txn, ROTA_INDEX_KIND, &key, 1, ROTA_INDEX_EXACT,
				 collect_number, &numbers, err);

	if (!rc)
		rc = derive_each(world, numbers.items, numbers.count, err);
	rota_arena_clear(&numbers.arena);
	return rc;
}

/** What waited for something may be a fact now. */
static int review_one(const struct rota_unsettled *unsettled, void *payload, struct rota_error *err)
{
	struct rota_world *world = payload;
	struct rota_revision revision;
	int rc;

	if (unsettled->now.disposition != ROTA_FACT)
		return ROTA_OK;
	rc = rota_world_revision(&revision, world, unsettled->entry, err);
	return rc ? rc
		  : rota_derive_mark(world,
				     revision.entry.creates ? unsettled->entry : revision.entry.id,
				     err);
}

/** Units first: who keeps what follows from them. */
static int derive_all(struct rota_world *world, struct rota_error *err)
{
	/* who is whom first, since postings stand under persons */
	static const enum rota_entity types[] = { ROTA_ENTITY_CADRE, ROTA_ENTITY_POSTING,
						  ROTA_ENTITY_SPELL, ROTA_ENTITY_NIL_RETURN };
	int rc = derive_type(world, ROTA_ENTITY_UNIT, err);

	if (!rc)
		rc = derive_type(world, ROTA_ENTITY_SUCCESSION, err);
	if (!rc)
		rc = rota_world_load_units(world, err);
	for (size_t i = 0; !rc && i < sizeof(types) / sizeof(types[0]); i++)
		rc = derive_type(world, types[i], err);
	return rc;
}

static int work_off(struct rota_world *world, struct rota_error *err)
{
	struct rota_marks *marks = &world->marks;
	bool all = marks->all, review = marks->review;
	uint32_t *items;
	size_t count;
	int rc = ROTA_OK;

	marks->all = false;
	marks->review = false;
	if (all) {
		marks->count = 0;
		rc = derive_all(world, err);
		/* what was a fact may be none any more, which no list of those that are none has */
		return rc || !world->office->is_province ? rc
							 : rota_unsettled_review_all(world, err);
	}
	if (review)
		rc = rota_unsettled_each(world, review_one, world, err);
	items = marks->items;
	count = marks->count;
	marks->items = marks->others;
	marks->others = items;
	marks->count = 0;
	return rc ? rc : derive_each(world, items, count, err);
}

static bool any(const struct rota_marks *marks)
{
	return marks->count || marks->all || marks->review;
}

int rota_derive_flush(struct rota_world *world, struct rota_error *err)
{
	struct rota_marks *marks = &world->marks;
	struct rota_arena scratch = world->scratch;
	int rc = ROTA_OK;

	if (marks->working || !any(marks))
		return ROTA_OK;
	marks->working = true;
	world->scratch = (struct rota_arena){ .first = NULL };
	do
		rc = work_off(world, err);
	while (!rc && any(marks));
	if (!rc)
		rc = rota_named_work_off(world, true, err);
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	marks->working = false;
	return rc;
}
