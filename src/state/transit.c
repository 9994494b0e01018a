/* SPDX-License-Identifier: Apache-2.0 */
#include "state/transit.h"

#include "base/big_endian.h"
#include "rota/acts.h"
#include "state/derive.h"
#include "state/person.h"
#include "store/entity.h"
#include "store/index.h"

/* In the index, by the number of the first record of a person: his postings. */
enum { KEY_BYTES = 4 };

static bool ended_by_move(const struct rota_tenure *tenure)
{
	const struct rota_act *act = rota_act_find(rota_act_of_number(tenure->end_act));

	return tenure->counts && tenure->leaves && tenure->to != ROTA_DAY_NEVER && act &&
	       act->effect == ROTA_ACT_MOVES;
}

/* --- keeping --------------------------------------------------------------------------------- */

static int is_kept(bool *out, struct rota_world *world, uint32_t person, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];

	rota_put_u32(key, person);
	return rota_index_any(out, world->txn, ROTA_INDEX_TRANSIT, key, KEY_BYTES, ROTA_INDEX_EXACT,
			      err);
}

static int keep(struct rota_world *world, uint32_t person, uint32_t no, bool is,
		struct rota_error *err)
{
	uint8_t key[KEY_BYTES];

	rota_put_u32(key, person);
	return is ? rota_index_put(world->txn, ROTA_INDEX_TRANSIT, key, KEY_BYTES, no, err)
		  : rota_index_delete(world->txn, ROTA_INDEX_TRANSIT, key, KEY_BYTES, no, err);
}

/** Keep it of each posting of a person who is nowhere since its end. */
static int look_at_person(struct rota_world *world, const struct rota_tenure *tenure,
			  struct rota_error *err)
{
	struct rota_tenure_list list = rota_tenure_list_of_cadre(tenure);
	struct rota_spans career;
	int32_t last = ROTA_DAY_ALWAYS;
	int rc = rota_world_spans(&career, world, &list,
				  (struct rota_span_choice){ .which = ROTA_SPANS_ALL }, err);

	for (size_t i = 0; !rc && i < career.count; i++)
		if (career.items[i].to > last)
			last = career.items[i].to;
	for (size_t i = 0; !rc && i < career.count; i++) {
		struct rota_tenure one = { .counts = false };

		if (career.items[i].to == last)
			rc = rota_tenure_get(&one, world, career.items[i].no, err);
		if (!rc)
			rc = keep(world, tenure->person, career.items[i].no, ended_by_move(&one),
				  err);
	}
	return rc;
}

/** Whether a change may bring somebody on his way, or to a place. A posting that is added can only
 * bring to a place whom a row is kept of; one whose end becomes known ends last, unless it shared
 * days. */
static int matters(bool *out, struct rota_world *world, const struct rota_tenure *was,
		   const struct rota_tenure *now, struct rota_error *err)
{
	*out = ended_by_move(now) || ended_by_move(was) || was->beside ||
	       (was->counts && (!now->counts || was->from != now->from));
	return *out || !now->person ? ROTA_OK : is_kept(out, world, now->person, err);
}

int rota_transit_note(struct rota_world *world, const struct rota_tenure *was,
		      const struct rota_tenure *now, uint32_t no, struct rota_error *err)
{
	bool any = false, moves = was->person && was->person != now->person;
	int rc = matters(&any, world, was, now, err);

	if (!rc && was->person && (moves || !now->counts))
		rc = keep(world, was->person, no, false, err);
	if (!rc && moves)
		rc = look_at_person(world, was, err);
	return rc || !now->person || !(any || moves) ? rc : look_at_person(world, now, err);
}

/* --- reading --------------------------------------------------------------------------------- */

int rota_world_in_transit(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	int rc = rota_derive_flush(world, err);

	*out = (struct rota_ids){ .count = 0 };
	return rc ? rc : rota_world_beginning(out, world, ROTA_INDEX_TRANSIT, NULL, 0, err);
}

/** Whether the other half of a move would be here, if there is one: at the province, and where the unit
 * to which it leads is the office's own. */
static bool knows_both_halves(const struct rota_world *world, const struct rota_posting *left)
{
	const struct rota_unit *next = rota_gazetteer_unit(
		&world->gazetteer, rota_subject_id(left->subject, "next"));

	return world->office->is_province ||
	       (next && world->scope && left->to != ROTA_DAY_NEVER &&
		rota_gazetteer_inside(&world->gazetteer, next, world->scope, left->to));
}

int rota_world_find_in_transit(struct rota_matters *out, struct rota_world *world,
			       struct rota_id id, struct rota_error *err)
{
	struct rota_subject *subject, *cadre;
	struct rota_posting posting;
	int rc = rota_world_subject(&subject, world, id, err);

	if (rc || !rota_posting_read(&posting, subject) || !knows_both_halves(world, &posting))
		return rc;
	rc = rota_find_record(&cadre, world, posting.cadre, err);
	return rc || !cadre
		       ? rc
		       : rota_matters_find_in_transit(out, &world->scratch, &posting,
						      &world->gazetteer, world->today_number, err);
}
