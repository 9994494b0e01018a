/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * What an office below the province has handed over: its units of another day,
 * who keeps them now, and that it records nothing more of them.
 */
#ifndef STATE_CUSTODY_H
#define STATE_CUSTODY_H

#include "base/buffer.h"
#include "state/writers.h"

/** This office, when its scope was ever changed; else NULL. @return store errors. */
int rota_world_handed(const struct rota_enrolled_writer **out, struct rota_world *world,
		      struct rota_error *err);

/** Whether a unit is in the scope of a writer today. */
bool rota_writer_keeps(const struct rota_world *world, const struct rota_enrolled_writer *writer,
		       const struct rota_unit *unit);

/** Who writes the communes of a unit today: the office with the smallest scope around it, else the
 *  province's. @return store errors; @p out is "" when nobody is known. In the world's memory. */
int rota_world_keeper(const char **out, struct rota_world *world, const struct rota_unit *unit,
		      struct rota_error *err);

/**
 * V08: what an entry says is of a unit that was handed over, and was decided after that.
 * @param entry  of this office's own log, about to be recorded.
 * @return ROTA_OK; ROTA_EINVALID with since when, and who keeps the unit now; store errors.
 */
int rota_judge_kept(struct rota_world *world, const struct rota_entry *entry,
		    struct rota_error *err);

/** The communes that may be meant on a day in a scope that this office had before, or will have:
 * what was decided there before the hand-over is still recorded. As rota_gazetteer_find(). */
int rota_find_handed(size_t *count, struct rota_unit_match *matches, size_t room,
		     struct rota_world *world, const char *typed, int32_t day,
		     struct rota_error *err);

/** What was changed last of this office's scope, in a sentence; nothing when it never was. */
int rota_write_handed(struct rota_buffer *out, struct rota_world *world, struct rota_error *err);

/** The scopes of a writer for people: "huyện Ân Thi (329); from 01/07/2025: only reads". */
void rota_write_scopes(struct rota_buffer *out, struct rota_world *world,
		       const struct rota_enrolled_writer *writer);

#endif
