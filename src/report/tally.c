/* SPDX-License-Identifier: Apache-2.0 */
#include "report/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "state/bounds.h"

enum { POSTS = 2 };

/** A unit with its figures, by post. */
struct row {
	const struct rota_unit *unit;
	const char *code; /* of the day */
	struct rota_figures figures[POSTS];
};

struct tallying {
	struct rota_world *world;
	int32_t day;
	struct rota_policy_view policy;
	struct row *rows; /* the first is the province */
	size_t count;
	struct rota_bounds_cells cells;
	struct rota_arena arena;
};

static int compare_rows(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->code, ((const struct row *)b)->code);
}

static int no_memory(struct rota_error *err)
{
	rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_ENOMEM;
}

/** The province and the units directly below it on the day. */
static int list_rows(struct tallying *tallying, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &tallying->world->gazetteer;
	const struct rota_unit *scope = tallying->world->scope;

	tallying->rows = rota_arena_alloc(&tallying->arena,
	                                  (gazetteer->unit_count + 1) * sizeof(*tallying->rows));
	tallying->cells.items = rota_arena_alloc(&tallying->arena,
	                                         (POSTS * gazetteer->unit_count + 1) *
	                                                 sizeof(*tallying->cells.items));
	if (!tallying->rows || !tallying->cells.items)
		return no_memory(err);
	tallying->rows[tallying->count++] =
		(struct row){ .unit = scope, .code = rota_unit_near(scope, tallying->day)->code };
	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit_version *version =
			rota_unit_on(gazetteer->units[i], tallying->day);

		if (version && rota_id_compare(version->parent, scope->id) == 0)
			tallying->rows[tallying->count++] =
				(struct row){ .unit = gazetteer->units[i], .code = version->code };
	}
	qsort(tallying->rows + 1, tallying->count - 1, sizeof(*tallying->rows), compare_rows);
	return ROTA_OK;
}

static struct row *row_of(struct tallying *tallying, const struct rota_unit *commune)
{
	const struct rota_gazetteer *gazetteer = &tallying->world->gazetteer;

	for (size_t i = 1; i < tallying->count; i++)
		if (rota_gazetteer_inside(gazetteer, commune, tallying->rows[i].unit, tallying->day))
			return &tallying->rows[i];
	return NULL;
}

static int add_commune(struct tallying *tallying, const struct rota_unit *unit,
                       struct rota_error *err)
{
	struct row *row = row_of(tallying, unit);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_seat seat;

		rc = rota_world_seat(&seat, tallying->world, unit, rota_all_posts[i], tallying->day,
		                     &tallying->policy, err);
		if (rc)
			break;
		rota_figures_add(&tallying->rows[0].figures[i], &seat);
		if (row)
			rota_figures_add(&row->figures[i], &seat);
		tallying->cells.items[tallying->cells.count++] = (struct rota_bounds_cell){
			.unit = unit->id,
			.post = rota_all_posts[i],
			.row = row ? POSTS * (size_t)(row - tallying->rows) + i : i,
			.total = i
		};
	}
	rota_world_forget(tallying->world);
	return rc;
}

static int add_communes(struct tallying *tallying, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &tallying->world->gazetteer;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++)
		if (gazetteer->units[i]->level == ROTA_LEVEL_COMMUNE &&
		    rota_unit_on(gazetteer->units[i], tallying->day))
			rc = add_commune(tallying, gazetteer->units[i], err);
	return rc;
}

/* --- bounds ---------------------------------------------------------------------------------- */

static bool any_weighs(const struct rota_matters *matters, int32_t day)
{
	for (size_t i = 0; i < matters->count; i++)
		if (rota_matter_weighs_on(&matters->items[i], day))
			return true;
	return false;
}

