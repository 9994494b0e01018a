/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/cell.h"

#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "intake/digits.h"

int rota_cell_check_encoding(const struct rota_cell_reader *reader, const char *raw,
                             struct rota_error *err)
{
	enum rota_legacy_look refused = reader->how->refused;
	int rc;

	if (refused == ROTA_LEGACY_NONE)
		return ROTA_OK;
	rc = rota_legacy_check_tcvn3(raw, refused, err);
	return rc ? rc : rota_legacy_check_letters(raw, err);
}

static int check_size(const char *raw, struct rota_error *err)
{
	size_t size = strlen(raw);

	if (size <= ROTA_CELL_BYTES)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("shorten it, or look for a missing quote"),
	                 _("a cell of %zu bytes; at most %d are read"), size, ROTA_CELL_BYTES);
}

/** Make the text of a cell; it is in one of the buffers of the reader. */
static int clean(const struct rota_buffer **out, struct rota_cell_reader *reader,
                 enum rota_intake_kind kind, const char *raw, struct rota_error *err)
{
	int rc;

	rota_buffer_reset(&reader->unicode);
	rota_buffer_reset(&reader->clean);
	rota_buffer_reset(&reader->digits);
	if (reader->how->options->from_encoding == ROTA_ENCODING_TCVN3)
		rota_legacy_from_tcvn3(&reader->unicode, raw);
	else
		rota_buffer_puts(&reader->unicode, raw);
	rc = rota_buffer_check(&reader->unicode, err);
	if (!rc)
		rc = rota_text_clean(&reader->clean, rota_buffer_text(&reader->unicode),
		                     reader->unicode.size, err);
	*out = &reader->clean;
	if (rc || kind != ROTA_INTAKE_DIGITS)
		return rc;
	*out = &reader->digits;
	return rota_digits_clean(&reader->digits, rota_buffer_text(&reader->clean), err);
}

/** Copy the text into the arena, unless the raw says the same. */
static int keep(struct rota_table_cell *cell, const struct rota_buffer *text,
                struct rota_arena *arena, struct rota_error *err)
{
	const char *copy;

	if (strcmp(rota_buffer_text(text), cell->raw) == 0)
		return ROTA_OK;
	copy = rota_arena_copy(arena, rota_buffer_text(text), text->size);
	if (!copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	cell->text = copy;
	cell->cleaned = true;
	return ROTA_OK;
}

int rota_cell_read(struct rota_table_cell *out, struct rota_cell_reader *reader,
                   enum rota_intake_kind kind, const char *raw, struct rota_error *err)
{
	const struct rota_buffer *text;
	int rc;

	*out = (struct rota_table_cell){ raw, raw, false };
	rc = check_size(raw, err);
	if (!rc && kind == ROTA_INTAKE_TEXT)
		rc = rota_legacy_check_letters(raw, err);
	if (!rc)
		rc = clean(&text, reader, kind, raw, err);
	return rc ? rc : keep(out, text, reader->how->arena, err);
}

void rota_cell_reader_clear(struct rota_cell_reader *reader)
{
	rota_buffer_clear(&reader->unicode);
	rota_buffer_clear(&reader->clean);
	rota_buffer_clear(&reader->digits);
}
