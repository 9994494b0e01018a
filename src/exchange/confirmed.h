/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the province has concluded about the locality of postings (`locality.set` with the role
 * `confirmed`): it is carried to the office of the posting (carry.h).
 */
#ifndef EXCHANGE_CONFIRMED_H
#define EXCHANGE_CONFIRMED_H

#include "state/world.h"

struct rota_confirmed {
	struct rota_id statement; /**< in force or not */
	struct rota_id posting;
	struct rota_id unit; /**< of the posting, on its first day; zero: it is none that counts */
	int32_t from;
};
struct rota_confirmed_list {
	struct rota_confirmed *items;
	size_t count, room;
};

/**
 * All of them, at the province; what a statement is about is read once, for all offices.
 * @param arena  holds the list. The scratch memory is forgotten. @return store errors.
 */
int rota_world_confirmed(struct rota_confirmed_list *out, struct rota_world *world,
			 struct rota_arena *arena, struct rota_error *err);

#endif
