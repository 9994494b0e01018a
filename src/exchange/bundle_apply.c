/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking in files that others have written: an office what its province answered, the province what
 * offices have recorded.
 *
 * A file is looked at first, so that one that is not for this office takes nothing and says whose
 * it is. Of several files those that wait for another are tried again when that one was taken in.
 */
#include <stdio.h>
#include <string.h>

#include "ask/git_bundle.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/apply.h"
#include "exchange/exchange.h"
#include "exchange/received.h"
#include "exchange/trial.h"
#include "report/table.h"
#include "rota/bundle.h"
#include "state/writers.h"

/** A file, and how it ended. */
struct file {
	const char *path;
	bool ended; /* else it may be tried again */
	int rc;
	struct rota_error err;
};

struct applying {
	struct rota_exchange exchange;
	struct rota_bundle_applied *out;
	struct rota_filling filling; /* of the files */
	struct rota_arena arena;     /* of the file at hand */
	struct rota_pin pin;
	struct rota_sha256 province;
	struct rota_world world; /* the province's, for the names of offices */
	const struct rota_writers *writers;
	const char *path; /* of the file at hand */
};

/* At an office a file comes from the province, at the province from offices. */
static const struct rota_column_spec answer_columns[] = {
	{ "file", N_("file"), ROTA_CELL_TEXT },
	{ "remark", N_("remark"), ROTA_CELL_TEXT },
};

static const struct rota_column_spec log_columns[] = {
	{ "file", N_("file"), ROTA_CELL_TEXT },
	{ "office", N_("from office"), ROTA_CELL_TEXT },
	{ "writer", N_("writer"), ROTA_CELL_TEXT },
	{ "entries", N_("new entries"), ROTA_CELL_NUMBER },
	{ "last", N_("up to entry"), ROTA_CELL_NUMBER },
	{ "remark", N_("remark"), ROTA_CELL_TEXT },
};

/* --- what is in a file ----------------------------------------------------------------------- */

/** The refs of a file: how they are meant is for their names to say. */
struct contents {
	struct applying *applying;
	const char **names; /* of writers, in the arena */
	size_t count, room;
	bool own, others; /* logs: of this office, of others */
	bool received;    /* what this office reads */
	bool for_another; /* notices of another office, and none of this one */
	char reader[17];  /* of that one */
};

static bool has_writer(struct rota_writer_id *out, const char *name, const char *beginning)
{
	size_t size = strlen(beginning);

	return strncmp(name, beginning, size) == 0 && strlen(name + size) == 16 &&
	       rota_writer_id_parse(out, name + size, NULL) == ROTA_OK;
}

static bool is_own(const struct applying *applying, struct rota_writer_id writer)
{
	return memcmp(applying->exchange.office->own.bytes, writer.bytes, sizeof(writer.bytes)) ==
	       0;
}

static int note_writer(struct contents *contents, const char *name, struct rota_writer_id writer,
		       struct rota_error *err)
{
	struct rota_arena *arena = &contents->applying->arena;
	const char **names = rota_arena_more(arena, contents->names, contents->count,
					     &contents->room, sizeof(*names));
	const char *copy = rota_arena_copy(arena, name, strlen(name));

	if (!names || !copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	contents->names = names;
	contents->names[contents->count++] = copy;
	if (is_own(contents->applying, writer))
		contents->own = true;
	else
		contents->others = true;
	return ROTA_OK;
}

static int note_ref(const char *name, const struct rota_oid *oid, void *payload,
		    struct rota_error *err)
{
	struct contents *contents = payload;
	struct rota_writer_id writer;

