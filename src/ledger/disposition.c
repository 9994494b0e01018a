/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/disposition.h"

#include <stdio.h>
#include <string.h>

#include "ledger/subject.h"

static struct rota_disposed disposed(enum rota_disposition disposition, const char *rule,
				     const char *what)
{
	struct rota_disposed out = { .disposition = disposition };

	snprintf(out.rule, sizeof(out.rule), "%s", rule);
	snprintf(out.what, sizeof(out.what), "%s", what);
	return out;
}

static struct rota_disposed waiting_for(struct rota_id id)
{
	struct rota_disposed out = { .disposition = ROTA_HELD };

	for (size_t i = 0; i < sizeof(id.bytes); i++)
		snprintf(out.what + 2 * i, 3, "%02x", id.bytes[i]);
	return out;
}

static bool is_at_fault(const struct rota_error *fault)
{
	return fault && fault->code != ROTA_OK && fault->code != ROTA_ENOTFOUND;
}

static const char revoked_rule[] = "V102";

bool rota_disposed_as_revoked(const struct rota_disposed *disposed)
{
	return strcmp(disposed->rule, revoked_rule) == 0;
}

struct rota_disposed rota_dispose(const struct rota_disposition_facts *facts)
{
	const struct rota_disposed fact = { .disposition = ROTA_FACT };

	if (facts->revoked)
		return disposed(ROTA_REJECTED, revoked_rule, "");
	if (facts->undone)
		return fact;
	if (facts->held && *facts->held)
		return disposed(ROTA_HELD, "", facts->held);
	if (is_at_fault(facts->fault))
		return disposed(ROTA_REJECTED, facts->fault->rule, facts->fault->message);
	if (facts->custody == ROTA_CUSTODY_OTHER)
		return disposed(ROTA_PROPOSAL, facts->creates ? "V07" : "V101", "");
	if (facts->custody == ROTA_CUSTODY_AFTER)
		return disposed(ROTA_PROPOSAL, "V08", "");
	if (!rota_id_is_zero(facts->missing))
		return waiting_for(facts->missing);
	return fact;
}
