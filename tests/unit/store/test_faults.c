/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The disk refuses at every step of a commit in turn: full, failing, or with
 * half of the bytes taken. The calls of the C library that LMDB writes through
 * are replaced in this program, and the n-th one fails. After each: the commit
 * says so, nothing of it is there, all earlier entries are, and the next
 * attempt (after reopening where that is asked for) works.
 */
#include "tests/unit/store/fixture.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>

/** What the n-th write or flush from now on does instead; 0 at none. */
static unsigned fault_in;
static int fault_error;  /* an errno, or 0 for a short write */
static unsigned flushes; /* so far; a write to a descriptor that flushes by itself is one */

static bool fault_now(void)
{
	return fault_in > 0 && --fault_in == 0;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	if (fault_now()) {
		if (fault_error) {
			errno = fault_error;
			return -1;
		}
		size /= 2;
	}
	flushes += (fcntl(fd, F_GETFL) & O_DSYNC) != 0;
	return syscall(SYS_pwrite64, fd, bytes, size, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	if (fault_now()) {
		if (fault_error) {
			errno = fault_error;
			return -1;
		}
		return syscall(SYS_writev, fd, parts, 1);
	}
	return syscall(SYS_writev, fd, parts, count);
}

int fdatasync(int fd)
{
	if (fault_now() && fault_error) {
		errno = fault_error;
		return -1;
	}
	flushes++;
	return (int)syscall(SYS_fdatasync, fd);
}

/* Of the folder, when a file gets its name. */
int fsync(int fd)
{
	if (fault_now() && fault_error) {
		errno = fault_error;
		return -1;
	}
	return (int)syscall(SYS_fsync, fd);
}

enum { ENTRIES = 40 };

/** One transaction that writes many pages, some of them far from each other. */
static void write_entries(uint64_t first)
{
	char text[64] = "";

	begin_write();
	for (uint64_t n = first; n < first + ENTRIES; n++) {
		snprintf(text, sizeof(text), "entry %u", (unsigned)n);
		append(writer_a, n, text);
		OK(rota_state_put(txn, intern(text), text, sizeof(text), &err));
		OK(rota_index_put(txn, ROTA_INDEX_KIND, text, strlen(text), intern(text), &err));
	}
}

/** The log has this size, and every entry is what it was. */
static void check_entries(uint64_t size)
{
	char text[64] = "";

	begin_read();
	assert_int_equal(size, log_size(writer_a));
	for (uint64_t n = 0; n < size; n++) {
		snprintf(text, sizeof(text), "entry %u", (unsigned)n);
		assert_string_equal(text, entry(writer_a, n));
	}
	end();
}

/** Let the n-th step of a commit fail, for n = 1, 2, ... until the commit has fewer steps.
 *  @return how many steps it had. */
static unsigned fail_each_step(int error)
{
	unsigned step = 0;
	uint64_t size = 0;
	int rc;

	do {
		write_entries(size);
		rota_error_clear(&err);
		fault_error = error;
		fault_in = ++step;
		rc = rota_store_commit(txn, &err);
		txn = NULL;
		if (rc) {
			assert_int_equal(ROTA_EIO, rc);
			assert_non_null(strstr(err.message, path));
			assert_string_not_equal("", err.hint);
			/* After a failed flush, or a failed last write, only closing is left. */
			if (rota_store_read(&txn, store, &err)) {
				assert_string_equal("run the command again", err.hint);
				reopen(0);
			}
			end();
		} else if (fault_in) {
			break; /* there was no such step */
		}
		size += rc ? 0 : ENTRIES;
		check_entries(size);
	} while (step < 1000);
	fault_in = 0;
	check_entries(size + ENTRIES);
	return step - 1;
}

static void test_store_commit__a_full_disk_at_any_step_loses_nothing(void **state)
{
	(void)state;
	assert_in_range(fail_each_step(ENOSPC), 3, 100);
}

static void test_store_commit__a_failing_disk_at_any_step_loses_nothing(void **state)
{
	(void)state;
	assert_in_range(fail_each_step(EIO), 3, 100);
}

static void test_store_commit__half_a_write_at_any_step_loses_nothing(void **state)
{
	(void)state;
	assert_in_range(fail_each_step(0), 3, 100);
}

static void test_store_commit__flushes_the_pages_and_then_the_header(void **state)
{
	(void)state;
	write_entries(0);
	flushes = 0;
	commit();
	assert_int_equal(2, flushes);
}

static void test_store_commit__after_a_failed_flush_the_store_must_be_reopened(void **state)
{
	(void)state;
	write_entries(0);
	fault_error = EIO;
	fault_in = 2; /* one transaction of neighbouring pages: a write, a flush, the last write */
	FAILS(ROTA_EIO,
	      with_path("'%s': the disk did not take or give all bytes; it is full or "
			"failing"),
	      rota_store_commit(txn, &err));
	FAILS(ROTA_EIO, with_path("'%s': an earlier write failed half-way"),
	      rota_store_write(&txn, store, &err));
	FAILS(ROTA_EIO, with_path("'%s': an earlier write failed half-way"),
	      rota_store_read(&txn, store, &err));
	reopen(0);
	write_entries(0);
	commit();
	check_entries(ENTRIES);
}

static void test_store_create__a_full_disk_at_any_step_leaves_no_file(void **state)
{
	int rc = ROTA_EIO;
	unsigned step;

	(void)state;
	fault_error = ENOSPC;
	for (step = 1; rc && step < 100; step++) {
		fault_in = step;
		rc = rota_store_create(path, &err);
		if (rc) {
			assert_int_equal(ROTA_EIO, rc);
			assert_string_equal(with_path("'%s': the disk is full"), err.message);
			assert_int_equal(0, count_files());
		}
	}
	fault_in = 0;
	assert_in_range(step, 4, 99);
	assert_int_equal(1, count_files());
	OK(rota_store_open(&store, path, 0, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_store_commit__a_full_disk_at_any_step_loses_nothing),
		TEST(test_store_commit__a_failing_disk_at_any_step_loses_nothing),
		TEST(test_store_commit__half_a_write_at_any_step_loses_nothing),
		TEST(test_store_commit__flushes_the_pages_and_then_the_header),
		TEST(test_store_commit__after_a_failed_flush_the_store_must_be_reopened),
		TEST_WITHOUT_STORE(test_store_create__a_full_disk_at_any_step_leaves_no_file),
	};

	return cmocka_run_group_tests_name("store/faults", tests, NULL, NULL);
}
