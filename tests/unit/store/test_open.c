/* SPDX-License-Identifier: Apache-2.0 */
/** @file What rota_store_create() and rota_store_open() promise, one test each. */
#include "tests/unit/store/fixture.h"

#include <fcntl.h>

#include "base/file.h"
#include "store/private.h"

/* --- rota_store_create ----------------------------------------------------------------------- */

static void test_store_create__makes_one_file_with_mode_0600(void **state)
{
	struct stat what;

	(void)state;
	OK(rota_store_create(path, &err));
	assert_int_equal(0, stat(path, &what));
	assert_int_equal(0600, what.st_mode & 07777);
	assert_int_equal(1, count_files());
}

static void test_store_create__refuses_a_name_that_is_taken(void **state)
{
	(void)state;
	OK(rota_file_write(path, "mine", 4, 0644, &err));
	FAILS(ROTA_EINVALID, with_path("'%s' exists already"), rota_store_create(path, &err));
	assert_string_equal("choose another name, or move that file away", err.hint);
	OK(rota_file_read(&out, path, 100, &err));
	assert_string_equal("mine", rota_buffer_text(&out));
	assert_int_equal(1, count_files());
}

static void test_store_create__needs_its_folder(void **state)
{
	(void)state;
	strcat(path, "/rota.mdb");
	FAILS(ROTA_ENOTFOUND, with_path("'%s': no such file"), rota_store_create(path, &err));
	assert_int_equal(0, count_files());
}

/* --- rota_store_open ------------------------------------------------------------------------- */

/** Opening fails so, the file stays as it is, and no other file appears. */
static void refused(int code, const char *message)
{
	struct rota_buffer before = { 0 };

	OK(rota_file_read(&before, path, 1 << 20, &err));
	FAILS(code, with_path(message), rota_store_open(&store, path, 0, &err));
	assert_null(store);
	rota_buffer_reset(&out);
	OK(rota_file_read(&out, path, 1 << 20, &(struct rota_error){ 0 }));
	assert_int_equal(before.size, out.size);
	assert_memory_equal(before.size ? before.bytes : "", rota_buffer_text(&out), out.size);
	rota_buffer_clear(&before);
}

/** The same for what LMDB does not get to see. */
static void refused_unseen(int code, const char *message)
{
	refused(code, message);
	FAILS(code, with_path(message), rota_store_open(&store, path, 0, &err));
	assert_int_equal(1, count_files());
}

static void test_store_open__a_missing_file_is_not_found(void **state)
{
	(void)state;
	store = (struct rota_store *)1; /* must be reset */
	FAILS(ROTA_ENOTFOUND, with_path("no store '%s'"), rota_store_open(&store, path, 0, &err));
	assert_null(store);
	assert_int_equal(0, count_files());
}

static void test_store_open__refuses_an_empty_file(void **state)
{
	(void)state;
	OK(rota_file_write(path, "", 0, 0600, &err));
	refused_unseen(ROTA_ECORRUPT, "'%s' is empty");
	assert_string_equal("take rota.mdb from a backup", err.hint);
}

static void test_store_open__refuses_a_foreign_file(void **state)
{
	char text[9000];

	(void)state;
	memset(text, 'x', sizeof(text));
	OK(rota_file_write(path, "short", 5, 0600, &err));
	refused_unseen(ROTA_EINVALID, "'%s' is not a store of rota");
	OK(rota_file_write(path, text, sizeof(text), 0600, &err));
	refused_unseen(ROTA_EINVALID, "'%s' is not a store of rota");
	assert_string_equal("check the name; in place of a damaged store take rota.mdb from a backup",
			    err.hint);
}

static void test_store_open__refuses_a_folder_and_a_pipe(void **state)
{
	(void)state;
	FAILS(ROTA_EINVALID, "'/' is not a store of rota", rota_store_open(&store, "/", 0, &err));
	assert_int_equal(0, mkfifo(path, 0600));
	FAILS(ROTA_EINVALID, with_path("'%s' is not a store of rota"),
	      rota_store_open(&store, path, 0, &err));
}

