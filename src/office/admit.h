/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Admitting what an office has sent: its log is taken in as far as it holds.
 *
 * A ref that is not at or after what was admitted before is put back, and so is
 * one with a commit that does not hold, after what it had is kept as evidence
 * under refs/rota/forks. Such a log is put aside (aside.h) until a batch behind
 * the fault is admitted.
 */
#ifndef OFFICE_ADMIT_H
#define OFFICE_ADMIT_H

#include "office/apply.h"
#include "office/writers.h"

struct rota_admitted {
	uint64_t entries;
	char remark[640]; /**< why not all was taken; "" when all was */
};

/**
 * Take in the log of a writer.
 * @return ROTA_OK, also when the log does not hold, or did not and has not been sent again since;
 *         ROTA_ECORRUPT this store is an old copy, since
 *         the log has seen a checkpoint that is not here; store errors; as git.h.
 */
int rota_admit(struct rota_admitted *out, struct rota_office *office, struct rota_git *git,
               const struct rota_enrolled_writer *writer, struct rota_error *err);

/** Pin what is admitted by hidden refs, so that nothing can collect it. @return as git.h. */
int rota_admit_keep(struct rota_office *office, struct rota_git *git,
                    const struct rota_writers *writers, struct rota_error *err);

#endif
