/* SPDX-License-Identifier: Apache-2.0 */
#include "state/vector.h"

#include <stdlib.h>
#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "state/chains.h"
#include "store/record.h"

/* --- rows ------------------------------------------------------------------------------------ */

int rota_vector_find(struct rota_vector_row *out, struct rota_world *world,
                     struct rota_writer_id writer, struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	int rc = rota_record_get(&bytes, world->txn, ROTA_TABLE_VECTOR, writer.bytes,
	                         sizeof(writer.bytes), err);

	*out = (struct rota_vector_row){ .writer = writer };
	if (!rc)
		rc = rota_vector_row_decode(out, NULL, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

/* Under writer and size, so that the sizes of a log come in their order. */
enum { MERGED_KEY_BYTES = 8 + 8, MERGED_BYTES = 8 };

int rota_merged_size_put(struct rota_world *world, const struct rota_merged_size *merged,
                         struct rota_error *err)
{
	uint8_t key[MERGED_KEY_BYTES], received[MERGED_BYTES];

	memcpy(key, merged->writer.bytes, sizeof(merged->writer.bytes));
	rota_put_u64(key + sizeof(merged->writer.bytes), merged->size);
	rota_put_u64(received, merged->received);
	return rota_record_put(world->txn, ROTA_TABLE_RECEIVED, key, sizeof(key), received,
	                       sizeof(received), err);
}

struct visiting {
	rota_merged_size_fn *visit;
	void *payload;
};

static int visit_merged(const void *key, size_t key_size, const void *bytes, size_t size,
                        void *payload, struct rota_error *err)
{
	const struct visiting *visiting = payload;
	struct rota_merged_size merged;

	if (key_size != MERGED_KEY_BYTES || size != MERGED_BYTES)
		return ROTA_OK;
	memcpy(merged.writer.bytes, key, sizeof(merged.writer.bytes));
	merged.size = rota_get_u64((const uint8_t *)key + sizeof(merged.writer.bytes));
	merged.received = rota_get_u64(bytes);
	return visiting->visit(&merged, visiting->payload, err);
}

int rota_merged_size_each(struct rota_world *world, const struct rota_writer_id *writer,
                          rota_merged_size_fn *visit, void *payload, struct rota_error *err)
{
	struct visiting visiting = { visit, payload };

	return rota_record_each(world->txn, ROTA_TABLE_RECEIVED, writer ? writer->bytes : NULL,
	                        writer ? sizeof(writer->bytes) : 0, visit_merged, &visiting, err);
}

struct receiving {
	uint64_t number;   /* of the entry */
	uint64_t received; /* by the first size that is greater */
};

static int find_received(const struct rota_merged_size *merged, void *payload,
                         struct rota_error *err)
{
	struct receiving *receiving = payload;

	(void)err;
	if (merged->size <= receiving->number)
		return ROTA_OK;
	receiving->received = merged->received;
	return 1; /* found */
}

int rota_vector_received(uint64_t *received, struct rota_world *world, struct rota_id entry,
                         struct rota_error *err)
{
	struct rota_writer_id writer = rota_id_writer(entry);
	struct receiving receiving = { .number = rota_id_number(entry) };
	int rc = rota_merged_size_each(world, &writer, find_received, &receiving, err);

	*received = receiving.received;
	return rc == 1 ? ROTA_OK : rc;
}

int rota_vector_put(struct rota_world *world, const struct rota_vector_row *row,
                    struct rota_error *err)
{
	const struct rota_merged_size merged = { row->writer, row->size, row->received };
	struct rota_buffer bytes = { 0 };
	int rc = rota_vector_row_encode(&bytes, row, err);

	if (!rc)
		rc = rota_record_put(world->txn, ROTA_TABLE_VECTOR, row->writer.bytes,
		                     sizeof(row->writer.bytes), bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc || !row->size ? rc : rota_merged_size_put(world, &merged, err);
}

struct loading {
	struct rota_world *world;
	struct rota_vector_row *rows;
	size_t count, room;
};

static int load_row(const void *key, size_t key_size, const void *bytes, size_t size, void *payload,
                    struct rota_error *err)
{
	struct loading *loading = payload;
	struct rota_vector_row *rows;

	(void)key;
	(void)key_size;
	rows = rota_arena_more(&loading->world->scratch, loading->rows, loading->count,
			       &loading->room, sizeof(*rows));
	if (!rows)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	loading->rows = rows;
	return rota_vector_row_decode(&loading->rows[loading->count++], NULL, bytes, size, err);
}

int rota_vector_load(struct rota_vector_row **out, size_t *count, struct rota_world *world,
                     struct rota_error *err)
{
	struct loading loading = { .world = world };
	int rc = rota_record_each(world->txn, ROTA_TABLE_VECTOR, NULL, 0, load_row, &loading, err);

	*out = loading.rows;
	*count = rc ? 0 : loading.count;
	return rc;
}

/* --- checkpoints ----------------------------------------------------------------------------- */

/* In the store: number as key; seq, time (8 bytes each, big-endian), head, vroot (32 each), as_of
 * (text). */
enum { FIXED_BYTES = 8 + 8 + 32 + 32 };

int rota_checkpoint_put(struct rota_world *world, const struct rota_checkpoint *checkpoint,
                        struct rota_error *err)
{
	char day[ROTA_DAY_TEXT_BYTES];
	uint8_t key[8], bytes[FIXED_BYTES + ROTA_DAY_TEXT_BYTES];
	size_t day_size;

	rota_put_u64(key, checkpoint->number);
	rota_put_u64(bytes, checkpoint->seq);
	rota_put_u64(bytes + 8, checkpoint->time);
	memcpy(bytes + 16, checkpoint->head.bytes, 32);
	memcpy(bytes + 48, checkpoint->vroot.bytes, 32);
	rota_day_encode(day, checkpoint->as_of);
	day_size = strlen(day);
	memcpy(bytes + FIXED_BYTES, day, day_size);
	return rota_record_put(world->txn, ROTA_TABLE_CHECKPOINT, key, sizeof(key), bytes,
	                       FIXED_BYTES + day_size, err);
}

static int read_checkpoint(struct rota_checkpoint *out, uint64_t number,
                           const struct rota_buffer *stored, struct rota_error *err)
{
	const uint8_t *bytes = (const uint8_t *)stored->bytes;

	*out = (struct rota_checkpoint){ .number = number };
	if (stored->size < FIXED_BYTES ||
	    rota_day_decode(&out->as_of, stored->bytes + FIXED_BYTES, stored->size - FIXED_BYTES,
	                    NULL))
		return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		                 _("what the store knows of checkpoint %llu is damaged"),
		                 (unsigned long long)number);
	out->seq = rota_get_u64(bytes);
	out->time = rota_get_u64(bytes + 8);
	memcpy(out->head.bytes, bytes + 16, 32);
	memcpy(out->vroot.bytes, bytes + 48, 32);
	return ROTA_OK;
}

int rota_checkpoint_find(struct rota_checkpoint *out, struct rota_world *world, uint64_t number,
                         struct rota_error *err)
{
	struct rota_buffer bytes = { 0 };
	uint8_t key[8];
	int rc;

	rota_put_u64(key, number);
	rc = rota_record_get(&bytes, world->txn, ROTA_TABLE_CHECKPOINT, key, sizeof(key), err);
	if (!rc)
		rc = read_checkpoint(out, number, &bytes, err);
	rota_buffer_clear(&bytes);
	return rc;
}

int rota_checkpoint_last(struct rota_checkpoint *out, struct rota_world *world,
                         struct rota_error *err)
{
	struct rota_writer_id none = { { 0 } };
	struct rota_chain chain;
	int rc;

	if (world->office->known) /* the chain itself is not there */
		return rota_checkpoint_find(out, world, world->office->known, err);
	rc = rota_chain_load(&chain, world, ROTA_CHAIN_CHECKPOINT, none, err);

	return rc ? rc : rota_checkpoint_find(out, world, chain.number, err);
}

struct sizing {
	uint64_t at_ms; /* of the checkpoint: no two have the same */
	uint64_t size;
};

static int take_size(const struct rota_merged_size *merged, void *payload, struct rota_error *err)
{
	struct sizing *sizing = payload;

	(void)err;
	if (merged->received <= sizing->at_ms)
		sizing->size = merged->size;
	return ROTA_OK;
}

int rota_vector_size_at(uint64_t *size, struct rota_world *world, struct rota_writer_id writer,
                        const struct rota_checkpoint *checkpoint, struct rota_error *err)
{
	struct sizing sizing = { .at_ms = checkpoint->time };
	int rc = rota_merged_size_each(world, &writer, take_size, &sizing, err);

	*size = sizing.size;
	return rc;
}
