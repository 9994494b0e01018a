/* SPDX-License-Identifier: Apache-2.0 */
/* Stating whether the holder of a posting is a local person: a district asserts it, the province
 * confirms it (schema/state.md, "Locality"). */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "state/disputed.h"
#include "state/figures.h"

static const char *role_of(const struct rota_acting *acting)
{
	return acting->world->office->is_province ? "confirmed" : "asserted";
}

static const char *word_of(const char *field, const char *id)
{
	const struct rota_field *of = rota_kind_field(rota_kind_find("locality.set"), field);

	return rota_word_show(rota_word_find(of->words, id));
}

/** What of the posting the statement rests on. @param[out] day  of its days the one nearest to today, by
 *  whose policy it is stated. */
static int take_posting(struct rota_acting *acting, int32_t *day,
			const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &acting->world->gazetteer;
	struct rota_posting posting;

	if (!rota_posting_read(&posting, subject) || rota_posting_is_void(&posting))
		return rota_fail(err, ROTA_ENOTFOUND,
				 _("see who was there: rota history COMMUNE/POST"),
				 _("'%s' was revoked, or never was"), acting->request->subject);
	acting->unit = rota_gazetteer_unit(gazetteer, posting.unit);
	acting->post = posting.post;
	acting->from = rota_day_from_number(posting.from);
	acting->from_number = posting.from;
	*day = rota_posting_day(&posting, acting->world->today_number);
	if (!acting->unit || !acting->world->scope ||
	    !rota_gazetteer_inside(gazetteer, acting->unit, acting->world->scope, posting.from))
		return rota_refuse(err, "V07", _("its own office records it"),
				   _("'%s' is outside your scope"), acting->request->subject);
	return rota_world_subject(&acting->cadre, acting->world, posting.cadre, err);
}

/** Whether the last statement says so already, in this role. */
static int is_stated(bool *out, struct rota_acting *acting, struct rota_id posting,
		     struct rota_error *err)
{
	struct rota_statements statements;
	const struct rota_subject *last;
	const char *value, *role;
	int rc = rota_world_statements(&statements, acting->world, posting, err);

	*out = false;
	if (rc || !statements.count)
		return rc;
	last = statements.items[statements.count - 1];
	value = rota_subject_text(last, "value");
	role = rota_subject_text(last, "role");
	*out = value && role && strcmp(value, acting->request->locality) == 0 &&
	       strcmp(role, role_of(acting)) == 0;
	return ROTA_OK;
}

static void say(struct rota_acting *acting, const struct rota_subject *posting)
{
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s: %s: %s",
		 word_of("role", role_of(acting)), rota_posting_shown(acting->world, posting),
		 word_of("value", acting->request->locality));
}

static int plan_state(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_subject *posting;
	bool stated = false;
	int32_t day = 0;
	int rc;

	if (!acting->request->locality)
		return rota_fail(err, ROTA_EINVALID,
				 _("say one of them: --local, --non-local, --undetermined"),
				 _("what is to be stated is missing"));
	rc = rota_need_posting(&posting, acting, err);
	if (!rc)
		rc = take_posting(acting, &day, posting, err);
	if (!rc)
		rc = is_stated(&stated, acting, posting->id, err);
	if (rc)
		return rc;
	say(acting, posting);
	acting->out->already = stated;
	if (stated)
		return ROTA_OK;
	if (!acting->request->why || !*acting->request->why)
		return rota_fail(err, ROTA_EREASON, _("say what it rests on: --why"),
				 _("an asserted locality needs a reason"));
	rc = rota_judge_published(acting, acting->from_number, err);
	return rc ? rc : rota_plan_locality_as(acting, posting->id, role_of(acting), day, err);
}

int rota_locality_state(struct rota_office *office, const struct rota_request *request,
			struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_state, err);
}
