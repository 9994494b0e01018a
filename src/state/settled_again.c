/* SPDX-License-Identifier: Apache-2.0 */
/* The matters that are settled, found again as they would be without their settlements. */
#include "state/decision.h"
#include "state/dispose.h"
#include "state/disputed.h"
#include "state/flip.h"
#include "state/fork.h"
#include "state/late.h"
#include "state/matter_cadres.h"
#include "state/matters.h"
#include "state/named.h"
#include "state/nil.h"
#include "state/papers.h"
#include "state/partial.h"
#include "state/person.h"
#include "state/settled.h"
#include "state/shared.h"
#include "state/transit.h"
#include "state/writer_clock.h"

static int find_conflict(struct rota_matters *out, struct rota_world *world,
			 const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, world, matter->subjects[0], err);

	return rc || !subject->created
		       ? rc
		       : rota_matters_find_conflicts(out, &world->scratch, subject, err);
}

static int find_edit_vs_end(struct rota_matters *out, struct rota_world *world,
			    const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, world, matter->subjects[0], err);

	return rc ? rc : rota_matters_find_edit_vs_end(out, &world->scratch, subject, err);
}

static int find_pair(struct rota_matters *out, struct rota_world *world,
		     const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_posting both[2];
	bool known[2] = { false };
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < 2 && matter->subject_count == 2; i++)
		rc = rota_world_paired_posting(&both[i], &known[i], world, matter->subjects[i], err);
	return rc || !known[0] || !known[1]
		       ? rc
		       : rota_settlement_find_pair(out, &world->scratch, matter->type, both,
						   &world->gazetteer, err);
}

/** Postings as they stand, with all that was settled of them. @return how many of those named are
 * any. */
static int read_named(struct rota_posting *out, size_t *count, struct rota_world *world,
		      const struct rota_matter *matter, struct rota_error *err)
{
	int rc = ROTA_OK;

	*count = 0;
	for (size_t i = 0; !rc && i < 2 && i < matter->subject_count; i++) {
		struct rota_subject *subject;

		rc = rota_world_subject(&subject, world, matter->subjects[i], err);
		if (rc || !rota_posting_read(&out[*count], subject) ||
		    rota_posting_is_void(&out[*count]))
			continue;
		rc = rota_world_person(&out[*count].person, world, out[*count].cadre, err);
		++*count;
	}
	return rc;
}

static int find_open(struct rota_matters *out, struct rota_world *world,
		     const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_posting named[2];
	size_t count;
	int rc = read_named(named, &count, world, matter, err);

	return rc || matter->subject_count != 1
		       ? rc
		       : rota_matters_find_open_in_ended(out, &world->scratch, named, count,
							 &world->gazetteer, world->today_number,
							 err);
}

/** A move of which a half is missing: of one posting, or of two. */
static int find_half_move(struct rota_matters *out, struct rota_world *world,
			  const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_ids postings;
	int rc;

	if (matter->subject_count != 1)
		return find_pair(out, world, matter, err);
	rc = rota_world_in_transit(&postings, world, err);
	return rc || !rota_ids_have(postings.items, postings.count, matter->subjects[0])
		       ? rc
		       : rota_world_find_in_transit(out, world, matter->subjects[0], err);
}

static int find_transition(struct rota_matters *out, struct rota_world *world,
			   const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_transition_terms terms;
	struct rota_policies policies;
	struct rota_posting named[2];
	size_t count;
	int rc = read_named(named, &count, world, matter, err);

	if (rc || count != 2 || rota_id_compare(named[0].person, named[1].person) != 0)
		return rc;
	rc = rota_world_policies(&policies, world, &world->scratch, err);
	if (!rc)
		rc = rota_transition_terms(&terms, &policies, world->today_number, &world->scratch,
					   err);
	return rc ? rc
		  : rota_matters_find_transitions(out, &world->scratch, named, 2, &world->gazetteer,
						  &terms, err);
}

static int find_disputed(struct rota_matters *out, struct rota_world *world,
			 const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_policies policies;
	int rc = rota_world_policies(&policies, world, &world->scratch, err);

	return rc || matter->subject_count != 1
		       ? rc
		       : rota_world_find_disputed(out, world, matter->subjects[0], &policies, err);
}

static int find_flip(struct rota_matters *out, struct rota_world *world,
		     const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_policies policies;
	int rc = rota_world_policies(&policies, world, &world->scratch, err);

	return rc ? rc
		  : rota_world_find_flip(out, world, matter->subjects[0], &policies, err);
}

/** Of two halves of a move the one that was left finds the other one; of two that tell one paper differently
 * each finds the other. */
static int find_docs_differ(struct rota_matters *out, struct rota_world *world,
			    const struct rota_matter *matter, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		rc = rota_world_find_docs_differ(out, world, matter->subjects[i], err);
	if (!rc)
		rc = rota_world_find_told_of(out, world, matter->subjects[0], err);
	return rc;
}

/** Of the postings that an acting holder has the full one finds it. */
static int find_acting(struct rota_matters *out, struct rota_world *world,
		       const struct rota_matter *matter, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		rc = rota_world_find_acting_as_full(out, world, matter->subjects[i], err);
	return rc;
}

/** Of a posting and a period the posting says what came late. */
static int find_late(struct rota_matters *out, struct rota_world *world,
		     const struct rota_matter *matter, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < matter->subject_count; i++)
		rc = rota_world_find_late(out, world, matter->subjects[i], err);
	return rc;
}

