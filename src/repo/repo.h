/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A bare git repository: made, opened, its config.
 *
 * rota_repo_start() once in a process; then any number of repositories. One
 * thread at a time, but for `struct rota_repo_progress`, which another thread
 * may read at any moment.
 *
 * **Common failures** of everything in this room, one for each kind of failure
 * of libgit2 (failure.c): ROTA_EIO, ROTA_ENOMEM, ROTA_ECORRUPT, ROTA_EBUSY (a
 * lock of git is held).
 */
#ifndef REPO_REPO_H
#define REPO_REPO_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "rota/error.h"

/** As enum rota_git_kind of the office. */
enum rota_repo_kind { ROTA_REPO_OFFICE, ROTA_REPO_CENTRE, ROTA_REPO_OWN };

/** How far the work at hand is. */
struct rota_repo_progress {
	_Atomic uint64_t objects, objects_total;
	_Atomic uint64_t slice_bytes; /**< what the push at hand sends; 0: none */
	_Atomic bool asking; /**< for a name and a password, on the terminal: nothing moves meanwhile */
};

struct rota_repo;

/**
 * Prepare the process: libgit2 hears nothing of the configuration of the machine and the user,
 * nor of the user's known_hosts; it flushes what it writes; SIGPIPE is ignored; files are made
 * for their owner alone. To be called before other threads exist.
 * @return ROTA_OK; ROTA_EIO.
 */
int rota_repo_start(struct rota_error *err);
void rota_repo_stop(void);

/** As rota_git_make() of ask/git.h. */
int rota_repo_make(const char *path, enum rota_repo_kind kind, struct rota_error *err);

/**
 * @param[out] out  NULL on failure. Closed with rota_repo_close().
 * @return ROTA_OK; ROTA_ENOTFOUND no such folder; ROTA_EINVALID it is no bare repository, or
 *         another user's; common failures.
 */
int rota_repo_open(struct rota_repo **out, const char *path, struct rota_error *err);
void rota_repo_close(struct rota_repo *repo);

/** As rota_git_flush() of ask/git.h. @return ROTA_OK; ROTA_EIO. */
int rota_repo_flush(struct rota_repo *repo, struct rota_error *err);

/** Borrowed; lives as long as @p repo. */
struct rota_repo_progress *rota_repo_progress(struct rota_repo *repo);

/** Whether somebody may be asked for a name and a password on the terminal; at first nobody is. */
void rota_repo_may_ask(struct rota_repo *repo, bool may);

/** As rota_git_remote_set(): key and value of [rota] in its config; @p value NULL removes it. */
int rota_repo_set(struct rota_repo *repo, const char *key, const char *value,
		  struct rota_error *err);

/** Append a value of [rota]. @return ROTA_OK; ROTA_ENOTFOUND it is not set; common failures. */
int rota_repo_get(struct rota_buffer *out, struct rota_repo *repo, const char *key,
		  struct rota_error *err);

#endif
