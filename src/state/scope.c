/* SPDX-License-Identifier: Apache-2.0 */
#include "state/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"

static int level_of(const char *office)
{
	if (!office)
		return -1;
	if (strcmp(office, "commune") == 0)
		return ROTA_LEVEL_COMMUNE;
	return strcmp(office, "province") == 0 ? ROTA_LEVEL_PROVINCE : ROTA_LEVEL_DISTRICT;
}

/** @return how many units can be meant on a day; the first of them is `*out`. */
static size_t find_on(const struct rota_unit **out, const struct rota_world *world,
                      const char *typed, const char *office, int32_t day)
{
	struct rota_unit_match match = { .unit = NULL };
	size_t count = rota_gazetteer_find(&world->gazetteer, typed, day, level_of(office), NULL,
	                                   &match, 1);

	*out = match.unit;
	return count;
}

static int none(const char *typed, const char *office, struct rota_error *err)
{
	if (!office)
		return rota_refuse(err, "V01", _("look it up: rota unit find"),
		                   _("there never was a unit '%s'"), typed);
	return rota_refuse(err, "V01", _("write its code, or its name as in the list of units"),
	                   _("there is no unit '%s' for an office of this level"), typed);
}

static int several(const char *typed, struct rota_error *err)
{
	return rota_refuse(err, "V05", _("write its code"), _("'%s' may be several units"), typed);
}

int rota_scope_find_on(const struct rota_unit **out, struct rota_world *world, const char *typed,
                       const char *office, int32_t day, struct rota_error *err)
{
	size_t count = find_on(out, world, typed, office, day);

	if (count == 1)
		return ROTA_OK;
	return count ? several(typed, err) : none(typed, office, err);
}

static int compare_days(const void *a, const void *b)
{
	int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;

	return left > right ? -1 : left < right;
}

/** The days on which units were last there, newest first. In the scratch memory. */
static int last_days(int32_t **out, size_t *count, struct rota_world *world, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;

	*count = 0;
	*out = rota_arena_alloc(&world->scratch, (gazetteer->unit_count + 1) * sizeof(**out));
	if (!*out)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < gazetteer->unit_count; i++)
		if (gazetteer->units[i]->to != ROTA_DAY_NEVER)
			(*out)[(*count)++] = gazetteer->units[i]->to - 1;
	qsort(*out, *count, sizeof(**out), compare_days);
	return ROTA_OK;
}

int rota_scope_find(const struct rota_unit **out, int32_t *day, struct rota_world *world,
                    const char *typed, const char *office, struct rota_error *err)
{
	int32_t *days;
	size_t count, found = find_on(out, world, typed, office, world->today_number);
	int rc = last_days(&days, &count, world, err);

	*day = world->today_number;
	for (size_t i = 0; !rc && !found && i < count; i++) {
		if (days[i] >= *day) /* a day is tried once */
			continue;
		*day = days[i];
		found = find_on(out, world, typed, office, *day);
	}
	if (rc || found == 1)
		return rc;
	*out = NULL;
	return found ? several(typed, err) : none(typed, office, err);
}
