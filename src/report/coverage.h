/* SPDX-License-Identifier: Apache-2.0 */
/** @file How complete the figures are: for each office the last entry that is here. */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H

#include "state/vector.h"
#include "state/writers.h"

/** One office that may write. */
struct rota_coverage {
	const struct rota_enrolled_writer *writer;
	const struct rota_unit *scope; /**< NULL: its unit is not known here */
	uint64_t entries;              /**< of its log that are here */
	uint64_t recorded; /**< clock of the last of them, milliseconds since 1970 UTC; 0: none */
	uint64_t received; /**< time of the checkpoint that first held it; 0: no checkpoint does */
	enum rota_vector_state state;
	uint64_t merged;   /**< entries by the newest checkpoint */
	uint64_t unsettled; /**< of the entries, those that are no facts */
};

typedef int rota_coverage_fn(const struct rota_coverage *coverage, void *payload,
                             struct rota_error *err);

/**
 * Visit the offices whose unit lies in a scope on a day, by its code. An office below the province
 * knows of itself alone.
 */
int rota_coverage_each(struct rota_world *world, const struct rota_unit *scope, int32_t day,
                       rota_coverage_fn *visit, void *payload, struct rota_error *err);

/** What is here of one office. The scratch memory is used. */
int rota_coverage_read(struct rota_coverage *out, struct rota_world *world,
                       const struct rota_enrolled_writer *writer, struct rota_error *err);

/** Whether more is in the store than the newest checkpoint speaks of, or there is none. */
int rota_coverage_provisional(bool *out, struct rota_world *world, struct rota_error *err);

#endif
