/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/property/git_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask/git_bundle.h"
#include "tests/property/must.h"

/** What a setting, a ref or a commit is called is short; so is a path of the test. */
enum { NAME = 256 };

struct ref {
	char name[NAME];
	struct rota_oid oid;
};

struct commit {
	struct rota_oid oid;
	struct rota_oid parent;
	bool has_parent;
	struct rota_buffer row; /* rota_sealed_encode() */
};

struct repository {
	char path[NAME];
	char remote[NAME];
	struct ref *refs; /* sorted by name */
	size_t ref_count;
	struct commit *commits;
	size_t commit_count, commit_room;
};

static struct repository *repositories;
static size_t repository_count;

struct rota_git {
	char path[NAME];
};

/* --- repositories ---------------------------------------------------------------------------- */

static struct repository *find(const char *path)
{
	for (size_t i = 0; i < repository_count; i++)
		if (strcmp(repositories[i].path, path) == 0)
			return &repositories[i];
	return NULL;
}

static struct repository *add(const char *path)
{
	struct repository *one = find(path);

	if (one)
		return one;
	repositories = realloc(repositories, (repository_count + 1) * sizeof(*repositories));
	MUST(repositories && strlen(path) < NAME);
	one = &repositories[repository_count++];
	memset(one, 0, sizeof(*one));
	strcpy(one->path, path);
	return one;
}

static struct repository *of(const struct rota_git *git)
{
	struct repository *one = find(git->path);

	MUST(one);
	return one;
}

static void clear(struct repository *one)
{
	for (size_t i = 0; i < one->commit_count; i++)
		rota_buffer_clear(&one->commits[i].row);
	free(one->commits);
	free(one->refs);
}

void git_memory_clear(void)
{
	for (size_t i = 0; i < repository_count; i++)
		clear(&repositories[i]);
	free(repositories);
	repositories = NULL;
	repository_count = 0;
}

/* --- commits --------------------------------------------------------------------------------- */

static struct commit *find_commit(const struct repository *one, const struct rota_oid *oid)
{
	for (size_t i = one->commit_count; i-- > 0;)
		if (rota_oid_equal(one->commits[i].oid, *oid))
			return &one->commits[i];
	return NULL;
}

static struct commit *add_commit(struct repository *one)
{
	if (one->commit_count == one->commit_room) {
		one->commit_room = one->commit_room ? 2 * one->commit_room : 64;
		one->commits = realloc(one->commits, one->commit_room * sizeof(*one->commits));
		MUST(one->commits);
	}
	memset(&one->commits[one->commit_count], 0, sizeof(*one->commits));
	return &one->commits[one->commit_count++];
}

static void copy_commit(struct repository *to, const struct commit *commit)
{
	struct commit *copy;

	if (find_commit(to, &commit->oid))
		return;
	copy = add_commit(to);
	*copy = *commit;
	copy->row = (struct rota_buffer){ 0 };
	rota_buffer_append(&copy->row, commit->row.bytes, commit->row.size);
	MUST(!rota_buffer_check(&copy->row, NULL));
}

/** The commits from behind @p after to @p tip, oldest first; NULL, false when there is no such way.
 */
static bool list_line(const struct commit ***out, size_t *count, const struct repository *one,
		      const struct rota_oid *tip, const struct rota_oid *after)
{
	const struct commit *at = find_commit(one, tip);
	size_t size = 0;

	*out = malloc((one->commit_count + 1) * sizeof(*out));
	MUST(*out);
	while (at && !(after && rota_oid_equal(at->oid, *after))) {
		(*out)[size++] = at;
		if (!at->has_parent)
			break;
		at = find_commit(one, &at->parent);
	}
	*count = size;
	return at && (!after || rota_oid_equal(at->oid, *after));
}

static bool is_ancestor(const struct repository *one, const struct rota_oid *old,
			const struct rota_oid *new)
{
	const struct commit **line;
	size_t count;
	bool is = list_line(&line, &count, one, new, old);

	free(line);
	return is;
}

/* --- refs ------------------------------------------------------------------------------------ */

static struct ref *find_ref(const struct repository *one, const char *name)
{
	for (size_t i = 0; i < one->ref_count; i++)
		if (strcmp(one->refs[i].name, name) == 0)
			return &one->refs[i];
	return NULL;
}

static int compare_refs(const void *a, const void *b)
{
	return strcmp(((const struct ref *)a)->name, ((const struct ref *)b)->name);
}

static void set_ref(struct repository *one, const char *name, const struct rota_oid *oid)
{
	struct ref *ref = find_ref(one, name);

	if (!ref) {
		one->refs = realloc(one->refs, (one->ref_count + 1) * sizeof(*one->refs));
		MUST(one->refs && strlen(name) < NAME);
		ref = &one->refs[one->ref_count++];
		memset(ref, 0, sizeof(*ref));
		strcpy(ref->name, name);
	}
	ref->oid = *oid;
	qsort(one->refs, one->ref_count, sizeof(*one->refs), compare_refs);
}

