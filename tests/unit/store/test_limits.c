/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The promises of store/store.h where the system sets limits: size of files,
 * address space, permissions. Each in a process of its own, which may give up
 * its rights.
 */
#include "tests/unit/store/peer.h"

#include <sys/resource.h>

#include "store/private.h"

static void write_3_mb(const struct peer *parent)
{
	static const char bytes[50000] = "a large entry";

	(void)parent;
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	for (uint64_t n = 0; n < 60; n++)
		MUST(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err) == ROTA_OK);
	MUST(rota_store_commit(txn, &err) == ROTA_OK);
}

static void limit_file_size(rlim_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	MUST(getrlimit(RLIMIT_FSIZE, &limit) == 0);
	limit.rlim_cur = bytes;
	MUST(setrlimit(RLIMIT_FSIZE, &limit) == 0);
}

/** Append until the disk is full, make room, and go on; n tells how many entries there were. */
static void fill_the_disk(const struct peer *parent)
{
	static const char bytes[3000] = "an entry";
	struct rota_store_stats stats;
	uint64_t n = 0, size;
	int rc;

	(void)parent;
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_stats(&stats, store, &err) == ROTA_OK);
	limit_file_size(stats.file_bytes + 300000);
	do {
		MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
		MUST(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err) == ROTA_OK);
		rc = rota_store_commit(txn, &err);
		n += !rc;
	} while (!rc);
	MUST(n > 20);
	MUST(rc == ROTA_EIO);
	MUST(strstr(err.message, "files may not grow that large here") ||
	     strstr(err.message, "it is full or failing")); /* a write of which a part fitted */
	MUST(err.hint[0]);
	rota_store_close(store);
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK); /* still full */
	MUST(rota_store_read(&txn, store, &err) == ROTA_OK);
	MUST(rota_log_size(&size, txn, writer_a, &err) == ROTA_OK);
	MUST(size == n);
	rota_store_abort(txn);
	limit_file_size(RLIM_INFINITY);
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	MUST(rota_log_append(txn, writer_a, n, "room again", 10, &err) == ROTA_OK);
	MUST(rota_store_commit(txn, &err) == ROTA_OK);
	rota_store_close(store);
}

static void test_store_commit__a_full_disk_loses_nothing_and_works_again(void **state)
{
	struct peer child;
	uint64_t size;

	(void)state;
	child = start(fill_the_disk);
	finish(&child);
	begin_read();
	size = log_size(writer_a);
	assert_string_equal("room again", entry(writer_a, size - 1));
	for (uint64_t n = 0; n + 1 < size; n++)
		assert_string_equal("an entry", entry(writer_a, n));
}

static void copy_to_a_full_disk(const struct peer *parent)
{
	(void)parent;
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	limit_file_size(1 << 20);
	MUST(rota_store_copy(store, beside("copy.mdb"), &err) == ROTA_EIO);
	MUST(strstr(err.message, "copy.mdb': files may not grow that large here"));
	rota_store_close(store);
}

static void test_store_copy__a_full_disk_leaves_no_file(void **state)
{
	struct peer child;

	(void)state;
	child = start(write_3_mb);
	finish(&child);
	child = start(copy_to_a_full_disk);
	finish(&child);
	assert_int_equal(2, count_files()); /* the store and its lock */
}

/** Allow this much address space more than is in use. */
static void limit_address_space(rlim_t more)
{
	struct rlimit limit = { .rlim_max = RLIM_INFINITY };
	unsigned long pages;
	FILE *file = fopen("/proc/self/statm", "r");

	MUST(file && fscanf(file, "%lu", &pages) == 1);
	fclose(file);
	limit.rlim_cur = pages * (rlim_t)sysconf(_SC_PAGESIZE) + more;
	MUST(setrlimit(RLIMIT_AS, &limit) == 0);
}

static void open_with_little_address_space(const struct peer *parent)
{
	struct rota_store_stats stats;

	(void)parent;
	limit_address_space((rlim_t)3 << 30);
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_stats(&stats, store, &err) == ROTA_OK);
	MUST(stats.map_bytes == (uint64_t)2 << 30);
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	MUST(rota_log_append(txn, writer_a, 0, "a0", 2, &err) == ROTA_OK);
	MUST(rota_store_commit(txn, &err) == ROTA_OK);
	rota_store_close(store);
}

