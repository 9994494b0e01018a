/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/header.h"

#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "intake/shown.h"

const struct rota_intake_column rota_header_reason = { .id = "rejected", .vi = "Lý do trả lại" };

/** No header that can be read is longer: as many cells as a row may have, of the longest size. */
enum { HEADER_BYTES = ROTA_CSV_CELLS_MAX * 4096 };

/** The three tables in which a caption is looked up. */
struct lookup {
	struct rota_columns known;
	struct rota_columns personal;
	struct rota_columns reason;
};

static int lookup_init(struct lookup *out, const struct rota_intake_reading *reading,
                       struct rota_error *err)
{
	const struct rota_intake_form *form = reading->form;
	int rc;

	rc = rota_columns_init(&out->known, form->columns, form->column_count, reading->arena, err);
	if (!rc)
		rc = rota_columns_init(&out->personal, form->personal, form->personal_count,
		                       reading->arena, err);
	if (!rc)
		rc = rota_columns_init(&out->reason, &rota_header_reason, 1, reading->arena, err);
	return rc;
}

/* --- the separator -------------------------------------------------------------------------- */

static bool read_first_row(struct rota_csv_reader *reader, struct rota_csv_row *row)
{
	while (rota_csv_read_row(reader, row))
		if (!rota_csv_row_is_blank(row))
			return true;
	return false;
}

/** How well a separator fits: the known columns it gives, and the cells. */
struct fit {
	size_t known;
	size_t cells;
};

static int measure(struct fit *out, const struct rota_columns *known,
                   const struct rota_buffer *text, char separator, struct rota_error *err)
{
	size_t size = text->size < HEADER_BYTES ? text->size : HEADER_BYTES;
	struct rota_buffer copy = { 0 };
	struct rota_csv_reader reader;
	struct rota_csv_row row = { 0 };
	size_t column;
	int rc;

	*out = (struct fit){ 0, 0 };
	rota_buffer_append(&copy, rota_buffer_text(text), size);
	rc = rota_buffer_check(&copy, err);
	if (rc || !size)
		goto done;
	rota_csv_reader_init(&reader, copy.bytes, size, separator);
	if (!read_first_row(&reader, &row))
		goto done;
	out->cells = row.count;
	for (size_t i = 0; i < row.count && i < ROTA_CSV_CELLS_MAX && !rc; i++) {
		rc = rota_columns_find(&column, known, row.cells[i], err);
		out->known += column != ROTA_COLUMN_NONE;
	}
done:
	rota_buffer_clear(&copy);
	return rc;
}

/** Find the separator with the most known columns; of these the one with the most cells. */
static int detect_separator(char *out, const struct rota_columns *known,
                            const struct rota_buffer *text, struct rota_error *err)
{
	static const char separators[] = { ',', ';', '\t' };
	struct fit best = { 0, 1 }; /* one cell is no row cut apart */

	*out = ',';
	for (size_t i = 0; i < sizeof(separators); i++) {
		struct fit fit;
		int rc = measure(&fit, known, text, separators[i], err);

		if (rc)
			return rc;
		if (fit.known < best.known || (fit.known == best.known && fit.cells <= best.cells))
			continue;
		best = fit;
		*out = separators[i];
	}
	return ROTA_OK;
}

static int choose_separator(char *out, const struct rota_columns *known,
                            const struct rota_buffer *text,
                            const struct rota_intake_reading *reading, struct rota_error *err)
{
	char asked = reading->options->separator;

	*out = asked;
	if (!asked)
		return detect_separator(out, known, text, err);
	if (!strchr(",;\t", asked))
		return rota_fail(err, ROTA_EINVALID, _("one of: comma, semicolon, tab"),
		                 _("'%c' does not separate cells"), asked);
	return ROTA_OK;
}

/* --- the captions --------------------------------------------------------------------------- */

/** Look a cleaned caption up. */
static int classify(struct rota_header_cell *cell, const struct lookup *lookup,
                    const char *caption, struct rota_error *err)
{
	const struct {
		const struct rota_columns *columns;
		enum rota_header_kind kind;
	} tables[] = {
		{ &lookup->known, ROTA_HEADER_KNOWN },
		{ &lookup->personal, ROTA_HEADER_PERSONAL },
		{ &lookup->reason, ROTA_HEADER_REASON },
	};

	cell->caption = caption;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		int rc = rota_columns_find(&cell->column, tables[i].columns, caption, err);

		cell->kind = tables[i].kind;
		if (rc || cell->column != ROTA_COLUMN_NONE)
			return rc;
	}
	cell->kind = *caption ? ROTA_HEADER_UNKNOWN : ROTA_HEADER_UNNAMED;
	return ROTA_OK;
}

/** Clean a caption into the arena, converted from TCVN3 or not. */
static int clean(const char **out, const char *raw, bool from_tcvn3, struct rota_arena *arena,
                 struct rota_error *err)
{
	struct rota_buffer unicode = { 0 };
	struct rota_buffer text = { 0 };
	int rc;

