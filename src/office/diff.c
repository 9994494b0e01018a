/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes the figure of one side another than that of the other: posting by posting, with the
 * cause and the entry, so that opening + increases - decreases = closing. A side is a day, or a
 * checkpoint, or a day as known at a checkpoint.
 */
#include <stdio.h>
#include <string.h>

#include "base/messages.h"
#include "office/cause.h"
#include "office/history.h"
#include "office/look.h"
#include "office/matter_text.h"
#include "office/past.h"
#include "office/resolve.h"
#include "office/snapshot.h"

enum { POSTS = 2 };

static const struct rota_column_spec columns[] = {
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
	struct rota_side side;
	struct rota_snapshot snapshot;
	uint64_t figures[POSTS];
	char label[160];
};

struct diffing {
	struct rota_office *office;
	const struct rota_diff_question *question;
	struct end a, b;
	struct rota_arena arena;
	struct rota_filling filling;
	uint64_t up[POSTS], down[POSTS];
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

	rota_day_show(day, rota_day_from_number(end->side.day));
	if (number)
		snprintf(end->label, sizeof(end->label), _("%s as known at checkpoint %llu (%s)"),
			 day, (unsigned long long)number, rota_instant_show(when, at_ms));
	else
		snprintf(end->label, sizeof(end->label), _("%s as known now"), day);
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
	diffing->a.side =
		(struct rota_side){ .world = &diffing->a.world,
				    .day = rota_day_first(rota_day_is_none(a) ? asked : a) };
	diffing->b.side =
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
		rc = rota_resolve_unit(&scope, &end->world, diffing->question->scope, end->side.day,
				       err);
	if (!rc && !scope)
		rc = rota_world_ready(&end->world, err);
	end->side.scope = scope;
	if (!rc)
		rc = rota_snapshot_take(&end->snapshot, &end->world, scope, end->side.day,
					&diffing->arena, err);
	for (size_t i = 0; !rc && i < end->snapshot.count; i++)
		end->figures[end->snapshot.items[i].post] += end->snapshot.items[i].non_local;
	return rc;
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
	struct rota_filling *filling = &diffing->filling;
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
static int fill_posting(struct diffing *diffing, const struct rota_side *with,
			const struct rota_snapped *one, const struct rota_caused *caused,
			const char *change, struct rota_error *err)
{
	struct rota_filling *filling = &diffing->filling;
	struct rota_world *world = with->world;
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, one->unit);
	struct rota_subject *subject;
	struct rota_posting posting;
	int rc = rota_world_subject(&subject, world, one->posting, err);

	if (rc || !rota_posting_read(&posting, subject))
		return rc;
	rota_fill_word(filling, rota_word_find(&rota_posts, rota_all_posts[one->post]));
	rota_fill_text(filling, unit ? rota_unit_near(unit, with->day)->code : NULL);
	rota_fill_text(filling, unit ? rota_unit_near(unit, with->day)->name : NULL);
	rota_fill_text(filling, rota_matter_subject_shown(world, posting.id));
	rota_fill_text(filling, change);
	rota_fill_text(filling, filling->raw ? rota_cause_id(caused->cause)
					     : rota_cause_shown(caused->cause));
	rota_fill_day_number(filling, posting.from);
	rota_fill_day_number(filling, rota_posting_end(&posting));
	fill_cause(diffing, caused);
	rota_fill_row(filling);
	return ROTA_OK;
}

static int add_change(struct diffing *diffing, const struct rota_side *with,
		      const struct rota_side *without, const struct rota_snapped *one, bool up,
		      struct rota_error *err)
{
	struct rota_caused caused;
	int rc = rota_cause_find(&caused, with, without, one->posting, err);

	if (!rc)
		rc = fill_posting(diffing, with, one, &caused, up ? "+1" : "-1", err);
	(up ? diffing->up : diffing->down)[one->post]++;
	rota_world_forget(&diffing->a.world);
	rota_world_forget(&diffing->b.world);
	return rc;
}

/** Whether a cell counts the same posting as not local on the other side. */
static bool is_same(const struct rota_snapped *one, const struct rota_snapped *other)
{
	return other && other->non_local && rota_id_compare(one->posting, other->posting) == 0;
}