/** Change the file by LMDB's own means: put a pair into a database, or drop the database when
 *  the key is NULL. */
static void tamper(const char *database, unsigned flags, const char *key, const void *value,
		   size_t size)
{
	MDB_env *env;
	MDB_txn *mdb;
	MDB_dbi dbi;
	MDB_val k = rota_val(key, key ? strlen(key) : 0);
	MDB_val v = rota_val(value, size);

	assert_int_equal(0, mdb_env_create(&env));
	assert_int_equal(0, mdb_env_set_maxdbs(env, 2));
	assert_int_equal(0, mdb_env_open(env, path, MDB_NOSUBDIR, 0600));
	assert_int_equal(0, mdb_txn_begin(env, NULL, 0, &mdb));
	assert_int_equal(0, mdb_dbi_open(mdb, database, flags, &dbi));
	if (key)
		assert_int_equal(0, mdb_put(mdb, dbi, &k, &v, 0));
	else
		assert_int_equal(0, mdb_drop(mdb, dbi, 1));
	assert_int_equal(0, mdb_txn_commit(mdb));
	mdb_env_close(env);
}

static void test_store_open__refuses_another_programs_lmdb_file(void **state)
{
	(void)state;
	tamper("other", MDB_CREATE, "key", "value", 5);
	refused(ROTA_EINVALID, "'%s' is another program's LMDB file");
	tamper("meta", MDB_CREATE, "magic", "rota games", 10);
	refused(ROTA_EINVALID, "'%s' is another program's LMDB file");
	tamper("meta", 0, NULL, NULL, 0);
	tamper(NULL, 0, "meta", "no database", 11);
	refused(ROTA_EINVALID, "'%s' is another program's LMDB file");
}

static void test_store_open__refuses_a_newer_layout(void **state)
{
	(void)state;
	OK(rota_store_create(path, &err));
	tamper("meta", 0, "layout", "\0\0\0\x05", 4);
	refused(ROTA_EINVALID, "'%s' has layout 5, this program works with 4");
	assert_int_equal(ROTA_EINVALID, rota_store_open(&store, path, 0, &err));
	assert_string_equal("use a newer rota", err.hint);
}

static void test_store_open__refuses_an_older_layout(void **state)
{
	(void)state;
	OK(rota_store_create(path, &err));
	tamper("meta", 0, "layout", "\0\0\0\x02", 4);
	FAILS(ROTA_EINVALID, with_path("'%s' has layout 2, this program works with 4"),
	      rota_store_open(&store, path, 0, &err));
	assert_string_equal("take rota.mdb from a backup", err.hint);
}

static void test_store_open__tells_when_an_older_program_derived_what_is_there(void **state)
{
	(void)state;
	OK(rota_store_create(path, &err));
	tamper("meta", 0, "layout", "\0\0\0\x03", 4);
	OK(rota_store_open(&store, path, 0, &err));
	begin_write();
	assert_true(rota_store_is_outdated(txn));
	OK(rota_store_clear_derived(txn, &err));
	assert_false(rota_store_is_outdated(txn));
	rota_store_abort(txn);
	begin_write();
	assert_true(rota_store_is_outdated(txn)); /* nothing has changed */
	OK(rota_store_clear_derived(txn, &err));
	commit();
	begin_read();
	assert_false(rota_store_is_outdated(txn));
	commit();
	reopen(0);
	begin_read();
	assert_false(rota_store_is_outdated(txn));
}

/** While it is open here, another process works with a newer program. */
static void test_store_begin__refuses_a_layout_that_is_new_since(void **state)
{
	int status;
	pid_t child;

	(void)state;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		tamper("meta", 0, "layout", "\0\0\0\x05", 4);
		_exit(0);
	}
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_int_equal(0, status);
	FAILS(ROTA_EINVALID, with_path("'%s' has layout 5, this program works with 4"),
	      rota_store_read(&txn, store, &err));
	assert_null(txn);
	FAILS(ROTA_EINVALID, with_path("'%s' has layout 5, this program works with 4"),
	      rota_store_write(&txn, store, &err));
	assert_null(txn);
}

