/* SPDX-License-Identifier: Apache-2.0 */
#include "naming/matter_list.h"

#include <string.h>

#include "base/messages.h"
#include "state/bounds.h"
#include "state/notice.h"
#include "state/settled.h"
#include "state/told.h"

/** Whether an item of a sorted list repeats the one before. */
static bool is_repeated(const struct rota_matters *matters, size_t at)
{
	const struct rota_matters before = { .items = matters->items, .count = at };

	return at && rota_matters_have(&before, matters->items[at].id);
}

/** Add those of which the id is not listed yet, each once. */
static int add_new(struct rota_matters *all, struct rota_arena *arena, struct rota_matters *some,
		   struct rota_error *err)
{
	const struct rota_matters listed = *all;
	int rc = ROTA_OK;

	rota_matters_sort(some);
	for (size_t i = 0; !rc && i < some->count; i++)
		if (!is_repeated(some, i) && !rota_matters_have(&listed, some->items[i].id))
			rc = rota_matters_add(all, arena, &some->items[i], err);
	rota_matters_sort(all);
	return rc;
}

/** Whether the subjects of a matter are told apart. */
static bool has_newer(const struct rota_matter *matter)
{
	return (matter->type == ROTA_MATTER_HALF_MOVE || matter->type == ROTA_MATTER_DOCS_DIFFER ||
		matter->type == ROTA_MATTER_ACTING_AS_FULL) &&
	       matter->subject_count > 1;
}

/** Whether a posting is the one that a matter tells from another one: the later one of a move, the
 * full one of somebody acting. */
static bool is_newer(const struct rota_matter *matter, const struct rota_posting *one,
		     const struct rota_posting *than)
{
	return matter->type == ROTA_MATTER_ACTING_AS_FULL ? strcmp(one->mode, "full") == 0
							  : rota_posting_compare(than, one) < 0;
}

/** Which posting of those that the province told of is the new one, or the full one. */
static int find_newer(struct rota_matter *matter, struct rota_world *world, struct rota_error *err)
{
	struct rota_posting found = { .subject = NULL };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && has_newer(matter) && i < matter->subject_count; i++) {
		struct rota_subject *subject;
		struct rota_posting one;

		rc = rota_world_subject(&subject, world, matter->subjects[i], err);
		if (rc || !rota_posting_read(&one, subject))
			continue;
		if (found.subject ? is_newer(matter, &one, &found)
				  : matter->type != ROTA_MATTER_ACTING_AS_FULL ||
					    is_newer(matter, &one, &one))
			matter->newer = i;
		found = one;
	}
	rota_world_forget(world);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** What a matter that the province told of is about: what is known here, or a cadre whom it names. */
static int find_entity(struct rota_matter *matter, struct rota_world *world, struct rota_error *err)
{
	const struct rota_told_cadre *told = NULL;
	struct rota_subject *subject;
	int rc = ROTA_ENOTFOUND;

	if (!matter->subject_count)
		return ROTA_OK;
	rc = rota_world_subject(&subject, world, matter->subjects[0], err);
	if (!rc)
		matter->entity = subject->type;
	rota_world_forget(world);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rc = rota_world_told(&told, world, matter->subjects[0], err);
	if (told)
		matter->entity = ROTA_ENTITY_CADRE;
	return rc;
}

int rota_matters_told(struct rota_matters *out, struct rota_world *world, struct rota_arena *arena,
		      struct rota_error *err)
{
	struct rota_buffer rows = { 0 };
	size_t at = 0;
	int rc = rota_notice_matters(&rows, world, err);

	while (!rc && at < rows.size) {
		struct rota_matter matter;
		size_t used = 0;

		rc = rota_matter_row_decode(&matter, arena, &used, rows.bytes + at, rows.size - at,
					    err);
		if (!rc)
			rc = rota_matters_add(out, arena, &matter, err);
		at += used;
	}
	rota_buffer_clear(&rows);
	return rc;
}

static int list_told(struct rota_matters *told, struct rota_world *world, struct rota_arena *arena,
		     struct rota_error *err)
{
	int rc = rota_matters_told(told, world, arena, err);

	for (size_t i = 0; !rc && i < told->count; i++)
		rc = find_newer(&told->items[i], world, err);
	for (size_t i = 0; !rc && i < told->count; i++)
		rc = find_entity(&told->items[i], world, err);
	return rc;
}

int rota_matter_list(struct rota_matter_list *out, struct rota_world *world,
		     struct rota_arena *arena, struct rota_error *err)
{
	struct rota_matters settled = { .count = 0 }, told = { .count = 0 };
	int rc;

