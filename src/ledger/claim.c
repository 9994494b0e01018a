/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/claim.h"

#include <string.h>

#include "base/messages.h"

/** A field in conflict that decides about the posting, with the choice among its values. */
struct dial {
	size_t matter;
	size_t subject; /* which of the subjects it is a field of */
	size_t field;   /* its place in there */
	size_t chosen;
};

/** The making of one posting's claims. */
struct making {
	struct rota_claims *claims;
	struct rota_arena *arena;
	const struct rota_claim_context *context;
	struct rota_subject *variants; /* the subjects, with fields of their own to turn */
	size_t count;
	struct dial *dials;
	size_t dial_count;
	struct rota_claim_need *losses; /* outcomes by which another posting is the real one */
	size_t loss_count;
	bool disputed;      /* its locality is in a matter: */
	size_t disputed_in; /* which one */
	bool recorded_full; /* it is acting or full: */
	struct rota_claim_need held_as; /* by this outcome */
	struct rota_error *err;
};

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

static const struct rota_value *value_of(const struct making *making, const struct dial *dial,
					 size_t value)
{
	const struct rota_matter *matter = &making->context->matters[dial->matter];

	return &matter->values.as.list.items[value];
}

static size_t value_count(const struct making *making, const struct dial *dial)
{
	return rota_matter_outcomes(&making->context->matters[dial->matter]);
}

static void turn(struct making *making, struct dial *dial, size_t value)
{
	dial->chosen = value;
	making->variants[dial->subject].fields[dial->field].value = *value_of(making, dial, value);
}

/* --- what touches the posting --------------------------------------------------------------- */

static int copy_subjects(struct making *making, const struct rota_subject *const *subjects)
{
	making->variants =
		rota_arena_alloc(making->arena, making->count * sizeof(*making->variants));
	if (!making->variants)
		return no_memory(making->err);
	for (size_t i = 0; i < making->count; i++) {
		const struct rota_subject *one = subjects[i];
		size_t size = one->field_count * sizeof(*one->fields);

		making->variants[i] = *one;
		making->variants[i].fields = rota_arena_alloc(making->arena, size);
		if (!making->variants[i].fields)
			return no_memory(making->err);
		if (size)
			memcpy(making->variants[i].fields, one->fields, size);
	}
	return ROTA_OK;
}

/** Note a conflict if it is one of the subjects'. */
static void note_conflict(struct making *making, size_t matter)
{
	const struct rota_matter *conflict = &making->context->matters[matter];

	for (size_t i = 0; i < making->count; i++) {
		const struct rota_subject *one = &making->variants[i];

		if (rota_id_compare(one->id, conflict->subjects[0]) != 0)
			continue;
		for (size_t k = 0; k < one->field_count; k++)
			if (strcmp(one->fields[k].name, conflict->field) == 0)
				making->dials[making->dial_count++] =
					(struct dial){ matter, i, k, 0 };
		return;
	}
}

/** Note a matter by one outcome of which the posting gives way. */
static void note_rival(struct making *making, size_t matter)
{
	const struct rota_matter *pair = &making->context->matters[matter];
	struct rota_id posting = making->variants[0].id;

	for (size_t outcome = 0; outcome < rota_matter_outcomes(pair); outcome++) {
		size_t yields = rota_matter_yields(pair, outcome);

		if (yields != ROTA_MATTER_NOBODY &&
		    rota_id_compare(pair->subjects[yields], posting) == 0)
			making->losses[making->loss_count++] = (struct rota_claim_need){
				.matter = matter, .outcome = outcome, .otherwise = true
			};
	}
}

/** Note that the locality of the posting is disputed. */
static void note_locality(struct making *making, size_t matter)
{
	const struct rota_matter *one = &making->context->matters[matter];

	if (rota_id_compare(one->subjects[0], making->variants[0].id) != 0)
		return;
	making->disputed = true;
	making->disputed_in = matter;
}

/** Note that the posting is recorded as full and may be acting. */
static void note_acting(struct making *making, size_t matter)
{
	const struct rota_matter *one = &making->context->matters[matter];

	if (rota_id_compare(one->subjects[one->newer], making->variants[0].id) != 0)
		return;
	making->recorded_full = true;
	making->held_as.matter = matter;
}

static bool touches(const struct making *making, const struct rota_matter *matter)
{
	for (size_t i = 0; i < making->count; i++)
		for (size_t k = 0; k < matter->subject_count; k++)
			if (rota_id_compare(making->variants[i].id, matter->subjects[k]) == 0)
				return true;
	return false;
}

