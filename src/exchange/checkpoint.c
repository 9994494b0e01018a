/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/checkpoint.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/messages.h"
#include "codec/canonical.h"
#include "exchange/admit.h"
#include "exchange/carry.h"
#include "report/tally.h"
#include "state/aside.h"
#include "state/fork.h"
#include "state/matters.h"
#include "state/told.h"
#include "state/unsettled.h"
#include "state/vector.h"
#include "state/writer_clock.h"
#include "state/writers.h"
#include "store/record.h"
#include "trust/receipt.h"

/** One log on its way into a checkpoint. */
struct logged {
	struct rota_vector_row row, before;
	bool changed;
	const struct rota_enrolled_writer *writer; /* NULL: one of the province's own */
	struct rota_buffer receipts, matters, carried; /* of its notice */
	uint64_t open[ROTA_MATTER_TYPES];          /* its matters by kind */
	struct rota_put_aside aside;
	bool news; /* its receipts or matters have changed, or why it is put aside */
	bool counts_again; /* some of its entries that did not count do so now */
	uint64_t again;    /* the first of them */
};

struct drawing {
	struct rota_world *world;
	const struct rota_key *key;
	struct rota_checkpointed *out;
	uint64_t time;
	uint64_t number;
	struct logged *logs; /* by writer */
	size_t count;
	struct rota_arena arena; /* of the matters */
	struct rota_matters found;
	struct rota_handings handed;
};

/* --- the vector ------------------------------------------------------------------------------ */

static int root_of_nothing(struct rota_sha256 *out, struct rota_error *err)
{
	return rota_digest_sha256(out, "", 0, err);
}

static int read_row(struct logged *logged, struct drawing *drawing, struct rota_error *err)
{
	struct rota_vector_row *row = &logged->row;
	struct rota_chain chain;
	int rc = rota_chain_load(&chain, drawing->world, ROTA_CHAIN_BATCH, row->writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc)
		rc = rota_aside_find(&logged->aside, drawing->world, row->writer, err);
	if (rc)
		return rc;
	row->size = chain.log.size;
	row->root = chain.root;
	row->head = chain.prev;
	row->received = drawing->time;
	row->state = logged->aside.why.fault ? ROTA_VECTOR_QUARANTINED :
	             chain.seq               ? ROTA_VECTOR_OK :
	                                       ROTA_VECTOR_SILENT;
	logged->news = logged->aside.news;
	return chain.seq ? ROTA_OK : root_of_nothing(&row->root, err);
}

/** What the last checkpoint said of it. A log that did not grow was received when it was. */
static int compare_row(struct logged *logged, struct drawing *drawing, struct rota_error *err)
{
	int rc = rota_vector_find(&logged->before, drawing->world, logged->row.writer, err);

	logged->changed = rc == ROTA_ENOTFOUND || logged->row.size != logged->before.size ||
	                  logged->row.state != logged->before.state;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && logged->row.size == logged->before.size)
		logged->row.received = logged->before.received;
	return rc;
}

/** What this checkpoint is the first one to have. */
static int watch_clock(const struct logged *logged, struct drawing *drawing, struct rota_error *err)
{
	return logged->writer ? rota_writer_clock_watch(drawing->world, logged->row.writer,
	                                                logged->before.size, logged->row.size,
	                                                drawing->time, err) :
	                        ROTA_OK;
}

static int compare_logs(const void *a, const void *b)
{
	return memcmp(((const struct logged *)a)->row.writer.bytes,
	              ((const struct logged *)b)->row.writer.bytes,
	              sizeof(struct rota_writer_id));
}

/** All enrolled writers, and `common`. */
static int list_logs(struct drawing *drawing, struct rota_error *err)
{
	struct rota_world *world = drawing->world;
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	if (rc)
		return rc;
	drawing->logs = rota_arena_alloc(&drawing->arena,
	                                 (writers->count + 1) * sizeof(*drawing->logs));
	if (!drawing->logs)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	drawing->logs[drawing->count++].row.writer = world->office->common;
	for (size_t i = 0; i < writers->count; i++) {
		struct logged *logged = &drawing->logs[drawing->count++];

		logged->row.writer = writers->items[i].writer;
		if (strcmp(writers->items[i].role, "write") == 0)
			logged->writer = &writers->items[i];
	}
	qsort(drawing->logs, drawing->count, sizeof(*drawing->logs), compare_logs);
	return ROTA_OK;
}

