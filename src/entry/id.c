/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/entry.h"

#include <stdlib.h>
#include <string.h>

#include "base/big_endian.h"

struct rota_id rota_id_make(struct rota_writer_id writer, uint64_t number)
{
	struct rota_id id;

	memcpy(id.bytes, writer.bytes, 8);
	rota_put_u64(id.bytes + 8, number);
	return id;
}

struct rota_writer_id rota_id_writer(struct rota_id id)
{
	struct rota_writer_id writer;

	memcpy(writer.bytes, id.bytes, 8);
	return writer;
}

uint64_t rota_id_number(struct rota_id id)
{
	return rota_get_u64(id.bytes + 8);
}

int rota_id_compare(struct rota_id a, struct rota_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes));
}

static int compare(const void *a, const void *b)
{
	return rota_id_compare(*(const struct rota_id *)a, *(const struct rota_id *)b);
}

size_t rota_ids_sort(struct rota_id *ids, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(ids, count, sizeof(*ids), compare);
	for (size_t i = 0; i < count; i++)
		if (!kept || rota_id_compare(ids[kept - 1], ids[i]) != 0)
			ids[kept++] = ids[i];
	return kept;
}

bool rota_ids_have(const struct rota_id *ids, size_t count, struct rota_id id)
{
	return count && bsearch(&id, ids, count, sizeof(*ids), compare);
}

bool rota_id_from_value(struct rota_id *out, const struct rota_value *value)
{
	if (!value || value->type != ROTA_BIN || value->as.bin.size != sizeof(out->bytes))
		return false;
	memcpy(out->bytes, value->as.bin.bytes, sizeof(out->bytes));
	return true;
}

struct rota_value rota_id_value(struct rota_arena *arena, struct rota_id id)
{
	char *copy = rota_arena_copy(arena, id.bytes, sizeof(id.bytes));

	return copy ? rota_bin(copy, sizeof(id.bytes)) : rota_nil();
}
