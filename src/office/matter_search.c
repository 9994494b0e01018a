/* SPDX-License-Identifier: Apache-2.0 */
#include "office/matter_search.h"

#include <string.h>

#include "base/messages.h"
#include "office/decision.h"
#include "office/derive.h"
#include "office/disputed.h"
#include "office/figures.h"
#include "office/flip.h"
#include "office/fork.h"
#include "office/late.h"
#include "office/matters.h"
#include "office/named.h"
#include "office/nil.h"
#include "office/papers.h"
#include "office/partial.h"
#include "office/shared.h"
#include "office/tenure.h"
#include "office/transit.h"
#include "office/twin.h"
#include "office/unclear.h"
#include "office/unsettled.h"
#include "office/writer_clock.h"
#include "store/entity.h"

/** What is being looked for, and where what is found goes. */
struct finding {
	struct rota_matters *out;
	struct rota_world *world;
	struct rota_arena *arena;
	struct rota_policies policies;
	struct rota_transition_terms terms;
	bool weighing; /* those that weigh are enough: */
	size_t others; /* so many more there are */
	struct rota_paper_name paper; /* that is looked at */
	struct rota_id set; /* the one that was looked at last, by its first entry */
};

/** Look at one thing, which is loaded into the scratch memory, and append what is found. */
typedef int look_fn(struct rota_matters *out, const struct finding *finding, struct rota_id id,
		    struct rota_error *err);

/* --- what is looked at ----------------------------------------------------------------------- */

/** Exchange the scratch memory and that of the caller. */
static void swap_scratch(struct finding *finding)
{
	struct rota_arena scratch = finding->world->scratch;

	finding->world->scratch = *finding->arena;
	*finding->arena = scratch;
}

/** A matter refers to what it was found in. Few things have one; only these are loaded again, into
 *  memory that stays. */
static int look_at(struct finding *finding, look_fn *look, struct rota_id id,
		   struct rota_error *err)
{
	struct rota_matters probe = { .count = 0 };
	struct rota_world *world = finding->world;
	int rc = look(&probe, finding, id, err);

	if (!rc && probe.count) {
		swap_scratch(finding);
		world->brief = false;
		rc = look(finding->out, finding, id, err);
		world->brief = true;
		swap_scratch(finding);
	}
	rota_world_forget(world);
	return rc;
}

static int find_conflicts(struct rota_matters *out, const struct finding *finding,
			  struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	return rc || !subject->created
		       ? rc
		       : rota_matters_find_conflicts(out, &world->scratch, subject, err);
}

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

/** A record of somebody who holds or held posts, or a time of his: it concerns their units. */
static int find_person_conflicts(struct rota_matters *out, const struct finding *finding,
				 struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = finding->world;
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
	struct rota_ids units = { .count = 0 };
	int rc = rota_world_subject(&subject, world, cadre, err);

	if (!rc)
		rc = list_career_units(&units, world, cadre, err);
	return rc || !subject->created
		       ? rc
		       : rota_matters_find_edits(out, &world->scratch, subject, units.items,
						 units.count, err);
}

int rota_world_find_origin(struct rota_matters *out, struct rota_world *world, struct rota_id cadre,
			   struct rota_error *err)
{
	struct rota_subject *subject;
	struct rota_ids units = { .count = 0 };
	int rc = rota_world_subject(&subject, world, cadre, err);

	if (!rc)
		rc = list_career_units(&units, world, cadre, err);
	return rc || !subject->created
		       ? rc
		       : rota_world_find_unclear(out, world, subject, &units, err);
}

static int find_edit_vs_end(struct rota_matters *out, const struct finding *finding,
			    struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	return rc ? rc : rota_matters_find_edit_vs_end(out, &world->scratch, subject, err);
}

static int find_edits(struct rota_matters *out, const struct finding *finding, struct rota_id cadre,
		      struct rota_error *err)
{
	return rota_world_find_edits(out, finding->world, cadre, err);
}

static int find_origin(struct rota_matters *out, const struct finding *finding,
		       struct rota_id cadre, struct rota_error *err)
{
	return rota_world_find_origin(out, finding->world, cadre, err);
}

static int find_double_holders(struct rota_matters *out, const struct finding *finding,
			       struct rota_id unit, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++) {
		struct rota_postings postings;

		rc = rota_world_post_beside(&postings, world, unit, rota_all_posts[i], err);
		if (!rc && postings.count > 1)
			rc = rota_matters_find_double_holders(out, &world->scratch, postings.items,
							      postings.count, &world->gazetteer,
							      err);
	}
	return rc;
}

