/* SPDX-License-Identifier: Apache-2.0 */
/* All that is known of one cadre, and of one unit through its days. */
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "base/messages.h"
#include "naming/resolve.h"
#include "report/look.h"
#include "state/disputed.h"
#include "state/figures.h"
#include "state/person.h"
#include "state/rectify.h"
#include "state/shown.h"
#include "state/spells.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- JSON ------------------------------------------------------------------------------------ */

/** @p day  a number; the ends of time are null. */
static void set_day(struct rota_filling *filling, struct rota_value *map, const char *key,
		    int32_t day)
{
	char text[ROTA_DAY_TEXT_BYTES];
	bool open = day == ROTA_DAY_ALWAYS || day == ROTA_DAY_NEVER;

	if (!open)
		rota_day_encode(text, rota_day_from_number(day));
	rota_fill_set_text(filling, map, key, open ? NULL : text);
}

/** The paper of a begin, by its name or as people are shown it; or NULL. */
static const char *begin_paper(struct rota_world *world, const struct rota_posting *posting,
			       const char *show(struct rota_world *, const struct rota_value *))
{
	const struct rota_value *paper = rota_subject_paper(posting->subject, "begin_doc");

	return paper ? show(world, paper) : NULL;
}

/* --- a cadre --------------------------------------------------------------------------------- */

static const struct rota_column_spec cadre_columns[] = {
	{ "field", N_("field"), ROTA_CELL_TEXT },
	{ "value", N_("value"), ROTA_CELL_TEXT },
};

static void fill_known(struct rota_filling *filling, struct rota_world *world,
		       const struct rota_subject *cadre)
{
	const struct rota_kind *kind = rota_kind_find("cadre.create");
	struct rota_value fields = rota_map();

	for (size_t i = 0; i < kind->count; i++) {
		const struct rota_field *field = &kind->fields[i];
		const struct rota_value *value = rota_subject_value(cadre, field->name);
		struct rota_buffer text = { 0 };

		if (!value)
			continue;
		rota_write_value(&text, world, field, value);
		rota_fill_text(filling, rota_field_caption(field));
		rota_fill_text(filling, rota_buffer_text(&text));
		rota_fill_row(filling);
		rota_buffer_clear(&text);
		rota_fill_set(filling, &fields, field->name, rota_value_raw(filling->arena, field, value));
	}
	rota_fill_set(filling, &filling->report->json, "fields", fields);
}

/** "Party secretary, xã Hồng Nam, from 01/09/2022 to before 01/01/2024 (designate; 12-QĐ/HU, …)".
 */
static void write_posting(struct rota_buffer *out, struct rota_world *world,
			  const struct rota_posting *posting, const struct rota_unit *unit)
{
	char from[ROTA_DAY_TEXT_BYTES], to[ROTA_DAY_TEXT_BYTES];
	const char *where = unit ? rota_unit_show(world, unit, posting->from) : "?";
	const char *paper = begin_paper(world, posting, rota_decision_show);
	int32_t end = rota_posting_end(posting);

	rota_day_show(from, rota_day_from_number(posting->from));
	if (end == ROTA_DAY_NEVER)
		rota_buffer_printf(out, _("%s, %s, since %s"), rota_post_show(posting->post), where,
				   from);
	else
		rota_buffer_printf(out, _("%s, %s, from %s to before %s"),
				   rota_post_show(posting->post), where, from,
				   rota_day_show(to, rota_day_from_number(end)));
	rota_buffer_printf(out, " (%s", rota_act_shown(posting->act, posting->post));
	if (paper)
		rota_buffer_printf(out, "; %s", paper);
	if (posting->end_act)
		rota_buffer_printf(out, "; %s", rota_act_shown(posting->end_act, posting->post));
	rota_buffer_puts(out, ")");
}

static struct rota_value posting_json(struct rota_filling *filling, struct rota_world *world,
				      const struct rota_posting *posting,
				      const struct rota_unit *unit)
{
	const struct rota_unit_version *version = unit ? rota_unit_near(unit, posting->from) : NULL;
	struct rota_value out = rota_map();

	rota_fill_set_text(filling, &out, "code", version ? version->code : NULL);
	rota_fill_set_text(filling, &out, "unit", version ? version->name : NULL);
	rota_fill_set_text(filling, &out, "post", posting->post);
	rota_fill_set_text(filling, &out, "mode", posting->mode);
	set_day(filling, &out, "from", posting->from);
	set_day(filling, &out, "to", rota_posting_end(posting));
	rota_fill_set_text(filling, &out, "act", posting->act);
	rota_fill_set_text(filling, &out, "end_act", posting->end_act);
	rota_fill_set_text(filling, &out, "decision", begin_paper(world, posting, rota_decision_name));
	return out;
}

