/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/property/logs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "acts/record.h"
#include "base/clock.h"
#include "codec/canonical.h"
#include "state/chains.h"
#include "state/index_entry.h"
#include "store/log.h"
#include "tests/property/must.h"

#define OK(call) land_expect((call), &err, #call)

/* --- logs ------------------------------------------------------------------------------------ */

void logs_make(struct logs *logs, const struct land *land)
{
	struct rota_error err = { 0 };

	memset(logs, 0, sizeof(*logs));
	for (size_t i = 0; i <= OFFICES; i++) {
		logs->items[i].key = &land->keys[i];
		OK(rota_writer_id_make(&logs->items[i].writer, &land->keys[i].public_key, &err));
	}
	logs->items[OFFICES + 1].writer = land->province->common;
	logs->items[OFFICES + 2].writer = land->province->own;
}

void logs_clear(struct logs *logs)
{
	for (size_t i = 0; i < LOGS; i++)
		free(logs->items[i].items);
	rota_arena_clear(&logs->arena);
}

struct log *logs_of(struct logs *logs, struct rota_writer_id writer)
{
	for (size_t i = 0; i < LOGS; i++)
		if (memcmp(&logs->items[i].writer, &writer, sizeof(writer)) == 0)
			return &logs->items[i];
	return NULL;
}

void logs_add(struct logs *logs, struct log *log, const void *bytes, size_t size)
{
	struct rota_error err = { 0 };
	struct logged *one;

	if (log->count == log->room) {
		log->room = log->room ? 2 * log->room : 64;
		log->items = realloc(log->items, log->room * sizeof(*log->items));
		MUST(log->items);
	}
	one = &log->items[log->count++];
	one->bytes = (const uint8_t *)rota_arena_copy(&logs->arena, bytes, size);
	one->size = size;
	MUST(one->bytes);
	OK(rota_entry_decode(&one->entry, &logs->arena, one->bytes, size, &err));
	one->set_end =
		one->entry.set_count ? one->entry.set_first + one->entry.set_count : log->count;
}

struct reading {
	struct logs *logs;
	struct log *log;
};

static int take(uint64_t n, const void *bytes, size_t size, void *payload, struct rota_error *err)
{
	struct reading *reading = payload;

	(void)n;
	(void)err;
	logs_add(reading->logs, reading->log, bytes, size);
	return ROTA_OK;
}

void logs_read(struct logs *logs, struct log *log, struct rota_office *office)
{
	struct reading reading = { logs, log };
	struct rota_error err = { 0 };
	struct rota_world world;

	OK(rota_world_begin(&world, office, false, &err));
	OK(rota_log_each(world.txn, log->writer.bytes, log->count, take, &reading, &err));
	OK(rota_world_close(&world, ROTA_OK, &err));
}

/* --- the province's own ---------------------------------------------------------------------- */

/** As rota_plan_record() appends what it has checked. */
static void record(struct rota_world *world, struct rota_writer_id writer, const struct logged *one)
{
	struct rota_error err = { 0 };
	struct rota_entry entry;

	OK(rota_entry_decode(&entry, &world->scratch, one->bytes, one->size, &err));
	OK(rota_log_append(world->txn, writer.bytes, entry.number, one->bytes, one->size, &err));
	OK(rota_log_mark_put(world->txn, writer.bytes, ROTA_MARK_CLOCK, entry.clock, &err));
	OK(rota_index_entry(world, writer, &entry, ROTA_INDEX_COUNTS, &err));
	rota_world_forget(world);
}

static void deliver_own(struct delivery *delivery, const struct log *log, uint64_t from,
			uint64_t upto)
{
	struct rota_error err = { 0 };
	struct rota_world world;

	OK(rota_world_open(&world, *delivery->province, true, &err));
	for (uint64_t n = from; n < upto; n++)
		record(&world, log->writer, &log->items[n]);
	OK(rota_world_close(&world, ROTA_OK, &err));
}

/* --- batches --------------------------------------------------------------------------------- */

static struct rota_git *open_git(const struct delivery *delivery)
{
	struct rota_error err = { 0 };
	struct rota_git *git;
	char path[2 * LAND_PATH];

	snprintf(path, sizeof(path), "%s/rota.git", rota_office_dir(*delivery->province));
	OK(rota_git_open(&git, path, NULL, &err));
	return git;
}

/** Move the ref of a log to a commit, or away. */
static void point(struct rota_git *git, const struct log *log, const struct rota_oid *to)
{
	struct rota_error err = { 0 };
	char ref[ROTA_REF_BYTES];
	struct rota_oid now;
	bool there;

	rota_writer_ref(ref, ROTA_REF_WRITERS, log->writer);
	there = rota_git_ref(&now, git, ref, NULL) == ROTA_OK;
	OK(rota_git_move(git, ref, there ? &now : NULL, to, &err));
}

