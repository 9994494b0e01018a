/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A library for LD_PRELOAD: the tree in the folder DISK lies on a disk that has only what was
 * flushed when its power is cut (platter.h). A flush is an fsync, fdatasync or syncfs, and a write
 * to a file that is open O_SYNC or O_DSYNC; at the one whose number stands in PLATTER/cut-at,
 * counted from 1 over all processes, and at every later one, the process dies (SIGKILL), and
 * nothing reaches the platter any more.
 *
 * Nothing is flushed really. What lies outside of DISK is not looked at.
 */
#include <signal.h>
#include <sys/mman.h>

#include "tests/fault/platter.h"

static bool is_on;
static uint64_t cut_at = UINT64_MAX, own_count, *count = &own_count;

static void share_count(void)
{
	char path[PLATTER_PATH];
	void *bytes = MAP_FAILED;
	int fd;

	platter_path(path, "count");
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && ftruncate(fd, sizeof(*count)) == 0)
		bytes = mmap(NULL, sizeof(*count), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (bytes == MAP_FAILED)
		platter_die(path);
	count = bytes;
	close(fd);
}

static __attribute__((constructor)) void begin(void)
{
	char path[PLATTER_PATH];
	unsigned long long number;
	FILE *in;

	if (!platter_find() || access(platter.folder, F_OK))
		return;
	share_count();
	platter_path(path, "cut-at");
	in = fopen(path, "re");
	if (in && fscanf(in, "%llu", &number) == 1)
		cut_at = number;
	if (in)
		fclose(in);
	is_on = true;
}

/** The path behind a descriptor. @return whether it lies on the disk. */
static bool find_path(char path[PATH_MAX], int fd)
{
	char entry[64];
	size_t disk_size = strlen(platter.disk);
	ssize_t size;

	snprintf(entry, sizeof(entry), "/proc/self/fd/%d", fd);
	size = readlink(entry, path, PATH_MAX - 1);
	if (size < 0)
		return false;
	path[size] = '\0';
	return strncmp(path, platter.disk, disk_size) == 0 &&
	       (path[disk_size] == '/' || path[disk_size] == '\0');
}

/** A flush of something on the disk begins: it may be the one at which the power is cut. */
static bool counts(char path[PATH_MAX], int fd)
{
	if (!is_on || !find_path(path, fd))
		return false;
	if (__atomic_add_fetch(count, 1, __ATOMIC_RELAXED) >= cut_at)
		raise(SIGKILL);
	return true;
}

static void keep(int fd, const char *path)
{
	char key[PLATTER_KEY], entry[64];
	int from;

	platter_key(key, fd);
	snprintf(entry, sizeof(entry), "/proc/self/fd/%d", fd);
	if (*key == 'd') {
		platter_keep_folder(entry, key);
	} else {
		from = open(entry, O_RDONLY | O_CLOEXEC); /* it may be open for writing alone */
		if (from < 0)
			platter_die(path);
		platter_keep_file(from, key);
		close(from);
	}
	platter_keep_names(path);
}

int fsync(int fd)
{
	char path[PATH_MAX];

	if (counts(path, fd))
		keep(fd, path);
	return 0;
}

int fdatasync(int fd)
{
	return fsync(fd);
}

int syncfs(int fd)
{
	char path[PATH_MAX];

	if (counts(path, fd))
		platter_keep_all();
	return 0;
}

/* --- files that are flushed as they are written ----------------------------------------------- */

static bool is_flushed(int fd)
{
	int flags = is_on ? fcntl(fd, F_GETFL) : -1;

	return flags >= 0 && (flags & (O_SYNC | O_DSYNC));
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	char path[PATH_MAX];
	bool flushed = is_flushed(fd) && counts(path, fd);
	ssize_t put = syscall(SYS_write, fd, bytes, size);

	if (flushed && put > 0)
		keep(fd, path);
	return put;
}

/** The bytes alone: what else was written to the file may still be in memory. */
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	char path[PATH_MAX], kept[PLATTER_PATH], key[PLATTER_KEY];
	bool flushed = is_flushed(fd) && counts(path, fd);
	ssize_t put = syscall(SYS_pwrite64, fd, bytes, size, at);
	int to;

	if (!flushed || put <= 0)
		return put;
	platter_key(key, fd);
	platter_path(kept, key);
	to = open(kept, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (to < 0 || syscall(SYS_pwrite64, to, bytes, (size_t)put, at) != put)
		platter_die(kept);
	close(to);
	platter_keep_names(path);
	return put;
}
