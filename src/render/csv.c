/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A report as CSV, for programs and for Excel: RFC 4180, the keys as header, CRLF after each
 * row, and on request a byte order mark, without which Excel takes UTF-8 for another encoding.
 *
 *     commune,name,born,pin
 *     "Tân Dân, Khoái Châu",Vũ Thị Hà,1980,033180001234
 *
 * A cell is what the ledger holds and nothing is added for a spreadsheet: a personal number keeps
 * its leading zero but no quotes or apostrophe that would keep Excel from taking it for a
 * number, and a text may begin with '='. What is written can so be imported again unchanged;
 * who opens it in Excel chooses "Text" for such columns.
 *
 * Line ends never stand in a cell, since control characters are '?' by then.
 */
#include <string.h>

#include "render/page.h"

static bool needs_quotes(const char *text, char separator)
{
	size_t size = strlen(text);

	return strchr(text, separator) || strchr(text, '"') ||
	       (size && (text[0] == ' ' || text[size - 1] == ' '));
}

static void append_quoted(struct rota_buffer *out, const char *text)
{
	rota_buffer_puts(out, "\"");
	for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
		rota_buffer_append(out, text, (size_t)(quote - text));
		rota_buffer_puts(out, "\"\"");
	}
	rota_buffer_puts(out, text);
	rota_buffer_puts(out, "\"");
}

static void append_row(struct rota_buffer *out, const char *const *texts, size_t count,
                       char separator)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			rota_buffer_append(out, &separator, 1);
		if (needs_quotes(texts[i], separator))
			append_quoted(out, texts[i]);
		else
			rota_buffer_puts(out, texts[i]);
	}
	rota_buffer_puts(out, "\r\n");
}

int rota_page_write_csv(struct rota_page *page, struct rota_error *err)
{
	const struct rota_report *report = page->report;
	char separator = ',';

	if (page->options->separator)
		separator = page->options->separator;
	page->words[false] = "false";
	page->words[true] = "true";
	if (page->options->bom)
		rota_buffer_puts(&page->out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < report->column_count; i++)
		page->texts[i] = report->columns[i].key;
	append_row(&page->out, page->texts, report->column_count, separator);
	for (size_t i = 0; i < rota_page_count(&report->rows); i++)
		append_row(&page->out, rota_page_row(page, &report->rows.as.list.items[i]),
		           report->column_count, separator);
	return rota_buffer_check(&page->out, err);
}
