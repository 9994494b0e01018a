/* SPDX-License-Identifier: Apache-2.0 */
/* The acts that begin, change and end a posting, and the statement that a post is vacant. */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "office/act.h"

static const char *shown_day(char out[ROTA_DAY_TEXT_BYTES], int32_t day)
{
	return rota_day_show(out, rota_day_from_number(day));
}

static const char *act_shown(const struct rota_act *act)
{
	return rota_word_show(rota_word_find(&rota_acts_words, act->id));
}

/** The papers of an act for its sentence: ", 123-QĐ/HU, 28/08/2023"; "" without one. */
static const char *papers_shown(struct rota_acting *acting)
{
	const char *paper;
	char text[200];

	if (!acting->docs.as.list.count)
		return "";
	paper = rota_decision_show(acting->world, &acting->docs.as.list.items[0]);
	snprintf(text, sizeof(text), " (%s)", paper);
	paper = rota_arena_copy(&acting->world->scratch, text, strlen(text));
	return paper ? paper : "";
}

/* --- rules on papers ------------------------------------------------------------------------- */

static int32_t signed_day(const struct rota_value *decision)
{
	const char *text = rota_value_text(rota_map_get(decision, "signed"));
	struct rota_day day;

	if (!text || rota_day_decode(&day, text, strlen(text), NULL))
		return ROTA_DAY_NEVER;
	return rota_day_first(day);
}

/** V30: an act of which a paper is expected, and there is none. */
static void judge_no_paper(struct rota_acting *acting)
{
	if (acting->act->paper && !acting->docs.as.list.count)
		rota_findings_add(&acting->findings, "V30",
		                  _("give --doc, or say with --why why there is none"),
		                  _("no decision is named for '%s'"), act_shown(acting->act));
}

/** V35, V36: in force before it was signed, or long after. An approval may look back. */
static void judge_signed(struct rota_acting *acting, const struct rota_value *decision)
{
	int32_t signed_on = signed_day(decision);
	char first[ROTA_DAY_TEXT_BYTES], second[ROTA_DAY_TEXT_BYTES];
	bool looks_back = strcmp(acting->act->id, "approve") == 0 ||
	                  strcmp(acting->act->id, "elect") == 0;

	if (signed_on == ROTA_DAY_NEVER)
		return;
	if (acting->from_number < signed_on && !looks_back)
		rota_findings_add(&acting->findings, "V35", NULL,
		                  _("it takes effect on %s, before it was signed on %s"),
		                  shown_day(first, acting->from_number),
		                  shown_day(second, signed_on));
	if (acting->from_number >
	    rota_day_first(rota_day_add_months(rota_day_from_number(signed_on), 6)))
		rota_findings_add(&acting->findings, "V36", NULL,
		                  _("it takes effect on %s, more than six months after %s"),
		                  shown_day(first, acting->from_number),
		                  shown_day(second, signed_on));
}

/** V33: the Party writes 123-QĐ/HU, the state 45/QĐ-UBND. */
static void judge_form(struct rota_acting *acting, const struct rota_value *decision)
{
	const char *no = rota_value_text(rota_map_get(decision, "no"));
	const char *id = rota_value_text(rota_map_get(rota_map_get(decision, "issuer"), "body"));
	const struct rota_body *body = rota_body_find(id);
	const char *first = no ? strpbrk(no, "-/") : NULL;

	if (!body || !first || body->tier == ROTA_TIER_NONE)
		return;
	if (body->party != (*first == '-'))
		rota_findings_add(&acting->findings, "V33", NULL,
		                  body->party ?
		                          _("'%s' is not the form of a Party number (123-QĐ/HU)") :
		                          _("'%s' is not the form of a state number (45/QĐ-UBND)"),
		                  no);
}

static void judge_papers(struct rota_acting *acting)
{
	judge_no_paper(acting);
	for (size_t i = 0; i < acting->docs.as.list.count; i++) {
		judge_signed(acting, &acting->docs.as.list.items[i]);
		judge_form(acting, &acting->docs.as.list.items[i]);
	}
}

/* --- appoint --------------------------------------------------------------------------------- */

/** V64, V57: the dead and children hold no posts. */
static int judge_person(struct rota_acting *acting, struct rota_error *err)
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
	born.month = born.month ? born.month : 1;
	born.day = born.day ? born.day : 1;
	if (rota_day_months_between(born, acting->from) < 18 * 12)
		return rota_refuse(err, "V57", _("check the day of birth"),
		                   _("'%s' is not 18 years old on that day"),
		                   rota_cadre_show(acting->world, acting->cadre));
	return ROTA_OK;
}

/** Whether a posting is, or will be, held on some day from @p day on. */
static bool reaches(const struct rota_posting *posting, int32_t day)
{
	return rota_posting_end(posting) > day;
}

