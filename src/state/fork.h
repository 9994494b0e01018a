/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Logs with two contents (ledger/matter_logs.h) at the province: a branch that a ref named is looked at
 * once, as it is put aside, and the store keeps where it begins.
 */
#ifndef STATE_FORK_H
#define STATE_FORK_H

#include "ask/git.h"
#include "state/log_matters.h"

/**
 * Look at a branch of a log from its first commit on: its first batch that holds and is not in the
 * log that was admitted is where it begins. One that has none is nobody's work, and is not kept.
 * @return ROTA_OK; store errors; as git.h.
 */
int rota_fork_note(struct rota_office *office, struct rota_git *git, struct rota_writer_id writer,
		   const struct rota_public_key *key, const struct rota_oid *tip,
		   struct rota_error *err);

/** Whether there are any that no checkpoint has told of; from now on there are none. */
int rota_forks_are_news(bool *out, struct rota_world *world, struct rota_error *err);

rota_log_matter_fn rota_fork_find;

#endif
