/* SPDX-License-Identifier: Apache-2.0 */
/* `rota report tenure`: who is in post for how long, and which limits of time are to be looked at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "naming/resolve.h"
#include "report/answer.h"
#include "report/limits.h"
#include "state/shown.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct rota_column_spec columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "born", N_("born"), ROTA_CELL_TEXT },
	{ "act", N_("act"), ROTA_CELL_TEXT },
	{ "since", N_("since"), ROTA_CELL_TEXT },
	{ "months", N_("months"), ROTA_CELL_NUMBER },
	{ "head_since", N_("head since"), ROTA_CELL_TEXT },
	{ "head_months", N_("months as head"), ROTA_CELL_NUMBER },
	{ "retires", N_("retires"), ROTA_CELL_TEXT },
	{ "left", N_("months left"), ROTA_CELL_NUMBER },
	{ "flags", N_("to look at"), ROTA_CELL_TEXT },
	/* for programs only */
	{ "sex", N_("sex"), ROTA_CELL_TEXT },
	{ "locality", N_("locality"), ROTA_CELL_TEXT },
	{ "state", N_("state"), ROTA_CELL_TEXT },
	{ "to", N_("to"), ROTA_CELL_TEXT },
	{ "other_since", N_("otherwise since"), ROTA_CELL_TEXT },
	{ "other_months", N_("otherwise months"), ROTA_CELL_NUMBER },
	{ "rotated", N_("rotated"), ROTA_CELL_TEXT },
	{ "reference", N_("reference month"), ROTA_CELL_TEXT },
	{ "reference_left", N_("months left then"), ROTA_CELL_NUMBER },
};

enum { FOR_PROGRAMS = 9, SHOWN_AFTER_MONTHS = 12, LIMIT_BYTES = 160 };

/** So many postings of a post that began in those months are looked at, the last ones. */
enum { BEGUN_MAX = 16 };

/** Where a row stands: those to be looked at first, by the day on which it is due, then as they
 * came. */
struct place {
	bool flagged;
	int32_t due;
	size_t row;
};

struct listing {
	struct rota_answer answer;
	struct rota_overdue overdue;
	const char *post; /**< NULL: both */
	bool flagged, local;
	struct place *places;
	size_t count, room;
	size_t asked, to_look; /**< holders, those to be looked at */
	bool merged, sexless;  /**< to be explained below */
};

/** A row while it is made. */
struct entry {
	const struct rota_seat *seat;
	const struct rota_posting *posting;
	const struct rota_subject *cadre;
	struct rota_limits limits;
	bool counted; /**< its locality is that of the seat */
	bool ended;   /**< a rotation that was closed early, of somebody who is in no post now */
};

/* --- the words ------------------------------------------------------------------------------- */

static const char *day_after(char out[ROTA_DAY_TEXT_BYTES], int32_t day, int months)
{
	return rota_day_show(out, rota_day_add_months(rota_day_from_number(day), months));
}

/** What is to be looked at, in a few words. */
static void show_limit(char *out, size_t size, enum rota_limit limit,
		       const struct rota_limits *limits, int32_t today)
{
	char day[ROTA_DAY_TEXT_BYTES];

	switch (limit) {
	case ROTA_LIMIT_ACTING:
		snprintf(out, size, "%s", _("acting for too long, or without an end"));
		break;
	case ROTA_LIMIT_PENDING:
		snprintf(out, size, "%s", _("not approved"));
		break;
	case ROTA_LIMIT_CUT_SHORT:
		snprintf(out, size, _("rotation closed before %d months"), ROTA_ROTATION_MONTHS);
		break;
	case ROTA_LIMIT_ROTATION:
		snprintf(out, size, _("rotation: %d months on %s"), ROTA_ROTATION_MONTHS,
			 day_after(day, limits->rotated, ROTA_ROTATION_MONTHS));
		break;
	case ROTA_LIMIT_TWO_TERMS:
	case ROTA_LIMIT_NEARLY_TWO:
		snprintf(out, size, _("two terms: 8 years on %s"),
			 day_after(day, limits->counted.since, ROTA_TWO_TERMS_MONTHS));
		break;
	case ROTA_LIMIT_REFERENCE:
		snprintf(out, size, _("less than %d months left in %s"),
			 limits->reference_left < ROTA_AGAIN_MONTHS ? ROTA_AGAIN_MONTHS
								    : ROTA_TERM_MONTHS,
			 rota_day_show(day, limits->reference));
		break;
	case ROTA_LIMIT_RETIRES:
		snprintf(out, size, "%s",
			 rota_day_first(limits->retires) < today ? _("past the age of retirement")
								 : _("retires soon"));
		break;
	case ROTA_LIMIT_ROTATED_LATE:
		snprintf(out, size, "%s", _("rotated too near to retirement"));
		break;
	case ROTA_LIMIT_PHASE_OVER:
		snprintf(out, size, "%s", _("a local, and the phase is over"));
		break;
	case ROTA_LIMITS:
		break;
	}
}

