/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Comma-separated values: rows of cells out of a text, and into one.
 *
 * RFC 4180 and what programs make of it: cells may be quoted, and then hold
 * separators, line ends and doubled quotes ("" is one "); a line ends with
 * LF, CR LF or CR; the last may lack its end. A quote is special only at the
 * start of a cell (spaces before it are allowed): Nguyễn "Tư" A is what it is.
 *
 * The reader works in place, because a list may be as large as 256 MiB: cells
 * are the caller's text, unquoted and cut off with NULs. It reads every text;
 * what is wrong with one it says and goes on. One thread at a time.
 *
 * The writer puts no apostrophe before cells that a spreadsheet takes for
 * formulas (=1+1): the file would no longer say what the source said. It is
 * for programs, and for people who know what they open.
 *
 * @source RFC 4180, section 2.
 */
#ifndef INTAKE_CSV_H
#define INTAKE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "rota/error.h"

/** Of a row; further cells are counted only. */
enum { ROTA_CSV_CELLS_MAX = 256 };

/** Set it up with rota_csv_reader_init(). */
struct rota_csv_reader {
	char *at;
	char *end;
	size_t line;     /**< on which the next row begins, from 1 */
	char separator;
	size_t unclosed; /**< line of the quote that is never closed, 0 while there is none */
};

struct rota_csv_row {
	size_t line;                     /**< on which it begins */
	size_t count;                    /**< of cells, 1 or more, also above the maximum */
	char *cells[ROTA_CSV_CELLS_MAX]; /**< without their quotes; spaces are not trimmed */
	bool stray_quote;                /**< something stands behind a closing quote */
};

/**
 * Begin to read.
 * @param text       UTF-8 without U+0000; text[size] is a NUL that may be written. Borrowed: it
 *                   holds the cells for as long as they are used, and is nothing else any more.
 * @param separator  ',' ';' or '\t'.
 */
void rota_csv_reader_init(struct rota_csv_reader *reader, char *text, size_t size, char separator);

/**
 * Read a row. An empty line is a row of one empty cell.
 * @return false at the end of the text; @p row is then unchanged.
 */
bool rota_csv_read_row(struct rota_csv_reader *reader, struct rota_csv_row *row);

/**
 * Whether all quotes that were read are closed.
 * @return ROTA_OK; ROTA_EINVALID with the line of the one that is not: it has swallowed the rest.
 */
int rota_csv_reader_check(const struct rota_csv_reader *reader, struct rota_error *err);

/** Whether no cell holds more than spaces, tabs, NBSP and line ends. No when some cells are only
 *  counted. */
bool rota_csv_row_is_blank(const struct rota_csv_row *row);

/** Where rows are written to. All-zero but `out` and `separator` is the start of a row. */
struct rota_csv_writer {
	struct rota_buffer *out; /**< borrowed; check it at the end */
	char separator;          /**< ',' ';' or '\t' */
	bool begun;              /**< the row has a cell */
};

/** Write the byte order mark, by which Excel knows UTF-8. Before anything else. */
void rota_csv_write_mark(struct rota_csv_writer *writer);

/**
 * Write a cell, in quotes when it is empty and the first of its row, holds the separator, a quote
 * or a line end, or begins or ends with a space.
 * @param text  UTF-8 without U+0000. rota_csv_read_row() gives the same back.
 */
void rota_csv_write_cell(struct rota_csv_writer *writer, const char *text);

/** End the row, with CR LF. */
void rota_csv_end_row(struct rota_csv_writer *writer);

#endif
