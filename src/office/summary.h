/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Summaries: what the store remembers of an entity so that it need not be
 * folded again, in its states.
 *
 * An entity has a summary only when there is nothing remarkable about it: all
 * its entries count, no field is in conflict; and as a posting, that it is one,
 * without steps. It is forgotten as soon as an entry about the entity, or one
 * that takes such an entry back, is indexed; and all of them when a unit or an
 * enrolment changes, since these decide whose entries count: each names the
 * epoch in which it was made. So a summary is never out of date; at worst there
 * is none, and the entity is folded as it would be without all this.
 *
 * Summaries are written in transactions that write, which the merge has.
 */
#ifndef OFFICE_SUMMARY_H
#define OFFICE_SUMMARY_H

#include "office/world.h"

enum rota_summary {
	ROTA_SUMMARY_NONE,    /**< fold it */
	ROTA_SUMMARY_PLAIN,   /**< nothing is in conflict */
	ROTA_SUMMARY_POSTING  /**< the same, and this is the posting */
};

/**
 * @param[out] posting  of ROTA_SUMMARY_POSTING, without its subject; may be NULL.
 * @return ROTA_OK; store errors.
 */
int rota_summary_get(enum rota_summary *out, struct rota_posting *posting,
                     struct rota_world *world, struct rota_id id, struct rota_error *err);

/** Remember an entity whose entries all count and that has no conflict. Does nothing in a world that
 *  only reads. @return store errors. */
int rota_summary_put(struct rota_world *world, const struct rota_subject *subject,
                     struct rota_error *err);

/** An entry was indexed: forget what it makes doubtful. @param no  of its entity.
 *  @return store errors. */
int rota_summary_note(struct rota_world *world, uint32_t no, const struct rota_entry *entry,
                      struct rota_error *err);

#endif
