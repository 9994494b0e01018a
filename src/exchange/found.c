/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/found.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "store/setting.h"

/** All that a founding may have made in a folder, but for the store: of any kind of office, since
 *  the one that died need not be of the kind of this one. */
static const char *const made_files[] = { "keys/root", "keys/root.next", "keys/merge", "keys/writer",
	                                  "request" };

enum { MADE_FILES = sizeof(made_files) / sizeof(made_files[0]) };

static void path_of(char out[PATH_MAX], const char *dir, const char *name)
{
	rota_text_join(out, PATH_MAX, dir, "/", name);
}

/** What the system said. @param hint  what to do when it is not for want of room. */
static int refused(struct rota_error *err, const char *path, const char *hint)
{
	int number = errno;

	if (number == ENOSPC || number == EDQUOT)
		hint = _("free some room on this disk and do it again; nothing was lost");
	return rota_fail(err, ROTA_EIO, hint, "'%s': %s", path, strerror(number));
}

/** @param[out] made  whether it was not there before. */
static int make_folder(bool *made, const char *path, struct rota_error *err)
{
	*made = mkdir(path, 0700) == 0;
	if (*made || errno == EEXIST)
		return ROTA_OK;
	return refused(err, path, _("check the folder above it"));
}

/** Open a folder for this process alone, as two inits would remove each other's files. */
static int lock_folder(int *out, const char *path, struct rota_error *err)
{
	*out = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*out < 0)
		return refused(err, path, _("check who owns the file and the folder"));
	if (flock(*out, LOCK_EX | LOCK_NB) == 0)
		return ROTA_OK;
	if (errno != EWOULDBLOCK)
		return refused(err, path, _("choose another folder with -C DIR"));
	return rota_fail(err, ROTA_EBUSY, _("wait until it has finished, then do this again"),
	                 _("another rota is working in this folder"));
}

/** A folder with an office, or with the keys of one, is left as it is. */
static int check_empty(const char *dir, struct rota_error *err)
{
	char path[PATH_MAX];
	bool unfinished;

	path_of(path, dir, "rota.mdb.new");
	unfinished = rota_file_exists(path);
	for (size_t i = 0; i <= (unfinished ? 0 : MADE_FILES); i++) {
		const char *name = i == 0 ? "rota.mdb" : made_files[i - 1];

		path_of(path, dir, name);
		if (rota_file_exists(path))
			return rota_fail(err, ROTA_EINVALID,
			                 _("choose another folder with -C DIR"),
			                 _("'%s' has an office already ('%s')"), dir, name);
	}
	return ROTA_OK;
}

/** The store, filled, under @p path. */
static int make_store(const char *path, const struct rota_founding *founding, struct rota_error *err)
{
	struct rota_office office = { .is_province = founding->is_province,
		                      .common = founding->common,
		                      .own = founding->own };
	struct rota_world world;
	int rc = rota_store_create(path, err);

	if (!rc)
		rc = rota_store_open(&office.store, path, 0, err);
	if (!rc)
		rc = rota_world_open(&world, &office, true, err);
	if (!rc) {
		rc = founding->fill(&world, founding->payload, err);
		rc = rota_world_close(&world, rc, err);
	}
	rota_store_close(office.store);
	return rc;
}

static int write_files(const struct rota_founding *founding, struct rota_error *err)
{
	char path[PATH_MAX];
	bool made;
	int rc;

	path_of(path, founding->dir, "keys");
	rc = make_folder(&made, path, err);
	for (size_t i = 0; !rc && i < founding->key_count; i++) {
		path_of(path, founding->dir, founding->keys[i].name);
		rc = rota_key_write(founding->keys[i].key, path, err);
	}
	if (rc || !founding->text_name)
		return rc;
	path_of(path, founding->dir, founding->text_name);
	return rota_file_write(path, rota_buffer_text(founding->text), founding->text->size, 0644,
	                       err);
}

/** Remove the files whose path begins so: temporary ones of a process that died. */
static void remove_beginning(const char *path)
{
	const char *start = strrchr(path, '/') + 1;
	char folder[PATH_MAX], found[PATH_MAX];
	struct dirent *one;
	DIR *names;

	snprintf(folder, sizeof(folder), "%.*s", (int)(start - path), path);
	names = opendir(folder);
	while (names && (one = readdir(names)))
		if (strncmp(one->d_name, start, strlen(start)) == 0) {
			path_of(found, folder, one->d_name);
			unlink(found);
		}
	if (names)
		closedir(names);
}

/** Remove what a founding has made, or half made; the store last, as the header says. */
static void remove_made(const char *dir)
{
	static const char *const beginnings[] = { "rota.mdb.new-", "rota.mdb.new.new-" };
	char path[PATH_MAX], temporary[PATH_MAX];

	for (size_t i = 0; i < MADE_FILES; i++) {
		path_of(path, dir, made_files[i]);
		rota_text_join(temporary, sizeof(temporary), path, ".tmp-", "");
		remove_beginning(temporary);
		unlink(path);
	}
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
		path_of(path, dir, beginnings[i]);
		remove_beginning(path);
	}
	path_of(path, dir, "keys");
	rmdir(path);
	path_of(path, dir, "rota.mdb.new");
	unlink(path);
}

/** Give the store its name. @param folder  is flushed, so that the name outlives a power cut. */
static int publish(int folder, const char *dir, struct rota_error *err)
{
	const char *hint = _("free some room on this disk and do it again; nothing was lost");
	char made[PATH_MAX], store[PATH_MAX];
	int rc;

	path_of(made, dir, "rota.mdb.new");
	path_of(store, dir, "rota.mdb");
	if (rename(made, store))
		return refused(err, store, hint);
	if (fsync(folder) == 0)
		return ROTA_OK;
	rc = refused(err, store, hint);
	if (rename(store, made))
		unlink(store);
	return rc;
}

static int make_office(int folder, const struct rota_founding *founding, struct rota_error *err)
{
	const char *dir = founding->dir;
	char path[PATH_MAX];
	int rc;

	remove_made(dir); /* of a founding that died */
	path_of(path, dir, "rota.mdb.new");
	rc = make_store(path, founding, err);
	if (!rc)
		rc = write_files(founding, err);
	path_of(path, dir, "rota.mdb.new-lock");
	unlink(path);
	if (!rc)
		rc = publish(folder, dir, err);
	if (rc)
		remove_made(dir);
	return rc;
}

int rota_found(const struct rota_founding *founding, struct rota_error *err)
{
	bool made = false;
	int folder = -1;
	int rc = make_folder(&made, founding->dir, err);

	if (!rc)
		rc = lock_folder(&folder, founding->dir, err);
	if (!rc)
		rc = check_empty(founding->dir, err);
	if (!rc)
		rc = make_office(folder, founding, err);
	if (rc && made && rc != ROTA_EBUSY) /* whoever has locked it may have made nothing in it yet */
		rmdir(founding->dir);
	if (folder >= 0)
		close(folder);
	return rc;
}

int rota_setting_put_hex(struct rota_world *world, const char *key, const void *bytes, size_t size,
                         struct rota_error *err)
{
	struct rota_buffer hex = { 0 };
	int rc;

	rota_hex_encode(&hex, bytes, size);
	rc = rota_buffer_check(&hex, err);
	if (!rc)
		rc = rota_setting_put(world->txn, key, rota_buffer_text(&hex), err);
	rota_buffer_clear(&hex);
	return rc;
}
