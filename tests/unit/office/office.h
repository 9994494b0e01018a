/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An office for the tests of this room, in a folder of its own, on the morning of 15/2/2024:
 *
 *     Hưng Yên (33) ┬ city of Hưng Yên (323) ┬ Liên Phương (11974)
 *                   │                        └ Hồng Nam (11977)
 *                   └ Ân Thi (329) ┬ town of Ân Thi (12142)
 *                                  └ Hoàng Hoa Thám (12169)
 */
#ifndef TESTS_UNIT_OFFICE_OFFICE_H
#define TESTS_UNIT_OFFICE_OFFICE_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock_test.h"
#include "base/file.h"
#include "rota/exchange.h"
#include "rota/language.h"
#include "rota/office.h"
#include "state/world.h"
#include "store/log.h"

/** 15/2/2024 8:00 at +07:00; a day has so many milliseconds. */
#define MORNING ((uint64_t)1707958800000)
#define A_DAY ((uint64_t)86400000)

static struct {
	char dir[64];
	struct rota_office *office;
	struct rota_arena arena;
	struct rota_outcome out; /* of the last act */
	struct rota_error err;
	struct rota_import_result imported;
} desk;

/* --- folders and files ----------------------------------------------------------------------- */

static inline int remove_one(const char *path, const struct stat *about, int type,
			     struct FTW *where)
{
	(void)about;
	(void)type;
	(void)where;
	return remove(path);
}

static inline int make_folder(void **state)
{
	(void)state;
	memset(&desk, 0, sizeof(desk));
	strcpy(desk.dir, "/tmp/rota-office-XXXXXX");
	if (!mkdtemp(desk.dir))
		return -1;
	rota_language_choose("en");
	rota_clock_test_set(MORNING, 1);
	rota_random_test_seed(1);
	return 0;
}

