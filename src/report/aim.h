/* SPDX-License-Identifier: Apache-2.0 */
/** @file The targets that figures are held against, and the phases in which they hold. */
#ifndef REPORT_AIM_H
#define REPORT_AIM_H

#include "state/world.h"

/** A target that is recorded: one version of what a post in a unit shall reach in a phase. */
struct rota_target {
	struct rota_id id;
	const char *post, *phase;
	struct rota_id scope;
	int32_t from, to; /**< it holds on these days: [from, to) */
	int32_t begun;    /**< the first day of the phase: `from` of its first version */
	uint64_t count;
	uint64_t base; /**< of how many communes, when it was set; 0: nobody said */
	bool flow;     /**< counts who was placed since the phase began, not who is in post */
	uint64_t clock; /**< when it was created */
	bool current;   /**< of the versions the one of the day */
};

/** All that are recorded; in the scratch memory. */
struct rota_targets {
	struct rota_target *items;
	size_t count;
};

/**
 * All targets. Of those with one post, unit and phase, which are versions, the one of a day is the last that
 * begins by then, and before the first one that. None is ever edited by the next one.
 */
int rota_world_targets(struct rota_targets *out, struct rota_world *world, int32_t day,
		       struct rota_error *err);

/** One target of a post in a unit. */
struct rota_aim {
	uint64_t count;
	uint64_t base; /**< of how many communes; 0: nobody said */
	const char *phase;
	int32_t from;  /**< first day of the phase */
	int32_t since; /**< first day of this version of the target */
	bool flow;     /**< counts who was placed since the phase began, not who is in post */
};

/** Targets in force beside each other; nobody sets more. */
enum { ROTA_AIMS_MAX = 4 };

struct rota_aims {
	struct rota_aim items[ROTA_AIMS_MAX]; /**< the one that began last comes first */
	size_t count;
};

/** The targets of a post in a unit, as the versions of the day have them: of a phase, or, when @p phase
 *  is NULL, those in force. What they refer to is in the world's memory. */
int rota_aims_find(struct rota_aims *out, struct rota_world *world, const struct rota_unit *unit,
                   const char *post, const char *phase, int32_t day, struct rota_error *err);

/** A target whose phase is over. */
struct rota_past_aim {
	const char *post; /**< a word of rota_posts */
	struct rota_id scope;
	uint64_t count;
	int32_t from, to; /**< the phase: [from, to) */
	bool flow;
};
struct rota_past_aims {
	struct rota_past_aim *items;
	size_t count, room;
};

/** Of each post in each unit the target whose phase was over last by a day. In the world's memory. */
int rota_aims_past(struct rota_past_aims *out, struct rota_world *world, int32_t day,
                   struct rota_error *err);

/** Whether any target has a phase that began by a day. */
int rota_aims_known(bool *out, struct rota_world *world, const char *phase, int32_t day,
                    struct rota_error *err);

/** The phase of the period that was opened last; NULL when it names none. In the world's memory. */
int rota_aims_of_period(const char **out, struct rota_world *world, struct rota_error *err);

#endif
