/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A table keeps the decoded file: raw cells are pieces of it, and so are the
 * texts that cleaning leaves alone. What else it holds is in its arena. Of a
 * row only the cells of known columns are kept, in the order of the file;
 * `place` says where a column of the form is among them.
 */
#include "intake/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "intake/day_order.h"
#include "intake/shown.h"

/** 200,000 rows of 40 cells take 192 MB, their texts no more than the file. */
#define ARENA_BYTES ((size_t)1 << 30)

struct row {
	struct rota_table_row shown;
	struct rota_table_cell *cells; /**< known columns only; all cells when misshapen */
	size_t count;
	bool misshapen; /**< too many cells or too few to tell which is which */
};

struct rota_table {
	struct rota_arena arena;
	struct rota_buffer text;
	struct rota_header header;
	char separator;
	size_t kept;                   /**< known columns of the file */
	size_t column_count;           /**< of the form */
	size_t *place;                 /**< of each: its cell in a row, or ROTA_COLUMN_NONE */
	const char **captions;         /**< of each, or NULL */
	struct rota_day_order *orders; /**< of each */
	struct row *rows;              /**< on the heap, because it grows */
	size_t row_count;
	size_t row_capacity;
};

/** Everything a function needs while a file is read. */
struct reading {
	struct rota_intake_reading how;
	struct rota_table *table;
	struct rota_problems *problems;
	struct rota_cell_reader cells;
};

static const struct rota_table_cell empty = { "", "", false };

static int out_of_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- one cell ------------------------------------------------------------------------------- */

/** Put what is wrong with a cell, or with the row when @p caption is NULL, into the list. */
static int report(struct reading *reading, struct row *row, const char *caption,
                  const char *value, const struct rota_error *why, struct rota_error *err)
{
	row->shown.sound = false;
	return rota_problems_add(reading->problems, row->shown.line, caption, value, why, err);
}

/**
 * Read a cell. @return ROTA_OK, also when the cell is a problem of its row; ROTA_EINVALID when it
 * shows that the file as a whole cannot be read; ROTA_ENOMEM.
 */
static int read_cell(struct rota_table_cell *cell, struct reading *reading, struct row *row,
                     const struct rota_header_cell *header, const char *raw, struct rota_error *err)
{
	enum rota_intake_kind kind = reading->how.form->columns[header->column].kind;
	struct rota_error why = { 0 };
	int rc;

	rc = kind == ROTA_INTAKE_TEXT ? rota_cell_check_encoding(&reading->cells, raw, err) : 0;
	if (rc) {
		rota_error_context(err, _("line %zu, column '%s'"), row->shown.line,
		                   header->caption);
		return rc;
	}
	rc = rota_cell_read(cell, &reading->cells, kind, raw, &why);
	if (rc == ROTA_ENOMEM)
		return out_of_memory(err);
	if (rc)
		return report(reading, row, header->caption, raw, &why, err);
	if (kind == ROTA_INTAKE_DAY)
		rota_day_order_note(&reading->table->orders[header->column], row->shown.line,
		                    cell->text);
	return ROTA_OK;
}

/* --- one row -------------------------------------------------------------------------------- */

/** Add a row to the table, as yet without cells. @return it, or NULL. */
static struct row *add_row(struct rota_table *table, size_t line)
{
	size_t capacity = table->row_capacity ? table->row_capacity * 2 : 64;
	struct row *rows = table->rows;

	if (table->row_count == table->row_capacity) {
		rows = realloc(rows, capacity * sizeof(*rows));
		if (!rows)
			return NULL;
		table->rows = rows;
		table->row_capacity = capacity;
	}
	rows[table->row_count] = (struct row){ .shown = { line, true } };
	return &rows[table->row_count++];
}

/** Whether the row has the form of the header; if not, why. */
static int check_shape(const struct reading *reading, const struct rota_csv_row *cells,
                       struct rota_error *why)
{
	const char *hint = _("look at the quotes and separators of this line");

	if (cells->stray_quote)
		return rota_fail(why, ROTA_EINVALID,
		                 _("write a quote inside a quoted cell twice: \"\""),
		                 _("something stands behind a closing quote"));
	if (cells->count != reading->table->header.count)
		return rota_fail(why, ROTA_EINVALID, hint,
		                 rota_message_n("%zu cell where the header has %zu",
		                                "%zu cells where the header has %zu", cells->count),
		                 cells->count, reading->table->header.count);
	return ROTA_OK;
}

