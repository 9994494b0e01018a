/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A report as Markdown with a pipe table (GitHub Flavored Markdown), for the pages that a git
 * server shows:
 *
 *     # Bí thư theo huyện
 *
 *     | Huyện | Số xã |
 *     | --- | ---: |
 *     | Ân Thi | 21 |
 *     | **Cộng** | **21** |
 *
 *     - 1 xã chưa báo cáo
 *
 * Every text is shown as it is: what Markdown or HTML would read as a mark is escaped, so that a
 * name cannot become a tag, another column or a link that hides its address. Line ends are '?'
 * by then.
 */
#include <string.h>

#include "base/messages.h"
#include "render/page.h"

/** The marks that work inside a line, and '#', which may close a title.
 *  @source GFM spec 0.29, sections 4.2, 4.10, 6.1 to 6.10. */
static const char marks[] = "\\|`*_~[<&#";

static void append_escaped(struct rota_buffer *out, const char *text)
{
	for (;;) {
		size_t plain = strcspn(text, marks);

		rota_buffer_append(out, text, plain);
		text += plain;
		if (!*text)
			return;
		rota_buffer_printf(out, "\\%c", *text++);
	}
}

/** @p around stands before and behind each text that is not empty: "**" or "". */
static void append_row(struct rota_page *page, const char *const *texts, const char *around)
{
	struct rota_buffer *out = &page->out;

	rota_buffer_puts(out, "|");
	for (size_t i = 0; i < page->report->column_count; i++) {
		const char *mark = *texts[i] ? around : "";

		rota_buffer_printf(out, " %s", mark);
		append_escaped(out, texts[i]);
		rota_buffer_printf(out, "%s |", mark);
	}
	rota_buffer_puts(out, "\n");
}

static void append_rows(struct rota_page *page, const struct rota_value *rows, const char *around)
{
	for (size_t i = 0; i < rota_page_count(rows); i++)
		append_row(page, rota_page_row(page, &rows->as.list.items[i]), around);
}

static void append_alignment(struct rota_page *page)
{
	rota_buffer_puts(&page->out, "|");
	for (size_t i = 0; i < page->report->column_count; i++) {
		bool right = page->report->columns[i].cell == ROTA_CELL_NUMBER;

		rota_buffer_puts(&page->out, right ? " ---: |" : " --- |");
	}
	rota_buffer_puts(&page->out, "\n");
}

static void append_line(struct rota_page *page, const char *mark, const char *chars, size_t size)
{
	rota_buffer_puts(&page->out, mark);
	append_escaped(&page->out, rota_page_text(page, chars, size));
	rota_buffer_puts(&page->out, "\n");
}

static void append_grid(struct rota_page *page)
{
	rota_page_begin_block(page);
	append_row(page, rota_page_captions(page), "");
	append_alignment(page);
	append_rows(page, &page->report->rows, "");
	append_rows(page, &page->report->foot, "**");
}

int rota_page_write_markdown(struct rota_page *page, struct rota_error *err)
{
	const struct rota_report *report = page->report;
	const struct rota_value *notes = &report->notes;

	if (report->title)
		append_line(page, "# ", report->title, strlen(report->title));
	if (report->column_count)
		append_grid(page);
	if (!rota_page_count(&report->rows) && !rota_page_count(&report->foot)) {
		rota_page_begin_block(page);
		rota_buffer_printf(&page->out, "%s\n", _("nothing to show"));
	}
	if (rota_page_count(notes))
		rota_page_begin_block(page);
	for (size_t i = 0; i < rota_page_count(notes); i++)
		append_line(page, "- ", notes->as.list.items[i].as.text.chars,
		            notes->as.list.items[i].as.text.size);
	return rota_buffer_check(&page->out, err);
}
