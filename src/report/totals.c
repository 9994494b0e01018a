/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a day against the targets. */
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "report/aim.h"
#include "report/answer.h"
#include "report/coverage.h"
#include "report/grouping.h"
#include "state/bounds.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct rota_column_spec total_columns[] = {
	{ "scope", N_("code"), ROTA_CELL_TEXT },
	{ "name", N_("unit"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "posts", N_("posts"), ROTA_CELL_NUMBER },
	{ "filled", N_("filled"), ROTA_CELL_NUMBER },
	{ "vacant", N_("vacant"), ROTA_CELL_NUMBER },
	{ "not_reported", N_("not reported"), ROTA_CELL_NUMBER },
	{ "non_local", N_("not local"), ROTA_CELL_NUMBER },
	{ "undetermined", N_("undetermined"), ROTA_CELL_NUMBER },
	{ "target", N_("target"), ROTA_CELL_NUMBER },
	{ "percent", N_("percent of target"), ROTA_CELL_NUMBER },
};

/** While a matter that moves a figure is open. */
static const struct rota_column_spec bound_columns[] = {
	{ "low", N_("at least"), ROTA_CELL_NUMBER },
	{ "high", N_("at most"), ROTA_CELL_NUMBER },
};

/** Where the units of another day are asked for. */
static const struct rota_column_spec then_columns[] = {
	{ "seats", N_("posts then"), ROTA_CELL_NUMBER },
	{ "surplus", N_("holders too many"), ROTA_CELL_NUMBER },
	{ "strangers", N_("not local then"), ROTA_CELL_NUMBER },
};

enum { POSTS = 2 };

/** The totals while they are being added up. */
struct totals {
	struct rota_answer answer;
	struct rota_grouping grouping;
	struct rota_group all;
	const char *phase;     /**< NULL: those in force */
	int32_t flow_from[2];  /**< by post; ROTA_DAY_NEVER: no phase */
	struct rota_group *at; /**< of the commune at hand; NULL: it is in no row */
	const struct rota_unit *heir; /**< where that goes on; NULL: nowhere */
	unsigned strangers;    /**< heads of that commune who are not local */
	struct rota_value rows, foot, coverage;
	struct rota_arena arena; /* of the matters */
	struct rota_matters matters; /* that weigh, among others */
	size_t matter_count;         /* all that are open */
	bool bounded; /* some of them move a figure of the day */
	struct rota_bounds_cells cells;
	bool regrouped; /* the units are those of another day: */
	struct rota_regrouping regrouping;
};

/* --- adding up ------------------------------------------------------------------------------- */

static size_t post_number(const char *post)
{
	return strcmp(post, rota_all_posts[0]) == 0 ? 0 : 1;
}

static int add_flow(struct totals *totals, const struct rota_unit *unit, size_t post,
		    struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	uint64_t flow = 0;
	int rc = ROTA_OK;

	if (totals->flow_from[post] != ROTA_DAY_NEVER)
		rc = rota_world_flow(&flow, &answer->world, unit, rota_all_posts[post],
				     totals->flow_from[post], answer->day_number, &answer->policy,
				     err);
	totals->all.flow[post] += flow;
	if (totals->at)
		totals->at->flow[post] += flow;
	return rc;
}

/** The sums of the bounds: those of the whole first, then those of each row. */
static void add_cell(struct totals *totals, const struct rota_unit *unit, size_t post)
{
	struct rota_bounds_cells *cells = &totals->cells;
	size_t row = totals->at ? 1 + (size_t)(totals->at - totals->grouping.items) : 0;

	if (totals->bounded)
		cells->items[cells->count++] = (struct rota_bounds_cell){
			.unit = unit->id,
			.post = rota_all_posts[post],
			.row = POSTS * row + post,
			.total = post,
		};
}

