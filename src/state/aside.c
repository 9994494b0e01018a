/* SPDX-License-Identifier: Apache-2.0 */
#include "state/aside.h"

#include <stdio.h>
#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "state/revocation.h"
#include "store/log.h"
#include "store/record.h"

/* --- in the store ---------------------------------------------------------------------------- */

/* In the table of notices: 'a' and the writer; whether a notice has said it, the first entry, highest
 * byte first, the row of the notice. */
enum { KEY_BYTES = 9, HEAD_BYTES = 9, TOLD = 0, NEWS = 1 };

static void make_key(uint8_t key[KEY_BYTES], struct rota_writer_id writer)
{
	key[0] = 'a';
	memcpy(key + 1, writer.bytes, sizeof(writer.bytes));
}

static int read_aside(struct rota_put_aside *out, const void *record, size_t size,
                      struct rota_error *err)
{
	const uint8_t *bytes = record;

	*out = (struct rota_put_aside){ .first = 0 };
	if (size < HEAD_BYTES)
		return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
		                 _("what the store knows of a log is damaged"));
	out->news = bytes[0] == NEWS;
	out->first = rota_get_u64(bytes + 1);
	return rota_aside_decode(&out->why, bytes + HEAD_BYTES, size - HEAD_BYTES, err);
}

