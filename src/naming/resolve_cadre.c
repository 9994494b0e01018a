/* SPDX-License-Identifier: Apache-2.0 */
/* Cadres by what people type: a name, a name and a year, a personal number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "naming/arrival.h"
#include "naming/resolve.h"
#include "state/index_entry.h"
#include "state/person.h"
#include "store/index.h"

enum { MATCHES = 8 };

/** "Nguyễn Văn An,1979#2" taken apart. */
struct named {
	char name[256];
	struct rota_day born;
	unsigned long which; /* 0: not said */
};

static int take_apart(struct named *out, const char *typed, struct rota_error *err)
{
	char *mark;
	int rc = ROTA_OK;

	memset(out, 0, sizeof(*out));
	rota_text_join(out->name, sizeof(out->name), typed, "", "");
	mark = strrchr(out->name, '#');
	if (mark) {
		out->which = strtoul(mark + 1, NULL, 10);
		*mark = '\0';
	}
	mark = strchr(out->name, ',');
	if (mark) {
		*mark = '\0';
		rc = rota_day_read(&out->born, mark + 1, strlen(mark + 1), err);
	}
	return rc;
}

int rota_cadres_named(struct rota_ids *out, struct rota_world *world, const char *name,
                      struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = rota_name_key(&key, name, strlen(name), err);

	*out = (struct rota_ids){ 0 };
	if (!rc && key.size)
		rc = rota_world_indexed(out, world, ROTA_INDEX_CADRE_NAME, key.bytes, key.size,
		                        err);
	rota_buffer_clear(&key);
	return rc;
}

/** The same for a name that was typed without accents. */
static int cadres_named_loosely(struct rota_ids *out, struct rota_world *world, const char *name,
                                struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc = rota_name_beginning(&key, name, strlen(name), err);

	if (!rc && key.size)
		rc = rota_world_beginning(out, world, ROTA_INDEX_CADRE_NAME, key.bytes, key.size,
		                          err);
	rota_buffer_clear(&key);
	return rc;
}

/** Whether two days of whatever precision can be the same day. */
static bool may_be_same_day(struct rota_day a, struct rota_day b)
{
	if (rota_day_is_none(a) || rota_day_is_none(b))
		return true;
	return rota_day_first(a) <= rota_day_last(b) && rota_day_first(b) <= rota_day_last(a);
}

/** Those who may be meant. */
struct found {
	struct rota_subject *cadre;
	const struct rota_arrival *arrival; /* NULL: a cadre of the store */
};
struct found_list {
	struct found *items;
	size_t count, room;
	bool loose; /* none has the name with its accents */
};

static int add_found(struct found_list *list, struct rota_world *world, struct found found,
                     struct rota_error *err)
{
	struct found *items = rota_arena_more(&world->scratch, list->items, list->count,
	                                      &list->room, sizeof(*items));

	if (!items || !found.cadre)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	list->items = items;
	list->items[list->count++] = found;
	return ROTA_OK;
}

/** What tells one of several from the others. */
static void write_found(struct rota_buffer *out, struct rota_world *world,
                        const struct found *found)
{
	const struct rota_value *native = rota_subject_value(found->cadre, "native");
	const char *place = rota_value_text(rota_map_get(native, "text"));

	if (found->arrival)
		rota_buffer_printf(out, _(", on the way here %s"),
		                   rota_arrival_shown(world, found->arrival));
	else
		rota_buffer_printf(out, "%s%s", place ? ", " : "", place ? place : "");
}

static int several_cadres(struct rota_world *world, const char *typed,
                          const struct found_list *found, struct rota_error *err)
{
	struct rota_buffer list = { 0 };

	for (size_t i = 0; i < found->count && i < MATCHES; i++) {
		rota_buffer_printf(&list, "%s#%zu %s", i ? "; " : "", i + 1,
		                   rota_cadre_show(world, found->items[i].cadre));
		write_found(&list, world, &found->items[i]);
	}
	rota_fail(err, ROTA_ECONFLICT, NULL, _("'%s' may be: %s"), typed, rota_buffer_text(&list));
	rota_error_hint(err, _("put the number behind the name: '%s#1'"), typed);
	rota_buffer_clear(&list);
	return ROTA_ECONFLICT;
}

/** @param[out] loose  the name was found without its accents only. */
static int cadre_candidates(struct rota_ids *out, bool *loose, struct rota_world *world,
                            const struct named *named, struct rota_error *err)
{
	int rc;

	*loose = false;

	if (strncmp(named->name, "pin:", 4) == 0)
		return rota_world_indexed(out, world, ROTA_INDEX_CADRE_PIN, named->name + 4,
		                          strlen(named->name + 4), err);
	rc = rota_cadres_named(out, world, named->name, err);
	*loose = !out->count;
	return rc || out->count ? rc : cadres_named_loosely(out, world, named->name, err);
}

/** Whether a cadre has the name or number today; an index still knows earlier ones. */
static bool is_called(const struct rota_subject *cadre, const char *typed)
{
	const char *name = rota_subject_text(cadre, "name");
	const char *pin = rota_subject_text(cadre, "pin");
	const struct rota_value *aka = rota_subject_value(cadre, "aka");

	if (strncmp(typed, "pin:", 4) == 0)
		return pin && strcmp(pin, typed + 4) == 0;
	if (name && rota_text_alike_loosely(name, typed))
		return true;
	for (size_t i = 0; aka && aka->type == ROTA_LIST && i < aka->as.list.count; i++) {
		const char *other = rota_value_text(&aka->as.list.items[i]);

		if (other && rota_text_alike_loosely(other, typed))
			return true;
	}
	return false;
}

