/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Loose objects looked at before libgit2 reads them: version 1.5 reads one
 * whose file ends too early for ever (a test of rota_git_put() shows it).
 */
#ifndef REPO_LOOSE_H
#define REPO_LOOSE_H

#include "repo/private.h"

enum loose_state {
	LOOSE_ABSENT,
	LOOSE_SOUND,
	LOOSE_BROKEN,
	LOOSE_UNREADABLE /**< the system refuses to open it, which says nothing of its bytes */
};

/** The path of a loose object, freed with free(). NULL: out of memory. */
char *loose_path(const struct rota_repo *repo, const struct rota_oid *oid);

/** Whether the file is one whole zlib stream; its hash is libgit2's to check. errno tells why it is
 *  LOOSE_UNREADABLE. */
enum loose_state loose_look(const char *path);

/** The same for an object. Without memory: LOOSE_BROKEN. */
enum loose_state loose_look_up(const struct rota_repo *repo, const struct rota_oid *oid);

#endif
