/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A matter: what a person must look at. Its kinds, its name, and how those of the state are found.
 *
 * A matter is timeless: it has the days [from, to) that it concerns, and weighs on a day of these.
 * Who finds matters is handed what the state holds and appends to a list; nothing here knows which
 * of them are settled.
 *
 * What looks wrong and is right is not raised: secretary and chair of one unit by one person, by
 * design or for the days of a transition, a ring or chain of moves on one day (intervals are
 * half-open), acting beside a full holder, a posting decided before its unit exists.
 *
 * Pure; one thread at a time for one list.
 * @source schema/state.md, "Matters".
 */
#ifndef LEDGER_MATTER_H
#define LEDGER_MATTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "ledger/gazetteer.h"
#include "ledger/posting.h"
#include "ledger/subject.h"

/* --- kinds ---------------------------------------------------------------------------------- */

enum rota_matter_type {
	ROTA_MATTER_FIELD_CONFLICT,
	ROTA_MATTER_DOUBLE_HOLDER, /**< V11 */
	ROTA_MATTER_TWO_PLACES,    /**< V12 */
	ROTA_MATTER_OUT_OF_SCOPE,  /**< V07, V101 */
	ROTA_MATTER_HALF_MOVE, /**< C01: of two postings; C02: of one */
	ROTA_MATTER_DOCS_DIFFER,
	ROTA_MATTER_SAME_PERSON, /**< C04 to C08 */
	ROTA_MATTER_PARTIAL_SET,
	ROTA_MATTER_EDIT_VS_END,
	ROTA_MATTER_PERIOD_CHANGED,
	ROTA_MATTER_REVOKED_AFTER,
	ROTA_MATTER_LOCALITY_DIFFERS, /**< V71 */
	ROTA_MATTER_LOCALITY_FLIPS,
	ROTA_MATTER_UNIT_UNCLEAR,
	ROTA_MATTER_CUSTODY,
	ROTA_MATTER_OPEN_IN_ENDED,   /**< V24 */
	ROTA_MATTER_TRANSITION_LONG, /**< V14 */
	ROTA_MATTER_ACTING_AS_FULL,
	ROTA_MATTER_CLOCK,
	ROTA_MATTER_FORK,
	ROTA_MATTER_SAME_IMPORT,
	ROTA_MATTER_NIL_CONTRADICTED,
	ROTA_MATTER_IDENTITY_EDIT,
	ROTA_MATTER_TYPES
};

enum rota_severity {
	ROTA_SEVERITY_BLOCKS, /**< figures are not attested while it is open */
	ROTA_SEVERITY_ASKS,   /**< an office has something to do */
	ROTA_SEVERITY_TELLS   /**< to be looked at */
};

/** One way to settle a matter. */
struct rota_matter_way {
	const char *id;   /**< a word of `way` of matter.settle */
	const char *vi;   /**< as it may be typed in Vietnamese, without accents */
	const char *text; /**< English; _() gives it in the language chosen */
};

struct rota_matter_kind {
	const char *id;   /**< "double_holder" */
	const char *text; /**< as rota_matter_way.text */
	enum rota_severity severity;
	bool weighs;                         /**< its outcomes can move a total */
	const struct rota_matter_way *outcomes; /**< NULL for field_conflict: its values */
	size_t outcome_count;
};

const struct rota_matter_kind *rota_matter_kind(enum rota_matter_type type);
/** The kind with this word; ROTA_MATTER_TYPES when there is none. */
enum rota_matter_type rota_matter_type_find(const char *id);

/* --- a matter ------------------------------------------------------------------------------- */

/** SHA-256 of rota_matter_preimage(). */
struct rota_matter_id {
	uint8_t bytes[32];
};

