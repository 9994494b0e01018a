/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Rows of the file `receipts` of a notice: what became of the entries that are
 * not plain merged, sorted by number, then how far the notice looks.
 *
 *     {"n": 120, "disposition": "rejected", "rule": "V07", "arguments": ["..."]}
 *     {"upto": 1204}                                       the last row
 *     {"upto": 1204, "aside": {"fault": "signature", "since": 1707960660123, "commit": h'...'}}
 *                                                          the same of a log that is put aside
 *
 * Rows are canonical maps, end to end. Any thread.
 *
 * @source schema/trust.md, "Receipts"; formats.md 4 and 8.
 */
#ifndef TRUST_RECEIPT_H
#define TRUST_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/disposition.h"
#include "rota/error.h"
#include "trust/commit.h"
#include "trust/fault.h"

enum { ROTA_RECEIPT_RULE_MAX = 7, ROTA_RECEIPT_WHAT_MAX = 600, ROTA_RECEIPT_ASIDE_KEYS = 3 };

/** Why a log is put aside. */
struct rota_aside {
	enum rota_fault fault; /**< ROTA_FAULT_NONE: it is not */
	uint64_t since;        /**< milliseconds since 1970 UTC */
	bool has_commit;       /**< false: it could not be read */
	struct rota_oid commit; /**< the one that does not hold */
};

/** The row `aside` by itself, for a store. @return as of a receipt. */
int rota_aside_encode(struct rota_buffer *out, const struct rota_aside *aside,
		      struct rota_error *err);
int rota_aside_decode(struct rota_aside *out, const void *bytes, size_t size,
		      struct rota_error *err);

struct rota_receipt {
	bool upto; /**< the last row: entries before `number` are merged; of the rest only `aside` */
	struct rota_aside aside;
	uint64_t number; /**< of the entry */
	enum rota_disposition disposition;
	const char *rule; /**< "V07", at most 7 bytes; or NULL */
	const char
		*what; /**< clean text of at most 600 bytes; or NULL. A list of one in the bytes */
};

/** Append the bytes of a row. @return ROTA_OK; ROTA_EINVALID not such texts; ROTA_ENOMEM. */
int rota_receipt_encode(struct rota_buffer *out, const struct rota_receipt *receipt,
			struct rota_error *err);

/**
 * Read the first row in the bytes.
 * @param[out] out   all-zero on failure; refers to @p arena.
 * @param[out] used  bytes of that row, 0 on failure; may be NULL, then nothing may follow it.
 * @return ROTA_OK; ROTA_ECORRUPT; ROTA_ENOMEM.
 */
int rota_receipt_decode(struct rota_receipt *out, struct rota_arena *arena, size_t *used,
			const void *bytes, size_t size, struct rota_error *err);

#endif
