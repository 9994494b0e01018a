/* SPDX-License-Identifier: Apache-2.0 */
/* Taking in a bundle: its prerequisites, its pack, and where its refs go. */
#include "repo/bundle.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/messages.h"
#include "base/text.h"
#include "repo/bundle_header.h"
#include "repo/bundle_piece.h"
#include "repo/object.h"
#include "repo/pack.h"
#include "repo/private.h"

/** A bundle that is being taken in. */
struct taking {
	struct rota_repo *repo;
	const char *path;
	FILE *file;
	bool is_piece; /**< `path` is one of several that are the bundle */
	struct rota_bundle_piece piece;
	struct bundle_header header;
};

/** Keep a piece; the bundle is opened when it was the last one missing. */
static int open_pieces(struct taking *taking, struct rota_error *err)
{
	struct rota_buffer whole = { 0 }, missing = { 0 };
	int rc = bundle_piece_keep(&whole, &missing, taking->repo, taking->path, err);

	if (!rc && missing.size)
		rc = rota_fail(
			err, ROTA_ENOTFOUND,
			_("take them in too, in any order: each that is taken in is kept"),
			_("'%s' is one of several pieces; still missing of %llu parts: %s"),
			taking->path, (unsigned long long)taking->piece.parts,
			rota_buffer_text(&missing));
	if (!rc) {
		taking->file = fopen(rota_buffer_text(&whole), "re");
		rc = taking->file ? ROTA_OK : file_failed(err, rota_buffer_text(&whole), errno);
	}
	rota_buffer_clear(&whole);
	rota_buffer_clear(&missing);
	return rc;
}

static int begin(struct taking *taking, struct rota_error *err)
{
	int rc = bundle_piece_read(&taking->is_piece, &taking->piece, taking->path, err);

	if (!rc && taking->is_piece) {
		rc = open_pieces(taking, err);
	} else if (!rc) {
		taking->file = fopen(taking->path, "re");
		rc = taking->file ? ROTA_OK : file_failed(err, taking->path, errno);
	}
	return rc ? rc : bundle_header_read(&taking->header, taking->file, taking->path, err);
}

/** @param taken  its pieces are not needed any more. */
static void end(struct taking *taking, bool taken)
{
	bundle_header_clear(&taking->header);
	if (taking->file)
		fclose(taking->file);
	if (taken && taking->is_piece)
		bundle_piece_done(taking->repo, &taking->piece);
}

/* --- what it builds on ----------------------------------------------------------------------- */

/** Whether a commit is in the line of a ref. Objects that lie here without a ref do not count: what
 *  they build on may be missing. */
static bool ref_leads_to(struct rota_repo *repo, const char *name, const struct rota_oid *oid)
{
	struct rota_repo_line line = { 0 };
	struct rota_oid tip;
	bool leads = !rota_repo_ref(&tip, repo, name, NULL) &&
		     !rota_repo_line_read(&line, repo, &tip, oid, NULL);

	rota_repo_line_clear(&line);
	return leads;
}

struct search {
	struct rota_repo *repo;
	const struct rota_oid *oid;
};

/** Stops with 1 at a ref that leads there. */
static int visit_ref(const char *name, const struct rota_oid *tip, void *payload,
		     struct rota_error *err)
{
	const struct search *search = payload;

	(void)tip;
	(void)err;
	return ref_leads_to(search->repo, name, search->oid);
}

/** First where the file says that it is. */
static bool is_reachable(const struct taking *taking, const struct bundle_line *need)
{
	struct search search = { taking->repo, &need->oid };
	struct bundle_comment comment;
	git_oid id = oid_to_git(&need->oid);

	if (!git_odb_exists(taking->repo->odb, &id))
		return false;
	if (bundle_comment_read(&comment, need->text) &&
	    ref_leads_to(taking->repo, comment.name, &need->oid))
		return true;
	return rota_repo_refs(taking->repo, "refs/", visit_ref, &search, NULL) == 1;
}

/** "batch 12 of 0123456789abcdef". */
static void name_commit(char *out, size_t size, const struct bundle_comment *comment)
{
	unsigned long long number = (unsigned long long)comment->number;

	if (strcmp(comment->name, "refs/rota/province/common") == 0)
		snprintf(out, size, _("batch %llu of the province's list of units"), number);
	else if (strcmp(comment->name, "refs/rota/province/checkpoints") == 0)
		snprintf(out, size, _("checkpoint %llu"), number);
	else if (strncmp(comment->name, "refs/rota/notices/", 18) == 0)
		snprintf(out, size, _("notice %llu"), number);
	else
		snprintf(out, size, _("batch %llu of the log %.16s"), number,
			 strrchr(comment->name, '/') + 1);
}

static int is_missing(const char *path, const struct bundle_line *need, struct rota_error *err)
{
	const char *hint = _("ask for a file with the whole history: rota bundle write FILE --all");
	struct bundle_comment comment;
	char what[128];

	if (!bundle_comment_read(&comment, need->text))
		return rota_fail(err, ROTA_ENOTFOUND, hint,
				 _("'%s' builds on commit %s, which is not here"), path,
				 oid_text(&need->oid).digits);
	name_commit(what, sizeof(what), &comment);
	if (!comment.part)
		return rota_fail(err, ROTA_ENOTFOUND, hint,
				 _("'%s' builds on %s, which is not here"), path, what);
	rota_fail(err, ROTA_ENOTFOUND, NULL, _("'%s' builds on %s, which part %llu of %llu brings"),
		  path, what, (unsigned long long)comment.part, (unsigned long long)comment.parts);
	rota_error_hint(err,
			_("take in part %llu first, or all parts together: rota bundle apply "
			  "FILE…"),
			(unsigned long long)comment.part);
	return ROTA_ENOTFOUND;
}

