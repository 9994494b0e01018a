/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A report: a title, columns, rows, notes, and how it is written out.
 *
 * Whoever makes a report fills the struct from one arena; the texts are in the
 * language of the reader already. One renderer a format writes it. The JSON
 * form has keys that never change; captions are for people and may.
 */
#ifndef ROTA_REPORT_H
#define ROTA_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "rota/arena.h"
#include "rota/error.h"
#include "rota/value.h"

enum rota_format { ROTA_FORMAT_TABLE, ROTA_FORMAT_CSV, ROTA_FORMAT_JSON, ROTA_FORMAT_MD };

/** How the cells of a column are set. */
enum rota_cell { ROTA_CELL_TEXT, ROTA_CELL_NUMBER };

struct rota_column {
	const char *key;     /**< key in JSON and header in CSV: lower case, `_`; never translated */
	const char *caption; /**< header in a table and in Markdown */
	enum rota_cell cell; /**< numbers stand to the right */
};

/** All-zero is an empty report. What it refers to lives in the arena of whoever fills it. */
struct rota_report {
	const char *title; /**< one line, or NULL */
	const struct rota_column *columns;
	size_t column_count;
	struct rota_value rows;  /**< a list of lists: one cell a column: nil, bool, uint, int or text */
	struct rota_value foot;  /**< a list of rows, printed apart (totals); may be nil */
	struct rota_value notes; /**< a list of texts, printed below; may be nil */
	struct rota_value json;  /**< what --json prints when it is more than the rows; may be nil */
};

struct rota_report_options {
	enum rota_format format;
	char separator;    /**< of CSV: ',' ';' or '\t'; 0 is ',' */
	bool bom;          /**< CSV begins with a byte order mark, for Excel */
	size_t width;      /**< columns of the terminal; 0 is unlimited */
	bool line;         /**< JSON in one line, for a stream of objects */
};

/** Find a format by its name: table csv json md. @return ROTA_OK or ROTA_EINVALID with the list. */
int rota_format_find(enum rota_format *out, const char *name, struct rota_error *err);

/**
 * Write a report.
 *
 * A table is aligned by the width of its characters, its long text cells are broken over lines
 * when the terminal is narrower; CSV has the keys as header and no title, foot or notes; JSON is
 * `json`, or a list with one object a row; Markdown is a pipe table. Control characters in cells
 * become '?' and never reach a terminal.
 *
 * @param[out] out  the text, in @p arena, with a newline at its end.
 * @return ROTA_OK; ROTA_ENOMEM; ROTA_EBUG when a row has not one cell a column.
 */
int rota_report_write(const char **out, const struct rota_report *report,
                      const struct rota_report_options *options, struct rota_arena *arena,
                      struct rota_error *err);

#endif
