/* SPDX-License-Identifier: Apache-2.0 */
/** @file What an office has done for a reporting period: whether it has answered, and who stands
 * for its figures. */
#ifndef REPORT_ANSWERED_H
#define REPORT_ANSWERED_H

#include "report/coverage.h"
#include "report/table.h"
#include "state/attestation.h"

struct rota_asked_period {
	struct rota_id id;
	const char *name;
	int32_t cutoff, due; /**< days since 1970 */
};

/**
 * A period by its name; NULL: the latest that is cut off by today.
 * @param arena  holds its name.
 * @return ROTA_OK; ROTA_ENOTFOUND there is none; store errors.
 */
int rota_asked_period_find(struct rota_asked_period *out, struct rota_world *world,
			   const char *name, struct rota_arena *arena, struct rota_error *err);

/** An office has answered for a period when something of it was received from the cut-off day on,
 * or when it has stated up to that day that nothing changed. */
enum rota_answer_given {
	ROTA_ANSWERED_SENT,
	ROTA_ANSWERED_LATE, /**< after the due day */
	ROTA_ANSWERED_NOTHING,
	ROTA_ANSWERED_NOT_YET, /**< something was received, but before the cut-off day */
	ROTA_ANSWERED_NEVER
};

struct rota_answered {
	enum rota_answer_given given;
	struct rota_attested attested;
	const char *by;   /**< name of who attested; NULL: not known, or nobody */
	const char *last; /**< name of the latest period attested up to this one; NULL: none */
};

/** @param arena  holds the names. The scratch memory is forgotten. */
int rota_answered_find(struct rota_answered *out, const struct rota_coverage *coverage,
		       const struct rota_asked_period *period, struct rota_world *world,
		       struct rota_arena *arena, struct rota_error *err);

/** Whether something is still to come: it has not answered, or is not attested as it is now. */
bool rota_answered_is_missing(const struct rota_answered *answered);

/** The cells of an answer; the last ones are for programs alone. */
enum { ROTA_ANSWERED_COLUMNS = 8, ROTA_ANSWERED_FOR_PEOPLE = 6 };
extern const struct rota_column_spec rota_answered_columns[ROTA_ANSWERED_COLUMNS];
void rota_answered_fill(struct rota_filling *filling, const struct rota_answered *answered);

#endif
