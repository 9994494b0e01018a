/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Matters of what papers say: two papers for one move, one paper of which two offices say different things, somebody acting who is recorded as a full
 * holder, what came after figures were published, a swap of which a part is missing.
 *
 * As the finders of matter.h each appends to a list what it finds, in an arena, referring to what
 * it is given, and returns ROTA_OK or ROTA_ENOMEM. False alarms are worse than silence: a paper of
 * which the number is not known is no other paper, and what each office writes its own way is not
 * compared.
 *
 * Pure; one thread at a time for one list.
 * @source schema/state.md, "Matters".
 */
#ifndef LEDGER_MATTER_PAPERS_H
#define LEDGER_MATTER_PAPERS_H

#include "ledger/matter.h"

/* --- two papers for one move (C03) ----------------------------------------------------------- */

/** So many days at most lie between the end and the begin that are two halves of one move. */
enum { ROTA_HALVES_DAYS = 30 };

/** Whether a full posting was ended by a move for a unit. */
bool rota_posting_left_for(const struct rota_posting *left, struct rota_id unit);
/** Whether a full posting may be the other half: begun by a move where the first one was left for,
 * within ROTA_HALVES_DAYS of its end. That it is of the same person is for the caller to know. */
bool rota_postings_are_halves(const struct rota_posting *left, const struct rota_posting *came);

/**
 * One matter if the halves of a move cite different papers, and neither lists that of the other; or
 * if they cite the same one and there are days between them (halves that overlap are TWO_PLACES).
 * Papers are different by type, number and day signed. A secretary's post follows a Party paper and
 * a chair's a state one: halves of different posts may each cite their own.
 */
int rota_matters_find_docs_differ(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_posting *left, const struct rota_posting *came,
				  struct rota_error *err);

/* --- one paper of which two offices say different things (V32) -------------------------------- */

/** What an entry of a posting says of a paper, beside its name. */
struct rota_paper_said {
	struct rota_id entry;
	uint64_t clock;
	const struct rota_posting *posting; /**< with its subject */
	const struct rota_value *paper;
	const char *field;     /**< of the posting that has it (named.h) */
	struct rota_id issuer; /**< the unit whose body issued it, of a body of the centre the
				  province; zero: not known */
};

/** Whether a paper says more than its name: when it was announced, how many people it names, what
 * it mends. */
bool rota_paper_says_more(const struct rota_value *paper);

enum { ROTA_PAPER_KEY_BYTES = 160 }; /**< more than the fields of a paper have */
/** What two papers have in common that have one name: number without spaces, day signed, type,
 * issuing body. @return bytes; 0: it has not all of it, or the body is none that is known. */
size_t rota_paper_key(uint8_t out[ROTA_PAPER_KEY_BYTES], const struct rota_value *paper);
/** What it says beside its name, as bytes to be compared, at most ROTA_PAPER_KEY_BYTES. */
size_t rota_paper_content(uint8_t out[ROTA_PAPER_KEY_BYTES], const struct rota_value *paper);
/** The level of the unit whose body issued a paper, the province's of one of the centre; false: the
 * body is none that is known. */
bool rota_paper_level(enum rota_level *out, const struct rota_value *paper);

/**
 * One matter for each office but the first of which the first entry contradicts the first one of
 * all, of papers with one key and one issuer.
 * @param said  of one key; of any issuers, in any order. Reordered.
 */
int rota_matters_find_told_differently(struct rota_matters *matters, struct rota_arena *arena,
				       struct rota_paper_said *said, size_t count,
				       struct rota_error *err);

/* --- acting and recorded as full (C28) ------------------------------------------------------- */

/** Whether a posting says of itself that it is acting: it began by an act of which nobody becomes a
 * full holder, and its mode is `full`. */
bool rota_posting_acts_as_full(const struct rota_posting *posting);
/** Whether another posting of the same person says that a full one is acting: in the same post of
 * the same unit it is not full, shares a day with it, and began on the same day or on the same
 * paper. */
bool rota_posting_says_acting(const struct rota_posting *other, const struct rota_posting *full);

/**
 * One matter of a full posting if it says so itself, or another posting does: about it and those;
 * `newer` says which subject it is. The days are all of the posting, or those that it shares with
 * the others, from the first to the last.
 * @param others     of the same person; those that do not say it are passed over.
 * @param gazetteer  days after the end of the unit are left out; may be NULL.
 */
int rota_matters_find_acting_as_full(struct rota_matters *matters, struct rota_arena *arena,
				     const struct rota_posting *full,
				     const struct rota_posting *others, size_t count,
				     const struct rota_gazetteer *gazetteer,
				     struct rota_error *err);

/* --- after figures were published (C15, C16) ------------------------------------------------- */

/** Entries of a posting of which the checkpoint of a publication knew nothing. */
struct rota_after_publication {
	enum rota_matter_type type; /**< PERIOD_CHANGED or REVOKED_AFTER */
	struct rota_id posting, unit;
	struct rota_id period;         /**< of PERIOD_CHANGED */
	const struct rota_id *entries; /**< in any order */
	size_t entry_count;
	int32_t from;  /**< the first day that is another one by them */
	int32_t as_of; /**< the day of the figures */
};
int rota_matters_add_after(struct rota_matters *matters, struct rota_arena *arena,
			   const struct rota_after_publication *facts, struct rota_error *err);

/* --- a swap of which a part is missing (C12) -------------------------------------------------- */

/** The begins and ends of postings that one set binds together, of which some do not count. */
struct rota_partial_set {
	const struct rota_id *postings; /**< of all of them, in any order, also several times */
	const struct rota_id *entries;  /**< likewise */
	size_t count;
	const struct rota_id *units; /**< zero: not known */
	int32_t day;                 /**< the first on which one of them takes effect */
};
int rota_matters_add_partial_set(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_partial_set *facts, struct rota_error *err);

#endif
