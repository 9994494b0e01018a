/* SPDX-License-Identifier: Apache-2.0 */
#include "report/left_open.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/matter.h"
#include "naming/resolve.h"
#include "state/custody.h"
#include "state/figures.h"
#include "state/scope.h"
#include "state/settled.h"

/* --- the question ---------------------------------------------------------------------------- */

int rota_left_open_ask(struct rota_left_open_question *out, struct rota_world *world,
		       const char *day, const char *scope, struct rota_error *err)
{
	struct rota_day typed;
	int32_t found;
	int rc = rota_world_ready(world, err);

	*out = (struct rota_left_open_question){ .scope = world->scope, .has_day = day != NULL };
	if (!rc && day)
		rc = rota_resolve_day(&typed, day, _("--on"), err);
	if (!rc && day)
		out->day = rota_day_first(typed);
	if (!rc && scope && day)
		rc = rota_resolve_unit(&out->scope, world, scope, out->day - 1, err);
	else if (!rc && scope)
		rc = rota_scope_find(&out->scope, &found, world, scope, NULL, err);
	return rc;
}

/* --- finding --------------------------------------------------------------------------------- */

/** Whether a settlement says that a posting goes on without its unit. */
static int goes_on(bool *out, struct rota_world *world, const struct rota_posting *posting,
		   int32_t ended, struct rota_error *err)
{
	const struct rota_settlement *settlement;
	struct rota_settlements settlements;
	struct rota_matters matters = { .count = 0 };
	int rc = rota_world_settlements(&settlements, world, posting->id, err);

	*out = false;
	if (!rc && settlements.count)
		rc = rota_matters_find_open_in_ended(&matters, &world->scratch, posting, 1,
						     &world->gazetteer, ended, err);
	if (rc || !matters.count)
		return rc;
	rc = rota_matter_set_id(matters.items, err);
	settlement = rota_settlement_holds(settlements.items, settlements.count, matters.items);
	*out = settlement && strcmp(settlement->way, "goes_on") == 0;
	return rc;
}

/** Whether an end on that day would be refused, as that of a unit that was handed over. */
static int is_handed(bool *out, struct rota_world *world, const struct rota_unit *unit,
		     struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	int rc = rota_world_handed(&own, world, err);

	*out = own && rota_custody_find(&own->kept, &world->gazetteer, unit, unit->to, unit->to) ==
			      ROTA_CUSTODY_AFTER;
	return rc;
}

static int judge(enum rota_left_open_why *out, struct rota_world *world,
		 const struct rota_posting *posting, const struct rota_unit *unit,
		 struct rota_error *err)
{
	bool on = false, handed = false;
	int rc = goes_on(&on, world, posting, unit->to, err);

	if (!rc)
		rc = is_handed(&handed, world, unit, err);
	if (on)
		*out = ROTA_LEFT_GOES_ON;
	else if (handed)
		*out = ROTA_LEFT_HANDED;
	else if (posting->from == unit->to)
		*out = ROTA_LEFT_NO_DAYS;
	else if (rota_posting_end(posting) != ROTA_DAY_NEVER)
		*out = ROTA_LEFT_HAS_END;
	else
		*out = ROTA_LEFT_CLOSES;
	return rc;
}

static int add(struct rota_left_opens *out, struct rota_world *world,
	       const struct rota_left_open *one, struct rota_error *err)
{
	struct rota_left_open *items =
		rota_arena_more(&world->arena, out->items, out->count, &out->room, sizeof(*items));

	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	out->items = items;
	out->items[out->count++] = *one;
	out->closes += one->why == ROTA_LEFT_CLOSES;
	return ROTA_OK;
}

static int look_at_post(struct rota_left_opens *out, struct rota_world *world,
			const struct rota_unit *unit, const char *post, struct rota_error *err)
{
	struct rota_postings postings;
	int rc = rota_world_post_on(&postings, world, unit->id, post, unit->to, err);

	for (size_t i = 0; !rc && i < postings.count; i++) {
		struct rota_left_open one = { .posting = postings.items[i].id,
					      .unit = unit,
					      .post = post };

		rc = judge(&one.why, world, &postings.items[i], unit, err);
		if (!rc)
			rc = add(out, world, &one, err);
	}
	rota_world_forget(world);
	return rc;
}

static bool is_asked_for(const struct rota_world *world, const struct rota_unit *unit,
			 const struct rota_left_open_question *question)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;

	if (unit->level != ROTA_LEVEL_COMMUNE ||
	    (question->has_day ? unit->to != question->day : unit->to > world->today_number))
		return false;
	return rota_gazetteer_inside(gazetteer, unit, question->scope, unit->to - 1) &&
	       rota_gazetteer_inside(gazetteer, unit, world->scope, unit->to - 1);
}

static size_t place_of(const char *post)
{
	size_t at = 0;

	while (rota_all_posts[at] && strcmp(rota_all_posts[at], post) != 0)
		at++;
	return at;
}

static int compare(const void *a, const void *b)
{
	const struct rota_left_open *left = a, *right = b;
	int order = strcmp(left->unit->versions[0].code, right->unit->versions[0].code);

	if (left->unit->to != right->unit->to)
		return left->unit->to < right->unit->to ? -1 : 1;
	if (order)
		return order;
	if (place_of(left->post) != place_of(right->post))
		return place_of(left->post) < place_of(right->post) ? -1 : 1;
	return rota_id_compare(left->posting, right->posting);
}

int rota_world_left_open(struct rota_left_opens *out, struct rota_world *world,
			 const struct rota_left_open_question *question, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	int rc = ROTA_OK;

	*out = (struct rota_left_opens){ .count = 0 };
	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (!is_asked_for(world, unit, question))
			continue;
		for (size_t k = 0; !rc && rota_all_posts[k]; k++)
			rc = look_at_post(out, world, unit, rota_all_posts[k], err);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare);
	return rc;
}
