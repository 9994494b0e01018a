/* SPDX-License-Identifier: Apache-2.0 */
#include "report/past.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/messages.h"
#include "base/text.h"
#include "naming/resolve.h"
#include "state/carried.h"
#include "state/chains.h"
#include "state/derive.h"
#include "state/index_entry.h"
#include "state/vector.h"
#include "store/index.h"
#include "store/log.h"
#include "store/setting.h"

/** Entries in one transaction. */
enum { SLICE_ENTRIES = 20000 };

/* --- which checkpoint ------------------------------------------------------------------------ */

static const char *how_to_name(void)
{
	return _("write a number, 'last', a day, or published:NAME of a period");
}

static int no_such(const char *typed, struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOTFOUND, how_to_name(),
			 _("there is no checkpoint '%s'"), typed);
}

static int none_yet(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOTFOUND, _("the province makes one: rota merge"),
			 _("no checkpoint has been published yet"));
}

static int find_last(struct rota_checkpoint *out, struct rota_world *world, struct rota_error *err)
{
	int rc = rota_checkpoint_last(out, world, err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return none_yet(err);
}

static int find_number(struct rota_checkpoint *out, struct rota_world *world, const char *typed,
		       struct rota_error *err)
{
	int rc = rota_checkpoint_find(out, world, strtoull(typed, NULL, 10), err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return no_such(typed, err);
}

/** The newest one on the evening of a day. Their numbers have no gaps. */
static int find_day(struct rota_checkpoint *out, struct rota_world *world, const char *typed,
		    struct rota_error *err)
{
	struct rota_day day;
	int rc = rota_day_read(&day, typed, strlen(typed), err);

	if (rc == ROTA_EINVALID)
		rota_error_hint(err, "%s", how_to_name());
	if (!rc)
		rc = find_last(out, world, err);
	while (!rc && rota_day_first(rota_day_of_instant(out->time)) > rota_day_last(day)) {
		if (out->number == 1)
			return rota_fail(err, ROTA_ENOTFOUND, _("name a later day"),
					 _("no checkpoint had been published by '%s'"), typed);
		rc = rota_checkpoint_find(out, world, out->number - 1, err);
	}
	return rc;
}

/** The name in "published:NAME"; NULL when it is no such text. */
static const char *published_name(const char *typed)
{
	static const char *const words[] = { "published:", "da-cong-bo:" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(typed, words[i], strlen(words[i])) == 0)
			return typed + strlen(words[i]);
	return NULL;
}

/** The last publication of a period with this name; NULL: there is none. */
static int find_publication(struct rota_subject **out, struct rota_world *world, const char *name,
			    struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_PUBLICATION, err);

	*out = NULL;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *publication, *period;
		const char *of;

		rc = rota_world_subject(&publication, world, ids.items[i], err);
		if (rc || !publication->created ||
		    rota_world_subject(&period, world, rota_subject_id(publication, "period"), NULL))
			continue;
		of = rota_subject_text(period, "name");
		if (of && strcmp(of, name) == 0)
			*out = publication;
	}
	return rc;
}

static int find_published(struct rota_checkpoint *out, struct rota_world *world, const char *name,
			  struct rota_error *err)
{
	const struct rota_value *number;
	struct rota_subject *publication;
	int rc = find_publication(&publication, world, name, err);

	if (rc)
		return rc;
	number = publication ? rota_map_get(rota_subject_value(publication, "checkpoint"), "number")
			     : NULL;
	if (!number || number->type != ROTA_UINT)
		return rota_fail(err, ROTA_ENOTFOUND, _("see them: rota period list"),
				 _("nothing is published for the period '%s'"), name);
	return rota_checkpoint_find(out, world, number->as.number, err);
}

int rota_published_day(struct rota_day *out, struct rota_world *world, const char *typed,
		       struct rota_error *err)
{
	const char *name = published_name(typed);
	struct rota_subject *publication = NULL;
	int rc = name ? find_publication(&publication, world, name, err) : ROTA_OK;

