/* SPDX-License-Identifier: Apache-2.0 */
/* Mending: what was recorded wrongly is corrected or revoked by another entry. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "base/text.h"

int rota_need_posting(struct rota_subject **out, struct rota_acting *acting,
                      struct rota_error *err)
{
	struct rota_target_named named;
	int rc = rota_need(acting->request->subject, _("POSTING"), err);

	if (!rc)
		rc = rota_resolve_subject(&named, acting->world, acting->request->subject, err);
	if (!rc && (!named.subject || named.subject->type != ROTA_ENTITY_POSTING))
		rc = rota_fail(err, ROTA_ENOTFOUND,
		               _("see who was there: rota history COMMUNE/POST"),
		               _("'%s' is no posting that is open today"),
		               acting->request->subject);
	*out = rc ? NULL : named.subject;
	return rc;
}

/* --- correct --------------------------------------------------------------------------------- */

struct correcting {
	struct rota_draft *draft;
	const struct rota_subject *subject;
	size_t count;
};

/** What a posting cannot be without. */
static bool is_needed(const char *field)
{
	static const char *const needed[] = { "unit", "post", "cadre", "act", "mode", "from" };

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (strcmp(needed[i], field) == 0)
			return true;
	return false;
}

/** One field: its new value, and the old one for readers. */
static int set_corrected(struct rota_acting *acting, const struct rota_field *field,
                         struct rota_value value, void *payload, struct rota_error *err)
{
	struct correcting *correcting = payload;
	const struct rota_value *old = rota_subject_value(correcting->subject, field->name);

	(void)acting;
	if (strcmp(field->name, "reason") == 0)
		return rota_fail(err, ROTA_EINVALID, _("use --typing or --erratum"),
		                 _("field '%s' cannot be typed"), rota_field_caption(field));
	if (value.type == ROTA_NIL && is_needed(field->name))
		return rota_fail(err, ROTA_EINVALID,
		                 _("give it the right value, or revoke the posting: rota void"),
		                 _("field '%s' cannot be empty"), rota_field_caption(field));
	if (old ? rota_value_equal(old, &value) : value.type == ROTA_NIL)
		return ROTA_OK; /* it says so already */
	rota_draft_set(correcting->draft, field->name, value);
	rota_draft_was(correcting->draft, field->name, old ? *old : rota_nil());
	correcting->count++;
	return ROTA_OK;
}

/** What the erratum mends: the paper of the begin. */
static int put_fixes(struct rota_draft *draft, struct rota_value *decision,
                     const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_value *paper = rota_subject_paper(subject, "begin_doc");

	if (!paper)
		return rota_refuse(err, "V41", _("correct it as a typing error: --typing"),
		                   _("the posting has no paper that an erratum could mend"));
	return rota_paper_fixes(decision, draft->arena, paper, err);
}

/** A typing error of ours has a word what happened; an error of the paper has a paper. */
static int state_reason(struct rota_acting *acting, struct rota_draft *draft,
                        const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_request *request = acting->request;
	struct rota_value decision;
	int rc;

	if (!request->typing == !request->erratum)
		return rota_fail(err, ROTA_EINVALID,
		                 _("--typing 'what happened' for an error of ours, --erratum DOC for "
		                   "an error of the paper"),
		                 _("say what kind of correction it is"));
	if (request->typing) {
		rota_draft_set(draft, "reason", rota_text("typing"));
		rota_draft_key(draft, "why", rota_text(request->typing));
		return ROTA_OK;
	}
	rota_draft_set(draft, "reason", rota_text("erratum"));
	rc = rota_resolve_decision(&decision, acting->world, request->erratum, err);
	if (!rc)
		rc = put_fixes(draft, &decision, subject, err);
	if (!rc)
		rota_draft_doc(draft, decision);
	return rc;
}

/** V25: what is given an end is told how it ended. */
static int judge_end(const struct correcting *correcting, struct rota_error *err)
{
	const struct rota_value *to = rota_map_get(&correcting->draft->body, "to");

	if (!to || to->type == ROTA_NIL || rota_subject_get(correcting->subject, "end_act") ||
	    rota_map_get(&correcting->draft->body, "end_act"))
		return ROTA_OK;
	return rota_refuse(err, "V25", _("add it: end_act=…, or use 'rota relieve'"),
	                   _("the way the posting ended is missing"));
}

/** The unit, post or cadre after the correction. */
static struct rota_id id_after(const struct correcting *correcting, const char *field)
{
	struct rota_id id = rota_subject_id(correcting->subject, field);

	rota_id_from_value(&id, rota_map_get(&correcting->draft->body, field));
	return id;
}

