/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The figures of a day against the targets, while they are made: totals.c adds them up,
 * totals_rows.c puts them into rows, for people and for programs, and totals_notes.c says in
 * sentences what the rows do not show.
 */
#ifndef REPORT_TOTALS_H
#define REPORT_TOTALS_H

#include "report/aim.h"
#include "report/answer.h"
#include "report/grouping.h"
#include "state/bounds.h"

enum { ROTA_TOTALS_POSTS = 2 }; /**< of rota_all_posts */

/** The totals while they are being added up. */
struct rota_totals {
	struct rota_answer answer;
	struct rota_grouping grouping;
	struct rota_group all;
	const char *phase;     /**< NULL: those in force */
	int32_t flow_from[2];  /**< by post; ROTA_DAY_NEVER: no phase */
	struct rota_group *at; /**< of the commune at hand; NULL: it is in no row */
	const struct rota_unit *heir; /**< where that goes on; NULL: nowhere */
	unsigned strangers;    /**< heads of that commune who are not local */
	struct rota_value rows, foot, coverage;
	struct rota_arena arena; /* of the matters */
	struct rota_matters matters; /* that weigh, among others */
	size_t matter_count;         /* all that are open */
	bool bounded; /* some of them move a figure of the day */
	struct rota_bounds_cells cells;
	bool regrouped; /* the units are those of another day: */
	struct rota_regrouping regrouping;
};

/** The targets of a unit for a post, of the phase that is looked at. @return store errors. */
int rota_totals_aims(struct rota_aims *out, struct rota_totals *totals,
		     const struct rota_unit *unit, size_t post, struct rota_error *err);

/* totals_rows.c */

/** Begin the report with the columns that the question needs. */
void rota_totals_begin_columns(struct rota_totals *totals, struct rota_report *out,
			       struct rota_arena *arena, bool raw);
/** Fill the rows, by unit, and the foot with the sums. @return store errors. */
int rota_totals_fill_rows(struct rota_totals *totals, struct rota_error *err);
/** What programs get beside the rows. @return store errors. */
int rota_totals_fill_json(struct rota_totals *totals, struct rota_error *err);

/* totals_notes.c */

/** Say what goes with the rows. @param rows, all  the targets that they and the foot have, by post.
 *  @return store errors. */
int rota_totals_fill_notes(struct rota_totals *totals, const uint64_t rows[ROTA_TOTALS_POSTS],
			   const uint64_t all[ROTA_TOTALS_POSTS], struct rota_error *err);

#endif