/** One person in two units, or for too long in both posts of one. */
static int find_in_career(struct rota_matters *out, const struct finding *finding,
			  struct rota_id cadre, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	struct rota_postings career;
	int rc = rota_world_career_beside(&career, world, cadre, err);

	if (rc || career.count < 2)
		return rc;
	rc = rota_matters_find_two_places(out, &world->scratch, career.items, career.count,
					  &world->gazetteer, err);
	if (!rc)
		rc = rota_matters_find_half_moves(out, &world->scratch, career.items, career.count,
						  &world->gazetteer, err);
	return rc ? rc
		  : rota_matters_find_transitions(out, &world->scratch, career.items, career.count,
						  &world->gazetteer, &finding->terms, err);
}

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

static int add_twins(struct finding *finding, const struct rota_twins *twins,
		     struct rota_error *err)
{
	struct rota_ids units = { .count = 0 }, heads = { .count = 0 };
	int rc = add_heads(&heads, finding->world, twins->a, err);

	if (!rc)
		rc = add_heads(&heads, finding->world, twins->b, err);
	if (!rc)
		rc = list_career_units(&units, finding->world, twins->a, err);
	if (!rc)
		rc = list_career_units(&units, finding->world, twins->b, err);
	return rc ? rc
		  : rota_matters_add_same_person(finding->out, finding->arena,
						 (const struct rota_id[]){ twins->a, twins->b },
						 heads.items, heads.count, units.items, units.count,
						 err);
}

/** Records that are like one another. Their matters refer to nothing of them. */
static int look_at_twins(struct finding *finding, struct rota_error *err)
{
	struct rota_twin_list twins;
	int rc;

	swap_scratch(finding);
	rc = rota_world_twins(&twins, finding->world, err);
	swap_scratch(finding);
	if (finding->weighing) {
		finding->others = rc ? 0 : twins.count;
		return rc;
	}
	for (size_t i = 0; !rc && i < twins.count; i++) {
		rc = add_twins(finding, &twins.items[i], err);
		rota_world_forget(finding->world);
	}
	return rc;
}

/** Whoever would still hold a post of a unit on the first day on which that is no longer. */
static int find_open_in_ended(struct rota_matters *out, const struct finding *finding,
			      struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && unit && rota_all_posts[i]; i++) {
		struct rota_postings postings;

		rc = rota_world_post_on(&postings, world, id, rota_all_posts[i], unit->to, err);
		if (!rc && postings.count)
			rc = rota_matters_find_open_in_ended(out, &world->scratch, postings.items,
							     postings.count, &world->gazetteer,
							     world->today_number, err);
	}
	return rc;
}

static int find_in_transit(struct rota_matters *out, const struct finding *finding,
			   struct rota_id posting, struct rota_error *err)
{
	return rota_world_find_in_transit(out, finding->world, posting, err);
}

/** What has to be looked at, in memory that stays. */
struct suspects {
	struct rota_ids postings, cadres, spells; /* of which values may be in conflict, or edited */
	struct rota_ids units, careers;   /* of all suspect postings */
};

static int look_at_each(struct finding *finding, const struct rota_ids *ids, look_fn *look,
			struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < ids->count; i++)
		rc = look_at(finding, look, ids->items[i], err);
	return rc;
}

/** What of a suspect posting is looked at: its unit, its person, and itself if there is a conflict.
 */
static int add_posting(struct suspects *suspects, struct rota_world *world, struct rota_id posting,
                       struct rota_error *err)
{
	struct rota_tenure tenure;
	uint32_t no;
	int rc = rota_entity_find(&no, world->txn, posting.bytes, err);

	if (!rc)
		rc = rota_tenure_get(&tenure, world, no, err);
	if (!rc && tenure.ask)
		suspects->postings.items[suspects->postings.count++] = posting;
	if (!rc && tenure.unit)
		rc = rota_entity_id(suspects->units.items[suspects->units.count++].bytes,
				    world->txn, tenure.unit, err);
	if (!rc && tenure.person)
		rc = rota_entity_id(suspects->careers.items[suspects->careers.count++].bytes,
				    world->txn, tenure.person, err);
	return rc;
}

