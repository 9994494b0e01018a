/* SPDX-License-Identifier: Apache-2.0 */
#include "report/aim.h"

#include <string.h>

#include "base/messages.h"

/* --- what is recorded ------------------------------------------------------------------------ */

/** @return false when it is incomplete or taken back. */
static bool read_target(struct rota_target *out, const struct rota_subject *subject)
{
	struct rota_day from = rota_subject_day(subject, "from");
	struct rota_day to = rota_subject_day(subject, "to");
	const char *measure = rota_subject_text(subject, "measure");

	*out = (struct rota_target){ .id = subject->id,
				     .post = rota_subject_text(subject, "post"),
				     .phase = rota_subject_text(subject, "phase"),
				     .scope = rota_subject_id(subject, "scope"),
				     .count = rota_subject_uint(subject, "count", 0),
				     .base = rota_subject_uint(subject, "base", 0),
				     .flow = measure && strcmp(measure, "flow") == 0 };
	if (!subject->created || !out->post || !out->phase || rota_day_is_none(from) ||
	    rota_day_is_none(to))
		return false;
	out->clock = subject->created->entry.clock;
	out->from = rota_day_first(from);
	out->to = rota_day_first(to);
	return true;
}

/** Whether one version comes behind another one. */
static bool is_behind(const struct rota_target *one, const struct rota_target *other)
{
	if (one->from != other->from)
		return one->from > other->from;
	if (one->clock != other->clock)
		return one->clock > other->clock;
	return rota_id_compare(one->id, other->id) > 0;
}

static bool are_versions(const struct rota_target *one, const struct rota_target *other)
{
	return strcmp(one->post, other->post) == 0 && strcmp(one->phase, other->phase) == 0 &&
	       rota_id_compare(one->scope, other->scope) == 0;
}

/** Whether another version is the one of the day rather than this one. */
static bool is_passed(const struct rota_target *one, const struct rota_target *other, int32_t day)
{
	if (one->from > day) /* it has not begun: the first one holds until one does */
		return other->from <= day || is_behind(one, other);
	return other->from <= day && is_behind(other, one);
}

static void compare_versions(struct rota_target *one, const struct rota_targets *all, int32_t day)
{
	one->begun = one->from;
	one->current = true;
	for (size_t i = 0; i < all->count; i++) {
		const struct rota_target *other = &all->items[i];

		if (other == one || !are_versions(one, other))
			continue;
		one->begun = other->from < one->begun ? other->from : one->begun;
		one->current = one->current && !is_passed(one, other, day);
	}
}

int rota_world_targets(struct rota_targets *out, struct rota_world *world, int32_t day,
		       struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_TARGET, err);

	*out = (struct rota_targets){ .count = 0 };
	if (rc || !ids.count)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, ids.count * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *subject;

		rc = rota_world_subject(&subject, world, ids.items[i], err);
		out->count += !rc && read_target(&out->items[out->count], subject);
	}
	for (size_t i = 0; !rc && i < out->count; i++)
		compare_versions(&out->items[i], out, day);
	return rc;
}

/* --- those of a post ------------------------------------------------------------------------- */

/** Whether a target is of the phase, or, without one, in force on the day. */
static bool is_asked(const struct rota_target *target, const char *phase, int32_t day)
{
	if (phase)
		return strcmp(phase, target->phase) == 0;
	return target->from <= day && day < target->to;
}

/** Keep a target in its place, the latest first; the last falls out when there are too many. */
static int keep(struct rota_aims *aims, struct rota_world *world, const struct rota_target *target)
{
	const char *phase = rota_arena_copy(&world->arena, target->phase, strlen(target->phase));
	size_t at = 0;

	if (!phase)
		return ROTA_ENOMEM;
	while (at < aims->count && aims->items[at].from > target->begun)
		at++;
	if (at == ROTA_AIMS_MAX)
		return ROTA_OK;
	if (aims->count < ROTA_AIMS_MAX)
		aims->count++;
	memmove(&aims->items[at + 1], &aims->items[at],
		(aims->count - at - 1) * sizeof(aims->items[0]));
	aims->items[at] = (struct rota_aim){ target->count, target->base,  phase,
					     target->begun, target->from, target->flow };
	return ROTA_OK;
}

