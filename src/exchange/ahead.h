/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The entries of a batch that holds, decoded some way ahead of whoever takes them in: to decode and
 * judge an entry by itself needs nothing but its bytes, and is done by a worker (base/worker.h).
 */
#ifndef EXCHANGE_AHEAD_H
#define EXCHANGE_AHEAD_H

#include "rota/entry.h"
#include "trust/chain.h"

struct rota_ahead;

/**
 * Decode the first entries of a batch, in whatever thread; an entry that cannot be is told when it is
 * its turn.
 * @param[in,out] ahead   NULL, and then made; or one that has been used. Freed by the caller.
 * @param         opened  Borrowed until all are visited.
 * @return 0; ROTA_ENOMEM.
 */
int rota_ahead_begin(struct rota_ahead **ahead, const struct rota_opened *opened,
		     struct rota_error *err);

/** @param entry  decoded, until it returns. @param bytes  the entry as it is. Non-zero stops. */
typedef int rota_ahead_fn(const struct rota_entry *entry, const void *bytes, size_t size,
			  void *payload, struct rota_error *err);

/** Visit the entries in order, once. @return 0; what @p visit returned; as rota_entry_decode(). */
int rota_ahead_each(struct rota_ahead *ahead, rota_ahead_fn *visit, void *payload,
		    struct rota_error *err);

/** NULL is allowed. */
void rota_ahead_free(struct rota_ahead *ahead);

#endif
