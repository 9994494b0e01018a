/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/loose.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

char *loose_path(const struct rota_repo *repo, const struct rota_oid *oid)
{
	struct oid_text name = oid_text(oid);
	char *path;

	return asprintf(&path, "%s/objects/%.2s/%s", repo->path, name.digits, name.digits + 2) < 0
		       ? NULL
		       : path;
}

/** Inflate what is in @p in, into nothing. */
static int inflate_part(z_stream *stream, unsigned char *in, size_t size)
{
	unsigned char out[16384];
	int rc = Z_OK;

	stream->next_in = in;
	stream->avail_in = (uInt)size;
	do { /* until it asks for more: output may be held back when all input is taken */
		stream->next_out = out;
		stream->avail_out = sizeof(out);
		rc = inflate(stream, Z_NO_FLUSH);
	} while (rc == Z_OK && (stream->avail_in || !stream->avail_out));
	return rc == Z_BUF_ERROR ? Z_OK : rc;
}

static bool is_whole(int fd)
{
	unsigned char in[16384];
	z_stream stream = { 0 };
	ssize_t size;
	int rc = inflateInit(&stream);

	while (rc == Z_OK && (size = read(fd, in, sizeof(in))) > 0)
		rc = inflate_part(&stream, in, (size_t)size);
	inflateEnd(&stream);
	return rc == Z_STREAM_END;
}

enum loose_state loose_look(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool whole;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? LOOSE_ABSENT : LOOSE_UNREADABLE;
	whole = is_whole(fd);
	close(fd);
	return whole ? LOOSE_SOUND : LOOSE_BROKEN;
}

enum loose_state loose_look_up(const struct rota_repo *repo, const struct rota_oid *oid)
{
	char *path = loose_path(repo, oid);
	enum loose_state state = path ? loose_look(path) : LOOSE_BROKEN;
	int number = errno;

	free(path);
	errno = number;
	return state;
}
