/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody takes a post. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "acts/receive.h"
#include "base/messages.h"
#include "ledger/retirement.h"
#include "state/figures.h"
#include "state/person.h"

/** V57: beyond the age of retirement on that day. */
static void judge_retired(struct rota_acting *acting, struct rota_day born)
{
	const char *sex = rota_subject_text(acting->cadre, "sex");
	struct rota_day last = rota_retirement_day(born, sex && strcmp(sex, "female") == 0);
	char day[ROTA_DAY_TEXT_BYTES];

	if (!rota_day_is_none(last) && acting->from_number > rota_day_first(last))
		rota_findings_add(&acting->findings, "V57",
		                  _("check day of birth and sex; if it is right all the same, say "
		                    "why: --why"),
		                  _("'%s' reaches the age of retirement on %s"),
		                  rota_cadre_show(acting->world, acting->cadre),
		                  rota_day_show(day, last));
}

/** V64, V57: the dead and children hold no posts, and the retired rarely. */
int rota_judge_person(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_day died = rota_subject_day(acting->cadre, "died");
	struct rota_day born = rota_subject_day(acting->cadre, "born");
	char day[ROTA_DAY_TEXT_BYTES];

	if (!rota_day_is_none(died) && acting->from_number >= rota_day_first(died))
		return rota_refuse(err, "V64", _("check the day, or the person"),
		                   _("'%s' died on %s"),
		                   rota_cadre_show(acting->world, acting->cadre),
		                   rota_day_show(day, died));
	if (rota_day_is_none(born))
		return ROTA_OK;
	judge_retired(acting, born);
	born.month = born.month ? born.month : 1;
	born.day = born.day ? born.day : 1;
	if (rota_day_months_between(born, acting->from) < 18 * 12)
		return rota_refuse(err, "V57", _("check the day of birth"),
		                   _("'%s' is not 18 years old on that day"),
		                   rota_cadre_show(acting->world, acting->cadre));
	return ROTA_OK;
}

/** Whether a posting is, or will be, held on some day from @p day on. */
bool rota_posting_reaches(const struct rota_posting *posting, int32_t day)
{
	return rota_posting_end(posting) > day && !rota_posting_gives_way(posting, day);
}

/** Other holders of this post: the same person again is an error, another one is looked at (V11). */
int rota_judge_post(struct rota_acting *acting, const char *mode, struct rota_error *err)
{
	struct rota_postings holders;
	char since[ROTA_DAY_TEXT_BYTES];
	struct rota_id person;
	int rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);

	if (!rc)
		rc = rota_world_person(&person, acting->world, acting->cadre->id, err);
	for (size_t i = 0; !rc && i < holders.count; i++) {
		const struct rota_posting *one = &holders.items[i];
		struct rota_subject *other;

		if (!rota_posting_reaches(one, acting->from_number) ||
		    one->from >= acting->to_number ||
		    rota_id_compare(one->id, acting->except) == 0)
			continue;
		if (rota_id_compare(one->person, person) == 0)
			return rota_refuse(
				err, "V19",
				_("correct that posting: rota correct COMMUNE/POST FIELD=VALUE"),
				_("'%s' holds this post already, since %s"),
				rota_cadre_show(acting->world, acting->cadre),
				rota_day_shown(since, one->from));
		if (strcmp(one->mode, "full") != 0 || strcmp(mode, "full") != 0)
			continue;
		rc = rota_world_subject(&other, acting->world, one->cadre, err);
		if (!rc)
			rota_findings_flag(&acting->findings, "V11",
			                   _("%s holds this post too, since %s"),
			                   rota_cadre_show(acting->world, other),
			                   rota_day_shown(since, one->from));
	}
	return rc;
}

/** Other posts of this person: in another commune (V12), or the other post of this one (V13). */
int rota_judge_career(struct rota_acting *acting, const char *mode, const char *dual,
                      struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, acting->world, acting->cadre->id, err);

	for (size_t i = 0; !rc && i < career.count && strcmp(mode, "full") == 0; i++) {
		const struct rota_posting *one = &career.items[i];
		const struct rota_unit *unit =
		        rota_gazetteer_unit(&acting->world->gazetteer, one->unit);

		if (!rota_posting_reaches(one, acting->from_number) ||
		    one->from >= acting->to_number || strcmp(one->mode, "full") != 0 || !unit ||
		    rota_id_compare(one->id, acting->except) == 0)
			continue;
		if (unit != acting->unit)
			rota_findings_flag(&acting->findings, "V12", _("still %s of %s"),
			                   rota_post_show(one->post),
			                   rota_unit_show(acting->world, unit, acting->from_number));
		else if (strcmp(one->post, acting->post) != 0 && !dual)
			rota_findings_add(&acting->findings, "V13",
			                  _("say which: --dual concurrent, or --dual transition"),
			                  _("also %s of this commune"), rota_post_show(one->post));
	}
	return rc;
}

