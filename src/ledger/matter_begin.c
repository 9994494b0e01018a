/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/matter_begin.h"

#include <string.h>

#include "base/messages.h"

int rota_matter_begin_all(struct rota_matter *out, struct rota_arena *arena,
			  enum rota_matter_type type, enum rota_entity entity,
			  const struct rota_id *subjects, size_t count, struct rota_error *err)
{
	*out = (struct rota_matter){ .type = type,
				     .subjects = rota_arena_alloc(arena, count * sizeof(*subjects)),
				     .entity = entity,
				     .from = ROTA_DAY_ALWAYS,
				     .to = ROTA_DAY_NEVER };
	if (!out->subjects)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	memcpy(out->subjects, subjects, count * sizeof(*subjects));
	out->subject_count = rota_ids_sort(out->subjects, count);
	return ROTA_OK;
}

int rota_matter_begin(struct rota_matter *out, struct rota_arena *arena, enum rota_matter_type type,
		      enum rota_entity entity, struct rota_id subject, struct rota_error *err)
{
	return rota_matter_begin_all(out, arena, type, entity, &subject, 1, err);
}

static int add_posting(struct rota_matter *matter, struct rota_arena *arena,
		       const struct rota_posting *posting, struct rota_error *err)
{
	int rc = rota_matter_add_unit(matter, arena, posting->unit, err);

	return rc ? rc : rota_matter_add_heads(matter, arena, posting->subject, err);
}

int rota_matter_begin_posting(struct rota_matter *out, struct rota_arena *arena,
			      enum rota_matter_type type, const struct rota_posting *posting,
			      struct rota_error *err)
{
	int rc = rota_matter_begin(out, arena, type, ROTA_ENTITY_POSTING, posting->id, err);

	return rc ? rc : add_posting(out, arena, posting, err);
}

int rota_matter_begin_pair(struct rota_matter *out, struct rota_arena *arena,
			   enum rota_matter_type type, const struct rota_posting *a,
			   const struct rota_posting *b, struct rota_error *err)
{
	const struct rota_id both[2] = { a->id, b->id };
	int rc = rota_matter_begin_all(out, arena, type, ROTA_ENTITY_POSTING, both, 2, err);

	out->newer = rota_id_compare(a->id, b->id) < 0;
	if (!rc)
		rc = add_posting(out, arena, a, err);
	return rc ? rc : add_posting(out, arena, b, err);
}

int rota_matters_add_in(struct rota_matters *matters, struct rota_arena *arena,
			struct rota_matter *matter, const struct rota_id *units, size_t unit_count,
			struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < unit_count; i++)
		rc = rota_matter_add_unit(matter, arena, units[i], err);
	return rc ? rc : rota_matters_add(matters, arena, matter, err);
}
