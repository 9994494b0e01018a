/* SPDX-License-Identifier: Apache-2.0 */
#include "state/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/matter.h"
#include "state/disputed.h"
#include "state/tenure.h"

const char *const rota_all_posts[] = { "secretary", "chair", NULL };

const char *rota_holding_id(enum rota_holding holding)
{
	static const char *const ids[] = { [ROTA_HOLDS_NOT] = "none",
		                           [ROTA_HOLDS_ACTING] = "acting",
		                           [ROTA_HOLDS_PENDING] = "pending",
		                           [ROTA_HOLDS_SUSPENDED] = "suspended",
		                           [ROTA_HOLDS_FULL] = "full" };

	return ids[holding];
}

/* --- the policy ------------------------------------------------------------------------------ */

/** A word of the policy, copied so that it outlives the scratch memory. */
static const char *word_of(struct rota_world *world, const struct rota_subject *policy,
                           const char *field, const char *standard)
{
	const char *text = policy ? rota_subject_text(policy, field) : NULL;
	const char *copy = text ? rota_arena_copy(&world->arena, text, strlen(text)) : NULL;

	return copy ? copy : standard;
}

static void read_policy(struct rota_policy_view *out, struct rota_world *world,
                        const struct rota_subject *policy)
{
	*out = (struct rota_policy_view){ .counting = { .pending_counts = true,
		                                        .suspended_counts = true },
		                          .transition_days = ROTA_TRANSITION_DAYS,
		                          .vacancy_days = 90,
		                          .pending_days = 30 };
	rota_locality_policy_read(&out->locality, policy);
	out->test = word_of(world, policy, "test", "native_place");
	out->level = word_of(world, policy, "level", "commune");
	out->asserted = word_of(world, policy, "asserted_counts", "computed");
	if (!policy)
		return;
	out->id = policy->id;
	out->counting.acting_counts = rota_subject_bool(policy, "acting_counts", false);
	out->counting.pending_counts = rota_subject_bool(policy, "pending_counts", true);
	out->counting.suspended_counts = rota_subject_bool(policy, "suspended_counts", true);
	out->transition_days = rota_subject_uint(policy, "transition_days", ROTA_TRANSITION_DAYS);
	out->vacancy_days = rota_subject_uint(policy, "vacancy_days", 90);
	out->pending_days = rota_subject_uint(policy, "pending_days", 30);
	out->through_merger = rota_subject_bool(policy, "eight_year_through_merger", false);
}

/** The first day of a policy; ROTA_DAY_ALWAYS for "since before our records". */
static int32_t policy_from(const struct rota_subject *policy)
{
	struct rota_day from = rota_subject_day(policy, "from");

	return rota_day_is_none(from) ? ROTA_DAY_ALWAYS : rota_day_first(from);
}

int rota_world_policy(struct rota_policy_view *out, struct rota_world *world, int32_t day,
                      struct rota_error *err)
{
	const struct rota_subject *best = NULL;
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_POLICY, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created && policy_from(one) <= day &&
		    (!best || policy_from(one) >= policy_from(best)))
			best = one;
	}
	if (!rc)
		read_policy(out, world, best);
	return rc;
}

static int compare_days(const void *a, const void *b)
{
	int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;

	return (left > right) - (left < right);
}

int rota_world_policies(struct rota_policies *out, struct rota_world *world,
                        struct rota_arena *arena, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_POLICY, err);

	*out = (struct rota_policies){ .count = 0 };
	if (rc)
		return rc;
	out->items = rota_arena_alloc(arena, (ids.count + 1) * sizeof(*out->items));
	out->from = rota_arena_alloc(arena, (ids.count + 1) * sizeof(*out->from));
	if (!out->items || !out->from)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	out->from[out->count++] = ROTA_DAY_ALWAYS;
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (!rc && one->created)
			out->from[out->count++] = policy_from(one);
	}
	qsort(out->from, out->count, sizeof(*out->from), compare_days);
	for (size_t i = 0; !rc && i < out->count; i++)
		rc = rota_world_policy(&out->items[i], world, out->from[i], err);
	return rc;
}

const struct rota_policy_view *rota_policies_on(const struct rota_policies *policies, int32_t day)
{
	size_t at = policies->count - 1;

	while (at && policies->from[at] > day)
		at--;
	return &policies->items[at];
}

int rota_transition_terms(struct rota_transition_terms *out, const struct rota_policies *policies,
                          int32_t today, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_transition_term *terms =
		rota_arena_alloc(arena, policies->count * sizeof(*terms));

	*out = (struct rota_transition_terms){ terms, policies->count, today };
	if (!terms)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < policies->count; i++)
		terms[i] = (struct rota_transition_term){ policies->from[i],
		                                          policies->items[i].transition_days };
	return ROTA_OK;
}

