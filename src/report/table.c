/* SPDX-License-Identifier: Apache-2.0 */
#include "report/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "base/text.h"

void rota_fill_add(struct rota_filling *filling, struct rota_value *list, struct rota_value item)
{
	if (!filling->rc)
		filling->rc = rota_list_add(filling->arena, list, item);
}

void rota_fill_begin(struct rota_filling *filling, struct rota_report *report,
                     struct rota_arena *arena, const struct rota_column_spec *columns,
                     size_t count, bool raw)
{
	struct rota_column *made = rota_arena_alloc(arena, count * sizeof(*made));

	*filling = (struct rota_filling){ .report = report, .arena = arena, .row = rota_list(),
		                          .raw = raw,
		                          .rc = made ? ROTA_OK : ROTA_ENOMEM };
	for (size_t i = 0; made && i < count; i++)
		made[i] = (struct rota_column){ columns[i].key, _(columns[i].caption),
			                        columns[i].cell };
	*report = (struct rota_report){ .columns = made,
		                        .column_count = made ? count : 0,
		                        .rows = rota_list(),
		                        .foot = rota_list(),
		                        .notes = rota_list() };
}

struct rota_value rota_fill_copied(struct rota_filling *filling, const char *text)
{
	const char *copy = text ? rota_arena_copy(filling->arena, text, strlen(text)) : NULL;

	if (text && !copy)
		filling->rc = ROTA_ENOMEM;
	return copy ? rota_text(copy) : rota_nil();
}

void rota_fill_text(struct rota_filling *filling, const char *text)
{
	rota_fill_add(filling, &filling->row, rota_fill_copied(filling, text));
}

void rota_fill_day(struct rota_filling *filling, struct rota_day day)
{
	char text[ROTA_DAY_TEXT_BYTES] = "";

	if (filling->raw)
		rota_day_encode(text, day);
	else
		rota_day_show(text, day);
	rota_fill_text(filling, rota_day_is_none(day) ? NULL : text);
}

void rota_fill_day_number(struct rota_filling *filling, int32_t day)
{
	struct rota_day none = { 0 };

	rota_fill_day(filling, day == INT32_MIN || day == INT32_MAX ? none :
	                                                              rota_day_from_number(day));
}

void rota_fill_instant(struct rota_filling *filling, uint64_t ms_utc)
{
	char text[ROTA_DAY_TEXT_BYTES];

	rota_fill_text(filling, filling->raw ? rota_instant_encode(text, ms_utc) :
	                                       rota_instant_show(text, ms_utc));
}

void rota_fill_word(struct rota_filling *filling, const struct rota_word *word)
{
	if (!word)
		rota_fill_nil(filling);
	else
		rota_fill_text(filling, filling->raw ? word->id : rota_word_show(word));
}

void rota_fill_uint(struct rota_filling *filling, uint64_t number)
{
	rota_fill_add(filling, &filling->row, rota_uint(number));
}

void rota_fill_nil(struct rota_filling *filling)
{
	rota_fill_add(filling, &filling->row, rota_nil());
}

void rota_fill_row(struct rota_filling *filling)
{
	rota_fill_add(filling, &filling->report->rows, filling->row);
	filling->row = rota_list();
}

void rota_fill_foot(struct rota_filling *filling)
{
	rota_fill_add(filling, &filling->report->foot, filling->row);
	filling->row = rota_list();
}

void rota_fill_note(struct rota_filling *filling, const char *fmt, ...)
{
	char text[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	rota_text_make_printable(text);
	rota_fill_add(filling, &filling->report->notes, rota_fill_copied(filling, text));
}

void rota_fill_title(struct rota_filling *filling, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	rota_text_make_printable(text);
	filling->report->title = rota_fill_copied(filling, text).as.text.chars;
}

int rota_fill_check(const struct rota_filling *filling, struct rota_error *err)
{
	return filling->rc ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) : ROTA_OK;
}

/* --- for programs ---------------------------------------------------------------------------- */

void rota_fill_set(struct rota_filling *filling, struct rota_value *map, const char *key,
                   struct rota_value value)
{
	if (!filling->rc)
		filling->rc = rota_map_set(filling->arena, map, key, value);
}

void rota_fill_set_text(struct rota_filling *filling, struct rota_value *map, const char *key,
                        const char *text)
{
	rota_fill_set(filling, map, key, rota_fill_copied(filling, text));
}

struct rota_value rota_fill_objects(struct rota_filling *filling)
{
	const struct rota_report *report = filling->report;
	struct rota_value out = rota_list();

	for (size_t i = 0; i < report->rows.as.list.count; i++) {
		struct rota_value one = rota_map();

		for (size_t k = 0; k < report->column_count; k++)
			rota_fill_set(filling, &one, report->columns[k].key,
			              report->rows.as.list.items[i].as.list.items[k]);
		rota_fill_add(filling, &out, one);
	}
	return out;
}
