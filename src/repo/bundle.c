/* SPDX-License-Identifier: Apache-2.0 */
#include "repo/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hex.h"
#include "base/messages.h"
#include "repo/pack.h"
#include "repo/ref.h"
#include "trust/digest.h"

static const char signature[] = "# v2 git bundle\n";

/* --- write ----------------------------------------------------------------------------------- */

/** A file being written, and the digest of what went in. */
struct outlet {
	FILE *file;
	struct rota_digest *digest;
};

static int put(void *bytes, size_t size, void *payload)
{
	struct outlet *outlet = payload;

	rota_digest_add(outlet->digest, bytes, size);
	return fwrite(bytes, 1, size, outlet->file) == size ? 0 : -1;
}

/** The header, and all that the refs lead to into @p pack. */
static int collect(struct rota_buffer *header, git_packbuilder *pack, struct rota_repo *repo,
		   const char *const *names, size_t count, struct rota_error *err)
{
	struct rota_repo_line line = { 0 };
	int rc = ROTA_OK;

	rota_buffer_puts(header, signature);
	for (size_t i = 0; !rc && i < count; i++) {
		struct rota_oid tip;

		rc = rota_repo_ref(&tip, repo, names[i], err);
		if (!rc)
			rc = rota_repo_line_read(&line, repo, &tip, NULL, err);
		if (!rc)
			rc = pack_add_line(pack, repo, &line, err);
		if (!rc)
			rota_buffer_printf(header, "%s %s\n", oid_text(&tip).digits, names[i]);
	}
	rota_buffer_puts(header, "\n");
	rota_repo_line_clear(&line);
	return rc ? rc : rota_buffer_check(header, err);
}

static int write_parts(struct outlet *outlet, const struct rota_buffer *header,
		       git_packbuilder *pack, const char *path, struct rota_error *err)
{
	int rc;

	errno = 0;
	if (put(header->bytes, header->size, outlet))
		return file_failed(err, path, errno);
	rc = git_packbuilder_foreach(pack, put, outlet);
	if (rc && errno)
		return file_failed(err, path, errno);
	rc = git_check(err, rc, path);
	if (!rc && (fflush(outlet->file) || fsync(fileno(outlet->file))))
		rc = file_failed(err, path, errno);
	return rc;
}

/** Write the file at @p path, which must not be there yet. */
static int write_file(struct rota_sha256 *sum, const char *path, const struct rota_buffer *header,
		      git_packbuilder *pack, struct rota_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct outlet outlet = { .file = fd < 0 ? NULL : fdopen(fd, "w") };
	int rc;

	if (!outlet.file) {
		rc = file_failed(err, path, errno);
		if (fd >= 0)
			close(fd);
		return rc;
	}
	rc = rota_digest_new(&outlet.digest, err);
	if (!rc)
		rc = write_parts(&outlet, header, pack, path, err);
	if (!rc)
		rc = rota_digest_finish(sum, outlet.digest, err);
	rota_digest_free(outlet.digest);
	if (fclose(outlet.file) && !rc)
		rc = file_failed(err, path, errno);
	return rc;
}

/** Read what is really on the medium, and compare. */
static int read_again(const char *path, const struct rota_sha256 *sum, struct rota_error *err)
{
	struct rota_digest *digest = NULL;
	struct rota_sha256 now;
	char part[65536];
	ssize_t size = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? file_failed(err, path, errno) : rota_digest_new(&digest, err);

	if (!rc)
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED); /* from the medium, not from memory */
	while (!rc && (size = read(fd, part, sizeof(part))) > 0)
		rota_digest_add(digest, part, (size_t)size);
	if (!rc && size < 0)
		rc = file_failed(err, path, errno);
	if (!rc)
		rc = rota_digest_finish(&now, digest, err);
	if (!rc && memcmp(&now, sum, sizeof(now)) != 0)
		rc = rota_fail(err, ROTA_EIO, _("write it to another stick"),
			       _("'%s' reads otherwise than it was written"), path);
	rota_digest_free(digest);
	if (fd >= 0)
		close(fd);
	return rc;
}

