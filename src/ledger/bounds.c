/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/bounds.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"

/** Some of a sorted list of claims. */
struct span {
	const struct rota_claim *const *items;
	size_t count;
};

/** A cell with what it depends on. */
struct cell {
	const struct rota_bounds_cell *asked;
	struct span claims; /* by person */
	size_t group;       /* its first matter; the count of matters: it depends on none */
};

struct finding {
	const struct rota_bounds_question *question;
	struct rota_bounds *out;
	struct rota_arena *arena;
	struct span by_cell;
	struct span by_person;
	struct cell *cells;
	size_t *parent;  /* of each matter, towards the first one of its group */
	size_t *outcome; /* of each matter, in the ending looked at */
	size_t *listed;  /* of each matter: the last round in which it was listed */
	size_t round;
	size_t *matters; /* those listed in this round */
	size_t matter_count;
	size_t *sums; /* those in which the cells looked at count, in this round */
	size_t sum_count;
	size_t *in_sum;            /* of each sum: the last round in which it was listed */
	uint64_t *now;             /* of each sum: what it comes to in the ending looked at */
	struct rota_bounds *range; /* of each sum: of the cells looked at */
};

/* --- claims in order ------------------------------------------------------------------------- */

typedef int compare_claims(const struct rota_claim *a, const struct rota_claim *b);

static int compare_cells(const struct rota_claim *a, const struct rota_claim *b)
{
	int order = rota_id_compare(a->unit, b->unit);

	return order ? order : strcmp(a->post, b->post);
}

static int compare_persons(const struct rota_claim *a, const struct rota_claim *b)
{
	return rota_id_compare(a->person, b->person);
}

static int by_cell(const void *a, const void *b)
{
	const struct rota_claim *left = *(const struct rota_claim *const *)a;
	const struct rota_claim *right = *(const struct rota_claim *const *)b;
	int order = compare_cells(left, right);

	return order ? order : compare_persons(left, right);
}

static int by_person(const void *a, const void *b)
{
	return compare_persons(*(const struct rota_claim *const *)a,
			       *(const struct rota_claim *const *)b);
}

static bool sort_claims(struct span *out, struct finding *finding,
			int (*order)(const void *a, const void *b))
{
	const struct rota_bounds_question *question = finding->question;
	const struct rota_claim **items =
		rota_arena_alloc(finding->arena, question->claim_count * sizeof(*items));

	if (!items)
		return false;
	for (size_t i = 0; i < question->claim_count; i++)
		items[i] = &question->claims[i];
	if (question->claim_count)
		qsort(items, question->claim_count, sizeof(*items), order);
	*out = (struct span){ items, question->claim_count };
	return true;
}

