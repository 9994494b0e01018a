/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/checking.h"

#include <string.h>

#include "base/messages.h"

/** Bytes of files from which on it is worth a thread: some hundred entries. */
enum { LARGE_BYTES = 8192 };

static bool is_large(const struct rota_sealed *sealed)
{
	size_t size = 0;

	for (size_t i = 0; i < sealed->file_count; i++)
		size += sealed->files[i].size;
	return size >= LARGE_BYTES;
}

static void check(void *payload)
{
	struct rota_checking *checking = payload;

	checking->rc = rota_chain_open(&checking->opened, &checking->arena, &checking->chain,
				       &checking->sealed, NULL, NULL, &checking->err);
	if (!checking->rc)
		checking->rc = rota_ahead_begin(&checking->ahead, &checking->opened,
						&checking->err);
}

static bool copy(const void **bytes, size_t size, struct rota_arena *arena)
{
	*bytes = rota_arena_copy(arena, *bytes, size);
	return *bytes;
}

/** As it came, and not as a row of the store: opening has a word for each tree that is not right. */
static bool copy_sealed(struct rota_sealed *out, struct rota_arena *arena,
			const struct rota_sealed *sealed)
{
	bool done;

	*out = *sealed;
	done = copy(&out->commit, out->commit_size, arena) &&
	       copy(&out->tree, out->tree_size, arena);
	for (size_t i = 0; done && i < out->file_count; i++) {
		struct rota_sealed_file *file = &out->files[i];

		file->name = rota_arena_copy(arena, file->name, strlen(file->name));
		done = file->name && copy(&file->bytes, file->size, arena);
	}
	return done;
}

int rota_checking_begin(struct rota_checking *checking, const struct rota_chain *chain,
			const struct rota_sealed *sealed, struct rota_error *err)
{
	rota_arena_reset(&checking->arena);
	rota_error_clear(&checking->err);
	checking->chain = *chain;
	if (!copy_sealed(&checking->sealed, &checking->arena, sealed))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	checking->pending = true;
	if (is_large(sealed))
		rota_worker_start(&checking->worker, check, checking);
	else
		check(checking);
	return ROTA_OK;
}

int rota_checking_end(struct rota_checking *checking, struct rota_error *err)
{
	rota_worker_wait(&checking->worker);
	checking->pending = false;
	if (checking->rc && err)
		*err = checking->err;
	return checking->rc;
}

void rota_checking_clear(struct rota_checking *checking)
{
	rota_worker_wait(&checking->worker);
	checking->pending = false;
	rota_ahead_free(checking->ahead);
	checking->ahead = NULL;
	rota_arena_clear(&checking->arena);
}
