/* SPDX-License-Identifier: Apache-2.0 */
#include "state/person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "state/cadre_row.h"
#include "state/derive.h"
#include "state/tenure.h"
#include "store/entity.h"
#include "store/index.h"

/* --- what is compared ------------------------------------------------------------------------ */

static const char *folded(struct rota_world *world, const char *text,
			  int (*fold)(struct rota_buffer *, const char *, size_t,
				      struct rota_error *))
{
	struct rota_buffer key = { 0 };
	const char *copy = NULL;

	if (text && fold(&key, text, strlen(text), NULL) == ROTA_OK)
		copy = rota_arena_copy(&world->scratch, rota_buffer_text(&key), key.size);
	rota_buffer_clear(&key);
	return copy;
}

/** One text for one place: what is written, without accents, or the code, which is no text. */
static const char *native_key(struct rota_world *world, const struct rota_value *place)
{
	const char *code = rota_value_text(rota_map_get(place, "code"));
	const char *text = rota_value_text(rota_map_get(place, "text"));
	char key[16];

	if (text || !code)
		return folded(world, text, rota_text_fold_loose);
	snprintf(key, sizeof(key), "\x01%s", code);
	return rota_arena_copy(&world->scratch, key, strlen(key));
}

void rota_read_person(struct rota_person *out, struct rota_world *world,
		      const struct rota_subject *cadre)
{
	const char *name = rota_subject_text(cadre, "name");
	const struct rota_value *native = rota_subject_value(cadre, "native");

	*out = (struct rota_person){ .name = folded(world, name, rota_text_fold),
				     .loose = folded(world, name, rota_text_fold_loose),
				     .born = rota_subject_text(cadre, "born"),
				     .pin = rota_subject_text(cadre, "pin"),
				     .cmnd = rota_subject_text(cadre, "cmnd"),
				     .native = native ? native_key(world, native) : NULL };
}

int rota_was_cadre(bool *out, struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_world_entry(&entry, world, id, err);

	*out = !rc && entry.creates && entry.kind && entry.kind->entity == ROTA_ENTITY_CADRE;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** A cadre. @param[out] out  NULL: it is something else, or not known here. */
static int find_cadre(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		      struct rota_error *err)
{
	int rc = rota_world_subject(out, world, id, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		*out = NULL;
		return ROTA_OK;
	}
	if (!rc && (*out)->type != ROTA_ENTITY_CADRE)
		*out = NULL;
	return rc;
}

/** A record as it stands. @param[out] out  NULL: there is none that counts. */
int rota_find_record(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		     struct rota_error *err)
{
	int rc = find_cadre(out, world, id, err);

	if (!rc && *out && !(*out)->created)
		*out = NULL;
	return rc;
}

/* --- statements ------------------------------------------------------------------------------ */

static int list_pairs(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	return rota_world_indexed(out, world, ROTA_INDEX_CADRE_PAIR, cadre.bytes,
				  sizeof(cadre.bytes), err);
}

/** Read a statement about a record. @return false: it is not in force. */
static bool read_said(struct rota_said *out, const struct rota_subject *statement,
		      struct rota_id cadre)
{
	const char *state = rota_subject_text(statement, "state");
	const char *keep = rota_subject_text(statement, "keep");
	bool is_a = rota_id_compare(rota_subject_id(statement, "a"), cadre) == 0;
	bool keeps_a = !keep || strcmp(keep, "b") != 0;

	if (!statement->created || !state || strcmp(state, "on") != 0 ||
	    (!is_a && rota_id_compare(rota_subject_id(statement, "b"), cadre) != 0))
		return false;
	*out = (struct rota_said){
		.other = rota_subject_id(statement, is_a ? "b" : "a"),
		.same = strcmp(statement->created->entry.kind_name, "cadre.same") == 0,
		.gives_up = is_a != keeps_a,
	};
	return true;
}

/** Each statement is given back when it is read: there may be many. */
static int read_all_said(struct rota_said_list *out, struct rota_world *world,
			 const struct rota_ids *ids, struct rota_id cadre, struct rota_error *err)
{
	struct rota_arena scratch = world->scratch;
	int rc = ROTA_OK;

	world->scratch = (struct rota_arena){ .first = NULL };
	for (size_t i = 0; !rc && i < ids->count; i++) {
		struct rota_subject *statement;

		rc = rota_world_subject(&statement, world, ids->items[i], err);
		if (!rc)
			out->count += read_said(&out->items[out->count], statement, cadre);
		rota_world_forget(world);
	}
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	return rc;
}

int rota_world_said(struct rota_said_list *out, struct rota_world *world, struct rota_id cadre,
		    struct rota_error *err)
{
	struct rota_ids ids;
	int rc = list_pairs(&ids, world, cadre, err);

	*out = (struct rota_said_list){ .count = 0 };
	if (rc || !ids.count)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, ids.count * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return read_all_said(out, world, &ids, cadre, err);
}

bool rota_said_two(const struct rota_said_list *said, struct rota_id other)
{
	for (size_t i = 0; i < said->count; i++)
		if (!said->items[i].same && rota_id_compare(said->items[i].other, other) == 0)
			return true;
	return false;
}

int rota_world_pair(struct rota_subject **out, struct rota_world *world, const char *kind,
		    struct rota_id a, struct rota_id b, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = list_pairs(&ids, world, a, err);

	*out = NULL;
	for (size_t i = 0; !rc && !*out && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created && strcmp(one->created->entry.kind_name, kind) == 0 &&
		    rota_id_compare(rota_subject_id(one, "a"), a) == 0 &&
		    rota_id_compare(rota_subject_id(one, "b"), b) == 0)
			*out = one;
	}
	return rc;
}

