/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/graph.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/* --- edges ----------------------------------------------------------------------------------- */

/** A revision under its id, for searching. */
struct known {
	struct rota_id id;
	uint32_t revision;
};

static int compare_known(const void *a, const void *b)
{
	const struct known *left = a;
	const struct known *right = b;

	return rota_id_compare(left->id, right->id);
}

static uint32_t find(const struct known *known, size_t count, struct rota_id id)
{
	const struct known wanted = { .id = id };
	const struct known *found =
	        count ? bsearch(&wanted, known, count, sizeof(*known), compare_known) : NULL;

	return found ? found->revision : NONE;
}

static size_t count_preds(const struct rota_revision *revisions, size_t count)
{
	size_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += revisions[i].entry.pred ? revisions[i].entry.pred->as.list.count : 0;
	return sum;
}

/** The preds of a revision that are known here, behind those of the revisions before it. */
static void add_preds(struct rota_graph *graph, const struct known *known,
                      const struct rota_revision *revision, uint32_t number)
{
	const struct rota_value *pred = revision->entry.pred;
	uint32_t end = graph->first[number];

	for (size_t i = 0; pred && i < pred->as.list.count; i++) {
		struct rota_id id;
		uint32_t earlier = rota_id_from_value(&id, &pred->as.list.items[i]) ?
		                           find(known, graph->count, id) :
		                           NONE;

		if (earlier != NONE && earlier != number)
			graph->preds[end++] = earlier;
	}
	graph->first[number + 1] = end;
}

static int add_edges(struct rota_graph *graph, struct rota_arena *arena,
                     const struct rota_revision *revisions)
{
	size_t count = graph->count;
	struct known *known = rota_arena_alloc(arena, count * sizeof(*known));

	graph->first = rota_arena_alloc(arena, (count + 1) * sizeof(*graph->first));
	graph->preds = rota_arena_alloc(arena, count_preds(revisions, count) *
	                                               sizeof(*graph->preds));
	if (!known || !graph->first || !graph->preds)
		return ROTA_ENOMEM;
	for (size_t i = 0; i < count; i++)
		known[i] = (struct known){ revisions[i].id, (uint32_t)i };
	if (count)
		qsort(known, count, sizeof(*known), compare_known);
	for (size_t i = 0; i < count; i++)
		add_preds(graph, known, &revisions[i], (uint32_t)i);
	return ROTA_OK;
}

/* --- circles --------------------------------------------------------------------------------- */

/** A walk along the preds; an array holds one number a revision. */
struct walk {
	struct rota_graph *graph;
	uint32_t *met;    /* how many were met before, from 1; 0: not met */
	uint32_t *lowest; /* the least `met` that can be reached inside of a circle */
	uint32_t *next;   /* the pred to go to next */
	uint32_t *from;   /* where the walk came from */
	uint32_t *open;   /* those met whose circle is not known yet */
	size_t open_count, done;
	uint32_t steps;
};

static void meet(struct walk *walk, uint32_t revision, uint32_t from)
{
	walk->met[revision] = walk->lowest[revision] = ++walk->steps;
	walk->next[revision] = walk->graph->first[revision];
	walk->from[revision] = from;
	walk->open[walk->open_count++] = revision;
}

static void lower(struct walk *walk, uint32_t revision, uint32_t met)
{
	if (met < walk->lowest[revision])
		walk->lowest[revision] = met;
}

/** All that is open from this revision on is one circle. */
static void close_circle(struct walk *walk, uint32_t revision)
{
	struct rota_graph *graph = walk->graph;
	uint32_t member;

	graph->begin[graph->circles] = (uint32_t)walk->done;
	do {
		member = walk->open[--walk->open_count];
		graph->circle[member] = (uint32_t)graph->circles;
		graph->order[walk->done++] = member;
	} while (member != revision);
	graph->circles++;
	graph->begin[graph->circles] = (uint32_t)walk->done;
}

/** One step. @return where the walk is then; NONE at its end. */
static uint32_t step(struct walk *walk, uint32_t at)
{
	const struct rota_graph *graph = walk->graph;
	uint32_t back = walk->from[at];

	if (walk->next[at] < graph->first[at + 1]) {
		uint32_t pred = graph->preds[walk->next[at]++];

		if (!walk->met[pred]) {
			meet(walk, pred, at);
			return pred;
		}
		if (graph->circle[pred] == NONE)
			lower(walk, at, walk->met[pred]);
		return at;
	}
	if (walk->lowest[at] == walk->met[at])
		close_circle(walk, at);
	if (back != NONE)
		lower(walk, back, walk->lowest[at]);
	return back;
}

static uint32_t *numbers(struct rota_arena *arena, size_t count)
{
	return rota_arena_alloc(arena, count * sizeof(uint32_t));
}

static int find_circles(struct rota_graph *graph, struct rota_arena *arena)
{
	size_t count = graph->count;
	struct walk walk = { .graph = graph,
		             .met = numbers(arena, count),
		             .lowest = numbers(arena, count),
		             .next = numbers(arena, count),
		             .from = numbers(arena, count),
		             .open = numbers(arena, count) };

	graph->circle = numbers(arena, count);
	graph->order = numbers(arena, count);
	graph->begin = numbers(arena, count + 1);
	if (!walk.met || !walk.lowest || !walk.next || !walk.from || !walk.open || !graph->circle ||
	    !graph->order || !graph->begin)
		return ROTA_ENOMEM;
	memset(graph->circle, 0xff, count * sizeof(*graph->circle));
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = i;

		if (walk.met[i])
			continue;
		meet(&walk, i, NONE);
		while (at != NONE)
			at = step(&walk, at);
	}
	return ROTA_OK;
}

int rota_graph_build(struct rota_graph *out, struct rota_arena *arena,
                     const struct rota_revision *revisions, size_t count)
{
	int rc;

	*out = (struct rota_graph){ .count = count };
	rc = add_edges(out, arena, revisions);
	return rc ? rc : find_circles(out, arena);
}

void rota_graph_cover(const struct rota_graph *graph, const uint64_t *marks, uint64_t *covered,
                      size_t low, size_t high)
{
	memset(covered + low, 0, (high - low + 1) * sizeof(*covered));
	/* from those that supersede to those superseded, so that each is complete when it is left */
	for (size_t i = graph->begin[high + 1]; i-- > graph->begin[low];) {
		uint32_t at = graph->order[i];
		uint32_t circle = graph->circle[at];
		uint64_t bits = marks[circle] | covered[circle];

		for (uint32_t k = graph->first[at]; bits && k < graph->first[at + 1]; k++) {
			uint32_t earlier = graph->circle[graph->preds[k]];

			if (earlier != circle && earlier >= low)
				covered[earlier] |= bits;
		}
	}
}
