/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a day against the targets, as rows and as JSON. */
#include "report/totals.h"

#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "report/coverage.h"
#include "report/tally.h"

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

/** The columns that this question needs. */
void rota_totals_begin_columns(struct rota_totals *totals, struct rota_report *out,
			       struct rota_arena *arena, bool raw)
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

static struct rota_value line_json(struct rota_totals *totals, const struct line *line)
{
	struct rota_arena *arena = totals->answer.filling.arena;
	struct rota_value out = rota_map();

	if (!line->foot) {
		rota_map_set(arena, &out, "scope", copied(arena, line->group->code));
		rota_map_set(arena, &out, "name", copied(arena, line->group->name));
	}
	rota_map_set(arena, &out, "post", rota_text(rota_all_posts[line->post]));
	rota_tally_put(&out, arena, &line->group->posts[line->post],
		       &line->group->bounds[line->post]);
	rota_map_set(arena, &out, "both", rota_uint(line->group->both));
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

static void fill_line(struct rota_totals *totals, const struct line *line)
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
static int fill_group(struct rota_totals *totals, const struct rota_group *group, bool foot,
		      uint64_t sums[2], struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct line line = { .group = group, .post = i, .foot = foot };
		struct rota_aims aims = { .count = 0 };

		if (foot || !totals->regrouped) /* no target was set for a part of other communes */
			rc = rota_totals_aims(&aims, totals, group->unit, i, err);
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

int rota_totals_fill_rows(struct rota_totals *totals, struct rota_error *err)
{
	uint64_t rows[2] = { 0 }, all[2] = { 0 };
	int rc = ROTA_OK;

	rota_grouping_sort(&totals->grouping);
	for (size_t i = 0; !rc && i < totals->grouping.count; i++)
		rc = fill_group(totals, &totals->grouping.items[i], false, rows, err);
	if (!rc)
		rc = fill_group(totals, &totals->all, true, all, err);
	return rc ? rc : rota_totals_fill_notes(totals, rows, all, err);
}

/* --- the whole as JSON ----------------------------------------------------------------------- */

static int add_coverage(const struct rota_coverage *coverage, void *payload, struct rota_error *err)
{
	struct rota_totals *totals = payload;
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
static int find_known_at(struct rota_value *out, struct rota_totals *totals, struct rota_error *err)
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
static int set_merged(struct rota_totals *totals, struct rota_value *json, struct rota_error *err)
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

int rota_totals_fill_json(struct rota_totals *totals, struct rota_error *err)
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
