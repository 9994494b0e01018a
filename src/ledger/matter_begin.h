/* SPDX-License-Identifier: Apache-2.0 */
/** @file What matters begin with: whom they are about. Each returns ROTA_OK or ROTA_ENOMEM. Pure. */
#ifndef LEDGER_MATTER_BEGIN_H
#define LEDGER_MATTER_BEGIN_H

#include "ledger/matter.h"

/** A matter of a kind about one entity, on all days; it has seen nothing and concerns no unit yet. */
int rota_matter_begin(struct rota_matter *out, struct rota_arena *arena, enum rota_matter_type type,
		      enum rota_entity entity, struct rota_id subject, struct rota_error *err);

/** The same about some entities. @param subjects  in any order, also several times. */
int rota_matter_begin_all(struct rota_matter *out, struct rota_arena *arena,
			  enum rota_matter_type type, enum rota_entity entity,
			  const struct rota_id *subjects, size_t count, struct rota_error *err);

/** About a posting; it concerns its unit and has seen its heads. */
int rota_matter_begin_posting(struct rota_matter *out, struct rota_arena *arena,
			      enum rota_matter_type type, const struct rota_posting *posting,
			      struct rota_error *err);

/** About two postings, likewise; `newer` is the subject that @p b is. */
int rota_matter_begin_pair(struct rota_matter *out, struct rota_arena *arena,
			   enum rota_matter_type type, const struct rota_posting *a,
			   const struct rota_posting *b, struct rota_error *err);

/** Add it to a list, with the units that it concerns. */
int rota_matters_add_in(struct rota_matters *matters, struct rota_arena *arena,
			struct rota_matter *matter, const struct rota_id *units, size_t unit_count,
			struct rota_error *err);

#endif
