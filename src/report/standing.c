/* SPDX-License-Identifier: Apache-2.0 */
/* How far an office is: recorded, sealed, sent, merged. */
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "codec/canonical.h"
#include "rota/exchange.h"
#include "state/aside.h"
#include "state/chains.h"
#include "state/custody.h"
#include "state/notice.h"
#include "state/revocation.h"
#include "state/vector.h"
#include "state/writers.h"
#include "store/log.h"

static int count_receipt(const struct rota_receipt *receipt, void *payload, struct rota_error *err)
{
	(void)receipt;
	(void)err;
	++*(uint64_t *)payload;
	return ROTA_OK;
}

/** The matters of the newest notice: canonical values, end to end. */
static int count_matters(uint64_t *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_buffer rows = { 0 };
	size_t at = 0, used;
	int rc = rota_notice_matters(&rows, world, err);

	while (!rc && at < rows.size) {
		rc = rota_canonical_check(&used, rows.bytes + at, rows.size - at, err);
		at += rc ? 0 : used;
		*out += rc ? 0 : 1;
	}
	rota_buffer_clear(&rows);
	return rc;
}

static int read_logs(struct rota_standing *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_writer_id own = world->office->own;
	int rc = rota_log_size(&out->recorded, world->txn, own.bytes, err);

	if (!rc)
		rc = rota_log_mark_get(&out->sealed, world->txn, own.bytes, ROTA_MARK_SEALED, err);
	if (!rc)
		rc = rota_log_mark_get(&out->sent, world->txn, own.bytes, ROTA_MARK_SENT, err);
	if (!rc)
		rc = rota_log_mark_get(&out->written, world->txn, own.bytes, ROTA_MARK_WRITTEN, err);
	if (!rc)
		rc = rota_log_mark_get(&out->written_ms, world->txn, own.bytes, ROTA_MARK_WRITTEN_AT,
		                       err);
	return rc;
}

static int read_checkpoint(struct rota_standing *out, struct rota_world *world,
                           struct rota_error *err)
{
	struct rota_checkpoint checkpoint;
	struct rota_vector_row row;
	int rc = rota_checkpoint_last(&checkpoint, world, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc)
		return rc;
	out->has_checkpoint = true;
	out->checkpoint = checkpoint.number;
	out->at_ms = checkpoint.time;
	rc = rota_vector_find(&row, world, world->office->own, err);
	if (!rc) {
		out->merged = row.size;
		if (out->sent < row.size) /* it came there as a file */
			out->sent = row.size;
		out->quarantined = row.state == ROTA_VECTOR_QUARANTINED;
	}
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static int read_enrolment(struct rota_standing *out, struct rota_world *world,
                          struct rota_error *err)
{
	struct rota_writers writers;
	int rc = rota_writers_load(&writers, world, err);

	out->enrolled = !rc && rota_writers_find(&writers, world->office->own);
	out->has_common = world->gazetteer.unit_count > 0;
	return rc;
}

/** Nothing of this is there before units and scopes are. */
static int read_custody(struct rota_standing *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_enrolled_writer *own;
	struct rota_buffer text = { 0 };
	int rc = rota_world_handed(&own, world, err);

	if (!rc && own) {
		out->reads_only = rota_id_is_zero(own->scope);
		rc = rota_write_handed(&text, world, err);
	}
	rota_text_join(out->handed, sizeof(out->handed), rota_buffer_text(&text), "", "");
	rota_buffer_clear(&text);
	return rc;
}

static int read_revocation(struct rota_standing *out, struct rota_world *world,
                           struct rota_error *err)
{
	const struct rota_revocation *by;
	struct rota_buffer text = { 0 };
	int rc = rota_world_revoked(&by, world, world->office->own, err);

	if (rc || !by)
		return rc;
	out->is_revoked = true;
	out->believed = by->believed;
	rc = rota_write_revoked(&text, world, err);
	rota_text_join(out->revoked, sizeof(out->revoked), rota_buffer_text(&text), "", "");
	rota_buffer_clear(&text);
	return rc;
}

int rota_office_standing(struct rota_standing *out, struct rota_office *office,
                         struct rota_error *err)
{
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	*out = (struct rota_standing){ .recorded = 0 };
	if (rc)
		return rc;
	rc = read_logs(out, &world, err);
	if (!rc)
		rc = read_checkpoint(out, &world, err);
	if (!rc)
		rc = rota_notice_receipts(&world, count_receipt, &out->not_facts, err);
	if (!rc)
		rc = count_matters(&out->matters, &world, err);
	if (!rc)
		rc = rota_aside_tell_own(&out->aside, &world, err);
	if (!rc)
		rc = read_enrolment(out, &world, err);
	if (!rc)
		rc = read_custody(out, &world, err);
	if (!rc)
		rc = read_revocation(out, &world, err);
	return rota_world_close(&world, rc, err);
}