static void fill_flags(struct rota_answer *answer, const struct rota_limits *limits)
{
	struct rota_filling *filling = &answer->filling;
	char text[ROTA_LIMITS * (LIMIT_BYTES + 8)] = "";
	size_t used = 0;

	for (int i = 0; i < ROTA_LIMITS; i++) {
		enum rota_limit limit = (enum rota_limit)i;

		if (!limits->broken[i])
			continue;
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
					 !used          ? ""
					 : filling->raw ? " "
							: "; ",
					 rota_limit_rule(limit));
		if (filling->raw)
			continue;
		text[used++] = ' ';
		show_limit(text + used, LIMIT_BYTES, limit, limits, answer->day_number);
		used += strlen(text + used);
	}
	rota_fill_text(filling, *text ? text : NULL);
}

/* --- a row ----------------------------------------------------------------------------------- */

/** The time as head as it counts, and in brackets otherwise. */
static void fill_headship(struct listing *listing, const struct entry *entry)
{
	struct rota_filling *filling = &listing->answer.filling;
	const struct rota_limits *limits = &entry->limits;
	char text[64];

	if (limits->counted.since == ROTA_DAY_NEVER) {
		rota_fill_nil(filling);
		rota_fill_nil(filling);
		return;
	}
	rota_fill_day_number(filling, limits->counted.since);
	if (filling->raw || limits->here.since == limits->merged.since) {
		rota_fill_uint(filling, (uint64_t)limits->counted.months);
		return;
	}
	snprintf(text, sizeof(text), "%d (%d)", limits->counted.months,
		 listing->answer.policy.through_merger ? limits->here.months
						       : limits->merged.months);
	rota_fill_text(filling, text);
	listing->merged = true;
}

/** The month of retirement; for programs the day. */
static void fill_retirement(struct listing *listing, const struct entry *entry)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_day retires = entry->limits.retires;
	char month[ROTA_DAY_TEXT_BYTES], text[ROTA_DAY_TEXT_BYTES + 2];
	bool woman, known = rota_cadre_sex(&woman, entry->cadre);

	if (rota_day_is_none(retires)) {
		rota_fill_nil(filling);
		rota_fill_nil(filling);
		return;
	}
	if (filling->raw) {
		rota_fill_day(filling, retires);
	} else {
		retires.day = 0;
		snprintf(text, sizeof(text), known ? "%s" : "%s?", rota_day_show(month, retires));
		rota_fill_text(filling, text);
		listing->sexless = listing->sexless || !known;
	}
	rota_fill_uint(filling, (uint64_t)entry->limits.left);
}

static const char *locality_of(const struct entry *entry)
{
	return entry->counted ? rota_locality_value_id(entry->seat->locality) : NULL;
}

/** What people need not see, or read elsewhere in the row. */
static void fill_for_programs(struct listing *listing, const struct entry *entry)
{
	struct rota_filling *filling = &listing->answer.filling;
	const struct rota_limits *limits = &entry->limits;
	bool through = listing->answer.policy.through_merger;
	const struct rota_headship *other = through ? &limits->here : &limits->merged;
	bool differs = limits->here.since != limits->merged.since;
	int32_t end = rota_posting_end(entry->posting);

	rota_fill_text(filling, rota_subject_text(entry->cadre, "sex"));
	rota_fill_text(filling, locality_of(entry));
	rota_fill_text(filling,
		       entry->ended ? "ended"
				    : rota_holding_id(rota_posting_on(entry->posting,
								      listing->answer.day_number)));
	rota_fill_day_number(filling, end);
	rota_fill_day_number(filling, differs ? other->since : ROTA_DAY_NEVER);
	if (differs && other->since != ROTA_DAY_NEVER)
		rota_fill_uint(filling, (uint64_t)other->months);
	else
		rota_fill_nil(filling);
	rota_fill_day_number(filling, limits->rotated);
	rota_fill_day(filling, limits->reference);
	if (rota_day_is_none(limits->reference) || rota_day_is_none(limits->retires))
		rota_fill_nil(filling);
	else
		rota_fill_uint(filling,
			       limits->reference_left < 0 ? 0 : (uint64_t)limits->reference_left);
}

/** The post; of a rotation that is over, until when. */
static void fill_post(struct listing *listing, const struct entry *entry)
{
	struct rota_filling *filling = &listing->answer.filling;
	char day[ROTA_DAY_TEXT_BYTES], text[160];

	if (!entry->ended) {
		rota_answer_fill_standing(&listing->answer, entry->seat, entry->posting);
		return;
	}
	snprintf(text, sizeof(text), _("%s (until %s)"), rota_post_show(entry->seat->post),
		 rota_day_shown(day, rota_posting_end(entry->posting)));
	rota_fill_text(filling, filling->raw ? entry->seat->post : text);
}

