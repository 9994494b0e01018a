/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Admitting what an office has sent: its log is taken in as far as it holds.
 *
 * A ref that is not at or after what was admitted before is put back, after a
 * branch that it had is kept as evidence under refs/rota/forks. A log with a
 * commit that does not hold is put aside (aside.h) until a batch behind the fault
 * is admitted; its ref is put back in the same way, but stays where only the
 * right to write was taken back, since that may be undone.
 */
#ifndef EXCHANGE_ADMIT_H
#define EXCHANGE_ADMIT_H

#include "exchange/apply.h"
#include "state/writers.h"

struct rota_admitted {
	uint64_t entries;
	char remark[640]; /**< why not all was taken; "" when all was */
};

/** Whether there is more of a log, or something else, than was admitted. @param tip  as below.
 *  @return store errors. */
int rota_admit_is_news(bool *out, struct rota_office *office, struct rota_writer_id writer,
                       const struct rota_oid *tip, struct rota_error *err);

/**
 * Take in the log of a writer.
 * @param tip  where its ref is, with everything that it leads to on the disk; NULL: it is absent.
 *             One that moves meanwhile is for the next merge.
 * @return ROTA_OK, also when the log does not hold, or did not and has not been sent again since;
 *         ROTA_ECORRUPT this store is an old copy, since
 *         the log has seen a checkpoint that is not here; store errors; as git.h.
 */
int rota_admit(struct rota_admitted *out, struct rota_office *office, struct rota_git *git,
               const struct rota_enrolled_writer *writer, const struct rota_oid *tip,
               struct rota_error *err);

/** Pin what is admitted by hidden refs, so that nothing can collect it. @return as git.h. */
int rota_admit_keep(struct rota_office *office, struct rota_git *git,
                    const struct rota_writers *writers, struct rota_error *err);

#endif
