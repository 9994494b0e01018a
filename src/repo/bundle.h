/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bundles: refs with their history in files, for a stick or a letter. As the
 * functions of ask/git_bundle.h of the same names. Common failures:
 * repo/repo.h.
 *
 *     # v2 git bundle
 *     -<id> <comment>          any number: commits it builds on
 *     <id> <ref name>          at least one
 *                              an empty line, then a pack
 *
 * rota's own comments are `<ref name> <n>`, the n-th commit of that ref, with
 * ` part <k> of <m>` behind when it comes with another file of the same split.
 * They are there to say what is missing, and are never believed.
 *
 * bundle_write.c chooses what goes into which file, bundle_join.c makes one of several;
 * bundle_file.c puts a file onto the stick; bundle_header.c reads the lines above; bundle_piece.c
 * is for commits that are larger than a file may be.
 *
 * @source git: Documentation/gitformat-bundle.txt.
 */
#ifndef REPO_BUNDLE_H
#define REPO_BUNDLE_H

#include <stddef.h>
#include <stdint.h>

#include "repo/ref.h"
#include "repo/repo.h"

/** A ref on its way into a bundle. */
struct rota_bundle_slice {
	const char *name;
	uint64_t skip; /**< so many of its commits, from the first on, are left out */
};

/** What is to be written. */
struct rota_bundle_order {
	const char *path;
	const struct rota_bundle_slice *slices; /**< each builds on those before it */
	size_t count;
	uint64_t max_bytes; /**< of a file; 0: any */
};

/** Called for each file when it is safe. */
typedef int rota_bundle_file_fn(const char *path, uint64_t bytes, void *payload,
				struct rota_error *err);

int rota_repo_bundle_write(struct rota_repo *repo, const struct rota_bundle_order *order,
			   rota_bundle_file_fn *written, void *payload, struct rota_error *err);

/*
 * A piece of a bundle is kept in the repository until all are there; whichever of them is the last
 * then stands for the bundle. Until then the functions below say which are missing.
 */

/** Visit the refs that a file says it has. Names that are not UTF-8 are left out. */
int rota_repo_bundle_read(struct rota_repo *repo, const char *path, rota_repo_ref_fn *visit,
			  void *payload, struct rota_error *err);

/** Take in the objects of these refs; no ref moves. @p found is told where those in the file are.
 */
int rota_repo_bundle_take(struct rota_repo *repo, const char *path, const char *const *names,
			  size_t count, rota_repo_ref_fn *found, void *payload,
			  struct rota_error *err);

int rota_repo_bundle_apply(struct rota_repo *repo, const char *path, const char *const *names,
			   size_t count, struct rota_error *err);

/** As rota_git_bundle_join(). */
int rota_repo_bundle_join(const char *path, const char *const *files, size_t count,
			  rota_bundle_file_fn *written, void *payload, struct rota_error *err);

#endif