struct rota_matter {
	enum rota_matter_type type;
	struct rota_matter_id id; /**< zero until the caller sets it */
	struct rota_id *subjects; /**< entities, ascending */
	size_t subject_count;
	const char *field;       /**< of field_conflict; of a partial_set of one decision, by which
				      field its first posting cites it; NULL otherwise */
	enum rota_entity entity; /**< of the subjects */
	struct rota_value
		values; /**< of field_conflict: a list, the provisional one first; nil: cleared */
	struct rota_id *saw; /**< the entries involved, ascending: the heads of the subjects and, of
				  a conflict, those that gave its values; or the entries out of
				  scope */
	size_t saw_count;
	struct rota_id *units; /**< concerned, ascending */
	size_t unit_count;
	int32_t from, to; /**< days since 1970; ROTA_DAY_ALWAYS and ROTA_DAY_NEVER are its ends */
	size_t newer; /**< of half_move, as it is found: which subject is the posting moved to; of
		       docs_differ likewise; of acting_as_full, which one is recorded as full */
	size_t provisional; /**< the outcome that holds until it is settled: the first one; of
				 locality_differs it depends on the day, and whoever asks about one
				 says it */
	struct rota_id settlement; /**< the latest one; zero: it never had one */
	bool settled; /**< that one holds; otherwise something newer came since */
};

/** How many outcomes it has: those of its kind, or its values. */
size_t rota_matter_outcomes(const struct rota_matter *matter);

enum { ROTA_OUTCOME_BYTES = 25 }; /**< room for the word of an outcome, with the NUL */
/** The word of an outcome: that of the kind, or "value-1" for the first value. Returns @p out. */
const char *rota_matter_outcome(char out[ROTA_OUTCOME_BYTES], const struct rota_matter *matter,
				size_t outcome);
/** The outcome with this word; rota_matter_outcomes() when there is none. */
size_t rota_matter_outcome_find(const struct rota_matter *matter, const char *word);

enum { ROTA_MATTER_NOBODY = 2 };
/** Which of the two postings of a matter gives way by an outcome: 0 the first subject, 1 the second,
 *  ROTA_MATTER_NOBODY by this outcome, or because it is no matter of two postings. */
size_t rota_matter_yields(const struct rota_matter *matter, size_t outcome);

/** As people type it in the language chosen: "first", "thu-nhat". Returns @p out. */
const char *rota_matter_outcome_shown(char out[ROTA_OUTCOME_BYTES],
				      const struct rota_matter *matter, size_t outcome);
/** The outcome that a person typed, in either language; rota_matter_outcomes() when there is none. */
size_t rota_matter_outcome_typed(const struct rota_matter *matter, const char *typed);

/** "open", "settled", "reopened": settled once, and something newer came. */
const char *rota_matter_state(const struct rota_matter *matter);

/** Whether its outcomes can move a total: by its kind; a conflict also by its field. */
bool rota_matter_weighs(const struct rota_matter *matter);
/** The same, on a day. */
bool rota_matter_weighs_on(const struct rota_matter *matter, int32_t day);

/**
 * Append what the id of a matter is the SHA-256 of: the canonical list [kind, [subjects], field?].
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_matter_preimage(struct rota_buffer *out, const struct rota_matter *matter,
			 struct rota_error *err);

/* --- names ---------------------------------------------------------------------------------- */

enum {
	ROTA_MATTER_MIN_LETTERS = 4,
	ROTA_MATTER_ALL_LETTERS = 52, /**< 256 bits of base32 */
	ROTA_MATTER_NAME_BYTES = 2 + ROTA_MATTER_ALL_LETTERS + 1
};

/** "M-" and the first letters of the id in base32 (RFC 4648, lower case). Returns @p out. */
const char *rota_matter_name(char out[ROTA_MATTER_NAME_BYTES], struct rota_matter_id id,
			     size_t letters);
/** The least number of letters, from four, by which no other of @p matters begins, which are sorted. */
size_t rota_matter_letters(struct rota_matter_id id, const struct rota_matter *matters,
			   size_t count);
/**
 * The matter that a person named: "M-k7qd", also in capitals, also without "M-", with at least
 * four letters.
 * @return ROTA_OK; ROTA_EINVALID not such a name; ROTA_ENOTFOUND; ROTA_ECONFLICT several begin so.
 */