/* --- classes --------------------------------------------------------------------------------- */

bool rota_class_has(const struct rota_class *class, struct rota_id cadre)
{
	for (size_t i = 0; i < class->count; i++)
		if (rota_id_compare(class->members[i], cadre) == 0)
			return true;
	return false;
}

void rota_class_add(struct rota_class *class, struct rota_id cadre)
{
	if (rota_class_has(class, cadre))
		return;
	if (class->count < ROTA_CLASS_MAX)
		class->members[class->count++] = cadre;
	else
		class->full = true;
}

/** Those that somebody says are the same. */
static int add_said(struct rota_class *class, struct rota_world *world,
		    const struct rota_said_list *said, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && !class->full && i < said->count; i++) {
		struct rota_subject *record;

		if (!said->items[i].same || rota_class_has(class, said->items[i].other))
			continue;
		rc = rota_find_record(&record, world, said->items[i].other, err);
		if (!rc && record)
			rota_class_add(class, said->items[i].other);
	}
	return rc;
}

/** Those whose number and name are equal, but where somebody says that these two are two, or where the
 * number is of more than one person can have records. */
static int add_equal(struct rota_class *class, struct rota_world *world,
		     const struct rota_subject *record, const struct rota_said_list *said,
		     struct rota_error *err)
{
	const char *pin = record ? rota_subject_text(record, "pin") : NULL;
	struct rota_person person, other;
	struct rota_subject *subject;
	struct rota_ids ids;
	int rc;

	if (!pin)
		return ROTA_OK;
	rota_read_person(&person, world, record);
	rc = rota_meeting_of_number(&ids, world, pin, ROTA_CLASS_MAX + 1, err);
	if (ids.count > ROTA_CLASS_MAX)
		return rc;
	for (size_t i = 0; !rc && !class->full && i < ids.count; i++) {
		if (rota_class_has(class, ids.items[i]) || rota_said_two(said, ids.items[i]))
			continue;
		rc = rota_find_record(&subject, world, ids.items[i], err);
		if (rc || !subject)
			continue;
		rota_read_person(&other, world, subject);
		if (rota_person_compare(&person, &other) == ROTA_SAME_PERSON)
			rota_class_add(class, ids.items[i]);
	}
	return rc;
}

/** Of those that somebody says are other persons than a member, the first one of the class above
 * it. */
static int find_other(struct rota_class *class, struct rota_world *world, struct rota_id member,
		      struct rota_error *err)
{
	struct rota_said_list said;
	int rc = rota_world_said(&said, world, member, err);

	for (size_t i = 0; !rc && i < said.count; i++) {
		struct rota_id other = said.items[i].other;

		if (said.items[i].same || rota_id_compare(member, other) >= 0 ||
		    !rota_class_has(class, other) ||
		    (class->suspended && rota_id_compare(class->two[1], other) <= 0))
			continue;
		class->suspended = true;
		class->two[0] = member;
		class->two[1] = other;
	}
	return rc;
}

/** Two of a class of whom somebody says that they are two. */
static int find_two(struct rota_class *class, struct rota_world *world, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && !class->suspended && i < class->count; i++)
		rc = find_other(class, world, class->members[i], err);
	return rc;
}

/** The first of those whom no statement gives up for another one. */
static int find_shown(struct rota_class *class, struct rota_world *world, struct rota_error *err)
{
	int rc = ROTA_OK;

	class->shown = class->members[0];
	for (size_t i = class->count; !rc && i-- > 0;) {
		struct rota_said_list said;
		bool given_up = false;

		rc = rota_world_said(&said, world, class->members[i], err);
		for (size_t k = 0; !rc && k < said.count; k++)
			given_up = given_up || (said.items[k].same && said.items[k].gives_up);
		if (!given_up)
			class->shown = class->members[i];
	}
	return rc;
}

