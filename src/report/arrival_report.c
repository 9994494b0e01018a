/* SPDX-License-Identifier: Apache-2.0 */
/* The list of those who are on the way to this office. */
#include <string.h>

#include "base/messages.h"
#include "naming/arrival.h"
#include "report/look.h"
#include "rota/acts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct rota_column_spec columns[] = {
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "born", N_("born"), ROTA_CELL_TEXT },
	{ "left", N_("comes from"), ROTA_CELL_TEXT },
	{ "post", N_("post there"), ROTA_CELL_TEXT },
	{ "goes", N_("goes to"), ROTA_CELL_TEXT },
	{ "since", N_("on the way since"), ROTA_CELL_TEXT },
	{ "act", N_("how"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
};

static void fill_unit(struct rota_filling *filling, const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = unit ? rota_unit_near(unit, day) : NULL;

	rota_fill_text(filling, !version ? NULL : filling->raw ? version->code : version->name);
}

static void fill_arrival(struct rota_filling *filling, struct rota_world *world,
			 const struct rota_arrival *arrival)
{
	struct rota_day born = { 0 };

	if (arrival->born)
		rota_day_decode(&born, arrival->born, strlen(arrival->born), NULL);
	rota_fill_text(filling, arrival->name);
	rota_fill_day(filling, born);
	fill_unit(filling, arrival->left, arrival->since);
	rota_fill_word(filling, rota_word_find(&rota_posts, arrival->post));
	fill_unit(filling, arrival->goes, arrival->since);
	rota_fill_day_number(filling, arrival->since);
	rota_fill_word(filling, rota_word_find(&rota_acts_words, arrival->end_act));
	rota_fill_text(filling, arrival->doc ? rota_decision_show(world, arrival->doc) : NULL);
	rota_fill_row(filling);
}

int rota_report_coming(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_arrivals arrivals = { .count = 0 };
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, columns, COUNT(columns), question->raw);
	rota_fill_title(&filling, "%s",
			_("Who left a post for one of our communes, and is in none yet"));
	rc = rota_world_arrivals(&arrivals, &world, err);
	for (size_t i = 0; !rc && i < arrivals.count; i++)
		fill_arrival(&filling, &world, &arrivals.items[i]);
	if (!rc && arrivals.count && !office->is_province)
		rota_fill_note(&filling, "%s",
			       _("appoint them by their names: rota appoint COMMUNE POST NAME"));
	return rota_look_close(&world, &filling, rc, err);
}
