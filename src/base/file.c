/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/messages.h"

/** What the system said, as an error about @p path. */
static int system_error(struct rota_error *err, const char *path, int number)
{
	const char *hint = NULL;

	if (number == ENOENT)
		return rota_fail(err, ROTA_ENOTFOUND, _("check the name and the folder"),
		                 _("no file '%s'"), path);
	if (number == ENOSPC || number == EDQUOT)
		hint = _("free some room on this disk and do it again; nothing was lost");
	else if (number == EACCES || number == EPERM || number == EROFS)
		hint = _("check who owns the file and the folder");
	else if (number == ENOTDIR || number == ENAMETOOLONG || number == ELOOP)
		hint = _("check the name and the folder");
	else
		hint = _("do it again; if it goes on, the disk may be failing: copy the folder away");
	return rota_fail(err, ROTA_EIO, hint, "'%s': %s", path, strerror(number));
}

static int read_all(struct rota_buffer *out, int fd, const char *path, size_t max_bytes,
                    struct rota_error *err)
{
	char chunk[65536];
	size_t total = 0;

	for (;;) {
		ssize_t got = read(fd, chunk, sizeof(chunk));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return system_error(err, path, errno);
		if (got == 0)
			return rota_buffer_check(out, err);
		total += (size_t)got;
		if (total > max_bytes)
			return rota_fail(err, ROTA_EINVALID, _("split it into smaller files"),
			                 _("'%s' is larger than %zu bytes"), path, max_bytes);
		rota_buffer_append(out, chunk, (size_t)got);
	}
}

int rota_file_read(struct rota_buffer *out, const char *path, size_t max_bytes,
                   struct rota_error *err)
{
	bool standard_input = strcmp(path, "-") == 0;
	struct stat what;
	int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return system_error(err, path, errno);
	if (fstat(fd, &what) == 0 && S_ISDIR(what.st_mode))
		rc = rota_fail(err, ROTA_EINVALID, _("name a file in it"), _("'%s' is a folder"),
		               path);
	else
		rc = read_all(out, fd, path, max_bytes, err);
	if (!standard_input)
		close(fd);
	return rc;
}

static int write_all(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t put = write(fd, bytes, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		bytes += put;
		size -= (size_t)put;
	}
	return 0;
}

/** Flush the folder of @p path, so that the new name outlives a power cut. */
static int sync_folder(const char *path)
{
	char *folder = strdup(path);
	char *slash = folder ? strrchr(folder, '/') : NULL;
	int fd, rc;

	if (!folder)
		return -1;
	if (slash)
		slash[slash == folder ? 1 : 0] = '\0';
	fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

/** Create the temporary file @p path, filled, flushed and closed. */
static int write_temporary(const char *path, const void *bytes, size_t size, unsigned mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
	int failed;

	if (fd < 0)
		return -1;
	failed = write_all(fd, bytes, size) || fsync(fd);
	return close(fd) || failed ? -1 : 0;
}

int rota_file_write(const char *path, const void *bytes, size_t size, unsigned mode,
                    struct rota_error *err)
{
	struct rota_buffer temporary = { 0 };
	int rc;

	rota_buffer_printf(&temporary, "%s.tmp-%ld", path, (long)getpid());
	rc = rota_buffer_check(&temporary, err);
	if (rc)
		goto done;
	unlink(temporary.bytes); /* left by a process that died under the same number */
	if (write_temporary(temporary.bytes, bytes, size, mode) ||
	    rename(temporary.bytes, path) || sync_folder(path)) {
		rc = system_error(err, path, errno);
		unlink(temporary.bytes);
	}
done:
	rota_buffer_clear(&temporary);
	return rc;
}

bool rota_file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

int rota_lock_open(int *out, const char *path, struct rota_error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	*out = -1;
	if (fd < 0)
		return system_error(err, path, errno);
	if (flock(fd, LOCK_EX | LOCK_NB)) {
		int number = errno;

		close(fd);
		if (number != EWOULDBLOCK)
			return system_error(err, path, number);
		return rota_fail(err, ROTA_EBUSY,
		                 _("wait until it has finished, then do this again"),
		                 _("another rota is working in this folder"));
	}
	*out = fd;
	return ROTA_OK;
}

void rota_lock_close(int lock)
{
	if (lock >= 0)
		close(lock);
}

static int remove_name(const char *path, const struct stat *what, int type, struct FTW *where)
{
	(void)what;
	(void)type;
	(void)where;
	remove(path);
	return 0;
}

void rota_folder_remove(const char *path)
{
	nftw(path, remove_name, 16, FTW_DEPTH | FTW_PHYS);
}

int rota_file_temporary(char *out, size_t size, struct rota_error *err)
{
	const char *place = getenv("TMPDIR");

	snprintf(out, size, "%s/rota-XXXXXX", place && *place ? place : "/tmp");
	if (mkdtemp(out))
		return ROTA_OK;
	if (errno != ENOENT)
		return system_error(err, out, errno);
	/* no file is missing that anybody asked for */
	return rota_fail(err, ROTA_EIO, _("check the name and the folder"), "'%s': %s", out,
			 strerror(ENOENT));
}
