/* SPDX-License-Identifier: Apache-2.0 */
/* The other program is mostly the shell. */
#include "base/process.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static const struct rota_patience endless = { 0 };
static struct rota_process process;
static struct rota_error err;

static int begin(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	memset(&err, 0, sizeof(err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	rota_process_kill(&process);
	return 0;
}

static void start(const char *script)
{
	const char *argv[] = { "/bin/sh", "-c", script, NULL };

	assert_int_equal(ROTA_OK, rota_process_open(&process, argv, &err));
}

/** All that it says, then its end. */
static void assert_says(const char *text, const char *script)
{
	char bytes[256] = "";

	start(script);
	assert_int_equal(ROTA_OK, rota_process_read(&process, bytes, strlen(text), &endless, &err));
	assert_string_equal(text, bytes);
	assert_int_equal(ROTA_EIO, rota_process_read(&process, bytes, 1, &endless, &err));
	assert_string_equal("the helper program ended before its answer", err.message);
	assert_int_equal(0, rota_process_close(&process, 10000));
}

static void test_process_open__what_is_written_comes_back(void **state)
{
	char bytes[5];

	(void)state;
	start("exec cat");
	assert_int_equal(ROTA_OK, rota_process_write(&process, "hello", 5, &endless, &err));
	assert_int_equal(ROTA_OK, rota_process_read(&process, bytes, 5, &endless, &err));
	assert_memory_equal("hello", bytes, 5);
	assert_int_equal(0, rota_process_close(&process, 10000));
	assert_int_equal(0, process.pid);
}

static void test_process_open__no_such_program(void **state)
{
	const char *argv[] = { "/nonexistent/rota-git", NULL };

	(void)state;
	process.pid = 1;
	assert_int_equal(ROTA_ENOTFOUND, rota_process_open(&process, argv, &err));
	assert_string_equal("'/nonexistent/rota-git' cannot be started: No such file or directory",
			    err.message);
	assert_int_equal(0, process.pid);
}

static void test_process_open__the_environment_is_without_git(void **state)
{
	(void)state;
	setenv("GIT_DIR", "/elsewhere", 1);
	setenv("GITHUB", "kept", 1);
	assert_says("none kept\n", "echo ${GIT_DIR-none} $GITHUB");
	unsetenv("GIT_DIR");
	unsetenv("GITHUB");
}

static void test_process_open__signals_are_as_by_default(void **state)
{
	sigset_t blocked;

	(void)state;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	signal(SIGINT, SIG_IGN);
	/* the last seven digits: signals 1 to 28, those beyond are the C library's own */
	assert_says(
		"0000000 0000000\n",
		"echo $(sed -n 's/^Sig\\(Blk\\|Ign\\):.*\\(.......\\)$/\\2/p' /proc/self/status)");
	signal(SIGINT, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
}

/** How many pipes a child has open, as a digit. */
static char count_pipes(void)
{
	char digit;

	start("ls -l /proc/self/fd | grep -c pipe:");
	assert_int_equal(ROTA_OK, rota_process_read(&process, &digit, 1, &endless, &err));
	rota_process_close(&process, 10000);
	return digit;
}

static void test_process_open__the_pipes_of_another_one_are_closed_in_it(void **state)
{
	char before = count_pipes();
	struct rota_process first;

	(void)state;
	start("exec cat");
	first = process;
	assert_int_equal(before, count_pipes());
	process = first;
}

static void test_process_write__to_one_that_ended(void **state)
{
	char large[100000] = "";
	char byte;

	(void)state;
	start("exit 3");
	assert_int_equal(ROTA_EIO, rota_process_read(&process, &byte, 1, &endless, &err));
	assert_int_equal(ROTA_EIO,
			 rota_process_write(&process, large, sizeof(large), &endless, &err));
	assert_int_equal(3, WEXITSTATUS(rota_process_close(&process, 10000)));
}

static void test_process_read__gives_up_at_a_stall_and_at_the_deadline(void **state)
{
	struct rota_patience stall = { .stall_ms = 20 };
	struct rota_patience deadline = { .deadline_ms = rota_process_now_ms() + 20 };
	char bytes[8];

	(void)state;
	start("printf abc; exec sleep 60");
	assert_int_equal(ROTA_OK, rota_process_read(&process, bytes, 3, &endless, &err));
	assert_int_equal(ROTA_EBUSY, rota_process_read(&process, bytes, 1, &stall, &err));
	assert_int_equal(ROTA_EBUSY, rota_process_read(&process, bytes, 1, &deadline, &err));
	assert_string_equal("the helper program does not answer in time", err.message);
	assert_int_equal(SIGKILL, WTERMSIG(rota_process_kill(&process)));
}

static void test_process_write__gives_up_when_nobody_reads(void **state)
{
	struct rota_patience stall = { .stall_ms = 20 };
	static char large[1 << 20];

	(void)state;
	start("exec sleep 60");
	assert_int_equal(ROTA_EBUSY,
			 rota_process_write(&process, large, sizeof(large), &stall, &err));
}

static void test_process_close__kills_one_that_does_not_end(void **state)
{
	(void)state;
	start("exec sleep 60");
	assert_int_equal(SIGKILL, WTERMSIG(rota_process_close(&process, 20)));
	assert_int_equal(0, rota_process_close(&process, 20)); /* there is none */
	assert_int_equal(0, rota_process_kill(&process));
}

static void test_process_find__in_the_folder_of_this_program(void **state)
{
	char path[4096], *name;

	(void)state;
	assert_int_equal(ROTA_OK, rota_process_find(path, sizeof(path), "test_process", &err));
	name = realpath(path, NULL);
	assert_non_null(strstr(name, "/base/test_process"));
	free(name);
	assert_int_equal(ROTA_ENOTFOUND, rota_process_find(path, sizeof(path), "rota-none", &err));
	assert_string_equal("the program 'rota-none' is missing", err.message);
	assert_string_equal("", path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_process_##name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(open__what_is_written_comes_back),
		TEST(open__no_such_program),
		TEST(open__the_environment_is_without_git),
		TEST(open__signals_are_as_by_default),
		TEST(open__the_pipes_of_another_one_are_closed_in_it),
		TEST(write__to_one_that_ended),
		TEST(read__gives_up_at_a_stall_and_at_the_deadline),
		TEST(write__gives_up_when_nobody_reads),
		TEST(close__kills_one_that_does_not_end),
		TEST(find__in_the_folder_of_this_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
