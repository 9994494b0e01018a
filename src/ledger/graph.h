/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The graph that the entries of one entity form by `pred`.
 *
 * Time and memory grow with the entries and their preds, never with the square
 * of them, and nothing recurses: the graph may come from a hostile log. Entries
 * that name each other in a circle, which no honest writer can write, form one
 * *circle*: none of them supersedes another. An entry alone is a circle too, and
 * so the circles can always be put in order, the superseded before those that
 * supersede them.
 *
 * @source R. Tarjan, "Depth-first search and linear graph algorithms", 1972.
 */
#ifndef LEDGER_GRAPH_H
#define LEDGER_GRAPH_H

#include <stddef.h>
#include <stdint.h>

#include "ledger/subject.h"
#include "rota/arena.h"

/** Numbers are those of the revisions as given. All arrays are in the arena. */
struct rota_graph {
	size_t count;
	uint32_t *first; /**< where the preds of each revision begin, and the end of all */
	uint32_t *preds; /**< revisions that are known here, without the revision itself */
	uint32_t *circle; /**< of each revision, from 0 */
	uint32_t *order;  /**< the revisions by circle */
	uint32_t *begin;  /**< where each circle begins in `order`, and the end of all */
	size_t circles;
};

/** @param count  below 2^32 - 1. @return ROTA_OK; ROTA_ENOMEM. */
int rota_graph_build(struct rota_graph *out, struct rota_arena *arena,
                     const struct rota_revision *revisions, size_t count);

/**
 * For up to 64 questions at once: what is superseded by a circle with a mark?
 *
 * @param      marks    a set of bits for each circle, 0 outside of the circles @p low to @p high.
 * @param[out] covered  for each circle from @p low to @p high the bits that are set in the marks of
 *                      some circle that supersedes it, near or far. Others are left alone.
 */
void rota_graph_cover(const struct rota_graph *graph, const uint64_t *marks, uint64_t *covered,
                      size_t low, size_t high);

#endif
