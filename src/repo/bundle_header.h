/* SPDX-License-Identifier: Apache-2.0 */
/** @file The lines at the beginning of a bundle; nothing in them is believed. */
#ifndef REPO_BUNDLE_HEADER_H
#define REPO_BUNDLE_HEADER_H

#include <stdbool.h>
#include <stdio.h>

#include "repo/repo.h"
#include "trust/commit.h"

#define BUNDLE_SIGNATURE "# v2 git bundle\n"

enum { BUNDLE_MAX_LINES = 4096, BUNDLE_LINE_MAX_BYTES = 1024 };

/** An id, and behind it the name of a ref, or a comment. */
struct bundle_line {
	struct rota_oid oid;
	char *text;
};

/** The caller's; all-zero is an empty one. Released with bundle_header_clear(). */
struct bundle_header {
	struct bundle_line *needs, *refs;
	size_t need_count, ref_count;
	size_t room; /**< of each */
};

/**
 * Read them; @p file is then at the pack.
 * @return ROTA_OK; ROTA_ECORRUPT it is no bundle; ROTA_EINVALID it is one of a newer form;
 * ROTA_EIO, ROTA_ENOMEM.
 */
int bundle_header_read(struct bundle_header *out, FILE *file, const char *path,
		       struct rota_error *err);
void bundle_header_clear(struct bundle_header *header);

/** Where a ref stands in it, or NULL. */
const struct rota_oid *bundle_header_ref(const struct bundle_header *header, const char *name);

/** The failure of a file that is none, or is damaged. @return ROTA_ECORRUPT. */
int bundle_damaged(struct rota_error *err, const char *path);

/**
 * Take in the objects of a bundle whatever it builds on. (bundle.c)
 * @param[out] out  its lines; the caller's.
 * @return as rota_repo_bundle_take().
 */
int bundle_intake(struct bundle_header *out, struct rota_repo *repo, const char *path,
		  struct rota_error *err);

/** What rota's own comment says; false when it is another's. */
struct bundle_comment {
	char name[128]; /**< of a ref */
	uint64_t number;
	uint64_t part, parts; /**< 0: it came with no other part */
};
bool bundle_comment_read(struct bundle_comment *out, const char *text);

#endif
