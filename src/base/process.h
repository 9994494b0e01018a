/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A program at the other end of two pipes, and a limit on how long to wait
 * for it.
 *
 * The child gets the environment without GIT_*, which would turn a git library
 * to other repositories; SIGPIPE, SIGINT, SIGTERM and SIGHUP as they are by
 * default, whatever the parent does with them; no signal blocked; and stderr.
 * It stays in the process group, so that Ctrl-C reaches both. SIGPIPE is to be
 * ignored by the parent, else a child that died takes it along.
 *
 * rota_process_open(); read and write; rota_process_close() or
 * rota_process_kill(). One thread at a time.
 */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "rota/error.h"

/** The caller's; all-zero, or as the functions that end it leave it, is none. */
struct rota_process {
	pid_t pid; /**< 0: none */
	int to;    /**< its standard input */
	int from;  /**< its standard output */
};

/** How long to wait; 0 is for ever. */
struct rota_patience {
	uint64_t stall_ms;    /**< without a byte */
	uint64_t deadline_ms; /**< the instant of rota_process_now_ms() at which it is over */
};

/** Milliseconds of a clock that is never set; for deadlines. */
uint64_t rota_process_now_ms(void);

/**
 * Start a program.
 * @param argv  ends with NULL; argv[0] is the path of the file.
 * @return ROTA_OK; ROTA_ENOTFOUND no such file; ROTA_EIO it cannot be run; ROTA_ENOMEM.
 */
int rota_process_open(struct rota_process *out, const char *const *argv, struct rota_error *err);

/**
 * Write all bytes to its standard input.
 * @return ROTA_OK; ROTA_EIO it has closed its input, or ended; ROTA_EBUSY @p patience is at an end:
 *         some of it may be written.
 */
int rota_process_write(struct rota_process *process, const void *bytes, size_t size,
		       const struct rota_patience *patience, struct rota_error *err);

/**
 * Read exactly @p size bytes from its standard output.
 * @return ROTA_OK; ROTA_EIO it has closed its output, or ended; ROTA_EBUSY @p patience is at an
 * end.
 */
int rota_process_read(struct rota_process *process, void *bytes, size_t size,
		      const struct rota_patience *patience, struct rota_error *err);

/**
 * Close its input and wait until it ends, which it should at the end of its input; it is killed
 * after @p wait_ms.
 * @return what waitpid() says of how it ended; 0 when there is none.
 */
int rota_process_close(struct rota_process *process, uint64_t wait_ms);

/** Kill it and wait until it is gone. @return as rota_process_close(). */
int rota_process_kill(struct rota_process *process);

/**
 * The path of a program that belongs to this one: in its folder, else in `../libexec/rota`.
 * @param[out] path  @p size bytes; "" on failure.
 * @return ROTA_OK; ROTA_ENOTFOUND.
 */
int rota_process_find(char *path, size_t size, const char *name, struct rota_error *err);

#endif
