/* SPDX-License-Identifier: Apache-2.0 */
/** @file Who held the posts of a commune, and of those that it came from, through all mergers. */
#ifndef REPORT_UNIT_HISTORY_H
#define REPORT_UNIT_HISTORY_H

#include "report/table.h"
#include "state/world.h"

/** The commune that a person typed, by code or name: today's, else the one that was the last to
 * have it. @param[out] out  NULL when it names none. @return ROTA_OK; ROTA_EINVALID V05 several. */
int rota_unit_history_find(const struct rota_unit **out, struct rota_world *world,
			   const char *typed, struct rota_error *err);

/** Fill a report with the holders, those of the unit first, then of what it came from, the latest
 *  first. @param filling  not begun. @return store errors. */
int rota_unit_history_fill(struct rota_filling *filling, struct rota_report *out,
			   struct rota_arena *arena, struct rota_world *world,
			   const struct rota_unit *unit, bool raw, struct rota_error *err);

#endif
