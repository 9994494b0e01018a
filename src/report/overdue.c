/* SPDX-License-Identifier: Apache-2.0 */
#include "report/overdue.h"

#include <string.h>

static const struct rota_unit *scope_of(const struct rota_world *world,
					const struct rota_past_aim *aim)
{
	return rota_gazetteer_unit(&world->gazetteer, aim->scope);
}

/** Whether an office has the figures by which it can be said that a target is reached. */
static bool can_tell(const struct rota_world *world, const struct rota_past_aim *aim, int32_t day)
{
	const struct rota_unit *scope = scope_of(world, aim);

	return scope && world->scope &&
	       rota_gazetteer_inside(&world->gazetteer, scope, world->scope, day);
}

/** What one post of a unit adds to a target. */
static int count_post(uint64_t *reached, struct rota_world *world, const struct rota_unit *unit,
		      const struct rota_past_aim *aim, int32_t day,
		      const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_seat seat;
	uint64_t flow = 0;
	int rc = ROTA_OK;

	if (aim->flow) {
		rc = rota_world_flow(&flow, world, unit, aim->post, aim->from, aim->to - 1, policy,
				     err);
		*reached += flow;
	} else if (rota_unit_on(unit, day)) {
		rc = rota_world_seat(&seat, world, unit, aim->post, day, policy, err);
		*reached += !rc && seat.count.state == ROTA_CELL_FILLED &&
			    seat.locality == ROTA_LOCALITY_NON_LOCAL;
	}
	rota_world_forget(world);
	return rc;
}

static int count_reached(uint64_t *reached, struct rota_world *world,
			 const struct rota_past_aim *aim, int32_t day,
			 const struct rota_policy_view *policy, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	const struct rota_unit *scope = scope_of(world, aim);
	int rc = ROTA_OK;

	*reached = 0;
	for (size_t i = 0; !rc && i < gazetteer->unit_count && *reached < aim->count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (unit->level == ROTA_LEVEL_COMMUNE &&
		    rota_gazetteer_inside(gazetteer, unit, scope, day))
			rc = count_post(reached, world, unit, aim, day, policy, err);
	}
	return rc;
}

int rota_overdue_find(struct rota_overdue *out, struct rota_world *world, int32_t day,
		      const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_past_aims *aims = &out->aims;
	size_t kept = 0;
	int rc = rota_aims_past(aims, world, day, err);

	for (size_t i = 0; !rc && i < aims->count; i++) {
		uint64_t reached = 0;

		if (!can_tell(world, &aims->items[i], day))
			continue;
		rc = count_reached(&reached, world, &aims->items[i], day, policy, err);
		if (reached < aims->items[i].count)
			aims->items[kept++] = aims->items[i];
	}
	aims->count = rc ? 0 : kept;
	return rc;
}

int32_t rota_overdue_since(const struct rota_overdue *overdue, const struct rota_world *world,
			   const struct rota_posting *posting, int32_t day)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, posting->unit);
	int32_t since = ROTA_DAY_NEVER;

	for (size_t i = 0; unit && i < overdue->aims.count; i++) {
		const struct rota_past_aim *aim = &overdue->aims.items[i];

		if (aim->to < since && strcmp(aim->post, posting->post) == 0 &&
		    rota_gazetteer_inside(&world->gazetteer, unit, scope_of(world, aim), day))
			since = aim->to;
	}
	return since;
}
