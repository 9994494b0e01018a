/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Records of cadres that are like one another: somebody must say whether they are of one person
 * (person.h). They are found by indexes, by number and by name and day of birth, so that a new
 * record is compared with few.
 */
#ifndef OFFICE_TWIN_H
#define OFFICE_TWIN_H

#include "office/person.h"

/** Whether nothing was ever said of a record, and no other one was ever met under its numbers, or
 * is met under its name and day of birth: then it is its own person, and there is nothing to look
 * at. */
int rota_twin_none(bool *out, struct rota_world *world, const struct rota_subject *cadre,
		   struct rota_error *err);

/** Two records of which somebody must say whether they are one. */
struct rota_twins {
	struct rota_id a, b; /**< by id */
};
/** The records that are like one, and not decided. @param[out] out  in the scratch memory. */
struct rota_twin_list {
	struct rota_twins *items;
	size_t count;
};
int rota_world_twins(struct rota_twin_list *out, struct rota_world *world, struct rota_id cadre,
		     struct rota_error *err);

/** Whether another record stands under a number or a name and day of birth of the first entry of a
 * cadre, or something was said of the record before it came: then there is something to derive. */
int rota_twin_may_be(bool *out, struct rota_world *world, struct rota_id cadre,
		     const struct rota_entry *entry, struct rota_error *err);

/** Put a record under a name and a day of birth. @param no  its local number. @return store errors.
 */
int rota_twin_put(struct rota_world *world, uint32_t no, const char *name, const char *born,
		  struct rota_error *err);

#endif
