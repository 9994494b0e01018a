/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state of a chain and its row in the store: a canonical map with the
 * fields of the struct; what does not belong to the type, or is before the
 * first commit, is not written.
 */
#include "trust/chain.h"

#include <string.h>

#include "base/messages.h"
#include "codec/canonical.h"
#include "trust/fields.h"

#define MOST ROTA_MERKLE_MAX_SIZE

static int check_writer(struct rota_writer_id writer, const struct rota_public_key *key,
			struct rota_error *err)
{
	struct rota_writer_id of_key;
	int rc = rota_writer_id_make(&of_key, key, err);

	if (!rc && memcmp(&of_key, &writer, sizeof(writer)) != 0)
		rc = rota_fail(err, ROTA_EINVALID, NULL,
			       _("the key is not the one from which the writer's id follows"));
	return rc;
}

int rota_chain_init(struct rota_chain *out, const struct rota_sha256 *province,
		    enum rota_chain_type type, struct rota_writer_id writer,
		    const struct rota_public_key *key, struct rota_error *err)
{
	int rc = ROTA_OK;

	memset(out, 0, sizeof(*out));
	if (type == ROTA_CHAIN_BATCH) {
		rc = check_writer(writer, key, err);
		if (!rc)
			rc = rota_digest_sha256(&out->root, "", 0, err); /* of no leaves */
	}
	if (rc) {
		memset(out, 0, sizeof(*out));
		return rc;
	}
	out->province = *province;
	out->type = type;
	if (type != ROTA_CHAIN_CHECKPOINT)
		out->writer = writer;
	out->key = *key;
	return ROTA_OK;
}

/* --- the row ------------------------------------------------------------------------------- */

static int put_hash(struct rota_arena *arena, struct rota_value *map, const char *key,
		    const struct rota_sha256 *hash)
{
	return rota_map_set(arena, map, key, rota_bin(hash->bytes, sizeof(hash->bytes)));
}

static int put_peaks(struct rota_arena *arena, struct rota_value *map,
		     const struct rota_merkle *tree)
{
	struct rota_value peaks = rota_list();
	int rc = 0;

	for (size_t i = 0; i < rota_merkle_peak_count(tree->size); i++)
		rc |= rota_list_add(arena, &peaks,
				    rota_bin(tree->peaks[i].bytes, sizeof(tree->peaks[i].bytes)));
	return rc | rota_map_set(arena, map, "peaks", peaks);
}

static int put_batch(struct rota_arena *arena, struct rota_value *map,
		     const struct rota_chain *chain)
{
	int rc = rota_map_set(arena, map, "size", rota_uint(chain->log.size));

	rc |= put_peaks(arena, map, &chain->log);
	rc |= put_hash(arena, map, "root", &chain->root);
	if (chain->has_seen) {
		rc |= rota_map_set(arena, map, "seen_seq", rota_uint(chain->seen_seq));
		rc |= put_hash(arena, map, "seen", &chain->seen);
	}
	return rc;
}

static int put_all(struct rota_arena *arena, struct rota_value *map, const char *name,
		   const struct rota_chain *chain)
{
	int rc = rota_map_set(arena, map, "chain", rota_text(name));

	rc |= put_hash(arena, map, "province", &chain->province);
	rc |= rota_map_set(arena, map, "key", rota_bin(chain->key.bytes, sizeof(chain->key.bytes)));
	rc |= rota_map_set(arena, map, "form", rota_uint(chain->form));
	rc |= rota_map_set(arena, map, "seq", rota_uint(chain->seq));
	rc |= put_hash(arena, map, "prev", &chain->prev);
	rc |= rota_map_set(arena, map, "time", rota_uint(chain->time));
	rc |= rota_map_set(arena, map, "tip", rota_bin(chain->tip.bytes, ROTA_OID_BYTES));
	if (chain->type == ROTA_CHAIN_BATCH)
		return rc | put_batch(arena, map, chain);
	if (chain->type == ROTA_CHAIN_NOTICE)
		return rc | rota_map_set(arena, map, "checkpoint", rota_uint(chain->checkpoint));
	rc |= rota_map_set(arena, map, "number", rota_uint(chain->number));
	return rc | put_peaks(arena, map, &chain->heads);
}

