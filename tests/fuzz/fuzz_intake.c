/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Fuzzer of src/intake: any bytes as a list.
 *
 * The first byte chooses the options (bits 0-2 the encoding, 3-4 the separator, 5 whether unknown
 * columns are ignored), the rest is the file. Reaches all of the room: decoding with iconv, the
 * search for TCVN3, separators and captions, quotes, cells of each kind, problems, and the writer.
 * Besides what the sanitizers see, it asserts that
 *
 *     texts of sound rows are clean, cells of digits hold digits;
 *     rows stand in the order of the file, and each that is not sound has a problem;
 *     cells that are written are read back as they were;
 *     the file of rejected rows has a header that is known again.
 *
 * The corpus is in tests/fuzz/corpus/intake.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "intake/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { COMMUNE, CODE, NAME, BORN, PIN, NOTE, COLUMNS };

static const struct rota_intake_column columns[COLUMNS] = {
	{ .id = "commune", .vi = "Xã", .required = true, .filled = true, .group = 1 },
	{ .id = "commune_code", .vi = "Mã xã", .kind = ROTA_INTAKE_DIGITS, .required = true,
	  .filled = true, .group = 1 },
	{ .id = "name", .vi = "Họ và tên", .filled = true },
	{ .id = "born", .vi = "Ngày sinh", .kind = ROTA_INTAKE_DAY },
	{ .id = "pin", .vi = "CCCD", .kind = ROTA_INTAKE_DIGITS },
	{ .id = "note", .vi = "Ghi chú" },
};
static const struct rota_intake_column personal[] = { { .id = "religion", .vi = "Tôn giáo" } };
static const struct rota_intake_form form = { columns, COLUMNS, personal, 1 };

static void check_cells(const struct rota_table *table, size_t row)
{
	for (size_t column = 0; column < COLUMNS; column++) {
		const struct rota_table_cell *cell = rota_table_cell(table, row, column);

		assert(rota_text_is_clean(cell->text, strlen(cell->text)));
		assert(cell->cleaned == (strcmp(cell->text, cell->raw) != 0));
		if (columns[column].kind == ROTA_INTAKE_DIGITS)
			assert(!cell->text[strspn(cell->text, "0123456789")]);
	}
}

static void check_written_again(const struct rota_table *table, size_t row)
{
	struct rota_buffer out = { 0 };
	struct rota_csv_writer writer = { &out, rota_table_separator(table), false };
	struct rota_csv_reader reader;
	struct rota_csv_row again;

	for (size_t column = 0; column < COLUMNS; column++)
		rota_csv_write_cell(&writer, rota_table_cell(table, row, column)->raw);
	rota_csv_end_row(&writer);
	rota_csv_reader_init(&reader, out.bytes, out.size, writer.separator);
	assert(rota_csv_read_row(&reader, &again));
	assert(again.count == COLUMNS && !again.stray_quote && !reader.unclosed);
	for (size_t column = 0; column < COLUMNS; column++)
		assert(!strcmp(again.cells[column], rota_table_cell(table, row, column)->raw));
	assert(!rota_csv_read_row(&reader, &again));
	rota_buffer_clear(&out);
}

/** Write the rows that are not sound and read that file. @return its rows. */
static size_t check_rejected(const struct rota_table *table, const struct rota_problems *problems,
                             struct rota_intake_options options)
{
	struct rota_buffer out = { 0 };
	struct rota_buffer reason = { 0 };
	struct rota_csv_writer writer = { &out, rota_table_separator(table), false };
	struct rota_problems again_problems = { 0 };
	struct rota_error err = { 0 };
	struct rota_table *again = NULL;
	size_t rows = 0;

	rota_table_write_header(&writer, table);
	for (size_t i = 0; i < rota_table_row_count(table); i++) {
		const struct rota_table_row *row = rota_table_row(table, i);

		if (row->sound)
			continue;
		rota_buffer_reset(&reason);
		rota_problems_write_reason(&reason, problems, row->line);
		assert(reason.size || problems->total > problems->count);
		rota_table_write_row(&writer, table, i, rota_buffer_text(&reason));
		rows++;
	}
	if (options.from_encoding != ROTA_ENCODING_TCVN3)
		options.from_encoding = ROTA_ENCODING_UTF8;
	options.separator = writer.separator;
	/* a misshapen row is in shape now, and may show that a column has the month first */
	if (rota_table_read(&again, &again_problems, out.bytes, out.size, &form, &options, &err))
		assert(!strcmp(err.rule, "V90"));
	else
		assert(rota_table_row_count(again) == rows);
	rota_table_free(again);
	rota_problems_clear(&again_problems);
	rota_buffer_clear(&reason);
	rota_buffer_clear(&out);
	return rows;
}

static void check_table(const struct rota_table *table, const struct rota_problems *problems,
                        struct rota_intake_options options)
{
	size_t line = rota_table_header(table)->line;
	size_t sound = 0;

	for (size_t i = 0; i < rota_table_row_count(table); i++) {
		const struct rota_table_row *row = rota_table_row(table, i);

		assert(row->line > line);
		line = row->line;
		sound += row->sound;
		if (row->sound)
			check_cells(table, i);
		check_written_again(table, i);
	}
	assert(sound + check_rejected(table, problems, options) == rota_table_row_count(table));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rota_intake_options options = { 0 };
	struct rota_problems problems = { 0 };
	struct rota_error err = { 0 };
	struct rota_table *table;
	char *bytes;
	int rc;

	if (!size)
		return 0;
	options.from_encoding = (enum rota_encoding)((data[0] & 7) % (ROTA_ENCODING_VISCII + 1));
	options.separator = "\0,;\t"[data[0] >> 3 & 3];
	options.ignore_unknown = data[0] >> 5 & 1;
	bytes = malloc(size - 1); /* of that size exactly, for the sanitizer */
	if (size > 1)
		memcpy(bytes, data + 1, size - 1);
	rc = rota_table_read(&table, &problems, bytes, size - 1, &form, &options, &err);
	free(bytes);
	assert(rc == err.code && !rc == (table != NULL));
	if (table)
		check_table(table, &problems, options);
	rota_table_free(table);
	rota_problems_clear(&problems);
	return 0;
}
