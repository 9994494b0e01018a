/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several bundles of logs as one. What they build on need not be here: each log goes back as far as
 * the files have it, and what it then builds on is one of their prerequisites.
 */
#include "repo/bundle.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/messages.h"
#include "repo/bundle_file.h"
#include "repo/bundle_header.h"
#include "repo/object.h"
#include "repo/pack.h"
#include "repo/private.h"

/** A log, as far as the files have it. */
struct log {
	const char *name;
	struct rota_repo_line line;
	const struct bundle_line *need; /**< NULL: it is whole */
};

struct joining {
	struct rota_repo *repo; /**< for the while */
	struct bundle_header *headers;
	size_t count;
	struct log *logs;
	size_t log_count;
};

/* --- one log --------------------------------------------------------------------------------- */

static void take_longer(struct log *log, struct rota_repo_line *line,
			const struct bundle_line *need)
{
	struct rota_repo_line before = log->line;

	if (line->count <= before.count)
		return;
	log->line = *line;
	log->need = need;
	*line = before;
}

/** The line that ends at a commit, from as far back as it goes. */
static void find_line(struct log *log, const struct joining *joining, const struct rota_oid *tip)
{
	struct rota_repo_line line = { 0 };

	if (!rota_repo_line_read(&line, joining->repo, tip, NULL, NULL))
		take_longer(log, &line, NULL);
	for (size_t i = 0; i < joining->count; i++)
		for (size_t k = 0; k < joining->headers[i].need_count; k++) {
			const struct bundle_line *need = &joining->headers[i].needs[k];

			if (!rota_repo_line_read(&line, joining->repo, tip, &need->oid, NULL))
				take_longer(log, &line, need);
		}
	rota_repo_line_clear(&line);
}

static bool has_commit(const struct log *log, const struct rota_oid *oid)
{
	bool has = log->need && oid_equal(&log->need->oid, oid);

	for (size_t i = 0; !has && i < log->line.count; i++)
		has = oid_equal(&log->line.oids[i], oid);
	return has;
}

/** Whether a log goes on from wherever the files have it. */
static bool has_all_tips(const struct log *log, const struct joining *joining)
{
	for (size_t i = 0; i < joining->count; i++) {
		const struct rota_oid *tip = bundle_header_ref(&joining->headers[i], log->name);

		if (tip && !has_commit(log, tip))
			return false;
	}
	return true;
}

/** Of the places at which it ends in the files, the one furthest on. */
static int read_log(struct log *log, const struct joining *joining, struct rota_error *err)
{
	for (size_t i = 0; i < joining->count; i++) {
		const struct rota_oid *tip = bundle_header_ref(&joining->headers[i], log->name);

		if (!tip)
			continue;
		rota_repo_line_clear(&log->line);
		log->need = NULL;
		find_line(log, joining, tip);
		if (log->line.count && has_all_tips(log, joining))
			return ROTA_OK;
	}
	return rota_fail(
		err, ROTA_ECONFLICT,
		_("bring the files one by one; what is wrong is then said of each"),
		_("the files do not fit together: they hold different branches of '%s', or "
		  "not all of it"),
		log->name);
}

/* --- all of them ----------------------------------------------------------------------------- */

static bool is_known(const struct joining *joining, const char *name)
{
	for (size_t i = 0; i < joining->log_count; i++)
		if (strcmp(joining->logs[i].name, name) == 0)
			return true;
	return false;
}

/** The refs of a file become logs. */
static int note_logs(struct joining *joining, const struct bundle_header *header, const char *path,
		     struct rota_error *err)
{
	for (size_t i = 0; i < header->ref_count; i++) {
		const char *name = header->refs[i].text;
		struct log *logs;

		if (strncmp(name, "refs/rota/writers/", 18) != 0)
			return rota_fail(
				err, ROTA_EINVALID,
				_("only such files are joined: an answer is for one office"),
				_("'%s' is not what an office has written"), path);
		if (is_known(joining, name))
			continue;
		logs = realloc(joining->logs, (joining->log_count + 1) * sizeof(*logs));
		if (!logs)
			return out_of_memory(err);
		joining->logs = logs;
		joining->logs[joining->log_count++] = (struct log){ .name = name };
	}
	return ROTA_OK;
}

static int take_file(struct joining *joining, const char *file, struct rota_error *err)
{
	struct bundle_header *header = &joining->headers[joining->count];
	int rc = bundle_intake(header, joining->repo, file, err);

	if (rc)
		return rc;
	joining->count++;
	return note_logs(joining, header, file, err);
}

/** All that are not taken yet, up to one that is no bundle. @return the last failure. */
static int take_round(struct joining *joining, const char *const *files, size_t count, bool *taken,
		      struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; i < count && (!rc || rc == ROTA_ENOTFOUND); i++) {
		if (taken[i])
			continue;
		rota_error_clear(err);
		rc = take_file(joining, files[i], err);
		taken[i] = !rc;
	}
	return rc;
}