/** The row of a commune: where it goes on, on the units that are asked for. */
static void go_to(struct totals *totals, const struct rota_unit *unit)
{
	totals->heir = totals->regrouped ? rota_regrouping_heir(&totals->regrouping, unit) : unit;
	totals->at = totals->heir ? rota_grouping_of(&totals->grouping, totals->heir) : NULL;
}

static int add_seat(struct rota_answer *answer, const struct rota_seat *seat,
		    struct rota_error *err)
{
	struct totals *totals = answer->payload;
	size_t post = post_number(seat->post);

	int rc = ROTA_OK;

	if (post == 0) {
		go_to(totals, seat->unit);
		totals->strangers = 0;
	}
	if (totals->regrouped)
		rc = rota_regrouping_add(&totals->regrouping, totals->heir, seat, err);
	if (rc)
		return rc;
	add_cell(totals, seat->unit, post);
	totals->strangers += seat->count.state == ROTA_CELL_FILLED &&
			     seat->locality == ROTA_LOCALITY_NON_LOCAL;
	rota_figures_add(&totals->all.posts[post], seat);
	totals->all.both += totals->strangers == 2;
	if (totals->at) {
		rota_figures_add(&totals->at->posts[post], seat);
		totals->at->both += totals->strangers == 2;
	}
	return add_flow(totals, seat->unit, post, err);
}

/** Somebody was placed in a commune that has ended since: that was a placement all the same. */
static int add_ended(struct totals *totals, const struct rota_unit *unit, struct rota_error *err)
{
	int rc = ROTA_OK;

	go_to(totals, unit);
	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		rc = add_flow(totals, unit, i, err);
	rota_world_forget(&totals->answer.world);
	return rc;
}

static int add_all(struct totals *totals, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &totals->answer.world.gazetteer;
	int32_t day = totals->answer.day_number;
	int rc = rota_answer_each_seat(&totals->answer, totals->answer.scope, add_seat, err);

	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (unit->level == ROTA_LEVEL_COMMUNE && unit->to <= day &&
		    rota_gazetteer_inside(gazetteer, unit, totals->answer.scope, day))
			rc = add_ended(totals, unit, err);
	}
	return rc;
}

/** What comes together in each commune of the other day, by row. */
static void add_regrouped(struct totals *totals)
{
	struct rota_regrouping *regrouping = &totals->regrouping;

	rota_regrouping_finish(regrouping);
	for (size_t i = 0; i < regrouping->count; i++) {
		const struct rota_regrouped_unit *one = &regrouping->items[i];
		struct rota_group *group;

		if (!one->posts[0].seats)
			continue;
		group = rota_grouping_of(&totals->grouping, one->unit);
		for (size_t k = 0; k < POSTS; k++) {
			rota_regrouped_sum(&totals->all.then[k], &one->posts[k]);
			if (group)
				rota_regrouped_sum(&group->then[k], &one->posts[k]);
		}
	}
}

/* --- bounds ---------------------------------------------------------------------------------- */

