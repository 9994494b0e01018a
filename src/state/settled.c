/* SPDX-License-Identifier: Apache-2.0 */
#include "state/settled.h"

#include <string.h>

#include "base/messages.h"
#include "state/papers.h"
#include "state/person.h"
#include "store/entity.h"
#include "store/index.h"
#include "trust/digest.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int rota_matter_set_id(struct rota_matter *matter, struct rota_error *err)
{
	struct rota_buffer preimage = { 0 };
	struct rota_sha256 digest;
	int rc = rota_matter_preimage(&preimage, matter, err);

	if (!rc)
		rc = rota_digest_sha256(&digest, preimage.bytes, preimage.size, err);
	if (!rc)
		memcpy(matter->id.bytes, digest.bytes, sizeof(matter->id.bytes));
	rota_buffer_clear(&preimage);
	return rc;
}

/* --- finding --------------------------------------------------------------------------------- */

/** Whether anything was ever settled. */
static int any_settled(bool *out, struct rota_world *world, struct rota_error *err)
{
	return rota_world_any(out, &world->any_settled, world, ROTA_INDEX_SETTLED, NULL, 0, err);
}

int rota_world_names_settled(bool *out, struct rota_world *world, struct rota_id subject,
			     struct rota_error *err)
{
	int rc = any_settled(out, world, err);

	if (rc || !*out)
		return rc;
	return rota_index_any(out, world->txn, ROTA_INDEX_SETTLED, subject.bytes,
			      sizeof(subject.bytes), ROTA_INDEX_EXACT, err);
}

/** Whether a settlement says of which matter it is, and truly. Of persons none decides (pair.h). */
static int is_true(bool *out, const struct rota_settlement *settlement, struct rota_error *err)
{
	struct rota_matter matter = settlement->matter;
	int rc = rota_matter_set_id(&matter, err);

	*out = !rc && matter.type != ROTA_MATTER_SAME_PERSON &&
	       memcmp(matter.id.bytes, settlement->matter.id.bytes, sizeof(matter.id.bytes)) == 0;
	return rc;
}

static int read_all(struct rota_settlements *out, struct rota_world *world,
		    const struct rota_ids *ids, struct rota_error *err)
{
	int rc = ROTA_OK;

	*out = (struct rota_settlements){ .count = 0 };
	out->items = rota_arena_alloc(&world->scratch, ids->count * sizeof(*out->items));
	if (!out->items)
		return no_memory(err);
	for (size_t i = 0; !rc && i < ids->count; i++) {
		struct rota_subject *subject;
		bool counts = false;

		rc = rota_world_fold(&subject, world, ids->items[i], err);
		if (!rc)
			rc = rota_settlement_read(&out->items[out->count], &world->scratch,
						  subject);
		if (rc == ROTA_ENOTFOUND) {
			rota_error_clear(err);
			rc = ROTA_OK;
			continue;
		}
		if (rc == ROTA_ENOMEM)
			return no_memory(err);
		if (!rc)
			rc = is_true(&counts, &out->items[out->count], err);
		out->count += counts;
	}
	return rc;
}

int rota_world_settlements(struct rota_settlements *out, struct rota_world *world,
			   struct rota_id subject, struct rota_error *err)
{
	struct rota_ids ids;
	bool any;
	int rc = any_settled(&any, world, err);

	*out = (struct rota_settlements){ .count = 0 };
	if (rc || !any)
		return rc;
	rc = rota_world_indexed(&ids, world, ROTA_INDEX_SETTLED, subject.bytes,
				sizeof(subject.bytes), err);
	return rc || !ids.count ? rc : read_all(out, world, &ids, err);
}

int rota_world_all_settlements(struct rota_settlements *out, struct rota_world *world,
			       struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_SETTLEMENT, err);

	*out = (struct rota_settlements){ .count = 0 };
	return rc ? rc : read_all(out, world, &ids, err);
}

/* --- what follows ---------------------------------------------------------------------------- */

/** Where a posting was changed by one and ended by another, the end alone may be what is right. */
static int settle_end(struct rota_subject *subject, struct rota_world *world,
		      const struct rota_settlements *settlements, struct rota_error *err)
{
	const struct rota_settlement *settlement = NULL;
	struct rota_matters found = { .count = 0 };
	int rc = rota_matters_find_edit_vs_end(&found, &world->scratch, subject, err);

	if (!rc && found.count)
		settlement = rota_settlement_holds(settlements->items, settlements->count,
						   found.items);
	if (!settlement || !settlement->way || strcmp(settlement->way, "end_only") != 0)
		return rc;
	return rota_posting_end_only(subject, &world->scratch, err);
}

int rota_world_settled_posting(struct rota_posting *out, bool *valid, struct rota_world *world,
			       struct rota_id id, struct rota_error *err)
{
	struct rota_settlements settlements;
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, world, id, err);

	*valid = false;
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc)
		rc = rota_world_settlements(&settlements, world, id, err);
	if (!rc)
		rc = settle_end(subject, world, &settlements, err);
	if (!rc)
		rc = rota_settlement_apply_fields(subject, &world->scratch, settlements.items,
						  settlements.count, err);
	*valid = !rc && rota_posting_read(out, subject) && !rota_posting_is_void(out);
	return *valid ? rota_world_person(&out->person, world, out->cadre, err) : rc;
}