static struct rota_day day_after(const struct correcting *correcting, const char *field)
{
	const struct rota_value *set = rota_map_get(&correcting->draft->body, field);
	const char *text = rota_value_text(set);
	struct rota_day day = { 0 };

	if (!set)
		return rota_subject_day(correcting->subject, field);
	if (text)
		rota_day_decode(&day, text, strlen(text), NULL);
	return day;
}

/** V10: the days after the correction, one of which it may leave alone. */
static int judge_days(const struct correcting *correcting, struct rota_error *err)
{
	struct rota_day from = day_after(correcting, "from");
	struct rota_day to = day_after(correcting, "to");
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];

	if (!rota_day_is_full(from) || (!rota_day_is_none(to) && !rota_day_is_full(to)))
		return rota_refuse(err, "V56", _("write it as dd/mm/yyyy"),
		                   _("the days in post must be full days"));
	if (rota_day_is_none(to) ||
	    rota_day_first(from) < rota_day_first(to))
		return ROTA_OK;
	return rota_refuse(err, "V10", _("check both days"), _("from %s is not before to %s"),
	                   rota_day_show(first, from), rota_day_show(last, to));
}

/** V41: a clerical error is not in who, which post or where. */
static void judge_erratum(struct rota_acting *acting, const struct correcting *correcting)
{
	static const char *const substance[] = { "cadre", "post", "unit" };

	for (size_t i = 0; acting->request->erratum && i < 3; i++)
		if (rota_map_get(&correcting->draft->body, substance[i]))
			rota_findings_add(&acting->findings, "V41",
			                  _("another decision ends the posting and begins the next; if "
			                    "the erratum says so all the same, say why: --why"),
			                  _("an erratum changes '%s', which is no clerical error"),
			                  rota_field_caption(rota_kind_field(correcting->draft->kind,
			                                                     substance[i])));
}

/** V04: the unit after the correction lives from the first day on, and until the last. */
static int judge_unit(const struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_unit *unit = acting->unit;
	char day[ROTA_DAY_TEXT_BYTES];

	if (acting->from_number < unit->from)
		return rota_refuse(err, "V04", _("check the day, and the unit"),
		                   _("the unit exists since %s only"),
		                   rota_day_shown(day, unit->from));
	if (unit->to <= acting->from_number ||
	    (acting->to_number != ROTA_DAY_NEVER && unit->to < acting->to_number))
		return rota_refuse(err, "V04", _("end it on that day: unit_ended"),
		                   _("the posting ends after its unit, which ended on %s"),
		                   rota_day_shown(day, unit->to));
	return ROTA_OK;
}

/** V39, C35: the days on which something else holds after the correction. */
static int judge_changed_days(struct rota_acting *acting, const struct correcting *correcting,
                              struct rota_error *err)
{
	static const char *const ends[] = { "from", "to" };
	static const char *const whole[] = { "unit", "post", "cadre", "act", "mode" };
	bool from_start = false;
	int rc = ROTA_OK;

	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		from_start = from_start || rota_map_get(&correcting->draft->body, whole[i]);
	for (size_t i = 0; !rc && i < 2; i++) {
		struct rota_day before = rota_subject_day(correcting->subject, ends[i]);
		struct rota_day after = day_after(correcting, ends[i]);

		if (!rota_map_get(&correcting->draft->body, ends[i]) && !(from_start && i == 0))
			continue;
		if (!rota_day_is_none(before))
			rc = rota_judge_day(acting, rota_day_first(before), err);
		if (!rc && !rota_day_is_none(after))
			rc = rota_judge_day(acting, rota_day_first(after), err);
	}
	return rc;
}

/** V04, V11, V39, C35: where and when the posting stands after the correction. */
static int judge_standing(struct rota_acting *acting, const struct correcting *correcting,
                         struct rota_error *err)
{
	const struct rota_value *post = rota_map_get(&correcting->draft->body, "post");
	struct rota_day to = day_after(correcting, "to");
	int rc;

	acting->unit = rota_gazetteer_unit(&acting->world->gazetteer, id_after(correcting, "unit"));
	acting->post = post ? rota_value_text(post) :
	                      rota_subject_text(correcting->subject, "post");
	acting->from = day_after(correcting, "from");
	acting->from_number = rota_day_first(acting->from);
	acting->to_number = rota_day_is_none(to) ? ROTA_DAY_NEVER : rota_day_first(to);
	acting->except = correcting->subject->id;
	if (!acting->unit || !acting->post)
		return ROTA_OK;
	rc = judge_unit(acting, err);
	if (!rc)
		rc = rota_world_subject(&acting->cadre, acting->world,
		                        id_after(correcting, "cadre"), err);
	if (!rc)
		rc = rota_judge_post(acting, "full", err);
	return rc ? rc : judge_changed_days(acting, correcting, err);
}