/** Other holders of this post: the same person again is an error, another one is looked at (V11). */
static int judge_post(struct rota_acting *acting, const char *mode, struct rota_error *err)
{
	struct rota_postings holders;
	char since[ROTA_DAY_TEXT_BYTES];
	int rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);

	for (size_t i = 0; !rc && i < holders.count; i++) {
		const struct rota_posting *one = &holders.items[i];
		struct rota_subject *other;

		if (!reaches(one, acting->from_number))
			continue;
		if (rota_id_compare(one->cadre, acting->cadre->id) == 0)
			return rota_refuse(err, "V19",
			                   _("correct that posting: rota correct COMMUNE/POST FIELD=VALUE"),
			                   _("'%s' holds this post already, since %s"),
			                   rota_cadre_show(acting->world, acting->cadre),
			                   shown_day(since, one->from));
		if (strcmp(one->mode, "full") != 0 || strcmp(mode, "full") != 0)
			continue;
		rc = rota_world_subject(&other, acting->world, one->cadre, err);
		if (!rc)
			rota_findings_flag(&acting->findings, "V11",
			                   _("%s holds this post too, since %s"),
			                   rota_cadre_show(acting->world, other),
			                   shown_day(since, one->from));
	}
	return rc;
}

/** Other posts of this person: in another commune (V12), or the other post of this one (V13). */
static int judge_career(struct rota_acting *acting, const char *mode, const char *dual,
                        struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, acting->world, acting->cadre->id, err);

	for (size_t i = 0; !rc && i < career.count && strcmp(mode, "full") == 0; i++) {
		const struct rota_posting *one = &career.items[i];
		const struct rota_unit *unit =
		        rota_gazetteer_unit(&acting->world->gazetteer, one->unit);

		if (!reaches(one, acting->from_number) || strcmp(one->mode, "full") != 0 || !unit)
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

/** The policy in force on a day: the statement with the latest first day up to it. */
static int policy_on(struct rota_id *out, struct rota_world *world, int32_t day,
                     struct rota_error *err)
{
	struct rota_ids ids;
	int32_t best = ROTA_DAY_ALWAYS;
	bool found = false;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_POLICY, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *policy;
		struct rota_day from;
		int32_t number;

		rc = rota_world_subject(&policy, world, ids.items[i], err);
		if (rc || !policy->created)
			continue;
		from = rota_subject_day(policy, "from");
		number = rota_day_is_none(from) ? ROTA_DAY_ALWAYS : rota_day_first(from);
		if (number <= day && (!found || number >= best)) {
			best = number;
			found = true;
			*out = ids.items[i];
		}
	}
	if (!rc && !found)
		return rota_fail(err, ROTA_EINVALID, _("set one: rota policy set"),
		                 _("no policy is in force on that day"));
	return rc;
}

/** What the office asserts about locality: its own statement beside the posting. */
static int assert_locality(struct rota_acting *acting, struct rota_id posting,
                           struct rota_error *err)
{
	struct rota_draft *draft;
	struct rota_id policy;
	int rc;

	if (!acting->request->locality)
		return ROTA_OK;
	if (!acting->request->why)
		return rota_fail(err, ROTA_EINVALID, _("say what it rests on: --why"),
		                 _("an asserted locality needs a reason"));
	rc = policy_on(&policy, acting->world, acting->from_number, err);
	if (rc)
		return rc;
	rc = rota_plan_add(&draft, &acting->plan, "locality.set", err);
	if (rc)
		return rc;
	rota_draft_set_id(draft, "posting", posting);
	rota_draft_set_id(draft, "policy", policy);
	rota_draft_set(draft, "basis", rota_text("manual"));
	rota_draft_set(draft, "role", rota_text("asserted"));
	return rota_put_word(draft, "value", acting->request->locality, err);
}

static int plan_begin(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "posting.begin", err);

	if (!rc)
		rc = fill_begin(acting, draft, err);

	return rc ? rc : assert_locality(acting, rota_plan_id(&acting->plan), err);
}

static int judge_begin(struct rota_acting *acting, struct rota_error *err)
{
	int rc;

	if (!rota_act_opens(acting->act))
		return rota_refuse(err, "V25", _("see the acts: rota help acts"),
		                   _("'%s' begins no posting"), act_shown(acting->act));
	rc = judge_person(acting, err);
	if (!rc)
		rc = judge_post(acting, acting->act->mode, err);
	if (!rc)
		rc = judge_career(acting, acting->act->mode, acting->request->dual, err);
	if (!rc)
		judge_papers(acting);
	return rc;
}

static void say_begin(struct rota_acting *acting)
{
	char day[ROTA_DAY_TEXT_BYTES];

	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
	         _("%s: %s, %s of %s from %s%s"), act_shown(acting->act),
	         rota_cadre_show(acting->world, acting->cadre), rota_post_show(acting->post),
	         rota_unit_show(acting->world, acting->unit, acting->from_number),
	         rota_day_show(day, acting->from), papers_shown(acting));
}

int rota_plan_begin(struct rota_acting *acting, struct rota_error *err)
{
	int rc = judge_begin(acting, err);

	if (!rc)
		rc = plan_begin(acting, err);
	if (!rc)
		say_begin(acting);
	return rc;
}

