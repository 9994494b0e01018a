/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Proofs that an entry stands in a log, made of what the store keeps: the seeds of the batches, and
 * the peaks of the tree behind each of them. The cost is that of the entries from the batch of the
 * first one on, however many of them are proved.
 */
#ifndef EXCHANGE_PROVE_H
#define EXCHANGE_PROVE_H

#include "state/world.h"
#include "trust/carried.h"

/**
 * Fill the bytes, salts and paths of some entries of one log.
 * @param log    `row` says of which log and up to which size; the numbers are the indexes of the
 *               paths, ascending and below row.size.
 * @param arena  holds the bytes.
 * @return ROTA_OK; ROTA_ECORRUPT the store's log is not that of the row; store errors.
 */
int rota_prove(struct rota_carried_log *log, struct rota_world *world, struct rota_arena *arena,
	       struct rota_error *err);

#endif
