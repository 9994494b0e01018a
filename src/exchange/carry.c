/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/carry.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "exchange/parcel.h"
#include "state/settled.h"
#include "store/index.h"

/** An office, and what goes to it. */
struct parcel {
	const struct rota_carried_to *office;
	struct rota_parcel entries;
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

/* --- choosing -------------------------------------------------------------------------------- */

static int want(struct rota_carry *choosing, struct parcel *parcel, struct rota_id entry,
		struct rota_error *err)
{
	return rota_parcel_want(&parcel->entries, choosing->world, entry, &choosing->arena, err);
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
	bool theirs = rota_parcel_is_of(&parcel->entries, whose->id) ||
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
	*out = rota_parcel_is_of(&parcel->entries, cadre);
	return *out || !rota_any_handed(choosing->carrying->handed, rota_id_writer(cadre),
					parcel->office->writer->writer)
		       ? ROTA_OK
		       : rota_parcel_has(out, &parcel->entries, choosing->world, cadre, err);
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

		if (!rota_parcel_is_of(&parcel->entries, confirmed->posting) &&
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

	return rota_parcel_has(out, &giving->parcel->entries, giving->choosing->world, entity, err);
}

static struct parcel *parcel_of(struct rota_carry *choosing, struct rota_writer_id office)
{
	for (size_t k = 0; k < choosing->count; k++)
		if (memcmp(choosing->parcels[k].office->writer->writer.bytes, office.bytes,
			   sizeof(office.bytes)) == 0)
			return &choosing->parcels[k];
	return NULL;
}

static int give_handed(struct rota_carry *choosing, struct rota_error *err)
{
	const struct rota_carrying *carrying = choosing->carrying;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < carrying->handed->count; i++) {
		const struct rota_handing *handing = &carrying->handed->items[i];
		struct giving giving = { choosing, parcel_of(choosing, handing->to->writer) };
		const struct rota_looking looking = { .handings = carrying->handed,
						      .handing = handing,
						      .rows = carrying->rows,
						      .row_count = carrying->row_count,
						      .first_again = carrying->first_again,
						      .logs = carrying->payload,
						      .visit = give_record,
						      .has = has_entity,
						      .payload = &giving };

		if (giving.parcel)
			rc = rota_handed_each(&looking, choosing->world, err);
	}
	return rc;
}

int rota_carry_done(struct rota_carry *carry, struct rota_error *err)
{
	const struct rota_carrying *carrying = carry->carrying;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < carrying->handed->count; i++) {
		const struct rota_handing *handing = &carrying->handed->items[i];

		if (parcel_of(carry, handing->to->writer))
			rc = rota_handed_done(handing, carrying->rows, carrying->row_count,
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

int rota_carry_next(struct rota_carry *carry, size_t office, struct rota_buffer *out, bool *more,
		    struct rota_error *err)
{
	return rota_parcel_next(&carry->parcels[office].entries, carry->world,
				carry->carrying->rows, carry->carrying->row_count, out, more, err);
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
		parcels[i] = (struct parcel){ .office = &offices[i],
					      .entries.to = offices[i].writer->writer };
	rc = give_all(carry, err);
	for (size_t i = 0; !rc && i < count; i++)
		rota_parcel_sort(&parcels[i].entries);
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
