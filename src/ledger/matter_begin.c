/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/matter_begin.h"

#include "base/messages.h"

int rota_matter_begin(struct rota_matter *out, struct rota_arena *arena, enum rota_matter_type type,
		      enum rota_entity entity, struct rota_id subject, struct rota_error *err)
{
	*out = (struct rota_matter){ .type = type,
				     .subjects = rota_arena_alloc(arena, sizeof(subject)),
				     .subject_count = 1,
				     .entity = entity,
				     .from = ROTA_DAY_ALWAYS,
				     .to = ROTA_DAY_NEVER };
	if (!out->subjects)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	out->subjects[0] = subject;
	return ROTA_OK;
}
