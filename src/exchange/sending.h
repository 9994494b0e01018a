/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An office's own log on its way to the province: in batches that the line
 * carries, slice by slice, with what has arrived noted even when the rest has
 * not; and when to try again.
 */
#ifndef EXCHANGE_SENDING_H
#define EXCHANGE_SENDING_H

#include "ask/git.h"
#include "exchange/exchange.h"

/**
 * How large a batch may be, decoded. Git sends no half commit, so a batch is the least that makes
 * progress: what goes over a line is at most 64 KiB, some 20 KB when compressed, which takes 10
 * seconds at 2 kB/s; and less on a line that has shown to carry less. Into a folder it is as large as
 * a batch may be.
 * @return ROTA_OK; as rota_git_slice().
 */
int rota_sending_limit(size_t *bytes, struct rota_git *git, struct rota_error *err);

/**
 * Bring the office's log at the province to where it is here, and note how much of it is there: also
 * after a failure, when the remote has said where it is.
 * @param there  the ref of the log at the remote, as it was seen.
 * @param own    the log as it is sealed here.
 * @param[out] sent  entries that were not known to be there before; added to.
 * @return as rota_git_push(); store errors.
 */
int rota_sending_push(uint64_t *sent, struct rota_exchange *exchange,
                      const struct rota_git_want *there, const struct rota_chain *own,
                      struct rota_error *err);

/* --- trying again ---------------------------------------------------------------------------- */

/** Whether and when to try again after the line broke. */
struct rota_retrying {
	uint64_t end_ms;  /**< of rota_process_now_ms(); 0: never */
	uint64_t wait_ms; /**< before the next try, at most; 0: none has failed yet */
};

/**
 * From now on, for so many seconds.
 * @param seconds  as in struct rota_sync_options.
 * @return ROTA_OK; as rota_git_remote_get().
 */
int rota_retrying_begin(struct rota_retrying *out, struct rota_git *git, uint64_t seconds,
                        struct rota_error *err);

/** There was progress: the next failure is a first one. */
void rota_retrying_reset(struct rota_retrying *retrying);

/**
 * Wait before the next try: a second at first, twice as long each time, a minute at most; of that
 * between one half and all, by chance, so that a hundred offices whose server comes back do not
 * come back as one.
 * @param reason  why the last try failed; told, may be NULL.
 * @return false: the time is over, or would be before the next try.
 */
bool rota_retrying_wait(struct rota_retrying *retrying, struct rota_exchange *exchange,
                        const struct rota_error *reason);

#endif