static int read_rows(struct drawing *drawing, struct rota_error *err)
{
	int rc = list_logs(drawing, err);

	for (size_t i = 0; !rc && i < drawing->count; i++) {
		rc = read_row(&drawing->logs[i], drawing, err);
		if (!rc)
			rc = compare_row(&drawing->logs[i], drawing, err);
		if (!rc)
			rc = watch_clock(&drawing->logs[i], drawing, err);
		drawing->out->news = drawing->out->news || drawing->logs[i].changed ||
		                     drawing->logs[i].news;
	}
	return rc;
}

/** The rows that changed, and the root over all. */
static int put_rows(struct rota_buffer *file, struct rota_sha256 *vroot, struct drawing *drawing,
                    struct rota_error *err)
{
	struct rota_vector_row *rows;
	size_t count;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < drawing->count; i++) {
		const struct logged *logged = &drawing->logs[i];

		if (!logged->changed)
			continue;
		rc = rota_vector_row_encode(file, &logged->row, err);
		if (!rc)
			rc = rota_vector_put(drawing->world, &logged->row, err);
	}
	if (!rc)
		rc = rota_vector_load(&rows, &count, drawing->world, err);
	if (!rc)
		rc = rota_vector_root(vroot, rows, count, err);
	rota_world_forget(drawing->world);
	return rc;
}

/* --- what is open ---------------------------------------------------------------------------- */

static struct logged *log_of(struct drawing *drawing, struct rota_writer_id writer)
{
	struct logged wanted = { .row = { .writer = writer } };

	return bsearch(&wanted, drawing->logs, drawing->count, sizeof(wanted), compare_logs);
}

/** The sentence of a fault is said by the office's own program, in its officer's language. */
static int put_receipt(const struct rota_unsettled *unsettled, void *payload, struct rota_error *err)
{
	struct drawing *drawing = payload;
	struct logged *logged = log_of(drawing, rota_id_writer(unsettled->entry));
	const struct rota_disposed *now = &unsettled->now;
	struct rota_receipt receipt = { .number = rota_id_number(unsettled->entry),
		                        .disposition = now->disposition,
		                        .rule = *now->rule ? now->rule : NULL };
	int rc;

	if (!unsettled->changed || !logged)
		return ROTA_OK;
	if (now->disposition == ROTA_HELD && *now->what)
		receipt.what = now->what;
	logged->news = true;
	if (now->disposition == ROTA_FACT && !logged->counts_again) { /* they come by number */
		logged->counts_again = true;
		logged->again = receipt.number;
	}
	rc = rota_receipt_encode(&logged->receipts, &receipt, err);
	return rc ? rc : rota_unsettled_told(drawing->world, unsettled, err);
}

/** The last row: how far the log is dealt with, and why not further. */
static int put_upto(struct logged *logged, struct drawing *drawing, struct rota_error *err)
{
	const struct rota_receipt upto = { .upto = true,
		                           .number = logged->row.size,
		                           .aside = logged->aside.why };
	int rc = rota_receipt_encode(&logged->receipts, &upto, err);

	return rc ? rc : rota_aside_told(drawing->world, logged->row.writer, err);
}

static const struct rota_unit *scope_of(const struct drawing *drawing, const struct logged *logged)
{
	return logged->writer ? rota_gazetteer_unit(&drawing->world->gazetteer,
	                                            logged->writer->scope) :
	                        NULL;
}

/** The matters of an office: those of units in its scope, and of records of its own. */
static int put_matters(struct logged *logged, struct drawing *drawing, struct rota_error *err)
{
	const struct rota_unit *scope = scope_of(drawing, logged);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && scope && i < drawing->found.count; i++) {
		const struct rota_matter *matter = &drawing->found.items[i];
		struct rota_told told;

		if (!rota_matter_concerns_office(matter, drawing->world, scope,
		                                 logged->row.writer))
			continue;
		logged->open[matter->type]++;
		rc = rota_told_choose(&told, drawing->world, matter, logged->row.writer, err);
		if (!rc)
			rc = rota_matter_row_encode(&logged->matters, matter, &told, err);
		rota_world_forget(drawing->world);
	}
	return rc;
}

