/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/seal.h"

#include <limits.h>
#include <string.h>

#include "base/clock.h"
#include "base/messages.h"
#include "base/random.h"
#include "base/text.h"
#include "state/revocation.h"
#include "store/log.h"

/** What one batch takes: as many entries as fit, up to the last that ends no set half way. */
struct gathering {
	struct rota_world *world;
	size_t limit; /* of bytes, but for a set that alone is larger */
	struct rota_batch_entry *entries;
	size_t count;
	size_t whole; /* so many of them end with a whole set */
	size_t bytes; /* with the seed */
	uint64_t set_end; /* first number behind the sets met so far */
	bool full;
};

/** The first number behind the set of an entry; 0 when it is alone. */
static int set_end(uint64_t *out, struct gathering *gathering, const void *bytes, size_t size,
                   struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &gathering->world->scratch, bytes, size, err);

	*out = rc || !entry.set_count ? 0 : entry.set_first + entry.set_count;
	rota_world_forget(gathering->world);
	return rc;
}

static int gather(uint64_t n, const void *bytes, size_t size, void *payload, struct rota_error *err)
{
	struct gathering *gathering = payload;
	struct rota_batch_entry *entry = &gathering->entries[gathering->count];
	uint64_t end;
	int rc;

	gathering->full = gathering->count == ROTA_BATCH_MAX_ENTRIES ||
	                  gathering->bytes + size > ROTA_BATCH_MAX_BYTES ||
	                  (gathering->whole && gathering->bytes + size > gathering->limit);
	if (gathering->full)
		return 1; /* stops the visit; no code of ours */
	rc = set_end(&end, gathering, bytes, size, err);
	if (rc)
		return rc;
	entry->bytes = rota_arena_copy(&gathering->world->arena, bytes, size);
	entry->size = size;
	if (!entry->bytes)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	gathering->count++;
	gathering->bytes += size;
	gathering->set_end = end > gathering->set_end ? end : gathering->set_end;
	if (n + 1 >= gathering->set_end)
		gathering->whole = gathering->count;
	return ROTA_OK;
}

static int gather_batch(struct gathering *gathering, struct rota_writer_id log, uint64_t first,
                        struct rota_error *err)
{
	int rc;

	rota_arena_reset(&gathering->world->arena);
	gathering->entries = rota_arena_alloc(&gathering->world->arena,
	                                      (ROTA_BATCH_MAX_ENTRIES + 1) *
	                                              sizeof(*gathering->entries));
	if (!gathering->entries)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	gathering->bytes = ROTA_SEED_BYTES;
	rc = rota_log_each(gathering->world->txn, log.bytes, first, gather, gathering, err);
	if (rc == 1)
		rc = ROTA_OK;
	if (!rc && gathering->count && !gathering->whole)
		rc = rota_fail(err, ROTA_ECORRUPT, NULL,
		               _("the set that begins at entry %llu fits into no batch"),
		               (unsigned long long)first);
	return rc;
}

/** Every batch names the newest checkpoint that its writer has seen. */
static int see_checkpoint(struct rota_batch_draw *draw, struct rota_world *world,
                          struct rota_error *err)
{
	struct rota_chain checkpoints;
	struct rota_writer_id none = { { 0 } };
	int rc = rota_chain_load(&checkpoints, world, ROTA_CHAIN_CHECKPOINT, none, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	draw->has_seen = !rc && checkpoints.seq > 0;
	draw->seen_seq = draw->has_seen ? checkpoints.seq - 1 : 0;
	draw->seen = checkpoints.prev;
	return rc;
}

/** The next batch. @param[out] entries  in it; 0: nothing is left. */
static int seal_batch(uint64_t *entries, struct rota_world *world, struct rota_chain *chain,
                      const struct rota_key *key, size_t limit, struct rota_error *err)
{
	struct gathering gathering = { .world = world, .limit = limit };
	struct rota_batch_draw draw = { .time = rota_clock_now_ms() };
	struct rota_sealed sealed;
	uint8_t seed[ROTA_SEED_BYTES];
	int rc = gather_batch(&gathering, chain->writer, chain->log.size, err);

	*entries = gathering.whole;
	if (rc || !gathering.whole)
		return rc;
	draw.entries = gathering.entries;
	draw.count = gathering.whole;
	draw.seed = seed;
	if (draw.time < chain->time) /* the clock of this machine was set back */
		draw.time = chain->time;
	rc = rota_random_fill(seed, sizeof(seed), err);
	if (!rc)
		rc = see_checkpoint(&draw, world, err);
	if (!rc)
		rc = rota_batch_draw(&sealed, &world->scratch, chain, &draw, key, err);
	if (!rc)
		rc = rota_drawn_put(world, chain, &sealed, err);
	if (!rc)
		rc = rota_batch_note(world, chain, seed, err);
	rota_world_forget(world);
	return rc;
}

static int seal_all(uint64_t *entries, struct rota_world *world, struct rota_writer_id log,
                    const struct rota_key *key, size_t limit, struct rota_error *err)
{
	struct rota_chain chain;
	uint64_t more = 1;
	int rc = rota_chain_begin(&chain, world, ROTA_CHAIN_BATCH, log, &key->public_key, err);

	while (!rc && more) {
		rc = seal_batch(&more, world, &chain, key, limit, err);
		*entries += more;
	}
	if (!rc && *entries)
		rc = rota_log_mark_put(world->txn, log.bytes, ROTA_MARK_SEALED, chain.log.size, err);
	return rc;
}

/** Whether there is anything to seal: asked first, so that sealing nothing writes nothing. */
static int is_behind(bool *out, struct rota_office *office, struct rota_writer_id log,
                     struct rota_error *err)
{
	const struct rota_revocation *by = NULL;
	struct rota_world world;
	uint64_t size = 0, sealed = 0;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_log_size(&size, world.txn, log.bytes, err);
	if (!rc)
		rc = rota_log_mark_get(&sealed, world.txn, log.bytes, ROTA_MARK_SEALED, err);
	if (!rc)
		rc = rota_world_revoked(&by, &world, log, err);
	*out = size > sealed && !by; /* what nobody believes is not signed */
	return rota_world_close(&world, rc, err);
}

int rota_seal(uint64_t *entries, struct rota_office *office, struct rota_writer_id log,
              const struct rota_key *key, struct rota_error *err)
{
	return rota_seal_within(entries, office, log, key, ROTA_BATCH_MAX_BYTES, err);
}

int rota_seal_within(uint64_t *entries, struct rota_office *office, struct rota_writer_id log,
                     const struct rota_key *key, size_t batch_bytes, struct rota_error *err)
{
	struct rota_world world;
	uint64_t sealed = 0;
	bool behind = false;
	int rc = is_behind(&behind, office, log, err);

	if (!rc && behind)
		rc = rota_world_begin(&world, office, true, err);
	if (!rc && behind) {
		rc = seal_all(&sealed, &world, log, key, batch_bytes, err);
		rc = rota_world_close(&world, rc, err);
	}
	if (entries)
		*entries = rc ? 0 : sealed;
	return rc;
}

int rota_office_key(struct rota_key *out, const struct rota_office *office, const char *name,
                    struct rota_error *err)
{
	char path[PATH_MAX];

	rota_text_join(path, sizeof(path), office->dir, "/", name);
	return rota_key_read(out, path, err);
}
