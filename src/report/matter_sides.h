/* SPDX-License-Identifier: Apache-2.0 */
/** @file The sides of a matter as rows: what was recorded, by whom, when, on which decision. */
#ifndef REPORT_MATTER_SIDES_H
#define REPORT_MATTER_SIDES_H

#include "base/buffer.h"
#include "ledger/matter.h"
#include "report/answer.h"

enum { ROTA_MATTER_SIDE_COLUMNS = 11 };
extern const struct rota_column_spec rota_matter_side_columns[ROTA_MATTER_SIDE_COLUMNS];

/**
 * Fill a row for each side, as the kind of the matter has them: values, postings, entries. What is
 * not known at an office below the province is said in a note.
 * @return store errors.
 */
int rota_matter_fill_sides(struct rota_answer *answer, const struct rota_matter *matter,
			   struct rota_error *err);

/** One side. */
struct rota_matter_side {
	const char *way;         /**< the word of the outcome by which it is right; NULL: none */
	struct rota_buffer what; /**< what was recorded */
	int32_t from, to;
	const struct rota_revision *by; /**< the entry that says so */
};
/** Fill the row of one side, and release its text. */
void rota_matter_fill_side(struct rota_answer *answer, const struct rota_matter *matter,
			   struct rota_matter_side *side);

/** The sides of those matters that are about units, days and writers (matter_sides_units.c).
 *  @param[out] done  false: it is of another kind. */
int rota_matter_fill_sides_of_units(struct rota_answer *answer, const struct rota_matter *matter,
				    bool *done, struct rota_error *err);

/** A locality in the language chosen. */
const char *rota_locality_shown(enum rota_locality_value value);

#endif
