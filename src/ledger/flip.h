/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Localities that change with the units: somebody holds a post of a unit, and since then land came
 * into that unit or left it, so that by the units of today he is local, or not, and by those of the
 * day of his appointment he is the other (C21, V74).
 *
 * Whether he then counts otherwise is the policy's to say: it takes the units of the one day or of
 * the other. The matter tells of it whichever it takes.
 *
 * Pure; any thread.
 * @source domain.md 6.2; schema/state.md, "Matters", `locality_flips`.
 */
#ifndef LEDGER_FLIP_H
#define LEDGER_FLIP_H

#include "ledger/locality.h"
#include "ledger/matter.h"

/** Whether a succession brought land into a unit, or took some from it. */
bool rota_succession_touches(const struct rota_succession *succession, struct rota_id unit);

struct rota_flip_facts {
	const struct rota_posting *posting;
	const struct rota_subject *cadre; /**< whom it names */
	const struct rota_locality_policy *policy;
	const struct rota_gazetteer *gazetteer;
	const struct rota_national *national; /**< may be NULL, see rota_origin_meanings() */
	int32_t today;
};

/** How a locality changes. Spells take no part: time alone changes what follows from them. */
struct rota_flip {
	enum rota_locality_value before; /**< by the units of the day of the appointment */
	enum rota_locality_value now;    /**< by those of today */
	struct rota_locality decided;    /**< the latter, with its reason */
	int32_t from; /**< the first day of a succession from which on it is another one */
};

/**
 * Look at one posting: full, held today in a unit that lives.
 * @return whether its locality changes; otherwise @p out says nothing.
 */
bool rota_flip_find(struct rota_flip *out, const struct rota_flip_facts *facts);

/** Append the matter, if it changes. @return ROTA_OK; ROTA_ENOMEM. */
int rota_matters_find_flip(struct rota_matters *matters, struct rota_arena *arena,
			   const struct rota_flip_facts *facts, struct rota_error *err);

#endif
