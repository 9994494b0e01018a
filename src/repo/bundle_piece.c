/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/bundle_piece.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hex.h"
#include "base/messages.h"
#include "repo/bundle_file.h"
#include "repo/bundle_header.h"
#include "repo/private.h"

#define FOLDER "pieces"

/* --- its first lines ------------------------------------------------------------------------- */

/** Hexadecimal digits and a NUL. */
struct hash_text {
	char digits[2 * ROTA_SHA256_BYTES + 1];
};

static struct hash_text hash_text(const struct rota_sha256 *hash)
{
	struct rota_buffer digits = { 0 };
	struct hash_text text = { "" };

	rota_hex_encode(&digits, hash->bytes, sizeof(hash->bytes));
	if (digits.size < sizeof(text.digits))
		memcpy(text.digits, rota_buffer_text(&digits), digits.size + 1);
	rota_buffer_clear(&digits);
	return text;
}

static void put_head(struct rota_buffer *out, const struct rota_bundle_piece *piece,
		     const struct rota_sha256 *own)
{
	rota_buffer_printf(
		out,
		PIECE_SIGNATURE "%s %" PRIu64 " %" PRIu64 " %" PRIu64 " piece %" PRIu64
				" of %" PRIu64 " part %" PRIu64 " of %" PRIu64 "\n%s\n\n",
		hash_text(&piece->whole).digits, piece->whole_bytes, piece->offset, piece->bytes,
		piece->number, piece->count, piece->part, piece->parts, hash_text(own).digits);
}

static bool is_sound(const struct rota_bundle_piece *piece)
{
	return piece->bytes <= PIECE_MAX_BYTES && piece->whole_bytes <= PIECE_MAX_BYTES &&
	       piece->offset <= piece->whole_bytes &&
	       piece->bytes <= piece->whole_bytes - piece->offset && piece->number >= 1 &&
	       piece->number <= piece->count && piece->part >= piece->number &&
	       piece->part + (piece->count - piece->number) <= piece->parts && piece->parts <= 9999;
}

/** In exactly the form in which they are written. */
static bool read_head(struct rota_bundle_piece *out, struct rota_sha256 *own, FILE *file)
{
	char whole[2 * ROTA_SHA256_BYTES + 1], hash[2 * ROTA_SHA256_BYTES + 1];
	struct rota_buffer again = { 0 };
	char text[PIECE_HEAD_MAX_BYTES] = "";
	size_t size = 0;
	bool same;

	while (size < sizeof(text) - 1 && fgets(text + size, (int)(sizeof(text) - size), file)) {
		size_t line = strlen(text + size);

		size += line;
		if (line == 1)
			break;
	}
	*out = (struct rota_bundle_piece){ .number = 0 };
	if (sscanf(text,
		   PIECE_SIGNATURE "%64[0-9a-f] %18" SCNu64 " %18" SCNu64 " %18" SCNu64
				   " piece %18" SCNu64 " of %18" SCNu64 " part %18" SCNu64
				   " of %18" SCNu64 " %64[0-9a-f]",
		   whole, &out->whole_bytes, &out->offset, &out->bytes, &out->number, &out->count,
		   &out->part, &out->parts, hash) != 9 ||
	    strlen(whole) != 2 * ROTA_SHA256_BYTES || strlen(hash) != 2 * ROTA_SHA256_BYTES ||
	    !rota_hex_decode(out->whole.bytes, whole, 2 * ROTA_SHA256_BYTES) ||
	    !rota_hex_decode(own->bytes, hash, 2 * ROTA_SHA256_BYTES) || !is_sound(out))
		return false;
	put_head(&again, out, own);
	same = again.size == size && memcmp(again.bytes, text, size) == 0;
	rota_buffer_clear(&again);
	return same;
}

/* --- bytes ----------------------------------------------------------------------------------- */

/** Read a range of a file whole. @return its bytes, freed with free(). */
static int read_range(void **out, FILE *file, const char *path, uint64_t offset, uint64_t size,
		      struct rota_error *err)
{
	void *bytes = malloc(size + 1);

	*out = NULL;
	if (!bytes)
		return out_of_memory(err);
	errno = 0;
	if (fseeko(file, (off_t)offset, SEEK_SET) || fread(bytes, 1, size, file) != size) {
		free(bytes);
		return errno ? file_failed(err, path, errno) : bundle_damaged(err, path);
	}
	*out = bytes;
	return ROTA_OK;
}

int bundle_digest(struct rota_sha256 *out, uint64_t *bytes, const char *path,
		  struct rota_error *err)
{
	struct rota_digest *digest = NULL;
	char part[65536];
	size_t size;
	FILE *file = fopen(path, "re");
	int rc = file ? rota_digest_new(&digest, err) : file_failed(err, path, errno);