static int plan_appoint(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need_place(acting, err);
	if (!rc)
		rc = rota_need_cadre(acting, err);
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

/* --- relieve --------------------------------------------------------------------------------- */

/** The posting that ends: the one open on the day before. */
static int find_open(struct rota_posting *out, struct rota_acting *acting, struct rota_error *err)
{
	struct rota_postings holders;
	char day[ROTA_DAY_TEXT_BYTES];
	size_t open = 0;
	int rc = rota_world_post(&holders, acting->world, acting->unit->id, acting->post, err);

	for (size_t i = 0; !rc && i < holders.count; i++) {
		const struct rota_posting *one = &holders.items[i];
		bool named = !acting->cadre ||
		             rota_id_compare(one->cadre, acting->cadre->id) == 0;

		if (one->from < acting->from_number && reaches(one, acting->from_number) && named) {
			*out = *one;
			open++;
		}
	}
	if (rc || open == 1)
		return rc;
	if (open)
		return rota_fail(err, ROTA_ECONFLICT, _("say who: --cadre NAME"),
		                 _("several people hold this post on %s"),
		                 shown_day(day, acting->from_number));
	return rota_refuse(err, "V19", _("see who was there: rota history COMMUNE/POST"),
	                   _("nobody holds %s of %s on the day before %s"),
	                   rota_post_show(acting->post),
	                   rota_unit_show(acting->world, acting->unit, acting->from_number),
	                   shown_day(day, acting->from_number));
}

/** Whether somebody takes the post in full on the same day. */
static int is_taken(bool *out, struct rota_acting *acting, const struct rota_unit *unit,
                    const char *post, struct rota_error *err)
{
	struct rota_postings holders;
	int rc = rota_world_post(&holders, acting->world, unit->id, post, err);

	*out = false;
	for (size_t i = 0; !rc && i < holders.count; i++)
		*out = *out || (holders.items[i].from == acting->from_number &&
		                strcmp(holders.items[i].mode, "full") == 0);
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

	if (acting->request->no_vacant || strcmp(ending->mode, "full") != 0 || !unit ||
	    strcmp(acting->act->id, "unit_ended") == 0)
		return ROTA_OK;
	rc = is_taken(&taken, acting, unit, ending->post, err);
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
	return ROTA_OK;
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
	         _("%s: %s, no longer %s of %s from %s%s"), act_shown(acting->act),
	         rota_cadre_show(acting->world, cadre), rota_post_show(acting->post),
	         rota_unit_show(acting->world, acting->unit, acting->from_number),
	         rota_day_show(day, acting->from), papers_shown(acting));
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
		                 _("'%s' ends no posting"), act_shown(acting->act));
	return rc;
}

static int plan_relieve(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_posting ending;
	int rc = rota_need_from(acting, err);

	if (!rc)
		rc = rota_need_place(acting, err);
	if (!rc)
		rc = need_closing_act(acting, err);
	if (!rc && acting->request->cadre)
		rc = rota_need_cadre(acting, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	if (!rc)
		rc = find_open(&ending, acting, err);
	if (rc)
		return rc;
	judge_papers(acting);
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

		if (one->from >= acting->from_number || !reaches(one, acting->from_number) ||
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
		rc = rota_need_cadre(acting, err);
	if (!rc)
		rc = need_closing_act(acting, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	if (!rc && acting->act->effect != ROTA_ACT_MOVES)
		rc = rota_refuse(err, "V25", _("use 'transfer' (điều động) or 'rotate' (luân chuyển)"),
		                 _("'%s' moves nobody"), act_shown(acting->act));
	if (!rc)
		rc = judge_person(acting, err);
	if (!rc)
		rc = judge_post(acting, "full", err);
	if (!rc)
		rc = find_leaving(&leaving, &found, acting, err);
	if (rc)
		return rc;
	judge_papers(acting);
	rc = found ? plan_leaving(acting, &leaving, err) : ROTA_OK;
	if (!rc)
		rc = plan_begin(acting, err);
	if (!rc)
		say_begin(acting);
	return rc;
}

int rota_move(struct rota_office *office, const struct rota_request *request,
              struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_move, err);
}

/* --- step, vacant, nil ------------------------------------------------------------------------ */

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
	rc = find_open(&posting, acting, err);
	acting->from_number--;
	if (rc)
		return rc;
	judge_papers(acting);
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
		say_begin(acting);
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

static int plan_nil(struct rota_acting *acting, struct rota_error *err)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];
	struct rota_draft *draft;
	struct rota_day to;
	int rc = rota_need(acting->request->until, "--to", err);

	if (!rc)
		rc = rota_resolve_day(&to, acting->request->until, "--to", err);
	if (!rc && acting->request->from)
		rc = rota_need_from(acting, err);
	else if (!rc)
		rc = last_nil(&acting->from, acting->world, err);
	if (!rc && rota_day_is_none(acting->from))
		rc = rota_fail(err, ROTA_EINVALID, _("give the first day once: --from"),
		               _("there is no earlier nil return to go on from"));
	if (!rc && !acting->world->scope)
		rc = rota_fail(err, ROTA_EINVALID, _("import it: rota import units FILE"),
		               _("there is no list of administrative units yet"));
	if (rc)
		return rc;
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
