/* SPDX-License-Identifier: Apache-2.0 */
#include "render/page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

size_t rota_page_count(const struct rota_value *rows)
{
	return rows->type == ROTA_LIST ? rows->as.list.count : 0;
}

const char *rota_page_text(struct rota_page *page, const char *chars, size_t size)
{
	char *text = rota_arena_copy(&page->scratch, chars, size);

	if (!text) {
		page->out.failed = true;
		return "";
	}
	/* A text may hold U+0000, at which the rest of this room would stop. */
	for (size_t i = 0; i < size; i++)
		if (!text[i])
			text[i] = '?';
	rota_text_make_printable(text);
	return text;
}

static const char *cell_text(struct rota_page *page, const struct rota_value *cell)
{
	char digits[24]; /* -9223372036854775808 and 18446744073709551615 have 20 */

	switch (cell->type) {
	case ROTA_BOOL:
		return page->words[cell->as.truth];
	case ROTA_UINT:
		snprintf(digits, sizeof(digits), "%" PRIu64, cell->as.number);
		return rota_page_text(page, digits, strlen(digits));
	case ROTA_INT:
		snprintf(digits, sizeof(digits), "%" PRId64, cell->as.negative);
		return rota_page_text(page, digits, strlen(digits));
	case ROTA_TEXT:
		return rota_page_text(page, cell->as.text.chars, cell->as.text.size);
	default:
		return "";
	}
}

const char **rota_page_row(struct rota_page *page, const struct rota_value *row)
{
	rota_arena_reset(&page->scratch);
	for (size_t i = 0; i < page->report->column_count; i++)
		page->texts[i] = cell_text(page, &row->as.list.items[i]);
	return page->texts;
}

const char **rota_page_captions(struct rota_page *page)
{
	rota_arena_reset(&page->scratch);
	for (size_t i = 0; i < page->report->column_count; i++) {
		const char *caption = page->report->columns[i].caption;

		page->texts[i] = rota_page_text(page, caption, strlen(caption));
	}
	return page->texts;
}

void rota_page_begin_block(struct rota_page *page)
{
	if (page->out.size)
		rota_buffer_puts(&page->out, "\n");
}
