/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The merge, at the province.
 *
 * In order: publish what an earlier run has drawn and not published; seal what
 * the province itself recorded; take in the log of each enrolled writer as far
 * as it is on the disk and holds; draw a checkpoint and the notices, if there is news; publish
 * them. A log that does not hold is put aside at its last good batch, and never
 * stops the others. Killed anywhere and run again it ends in the same objects,
 * since what is drawn is kept byte by byte before it is written.
 */
#include <limits.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/admit.h"
#include "exchange/checkpoint.h"
#include "exchange/exchange.h"
#include "exchange/seal.h"
#include "report/page.h"
#include "report/table.h"
#include "rota/exchange.h"
#include "state/vector.h"
#include "state/writers.h"

/** Where the ref of an enrolled writer was when the merge looked. */
struct arrived {
	struct rota_writer_id writer;
	struct rota_oid tip;
};

struct merging {
	struct rota_exchange exchange;
	struct rota_git *own; /* own.git */
	struct rota_key root, merge;
	struct rota_merged *out;
	struct rota_filling filling; /* of the remarks */
	struct rota_arena arena;     /* of the writers, and of what has arrived */
	struct rota_writers writers;
	struct arrived *arrived;
	size_t arrived_count, arrived_room;
};

static const struct rota_column_spec remark_columns[] = {
	{ "writer", N_("writer"), ROTA_CELL_TEXT },
	{ "name", N_("office"), ROTA_CELL_TEXT },
	{ "remark", N_("remark"), ROTA_CELL_TEXT },
};

/* --- opening --------------------------------------------------------------------------------- */

static int open_own(struct merging *merging, struct rota_error *err)
{
	char path[PATH_MAX];
	int rc;

	rota_text_join(path, sizeof(path), merging->exchange.office->dir, "/", ROTA_OWN_REPOSITORY);
	rc = rota_git_make(path, ROTA_GIT_OWN, err);
	return rc ? rc : rota_git_open(&merging->own, path, NULL, err);
}

static int read_keys(struct merging *merging, struct rota_error *err)
{
	const struct rota_office *office = merging->exchange.office;
	int rc = rota_office_key(&merging->root, office, "keys/root", err);

	return rc ? rc : rota_office_key(&merging->merge, office, "keys/merge", err);
}

/** The writers, in memory that lives as long as the merge. */
static int load_writers(struct merging *merging, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_begin(&world, merging->exchange.office, false, err);

	if (rc)
		return rc;
	rota_arena_clear(&merging->arena);
	rc = rota_writers_load(&merging->writers, &world, err);
	merging->arena = world.scratch; /* which holds them */
	world.scratch = (struct rota_arena){ .first = NULL };
	return rota_world_close(&world, rc, err);
}

static void close_merge(struct merging *merging)
{
	rota_git_close(merging->own);
	rota_exchange_close(&merging->exchange);
	rota_key_clear(&merging->root);
	rota_key_clear(&merging->merge);
	rota_arena_clear(&merging->arena);
}

/* --- writing what is drawn ------------------------------------------------------------------- */

static int write_logs(struct merging *merging, struct rota_error *err)
{
	struct rota_office *office = merging->exchange.office;
	int rc = rota_drawn_write(office, merging->exchange.git, ROTA_REF_COMMON, ROTA_CHAIN_BATCH,
	                          office->common, err);

	return rc ? rc :
	            rota_drawn_write(office, merging->own, ROTA_REF_RESERVED, ROTA_CHAIN_BATCH,
	                             office->own, err);
}

static int seal_logs(struct merging *merging, struct rota_error *err)
{
	struct rota_office *office = merging->exchange.office;
	int rc = rota_seal(NULL, office, office->common, &merging->root, err);

	if (!rc)
		rc = rota_seal(NULL, office, office->own, &merging->merge, err);
	return rc ? rc : write_logs(merging, err);
}

static int write_notices(struct merging *merging, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < merging->writers.count; i++) {
		struct rota_writer_id writer = merging->writers.items[i].writer;
		char ref[ROTA_REF_BYTES];

		if (strcmp(merging->writers.items[i].role, "write") != 0)
			continue;
		rota_writer_ref(ref, ROTA_REF_NOTICES, writer);
		rc = rota_drawn_write(merging->exchange.office, merging->exchange.git, ref,
		                      ROTA_CHAIN_NOTICE, writer, err);
	}
	return rc;
}

