/* SPDX-License-Identifier: Apache-2.0 */
/** @file Requests that what is recorded of a cadre be corrected. */
#ifndef OFFICE_RECTIFY_H
#define OFFICE_RECTIFY_H

#include "office/world.h"

/** The open request of a cadre. @param[out] out  NULL: there is none; in the scratch memory.
 *  @return store errors. */
int rota_rectify_open(struct rota_subject **out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err);

/** Append what a request asks for: "Day of birth, Native place". */
void rota_rectify_write(struct rota_buffer *out, const struct rota_subject *request);

/** How many of those that this office took are open. @return store errors. */
int rota_world_asked(size_t *out, struct rota_world *world, struct rota_error *err);

#endif