static int find_matters(struct making *making)
{
	const struct rota_claim_context *context = making->context;
	size_t most = 0;

	for (size_t i = 0; i < context->matter_count; i++)
		most += touches(making, &context->matters[i]);
	making->dials = rota_arena_alloc(making->arena, most * sizeof(*making->dials));
	making->losses = rota_arena_alloc(making->arena, most * sizeof(*making->losses));
	if (!making->dials || !making->losses)
		return no_memory(making->err);
	for (size_t i = 0; most && i < context->matter_count; i++) {
		const struct rota_matter *matter = &context->matters[i];

		if (!rota_matter_weighs_on(matter, context->day) || !touches(making, matter))
			continue;
		if (matter->type == ROTA_MATTER_FIELD_CONFLICT)
			note_conflict(making, i);
		else if (matter->type == ROTA_MATTER_DOUBLE_HOLDER ||
			 matter->type == ROTA_MATTER_TWO_PLACES ||
			 matter->type == ROTA_MATTER_HALF_MOVE)
			note_rival(making, i);
		else if (matter->type == ROTA_MATTER_LOCALITY_DIFFERS)
			note_locality(making, i);
		else if (matter->type == ROTA_MATTER_ACTING_AS_FULL)
			note_acting(making, i);
	}
	return ROTA_OK;
}

/* --- claims --------------------------------------------------------------------------------- */

/** The conditions under which the dials stand as they do, and no rival is the real one.
 * @param more  one more, or NULL. */
static int list_needs(struct rota_claim *claim, struct making *making,
		      const struct rota_claim_need *more)
{
	struct rota_claim_need *needs;

	claim->need_count = making->dial_count + making->loss_count + (more ? 1 : 0) +
			    making->recorded_full;
	claim->needs = needs = rota_arena_alloc(making->arena, claim->need_count * sizeof(*needs));
	if (!needs)
		return no_memory(making->err);
	for (size_t i = 0; i < making->dial_count; i++)
		*needs++ = (struct rota_claim_need){ .matter = making->dials[i].matter,
						     .outcome = making->dials[i].chosen };
	if (more)
		*needs++ = *more;
	if (making->recorded_full)
		*needs++ = making->held_as;
	if (making->loss_count)
		memcpy(needs, making->losses, making->loss_count * sizeof(*needs));
	return ROTA_OK;
}

static int add_claim(struct making *making, struct rota_claim claim,
		     const struct rota_claim_need *more)
{
	struct rota_claims *claims = making->claims;
	struct rota_claim *items;
	int rc = list_needs(&claim, making, more);

	if (rc)
		return rc;
	items = rota_arena_more(making->arena, claims->items, claims->count, &claims->room,
				sizeof(*items));
	if (!items)
		return no_memory(making->err);
	claims->items = items;
	claims->items[claims->count++] = claim;
	return ROTA_OK;
}

static int ask(bool *non_local, enum rota_claim_sort sort, struct making *making,
	       const struct rota_posting *posting)
{
	const struct rota_claim_context *context = making->context;

	return context->locality(non_local, sort, posting, making->variants, context->payload,
				 making->err);
}

static int find_person(struct rota_id *person, struct making *making, struct rota_id cadre)
{
	const struct rota_claim_context *context = making->context;

	*person = cadre;
	return context->person ? context->person(person, cadre, context->payload, making->err)
			       : ROTA_OK;
}

/** A claim for each of the two localities, or one where they count alike. */
static int claim_disputed(struct making *making, const struct rota_posting *posting,
			  struct rota_claim claim)
{
	const struct rota_matter *matter = &making->context->matters[making->disputed_in];
	struct rota_claim_need need = { .matter = making->disputed_in,
					.outcome = rota_matter_outcome_find(matter, "computed") };
	bool asserted = false;
	int rc = ask(&claim.non_local, ROTA_CLAIM_COMPUTED, making, posting);

	if (!rc)
		rc = ask(&asserted, ROTA_CLAIM_ASSERTED, making, posting);
	if (!rc)
		rc = add_claim(making, claim, asserted == claim.non_local ? NULL : &need);
	if (rc || asserted == claim.non_local)
		return rc;
	claim.non_local = asserted;
	need.otherwise = true;
	return add_claim(making, claim, &need);
}

/** The claim of the posting as the dials stand, and as it is held, if it fills a post so. */
static int claim_as_held(struct making *making)
{
	const struct rota_claim_context *context = making->context;
	struct rota_posting posting;
	struct rota_claim claim;
	int rc;

	if (!rota_posting_read(&posting, &making->variants[0]) || rota_posting_is_void(&posting) ||
	    !rota_posting_fills(&posting, context->day, &context->counting))
		return ROTA_OK;
	claim = (struct rota_claim){ .posting = posting.id,
				     .unit = posting.unit,
				     .post = posting.post,
				     .from = posting.from,
				     .clock = posting.clock };
	rc = find_person(&claim.person, making, posting.cadre);
	if (rc)
		return rc;
	if (making->disputed)
		return claim_disputed(making, &posting, claim);
	rc = ask(&claim.non_local, ROTA_CLAIM_AS_IT_COUNTS, making, &posting);
	return rc ? rc : add_claim(making, claim, NULL);
}