static const char *word_of(const struct rota_subject *statement, const char *name)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find("locality.set"), name);
	const char *stored = rota_subject_text(statement, name);
	const struct rota_word *word = stored ? rota_word_find(field->words, stored) : NULL;

	return word ? rota_word_show(word) : "?";
}

/** What was stated of the locality of a posting; the last one counts. */
static int fill_statements(struct rota_value *list, struct rota_filling *filling,
			   struct rota_world *world, struct rota_id posting, struct rota_error *err)
{
	struct rota_statements statements;
	int rc = rota_world_statements(&statements, world, posting, err);

	for (size_t i = 0; !rc && i < statements.count; i++) {
		const struct rota_subject *one = statements.items[i];
		const char *why = one->created->entry.why;
		struct rota_buffer text = { 0 };
		struct rota_value object = rota_map();

		rota_buffer_printf(&text, "%s: %s%s%s", word_of(one, "role"), word_of(one, "value"),
				   why ? "; " : "", why ? why : "");
		rota_fill_text(filling, _("local person"));
		rota_fill_text(filling, rota_buffer_text(&text));
		rota_fill_row(filling);
		rota_buffer_clear(&text);
		rota_fill_set_text(filling, &object, "role", rota_subject_text(one, "role"));
		rota_fill_set_text(filling, &object, "value", rota_subject_text(one, "value"));
		rota_fill_set_text(filling, &object, "why", why);
		rota_fill_add(filling, list, object);
	}
	return rc;
}

static int fill_career(struct rota_filling *filling, struct rota_world *world, struct rota_id cadre,
		       struct rota_error *err)
{
	struct rota_value list = rota_list();
	struct rota_postings career;
	int rc = rota_world_career(&career, world, cadre, err);

	for (size_t i = 0; !rc && i < career.count; i++) {
		const struct rota_posting *one = &career.items[i];
		const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, one->unit);
		struct rota_value stated = rota_list(), object;
		struct rota_buffer text = { 0 };

		write_posting(&text, world, one, unit);
		rota_fill_text(filling, _("posting"));
		rota_fill_text(filling, rota_buffer_text(&text));
		rota_fill_row(filling);
		rota_buffer_clear(&text);
		object = posting_json(filling, world, one, unit);
		rc = fill_statements(&stated, filling, world, one->id, err);
		rota_fill_set(filling, &object, "stated", stated);
		rota_fill_add(filling, &list, object);
	}
	rota_fill_set(filling, &filling->report->json, "postings", list);
	return rc;
}

static struct rota_value spell_json(struct rota_filling *filling, const struct rota_subject *spell)
{
	const struct rota_kind *kind = rota_kind_find("cadre.spell");
	struct rota_value out = rota_map();

	for (size_t i = 0; i < kind->count; i++) {
		const struct rota_field *field = &kind->fields[i];
		const struct rota_value *value = rota_subject_value(spell, field->name);

		if (strcmp(field->name, "cadre") == 0)
			continue;
		rota_fill_set(filling, &out, field->name,
			      value ? rota_value_raw(filling->arena, field, value) : rota_nil());
	}
	return out;
}

/** Times in places, each with the entry by which it is called. */
static int fill_spells(struct rota_filling *filling, struct rota_world *world, struct rota_id cadre,
		       struct rota_error *err)
{
	struct rota_value list = rota_list();
	struct rota_spells spells;
	int rc = rota_world_spells(&spells, world, cadre, err);

	for (size_t i = 0; !rc && i < spells.count; i++) {
		struct rota_value one = spell_json(filling, spells.items[i]);
		struct rota_buffer text = { 0 }, name = { 0 };

		rota_entry_name(&name, world, spells.items[i]->id);
		rota_spell_write(&text, world, spells.items[i]);
		rota_buffer_printf(&text, _(" (entry %s)"), rota_buffer_text(&name));
		rota_fill_text(filling, _("time in a place"));
		rota_fill_text(filling, rota_buffer_text(&text));
		rota_fill_row(filling);
		rota_fill_set_text(filling, &one, "entry", rota_buffer_text(&name));
		rota_fill_add(filling, &list, one);
		rota_buffer_clear(&text);
		rota_buffer_clear(&name);
	}
	rota_fill_set(filling, &filling->report->json, "spells", list);
	return rc;
}

/** The other records of this person. */
static int fill_same(struct rota_filling *filling, struct rota_world *world, struct rota_id cadre,
		     struct rota_error *err)
{
	struct rota_value list = rota_list();
	struct rota_class class;
	int rc = rota_class_find(&class, world, cadre, err);

