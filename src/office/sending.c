/* SPDX-License-Identifier: Apache-2.0 */
#include "office/sending.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "base/process.h"
#include "base/random.h"
#include "office/seal.h"
#include "store/log.h"
#include "trust/head.h"

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

static int read_end(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	uint64_t *end = payload;
	struct rota_head head = { .first = 0 };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sealed->file_count; i++)
		if (strcmp(sealed->files[i].name, "head") == 0)
			rc = rota_head_decode(&head, sealed->files[i].bytes, sealed->files[i].size,
			                      err);
	*end = head.first + head.count;
	return rc;
}

static int stop(const struct rota_sealed *sealed, void *payload, struct rota_error *err)
{
	(void)sealed;
	(void)payload;
	(void)err;
	return 1; /* something follows, which was the question */
}

/** Entries of the log up to a commit that the remote named. It may name any: only one of this log
 *  counts. @param[out] size  0: it is none. */
static int size_at(uint64_t *size, struct rota_git *git, const struct rota_chain *own,
                   const struct rota_git_want *before, const struct rota_oid *there,
                   struct rota_error *err)
{
	int rc;

	*size = rota_oid_equal(own->tip, *there) ? own->log.size : 0;
	if (*size)
		return ROTA_OK;
	rc = rota_git_walk(git, &own->tip, there, stop, NULL, NULL);
	if (rc != 1)
		return ROTA_OK;
	return rota_git_walk(git, there, before->there ? &before->oid : NULL, read_end, size, err);
}

int rota_sending_push(uint64_t *sent, struct rota_exchange *exchange,
                      const struct rota_git_want *there, const struct rota_chain *own,
                      struct rota_error *err)
{
	struct rota_git_pushing pushing = { .progress = NULL };
	uint64_t size = 0;
	int rc = ROTA_OK;

	if (there->there && rota_oid_equal(there->oid, own->tip))
		return note_sent(sent, exchange->office, own->log.size, err);
	rc = rota_exchange_push(&pushing, exchange, there->name, err);
	if (pushing.known && !size_at(&size, exchange->git, own, there, &pushing.there, NULL) &&
	    size) {
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

bool rota_retrying_wait(struct rota_retrying *retrying, struct rota_exchange *exchange)
{
	uint64_t ms, now = rota_process_now_ms();

	retrying->wait_ms = !retrying->wait_ms                   ? WAIT_FIRST_MS :
	                    retrying->wait_ms < WAIT_MOST_MS / 2 ? 2 * retrying->wait_ms :
	                                                           WAIT_MOST_MS;
	ms = by_chance(retrying->wait_ms);
	if (!retrying->end_ms || now + ms >= retrying->end_ms)
		return false;
	rota_exchange_say(exchange, _("the line broke; it is tried again (Ctrl-C: stop)"), 0, 0);
	poll(NULL, 0, (int)ms);
	return true;
}
