/* SPDX-License-Identifier: Apache-2.0 */
/** @file The matters that an office can name, and what decides their order. */
#ifndef NAMING_MATTER_LIST_H
#define NAMING_MATTER_LIST_H

#include "state/matters.h"

/** All that can be named: what is open here, what the province has told this office of, and what is
 * settled; each once. */
struct rota_matter_list {
	struct rota_matters open; /**< as found here: those by which totals have bounds */
	struct rota_matters all;  /**< by id */
};

/** @param arena  holds them. @return store errors. */
int rota_matter_list(struct rota_matter_list *out, struct rota_world *world,
		     struct rota_arena *arena, struct rota_error *err);

/** Append those that the province has named in its newest notice, as they stand there: without values,
 * and of a move without which posting is the new one. @param arena  holds them. */
int rota_matters_told(struct rota_matters *out, struct rota_world *world, struct rota_arena *arena,
		      struct rota_error *err);

/** By how much a total can move through a matter alone, on a day: between the least and the greatest
 * of its outcomes, all others as they stand provisionally. */
int rota_matter_weight(uint64_t *out, struct rota_world *world, const struct rota_matter *matter,
		       int32_t day, struct rota_error *err);

/** When it came to be: the newest of the entries that it is about was recorded, milliseconds since
 * 1970 UTC; 0: none of them is known here. */
int rota_matter_arose(uint64_t *out, struct rota_world *world, const struct rota_matter *matter,
		      struct rota_error *err);

/** Today, or the day of a matter that is nearest to it. */
int32_t rota_matter_day(const struct rota_matter *matter, int32_t today);

#endif
