/* SPDX-License-Identifier: Apache-2.0 */
/** @file What a matter of one entity begins with. Pure. */
#ifndef LEDGER_MATTER_BEGIN_H
#define LEDGER_MATTER_BEGIN_H

#include "ledger/matter.h"

/** A matter of a kind about one entity, on all days; it has seen nothing and concerns no unit yet.
 *  @return ROTA_OK; ROTA_ENOMEM. */
int rota_matter_begin(struct rota_matter *out, struct rota_arena *arena, enum rota_matter_type type,
		      enum rota_entity entity, struct rota_id subject, struct rota_error *err);

#endif
