/* SPDX-License-Identifier: Apache-2.0 */
/* The reports on a day: who is where, what is vacant, the figures, the pairs. */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "office/figures.h"
#include "office/posting.h"
#include "office/table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** One question being answered. */
struct answer {
	struct rota_world world;
	struct rota_policy_view policy;
	struct rota_filling filling;
	struct rota_day day;
	int32_t day_number;
	const struct rota_unit *scope;
	void *payload;
	size_t aims; /* targets that were found */
};

/* --- the frame ------------------------------------------------------------------------------- */

static int begin(struct answer *answer, struct rota_office *office,
                 const struct rota_question *question, struct rota_error *err)
{
	int rc = rota_world_open(&answer->world, office, false, err);

	answer->aims = 0;
	if (rc)
		return rc;
	answer->day = answer->world.today;
	if (question->as_of)
		rc = rota_resolve_day(&answer->day, question->as_of, "--as-of", err);
	if (!rc)
		answer->day_number = rota_day_first(answer->day);
	answer->scope = answer->world.scope;
	if (!rc && question->scope)
		rc = rota_resolve_unit(&answer->scope, &answer->world, question->scope,
		                       answer->day_number, err);
	if (!rc && !answer->scope)
		rc = rota_fail(err, ROTA_EINVALID, _("import it: rota import units FILE"),
		               _("there is no list of administrative units yet"));
	if (!rc)
		rc = rota_world_policy(&answer->policy, &answer->world, answer->day_number, err);
	return rc ? rota_world_close(&answer->world, rc, err) : ROTA_OK;
}

static int end(struct answer *answer, int rc, struct rota_error *err)
{
	if (!rc)
		rc = rota_fill_check(&answer->filling, err);
	return rota_world_close(&answer->world, rc, err);
}

typedef int seat_fn(struct answer *answer, const struct rota_seat *seat, struct rota_error *err);

/** Visit both posts of each commune that lies in a unit on the day, by code. */
static int each_seat(struct answer *answer, const struct rota_unit *in, seat_fn *visit,
                     struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &answer->world.gazetteer;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (unit->level != ROTA_LEVEL_COMMUNE || !rota_unit_on(unit, answer->day_number) ||
		    !rota_gazetteer_inside(gazetteer, unit, in, answer->day_number))
			continue;
		for (const char *const *post = rota_all_posts; !rc && *post; post++) {
			struct rota_seat seat;

			rc = rota_world_seat(&seat, &answer->world, unit, *post,
			                     answer->day_number, &answer->policy, err);
			if (!rc)
				rc = visit(answer, &seat, err);
			rota_world_forget(&answer->world);
		}
	}
	return rc;
}

static const char *unit_name(const struct answer *answer, const struct rota_unit *unit)
{
	return rota_unit_near(unit, answer->day_number)->name;
}

static const struct rota_word *locality_word(const struct rota_seat *seat)
{
	return rota_word_find(&rota_locality_values, rota_locality_value_id(seat->locality));
}

/** A post that nobody fills, for programs. */
static const char *state_id(const struct rota_seat *seat)
{
	return seat->count.state == ROTA_CELL_VACANT ? "vacant" : "not_reported";
}

/** The locality of a holder, or why there is none. */
static const char *head_shown(const struct rota_seat *seat)
{
	if (seat->count.state == ROTA_CELL_FILLED)
		return rota_word_show(locality_word(seat));
	return seat->count.state == ROTA_CELL_VACANT ? _("(vacant)") : _("(not reported)");
}

/* --- roster ---------------------------------------------------------------------------------- */

