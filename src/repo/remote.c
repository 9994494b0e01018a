/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/remote.h"

#include <stdlib.h>

#include "base/messages.h"
#include "repo/ref.h"
#include "repo/transport.h"

/** What goes in the clear was agreed to for this very address. */
static int check_agreed(struct rota_remote *remote, const char *address, struct rota_error *err)
{
	struct rota_buffer agreed = { 0 };
	bool same = !rota_repo_get(&agreed, remote->repo, "cleartext", NULL) &&
		    strcmp(rota_buffer_text(&agreed), address) == 0;

	rota_buffer_clear(&agreed);
	if (same)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 _("use ssh or https; where the line itself is encrypted, as in a VPN, add "
			   "--cleartext"),
			 _("'%s' sends names and personal data in the clear: whoever is on the line "
			   "reads them"),
			 address);
}

/** The address that is set. */
static int read_address(struct rota_remote *remote, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	struct rota_error tried = { 0 };
	int rc = rota_repo_get(&text, remote->repo, "remote", &tried);

	if (rc == ROTA_ENOTFOUND)
		rc = rota_fail(err, ROTA_ENOTFOUND, _("set it: rota sync --remote ADDRESS"),
			       _("no address is set to exchange with"));
	else if (rc && err)
		*err = tried;
	if (!rc)
		rc = rota_address_read(&remote->address, rota_buffer_text(&text),
				       remote->repo->path, err);
	if (!rc && remote->address.in_the_clear)
		rc = check_agreed(remote, rota_buffer_text(&text), err);
	rota_buffer_clear(&text);
	return rc;
}

int rota_remote_open(struct rota_remote **out, struct rota_repo *repo, const char *key_file,
		     struct rota_error *err)
{
	struct rota_remote *remote = calloc(1, sizeof(*remote));
	int rc;

	*out = NULL;
	if (!remote)
		return out_of_memory(err);
	remote->repo = repo;
	remote->key_file = key_file;
	repo->progress.objects = repo->progress.objects_total = 0;
	repo->progress.slice_bytes = 0;
	repo->line_failed = false;
	rc = read_address(remote, err);
	if (!rc && remote->address.kind == ROTA_ADDRESS_FOLDER)
		rc = folder_open(remote, err);
	if (rc)
		rota_remote_close(remote);
	else
		*out = remote;
	return rc;
}

void rota_remote_close(struct rota_remote *remote)
{
	if (!remote)
		return;
	rota_repo_close(remote->other);
	rota_address_clear(&remote->address);
	free(remote);
}

int rota_remote_list(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
		     struct rota_error *err)
{
	return remote->address.kind == ROTA_ADDRESS_FOLDER ? folder_list(remote, refs, count, err)
						   : wire_list(remote, refs, count, err);
}

int rota_remote_push(struct rota_repo_pushed *out, struct rota_remote *remote, const char *name,
		     uint64_t max_bytes, struct rota_error *err)
{
	struct rota_oid tip;
	int rc = rota_repo_ref(&tip, remote->repo, name, err);

	if (rc)
		return rc;
	return remote->address.kind == ROTA_ADDRESS_FOLDER
		       ? folder_push(out, remote, name, &tip, max_bytes, err)
		       : wire_push(out, remote, name, &tip, max_bytes, err);
}

bool rota_remote_line_failed(const struct rota_repo *repo)
{
	return repo->line_failed;
}

/* --- fetch ----------------------------------------------------------------------------------- */

int remote_forward(struct rota_repo *repo, const char *name, const struct rota_oid *tip,
		   struct rota_error *err)
{
	enum rota_repo_way way;
	int rc = rota_repo_forward(&way, repo, name, tip, err);

	if (!rc && way == ROTA_WAY_BACK)
		rc = rota_fail(err, ROTA_ECONFLICT, _("nothing was moved; tell the province"),
			       _("'%s' would go back to %s"), name, oid_text(tip).digits);
	return rc;
}

/** Take in and move each; the first failure is the result, but the others are tried. */
static int fetch_from_folder(struct rota_remote *remote, const struct rota_repo_want *refs,
			     size_t count, struct rota_error *err)
{
	int first = ROTA_OK;

	for (size_t i = 0; i < count; i++) {
		struct rota_error *told = first ? NULL : err;
		int rc = ROTA_OK;

		if (refs[i].there)
			rc = folder_take(remote, &refs[i], told);
		if (refs[i].there && !rc)
			rc = remote_forward(remote->repo, refs[i].name, &refs[i].oid, told);
		if (!first)
			first = rc;
	}
	return first;
}

static int forward_all(struct rota_remote *remote, const struct rota_repo_want *refs, size_t count,
		       struct rota_error *err)
{
	int first = ROTA_OK;

	for (size_t i = 0; i < count; i++) {
		int rc = refs[i].there ? remote_forward(remote->repo, refs[i].name, &refs[i].oid,
							first ? NULL : err)
				       : ROTA_OK;

		if (!first)
			first = rc;
	}
	return first;
}

static int fetch(struct rota_remote *remote, struct rota_repo_want *refs, size_t count,
		 struct rota_error *err)
{
	int rc;

	if (remote->address.kind == ROTA_ADDRESS_FOLDER) {
		rc = folder_list(remote, refs, count, err);
		return rc ? rc : fetch_from_folder(remote, refs, count, err);
	}
	rc = wire_take(remote, refs, count, err);
	return rc ? rc : forward_all(remote, refs, count, err);
}

int rota_remote_fetch(struct rota_remote *remote, const char *const *names, size_t count,
		      struct rota_error *err)
{
	struct rota_repo_want *refs = calloc(count + 1, sizeof(*refs));
	int rc;

	if (!refs)
		return out_of_memory(err);
	for (size_t i = 0; i < count; i++)
		refs[i].name = names[i];
	rc = fetch(remote, refs, count, err);
	free(refs);
	return rc;
}
