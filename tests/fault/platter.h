/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A disk whose power can be cut: what platter.c, a library for LD_PRELOAD, and
 * platter_tool.c share.
 *
 * The tree in the folder DISK is what programs see: the memory of the system. The
 * folder PLATTER holds what of it would be found after a power cut:
 *
 * f<inode>-<when it was made>: the content of a file when it was last flushed;
 * d<inode>-<when it was made>: the names in a folder, lines `key name`, as far as they were
 * flushed; root: the key of DISK; count: how many flushes there were, over all processes; cut-at:
 * at which one the power is cut.
 *
 * The flush of a folder brings all names in it. That of a file brings its content, and the name
 * that it has now with those of the folders above it, as journals of filesystems do (ext4, XFS,
 * btrfs); one that is given a new name afterwards still has the old one. syncfs() brings
 * everything. What was named and never flushed is empty. That is less than most disks keep, and no
 * more than a program may rely on.
 *
 * Functions that fail end the process: a disk that forgets by mistake would look like a fault.
 */
#ifndef TESTS_FAULT_PLATTER_H
#define TESTS_FAULT_PLATTER_H

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PLATTER_KEY = 64, PLATTER_PATH = PATH_MAX + 80 };

static struct {
	const char *disk, *folder;
} platter;

static inline _Noreturn void platter_die(const char *what)
{
	perror(what);
	_exit(125);
}

/** DISK and PLATTER of the environment. @return false: they are not set. */
static inline bool platter_find(void)
{
	platter.disk = getenv("DISK");
	platter.folder = getenv("PLATTER");
	return platter.disk && platter.folder;
}

static inline void platter_path(char path[PLATTER_PATH], const char *name)
{
	snprintf(path, PLATTER_PATH, "%s/%s", platter.folder, name);
}

/** What a file or folder is called on the platter: inodes are used again, with another time. */
static inline void platter_key(char key[PLATTER_KEY], int fd)
{
	struct statx what;

	if (statx(fd, "", AT_EMPTY_PATH, STATX_TYPE | STATX_INO | STATX_BTIME, &what))
		platter_die("statx");
	snprintf(key, PLATTER_KEY, "%c%llu-%lld.%u", S_ISDIR(what.stx_mode) ? 'd' : 'f',
		 (unsigned long long)what.stx_ino, (long long)what.stx_btime.tv_sec,
		 what.stx_btime.tv_nsec);
}

/** The same by its path. @return false: it is gone. */
static inline bool platter_key_at(char key[PLATTER_KEY], int folder, const char *path)
{
	int fd = openat(folder, path, O_PATH | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return false;
	platter_key(key, fd);
	close(fd);
	return true;
}

/* --- writing on it --------------------------------------------------------------------------- */

/** A file that takes the place of @p key when it is whole: whoever writes may be killed. */
static inline FILE *platter_begin(char path[PLATTER_PATH])
{
	static unsigned number;
	char name[48];
	FILE *out;

	snprintf(name, sizeof(name), "new-%ld-%u", (long)getpid(), number++);
	platter_path(path, name);
	out = fopen(path, "we");
	if (!out)
		platter_die(path);
	return out;
}

static inline void platter_end(FILE *out, const char *path, const char *key)
{
	char kept[PLATTER_PATH];

	platter_path(kept, key);
	if (fclose(out) || rename(path, kept))
		platter_die(kept);
}

static inline void platter_keep_file(int from, const char *key)
{
	char path[PLATTER_PATH], bytes[65536];
	FILE *out = platter_begin(path);
	ssize_t got;

	for (off_t at = 0; (got = pread(from, bytes, sizeof(bytes), at)) > 0; at += got)
		if (fwrite(bytes, 1, (size_t)got, out) != (size_t)got)
			platter_die(path);
	platter_end(out, path, key);
}

static inline void platter_keep_folder(const char *folder, const char *key)
{
	char path[PLATTER_PATH], entry_key[PLATTER_KEY];
	DIR *dir = opendir(folder);
	FILE *out = platter_begin(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    platter_key_at(entry_key, dirfd(dir), entry->d_name))
			fprintf(out, "%s %s\n", entry_key, entry->d_name);
	if (dir)
		closedir(dir);
	platter_end(out, path, key);
}

/** Into the names of one folder, in place of one that is the same. */
static inline void platter_add_name(const char *folder_key, const char *key, const char *name)
{
	char path[PLATTER_PATH], old[PLATTER_PATH], line[PLATTER_PATH];
	size_t size = strlen(key);
	FILE *out = platter_begin(path), *in;

	platter_path(old, folder_key);
	in = fopen(old, "re");
	while (in && fgets(line, sizeof(line), in)) {
		line[strcspn(line, "\n")] = '\0';
		if ((strncmp(line, key, size) != 0 || line[size] != ' ') &&
		    strcmp(strchr(line, ' ') + 1, name) != 0)
			fprintf(out, "%s\n", line);
	}
	if (in)
		fclose(in);
	fprintf(out, "%s %s\n", key, name);
	platter_end(out, path, folder_key);
}

/** The name that something has now, and those of the folders above it. */
static inline void platter_keep_names(const char *path)
{
	char at[PATH_MAX], key[PLATTER_KEY], folder_key[PLATTER_KEY];

	snprintf(at, sizeof(at), "%s", path);
	while (strlen(at) > strlen(platter.disk)) {
		char *slash = strrchr(at, '/');
		bool there = platter_key_at(key, AT_FDCWD, at);

		*slash = '\0';
		if (there && platter_key_at(folder_key, AT_FDCWD, at))
			platter_add_name(folder_key, key, slash + 1);
	}
}

static inline int platter_keep_one(const char *path, const struct stat *what, int type,
				   struct FTW *where)
{
	char key[PLATTER_KEY];
	int fd;

	(void)where;
	(void)what;
	if (!platter_key_at(key, AT_FDCWD, path))
		return 0;
	if (type == FTW_D) {
		platter_keep_folder(path, key);
		return 0;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		platter_keep_file(fd, key);
		close(fd);
	}
	return 0;
}

/** All of the tree. */
static inline void platter_keep_all(void)
{
	nftw(platter.disk, platter_keep_one, 16, FTW_PHYS);
}

#endif
