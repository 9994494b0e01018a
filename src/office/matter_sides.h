/* SPDX-License-Identifier: Apache-2.0 */
/** @file The sides of a matter as rows: what was recorded, by whom, when, on which decision. */
#ifndef OFFICE_MATTER_SIDES_H
#define OFFICE_MATTER_SIDES_H

#include "ledger/matter.h"
#include "office/answer.h"

enum { ROTA_MATTER_SIDE_COLUMNS = 11 };
extern const struct rota_column_spec rota_matter_side_columns[ROTA_MATTER_SIDE_COLUMNS];

/**
 * Fill a row for each side, as the kind of the matter has them: values, postings, entries. What is
 * not known at an office below the province is said in a note.
 * @return store errors.
 */
int rota_matter_fill_sides(struct rota_answer *answer, const struct rota_matter *matter,
			   struct rota_error *err);

#endif