/** The cadres of the store. */
static int find_cadres(struct found_list *out, struct rota_world *world, const struct named *named,
                       struct rota_error *err)
{
	struct rota_ids ids;
	int rc = cadre_candidates(&ids, &out->loose, world, named, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *cadre;

		rc = rota_world_subject(&cadre, world, ids.items[i], err);
		if (!rc && cadre->created && is_called(cadre, named->name) &&
		    may_be_same_day(named->born, rota_subject_day(cadre, "born")))
			rc = add_found(out, world, (struct found){ cadre, NULL }, err);
	}
	return rc;
}

/* --- who is on the way ----------------------------------------------------------------------- */

/** Whether a record of the store is said to be of the same person: that one is meant then. */
static int has_record(bool *out, struct rota_world *world, const struct rota_arrival *arrival,
                      struct rota_error *err)
{
	struct rota_said_list said;
	int rc = rota_world_said(&said, world, arrival->cadre, err);

	*out = arrival->here;
	for (size_t i = 0; !rc && !*out && i < said.count; i++) {
		struct rota_subject *record = NULL;

		if (said.items[i].same)
			rc = rota_find_record(&record, world, said.items[i].other, err);
		*out = !rc && record;
	}
	return rc;
}

/** Those of the arrivals who have the name, with its accents or without. */
static int match_arrivals(struct found_list *out, struct rota_world *world,
                          const struct rota_arrivals *arrivals, const struct named *named,
                          bool (*same)(const char *, const char *), struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < arrivals->count; i++) {
		const struct rota_arrival *arrival = &arrivals->items[i];
		struct rota_subject *record;
		bool has = false;

		if (!arrival->name || !same(arrival->name, named->name))
			continue;
		record = rota_arrival_record(world, arrival);
		rc = record ? has_record(&has, world, arrival, err) : ROTA_OK;
		if (!rc && !has &&
		    (!record || may_be_same_day(named->born, rota_subject_day(record, "born"))))
			rc = add_found(out, world, (struct found){ record, arrival }, err);
	}
	return rc;
}

/** A name that is written as it is typed comes before one that merely looks like it. */
static int find_arrivals(struct found_list *out, struct rota_world *world,
                         const struct named *named, struct rota_error *err)
{
	struct rota_arrivals arrivals;
	struct found_list exact = { .count = 0 };
	int rc = rota_world_arrivals(&arrivals, world, err);

	if (!rc)
		rc = match_arrivals(&exact, world, &arrivals, named, rota_text_alike, err);
	if (!rc && out->loose && exact.count)
		out->count = 0;
	for (size_t i = 0; !rc && i < exact.count; i++)
		rc = add_found(out, world, exact.items[i], err);
	return rc || exact.count || !out->loose ?
	               rc :
	               match_arrivals(out, world, &arrivals, named, rota_text_alike_loosely, err);
}

/* --- who is meant ---------------------------------------------------------------------------- */

static int choose(struct found *out, struct rota_world *world, const char *typed,
                  const struct named *named, const struct found_list *found,
                  struct rota_error *err)
{
	if (named->which && named->which <= found->count) {
		*out = found->items[named->which - 1];
		return ROTA_OK;
	}
	if (named->which)
		return rota_fail(err, ROTA_ENOTFOUND, _("look the name up: rota cadre find"),
		                 _("'%s': there are only %zu"), typed, found->count);
	if (found->count > 1)
		return several_cadres(world, typed, found, err);
	if (!found->count)
		return rota_fail(err, ROTA_ENOTFOUND,
		                 _("look the name up: rota cadre find; or add it: rota cadre add name=… born=…"),
		                 _("no cadre '%s'"), typed);
	*out = found->items[0];
	return ROTA_OK;
}

static int resolve(struct found *out, struct rota_world *world, const char *typed, bool arrivals,
                   struct rota_error *err)
{
	struct found_list found = { .count = 0 };
	struct named named;
	int rc = take_apart(&named, typed, err);

	*out = (struct found){ NULL, NULL };
	if (!rc)
		rc = find_cadres(&found, world, &named, err);
	if (!rc && arrivals && strncmp(named.name, "pin:", 4) != 0)
		rc = find_arrivals(&found, world, &named, err);
	return rc ? rc : choose(out, world, typed, &named, &found, err);
}

int rota_resolve_cadre(struct rota_subject **out, struct rota_world *world, const char *typed,
                       struct rota_error *err)
{
	struct found found;
	int rc = resolve(&found, world, typed, false, err);

	*out = found.cadre;
	return rc;
}

int rota_resolve_anybody(struct rota_subject **out, const struct rota_arrival **arrival,
                         struct rota_world *world, const char *typed, struct rota_error *err)
{
	struct found found;
	int rc = resolve(&found, world, typed, true, err);

	*out = found.cadre;
	*arrival = found.arrival;
	return rc;
}

int rota_resolve_coming(const struct rota_arrival **out, struct rota_world *world, const char *name,
                        struct rota_day born, struct rota_id commune, struct rota_error *err)
{
	struct found_list found = { .count = 0 };
	struct rota_arrivals arrivals;
	struct named named = { .born = born };
	size_t there = 0;
	int rc = rota_world_arrivals(&arrivals, world, err);

	*out = NULL;
	rota_text_join(named.name, sizeof(named.name), name, "", "");
	if (!rc)
		rc = match_arrivals(&found, world, &arrivals, &named, rota_text_alike, err);
	for (size_t i = 0; !rc && i < found.count; i++) {
		const struct rota_arrival *arrival = found.items[i].arrival;

		if (!arrival->goes || rota_id_compare(arrival->goes->id, commune) != 0)
			continue;
		*out = there++ ? NULL : arrival;
	}
	return rc;
}