	*bytes = 0;
	while (!rc && (size = fread(part, 1, sizeof(part), file)) > 0) {
		rota_digest_add(digest, part, size);
		*bytes += size;
	}
	if (!rc && ferror(file))
		rc = file_failed(err, path, errno);
	if (!rc)
		rc = rota_digest_finish(out, digest, err);
	rota_digest_free(digest);
	if (file)
		fclose(file);
	return rc;
}

static int put_piece(struct bundle_file *file, const struct rota_bundle_piece *piece,
		     const void *bytes, struct rota_error *err)
{
	struct rota_buffer head = { 0 };
	struct rota_sha256 own;
	int rc = rota_digest_sha256(&own, bytes, piece->bytes, err);

	if (!rc) {
		put_head(&head, piece, &own);
		rc = rota_buffer_check(&head, err);
	}
	if (!rc && !bundle_file_put(file, head.bytes, head.size))
		bundle_file_put(file, bytes, piece->bytes);
	rota_buffer_clear(&head);
	return rc ? rc : bundle_file_keep(file, err);
}

int bundle_piece_write(uint64_t *bytes, const char *path, const char *source,
		       const struct rota_bundle_piece *piece, struct rota_error *err)
{
	struct bundle_file file = { .fd = -1 };
	void *content = NULL;
	FILE *from = fopen(source, "re");
	int rc = from ? read_range(&content, from, source, piece->offset, piece->bytes, err)
		      : file_failed(err, source, errno);

	if (!rc)
		rc = bundle_file_open(&file, path, err);
	if (!rc)
		rc = put_piece(&file, piece, content, err);
	*bytes = file.bytes;
	bundle_file_close(&file);
	free(content);
	if (from)
		fclose(from);
	return rc;
}

/* --- reading --------------------------------------------------------------------------------- */

/** The bytes behind the head, which must be all and hold. */
static int read_piece(struct rota_bundle_piece *out, void **bytes, FILE *file, const char *path,
		      struct rota_error *err)
{
	struct rota_sha256 own, now;
	int rc = read_head(out, &own, file)
			 ? read_range(bytes, file, path, (uint64_t)ftello(file), out->bytes, err)
			 : bundle_damaged(err, path);

	if (!rc)
		rc = rota_digest_sha256(&now, *bytes, out->bytes, err);
	if (!rc && (fgetc(file) != EOF || memcmp(&own, &now, sizeof(own)) != 0))
		rc = bundle_damaged(err, path);
	return rc;
}

static bool begins_as_piece(FILE *file)
{
	char line[sizeof(PIECE_SIGNATURE)] = "";
	bool begins = fgets(line, sizeof(line), file) && strcmp(line, PIECE_SIGNATURE) == 0;

	rewind(file);
	return begins;
}

static int open_piece(bool *is_piece, struct rota_bundle_piece *out, void **bytes, const char *path,
		      struct rota_error *err)
{
	FILE *file = fopen(path, "re");
	int rc = ROTA_OK;

	*is_piece = false;
	*bytes = NULL;
	if (!file)
		return file_failed(err, path, errno);
	*is_piece = begins_as_piece(file);
	if (*is_piece)
		rc = read_piece(out, bytes, file, path, err);
	fclose(file);
	return rc;
}

int bundle_piece_read(bool *is_piece, struct rota_bundle_piece *out, const char *path,
		      struct rota_error *err)
{
	void *bytes;
	int rc = open_piece(is_piece, out, &bytes, path, err);

	free(bytes);
	return rc;
}

/* --- keeping --------------------------------------------------------------------------------- */

/** `pieces/<hash of the bundle>-<number>`, or with number 0 where the bundle is put together. */
static char *kept_path(struct rota_repo *repo, const struct rota_bundle_piece *piece,
		       uint64_t number)
{
	char name[sizeof(FOLDER) + 2 * ROTA_SHA256_BYTES + 32];

	snprintf(name, sizeof(name), FOLDER "/%s-%" PRIu64 "of%" PRIu64,
		 hash_text(&piece->whole).digits, number, piece->count);
	return path_in(repo, name);
}

static int keep(struct rota_repo *repo, const struct rota_bundle_piece *piece, const void *bytes,
		struct rota_error *err)
{
	char *folder = path_in(repo, FOLDER), *path = kept_path(repo, piece, piece->number);
	struct bundle_file file = { .fd = -1 };
	int rc = folder && path ? ROTA_OK : out_of_memory(err);

