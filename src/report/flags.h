/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What is remarkable about a posting and stands on its row: rules F that are
 * neither matters nor counts, and limits of time.
 *
 * | rule | what |
 * |---|---|
 * | V55 | the day of birth of the holder was changed |
 * | V63 | the name of the holder was changed |
 * | V71 | the locality asserted is not the one computed |
 * | V74 | by the units of the report the holder is local or not, by those of the appointment otherwise |
 * | V75 | native place or place of birth of the holder was changed while he held the post |
 *
 * The limits of time are V15, V21 and V80 to V87 (ledger/limits.h).
 *
 * Filling an empty field changes nothing. What is undone was never there. A
 * change of a day of birth is flagged whether or not its figures were attested
 * before: what it may be meant for lies ahead.
 */
#ifndef REPORT_FLAGS_H
#define REPORT_FLAGS_H

#include "report/limits.h"
#include "state/figures.h"

/** Those of the table, and all limits of time. */
enum { ROTA_FLAGS_MAX = 5 + ROTA_LIMITS };

struct rota_flags {
	const char *rules[ROTA_FLAGS_MAX]; /**< constants, ascending */
	size_t count;
};

/**
 * The flags of a posting.
 * @param day      of the report.
 * @param policy   in force on that day.
 * @param overdue  of that day (V87); NULL: nothing is.
 * @return ROTA_OK; store errors. Uses the scratch memory.
 */
int rota_posting_flags(struct rota_flags *out, struct rota_world *world,
                       const struct rota_posting *posting, int32_t day,
                       const struct rota_policy_view *policy, const struct rota_overdue *overdue,
                       struct rota_error *err);

/** Of a posting that does not count as the one of its post, who acts for example: those of its
 *  limits of time that do not depend on its locality. */
int rota_posting_flags_beside(struct rota_flags *out, struct rota_world *world,
                              const struct rota_posting *posting, int32_t day,
                              const struct rota_policy_view *policy, struct rota_error *err);

#endif
