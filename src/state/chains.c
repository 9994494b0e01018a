/* SPDX-License-Identifier: Apache-2.0 */
#include "state/chains.h"

#include <stdio.h>
#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "store/record.h"
#include "store/setting.h"

/* --- names ----------------------------------------------------------------------------------- */

void rota_writer_ref(char out[ROTA_REF_BYTES], const char *beginning, struct rota_writer_id writer)
{
	struct rota_buffer digits = { 0 };

	rota_hex_encode(&digits, writer.bytes, sizeof(writer.bytes));
	rota_text_join(out, ROTA_REF_BYTES, beginning, rota_buffer_text(&digits), "");
	rota_buffer_clear(&digits);
}

static bool same_writer(struct rota_writer_id a, struct rota_writer_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

void rota_chain_ref(char out[ROTA_REF_BYTES], const struct rota_office *office,
                    enum rota_chain_type type, struct rota_writer_id writer)
{
	if (type == ROTA_CHAIN_CHECKPOINT)
		rota_text_join(out, ROTA_REF_BYTES, ROTA_REF_CHECKPOINTS, "", "");
	else if (type == ROTA_CHAIN_NOTICE)
		rota_writer_ref(out, ROTA_REF_NOTICES, writer);
	else if (same_writer(writer, office->common))
		rota_text_join(out, ROTA_REF_BYTES, ROTA_REF_COMMON, "", "");
	else if (office->is_province && same_writer(writer, office->own))
		rota_text_join(out, ROTA_REF_BYTES, ROTA_REF_RESERVED, "", "");
	else
		rota_writer_ref(out, ROTA_REF_WRITERS, writer);
}

static int read_hex(uint8_t *out, size_t size, struct rota_world *world, const char *key,
                    struct rota_error *err)
{
	struct rota_buffer hex = { 0 };
	int rc = rota_setting_get(&hex, world->txn, key, err);

	if (!rc && (hex.size != 2 * size || !rota_hex_decode(out, hex.bytes, hex.size)))
		rc = rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		               _("setting '%s' is damaged"), key);
	rota_buffer_clear(&hex);
	return rc;
}

int rota_province_id(struct rota_sha256 *out, struct rota_world *world, struct rota_error *err)
{
	return read_hex(out->bytes, sizeof(out->bytes), world, "province", err);
}

int rota_root_key(struct rota_public_key *out, struct rota_world *world, struct rota_error *err)
{
	return read_hex(out->bytes, sizeof(out->bytes), world, "root.key", err);
}

/* --- how far a chain is ---------------------------------------------------------------------- */

/** The key of a chain in the store: its name. */
static void name_chain(struct rota_buffer *out, enum rota_chain_type type,
                       struct rota_writer_id writer)
{
	rota_chain_name_print(out, type, writer);
}

int rota_chain_load(struct rota_chain *out, struct rota_world *world, enum rota_chain_type type,
                    struct rota_writer_id writer, struct rota_error *err)
{
	struct rota_buffer name = { 0 };
	struct rota_buffer bytes = { 0 };
	int rc;

	*out = (struct rota_chain){ .form = 0 };
	name_chain(&name, type, writer);
	rc = rota_buffer_check(&name, err);
	if (!rc)
		rc = rota_record_get(&bytes, world->txn, ROTA_TABLE_CHAIN, name.bytes, name.size,
		                     err);
	if (!rc)
		rc = rota_chain_decode(out, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&name);
	rota_buffer_clear(&bytes);
	return rc;
}

int rota_chain_begin(struct rota_chain *out, struct rota_world *world, enum rota_chain_type type,
                     struct rota_writer_id writer, const struct rota_public_key *key,
                     struct rota_error *err)
{
	struct rota_sha256 province;
	int rc = rota_chain_load(out, world, type, writer, err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	rc = rota_province_id(&province, world, err);
	return rc ? rc : rota_chain_init(out, &province, type, writer, key, err);
}

int rota_chain_save(struct rota_world *world, const struct rota_chain *chain,
                    struct rota_error *err)
{
	struct rota_buffer name = { 0 };
	struct rota_buffer bytes = { 0 };
	int rc;

