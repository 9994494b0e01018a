/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The matters of an office's world: all that is open, with its id, as the
 * state has it now.
 */
#ifndef STATE_MATTERS_H
#define STATE_MATTERS_H

#include "base/buffer.h"
#include "ledger/matter.h"
#include "state/world.h"

/**
 * Find all of them, by id; each id once.
 * @param arena  holds them.
 * @return ROTA_OK; store errors.
 */
int rota_world_matters(struct rota_matters *out, struct rota_world *world,
                       struct rota_arena *arena, struct rota_error *err);

/**
 * The same for who asks about totals: what cannot move one need not be found.
 * @param[out] others  so many more are open.
 */
int rota_world_matters_that_weigh(struct rota_matters *out, size_t *others,
                                  struct rota_world *world, struct rota_arena *arena,
                                  struct rota_error *err);

/** Whether a matter concerns a unit inside a scope. */
bool rota_matter_concerns(const struct rota_matter *matter, const struct rota_world *world,
                          const struct rota_unit *scope);

/** Whether a matter concerns an office: a unit inside its scope; two values for a field of a cadre also
 * whoever recorded one of them, or the record. */
bool rota_matter_concerns_office(const struct rota_matter *matter, const struct rota_world *world,
				 const struct rota_unit *scope, struct rota_writer_id writer);

struct rota_told;
/** Append the row of a matter as notices carry it: a canonical map. @param told  the cadres that its
 *  office is told of (told.h). @return ROTA_OK; ROTA_ENOMEM. */
int rota_matter_row_encode(struct rota_buffer *out, const struct rota_matter *matter,
                           const struct rota_told *told, struct rota_error *err);

/**
 * Read the first row in the bytes: its kind, field, subjects, entries, units and days.
 * @param[out] used  bytes of that row.
 * @return ROTA_OK; ROTA_ECORRUPT it is none; ROTA_ENOMEM.
 */
int rota_matter_row_decode(struct rota_matter *out, struct rota_arena *arena, size_t *used,
                           const void *bytes, size_t size, struct rota_error *err);

#endif