static void fill_entry(struct listing *listing, const struct entry *entry)
{
	struct rota_answer *answer = &listing->answer;
	struct rota_filling *filling = &answer->filling;
	const struct rota_posting *posting = entry->posting;

	rota_fill_text(filling, rota_unit_near(entry->seat->unit, answer->day_number)->code);
	rota_fill_text(filling, rota_answer_unit_name(answer, entry->seat->unit));
	fill_post(listing, entry);
	rota_fill_text(filling, rota_subject_text(entry->cadre, "name"));
	rota_fill_day(filling, rota_subject_day(entry->cadre, "born"));
	rota_fill_text(filling,
		       filling->raw ? posting->act : rota_act_shown(posting->act, posting->post));
	rota_fill_day(filling, rota_subject_day(posting->subject, "from"));
	rota_fill_uint(filling, (uint64_t)entry->limits.months);
	fill_headship(listing, entry);
	fill_retirement(listing, entry);
	fill_flags(answer, &entry->limits);
	if (filling->raw)
		fill_for_programs(listing, entry);
	rota_fill_row(filling);
}

static bool is_flagged(const struct rota_limits *limits)
{
	for (int i = 0; i < ROTA_LIMITS; i++)
		if (limits->broken[i])
			return true;
	return false;
}

/** Count somebody, and give him a row if he is asked for. */
static int add_entry(struct listing *listing, const struct entry *entry, struct rota_error *err)
{
	bool flagged = is_flagged(&entry->limits);
	struct place *places;

	if (listing->local && !(entry->counted && entry->seat->locality == ROTA_LOCALITY_LOCAL))
		return ROTA_OK;
	listing->asked++;
	listing->to_look += flagged;
	if (listing->flagged && !flagged)
		return ROTA_OK;
	places = rota_arena_more(&listing->answer.world.arena, listing->places, listing->count,
				 &listing->room, sizeof(*places));
	if (!places)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	listing->places = places;
	places[listing->count] = (struct place){ flagged, entry->limits.due, listing->count };
	listing->count++;
	fill_entry(listing, entry);
	return ROTA_OK;
}

/* --- who is in post -------------------------------------------------------------------------- */

static int find_limits(struct entry *entry, struct listing *listing, struct rota_error *err)
{
	struct rota_answer *answer = &listing->answer;
	struct rota_subject *cadre;
	enum rota_locality_value locality =
		entry->counted ? entry->seat->locality : ROTA_LOCALITY_UNDETERMINED;
	int rc = rota_world_subject(&cadre, &answer->world, entry->posting->cadre, err);

	entry->cadre = cadre;
	return rc ? rc
		  : rota_posting_limits(&entry->limits, &answer->world, entry->posting, locality,
					answer->day_number, &answer->policy, &listing->overdue,
					err);
}

static int add_holder(struct listing *listing, const struct rota_seat *seat,
		      const struct rota_posting *posting, bool counted, struct rota_error *err)
{
	struct entry entry = { .seat = seat, .posting = posting, .counted = counted };
	int rc = find_limits(&entry, listing, err);

	return rc ? rc : add_entry(listing, &entry, err);
}

/** The holder, and whoever else has to do with the post on the day. */
static int add_holders(struct listing *listing, const struct rota_seat *seat,
		       struct rota_error *err)
{
	const struct rota_posting *holder = seat->count.holder;
	int rc = holder ? add_holder(listing, seat, holder, true, err) : ROTA_OK;

	for (size_t i = 0; !rc && i < seat->postings.count; i++) {
		const struct rota_posting *one = &seat->postings.items[i];

		if (one != holder &&
		    rota_posting_on(one, listing->answer.day_number) != ROTA_HOLDS_NOT)
			rc = add_holder(listing, seat, one, false, err);
	}
	return rc;
}

/* --- rotations that were closed early -------------------------------------------------------- */

/** Of these rows only the rotation matters. */
static void keep_rotation(struct entry *entry)
{
	struct rota_limits *limits = &entry->limits;

	limits->months = rota_months_between(rota_posting_sure_from(entry->posting),
					     rota_posting_end(entry->posting));
	memset(limits->broken, 0, sizeof(limits->broken));
	limits->broken[ROTA_LIMIT_CUT_SHORT] = true;
	limits->due = ROTA_DAY_NEVER;
}

