/* SPDX-License-Identifier: Apache-2.0 */
/** @file The root that a log had at a size, from what the store keeps of its batches. */
#ifndef STATE_LOG_ROOT_H
#define STATE_LOG_ROOT_H

#include "state/world.h"
#include "trust/digest.h"

/**
 * At the end of a batch it is remembered; else the entries of one batch are hashed again.
 * @return ROTA_OK; ROTA_ENOTFOUND so much of it is not here, or not sealed; store errors.
 */
int rota_log_root(struct rota_sha256 *out, struct rota_world *world, struct rota_writer_id writer,
		  uint64_t size, struct rota_error *err);

#endif
