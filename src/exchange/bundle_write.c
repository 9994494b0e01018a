/* SPDX-License-Identifier: Apache-2.0 */
/* What an office has recorded, as a file for the province. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/bundle.h"
#include "exchange/seal.h"
#include "state/vector.h"
#include "store/log.h"

/* --- one file -------------------------------------------------------------------------------- */

static const struct rota_column_spec file_columns[] = {
	{ "file", N_("file"), ROTA_CELL_TEXT },
	{ "bytes", N_("bytes"), ROTA_CELL_NUMBER },
	{ "office", N_("for office"), ROTA_CELL_TEXT },
	{ "writer", N_("writer"), ROTA_CELL_TEXT },
};

bool rota_bundling_into_folder(const struct rota_bundling *bundling)
{
	struct stat there;

	return stat(bundling->options->path, &there) == 0 && S_ISDIR(there.st_mode);
}

static void name_path(char out[2 * PATH_MAX], const struct rota_bundling *bundling,
		      const char *folder_name)
{
	char name[64];

	snprintf(name, sizeof(name), "%s-%s.bundle", folder_name, bundling->writer);
	if (rota_bundling_into_folder(bundling))
		rota_text_join(out, 2 * PATH_MAX, bundling->options->path, "/", name);
	else
		rota_text_join(out, 2 * PATH_MAX, bundling->options->path, "", "");
}

static void fill_file(struct rota_bundling *bundling, const char *path, const uint64_t *bytes)
{
	struct rota_filling *filling = &bundling->filling;

	rota_fill_text(filling, path);
	if (bytes)
		rota_fill_uint(filling, *bytes);
	else
		rota_fill_nil(filling);
	rota_fill_text(filling, bundling->name);
	rota_fill_text(filling, bundling->writer);
	rota_fill_row(filling);
}

static int note_file(const char *path, uint64_t bytes, void *payload, struct rota_error *err)
{
	struct rota_bundling *bundling = payload;

	fill_file(bundling, path, &bytes);
	return rota_fill_check(&bundling->filling, err);
}

static void tell(const struct rota_git_progress *progress, void *payload)
{
	struct rota_bundling *bundling = payload;

	rota_exchange_say(&bundling->exchange, ROTA_EXCHANGE_WRITE, progress->objects,
			  progress->objects_total);
}

int rota_bundling_write(struct rota_bundling *bundling, const char *folder_name,
			const struct rota_git_slice *slices, size_t count, struct rota_error *err)
{
	struct rota_value *rows = &bundling->out->files.rows;
	size_t before = rows->as.list.count;
	char path[2 * PATH_MAX];
	int rc;
	const struct rota_git_bundling order = { .path = path,
						 .slices = slices,
						 .count = count,
						 .max_bytes = bundling->options->max_bytes,
						 .progress = tell,
						 .payload = bundling };

	name_path(path, bundling, folder_name);
	rota_exchange_say(&bundling->exchange, ROTA_EXCHANGE_WRITE, 0, 0);
	rc = rota_git_bundle_write(bundling->exchange.git, &order, note_file, err);
	if (rc) /* those that were there are taken away again */
		rows->as.list.count = before;
	return rc;
}

void rota_bundling_would(struct rota_bundling *bundling, const char *folder_name)
{
	char path[2 * PATH_MAX];

	name_path(path, bundling, folder_name);
	fill_file(bundling, path, NULL);
}

/* --- an office's log ------------------------------------------------------------------------- */

static int seal(struct rota_bundling *bundling, const char *ref, struct rota_error *err)
{
	struct rota_exchange *exchange = &bundling->exchange;
	struct rota_office *office = exchange->office;
	struct rota_key key = { 0 };
	int rc = rota_drawn_write(office, exchange->git, ref, ROTA_CHAIN_BATCH, office->own, err);

	if (!rc)
		rc = rota_office_key(&key, office, "keys/writer", err);
	if (!rc)
		rc = rota_seal(NULL, office, office->own, &key, err);
	rota_key_clear(&key);
	return rc ? rc
		  : rota_drawn_write(office, exchange->git, ref, ROTA_CHAIN_BATCH, office->own,
				     err);
}

/** The batches that the province has, and how much there is. */
struct log_state {
	uint64_t merged;  /* entries, by the newest checkpoint */
	uint64_t size;    /* entries, the unsealed ones too */
	uint64_t batches; /* all */
	uint64_t known;   /* batches that are merged whole */
	uint64_t first;   /* entry behind those */
};

static int count_batch(const struct rota_batch_end *end, void *payload, struct rota_error *err)
{
	struct log_state *log = payload;

	(void)err;
	log->batches++;
	if (end->log.size <= log->merged) {
		log->known++;
		log->first = end->log.size;
	}
	return ROTA_OK;
}