static const struct rota_column_spec roster_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "born", N_("born"), ROTA_CELL_TEXT },
	{ "since", N_("since"), ROTA_CELL_TEXT },
	{ "act", N_("by"), ROTA_CELL_TEXT },
	{ "locality", N_("locality"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
	{ "state", N_("state"), ROTA_CELL_TEXT }, /* for programs only; people read it in the row */
};

static void fill_unit(struct answer *answer, const struct rota_seat *seat)
{
	struct rota_filling *filling = &answer->filling;

	rota_fill_text(filling, rota_unit_near(seat->unit, answer->day_number)->code);
	rota_fill_text(filling, unit_name(answer, seat->unit));
	rota_fill_word(filling, rota_word_find(&rota_posts, seat->post));
}

/** The paper of the begin: number and day. */
static void fill_paper(struct answer *answer, const struct rota_posting *posting)
{
	const struct rota_value *docs = rota_subject_value(posting->subject, "begin_doc");

	if (docs && docs->type == ROTA_LIST && docs->as.list.count)
		rota_fill_text(&answer->filling,
		               rota_decision_show(&answer->world, &docs->as.list.items[0]));
	else
		rota_fill_nil(&answer->filling);
}

/** The post, and what keeps a holder from being its only full one. */
static void fill_standing(struct answer *answer, const struct rota_seat *seat,
                          const struct rota_posting *holder)
{
	const char *post = rota_post_show(seat->post);
	const char *what = NULL;
	char text[160];

	switch (rota_posting_on(holder, answer->day_number)) {
	case ROTA_HOLDS_ACTING:
		what = rota_word_show(rota_word_find(&rota_modes, holder->mode));
		break;
	case ROTA_HOLDS_PENDING:
		what = _("approval pending");
		break;
	case ROTA_HOLDS_SUSPENDED:
		what = _("suspended");
		break;
	default:
		if (seat->count.holder &&
		    rota_id_compare(seat->count.holder->id, holder->id) != 0)
			what = _("second holder");
		break;
	}
	snprintf(text, sizeof(text), "%s (%s)", post, what ? what : "");
	rota_fill_text(&answer->filling,
	               answer->filling.raw ? seat->post : what ? text : post);
}

/** What a posting is on a day, for programs. */
static const char *holding_id(const struct rota_posting *posting, int32_t day)
{
	static const char *const ids[] = { [ROTA_HOLDS_NOT] = "none",
		                           [ROTA_HOLDS_ACTING] = "acting",
		                           [ROTA_HOLDS_PENDING] = "pending",
		                           [ROTA_HOLDS_SUSPENDED] = "suspended",
		                           [ROTA_HOLDS_FULL] = "full" };

	return ids[rota_posting_on(posting, day)];
}

static int fill_holder(struct answer *answer, const struct rota_seat *seat,
                       const struct rota_posting *holder, struct rota_error *err)
{
	bool counted = seat->count.holder == holder;
	struct rota_filling *filling = &answer->filling;
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, &answer->world, holder->cadre, err);

	if (rc)
		return rc;
	rota_fill_text(filling, rota_unit_near(seat->unit, answer->day_number)->code);
	rota_fill_text(filling, unit_name(answer, seat->unit));
	fill_standing(answer, seat, holder);
	rota_fill_text(filling, rota_subject_text(cadre, "name"));
	rota_fill_day(filling, rota_subject_day(cadre, "born"));
	rota_fill_day_number(filling, holder->from);
	rota_fill_text(filling, filling->raw ? holder->act :
	                                       rota_act_shown(holder->act, seat->post));
	rota_fill_word(filling, counted ? locality_word(seat) : NULL);
	fill_paper(answer, holder);
	if (filling->raw)
		rota_fill_text(filling, holding_id(holder, answer->day_number));
	rota_fill_row(filling);
	return ROTA_OK;
}

/** Whoever else has to do with the post on the day: acting, in charge, a second holder. */
static int fill_others(struct answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	struct rota_postings postings;
	int rc = rota_world_post(&postings, &answer->world, seat->unit->id, seat->post, err);

	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];

		if (rota_posting_on(one, answer->day_number) == ROTA_HOLDS_NOT ||
		    (seat->count.holder && rota_id_compare(seat->count.holder->id, one->id) == 0))
			continue;
		rc = fill_holder(answer, seat, one, err);
	}
	return rc;
}

static int roster_row(struct answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	struct rota_filling *filling = &answer->filling;
	int rc = ROTA_OK;

	if (seat->count.state == ROTA_CELL_FILLED) {
		rc = fill_holder(answer, seat, seat->count.holder, err);
	} else {
		fill_unit(answer, seat);
		rota_fill_text(filling, filling->raw ? NULL : head_shown(seat));
		for (size_t i = 4; i < COUNT(roster_columns) - 1; i++)
			rota_fill_nil(filling);
		if (filling->raw)
			rota_fill_text(filling, state_id(seat));
		rota_fill_row(filling);
	}
	return rc ? rc : fill_others(answer, seat, err);
}

