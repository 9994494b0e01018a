/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Other processes for tests of the store. They wait for each other on pipes;
 * nothing sleeps. A killed test takes its children with it.
 */
#ifndef TESTS_UNIT_STORE_PEER_H
#define TESTS_UNIT_STORE_PEER_H

#include "tests/unit/store/fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

/** Another process, and the two pipes to it. */
struct peer {
	pid_t pid;
	int out;
	int in;
};

static inline void tell(const struct peer *peer)
{
	char byte = 'x';

	if (write(peer->out, &byte, 1) != 1)
		abort();
}

/** Wait until the other process tells something. @return false when it is gone. */
static inline bool wait_for(const struct peer *peer)
{
	char byte;

	return read(peer->in, &byte, 1) == 1;
}

/** In a child process: what is not so ends it, with the line on stderr. */
#define MUST(condition)                                                                    \
	do {                                                                               \
		if (!(condition)) {                                                        \
			fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #condition, \
				err.message);                                              \
			_exit(1);                                                          \
		}                                                                          \
	} while (0)

/** Start a process that runs @p body; it has no store open. */
static inline struct peer start(void (*body)(const struct peer *parent))
{
	int there[2], back[2];
	struct peer child, parent;

	assert_int_equal(0, pipe2(there, O_CLOEXEC));
	assert_int_equal(0, pipe2(back, O_CLOEXEC));
	fflush(NULL);
	child = (struct peer){ .pid = fork(), .out = there[1], .in = back[0] };
	assert_true(child.pid >= 0);
	if (child.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		parent = (struct peer){ .out = back[1], .in = there[0] };
		close(there[1]);
		close(back[0]);
		store = NULL;
		txn = NULL;
		body(&parent);
		_exit(0);
	}
	close(there[0]);
	close(back[1]);
	return child;
}

static inline void close_pipes(const struct peer *child)
{
	close(child->out);
	close(child->in);
}

/** Wait for the end of a process that has nothing left to do. */
static inline void finish(const struct peer *child)
{
	int status;

	assert_int_equal(child->pid, waitpid(child->pid, &status, 0));
	close_pipes(child);
	assert_true(WIFEXITED(status));
	assert_int_equal(0, WEXITSTATUS(status));
}

static inline void kill_it(const struct peer *child)
{
	int status;

	assert_int_equal(0, kill(child->pid, SIGKILL));
	assert_int_equal(child->pid, waitpid(child->pid, &status, 0));
	close_pipes(child);
	assert_true(WIFSIGNALED(status));
}

#endif
