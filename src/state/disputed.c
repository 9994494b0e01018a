/* SPDX-License-Identifier: Apache-2.0 */
#include "state/disputed.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "state/settled.h"
#include "store/entity.h"
#include "store/index.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- what was stated ------------------------------------------------------------------------- */

/** By when they were created, the latest last. */
static int compare_statements(const void *a, const void *b)
{
	const struct rota_subject *left = *(const struct rota_subject *const *)a;
	const struct rota_subject *right = *(const struct rota_subject *const *)b;
	uint64_t before = left->created->entry.clock, after = right->created->entry.clock;

	return before != after ? (before < after ? -1 : 1) : rota_id_compare(left->id, right->id);
}

int rota_world_statements(struct rota_statements *out, struct rota_world *world,
			  struct rota_id posting, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, world, ROTA_INDEX_LOCALITY, posting.bytes,
				    sizeof(posting.bytes), err);

	*out = (struct rota_statements){ .count = 0 };
	if (rc || !ids.count)
		return rc;
	out->items = rota_arena_alloc(&world->scratch, ids.count * sizeof(*out->items));
	if (!out->items)
		return no_memory(err);
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created &&
		    rota_id_compare(rota_subject_id(one, "posting"), posting) == 0)
			out->items[out->count++] = one;
	}
	if (!rc && out->count)
		qsort(out->items, out->count, sizeof(*out->items), compare_statements);
	return rc;
}

struct listing {
	struct rota_ids *ids;
	struct rota_arena *arena;
};

/** The keys of the index are ids of postings, and come in their order. */
static int list_key(const void *key, size_t size, uint32_t no, void *payload,
		    struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_ids *ids = listing->ids;
	struct rota_id id;

	(void)no;
	if (size != sizeof(id) ||
	    (ids->count && memcmp(&ids->items[ids->count - 1], key, size) == 0))
		return ROTA_OK;
	memcpy(id.bytes, key, size);
	return rota_ids_add(ids, listing->arena, id, err);
}

int rota_world_stated(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	struct listing listing = { out, &world->scratch };

	*out = (struct rota_ids){ .count = 0 };
	return rota_index_each(world->txn, ROTA_INDEX_LOCALITY, NULL, 0, ROTA_INDEX_PREFIX,
			       list_key, &listing, err);
}

/* --- the matter ------------------------------------------------------------------------------ */

static int add_matter(struct rota_matters *out, struct rota_world *world,
		      const struct rota_posting *posting, const struct rota_statements *statements,
		      struct rota_error *err)
{
	const struct rota_stated_locality facts = { .posting = posting,
						    .statements = statements->items,
						    .count = statements->count,
						    .gazetteer = &world->gazetteer };

	return rota_matters_add_disputed(out, &world->scratch, &facts, err);
}

/** A posting; one of another office may not be here. */
static int find_posting(struct rota_posting *out, bool *known, struct rota_world *world,
			struct rota_id id, struct rota_error *err)
{
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, id.bytes, err);

	*known = false;
	if (!rc)
		rc = rota_world_posting(out, known, world, no, err);
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err);
	return ROTA_OK;
}

int rota_world_find_disputed(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			     const struct rota_policies *policies, struct rota_error *err)
{
	const struct rota_policy_view *policy;
	struct rota_statements statements;
	struct rota_posting posting;
	struct rota_assertion assertion = { .differs = false };
	struct rota_subject *cadre;
	bool known;
	int32_t day;
	int rc = find_posting(&posting, &known, world, id, err);

	if (!rc && known)
		rc = rota_world_subject(&cadre, world, posting.cadre, err);
	if (rc || !known || !cadre->created) /* of another office: nothing is known of its facts */
		return rc;
	day = rota_posting_day(&posting, world->today_number);
	policy = rota_policies_on(policies, day);
	rc = rota_world_assertion_of(&assertion, world, &posting, cadre, day, policy, err);
	if (rc || !assertion.differs)
		return rc;
	rc = rota_world_statements(&statements, world, id, err);
	return rc ? rc : add_matter(out, world, &posting, &statements, err);
}

/* --- what was settled ------------------------------------------------------------------------ */

static enum rota_disputed_way way_of(const struct rota_settlement *settlement)
{
	if (!settlement || !settlement->way)
		return ROTA_DISPUTED_OPEN;
	if (strcmp(settlement->way, "asserted") == 0)
		return ROTA_DISPUTED_ASSERTED;
	return strcmp(settlement->way, "computed") == 0 ? ROTA_DISPUTED_COMPUTED
							: ROTA_DISPUTED_OPEN;
}

int rota_world_disputed_way(enum rota_disputed_way *out, struct rota_world *world,
			    struct rota_id id, const struct rota_statements *statements,
			    struct rota_error *err)
{
	struct rota_matters matters = { .count = 0 };
	struct rota_settlements settlements;
	struct rota_subject *subject;
	struct rota_posting posting;
	bool named;
	int rc = rota_world_names_settled(&named, world, id, err);

	*out = ROTA_DISPUTED_OPEN;
	if (rc || !named)
		return rc;
	rc = rota_world_subject(&subject, world, id, err);
	if (!rc && rota_posting_read(&posting, subject))
		rc = add_matter(&matters, world, &posting, statements, err);
	if (rc || !matters.count)
		return rc;
	rc = rota_world_settlements(&settlements, world, id, err);
	if (!rc)
		*out = way_of(
			rota_settlement_holds(settlements.items, settlements.count, matters.items));
	return rc;
}
