/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Decisions of which entries say more than their name: when they were announced, how many people
 * they name, what they mend; and those of which two offices say different things. A name under
 * which different things were ever said is kept in the store, so that a merge looks at these alone.
 * @source V32; schema/state.md, "Matters".
 */
#ifndef STATE_DECISION_H
#define STATE_DECISION_H

#include "state/derive.h"
#include "state/papers.h"

/** Take a new entry of a posting into account: where it says more of a paper its posting is
 * derived. */
int rota_decision_note(struct rota_world *world, const struct rota_noted *noted,
		       struct rota_error *err);
/** Keep what the entries of a folded posting say of papers. @return store errors. */
int rota_decision_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
			 struct rota_error *err);

/** The name of a paper of which different things were said (rota_paper_key()). */
struct rota_paper_name {
	uint8_t bytes[ROTA_PAPER_KEY_BYTES];
	size_t size;
};
struct rota_paper_names {
	struct rota_paper_name *items;
	size_t count, room;
};
/** All of them; in the scratch memory. @return store errors. */
int rota_world_disputed_papers(struct rota_paper_names *out, struct rota_world *world,
			       struct rota_error *err);

/** So many postings that say more of one paper are looked at, the first ones by id. */
enum { ROTA_PAPER_POSTINGS = 1024 };
/** Append the matters of what is said of the papers of a name; in the scratch memory. */
int rota_world_find_told_differently(struct rota_matters *out, struct rota_world *world,
				     const struct rota_paper_name *name, struct rota_error *err);
/** The same for all papers that a posting names. */
int rota_world_find_told_of(struct rota_matters *out, struct rota_world *world,
			    struct rota_id posting, struct rota_error *err);

#endif