	(void)oid;
	if (has_writer(&writer, name, ROTA_REF_WRITERS))
		return note_writer(contents, name, writer, err);
	if (has_writer(&writer, name, ROTA_REF_NOTICES) && !is_own(contents->applying, writer)) {
		contents->for_another = true;
		rota_text_join(contents->reader, sizeof(contents->reader),
			       name + strlen(ROTA_REF_NOTICES), "", "");
	} else if (has_writer(&writer, name, ROTA_REF_NOTICES) ||
		   strcmp(name, ROTA_REF_COMMON) == 0 || strcmp(name, ROTA_REF_CHECKPOINTS) == 0) {
		contents->received = true;
	}
	return ROTA_OK;
}

static int look_into(struct contents *out, struct applying *applying, struct rota_error *err)
{
	*out = (struct contents){ .applying = applying };
	rota_arena_reset(&applying->arena);
	return rota_git_bundle_read(applying->exchange.git, applying->path, note_ref, out, err);
}

/** Entries that came now: how many, and the number of the last one. */
struct arrived {
	uint64_t entries, last;
};

static void fill_log(struct applying *applying, const char *path, const char *office,
		     const char *writer, struct arrived arrived, const char *remark)
{
	struct rota_filling *filling = &applying->filling;

	rota_fill_text(filling, path);
	rota_fill_text(filling, office);
	rota_fill_text(filling, writer);
	rota_fill_uint(filling, arrived.entries);
	if (arrived.entries)
		rota_fill_uint(filling, arrived.last);
	else
		rota_fill_nil(filling);
	rota_fill_text(filling, remark);
	rota_fill_row(filling);
}

/** A file, and what is wrong with it. */
static void fill_file(struct applying *applying, const char *path, const char *remark)
{
	if (applying->exchange.office->is_province) {
		fill_log(applying, path, NULL, NULL, (struct arrived){ .entries = 0 }, remark);
		return;
	}
	rota_fill_text(&applying->filling, path);
	rota_fill_text(&applying->filling, remark);
	rota_fill_row(&applying->filling);
}

static void begin_rows(struct applying *applying, struct rota_report *files,
		       struct rota_arena *arena, bool province)
{
	if (province)
		rota_fill_begin(&applying->filling, files, arena, log_columns,
				sizeof(log_columns) / sizeof(log_columns[0]), false);
	else
		rota_fill_begin(&applying->filling, files, arena, answer_columns,
				sizeof(answer_columns) / sizeof(answer_columns[0]), false);
}

/* --- at an office ---------------------------------------------------------------------------- */

static int not_for_us(struct applying *applying, const struct contents *contents,
		      struct rota_error *err)
{
	const char *carry = _("carry it to the province, which runs: rota bundle apply FILE");

	if (contents->for_another) {
		rota_fail(err, ROTA_EINVALID, NULL, _("'%s' was written for another office"),
			  applying->path);
		rota_error_hint(err,
				_("give it to the office with the writer %s, and ask the province "
				  "for the file for this one; nothing was taken from it"),
				contents->reader);
		return ROTA_EINVALID;
	}
	if (contents->own)
		return rota_fail(err, ROTA_EINVALID, carry,
				 _("'%s' is what this office itself has written"), applying->path);
	if (contents->others)
		return rota_fail(err, ROTA_EINVALID, carry,
				 _("'%s' is what another office has written"), applying->path);
	return rota_fail(err, ROTA_EINVALID,
			 _("look for the file whose name ends in .bundle; nothing was taken"),
			 _("there is nothing for this office in '%s'"), applying->path);
}

static int not_our_province(struct applying *applying, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECONFLICT,
			 _("nothing was taken from it: ask the province whether it wrote this "
			   "file, or has gone back to an old copy"),
			 _("what is in '%s' does not follow from what the province has published"),
			 applying->path);
}

/** Refs that stand aside because of something that did not hold are put back, once. */
static int bring_forward(struct applying *applying, struct rota_error *err)
{
	struct rota_office *office = applying->exchange.office;
	struct rota_git *git = applying->exchange.git;
	char refs[ROTA_RECEIVED][ROTA_REF_BYTES];
	const char *names[ROTA_RECEIVED];
	bool moved = false;
	int rc;

	rota_received_names(refs, office->own);
	for (size_t i = 0; i < ROTA_RECEIVED; i++)
		names[i] = refs[i];
	rc = rota_git_bundle_apply(git, applying->path, names, ROTA_RECEIVED, err);
	if (rc == ROTA_ECONFLICT && !rota_received_forget(&moved, office, git, NULL) && moved) {
		rota_error_clear(err);
		rc = rota_git_bundle_apply(git, applying->path, names, ROTA_RECEIVED, err);
	}
	if (rc == ROTA_ECONFLICT) {
		rota_received_forget(&moved, office, git, NULL);
		rc = not_our_province(applying, err);
	}
	return rc;
}

