/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The first row of a list: which separator it uses, and what its columns are.
 *
 * A caption is one of these, tried in this order:
 *
 *     known     a column of the form
 *     personal  a column that rota must not take (rule V65): dropped, and said
 *     reason    the column that rota itself adds to a file of rejected rows: dropped
 *     unnamed   empty; its cells must be empty too (spreadsheets write such columns)
 *     unknown   refused by name, or ignored when asked
 *
 * Rows of empty cells before the header are skipped. One thread at a time.
 */
#ifndef INTAKE_HEADER_H
#define INTAKE_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/column.h"
#include "intake/csv.h"
#include "intake/encoding.h"
#include "intake/legacy.h"

/** What a kind of list consists of. Fixed in the program, one for each kind of import. */
struct rota_intake_form {
	const struct rota_intake_column *columns;
	size_t column_count;
	const struct rota_intake_column *personal; /**< columns not to be taken; only names count */
	size_t personal_count;
};

/** What the user says of a file. All-zero: nothing. */
struct rota_intake_options {
	enum rota_encoding from_encoding;
	char separator;      /**< ',' ';' or '\t'; 0: the one with which the header is known best */
	bool ignore_unknown;
};

/** How a file is read. */
struct rota_intake_reading {
	const struct rota_intake_form *form;
	const struct rota_intake_options *options;
	enum rota_legacy_look refused; /**< a file with a cell that looks so much like TCVN3 is
	                                *   refused; NONE: the user has named the encoding */
	struct rota_arena *arena;      /**< for what lives as long as the table */
};

enum rota_header_kind {
	ROTA_HEADER_KNOWN,
	ROTA_HEADER_PERSONAL,
	ROTA_HEADER_REASON,
	ROTA_HEADER_UNNAMED,
	ROTA_HEADER_UNKNOWN
};

struct rota_header_cell {
	enum rota_header_kind kind;
	size_t column;       /**< index into the columns of the form, when known */
	const char *caption; /**< as in the file, cleaned, converted when that made it known */
};

/** All-zero is no header. Texts live in the arena of the reading. */
struct rota_header {
	size_t line;  /**< of the file, from 1 */
	size_t count; /**< of cells, 1 to ROTA_CSV_CELLS_MAX */
	struct rota_header_cell cells[ROTA_CSV_CELLS_MAX];
};

/** The column of reasons: its name in English and Vietnamese. */
extern const struct rota_intake_column rota_header_reason;

/**
 * Read the header.
 *
 * @param[out] out     the header; of no use on failure.
 * @param[out] reader  stands behind the header, with the separator found; the cells that it
 *                     reads are in @p text.
 * @param      text    the whole file, as rota_encoding_decode() gives it. Used up.
 * @return ROTA_OK;
 *         ROTA_EINVALID  with the line and the captions concerned: the file is empty; no caption is
 *                        known; one is unknown (the way out names the nearest); a column is named
 *                        twice; a required one is missing; more than ROTA_CSV_CELLS_MAX columns; a
 *                        quote is not closed; a caption looks like TCVN3 (V61) or has lost letters
 *                        (V91); the separator of the options is none;
 *         ROTA_ENOMEM.
 */
int rota_header_read(struct rota_header *out, struct rota_csv_reader *reader,
                     struct rota_buffer *text, const struct rota_intake_reading *reading,
                     struct rota_error *err);

#endif
