/* SPDX-License-Identifier: Apache-2.0 */
/* Saying of two records of cadres that they are of one person, or of two. */
#include <stdio.h>
#include <string.h>

#include "acts/act.h"
#include "acts/pair.h"
#include "base/messages.h"
#include "state/person.h"

static int order_pair(struct rota_pairing *pairing, const struct rota_subject *first,
		      const struct rota_subject *second, struct rota_error *err)
{
	int order = rota_id_compare(first->id, second->id);

	if (!order)
		return rota_fail(err, ROTA_EINVALID, _("name the other one: rota cadre find"),
				 _("both are the same record"));
	pairing->a = order < 0 ? first->id : second->id;
	pairing->b = order < 0 ? second->id : first->id;
	pairing->keeps_b = order > 0;
	return ROTA_OK;
}

static int plan_new(struct rota_acting *acting, const struct rota_pairing *pairing,
		    struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan,
			       pairing->same ? "cadre.same" : "cadre.distinct", err);

	if (rc)
		return rc;
	rota_draft_set_id(draft, "a", pairing->a);
	rota_draft_set_id(draft, "b", pairing->b);
	if (pairing->same)
		rota_draft_set(draft, "keep", rota_text(pairing->keeps_b ? "b" : "a"));
	rota_draft_set(draft, "state", rota_text("on"));
	return ROTA_OK;
}

/** Another word on what was said before. */
static int plan_state(struct rota_acting *acting, const struct rota_subject *statement,
		      const char *state, struct rota_error *err)
{
	const char *before = rota_subject_text(statement, "state");
	struct rota_draft *draft;
	int rc = rota_plan_amend(&draft, &acting->plan, statement->created->entry.kind_name,
				 statement, err);

	if (rc)
		return rc;
	rota_draft_set(draft, "state", rota_text(state));
	rota_draft_was(draft, "state", before ? rota_text(before) : rota_nil());
	return ROTA_OK;
}

static bool is_on(const struct rota_subject *statement)
{
	const char *state = statement ? rota_subject_text(statement, "state") : NULL;

	return state && strcmp(state, "on") == 0;
}

/** What was said otherwise of the two holds no more. */
static int take_back(struct rota_acting *acting, const struct rota_pairing *pairing,
		     struct rota_error *err)
{
	struct rota_subject *other;
	int rc = rota_world_pair(&other, acting->world,
				 pairing->same ? "cadre.distinct" : "cadre.same", pairing->a,
				 pairing->b, err);

	return rc || !is_on(other) ? rc : plan_state(acting, other, "withdrawn", err);
}

int rota_plan_pair(struct rota_acting *acting, const struct rota_pairing *pairing,
		   struct rota_error *err)
{
	struct rota_subject *statement;
	int rc = rota_world_pair(&statement, acting->world,
				 pairing->same ? "cadre.same" : "cadre.distinct", pairing->a,
				 pairing->b, err);

	if (rc)
		return rc;
	if (pairing->withdraw ? !is_on(statement) : is_on(statement)) {
		acting->out->already = true;
		return ROTA_OK;
	}
	if (pairing->withdraw)
		return plan_state(acting, statement, "withdrawn", err);
	rc = take_back(acting, pairing, err);
	if (!rc)
		rc = statement ? plan_state(acting, statement, "on", err)
			       : plan_new(acting, pairing, err);
	return rc;
}

/* --- the acts -------------------------------------------------------------------------------- */

static const char *statement_shown(const struct rota_pairing *pairing)
{
	if (pairing->withdraw)
		return pairing->same ? _("not said any more to be one person")
				     : _("not said any more to be two persons");
	return pairing->same ? _("one person, the name of the first is shown") : _("two persons");
}

static void say(struct rota_acting *acting, const struct rota_pairing *pairing,
		const struct rota_subject *first, const struct rota_subject *second)
{
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s – %s: %s",
		 rota_cadre_show(acting->world, first), rota_cadre_show(acting->world, second),
		 statement_shown(pairing));
}

/** A statement needs its reason, once it is known what it says. */
static int need_why(const struct rota_acting *acting, struct rota_error *err)
{
	if (acting->request->why && *acting->request->why)
		return ROTA_OK;
	return rota_fail(err, ROTA_EREASON, _("say why: --why"), _("this needs a reason"));
}

static int plan_statement(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_pairing *pairing = acting->payload;
	const struct rota_arrival *arrival;
	struct rota_subject *second;
	int rc = rota_need(acting->request->cadre, _("CADRE"), err);

	if (!rc)
		rc = rota_need(acting->request->other, _("CADRE"), err);
	if (!rc)
		rc = rota_resolve_anybody(&acting->cadre, &arrival, acting->world,
		                          acting->request->cadre, err);
	if (!rc)
		rc = rota_resolve_anybody(&second, &arrival, acting->world, acting->request->other, err);
	if (!rc)
		rc = order_pair(pairing, acting->cadre, second, err);
	if (rc)
		return rc;
	pairing->withdraw = acting->request->withdraw;
	say(acting, pairing, acting->cadre, second);
	rc = rota_plan_pair(acting, pairing, err);
	return rc || acting->out->already ? rc : need_why(acting, err);
}

static int state_pair(bool same, struct rota_office *office, const struct rota_request *request,
		      struct rota_outcome *out, struct rota_error *err)
{
	struct rota_pairing pairing = { .same = same };
	struct rota_acting acting = { .payload = &pairing };

	return rota_act_run_as(&acting, office, request, out, plan_statement, err);
}

int rota_cadre_same(struct rota_office *office, const struct rota_request *request,
		    struct rota_outcome *out, struct rota_error *err)
{
	return state_pair(true, office, request, out, err);
}

int rota_cadre_distinct(struct rota_office *office, const struct rota_request *request,
			struct rota_outcome *out, struct rota_error *err)
{
	return state_pair(false, office, request, out, err);
}
