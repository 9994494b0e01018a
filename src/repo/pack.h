/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Many objects in one file: made of lines of commits, taken in, and how a
 * repository is kept from filling with small files. Common failures:
 * repo/repo.h.
 */
#ifndef REPO_PACK_H
#define REPO_PACK_H

#include "base/buffer.h"
#include "repo/bundle_file.h"
#include "repo/object.h"
#include "repo/private.h"

/** Begin a pack of objects of @p from. Freed with git_packbuilder_free(). */
int pack_new(git_packbuilder **out, struct rota_repo *from, struct rota_error *err);

/** Add commits of @p from with their trees and files, each read within its limits before. */
int pack_add_line(git_packbuilder *pack, struct rota_repo *from, const struct rota_repo_line *line,
		  struct rota_error *err);

/**
 * Takes in the bytes of a pack, checks them, and keeps it, flushed.
 * intake_open(); intake_add() for each part; intake_commit(); at last intake_close(), which also
 * takes back what is not committed.
 */
struct intake {
	struct rota_repo *repo;
	git_indexer *indexer;
	git_indexer_progress stats;
};
int intake_open(struct intake *out, struct rota_repo *repo, struct rota_error *err);
int intake_add(struct intake *intake, const void *bytes, size_t size, struct rota_error *err);
int intake_commit(struct intake *intake, struct rota_error *err);
void intake_close(struct intake *intake);

/** Put all of @p pack into @p intake, and commit it. */
int pack_write(struct intake *intake, git_packbuilder *pack, struct rota_error *err);

/** Put the commits of a line, read from @p from, into @p to. An empty line: nothing is done. */
int pack_copy_line(struct rota_repo *to, struct rota_repo *from, const struct rota_repo_line *line,
		   struct rota_error *err);

/** Remove temporary files of packs that are older than an hour: of processes that died. */
void pack_remove_leftovers(struct rota_repo *repo);

/** Put a pack into a file, behind what stands before it. @return ROTA_OK; ROTA_EIO; ROTA_ENOMEM. */
int pack_put(struct bundle_file *file, const struct rota_buffer *before, git_packbuilder *pack,
	     struct rota_error *err);

#endif
