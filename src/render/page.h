/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A report while it is written out, and what the formats have in common.
 *
 * One page serves one rota_report_write(). A format asks for one row of cells
 * at a time, as texts that are safe to print, and appends to `out`. Memory that
 * runs out is remembered in `out` (base/buffer.h), and texts are empty from
 * then on; so a format checks once, at its end.
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include <stddef.h>

#include "base/buffer.h"
#include "rota/arena.h"
#include "rota/report.h"

struct rota_page {
	const struct rota_report *report; /**< its shape has been checked */
	const struct rota_report_options *options;
	struct rota_arena *arena;  /**< the caller's */
	struct rota_arena scratch; /**< the texts of one row; emptied by the next */
	struct rota_buffer out;
	const char **texts;   /**< room for one text a column */
	const char *words[2]; /**< what a bool cell shows: false, true */
};

/** The number of rows, or of notes; nil has none. */
size_t rota_page_count(const struct rota_value *rows);

/** The text without control characters. Lives until the next row is asked for. */
const char *rota_page_text(struct rota_page *page, const char *chars, size_t size);

/** The cells of a row as texts, one a column. The array may be changed; both live until the next
 *  row or the captions are asked for. */
const char **rota_page_row(struct rota_page *page, const struct rota_value *row);

/** The captions of the columns, in the same way. */
const char **rota_page_captions(struct rota_page *page);

/** Separate what follows by an empty line from what stands above, if anything does. */
void rota_page_begin_block(struct rota_page *page);

/* The formats: append the whole report to `out`.
 * @return ROTA_OK; ROTA_ENOMEM; of JSON, ROTA_EINVALID when a text is not UTF-8. */
int rota_page_write_table(struct rota_page *page, struct rota_error *err);
int rota_page_write_csv(struct rota_page *page, struct rota_error *err);
int rota_page_write_json(struct rota_page *page, struct rota_error *err);
int rota_page_write_markdown(struct rota_page *page, struct rota_error *err);

#endif
