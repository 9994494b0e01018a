/* SPDX-License-Identifier: Apache-2.0 */
#include "report/answer.h"

#include <stdio.h>

#include "base/messages.h"
#include "naming/resolve.h"

int rota_answer_begin(struct rota_answer *answer, struct rota_office *office,
		      const struct rota_question *question, struct rota_error *err)
{
	int rc = rota_world_open(&answer->world, office, false, err);

	if (rc)
		return rc;
	answer->day = answer->world.today;
	if (question->as_of)
		rc = rota_resolve_day(&answer->day, question->as_of, _("--as-of"), err);
	if (!rc)
		answer->day_number = rota_day_first(answer->day);
	answer->scope = answer->world.scope;
	if (!rc && question->scope)
		rc = rota_resolve_unit(&answer->scope, &answer->world, question->scope,
				       answer->day_number, err);
	if (!rc && !answer->scope)
		rc = rota_world_ready(&answer->world, err);
	if (!rc)
		rc = rota_world_policy(&answer->policy, &answer->world, answer->day_number, err);
	return rc ? rota_world_close(&answer->world, rc, err) : ROTA_OK;
}

int rota_answer_end(struct rota_answer *answer, int rc, struct rota_error *err)
{
	if (!rc)
		rc = rota_fill_check(&answer->filling, err);
	return rota_world_close(&answer->world, rc, err);
}

int rota_answer_each_seat(struct rota_answer *answer, const struct rota_unit *in,
			  rota_seat_fn *visit, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &answer->world.gazetteer;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		if (unit->level != ROTA_LEVEL_COMMUNE || !rota_unit_on(unit, answer->day_number) ||
		    !rota_gazetteer_inside(gazetteer, unit, in, answer->day_number))
			continue;
		for (const char *const *post = rota_all_posts; !rc && *post; post++) {
			struct rota_seat seat;

			rc = rota_world_seat(&seat, &answer->world, unit, *post, answer->day_number,
					     &answer->policy, err);
			if (!rc)
				rc = visit(answer, &seat, err);
			rota_world_forget(&answer->world);
		}
	}
	return rc;
}

const char *rota_answer_unit_name(const struct rota_answer *answer, const struct rota_unit *unit)
{
	return rota_unit_near(unit, answer->day_number)->name;
}

void rota_answer_fill_unit(struct rota_answer *answer, const struct rota_seat *seat)
{
	struct rota_filling *filling = &answer->filling;

	rota_fill_text(filling, rota_unit_near(seat->unit, answer->day_number)->code);
	rota_fill_text(filling, rota_answer_unit_name(answer, seat->unit));
	rota_fill_word(filling, rota_word_find(&rota_posts, seat->post));
}

void rota_answer_fill_standing(struct rota_answer *answer, const struct rota_seat *seat,
                          const struct rota_posting *holder)
{
	const char *post = rota_post_show(seat->post);
	const char *what = NULL;
	char text[160];

	switch (rota_posting_on(holder, answer->day_number)) {
	case ROTA_HOLDS_ACTING:
		what = rota_word_show(rota_word_find(&rota_modes, holder->mode));
		break;
	case ROTA_HOLDS_PENDING:
		what = _("approval pending");
		break;
	case ROTA_HOLDS_SUSPENDED:
		what = _("suspended");
		break;
	default:
		if (seat->count.holder &&
		    rota_id_compare(seat->count.holder->id, holder->id) != 0)
			what = _("second holder");
		break;
	}
	snprintf(text, sizeof(text), "%s (%s)", post, what ? what : "");
	rota_fill_text(&answer->filling,
	               answer->filling.raw ? seat->post : what ? text : post);
}
