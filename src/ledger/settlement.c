/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/settlement.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"

/* --- reading --------------------------------------------------------------------------------- */

/** The ids of a list, ascending, each once. */
static int read_ids(struct rota_id **out, size_t *count, struct rota_arena *arena,
		    const struct rota_value *list)
{
	size_t found = 0;

	*count = 0;
	*out = NULL;
	if (!list || list->type != ROTA_LIST || !list->as.list.count)
		return ROTA_OK;
	*out = rota_arena_alloc(arena, list->as.list.count * sizeof(**out));
	if (!*out)
		return ROTA_ENOMEM;
	for (size_t i = 0; i < list->as.list.count; i++)
		if (rota_id_from_value(&(*out)[found], &list->as.list.items[i]))
			found++;
	*count = rota_ids_sort(*out, found);
	return ROTA_OK;
}

static bool read_hash(struct rota_matter_id *out, const struct rota_value *value)
{
	if (!value || value->type != ROTA_BIN || value->as.bin.size != sizeof(out->bytes))
		return false;
	memcpy(out->bytes, value->as.bin.bytes, sizeof(out->bytes));
	return true;
}

int rota_settlement_read(struct rota_settlement *out, struct rota_arena *arena,
			 const struct rota_subject *subject)
{
	const char *kind = rota_subject_text(subject, "kind");
	struct rota_matter *matter = &out->matter;

	*out = (struct rota_settlement){
		.id = subject->id,
		.way = rota_subject_text(subject, "way"),
		.withdrawn = rota_subject_bool(subject, "undo", false),
		.subject = subject,
		.matter = { .field = rota_subject_text(subject, "field"),
			    .values = rota_list(),
			    .from = ROTA_DAY_ALWAYS,
			    .to = ROTA_DAY_NEVER },
	};
	matter->type = kind ? rota_matter_type_find(kind) : ROTA_MATTER_TYPES;
	if (!subject->created || matter->type == ROTA_MATTER_TYPES ||
	    !read_hash(&matter->id, rota_subject_value(subject, "of")))
		return ROTA_ENOTFOUND;
	out->clock = subject->created->entry.clock;
	if (read_ids(&matter->subjects, &matter->subject_count, arena,
		     rota_subject_value(subject, "subjects")) ||
	    read_ids(&matter->saw, &matter->saw_count, arena, rota_subject_value(subject, "saw")))
		return ROTA_ENOMEM;
	return ROTA_OK;
}

/* --- which one holds ------------------------------------------------------------------------- */

static bool are_equal(const struct rota_id *a, size_t a_count, const struct rota_id *b,
		      size_t b_count)
{
	return a_count == b_count && (!a_count || memcmp(a, b, a_count * sizeof(*a)) == 0);
}

bool rota_settlement_is_of(const struct rota_settlement *settlement,
			   const struct rota_matter *matter)
{
	const struct rota_matter *own = &settlement->matter;

	return own->type == matter->type && !own->field == !matter->field &&
	       (!own->field || strcmp(own->field, matter->field) == 0) &&
	       are_equal(own->subjects, own->subject_count, matter->subjects,
			 matter->subject_count);
}

bool rota_settlement_saw_all(const struct rota_settlement *settlement,
			     const struct rota_matter *matter)
{
	return are_equal(settlement->matter.saw, settlement->matter.saw_count, matter->saw,
			 matter->saw_count);
}

bool rota_settlement_saw(const struct rota_settlement *settlement, struct rota_id entry)
{
	const struct rota_matter *own = &settlement->matter;

	return rota_ids_have(own->saw, own->saw_count, entry);
}

static bool is_later(const struct rota_settlement *a, const struct rota_settlement *b)
{
	return a->clock != b->clock ? a->clock > b->clock : rota_id_compare(a->id, b->id) > 0;
}

static const struct rota_settlement *find(const struct rota_settlement *settlements, size_t count,
					  const struct rota_matter *matter, bool exactly)
{
	const struct rota_settlement *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct rota_settlement *one = &settlements[i];

		if (!rota_settlement_is_of(one, matter) ||
		    (exactly ? !rota_settlement_saw_all(one, matter) : one->withdrawn))
			continue;
		if (!found || is_later(one, found))
			found = one;
	}
	return found;
}

