/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has changed in figures since they were published: for each published period the figure then
 * and now, posting by posting, with the cause and the entry. It is `rota diff published:NAME now`
 * for each of them.
 */
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "report/diff.h"
#include "report/look.h"
#include "report/past.h"

enum { COLUMNS = 1 + ROTA_DIFF_COLUMNS, NAME_BYTES = 128 };

/** The report on its way. */
struct restating {
	struct rota_office *office;
	const struct rota_question *question;
	struct rota_filling filling;
	struct rota_arena names; /* holds what is in `periods` */
	const char **periods; /* those that are published, in the order in which they were opened */
	size_t count, room;
	struct rota_value told; /* for programs: one object a period */
};

/** Whether anything is published for a period. */
static int is_published(bool *out, struct rota_world *world, const char *typed,
			struct rota_error *err)
{
	struct rota_day day;
	int rc = rota_published_day(&day, world, typed, err);

	*out = !rc && !rota_day_is_none(day);
	return rc;
}

/** "published:NAME", as a side of a difference is typed. */
static void side_of(char out[NAME_BYTES], const char *name)
{
	rota_text_join(out, NAME_BYTES, "published:", name, "");
}

static int add_period(struct restating *restating, const char *name, struct rota_error *err)
{
	const char **periods =
		rota_arena_more(&restating->names, restating->periods, restating->count,
				&restating->room, sizeof(*periods));
	const char *copy = rota_arena_copy(&restating->names, name, strlen(name));

	if (!periods || !copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	restating->periods = periods;
	periods[restating->count++] = copy;
	return ROTA_OK;
}

static int take_period(struct rota_world *world, const struct rota_subject *subject, void *payload,
		       struct rota_error *err)
{
	struct restating *restating = payload;
	const char *name = subject->created ? rota_subject_text(subject, "name") : NULL;
	char typed[NAME_BYTES];
	bool published = false;
	int rc = ROTA_OK;

	if (!name)
		return ROTA_OK;
	side_of(typed, name);
	rc = is_published(&published, world, typed, err);
	return rc || !published ? rc : add_period(restating, name, err);
}

/** The period that is asked for, else all that are published. */
static int list_periods(struct restating *restating, struct rota_error *err)
{
	struct rota_world world;
	int rc;

	if (restating->question->period)
		return add_period(restating, restating->question->period, err);
	rc = rota_world_open(&world, restating->office, false, err);
	if (rc)
		return rc;
	rc = rota_world_each(&world, ROTA_ENTITY_PERIOD, take_period, restating, err);
	return rota_world_close(&world, rc, err);
}

static bool is_unchanged(const struct rota_diffed *diffed)
{
	for (size_t i = 0; i < ROTA_COMPARED_POSTS; i++)
		if (diffed->balance.up[i] || diffed->balance.down[i])
			return false;
	return true;
}

static int restate(struct restating *restating, const char *name, struct rota_error *err)
{
	struct rota_filling *filling = &restating->filling;
	struct rota_diff_question sides = { .b = "now",
					    .scope = restating->question->scope,
					    .raw = filling->raw };
	struct rota_value one = rota_map();
	struct rota_diffed diffed;
	char typed[NAME_BYTES];
	int rc;

	side_of(typed, name);
	sides.a = typed;
	rota_fill_set_text(filling, &one, "period", name);
	rc = rota_diff_fill(&diffed, filling, &one, restating->office, &sides, name, err);
	if (rc)
		return rc;
	rota_fill_add(filling, &restating->told, one);
	if (is_unchanged(&diffed)) {
		rota_fill_note(filling, _("%s: nothing has changed since; published: %s"), name,
			       diffed.a);
		return ROTA_OK;
	}
	rota_fill_note(filling, _("%s: published: %s"), name, diffed.a);
	for (size_t i = 0; i < ROTA_COMPARED_POSTS; i++)
		rota_diff_note(filling, &diffed, i, name);
	return ROTA_OK;
}

/** {"periods": [{"period", "a", "b", "posts"}], "changes"}. */
static void set_json(struct restating *restating)
{
	struct rota_filling *filling = &restating->filling;
	struct rota_report *report = filling->report;

	report->json = rota_map();
	rota_fill_set(filling, &report->json, "periods", restating->told);
	rota_fill_set(filling, &report->json, "changes", rota_fill_objects(filling));
}

int rota_report_restated(struct rota_office *office, const struct rota_question *question,
			 struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct restating restating = { .office = office,
				       .question = question,
				       .told = rota_list() };
	struct rota_column_spec columns[COLUMNS] = { { "period", N_("period"), ROTA_CELL_TEXT } };
	int rc;

	memcpy(columns + 1, rota_diff_columns, sizeof(rota_diff_columns));
	rota_fill_begin(&restating.filling, out, arena, columns, COLUMNS, question->raw);
	rota_fill_title(&restating.filling, "%s", _("What has changed in published figures"));
	rc = list_periods(&restating, err);
	for (size_t i = 0; !rc && i < restating.count; i++)
		rc = restate(&restating, restating.periods[i], err);
	if (!rc && !restating.count)
		rota_fill_note(&restating.filling, "%s", _("nothing is published yet"));
	if (!rc && question->raw)
		set_json(&restating);
	rota_arena_clear(&restating.names);
	return rc ? rc : rota_fill_check(&restating.filling, err);
}
