/* SPDX-License-Identifier: Apache-2.0 */
#include "state/bounds.h"

#include <string.h>

#include "base/messages.h"
#include "state/person.h"
#include "state/tenure.h"
#include "store/entity.h"

/** Claims of the postings of some cells, and of the other postings of their holders. */
struct bounding {
	struct rota_world *world;
	const struct rota_policy_view *policy;
	int32_t day;
	struct rota_arena *arena;
	struct rota_claims claims;
	struct rota_claim_context context;
	bool spells; /* values of some are in conflict, and the policy takes them */
	size_t subject_count; /* of the posting whose claims are being made */
	struct rota_id *seen; /* postings whose claims are made: a table by their first bytes */
	size_t seen_count, seen_room;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- postings that were met ------------------------------------------------------------------ */

/** The place of an id in the table, or the free one where it belongs. The table has free ones. */
static size_t place_of(const struct bounding *bounding, struct rota_id id)
{
	size_t at;

	/* the numbers of a log follow each other, and those of another log begin elsewhere; the room
	 * is a power of two, so what differs must stand in the low bits */
	memcpy(&at, id.bytes, sizeof(at));
	at = (at + (size_t)rota_id_number(id)) % bounding->seen_room;
	while (!rota_id_is_zero(bounding->seen[at]) &&
	       rota_id_compare(bounding->seen[at], id) != 0)
		at = (at + 1) % bounding->seen_room;
	return at;
}

static int grow_seen(struct bounding *bounding, struct rota_error *err)
{
	struct rota_id *old = bounding->seen;
	size_t room = bounding->seen_room;

	bounding->seen_room = room ? 2 * room : 1024;
	bounding->seen = rota_arena_alloc(bounding->arena,
	                                  bounding->seen_room * sizeof(*bounding->seen));
	if (!bounding->seen)
		return no_memory(err);
	for (size_t i = 0; i < room; i++)
		if (!rota_id_is_zero(old[i]))
			bounding->seen[place_of(bounding, old[i])] = old[i];
	return ROTA_OK;
}

/** Note a posting. @param[out] first  whether it was not met before. */
static int meet(bool *first, struct bounding *bounding, struct rota_id id, struct rota_error *err)
{
	size_t at;
	int rc = 2 * bounding->seen_count < bounding->seen_room ? ROTA_OK :
	                                                          grow_seen(bounding, err);

	if (rc)
		return rc;
	at = place_of(bounding, id);
	*first = rota_id_is_zero(bounding->seen[at]);
	bounding->seen[at] = id;
	bounding->seen_count += *first;
	return ROTA_OK;
}

/* --- claims ---------------------------------------------------------------------------------- */

/** The locality of a posting of one of its cadres. */
static int locality_of(enum rota_locality_value *out, enum rota_claim_sort sort,
                       const struct bounding *bounding, const struct rota_posting *posting,
                       const struct rota_holder *holder, struct rota_error *err)
{
	struct rota_assertion assertion;
	bool disputed;
	int rc;

	if (sort == ROTA_CLAIM_AS_IT_COUNTS)
		return rota_world_locality_by(out, &disputed, bounding->world, posting, holder,
		                              bounding->day, bounding->policy, err);
	rc = rota_world_assertion_by(&assertion, bounding->world, posting, holder, bounding->day,
	                             bounding->policy, err);
	*out = sort == ROTA_CLAIM_ASSERTED && assertion.stated ? assertion.asserted :
	                                                         assertion.computed.value;
	return rc;
}

/** The spells of a cadre among the subjects, as they are under this choice. */
static int list_spells(struct rota_spells *out, const struct bounding *bounding,
                       const struct rota_subject *subjects, struct rota_id cadre,
                       struct rota_error *err)
{
	out->count = 0;
	out->items = rota_arena_alloc(&bounding->world->scratch,
	                              bounding->subject_count * sizeof(*out->items));
	if (!out->items)
		return no_memory(err);
	for (size_t i = 1; i < bounding->subject_count; i++)
		if (subjects[i].type == ROTA_ENTITY_SPELL &&
		    rota_id_compare(rota_spell_cadre(&subjects[i]), cadre) == 0)
			out->items[out->count++] = &subjects[i];
	return ROTA_OK;
}

static int tell_locality(bool *non_local, enum rota_claim_sort sort,
                         const struct rota_posting *posting, const struct rota_subject *subjects,
                         void *payload, struct rota_error *err)
{
	struct bounding *bounding = payload;
	struct rota_holder holder = { .spells = NULL };
	struct rota_spells spells = { .count = 0 };
	enum rota_locality_value value;
	int rc = bounding->spells ? list_spells(&spells, bounding, subjects, posting->cadre, err) :
	                            ROTA_OK;

	*non_local = false;
	holder.spells = spells.count ? &spells : NULL;
	for (size_t i = 1; !rc && i < bounding->subject_count; i++) {
		if (rota_id_compare(subjects[i].id, posting->cadre) != 0)
			continue;
		holder.cadre = &subjects[i];
		rc = locality_of(&value, sort, bounding, posting, &holder, err);
		*non_local = !rc && value == ROTA_LOCALITY_NON_LOCAL;
		break;
	}
	return rc;
}

static int tell_person(struct rota_id *person, struct rota_id cadre, void *payload,
		       struct rota_error *err)
{
	const struct bounding *bounding = payload;