	*out = (struct rota_day){ 0 };
	if (!rc && publication)
		*out = rota_subject_day(publication, "as_of");
	return rc;
}

int rota_checkpoint_named(struct rota_checkpoint *out, struct rota_world *world, const char *typed,
			  struct rota_error *err)
{
	if (strcmp(typed, "last") == 0 || strcmp(typed, "moi-nhat") == 0)
		return find_last(out, world, err);
	if (published_name(typed))
		return find_published(out, world, published_name(typed), err);
	if (*typed && strspn(typed, "0123456789") == strlen(typed) && strlen(typed) != 4)
		return find_number(out, world, typed, err);
	if (*typed && strspn(typed, "0123456789") == strlen(typed) &&
	    rota_checkpoint_find(out, world, strtoull(typed, NULL, 10), NULL) == ROTA_OK)
		return ROTA_OK; /* four digits could be a year; a checkpoint with that number is meant */
	return find_day(out, world, typed, err);
}

/* --- the store ------------------------------------------------------------------------------- */

/** One office on its way into another store. */
struct copying {
	struct rota_world from;
	struct rota_world to;
	bool open; /* `to` */
	struct rota_office *past;
	struct rota_checkpoint at;
	uint64_t own;                 /* so many entries of the own log, of the others all; 0: as at `at` */
	struct rota_writer_id writer; /* of the log at hand */
	uint64_t size;                /* of it, at the checkpoint */
	uint64_t received;            /* when it got that size */
	uint64_t in_slice;
};

static int open_slice(struct copying *copying, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!copying->open)
		rc = rota_world_begin(&copying->to, copying->past, true, err);
	copying->open = copying->open || !rc;
	return rc;
}

static int close_slice(struct copying *copying, int rc, struct rota_error *err)
{
	copying->in_slice = 0;
	if (!copying->open)
		return rc;
	copying->open = false;
	return rota_world_close(&copying->to, rc, err);
}

/** Put an entry under the indexes; what follows from it is derived when all are there. */
static int index_entry(struct copying *copying, struct rota_writer_id writer, const void *bytes,
		       size_t size, struct rota_error *err)
{
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &copying->to.scratch, bytes, size, err);

	if (!rc)
		rc = rota_index_entry(&copying->to, writer, &entry,
				      rota_entry_check(&entry, NULL) ? ROTA_INDEX_FAULTY
								     : ROTA_INDEX_LATER,
				      err);
	rota_world_forget(&copying->to);
	return rc;
}

enum { END = 1 };

static int copy_entry(uint64_t n, const void *bytes, size_t size, void *payload,
		      struct rota_error *err)
{
	struct copying *copying = payload;
	int rc;

	if (n == copying->size)
		return END;
	rc = open_slice(copying, err);
	if (!rc)
		rc = rota_log_append(copying->to.txn, copying->writer.bytes, n, bytes, size, err);
	if (!rc)
		rc = index_entry(copying, copying->writer, bytes, size, err);
	if (!rc && ++copying->in_slice >= SLICE_ENTRIES)
		rc = close_slice(copying, ROTA_OK, err);
	return rc;
}

/* --- sizes ----------------------------------------------------------------------------------- */

/** How much of a log the checkpoint had; the rows by which that is known come along. */
static int take_size(const struct rota_merged_size *merged, void *payload, struct rota_error *err)
{
	struct copying *copying = payload;

	if (merged->received > copying->at.time)
		return ROTA_OK;
	copying->size = merged->size;
	copying->received = merged->received;
	return rota_merged_size_put(&copying->to, merged, err);
}

/** The row of a log as it was: root and head are those of the batch that ended there, and it came
 * when that did. */
static int put_row(struct copying *copying, struct rota_error *err)
{
	struct rota_vector_row row;
	struct rota_batch_end end;
	int rc = rota_vector_find(&row, &copying->from, copying->writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK; /* nothing of it was merged yet */
	}
	if (rc)
		return rc;
	if (copying->size < row.size) {
		row.received = copying->received;
		row.state = copying->size ? ROTA_VECTOR_OK : ROTA_VECTOR_SILENT;
		if (!rota_batch_find(&end, &copying->from, copying->writer, copying->size, NULL)) {
			row.root = end.root;
			row.head = end.head;
		}
	}
	row.size = copying->size;
	return rota_vector_put(&copying->to, &row, err);
}

