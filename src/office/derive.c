/* SPDX-License-Identifier: Apache-2.0 */
#include "office/derive.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "office/kept.h"
#include "office/person.h"
#include "office/settled.h"
#include "office/tenure.h"
#include "office/twin.h"
#include "office/unsettled.h"
#include "rota/acts.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/state.h"

/** So many marks are kept before they are worked off. */
enum { MARKS_MAX = 4096 };

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* --- marks ----------------------------------------------------------------------------------- */

static int mark(struct rota_world *world, uint32_t no, struct rota_error *err)
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
	return rc ? rc : mark(world, no, err);
}

void rota_derive_mark_all(struct rota_world *world)
{
	world->marks.all = true;
}

/* --- suspects -------------------------------------------------------------------------------- */

static int suspect(struct rota_world *world, enum rota_entity type, uint32_t no, bool is,
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

static bool in_conflict(const struct rota_subject *subject)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (subject->fields[i].rivals.as.list.count)
			return true;
	return false;
}

/** Whether a posting shares a day with another of its post or its cadre. */
static int look_beside(struct rota_tenure *tenure, struct rota_world *world, uint32_t no,
		       struct rota_error *err)
{
	const struct rota_span span = { .from = tenure->from, .to = tenure->to, .no = no };
	struct rota_tenure_list list = rota_tenure_list_of_post(tenure);
	int rc = rota_world_overlaps(&tenure->beside, world, &list, span, err);

	if (rc || tenure->beside)
		return rc;
	list = rota_tenure_list_of_cadre(tenure);
	return rota_world_overlaps(&tenure->beside, world, &list, span, err);
}

/* --- folding --------------------------------------------------------------------------------- */

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

/** What was remembered of a posting. @param[out] known  whether anything was. */
static int remembered(struct rota_tenure *out, bool *known, struct rota_world *world, uint32_t no,
		      struct rota_error *err)
{
	int rc = rota_tenure_get(out, world, no, err);

	*known = rc == ROTA_OK;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc;
}

static int derive_posting(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			  struct rota_error *err)
{
	struct rota_tenure was, now;
	bool known;
	int rc = remembered(&was, &known, world, no, err);

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
		rc = look_beside(&now, world, no, err);
	if (!rc)
		rc = rota_tenure_put(world, no, known ? &was : NULL, &now, err);
	if (!rc && in_conflict(subject))
		rc = mention_rivals(world, no, subject, err);
	return rc ? rc
		  : suspect(world, ROTA_ENTITY_POSTING, no, now.beside || in_conflict(subject),
			    err);
}

