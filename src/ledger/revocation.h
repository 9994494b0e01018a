/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * How far a log is believed after the right to write was taken back from its machine: it was lost
 * or copied, or its office has ended. What came before stays as it was.
 *
 * Pure; any thread.
 * @source schema/state.md, "Revocation".
 */
#ifndef LEDGER_REVOCATION_H
#define LEDGER_REVOCATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/entry.h"

enum { ROTA_REVOCATION_ROOT_BYTES = 32 };

/** A `writer.revoke`. */
struct rota_revocation {
	struct rota_id id;
	struct rota_writer_id writer;
	uint64_t size;       /**< of the log that is still believed */
	const uint8_t *root; /**< of exactly those entries */
	const char *cause;   /**< lost, cloned, ended, other */
	const char *why;     /**< NULL: not said */
	uint64_t clock;      /**< when it was recorded */
	uint64_t believed; /**< entries before this number: `size`; 0 where the log has another root
				there, which whoever has the log sets */
};

/** @param id  of the entry. @return false: it is none. @p out borrows from the entry. */
bool rota_revocation_read(struct rota_revocation *out, struct rota_id id,
			  const struct rota_entry *entry);

struct rota_revocations {
	struct rota_revocation *items;
	size_t count;
};

/** Of those of a writer the one that believes least of its log, of several the first that was
 * recorded; NULL: it may write. */
const struct rota_revocation *rota_revocation_of(const struct rota_revocations *revocations,
						 struct rota_writer_id writer);

#endif
