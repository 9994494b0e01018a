/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The entries are decoded part after part into a ring. Whoever finds that a batch holds fills the
 * ring; while they are visited a worker goes on. It may get its processor late, for whoever checks
 * the next batch wants that too: so it must have come some parts ahead.
 */
#include "exchange/ahead.h"

#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/messages.h"
#include "base/worker.h"
#include "trust/batch.h"

enum {
	PARTS = 4,
	PART_ENTRIES = 256,
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
	struct rota_error err;   /* why the others are not */
	int rc;
};

struct rota_ahead {
	const struct rota_batch_leaf *leaves;
	size_t total, begun; /* entries: of the batch, and of the parts that were filled */
	struct part parts[PARTS];
	size_t filled; /* parts, before any is visited */
	struct rota_worker worker;
	sem_t empty, full; /* parts of the ring */
	atomic_bool stopped; /* the worker is to decode no more */
};

static void decode(struct part *part)
{
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

/** Decode the next entries of the batch. */
static void fill(struct rota_ahead *ahead, struct part *part)
{
	size_t left = ahead->total - ahead->begun, bytes = 0;

	part->leaves = ahead->leaves + ahead->begun;
	for (part->count = 0;
	     part->count < left && part->count < PART_ENTRIES && bytes < PART_BYTES; part->count++)
		bytes += part->leaves[part->count].size;
	decode(part);
	ahead->begun += part->count;
}

int rota_ahead_begin(struct rota_ahead **out, const struct rota_opened *opened,
		     struct rota_error *err)
{
	struct rota_ahead *ahead = *out ? *out : calloc(1, sizeof(*ahead));

	*out = ahead;
	if (!ahead)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	ahead->leaves = opened->leaves;
	ahead->total = opened->leaves ? (size_t)opened->head.count : 0;
	ahead->begun = 0;
	ahead->stopped = false;
	for (ahead->filled = 0; ahead->filled < PARTS && ahead->begun < ahead->total;
	     ahead->filled++)
		fill(ahead, &ahead->parts[ahead->filled]);
	return ROTA_OK;
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

/* --- with a worker --------------------------------------------------------------------------- */

static void wait_for(sem_t *parts)
{
	while (sem_wait(parts) && errno == EINTR)
		; /* a signal */
}

/** Fill the ring again, from its first part on. */
static void work(void *payload)
{
	struct rota_ahead *ahead = payload;

	for (size_t turn = 0; ahead->begun < ahead->total; turn = (turn + 1) % PARTS) {
		wait_for(&ahead->empty);
		if (ahead->stopped)
			return;
		fill(ahead, &ahead->parts[turn]);
		sem_post(&ahead->full);
	}
}

static int visit_worked(struct rota_ahead *ahead, rota_ahead_fn *visit, void *payload,
			struct rota_error *err)
{
	size_t turn = 0;
	int rc = ROTA_OK;

	for (size_t at = 0; !rc && at < ahead->total; turn = (turn + 1) % PARTS) {
		wait_for(&ahead->full);
		at += ahead->parts[turn].count;
		rc = visit_part(&ahead->parts[turn], visit, payload, err);
		ahead->stopped = rc != ROTA_OK;
		sem_post(&ahead->empty);
	}
	rota_worker_wait(&ahead->worker);
	sem_destroy(&ahead->empty);
	sem_destroy(&ahead->full);
	return rc;
}

/** @return false: it is not worth it, or this machine has no thread. */
static bool begin_work(struct rota_ahead *ahead)
{
	if (ahead->total - ahead->begun < WORKER_ENTRIES || sem_init(&ahead->empty, 0, 0))
		return false;
	if (sem_init(&ahead->full, 0, PARTS)) {
		sem_destroy(&ahead->empty);
		return false;
	}
	if (rota_worker_try(&ahead->worker, work, ahead))
		return true;
	sem_destroy(&ahead->empty);
	sem_destroy(&ahead->full);
	return false;
}

/* --- without --------------------------------------------------------------------------------- */

static int visit_alone(struct rota_ahead *ahead, rota_ahead_fn *visit, void *payload,
		       struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < ahead->filled; i++)
		rc = visit_part(&ahead->parts[i], visit, payload, err);
	while (!rc && ahead->begun < ahead->total) {
		fill(ahead, &ahead->parts[0]);
		rc = visit_part(&ahead->parts[0], visit, payload, err);
	}
	return rc;
}

int rota_ahead_each(struct rota_ahead *ahead, rota_ahead_fn *visit, void *payload,
		    struct rota_error *err)
{
	return begin_work(ahead) ? visit_worked(ahead, visit, payload, err)
				 : visit_alone(ahead, visit, payload, err);
}

void rota_ahead_free(struct rota_ahead *ahead)
{
	if (!ahead)
		return;
	for (size_t i = 0; i < PARTS; i++)
		rota_arena_clear(&ahead->parts[i].arena);
	free(ahead);
}
