/* SPDX-License-Identifier: Apache-2.0 */
#include "office/twin.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "office/cadre_row.h"
#include "store/entity.h"
#include "store/index.h"

/* --- keys ------------------------------------------------------------------------------------ */

enum { SOMETHING = 1 };

static int stop(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *err)
{
	(void)key;
	(void)size;
	(void)no;
	(void)payload;
	(void)err;
	return SOMETHING;
}

/** Whether anything was ever said of a record. */
static int has_statement(bool *out, struct rota_world *world, struct rota_id cadre,
			 struct rota_error *err)
{
	int rc = rota_index_each(world->txn, ROTA_INDEX_CADRE_PAIR, cadre.bytes,
				 sizeof(cadre.bytes), ROTA_INDEX_EXACT, stop, NULL, err);

	*out = rc == SOMETHING;
	return *out ? ROTA_OK : rc;
}

int rota_twin_note(bool *alone, struct rota_world *world, struct rota_id cadre, uint32_t no,
		   const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_meeting_keys none, keys;
	bool said, met = false;
	int rc = rota_meeting_keys_of_entry(&keys, entry, err);

	none.count = 0;
	if (!rc)
		rc = has_statement(&said, world, cadre, err);
	if (!rc && !said)
		rc = rota_meeting_any(&met, world, &keys, no, err);
	*alone = !rc && !said && !met;
	return *alone ? rota_meeting_move(world, cadre, no, &none, &keys, err) : rc;
}

/** The keys of its first entry, whether that counts or not. */
static int first_keys(struct rota_meeting_keys *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_world_entry(&entry, world, cadre, err);

	return rc ? rc : rota_meeting_keys_of_entry(out, &entry, err);
}

int rota_twin_place(struct rota_world *world, uint32_t no, const struct rota_subject *cadre,
		    struct rota_error *err)
{
	struct rota_meeting_keys first, now;
	struct rota_cadre_row row;
	int rc = rota_cadre_row_get(&row, world, no, err);

	if (!rc)
		rc = first_keys(&first, world, cadre->id, err);
	if (!rc)
		rc = rota_meeting_keys_of(&now, cadre, err);
	if (!rc)
		rc = rota_meeting_move(world, cadre->id, no, row.moved ? &row.keys : &first, &now,
				       err);
	if (rc)
		return rc;
	row.moved = !rota_meeting_keys_equal(&first, &now);
	row.keys = now;
	return rota_cadre_row_put(world, no, &row, err);
}

/* --- likeness -------------------------------------------------------------------------------- */

/* In the index, by a record: 'L' and its number, those that are like it; 'S' and its number, who is
 * said to be another person though links hold both together; 'M' and its number, those of whose
 * class it is the first, without itself. */
enum { ROW_BYTES = 5 };

static void row_key(uint8_t out[ROW_BYTES], char kind, uint32_t no)
{
	out[0] = (uint8_t)kind;
	for (size_t i = 1; i < ROW_BYTES; i++)
		out[i] = (uint8_t)(no >> (8 * (ROW_BYTES - 1 - i)));
}

static int keep_row(struct rota_world *world, char kind, uint32_t a, uint32_t b, bool is,
		    struct rota_error *err)
{
	uint8_t key[ROW_BYTES];

	row_key(key, kind, a);
	return is ? rota_index_put(world->txn, ROTA_INDEX_CADRE_LIKE, key, ROW_BYTES, b, err)
		  : rota_index_delete(world->txn, ROTA_INDEX_CADRE_LIKE, key, ROW_BYTES, b, err);
}

int rota_twin_keep_class(struct rota_world *world, uint32_t no, const struct rota_cadre_row *row,
			 bool is, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (row->two[0] == no)
		rc = keep_row(world, 'S', no, row->two[1], is, err);
	return rc || row->first == no ? rc : keep_row(world, 'M', row->first, no, is, err);
}

int rota_twin_members(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_cadre_row row;
	uint8_t key[ROW_BYTES];
	struct rota_id first;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, cadre.bytes, err);

	*out = (struct rota_ids){ .count = 0 };
	if (!rc)
		rc = rota_cadre_row_get(&row, world, no, err);
	if (rc)
		return rc;
	row_key(key, 'M', row.first);
	rc = rota_world_indexed(out, world, ROTA_INDEX_CADRE_LIKE, key, ROW_BYTES, err);
	if (!rc)
		rc = rota_entity_id(first.bytes, world->txn, row.first, err);
	return rc ? rc : rota_ids_add(out, &world->scratch, first, err);
}

static int keep_like(struct rota_world *world, uint32_t a, uint32_t b, bool is,
		     struct rota_error *err)
{
	int rc = keep_row(world, 'L', a, b, is, err);

	return rc ? rc : keep_row(world, 'L', b, a, is, err);
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
	uint8_t key[ROW_BYTES];
	uint32_t other;
	int rc = list_like(&now, world, cadre, err);

	row_key(key, 'L', no);
	if (!rc)
		rc = rota_world_indexed(&before, world, ROTA_INDEX_CADRE_LIKE, key, ROW_BYTES, err);
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

static int list_row(const void *key, size_t size, uint32_t no, void *payload,
		    struct rota_error *err)
{
	const uint8_t *bytes = key;
	struct listing *listing = payload;
	struct rota_world *world = listing->world;
	struct rota_id a, b;
	uint32_t other = 0;
	bool decided = false;
	int rc = ROTA_OK;

	if (size != ROW_BYTES)
		return rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
				 _("what the store remembers of a cadre is damaged"));
	for (size_t i = 1; i < size; i++)
		other = other << 8 | bytes[i];
	if (bytes[0] == 'L') {
		if (other > no) /* it is met from both sides */
			return ROTA_OK;
		rc = is_one_class(&decided, world, no, other, err);
	}
	if (rc || decided)
		return rc;
	rc = rota_entity_id(a.bytes, world->txn, no, err);
	if (!rc)
		rc = rota_entity_id(b.bytes, world->txn, other, err);
	return rc ? rc : add_twins(listing->out, &world->scratch, a, b, err);
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
	rc = rota_index_each(world->txn, ROTA_INDEX_CADRE_LIKE, "L", 1, ROTA_INDEX_PREFIX, list_row,
			     &listing, err);
	if (!rc)
		rc = rota_index_each(world->txn, ROTA_INDEX_CADRE_LIKE, "S", 1, ROTA_INDEX_PREFIX,
				     list_row, &listing, err);
	if (!rc && out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_twins);
	return rc;
}
