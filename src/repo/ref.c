/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/ref.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/messages.h"
#include "base/text.h"
#include "repo/object.h"
#include "repo/private.h"

static int check_name(const char *name, struct rota_error *err)
{
	int valid = 0;

	if (strncmp(name, "refs/", 5) == 0 && git_reference_name_is_valid(&valid, name) >= 0 &&
	    valid)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is not the name of a ref"), name);
}

/* --- ref files that a power cut left ---------------------------------------------------------- */

/** Whether the file holds an id, or the name of another ref. */
static bool is_ref_text(const char *text, size_t size)
{
	return (size >= 2 * ROTA_OID_BYTES &&
		strspn(text, "0123456789abcdef") == 2 * ROTA_OID_BYTES) ||
	       strncmp(text, "ref: ", 5) == 0;
}

/** Whether there is a file of that name without sense in it. */
static bool is_broken(const char *path)
{
	char text[256];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat what;
	ssize_t size = -1;

	if (fd < 0)
		return false;
	if (fstat(fd, &what) == 0 && S_ISREG(what.st_mode))
		size = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (size < 0)
		return false;
	text[size] = '\0';
	return !is_ref_text(text, (size_t)size);
}

static bool ref_is_broken(struct rota_repo *repo, const char *name)
{
	char *path = path_in(repo, name);
	bool broken = path && is_broken(path);

	free(path);
	return broken;
}

/** libgit2 refuses for ever to write over a file that it cannot read. */
static void remove_broken(struct rota_repo *repo, const char *name)
{
	char *path = path_in(repo, name);

	if (path && is_broken(path))
		unlink(path);
	free(path);
}

/** A server's git holds a lock while it waits for the disk, and may be at it just now. */
enum { FOREIGN_LOCK_MAX_AGE_S = 60 };

static bool is_old(const struct stat *file)
{
	time_t age = time(NULL) - file->st_mtime;

	return age >= FOREIGN_LOCK_MAX_AGE_S || age <= -FOREIGN_LOCK_MAX_AGE_S;
}

static int sweep_one(const char *path, const struct stat *what, int type, struct FTW *where)
{
	size_t size = strlen(path);
	bool is_lock = size > 5 && strcmp(path + size - 5, ".lock") == 0;

	(void)where;
	if (type == FTW_F && S_ISREG(what->st_mode) && is_old(what) && (is_lock || is_broken(path)))
		unlink(path);
	return 0;
}

void rota_repo_sweep(struct rota_repo *repo)
{
	static const char *const places[] = { "refs", "packed-refs.lock" };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *path = path_in(repo, places[i]);

		if (path)
			nftw(path, sweep_one, 16, FTW_PHYS);
		free(path);
	}
}

/* --- look ------------------------------------------------------------------------------------ */

static int absent(struct rota_error *err, const char *name)
{
	return rota_fail(err, ROTA_ENOTFOUND, NULL, _("no ref '%s'"), name);
}

int rota_repo_ref(struct rota_oid *out, struct rota_repo *repo, const char *name,
		  struct rota_error *err)
{
	git_oid id;
	int found, rc = check_name(name, err);

	if (rc)
		return rc;
	found = git_reference_name_to_id(&id, repo->git, name);
	if (found == GIT_ENOTFOUND || (found && ref_is_broken(repo, name)))
		return absent(err, name);
	rc = git_check(err, found, name);
	if (!rc)
		*out = oid_from_git(&id);
	return rc;
}

/** The same where a ref may well be absent. */
static int look(bool *there, struct rota_oid *out, struct rota_repo *repo, const char *name,
		struct rota_error *err)
{
	struct rota_error tried = { 0 };
	int rc = rota_repo_ref(out, repo, name, &tried);

	*there = rc == ROTA_OK;
	if (rc == ROTA_ENOTFOUND)
		return ROTA_OK;
	if (rc && err)
		*err = tried;
	return rc;
}

