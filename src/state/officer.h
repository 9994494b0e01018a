/* SPDX-License-Identifier: Apache-2.0 */
/** @file The officers of this office: who records, and who is meant by a name. */
#ifndef STATE_OFFICER_H
#define STATE_OFFICER_H

#include "state/world.h"

/** The officer of the settings, who records; NULL when none is declared yet. */
int rota_officer_current(struct rota_subject **out, struct rota_world *world,
			 struct rota_error *err);

/** The one with a name. @return ROTA_OK; ROTA_ENOTFOUND with where they are listed; store errors.
 */
int rota_officer_named(struct rota_subject **out, struct rota_world *world, const char *name,
		       struct rota_error *err);

/** All who are active and may attest; in the scratch memory. */
int rota_officers_attesting(struct rota_ids *out, struct rota_world *world, struct rota_error *err);

/** Whether an officer has a role now. */
bool rota_officer_may(const struct rota_subject *officer, const char *role);

#endif
