/* SPDX-License-Identifier: Apache-2.0 */
#include "state/late.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/attestation.h"
#include "state/vector.h"
#include "store/index.h"
#include "store/log.h"

/** How much of a log a checkpoint had. */
struct log_size {
	struct rota_writer_id writer;
	uint64_t size;
};

/** The figures that stand published for a period. */
struct publication {
	struct rota_id id, period;
	uint64_t clock; /* of the entry that published them */
	uint64_t time;  /* of the checkpoint */
	int32_t as_of;
	struct log_size *sizes; /* by writer; those of which it had something */
	size_t size_count, size_room;
};

/** Those of all periods; kept with the world. */
struct rota_publications {
	struct publication *items;
	size_t count;
	int32_t last; /* the latest of their days */
	bool sized;   /* whether their sizes are read */
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- publications ---------------------------------------------------------------------------- */

/** @param[out] is  whether it is one of a checkpoint that is known here. */
static int read_publication(struct publication *out, bool *is, struct rota_world *world,
			    const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_value *number =
		rota_map_get(rota_subject_value(subject, "checkpoint"), "number");
	struct rota_day as_of = rota_subject_day(subject, "as_of");
	struct rota_checkpoint checkpoint;
	int rc;

	*is = false;
	if (!subject->created || subject->type != ROTA_ENTITY_PUBLICATION || !number ||
	    number->type != ROTA_UINT || rota_day_is_none(as_of))
		return ROTA_OK;
	rc = rota_checkpoint_find(&checkpoint, world, number->as.number, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	*out = (struct publication){ .id = subject->id,
				     .period = rota_subject_id(subject, "period"),
				     .clock = subject->created->entry.clock,
				     .time = checkpoint.time,
				     .as_of = rota_day_last(as_of) };
	*is = !rc && !rota_id_is_zero(out->period);
	return rc;
}

static bool is_later(const struct publication *a, const struct publication *b)
{
	return a->clock != b->clock ? a->clock > b->clock : rota_id_compare(a->id, b->id) > 0;
}

/** Of one period the last publication stands. */
static void take_publication(struct rota_publications *all, const struct publication *one)
{
	size_t at = 0;

	while (at < all->count && rota_id_compare(all->items[at].period, one->period) != 0)
		at++;
	if (at == all->count)
		all->items[all->count++] = *one;
	else if (is_later(one, &all->items[at]))
		all->items[at] = *one;
}

struct sizing {
	struct rota_publications *all;
	struct rota_arena *arena;
};

/** Sizes of a log come in their order, and those of one log after the other. */
static int take_size(struct publication *publication, struct rota_arena *arena,
		     const struct log_size *size, struct rota_error *err)
{
	struct log_size *items = publication->sizes;
	size_t count = publication->size_count;

	if (count && memcmp(&items[count - 1].writer, &size->writer, sizeof(size->writer)) == 0) {
		items[count - 1].size = size->size;
		return ROTA_OK;
	}
	items = rota_arena_more(arena, items, count, &publication->size_room, sizeof(*items));
	if (!items)
		return no_memory(err);
	items[count] = *size;
	publication->sizes = items;
	publication->size_count++;
	return ROTA_OK;
}

static int take_merged(const struct rota_merged_size *merged, void *payload, struct rota_error *err)
{
	const struct log_size one = { .writer = merged->writer, .size = merged->size };
	struct sizing *sizing = payload;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sizing->all->count; i++)
		if (merged->received <= sizing->all->items[i].time)
			rc = take_size(&sizing->all->items[i], sizing->arena, &one, err);
	return rc;
}

static int load(struct rota_publications *all, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_PUBLICATION, err);

	all->items =
		rc ? NULL : rota_arena_alloc(&world->arena, (ids.count + 1) * sizeof(*all->items));
	if (!rc && !all->items)
		return no_memory(err);
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *subject;
		struct publication one;
		bool is = false;