/** In any order: what a part or a piece builds on may come later. */
static int take_files(struct joining *joining, const char *const *files, size_t count,
		      struct rota_error *err)
{
	bool *taken = calloc(count + 1, sizeof(*taken));
	size_t before = 0;
	int rc = ROTA_OK;

	joining->headers = calloc(count + 1, sizeof(*joining->headers));
	if (!joining->headers || !taken)
		rc = out_of_memory(err);
	else
		do {
			before = joining->count;
			rc = take_round(joining, files, count, taken, err);
		} while ((!rc || rc == ROTA_ENOTFOUND) && joining->count > before);
	free(taken);
	for (size_t i = 0; !rc && i < joining->log_count; i++)
		rc = read_log(&joining->logs[i], joining, err);
	return rc;
}

static void clear_joining(struct joining *joining)
{
	for (size_t i = 0; i < joining->log_count; i++)
		rota_repo_line_clear(&joining->logs[i].line);
	for (size_t i = 0; i < joining->count; i++)
		bundle_header_clear(&joining->headers[i]);
	free(joining->logs);
	free(joining->headers);
}

/* --- the file -------------------------------------------------------------------------------- */

static void put_need(struct rota_buffer *header, const struct bundle_line *need)
{
	struct bundle_comment comment;

	rota_buffer_printf(header, "-%s", oid_text(&need->oid).digits);
	if (bundle_comment_read(&comment, need->text))
		rota_buffer_printf(header, " %s %llu", comment.name,
				   (unsigned long long)comment.number);
	rota_buffer_puts(header, "\n");
}

static int put_joined(struct bundle_file *file, const struct joining *joining,
		      struct rota_error *err)
{
	struct rota_buffer header = { 0 };
	git_packbuilder *pack = NULL;
	int rc = pack_new(&pack, joining->repo, err);

	rota_buffer_puts(&header, BUNDLE_SIGNATURE);
	for (size_t i = 0; i < joining->log_count; i++)
		if (joining->logs[i].need)
			put_need(&header, joining->logs[i].need);
	for (size_t i = 0; !rc && i < joining->log_count; i++) {
		const struct log *log = &joining->logs[i];

		rota_buffer_printf(&header, "%s %s\n", oid_text(&log->line.oids[0]).digits,
				   log->name);
		rc = pack_add_line(pack, joining->repo, &log->line, err);
	}
	rota_buffer_puts(&header, "\n");
	if (!rc)
		rc = rota_buffer_check(&header, err);
	if (!rc)
		rc = pack_put(file, &header, pack, err);
	rota_buffer_clear(&header);
	git_packbuilder_free(pack);
	return rc;
}

static int write_joined(const struct joining *joining, const char *path,
			rota_bundle_file_fn *written, void *payload, struct rota_error *err)
{
	struct bundle_file file;
	struct stat there;
	int rc;

	if (lstat(path, &there) == 0)
		return rota_fail(err, ROTA_EINVALID,
				 _("give the file another name; nothing was overwritten"),
				 _("'%s' is there already"), path);
	rc = bundle_file_open(&file, path, err);
	if (!rc)
		rc = put_joined(&file, joining, err);
	if (!rc)
		rc = bundle_file_keep(&file, err);
	if (!rc)
		rc = written(path, file.bytes, payload, err);
	bundle_file_close(&file);
	return rc;
}

/* --- a repository for the while -------------------------------------------------------------- */

static int join_in(const char *folder, const char *path, const char *const *files, size_t count,
		   rota_bundle_file_fn *written, void *payload, struct rota_error *err)
{
	struct joining joining = { .repo = NULL };
	char *git = NULL;
	int rc = asprintf(&git, "%s/join.git", folder) < 0 ? out_of_memory(err) : ROTA_OK;

	if (!rc)
		rc = rota_repo_make(git, ROTA_REPO_OWN, err);
	if (!rc)
		rc = rota_repo_open(&joining.repo, git, err);
	if (!rc)
		rc = take_files(&joining, files, count, err);
	if (!rc)
		rc = write_joined(&joining, path, written, payload, err);
	clear_joining(&joining);
	rota_repo_close(joining.repo);
	free(git);
	return rc;
}

int rota_repo_bundle_join(const char *path, const char *const *files, size_t count,
			  rota_bundle_file_fn *written, void *payload, struct rota_error *err)
{
	char folder[4096];
	int rc = rota_file_temporary(folder, sizeof(folder), err);

	if (rc)
		return rc;
	rc = join_in(folder, path, files, count, written, payload, err);
	rota_folder_remove(folder);
	return rc;
}
