/* SPDX-License-Identifier: Apache-2.0 */
#include "state/fork.h"

#include <string.h>

#include "base/messages.h"
#include "state/chains.h"
#include "store/record.h"

/* In the store: the id of the first entry of the log that another branch has otherwise; a byte,
 * whether a checkpoint told of it. */
enum { NEWS = 1, TOLD = 0 };

/** A visitor has seen what it came for; no code of ours has this number. */
enum { ENOUGH = 1 };

/* --- a branch -------------------------------------------------------------------------------- */

struct branch {
	struct rota_world *world;
	struct rota_chain chain;
	struct rota_arena arena;
	bool begins;
	uint64_t first; /* entry from which on it is another one */
};

static int look_at_batch(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	struct branch *branch = payload;
	struct rota_batch_end end;
	struct rota_opened opened;
	int rc;

	rota_arena_reset(&branch->arena);
	rc = rota_chain_open(&opened, &branch->arena, &branch->chain, sealed, NULL, NULL, err);
	if (rc)
		return rc;
	rc = rota_batch_find(&end, branch->world, branch->chain.writer, branch->chain.log.size,
			     err);
	if (!rc && memcmp(end.root.bytes, branch->chain.root.bytes, sizeof(end.root.bytes)) == 0)
		return ROTA_OK;
	if (rc && rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	branch->begins = true;
	branch->first = opened.head.first;
	return ENOUGH;
}

static int find_beginning(struct branch *branch, struct rota_git *git, struct rota_writer_id writer,
			  const struct rota_public_key *key, const struct rota_oid *tip,
			  struct rota_error *err)
{
	struct rota_sha256 province;
	int rc = rota_province_id(&province, branch->world, err);

	if (!rc)
		rc = rota_chain_init(&branch->chain, &province, ROTA_CHAIN_BATCH, writer, key, err);
	if (!rc)
		rc = rota_git_walk(git, tip, NULL, look_at_batch, branch, err);
	rota_arena_clear(&branch->arena);
	if (rc != ROTA_ECORRUPT && rc != ENOUGH)
		return rc;
	rota_error_clear(err); /* what does not hold shows nothing of the writer */
	return ROTA_OK;
}

static int keep(struct rota_world *world, struct rota_id entry, uint8_t state,
		struct rota_error *err)
{
	return rota_record_put(world->txn, ROTA_TABLE_FORK, entry.bytes, sizeof(entry.bytes),
			       &state, 1, err);
}

static int keep_new(struct rota_world *world, struct rota_id entry, struct rota_error *err)
{
	struct rota_buffer known = { 0 };
	int rc = rota_record_get(&known, world->txn, ROTA_TABLE_FORK, entry.bytes,
				 sizeof(entry.bytes), err);

	rota_buffer_clear(&known);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return keep(world, entry, NEWS, err);
}

int rota_fork_note(struct rota_office *office, struct rota_git *git, struct rota_writer_id writer,
		   const struct rota_public_key *key, const struct rota_oid *tip,
		   struct rota_error *err)
{
	struct rota_world world;
	struct branch branch = { .world = &world };
	int rc = rota_world_begin(&world, office, true, err);

	if (rc)
		return rc;
	rc = find_beginning(&branch, git, writer, key, tip, err);
	if (!rc && branch.begins)
		rc = keep_new(&world, rota_id_make(writer, branch.first), err);
	return rota_world_close(&world, rc, err);
}

/* --- what is new ----------------------------------------------------------------------------- */

struct telling {
	struct rota_world *world;
	bool any;
};

static int tell(const void *key, size_t key_size, const void *bytes, size_t size, void *payload,
		struct rota_error *err)
{
	struct telling *telling = payload;
	struct rota_id entry;

	if (key_size != sizeof(entry.bytes) || size != 1)
		return rota_fail(err, ROTA_ECORRUPT, _("take rota.mdb from a backup"),
				 _("what the store knows of an entry is damaged"));
	if (*(const uint8_t *)bytes != NEWS)
		return ROTA_OK;
	telling->any = true;
	memcpy(entry.bytes, key, sizeof(entry.bytes));
	return keep(telling->world, entry, TOLD, err);
}

int rota_forks_are_news(bool *out, struct rota_world *world, struct rota_error *err)
{
	struct telling telling = { world, false };
	int rc = rota_record_each(world->txn, ROTA_TABLE_FORK, NULL, 0, tell, &telling, err);

	*out = telling.any;
	return rc;
}

/* --- the matters ----------------------------------------------------------------------------- */

/** The entries of one writer. */
struct listing {
	struct rota_world *world;
	struct rota_ids ids;
};

static int add_entry(const void *key, size_t key_size, const void *bytes, size_t size,
		     void *payload, struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_id entry;

	(void)bytes;
	(void)size;
	if (key_size != sizeof(entry.bytes))
		return ROTA_OK;
	memcpy(entry.bytes, key, sizeof(entry.bytes));
	return rota_ids_add(&listing->ids, &listing->world->scratch, entry, err);
}

int rota_fork_find(struct rota_matters *out, struct rota_world *world, struct rota_arena *arena,
		   const struct rota_enrolled_writer *writer, struct rota_error *err)
{
	struct listing listing = { world, { .count = 0 } };
	int rc = rota_record_each(world->txn, ROTA_TABLE_FORK, writer->writer.bytes,
				  sizeof(writer->writer.bytes), add_entry, &listing, err);
	const struct rota_log_shows shows = { .enrolment = writer->enrolment,
					      .unit = writer->home,
					      .entries = listing.ids.items,
					      .count = listing.ids.count };

	return rc ? rc : rota_matters_add_of_log(out, arena, ROTA_MATTER_FORK, &shows, err);
}
