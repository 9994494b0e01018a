/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Objects of a repository: written durably, and a commit read with its tree
 * and files, however hostile. Common failures: repo/repo.h.
 */
#ifndef REPO_OBJECT_H
#define REPO_OBJECT_H

#include <stddef.h>

#include "repo/repo.h"
#include "trust/chain.h"

enum {
	ROTA_REPO_COMMIT_MAX_BYTES = 64 << 10,
	ROTA_REPO_TREE_MAX_BYTES = 4 << 10,
	ROTA_REPO_FILE_MAX_BYTES = 8 << 20,
	ROTA_REPO_FILE_NAME_MAX = 63
};

/** As rota_git_write() of ask/git.h. */
int rota_repo_write(struct rota_oid *out, struct rota_repo *repo, const char *type,
		    const void *bytes, size_t size, struct rota_error *err);

/** A commit read, and the memory it lies in. The caller's; all-zero is none. */
struct rota_repo_commit {
	struct rota_sealed sealed;
	void *objects[ROTA_HEAD_MAX_FILES + 3]; /**< of libgit2 */
	size_t object_count;
};

/**
 * Read a commit with its tree and files, within the limits above.
 * @param[out] out  cleared on failure. Released with rota_repo_commit_clear().
 * @return ROTA_OK; ROTA_ECORRUPT as rota_git_walk() of ask/git.h; common failures.
 */
int rota_repo_commit_read(struct rota_repo_commit *out, struct rota_repo *repo,
			  const struct rota_oid *oid, struct rota_error *err);
void rota_repo_commit_clear(struct rota_repo_commit *commit);

/** A line of commits, the newest first. The caller's; all-zero is an empty one. */
struct rota_repo_line {
	struct rota_oid *oids;
	size_t count, capacity;
};

/**
 * Go back from a commit by its parents.
 * @param[out] out    emptied first; what was collected on failure. Released with
 *                    rota_repo_line_clear().
 * @param      after  where to stop; it is not in the line. NULL: at the first commit.
 * @return as rota_git_walk() of ask/git.h before any visit; common failures.
 */
int rota_repo_line_read(struct rota_repo_line *out, struct rota_repo *repo,
			const struct rota_oid *tip, const struct rota_oid *after,
			struct rota_error *err);
void rota_repo_line_clear(struct rota_repo_line *line);

#endif
