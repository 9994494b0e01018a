/* SPDX-License-Identifier: Apache-2.0 */
#include "state/matters.h"

#include <string.h>

#include "base/messages.h"
#include "state/matter_search.h"
#include "state/settled.h"

/* --- several of one id ----------------------------------------------------------------------- */

static bool is_same(const struct rota_matter *a, const struct rota_matter *b)
{
	return memcmp(a->id.bytes, b->id.bytes, sizeof(a->id.bytes)) == 0;
}

/** Give a matter what another one with its id has: entries, units, days. */
static int join(struct rota_matter *matter, const struct rota_matter *other,
		struct rota_arena *arena, struct rota_error *err)
{
	size_t count = matter->saw_count + other->saw_count;
	struct rota_id *saw = rota_arena_alloc(arena, count * sizeof(*saw));
	int rc = ROTA_OK;

	if (!saw)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	memcpy(saw, matter->saw, matter->saw_count * sizeof(*saw));
	memcpy(saw + matter->saw_count, other->saw, other->saw_count * sizeof(*saw));
	matter->saw = saw;
	matter->saw_count = rota_ids_sort(saw, count);
	matter->from = other->from < matter->from ? other->from : matter->from;
	for (size_t i = 0; !rc && i < other->unit_count; i++)
		rc = rota_matter_add_unit(matter, arena, other->units[i], err);
	return rc;
}

/** All proposals of one entity are one matter. */
static int join_same(struct rota_matters *matters, struct rota_arena *arena, struct rota_error *err)
{
	size_t kept = 0;
	int rc = ROTA_OK;

	rota_matters_sort(matters);
	for (size_t i = 0; !rc && i < matters->count; i++) {
		if (kept && is_same(&matters->items[kept - 1], &matters->items[i]))
			rc = join(&matters->items[kept - 1], &matters->items[i], arena, err);
		else
			matters->items[kept++] = matters->items[i];
	}
	matters->count = kept;
	return rc;
}

/* --- what is settled ------------------------------------------------------------------------- */

/** Whether a settlement holds of a matter; otherwise the matter remembers the last one. */
static int is_settled(bool *out, struct rota_matter *matter, struct rota_world *world,
		      struct rota_error *err)
{
	const struct rota_settlement *last;
	struct rota_settlements settlements;
	int rc = rota_world_settlements(&settlements, world, matter->subjects[0], err);

	last = rc ? NULL
		  : rota_settlement_last(settlements.items, settlements.count, matter);
	*out = last && rota_settlement_holds(settlements.items, settlements.count, matter);
	if (last)
		matter->settlement = last->id;
	rota_world_forget(world);
	return rc;
}

static int drop_settled(struct rota_matters *matters, struct rota_world *world,
			struct rota_error *err)
{
	size_t kept = 0;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matters->count; i++) {
		bool settled = false;

		rc = is_settled(&settled, &matters->items[i], world, err);
		if (!settled)
			matters->items[kept++] = matters->items[i];
	}
	matters->count = kept;
	return rc;
}

/* --- all of them ------------------------------------------------------------------------------ */

/** @param others  as rota_search_matters(). */
static int find_open(struct rota_matters *out, size_t *others, struct rota_world *world,
		     struct rota_arena *arena, struct rota_error *err)
{
	int rc = rota_search_matters(out, others, world, arena, err);

	for (size_t i = 0; !rc && i < out->count; i++)
		rc = rota_matter_set_id(&out->items[i], err);
	if (!rc)
		rc = join_same(out, arena, err);
	return rc ? rc : drop_settled(out, world, err);
}

int rota_world_matters(struct rota_matters *out, struct rota_world *world, struct rota_arena *arena,
		       struct rota_error *err)
{
	return find_open(out, NULL, world, arena, err);
}

int rota_world_matters_that_weigh(struct rota_matters *out, size_t *others,
				  struct rota_world *world, struct rota_arena *arena,
				  struct rota_error *err)
{
	*others = 0;
	return find_open(out, others, world, arena, err);
}

bool rota_matter_concerns(const struct rota_matter *matter, const struct rota_world *world,
			  const struct rota_unit *scope)
{
	for (size_t i = 0; i < matter->unit_count; i++) {
		const struct rota_unit *unit =
			rota_gazetteer_unit(&world->gazetteer, matter->units[i]);
		int32_t day = matter->from > ROTA_DAY_ALWAYS ? matter->from : world->today_number;

		if (unit && rota_gazetteer_inside(&world->gazetteer, unit, scope, day))
			return true;
	}
	return false;
}

static bool is_of(struct rota_id id, struct rota_writer_id writer)
{
	return memcmp(id.bytes, writer.bytes, sizeof(writer.bytes)) == 0;
}

bool rota_matter_concerns_office(const struct rota_matter *matter, const struct rota_world *world,
				 const struct rota_unit *scope, struct rota_writer_id writer)
{
	bool is = rota_matter_concerns(matter, world, scope);

	if (matter->type != ROTA_MATTER_FIELD_CONFLICT || matter->entity != ROTA_ENTITY_CADRE)
		return is;
	for (size_t i = 0; !is && i < matter->subject_count; i++)
		is = is_of(matter->subjects[i], writer);
	for (size_t i = 0; !is && i < matter->saw_count; i++)
		is = is_of(matter->saw[i], writer);
	return is;
}