static int apply_answer(struct applying *applying, struct rota_error *err)
{
	struct contents contents;
	int rc = look_into(&contents, applying, err);

	if (rc)
		return rc;
	if (contents.for_another || !contents.received)
		return not_for_us(applying, &contents, err);
	rc = bring_forward(applying, err);
	if (!rc)
		fill_file(applying, applying->path, NULL);
	return rc;
}

static int take_in_refs(struct applying *applying, struct rota_error *err)
{
	struct rota_exchange *exchange = &applying->exchange;
	uint64_t entries = 0;
	int rc = rota_apply_common(&entries, exchange->office, exchange->git, &applying->pin, err);

	applying->out->synced.received = entries;
	if (!rc && rota_office_knows_province(exchange->office))
		rc = rota_apply_checkpoints(exchange->office, exchange->git, err);
	if (!rc && rota_office_knows_province(exchange->office))
		rc = rota_apply_notices(exchange->office, exchange->git, err);
	return rc;
}

/** What the refs lead to, checked; what does not hold is put away again. */
static int take_in(struct applying *applying, struct rota_error *err)
{
	struct rota_synced *synced = &applying->out->synced;
	struct rota_exchange *exchange = &applying->exchange;
	bool moved;
	int rc;

	rota_exchange_say(exchange, ROTA_EXCHANGE_CHECK, 0, 0);
	rc = take_in_refs(applying, err);
	rota_text_join(synced->root, sizeof(synced->root), applying->pin.shown, "", "");
	if (rc)
		rota_received_forget(&moved, exchange->office, exchange->git, NULL);
	if (rc == ROTA_ECORRUPT && err && !*err->hint)
		rota_error_hint(err, "%s",
				_("take nothing from it, and tell the province at once"));
	return rc;
}

/* --- at the province ------------------------------------------------------------------------- */

/** Logs in a file, where they stand there. */
struct logs {
	struct applying *applying;
	struct log {
		const char *name;
		struct rota_oid tip;
	} * items;
	size_t count, room;
};

static int note_log(const char *name, const struct rota_oid *tip, void *payload,
		    struct rota_error *err)
{
	struct logs *logs = payload;
	struct rota_arena *arena = &logs->applying->arena;
	struct log *items =
		rota_arena_more(arena, logs->items, logs->count, &logs->room, sizeof(*items));
	const char *copy = rota_arena_copy(arena, name, strlen(name));

	if (!items || !copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	logs->items = items;
	logs->items[logs->count++] = (struct log){ copy, *tip };
	return ROTA_OK;
}

/** A log whose new batches are looked at. */
struct checking {
	struct applying *applying;
	struct rota_writer_id writer;
	struct arrived arrived;
	bool refused; /* by what a batch says, not by how it lies there */
};

static int find_head(struct rota_head *out, const struct rota_sealed *sealed,
		     struct rota_error *err)
{
	bool batch = sealed->file_count == 2 && strcmp(sealed->files[0].name, "entries") == 0 &&
		     strcmp(sealed->files[1].name, "head") == 0;

	if (!batch)
		return rota_fail(err, ROTA_ECORRUPT, NULL,
				 _("a log holds something else than batches"));
	return rota_head_decode(out, sealed->files[1].bytes, sealed->files[1].size, err);
}

/** Whether a batch says that it is of this log and this province. What it is worth the merge finds
 * out. */
static int judge_batch(const struct rota_sealed *sealed, struct checking *checking,
		       struct rota_error *err)
{
	struct applying *applying = checking->applying;
	struct rota_head head = { .type = ROTA_CHAIN_BATCH };
	int rc = find_head(&head, sealed, err);