	for (size_t i = 0; !rc && !class.suspended && i < class.count; i++) {
		struct rota_subject *other;

		if (rota_id_compare(class.members[i], cadre) == 0)
			continue;
		rc = rota_world_subject(&other, world, class.members[i], err);
		if (rc)
			break;
		rota_fill_text(filling, _("the same person as"));
		rota_fill_text(filling, rota_cadre_show(world, other));
		rota_fill_row(filling);
		rota_fill_add(filling, &list, rota_id_value(filling->arena, other->id));
	}
	rota_fill_set(filling, &filling->report->json, "same", list);
	return rc;
}

/** What is asked to be corrected of the cadre. */
static int fill_asked(struct rota_filling *filling, struct rota_world *world, struct rota_id cadre,
		      struct rota_error *err)
{
	struct rota_subject *request;
	struct rota_buffer text = { 0 };
	int rc = rota_rectify_open(&request, world, cadre, err);

	if (rc || !request)
		return rc;
	rota_rectify_write(&text, request);
	rota_fill_text(filling, _("asked to be corrected"));
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_fill_row(filling);
	rota_buffer_clear(&text);
	rota_fill_set(filling, &filling->report->json, "asked",
		      rota_value_raw(filling->arena, NULL, rota_subject_value(request, "fields")));
	return ROTA_OK;
}

int rota_report_cadre(struct rota_office *office, const struct rota_question *question,
		      struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_subject *cadre;
	struct rota_world world;
	int rc = rota_need(question->subject, _("CADRE"), err);

	if (!rc)
		rc = rota_world_open(&world, office, false, err);
	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, cadre_columns, COUNT(cadre_columns), question->raw);
	out->json = rota_map();
	rc = rota_resolve_cadre(&cadre, &world, question->subject, err);
	if (!rc) {
		fill_known(&filling, &world, cadre);
		rc = fill_same(&filling, &world, cadre->id, err);
	}
	if (!rc)
		rc = fill_asked(&filling, &world, cadre->id, err);
	if (!rc)
		rc = fill_spells(&filling, &world, cadre->id, err);
	if (!rc)
		rc = fill_career(&filling, &world, cadre->id, err);
	return rota_look_close(&world, &filling, rc, err);
}

/* --- a unit ---------------------------------------------------------------------------------- */

static const struct rota_column_spec unit_columns[] = {
	{ "from", N_("from"), ROTA_CELL_TEXT },
	{ "to", N_("to"), ROTA_CELL_TEXT },
	{ "what", N_("fact"), ROTA_CELL_TEXT },
	{ "value", N_("value"), ROTA_CELL_TEXT },
};

static void fill_fact(struct rota_filling *filling, int32_t from, int32_t to, const char *what,
		      const char *value)
{
	rota_fill_day_number(filling, from);
	rota_fill_day_number(filling, to);
	rota_fill_text(filling, what);
	rota_fill_text(filling, value);
	rota_fill_row(filling);
}

/** `name@2024-12-01`: what the entry of a version says of it. */
static const char *dated_text(const struct rota_subject *subject, const char *name, int32_t from)
{
	char key[64], day[ROTA_DAY_TEXT_BYTES] = "0";

	if (from != ROTA_DAY_ALWAYS)
		rota_day_encode(day, rota_day_from_number(from));
	snprintf(key, sizeof(key), "%s@%s", name, day);
	return rota_subject_text(subject, key);
}

static void fill_version(struct rota_filling *filling, struct rota_world *world,
			 const struct rota_unit *unit, const struct rota_subject *subject,
			 size_t which, struct rota_value *list)
{
	const struct rota_unit_version *version = &unit->versions[which];
	const struct rota_unit *parent = rota_gazetteer_unit(&world->gazetteer, version->parent);
	int32_t to = which + 1 < unit->version_count ? unit->versions[which + 1].from : unit->to;
	const char *legal = dated_text(subject, "legal", version->from);
	const char *above = parent ? rota_unit_show(world, parent, version->from) : NULL;
	struct rota_buffer text = { 0 };
	struct rota_value one = rota_map();

	rota_buffer_printf(&text, "%s (%s)%s%s%s%s", rota_unit_show(world, unit, version->from),
			   version->code, above ? ", " : "", above ? above : "", legal ? "; " : "",
			   legal ? legal : "");
	fill_fact(filling, version->from, to, _("unit"), rota_buffer_text(&text));
	rota_buffer_clear(&text);
	set_day(filling, &one, "from", version->from);
	set_day(filling, &one, "to", to);
	rota_fill_set_text(filling, &one, "code", version->code);
	rota_fill_set_text(filling, &one, "name", version->name);
	rota_fill_set_text(filling, &one, "type", version->type);
	rota_fill_set_text(filling, &one, "parent",
		 parent ? rota_unit_near(parent, version->from)->code : NULL);
	rota_fill_set_text(filling, &one, "legal", legal);
	rota_fill_add(filling, list, one);
}

