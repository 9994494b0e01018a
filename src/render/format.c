/* SPDX-License-Identifier: Apache-2.0 */
#include "rota/report.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "render/page.h"

static const struct {
	const char *name;
	int (*write)(struct rota_page *page, struct rota_error *err);
} formats[] = {
	[ROTA_FORMAT_TABLE] = { "table", rota_page_write_table },
	[ROTA_FORMAT_CSV] = { "csv", rota_page_write_csv },
	[ROTA_FORMAT_JSON] = { "json", rota_page_write_json },
	[ROTA_FORMAT_MD] = { "md", rota_page_write_markdown },
};

enum { FORMAT_COUNT = sizeof(formats) / sizeof(formats[0]) };

static int refuse_name(const char *name, struct rota_error *err)
{
	char names[64] = "";

	for (size_t i = 0, used = 0; i < FORMAT_COUNT && used < sizeof(names); i++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
		                         formats[i].name);
	rota_fail(err, ROTA_EINVALID, NULL, _("no format is called '%s'"), name);
	rota_error_hint(err, _("choose one of %s"), names);
	return ROTA_EINVALID;
}

int rota_format_find(enum rota_format *out, const char *name, struct rota_error *err)
{
	*out = ROTA_FORMAT_TABLE;
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(formats[i].name, name) == 0) {
			*out = (enum rota_format)i;
			return ROTA_OK;
		}
	return refuse_name(name, err);
}

static bool is_cell(const struct rota_value *value)
{
	return value->type != ROTA_BIN && value->type != ROTA_LIST && value->type != ROTA_MAP;
}

static int check_row(const struct rota_value *row, size_t columns, struct rota_error *err)
{
	if (row->type != ROTA_LIST)
		return rota_fail(err, ROTA_EBUG, NULL, _("a row of a report is a list of cells"));
	if (row->as.list.count != columns)
		return rota_fail(err, ROTA_EBUG, NULL, _("%zu cells in a report of %zu columns"),
		                 row->as.list.count, columns);
	for (size_t i = 0; i < columns; i++)
		if (!is_cell(&row->as.list.items[i]))
			return rota_fail(err, ROTA_EBUG, NULL,
			                 _("cell %zu is a list, a map or bytes"), i + 1);
	return ROTA_OK;
}

static int check_rows(const struct rota_value *rows, size_t columns, struct rota_error *err)
{
	if (rows->type != ROTA_NIL && rows->type != ROTA_LIST)
		return rota_fail(err, ROTA_EBUG, NULL, _("the rows of a report are a list"));
	for (size_t i = 0; i < rota_page_count(rows); i++) {
		int rc = check_row(&rows->as.list.items[i], columns, err);

		if (rc) {
			rota_error_context(err, _("row %zu"), i + 1);
			return rc;
		}
	}
	return ROTA_OK;
}

static int check_notes(const struct rota_value *notes, struct rota_error *err)
{
	bool sound = notes->type == ROTA_NIL || notes->type == ROTA_LIST;

	for (size_t i = 0; i < rota_page_count(notes); i++)
		sound = sound && notes->as.list.items[i].type == ROTA_TEXT;
	if (!sound)
		return rota_fail(err, ROTA_EBUG, NULL,
		                 _("the notes of a report are a list of texts"));
	return ROTA_OK;
}

static int check_report(const struct rota_report *report, struct rota_error *err)
{
	int rc = check_rows(&report->rows, report->column_count, err);

	if (rc)
		return rc;
	rc = check_rows(&report->foot, report->column_count, err);
	if (rc) {
		rota_error_context(err, _("foot"));
		return rc;
	}
	return check_notes(&report->notes, err);
}

static int write_page(const char **out, struct rota_page *page, struct rota_error *err)
{
	int rc;

	page->texts = rota_arena_alloc(page->arena,
	                               page->report->column_count * sizeof(*page->texts));
	if (!page->texts)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	rc = formats[page->options->format].write(page, err);
	if (rc)
		return rc;
	*out = rota_arena_copy(page->arena, rota_buffer_text(&page->out), page->out.size);
	return *out ? ROTA_OK : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int rota_report_write(const char **out, const struct rota_report *report,
                      const struct rota_report_options *options, struct rota_arena *arena,
                      struct rota_error *err)
{
	struct rota_page page = { .report = report,
		                  .options = options,
		                  .arena = arena,
		                  .words = { _("no"), _("yes") } };
	int rc;

	assert((size_t)options->format < FORMAT_COUNT);
	*out = NULL;
	rc = check_report(report, err);
	if (!rc)
		rc = write_page(out, &page, err);
	rota_buffer_clear(&page.out);
	rota_arena_clear(&page.scratch);
	return rc;
}
