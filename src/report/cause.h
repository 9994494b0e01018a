/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Why a posting counts on one side of a comparison and not on the other: the cause, and the entry
 * that made it so.
 *
 * A side is a day in a world; the two may be of one day known at two times, of two days known at one
 * time, or differ in both.
 */
#ifndef REPORT_CAUSE_H
#define REPORT_CAUSE_H

#include "state/world.h"

/** One side. */
struct rota_side {
	struct rota_world *world;
	int32_t day;
	const struct rota_unit *scope; /**< whose communes are counted, of that world */
};

enum rota_cause {
	ROTA_CAUSE_BEGUN,     /**< appointed between the two days */
	ROTA_CAUSE_MOVED,     /**< came from, or went to, another post between the two days */
	ROTA_CAUSE_ENDED,     /**< left between the two days */
	ROTA_CAUSE_LATE,      /**< recorded later, for a day that is past */
	ROTA_CAUSE_CORRECTED, /**< a value is another one */
	ROTA_CAUSE_REVOKED,   /**< the decision was revoked, or the entry taken back */
	ROTA_CAUSE_SETTLED,   /**< the province settled a matter about it */
	ROTA_CAUSE_AMENDED,   /**< another decision took the place of its own, or it is that one's */
	ROTA_CAUSE_REPLACED,  /**< another posting counts in its place, or its holder elsewhere */
	ROTA_CAUSE_UNIT,      /**< the unit is not there on one of the days, or not in the scope */
	ROTA_CAUSE_LOCALITY,  /**< its holder counts as local, or not any more */
	ROTA_CAUSES
};

/** For programs: "begun", "moved" …; and for people. */
const char *rota_cause_id(enum rota_cause cause);
const char *rota_cause_shown(enum rota_cause cause);

struct rota_caused {
	enum rota_cause cause;
	struct rota_id entry; /**< that made it so, in the world of either side; zero: none alone did */
};

/**
 * Find the cause.
 * @param with     the side on which the posting counts as not local.
 * @param without  the other one.
 * @return ROTA_OK; store errors.
 */
int rota_cause_find(struct rota_caused *out, const struct rota_side *with,
		    const struct rota_side *without, struct rota_id posting,
		    struct rota_error *err);

#endif
