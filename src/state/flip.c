/* SPDX-License-Identifier: Apache-2.0 */
#include "state/flip.h"

#include "state/person.h"

/* --- which may be such ----------------------------------------------------------------------- */

/** The units that live today and that a succession has touched. */
static int list_units(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->succession_count; i++) {
		const struct rota_succession *one = &gazetteer->successions[i];
		const struct rota_id both[2] = { one->from_unit, one->to_unit };

		for (size_t k = 0; !rc && k < 2 && one->on <= world->today_number; k++) {
			const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, both[k]);

			if (unit && unit->to > world->today_number && unit->from < one->on &&
			    rota_succession_touches(one, unit->id))
				rc = rota_ids_add(out, &world->scratch, unit->id, err);
		}
	}
	if (!rc && out->count)
		out->count = rota_ids_sort(out->items, out->count);
	return rc;
}

/** Of those who hold its posts, whoever began before the last succession that touched a unit. */
static int list_holders(struct rota_ids *out, struct rota_world *world, struct rota_id unit,
			struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	int32_t last = ROTA_DAY_ALWAYS;
	int rc = ROTA_OK;

	for (size_t i = 0; i < gazetteer->succession_count; i++) /* by day */
		if (gazetteer->successions[i].on <= world->today_number &&
		    rota_succession_touches(&gazetteer->successions[i], unit))
			last = gazetteer->successions[i].on;
	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_postings holders;

		rc = rota_world_post_on(&holders, world, unit, rota_all_posts[i],
					world->today_number, err);
		for (size_t k = 0; !rc && k < holders.count; k++)
			if (holders.items[k].from < last)
				rc = rota_ids_add(out, &world->scratch, holders.items[k].id, err);
	}
	return rc;
}

int rota_world_touched(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	struct rota_ids units = { .count = 0 };
	int rc = list_units(&units, world, err);

	*out = (struct rota_ids){ .count = 0 };
	for (size_t i = 0; !rc && i < units.count; i++)
		rc = list_holders(out, world, units.items[i], err);
	if (!rc && out->count)
		out->count = rota_ids_sort(out->items, out->count);
	return rc;
}

/* --- one of them ----------------------------------------------------------------------------- */

/** What the rule is asked about. @param[out] posting  to which the facts refer.
 *  @param[out] known  whether posting and cadre are. */
static int read_facts(struct rota_flip_facts *facts, struct rota_posting *posting, bool *known,
		      struct rota_world *world, struct rota_id id,
		      const struct rota_policies *policies, struct rota_error *err)
{
	struct rota_subject *subject, *cadre = NULL;
	int rc = rota_world_subject(&subject, world, id, err);

	*known = !rc && rota_posting_read(posting, subject) && !rota_posting_is_void(posting);
	if (*known)
		rc = rota_find_record(&cadre, world, posting->cadre, err);
	if (!rc)
		rc = rota_world_national(world, err);
	*known = *known && cadre;
	*facts = (struct rota_flip_facts){
		.posting = posting,
		.cadre = cadre,
		.policy = &rota_policies_on(policies, world->today_number)->locality,
		.gazetteer = &world->gazetteer,
		.national = world->national,
		.today = world->today_number,
	};
	return rc;
}

int rota_world_flip(struct rota_flip *out, bool *changes, struct rota_world *world,
		    struct rota_id posting, const struct rota_policies *policies,
		    struct rota_error *err)
{
	struct rota_flip_facts facts;
	struct rota_posting one;
	int rc = read_facts(&facts, &one, changes, world, posting, policies, err);

	*changes = !rc && *changes && rota_flip_find(out, &facts);
	return rc;
}

int rota_world_find_flip(struct rota_matters *out, struct rota_world *world, struct rota_id posting,
			 const struct rota_policies *policies, struct rota_error *err)
{
	struct rota_flip_facts facts;
	struct rota_posting one;
	bool known;
	int rc = read_facts(&facts, &one, &known, world, posting, policies, err);

	return rc || !known ? rc : rota_matters_find_flip(out, &world->scratch, &facts, err);
}
