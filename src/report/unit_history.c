/* SPDX-License-Identifier: Apache-2.0 */
#include "report/unit_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "report/look.h"
#include "state/figures.h"
#include "state/scope.h"
#include "state/shown.h"

static const struct rota_column_spec columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "ended", N_("ended"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT },
	{ "to", N_("to"), ROTA_CELL_TEXT },
	{ "act", N_("act"), ROTA_CELL_TEXT },
	{ "end_act", N_("how it ended"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
	/* for programs only; people read these behind the commune and the post */
	{ "part", N_("part"), ROTA_CELL_TEXT },
	{ "mode", N_("mode"), ROTA_CELL_TEXT },
};

enum { FOR_PROGRAMS = 2 };

/* --- what a commune came from ---------------------------------------------------------------- */

/** A commune, and whether all of it came over. */
struct ancestor {
	const struct rota_unit *unit;
	bool whole;
};

struct ancestors {
	struct ancestor *items;
	size_t count, room;
};

static struct ancestor *find(const struct ancestors *ancestors, struct rota_id unit)
{
	for (size_t i = 0; i < ancestors->count; i++)
		if (rota_id_compare(ancestors->items[i].unit->id, unit) == 0)
			return &ancestors->items[i];
	return NULL;
}

/** @param whole  by one way; of several the surest counts. */
static int add(struct ancestors *ancestors, struct rota_arena *arena, const struct rota_unit *unit,
	       bool whole, struct rota_error *err)
{
	struct ancestor *known = find(ancestors, unit->id), *items;

	if (known) {
		known->whole = known->whole || whole;
		return ROTA_OK;
	}
	items = rota_arena_more(arena, ancestors->items, ancestors->count, &ancestors->room,
				sizeof(*items));
	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	ancestors->items = items;
	ancestors->items[ancestors->count++] = (struct ancestor){ unit, whole };
	return ROTA_OK;
}

/** The latest to end first, those that go on before them. */
static int compare(const void *a, const void *b)
{
	const struct ancestor *left = a, *right = b;

	if (left->unit->to != right->unit->to)
		return left->unit->to > right->unit->to ? -1 : 1;
	return strcmp(left->unit->versions[0].code, right->unit->versions[0].code);
}

/** Successions are sorted, so that one pass from the last to the first finds all ways. */
static int find_ancestors(struct ancestors *out, struct rota_world *world,
			  const struct rota_unit *unit, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	int rc = add(out, &world->arena, unit, true, err);

	for (size_t i = gazetteer->succession_count; !rc && i-- > 0;) {
		const struct rota_succession *step = &gazetteer->successions[i];
		const struct ancestor *heir = find(out, step->to_unit);
		const struct rota_unit *old = rota_gazetteer_unit(gazetteer, step->from_unit);
		enum rota_heritage heritage = rota_succession_heritage(step);

		if (heir && old && old != heir->unit && heritage != ROTA_HERITAGE_NONE)
			rc = add(out, &world->arena, old,
				 heir->whole && heritage == ROTA_HERITAGE_SURE, err);
	}
	if (!rc && out->count > 1) /* the unit itself stays first */
		qsort(out->items + 1, out->count - 1, sizeof(*out->items), compare);
	return rc;
}

/* --- rows ------------------------------------------------------------------------------------ */

/** The commune as it was called last; "Ngọc Thanh [a part]". */
static void fill_unit(struct rota_filling *filling, const struct rota_world *world,
		      const struct ancestor *ancestor)
{
	const struct rota_unit *unit = ancestor->unit;
	int32_t day = unit->to == ROTA_DAY_NEVER ? world->today_number : unit->to - 1;
	const struct rota_unit_version *version = rota_unit_near(unit, day);
	struct rota_buffer text = { 0 };

	rota_buffer_puts(&text, version->name);
	if (!ancestor->whole && !filling->raw)
		rota_buffer_printf(&text, " [%s]", _("a part"));
	rota_fill_text(filling, version->code);
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_fill_day_number(filling, unit->to);
	rota_buffer_clear(&text);
}

static void fill_post(struct rota_filling *filling, const struct rota_posting *posting)
{
	const struct rota_word *mode = rota_word_find(&rota_modes, posting->mode);
	struct rota_buffer text = { 0 };

	if (filling->raw || !mode || strcmp(posting->mode, "full") == 0) {
		rota_fill_word(filling, rota_word_find(&rota_posts, posting->post));
		return;
	}
	rota_buffer_printf(&text, "%s (%s)", rota_post_show(posting->post), rota_word_show(mode));
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
}

static void fill_acts(struct rota_filling *filling, struct rota_world *world,
		      const struct rota_posting *posting)
{
	const char *end = posting->end_act;

	rota_fill_text(filling,
		       filling->raw ? posting->act : rota_act_shown(posting->act, posting->post));
	rota_fill_text(filling, filling->raw || !end ? end : rota_act_shown(end, posting->post));
	rota_fill_paper(filling, world, rota_subject_paper(posting->subject, "begin_doc"));
}

static void fill_for_programs(struct rota_filling *filling, const struct ancestor *ancestor,
			      const struct rota_posting *posting)
{
	if (!filling->raw)
		return;
	rota_fill_text(filling, ancestor->whole ? "whole" : "part");
	rota_fill_text(filling, posting ? posting->mode : NULL);
}

static int fill_holder(struct rota_filling *filling, struct rota_world *world,
		       const struct ancestor *ancestor, const struct rota_posting *posting,
		       struct rota_error *err)
{
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, posting->cadre, err);

	if (rc)
		return rc;
	fill_unit(filling, world, ancestor);
	fill_post(filling, posting);
	rota_fill_text(filling, filling->raw ? rota_subject_text(cadre, "name")
					     : rota_cadre_show(world, cadre));
	rota_fill_day_number(filling, posting->from);
	rota_fill_day_number(filling, rota_posting_end(posting));
	fill_acts(filling, world, posting);
	fill_for_programs(filling, ancestor, posting);
	rota_fill_row(filling);
	return ROTA_OK;
}