	if (rc == ROTA_ECORRUPT)
		rota_error_context(err, "'%s'", applying->path);
	if (rc)
		return rc;
	if (memcmp(head.province.bytes, applying->province.bytes, sizeof(head.province.bytes)) != 0)
		return rota_fail(err, ROTA_EINVALID,
				 _("nothing was taken from it: give it back to whoever brought it"),
				 _("'%s' is of an office of another province"), applying->path);
	if (head.type != ROTA_CHAIN_BATCH ||
	    memcmp(head.writer.bytes, checking->writer.bytes, sizeof(head.writer.bytes)) != 0)
		return rota_fail(err, ROTA_ECORRUPT,
				 _("nothing was taken from it: ask the office to write it again"),
				 _("'%s' holds a log under the name of another"), applying->path);
	checking->arrived.entries += head.count;
	checking->arrived.last = head.first + head.count - 1;
	return ROTA_OK;
}

static int check_batch(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct checking *checking = payload;
	int rc = judge_batch(sealed, checking, err);

	checking->refused = rc != ROTA_OK;
	return rc;
}

static int stop(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	(void)sealed;
	(void)payload;
	(void)err;
	return 1; /* it is an ancestor, which was the question */
}

/** What is there does not lead on from what is here: it is older, or another branch. */
static int look_behind(struct applying *applying, const struct rota_oid *now,
		       const struct rota_oid *tip, struct rota_error *err)
{
	int rc = rota_git_walk(applying->exchange.git, now, tip, stop, NULL, err);

	if (rc == 1)
		return ROTA_OK;
	if (rc != ROTA_ENOTFOUND)
		return rc;
	return rota_fail(
		err, ROTA_ECONFLICT,
		_("nothing was taken; keep the file: it shows that the office's folder was "
		  "copied or restored; call the office, it should record nothing more in it"),
		_("'%s' holds another branch of a log that is here"), applying->path);
}

/** Check the new batches of a log and move its ref. */
static int take_log(struct arrived *arrived, struct applying *applying, const struct log *log,
		    struct rota_writer_id writer, struct rota_error *err)
{
	struct rota_git *git = applying->exchange.git;
	struct checking checking = { .applying = applying, .writer = writer };
	struct rota_oid now;
	int rc = rota_git_ref(&now, git, log->name, err);
	bool there = rc == ROTA_OK;

	*arrived = (struct arrived){ .entries = 0 };
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	if (there && rota_oid_equal(now, log->tip))
		return ROTA_OK;
	rc = rota_git_walk(git, &log->tip, there ? &now : NULL, check_batch, &checking, err);
	if (rc == ROTA_ENOTFOUND && there)
		return look_behind(applying, &now, &log->tip, err);
	if (rc == ROTA_ECORRUPT && !checking.refused)
		return rota_fail(err, ROTA_ECORRUPT, _("ask the office to write it again"),
				 _("'%s' is not whole: a batch in it is missing or damaged"),
				 applying->path);
	if (!rc)
		rc = rota_git_move(git, log->name, there ? &now : NULL, &log->tip, err);
	if (!rc)
		*arrived = checking.arrived;
	return rc;
}

static int apply_log(struct applying *applying, const struct log *log, struct rota_error *err)
{
	const char *digits = log->name + strlen(ROTA_REF_WRITERS), *remark = NULL;
	const struct rota_enrolled_writer *enrolled;
	struct rota_writer_id writer;
	struct arrived arrived;
	int rc = rota_writer_id_parse(&writer, digits, err);

	if (!rc)
		rc = take_log(&arrived, applying, log, writer, err);
	if (rc)
		return rc;
	enrolled = rota_writers_find(applying->writers, writer);
	if (!arrived.entries)
		remark = _("was here already");
	if (!enrolled)
		remark = _("is not enrolled: it waits for that");
	applying->out->entries += arrived.entries;
	fill_log(applying, applying->path, enrolled ? enrolled->name : NULL, digits, arrived,
		 remark);
	return ROTA_OK;
}

static int not_from_office(struct applying *applying, const struct contents *contents,
			   struct rota_error *err)
{
	if (contents->for_another || contents->received)
		return rota_fail(err, ROTA_EINVALID,
				 _("send it to that office; the province takes in what offices "
				   "write: rota bundle write FILE"),
				 _("'%s' is what a province has written for an office"),
				 applying->path);
	return rota_fail(err, ROTA_EINVALID,
			 _("look for the file whose name ends in .bundle; nothing was taken"),
			 _("there is nothing of an office in '%s'"), applying->path);
}

static int apply_logs(struct applying *applying, struct rota_error *err)
{
	struct logs logs = { .applying = applying };
	struct contents contents;
	int first = look_into(&contents, applying, err);

	if (!first && contents.count == 0)
		first = not_from_office(applying, &contents, err);
	if (!first)
		first = rota_git_bundle_take(applying->exchange.git, applying->path, contents.names,
					     contents.count, note_log, &logs, err);
	for (size_t i = 0; i < logs.count && first != ROTA_ENOMEM; i++) {
		int rc = apply_log(applying, &logs.items[i], first ? NULL : err);

		first = first ? first : rc;
	}
	return first;
}

/* --- all files ------------------------------------------------------------------------------- */

static int apply_file(struct applying *applying, struct file *file)
{
	rota_error_clear(&file->err);
	applying->path = file->path;
	file->rc = applying->exchange.office->is_province ? apply_logs(applying, &file->err)
							  : apply_answer(applying, &file->err);
	file->ended = file->rc != ROTA_ENOTFOUND; /* else it may build on another of them */
	return file->rc;
}

/** @return how many were taken in. */
static size_t apply_all(struct applying *applying, struct file *files, size_t count)
{
	size_t taken = 0;
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < count; i++) {
			if (files[i].ended)
				continue;
			rota_exchange_say(&applying->exchange, ROTA_EXCHANGE_TAKE, i, count);
			if (apply_file(applying, &files[i]) == ROTA_OK) {
				taken++;
				again = true;
			}
		}
	}
	return taken;
}

