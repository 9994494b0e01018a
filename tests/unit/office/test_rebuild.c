/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_export() and rota_rebuild(). */
#include <lmdb.h>

#include "codec/json.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/state.h"
#include "tests/unit/office/office.h"

/** Some of everything: a move, a correction, something revoked, something taken back. */
static int open_busy(void **state)
{
	if (open_ready(state))
		return -1;
	OK(DO(rota_officer_add,
	      .sets = SETS("name=Đỗ Thị Hạnh", "title=Chuyên viên", "roles=record")));
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023-2025", "from=01/01/2023",
					    "to=01/01/2026", "count=3")));
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Liên Phương", "chair", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Hoàng Hoa Thám",
	      .post = "secretary", .act = "transfer", .from = "01/01/2024",
	      .docs = { "8-QĐ/HU 28/12/2023" }));
	OK(DO(rota_correct, .subject = "Liên Phương/chair",
	      .sets = SETS("unit=Hồng Nam", "from=02/09/2022"), .typing = "the wrong row"));
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình", .sets = SETS("pin=033179001234")));
	seat("Ân Thi", "secretary", "Trần Thị Bình", "01/01/2023");
	OK(DO(rota_void, .subject = "Ân Thi/secretary", .from_start = true,
	      .docs = { "200-QĐ/HU 28/01/2023" }));
	OK(DO(rota_vacant, .commune = "Ân Thi", .post = "chair", .from = "01/01/2024"));
	OK(DO(rota_undo, .why = "the wrong commune"));
	return 0;
}

#define TEST_BUSY(name) cmocka_unit_test_setup_teardown(name, open_busy, remove_folder)

static int put_line(const char *line, size_t size, void *payload)
{
	struct rota_buffer *all = payload;

	assert_int_equal(size, strlen(line));
	assert_null(strchr(line, '\n'));
	rota_buffer_puts(all, line);
	rota_buffer_puts(all, "\n");
	return 0;
}

static const char *exported(void)
{
	struct rota_buffer all = { 0 };

	OK(rota_export(desk.office, put_line, &all, &desk.err));
	return kept(&all);
}

static const char *figures(void)
{
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .as_of = NULL });
	struct rota_report roster = ask(rota_report_roster, (struct rota_question){ .as_of = NULL });
	struct rota_buffer text = { 0 };

	OK(rota_json_write(&text, &report.json, &desk.err));
	rota_buffer_puts(&text, rows_of(&roster));
	return kept(&text);
}

static void test_rebuild__gives_the_same_export_and_the_same_figures(void **state)
{
	const char *before = exported(), *totals = figures();
	uint64_t entries, lines = 0;

	(void)state;
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	for (const char *at = before; *at; at++)
		lines += *at == '\n';
	assert_int_equal(lines, entries);
	assert_string_equal(before, exported());
	assert_string_equal(totals, figures());
}