/** Whether the matters are others than those of the last notice; they are kept to be compared. */
static int compare_matters(struct logged *logged, struct drawing *drawing, struct rota_error *err)
{
	struct rota_buffer before = { 0 };
	uint8_t key[9] = { 'n' };
	int rc;

	memcpy(key + 1, logged->row.writer.bytes, sizeof(logged->row.writer.bytes));
	rc = rota_record_get(&before, drawing->world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	if (!rc && (before.size != logged->matters.size ||
	            (before.size &&
	             memcmp(before.bytes, logged->matters.bytes, before.size) != 0))) {
		logged->news = true;
		rc = rota_record_put(drawing->world->txn, ROTA_TABLE_NOTICE, key, sizeof(key),
		                     rota_buffer_text(&logged->matters), logged->matters.size, err);
	}
	rota_buffer_clear(&before);
	return rc;
}

static int find_open(struct drawing *drawing, struct rota_error *err)
{
	int rc;

	drawing->world->marks.review = true; /* what one log waited for may stand in another */
	rc = rota_world_matters(&drawing->found, drawing->world, &drawing->arena, err);
	if (rc)
		return rc;
	drawing->out->matters = drawing->found.count;
	return ROTA_OK;
}

static int fill_notices(struct drawing *drawing, struct rota_error *err)
{
	int rc = rota_unsettled_each(drawing->world, put_receipt, drawing, err);

	for (size_t i = 0; !rc && i < drawing->count; i++) {
		struct logged *logged = &drawing->logs[i];

		if (!logged->writer)
			continue;
		rc = put_upto(logged, drawing, err);
		if (!rc)
			rc = put_matters(logged, drawing, err);
		if (!rc)
			rc = compare_matters(logged, drawing, err);
	}
	return rc;
}

/** The counts of a checkpoint: [writer, kind, how many], by writer and kind. */
static int encode_counts(struct rota_buffer *out, const struct drawing *drawing,
                         struct rota_error *err)
{
	struct rota_arena arena = { .first = NULL };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < drawing->count; i++)
		for (int type = 0; !rc && type < ROTA_MATTER_TYPES; type++) {
			const struct logged *logged = &drawing->logs[i];
			struct rota_value row = rota_list();

			if (!logged->open[type])
				continue;
			if (rota_list_add(&arena, &row, rota_bin(logged->row.writer.bytes, 8)) ||
			    rota_list_add(&arena, &row,
			                  rota_text(rota_matter_kind((enum rota_matter_type)type)->id)) ||
			    rota_list_add(&arena, &row, rota_uint(logged->open[type])))
				rc = rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
			if (!rc)
				rc = rota_canonical_encode(out, &row, err);
		}
	rota_arena_clear(&arena);
	return rc;
}

/* --- drawing --------------------------------------------------------------------------------- */

static struct rota_sealed_file file_of(const char *name, const struct rota_buffer *bytes)
{
	return (struct rota_sealed_file){ .name = name,
		                          .bytes = rota_buffer_text(bytes),
		                          .size = bytes->size };
}

static int begin(struct rota_chain *chain, struct drawing *drawing, enum rota_chain_type type,
                 struct rota_writer_id writer, struct rota_error *err)
{
	return rota_chain_begin(chain, drawing->world, type, writer, &drawing->key->public_key, err);
}

static int draw(struct drawing *drawing, struct rota_chain *chain, const struct rota_head *head,
                const struct rota_sealed_file *files, size_t count, struct rota_error *err)
{
	struct rota_sealed sealed;
	int rc = rota_chain_draw(&sealed, &drawing->world->scratch, chain, head, files, count,
	                         drawing->key, err);

	if (!rc)
		rc = rota_drawn_put(drawing->world, chain, &sealed, err);
	rota_world_forget(drawing->world);
	return rc;
}