	return rota_world_person(person, bounding->world, cadre, err);
}

/** Subjects in the scratch memory. */
struct loading {
	struct bounding *bounding;
	const struct rota_subject **items;
	size_t count, room;
};

static int take_subject(struct loading *loading, const struct rota_subject *subject,
                        struct rota_error *err)
{
	const struct rota_subject **items =
		rota_arena_more(&loading->bounding->world->scratch, loading->items, loading->count,
	                        &loading->room, sizeof(*items));

	if (!items)
		return no_memory(err);
	loading->items = items;
	loading->items[loading->count++] = subject;
	return ROTA_OK;
}

/** A cadre, with the spells where some are in conflict; more than are looked at decide nothing. */
static int load_cadre(struct loading *loading, struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = loading->bounding->world;
	struct rota_spells spells = { .count = 0 };
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, id, err);

	if (!rc)
		rc = take_subject(loading, cadre, err);
	if (!rc && loading->bounding->spells)
		rc = rota_world_spells(&spells, world, id, err);
	if (spells.count > ROTA_SPELLS_MAX)
		spells.count = 0;
	for (size_t i = 0; !rc && i < spells.count; i++)
		rc = take_subject(loading, spells.items[i], err);
	return rc;
}

/** The cadres that a posting may be of: its own, and those that a conflict names. */
static int load_subjects(const struct rota_subject ***out, struct bounding *bounding,
                         const struct rota_posting *posting, struct rota_error *err)
{
	const struct rota_claim_context *context = &bounding->context;
	struct loading loading = { .bounding = bounding };
	struct rota_subject *itself;
	int rc = rota_world_subject(&itself, bounding->world, posting->id, err);

	if (!rc)
		rc = take_subject(&loading, itself, err);
	if (!rc)
		rc = load_cadre(&loading, posting->cadre, err);
	for (size_t i = 0; !rc && i < context->matter_count; i++) {
		const struct rota_matter *matter = &context->matters[i];
		const struct rota_value *values = &matter->values;

		if (matter->type != ROTA_MATTER_FIELD_CONFLICT ||
		    matter->entity != ROTA_ENTITY_POSTING || strcmp(matter->field, "cadre") != 0 ||
		    rota_id_compare(matter->subjects[0], posting->id) != 0)
			continue;
		for (size_t k = 0; !rc && k < values->as.list.count && k < 64; k++) {
			struct rota_id id;

			if (rota_id_from_value(&id, &values->as.list.items[k]) &&
			    rota_id_compare(id, posting->cadre) != 0)
				rc = load_cadre(&loading, id, err);
		}
	}
	bounding->subject_count = loading.count;
	*out = loading.items;
	return rc;
}

/** The posts of new claims, as words that outlive what they were read from. */
static void settle_posts(struct bounding *bounding, size_t first)
{
	for (size_t i = first; i < bounding->claims.count; i++) {
		const struct rota_word *word =
			rota_word_find(&rota_posts, bounding->claims.items[i].post);

		bounding->claims.items[i].post = word ? word->id : "";
	}
}

/** What nothing is remarkable about and what does not hold that day claims nothing. */
static int claims_nothing(bool *out, struct bounding *bounding, const struct rota_posting *posting,
                          struct rota_error *err)
{
	struct rota_tenure tenure;
	uint32_t no;
	int rc = rota_entity_find(&no, bounding->world->txn, posting->id.bytes, err);

	if (!rc)
		rc = rota_tenure_get(&tenure, bounding->world, no, err);
	*out = !rc && !tenure.ask && rota_posting_on(posting, bounding->day) == ROTA_HOLDS_NOT;
	return rc;
}

static int add_posting(struct bounding *bounding, const struct rota_posting *posting,
                       struct rota_error *err)
{
	const struct rota_subject **subjects = NULL;
	size_t before = bounding->claims.count;
	bool first = false, nothing = false;
	int rc = meet(&first, bounding, posting->id, err);

	if (!rc && first)
		rc = claims_nothing(&nothing, bounding, posting, err);
	if (rc || !first || nothing)
		return rc;
	rc = load_subjects(&subjects, bounding, posting, err);
	if (!rc)
		rc = rota_claims_add(&bounding->claims, bounding->arena, &bounding->context,
		                     subjects, bounding->subject_count, err);
	settle_posts(bounding, before);
	return rc;
}

/** Postings in memory that is kept while the world forgets. */
static int keep(struct rota_postings *out, struct bounding *bounding,
                const struct rota_postings *postings, struct rota_error *err)
{
	size_t size = postings->count * sizeof(*out->items);

	*out = (struct rota_postings){ .count = postings->count };
	out->items = rota_arena_alloc(bounding->arena, size + 1);
	if (!out->items)
		return no_memory(err);
	if (size)
		memcpy(out->items, postings->items, size);
	rota_world_forget(bounding->world);
	return ROTA_OK;
}

