/* SPDX-License-Identifier: Apache-2.0 */
#include "report/regroup.h"

#include <string.h>

#include "base/messages.h"
#include "naming/resolve.h"

enum { POSTS = 2 };

/** A unit to which a commune leads, and how surely. */
struct rota_reach {
	struct rota_id unit;
	enum rota_heritage heritage;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

void rota_regrouped_sum(struct rota_regrouped *sum, const struct rota_regrouped *more)
{
	sum->seats += more->seats;
	sum->holders += more->holders;
	sum->surplus += more->surplus;
	sum->strangers += more->strangers;
	sum->low += more->low;
	sum->high += more->high;
}

static bool is_commune_on(const struct rota_unit *unit, int32_t day)
{
	return unit->level == ROTA_LEVEL_COMMUNE && rota_unit_on(unit, day);
}

/* --- following a commune ---------------------------------------------------------------------- */

static struct rota_reach *reach_of(struct rota_reach *reach, size_t count, struct rota_id unit)
{
	for (size_t i = 0; i < count; i++)
		if (rota_id_compare(reach[i].unit, unit) == 0)
			return &reach[i];
	return NULL;
}

/** Where a commune leads on the way to the later day: each succession behind those before it, so
 * one look at them in their order finds every way. @return how many units, itself the first. */
static size_t follow(const struct rota_regrouping *regrouping, const struct rota_unit *unit,
		     int32_t since)
{
	const struct rota_gazetteer *gazetteer = &regrouping->world->gazetteer;
	struct rota_reach *reach = regrouping->reach;
	size_t count = 1;

	reach[0] = (struct rota_reach){ unit->id, ROTA_HERITAGE_SURE };
	for (size_t i = 0; i < gazetteer->succession_count; i++) {
		const struct rota_succession *step = &gazetteer->successions[i];
		enum rota_heritage heritage = rota_succession_heritage(step);
		struct rota_reach *from, *to;

		if (step->on <= since || step->on > regrouping->day ||
		    heritage == ROTA_HERITAGE_NONE ||
		    rota_id_compare(step->from_unit, step->to_unit) == 0)
			continue;
		from = reach_of(reach, count, step->from_unit);
		if (!from)
			continue;
		heritage = from->heritage < heritage ? from->heritage : heritage;
		to = reach_of(reach, count, step->to_unit);
		if (to)
			to->heritage = to->heritage > heritage ? to->heritage : heritage;
		else
			reach[count++] = (struct rota_reach){ step->to_unit, heritage };
	}
	return count;
}

const struct rota_unit *rota_regrouping_heir(const struct rota_regrouping *regrouping,
					     const struct rota_unit *unit)
{
	const struct rota_gazetteer *gazetteer = &regrouping->world->gazetteer;
	int32_t last = unit->to - 1;
	const struct rota_unit *sure = NULL, *any = NULL;
	size_t sures = 0, heirs = 0, count;

	if (rota_unit_on(unit, regrouping->day))
		return unit;
	count = follow(regrouping, unit, last < regrouping->from ? last : regrouping->from);
	for (size_t i = 0; i < count; i++) {
		const struct rota_reach *reach = &regrouping->reach[i];
		const struct rota_unit *heir = rota_gazetteer_unit(gazetteer, reach->unit);

		if (!heir || !is_commune_on(heir, regrouping->day))
			continue;
		any = heir;
		heirs++;
		if (reach->heritage != ROTA_HERITAGE_SURE)
			continue;
		sure = heir;
		sures++;
	}
	if (sures)
		return sures == 1 ? sure : NULL;
	return heirs == 1 ? any : NULL;
}

/* --- adding up -------------------------------------------------------------------------------- */

static struct rota_regrouped_unit *item_of(const struct rota_regrouping *regrouping,
					   const struct rota_unit *unit)
{
	for (size_t i = 0; i < regrouping->count; i++)
		if (regrouping->items[i].unit == unit)
			return &regrouping->items[i];
	return NULL;
}

/** Which communes take in others, that are outside of the scope. */
static void find_shared(struct rota_regrouping *regrouping)
{
	const struct rota_gazetteer *gazetteer = &regrouping->world->gazetteer;

	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];
		struct rota_regrouped_unit *item;
		bool inside;

