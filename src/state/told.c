/* SPDX-License-Identifier: Apache-2.0 */
#include "state/told.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "ledger/locality.h"
#include "state/notice.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static int add(struct rota_told *told, struct rota_arena *arena, struct rota_told_cadre cadre,
	       struct rota_error *err)
{
	struct rota_told_cadre *items =
		rota_arena_more(arena, told->items, told->count, &told->room, sizeof(*items));

	if (!items)
		return no_memory(err);
	told->items = items;
	told->items[told->count++] = cadre;
	return ROTA_OK;
}

static int compare(const void *a, const void *b)
{
	return rota_id_compare(((const struct rota_told_cadre *)a)->id,
			       ((const struct rota_told_cadre *)b)->id);
}

static const struct rota_told_cadre *find(const struct rota_told *told, struct rota_id id)
{
	const struct rota_told_cadre wanted = { .id = id };

	return told->count ? bsearch(&wanted, told->items, told->count, sizeof(wanted), compare)
			   : NULL;
}

/** Sort them, and drop what stands twice. */
static void put_in_order(struct rota_told *told)
{
	size_t kept = 0;

	if (told->count)
		qsort(told->items, told->count, sizeof(*told->items), compare);
	for (size_t i = 0; i < told->count; i++)
		if (!kept || compare(&told->items[kept - 1], &told->items[i]) != 0)
			told->items[kept++] = told->items[i];
	told->count = kept;
}

/* --- telling --------------------------------------------------------------------------------- */

/** A subject, or nothing where there is none that counts. */
static int find_subject(const struct rota_subject **out, struct rota_world *world,
			struct rota_id id, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	*out = !rc && subject->created ? subject : NULL;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

/** Whom a subject of a matter is about: itself, who holds the posting, or whose time it is. */
static int find_cadre(const struct rota_subject **out, struct rota_world *world, struct rota_id id,
		      struct rota_error *err)
{
	int rc = find_subject(out, world, id, err);

	if (!rc && *out && (*out)->type == ROTA_ENTITY_POSTING)
		rc = find_subject(out, world, rota_subject_id(*out, "cadre"), err);
	else if (!rc && *out && (*out)->type == ROTA_ENTITY_SPELL)
		rc = find_subject(out, world, rota_spell_cadre(*out), err);
	if (!rc && *out && (*out)->type != ROTA_ENTITY_CADRE)
		*out = NULL;
	return rc;
}

int rota_told_choose(struct rota_told *out, struct rota_world *world,
		     const struct rota_matter *matter, struct rota_writer_id office,
		     struct rota_error *err)
{
	size_t count = matter->type == ROTA_MATTER_SAME_PERSON ? 0 : matter->subject_count;
	int rc = ROTA_OK;

	*out = (struct rota_told){ .count = 0 };
	for (size_t i = 0; !rc && i < count; i++) {
		const struct rota_subject *cadre;

		rc = find_cadre(&cadre, world, matter->subjects[i], err);
		if (!rc && cadre && rota_subject_text(cadre, "name") &&
		    memcmp(cadre->id.bytes, office.bytes, sizeof(office.bytes)) != 0)
			rc = add(out, &world->scratch,
				 (struct rota_told_cadre){ cadre->id,
							   rota_subject_text(cadre, "name"),
							   rota_subject_text(cadre, "born") },
				 err);
	}
	put_in_order(out);
	return rc;
}

/* --- being told ------------------------------------------------------------------------------ */

int rota_told_read(struct rota_told *out, struct rota_arena *arena, const struct rota_value *row,
		   struct rota_error *err)
{
	const struct rota_value *list = rota_map_get(row, "cadres");
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && list && list->type == ROTA_LIST && i < list->as.list.count; i++) {
		const struct rota_value *one = &list->as.list.items[i];
		struct rota_told_cadre cadre = { .name = rota_value_text(rota_map_get(one, "name")),
						 .born = rota_value_text(
							 rota_map_get(one, "born")) };

		if (cadre.name && rota_id_from_value(&cadre.id, rota_map_get(one, "id")))
			rc = add(out, arena, cadre, err);
	}
	return rc;
}

static int load(struct rota_told *told, struct rota_world *world, struct rota_error *err)
{
	struct rota_buffer rows = { 0 };
	size_t at = 0, used = 0;
	int rc = rota_notice_matters(&rows, world, err);

	while (!rc && at < rows.size) {
		struct rota_value row;

		rc = rota_canonical_take(&row, &used, &world->arena, rows.bytes + at,
					 rows.size - at, err);
		if (!rc)
			rc = rota_told_read(told, &world->arena, &row, err);
		at += used;
	}
	put_in_order(told);
	rota_buffer_clear(&rows);
	return rc;
}

int rota_world_told(const struct rota_told_cadre **out, struct rota_world *world, struct rota_id id,
		    struct rota_error *err)
{
	int rc = ROTA_OK;

	*out = NULL;
	if (!world->told) {
		world->told = rota_arena_alloc(&world->arena, sizeof(*world->told));
		if (!world->told)
			return no_memory(err);
		rc = load(world->told, world, err);
	}
	if (!rc)
		*out = find(world->told, id);
	return rc;
}
