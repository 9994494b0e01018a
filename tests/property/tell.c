/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/property/tell.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "codec/json.h"
#include "rota/exchange.h"
#include "state/chains.h"
#include "state/dispose.h"
#include "state/matters.h"
#include "state/settled.h"
#include "store/log.h"
#include "tests/property/land.h"
#include "tests/property/must.h"

#define OK(call) land_expect((call), &err, #call)

const char *const tell_days[TELL_DAYS] = { "2022-03-01", "2023-01-01", "2023-10-15", "2024-02-15" };

static int put_line(const char *line, size_t size, void *payload)
{
	struct rota_buffer *out = payload;

	rota_buffer_append(out, line, size);
	rota_buffer_puts(out, "\n");
	return ROTA_OK;
}

static void put_value(struct rota_buffer *out, const struct rota_value *value)
{
	struct rota_error err = { 0 };

	OK(rota_json_write(out, value, &err));
}

static void put_id(struct rota_buffer *out, struct rota_id id)
{
	rota_buffer_puts(out, " ");
	rota_hex_encode(out, id.bytes, sizeof(id.bytes));
}

/* --- reports --------------------------------------------------------------------------------- */

/** The matters of a report but logs with two contents: which branches were met on the way is no part of
 *  what was admitted. */
static void put_listed(struct rota_buffer *out, const struct rota_value *matters)
{
	for (size_t i = 0; i < matters->as.list.count; i++) {
		const struct rota_value *one = &matters->as.list.items[i];

		if (strcmp(rota_value_text(rota_map_get(one, "kind")), "fork") != 0)
			put_value(out, one);
	}
	rota_buffer_puts(out, "\n");
}

/** What a report has for programs, without when it was received, how many matters are open, and what
 * was put aside: that was not admitted, and is met in some orders only. */
static void put_report(struct rota_buffer *out, const struct rota_report *report)
{
	const struct rota_value *json = &report->json;

	if (json->type != ROTA_MAP) {
		put_value(out, &report->rows);
		rota_buffer_puts(out, "\n");
		return;
	}
	for (size_t i = 0; i < json->as.map.count; i++) {
		const struct rota_pair *pair = &json->as.map.pairs[i];
		const char *key = rota_value_text(&pair->key);

		if (strcmp(key, "coverage") == 0 || strcmp(key, "known_at") == 0 ||
		    strcmp(key, "provisional") == 0 || strcmp(key, "aside") == 0)
			continue;
		if (strcmp(key, "matters") == 0) {
			if (pair->value.type == ROTA_LIST)
				put_listed(out, &pair->value);
			continue;
		}
		rota_buffer_printf(out, "%s: ", key);
		put_value(out, &pair->value);
		rota_buffer_puts(out, "\n");
	}
}

static void ask(struct rota_buffer *out, struct rota_office *office, rota_report_fn *report,
		struct rota_question question)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_error err = { 0 };
	struct rota_report told;

	question.raw = true;
	OK(report(office, &question, &told, &arena, &err));
	put_report(out, &told);
	rota_arena_clear(&arena);
}

static void put_reports(struct rota_buffer *out, struct rota_office *office)
{
	for (size_t i = 0; i < TELL_DAYS; i++) {
		struct rota_question day = { .as_of = tell_days[i] };

		rota_buffer_printf(out, "--- %s\n", tell_days[i]);
		ask(out, office, rota_report_roster, day);
		ask(out, office, rota_report_vacancies, day);
		ask(out, office, rota_report_totals, day);
		day.by = "commune";
		ask(out, office, rota_report_totals, day);
	}
	rota_buffer_puts(out, "--- matters\n");
	ask(out, office, rota_report_matters, (struct rota_question){ .all = true });
}

/* --- entries and matters --------------------------------------------------------------------- */

struct telling {
	struct rota_buffer *out;
	struct rota_world *world;
	struct rota_writer_id writer;
};

static int put_disposition(uint64_t n, const void *bytes, size_t size, void *payload,
			   struct rota_error *err)
{
	struct telling *telling = payload;
	struct rota_revision revision;
	struct rota_disposed disposed;
	struct rota_id id = rota_id_make(telling->writer, n);
	int rc = rota_world_revision(&revision, telling->world, id, err);

	(void)bytes;
	(void)size;
	if (!rc)
		rc = rota_world_dispose(&disposed, telling->world, &revision, err);
	if (rc)
		return rc;
	put_id(telling->out, id);
	rota_buffer_printf(telling->out, " %d %s %d\n", (int)disposed.disposition, disposed.rule,
			   revision.undone);
	rota_world_forget(telling->world);
	return ROTA_OK;
}

static int compare_writers(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct rota_writer_id));
}

struct writers {
	struct rota_writer_id items[16];
	size_t count;
};

static int note_writer(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct writers *writers = payload;

	(void)no;
	(void)err;
	MUST(writers->count < 16);
	memcpy(writers->items[writers->count++].bytes, writer, sizeof(writers->items[0].bytes));
	return ROTA_OK;
}

/** Local numbers follow the order of arrival; the ids do not. */
static void put_dispositions(struct rota_buffer *out, struct rota_world *world)
{
	struct writers writers = { .count = 0 };
	struct telling telling = { .out = out, .world = world };
	struct rota_error err = { 0 };

	OK(rota_log_writers_each(world->txn, note_writer, &writers, &err));
	qsort(writers.items, writers.count, sizeof(*writers.items), compare_writers);
	for (size_t i = 0; i < writers.count; i++) {
		telling.writer = writers.items[i];
		OK(rota_log_each(world->txn, telling.writer.bytes, 0, put_disposition, &telling,
				 &err));
	}
}