/** What is open in this world, and whether any of it moves a figure of the day. */
static int find_matters(struct totals *totals, struct rota_error *err)
{
	struct rota_world *world = &totals->answer.world;
	size_t cells = POSTS * world->gazetteer.unit_count;
	size_t others;
	int rc = rota_world_matters_that_weigh(&totals->matters, &others, world, &totals->arena,
					       err);

	totals->matter_count = totals->matters.count + others;
	for (size_t i = 0; !rc && i < totals->matters.count; i++)
		totals->bounded = totals->bounded ||
				  rota_matter_weighs_on(&totals->matters.items[i],
							totals->answer.day_number);
	if (rc || !totals->bounded)
		return rc;
	totals->cells.items =
		rota_arena_alloc(&totals->arena, cells * sizeof(*totals->cells.items));
	return totals->cells.items ? ROTA_OK :
				     rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static struct rota_group *group_at(struct totals *totals, size_t row)
{
	return row ? &totals->grouping.items[row - 1] : &totals->all;
}

/** Without such a matter a figure is what it is. */
static int bound(struct totals *totals, struct rota_error *err)
{
	size_t rows = 1 + totals->grouping.count, sums = POSTS * rows;
	struct rota_bounds *bounds = rota_arena_alloc(&totals->arena, sums * sizeof(*bounds));
	int rc = ROTA_OK;

	if (!bounds)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (totals->bounded)
		rc = rota_world_bounds(bounds, sums, &totals->answer.world, &totals->cells,
				       totals->answer.day_number, &totals->answer.policy,
				       &totals->matters, &totals->arena, err);
	rota_world_forget(&totals->answer.world);
	for (size_t i = 0; !rc && i < sums; i++) {
		struct rota_group *group = group_at(totals, i / POSTS);
		uint64_t figure = group->posts[i % POSTS].non_local;

		group->bounds[i % POSTS] = totals->bounded ?
						   bounds[i] :
						   (struct rota_bounds){ .low = figure,
									 .high = figure,
									 .provisional = figure,
									 .exact = true };
	}
	return rc;
}

/* --- targets --------------------------------------------------------------------------------- */

static int find_aims(struct rota_aims *out, struct totals *totals, const struct rota_unit *unit,
		     size_t post, struct rota_error *err)
{
	return rota_aims_find(out, &totals->answer.world, unit, rota_all_posts[post],
			      totals->phase, totals->answer.day_number, err);
}

/** The phase that is asked for, else that of the last opened period where it has targets. */
static int choose_phase(struct totals *totals, const char *asked, struct rota_error *err)
{
	struct rota_world *world = &totals->answer.world;
	const char *phase = asked;
	bool known = false;
	int rc = ROTA_OK;

	if (!asked)
		rc = rota_aims_of_period(&phase, world, err);
	if (!rc && phase)
		rc = rota_aims_known(&known, world, phase,
				     asked ? ROTA_DAY_NEVER : totals->answer.day_number, err);
	if (!rc && asked && !known)
		rc = rota_fail(err, ROTA_EINVALID, _("see the targets: rota target"),
			       _("no target has the phase '%s'"), asked);
	totals->phase = known ? phase : NULL;
	return rc;
}

/** Where the phase of a post begins: by the target of the scope, or of a unit above it. */
static int find_flow_from(struct totals *totals, size_t post, struct rota_error *err)
{
	const struct rota_unit *unit = totals->answer.scope;
	int rc = ROTA_OK;

	totals->flow_from[post] = ROTA_DAY_NEVER;
	for (int level = 0; !rc && unit && level <= ROTA_LEVEL_COMMUNE; level++) {
		struct rota_aims aims;

		rc = find_aims(&aims, totals, unit, post, err);
		if (!rc && aims.count) {
			totals->flow_from[post] = aims.items[0].from;
			break;
		}
		unit = rota_gazetteer_unit(
			&totals->answer.world.gazetteer,
			rota_unit_near(unit, totals->answer.day_number)->parent);
	}
	return rc;
}

/* --- rows ------------------------------------------------------------------------------------ */

/** One row: a group, a post and a target. */
struct line {
	const struct rota_group *group;
	size_t post;
	const struct rota_aim *aim; /**< NULL: none */
	bool foot;
};

/** A text that outlives the world. */
static struct rota_value copied(struct rota_arena *arena, const char *text)
{
	const char *copy = text ? rota_arena_copy(arena, text, strlen(text)) : NULL;

	return copy ? rota_text(copy) : rota_nil();
}

/** How far the target is reached; nil without one. */
static struct rota_value percent_of(const struct line *line)
{
	const struct rota_group *group = line->group;

	if (!line->aim || !line->aim->count)
		return rota_nil();
	return rota_uint(rota_percent(line->aim->flow ? group->flow[line->post] :
							group->posts[line->post].non_local,
				      line->aim->count));
}

/** The day from which a target holds as it is. */
static struct rota_value day_of(struct rota_arena *arena, const struct rota_aim *aim)
{
	char text[ROTA_DAY_TEXT_BYTES];

	if (!aim)
		return rota_nil();
	rota_day_encode(text, rota_day_from_number(aim->since));
	return copied(arena, text);
}

static void set_regrouped(struct rota_arena *arena, struct rota_value *out,
			  const struct rota_regrouped *then)
{
	rota_map_set(arena, out, "seats", rota_uint(then->seats));
	rota_map_set(arena, out, "surplus", rota_uint(then->surplus));
	rota_map_set(arena, out, "strangers", rota_uint(then->strangers));
	rota_map_set(arena, out, "strangers_low", rota_uint(then->low));
	rota_map_set(arena, out, "strangers_high", rota_uint(then->high));
}

static struct rota_value line_json(struct totals *totals, const struct line *line)
{
	struct rota_arena *arena = totals->answer.filling.arena;
	const struct rota_figures *figures = &line->group->posts[line->post];
	const struct rota_bounds *bounds = &line->group->bounds[line->post];
	struct rota_value out = rota_map();
	const struct {
		const char *key;
		uint64_t number;
	} numbers[] = {
		{ "posts", figures->posts },         { "filled", figures->filled },
		{ "vacant", figures->vacant },       { "not_reported", figures->not_reported },
		{ "non_local", figures->non_local }, { "low", bounds->low },
		{ "high", bounds->high },            { "undetermined", figures->undetermined },
		{ "acting", figures->acting },       { "pending", figures->pending },
		{ "suspended", figures->suspended }, { "both", line->group->both },
	};

	if (!line->foot) {
		rota_map_set(arena, &out, "scope", copied(arena, line->group->code));
		rota_map_set(arena, &out, "name", copied(arena, line->group->name));
	}
	rota_map_set(arena, &out, "post", rota_text(rota_all_posts[line->post]));
	for (size_t i = 0; i < COUNT(numbers); i++)
		rota_map_set(arena, &out, numbers[i].key, rota_uint(numbers[i].number));
	rota_map_set(arena, &out, "flow",
		     totals->flow_from[line->post] == ROTA_DAY_NEVER ?
			     rota_nil() :
			     rota_uint(line->group->flow[line->post]));
	rota_map_set(arena, &out, "phase", copied(arena, line->aim ? line->aim->phase : NULL));
	rota_map_set(arena, &out, "target", line->aim ? rota_uint(line->aim->count) : rota_nil());
	rota_map_set(arena, &out, "percent", percent_of(line));
	rota_map_set(arena, &out, "base",
		     line->aim && line->aim->base ? rota_uint(line->aim->base) : rota_nil());
	rota_map_set(arena, &out, "target_since", day_of(arena, line->aim));
	if (totals->regrouped)
		set_regrouped(arena, &out, &line->group->then[line->post]);
	return out;
}

static void fill_line(struct totals *totals, const struct line *line)
{
	struct rota_filling *filling = &totals->answer.filling;
	const struct rota_figures *figures = &line->group->posts[line->post];
	struct rota_value percent = percent_of(line);

	rota_fill_text(filling, line->foot ? NULL : line->group->code);
	rota_fill_text(filling, line->foot ? _("total") : line->group->name);
	rota_fill_word(filling, rota_word_find(&rota_posts, rota_all_posts[line->post]));
	rota_fill_uint(filling, figures->posts);
	rota_fill_uint(filling, figures->filled);
	rota_fill_uint(filling, figures->vacant);
	rota_fill_uint(filling, figures->not_reported);
	rota_fill_uint(filling, figures->non_local);
	rota_fill_uint(filling, figures->undetermined);
	if (line->aim)
		rota_fill_uint(filling, line->aim->count);
	else
		rota_fill_nil(filling);
	if (percent.type == ROTA_UINT)
		rota_fill_uint(filling, percent.as.number);
	else
		rota_fill_nil(filling);
	if (totals->bounded) {
		rota_fill_uint(filling, line->group->bounds[line->post].low);
		rota_fill_uint(filling, line->group->bounds[line->post].high);
	}
	if (totals->regrouped) {
		const struct rota_regrouped *then = &line->group->then[line->post];

		rota_fill_uint(filling, then->seats);
		rota_fill_uint(filling, then->surplus);
		rota_fill_uint(filling, then->strangers);
	}
	if (line->foot)
		rota_fill_foot(filling);
	else
		rota_fill_row(filling);
	if (rota_list_add(filling->arena, line->foot ? &totals->foot : &totals->rows,
			  line_json(totals, line)))
		filling->rc = ROTA_ENOMEM;
}

/** Both posts of a group; a post with two targets in force has two rows. */
static int fill_group(struct totals *totals, const struct rota_group *group, bool foot,
		      uint64_t sums[2], struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct line line = { .group = group, .post = i, .foot = foot };
		struct rota_aims aims = { .count = 0 };

		if (foot || !totals->regrouped) /* no target was set for a part of other communes */
			rc = find_aims(&aims, totals, group->unit, i, err);
		if (rc)
			break;
		for (size_t k = 0; k < aims.count; k++) {
			line.aim = &aims.items[k];
			fill_line(totals, &line);
		}
		if (!aims.count)
			fill_line(totals, &line);
		else
			sums[i] += aims.items[0].count;
	}
	rota_world_forget(&totals->answer.world);
	return rc;
}

