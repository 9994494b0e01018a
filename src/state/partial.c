/* SPDX-License-Identifier: Apache-2.0 */
#include "state/partial.h"

#include <string.h>

#include "base/messages.h"
#include "state/dispose.h"

/** A set on its way. */
struct gathering {
	struct rota_id postings[ROTA_ENTRY_MAX_SET], entries[ROTA_ENTRY_MAX_SET];
	struct rota_id units[ROTA_ENTRY_MAX_SET];
	size_t count, facts;
	int32_t day;
};

static bool begins_or_ends(const struct rota_entry *entry)
{
	return strcmp(entry->kind_name, "posting.begin") == 0 ||
	       strcmp(entry->kind_name, "posting.end") == 0;
}

/** Take in one entry; what is taken back is no part of anything. */
static int gather(struct gathering *gathering, struct rota_world *world, struct rota_id id,
		  struct rota_error *err)
{
	struct rota_disposed disposed;
	struct rota_revision revision;
	size_t at = gathering->count;
	int32_t day;
	int rc = rota_world_revision(&revision, world, id, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc || revision.undone || !begins_or_ends(&revision.entry))
		return rc;
	rc = rota_world_dispose(&disposed, world, &revision, err);
	if (!rc)
		rc = rota_entry_unit(&gathering->units[at], &day, world, &revision.entry, err);
	if (rc)
		return rc;
	gathering->postings[at] = revision.entry.creates ? id : revision.entry.id;
	gathering->entries[at] = id;
	gathering->facts += disposed.disposition == ROTA_FACT;
	gathering->day = day < gathering->day ? day : gathering->day;
	gathering->count++;
	return ROTA_OK;
}

static bool are_several(const struct gathering *gathering)
{
	for (size_t i = 1; i < gathering->count; i++)
		if (rota_id_compare(gathering->postings[0], gathering->postings[i]) != 0)
			return true;
	return false;
}

int rota_world_find_partial(struct rota_matters *out, struct rota_world *world,
			    struct rota_arena *arena, struct rota_id id, struct rota_error *err)
{
	struct rota_partial_set facts;
	struct gathering *gathering = rota_arena_alloc(&world->scratch, sizeof(*gathering));
	struct rota_entry entry;
	int rc = rota_world_entry(&entry, world, id, err);

	if (!gathering)
		return rc ? rc : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	gathering->day = ROTA_DAY_NEVER;
	for (uint64_t i = 0; !rc && i < entry.set_count && i < ROTA_ENTRY_MAX_SET; i++)
		rc = gather(gathering, world, rota_id_make(rota_id_writer(id), entry.set_first + i),
			    err);
	if (rc || !gathering->facts || gathering->facts == gathering->count ||
	    !are_several(gathering))
		return rc;
	facts = (struct rota_partial_set){ .postings = gathering->postings,
					   .entries = gathering->entries,
					   .units = gathering->units,
					   .count = gathering->count,
					   .day = gathering->day };
	return rota_matters_add_partial_set(out, arena, &facts, err);
}

int rota_world_set_of(struct rota_id *first, struct rota_world *world, struct rota_id id,
		      struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_world_entry(&entry, world, id, err);

	*first = id;
	if (!rc && entry.set_count)
		*first = rota_id_make(rota_id_writer(id), entry.set_first);
	return rc;
}
