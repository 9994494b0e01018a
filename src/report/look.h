/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the files that look things up share: the day of a question, its end, and the cell of a paper. */
#ifndef REPORT_LOOK_H
#define REPORT_LOOK_H

#include "report/table.h"
#include "state/shown.h"
#include "state/world.h"

/** End a question: close its world. @return @p rc, or what went wrong while its report was filled.
 */
int rota_look_close(struct rota_world *world, const struct rota_filling *filling, int rc,
		    struct rota_error *err);

/** The day of a question (--as-of), as a number; today when @p typed is NULL.
 *  @return ROTA_OK; ROTA_EINVALID V56. */
int rota_look_day(int32_t *out, const struct rota_world *world, const char *typed,
		  struct rota_error *err);

/** A cell: a paper, with how many people it names where people read it. @param paper  NULL: nil. */
void rota_fill_paper(struct rota_filling *filling, struct rota_world *world,
		     const struct rota_value *paper);

#endif
