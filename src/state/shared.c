/* SPDX-License-Identifier: Apache-2.0 */
#include "state/shared.h"

#include <string.h>

#include "base/messages.h"
#include "state/figures.h"
#include "state/writers.h"

/* --- which may be such ----------------------------------------------------------------------- */

/** What lies around a commune, itself included. */
struct around {
	struct rota_id items[ROTA_LEVEL_COMMUNE + 1];
	size_t count;
};

static void look_around(struct around *around, const struct rota_world *world,
			const struct rota_unit *unit)
{
	around->count = 0;
	for (int level = ROTA_LEVEL_PROVINCE; level <= ROTA_LEVEL_COMMUNE; level++) {
		const struct rota_unit *one = rota_gazetteer_ancestor(
			&world->gazetteer, unit, (enum rota_level)level, world->today_number);

		if (one)
			around->items[around->count++] = one->id;
	}
}

static bool keeps(const struct rota_enrolled_writer *writer, const struct around *around)
{
	for (size_t i = 0; i < around->count; i++)
		if (rota_id_compare(writer->scope, around->items[i]) == 0)
			return strcmp(writer->role, "write") == 0;
	return false;
}

int rota_world_overlapped(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	*out = (struct rota_ids){ .count = 0 };
	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];
		struct around around;
		size_t keepers = 0;

		if (unit->level != ROTA_LEVEL_COMMUNE || !rota_unit_on(unit, world->today_number))
			continue;
		look_around(&around, world, unit);
		for (size_t k = 0; k < writers->count; k++)
			keepers += keeps(&writers->items[k], &around);
		if (keepers > 1)
			rc = rota_ids_add(out, &world->scratch, unit->id, err);
	}
	return rc;
}

/* --- one of them ----------------------------------------------------------------------------- */

struct keepers {
	struct rota_keeper *items;
	size_t count;
};

static int list_keepers(struct keepers *out, struct rota_world *world, const struct rota_unit *unit,
			struct rota_error *err)
{
	const struct rota_writers *writers;
	struct around around;
	int rc = rota_world_writers(&writers, world, err);

	*out = (struct keepers){ .count = 0 };
	if (rc)
		return rc;
	look_around(&around, world, unit);
	out->items = rota_arena_alloc(&world->scratch, writers->count * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < writers->count; i++) {
		struct rota_subject *enrolment;

		if (!keeps(&writers->items[i], &around))
			continue;
		rc = rota_world_subject(&enrolment, world, writers->items[i].enrolment, err);
		if (!rc && enrolment->created)
			out->items[out->count++] =
				(struct rota_keeper){ .writer = writers->items[i].writer,
						      .enrolment = enrolment };
	}
	return rc;
}

/** If a keeper created a posting. */
static void note_posting(struct keepers *keepers, const struct rota_posting *posting)
{
	struct rota_writer_id writer = rota_id_writer(posting->id);

	for (size_t i = 0; i < keepers->count; i++) {
		struct rota_keeper *one = &keepers->items[i];

		if (memcmp(one->writer.bytes, writer.bytes, sizeof(writer.bytes)) == 0 &&
		    posting->clock > one->recorded)
			one->recorded = posting->clock;
	}
}

/** Those of a post that hold today or begin later: not its whole history. */
struct present {
	struct rota_postings now, later;
};

static int list_present(struct present *out, struct rota_world *world, struct rota_id unit,
			const char *post, struct rota_error *err)
{
	int32_t today = world->today_number;
	int rc = rota_world_post_on(&out->now, world, unit, post, today, err);

	return rc ? rc
		  : rota_world_post_begun(&out->later, world, unit, post, today + 1,
					  ROTA_DAY_NEVER - 1, err);
}

static size_t count_present(const struct present *present)
{
	return present->now.count + present->later.count;
}

static const struct rota_posting *one_present(const struct present *present, size_t at)
{
	return at < present->now.count ? &present->now.items[at]
				       : &present->later.items[at - present->now.count];
}

static int note_post(struct keepers *keepers, struct rota_world *world, struct rota_id unit,
		     const char *post, struct rota_error *err)
{
	struct present present;
	int rc = list_present(&present, world, unit, post, err);

	for (size_t i = 0; !rc && i < count_present(&present); i++)
		note_posting(keepers, one_present(&present, i));
	return rc;
}

int rota_world_find_shared(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			   struct rota_error *err)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);
	struct keepers keepers;
	int rc;

	if (!unit || unit->level != ROTA_LEVEL_COMMUNE || !rota_unit_on(unit, world->today_number))
		return ROTA_OK;
	rc = list_keepers(&keepers, world, unit, err);
	for (size_t i = 0; !rc && keepers.count > 1 && rota_all_posts[i]; i++)
		rc = note_post(&keepers, world, id, rota_all_posts[i], err);
	return rc ? rc
		  : rota_matters_find_shared(out, &world->scratch, id, keepers.items, keepers.count,
					     err);
}

/* --- one list at two offices ------------------------------------------------------------------ */

static int compare_rows(struct rota_matters *out, struct rota_world *world, struct rota_id a,
			struct rota_id b, struct rota_error *err)
{
	struct rota_subject *first, *second;
	struct rota_posting one, other;
	int rc = rota_world_subject(&first, world, a, err);

	if (!rc)
		rc = rota_world_subject(&second, world, b, err);
	if (rc || !rota_posting_read(&one, first) || !rota_posting_read(&other, second))
		return rc;
	return rota_matters_find_same_import(out, &world->scratch, &one, &other, err);
}

static int find_in_post(struct rota_matters *out, struct rota_world *world, struct rota_id unit,
			const char *post, struct rota_error *err)
{
	struct present present;
	int rc = list_present(&present, world, unit, post, err);

	for (size_t i = 1; !rc && i < count_present(&present); i++) {
		const struct rota_posting *one = one_present(&present, i);
		size_t compared = 0;

		for (size_t k = i; !rc && k-- > 0 && compared < ROTA_MATTER_MAX_RIVALS;) {
			const struct rota_posting *other = one_present(&present, k);

			if (other->from != one->from)
				continue;
			compared++;
			rc = compare_rows(out, world, other->id, one->id, err);
		}
	}
	return rc;
}

int rota_world_find_same_import(struct rota_matters *out, struct rota_world *world,
				struct rota_id unit, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		rc = find_in_post(out, world, unit, rota_all_posts[i], err);
	return rc;
}
