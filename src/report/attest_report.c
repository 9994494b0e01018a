/* SPDX-License-Identifier: Apache-2.0 */
/* The figures for which an officer would stand, as they are looked at first. */
#include "base/messages.h"
#include "report/attesting.h"
#include "report/table.h"

static const struct rota_column_spec columns[] = {
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "posts", N_("posts"), ROTA_CELL_NUMBER },
	{ "filled", N_("filled"), ROTA_CELL_NUMBER },
	{ "vacant", N_("vacant"), ROTA_CELL_NUMBER },
	{ "not_reported", N_("not reported"), ROTA_CELL_NUMBER },
	{ "undetermined", N_("undetermined"), ROTA_CELL_NUMBER },
	{ "opening", N_("opening"), ROTA_CELL_NUMBER },
	{ "up", N_("came"), ROTA_CELL_NUMBER },
	{ "down", N_("went"), ROTA_CELL_NUMBER },
	{ "non_local", N_("not local"), ROTA_CELL_NUMBER },
};

static void fill_post(struct rota_filling *filling, const struct rota_attesting *attesting,
		      size_t post)
{
	const struct rota_attested_figures *figures = &attesting->posts[post];
	const uint64_t numbers[] = { figures->posts,        figures->filled,
				     figures->vacant,       figures->not_reported,
				     figures->undetermined, figures->opening,
				     figures->up,           figures->down,
				     figures->non_local };

	rota_fill_word(filling, rota_word_find(&rota_posts, rota_all_posts[post]));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		rota_fill_uint(filling, numbers[i]);
	rota_fill_row(filling);
}

static void note_lines(struct rota_filling *filling, const char *what,
		       const struct rota_lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		rota_fill_note(filling, "%s: %s", what, lines->items[i]);
}

static void note_before(struct rota_filling *filling, const struct rota_attesting *attesting)
{
	if (!attesting->before)
		rota_fill_note(filling, "%s",
			       _("there is no period before: all that is not local came"));
	else if (attesting->continues)
		rota_fill_note(filling, _("opening: as attested for '%s'"), attesting->before);
	else
		rota_fill_note(filling,
			       _("opening: on the cut-off day of '%s', which is not attested"),
			       attesting->before);
}

int rota_report_attest(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_arena scratch = { .first = NULL };
	struct rota_attesting attesting;
	struct rota_filling filling;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_attesting_find(&attesting, office, question->period, &scratch, err);

	rota_fill_begin(&filling, out, arena, columns, sizeof(columns) / sizeof(columns[0]),
			question->raw);
	if (!rc) {
		rota_fill_title(&filling, _("%s: figures of %s on %s"), attesting.name,
				attesting.scope,
				rota_day_show(day, rota_day_from_number(attesting.cutoff)));
		for (size_t i = 0; i < ROTA_ATTESTED_POSTS; i++)
			fill_post(&filling, &attesting, i);
		note_before(&filling, &attesting);
		note_lines(&filling, _("changed since it was attested"), &attesting.changed);
		note_lines(&filling, _("not reported"), &attesting.not_reported);
		note_lines(&filling, _("not known whether local"), &attesting.undetermined);
		rc = rota_fill_check(&filling, err);
	}
	rota_arena_clear(&scratch);
	return rc;
}
