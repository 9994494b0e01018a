/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a day against the targets. */
#include <string.h>

#include "base/messages.h"
#include "office/answer.h"

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

/** Figures of both posts, in the order of rota_all_posts. */
struct both {
	struct rota_figures posts[2];
};

/** The target that a report is held against. */
struct aim {
	bool found;
	uint64_t count;
	const char *phase;
	int32_t from;
};

static int add_seat(struct rota_answer *answer, const struct rota_seat *seat,
		    struct rota_error *err)
{
	struct both *both = answer->payload;

	(void)err;
	rota_figures_add(&both->posts[seat->post == rota_all_posts[0] ? 0 : 1], seat);
	return ROTA_OK;
}

/** Whether a stored target is the one asked for: post, scope, and the phase or the day. */
static bool is_aim(const struct rota_answer *answer, const struct rota_subject *target,
		   const char *post, const struct rota_unit *scope, const char *phase)
{
	const char *its_post = rota_subject_text(target, "post");
	const char *its_phase = rota_subject_text(target, "phase");
	struct rota_day from = rota_subject_day(target, "from");
	struct rota_day to = rota_subject_day(target, "to");

	if (!target->created || !its_post || !its_phase || strcmp(its_post, post) != 0 ||
	    rota_id_compare(rota_subject_id(target, "scope"), scope->id) != 0 ||
	    rota_day_is_none(from) || rota_day_is_none(to))
		return false;
	if (phase)
		return strcmp(phase, its_phase) == 0;
	return rota_day_first(from) <= answer->day_number &&
	       answer->day_number < rota_day_first(to);
}

/** The target of a post in a unit; of several in force the one that began last. */
static int find_aim(struct aim *out, struct rota_answer *answer, const char *post,
		    const struct rota_unit *scope, const char *phase, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, &answer->world, ROTA_ENTITY_TARGET, err);

	*out = (struct aim){ .from = ROTA_DAY_ALWAYS };
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *target;
		int32_t from;

		rc = rota_world_subject(&target, &answer->world, ids.items[i], err);
		if (rc || !is_aim(answer, target, post, scope, phase))
			continue;
		from = rota_day_first(rota_subject_day(target, "from"));
		if (out->found && from < out->from)
			continue;
		answer->aims++;
		out->found = true;
		out->from = from;
		out->count = rota_subject_uint(target, "count", 0);
		out->phase = rota_subject_text(target, "phase");
	}
	return rc;
}

/** A row of the JSON; of a unit when @p version is given, else of the totals. */
static struct rota_value post_json(struct rota_arena *arena, const struct rota_figures *figures,
				   const char *post, const struct aim *aim,
				   const struct rota_unit_version *version)
{
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
		{ "suspended", figures->suspended },
	};
	bool counts = aim->found && aim->count;

	if (version) {
		rota_map_set(arena, &out, "scope", rota_text(version->code));
		rota_map_set(arena, &out, "name", rota_text(version->name));
	}
	rota_map_set(arena, &out, "post", rota_text(post));
	for (size_t i = 0; i < COUNT(numbers); i++)
		rota_map_set(arena, &out, numbers[i].key, rota_uint(numbers[i].number));
	rota_map_set(arena, &out, "phase",
		     aim->phase ? rota_text(rota_arena_copy(arena, aim->phase, strlen(aim->phase)))
				: rota_nil());
	rota_map_set(arena, &out, "target", aim->found ? rota_uint(aim->count) : rota_nil());
	rota_map_set(arena, &out, "percent",
		     counts ? rota_uint(rota_percent(figures->non_local, aim->count)) : rota_nil());
	return out;
}

static void fill_figures(struct rota_filling *filling, const struct rota_figures *figures,
			 const struct aim *aim)
{
	rota_fill_uint(filling, figures->posts);
	rota_fill_uint(filling, figures->filled);
	rota_fill_uint(filling, figures->vacant);
	rota_fill_uint(filling, figures->not_reported);
	rota_fill_uint(filling, figures->non_local);
	rota_fill_uint(filling, figures->undetermined);
	if (!aim->found) {
		rota_fill_nil(filling);
		rota_fill_nil(filling);
		return;
	}
	rota_fill_uint(filling, aim->count);
	if (aim->count)
		rota_fill_uint(filling, rota_percent(figures->non_local, aim->count));
	else
		rota_fill_nil(filling);
}

