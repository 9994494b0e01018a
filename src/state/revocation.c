/* SPDX-License-Identifier: Apache-2.0 */
#include "state/revocation.h"

#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "state/carried.h"
#include "state/derive.h"
#include "state/log_root.h"
#include "state/unsettled.h"
#include "store/log.h"

/* --- what is in force ------------------------------------------------------------------------ */

/** `common` loses nothing by it. */
static bool is_of_another(const struct rota_world *world, const struct rota_revocation *one)
{
	const struct rota_writer_id *common = &world->office->common;

	return memcmp(one->writer.bytes, common->bytes, sizeof(common->bytes)) != 0;
}

/** Whether the log is another one than the one that was believed is seen where it is here so far.
 */
static int compare_log(struct rota_revocation *one, struct rota_world *world,
		       struct rota_error *err)
{
	struct rota_sha256 root;
	int rc = rota_log_root(&root, world, one->writer, one->size, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && memcmp(root.bytes, one->root, sizeof(root.bytes)) != 0)
		one->believed = 0;
	return rc;
}

static int load(struct rota_revocations *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_REVOCATION, err);

	*out = (struct rota_revocations){ .count = 0 };
	if (rc || !ids.count)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, ids.count * sizeof(*out->items));
	if (!out->items)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_revocation *one = &out->items[out->count];
		struct rota_subject *subject;

		if (!rota_world_is_common(world, ids.items[i]))
			continue;
		rc = rota_world_fold(&subject, world, ids.items[i], err);
		if (rc || !subject->created ||
		    !rota_revocation_read(one, subject->id, &subject->created->entry) ||
		    !is_of_another(world, one))
			continue;
		rc = compare_log(one, world, err);
		out->count++;
	}
	return rc;
}

/** In memory of their own: other lists are being loaded perhaps. */
static int load_for_world(struct rota_world *world, struct rota_error *err)
{
	struct rota_revocations *all = rota_arena_alloc(&world->revoking, sizeof(*all));
	struct rota_arena scratch = world->scratch;
	int rc;

	if (!all)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	world->scratch = world->revoking;
	world->loading_revocations = true;
	rc = load(all, world, err);
	world->loading_revocations = false;
	world->revoking = world->scratch;
	world->scratch = scratch;
	if (!rc)
		world->revocations = all;
	return rc;
}

int rota_world_revocations(const struct rota_revocations **out, struct rota_world *world,
			   struct rota_error *err)
{
	int rc = world->revocations ? ROTA_OK : load_for_world(world, err);

	*out = world->revocations;
	return rc;
}

int rota_world_revoked(const struct rota_revocation **out, struct rota_world *world,
		       struct rota_writer_id writer, struct rota_error *err)
{
	const struct rota_revocations *all;
	int rc = ROTA_OK;

	*out = NULL;
	if (world->loading_revocations) /* those are in `common`, of which all is believed */
		return ROTA_OK;
	rc = rota_world_revocations(&all, world, err);
	if (!rc && all->count)
		*out = rota_revocation_of(all, writer);
	return rc;
}

int rota_world_believes(bool *out, struct rota_world *world, struct rota_id entry,
			struct rota_error *err)
{
	const struct rota_revocation *by;
	int rc = rota_world_revoked(&by, world, rota_id_writer(entry), err);

	*out = !rc && (!by || rota_id_number(entry) < by->believed);
	return rc;
}

/* --- what follows ---------------------------------------------------------------------------- */

/** The entries of a writer from a number on. */
struct doubting {
	struct rota_world *world;
	struct rota_writer_id writer;
	uint64_t first;
};

/** The province looks at each again when it tells its writer. */
static int doubt(struct doubting *doubting, uint64_t n, const void *bytes, size_t size,
		 struct rota_error *err)
{
	struct rota_world *world = doubting->world;
	struct rota_id id = rota_id_make(doubting->writer, n);
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &world->scratch, bytes, size, err);

	if (!rc)
		rc = rota_derive_again(world, id, &entry, err);
	if (!rc && world->office->is_province &&
	    !rota_office_writes(world->office, doubting->writer))
		rc = rota_unsettled_again(world, id, err);
	rota_world_forget(world);
	return rc;
}

static int doubt_own(uint64_t n, const void *bytes, size_t size, void *payload,
		     struct rota_error *err)
{
	return doubt(payload, n, bytes, size, err);
}

static int doubt_carried(const struct rota_carried_entry *carried, void *payload,
			 struct rota_error *err)
{
	struct doubting *doubting = payload;

