/* SPDX-License-Identifier: Apache-2.0 */
#include "state/matter_search.h"

#include <string.h>

#include "base/messages.h"
#include "state/decision.h"
#include "state/derive.h"
#include "state/disputed.h"
#include "state/figures.h"
#include "state/flip.h"
#include "state/fork.h"
#include "state/late.h"
#include "state/matter_cadres.h"
#include "state/matters.h"
#include "state/named.h"
#include "state/nil.h"
#include "state/papers.h"
#include "state/partial.h"
#include "state/revocation.h"
#include "state/shared.h"
#include "state/tenure.h"
#include "state/transit.h"
#include "state/twin.h"
#include "state/unsettled.h"
#include "state/writer_clock.h"
#include "store/entity.h"
#include "store/log.h"

/** Look at one thing, which is loaded into the scratch memory, and append what is found. */
typedef int find_fn(struct rota_matters *out, struct rota_world *world, struct rota_id id,
		    struct rota_error *err);

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
	find_fn *find; /* by which each of some things is looked at */
};

/** The same, with what else is known of the search. */
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

static int find_edit_vs_end(struct rota_matters *out, const struct finding *finding,
			    struct rota_id id, struct rota_error *err)
{
	struct rota_world *world = finding->world;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	return rc ? rc : rota_matters_find_edit_vs_end(out, &world->scratch, subject, err);
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
		rc = rota_world_add_twins(finding->out, finding->arena, finding->world,
					  &twins.items[i], err);
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

static int look_with_find(struct rota_matters *out, const struct finding *finding,
			  struct rota_id id, struct rota_error *err)
{
	return finding->find(out, finding->world, id, err);
}

static int find_in_each(struct finding *finding, const struct rota_ids *ids, find_fn *find,
			struct rota_error *err)
{
	finding->find = find;
	return look_at_each(finding, ids, look_with_find, err);
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

/** What the store proposes, and how one of it is looked at. */
struct proposed {
	int (*list)(struct rota_ids *out, struct rota_world *world, struct rota_error *err);
	find_fn *find;
	look_fn *look; /* in place of that, where it takes more than the world */
};

static const struct proposed proposed[] = {
	{ rota_world_in_transit, rota_world_find_in_transit, NULL },
	{ list_halves, rota_world_find_docs_differ, NULL },
	{ list_acting, rota_world_find_acting_as_full, NULL },
	{ list_late, rota_world_find_late, NULL },
	{ rota_world_stated, NULL, find_disputed },
	{ rota_world_touched, NULL, find_flip },
	{ rota_world_denied, rota_world_find_nil, NULL },
	{ rota_world_overlapped, rota_world_find_shared, NULL },
	{ rota_world_overlapped, rota_world_find_same_import, NULL },
};

static int look_at_proposed(struct finding *finding, const struct proposed *one,
			    struct rota_error *err)
{
	struct rota_ids ids;
	int rc;

	swap_scratch(finding);
	rc = one->list(&ids, finding->world, err);
	swap_scratch(finding);
	if (rc)
		return rc;
	return one->find ? find_in_each(finding, &ids, one->find, err)
			 : look_at_each(finding, &ids, one->look, err);
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

	if (unsettled->now.disposition == ROTA_FACT || rota_disposed_as_revoked(&unsettled->now))
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

static bool is_about_same(const struct rota_matter *a, const struct rota_matter *b)
{
	if (a->type != b->type || a->subject_count != b->subject_count)
		return false;
	for (size_t i = 0; i < a->subject_count; i++)
		if (rota_id_compare(a->subjects[i], b->subjects[i]) != 0)
			return false;
	return true;
}

/** The last one may have been found by another entry of its set. */
static void drop_repeated(struct rota_matters *matters, size_t before)
{
	for (size_t i = 0; i < before && matters->count > before; i++)
		if (is_about_same(&matters->items[i], &matters->items[before]))
			matters->count = before;
}

/** The set in which a log ends, if it has both. */
static int look_at_end(struct finding *finding, const struct rota_revocation *revocation,
		       struct rota_error *err)
{
	struct rota_id entry = rota_id_make(revocation->writer, revocation->believed), first;
	size_t before = finding->out->count;
	uint64_t size;
	int rc = rota_log_size(&size, finding->world->txn, revocation->writer.bytes, err);

	if (rc || revocation->believed >= size)
		return rc;
	rc = rota_world_set_of(&first, finding->world, entry, err);
	if (!rc && rota_id_compare(first, entry) != 0)
		rc = rota_world_find_partial(finding->out, finding->world, finding->arena, entry, err);
	if (!rc)
		drop_repeated(finding->out, before);
	rota_world_forget(finding->world);
	return rc;
}

/** Where a log is believed so far, the end may lie in a set. Of its entries that are not believed
 * nothing else is a matter. */
static int look_at_ends(struct finding *finding, struct rota_error *err)
{
	const struct rota_revocations *all;
	int rc = rota_world_revocations(&all, finding->world, err);

	for (size_t i = 0; !rc && i < all->count; i++) {
		const struct rota_revocation *one =
			rota_revocation_of(all, all->items[i].writer);

		if (one == &all->items[i])
			rc = look_at_end(finding, one, err);
	}
	return rc;
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
		rc = find_in_each(finding, &suspects.cadres, rota_world_find_person_conflicts, err);
	if (!rc)
		rc = find_in_each(finding, &suspects.cadres, rota_world_find_edits, err);
	if (!rc)
		rc = find_in_each(finding, &suspects.spells, rota_world_find_person_conflicts, err);
	if (!rc)
		rc = find_in_each(finding, &suspects.cadres, rota_world_find_origin, err);
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
		rc = rota_world_find_of_logs(finding->out, world, finding->arena,
					     rota_writer_clock_find, err);
	if (!rc && world->office->is_province)
		rc = rota_world_find_of_logs(finding->out, world, finding->arena, rota_fork_find,
					     err);
	if (!rc && world->office->is_province)
		rc = rota_unsettled_each(world, look_at_proposal, finding, err);
	if (!rc && world->office->is_province)
		rc = look_at_ends(finding, err);
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
