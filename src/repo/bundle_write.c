/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing a bundle: which commits go into which file, and the files.
 *
 * The slices stand in a row, each from its first commit to its last; a file takes as many commits
 * of that row as it has room for. So each file but the first builds on those before it, says so in
 * its prerequisites, and can be taken in as soon as they are.
 */
#include "repo/bundle.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/messages.h"
#include "repo/bundle_file.h"
#include "repo/bundle_header.h"
#include "repo/bundle_piece.h"
#include "repo/object.h"
#include "repo/pack.h"
#include "repo/private.h"

enum {
	MAX_FILES = 9999,
	LINES_BYTES = 256,        /**< of a ref and a prerequisite, without the name twice */
	PACK_BYTES = 12 + 20 + 1, /**< its head and trailer, and the empty line before it */
	OBJECT_BYTES = 6,         /**< the head of an object up to 32 MiB */
	COMMITS_AT_ONCE = 64      /**< between two words on how far it is */
};

/** The commits of one file, or of a bundle that is cut into pieces. */
struct part {
	uint64_t *ends; /**< of each slice, counted from the first commit of its ref */
	uint64_t first_file, files;
};

struct plan {
	struct rota_repo *repo;
	const struct rota_bundle_order *order;
	struct rota_repo_line *lines; /**< of each slice, whole */
	uint64_t *at;                 /**< where each slice is while the parts are chosen */
	struct part *parts;
	size_t count, room;
	uint64_t files; /**< of all parts */
};

/* --- the plan -------------------------------------------------------------------------------- */

/** The commit at a place of a slice, counted from 0. */
static const struct rota_oid *commit_at(const struct plan *plan, size_t slice, uint64_t place)
{
	const struct rota_repo_line *line = &plan->lines[slice];

	return &line->oids[line->count - 1 - place];
}

static uint64_t start_of(const struct plan *plan, size_t part, size_t slice)
{
	return part ? plan->parts[part - 1].ends[slice] : plan->order->slices[slice].skip;
}

static bool is_in(const struct plan *plan, size_t part, size_t slice)
{
	return plan->parts[part].ends[slice] > start_of(plan, part, slice);
}

static int end_part(struct plan *plan, uint64_t files, struct rota_error *err)
{
	size_t count = plan->order->count;
	struct part *part;

	if (plan->files + files > MAX_FILES)
		return rota_fail(err, ROTA_EINVALID, _("give a larger --max-size"),
				 _("more than %d files would be needed"), MAX_FILES);
	if (plan->count == plan->room) {
		size_t room = plan->room ? 2 * plan->room : 16;
		struct part *parts = realloc(plan->parts, room * sizeof(*parts));

		if (!parts)
			return out_of_memory(err);
		plan->parts = parts;
		plan->room = room;
	}
	part = &plan->parts[plan->count];
	*part = (struct part){ .ends = malloc(count * sizeof(*part->ends)),
			       .first_file = plan->files + 1,
			       .files = files };
	if (!part->ends)
		return out_of_memory(err);
	memcpy(part->ends, plan->at, count * sizeof(*part->ends));
	plan->count++;
	plan->files += files;
	return ROTA_OK;
}

/** What an object takes in a pack, as it is written without deltas. */
static int add_packed(uint64_t *bytes, const void *content, size_t size, struct rota_error *err)
{
	uLongf packed = compressBound(size);
	void *room = malloc(packed);

	if (!room || compress(room, &packed, content, size) != Z_OK) {
		free(room);
		return out_of_memory(err);
	}
	free(room);
	*bytes += OBJECT_BYTES + packed;
	return ROTA_OK;
}

static int measure(uint64_t *bytes, struct rota_repo *repo, const struct rota_oid *oid,
		   struct rota_error *err)
{
	struct rota_repo_commit commit;
	const struct rota_sealed *sealed = &commit.sealed;
	int rc = rota_repo_commit_read(&commit, repo, oid, err);

	*bytes = 0;
	if (!rc)
		rc = add_packed(bytes, sealed->commit, sealed->commit_size, err);
	if (!rc)
		rc = add_packed(bytes, sealed->tree, sealed->tree_size, err);
	for (size_t i = 0; !rc && i < sealed->file_count; i++)
		rc = add_packed(bytes, sealed->files[i].bytes, sealed->files[i].size, err);
	rota_repo_commit_clear(&commit);
	return rc;
}