int rota_report_roster(struct rota_office *office, const struct rota_question *question,
                       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = begin(&answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&answer.filling, out, arena, roster_columns,
	                COUNT(roster_columns) - (question->raw ? 0 : 1), question->raw);
	rota_fill_title(&answer.filling, _("Who holds which post in %s on %s"),
	                unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = each_seat(&answer, answer.scope, roster_row, err);
	return end(&answer, rc, err);
}

/* --- vacancies ------------------------------------------------------------------------------- */

static const struct rota_column_spec vacancy_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },   { "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },   { "state", N_("state"), ROTA_CELL_TEXT },
	{ "since", N_("vacant since"), ROTA_CELL_TEXT },
	{ "acting", N_("acting"), ROTA_CELL_TEXT },
};

static int vacancy_row(struct answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	const struct rota_posting *acting = seat->count.acting;
	const char *state = _("not reported");
	struct rota_subject *cadre;
	int rc = ROTA_OK;

	if (seat->count.state == ROTA_CELL_FILLED)
		return ROTA_OK;
	fill_unit(answer, seat);
	if (seat->count.state == ROTA_CELL_VACANT)
		state = seat->stated ? _("vacant, stated") : _("vacant, not stated: rota vacant");
	if (answer->filling.raw)
		state = state_id(seat);
	rota_fill_text(&answer->filling, state);
	rota_fill_day_number(&answer->filling, seat->since);
	if (acting) {
		rc = rota_world_subject(&cadre, &answer->world, acting->cadre, err);
		rota_fill_text(&answer->filling, rc ? "" : rota_subject_text(cadre, "name"));
	} else {
		rota_fill_nil(&answer->filling);
	}
	rota_fill_row(&answer->filling);
	return rc;
}

int rota_report_vacancies(struct rota_office *office, const struct rota_question *question,
                          struct rota_report *out, struct rota_arena *arena,
                          struct rota_error *err)
{
	struct answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = begin(&answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&answer.filling, out, arena, vacancy_columns, COUNT(vacancy_columns), question->raw);
	rota_fill_title(&answer.filling, _("Posts without a full holder in %s on %s"),
	                unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = each_seat(&answer, answer.scope, vacancy_row, err);
	return end(&answer, rc, err);
}

/* --- pairs ----------------------------------------------------------------------------------- */

static const struct rota_column_spec pair_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "secretary", N_("Party secretary"), ROTA_CELL_TEXT },
	{ "chair", N_("chair"), ROTA_CELL_TEXT },
	{ "non_local", N_("not local"), ROTA_CELL_NUMBER },
};

/** The secretary's seat waits for the chair's, which comes next. */
struct pairing {
	uint64_t communes[3]; /* with none, one, both non-local */
	uint64_t open;        /* none non-local, but not both known to be local */
	uint64_t non_local, local; /* of the commune at hand */
};

static int pair_row(struct answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	struct pairing *pairing = answer->payload;
	struct rota_filling *filling = &answer->filling;
	bool first = seat->post == rota_all_posts[0];

	(void)err;
	if (first) {
		rota_fill_text(filling, rota_unit_near(seat->unit, answer->day_number)->code);
		rota_fill_text(filling, unit_name(answer, seat->unit));
		pairing->non_local = 0;
		pairing->local = 0;
	}
	if (seat->count.state == ROTA_CELL_FILLED) {
		pairing->non_local += seat->locality == ROTA_LOCALITY_NON_LOCAL;
		pairing->local += seat->locality == ROTA_LOCALITY_LOCAL;
	}
	if (!filling->raw)
		rota_fill_text(filling, head_shown(seat));
	else if (seat->count.state == ROTA_CELL_FILLED)
		rota_fill_word(filling, locality_word(seat));
	else
		rota_fill_text(filling, state_id(seat));
	if (first)
		return ROTA_OK;
	rota_fill_uint(filling, pairing->non_local);
	rota_fill_row(filling);
	if (pairing->non_local || pairing->local == 2)
		pairing->communes[pairing->non_local]++;
	else
		pairing->open++;
	return ROTA_OK;
}

