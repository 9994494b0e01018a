/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Closing postings with their units, in one reviewed batch.
 *
 * A reorganisation ends many units on one day, and nobody is relieved by a decision of his own: the
 * postings end by law (unit_ended), and no post is vacant where there is none any more. What would
 * be closed is listed first; the list is named by a digest, so that what was looked at is what is
 * recorded. All of it is one transaction, in sets of as many whole units as a set can hold.
 */
#include <stdio.h>
#include <string.h>

#include "acts/posting.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"
#include "report/left_open.h"
#include "report/look.h"

static const char act_id[] = "unit_ended";

/* --- the act --------------------------------------------------------------------------------- */

/** One run of it. */
struct closing {
	struct rota_left_opens list;
	size_t next;         /* of the list, the first that is not planned yet */
	int32_t first, last; /* days on which units ended */
	uint64_t recorded;
};

/** The same postings are the same list. */
static int name_list(struct rota_acting *acting, const struct rota_left_opens *list,
		     struct rota_error *err)
{
	struct rota_buffer holds = { 0 };
	int rc;

	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].why == ROTA_LEFT_CLOSES)
			rota_buffer_append(&holds, list->items[i].posting.bytes,
					   sizeof(list->items[i].posting.bytes));
	rc = rota_act_name_list(acting, &holds, err);
	rota_buffer_clear(&holds);
	return rc;
}

/** The reason of each entry: the law by which the unit ended, and what was typed. */
static const char *reason(struct rota_acting *acting, const struct rota_subject *unit)
{
	const char *legal = rota_subject_text(unit, "end_legal");
	const char *why = acting->request->why;
	struct rota_buffer text = { 0 };
	const char *copy;

	if (legal && strcmp(legal, "-") == 0) /* the list of units named none */
		legal = NULL;
	if (!legal || !why || !*why)
		return legal ? legal : why;
	rota_buffer_printf(&text, "%s; %s", legal, why);
	copy = rota_arena_copy(&acting->world->scratch, rota_buffer_text(&text), text.size);
	rota_buffer_clear(&text);
	return copy;
}

static int plan_one(struct rota_acting *acting, const struct rota_left_open *one,
		    const struct rota_subject *unit, struct rota_error *err)
{
	const char *why = reason(acting, unit);
	struct rota_subject *posting;
	struct rota_draft *draft;
	int rc = rota_world_subject(&posting, acting->world, one->posting, err);

	if (!rc)
		rc = rota_plan_amend(&draft, &acting->plan, "posting.end", posting, err);
	if (rc)
		return rc;
	rota_draft_on(draft, rota_day_from_number(one->unit->to));
	rota_draft_set(draft, "act", rota_text(act_id));
	if (why && *why)
		rota_draft_key(draft, "why", rota_text(why));
	rota_put_docs(acting, draft);
	return ROTA_OK;
}

/** What is said of a day once, for all units that ended on it. */
static int judge_unit(struct rota_acting *acting, const struct rota_unit *unit,
		      struct rota_error *err)
{
	bool other_day = !acting->unit || acting->from_number != unit->to;
	int rc = ROTA_OK;

	acting->unit = unit;
	acting->from_number = unit->to;
	acting->from = rota_day_from_number(unit->to);
	if (other_day)
		rc = rota_judge_papers(acting, err);
	return rc ? rc : rota_judge_day(acting, unit->to, err);
}

/** How many of the list, from one on, are of one unit and can be closed. */
static size_t count_unit(const struct rota_left_opens *list, size_t from)
{
	const struct rota_unit *unit = list->items[from].unit;
	size_t count = 0;

	for (size_t i = from; i < list->count && list->items[i].unit == unit; i++)
		count += list->items[i].why == ROTA_LEFT_CLOSES;
	return count;
}

/** The postings of the unit at hand, as far as there is room for them. */
static int plan_unit(struct rota_acting *acting, struct closing *closing, struct rota_error *err)
{
	const struct rota_unit *unit = closing->list.items[closing->next].unit;
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, acting->world, unit->id, err);

	if (!rc && count_unit(&closing->list, closing->next))
		rc = judge_unit(acting, unit, err);
	while (!rc && closing->next < closing->list.count &&
	       closing->list.items[closing->next].unit == unit &&
	       acting->plan.count < ROTA_PLAN_MAX) {
		const struct rota_left_open *one = &closing->list.items[closing->next++];

		if (one->why == ROTA_LEFT_CLOSES)
			rc = plan_one(acting, one, subject, err);
	}
	return rc;
}