/** Keep all cells of a row as they are, for the file of rejected rows. */
static int keep_misshapen(struct reading *reading, struct row *row,
                          const struct rota_csv_row *cells, const struct rota_error *why,
                          struct rota_error *err)
{
	size_t count = cells->count < ROTA_CSV_CELLS_MAX ? cells->count : ROTA_CSV_CELLS_MAX;

	row->cells = rota_arena_alloc(&reading->table->arena, count * sizeof(*row->cells));
	if (!row->cells)
		return out_of_memory(err);
	for (size_t i = 0; i < count; i++)
		row->cells[i] = (struct rota_table_cell){ cells->cells[i], cells->cells[i], false };
	row->count = count;
	row->misshapen = true;
	return report(reading, row, NULL, NULL, why, err);
}

/** A cell under an empty caption must be empty too: nobody knows what it says. */
static int check_unnamed(struct reading *reading, struct row *row, const char *raw,
                         struct rota_error *err)
{
	struct rota_error why = { 0 };
	char shown[ROTA_SHOWN_BYTES];

	if (!raw[strspn(raw, " \t\r\n")])
		return ROTA_OK;
	rota_fail(&why, ROTA_EINVALID, _("name its column in the header, or empty it"),
	          _("'%s' stands in a column without a name"), rota_shown(shown, raw));
	return report(reading, row, NULL, NULL, &why, err);
}

static const struct rota_table_cell *cell_of(const struct rota_table *table,
                                             const struct row *row, size_t column)
{
	size_t place = table->place[column];

	return row->misshapen || place == ROTA_COLUMN_NONE ? &empty : &row->cells[place];
}

/** Whether the cell of a column, or one of its group, says something. */
static bool is_filled(const struct reading *reading, const struct row *row, size_t column)
{
	const struct rota_intake_form *form = reading->how.form;
	unsigned group = form->columns[column].group;

	for (size_t i = 0; i < form->column_count; i++)
		if ((i == column || (group && form->columns[i].group == group)) &&
		    *cell_of(reading->table, row, i)->text)
			return true;
	return false;
}

static int report_empty(struct reading *reading, struct row *row, size_t column,
                        struct rota_error *err)
{
	const struct rota_intake_form *form = reading->how.form;
	const char *caption = reading->table->captions[column];
	struct rota_error why = { 0 };
	struct rota_buffer names = { 0 };
	int rc;

	rota_intake_column_write(&names, form->columns, form->column_count, column);
	rota_fail(&why, ROTA_EINVALID, _("fill it in"), _("%s is empty"), rota_buffer_text(&names));
	rc = report(reading, row, caption, caption ? "" : NULL, &why, err);
	rota_buffer_clear(&names);
	return rc;
}

static int check_filled(struct reading *reading, struct row *row, struct rota_error *err)
{
	const struct rota_intake_form *form = reading->how.form;

	for (size_t i = 0; i < form->column_count; i++) {
		const struct rota_intake_column *column = &form->columns[i];
		int rc;

		if (!column->filled || !rota_intake_column_is_first(form->columns, i))
			continue;
		if (!column->group && reading->table->place[i] == ROTA_COLUMN_NONE)
			continue;
		if (is_filled(reading, row, i))
			continue;
		rc = report_empty(reading, row, i, err);
		if (rc)
			return rc;
	}
	return ROTA_OK;
}

static int read_cells(struct reading *reading, struct row *row, const struct rota_csv_row *cells,
                      struct rota_error *err)
{
	struct rota_table *table = reading->table;
	int rc = ROTA_OK;

	row->cells = rota_arena_alloc(&table->arena, table->kept * sizeof(*row->cells));
	if (!row->cells)
		return out_of_memory(err);
	for (size_t i = 0; i < cells->count && !rc; i++) {
		const struct rota_header_cell *header = &table->header.cells[i];

		if (header->kind == ROTA_HEADER_KNOWN)
			rc = read_cell(&row->cells[row->count++], reading, row, header,
			               cells->cells[i], err);
		else if (header->kind == ROTA_HEADER_UNNAMED)
			rc = check_unnamed(reading, row, cells->cells[i], err);
	}
	return rc ? rc : check_filled(reading, row, err);
}

