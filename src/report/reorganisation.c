/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reorganisation does, on the day on which it takes effect, which may be to come: the posts
 * that end with their units, those that begin, and whose locality changes since units joined.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "naming/resolve.h"
#include "report/look.h"
#include "state/figures.h"

enum { POSTS = 2 };

enum change { ENDS, BEGINS, FLIPS, CHANGES };

/** What becomes of not local holders of one post. */
struct balance {
	uint64_t before, ended, to_local, from_local, begun, after;
	uint64_t ended_posts, begun_posts;
};

/** One reorganisation that is looked at. */
struct reorganising {
	struct rota_world world;
	struct rota_filling filling;
	const struct rota_unit *scope;
	int32_t day; /* the first day of the new units */
	struct rota_policy_view before, on;
	uint64_t communes_before, communes_ended, communes_begun, communes_after;
	struct balance balances[POSTS];
	struct rota_value lists[CHANGES]; /* rows, kept apart until all are found */
	bool raw;
};

static const struct rota_column_spec columns[] = {
	{ "change", N_("change"), ROTA_CELL_TEXT },
	{ "code", N_("code"), ROTA_CELL_TEXT },
	{ "unit", N_("commune"), ROTA_CELL_TEXT },
	{ "other", N_("became, came from"), ROTA_CELL_TEXT },
	{ "post", N_("post"), ROTA_CELL_TEXT },
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "locality", N_("locality"), ROTA_CELL_TEXT },
	{ "then", N_("from that day on"), ROTA_CELL_TEXT },
};

static const struct {
	const char *id, *text;
} changes[] = {
	[ENDS] = { "ends", N_("post ends") },
	[BEGINS] = { "begins", N_("post begins") },
	[FLIPS] = { "flips", N_("locality, by the reorganisation") },
};

/* --- the question ---------------------------------------------------------------------------- */

/** The day of the latest reorganisation that is known, which may be to come. */
static int find_latest(int32_t *out, const struct rota_world *world, struct rota_error *err)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;

	if (gazetteer->succession_count) {
		*out = gazetteer->successions[gazetteer->succession_count - 1].on;
		return ROTA_OK;
	}
	return rota_fail(err, ROTA_EINVALID, _("import it: rota import successions FILE"),
			 _("no reorganisation is known"));
}

static int read_question(struct reorganising *reorganising, const struct rota_question *question,
			 struct rota_error *err)
{
	struct rota_world *world = &reorganising->world;
	struct rota_day day;
	int rc = rota_world_ready(world, err);

	if (!rc && question->as_of)
		rc = rota_resolve_day(&day, question->as_of, _("--on"), err);
	else if (!rc)
		rc = find_latest(&reorganising->day, world, err);
	if (!rc && question->as_of)
		reorganising->day = rota_day_first(day);
	reorganising->scope = world->scope;
	if (!rc && question->scope)
		rc = rota_resolve_unit(&reorganising->scope, world, question->scope,
				       reorganising->day - 1, err);
	if (!rc)
		rc = rota_world_policy(&reorganising->before, world, reorganising->day - 1, err);
	if (!rc)
		rc = rota_world_policy(&reorganising->on, world, reorganising->day, err);
	return rc;
}

/* --- rows ------------------------------------------------------------------------------------ */

/** The units on the other side of the successions of the day: what one became, or came from. */
static void write_others(struct rota_buffer *out, const struct reorganising *reorganising,
			 const struct rota_unit *unit, bool became)
{
	const struct rota_gazetteer *gazetteer = &reorganising->world.gazetteer;

	for (size_t i = 0; i < gazetteer->succession_count; i++) {
		const struct rota_succession *step = &gazetteer->successions[i];
		struct rota_id mine = became ? step->from_unit : step->to_unit;
		const struct rota_unit *other =
			rota_gazetteer_unit(gazetteer, became ? step->to_unit : step->from_unit);
		const struct rota_unit_version *version;

		if (step->on != reorganising->day || rota_id_compare(mine, unit->id) != 0 ||
		    !other || other == unit || rota_succession_heritage(step) == ROTA_HERITAGE_NONE)
			continue;
		version = rota_unit_near(other, became ? step->on : step->on - 1);
		if (reorganising->raw)
			rota_buffer_printf(out, "%s%s", out->size ? " " : "", version->code);
		else
			rota_buffer_printf(out, "%s%s (%s)", out->size ? ", " : "", version->name,
					   version->code);
	}
}

static void fill_locality(struct rota_filling *filling, const struct rota_seat *seat)
{
	const char *id;

	if (!seat || seat->count.state != ROTA_CELL_FILLED) {
		rota_fill_nil(filling);
		return;
	}
	id = rota_locality_value_id(seat->locality);
	rota_fill_word(filling, rota_word_find(&rota_locality_values, id));
}