const struct rota_settlement *rota_settlement_holds(const struct rota_settlement *settlements,
						    size_t count, const struct rota_matter *matter)
{
	const struct rota_settlement *found = find(settlements, count, matter, true);

	return found && !found->withdrawn ? found : NULL;
}

const struct rota_settlement *rota_settlement_last(const struct rota_settlement *settlements,
						   size_t count, const struct rota_matter *matter)
{
	return find(settlements, count, matter, false);
}

/* --- what follows ---------------------------------------------------------------------------- */

static struct rota_subject_field *field_of(struct rota_subject *subject, const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return &subject->fields[i];
	return NULL;
}

int rota_settlement_apply_fields(struct rota_subject *subject, struct rota_arena *arena,
				 const struct rota_settlement *settlements, size_t count,
				 struct rota_error *err)
{
	struct rota_matters conflicts = { .count = 0 };
	int rc = rota_matters_find_conflicts(&conflicts, arena, subject, err);

	for (size_t i = 0; !rc && i < conflicts.count; i++) {
		const struct rota_matter *conflict = &conflicts.items[i];
		const struct rota_settlement *settlement =
			rota_settlement_holds(settlements, count, conflict);
		size_t outcome = settlement && settlement->way
					 ? rota_matter_outcome_find(conflict, settlement->way)
					 : rota_matter_outcomes(conflict);

		if (outcome < rota_matter_outcomes(conflict))
			rota_subject_settle(field_of(subject, conflict->field), outcome,
					    settlement->id);
	}
	return rc;
}

/** Whether two postings can be in such a matter at all: the finders leave that to who calls them. */
static bool may_meet(enum rota_matter_type type, const struct rota_posting *a,
		     const struct rota_posting *b)
{
	if (type == ROTA_MATTER_TWO_PLACES || type == ROTA_MATTER_HALF_MOVE)
		return rota_id_compare(a->person, b->person) == 0;
	return type == ROTA_MATTER_DOUBLE_HOLDER && rota_id_compare(a->unit, b->unit) == 0 &&
	       strcmp(a->post, b->post) == 0;
}

int rota_settlement_find_pair(struct rota_matters *out, struct rota_arena *arena,
			      enum rota_matter_type type, const struct rota_posting postings[2],
			      const struct rota_gazetteer *gazetteer, struct rota_error *err)
{
	if (!may_meet(type, &postings[0], &postings[1]))
		return ROTA_OK;
	switch (type) {
	case ROTA_MATTER_TWO_PLACES:
		return rota_matters_find_two_places(out, arena, postings, 2, gazetteer, err);
	case ROTA_MATTER_HALF_MOVE:
		return rota_matters_find_half_moves(out, arena, postings, 2, gazetteer, err);
	default:
		return rota_matters_find_double_holders(out, arena, postings, 2, gazetteer, err);
	}
}

int rota_settlement_yields(bool *out, struct rota_days *days, struct rota_arena *arena,
			   const struct rota_settled_pair *pair, struct rota_id posting,
			   struct rota_error *err)
{
	const struct rota_settlement *settlement = &pair->settlements[pair->which];
	struct rota_matters found = { .count = 0 };
	const struct rota_matter *matter;
	size_t yields;
	int rc = rota_settlement_find_pair(&found, arena, settlement->matter.type,
					   pair->postings, pair->gazetteer, err);

	*out = false;
	if (rc || !found.count || !settlement->way)
		return rc;
	matter = found.items;
	if (rota_settlement_holds(pair->settlements, pair->count, matter) != settlement)
		return ROTA_OK;
	yields = rota_matter_yields(matter, rota_matter_outcome_find(matter, settlement->way));
	*out = yields != ROTA_MATTER_NOBODY &&
	       rota_id_compare(matter->subjects[yields], posting) == 0;
	*days = (struct rota_days){ matter->from, matter->to };
	if (matter->type == ROTA_MATTER_HALF_MOVE && yields != matter->newer)
		days->to = ROTA_DAY_NEVER; /* who moved does not come back when the new posting ends */
	return ROTA_OK;
}
