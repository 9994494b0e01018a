/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Two sides compared: the postings that count as not local on one of them only, each with the
 * cause, so that the figure of the first, plus what came, minus what went, is that of the second.
 */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "report/cause.h"
#include "report/snapshot.h"

enum { ROTA_COMPARED_POSTS = 2 };

/** A side with what counts on it. */
struct rota_compared {
	struct rota_side side;
	struct rota_snapshot snapshot;
	uint64_t figures[ROTA_COMPARED_POSTS]; /**< not local, by the place in rota_all_posts */
};

/** Count a side, of which `side` is set. @param arena  holds it. @return store errors. */
int rota_compared_take(struct rota_compared *out, struct rota_arena *arena, struct rota_error *err);

/** A posting that counts on one side only. */
struct rota_change {
	const struct rota_side *with, *without;
	const struct rota_snapped *one;
	bool up; /**< it counts on the second side */
	struct rota_caused caused;
};
typedef int rota_change_fn(const struct rota_change *change, void *payload, struct rota_error *err);

/** What came and went between two sides, by the place in rota_all_posts. */
struct rota_balance {
	uint64_t up[ROTA_COMPARED_POSTS], down[ROTA_COMPARED_POSTS];
};

/** Visit the changes, by unit and post. The scratch memory of both worlds is forgotten after each.
 *  @return ROTA_OK; what @p visit returned; store errors. */
int rota_compare(struct rota_balance *out, const struct rota_compared *a,
		 const struct rota_compared *b, rota_change_fn *visit, void *payload,
		 struct rota_error *err);

#endif