/** The claims of the posting as the dials stand: where it may be acting, of each way. */
static int claim_as_turned(struct making *making)
{
	struct rota_days *acting = &making->variants[0].acting;
	struct rota_days before = *acting;
	const struct rota_matter *matter;
	int rc;

	if (!making->recorded_full)
		return claim_as_held(making);
	matter = &making->context->matters[making->held_as.matter];
	*acting = (struct rota_days){ matter->from, matter->to };
	making->held_as.outcome = rota_matter_outcome_find(matter, "acting");
	rc = claim_as_held(making);
	*acting = (struct rota_days){ 0, 0 };
	making->held_as.outcome = rota_matter_outcome_find(matter, "full");
	if (!rc)
		rc = claim_as_held(making);
	*acting = before;
	return rc;
}

/** Turn to the next combination. @return false after the last, when all are back at the first. */
static bool turn_next(struct making *making)
{
	for (size_t i = 0; i < making->dial_count; i++) {
		struct dial *dial = &making->dials[i];

		if (dial->chosen + 1 < value_count(making, dial)) {
			turn(making, dial, dial->chosen + 1);
			return true;
		}
		turn(making, dial, 0);
	}
	return false;
}

static int claim_all(struct making *making)
{
	int rc;

	do
		rc = claim_as_turned(making);
	while (!rc && turn_next(making));
	return rc;
}

/* --- too many combinations ------------------------------------------------------------------ */

static bool are_few(const struct making *making)
{
	size_t combinations = 1;

	for (size_t i = 0; i < making->dial_count; i++) {
		size_t values = value_count(making, &making->dials[i]);

		if (values > ROTA_CLAIM_MAX_COMBINATIONS / combinations)
			return false;
		combinations *= values;
	}
	return true;
}

/** The dial of a field of the posting; NULL when that is in no conflict. */
static struct dial *dial_of(struct making *making, const char *field)
{
	for (size_t i = 0; i < making->dial_count; i++) {
		struct dial *dial = &making->dials[i];

		if (dial->subject == 0 &&
		    strcmp(making->variants[0].fields[dial->field].name, field) == 0)
			return dial;
	}
	return NULL;
}

/** What the claims of such a posting have in common: it may be non-local, and ranks anywhere. */
static struct rota_claim wide_claim(const struct making *making)
{
	const struct rota_subject *posting = &making->variants[0];

	return (struct rota_claim){ .posting = posting->id,
				    .unit = rota_subject_id(posting, "unit"),
				    .post = rota_subject_text(posting, "post"),
				    .non_local = true };
}

/** A claim for each value of a field; as they stand when it is in no conflict. */
static int claim_values(struct making *making, struct dial *dial,
			int (*then)(struct making *making))
{
	size_t values = dial ? value_count(making, dial) : 1;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < values; i++) {
		if (dial)
			turn(making, dial, i);
		rc = then(making);
	}
	if (dial)
		turn(making, dial, 0);
	return rc;
}

static int claim_wide(struct making *making)
{
	struct rota_claim claim = wide_claim(making);
	int rc = claim.post ? find_person(&claim.person, making,
					  rota_subject_id(&making->variants[0], "cadre"))
			    : ROTA_OK;

	return rc || !claim.post ? rc : add_claim(making, claim, NULL);
}

static int claim_posts(struct making *making)
{
	return claim_values(making, dial_of(making, "post"), claim_wide);
}

/**
 * Claims that name every cell in which the posting may be and every cadre whose it may be. Each
 * depends on all the dials, so every cell that they touch has too many endings to be enumerated,
 * and is bounded by what may come into it at all; only the provisional combination is read as it
 * is.
 */
static int claim_widely(struct making *making)
{
	int rc = claim_as_turned(making);

	if (rc)
		return rc;
	/* provisionally these claims are not there */
	making->losses[making->loss_count++] =
		(struct rota_claim_need){ .matter = making->dials[0].matter, .otherwise = true };
	rc = claim_values(making, dial_of(making, "unit"), claim_posts);
	return rc ? rc : claim_values(making, dial_of(making, "cadre"), claim_wide);
}

int rota_claims_add(struct rota_claims *claims, struct rota_arena *arena,
		    const struct rota_claim_context *context,
		    const struct rota_subject *const *subjects, size_t count,
		    struct rota_error *err)
{
	struct making making = {
		.claims = claims, .arena = arena, .context = context, .count = count, .err = err
	};
	int rc = copy_subjects(&making, subjects);

	if (!rc)
		rc = find_matters(&making);
	if (rc)
		return rc;
	return are_few(&making) ? claim_all(&making) : claim_widely(&making);
}
