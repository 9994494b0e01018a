/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/shared.h"

#include "ledger/matter_begin.h"

static uint64_t enrolled(const struct rota_keeper *keeper)
{
	return keeper->enrolment->created->entry.clock;
}

/** Whether both go on recording: each behind the enrolment of the other. */
static bool share(const struct rota_keeper *a, const struct rota_keeper *b)
{
	return a->recorded > enrolled(b) && b->recorded > enrolled(a);
}

static bool shares(const struct rota_keeper *keepers, size_t count, size_t which)
{
	for (size_t i = 0; i < count; i++)
		if (i != which && share(&keepers[i], &keepers[which]))
			return true;
	return false;
}

int rota_matters_find_shared(struct rota_matters *matters, struct rota_arena *arena,
			     struct rota_id unit, const struct rota_keeper *keepers, size_t count,
			     struct rota_error *err)
{
	struct rota_matter matter;
	bool any = false;
	int rc =
		rota_matter_begin(&matter, arena, ROTA_MATTER_CUSTODY, ROTA_ENTITY_UNIT, unit, err);

	for (size_t i = 0; !rc && i < count; i++) {
		if (!shares(keepers, count, i))
			continue;
		any = true;
		rc = rota_matter_add_heads(&matter, arena, keepers[i].enrolment, err);
	}
	if (!rc && any)
		rc = rota_matter_add_unit(&matter, arena, unit, err);
	return rc || !any ? rc : rota_matters_add(matters, arena, &matter, err);
}
