/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checking everything of an office again, from the first byte: each chain in
 * its repositories against nothing but the keys that are pinned and enrolled;
 * the store's logs against the entries in git, byte for byte; each checkpoint
 * against the logs that it speaks of. Or, quickly, how each chain ends, and the
 * newest checkpoint.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "report/table.h"
#include "rota/exchange.h"
#include "state/carried.h"
#include "state/vector.h"
#include "state/writers.h"
#include "store/log.h"

struct verifying {
	struct rota_exchange exchange;
	bool full;
	struct rota_world world;
	struct rota_git *own; /* the province's second repository */
	struct rota_verified *out;
	struct rota_filling faults;
	struct rota_arena arena;       /* of one commit */
	struct rota_arena rows_arena;
	struct rota_vector_row *rows;  /* of the checkpoints so far, by writer */
	size_t row_count, row_room;
};

/** One chain on its way. */
struct chain_walk {
	struct verifying *verifying;
	struct rota_chain chain;
	const char *name;
	bool compares; /* its entries are in the store's log */
};

static const struct rota_column_spec fault_columns[] = {
	{ "chain", N_("chain"), ROTA_CELL_TEXT },
	{ "fault", N_("what does not hold"), ROTA_CELL_TEXT },
};

static void fault(struct verifying *verifying, const char *chain, const char *text)
{
	rota_fill_text(&verifying->faults, chain);
	rota_fill_text(&verifying->faults, text);
	rota_fill_row(&verifying->faults);
}

/* --- entries --------------------------------------------------------------------------------- */

static int compare_entry(uint64_t n, const void *bytes, size_t size, const struct rota_salt *salt,
                         const struct rota_sha256 *leaf, void *payload, struct rota_error *err)
{
	struct chain_walk *walk = payload;
	struct rota_buffer stored = { 0 };
	int rc = ROTA_OK;

	(void)salt;
	(void)leaf;
	walk->verifying->out->entries++;
	if (walk->compares)
		rc = rota_log_get(&stored, walk->verifying->world.txn, walk->chain.writer.bytes, n,
		                  err);
	if (!rc && walk->compares &&
	    (stored.size != size || memcmp(stored.bytes, bytes, size) != 0))
		rc = rota_fail(err, ROTA_ECORRUPT, NULL,
		               _("entry %llu in the store is another than in git"),
		               (unsigned long long)n);
	rota_buffer_clear(&stored);
	return rc;
}

/* --- checkpoints ----------------------------------------------------------------------------- */

static int compare_writers(struct rota_writer_id a, struct rota_writer_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(a.bytes));
}

static int grow_rows(struct verifying *verifying, struct rota_error *err)
{
	struct rota_vector_row *rows =
		rota_arena_more(&verifying->rows_arena, verifying->rows, verifying->row_count,
				&verifying->row_room, sizeof(*rows));

	if (!rows)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	verifying->rows = rows;
	return ROTA_OK;
}

/** Put a row into the vector, in its place. */
static int put_row(struct verifying *verifying, const struct rota_vector_row *row,
                   struct rota_error *err)
{
	size_t at = 0;
	int rc = grow_rows(verifying, err);

	if (rc)
		return rc;
	while (at < verifying->row_count &&
	       compare_writers(verifying->rows[at].writer, row->writer) < 0)
		at++;
	if (at == verifying->row_count ||
	    compare_writers(verifying->rows[at].writer, row->writer) != 0) {
		memmove(&verifying->rows[at + 1], &verifying->rows[at],
		        (verifying->row_count - at) * sizeof(*verifying->rows));
		verifying->row_count++;
	}
	verifying->rows[at] = *row;
	return ROTA_OK;
}

/** A log that is here must have stood there. */
static int compare_row(struct verifying *verifying, const struct rota_vector_row *row,
                       struct rota_error *err)
{
	struct rota_batch_end end;
	uint64_t size;
	int rc = rota_log_size(&size, verifying->world.txn, row->writer.bytes, err);

	if (rc || !size || !row->size)
		return rc;
	rc = rota_batch_find(&end, &verifying->world, row->writer, row->size, err);
	if (!rc && memcmp(end.root.bytes, row->root.bytes, sizeof(end.root.bytes)) == 0)
		return ROTA_OK;
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	return rota_fail(err, ROTA_ECORRUPT, NULL,
	                 _("a checkpoint speaks of other entries than those that are here"));
}