		rc = rota_world_fold(&subject, world, ids.items[i], err);
		if (!rc)
			rc = read_publication(&one, &is, world, subject, err);
		if (is)
			take_publication(all, &one);
	}
	all->last = ROTA_DAY_ALWAYS;
	for (size_t i = 0; !rc && i < all->count; i++)
		all->last = all->items[i].as_of > all->last ? all->items[i].as_of : all->last;
	return rc;
}

/** Those that stand; read once in a world. */
static int published(struct rota_publications **out, struct rota_world *world,
		     struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!world->published) {
		struct rota_publications *all = rota_arena_alloc(&world->arena, sizeof(*all));

		if (!all)
			return no_memory(err);
		rc = load(all, world, err);
		if (!rc)
			world->published = all;
	}
	*out = world->published;
	return rc;
}

/** The same with how much of each log they had; likewise. */
static int published_sizes(struct rota_publications **out, struct rota_world *world,
			   struct rota_error *err)
{
	int rc = published(out, world, err);
	struct sizing sizing = { *out, &world->arena };

	if (rc || !*out || !(*out)->count || (*out)->sized)
		return rc;
	rc = rota_merged_size_each(world, NULL, take_merged, &sizing, err);
	(*out)->sized = !rc;
	return rc;
}

/* --- entries --------------------------------------------------------------------------------- */

/** The first day of a posting, as it was first recorded. */
static int32_t first_day(const struct rota_subject *subject)
{
	const struct rota_entry *begin = &subject->created->entry;

	return begin->has_on && !rota_day_is_none(begin->on) ? rota_day_first(begin->on)
							     : ROTA_DAY_ALWAYS;
}

/** The first day that an entry of a posting changes; ROTA_DAY_NEVER: none.
 * @param from  the first day of the posting. */
static int32_t reached_by(const struct rota_entry *entry, int32_t from)
{
	int32_t day = ROTA_DAY_NEVER;

	switch (rota_entry_reach(&day, entry)) {
	case ROTA_REACHES_DAY:
		return day;
	case ROTA_REACHES_POSTING:
		return from;
	default:
		return ROTA_DAY_NEVER;
	}
}

static int compare_writers(const void *a, const void *b)
{
	return memcmp(((const struct log_size *)a)->writer.bytes,
		      ((const struct log_size *)b)->writer.bytes, sizeof(struct rota_writer_id));
}

/** How much of the log of an entry a publication had. */
static uint64_t size_at(const struct publication *publication, struct rota_id entry)
{
	const struct log_size wanted = { .writer = rota_id_writer(entry) };
	const struct log_size *found =
		publication->size_count
			? bsearch(&wanted, publication->sizes, publication->size_count,
				  sizeof(wanted), compare_writers)
			: NULL;

	return found ? found->size : 0;
}

static bool was_known(const struct publication *publication, struct rota_id entry)
{
	return rota_id_number(entry) < size_at(publication, entry);
}

/** Whether an entry came after a publication, of an office of which that knew something. */
static bool came_after(const struct publication *publication, struct rota_id entry)
{
	uint64_t size = size_at(publication, entry);

	return size && rota_id_number(entry) >= size;
}

static bool is_void(const struct rota_revision *revision)
{
	return strcmp(revision->entry.kind_name, "posting.void") == 0;
}

/** A posting on its way to its matters. */
struct looking {
	struct rota_world *world;
	const struct rota_subject *subject;
	struct rota_posting posting;
	const struct publication *publication;
	struct rota_id *entries; /* that came after it, of one type of matter */
	size_t count;
	int32_t from;
};

static void take(struct looking *looking, const struct rota_revision *one)
{
	int32_t day = reached_by(&one->entry, first_day(looking->subject));

	if (day > looking->publication->as_of || !came_after(looking->publication, one->id))
		return;
	looking->entries[looking->count++] = one->id;
	looking->from = day < looking->from ? day : looking->from;
}

/** The entries that came after the publication: revocations, or the others. */
static void take_all(struct looking *looking, bool revoked)
{
	const struct rota_subject *subject = looking->subject;

	looking->count = 0;
	looking->from = ROTA_DAY_NEVER;
	for (size_t i = 0; i < subject->revision_count; i++)
		if (!subject->revisions[i].undone && is_void(&subject->revisions[i]) == revoked)
			take(looking, &subject->revisions[i]);
}

