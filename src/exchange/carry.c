/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/carry.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "exchange/prove.h"
#include "state/settled.h"
#include "store/index.h"
#include "store/log.h"
#include "store/record.h"

/** In one file, and so many bytes of entries, which have about as many of proofs. */
enum { FILE_ENTRIES = 1000, FILE_BYTES = 1 << 19 };

/** Entries on their way to one office. */
struct parcel {
	const struct rota_carried_to *office;
	struct rota_id *wanted;
	size_t count, room;
	size_t at; /* of them the first that no file has */
};

/** What goes to whom. Each thing is looked at once, and given to all offices that it concerns. */
struct rota_carry {
	const struct rota_carrying *carrying;
	struct rota_world *world;
	struct parcel *parcels;
	size_t count;
	struct rota_arena arena;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

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

static int is_carried(bool *out, const struct rota_carry *choosing, const struct parcel *parcel,
		      struct rota_id entry, struct rota_error *err)
{
	struct rota_buffer found = { 0 };
	uint8_t key[CARRIED_KEY_BYTES];
	int rc;

	carried_key(key, parcel->office->writer->writer, entry);
	rc = rota_record_get(&found, choosing->world->txn, ROTA_TABLE_NOTICE, key, sizeof(key),
			     err);
	*out = rc == ROTA_OK;
	rota_buffer_clear(&found);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static int note_carried(const struct rota_carry *choosing, const struct parcel *parcel,
			struct rota_id entry, struct rota_error *err)
{
	uint8_t key[CARRIED_KEY_BYTES];

	carried_key(key, parcel->office->writer->writer, entry);
	return rota_record_put(choosing->world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), "", 1,
			       err);
}

static bool is_of(const struct parcel *parcel, struct rota_id id)
{
	return memcmp(id.bytes, parcel->office->writer->writer.bytes, 8) == 0;
}

/** Its own log and `common` it reads whole. */
static bool reads_whole(const struct rota_carry *choosing, const struct parcel *parcel,
			struct rota_id entry)
{
	return is_of(parcel, entry) ||
	       rota_world_is_common(choosing->world, entry);
}

/* --- choosing -------------------------------------------------------------------------------- */

static int want(struct rota_carry *choosing, struct parcel *parcel, struct rota_id entry,
		struct rota_error *err)
{
	struct rota_id *wanted;
	bool carried;
	int rc;

	if (reads_whole(choosing, parcel, entry))
		return ROTA_OK;
	rc = is_carried(&carried, choosing, parcel, entry, err);
	if (rc || carried)
		return rc;
	wanted = rota_arena_more(&choosing->arena, parcel->wanted, parcel->count, &parcel->room,
				 sizeof(*wanted));
	if (!wanted)
		return no_memory(err);
	parcel->wanted = wanted;
	parcel->wanted[parcel->count++] = entry;
	return ROTA_OK;
}

static int want_undos(struct rota_carry *choosing, struct parcel *parcel, struct rota_id entry,
		      unsigned depth, struct rota_error *err);

/** All entries of an entity that count, and what takes them back. */
static int want_entity(struct rota_carry *choosing, struct parcel *parcel,
		       const struct rota_subject *subject, unsigned depth, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		rc = want(choosing, parcel, subject->revisions[i].id, err);
		if (!rc)
			rc = want_undos(choosing, parcel, subject->revisions[i].id, depth, err);
	}
	return rc;
}

/** In force or not: one that is withdrawn may have been carried when it was not. */
static int want_undos(struct rota_carry *choosing, struct parcel *parcel, struct rota_id entry,
		      unsigned depth, struct rota_error *err)
{
	struct rota_ids undos;
	int rc = rota_world_indexed(&undos, choosing->world, ROTA_INDEX_UNDONE, entry.bytes,
				    sizeof(entry.bytes), err);

	for (size_t i = 0; !rc && depth < ROTA_UNDO_DEPTH && i < undos.count; i++) {
		struct rota_subject *undo;

		rc = rota_world_fold(&undo, choosing->world, undos.items[i], err);
		if (!rc)
			rc = want_entity(choosing, parcel, undo, depth + 1, err);
	}
	return rc;
}

