/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Custody: whose records a unit's are, over days. A writer keeps the communes of
 * one scope after another; what it decided before a scope was taken from it
 * still counts when it arrives late, what came later does not.
 *
 * Pure; any thread.
 * @source schema/state.md, "Custody".
 */
#ifndef LEDGER_CUSTODY_H
#define LEDGER_CUSTODY_H

#include <stddef.h>
#include <stdint.h>

#include "ledger/disposition.h"
#include "ledger/gazetteer.h"

/** A scope on the days from <= day < to. The days say when it was kept, not of which days its
 *  records may be: whoever is given a scope is given what was recorded of it. */
struct rota_custody_span {
	struct rota_id scope; /**< a unit; zero: none, the writer only reads */
	int32_t from;         /**< ROTA_DAY_ALWAYS: since it was enrolled */
	int32_t to;           /**< ROTA_DAY_NEVER: still */
};

/** All that a writer has kept, by day. */
struct rota_custody_spans {
	const struct rota_custody_span *items;
	size_t count;
};

/** The span of a day; NULL: there is none. */
const struct rota_custody_span *rota_custody_on(const struct rota_custody_spans *spans,
						int32_t day);

/**
 * Whether a writer may say something of a unit: OWN, BEFORE, AFTER or OTHER.
 * @param day      on which it is asked where the unit lies: the day from which what is said holds.
 * @param decided  rota_custody_decided().
 */
enum rota_custody rota_custody_find(const struct rota_custody_spans *spans,
				    const struct rota_gazetteer *gazetteer,
				    const struct rota_unit *unit, int32_t day, int32_t decided);

/**
 * The day on which what an entry says was decided, or takes effect, whichever is later: when its
 * papers were signed, and the day of the entry. One that names neither a paper nor a day was decided
 * when it was recorded.
 * @param day  from which it holds; ROTA_DAY_NEVER: none is known.
 */
int32_t rota_custody_decided(const struct rota_entry *entry, int32_t day);

#endif
