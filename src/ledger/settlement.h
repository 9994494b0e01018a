/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A settlement: what a person decided of a matter, as the entries of `matter.settle` make it.
 *
 * A settlement names its matter (kind, subjects, field), the outcome, and the entries that it saw.
 * It holds while the matter is about exactly those entries: anything newer opens the matter again.
 * So a matter may have had several settlements, one for each state that somebody judged; of two
 * that saw the same the later created one holds. One that is withdrawn holds no more.
 *
 * Pure; any thread.
 * @source schema/state.md, "Settlements".
 */
#ifndef LEDGER_SETTLEMENT_H
#define LEDGER_SETTLEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "ledger/matter.h"

struct rota_settlement {
	struct rota_id id; /**< of the entity */
	struct rota_matter matter; /**< type, subjects, field, entity NONE, saw; and the id that the
					 entry states: the caller checks it, rota_matter_preimage() */
	const char *way; /**< the word of the outcome */
	bool withdrawn;
	uint64_t clock; /**< of the creating entry */
	const struct rota_subject *subject; /**< who recorded it, when, why */
};

/** Read one. @return ROTA_OK; ROTA_ENOTFOUND it is none: its creating entry does not count, it names
 * no matter (`of`), or one of a kind unknown here; ROTA_ENOMEM. */
int rota_settlement_read(struct rota_settlement *out, struct rota_arena *arena,
			 const struct rota_subject *subject);

/** Whether it is about a matter, whatever it saw. */
bool rota_settlement_is_of(const struct rota_settlement *settlement,
			   const struct rota_matter *matter);
/** Whether it saw exactly the entries of a matter. */
bool rota_settlement_saw_all(const struct rota_settlement *settlement,
			     const struct rota_matter *matter);
/** Whether it saw an entry. */
bool rota_settlement_saw(const struct rota_settlement *settlement, struct rota_id entry);

/** Of several settlements the one that holds of a matter as it is now; NULL: none does. */
const struct rota_settlement *rota_settlement_holds(const struct rota_settlement *settlements,
						    size_t count, const struct rota_matter *matter);
/** The latest one of a matter, whether it holds or not, that is not withdrawn; NULL: none. */
const struct rota_settlement *rota_settlement_last(const struct rota_settlement *settlements,
						   size_t count, const struct rota_matter *matter);

/** Settle the fields of a subject of which a settlement holds. */
int rota_settlement_apply_fields(struct rota_subject *subject, struct rota_arena *arena,
				 const struct rota_settlement *settlements, size_t count,
				 struct rota_error *err);

/** Append the matter of a type that two postings are now, DOUBLE_HOLDER, TWO_PLACES or HALF_MOVE; none
 * when they do not meet in it. @return ROTA_OK; ROTA_ENOMEM. */
int rota_settlement_find_pair(struct rota_matters *out, struct rota_arena *arena,
			      enum rota_matter_type type, const struct rota_posting postings[2],
			      const struct rota_gazetteer *gazetteer, struct rota_error *err);

/** Two postings and the settlements of which one may decide between them. */
struct rota_settled_pair {
	const struct rota_settlement *settlements;
	size_t count;
	size_t which; /**< the one that is looked at */
	const struct rota_posting *postings; /**< the two, with their subjects, in any order */
	const struct rota_gazetteer *gazetteer; /**< as rota_matters_find_double_holders() */
};

/**
 * Whether a posting gives way to the other one by a settlement, and on which days.
 * @param[out] days  when it does.
 * @return ROTA_OK; ROTA_ENOMEM.
 */
int rota_settlement_yields(bool *out, struct rota_days *days, struct rota_arena *arena,
			   const struct rota_settled_pair *pair, struct rota_id posting,
			   struct rota_error *err);

#endif