/** The new file in the place of an old one, durable. */
static int rename_file(const char *temporary, const char *path, struct rota_error *err)
{
	char *copy = strdup(path);
	int fd = -1, rc = ROTA_OK;

	if (!copy)
		return out_of_memory(err);
	if (!rename(temporary, path))
		fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 ||
	    (fsync(fd) && errno != EINVAL)) /* a file system may have no flush of folders */
		rc = file_failed(err, path, errno);
	if (fd >= 0)
		close(fd);
	free(copy);
	return rc;
}

/** Under another name first, so that a file of that name is whole. */
static int write_whole(struct rota_sha256 *sum, const char *path, const struct rota_buffer *header,
		       git_packbuilder *pack, struct rota_error *err)
{
	char *temporary;
	int rc;

	if (asprintf(&temporary, "%s.tmp", path) < 0)
		return out_of_memory(err);
	unlink(temporary); /* of a process that died */
	rc = write_file(sum, temporary, header, pack, err);
	if (!rc)
		rc = rename_file(temporary, path, err);
	if (rc)
		unlink(temporary);
	free(temporary);
	return rc;
}

int rota_repo_bundle_write(struct rota_repo *repo, const char *path, const char *const *names,
			   size_t count, struct rota_error *err)
{
	struct rota_buffer header = { 0 };
	struct rota_sha256 sum;
	git_packbuilder *pack = NULL;
	int rc;

	if (count == 0)
		return rota_fail(err, ROTA_EINVALID, NULL, _("there is nothing to put into '%s'"),
				 path);
	rc = pack_new(&pack, repo, err);
	if (!rc)
		rc = collect(&header, pack, repo, names, count, err);
	if (!rc)
		rc = write_whole(&sum, path, &header, pack, err);
	if (!rc)
		rc = read_again(path, &sum, err);
	rota_buffer_clear(&header);
	git_packbuilder_free(pack);
	return rc;
}

/* --- apply ----------------------------------------------------------------------------------- */

static int no_bundle(struct rota_error *err, const char *path)
{
	return rota_fail(err, ROTA_ECORRUPT, _("copy it again from where it was made"),
			 _("'%s' is not a bundle of git, or is damaged"), path);
}

/** Where the refs that are asked for stand in a bundle. */
struct contents {
	const char *const *names;
	size_t count;
	struct rota_oid *tips;
	bool *there;
};

/** A line of the header: an id, a space, a text. */
static bool split_line(struct rota_oid *oid, const char **rest, const char *line)
{
	if (strlen(line) < 2 * ROTA_OID_BYTES ||
	    !rota_hex_decode(oid->bytes, line, 2 * ROTA_OID_BYTES))
		return false;
	*rest = line + 2 * ROTA_OID_BYTES;
	return **rest == ' ' || **rest == '\0';
}

/** A commit that the pack builds on must be here. */
static int check_prerequisite(struct rota_repo *repo, const char *path, const char *line,
			      struct rota_error *err)
{
	struct rota_oid oid;
	const char *comment;
	git_oid id;

	if (!split_line(&oid, &comment, line))
		return no_bundle(err, path);
	id = oid_to_git(&oid);
	if (git_odb_exists(repo->odb, &id))
		return ROTA_OK;
	return rota_fail(err, ROTA_ENOTFOUND, _("ask for a bundle of the whole history"),
			 _("'%s' builds on commit %s, which is not here"), path,
			 oid_text(&oid).digits);
}

static int note_ref(struct contents *contents, const char *path, const char *line,
		    struct rota_error *err)
{
	struct rota_oid oid;
	const char *name;

	if (!split_line(&oid, &name, line) || *name != ' ')
		return no_bundle(err, path);
	for (size_t i = 0; i < contents->count; i++)
		if (strcmp(contents->names[i], name + 1) == 0) {
			contents->tips[i] = oid;
			contents->there[i] = true;
		}
	return ROTA_OK;
}

