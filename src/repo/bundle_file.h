/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A file put onto a stick, which may be full, locked, failing, pulled out, and
 * have a file system without modes and links. It is written under another name,
 * flushed, read again and compared, and only then renamed into place.
 *
 * bundle_file_open(); bundle_file_put() for each part; bundle_file_keep(); at
 * last bundle_file_close(), which takes back what is not kept.
 */
#ifndef REPO_BUNDLE_FILE_H
#define REPO_BUNDLE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/error.h"
#include "trust/digest.h"

/** The caller's. Begun by bundle_file_open(), whatever comes of that. */
struct bundle_file {
	char *path, *temporary;
	int fd; /**< -1: not open */
	struct rota_digest *digest;
	uint64_t bytes; /**< put so far */
	int number;     /**< errno of what was not taken; 0: all was */
	size_t used;    /**< of the following, not written yet */
	char waiting[1 << 14];
};

/** @param path  must be no other's: the caller has looked. @return ROTA_OK; ROTA_ENOTFOUND no such
 *  folder; ROTA_EIO; ROTA_ENOMEM. */
int bundle_file_open(struct bundle_file *out, const char *path, struct rota_error *err);

/** @return 0; -1, as callbacks of libgit2 do, when not all was taken: bundle_file_keep() says why.
 */
int bundle_file_put(struct bundle_file *file, const void *bytes, size_t size);

/** @return ROTA_OK: it is there, whole and flushed; ROTA_EIO, ROTA_ENOMEM: nothing is there. */
int bundle_file_keep(struct bundle_file *file, struct rota_error *err);

void bundle_file_close(struct bundle_file *file);

/** What the system refused while it was written. @return ROTA_OK when nothing was. */
int bundle_file_check(const struct bundle_file *file, struct rota_error *err);

#endif
