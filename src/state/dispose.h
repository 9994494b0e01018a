/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What becomes of the entries of an office: whether they count, and why not.
 *
 * It is asked of each entry again whenever an entity is folded, so that it
 * follows enrolments, units and undoing without anything to bring up to date.
 * Entries of the office's own logs and of `common` are judged by the table of
 * kinds alone; of other writers' entries also scope and references count.
 */
#ifndef STATE_DISPOSE_H
#define STATE_DISPOSE_H

#include "ledger/disposition.h"
#include "state/world.h"
#include "state/writers.h"

/** @param revision  as rota_world_revision() gives it. @return store errors. */
int rota_world_dispose(struct rota_disposed *out, struct rota_world *world,
                       const struct rota_revision *revision, struct rota_error *err);

/** Whether an entry takes part in the state: it is a fact. @return store errors. */
int rota_world_counts(bool *out, struct rota_world *world, const struct rota_revision *revision,
                      struct rota_error *err);

/** Whether a writer may say what an entry says. @param writer  NULL: it is not enrolled. */
int rota_entry_custody(enum rota_custody *out, struct rota_world *world,
		       const struct rota_entry *entry, const struct rota_enrolled_writer *writer,
		       struct rota_error *err);

/** The unit of which an entry speaks, and the day from which it holds; a zero id when it is of none. */
int rota_entry_unit(struct rota_id *unit, int32_t *day, struct rota_world *world,
                    const struct rota_entry *entry, struct rota_error *err);

#endif
