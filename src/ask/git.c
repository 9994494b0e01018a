/* SPDX-License-Identifier: Apache-2.0 */
#include "ask/git.h"

#include <stdlib.h>
#include <string.h>

#include "ask/git_ask.h"
#include "base/messages.h"

/** It has nothing to do but to release its memory. */
enum { CLOSE_WAIT_MS = 5000 };

/* --- repository ------------------------------------------------------------------------------- */

/** End the helper. One that does not end by itself is killed. */
static void stop(struct rota_git *git)
{
	rota_process_close(&git->process, CLOSE_WAIT_MS);
	rota_arena_clear(&git->frames);
}

int rota_git_make(const char *path, enum rota_git_kind kind, struct rota_error *err)
{
	static const char *const kinds[] = { "office", "centre", "own" };
	struct rota_git git = { 0 };
	struct rota_asking request;
	int rc = rota_ask_new(&request, &git, "make", err);

	if (!rc)
		rc = rota_ask_put_path(&git, &request.map, "path", path, err);
	if (!rc)
		rc = rota_ask_put(&git, &request.map, "kind", rota_text(kinds[kind]), err);
	if (!rc)
		rc = rota_ask(NULL, &git, &request, err);
	stop(&git);
	return rc;
}

int rota_git_open(struct rota_git **out, const char *path, const char *key_file,
		  struct rota_error *err)
{
	struct rota_git *git = calloc(1, sizeof(*git));

	*out = NULL;
	if (git) {
		git->path = strdup(path);
		git->key_file = key_file ? strdup(key_file) : NULL;
	}
	if (!git || !git->path || (key_file && !git->key_file)) {
		rota_git_close(git);
		return rota_ask_no_memory(err);
	}
	*out = git;
	return ROTA_OK;
}

void rota_git_close(struct rota_git *git)
{
	if (!git)
		return;
	stop(git);
	free(git->path);
	free(git->key_file);
	free(git);
}

/* --- refs ------------------------------------------------------------------------------------- */

int rota_git_ref(struct rota_oid *out, struct rota_git *git, const char *name,
		 struct rota_error *err)
{
	struct rota_value answer;
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "ref", err);

	if (!rc)
		rc = rota_ask_put(git, &request.map, "name", rota_text(name), err);
	if (!rc)
		rc = rota_ask(&answer, git, &request, err);
	if (!rc && !rota_answer_oid(out, &answer, "oid"))
		rc = rota_ask_misunderstood(err);
	return rc;
}

int rota_git_refs(struct rota_git *git, const char *prefix, rota_git_ref_fn *visit, void *payload,
		  struct rota_error *err)
{
	struct rota_ref_visit visits = { visit, payload };
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "refs", err);

	request.heard = rota_hear_ref;
	request.payload = &visits;
	if (!rc)
		rc = rota_ask_put(git, &request.map, "prefix", rota_text(prefix), err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

int rota_git_move(struct rota_git *git, const char *name, const struct rota_oid *from,
		  const struct rota_oid *to, struct rota_error *err)
{
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "move", err);

	if (!rc)
		rc = rota_ask_put(git, &request.map, "name", rota_text(name), err);
	if (!rc)
		rc = rota_ask_put_oid(git, &request.map, "from", from, err);
	if (!rc)
		rc = rota_ask_put_oid(git, &request.map, "to", to, err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

/* --- objects ---------------------------------------------------------------------------------- */

int rota_git_write(struct rota_oid *out, struct rota_git *git, const char *type, const void *bytes,
		   size_t size, struct rota_error *err)
{
	struct rota_value answer;
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "write", err);

	if (!rc)
		rc = rota_ask_put(git, &request.map, "type", rota_text(type), err);
	if (!rc)
		rc = rota_ask_put(git, &request.map, "bytes", rota_bin(bytes, size), err);
	if (!rc)
		rc = rota_ask(&answer, git, &request, err);
	if (!rc && !rota_answer_oid(out, &answer, "oid"))
		rc = rota_ask_misunderstood(err);
	return rc;
}

static int put_sealed(struct rota_git *git, const struct rota_sealed *sealed,
		      struct rota_error *err)
{
	struct rota_oid oid;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sealed->file_count; i++)
		rc = rota_git_write(&oid, git, "blob", sealed->files[i].bytes,
				    sealed->files[i].size, err);
	if (!rc)
		rc = rota_git_write(&oid, git, "tree", sealed->tree, sealed->tree_size, err);
	if (!rc)
		rc = rota_git_write(&oid, git, "commit", sealed->commit, sealed->commit_size, err);
	if (!rc && memcmp(&oid, &sealed->oid, sizeof(oid)) != 0)
		rc = rota_fail(err, ROTA_EINVALID, NULL,
			       _("a commit has another id than its bytes"));
	return rc;
}

