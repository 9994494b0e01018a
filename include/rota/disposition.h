/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What becomes of an entry that was taken in: its disposition. The words are signed into receipts.
 * A constant table; any thread may read.
 *
 * @source schema/state.md, "Dispositions".
 */
#ifndef ROTA_DISPOSITION_H
#define ROTA_DISPOSITION_H

#include "rota/kinds.h"

enum rota_disposition {
	ROTA_FACT,     /**< it counts */
	ROTA_PROPOSAL, /**< its writer may not say this: it counts when somebody who may agrees */
	ROTA_HELD,     /**< it waits for a newer rota, or for something not known yet */
	ROTA_REJECTED  /**< it breaks a rule */
};

/** The words: "fact", "proposal", "held", "rejected"; in the order of the enum. */
extern const struct rota_words rota_dispositions;

#endif