/** Both posts of a unit: two rows of the table, two objects of the JSON. */
static int fill_unit_figures(struct rota_answer *answer, const struct rota_unit *unit,
			     const struct both *both, struct rota_value *json, bool foot,
			     const char *phase, struct rota_error *err)
{
	struct rota_filling *filling = &answer->filling;
	const struct rota_unit_version *version = rota_unit_near(unit, answer->day_number);
	struct rota_unit_version copy = *version; /* its texts outlive the world */
	int rc = ROTA_OK;

	copy.code = rota_arena_copy(filling->arena, version->code, strlen(version->code));
	copy.name = rota_arena_copy(filling->arena, version->name, strlen(version->name));
	if (!copy.code || !copy.name)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_value row;
		struct aim aim;

		rc = find_aim(&aim, answer, rota_all_posts[i], unit, phase, err);
		if (rc)
			return rc;
		rota_fill_text(filling, foot ? NULL : version->code);
		rota_fill_text(filling, foot ? _("total") : version->name);
		rota_fill_word(filling, rota_word_find(&rota_posts, rota_all_posts[i]));
		fill_figures(filling, &both->posts[i], &aim);
		row = post_json(filling->arena, &both->posts[i], rota_all_posts[i], &aim,
				foot ? NULL : &copy);
		if (foot)
			rota_fill_foot(filling);
		else
			rota_fill_row(filling);
		if (rota_list_add(filling->arena, json, row))
			filling->rc = ROTA_ENOMEM;
	}
	rota_world_forget(&answer->world);
	return rc;
}

/** The units directly below the scope on the day: districts, or communes. */
static bool is_row(const struct rota_answer *answer, const struct rota_unit *unit)
{
	const struct rota_unit_version *version = rota_unit_on(unit, answer->day_number);

	return version && rota_id_compare(version->parent, answer->scope->id) == 0;
}

static int fill_totals(struct rota_answer *answer, const char *phase, struct rota_value *rows,
		       struct rota_value *totals, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &answer->world.gazetteer;
	struct both all = { 0 };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		struct both one = { 0 };

		if (!is_row(answer, gazetteer->units[i]))
			continue;
		answer->payload = &one;
		rc = rota_answer_each_seat(answer, gazetteer->units[i], add_seat, err);
		answer->payload = NULL;
		if (!rc)
			rc = fill_unit_figures(answer, gazetteer->units[i], &one, rows, false,
					       phase, err);
		rota_figures_sum(&all.posts[0], &one.posts[0]);
		rota_figures_sum(&all.posts[1], &one.posts[1]);
	}
	if (!rc && answer->scope->level == ROTA_LEVEL_COMMUNE) {
		answer->payload = &all;
		rc = rota_answer_each_seat(answer, answer->scope, add_seat, err);
		answer->payload = NULL;
	}
	return rc ? rc : fill_unit_figures(answer, answer->scope, &all, totals, true, phase, err);
}

/** A text that outlives the world. */
static struct rota_value copied(struct rota_arena *arena, const char *text)
{
	const char *copy = rota_arena_copy(arena, text, strlen(text));

	return copy ? rota_text(copy) : rota_nil();
}

static void fill_json(struct rota_answer *answer, struct rota_value rows, struct rota_value totals)
{
	struct rota_arena *arena = answer->filling.arena;
	struct rota_value json = rota_map(), policy = rota_map();
	char day[ROTA_DAY_TEXT_BYTES];
	size_t size = rota_day_encode(day, answer->day);

	rota_map_set(arena, &policy, "test", copied(arena, answer->policy.test));
	rota_map_set(arena, &policy, "level", copied(arena, answer->policy.level));
	rota_map_set(arena, &json, "as_of", rota_text(rota_arena_copy(arena, day, size)));
	rota_map_set(arena, &json, "known_at", rota_nil());
	rota_map_set(arena, &json, "provisional", rota_bool(true));
	rota_map_set(arena, &json, "policy", policy);
	rota_map_set(arena, &json, "rows", rows);
	rota_map_set(arena, &json, "totals", totals);
	answer->filling.report->json = json;
}

int rota_report_totals(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_value rows = rota_list(), totals = rota_list();
	struct rota_answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_answer_begin(&answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&answer.filling, out, arena, total_columns, COUNT(total_columns),
			question->raw);
	rota_fill_title(&answer.filling, _("Heads of communes in %s on %s"),
			rota_answer_unit_name(&answer, answer.scope),
			rota_day_show(day, answer.day));
	rc = fill_totals(&answer, question->phase, &rows, &totals, err);
	if (!rc && question->phase && !answer.aims)
		rc = rota_fail(err, ROTA_EINVALID, _("see the targets: rota target"),
			       _("no target has the phase '%s'"), question->phase);
	if (!rc)
		fill_json(&answer, rows, totals);
	return rota_answer_end(&answer, rc, err);
}