	name_chain(&name, chain->type, chain->writer);
	rc = rota_buffer_check(&name, err);
	if (!rc)
		rc = rota_chain_encode(&bytes, chain, err);
	if (!rc)
		rc = rota_record_put(world->txn, ROTA_TABLE_CHAIN, name.bytes, name.size,
		                     bytes.bytes, bytes.size, err);
	rota_buffer_clear(&name);
	rota_buffer_clear(&bytes);
	return rc;
}

/* --- where a log stood ----------------------------------------------------------------------- */

enum { BATCH_KEY_BYTES = 16, BATCH_BYTES = 32 + 32 + ROTA_OID_BYTES + ROTA_SEED_BYTES };

static void batch_key(uint8_t key[BATCH_KEY_BYTES], struct rota_writer_id writer, uint64_t size)
{
	memcpy(key, writer.bytes, sizeof(writer.bytes));
	rota_put_u64(key + sizeof(writer.bytes), size);
}

int rota_batch_note(struct rota_world *world, const struct rota_chain *chain,
                    const uint8_t seed[ROTA_SEED_BYTES], struct rota_error *err)
{
	size_t peaks = rota_merkle_peak_count(chain->log.size);
	struct rota_buffer bytes = { 0 };
	uint8_t key[BATCH_KEY_BYTES];
	int rc;

	batch_key(key, chain->writer, chain->log.size);
	rota_buffer_append(&bytes, chain->root.bytes, sizeof(chain->root.bytes));
	rota_buffer_append(&bytes, chain->prev.bytes, sizeof(chain->prev.bytes));
	rota_buffer_append(&bytes, chain->tip.bytes, ROTA_OID_BYTES);
	rota_buffer_append(&bytes, seed, ROTA_SEED_BYTES);
	rota_buffer_append(&bytes, chain->log.peaks, peaks * sizeof(chain->log.peaks[0]));
	rc = rota_buffer_check(&bytes, err);
	if (!rc)
		rc = rota_record_put(world->txn, ROTA_TABLE_BATCH, key, sizeof(key), bytes.bytes,
		                     bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

static int damaged(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
	                 _("what the store knows of a batch is damaged"));
}

static int read_batch_end(struct rota_batch_end *out, uint64_t size, const void *stored,
                          size_t stored_size, struct rota_error *err)
{
	size_t peaks = rota_merkle_peak_count(size);
	const uint8_t *bytes = stored;

	memset(out, 0, sizeof(*out));
	if (stored_size != BATCH_BYTES + peaks * sizeof(out->log.peaks[0]))
		return damaged(err);
	memcpy(out->root.bytes, bytes, 32);
	memcpy(out->head.bytes, bytes + 32, 32);
	memcpy(out->commit.bytes, bytes + 64, ROTA_OID_BYTES);
	memcpy(out->seed, bytes + 64 + ROTA_OID_BYTES, ROTA_SEED_BYTES);
	out->log.size = size;
	if (peaks)
		memcpy(out->log.peaks, bytes + BATCH_BYTES, peaks * sizeof(out->log.peaks[0]));
	return ROTA_OK;
}

int rota_batch_find(struct rota_batch_end *out, struct rota_world *world,
                    struct rota_writer_id writer, uint64_t size, struct rota_error *err)
{
	uint8_t key[BATCH_KEY_BYTES];
	struct rota_buffer bytes = { 0 };
	int rc;

	batch_key(key, writer, size);
	rc = rota_record_get(&bytes, world->txn, ROTA_TABLE_BATCH, key, sizeof(key), err);
	if (!rc)
		rc = read_batch_end(out, size, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

struct batch_visit {
	rota_batch_end_fn *visit;
	void *payload;
};

static int visit_batch(const void *key, size_t key_size, const void *bytes, size_t size,
                       void *payload, struct rota_error *err)
{
	const struct batch_visit *visiting = payload;
	const uint8_t *number = (const uint8_t *)key + sizeof(struct rota_writer_id);
	struct rota_batch_end end;
	int rc = key_size == BATCH_KEY_BYTES ?
	                 read_batch_end(&end, rota_get_u64(number), bytes, size, err) :
	                 damaged(err);

	return rc ? rc : visiting->visit(&end, visiting->payload, err);
}

int rota_batch_each(struct rota_world *world, struct rota_writer_id writer,
                    rota_batch_end_fn *visit, void *payload, struct rota_error *err)
{
	struct batch_visit visiting = { visit, payload };

	return rota_record_each(world->txn, ROTA_TABLE_BATCH, writer.bytes, sizeof(writer.bytes),
	                        visit_batch, &visiting, err);
}

struct batch_copy {
	struct rota_world *to;
	uint64_t size;
};

static int copy_batch(const void *key, size_t key_size, const void *bytes, size_t size,
                      void *payload, struct rota_error *err)
{
	const struct batch_copy *copying = payload;

	if (key_size != BATCH_KEY_BYTES)
		return damaged(err);
	if (rota_get_u64((const uint8_t *)key + sizeof(struct rota_writer_id)) > copying->size)
		return ROTA_OK;
	return rota_record_put(copying->to->txn, ROTA_TABLE_BATCH, key, key_size, bytes, size, err);
}

int rota_batches_copy(struct rota_world *to, struct rota_world *from, struct rota_writer_id writer,
                      uint64_t size, struct rota_error *err)
{
	struct batch_copy copying = { to, size };

	return rota_record_each(from->txn, ROTA_TABLE_BATCH, writer.bytes, sizeof(writer.bytes),
	                        copy_batch, &copying, err);
}

/* --- drawn ----------------------------------------------------------------------------------- */

/** The keys of a chain's drawn commits begin with its name and a NUL; then the number. */
static int drawn_prefix(struct rota_buffer *out, enum rota_chain_type type,
                        struct rota_writer_id writer, struct rota_error *err)
{
	name_chain(out, type, writer);
	rota_buffer_append(out, "", 1);
	return rota_buffer_check(out, err);
}

int rota_drawn_put(struct rota_world *world, const struct rota_chain *chain,
                   const struct rota_sealed *sealed, struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	struct rota_buffer bytes = { 0 };
	uint8_t number[8];
	int rc = drawn_prefix(&key, chain->type, chain->writer, err);

	rota_put_u64(number, chain->seq - 1);
	rota_buffer_append(&key, number, sizeof(number));
	if (!rc)
		rc = rota_buffer_check(&key, err);
	if (!rc)
		rc = rota_sealed_encode(&bytes, sealed, err);
	if (!rc)
		rc = rota_record_put(world->txn, ROTA_TABLE_DRAWN, key.bytes, key.size, bytes.bytes,
		                     bytes.size, err);
	rota_buffer_clear(&key);
	rota_buffer_clear(&bytes);
	return rc ? rc : rota_chain_save(world, chain, err);
}

/** Commits on their way to git. */
struct writing {
	struct rota_git *git;
	struct rota_arena arena;
	bool has_tip;
	struct rota_oid tip;  /* of the ref; then of what was written */
	bool begun;           /* what follows the tip has come */
};

static bool follows(const struct rota_sealed *sealed, const struct writing *writing)
{
	if (!writing->has_tip)
		return !sealed->has_parent;
	return sealed->has_parent && rota_oid_equal(sealed->parent, writing->tip);
}

static int write_one(const void *key, size_t key_size, const void *bytes, size_t size,
                     void *payload, struct rota_error *err)
{
	struct writing *writing = payload;
	struct rota_sealed sealed;
	int rc = rota_sealed_decode(&sealed, &writing->arena, bytes, size, err);

	(void)key;
	(void)key_size;
	if (!rc && !writing->begun)
		writing->begun = follows(&sealed, writing);
	if (!rc && writing->begun) {
		rc = rota_git_put(writing->git, &sealed, 1, err);
		writing->tip = sealed.oid;
	}
	rota_arena_reset(&writing->arena);
	return rc;
}

static int does_not_fit(const char *ref, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT,
	                 _("one of them is an old copy: take the newer of both from a backup; "
	                   "nothing was signed"),
	                 _("the repository and the store do not fit together at '%s'"), ref);
}

static int write_after(struct writing *writing, struct rota_world *world,
                       const struct rota_chain *chain, const char *ref, struct rota_error *err)
{
	struct rota_oid old = writing->tip;
	struct rota_buffer prefix = { 0 };
	int rc = drawn_prefix(&prefix, chain->type, chain->writer, err);

	if (!rc)
		rc = rota_record_each(world->txn, ROTA_TABLE_DRAWN, prefix.bytes, prefix.size,
		                      write_one, writing, err);
	rota_buffer_clear(&prefix);
	if (!rc && !rota_oid_equal(writing->tip, chain->tip))
		rc = does_not_fit(ref, err);
	return rc ? rc :
	            rota_git_move(writing->git, ref, writing->has_tip ? &old : NULL, &writing->tip,
	                          err);
}

static int read_tip(struct writing *writing, const char *ref, struct rota_error *err)
{
	int rc = rota_git_ref(&writing->tip, writing->git, ref, err);

	writing->has_tip = rc == ROTA_OK;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static int write_drawn(struct writing *writing, struct rota_world *world, const char *ref,
                       enum rota_chain_type type, struct rota_writer_id writer,
                       struct rota_error *err)
{
	struct rota_chain chain;
	int rc = rota_chain_load(&chain, world, type, writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc)
		rc = read_tip(writing, ref, err);
	if (rc)
		return rc;
	if (chain.seq == 0)
		return writing->has_tip ? does_not_fit(ref, err) : ROTA_OK;
	if (writing->has_tip && rota_oid_equal(writing->tip, chain.tip))
		return ROTA_OK;
	return write_after(writing, world, &chain, ref, err);
}

int rota_drawn_write(struct rota_office *office, struct rota_git *git, const char *ref,
                     enum rota_chain_type type, struct rota_writer_id writer,
                     struct rota_error *err)
{
	struct writing writing = { .git = git };
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = write_drawn(&writing, &world, ref, type, writer, err);
	rota_arena_clear(&writing.arena);
	return rota_world_close(&world, rc, err);
}

struct forgetting {
	struct rota_world *world;
	uint64_t seq;
};

static int forget_one(const void *key, size_t key_size, const void *bytes, size_t size,
                      void *payload, struct rota_error *err)
{
	const struct forgetting *forgetting = payload;
	(void)bytes;
	(void)size;
	if (rota_get_u64((const uint8_t *)key + key_size - 8) >= forgetting->seq)
		return ROTA_OK;
	return rota_record_delete(forgetting->world->txn, ROTA_TABLE_DRAWN, key, key_size, err);
}

int rota_drawn_forget(struct rota_world *world, enum rota_chain_type type,
                      struct rota_writer_id writer, uint64_t seq, struct rota_error *err)
{
	struct forgetting forgetting = { world, seq };
	struct rota_buffer prefix = { 0 };
	int rc = drawn_prefix(&prefix, type, writer, err);

	if (!rc)
		rc = rota_record_each(world->txn, ROTA_TABLE_DRAWN, prefix.bytes, prefix.size,
		                      forget_one, &forgetting, err);
	rota_buffer_clear(&prefix);
	return rc;
}
