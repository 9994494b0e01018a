/* SPDX-License-Identifier: Apache-2.0 */
/** @file How entries are told: who recorded one, and what it says. */
#ifndef OFFICE_HISTORY_H
#define OFFICE_HISTORY_H

#include "base/buffer.h"
#include "office/world.h"

/** The officer's name, also when the entry has only the entity; NULL: it is not known. In the scratch
 * memory. */
const char *rota_history_by(struct rota_world *world, const struct rota_entry *entry);

/** Its kind and the fields that it sets, in one line, for people. */
void rota_history_write(struct rota_buffer *out, struct rota_world *world,
			const struct rota_entry *entry);

#endif
