/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/apply.h"

#include <string.h>

#include "acts/record.h"
#include "base/clock.h"
#include "base/messages.h"
#include "exchange/seal.h"
#include "state/dispose.h"
#include "state/index_entry.h"
#include "state/revocation.h"
#include "state/unsettled.h"
#include "state/writer_clock.h"
#include "store/log.h"

/**
 * Bytes of entries in one transaction. The pages that it changes are in memory until it is committed:
 * some 6,000 in a store of a million entries, of which many share one. The larger the store, the
 * fewer do, so from LARGE_STORE entries on a transaction takes less, until each entry has pages of
 * its own.
 */
enum { SLICE_MOST = 4 << 20, SLICE_LEAST = 1 << 20, LARGE_STORE = 1000000 };

/** A clock of others moves ours only when it is at most so far ahead: 24 hours. */
enum { ABSORBED_AHEAD_MS = 24 * 60 * 60 * 1000 };

/** Take the clock of an entry into account for the entries that are recorded here. */
static void absorb_clock(struct rota_applying *applying, const struct rota_entry *entry)
{
	if (entry->clock > applying->clock &&
	    rota_clock_ms(entry->clock) <= rota_clock_now_ms() + ABSORBED_AHEAD_MS)
		applying->clock = entry->clock;
}

/** Keep the greatest clock of a batch. */
static int keep_clock(struct rota_applying *applying, struct rota_error *err)
{
	struct rota_world *world = &applying->world;
	uint64_t last;
	int rc = rota_log_mark_get(&last, world->txn, applying->writer.bytes, ROTA_MARK_CLOCK, err);

	return rc || applying->clock <= last
		       ? rc
		       : rota_log_mark_put(world->txn, applying->writer.bytes, ROTA_MARK_CLOCK,
					   applying->clock, err);
}

/** Whether it is no part of its entity, whatever else comes; of a log that is not believed an entry
 * may be. */
static bool is_faulty(const struct rota_entry *entry, const struct rota_disposed *disposed)
{
	if (rota_disposed_as_revoked(disposed))
		return rota_entry_check(entry, NULL) != ROTA_OK;
	return entry->held[0] || disposed->disposition == ROTA_REJECTED;
}

/** Whether an entry counts, as far as is known now; one that does not is looked at again. */
static int judge(enum rota_index_as *out, struct rota_applying *applying,
		 const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_world *world = &applying->world;
	const struct rota_revision revision = { .id = rota_id_make(applying->writer, entry->number),
						.entry = *entry };
	struct rota_disposed disposed;
	int rc = rota_world_dispose(&disposed, world, &revision, err);

	*out = ROTA_INDEX_COUNTS;
	if (rc || disposed.disposition == ROTA_FACT)
		return rc;
	*out = is_faulty(entry, &disposed) ? ROTA_INDEX_FAULTY : ROTA_INDEX_LATER;
	return world->office->is_province && !rota_office_writes(world->office, applying->writer)
		       ? rota_unsettled_add(world, revision.id, err)
		       : ROTA_OK;
}

/** It is decoded once, and all that depends on it alone is done with that. */
static int take_entry(const struct rota_entry *entry, const void *bytes, size_t size, void *payload,
		      struct rota_error *err)
{
	struct rota_applying *applying = payload;
	struct rota_world *world = &applying->world;
	enum rota_index_as as;
	int rc;

	applying->touched = true;
	rc = rota_log_append(world->txn, applying->writer.bytes, entry->number, bytes, size, err);
	if (!rc)
		rc = judge(&as, applying, entry, err);
	if (!rc)
		rc = rota_index_entry(world, applying->writer, entry, as, err);
	if (!rc)
		absorb_clock(applying, entry);
	if (!rc && world->office->is_province)
		rc = rota_writer_clock_note(world, applying->writer, entry->clock, err);
	rota_world_forget(world);
	applying->entries++;
	return rc;
}

static int take_batch(struct rota_applying *applying, const struct rota_opened *opened,
		      struct rota_error *err)
{
	int rc = rota_batch_note(&applying->world, &applying->chain, opened->seed, err);

	if (!rc)
		rc = keep_clock(applying, err);
	if (!rc)
		rc = rota_log_mark_put(applying->world.txn, applying->writer.bytes,
				       ROTA_MARK_SEALED, applying->chain.log.size, err);
	return rc ? rc
		  : rota_revocation_reached(&applying->world, applying->writer, opened->head.first,
					    err);
}

static int open_slice(struct rota_applying *applying, struct rota_error *err)
{
	struct rota_store_stats stats;
	int rc = rota_store_stats(&stats, applying->office->store, err);

	if (!rc)
		rc = rota_world_open(&applying->world, applying->office, true, err);
	if (rc)
		return rc;
	applying->open = true;
	applying->slice_room = SLICE_MOST;
	if (stats.log_entries > LARGE_STORE)
		applying->slice_room = SLICE_MOST * (uint64_t)LARGE_STORE / stats.log_entries;
	if (applying->slice_room < SLICE_LEAST)
		applying->slice_room = SLICE_LEAST;
	return ROTA_OK;
}

static int close_slice(struct rota_applying *applying, int rc, struct rota_error *err)
{
	if (!applying->open)
		return rc;
	applying->open = false;
	return rota_world_close(&applying->world, rc, err);
}

