/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What a place of origin has to do with the unit of a post: the rows of the
 * table in locality.h, along the succession of units. Knows no policy but the
 * level at which places are compared. Pure; any thread.
 */
#ifndef LEDGER_DESCENT_H
#define LEDGER_DESCENT_H

#include <stdint.h>

#include "ledger/gazetteer.h"
#include "ledger/locality.h"
#include "ledger/origin.h"

/** The unit of a post, at a level and by the units of a day. */
struct rota_descent {
	const struct rota_gazetteer *gazetteer;
	const struct rota_unit *unit;
	const struct rota_unit *area; /**< the unit itself, or its district or province; or NULL */
	enum rota_level level;
	int32_t day;
};

/** Prepare it. A unit that has ended by the day is represented by its only sure heir; without one,
 *  the day becomes its last. */
void rota_descent_init(struct rota_descent *descent, const struct rota_gazetteer *gazetteer,
		       const struct rota_unit *unit, enum rota_level level, int32_t day);

/** What one meaning of an origin has to do with it: SAME to UNTRACED or NO_LEVEL. */
enum rota_locality_reason rota_descent_reason(const struct rota_descent *descent,
					      const struct rota_meaning *origin);

#endif