static int keep_checkpoint(struct drawing *drawing, const struct rota_chain *chain,
                           const struct rota_sha256 *vroot, struct rota_error *err)
{
	const struct rota_checkpoint checkpoint = { .number = drawing->number,
		                                    .seq = chain->seq - 1,
		                                    .head = chain->prev,
		                                    .vroot = *vroot,
		                                    .time = drawing->time,
		                                    .as_of = drawing->world->today };

	return rota_checkpoint_put(drawing->world, &checkpoint, err);
}

static int draw_checkpoint(struct drawing *drawing, struct rota_chain *chain, struct rota_error *err)
{
	struct rota_buffer vector = { 0 };
	struct rota_buffer totals = { 0 };
	struct rota_buffer counts = { 0 };
	struct rota_head head = { .time = drawing->time,
		                  .number = drawing->number,
		                  .rules = ROTA_RULES_LEVEL,
		                  .as_of = drawing->world->today };
	bool exact;
	int rc = put_rows(&vector, &head.vroot, drawing, err);

	if (!rc)
		rc = rota_tally_encode(&totals, &exact, drawing->world,
		                       drawing->world->today_number, &drawing->found, err);
	if (!rc)
		rc = encode_counts(&counts, drawing, err);
	if (!rc) {
		const struct rota_sealed_file files[] = { file_of("vector", &vector),
			                                  file_of("totals", &totals),
			                                  file_of("matters", &counts) };

		rc = draw(drawing, chain, &head, files, 3, err);
	}
	if (!rc)
		rc = keep_checkpoint(drawing, chain, &head.vroot, err);
	rota_buffer_clear(&vector);
	rota_buffer_clear(&totals);
	rota_buffer_clear(&counts);
	return rc;
}

static int draw_notice(struct drawing *drawing, const struct logged *logged, struct rota_error *err)
{
	const struct rota_sealed_file files[] = { file_of("receipts", &logged->receipts),
		                                  file_of("matters", &logged->matters),
		                                  file_of("carried", &logged->carried) };
	struct rota_head head = { .time = drawing->time, .checkpoint = drawing->number };
	struct rota_chain chain;
	int rc = begin(&chain, drawing, ROTA_CHAIN_NOTICE, logged->row.writer, err);

	return rc ? rc : draw(drawing, &chain, &head, files, 3, err);
}

/** All rows of the vector, in memory that stays. */
static int load_rows(struct rota_carrying *carrying, struct drawing *drawing,
                     struct rota_error *err)
{
	struct rota_vector_row *rows, *copy;
	int rc = rota_vector_load(&rows, &carrying->row_count, drawing->world, err);
	size_t size = carrying->row_count * sizeof(*rows);

	if (rc)
		return rc;
	carrying->rows = copy = rota_arena_alloc(&drawing->arena, size);
	if (!copy)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (size)
		memcpy(copy, rows, size);
	rota_world_forget(drawing->world);
	return ROTA_OK;
}

static uint64_t first_again(struct rota_writer_id log, void *payload)
{
	const struct logged *logged = log_of(payload, log);

	return logged && logged->counts_again ? logged->again : UINT64_MAX;
}

/** The offices in the order of their logs. */
static int list_offices(struct rota_carried_to **out, size_t *count, struct drawing *drawing,
                        struct rota_error *err)
{
	struct rota_carried_to *offices =
		rota_arena_alloc(&drawing->arena, (drawing->count + 1) * sizeof(*offices));

	*out = offices;
	*count = 0;
	if (!offices)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < drawing->count; i++) {
		struct logged *logged = &drawing->logs[i];

		if (logged->writer)
			offices[(*count)++] = (struct rota_carried_to){
				.writer = logged->writer, .scope = scope_of(drawing, logged)
			};
	}
	return ROTA_OK;
}

/** The notice of an office, and as many behind it as it takes to carry all. */
static int draw_notices_of(struct drawing *drawing, struct rota_carry *carry, size_t office,
                           struct logged *logged, struct rota_error *err)
{
	bool more = true, needed = logged->changed || logged->news;
	int rc = ROTA_OK;

	while (!rc && more) {
		rota_buffer_reset(&logged->carried);
		rc = rota_carry_next(carry, office, &logged->carried, &more, err);
		if (!rc && (needed || logged->carried.size))
			rc = draw_notice(drawing, logged, err);
		needed = false;
	}
	return rc;
}

