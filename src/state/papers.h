/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Postings of which the papers say two things: the halves of a move that cite different papers, and
 * who is acting and recorded as a full holder (ledger/matter_papers.h). Each is kept in the store
 * when a posting of the two is derived, so that a merge reads a row for each, however many postings
 * there are. What is kept only proposes: whoever asks looks at the postings again.
 * @source C03, C28; schema/state.md, "Matters".
 */
#ifndef STATE_PAPERS_H
#define STATE_PAPERS_H

#include "ledger/matter_papers.h"
#include "state/settled.h"
#include "state/tenure.h"

/** Take into account that a tenure was put in the place of another one, or again. @param was
 * all-zero: there was none. */
int rota_papers_note(struct rota_world *world, const struct rota_tenure *was,
		     const struct rota_tenure *now, uint32_t no, struct rota_error *err);

/** What is kept of each kind. */
enum rota_papers_about {
	ROTA_PAPERS_HALVES = 'h', /**< a posting that was left, and itself: of its other half there is a matter */
	ROTA_PAPERS_ACTING = 'a', /**< a full posting, and one that says it is acting, or itself */
	ROTA_PAPERS_LATE = 'l' /**< a posting that changed after figures were published (late.h) */
};
int rota_papers_keep(struct rota_world *world, enum rota_papers_about about, uint32_t no,
		     uint32_t other, bool is, struct rota_error *err);
/** The postings of which something is kept, by id, each once; in the scratch memory. */
int rota_world_papers(struct rota_ids *out, struct rota_world *world, enum rota_papers_about about,
		      struct rota_error *err);

/** Append the matter of a posting that was left and of the other half, if it is one; in the scratch
 * memory. @return store errors. */
int rota_world_find_docs_differ(struct rota_matters *out, struct rota_world *world,
				struct rota_id left, struct rota_error *err);

/** Append the matter of a full posting, if it is one, whatever was settled of it. */
int rota_world_find_acting_as_full(struct rota_matters *out, struct rota_world *world,
				   struct rota_id posting, struct rota_error *err);

/** Say on which days a folded posting, of which the fields are settled, is acting.
 * @param settlements  that name it. */
int rota_world_take_as_acting(struct rota_subject *subject, struct rota_world *world,
			      const struct rota_settlements *settlements, struct rota_error *err);

#endif
