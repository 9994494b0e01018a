/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/carry.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "exchange/prove.h"
#include "state/settled.h"
#include "store/index.h"
#include "store/record.h"

/** Entries on their way to one office. */
struct choosing {
	const struct rota_carrying *carrying;
	struct rota_world *world;
	const struct rota_enrolled_writer *to;
	const struct rota_unit *scope;
	struct rota_arena arena;
	struct rota_id *wanted;
	size_t count, room;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- what an office has ---------------------------------------------------------------------- */

/* In the table of notices, at the province: 'c', the office's writer, the entry. */
enum { CARRIED_KEY_BYTES = 1 + 8 + 16 };

static void carried_key(uint8_t key[CARRIED_KEY_BYTES], struct rota_writer_id to,
			struct rota_id entry)
{
	key[0] = 'c';
	memcpy(key + 1, to.bytes, sizeof(to.bytes));
	memcpy(key + 1 + sizeof(to.bytes), entry.bytes, sizeof(entry.bytes));
}

static int is_carried(bool *out, const struct choosing *choosing, struct rota_id entry,
		      struct rota_error *err)
{
	struct rota_buffer found = { 0 };
	uint8_t key[CARRIED_KEY_BYTES];
	int rc;

	carried_key(key, choosing->to->writer, entry);
	rc = rota_record_get(&found, choosing->world->txn, ROTA_TABLE_NOTICE, key, sizeof(key),
			     err);
	*out = rc == ROTA_OK;
	rota_buffer_clear(&found);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static int note_carried(const struct choosing *choosing, struct rota_id entry,
			struct rota_error *err)
{
	uint8_t key[CARRIED_KEY_BYTES];

	carried_key(key, choosing->to->writer, entry);
	return rota_record_put(choosing->world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), "", 1,
			       err);
}

/** Its own log and `common` it reads whole. */
static bool reads_whole(const struct choosing *choosing, struct rota_id entry)
{
	const struct rota_office *office = choosing->world->office;

	return memcmp(entry.bytes, choosing->to->writer.bytes, 8) == 0 ||
	       memcmp(entry.bytes, office->common.bytes, 8) == 0;
}

/* --- choosing -------------------------------------------------------------------------------- */

static int want(struct choosing *choosing, struct rota_id entry, struct rota_error *err)
{
	struct rota_id *wanted;
	bool carried;
	int rc;

	if (reads_whole(choosing, entry))
		return ROTA_OK;
	rc = is_carried(&carried, choosing, entry, err);
	if (rc || carried)
		return rc;
	wanted = rota_arena_more(&choosing->arena, choosing->wanted, choosing->count,
				 &choosing->room, sizeof(*wanted));
	if (!wanted)
		return no_memory(err);
	choosing->wanted = wanted;
	choosing->wanted[choosing->count++] = entry;
	return ROTA_OK;
}

static int want_undos(struct choosing *choosing, struct rota_id entry, unsigned depth,
		      struct rota_error *err);

/** All entries of an entity that count, and what takes them back. */
static int want_entity(struct choosing *choosing, const struct rota_subject *subject,
		       unsigned depth, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		rc = want(choosing, subject->revisions[i].id, err);
		if (!rc)
			rc = want_undos(choosing, subject->revisions[i].id, depth, err);
	}
	return rc;
}

/** In force or not: one that is withdrawn may have been carried when it was not. */
static int want_undos(struct choosing *choosing, struct rota_id entry, unsigned depth,
		      struct rota_error *err)
{
	struct rota_ids undos;
	int rc = rota_world_indexed(&undos, choosing->world, ROTA_INDEX_UNDONE, entry.bytes,
				    sizeof(entry.bytes), err);

	for (size_t i = 0; !rc && depth < ROTA_UNDO_DEPTH && i < undos.count; i++) {
		struct rota_subject *undo;

		rc = rota_world_fold(&undo, choosing->world, undos.items[i], err);
		if (!rc)
			rc = want_entity(choosing, undo, depth + 1, err);
	}
	return rc;
}

/** An entity as its entries make it; nothing of one that is not known. */
static int fold_known(const struct rota_subject **out, struct choosing *choosing, struct rota_id id,
		      struct rota_error *err)
{
	static const struct rota_subject nothing;
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, choosing->world, id, err);

	*out = rc ? &nothing : subject;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static bool is_carried_type(enum rota_entity type)
{
	return type == ROTA_ENTITY_POSTING || type == ROTA_ENTITY_SPELL;
}

