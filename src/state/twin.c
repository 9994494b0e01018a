/* SPDX-License-Identifier: Apache-2.0 */
#include "state/twin.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "state/cadre_row.h"
#include "store/entity.h"
#include "store/index.h"

/* --- keys ------------------------------------------------------------------------------------ */

int rota_twin_note(bool *alone, struct rota_world *world, struct rota_id cadre, uint32_t no,
		   const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_meeting_keys none, keys;
	bool said, met = false;
	int rc = rota_meeting_keys_of_entry(&keys, entry, err);

	none.count = 0;
	if (!rc)
		rc = rota_index_any(&said, world->txn, ROTA_INDEX_CADRE_PAIR, cadre.bytes,
				    sizeof(cadre.bytes), ROTA_INDEX_EXACT, err);
	if (!rc && !said)
		rc = rota_meeting_any(&met, world, &keys, no, err);
	*alone = !rc && !said && !met;
	return *alone ? rota_meeting_move(world, cadre, no, &none, &keys, err) : rc;
}

/** The keys of its first entry, whether that counts or not. */
static int first_keys(struct rota_meeting_keys *out, struct rota_world *world,
		      const struct rota_subject *cadre, struct rota_error *err)
{
	struct rota_entry entry;
	int rc;

	if (cadre->created)
		return rota_meeting_keys_of_entry(out, &cadre->created->entry, err);
	rc = rota_world_entry(&entry, world, cadre->id, err);
	return rc ? rc : rota_meeting_keys_of_entry(out, &entry, err);
}

int rota_twin_place(struct rota_world *world, uint32_t no, const struct rota_subject *cadre,
		    struct rota_error *err)
{
	struct rota_meeting_keys first;
	struct rota_cadre_row was, now;
	int rc = rota_cadre_row_get(&was, world, no, err);

	if (!rc)
		rc = first_keys(&first, world, cadre, err);
	if (!rc)
		rc = rota_meeting_keys_of(&now.keys, cadre, err);
	if (!rc)
		rc = rota_meeting_move(world, cadre->id, no, was.moved ? &was.keys : &first,
				       &now.keys, err);
	if (rc)
		return rc;
	now.first = was.first;
	now.two[0] = was.two[0];
	now.two[1] = was.two[1];
	now.moved = !rota_meeting_keys_equal(&first, &now.keys);
	return rota_cadre_row_put(world, no, &was, &now, err);
}

/* --- likeness -------------------------------------------------------------------------------- */

static int keep_like(struct rota_world *world, uint32_t a, uint32_t b, bool is,
		     struct rota_error *err)
{
	int rc = rota_cadre_keep(world, ROTA_CADRE_LIKE, a, b, is, err);

	return rc ? rc : rota_cadre_keep(world, ROTA_CADRE_LIKE, b, a, is, err);
}

/** Of those that a record meets, who is like it; by id. */
static int list_like(struct rota_ids *like, struct rota_world *world,
		     const struct rota_subject *cadre, struct rota_error *err)
{
	struct rota_meeting_keys keys;
	struct rota_said_list said;
	struct rota_person person, other;
	size_t kept = 0;
	int rc = rota_meeting_keys_of(&keys, cadre, err);

	if (!rc)
		rc = rota_meeting_list(like, world, cadre->id, &keys, err);
	if (rc || !like->count)
		return rc;
	rota_read_person(&person, world, cadre);
	rc = rota_world_said(&said, world, cadre->id, err);
	for (size_t i = 0; !rc && i < like->count; i++) {
		struct rota_subject *second;

		if (rota_said_two(&said, like->items[i]))
			continue;
		rc = rota_find_record(&second, world, like->items[i], err);
		if (rc || !second)
			continue;
		rota_read_person(&other, world, second);
		if (rota_person_compare(&person, &other) != ROTA_UNLIKE)
			like->items[kept++] = like->items[i];
	}
	like->count = kept;
	return rc;
}

