/* SPDX-License-Identifier: Apache-2.0 */
/* What happens on a posting, and statements: a post is vacant, nothing has changed. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"

/** V20: whoever is suspended is stood in for. */
static int judge_substitute(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_postings holders;
	bool stood_in = false;
	int rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);

	for (size_t i = 0; !rc && i < holders.count; i++)
		stood_in = stood_in || rota_posting_on(&holders.items[i], acting->from_number) ==
		                               ROTA_HOLDS_ACTING;
	if (!rc && !stood_in)
		rota_findings_add(&acting->findings, "V20",
		                  _("record who stands in first (rota appoint, --act take_charge), or "
		                    "say with --why why nobody does"),
		                  _("nobody stands in for the holder from that day"));
	return rc;
}

/** V19: a step that does not follow from what is recorded of the posting. */
static void judge_order(struct rota_acting *acting, const struct rota_posting *posting)
{
	const char *act = acting->act->id;
	bool suspended = rota_posting_on(posting, acting->from_number) == ROTA_HOLDS_SUSPENDED;
	bool approved = rota_posting_had_step(posting, "approve", ROTA_DAY_NEVER - 1);
	const char *hint = _("see what is recorded: rota history COMMUNE/POST; if it is right all the "
	                     "same, say why: --why");

	if (strcmp(act, "suspend") == 0 && suspended)
		rota_findings_add(&acting->findings, "V19", hint, "%s",
		                  _("the holder is suspended already on that day"));
	else if (strcmp(act, "resume") == 0 && !suspended)
		rota_findings_add(&acting->findings, "V19", hint, "%s",
		                  _("the holder is not suspended on that day"));
	else if (strcmp(act, "stay") == 0 && strcmp(posting->act, "rotate") != 0)
		rota_findings_add(&acting->findings, "V19", hint,
		                  _("the holder was not rotated here: the posting began with '%s'"),
		                  rota_act_shown(posting->act, posting->post));
	else if (strcmp(act, "stay") == 0 &&
	         rota_posting_had_step(posting, "stay", ROTA_DAY_NEVER - 1))
		rota_findings_add(&acting->findings, "V19", hint, "%s",
		                  _("it is recorded already that the holder stays"));
	else if (strcmp(act, "approve") == 0 && (approved || strcmp(posting->act, "approve") == 0))
		rota_findings_add(&acting->findings, "V19", hint, "%s",
		                  _("the holder is approved already"));
	else if (strcmp(act, "approve") == 0 && strcmp(posting->act, "elect") != 0)
		rota_findings_add(&acting->findings, "V19", hint,
		                  _("there is no election to approve: the posting began with '%s'"),
		                  rota_act_shown(posting->act, posting->post));
}

/** V25: a refusal answers an election; it would void what needs none, or is approved. */
static int judge_refusal(const struct rota_acting *acting, const struct rota_posting *posting,
                         struct rota_error *err)
{
	if (strcmp(acting->act->id, "refuse") != 0 ||
	    (strcmp(posting->act, "elect") == 0 &&
	     !rota_posting_had_step(posting, "approve", ROTA_DAY_NEVER - 1)))
		return ROTA_OK;
	return rota_refuse(err, "V25", _("end it: rota relieve; or revoke it: rota void"),
	                   _("the posting waits for no approval that could be refused"));
}

static int judge_step(struct rota_acting *acting, const struct rota_posting *posting,
                      struct rota_error *err)
{
	int rc = judge_refusal(acting, posting, err);

	judge_order(acting, posting);
	if (!rc && strcmp(acting->act->id, "suspend") == 0)
		rc = judge_substitute(acting, err);
	if (!rc)
		rc = rota_judge_papers(acting, err);
	return rc ? rc : rota_judge_day(acting, acting->from_number, err);
}

static int plan_step(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_posting posting = { .subject = NULL };
	struct rota_draft *draft;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need_place(acting, err);
	if (!rc)
		rc = rota_need_act(acting, err);
	if (!rc && acting->request->cadre)
		rc = rota_need_cadre(acting, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	if (rc)
		return rc;
	acting->from_number++; /* a step may fall on the first day in post */
	rc = rota_find_open(&posting, acting, err);
	acting->from_number--;
	if (!rc)
		rc = judge_step(acting, &posting, err);
	if (!rc)
		rc = rota_plan_amend(&draft, &acting->plan, "posting.step", posting.subject, err);
	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	rota_draft_set(draft, "act", rota_text(acting->act->id));
	rota_put_docs(acting, draft);
	rc = rota_put_day(draft, "until", acting->request->until, err);
	if (!rc)
		rc = rota_world_subject(&acting->cadre, acting->world, posting.cadre, err);
	if (!rc)
		rota_say_begin(acting);
	return rc;
}

int rota_step(struct rota_office *office, const struct rota_request *request,
              struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_step, err);
}

