/* SPDX-License-Identifier: Apache-2.0 */
#include "report/grouping.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "state/writers.h"

/** Communes formed of communes formed of ...: hostile successions may point in circles. */
enum { DESCENT_DEPTH = 8 };

/* --- words ----------------------------------------------------------------------------------- */

static const struct rota_word by_words[] = {
	{ "district", "district", "huyện" },
	{ "commune", "commune", "xã" },
	{ "office", "office", "đơn vị sử dụng" },
};

static const struct rota_words bys = { "by", by_words, 3 };

int rota_grouping_read(enum rota_grouping_by *out, const char *typed, struct rota_error *err)
{
	const struct rota_word *word = typed ? rota_word_read(&bys, typed) : NULL;

	*out = word ? (enum rota_grouping_by)(word - by_words + 1) : ROTA_BY_BELOW;
	if (!typed || word)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 _("write 'district' (huyen), 'commune' (xa) or 'office' (don-vi-su-dung)"),
			 _("figures are not grouped by '%s'"), typed);
}

const char *rota_grouping_id(enum rota_grouping_by by)
{
	return by == ROTA_BY_BELOW ? NULL : by_words[by - 1].id;
}

/* --- where a commune belongs ----------------------------------------------------------------- */

/** The unit directly below the scope in which a unit lies; NULL for the scope itself. */
static const struct rota_unit *below_scope(const struct rota_grouping *grouping,
					   const struct rota_unit *unit)
{
	for (int level = 0; unit && level <= ROTA_LEVEL_COMMUNE; level++) {
		struct rota_id parent = rota_unit_near(unit, grouping->day)->parent;

		if (rota_id_compare(parent, grouping->scope->id) == 0)
			return unit;
		unit = rota_gazetteer_unit(grouping->gazetteer, parent);
	}
	return NULL;
}

/** The district in which a unit lies or lay last, by its own versions. */
static const struct rota_unit *own_district(const struct rota_gazetteer *gazetteer,
					    const struct rota_unit *unit, int32_t day)
{
	for (size_t i = unit->version_count; i-- > 0;) {
		const struct rota_unit *parent =
			rota_gazetteer_unit(gazetteer, unit->versions[i].parent);

		if ((unit->versions[i].from <= day || i == 0) && parent &&
		    parent->level == ROTA_LEVEL_DISTRICT)
			return parent;
	}
	return NULL;
}

/** Its district, or that of the commune from which it came, whole ones before parts. */
static const struct rota_unit *district_of(const struct rota_gazetteer *gazetteer,
					   const struct rota_unit *unit, int32_t day,
					   unsigned depth)
{
	const struct rota_unit *district = own_district(gazetteer, unit, day);

	for (int sure = 1; !district && depth < DESCENT_DEPTH && sure >= 0; sure--)
		for (size_t i = 0; !district && i < gazetteer->succession_count; i++) {
			const struct rota_succession *one = &gazetteer->successions[i];
			const struct rota_unit *old =
				rota_gazetteer_unit(gazetteer, one->from_unit);

			if (old && one->on <= day &&
			    rota_id_compare(one->to_unit, unit->id) == 0 &&
			    rota_id_compare(one->from_unit, unit->id) != 0 &&
			    (rota_succession_heritage(one) == ROTA_HERITAGE_SURE) == sure)
				district = district_of(gazetteer, old, one->on - 1, depth + 1);
		}
	return district;
}

/** The office with the smallest scope around a unit. */
static const struct rota_office_scope *office_of(const struct rota_grouping *grouping,
						 const struct rota_unit *unit)
{
	const struct rota_office_scope *best = NULL;

	for (size_t i = 0; i < grouping->office_count; i++) {
		const struct rota_office_scope *one = &grouping->offices[i];

		if (rota_gazetteer_inside(grouping->gazetteer, unit, one->unit, grouping->day) &&
		    (!best || one->unit->level > best->unit->level))
			best = one;
	}
	return best;
}

