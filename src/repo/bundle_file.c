/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/bundle_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"
#include "repo/private.h"

/** Not a name that somebody else would give to a file. */
#define TEMPORARY ".rota-tmp"

static int open_failed(struct rota_error *err, const char *path, int number)
{
	if (number != ENOENT)
		return file_failed(err, path, number);
	return rota_fail(err, ROTA_ENOTFOUND, _("check the name; is the stick in its place?"),
			 _("there is no folder for the file '%s'"), path);
}

int bundle_file_open(struct bundle_file *out, const char *path, struct rota_error *err)
{
	*out = (struct bundle_file){ .path = strdup(path), .fd = -1 };
	if (!out->path || asprintf(&out->temporary, "%s" TEMPORARY, path) < 0) {
		out->temporary = NULL;
		return out_of_memory(err);
	}
	unlink(out->temporary); /* of a process that died */
	out->fd = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (out->fd < 0)
		return open_failed(err, path, errno);
	return rota_digest_new(&out->digest, err);
}

static void write_out(struct bundle_file *file, const char *bytes, size_t size)
{
	while (size && !file->number) {
		ssize_t put = write(file->fd, bytes, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			file->number = put < 0 ? errno : ENOSPC;
			break;
		}
		bytes += put;
		size -= (size_t)put;
	}
}

int bundle_file_put(struct bundle_file *file, const void *bytes, size_t size)
{
	rota_digest_add(file->digest, bytes, size);
	file->bytes += size;
	if (file->used + size > sizeof(file->waiting)) {
		write_out(file, file->waiting, file->used);
		file->used = 0;
	}
	if (size > sizeof(file->waiting)) {
		write_out(file, bytes, size);
	} else {
		memcpy(file->waiting + file->used, bytes, size);
		file->used += size;
	}
	return file->number ? -1 : 0;
}

int bundle_file_check(const struct bundle_file *file, struct rota_error *err)
{
	return file->number ? file_failed(err, file->path, file->number) : ROTA_OK;
}

/** All of it onto the medium. */
static int flush(struct bundle_file *file, struct rota_error *err)
{
	int fd = file->fd;

	write_out(file, file->waiting, file->used);
	if (!file->number && fsync(fd))
		file->number = errno;
	file->fd = -1;
	if (close(fd) && !file->number)
		file->number = errno;
	return bundle_file_check(file, err);
}

static int digest_of(struct rota_sha256 *out, int fd, const char *path, struct rota_error *err)
{
	struct rota_digest *digest = NULL;
	char part[65536];
	ssize_t size = 0;
	int rc = rota_digest_new(&digest, err);

	while (!rc && (size = read(fd, part, sizeof(part))) > 0)
		rota_digest_add(digest, part, (size_t)size);
	if (!rc && size < 0)
		rc = file_failed(err, path, errno);
	if (!rc)
		rc = rota_digest_finish(out, digest, err);
	rota_digest_free(digest);
	return rc;
}

/** Read what is really on the medium, and compare. */
static int read_again(struct bundle_file *file, struct rota_error *err)
{
	struct rota_sha256 sum, now;
	int rc = rota_digest_finish(&sum, file->digest, err);
	int fd = rc ? -1 : open(file->temporary, O_RDONLY | O_CLOEXEC);

	if (!rc && fd < 0)
		rc = file_failed(err, file->path, errno);
	if (!rc) {
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED); /* from the medium, not from memory */
		rc = digest_of(&now, fd, file->path, err);
	}
	if (!rc && memcmp(&now, &sum, sizeof(now)) != 0)
		rc = rota_fail(err, ROTA_EIO, _("write it to another stick"),
			       _("'%s' reads otherwise than it was written"), file->path);
	if (fd >= 0)
		close(fd);
	return rc;
}

/** In the place of an old one, durable. */
static int rename_file(struct bundle_file *file, struct rota_error *err)
{
	char *copy = strdup(file->path);
	int fd = -1, rc = ROTA_OK;

	if (!copy)
		return out_of_memory(err);
	if (!rename(file->temporary, file->path)) {
		free(file->temporary);
		file->temporary = NULL;
		fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	if (fd < 0 ||
	    (fsync(fd) && errno != EINVAL)) /* a file system may have no flush of folders */
		rc = file_failed(err, file->path, errno);
	if (fd >= 0)
		close(fd);
	free(copy);
	return rc;
}

int bundle_file_keep(struct bundle_file *file, struct rota_error *err)
{
	int rc = bundle_file_check(file, err);

	if (!rc)
		rc = flush(file, err);
	if (!rc)
		rc = read_again(file, err);
	return rc ? rc : rename_file(file, err);
}

void bundle_file_close(struct bundle_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	if (file->temporary)
		unlink(file->temporary);
	rota_digest_free(file->digest);
	free(file->temporary);
	free(file->path);
	*file = (struct bundle_file){ .fd = -1 };
}
