/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A library for LD_PRELOAD that counts what rota and its helper do, for what no
 * clock can tell. COUNTS=file: three numbers of 8 bytes of this machine, added
 * to by every process that names the file, which has 24 bytes already:
 *
 *   0  bytes written to an LMDB file (`*.mdb`)
 *   1  flushes of such a file: fdatasync, and each write through a descriptor
 *      opened O_DSYNC
 *   2  objects read from a git repository (git_odb_read of the helper)
 *
 * Without COUNTS everything just works.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum counter { STORE_BYTES, STORE_FLUSHES, GIT_OBJECTS, COUNTERS };

static _Atomic uint64_t *counters;

/* What is replaced; the headers of LMDB and libgit2 are not needed for that. */
int git_odb_read(void **out, void *odb, const void *id);

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("COUNTS");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *map;

	if (fd < 0)
		return;
	map = mmap(NULL, COUNTERS * sizeof(*counters), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	counters = map == MAP_FAILED ? NULL : map;
}

static bool is_store(int fd)
{
	char link[40], path[4096];
	ssize_t size;

	if (!counters)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	size = readlink(link, path, sizeof(path));
	return size > 4 && memcmp(path + size - 4, ".mdb", 4) == 0;
}

static ssize_t wrote(int fd, ssize_t size)
{
	int cause = errno;

	if (size > 0 && is_store(fd)) {
		atomic_fetch_add(&counters[STORE_BYTES], (uint64_t)size);
		if (fcntl(fd, F_GETFL) & O_DSYNC)
			atomic_fetch_add(&counters[STORE_FLUSHES], 1);
	}
	errno = cause;
	return size;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	return wrote(fd, syscall(SYS_pwrite64, fd, bytes, size, at));
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	return wrote(fd, syscall(SYS_writev, fd, parts, count));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
	return wrote(fd, syscall(SYS_pwritev, fd, parts, count, at, 0L));
}

int fdatasync(int fd)
{
	if (is_store(fd))
		atomic_fetch_add(&counters[STORE_FLUSHES], 1);
	return (int)syscall(SYS_fdatasync, fd);
}

int git_odb_read(void **out, void *odb, const void *id)
{
	static int (*real)(void **, void *, const void *);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "git_odb_read");
	if (counters)
		atomic_fetch_add(&counters[GIT_OBJECTS], 1);
	return real(out, odb, id);
}
