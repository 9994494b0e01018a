/* SPDX-License-Identifier: Apache-2.0 */
#include "ask/git_bundle.h"

#include <string.h>

#include "ask/git_ask.h"
#include "base/messages.h"

/** A helper that was started for one request has nothing to do then but to release its memory. */
enum { CLOSE_WAIT_MS = 5000 };

/** A request about a file. */
static int begin(struct rota_asking *request, struct rota_git *git, const char *what,
		 const char *path, struct rota_error *err)
{
	int rc = rota_ask_new(request, git, what, err);

	return rc ? rc : rota_ask_put_path(git, &request->map, "path", path, err);
}

/* --- write ----------------------------------------------------------------------------------- */

struct bundle_writing {
	const struct rota_git_bundling *bundling;
	rota_git_file_fn *written;
};

static int hear_file(const struct rota_value *map, const struct bundle_writing *writing,
		     struct rota_error *err)
{
	struct rota_buffer path = { 0 };
	const void *bytes;
	size_t size;
	int rc;

	if (!rota_answer_bytes(&bytes, &size, map, "path"))
		return rota_ask_misunderstood(err);
	rota_buffer_append(&path, bytes, size);
	rc = rota_buffer_check(&path, err);
	if (!rc)
		rc = writing->written(rota_buffer_text(&path), rota_answer_number(map, "bytes"),
				      writing->bundling->payload, err);
	rota_buffer_clear(&path);
	return rc;
}

static int hear_writing(const char *event, const struct rota_value *map, void *payload,
			struct rota_error *err)
{
	const struct bundle_writing *writing = payload;
	const struct rota_git_progress progress = { .objects = rota_answer_number(map, "objects"),
						    .objects_total = rota_answer_number(
							    map, "objects_total") };

	if (strcmp(event, "file") == 0)
		return hear_file(map, writing, err);
	if (strcmp(event, "progress") != 0)
		return rota_ask_misunderstood(err);
	if (writing->bundling->progress)
		writing->bundling->progress(&progress, writing->bundling->payload);
	return ROTA_OK;
}

static int put_slices(struct rota_git *git, struct rota_value *map,
		      const struct rota_git_bundling *bundling, struct rota_error *err)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < bundling->count; i++) {
		struct rota_value one = rota_map();

		if (rota_map_set(&git->frames, &one, "name", rota_text(bundling->slices[i].name)) ||
		    rota_map_set(&git->frames, &one, "skip", rota_uint(bundling->slices[i].skip)) ||
		    rota_list_add(&git->frames, &list, one))
			return rota_ask_no_memory(err);
	}
	return bundling->count ? rota_ask_put(git, map, "slices", list, err) : ROTA_OK;
}

int rota_git_bundle_write(struct rota_git *git, const struct rota_git_bundling *bundling,
			  rota_git_file_fn *written, struct rota_error *err)
{
	struct bundle_writing writing = { bundling, written };
	struct rota_asking request;
	int rc = begin(&request, git, "bundle-write", bundling->path, err);

	request.heard = hear_writing;
	request.payload = &writing;
	if (!rc)
		rc = put_slices(git, &request.map, bundling, err);
	if (!rc)
		rc = rota_ask_put(git, &request.map, "most", rota_uint(bundling->max_bytes), err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

/* --- join ------------------------------------------------------------------------------------ */

static int put_files(struct rota_git *git, struct rota_value *map, const char *const *files,
		     size_t count, struct rota_error *err)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < count; i++)
		if (rota_list_add(&git->frames, &list, rota_bin(files[i], strlen(files[i]))))
			return rota_ask_no_memory(err);
	return count ? rota_ask_put(git, map, "files", list, err) : ROTA_OK;
}

int rota_git_bundle_join(const char *path, const char *const *files, size_t count,
			 rota_git_file_fn *written, void *payload, struct rota_error *err)
{
	const struct rota_git_bundling order = { .path = path, .payload = payload };
	struct bundle_writing writing = { &order, written };
	struct rota_git git = { 0 };
	struct rota_asking request;
	int rc = begin(&request, &git, "bundle-join", path, err);

	request.heard = hear_writing;
	request.payload = &writing;
	if (!rc)
		rc = put_files(&git, &request.map, files, count, err);
	if (!rc)
		rc = rota_ask(NULL, &git, &request, err);
	rota_process_close(&git.process, CLOSE_WAIT_MS);
	rota_arena_clear(&git.frames);
	return rc;
}

/* --- read ------------------------------------------------------------------------------------ */

/** How far it is comes between them. */
static int hear_ref(const char *event, const struct rota_value *map, void *payload,
		    struct rota_error *err)
{
	return strcmp(event, "progress") == 0 ? ROTA_OK : rota_hear_ref(event, map, payload, err);
}

int rota_git_bundle_read(struct rota_git *git, const char *path, rota_git_ref_fn *visit,
			 void *payload, struct rota_error *err)
{
	struct rota_ref_visit visits = { visit, payload };
	struct rota_asking request;
	int rc = begin(&request, git, "bundle-read", path, err);

	request.heard = hear_ref;
	request.payload = &visits;
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

/* --- take in --------------------------------------------------------------------------------- */

int rota_git_bundle_take(struct rota_git *git, const char *path, const char *const *names,
			 size_t count, rota_git_ref_fn *found, void *payload,
			 struct rota_error *err)
{
	struct rota_ref_visit visits = { found, payload };
	struct rota_asking request;
	int rc = begin(&request, git, "bundle-take", path, err);

	request.heard = hear_ref;
	request.payload = &visits;
	if (!rc)
		rc = rota_ask_put_names(git, &request.map, names, count, err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}

/** It only goes on. */
static int hear_nothing(const char *event, const struct rota_value *map, void *payload,
			struct rota_error *err)
{
	(void)map;
	(void)payload;
	return strcmp(event, "progress") == 0 ? ROTA_OK : rota_ask_misunderstood(err);
}

int rota_git_bundle_apply(struct rota_git *git, const char *path, const char *const *names,
			  size_t count, struct rota_error *err)
{
	struct rota_asking request;
	int rc = begin(&request, git, "bundle-apply", path, err);

	request.heard = hear_nothing;
	if (!rc)
		rc = rota_ask_put_names(git, &request.map, names, count, err);
	return rc ? rc : rota_ask(NULL, git, &request, err);
}
