/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Signed commits that are wrong in one thing and right in all others: begin with a commit of the
 * world, change what it says, and sign it again.
 */
#ifndef TESTS_UNIT_TRUST_FORGE_H
#define TESTS_UNIT_TRUST_FORGE_H

#include "tests/support/chain_world.h"
#include "tests/unit/trust/trust.h"
#include "trust/signature.h"
#include "trust/step.h"

struct forge {
	struct rota_arena *arena;
	struct rota_chain chain;   /**< before it */
	struct rota_sealed sealed; /**< the result */
	struct rota_head head;
	struct rota_commit commit;
	const struct rota_key *key;
	const char *name_space;
	bool keeps_head;   /**< the file and its hash stay as they are */
	bool keeps_commit; /**< the text says what is in `commit`, not what follows from the head */
};

static inline void forge_begin(struct forge *forge, struct world *world, int which)
{
	bool ours = world->before[which].type == ROTA_CHAIN_BATCH;

	memset(forge, 0, sizeof(*forge));
	forge->arena = &world->arena;
	forge->chain = world->before[which];
	forge->sealed = world->sealed[which];
	forge->key = ours ? &world->district : &world->merge;
	forge->name_space = ROTA_SIGNATURE_GIT;
	for (size_t i = 0; i < forge->sealed.file_count; i++)
		if (strcmp(forge->sealed.files[i].name, "head") == 0)
			OK(rota_head_decode(&forge->head, forge->sealed.files[i].bytes,
					    forge->sealed.files[i].size, &err));
	OK(rota_commit_parse(&forge->commit, forge->arena, forge->sealed.commit,
			     forge->sealed.commit_size, &err));
}

/** Bytes that live as long as the world. */
static inline const void *forge_keep(struct forge *forge, struct rota_buffer *buffer)
{
	const void *kept = rota_arena_copy(forge->arena, rota_buffer_text(buffer), buffer->size);

	assert_non_null(kept);
	rota_buffer_clear(buffer);
	return kept;
}

static inline struct rota_sealed_file *forge_file(struct forge *forge, const char *name)
{
	for (size_t i = 0; i < forge->sealed.file_count; i++)
		if (strcmp(forge->sealed.files[i].name, name) == 0)
			return &forge->sealed.files[i];
	fail_msg("no file '%s'", name);
	return NULL;
}

static inline void forge_head(struct forge *forge)
{
	struct rota_sealed_file *file = forge_file(forge, "head");
	struct rota_buffer bytes = { 0 };

	OK(rota_head_encode(&bytes, &forge->head, &err));
	file->size = bytes.size;
	file->bytes = forge_keep(forge, &bytes);
}

static inline void forge_tree(struct forge *forge, struct rota_oid *oid)
{
	struct rota_buffer bytes = { 0 };

	OK(rota_step_tree(&bytes, oid, forge->sealed.files, forge->sealed.file_count, &err));
	forge->sealed.tree_size = bytes.size;
	forge->sealed.tree = forge_keep(forge, &bytes);
}

/** Sign the text and give the commit its id. */
static inline void forge_commit(struct forge *forge)
{
	struct rota_sealed *sealed = &forge->sealed;
	struct rota_buffer payload = { 0 }, signature = { 0 }, text = { 0 };

	forge->commit.signature = NULL;
	OK(rota_commit_print(&payload, &forge->commit, &err));
	OK(rota_signature_make(&signature, forge->key, forge->name_space, payload.bytes,
			       payload.size, &err));
	forge->commit.signature_size = signature.size;
	forge->commit.signature = forge_keep(forge, &signature);
	OK(rota_commit_print(&text, &forge->commit, &err));
	sealed->commit_size = text.size;
	sealed->commit = forge_keep(forge, &text);
	rota_buffer_clear(&payload);
	OK(rota_oid_make(&sealed->oid, "commit", sealed->commit, sealed->commit_size, &err));
}

/** All that follows from what was changed. */
static inline void forge_finish(struct forge *forge)
{
	struct rota_commit text = forge->commit;
	struct rota_sealed_file *file;
	struct rota_sha256 hash;
	struct rota_oid tree;

	if (!forge->keeps_head)
		forge_head(forge);
	file = forge_file(forge, "head");
	forge_tree(forge, &tree);
	if (!forge->keeps_commit) {
		OK(rota_digest_sha256(&hash, file->bytes, file->size, &err));
		OK(rota_step_commit(&text, &forge->chain, &forge->head, &hash, tree, &err));
		text.has_parent = forge->commit.has_parent;
		text.parent = forge->commit.parent;
		forge->commit = text;
	}
	forge_commit(forge);
}

/** The file `entries`, raw, with its hash and size in the head. The root stays. */
static inline void forge_entries(struct forge *forge, const void *bytes, size_t size)
{
	struct rota_sealed_file *file = forge_file(forge, "entries");

	file->bytes = rota_arena_copy(forge->arena, bytes, size);
	file->size = size;
	assert_non_null(file->bytes);
	forge->head.codec = ROTA_CODEC_RAW;
	forge->head.size = size;
	OK(rota_digest_sha256(&forge->head.files[0].hash, bytes, size, &err));
}

/** It is refused with this sentence behind its id, and nothing has happened. @return its fault. */
static inline enum rota_fault assert_not_opened(const char *wanted, const struct forge *forge)
{
	static const struct rota_opened nothing;
	struct rota_chain chain = forge->chain;
	struct rota_buffer message = { 0 };
	struct rota_opened opened;
	enum rota_fault fault;
	int rc;

	rota_buffer_puts(&message, "commit ");
	OK(rota_oid_print(&message, forge->sealed.oid, &err));
	rota_buffer_printf(&message, ": %s", wanted);
	rc = rota_chain_open(&opened, forge->arena, &chain, &forge->sealed, NULL, NULL, &err);
	assert_string_equal(rota_buffer_text(&message), err.message);
	assert_int_equal(ROTA_ECORRUPT, rc);
	assert_int_equal(ROTA_ECORRUPT, err.code);
	assert_memory_equal(&forge->chain, &chain, sizeof(chain));
	fault = opened.fault;
	assert_int_not_equal(ROTA_FAULT_NONE, fault);
	opened.fault = ROTA_FAULT_NONE;
	assert_memory_equal(&nothing, &opened, sizeof(opened));
	rota_buffer_clear(&message);
	return fault;
}

#endif
