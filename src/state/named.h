/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Decisions of which it is said how many people they name, and how many of these are entered. Of
 * which decisions fewer are is kept in the store whenever what cites them is derived, so that a
 * merge looks at these alone; what is kept only proposes.
 * @source C31, C12; schema/state.md, "Matters".
 */
#ifndef STATE_NAMED_H
#define STATE_NAMED_H

#include "state/decision.h"

/** Take a new entry of a posting into account: where it cites such a decision its posting is
 * derived. */
int rota_named_note(struct rota_world *world, const struct rota_noted *noted,
		    struct rota_error *err);
/** Remember which of them a folded posting cites, or ever did. @return store errors. */
int rota_named_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
		      struct rota_error *err);
/** Count the people of those that were cited since. What is in the scratch memory is gone.
 * @param all  false: only when they have become many. @return store errors. */
int rota_named_work_off(struct rota_world *world, bool all, struct rota_error *err);

/** All that postings which were decided say of the papers of a name; in the scratch memory. Of more
 * than ROTA_PAPER_POSTINGS the first ones by id. @return store errors. */
int rota_world_citing(struct rota_papers_said *out, struct rota_world *world,
		      const struct rota_paper_name *name, struct rota_error *err);

/** Append the matters of the decisions of a name; in the scratch memory. An office below the
 * province finds those that were issued in its scope. */
int rota_world_find_short(struct rota_matters *out, struct rota_world *world,
			  const struct rota_paper_name *name, struct rota_error *err);
/** The same of all that a posting cites. */
int rota_world_find_short_of(struct rota_matters *out, struct rota_world *world,
			     struct rota_id posting, struct rota_error *err);

/** What is known of the people of one decision. */
struct rota_named_people {
	struct rota_named named; /**< total 0: it is not said, or the decision has no name */
	struct rota_ids persons; /**< who are entered, each once, in the order of the entries */
};
/** Of a paper that a posting of a unit cites; in the scratch memory. @return store errors. */
int rota_world_named(struct rota_named_people *out, struct rota_world *world,
		     const struct rota_value *paper, struct rota_id unit, struct rota_error *err);

#endif