/** A succession with the unit on its other side. @param day  on which that has its name. */
static void fill_succession(struct rota_filling *filling, struct rota_world *world,
			    const struct rota_succession *succession, struct rota_id other,
			    int32_t day, const char *what, struct rota_value *list)
{
	const struct rota_kind *kind = rota_kind_find("unit.succeed");
	const struct rota_word *event =
		rota_word_find(rota_kind_field(kind, "event")->words, succession->event);
	const struct rota_word *part =
		rota_word_find(rota_kind_field(kind, "part")->words, succession->part);
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, other);
	const struct rota_unit_version *version = unit ? rota_unit_near(unit, day) : NULL;
	struct rota_buffer text = { 0 };
	struct rota_value one = rota_map();

	if (!version || !event || !part)
		return;
	rota_buffer_printf(&text, "%s (%s); %s, %s", rota_unit_show(world, unit, day),
			   version->code, rota_word_show(event), rota_word_show(part));
	fill_fact(filling, succession->on, ROTA_DAY_NEVER, what, rota_buffer_text(&text));
	rota_buffer_clear(&text);
	set_day(filling, &one, "on", succession->on);
	rota_fill_set_text(filling, &one, "event", event->id);
	rota_fill_set_text(filling, &one, "part", part->id);
	rota_fill_set_text(filling, &one, "code", version->code);
	rota_fill_set_text(filling, &one, "name", version->name);
	rota_fill_add(filling, list, one);
}

/** What the unit came from, or what it became. */
static void fill_successions(struct rota_filling *filling, struct rota_world *world,
			     const struct rota_unit *unit, bool became)
{
	struct rota_value list = rota_list();

	for (size_t i = 0; i < world->gazetteer.succession_count; i++) {
		const struct rota_succession *one = &world->gazetteer.successions[i];
		struct rota_id mine = became ? one->from_unit : one->to_unit;
		struct rota_id other = became ? one->to_unit : one->from_unit;

		if (rota_id_compare(mine, unit->id) == 0 && rota_id_compare(other, unit->id) != 0)
			fill_succession(filling, world, one, other, became ? one->on : one->on - 1,
					became ? _("became") : _("came from"), &list);
	}
	rota_fill_set(filling, &filling->report->json, became ? "became" : "came_from", list);
}

static void fill_end(struct rota_filling *filling, const struct rota_unit *unit,
		     const struct rota_subject *subject)
{
	const struct rota_field *field = rota_kind_field(rota_kind_find("unit.end"), "cause");
	const struct rota_word *cause =
		rota_word_find(field->words, rota_subject_text(subject, "cause"));
	const char *legal = rota_subject_text(subject, "end_legal");
	struct rota_value end = rota_map();
	struct rota_buffer text = { 0 };

	if (unit->to == ROTA_DAY_NEVER) {
		rota_fill_set(filling, &filling->report->json, "ended", rota_nil());
		return;
	}
	rota_buffer_printf(&text, "%s%s%s", cause ? rota_word_show(cause) : "", legal ? "; " : "",
			   legal ? legal : "");
	fill_fact(filling, unit->to, ROTA_DAY_NEVER, _("ended"), rota_buffer_text(&text));
	rota_buffer_clear(&text);
	set_day(filling, &end, "on", unit->to);
	rota_fill_set_text(filling, &end, "cause", cause ? cause->id : NULL);
	rota_fill_set_text(filling, &end, "legal", legal);
	rota_fill_set(filling, &filling->report->json, "ended", end);
}

static int fill_holder(struct rota_filling *filling, struct rota_world *world,
		       const struct rota_posting *holder, int32_t day, struct rota_value *list,
		       struct rota_error *err)
{
	const char *state = rota_holding_id(rota_posting_on(holder, day));
	struct rota_value one = rota_map();
	struct rota_subject *cadre;
	char text[400];
	int rc = rota_world_subject(&cadre, world, holder->cadre, err);