/** Without an open matter a figure is what it is. */
static int bound(struct rota_bounds **out, bool *exact, struct tallying *tallying,
                 const struct rota_matters *matters, struct rota_error *err)
{
	size_t sums = POSTS * tallying->count;
	struct rota_bounds *bounds = rota_arena_alloc(&tallying->arena, sums * sizeof(*bounds));
	int rc = ROTA_OK;

	if (!bounds)
		return no_memory(err);
	if (any_weighs(matters, tallying->day)) {
		rc = rota_world_bounds(bounds, sums, tallying->world, &tallying->cells,
		                       tallying->day, &tallying->policy, matters, &tallying->arena,
		                       err);
	} else {
		for (size_t i = 0; i < sums; i++) {
			uint64_t figure = tallying->rows[i / POSTS].figures[i % POSTS].non_local;

			bounds[i] = (struct rota_bounds){ .low = figure,
				                          .high = figure,
				                          .provisional = figure,
				                          .exact = true };
		}
	}
	*exact = true;
	for (size_t i = 0; i < sums; i++)
		*exact = *exact && bounds[i].exact;
	*out = bounds;
	return rc;
}

/* --- rows ------------------------------------------------------------------------------------ */

int rota_tally_put(struct rota_value *map, struct rota_arena *arena,
                   const struct rota_figures *figures, const struct rota_bounds *bounds)
{
	const struct {
		const char *key;
		uint64_t number;
	} numbers[] = {
		{ "posts", figures->posts },         { "filled", figures->filled },
		{ "vacant", figures->vacant },       { "not_reported", figures->not_reported },
		{ "non_local", figures->non_local }, { "low", bounds->low },
		{ "high", bounds->high },            { "undetermined", figures->undetermined },
		{ "acting", figures->acting },       { "pending", figures->pending },
		{ "suspended", figures->suspended },
	};
	int rc = 0;

	for (size_t i = 0; !rc && i < sizeof(numbers) / sizeof(numbers[0]); i++)
		rc = rota_map_set(arena, map, numbers[i].key, rota_uint(numbers[i].number));
	return rc;
}

static int encode_row(struct rota_buffer *out, const struct row *row, size_t post,
                      const struct rota_bounds *bounds, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_value value = rota_map();
	int rc = rota_map_set(&arena, &value, "scope",
	                      rota_bin(row->unit->id.bytes, sizeof(row->unit->id.bytes)));

	if (!rc)
		rc = rota_map_set(&arena, &value, "post", rota_text(rota_all_posts[post]));
	if (!rc)
		rc = rota_tally_put(&value, &arena, &row->figures[post], bounds);
	if (!rc)
		rc = rota_map_set(&arena, &value, "exact", rota_bool(bounds->exact));
	if (rc)
		no_memory(err);
	else
		rc = rota_canonical_encode(out, &value, err);
	rota_arena_clear(&arena);
	return rc;
}

/** Find all figures, and between which they lie. */
static int tally(struct rota_bounds **bounds, bool *exact, struct tallying *tallying,
		 const struct rota_matters *matters, struct rota_error *err)
{
	bool brief = tallying->world->brief;
	int rc;

	tallying->world->brief = true;
	rc = rota_world_policy(&tallying->policy, tallying->world, tallying->day, err);
	rota_world_forget(tallying->world);
	if (!rc)
		rc = list_rows(tallying, err);
	if (!rc)
		rc = add_communes(tallying, err);
	if (!rc)
		rc = bound(bounds, exact, tallying, matters, err);
	tallying->world->brief = brief;
	return rc;
}

int rota_tally_encode(struct rota_buffer *out, bool *exact, struct rota_world *world, int32_t day,
		      const struct rota_matters *matters, struct rota_error *err)
{
	struct tallying tallying = { .world = world, .day = day };
	struct rota_bounds *bounds = NULL;
	int rc = tally(&bounds, exact, &tallying, matters, err);

	for (size_t i = 0; !rc && i < POSTS * tallying.count; i++)
		rc = encode_row(out, &tallying.rows[i / POSTS], i % POSTS, &bounds[i], err);
	rota_arena_clear(&tallying.arena);
	return rc;
}

int rota_tally_province(struct rota_tallied out[2], struct rota_world *world, int32_t day,
			const struct rota_matters *matters, struct rota_error *err)
{
	struct tallying tallying = { .world = world, .day = day };
	struct rota_bounds *bounds = NULL;
	bool exact;
	int rc = tally(&bounds, &exact, &tallying, matters, err);

	for (size_t i = 0; !rc && i < POSTS; i++)
		out[i] = (struct rota_tallied){ tallying.rows[0].figures[i].non_local, bounds[i] };
	rota_arena_clear(&tallying.arena);
	return rc;
}