/** What a file takes besides its objects, at most. */
static uint64_t lines_bytes(const struct rota_bundle_order *order)
{
	uint64_t bytes = sizeof(BUNDLE_SIGNATURE) + PACK_BYTES;

	for (size_t i = 0; i < order->count; i++)
		bytes += LINES_BYTES + 2 * strlen(order->slices[i].name);
	return bytes;
}

/** One commit more: into the part that is being filled, or into a new one. */
static int place_commit(struct plan *plan, size_t slice, uint64_t *filled, struct rota_error *err)
{
	const struct rota_bundle_order *order = plan->order;
	uint64_t lines = lines_bytes(order), room = order->max_bytes - PIECE_HEAD_MAX_BYTES, bytes;
	int rc = measure(&bytes, plan->repo, commit_at(plan, slice, plan->at[slice]), err);

	if (!rc && *filled && lines + *filled + bytes > order->max_bytes) {
		rc = end_part(plan, 1, err);
		*filled = 0;
	}
	plan->at[slice]++;
	if (rc || lines + bytes <= order->max_bytes) {
		*filled += bytes;
		return rc;
	}
	return end_part(plan, (lines + bytes + room - 1) / room, err); /* it alone is larger */
}

static int choose_parts(struct plan *plan, struct rota_error *err)
{
	uint64_t filled = 0;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < plan->order->count; i++)
		while (!rc && plan->at[i] < plan->lines[i].count) {
			if (plan->order->max_bytes)
				rc = place_commit(plan, i, &filled, err);
			else
				filled = ++plan->at[i];
		}
	if (!rc && filled)
		rc = end_part(plan, 1, err);
	if (!rc && plan->count == 0)
		rc = rota_fail(err, ROTA_EINVALID, NULL, _("there is nothing to put into '%s'"),
			       plan->order->path);
	return rc;
}

static int read_lines(struct plan *plan, struct rota_error *err)
{
	struct rota_repo_progress *progress = rota_repo_progress(plan->repo);
	int rc = ROTA_OK;

	progress->objects = progress->objects_total = 0;
	for (size_t i = 0; !rc && i < plan->order->count; i++) {
		const struct rota_bundle_slice *slice = &plan->order->slices[i];
		struct rota_oid tip;

		rc = rota_repo_ref(&tip, plan->repo, slice->name, err);
		if (!rc)
			rc = rota_repo_line_read(&plan->lines[i], plan->repo, &tip, NULL, err);
		if (!rc && slice->skip > plan->lines[i].count)
			rc = rota_fail(err, ROTA_ECORRUPT, NULL,
				       _("'%s' has fewer commits here than others have of it"),
				       slice->name);
		plan->at[i] = slice->skip;
		progress->objects_total += rc ? 0 : plan->lines[i].count - slice->skip;
	}
	return rc;
}

static int make_plan(struct plan *plan, struct rota_error *err)
{
	size_t count = plan->order->count;
	int rc;

	plan->lines = calloc(count + 1, sizeof(*plan->lines));
	plan->at = calloc(count + 1, sizeof(*plan->at));
	if (!plan->lines || !plan->at)
		return out_of_memory(err);
	rc = read_lines(plan, err);
	return rc ? rc : choose_parts(plan, err);
}

static void clear_plan(struct plan *plan)
{
	for (size_t i = 0; plan->lines && i < plan->order->count; i++)
		rota_repo_line_clear(&plan->lines[i]);
	for (size_t i = 0; i < plan->count; i++)
		free(plan->parts[i].ends);
	free(plan->lines);
	free(plan->at);
	free(plan->parts);
}

/* --- one bundle ------------------------------------------------------------------------------ */

/** The file with which a slice came to where a part begins; 0: the reader has that by itself. */
static uint64_t file_before(const struct plan *plan, size_t part, size_t slice)
{
	while (part && !is_in(plan, part - 1, slice))
		part--;
	return part ? plan->parts[part - 1].first_file + plan->parts[part - 1].files - 1 : 0;
}

