/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new decision takes the place of an older one from a day on (sửa đổi, thay thế): the posting of
 * the older one is closed, another one of the same person is opened, in one set. It is neither a
 * correction, by which the first decision would have meant that from the start, nor a revocation,
 * after which nothing holds.
 */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/disputed.h"

struct replacing {
	struct rota_posting old;
	struct rota_draft *begin;
	uint64_t said; /* a bit for each field of the kind that the new decision gives or clears */
};

/* --- the papers ------------------------------------------------------------------------------ */

static int take_papers(struct rota_acting *acting, const struct rota_subject *old,
		       struct rota_error *err)
{
	const struct rota_value *older = rota_subject_paper(old, "begin_doc");
	int rc = rota_take_docs(acting, err);

	if (!rc && !acting->docs.as.list.count)
		return rota_refuse(err, "V40", _("give it: --doc"),
				   _("only a decision replaces a decision"));
	if (rc || !older)
		return rc;
	rc = rota_judge_issuer(acting, older, _("only who issued it, or a higher body, can replace it"),
			       err);
	return rc ? rc
		  : rota_paper_fixes(&acting->docs.as.list.items[0], &acting->world->scratch,
				     older, err);
}

/* --- the old posting ------------------------------------------------------------------------- */

/** It is held on the day before, and goes on. */
static int check_old(const struct rota_acting *acting, const struct replacing *replacing,
		     struct rota_error *err)
{
	const struct rota_posting *old = &replacing->old;
	char day[ROTA_DAY_TEXT_BYTES];

	if (acting->from_number <= old->from)
		return rota_refuse(
			err, "V10",
			_("if the first decision never held: rota void --from-start, then "
			  "rota appoint"),
			_("the posting did not begin before that day"));
	if (rota_posting_end(old) != ROTA_DAY_NEVER)
		return rota_refuse(err, "V19", _("correct its end: rota correct; or rota appoint"),
				   _("the posting has ended on %s"),
				   rota_day_shown(day, rota_posting_end(old)));
	if (rota_posting_on(old, acting->from_number) == ROTA_HOLDS_SUSPENDED)
		return rota_refuse(err, "V19", _("first: rota step --act resume"),
				   _("the holder is suspended on %s"),
				   rota_day_shown(day, acting->from_number));
	return ROTA_OK;
}

static int need_old(struct rota_acting *acting, struct replacing *replacing, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_need_posting(&subject, acting, err);

	if (!rc)
		rc = rota_need_from(acting, err);
	if (rc)
		return rc;
	if (!rota_posting_read(&replacing->old, subject) ||
	    rota_posting_is_void(&replacing->old))
		return rota_fail(err, ROTA_ENOTFOUND,
				 _("see who was there: rota history COMMUNE/POST"),
				 _("'%s' was revoked, or never was"), acting->request->subject);
	acting->unit = rota_gazetteer_unit(&acting->world->gazetteer, replacing->old.unit);
	acting->except = replacing->old.id;
	if (!acting->unit)
		return rota_refuse(err, "V01", _("see the units: rota unit list"),
				   _("the unit of '%s' is not known"), acting->request->subject);
	rc = check_old(acting, replacing, err);
	return rc ? rc
		  : rota_world_subject(&acting->cadre, acting->world, replacing->old.cadre, err);
}

/* --- the new posting ------------------------------------------------------------------------- */

/** What was elected and approved goes on as approved. */
static const char *act_of(const struct rota_posting *old, int32_t day)
{
	return strcmp(old->act, "elect") == 0 && rota_posting_had_step(old, "approve", day)
		       ? "approve"
		       : old->act;
}

/** What the first decision said and the new one does not change. */
static void copy_old(struct rota_draft *begin, const struct replacing *replacing, int32_t day)
{
	const struct rota_kind *kind = begin->kind;

	for (size_t i = 0; i < kind->count; i++) {
		const char *field = kind->fields[i].name;
		const struct rota_value *value = rota_subject_value(replacing->old.subject, field);

		if (strcmp(field, "act") == 0 && !(replacing->said >> i & 1))
			rota_draft_set(begin, field, rota_text(act_of(&replacing->old, day)));
		else if (value && !(replacing->said >> i & 1))
			rota_draft_set(begin, field, *value);
	}
}

/** One field of the new decision. Another person or commune is no change of a posting. */
static int set_new(struct rota_acting *acting, const struct rota_field *field,
		   struct rota_value value, void *payload, struct rota_error *err)
{
	struct replacing *replacing = payload;

	(void)acting;
	replacing->said |= (uint64_t)1 << (field - replacing->begin->kind->fields);
	if (strcmp(field->name, "cadre") == 0 || strcmp(field->name, "unit") == 0)
		return rota_fail(err, ROTA_EINVALID,
				 _("use: rota relieve, rota appoint, rota move"),
				 _("field '%s' cannot be replaced"), rota_field_caption(field));
	if (value.type != ROTA_NIL)
		rota_draft_set(replacing->begin, field->name, value);
	return ROTA_OK;
}

