/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A machine whose clock is wrong, as its log shows it (C32): entries before there was a province,
 * or after the day behind the one on which the province received them. A day of grace on either
 * side is what no office can miss; what a clock does within it does no harm.
 *
 * Days are those at +07:00. Pure; any thread.
 * @source schema/state.md, "Matters", `clock`.
 */
#ifndef LEDGER_WRITER_CLOCK_H
#define LEDGER_WRITER_CLOCK_H

#include "ledger/matter.h"

/** Whether the clock of an entry is ahead of when the province received it, in milliseconds since
 * 1970 UTC. */
bool rota_clock_is_ahead(uint64_t clock, uint64_t received_ms);
/** Whether it is behind that of the first entry of `common`, which made the province. */
bool rota_clock_is_behind(uint64_t clock, uint64_t made);

/** What a log shows. */
struct rota_writer_clock {
	const struct rota_subject *enrolment;
	struct rota_id unit;           /**< that the writer writes, or wrote last */
	const struct rota_id *entries; /**< its first one, if that is behind; the first of the last
					    ones without a break that are ahead */
	size_t count;
};
/** Append the matter of a writer, if there are such entries. @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_add_clock(struct rota_matters *matters, struct rota_arena *arena,
			   const struct rota_writer_clock *clock, struct rota_error *err);

#endif
