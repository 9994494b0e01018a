/* SPDX-License-Identifier: Apache-2.0 */
#include "report/compare.h"

int rota_compared_take(struct rota_compared *out, struct rota_arena *arena, struct rota_error *err)
{
	const struct rota_side *side = &out->side;
	int rc =
		rota_snapshot_take(&out->snapshot, side->world, side->scope, side->day, arena, err);

	for (size_t i = 0; !rc && i < out->snapshot.count; i++)
		out->figures[out->snapshot.items[i].post] += out->snapshot.items[i].non_local;
	return rc;
}

/** Two sides on the way. */
struct comparing {
	const struct rota_compared *a, *b;
	struct rota_balance *balance;
	rota_change_fn *visit;
	void *payload;
};

static int add_change(struct comparing *comparing, const struct rota_snapped *one, bool up,
		      struct rota_error *err)
{
	const struct rota_side *a = &comparing->a->side, *b = &comparing->b->side;
	struct rota_change change = {
		.with = up ? b : a, .without = up ? a : b, .one = one, .up = up
	};
	int rc = rota_cause_find(&change.caused, change.with, change.without, one->posting, err);

	if (!rc)
		rc = comparing->visit(&change, comparing->payload, err);
	(up ? comparing->balance->up : comparing->balance->down)[one->post]++;
	rota_world_forget(a->world);
	rota_world_forget(b->world);
	return rc;
}

/** Whether a cell counts the same posting as not local on the other side. */
static bool is_same(const struct rota_snapped *one, const struct rota_snapped *other)
{
	return other && other->non_local && rota_id_compare(one->posting, other->posting) == 0;
}

/** A cell on both sides; one of them may be NULL. */
static int compare_cell(struct comparing *comparing, const struct rota_snapped *a,
			const struct rota_snapped *b, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (a && a->non_local && !is_same(a, b))
		rc = add_change(comparing, a, false, err);
	if (!rc && b && b->non_local && !is_same(b, a))
		rc = add_change(comparing, b, true, err);
	return rc;
}

int rota_compare(struct rota_balance *out, const struct rota_compared *a,
		 const struct rota_compared *b, rota_change_fn *visit, void *payload,
		 struct rota_error *err)
{
	const struct rota_snapshot *first = &a->snapshot, *second = &b->snapshot;
	struct comparing comparing = { a, b, out, visit, payload };
	size_t i = 0, k = 0;
	int rc = ROTA_OK;

	*out = (struct rota_balance){ .up = { 0 } };
	while (!rc && (i < first->count || k < second->count)) {
		int order = i == first->count ? 1
			    : k == second->count
				    ? -1
				    : rota_snapped_compare(&first->items[i], &second->items[k]);

		rc = compare_cell(&comparing, order <= 0 ? &first->items[i] : NULL,
				  order >= 0 ? &second->items[k] : NULL, err);
		i += order <= 0;
		k += order >= 0;
	}
	return rc;
}
