/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What came after figures were published: entries of postings that change a day up to the day of
 * the figures and of which the checkpoint that was published knew nothing. What is published stays
 * as it is; somebody is told.
 *
 * A posting with such entries that nobody has seen yet is kept in the store when it is derived, so
 * that a merge reads a row for each of these and no publication is ever computed again. Where
 * nothing is published nothing is looked at.
 * @source C15, C16, V39; schema/state.md, "Matters".
 */
#ifndef STATE_LATE_H
#define STATE_LATE_H

#include "state/derive.h"
#include "state/papers.h"

/** Take a new entry of a posting into account: where it changes a day of which figures are
 * published its posting is derived. @return store errors. */
int rota_late_note(struct rota_world *world, const struct rota_noted *noted,
		   struct rota_error *err);
/** Derive what came since the checkpoint of a publication, which is new, or taken back.
 * @return store errors. */
int rota_late_publish(struct rota_world *world, const struct rota_subject *publication,
		      struct rota_error *err);

/** Keep whether a posting that was folded is a matter that is not settled. @return store errors. */
int rota_late_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
		     struct rota_error *err);

/** Append the matters of a posting, settled or not; in the scratch memory. @return store errors. */
int rota_world_find_late(struct rota_matters *out, struct rota_world *world, struct rota_id posting,
			 struct rota_error *err);

#endif
