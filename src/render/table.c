/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A report as a table of aligned columns, for a terminal:
 *
 *     Bí thư theo huyện
 *
 *     Huyện    Số xã  Khuyết
 *     ──────────────────────
 *     Ân Thi      21       1
 *     Phù Cừ      14
 *     ──────────────────────
 *     Cộng        35       1
 *
 *     1 xã chưa báo cáo
 *
 * Invariants:
 * 1. Nothing is cut. A cell that is wider than its column goes on in the next line, and is
 *    broken at spaces only; a column is never narrower than its longest word.
 * 2. No line ends with a space.
 * 3. A width is one of terminal columns (rota_text_width), never one of bytes or characters.
 */
#include <stdint.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "render/page.h"

/** Below 8 columns a Vietnamese name has one syllable a line, and is no longer read as a name. */
enum { GAP = 2, LEAST_WIDTH = 8 };

/** The columns of one table. */
struct layout {
	const struct rota_column *columns;
	size_t count;
	size_t *widths;
	size_t *floors; /**< down to which a width may shrink: the longest word, or LEAST_WIDTH */
};

/** The part of a text that stands in one line. */
struct piece {
	const char *chars;
	size_t size;
	size_t width;
};

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/**
 * Take as many words as fit into @p width, but one at least, from the front of a text, and the
 * spaces behind them. Spaces in front of the first word are an indentation and stay.
 */
static struct piece take_piece(const char **rest, size_t width)
{
	struct piece piece = { .chars = *rest };

	for (;;) {
		const char *end = piece.chars + piece.size;
		size_t gap = strspn(end, " ");
		size_t word = strcspn(end + gap, " ");
		size_t more = gap + rota_text_width(end + gap, word);

		*rest = end + gap;
		if (!word || (piece.size && piece.width + more > width))
			return piece;
		piece.size += gap + word;
		piece.width += more;
	}
}

/** Widen the columns for one row. */
static void measure_row(struct layout *layout, const char *const *texts)
{
	for (size_t i = 0; i < layout->count; i++) {
		const char *rest = texts[i];
		size_t whole = take_piece(&rest, SIZE_MAX).width;

		layout->widths[i] = larger(layout->widths[i], whole);
		for (rest = texts[i]; *rest;)
			layout->floors[i] = larger(layout->floors[i], take_piece(&rest, 0).width);
	}
}

static void measure_rows(struct layout *layout, struct rota_page *page,
                         const struct rota_value *rows)
{
	for (size_t i = 0; i < rota_page_count(rows); i++)
		measure_row(layout, rota_page_row(page, &rows->as.list.items[i]));
}

static size_t table_width(const struct layout *layout)
{
	size_t width = 0;

	for (size_t i = 0; i < layout->count; i++)
		width += layout->widths[i] + (i ? GAP : 0);
	return width;
}

/** The widest column that may still shrink, the first of equals; `count` when there is none. */
static size_t find_widest(const struct layout *layout)
{
	size_t widest = layout->count;

	for (size_t i = 0; i < layout->count; i++)
		if (layout->widths[i] > layout->floors[i] &&
		    (widest == layout->count || layout->widths[i] > layout->widths[widest]))
			widest = i;
	return widest;
}

static void shrink(struct layout *layout, size_t width)
{
	for (size_t excess = table_width(layout); excess > width; excess--) {
		size_t widest = find_widest(layout);

		if (widest == layout->count)
			return;
		layout->widths[widest]--;
	}
}

/** The width of the terminal. */
static size_t page_width(const struct rota_page *page)
{
	return page->options->width ? page->options->width : SIZE_MAX;
}

/**
 * Choose the widths. They hold only if every cell was measured, so nothing may be appended
 * after a failure.
 * @return whether there was memory for it.
 */
