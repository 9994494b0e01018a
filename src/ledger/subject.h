/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A subject: one entity as its entries make it.
 *
 * The entries of an entity form a graph by `pred`. A field's value is the
 * assignment that no later entry reachable by `pred` replaces with another of
 * the same field; so editing one field never settles another. Two such
 * assignments that differ are a *conflict*: both are kept, and the one with
 * the greatest (clock, writer, number) is shown for the time being. Equal
 * values do not conflict. An undone entry stays in the graph and assigns
 * nothing. Entries that name each other in a circle do not supersede each
 * other. The result depends on the set of entries only, never on the order in
 * which they are given.
 *
 * What an entry assigns (schema/state.md):
 *   - each field of its body, under the field's name, but `act` of posting.end as `end_act`;
 *   - `on`, as `from` in what begins (posting.begin, post.vacant, policy.set, writer.rescope), as
 *     `to` in what ends (posting.end, unit.end), as `void_from` in posting.void;
 *   - `doc`, as `begin_doc` of posting.begin, `step_doc` of posting.step, `end_doc` of posting.end,
 *     `correct_doc` of posting.correct, `void_doc` of posting.void, `doc` elsewhere: of several steps
 *     or corrections that follow each other the latest; all of them stay with their revisions;
 *   - `legal` of unit.end, as `end_legal`;
 *   - unit.create and unit.change assign each attribute for a day: the field `name@2024-12-01`,
 *     or `name@0` for "since before our records";
 *   - posting.step assigns nothing else but `planned_end` (its `until`): it is kept as a step.
 *
 * @source schema/state.md; the graph rule is that of grow-only revision sets (Shapiro et al. 2011).
 */
#ifndef LEDGER_SUBJECT_H
#define LEDGER_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rota/arena.h"
#include "rota/entry.h"
#include "rota/error.h"

/** An entry with what its log adds: who wrote it, and whether it is taken back. */
struct rota_revision {
	struct rota_id id;
	struct rota_entry entry;
	bool undone;
};


struct rota_subject_field {
	const char *name;
	struct rota_value value; /**< the provisional one, or the settled one; nil: cleared */
	const struct rota_revision *by;
	struct rota_value rivals; /**< a list of the other values, when in conflict */
	const struct rota_revision **rivals_by; /**< who gave each of them */
	struct rota_id settled; /**< the settlement that chose the value; zero: none did */
};

/** Days [from, to), as numbers since 1970. */
struct rota_days {
	int32_t from, to;
};

struct rota_subject {
	struct rota_id id;
	enum rota_entity type;
	const struct rota_revision *created; /**< NULL: the creating entry is not known here, or undone */
	struct rota_subject_field *fields;   /**< by name */
	size_t field_count;
	struct rota_revision *revisions; /**< by (clock, writer, number) */
	size_t revision_count;
	struct rota_value heads; /**< a list of entry ids that no other entry supersedes */
	/* what settlements say of it (settlement.h) */
	bool settled; /**< one or more name it, whether they hold or not */
	const struct rota_days *yields; /**< of a posting: days on which another one is the right one */
	size_t yield_count;
	struct rota_days acting; /**< of a posting: on these it is held as acting, though recorded as
				      full (C28); empty: on none */
};

/**
 * Fold the entries of one entity. Time and memory grow with their number, their preds and the fields
 * they assign, by some 300 bytes an entry; a hostile log can make it no slower (graph.h).
 *
 * @param[out] out        refers to @p arena and to what @p revisions refer to.
 * @param      revisions  all known entries of the entity, in any order, each once; held ones and
 *                        ones with faults of content assign nothing and must not be given.
 *                        Reordered by the call.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_subject_fold(struct rota_subject *out, struct rota_arena *arena, struct rota_id id,
                      struct rota_revision *revisions, size_t count, struct rota_error *err);

/** Give a field the value that a settlement chose, 0 the provisional one; it has no rivals any more. */
void rota_subject_settle(struct rota_subject_field *field, size_t value, struct rota_id settlement);

/** The field of this name, cleared or not; NULL when nothing ever set it. */
const struct rota_subject_field *rota_subject_field(const struct rota_subject *subject,
                                                    const char *name);
/** A field that has a value, or NULL. */
const struct rota_subject_field *rota_subject_get(const struct rota_subject *subject,
                                                  const char *name);
/** Whether a statement (entry.undo) takes an entry back: it counts, is in force, and is of the entry's
 * own writer. */
bool rota_subject_takes_back(const struct rota_subject *undo, struct rota_id entry);
/** Its value, or NULL. */
const struct rota_value *rota_subject_value(const struct rota_subject *subject, const char *name);
/** Of a field of papers the first one, which decides; NULL: there is none. */
const struct rota_value *rota_subject_paper(const struct rota_subject *subject, const char *name);
/** Its text, or NULL. */
const char *rota_subject_text(const struct rota_subject *subject, const char *name);
/** Its day, or no day. */
struct rota_day rota_subject_day(const struct rota_subject *subject, const char *name);
/** Its id; all-zero when it has none. */
struct rota_id rota_subject_id(const struct rota_subject *subject, const char *name);
/** Its number, or @p otherwise. */
uint64_t rota_subject_uint(const struct rota_subject *subject, const char *name,
                           uint64_t otherwise);
/** Its truth, or @p otherwise. */
bool rota_subject_bool(const struct rota_subject *subject, const char *name, bool otherwise);

bool rota_id_is_zero(struct rota_id id);

#endif
