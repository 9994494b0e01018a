/* SPDX-License-Identifier: Apache-2.0 */
/* Taking in what the province says: its checkpoints, and its notices for this office. */
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "exchange/apply.h"
#include "exchange/seal.h"
#include "state/carried.h"
#include "state/notice.h"
#include "state/vector.h"
#include "state/writers.h"
#include "store/log.h"
#include "store/record.h"

/* --- checkpoints ----------------------------------------------------------------------------- */

static const struct rota_sealed_file *find_file(const struct rota_opened *opened, const char *name)
{
	for (size_t i = 0; i < opened->file_count; i++)
		if (strcmp(opened->files[i].name, name) == 0)
			return &opened->files[i];
	return NULL;
}

static int wrong(const struct rota_head *head, const char *what, struct rota_error *err)
{
	return rota_fail(err, ROTA_ECORRUPT,
	                 _("take nothing from it, and tell the province at once"),
	                 _("checkpoint %llu does not hold: %s"), (unsigned long long)head->number,
	                 what);
}

/** What a checkpoint says of a log that is here. */
static int compare_log(struct rota_applying *applying, const struct rota_head *head,
                       const struct rota_vector_row *row, struct rota_error *err)
{
	struct rota_batch_end end;
	int rc;

	if (row->size == 0)
		return ROTA_OK;
	rc = rota_batch_find(&end, &applying->world, row->writer, row->size, err);
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	if (!rc && memcmp(end.root.bytes, row->root.bytes, sizeof(end.root.bytes)) == 0)
		return ROTA_OK;
	if (memcmp(row->writer.bytes, applying->office->own.bytes, 8) != 0)
		return wrong(head, _("its list of units is not the one that is here"), err);
	return rota_fail(err, ROTA_ECONFLICT,
	                 _("this folder was copied or restored: record nothing in it, and call the "
	                   "province"),
	                 _("the province has merged %llu entries of this office that are not "
	                   "those in this store"),
	                 (unsigned long long)row->size);
}

static int take_row(struct rota_applying *applying, const struct rota_head *head,
                    const struct rota_vector_row *row, struct rota_error *err)
{
	const struct rota_office *office = applying->office;
	struct rota_vector_row before;
	int rc = rota_vector_find(&before, &applying->world, row->writer, err);

	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	if (!rc && row->size < before.size)
		return wrong(head, _("a log has become shorter"), err);
	rota_error_clear(err);
	rc = ROTA_OK;
	if (rota_office_writes(office, row->writer) ||
	    memcmp(row->writer.bytes, office->common.bytes, sizeof(row->writer.bytes)) == 0)
		rc = compare_log(applying, head, row, err);
	return rc ? rc : rota_vector_put(&applying->world, row, err);
}

static int take_rows(struct rota_applying *applying, const struct rota_opened *opened,
                     struct rota_error *err)
{
	const struct rota_sealed_file *file = find_file(opened, "vector");
	const uint8_t *at = file ? file->bytes : NULL;
	size_t left = file ? file->size : 0;
	int rc = ROTA_OK;

	while (!rc && left) {
		struct rota_vector_row row;
		size_t used;

		rc = rota_vector_row_decode(&row, &used, at, left, err);
		if (!rc)
			rc = take_row(applying, &opened->head, &row, err);
		if (!rc) {
			at += used;
			left -= used;
		}
	}
	return rc;
}

/** The root that is signed must be that of all rows, the unchanged ones too. */
static int compare_root(struct rota_applying *applying, const struct rota_head *head,
                        struct rota_error *err)
{
	struct rota_vector_row *rows;
	struct rota_sha256 root;
	size_t count;
	int rc = rota_vector_load(&rows, &count, &applying->world, err);

	if (!rc)
		rc = rota_vector_root(&root, rows, count, err);
	rota_world_forget(&applying->world);
	if (rc || memcmp(root.bytes, head->vroot.bytes, sizeof(root.bytes)) == 0)
		return rc;
	return wrong(head, _("its root is not that of its rows"), err);
}