/** Proposals are what the settlement saw. */
static int find_proposals(struct rota_matters *out, struct rota_world *world,
			  const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_out_of_scope facts = { .subject = matter->subjects[0],
					   .entries = matter->saw,
					   .entry_count = matter->saw_count };
	struct rota_entry entry;
	int rc;

	if (!matter->saw_count)
		return ROTA_OK;
	rc = rota_world_entry(&entry, world, matter->saw[0], err);
	if (!rc)
		rc = rota_entry_unit(&facts.unit, &facts.day, world, &entry, err);
	if (rc)
		return rc;
	facts.entity = entry.kind ? entry.kind->entity : ROTA_ENTITY_NONE;
	return rota_matters_add_out_of_scope(out, &world->scratch, &facts, err);
}

/** Of two postings of one unit either leads to it. */
static int find_same_import(struct rota_matters *out, struct rota_world *world,
			    const struct rota_matter *matter, struct rota_error *err)
{
	struct rota_subject *posting;
	int rc = rota_world_subject(&posting, world, matter->subjects[0], err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	return rc ? rc
		  : rota_world_find_same_import(out, world, rota_subject_id(posting, "unit"), err);
}

/** A set, by one of its entries; a decision, by a posting that cites it. */
static int find_partial(struct rota_matters *out, struct rota_world *world,
			const struct rota_matter *matter, struct rota_error *err)
{
	if (matter->field)
		return rota_world_find_short_of(out, world, matter->subjects[0], err);
	return matter->saw_count ? rota_world_find_partial(out, world, &world->scratch,
							   matter->saw[0], err)
				 : ROTA_OK;
}

static int find_again(struct rota_matters *out, struct rota_world *world,
		      const struct rota_matter *matter, struct rota_error *err)
{
	int rc;

	if (!matter->subject_count)
		return ROTA_OK;
	switch (matter->type) {
	case ROTA_MATTER_FIELD_CONFLICT:
		rc = find_conflict(out, world, matter, err);
		break;
	case ROTA_MATTER_EDIT_VS_END:
		rc = find_edit_vs_end(out, world, matter, err);
		break;
	case ROTA_MATTER_OUT_OF_SCOPE:
		rc = find_proposals(out, world, matter, err);
		break;
	case ROTA_MATTER_OPEN_IN_ENDED:
		rc = find_open(out, world, matter, err);
		break;
	case ROTA_MATTER_HALF_MOVE:
		rc = find_half_move(out, world, matter, err);
		break;
	case ROTA_MATTER_TRANSITION_LONG:
		rc = find_transition(out, world, matter, err);
		break;
	case ROTA_MATTER_IDENTITY_EDIT:
		rc = rota_world_find_edits(out, world, matter->subjects[0], err);
		break;
	case ROTA_MATTER_LOCALITY_DIFFERS:
		rc = find_disputed(out, world, matter, err);
		break;
	case ROTA_MATTER_LOCALITY_FLIPS:
		rc = find_flip(out, world, matter, err);
		break;
	case ROTA_MATTER_CLOCK:
		rc = rota_world_find_of_log(out, world, matter->subjects[0],
					    rota_writer_clock_find, err);
		break;
	case ROTA_MATTER_UNIT_UNCLEAR:
		rc = rota_world_find_origin(out, world, matter->subjects[0], err);
		break;
	case ROTA_MATTER_SAME_IMPORT:
		rc = find_same_import(out, world, matter, err);
		break;
	case ROTA_MATTER_CUSTODY:
		rc = rota_world_find_shared(out, world, matter->subjects[0], err);
		break;
	case ROTA_MATTER_FORK:
		rc = rota_world_find_of_log(out, world, matter->subjects[0], rota_fork_find,
					    err);
		break;
	case ROTA_MATTER_NIL_CONTRADICTED:
		rc = rota_world_find_nil(out, world, matter->subjects[0], err);
		break;
	case ROTA_MATTER_DOCS_DIFFER:
		rc = find_docs_differ(out, world, matter, err);
		break;
	case ROTA_MATTER_PERIOD_CHANGED:
	case ROTA_MATTER_REVOKED_AFTER:
		rc = find_late(out, world, matter, err);
		break;
	case ROTA_MATTER_PARTIAL_SET:
		rc = find_partial(out, world, matter, err);
		break;
	case ROTA_MATTER_ACTING_AS_FULL:
		rc = find_acting(out, world, matter, err);
		break;
	default:
		rc = find_pair(out, world, matter, err);
	}
	if (rc != ROTA_ENOTFOUND)
		return rc;
	rota_error_clear(err); /* what it was about is not known here */
	return ROTA_OK;
}

/** Append the matter of one settlement, if that is the one which holds of it. */
static int add_settled(struct rota_matters *out, struct rota_world *world,
		       const struct rota_settlements *settlements, size_t which,
		       struct rota_error *err)
{
	const struct rota_settlement *settlement = &settlements->items[which];
	struct rota_matters found = { .count = 0 };
	int rc = find_again(&found, world, &settlement->matter, err);

	for (size_t i = 0; !rc && i < found.count; i++) {
		struct rota_matter *matter = &found.items[i];

		if (rota_settlement_holds(settlements->items, settlements->count, matter) !=
		    settlement)
			continue;
		matter->id = settlement->matter.id;
		matter->settlement = settlement->id;
		matter->settled = true;
		rc = rota_matters_add(out, &world->scratch, matter, err);
	}
	return rc;
}

int rota_world_settled(struct rota_matters *out, struct rota_world *world, struct rota_arena *arena,
		       struct rota_error *err)
{
	struct rota_arena scratch = world->scratch;
	struct rota_settlements settlements;
	bool brief = world->brief;
	int rc;

	world->scratch = *arena; /* what is found refers to what it was found in */
	world->brief = false;
	rc = rota_world_all_settlements(&settlements, world, err);
	for (size_t i = 0; !rc && i < settlements.count; i++)
		rc = add_settled(out, world, &settlements, i, err);
	world->brief = brief;
	*arena = world->scratch;
	world->scratch = scratch;
	return rc;
}