static inline int remove_folder(void **state)
{
	(void)state;
	rota_office_close(desk.office);
	rota_arena_clear(&desk.arena);
	return nftw(desk.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/** The path of a file of the folder, in the desk's memory. */
static inline const char *path_of(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", desk.dir, name);
	return rota_arena_copy(&desk.arena, path, strlen(path));
}

static inline const char *write_file(const char *name, const char *text)
{
	const char *path = path_of(name);

	assert_int_equal(ROTA_OK, rota_file_write(path, text, strlen(text), 0600, NULL));
	return path;
}

static inline const char *read_file(const char *name)
{
	struct rota_buffer bytes = { 0 };
	const char *text;

	assert_int_equal(ROTA_OK, rota_file_read(&bytes, path_of(name), 1 << 20, NULL));
	text = rota_arena_copy(&desk.arena, rota_buffer_text(&bytes), bytes.size);
	rota_buffer_clear(&bytes);
	return text;
}

/* --- what came of a call --------------------------------------------------------------------- */

#define OK(call) expect_ok((call), #call)

static inline void expect_ok(int rc, const char *call)
{
	if (rc)
		fail_msg("%s: %d [%s] %s", call, rc, desk.err.rule, desk.err.message);
}

/** @p rule  "" without one. */
static inline void expect_failure(int code, const char *rule, const char *message, int rc)
{
	if (rc != code)
		fail_msg("%d and not %d: [%s] %s", rc, code, desk.err.rule, desk.err.message);
	assert_string_equal(message, desk.err.message);
	assert_string_equal(rule, desk.err.rule);
	assert_int_equal(code, desk.err.code);
}

/** The warnings of the last act: "V11: message\n" each, with '!' where it asks. */
static inline void expect_warnings(const char *wanted)
{
	char text[4096] = "";
	size_t used = 0;

	for (size_t i = 0; i < desk.out.warning_count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s: %s\n",
					 desk.out.warnings[i].rule,
					 desk.out.warnings[i].asks ? "!" : "",
					 desk.out.warnings[i].message);
	assert_string_equal(wanted, text);
}

/* --- acts ------------------------------------------------------------------------------------ */

/** DO(rota_appoint, .commune = "Hồng Nam", ...). */
#define DO(act, ...) act_on_desk((act), &(const struct rota_request){ __VA_ARGS__ })

static inline int act_on_desk(rota_act_fn *act, const struct rota_request *request)
{
	rota_error_clear(&desk.err);
	return act(desk.office, request, &desk.out, &desk.err);
}

#define SETS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static inline void add_cadre(const char *name, const char *born, const char *native)
{
	char first[128], second[64], third[256];

	snprintf(first, sizeof(first), "name=%s", name);
	snprintf(second, sizeof(second), "born=%s", born);
	snprintf(third, sizeof(third), "native=%s", native ? native : "");
	OK(DO(rota_cadre_add, .sets = SETS(first, second, native ? third : second)));
}

/** Name somebody to a post, on a paper of the day before. */
static inline void seat(const char *commune, const char *post, const char *cadre, const char *from)
{
	OK(DO(rota_appoint, .commune = commune, .post = post, .cadre = cadre, .act = "designate",
	      .from = from, .docs = { "123-QĐ/HU 28/08/2022" }, .why = "from the old list"));
}

/* --- lists ----------------------------------------------------------------------------------- */

static inline int import_file(enum rota_import_kind kind, struct rota_import_options options)
{
	rota_error_clear(&desk.err);
	return rota_import(desk.office, kind, &options, &desk.imported, &desk.arena, &desk.err);
}

/** IMPORT(ROTA_IMPORT_POSTINGS, text, .strict = true). */
#define IMPORT(kind, text, ...)                                                                    \
	import_file((kind), (struct rota_import_options){ .path = write_file("list.csv", (text)),  \
							  __VA_ARGS__ })

static const char units_csv[] = "code,name,type,parent_code,from,to,legal\n"
				"33,Hưng Yên,tinh,,,,\n"
				"323,Hưng Yên,thanh_pho,33,,,\n"
				"329,Ân Thi,huyen,33,,,\n"
				"11974,Liên Phương,xa,323,,,\n"
				"11977,Hồng Nam,xa,323,,,\n"
				"12142,Ân Thi,thi_tran,329,,,\n"
				"12169,Hoàng Hoa Thám,xa,329,,,\n";

/* --- reports --------------------------------------------------------------------------------- */

/** A cell as text: a number in digits, nothing for nil. */
static inline void put_cell(struct rota_buffer *out, const struct rota_value *cell)
{
	if (cell->type == ROTA_UINT)
		rota_buffer_printf(out, "%llu", (unsigned long long)cell->as.number);
	else if (cell->type == ROTA_TEXT)
		rota_buffer_puts(out, rota_value_text(cell));
	else
		assert_int_equal(ROTA_NIL, cell->type);
}

/** Rows as lines with '|' between the cells. */
static inline void put_rows(struct rota_buffer *out, const struct rota_value *rows)
{
	for (size_t i = 0; rows->type == ROTA_LIST && i < rows->as.list.count; i++) {
		const struct rota_value *row = &rows->as.list.items[i];

		for (size_t k = 0; k < row->as.list.count; k++) {
			rota_buffer_puts(out, k ? "|" : "");
			put_cell(out, &row->as.list.items[k]);
		}
		rota_buffer_puts(out, "\n");
	}
}

static inline const char *kept(struct rota_buffer *text)
{
	const char *copy;

	OK(rota_buffer_check(text, &desk.err));
	copy = rota_arena_copy(&desk.arena, rota_buffer_text(text), text->size);
	rota_buffer_clear(text);
	return copy;
}

static inline const char *rows_of(const struct rota_report *report)
{
	struct rota_buffer text = { 0 };

	put_rows(&text, &report->rows);
	return kept(&text);
}

static inline struct rota_report ask(rota_report_fn *report, struct rota_question question)
{
	struct rota_report out;

	rota_error_clear(&desk.err);
	OK(report(desk.office, &question, &out, &desk.arena, &desk.err));
	return out;
}

/** The roster of a commune, or of all: see rows_of(). */
static inline void expect_roster(const char *scope, const char *as_of, const char *wanted)
{
	struct rota_report roster = ask(rota_report_roster,
					(struct rota_question){ .as_of = as_of, .scope = scope });

	assert_string_equal(wanted, rows_of(&roster));
}

/* --- entries --------------------------------------------------------------------------------- */

static inline uint64_t own_size(void)
{
	struct rota_world world;
	uint64_t size;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_log_size(&size, world.txn, desk.office->own.bytes, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return size;
}

static inline struct rota_entry entry_of(struct rota_writer_id log, uint64_t number)
{
	struct rota_buffer bytes = { 0 };
	struct rota_world world;
	struct rota_entry entry;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_log_get(&bytes, world.txn, log.bytes, number, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	OK(rota_entry_decode(&entry, &desk.arena, bytes.bytes, bytes.size, &desk.err));
	rota_buffer_clear(&bytes);
	return entry;
}

/** An entry of the log of postings and people. */
static inline struct rota_entry own_entry(uint64_t number)
{
	return entry_of(desk.office->own, number);
}

/** One of those of the last act, from 0. */
static inline struct rota_entry recorded(uint64_t which)
{
	assert_true(which < desk.out.count);
	return own_entry(desk.out.first + which);
}

static inline const char *text_in(const struct rota_value *map, const char *key)
{
	const char *text = rota_value_text(rota_map_get(map, key));

	return text ? text : "(none)";
}

/** What the office lists. @param all  settled ones, too. */
static inline const struct rota_value *matters(bool all)
{
	struct rota_report report =
		ask(rota_report_matters, (struct rota_question){ .all = all, .raw = true });
	const struct rota_value *list = rota_map_get(&report.json, "matters");

	assert_non_null(list);
	return list;
}

/** The name of the first one of a kind, settled or not. */
static inline const char *matter_of(const char *kind)
{
	const struct rota_value *list = matters(true);

	for (size_t i = 0; i < list->as.list.count; i++)
		if (strcmp(text_in(&list->as.list.items[i], "kind"), kind) == 0)
			return text_in(&list->as.list.items[i], "name");
	fail_msg("no %s", kind);
	return NULL;
}

static inline const char *on_of(const struct rota_entry *entry)
{
	char text[ROTA_DAY_TEXT_BYTES];

	return rota_arena_copy(&desk.arena, text, rota_day_encode(text, entry->on));
}

/** So many days after the morning of open_ready(). */
static inline void on_day(uint64_t days_later)
{
	rota_clock_test_set(MORNING + days_later * A_DAY, 1);
}

/** The kinds of the entries of the last act, with a space between them. */
static inline void expect_recorded(const char *wanted)
{
	char text[512] = "";
	size_t used = 0;

	for (uint64_t i = 0; i < desk.out.count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s", i ? " " : "",
					 recorded(i).kind_name);
	assert_string_equal(wanted, text);
}

/* --- set-up ---------------------------------------------------------------------------------- */

static inline int open_office(void **state)
{
	const struct rota_init_options options = { .province = "33", .name = "Ban Tổ chức" };

	if (make_folder(state))
		return -1;
	OK(rota_office_init(desk.dir, &options, &desk.err));
	OK(rota_office_open(&desk.office, desk.dir, false, &desk.err));
	return 0;
}

/** The same with the units, and two people from Hồng Nam and from Hoàng Hoa Thám. */
static inline int open_ready(void **state)
{
	if (open_office(state))
		return -1;
	OK(IMPORT(ROTA_IMPORT_UNITS, units_csv, .dry_run = false));
	add_cadre("Nguyễn Văn An", "12/05/1975",
		  "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	add_cadre("Trần Thị Bình", "1979", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	return 0;
}

#define TEST_IN_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
#define TEST_EMPTY(name) cmocka_unit_test_setup_teardown(name, open_office, remove_folder)
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_ready, remove_folder)

#endif
