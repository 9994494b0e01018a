/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * One step of a chain: what drawing and opening do alike. One thread at a
 * time.
 */
#ifndef TRUST_STEP_H
#define TRUST_STEP_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"
#include "trust/chain.h"

/**
 * Whether this may be the next head: all that follows from the chain, but not the batch's root,
 * which needs the entries.
 * @return ROTA_OK; ROTA_ECORRUPT; ROTA_EIO, ROTA_ENOMEM as digest.h.
 */
int rota_step_check(const struct rota_chain *chain, const struct rota_head *head,
		    struct rota_error *err);

/** The root over the heads of a chain of checkpoints. @return ROTA_OK; ROTA_EIO, ROTA_ENOMEM. */
int rota_step_log(struct rota_sha256 *out, const struct rota_chain *chain, struct rota_error *err);

/**
 * Append the content of the tree of these files.
 * @param[out] oid  of the tree.
 * @return ROTA_OK; ROTA_EIO, ROTA_ENOMEM.
 */
int rota_step_tree(struct rota_buffer *out, struct rota_oid *oid,
		   const struct rota_sealed_file *files, size_t count, struct rota_error *err);

/** What the commit of this head says; without a signature. @return ROTA_OK; ROTA_EIO, ROTA_ENOMEM.
 */
int rota_step_commit(struct rota_commit *out, const struct rota_chain *chain,
		     const struct rota_head *head, const struct rota_sha256 *head_hash,
		     struct rota_oid tree, struct rota_error *err);

/**
 * Move the chain on.
 * @param log  of a batch: the log after it.
 * @return ROTA_OK; ROTA_EIO, ROTA_ENOMEM; then the chain is as it was.
 */
int rota_step_take(struct rota_chain *chain, const struct rota_head *head,
		   const struct rota_sealed_file *head_file, const struct rota_sha256 *head_hash,
		   struct rota_oid oid, const struct rota_merkle *log, struct rota_error *err);

#endif