/** Say where the targets of the rows do not add up to that of the whole. */
static void note_sums(struct totals *totals, const uint64_t rows[2], const uint64_t all[2])
{
	for (size_t i = 0; rota_all_posts[i]; i++)
		if (rows[i] && all[i] && rows[i] != all[i])
			rota_fill_note(&totals->answer.filling,
				       _("%s: the targets of the rows add up to %llu, not to %llu"),
				       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
				       (unsigned long long)rows[i], (unsigned long long)all[i]);
}

/** Which version of the target of the whole it is, and whether it was set for as many communes. */
static int note_version(struct totals *totals, size_t post, struct rota_error *err)
{
	const char *shown = rota_word_show(rota_word_find(&rota_posts, rota_all_posts[post]));
	uint64_t communes = totals->all.posts[post].posts;
	struct rota_filling *filling = &totals->answer.filling;
	struct rota_aims aims;
	int rc = find_aims(&aims, totals, totals->all.unit, post, err);

	for (size_t i = 0; !rc && i < aims.count; i++) {
		const struct rota_aim *aim = &aims.items[i];
		char day[ROTA_DAY_TEXT_BYTES];

		if (aim->base && aim->since != aim->from)
			rota_fill_note(filling, _("%s: target %llu of %llu communes, from %s on"),
				       shown, (unsigned long long)aim->count,
				       (unsigned long long)aim->base,
				       rota_day_show(day, rota_day_from_number(aim->since)));
		if (aim->base && aim->base != communes)
			rota_fill_note(filling,
				       totals->answer.world.office->is_province ?
					       _("%s: the target was set for %llu communes, and "
						 "there are %llu: rota target rebase") :
					       _("%s: the target was set for %llu communes, and "
						 "there are %llu"),
				       shown, (unsigned long long)aim->base,
				       (unsigned long long)communes);
	}
	return rc;
}