static void put_need(struct rota_buffer *header, const struct plan *plan, size_t part, size_t slice)
{
	uint64_t start = start_of(plan, part, slice), file = file_before(plan, part, slice);

	if (start == 0)
		return;
	rota_buffer_printf(header, "-%s %s %llu",
			   oid_text(commit_at(plan, slice, start - 1)).digits,
			   plan->order->slices[slice].name, (unsigned long long)start);
	if (file)
		rota_buffer_printf(header, " part %llu of %llu", (unsigned long long)file,
				   (unsigned long long)plan->files);
	rota_buffer_puts(header, "\n");
}

/** All slices up to the last in this part: what comes later in the row builds on what is before. */
static int put_header(struct rota_buffer *header, const struct plan *plan, size_t part,
		      struct rota_error *err)
{
	size_t end = plan->order->count;

	while (!is_in(plan, part, end - 1))
		end--;
	rota_buffer_puts(header, BUNDLE_SIGNATURE);
	for (size_t i = 0; i < end; i++)
		put_need(header, plan, part, i);
	for (size_t i = 0; i < end; i++)
		if (is_in(plan, part, i))
			rota_buffer_printf(
				header, "%s %s\n",
				oid_text(commit_at(plan, i, plan->parts[part].ends[i] - 1)).digits,
				plan->order->slices[i].name);
	rota_buffer_puts(header, "\n");
	return rota_buffer_check(header, err);
}

/** The commits of a slice that are in this part. */
static int add_slice(git_packbuilder *pack, const struct plan *plan, size_t part, size_t slice,
		     struct rota_error *err)
{
	uint64_t end = plan->parts[part].ends[slice];
	int rc = ROTA_OK;

	for (uint64_t at = start_of(plan, part, slice); !rc && at < end;) {
		uint64_t count = end - at < COMMITS_AT_ONCE ? end - at : COMMITS_AT_ONCE;
		const struct rota_repo_line some = { .oids = plan->lines[slice].oids +
							     plan->lines[slice].count - at - count,
						     .count = count };

		rc = pack_add_line(pack, plan->repo, &some, err);
		rota_repo_progress(plan->repo)->objects += count;
		at += count;
	}
	return rc;
}

static int put_bundle(struct bundle_file *file, const struct plan *plan, size_t part,
		      struct rota_error *err)
{
	struct rota_buffer header = { 0 };
	git_packbuilder *pack = NULL;
	int rc = put_header(&header, plan, part, err);

	if (!rc)
		rc = pack_new(&pack, plan->repo, err);
	for (size_t i = 0; !rc && i < plan->order->count; i++)
		rc = add_slice(pack, plan, part, i, err);
	if (!rc)
		rc = pack_put(file, &header, pack, err);
	rota_buffer_clear(&header);
	git_packbuilder_free(pack);
	return rc;
}

static int write_bundle(uint64_t *bytes, const char *path, const struct plan *plan, size_t part,
			struct rota_error *err)
{
	struct bundle_file file;
	int rc = bundle_file_open(&file, path, err);

	if (!rc)
		rc = put_bundle(&file, plan, part, err);
	if (!rc)
		rc = bundle_file_keep(&file, err);
	*bytes = file.bytes;
	bundle_file_close(&file);
	return rc;
}

/* --- the files ------------------------------------------------------------------------------- */

/** `FILE`, or of several `FILE.1of3`; freed with free(). NULL: out of memory. */
static char *name_file(const struct plan *plan, uint64_t number)
{
	char *name;

	if (plan->files == 1)
		return strdup(plan->order->path);
	return asprintf(&name, "%s.%lluof%llu", plan->order->path, (unsigned long long)number,
			(unsigned long long)plan->files) < 0
		       ? NULL
		       : name;
}

/** Whether all refs in a bundle are ones that are written now. */
static bool is_older(const struct bundle_header *header, const struct rota_bundle_order *order)
{
	for (size_t i = 0; i < header->ref_count; i++) {
		bool known = false;

		for (size_t k = 0; k < order->count; k++)
			known = known || strcmp(header->refs[i].text, order->slices[k].name) == 0;
		if (!known)
			return false;
	}
	return true;
}

/** Only an older bundle of the same refs is overwritten. A piece does not say whose it is. */
static bool may_replace(const char *path, const struct rota_bundle_order *order)
{
	struct bundle_header header;
	FILE *file = fopen(path, "re");
	bool may;

	may = file && !bundle_header_read(&header, file, path, NULL);
	if (may) {
		may = is_older(&header, order);
		bundle_header_clear(&header);
	}
	if (file)
		fclose(file);
	return may;
}

