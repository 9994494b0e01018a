/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a new entry into account: what it changes directly, and what is derived again by it. */
#include <string.h>

#include "rota/acts.h"
#include "state/decision.h"
#include "state/derive.h"
#include "state/kept.h"
#include "state/late.h"
#include "state/nil.h"
#include "state/person.h"
#include "state/revocation.h"
#include "state/settled.h"
#include "state/tenure.h"
#include "state/twin.h"
#include "state/unclear.h"
#include "state/unsettled.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/log.h"

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
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
		rc = rota_tenure_look_beside(&now, world, noted->no, err);
	if (!rc)
		rc = rota_tenure_put(world, noted->no, NULL, &now, err);
	return rc || !now.beside
		       ? rc
		       : rota_suspect_set(world, ROTA_ENTITY_POSTING, noted->no, true, err);
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
	struct rota_id next;
	bool known;
	int rc;

	*done = false;
	if (entry->creates || !entry->has_on || rota_day_is_none(entry->on) ||
	    !follows_only(entry, entry->id))
		return ROTA_OK;
	rc = rota_tenure_find(&was, &known, world, noted->no, err);
	if (rc || !known || !was.simple || rota_day_first(entry->on) <= was.from)
		return rc;
	*done = true;
	now = was;
	now.simple = false;
	now.to = rota_day_first(entry->on);
	now.end_act = rota_act_number(rota_value_text(rota_map_get(entry->body, "act")));
	now.leaves = rota_id_from_value(&next, rota_map_get(entry->body, "next"));
	if (was.beside) /* perhaps only because it had no end yet */
		rc = rota_tenure_look_beside(&now, world, noted->no, err);
	if (!rc)
		rc = rota_tenure_put(world, noted->no, &was, &now, err);
	return rc || now.beside == was.beside
		       ? rc
		       : rota_suspect_set(world, ROTA_ENTITY_POSTING, noted->no, now.beside, err);
}

/* --- what a settlement decides --------------------------------------------------------------- */

static bool is_settlement(const struct rota_entry *entry)
{
	return entry->kind && entry->kind->entity == ROTA_ENTITY_SETTLEMENT;
}

/** What is not here yet is judged when it comes. */
static int review_one(struct rota_world *world, struct rota_id entry, struct rota_error *err)
{
	uint64_t size;
	int rc = rota_log_size(&size, world->txn, rota_id_writer(entry).bytes, err);

	return rc || rota_id_number(entry) >= size ? rc : rota_unsettled_add(world, entry, err);
}

/** What was only proposed is looked at again by whoever tells its writer. */
static int review_seen(struct rota_world *world, const struct rota_value *saw,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && saw && i < saw->as.list.count; i++) {
		struct rota_id id;

		if (rota_id_from_value(&id, &saw->as.list.items[i]))
			rc = review_one(world, id, err);
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
	return strcmp(entry->kind_name, "writer.rescope") == 0;
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
		if (!rc && world->office->is_province &&
		    !rota_office_writes(world->office, rota_id_writer(of)))
			rc = rota_unsettled_look(world, of, err);
		if (!rc && is_settlement(&entry))
			rc = mark_settled(world, &entry, err);
		if (!rc && begins(entry.kind_name, "writer."))
			world->writers = NULL;
		if (!rc && strcmp(entry.kind_name, "writer.revoke") == 0)
			rc = rota_revocation_note(world, of, &entry, err);
		else if (!rc && rota_office_writes(world->office, rota_id_writer(of)) &&
		    (begins(entry.kind_name, "unit.") || begins(entry.kind_name, "writer.")))
			world->marks.all = world->marks.all || world->office->is_province;
		if (!rc && strcmp(entry.kind_name, "entry.undo") != 0)
			break;
	}
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err); /* it takes back what is not here */
	return ROTA_OK;
}

/* --- an entry that counts otherwise than before ---------------------------------------------- */

int rota_derive_again(struct rota_world *world, struct rota_id id, const struct rota_entry *entry,
		      struct rota_error *err)
{
	int rc = rota_derive_mark(world, entry->creates ? id : entry->id, err);

	if (rc || !entry->kind)
		return rc;
	if (strcmp(entry->kind_name, "entry.undo") == 0)
		return mark_undone(world, entry, err);
	if (is_settlement(entry))
		return mark_settled(world, entry, err);
	if (entry->kind->entity != ROTA_ENTITY_CADRE_PAIR)
		return ROTA_OK;
	rc = rota_derive_mark_record(world, rota_map_get(entry->body, "a"), err);
	return rc ? rc : rota_derive_mark_record(world, rota_map_get(entry->body, "b"), err);
}

