/* SPDX-License-Identifier: Apache-2.0 */
/* A new repository, and what git and libgit2 are told in its config. */
#include "repo/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/messages.h"

#define EVERY (1u << ROTA_REPO_OFFICE | 1u << ROTA_REPO_CENTRE | 1u << ROTA_REPO_OWN)
#define CENTRE (1u << ROTA_REPO_CENTRE)

/**
 * The centre takes pushes from stock git, which by default flushes nothing, takes anything and
 * now and then packs and prunes by itself: that is the merge's affair, under the office's lock.
 * @source git-config(1); formats.md 5.
 */
static const struct {
	const char *name, *value;
	unsigned kinds;
	bool one_of_many; /**< there may be others of that name */
} settings[] = {
	/* libgit2 1.5 takes it for core.bigFileThreshold too: no search for deltas, which would
	 * find next to nothing in compressed entries and take most of the time. */
	{ "pack.deltacachesize", "1", EVERY, false },
	{ "gc.auto", "0", CENTRE, false },
	{ "receive.autogc", "false", CENTRE, false },
	{ "receive.unpacklimit", "1", CENTRE, false },
	{ "receive.fsckobjects", "true", CENTRE, false },
	{ "receive.denynonfastforwards", "true", CENTRE, false },
	{ "receive.denydeletes", "true", CENTRE, false },
	{ "core.fsync", "all", CENTRE, false },
	{ "uploadpack.allowtipsha1inwant", "false", CENTRE, false },
	{ "uploadpack.allowreachablesha1inwant", "false", CENTRE, false },
	{ "uploadpack.allowanysha1inwant", "false", CENTRE, false },
	{ "transfer.hiderefs", "refs/rota/kept", CENTRE, true },
	{ "transfer.hiderefs", "refs/rota/forks", CENTRE, true },
};

static int set_one_of_many(git_config *config, const char *name, const char *value)
{
	char same[64];

	snprintf(same, sizeof(same), "^%s$", value);
	return git_config_set_multivar(config, name, same, value);
}

/** Only what is missing or different is written. */
static int complete_setting(git_config *config, size_t i)
{
	git_buf now = { 0 };
	int rc;

	if (settings[i].one_of_many)
		return set_one_of_many(config, settings[i].name, settings[i].value);
	rc = git_config_get_string_buf(&now, config, settings[i].name);
	if (rc == GIT_ENOTFOUND || (!rc && strcmp(now.ptr, settings[i].value) != 0))
		rc = git_config_set_string(config, settings[i].name, settings[i].value);
	git_buf_dispose(&now);
	return rc;
}

static int complete_settings(git_repository *git, enum rota_repo_kind kind)
{
	git_config *config = NULL;
	int rc = git_repository_config(&config, git);

	for (size_t i = 0; !rc && i < sizeof(settings) / sizeof(settings[0]); i++)
		if (settings[i].kinds & 1u << kind)
			rc = complete_setting(config, i);
	git_config_free(config);
	return rc;
}

/* --- folders --------------------------------------------------------------------------------- */

/** The folder that holds @p path; freed with free(). */
static char *folder_of(const char *path)
{
	char *copy = strdup(path);
	char *folder = copy ? strdup(dirname(copy)) : NULL;

	free(copy);
	return folder;
}

/** Remove `PATH.tmp-*`, left by crashes; the caller's lock keeps others from being at it. */
static void remove_leftovers(const char *path)
{
	char *folder = folder_of(path);
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	DIR *dir = folder ? opendir(folder) : NULL;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char *leftover;

		if (strncmp(entry->d_name, name, strlen(name)) != 0 ||
		    strncmp(entry->d_name + strlen(name), ".tmp-", 5) != 0)
			continue;
		if (asprintf(&leftover, "%s/%s", folder, entry->d_name) >= 0) {
			rota_folder_remove(leftover);
			free(leftover);
		}
	}
	if (dir)
		closedir(dir);
	free(folder);
}

/** Flush one file or folder. */
static int flush_name(const char *path, const struct stat *what, int type, struct FTW *where)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), failed;

	(void)what;
	(void)type;
	(void)where;
	failed = fd < 0 || fsync(fd);
	if (fd >= 0)
		close(fd);
	return failed;
}

static int flush_folder(const char *path, struct rota_error *err)
{
	return flush_name(path, NULL, 0, NULL) ? file_failed(err, path, errno) : ROTA_OK;
}

/** Flush a folder with all that is in it. */
static int flush_all(const char *path, struct rota_error *err)
{
	return nftw(path, flush_name, 16, FTW_DEPTH | FTW_PHYS) ? file_failed(err, path, errno)
								: ROTA_OK;
}

/* --- make ------------------------------------------------------------------------------------ */

static int init(const char *path, enum rota_repo_kind kind, struct rota_error *err)
{
	git_repository_init_options options;
	git_repository *git = NULL;
	int rc;

	git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_NO_REINIT |
			GIT_REPOSITORY_INIT_MKDIR;
	/* At the centre the figures for people; elsewhere no such branch will ever be. */
	options.initial_head = "main";
	rc = git_check(err, git_repository_init_ext(&git, path, &options), path);
	if (!rc)
		rc = git_check(err, complete_settings(git, kind), path);
	git_repository_free(git);
	if (!rc)
		rc = flush_all(path, err);
	return rc;
}

static int make_new(const char *path, enum rota_repo_kind kind, struct rota_error *err)
{
	char *temporary = NULL, *folder = folder_of(path);
	int rc;

	if (!folder || asprintf(&temporary, "%s.tmp-%ld", path, (long)getpid()) < 0) {
		free(folder);
		return out_of_memory(err);
	}
	rc = init(temporary, kind, err);
	if (!rc && rename(temporary, path)) {
		int number = errno;

		rc = number == ENOTEMPTY || number == EEXIST || number == ENOTDIR
			     ? rota_fail(err, ROTA_EINVALID, _("choose another folder"),
					 _("'%s' is there already and no bare git repository"),
					 path)
			     : file_failed(err, path, number);
	}
	if (!rc)
		rc = flush_folder(folder, err);
	else
		rota_folder_remove(temporary);
	free(temporary);
	free(folder);
	return rc;
}

/** `config.lock` of a crash would refuse every change for ever. */
static int complete(git_repository *git, const char *path, enum rota_repo_kind kind,
		    struct rota_error *err)
{
	char *lock;
	int rc = complete_settings(git, kind);

	if (rc == GIT_ELOCKED && asprintf(&lock, "%s/config.lock", path) >= 0) {
		if (lock_is_gone(lock))
			rc = complete_settings(git, kind);
		free(lock);
	}
	return git_check(err, rc, path);
}

static bool is_repository(const char *path)
{
	char *head;
	bool there = false;

	if (asprintf(&head, "%s/HEAD", path) >= 0) {
		there = access(head, F_OK) == 0;
		free(head);
	}
	return there;
}

int rota_repo_make(const char *path, enum rota_repo_kind kind, struct rota_error *err)
{
	git_repository *git = NULL;
	int rc;

	remove_leftovers(path);
	if (!is_repository(path))
		return make_new(path, kind, err);
	rc = open_git(&git, path, err);
	if (!rc)
		rc = complete(git, path, kind, err);
	git_repository_free(git);
	return rc;
}