/** Own logs count as sealed and sent as far as they were merged. */
static int put_marks(struct copying *copying, struct rota_error *err)
{
	int rc = rota_log_mark_put(copying->to.txn, copying->writer.bytes, ROTA_MARK_SEALED,
				   copying->size, err);

	return rc ? rc
		  : rota_log_mark_put(copying->to.txn, copying->writer.bytes, ROTA_MARK_SENT,
				      copying->size, err);
}

/** Where a log is believed up to a root, it must be known which roots it had. */
static int copy_batches(struct copying *copying, struct rota_error *err)
{
	uint8_t revocation = ROTA_ENTITY_REVOCATION;
	bool any;
	int rc = rota_index_any(&any, copying->from.txn, ROTA_INDEX_KIND, &revocation, 1,
				ROTA_INDEX_EXACT, err);

	return rc || !any ? rc
			  : rota_batches_copy(&copying->to, &copying->from, copying->writer,
					      copying->size, err);
}

/** Without a checkpoint: how much of a log is wanted. */
static int limit_log(struct copying *copying, struct rota_error *err)
{
	const struct rota_writer_id *own = &copying->past->own;
	int rc = rota_log_size(&copying->size, copying->from.txn, copying->writer.bytes, err);

	if (!rc && memcmp(copying->writer.bytes, own->bytes, sizeof(own->bytes)) == 0 &&
	    copying->own < copying->size)
		copying->size = copying->own;
	return rc;
}

static int copy_log(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct copying *copying = payload;
	int rc = open_slice(copying, err);

	(void)no;
	memcpy(copying->writer.bytes, writer, sizeof(copying->writer.bytes));
	copying->size = copying->received = 0;
	if (!rc)
		rc = rota_merged_size_each(&copying->from, &copying->writer, take_size, copying,
					   err);
	if (!rc && copying->own)
		rc = limit_log(copying, err);
	if (!rc)
		rc = copy_batches(copying, err);
	if (!rc)
		rc = put_marks(copying, err);
	if (!rc)
		rc = put_row(copying, err);
	if (!rc && copying->size)
		rc = rota_log_each(copying->from.txn, writer, 0, copy_entry, copying, err);
	return rc == END ? ROTA_OK : rc;
}

/* --- the rest -------------------------------------------------------------------------------- */

static int copy_setting(const char *key, const char *value, void *payload, struct rota_error *err)
{
	struct copying *copying = payload;

	return rota_setting_put(copying->to.txn, key, value, err);
}

static int copy_carried(const struct rota_carried_entry *carried, void *payload,
			struct rota_error *err)
{
	struct copying *copying = payload;
	int rc = open_slice(copying, err);

	if (rc || carried->checkpoint > copying->at.number)
		return rc;
	rc = rota_carried_put(&copying->to, carried, err);
	return rc ? rc
		  : index_entry(copying, rota_id_writer(carried->id), carried->bytes, carried->size,
				err);
}

static int copy_checkpoints(struct copying *copying, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (uint64_t number = 1; !rc && number <= copying->at.number; number++) {
		struct rota_checkpoint checkpoint;

		rc = rota_checkpoint_find(&checkpoint, &copying->from, number, err);
		if (!rc)
			rc = rota_checkpoint_put(&copying->to, &checkpoint, err);
	}
	return rc;
}

/** Derive everything, as `rota rebuild` does. */
static int derive(struct copying *copying, struct rota_error *err)
{
	int rc = rota_world_open(&copying->to, copying->past, true, err);

	if (rc)
		return rc;
	rota_derive_mark_all(&copying->to);
	return rota_world_close(&copying->to, rota_derive_flush(&copying->to, err), err);
}

