/* SPDX-License-Identifier: Apache-2.0 */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/messages.h"

extern char **environ;

uint64_t rota_process_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* --- start ----------------------------------------------------------------------------------- */

/** The environment without GIT_*; an array of borrowed texts that the caller frees. */
static char **clean_environment(void)
{
	size_t count = 0, kept = 0;
	char **clean;

	while (environ[count])
		count++;
	clean = calloc(count + 1, sizeof(*clean));
	for (size_t i = 0; clean && i < count; i++)
		if (strncmp(environ[i], "GIT_", 4) != 0)
			clean[kept++] = environ[i];
	return clean;
}

/** Signals as they are in a new process; those a shell may have had ignored, too. */
static int default_signals(posix_spawnattr_t *attributes)
{
	sigset_t defaults, none;

	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGTERM);
	sigaddset(&defaults, SIGHUP);
	posix_spawnattr_setsigdefault(attributes, &defaults);
	posix_spawnattr_setsigmask(attributes, &none);
	return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

/** @return 0, or the number of an error. */
static int spawn(pid_t *pid, const char *const *argv, int input, int output)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char **environment = clean_environment();
	int number;

	if (!environment)
		return ENOMEM;
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_init(&actions);
	number = default_signals(&attributes);
	if (!number)
		number = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	if (!number)
		number = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	if (!number)
		number = posix_spawn(pid, argv[0], &actions, &attributes,
				     (char *const *)(uintptr_t)argv, environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	free(environment);
	return number;
}

static void close_both(const int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

static int start_failed(struct rota_error *err, const char *program, int number)
{
	if (number == ENOMEM)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return rota_fail(err, number == ENOENT ? ROTA_ENOTFOUND : ROTA_EIO,
			 _("install rota again, all of it"), _("'%s' cannot be started: %s"),
			 program, strerror(number));
}

int rota_process_open(struct rota_process *out, const char *const *argv, struct rota_error *err)
{
	int to[2], from[2], number;

	*out = (struct rota_process){ 0 };
	if (pipe2(to, O_CLOEXEC))
		return start_failed(err, argv[0], errno);
	if (pipe2(from, O_CLOEXEC)) {
		number = errno;
		close_both(to);
		return start_failed(err, argv[0], number);
	}
	number = spawn(&out->pid, argv, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	if (number) {
		close(to[1]);
		close(from[0]);
		out->pid = 0;
		return start_failed(err, argv[0], number);
	}
	out->to = to[1];
	out->from = from[0];
	/* Else a child that stops reading could hold a write without limit. */
	fcntl(out->to, F_SETFL, O_NONBLOCK);
	return ROTA_OK;
}

/* --- read and write -------------------------------------------------------------------------- */

static int closed(struct rota_error *err)
{
	return rota_fail(err, ROTA_EIO, _("do it again; if it goes on, install rota again"),
			 _("the helper program ended before its answer"));
}

/** How long poll() may wait, -1 for ever; false when it is over. */
static bool time_left(int *out, const struct rota_patience *patience, uint64_t since_ms)
{
	uint64_t now = rota_process_now_ms(), end = UINT64_MAX;

	if (patience->stall_ms)
		end = since_ms + patience->stall_ms;
	if (patience->deadline_ms && patience->deadline_ms < end)
		end = patience->deadline_ms;
	if (end != UINT64_MAX && now >= end)
		return false;
	*out = end == UINT64_MAX ? -1 : end - now > INT_MAX ? INT_MAX : (int)(end - now);
	return true;
}

/** Wait until there is something to do on @p fd. */
static int wait_for(int fd, short what, const struct rota_patience *patience, uint64_t since_ms,
		    struct rota_error *err)
{
	struct pollfd wanted = { .fd = fd, .events = what };
	int wait_ms;

	for (;;) {
		if (!time_left(&wait_ms, patience, since_ms))
			return rota_fail(err, ROTA_EBUSY, NULL,
					 _("the helper program does not answer in time"));
		if (poll(&wanted, 1, wait_ms) > 0)
			return ROTA_OK;
	}
}

int rota_process_write(struct rota_process *process, const void *bytes, size_t size,
		       const struct rota_patience *patience, struct rota_error *err)
{
	uint64_t moved_ms = rota_process_now_ms();
	const char *next = bytes;

	while (size) {
		int rc = wait_for(process->to, POLLOUT, patience, moved_ms, err);
		ssize_t put;

		if (rc)
			return rc;
		put = write(process->to, next, size);
		if (put < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (put < 0)
			return closed(err);
		next += put;
		size -= (size_t)put;
		moved_ms = rota_process_now_ms();
	}
	return ROTA_OK;
}

int rota_process_read(struct rota_process *process, void *bytes, size_t size,
		      const struct rota_patience *patience, struct rota_error *err)
{
	uint64_t moved_ms = rota_process_now_ms();
	char *next = bytes;

	while (size) {
		int rc = wait_for(process->from, POLLIN, patience, moved_ms, err);
		ssize_t got;

		if (rc)
			return rc;
		got = read(process->from, next, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return closed(err);
		next += got;
		size -= (size_t)got;
		moved_ms = rota_process_now_ms();
	}
	return ROTA_OK;
}

/* --- end ------------------------------------------------------------------------------------- */

static int reap(struct rota_process *process)
{
	int status = 0;

	while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	*process = (struct rota_process){ 0 };
	return status;
}

int rota_process_kill(struct rota_process *process)
{
	if (!process->pid)
		return 0;
	close(process->to);
	close(process->from);
	kill(process->pid, SIGKILL);
	return reap(process);
}

/** Read what it still says until it closes its output, which it does by ending. */
static void drain(struct rota_process *process, uint64_t wait_ms)
{
	struct rota_patience patience = { .deadline_ms = rota_process_now_ms() + wait_ms };
	char byte;

	while (!rota_process_read(process, &byte, 1, &patience, NULL))
		continue;
}

int rota_process_close(struct rota_process *process, uint64_t wait_ms)
{
	uint64_t end_ms = rota_process_now_ms() + wait_ms;
	siginfo_t ended = { 0 };

	if (!process->pid)
		return 0;
	close(process->to);
	drain(process, wait_ms);
	close(process->from);
	/* Between its last word and its end there is no more than its own clean-up. */
	while (!waitid(P_PID, (id_t)process->pid, &ended, WEXITED | WNOHANG | WNOWAIT) &&
	       !ended.si_pid && rota_process_now_ms() < end_ms)
		poll(NULL, 0, 1);
	if (!ended.si_pid)
		kill(process->pid, SIGKILL);
	return reap(process);
}

/* --- find ------------------------------------------------------------------------------------ */

int rota_process_find(char *path, size_t size, const char *name, struct rota_error *err)
{
	static const char *const folders[] = { ".", "../libexec/rota" };
	char here[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", here, sizeof(here) - 1);

	if (length > 0) {
		here[length] = '\0';
		*strrchr(here, '/') = '\0';
		for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
			int needed = snprintf(path, size, "%s/%s/%s", here, folders[i], name);

			if (needed > 0 && (size_t)needed < size && access(path, X_OK) == 0)
				return ROTA_OK;
		}
	}
	path[0] = '\0';
	return rota_fail(err, ROTA_ENOTFOUND, _("install rota again, all of it"),
			 _("the program '%s' is missing"), name);
}
