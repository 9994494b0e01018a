/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The entries that were merged and are no facts, as the province keeps them:
 * whoever sent them is told, and each is looked at again at every merge, since
 * what it waits for may have come.
 */
#ifndef STATE_UNSETTLED_H
#define STATE_UNSETTLED_H

#include "state/dispose.h"

/** Keep an entry that has just been admitted and is no fact. Its writer is told at the next merge. */
int rota_unsettled_add(struct rota_world *world, struct rota_id entry, struct rota_error *err);

/** Keep an entry that counts otherwise than before, or may. What its writer was told stays known. */
int rota_unsettled_again(struct rota_world *world, struct rota_id entry, struct rota_error *err);

/** The same where it is no fact now, of an entry that may have been one by being taken back. */
int rota_unsettled_look(struct rota_world *world, struct rota_id entry, struct rota_error *err);

/** Look at all entries of a log, of which some may be no facts any more, and keep those.
 *  @param[out] proposals  how many of its entries are proposals now. */
int rota_unsettled_review(size_t *proposals, struct rota_world *world, struct rota_writer_id writer,
                          struct rota_error *err);

/** The same for the logs of all others: custody has changed. */
int rota_unsettled_review_all(struct rota_world *world, struct rota_error *err);

/** Whether there is any. */
bool rota_unsettled_any(struct rota_world *world);

/** An entry that is no fact, or has just become one. */
struct rota_unsettled {
	struct rota_id entry;
	struct rota_disposed now;
	bool changed; /**< it was something else when its writer was told last */
};
typedef int rota_unsettled_fn(const struct rota_unsettled *unsettled, void *payload,
                              struct rota_error *err);

/** Look at all of them again, by writer and number. @p visit may call rota_unsettled_told() for the
 *  one it is given. @return ROTA_OK; what @p visit returned; store errors. */
int rota_unsettled_each(struct rota_world *world, rota_unsettled_fn *visit, void *payload,
                        struct rota_error *err);

/** Note that the writer is told; one that is a fact now is forgotten, and one of a log that is not
 *  believed so far, until that changes. @return store errors. */
int rota_unsettled_told(struct rota_world *world, const struct rota_unsettled *unsettled,
                        struct rota_error *err);

#endif
