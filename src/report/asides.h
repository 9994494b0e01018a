/* SPDX-License-Identifier: Apache-2.0 */
/** @file Logs that are put aside, in a report. */
#ifndef REPORT_ASIDES_H
#define REPORT_ASIDES_H

#include "report/table.h"
#include "state/world.h"

/**
 * Tell of each log that is put aside, at an office of its own, in a note below a report.
 * @param[out] count  how many.
 * @param[out] list   for programs: an object for each; may be NULL.
 */
int rota_asides_fill(size_t *count, struct rota_value *list, struct rota_filling *filling,
		     struct rota_world *world, struct rota_error *err);

#endif