/** A posting none of whose creating entries counts is none; it may have been one. */
static int derive_nothing(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			  struct rota_error *err)
{
	struct rota_tenure was;
	bool known;
	int rc = remembered(&was, &known, world, no, err);

	return rc || !known ? rc : derive_posting(world, no, subject, err);
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

/** Who else is the same person, and who may be. */
static int derive_cadre(struct rota_world *world, uint32_t no, const struct rota_subject *subject,
			struct rota_error *err)
{
	const char *name = rota_subject_text(subject, "name");
	const char *born = rota_subject_text(subject, "born");
	struct rota_twin_list twins = { .count = 0 };
	bool alone = false;
	int rc = name && born ? rota_twin_put(world, no, name, born, err) : ROTA_OK;

	if (!rc)
		rc = rota_twin_none(&alone, world, subject, err);
	if (rc || alone)
		return rc ? rc : suspect(world, ROTA_ENTITY_CADRE, no, in_conflict(subject), err);
	rc = rota_person_derive(world, subject->id, err);
	if (!rc)
		rc = rota_world_twins(&twins, world, subject->id, err);
	return rc ? rc
		  : suspect(world, ROTA_ENTITY_CADRE, no, twins.count || in_conflict(subject), err);
}

/** What is said of two records is a matter of both. */
static int derive_pair(struct rota_world *world, const struct rota_subject *subject,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		const struct rota_value *body = subject->revisions[i].entry.body;
		struct rota_id id;

		if (rota_id_from_value(&id, rota_map_get(body, "a")))
			rc = rota_derive_mark(world, id, err);
		if (!rc && rota_id_from_value(&id, rota_map_get(body, "b")))
			rc = rota_derive_mark(world, id, err);
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
	case ROTA_ENTITY_UNIT:
	case ROTA_ENTITY_SUCCESSION:
		return derive_unit(world, no, subject, err);
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

	(void)key;
	(void)size;
	if (numbers->count == numbers->room) {
		size_t room = numbers->room ? 2 * numbers->room : 256;
		uint32_t *bigger = rota_arena_alloc(&numbers->arena, room * sizeof(*bigger));

		if (!bigger)
			return no_memory(err);
		if (numbers->count)
			memcpy(bigger, numbers->items, numbers->count * sizeof(*bigger));
		numbers->items = bigger;
		numbers->room = room;
	}
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
	static const enum rota_entity types[] = { ROTA_ENTITY_CADRE, ROTA_ENTITY_POSTING };
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
	size_t count;
	int rc = ROTA_OK;

	marks->all = false;
	marks->review = false;
	if (all) {
		marks->count = 0;
		return derive_all(world, err);
	}
	if (review)
		rc = rota_unsettled_each(world, review_one, world, err);
	count = marks->count;
	marks->count = 0;
	return rc ? rc : derive_each(world, marks->items, count, err);
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
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	marks->working = false;
	return rc;
}

/* --- an entry that says it all --------------------------------------------------------------- */

/** The posting that a creating entry makes. @return false: it is not that simple. */
static bool read_begin(struct rota_posting *out, const struct rota_entry *entry)
{
	const struct rota_value *body = entry->body;

	*out = (struct rota_posting){ .post = rota_value_text(rota_map_get(body, "post")),
				      .act = rota_value_text(rota_map_get(body, "act")),
				      .mode = rota_value_text(rota_map_get(body, "mode")),
				      .to = ROTA_DAY_NEVER,
				      .void_from = ROTA_DAY_NEVER,
				      .clock = entry->clock };
	if (!entry->has_on || rota_day_is_none(entry->on) || !out->post || !out->act ||
	    !out->mode || !rota_id_from_value(&out->unit, rota_map_get(body, "unit")) ||
	    !rota_id_from_value(&out->cadre, rota_map_get(body, "cadre")))
		return false;
	out->from = rota_day_first(entry->on);
	return rota_act_number(out->act) && !rota_map_get(body, "from_start");
}

static int begin_simply(bool *done, struct rota_world *world, const struct rota_noted *noted,
			struct rota_error *err)
{
	struct rota_posting posting;
	struct rota_tenure now = { .counts = true, .simple = true };
	int rc;

	*done = false;
	if (!noted->first || !noted->entry->creates || !read_begin(&posting, noted->entry))
		return ROTA_OK;
	*done = true;
	now.post = posting.post[0];
	now.mode = posting.mode[0];
	now.act = rota_act_number(posting.act);
	now.from = posting.from;
	now.to = posting.to;
	now.clock = posting.clock;
	rc = rota_entity_intern(&now.unit, NULL, world->txn, posting.unit.bytes, 0, err);
	if (!rc)
		rc = rota_entity_intern(&now.cadre, NULL, world->txn, posting.cadre.bytes, 0, err);
	if (!rc)
		rc = rota_person_first(&now.person, world, now.cadre, err);
	if (!rc)
		rc = look_beside(&now, world, noted->no, err);
	if (!rc)
		rc = rota_tenure_put(world, noted->no, NULL, &now, err);
	return rc || !now.beside ? rc : suspect(world, ROTA_ENTITY_POSTING, noted->no, true, err);
}

static bool follows_only(const struct rota_entry *entry, struct rota_id creator)
{
	struct rota_id pred;

	return entry->pred && entry->pred->as.list.count == 1 &&
	       rota_id_from_value(&pred, &entry->pred->as.list.items[0]) &&
	       rota_id_compare(pred, creator) == 0;
}

/** The end of a posting of which only the begin is known. */
static int end_simply(bool *done, struct rota_world *world, const struct rota_noted *noted,
		      struct rota_error *err)
{
	const struct rota_entry *entry = noted->entry;
	struct rota_tenure was, now;
	bool known;
	int rc;

	*done = false;
	if (entry->creates || !entry->has_on || rota_day_is_none(entry->on) ||
	    !follows_only(entry, entry->id))
		return ROTA_OK;
	rc = remembered(&was, &known, world, noted->no, err);
	if (rc || !known || !was.simple || rota_day_first(entry->on) <= was.from)
		return rc;
	*done = true;
	now = was;
	now.simple = false;
	now.to = rota_day_first(entry->on);
	now.end_act = rota_act_number(rota_value_text(rota_map_get(entry->body, "act")));
	if (was.beside) /* perhaps only because it had no end yet */
		rc = look_beside(&now, world, noted->no, err);
	if (!rc)
		rc = rota_tenure_put(world, noted->no, &was, &now, err);
	return rc || now.beside == was.beside
		       ? rc
		       : suspect(world, ROTA_ENTITY_POSTING, noted->no, now.beside, err);
}

/* --- what a settlement decides --------------------------------------------------------------- */

static bool is_settlement(const struct rota_entry *entry)
{
	return entry->kind && entry->kind->entity == ROTA_ENTITY_SETTLEMENT;
}

/** What was only proposed is looked at again by whoever tells its writer. */
static int review_seen(struct rota_world *world, const struct rota_value *saw,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && saw && i < saw->as.list.count; i++) {
		struct rota_id id;

		if (rota_id_from_value(&id, &saw->as.list.items[i]))
			rc = rota_unsettled_add(world, id, err);
	}
	return rc;
}