static void test_rebuild__needs_the_logs_alone(void **state)
{
	const char *totals = figures();
	struct rota_store_txn *txn;
	uint64_t entries;

	(void)state;
	OK(rota_store_write(&txn, desk.office->store, &desk.err));
	OK(rota_store_clear_derived(txn, &desk.err));
	OK(rota_store_commit(txn, &desk.err));
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(totals, figures());
	expect_roster("12142", NULL, /* what was taken back, and what was revoked, stay so */
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|(not reported)|||||\n");
}

static void test_rebuild__what_is_in_no_log_goes(void **state)
{
	static const char nobody[] = "không ai";
	struct rota_store_txn *txn;
	struct rota_world world;
	struct rota_ids ids;
	uint64_t entries;

	(void)state;
	OK(rota_store_write(&txn, desk.office->store, &desk.err));
	OK(rota_index_put(txn, ROTA_INDEX_CADRE_PIN, nobody, sizeof(nobody) - 1, 1, &desk.err));
	OK(rota_store_commit(txn, &desk.err));
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_indexed(&ids, &world, ROTA_INDEX_CADRE_PIN, nobody, sizeof(nobody) - 1,
			      &desk.err));
	assert_int_equal(0, ids.count);
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_rebuild__twice_is_as_once(void **state)
{
	const char *totals = figures();
	uint64_t first, second;

	(void)state;
	OK(rota_rebuild(desk.office, &first, &desk.err));
	OK(rota_rebuild(desk.office, &second, &desk.err));
	assert_int_equal(first, second);
	assert_string_equal(totals, figures());
}

static void test_rebuild__one_can_go_on_recording(void **state)
{
	uint64_t entries, size = own_size();

	(void)state;
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	OK(DO(rota_relieve, .commune = "Hoàng Hoa Thám", .post = "secretary", .act = "retire",
	      .from = "01/02/2024", .docs = { "18-QĐ/HU 28/01/2024" }));
	assert_int_equal(size, desk.out.first);
	OK(DO(rota_undo, .why = "x"));
	expect_recorded("entry.undo entry.undo");
}

/** A unit whose state nobody can read. */
static void damage_a_unit(void)
{
	struct rota_store_txn *txn;
	struct rota_world world;
	struct rota_ids units;
	uint32_t no;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_all(&units, &world, ROTA_ENTITY_UNIT, &desk.err));
	OK(rota_entity_find(&no, world.txn, units.items[0].bytes, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	OK(rota_store_write(&txn, desk.office->store, &desk.err));
	OK(rota_state_put(txn, no, "U\xff\xff", 3, &desk.err));
	OK(rota_store_commit(txn, &desk.err));
}

static void test_rebuild__mends_what_hinders_all_else(void **state)
{
	const char *before = exported();
	struct rota_world world;
	uint64_t entries;

	(void)state;
	damage_a_unit();
	assert_int_equal(ROTA_ECORRUPT, rota_world_open(&world, desk.office, false, &desk.err));
	assert_string_equal("run: rota rebuild", desk.err.hint);
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(before, exported());
}

/** As an older rota has left it, which derived in another form. */
static void make_older(void)
{
	const char *path = path_of("rota.mdb");
	char name[] = "layout", number[] = "\0\0\0\3";
	MDB_val key = { .mv_size = 6, .mv_data = name };
	MDB_val value = { .mv_size = 4, .mv_data = number };
	MDB_env *env;
	MDB_txn *mdb;
	MDB_dbi dbi;

	rota_office_close(desk.office);
	assert_int_equal(0, mdb_env_create(&env));
	assert_int_equal(0, mdb_env_set_maxdbs(env, 1));
	assert_int_equal(0, mdb_env_open(env, path, MDB_NOSUBDIR, 0600));
	assert_int_equal(0, mdb_txn_begin(env, NULL, 0, &mdb));
	assert_int_equal(0, mdb_dbi_open(mdb, "meta", 0, &dbi));
	assert_int_equal(0, mdb_put(mdb, dbi, &key, &value, 0));
	assert_int_equal(0, mdb_txn_commit(mdb));
	mdb_env_close(env);
	OK(rota_office_open(&desk.office, desk.dir, false, &desk.err));
}

static void test_rebuild__is_asked_for_behind_an_older_rota(void **state)
{
	const char *before = exported(), *totals = figures();
	struct rota_world world;
	uint64_t entries;

	(void)state;
	make_older();
	assert_int_equal(ROTA_EINVALID, rota_world_begin(&world, desk.office, false, &desk.err));
	assert_int_equal(ROTA_EINVALID, rota_world_open(&world, desk.office, true, &desk.err));
	assert_non_null(strstr(desk.err.message, "was made by an older rota"));
	assert_string_equal("run: rota rebuild", desk.err.hint);
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(before, exported());
	assert_string_equal(totals, figures());
	rota_office_close(desk.office);
	OK(rota_office_open(&desk.office, desk.dir, false, &desk.err));
	assert_string_equal(totals, figures());
}

static void test_rebuild__needs_an_office_that_may_write(void **state)
{
	uint64_t entries = 1;
	char message[256];

	(void)state;
	rota_office_close(desk.office);
	OK(rota_office_open(&desk.office, desk.dir, true, &desk.err));
	snprintf(message, sizeof(message), "'%s' was opened for reading only", desk.dir);
	expect_failure(ROTA_EIO, "", message, rota_rebuild(desk.office, &entries, &desk.err));
	assert_int_equal(0, entries);
}

/* --- export ---------------------------------------------------------------------------------- */

struct walk {
	size_t log; /* which: the province's common log, then its own */
	uint64_t number;
};

/** Lines come log by log, and count from 0 in each. */
static int follow_line(const char *line, size_t size, void *payload)
{
	struct walk *walk = payload;
	struct rota_arena arena = { 0 };
	struct rota_entry entry;
	const uint8_t *bytes;
	size_t count;

	OK(rota_entry_from_json(&bytes, &count, line, size, &arena, &desk.err));
	OK(rota_entry_decode(&entry, &arena, bytes, count, &desk.err));
	OK(rota_entry_check(&entry, &desk.err));
	if (walk->number && entry.number == 0) {
		walk->log++;
		walk->number = 0;
	}
	assert_int_equal(walk->number++, entry.number);
	rota_arena_clear(&arena);
	return 0;
}

static void test_export__each_line_is_an_entry_by_number(void **state)
{
	struct walk walk = { 0 };

	(void)state;
	OK(rota_export(desk.office, follow_line, &walk, &desk.err));
	assert_int_equal(1, walk.log);
	assert_int_equal(own_size(), walk.number);
}

/** All lines as bytes again, to be compared with what is stored. */
struct lines {
	struct rota_arena arena;
	const uint8_t *bytes[64];
	size_t sizes[64];
	size_t count;
};

static int keep_line(const char *line, size_t size, void *payload)
{
	struct lines *lines = payload;

	assert_true(lines->count < 64);
	OK(rota_entry_from_json(&lines->bytes[lines->count], &lines->sizes[lines->count], line,
				size, &lines->arena, &desk.err));
	lines->count++;
	return 0;
}

static void test_export__gives_the_stored_bytes_back(void **state)
{
	struct lines lines = { .count = 0 };
	struct rota_buffer stored = { 0 };
	struct rota_world world;
	uint64_t common, own, at = 0;

	(void)state;
	OK(rota_export(desk.office, keep_line, &lines, &desk.err));
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_log_size(&common, world.txn, desk.office->common.bytes, &desk.err));
	OK(rota_log_size(&own, world.txn, desk.office->own.bytes, &desk.err));
	assert_int_equal(common + own, lines.count);
	for (; at < lines.count; at++) {
		bool of_common = at < common;

		rota_buffer_reset(&stored);
		OK(rota_log_get(&stored, world.txn,
				of_common ? desk.office->common.bytes : desk.office->own.bytes,
				of_common ? at : at - common, &desk.err));
		assert_int_equal(stored.size, lines.sizes[at]);
		assert_memory_equal(stored.bytes, lines.bytes[at], stored.size);
	}
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	rota_buffer_clear(&stored);
	rota_arena_clear(&lines.arena);
}

static int stop_at_third(const char *line, size_t size, void *payload)
{
	size_t *count = payload;

	(void)line;
	(void)size;
	return ++*count == 3 ? 77 : 0;
}

static void test_export__stops_with_the_code_of_put(void **state)
{
	size_t count = 0;

	(void)state;
	assert_int_equal(77, rota_export(desk.office, stop_at_third, &count, &desk.err));
	assert_int_equal(3, count);
}

static void test_export__the_same_acts_give_the_same_lines(void **state)
{
	char *first = strdup(exported());

	assert_non_null(first);
	assert_int_equal(0, remove_folder(state));
	assert_int_equal(0, open_busy(state));
	assert_string_equal(first, exported());
	free(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BUSY(test_rebuild__gives_the_same_export_and_the_same_figures),
		TEST_BUSY(test_rebuild__needs_the_logs_alone),
		TEST_BUSY(test_rebuild__what_is_in_no_log_goes),
		TEST_BUSY(test_rebuild__twice_is_as_once),
		TEST_BUSY(test_rebuild__one_can_go_on_recording),
		TEST_BUSY(test_rebuild__mends_what_hinders_all_else),
		TEST_BUSY(test_rebuild__is_asked_for_behind_an_older_rota),
		TEST_BUSY(test_rebuild__needs_an_office_that_may_write),
		TEST_BUSY(test_export__each_line_is_an_entry_by_number),
		TEST_BUSY(test_export__gives_the_stored_bytes_back),
		TEST_BUSY(test_export__stops_with_the_code_of_put),
		TEST_BUSY(test_export__the_same_acts_give_the_same_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
