/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A library for LD_PRELOAD that lets a program meet a full disk, a failing disk
 * or its own death at one chosen file operation. Settings of the environment,
 * in any combination:
 *
 * KILLAT=n: the process dies (SIGKILL) when it is about to do its n-th operation.
 *
 * FAULT=op:nth:what[:path]: of the operations named `op` whose path contains
 * `path`, the nth fails. `op` may be `any`; `nth+` means that one and all that
 * follow, as on a disk that stays full. `what` is ENOSPC, EIO, EACCES or EROFS;
 * or SHORT, when half of the bytes are taken.
 *
 * COUNT=file: receives the number of operations, and a line `operation path`
 * for the one at which the process was killed, or which failed first. A process
 * that ends with _exit() writes none.
 *
 * SHARED=file: operations are counted over all processes that name this file,
 * which is made when it is not there: rota and the helper that it starts are
 * then one sweep. The one that does the n-th operation dies, the other goes on.
 *
 * FLUSH=no: fsync, fdatasync and syncfs do nothing, and no file is opened
 * O_SYNC or O_DSYNC. What the system holds outlives a killed process, so that a
 * sweep needs no flushes.
 *
 * Operations, counted from 1 on over the life of the process: write pwrite
 * writev pwritev ftruncate fsync fdatasync syncfs msync open mkdir link rename
 * unlink rmdir. (openat is an open, renameat2 a rename.) The last two give room back, and a full disk opens
 * what is there: a process can die at them, but `any` lets them work. SHORT lets all work but
 * the four kinds of write. What the C library does inside itself (stdio,
 * locales) is no operation. Paths are as the program gave them; that of a
 * descriptor is what /proc says, that of a link or rename the new one.
 *
 * Example: the second key file cannot get its name, and rota says so.
 *
 *     FAULT=rename:2:EIO:keys/ LD_PRELOAD=./inject.so rota init ...
 *
 * What a sanitizer does before the program begins is no operation. What it starts
 * to name the lines of its report (llvm-symbolizer) is left alone: it is no part of
 * the sweep, and who waits for it would wait for ever.
 *
 * Of a program with several threads only one may do operations that are to fail.
 * The real operations are system calls, since every function of libc for them is
 * replaced here.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/** An `open` of what is there. */
#define OPEN_TO_READ "open to read"

/** What an operation shall do instead of its work. */
enum verdict { WORKS, FAILS, SHORT };

static struct {
	char op[16];
	unsigned long nth;
	bool stays; /* and all that follow */
	bool shortens;
	int error;
	char path[256];
} fault;

/** How far it is; in the file that SHARED names, or in this process. */
struct tally {
	unsigned long count;     /* operations */
	unsigned long met;       /* those that `fault` means */
	char hit[PATH_MAX + 32]; /* "operation path" */
	bool killed;             /* one was; what it told stays */
};

static bool is_tried; /* not yet, or not at all: operations of a sanitizer */
static unsigned long kill_at;
static bool flushes = true;
static struct tally own, *tally = &own;

/** A setting that nobody can have meant must not look like a test that passed. */
static void refuse(const char *name)
{
	fprintf(stderr, "inject: %s is not as the head of inject.c says\n", name);
	_exit(125);
}

static int error_named(const char *word)
{
	static const struct {
		const char *word;
		int number;
	} errors[] = {
		{ "ENOSPC", ENOSPC }, { "EIO", EIO }, { "EACCES", EACCES }, { "EROFS", EROFS }
	};

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strcmp(errors[i].word, word) == 0)
			return errors[i].number;
	return 0;
}

static void read_fault(const char *setting)
{
	char nth[24], what[8];

	if (sscanf(setting, "%15[^:]:%23[^:]:%7[^:]:%255[^\n]", fault.op, nth, what, fault.path) <
	    3)
		refuse("FAULT");
	fault.nth = strtoul(nth, NULL, 10);
	fault.stays = strchr(nth, '+') != NULL;
	fault.shortens = strcmp(what, "SHORT") == 0;
	fault.error = error_named(what);
	if (!fault.nth || (!fault.shortens && !fault.error))
		refuse("FAULT");
}

