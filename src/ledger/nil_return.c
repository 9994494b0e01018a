/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/nil_return.h"

#include <string.h>

#include "ledger/matter_begin.h"

bool rota_nil_return_read(struct rota_nil_return *out, const struct rota_subject *subject)
{
	struct rota_day from = rota_subject_day(subject, "from");
	struct rota_day to = rota_subject_day(subject, "to");

	if (subject->type != ROTA_ENTITY_NIL_RETURN || !subject->created ||
	    rota_day_is_none(from) || rota_day_is_none(to))
		return false;
	*out = (struct rota_nil_return){ .subject = subject,
					 .writer = rota_id_writer(subject->id),
					 .scope = rota_subject_id(subject, "scope"),
					 .from = rota_day_first(from),
					 .to = rota_day_first(to) };
	return out->from < out->to && !rota_id_is_zero(out->scope);
}

/* --- what contradicts it --------------------------------------------------------------------- */

/** Something that happens, somewhere. */
struct happening {
	const struct rota_nil_return *nil;
	const struct rota_unit *unit, *scope;
	const struct rota_gazetteer *gazetteer;
};

static bool is_denied(const struct happening *happening, struct rota_day day,
		      const struct rota_revision *by)
{
	const struct rota_nil_return *nil = happening->nil;
	struct rota_writer_id writer =
		by ? rota_id_writer(by->id) : (struct rota_writer_id){ { 0 } };

	return by && !rota_day_is_none(day) && rota_day_first(day) >= nil->from &&
	       rota_day_last(day) < nil->to &&
	       memcmp(writer.bytes, nil->writer.bytes, sizeof(writer.bytes)) == 0 &&
	       rota_gazetteer_inside(happening->gazetteer, happening->unit, happening->scope,
				     rota_day_first(day));
}

/** The entry that gives a field a day on which nothing is said to have happened. */
static const struct rota_revision *by_field(const struct happening *happening,
					    const struct rota_subject *subject, const char *name)
{
	const struct rota_subject_field *field = rota_subject_get(subject, name);

	return field && is_denied(happening, rota_subject_day(subject, name), field->by) ? field->by
											 : NULL;
}

static const struct rota_revision *by_step(const struct happening *happening,
					   const struct rota_subject *subject)
{
	for (size_t i = 0; i < subject->revision_count; i++) {
		const struct rota_revision *one = &subject->revisions[i];

		if (!one->undone && strcmp(one->entry.kind_name, "posting.step") == 0 &&
		    one->entry.has_on && is_denied(happening, one->entry.on, one))
			return one;
	}
	return NULL;
}

static const struct rota_revision *of_posting(const struct happening *happening,
					      const struct rota_subject *subject)
{
	const struct rota_revision *by;
	struct rota_posting posting;

	if (!rota_posting_read(&posting, subject) || rota_posting_is_void(&posting))
		return NULL;
	by = by_field(happening, subject, "from");
	if (!by)
		by = by_field(happening, subject,
			      posting.void_from < posting.to ? "void_from" : "to");
	return by ? by : by_step(happening, subject);
}

const struct rota_revision *rota_nil_contradiction(const struct rota_nil_return *nil,
						   const struct rota_subject *about,
						   const struct rota_gazetteer *gazetteer)
{
	const struct happening happening = {
		.nil = nil,
		.unit = rota_gazetteer_unit(gazetteer, rota_subject_id(about, "unit")),
		.scope = rota_gazetteer_unit(gazetteer, nil->scope),
		.gazetteer = gazetteer,
	};
	struct rota_vacancy vacancy;

	if (!happening.unit || !happening.scope)
		return NULL;
	if (about->type == ROTA_ENTITY_POSTING)
		return of_posting(&happening, about);
	return about->type == ROTA_ENTITY_VACANCY && rota_vacancy_read(&vacancy, about) &&
			       !vacancy.withdrawn
		       ? by_field(&happening, about, "from")
		       : NULL;
}

/* --- the matter ------------------------------------------------------------------------------ */

int rota_matters_find_nil(struct rota_matters *matters, struct rota_arena *arena,
			  const struct rota_nil_return *nil,
			  const struct rota_subject *const *about, size_t count,
			  const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	struct rota_matter matter;
	bool any = false;
	int rc = rota_matter_begin(&matter, arena, ROTA_MATTER_NIL_CONTRADICTED,
				   ROTA_ENTITY_NIL_RETURN, nil->subject->id, err);

	for (size_t i = 0; !rc && i < count; i++) {
		if (!rota_nil_contradiction(nil, about[i], gazetteer))
			continue;
		any = true;
		rc = rota_matter_add_unit(&matter, arena, rota_subject_id(about[i], "unit"), err);
		if (!rc)
			rc = rota_matter_add_heads(&matter, arena, about[i], err);
	}
	if (rc || !any)
		return rc;
	matter.from = nil->from;
	matter.to = nil->to;
	rc = rota_matter_add_heads(&matter, arena, nil->subject, err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}