/** Those that @p compare calls equal to @p wanted, in a list that it orders. */
static struct span equal_claims(struct span sorted, const struct rota_claim *wanted,
				compare_claims *compare)
{
	size_t low = 0;
	size_t high = sorted.count;
	size_t end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(sorted.items[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	end = low;
	while (end < sorted.count && compare(sorted.items[end], wanted) == 0)
		end++;
	return (struct span){ sorted.items + low, end - low };
}

static struct span claims_of_cell(const struct finding *finding,
				  const struct rota_bounds_cell *cell)
{
	const struct rota_claim wanted = { .unit = cell->unit, .post = cell->post };

	return equal_claims(finding->by_cell, &wanted, compare_cells);
}

/** All claims of the person of this one. */
static struct span claims_of_person(const struct finding *finding, const struct rota_claim *claim)
{
	return equal_claims(finding->by_person, claim, compare_persons);
}

/** How many claims at the front of a cell's are of one person. */
static size_t same_person(struct span claims)
{
	size_t count = 1;

	while (count < claims.count && compare_persons(claims.items[count], claims.items[0]) == 0)
		count++;
	return count;
}

/* --- one ending ------------------------------------------------------------------------------ */

static bool holds(const struct finding *finding, const struct rota_claim *claim)
{
	for (size_t i = 0; i < claim->need_count; i++) {
		const struct rota_claim_need *need = &claim->needs[i];

		if ((finding->outcome[need->matter] == need->outcome) == need->otherwise)
			return false;
	}
	return true;
}

static bool is_above(const struct rota_claim *a, const struct rota_claim *b)
{
	if (a->from != b->from)
		return a->from > b->from;
	if (a->clock != b->clock)
		return a->clock > b->clock;
	return rota_id_compare(a->posting, b->posting) > 0;
}

/** The highest claim that holds of the same person in another unit; NULL: none does. */
static const struct rota_claim *highest_elsewhere(const struct finding *finding,
						  const struct rota_claim *than)
{
	struct span claims = claims_of_person(finding, than);
	const struct rota_claim *best = NULL;

	for (size_t i = 0; i < claims.count; i++) {
		const struct rota_claim *one = claims.items[i];

		if (rota_id_compare(one->unit, than->unit) != 0 && holds(finding, one) &&
		    (!best || is_above(one, best)))
			best = one;
	}
	return best;
}

/** The claim that a cell counts, or NULL. */
static const struct rota_claim *counted(const struct finding *finding, struct span claims)
{
	const struct rota_claim *best = NULL;
	size_t count;

	for (; claims.count; claims.items += count, claims.count -= count) {
		const struct rota_claim *elsewhere = highest_elsewhere(finding, claims.items[0]);

		count = same_person(claims);
		for (size_t i = 0; i < count; i++) {
			const struct rota_claim *one = claims.items[i];

			if (holds(finding, one) && !(elsewhere && is_above(elsewhere, one)) &&
			    (!best || is_above(one, best)))
				best = one;
		}
	}
	return best;
}

static uint64_t count_cell(const struct finding *finding, const struct cell *cell)
{
	const struct rota_claim *claim = counted(finding, cell->claims);

	return claim && claim->non_local;
}

/* --- what a cell depends on ------------------------------------------------------------------ */

static void list_needs(struct finding *finding, const struct rota_claim *claim)
{
	for (size_t i = 0; i < claim->need_count; i++) {
		size_t matter = claim->needs[i].matter;

		if (finding->listed[matter] == finding->round)
			continue;
		finding->listed[matter] = finding->round;
		finding->matters[finding->matter_count++] = matter;
	}
}

/** Add the matters on which a cell depends to those listed in this round. */
static void list_matters(struct finding *finding, const struct cell *cell)
{
	struct span claims = cell->claims;
	size_t count;

	for (; claims.count; claims.items += count, claims.count -= count) {
		struct span all = claims_of_person(finding, claims.items[0]);

		count = same_person(claims);
		for (size_t i = 0; i < count; i++)
			list_needs(finding, claims.items[i]);
		for (size_t i = 0; i < all.count; i++)
			if (rota_id_compare(all.items[i]->unit, claims.items[0]->unit) != 0)
				list_needs(finding, all.items[i]);
	}
}

static void begin_round(struct finding *finding)
{
	finding->round++;
	finding->matter_count = 0;
	finding->sum_count = 0;
}

static size_t first_of_group(const struct finding *finding, size_t matter)
{
	while (finding->parent[matter] != matter) {
		finding->parent[matter] = finding->parent[finding->parent[matter]];
		matter = finding->parent[matter];
	}
	return matter;
}

static void join_groups(struct finding *finding)
{
	for (size_t i = 1; i < finding->matter_count; i++)
		finding->parent[first_of_group(finding, finding->matters[i])] =
			first_of_group(finding, finding->matters[0]);
}

static int by_group(const void *a, const void *b)
{
	const struct cell *left = a;
	const struct cell *right = b;

	return (left->group > right->group) - (left->group < right->group);
}

/** Find the group of each cell and put cells of one group together; those without one come last. */
static void group_cells(struct finding *finding)
{
	size_t none = finding->question->matter_count;

	for (size_t i = 0; i < finding->question->cell_count; i++) {
		struct cell *cell = &finding->cells[i];

		begin_round(finding);
		list_matters(finding, cell);
		join_groups(finding);
		cell->group = finding->matter_count ? finding->matters[0] : none;
	}
	for (size_t i = 0; i < finding->question->cell_count; i++)
		if (finding->cells[i].group != none)
			finding->cells[i].group = first_of_group(finding, finding->cells[i].group);
	if (finding->question->cell_count)
		qsort(finding->cells, finding->question->cell_count, sizeof(*finding->cells),
		      by_group);
}

/* --- ranges ---------------------------------------------------------------------------------- */

static size_t outcomes_of(const struct finding *finding, size_t matter)
{
	return rota_matter_outcomes(&finding->question->matters[matter]);
}

static size_t provisional_of(const struct finding *finding, size_t matter)
{
	return finding->question->matters[matter].provisional;
}

/** Whether the matters listed have few enough endings to look at each. */
static bool are_few(const struct finding *finding)
{
	size_t endings = 1;

	for (size_t i = 0; i < finding->matter_count; i++) {
		size_t outcomes = outcomes_of(finding, finding->matters[i]);

		if (outcomes > ROTA_BOUNDS_MAX_ENDINGS / endings)
			return false;
		endings *= outcomes;
	}
	return true;
}

/** The next ending of the matters listed. @return false after the last. */
static bool next_ending(struct finding *finding)
{
	for (size_t i = 0; i < finding->matter_count; i++) {
		size_t matter = finding->matters[i];

		if (++finding->outcome[matter] < outcomes_of(finding, matter))
			return true;
		finding->outcome[matter] = 0;
	}
	return false;
}

static void list_sum(struct finding *finding, size_t sum)
{
	if (finding->in_sum[sum] == finding->round)
		return;
	finding->in_sum[sum] = finding->round;
	finding->sums[finding->sum_count++] = sum;
	finding->range[sum] = (struct rota_bounds){ .low = UINT64_MAX };
}

static void add_to_sums(uint64_t *now, const struct cell *cell, uint64_t value)
{
	now[cell->asked->row] += value;
	if (cell->asked->total != cell->asked->row)
		now[cell->asked->total] += value;
}

/** Take what the cells come to in the ending looked at into the ranges. */
static void take_ending(struct finding *finding, const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < finding->sum_count; i++)
		finding->now[finding->sums[i]] = 0;
	for (size_t i = 0; i < count; i++)
		add_to_sums(finding->now, &cells[i], count_cell(finding, &cells[i]));
	for (size_t i = 0; i < finding->sum_count; i++) {
		struct rota_bounds *range = &finding->range[finding->sums[i]];
		uint64_t now = finding->now[finding->sums[i]];

		range->low = now < range->low ? now : range->low;
		range->high = now > range->high ? now : range->high;
	}
}

/** Look at every ending of the matters listed. */
static void enumerate(struct finding *finding, const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < finding->matter_count; i++)
		finding->outcome[finding->matters[i]] = 0;
	do
		take_ending(finding, cells, count);
	while (next_ending(finding));
	for (size_t i = 0; i < finding->matter_count; i++)
		finding->outcome[finding->matters[i]] =
			provisional_of(finding, finding->matters[i]);
}