	if (from_tcvn3)
		rota_legacy_from_tcvn3(&unicode, raw);
	else
		rota_buffer_puts(&unicode, raw);
	rc = rota_buffer_check(&unicode, err);
	if (!rc)
		rc = rota_text_clean(&text, rota_buffer_text(&unicode), unicode.size, err);
	if (rc)
		goto done;
	*out = rota_arena_copy(arena, rota_buffer_text(&text), text.size);
	if (!*out)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
done:
	rota_buffer_clear(&unicode);
	rota_buffer_clear(&text);
	return rc;
}

/**
 * Find out what one caption is. In a list in TCVN3 captions are in that font or typed later in
 * Unicode; what makes one known is right.
 */
static int read_caption(struct rota_header_cell *cell, const char *raw,
                        const struct lookup *lookup, const struct rota_intake_reading *reading,
                        struct rota_error *err)
{
	bool tcvn3 = reading->options->from_encoding == ROTA_ENCODING_TCVN3;
	struct rota_header_cell converted = { 0 };
	const char *caption = "";
	int rc;

	rc = clean(&caption, raw, false, reading->arena, err);
	if (!rc)
		rc = classify(cell, lookup, caption, err);
	if (rc || cell->kind != ROTA_HEADER_UNKNOWN)
		return rc;
	if (reading->refused != ROTA_LEGACY_NONE) {
		rc = rota_legacy_check_tcvn3(raw, reading->refused, err);
		return rc ? rc : rota_legacy_check_letters(raw, err);
	}
	if (!tcvn3)
		return ROTA_OK;
	rc = clean(&caption, raw, true, reading->arena, err);
	if (!rc)
		rc = classify(&converted, lookup, caption, err);
	if (!rc)
		*cell = converted;
	return rc;
}

static int read_captions(struct rota_header *out, const struct rota_csv_row *row,
                         const struct lookup *lookup, const struct rota_intake_reading *reading,
                         struct rota_error *err)
{
	if (row->count > ROTA_CSV_CELLS_MAX)
		return rota_fail(err, ROTA_EINVALID, _("leave out the columns that are not needed"),
		                 _("line %zu: %zu columns; at most %d are read"), row->line,
		                 row->count, ROTA_CSV_CELLS_MAX);
	out->line = row->line;
	out->count = row->count;
	for (size_t i = 0; i < row->count; i++) {
		int rc = read_caption(&out->cells[i], row->cells[i], lookup, reading, err);

		if (rc) {
			rota_error_context(err, _("line %zu"), row->line);
			return rc;
		}
	}
	return ROTA_OK;
}

/* --- the header as a whole ------------------------------------------------------------------ */

/** Append the wanted columns, those without which the file is refused: 'code', 'name'. */
static void write_required(struct rota_buffer *out, const struct rota_intake_form *form)
{
	for (size_t i = 0; i < form->column_count; i++)
		if (form->columns[i].required && rota_intake_column_is_first(form->columns, i)) {
			rota_buffer_puts(out, out->size ? ", " : "");
			rota_intake_column_write(out, form->columns, form->column_count, i);
		}
}

static int refuse_first_row(struct rota_error *err, const struct rota_intake_form *form,
                            size_t line, const char *first)
{
	struct rota_buffer names = { 0 };
	char shown[ROTA_SHOWN_BYTES];

	write_required(&names, form);
	if (first)
		rota_fail(err, ROTA_EINVALID, NULL,
		          _("line %zu begins with '%s' and names no column that is known here"),
		          line, rota_shown(shown, first));
	else
		rota_fail(err, ROTA_EINVALID, NULL, _("the file is empty"));
	rota_error_hint(err, _("the first line must name the columns: %s"),
	                rota_buffer_text(&names));
	rota_buffer_clear(&names);
	return ROTA_EINVALID;
}

static bool has_known(const struct rota_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (header->cells[i].kind == ROTA_HEADER_KNOWN)
			return true;
	return false;
}

static int check_twice(const struct rota_header *header, const struct rota_intake_form *form,
                       struct rota_error *err)
{
	for (size_t i = 0; i < header->count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct rota_header_cell *a = &header->cells[j];
			const struct rota_header_cell *b = &header->cells[i];

			if (a->kind == ROTA_HEADER_KNOWN && b->kind == ROTA_HEADER_KNOWN &&
			    a->column == b->column)
				return rota_fail(err, ROTA_EINVALID, _("leave one of them out"),
				                 _("line %zu: '%s' and '%s' are both the column "
				                   "'%s'"),
				                 header->line, a->caption, b->caption,
				                 form->columns[a->column].id);
		}
	return ROTA_OK;
}

