/* SPDX-License-Identifier: Apache-2.0 */
#include "state/log_matters.h"

int rota_world_find_of_logs(struct rota_matters *out, struct rota_world *world,
			    struct rota_arena *arena, rota_log_matter_fn *find,
			    struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	for (size_t i = 0; !rc && i < writers->count; i++) {
		rc = find(out, world, arena, &writers->items[i], err);
		rota_world_forget(world);
	}
	return rc;
}

int rota_world_find_of_log(struct rota_matters *out, struct rota_world *world,
			   struct rota_id enrolment, rota_log_matter_fn *find,
			   struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	for (size_t i = 0; !rc && i < writers->count; i++)
		if (rota_id_compare(writers->items[i].enrolment, enrolment) == 0)
			rc = find(out, world, &world->scratch, &writers->items[i], err);
	return rc;
}
