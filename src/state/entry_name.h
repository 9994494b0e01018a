/* SPDX-License-Identifier: Apache-2.0 */
/** @file The names of entries, as they are shown and typed. */
#ifndef STATE_ENTRY_NAME_H
#define STATE_ENTRY_NAME_H

#include "base/buffer.h"
#include "state/world.h"

/**
 * Append the name of an entry as it can be typed: "120" of this office's log, "#12157" where that
 * could be the code of a commune, "common:12", or "f562:30" with as many digits of the writer as tell
 * it from the others.
 */
void rota_entry_name(struct rota_buffer *out, struct rota_world *world, struct rota_id entry);

/** Whether a text has the form of such a name. */
bool rota_is_entry_name(const char *typed);

/** The entry that has this name. @return ROTA_OK; ROTA_ENOTFOUND no such writer or entry;
 *  ROTA_ECONFLICT several writers begin so; store errors. */
int rota_entry_named(struct rota_id *out, struct rota_world *world, const char *typed,
		     struct rota_error *err);

#endif