int rota_matter_find(const struct rota_matter **out, const struct rota_matter *matters,
		     size_t count, const char *typed, struct rota_error *err);

/* --- finding -------------------------------------------------------------------------------- */

/** A list of matters; all-zero is empty. */
struct rota_matters {
	struct rota_matter *items;
	size_t count, room;
};

/** A posting becomes a matter together with so many others at most, the nearest below it in rank:
 *  a flood of postings in one cell gives a list as long as the flood, not its square. */
enum { ROTA_MATTER_MAX_RIVALS = 16 };

/** Append one. @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_add(struct rota_matters *matters, struct rota_arena *arena,
		     const struct rota_matter *matter, struct rota_error *err);

/** Sort them by id. */
void rota_matters_sort(struct rota_matters *matters);
/** Whether a sorted list has a matter. */
bool rota_matters_have(const struct rota_matters *matters, struct rota_matter_id id);

/* Each of these appends to @p matters what it finds, in @p arena, referring to what it is given.
 * They return ROTA_OK or ROTA_ENOMEM. */

/**
 * One matter for each field of a folded entity that has rivals. Of a posting the days are those on
 * which it may hold, and the units all that it may be in; of anything else the days are all, and
 * the caller adds units.
 */
int rota_matters_find_conflicts(struct rota_matters *matters, struct rota_arena *arena,
				const struct rota_subject *subject, struct rota_error *err);

/**
 * Two full holders of a post: for each two postings whose days overlap, but one that was recorded twice.
 * @param postings   all of one post of one unit, without void ones, in any order.
 * @param gazetteer  days after the end of the unit are left out; may be NULL.
 */
int rota_matters_find_double_holders(struct rota_matters *matters, struct rota_arena *arena,
				     const struct rota_posting *postings, size_t count,
				     const struct rota_gazetteer *gazetteer,
				     struct rota_error *err);

/** One cadre a full holder in two units: for each two of his postings whose days overlap.
 *  @param career  all of one cadre; otherwise as above. */
int rota_matters_find_two_places(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_posting *career, size_t count,
				 const struct rota_gazetteer *gazetteer, struct rota_error *err);

/**
 * A posting, of any mode, that still holds on the day on which its unit is no longer: from that day
 * to its own end. One that a settlement makes give way is still recorded so, and counts.
 * @param postings  without void ones, in any order.
 * @param today     units that end later are not looked at.
 */
int rota_matters_find_open_in_ended(struct rota_matters *matters, struct rota_arena *arena,
				    const struct rota_posting *postings, size_t count,
				    const struct rota_gazetteer *gazetteer, int32_t today,
				    struct rota_error *err);

/** So many days a transition may last where no policy says otherwise. */
enum { ROTA_TRANSITION_DAYS = 90 };

/** How many days somebody may hold both posts of a unit without that being meant to last. */
struct rota_transition_term {
	int32_t from; /**< the first day on which this term is in force */
	uint64_t days;
};

struct rota_transition_terms {
	const struct rota_transition_term *items; /**< by first day */
	size_t count;
	int32_t today;
};

/**
 * One person still a full holder where he was and a full holder where he came by a move (`transfer`,
 * `rotate`): nobody recorded the end of the first posting. These are no TWO_PLACES.
 * @param career, gazetteer  as rota_matters_find_two_places().
 */
int rota_matters_find_half_moves(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_posting *career, size_t count,
				 const struct rota_gazetteer *gazetteer, struct rota_error *err);

/** Whether a posting was ended by somebody who did not know what somebody else changed of it, nor he
 *  of the end: of its heads one is its end and another one a correction or a step (C14). */
bool rota_posting_is_edited_and_ended(const struct rota_subject *posting);
/** One matter if it is so; it does not weigh, as both are taken together until somebody says otherwise.
 */
int rota_matters_find_edit_vs_end(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_subject *posting, struct rota_error *err);
/** Take back what was changed of such a posting beside its end: only the end is right. */
int rota_posting_end_only(struct rota_subject *posting, struct rota_arena *arena,
			  struct rota_error *err);

