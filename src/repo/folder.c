/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A remote in a folder. libgit2's own way there runs no hook and obeys everything, deletions too;
 * so the objects are copied as a pack, and the ref is moved as one of ours is.
 */
#include "repo/transport.h"

#include <stdlib.h>

#include "base/messages.h"
#include "repo/object.h"
#include "repo/pack.h"
#include "repo/ref.h"
#include "repo/slice.h"

int folder_open(struct rota_remote *remote, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	int rc = rota_repo_open(&remote->other, rota_buffer_text(&remote->address.text), &tried);

	if (rc == ROTA_ENOMEM)
		return out_of_memory(err);
	return rc ? rota_fail(err, ROTA_EREMOTE, tried.hint, "%s", tried.message) : ROTA_OK;
}

int folder_list(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
		struct rota_error *err)
{
	for (size_t i = 0; i < count; i++) {
		struct rota_error tried = { 0 };
		int rc = rota_repo_ref(&refs[i].oid, remote->other, refs[i].name, &tried);

		refs[i].there = rc == ROTA_OK;
		if (rc && rc != ROTA_ENOTFOUND) {
			if (err)
				*err = tried;
			return rc;
		}
	}
	return ROTA_OK;
}

/* --- push ------------------------------------------------------------------------------------ */

/** `refs/rota/writers/` and a writer id: what another office may write. */
static bool is_writer_ref(const char *name)
{
	static const char folder[] = "refs/rota/writers/";
	const char *id = name + sizeof(folder) - 1;

	return strncmp(name, folder, sizeof(folder) - 1) == 0 && strlen(id) == 16 &&
	       strspn(id, "0123456789abcdef") == 16;
}

static bool is_batch(const struct rota_sealed *sealed)
{
	return sealed->file_count == 2 && strcmp(sealed->files[0].name, "entries") == 0 &&
	       strcmp(sealed->files[1].name, "head") == 0;
}

/** Each commit has the files of a batch and no others. */
static int check_line(struct rota_repo *repo, const struct rota_repo_line *line,
		      struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = line->count; !rc && i > 0; i--) {
		struct rota_repo_commit commit;

		rc = rota_repo_commit_read(&commit, repo, &line->oids[i - 1], err);
		if (!rc && !is_batch(&commit.sealed))
			rc = rota_fail(
				err, ROTA_EREMOTE, NULL,
				_("commit %s: only the files 'entries' and 'head' may be sent"),
				oid_text(&line->oids[i - 1]).digits);
		rota_repo_commit_clear(&commit);
	}
	return rc;
}

static int not_ahead(struct rota_error *err, const char *name, const struct rota_oid *there,
		     const struct rota_oid *here)
{
	return rota_fail(err, ROTA_ECONFLICT, _("this folder may be an old copy: record nothing in it, and call the province"),
			 _("'%s' is %s at the remote, on which %s does not build"), name,
			 oid_text(there).digits, oid_text(here).digits);
}

int folder_push(struct rota_repo_pushed *out, struct rota_remote *remote, const char *name,
		const struct rota_oid *tip, uint64_t max_bytes, struct rota_error *err)
{
	struct rota_repo_want there = { .name = name };
	struct rota_repo_line line = { 0 };
	int rc;

	*out = (struct rota_repo_pushed){ .oid = *tip, .whole = true };
	if (!is_writer_ref(name))
		return rota_fail(err, ROTA_EREMOTE, NULL, _("'%s' may not be sent into a folder"),
				 name);
	rc = folder_list(remote, &there, 1, err);
	if (rc || (there.there && oid_equal(&there.oid, tip)))
		return rc;
	if (there.there &&
	    rota_repo_line_read(&line, remote->repo, tip, &there.oid, NULL) == ROTA_ENOTFOUND)
		rc = not_ahead(err, name, &there.oid, tip);
	else
		rc = rota_repo_line_read(&line, remote->repo, tip, there.there ? &there.oid : NULL,
					 err);
	if (!rc)
		rc = slice_choose(&line, &out->bytes, remote->repo, max_bytes, err);
	if (!rc)
		rc = check_line(remote->repo, &line, err);
	if (!rc)
		rc = pack_copy_line(remote->other, remote->repo, &line, err);
	if (!rc)
		rc = rota_repo_move(remote->other, name, there.there ? &there.oid : NULL,
				    &line.oids[0], err);
	if (!rc) {
		out->oid = line.oids[0];
		out->whole = oid_equal(&out->oid, tip);
	}
	rota_repo_line_clear(&line);
	return rc;
}

/* --- fetch ----------------------------------------------------------------------------------- */

int folder_take(struct rota_remote *remote, const struct rota_repo_want *want,
		struct rota_error *err)
{
	struct rota_repo_line line = { 0 };
	git_oid tip = oid_to_git(&want->oid);
	struct rota_oid now;
	bool there;
	int rc;

	if (git_odb_exists(remote->repo->odb, &tip))
		return ROTA_OK; /* commits are taken in whole lines */
	there = !rota_repo_ref(&now, remote->repo, want->name, NULL);
	if (there &&
	    rota_repo_line_read(&line, remote->other, &want->oid, &now, NULL) == ROTA_ENOTFOUND)
		rc = rota_fail(err, ROTA_ECONFLICT, _("nothing was moved; tell the province"),
			       _("'%s' is %s, on which %s does not build"), want->name,
			       oid_text(&now).digits, oid_text(&want->oid).digits);
	else
		rc = rota_repo_line_read(&line, remote->other, &want->oid, there ? &now : NULL,
					 err);
	if (!rc)
		rc = pack_copy_line(remote->repo, remote->other, &line, err);
	rota_repo_line_clear(&line);
	return rc;
}
