/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/unclear.h"

#include <string.h>

#include "base/text.h"
#include "ledger/matter_begin.h"

enum { COMMUNE_DIGITS = 5 };

static const char *const places[] = { "native", "birth_place" };
enum { PLACES = sizeof(places) / sizeof(places[0]) };

bool rota_place_is_two(const struct rota_national_unit **named, const struct rota_origin *origin,
		       const struct rota_national *national)
{
	struct rota_national_place place;
	const struct rota_national_unit *coded;

	if (!national || !origin->code || !origin->text || !rota_id_is_zero(origin->unit) ||
	    strlen(origin->code) != COMMUNE_DIGITS)
		return false;
	coded = rota_national_find(origin->code);
	rota_national_read(&place, national, origin->text, strlen(origin->text));
	*named = place.unit;
	return coded && place.unit && coded != place.unit && !place.unresolved && !place.moved &&
	       place.fit == ROTA_NATIONAL_EXACT && strlen(place.unit->code) == COMMUNE_DIGITS;
}

/** Whether a unit that once bore a code has to do with the one named. */
static bool has_to_do(const struct rota_unit *bearer, const char *code,
		      const struct rota_unit *named, const char *name,
		      const struct rota_gazetteer *gazetteer)
{
	bool bore = false;

	for (size_t i = 0; i < bearer->version_count; i++) {
		const struct rota_unit_version *version = &bearer->versions[i];

		if (strcmp(version->code, code) != 0)
			continue;
		bore = true;
		if (rota_text_alike(version->name, name))
			return true;
	}
	return bore && rota_gazetteer_heritage(gazetteer, named, bearer, ROTA_DAY_NEVER) !=
			       ROTA_HERITAGE_NONE;
}

bool rota_place_is_unclear(const struct rota_origin *origin, const struct rota_gazetteer *gazetteer,
			   const struct rota_national *national)
{
	const struct rota_national_unit *listed;
	const struct rota_unit *named, *coded;

	if (!rota_place_is_two(&listed, origin, national))
		return false;
	named = rota_gazetteer_by_code(gazetteer, listed->code, ROTA_NATIONAL_DAY);
	coded = rota_gazetteer_by_code(gazetteer, origin->code, ROTA_NATIONAL_DAY);
	if (!named || !coded || named == coded)
		return false;
	for (size_t i = 0; i < gazetteer->unit_count; i++)
		if (has_to_do(gazetteer->units[i], origin->code, named, listed->name, gazetteer))
			return false;
	return true;
}

int rota_matters_find_unclear(struct rota_matters *matters, struct rota_arena *arena,
			      const struct rota_subject *cadre,
			      const struct rota_gazetteer *gazetteer,
			      const struct rota_national *national, const struct rota_id *units,
			      size_t unit_count, struct rota_error *err)
{
	struct rota_matter matter;
	bool any = false;
	int rc = rota_matter_begin(&matter, arena, ROTA_MATTER_UNIT_UNCLEAR, ROTA_ENTITY_CADRE,
				   cadre->id, err);

	for (size_t i = 0; !rc && unit_count && i < PLACES; i++) {
		const struct rota_subject_field *field = rota_subject_get(cadre, places[i]);
		struct rota_origin origin;

		rota_origin_read(&origin, rota_subject_value(cadre, places[i]));
		if (!field || !rota_place_is_unclear(&origin, gazetteer, national))
			continue;
		any = true;
		rc = rota_matter_see(&matter, arena, &field->by->id, 1, err);
	}
	return rc || !any ? rc : rota_matters_add_in(matters, arena, &matter, units, unit_count, err);
}
