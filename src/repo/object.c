/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/object.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hex.h"
#include "base/messages.h"
#include "repo/loose.h"
#include "repo/private.h"

/* --- write ----------------------------------------------------------------------------------- */

/** Flush the folder in which a process that died may have put the object just before. */
static int flush_name(const char *path, struct rota_error *err)
{
	char *folder = strdup(path);
	int fd, rc = ROTA_OK;

	if (!folder)
		return out_of_memory(err);
	*strrchr(folder, '/') = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && fsync(fd))
		rc = file_failed(err, folder, errno);
	if (fd >= 0)
		close(fd);
	free(folder);
	return rc;
}

/** What is in the way of an object that is to be written. */
struct standing {
	bool whole;  /**< the object itself: it can stay */
	char *path;  /**< where its own file is, or would be */
	char *aside; /**< and where that is moved while a damaged one is replaced; NULL: it is not */
};

static void standing_clear(struct standing *standing)
{
	free(standing->path);
	free(standing->aside);
}

/** Git takes a name like this for one of its own temporary files. */
static int put_aside(struct standing *standing, struct rota_repo *repo, struct rota_error *err)
{
	int size = (int)(strrchr(standing->path, '/') - standing->path), number;

	if (asprintf(&standing->aside, "%.*s/tmp_obj_%s", size, standing->path,
		     standing->path + size + 1) < 0) {
		standing->aside = NULL;
		return out_of_memory(err);
	}
	if (rename(standing->path, standing->aside) == 0)
		return git_check(err, git_odb_refresh(repo->odb), standing->path);
	number = errno;
	free(standing->aside);
	standing->aside = NULL;
	return number == ENOENT ? ROTA_ENOTFOUND : file_failed(err, standing->path, number);
}

/**
 * Look at an object that is there already. libgit2 would take it for written whatever its bytes
 * are; one that does not have its hash is put aside, if it lies in a file of its own.
 */
static int inspect(struct standing *out, struct rota_repo *repo, const struct rota_oid *oid,
		   struct rota_error *err)
{
	git_oid id = oid_to_git(oid);
	git_odb_object *object = NULL;
	enum loose_state state;
	int rc;

	out->path = loose_path(repo, oid);
	if (!out->path)
		return out_of_memory(err);
	state = loose_look(out->path);
	if (state == LOOSE_UNREADABLE)
		return file_failed(err, out->path, errno);
	out->whole = state != LOOSE_BROKEN && git_odb_read(&object, repo->odb, &id) == 0;
	git_odb_object_free(object);
	if (out->whole)
		return state == LOOSE_SOUND ? flush_name(out->path, err) : ROTA_OK;
	rc = put_aside(out, repo, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	return rota_fail(err, ROTA_ECORRUPT,
			 _("fetch this repository anew, or take it from a copy"),
			 _("the object %s lies damaged in a pack"), oid_text(oid).digits);
}

/** The damaged file goes when a sound one is there, and comes back when none is: others may build on
 *  the object, and it is not known to be worse than none. */
static void finish(struct standing *standing, bool written)
{
	if (standing->aside && written)
		unlink(standing->aside);
	else if (standing->aside)
		rename(standing->aside, standing->path);
}

static int check_content(const char *type, git_object_t kind, const void *bytes, size_t size,
			 struct rota_error *err)
{
	int valid = 0;

	if (kind != GIT_OBJECT_BLOB && kind != GIT_OBJECT_TREE && kind != GIT_OBJECT_COMMIT)
		return rota_fail(err, ROTA_EINVALID, NULL, _("'%s' is no type of object"), type);
	if (size > ROTA_REPO_FILE_MAX_BYTES)
		return rota_fail(err, ROTA_EINVALID, NULL, _("an object of %zu bytes; %d at most"),
				 size, ROTA_REPO_FILE_MAX_BYTES);
	if (git_object_rawcontent_is_valid(&valid, bytes, size, kind) < 0 || !valid)
		return rota_fail(err, ROTA_EINVALID, NULL, _("the bytes are no %s"), type);
	return ROTA_OK;
}

int rota_repo_write(struct rota_oid *out, struct rota_repo *repo, const char *type,
		    const void *bytes, size_t size, struct rota_error *err)
{
	git_object_t kind = git_object_string2type(type);
	struct standing standing = { .path = NULL };
	git_oid id;
	int rc = check_content(type, kind, bytes, size, err);

	if (rc)
		return rc;
	rc = git_check(err, git_odb_hash(&id, bytes, size, kind), type);
	if (rc)
		return rc;
	*out = oid_from_git(&id);
	if (git_odb_exists(repo->odb, &id))
		rc = inspect(&standing, repo, out, err);
	if (!rc && !standing.whole)
		rc = git_check(err, git_odb_write(&id, repo->odb, bytes, size, kind), repo->path);
	finish(&standing, !rc);
	standing_clear(&standing);
	return rc;
}

/* --- read ------------------------------------------------------------------------------------ */

static int damaged(struct rota_error *err, const struct rota_oid *oid, const char *what)
{
	return rota_fail(err, ROTA_ECORRUPT,
			 _("fetch this repository anew, or take it from a copy"),
			 _("commit %s: %s"), oid_text(oid).digits, what);
}

/** The system does not open its file. */
static int unreadable(struct rota_repo *repo, const struct rota_oid *oid, int number,
		      struct rota_error *err)
{
	char *path = loose_path(repo, oid);
	int rc = path ? file_failed(err, path, number) : out_of_memory(err);