static int add(struct rota_matters *out, const struct looking *looking, enum rota_matter_type type,
	       struct rota_error *err)
{
	const struct rota_after_publication facts = { .type = type,
						      .posting = looking->subject->id,
						      .unit = looking->posting.unit,
						      .period = looking->publication->period,
						      .entries = looking->entries,
						      .entry_count = looking->count,
						      .from = looking->from,
						      .as_of = looking->publication->as_of };

	return looking->count ? rota_matters_add_after(out, &looking->world->scratch, &facts, err)
			      : ROTA_OK;
}

/** Whether the figures had the posting: it held its post on their day but for what was revoked. */
static bool was_counted(const struct looking *looking)
{
	const struct rota_posting *posting = &looking->posting;
	int32_t day = looking->publication->as_of;

	return was_known(looking->publication, looking->subject->created->id) &&
	       posting->from <= day && day < posting->to;
}

/** Whether a publication is looked at rather than another one. */
static bool is_rather(const struct publication *a, const struct publication *b)
{
	return a->as_of != b->as_of ? a->as_of > b->as_of : is_later(a, b);
}

/** Of the publications that had a posting which was revoked after them the last one alone. */
static int find_revoked(struct rota_matters *out, struct looking *looking,
			const struct rota_publications *all, struct rota_error *err)
{
	const struct publication *last = NULL;

	for (size_t i = 0; i < all->count; i++) {
		looking->publication = &all->items[i];
		if (!was_counted(looking))
			continue;
		take_all(looking, true);
		if (looking->count && (!last || is_rather(looking->publication, last)))
			last = looking->publication;
	}
	if (!last)
		return ROTA_OK;
	looking->publication = last;
	take_all(looking, true);
	return add(out, looking, ROTA_MATTER_REVOKED_AFTER, err);
}

/** Each published period that a posting changed. One that was not known then and never was changes
 * nothing. */
static int find_changed(struct rota_matters *out, struct looking *looking,
			const struct rota_publications *all, struct rota_error *err)
{
	bool is_nothing = rota_posting_is_void(&looking->posting);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < all->count; i++) {
		looking->publication = &all->items[i];
		if (is_nothing && !was_known(looking->publication, looking->subject->created->id))
			continue;
		take_all(looking, false);
		rc = add(out, looking, ROTA_MATTER_PERIOD_CHANGED, err);
	}
	return rc;
}

/** @param subject  folded, with what was settled of it. */
static int find_late(struct rota_matters *out, struct rota_world *world,
		     const struct rota_subject *subject, struct rota_error *err)
{
	struct looking looking = { .world = world, .subject = subject };
	struct rota_publications *all = NULL;
	int rc = published_sizes(&all, world, err);

	if (rc || !all || !all->count || !rota_posting_read(&looking.posting, subject))
		return rc;
	looking.entries = rota_arena_alloc(&world->scratch,
					   subject->revision_count * sizeof(*looking.entries));
	if (!looking.entries)
		return no_memory(err);
	rc = find_revoked(out, &looking, all, err);
	return rc ? rc : find_changed(out, &looking, all, err);
}

int rota_world_find_late(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			 struct rota_error *err)
{
	struct rota_publications *all = NULL;
	struct rota_subject *subject;
	int rc = published(&all, world, err);

	if (rc || !all || !all->count)
		return rc;
	rc = rota_world_subject(&subject, world, id, err);
	return rc ? rc : find_late(out, world, subject, err);
}

/* --- keeping --------------------------------------------------------------------------------- */

/** Whether a settlement holds of a matter. */
static int is_settled(bool *out, struct rota_world *world, struct rota_id posting,
		      const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_settlements settlements;
	int rc = rota_world_settlements(&settlements, world, posting, err);

	*out = !rc && rota_settlement_holds(settlements.items, settlements.count, matter) != NULL;
	return rc;
}