static void test_store_open__refuses_what_lacks_a_database(void **state)
{
	(void)state;
	OK(rota_store_create(path, &err));
	tamper("log", 0, NULL, NULL, 0);
	refused(ROTA_ECORRUPT, "'%s': a page is damaged");
	tamper("log", MDB_CREATE | MDB_DUPSORT, "key", "value", 5);
	refused(ROTA_ECORRUPT, "'%s': a table has another form than it should");
}

static void test_store_open__refuses_a_damaged_header(void **state)
{
	/* The size of a page; LMDB divides by it. */
	static const uint32_t sizes[] = { 0, 4097, 1 << 17 };
	int fd;

	(void)state;
	OK(rota_store_create(path, &err));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		fd = open(path, O_WRONLY);
		assert_int_equal(4, pwrite(fd, &sizes[i], 4, 40));
		close(fd);
		refused_unseen(ROTA_ECORRUPT, "'%s': its header is damaged");
		assert_string_equal("take rota.mdb from a backup", err.hint);
	}
}

static void test_store_open__refuses_a_store_cut_short(void **state)
{
	static const char bytes[3000] = "fills pages";
	struct rota_store_stats stats;
	char message[64];

	(void)state;
	OK(rota_store_create(path, &err));
	reopen(0);
	begin_write();
	for (uint64_t n = 0; n < 10; n++)
		OK(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err));
	commit();
	OK(rota_store_stats(&stats, store, &err));
	assert_int_equal(stats.file_bytes, stats.pages * stats.page_bytes);
	rota_store_close(store);
	store = NULL;
	for (unsigned cut = 1; cut <= 3; cut++) {
		/* the second time in the middle of a page */
		off_t left =
			(off_t)(stats.file_bytes - cut * stats.page_bytes) + (cut == 2 ? 100 : 0);

		assert_int_equal(0, truncate(path, left));
		snprintf(message, sizeof(message), "'%%s' is cut short: it has %llu of %llu pages",
			 (unsigned long long)(stats.pages - cut), (unsigned long long)stats.pages);
		refused(ROTA_ECORRUPT, message);
	}
	assert_int_equal(ROTA_ECORRUPT, rota_store_open(&store, path, 0, &err));
	assert_string_equal("take rota.mdb from a backup", err.hint);
}

/** Make a large state and delete it in one transaction, until LMDB has numbered pages at the end
 *  of the file that it never writes. */
static void leave_pages_unwritten(struct rota_store_stats *stats)
{
	static const char bytes[60000] = "of many pages";
	int rounds = 0;

	do {
		assert_in_range(rounds++, 0, 20); /* LMDB 0.9.24 needs 5 */
		begin_write();
		OK(rota_state_put(txn, intern("x"), bytes, sizeof(bytes), &err));
		if (rounds == 4)
			OK(rota_state_put(txn, intern("y"), bytes, sizeof(bytes), &err));
		OK(rota_state_delete(txn, intern("x"), &err));
		commit();
		OK(rota_store_stats(stats, store, &err));
	} while (stats->file_bytes == stats->pages * stats->page_bytes);
	assert_true(stats->file_bytes < stats->pages * stats->page_bytes);
}

static void test_store_open__a_sound_file_may_be_shorter_than_its_last_page_number(void **state)
{
	struct rota_store_stats stats;

	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	leave_pages_unwritten(&stats);
	reopen(0);
	begin_read();
	assert_string_equal("a0", entry(writer_a, 0));
}

static void test_store_open__a_short_file_that_lacks_a_used_page_is_cut_short(void **state)
{
	struct rota_store_stats stats;

	(void)state;
	leave_pages_unwritten(&stats);
	rota_store_close(store);
	assert_int_equal(0, truncate(path, (off_t)(stats.file_bytes - stats.page_bytes)));
	assert_int_equal(ROTA_ECORRUPT, rota_store_open(&store, path, 0, &err));
	assert_non_null(strstr(err.message, "is cut short: it has "));
}

