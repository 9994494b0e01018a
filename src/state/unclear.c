/* SPDX-License-Identifier: Apache-2.0 */
#include "state/unclear.h"

/** Most places have a text alone; the list is opened for those that have a code beside it. */
static bool has_both(const struct rota_value *place)
{
	struct rota_origin origin;

	rota_origin_read(&origin, place);
	return origin.code && origin.text;
}

static int look_at_place(bool *out, struct rota_world *world, const struct rota_value *place,
			 struct rota_error *err)
{
	const struct rota_national_unit *named;
	struct rota_origin origin;
	int rc;

	if (*out || !has_both(place))
		return ROTA_OK;
	rc = rota_world_national(world, err);
	rota_origin_read(&origin, place);
	*out = !rc && rota_place_is_two(&named, &origin, world->national);
	return rc;
}

int rota_entry_is_two(bool *out, struct rota_world *world, const struct rota_entry *entry,
		      struct rota_error *err)
{
	int rc;

	*out = false;
	rc = look_at_place(out, world, rota_map_get(entry->body, "native"), err);
	return rc ? rc : look_at_place(out, world, rota_map_get(entry->body, "birth_place"), err);
}

int rota_world_cadre_is_two(bool *out, struct rota_world *world, const struct rota_subject *cadre,
			    struct rota_error *err)
{
	int rc;

	*out = false;
	rc = look_at_place(out, world, rota_subject_value(cadre, "native"), err);
	return rc ? rc : look_at_place(out, world, rota_subject_value(cadre, "birth_place"), err);
}

int rota_world_find_unclear(struct rota_matters *out, struct rota_world *world,
			    const struct rota_subject *cadre, const struct rota_ids *units,
			    struct rota_error *err)
{
	bool two;
	int rc = rota_world_cadre_is_two(&two, world, cadre, err);

	return rc || !two ? rc
			  : rota_matters_find_unclear(out, &world->scratch, cadre,
						      &world->gazetteer, world->national,
						      units->items, units->count, err);
}