/** All that links hold together with one member. @param record  the member's; NULL: it counts no more. */
static int add_linked(struct rota_class *class, struct rota_world *world, struct rota_id member,
		      const struct rota_subject *record, struct rota_error *err)
{
	struct rota_said_list said;
	int rc = rota_world_said(&said, world, member, err);

	if (!rc)
		rc = add_said(class, world, &said, err);
	return rc ? rc : add_equal(class, world, record, &said, err);
}

/** The records that links hold together, from one on; only ids are kept of what is loaded.
 *  @param record  of the first; NULL: there is none that counts, and it is alone. */
static int collect_class(struct rota_class *out, struct rota_world *world, struct rota_id cadre,
			 const struct rota_subject *record, struct rota_error *err)
{
	int rc = ROTA_OK;

	rota_class_add(out, cadre);
	if (record)
		rc = add_linked(out, world, cadre, record, err);
	for (size_t i = 1; !rc && !out->full && i < out->count; i++) {
		struct rota_subject *other;

		rota_world_forget(world);
		rc = rota_find_record(&other, world, out->members[i], err);
		if (!rc)
			rc = add_linked(out, world, out->members[i], other, err);
	}
	rota_world_forget(world);
	return rc;
}

static int find_class(struct rota_class *out, struct rota_world *world, struct rota_id cadre,
		      const struct rota_subject *record, struct rota_error *err)
{
	int rc = collect_class(out, world, cadre, record, err);

	out->shown = cadre;
	if (rc || out->full || out->count == 1)
		return rc;
	out->count = rota_ids_sort(out->members, out->count);
	rc = find_two(out, world, err);
	return rc ? rc : find_shown(out, world, err);
}

/** @param record       the cadre's, in the scratch memory; NULL: there is none that counts.
 *  @param[out] out  when it is full, some of those that links hold together. */
static int reach_class(struct rota_class *out, struct rota_world *world, struct rota_id cadre,
		       const struct rota_subject *record, struct rota_error *err)
{
	struct rota_arena scratch = world->scratch; /* what the caller has in there stays */
	int rc;

	memset(out, 0, sizeof(*out));
	world->scratch = (struct rota_arena){ .first = NULL };
	rc = find_class(out, world, cadre, record, err);
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	return rc;
}

int rota_class_find(struct rota_class *out, struct rota_world *world, struct rota_id cadre,
		    struct rota_error *err)
{
	struct rota_subject *record;
	int rc = rota_find_record(&record, world, cadre, err);

	memset(out, 0, sizeof(*out));
	if (!rc)
		rc = reach_class(out, world, cadre, record, err);
	if (out->full) {
		out->members[0] = cadre;
		out->count = 1;
	}
	return rc;
}

/* --- the first record ------------------------------------------------------------------------ */

/** Under which record the postings of one stand. */
static uint32_t first_of(const struct rota_cadre_row *row, uint32_t cadre)
{
	return row->two[0] ? cadre : row->first;
}

int rota_person_first(uint32_t *first, struct rota_world *world, uint32_t cadre,
		      struct rota_error *err)
{
	struct rota_cadre_row row;
	int rc = rota_cadre_row_get(&row, world, cadre, err);

	*first = first_of(&row, cadre);
	return rc;
}

int rota_world_person(struct rota_id *first, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, cadre.bytes, err);

	*first = cadre;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc)
		rc = rota_person_first(&no, world, no, err);
	return rc ? rc : rota_entity_id(first->bytes, world->txn, no, err);
}

/** The postings of a record stand under the first one of its person: they move. */
static int mark_postings(struct rota_world *world, struct rota_id cadre, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_career_ever(&ids, world, cadre, err);

	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = rota_derive_mark(world, ids.items[i], err);
	return rc;
}

static int set_class(struct rota_world *world, struct rota_id cadre, uint32_t first,
		     const uint32_t two[2], struct rota_error *err)
{
	struct rota_cadre_row was, now;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, cadre.bytes, err);

	if (!rc)
		rc = rota_cadre_row_get(&was, world, no, err);
	if (rc || (was.first == first && was.two[0] == two[0] && was.two[1] == two[1]))
		return rc;
	now = was;
	now.first = first;
	now.two[0] = two[0];
	now.two[1] = two[1];
	if (first_of(&was, no) != first_of(&now, no))
		rc = mark_postings(world, cadre, err); /* they stand where they stood before */
	return rc ? rc : rota_cadre_row_put(world, no, &was, &now, err);
}

/** Each record of the class that one was in is alone; what else holds some of them together is looked
 * for again. */