static int add_ended(struct listing *listing, const struct rota_seat *seat,
		     const struct rota_posting *posting, struct rota_error *err)
{
	struct rota_answer *answer = &listing->answer;
	struct entry entry = { .seat = seat, .posting = posting, .ended = true };
	bool cut_short;
	int rc = rota_posting_cut_short(&cut_short, &answer->world, posting, answer->scope,
					answer->day_number, err);

	if (rc || !cut_short)
		return rc;
	rc = find_limits(&entry, listing, err);
	keep_rotation(&entry);
	return rc ? rc : add_entry(listing, &entry, err);
}

/** Those closed within the last months of people who are in no post now. Whatever was closed early
 *  then began not long before. */
static int add_rotations(struct listing *listing, const struct rota_seat *seat,
			 struct rota_error *err)
{
	struct rota_answer *answer = &listing->answer;
	struct rota_day closed = rota_day_add_months(answer->day, -SHOWN_AFTER_MONTHS);
	struct rota_day begun =
		rota_day_add_months(answer->day, -SHOWN_AFTER_MONTHS - ROTA_ROTATION_MONTHS);
	struct rota_postings postings;
	int rc;

	if (rota_day_is_none(begun))
		return ROTA_OK;
	rc = rota_world_post_last(&postings, &answer->world, seat->unit->id, seat->post,
				  rota_day_first(begun), answer->day_number, BEGUN_MAX, err);
	for (size_t i = 0; !rc && i < postings.count; i++) {
		int32_t end = rota_posting_end(&postings.items[i]);

		if (end <= answer->day_number && end > rota_day_first(closed))
			rc = add_ended(listing, seat, &postings.items[i], err);
	}
	return rc;
}

static int add_seat(struct rota_answer *answer, const struct rota_seat *seat,
		    struct rota_error *err)
{
	struct listing *listing = answer->payload;
	int rc;

	if (listing->post && strcmp(listing->post, seat->post) != 0)
		return ROTA_OK;
	rc = add_holders(listing, seat, err);
	return rc ? rc : add_rotations(listing, seat, err);
}

/* --- the report ------------------------------------------------------------------------------ */

static int compare_places(const void *a, const void *b)
{
	const struct place *left = a, *right = b;

	if (left->flagged != right->flagged)
		return left->flagged ? -1 : 1;
	if (left->flagged && left->due != right->due)
		return left->due < right->due ? -1 : 1;
	return left->row < right->row ? -1 : 1;
}

static void sort_rows(struct listing *listing)
{
	struct rota_filling *filling = &listing->answer.filling;
	struct rota_value *rows = &filling->report->rows;
	struct rota_value sorted = rota_list();

	if (!listing->count || filling->rc)
		return;
	qsort(listing->places, listing->count, sizeof(*listing->places), compare_places);
	for (size_t i = 0; i < listing->count; i++)
		rota_fill_add(filling, &sorted, rows->as.list.items[listing->places[i].row]);
	*rows = sorted;
}

static void explain(struct listing *listing)
{
	struct rota_filling *filling = &listing->answer.filling;

	if (listing->local)
		rota_fill_note(filling, "%s", _("only those who are local people"));
	if (listing->merged && listing->answer.policy.through_merger)
		rota_fill_note(filling, "%s",
			       _("in brackets: in this commune alone; the policy in force counts "
				 "on through mergers"));
	else if (listing->merged)
		rota_fill_note(filling, "%s",
			       _("in brackets: counted on through mergers of the commune, which "
				 "the policy in force does not do"));
	if (listing->sexless)
		rota_fill_note(filling, "%s",
			       _("?: the sex is not recorded; it is counted as of men, who retire "
				 "later"));
}

static int list_all(struct listing *listing, struct rota_error *err)
{
	struct rota_answer *answer = &listing->answer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_overdue_find(&listing->overdue, &answer->world, answer->day_number,
				   &answer->policy, err);

	if (!rc)
		rc = rota_answer_each_seat(answer, answer->scope, add_seat, err);
	sort_rows(listing);
	rota_fill_title(&answer->filling,
			_("Time in post and retirement in %s on %s: %llu of %llu to look at"),
			rota_answer_unit_name(answer, answer->scope),
			rota_day_show(day, answer->day), (unsigned long long)listing->to_look,
			(unsigned long long)listing->asked);
	explain(listing);
	return rc;
}

int rota_report_tenure(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct listing listing = { .flagged = question->flagged, .local = question->local };
	int rc = rota_answer_begin(&listing.answer, office, question, err);

	if (rc)
		return rc;
	listing.answer.payload = &listing;
	rota_fill_begin(&listing.answer.filling, out, arena, columns,
			COUNT(columns) - (question->raw ? 0 : FOR_PROGRAMS), question->raw);
	if (question->post)
		rc = rota_resolve_post(&listing.post, question->post, err);
	if (!rc)
		rc = list_all(&listing, err);
	return rota_answer_end(&listing.answer, rc, err);
}