static bool lay_out(struct layout *layout, struct rota_page *page)
{
	size_t count = page->report->column_count;

	layout->columns = page->report->columns;
	layout->count = count;
	layout->widths = rota_arena_alloc(page->arena, count * sizeof(*layout->widths));
	layout->floors = rota_arena_alloc(page->arena, count * sizeof(*layout->floors));
	if (!layout->widths || !layout->floors)
		return false;
	for (size_t i = 0; i < count; i++)
		layout->floors[i] = LEAST_WIDTH;
	measure_row(layout, rota_page_captions(page));
	measure_rows(layout, page, &page->report->rows);
	measure_rows(layout, page, &page->report->foot);
	shrink(layout, page_width(page));
	return !page->out.failed;
}

static void append_times(struct rota_buffer *out, const char *text, size_t times)
{
	while (times--)
		rota_buffer_puts(out, text);
}

/** Take one line from each cell. Spaces wait until something stands behind them. */
static void append_line(struct rota_buffer *out, const struct layout *layout, const char **texts)
{
	size_t spaces = 0;

	for (size_t i = 0; i < layout->count; i++) {
		bool right = layout->columns[i].cell == ROTA_CELL_NUMBER;
		struct piece piece = take_piece(&texts[i], layout->widths[i]);
		size_t room = layout->widths[i] - piece.width;

		if (piece.size) {
			append_times(out, " ", spaces + (right ? room : 0));
			rota_buffer_append(out, piece.chars, piece.size);
			spaces = right ? 0 : room;
		} else {
			spaces += room;
		}
		spaces += GAP;
	}
	rota_buffer_puts(out, "\n");
}

static bool is_finished(const struct layout *layout, const char *const *texts)
{
	for (size_t i = 0; i < layout->count; i++)
		if (*texts[i])
			return false;
	return true;
}

static void append_row(struct rota_buffer *out, const struct layout *layout, const char **texts)
{
	do
		append_line(out, layout, texts);
	while (!is_finished(layout, texts));
}

static void append_rows(struct rota_page *page, const struct layout *layout,
                        const struct rota_value *rows)
{
	for (size_t i = 0; i < rota_page_count(rows); i++)
		append_row(&page->out, layout, rota_page_row(page, &rows->as.list.items[i]));
}

static void append_rule(struct rota_buffer *out, const struct layout *layout)
{
	append_times(out, "─", table_width(layout));
	rota_buffer_puts(out, "\n");
}

static void append_grid(struct rota_page *page, const struct layout *layout)
{
	const struct rota_report *report = page->report;

	if (layout->count) {
		append_row(&page->out, layout, rota_page_captions(page));
		append_rule(&page->out, layout);
	}
	append_rows(page, layout, &report->rows);
	if (!rota_page_count(&report->rows) && !rota_page_count(&report->foot))
		rota_buffer_printf(&page->out, "%s\n", _("nothing to show"));
	if (rota_page_count(&report->rows) && rota_page_count(&report->foot))
		append_rule(&page->out, layout);
	append_rows(page, layout, &report->foot);
}

/** A title or a note, over as many lines as it needs. */
static void append_paragraph(struct rota_page *page, const char *chars, size_t size)
{
	const char *rest = rota_page_text(page, chars, size);

	do {
		struct piece piece = take_piece(&rest, page_width(page));

		rota_buffer_append(&page->out, piece.chars, piece.size);
		rota_buffer_puts(&page->out, "\n");
	} while (*rest);
}

int rota_page_write_table(struct rota_page *page, struct rota_error *err)
{
	const struct rota_report *report = page->report;
	const struct rota_value *notes = &report->notes;
	struct layout layout;

	if (!lay_out(&layout, page))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (report->title)
		append_paragraph(page, report->title, strlen(report->title));
	rota_page_begin_block(page);
	append_grid(page, &layout);
	if (rota_page_count(notes))
		rota_page_begin_block(page);
	for (size_t i = 0; i < rota_page_count(notes); i++)
		append_paragraph(page, notes->as.list.items[i].as.text.chars,
		                 notes->as.list.items[i].as.text.size);
	return rota_buffer_check(&page->out, err);
}
