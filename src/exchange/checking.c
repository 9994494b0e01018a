/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/checking.h"

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
}

int rota_checking_begin(struct rota_checking *checking, const struct rota_chain *chain,
			const struct rota_sealed *sealed, struct rota_error *err)
{
	int rc;

	rota_arena_reset(&checking->arena);
	rota_buffer_reset(&checking->bytes);
	rota_error_clear(&checking->err);
	checking->chain = *chain;
	rc = rota_sealed_encode(&checking->bytes, sealed, err);
	if (!rc)
		rc = rota_sealed_decode(&checking->sealed, &checking->arena, checking->bytes.bytes,
					checking->bytes.size, err);
	if (rc)
		return rc;
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
	rota_buffer_clear(&checking->bytes);
	rota_arena_clear(&checking->arena);
}