int rota_twin_derive(struct rota_world *world, uint32_t no, const struct rota_subject *cadre,
		     struct rota_error *err)
{
	struct rota_ids before, now;
	uint32_t other;
	int rc = list_like(&now, world, cadre, err);

	if (!rc)
		rc = rota_cadre_kept(&before, world, ROTA_CADRE_LIKE, no, err);
	for (size_t i = 0; !rc && i < before.count; i++) {
		if (rota_ids_have(now.items, now.count, before.items[i]))
			continue;
		rc = rota_entity_find(&other, world->txn, before.items[i].bytes, err);
		if (!rc)
			rc = keep_like(world, no, other, false, err);
	}
	for (size_t i = 0; !rc && i < now.count; i++) {
		if (rota_ids_have(before.items, before.count, now.items[i]))
			continue;
		rc = rota_entity_find(&other, world->txn, now.items[i].bytes, err);
		if (!rc)
			rc = keep_like(world, no, other, true, err);
	}
	return rc;
}

/* --- what is open ---------------------------------------------------------------------------- */

struct listing {
	struct rota_world *world;
	struct rota_twin_list *out;
};

static int add_twins(struct rota_twin_list *list, struct rota_arena *arena, struct rota_id a,
		     struct rota_id b, struct rota_error *err)
{
	bool ordered = rota_id_compare(a, b) < 0;
	struct rota_twins *items =
		rota_arena_more(arena, list->items, list->count, &list->room, sizeof(*items));

	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	list->items = items;
	list->items[list->count++] = (struct rota_twins){ ordered ? a : b, ordered ? b : a };
	return ROTA_OK;
}

/** Whether two records are in one class, suspended or not. */
static int is_one_class(bool *out, struct rota_world *world, uint32_t a, uint32_t b,
			struct rota_error *err)
{
	struct rota_cadre_row row;
	uint32_t first;
	int rc = rota_cadre_row_get(&row, world, a, err);

	first = row.first;
	if (!rc)
		rc = rota_cadre_row_get(&row, world, b, err);
	*out = first == row.first;
	return rc;
}

static int list_pair(uint32_t a, uint32_t b, struct listing *listing, struct rota_error *err)
{
	struct rota_world *world = listing->world;
	struct rota_id first, second;
	int rc = rota_entity_id(first.bytes, world->txn, a, err);

	if (!rc)
		rc = rota_entity_id(second.bytes, world->txn, b, err);
	return rc ? rc : add_twins(listing->out, &world->scratch, first, second, err);
}

/** Two that are like each other are met from both sides; of one class they are decided. */
static int list_like_pair(uint32_t a, uint32_t b, void *payload, struct rota_error *err)
{
	struct listing *listing = payload;
	bool decided = true;
	int rc = a < b ? is_one_class(&decided, listing->world, a, b, err) : ROTA_OK;

	return rc || decided ? rc : list_pair(a, b, listing, err);
}

static int list_suspended(uint32_t a, uint32_t b, void *payload, struct rota_error *err)
{
	return list_pair(a, b, payload, err);
}

static int compare_twins(const void *a, const void *b)
{
	const struct rota_twins *left = a, *right = b;
	int order = rota_id_compare(left->a, right->a);

	return order ? order : rota_id_compare(left->b, right->b);
}

int rota_world_twins(struct rota_twin_list *out, struct rota_world *world, struct rota_error *err)
{
	struct listing listing = { .world = world, .out = out };
	int rc;

	*out = (struct rota_twin_list){ .count = 0 };
	rc = rota_cadre_kept_each(world, ROTA_CADRE_LIKE, list_like_pair, &listing, err);
	if (!rc)
		rc = rota_cadre_kept_each(world, ROTA_CADRE_SUSPENDED, list_suspended, &listing,
					  err);
	if (!rc && out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_twins);
	return rc;
}