static int write_aside(struct rota_world *world, struct rota_writer_id writer,
                       const struct rota_put_aside *aside, struct rota_error *err)
{
	uint8_t key[KEY_BYTES], head[HEAD_BYTES] = { aside->news ? NEWS : TOLD };
	struct rota_buffer bytes = { 0 };
	int rc;

	make_key(key, writer);
	rota_put_u64(head + 1, aside->first);
	rota_buffer_append(&bytes, head, sizeof(head));
	rc = rota_aside_encode(&bytes, &aside->why, err);
	if (!rc)
		rc = rota_record_put(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), bytes.bytes,
		                     bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

int rota_aside_find(struct rota_put_aside *out, struct rota_world *world,
                    struct rota_writer_id writer, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];
	struct rota_buffer bytes = { 0 };
	int rc;

	*out = (struct rota_put_aside){ .first = 0 };
	make_key(key, writer);
	rc = rota_record_get(&bytes, world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
	if (!rc)
		rc = read_aside(out, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

static bool is_same(const struct rota_put_aside *a, const struct rota_put_aside *b)
{
	return a->why.fault == b->why.fault && a->first == b->first &&
	       a->why.has_commit == b->why.has_commit &&
	       rota_oid_equal(a->why.commit, b->why.commit);
}

int rota_aside_note(struct rota_world *world, struct rota_writer_id writer,
                    const struct rota_put_aside *aside, struct rota_error *err)
{
	struct rota_put_aside before, now = *aside;
	int rc = rota_aside_find(&before, world, writer, err);

	if (rc || (before.why.fault && is_same(&before, aside)))
		return rc;
	if (before.why.fault)
		now.why.since = before.why.since;
	now.news = true;
	return write_aside(world, writer, &now, err);
}

int rota_aside_told(struct rota_world *world, struct rota_writer_id writer, struct rota_error *err)
{
	struct rota_put_aside aside;
	int rc = rota_aside_find(&aside, world, writer, err);

	if (rc || !aside.news)
		return rc;
	aside.news = false;
	return write_aside(world, writer, &aside, err);
}

int rota_aside_lift(struct rota_world *world, struct rota_writer_id writer, struct rota_error *err)
{
	uint8_t key[KEY_BYTES];

	make_key(key, writer);
	return rota_record_delete(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
}

/* --- for people ------------------------------------------------------------------------------ */

static const char *fault_shown(enum rota_fault fault)
{
	static const char *const texts[ROTA_FAULTS] = {
		[ROTA_FAULT_UNREADABLE] = N_("it is damaged and cannot be read"),
		[ROTA_FAULT_FORM] = N_("it is not written as rota writes it"),
		[ROTA_FAULT_NEWER] = N_("it was written by a newer rota than the province has"),
		[ROTA_FAULT_CHAIN] = N_("it does not follow from what was sent before"),
		[ROTA_FAULT_SIGNATURE] = N_("it is not signed with the key of the office"),
		[ROTA_FAULT_FILES] = N_("what is in it is not what was signed"),
		[ROTA_FAULT_ENTRIES] = N_("its entries are not what was signed, or are none"),
		[ROTA_FAULT_REVOKED] = N_("the right to write was taken back"),
		[ROTA_FAULT_OTHER] = N_("for a reason that only a newer rota can say"),
	};

	return _(texts[fault]);
}

/** What of it can still be done depends on the right to write more than on the fault. */
static const char *hint_shown(enum rota_fault fault, enum rota_aside_reader reader, bool revoked)
{
	static const char *const hints[] = {
		[ROTA_ASIDE_PROVINCE] = N_("what came is kept; the office sends it again: rota sync, "
		                           "or a file; if that is put aside too, look at its computer "
		                           "with it"),
		[ROTA_ASIDE_OFFICE] = N_("rota sync sends it again, and so does rota bundle write FILE; "
		                         "if it is put aside once more, call the province"),
		[ROTA_ASIDE_WHOLE] = N_("nothing that was recorded here is missing: call the province, "
		                        "somebody else has sent something in the name of this office"),
	};

	if (revoked && fault != ROTA_FAULT_REVOKED)
		return reader == ROTA_ASIDE_PROVINCE ?
		               _("the right to write was taken back besides: nothing more of it is "
		                 "awaited") :
		               _("call the province; this computer may need a new key");
	if (fault == ROTA_FAULT_NEWER)
		return reader == ROTA_ASIDE_PROVINCE ?
		               _("install the newest rota here, then ask the office for rota sync, "
		                 "or a file") :
		               _("ask the province to install the newest rota");
	if (fault == ROTA_FAULT_REVOKED)
		return reader == ROTA_ASIDE_PROVINCE ?
		               _("it counts when that is taken back: rota revoke OFFICE --undo --why TEXT") :
		               _("call the province; this computer may need a new key");
	return _(hints[reader]);
}

void rota_aside_tell(struct rota_aside_told *out, const struct rota_put_aside *aside,
                     enum rota_aside_reader reader, bool revoked)
{
	const struct rota_aside *why = &aside->why;
	char since[ROTA_DAY_TEXT_BYTES];
	struct rota_buffer digits = { 0 };

	*out = (struct rota_aside_told){ .fault = rota_fault_id(why->fault) };
	if (!why->fault)
		return;
	out->revoked = revoked;
	out->first = aside->first;
	out->since_ms = why->since;
	if (why->has_commit && !rota_oid_print(&digits, why->commit, NULL))
		rota_text_join(out->commit, sizeof(out->commit), rota_buffer_text(&digits), "", "");
	rota_buffer_clear(&digits);
	rota_instant_show(since, why->since);
	if (*out->commit)
		snprintf(out->sentence, sizeof(out->sentence),
		         _("put aside since %s, from entry %llu on: %s (commit %.12s)"), since,
		         (unsigned long long)aside->first, fault_shown(why->fault), out->commit);
	else
		snprintf(out->sentence, sizeof(out->sentence),
		         _("put aside since %s, from entry %llu on: %s"), since,
		         (unsigned long long)aside->first, fault_shown(why->fault));
	rota_text_join(out->hint, sizeof(out->hint), hint_shown(why->fault, reader, revoked), "",
	               "");
}

/** To whoever works here. */
static int tell(struct rota_aside_told *out, struct rota_world *world,
                const struct rota_put_aside *aside, struct rota_writer_id writer,
                struct rota_error *err)
{
	const struct rota_revocation *by = NULL;
	uint64_t size = 0;
	int rc = rota_log_size(&size, world->txn, world->office->own.bytes, err);

	if (!rc)
		rc = rota_world_revoked(&by, world, writer, err);
	rota_aside_tell(out, aside,
	                world->office->is_province  ? ROTA_ASIDE_PROVINCE :
	                size > aside->first         ? ROTA_ASIDE_OFFICE :
	                                              ROTA_ASIDE_WHOLE,
	                by && aside->first >= by->believed);
	return rc;
}

int rota_aside_tell_own(struct rota_aside_told *out, struct rota_world *world,
                        struct rota_error *err)
{
	struct rota_put_aside aside;
	int rc = rota_aside_find(&aside, world, world->office->own, err);

	return rc ? rc : tell(out, world, &aside, world->office->own, err);
}

/* --- all ------------------------------------------------------------------------------------- */

struct visiting {
	struct rota_world *world;
	rota_aside_fn *visit;
	void *payload;
};

static int visit_row(const void *key, size_t key_size, const void *bytes, size_t size,
		     void *payload, struct rota_error *err)
{
	struct visiting *visiting = payload;
	struct rota_put_aside aside;
	struct rota_aside_told told;
	struct rota_writer_id writer;
	int rc;

	if (key_size != KEY_BYTES)
		return ROTA_OK;
	memcpy(writer.bytes, (const uint8_t *)key + 1, sizeof(writer.bytes));
	rc = read_aside(&aside, bytes, size, err);
	if (!rc)
		rc = tell(&told, visiting->world, &aside, writer, err);
	return rc ? rc : visiting->visit(writer, &told, visiting->payload, err);
}

int rota_asides_each(struct rota_world *world, rota_aside_fn *visit, void *payload,
		     struct rota_error *err)
{
	struct visiting visiting = { .world = world, .visit = visit, .payload = payload };

	return rota_record_each(world->txn, ROTA_TABLE_NOTICE, "a", 1, visit_row, &visiting, err);
}
