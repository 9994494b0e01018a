/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Handing records over, at the province: from a day on an office keeps another unit, or none and
 * only reads. What it decided before still counts when it arrives; what it decides later is a
 * proposal (V08), and its own program refuses it once it has heard of this.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acts/act.h"
#include "acts/posting.h"
#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/custody.h"
#include "state/derive.h"
#include "state/unsettled.h"

/** One hand-over on its way. */
struct handing {
	const struct rota_enrolled_writer *office;
	size_t before; /* of its entries, those that are proposals already */
};

/* --- the act --------------------------------------------------------------------------------- */

static int check_office(const struct rota_acting *acting, struct rota_error *err)
{
	if (acting->world->office->is_province)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("ask the province to do it"),
			 _("only the province's office hands records over"));
}

/** The new scope; none when the office only reads from then on. */
static int find_scope(struct rota_acting *acting, struct rota_error *err)
{
	const struct rota_request *request = acting->request;

	if (request->read_only && request->commune)
		return rota_fail(err, ROTA_EINVALID, _("give one of them: --scope or --read-only"),
				 _("an office keeps '%s' or only reads"), request->commune);
	if (request->read_only)
		return ROTA_OK;
	if (!request->commune)
		return rota_fail(err, ROTA_EINVALID,
				 _("say which unit it keeps from then on: --scope UNIT; none: "
				   "--read-only"),
				 _("%s is missing"), _("--scope"));
	return rota_resolve_unit(&acting->unit, acting->world, request->commune,
				 acting->from_number, err);
}

/** Whether it is so already from that day on, for good. */
static bool is_so(const struct rota_acting *acting, const struct handing *handing)
{
	const struct rota_id none = { { 0 } };
	const struct rota_custody_span *span =
		rota_custody_on(&handing->office->kept, acting->from_number);

	return span && span->to == ROTA_DAY_NEVER &&
	       rota_id_compare(span->scope, acting->unit ? acting->unit->id : none) == 0;
}

static void say(struct rota_acting *acting, const struct handing *handing)
{
	struct rota_outcome *out = acting->out;
	struct rota_world *world = acting->world;
	char day[ROTA_DAY_TEXT_BYTES];

	rota_day_show(day, acting->from);
	if (acting->unit)
		snprintf(out->sentence, sizeof(out->sentence), _("%s keeps %s (%s) from %s on"),
			 handing->office->name,
			 rota_unit_show(world, acting->unit, acting->from_number),
			 rota_unit_near(acting->unit, acting->from_number)->code, day);
	else
		snprintf(out->sentence, sizeof(out->sentence), _("%s only reads from %s on"),
			 handing->office->name, day);
	rota_text_make_printable(out->sentence);
}

/** What the office has sent and what counts no more by this. */
static int count_lost(struct rota_acting *acting, struct rota_error *err)
{
	struct handing *handing = acting->payload;
	struct rota_writer_id writer = handing->office->writer;
	struct rota_outcome *out = acting->out;
	size_t after = 0;
	int rc = rota_derive_flush(acting->world, err);

	if (!rc)
		rc = rota_unsettled_review(&after, acting->world, writer, err);
	if (rc || after <= handing->before || out->warning_count == ROTA_WARNINGS_MAX)
		return rc;
	after -= handing->before;
	rota_findings_flag(
		&acting->findings, "V08",
		rota_message_n("%zu entry that it has sent was decided from that day on: "
			       "it counts no more",
			       "%zu entries that it has sent were decided from that day "
			       "on: they count no more",
			       after),
		after);
	out->warnings[out->warning_count] = acting->findings.items[acting->findings.count - 1];
	out->warning_count++;
	return ROTA_OK;
}

static int plan_entry(struct rota_acting *acting, const struct handing *handing,
		      struct rota_error *err)
{
	struct rota_draft *draft;
	int rc = rota_plan_add(&draft, &acting->plan, "writer.rescope", err);

	if (rc)
		return rc;
	rota_draft_on(draft, acting->from);
	rota_draft_set(
		draft, "writer",
		rota_bin(handing->office->writer.bytes, sizeof(handing->office->writer.bytes)));
	if (acting->unit)
		rota_draft_set_id(draft, "scope", acting->unit->id);
	rota_put_docs(acting, draft);
	return ROTA_OK;
}

static int plan_rescope(struct rota_acting *acting, struct rota_error *err)
{
	struct handing *handing = acting->payload;
	int rc = check_office(acting, err);

	if (!rc)
		rc = rota_need(acting->request->subject, _("OFFICE"), err);
	if (!rc)
		rc = rota_need_from(acting, err);
	if (!rc)
		rc = rota_writer_named(&handing->office, acting->world, acting->request->subject, false, err);
	if (!rc)
		rc = find_scope(acting, err);
	if (rc)
		return rc;
	say(acting, handing);
	acting->out->already = is_so(acting, handing);
	if (acting->out->already)
		return ROTA_OK;
	acting->after = count_lost;
	/* first, since it leaves nothing in the scratch memory */
	rc = rota_unsettled_review(&handing->before, acting->world, handing->office->writer, err);
	if (!rc)
		rc = rota_take_docs(acting, err);
	return rc ? rc : plan_entry(acting, handing, err);
}

int rota_rescope(struct rota_office *office, const struct rota_request *request,
		 struct rota_outcome *out, struct rota_error *err)
{
	struct handing handing = { .before = 0 };
	struct rota_acting acting = { .payload = &handing };

	return rota_act_run_as(&acting, office, request, out, plan_rescope, err);
}
