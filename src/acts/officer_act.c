/* SPDX-License-Identifier: Apache-2.0 */
/* An officer gets another role, or is gone. */
#include <stdio.h>

#include "acts/act.h"
#include "base/messages.h"
#include "state/officer.h"

/** An officer and what is to be another. */
struct changing {
	struct rota_subject *officer;
	struct rota_draft *draft;
};

static int set_changed(struct rota_acting *acting, const struct rota_field *field,
		       struct rota_value value, void *payload, struct rota_error *err)
{
	struct changing *changing = payload;
	const struct rota_value *old = rota_subject_value(changing->officer, field->name);

	(void)acting;
	if (value.type == ROTA_NIL)
		return rota_fail(err, ROTA_EINVALID, _("give it a value"),
				 _("field '%s' cannot be empty"), rota_field_caption(field));
	if (old && rota_value_equal(old, &value))
		return ROTA_OK;
	rota_draft_set(changing->draft, field->name, value);
	rota_draft_was(changing->draft, field->name, old ? *old : rota_nil());
	return ROTA_OK;
}

static int plan_change(struct rota_acting *acting, struct rota_error *err)
{
	const char *name = acting->request->subject;
	struct changing changing;
	int rc = rota_need(name, _("NAME"), err);

	if (!rc)
		rc = rota_officer_named(&changing.officer, acting->world, name, err);
	if (!rc)
		rc = rota_plan_amend(&changing.draft, &acting->plan, "officer.set",
				     changing.officer, err);
	if (!rc)
		rc = rota_each_set(acting, changing.draft->kind, set_changed, &changing, err);
	if (rc)
		return rc;
	snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s: %s",
		 rota_language() == ROTA_VI ? changing.draft->kind->vi : changing.draft->kind->en,
		 name);
	if (!changing.draft->body.as.map.count) { /* it is so already */
		acting->out->already = true;
		acting->plan.count = 0;
	}
	return ROTA_OK;
}

int rota_officer_change(struct rota_office *office, const struct rota_request *request,
			struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_change, err);
}
