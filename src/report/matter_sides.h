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

/* --- for the files that know how the sides of some kinds are told ----------------------------- */

/** A matter as it is shown. */
struct rota_showing {
	struct rota_answer *answer;
	struct rota_world *world; /**< the answer's */
	const struct rota_matter *matter;
};

/** One side. */
struct rota_matter_side {
	const char *way; /**< the word of the outcome by which it is right; NULL: none */
	struct rota_buffer what, was; /**< what was recorded, and before that */
	int32_t from, to;
	const struct rota_revision *by; /**< the entry that says so */
};
/** Fill the row of one side, and release its texts. */
void rota_matter_fill_side(const struct rota_showing *showing, struct rota_matter_side *side);

/** The first day on which an entry takes effect; ROTA_DAY_ALWAYS: it says none. */
int32_t rota_matter_side_from(const struct rota_revision *by);
/** An entry as a side. @param way  as in a side. */
void rota_matter_show_entry(const struct rota_showing *showing, const struct rota_revision *by,
			    int32_t from, const char *way);
/** The entries that the matter has seen, as they stand, each from the day on which it takes effect.
 *  @return ROTA_OK; ROTA_ENOTFOUND one is not known here; store errors. */
int rota_matter_show_entries(const struct rota_showing *showing, struct rota_error *err);

/** The sides of matters about units, days that an office spoke of, and whole logs; of what papers
 *  say. @param[out] done  false: it is of another kind. */
int rota_matter_show_of_units(const struct rota_showing *showing, bool *done,
			      struct rota_error *err);
int rota_matter_show_of_papers(const struct rota_showing *showing, bool *done,
			       struct rota_error *err);

/** A locality in the language chosen. */
const char *rota_locality_shown(enum rota_locality_value value);

#endif