static int read_row(struct reading *reading, const struct rota_csv_row *cells,
                    struct rota_error *err)
{
	struct rota_error why = { 0 };
	struct row *row;

	if (reading->table->row_count == ROTA_TABLE_ROWS_MAX)
		return rota_fail(err, ROTA_EINVALID, _("split it into smaller files"),
		                 _("line %zu: more than %d rows"), cells->line,
		                 ROTA_TABLE_ROWS_MAX);
	row = add_row(reading->table, cells->line);
	if (!row)
		return out_of_memory(err);
	if (check_shape(reading, cells, &why))
		return keep_misshapen(reading, row, cells, &why, err);
	return read_cells(reading, row, cells, err);
}

/* --- the file ------------------------------------------------------------------------------- */

/** Make the index of columns, once the header is known. */
static int index_columns(struct rota_table *table, size_t column_count, struct rota_error *err)
{
	table->column_count = column_count;
	table->place = rota_arena_alloc(&table->arena, column_count * sizeof(*table->place));
	table->captions = rota_arena_alloc(&table->arena, column_count * sizeof(*table->captions));
	table->orders = rota_arena_alloc(&table->arena, column_count * sizeof(*table->orders));
	if (!table->place || !table->captions || !table->orders)
		return out_of_memory(err);
	for (size_t i = 0; i < column_count; i++)
		table->place[i] = ROTA_COLUMN_NONE;
	for (size_t i = 0; i < table->header.count; i++) {
		const struct rota_header_cell *cell = &table->header.cells[i];

		if (cell->kind != ROTA_HEADER_KNOWN)
			continue;
		table->place[cell->column] = table->kept++;
		table->captions[cell->column] = cell->caption;
	}
	return ROTA_OK;
}

static int check_orders(const struct rota_table *table, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; i < table->column_count && !rc; i++)
		rc = rota_day_order_check(&table->orders[i], table->captions[i], err);
	return rc;
}

/** Read the text of the table, which is decoded. */
static int read_text(struct reading *reading, struct rota_error *err)
{
	struct rota_table *table = reading->table;
	struct rota_csv_reader reader;
	struct rota_csv_row row;
	int rc;

	rc = rota_header_read(&table->header, &reader, &table->text, &reading->how, err);
	if (rc)
		return rc;
	table->separator = reader.separator;
	rc = index_columns(table, reading->how.form->column_count, err);
	while (!rc && rota_csv_read_row(&reader, &row)) {
		rc = rota_csv_reader_check(&reader, err);
		if (!rc && !rota_csv_row_is_blank(&row))
			rc = read_row(reading, &row, err);
	}
	return rc ? rc : check_orders(table, err);
}

static struct rota_table *table_new(void)
{
	struct rota_table *table = calloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->arena.max_bytes = ARENA_BYTES;
	table->text.max_bytes = ROTA_TABLE_FILE_BYTES * 3; /* a letter of one byte may need three */
	return table;
}

void rota_table_free(struct rota_table *table)
{
	if (!table)
		return;
	rota_arena_clear(&table->arena);
	rota_buffer_clear(&table->text);
	free(table->rows);
	free(table);
}

/** Read what is in table->text into the table. */
static int fill(struct rota_table *table, struct rota_problems *problems,
                const struct rota_intake_form *form, const struct rota_intake_options *options,
                enum rota_legacy_look refused, struct rota_error *err)
{
	struct reading reading = {
		.how = { form, options, refused, &table->arena },
		.table = table,
		.problems = problems,
	};
	int rc;

	reading.cells.how = &reading.how;
	rc = read_text(&reading, err);
	rota_cell_reader_clear(&reading.cells);
	return rc;
}

/**
 * The bytes are not UTF-8 and nothing was said of them, which is in *err. If they read as TCVN3,
 * say that instead: the first cell that shows it is a better place than the first stray byte.
 */