/** The sentence names what is typed, so that nobody agrees blindly. */
static void say_corrected(struct rota_acting *acting, const struct rota_subject *subject)
{
	char *sentence = acting->out->sentence;
	size_t size = sizeof(acting->out->sentence);
	size_t used = (size_t)snprintf(sentence, size, _("corrected: %s"),
	                               rota_posting_shown(acting->world, subject));

	for (size_t i = 0; acting->request->sets[i] && used < size; i++)
		used += (size_t)snprintf(sentence + used, size - used, "; %s",
		                         acting->request->sets[i]);
	rota_text_make_printable(sentence);
}

static int plan_correct(struct rota_acting *acting, struct rota_error *err)
{
	struct correcting correcting = { 0 };
	struct rota_subject *subject;
	int rc = rota_need_posting(&subject, acting, err);

	if (!rc)
		rc = rota_plan_amend(&correcting.draft, &acting->plan, "posting.correct", subject,
		                     err);
	if (rc)
		return rc;
	correcting.subject = subject;
	rc = state_reason(acting, correcting.draft, subject, err);
	if (!rc)
		rc = rota_each_set(acting, correcting.draft->kind, set_corrected, &correcting, err);
	if (!rc && !correcting.count)
		rc = rota_fail(err, ROTA_EINVALID, _("write FIELD=VALUE, such as from=01/09/2023"),
		               _("nothing changes: the values are recorded so already"));
	if (!rc)
		rc = judge_days(&correcting, err);
	if (!rc)
		rc = judge_end(&correcting, err);
	if (!rc)
		rc = judge_standing(acting, &correcting, err);
	if (rc)
		return rc;
	judge_erratum(acting, &correcting);
	say_corrected(acting, subject);
	return ROTA_OK;
}

int rota_correct(struct rota_office *office, const struct rota_request *request,
                 struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_correct, err);
}

/* --- void ------------------------------------------------------------------------------------ */

/** V40: the papers of the revocation; a slip of ours has none. */
static int take_papers(struct rota_acting *acting, const struct rota_subject *subject,
                       struct rota_error *err)
{
	const struct rota_value *older = rota_subject_paper(subject, "begin_doc");
	int rc = rota_take_docs(acting, err);

	if (rc)
		return rc;
	if (!acting->docs.as.list.count)
		rota_findings_add(&acting->findings, "V40",
		                  _("give the paper with --doc; for a typing error of ours say it "
		                    "with --why"),
		                  _("a revocation has a paper"));
	else if (older)
		rc = rota_judge_issuer(acting, older,
		                       _("only who issued it, or a higher body, can revoke it; where "
		                         "the posting ended by another decision: rota relieve"),
		                       err);
	return rc;
}

/** V39, C35: the day from which it no longer holds. */
static int judge_voided_day(struct rota_acting *acting, const struct rota_subject *subject,
                            struct rota_error *err)
{
	acting->unit = rota_gazetteer_unit(&acting->world->gazetteer,
	                                   rota_subject_id(subject, "unit"));
	if (acting->request->from_start)
		acting->from_number = rota_day_first(rota_subject_day(subject, "from"));
	return rota_judge_day(acting, acting->from_number, err);
}

static int plan_void(struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_request *request = acting->request;
	struct rota_subject *subject;
	struct rota_draft *draft;
	int rc = rota_need_posting(&subject, acting, err);

	if (!rc && !request->from == !request->from_start)
		rc = rota_refuse(err, "V40", _("give either --from DAY or --from-start"),
		                 _("revoked from which day?"));
	if (!rc && request->from)
		rc = rota_need_from(acting, err);
	if (!rc && request->from &&
	    acting->from_number <= rota_day_first(rota_subject_day(subject, "from")))
		rc = rota_refuse(err, "V10", _("if it never was: --from-start"),
		                 _("the posting did not begin before that day"));
	if (!rc)
		rc = take_papers(acting, subject, err);
	if (!rc)
		rc = judge_voided_day(acting, subject, err);
	if (!rc)
		rc = rota_plan_amend(&draft, &acting->plan, "posting.void", subject, err);
	if (rc)
		return rc;
	if (request->from_start)
		rota_draft_set(draft, "from_start", rota_bool(true));
	else
		rota_draft_on(draft, acting->from);
	rota_put_docs(acting, draft);
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), _("revoked: %s"),
	         rota_posting_shown(acting->world, subject));
	return ROTA_OK;
}

int rota_void(struct rota_office *office, const struct rota_request *request,
              struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_void, err);
}
