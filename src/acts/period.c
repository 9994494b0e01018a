/* SPDX-License-Identifier: Apache-2.0 */
/* Days that the office has spoken of already: published figures, and nil returns. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"

static bool has_finding(const struct rota_findings *findings, const char *rule)
{
	for (size_t i = 0; i < findings->count; i++)
		if (strcmp(findings->items[i].rule, rule) == 0)
			return true;
	return false;
}

/** "Quý I/2024"; "" when the period is not known here. */
static const char *period_name(struct rota_world *world, const struct rota_subject *publication)
{
	struct rota_subject *period;
	const char *name;

	if (rota_world_subject(&period, world, rota_subject_id(publication, "period"), NULL))
		return "";
	name = rota_subject_text(period, "name");
	return name ? name : "";
}

int rota_judge_published(struct rota_acting *acting, int32_t day, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, acting->world, ROTA_ENTITY_PUBLICATION, err);

	for (size_t i = 0; !rc && i < ids.count && !has_finding(&acting->findings, "V39"); i++) {
		struct rota_subject *one;
		struct rota_day as_of;
		char shown[ROTA_DAY_TEXT_BYTES];

		rc = rota_world_subject(&one, acting->world, ids.items[i], err);
		if (rc || !one->created)
			continue;
		as_of = rota_subject_day(one, "as_of");
		if (rota_day_is_none(as_of) || rota_day_last(as_of) < day)
			continue;
		rota_findings_add(&acting->findings, "V39",
		                  _("say with --why why it comes now; what is published stays as it is"),
		                  _("the figures of %s are published ('%s')"),
		                  rota_day_show(shown, as_of), period_name(acting->world, one));
	}
	return rc;
}

/** C35, the other way: the office has stated that nothing changed on that day. */
static int judge_stated(struct rota_acting *acting, int32_t day, struct rota_error *err)
{
	struct rota_world *world = acting->world;
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_NIL_RETURN, err);

	for (size_t i = 0; !rc && i < ids.count && !has_finding(&acting->findings, "C35"); i++) {
		char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];
		const struct rota_unit *scope;
		struct rota_day from, to;
		struct rota_subject *one;

		if (memcmp(ids.items[i].bytes, world->office->own.bytes, 8) != 0)
			continue;
		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (rc || !one->created)
			continue;
		from = rota_subject_day(one, "from");
		to = rota_subject_day(one, "to");
		scope = rota_gazetteer_unit(&world->gazetteer, rota_subject_id(one, "scope"));
		if (rota_day_is_none(from) || rota_day_is_none(to) || day < rota_day_first(from) ||
		    day >= rota_day_first(to) || !scope || !acting->unit ||
		    !rota_gazetteer_inside(&world->gazetteer, acting->unit, scope, day))
			continue;
		rota_findings_flag(&acting->findings, "C35",
		                   _("it was stated that nothing changed from %s until before %s"),
		                   rota_day_show(first, from), rota_day_show(last, to));
	}
	return rc;
}

int rota_judge_day(struct rota_acting *acting, int32_t day, struct rota_error *err)
{
	int rc = rota_judge_published(acting, day, err);

	return rc ? rc : judge_stated(acting, day, err);
}

/* --- nil returns ----------------------------------------------------------------------------- */

/** @return whether this change is an earlier one. */
static bool is_earlier(const struct rota_contradiction *found, int32_t day)
{
	return day >= found->from && day < found->day;
}

/** The earliest day in the interval on which something happens to a posting. */
static int32_t first_change(const struct rota_contradiction *found, const struct rota_posting *posting)
{
	struct rota_contradiction earliest = *found;
	int32_t end = rota_posting_end(posting);

	if (is_earlier(&earliest, posting->from))
		earliest.day = posting->from;
	if (is_earlier(&earliest, end))
		earliest.day = end;
	for (size_t i = 0; i < posting->subject->revision_count; i++) {
		const struct rota_revision *one = &posting->subject->revisions[i];

		if (!one->undone && strcmp(one->entry.kind_name, "posting.step") == 0 &&
		    one->entry.has_on && !rota_day_is_none(one->entry.on) &&
		    is_earlier(&earliest, rota_day_first(one->entry.on)))
			earliest.day = rota_day_first(one->entry.on);
	}
	return earliest.day;
}

/** Whether a nil return speaks of a unit. */
static bool is_spoken_of(const struct rota_contradiction *found, const struct rota_world *world,
                         struct rota_id id, int32_t day)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);

	return !found->scope ||
	       (unit && rota_gazetteer_inside(&world->gazetteer, unit, found->scope, day));
}

static int look_at_posting(struct rota_world *world, const struct rota_subject *subject,
                           void *payload, struct rota_error *err)
{
	struct rota_contradiction *found = payload;
	struct rota_posting posting;
	int32_t day;

	(void)err;
	if (!rota_posting_read(&posting, subject) || rota_posting_is_void(&posting))
		return ROTA_OK;
	day = first_change(found, &posting);
	if (day >= found->day || !is_spoken_of(found, world, posting.unit, day))
		return ROTA_OK;
	found->day = day;
	snprintf(found->what, sizeof(found->what), "%s", rota_posting_shown(world, subject));
	return ROTA_OK;
}

static int look_at_vacancy(struct rota_world *world, const struct rota_subject *subject,
                           void *payload, struct rota_error *err)
{
	struct rota_contradiction *found = payload;
	const struct rota_unit *unit;
	struct rota_vacancy vacancy;

	(void)err;
	if (!rota_vacancy_read(&vacancy, subject) || vacancy.withdrawn ||
	    !is_earlier(found, vacancy.from) ||
	    !is_spoken_of(found, world, vacancy.unit, vacancy.from))
		return ROTA_OK;
	unit = rota_gazetteer_unit(&world->gazetteer, vacancy.unit);
	found->day = vacancy.from;
	snprintf(found->what, sizeof(found->what), _("%s of %s, vacant"),
	         rota_post_show(vacancy.post),
	         unit ? rota_unit_show(world, unit, vacancy.from) : "?");
	return ROTA_OK;
}

int rota_contradiction_find(struct rota_contradiction *found, struct rota_world *world,
                            struct rota_error *err)
{
	int rc;

	found->day = found->to;
	rc = rota_world_each(world, ROTA_ENTITY_POSTING, look_at_posting, found, err);
	return rc ? rc : rota_world_each(world, ROTA_ENTITY_VACANCY, look_at_vacancy, found, err);
}

int rota_judge_nil(struct rota_acting *acting, int32_t from, int32_t to, struct rota_error *err)
{
	struct rota_contradiction found = { .from = from, .to = to };
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_contradiction_find(&found, acting->world, err);

	if (rc || found.day == to)
		return rc;
	return rota_refuse(err, "C35", _("state the days before it or behind it: --from, --to"),
	                   _("a change is recorded on %s: %s"), rota_day_shown(day, found.day),
	                   found.what);
}