int rota_world_paired_posting(struct rota_posting *out, bool *known, struct rota_world *world,
		      struct rota_id id, struct rota_error *err)
{
	struct rota_settlements settlements;
	struct rota_subject subject;
	int rc = rota_world_settled_posting(out, known, world, id, err);

	if (rc || !*known)
		return rc;
	subject = *out->subject;
	rc = rota_world_settlements(&settlements, world, id, err);
	if (!rc)
		rc = rota_world_take_as_acting(&subject, world, &settlements, err);
	out->acting = subject.acting;
	return rc;
}

/** Of a settlement of two postings the one that is not this one. @return false: it is of no two. */
static bool other_of(struct rota_id *out, const struct rota_settlement *settlement,
		     struct rota_id posting)
{
	const struct rota_matter *matter = &settlement->matter;

	if ((matter->type != ROTA_MATTER_DOUBLE_HOLDER &&
	     matter->type != ROTA_MATTER_TWO_PLACES && matter->type != ROTA_MATTER_HALF_MOVE) ||
	    matter->subject_count != 2)
		return false;
	*out = matter->subjects[rota_id_compare(matter->subjects[0], posting) == 0];
	return true;
}

/** Add the days on which a posting gives way by one of its settlements. */
static int add_yield(struct rota_days *days, size_t *count, struct rota_world *world,
		     const struct rota_posting *posting, const struct rota_settlements *settlements,
		     size_t which, struct rota_error *err)
{
	struct rota_posting both[2] = { *posting };
	struct rota_settled_pair pair = { .settlements = settlements->items,
					  .count = settlements->count,
					  .which = which,
					  .postings = both,
					  .gazetteer = &world->gazetteer };
	struct rota_id other;
	bool known = false, yields = false;
	int rc = ROTA_OK;

	if (other_of(&other, &settlements->items[which], posting->id))
		rc = rota_world_paired_posting(&both[1], &known, world, other, err);
	if (!rc && known)
		rc = rota_settlement_yields(&yields, &days[*count], &world->scratch, &pair,
					    posting->id, err);
	*count += !rc && yields;
	return rc;
}

static int find_yields(struct rota_subject *subject, struct rota_world *world,
		       const struct rota_settlements *settlements, struct rota_error *err)
{
	struct rota_days *days =
		rota_arena_alloc(&world->scratch, settlements->count * sizeof(*days));
	struct rota_posting posting;
	size_t count = 0;
	int rc = ROTA_OK;

	if (!days)
		return no_memory(err);
	if (!rota_posting_read(&posting, subject) || rota_posting_is_void(&posting))
		return ROTA_OK;
	rc = rota_world_person(&posting.person, world, posting.cadre, err);
	for (size_t i = 0; !rc && i < settlements->count; i++)
		rc = add_yield(days, &count, world, &posting, settlements, i, err);
	subject->yields = days;
	subject->yield_count = count;
	return rc;
}

int rota_world_settle(struct rota_subject *subject, struct rota_world *world,
		      struct rota_error *err)
{
	struct rota_settlements settlements;
	int rc;

	if (subject->type != ROTA_ENTITY_POSTING && subject->type != ROTA_ENTITY_CADRE &&
	    subject->type != ROTA_ENTITY_SPELL)
		return ROTA_OK;
	rc = rota_world_settlements(&settlements, world, subject->id, err);
	if (rc)
		return rc;
	subject->settled = settlements.count > 0;
	if (subject->settled && subject->type == ROTA_ENTITY_POSTING)
		rc = settle_end(subject, world, &settlements, err);
	if (!rc && subject->settled)
		rc = rota_settlement_apply_fields(subject, &world->scratch, settlements.items,
						  settlements.count, err);
	if (!rc && subject->type == ROTA_ENTITY_POSTING)
		rc = rota_world_take_as_acting(subject, world, &settlements, err);
	if (!rc && subject->settled && subject->type == ROTA_ENTITY_POSTING)
		rc = find_yields(subject, world, &settlements, err);
	return rc;
}

int rota_world_accepted(bool *out, struct rota_world *world, struct rota_id entry,
			struct rota_id entity, struct rota_error *err)
{
	const struct rota_settlement *last = NULL;
	struct rota_settlements settlements;
	int rc = rota_world_settlements(&settlements, world, entity, err);

	for (size_t i = 0; !rc && i < settlements.count; i++) {
		const struct rota_settlement *one = &settlements.items[i];

		if (one->matter.type == ROTA_MATTER_OUT_OF_SCOPE && !one->withdrawn &&
		    rota_settlement_saw(one, entry) && (!last || one->clock > last->clock))
			last = one;
	}
	*out = last && last->way && strcmp(last->way, "accept") == 0;
	return rc;
}
