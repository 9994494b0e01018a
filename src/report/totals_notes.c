/* SPDX-License-Identifier: Apache-2.0 */
/* What the totals say in sentences. */
#include "report/totals.h"

#include "base/messages.h"

/** Say where the targets of the rows do not add up to that of the whole. */
static void note_sums(struct rota_totals *totals, const uint64_t rows[2], const uint64_t all[2])
{
	for (size_t i = 0; rota_all_posts[i]; i++)
		if (rows[i] && all[i] && rows[i] != all[i])
			rota_fill_note(&totals->answer.filling,
				       _("%s: the targets of the rows add up to %llu, not to %llu"),
				       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
				       (unsigned long long)rows[i], (unsigned long long)all[i]);
}

/** Which version of the target of the whole it is, and whether it was set for as many communes. */
static int note_version(struct rota_totals *totals, size_t post, struct rota_error *err)
{
	const char *shown = rota_word_show(rota_word_find(&rota_posts, rota_all_posts[post]));
	uint64_t communes = totals->all.posts[post].posts;
	struct rota_filling *filling = &totals->answer.filling;
	struct rota_aims aims;
	int rc = rota_totals_aims(&aims, totals, totals->all.unit, post, err);

	for (size_t i = 0; !rc && i < aims.count; i++) {
		const struct rota_aim *aim = &aims.items[i];
		char day[ROTA_DAY_TEXT_BYTES];

		if (aim->base && aim->since != aim->from)
			rota_fill_note(filling, _("%s: target %llu of %llu communes, from %s on"),
				       shown, (unsigned long long)aim->count,
				       (unsigned long long)aim->base,
				       rota_day_show(day, rota_day_from_number(aim->since)));
		if (aim->base && aim->base != communes)
			rota_fill_note(filling,
				       totals->answer.world.office->is_province ?
					       _("%s: the target was set for %llu communes, and "
						 "there are %llu: rota target rebase") :
					       _("%s: the target was set for %llu communes, and "
						 "there are %llu"),
				       shown, (unsigned long long)aim->base,
				       (unsigned long long)communes);
	}
	return rc;
}

/** People read the placements here; programs have them in every row. */
static void note_flow(struct rota_totals *totals)
{
	char day[ROTA_DAY_TEXT_BYTES];

	for (size_t i = 0; rota_all_posts[i]; i++)
		if (totals->flow_from[i] != ROTA_DAY_NEVER)
			rota_fill_note(&totals->answer.filling,
				       _("%s: not local, placed since %s, those who have left too: %llu"),
				       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
				       rota_day_show(day, rota_day_from_number(totals->flow_from[i])),
				       (unsigned long long)totals->all.flow[i]);
}

/** What comes together, in one sentence a post. */
static void note_regrouped(struct rota_totals *totals)
{
	const struct rota_regrouping *regrouping = &totals->regrouping;
	struct rota_filling *filling = &totals->answer.filling;
	char day[ROTA_DAY_TEXT_BYTES];

	rota_day_show(day, rota_day_from_number(regrouping->day));
	for (size_t i = 0; rota_all_posts[i]; i++) {
		const struct rota_figures *figures = &totals->all.posts[i];
		const struct rota_regrouped *then = &totals->all.then[i];

		rota_fill_note(filling,
			       _("%s: %llu holders of %llu posts come together in %llu, %llu too many; "
				 "not local %llu, by the units of %s %llu; if each post goes to one "
				 "of its holders, %llu to %llu"),
			       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
			       (unsigned long long)then->holders, (unsigned long long)figures->posts,
			       (unsigned long long)then->seats, (unsigned long long)then->surplus,
			       (unsigned long long)figures->non_local, day,
			       (unsigned long long)then->strangers, (unsigned long long)then->low,
			       (unsigned long long)then->high);
	}
	if (regrouping->apart)
		rota_fill_note(filling,
			       rota_message_n("%lu commune goes to pieces by then: its heads are in the "
					      "total alone",
					      "%lu communes go to pieces by then: their heads are in "
					      "the total alone",
					      (unsigned long)regrouping->apart),
			       (unsigned long)regrouping->apart);
	if (regrouping->shared)
		rota_fill_note(filling,
			       rota_message_n("%lu commune of that day takes in others from outside, "
					      "whose heads are not here",
					      "%lu communes of that day take in others from outside, "
					      "whose heads are not here",
					      (unsigned long)regrouping->shared),
			       (unsigned long)regrouping->shared);
}

/** Between which figures a total lies, in one sentence a post. */
static void note_bounds(struct rota_totals *totals)
{
	for (size_t i = 0; totals->bounded && rota_all_posts[i]; i++) {
		const struct rota_bounds *bounds = &totals->all.bounds[i];

		if (bounds->low != bounds->high)
			rota_fill_note(&totals->answer.filling,
				       bounds->exact ? _("%s: not local: %llu, from %llu to %llu "
							 "while matters are open") :
						       _("%s: not local: %llu, from about %llu to "
							 "about %llu while matters are open"),
				       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
				       (unsigned long long)bounds->provisional,
				       (unsigned long long)bounds->low,
				       (unsigned long long)bounds->high);
	}
	if (totals->matter_count)
		rota_fill_note(&totals->answer.filling,
			       rota_message_n("%lu matter open: rota matters",
					      "%lu matters open: rota matters",
					      (unsigned long)totals->matter_count),
			       (unsigned long)totals->matter_count);
}

int rota_totals_fill_notes(struct rota_totals *totals, const uint64_t rows[ROTA_TOTALS_POSTS],
			   const uint64_t all[ROTA_TOTALS_POSTS], struct rota_error *err)
{
	int rc = ROTA_OK;

	if (totals->regrouped)
		note_regrouped(totals);
	note_bounds(totals);
	note_sums(totals, rows, all);
	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		rc = note_version(totals, i, err);
	note_flow(totals);
	return rc;
}