static int read_log(struct log_state *out, struct rota_office *office, struct rota_error *err)
{
	struct rota_vector_row row = { .size = 0 };
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	*out = (struct log_state){ .merged = 0 };
	if (rc)
		return rc;
	rc = rota_vector_find(&row, &world, office->own, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	out->merged = row.size;
	if (!rc)
		rc = rota_log_size(&out->size, world.txn, office->own.bytes, err);
	if (!rc)
		rc = rota_batch_each(&world, office->own, count_batch, out, err);
	return rota_world_close(&world, rc, err);
}

/** What the next status says of it. */
static int note_written(struct rota_office *office, uint64_t size, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_begin(&world, office, true, err);

	if (rc)
		return rc;
	rc = rota_log_mark_put(world.txn, office->own.bytes, ROTA_MARK_WRITTEN, size, err);
	if (!rc)
		rc = rota_log_mark_put(world.txn, office->own.bytes, ROTA_MARK_WRITTEN_AT,
				       rota_clock_now_ms(), err);
	return rota_world_close(&world, rc, err);
}

static int check_pinned(const struct rota_office *office, struct rota_error *err)
{
	if (rota_office_knows_province(office))
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID,
			 _("take in the file welcome-….bundle that the province sent: rota bundle "
			   "apply FILE"),
			 _("it is not known yet to which province this office belongs"));
}

static int write_log(struct rota_bundling *bundling, struct rota_error *err)
{
	const struct rota_bundle_options *options = bundling->options;
	struct rota_office *office = bundling->exchange.office;
	struct rota_bundled *out = bundling->out;
	struct rota_git_slice slice = { .skip = 0 };
	char ref[ROTA_REF_BYTES];
	struct log_state log;
	int rc = check_pinned(office, err);

	rota_writer_ref(ref, ROTA_REF_WRITERS, office->own);
	if (!rc && !options->dry_run)
		rc = seal(bundling, ref, err);
	if (!rc)
		rc = read_log(&log, office, err);
	if (rc)
		return rc;
	slice.name = ref;
	slice.skip = options->all ? 0 : log.known;
	out->merged = log.merged;
	out->first = options->all ? 0 : log.first;
	out->entries = log.size - out->first;
	out->batches = options->dry_run ? 0 : log.batches - slice.skip;
	if (!out->entries)
		return ROTA_OK;
	if (options->dry_run) {
		rota_bundling_would(bundling, "from");
		return ROTA_OK;
	}
	rc = rota_bundling_write(bundling, "from", &slice, 1, err);
	return rc ? rc : note_written(office, log.size, err);
}

/* --- both ------------------------------------------------------------------------------------ */

static int check_options(const struct rota_bundle_options *options,
			 const struct rota_office *office, struct rota_error *err)
{
	if (options->max_bytes && options->max_bytes < ROTA_BUNDLE_LEAST_BYTES)
		return rota_fail(err, ROTA_EINVALID, _("such as 1.4M or 10M"),
				 _("a file of %llu bytes is too small: at least %d"),
				 (unsigned long long)options->max_bytes, ROTA_BUNDLE_LEAST_BYTES);
	if (options->office && !office->is_province)
		return rota_fail(err, ROTA_EINVALID, _("leave --for out"),
				 _("what this office writes is for the province"));
	return ROTA_OK;
}

int rota_bundle_write(struct rota_office *office, const struct rota_bundle_options *options,
		      struct rota_bundled *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_bundling bundling = { .exchange = { .progress = options->progress,
							.payload = options->payload },
					  .options = options,
					  .out = out };
	struct rota_buffer digits = { 0 };
	int rc = check_options(options, office, err);

	*out = (struct rota_bundled){ .is_answer = office->is_province };
	rota_fill_begin(&bundling.filling, &out->files, arena, file_columns,
			sizeof(file_columns) / sizeof(file_columns[0]), false);
	if (!rc)
		rc = rota_writer_id_print(&digits, office->own, err);
	rota_text_join(bundling.writer, sizeof(bundling.writer), rota_buffer_text(&digits), "", "");
	rota_buffer_clear(&digits);
	if (rc)
		return rc;
	rc = rota_exchange_open(&bundling.exchange, office, NULL, err);
	if (!rc)
		rc = office->is_province ? rota_bundling_answer(&bundling, err)
					 : write_log(&bundling, err);
	rota_exchange_close(&bundling.exchange);
	return rc ? rc : rota_fill_check(&bundling.filling, err);
}

/* --- several as one -------------------------------------------------------------------------- */

static int note_bytes(const char *path, uint64_t bytes, void *payload, struct rota_error *err)
{
	(void)path;
	(void)err;
	*(uint64_t *)payload = bytes;
	return ROTA_OK;
}

int rota_bundle_join(uint64_t *bytes, const char *path, const char *const *files, size_t count,
		     struct rota_error *err)
{
	*bytes = 0;
	return rota_git_bundle_join(path, files, count, note_bytes, bytes, err);
}