static void drop_ref(struct repository *one, const char *name)
{
	struct ref *ref = find_ref(one, name);
	size_t at = (size_t)(ref - one->refs);

	memmove(ref, ref + 1, (one->ref_count - at - 1) * sizeof(*ref));
	one->ref_count--;
}

void git_memory_copy(const char *from, const char *to)
{
	size_t length = strlen(from), count = repository_count;

	for (size_t i = 0; i < count; i++) {
		char path[2 * NAME];
		struct repository *copy;

		if (strncmp(repositories[i].path, from, length) != 0)
			continue;
		snprintf(path, sizeof(path), "%s%s", to, repositories[i].path + length);
		copy = add(path); /* moves them all */
		strcpy(copy->remote, repositories[i].remote);
		for (size_t k = 0; k < repositories[i].commit_count; k++)
			copy_commit(copy, &repositories[i].commits[k]);
		for (size_t k = 0; k < repositories[i].ref_count; k++)
			set_ref(copy, repositories[i].refs[k].name, &repositories[i].refs[k].oid);
	}
}

/* --- ask/git.h ---------------------------------------------------------------------------- */

int rota_git_make(const char *path, enum rota_git_kind kind, struct rota_error *err)
{
	(void)kind;
	(void)err;
	add(path);
	return ROTA_OK;
}

int rota_git_open(struct rota_git **out, const char *path, const char *key_file,
		  struct rota_error *err)
{
	(void)key_file;
	(void)err;
	*out = calloc(1, sizeof(**out));
	MUST(*out && strlen(path) < NAME);
	strcpy((*out)->path, path);
	return ROTA_OK;
}

void rota_git_close(struct rota_git *git)
{
	free(git);
}

int rota_git_ref(struct rota_oid *out, struct rota_git *git, const char *name,
		 struct rota_error *err)
{
	const struct ref *ref = find_ref(of(git), name);

	if (!ref)
		return rota_fail(err, ROTA_ENOTFOUND, NULL, "no ref '%s'", name);
	*out = ref->oid;
	return ROTA_OK;
}

int rota_git_refs(struct rota_git *git, const char *prefix, rota_git_ref_fn *visit, void *payload,
		  struct rota_error *err)
{
	const struct repository *one = of(git);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < one->ref_count; i++)
		if (strncmp(one->refs[i].name, prefix, strlen(prefix)) == 0)
			rc = visit(one->refs[i].name, &one->refs[i].oid, payload, err);
	return rc;
}

int rota_git_move(struct rota_git *git, const char *name, const struct rota_oid *from,
		  const struct rota_oid *to, struct rota_error *err)
{
	struct repository *one = of(git);
	const struct ref *ref = find_ref(one, name);

	if (!ref != !from || (ref && !rota_oid_equal(ref->oid, *from)))
		return rota_fail(err, ROTA_ECONFLICT, NULL, "ref '%s' is something else", name);
	if (to && !find_commit(one, to))
		return rota_fail(err, ROTA_ENOTFOUND, NULL, "no object for '%s'", name);
	if (to)
		set_ref(one, name, to);
	else if (ref)
		drop_ref(one, name);
	return ROTA_OK;
}

int rota_git_put(struct rota_git *git, const struct rota_sealed *sealed, size_t count,
		 struct rota_error *err)
{
	struct repository *one = of(git);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i++) {
		struct commit *commit;

		if (find_commit(one, &sealed[i].oid))
			continue;
		commit = add_commit(one);
		commit->oid = sealed[i].oid;
		commit->parent = sealed[i].parent;
		commit->has_parent = sealed[i].has_parent;
		rc = rota_sealed_encode(&commit->row, &sealed[i], err);
	}
	return rc;
}

int rota_git_walk(struct rota_git *git, const struct rota_oid *tip, const struct rota_oid *after,
		  rota_git_visit_fn *visit, void *payload, struct rota_error *err)
{
	const struct commit **line;
	size_t count;
	int rc = ROTA_OK;

	if (!list_line(&line, &count, of(git), tip, after))
		rc = rota_fail(err, ROTA_ENOTFOUND, NULL, "no such commit or ancestor");
	while (!rc && count-- > 0) {
		struct rota_arena arena = { .first = NULL };
		struct rota_sealed sealed;

		rc = rota_sealed_decode(&sealed, &arena, line[count]->row.bytes,
					line[count]->row.size, err);
		if (!rc)
			rc = visit(&sealed, payload, err);
		rota_arena_clear(&arena);
	}
	free(line);
	return rc;
}

int rota_git_pack(struct rota_git *git, struct rota_error *err)
{
	(void)git;
	(void)err;
	return ROTA_OK;
}

int rota_git_flush(struct rota_git *git, struct rota_error *err)
{
	(void)git;
	(void)err;
	return ROTA_OK;
}

int rota_git_sweep(struct rota_git *git, struct rota_error *err)
{
	(void)git;
	(void)err;
	return ROTA_OK;
}