/** A row of one kind; `then` is NULL where nothing is said of it. */
static int add_row(struct reorganising *reorganising, enum change change,
		   const struct rota_seat *seat, const struct rota_seat *then,
		   struct rota_error *err)
{
	struct rota_filling *filling = &reorganising->filling;
	int32_t day = change == BEGINS ? reorganising->day : reorganising->day - 1;
	const struct rota_unit_version *version = rota_unit_near(seat->unit, day);
	struct rota_buffer others = { 0 };
	struct rota_subject *cadre = NULL;
	int rc = seat->count.state == ROTA_CELL_FILLED
			 ? rota_world_subject(&cadre, &reorganising->world,
					      seat->count.holder->cadre, err)
			 : ROTA_OK;

	if (rc)
		return rc;
	write_others(&others, reorganising, seat->unit, change == ENDS);
	rota_fill_text(filling, reorganising->raw ? changes[change].id : _(changes[change].text));
	rota_fill_text(filling, version->code);
	rota_fill_text(filling, version->name);
	rota_fill_text(filling, others.size ? rota_buffer_text(&others) : NULL);
	rota_fill_word(filling, rota_word_find(&rota_posts, seat->post));
	rota_fill_text(filling, !cadre              ? NULL
				: reorganising->raw ? rota_subject_text(cadre, "name")
						    : rota_cadre_show(&reorganising->world, cadre));
	fill_locality(filling, seat);
	fill_locality(filling, then);
	rota_buffer_clear(&others);
	if (!filling->rc &&
	    rota_list_add(filling->arena, &reorganising->lists[change], filling->row))
		filling->rc = ROTA_ENOMEM;
	filling->row = rota_list();
	return ROTA_OK;
}

/* --- counting -------------------------------------------------------------------------------- */

static bool is_non_local(const struct rota_seat *seat)
{
	return seat->count.state == ROTA_CELL_FILLED && seat->locality == ROTA_LOCALITY_NON_LOCAL;
}

/** Whether the same posting counts on both days, with another locality. */
static bool flips(const struct rota_seat *before, const struct rota_seat *on)
{
	return before->count.state == ROTA_CELL_FILLED && on->count.state == ROTA_CELL_FILLED &&
	       rota_id_compare(before->count.holder->id, on->count.holder->id) == 0 &&
	       before->locality != on->locality;
}

/** A commune that goes on. */
static int compare_seats(struct reorganising *reorganising, struct balance *balance,
			 const struct rota_seat *before, const struct rota_seat *on,
			 struct rota_error *err)
{
	if (!flips(before, on))
		return ROTA_OK;
	balance->to_local += is_non_local(before);
	balance->from_local += is_non_local(on);
	return add_row(reorganising, FLIPS, before, on, err);
}

static int look_at_post(struct reorganising *reorganising, const struct rota_unit *unit,
			size_t post, bool was, bool is, struct rota_error *err)
{
	struct balance *balance = &reorganising->balances[post];
	struct rota_world *world = &reorganising->world;
	struct rota_seat before, on;
	int rc = ROTA_OK;

	if (was)
		rc = rota_world_seat(&before, world, unit, rota_all_posts[post],
				     reorganising->day - 1, &reorganising->before, err);
	if (!rc && is)
		rc = rota_world_seat(&on, world, unit, rota_all_posts[post], reorganising->day,
				     &reorganising->on, err);
	if (rc)
		return rc;
	balance->before += was && is_non_local(&before);
	balance->after += is && is_non_local(&on);
	if (was && is)
		return compare_seats(reorganising, balance, &before, &on, err);
	balance->ended_posts += was;
	balance->begun_posts += is;
	balance->ended += was && is_non_local(&before);
	balance->begun += is && is_non_local(&on);
	return add_row(reorganising, was ? ENDS : BEGINS, was ? &before : &on, NULL, err);
}

static bool is_in(const struct reorganising *reorganising, const struct rota_unit *unit,
		  int32_t day)
{
	return rota_unit_on(unit, day) && rota_gazetteer_inside(&reorganising->world.gazetteer,
								unit, reorganising->scope, day);
}

static int look_at_unit(struct reorganising *reorganising, const struct rota_unit *unit,
			struct rota_error *err)
{
	bool was = is_in(reorganising, unit, reorganising->day - 1);
	bool is = is_in(reorganising, unit, reorganising->day);
	int rc = ROTA_OK;

	reorganising->communes_before += was;
	reorganising->communes_after += is;
	reorganising->communes_ended += was && !is;
	reorganising->communes_begun += is && !was;
	for (size_t i = 0; !rc && (was || is) && i < POSTS; i++)
		rc = look_at_post(reorganising, unit, i, was, is, err);
	rota_world_forget(&reorganising->world);
	return rc;
}

/* --- the report ------------------------------------------------------------------------------ */

static void put(struct rota_buffer *out, char sign, uint64_t count, const char *what)
{
	if (count)
		rota_buffer_printf(out, "%s%s%llu %s", out->size ? ", " : "",
				   sign == '-' ? "−" : "+", (unsigned long long)count, what);
}

/** Holders who came and went in communes that go on, on that very day. */
static int64_t otherwise(const struct balance *balance)
{
	return (int64_t)balance->after - (int64_t)balance->before + (int64_t)balance->ended +
	       (int64_t)balance->to_local - (int64_t)balance->from_local - (int64_t)balance->begun;
}

