/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Logs that are put aside: which, from which entry on, since when and why.
 *
 * The province notes it when a log ends at a commit that does not hold, and
 * tells the office in its notices until a batch behind that entry is admitted.
 * An office keeps what its newest notice says of its own log. Both are told to
 * people in one way.
 */
#ifndef STATE_ASIDE_H
#define STATE_ASIDE_H

#include "rota/exchange.h"
#include "state/world.h"
#include "trust/receipt.h"

/** A log that is put aside. */
struct rota_put_aside {
	struct rota_aside why; /**< `fault` ROTA_FAULT_NONE: it is not */
	uint64_t first;        /**< the entry from which on nothing of it is admitted */
	bool news;             /**< at the province: no notice has said so yet */
};

/** @return ROTA_OK, whether it is or not; store errors. */
int rota_aside_find(struct rota_put_aside *out, struct rota_world *world,
                    struct rota_writer_id writer, struct rota_error *err);

/**
 * Note why a log is put aside: news when it is for another reason than it was. It has been so since
 * it was first noted, whatever the reasons were.
 * @param aside  `since` is looked at only when it was not put aside before.
 */
int rota_aside_note(struct rota_world *world, struct rota_writer_id writer,
                    const struct rota_put_aside *aside, struct rota_error *err);

/** A notice has said it. */
int rota_aside_told(struct rota_world *world, struct rota_writer_id writer, struct rota_error *err);

/** It is put aside no longer. */
int rota_aside_lift(struct rota_world *world, struct rota_writer_id writer, struct rota_error *err);

/** To whom it is told; what is to be done follows from it. */
enum rota_aside_reader {
	ROTA_ASIDE_PROVINCE,
	ROTA_ASIDE_OFFICE, /**< some of its entries are put aside */
	ROTA_ASIDE_WHOLE   /**< the office, all of whose entries are merged: it has sent nothing of that */
};

/** For people and for programs, in the language chosen. @param out  all-zero when it is not.
 *  @param revoked  the right to write was taken back by then, whatever the fault was. */
void rota_aside_tell(struct rota_aside_told *out, const struct rota_put_aside *aside,
                     enum rota_aside_reader reader, bool revoked);

/** What is to be told of this office's own log. @return store errors. */
int rota_aside_tell_own(struct rota_aside_told *out, struct rota_world *world,
                        struct rota_error *err);

/** A log that is put aside, and how that is told. */
typedef int rota_aside_fn(struct rota_writer_id writer, const struct rota_aside_told *told,
			  void *payload, struct rota_error *err);

/** Visit each log that is put aside, at an office its own. @return what a visit returns; store errors. */
int rota_asides_each(struct rota_world *world, rota_aside_fn *visit, void *payload,
		     struct rota_error *err);

#endif