/** In this order, so that a checkpoint is never seen before what it speaks of. */
static int publish(struct merging *merging, struct rota_error *err)
{
	struct rota_exchange *exchange = &merging->exchange;
	struct rota_writer_id none = { { 0 } };
	int rc = rota_admit_keep(exchange->office, exchange->git, &merging->writers, err);

	if (!rc)
		rc = write_notices(merging, err);
	if (!rc)
		rc = rota_drawn_write(exchange->office, exchange->git, ROTA_REF_CHECKPOINTS,
		                      ROTA_CHAIN_CHECKPOINT, none, err);
	return rc ? rc : rota_page_publish(exchange->office, exchange->git, &merging->merge, err);
}

/* --- taking in ------------------------------------------------------------------------------- */

static void remark(struct merging *merging, struct rota_writer_id writer, const char *name,
                   const char *text)
{
	struct rota_buffer digits = { 0 };

	if (!rota_writer_id_print(&digits, writer, NULL)) {
		rota_fill_text(&merging->filling, rota_buffer_text(&digits));
		rota_fill_text(&merging->filling, name);
		rota_fill_text(&merging->filling, text);
		rota_fill_row(&merging->filling);
	}
	rota_buffer_clear(&digits);
}

/** Somebody who is not enrolled has sent something: it waits, and is said. */
static int note_arrival(const char *name, const struct rota_oid *oid, void *payload,
                        struct rota_error *err)
{
	struct merging *merging = payload;
	struct rota_writer_id writer;
	struct arrived *items;

	if (rota_writer_id_parse(&writer, name + strlen(ROTA_REF_WRITERS), err))
		return ROTA_OK; /* no ref of ours; it is left alone */
	if (!rota_writers_find(&merging->writers, writer)) {
		remark(merging, writer, "", _("is not enrolled: nothing of it was taken"));
		return ROTA_OK;
	}
	items = rota_arena_more(&merging->arena, merging->arrived, merging->arrived_count,
	                        &merging->arrived_room, sizeof(*items));
	if (!items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	merging->arrived = items;
	items[merging->arrived_count++] = (struct arrived){ writer, *oid };
	return ROTA_OK;
}

/** Each ref is looked at once: what comes later is for the next merge. */
static int look(struct merging *merging, struct rota_error *err)
{
	int rc = load_writers(merging, err);

	merging->arrived = NULL;
	merging->arrived_count = merging->arrived_room = 0;
	if (!rc)
		rc = rota_git_sweep(merging->exchange.git, err);
	return rc ? rc :
	            rota_git_refs(merging->exchange.git, ROTA_REF_WRITERS, note_arrival, merging,
	                          err);
}

/** What has arrived is admitted when the disk has it: a receipt for what a power cut takes away again
 *  could not be taken back. */
static int make_safe(struct merging *merging, struct rota_error *err)
{
	bool is_news = false;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && !is_news && i < merging->arrived_count; i++)
		rc = rota_admit_is_news(&is_news, merging->exchange.office,
		                        merging->arrived[i].writer, &merging->arrived[i].tip, err);
	return rc || !is_news ? rc : rota_git_flush(merging->exchange.git, err);
}

static const struct rota_oid *tip_of(const struct merging *merging, struct rota_writer_id writer)
{
	for (size_t i = 0; i < merging->arrived_count; i++)
		if (memcmp(&merging->arrived[i].writer, &writer, sizeof(writer)) == 0)
			return &merging->arrived[i].tip;
	return NULL;
}

static int admit_writer(struct merging *merging, const struct rota_enrolled_writer *writer,
                        struct rota_error *err)
{
	struct rota_admitted admitted = { .remark = "" };
	int rc = rota_admit(&admitted, merging->exchange.office, merging->exchange.git, writer,
	                    tip_of(merging, writer->writer), err);

	if (*admitted.remark)
		remark(merging, writer->writer, writer->name, admitted.remark);
	return rc;
}

static bool writes(const struct rota_enrolled_writer *writer)
{
	return strcmp(writer->role, "write") == 0;
}

static size_t count_offices(const struct rota_writers *writers)
{
	size_t count = 0;

	for (size_t i = 0; i < writers->count; i++)
		count += writes(&writers->items[i]);
	return count;
}

