/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Honest totals: between which figures a total of non-local holders lies while matters are open.
 *
 * An *ending* picks one outcome for every open weighty matter; low and high are the least and the
 * greatest sum over all endings. In any ending one rule gives one number: a claim stands unless
 * another claim of the same person in another unit ranks above it by (from, clock, id); a cell
 * counts the standing claim that ranks highest, if there is one.
 *
 * What a cell counts depends on its own claims and on the other claims of their persons. Matters on
 * which one cell depends form a group, and so do groups that share a matter; groups are
 * independent, so their ranges add up. A group of at most ROTA_BOUNDS_MAX_ENDINGS endings is
 * enumerated. A larger one is bounded cell by cell, by the matters on which that cell depends:
 * these are enumerated when they have few enough endings, else the cell is taken for 0 to 1 if a
 * non-local claim may come into it at all. That can only be wider, and `exact` is false then.
 *
 * Work grows with cells times endings of their group; memory with cells and claims.
 * Pure; any thread.
 * @source design.md 5, "Honest totals" (schema/state.md, "Bounds").
 */
#ifndef LEDGER_BOUNDS_H
#define LEDGER_BOUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/claim.h"

enum { ROTA_BOUNDS_MAX_ENDINGS = 4096 };

/** A cell that counts, and the two sums in which it does: the caller numbers his sums from 0. */
struct rota_bounds_cell {
	struct rota_id unit;
	const char *post;
	size_t row;   /**< the sum of its row and post */
	size_t total; /**< the sum of its post; the same number as @c row where there are no rows */
};

struct rota_bounds {
	uint64_t low, high;   /**< low <= provisional <= high */
	uint64_t provisional; /**< with the provisional outcome of every matter */
	bool exact;
};

/**
 * What is asked.
 *
 * Claims must hold all claims of the cells given, and all claims of the persons of those, wherever
 * they are. So one may give the cells that matters touch and add what comes out to sums of the
 * others, or simply all cells of a report. No cell may be given twice.
 */
struct rota_bounds_question {
	const struct rota_bounds_cell *cells;
	size_t cell_count;
	const struct rota_claim *claims;
	size_t claim_count;
	const struct rota_matter *matters; /**< those of the claims' context */
	size_t matter_count;
};

/**
 * Compute the bounds of all sums.
 * @param[out] out  @p sum_count of them; the numbers in the cells are below it.
 * @param arena     for scratch; may be reset afterwards.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_bounds_find(struct rota_bounds *out, size_t sum_count, struct rota_arena *arena,
		     const struct rota_bounds_question *question, struct rota_error *err);

#endif
