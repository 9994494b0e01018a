/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The frame of every import: read the file, judge and record row by row in one
 * transaction, keep all or nothing, say what is wrong with every bad row.
 */
#ifndef ACTS_IMPORT_H
#define ACTS_IMPORT_H

#include "acts/act.h"
#include "intake/table.h"

/** One import on its way. */
struct rota_importing {
	struct rota_world *world;
	const struct rota_import_options *options;
	struct rota_import_result *out;
	struct rota_arena *arena;      /**< of the reports in out */
	struct rota_table *table;
	struct rota_problems problems; /**< refused rows */
	struct rota_problems remarks;  /**< what a person should look at */
	uint8_t file[32];              /**< SHA-256 of the file, for `src` */
	size_t row;                    /**< the row at hand */
	size_t fault;                  /**< the column that a refusal is about; ROTA_COLUMN_NONE: the row */
	bool listed;                   /**< why the row is refused is among the problems already */
	bool *took;                    /**< for each row whether something of it was recorded */
	bool *refused;                 /**< for each sound row whether it was refused */
	size_t refused_count;          /**< of all rows, those that are not sound among them */
	void *state;                   /**< of the kind of import */
};

/** A kind of import. */
struct rota_importer {
	const struct rota_intake_form *form;
	size_t state_bytes; /**< of `state`, zeroed, in the world's memory */
	/** How many times the rows are gone through; a row says whether a pass is its. */
	unsigned passes;
	/** Before the first row, and after the last whatever came of it; may be NULL. */
	int (*begin)(struct rota_importing *importing, struct rota_error *err);
	void (*end)(struct rota_importing *importing);
	/** Record one row. A refusal (EINVALID, ENOTFOUND, ECONFLICT, EREASON) is a problem of the row;
	 *  any other failure ends the import. @param pass  from 0. */
	int (*row)(struct rota_importing *importing, unsigned pass, struct rota_error *err);
	/** After each pass; may be NULL. */
	int (*pass_done)(struct rota_importing *importing, unsigned pass, struct rota_error *err);
};

extern const struct rota_importer rota_importer_units;
extern const struct rota_importer rota_importer_successions;
extern const struct rota_importer rota_importer_targets;
extern const struct rota_importer rota_importer_postings;

/** The cell of a column in the row at hand; "" when it is empty. */
const char *rota_import_cell(const struct rota_importing *importing, size_t column);
/** The same, or NULL when it is empty. */
const char *rota_import_given(const struct rota_importing *importing, size_t column);
/** A cell as a day. @return ROTA_OK, with no day for an empty cell; ROTA_EINVALID about that column. */
int rota_import_day(struct rota_day *out, struct rota_importing *importing, size_t column,
                    struct rota_error *err);

/** `src` of the entries of the row at hand: file, row, and the raw text where cleaning changed it. */
int rota_import_source(struct rota_value *out, struct rota_importing *importing,
                       struct rota_error *err);

/** Record a plan for the row at hand and count it. */
int rota_import_record(struct rota_importing *importing, struct rota_plan *plan,
                       struct rota_error *err);

/** List a problem of the row at hand, of several; importing->fault is its column. The row must then be
 *  refused with any text. @return ROTA_OK; ROTA_ENOMEM. */
int rota_import_problem(struct rota_importing *importing, const struct rota_error *what,
                        struct rota_error *err);

/** Whether a row was refused, here or when it was read. @param index  of the row. */
bool rota_import_is_refused(const struct rota_importing *importing, size_t index);

/** Note something about the row at hand that a person should look at. */
int rota_import_remark(struct rota_importing *importing, const struct rota_error *what,
                       struct rota_error *err);

#endif