/** The entities that a settlement names, by the entry that created it. */
static int mark_named(struct rota_world *world, const struct rota_entry *created,
		      struct rota_error *err)
{
	const char *kind = rota_value_text(rota_map_get(created->body, "kind"));
	const struct rota_value *subjects = rota_map_get(created->body, "subjects");
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && subjects && i < subjects->as.list.count; i++) {
		struct rota_id id;

		if (rota_id_from_value(&id, &subjects->as.list.items[i]))
			rc = rota_derive_mark(world, id, err);
	}
	if (rc || !world->office->is_province || !kind ||
	    rota_matter_type_find(kind) != ROTA_MATTER_OUT_OF_SCOPE)
		return rc;
	return review_seen(world, rota_map_get(created->body, "saw"), err);
}

static int mark_settled(struct rota_world *world, const struct rota_entry *entry,
			struct rota_error *err)
{
	struct rota_entry created;
	int rc;

	if (entry->creates)
		return mark_named(world, entry, err);
	rc = rota_world_entry(&created, world, entry->id, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc || !is_settlement(&created) ? rc : mark_named(world, &created, err);
}

/* --- what an undo takes back ----------------------------------------------------------------- */

static bool changes_custody(const struct rota_entry *entry)
{
	if (strcmp(entry->kind_name, "unit.change") == 0)
		return rota_map_get(entry->body, "parent") != NULL;
	return begins(entry->kind_name, "writer.") && strcmp(entry->kind_name, "writer.enrol") != 0;
}

/** What an undo, or the undo of an undo, takes back. */
static int mark_undone(struct rota_world *world, const struct rota_entry *undo,
		       struct rota_error *err)
{
	struct rota_entry entry = *undo;
	int rc = ROTA_OK;

	for (int depth = 0; !rc && depth < ROTA_UNDO_DEPTH; depth++) {
		struct rota_id of;

		if (!rota_id_from_value(&of, rota_map_get(entry.body, "of"))) {
			if (entry.creates)
				break;
			of = entry.id; /* a later word on an undo: its first entry says of what */
		}
		rc = rota_world_entry(&entry, world, of, err);
		if (!rc)
			rc = rota_derive_mark(world, entry.creates ? of : entry.id, err);
		if (!rc && is_settlement(&entry))
			rc = mark_settled(world, &entry, err);
		if (!rc && (begins(entry.kind_name, "unit.") || begins(entry.kind_name, "writer.")))
			world->marks.all = world->office->is_province;
		if (!rc && strcmp(entry.kind_name, "entry.undo") != 0)
			break;
	}
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err); /* it takes back what is not here */
	return ROTA_OK;
}

/* --- noting ---------------------------------------------------------------------------------- */

/** Of a new cadre there is nothing to derive while nobody is like it. */
static int note_cadre(struct rota_world *world, const struct rota_noted *noted,
		      struct rota_error *err)
{
	bool twin = true;
	int rc = noted->first && noted->entry->creates
			 ? rota_twin_may_be(&twin, world, noted->id, noted->entry, err)
			 : ROTA_OK;

	if (rc || !twin)
		return rc;
	rota_kept_clear(world);
	return mark(world, noted->no, err);
}

int rota_derive_note(struct rota_world *world, const struct rota_noted *noted,
		     struct rota_error *err)
{
	const struct rota_entry *entry = noted->entry;
	bool done = false, settled = false;
	int rc = ROTA_OK;

	if (!noted->counts || !entry->kind)
		return ROTA_OK;
	if (world->office->is_province && entry->creates)
		world->marks.review = world->marks.review || rota_unsettled_any(world);
	if (world->office->is_province && changes_custody(entry))
		world->marks.all = true;
	if (strcmp(entry->kind_name, "entry.undo") == 0)
		return mark_undone(world, entry, err);
	if (is_settlement(entry))
		return mark_settled(world, entry, err);
	if (strcmp(entry->kind_name, "posting.begin") == 0) {
		rc = rota_world_names_settled(&settled, world, noted->id, err);
		if (!rc && !settled)
			rc = begin_simply(&done, world, noted, err);
	} else if (strcmp(entry->kind_name, "posting.end") == 0)
		rc = end_simply(&done, world, noted, err);
	if (rc || done)
		return rc;
	if (entry->kind->entity == ROTA_ENTITY_POSTING || entry->kind->entity == ROTA_ENTITY_UNIT ||
	    entry->kind->entity == ROTA_ENTITY_SUCCESSION ||
	    entry->kind->entity == ROTA_ENTITY_CADRE_PAIR)
		return mark(world, noted->no, err);
	return entry->kind->entity == ROTA_ENTITY_CADRE ? note_cadre(world, noted, err) : ROTA_OK;
}