/* --- locality -------------------------------------------------------------------------------- */

static enum rota_locality_value value_of(const char *word)
{
	if (strcmp(word, "local") == 0)
		return ROTA_LOCALITY_LOCAL;
	return strcmp(word, "non_local") == 0 ? ROTA_LOCALITY_NON_LOCAL :
	                                        ROTA_LOCALITY_UNDETERMINED;
}

/** What the facts and the policy give. */
static int compute(struct rota_locality *out, struct rota_world *world,
                   const struct rota_posting *posting, const struct rota_holder *holder,
                   int32_t day, const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_locality_facts facts = { .appointed = posting->from, .reported = day };
	struct rota_spells spells = { .count = 0 };
	int rc = rota_world_national(world, err);

	facts.unit = rota_gazetteer_unit(&world->gazetteer, posting->unit);
	*out = (struct rota_locality){ .value = ROTA_LOCALITY_UNDETERMINED };
	if (rc || !facts.unit)
		return rc;
	if (rota_locality_takes_spells(&policy->locality)) {
		if (!holder->spells)
			rc = rota_world_spells(&spells, world, holder->cadre->id, err);
		if (!rc)
			rc = rota_spells_read(&facts, world,
			                      holder->spells ? holder->spells : &spells,
			                      holder->cadre->id, err);
	}
	if (rc)
		return rc;
	rota_origin_read(&facts.native, rota_subject_value(holder->cadre, "native"));
	rota_origin_read(&facts.birth_place, rota_subject_value(holder->cadre, "birth_place"));
	*out = rota_locality_of(&facts, &policy->locality, &world->gazetteer, world->national);
	return ROTA_OK;
}

/** @param[out] statements  in the scratch memory. */
static int assert_of(struct rota_assertion *out, struct rota_statements *statements,
                     struct rota_world *world, const struct rota_posting *posting,
                     const struct rota_holder *holder, int32_t day,
                     const struct rota_policy_view *policy, struct rota_error *err)
{
	const char *asserted;
	int rc;

	*out = (struct rota_assertion){ .stated = false };
	rc = compute(&out->computed, world, posting, holder, day, policy, err);
	if (!rc)
		rc = rota_world_statements(statements, world, posting->id, err);
	if (rc || !statements->count)
		return rc;
	asserted = rota_subject_text(statements->items[statements->count - 1], "value");
	out->stated = asserted != NULL;
	if (asserted)
		out->asserted = value_of(asserted);
	out->differs = asserted && out->asserted != out->computed.value;
	return ROTA_OK;
}

int rota_world_assertion_by(struct rota_assertion *out, struct rota_world *world,
                            const struct rota_posting *posting, const struct rota_holder *holder,
                            int32_t day, const struct rota_policy_view *policy,
                            struct rota_error *err)
{
	struct rota_statements statements;

	return assert_of(out, &statements, world, posting, holder, day, policy, err);
}

int rota_world_assertion_of(struct rota_assertion *out, struct rota_world *world,
                            const struct rota_posting *posting, const struct rota_subject *cadre,
                            int32_t day, const struct rota_policy_view *policy,
                            struct rota_error *err)
{
	const struct rota_holder holder = { .cadre = cadre };

	return rota_world_assertion_by(out, world, posting, &holder, day, policy, err);
}

int rota_world_assertion(struct rota_assertion *out, struct rota_world *world,
                         const struct rota_posting *posting, int32_t day,
                         const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, posting->cadre, err);

	return rc ? rc : rota_world_assertion_of(out, world, posting, cadre, day, policy, err);
}

/** What counts of two values until it is settled which is right: never that somebody is not local,
 * unless the policy believes the office. */
static enum rota_locality_value unsettled(const struct rota_assertion *assertion,
                                          const struct rota_policy_view *policy)
{
	if (strcmp(policy->asserted, "asserted") == 0)
		return assertion->asserted;
	if (strcmp(policy->asserted, "neither") == 0 ||
	    assertion->computed.value == ROTA_LOCALITY_NON_LOCAL)
		return ROTA_LOCALITY_UNDETERMINED;
	return assertion->computed.value;
}

int rota_world_locality(enum rota_locality_value *out, bool *disputed, struct rota_world *world,
                        const struct rota_posting *posting, int32_t day,
                        const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_holder holder = { .spells = NULL };
	struct rota_subject *cadre;
	int rc = rota_world_subject(&cadre, world, posting->cadre, err);

	*disputed = false;
	if (rc)
		return rc;
	holder.cadre = cadre;
	return rota_world_locality_by(out, disputed, world, posting, &holder, day, policy, err);
}

