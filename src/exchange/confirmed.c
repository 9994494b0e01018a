/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/confirmed.h"

#include <string.h>

#include "base/messages.h"
#include "store/entity.h"
#include "store/index.h"

struct listing {
	struct rota_world *world;
	struct rota_arena *arena;
	struct rota_confirmed_list *out;
};

/** A statement that the province's own log created, by the id of the posting under which it stands.
 */
static int list_one(const void *key, size_t size, uint32_t no, void *payload,
		    struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_confirmed_list *out = listing->out;
	struct rota_confirmed one = { .from = 0 }, *items;
	int rc = rota_entity_id(one.statement.bytes, listing->world->txn, no, err);

	if (rc || size != sizeof(one.posting.bytes) ||
	    !rota_office_writes(listing->world->office, rota_id_writer(one.statement)))
		return rc;
	memcpy(one.posting.bytes, key, size);
	items = rota_arena_more(listing->arena, out->items, out->count, &out->room, sizeof(*items));
	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	out->items = items;
	out->items[out->count++] = one;
	return ROTA_OK;
}

/** Whether its first entry is a conclusion of the province, which stays one when it is undone. */
static int is_confirmed(bool *out, struct rota_world *world, struct rota_id statement,
			struct rota_error *err)
{
	struct rota_entry entry;
	const char *role;
	int rc = rota_world_entry(&entry, world, statement, err);

	role = rc ? NULL : rota_value_text(rota_map_get(entry.body, "role"));
	*out = role && strcmp(role, "confirmed") == 0;
	return rc;
}

static int read_posting(struct rota_confirmed *one, struct rota_world *world,
			struct rota_error *err)
{
	struct rota_posting posting;
	uint32_t no;
	bool valid = false;
	int rc = rota_entity_find(&no, world->txn, one->posting.bytes, err);

	if (!rc)
		rc = rota_world_posting(&posting, &valid, world, no, err);
	if (!rc && valid) {
		one->unit = posting.unit;
		one->from = posting.from;
	}
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err); /* nothing is known of it */
	return ROTA_OK;
}

int rota_world_confirmed(struct rota_confirmed_list *out, struct rota_world *world,
			 struct rota_arena *arena, struct rota_error *err)
{
	struct listing listing = { world, arena, out };
	size_t kept = 0;
	int rc;

	*out = (struct rota_confirmed_list){ .count = 0 };
	rc = rota_index_each(world->txn, ROTA_INDEX_LOCALITY, NULL, 0, ROTA_INDEX_PREFIX, list_one,
			     &listing, err);
	for (size_t i = 0; !rc && i < out->count; i++) {
		bool is = false;

		rc = is_confirmed(&is, world, out->items[i].statement, err);
		if (!rc && is)
			rc = read_posting(&out->items[i], world, err);
		if (!rc && is)
			out->items[kept++] = out->items[i];
		rota_world_forget(world);
	}
	out->count = kept;
	return rc;
}
