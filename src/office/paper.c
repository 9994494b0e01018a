/* SPDX-License-Identifier: Apache-2.0 */
/* The papers of an act: how they are shown, and what is unusual about them. */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "office/posting.h"

const char *rota_day_shown(char out[ROTA_DAY_TEXT_BYTES], int32_t day)
{
	return rota_day_show(out, rota_day_from_number(day));
}

/** The state approves with another word than the Party: chuẩn y, phê chuẩn. */
const char *rota_act_shown(const char *act, const char *post)
{
	static const char *const of_chairs[][2] = { { "approve", "phê chuẩn" },
		                                    { "refuse", "không phê chuẩn" } };
	const struct rota_word *word = rota_word_find(&rota_acts_words, act);

	for (size_t i = 0; i < 2; i++)
		if (rota_language() == ROTA_VI && post && strcmp(post, "chair") == 0 &&
		    strcmp(act, of_chairs[i][0]) == 0)
			return of_chairs[i][1];
	return word ? rota_word_show(word) : act;
}

/** The papers of an act for its sentence: ", 123-QĐ/HU, 28/08/2023"; "" without one. */
const char *rota_papers_shown(struct rota_acting *acting)
{
	const char *paper;
	char text[200];

	if (!acting->docs.as.list.count)
		return "";
	paper = rota_decision_show(acting->world, &acting->docs.as.list.items[0]);
	snprintf(text, sizeof(text), " (%s)", paper);
	paper = rota_arena_copy(&acting->world->scratch, text, strlen(text));
	return paper ? paper : "";
}

/* --- rules ----------------------------------------------------------------------------------- */

static int32_t signed_day(const struct rota_value *decision)
{
	const char *text = rota_value_text(rota_map_get(decision, "signed"));
	struct rota_day day;

	if (!text || rota_day_decode(&day, text, strlen(text), NULL))
		return ROTA_DAY_NEVER;
	return rota_day_first(day);
}

/** V30: an act of which a paper is expected, and there is none. */
static void judge_no_paper(struct rota_acting *acting)
{
	if (acting->act->paper && !acting->docs.as.list.count)
		rota_findings_add(&acting->findings, "V30",
		                  _("give --doc, or say with --why why there is none"),
		                  _("no decision is named for '%s'"), rota_act_shown(acting->act->id, acting->post));
}

/** V35, V36: in force before it was signed, or long after. An approval may look back. */
static void judge_signed(struct rota_acting *acting, const struct rota_value *decision)
{
	int32_t signed_on = signed_day(decision);
	char first[ROTA_DAY_TEXT_BYTES], second[ROTA_DAY_TEXT_BYTES];
	bool looks_back = strcmp(acting->act->id, "approve") == 0 ||
	                  strcmp(acting->act->id, "elect") == 0;

	if (signed_on == ROTA_DAY_NEVER)
		return;
	if (acting->from_number < signed_on && !looks_back)
		rota_findings_add(&acting->findings, "V35", NULL,
		                  _("it takes effect on %s, before it was signed on %s"),
		                  rota_day_shown(first, acting->from_number),
		                  rota_day_shown(second, signed_on));
	if (acting->from_number >
	    rota_day_first(rota_day_add_months(rota_day_from_number(signed_on), 6)))
		rota_findings_add(&acting->findings, "V36", NULL,
		                  _("it takes effect on %s, more than six months after %s"),
		                  rota_day_shown(first, acting->from_number),
		                  rota_day_shown(second, signed_on));
}

/** V33: the Party writes 123-QĐ/HU, the state 45/QĐ-UBND. */
static void judge_form(struct rota_acting *acting, const struct rota_value *decision)
{
	const char *no = rota_value_text(rota_map_get(decision, "no"));
	const char *id = rota_value_text(rota_map_get(rota_map_get(decision, "issuer"), "body"));
	const struct rota_body *body = rota_body_find(id);
	const char *first = no ? strpbrk(no, "-/") : NULL;

	if (!body || !first || body->tier == ROTA_TIER_NONE)
		return;
	if (body->party != (*first == '-'))
		rota_findings_add(&acting->findings, "V33", NULL,
		                  body->party ?
		                          _("'%s' is not the form of a Party number (123-QĐ/HU)") :
		                          _("'%s' is not the form of a state number (45/QĐ-UBND)"),
		                  no);
}

void rota_judge_papers(struct rota_acting *acting)
{
	judge_no_paper(acting);
	for (size_t i = 0; i < acting->docs.as.list.count; i++) {
		judge_signed(acting, &acting->docs.as.list.items[i]);
		judge_form(acting, &acting->docs.as.list.items[i]);
	}
}
