/* SPDX-License-Identifier: Apache-2.0 */
#include "acts/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"
#include "trust/digest.h"

/* --- cells ----------------------------------------------------------------------------------- */

const char *rota_import_cell(const struct rota_importing *importing, size_t column)
{
	return rota_table_cell(importing->table, importing->row, column)->text;
}

const char *rota_import_given(const struct rota_importing *importing, size_t column)
{
	const char *text = rota_import_cell(importing, column);

	return *text ? text : NULL;
}

int rota_import_day(struct rota_day *out, struct rota_importing *importing, size_t column,
                    struct rota_error *err)
{
	const char *text = rota_import_given(importing, column);
	int rc;

	*out = (struct rota_day){ 0 };
	if (!text)
		return ROTA_OK;
	rc = rota_day_read(out, text, strlen(text), err);
	if (rc)
		importing->fault = column;
	return rc;
}

/** The raw cells that cleaning changed, ' | ' between them, up to the limit of the field. */
static int raw_cells(struct rota_value *out, struct rota_importing *importing,
                     struct rota_error *err)
{
	const struct rota_header *header = rota_table_header(importing->table);
	struct rota_buffer raw = { 0 }, clean = { 0 };
	char cut[1001];
	int rc = ROTA_OK;

	*out = rota_nil();
	for (size_t i = 0; i < header->count; i++) {
		const struct rota_table_cell *cell;

		if (header->cells[i].kind != ROTA_HEADER_KNOWN)
			continue;
		cell = rota_table_cell(importing->table, importing->row, header->cells[i].column);
		if (cell->cleaned)
			rota_buffer_printf(&raw, "%s%s", raw.size ? " | " : "", cell->raw);
	}
	if (raw.size) {
		rota_text_join(cut, sizeof(cut), rota_buffer_text(&raw), "", "");
		rota_text_make_printable(cut);
		rc = rota_text_clean(&clean, cut, strlen(cut), err);
	}
	if (!rc && clean.size) {
		const char *copy = rota_arena_copy(&importing->world->scratch, clean.bytes,
		                                   clean.size);

		*out = copy ? rota_text_sized(copy, clean.size) : rota_nil();
	}
	rota_buffer_clear(&raw);
	rota_buffer_clear(&clean);
	return rc;
}

int rota_import_source(struct rota_value *out, struct rota_importing *importing,
                       struct rota_error *err)
{
	struct rota_arena *arena = &importing->world->scratch;
	size_t line = rota_table_row(importing->table, importing->row)->line;
	struct rota_value raw;
	int rc = raw_cells(&raw, importing, err);

	*out = rota_map();
	if (rc)
		return rc;
	if (rota_map_set(arena, out, "file", rota_bin(importing->file, sizeof(importing->file))) ||
	    rota_map_set(arena, out, "row", rota_uint(line)) ||
	    (raw.type != ROTA_NIL && rota_map_set(arena, out, "raw", raw)))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

int rota_import_record(struct rota_importing *importing, struct rota_plan *plan,
                       struct rota_error *err)
{
	int rc = rota_import_source(&plan->source, importing, err);