int rota_report_pairs(struct rota_office *office, const struct rota_question *question,
                      struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct pairing pairing = { .open = 0 };
	struct answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = begin(&answer, office, question, err);

	if (rc)
		return rc;
	answer.payload = &pairing;
	rota_fill_begin(&answer.filling, out, arena, pair_columns, COUNT(pair_columns), question->raw);
	rota_fill_title(&answer.filling, _("Heads who are not local in %s on %s"),
	                unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = each_seat(&answer, answer.scope, pair_row, err);
	rota_fill_note(&answer.filling, _("communes where both heads are not local: %llu"),
	               (unsigned long long)pairing.communes[2]);
	rota_fill_note(&answer.filling, _("communes where one head is not local: %llu"),
	               (unsigned long long)pairing.communes[1]);
	rota_fill_note(&answer.filling, _("communes where both heads are local: %llu"),
	               (unsigned long long)pairing.communes[0]);
	rota_fill_note(&answer.filling,
	               _("communes with a head vacant, not reported or undetermined: %llu"),
	               (unsigned long long)pairing.open);
	return end(&answer, rc, err);
}

/* --- totals ---------------------------------------------------------------------------------- */

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

static int add_seat(struct answer *answer, const struct rota_seat *seat, struct rota_error *err)
{
	struct both *both = answer->payload;

	(void)err;
	rota_figures_add(&both->posts[seat->post == rota_all_posts[0] ? 0 : 1], seat);
	return ROTA_OK;
}

/** Whether a stored target is the one asked for: post, scope, and the phase or the day. */
static bool is_aim(const struct answer *answer, const struct rota_subject *target,
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
	return rota_day_first(from) <= answer->day_number && answer->day_number < rota_day_first(to);
}

/** The target of a post in a unit; of several in force the one that began last. */
static int find_aim(struct aim *out, struct answer *answer, const char *post,
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
		{ "posts", figures->posts },           { "filled", figures->filled },
		{ "vacant", figures->vacant },         { "not_reported", figures->not_reported },
		{ "non_local", figures->non_local },   { "low", figures->non_local },
		{ "high", figures->non_local },        { "undetermined", figures->undetermined },
		{ "acting", figures->acting },         { "pending", figures->pending },
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
	             aim->phase ? rota_text(rota_arena_copy(arena, aim->phase,
	                                                    strlen(aim->phase))) :
	                          rota_nil());
	rota_map_set(arena, &out, "target", aim->found ? rota_uint(aim->count) : rota_nil());
	rota_map_set(arena, &out, "percent",
	             counts ? rota_uint(rota_percent(figures->non_local, aim->count)) :
	                      rota_nil());
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
static int fill_unit_figures(struct answer *answer, const struct rota_unit *unit,
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
static bool is_row(const struct answer *answer, const struct rota_unit *unit)
{
	const struct rota_unit_version *version = rota_unit_on(unit, answer->day_number);

	return version && rota_id_compare(version->parent, answer->scope->id) == 0;
}

static int fill_totals(struct answer *answer, const char *phase, struct rota_value *rows,
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
		rc = each_seat(answer, gazetteer->units[i], add_seat, err);
		answer->payload = NULL;
		if (!rc)
			rc = fill_unit_figures(answer, gazetteer->units[i], &one, rows, false,
			                       phase, err);
		rota_figures_sum(&all.posts[0], &one.posts[0]);
		rota_figures_sum(&all.posts[1], &one.posts[1]);
	}
	if (!rc && answer->scope->level == ROTA_LEVEL_COMMUNE) {
		answer->payload = &all;
		rc = each_seat(answer, answer->scope, add_seat, err);
		answer->payload = NULL;
	}
	return rc ? rc :
	            fill_unit_figures(answer, answer->scope, &all, totals, true, phase, err);
}

/** A text that outlives the world. */
static struct rota_value copied(struct rota_arena *arena, const char *text)
{
	const char *copy = rota_arena_copy(arena, text, strlen(text));

	return copy ? rota_text(copy) : rota_nil();
}

static void fill_json(struct answer *answer, struct rota_value rows, struct rota_value totals)
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
	struct answer answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = begin(&answer, office, question, err);

	if (rc)
		return rc;
	rota_fill_begin(&answer.filling, out, arena, total_columns, COUNT(total_columns), question->raw);
	rota_fill_title(&answer.filling, _("Heads of communes in %s on %s"),
	                unit_name(&answer, answer.scope), rota_day_show(day, answer.day));
	rc = fill_totals(&answer, question->phase, &rows, &totals, err);
	if (!rc && question->phase && !answer.aims)
		rc = rota_fail(err, ROTA_EINVALID, _("see the targets: rota target"),
		               _("no target has the phase '%s'"), question->phase);
	if (!rc)
		fill_json(&answer, rows, totals);
	return end(&answer, rc, err);
}