/** Take a cell for 0 to 1 if anything non-local may come into it. */
static void guess(struct finding *finding, const struct cell *cell)
{
	bool may = false;

	for (size_t i = 0; i < cell->claims.count; i++)
		may = may || cell->claims.items[i]->non_local;
	for (size_t i = 0; i < finding->sum_count; i++)
		finding->range[finding->sums[i]] = (struct rota_bounds){ .high = may };
}

static void add_ranges(struct finding *finding, bool exact)
{
	for (size_t i = 0; i < finding->sum_count; i++) {
		struct rota_bounds *out = &finding->out[finding->sums[i]];
		const struct rota_bounds *range = &finding->range[finding->sums[i]];

		out->low += range->low;
		out->high += range->high;
		out->exact = out->exact && exact;
	}
}

/** List what cells depend on and where they count. */
static void look_at(struct finding *finding, const struct cell *cells, size_t count)
{
	begin_round(finding);
	for (size_t i = 0; i < count; i++) {
		list_matters(finding, &cells[i]);
		list_sum(finding, cells[i].asked->row);
		list_sum(finding, cells[i].asked->total);
	}
}

static void bound_group(struct finding *finding, const struct cell *cells, size_t count)
{
	look_at(finding, cells, count);
	if (are_few(finding)) {
		enumerate(finding, cells, count);
		add_ranges(finding, true);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		look_at(finding, &cells[i], 1);
		if (are_few(finding))
			enumerate(finding, &cells[i], 1);
		else
			guess(finding, &cells[i]);
		add_ranges(finding, false);
	}
}