	if (!rc)
		rc = rota_plan_record(plan, err);
	if (!rc)
		importing->out->entries += plan->count;
	return rc;
}

int rota_import_remark(struct rota_importing *importing, const struct rota_error *what,
                       struct rota_error *err)
{
	return rota_problems_add(&importing->remarks,
	                         rota_table_row(importing->table, importing->row)->line, NULL,
	                         NULL, what, err);
}

/* --- reports --------------------------------------------------------------------------------- */

static const char *copy_text(struct rota_arena *arena, const char *text)
{
	const char *copy = text ? rota_arena_copy(arena, text, strlen(text)) : NULL;

	return copy ? copy : "";
}

/** "no day '31/02/2023' [V56]; write it as …": one sentence for the last column. */
static const char *whole_reason(struct rota_arena *arena, const struct rota_intake_problem *problem)
{
	struct rota_buffer text = { 0 };
	const char *copy;

	rota_buffer_puts(&text, problem->message);
	if (*problem->rule)
		rota_buffer_printf(&text, " [%s]", problem->rule);
	if (*problem->hint)
		rota_buffer_printf(&text, "; %s", problem->hint);
	copy = copy_text(arena, rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return copy;
}

/** By line; problems of one line stay in the order in which they were found. */
static int compare_problems(const void *a, const void *b)
{
	const struct rota_intake_problem *left = *(const struct rota_intake_problem *const *)a;
	const struct rota_intake_problem *right = *(const struct rota_intake_problem *const *)b;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return (left > right) - (left < right);
}

/** Every problem of a list as a report: line, column, value, reason. */
static int report_problems(struct rota_report *out, const struct rota_problems *problems,
                           struct rota_arena *arena, struct rota_error *err)
{
	struct rota_column *columns = rota_arena_alloc(arena, 4 * sizeof(*columns));
	const struct rota_intake_problem **sorted =
	        rota_arena_alloc(arena, (problems->count + 1) * sizeof(*sorted));

	if (!columns || !sorted)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	columns[0] = (struct rota_column){ "line", _("line"), ROTA_CELL_NUMBER };
	columns[1] = (struct rota_column){ "column", _("column"), ROTA_CELL_TEXT };
	columns[2] = (struct rota_column){ "value", _("value"), ROTA_CELL_TEXT };
	columns[3] = (struct rota_column){ "reason", _("reason"), ROTA_CELL_TEXT };
	*out = (struct rota_report){ .columns = columns, .column_count = 4, .rows = rota_list() };
	for (size_t i = 0; i < problems->count; i++)
		sorted[i] = &problems->items[i];
	if (problems->count)
		qsort(sorted, problems->count, sizeof(*sorted), compare_problems);
	for (size_t i = 0; i < problems->count; i++) {
		const struct rota_intake_problem *one = sorted[i];
		struct rota_value row = rota_list();
		struct rota_value line = one->line ? rota_uint(one->line) : rota_nil();

		if (rota_list_add(arena, &row, line) ||
		    rota_list_add(arena, &row, rota_text(copy_text(arena, one->column))) ||
		    rota_list_add(arena, &row, rota_text(copy_text(arena, one->value))) ||
		    rota_list_add(arena, &row, rota_text(whole_reason(arena, one))) ||
		    rota_list_add(arena, &out->rows, row))
			return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	}
	return ROTA_OK;
}

/* --- the rows that were not taken ------------------------------------------------------------ */

bool rota_import_is_refused(const struct rota_importing *importing, size_t index)
{
	return importing->refused[index] || !rota_table_row(importing->table, index)->sound;
}

static int write_rejected(struct rota_importing *importing, struct rota_error *err)
{
	struct rota_buffer text = { 0 }, reason = { 0 }, path = { 0 };
	struct rota_csv_writer writer = { .out = &text,
		                          .separator = rota_table_separator(importing->table) };
	int rc;

	rota_csv_write_mark(&writer);
	rota_table_write_header(&writer, importing->table);
	for (size_t i = 0; i < rota_table_row_count(importing->table); i++) {
		size_t line = rota_table_row(importing->table, i)->line;

		if (!rota_import_is_refused(importing, i))
			continue;
		rota_buffer_reset(&reason);
		rota_problems_write_reason(&reason, &importing->problems, line);
		rota_table_write_row(&writer, importing->table, i, rota_buffer_text(&reason));
	}
	if (importing->options->rejected)
		rota_buffer_puts(&path, importing->options->rejected);
	else
		rota_buffer_printf(&path, "%s.rejected.csv", importing->options->path);
	rc = rota_buffer_check(&text, err);
	if (!rc)
		rc = rota_buffer_check(&path, err);
	if (!rc)
		importing->out->rejected = copy_text(importing->arena, rota_buffer_text(&path));
	if (!rc)
		rc = rota_file_write(path.bytes, text.bytes, text.size, 0600, err);
	rota_buffer_clear(&text);
	rota_buffer_clear(&reason);
	rota_buffer_clear(&path);
	return rc;
}

/* --- the frame ------------------------------------------------------------------------------- */

/** Whether a failure is the row's, so that the import goes on to the next. */
static bool is_of_row(int rc)
{
	return rc == ROTA_EINVALID || rc == ROTA_ENOTFOUND || rc == ROTA_ECONFLICT ||
	       rc == ROTA_EREASON;
}

int rota_import_problem(struct rota_importing *importing, const struct rota_error *what,
                        struct rota_error *err)
{
	size_t line = rota_table_row(importing->table, importing->row)->line;
	size_t column = importing->fault;
	bool known = column != ROTA_COLUMN_NONE;

	importing->listed = true;
	return rota_problems_add(&importing->problems, line,
	                         known ? rota_table_caption(importing->table, column) : NULL,
	                         known ? rota_import_cell(importing, column) : NULL, what, err);
}

/** A row of which every problem is listed already comes with no further word. */
static int refuse_row(struct rota_importing *importing, const struct rota_error *why,
                      struct rota_error *err)
{
	importing->refused_count += !importing->refused[importing->row];
	importing->refused[importing->row] = true;
	return importing->listed && !*why->message ? ROTA_OK :
	                                             rota_import_problem(importing, why, err);
}

/** What a transaction changes is in memory until it ends, so it has a limit. */
static int check_size(const struct rota_importing *importing, struct rota_error *err)
{
	uint64_t most = importing->options->most_entries ? importing->options->most_entries :
	                                                   ROTA_IMPORT_ENTRIES_MAX;

	if (importing->out->entries <= most)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("split it into smaller files"),
	                 _("line %zu: the list makes more than %llu entries"),
	                 rota_table_row(importing->table, importing->row)->line,
	                 (unsigned long long)most);
}

static int take_row(struct rota_importing *importing, const struct rota_importer *importer,
                    unsigned pass, struct rota_error *err)
{
	const struct rota_table_row *row = rota_table_row(importing->table, importing->row);
	uint64_t before = importing->out->entries;
	struct rota_error why = { 0 };
	int rc;

	if (!row->sound)
		return ROTA_OK;
	rc = importer->row(importing, pass, &why);
	rota_world_forget(importing->world);
	if (is_of_row(rc))
		return refuse_row(importing, &why, err);
	if (rc && err)
		*err = why;
	if (!rc)
		rc = check_size(importing, err);
	if (!rc && importing->out->entries > before && !importing->took[importing->row]) {
		importing->took[importing->row] = true; /* a row may come in several passes */
		importing->out->recorded++;
	}
	return rc;
}

static int take_rows(struct rota_importing *importing, const struct rota_importer *importer,
                     struct rota_error *err)
{
	size_t count = rota_table_row_count(importing->table);
	const struct rota_import_options *options = importing->options;
	int rc = ROTA_OK;

