/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Refs of a repository: looked up, listed, moved by compare-and-set. As the
 * functions of ask/git.h of the same names. Common failures: repo/repo.h.
 */
#ifndef REPO_REF_H
#define REPO_REF_H

#include "repo/repo.h"
#include "trust/commit.h"

int rota_repo_ref(struct rota_oid *out, struct rota_repo *repo, const char *name,
		  struct rota_error *err);

typedef int rota_repo_ref_fn(const char *name, const struct rota_oid *oid, void *payload,
			     struct rota_error *err);

/** Names that are not UTF-8 are left out: none of rota's. */
int rota_repo_refs(struct rota_repo *repo, const char *prefix, rota_repo_ref_fn *visit,
		   void *payload, struct rota_error *err);

int rota_repo_move(struct rota_repo *repo, const char *name, const struct rota_oid *from,
		   const struct rota_oid *to, struct rota_error *err);

/** As rota_git_sweep() of ask/git.h. */
void rota_repo_sweep(struct rota_repo *repo);

/** What rota_repo_forward() found. */
enum rota_repo_way {
	ROTA_WAY_SAME,
	ROTA_WAY_FORWARD, /**< it has moved */
	ROTA_WAY_BACK     /**< @p to is an ancestor: it has not moved */
};

/**
 * Move a ref to a commit that builds on where it is now, or that is the first it has.
 * @return ROTA_OK; ROTA_ECONFLICT @p to does not build on it, nor it on @p to; ROTA_ECORRUPT @p to
 *         is not a line of commits; common failures.
 */
int rota_repo_forward(enum rota_repo_way *way, struct rota_repo *repo, const char *name,
		      const struct rota_oid *to, struct rota_error *err);

#endif
