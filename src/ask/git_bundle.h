/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Bundles of a repository (git.h): refs with their history in files that stock
 * git takes too, for where there is no line. Common failures: ask/git.h.
 */
#ifndef ASK_GIT_BUNDLE_H
#define ASK_GIT_BUNDLE_H

#include "ask/git.h"

/** A ref on its way into a bundle. */
struct rota_git_slice {
	const char *name;
	uint64_t skip; /**< so many of its commits, from the first on, are left out: the reader has
			*   them, and they become a prerequisite */
};

struct rota_git_bundling {
	const char *path;                    /**< FILE; several are `FILE.1of3`, `FILE.2of3`, … */
	const struct rota_git_slice *slices; /**< each builds on those before it */
	size_t count;
	uint64_t max_bytes;             /**< of a file; 0: one file of any size */
	rota_git_progress_fn *progress; /**< may be NULL */
	void *payload;                  /**< of both callbacks */
};

/** A file is there, flushed and read again. Borrowed; non-zero stops and becomes the result. */
typedef int rota_git_file_fn(const char *path, uint64_t bytes, void *payload,
			     struct rota_error *err);

/**
 * Write refs into a file (mode 0600, where the file system has modes) that `git bundle verify`
 * accepts. It is flushed and read again under a temporary name (`.rota-tmp` behind it) and renamed
 * into place; the same name is overwritten only where a bundle of no other refs lies. Of several
 * files each is such a bundle and builds on those before it; only a commit that is larger than a
 * file may be is cut into pieces, which belong together.
 * @return ROTA_OK, also when slices are empty; ROTA_ENOTFOUND one of the refs is not there, or no
 *         such folder; ROTA_EINVALID all slices are empty, `max_bytes` is too small, or something
 *         else is there already; ROTA_ECORRUPT a ref is shorter than `skip`; common failures.
 *         Nothing is left behind.
 */
int rota_git_bundle_write(struct rota_git *git, const struct rota_git_bundling *bundling,
			  rota_git_file_fn *written, struct rota_error *err);

/*
 * A piece of a bundle is kept in the repository until all have come, in any order; whichever is the
 * last then stands for the bundle. Until then the functions below return ROTA_ENOTFOUND, and the
 * message says which parts are missing.
 */

/**
 * Look at a file without taking anything from it. Nothing that it says is true for that.
 * @return ROTA_OK; ROTA_ENOTFOUND no such file; ROTA_ECORRUPT it is no bundle, or cut short;
 *         ROTA_EINVALID a bundle of a newer form; what @p visit returned.
 */
int rota_git_bundle_read(struct rota_git *git, const char *path, rota_git_ref_fn *visit,
			 void *payload, struct rota_error *err);

/**
 * Take in the objects that refs in a bundle lead to; no ref moves. Nothing is taken when no ref is
 * ahead of where it is here, or aside.
 * @param found  told of the names that are in it, and where they stand there.
 * @return ROTA_OK; ROTA_ENOTFOUND no such file, or what it builds on is in no line of a ref here;
 *         ROTA_ECORRUPT it is no bundle, cut short or damaged; ROTA_EINVALID a newer form; what
 *         @p found returned; common failures.
 */
int rota_git_bundle_take(struct rota_git *git, const char *path, const char *const *names,
			 size_t count, rota_git_ref_fn *found, void *payload,
			 struct rota_error *err);

/**
 * The same, and bring the refs forward, as rota_git_fetch() does; the same file again, or an older
 * one, changes nothing.
 * @return ROTA_OK, also for an older one; as rota_git_bundle_take(); ROTA_ECONFLICT one goes aside:
 *         that one is left as it is, the others have moved.
 */
int rota_git_bundle_apply(struct rota_git *git, const char *path, const char *const *names,
			  size_t count, struct rota_error *err);

/**
 * Make one bundle of several that hold logs, of as many offices as they are of, without any
 * repository: what they build on need not be here.
 * @param path  must not be there yet.
 * @return ROTA_OK; ROTA_EINVALID one holds something else than logs, or @p path is there;
 *         ROTA_ECONFLICT they hold branches of one log; as rota_git_bundle_write() and, of each
 *         file, rota_git_bundle_take().
 */
int rota_git_bundle_join(const char *path, const char *const *files, size_t count,
			 rota_git_file_fn *written, void *payload, struct rota_error *err);

#endif
