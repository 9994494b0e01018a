/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/sending.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/process.h"
#include "base/random.h"
#include "exchange/seal.h"
#include "store/log.h"

/* --- batches --------------------------------------------------------------------------------- */

enum {
	LINE_BATCH_MOST = 64 << 10,
	LINE_BATCH_LEAST = 8 << 10,
	COMPRESSION = 2 /**< entries take less than half of their bytes when compressed */
};

int rota_sending_limit(size_t *bytes, struct rota_git *git, struct rota_error *err)
{
	uint64_t slice;
	bool is_line;
	int rc = rota_git_slice(&slice, &is_line, git, err);

	*bytes = ROTA_BATCH_MAX_BYTES;
	if (rc || !is_line)
		return rc;
	slice *= COMPRESSION;
	*bytes = slice < LINE_BATCH_LEAST ? LINE_BATCH_LEAST :
	         slice > LINE_BATCH_MOST  ? LINE_BATCH_MOST :
	                                    (size_t)slice;
	return ROTA_OK;
}

/* --- what has arrived ------------------------------------------------------------------------ */

static int note_sent(uint64_t *sent, struct rota_office *office, uint64_t size,
                     struct rota_error *err)
{
	struct rota_world world;
	uint64_t before;
	int rc = rota_world_begin(&world, office, true, err);

	if (rc)
		return rc;
	rc = rota_log_mark_get(&before, world.txn, office->own.bytes, ROTA_MARK_SENT, err);
	if (!rc)
		rc = rota_log_mark_put(world.txn, office->own.bytes, ROTA_MARK_SENT, size, err);
	rc = rota_world_close(&world, rc, err);
	if (!rc && size > before)
		*sent += size - before;
	return rc;
}

struct looking {
	const struct rota_oid *commit;
	uint64_t size;
};

static int look_at_end(const struct rota_batch_end *end, void *payload, struct rota_error *err)
{
	struct looking *looking = payload;

	(void)err;
	if (!rota_oid_equal(end->commit, *looking->commit))
		return ROTA_OK;
	looking->size = end->log.size;
	return 1;
}

/** Entries of the office's log up to a commit that the remote named. It may name any: only a batch of
 *  this log counts. @param[out] size  0: it is none. */
static int size_at(uint64_t *size, struct rota_office *office, const struct rota_oid *commit,
                   struct rota_error *err)
{
	struct looking looking = { .commit = commit };
	struct rota_world world;
	int rc = rota_world_begin(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_batch_each(&world, office->own, look_at_end, &looking, err);
	*size = looking.size;
	return rota_world_close(&world, rc == 1 ? ROTA_OK : rc, err);
}

/* --- how far it is --------------------------------------------------------------------------- */

struct telling {
	struct rota_exchange *exchange;
	struct rota_git_pushing pushing;
	uint64_t first, last; /**< entries at the remote before, and when all is there */
	uint64_t now;         /**< when the slices that have arrived were looked at */
	unsigned slices;
	uint64_t begin_ms;
};

/** By those that have arrived; 0 while that says nothing. */
static uint64_t seconds_left(const struct telling *telling)
{
	uint64_t done = telling->now - telling->first, ms = rota_process_now_ms() - telling->begin_ms;

	return done ? ms * (telling->last - telling->now) / done / 1000 : 0;
}

/** How many entries have arrived is looked at when a slice has. */
static void look_at_slices(struct telling *telling)
{
	uint64_t size;

	telling->slices = telling->pushing.slices;
	if (!size_at(&size, telling->exchange->office, &telling->pushing.there, NULL) &&
	    size >= telling->now && size <= telling->last)
		telling->now = size;
}

static void tell(const struct rota_git_progress *progress, void *payload)
{
	struct telling *telling = payload;
	struct rota_exchange_progress here = { .event = ROTA_EXCHANGE_SEND,
		                               .bytes = progress->bytes };

	if (!telling->exchange->progress)
		return;
	if (telling->slices != telling->pushing.slices) {
		here.event = ROTA_EXCHANGE_SLICE;
		look_at_slices(telling);
	}
	here.slices = telling->slices;
	here.done = telling->now - telling->first;
	here.total = telling->last - telling->first;
	here.left_s = seconds_left(telling);
	rota_exchange_tell(telling->exchange, &here);
}

/* --- all of it ------------------------------------------------------------------------------- */

static int push(struct telling *telling, const struct rota_git_want *there,
                const struct rota_chain *own, struct rota_error *err)
{
	struct rota_exchange *exchange = telling->exchange;

	telling->pushing = (struct rota_git_pushing){ .progress = tell, .payload = telling };
	telling->last = own->log.size;
	telling->begin_ms = rota_process_now_ms();
	if (there->there && size_at(&telling->first, exchange->office, &there->oid, NULL))
		telling->first = 0;
	telling->now = telling->first;
	rota_exchange_say(exchange, ROTA_EXCHANGE_SEND, 0, telling->last - telling->first);
	return rota_git_push(exchange->git, there->name, &telling->pushing, err);
}

int rota_sending_push(uint64_t *sent, struct rota_exchange *exchange,
                      const struct rota_git_want *there, const struct rota_chain *own,
                      struct rota_error *err)
{
	struct telling telling = { .exchange = exchange };
	const struct rota_git_pushing *pushing = &telling.pushing;
	uint64_t size = 0;
	int rc = ROTA_OK;