static int dissolve(struct rota_world *world, struct rota_id cadre, struct rota_error *err)
{
	static const uint32_t none[2] = { 0, 0 };
	struct rota_ids members;
	uint32_t no;
	int rc = rota_cadre_class(&members, world, cadre, err);

	for (size_t i = 0; !rc && i < members.count; i++) {
		rc = rota_entity_find(&no, world->txn, members.items[i].bytes, err);
		if (!rc)
			rc = set_class(world, members.items[i], no, none, err);
		if (!rc && rota_id_compare(members.items[i], cadre) != 0)
			rc = rota_derive_mark_number(world, no, err);
	}
	return rc;
}

/** Keep the class that was found of all its members. */
static int keep_class(struct rota_world *world, const struct rota_class *class,
		      struct rota_error *err)
{
	uint32_t first, two[2] = { 0, 0 };
	int rc = rota_entity_find(&first, world->txn, class->members[0].bytes, err);

	for (size_t i = 0; !rc && class->suspended && i < 2; i++)
		rc = rota_entity_find(&two[i], world->txn, class->two[i].bytes, err);
	for (size_t i = 0; !rc && i < class->count; i++)
		rc = set_class(world, class->members[i], first, two, err);
	return rc;
}

/** @param[out] class  that of the cadre, which is brought up to date, or some of those that are too many;
 *  nothing is, of what is none. @param record  the cadre's; NULL: there is none that counts. */
static int derive_class(struct rota_class *class, struct rota_world *world, struct rota_id cadre,
			const struct rota_subject *record, struct rota_error *err)
{
	bool is = record != NULL;
	int rc = is ? ROTA_OK : rota_was_cadre(&is, world, cadre, err);

	class->count = 0;
	if (rc || !is)
		return rc;
	rc = reach_class(class, world, cadre, record, err);
	if (rc)
		return rc;
	return class->full ? dissolve(world, cadre, err) : keep_class(world, class, err);
}

/* --- neighbours ------------------------------------------------------------------------------ */

/** Those of whom something is said together with a record, by any entry. */
static int add_paired(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_ids ids;
	int rc = list_pairs(&ids, world, cadre, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		rc = rota_world_subject(&subject, world, ids.items[i], err);
		for (size_t k = 0; !rc && k < subject->revision_count; k++) {
			const struct rota_value *body = subject->revisions[k].entry.body;
			struct rota_id id;

			if (rota_id_from_value(&id, rota_map_get(body, "a")))
				rc = rota_ids_add(out, &world->scratch, id, err);
			if (!rc && rota_id_from_value(&id, rota_map_get(body, "b")))
				rc = rota_ids_add(out, &world->scratch, id, err);
		}
	}
	return rc;
}

/** Those that stand under a number that a record has or had, if it links them or linked them until
 * now. */
static int add_numbered(struct rota_ids *out, struct rota_world *world,
			const struct rota_subject *cadre, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < cadre->revision_count; i++) {
		const struct rota_value *body = cadre->revisions[i].entry.body;
		const char *pin = rota_value_text(rota_map_get(body, "pin"));
		struct rota_ids ids = { .count = 0 };

		if (pin)
			rc = rota_meeting_of_number(&ids, world, pin, ROTA_CLASS_MAX + 2, err);
		if (ids.count > ROTA_CLASS_MAX + 1)
			continue;
		for (size_t k = 0; !rc && k < ids.count; k++)
			rc = rota_ids_add(out, &world->scratch, ids.items[k], err);
	}
	return rc;
}

/** There may be many: each is given back when it is derived. */
static int derive_neighbour(struct rota_world *world, struct rota_id cadre, struct rota_error *err)
{
	struct rota_arena scratch = world->scratch;
	struct rota_subject *record;
	struct rota_class class;
	int rc;

	world->scratch = (struct rota_arena){ .first = NULL };
	rc = rota_find_record(&record, world, cadre, err);
	if (!rc)
		rc = derive_class(&class, world, cadre, record, err);
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	return rc;
}

int rota_person_derive(struct rota_world *world, const struct rota_subject *cadre,
		       struct rota_error *err)
{
	bool counts = cadre->created && cadre->type == ROTA_ENTITY_CADRE;
	struct rota_ids neighbours = { .count = 0 };
	struct rota_class class;
	int rc = add_paired(&neighbours, world, cadre->id, err);

	if (!rc)
		rc = add_numbered(&neighbours, world, cadre, err);
	if (!rc)
		rc = derive_class(&class, world, cadre->id, counts ? cadre : NULL, err);
	if (neighbours.count)
		neighbours.count = rota_ids_sort(neighbours.items, neighbours.count);
	for (size_t i = 0; !rc && i < neighbours.count; i++) {
		if (!rota_class_has(&class, neighbours.items[i]))
			rc = derive_neighbour(world, neighbours.items[i], err);
		else if (class.full)
			rc = dissolve(world, neighbours.items[i], err);
	}
	return rc;
}