static int check_rows(struct verifying *verifying, const struct rota_opened *opened,
                      struct rota_error *err)
{
	const uint8_t *at = NULL;
	size_t left = 0;
	int rc = ROTA_OK;

	for (size_t i = 0; i < opened->file_count; i++)
		if (strcmp(opened->files[i].name, "vector") == 0) {
			at = opened->files[i].bytes;
			left = opened->files[i].size;
		}
	while (!rc && left) {
		struct rota_vector_row row;
		size_t used;

		rc = rota_vector_row_decode(&row, &used, at, left, err);
		if (!rc)
			rc = put_row(verifying, &row, err);
		if (!rc)
			rc = compare_row(verifying, &row, err);
		if (!rc) {
			at += used;
			left -= used;
		}
	}
	return rc;
}

/** What the store knows of a checkpoint, by which carried entries were believed. */
static int compare_vroot(struct verifying *verifying, const struct rota_head *head,
                         struct rota_error *err)
{
	struct rota_checkpoint stored;
	int rc = rota_checkpoint_find(&stored, &verifying->world, head->number, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK; /* it waits to be taken in */
	}
	if (rc || memcmp(stored.vroot.bytes, head->vroot.bytes, sizeof(stored.vroot.bytes)) == 0)
		return rc;
	return rota_fail(err, ROTA_ECORRUPT, NULL,
	                 _("checkpoint %llu in the store is another than in git"),
	                 (unsigned long long)head->number);
}

static int check_checkpoint(struct verifying *verifying, const struct rota_opened *opened,
                            struct rota_error *err)
{
	struct rota_sha256 root;
	int rc = check_rows(verifying, opened, err);

	if (!rc)
		rc = rota_vector_root(&root, verifying->rows, verifying->row_count, err);
	if (!rc && memcmp(root.bytes, opened->head.vroot.bytes, sizeof(root.bytes)) == 0)
		return compare_vroot(verifying, &opened->head, err);
	if (rc)
		return rc;
	return rota_fail(err, ROTA_ECORRUPT, NULL,
	                 _("the root of checkpoint %llu is not that of its rows"),
	                 (unsigned long long)opened->head.number);
}

/** Entries that were carried from other logs are proved again. */
static int check_notice(struct verifying *verifying, const struct rota_opened *opened,
                        struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < opened->file_count; i++)
		if (strcmp(opened->files[i].name, "carried") == 0)
			rc = rota_carried_verify(&verifying->world, opened->head.checkpoint,
			                         opened->files[i].bytes, opened->files[i].size,
			                         err);
	if (rc != ROTA_EREMOTE)
		return rc;
	rota_error_clear(err); /* its checkpoint is still to come */
	return ROTA_OK;
}

/* --- chains ---------------------------------------------------------------------------------- */

static int check_commit(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct chain_walk *walk = payload;
	struct verifying *verifying = walk->verifying;
	struct rota_opened opened;
	int rc = rota_chain_open(&opened, &verifying->arena, &walk->chain, sealed, compare_entry,
	                         walk, err);

	if (!rc && walk->chain.type == ROTA_CHAIN_CHECKPOINT)
		rc = check_checkpoint(verifying, &opened, err);
	else if (!rc && walk->chain.type == ROTA_CHAIN_NOTICE)
		rc = check_notice(verifying, &opened, err);
	verifying->out->commits++;
	rota_arena_reset(&verifying->arena);
	rota_exchange_say(&verifying->exchange, ROTA_EXCHANGE_VERIFY, verifying->out->commits, 0);
	return rc;
}

static int lacks_commits(struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT, NULL,
	                 _("the repository lacks commits that the store has"));
}

/** What the store believes of a chain must be what its commits say. */
static int compare_chain(struct chain_walk *walk, struct rota_error *err)
{
	struct rota_chain stored;
	int rc = rota_chain_load(&stored, &walk->verifying->world, walk->chain.type,
	                         walk->chain.writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK; /* it waits to be taken in */
	}
	return rc || stored.seq <= walk->chain.seq ? rc : lacks_commits(err);
}