/** People read the placements here; programs have them in every row. */
static void note_flow(struct totals *totals)
{
	char day[ROTA_DAY_TEXT_BYTES];

	for (size_t i = 0; rota_all_posts[i]; i++)
		if (totals->flow_from[i] != ROTA_DAY_NEVER)
			rota_fill_note(&totals->answer.filling,
				       _("%s: not local, placed since %s, those who have left too: %llu"),
				       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
				       rota_day_show(day, rota_day_from_number(totals->flow_from[i])),
				       (unsigned long long)totals->all.flow[i]);
}

/** What comes together, in one sentence a post. */
static void note_regrouped(struct totals *totals)
{
	const struct rota_regrouping *regrouping = &totals->regrouping;
	struct rota_filling *filling = &totals->answer.filling;
	char day[ROTA_DAY_TEXT_BYTES];

	rota_day_show(day, rota_day_from_number(regrouping->day));
	for (size_t i = 0; rota_all_posts[i]; i++) {
		const struct rota_figures *figures = &totals->all.posts[i];
		const struct rota_regrouped *then = &totals->all.then[i];

		rota_fill_note(filling,
			       _("%s: %llu holders of %llu posts come together in %llu, %llu too many; "
				 "not local %llu, by the units of %s %llu; if each post goes to one "
				 "of its holders, %llu to %llu"),
			       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
			       (unsigned long long)then->holders, (unsigned long long)figures->posts,
			       (unsigned long long)then->seats, (unsigned long long)then->surplus,
			       (unsigned long long)figures->non_local, day,
			       (unsigned long long)then->strangers, (unsigned long long)then->low,
			       (unsigned long long)then->high);
	}
	if (regrouping->apart)
		rota_fill_note(filling,
			       rota_message_n("%lu commune goes to pieces by then: its heads are in the "
					      "total alone",
					      "%lu communes go to pieces by then: their heads are in "
					      "the total alone",
					      (unsigned long)regrouping->apart),
			       (unsigned long)regrouping->apart);
	if (regrouping->shared)
		rota_fill_note(filling,
			       rota_message_n("%lu commune of that day takes in others from outside, "
					      "whose heads are not here",
					      "%lu communes of that day take in others from outside, "
					      "whose heads are not here",
					      (unsigned long)regrouping->shared),
			       (unsigned long)regrouping->shared);
}