/** The way out of an unknown caption: the nearest column that the file does not have yet. */
static void hint_nearest(struct rota_error *err, const struct rota_header *header,
                         const struct lookup *lookup, const char *caption, bool *taken)
{
	const char *nearest;
	char shown[ROTA_SHOWN_BYTES];

	for (size_t i = 0; i < header->count; i++)
		if (header->cells[i].kind == ROTA_HEADER_KNOWN)
			taken[header->cells[i].column] = true;
	nearest = rota_columns_nearest(&lookup->known, caption, taken);
	if (nearest)
		rota_error_hint(err, _("write '%s' for '%s', or add --ignore-unknown"), nearest,
		                rota_shown(shown, caption));
}

static int refuse_unknown(struct rota_error *err, const struct rota_header *header,
                          const struct lookup *lookup, const struct rota_intake_reading *reading)
{
	bool *taken = rota_arena_alloc(reading->arena, lookup->known.count * sizeof(*taken));
	struct rota_buffer names = { 0 };
	const char *first = NULL;
	unsigned long count = 0;
	char shown[ROTA_SHOWN_BYTES];

	for (size_t i = 0; i < header->count; i++) {
		const char *caption = header->cells[i].caption;

		if (header->cells[i].kind != ROTA_HEADER_UNKNOWN)
			continue;
		first = first ? first : caption;
		rota_buffer_printf(&names, "%s'%s'", count ? ", " : "", rota_shown(shown, caption));
		count++;
	}
	rota_fail(err, ROTA_EINVALID, _("leave it out, or add --ignore-unknown"),
	          rota_message_n("line %zu: unknown column %s", "line %zu: unknown columns %s",
	                         count),
	          header->line, rota_buffer_text(&names));
	if (first && taken)
		hint_nearest(err, header, lookup, first, taken);
	rota_buffer_clear(&names);
	return ROTA_EINVALID;
}

static int check_unknown(const struct rota_header *header, const struct lookup *lookup,
                         const struct rota_intake_reading *reading, struct rota_error *err)
{
	for (size_t i = 0; i < header->count && !reading->options->ignore_unknown; i++)
		if (header->cells[i].kind == ROTA_HEADER_UNKNOWN)
			return refuse_unknown(err, header, lookup, reading);
	return ROTA_OK;
}

/** Whether the file has a column of the form, or another of its group. */
static bool has_column(const struct rota_header *header, const struct rota_intake_form *form,
                       size_t column)
{
	unsigned group = form->columns[column].group;

	for (size_t i = 0; i < header->count; i++) {
		const struct rota_header_cell *cell = &header->cells[i];

		if (cell->kind == ROTA_HEADER_KNOWN &&
		    (cell->column == column ||
		     (group && form->columns[cell->column].group == group)))
			return true;
	}
	return false;
}

static int check_required(const struct rota_header *header, const struct rota_intake_form *form,
                          struct rota_error *err)
{
	struct rota_buffer names = { 0 };
	unsigned long missing = 0;
	int rc = ROTA_OK;

	for (size_t i = 0; i < form->column_count; i++) {
		if (!form->columns[i].required || has_column(header, form, i) ||
		    !rota_intake_column_is_first(form->columns, i))
			continue;
		rota_buffer_puts(&names, missing ? ", " : "");
		rota_intake_column_write(&names, form->columns, form->column_count, i);
		missing++;
	}
	if (missing)
		rc = rota_fail(err, ROTA_EINVALID, _("add it to this line; any order will do"),
		               rota_message_n("line %zu: the column %s is missing",
		                              "line %zu: the columns %s are missing", missing),
		               header->line, rota_buffer_text(&names));
	rota_buffer_clear(&names);
	return rc;
}

static int check(const struct rota_header *header, const struct lookup *lookup,
                 const struct rota_intake_reading *reading, struct rota_error *err)
{
	int rc;

	if (!has_known(header))
		return refuse_first_row(err, reading->form, header->line,
		                        header->cells[0].caption);
	rc = check_twice(header, reading->form, err);
	if (!rc)
		rc = check_unknown(header, lookup, reading, err);
	if (!rc)
		rc = check_required(header, reading->form, err);
	return rc;
}

int rota_header_read(struct rota_header *out, struct rota_csv_reader *reader,
                     struct rota_buffer *text, const struct rota_intake_reading *reading,
                     struct rota_error *err)
{
	struct lookup lookup = { 0 };
	struct rota_csv_row row = { 0 };
	char separator;
	int rc;

	*out = (struct rota_header){ 0 };
	if (!text->size)
		return refuse_first_row(err, reading->form, 0, NULL);
	rc = lookup_init(&lookup, reading, err);
	if (!rc)
		rc = choose_separator(&separator, &lookup.known, text, reading, err);
	if (rc)
		return rc;
	rota_csv_reader_init(reader, text->bytes, text->size, separator);
	if (!read_first_row(reader, &row))
		return refuse_first_row(err, reading->form, 0, NULL);
	rc = rota_csv_reader_check(reader, err);
	if (!rc)
		rc = read_captions(out, &row, &lookup, reading, err);
	return rc ? rc : check(out, &lookup, reading, err);
}