int rota_late_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
		     struct rota_error *err)
{
	struct rota_matters found = { .count = 0 };
	struct rota_publications *all = NULL;
	bool open = false;
	int rc = published(&all, world, err);

	if (rc || !all || !all->count)
		return rc;
	rc = find_late(&found, world, posting, err);
	for (size_t i = 0; !rc && !open && i < found.count; i++) {
		rc = is_settled(&open, world, posting->id, &found.items[i], err);
		open = !open;
	}
	return rc ? rc : rota_papers_keep(world, ROTA_PAPERS_LATE, no, no, open, err);
}

/** An entry on its way through a log. */
struct walking {
	struct rota_world *world;
	struct rota_writer_id writer;
	uint64_t time;
};

static int mark_entry(uint64_t n, const void *bytes, size_t size, void *payload,
		      struct rota_error *err)
{
	struct walking *walking = payload;
	struct rota_arena arena = { .first = NULL };
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &arena, bytes, size, err);

	if (!rc && entry.kind && entry.kind->entity == ROTA_ENTITY_POSTING)
		rc = rota_derive_mark(walking->world,
				      entry.creates ? rota_id_make(walking->writer, n) : entry.id,
				      err);
	rota_arena_clear(&arena);
	return rc;
}

static int mark_log(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct walking *walking = payload;
	const struct rota_checkpoint at = { .time = walking->time };
	uint64_t size;
	int rc;

	(void)no;
	memcpy(walking->writer.bytes, writer, sizeof(walking->writer.bytes));
	rc = rota_vector_size_at(&size, walking->world, walking->writer, &at, err);
	return rc || !size ? rc
			   : rota_log_each(walking->world->txn, writer, size, mark_entry, walking,
					   err);
}

/** The time of the checkpoint that an entry publishes; of one that is not known here, of the newest
 * one that is. @param[out] time  as it was, where none is known. */
static int checkpoint_time(uint64_t *time, struct rota_world *world, const struct rota_entry *entry,
			   struct rota_error *err)
{
	const struct rota_value *number =
		rota_map_get(rota_map_get(entry->body, "checkpoint"), "number");
	struct rota_checkpoint checkpoint;
	int rc = number && number->type == ROTA_UINT
			 ? rota_checkpoint_find(&checkpoint, world, number->as.number, err)
			 : ROTA_ENOTFOUND;

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = rota_checkpoint_last(&checkpoint, world, err);
	}
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	*time = rc ? *time : checkpoint.time;
	return rc;
}

static struct rota_id period_of(const struct rota_subject *publication)
{
	struct rota_id period = { { 0 } };

	if (publication->revision_count)
		rota_id_from_value(&period,
				   rota_map_get(publication->revisions[0].entry.body, "period"));
	return period;
}

/** The earliest checkpoint that was ever published for a period. */
static int find_earliest(uint64_t *time, struct rota_world *world, struct rota_id period,
			 struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_PUBLICATION, err);

	*time = UINT64_MAX;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;
		uint64_t own = UINT64_MAX;

		rc = rota_world_fold(&one, world, ids.items[i], err);
		if (rc || rota_id_compare(period_of(one), period) != 0 || !one->revision_count)
			continue;
		rc = checkpoint_time(&own, world, &one->revisions[0].entry, err);
		*time = own < *time ? own : *time;
	}
	return rc;
}

int rota_late_publish(struct rota_world *world, const struct rota_subject *publication,
		      struct rota_error *err)
{
	struct walking walking = { .world = world };
	int rc;

	world->published = NULL; /* they are read again */
	rc = find_earliest(&walking.time, world, period_of(publication), err);
	return rc || walking.time == UINT64_MAX
		       ? rc
		       : rota_log_writers_each(world->txn, mark_log, &walking, err);
}

int rota_late_note(struct rota_world *world, const struct rota_noted *noted, struct rota_error *err)
{
	struct rota_publications *all = NULL;
	int rc = published(&all, world, err);

	if (rc || !all || !all->count || reached_by(noted->entry, ROTA_DAY_ALWAYS) > all->last)
		return rc;
	return rota_derive_mark_number(world, noted->no, err);
}