int rota_git_put(struct rota_git *git, const struct rota_sealed *sealed, size_t count,
		 struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < count; i++)
		rc = put_sealed(git, &sealed[i], err);
	return rc;
}

/** A commit as its parts arrive. */
struct walk {
	struct rota_git *git;
	rota_git_visit_fn *visit;
	void *payload;
	struct rota_sealed sealed;
	size_t expected; /**< files */
};

static bool take_head(struct walk *walk, const struct rota_value *map)
{
	struct rota_sealed *sealed = &walk->sealed;
	const struct rota_value *files = rota_map_get(map, "files");

	*sealed = (struct rota_sealed){ 0 };
	sealed->has_parent = rota_answer_oid(&sealed->parent, map, "parent");
	walk->expected = files && files->type == ROTA_UINT ? (size_t)files->as.number : SIZE_MAX;
	return rota_answer_oid(&sealed->oid, map, "oid") &&
	       rota_answer_bytes(&sealed->commit, &sealed->commit_size, map, "commit") &&
	       rota_answer_bytes(&sealed->tree, &sealed->tree_size, map, "tree") &&
	       walk->expected <= sizeof(sealed->files) / sizeof(sealed->files[0]);
}

static bool take_file(struct walk *walk, const struct rota_value *map)
{
	struct rota_sealed_file *file;

	if (walk->sealed.file_count >= walk->expected)
		return false;
	file = &walk->sealed.files[walk->sealed.file_count++];
	file->name = rota_value_text(rota_map_get(map, "name"));
	return file->name && rota_answer_bytes(&file->bytes, &file->size, map, "bytes");
}

static int hear_commit(const char *event, const struct rota_value *map, void *payload,
		       struct rota_error *err)
{
	struct walk *walk = payload;
	bool head = strcmp(event, "commit") == 0;
	int rc;

	if (head && walk->sealed.file_count != walk->expected)
		return rota_ask_misunderstood(err); /* the one before is not whole */
	if (head ? !take_head(walk, map) : strcmp(event, "file") != 0 || !take_file(walk, map))
		return rota_ask_misunderstood(err);
	if (walk->sealed.file_count < walk->expected)
		return ROTA_OK;
	rc = walk->visit(&walk->sealed, walk->payload, err);
	rota_arena_reset(&walk->git->frames);
	return rc;
}

int rota_git_walk(struct rota_git *git, const struct rota_oid *tip, const struct rota_oid *after,
		  rota_git_visit_fn *visit, void *payload, struct rota_error *err)
{
	struct walk walk = { .git = git, .visit = visit, .payload = payload };
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "walk", err);

	request.heard = hear_commit;
	request.payload = &walk;
	request.keep_events = true;
	if (!rc)
		rc = rota_ask_put_oid(git, &request.map, "tip", tip, err);
	if (!rc)
		rc = rota_ask_put_oid(git, &request.map, "after", after, err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

int rota_git_pack(struct rota_git *git, struct rota_error *err)
{
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "pack", err);

	return rc ? rc : rota_ask(NULL, git, &request, err);
}

int rota_git_sweep(struct rota_git *git, struct rota_error *err)
{
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "sweep", err);

	return rc ? rc : rota_ask(NULL, git, &request, err);
}

int rota_git_flush(struct rota_git *git, struct rota_error *err)
{
	struct rota_asking request;
	int rc = rota_ask_new(&request, git, "flush", err);

	return rc ? rc : rota_ask(NULL, git, &request, err);
}