/** An entity as its entries make it; nothing of one that is not known. */
static int fold_known(const struct rota_subject **out, struct rota_carry *choosing, struct rota_id id,
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
static int want_subject(struct rota_carry *choosing, struct parcel *parcel, struct rota_id id,
			struct rota_error *err)
{
	const struct rota_subject *subject;
	int rc = fold_known(&subject, choosing, id, err);

	return rc || !is_carried_type(subject->type)
		       ? rc
		       : want_entity(choosing, parcel, subject, 0, err);
}

static bool is_inside(const struct rota_carry *choosing, const struct parcel *parcel,
		      struct rota_id unit_id, int32_t day)
{
	const struct rota_gazetteer *gazetteer = &choosing->world->gazetteer;
	const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, unit_id);

	return unit && parcel->office->scope &&
	       rota_gazetteer_inside(gazetteer, unit, parcel->office->scope, day);
}

/** A unit in which an entity is on a day. */
struct place {
	struct rota_id unit;
	int32_t day;
};

/** What tells whose an entity is. */
struct whose {
	struct rota_id id;
	struct place *places;
	size_t count;
};

/** Of a posting its unit, of a cadre those of his postings; and a unit is in itself. */
static int find_places(struct whose *out, struct rota_carry *choosing, struct rota_id id,
		       struct rota_error *err)
{
	struct rota_world *world = choosing->world;
	struct rota_postings career = { .count = 0 };
	const struct rota_subject *subject;
	struct rota_posting posting;
	int rc = fold_known(&subject, choosing, id, err);

	if (!rc && subject->type == ROTA_ENTITY_CADRE)
		rc = rota_world_career(&career, world, id, err);
	*out = (struct whose){ .id = id };
	if (rc)
		return rc;
	out->places =
		rota_arena_alloc(&world->scratch, (career.count + 2) * sizeof(*out->places));
	if (!out->places)
		return no_memory(err);
	out->places[out->count++] = (struct place){ id, world->today_number };
	if (subject->type == ROTA_ENTITY_POSTING && rota_posting_read(&posting, subject))
		out->places[out->count++] = (struct place){ posting.unit, posting.from };
	for (size_t i = 0; i < career.count; i++)
		out->places[out->count++] =
			(struct place){ career.items[i].unit, career.items[i].from };
	return ROTA_OK;
}

/** Whether an entity is an office's: recorded by it, its own enrolment, or in its scope. */
static bool is_theirs(const struct rota_carry *choosing, const struct parcel *parcel,
		      const struct whose *whose)
{
	bool theirs = is_of(parcel, whose->id) ||
		      rota_id_compare(whose->id, parcel->office->writer->enrolment) == 0;

	for (size_t i = 0; !theirs && i < whose->count; i++)
		theirs = is_inside(choosing, parcel, whose->places[i].unit, whose->places[i].day);
	return theirs;
}

/** A settlement and, of what it decides, the other side. */
static int want_settlement(struct rota_carry *choosing, struct parcel *parcel,
			   const struct rota_settlement *settlement, struct rota_error *err)
{
	const struct rota_matter *matter = &settlement->matter;
	int rc = want_entity(choosing, parcel, settlement->subject, 0, err);

	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		rc = want_subject(choosing, parcel, matter->subjects[i], err);
	return rc;
}

/** To whom a subject belongs. */
static int give_settlement(struct rota_carry *choosing, const struct rota_settlement *settlement,
			   struct rota_error *err)
{
	const struct rota_matter *matter = &settlement->matter;
	struct whose *whose = rota_arena_alloc(&choosing->world->scratch,
					       (matter->subject_count + 1) * sizeof(*whose));
	int rc = ROTA_OK;

