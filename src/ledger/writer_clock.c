/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/writer_clock.h"

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

int rota_matters_add_clock(struct rota_matters *matters, struct rota_arena *arena,
			   const struct rota_writer_clock *clock, struct rota_error *err)
{
	struct rota_matter matter;
	int rc;

	if (!clock->count)
		return ROTA_OK;
	rc = rota_matter_begin(&matter, arena, ROTA_MATTER_CLOCK, ROTA_ENTITY_WRITER,
			       clock->enrolment->id, err);
	if (!rc)
		rc = rota_matter_see(&matter, arena, clock->entries, clock->count, err);
	if (!rc)
		rc = rota_matter_add_unit(&matter, arena, clock->unit, err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}