static int draw_all_notices(struct drawing *drawing, const struct rota_carrying *carrying,
                            struct rota_error *err)
{
	struct rota_carry *carry = NULL;
	struct rota_carried_to *offices;
	size_t count, office = 0;
	int rc = list_offices(&offices, &count, drawing, err);

	if (!rc)
		rc = rota_carry_begin(&carry, carrying, offices, count, err);
	for (size_t i = 0; !rc && i < drawing->count; i++)
		if (drawing->logs[i].writer)
			rc = draw_notices_of(drawing, carry, office++, &drawing->logs[i], err);
	if (!rc)
		rc = rota_carry_done(carry, err);
	rota_carry_free(carry);
	return rc;
}

static int draw_notices(struct drawing *drawing, struct rota_error *err)
{
	struct rota_confirmed_list confirmed;
	struct rota_carrying carrying = { .world = drawing->world,
		                          .open = &drawing->found,
		                          .confirmed = &confirmed,
		                          .handed = &drawing->handed,
		                          .first_again = first_again,
		                          .payload = drawing };
	int rc = load_rows(&carrying, drawing, err);

	if (!rc)
		rc = rota_world_confirmed(&confirmed, drawing->world, &drawing->arena, err);
	return rc ? rc : draw_all_notices(drawing, &carrying, err);
}

/** Old bytes go once the next checkpoint holds, and that is when another is drawn. */
static int forget_older(struct drawing *drawing, uint64_t seq, struct rota_error *err)
{
	struct rota_writer_id none = { { 0 } };

	return rota_drawn_forget(drawing->world, ROTA_CHAIN_CHECKPOINT, none, seq, err);
}

/** Now, but later than the checkpoint before when the clock of this machine was set back: by its
 * time is found what a checkpoint had (schema/state.md, "Two times"). */
static uint64_t time_after(const struct rota_chain *chain)
{
	uint64_t now = rota_clock_now_ms();

	return now > chain->time ? now : chain->time + 1;
}

static int draw_all(struct drawing *drawing, struct rota_error *err)
{
	struct rota_writer_id none = { { 0 } };
	struct rota_chain chain;
	bool forked = false, handed = false;
	int rc = begin(&chain, drawing, ROTA_CHAIN_CHECKPOINT, none, err);

	if (rc)
		return rc;
	drawing->time = time_after(&chain);
	drawing->number = chain.number + 1;
	drawing->out->number = chain.number;
	rc = read_rows(drawing, err);
	if (!rc)
		rc = rota_forks_are_news(&forked, drawing->world, err);
	if (!rc)
		rc = rota_handings_find(&drawing->handed, drawing->world, &drawing->arena, err);
	if (!rc)
		rc = rota_handings_are_news(&handed, &drawing->handed, drawing->world, err);
	drawing->out->news = drawing->out->news || forked || handed;
	if (!rc)
		rc = find_open(drawing, err);
	if (rc || !drawing->out->news)
		return rc;
	rc = fill_notices(drawing, err);
	if (!rc)
		rc = forget_older(drawing, chain.seq, err);
	if (!rc)
		rc = draw_checkpoint(drawing, &chain, err);
	if (!rc)
		rc = draw_notices(drawing, err);
	drawing->out->number = drawing->number;
	return rc;
}

int rota_checkpoint_draw(struct rota_checkpointed *out, struct rota_office *office,
                         const struct rota_key *key, struct rota_error *err)
{
	struct rota_world world;
	struct drawing drawing = { .world = &world, .key = key, .out = out };
	int rc = rota_world_open(&world, office, true, err);

	*out = (struct rota_checkpointed){ .number = 0 };
	if (rc)
		return rc;
	rc = draw_all(&drawing, err);
	for (size_t i = 0; i < drawing.count; i++) {
		rota_buffer_clear(&drawing.logs[i].receipts);
		rota_buffer_clear(&drawing.logs[i].carried);
		rota_buffer_clear(&drawing.logs[i].matters);
	}
	rota_arena_clear(&drawing.arena);
	return rota_world_close(&world, rc, err);
}