static int list_suspects(struct suspects *suspects, struct finding *finding, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	struct rota_ids postings = { .count = 0 };
	size_t size;
	int rc;

	swap_scratch(finding);
	rc = rota_world_suspects(&postings, world, ROTA_ENTITY_POSTING, err);
	if (!rc)
		rc = rota_world_suspects(&suspects->cadres, world, ROTA_ENTITY_CADRE, err);
	if (!rc)
		rc = rota_world_suspects(&suspects->spells, world, ROTA_ENTITY_SPELL, err);
	swap_scratch(finding);
	size = postings.count * sizeof(struct rota_id);
	suspects->postings.items = rota_arena_alloc(finding->arena, size);
	suspects->units.items = rota_arena_alloc(finding->arena, size);
	suspects->careers.items = rota_arena_alloc(finding->arena, size);
	if (!suspects->postings.items || !suspects->units.items || !suspects->careers.items)
		return rc ? rc : rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !rc && i < postings.count; i++)
		rc = add_posting(suspects, world, postings.items[i], err);
	suspects->units.count = rota_ids_sort(suspects->units.items, suspects->units.count);
	suspects->careers.count =
		rota_ids_sort(suspects->careers.items, suspects->careers.count);
	return rc;
}

static int find_disputed(struct rota_matters *out, const struct finding *finding,
			 struct rota_id posting, struct rota_error *err)
{
	return rota_world_find_disputed(out, finding->world, posting, &finding->policies, err);
}

static int find_flip(struct rota_matters *out, const struct finding *finding,
		     struct rota_id posting, struct rota_error *err)
{
	return rota_world_find_flip(out, finding->world, posting, &finding->policies, err);
}

static int find_nil(struct rota_matters *out, const struct finding *finding, struct rota_id nil,
		    struct rota_error *err)
{
	return rota_world_find_nil(out, finding->world, nil, err);
}

static int find_docs_differ(struct rota_matters *out, const struct finding *finding,
			    struct rota_id posting, struct rota_error *err)
{
	return rota_world_find_docs_differ(out, finding->world, posting, err);
}

static int find_acting(struct rota_matters *out, const struct finding *finding,
		       struct rota_id posting, struct rota_error *err)
{
	return rota_world_find_acting_as_full(out, finding->world, posting, err);
}

static int find_late(struct rota_matters *out, const struct finding *finding,
		     struct rota_id posting, struct rota_error *err)
{
	return rota_world_find_late(out, finding->world, posting, err);
}

static int find_short(struct rota_matters *out, const struct finding *finding, struct rota_id none,
		      struct rota_error *err)
{
	(void)none;
	return rota_world_find_short(out, finding->world, &finding->paper, err);
}

static int find_told(struct rota_matters *out, const struct finding *finding, struct rota_id none,
		     struct rota_error *err)
{
	(void)none;
	return rota_world_find_told_differently(out, finding->world, &finding->paper, err);
}

/** Papers of which something is kept, by their names. */
static int look_at_decisions(struct finding *finding, enum rota_paper_kept kept, look_fn *look,
			     struct rota_error *err)
{
	static const struct rota_id none;
	struct rota_paper_names names;
	int rc;

	swap_scratch(finding);
	rc = rota_world_papers_kept(&names, finding->world, kept, err);
	swap_scratch(finding);
	for (size_t i = 0; !rc && i < names.count; i++) {
		finding->paper = names.items[i];
		rc = look_at(finding, look, none, err);
	}
	return rc;
}

static int find_shared(struct rota_matters *out, const struct finding *finding,
		       struct rota_id unit, struct rota_error *err)
{
	return rota_world_find_shared(out, finding->world, unit, err);
}

static int list_halves(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	return rota_world_papers(out, world, ROTA_PAPERS_HALVES, err);
}

static int list_acting(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	return rota_world_papers(out, world, ROTA_PAPERS_ACTING, err);
}

static int list_late(struct rota_ids *out, struct rota_world *world, struct rota_error *err)
{
	return rota_world_papers(out, world, ROTA_PAPERS_LATE, err);
}

static int find_same_import(struct rota_matters *out, const struct finding *finding,
			    struct rota_id unit, struct rota_error *err)
{
	return rota_world_find_same_import(out, finding->world, unit, err);
}

/** What the store proposes, and how one of it is looked at. */
struct proposed {
	int (*list)(struct rota_ids *out, struct rota_world *world, struct rota_error *err);
	look_fn *look;
};

static const struct proposed proposed[] = {
	{ rota_world_in_transit, find_in_transit },
	{ list_halves, find_docs_differ },
	{ list_acting, find_acting },
	{ list_late, find_late },
	{ rota_world_stated, find_disputed },
	{ rota_world_touched, find_flip },
	{ rota_world_denied, find_nil },
	{ rota_world_overlapped, find_shared },
	{ rota_world_overlapped, find_same_import },
};

