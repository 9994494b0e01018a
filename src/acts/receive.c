/* SPDX-License-Identifier: Apache-2.0 */
#include "acts/receive.h"

#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "naming/arrival.h"

/** What is recorded is one text for ever, whichever language the program speaks. */
static const char received[] = "tiếp nhận cán bộ chuyển đến theo thông báo của tỉnh";

/** The day of birth that was told, or that was typed behind the name. */
static int put_born(struct rota_acting *acting, struct rota_draft *draft, struct rota_error *err)
{
	const struct rota_arrival *arrival = acting->arrival;
	const char *typed = strchr(acting->request->cadre, ',');
	char day[32];

	if (arrival->born) {
		rota_draft_set(draft, "born", rota_text(arrival->born));
		return ROTA_OK;
	}
	if (typed) { /* without "#1", by which one of several is meant */
		snprintf(day, sizeof(day), "%.*s", (int)strcspn(typed + 1, "#"), typed + 1);
		return rota_put_day(draft, "born", day, err);
	}
	rota_fail(err, ROTA_EINVALID, NULL, _("the day of birth of '%s' was not told"),
		  arrival->name);
	rota_error_hint(err, _("type it behind the name: '%s,1979'"), arrival->name);
	return ROTA_EINVALID;
}

/** A record of this office. */
static int plan_record(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "cadre.create", err);

	if (!rc)
		rota_draft_set(draft, "name", rota_text(acting->arrival->name));
	if (!rc)
		rc = put_born(acting, draft, err);
	return rc ? rc : rota_plan_subject(&acting->cadre, &acting->plan, err);
}

/** It is of the same person as that of the office that he left, whose name is shown. */
static int plan_same(struct rota_acting *acting, struct rota_error *err)
{
	struct rota_id theirs = acting->arrival->cadre, ours = acting->cadre->id;
	bool theirs_first = rota_id_compare(theirs, ours) < 0;
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "cadre.same", err);

	if (rc)
		return rc;
	rota_draft_set_id(draft, "a", theirs_first ? theirs : ours);
	rota_draft_set_id(draft, "b", theirs_first ? ours : theirs);
	rota_draft_set(draft, "keep", rota_text(theirs_first ? "a" : "b"));
	rota_draft_set(draft, "state", rota_text("on"));
	rota_draft_key(draft, "why", rota_text(received));
	return ROTA_OK;
}

int rota_plan_received(struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_arrival *arrival = acting->arrival;
	char day[ROTA_DAY_TEXT_BYTES];

	if (acting->from_number < arrival->since && arrival->left) /* he is there until then */
		rota_findings_flag(
			&acting->findings, "V12", _("%s of %s until %s"),
			rota_post_show(arrival->post),
			rota_unit_show(acting->world, arrival->left, acting->from_number),
			rota_day_show(day, rota_day_from_number(arrival->since)));
	return plan_same(acting, err);
}

/** V70: his locality cannot be told yet. */
static void judge(struct rota_acting *acting)
{
	rota_findings_flag(
		&acting->findings, "V70",
		_("only name and day of birth were told; add native place and number from "
		  "the file: rota cadre change \"%s\" native=… pin=…"),
		acting->arrival->name);
}

int rota_need_holder(struct rota_acting *acting, struct rota_error *err)
{
	int rc = rota_need(acting->request->cadre, _("CADRE"), err);

	if (!rc)
		rc = rota_resolve_anybody(&acting->cadre, &acting->arrival, acting->world,
					  acting->request->cadre, err);
	if (rc || !acting->arrival)
		return rc;
	rc = plan_record(acting, err);
	if (!rc)
		rc = rota_plan_received(acting, err);
	if (!rc)
		judge(acting);
	return rc;
}

void rota_say_received(struct rota_acting *acting)
{
	char *sentence = acting->out->sentence;
	size_t used = strlen(sentence);

	if (acting->arrival)
		snprintf(sentence + used, sizeof(acting->out->sentence) - used,
			 _("; the one who is on the way here %s"),
			 rota_arrival_shown(acting->world, acting->arrival));
}
