/* SPDX-License-Identifier: Apache-2.0 */
/* Each test runs in an empty folder of its own, so that names in messages are short. */
#include "base/file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[] = P_tmpdir "/rota-test-XXXXXX";

static int enter_folder(void **state)
{
	(void)state;
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

/** The number of names in the folder, which are removed when @p remove_them. */
static size_t count_names(bool remove_them)
{
	DIR *dir = opendir(".");
	struct dirent *entry;
	size_t count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (remove_them)
			assert_int_equal(0, remove(entry->d_name));
		count++;
	}
	closedir(dir);
	return count;
}

static int leave_folder(void **state)
{
	(void)state;
	count_names(true);
	return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void put(const char *path, const char *content)
{
	assert_int_equal(ROTA_OK, rota_file_write(path, content, strlen(content), 0644, NULL));
}

static void assert_content(const char *path, const char *content)
{
	struct rota_buffer bytes = { 0 };

	assert_int_equal(ROTA_OK, rota_file_read(&bytes, path, 1000, NULL));
	assert_string_equal(content, rota_buffer_text(&bytes));
	rota_buffer_clear(&bytes);
}

static void assert_unread(const char *path, size_t max_bytes, enum rota_code code,
			  const char *message, const char *hint)
{
	struct rota_buffer bytes = { 0 };
	struct rota_error err = { 0 };

	assert_int_equal(code, rota_file_read(&bytes, path, max_bytes, &err));
	assert_int_equal(code, err.code);
	assert_string_equal(message, err.message);
	assert_string_equal(hint, err.hint);
	rota_buffer_clear(&bytes);
}

static void test_file_read__appends_the_content(void **state)
{
	struct rota_buffer bytes = { 0 };

	(void)state;
	assert_int_equal(ROTA_OK, rota_file_write("a", "x\0y", 3, 0644, NULL));
	rota_buffer_puts(&bytes, "before ");
	assert_int_equal(ROTA_OK, rota_file_read(&bytes, "a", 3, NULL));
	assert_int_equal(10, bytes.size);
	assert_memory_equal("before x\0y", bytes.bytes, 11);
	rota_buffer_clear(&bytes);
}

static void test_file_read__an_empty_file_appends_nothing(void **state)
{
	(void)state;
	put("a", "");
	assert_content("a", "");
}

static void test_file_read__many_blocks_are_one_content(void **state)
{
	struct rota_buffer bytes = { 0 }, read = { 0 };

	(void)state;
	for (int i = 0; i < 40000; i++)
		rota_buffer_printf(&bytes, "row %d\n", i);
	put("a", rota_buffer_text(&bytes));
	assert_int_equal(ROTA_OK, rota_file_read(&read, "a", bytes.size, NULL));
	assert_int_equal(bytes.size, read.size);
	assert_memory_equal(bytes.bytes, read.bytes, bytes.size);
	assert_unread("a", bytes.size - 1, ROTA_EINVALID, "'a' is larger than 388889 bytes",
		      "split it into smaller files");
	rota_buffer_clear(&bytes);
	rota_buffer_clear(&read);
}

static void test_file_read__standard_input_is_a_dash(void **state)
{
	int ends[2], kept = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(0, pipe(ends));
	assert_int_equal(5, write(ends[1], "typed", 5));
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_content("-", "typed");
	dup2(kept, STDIN_FILENO);
	close(kept);
}

static void test_file_read__an_absent_file_is_not_found(void **state)
{
	(void)state;
	assert_unread("absent", 10, ROTA_ENOTFOUND, "no file 'absent'",
		      "check the name and the folder");
	assert_unread("no/folder", 10, ROTA_ENOTFOUND, "no file 'no/folder'",
		      "check the name and the folder");
}

static void test_file_read__a_larger_file_is_refused(void **state)
{
	(void)state;
	put("a", "12345");
	assert_unread("a", 4, ROTA_EINVALID, "'a' is larger than 4 bytes",
		      "split it into smaller files");
}

static void test_file_read__a_folder_is_refused(void **state)
{
	(void)state;
	assert_unread(".", 10, ROTA_EINVALID, "'.' is a folder", "name a file in it");
}

static void test_file_read__what_the_system_refuses_is_said(void **state)
{
	(void)state;
	put("a", "");
	assert_unread("a/b", 10, ROTA_EIO, "'a/b': Not a directory",
	              "check the name and the folder");
}

static void test_file_write__creates_and_replaces(void **state)
{
	(void)state;
	put("a", "old and long");
	put("a", "new");
	assert_content("a", "new");
	assert_int_equal(1, count_names(false));
}

static void test_file_write__gives_the_permissions_asked_for(void **state)
{
	struct stat what;

	(void)state;
	assert_int_equal(ROTA_OK, rota_file_write("key", "x", 1, 0600, NULL));
	assert_int_equal(0, stat("key", &what));
	assert_int_equal(0600, what.st_mode & 0777);
}

static void test_file_write__keeps_what_was_there_when_it_fails(void **state)
{
	struct rota_error err = { 0 };

	(void)state;
	assert_int_equal(0, mkdir("a", 0755));
	put("a/b", "kept");
	assert_int_equal(ROTA_EIO, rota_file_write("a", "x", 1, 0644, &err));
	assert_string_equal("'a': Is a directory", err.message);
	assert_content("a/b", "kept");
	assert_int_equal(1, count_names(false));
	unlink("a/b");
}

static void test_file_write__a_file_left_by_a_dead_process_is_no_obstacle(void **state)
{
	char left[64];

	(void)state;
	snprintf(left, sizeof(left), "a.tmp-%ld", (long)getpid());
	put(left, "half");
	put("a", "whole");
	assert_content("a", "whole");
	assert_int_equal(1, count_names(false));
}

static void test_file_exists__tells_files_and_folders_from_nothing(void **state)
{
	(void)state;
	put("a", "");
	assert_true(rota_file_exists("a"));
	assert_true(rota_file_exists("."));
	assert_false(rota_file_exists("b"));
}

static void test_lock_open__a_second_one_is_busy(void **state)
{
	struct rota_error err = { 0 };
	int first, second = 7;

	(void)state;
	assert_int_equal(ROTA_OK, rota_lock_open(&first, "lock", &err));
	assert_true(first >= 0);
	assert_int_equal(ROTA_EBUSY, rota_lock_open(&second, "lock", &err));
	assert_int_equal(-1, second);
	assert_string_equal("another rota is working in this folder", err.message);
	assert_string_equal("wait until it has finished, then do this again", err.hint);
	rota_lock_close(first);
	assert_int_equal(ROTA_OK, rota_lock_open(&second, "lock", &err));
	rota_lock_close(second);
}

static void test_lock_open__the_file_is_created_and_stays(void **state)
{
	struct stat what;
	int lock;

	(void)state;
	assert_int_equal(ROTA_OK, rota_lock_open(&lock, "lock", NULL));
	rota_lock_close(lock);
	assert_int_equal(0, stat("lock", &what));
	assert_int_equal(0600, what.st_mode & 0777);
}

static void test_lock_open__ends_with_its_process(void **state)
{
	int lock, status;
	pid_t child = fork();

	(void)state;
	if (child == 0)
		_exit(rota_lock_open(&lock, "lock", NULL) ? 1 : 0);
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_int_equal(0, status);
	assert_int_equal(ROTA_OK, rota_lock_open(&lock, "lock", NULL));
	rota_lock_close(lock);
}

static void test_lock_open__what_the_system_refuses_is_said(void **state)
{
	struct rota_error err = { 0 };
	int lock = 7;

	(void)state;
	assert_int_equal(ROTA_EIO, rota_lock_open(&lock, ".", &err));
	assert_int_equal(-1, lock);
	assert_string_equal("'.': Is a directory", err.message);
}

static void test_lock_close__accepts_none(void **state)
{
	(void)state;
	rota_lock_close(-1);
}

static void test_folder_remove__takes_all_that_is_in_it_and_nothing_else(void **state)
{
	(void)state;
	put("kept", "x");
	assert_int_equal(0, mkdir("gone", 0700));
	assert_int_equal(0, mkdir("gone/below", 0700));
	put("gone/below/file", "x");
	assert_int_equal(0, symlink("../kept", "gone/link"));
	assert_int_equal(0, symlink("..", "gone/out"));
	rota_folder_remove("gone");
	assert_false(rota_file_exists("gone"));
	assert_content("kept", "x");
	rota_folder_remove("gone"); /* there is none, and that is fine */
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_file_read__appends_the_content),
		IN_FOLDER(test_file_read__an_empty_file_appends_nothing),
		IN_FOLDER(test_file_read__many_blocks_are_one_content),
		IN_FOLDER(test_file_read__standard_input_is_a_dash),
		IN_FOLDER(test_file_read__an_absent_file_is_not_found),
		IN_FOLDER(test_file_read__a_larger_file_is_refused),
		IN_FOLDER(test_file_read__a_folder_is_refused),
		IN_FOLDER(test_file_read__what_the_system_refuses_is_said),
		IN_FOLDER(test_file_write__creates_and_replaces),
		IN_FOLDER(test_file_write__gives_the_permissions_asked_for),
		IN_FOLDER(test_file_write__keeps_what_was_there_when_it_fails),
		IN_FOLDER(test_file_write__a_file_left_by_a_dead_process_is_no_obstacle),
		IN_FOLDER(test_file_exists__tells_files_and_folders_from_nothing),
		IN_FOLDER(test_folder_remove__takes_all_that_is_in_it_and_nothing_else),
		IN_FOLDER(test_lock_open__a_second_one_is_busy),
		IN_FOLDER(test_lock_open__the_file_is_created_and_stays),
		IN_FOLDER(test_lock_open__ends_with_its_process),
		IN_FOLDER(test_lock_open__what_the_system_refuses_is_said),
		IN_FOLDER(test_lock_close__accepts_none),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