	if (!whose)
		return no_memory(err);
	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		rc = find_places(&whose[i], choosing, matter->subjects[i], err);
	for (size_t k = 0; !rc && k < choosing->count; k++) {
		struct parcel *parcel = &choosing->parcels[k];
		bool theirs = false;

		for (size_t i = 0; !theirs && i < matter->subject_count; i++)
			theirs = is_theirs(choosing, parcel, &whose[i]);
		if (theirs)
			rc = want_settlement(choosing, parcel, settlement, err);
	}
	return rc;
}

static int give_settlements(struct rota_carry *choosing, struct rota_error *err)
{
	struct rota_settlements settlements;
	int rc = rota_world_all_settlements(&settlements, choosing->world, err);

	for (size_t i = 0; !rc && i < settlements.count; i++)
		rc = give_settlement(choosing, &settlements.items[i], err);
	rota_world_forget(choosing->world);
	return rc;
}

/** Whether an office has the record of a cadre: its own, or one that was handed over to it and is its
 *  affair still. */
static int has_record(bool *out, const struct rota_carry *choosing, const struct parcel *parcel,
		      struct rota_id cadre, struct rota_error *err)
{
	*out = is_of(parcel, cadre);
	return *out || !rota_any_handed(choosing->carrying->handed, rota_id_writer(cadre),
					parcel->office->writer->writer)
		       ? ROTA_OK
		       : is_carried(out, choosing, parcel, cadre, err);
}

/** What is said of two records of cadres, to who has one of them. */
static int give_statement(struct rota_carry *choosing, struct rota_id id, struct rota_error *err)
{
	const struct rota_subject *statement;
	int rc = fold_known(&statement, choosing, id, err);

	for (size_t k = 0; !rc && k < choosing->count; k++) {
		struct parcel *parcel = &choosing->parcels[k];
		bool has;

		rc = has_record(&has, choosing, parcel, rota_subject_id(statement, "a"), err);
		if (!rc && !has)
			rc = has_record(&has, choosing, parcel, rota_subject_id(statement, "b"),
					err);
		if (!rc && has)
			rc = want_entity(choosing, parcel, statement, 0, err);
	}
	return rc;
}

static int give_statements(struct rota_carry *choosing, struct rota_error *err)
{
	struct rota_ids statements;
	int rc = rota_world_all(&statements, choosing->world, ROTA_ENTITY_CADRE_PAIR, err);

	for (size_t i = 0; !rc && i < statements.count; i++)
		rc = give_statement(choosing, statements.items[i], err);
	rota_world_forget(choosing->world);
	return rc;
}

/** What the province concluded of a posting, to whose that is. */
static int give_confirmed(struct rota_carry *choosing, const struct rota_confirmed *confirmed,
			  struct rota_error *err)
{
	const struct rota_subject *statement = NULL;
	int rc = ROTA_OK;

	for (size_t k = 0; !rc && k < choosing->count; k++) {
		struct parcel *parcel = &choosing->parcels[k];

		if (!is_of(parcel, confirmed->posting) &&
		    !is_inside(choosing, parcel, confirmed->unit, confirmed->from) &&
		    !rota_is_handed(choosing->carrying->handed, parcel->office->writer->writer,
				    confirmed->posting, confirmed->unit))
			continue;
		if (!statement)
			rc = fold_known(&statement, choosing, confirmed->statement, err);
		if (!rc)
			rc = want_entity(choosing, parcel, statement, 0, err);
	}
	rota_world_forget(choosing->world);
	return rc;
}

/** Both sides of a matter, to whom it concerns. Proposals count for nothing, and stay where they
 * are. */
static int give_sides(struct rota_carry *choosing, const struct rota_matter *matter,
		      struct rota_error *err)
{
	bool both = matter->type != ROTA_MATTER_OUT_OF_SCOPE && is_carried_type(matter->entity);
	int rc = ROTA_OK;

	for (size_t k = 0; !rc && both && k < choosing->count; k++) {
		struct parcel *parcel = &choosing->parcels[k];

		if (!parcel->office->scope ||
		    !rota_matter_concerns(matter, choosing->world, parcel->office->scope))
			continue;
		for (size_t i = 0; !rc && i < matter->subject_count; i++)
			rc = want_subject(choosing, parcel, matter->subjects[i], err);
		rota_world_forget(choosing->world);
	}
	return rc;
}