/** All that follows from a commit that holds. */
static int take_opened(struct rota_applying *applying, const struct rota_opened *opened,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	applying->touched = true;
	if (applying->type == ROTA_CHAIN_BATCH)
		rc = take_batch(applying, opened, err);
	if (!rc && applying->take)
		rc = applying->take(applying, opened, err);
	if (!rc)
		rc = rota_chain_save(&applying->world, &applying->chain, err);
	return rc;
}

static int beyond_end(struct rota_applying *applying, const struct rota_sealed *sealed,
		      struct rota_error *err)
{
	applying->fault = ROTA_FAULT_REVOKED;
	applying->has_bad = true;
	applying->bad = sealed->oid;
	return rota_fail(err, ROTA_ECORRUPT, NULL,
			 _("the right to write was taken back from this machine from entry %llu on"),
			 (unsigned long long)applying->end);
}

/** Take in a commit that was found to hold. */
static int take_checked(struct rota_applying *applying, const struct rota_checking *checking,
			struct rota_error *err)
{
	const struct rota_opened *opened = &checking->opened;
	int rc = ROTA_OK;

	applying->touched = true; /* what is wrong with our own store is not of the commit */
	if (!applying->open)
		rc = open_slice(applying, err);
	if (rc)
		return rc;
	applying->touched = false;
	if (applying->ends && applying->chain.log.size >= applying->end)
		return beyond_end(applying, &checking->sealed, err);
	rc = rota_ahead_each(checking->ahead, take_entry, applying, err);
	if (rc)
		return rc;
	applying->chain = checking->chain;
	rc = take_opened(applying, opened, err);
	if (rc)
		return rc;
	applying->slice_room -= opened->entries_size < applying->slice_room ? opened->entries_size
									    : applying->slice_room;
	applying->commits++;
	if (applying->progress)
		applying->progress(applying);
	if (!applying->slice_room)
		rc = close_slice(applying, ROTA_OK, err);
	applying->touched = rc != ROTA_OK;
	return rc;
}

/** Wait whether a commit holds. */
static int end_checking(struct rota_applying *applying, struct rota_checking *checking,
			struct rota_error *err)
{
	int rc = rota_checking_end(checking, err);

	if (rc == ROTA_ECORRUPT) {
		applying->fault = checking->opened.fault;
		applying->has_bad = true;
		applying->bad = checking->sealed.oid;
	}
	return rc;
}

/** Begin to check a commit, and take in the one before it meanwhile. */
static int take_turn(struct rota_applying *applying, const struct rota_sealed *sealed,
		     struct rota_error *err)
{
	struct rota_checking *before = &applying->checking[applying->turn];
	struct rota_checking *now = &applying->checking[1 - applying->turn];
	bool pending = before->pending;
	int rc = pending ? end_checking(applying, before, err) : ROTA_OK;

	if (!rc)
		rc = rota_checking_begin(now, pending ? &before->chain : &applying->chain, sealed,
					 err);
	applying->turn = 1 - applying->turn;
	return rc || !pending ? rc : take_checked(applying, before, err);
}

static int take_commit(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct rota_applying *applying = payload;
	int rc = take_turn(applying, sealed, err);

	applying->stopped = rc != ROTA_OK;
	return rc;
}

/** Take in the last commit that came, however the walk ended behind it. @param rc  of the walk. */
static int take_last(struct rota_applying *applying, int rc, struct rota_error *err)
{
	struct rota_checking *last = &applying->checking[applying->turn];
	struct rota_error own = { .code = ROTA_OK };
	int taken = ROTA_OK;

	if (applying->stopped || !last->pending)
		return rc;
	taken = end_checking(applying, last, &own);
	if (!taken)
		taken = take_checked(applying, last, &own);
	if (taken && err)
		*err = own;
	return taken ? taken : rc;
}

static int load_chain(struct rota_applying *applying, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_begin(&world, applying->office, false, err);

	if (rc)
		return rc;
	rc = rota_chain_begin(&applying->chain, &world, applying->type, applying->writer,
			      &applying->key, err);
	applying->chain.key = applying->key;
	return rota_world_close(&world, rc, err);
}

int rota_apply(struct rota_applying *applying, const struct rota_oid *tip, struct rota_error *err)
{
	const struct rota_oid *after;
	int rc = load_chain(applying, err);

	if (rc)
		return rc;
	after = applying->chain.seq ? &applying->chain.tip : NULL;
	if (after && rota_oid_equal(*after, *tip))
		return ROTA_OK;
	rc = rota_git_walk(applying->git, tip, after, take_commit, applying, err);
	rc = take_last(applying, rc, err);
	applying->faulty = rc == ROTA_ECORRUPT && !applying->touched;
	if (applying->faulty && !applying->fault) /* git could not read it */
		applying->fault = ROTA_FAULT_UNREADABLE;
	if (applying->faulty) { /* what came before it is kept; nothing of it was stored */
		struct rota_error own = { .code = ROTA_OK };
		int kept = close_slice(applying, ROTA_OK, &own);

		applying->faulty = !kept; /* else it is our store that failed */
		if (kept && err)
			*err = own;
		rc = kept ? kept : rc;
	} else {
		rc = close_slice(applying, rc, err);
	}
	rota_checking_clear(&applying->checking[0]);
	rota_checking_clear(&applying->checking[1]);
	return rc;
}
