/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Records of cadres that are like one another: somebody must say whether they are of one person
 * (person.h).
 *
 * A record is compared with those that it meets (meeting.h) when it is derived; what is like it,
 * and not said to be another person, is kept in the store by both, so that a merge reads a row for
 * each open pair, however many records there are.
 */
#ifndef STATE_TWIN_H
#define STATE_TWIN_H

#include "state/person.h"

/** Put a cadre of which only its first entry is known under its keys. @param[out] alone  nobody
 * else is met there, and nothing was said of it before it came: there is nothing to derive.
 * Otherwise it is not put anywhere. */
int rota_twin_note(bool *alone, struct rota_world *world, struct rota_id cadre, uint32_t no,
		   const struct rota_entry *entry, struct rota_error *err);

/** Put a cadre, or what is none any more, under the keys that it has now; before its class is
 * derived. */
int rota_twin_place(struct rota_world *world, uint32_t no, const struct rota_subject *cadre,
		    struct rota_error *err);

/** Keep which records are like a cadre, or what is none any more. */
int rota_twin_derive(struct rota_world *world, uint32_t no, const struct rota_subject *cadre,
		     struct rota_error *err);

/** Two records of which somebody must say whether they are one. */
struct rota_twins {
	struct rota_id a, b; /**< by id */
};
/** All of them, by id. @param[out] out  in the scratch memory. */
struct rota_twin_list {
	struct rota_twins *items;
	size_t count, room;
};
int rota_world_twins(struct rota_twin_list *out, struct rota_world *world, struct rota_error *err);

#endif