/** Between which figures a total lies, in one sentence a post. */
static void note_bounds(struct totals *totals)
{
	for (size_t i = 0; totals->bounded && rota_all_posts[i]; i++) {
		const struct rota_bounds *bounds = &totals->all.bounds[i];

		if (bounds->low != bounds->high)
			rota_fill_note(&totals->answer.filling,
				       bounds->exact ? _("%s: not local: %llu, from %llu to %llu "
							 "while matters are open") :
						       _("%s: not local: %llu, from about %llu to "
							 "about %llu while matters are open"),
				       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
				       (unsigned long long)bounds->provisional,
				       (unsigned long long)bounds->low,
				       (unsigned long long)bounds->high);
	}
	if (totals->matter_count)
		rota_fill_note(&totals->answer.filling,
			       rota_message_n("%lu matter open: rota matters",
					      "%lu matters open: rota matters",
					      (unsigned long)totals->matter_count),
			       (unsigned long)totals->matter_count);
}

static int fill_rows(struct totals *totals, struct rota_error *err)
{
	uint64_t rows[2] = { 0 }, all[2] = { 0 };
	int rc = ROTA_OK;

	rota_grouping_sort(&totals->grouping);
	for (size_t i = 0; !rc && i < totals->grouping.count; i++)
		rc = fill_group(totals, &totals->grouping.items[i], false, rows, err);
	if (!rc)
		rc = fill_group(totals, &totals->all, true, all, err);
	if (rc)
		return rc;
	if (totals->regrouped)
		note_regrouped(totals);
	note_bounds(totals);
	note_sums(totals, rows, all);
	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		rc = note_version(totals, i, err);
	note_flow(totals);
	return rc;
}

/* --- the whole as JSON ----------------------------------------------------------------------- */

