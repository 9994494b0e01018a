/* SPDX-License-Identifier: Apache-2.0 */
#include "state/log_root.h"

#include <string.h>

#include "base/messages.h"
#include "state/chains.h"
#include "store/log.h"

/** The batch in which a size lies, and the tree in front of it. */
struct growing {
	struct rota_digest *digest;
	uint64_t size; /* that is asked for */
	struct rota_merkle tree;
	uint8_t seed[ROTA_SEED_BYTES];
	bool found;
};

enum { ENOUGH = 1 };

static int find_batch(const struct rota_batch_end *end, void *payload, struct rota_error *err)
{
	struct growing *growing = payload;

	(void)err;
	if (end->log.size <= growing->size) {
		growing->tree = end->log;
		return ROTA_OK;
	}
	memcpy(growing->seed, end->seed, sizeof(growing->seed));
	growing->found = true;
	return ENOUGH;
}

static int add_leaf(uint64_t n, const void *bytes, size_t size, void *payload,
		    struct rota_error *err)
{
	struct growing *growing = payload;
	struct rota_sha256 leaf;
	struct rota_salt salt;
	int rc;

	if (n == growing->size)
		return ENOUGH;
	rc = rota_merkle_salt(&salt, growing->digest, growing->seed, n, err);
	if (!rc)
		rc = rota_merkle_entry_leaf(&leaf, growing->digest, &salt, bytes, size, err);
	return rc ? rc : rota_merkle_append(&growing->tree, growing->digest, &leaf, NULL, err);
}

static int not_here(uint64_t size, struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOTFOUND, NULL,
			 _("the log has not been sealed up to entry %llu"),
			 (unsigned long long)size);
}

/** Within a batch. */
static int grow(struct rota_sha256 *out, struct growing *growing, struct rota_world *world,
		struct rota_writer_id writer, struct rota_error *err)
{
	int rc = rota_batch_each(world, writer, find_batch, growing, err);

	if (rc && rc != ENOUGH)
		return rc;
	if (!growing->found)
		return not_here(growing->size, err);
	rc = rota_digest_new(&growing->digest, err);
	if (!rc)
		rc = rota_log_each(world->txn, writer.bytes, growing->tree.size, add_leaf, growing,
				   err);
	if (!rc || rc == ENOUGH)
		rc = rota_merkle_root(out, &growing->tree, growing->digest, NULL, err);
	rota_digest_free(growing->digest);
	return rc;
}

int rota_log_root(struct rota_sha256 *out, struct rota_world *world, struct rota_writer_id writer,
		  uint64_t size, struct rota_error *err)
{
	struct growing growing = { .size = size };
	struct rota_batch_end end;
	int rc = size ? rota_batch_find(&end, world, writer, size, err)
		      : rota_digest_sha256(out, "", 0, err);

	if (!rc && size)
		*out = end.root;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return grow(out, &growing, world, writer, err);
}
