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

#include "ledger/named.h"
#include "state/derive.h"
#include "state/papers.h"

/** Take a new entry of a posting into account: where it says more of a paper its posting is
 * derived. */
int rota_decision_note(struct rota_world *world, const struct rota_noted *noted,
		       struct rota_error *err);
/** Keep what the entries of a folded posting say of papers. @return store errors. */
int rota_decision_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
			 struct rota_error *err);

/** The name of a paper (rota_paper_key()). */
struct rota_paper_name {
	uint8_t bytes[ROTA_PAPER_KEY_BYTES];
	size_t size;
};
struct rota_paper_names {
	struct rota_paper_name *items;
	size_t count, room;
};
/** Read it. @return false: the paper has none. */
bool rota_paper_name_read(struct rota_paper_name *out, const struct rota_value *paper);
bool rota_paper_name_is(const struct rota_paper_name *a, const struct rota_paper_name *b);

/** The unit whose body issued a paper: the one that it names, or the one around the posting's unit,
 * of a body of the centre the province; zero: not known. */
struct rota_id rota_paper_issuer(const struct rota_world *world, const struct rota_value *paper,
				 struct rota_id unit);

/** What is kept of papers by their names, in the index of papers (papers.h has other letters). */
enum rota_paper_kept {
	ROTA_PAPER_SAID = 'd',     /**< and what is said: the postings */
	ROTA_PAPER_DISPUTED = 'D', /**< different things were ever said: some posting */
	ROTA_PAPER_NAMES = 'n',    /**< how many people it names was said: the postings */
	ROTA_PAPER_SHORT = 'N'     /**< fewer are entered: some posting (named.h) */
};
enum { ROTA_PAPER_ROW_BYTES = 1 + 2 * ROTA_PAPER_KEY_BYTES };
size_t rota_paper_row(uint8_t out[ROTA_PAPER_ROW_BYTES], enum rota_paper_kept kept,
		      const struct rota_paper_name *name);
/** The names of which something is kept, each once; in the scratch memory. @return store errors. */
int rota_world_papers_kept(struct rota_paper_names *out, struct rota_world *world,
			   enum rota_paper_kept kept, struct rota_error *err);

/** What is said of the papers of one name, in the scratch memory. */
struct rota_papers_said {
	struct rota_paper_said *items;
	size_t count, room;
	size_t postings; /**< of which something was gathered */
};
/** Append what a posting says of them: of each of its entries the first such paper.
 * @param more  only what says more than its name, of a posting that is not void; else whatever
 *              cites it, of one that was decided (ledger/named.h). @return store errors. */
int rota_papers_said_by(struct rota_papers_said *out, struct rota_world *world,
			const struct rota_paper_name *name, struct rota_id posting, bool more,
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
