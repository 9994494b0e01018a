/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bundles: refs with their history in one file, for a stick. As the functions
 * of office/git.h of the same names. Common failures: repo/repo.h.
 *
 *     # v2 git bundle
 *     -<id> <comment>          any number: commits it builds on
 *     <id> <ref name>          at least one
 *                              an empty line, then a pack
 *
 * @source git: Documentation/gitformat-bundle.txt.
 */
#ifndef REPO_BUNDLE_H
#define REPO_BUNDLE_H

#include <stddef.h>

#include "repo/repo.h"

enum { ROTA_BUNDLE_MAX_LINES = 4096, ROTA_BUNDLE_LINE_MAX_BYTES = 1024 };

int rota_repo_bundle_write(struct rota_repo *repo, const char *path, const char *const *names,
			   size_t count, struct rota_error *err);

int rota_repo_bundle_apply(struct rota_repo *repo, const char *path, const char *const *names,
			   size_t count, struct rota_error *err);

#endif
