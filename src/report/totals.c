/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a day, added up. */
#include "report/totals.h"

#include <string.h>

#include "base/messages.h"

/* --- adding up ------------------------------------------------------------------------------- */

static size_t post_number(const char *post)
{
	return strcmp(post, rota_all_posts[0]) == 0 ? 0 : 1;
}

static int add_flow(struct rota_totals *totals, const struct rota_unit *unit, size_t post,
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
static void add_cell(struct rota_totals *totals, const struct rota_unit *unit, size_t post)
{
	struct rota_bounds_cells *cells = &totals->cells;
	size_t row = totals->at ? 1 + (size_t)(totals->at - totals->grouping.items) : 0;

	if (totals->bounded)
		cells->items[cells->count++] = (struct rota_bounds_cell){
			.unit = unit->id,
			.post = rota_all_posts[post],
			.row = ROTA_TOTALS_POSTS * row + post,
			.total = post,
		};
}

/** The row of a commune: where it goes on, on the units that are asked for. */
static void go_to(struct rota_totals *totals, const struct rota_unit *unit)
{
	totals->heir = totals->regrouped ? rota_regrouping_heir(&totals->regrouping, unit) : unit;
	totals->at = totals->heir ? rota_grouping_of(&totals->grouping, totals->heir) : NULL;
}

static int add_seat(struct rota_answer *answer, const struct rota_seat *seat,
		    struct rota_error *err)
{
	struct rota_totals *totals = answer->payload;
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
static int add_ended(struct rota_totals *totals, const struct rota_unit *unit, struct rota_error *err)
{
	int rc = ROTA_OK;

	go_to(totals, unit);
	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		rc = add_flow(totals, unit, i, err);
	rota_world_forget(&totals->answer.world);
	return rc;
}

static int add_all(struct rota_totals *totals, struct rota_error *err)
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
static void add_regrouped(struct rota_totals *totals)
{
	struct rota_regrouping *regrouping = &totals->regrouping;

	rota_regrouping_finish(regrouping);
	for (size_t i = 0; i < regrouping->count; i++) {
		const struct rota_regrouped_unit *one = &regrouping->items[i];
		struct rota_group *group;

		if (!one->posts[0].seats)
			continue;
		group = rota_grouping_of(&totals->grouping, one->unit);
		for (size_t k = 0; k < ROTA_TOTALS_POSTS; k++) {
			rota_regrouped_sum(&totals->all.then[k], &one->posts[k]);
			if (group)
				rota_regrouped_sum(&group->then[k], &one->posts[k]);
		}
	}
}

/* --- bounds ---------------------------------------------------------------------------------- */

/** What is open in this world, and whether any of it moves a figure of the day. */
static int find_matters(struct rota_totals *totals, struct rota_error *err)
{
	struct rota_world *world = &totals->answer.world;
	size_t cells = ROTA_TOTALS_POSTS * world->gazetteer.unit_count;
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

static struct rota_group *group_at(struct rota_totals *totals, size_t row)
{
	return row ? &totals->grouping.items[row - 1] : &totals->all;
}

/** Without such a matter a figure is what it is. */
static int bound(struct rota_totals *totals, struct rota_error *err)
{
	size_t rows = 1 + totals->grouping.count, sums = ROTA_TOTALS_POSTS * rows;
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
		struct rota_group *group = group_at(totals, i / ROTA_TOTALS_POSTS);
		uint64_t figure = group->posts[i % ROTA_TOTALS_POSTS].non_local;

		group->bounds[i % ROTA_TOTALS_POSTS] = totals->bounded ?
						   bounds[i] :
						   (struct rota_bounds){ .low = figure,
									 .high = figure,
									 .provisional = figure,
									 .exact = true };
	}
	return rc;
}

/* --- targets --------------------------------------------------------------------------------- */

int rota_totals_aims(struct rota_aims *out, struct rota_totals *totals,
		     const struct rota_unit *unit, size_t post, struct rota_error *err)
{
	return rota_aims_find(out, &totals->answer.world, unit, rota_all_posts[post],
			      totals->phase, totals->answer.day_number, err);
}

/** The phase that is asked for, else that of the last opened period where it has targets. */
static int choose_phase(struct rota_totals *totals, const char *asked, struct rota_error *err)
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
static int find_flow_from(struct rota_totals *totals, size_t post, struct rota_error *err)
{
	const struct rota_unit *unit = totals->answer.scope;
	int rc = ROTA_OK;

	totals->flow_from[post] = ROTA_DAY_NEVER;
	for (int level = 0; !rc && unit && level <= ROTA_LEVEL_COMMUNE; level++) {
		struct rota_aims aims;

		rc = rota_totals_aims(&aims, totals, unit, post, err);
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

/* --- the report ------------------------------------------------------------------------------ */

/** Rows of the units that are asked for; of a scope that is no more then, its communes. */
static int group(struct rota_totals *totals, enum rota_grouping_by by, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	int32_t day = totals->regrouped ? totals->regrouping.day : answer->day_number;

	if (by == ROTA_BY_BELOW && !rota_unit_on(answer->scope, day))
		by = ROTA_BY_COMMUNE;
	return rota_grouping_init(&totals->grouping, &answer->world, answer->scope, day, by, err);
}

/** The other day, if one is asked for. */
static int read_units_of(struct rota_totals *totals, const char *typed, struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;

	totals->regrouped = typed != NULL;
	return typed ? rota_regrouping_ask(&totals->regrouping, &answer->world, answer->scope,
					   &answer->policy, answer->day, typed, err)
		     : ROTA_OK;
}

static void begin_title(struct rota_totals *totals)
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

static int make(struct rota_totals *totals, const struct rota_question *question,
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
		rc = rota_totals_fill_rows(totals, err);
	return rc ? rc : rota_totals_fill_json(totals, err);
}

int rota_report_totals(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_totals totals = { .rows = rota_list(), .foot = rota_list() };
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
	rota_totals_begin_columns(&totals, out, arena, question->raw);
	begin_title(&totals);
	if (!rc)
		rc = make(&totals, question, by, err);
	rota_arena_clear(&totals.arena);
	return rota_answer_end(answer, rc, err);
}