/** Each posting is read again when it is looked at, so that one is in memory at a time. */
static int add_all(struct bounding *bounding, const struct rota_postings *postings,
                   struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < postings->count; i++) {
		rc = add_posting(bounding, &postings->items[i], err);
		rota_world_forget(bounding->world);
	}
	return rc;
}

static int add_career(struct bounding *bounding, struct rota_id cadre, struct rota_error *err)
{
	struct rota_postings read, career;
	int rc = rota_world_career(&read, bounding->world, cadre, err);

	if (!rc)
		rc = keep(&career, bounding, &read, err);
	return rc ? rc : add_all(bounding, &career, err);
}

/** The postings of the cell, and the others of whoever holds it that day or may. */
static int add_cell(struct bounding *bounding, const struct rota_bounds_cell *cell,
                    struct rota_error *err)
{
	struct rota_postings read, postings;
	int rc = rota_world_post(&read, bounding->world, cell->unit, cell->post, err);

	if (!rc)
		rc = keep(&postings, bounding, &read, err);
	for (size_t i = 0; !rc && i < postings.count; i++) {
		bool nothing = false;

		rc = claims_nothing(&nothing, bounding, &postings.items[i], err);
		if (!rc && !nothing)
			rc = add_career(bounding, postings.items[i].cadre, err);
	}
	return rc ? rc : add_all(bounding, &postings, err);
}

/** The outcome by which a locality counts as it counts until it is settled. */
static int find_provisional(struct rota_matter *matter, const struct bounding *bounding,
                            struct rota_error *err)
{
	struct rota_world *world = bounding->world;
	enum rota_locality_value now;
	struct rota_assertion assertion;
	struct rota_subject *subject;
	struct rota_posting posting;
	bool disputed;
	int rc = rota_world_subject(&subject, world, matter->subjects[0], err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	rc = rota_world_assertion(&assertion, world, &posting, bounding->day, bounding->policy, err);
	if (!rc)
		rc = rota_world_locality(&now, &disputed, world, &posting, bounding->day,
		                         bounding->policy, err);
	if (!rc && (now == ROTA_LOCALITY_NON_LOCAL) !=
	                   (assertion.computed.value == ROTA_LOCALITY_NON_LOCAL))
		matter->provisional = rota_matter_outcome_find(matter, "asserted");
	return rc;
}

/** The matters, with the provisional outcomes of the day. */
static int take_matters(struct bounding *bounding, const struct rota_matters *matters,
                        struct rota_error *err)
{
	size_t size = matters->count * sizeof(*matters->items);
	struct rota_matter *copy = rota_arena_alloc(bounding->arena, size);
	int rc = ROTA_OK;

	if (!copy)
		return no_memory(err);
	if (size)
		memcpy(copy, matters->items, size);
	for (size_t i = 0; !rc && i < matters->count; i++)
		if (copy[i].type == ROTA_MATTER_LOCALITY_DIFFERS &&
		    rota_matter_weighs_on(&copy[i], bounding->day)) {
			rc = find_provisional(&copy[i], bounding, err);
			rota_world_forget(bounding->world);
		}
	bounding->context.matters = copy;
	bounding->context.matter_count = matters->count;
	return rc;
}

/** Whether spells decide that are not the same in every ending. */
static bool takes_spells(const struct rota_matters *matters, const struct rota_policy_view *policy)
{
	if (!rota_locality_takes_spells(&policy->locality))
		return false;
	for (size_t i = 0; i < matters->count; i++)
		if (matters->items[i].type == ROTA_MATTER_FIELD_CONFLICT &&
		    matters->items[i].entity == ROTA_ENTITY_SPELL)
			return true;
	return false;
}

int rota_world_bounds(struct rota_bounds *out, size_t sums, struct rota_world *world,
                      const struct rota_bounds_cells *cells, int32_t day,
                      const struct rota_policy_view *policy, const struct rota_matters *matters,
                      struct rota_arena *arena, struct rota_error *err)
{
	struct bounding bounding = { .world = world,
				     .policy = policy,
				     .day = day,
				     .arena = arena,
				     .spells = takes_spells(matters, policy),
				     .context = { .day = day,
						  .counting = policy->counting,
						  .locality = tell_locality,
						  .person = tell_person,
						  .payload = &bounding } };
	struct rota_bounds_question question = { .cells = cells->items,
		                                 .cell_count = cells->count,
		                                 .matter_count = matters->count };
	bool brief = world->brief;
	int rc = take_matters(&bounding, matters, err);

	question.matters = bounding.context.matters;
	world->brief = true;
	for (size_t i = 0; !rc && i < cells->count; i++)
		rc = add_cell(&bounding, &cells->items[i], err);
	world->brief = brief;
	question.claims = bounding.claims.items;
	question.claim_count = bounding.claims.count;
	return rc ? rc : rota_bounds_find(out, sums, arena, &question, err);
}