	free(path);
	return rc;
}

/** Read one object, after a look at its type and size. */
static int read_object(git_odb_object **out, struct rota_repo *repo, const git_oid *id,
		       git_object_t type, size_t max_bytes, const struct rota_oid *commit,
		       struct rota_error *err)
{
	struct rota_oid oid = oid_from_git(id);
	enum loose_state state = loose_look_up(repo, &oid);
	char what[160];
	git_object_t found;
	size_t size;
	int rc;

	*out = NULL;
	if (state == LOOSE_UNREADABLE)
		return unreadable(repo, &oid, errno, err);
	rc = state == LOOSE_BROKEN ? GIT_EMISMATCH
				   : git_odb_read_header(&size, &found, repo->odb, id);
	if (!rc && (found != type || size > max_bytes)) {
		snprintf(what, sizeof(what),
			 found != type ? _("the object %s is of another type")
				       : _("the object %s is too large"),
			 oid_text(&oid).digits);
		return damaged(err, commit, what);
	}
	if (!rc)
		rc = git_odb_read(out, repo->odb, id);
	if (!rc)
		return ROTA_OK;
	if (rc == GIT_ERROR && git_error_last() && git_error_last()->klass == GIT_ERROR_OS)
		return git_check(err, rc, oid_text(commit).digits); /* the disk, not the bytes */
	snprintf(what, sizeof(what),
		 rc == GIT_ENOTFOUND ? _("the object %s is missing")
				     : _("the object %s is damaged"),
		 oid_text(&oid).digits);
	return damaged(err, commit, what);
}

/** The same, kept in @p out. */
static int keep_object(const void **bytes, size_t *size, struct rota_repo_commit *out,
		       struct rota_repo *repo, const git_oid *id, git_object_t type,
		       size_t max_bytes, struct rota_error *err)
{
	git_odb_object *object;
	int rc = read_object(&object, repo, id, type, max_bytes, &out->sealed.oid, err);

	if (rc)
		return rc;
	out->objects[out->object_count++] = object;
	*bytes = git_odb_object_data(object);
	*size = git_odb_object_size(object);
	return ROTA_OK;
}

/** The id behind a word at @p *text, e.g. "tree 1234...\n", which is stepped over. */
static bool take_id(git_oid *id, const char **text, const char *end, const char *word)
{
	size_t size = strlen(word);

	memset(id, 0, sizeof(*id));
	if ((size_t)(end - *text) < size + 2 * ROTA_OID_BYTES + 1 ||
	    memcmp(*text, word, size) != 0 || (*text)[size + 2 * ROTA_OID_BYTES] != '\n' ||
	    !rota_hex_decode(id->id, *text + size, 2 * ROTA_OID_BYTES))
		return false;
	*text += size + 2 * ROTA_OID_BYTES + 1;
	return true;
}

/** The tree and the one parent of a commit; false when there are others, or it is no commit. */
static bool parse_commit(git_oid *tree, git_oid *parent, bool *has_parent, const void *bytes,
			 size_t size)
{
	const char *text = bytes, *end = text + size;
	git_oid second;

	if (!take_id(tree, &text, end, "tree "))
		return false;
	*has_parent = take_id(parent, &text, end, "parent ");
	return !take_id(&second, &text, end, "parent ");
}

/** Lower-case letters, digits, dots and hyphens: what rota's own files are called by. */
static bool is_plain_name(const char *name)
{
	size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-");

	return size && size <= ROTA_REPO_FILE_NAME_MAX && !name[size] && name[0] != '.';
}

/** The next entry of a tree, "100644 NAME\0" and the id; @p *name points into the tree. */
static bool take_file(const char **name, git_oid *id, const char **text, const char *end)
{
	static const char mode[] = "100644 ";
	const char *stop;

	if ((size_t)(end - *text) < sizeof(mode) - 1 || memcmp(*text, mode, sizeof(mode) - 1) != 0)
		return false;
	*name = *text + sizeof(mode) - 1;
	stop = memchr(*name, '\0', (size_t)(end - *name));
	if (!stop || (size_t)(end - stop) < 1 + ROTA_OID_BYTES || !is_plain_name(*name))
		return false;
	memset(id, 0, sizeof(*id));
	memcpy(id->id, stop + 1, ROTA_OID_BYTES);
	*text = stop + 1 + ROTA_OID_BYTES;
	return true;
}

static int read_files(struct rota_repo_commit *out, struct rota_repo *repo, struct rota_error *err)
{
	struct rota_sealed *sealed = &out->sealed;
	const char *text = sealed->tree, *end = text + sealed->tree_size;
	int rc = ROTA_OK;

	while (!rc && text < end) {
		struct rota_sealed_file *file = &sealed->files[sealed->file_count];
		git_oid id;

		if (sealed->file_count == sizeof(sealed->files) / sizeof(sealed->files[0]))
			return damaged(err, &sealed->oid, _("too many files"));
		if (!take_file(&file->name, &id, &text, end))
			return damaged(err, &sealed->oid,
				       _("the tree holds other than plain files"));
		rc = keep_object(&file->bytes, &file->size, out, repo, &id, GIT_OBJECT_BLOB,
				 ROTA_REPO_FILE_MAX_BYTES, err);
		sealed->file_count++;
	}
	return rc;
}

int rota_repo_commit_read(struct rota_repo_commit *out, struct rota_repo *repo,
			  const struct rota_oid *oid, struct rota_error *err)
{
	struct rota_sealed *sealed = &out->sealed;
	git_oid id = oid_to_git(oid), tree, parent;
	int rc;

	*out = (struct rota_repo_commit){ .sealed.oid = *oid };
	rc = keep_object(&sealed->commit, &sealed->commit_size, out, repo, &id, GIT_OBJECT_COMMIT,
			 ROTA_REPO_COMMIT_MAX_BYTES, err);
	if (!rc &&
	    !parse_commit(&tree, &parent, &sealed->has_parent, sealed->commit, sealed->commit_size))
		rc = damaged(err, oid, _("not a line of commits"));
	if (rc)
		goto done;
	if (sealed->has_parent)
		sealed->parent = oid_from_git(&parent);
	rc = keep_object(&sealed->tree, &sealed->tree_size, out, repo, &tree, GIT_OBJECT_TREE,
			 ROTA_REPO_TREE_MAX_BYTES, err);
	if (!rc)
		rc = read_files(out, repo, err);
done:
	if (rc)
		rota_repo_commit_clear(out);
	return rc;
}

void rota_repo_commit_clear(struct rota_repo_commit *commit)
{
	for (size_t i = 0; i < commit->object_count; i++)
		git_odb_object_free(commit->objects[i]);
	*commit = (struct rota_repo_commit){ 0 };
}

/* --- line ------------------------------------------------------------------------------------ */

static bool line_add(struct rota_repo_line *line, const struct rota_oid *oid)
{
	if (line->count == line->capacity) {
		size_t capacity = line->capacity ? 2 * line->capacity : 64;
		struct rota_oid *oids = realloc(line->oids, capacity * sizeof(*oids));

		if (!oids)
			return false;
		line->oids = oids;
		line->capacity = capacity;
	}
	line->oids[line->count++] = *oid;
	return true;
}

/** Put the parent of a commit into @p at. */
static int step_back(bool *has_parent, git_oid *at, struct rota_repo *repo, struct rota_error *err)
{
	struct rota_oid oid = oid_from_git(at);
	git_odb_object *object;
	git_oid tree, parent;
	int rc = read_object(&object, repo, at, GIT_OBJECT_COMMIT, ROTA_REPO_COMMIT_MAX_BYTES, &oid,
			     err);

	if (rc)
		return rc;
	if (!parse_commit(&tree, &parent, has_parent, git_odb_object_data(object),
			  git_odb_object_size(object)))
		rc = damaged(err, &oid, _("not a line of commits"));
	git_odb_object_free(object);
	if (!rc && *has_parent)
		*at = parent;
	return rc;
}

static int not_behind(struct rota_error *err, const struct rota_oid *tip,
		      const struct rota_oid *after)
{
	return rota_fail(err, ROTA_ENOTFOUND, NULL, _("commit %s does not build on %s"),
			 oid_text(tip).digits, oid_text(after).digits);
}

int rota_repo_line_read(struct rota_repo_line *out, struct rota_repo *repo,
			const struct rota_oid *tip, const struct rota_oid *after,
			struct rota_error *err)
{
	git_oid at = oid_to_git(tip);
	bool more = true;
	int rc = ROTA_OK;

	out->count = 0;
	if (!git_odb_exists(repo->odb, &at))
		return rota_fail(err, ROTA_ENOTFOUND, NULL, _("no commit %s"),
				 oid_text(tip).digits);
	while (!rc) {
		struct rota_oid oid = oid_from_git(&at);

		if (after && oid_equal(&oid, after))
			return ROTA_OK;
		if (!line_add(out, &oid))
			return out_of_memory(err);
		rc = step_back(&more, &at, repo, err);
		if (!rc && !more)
			return after ? not_behind(err, tip, after) : ROTA_OK;
	}
	return rc;
}

void rota_repo_line_clear(struct rota_repo_line *line)
{
	free(line->oids);
	*line = (struct rota_repo_line){ 0 };
}
