/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A province of one district, in signed chains: two batches, two checkpoints, a notice. The same
 * bytes every time, but for what zstd packs. The keys are published here and nobody's.
 *
 * Used by the tests of src/trust, the generator of the golden chains and the fuzzer; what fails
 * ends the program.
 */
#ifndef TESTS_SUPPORT_CHAIN_WORLD_H
#define TESTS_SUPPORT_CHAIN_WORLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rota/entry.h"
#include "trust/chain.h"
#include "trust/receipt.h"
#include "trust/request.h"
#include "trust/vector.h"

enum {
	WORLD_BATCH,      /**< raw: entry 0 */
	WORLD_NEXT_BATCH, /**< zstd: entries 1 to 12, of which 3 and 4 are a set; has seen a
			     checkpoint */
	WORLD_CHECKPOINT,
	WORLD_NEXT_CHECKPOINT,
	WORLD_NOTICE,
	WORLD_COMMITS
};

static const char *const world_names[] = { "batch", "batch-zstd", "checkpoint", "checkpoint-next",
					   "notice" };

#define WORLD_TIME 1707960660123 /* 2024-02-15T01:31:00.123Z */

struct world {
	struct rota_arena arena;
	struct rota_key root, merge, district;
	struct rota_sha256 province;
	struct rota_writer_id writer;             /**< the district's */
	struct rota_chain before[WORLD_COMMITS];  /**< the state of the chain before each commit */
	struct rota_sealed sealed[WORLD_COMMITS]; /**< the commits */
};

static inline void world_check(int rc, const struct rota_error *err)
{
	if (!rc)
		return;
	fprintf(stderr, "chain_world: %s\n", err->message);
	abort();
}

static inline struct rota_key world_key(uint8_t number)
{
	uint8_t seed[ROTA_KEY_SEED_BYTES];
	struct rota_error err = { 0 };
	struct rota_key key;

	memset(seed, number, sizeof(seed));
	world_check(rota_key_from_seed(&key, seed, &err), &err);
	return key;
}

/** A note with this number; `extra` are more pairs of its JSON, such as ",\"set\":[3,2]". */
static inline struct rota_batch_entry world_entry(struct rota_arena *arena, uint64_t number,
						  const char *text, const char *extra)
{
	struct rota_error err = { 0 };
	struct rota_batch_entry out;
	const uint8_t *bytes = NULL;
	char *json = NULL;
	size_t json_size = 0;
	FILE *file = open_memstream(&json, &json_size);

	if (!file)
		abort();
	fprintf(file,
		"{\"v\":1,\"n\":%llu,\"t\":\"2024-02-15T01:00:00.%03lluZ#0\",\"by\":\"An\","
		"\"k\":\"note.add\",\"b\":{\"about\":\"a1b2c3d4e5f607180000000000000006\","
		"\"text\":\"%s\"}%s}",
		(unsigned long long)number, (unsigned long long)number % 1000, text, extra);
	fclose(file);
	world_check(rota_entry_from_json(&bytes, &out.size, json, json_size, arena, &err), &err);
	free(json);
	out.bytes = bytes;
	return out;
}

static inline void world_draw_batch(struct world *world, int which, struct rota_chain *chain,
				    const struct rota_batch_draw *draw)
{
	struct rota_error err = { 0 };

	world->before[which] = *chain;
	world_check(rota_batch_draw(&world->sealed[which], &world->arena, chain, draw,
				    &world->district, &err),
		    &err);
}

static inline void world_draw_batches(struct world *world, const struct rota_sha256 *seen)
{
	struct rota_batch_entry entries[13];
	struct rota_batch_draw draw = { .entries = entries, .count = 1, .time = WORLD_TIME };
	struct rota_error err = { 0 };
	struct rota_chain chain;
	uint8_t seed[ROTA_SEED_BYTES];

	for (uint64_t n = 0; n < 13; n++)
		entries[n] =
			world_entry(&world->arena, n, n ? "đã gọi điện xác nhận" : "bản ghi đầu",
				    n == 3 || n == 4 ? ",\"set\":[3,2]" : "");
	world_check(rota_chain_init(&chain, &world->province, ROTA_CHAIN_BATCH, world->writer,
				    &world->district.public_key, &err),
		    &err);
	for (uint8_t i = 0; i < sizeof(seed); i++)
		seed[i] = i;
	draw.seed = seed;
	world_draw_batch(world, WORLD_BATCH, &chain, &draw);
	memset(seed, 0xa5, sizeof(seed));
	draw.entries += 1;
	draw.count = 12;
	draw.time += 86400000;
	draw.has_seen = true;
	draw.seen = *seen;
	world_draw_batch(world, WORLD_NEXT_BATCH, &chain, &draw);
}

