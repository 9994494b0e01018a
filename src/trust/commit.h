/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Git's view of a signed commit: object ids, and the one text that a commit
 * of rota may have.
 *
 *     tree 8f0f...
 *     parent 77ab...                                   but for the first of a chain
 *     author 9ae421a1deaf92a4 <9ae421a1deaf92a4@1f3870be274f6c49> 1707960660 +0000
 *     committer ... the same
 *     gpgsig -----BEGIN SSH SIGNATURE-----
 *      U1NIU0lHAAAAAQAAADMAAAALc3No...
 *      -----END SSH SIGNATURE-----
 *
 *     batch of 12 entries
 *
 *     Rota-Type: batch
 *     Rota-Chain: 9ae421a1deaf92a4
 *     Rota-Entries: 100-111
 *     Rota-Root: 5b0c...
 *     Rota-Head: e3b0...
 *
 * The author is the writer id of the key that signed, at the first 16 digits
 * of the province id; the time is that of the head, in seconds. The subject of
 * a checkpoint is "checkpoint 318", of a notice "notice"; neither has
 * Rota-Entries and Rota-Root. What the signature covers is the text without
 * the gpgsig header, as git has it.
 *
 * SHA-1 finds objects and proves nothing: what counts is `Rota-Head`. Any thread.
 *
 * @source schema/trust.md, "The commit"; formats.md 4; git: Documentation/gitformat-signature.
 */
#ifndef TRUST_COMMIT_H
#define TRUST_COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/entry.h"
#include "rota/error.h"
#include "trust/digest.h"
#include "trust/head.h"
#include "trust/signers.h"

enum {
	ROTA_OID_BYTES = 20,
	ROTA_OID_DIGITS = 40,
	ROTA_COMMIT_MAX_BYTES = 4096 /**< one of a batch with large numbers has some 1,100 */
};

/** The id of a git object: SHA-1. */
struct rota_oid {
	uint8_t bytes[ROTA_OID_BYTES];
};

/**
 * The id of an object with this content.
 * @param type  "blob", "tree" or "commit".
 * @return ROTA_OK; ROTA_EIO the OpenSSL of this machine has no SHA-1; ROTA_ENOMEM.
 */
int rota_oid_make(struct rota_oid *out, const char *type, const void *bytes, size_t size,
		  struct rota_error *err);

/** Append 40 digits. @return ROTA_OK; ROTA_ENOMEM. */
int rota_oid_print(struct rota_buffer *out, struct rota_oid oid, struct rota_error *err);

/** Read exactly 40 digits. @return ROTA_OK; ROTA_EINVALID; then @p out is as it was. */
int rota_oid_parse(struct rota_oid *out, const char *text, struct rota_error *err);

bool rota_oid_equal(struct rota_oid a, struct rota_oid b);

/** A file in a tree. */
struct rota_tree_file {
	const char *name;
	struct rota_oid blob;
};

/**
 * Append the content of a tree object: these files, mode 100644.
 * @param files  sorted by name.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_tree_print(struct rota_buffer *out, const struct rota_tree_file *files, size_t count,
		    struct rota_error *err);

/** What the text of a commit says; nothing of it is believed by reading it. */
struct rota_commit {
	struct rota_oid tree;
	struct rota_oid parent;
	bool has_parent;
	struct rota_writer_id signer;               /**< of the key that signs */
	uint8_t province[ROTA_PROVINCE_MARK_BYTES]; /**< the beginning of its id */
	uint64_t seconds;                           /**< since 1970 UTC */
	enum rota_chain_type type;
	struct rota_writer_id writer; /**< of the chain; zeros: checkpoints */
	uint64_t first, last;         /**< a batch's entries */
	struct rota_sha256 root;      /**< a batch's */
	uint64_t number;              /**< a checkpoint's */
	struct rota_sha256 head;      /**< SHA-256 of the file */
	const char *signature;        /**< the armoured text as rota_signature_make() gives it;
				       *   NULL: none yet */
	size_t signature_size;
};

/**
 * Append the content of the commit object; without a signature what a signature is made over.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_commit_print(struct rota_buffer *out, const struct rota_commit *commit,
		      struct rota_error *err);

/**
 * Read the content of a commit object, to learn its type, chain and range without believing them.
 * There is one text for one commit; nothing else is read.
 * @param[out] out    all-zero on failure; refers to @p arena.
 * @return ROTA_OK; ROTA_ECORRUPT with the line that is wrong; ROTA_ENOMEM.
 */
int rota_commit_parse(struct rota_commit *out, struct rota_arena *arena, const void *bytes,
		      size_t size, struct rota_error *err);

#endif