	for (unsigned pass = 0; !rc && pass < importer->passes; pass++) {
		for (size_t i = 0; !rc && i < count; i++) {
			importing->row = i;
			importing->fault = ROTA_COLUMN_NONE;
			importing->listed = false;
			rc = take_row(importing, importer, pass, err);
			if (options->progress && i % 64 == 0)
				options->progress(i + count * pass, count * importer->passes,
				                  options->payload);
		}
		if (!rc && importer->pass_done)
			rc = importer->pass_done(importing, pass, err);
	}
	return rc;
}

/** The rows that could not be read are refused before the first is taken. */
static void count_unsound(struct rota_importing *importing)
{
	for (size_t i = 0; i < importing->out->rows; i++)
		importing->refused_count += !rota_table_row(importing->table, i)->sound;
}

/** All or none, unless the sound rows were asked for. */
static int conclude(struct rota_importing *importing, struct rota_error *err)
{
	struct rota_import_result *out = importing->out;
	int rc;

	out->refused = importing->refused_count;
	out->unchanged = out->rows - out->refused - out->recorded;
	rc = report_problems(&out->problems, &importing->problems, importing->arena, err);
	if (!rc)
		rc = report_problems(&out->remarks, &importing->remarks, importing->arena, err);
	if (rc || !out->refused)
		return rc;
	if (importing->options->take_good)
		return importing->options->dry_run ? ROTA_OK : write_rejected(importing, err);
	out->recorded = 0;
	out->entries = 0;
	return rota_fail(err, ROTA_EINVALID,
	                 _("mend these rows, or take the others with --take-good"),
	                 rota_message_n("%zu row is wrong; nothing was recorded",
	                                "%zu rows are wrong; nothing was recorded", out->refused),
	                 out->refused);
}

static int read_table(struct rota_importing *importing, const struct rota_importer *importer,
                      struct rota_error *err)
{
	struct rota_intake_options reading = {
		.ignore_unknown = importing->options->ignore_unknown
	};
	struct rota_buffer bytes = { 0 };
	struct rota_sha256 hash;
	int rc = ROTA_OK;