static void suspect_tcvn3(const void *bytes, size_t size, const struct rota_intake_form *form,
                          const struct rota_intake_options *options, struct rota_error *err)
{
	struct rota_table *table = table_new();
	struct rota_problems problems = { 0 };
	struct rota_error better = { 0 };

	if (!table || rota_encoding_is_damaged_utf8(bytes, size))
		goto done;
	rota_encoding_widen(&table->text, bytes, size);
	if (table->text.failed || memchr(bytes, '\0', size))
		goto done;
	fill(table, &problems, form, options, ROTA_LEGACY_STRONG, &better);
	if (err && strcmp(better.rule, "V61") == 0)
		*err = better;
done:
	rota_problems_clear(&problems);
	rota_table_free(table);
}

int rota_table_read(struct rota_table **out, struct rota_problems *problems, const void *bytes,
                    size_t size, const struct rota_intake_form *form,
                    const struct rota_intake_options *options, struct rota_error *err)
{
	static const struct rota_intake_options nothing_said;
	enum rota_encoding asked;
	struct rota_table *table;
	int rc;

	*out = NULL;
	options = options ? options : &nothing_said;
	asked = options->from_encoding;
	if (size > ROTA_TABLE_FILE_BYTES)
		return rota_fail(err, ROTA_EINVALID, _("split it into smaller files"),
		                 _("the file is larger than %zu bytes"), ROTA_TABLE_FILE_BYTES);
	table = table_new();
	if (!table)
		return out_of_memory(err);
	rc = rota_encoding_decode(&table->text, bytes, size, asked, err);
	if (rc == ROTA_EINVALID && asked == ROTA_ENCODING_NONE)
		suspect_tcvn3(bytes, size, form, options, err);
	if (!rc)
		rc = fill(table, problems, form, options,
		          asked == ROTA_ENCODING_NONE ? ROTA_LEGACY_WEAK : ROTA_LEGACY_NONE, err);
	if (rc) {
		rota_table_free(table);
		return rc;
	}
	*out = table;
	return ROTA_OK;
}

/* --- what was read -------------------------------------------------------------------------- */

size_t rota_table_row_count(const struct rota_table *table)
{
	return table->row_count;
}

const struct rota_table_row *rota_table_row(const struct rota_table *table, size_t index)
{
	assert(index < table->row_count);
	return &table->rows[index].shown;
}

const struct rota_table_cell *rota_table_cell(const struct rota_table *table, size_t index,
                                              size_t column)
{
	assert(index < table->row_count && column < table->column_count);
	return cell_of(table, &table->rows[index], column);
}

const char *rota_table_caption(const struct rota_table *table, size_t column)
{
	assert(column < table->column_count);
	return table->captions[column];
}

bool rota_table_day_is_ambiguous(const struct rota_table *table, size_t column)
{
	assert(column < table->column_count);
	return rota_day_order_is_ambiguous(&table->orders[column]);
}

const struct rota_header *rota_table_header(const struct rota_table *table)
{
	return &table->header;
}

char rota_table_separator(const struct rota_table *table)
{
	return table->separator;
}

/* --- rejected rows -------------------------------------------------------------------------- */

void rota_table_write_header(struct rota_csv_writer *writer, const struct rota_table *table)
{
	const struct rota_intake_column *reason = &rota_header_reason;

	rota_csv_write_cell(writer, rota_language() == ROTA_VI ? reason->vi : reason->id);
	for (size_t i = 0; i < table->header.count; i++)
		if (table->header.cells[i].kind == ROTA_HEADER_KNOWN)
			rota_csv_write_cell(writer, table->header.cells[i].caption);
	rota_csv_end_row(writer);
}

/** Whether a cell of a misshapen row stands under a caption that was dropped or ignored. */
static bool is_dropped(const struct rota_table *table, const struct row *row, size_t cell)
{
	return row->misshapen && cell < table->header.count &&
	       table->header.cells[cell].kind != ROTA_HEADER_KNOWN;
}

void rota_table_write_row(struct rota_csv_writer *writer, const struct rota_table *table,
                          size_t index, const char *reason)
{
	const struct row *row = &table->rows[index];

	assert(index < table->row_count);
	rota_csv_write_cell(writer, reason);
	for (size_t i = 0; i < row->count; i++)
		if (!is_dropped(table, row, i))
			rota_csv_write_cell(writer, row->cells[i].raw);
	rota_csv_end_row(writer);
}