	if (there->there && rota_oid_equal(there->oid, own->tip))
		return note_sent(sent, exchange->office, own->log.size, err);
	rc = push(&telling, there, own, err);
	if (pushing->known && !size_at(&size, exchange->office, &pushing->there, NULL) && size) {
		int noted = note_sent(sent, exchange->office, size, rc ? NULL : err);

		rc = rc ? rc : noted;
	}
	return rc;
}

/* --- trying again ---------------------------------------------------------------------------- */

enum { WAIT_FIRST_MS = 1000, WAIT_MOST_MS = 60000, RETRY_S = 300 };

/** What the config says, or the usual. */
static int read_retry(uint64_t *seconds, struct rota_git *git, struct rota_error *err)
{
	struct rota_error tried = { 0 };
	struct rota_buffer value = { 0 };
	int rc = rota_git_remote_get(&value, git, "retry", &tried);

	*seconds = rc ? RETRY_S : strtoull(rota_buffer_text(&value), NULL, 10);
	rota_buffer_clear(&value);
	if (rc && rc != ROTA_ENOTFOUND && err)
		*err = tried;
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

int rota_retrying_begin(struct rota_retrying *out, struct rota_git *git, uint64_t seconds,
                        struct rota_error *err)
{
	int rc = seconds == ROTA_RETRY_AS_SET ? read_retry(&seconds, git, err) : ROTA_OK;

	*out = (struct rota_retrying){ .end_ms = seconds ? rota_process_now_ms() + 1000 * seconds :
		                                           0 };
	return rc;
}

void rota_retrying_reset(struct rota_retrying *retrying)
{
	retrying->wait_ms = 0;
}

/** Between one half and all. */
static uint64_t by_chance(uint64_t ms)
{
	uint32_t chance = 0;

	rota_random_fill(&chance, sizeof(chance), NULL);
	return ms / 2 + chance % (ms / 2 + 1);
}

bool rota_retrying_wait(struct rota_retrying *retrying, struct rota_exchange *exchange,
                        const struct rota_error *reason)
{
	uint64_t ms, now = rota_process_now_ms();

	retrying->wait_ms = !retrying->wait_ms                   ? WAIT_FIRST_MS :
	                    retrying->wait_ms < WAIT_MOST_MS / 2 ? 2 * retrying->wait_ms :
	                                                           WAIT_MOST_MS;
	ms = by_chance(retrying->wait_ms);
	if (!retrying->end_ms || now + ms >= retrying->end_ms)
		return false;
	rota_exchange_tell(exchange, &(struct rota_exchange_progress){ .event = ROTA_EXCHANGE_RETRY,
	                                                               .wait_ms = ms,
	                                                               .reason = reason });
	poll(NULL, 0, (int)ms);
	return true;
}
