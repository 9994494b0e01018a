/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A log with two contents (C33): somebody went on from an old copy, or with a copy of the machine.
 * What was admitted first counts, and nothing of the other branch does; that there is one is a
 * matter of the writer, by the entries of the log from which on another branch is another.
 *
 * Pure; any thread.
 * @source schema/state.md, "Matters", `fork`.
 */
#ifndef LEDGER_FORK_H
#define LEDGER_FORK_H

#include "ledger/matter.h"

struct rota_log_forks {
	struct rota_id enrolment;
	struct rota_id unit;           /**< that the writer writes, or wrote last */
	const struct rota_id *entries; /**< of the log, where a branch begins */
	size_t count;
};
/** Append the matter of a writer, if there are branches. @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_add_fork(struct rota_matters *matters, struct rota_arena *arena,
			  const struct rota_log_forks *forks, struct rota_error *err);

#endif