static int compare_names(const void *a, const void *b)
{
	char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

int rota_repo_refs(struct rota_repo *repo, const char *prefix, rota_repo_ref_fn *visit,
		   void *payload, struct rota_error *err)
{
	git_strarray names = { 0 };
	int rc = git_check(err, git_reference_list(&names, repo->git), repo->path);

	if (names.count)
		qsort(names.strings, names.count, sizeof(*names.strings), compare_names);
	for (size_t i = 0; !rc && i < names.count; i++) {
		const char *name = names.strings[i];
		struct rota_oid oid;
		bool there;

		if (strncmp(name, prefix, strlen(prefix)) != 0 ||
		    !rota_text_is_utf8(name, strlen(name)))
			continue;
		rc = look(&there, &oid, repo, name, err);
		if (!rc && there) /* else broken, or gone meanwhile */
			rc = visit(name, &oid, payload, err);
	}
	git_strarray_dispose(&names);
	return rc;
}

/* --- move ------------------------------------------------------------------------------------ */

/** One try. @return as libgit2; GIT_EMODIFIED or GIT_EEXISTS when the ref is something else. */
static int set_once(struct rota_repo *repo, const char *name, const struct rota_oid *from,
		    const struct rota_oid *to)
{
	git_oid new = oid_to_git(to), old;
	git_reference *ref = NULL;
	int rc;

	if (from)
		old = oid_to_git(from);
	rc = git_reference_create_matching(&ref, repo->git, name, &new, from != NULL,
					   from ? &old : NULL, NULL);
	git_reference_free(ref);
	return from && rc == GIT_ENOTFOUND ? GIT_EMODIFIED : rc;
}

static int delete_once(struct rota_repo *repo, const char *name, const struct rota_oid *from)
{
	git_oid old = oid_to_git(from);
	git_reference *ref = NULL;
	const git_oid *now;
	int rc = git_reference_lookup(&ref, repo->git, name);

	if (!rc) {
		now = git_reference_target(ref);
		rc = now && git_oid_equal(now, &old) ? git_reference_delete(ref) : GIT_EMODIFIED;
	}
	git_reference_free(ref);
	return rc == GIT_ENOTFOUND ? GIT_EMODIFIED : rc;
}

static int change_once(struct rota_repo *repo, const char *name, const struct rota_oid *from,
		       const struct rota_oid *to)
{
	return to ? set_once(repo, name, from, to) : delete_once(repo, name, from);
}

/** Whether locks that were in the way are gone. */
static bool unlock(struct rota_repo *repo, const char *name)
{
	char *packed = path_in(repo, "packed-refs.lock"), *own;
	bool gone = packed && lock_is_gone(packed);

	free(packed);
	if (gone && asprintf(&own, "%s/%s.lock", repo->path, name) >= 0) {
		gone = lock_is_gone(own);
		free(own);
	}
	return gone;
}

/** "refs/x is 12ab..., not 34cd..." */
static int is_other(struct rota_error *err, struct rota_repo *repo, const char *name,
		    const struct rota_oid *from)
{
	struct rota_oid now;
	bool there = !rota_repo_ref(&now, repo, name, NULL);

	return rota_fail(err, ROTA_ECONFLICT, _("do it again; when it goes on: rota verify --full"),
			 _("'%s' is %s, not %s"), name, there ? oid_text(&now).digits : _("absent"),
			 from ? oid_text(from).digits : _("absent"));
}

/** Flush a folder, if it is there. */
static int flush_folder(const char *path, struct rota_error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = fd >= 0 && fsync(fd) ? file_failed(err, path, errno) : ROTA_OK;

	if (fd >= 0)
		close(fd);
	return rc;
}

/** A deletion is a change of folders only, which libgit2 does not flush: that of the ref, and those
 *  above it, since one that is left empty is removed too. */
static int flush_deletion(struct rota_repo *repo, const char *name, struct rota_error *err)
{
	char *path = path_in(repo, name), *slash;
	int rc = ROTA_OK;

	if (!path)
		return out_of_memory(err);
	while (!rc && (slash = strrchr(path, '/')) && slash > path + strlen(repo->path)) {
		*slash = '\0';
		rc = flush_folder(path, err);
	}
	free(path);
	return rc;
}

static int check_target(struct rota_repo *repo, const struct rota_oid *to, struct rota_error *err)
{
	git_oid id = oid_to_git(to);

	if (git_odb_exists(repo->odb, &id))
		return ROTA_OK;
	return rota_fail(err, ROTA_ENOTFOUND, NULL, _("no object %s"), oid_text(to).digits);
}

int rota_repo_move(struct rota_repo *repo, const char *name, const struct rota_oid *from,
		   const struct rota_oid *to, struct rota_error *err)
{
	int changed, rc = check_name(name, err);

	if (!rc && to)
		rc = check_target(repo, to, err);
	if (rc)
		return rc;
	if (!from && !to)
		return rota_repo_ref(&(struct rota_oid){ 0 }, repo, name, NULL) == ROTA_ENOTFOUND
			       ? ROTA_OK
			       : is_other(err, repo, name, from);
	remove_broken(repo, name);
	changed = change_once(repo, name, from, to);
	if (changed == GIT_ELOCKED && unlock(repo, name))
		changed = change_once(repo, name, from, to);
	if (changed == GIT_EMODIFIED || changed == GIT_EEXISTS)
		return is_other(err, repo, name, from);
	rc = git_check(err, changed, name);
	return rc || to ? rc : flush_deletion(repo, name, err);
}

/* --- forward --------------------------------------------------------------------------------- */

static int goes_aside(struct rota_error *err, const char *name, const struct rota_oid *now,
		      const struct rota_oid *to)
{
	return rota_fail(err, ROTA_ECONFLICT, _("nothing was moved; tell the province"),
			 _("'%s' is %s, on which %s does not build"), name, oid_text(now).digits,
			 oid_text(to).digits);
}

/** Why @p to is not ahead of where the ref is now: it is behind, which is no failure, or aside. */
static int look_behind(enum rota_repo_way *way, struct rota_repo *repo, const char *name,
		       const struct rota_oid *now, const struct rota_oid *to,
		       struct rota_error *err)
{
	struct rota_repo_line line = { 0 };
	int rc = rota_repo_line_read(&line, repo, now, to, NULL);

	rota_repo_line_clear(&line);
	*way = ROTA_WAY_BACK;
	return rc ? goes_aside(err, name, now, to) : ROTA_OK;
}

int rota_repo_forward(enum rota_repo_way *way, struct rota_repo *repo, const char *name,
		      const struct rota_oid *to, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	struct rota_repo_line line = { 0 };
	struct rota_oid now;
	bool there;
	int rc = look(&there, &now, repo, name, err);

	*way = ROTA_WAY_SAME;
	if (rc || (there && oid_equal(&now, to)))
		return rc;
	rc = rota_repo_line_read(&line, repo, to, there ? &now : NULL, &tried);
	rota_repo_line_clear(&line);
	if (rc == ROTA_ENOTFOUND && there)
		return look_behind(way, repo, name, &now, to, err);
	if (rc) {
		if (err)
			*err = tried;
		return rc;
	}
	*way = ROTA_WAY_FORWARD;
	return rota_repo_move(repo, name, there ? &now : NULL, to, err);
}