static bool is_said(const struct replacing *replacing, const char *name)
{
	const struct rota_kind *kind = replacing->begin->kind;

	return replacing->said >> (rota_kind_field(kind, name) - kind->fields) & 1;
}

/** What the judges look at; the way of holding follows from the act where none is typed. */
static int take_new(struct rota_acting *acting, struct replacing *replacing, struct rota_error *err)
{
	const struct rota_value *body = &replacing->begin->body;
	const char *act = rota_value_text(rota_map_get(body, "act"));

	acting->post = rota_value_text(rota_map_get(body, "post"));
	acting->act = rota_act_find(act);
	if (!acting->act || !rota_act_opens(acting->act))
		return rota_refuse(err, "V25", _("see the acts: rota help acts"),
				   _("'%s' begins no posting"), act ? act : "");
	if (strcmp(acting->act->id, replacing->old.act) != 0 && !is_said(replacing, "mode"))
		rota_draft_set(replacing->begin, "mode", rota_text(acting->act->mode));
	return rota_need(acting->post, _("POST"), err);
}

static int judge_new(struct rota_acting *acting, struct replacing *replacing,
		     struct rota_error *err)
{
	const struct rota_value *body = &replacing->begin->body;
	const char *mode = rota_value_text(rota_map_get(body, "mode"));
	const char *dual = rota_value_text(rota_map_get(body, "dual"));
	int rc = rota_judge_person(acting, err);

	if (!rc)
		rc = rota_judge_post(acting, mode ? mode : "full", err);
	if (!rc)
		rc = rota_judge_career(acting, mode ? mode : "full", dual, err);
	if (!rc)
		rc = rota_judge_papers(acting, err);
	return rc ? rc : rota_judge_day(acting, acting->from_number, err);
}

static int plan_begin(struct rota_acting *acting, struct replacing *replacing,
		      struct rota_error *err)
{
	int rc = rota_plan_add(&replacing->begin, &acting->plan, "posting.begin", err);

	if (rc)
		return rc;
	rota_draft_on(replacing->begin, acting->from);
	rota_put_docs(acting, replacing->begin);
	if (acting->request->sets)
		rc = rota_each_set(acting, replacing->begin->kind, set_new, replacing, err);
	if (!rc)
		copy_old(replacing->begin, replacing, acting->from_number);
	if (!rc)
		rc = take_new(acting, replacing, err);
	return rc ? rc : judge_new(acting, replacing, err);
}

/* --- the act --------------------------------------------------------------------------------- */

/** The first posting holds no more from the day on, and says which one does. */
static int plan_close(struct rota_acting *acting, const struct replacing *replacing,
		      struct rota_error *err)
{
	struct rota_id opened = rota_plan_id(&acting->plan);
	struct rota_draft *draft;
	int rc =
		rota_plan_amend(&draft, &acting->plan, "posting.void", replacing->old.subject, err);

	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	rota_draft_set_id(draft, "instead", opened);
	rota_put_docs(acting, draft);
	return ROTA_OK;
}

/** V71: what was stated of the locality was stated of the first posting. */
static int judge_stated(struct rota_acting *acting, struct rota_id old, struct rota_error *err)
{
	struct rota_statements statements;
	int rc = rota_world_statements(&statements, acting->world, old, err);

	if (!rc && statements.count)
		rota_findings_flag(
			&acting->findings, "V71", "%s",
			_("what was stated of the locality holds for the posting before; "
			  "state it again: rota locality"));
	return rc;
}

static void say(struct rota_acting *acting, const struct replacing *replacing)
{
	char *sentence = acting->out->sentence;
	size_t size = sizeof(acting->out->sentence);
	char day[ROTA_DAY_TEXT_BYTES];
	size_t used = (size_t)snprintf(sentence, size, _("replaced from %s: %s%s"),
				       rota_day_show(day, acting->from),
				       rota_posting_shown(acting->world, replacing->old.subject),
				       rota_papers_shown(acting));

	for (size_t i = 0; acting->request->sets && acting->request->sets[i] && used < size; i++)
		used += (size_t)snprintf(sentence + used, size - used, "; %s",
					 acting->request->sets[i]);
	rota_text_make_printable(sentence);
}

static int plan_replace(struct rota_acting *acting, struct rota_error *err)
{
	struct replacing replacing = { .begin = NULL };
	int rc = need_old(acting, &replacing, err);

	if (!rc)
		rc = take_papers(acting, replacing.old.subject, err);
	if (!rc)
		rc = plan_begin(acting, &replacing, err);
	if (!rc)
		rc = plan_close(acting, &replacing, err);
	if (!rc)
		rc = judge_stated(acting, replacing.old.id, err);
	if (!rc)
		say(acting, &replacing);
	return rc;
}

int rota_replace(struct rota_office *office, const struct rota_request *request,
		 struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_replace, err);
}
