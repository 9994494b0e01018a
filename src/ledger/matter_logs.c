/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/matter_logs.h"

#include "ledger/matter_begin.h"

enum { GRACE_DAYS = 1 };

/** The day at +07:00, since 1970; of a number that a hostile clock may have made huge. */
static int64_t day_of(uint64_t ms)
{
	return (int64_t)((ms + UINT64_C(7) * 3600 * 1000) / (UINT64_C(24) * 3600 * 1000));
}

bool rota_clock_is_ahead(uint64_t clock, uint64_t received_ms)
{
	return day_of(rota_clock_ms(clock)) > day_of(received_ms) + GRACE_DAYS;
}

bool rota_clock_is_behind(uint64_t clock, uint64_t made)
{
	return day_of(rota_clock_ms(clock)) < day_of(rota_clock_ms(made)) - GRACE_DAYS;
}

int rota_matters_add_of_log(struct rota_matters *matters, struct rota_arena *arena,
			    enum rota_matter_type type, const struct rota_log_shows *shows,
			    struct rota_error *err)
{
	struct rota_matter matter;
	int rc;

	if (!shows->count)
		return ROTA_OK;
	rc = rota_matter_begin(&matter, arena, type, ROTA_ENTITY_WRITER, shows->enrolment, err);
	if (!rc)
		rc = rota_matter_see(&matter, arena, shows->entries, shows->count, err);
	return rc ? rc : rota_matters_add_in(matters, arena, &matter, &shows->unit, 1, err);
}
