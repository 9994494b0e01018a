/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/ahead.h"

#include <stdlib.h>

#include "base/messages.h"
#include "base/worker.h"
#include "trust/batch.h"

enum {
	PART_ENTRIES = 256,
	FIRST_ENTRIES = 32, /* nothing is done yet while these are decoded */
	PART_BYTES = 1 << 16, /* decoded it is some ten times as much */
	WORKER_ENTRIES = 64   /* fewer are decoded sooner than a thread begins */
};

/** Some entries in a row. */
struct part {
	const struct rota_batch_leaf *leaves;
	size_t count;
	struct rota_entry entries[PART_ENTRIES];
	size_t decoded;
	struct rota_arena arena; /* which holds them */
	struct rota_worker worker;
	struct rota_error err; /* why the others are not */
	int rc;
};

/** The part that is taken in, and the one behind it. */
struct ahead {
	struct part parts[2];
	size_t most; /* entries of the next part: each may have twice as many as the one before */
};

static void decode(void *payload)
{
	struct part *part = payload;

	rota_arena_reset(&part->arena);
	rota_error_clear(&part->err);
	part->rc = ROTA_OK;
	for (part->decoded = 0; part->decoded < part->count; part->decoded++) {
		const struct rota_batch_leaf *leaf = &part->leaves[part->decoded];

		part->rc = rota_entry_decode(&part->entries[part->decoded], &part->arena,
					     leaf->bytes, leaf->size, &part->err);
		if (part->rc)
			return;
	}
}

/** Decode the next entries of so many. */
static void begin(struct ahead *ahead, struct part *part, const struct rota_batch_leaf *leaves,
		  size_t left)
{
	size_t bytes = 0;

	part->leaves = leaves;
	for (part->count = 0; part->count < left && part->count < ahead->most &&
			      bytes < PART_BYTES;
	     part->count++)
		bytes += leaves[part->count].size;
	ahead->most = 2 * ahead->most < PART_ENTRIES ? 2 * ahead->most : PART_ENTRIES;
	if (part->count < WORKER_ENTRIES)
		decode(part);
	else
		rota_worker_start(&part->worker, decode, part);
}

static int visit_part(const struct part *part, rota_ahead_fn *visit, void *payload,
		      struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < part->decoded; i++)
		rc = visit(&part->entries[i], part->leaves[i].bytes, part->leaves[i].size, payload,
			   err);
	if (rc || !part->rc)
		return rc;
	if (err)
		*err = part->err;
	return part->rc;
}

int rota_ahead_each(const struct rota_opened *opened, rota_ahead_fn *visit, void *payload,
		    struct rota_error *err)
{
	struct ahead *ahead = calloc(1, sizeof(*ahead));
	size_t total = opened->leaves ? (size_t)opened->head.count : 0, at = 0;
	int rc = ROTA_OK;

	if (!ahead)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	ahead->most = FIRST_ENTRIES;
	begin(ahead, &ahead->parts[0], opened->leaves, total);
	for (size_t turn = 0; !rc && at < total; turn = 1 - turn) {
		struct part *now = &ahead->parts[turn];

		rota_worker_wait(&now->worker);
		at += now->count;
		begin(ahead, &ahead->parts[1 - turn], opened->leaves + at, total - at);
		rc = visit_part(now, visit, payload, err);
	}
	for (size_t i = 0; i < 2; i++) {
		rota_worker_wait(&ahead->parts[i].worker);
		rota_arena_clear(&ahead->parts[i].arena);
	}
	free(ahead);
	return rc;
}