static int add_coverage(const struct rota_coverage *coverage, void *payload, struct rota_error *err)
{
	struct totals *totals = payload;
	struct rota_arena *arena = totals->answer.filling.arena;
	char recorded[ROTA_DAY_TEXT_BYTES], received[ROTA_DAY_TEXT_BYTES];
	struct rota_buffer writer = { 0 };
	struct rota_value row = rota_map();
	int rc = rota_writer_id_print(&writer, coverage->writer->writer, err);

	rota_map_set(arena, &row, "scope",
		     copied(arena, coverage->scope ? rota_unit_near(coverage->scope,
								    totals->answer.day_number)
							     ->code :
						     NULL));
	rota_map_set(arena, &row, "writer", copied(arena, rota_buffer_text(&writer)));
	rota_map_set(arena, &row, "entries", rota_uint(coverage->entries));
	rota_map_set(arena, &row, "recorded",
		     copied(arena, coverage->recorded ?
					   rota_instant_encode(recorded, coverage->recorded) :
					   NULL));
	rota_map_set(arena, &row, "received",
		     copied(arena, coverage->received ?
					   rota_instant_encode(received, coverage->received) :
					   NULL));
	rota_map_set(arena, &row, "held", rota_uint(coverage->unsettled));
	if (rota_list_add(arena, &totals->coverage, row))
		totals->answer.filling.rc = ROTA_ENOMEM;
	rota_buffer_clear(&writer);
	return rc;
}

/** The checkpoint whose knowledge this is; nil before the first. */
static int find_known_at(struct rota_value *out, struct totals *totals, struct rota_error *err)
{
	struct rota_arena *arena = totals->answer.filling.arena;
	struct rota_checkpoint checkpoint;
	struct rota_buffer head = { 0 };
	int rc = rota_checkpoint_last(&checkpoint, &totals->answer.world, err);

	*out = rota_nil();
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc)
		return rc;
	rota_hex_encode(&head, checkpoint.head.bytes, sizeof(checkpoint.head.bytes));
	*out = rota_map();
	rota_map_set(arena, out, "checkpoint", rota_uint(checkpoint.number));
	rota_map_set(arena, out, "id", copied(arena, rota_buffer_text(&head)));
	rota_buffer_clear(&head);
	return ROTA_OK;
}

/** What merging knows: how far the offices are, and what is open. */
static int set_merged(struct totals *totals, struct rota_value *json, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	struct rota_arena *arena = answer->filling.arena;
	struct rota_value known_at;
	bool provisional = true;
	int rc = find_known_at(&known_at, totals, err);

	totals->coverage = rota_list();
	if (!rc)
		rc = rota_coverage_provisional(&provisional, &answer->world, err);
	if (!rc)
		rc = rota_coverage_each(&answer->world, answer->scope, answer->day_number,
					add_coverage, totals, err);
	rota_map_set(arena, json, "known_at", known_at);
	rota_map_set(arena, json, "provisional", rota_bool(provisional));
	rota_map_set(arena, json, "exact",
		     rota_bool(totals->all.bounds[0].exact && totals->all.bounds[1].exact));
	rota_map_set(arena, json, "coverage", totals->coverage);
	rota_map_set(arena, json, "matters", rota_uint(totals->matter_count));
	return rc;
}

static int fill_json(struct totals *totals, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	struct rota_arena *arena = answer->filling.arena;
	struct rota_value json = rota_map(), policy = rota_map();
	char day[ROTA_DAY_TEXT_BYTES];
	int rc;

	rota_day_encode(day, answer->day);
	rota_map_set(arena, &policy, "test", copied(arena, answer->policy.test));
	rota_map_set(arena, &policy, "level", copied(arena, answer->policy.level));
	rota_map_set(arena, &json, "as_of", copied(arena, day));
	rota_map_set(arena, &json, "policy", policy);
	if (totals->regrouped) {
		rota_day_encode(day, rota_day_from_number(totals->regrouping.day));
		rota_map_set(arena, &json, "units_of", copied(arena, day));
		rota_map_set(arena, &json, "apart", rota_uint(totals->regrouping.apart));
	}
	rota_map_set(arena, &json, "by", copied(arena, rota_grouping_id(totals->grouping.by)));
	rota_map_set(arena, &json, "rows", totals->rows);
	rota_map_set(arena, &json, "totals", totals->foot);
	rota_map_set(arena, &json, "disputed",
		     rota_uint(totals->all.posts[0].disputed + totals->all.posts[1].disputed));
	rc = set_merged(totals, &json, err);
	answer->filling.report->json = json;
	return rc;
}