int rota_world_locality_by(enum rota_locality_value *out, bool *disputed, struct rota_world *world,
                           const struct rota_posting *posting, const struct rota_holder *holder,
                           int32_t day, const struct rota_policy_view *policy,
                           struct rota_error *err)
{
	enum rota_disputed_way way = ROTA_DISPUTED_OPEN;
	struct rota_statements statements;
	struct rota_assertion assertion;
	int rc = assert_of(&assertion, &statements, world, posting, holder, day, policy, err);

	*disputed = false;
	*out = assertion.computed.value;
	if (rc || !assertion.differs)
		return rc;
	rc = rota_world_disputed_way(&way, world, posting->id, &statements, err);
	*disputed = way == ROTA_DISPUTED_OPEN;
	if (way == ROTA_DISPUTED_ASSERTED)
		*out = assertion.asserted;
	else if (way == ROTA_DISPUTED_OPEN)
		*out = unsettled(&assertion, policy);
	return rc;
}

/* --- seats ----------------------------------------------------------------------------------- */

/** For each posting of a post whether it stands beside its holder's other postings. */
static int find_standing(bool **out, struct rota_world *world,
                         const struct rota_postings *postings, int32_t day,
                         const struct rota_counting *counting, struct rota_error *err)
{
	*out = rota_arena_alloc(&world->scratch, (postings->count + 1) * sizeof(**out));
	if (!*out)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; i < postings->count; i++) {
		const struct rota_posting *one = &postings->items[i];
		struct rota_postings career;
		int rc;

		if (!rota_posting_fills(one, day, counting))
			continue;
		rc = rota_world_career_on(&career, world, one->cadre, day, err);
		if (rc)
			return rc;
		(*out)[i] = rota_posting_stands(one, career.items, career.count, day, counting);
	}
	return ROTA_OK;
}

/** Take the span that ends last up to a day out of a list. @return false: none is left. */
static bool take_latest(struct rota_span *out, struct rota_spans *spans, int32_t day)
{
	struct rota_span *latest = NULL;

	for (size_t i = 0; i < spans->count; i++)
		if (spans->items[i].to <= day && (!latest || spans->items[i].to > latest->to))
			latest = &spans->items[i];
	if (!latest)
		return false;
	*out = *latest;
	*latest = spans->items[--spans->count];
	return true;
}

/** The day on which the last full holder left, up to @p day; ROTA_DAY_NEVER when there was none. Days
 *  alone are read of those before. */
static int find_last_end(int32_t *last, struct rota_world *world, const struct rota_unit *unit,
                         const char *post, int32_t day, struct rota_error *err)
{
	struct rota_tenure_list list;
	struct rota_spans spans = { .count = 0 };
	struct rota_span span;
	int rc = rota_tenure_list_post(&list, world, unit->id, post, err);

	*last = ROTA_DAY_NEVER;
	if (!rc)
		rc = rota_world_spans(&spans, world, &list,
		                      (struct rota_span_choice){ .which = ROTA_SPANS_ALL }, err);
	while (!rc && *last == ROTA_DAY_NEVER && take_latest(&span, &spans, day)) {
		struct rota_posting posting;
		bool valid;

		rc = rota_world_posting(&posting, &valid, world, span.no, err);
		if (!rc && valid && strcmp(posting.mode, "full") == 0)
			*last = span.to;
	}
	return rc;
}

int rota_world_seat(struct rota_seat *out, struct rota_world *world, const struct rota_unit *unit,
                    const char *post, int32_t day, const struct rota_policy_view *policy,
                    struct rota_error *err)
{
	const struct rota_postings *postings = &out->postings;
	struct rota_vacancy vacancy;
	bool *stands;
	int rc;

	*out = (struct rota_seat){ .unit = unit, .post = post };
	rc = rota_world_post_on(&out->postings, world, unit->id, post, day, err);
	if (!rc)
		rc = rota_world_vacancy(&vacancy, &out->stated, world, unit->id, post, day, err);
	if (!rc)
		rc = find_standing(&stands, world, postings, day, &policy->counting, err);
	if (rc)
		return rc;
	out->count = rota_cell_count(postings->items, stands, postings->count,
	                             out->stated || postings->begun, day, &policy->counting);
	out->since = ROTA_DAY_NEVER;
	if (out->count.state == ROTA_CELL_VACANT && out->stated)
		out->since = vacancy.from;
	else if (out->count.state == ROTA_CELL_VACANT)
		rc = find_last_end(&out->since, world, unit, post, day, err);
	if (rc || out->count.state != ROTA_CELL_FILLED)
		return rc;
	return rota_world_locality(&out->locality, &out->disputed, world, out->count.holder, day,
	                           policy, err);
}