/** Seal entries and put them under the ref. The seed is the same for all batches of a log, so that
 * its root does not depend on how it is split. */
static void send(struct rota_git *git, struct rota_chain *chain, const struct log *log,
		 const struct rota_batch_entry *entries, size_t count)
{
	uint8_t seed[ROTA_SEED_BYTES] = { 1 };
	const struct rota_batch_draw draw = {
		.entries = entries, .count = count, .seed = seed, .time = MORNING
	};
	struct rota_arena arena = { .first = NULL };
	struct rota_error err = { 0 };
	struct rota_sealed sealed;

	OK(rota_batch_draw(&sealed, &arena, chain, &draw, log->key, &err));
	OK(rota_git_put(git, &sealed, 1, &err));
	point(git, log, &sealed.oid);
	rota_arena_clear(&arena);
}

static void deliver_batch(struct delivery *delivery, const struct log *log, size_t which,
			  uint64_t from, uint64_t upto)
{
	struct rota_batch_entry *entries = calloc(upto - from, sizeof(*entries));
	struct rota_git *git = open_git(delivery);

	MUST(entries);
	for (uint64_t n = from; n < upto; n++)
		entries[n - from] =
			(struct rota_batch_entry){ log->items[n].bytes, log->items[n].size };
	delivery->before[which] = delivery->chains[which];
	send(git, &delivery->chains[which], log, entries, upto - from);
	rota_git_close(git);
	free(entries);
}

void deliver(struct delivery *delivery, struct logs *logs, size_t which, uint64_t upto)
{
	const struct log *log = &logs->items[which];
	uint64_t from = delivery->sent[which];

	if (upto <= from)
		return;
	upto = log->items[upto - 1].set_end;
	delivery->sent[which] = upto;
	if (log->key)
		deliver_batch(delivery, log, which, from, upto);
	else
		deliver_own(delivery, log, from, upto);
}

void delivery_begin(struct delivery *delivery, struct logs *logs, struct rota_office **province)
{
	struct rota_sha256 id;
	struct rota_error err = { 0 };
	struct rota_world world;

	*delivery = (struct delivery){ .province = province };
	OK(rota_world_begin(&world, *province, false, &err));
	OK(rota_province_id(&id, &world, &err));
	for (size_t i = 0; i < LOGS; i++) {
		const struct log *log = &logs->items[i];

		if (log->key)
			OK(rota_chain_init(&delivery->chains[i], &id, ROTA_CHAIN_BATCH, log->writer,
					   &log->key->public_key, &err));
		OK(rota_log_size(&delivery->sent[i], world.txn, log->writer.bytes, &err));
	}
	OK(rota_world_close(&world, ROTA_OK, &err));
}

/* --- nuisances ------------------------------------------------------------------------------- */

/** Another entry than the one that the log has at this place. */
static void encode_other(struct rota_buffer *out, const struct logged *one)
{
	const struct rota_value *map = &one->entry.root;
	struct rota_arena arena = { .first = NULL };
	struct rota_value root = rota_map();

	for (size_t i = 0; i < map->as.map.count; i++)
		MUST(!rota_map_add(&arena, &root, map->as.map.pairs[i].key,
				   map->as.map.pairs[i].value));
	MUST(!rota_map_set(&arena, &root, "by", rota_text("another machine")));
	MUST(!rota_canonical_encode(out, &root, NULL));
	rota_arena_clear(&arena);
}

/** The newest batch again from another machine, with its first entry another one. */
static void fork_log(struct rota_git *git, const struct delivery *delivery, const struct log *log,
		     size_t which)
{
	struct rota_chain chain = delivery->before[which];
	uint64_t from = chain.log.size, upto = delivery->chains[which].log.size;
	struct rota_batch_entry *entries = calloc(upto - from, sizeof(*entries));
	struct rota_buffer other = { 0 };

	MUST(entries);
	encode_other(&other, &log->items[from]);
	for (uint64_t n = from; n < upto; n++)
		entries[n - from] =
			(struct rota_batch_entry){ log->items[n].bytes, log->items[n].size };
	entries[0] = (struct rota_batch_entry){ rota_buffer_text(&other), other.size };
	send(git, &chain, log, entries, upto - from);
	rota_buffer_clear(&other);
	free(entries);
}

bool delivery_disturb(struct delivery *delivery, struct logs *logs, size_t which,
		      enum nuisance nuisance)
{
	const struct log *log = &logs->items[which];
	struct rota_git *git;

	if (!log->key || !delivery->chains[which].seq)
		return false;
	git = open_git(delivery);
	if (nuisance == NUISANCE_FORK)
		fork_log(git, delivery, log, which);
	else if (nuisance == NUISANCE_BACK && delivery->before[which].seq)
		point(git, log, &delivery->before[which].tip);
	else
		point(git, log, NULL);
	rota_git_close(git);
	return true;
}