/** What others recorded of a posting, or of a time in a place, of a matter. */
static int want_subject(struct choosing *choosing, struct rota_id id, struct rota_error *err)
{
	const struct rota_subject *subject;
	int rc = fold_known(&subject, choosing, id, err);

	return rc || !is_carried_type(subject->type) ? rc
						      : want_entity(choosing, subject, 0, err);
}

/** Both sides of a matter. Proposals count for nothing, and stay where they are. */
static int want_sides(struct choosing *choosing, const struct rota_matter *matter,
		      struct rota_error *err)
{
	bool both = matter->type != ROTA_MATTER_OUT_OF_SCOPE && is_carried_type(matter->entity);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && both && i < matter->subject_count; i++)
		rc = want_subject(choosing, matter->subjects[i], err);
	rota_world_forget(choosing->world);
	return rc;
}

static bool is_inside(const struct choosing *choosing, struct rota_id unit_id, int32_t day)
{
	const struct rota_gazetteer *gazetteer = &choosing->world->gazetteer;
	const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, unit_id);

	return unit && choosing->scope &&
	       rota_gazetteer_inside(gazetteer, unit, choosing->scope, day);
}

/** Whether an entity is the office's: recorded by it, of a posting in its scope, a unit there, or its
 * own enrolment. */
static int is_theirs(bool *out, struct choosing *choosing, struct rota_id id,
		     struct rota_error *err)
{
	struct rota_world *world = choosing->world;
	struct rota_postings career = { .count = 0 };
	const struct rota_subject *subject;
	struct rota_posting posting;
	int rc;

	*out = memcmp(id.bytes, choosing->to->writer.bytes, 8) == 0 ||
	       rota_id_compare(id, choosing->to->enrolment) == 0 ||
	       is_inside(choosing, id, world->today_number);
	if (*out)
		return ROTA_OK;
	rc = fold_known(&subject, choosing, id, err);
	if (!rc && subject->type == ROTA_ENTITY_POSTING && rota_posting_read(&posting, subject))
		*out = is_inside(choosing, posting.unit, posting.from);
	if (!rc && subject->type == ROTA_ENTITY_CADRE)
		rc = rota_world_career(&career, world, id, err);
	for (size_t i = 0; !rc && i < career.count; i++)
		*out = *out || is_inside(choosing, career.items[i].unit, career.items[i].from);
	return rc;
}

/** A settlement of which a subject is the office's; and, of what it decides, the other side. */
static int want_settlement(struct choosing *choosing, const struct rota_settlement *settlement,
			   struct rota_error *err)
{
	const struct rota_matter *matter = &settlement->matter;
	bool theirs = false;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && !theirs && i < matter->subject_count; i++)
		rc = is_theirs(&theirs, choosing, matter->subjects[i], err);
	if (rc || !theirs)
		return rc;
	rc = want_entity(choosing, settlement->subject, 0, err);
	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		rc = want_subject(choosing, matter->subjects[i], err);
	return rc;
}

static int choose_settlements(struct choosing *choosing, struct rota_error *err)
{
	struct rota_settlements settlements;
	int rc = rota_world_all_settlements(&settlements, choosing->world, err);

	for (size_t i = 0; !rc && i < settlements.count; i++)
		rc = want_settlement(choosing, &settlements.items[i], err);
	rota_world_forget(choosing->world);
	return rc;
}

/** What is said of two records of cadres, if the office recorded one of them. */
static int want_statement(struct choosing *choosing, struct rota_id id, struct rota_error *err)
{
	static const char *const records[] = { "a", "b" };
	const struct rota_subject *statement;
	bool theirs = false;
	int rc = fold_known(&statement, choosing, id, err);

	for (size_t i = 0; !rc && i < 2; i++) {
		struct rota_id record = rota_subject_id(statement, records[i]);

		theirs = theirs || memcmp(record.bytes, choosing->to->writer.bytes, 8) == 0;
	}
	return rc || !theirs ? rc : want_entity(choosing, statement, 0, err);
}

static int choose_statements(struct choosing *choosing, struct rota_error *err)
{
	struct rota_ids statements;
	int rc = rota_world_all(&statements, choosing->world, ROTA_ENTITY_CADRE_PAIR, err);

	for (size_t i = 0; !rc && i < statements.count; i++)
		rc = want_statement(choosing, statements.items[i], err);
	rota_world_forget(choosing->world);
	return rc;
}

