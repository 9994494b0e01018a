/* SPDX-License-Identifier: Apache-2.0 */
/* The papers of an act: how they are shown, and what is unusual about them. */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/messages.h"
#include "state/index_entry.h"
#include "store/index.h"

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

int rota_paper_fixes(struct rota_value *paper, struct rota_arena *arena,
                     const struct rota_value *older, struct rota_error *err)
{
	static const char *const names[] = { "signed", "no" };
	struct rota_value fixes = rota_map();
	bool any = false;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < sizeof(names) / sizeof(names[0]); i++) {
		const struct rota_value *value = rota_map_get(older, names[i]);

		any = any || value;
		if (value)
			rc = rota_map_set(arena, &fixes, names[i], *value);
	}
	if (!rc && any)
		rc = rota_map_set(arena, paper, "fixes", fixes);
	return rc ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) : ROTA_OK;
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

/* --- the body that issued it --------------------------------------------------------------- */

static const struct rota_body *body_of(const struct rota_value *decision)
{
	return rota_body_find(
	        rota_value_text(rota_map_get(rota_map_get(decision, "issuer"), "body")));
}

/** The unit of the body: as named, else the one above the commune at its tier when it was signed. */
static struct rota_id unit_of_body(const struct rota_world *world, const struct rota_value *decision,
                                   const struct rota_unit *commune)
{
	static const enum rota_level levels[] = { [ROTA_TIER_COMMUNE] = ROTA_LEVEL_COMMUNE,
		                                  [ROTA_TIER_DISTRICT] = ROTA_LEVEL_DISTRICT,
		                                  [ROTA_TIER_PROVINCE] = ROTA_LEVEL_PROVINCE };
	const struct rota_body *body = body_of(decision);
	const struct rota_unit *unit = NULL;
	struct rota_id id = { { 0 } };

	if (rota_id_from_value(&id, rota_map_get(rota_map_get(decision, "issuer"), "unit")))
		return id;
	if (body && commune && body->tier >= ROTA_TIER_COMMUNE && body->tier <= ROTA_TIER_PROVINCE)
		unit = rota_gazetteer_ancestor(&world->gazetteer, commune, levels[body->tier],
		                               signed_day(decision));
	return unit ? unit->id : id;
}

/** V34: a district decides on its own communes, until 30/6/2025; a commune elects and appoints nobody. */
static void judge_competence(struct rota_acting *acting, const struct rota_value *decision)
{
	static const struct rota_day end_of_districts = { 2025, 7, 1 };
	static const char *const not_of_communes[] = { "approve", "designate", "appoint", "transfer",
		                                       "rotate" };
	const struct rota_body *body = body_of(decision);
	char day[ROTA_DAY_TEXT_BYTES];
	int32_t signed_on = signed_day(decision);

	if (!body || signed_on == ROTA_DAY_NEVER)
		return;
	if (body->tier == ROTA_TIER_DISTRICT && signed_on >= rota_day_first(end_of_districts))
		rota_findings_flag(&acting->findings, "V34",
		                   _("signed on %s by a body of a district: there is none since "
		                     "01/07/2025"),
		                   rota_day_shown(day, signed_on));
	for (size_t i = 0; i < sizeof(not_of_communes) / sizeof(not_of_communes[0]); i++)
		if (body->tier == ROTA_TIER_COMMUNE &&
		    strcmp(acting->act->id, not_of_communes[i]) == 0)
			rota_findings_flag(&acting->findings, "V34",
			                   _("'%s' is decided above the commune"),
			                   rota_act_shown(acting->act->id, acting->post));
	if (acting->act->effect == ROTA_ACT_MOVES && body->tier == ROTA_TIER_DISTRICT &&
	    acting->leaving && acting->unit &&
	    rota_id_compare(unit_of_body(acting->world, decision, acting->leaving),
	                    unit_of_body(acting->world, decision, acting->unit)) != 0)
		rota_findings_flag(&acting->findings, "V34", "%s",
		                   _("a move between two districts is decided by the province"));
}

/* --- revoking and replacing ------------------------------------------------------------------ */

/** Whether a body may take back what another one has decided: it is the same one or higher, in the same
 * system. */
static bool is_above(const struct rota_body *body, const struct rota_body *other)
{
	return body && other && body->party == other->party && body->tier >= other->tier;
}

/** Whether it surely may not. */
static bool is_below(const struct rota_body *body, const struct rota_body *other)
{
	return body && other && body->party == other->party && body->tier < other->tier &&
	       body->tier != ROTA_TIER_NONE && other->tier != ROTA_TIER_NONE;
}

int rota_judge_issuer(struct rota_acting *acting, const struct rota_value *older, const char *hint,
                      struct rota_error *err)
{
	const struct rota_value *papers = &acting->docs;
	const struct rota_body *was = body_of(older);

	for (size_t i = 0; i < papers->as.list.count; i++)
		if (is_above(body_of(&papers->as.list.items[i]), was))
			return ROTA_OK;
	if (is_below(body_of(&papers->as.list.items[0]), was))
		return rota_refuse(err, "V40", hint, _("'%s' was issued by a higher body than '%s'"),
		                   rota_decision_name(acting->world, older),
		                   rota_decision_name(acting->world, &papers->as.list.items[0]));
	rota_findings_add(&acting->findings, "V40",
	                  _("name the issuers behind the papers; or say why: --why"),
	                  _("it is not known that '%s' is of the same or a higher body than '%s'"),
	                  rota_decision_name(acting->world, &papers->as.list.items[0]),
	                  rota_decision_name(acting->world, older));
	return ROTA_OK;
}