/** One set: as many whole units as it can hold; of a unit that no set can hold, a part. */
static int plan_set(struct rota_acting *acting, struct rota_error *err)
{
	struct closing *closing = acting->payload;
	const struct rota_left_opens *list = &closing->list;
	int rc;

	acting->act = rota_act_find(act_id);
	rc = rota_take_docs(acting, err);
	while (!rc && closing->next < list->count &&
	       (!acting->plan.count ||
		acting->plan.count + count_unit(list, closing->next) <= ROTA_PLAN_MAX))
		rc = plan_unit(acting, closing, err);
	if (!rc)
		closing->recorded += acting->plan.count;
	return rc;
}

/** The sets behind the first, in the same transaction. */
static int record_rest(struct rota_acting *acting, struct rota_error *err)
{
	struct closing *closing = acting->payload;
	int rc = ROTA_OK;

	while (!rc && closing->next < closing->list.count) {
		struct rota_acting more = { .payload = closing };
		struct rota_outcome ignored;

		rc = rota_act_in(&more, acting->world, acting->request, &ignored, plan_set, err);
		rota_world_forget(acting->world);
	}
	return rc;
}

static void say(struct rota_acting *acting, const struct closing *closing)
{
	char first[ROTA_DAY_TEXT_BYTES], last[ROTA_DAY_TEXT_BYTES];
	char count[80];
	size_t closes = closing->list.closes;

	snprintf(count, sizeof(count), rota_message_n("%zu posting", "%zu postings", closes),
		 closes);
	rota_day_shown(first, closing->first);
	rota_day_shown(last, closing->last);
	if (!closes)
		snprintf(acting->out->sentence, sizeof(acting->out->sentence), "%s",
			 _("no posting is left to be closed with its unit"));
	else if (closing->first == closing->last)
		snprintf(acting->out->sentence, sizeof(acting->out->sentence), _("%s: %s, on %s"),
			 rota_act_shown(act_id, NULL), count, first);
	else
		snprintf(acting->out->sentence, sizeof(acting->out->sentence),
			 _("%s: %s, from %s to %s"), rota_act_shown(act_id, NULL), count, first,
			 last);
}

/** The days between which the units ended of which something is closed. */
static void find_days(struct closing *closing)
{
	closing->first = ROTA_DAY_NEVER;
	closing->last = ROTA_DAY_ALWAYS;
	for (size_t i = 0; i < closing->list.count; i++) {
		int32_t day = closing->list.items[i].unit->to;

		if (closing->list.items[i].why != ROTA_LEFT_CLOSES)
			continue;
		closing->first = day < closing->first ? day : closing->first;
		closing->last = day > closing->last ? day : closing->last;
	}
}

static int plan_close(struct rota_acting *acting, struct rota_error *err)
{
	struct closing *closing = acting->payload;
	struct rota_left_open_question question;
	int rc = rota_left_open_ask(&question, acting->world, acting->request->from,
				    acting->request->commune, err);

	if (!rc)
		rc = rota_world_left_open(&closing->list, acting->world, &question, err);
	if (!rc)
		rc = name_list(acting, &closing->list, err);
	if (rc)
		return rc;
	find_days(closing);
	say(acting, closing);
	acting->out->already = !closing->list.closes;
	if (acting->out->already)
		return ROTA_OK;
	if (acting->request->docs[0] && closing->first < closing->last)
		return rota_fail(err, ROTA_EINVALID, _("say of which day: --on DAY"),
				 _("the units ended on several days, and one paper is named"));
	acting->after = record_rest;
	return plan_set(acting, err);
}

int rota_unit_close(struct rota_office *office, const struct rota_request *request,
		    struct rota_outcome *out, struct rota_error *err)
{
	struct closing closing = { .next = 0 };
	struct rota_acting acting = { .payload = &closing };
	int rc = rota_act_run_as(&acting, office, request, out, plan_close, err);

	if (!rc && !request->dry_run)
		out->count = closing.recorded;
	return rc;
}

/* --- the list -------------------------------------------------------------------------------- */

static const struct rota_column_spec columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "ended", N_("ended"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "since", N_("since"), ROTA_CELL_TEXT },
	{ "heir", N_("became"), ROTA_CELL_TEXT },
	{ "left", N_("is left open"), ROTA_CELL_TEXT },
	/* for programs only; people read it behind each heir */
	{ "parts", N_("part"), ROTA_CELL_TEXT },
};

enum { FOR_PROGRAMS = 1 };

