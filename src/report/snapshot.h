/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What counted on a day, cell by cell, in memory of its own: to be compared with another day, or
 * with what was known at another time.
 */
#ifndef REPORT_SNAPSHOT_H
#define REPORT_SNAPSHOT_H

#include "state/figures.h"

/** One post of one commune. */
struct rota_snapped {
	struct rota_id unit;
	size_t post;            /**< its place in rota_all_posts */
	struct rota_id posting; /**< that counts; zero: none does */
	bool non_local;         /**< it counts as not local */
};

struct rota_snapshot {
	struct rota_snapped *items; /**< by unit and post */
	size_t count;
};

/** The communes that live on a day and lie in a unit then. @param arena  holds it. */
int rota_snapshot_take(struct rota_snapshot *out, struct rota_world *world,
		       const struct rota_unit *scope, int32_t day, struct rota_arena *arena,
		       struct rota_error *err);

/** By unit and post: <0, 0, >0. */
int rota_snapped_compare(const struct rota_snapped *a, const struct rota_snapped *b);

#endif
