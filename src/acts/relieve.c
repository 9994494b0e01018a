/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody leaves a post, or goes from one to another. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "acts/receive.h"
#include "base/messages.h"
#include "state/person.h"

/** Whether somebody's posting ends on this very day. */
static bool has_left(const struct rota_postings *holders, int32_t day)
{
	for (size_t i = 0; i < holders->count; i++)
		if (rota_posting_end(&holders->items[i]) == day)
			return true;
	return false;
}

/** Whether a posting is among those that may be meant: of a cadre who is named also one that gives
 *  way by settlement, since that is how its office mends it. */
static bool may_be_meant(const struct rota_acting *acting, struct rota_id person,
			 const struct rota_posting *one)
{
	if (acting->cadre)
		return rota_id_compare(one->person, person) == 0 &&
		       rota_posting_end(one) > acting->from_number;
	return rota_posting_reaches(one, acting->from_number);
}

/** The posting that ends: the one open on the day before. */
int rota_find_open(struct rota_posting *out, struct rota_acting *acting, struct rota_error *err)
{
	struct rota_postings holders;
	char day[ROTA_DAY_TEXT_BYTES];
	struct rota_id person = { { 0 } };
	size_t open = 0;
	int rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);

	if (!rc && acting->cadre)
		rc = rota_world_person(&person, acting->world, acting->cadre->id, err);
	for (size_t i = 0; !rc && i < holders.count; i++) {
		const struct rota_posting *one = &holders.items[i];

		if (one->from < acting->from_number && may_be_meant(acting, person, one)) {
			*out = *one;
			open++;
		}
	}
	if (rc || open == 1)
		return rc;
	if (!open && has_left(&holders, acting->from_number))
		return rota_refuse(err, "V19", _("see the history: rota history COMMUNE/POST"),
		                   _("it is recorded already that the holder left on %s"),
		                   rota_day_show(day, acting->from));
	if (open)
		return rota_fail(err, ROTA_ECONFLICT, _("say who: --cadre NAME"),
		                 _("several people hold this post on %s"),
		                 rota_day_show(day, acting->from));
	return rota_refuse(err, "V19", _("see who was there: rota history COMMUNE/POST"),
	                   _("nobody holds %s of %s on the day before %s"),
	                   rota_post_show(acting->post),
	                   rota_unit_show(acting->world, acting->unit, acting->from_number),
	                   rota_day_show(day, acting->from));
}

/** Whether somebody else holds the post in full on that day. */
static int is_taken(bool *out, struct rota_acting *acting, const struct rota_unit *unit,
                    const struct rota_posting *ending, struct rota_error *err)
{
	struct rota_postings holders;
	int rc = rota_world_post(&holders, acting->world, unit->id, ending->post, err);

	*out = false;
	for (size_t i = 0; !rc && i < holders.count; i++)
		*out = *out || (rota_id_compare(holders.items[i].id, ending->id) != 0 &&
		                rota_posting_on(&holders.items[i], acting->from_number) >
		                        ROTA_HOLDS_ACTING);
	return rc;
}

int rota_plan_vacancy(struct rota_acting *acting, const struct rota_unit *unit, const char *post,
                      struct rota_day from, const char *cause, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "post.vacant", err);

	if (rc)
		return rc;
	rota_draft_on(draft, from);
	rota_draft_set_id(draft, "unit", unit->id);
	rota_draft_set(draft, "post", rota_text(post));
	if (cause)
		rota_draft_set(draft, "cause", rota_text(cause));
	rota_draft_set(draft, "state", rota_text("on"));
	return ROTA_OK;
}

/** The vacancy that follows, unless a successor begins that day or somebody else holds the post. */
static int plan_vacancy_behind(struct rota_acting *acting, const struct rota_posting *ending,
                               struct rota_error *err)
{
	const struct rota_unit *unit =
	        rota_gazetteer_unit(&acting->world->gazetteer, ending->unit);
	const char *cause = strcmp(acting->act->id, "die") == 0 ? "died" : "ended";
	bool taken = false;
	int rc;