static int admit_all(struct merging *merging, struct rota_error *err)
{
	size_t count = count_offices(&merging->writers), done = 0;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < merging->writers.count; i++) {
		const struct rota_enrolled_writer *writer = &merging->writers.items[i];

		if (!writes(writer))
			continue;
		rota_exchange_say(&merging->exchange, ROTA_EXCHANGE_MERGE, done++, count);
		rc = admit_writer(merging, writer, err);
	}
	return rc;
}

static int take_in(struct merging *merging, struct rota_error *err)
{
	int rc = look(merging, err);

	if (!rc)
		rc = make_safe(merging, err);
	return rc ? rc : admit_all(merging, err);
}

/* --- what is new ----------------------------------------------------------------------------- */

/** How far each log was by the newest checkpoint. @param rows  in @p arena. */
static int load_vector(struct rota_vector_row **rows, size_t *count, struct merging *merging,
                       struct rota_arena *arena, struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_open(&world, merging->exchange.office, false, err);

	if (rc)
		return rc;
	rc = rota_vector_load(rows, count, &world, err);
	*arena = world.scratch; /* which holds them */
	world.scratch = (struct rota_arena){ .first = NULL };
	return rota_world_close(&world, rc, err);
}

/** Entries that the newest checkpoint has and the one before had not, whoever took them in when. */
static void count_new(struct merging *merging, const struct rota_vector_row *before,
                      size_t before_count, const struct rota_vector_row *now, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t size = rota_vector_size_of(before, before_count, now[i].writer);

		if (now[i].size <= size)
			continue;
		merging->out->entries += now[i].size - size;
		merging->out->offices +=
		        !rota_office_writes(merging->exchange.office, now[i].writer);
	}
}

static int draw(struct rota_checkpointed *drawn, struct merging *merging, struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL }, now_arena = { .first = NULL };
	struct rota_vector_row *before = NULL, *now = NULL;
	size_t before_count = 0, count = 0;
	int rc = load_vector(&before, &before_count, merging, &arena, err);

	if (!rc)
		rc = rota_checkpoint_draw(drawn, merging->exchange.office, &merging->merge, err);
	if (!rc)
		rc = load_vector(&now, &count, merging, &now_arena, err);
	if (!rc)
		count_new(merging, before, before_count, now, count);
	rota_arena_clear(&arena);
	rota_arena_clear(&now_arena);
	return rc;
}

/* --- all of it ------------------------------------------------------------------------------- */

static int merge(struct merging *merging, struct rota_error *err)
{
	struct rota_checkpointed drawn;
	int rc = read_keys(merging, err);

	if (!rc)
		rc = open_own(merging, err);
	if (!rc)
		rc = load_writers(merging, err);
	if (!rc)
		rc = write_logs(merging, err);
	if (!rc)
		rc = publish(merging, err);
	if (!rc)
		rc = seal_logs(merging, err);
	if (!rc)
		rc = take_in(merging, err);
	if (!rc)
		rc = draw(&drawn, merging, err);
	if (rc)
		return rc;
	merging->out->checkpoint = drawn.news;
	merging->out->number = drawn.number;
	merging->out->matters = drawn.matters;
	rota_exchange_say(&merging->exchange, ROTA_EXCHANGE_PUBLISH, 0, 0);
	return publish(merging, err);
}

static int check_office(const struct rota_office *office, struct rota_error *err)
{
	if (office->is_province)
		return ROTA_OK;
	return rota_fail(err, ROTA_EINVALID, _("to send and receive, run: rota sync"),
	                 _("only the province's office merges"));
}

int rota_merge(struct rota_office *office, const struct rota_merge_options *options,
               struct rota_merged *out, struct rota_arena *arena, struct rota_error *err)
{
	struct merging merging = { .exchange = { .progress = options->progress,
		                                 .payload = options->payload },
		                   .out = out };
	int rc = check_office(office, err);

	*out = (struct rota_merged){ .number = 0 };
	rota_fill_begin(&merging.filling, &out->remarks, arena, remark_columns,
	                sizeof(remark_columns) / sizeof(remark_columns[0]), false);
	if (rc)
		return rc;
	rc = rota_exchange_open(&merging.exchange, office, NULL, err);
	if (!rc)
		rc = merge(&merging, err);
	if (!rc) {
		rota_exchange_tidy(office, merging.exchange.git, ROTA_REPOSITORY);
		rota_exchange_tidy(office, merging.own, ROTA_OWN_REPOSITORY);
	}
	close_merge(&merging);
	return rc ? rc : merging.filling.rc;
}