static int check_place(const char *path, const struct rota_bundle_order *order,
		       struct rota_error *err)
{
	struct stat there;

	if (lstat(path, &there))
		return errno == ENOENT || errno == ENOTDIR ? ROTA_OK
							   : file_failed(err, path, errno);
	if (S_ISREG(there.st_mode) && may_replace(path, order))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 _("give the file another name; nothing was overwritten"),
			 _("'%s' is there already, and is something else"), path);
}

static int check_places(const struct plan *plan, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (uint64_t i = 1; !rc && i <= plan->files; i++) {
		char *path = name_file(plan, i);

		rc = path ? check_place(path, plan->order, err) : out_of_memory(err);
		free(path);
	}
	return rc;
}

/** What a run writes is there as a whole or not at all. */
static void take_back(const struct plan *plan, uint64_t files)
{
	for (uint64_t i = 1; i <= files; i++) {
		char *path = name_file(plan, i);

		if (path)
			unlink(path);
		free(path);
	}
}

struct writing {
	const struct plan *plan;
	rota_bundle_file_fn *written;
	void *payload;
	uint64_t files; /**< that are there */
};

/** A file is there, after @p rc. */
static int tell(struct writing *writing, int rc, const char *path, uint64_t bytes,
		struct rota_error *err)
{
	if (rc)
		return rc;
	writing->files++;
	return writing->written(path, bytes, writing->payload, err);
}

static int write_piece(struct writing *writing, const char *source,
		       const struct rota_bundle_piece *piece, struct rota_error *err)
{
	char *path = name_file(writing->plan, piece->part);
	uint64_t bytes = 0;
	int rc = path ? bundle_piece_write(&bytes, path, source, piece, err) : out_of_memory(err);

	rc = tell(writing, rc, path, bytes, err);
	free(path);
	return rc;
}

/** Cut the bundle at @p source, which is not larger than was reckoned. */
static int write_pieces(struct writing *writing, const struct part *part, const char *source,
			struct rota_error *err)
{
	struct rota_bundle_piece piece = { .count = part->files, .parts = writing->plan->files };
	uint64_t each;
	int rc = bundle_digest(&piece.whole, &piece.whole_bytes, source, err);

	each = (piece.whole_bytes + part->files - 1) / part->files;
	for (uint64_t i = 0; !rc && i < part->files; i++) {
		uint64_t left;

		piece.offset = i * each < piece.whole_bytes ? i * each : piece.whole_bytes;
		left = piece.whole_bytes - piece.offset;
		piece.bytes = left < each ? left : each;
		piece.number = i + 1;
		piece.part = part->first_file + i;
		rc = write_piece(writing, source, &piece, err);
	}
	return rc;
}

static int write_part(struct writing *writing, size_t at, struct rota_error *err)
{
	const struct plan *plan = writing->plan;
	const struct part *part = &plan->parts[at];
	char *path = part->files == 1 ? name_file(plan, part->first_file)
				      : path_in(plan->repo, "bundle-to-cut");
	uint64_t bytes = 0;
	int rc = path ? write_bundle(&bytes, path, plan, at, err) : out_of_memory(err);

	if (part->files == 1) {
		rc = tell(writing, rc, path, bytes, err);
	} else if (!rc && path) {
		rc = write_pieces(writing, part, path, err);
		unlink(path);
	}
	free(path);
	return rc;
}

int rota_repo_bundle_write(struct rota_repo *repo, const struct rota_bundle_order *order,
			   rota_bundle_file_fn *written, void *payload, struct rota_error *err)
{
	struct plan plan = { .repo = repo, .order = order };
	struct writing writing = { .plan = &plan, .written = written, .payload = payload };
	int rc;

	if (order->max_bytes && order->max_bytes < 2 * (PIECE_HEAD_MAX_BYTES + lines_bytes(order)))
		return rota_fail(err, ROTA_EINVALID, NULL, _("no file can be so small"));
	rc = make_plan(&plan, err);
	if (!rc)
		rc = check_places(&plan, err);
	for (size_t i = 0; !rc && i < plan.count; i++)
		rc = write_part(&writing, i, err);
	if (rc)
		take_back(&plan, writing.files);
	clear_plan(&plan);
	return rc;
}