	if (acting->request->no_vacant || !unit || !ending->mode ||
	    strcmp(ending->mode, "full") != 0 || strcmp(acting->act->id, "unit_ended") == 0)
		return ROTA_OK;
	rc = is_taken(&taken, acting, unit, ending, err);
	if (rc || taken)
		return rc;
	return rota_plan_vacancy(acting, unit, ending->post, acting->from, cause, err);
}

/** The unit it names, or its words. */
static int put_next(struct rota_acting *acting, struct rota_draft *draft, struct rota_error *err)
{
	const char *next = acting->request->next;
	struct rota_value value;
	int rc = ROTA_OK;

	if (next && *next) {
		rc = rota_field_value(&value, acting->world, rota_kind_field(draft->kind, "next"),
		                      next, err);
		if (!rc)
			rota_draft_set(draft, "next", value);
	}
	return rc ? rc : rota_put_text(draft, "next_post", acting->request->next_post, err);
}

/** The other postings of somebody who died. */
static int end_others(struct rota_acting *acting, const struct rota_posting *ending,
                      struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, acting->world, ending->cadre, err);

	for (size_t i = 0; !rc && i < career.count; i++) {
		const struct rota_posting *one = &career.items[i];

		if (rota_id_compare(one->id, ending->id) == 0 ||
		    one->from >= acting->from_number ||
		    !rota_posting_reaches(one, acting->from_number))
			continue;
		rc = rota_plan_end_of(acting, one->id, one->subject, acting->from, "die", err);
		if (!rc)
			rc = plan_vacancy_behind(acting, one, err);
	}
	return rc;
}

/** Death ends the person too. */
static int plan_death(struct rota_acting *acting, const struct rota_posting *ending,
                      struct rota_error *err)
{
	struct rota_subject *cadre;
	struct rota_draft *draft;
	int rc;

	if (strcmp(acting->act->id, "die") != 0)
		return ROTA_OK;
	rc = rota_world_subject(&cadre, acting->world, ending->cadre, err);
	if (rc || rota_subject_get(cadre, "died"))
		return rc;
	rc = rota_plan_amend(&draft, &acting->plan, "cadre.change", cadre, err);
	if (rc)
		return rc;
	rota_draft_set_day(draft, "died", acting->from);
	return end_others(acting, ending, err);
}

static int plan_end(struct rota_acting *acting, const struct rota_posting *ending,
                    struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_amend(&draft, &acting->plan, "posting.end", ending->subject, err);

	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	rota_draft_set(draft, "act", rota_text(acting->act->id));
	rota_put_docs(acting, draft);
	rc = put_next(acting, draft, err);
	if (!rc)
		rc = plan_vacancy_behind(acting, ending, err);
	return rc ? rc : plan_death(acting, ending, err);
}

int rota_plan_end_of(struct rota_acting *acting, struct rota_id posting,
                     const struct rota_subject *stored, struct rota_day to, const char *act,
                     struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = stored ? rota_plan_amend(&draft, &acting->plan, "posting.end", stored, err) :
	                  rota_plan_add(&draft, &acting->plan, "posting.end", err);

	if (rc)
		return rc;
	if (!stored) {
		rota_draft_key(draft, "id", rota_id_value(draft->arena, posting));
		rota_draft_pred(draft, posting);
	}
	rota_draft_on(draft, to);
	rota_draft_set(draft, "act", rota_text(act));
	return ROTA_OK;
}

static void say_end(struct rota_acting *acting, const struct rota_posting *ending)
{
	struct rota_subject *cadre;
	char day[ROTA_DAY_TEXT_BYTES];

	if (rota_world_subject(&cadre, acting->world, ending->cadre, NULL))
		return;
	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
	         _("%s: %s, no longer %s of %s from %s%s"), rota_act_shown(acting->act->id, acting->post),
	         rota_cadre_show(acting->world, cadre), rota_post_show(acting->post),
	         rota_unit_show(acting->world, acting->unit, acting->from_number),
	         rota_day_show(day, acting->from), rota_papers_shown(acting));
}

/** V25: the way a posting ends must be said, and be one that ends. */
static int need_closing_act(struct rota_acting *acting, struct rota_error *err)
{
	int rc;

	if (!acting->request->act || !*acting->request->act)
		return rota_refuse(err, "V25", _("choose one with --act: see 'rota help acts'"),
		                   _("the way the posting ended is missing"));
	rc = rota_need_act(acting, err);
	if (!rc && !rota_act_closes(acting->act))
		rc = rota_refuse(err, "V25", _("see the acts: rota help acts"),
		                 _("'%s' ends no posting"), rota_act_shown(acting->act->id, acting->post));
	return rc;
}

