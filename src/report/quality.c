/* SPDX-License-Identifier: Apache-2.0 */
/* The report on the quality of the data: rules F that are counts, and what is missing. */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "naming/resolve.h"
#include "report/table.h"
#include "rota/acts.h"
#include "state/figures.h"
#include "state/shown.h"

/** What is counted, in the order of the report. */
enum check {
	NOT_STATED, NO_APPROVAL, LEFT_OPEN, NO_PAPER, LATE, YEAR_ONLY, UNDETERMINED, UNREAD, NO_NATIVE,
	NO_PIN, CHECKS
};

static const struct {
	const char *id, *rule, *what;
} checks[CHECKS] = {
	[NOT_STATED] = { "vacancy_not_stated", "V17", N_("posts without a holder, not stated vacant") },
	[NO_APPROVAL] = { "not_approved", "V21", N_("elected, and not approved in time") },
	[LEFT_OPEN] = { "open_in_ended_unit", "V24", N_("postings left open in a unit that has ended") },
	[NO_PAPER] = { "no_paper", "V30", N_("postings without a paper that one expects") },
	[LATE] = { "recorded_late", "V38", N_("entries recorded late after their paper") },
	[YEAR_ONLY] = { "born_year_only", "V58", N_("holders of whose birth only the year is known") },
	[UNDETERMINED] = { "undetermined", "V70", N_("holders whose locality is undetermined") },
	[UNREAD] = { "native_unread", "V73", N_("holders whose native place names no known unit") },
	[NO_NATIVE] = { "no_native", NULL, N_("holders without a native place") },
	[NO_PIN] = { "no_pin", NULL, N_("holders without a personal number") },
};

enum { EXAMPLES = 3 };

struct tally {
	uint64_t count;
	const char *examples[EXAMPLES];
};

struct survey {
	struct rota_world world;
	struct rota_policy_view policy;
	const struct rota_unit *scope;
	struct rota_day asked;
	int32_t day;
	int late_days, pending_days;
	struct tally tallies[CHECKS];
	bool full; /* the memory */
};

static void count(struct survey *survey, enum check check, const char *example)
{
	struct tally *tally = &survey->tallies[check];
	char *copy;

	if (tally->count++ >= EXAMPLES)
		return;
	copy = rota_arena_copy(&survey->world.arena, example, strlen(example));
	survey->full = survey->full || !copy;
	tally->examples[tally->count - 1] = copy;
}

/* --- postings -------------------------------------------------------------------------------- */

static bool is_in_scope(const struct survey *survey, const struct rota_unit *unit)
{
	return unit && rota_gazetteer_inside(&survey->world.gazetteer, unit, survey->scope, survey->day);
}

/** V38: recorded so many days after the paper was signed; rows of a list come when the list comes. */
static bool is_late(const struct survey *survey, const struct rota_revision *revision)
{
	const struct rota_entry *entry = &revision->entry;
	const char *text = entry->docs && entry->docs->as.list.count ?
	                           rota_value_text(rota_map_get(&entry->docs->as.list.items[0],
	                                                        "signed")) :
	                           NULL;
	struct rota_day signed_on;

	return !revision->undone && text && !rota_map_get(&entry->root, "src") &&
	       rota_day_decode(&signed_on, text, strlen(text), NULL) == ROTA_OK &&
	       rota_day_first(rota_day_of_instant(rota_clock_ms(entry->clock))) >
	               rota_day_last(signed_on) + survey->late_days;
}

static bool lacks_paper(const struct rota_posting *posting)
{
	const struct rota_act *act = rota_act_find(posting->act);

	return act && act->paper && !rota_subject_paper(posting->subject, "begin_doc");
}

static int look_at_holder(struct survey *survey, const struct rota_posting *posting,
                          struct rota_error *err)
{
	enum rota_locality_value locality;
	bool disputed;
	int rc;

	if (rota_posting_on(posting, survey->day) == ROTA_HOLDS_PENDING &&
	    posting->from + survey->pending_days < survey->day)
		count(survey, NO_APPROVAL, rota_posting_shown(&survey->world, posting->subject));
	if (strcmp(posting->mode, "full") != 0)
		return ROTA_OK;
	rc = rota_world_locality(&locality, &disputed, &survey->world, posting, survey->day,
	                         &survey->policy, err);
	if (!rc && locality == ROTA_LOCALITY_UNDETERMINED)
		count(survey, UNDETERMINED, rota_posting_shown(&survey->world, posting->subject));
	return rc;
}