static int fill_begin(struct rota_acting *acting, struct rota_draft *draft, struct rota_error *err)
{
	const struct rota_request *request = acting->request;
	int rc;

	rota_draft_on(draft, acting->from);
	rota_draft_set_id(draft, "unit", acting->unit->id);
	rota_draft_set(draft, "post", rota_text(acting->post));
	rota_draft_set_id(draft, "cadre", acting->cadre->id);
	rota_draft_set(draft, "act", rota_text(acting->act->id));
	rota_draft_set(draft, "mode", rota_text(acting->act->mode));
	rota_put_docs(acting, draft);
	rc = rota_put_day(draft, "elected", request->elected, err);
	if (!rc)
		rc = rota_put_day(draft, "planned_end", request->until, err);
	if (!rc)
		rc = rota_put_text(draft, "term", request->term, err);
	if (!rc)
		rc = rota_put_word(draft, "source", request->source, err);
	if (!rc)
		rc = rota_put_text(draft, "prev_title", request->prev_title, err);
	return rc ? rc : rota_put_word(draft, "dual", request->dual, err);
}

/** V71, V72: what the office asserts is not what the facts give, or there is no fact. */
static int judge_locality(struct rota_acting *acting, const struct rota_draft *draft,
                          const struct rota_policy_view *policy, struct rota_error *err)
{
	const char *asserted = rota_value_text(rota_map_get(&draft->body, "value"));
	const struct rota_posting posting = { .unit = acting->unit->id,
		                              .cadre = acting->cadre->id,
		                              .from = acting->from_number };
	enum rota_locality_value computed;
	bool disputed;
	int rc;

	if (!asserted)
		return ROTA_OK;
	if (strcmp(asserted, "non_local") == 0 && !rota_subject_get(acting->cadre, "native") &&
	    !rota_subject_get(acting->cadre, "birth_place"))
		rota_findings_add(&acting->findings, "V72",
		                  _("record the native place: rota cadre change; or say why: --why"),
		                  _("no place of origin of '%s' is recorded"),
		                  rota_cadre_show(acting->world, acting->cadre));
	rc = rota_world_locality(&computed, &disputed, acting->world, &posting,
	                         acting->world->today_number, policy, err);
	if (rc == ROTA_ENOTFOUND) { /* a row of a list: its cadre is not recorded yet */
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && strcmp(rota_locality_value_id(computed), asserted) != 0)
		rota_findings_flag(&acting->findings, "V71",
		                   _("by the recorded facts it is '%s'"),
		                   rota_word_show(rota_word_find(&rota_locality_values,
		                                                 rota_locality_value_id(computed))));
	return rc;
}

int rota_plan_locality(struct rota_acting *acting, struct rota_id posting, struct rota_error *err)
{
	return acting->request->locality ? rota_plan_locality_as(acting, posting, "asserted",
	                                                         acting->from_number, err) :
	                                   ROTA_OK;
}

int rota_plan_locality_as(struct rota_acting *acting, struct rota_id posting, const char *role,
                          int32_t day, struct rota_error *err)
{
	struct rota_draft *draft;
	struct rota_policy_view policy;
	int rc;

	if (!acting->request->why)
		return rota_fail(err, ROTA_EINVALID, _("say what it rests on: --why"),
		                 _("an asserted locality needs a reason"));
	rc = rota_world_policy(&policy, acting->world, day, err);
	if (rc)
		return rc;
	if (rota_id_is_zero(policy.id))
		return rota_fail(err, ROTA_EINVALID, _("set one: rota policy"),
		                 _("no policy is in force on that day"));
	rc = rota_plan_add(&draft, &acting->plan, "locality.set", err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "posting", posting);
	rota_draft_set_id(draft, "policy", policy.id);
	rota_draft_set(draft, "basis", rota_text("manual"));
	rota_draft_set(draft, "role", rota_text(role));
	rc = rota_put_word(draft, "value", acting->request->locality, err);
	return rc ? rc : judge_locality(acting, draft, &policy, err);
}

int rota_plan_posting(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "posting.begin", err);

	if (!rc)
		rc = fill_begin(acting, draft, err);

	return rc ? rc : rota_plan_locality(acting, rota_plan_id(&acting->plan), err);
}

/** V04, V24: nobody holds a post in a unit that has ended. */
static int judge_unit_end(struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_unit *unit = acting->unit;
	char day[ROTA_DAY_TEXT_BYTES];

	if (unit->to >= acting->to_number || unit->to > acting->world->today_number)
		return ROTA_OK;
	if (acting->to_number == ROTA_DAY_NEVER) {
		rota_findings_add(&acting->findings, "V24",
		                  _("end it then: rota relieve, --act unit_ended; or say why: --why"),
		                  _("the unit ended on %s, and the posting is left open"),
		                  rota_day_shown(day, unit->to));
		return ROTA_OK;
	}
	return rota_refuse(err, "V04", _("end it on that day: unit_ended"),
	                   _("the posting ends after its unit, which ended on %s"),
	                   rota_day_shown(day, unit->to));
}

