/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/pack.h"

#include <stdlib.h>

#include "base/messages.h"

int pack_new(git_packbuilder **out, struct rota_repo *from, struct rota_error *err)
{
	int rc;

	*out = NULL;
	rc = git_check(err, git_packbuilder_new(out, from->git), from->path);
	if (!rc)
		git_packbuilder_set_threads(*out, 1);
	return rc;
}

int pack_add_line(git_packbuilder *pack, struct rota_repo *from, const struct rota_repo_line *line,
		  struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = line->count; !rc && i > 0; i--) {
		const struct rota_oid *oid = &line->oids[i - 1];
		git_oid id = oid_to_git(oid);
		struct rota_repo_commit commit;

		rc = rota_repo_commit_read(&commit, from, oid, err);
		rota_repo_commit_clear(&commit);
		if (!rc)
			rc = git_check(err, git_packbuilder_insert_commit(pack, &id),
				       oid_text(oid).digits);
	}
	return rc;
}

/* --- intake ---------------------------------------------------------------------------------- */

static int tell_progress(const git_indexer_progress *stats, void *payload)
{
	struct rota_repo_progress *progress = payload;

	progress->objects = stats->indexed_objects;
	progress->objects_total = stats->total_objects;
	return 0;
}

int intake_open(struct intake *out, struct rota_repo *repo, struct rota_error *err)
{
	git_indexer_options options;
	char *folder = path_in(repo, "objects/pack");
	int rc;

	*out = (struct intake){ .repo = repo };
	if (!folder)
		return out_of_memory(err);
	git_indexer_options_init(&options, GIT_INDEXER_OPTIONS_VERSION);
	options.progress_cb = tell_progress;
	options.progress_cb_payload = &repo->progress;
	rc = git_check(err, git_indexer_new(&out->indexer, folder, 0, repo->odb, &options), folder);
	free(folder);
	return rc;
}

int intake_add(struct intake *intake, const void *bytes, size_t size, struct rota_error *err)
{
	return git_check(err, git_indexer_append(intake->indexer, bytes, size, &intake->stats),
			 intake->repo->path);
}

int intake_commit(struct intake *intake, struct rota_error *err)
{
	int rc = git_check(err, git_indexer_commit(intake->indexer, &intake->stats),
			   intake->repo->path);

	if (!rc)
		rc = git_check(err, git_odb_refresh(intake->repo->odb), intake->repo->path);
	return rc;
}

void intake_close(struct intake *intake)
{
	git_indexer_free(intake->indexer);
	*intake = (struct intake){ 0 };
}

/* --- copy ------------------------------------------------------------------------------------ */

struct copy {
	struct intake *intake;
	struct rota_error *err;
	int rc;
};

static int copy_part(void *bytes, size_t size, void *payload)
{
	struct copy *copy = payload;

	copy->rc = intake_add(copy->intake, bytes, size, copy->err);
	return copy->rc ? -1 : 0;
}

int pack_write(struct intake *intake, git_packbuilder *pack, struct rota_error *err)
{
	struct copy copy = { .intake = intake, .err = err };
	int rc = git_packbuilder_foreach(pack, copy_part, &copy);

	if (copy.rc)
		return copy.rc;
	rc = git_check(err, rc, intake->repo->path);
	return rc ? rc : intake_commit(intake, err);
}

int pack_copy_line(struct rota_repo *to, struct rota_repo *from, const struct rota_repo_line *line,
		   struct rota_error *err)
{
	struct intake intake = { 0 };
	git_packbuilder *pack;
	int rc;

	if (line->count == 0)
		return ROTA_OK;
	rc = pack_new(&pack, from, err);
	if (!rc)
		rc = pack_add_line(pack, from, line, err);
	if (!rc)
		rc = intake_open(&intake, to, err);
	if (!rc)
		rc = pack_write(&intake, pack, err);
	intake_close(&intake);
	git_packbuilder_free(pack);
	return rc;
}

/* --- a file ---------------------------------------------------------------------------------- */

static int put_part(void *bytes, size_t size, void *payload)
{
	return bundle_file_put(payload, bytes, size);
}

int pack_put(struct bundle_file *file, const struct rota_buffer *before, git_packbuilder *pack,
	     struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!bundle_file_put(file, before->bytes, before->size)) {
		rc = git_packbuilder_foreach(pack, put_part, file);
		rc = file->number ? ROTA_OK : git_check(err, rc, file->path);
	}
	return rc ? rc : bundle_file_check(file, err);
}