/* --- how a chain ends ------------------------------------------------------------------------ */

static int skip(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	(void)sealed;
	(void)payload;
	(void)err;
	return 1; /* it is an ancestor, which was the question */
}

/** The ref is where the store has it, or further: then it waits to be taken in. */
static int check_tip(struct rota_git *git, const struct rota_chain *stored, const char *ref,
                     struct rota_error *err)
{
	struct rota_oid tip;
	int rc = rota_git_ref(&tip, git, ref, err);

	if (rc == ROTA_ENOTFOUND)
		return lacks_commits(err);
	if (!rc)
		rc = rota_git_walk(git, &tip, &stored->tip, skip, NULL, err);
	if (rc == ROTA_ENOTFOUND)
		return lacks_commits(err);
	return rc == 1 ? ROTA_OK : rc;
}

/** The store has all entries of the batches that it has taken in. */
static int check_size(struct verifying *verifying, const struct rota_chain *stored,
                      struct rota_error *err)
{
	uint64_t size;
	int rc = rota_log_size(&size, verifying->world.txn, stored->writer.bytes, err);

	if (rc || !size || size >= stored->log.size)
		return rc;
	return rota_fail(err, ROTA_ECORRUPT, NULL,
	                 _("the store has %llu entries of a log that has %llu"),
	                 (unsigned long long)size, (unsigned long long)stored->log.size);
}

static int check_newest(struct verifying *verifying, struct rota_error *err)
{
	struct rota_vector_row *rows;
	size_t count;
	int rc = rota_vector_load(&rows, &count, &verifying->world, err);

	for (size_t i = 0; !rc && i < count; i++)
		rc = compare_row(verifying, &rows[i], err);
	return rc;
}

static int check_end(struct verifying *verifying, struct rota_git *git, enum rota_chain_type type,
                     struct rota_writer_id writer, const char *ref, struct rota_error *err)
{
	struct rota_chain stored;
	int rc = rota_chain_load(&stored, &verifying->world, type, writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK; /* nothing of it was taken in */
	}
	verifying->out->chains++;
	if (!rc)
		rc = check_tip(git, &stored, ref, err);
	if (!rc && type == ROTA_CHAIN_BATCH)
		rc = check_size(verifying, &stored, err);
	if (!rc && type == ROTA_CHAIN_CHECKPOINT)
		rc = check_newest(verifying, err);
	return rc;
}

/* --- a chain --------------------------------------------------------------------------------- */

/** Whether a failure is a finding, and not a failure of the check itself. */
static bool is_finding(int rc)
{
	return rc == ROTA_ECORRUPT || rc == ROTA_ENOTFOUND || rc == ROTA_ECONFLICT;
}

