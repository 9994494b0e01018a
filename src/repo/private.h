/* SPDX-License-Identifier: Apache-2.0 */
/** @file What the files of this room know of an open repository; the only header with git2.h. */
#ifndef REPO_PRIVATE_H
#define REPO_PRIVATE_H

#include <git2.h>
#include <stdbool.h>
#include <string.h>

#include "repo/login.h"
#include "repo/repo.h"
#include "trust/commit.h"

struct rota_bundle_piece;

struct rota_repo {
	char *path;
	git_repository *git;
	git_odb *odb;
	struct rota_repo_progress progress;
	bool may_ask;     /**< somebody sits at the terminal */
	bool line_failed; /**< the last failure of a remote was one of the line */
	struct login login;
	struct rota_bundle_piece *taken; /**< of each bundle that was taken in by pieces, one */
	size_t taken_count;
};

/** 40 hexadecimal digits and a NUL. */
struct oid_text {
	char digits[2 * ROTA_OID_BYTES + 1];
};

static inline git_oid oid_to_git(const struct rota_oid *oid)
{
	git_oid git;

	memset(&git, 0, sizeof(git));
	memcpy(git.id, oid->bytes, ROTA_OID_BYTES);
	return git;
}

static inline struct rota_oid oid_from_git(const git_oid *git)
{
	struct rota_oid oid;

	memcpy(oid.bytes, git->id, ROTA_OID_BYTES);
	return oid;
}

static inline bool oid_equal(const struct rota_oid *a, const struct rota_oid *b)
{
	return memcmp(a->bytes, b->bytes, ROTA_OID_BYTES) == 0;
}

struct oid_text oid_text(const struct rota_oid *oid);

/**
 * What a function of libgit2 returned, as one of our codes; to be called right after it.
 * @param rc    0 or more is ROTA_OK.
 * @param what  put in front of libgit2's own English words, with ": " between.
 */
int git_check(struct rota_error *err, int rc, const char *what);

/** The path of a file in the repository; freed with free(). NULL: out of memory. */
char *path_in(const struct rota_repo *repo, const char *name);

int out_of_memory(struct rota_error *err);

/** What the system said of a file, with a way out. */
int file_failed(struct rota_error *err, const char *path, int number);

/** How libgit2 is asked to open a repository: this folder and no other. */
int open_git(git_repository **out, const char *path, struct rota_error *err);

/**
 * Whether a lock file of git is left over: two seconds old, or with a time in the future. Waits
 * until it is gone or old enough. One that is left over is removed.
 * @return true when the work is to be tried again.
 */
bool lock_is_gone(const char *path);

#endif