/** The cells that depend on nothing are a group each: their only ending is what is recorded. */
static void bound_all(struct finding *finding)
{
	size_t none = finding->question->matter_count;
	size_t count = finding->question->cell_count;
	size_t end;

	for (size_t first = 0; first < count; first = end) {
		end = first + 1;
		while (end < count && finding->cells[first].group != none &&
		       finding->cells[end].group == finding->cells[first].group)
			end++;
		bound_group(finding, &finding->cells[first], end - first);
	}
}

static void count_provisional(struct finding *finding)
{
	for (size_t i = 0; i < finding->question->cell_count; i++) {
		const struct cell *cell = &finding->cells[i];
		uint64_t value = count_cell(finding, cell);

		finding->out[cell->asked->row].provisional += value;
		if (cell->asked->total != cell->asked->row)
			finding->out[cell->asked->total].provisional += value;
	}
}

/* --- the whole ------------------------------------------------------------------------------- */

static bool reserve(struct finding *finding, size_t sum_count)
{
	size_t matters = finding->question->matter_count;
	struct rota_arena *arena = finding->arena;

	finding->cells =
		rota_arena_alloc(arena, finding->question->cell_count * sizeof(*finding->cells));
	finding->parent = rota_arena_alloc(arena, matters * sizeof(size_t));
	finding->outcome = rota_arena_alloc(arena, matters * sizeof(size_t));
	finding->listed = rota_arena_alloc(arena, matters * sizeof(size_t));
	finding->matters = rota_arena_alloc(arena, matters * sizeof(size_t));
	finding->sums = rota_arena_alloc(arena, sum_count * sizeof(size_t));
	finding->in_sum = rota_arena_alloc(arena, sum_count * sizeof(size_t));
	finding->now = rota_arena_alloc(arena, sum_count * sizeof(*finding->now));
	finding->range = rota_arena_alloc(arena, sum_count * sizeof(*finding->range));
	return finding->cells && finding->parent && finding->outcome && finding->listed &&
	       finding->matters && finding->sums && finding->in_sum && finding->now &&
	       finding->range;
}

static void begin(struct finding *finding, size_t sum_count)
{
	for (size_t i = 0; i < sum_count; i++)
		finding->out[i] = (struct rota_bounds){ .exact = true };
	for (size_t i = 0; i < finding->question->matter_count; i++) {
		finding->parent[i] = i;
		finding->outcome[i] = provisional_of(finding, i);
	}
	for (size_t i = 0; i < finding->question->cell_count; i++) {
		const struct rota_bounds_cell *asked = &finding->question->cells[i];

		finding->cells[i] =
			(struct cell){ .asked = asked, .claims = claims_of_cell(finding, asked) };
	}
}

int rota_bounds_find(struct rota_bounds *out, size_t sum_count, struct rota_arena *arena,
		     const struct rota_bounds_question *question, struct rota_error *err)
{
	struct finding finding = { .question = question, .out = out, .arena = arena };

	if (!reserve(&finding, sum_count) || !sort_claims(&finding.by_cell, &finding, by_cell) ||
	    !sort_claims(&finding.by_person, &finding, by_person))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	begin(&finding, sum_count);
	count_provisional(&finding);
	group_cells(&finding);
	bound_all(&finding);
	return ROTA_OK;
}