/** The next line without its end. */
static int next_line(char *line, size_t size, FILE *file, const char *path, struct rota_error *err)
{
	size_t length;

	if (!fgets(line, (int)size, file))
		return no_bundle(err, path);
	length = strlen(line);
	if (length == 0 || line[length - 1] != '\n')
		return no_bundle(err, path);
	line[length - 1] = '\0';
	return ROTA_OK;
}

static int read_header(struct contents *contents, struct rota_repo *repo, FILE *file,
		       const char *path, struct rota_error *err)
{
	char line[ROTA_BUNDLE_LINE_MAX_BYTES];
	int rc = next_line(line, sizeof(line), file, path, err);

	if (!rc && strncmp(line, signature, sizeof(signature) - 2) != 0)
		return no_bundle(err, path);
	for (size_t i = 0; !rc; i++) {
		if (i == ROTA_BUNDLE_MAX_LINES)
			return no_bundle(err, path);
		rc = next_line(line, sizeof(line), file, path, err);
		if (rc || !*line)
			return rc;
		rc = line[0] == '-' ? check_prerequisite(repo, path, line + 1, err)
				    : note_ref(contents, path, line, err);
	}
	return rc;
}

static int take_pack(struct rota_repo *repo, FILE *file, const char *path, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	struct intake intake;
	char part[65536];
	size_t size;
	int rc = intake_open(&intake, repo, &tried);

	while (!rc && (size = fread(part, 1, sizeof(part), file)) > 0)
		rc = intake_add(&intake, part, size, &tried);
	if (!rc && ferror(file))
		rc = file_failed(&tried, path, errno);
	if (!rc)
		rc = intake_commit(&intake, &tried);
	intake_close(&intake);
	if (rc == ROTA_ECORRUPT)
		return no_bundle(err, path);
	if (rc && err)
		*err = tried;
	return rc;
}

/** Whether one of the refs is ahead of what is here. */
static bool has_news(const struct contents *contents, struct rota_repo *repo)
{
	struct rota_repo_line line = { 0 };
	bool news = false;

	for (size_t i = 0; !news && i < contents->count; i++) {
		struct rota_oid now;

		if (contents->there[i])
			news = rota_repo_ref(&now, repo, contents->names[i], NULL) ||
			       rota_repo_line_read(&line, repo, &now, &contents->tips[i], NULL);
	}
	rota_repo_line_clear(&line);
	return news;
}

/** Every ref is tried; the first failure is the result. */
static int forward_all(const struct contents *contents, struct rota_repo *repo,
		       struct rota_error *err)
{
	int first = ROTA_OK;

	for (size_t i = 0; i < contents->count; i++) {
		enum rota_repo_way way;
		int rc = contents->there[i]
				 ? rota_repo_forward(&way, repo, contents->names[i],
						     &contents->tips[i], first ? NULL : err)
				 : ROTA_OK;

		if (!first)
			first = rc;
	}
	return first;
}

static int apply(struct contents *contents, struct rota_repo *repo, FILE *file, const char *path,
		 struct rota_error *err)
{
	int rc = read_header(contents, repo, file, path, err);

	if (!rc && has_news(contents, repo))
		rc = take_pack(repo, file, path, err);
	return rc ? rc : forward_all(contents, repo, err);
}

int rota_repo_bundle_apply(struct rota_repo *repo, const char *path, const char *const *names,
			   size_t count, struct rota_error *err)
{
	struct contents contents = { .names = names, .count = count };
	FILE *file = fopen(path, "re");
	int rc;

	if (!file)
		return file_failed(err, path, errno);
	contents.tips = calloc(count + 1, sizeof(*contents.tips));
	contents.there = calloc(count + 1, sizeof(*contents.there));
	rc = contents.tips && contents.there ? apply(&contents, repo, file, path, err)
					     : out_of_memory(err);
	free(contents.tips);
	free(contents.there);
	fclose(file);
	return rc;
}