/** A post of which nobody is known. */
static void fill_nobody(struct rota_filling *filling, const struct rota_world *world,
			const struct ancestor *ancestor, const char *post)
{
	size_t people = sizeof(columns) / sizeof(columns[0]) - FOR_PROGRAMS;

	fill_unit(filling, world, ancestor);
	rota_fill_word(filling, rota_word_find(&rota_posts, post));
	for (size_t i = 4; i < people; i++)
		rota_fill_nil(filling);
	fill_for_programs(filling, ancestor, NULL);
	rota_fill_row(filling);
}

static int fill_posts(struct rota_filling *filling, struct rota_world *world,
		      const struct ancestor *ancestor, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_postings postings;

		rc = rota_world_post(&postings, world, ancestor->unit->id, rota_all_posts[i], err);
		for (size_t k = 0; !rc && k < postings.count; k++)
			rc = fill_holder(filling, world, ancestor, &postings.items[k], err);
		if (!rc && !postings.count)
			fill_nobody(filling, world, ancestor, rota_all_posts[i]);
		rota_world_forget(world);
	}
	return rc;
}

/* --- all of it ------------------------------------------------------------------------------- */

int rota_unit_history_find(const struct rota_unit **out, struct rota_world *world,
			   const char *typed, struct rota_error *err)
{
	struct rota_error why = { 0 };
	int32_t day;
	int rc = rota_scope_find(out, &day, world, typed, "commune", &why);

	if (!rc)
		return ROTA_OK;
	*out = NULL;
	if (strcmp(why.rule, "V01") == 0)
		return ROTA_OK;
	if (err)
		*err = why;
	return rc;
}

int rota_unit_history_fill(struct rota_filling *filling, struct rota_report *out,
			   struct rota_arena *arena, struct rota_world *world,
			   const struct rota_unit *unit, bool raw, struct rota_error *err)
{
	struct ancestors ancestors = { .count = 0 };
	int rc;

	rota_fill_begin(filling, out, arena, columns,
			sizeof(columns) / sizeof(columns[0]) - (raw ? 0 : FOR_PROGRAMS), raw);
	rota_fill_title(filling, _("Who held the posts of %s and of what it came from"),
			rota_unit_show(world, unit, world->today_number));
	rc = find_ancestors(&ancestors, world, unit, err);
	for (size_t i = 0; !rc && i < ancestors.count; i++)
		rc = fill_posts(filling, world, &ancestors.items[i], err);
	return rc;
}
