/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * From drafts to the log.
 *
 * A plan holds the entries that one act makes: the end of one posting and the
 * begin of the next, a cadre and the posting that needs it. Numbers, and so
 * the ids of new entities, are known as soon as a draft is added. Recording a
 * plan appends its entries to their logs, several as one set, and puts them
 * under the indexes. Nothing of it is durable before the world is closed.
 */
#ifndef ACTS_RECORD_H
#define ACTS_RECORD_H

#include "state/world.h"

/** As many as one set can have. */
enum { ROTA_PLAN_MAX = ROTA_ENTRY_MAX_SET };

struct rota_planned {
	struct rota_draft draft;
	struct rota_writer_id writer;
	uint64_t number;
	uint64_t clock;       /* when encoded */
	const uint8_t *bytes; /* likewise */
	size_t size;
	struct rota_entry entry; /* what the bytes say */
};

struct rota_plan {
	struct rota_world *world;
	struct rota_planned *items[ROTA_PLAN_MAX]; /**< in the scratch memory */
	size_t count;
	const char *why;         /**< reason for the warnings overridden; NULL: none */
	struct rota_value rules; /**< a list of the rules overridden */
	struct rota_value source; /**< `src` of an imported row; nil: none */
};

void rota_plan_init(struct rota_plan *plan, struct rota_world *world);

/** Add a draft of a kind. @param[out] out  borrowed until the plan is recorded; NULL on failure.
 *  @return ROTA_OK; ROTA_EBUG more than ROTA_PLAN_MAX; ROTA_ENOMEM; store errors. */
int rota_plan_add(struct rota_draft **out, struct rota_plan *plan, const char *kind,
                  struct rota_error *err);

/** The same in a log that is named, where the kind does not decide: entry.undo. */
int rota_plan_add_in(struct rota_draft **out, struct rota_plan *plan, const char *kind,
                     struct rota_writer_id log, struct rota_error *err);

/** The same for an entry about a known entity: sets `id` and `pred`. */
int rota_plan_amend(struct rota_draft **out, struct rota_plan *plan, const char *kind,
                    const struct rota_subject *subject, struct rota_error *err);

/** The id of the entity that the latest draft creates. */
struct rota_id rota_plan_id(const struct rota_plan *plan);

/** That entity, folded as it will be once recorded: for what the same act plans of it. In the scratch
 *  memory. @return ROTA_OK; ROTA_ENOMEM. */
int rota_plan_subject(struct rota_subject **out, const struct rota_plan *plan,
                      struct rota_error *err);

/** Check all as if a reason were given, and record nothing. @return as rota_draft_encode(). */
int rota_plan_check(struct rota_plan *plan, struct rota_error *err);

/** Check all, then append and index: on ROTA_EINVALID nothing was appended. @return ROTA_OK;
 *  ROTA_EINVALID as rota_draft_encode(), or V08; store errors. */
int rota_plan_record(struct rota_plan *plan, struct rota_error *err);

#endif
