/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A commit that is checked while the one before it is taken in.
 *
 * To check a commit needs its bytes and the state of its chain, and nothing
 * else; to take it in needs the store, which one thread has. So a large one is
 * checked by a worker (base/worker.h), which then decodes its first entries; a
 * small one at once.
 */
#ifndef EXCHANGE_CHECKING_H
#define EXCHANGE_CHECKING_H

#include "base/worker.h"
#include "exchange/ahead.h"
#include "trust/chain.h"

/** All-zero: there is none. */
struct rota_checking {
	bool pending;              /**< begun, and not ended */
	struct rota_chain chain;   /**< before it; after it, when it holds */
	struct rota_opened opened; /**< when it holds; until the next one begins here */
	struct rota_ahead *ahead;  /**< the same with its entries, to be visited once */

	/* its own */
	struct rota_sealed sealed;
	struct rota_arena arena;
	struct rota_worker worker;
	struct rota_error err;
	int rc;
};

/** Begin to check a commit, which is copied. @return ROTA_OK; ROTA_ENOMEM. */
int rota_checking_begin(struct rota_checking *checking, const struct rota_chain *chain,
			const struct rota_sealed *sealed, struct rota_error *err);
/** Wait for the result. @return as rota_chain_open(), rota_ahead_begin(). */
int rota_checking_end(struct rota_checking *checking, struct rota_error *err);
/** Release all, after waiting for what runs. */
void rota_checking_clear(struct rota_checking *checking);

#endif
