/* SPDX-License-Identifier: Apache-2.0 */
#include "state/matter_cadres.h"

#include "state/spells.h"
#include "state/unclear.h"
#include "store/entity.h"

/* --- whom it concerns ------------------------------------------------------------------------ */

/** The units in which somebody ever held a post. */
static int list_career_units(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
			     struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, world, cadre, err);

	for (size_t i = 0; !rc && i < career.count; i++)
		rc = rota_ids_add(out, &world->scratch, career.items[i].unit, err);
	return rc;
}

/** A cadre with the units that a matter of him concerns. */
static int load_cadre(struct rota_subject **out, struct rota_ids *units, struct rota_world *world,
		      struct rota_id cadre, struct rota_error *err)
{
	int rc = rota_world_subject(out, world, cadre, err);

	*units = (struct rota_ids){ .count = 0 };
	return rc ? rc : list_career_units(units, world, cadre, err);
}

/* --- one record ------------------------------------------------------------------------------ */

int rota_world_find_person_conflicts(struct rota_matters *out, struct rota_world *world,
				     struct rota_id id, struct rota_error *err)
{
	struct rota_ids units = { .count = 0 };
	size_t first = out->count;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	if (rc || !subject->created)
		return rc;
	rc = rota_matters_find_conflicts(out, &world->scratch, subject, err);
	if (!rc && out->count > first)
		rc = list_career_units(&units, world,
				       subject->type == ROTA_ENTITY_SPELL ?
					       rota_spell_cadre(subject) : id,
				       err);
	for (size_t i = first; !rc && i < out->count; i++)
		for (size_t k = 0; !rc && k < units.count; k++)
			rc = rota_matter_add_unit(&out->items[i], &world->scratch, units.items[k],
						  err);
	return rc;
}

int rota_world_find_edits(struct rota_matters *out, struct rota_world *world, struct rota_id cadre,
			  struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_ids units;
	int rc = load_cadre(&subject, &units, world, cadre, err);

	return rc || !subject->created
		       ? rc
		       : rota_matters_find_edits(out, &world->scratch, subject, units.items,
						 units.count, err);
}

int rota_world_find_origin(struct rota_matters *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_ids units;
	int rc = load_cadre(&subject, &units, world, cadre, err);

	return rc || !subject->created
		       ? rc
		       : rota_world_find_unclear(out, world, subject, &units, err);
}

/* --- two records ----------------------------------------------------------------------------- */

/** @param entries  of a record, counted. */
static int count_entry(uint32_t writer, uint64_t n, void *entries, struct rota_error *err)
{
	(void)writer;
	(void)n;
	(void)err;
	++*(size_t *)entries;
	return ROTA_OK;
}

/** The heads of a record; that of one entry is this entry, as most are, and is not loaded. */
static int add_heads(struct rota_ids *out, struct rota_world *world, struct rota_id cadre,
		     struct rota_error *err)
{
	struct rota_subject *subject;
	size_t entries = 0;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, cadre.bytes, err);

	if (!rc)
		rc = rota_entity_entries(world->txn, no, count_entry, &entries, err);
	if (!rc && entries == 1)
		return rota_ids_add(out, &world->scratch, cadre, err);
	if (!rc)
		rc = rota_world_subject(&subject, world, cadre, err);
	for (size_t i = 0; !rc && i < subject->heads.as.list.count; i++) {
		struct rota_id head;

		if (rota_id_from_value(&head, &subject->heads.as.list.items[i]))
			rc = rota_ids_add(out, &world->scratch, head, err);
	}
	return rc;
}

int rota_world_add_twins(struct rota_matters *out, struct rota_arena *arena, struct rota_world *world,
			 const struct rota_twins *twins, struct rota_error *err)
{
	struct rota_ids units = { .count = 0 }, heads = { .count = 0 };
	int rc = add_heads(&heads, world, twins->a, err);

	if (!rc)
		rc = add_heads(&heads, world, twins->b, err);
	if (!rc)
		rc = list_career_units(&units, world, twins->a, err);
	if (!rc)
		rc = list_career_units(&units, world, twins->b, err);
	return rc ? rc
		  : rota_matters_add_same_person(out, arena,
						 (const struct rota_id[]){ twins->a, twins->b },
						 heads.items, heads.count, units.items, units.count,
						 err);
}