static int check_needs(const struct taking *taking, struct rota_error *err)
{
	for (size_t i = 0; i < taking->header.need_count; i++)
		if (!is_reachable(taking, &taking->header.needs[i]))
			return is_missing(taking->path, &taking->header.needs[i], err);
	return ROTA_OK;
}

/* --- its pack -------------------------------------------------------------------------------- */

static int take_pack(const struct taking *taking, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	struct intake intake;
	char part[65536];
	size_t size;
	int rc = intake_open(&intake, taking->repo, &tried);

	while (!rc && (size = fread(part, 1, sizeof(part), taking->file)) > 0)
		rc = intake_add(&intake, part, size, &tried);
	if (!rc && ferror(taking->file))
		rc = file_failed(&tried, taking->path, errno);
	if (!rc)
		rc = intake_commit(&intake, &tried);
	intake_close(&intake);
	if (rc == ROTA_ECORRUPT)
		return bundle_damaged(err, taking->path);
	if (rc && err)
		*err = tried;
	return rc;
}

/** Whether a ref is ahead of what is here, or aside. */
static bool is_news(struct rota_repo *repo, const char *name, const struct rota_oid *tip)
{
	struct rota_repo_line line = { 0 };
	struct rota_oid now;
	bool news = rota_repo_ref(&now, repo, name, NULL) ||
		    (!oid_equal(&now, tip) && rota_repo_line_read(&line, repo, &now, tip, NULL));

	rota_repo_line_clear(&line);
	return news;
}

static bool has_news(const struct taking *taking, const char *const *names, size_t count)
{
	bool news = false;

	for (size_t i = 0; !news && i < count; i++) {
		const struct rota_oid *tip = bundle_header_ref(&taking->header, names[i]);

		news = tip && is_news(taking->repo, names[i], tip);
	}
	return news;
}

/** The commits that the file promises must be in it. */
static int check_tips(const struct taking *taking, const char *const *names, size_t count,
		      struct rota_error *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct rota_oid *tip = bundle_header_ref(&taking->header, names[i]);
		git_oid id;

		if (!tip)
			continue;
		id = oid_to_git(tip);
		if (!git_odb_exists(taking->repo->odb, &id))
			return bundle_damaged(err, taking->path);
	}
	return ROTA_OK;
}

static int take(struct taking *taking, const char *const *names, size_t count,
		struct rota_error *err)
{
	int rc = begin(taking, err);

	if (rc || !has_news(taking, names, count))
		return rc;
	rc = check_needs(taking, err);
	if (!rc)
		rc = take_pack(taking, err);
	return rc ? rc : check_tips(taking, names, count, err);
}

int bundle_intake(struct bundle_header *out, struct rota_repo *repo, const char *path,
		  struct rota_error *err)
{
	struct taking taking = { .repo = repo, .path = path };
	int rc = begin(&taking, err);

	if (!rc)
		rc = take_pack(&taking, err);
	*out = (struct bundle_header){ 0 };
	if (!rc) {
		*out = taking.header;
		taking.header = (struct bundle_header){ 0 };
	}
	end(&taking, !rc);
	return rc;
}

/* --- what others call ------------------------------------------------------------------------ */

int rota_repo_bundle_read(struct rota_repo *repo, const char *path, rota_repo_ref_fn *visit,
			  void *payload, struct rota_error *err)
{
	struct taking taking = { .repo = repo, .path = path };
	int rc = begin(&taking, err);

	for (size_t i = 0; !rc && i < taking.header.ref_count; i++) {
		const struct bundle_line *ref = &taking.header.refs[i];

		if (rota_text_is_utf8(ref->text, strlen(ref->text)))
			rc = visit(ref->text, &ref->oid, payload, err);
	}
	end(&taking, false);
	return rc;
}

int rota_repo_bundle_take(struct rota_repo *repo, const char *path, const char *const *names,
			  size_t count, rota_repo_ref_fn *found, void *payload,
			  struct rota_error *err)
{
	struct taking taking = { .repo = repo, .path = path };
	int rc = take(&taking, names, count, err);

	for (size_t i = 0; !rc && i < count; i++) {
		const struct rota_oid *tip = bundle_header_ref(&taking.header, names[i]);

		if (tip)
			rc = found(names[i], tip, payload, err);
	}
	end(&taking, !rc);
	return rc;
}

/** Where refs are brought forward; the first failure is the result, and every one is tried. */
struct forwarding {
	struct rota_repo *repo;
	const char *path;
	int first;
};

static int forward(const char *name, const struct rota_oid *tip, void *payload,
		   struct rota_error *err)
{
	struct forwarding *forwarding = payload;
	struct rota_error *told = forwarding->first ? NULL : err;
	enum rota_repo_way way;
	int rc = rota_repo_forward(&way, forwarding->repo, name, tip, told);

	if (rc == ROTA_ECORRUPT) /* a commit between is missing, or is none of a line */
		rc = bundle_damaged(told, forwarding->path);
	if (!forwarding->first)
		forwarding->first = rc;
	return ROTA_OK;
}

int rota_repo_bundle_apply(struct rota_repo *repo, const char *path, const char *const *names,
			   size_t count, struct rota_error *err)
{
	struct forwarding forwarding = { .repo = repo, .path = path };
	int rc = rota_repo_bundle_take(repo, path, names, count, forward, &forwarding, err);

	return rc ? rc : forwarding.first;
}