	*out = (struct rota_matter_list){ .open = { .count = 0 } };
	rc = rota_world_matters(&out->open, world, arena, err);
	if (!rc)
		rc = rota_world_settled(&settled, world, arena, err);
	if (!rc && !world->office->is_province)
		rc = list_told(&told, world, arena, err);
	if (!rc)
		rc = add_new(&out->all, arena, &out->open, err);
	if (!rc)
		rc = add_new(&out->all, arena, &settled, err);
	return rc ? rc : add_new(&out->all, arena, &told, err);
}

/* --- weight ---------------------------------------------------------------------------------- */

/** The units in which a matter may move a figure: its own, and those where its cadre stands. */
static int list_units(struct rota_ids *out, struct rota_world *world,
		      const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_postings career = { .count = 0 };
	int rc = ROTA_OK;

	if (matter->entity == ROTA_ENTITY_CADRE && matter->subject_count)
		rc = rota_world_career(&career, world, matter->subjects[0], err);
	out->count = 0;
	out->items = rota_arena_alloc(&world->scratch,
				      (matter->unit_count + career.count) * sizeof(*out->items));
	if (!out->items)
		return rc ? rc : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < matter->unit_count; i++)
		out->items[out->count++] = matter->units[i];
	for (size_t i = 0; i < career.count; i++)
		out->items[out->count++] = career.items[i].unit;
	return rc;
}

static bool has_cell(const struct rota_bounds_cells *cells, struct rota_id unit)
{
	for (size_t i = 0; i < cells->count; i++)
		if (rota_id_compare(cells->items[i].unit, unit) == 0)
			return true;
	return false;
}

/** Both posts of those of the units that live on the day, in a sum for each post. */
static int list_cells(struct rota_bounds_cells *out, struct rota_world *world,
		      struct rota_arena *arena, const struct rota_ids *units, int32_t day,
		      struct rota_error *err)
{
	*out = (struct rota_bounds_cells){ .count = 0 };
	out->items = rota_arena_alloc(arena, 2 * units->count * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < units->count; i++) {
		const struct rota_unit *unit =
			rota_gazetteer_unit(&world->gazetteer, units->items[i]);

		if (!unit || !rota_unit_on(unit, day) || has_cell(out, unit->id))
			continue;
		for (size_t post = 0; rota_all_posts[post]; post++)
			out->items[out->count++] = (struct rota_bounds_cell){
				.unit = unit->id, .post = rota_all_posts[post], .row = post,
				.total = post
			};
	}
	return ROTA_OK;
}

static int weigh(uint64_t *out, struct rota_world *world, const struct rota_matter *matter,
		 int32_t day, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_matter one = *matter;
	const struct rota_matters alone = { .items = &one, .count = 1, .room = 1 };
	struct rota_bounds bounds[2];
	struct rota_bounds_cells cells;
	struct rota_policy_view policy;
	struct rota_ids units;
	int rc = rota_world_policy(&policy, world, day, err);

	if (!rc)
		rc = list_units(&units, world, matter, err);
	if (!rc)
		rc = list_cells(&cells, world, arena, &units, day, err);
	if (rc || !cells.count)
		return rc;
	rota_world_forget(world);
	rc = rota_world_bounds(bounds, 2, world, &cells, day, &policy, &alone, arena, err);
	for (size_t i = 0; !rc && i < 2; i++)
		*out += bounds[i].high - bounds[i].low;
	return rc;
}

int rota_matter_weight(uint64_t *out, struct rota_world *world, const struct rota_matter *matter,
		       int32_t day, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	int rc = ROTA_OK;

	*out = 0;
	if (rota_matter_weighs_on(matter, day) &&
	    (matter->type != ROTA_MATTER_FIELD_CONFLICT || matter->values.as.list.count))
		rc = weigh(out, world, matter, day, &arena, err);
	rota_arena_clear(&arena);
	rota_world_forget(world);
	return rc;
}

int32_t rota_matter_day(const struct rota_matter *matter, int32_t today)
{
	if (today < matter->from)
		return matter->from;
	return today < matter->to ? today : matter->to - 1;
}

/* --- age ------------------------------------------------------------------------------------- */

int rota_matter_arose(uint64_t *out, struct rota_world *world, const struct rota_matter *matter,
		      struct rota_error *err)
{
	int rc = ROTA_OK;

	*out = 0;
	for (size_t i = 0; !rc && i < matter->saw_count; i++) {
		struct rota_entry entry;

		rc = rota_world_entry(&entry, world, matter->saw[i], err);
		if (rc == ROTA_ENOTFOUND) {
			rota_error_clear(err);
			rc = ROTA_OK;
		} else if (!rc && rota_clock_ms(entry.clock) > *out) {
			*out = rota_clock_ms(entry.clock);
		}
	}
	rota_world_forget(world);
	return rc;
}
