/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Who is on the way to this office: somebody whose posting was ended by a move to one of its
 * communes, and who is in no post since. Of those whom other offices record the province tells the
 * name and the day of birth (told.h), and carries the posting that they left (carry.h).
 * @source C02; design.md 5, "Moves"; schema/trust.md, "Who comes from another office".
 */
#ifndef NAMING_ARRIVAL_H
#define NAMING_ARRIVAL_H

#include "state/world.h"

struct rota_arrival {
	struct rota_id cadre;                /**< the record of the office that is left */
	bool here;                           /**< that record is here */
	const char *name;                    /**< NULL: not known */
	const char *born;                    /**< as it is stored; NULL: not known */
	struct rota_id posting;              /**< that was left: */
	const struct rota_unit *left, *goes; /**< from where, NULL: not known here; and where to */
	const char *post, *end_act;
	int32_t since;                /**< first day without it */
	const struct rota_value *doc; /**< the decision that ended it; NULL: none */
};
struct rota_arrivals {
	struct rota_arrival *items; /**< by posting */
	size_t count, room;
};

/** All of them; in the scratch memory. Whoever was received here since the province told of him is
 *  none any more. @return store errors. */
int rota_world_arrivals(struct rota_arrivals *out, struct rota_world *world,
			struct rota_error *err);

/** His record, as far as it is told, in the scratch memory; NULL without memory. */
struct rota_subject *rota_arrival_record(struct rota_world *world,
					 const struct rota_arrival *arrival);

/** "from xã Hoàng Hoa Thám since 01/09/2023 (12-QĐ/TU, 28/08/2023)"; in the scratch memory. */
const char *rota_arrival_shown(struct rota_world *world, const struct rota_arrival *arrival);

#endif