	if (!rc && folder && mkdir(folder, 0700) && errno != EEXIST)
		rc = file_failed(err, folder, errno);
	if (!rc)
		rc = bundle_file_open(&file, path, err);
	if (!rc)
		rc = put_piece(&file, piece, bytes, err);
	bundle_file_close(&file);
	free(folder);
	free(path);
	return rc;
}

/** Put one kept piece to the others. @param[out] there  whether it is kept and holds. */
static int join_one(bool *there, struct bundle_file *whole, struct rota_repo *repo,
		    const struct rota_bundle_piece *piece, uint64_t number, struct rota_error *err)
{
	char *path = kept_path(repo, piece, number);
	struct rota_bundle_piece kept;
	void *bytes = NULL;
	bool is_piece;

	if (!path)
		return out_of_memory(err);
	*there = !open_piece(&is_piece, &kept, &bytes, path, NULL) && is_piece &&
		 kept.offset >= whole->bytes; /* else of another file of that name */
	if (*there && kept.offset == whole->bytes)
		bundle_file_put(whole, bytes, kept.bytes);
	free(bytes);
	free(path);
	return ROTA_OK;
}

/** Which pieces are missing, by the numbers of their files. */
static int join(struct rota_buffer *missing, struct bundle_file *whole, struct rota_repo *repo,
		const struct rota_bundle_piece *piece, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (uint64_t i = 1; !rc && i <= piece->count; i++) {
		bool there = false;

		rc = join_one(&there, whole, repo, piece, i, err);
		if (!rc && !there)
			rota_buffer_printf(missing, "%s%" PRIu64, missing->size ? ", " : "",
					   piece->part - piece->number + i);
	}
	return rc ? rc : rota_buffer_check(missing, err);
}

static int put_together(struct rota_buffer *out, struct rota_buffer *missing,
			struct rota_repo *repo, const struct rota_bundle_piece *piece,
			struct rota_error *err)
{
	char *path = kept_path(repo, piece, 0);
	struct bundle_file whole = { .fd = -1 };
	int rc = path ? bundle_file_open(&whole, path, err) : out_of_memory(err);

	if (!rc)
		rc = join(missing, &whole, repo, piece, err);
	if (!rc && missing->size == 0)
		rc = bundle_file_keep(&whole, err);
	if (!rc && missing->size == 0) {
		rota_buffer_puts(out, path);
		rc = rota_buffer_check(out, err);
	}
	bundle_file_close(&whole);
	free(path);
	return rc;
}

static void forget(struct rota_repo *repo, const struct rota_bundle_piece *piece)
{
	for (uint64_t i = 0; i <= piece->count; i++) {
		char *path = kept_path(repo, piece, i);

		if (path)
			unlink(path);
		free(path);
	}
}

/** What was put together must be what was cut. */
static int check_whole(struct rota_repo *repo, const char *path, const char *whole,
		       const struct rota_bundle_piece *piece, struct rota_error *err)
{
	struct rota_sha256 hash;
	uint64_t bytes;
	int rc = bundle_digest(&hash, &bytes, whole, err);

	if (rc || memcmp(&hash, &piece->whole, sizeof(hash)) == 0)
		return rc;
	forget(repo, piece);
	return bundle_damaged(err, path);
}

int bundle_piece_keep(struct rota_buffer *whole, struct rota_buffer *missing,
		      struct rota_repo *repo, const char *path, struct rota_error *err)
{
	struct rota_bundle_piece piece = { .number = 0 };
	void *bytes;
	bool is_piece;
	int rc = open_piece(&is_piece, &piece, &bytes, path, err);

	if (!rc && !is_piece)
		rc = bundle_damaged(err, path);
	if (!rc)
		rc = keep(repo, &piece, bytes, err);
	if (!rc)
		rc = put_together(whole, missing, repo, &piece, err);
	if (!rc && whole->size)
		rc = check_whole(repo, path, rota_buffer_text(whole), &piece, err);
	free(bytes);
	return rc;
}

void bundle_piece_done(struct rota_repo *repo, const struct rota_bundle_piece *piece)
{
	struct rota_bundle_piece *more =
		realloc(repo->taken, (repo->taken_count + 1) * sizeof(*more));

	if (!more) {
		forget(repo, piece);
		return;
	}
	repo->taken = more;
	repo->taken[repo->taken_count++] = *piece;
}

void bundle_pieces_close(struct rota_repo *repo)
{
	for (size_t i = 0; i < repo->taken_count; i++)
		forget(repo, &repo->taken[i]);
	free(repo->taken);
	repo->taken = NULL;
	repo->taken_count = 0;
}
