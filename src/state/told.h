/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What the province tells an office of cadres that other offices record: the name and the day of
 * birth of whom a matter of the office is about, so that its officer knows whom to ask about.
 * Nothing else of a cadre leaves the log of its office, no number and no place.
 * @source schema/trust.md, "Matters".
 */
#ifndef STATE_TOLD_H
#define STATE_TOLD_H

#include "state/matters.h"

struct rota_told_cadre {
	struct rota_id id;
	const char *name;
	const char *born; /**< as it is stored; NULL: not known */
};
struct rota_told {
	struct rota_told_cadre *items; /**< by id */
	size_t count, room;
};

/** Whom to tell an office of: the cadres of a matter that it did not record itself, but for two
 * records that are like each other. In the scratch memory. @return store errors. */
int rota_told_choose(struct rota_told *out, struct rota_world *world,
		     const struct rota_matter *matter, struct rota_writer_id office,
		     struct rota_error *err);

/** Append those of a row of a notice. @param arena  holds them. @return ROTA_OK; ROTA_ENOMEM. */
int rota_told_read(struct rota_told *out, struct rota_arena *arena, const struct rota_value *row,
		   struct rota_error *err);

/** What the newest notice tells of a cadre; NULL: nothing. As long as the world. */
int rota_world_told(const struct rota_told_cadre **out, struct rota_world *world, struct rota_id id,
		    struct rota_error *err);

#endif
