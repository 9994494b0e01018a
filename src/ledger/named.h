/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The papers that a posting cites, and how many of the people whom a decision names are entered.
 *
 * Pure; lists in an arena.
 * @source C31, C12; schema/state.md, "Matters".
 */
#ifndef LEDGER_NAMED_H
#define LEDGER_NAMED_H

#include "ledger/matter_papers.h"

/** A paper that a posting cites, and the entry by which it does. */
struct rota_citation {
	const struct rota_value *paper;
	const char *field; /**< "begin_doc", "end_doc", "void_doc", "step_doc" or "correct_doc" */
	const struct rota_revision *by;
};
struct rota_citations {
	struct rota_citation *items;
	size_t count, room;
};

/**
 * What a folded posting cites: as it stands in `begin_doc` and `end_doc`, which a correction may have
 * given, and in `void_doc`; and of each step and each correction, none of which takes the place of
 * another. @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_posting_citations(struct rota_citations *out, struct rota_arena *arena,
			   const struct rota_subject *subject, struct rota_error *err);

/** Whether a decision was ever carried out by a posting: it is not void, or was revoked or refused
 * by a paper. What is void without one was an error of ours. */
bool rota_posting_was_decided(const struct rota_posting *posting);

/** How many people a decision names, and how many of them are entered. */
struct rota_named {
	uint64_t total; /**< as it was said last; 0: nobody said it */
	size_t entered; /**< persons */
};

/** Count what is said of one decision. @param said  in any order. @return ROTA_OK; ROTA_ENOMEM. */
int rota_count_named(struct rota_named *out, struct rota_arena *arena,
		     const struct rota_paper_said *said, size_t count, struct rota_error *err);

/** So many entries does a settlement have room for: of more the last ones by (clock, id) are seen.
 */
enum { ROTA_NAMED_SEEN = 256 };

/** One matter for each issuer's decision of which fewer people are entered than it names.
 * @param said  of one key; of any issuers, in any order. Reordered. */
int rota_matters_find_short_decisions(struct rota_matters *matters, struct rota_arena *arena,
				      struct rota_paper_said *said, size_t count,
				      struct rota_error *err);

#endif
