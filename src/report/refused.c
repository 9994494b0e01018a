/* SPDX-License-Identifier: Apache-2.0 */
#include "report/refused.h"

#include <string.h>

#include "base/messages.h"
#include "state/notice.h"

static const char *disposition_text(const struct rota_receipt *receipt)
{
	static const char *const texts[] = {
		[ROTA_FACT] = N_("counts"),
		[ROTA_PROPOSAL] = N_("a proposal: this office may not record it"),
		[ROTA_HELD] = N_("waits for something that the province does not know yet"),
		[ROTA_REJECTED] = N_("rejected: it breaks a rule")
	};

	if (receipt->rule && strcmp(receipt->rule, "V08") == 0)
		return _("a proposal: the unit was handed over before it was decided");
	return _(texts[receipt->disposition]);
}

bool rota_refused_by_revocation(const struct rota_receipt *receipt)
{
	return receipt->rule && strcmp(receipt->rule, "V102") == 0;
}

void rota_refused_write(struct rota_buffer *out, struct rota_error *fault, struct rota_world *world,
                        const struct rota_receipt *receipt)
{
	struct rota_revision revision;

	rota_error_clear(fault);
	if (!rota_world_revision(&revision, world,
	                         rota_id_make(world->office->own, receipt->number), NULL))
		rota_entry_check(&revision.entry, fault);
	rota_buffer_printf(out, "%s %llu: %s", _("entry"), (unsigned long long)receipt->number,
	                   disposition_text(receipt));
	if (receipt->rule)
		rota_buffer_printf(out, " [%s]", receipt->rule);
	if (*fault->message)
		rota_buffer_printf(out, ": %s", fault->message);
}

struct filling {
	struct rota_filling *report;
	struct rota_world *world;
	size_t count, most;
};

static int fill_one(const struct rota_receipt *receipt, void *payload, struct rota_error *err)
{
	struct filling *filling = payload;
	struct rota_buffer text = { 0 };
	struct rota_error fault;

	(void)err;
	if (rota_refused_by_revocation(receipt) || filling->count++ >= filling->most)
		return ROTA_OK;
	rota_refused_write(&text, &fault, filling->world, receipt);
	rota_fill_note(filling->report, "%s", rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return ROTA_OK;
}

int rota_refused_fill(struct rota_filling *filling, struct rota_world *world, size_t most,
                      struct rota_error *err)
{
	struct filling all = { .report = filling, .world = world, .most = most };
	int rc = rota_notice_receipts(world, fill_one, &all, err);

	if (!rc && all.count > most)
		rota_fill_note(filling,
		               rota_message_n("%lu more entry does not count: rota matters",
		                              "%lu more entries do not count: rota matters",
		                              (unsigned long)(all.count - most)),
		               (unsigned long)(all.count - most));
	return rc;
}
