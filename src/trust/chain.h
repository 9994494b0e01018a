/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Chains of signed commits: drawing the next one, and believing one that
 * arrived.
 *
 *     rota_chain_init()            an empty chain, or rota_chain_decode() from the store
 *     rota_batch_draw()            the next batch of our own log
 *     rota_chain_draw()            the next checkpoint or notice
 *     rota_chain_open()            check and take in one that arrived
 *     rota_chain_encode()          the state, for the store
 *
 * A **sealed** commit is the exact bytes of its git objects. A **chain** is the
 * state after so many of them: all that the next is checked against. Both are
 * the caller's; drawing and opening move a chain on by one commit, or leave it
 * as it was. Nothing here knows whether a key may write a chain: the caller
 * puts into `key` whose signature the next commit must have.
 *
 * What opening checks is every envelope fault of formats.md 8 that needs
 * nothing but the chain. What an entry means is not looked at: a `t` that goes
 * back, an unknown kind, a field that breaks a rule are faults of content.
 *
 * One thread at a time for one chain and one arena.
 *
 * sealed.c has the row of a sealed commit, chain.c the state, draw.c and
 * open.c the two ways on, batch.c what these two do alike.
 *
 * @source schema/trust.md; formats.md 3, 4 and 8.
 */
#ifndef TRUST_CHAIN_H
#define TRUST_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/entry.h"
#include "rota/error.h"
#include "trust/commit.h"
#include "trust/digest.h"
#include "trust/fault.h"
#include "trust/head.h"
#include "trust/key.h"
#include "trust/merkle.h"

/* --- a sealed commit ----------------------------------------------------------------------- */

/** A file, borrowed. */
struct rota_sealed_file {
	const char *name;
	const void *bytes;
	size_t size;
};

/** The exact bytes of a commit's objects, borrowed. Nothing in it is believed. */
struct rota_sealed {
	struct rota_oid oid;    /**< by which it was found */
	struct rota_oid parent; /**< by git's word */
	bool has_parent;
	const void *commit; /**< the content of the commit object */
	size_t commit_size;
	const void *tree; /**< the content of the tree object */
	size_t tree_size;
	/** As in git, a batch's entries compressed; "head" among them; sorted by name. */
	struct rota_sealed_file files[ROTA_HEAD_MAX_FILES + 1];
	size_t file_count;
};

/**
 * Append it as one row of bytes, a canonical map. @return ROTA_OK; ROTA_EINVALID two files of one
 * name; ROTA_ENOMEM.
 */
int rota_sealed_encode(struct rota_buffer *out, const struct rota_sealed *sealed,
		       struct rota_error *err);

/**
 * Read such a row; encoding it again gives the same bytes.
 * @param[out] out  all-zero on failure; refers to @p arena.
 * @return ROTA_OK; ROTA_ECORRUPT; ROTA_ENOMEM.
 */
int rota_sealed_decode(struct rota_sealed *out, struct rota_arena *arena, const void *bytes,
		       size_t size, struct rota_error *err);

/* --- the state of a chain ------------------------------------------------------------------ */

/** A plain value. What does not belong to its type is zero. */
struct rota_chain {
	struct rota_sha256 province;
	enum rota_chain_type type;
	struct rota_writer_id writer; /**< of the chain; zeros: checkpoints */
	struct rota_public_key key;   /**< whose signature the next commit must have */
	uint64_t form;                /**< of the last head; 0 before the first */
	uint64_t seq;                 /**< of the next commit: the number of commits so far */
	struct rota_sha256 prev;      /**< of the last head; zeros before the first */
	uint64_t time;                /**< of the last head, milliseconds since 1970 UTC */
	struct rota_oid tip;          /**< the last commit; zeros before the first */

	/* batch */
	struct rota_merkle log;  /**< the log so far: its size and peaks */
	struct rota_sha256 root; /**< of all of it */
	bool has_seen;
	uint64_t seen_seq;
	struct rota_sha256 seen;

	/* checkpoint */
	uint64_t number;          /**< of the last one; the next is greater */
	struct rota_merkle heads; /**< a leaf for each checkpoint so far: H(00 || head) */

	/* notice */
	uint64_t checkpoint; /**< of the last one; never falls */
};

/**
 * Begin a chain.
 * @param[out] out     all-zero on failure.
 * @param      writer  of a batch and of a notice; not looked at for checkpoints.
 * @param      key     a batch's must hash to @p writer; of the others it is the merge key.
 * @return ROTA_OK; ROTA_EINVALID the key is another writer's; ROTA_EIO, ROTA_ENOMEM as digest.h.
 */
int rota_chain_init(struct rota_chain *out, const struct rota_sha256 *province,
		    enum rota_chain_type type, struct rota_writer_id writer,
		    const struct rota_public_key *key, struct rota_error *err);

/** Append the state as a canonical map, for the store. @return ROTA_OK; ROTA_ENOMEM. */
int rota_chain_encode(struct rota_buffer *out, const struct rota_chain *chain,
		      struct rota_error *err);

