/* SPDX-License-Identifier: Apache-2.0 */
/** @file How entries are told: who recorded one, and what it says. */
#ifndef REPORT_HISTORY_H
#define REPORT_HISTORY_H

#include "base/buffer.h"
#include "report/table.h"
#include "state/world.h"

/** The officer's name, also when the entry has only the entity; NULL: it is not known. In the scratch
 * memory. */
const char *rota_history_by(struct rota_world *world, const struct rota_entry *entry);

/** Its kind, in the language chosen; a newer program may have written one that is not known here. */
const char *rota_history_kind(const struct rota_entry *entry);

/** A cell: the entry as it can be typed again. */
void rota_history_fill_name(struct rota_filling *filling, struct rota_world *world,
			    struct rota_id entry);
/** A cell: the first of its papers, or nothing. */
void rota_history_fill_paper(struct rota_filling *filling, struct rota_world *world,
			     const struct rota_entry *entry);

/** Its kind and the fields that it sets, in one line, for people. */
void rota_history_write(struct rota_buffer *out, struct rota_world *world,
			const struct rota_entry *entry);

#endif
