/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a fetch tells the server that is here.
 *
 * libgit2 names twenty commits: the tips of all refs of a repository and what lies behind them, the
 * newer first; then it stops, if the server has one of them. Of a ref whose tip was not among these
 * all comes again, from its beginning: one that seldom moves beside others that move every day. So
 * a fetch works on a second handle of the repository, which shows the refs that are fetched and no
 * others, the oldest first: then no commit behind a tip is newer than a tip that is still to be
 * named.
 *
 * @source libgit2 1.5, transports/smart_protocol.c, git_smart__negotiate_fetch(); libgit2#6532.
 */
#ifndef REPO_KNOWN_H
#define REPO_KNOWN_H

#include "repo/private.h"
#include "repo/remote.h"

/**
 * Open the repository a second time, with those of @p refs alone that are here.
 *
 * @param refs  borrowed, with their names, until the handle is freed. What they say of the remote
 * is not looked at.
 * @return ROTA_OK; as rota_repo_open(); ROTA_ENOMEM.
 */
int known_open(git_repository **out, const struct rota_repo *repo,
	       const struct rota_repo_want *refs, size_t count, struct rota_error *err);

#endif
