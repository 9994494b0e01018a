/* SPDX-License-Identifier: Apache-2.0 */
/** @file The rows of a difference between two sides, for the reports that have some. */
#ifndef REPORT_DIFF_H
#define REPORT_DIFF_H

#include "report/compare.h"
#include "report/table.h"
#include "rota/office.h"

enum { ROTA_DIFF_COLUMNS = 11 };
extern const struct rota_column_spec rota_diff_columns[ROTA_DIFF_COLUMNS];

/** What came of comparing, besides the rows. */
struct rota_diffed {
	char a[160], b[160]; /**< the sides, for people: "15/02/2024 as known now" */
	uint64_t first[ROTA_COMPARED_POSTS], second[ROTA_COMPARED_POSTS]; /**< their figures */
	struct rota_balance balance;
};

/**
 * Compare two sides and add a row of rota_diff_columns for each change.
 * @param before  a cell before them in each row; NULL: none.
 * @param json    gets `a`, `b` and `posts` when the report is for programs.
 * @return as rota_diff().
 */
int rota_diff_fill(struct rota_diffed *out, struct rota_filling *filling, struct rota_value *json,
		   struct rota_office *office, const struct rota_diff_question *question,
		   const char *before, struct rota_error *err);

/** "bí thư: not local: 2 + 1 - 0 = 3" for a post; in the arena of the report. */
void rota_diff_note(struct rota_filling *filling, const struct rota_diffed *diffed, size_t post,
		    const char *before);

#endif