/** V15: who acts, acts for a time: until when, and for six months at most. */
static int judge_acting(struct rota_acting *acting, struct rota_error *err)
{
	const char *typed = acting->request->until;
	struct rota_day until;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc;

	if (strcmp(acting->act->mode, "full") == 0)
		return ROTA_OK;
	if (!typed || !*typed) {
		if (acting->to_number == ROTA_DAY_NEVER)
			rota_findings_add(&acting->findings, "V15",
			                  _("give it: --until; or say with --why why there is none"),
			                  _("'%s' has no planned end"),
			                  rota_act_shown(acting->act->id, acting->post));
		return ROTA_OK;
	}
	rc = rota_day_read(&until, typed, strlen(typed), err);
	if (!rc &&
	    rota_day_first(until) > rota_day_first(rota_day_add_months(acting->from, 6)))
		rota_findings_flag(&acting->findings, "V15",
		                   _("'%s' until %s is longer than six months"),
		                   rota_act_shown(acting->act->id, acting->post),
		                   rota_day_show(day, until));
	return rc;
}

/** "2020-2025", "2020–2025" as two years. */
static bool read_term(int *first, int *last, const char *typed)
{
	size_t size = typed ? strlen(typed) : 0;

	return size >= 9 && sscanf(typed, "%4d", first) == 1 &&
	       sscanf(typed + size - 4, "%4d", last) == 1;
}

/** V23: a term is of the body: it holds the day, and the body is not younger than the term. */
static void judge_term(struct rota_acting *acting)
{
	const char *typed = acting->request->term;
	int first = 0, last = 0;

	if (!read_term(&first, &last, typed))
		return;
	if (acting->from.year < first || acting->from.year > last)
		rota_findings_add(&acting->findings, "V23", NULL,
		                  _("the term %s does not hold that day"), typed);
	else if (acting->unit->from != ROTA_DAY_ALWAYS &&
	         rota_day_from_number(acting->unit->from).year >= last)
		rota_findings_add(&acting->findings, "V23", NULL,
		                  _("the unit is younger than the term %s"), typed);
}

/** V17: between two holders a post is stated vacant. */
static int judge_gap(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_postings holders;
	struct rota_vacancy vacancy;
	char since[ROTA_DAY_TEXT_BYTES];
	int32_t left = ROTA_DAY_ALWAYS;
	bool stated = true;
	int rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);

	if (strcmp(acting->act->mode, "full") != 0)
		return rc;
	for (size_t i = 0; !rc && i < holders.count; i++) {
		const struct rota_posting *one = &holders.items[i];

		if (one->from < acting->from_number && strcmp(one->mode, "full") == 0 &&
		    rota_posting_end(one) > left)
			left = rota_posting_end(one);
	}
	if (!rc && left != ROTA_DAY_ALWAYS && left < acting->from_number)
		rc = rota_world_vacancy(&vacancy, &stated, acting->world, acting->unit->id,
		                        acting->post, acting->from_number - 1, err);
	if (!rc && !stated)
		rota_findings_add(&acting->findings, "V17",
		                  _("state it first: rota vacant; or say with --why who held the post"),
		                  _("the post had no holder since %s, and was not stated vacant"),
		                  rota_day_shown(since, left));
	return rc;
}

int rota_judge_begin(struct rota_acting *acting, struct rota_error *err)
{
	int rc = judge_unit_end(acting, err);

	if (!rc)
		rc = judge_gap(acting, err);

	if (!rc)
		rc = judge_acting(acting, err);
	judge_term(acting);
	return rc ? rc : rota_judge_day(acting, acting->from_number, err);
}

static int judge_begin(struct rota_acting *acting, struct rota_error *err)
{
	int rc;

	if (!rota_act_opens(acting->act))
		return rota_refuse(err, "V25", _("see the acts: rota help acts"),
		                   _("'%s' begins no posting"), rota_act_shown(acting->act->id, acting->post));
	rc = rota_judge_person(acting, err);
	if (!rc)
		rc = rota_judge_post(acting, acting->act->mode, err);
	if (!rc)
		rc = rota_judge_career(acting, acting->act->mode, acting->request->dual, err);
	if (!rc)
		rc = rota_judge_papers(acting, err);
	return rc ? rc : rota_judge_begin(acting, err);
}

void rota_say_begin(struct rota_acting *acting)
{
	char day[ROTA_DAY_TEXT_BYTES];

	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
	         _("%s: %s, %s of %s from %s%s"), rota_act_shown(acting->act->id, acting->post),
	         rota_cadre_show(acting->world, acting->cadre), rota_post_show(acting->post),
	         rota_unit_show(acting->world, acting->unit, acting->from_number),
	         rota_day_show(day, acting->from), rota_papers_shown(acting));
	rota_say_received(acting);
}

int rota_plan_begin(struct rota_acting *acting, struct rota_error *err)
{
	int rc = judge_begin(acting, err);

	if (!rc)
		rc = rota_plan_posting(acting, err);
	if (!rc && !acting->quiet)
		rota_say_begin(acting);
	return rc;
}

static int plan_appoint(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need_place(acting, err);
	if (!rc)
		rc = rota_need_holder(acting, err);
	if (!rc)
		rc = rota_need_act(acting, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	return rc ? rc : rota_plan_begin(acting, err);
}

int rota_appoint(struct rota_office *office, const struct rota_request *request,
                 struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_appoint, err);
}