	return rota_id_number(carried->id) < doubting->first
		       ? ROTA_OK
		       : doubt(doubting, rota_id_number(carried->id), carried->bytes, carried->size,
			       err);
}

/** What is in the scratch memory stays: an entry is being noted. */
static int doubt_all(struct rota_world *world, struct rota_writer_id writer, uint64_t first,
		     struct rota_error *err)
{
	struct doubting doubting = { world, writer, first };
	struct rota_arena scratch = world->scratch;
	int rc;

	if (rota_office_writes(world->office, writer)) /* much follows from what it settles */
		world->marks.all = world->marks.all || world->office->is_province;
	world->scratch = (struct rota_arena){ .first = NULL };
	rc = rota_log_each(world->txn, writer.bytes, first, doubt_own, &doubting, err);
	if (!rc)
		rc = rota_carried_of(world, writer, doubt_carried, &doubting, err);
	rota_arena_clear(&world->scratch);
	world->scratch = scratch;
	return rc;
}

int rota_revocation_note(struct rota_world *world, struct rota_id id,
			 const struct rota_entry *entry, struct rota_error *err)
{
	struct rota_revocation one;
	int rc;

	world->revocations = NULL; /* they are read again when somebody asks */
	world->writers = NULL;
	if (!rota_world_is_common(world, id) || !rota_revocation_read(&one, id, entry) ||
	    !is_of_another(world, &one))
		return ROTA_OK;
	rc = compare_log(&one, world, err);
	return rc ? rc : doubt_all(world, one.writer, one.believed, err);
}

static bool reaches(const struct rota_revocation *one, struct rota_writer_id writer,
		    uint64_t before, uint64_t now)
{
	return memcmp(one->writer.bytes, writer.bytes, sizeof(writer.bytes)) == 0 &&
	       before < one->size && one->size <= now;
}

int rota_revocation_reached(struct rota_world *world, struct rota_writer_id writer, uint64_t before,
			    struct rota_error *err)
{
	const struct rota_revocation *by;
	const struct rota_revocations *all;
	bool reached = false;
	uint64_t now;
	int rc = rota_world_revocations(&all, world, err);

	if (!rc && all->count)
		rc = rota_log_size(&now, world->txn, writer.bytes, err);
	for (size_t i = 0; !rc && i < all->count; i++)
		reached = reached || reaches(&all->items[i], writer, before, now);
	if (rc || !reached)
		return rc;
	world->revocations = NULL;
	rc = rota_world_revoked(&by, world, writer, err);
	return rc || !by || by->believed ? rc : doubt_all(world, writer, 0, err);
}

/* --- for people ------------------------------------------------------------------------------ */

static const char *how_to_go_on(void)
{
	return _(
		"it can still be read; to record again, make a new office folder on a machine that "
		"is yours alone (rota join), and send its request to the province");
}

static const char *cause_shown(const struct rota_revocation *revocation)
{
	const struct rota_words *causes =
		rota_kind_field(rota_kind_find("writer.revoke"), "cause")->words;
	const struct rota_word *cause =
		revocation->cause ? rota_word_find(causes, revocation->cause) : NULL;

	return cause ? rota_word_show(cause) : "?";
}

int rota_write_revoked(struct rota_buffer *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_revocation *by;
	int rc = rota_world_revoked(&by, world, world->office->own, err);

	if (rc || !by)
		return rc;
	if (by->believed < by->size)
		rota_buffer_printf(
			out,
			_("the right to write was taken back from this machine (%s), and "
			  "its log is another one than the one that is believed: nothing "
			  "of it counts"),
			cause_shown(by));
	else
		rota_buffer_printf(out,
				   _("the right to write was taken back from this machine: what it "
				     "has from entry %llu on does not count (%s)"),
				   (unsigned long long)by->believed, cause_shown(by));
	if (by->why)
		rota_buffer_printf(out, "; %s", by->why);
	rota_buffer_printf(out, "; %s", how_to_go_on());
	return rota_buffer_check(out, err);
}

int rota_judge_revoked(struct rota_world *world, struct rota_writer_id writer,
		       struct rota_error *err)
{
	const struct rota_revocation *by;
	int rc = rota_world_revoked(&by, world, writer, err);

	if (rc || !by)
		return rc;
	return rota_refuse(
		err, "V102", how_to_go_on(),
		_("the right to write was taken back from this machine (%s): nothing more "
		  "is recorded in it"),
		cause_shown(by));
}