/** A chain of which the repository has nothing. */
static int check_absent(struct verifying *verifying, enum rota_chain_type type,
                        struct rota_writer_id writer, struct rota_error *err)
{
	struct rota_chain stored;
	int rc = rota_chain_load(&stored, &verifying->world, type, writer, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc ? rc : lacks_commits(err);
}

static int check_whole(struct verifying *verifying, struct rota_git *git, enum rota_chain_type type,
                       struct rota_writer_id writer, const struct rota_public_key *key,
                       const char *ref, struct rota_error *err)
{
	struct chain_walk walk = { .verifying = verifying, .name = ref };
	struct rota_sha256 province;
	struct rota_oid tip;
	uint64_t size = 0;
	int rc = rota_git_ref(&tip, git, ref, err);

	if (rc == ROTA_ENOTFOUND)
		return check_absent(verifying, type, writer, err);
	if (!rc)
		rc = rota_province_id(&province, &verifying->world, err);
	if (!rc)
		rc = rota_chain_init(&walk.chain, &province, type, writer, key, err);
	if (!rc && type == ROTA_CHAIN_BATCH)
		rc = rota_log_size(&size, verifying->world.txn, writer.bytes, err);
	walk.compares = size > 0;
	verifying->out->chains++;
	if (!rc)
		rc = rota_git_walk(git, &tip, NULL, check_commit, &walk, err);
	return rc ? rc : compare_chain(&walk, err);
}

static int check_chain(struct verifying *verifying, struct rota_git *git,
                       enum rota_chain_type type, struct rota_writer_id writer,
                       const struct rota_public_key *key, struct rota_error *err)
{
	char ref[ROTA_REF_BYTES];
	int rc;

	rota_chain_ref(ref, verifying->exchange.office, type, writer);
	rc = verifying->full ? check_whole(verifying, git, type, writer, key, ref, err) :
	                       check_end(verifying, git, type, writer, ref, err);
	if (!is_finding(rc))
		return rc;
	fault(verifying, ref, err ? err->message : "");
	rota_error_clear(err);
	return ROTA_OK;
}

/* --- the office ------------------------------------------------------------------------------ */

static int open_own(struct verifying *verifying, struct rota_error *err)
{
	char path[PATH_MAX];

	if (!verifying->exchange.office->is_province)
		return ROTA_OK;
	rota_text_join(path, sizeof(path), verifying->exchange.office->dir, "/",
	               ROTA_OWN_REPOSITORY);
	return rota_git_open(&verifying->own, path, NULL, err);
}

static int check_logs(struct verifying *verifying, const struct rota_writers *writers,
                      struct rota_error *err)
{
	const struct rota_office *office = verifying->exchange.office;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < writers->count; i++) {
		const struct rota_enrolled_writer *writer = &writers->items[i];
		bool reserved = memcmp(writer->writer.bytes, office->own.bytes, 8) == 0 &&
		                office->is_province;

		rc = check_chain(verifying, reserved ? verifying->own : verifying->exchange.git,
		                 ROTA_CHAIN_BATCH, writer->writer, &writer->key, err);
	}
	return rc;
}

static int check_notices(struct verifying *verifying, const struct rota_writers *writers,
                         const struct rota_public_key *merge, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < writers->count; i++)
		rc = check_chain(verifying, verifying->exchange.git, ROTA_CHAIN_NOTICE,
		                 writers->items[i].writer, merge, err);
	return rc;
}

static int check_all(struct verifying *verifying, struct rota_error *err)
{
	const struct rota_office *office = verifying->exchange.office;
	struct rota_writer_id none = { { 0 } };
	const struct rota_writers *writers;
	struct rota_public_key root, merge;
	int rc = rota_root_key(&root, &verifying->world, err);

	if (rc == ROTA_ENOTFOUND)
		return rota_fail(err, ROTA_EINVALID, _("run: rota sync"),
		                 _("nothing has come from the province yet that could be checked"));
	if (!rc)
		rc = rota_world_writers(&writers, &verifying->world, err);
	if (!rc)
		rc = rota_merge_key(&merge, &verifying->world, err);
	if (!rc)
		rc = check_chain(verifying, verifying->exchange.git, ROTA_CHAIN_BATCH,
		                 office->common, &root, err);
	if (!rc)
		rc = check_logs(verifying, writers, err);
	if (!rc)
		rc = check_chain(verifying, verifying->exchange.git, ROTA_CHAIN_CHECKPOINT, none,
		                 &merge, err);
	return rc ? rc : check_notices(verifying, writers, &merge, err);
}

int rota_verify(struct rota_office *office, const struct rota_verify_options *options,
                struct rota_verified *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_error own = { .code = ROTA_OK };
	struct verifying verifying = { .exchange = { .progress = options->progress,
		                                     .payload = options->payload },
		                       .full = options->full,
		                       .out = out };
	int rc;

	if (!err)
		err = &own; /* the findings are made of it */
	*out = (struct rota_verified){ .chains = 0 };
	rota_fill_begin(&verifying.faults, &out->faults, arena, fault_columns,
	                sizeof(fault_columns) / sizeof(fault_columns[0]), false);
	rc = rota_exchange_open(&verifying.exchange, office, NULL, err);
	if (!rc)
		rc = open_own(&verifying, err);
	if (!rc)
		rc = rota_world_open(&verifying.world, office, false, err);
	if (!rc) {
		rc = check_all(&verifying, err);
		rc = rota_world_close(&verifying.world, rc, err);
	}
	rota_git_close(verifying.own);
	rota_exchange_close(&verifying.exchange);
	rota_arena_clear(&verifying.arena);
	rota_arena_clear(&verifying.rows_arena);
	return rc ? rc : verifying.faults.rc;
}
