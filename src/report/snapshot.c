/* SPDX-License-Identifier: Apache-2.0 */
#include "report/snapshot.h"

#include <stdlib.h>

#include "base/messages.h"

int rota_snapped_compare(const struct rota_snapped *a, const struct rota_snapped *b)
{
	int order = rota_id_compare(a->unit, b->unit);

	return order ? order : (a->post > b->post) - (a->post < b->post);
}

static int compare_items(const void *a, const void *b)
{
	return rota_snapped_compare(a, b);
}

static int take_cell(struct rota_snapshot *out, struct rota_world *world,
		     const struct rota_unit *unit, size_t post, int32_t day,
		     const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_snapped *one = &out->items[out->count];
	struct rota_seat seat;
	int rc = rota_world_seat(&seat, world, unit, rota_all_posts[post], day, policy, err);

	if (rc)
		return rc;
	*one = (struct rota_snapped){ .unit = unit->id, .post = post };
	if (seat.count.state == ROTA_CELL_FILLED) {
		one->posting = seat.count.holder->id;
		one->non_local = seat.locality == ROTA_LOCALITY_NON_LOCAL;
	}
	out->count++;
	return ROTA_OK;
}

static int take_unit(struct rota_snapshot *out, struct rota_world *world,
		     const struct rota_unit *unit, int32_t day,
		     const struct rota_policy_view *policy, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t post = 0; !rc && rota_all_posts[post]; post++)
		rc = take_cell(out, world, unit, post, day, policy, err);
	rota_world_forget(world);
	return rc;
}

int rota_snapshot_take(struct rota_snapshot *out, struct rota_world *world,
		       const struct rota_unit *scope, int32_t day, struct rota_arena *arena,
		       struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	struct rota_policy_view policy;
	bool brief = world->brief;
	int rc = rota_world_policy(&policy, world, day, err);

	*out = (struct rota_snapshot){ .count = 0 };
	out->items = rota_arena_alloc(arena, 2 * gazetteer->unit_count * sizeof(*out->items));
	if (!out->items)
		return rc ? rc : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	world->brief = true;
	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (unit->level == ROTA_LEVEL_COMMUNE && rota_unit_on(unit, day) &&
		    rota_gazetteer_inside(gazetteer, unit, scope, day))
			rc = take_unit(out, world, unit, day, &policy, err);
	}
	world->brief = brief;
	if (!rc && out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_items);
	return rc;
}
