/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * An office as it was when a checkpoint was published (--known-at): all logs as far as that
 * checkpoint had merged them, and nothing else.
 *
 * Every report works on it as on the office itself, since it is one: a store of its own, made again
 * from the first entries of the logs under the rules of today. Its file has no name and is gone when
 * it is closed, or when the process dies. So a past state costs what its entries cost to derive.
 */
#ifndef REPORT_PAST_H
#define REPORT_PAST_H

#include "state/vector.h"

/**
 * The office as it would be had it recorded nothing behind an entry of its own log: everything else as
 * it is known now. For reading; otherwise as rota_office_at().
 * @return ROTA_OK; store errors. To be closed before @p office.
 */
int rota_office_upto(struct rota_office **out, struct rota_office *office, uint64_t last,
		     struct rota_error *err);

/**
 * The checkpoint that a person named: "318", "last", a day (the newest that evening), or
 * `published:"Quý I/2024"`.
 * @return ROTA_OK; ROTA_EINVALID no such name; ROTA_ENOTFOUND no such checkpoint; store errors.
 */
int rota_checkpoint_named(struct rota_checkpoint *out, struct rota_world *world, const char *typed,
			  struct rota_error *err);

/** The day of the last publication of the period that "published:NAME" names; none for anything else.
 * @return store errors. */
int rota_published_day(struct rota_day *out, struct rota_world *world, const char *typed,
		       struct rota_error *err);

#endif