int rota_chain_encode(struct rota_buffer *out, const struct rota_chain *chain,
		      struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_buffer name = { 0 };
	struct rota_value map = rota_map();
	int rc;

	rota_chain_name_print(&name, chain->type, chain->writer);
	rc = rota_buffer_check(&name, err);
	if (!rc && put_all(&arena, &map, rota_buffer_text(&name), chain))
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (!rc)
		rc = rota_canonical_encode(out, &map, err);
	rota_buffer_clear(&name);
	rota_arena_clear(&arena);
	return rc;
}

static void take_peaks(struct rota_fields *fields, struct rota_merkle *tree, uint64_t size)
{
	struct rota_sha256 peaks[ROTA_MERKLE_MAX_STEPS];
	const struct rota_value *list;
	size_t count = 0;

	if (rota_fields_has(fields, "peaks")) {
		list = rota_fields_value(fields, "peaks", ROTA_LIST, ROTA_MERKLE_MAX_STEPS);
		count = list->type == ROTA_LIST ? list->as.list.count : 0;
		for (size_t i = 0; i < count; i++) {
			const struct rota_value *item = &list->as.list.items[i];

			if (item->type != ROTA_BIN || item->as.bin.size != sizeof(peaks[i].bytes)) {
				rota_fields_refuse(fields, "peaks");
				return;
			}
			memcpy(peaks[i].bytes, item->as.bin.bytes, sizeof(peaks[i].bytes));
		}
	}
	if (rota_merkle_resume(tree, size, peaks, count, NULL))
		rota_fields_refuse(fields, "peaks");
}

static void take_batch(struct rota_fields *fields, struct rota_chain *chain)
{
	take_peaks(fields, &chain->log, rota_fields_number(fields, "size", 0, MOST));
	rota_fields_bytes(fields, "root", chain->root.bytes, sizeof(chain->root.bytes));
	chain->has_seen = rota_fields_has(fields, "seen");
	if (!chain->has_seen)
		return;
	chain->seen_seq = rota_fields_number(fields, "seen_seq", 0, MOST);
	rota_fields_bytes(fields, "seen", chain->seen.bytes, sizeof(chain->seen.bytes));
}

static void take_all(struct rota_fields *fields, struct rota_chain *chain)
{
	if (!rota_chain_name_read(&chain->type, &chain->writer, rota_fields_text(fields, "chain")))
		rota_fields_refuse(fields, "chain");
	rota_fields_bytes(fields, "province", chain->province.bytes, sizeof(chain->province.bytes));
	rota_fields_bytes(fields, "key", chain->key.bytes, sizeof(chain->key.bytes));
	chain->form = rota_fields_number(fields, "form", 0, MOST);
	chain->seq = rota_fields_number(fields, "seq", 0, MOST);
	rota_fields_bytes(fields, "prev", chain->prev.bytes, sizeof(chain->prev.bytes));
	chain->time = rota_fields_number(fields, "time", 0, ROTA_HEAD_END_OF_TIME - 1);
	rota_fields_bytes(fields, "tip", chain->tip.bytes, ROTA_OID_BYTES);
	if (chain->type == ROTA_CHAIN_BATCH) {
		take_batch(fields, chain);
	} else if (chain->type == ROTA_CHAIN_NOTICE) {
		chain->checkpoint = rota_fields_number(fields, "checkpoint", 0, MOST);
	} else {
		chain->number = rota_fields_number(fields, "number", 0, MOST);
		take_peaks(fields, &chain->heads, chain->seq);
	}
}

int rota_chain_decode(struct rota_chain *out, const void *bytes, size_t size,
		      struct rota_error *err)
{
	struct rota_arena arena = { 0 };
	struct rota_fields fields;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = rota_fields_begin(&fields, &arena, bytes, size, err);
	if (!rc) {
		take_all(&fields, out);
		rc = rota_fields_finish(&fields, err);
	}
	if (rc)
		memset(out, 0, sizeof(*out));
	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "%s", _("the state of a chain"));
	rota_arena_clear(&arena);
	return rc;
}
