/* SPDX-License-Identifier: Apache-2.0 */
/* Cadres by what people type: a name, a name and a year, a personal number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "office/resolve.h"
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
	int rc = rota_text_fold(&key, name, strlen(name), err);

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
	int rc = rota_text_fold_loose(&key, name, strlen(name), err);

	if (!rc && key.size)
		rc = rota_world_indexed(out, world, ROTA_INDEX_CADRE_LOOSE, key.bytes, key.size,
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

const char *rota_cadre_show(struct rota_world *world, const struct rota_subject *cadre)
{
	return rota_cadre_show_as(world, rota_subject_text(cadre, "name"),
				  rota_subject_text(cadre, "born"));
}

const char *rota_cadre_show_as(struct rota_world *world, const char *name, const char *born)
{
	struct rota_day day = { 0 };
	char text[640];
	const char *copy;

	if (born)
		rota_day_decode(&day, born, strlen(born), NULL);
	snprintf(text, sizeof(text), "%s (%u)", name ? name : "?", (unsigned)day.year);
	copy = rota_arena_copy(&world->scratch, text, strlen(text));
	return copy ? copy : "?";
}

static int several_cadres(struct rota_world *world, const char *typed, struct rota_subject **found,
                          size_t count, struct rota_error *err)
{
	struct rota_buffer list = { 0 };

	for (size_t i = 0; i < count && i < MATCHES; i++) {
		const struct rota_value *native = rota_subject_value(found[i], "native");
		const char *place = rota_value_text(rota_map_get(native, "text"));

		rota_buffer_printf(&list, "%s#%zu %s%s%s", i ? "; " : "", i + 1,
		                   rota_cadre_show(world, found[i]), place ? ", " : "",
		                   place ? place : "");
	}
	rota_fail(err, ROTA_ECONFLICT, NULL, _("'%s' may be: %s"), typed, rota_buffer_text(&list));
	rota_error_hint(err, _("put the number behind the name: '%s#1'"), typed);
	rota_buffer_clear(&list);
	return ROTA_ECONFLICT;
}

static int cadre_candidates(struct rota_ids *out, struct rota_world *world,
                            const struct named *named, struct rota_error *err)
{
	int rc;

	if (strncmp(named->name, "pin:", 4) == 0)
		return rota_world_indexed(out, world, ROTA_INDEX_CADRE_PIN, named->name + 4,
		                          strlen(named->name + 4), err);
	rc = rota_cadres_named(out, world, named->name, err);
	return rc || out->count ? rc : cadres_named_loosely(out, world, named->name, err);
}

static bool same_loosely(const char *a, const char *b)
{
	struct rota_buffer left = { 0 }, right = { 0 };
	bool same = rota_text_fold_loose(&left, a, strlen(a), NULL) == ROTA_OK &&
	            rota_text_fold_loose(&right, b, strlen(b), NULL) == ROTA_OK &&
	            strcmp(rota_buffer_text(&left), rota_buffer_text(&right)) == 0;

	rota_buffer_clear(&left);
	rota_buffer_clear(&right);
	return same;
}

/** Whether a cadre has the name or number today; an index still knows earlier ones. */
static bool is_called(const struct rota_subject *cadre, const char *typed)
{
	const char *name = rota_subject_text(cadre, "name");
	const char *pin = rota_subject_text(cadre, "pin");
	const struct rota_value *aka = rota_subject_value(cadre, "aka");

	if (strncmp(typed, "pin:", 4) == 0)
		return pin && strcmp(pin, typed + 4) == 0;
	if (name && same_loosely(name, typed))
		return true;
	for (size_t i = 0; aka && aka->type == ROTA_LIST && i < aka->as.list.count; i++) {
		const char *other = rota_value_text(&aka->as.list.items[i]);

		if (other && same_loosely(other, typed))
			return true;
	}
	return false;
}

int rota_resolve_cadre(struct rota_subject **out, struct rota_world *world, const char *typed,
                       struct rota_error *err)
{
	struct rota_subject **found;
	struct rota_ids ids;
	struct named named;
	size_t count = 0;
	int rc = take_apart(&named, typed, err);

	*out = NULL;
	if (!rc)
		rc = cadre_candidates(&ids, world, &named, err);
	if (rc)
		return rc;
	found = rota_arena_alloc(&world->scratch, (ids.count + 1) * sizeof(*found));
	if (!found)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < ids.count; i++) {
		rc = rota_world_subject(&found[count], world, ids.items[i], err);
		if (rc)
			return rc;
		if (found[count]->created && is_called(found[count], named.name) &&
		    may_be_same_day(named.born, rota_subject_day(found[count], "born")))
			count++;
	}
	if (named.which && named.which <= count)
		*out = found[named.which - 1];
	else if (named.which)
		return rota_fail(err, ROTA_ENOTFOUND, _("look the name up: rota cadre find"),
		                 _("'%s': there are only %zu"), typed, count);
	else if (count == 1)
		*out = found[0];
	else if (count)
		return several_cadres(world, typed, found, count, err);
	else
		return rota_fail(err, ROTA_ENOTFOUND,
		                 _("look the name up: rota cadre find; or add it: rota cadre add name=… born=…"),
		                 _("no cadre '%s'"), typed);
	return ROTA_OK;
}
