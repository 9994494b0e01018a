/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A unit that two offices record (C23): it lies in the scopes of both, and each of them created
 * postings of it when the other one was enrolled already. So a machine that took another one's
 * place shares nothing with it, nor does an office with the one that handed its records over to it.
 *
 * What an office records outside of its scopes, or after it handed a unit over, is a proposal
 * (ledger/disposition.h), and no such matter.
 *
 * Pure; any thread.
 * @source schema/state.md, "Matters", `custody`.
 */
#ifndef LEDGER_SHARED_H
#define LEDGER_SHARED_H

#include "ledger/matter.h"

/** A writer in whose scope a unit lies. */
struct rota_keeper {
	struct rota_writer_id writer;
	const struct rota_subject *enrolment;
	uint64_t recorded; /**< the clock of the latest entry by which it created a posting of the
			      unit that ends after today; 0: there is none */
};

/** Append the matter of a unit, if two of these record it. @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_find_shared(struct rota_matters *matters, struct rota_arena *arena,
			     struct rota_id unit, const struct rota_keeper *keepers, size_t count,
			     struct rota_error *err);

/**
 * Append that two offices took one row of one list in (C34), if the begins of both postings say so
 * and both are of one post from one day on. Whether their persons are one is asked elsewhere.
 * @param a, b  in any order, with their subjects, of one unit.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_matters_find_same_import(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_posting *a, const struct rota_posting *b,
				  struct rota_error *err);

#endif
