/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Drawing a checkpoint: the vector of the logs as they are merged, the figures
 * of the day, the counts of what is open; and the notices that go with it.
 * All in one transaction of the store, which keeps their exact bytes.
 */
#ifndef EXCHANGE_CHECKPOINT_H
#define EXCHANGE_CHECKPOINT_H

#include "state/chains.h"
#include "trust/key.h"

/** The rules level: raised whenever a rule, a kind or a provisional choice changes a result. */
enum { ROTA_RULES_LEVEL = 1 };

struct rota_checkpointed {
	bool news;       /**< one was drawn */
	uint64_t number; /**< of the newest one, drawn now or before; 0: there is none */
	uint64_t matters;
};

/**
 * Draw one if any log has grown or changed its state since the last.
 * @param key  the merge key.
 * @return ROTA_OK; store and trust errors.
 */
int rota_checkpoint_draw(struct rota_checkpointed *out, struct rota_office *office,
                         const struct rota_key *key, struct rota_error *err);

#endif