static void test_store_open__takes_the_map_that_the_machine_allows(void **state)
{
	struct peer child;

	(void)state;
	child = start(open_with_little_address_space);
	finish(&child);
	begin_read();
	assert_string_equal("a0", entry(writer_a, 0));
}

static void grow_beyond_the_address_space(const struct peer *parent)
{
	static const char bytes[50000] = "a large entry";

	(void)parent;
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_OK);
	MUST(rota_store_map(store, 1 << 20, &err) == ROTA_OK);
	MUST(rota_store_write(&txn, store, &err) == ROTA_OK);
	for (uint64_t n = 0; n < 15; n++)
		MUST(rota_log_append(txn, writer_a, n, bytes, sizeof(bytes), &err) == ROTA_OK);
	MUST(rota_store_commit(txn, &err) == ROTA_OK);
	limit_address_space(0);
	MUST(rota_store_write(&txn, store, &err) == ROTA_ENOMEM);
	MUST(strcmp(err.message, with_path("'%s': out of memory")) == 0);
	MUST(rota_store_read(&txn, store, &err) == ROTA_EIO); /* there is no map any more */
	MUST(strcmp(err.hint, "run the command again") == 0);
	rota_store_close(store);
}

static void test_store_write__without_address_space_to_grow_the_store_must_be_reopened(void **state)
{
	struct peer child;

	(void)state;
	child = start(grow_beyond_the_address_space);
	finish(&child);
	begin_read();
	assert_int_equal(15, log_size(writer_a));
}

/** Become nobody, if root; the folder and what is in it become nobody's before that. */
static void drop_root(void)
{
	const uid_t nobody = 65534;

	if (geteuid() != 0)
		return;
	MUST(chown(folder, nobody, nobody) == 0 && chown(path, nobody, nobody) == 0);
	MUST(setresgid(nobody, nobody, nobody) == 0 && setresuid(nobody, nobody, nobody) == 0);
}

static void open_in_a_folder_without_write_permission(const struct peer *parent)
{
	(void)parent;
	drop_root();
	MUST(chmod(path, 0400) == 0 && chmod(folder, 0500) == 0);
	MUST(rota_store_open(&store, path, 0, &err) == ROTA_EIO);
	MUST(strcmp(err.message, with_path("'%s': Permission denied")) == 0);
	MUST(strcmp(err.hint, "check who owns the file and the folder") == 0);
	MUST(rota_store_open(&store, path, ROTA_STORE_READ_ONLY, &err) == ROTA_OK);
	MUST(rota_store_read(&txn, store, &err) == ROTA_OK);
	MUST(rota_log_get(&out, txn, writer_a, 0, &err) == ROTA_OK);
	MUST(strcmp(rota_buffer_text(&out), "a0") == 0);
	rota_store_abort(txn);
	rota_store_close(store);
	MUST(count_files() == 1); /* no lock file */
	MUST(chmod(path, 0000) == 0);
	MUST(rota_store_open(&store, path, ROTA_STORE_READ_ONLY, &err) == ROTA_EIO);
	MUST(strcmp(err.message, with_path("'%s': Permission denied")) == 0);
}

static void test_store_open__read_only_in_a_folder_that_cannot_be_written(void **state)
{
	struct peer child;

	(void)state;
	begin_write();
	append(writer_a, 0, "a0");
	commit();
	rota_store_close(store);
	store = NULL;
	assert_int_equal(0, unlink(beside("rota.mdb-lock")));
	child = start(open_in_a_folder_without_write_permission);
	finish(&child);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_store_commit__a_full_disk_loses_nothing_and_works_again),
		TEST(test_store_copy__a_full_disk_leaves_no_file),
		TEST(test_store_open__takes_the_map_that_the_machine_allows),
		TEST(test_store_write__without_address_space_to_grow_the_store_must_be_reopened),
		TEST(test_store_open__read_only_in_a_folder_that_cannot_be_written),
	};

	return cmocka_run_group_tests_name("store/limits", tests, NULL, NULL);
}