/** Rows of the units that are asked for; of a scope that is no more then, its communes. */
static int group(struct totals *totals, enum rota_grouping_by by, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	int32_t day = totals->regrouped ? totals->regrouping.day : answer->day_number;

	if (by == ROTA_BY_BELOW && !rota_unit_on(answer->scope, day))
		by = ROTA_BY_COMMUNE;
	return rota_grouping_init(&totals->grouping, &answer->world, answer->scope, day, by, err);
}

/** The other day, if one is asked for. */
static int read_units_of(struct totals *totals, const char *typed, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;

	totals->regrouped = typed != NULL;
	return typed ? rota_regrouping_ask(&totals->regrouping, &answer->world, answer->scope,
					   &answer->policy, answer->day, typed, err)
		     : ROTA_OK;
}

/** The columns that this question needs. */
static void begin_columns(struct totals *totals, struct rota_report *out, struct rota_arena *arena,
			  bool raw)
{
	struct rota_column_spec columns[COUNT(total_columns) + COUNT(bound_columns) +
					COUNT(then_columns)];
	size_t count = COUNT(total_columns);

	memcpy(columns, total_columns, sizeof(total_columns));
	if (totals->bounded) {
		memcpy(columns + count, bound_columns, sizeof(bound_columns));
		count += COUNT(bound_columns);
	}
	if (totals->regrouped) {
		memcpy(columns + count, then_columns, sizeof(then_columns));
		count += COUNT(then_columns);
	}
	rota_fill_begin(&totals->answer.filling, out, arena, columns, count, raw);
}

static void begin_title(struct totals *totals)
{
	struct rota_answer *answer = &totals->answer;
	char day[ROTA_DAY_TEXT_BYTES], units[ROTA_DAY_TEXT_BYTES];
	const char *name = rota_answer_unit_name(answer, answer->scope);

	rota_day_show(day, answer->day);
	if (totals->regrouped)
		rota_fill_title(&answer->filling,
				_("Heads of communes in %s on %s, on the units of %s"), name, day,
				rota_day_show(units, rota_day_from_number(totals->regrouping.day)));
	else
		rota_fill_title(&answer->filling, _("Heads of communes in %s on %s"), name, day);
}

static int make(struct totals *totals, const struct rota_question *question,
		enum rota_grouping_by by, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	int rc = choose_phase(totals, question->phase, err);

	totals->all.unit = answer->scope;
	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		rc = find_flow_from(totals, i, err);
	if (!rc)
		rc = group(totals, by, err);
	if (!rc)
		rc = add_all(totals, err);
	if (!rc && totals->regrouped)
		add_regrouped(totals);
	if (!rc)
		rc = bound(totals, err);
	if (!rc)
		rc = fill_rows(totals, err);
	return rc ? rc : fill_json(totals, err);
}

int rota_report_totals(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct totals totals = { .rows = rota_list(), .foot = rota_list() };
	struct rota_answer *answer = &totals.answer;
	enum rota_grouping_by by;
	int rc = rota_grouping_read(&by, question->by, err);

	if (!rc)
		rc = rota_answer_begin(answer, office, question, err);
	if (rc)
		return rc;
	answer->payload = &totals;
	answer->world.brief = true;
	rc = read_units_of(&totals, question->units_of, err);
	if (!rc)
		rc = find_matters(&totals, err);
	begin_columns(&totals, out, arena, question->raw);
	begin_title(&totals);
	if (!rc)
		rc = make(&totals, question, by, err);
	rota_arena_clear(&totals.arena);
	return rota_answer_end(answer, rc, err);
}