/** The row of the district after so many entries. */
static inline struct rota_vector_row world_row(const struct world *world, uint64_t size)
{
	struct rota_vector_row row = { .writer = world->writer,
				       .size = size,
				       .received = WORLD_TIME + 1000 };
	struct rota_error err = { 0 };

	world_check(rota_digest_sha256(&row.root, &size, 1, &err), &err);
	world_check(rota_digest_sha256(&row.head, "head", 4, &err), &err);
	return row;
}

static inline void world_draw_checkpoint(struct world *world, int which, struct rota_chain *chain,
					 uint64_t number)
{
	struct rota_vector_row row = world_row(world, number);
	struct rota_head head = { .time = WORLD_TIME + 1000 * number,
				  .number = number,
				  .rules = 1,
				  .as_of = { 2024, 2, 15 } };
	struct rota_sealed_file files[] = { { "vector", NULL, 0 },
					    { "totals", "\x81\xa1p\x01", 4 } };
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };

	world_check(rota_vector_root(&head.vroot, &row, 1, &err), &err);
	world_check(rota_vector_row_encode(&bytes, &row, &err), &err);
	files[0].bytes = bytes.bytes;
	files[0].size = bytes.size;
	world->before[which] = *chain;
	world_check(rota_chain_draw(&world->sealed[which], &world->arena, chain, &head, files, 2,
				    &world->merge, &err),
		    &err);
	rota_buffer_clear(&bytes);
}

static inline void world_draw_checkpoints(struct world *world, struct rota_sha256 *first)
{
	struct rota_writer_id none = { { 0 } };
	struct rota_error err = { 0 };
	struct rota_chain chain;

	world_check(rota_chain_init(&chain, &world->province, ROTA_CHAIN_CHECKPOINT, none,
				    &world->merge.public_key, &err),
		    &err);
	world_draw_checkpoint(world, WORLD_CHECKPOINT, &chain, 317);
	*first = chain.prev;
	world_draw_checkpoint(world, WORLD_NEXT_CHECKPOINT, &chain, 318);
}

static inline void world_draw_notice(struct world *world)
{
	static const struct rota_receipt receipts[] = {
		{ .number = 7, .disposition = ROTA_PROPOSAL },
		{ .number = 9, .disposition = ROTA_REJECTED, .rule = "V07", .what = "Tân Dân" },
		{ .upto = true, .number = 13 },
	};
	struct rota_head head = { .time = WORLD_TIME + 500000, .checkpoint = 318 };
	struct rota_sealed_file file = { "receipts", NULL, 0 };
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };
	struct rota_chain chain;

	for (size_t i = 0; i < sizeof(receipts) / sizeof(receipts[0]); i++)
		world_check(rota_receipt_encode(&bytes, &receipts[i], &err), &err);
	file.bytes = bytes.bytes;
	file.size = bytes.size;
	world_check(rota_chain_init(&chain, &world->province, ROTA_CHAIN_NOTICE, world->writer,
				    &world->merge.public_key, &err),
		    &err);
	world->before[WORLD_NOTICE] = chain;
	world_check(rota_chain_draw(&world->sealed[WORLD_NOTICE], &world->arena, &chain, &head,
				    &file, 1, &world->merge, &err),
		    &err);
	rota_buffer_clear(&bytes);
}

/** The request with which the district was enrolled; the caller's. */
static inline void world_request(struct rota_buffer *out, const struct world *world, bool knows)
{
	struct rota_join_request request = { .province = world->province,
					     .has_province = knows,
					     .name = "Ban Tổ chức Huyện ủy Ân Thi",
					     .unit = "329",
					     .office = "district",
					     .made = WORLD_TIME };
	struct rota_error err = { 0 };

	world_check(rota_request_make(out, &request, &world->district, &err), &err);
}

/** The caller's; released with world_clear(). */
static inline void world_init(struct world *world)
{
	struct rota_error err = { 0 };
	struct rota_sha256 seen;

	memset(world, 0, sizeof(*world));
	world->root = world_key(1);
	world->merge = world_key(2);
	world->district = world_key(3);
	world_check(rota_digest_sha256(&world->province, world->root.public_key.bytes, 32, &err),
		    &err);
	world_check(rota_writer_id_make(&world->writer, &world->district.public_key, &err), &err);
	world_draw_checkpoints(world, &seen);
	world_draw_batches(world, &seen);
	world_draw_notice(world);
}

static inline void world_clear(struct world *world)
{
	rota_arena_clear(&world->arena);
}

#endif
