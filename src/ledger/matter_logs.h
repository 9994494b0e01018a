/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Matters of a writer, by entries of its log that show what is wrong with the whole:
 *
 *   - a machine whose clock is wrong (C32): its first entry, if that was recorded before there was
 *     a province; the first of the last ones without a break that were recorded after the day behind
 *     the one on which the province received them. A day of grace on either side is what no office
 *     can miss; what a clock does within it does no harm. Days are those at +07:00;
 *   - a log with two contents (C33): somebody went on from an old copy, or with a copy of the
 *     machine. What was admitted first counts, and nothing of the other branch does; the entries
 *     are those from which on a branch is another.
 *
 * Pure; any thread.
 * @source schema/state.md, "Matters", `clock` and `fork`.
 */
#ifndef LEDGER_MATTER_LOGS_H
#define LEDGER_MATTER_LOGS_H

#include "ledger/matter.h"

/** Whether the clock of an entry is ahead of when the province received it, in milliseconds since
 * 1970 UTC. */
bool rota_clock_is_ahead(uint64_t clock, uint64_t received_ms);
/** Whether it is behind that of the first entry of `common`, which made the province. */
bool rota_clock_is_behind(uint64_t clock, uint64_t made);

/** What a log shows. */
struct rota_log_shows {
	struct rota_id enrolment;      /**< of its writer */
	struct rota_id unit;           /**< that the writer writes, or wrote last */
	const struct rota_id *entries; /**< in any order */
	size_t count;
};
/** Append the matter of a writer, if there are such entries. @param type  CLOCK or FORK.
 *  @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_add_of_log(struct rota_matters *matters, struct rota_arena *arena,
			    enum rota_matter_type type, const struct rota_log_shows *shows,
			    struct rota_error *err);

#endif