/** "Party secretary: 40 posts end, 15 begin; not local 53 → 40: −13 end with their units". */
static void note_balance(struct reorganising *reorganising, size_t post)
{
	const struct balance *balance = &reorganising->balances[post];
	struct rota_buffer why = { 0 };
	int64_t rest = otherwise(balance);

	put(&why, '-', balance->ended, _("in communes that end"));
	put(&why, '-', balance->to_local, _("local from that day on"));
	put(&why, '+', balance->from_local, _("local no more"));
	put(&why, '+', balance->begun, _("in new communes"));
	put(&why, rest < 0 ? '-' : '+', (uint64_t)(rest < 0 ? -rest : rest), _("otherwise"));
	rota_fill_note(&reorganising->filling,
		       _("%s: posts that end: %llu, that begin: %llu; not local: %llu → %llu%s%s"),
		       rota_post_show(rota_all_posts[post]),
		       (unsigned long long)balance->ended_posts,
		       (unsigned long long)balance->begun_posts,
		       (unsigned long long)balance->before, (unsigned long long)balance->after,
		       why.size ? ": " : "", why.size ? rota_buffer_text(&why) : "");
	rota_buffer_clear(&why);
}

static struct rota_value balance_json(struct rota_filling *filling, const struct balance *balance,
				      const char *post)
{
	const struct {
		const char *key;
		uint64_t count;
	} counts[] = {
		{ "ended_posts", balance->ended_posts },
		{ "begun_posts", balance->begun_posts },
		{ "before", balance->before },
		{ "ended", balance->ended },
		{ "to_local", balance->to_local },
		{ "from_local", balance->from_local },
		{ "begun", balance->begun },
		{ "after", balance->after },
	};
	struct rota_value map = rota_map();

	rota_fill_set_text(filling, &map, "post", post);
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		rota_fill_set(filling, &map, counts[i].key, rota_uint(counts[i].count));
	return map;
}

static void fill_json(struct reorganising *reorganising)
{
	struct rota_filling *filling = &reorganising->filling;
	struct rota_value *json = &filling->report->json;
	struct rota_value posts = rota_list();
	char day[ROTA_DAY_TEXT_BYTES];

	*json = rota_map();
	rota_day_encode(day, rota_day_from_number(reorganising->day));
	rota_fill_set_text(filling, json, "on", day);
	rota_fill_set(filling, json, "before", rota_uint(reorganising->communes_before));
	rota_fill_set(filling, json, "ended", rota_uint(reorganising->communes_ended));
	rota_fill_set(filling, json, "begun", rota_uint(reorganising->communes_begun));
	rota_fill_set(filling, json, "after", rota_uint(reorganising->communes_after));
	for (size_t i = 0; i < POSTS; i++)
		rota_fill_add(filling, &posts,
			      balance_json(filling, &reorganising->balances[i], rota_all_posts[i]));
	rota_fill_set(filling, json, "posts", posts);
	rota_fill_set(filling, json, "changes", rota_fill_objects(filling));
}

/** What ends, what begins, whose locality changes; and the sums. */
static void fill_report(struct reorganising *reorganising)
{
	struct rota_filling *filling = &reorganising->filling;

	for (size_t i = 0; i < CHANGES; i++)
		for (size_t k = 0; k < reorganising->lists[i].as.list.count; k++) {
			filling->row = reorganising->lists[i].as.list.items[k];
			rota_fill_row(filling);
		}
	if (reorganising->raw) {
		fill_json(reorganising);
		return;
	}
	rota_fill_note(filling, _("communes: %llu → %llu (end: %llu, begin: %llu)"),
		       (unsigned long long)reorganising->communes_before,
		       (unsigned long long)reorganising->communes_after,
		       (unsigned long long)reorganising->communes_ended,
		       (unsigned long long)reorganising->communes_begun);
	for (size_t i = 0; i < POSTS; i++)
		note_balance(reorganising, i);
}

int rota_report_reorganisation(struct rota_office *office, const struct rota_question *question,
			       struct rota_report *out, struct rota_arena *arena,
			       struct rota_error *err)
{
	struct reorganising reorganising = { .raw = question->raw };
	struct rota_gazetteer *gazetteer = &reorganising.world.gazetteer;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_world_open(&reorganising.world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&reorganising.filling, out, arena, columns,
			sizeof(columns) / sizeof(columns[0]), question->raw);
	for (size_t i = 0; i < CHANGES; i++)
		reorganising.lists[i] = rota_list();
	rc = read_question(&reorganising, question, err);
	for (size_t i = 0; !rc && i < gazetteer->unit_count; i++)
		if (gazetteer->units[i]->level == ROTA_LEVEL_COMMUNE)
			rc = look_at_unit(&reorganising, gazetteer->units[i], err);
	if (!rc) {
		rota_fill_title(&reorganising.filling,
				_("What the reorganisation of %s does in %s"),
				rota_day_show(day, rota_day_from_number(reorganising.day)),
				rota_unit_near(reorganising.scope, reorganising.day)->name);
		fill_report(&reorganising);
	}
	return rota_look_close(&reorganising.world, &reorganising.filling, rc, err);
}