static const struct {
	const char *id, *text;
} whys[] = {
	[ROTA_LEFT_CLOSES] = { NULL, NULL },
	[ROTA_LEFT_GOES_ON] = { "goes_on", N_("settled: it goes on") },
	[ROTA_LEFT_HAS_END] = { "has_end", N_("a later end is recorded: rota correct") },
	[ROTA_LEFT_NO_DAYS] = { "no_days", N_("it began on that day: rota correct, rota void") },
	[ROTA_LEFT_HANDED] = { "handed", N_("the unit was handed over") },
};

/** "phường Sơn Nam (11983), xã Hiệp Cường (12322) [a part]"; for programs the codes. */
static void write_heir(struct rota_buffer *out, const struct rota_filling *filling,
		       struct rota_world *world, const struct rota_succession *step)
{
	const struct rota_unit *heir = rota_gazetteer_unit(&world->gazetteer, step->to_unit);
	const struct rota_field *field = rota_kind_field(rota_kind_find("unit.succeed"), "part");
	const char *code = heir ? rota_unit_near(heir, step->on)->code : "?";

	if (filling->raw) {
		rota_buffer_printf(out, "%s%s", out->size ? " " : "", code);
		return;
	}
	rota_buffer_printf(out, "%s%s (%s)", out->size ? ", " : "",
			   heir ? rota_unit_show(world, heir, step->on) : "?", code);
	if (rota_succession_heritage(step) == ROTA_HERITAGE_UNSURE)
		rota_buffer_printf(out, " [%s]",
				   rota_word_show(rota_word_find(field->words, step->part)));
}

/** What a unit became on the day on which it ended, and with which part of it. */
static void write_heirs(struct rota_buffer *heirs, struct rota_buffer *parts,
			const struct rota_filling *filling, struct rota_world *world,
			const struct rota_unit *unit)
{
	for (size_t i = 0; i < world->gazetteer.succession_count; i++) {
		const struct rota_succession *step = &world->gazetteer.successions[i];

		if (rota_id_compare(step->from_unit, unit->id) != 0 || step->on != unit->to ||
		    rota_id_compare(step->to_unit, unit->id) == 0 ||
		    rota_succession_heritage(step) == ROTA_HERITAGE_NONE)
			continue;
		write_heir(heirs, filling, world, step);
		rota_buffer_printf(parts, "%s%s", parts->size ? " " : "", step->part);
	}
}

static int fill_one(struct rota_filling *filling, struct rota_world *world,
		    const struct rota_left_open *one, struct rota_error *err)
{
	const struct rota_unit_version *version = rota_unit_near(one->unit, one->unit->to - 1);
	struct rota_buffer heirs = { 0 }, parts = { 0 };
	struct rota_subject *posting, *cadre;
	int rc = rota_world_subject(&posting, world, one->posting, err);

	if (!rc)
		rc = rota_world_subject(&cadre, world, rota_subject_id(posting, "cadre"), err);
	if (rc)
		return rc;
	write_heirs(&heirs, &parts, filling, world, one->unit);
	rota_fill_text(filling, version->code);
	rota_fill_text(filling, version->name);
	rota_fill_day_number(filling, one->unit->to);
	rota_fill_word(filling, rota_word_find(&rota_posts, one->post));
	rota_fill_text(filling, filling->raw ? rota_subject_text(cadre, "name")
					     : rota_cadre_show(world, cadre));
	rota_fill_day(filling, rota_subject_day(posting, "from"));
	rota_fill_text(filling, heirs.size ? rota_buffer_text(&heirs) : NULL);
	rota_fill_text(filling, filling->raw          ? whys[one->why].id
				: whys[one->why].text ? _(whys[one->why].text)
						      : NULL);
	if (filling->raw)
		rota_fill_text(filling, parts.size ? rota_buffer_text(&parts) : NULL);
	rota_fill_row(filling);
	rota_buffer_clear(&heirs);
	rota_buffer_clear(&parts);
	rota_world_forget(world);
	return ROTA_OK;
}

int rota_report_left_open(struct rota_office *office, const struct rota_question *question,
			  struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_left_open_question asked;
	struct rota_left_opens list = { .count = 0 };
	struct rota_filling filling = { 0 };
	struct rota_world world;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, columns,
			sizeof(columns) / sizeof(columns[0]) - (question->raw ? 0 : FOR_PROGRAMS),
			question->raw);
	rota_fill_title(&filling, "%s", _("Postings still open in units that have ended"));
	rc = rota_left_open_ask(&asked, &world, question->as_of, question->scope, err);
	if (!rc)
		rc = rota_world_left_open(&list, &world, &asked, err);
	for (size_t i = 0; !rc && i < list.count; i++)
		rc = fill_one(&filling, &world, &list.items[i], err);
	return rota_look_close(&world, &filling, rc, err);
}
