/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/revocation.h"

#include <string.h>

/** The bytes of a field of one length; NULL: it has no such value. */
static const uint8_t *bytes_of(const struct rota_entry *entry, const char *field, size_t size)
{
	const struct rota_value *value = rota_map_get(entry->body, field);

	return value && value->type == ROTA_BIN && value->as.bin.size == size ? value->as.bin.bytes
									      : NULL;
}

bool rota_revocation_read(struct rota_revocation *out, struct rota_id id,
			  const struct rota_entry *entry)
{
	const uint8_t *writer = bytes_of(entry, "writer", sizeof(out->writer.bytes));
	const uint8_t *root = bytes_of(entry, "root", ROTA_REVOCATION_ROOT_BYTES);
	const struct rota_value *size = rota_map_get(entry->body, "size");

	if (strcmp(entry->kind_name, "writer.revoke") != 0 || !writer || !root || !size ||
	    size->type != ROTA_UINT)
		return false;
	*out = (struct rota_revocation){ .id = id,
					 .size = size->as.number,
					 .root = root,
					 .cause = rota_value_text(
						 rota_map_get(entry->body, "cause")),
					 .why = entry->why,
					 .clock = entry->clock,
					 .believed = size->as.number };
	memcpy(out->writer.bytes, writer, sizeof(out->writer.bytes));
	return true;
}

static bool ends_earlier(const struct rota_revocation *a, const struct rota_revocation *b)
{
	if (a->believed != b->believed)
		return a->believed < b->believed;
	return a->clock != b->clock ? a->clock < b->clock : rota_id_compare(a->id, b->id) < 0;
}

const struct rota_revocation *rota_revocation_of(const struct rota_revocations *revocations,
						 struct rota_writer_id writer)
{
	const struct rota_revocation *found = NULL;

	for (size_t i = 0; i < revocations->count; i++) {
		const struct rota_revocation *one = &revocations->items[i];

		if (memcmp(one->writer.bytes, writer.bytes, sizeof(writer.bytes)) == 0 &&
		    (!found || ends_earlier(one, found)))
			found = one;
	}
	return found;
}
