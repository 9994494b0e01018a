/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A cell: one post of one unit on one day, and how it counts (schema/state.md).
 *
 * A full posting *stands* on a day unless another full posting of the same
 * cadre in another unit holds that day with greater (first day, clock, id). A
 * cell counts the standing posting with the greatest (first day, clock, id),
 * at most one. Acting holders and those in charge do not fill a post.
 */
#ifndef LEDGER_CELL_H
#define LEDGER_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/posting.h"

/** What of the policy in force decides how a post counts. */
struct rota_counting {
	bool acting_counts;
	bool pending_counts;
	bool suspended_counts;
};

enum rota_cell_state {
	ROTA_CELL_NOT_REPORTED, /**< nothing was ever recorded of it up to the day */
	ROTA_CELL_VACANT,
	ROTA_CELL_FILLED
};

struct rota_cell_count {
	enum rota_cell_state state;
	const struct rota_posting *holder; /**< when filled */
	enum rota_holding holding;         /**< of the holder */
	const struct rota_posting *acting; /**< acts or is in charge, when nobody fills it; may be NULL */
	size_t rivals;                     /**< other full postings that hold the same post that day */
};

/** Whether @p a ranks above @p b: by first day, clock, id. */
bool rota_posting_above(const struct rota_posting *a, const struct rota_posting *b);

/** Whether a posting fills its post on a day under a policy. */
bool rota_posting_fills(const struct rota_posting *posting, int32_t day,
                        const struct rota_counting *counting);

/** Whether a full posting stands on a day beside the other postings of the same cadre. */
bool rota_posting_stands(const struct rota_posting *posting, const struct rota_posting *career,
                         size_t count, int32_t day, const struct rota_counting *counting);

/**
 * Count a cell.
 * @param postings  of the post, without void ones: all, or at least those of the day.
 * @param stands    for each, rota_posting_stands().
 * @param known     whether the post is stated vacant on that day, or had a holder before.
 */
struct rota_cell_count rota_cell_count(const struct rota_posting *postings, const bool *stands,
                                       size_t count, bool known, int32_t day,
                                       const struct rota_counting *counting);

/** Percent of a target, rounded half up to a whole number; @p target is not 0. */
uint64_t rota_percent(uint64_t count, uint64_t target);

#endif