typedef int visit_fn(const struct rota_target *target, void *payload);

/** The versions of the day. */
static int each_target(struct rota_world *world, int32_t day, visit_fn *visit, void *payload,
		       struct rota_error *err)
{
	struct rota_targets targets;
	int rc = rota_world_targets(&targets, world, day, err);

	for (size_t i = 0; !rc && i < targets.count; i++)
		if (targets.items[i].current && visit(&targets.items[i], payload))
			rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return rc;
}

struct search {
	struct rota_world *world;
	const struct rota_unit *unit;
	const char *post, *phase;
	int32_t day;
	struct rota_aims *found;
};

static int take(const struct rota_target *target, void *payload)
{
	struct search *search = payload;

	if (strcmp(target->post, search->post) != 0 ||
	    rota_id_compare(target->scope, search->unit->id) != 0 ||
	    !is_asked(target, search->phase, search->day))
		return ROTA_OK;
	return keep(search->found, search->world, target);
}

int rota_aims_find(struct rota_aims *out, struct rota_world *world, const struct rota_unit *unit,
		   const char *post, const char *phase, int32_t day, struct rota_error *err)
{
	struct search search = { world, unit, post, phase, day, out };

	*out = (struct rota_aims){ .count = 0 };
	return each_target(world, day, take, &search, err);
}

struct looking_back {
	struct rota_world *world;
	int32_t day;
	struct rota_past_aims *found;
};

/** The place of a target that is over: of the same post and unit, or a new one; NULL without memory. */
static struct rota_past_aim *place_of(struct looking_back *looking, const struct rota_target *target,
				      const char *post)
{
	struct rota_past_aims *found = looking->found;
	struct rota_past_aim *items;

	for (size_t i = 0; i < found->count; i++)
		if (found->items[i].post == post &&
		    rota_id_compare(found->items[i].scope, target->scope) == 0)
			return &found->items[i];
	items = rota_arena_more(&looking->world->arena, found->items, found->count, &found->room,
				sizeof(*items));
	if (!items)
		return NULL;
	found->items = items;
	items[found->count] = (struct rota_past_aim){ .post = post,
						      .scope = target->scope,
						      .to = ROTA_DAY_ALWAYS };
	return &items[found->count++];
}

static int look_back(const struct rota_target *target, void *payload)
{
	struct looking_back *looking = payload;
	const struct rota_word *post = rota_word_find(&rota_posts, target->post);
	struct rota_past_aim *place;

	if (!post || target->to > looking->day)
		return ROTA_OK;
	place = place_of(looking, target, post->id);
	if (!place)
		return ROTA_ENOMEM;
	if (target->to > place->to)
		*place = (struct rota_past_aim){ post->id,	target->scope, target->count,
						 target->begun, target->to,    target->flow };
	return ROTA_OK;
}

int rota_aims_past(struct rota_past_aims *out, struct rota_world *world, int32_t day,
		   struct rota_error *err)
{
	struct looking_back looking = { world, day, out };

	*out = (struct rota_past_aims){ .count = 0 };
	return each_target(world, day, look_back, &looking, err);
}

struct knowing {
	const char *phase;
	int32_t day;
	bool *known;
};

static int know(const struct rota_target *target, void *payload)
{
	struct knowing *knowing = payload;

	if (strcmp(target->phase, knowing->phase) == 0 && target->begun <= knowing->day)
		*knowing->known = true;
	return ROTA_OK;
}

int rota_aims_known(bool *out, struct rota_world *world, const char *phase, int32_t day,
		    struct rota_error *err)
{
	struct knowing knowing = { phase, day, out };

	*out = false;
	return each_target(world, day, know, &knowing, err);
}

int rota_aims_of_period(const char **out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_subject *last = NULL;
	const char *phase;
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_PERIOD, err);

	*out = NULL;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created &&
		    (!last || one->created->entry.clock > last->created->entry.clock))
			last = one;
	}
	phase = !rc && last ? rota_subject_text(last, "phase") : NULL;
	if (phase)
		*out = rota_arena_copy(&world->arena, phase, strlen(phase));
	return phase && !*out ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) : rc;
}