static int look_at_posting(struct rota_world *world, const struct rota_subject *subject,
                           void *payload, struct rota_error *err)
{
	struct survey *survey = payload;
	const struct rota_unit *unit;
	struct rota_posting posting;

	if (!rota_posting_read(&posting, subject) || rota_posting_is_void(&posting) ||
	    posting.from > survey->day)
		return ROTA_OK;
	unit = rota_gazetteer_unit(&world->gazetteer, posting.unit);
	if (!is_in_scope(survey, unit))
		return ROTA_OK;
	for (size_t i = 0; i < subject->revision_count; i++)
		if (is_late(survey, &subject->revisions[i]))
			count(survey, LATE, rota_posting_shown(world, subject));
	if (lacks_paper(&posting))
		count(survey, NO_PAPER, rota_posting_shown(world, subject));
	if (rota_posting_on(&posting, survey->day) == ROTA_HOLDS_NOT)
		return ROTA_OK;
	if (unit->to <= survey->day)
		count(survey, LEFT_OPEN, rota_posting_shown(world, subject));
	return look_at_holder(survey, &posting, err);
}

/* --- people ---------------------------------------------------------------------------------- */

/** Whether the cadre holds a post in the scope on the day; then since when. */
static int find_post(bool *out, int32_t *since, struct survey *survey, struct rota_id cadre,
                     struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, &survey->world, cadre, err);

	*out = false;
	for (size_t i = 0; !rc && !*out && i < career.count; i++) {
		const struct rota_posting *one = &career.items[i];

		*out = rota_posting_on(one, survey->day) != ROTA_HOLDS_NOT &&
		       is_in_scope(survey, rota_gazetteer_unit(&survey->world.gazetteer, one->unit));
		*since = one->from;
	}
	return rc;
}

static void look_at_native(struct survey *survey, const struct rota_subject *cadre, int32_t since)
{
	struct rota_world *world = &survey->world;
	struct rota_meaning meanings[ROTA_MEANINGS];
	struct rota_origin native;

	rota_origin_read(&native, rota_subject_value(cadre, "native"));
	if (!rota_origin_is_stated(&native))
		count(survey, NO_NATIVE, rota_cadre_show(world, cadre));
	else if (!rota_origin_meanings(meanings, &world->gazetteer, world->national, &native, since))
		count(survey, UNREAD, rota_cadre_show(world, cadre));
}

static int look_at_cadre(struct rota_world *world, const struct rota_subject *cadre, void *payload,
                         struct rota_error *err)
{
	struct survey *survey = payload;
	struct rota_day born = rota_subject_day(cadre, "born");
	int32_t since = survey->day;
	bool holds = false;
	int rc = cadre->created ? find_post(&holds, &since, survey, cadre->id, err) : ROTA_OK;

	if (rc || !holds)
		return rc;
	if (!rota_day_is_none(born) && !born.month)
		count(survey, YEAR_ONLY, rota_cadre_show(world, cadre));
	if (!rota_subject_get(cadre, "pin"))
		count(survey, NO_PIN, rota_cadre_show(world, cadre));
	look_at_native(survey, cadre, since);
	return ROTA_OK;
}

/* --- posts ----------------------------------------------------------------------------------- */

static int look_at_posts(struct survey *survey, struct rota_error *err)
{
	struct rota_world *world = &survey->world;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < world->gazetteer.unit_count; i++) {
		const struct rota_unit *unit = world->gazetteer.units[i];

		if (unit->level != ROTA_LEVEL_COMMUNE || !rota_unit_on(unit, survey->day) ||
		    !is_in_scope(survey, unit))
			continue;
		for (const char *const *post = rota_all_posts; !rc && *post; post++) {
			struct rota_seat seat;
			char text[256];

			rota_world_forget(world);
			rc = rota_world_seat(&seat, world, unit, *post, survey->day,
			                     &survey->policy, err);
			if (rc || seat.count.state != ROTA_CELL_VACANT || seat.stated)
				continue;
			snprintf(text, sizeof(text), "%s, %s", rota_post_show(*post),
			         rota_unit_show(world, unit, survey->day));
			count(survey, NOT_STATED, text);
		}
	}
	return rc;
}

/* --- the report ------------------------------------------------------------------------------ */

/** Days that the policy in force grants. */
static int take_limits(struct survey *survey, struct rota_error *err)
{
	struct rota_subject *policy;
	int rc = rota_world_policy(&survey->policy, &survey->world, survey->day, err);

	survey->late_days = survey->pending_days = 30;
	if (rc || rota_id_is_zero(survey->policy.id))
		return rc;
	rc = rota_world_subject(&policy, &survey->world, survey->policy.id, err);
	if (rc)
		return rc;
	survey->late_days = (int)(rota_subject_uint(policy, "late_days", 30) % 10000);
	survey->pending_days = (int)(rota_subject_uint(policy, "pending_days", 30) % 10000);
	return ROTA_OK;
}