/**
 * Read it back.
 * @param[out] out  all-zero on failure.
 * @return ROTA_OK; ROTA_ECORRUPT; ROTA_ENOMEM.
 */
int rota_chain_decode(struct rota_chain *out, const void *bytes, size_t size,
		      struct rota_error *err);

/* --- drawing ------------------------------------------------------------------------------- */

struct rota_batch_entry {
	const void *bytes;
	size_t size;
};

/** What the next batch is drawn of. */
struct rota_batch_draw {
	const struct rota_batch_entry *entries; /**< from number chain->log.size on */
	size_t count;
	const uint8_t *seed; /**< ROTA_SEED_BYTES random bytes; never used twice */
	uint64_t time;       /**< milliseconds since 1970 UTC */
	bool has_seen;       /**< the newest checkpoint seen */
	uint64_t seen_seq;
	struct rota_sha256 seen;
};

/**
 * Draw the next batch. Entries are compressed if that makes them smaller.
 *
 * @param[out] out    all-zero on failure; refers to @p arena.
 * @param      chain  has moved on by this batch on success, else is as it was.
 * @return ROTA_OK;
 *         ROTA_EINVALID  no entries or more than ROTA_BATCH_MAX_ENTRIES, more than
 *                        ROTA_BATCH_MAX_BYTES with the seed, not a batch chain, not its key, `seen`
 *                        goes back, or no such time;
 *         ROTA_ECORRUPT  an entry that rota_chain_open() would refuse, with its number;
 *         ROTA_EIO, ROTA_ENOMEM as digest.h and key.h.
 */
int rota_batch_draw(struct rota_sealed *out, struct rota_arena *arena, struct rota_chain *chain,
		    const struct rota_batch_draw *draw, const struct rota_key *key,
		    struct rota_error *err);

/**
 * Draw the next checkpoint or notice.
 *
 * @param[out] out    all-zero on failure; refers to @p arena.
 * @param      chain  as above.
 * @param      head   what the caller knows: `time`; `number`, `rules`, `as_of`, `vroot` of a
 *                    checkpoint; `checkpoint` of a notice. The rest is filled from the chain.
 * @param      files  in any order, without "head"; those without bytes are left out.
 * @return ROTA_OK; ROTA_EINVALID a batch chain, not its key, a number that does not rise, a file
 *         that has no place in this type or stands twice, a value out of range; ROTA_EIO,
 *         ROTA_ENOMEM as digest.h and key.h.
 */
int rota_chain_draw(struct rota_sealed *out, struct rota_arena *arena, struct rota_chain *chain,
		    const struct rota_head *head, const struct rota_sealed_file *files,
		    size_t count, const struct rota_key *key, struct rota_error *err);

/* --- opening ------------------------------------------------------------------------------- */

/** What a sealed commit says, once it is believed. It refers to the arena and to the commit. */
struct rota_opened {
	struct rota_head head;
	struct rota_sha256 head_hash;
	const uint8_t *seed;    /**< a batch's, ROTA_SEED_BYTES */
	const uint8_t *entries; /**< a batch's, decoded, end to end, without the seed */
	size_t entries_size;
	const struct rota_batch_leaf *leaves; /**< a batch's, head.count of them (trust/batch.h) */
	struct rota_sealed_file files[ROTA_HEAD_MAX_FILES]; /**< decoded, without "head"; sorted */
	size_t file_count;
	enum rota_fault fault; /**< of one that is not believed */
};

/**
 * Called for each entry of a batch, in order, after all of the batch has been checked.
 * @param n  its number.
 * @return 0 to go on; anything else stops, is returned, and the chain is as it was.
 */
typedef int rota_batch_visit(uint64_t n, const void *bytes, size_t size,
			     const struct rota_salt *salt, const struct rota_sha256 *leaf,
			     void *payload, struct rota_error *err);

/**
 * Check a sealed commit against its chain and take it in.
 *
 * The ids of its objects are computed again from their bytes. The commit and the head must be in
 * their one encoding and say the same; the signature must be of chain->key; the files must be
 * exactly those of the head; seq, prev, numbers, peaks, root, `seen` and `log` must follow from the
 * chain; each entry must decode (rota/entry.h), have its number, and no set may reach over an end
 * of the batch.
 *
 * @param[out] out    all-zero on failure, but for `fault`.
 * @param      arena  holds what is decoded: up to 2 MiB for a batch, next to nothing otherwise.
 * @param      chain  has moved on by this commit on success, else is as it was.
 * @param      visit  may be NULL; not called for checkpoints and notices.
 * @return ROTA_OK;
 *         ROTA_ECORRUPT  "commit <id>: <what is wrong>";
 *         what @p visit returned;
 *         ROTA_EIO, ROTA_ENOMEM as digest.h and key.h.
 */
int rota_chain_open(struct rota_opened *out, struct rota_arena *arena, struct rota_chain *chain,
		    const struct rota_sealed *sealed, rota_batch_visit *visit, void *payload,
		    struct rota_error *err);

#endif
