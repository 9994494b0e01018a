/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Pieces of a bundle with a commit that is larger than a file may be.
 *
 *     # rota piece of a git bundle
 *     <SHA-256 of the bundle> <its bytes> <offset> <bytes> piece <i> of <p> part <k> of <n>
 *     <SHA-256 of the bytes that follow>
 *                              an empty line, then the bytes
 *
 * The pieces one after the other, each without its four lines, are the bundle.
 * Those that come are kept in the repository's folder `pieces` until all are
 * there; it may be emptied at any time.
 */
#ifndef REPO_BUNDLE_PIECE_H
#define REPO_BUNDLE_PIECE_H

#include <stdbool.h>
#include <stdint.h>

#include "repo/repo.h"
#include "trust/digest.h"

#define PIECE_SIGNATURE "# rota piece of a git bundle\n"

enum { PIECE_HEAD_MAX_BYTES = 512, PIECE_MAX_BYTES = 64 << 20 };

struct rota_bundle_piece {
	struct rota_sha256 whole; /**< of the bundle */
	uint64_t whole_bytes, offset, bytes;
	uint64_t number, count; /**< among the pieces of the bundle, from 1 */
	uint64_t part, parts;   /**< among all files of the split, from 1 */
};

/**
 * Write one piece of a bundle.
 * @param piece  `whole` and `whole_bytes` of @p source, and what is to be in the piece.
 * @return as bundle_file.h.
 */
int bundle_piece_write(uint64_t *bytes, const char *path, const char *source,
		       const struct rota_bundle_piece *piece, struct rota_error *err);

/** The digest of a file. @return ROTA_OK; ROTA_EIO; ROTA_ENOMEM. */
int bundle_digest(struct rota_sha256 *out, uint64_t *bytes, const char *path,
		  struct rota_error *err);

/**
 * Look whether a file is a piece.
 * @param[out] is_piece  by its first line; then it has been checked too.
 * @return ROTA_OK; ROTA_ECORRUPT it is a damaged one; ROTA_EIO; ROTA_ENOMEM.
 */
int bundle_piece_read(bool *is_piece, struct rota_bundle_piece *out, const char *path,
		      struct rota_error *err);

/**
 * Keep a piece, and when all are there put them together.
 * @param[out] whole    the path of the bundle, to be taken in and then removed with
 *                      bundle_piece_done(); empty while pieces are missing.
 * @param[out] missing  the numbers of the files that are, "1, 3".
 * @return ROTA_OK; ROTA_ECORRUPT; common failures.
 */
int bundle_piece_keep(struct rota_buffer *whole, struct rota_buffer *missing,
		      struct rota_repo *repo, const char *path, struct rota_error *err);

/** A bundle was taken in: its pieces are forgotten when the repository is closed, so that another of
 *  them that comes until then finds all of it there. */
void bundle_piece_done(struct rota_repo *repo, const struct rota_bundle_piece *piece);
/** Forget the pieces of what was taken in. */
void bundle_pieces_close(struct rota_repo *repo);

#endif
