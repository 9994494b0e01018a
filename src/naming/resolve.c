/* SPDX-License-Identifier: Apache-2.0 */
#include "naming/resolve.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/custody.h"

enum { MATCHES = 8 };

int rota_need(const char *value, const char *option, struct rota_error *err)
{
	if (value && *value)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("read: rota help COMMAND"),
	                 _("%s is missing"), option);
}

/* --- units ----------------------------------------------------------------------------------- */

static const char *day_text(char out[ROTA_DAY_TEXT_BYTES], int32_t day)
{
	return rota_day_show(out, rota_day_from_number(day));
}

/** "xã Hồng Nam (11977)". */
static void describe(struct rota_buffer *out, const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_near(unit, day);
	const struct rota_word *type = rota_word_find(&rota_unit_types, version->type);

	rota_buffer_printf(out, "%s%s %s (%s)", out->size ? ", " : "", type ? type->vi : "",
	                   version->name, version->code);
}

static int several(const char *typed, const struct rota_unit_match *matches, size_t count,
                   int32_t day, struct rota_error *err)
{
	struct rota_buffer list = { 0 };

	for (size_t i = 0; i < count && i < MATCHES; i++)
		describe(&list, matches[i].unit, day);
	rota_refuse(err, "V05", NULL, _("'%s' may be: %s"), typed, rota_buffer_text(&list));
	rota_error_hint(err, _("write its type or its code in place of '%s'"), typed);
	rota_buffer_clear(&list);
	return ROTA_EINVALID;
}

static int no_unit(const char *typed, int32_t day, struct rota_error *err)
{
	char text[ROTA_DAY_TEXT_BYTES];

	return rota_refuse(err, "V01", _("look it up: rota unit find"), _("no unit '%s' on %s"),
	                   typed, day_text(text, day));
}

/** A unit that had this code or name on another day: say until when, or since when. */
static int of_another_day(struct rota_world *world, const char *typed, int32_t day,
                          struct rota_error *err)
{
	char asked[ROTA_DAY_TEXT_BYTES], other[ROTA_DAY_TEXT_BYTES];

	for (size_t i = 0; i < world->gazetteer.unit_count; i++) {
		const struct rota_unit *unit = world->gazetteer.units[i];
		const struct rota_unit_version *last = rota_unit_near(unit, day);

		if (rota_unit_on(unit, day) ||
		    (strcmp(last->code, typed) != 0 && strcmp(last->name, typed) != 0))
			continue;
		if (day >= unit->to)
			return rota_refuse(err, "V01", _("look it up: rota unit find"),
			                   _("no unit '%s' on %s: it ended on %s"), typed,
			                   day_text(asked, day), day_text(other, unit->to));
		return rota_refuse(err, "V01", _("look it up: rota unit find"),
		                   _("no unit '%s' on %s: it began on %s"), typed,
		                   day_text(asked, day), day_text(other, unit->from));
	}
	return no_unit(typed, day, err);
}

int rota_resolve_unit(const struct rota_unit **out, struct rota_world *world, const char *typed,
                      int32_t day, struct rota_error *err)
{
	struct rota_unit_match matches[MATCHES];
	size_t count = rota_gazetteer_find(&world->gazetteer, typed, day, -1, NULL, matches,
	                                   MATCHES);

	*out = NULL;
	if (!count)
		return of_another_day(world, typed, day, err);
	if (count > 1)
		return several(typed, matches, count, day, err);
	*out = matches[0].unit;
	return ROTA_OK;
}

int rota_resolve_commune(const struct rota_unit **out, struct rota_world *world,
                         const char *typed, int32_t day, struct rota_findings *findings,
                         struct rota_error *err)
{
	struct rota_unit_match matches[MATCHES];
	char text[ROTA_DAY_TEXT_BYTES];
	size_t count;
	int rc = rota_world_ready(world, err);

	*out = NULL;
	if (rc)
		return rc;
	count = rota_gazetteer_find(&world->gazetteer, typed, day, ROTA_LEVEL_COMMUNE,
	                            world->scope, matches, MATCHES);
	if (!count)
		rc = rota_find_handed(&count, matches, MATCHES, world, typed, day, err);
	if (rc)
		return rc;
	if (count > 1)
		return several(typed, matches, count, day, err);
	if (!count && rota_gazetteer_find(&world->gazetteer, typed, day, ROTA_LEVEL_COMMUNE, NULL,
	                                  matches, MATCHES))
		return rota_refuse(err, "V07", _("its own office records it"),
		                   _("'%s' is outside your scope on %s"), typed,
		                   day_text(text, day));
	if (!count && rota_gazetteer_find(&world->gazetteer, typed, day, -1, NULL, matches,
	                                  MATCHES) == 1)
		return rota_refuse(err, "V05", _("name one of its communes"),
		                   _("'%s' is no commune; posts are kept in communes"), typed);
	if (!count)
		return of_another_day(world, typed, day, err);
	if (matches[0].how == ROTA_MATCH_LOOSE)
		rota_findings_add(findings, "V03", NULL, _("'%s' was taken for '%s'"), typed,
		                  rota_unit_near(matches[0].unit, day)->name);
	*out = matches[0].unit;
	return ROTA_OK;
}