static void test_store_open__twice_in_one_process_is_refused(void **state)
{
	struct rota_store *second = NULL;
	const char *other = beside("other-name.mdb");

	(void)state;
	FAILS(ROTA_EBUG, with_path("'%s' is open in this process already"),
	      rota_store_open(&second, path, 0, &err));
	assert_int_equal(0, link(path, other));
	assert_int_equal(ROTA_EBUG, rota_store_open(&second, other, ROTA_STORE_READ_ONLY, &err));
	assert_null(second);
	reopen(0); /* after closing it works */
}

static void test_store_open__two_stores_at_a_time_are_fine(void **state)
{
	struct rota_store *second = NULL;
	const char *other = beside("second.mdb");

	(void)state;
	OK(rota_store_create(other, &err));
	OK(rota_store_open(&second, other, 0, &err));
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	rota_store_close(second);
	begin_read();
	assert_string_equal("a0", entry(writer_a, 0));
}

static void test_store_open__read_only_reads_and_does_not_write(void **state)
{
	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	reopen(ROTA_STORE_READ_ONLY);
	FAILS(ROTA_EINVALID, with_path("'%s' is open for reading only"),
	      rota_store_write(&txn, store, &err));
	assert_null(txn);
	begin_read();
	assert_string_equal("a0", entry(writer_a, 0));
}

static void test_store_open__its_descriptors_are_closed_in_programs_that_are_started(void **state)
{
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *open_file;
	char target[512];
	int found = 0;

	(void)state;
	assert_non_null(dir);
	while ((open_file = readdir(dir))) {
		ssize_t size = readlinkat(dirfd(dir), open_file->d_name, target, sizeof(target));

		if (size <= 0 || strncmp(target, folder, strlen(folder)) != 0)
			continue;
		found++;
		assert_int_equal(FD_CLOEXEC, fcntl(atoi(open_file->d_name), F_GETFD));
	}
	closedir(dir);
	assert_int_equal(3, found); /* the file, the same for headers, the lock */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WITHOUT_STORE(test_store_create__makes_one_file_with_mode_0600),
		TEST_WITHOUT_STORE(test_store_create__refuses_a_name_that_is_taken),
		TEST_WITHOUT_STORE(test_store_create__needs_its_folder),
		TEST_WITHOUT_STORE(test_store_open__a_missing_file_is_not_found),
		TEST_WITHOUT_STORE(test_store_open__refuses_an_empty_file),
		TEST_WITHOUT_STORE(test_store_open__refuses_a_foreign_file),
		TEST_WITHOUT_STORE(test_store_open__refuses_a_folder_and_a_pipe),
		TEST_WITHOUT_STORE(test_store_open__refuses_another_programs_lmdb_file),
		TEST_WITHOUT_STORE(test_store_open__refuses_a_newer_layout),
		TEST_WITHOUT_STORE(test_store_open__refuses_an_older_layout),
		TEST_WITHOUT_STORE(
			test_store_open__tells_when_an_older_program_derived_what_is_there),
		TEST(test_store_begin__refuses_a_layout_that_is_new_since),
		TEST_WITHOUT_STORE(test_store_open__refuses_what_lacks_a_database),
		TEST_WITHOUT_STORE(test_store_open__refuses_a_damaged_header),
		TEST_WITHOUT_STORE(test_store_open__refuses_a_store_cut_short),
		TEST(test_store_open__a_sound_file_may_be_shorter_than_its_last_page_number),
		TEST(test_store_open__a_short_file_that_lacks_a_used_page_is_cut_short),
		TEST(test_store_open__twice_in_one_process_is_refused),
		TEST(test_store_open__two_stores_at_a_time_are_fine),
		TEST(test_store_open__read_only_reads_and_does_not_write),
		TEST(test_store_open__its_descriptors_are_closed_in_programs_that_are_started),
	};

	return cmocka_run_group_tests_name("store/open", tests, NULL, NULL);
}
