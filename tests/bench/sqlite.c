/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite doing the same job without signatures, checks and transport: a table of changes, one of
 * states, four indexes. What stands between rota's checks is left out in its favour: nothing is
 * judged, the centre takes the states of a district as they are.
 *
 * usage: sqlite make DB wal|rollback     an empty database
 *        sqlite record DB ROWS COUNT     one durable transaction an entry
 *        sqlite bulk DB ROWS             all in one
 *        sqlite changeset DB ROWS OUT    as bulk, in a session: its changeset goes to the file OUT
 *        sqlite merge CENTRE DB ...      what is new of each district, and the totals
 *        sqlite totals CENTRE DAY        posts held on a day (since 1970) by unit
 *
 * ROWS is a file of row.h. What records prints how many, and the seconds. Always synchronous=FULL:
 * on the disk before it counts. The session looks at the table of changes alone: the states follow.
 */
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/row.h"

enum { BYTES_MAX = 1 << 16, NEVER = 1 << 30 };

enum statement { CHANGE, STATE, END, STATEMENTS };

struct base {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
};

static const char *const texts[STATEMENTS] = {
	"INSERT INTO changes(writer, n, id, bytes) VALUES(?1, ?2, ?3, ?4)",
	"INSERT INTO state(id, kind, unit, post, cadre, name, day, until) "
	"VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	"UPDATE state SET until = ?2 WHERE id = ?1",
};

static const char schema[] =
	"CREATE TABLE changes(writer INTEGER, n INTEGER, id BLOB, bytes BLOB,"
	" PRIMARY KEY(writer, n)) WITHOUT ROWID;"
	"CREATE TABLE state(id BLOB PRIMARY KEY, kind INTEGER, unit BLOB, post INTEGER, cadre BLOB,"
	" name TEXT, day INTEGER, until INTEGER) WITHOUT ROWID;"
	"CREATE INDEX by_kind ON state(kind);"
	"CREATE INDEX by_post ON state(unit, post, day, until) WHERE unit IS NOT NULL;"
	"CREATE INDEX by_cadre ON state(cadre) WHERE cadre IS NOT NULL;"
	"CREATE INDEX by_name ON state(name) WHERE name IS NOT NULL;";

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void fail(const struct base *base, const char *what)
{
	fprintf(stderr, "sqlite: %s: %s\n", what,
		base->db ? sqlite3_errmsg(base->db) : "no memory");
	exit(1);
}

static void run(const struct base *base, const char *sql)
{
	if (sqlite3_exec(base->db, sql, NULL, NULL, NULL))
		fail(base, sql);
}

static void open_base(struct base *base, const char *path)
{
	if (sqlite3_open(path, &base->db))
		fail(base, path);
	run(base, "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
}

static void close_base(struct base *base)
{
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(base->statements[i]);
	sqlite3_close(base->db);
}

static void prepare(struct base *base)
{
	for (int i = 0; i < STATEMENTS; i++)
		if (sqlite3_prepare_v2(base->db, texts[i], -1, &base->statements[i], NULL))
			fail(base, texts[i]);
}

static void step(const struct base *base, enum statement which)
{
	if (sqlite3_step(base->statements[which]) != SQLITE_DONE)
		fail(base, texts[which]);
	sqlite3_reset(base->statements[which]);
	sqlite3_clear_bindings(base->statements[which]);
}

static void put_state(const struct base *base, const struct row *row)
{
	sqlite3_stmt *state = base->statements[row->kind == ROW_END ? END : STATE];

	sqlite3_bind_blob(state, 1, row->id, 16, SQLITE_STATIC);
	if (row->kind == ROW_END) {
		sqlite3_bind_int(state, 2, row->day);
		step(base, END);
		return;
	}
	sqlite3_bind_int(state, 2, row->kind);
	if (row->kind == ROW_BEGIN) {
		sqlite3_bind_blob(state, 3, row->unit, 16, SQLITE_STATIC);
		sqlite3_bind_int(state, 4, row->post);
		sqlite3_bind_blob(state, 5, row->cadre, 16, SQLITE_STATIC);
	} else if (row->kind == ROW_CADRE) {
		sqlite3_bind_text(state, 6, row->name, -1, SQLITE_STATIC);
	}
	sqlite3_bind_int(state, 7, row->day);
	sqlite3_bind_int(state, 8, NEVER);
	step(base, STATE);
}

static void put(const struct base *base, const struct row *row, const void *bytes)
{
	sqlite3_stmt *change = base->statements[CHANGE];

	sqlite3_bind_int64(change, 1, row->writer);
	sqlite3_bind_int64(change, 2, row->n);
	sqlite3_bind_blob(change, 3, row->id, 16, SQLITE_STATIC);
	sqlite3_bind_blob(change, 4, bytes, (int)row->size, SQLITE_STATIC);
	step(base, CHANGE);
	put_state(base, row);
}

static void put_rows(struct base *base, const char *path, long count, int each_durable)
{
	static char bytes[BYTES_MAX];
	FILE *file = fopen(path, "rb");
	long done = 0;
	struct row row;
	double begin = now();

	if (!file)
		fail(base, path);
	prepare(base);
	run(base, each_durable ? "SELECT 1" : "BEGIN");
	while (done != count && fread(&row, sizeof(row), 1, file) == 1 && row.size <= BYTES_MAX &&
	       fread(bytes, row.size, 1, file) == 1) {
		if (each_durable)
			run(base, "BEGIN");
		put(base, &row, bytes);
		if (each_durable)
			run(base, "COMMIT");
		done++;
	}
	if (!each_durable)
		run(base, "COMMIT");
	printf("%ld %.6f\n", done, now() - begin);
	fclose(file);
}

static void put_file(const struct base *base, const char *path, const void *bytes, int size)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(bytes, 1, (size_t)size, file) != (size_t)size || fclose(file))
		fail(base, path);
}