	if (importing->options->encoding)
		rc = rota_encoding_find(&reading.from_encoding, importing->options->encoding, err);
	if (!rc)
		rc = rota_file_read(&bytes, importing->options->path, ROTA_TABLE_FILE_BYTES, err);
	if (!rc)
		rc = rota_digest_sha256(&hash, bytes.bytes, bytes.size, err);
	if (!rc) {
		memcpy(importing->file, hash.bytes, sizeof(importing->file));
		rc = rota_table_read(&importing->table, &importing->problems, bytes.bytes,
		                     bytes.size, importer->form, &reading, err);
		if (rc)
			rota_error_context(err, _("file '%s'"), importing->options->path);
	}
	rota_buffer_clear(&bytes);
	return rc;
}

static int run(struct rota_importing *importing, struct rota_office *office,
               const struct rota_importer *importer, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_open(&world, office, true, err);

	if (rc)
		return rc;
	importing->world = &world;
	importing->state = rota_arena_alloc(&world.arena, importer->state_bytes);
	importing->out->rows = rota_table_row_count(importing->table);
	importing->took = rota_arena_alloc(&world.arena, importing->out->rows);
	importing->refused = rota_arena_alloc(&world.arena, importing->out->rows);
	count_unsound(importing);
	if (!importing->state || !importing->took || !importing->refused)
		rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (!rc && importer->begin)
		rc = importer->begin(importing, err);
	if (!rc)
		rc = take_rows(importing, importer, err);
	if (!rc)
		rc = conclude(importing, err);
	if (rc)
		importing->out->recorded = importing->out->entries = 0;
	if (importing->options->dry_run)
		world.writes = false; /* close gives everything up */
	if (importing->state && importer->end)
		importer->end(importing);
	importing->world = NULL;
	return rota_world_close(&world, rc, err);
}

int rota_import(struct rota_office *office, enum rota_import_kind kind,
                const struct rota_import_options *options, struct rota_import_result *out,
                struct rota_arena *arena, struct rota_error *err)
{
	static const struct rota_importer *const importers[] = {
		[ROTA_IMPORT_UNITS] = &rota_importer_units,
		[ROTA_IMPORT_SUCCESSIONS] = &rota_importer_successions,
		[ROTA_IMPORT_TARGETS] = &rota_importer_targets,
		[ROTA_IMPORT_POSTINGS] = &rota_importer_postings,
	};
	struct rota_importing importing = { .options = options, .out = out, .arena = arena };
	int rc;

	memset(out, 0, sizeof(*out));
	rc = read_table(&importing, importers[kind], err);
	if (!rc)
		rc = run(&importing, office, importers[kind], err);
	rota_table_free(importing.table);
	rota_problems_clear(&importing.problems);
	rota_problems_clear(&importing.remarks);
	return rc;
}