/** The first failure becomes the result; each is said in its row. */
static int end_files(struct applying *applying, const struct file *files, size_t count,
		     struct rota_error *err)
{
	int first = ROTA_OK;

	for (size_t i = 0; i < count; i++) {
		if (!files[i].rc)
			continue;
		fill_file(applying, files[i].path, files[i].err.message);
		if (!first && err)
			*err = files[i].err;
		if (!first)
			first = files[i].rc;
	}
	return first;
}

static int open_province(struct applying *applying, struct rota_error *err)
{
	int rc = rota_province_id(&applying->province, &applying->world, err);

	return rc ? rc : rota_world_writers(&applying->writers, &applying->world, err);
}

static int apply_to(struct applying *applying, struct file *files, size_t count,
		    struct rota_error *err)
{
	struct rota_office *office = applying->exchange.office;
	int rc = ROTA_OK;
	size_t taken;

	if (office->is_province) {
		rc = rota_world_open(&applying->world, office, false, err);
		if (rc)
			return rc;
		rc = open_province(applying, err);
	}
	taken = rc ? 0 : apply_all(applying, files, count);
	if (office->is_province)
		rc = rota_world_close(&applying->world, rc, err);
	else if (taken)
		rc = take_in(applying, err);
	return rc ? rc : end_files(applying, files, count, err);
}

int rota_bundle_apply(struct rota_office *office, const char *const *paths, size_t count,
		      const struct rota_sync_options *options, struct rota_bundle_applied *out,
		      struct rota_arena *arena, struct rota_error *err)
{
	struct applying applying = { .exchange = { .progress = options->progress,
						   .payload = options->payload },
				     .out = out,
				     .pin = { .fingerprint = options->province_key } };
	struct file *files = rota_arena_alloc(arena, (count + 1) * sizeof(*files));
	struct rota_trial trial = { .exchange = NULL };
	struct rota_error standing_failed = { 0 };
	char again[512];
	int rc, rc_standing = ROTA_OK;

	*out = (struct rota_bundle_applied){ .at_province = office->is_province };
	begin_rows(&applying, &out->files, arena, office->is_province);
	if (!files)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < count; i++)
		files[i] = (struct file){ .path = paths[i] };
	snprintf(again, sizeof(again), _("rota bundle apply '%s'"), count ? paths[0] : "");
	applying.pin.again = again;
	rc = rota_exchange_open(&applying.exchange, office, NULL, err);
	if (!rc && options->dry_run)
		rc = rota_trial_open(&trial, &applying.exchange, err);
	if (!rc)
		rc = apply_to(&applying, files, count, err);
	if (!rc && !options->dry_run)
		rota_exchange_tidy(office, applying.exchange.git, ROTA_REPOSITORY);
	if (!rc)
		rc = rota_fill_check(&applying.filling, err);
	if (!office->is_province)
		rc_standing = rota_office_standing(&out->synced.standing, applying.exchange.office,
						   &standing_failed);
	rota_trial_close(&trial);
	rota_exchange_close(&applying.exchange);
	rota_arena_clear(&applying.arena);
	if (!rc && rc_standing && err)
		*err = standing_failed;
	return rc ? rc : rc_standing;
}