/* --- groups ---------------------------------------------------------------------------------- */

static struct rota_group *group_of_unit(struct rota_grouping *grouping,
					const struct rota_unit *unit, const char *name)
{
	struct rota_group *group = grouping->items;

	if (!unit)
		return NULL;
	while (group < grouping->items + grouping->count && group->unit != unit)
		group++;
	if (group == grouping->items + grouping->count) {
		const struct rota_unit_version *version = rota_unit_near(unit, grouping->day);

		*group = (struct rota_group){ .unit = unit,
					      .code = version->code,
					      .name = name ? name : version->name };
		grouping->count++;
	}
	return group;
}

struct rota_group *rota_grouping_of(struct rota_grouping *grouping, const struct rota_unit *unit)
{
	const struct rota_office_scope *office;
	const struct rota_unit *district;

	switch (grouping->by) {
	case ROTA_BY_DISTRICT:
		district = district_of(grouping->gazetteer, unit, grouping->day, 0);
		return group_of_unit(grouping, district ? district : grouping->scope, NULL);
	case ROTA_BY_COMMUNE:
		return rota_unit_on(unit, grouping->day) ? group_of_unit(grouping, unit, NULL) :
							   NULL;
	case ROTA_BY_OFFICE:
		office = office_of(grouping, unit);
		return office ? group_of_unit(grouping, office->unit, office->name) : NULL;
	default:
		unit = below_scope(grouping, unit);
		return unit && rota_unit_on(unit, grouping->day) ?
			       group_of_unit(grouping, unit, NULL) :
			       NULL;
	}
}

/** Districts and units below the scope have a row also without a commune. */
static bool is_always_there(const struct rota_grouping *grouping, const struct rota_unit *unit)
{
	const struct rota_unit_version *version = rota_unit_on(unit, grouping->day);

	if (!version)
		return false;
	if (grouping->by == ROTA_BY_BELOW)
		return rota_id_compare(version->parent, grouping->scope->id) == 0;
	return grouping->by == ROTA_BY_DISTRICT && unit->level == ROTA_LEVEL_DISTRICT &&
	       rota_gazetteer_inside(grouping->gazetteer, unit, grouping->scope, grouping->day);
}

/** The scopes that the offices had on the day. */
static int load_offices(struct rota_grouping *grouping, struct rota_world *world,
			struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	if (rc)
		return rc;
	grouping->offices = rota_arena_alloc(&world->arena,
					     (writers->count + 1) * sizeof(*grouping->offices));
	if (!grouping->offices)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < writers->count; i++) {
		struct rota_office_scope *one = &grouping->offices[grouping->office_count];
		const struct rota_custody_span *span =
			rota_custody_on(&writers->items[i].kept, grouping->day);

		if (!span)
			continue;
		one->unit = rota_gazetteer_unit(grouping->gazetteer, span->scope);
		one->name = writers->items[i].name;
		grouping->office_count += one->unit != NULL;
	}
	return ROTA_OK;
}

int rota_grouping_init(struct rota_grouping *out, struct rota_world *world,
		       const struct rota_unit *scope, int32_t day, enum rota_grouping_by by,
		       struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	size_t most = gazetteer->unit_count + 1;

	*out = (struct rota_grouping){ .gazetteer = gazetteer, .scope = scope, .day = day, .by = by };
	out->items = rota_arena_alloc(&world->arena, most * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < gazetteer->unit_count; i++)
		if (is_always_there(out, gazetteer->units[i]))
			group_of_unit(out, gazetteer->units[i], NULL);
	return by == ROTA_BY_OFFICE ? load_offices(out, world, err) : ROTA_OK;
}

static int compare_groups(const void *a, const void *b)
{
	const struct rota_group *left = a;
	const struct rota_group *right = b;

	return strcmp(left->code, right->code);
}

void rota_grouping_sort(struct rota_grouping *grouping)
{
	if (grouping->count)
		qsort(grouping->items, grouping->count, sizeof(*grouping->items), compare_groups);
}