	if (rc)
		return rc;
	snprintf(text, sizeof(text), "%s (%s)", rota_cadre_show(world, cadre),
		 rota_act_shown(holder->act, holder->post));
	fill_fact(filling, holder->from, rota_posting_end(holder), rota_post_show(holder->post),
		  text);
	rota_fill_set_text(filling, &one, "post", holder->post);
	rota_fill_set_text(filling, &one, "state", state);
	rota_fill_set_text(filling, &one, "name", rota_subject_text(cadre, "name"));
	set_day(filling, &one, "from", holder->from);
	set_day(filling, &one, "to", rota_posting_end(holder));
	rota_fill_set_text(filling, &one, "act", holder->act);
	rota_fill_add(filling, list, one);
	return ROTA_OK;
}

/** Everybody who has to do with a post on the day, or that it is vacant or not reported. */
static int fill_post(struct rota_filling *filling, struct rota_world *world,
		     const struct rota_unit *unit, const char *post, int32_t day,
		     struct rota_value *list, struct rota_error *err)
{
	struct rota_policy_view policy;
	struct rota_value one = rota_map();
	struct rota_seat seat;
	size_t holders = 0;
	int rc = rota_world_policy(&policy, world, day, err);

	if (!rc)
		rc = rota_world_seat(&seat, world, unit, post, day, &policy, err);
	for (size_t i = 0; !rc && i < seat.postings.count; i++)
		if (rota_posting_on(&seat.postings.items[i], day) != ROTA_HOLDS_NOT) {
			rc = fill_holder(filling, world, &seat.postings.items[i], day, list, err);
			holders++;
		}
	if (rc || holders)
		return rc;
	fill_fact(filling, seat.since, ROTA_DAY_NEVER, rota_post_show(post),
		  seat.count.state == ROTA_CELL_VACANT ? _("(vacant)") : _("(not reported)"));
	rota_fill_set_text(filling, &one, "post", post);
	rota_fill_set_text(filling, &one, "state",
		 seat.count.state == ROTA_CELL_VACANT ? "vacant" : "not_reported");
	rota_fill_set_text(filling, &one, "name", NULL);
	set_day(filling, &one, "from", seat.since);
	rota_fill_set_text(filling, &one, "to", NULL);
	rota_fill_set_text(filling, &one, "act", NULL);
	rota_fill_add(filling, list, one);
	return ROTA_OK;
}

static int fill_posts(struct rota_filling *filling, struct rota_world *world,
		      const struct rota_unit *unit, int32_t day, struct rota_error *err)
{
	struct rota_value list = rota_list();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && rota_all_posts[i]; i++)
		if (unit->level == ROTA_LEVEL_COMMUNE && rota_unit_on(unit, day))
			rc = fill_post(filling, world, unit, rota_all_posts[i], day, &list, err);
	set_day(filling, &filling->report->json, "as_of", day);
	rota_fill_set(filling, &filling->report->json, "posts", list);
	return rc;
}

static int fill_unit(struct rota_filling *filling, struct rota_world *world,
		     const struct rota_unit *unit, int32_t day, struct rota_error *err)
{
	struct rota_value versions = rota_list();
	struct rota_subject *subject;
	struct rota_buffer id = { 0 };
	int rc = rota_world_subject(&subject, world, unit->id, err);

	if (rc)
		return rc;
	rota_hex_encode(&id, unit->id.bytes, sizeof(unit->id.bytes));
	rota_fill_set_text(filling, &filling->report->json, "id", rota_buffer_text(&id));
	rota_buffer_clear(&id);
	fill_successions(filling, world, unit, false);
	for (size_t i = 0; i < unit->version_count; i++)
		fill_version(filling, world, unit, subject, i, &versions);
	rota_fill_set(filling, &filling->report->json, "versions", versions);
	fill_end(filling, unit, subject);
	fill_successions(filling, world, unit, true);
	return fill_posts(filling, world, unit, day, err);
}

int rota_report_unit(struct rota_office *office, const struct rota_question *question,
		     struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	const struct rota_unit *unit;
	struct rota_world world;
	char day_text[ROTA_DAY_TEXT_BYTES];
	int32_t day;
	int rc = rota_need(question->subject, _("UNIT"), err);

	if (!rc)
		rc = rota_world_open(&world, office, false, err);
	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, unit_columns, COUNT(unit_columns), question->raw);
	out->json = rota_map();
	rc = rota_look_day(&day, &world, question->as_of, err);
	if (!rc)
		rc = rota_resolve_unit(&unit, &world, question->subject, day, err);
	if (!rc) {
		rota_fill_title(&filling, _("%s on %s"), rota_unit_show(&world, unit, day),
				rota_day_show(day_text, rota_day_from_number(day)));
		rc = fill_unit(&filling, &world, unit, day, err);
	}
	return rota_look_close(&world, &filling, rc, err);
}