/* --- what was handed over -------------------------------------------------------------------- */

struct giving {
	struct rota_carry *choosing;
	struct parcel *parcel;
};

static int give_record(const struct rota_subject *subject, void *payload, struct rota_error *err)
{
	struct giving *giving = payload;

	return want_entity(giving->choosing, giving->parcel, subject, 0, err);
}

static int has_entity(bool *out, struct rota_id entity, void *payload, struct rota_error *err)
{
	const struct giving *giving = payload;

	return is_carried(out, giving->choosing, giving->parcel, entity, err);
}

static struct parcel *parcel_of(struct rota_carry *choosing, struct rota_writer_id office)
{
	for (size_t k = 0; k < choosing->count; k++)
		if (memcmp(choosing->parcels[k].office->writer->writer.bytes, office.bytes,
			   sizeof(office.bytes)) == 0)
			return &choosing->parcels[k];
	return NULL;
}

/** How far a log is merged. */
static uint64_t merged_size(const struct rota_carrying *carrying, struct rota_writer_id log)
{
	size_t at;

	return find_row(&at, carrying, rota_id_make(log, 0)) ? carrying->rows[at].size : 0;
}

static const enum rota_handed_log handed_logs[] = { ROTA_HANDED_FROM, ROTA_HANDED_OWN };
enum { HANDED_LOGS = sizeof(handed_logs) / sizeof(handed_logs[0]) };

static int give_handed(struct rota_carry *choosing, struct rota_error *err)
{
	const struct rota_carrying *carrying = choosing->carrying;
	const struct rota_handings *handed = carrying->handed;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < handed->count * HANDED_LOGS; i++) {
		const struct rota_handing *handing = &handed->items[i / HANDED_LOGS];
		struct giving giving = { choosing, parcel_of(choosing, handing->to->writer) };
		struct rota_looking looking = { .handings = handed,
						.handing = handing,
						.log = rota_handed_log_id(handing, choosing->world,
									  handed_logs[i % HANDED_LOGS]),
						.visit = give_record,
						.has = has_entity,
						.payload = &giving };

		looking.size = merged_size(carrying, looking.log);
		looking.again = carrying->first_again(looking.log, carrying->payload);
		if (giving.parcel)
			rc = rota_handed_each(&looking, choosing->world, err);
	}
	return rc;
}

int rota_carry_done(struct rota_carry *carry, struct rota_error *err)
{
	const struct rota_handings *handed = carry->carrying->handed;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < handed->count * HANDED_LOGS; i++) {
		const struct rota_handing *handing = &handed->items[i / HANDED_LOGS];
		struct rota_writer_id log = rota_handed_log_id(handing, carry->world,
							       handed_logs[i % HANDED_LOGS]);

		if (parcel_of(carry, handing->to->writer))
			rc = rota_handed_done(handing, log, merged_size(carry->carrying, log),
					      carry->world, err);
	}
	return rc;
}

/* --- all ------------------------------------------------------------------------------------- */

static int give_all(struct rota_carry *choosing, struct rota_error *err)
{
	const struct rota_matters *open = choosing->carrying->open;
	const struct rota_confirmed_list *confirmed = choosing->carrying->confirmed;
	int rc = give_handed(choosing, err);

	if (!rc)
		rc = give_settlements(choosing, err);
	if (!rc)
		rc = give_statements(choosing, err);
	for (size_t i = 0; !rc && i < confirmed->count; i++)
		rc = give_confirmed(choosing, &confirmed->items[i], err);
	for (size_t i = 0; !rc && i < open->count; i++)
		rc = give_sides(choosing, &open->items[i], err);
	return rc;
}

/* --- carrying -------------------------------------------------------------------------------- */