/** What has been merged whole need not be kept ready to be written again. */
static int forget_drawn(struct rota_applying *applying, struct rota_error *err)
{
	struct rota_world *world = &applying->world;
	struct rota_writer_id own = applying->office->own;
	struct rota_vector_row row;
	struct rota_chain chain;
	int rc = rota_vector_find(&row, world, own, NULL);

	if (rc || rota_chain_load(&chain, world, ROTA_CHAIN_BATCH, own, NULL) ||
	    row.size < chain.log.size)
		return ROTA_OK;
	return rota_drawn_forget(world, ROTA_CHAIN_BATCH, own, chain.seq, err);
}

static int take_checkpoint(struct rota_applying *applying, const struct rota_opened *opened,
                           struct rota_error *err)
{
	const struct rota_head *head = &opened->head;
	struct rota_checkpoint checkpoint = { .number = head->number,
		                              .seq = head->seq,
		                              .head = opened->head_hash,
		                              .vroot = head->vroot,
		                              .time = head->time,
		                              .as_of = head->as_of };
	int rc = take_rows(applying, opened, err);

	if (!rc)
		rc = compare_root(applying, head, err);
	if (!rc)
		rc = rota_checkpoint_put(&applying->world, &checkpoint, err);
	return rc ? rc : forget_drawn(applying, err);
}

/** The key that must have signed, and the newest commit. @param[out] there  whether there is one. */
static int prepare(struct rota_applying *applying, bool *there, struct rota_oid *tip,
                   struct rota_error *err)
{
	char ref[ROTA_REF_BYTES];
	struct rota_world world;
	int rc;

	rota_chain_ref(ref, applying->office, applying->type, applying->writer);
	rc = rota_git_ref(tip, applying->git, ref, err);
	*there = rc == ROTA_OK;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc)
		rc = rota_world_begin(&world, applying->office, false, err);
	if (rc)
		return rc;
	rc = rota_merge_key(&applying->key, &world, err);
	return rota_world_close(&world, rc, err);
}

static int apply_signed(struct rota_applying *applying, struct rota_error *err)
{
	struct rota_oid tip;
	bool there;
	int rc = prepare(applying, &there, &tip, err);

	return rc || !there ? rc : rota_apply(applying, &tip, err);
}

int rota_apply_checkpoints(struct rota_office *office, struct rota_git *git, struct rota_error *err)
{
	struct rota_applying applying = { .office = office,
		                          .git = git,
		                          .type = ROTA_CHAIN_CHECKPOINT,
		                          .take = take_checkpoint };

	return apply_signed(&applying, err);
}

/* --- notices --------------------------------------------------------------------------------- */

static int take_notice(struct rota_applying *applying, const struct rota_opened *opened,
                       struct rota_error *err)
{
	const struct rota_sealed_file *receipts = find_file(opened, "receipts");
	const struct rota_sealed_file *matters = find_file(opened, "matters");
	const struct rota_sealed_file *carried = find_file(opened, "carried");
	int rc = ROTA_OK;

	if (carried)
		rc = rota_carried_take(&applying->world, opened->head.checkpoint, carried->bytes,
		                       carried->size, err);

	if (!rc && receipts)
		rc = rota_notice_take_receipts(&applying->world, receipts->bytes, receipts->size, err);
	if (!rc)
		rc = rota_notice_take_matters(&applying->world, matters ? matters->bytes : NULL,
		                              matters ? matters->size : 0, err);
	return rc;
}

int rota_apply_notices(struct rota_office *office, struct rota_git *git, struct rota_error *err)
{
	struct rota_applying applying = { .office = office,
		                          .git = git,
		                          .type = ROTA_CHAIN_NOTICE,
		                          .writer = office->own,
		                          .take = take_notice };

	return apply_signed(&applying, err);
}
