/* SPDX-License-Identifier: Apache-2.0 */
/* Publishing the figures of a reporting period: an entry that says from which checkpoint they are. */
#include <stdio.h>
#include <string.h>

#include "acts/act.h"
#include "base/messages.h"
#include "naming/resolve.h"
#include "report/past.h"

/** The day of the figures: as typed, else that on which the period is cut off. */
static int find_day(struct rota_day *out, const struct rota_acting *acting,
		    const struct rota_subject *period, struct rota_error *err)
{
	*out = rota_subject_day(period, "cutoff");
	return acting->request->from
		       ? rota_resolve_day(out, acting->request->from, _("--as-of"), err)
		       : ROTA_OK;
}

/** Whether the same is published for the period already; another one is published beside it. */
static int find_same(bool *out, struct rota_acting *acting, struct rota_id period,
		     uint64_t checkpoint, struct rota_day as_of, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, acting->world, ROTA_ENTITY_PUBLICATION, err);

	*out = false;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		const struct rota_value *number;
		struct rota_subject *one;

		rc = rota_world_subject(&one, acting->world, ids.items[i], err);
		if (rc || !one->created)
			continue;
		number = rota_map_get(rota_subject_value(one, "checkpoint"), "number");
		*out = *out || (rota_id_compare(rota_subject_id(one, "period"), period) == 0 &&
				number && number->type == ROTA_UINT &&
				number->as.number == checkpoint &&
				rota_day_equal(rota_subject_day(one, "as_of"), as_of));
	}
	return rc;
}

static int put_publication(struct rota_acting *acting, const struct rota_subject *period,
			   const struct rota_checkpoint *checkpoint, struct rota_day as_of,
			   struct rota_error *err)
{
	struct rota_value record = rota_map();
	struct rota_draft *draft;
	const void *hash;
	int rc = rota_plan_add(&draft, &acting->plan, "period.publish", err);

	if (rc)
		return rc;
	hash = rota_arena_copy(draft->arena, checkpoint->head.bytes, sizeof(checkpoint->head));
	if (!hash || rota_map_set(draft->arena, &record, "number", rota_uint(checkpoint->number)) ||
	    rota_map_set(draft->arena, &record, "hash", rota_bin(hash, sizeof(checkpoint->head))))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rota_draft_set_id(draft, "period", period->id);
	rota_draft_set(draft, "checkpoint", record);
	rota_draft_set_day(draft, "as_of", as_of);
	return ROTA_OK;
}

static int plan_publish(struct rota_acting *acting, struct rota_error *err)
{
	char when[ROTA_DAY_TEXT_BYTES], day[ROTA_DAY_TEXT_BYTES];
	struct rota_checkpoint checkpoint;
	struct rota_subject *period;
	struct rota_day as_of;
	int rc = rota_need(acting->request->subject, _("NAME"), err);

	if (!rc && !acting->world->office->is_province)
		rc = rota_fail(err, ROTA_EINVALID, _("see what is published: rota period list"),
			       _("only the province's office publishes"));
	if (!rc)
		rc = rota_resolve_period(&period, acting->world, acting->request->subject, err);
	if (!rc)
		rc = find_day(&as_of, acting, period, err);
	if (!rc)
		rc = rota_checkpoint_named(&checkpoint, acting->world,
					   acting->request->checkpoint ? acting->request->checkpoint
								       : "last",
					   err);
	if (!rc)
		rc = find_same(&acting->out->already, acting, period->id, checkpoint.number, as_of,
			       err);
	if (rc)
		return rc;
	snprintf(acting->out->sentence, sizeof(acting->out->sentence),
		 _("%s: the figures of %s, by checkpoint %llu (%s)"), acting->request->subject,
		 rota_day_show(day, as_of), (unsigned long long)checkpoint.number,
		 rota_instant_show(when, checkpoint.time));
	return acting->out->already
		       ? ROTA_OK
		       : put_publication(acting, period, &checkpoint, as_of, err);
}

int rota_period_publish(struct rota_office *office, const struct rota_request *request,
			struct rota_outcome *out, struct rota_error *err)
{
	return rota_act_run(office, request, out, plan_publish, err);
}
