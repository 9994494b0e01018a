/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/messages.h"
#include "repo/bundle_piece.h"

/** Git's own locks are held for milliseconds; and a clock that was set back must not keep one. */
enum { LOCK_MAX_AGE_S = 2 };

int rota_repo_start(struct rota_error *err)
{
	/* libgit2 sends without MSG_NOSIGNAL: a cut connection would be the end. */
	signal(SIGPIPE, SIG_IGN);
	umask(077);
	/* The known_hosts of the user would decide which kind of host key a server is asked for.
	 * Without any HOME libgit2 cannot even look for one, and fails. */
	login_start();
	setenv("HOME", "/nonexistent", 1);
	if (git_libgit2_init() < 0)
		return git_check(err, GIT_ERROR, "libgit2");
	for (int level = GIT_CONFIG_LEVEL_PROGRAMDATA; level <= GIT_CONFIG_LEVEL_GLOBAL; level++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
	return ROTA_OK;
}

void rota_repo_stop(void)
{
	git_libgit2_shutdown();
}

struct oid_text oid_text(const struct rota_oid *oid)
{
	static const char digits[] = "0123456789abcdef";
	struct oid_text text;

	for (size_t i = 0; i < ROTA_OID_BYTES; i++) {
		text.digits[2 * i] = digits[oid->bytes[i] >> 4];
		text.digits[2 * i + 1] = digits[oid->bytes[i] & 15];
	}
	text.digits[2 * ROTA_OID_BYTES] = '\0';
	return text;
}

char *path_in(const struct rota_repo *repo, const char *name)
{
	char *path;

	return asprintf(&path, "%s/%s", repo->path, name) < 0 ? NULL : path;
}

bool lock_is_gone(const char *path)
{
	for (int tries = 0; tries <= LOCK_MAX_AGE_S * 20 + 1; tries++) {
		struct stat lock;
		time_t age;

		if (stat(path, &lock))
			return errno == ENOENT;
		age = time(NULL) - lock.st_mtime;
		if (age >= LOCK_MAX_AGE_S || age < -LOCK_MAX_AGE_S)
			return unlink(path) == 0 || errno == ENOENT;
		poll(NULL, 0, 50);
	}
	return false;
}

/* --- open ------------------------------------------------------------------------------------ */

static int open_failed(struct rota_error *err, const char *path, int rc)
{
	struct stat folder;

	if (stat(path, &folder))
		return rota_fail(err, ROTA_ENOTFOUND, _("check the name and the folder"),
				 _("no repository '%s'"), path);
	/* Without search paths libgit2 1.5 says of a foreign owner that a setting was not found. */
	if (rc == GIT_EOWNER || (rc == GIT_ENOTFOUND && folder.st_uid != geteuid()))
		return rota_fail(err, ROTA_EINVALID,
				 _("work as the user who owns it, or exchange by bundle files"),
				 _("the repository '%s' belongs to another user"), path);
	if (rc == GIT_ENOTFOUND)
		return rota_fail(err, ROTA_EINVALID, _("check the name and the folder"),
				 _("'%s' is not a bare git repository"), path);
	return git_check(err, rc, path);
}

int open_git(git_repository **out, const char *path, struct rota_error *err)
{
	int rc = git_repository_open_ext(
		out, path, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, NULL);

	return rc < 0 ? open_failed(err, path, rc) : ROTA_OK;
}

int rota_repo_open(struct rota_repo **out, const char *path, struct rota_error *err)
{
	struct rota_repo *repo = calloc(1, sizeof(*repo));
	int rc;

	*out = NULL;
	if (!repo)
		return out_of_memory(err);
	repo->path = strdup(path);
	rc = repo->path ? open_git(&repo->git, path, err) : out_of_memory(err);
	if (!rc)
		rc = git_check(err, git_repository_odb(&repo->odb, repo->git), path);
	if (rc)
		rota_repo_close(repo);
	else
		*out = repo;
	return rc;
}

void rota_repo_close(struct rota_repo *repo)
{
	if (!repo)
		return;
	bundle_pieces_close(repo);
	login_clear(&repo->login);
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	free(repo->path);
	free(repo);
}

/** The files and names that others have written are not known one by one, so all of them. */
int rota_repo_flush(struct rota_repo *repo, struct rota_error *err)
{
	int fd = open(repo->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd < 0 || syncfs(fd) ? file_failed(err, repo->path, errno) : ROTA_OK;

	if (fd >= 0)
		close(fd);
	return rc;
}

struct rota_repo_progress *rota_repo_progress(struct rota_repo *repo)
{
	return &repo->progress;
}

void rota_repo_may_ask(struct rota_repo *repo, bool may)
{
	repo->may_ask = may;
}