static void put_changeset(struct base *base, const char *rows, const char *out)
{
	sqlite3_session *session;
	void *changes = NULL;
	int size = 0;

	if (sqlite3session_create(base->db, "main", &session) ||
	    sqlite3session_attach(session, "changes"))
		fail(base, "session");
	put_rows(base, rows, -1, 0);
	if (sqlite3session_changeset(session, &size, &changes))
		fail(base, "changeset");
	put_file(base, out, changes, size);
	sqlite3_free(changes);
	sqlite3session_delete(session);
}

static void totals(const struct base *base, const char *day)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT unit, post, count(*) FROM state INDEXED BY by_post WHERE unit IS NOT NULL "
		 "AND day <= %d AND until > %d GROUP BY unit, post",
		 atoi(day), atoi(day));
	run(base, sql);
}

static void merge_one(const struct base *base, const char *path)
{
	char *attach = sqlite3_mprintf("ATTACH %Q AS d", path);

	run(base, attach);
	sqlite3_free(attach);
	run(base,
	    "BEGIN;"
	    "CREATE TEMP TABLE fresh AS SELECT writer, n FROM d.changes LIMIT 0;"
	    "INSERT INTO fresh SELECT d.writer, coalesce((SELECT max(n) FROM main.changes c"
	    " WHERE c.writer = d.writer), -1) FROM (SELECT writer FROM d.changes LIMIT 1) d;"
	    "INSERT OR REPLACE INTO main.state SELECT * FROM d.state WHERE id IN"
	    " (SELECT c.id FROM d.changes c JOIN fresh f ON c.writer = f.writer AND c.n > f.n);"
	    "INSERT INTO main.changes SELECT c.* FROM fresh f JOIN d.changes c"
	    " ON c.writer = f.writer AND c.n > f.n ORDER BY c.writer, c.n;"
	    "DROP TABLE fresh;"
	    "COMMIT; DETACH d");
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	struct base base = { 0 };
	char pragma[64];

	if (!*what)
		return 2;
	open_base(&base, argv[2]);
	if (strcmp(what, "make") == 0 && argc == 4) {
		snprintf(pragma, sizeof(pragma), "PRAGMA journal_mode=%s",
			 strcmp(argv[3], "wal") == 0 ? "WAL" : "DELETE");
		run(&base, pragma);
		run(&base, schema);
	} else if (strcmp(what, "record") == 0 && argc == 5) {
		put_rows(&base, argv[3], atol(argv[4]), 1);
	} else if (strcmp(what, "bulk") == 0 && argc == 4) {
		put_rows(&base, argv[3], -1, 0);
	} else if (strcmp(what, "changeset") == 0 && argc == 5) {
		put_changeset(&base, argv[3], argv[4]);
	} else if (strcmp(what, "merge") == 0) {
		for (int i = 3; i < argc; i++)
			merge_one(&base, argv[i]);
		totals(&base, "20000");
	} else if (strcmp(what, "totals") == 0 && argc == 4) {
		totals(&base, argv[3]);
	}
	close_base(&base);
	return 0;
}
