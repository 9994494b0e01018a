/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/csv.h"

#include <string.h>

#include "base/messages.h"

void rota_csv_reader_init(struct rota_csv_reader *reader, char *text, size_t size, char separator)
{
	*reader = (struct rota_csv_reader){
		.at = text, .end = text + size, .line = 1, .separator = separator
	};
}

static bool at_cell_end(const struct rota_csv_reader *reader)
{
	return reader->at == reader->end || *reader->at == reader->separator ||
	       *reader->at == '\n' || *reader->at == '\r';
}

static void skip_blanks(struct rota_csv_reader *reader)
{
	while (!at_cell_end(reader) && (*reader->at == ' ' || *reader->at == '\t'))
		reader->at++;
}

/** Step over one byte, which may end a line. @return it. */
static char step(struct rota_csv_reader *reader)
{
	char c = *reader->at++;

	if (c == '\n' || (c == '\r' && (reader->at == reader->end || *reader->at != '\n')))
		reader->line++;
	return c;
}

/** Move what stands inside quotes to @p out. @return its end; the reader is behind the quote. */
static char *read_quoted(struct rota_csv_reader *reader, char *out)
{
	size_t opened = reader->line;

	reader->at++;
	while (reader->at < reader->end) {
		if (*reader->at == '"') {
			reader->at++;
			if (reader->at == reader->end || *reader->at != '"')
				return out;
		}
		*out++ = step(reader);
	}
	reader->unclosed = opened;
	return out;
}

/** Read up to the separator or line end. @return the end of the cell, where a NUL belongs. */
static char *read_cell(struct rota_csv_reader *reader, struct rota_csv_row *row, char *cell)
{
	char *end;

	skip_blanks(reader);
	if (reader->at < reader->end && *reader->at == '"') {
		end = read_quoted(reader, cell);
		skip_blanks(reader);
		row->stray_quote |= !at_cell_end(reader);
		while (!at_cell_end(reader))
			*end++ = *reader->at++;
		return end;
	}
	while (!at_cell_end(reader))
		reader->at++;
	return reader->at;
}

/** Step over what ended a cell. @return whether the row has one more. */
static bool step_over_end(struct rota_csv_reader *reader)
{
	if (reader->at == reader->end)
		return false;
	if (*reader->at == reader->separator) {
		reader->at++;
		return true;
	}
	if (step(reader) == '\r' && reader->at < reader->end && *reader->at == '\n')
		step(reader);
	return false;
}

bool rota_csv_read_row(struct rota_csv_reader *reader, struct rota_csv_row *row)
{
	bool more = true;

	if (reader->at == reader->end)
		return false;
	row->line = reader->line;
	row->count = 0;
	row->stray_quote = false;
	while (more) {
		char *cell = reader->at;
		char *end = read_cell(reader, row, cell);

		more = step_over_end(reader);
		*end = '\0'; /* now that its place has been read */
		if (row->count < ROTA_CSV_CELLS_MAX)
			row->cells[row->count] = cell;
		row->count++;
	}
	return true;
}

int rota_csv_reader_check(const struct rota_csv_reader *reader, struct rota_error *err)
{
	if (!reader->unclosed)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("close it on that line"),
	                 _("line %zu: a quote is opened and never closed"), reader->unclosed);
}

static bool is_blank(const char *cell)
{
	static const char nbsp[] = "\u00A0";

	for (;;) {
		cell += strspn(cell, " \t\r\n");
		if (strncmp(cell, nbsp, sizeof(nbsp) - 1) != 0)
			return !*cell;
		cell += sizeof(nbsp) - 1;
	}
}

bool rota_csv_row_is_blank(const struct rota_csv_row *row)
{
	if (row->count > ROTA_CSV_CELLS_MAX)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!is_blank(row->cells[i]))
			return false;
	return true;
}

void rota_csv_write_mark(struct rota_csv_writer *writer)
{
	rota_buffer_puts(writer->out, "\uFEFF");
}

static bool needs_quotes(const struct rota_csv_writer *writer, const char *text)
{
	const char special[] = { writer->separator, '"', '\r', '\n', '\0' };
	size_t size = strlen(text);

	if (!size)
		return !writer->begun;
	return text[strcspn(text, special)] || strchr(" \t", text[0]) ||
	       strchr(" \t", text[size - 1]);
}

void rota_csv_write_cell(struct rota_csv_writer *writer, const char *text)
{
	bool quotes = needs_quotes(writer, text);

	if (writer->begun)
		rota_buffer_append(writer->out, &writer->separator, 1);
	writer->begun = true;
	if (!quotes) {
		rota_buffer_puts(writer->out, text);
		return;
	}
	rota_buffer_puts(writer->out, "\"");
	for (; *text; text++) {
		if (*text == '"')
			rota_buffer_puts(writer->out, "\"");
		rota_buffer_append(writer->out, text, 1);
	}
	rota_buffer_puts(writer->out, "\"");
}

void rota_csv_end_row(struct rota_csv_writer *writer)
{
	rota_buffer_puts(writer->out, "\r\n");
	writer->begun = false;
}
