/* SPDX-License-Identifier: Apache-2.0 */
#include "state/writer_clock.h"

#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "store/log.h"

/* Marks of a log. Numbers are one more than those of the entries; 0: there is none. */
#define MARK_FAR "ahead.far"     /* 1: among what no checkpoint has yet something was far ahead */
#define MARK_FIRST "ahead.first" /* of the last entries without a break that are ahead, the first \
				  */
#define MARK_LAST "ahead.last"   /* ... and the last */

/** What is so far ahead as it is taken in may be ahead of the checkpoint, too. */
enum { FAR_MS = 24 * 60 * 60 * 1000 };

int rota_writer_clock_note(struct rota_world *world, struct rota_writer_id writer, uint64_t clock,
			   struct rota_error *err)
{
	return rota_clock_ms(clock) > rota_clock_now_ms() + FAR_MS
		       ? rota_log_mark_put(world->txn, writer.bytes, MARK_FAR, 1, err)
		       : ROTA_OK;
}

/* --- what is new in a checkpoint ------------------------------------------------------------- */

struct watching {
	struct rota_world *world;
	uint64_t received_ms, size;
	uint64_t first, last; /* as the marks */
};

/** A visitor has seen what it came for; no code of ours has this number. */
enum { ENOUGH = 1 };

static int watch_entry(uint64_t n, const void *bytes, size_t size, void *payload,
		       struct rota_error *err)
{
	struct watching *watching = payload;
	struct rota_entry entry;
	int rc;

	if (n >= watching->size)
		return ENOUGH;
	rc = rota_entry_decode(&entry, &watching->world->scratch, bytes, size, err);
	if (!rc && rota_clock_is_ahead(entry.clock, watching->received_ms)) {
		if (!watching->last || watching->last != n) /* there was one between */
			watching->first = n + 1;
		watching->last = n + 1;
	}
	rota_world_forget(watching->world);
	return rc;
}

static int put_marks(struct rota_world *world, struct rota_writer_id writer,
		     const struct watching *watching, struct rota_error *err)
{
	int rc = rota_log_mark_put(world->txn, writer.bytes, MARK_FIRST, watching->first, err);

	if (!rc)
		rc = rota_log_mark_put(world->txn, writer.bytes, MARK_LAST, watching->last, err);
	return rc ? rc : rota_log_mark_put(world->txn, writer.bytes, MARK_FAR, 0, err);
}

int rota_writer_clock_watch(struct rota_world *world, struct rota_writer_id writer, uint64_t first,
			    uint64_t size, uint64_t received_ms, struct rota_error *err)
{
	struct watching watching = { .world = world, .received_ms = received_ms, .size = size };
	uint64_t far;
	int rc = rota_log_mark_get(&far, world->txn, writer.bytes, MARK_FAR, err);

	if (rc || !far || first >= size)
		return rc;
	rc = rota_log_mark_get(&watching.first, world->txn, writer.bytes, MARK_FIRST, err);
	if (!rc)
		rc = rota_log_mark_get(&watching.last, world->txn, writer.bytes, MARK_LAST, err);
	if (!rc)
		rc = rota_log_each(world->txn, writer.bytes, first, watch_entry, &watching, err);
	return rc && rc != ENOUGH ? rc : put_marks(world, writer, &watching, err);
}

/* --- the matters ----------------------------------------------------------------------------- */

/** The clock of the first entry of a log. @return ROTA_ENOTFOUND: it has none. */
static int first_clock(uint64_t *out, struct rota_world *world, struct rota_writer_id writer,
		       struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_world_entry(&entry, world, rota_id_make(writer, 0), err);

	*out = rc ? 0 : entry.clock;
	return rc;
}

/** The entries that show a wrong clock. @param[out] entries  room for two. */
static int list_entries(struct rota_id *entries, size_t *count, struct rota_world *world,
			struct rota_writer_id writer, struct rota_error *err)
{
	uint64_t made, first, ahead = 0;
	int rc = first_clock(&made, world, world->office->common, err);

	*count = 0;
	if (!rc)
		rc = first_clock(&first, world, writer, err);
	if (!rc && rota_clock_is_behind(first, made))
		entries[(*count)++] = rota_id_make(writer, 0);
	if (!rc)
		rc = rota_log_mark_get(&ahead, world->txn, writer.bytes, MARK_FIRST, err);
	if (!rc && ahead)
		entries[(*count)++] = rota_id_make(writer, ahead - 1);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

int rota_writer_clock_find(struct rota_matters *out, struct rota_world *world,
			   struct rota_arena *arena, const struct rota_enrolled_writer *writer,
			   struct rota_error *err)
{
	struct rota_id entries[2];
	struct rota_log_shows shows = { .enrolment = writer->enrolment,
					.unit = writer->home,
					.entries = entries };
	int rc = strcmp(writer->role, "write") == 0
			 ? list_entries(entries, &shows.count, world, writer->writer, err)
			 : ROTA_OK;

	return rc ? rc : rota_matters_add_of_log(out, arena, ROTA_MATTER_CLOCK, &shows, err);
}
