/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The file `head` of a signed commit: a canonical map that says what the
 * commit is, where in its chain it stands and which bytes belong to it.
 *
 *     every type   f province type chain seq prev key time files
 *     batch        first count peaks root codec size seen
 *     checkpoint   number as_of rules vroot log
 *     notice       checkpoint
 *
 * `files` is not written when there are no other files, `peaks` not before
 * entry 0, `seen` not before the first checkpoint that was seen. `chain` is
 * the name of the chain; `as_of` is a text like "2024-02-15".
 *
 * Reading is strict: exactly the keys of the type, each in its range, in the
 * one encoding. Any thread.
 *
 * @source schema/trust.md, "head"; formats.md 4.
 */
#ifndef TRUST_HEAD_H
#define TRUST_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/day.h"
#include "rota/entry.h"
#include "rota/error.h"
#include "trust/digest.h"
#include "trust/key.h"
#include "trust/merkle.h"

enum {
	ROTA_HEAD_FORM = 1, /**< `f`: the newest that this program reads, and what it writes */
	ROTA_HEAD_MAX_BYTES = 16384,
	ROTA_HEAD_MAX_FILES = 4, /**< besides `head` itself */
	ROTA_FILE_NAME_MAX = 15,
	ROTA_CHAIN_NAME_MAX = 24, /**< "notices/" and 16 digits */
	ROTA_BATCH_MAX_ENTRIES = 10000,
	ROTA_BATCH_MAX_BYTES = 1 << 20 /**< decoded: the seed and the entries */
};

/** The first millisecond that is no `time` any more: as in a hybrid clock, 48 bits. */
#define ROTA_HEAD_END_OF_TIME ((uint64_t)1 << 48)

/** What its commits are; one chain holds one type. */
enum rota_chain_type { ROTA_CHAIN_BATCH, ROTA_CHAIN_CHECKPOINT, ROTA_CHAIN_NOTICE };

/** How the file `entries` of a batch is written. */
enum rota_batch_codec { ROTA_CODEC_RAW, ROTA_CODEC_ZSTD };

/** A file beside `head`: "entries"; "vector", "totals", "matters"; "receipts", "matters",
 *  "carried", "incoming". */
struct rota_head_file {
	char name[ROTA_FILE_NAME_MAX + 1];
	struct rota_sha256 hash; /**< of its decoded bytes */
};

/** A plain value. What does not belong to its type is zero. */
struct rota_head {
	uint64_t form; /**< `f`, from 1 */
	struct rota_sha256 province;
	enum rota_chain_type type;
	struct rota_writer_id writer;                     /**< of the chain; zeros: checkpoints */
	uint64_t seq;                                     /**< in the chain, from 0 */
	struct rota_sha256 prev;                          /**< of the head before; zeros at 0 */
	struct rota_public_key key;                       /**< the signer */
	uint64_t time;                                    /**< milliseconds since 1970 UTC */
	struct rota_head_file files[ROTA_HEAD_MAX_FILES]; /**< sorted by name, as in the tree */
	size_t file_count;

	/* batch */
	uint64_t first;                                  /**< number of its first entry */
	uint64_t count;                                  /**< 1 to ROTA_BATCH_MAX_ENTRIES */
	struct rota_sha256 peaks[ROTA_MERKLE_MAX_STEPS]; /**< before the batch */
	size_t peak_count;
	struct rota_sha256 root; /**< of the whole log after the batch */
	enum rota_batch_codec codec;
	uint64_t size; /**< decoded bytes of `entries`, up to ROTA_BATCH_MAX_BYTES */
	bool has_seen;
	uint64_t seen_seq; /**< the newest checkpoint seen */
	struct rota_sha256 seen;

	/* checkpoint */
	uint64_t number;
	uint64_t rules; /**< the rules level */
	struct rota_day as_of;
	struct rota_sha256 vroot; /**< over all rows of the vector */
	struct rota_sha256 log;   /**< over the heads of all earlier checkpoints */

	/* notice */
	uint64_t checkpoint; /**< the number of the one that it explains */
};

/** The word of a type: "batch". Borrowed for ever. */
const char *rota_chain_type_name(enum rota_chain_type type);

/** Append the name of a chain: a writer id, "checkpoints" or "notices/<writer id>". */
void rota_chain_name_print(struct rota_buffer *out, enum rota_chain_type type,
			   struct rota_writer_id writer);

/** Read such a name. @return false when it is none; then the two are of no meaning. */
bool rota_chain_name_read(enum rota_chain_type *type, struct rota_writer_id *writer,
			  const char *name);

/**
 * Append the bytes.
 * @return ROTA_OK; ROTA_EINVALID what rota_head_decode() would refuse, with the same sentence;
 *         ROTA_ENOMEM. On failure nothing was appended.
 */
int rota_head_encode(struct rota_buffer *out, const struct rota_head *head, struct rota_error *err);

/**
 * Read the bytes.
 * @param[out] out  all-zero on failure, but for `form` of one of a newer form.
 * @return ROTA_OK; ROTA_ECORRUPT with a sentence that begins with "the head"; ROTA_ENOMEM.
 */
int rota_head_decode(struct rota_head *out, const void *bytes, size_t size, struct rota_error *err);

#endif
