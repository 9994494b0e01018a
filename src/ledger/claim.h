/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A claim: a posting that fills a post on one day, and the outcomes of open matters under which it
 * does so. What bounds are computed from.
 *
 * A posting that no matter touches makes one claim, which holds in every ending, or none when it
 * does not fill its post that day. Outcomes act so:
 *   - field_conflict: the field has that value. It may be a field of the posting or of another
 *     subject that decides about its locality (the cadre, its origin). Each combination of values
 *     that fills a post is a claim of its own;
 *   - double_holder, two_places: `first` and `second` say which of the two postings is the real
 *     one; on the days of the matter the other fills nothing. `both` changes nothing;
 *   - half_move: `moved`, the posting before the move fills nothing; `stayed`, the one after it;
 *   - acting_as_full: the posting is acting on the days of the matter, or full;
 *   - locality_differs: the locality is the one that the policy gives or the one that is asserted.
 *     Where these count alike, it is no condition.
 *
 * Pure; one thread at a time for one list.
 * @source schema/state.md, "Bounds".
 */
#ifndef LEDGER_CLAIM_H
#define LEDGER_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/cell.h"
#include "ledger/matter.h"

/** One condition of a claim on the outcome of a matter. */
struct rota_claim_need {
	size_t matter; /**< its place in rota_claim_context.matters */
	size_t outcome;
	bool otherwise; /**< any outcome but this one */
};

struct rota_claim {
	struct rota_id posting, unit;
	struct rota_id person; /**< the holder, under whichever record */
	const char *post;
	int32_t from; /**< these two and the id of the posting rank it, as rota_posting_above() */
	uint64_t clock;
	bool non_local;                      /**< as it counts that day */
	const struct rota_claim_need *needs; /**< all must be met; none: it holds in every ending */
	size_t need_count;
};

/** A list of claims; all-zero is empty. */
struct rota_claims {
	struct rota_claim *items;
	size_t count, room;
};

/** Which locality is asked for. */
enum rota_claim_sort {
	ROTA_CLAIM_AS_IT_COUNTS, /**< what counts while nothing else is chosen */
	ROTA_CLAIM_COMPUTED,
	ROTA_CLAIM_ASSERTED
};

/**
 * Whether a posting counts as non-local on the day of the context.
 * @param sort      the last two only where the posting is in a locality_differs.
 * @param posting   as it is under one choice of outcomes; it fills its post.
 * @param subjects  those given to rota_claims_add(), in that order, each as it is under the same
 *                  choice; use these and not their stored forms. Borrowed until the call returns.
 * @return ROTA_OK, or what rota_claims_add() is to return.
 */
typedef int rota_claim_locality(bool *non_local, enum rota_claim_sort sort,
				const struct rota_posting *posting,
				const struct rota_subject *subjects, void *payload,
				struct rota_error *err);

/** Under which record all of the person of a cadre stand. @return as rota_claim_locality. */
typedef int rota_claim_person(struct rota_id *person, struct rota_id cadre, void *payload,
			      struct rota_error *err);

/** What is the same for all claims of a question. */
struct rota_claim_context {
	const struct rota_matter *matters; /**< the open ones; those that do not weigh on the day
						 have no effect */
	size_t matter_count;
	int32_t day;
	struct rota_counting counting;
	rota_claim_locality *locality;
	rota_claim_person *person; /**< NULL: each cadre is a person of its own */
	void *payload;
};

/** Above so many combinations of values a posting is bounded by what it may be at all. */
enum { ROTA_CLAIM_MAX_COMBINATIONS = 4096 };

/**
 * Append the claims of one posting.
 *
 * @param subjects  [0] is the posting; the others decide about its locality: its cadre, and every
 *                  cadre that a conflict of the field `cadre` names.
 * @return ROTA_OK; ROTA_ENOMEM; what a function of the context returned.
 */
int rota_claims_add(struct rota_claims *claims, struct rota_arena *arena,
		    const struct rota_claim_context *context,
		    const struct rota_subject *const *subjects, size_t count,
		    struct rota_error *err);

#endif
