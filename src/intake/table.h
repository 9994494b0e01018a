/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A list as a table: bytes in, rows of clean cells out, and all that is wrong
 * with them.
 *
 *     rota_table_read()      what concerns the whole file is an error
 *     rota_table_row() ...   what concerns a row is in the list of problems
 *     rota_table_write_*()   the rows that were not taken, in a file of the same form
 *     rota_table_free()
 *
 * Limits: 256 MiB, 200,000 rows, 256 columns, 4,096 bytes a cell, 10,000
 * problems kept. A table takes the size of its file, 24 bytes a cell, and the
 * cells that cleaning changes. One thread at a time; once read, any thread.
 */
#ifndef INTAKE_TABLE_H
#define INTAKE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/cell.h"
#include "intake/csv.h"
#include "intake/header.h"
#include "intake/problem.h"

#define ROTA_TABLE_FILE_BYTES ((size_t)256 << 20)
enum { ROTA_TABLE_ROWS_MAX = 200000 };

struct rota_table;

struct rota_table_row {
	size_t line; /**< of the file, on which the row begins; the header is line 1 in most */
	bool sound;  /**< no problem was found by this room */
};

/**
 * Read a file.
 *
 * Blank rows are skipped. A row with too many or too few cells, with a stray quote, a cell that is
 * too long, not text, not digits, or empty where it must not be, is a problem, and all are
 * collected; so is a cell that has lost letters (V91), when the user has named the encoding.
 *
 * @param[out] out       the table; NULL on failure. The caller frees it with rota_table_free().
 * @param      problems  what is wrong with rows is added, in the order of the file.
 * @param      bytes     the file. Borrowed for the call, copied.
 * @param      form      the columns. Borrowed for the call.
 * @param      options   NULL: nothing is said of the file. Borrowed for the call.
 * @return ROTA_OK, also with problems;
 *         ROTA_EINVALID  the file as a whole is refused: its encoding (V91) or its header, see
 *                        rota_encoding_decode() and rota_header_read(); a cell of text looks like
 *                        TCVN3 (V61) or has lost letters (V91), and the user has not named the
 *                        encoding; a column of days has the month first (V90); a quote is never
 *                        closed; a limit. With the line and the column, where there is one;
 *         ROTA_EIO       iconv of this system lacks the encoding, or could not load it;
 *         ROTA_ENOMEM.
 * @source domain.md V50 V51 V61 V62 V65 V90 V91; design.md 9.
 */
int rota_table_read(struct rota_table **out, struct rota_problems *problems, const void *bytes,
                    size_t size, const struct rota_intake_form *form,
                    const struct rota_intake_options *options, struct rota_error *err);

void rota_table_free(struct rota_table *table);

/** Rows that are not blank, without the header. */
size_t rota_table_row_count(const struct rota_table *table);

/** @param index  below rota_table_row_count(). Borrowed. */
const struct rota_table_row *rota_table_row(const struct rota_table *table, size_t index);

/**
 * A cell.
 * @param column  index into the columns of the form.
 * @return the cell; an empty one where the file lacks the column, or the row has too many or too
 *         few cells to tell. A cell that is the reason why its row is not sound has its raw as
 *         text. Borrowed.
 */
const struct rota_table_cell *rota_table_cell(const struct rota_table *table, size_t index,
                                              size_t column);

/** The caption under which the file has a column of the form, or NULL. Borrowed. */
const char *rota_table_caption(const struct rota_table *table, size_t column);

/** Whether a column of days holds no number above 12, so that nothing proves its order (V90). */
bool rota_table_day_is_ambiguous(const struct rota_table *table, size_t column);

/** The header of the file, for what was dropped (V65) or ignored. Borrowed. */
const struct rota_header *rota_table_header(const struct rota_table *table);

/** The separator that the file uses. */
char rota_table_separator(const struct rota_table *table);

/**
 * Write the header of a file of rejected rows: the column of reasons, in the language chosen, then
 * the captions of the file but for those that were dropped or ignored.
 */
void rota_table_write_header(struct rota_csv_writer *writer, const struct rota_table *table);

/** Write a row for that file: the reason, then the cells as they are in the file (raw). A row with
 *  too many or too few cells is written with all of them that are not under a dropped caption. */
void rota_table_write_row(struct rota_csv_writer *writer, const struct rota_table *table,
                          size_t index, const char *reason);

#endif