static void share(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	void *bytes = MAP_FAILED;

	if (fd >= 0 && syscall(SYS_ftruncate, fd, sizeof(*tally)) == 0)
		bytes = mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (bytes == MAP_FAILED)
		refuse("SHARED");
	tally = bytes;
	close(fd);
}

static __attribute__((constructor)) void read_settings(void)
{
	const char *setting = getenv("SHARED");

	if (strstr(program_invocation_short_name, "symbolizer"))
		return;
	if (setting)
		share(setting);
	setting = getenv("KILLAT");

	if (setting)
		kill_at = strtoul(setting, NULL, 10);
	if (setting && !kill_at)
		refuse("KILLAT");
	setting = getenv("FLUSH");
	flushes = !setting || strcmp(setting, "no") != 0;
	setting = getenv("FAULT");
	if (setting)
		read_fault(setting);
	is_tried = true;
}

static __attribute__((destructor)) void tell_count(void)
{
	const char *path = getenv("COUNT");
	char text[sizeof(tally->hit) + 32];
	int size, fd;

	if (!path || tally->killed || !is_tried)
		return;
	size = snprintf(text, sizeof(text), "%lu\n%s%s", tally->count, tally->hit,
			*tally->hit ? "\n" : "");
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || syscall(SYS_write, fd, text, (size_t)size) != size)
		refuse("COUNT");
	close(fd);
}

/** @param fd  the file, when @p path is NULL. */
static const char *path_of(char room[PATH_MAX], const char *path, int fd)
{
	char entry[64];
	ssize_t size;

	if (path)
		return path;
	snprintf(entry, sizeof(entry), "/proc/self/fd/%d", fd);
	size = readlink(entry, room, PATH_MAX - 1);
	room[size < 0 ? 0 : size] = '\0';
	return room;
}

/** What a full disk never refuses. */
static bool needs_no_room(const char *op)
{
	return strcmp(op, "unlink") == 0 || strcmp(op, "rmdir") == 0 ||
	       (fault.error == ENOSPC && strcmp(op, OPEN_TO_READ) == 0);
}

static bool is_meant(const char *op, const char *path)
{
	bool any = strcmp(fault.op, "any") == 0;

	if (!fault.nth || !strstr(path, fault.path))
		return false;
	if (any && needs_no_room(op))
		return false;
	if (fault.shortens && !strstr(op, "write"))
		return false;
	if (strcmp(op, OPEN_TO_READ) == 0)
		op = "open";
	return any || strcmp(fault.op, op) == 0;
}

static void note(const char *op, const char *path)
{
	snprintf(tally->hit, sizeof(tally->hit), "%s %s", op, path);
}

static unsigned long next(unsigned long *number)
{
	return __atomic_add_fetch(number, 1, __ATOMIC_RELAXED);
}

/** Count an operation; it may be the last of the process. */
static enum verdict judge(const char *op, const char *given, int fd)
{
	char room[PATH_MAX];
	const char *path = path_of(room, given, fd);
	unsigned long met;

	if (!is_tried)
		return WORKS;
	if (next(&tally->count) == kill_at) {
		note(op, path);
		tell_count();
		tally->killed = true;
		raise(SIGKILL);
	}
	if (!is_meant(op, path))
		return WORKS;
	met = next(&tally->met);
	if (met < fault.nth || (met > fault.nth && !fault.stays))
		return WORKS;
	if (!*tally->hit)
		note(op, path);
	errno = fault.error;
	return fault.shortens ? SHORT : FAILS;
}

/* --- writing --------------------------------------------------------------------------------- */

