/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The other repository that this one exchanges with: over ssh, https or git://
 * (wire.c), or in a folder (folder.c). As the functions of ask/git.h of the same names,
 * without their time limits: libgit2 has none, whoever calls must be able to
 * end the process. Common failures: repo/repo.h.
 */
#ifndef REPO_REMOTE_H
#define REPO_REMOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "repo/repo.h"
#include "trust/commit.h"

/** A ref at the remote. */
struct rota_repo_want {
	const char *name;
	bool there;
	struct rota_oid oid;
};

/** The remote that is set, at work. */
struct rota_remote;

/**
 * @param[out] out       NULL on failure. Closed with rota_remote_close().
 * @param      repo      borrowed until then.
 * @param      key_file  for ssh; may be NULL.
 * @return ROTA_OK; ROTA_ENOTFOUND none is set; ROTA_EINVALID an address that rota does not know, or
 *         one in the clear for which `cleartext` is not set; ROTA_EREMOTE no such folder; common
 *         failures.
 */
int rota_remote_open(struct rota_remote **out, struct rota_repo *repo, const char *key_file,
		     struct rota_error *err);
void rota_remote_close(struct rota_remote *remote);

int rota_remote_list(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
		     struct rota_error *err);

/** How far one push went. */
struct rota_repo_pushed {
	struct rota_oid oid; /**< where the remote's ref is now */
	uint64_t bytes;      /**< of the objects that went, before git packs them */
	bool whole;          /**< that is where the ref is here */
};

/**
 * Bring the remote's ref forward by one slice: as many commits as @p max_bytes hold, and at least one.
 * Asks nothing after a failure: the caller does, from a new process.
 */
int rota_remote_push(struct rota_repo_pushed *out, struct rota_remote *remote, const char *name,
		     uint64_t max_bytes, struct rota_error *err);

/** Whether the last failure was one of the line: the same again may work. */
bool rota_remote_line_failed(const struct rota_repo *repo);

int rota_remote_fetch(struct rota_remote *remote, const char *const *names, size_t count,
		      struct rota_error *err);

#endif