static int plan_vacant(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_postings holders;
	struct rota_vacancy known;
	bool stated = false;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need_place(acting, err);
	if (!rc)
		rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);
	for (size_t i = 0; !rc && i < holders.count; i++)
		if (rota_posting_on(&holders.items[i], acting->from_number) > ROTA_HOLDS_ACTING)
			return rota_refuse(err, "V17", _("relieve the holder first: rota relieve"),
			                   _("somebody holds this post on %s"),
			                   rota_day_show(day, acting->from));
	if (!rc)
		rc = rota_world_vacancy(&known, &stated, acting->world, acting->unit->id,
		                        acting->post, acting->from_number, err);
	if (!rc && stated)
		return rota_refuse(err, "V17", _("see it: rota report vacancies"),
		                   _("the post is stated vacant already"));
	if (!rc)
		rc = rota_judge_day(acting, acting->from_number, err);
	if (!rc)
		rc = rota_plan_vacancy(acting, acting->unit, acting->post, acting->from, NULL, err);
	if (!rc)
		snprintf(acting->out->sentence, sizeof(acting->out->sentence),
		         _("vacant: %s of %s from %s"), rota_post_show(acting->post),
		         rota_unit_show(acting->world, acting->unit, acting->from_number),
		         rota_day_show(day, acting->from));
	return rc;
}

int rota_vacant(struct rota_office *office, const struct rota_request *request,
                struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_vacant, err);
}

/** The day up to which the office has said that nothing changed; no day when it never has. */
static int last_nil(struct rota_day *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_NIL_RETURN, err);

	*out = (struct rota_day){ 0 };
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;
		struct rota_day to;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (rc || !one->created)
			continue;
		to = rota_subject_day(one, "to");
		if (rota_day_is_none(*out) || rota_day_first(to) > rota_day_first(*out))
			*out = to;
	}
	return rc;
}

/** The own nil return that ends on a day; NULL: none does. */
static int find_nil(struct rota_subject **out, struct rota_world *world, struct rota_day to,
                    struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_NIL_RETURN, err);

	*out = NULL;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		if (!rota_office_writes(world->office, rota_id_writer(ids.items[i])))
			continue;
		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created && rota_day_equal(rota_subject_day(one, "to"), to))
			*out = one;
	}
	return rc;
}

/** It was said that nothing changed, and something did. */
static int withdraw_nil(struct rota_acting *acting, struct rota_day to, struct rota_error *err)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];
	struct rota_subject *nil;
	struct rota_draft *draft;
	int rc = find_nil(&nil, acting->world, to, err);

	if (rc)
		return rc;
	if (!nil)
		return rota_fail(err, ROTA_ENOTFOUND, _("give the day with which it was stated: --to"),
		                 _("no nil return of this office ends on %s"),
		                 rota_day_show(last, to));
	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
	         _("taken back: no change from %s until before %s"),
	         rota_day_show(first, rota_subject_day(nil, "from")), rota_day_show(last, to));
	if (!acting->request->why || !*acting->request->why)
		return rota_fail(err, ROTA_EREASON, _("say why: --why"),
		                 _("no reason is given to take the nil return back"));
	rc = rota_plan_add_in(&draft, &acting->plan, "entry.undo", rota_id_writer(nil->id), err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "of", nil->id);
	rota_draft_set(draft, "state", rota_text("on"));
	return ROTA_OK;
}

static int plan_nil(struct rota_acting *acting, struct rota_error *err)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];
	struct rota_draft *draft;
	struct rota_day to;
	int rc = rota_need(acting->request->until, _("--to"), err);

	if (!rc)
		rc = rota_resolve_day(&to, acting->request->until, _("--to"), err);
	if (!rc && acting->request->withdraw)
		return withdraw_nil(acting, to, err);
	if (!rc && acting->request->from)
		rc = rota_need_from(acting, err);
	else if (!rc)
		rc = last_nil(&acting->from, acting->world, err);
	if (!rc && rota_day_is_none(acting->from))
		rc = rota_fail(err, ROTA_EINVALID, _("give the first day once: --from"),
		               _("there is no earlier nil return to go on from"));
	if (!rc && rota_day_first(to) > acting->world->today_number + 1)
		rc = rota_fail(err, ROTA_EINVALID, _("give a day up to tomorrow"),
		               _("nobody knows yet what changes until %s"), rota_day_show(last, to));
	if (!rc)
		rc = rota_world_ready(acting->world, err);
	if (!rc)
		rc = rota_judge_nil(acting, rota_day_first(acting->from), rota_day_first(to), err);
	if (!rc)
		rc = rota_plan_add(&draft, &acting->plan, "nil.return", err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "scope", acting->world->scope->id);
	rota_draft_set_day(draft, "from", acting->from);
	rota_draft_set_day(draft, "to", to);
	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
	         _("no change from %s until before %s"), rota_day_show(first, acting->from),
	         rota_day_show(last, to));
	return ROTA_OK;
}

int rota_nil_return(struct rota_office *office, const struct rota_request *request,
                    struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_nil, err);
}
