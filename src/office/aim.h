/* SPDX-License-Identifier: Apache-2.0 */
/** @file The targets that figures are held against, and the phases in which they hold. */
#ifndef OFFICE_AIM_H
#define OFFICE_AIM_H

#include "office/world.h"

/** One target of a post in a unit. */
struct rota_aim {
	uint64_t count;
	const char *phase;
	int32_t from; /**< first day of the phase */
	bool flow;    /**< counts who was placed since then, not who is in post */
};

/** Targets in force beside each other; nobody sets more. */
enum { ROTA_AIMS_MAX = 4 };

struct rota_aims {
	struct rota_aim items[ROTA_AIMS_MAX]; /**< the one that began last comes first */
	size_t count;
};

/** The targets of a post in a unit: of a phase, or, when @p phase is NULL, those in force on the
 *  day. What they refer to is in the world's memory. */
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