/** Put the entries of one log, which are merged. */
static int put_log(struct rota_carry *carry, const struct parcel *parcel, size_t at,
		   const struct rota_id *entries, size_t count, struct rota_buffer *out,
		   struct rota_error *err)
{
	const struct rota_carrying *carrying = carry->carrying;
	struct rota_carried_log log = { .row = carrying->rows[at], .rows = carrying->row_count };
	struct rota_arena arena = { .first = NULL };
	int rc = ROTA_OK;

	log.entries = rota_arena_alloc(&arena, count * sizeof(*log.entries));
	if (!log.entries)
		return no_memory(err);
	for (size_t i = 0; i < count && rota_id_number(entries[i]) < log.row.size; i++)
		log.entries[log.count++].path.index = rota_id_number(entries[i]);
	if (log.count) { /* else all of it comes with a later checkpoint */
		rc = rota_vector_path(&log.row_path, carrying->rows, carrying->row_count, at, err);
		if (!rc)
			rc = rota_prove(&log, carry->world, &arena, err);
		if (!rc)
			rc = rota_carried_encode(out, &log, err);
	}
	for (size_t i = 0; !rc && i < log.count; i++)
		rc = note_carried(carry, parcel, entries[i], err);
	rota_arena_clear(&arena);
	return rc;
}

/** Where the entries of a file end that begins with the one at parcel->at. */
static int find_end(size_t *end, const struct rota_carry *carry, const struct parcel *parcel,
		    struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = ROTA_OK;

	for (*end = parcel->at; !rc && *end < parcel->count && *end - parcel->at < FILE_ENTRIES &&
				bytes.size < FILE_BYTES;
	     ++*end) {
		struct rota_id id = parcel->wanted[*end];

		rc = rota_log_get(&bytes, carry->world->txn, id.bytes, rota_id_number(id), err);
		if (rc == ROTA_ENOTFOUND) { /* it is not put either */
			rota_error_clear(err);
			rc = ROTA_OK;
		}
	}
	rota_buffer_clear(&bytes);
	return rc;
}

int rota_carry_next(struct rota_carry *carry, size_t office, struct rota_buffer *out, bool *more,
		    struct rota_error *err)
{
	struct parcel *parcel = &carry->parcels[office];
	size_t end, behind;
	int rc = find_end(&end, carry, parcel, err);

	for (; !rc && parcel->at < end; parcel->at = behind) { /* by writer, as the ids are sorted */
		const struct rota_id *entries = parcel->wanted + parcel->at;
		size_t at;

		for (behind = parcel->at + 1; behind < end; behind++)
			if (memcmp(parcel->wanted[behind].bytes, entries->bytes, 8) != 0)
				break;
		if (find_row(&at, carry->carrying, *entries))
			rc = put_log(carry, parcel, at, entries, behind - parcel->at, out, err);
	}
	*more = !rc && parcel->at < parcel->count;
	return rc;
}

static int choose(struct rota_carry *carry, const struct rota_carried_to *offices, size_t count,
		  struct rota_error *err)
{
	struct parcel *parcels = rota_arena_alloc(&carry->arena, (count + 1) * sizeof(*parcels));
	int rc;

	if (!parcels)
		return no_memory(err);
	carry->parcels = parcels;
	carry->count = count;
	for (size_t i = 0; i < count; i++)
		parcels[i].office = &offices[i];
	rc = give_all(carry, err);
	for (size_t i = 0; !rc && i < count; i++)
		parcels[i].count = rota_ids_sort(parcels[i].wanted, parcels[i].count);
	return rc;
}

int rota_carry_begin(struct rota_carry **out, const struct rota_carrying *carrying,
		     const struct rota_carried_to *offices, size_t count, struct rota_error *err)
{
	struct rota_carry *carry = calloc(1, sizeof(*carry));
	int rc;

	*out = NULL;
	if (!carry)
		return no_memory(err);
	carry->carrying = carrying;
	carry->world = carrying->world;
	rc = choose(carry, offices, count, err);
	if (rc)
		rota_carry_free(carry);
	else
		*out = carry;
	return rc;
}

void rota_carry_free(struct rota_carry *carry)
{
	if (!carry)
		return;
	rota_arena_clear(&carry->arena);
	free(carry);
}