static int copy_all(struct copying *copying, struct rota_error *err)
{
	int rc = open_slice(copying, err);

	if (!rc)
		rc = rota_setting_each(copying->from.txn, copy_setting, copying, err);
	if (!rc)
		rc = copy_checkpoints(copying, err);
	if (!rc)
		rc = rota_log_writers_each(copying->from.txn, copy_log, copying, err);
	if (!rc)
		rc = rota_carried_each(&copying->from, copy_carried, copying, err);
	rc = close_slice(copying, rc, err);
	return rc ? rc : derive(copying, err);
}

/* --- the office ------------------------------------------------------------------------------ */

/** A store whose file has no name any more: it is gone with the last process that has it open. */
static int open_nameless(struct rota_store **out, struct rota_error *err)
{
	char folder[PATH_MAX], path[PATH_MAX], lock[PATH_MAX];
	int rc = rota_file_temporary(folder, sizeof(folder), err);

	if (rc)
		return rc;
	rota_text_join(path, sizeof(path), folder, "/", "past.mdb");
	rota_text_join(lock, sizeof(lock), path, "", "-lock");
	rc = rota_store_create(path, err);
	if (!rc)
		rc = rota_store_open(out, path, 0, err);
	unlink(path);
	unlink(lock);
	rmdir(folder);
	return rc;
}

static int make_past(struct rota_office **out, struct rota_office *office, struct rota_error *err)
{
	struct rota_office *past = calloc(1, sizeof(*past));
	int rc;

	*out = NULL;
	if (!past)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	*past = *office;
	past->national = NULL; /* it opens its own when it needs one */
	past->lists = (struct rota_arena){ .first = NULL };
	past->store = NULL;
	past->read_only = false;
	past->dir = strdup(office->dir);
	rc = past->dir ? open_nameless(&past->store, err)
		       : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (rc)
		rota_office_close(past);
	else
		*out = past;
	return rc;
}

/** Copy what is wanted, and hand the past out. @param rc  of what came before. */
static int finish(struct rota_office **out, struct copying *copying, int rc, struct rota_error *err)
{
	if (!rc)
		rc = copy_all(copying, err);
	rc = rota_world_close(&copying->from, rc, err);
	if (rc) {
		rota_office_close(copying->past);
		return rc;
	}
	copying->past->read_only = true;
	*out = copying->past;
	return ROTA_OK;
}

int rota_office_at(struct rota_office **out, struct rota_office *office, const char *checkpoint,
		   struct rota_error *err)
{
	struct copying copying = { .in_slice = 0 };
	int rc = rota_world_open(&copying.from, office, false, err);

	*out = NULL;
	if (rc)
		return rc;
	rc = rota_checkpoint_named(&copying.at, &copying.from, checkpoint, err);
	if (!rc)
		rc = make_past(&copying.past, office, err);
	if (copying.past) {
		copying.past->known = copying.at.number;
		copying.past->known_ms = copying.at.time;
		copying.past->known_day = copying.at.as_of;
	}
	return finish(out, &copying, rc, err);
}

/** All that is known by now: the newest checkpoint, if there is one. */
static int find_newest(struct rota_checkpoint *out, struct rota_world *world,
		       struct rota_error *err)
{
	int rc = rota_checkpoint_last(out, world, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		*out = (struct rota_checkpoint){ .number = 0 };
		rc = ROTA_OK;
	}
	out->time = UINT64_MAX;
	return rc;
}

int rota_office_upto(struct rota_office **out, struct rota_office *office, uint64_t last,
		     struct rota_error *err)
{
	struct copying copying = { .own = last + 1 };
	int rc = rota_world_begin(&copying.from, office, false, err);

	*out = NULL;
	if (rc)
		return rc;
	rc = find_newest(&copying.at, &copying.from, err);
	if (!rc)
		rc = make_past(&copying.past, office, err);
	return finish(out, &copying, rc, err);
}

uint64_t rota_office_known(const struct rota_office *office, uint64_t *at_ms)
{
	*at_ms = office->known_ms;
	return office->known;
}
