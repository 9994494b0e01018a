/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Loose objects and small packs put together. libgit2 has no gc, and stock
 * git's is not asked for: the office need not have git.
 */
#ifndef REPO_TIDY_H
#define REPO_TIDY_H

#include "repo/repo.h"

/**
 * Put all sound loose objects into a pack, together with packs that are small beside it, so that
 * each pack is at least twice as large as all smaller ones together: with n pushes there are about
 * log n packs, and each object is written about log n times. Then remove what is in the new pack
 * elsewhere, and temporary files older than an hour. A pack with a `.keep` file is left alone: a
 * push is at work on it. To be called under the lock of the office.
 * @return ROTA_OK, durable; common failures (repo/repo.h): nothing is removed.
 */
int rota_repo_tidy(struct rota_repo *repo, struct rota_error *err);

#endif
