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

/** Leaves in a row, and which of the entries are among them. */
struct subtree {
	uint64_t size;
	struct rota_sha256 root;
	size_t first, end; /* of the entries */
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
	struct subtree trees[ROTA_MERKLE_MAX_STEPS + 1]; /* each larger than those behind it */
	size_t tree_count;
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

/** A step for each entry that stands in a subtree. */
static int add_step(struct proving *proving, const struct subtree *below,
		    const struct rota_sha256 *beside, struct rota_error *err)
{
	for (size_t i = below->first; i < below->end; i++) {
		struct rota_merkle_path *path = &proving->log->entries[i].path;

		if (path->count == ROTA_MERKLE_MAX_STEPS)
			return another_log(err);
		path->steps[path->count++] = *beside;
	}
	return ROTA_OK;
}

/** Join the last two subtrees. */
static int join(struct proving *proving, struct rota_error *err)
{
	struct subtree *left = &proving->trees[proving->tree_count - 2], *right = left + 1;
	int rc = add_step(proving, left, &right->root, err);

	if (!rc)
		rc = add_step(proving, right, &left->root, err);
	if (!rc)
		rc = rota_merkle_node(&left->root, proving->digest, &left->root, &right->root, err);
	left->size += right->size;
	if (left->first == left->end)
		left->first = right->first;
	left->end = right->end;
	proving->tree_count--;
	return rc;
}

static bool two_alike(const struct proving *proving)
{
	size_t count = proving->tree_count;

	return count > 1 && proving->trees[count - 2].size == proving->trees[count - 1].size;
}

static int add_leaf(uint64_t n, const void *bytes, size_t size, void *payload,
		    struct rota_error *err)
{
	struct proving *proving = payload;
	struct rota_carried *one = proving->next < proving->log->count
					   ? &proving->log->entries[proving->next]
					   : NULL;
	struct subtree leaf = { .size = 1, .first = proving->next, .end = proving->next };
	struct rota_salt salt;
	int rc;

	if (n == proving->log->row.size)
		return END;
	while (n >= proving->batches[proving->batch].end)
		proving->batch++;
	rc = rota_merkle_salt(&salt, proving->digest, proving->batches[proving->batch].seed, n,
			      err);
	if (!rc)
		rc = rota_merkle_entry_leaf(&leaf.root, proving->digest, &salt, bytes, size, err);
	if (!rc && one && n == one->path.index) {
		rc = keep(one, proving->arena, &salt, bytes, size, err);
		leaf.end = ++proving->next;
	}
	if (rc)
		return rc;
	proving->trees[proving->tree_count++] = leaf;
	while (!rc && two_alike(proving))
		rc = join(proving, err);
	return rc;
}

/** Begin behind the batches in front: with the peaks of their tree. */
static void begin_trees(struct proving *proving)
{
	size_t count = rota_merkle_peak_count(proving->before.size);
	uint64_t left = proving->before.size, bit = (uint64_t)1 << 63;

	for (proving->tree_count = 0; proving->tree_count < count; bit >>= 1) {
		if (!(left & bit))
			continue;
		proving->trees[proving->tree_count] = (struct subtree){
			.size = bit, .root = proving->before.peaks[proving->tree_count]
		};
		proving->tree_count++;
	}
}

/** All paths in one walk: a tree is joined of ever larger ones, and each two that are joined are a step
 *  of the entries in both. */
static int prove_all(struct proving *proving, struct rota_error *err)
{
	const struct rota_vector_row *row = &proving->log->row;
	int rc;

	for (size_t i = 0; i < proving->log->count; i++)
		proving->log->entries[i].path.count = 0;
	begin_trees(proving);
	rc = rota_log_each(proving->world->txn, row->writer.bytes, proving->before.size, add_leaf,
			   proving, err);
	if (rc == END)
		rc = ROTA_OK;
	while (!rc && proving->tree_count > 1)
		rc = join(proving, err);
	if (rc)
		return rc;
	if (proving->next < proving->log->count || !proving->tree_count ||
	    memcmp(proving->trees[0].root.bytes, row->root.bytes, sizeof(row->root.bytes)) != 0)
		return another_log(err);
	return ROTA_OK;
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