static int look_at_proposed(struct finding *finding, const struct proposed *one,
			    struct rota_error *err)
{
	struct rota_ids ids;
	int rc;

	swap_scratch(finding);
	rc = one->list(&ids, finding->world, err);
	swap_scratch(finding);
	return rc ? rc : look_at_each(finding, &ids, one->look, err);
}

static int look_at_ended(struct finding *finding, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &finding->world->gazetteer;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++)
		if (gazetteer->units[i]->to <= finding->world->today_number)
			rc = look_at(finding, find_open_in_ended, gazetteer->units[i]->id, err);
	return rc;
}

/** Entries come in the order of their logs, so those of one set stand together. */
static int look_at_set(struct finding *finding, const struct rota_unsettled *unsettled,
		       struct rota_error *err)
{
	struct rota_id first;
	int rc;

	if (unsettled->now.disposition == ROTA_FACT)
		return ROTA_OK;
	rc = rota_world_set_of(&first, finding->world, unsettled->entry, err);
	if (rc || rota_id_compare(first, finding->set) == 0)
		return rc;
	finding->set = first;
	return rota_world_find_partial(finding->out, finding->world, finding->arena,
				       unsettled->entry, err);
}

/** An entry that its writer may not make is a matter of the entity that it speaks of. */
static int look_at_proposal(const struct rota_unsettled *unsettled, void *payload,
			    struct rota_error *err)
{
	struct finding *finding = payload;
	struct rota_out_of_scope facts = { .entries = &unsettled->entry, .entry_count = 1 };
	struct rota_revision revision;
	int rc;

	rc = look_at_set(finding, unsettled, err);
	if (rc || unsettled->now.disposition != ROTA_PROPOSAL)
		return rc;
	rc = rota_world_revision(&revision, finding->world, unsettled->entry, err);
	if (!rc)
		rc = rota_entry_unit(&facts.unit, &facts.day, finding->world, &revision.entry, err);
	if (rc)
		return rc;
	facts.subject = revision.entry.creates ? unsettled->entry : revision.entry.id;
	facts.entity = revision.entry.kind ? revision.entry.kind->entity : ROTA_ENTITY_NONE;
	return rota_matters_add_out_of_scope(finding->out, finding->arena, &facts, err);
}

/* --- everything ----------------------------------------------------------------------------- */

static int look_at_all(struct finding *finding, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	struct suspects suspects = { .postings = { .count = 0 } };
	int rc = rota_world_policies(&finding->policies, world, finding->arena, err);

	if (!rc)
		rc = rota_transition_terms(&finding->terms, &finding->policies,
					   world->today_number, finding->arena, err);
	if (!rc)
		rc = list_suspects(&suspects, finding, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.postings, find_conflicts, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.postings, find_edit_vs_end, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.cadres, find_person_conflicts, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.cadres, find_edits, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.spells, find_person_conflicts, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.cadres, find_origin, err);
	if (!rc)
		rc = look_at_twins(finding, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.units, find_double_holders, err);
	if (!rc)
		rc = look_at_each(finding, &suspects.careers, find_in_career, err);
	if (!rc)
		rc = look_at_decisions(finding, ROTA_PAPER_DISPUTED, find_told, err);
	if (!rc)
		rc = look_at_decisions(finding, ROTA_PAPER_SHORT, find_short, err);
	for (size_t i = 0; !rc && i < sizeof(proposed) / sizeof(proposed[0]); i++)
		rc = look_at_proposed(finding, &proposed[i], err);
	if (!rc)
		rc = look_at_ended(finding, err);
	if (!rc && world->office->is_province)
		rc = rota_world_find_clocks(finding->out, world, finding->arena, err);
	if (!rc && world->office->is_province)
		rc = rota_world_find_forks(finding->out, world, finding->arena, err);
	if (!rc && world->office->is_province)
		rc = rota_unsettled_each(world, look_at_proposal, finding, err);
	return rc;
}

int rota_search_matters(struct rota_matters *out, size_t *others, struct rota_world *world,
			struct rota_arena *arena, struct rota_error *err)
{
	struct finding finding = {
		.out = out, .world = world, .arena = arena, .weighing = others != NULL
	};
	bool brief = world->brief;
	int rc;

	*out = (struct rota_matters){ .count = 0 };
	world->brief = true;
	rc = look_at_all(&finding, err);
	world->brief = brief;
	if (others)
		*others = finding.others;
	return rc;
}