/** A cell on both sides; one of them may be NULL. */
static int compare_cell(struct diffing *diffing, const struct rota_snapped *a,
			const struct rota_snapped *b, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (a && a->non_local && !is_same(a, b))
		rc = add_change(diffing, &diffing->a.side, &diffing->b.side, a, false, err);
	if (!rc && b && b->non_local && !is_same(b, a))
		rc = add_change(diffing, &diffing->b.side, &diffing->a.side, b, true, err);
	return rc;
}

static int compare_all(struct diffing *diffing, struct rota_error *err)
{
	const struct rota_snapshot *a = &diffing->a.snapshot, *b = &diffing->b.snapshot;
	size_t i = 0, k = 0;
	int rc = ROTA_OK;

	while (!rc && (i < a->count || k < b->count)) {
		int order = i == a->count   ? 1
			    : k == b->count ? -1
					    : rota_snapped_compare(&a->items[i], &b->items[k]);

		rc = compare_cell(diffing, order <= 0 ? &a->items[i] : NULL,
				  order >= 0 ? &b->items[k] : NULL, err);
		i += order <= 0;
		k += order >= 0;
	}
	return rc;
}

/* --- sums ------------------------------------------------------------------------------------ */

static void note_sums(struct diffing *diffing)
{
	for (size_t i = 0; i < POSTS; i++)
		rota_fill_note(&diffing->filling, _("%s: not local: %llu + %llu - %llu = %llu"),
			       rota_word_show(rota_word_find(&rota_posts, rota_all_posts[i])),
			       (unsigned long long)diffing->a.figures[i],
			       (unsigned long long)diffing->up[i],
			       (unsigned long long)diffing->down[i],
			       (unsigned long long)diffing->b.figures[i]);
}

static struct rota_value side_json(struct rota_filling *filling, const struct end *end)
{
	struct rota_value out = rota_map();
	char day[ROTA_DAY_TEXT_BYTES];
	uint64_t at_ms;

	rota_day_encode(day, rota_day_from_number(end->side.day));
	rota_fill_set_text(filling, &out, "as_of", day);
	rota_fill_set(filling, &out, "checkpoint",
	    end->past ? rota_uint(rota_office_known(end->past, &at_ms)) : rota_nil());
	return out;
}

/** {"a", "b", "posts": [{"post", "opening", "up", "down", "closing"}], "changes"}. */
static void set_json(struct diffing *diffing)
{
	struct rota_filling *filling = &diffing->filling;
	struct rota_report *report = filling->report;
	struct rota_value posts = rota_list();

	for (size_t i = 0; i < POSTS; i++) {
		struct rota_value one = rota_map();

		rota_fill_set(filling, &one, "post", rota_text(rota_all_posts[i]));
		rota_fill_set(filling, &one, "opening", rota_uint(diffing->a.figures[i]));
		rota_fill_set(filling, &one, "up", rota_uint(diffing->up[i]));
		rota_fill_set(filling, &one, "down", rota_uint(diffing->down[i]));
		rota_fill_set(filling, &one, "closing", rota_uint(diffing->b.figures[i]));
		rota_fill_add(filling, &posts, one);
	}
	report->json = rota_map();
	rota_fill_set(filling, &report->json, "a", side_json(filling, &diffing->a));
	rota_fill_set(filling, &report->json, "b", side_json(filling, &diffing->b));
	rota_fill_set(filling, &report->json, "posts", posts);
	rota_fill_set(filling, &report->json, "changes", rota_fill_objects(filling));
}

int rota_diff(struct rota_office *office, const struct rota_diff_question *question,
	      struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct diffing diffing = { .office = office, .question = question };
	int rc;

	rota_fill_begin(&diffing.filling, out, arena, columns, sizeof(columns) / sizeof(columns[0]),
			question->raw);
	rc = open_sides(&diffing, err);
	if (!rc)
		rota_fill_title(&diffing.filling, _("From %s to %s"), diffing.a.label,
				diffing.b.label);
	if (!rc)
		rc = compare_all(&diffing, err);
	if (!rc && question->raw)
		set_json(&diffing);
	else if (!rc)
		note_sums(&diffing);
	if (!rc)
		rc = rota_fill_check(&diffing.filling, err);
	close_side(&diffing.a);
	close_side(&diffing.b);
	rota_arena_clear(&diffing.arena);
	return rc;
}