static size_t taken(enum verdict verdict, size_t size)
{
	return verdict == SHORT ? size / 2 : size;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
	enum verdict verdict = judge("write", NULL, fd);

	if (verdict == FAILS)
		return -1;
	return syscall(SYS_write, fd, bytes, taken(verdict, size));
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
	enum verdict verdict = judge("pwrite", NULL, fd);

	if (verdict == FAILS)
		return -1;
	return syscall(SYS_pwrite64, fd, bytes, taken(verdict, size), at);
}

ssize_t writev(int fd, const struct iovec *parts, int parts_count)
{
	enum verdict verdict = judge("writev", NULL, fd);

	if (verdict == FAILS)
		return -1;
	if (verdict == SHORT)
		return syscall(SYS_write, fd, parts[0].iov_base, parts[0].iov_len / 2);
	return syscall(SYS_writev, fd, parts, parts_count);
}

ssize_t pwritev(int fd, const struct iovec *parts, int parts_count, off_t at)
{
	enum verdict verdict = judge("pwritev", NULL, fd);

	if (verdict == FAILS)
		return -1;
	if (verdict == SHORT)
		return syscall(SYS_pwrite64, fd, parts[0].iov_base, parts[0].iov_len / 2, at);
	/* the place comes in two halves, and fits into the lower one */
	return syscall(SYS_pwritev, fd, parts, parts_count, at, 0L);
}

int ftruncate(int fd, off_t size)
{
	if (judge("ftruncate", NULL, fd) == FAILS)
		return -1;
	return (int)syscall(SYS_ftruncate, fd, size);
}

/* --- flushing -------------------------------------------------------------------------------- */

int fsync(int fd)
{
	if (judge("fsync", NULL, fd) == FAILS)
		return -1;
	return flushes ? (int)syscall(SYS_fsync, fd) : 0;
}

int fdatasync(int fd)
{
	if (judge("fdatasync", NULL, fd) == FAILS)
		return -1;
	return flushes ? (int)syscall(SYS_fdatasync, fd) : 0;
}

int syncfs(int fd)
{
	if (judge("syncfs", NULL, fd) == FAILS)
		return -1;
	return flushes ? (int)syscall(SYS_syncfs, fd) : 0;
}

int msync(void *bytes, size_t size, int flags)
{
	if (judge("msync", "", -1) == FAILS)
		return -1;
	return (int)syscall(SYS_msync, bytes, size, flags);
}

/* --- names ----------------------------------------------------------------------------------- */

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
	bool creates = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE;

	if (judge(creates ? "open" : OPEN_TO_READ, path, -1) == FAILS)
		return -1;
	if (!flushes)
		flags &= ~(O_SYNC | O_DSYNC);
	return (int)syscall(SYS_openat, folder, path, flags, mode);
}

/** The argument behind the flags, where there is one. */
static mode_t mode_of(int flags, va_list more)
{
	return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
	va_list more;
	mode_t mode;

	va_start(more, flags);
	mode = mode_of(flags, more);
	va_end(more);
	return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
	va_list more;
	mode_t mode;

	va_start(more, flags);
	mode = mode_of(flags, more);
	va_end(more);
	return open_at(folder, path, flags, mode);
}

int mkdir(const char *path, mode_t mode)
{
	if (judge("mkdir", path, -1) == FAILS)
		return -1;
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int link(const char *old, const char *new)
{
	if (judge("link", new, -1) == FAILS)
		return -1;
	return (int)syscall(SYS_linkat, AT_FDCWD, old, AT_FDCWD, new, 0);
}

int renameat2(int old_folder, const char *old, int new_folder, const char *new, unsigned flags)
{
	if (judge("rename", new, -1) == FAILS)
		return -1;
	return (int)syscall(SYS_renameat2, old_folder, old, new_folder, new, flags);
}

int rename(const char *old, const char *new)
{
	return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0);
}

int unlink(const char *path)
{
	if (judge("unlink", path, -1) == FAILS)
		return -1;
	return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
	if (judge("rmdir", path, -1) == FAILS)
		return -1;
	return (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}
