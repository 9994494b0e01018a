/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a day against the targets. */
#include <string.h>

#include "base/messages.h"
#include "office/aim.h"
#include "office/answer.h"
#include "office/grouping.h"

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

/** The totals while they are being added up. */
struct totals {
	struct rota_answer answer;
	struct rota_grouping grouping;
	struct rota_group all;
	const char *phase;     /**< NULL: those in force */
	int32_t flow_from[2];  /**< by post; ROTA_DAY_NEVER: no phase */
	struct rota_group *at; /**< of the commune at hand; NULL: it is in no row */
	unsigned strangers;    /**< heads of that commune who are not local */
	struct rota_value rows, foot;
};

/* --- adding up ------------------------------------------------------------------------------- */

static size_t post_number(const char *post)
{
	return strcmp(post, rota_all_posts[0]) == 0 ? 0 : 1;
}

static int add_flow(struct totals *totals, const struct rota_postings *postings, size_t post,
		    struct rota_error *err)
{
	struct rota_answer *answer = &totals->answer;
	uint64_t flow = 0;
	int rc = ROTA_OK;

	if (totals->flow_from[post] != ROTA_DAY_NEVER)
		rc = rota_world_flow(&flow, &answer->world, postings, totals->flow_from[post],
				     answer->day_number, &answer->policy, err);
	totals->all.flow[post] += flow;
	if (totals->at)
		totals->at->flow[post] += flow;
	return rc;
}

static int add_seat(struct rota_answer *answer, const struct rota_seat *seat,
		    struct rota_error *err)
{
	struct totals *totals = answer->payload;
	size_t post = post_number(seat->post);

	if (post == 0) {
		totals->at = rota_grouping_of(&totals->grouping, seat->unit);
		totals->strangers = 0;
	}
	totals->strangers += seat->count.state == ROTA_CELL_FILLED &&
			     seat->locality == ROTA_LOCALITY_NON_LOCAL;
	rota_figures_add(&totals->all.posts[post], seat);
	totals->all.both += totals->strangers == 2;
	if (totals->at) {
		rota_figures_add(&totals->at->posts[post], seat);
		totals->at->both += totals->strangers == 2;
	}
	return add_flow(totals, &seat->postings, post, err);
}

/** Somebody was placed in a commune that has ended since: that was a placement all the same. */
static int add_ended(struct totals *totals, const struct rota_unit *unit, struct rota_error *err)
{
	int rc = ROTA_OK;

	totals->at = rota_grouping_of(&totals->grouping, unit);
	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_postings postings;

		rc = rota_world_post(&postings, &totals->answer.world, unit->id, rota_all_posts[i],
				     err);
		if (!rc)
			rc = add_flow(totals, &postings, i, err);
	}
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

static struct rota_value line_json(struct totals *totals, const struct line *line)
{
	struct rota_arena *arena = totals->answer.filling.arena;
	const struct rota_figures *figures = &line->group->posts[line->post];
	struct rota_value out = rota_map();
	const struct {
		const char *key;
		uint64_t number;
	} numbers[] = {
		{ "posts", figures->posts },         { "filled", figures->filled },
		{ "vacant", figures->vacant },       { "not_reported", figures->not_reported },
		{ "non_local", figures->non_local }, { "low", figures->non_local },
		{ "high", figures->non_local },      { "undetermined", figures->undetermined },
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
		struct rota_aims aims;

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
	note_sums(totals, rows, all);
	note_flow(totals);
	return ROTA_OK;
}

/* --- the whole as JSON ----------------------------------------------------------------------- */

/** What merging knows: until there is a checkpoint everything is provisional, and no office has
 *  sent anything, so nothing is open either. */
static void set_merged(struct rota_arena *arena, struct rota_value *json)
{
	rota_map_set(arena, json, "known_at", rota_nil());
	rota_map_set(arena, json, "provisional", rota_bool(true));
	rota_map_set(arena, json, "exact", rota_bool(true));
	rota_map_set(arena, json, "coverage", rota_list());
	rota_map_set(arena, json, "matters", rota_uint(0));
}

static void fill_json(struct totals *totals)
{
	struct rota_answer *answer = &totals->answer;
	struct rota_arena *arena = answer->filling.arena;
	struct rota_value json = rota_map(), policy = rota_map();
	char day[ROTA_DAY_TEXT_BYTES];

	rota_day_encode(day, answer->day);
	rota_map_set(arena, &policy, "test", copied(arena, answer->policy.test));
	rota_map_set(arena, &policy, "level", copied(arena, answer->policy.level));
	rota_map_set(arena, &json, "as_of", copied(arena, day));
	rota_map_set(arena, &json, "policy", policy);
	rota_map_set(arena, &json, "by", copied(arena, rota_grouping_id(totals->grouping.by)));
	rota_map_set(arena, &json, "rows", totals->rows);
	rota_map_set(arena, &json, "totals", totals->foot);
	rota_map_set(arena, &json, "disputed",
		     rota_uint(totals->all.posts[0].disputed + totals->all.posts[1].disputed));
	set_merged(arena, &json);
	answer->filling.report->json = json;
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
		rc = rota_grouping_init(&totals->grouping, &answer->world, answer->scope,
					answer->day_number, by, err);
	if (!rc)
		rc = add_all(totals, err);
	if (!rc)
		rc = fill_rows(totals, err);
	if (!rc)
		fill_json(totals);
	return rc;
}

int rota_report_totals(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct totals totals = { .rows = rota_list(), .foot = rota_list() };
	struct rota_answer *answer = &totals.answer;
	char day[ROTA_DAY_TEXT_BYTES];
	enum rota_grouping_by by;
	int rc = rota_grouping_read(&by, question->by, err);

	if (!rc)
		rc = rota_answer_begin(answer, office, question, err);
	if (rc)
		return rc;
	answer->payload = &totals;
	rota_fill_begin(&answer->filling, out, arena, total_columns, COUNT(total_columns),
			question->raw);
	rota_fill_title(&answer->filling, _("Heads of communes in %s on %s"),
			rota_answer_unit_name(answer, answer->scope),
			rota_day_show(day, answer->day));
	rc = make(&totals, question, by, err);
	return rota_answer_end(answer, rc, err);
}
