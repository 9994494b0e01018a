/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Machines whose clock is wrong (ledger/matter_logs.h), as the province finds them: what is new of
 * a log is looked at when a checkpoint first has it, and only if some of it was far ahead when it
 * was taken in. What was found stands in marks of the log.
 */
#ifndef STATE_WRITER_CLOCK_H
#define STATE_WRITER_CLOCK_H

#include "state/log_matters.h"

/** At the province: an entry is taken in now. @return store errors. */
int rota_writer_clock_note(struct rota_world *world, struct rota_writer_id writer, uint64_t clock,
			   struct rota_error *err);

/** A checkpoint of this time is the first one to have the entries [first, size) of a log.
 *  @return store errors. */
int rota_writer_clock_watch(struct rota_world *world, struct rota_writer_id writer, uint64_t first,
			    uint64_t size, uint64_t received_ms, struct rota_error *err);

rota_log_matter_fn rota_writer_clock_find;

#endif
