/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/prove.h"

#include <string.h>

#include "base/messages.h"
#include "state/chains.h"
#include "store/log.h"

/** One batch of a log: its entries behind those of the one before, up to before `end`. */
struct batch {
	uint64_t end;
	uint8_t seed[ROTA_SEED_BYTES];
};

enum { END = 1 };

struct proving {
	struct rota_world *world;
	struct rota_arena *arena;
	struct rota_carried_log *log;
	struct rota_digest *digest;
	struct batch *batches; /* from that of the first entry on */
	size_t batch_count, batch_room;
	struct rota_merkle before; /* the tree in front of these */
	/* while the log is walked */
	struct rota_merkle tree;
	struct rota_merkle_paths paths; /* of the entries */
	size_t batch;
	size_t next; /* of the entries */
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- which batches --------------------------------------------------------------------------- */

static int add_batch(struct proving *proving, const struct batch *batch, struct rota_error *err)
{
	struct batch *batches = rota_arena_more(proving->arena, proving->batches, proving->batch_count,
						&proving->batch_room, sizeof(*batches));

	if (!batches)
		return no_memory(err);
	proving->batches = batches;
	proving->batches[proving->batch_count++] = *batch;
	return ROTA_OK;
}

static int take_end(const struct rota_batch_end *end, void *payload, struct rota_error *err)
{
	struct proving *proving = payload;
	struct batch batch = { .end = end->log.size };

	if (end->log.size > proving->log->row.size)
		return ROTA_OK; /* not merged yet */
	if (end->log.size <= proving->log->entries[0].path.index) {
		proving->before = end->log;
		return ROTA_OK;
	}
	memcpy(batch.seed, end->seed, sizeof(batch.seed));
	return add_batch(proving, &batch, err);
}

/* --- the walk -------------------------------------------------------------------------------- */

static int keep(struct rota_carried *one, struct rota_arena *arena, const struct rota_salt *salt,
		const void *bytes, size_t size, struct rota_error *err)
{
	one->bytes = rota_arena_copy(arena, bytes, size);
	one->size = size;
	one->salt = *salt;
	return one->bytes ? ROTA_OK : no_memory(err);
}

static int another_log(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, _("run: rota verify --full"),
			 _("a log in the store is not the one that was merged"));
}

static int add_leaf(uint64_t n, const void *bytes, size_t size, void *payload,
		    struct rota_error *err)
{
	struct proving *proving = payload;
	const struct rota_carried_log *log = proving->log;
	struct rota_sha256 leaf;
	struct rota_salt salt;
	int rc;

	if (n == log->row.size)
		return END;
	while (n >= proving->batches[proving->batch].end)
		proving->batch++;
	rc = rota_merkle_salt(&salt, proving->digest, proving->batches[proving->batch].seed, n,
			      err);
	if (!rc)
		rc = rota_merkle_entry_leaf(&leaf, proving->digest, &salt, bytes, size, err);
	if (!rc && proving->next < log->count && n == log->entries[proving->next].path.index)
		rc = keep(&log->entries[proving->next++], proving->arena, &salt, bytes, size, err);
	return rc ? rc
		  : rota_merkle_append_all(&proving->tree, proving->digest, &leaf, &proving->paths,
					   err);
}

static int begin_paths(struct proving *proving, struct rota_error *err)
{
	struct rota_merkle_paths *paths = &proving->paths;

	paths->items = rota_arena_alloc(proving->arena,
					proving->log->count * sizeof(*paths->items));
	if (!paths->items)
		return no_memory(err);
	for (; paths->count < proving->log->count; paths->count++) {
		paths->items[paths->count] = &proving->log->entries[paths->count].path;
		paths->items[paths->count]->count = 0;
	}
	proving->tree = proving->before;
	return ROTA_OK;
}

/** The tree from the batch of the first entry on, with the paths of all. */
static int prove_all(struct proving *proving, struct rota_error *err)
{
	const struct rota_vector_row *row = &proving->log->row;
	struct rota_sha256 root;
	int rc = begin_paths(proving, err);

	if (!rc)
		rc = rota_log_each(proving->world->txn, row->writer.bytes, proving->before.size,
				   add_leaf, proving, err);
	if (rc == END)
		rc = ROTA_OK;
	if (!rc)
		rc = rota_merkle_root_all(&root, &proving->tree, proving->digest, &proving->paths,
					  err);
	if (rc)
		return rc;
	return proving->next == proving->log->count &&
			       memcmp(root.bytes, row->root.bytes, sizeof(root.bytes)) == 0
		       ? ROTA_OK
		       : another_log(err);
}

int rota_prove(struct rota_carried_log *log, struct rota_world *world, struct rota_arena *arena,
	       struct rota_error *err)
{
	struct proving proving = { .world = world, .arena = arena, .log = log };
	int rc;

	if (!log->count)
		return ROTA_OK;
	rc = rota_digest_new(&proving.digest, err);
	if (!rc)
		rc = rota_batch_each(world, log->row.writer, take_end, &proving, err);
	if (!rc && (!proving.batch_count ||
		    proving.batches[proving.batch_count - 1].end != log->row.size))
		rc = another_log(err);
	if (!rc)
		rc = prove_all(&proving, err);
	rota_digest_free(proving.digest);
	return rc;
}