/** Whether a posting is a placement up to a day: on its last day until then it filled the post. */
static bool is_placement(const struct rota_posting *posting, int32_t from, int32_t day,
                         const struct rota_counting *counting)
{
	int32_t end = rota_posting_end(posting);
	struct rota_counting lenient = *counting;

	if (posting->from < from || posting->from > day)
		return false;
	lenient.suspended_counts = true; /* who is suspended now was placed all the same */
	return rota_posting_fills(posting, day < end ? day : end - 1, &lenient);
}

/** Whether one that is before it in a list by first day is the same, recorded by somebody else. */
static bool is_repeated(const struct rota_postings *postings, size_t at)
{
	size_t looked_at = 0;

	for (size_t i = at; i-- > 0 && looked_at < ROTA_MATTER_MAX_RIVALS &&
			    postings->items[i].from == postings->items[at].from;
	     looked_at++)
		if (rota_posting_is_repeated(&postings->items[i], &postings->items[at]))
			return true;
	return false;
}

/** Whether the same person filled the post until that day, and no act ended that: another decision took
 * the place of the first one (replace.c), and nobody was placed anew. */
static int goes_on(bool *out, struct rota_world *world, const struct rota_posting *posting,
                   const struct rota_counting *counting, struct rota_error *err)
{
	struct rota_counting lenient = *counting;
	struct rota_postings before;
	int rc;

	*out = false;
	lenient.suspended_counts = true;
	if (posting->from == ROTA_DAY_ALWAYS)
		return ROTA_OK;
	rc = rota_world_post_on(&before, world, posting->unit, posting->post, posting->from - 1,
	                        err);
	for (size_t i = 0; !rc && i < before.count; i++)
		*out = *out || (rota_id_compare(before.items[i].person, posting->person) == 0 &&
		                rota_posting_end(&before.items[i]) == posting->from &&
		                !before.items[i].end_act &&
		                rota_posting_fills(&before.items[i], posting->from - 1, &lenient));
	return rc;
}

int rota_world_flow(uint64_t *out, struct rota_world *world, const struct rota_unit *unit,
                    const char *post, int32_t from, int32_t day,
                    const struct rota_policy_view *policy, struct rota_error *err)
{
	struct rota_postings postings;
	int rc = rota_world_post_begun(&postings, world, unit->id, post, from, day, err);

	*out = 0;
	for (size_t i = 0; !rc && i < postings.count; i++) {
		const struct rota_posting *one = &postings.items[i];
		enum rota_locality_value value;
		bool disputed, same = false;

		if (!is_placement(one, from, day, &policy->counting) || is_repeated(&postings, i))
			continue;
		rc = goes_on(&same, world, one, &policy->counting, err);
		if (rc || same)
			continue;
		rc = rota_world_locality(&value, &disputed, world, one, day, policy, err);
		*out += !rc && value == ROTA_LOCALITY_NON_LOCAL;
	}
	return rc;
}

/* --- figures --------------------------------------------------------------------------------- */

static void add_holder(struct rota_figures *figures, const struct rota_seat *seat)
{
	figures->filled++;
	if (seat->locality == ROTA_LOCALITY_NON_LOCAL)
		figures->non_local++;
	else if (seat->locality == ROTA_LOCALITY_LOCAL)
		figures->local++;
	else
		figures->undetermined++;
	if (seat->disputed)
		figures->disputed++;
	if (seat->count.holding == ROTA_HOLDS_PENDING)
		figures->pending++;
	if (seat->count.holding == ROTA_HOLDS_SUSPENDED)
		figures->suspended++;
}

void rota_figures_add(struct rota_figures *figures, const struct rota_seat *seat)
{
	figures->posts++;
	if (seat->count.state == ROTA_CELL_FILLED)
		add_holder(figures, seat);
	else if (seat->count.state == ROTA_CELL_VACANT)
		figures->vacant++;
	else
		figures->not_reported++;
	if (seat->count.acting && seat->count.state != ROTA_CELL_FILLED)
		figures->acting++;
}

void rota_figures_sum(struct rota_figures *figures, const struct rota_figures *more)
{
	figures->posts += more->posts;
	figures->filled += more->filled;
	figures->vacant += more->vacant;
	figures->not_reported += more->not_reported;
	figures->non_local += more->non_local;
	figures->undetermined += more->undetermined;
	figures->local += more->local;
	figures->disputed += more->disputed;
	figures->acting += more->acting;
	figures->pending += more->pending;
	figures->suspended += more->suspended;
}