/** What the province concluded of a posting that is the office's. */
static int choose_confirmed(struct choosing *choosing, struct rota_error *err)
{
	const struct rota_confirmed_list *confirmed = choosing->carrying->confirmed;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < confirmed->count; i++) {
		const struct rota_confirmed *one = &confirmed->items[i];
		const struct rota_subject *statement;

		if (memcmp(one->posting.bytes, choosing->to->writer.bytes, 8) != 0 &&
		    !is_inside(choosing, one->unit, one->from))
			continue;
		rc = fold_known(&statement, choosing, one->statement, err);
		if (!rc)
			rc = want_entity(choosing, statement, 0, err);
		rota_world_forget(choosing->world);
	}
	return rc;
}

static int choose(struct choosing *choosing, struct rota_error *err)
{
	const struct rota_matters *open = choosing->carrying->open;
	int rc = choose_settlements(choosing, err);

	if (!rc)
		rc = choose_statements(choosing, err);
	if (!rc)
		rc = choose_confirmed(choosing, err);
	for (size_t i = 0; !rc && choosing->scope && i < open->count; i++)
		if (rota_matter_concerns(&open->items[i], choosing->world, choosing->scope))
			rc = want_sides(choosing, &open->items[i], err);
	return rc;
}

/* --- carrying -------------------------------------------------------------------------------- */

/** The place of a log in the vector. @return false: it has no row. */
static bool find_row(size_t *out, const struct rota_carrying *carrying, struct rota_id entry)
{
	size_t at = 0;

	while (at < carrying->row_count &&
	       memcmp(carrying->rows[at].writer.bytes, entry.bytes, 8) != 0)
		at++;
	*out = at;
	return at < carrying->row_count;
}

/** Put the entries of one log, which are merged. */
static int put_log(struct rota_buffer *out, struct choosing *choosing, size_t at,
		   const struct rota_id *entries, size_t count, struct rota_error *err)
{
	const struct rota_carrying *carrying = choosing->carrying;
	struct rota_carried_log log = { .row = carrying->rows[at], .rows = carrying->row_count };
	int rc;

	log.entries = rota_arena_alloc(&choosing->arena, count * sizeof(*log.entries));
	if (!log.entries)
		return no_memory(err);
	for (size_t i = 0; i < count && rota_id_number(entries[i]) < log.row.size; i++)
		log.entries[log.count++].path.index = rota_id_number(entries[i]);
	if (!log.count)
		return ROTA_OK; /* all of it comes with a later checkpoint */
	rc = rota_vector_path(&log.row_path, carrying->rows, carrying->row_count, at, err);
	if (!rc)
		rc = rota_prove(&log, choosing->world, &choosing->arena, err);
	if (!rc)
		rc = rota_carried_encode(out, &log, err);
	for (size_t i = 0; !rc && i < log.count; i++)
		rc = note_carried(choosing, entries[i], err);
	return rc;
}

/** By writer, as the ids are sorted. */
static int put_all(struct rota_buffer *out, struct choosing *choosing, struct rota_error *err)
{
	int rc = ROTA_OK;
	size_t end;

	for (size_t first = 0; !rc && first < choosing->count; first = end) {
		const struct rota_id *entries = choosing->wanted + first;
		size_t at;

		for (end = first + 1; end < choosing->count; end++)
			if (memcmp(choosing->wanted[end].bytes, entries->bytes, 8) != 0)
				break;
		if (find_row(&at, choosing->carrying, *entries))
			rc = put_log(out, choosing, at, entries, end - first, err);
	}
	return rc;
}

int rota_carry(struct rota_buffer *out, const struct rota_carrying *carrying,
	       const struct rota_enrolled_writer *to, const struct rota_unit *scope,
	       struct rota_error *err)
{
	struct choosing choosing = {
		.carrying = carrying, .world = carrying->world, .to = to, .scope = scope
	};
	int rc;

	rc = choose(&choosing, err);
	if (!rc && choosing.wanted) {
		choosing.count = rota_ids_sort(choosing.wanted, choosing.count);
		rc = put_all(out, &choosing, err);
	}
	rota_arena_clear(&choosing.arena);
	return rc;
}
