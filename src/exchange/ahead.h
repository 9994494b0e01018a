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

/** @param entry  decoded, until it returns. @param bytes  the entry as it is. Non-zero stops. */
typedef int rota_ahead_fn(const struct rota_entry *entry, const void *bytes, size_t size,
			  void *payload, struct rota_error *err);

/** Visit the entries in order. @return 0; what @p visit returned; ROTA_ENOMEM. */
int rota_ahead_each(const struct rota_opened *opened, rota_ahead_fn *visit, void *payload,
		    struct rota_error *err);

#endif