		if (!is_commune_on(unit, regrouping->from))
			continue;
		inside =
			rota_gazetteer_inside(gazetteer, unit, regrouping->scope, regrouping->from);
		item = item_of(regrouping, rota_regrouping_heir(regrouping, unit));
		if (item && !inside)
			item->shared = true;
		regrouping->apart += inside && !item;
	}
}

int rota_regrouping_init(struct rota_regrouping *out, struct rota_world *world,
			 const struct rota_unit *scope, const struct rota_policy_view *policy,
			 int32_t from, int32_t day, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;

	*out = (struct rota_regrouping){
		.world = world, .scope = scope, .policy = policy, .from = from, .day = day
	};
	out->items =
		rota_arena_alloc(&world->arena, (gazetteer->unit_count + 1) * sizeof(*out->items));
	out->reach = rota_arena_alloc(&world->arena,
				      (gazetteer->succession_count + 1) * sizeof(*out->reach));
	if (!out->items || !out->reach)
		return no_memory(err);
	for (size_t i = 0; i < gazetteer->unit_count; i++)
		if (is_commune_on(gazetteer->units[i], day))
			out->items[out->count++] =
				(struct rota_regrouped_unit){ .unit = gazetteer->units[i] };
	find_shared(out);
	return ROTA_OK;
}

int rota_regrouping_ask(struct rota_regrouping *out, struct rota_world *world,
			const struct rota_unit *scope, const struct rota_policy_view *policy,
			struct rota_day from, const char *typed, struct rota_error *err)
{
	char shown[ROTA_DAY_TEXT_BYTES];
	struct rota_day day;
	int rc = rota_resolve_day(&day, typed, _("--units-of"), err);

	if (rc)
		return rc;
	if (rota_day_first(day) < rota_day_first(from))
		return rota_fail(
			err, ROTA_EINVALID,
			_("a commune came from several, and its post from none of them: ask "
			  "for the earlier day itself, --as-of"),
			_("--units-of: '%s' lies before %s"), typed, rota_day_show(shown, from));
	return rota_regrouping_init(out, world, scope, policy, rota_day_first(from),
				    rota_day_first(day), err);
}

int rota_regrouping_add(struct rota_regrouping *regrouping, const struct rota_unit *heir,
			const struct rota_seat *seat, struct rota_error *err)
{
	struct rota_regrouped_unit *item = heir ? item_of(regrouping, heir) : NULL;
	struct rota_regrouped *post;
	enum rota_locality_value value;
	bool disputed;
	int rc;

	if (!item)
		return ROTA_OK;
	post = &item->posts[strcmp(seat->post, rota_all_posts[0]) != 0];
	post->seats = 1;
	if (seat->count.state != ROTA_CELL_FILLED)
		return ROTA_OK;
	rc = rota_world_locality(&value, &disputed, regrouping->world, seat->count.holder,
				 regrouping->day, regrouping->policy, err);
	post->holders++;
	post->strangers += !rc && value == ROTA_LOCALITY_NON_LOCAL;
	return rc;
}

static void finish_post(struct rota_regrouped *post, bool shared)
{
	post->surplus = post->holders > 1 ? post->holders - 1 : 0;
	post->high = post->strangers > 0;
	post->low = post->strangers > 0 && post->strangers == post->holders && !shared;
}

void rota_regrouping_finish(struct rota_regrouping *regrouping)
{
	for (size_t i = 0; i < regrouping->count; i++) {
		struct rota_regrouped_unit *item = &regrouping->items[i];
		bool there = rota_gazetteer_inside(&regrouping->world->gazetteer, item->unit,
						   regrouping->scope, regrouping->day);

		for (size_t k = 0; k < POSTS; k++) {
			item->posts[k].seats = item->posts[k].seats || there;
			finish_post(&item->posts[k], item->shared);
		}
		regrouping->shared += item->shared && item->posts[0].seats;
	}
}
