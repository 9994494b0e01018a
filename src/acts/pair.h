/* SPDX-License-Identifier: Apache-2.0 */
/** @file What is said of two records of cadres, as part of an act. */
#ifndef ACTS_PAIR_H
#define ACTS_PAIR_H

#include "acts/act.h"

struct rota_pairing {
	struct rota_id a, b; /**< the smaller id first */
	bool same;           /**< one person; else two */
	bool keeps_b;        /**< of one person: whose name and day of birth are shown */
	bool withdraw;       /**< it is not said any more */
};

/** Plan the entries: the statement, and that a contrary one holds no more. Sets `already` when it
 * is so.
 *  @return store errors. */
int rota_plan_pair(struct rota_acting *acting, const struct rota_pairing *pairing,
		   struct rota_error *err);

#endif
