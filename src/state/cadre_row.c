/* SPDX-License-Identifier: Apache-2.0 */
#include "state/cadre_row.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/state.h"

/* In the store: 'P', three local numbers, and, where the keys are not those of the first entry,
 * each key behind its size of two bytes, and 'K' before them. Numbers are big-endian. */
enum { KIND_OF_STATE = 'P', NUMBERS = 3, FIXED_BYTES = 1 + 4 * NUMBERS };

static int damaged(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, _("run: rota rebuild"),
			 _("what the store remembers of a cadre is damaged"));
}

/* --- reading --------------------------------------------------------------------------------- */

static bool read_key(struct rota_meeting_keys *keys, const uint8_t **at, const uint8_t *end)
{
	struct rota_meeting_key *key = &keys->items[keys->count];
	size_t size;

	if (end - *at < 2 || keys->count == sizeof(keys->items) / sizeof(keys->items[0]))
		return false;
	size = rota_get_u16(*at);
	*at += 2;
	if (size < 3 || size > sizeof(key->bytes) || (size_t)(end - *at) < size)
		return false;
	memcpy(key->bytes, *at, size);
	key->size = (uint16_t)size;
	*at += size;
	keys->count++;
	return true;
}

static bool read_row(struct rota_cadre_row *row, const uint8_t *at, size_t size)
{
	const uint8_t *end = at + size;

	if (size < FIXED_BYTES || at[0] != KIND_OF_STATE)
		return false;
	row->first = rota_get_u32(at + 1);
	row->two[0] = rota_get_u32(at + 5);
	row->two[1] = rota_get_u32(at + 9);
	at += FIXED_BYTES;
	if (at == end)
		return true;
	row->moved = *at++ == 'K';
	while (row->moved && at < end)
		if (!read_key(&row->keys, &at, end))
			return false;
	return row->moved;
}

int rota_cadre_row_get(struct rota_cadre_row *out, struct rota_world *world, uint32_t no,
		       struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	bool known = false;
	int rc = no ? rota_state_find(&known, &bytes, world->txn, no, err) : ROTA_OK;

	out->first = no;
	out->two[0] = out->two[1] = 0;
	out->moved = false;
	out->keys.count = 0;
	if (known && bytes.size && *rota_buffer_text(&bytes) != KIND_OF_STATE)
		known = false; /* whoever spoke of a cadre meant something else */
	if (!rc && known && !read_row(out, (const uint8_t *)bytes.bytes, bytes.size))
		rc = damaged(err);
	rota_buffer_clear(&bytes);
	return rc;
}

/* --- writing --------------------------------------------------------------------------------- */

static int put_row(struct rota_world *world, uint32_t no, const struct rota_cadre_row *row,
		   struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	uint8_t fixed[FIXED_BYTES];
	int rc;

	if (row->first == no && !row->two[0] && !row->moved)
		return rota_state_delete(world->txn, no, err);
	fixed[0] = KIND_OF_STATE;
	rota_put_u32(rota_put_u32(rota_put_u32(fixed + 1, row->first), row->two[0]), row->two[1]);
	rota_buffer_append(&bytes, fixed, sizeof(fixed));
	if (row->moved)
		rota_buffer_puts(&bytes, "K");
	for (size_t i = 0; row->moved && i < row->keys.count; i++) {
		uint8_t size[2];

		rota_put_u16(size, row->keys.items[i].size);
		rota_buffer_append(&bytes, size, sizeof(size));
		rota_buffer_append(&bytes, row->keys.items[i].bytes, row->keys.items[i].size);
	}
	rc = rota_buffer_check(&bytes, err);
	if (!rc)
		rc = rota_state_put(world->txn, no, rota_buffer_text(&bytes), bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

/** What follows from a row of others. */
static int keep_class(struct rota_world *world, uint32_t no, const struct rota_cadre_row *row,
		      bool is, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (row->two[0] == no)
		rc = rota_cadre_keep(world, ROTA_CADRE_SUSPENDED, no, row->two[1], is, err);
	return rc || row->first == no
		       ? rc
		       : rota_cadre_keep(world, ROTA_CADRE_MEMBER, row->first, no, is, err);
}

int rota_cadre_row_put(struct rota_world *world, uint32_t no, const struct rota_cadre_row *was,
		       const struct rota_cadre_row *now, struct rota_error *err)
{
	int rc = keep_class(world, no, was, false, err);

	if (!rc)
		rc = keep_class(world, no, now, true, err);
	return rc ? rc : put_row(world, no, now, err);
}

/* --- links ----------------------------------------------------------------------------------- */

/* In the index: the kind of link, and the local number of the first one. */
enum { LINK_BYTES = 5 };

static void link_key(uint8_t out[LINK_BYTES], enum rota_cadre_link link, uint32_t a)
{
	out[0] = (uint8_t)link;
	rota_put_u32(out + 1, a);
}

int rota_cadre_keep(struct rota_world *world, enum rota_cadre_link link, uint32_t a, uint32_t b,
		    bool is, struct rota_error *err)
{
	uint8_t key[LINK_BYTES];

	link_key(key, link, a);
	return is ? rota_index_put(world->txn, ROTA_INDEX_CADRE_LIKE, key, LINK_BYTES, b, err)
		  : rota_index_delete(world->txn, ROTA_INDEX_CADRE_LIKE, key, LINK_BYTES, b, err);
}

int rota_cadre_kept(struct rota_ids *out, struct rota_world *world, enum rota_cadre_link link,
		    uint32_t a, struct rota_error *err)
{
	uint8_t key[LINK_BYTES];

	link_key(key, link, a);
	return rota_world_indexed(out, world, ROTA_INDEX_CADRE_LIKE, key, LINK_BYTES, err);
}

int rota_cadre_class(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		     struct rota_error *err)
{
	struct rota_cadre_row row;
	struct rota_id first;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, cadre.bytes, err);

	*out = (struct rota_ids){ .count = 0 };
	if (!rc)
		rc = rota_cadre_row_get(&row, world, no, err);
	if (!rc)
		rc = rota_cadre_kept(out, world, ROTA_CADRE_MEMBER, row.first, err);
	if (!rc)
		rc = rota_entity_id(first.bytes, world->txn, row.first, err);
	if (!rc)
		rc = rota_ids_add(out, &world->scratch, first, err);
	if (!rc)
		out->count = rota_ids_sort(out->items, out->count);
	return rc;
}

struct visiting {
	rota_cadre_link_fn *visit;
	void *payload;
};

static int visit_link(const void *key, size_t size, uint32_t no, void *payload,
		      struct rota_error *err)
{
	const struct visiting *visiting = payload;

	if (size != LINK_BYTES)
		return damaged(err);
	return visiting->visit(rota_get_u32((const uint8_t *)key + 1), no, visiting->payload, err);
}

int rota_cadre_kept_each(struct rota_world *world, enum rota_cadre_link link,
			 rota_cadre_link_fn *visit, void *payload, struct rota_error *err)
{
	struct visiting visiting = { visit, payload };
	const uint8_t kind = (uint8_t)link;

	return rota_index_each(world->txn, ROTA_INDEX_CADRE_LIKE, &kind, 1, ROTA_INDEX_PREFIX,
			       visit_link, &visiting, err);
}
