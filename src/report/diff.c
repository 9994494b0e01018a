/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes the figure of one side another than that of the other: posting by posting, with the
 * cause and the entry, so that opening + increases - decreases = closing. A side is a day, or a
 * checkpoint, or a day as known at a checkpoint.
 */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "naming/matter_text.h"
#include "naming/resolve.h"
#include "report/compare.h"
#include "report/diff.h"
#include "report/history.h"
#include "report/look.h"
#include "report/past.h"

enum { POSTS = ROTA_COMPARED_POSTS, LABEL_BYTES = sizeof(((struct rota_diffed *)0)->a) };

const struct rota_column_spec rota_diff_columns[ROTA_DIFF_COLUMNS] = {
	{ "post", N_("post"), ROTA_CELL_TEXT },	      { "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("unit"), ROTA_CELL_TEXT },	      { "cadre", N_("cadre"), ROTA_CELL_TEXT },
	{ "change", N_("change"), ROTA_CELL_TEXT },   { "cause", N_("why"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT },	      { "to", N_("to"), ROTA_CELL_TEXT },
	{ "entry", N_("entry"), ROTA_CELL_TEXT },     { "recorded", N_("recorded"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT },
};

/** One side, and what was opened for it. */
struct end {
	struct rota_office *past; /* NULL: the office itself */
	struct rota_world world;
	bool open;
	struct rota_compared compared;
	char *label; /* of struct rota_diffed */
};

struct diffing {
	struct rota_office *office;
	const struct rota_diff_question *question;
	struct end a, b;
	struct rota_arena arena;
	struct rota_filling *filling;
	const char *before; /* a cell before those of a change; NULL: none */
	struct rota_diffed *out;
};

/* --- the sides ------------------------------------------------------------------------------- */

static bool is_day(const char *typed)
{
	struct rota_day day;

	/* digits alone are the number of a checkpoint, or the last one of a year */
	return strspn(typed, "0123456789") < strlen(typed) &&
	       rota_day_read(&day, typed, strlen(typed), NULL) == ROTA_OK;
}

/** What is published is known now, not at the checkpoint that it names. */
static int find_published_day(struct rota_day *out, struct diffing *diffing, const char *typed,
			      struct rota_error *err)
{
	struct rota_world now;
	int rc = rota_world_open(&now, diffing->office, false, err);

	if (rc)
		return rc;
	rc = rota_published_day(out, &now, typed, err);
	return rota_world_close(&now, rc, err);
}

/** Take "DAY", "CHECKPOINT" or "DAY@CHECKPOINT" apart. @param[out] day  none when not said. */
static int read_side(struct end *end, struct rota_day *day, struct diffing *diffing,
		     const char *typed, struct rota_error *err)
{
	const char *at = strchr(typed, '@');
	const char *known = at ? at + 1 : is_day(typed) || strcmp(typed, "now") == 0 ? NULL : typed;
	char text[128];
	int rc = ROTA_OK;

	*day = (struct rota_day){ 0 };
	if (at || is_day(typed)) {
		snprintf(text, sizeof(text), "%.*s", (int)(at ? at - typed : (long)strlen(typed)),
			 typed);
		rc = rota_resolve_day(day, text, _("the day"), err);
	}
	if (!rc && known)
		rc = rota_office_at(&end->past, diffing->office, known, err);
	if (!rc)
		rc = rota_world_open(&end->world, end->past ? end->past : diffing->office, false,
				     err);
	end->open = !rc;
	if (!rc && known && !at)
		rc = find_published_day(day, diffing, known, err);
	return rc;
}

static void label(struct end *end)
{
	char day[ROTA_DAY_TEXT_BYTES], when[ROTA_DAY_TEXT_BYTES];
	uint64_t at_ms;
	uint64_t number = end->past ? rota_office_known(end->past, &at_ms) : 0;

	rota_day_show(day, rota_day_from_number(end->compared.side.day));
	if (number)
		snprintf(end->label, LABEL_BYTES, _("%s as known at checkpoint %llu (%s)"),
			 day, (unsigned long long)number, rota_instant_show(when, at_ms));
	else
		snprintf(end->label, LABEL_BYTES, _("%s as known now"), day);
}

/** The day of a side: its own, else what --as-of says, else that of the other side, else that of
 * the totals of the second side's checkpoint, which is today without one. */
static int choose_days(struct diffing *diffing, struct rota_day a, struct rota_day b,
		       struct rota_error *err)
{
	struct rota_day asked = diffing->b.world.today;
	int rc = ROTA_OK;

	if (diffing->question->as_of)
		rc = rota_resolve_day(&asked, diffing->question->as_of, _("--as-of"), err);
	else if (!rota_day_is_none(a))
		asked = a;
	else if (!rota_day_is_none(b))
		asked = b;
	if (rc)
		return rc;
	diffing->a.compared.side =
		(struct rota_side){ .world = &diffing->a.world,
				    .day = rota_day_first(rota_day_is_none(a) ? asked : a) };
	diffing->b.compared.side =
		(struct rota_side){ .world = &diffing->b.world,
				    .day = rota_day_first(rota_day_is_none(b) ? asked : b) };
	label(&diffing->a);
	label(&diffing->b);
	return ROTA_OK;
}

static int take(struct diffing *diffing, struct end *end, struct rota_error *err)
{
	const struct rota_unit *scope = end->world.scope;
	int rc = ROTA_OK;

	if (diffing->question->scope)
		rc = rota_resolve_unit(&scope, &end->world, diffing->question->scope,
				       end->compared.side.day, err);
	if (!rc && !scope)
		rc = rota_world_ready(&end->world, err);
	end->compared.side.scope = scope;
	return rc ? rc : rota_compared_take(&end->compared, &diffing->arena, err);
}

static int open_sides(struct diffing *diffing, struct rota_error *err)
{
	struct rota_day a, b;
	int rc = read_side(&diffing->a, &a, diffing, diffing->question->a, err);

	if (!rc)
		rc = read_side(&diffing->b, &b, diffing, diffing->question->b, err);
	if (!rc)
		rc = choose_days(diffing, a, b, err);
	if (!rc)
		rc = take(diffing, &diffing->a, err);
	return rc ? rc : take(diffing, &diffing->b, err);
}

static void close_side(struct end *end)
{
	if (end->open)
		rota_world_close(&end->world, ROTA_ENOTFOUND, NULL);
	rota_office_close(end->past);
}

/* --- rows ------------------------------------------------------------------------------------ */

static void fill_entry(struct rota_filling *filling, struct rota_world *world,
		       const struct rota_revision *by)
{
	rota_history_fill_name(filling, world, by->id);
	rota_fill_instant(filling, rota_clock_ms(by->entry.clock));
	rota_history_fill_paper(filling, world, &by->entry);
}

/** The entry of a cause, in the world that has it. */
static void fill_cause(struct diffing *diffing, const struct rota_caused *caused)
{
	struct rota_filling *filling = diffing->filling;
	struct rota_world *worlds[] = { &diffing->b.world, &diffing->a.world };
	struct rota_revision by;

	for (size_t i = 0; i < 2 && !rota_id_is_zero(caused->entry); i++)
		if (rota_world_revision(&by, worlds[i], caused->entry, NULL) == ROTA_OK) {
			fill_entry(filling, worlds[i], &by);
			return;
		}
	for (int i = 0; i < 3; i++)
		rota_fill_nil(filling);
}

/** The posting as the side has it on which it counts. */
static int fill_change(const struct rota_change *change, void *payload, struct rota_error *err)
{
	struct diffing *diffing = payload;
	struct rota_filling *filling = diffing->filling;
	struct rota_world *world = change->with->world;
	const struct rota_snapped *one = change->one;
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, one->unit);
	struct rota_subject *subject;
	struct rota_posting posting;
	int rc = rota_world_subject(&subject, world, one->posting, err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	if (diffing->before)
		rota_fill_text(filling, diffing->before);
	rota_fill_word(filling, rota_word_find(&rota_posts, rota_all_posts[one->post]));
	rota_fill_text(filling, unit ? rota_unit_near(unit, change->with->day)->code : NULL);
	rota_fill_text(filling, unit ? rota_unit_near(unit, change->with->day)->name : NULL);
	rota_fill_text(filling, rota_matter_subject_shown(world, posting.id));
	rota_fill_text(filling, change->up ? "+1" : "-1");
	rota_fill_text(filling, filling->raw ? rota_cause_id(change->caused.cause)
					     : rota_cause_shown(change->caused.cause));
	rota_fill_day_number(filling, posting.from);
	rota_fill_day_number(filling, rota_posting_end(&posting));
	fill_cause(diffing, &change->caused);
	rota_fill_row(filling);
	return ROTA_OK;
}

/* --- sums ------------------------------------------------------------------------------------ */

void rota_diff_note(struct rota_filling *filling, const struct rota_diffed *diffed, size_t post,
		    const char *before)
{
	char text[256];

	snprintf(text, sizeof(text), _("%s: not local: %llu + %llu - %llu = %llu"),
		 rota_word_show(rota_word_find(&rota_posts, rota_all_posts[post])),
		 (unsigned long long)diffed->first[post],
		 (unsigned long long)diffed->balance.up[post],
		 (unsigned long long)diffed->balance.down[post],
		 (unsigned long long)diffed->second[post]);
	rota_fill_note(filling, "%s%s%s", before ? before : "", before ? ": " : "", text);
}

static struct rota_value side_json(struct rota_filling *filling, const struct end *end)
{
	struct rota_value out = rota_map();
	char day[ROTA_DAY_TEXT_BYTES];
	uint64_t at_ms;

	rota_day_encode(day, rota_day_from_number(end->compared.side.day));
	rota_fill_set_text(filling, &out, "as_of", day);
	rota_fill_set(filling, &out, "checkpoint",
	    end->past ? rota_uint(rota_office_known(end->past, &at_ms)) : rota_nil());
	return out;
}

/** "a", "b", "posts": [{"post", "opening", "up", "down", "closing"}]. */
static void set_json(struct rota_value *json, struct diffing *diffing)
{
	struct rota_filling *filling = diffing->filling;
	const struct rota_diffed *diffed = diffing->out;
	struct rota_value posts = rota_list();

	for (size_t i = 0; i < POSTS; i++) {
		struct rota_value one = rota_map();

		rota_fill_set(filling, &one, "post", rota_text(rota_all_posts[i]));
		rota_fill_set(filling, &one, "opening", rota_uint(diffed->first[i]));
		rota_fill_set(filling, &one, "up", rota_uint(diffed->balance.up[i]));
		rota_fill_set(filling, &one, "down", rota_uint(diffed->balance.down[i]));
		rota_fill_set(filling, &one, "closing", rota_uint(diffed->second[i]));
		rota_fill_add(filling, &posts, one);
	}
	rota_fill_set(filling, json, "a", side_json(filling, &diffing->a));
	rota_fill_set(filling, json, "b", side_json(filling, &diffing->b));
	rota_fill_set(filling, json, "posts", posts);
}

int rota_diff_fill(struct rota_diffed *out, struct rota_filling *filling, struct rota_value *json,
		   struct rota_office *office, const struct rota_diff_question *question,
		   const char *before, struct rota_error *err)
{
	struct diffing diffing = { .office = office,
				   .question = question,
				   .a = { .label = out->a },
				   .b = { .label = out->b },
				   .filling = filling,
				   .before = before,
				   .out = out };
	int rc;

	*out = (struct rota_diffed){ .a = "" };
	rc = open_sides(&diffing, err);
	if (!rc)
		rc = rota_compare(&out->balance, &diffing.a.compared, &diffing.b.compared,
				  fill_change, &diffing, err);
	for (size_t i = 0; !rc && i < POSTS; i++) {
		out->first[i] = diffing.a.compared.figures[i];
		out->second[i] = diffing.b.compared.figures[i];
	}
	if (!rc && filling->raw)
		set_json(json, &diffing);
	close_side(&diffing.a);
	close_side(&diffing.b);
	rota_arena_clear(&diffing.arena);
	return rc;
}

int rota_diff(struct rota_office *office, const struct rota_diff_question *question,
	      struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_value json = rota_map();
	struct rota_filling filling;
	struct rota_diffed diffed;
	int rc;

	rota_fill_begin(&filling, out, arena, rota_diff_columns, ROTA_DIFF_COLUMNS, question->raw);
	rc = rota_diff_fill(&diffed, &filling, &json, office, question, NULL, err);
	if (rc)
		return rc;
	rota_fill_title(&filling, _("From %s to %s"), diffed.a, diffed.b);
	for (size_t i = 0; !question->raw && i < POSTS; i++)
		rota_diff_note(&filling, &diffed, i, NULL);
	if (question->raw) {
		rota_fill_set(&filling, &json, "changes", rota_fill_objects(&filling));
		out->json = json;
	}
	return rota_fill_check(&filling, err);
}
