/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * The unit for which an office works, from what was typed when it was made: a
 * code or a name, which resolves only together with a day.
 */
#ifndef STATE_SCOPE_H
#define STATE_SCOPE_H

#include "state/world.h"

/**
 * The unit that is meant: as of today or, when there is none today, as of the last day on which
 * there was one (districts ended on 1/7/2025, and their offices still hand over).
 *
 * @param office  "district", "commune" or "province": of which level the unit is; NULL: of any.
 * @param[out] day  on which it was found, days since 1970.
 * @return ROTA_OK; ROTA_EINVALID V01 there never was such a unit, V05 several are meant; ROTA_ENOMEM.
 */
int rota_scope_find(const struct rota_unit **out, int32_t *day, struct rota_world *world,
                    const char *typed, const char *office, struct rota_error *err);

/** The same as of one day. */
int rota_scope_find_on(const struct rota_unit **out, struct rota_world *world, const char *typed,
                       const char *office, int32_t day, struct rota_error *err);

#endif