/**
 * Somebody left a post by a move to a unit that his end names, and is in no post since: the other half
 * of the move is missing. What was recorded stands, so this one does not weigh.
 * @param posting  that ended by a move as nothing of the same person ended later.
 */
int rota_matters_find_in_transit(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_posting *posting,
				 const struct rota_gazetteer *gazetteer, int32_t today,
				 struct rota_error *err);

/**
 * One cadre a full secretary and a full chair of one unit on more days than the term allows that is
 * in force on the last common day, or today while that is still to come: for each two of his
 * postings. The days are those beyond the term. Not where the later posting, by
 * rota_posting_above(), says `concurrent`: that is meant to last.
 * @param career     all of one cadre, without void ones, in any order.
 * @param gazetteer  days after the end of the unit are left out; may be NULL.
 */
int rota_matters_find_transitions(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_posting *career, size_t count,
				  const struct rota_gazetteer *gazetteer,
				  const struct rota_transition_terms *terms,
				  struct rota_error *err);

/** What an office stated of the locality of a posting. */
struct rota_stated_locality {
	const struct rota_posting *posting;
	const struct rota_subject *const *statements; /**< all about the posting, in any order */
	size_t count;
	const struct rota_gazetteer *gazetteer; /**< days after the end of the unit are left out */
};
/** The policy gives another value: one matter, unless the posting has no days. The caller knows. */
int rota_matters_add_disputed(struct rota_matters *matters, struct rota_arena *arena,
			      const struct rota_stated_locality *facts, struct rota_error *err);

/** Two records of cadres that somebody is to say of whether they are one person.
 *  @param both  in any order. @param heads  of both. @param units  of their postings; in any order,
 *  also several times. */
int rota_matters_add_same_person(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_id both[2], const struct rota_id *heads,
				 size_t head_count, const struct rota_id *units, size_t unit_count,
				 struct rota_error *err);

/**
 * What was changed of a cadre after the day on which it was recorded: his day of birth, his native
 * place, his place of birth (V55, V75). An entry is an edit when an entry with a smaller (clock, id)
 * gave the field another value on an earlier day at +07:00; a value that is the first one is none. The
 * matter is about the edits alone, whatever else is recorded of the cadre.
 * @param units  of his postings, in any order, also several times; none: nobody is concerned yet,
 *               and there is no matter.
 */
int rota_matters_find_edits(struct rota_matters *matters, struct rota_arena *arena,
			    const struct rota_subject *cadre, const struct rota_id *units,
			    size_t unit_count, struct rota_error *err);
/** @param[out] out  room for each revision; NULL: they are only counted. @return how many edits. */
size_t rota_cadre_edits(struct rota_id *out, const struct rota_subject *cadre);

/** Entries of one entity that are proposals (ledger/disposition.h). */
struct rota_out_of_scope {
	struct rota_id subject;
	enum rota_entity entity;
	const struct rota_id *entries; /**< in any order */
	size_t entry_count;
	struct rota_id unit; /**< zero: none */
	int32_t day;         /**< the first from which one of them holds */
};
int rota_matters_add_out_of_scope(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_out_of_scope *facts, struct rota_error *err);

/** Say that a matter concerns one more unit. @return ROTA_OK; ROTA_ENOMEM. */
/** Add entries to those involved; in any order, also such as are there already. */
int rota_matter_see(struct rota_matter *matter, struct rota_arena *arena,
		    const struct rota_id *entries, size_t count, struct rota_error *err);
int rota_matter_add_unit(struct rota_matter *matter, struct rota_arena *arena, struct rota_id unit,
			 struct rota_error *err);
/** Add the heads of a subject to the entries that a matter is about. @return ROTA_OK; ROTA_ENOMEM. */
int rota_matter_add_heads(struct rota_matter *matter, struct rota_arena *arena,
			  const struct rota_subject *subject, struct rota_error *err);

#endif