/** A unit that ends on the day is no unit of that day any more: then the one of the day before. */
static int need_place_left(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_error first = { 0 };
	int rc = rota_need_place(acting, &first);

	if (rc && strcmp(first.rule, "V01") == 0) {
		acting->from_number--;
		if (rota_need_place(acting, NULL) == ROTA_OK)
			rc = ROTA_OK;
		acting->from_number++;
	}
	if (rc && err)
		*err = first;
	return rc;
}

static int plan_relieve(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_posting ending = { .subject = NULL };
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = need_place_left(acting, err);
	if (!rc)
		rc = need_closing_act(acting, err);
	if (!rc && acting->request->cadre)
		rc = rota_need_cadre(acting, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	if (!rc)
		rc = rota_find_open(&ending, acting, err);
	if (!rc)
		rc = rota_judge_papers(acting, err);
	if (!rc)
		rc = rota_judge_day(acting, acting->from_number, err);
	if (!rc)
		rc = plan_end(acting, &ending, err);
	if (!rc)
		say_end(acting, &ending);
	return rc;
}

int rota_relieve(struct rota_office *office, const struct rota_request *request,
                 struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_relieve, err);
}

/* --- move ------------------------------------------------------------------------------------ */

/** The only full posting of the cadre that is open on the day before; false where there is none. */
static int find_leaving(struct rota_posting *out, bool *found, struct rota_acting *acting,
                        struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, acting->world, acting->cadre->id, err);

	*found = false;
	for (size_t i = 0; !rc && i < career.count; i++) {
		const struct rota_posting *one = &career.items[i];

		if (one->from >= acting->from_number || !rota_posting_reaches(one, acting->from_number) ||
		    strcmp(one->mode, "full") != 0)
			continue;
		if (*found)
			return rota_fail(err, ROTA_ECONFLICT,
			                 _("use 'rota relieve' and 'rota appoint' for each post"),
			                 _("'%s' holds several posts"),
			                 rota_cadre_show(acting->world, acting->cadre));
		*out = *one;
		*found = true;
	}
	return rc;
}

static int plan_leaving(struct rota_acting *acting, const struct rota_posting *leaving,
                        struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_amend(&draft, &acting->plan, "posting.end", leaving->subject, err);

	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	rota_draft_set(draft, "act", rota_text(acting->act->id));
	rota_draft_set_id(draft, "next", acting->unit->id);
	rota_put_docs(acting, draft);
	return plan_vacancy_behind(acting, leaving, err);
}

static int plan_move(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_posting leaving;
	bool found = false;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need_place(acting, err);
	if (!rc)
		rc = rota_need_holder(acting, err);
	if (!rc)
		rc = need_closing_act(acting, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	if (!rc && acting->act->effect != ROTA_ACT_MOVES)
		rc = rota_refuse(err, "V25", _("use 'transfer' (điều động) or 'rotate' (luân chuyển)"),
		                 _("'%s' moves nobody"), rota_act_shown(acting->act->id, acting->post));
	if (!rc)
		rc = rota_judge_person(acting, err);
	if (!rc)
		rc = rota_judge_post(acting, "full", err);
	if (!rc)
		rc = find_leaving(&leaving, &found, acting, err);
	if (rc)
		return rc;
	if (found) {
		acting->except = leaving.id;
		acting->leaving = rota_gazetteer_unit(&acting->world->gazetteer, leaving.unit);
	}
	rc = rota_judge_papers(acting, err);
	if (!rc)
		rc = rota_judge_begin(acting, err);
	if (!rc)
		rc = rota_judge_career(acting, "full", acting->request->dual, err);
	if (!rc && found)
		rc = plan_leaving(acting, &leaving, err);
	if (!rc)
		rc = rota_plan_posting(acting, err);
	if (!rc)
		rota_say_begin(acting);
	return rc;
}

int rota_move(struct rota_office *office, const struct rota_request *request,
              struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_move, err);
}
