/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/known.h"

#include <git2/sys/refdb_backend.h>
#include <git2/sys/refs.h>
#include <git2/sys/repository.h>
#include <stdlib.h>

enum { READ_ONLY = GIT_ERROR };

struct shown_ref {
	const char *name;
	git_oid oid;
	git_time_t time; /**< of the commit */
};

/** Refs in memory, for reading. */
struct shown {
	git_refdb_backend parent;
	struct shown_ref *refs;
	size_t count;
};

struct shown_iterator {
	git_reference_iterator parent;
	const struct shown *shown;
	size_t at;
};

/* --- reading ---------------------------------------------------------------------------------- */

static const struct shown_ref *find(git_refdb_backend *backend, const char *name)
{
	const struct shown *shown = (const struct shown *)backend;

	for (size_t i = 0; i < shown->count; i++)
		if (strcmp(shown->refs[i].name, name) == 0)
			return &shown->refs[i];
	return NULL;
}

static int exists(int *out, git_refdb_backend *backend, const char *name)
{
	*out = find(backend, name) != NULL;
	return 0;
}

static int make(git_reference **out, const struct shown_ref *ref)
{
	*out = git_reference__alloc(ref->name, &ref->oid, NULL);
	return *out ? 0 : GIT_ERROR;
}

static int lookup(git_reference **out, git_refdb_backend *backend, const char *name)
{
	const struct shown_ref *ref = find(backend, name);

	return ref ? make(out, ref) : GIT_ENOTFOUND;
}

static const struct shown_ref *step(git_reference_iterator *iterator)
{
	struct shown_iterator *own = (struct shown_iterator *)iterator;

	return own->at < own->shown->count ? &own->shown->refs[own->at++] : NULL;
}

static int next(git_reference **out, git_reference_iterator *iterator)
{
	const struct shown_ref *ref = step(iterator);

	return ref ? make(out, ref) : GIT_ITEROVER;
}

static int next_name(const char **out, git_reference_iterator *iterator)
{
	const struct shown_ref *ref = step(iterator);

	*out = ref ? ref->name : NULL;
	return ref ? 0 : GIT_ITEROVER;
}

static void iterator_free(git_reference_iterator *iterator)
{
	free(iterator);
}

/** Of all; libgit2 asks for "refs/" and what follows. */
static int iterate(git_reference_iterator **out, git_refdb_backend *backend, const char *glob)
{
	struct shown_iterator *iterator = calloc(1, sizeof(*iterator));

	(void)glob;
	if (!iterator) {
		git_error_set_oom();
		return GIT_ERROR;
	}
	iterator->parent = (git_reference_iterator){ .next = next,
						     .next_name = next_name,
						     .free = iterator_free };
	iterator->shown = (const struct shown *)backend;
	*out = &iterator->parent;
	return 0;
}

/* --- writing, which is refused ---------------------------------------------------------------- */

static int write_ref(git_refdb_backend *backend, const git_reference *ref, int force,
		     const git_signature *who, const char *message, const git_oid *old,
		     const char *old_target)
{
	(void)backend, (void)ref, (void)force, (void)who, (void)message, (void)old,
		(void)old_target;
	return READ_ONLY;
}

static int rename_ref(git_reference **out, git_refdb_backend *backend, const char *old_name,
		      const char *new_name, int force, const git_signature *who,
		      const char *message)
{
	(void)out, (void)backend, (void)old_name, (void)new_name, (void)force, (void)who;
	(void)message;
	return READ_ONLY;
}

static int delete_ref(git_refdb_backend *backend, const char *name, const git_oid *old,
		      const char *old_target)
{
	(void)backend, (void)name, (void)old, (void)old_target;
	return READ_ONLY;
}

static int has_log(git_refdb_backend *backend, const char *name)
{
	(void)backend, (void)name;
	return 0;
}

static int no_log(git_refdb_backend *backend, const char *name)
{
	(void)backend, (void)name;
	return READ_ONLY;
}

static int read_log(git_reflog **out, git_refdb_backend *backend, const char *name)
{
	(void)out, (void)backend, (void)name;
	return GIT_ENOTFOUND;
}

static int write_log(git_refdb_backend *backend, git_reflog *log)
{
	(void)backend, (void)log;
	return READ_ONLY;
}

static int rename_log(git_refdb_backend *backend, const char *old_name, const char *new_name)
{
	(void)backend, (void)old_name, (void)new_name;
	return READ_ONLY;
}

/* --- the handle ------------------------------------------------------------------------------- */

static void shown_free(git_refdb_backend *backend)
{
	struct shown *shown = (struct shown *)backend;

	free(shown->refs);
	free(shown);
}

static const git_refdb_backend functions = {
	.version = GIT_REFDB_BACKEND_VERSION,
	.exists = exists,
	.lookup = lookup,
	.iterator = iterate,
	.write = write_ref,
	.rename = rename_ref,
	.del = delete_ref,
	.has_log = has_log,
	.ensure_log = no_log,
	.free = shown_free,
	.reflog_read = read_log,
	.reflog_write = write_log,
	.reflog_rename = rename_log,
	.reflog_delete = no_log,
};

/** @return whether it is here. */
static bool shown_ref_read(struct shown_ref *out, git_repository *git, const char *name)
{
	git_commit *commit = NULL;
	bool here;

	out->name = name;
	here = git_reference_name_to_id(&out->oid, git, name) == 0 &&
	       git_commit_lookup(&commit, git, &out->oid) == 0;
	out->time = here ? git_commit_time(commit) : 0;
	git_commit_free(commit);
	return here;
}

static int by_time(const void *left, const void *right)
{
	const struct shown_ref *a = left, *b = right;

	return (a->time > b->time) - (a->time < b->time);
}

static struct shown *shown_new(git_repository *git, const struct rota_repo_want *refs, size_t count)
{
	struct shown *shown = calloc(1, sizeof(*shown));

	if (!shown)
		return NULL;
	shown->parent = functions;
	shown->refs = calloc(count + 1, sizeof(*shown->refs));
	if (!shown->refs) {
		free(shown);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		shown->count += shown_ref_read(&shown->refs[shown->count], git, refs[i].name);
	qsort(shown->refs, shown->count, sizeof(*shown->refs), by_time);
	return shown;
}

static int show(git_repository *git, const struct rota_repo_want *refs, size_t count)
{
	struct shown *shown = shown_new(git, refs, count);
	git_refdb *refdb = NULL;
	int rc;

	if (!shown)
		git_error_set_oom();
	rc = shown ? git_refdb_new(&refdb, git) : GIT_ERROR;

	if (!rc) {
		rc = git_refdb_set_backend(refdb, &shown->parent);
		shown = rc ? shown : NULL; /* it is the refdb's */
	}
	if (!rc)
		rc = git_repository_set_refdb(git, refdb);
	git_refdb_free(refdb);
	if (shown)
		shown_free(&shown->parent);
	return rc;
}

int known_open(git_repository **out, const struct rota_repo *repo,
	       const struct rota_repo_want *refs, size_t count, struct rota_error *err)
{
	int rc = open_git(out, repo->path, err);

	if (!rc)
		rc = git_check(err, show(*out, refs, count), repo->path);
	if (rc) {
		git_repository_free(*out);
		*out = NULL;
	}
	return rc;
}