static int begin(struct survey *survey, const struct rota_question *question, struct rota_error *err)
{
	struct rota_world *world = &survey->world;
	int rc = ROTA_OK;

	survey->asked = world->today;
	survey->scope = world->scope;
	if (question->as_of)
		rc = rota_resolve_day(&survey->asked, question->as_of, _("--as-of"), err);
	survey->day = rc ? 0 : rota_day_first(survey->asked);
	if (!rc && question->scope)
		rc = rota_resolve_unit(&survey->scope, world, question->scope, survey->day, err);
	if (!rc && !survey->scope)
		rc = rota_world_ready(world, err);
	if (!rc)
		rc = rota_world_national(world, err);
	return rc ? rc : take_limits(survey, err);
}

static const struct rota_column_spec columns[] = {
	{ "rule", N_("rule"), ROTA_CELL_TEXT },
	{ "what", N_("what"), ROTA_CELL_TEXT },
	{ "count", N_("how many"), ROTA_CELL_NUMBER },
	{ "first", N_("the first of them"), ROTA_CELL_TEXT },
};

static size_t shown(const struct tally *tally)
{
	return tally->count < EXAMPLES ? (size_t)tally->count : EXAMPLES;
}

static void fill_row(struct rota_filling *filling, const struct survey *survey, enum check check)
{
	const struct tally *tally = &survey->tallies[check];
	char text[1024] = "";
	size_t used = 0;

	for (size_t i = 0; i < shown(tally) && used < sizeof(text); i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", i ? "; " : "",
		                         tally->examples[i]);
	rota_fill_text(filling, checks[check].rule);
	rota_fill_text(filling, filling->raw ? checks[check].id : _(checks[check].what));
	rota_fill_uint(filling, tally->count);
	rota_fill_text(filling, *text ? text : NULL);
	rota_fill_row(filling);
}

/** The same as an object, with the first ones as a list. */
static int add_json(struct rota_value *list, struct rota_arena *arena, const struct survey *survey,
                    enum check check)
{
	const struct tally *tally = &survey->tallies[check];
	struct rota_value row = rota_map(), first = rota_list();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < shown(tally); i++) {
		const char *copy = rota_arena_copy(arena, tally->examples[i],
		                                   strlen(tally->examples[i]));

		rc = copy ? rota_list_add(arena, &first, rota_text(copy)) : ROTA_ENOMEM;
	}
	if (rc ||
	    rota_map_set(arena, &row, "rule",
	                 checks[check].rule ? rota_text(checks[check].rule) : rota_nil()) ||
	    rota_map_set(arena, &row, "what", rota_text(checks[check].id)) ||
	    rota_map_set(arena, &row, "count", rota_uint(tally->count)) ||
	    rota_map_set(arena, &row, "first", first))
		return ROTA_ENOMEM;
	return rota_list_add(arena, list, row);
}

static int fill(struct rota_filling *filling, struct rota_report *out, const struct survey *survey,
                struct rota_error *err)
{
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = survey->full ? ROTA_ENOMEM : ROTA_OK;

	rota_fill_title(filling, _("Quality of the data of %s on %s"),
	                rota_unit_near(survey->scope, survey->day)->name,
	                rota_day_show(day, survey->asked));
	out->json = rota_list();
	for (size_t i = 0; !rc && i < CHECKS; i++) {
		fill_row(filling, survey, (enum check)i);
		rc = add_json(&out->json, filling->arena, survey, (enum check)i);
	}
	return rc ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) :
	            rota_fill_check(filling, err);
}

int rota_report_quality(struct rota_office *office, const struct rota_question *question,
                        struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct survey survey = { .full = false };
	struct rota_filling filling = { 0 };
	int rc = rota_world_open(&survey.world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, columns, sizeof(columns) / sizeof(columns[0]),
	                question->raw);
	rc = begin(&survey, question, err);
	if (!rc)
		rc = rota_world_each(&survey.world, ROTA_ENTITY_POSTING, look_at_posting, &survey,
		                     err);
	if (!rc)
		rc = rota_world_each(&survey.world, ROTA_ENTITY_CADRE, look_at_cadre, &survey, err);
	if (!rc)
		rc = look_at_posts(&survey, err);
	if (!rc)
		rc = fill(&filling, out, &survey, err);
	return rota_world_close(&survey.world, rc, err);
}