static void put_matter(struct rota_buffer *out, const struct rota_matter *matter)
{
	if (matter->type == ROTA_MATTER_FORK)
		return;
	rota_hex_encode(out, matter->id.bytes, 4);
	rota_buffer_printf(out, " %s %s [%d, %d) weighs %d saw", rota_matter_kind(matter->type)->id,
			   matter->field ? matter->field : "-", matter->from, matter->to,
			   rota_matter_weighs(matter));
	for (size_t i = 0; i < matter->saw_count; i++)
		put_id(out, matter->saw[i]);
	rota_buffer_puts(out, " units");
	for (size_t i = 0; i < matter->unit_count; i++)
		put_id(out, matter->units[i]);
	rota_buffer_puts(out, " values ");
	put_value(out, &matter->values);
	rota_buffer_puts(out, "\n");
}

static void put_matters(struct rota_buffer *out, struct rota_world *world)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_matters open, settled = { .count = 0 };
	struct rota_error err = { 0 };

	OK(rota_world_matters(&open, world, &arena, &err));
	for (size_t i = 0; i < open.count; i++)
		put_matter(out, &open.items[i]);
	rota_buffer_puts(out, "--- settled\n");
	OK(rota_world_settled(&settled, world, &arena, &err));
	rota_matters_sort(&settled);
	for (size_t i = 0; i < settled.count; i++)
		put_matter(out, &settled.items[i]);
	rota_arena_clear(&arena);
}

void tell(struct rota_buffer *out, struct rota_office *office)
{
	struct rota_error err = { 0 };
	struct rota_world world;

	rota_buffer_puts(out, "--- state\n");
	OK(rota_export_state(office, put_line, out, &err));
	OK(rota_world_open(&world, office, false, &err));
	rota_buffer_puts(out, "--- entries\n");
	put_dispositions(out, &world);
	rota_buffer_puts(out, "--- open\n");
	put_matters(out, &world);
	OK(rota_world_close(&world, ROTA_OK, &err));
	put_reports(out, office);
	OK(rota_buffer_check(out, &err));
}

/* --- what is signed -------------------------------------------------------------------------- */

static int keep_files(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct rota_buffer *out = payload;

	(void)err;
	rota_buffer_reset(out); /* the newest one counts */
	for (size_t i = 0; i < sealed->file_count; i++) {
		const struct rota_sealed_file *file = &sealed->files[i];

		if (strcmp(file->name, "totals") != 0 && strcmp(file->name, "matters") != 0)
			continue;
		rota_buffer_printf(out, "%s: ", file->name);
		rota_hex_encode(out, file->bytes, file->size);
		rota_buffer_puts(out, "\n");
	}
	return ROTA_OK;
}

void tell_signed(struct rota_buffer *out, struct rota_office *province)
{
	struct rota_error err = { 0 };
	struct rota_git *git;
	struct rota_oid tip;
	char path[2 * LAND_PATH];

	snprintf(path, sizeof(path), "%s/rota.git", rota_office_dir(province));
	OK(rota_git_open(&git, path, NULL, &err));
	OK(rota_git_ref(&tip, git, ROTA_REF_CHECKPOINTS, &err));
	OK(rota_git_walk(git, &tip, NULL, keep_files, out, &err));
	rota_git_close(git);
}

/* --- comparing ------------------------------------------------------------------------------- */

static const char *end_of_line(const char *at)
{
	const char *end = strchr(at, '\n');

	return end ? end : at + strlen(at);
}

/** Lines are long: what comes shortly before the first byte that differs, and behind it. */
static void say_difference(const char *what, const char *part, const char *a, const char *b)
{
	enum { BEFORE = 60, SHOWN = 240 };
	size_t at = 0;

	while (a[at] && a[at] == b[at] && a[at] != '\n')
		at++;
	at = at > BEFORE ? at - BEFORE : 0;
	printf("%s: in '%.*s'\n- %.*s\n+ %.*s\n", what, (int)(end_of_line(part) - part), part,
	       (int)(end_of_line(a + at) - a - (ptrdiff_t)at) < SHOWN
		       ? (int)(end_of_line(a + at) - a - (ptrdiff_t)at)
		       : SHOWN,
	       a + at,
	       (int)(end_of_line(b + at) - b - (ptrdiff_t)at) < SHOWN
		       ? (int)(end_of_line(b + at) - b - (ptrdiff_t)at)
		       : SHOWN,
	       b + at);
}

bool tell_same(const struct rota_buffer *wanted, const struct rota_buffer *got, const char *what)
{
	const char *a = rota_buffer_text(wanted), *b = rota_buffer_text(got);
	const char *part = "";

	if (wanted->size == got->size && memcmp(a, b, got->size) == 0)
		return true;
	for (;;) {
		const char *a_end = end_of_line(a), *b_end = end_of_line(b);

		if (a_end - a != b_end - b || memcmp(a, b, (size_t)(a_end - a)) != 0) {
			say_difference(what, part, a, b);
			return false;
		}
		if (strncmp(a, "---", 3) == 0)
			part = a;
		a = *a_end ? a_end + 1 : a_end;
		b = *b_end ? b_end + 1 : b_end;
	}
}
