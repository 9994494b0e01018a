/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Localities that an office asserts against what the facts and the policy give: what was stated of
 * a posting, the matter that this is, and what was settled of it.
 */
#ifndef STATE_DISPUTED_H
#define STATE_DISPUTED_H

#include "ledger/matter.h"
#include "state/figures.h"
#include "state/world.h"

/** The statements about a posting that count, in the scratch memory, by when they were created:
 * the last one decides. */
struct rota_statements {
	const struct rota_subject **items;
	size_t count;
};
int rota_world_statements(struct rota_statements *out, struct rota_world *world,
			  struct rota_id posting, struct rota_error *err);

/** The postings about which anything was ever stated, by id, each once; in the scratch memory. */
int rota_world_stated(struct rota_ids *out, struct rota_world *world, struct rota_error *err);

/**
 * Append the matter of a posting whose locality is disputed on that of its days which is nearest to
 * today, under the policy of that day; in the scratch memory.
 * @return ROTA_OK; store errors.
 */
int rota_world_find_disputed(struct rota_matters *out, struct rota_world *world,
			     struct rota_id posting, const struct rota_policies *policies,
			     struct rota_error *err);

/** Which value was settled to be the right one of a posting. */
enum rota_disputed_way { ROTA_DISPUTED_OPEN, ROTA_DISPUTED_COMPUTED, ROTA_DISPUTED_ASSERTED };

/** What was settled of a posting with these statements, if that settlement still holds. */
int rota_world_disputed_way(enum rota_disputed_way *out, struct rota_world *world,
			    struct rota_id posting, const struct rota_statements *statements,
			    struct rota_error *err);

#endif
