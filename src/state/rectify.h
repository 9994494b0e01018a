/* SPDX-License-Identifier: Apache-2.0 */
/** @file Requests that what is recorded of a cadre be corrected. */
#ifndef STATE_RECTIFY_H
#define STATE_RECTIFY_H

#include "base/buffer.h"
#include "state/world.h"

/** What is asked for beside the fields of a cadre: the conclusion on a posting. */
#define ROTA_RECTIFY_LOCALITY "locality"

/** Whether nobody has said yet what became of it. */
bool rota_rectify_is_open(const struct rota_subject *request);

/** The open request of a cadre. @param[out] out  NULL: there is none; in the scratch memory.
 *  @return store errors. */
int rota_rectify_open(struct rota_subject **out, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err);

/** Append what a request asks for: "Day of birth, Native place". */
void rota_rectify_write(struct rota_buffer *out, const struct rota_subject *request);

/** The same of a list of fields by their names; nothing of what is no list. */
void rota_rectify_write_fields(struct rota_buffer *out, const struct rota_value *fields);

/** How many of those that this office took are open. @return store errors. */
int rota_world_asked(size_t *out, struct rota_world *world, struct rota_error *err);

#endif
