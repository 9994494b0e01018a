/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/fork.h"

#include "ledger/matter_begin.h"

int rota_matters_add_fork(struct rota_matters *matters, struct rota_arena *arena,
			  const struct rota_log_forks *forks, struct rota_error *err)
{
	struct rota_matter matter;
	int rc;

	if (!forks->count)
		return ROTA_OK;
	rc = rota_matter_begin(&matter, arena, ROTA_MATTER_FORK, ROTA_ENTITY_WRITER,
			       forks->enrolment, err);
	if (!rc)
		rc = rota_matter_see(&matter, arena, forks->entries, forks->count, err);
	if (!rc)
		rc = rota_matter_add_unit(&matter, arena, forks->unit, err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}