/** Party numbers run through a term of five years, state numbers through a year. */
static int run_of_numbers(const struct rota_body *body, int32_t signed_on)
{
	struct rota_day day = rota_day_from_number(signed_on);

	if (!body || !body->party)
		return day.year;
	return (day.year - (day.month < 7 ? 1 : 0)) / 5; /* congresses are in the middle of 2020, 2025 */
}

static bool is_same_text(const struct rota_value *a, const struct rota_value *b, const char *key)
{
	const char *left = rota_value_text(rota_map_get(a, key));
	const char *right = rota_value_text(rota_map_get(b, key));

	return left && right && strcmp(left, right) == 0;
}

/** Whether two papers claim one number of one body in one run of numbers, and cannot be one paper. */
static bool share_number(const struct rota_world *world, const struct rota_value *a,
                         const struct rota_unit *of_a, const struct rota_value *b,
                         const struct rota_unit *of_b)
{
	int32_t first = signed_day(a), second = signed_day(b);

	return first != second && first != ROTA_DAY_NEVER && second != ROTA_DAY_NEVER &&
	       is_same_text(a, b, "no") && is_same_text(a, b, "type") && body_of(a) &&
	       body_of(a) == body_of(b) && body_of(a)->tier != ROTA_TIER_NONE &&
	       run_of_numbers(body_of(a), first) == run_of_numbers(body_of(b), second) &&
	       rota_id_compare(unit_of_body(world, a, of_a), unit_of_body(world, b, of_b)) == 0;
}

/** A paper of the posting that clashes with this one, or NULL. */
static const struct rota_value *find_clash(const struct rota_acting *acting,
                                           const struct rota_value *decision,
                                           const struct rota_subject *posting)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&acting->world->gazetteer,
	                                                   rota_subject_id(posting, "unit"));

	for (size_t i = 0; i < posting->revision_count; i++) {
		const struct rota_revision *one = &posting->revisions[i];

		for (size_t k = 0; !one->undone && one->entry.docs &&
		                   k < one->entry.docs->as.list.count;
		     k++)
			if (share_number(acting->world, decision, acting->unit,
			                 &one->entry.docs->as.list.items[k], unit))
				return &one->entry.docs->as.list.items[k];
	}
	return NULL;
}

/** V31 against the papers of one year. @param[out] found  whether there is a clash. */
static int judge_year(bool *found, struct rota_acting *acting, const struct rota_value *decision,
                      const char *no, int32_t year, struct rota_error *err)
{
	uint8_t key[ROTA_DECISION_KEY_BYTES];
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, acting->world, ROTA_INDEX_DECISION, key,
	                            rota_decision_key(key, no, year), err);

	*found = false;
	for (size_t i = 0; !rc && !*found && i < ids.count; i++) {
		const struct rota_value *clash;
		char day[ROTA_DAY_TEXT_BYTES];
		struct rota_subject *posting;

		rc = rota_world_subject(&posting, acting->world, ids.items[i], err);
		clash = rc ? NULL : find_clash(acting, decision, posting);
		if (!clash)
			continue;
		*found = true;
		rota_findings_add(&acting->findings, "V31",
		                  _("check number and day; if two papers bear this number, say so "
		                    "with --why"),
		                  _("'%s' of this body is recorded as signed on %s"), no,
		                  rota_day_shown(day, signed_day(clash)));
	}
	return rc;
}

/** V31: one number of one body has one day within its run of numbers. */
static int judge_number(struct rota_acting *acting, const struct rota_value *decision,
                        struct rota_error *err)
{
	const char *no = rota_value_text(rota_map_get(decision, "no"));
	const struct rota_body *body = body_of(decision);
	int32_t signed_on = signed_day(decision);
	bool found = false;
	int32_t first, last;
	int rc = ROTA_OK;

	if (!no || !body || signed_on == ROTA_DAY_NEVER)
		return ROTA_OK;
	first = last = run_of_numbers(body, signed_on);
	if (body->party) { /* from the middle of its first year to that of its last */
		first *= 5;
		last = first + 5;
	}
	for (int32_t year = first; !rc && !found && year <= last; year++)
		rc = judge_year(&found, acting, decision, no, year, err);
	return rc;
}

/** V43: the Party says chuẩn y, the state phê chuẩn. */
static void judge_word(struct rota_acting *acting)
{
	static const struct rota_word of_posts[] = {
		{ "secretary", "chuẩn y", "chuẩn y" },
		{ "chair", "phê chuẩn", "phê chuẩn" },
		{ "secretary", "không chuẩn y", "không chuẩn y" },
		{ "chair", "không phê chuẩn", "không phê chuẩn" },
	};
	static const struct rota_words words = { "approval", of_posts, 4 };
	const struct rota_word *word =
	        acting->request->act ? rota_word_read(&words, acting->request->act) : NULL;

	if (word && acting->post && strcmp(word->id, acting->post) != 0)
		rota_findings_add(&acting->findings, "V43", NULL,
		                  strcmp(acting->post, "chair") == 0 ?
		                          _("'%s' is the Party's word: a chair is approved with "
		                            "'phê chuẩn'") :
		                          _("'%s' is the state's word: a secretary is approved with "
		                            "'chuẩn y'"),
		                  acting->request->act);
}

int rota_judge_papers(struct rota_acting *acting, struct rota_error *err)
{
	int rc = ROTA_OK;

	judge_no_paper(acting);
	judge_word(acting);
	for (size_t i = 0; !rc && i < acting->docs.as.list.count; i++) {
		judge_signed(acting, &acting->docs.as.list.items[i]);
		judge_form(acting, &acting->docs.as.list.items[i]);
		rc = judge_number(acting, &acting->docs.as.list.items[i], err);
	}
	if (!rc && acting->docs.as.list.count) /* the first paper decides, others accompany it */
		judge_competence(acting, &acting->docs.as.list.items[0]);
	return rc;
}