/* --- words ----------------------------------------------------------------------------------- */

int rota_resolve_post(const char **out, const char *typed, struct rota_error *err)
{
	const struct rota_word *word = rota_word_read(&rota_posts, typed);

	*out = word ? word->id : NULL;
	if (word)
		return ROTA_OK;
	return rota_refuse(err, "V06", _("write 'secretary' (bi-thu) or 'chair' (chu-tich)"),
	                   _("'%s' is no post that is kept here"), typed);
}

int rota_resolve_act(const struct rota_act **out, const char *typed, struct rota_error *err)
{
	const struct rota_word *word = rota_word_read(&rota_acts_words, typed);

	*out = word ? rota_act_find(word->id) : NULL;
	if (*out)
		return ROTA_OK;
	return rota_refuse(err, "V25", _("see the acts: rota help acts"), _("'%s' is no act"),
	                   typed);
}

int rota_resolve_period(struct rota_subject **out, struct rota_world *world, const char *name,
                        struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_PERIOD, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		const char *own;

		rc = rota_world_subject(out, world, ids.items[i], err);
		own = rc ? NULL : rota_subject_text(*out, "name");
		if (own && (*out)->created && strcmp(own, name) == 0)
			return ROTA_OK;
	}
	if (!rc) {
		rota_fail(err, ROTA_ENOTFOUND, _("see them: rota period list"),
		          _("there is no period '%s'"), name);
		rc = ROTA_ENOTFOUND;
	}
	return rc;
}

int rota_resolve_day(struct rota_day *out, const char *typed, const char *what,
                     struct rota_error *err)
{
	int rc = rota_day_read(out, typed ? typed : "", typed ? strlen(typed) : 0, err);

	if (rc)
		rota_error_context(err, "%s", what);
	else if (!rota_day_is_full(*out))
		rc = rota_refuse(err, "V56", _("write it as dd/mm/yyyy"),
		                 _("%s: '%s' is not a full day"), what, typed);
	return rc;
}

/* --- subjects -------------------------------------------------------------------------------- */

/** The entity of an entry that is named. */
static int resolve_entry(struct rota_target_named *out, struct rota_world *world, const char *typed,
			 struct rota_error *err)
{
	struct rota_revision revision;
	struct rota_id entity;
	int rc = rota_entry_named(&out->entry, world, typed, err);

	if (!rc)
		rc = rota_world_revision(&revision, world, out->entry, err);
	if (rc)
		return rc;
	entity = revision.entry.creates ? out->entry : revision.entry.id;
	return rota_world_subject(&out->subject, world, entity, err);
}

/** The posting of a post that is open on a day, or, when the day was named, began on it. */
static int resolve_posting(struct rota_target_named *out, struct rota_world *world, int32_t day,
                           bool named, struct rota_error *err)
{
	struct rota_postings postings;
	int rc;

	assert(out->unit); /* whoever resolved it said so */
	rc = rota_world_post(&postings, world, out->unit->id, out->post, err);
	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];

		if (named ? one->from == day : rota_posting_on(one, day) != ROTA_HOLDS_NOT)
			rc = rota_world_subject(&out->subject, world, one->id, err);
	}
	return rc;
}

int rota_resolve_subject(struct rota_target_named *out, struct rota_world *world,
                         const char *typed, struct rota_error *err)
{
	static const char digits[] = "0123456789";
	struct rota_findings ignored = { .count = 0 };
	char text[512];
	struct rota_day day = world->today;
	char *slash, *since;
	int rc;

	*out = (struct rota_target_named){ 0 };
	/* five digits are a commune's code; an entry with such a number is named with '#' */
	if (rota_is_entry_name(typed) && (strlen(typed) != 5 || strspn(typed, digits) != 5))
		return resolve_entry(out, world, typed, err);
	rota_text_join(text, sizeof(text), typed, "", "");
	slash = strchr(text, '/');
	if (!slash)
		return rota_fail(err, ROTA_EINVALID,
		                 _("name a post as 'Hồng Nam/bi-thu', a posting as "
		                   "'Hồng Nam/bi-thu@01/09/2023', or an entry by its number"),
		                 _("'%s' names no posting"), typed);
	*slash++ = '\0';
	since = strchr(slash, '@');
	if (since)
		*since++ = '\0';
	rc = rota_resolve_post(&out->post, slash, err);
	if (!rc && since)
		rc = rota_resolve_day(&day, since, _("day behind '@'"), err);
	if (!rc) /* a code or a name means the unit that had it on the day */
		rc = rota_resolve_commune(&out->unit, world, text, rota_day_first(day), &ignored,
		                          err);
	return rc ? rc : resolve_posting(out, world, rota_day_first(day), since != NULL, err);
}
