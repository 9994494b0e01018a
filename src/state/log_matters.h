/* SPDX-License-Identifier: Apache-2.0 */
/** @file Matters that whole logs show (ledger/matter_logs.h), looked for at the province. */
#ifndef STATE_LOG_MATTERS_H
#define STATE_LOG_MATTERS_H

#include "ledger/matter_logs.h"
#include "state/world.h"
#include "state/writers.h"

/** Append the matter of a kind of one writer, if there is one. The scratch memory may be used.
 *  @param arena  holds it. @return store errors. */
typedef int rota_log_matter_fn(struct rota_matters *out, struct rota_world *world,
			       struct rota_arena *arena, const struct rota_enrolled_writer *writer,
			       struct rota_error *err);

/** Those of all writers. The scratch memory is forgotten. */
int rota_world_find_of_logs(struct rota_matters *out, struct rota_world *world,
			    struct rota_arena *arena, rota_log_matter_fn *find,
			    struct rota_error *err);

/** That of one; in the scratch memory. @param enrolment  its entity. */
int rota_world_find_of_log(struct rota_matters *out, struct rota_world *world,
			   struct rota_id enrolment, rota_log_matter_fn *find,
			   struct rota_error *err);

#endif