/* --- noting ---------------------------------------------------------------------------------- */

/** Whether a statement is here that takes an entry back: it may have come before the entry. */
static int is_spoken_of(bool *out, struct rota_world *world, struct rota_id entry,
			struct rota_error *err)
{
	return rota_index_any(out, world->txn, ROTA_INDEX_UNDONE, entry.bytes, sizeof(entry.bytes),
			      ROTA_INDEX_EXACT, err);
}

/** An entry that says all there is to say, if it is one. */
static int note_simply(bool *done, struct rota_world *world, const struct rota_noted *noted,
		       struct rota_error *err)
{
	const char *kind = noted->entry->kind_name;
	bool other = false;
	int rc;

	*done = false;
	if (strcmp(kind, "posting.begin") != 0 && strcmp(kind, "posting.end") != 0)
		return ROTA_OK;
	rc = is_spoken_of(&other, world, noted->id, err);
	if (!rc && !other && strcmp(kind, "posting.begin") == 0)
		rc = rota_world_names_settled(&other, world, noted->id, err);
	if (rc || other)
		return rc;
	return strcmp(kind, "posting.begin") == 0 ? begin_simply(done, world, noted, err)
						  : end_simply(done, world, noted, err);
}

/** Of a new cadre there is nothing to derive while nobody is like it, and its origin is one. */
static int note_cadre(struct rota_world *world, const struct rota_noted *noted,
		      struct rota_error *err)
{
	bool alone = false, other = false, two = false;
	int rc = is_spoken_of(&other, world, noted->id, err);

	if (!rc && !other && noted->first && noted->entry->creates)
		rc = rota_twin_note(&alone, world, noted->id, noted->no, noted->entry, err);
	if (!rc && alone)
		rc = rota_entry_is_two(&two, world, noted->entry, err);
	if (rc || (alone && !two))
		return rc;
	rota_kept_clear(world);
	return rota_derive_mark_number(world, noted->no, err);
}

int rota_derive_note(struct rota_world *world, const struct rota_noted *noted,
		     struct rota_error *err)
{
	const struct rota_entry *entry = noted->entry;
	bool done = false, denies;
	int rc = ROTA_OK;

	if (!noted->counts || !entry->kind)
		return ROTA_OK;
	if (world->office->is_province && entry->creates)
		world->marks.review = world->marks.review || rota_unsettled_any(world);
	if (begins(entry->kind_name, "writer."))
		world->writers = NULL; /* they are read again when somebody asks */
	if (world->office->is_province && changes_custody(entry))
		world->marks.all = true;
	if (strcmp(entry->kind_name, "writer.revoke") == 0)
		return rota_revocation_note(world, noted->id, entry, err);
	if (strcmp(entry->kind_name, "entry.undo") == 0)
		return mark_undone(world, entry, err);
	if (is_settlement(entry))
		return mark_settled(world, entry, err);
	if (entry->kind->entity == ROTA_ENTITY_POSTING)
		rc = rota_late_note(world, noted, err);
	if (!rc && entry->kind->entity == ROTA_ENTITY_POSTING)
		rc = rota_decision_note(world, noted, err);
	if (!rc)
		rc = note_simply(&done, world, noted, err);
	if (rc || done)
		return rc;
	rc = rota_nil_may_deny(&denies, world, entry, err);
	if (rc)
		return rc;
	if (entry->kind->entity == ROTA_ENTITY_NIL_RETURN || denies)
		return rota_derive_mark_number(world, noted->no, err);
	if (entry->kind->entity == ROTA_ENTITY_POSTING || entry->kind->entity == ROTA_ENTITY_UNIT ||
	    entry->kind->entity == ROTA_ENTITY_SUCCESSION ||
	    entry->kind->entity == ROTA_ENTITY_PUBLICATION ||
	    entry->kind->entity == ROTA_ENTITY_CADRE_PAIR ||
	    (entry->kind->entity == ROTA_ENTITY_SPELL && !(noted->first && entry->creates)))
		return rota_derive_mark_number(world, noted->no, err);
	return entry->kind->entity == ROTA_ENTITY_CADRE ? note_cadre(world, noted, err) : ROTA_OK;
}