int rota_git_remote_set(struct rota_git *git, const char *key, const char *value,
			struct rota_error *err)
{
	(void)err;
	MUST(strcmp(key, "remote") == 0 && (!value || strlen(value) < NAME));
	strcpy(of(git)->remote, value ? value : "");
	return ROTA_OK;
}

int rota_git_remote_get(struct rota_buffer *out, struct rota_git *git, const char *key,
			struct rota_error *err)
{
	if (strcmp(key, "remote") != 0 || !*of(git)->remote)
		return rota_fail(err, ROTA_ENOTFOUND, NULL, "no '%s'", key);
	rota_buffer_puts(out, of(git)->remote);
	return rota_buffer_check(out, err);
}

int rota_git_list(struct rota_git *git, struct rota_git_want *refs, size_t count,
		  struct rota_error *err)
{
	const struct repository *remote = find(of(git)->remote);

	if (!remote)
		return rota_fail(err, ROTA_EREMOTE, NULL, "nothing is at '%s'", of(git)->remote);
	for (size_t i = 0; i < count; i++) {
		const struct ref *ref = find_ref(remote, refs[i].name);

		refs[i].there = ref != NULL;
		if (ref)
			refs[i].oid = ref->oid;
	}
	return ROTA_OK;
}

/** Bring a ref forward to where another repository has it. */
static int bring(struct repository *to, const struct repository *from, const char *name,
		 struct rota_error *err)
{
	const struct ref *there = find_ref(from, name), *here = find_ref(to, name);
	const struct commit **line;
	size_t count;

	if (!there)
		return ROTA_OK;
	if (here && !is_ancestor(from, &here->oid, &there->oid))
		return rota_fail(err, ROTA_ECONFLICT, NULL, "'%s' would go back or aside", name);
	MUST(list_line(&line, &count, from, &there->oid, NULL));
	for (size_t i = count; i-- > 0;)
		copy_commit(to, line[i]);
	free(line);
	set_ref(to, name, &there->oid);
	return ROTA_OK;
}

int rota_git_push(struct rota_git *git, const char *name, struct rota_git_pushing *pushing,
		  struct rota_error *err)
{
	struct repository *remote = find(of(git)->remote);
	const struct ref *there;
	int rc;

	MUST(remote);
	rc = bring(remote, of(git), name, err);
	there = find_ref(remote, name);
	if (pushing && there) {
		pushing->known = true;
		pushing->there = there->oid;
		pushing->slices = 1;
	}
	return rc;
}

int rota_git_slice(uint64_t *bytes, bool *is_line, struct rota_git *git, struct rota_error *err)
{
	(void)git;
	(void)err;
	*bytes = UINT64_MAX;
	if (is_line)
		*is_line = false;
	return ROTA_OK;
}

bool rota_git_line_failed(const struct rota_git *git)
{
	(void)git;
	return false;
}

void rota_git_may_ask(struct rota_git *git, bool may)
{
	(void)git;
	(void)may;
}

int rota_git_fetch(struct rota_git *git, const char *const *names, size_t count,
		   rota_git_progress_fn *progress, void *payload, struct rota_error *err)
{
	struct repository *remote = find(of(git)->remote);
	int rc = ROTA_OK;

	(void)progress;
	(void)payload;
	MUST(remote);
	for (size_t i = 0; i < count; i++) {
		int one = bring(of(git), remote, names[i], err);

		rc = rc ? rc : one;
	}
	return rc;
}

/** Offices are welcomed without the file. */
int rota_git_bundle_write(struct rota_git *git, const struct rota_git_bundling *bundling,
			  rota_git_file_fn *written, struct rota_error *err)
{
	(void)git;
	(void)bundling;
	(void)written;
	(void)err;
	return ROTA_OK;
}

/* What of the interface the test does not need, so that nothing of the real one is linked. */

int rota_git_write(struct rota_oid *out, struct rota_git *git, const char *type, const void *bytes,
		   size_t size, struct rota_error *err)
{
	(void)out;
	(void)git;
	(void)bytes;
	(void)size;
	return rota_fail(err, ROTA_EBUG, NULL, "no object of the type '%s' is kept", type);
}

static int no_bundle(const char *path, struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOTFOUND, NULL, "no bundle '%s'", path);
}

int rota_git_bundle_read(struct rota_git *git, const char *path, rota_git_ref_fn *visit,
			 void *payload, struct rota_error *err)
{
	(void)git;
	(void)visit;
	(void)payload;
	return no_bundle(path, err);
}

int rota_git_bundle_take(struct rota_git *git, const char *path, const char *const *names,
			 size_t count, rota_git_ref_fn *found, void *payload,
			 struct rota_error *err)
{
	(void)git;
	(void)names;
	(void)count;
	(void)found;
	(void)payload;
	return no_bundle(path, err);
}

int rota_git_bundle_apply(struct rota_git *git, const char *path, const char *const *names,
			  size_t count, struct rota_error *err)
{
	(void)git;
	(void)names;
	(void)count;
	return no_bundle(path, err);
}
