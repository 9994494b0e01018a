/* SPDX-License-Identifier: Apache-2.0 */
/* Lists: units, cadres, and what is declared: officers, targets, policies, periods. */
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "report/look.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- units ----------------------------------------------------------------------------------- */

static const struct rota_column_spec unit_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT }, { "type", N_("type"), ROTA_CELL_TEXT },
	{ "name", N_("name"), ROTA_CELL_TEXT }, { "parent", N_("lies in"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT }, { "to", N_("to"), ROTA_CELL_TEXT },
};

static void fill_unit(struct rota_filling *filling, const struct rota_world *world,
		      const struct rota_unit *unit, int32_t day)
{
	const struct rota_unit_version *version = rota_unit_near(unit, day);
	const struct rota_word *type = rota_word_find(&rota_unit_types, version->type);
	const struct rota_unit *parent = rota_gazetteer_unit(&world->gazetteer, version->parent);

	rota_fill_text(filling, version->code);
	rota_fill_word(filling, type);
	rota_fill_text(filling, version->name);
	rota_fill_text(filling, parent ? rota_unit_near(parent, day)->name : NULL);
	rota_fill_day_number(filling, unit->from);
	rota_fill_day_number(filling, unit->to);
	rota_fill_row(filling);
}

/** Whether a unit has the words of the search, in any spelling and without accents. */
static bool is_wanted(const struct rota_unit *unit, int32_t day, const char *words)
{
	const struct rota_unit_version *version = rota_unit_near(unit, day);
	struct rota_buffer name = { 0 }, key = { 0 };
	bool wanted;

	if (!words)
		return rota_unit_on(unit, day) != NULL;
	if (strcmp(version->code, words) == 0)
		return true;
	wanted = rota_text_fold_loose(&name, version->name, strlen(version->name), NULL) ==
			 ROTA_OK &&
		 rota_text_fold_loose(&key, words, strlen(words), NULL) == ROTA_OK &&
		 strstr(rota_buffer_text(&name), rota_buffer_text(&key));
	rota_buffer_clear(&name);
	rota_buffer_clear(&key);
	return wanted;
}

int rota_report_units(struct rota_office *office, const struct rota_question *question,
		      struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_world world;
	int32_t day;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_look_day(&day, &world, question->as_of, err);
	rota_fill_begin(&filling, out, arena, unit_columns, COUNT(unit_columns), question->raw);
	for (size_t i = 0; !rc && i < world.gazetteer.unit_count; i++)
		if (is_wanted(world.gazetteer.units[i], day, question->subject))
			fill_unit(&filling, &world, world.gazetteer.units[i], day);
	return rota_look_close(&world, &filling, rc, err);
}

/* --- cadres ---------------------------------------------------------------------------------- */

static const struct rota_column_spec cadre_columns[] = {
	{ "name", N_("full name"), ROTA_CELL_TEXT },
	{ "born", N_("born"), ROTA_CELL_TEXT },
	{ "sex", N_("sex"), ROTA_CELL_TEXT },
	{ "pin", N_("personal number"), ROTA_CELL_TEXT },
	{ "native", N_("native place"), ROTA_CELL_TEXT },
	{ "post", N_("post today"), ROTA_CELL_TEXT },
};

static void fill_masked(struct rota_filling *filling, const char *pin)
{
	struct rota_buffer text = { 0 };

	if (pin)
		rota_write_masked(&text, pin);
	rota_fill_text(filling, pin ? rota_buffer_text(&text) : NULL);
	rota_buffer_clear(&text);
}

static int fill_posts_today(struct rota_filling *filling, struct rota_world *world,
			    struct rota_id cadre, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	struct rota_postings career;
	int rc = rota_world_career(&career, world, cadre, err);

	for (size_t i = 0; !rc && i < career.count; i++) {
		const struct rota_posting *one = &career.items[i];
		const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, one->unit);

		if (unit && rota_posting_on(one, world->today_number) != ROTA_HOLDS_NOT)
			rota_buffer_printf(&text, "%s%s, %s", text.size ? "; " : "",
					   rota_post_show(one->post),
					   rota_unit_show(world, unit, world->today_number));
	}
	rota_fill_text(filling, text.size ? rota_buffer_text(&text) : NULL);
	rota_buffer_clear(&text);
	return rc;
}

static bool has_words(const char *name, const char *words)
{
	struct rota_buffer text = { 0 }, key = { 0 };
	bool has = !words || (rota_text_fold_loose(&text, name, strlen(name), NULL) == ROTA_OK &&
			      rota_text_fold_loose(&key, words, strlen(words), NULL) == ROTA_OK &&
			      strstr(rota_buffer_text(&text), rota_buffer_text(&key)));

	rota_buffer_clear(&text);
	rota_buffer_clear(&key);
	return has;
}

static int fill_cadre(struct rota_filling *filling, struct rota_world *world, struct rota_id id,
		      const char *words, struct rota_error *err)
{
	static const struct rota_field *sex;
	struct rota_subject *cadre;
	const struct rota_word *word;
	const char *name;
	int rc = rota_world_subject(&cadre, world, id, err);

	name = rc ? NULL : rota_subject_text(cadre, "name");
	if (rc || !cadre->created || !name || !has_words(name, words))
		return rc;
	sex = rota_kind_field(rota_kind_find("cadre.create"), "sex");
	word = rota_word_find(sex->words, rota_subject_text(cadre, "sex"));
	rota_fill_text(filling, name);
	rota_fill_day(filling, rota_subject_day(cadre, "born"));
	rota_fill_word(filling, word);
	fill_masked(filling, rota_subject_text(cadre, "pin"));
	rota_fill_text(filling,
		       rota_value_text(rota_map_get(rota_subject_value(cadre, "native"), "text")));
	rc = fill_posts_today(filling, world, id, err);
	rota_fill_row(filling);
	return rc;
}

int rota_report_cadres(struct rota_office *office, const struct rota_question *question,
		       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_world world;
	struct rota_ids ids;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, cadre_columns, COUNT(cadre_columns), question->raw);
	rc = rota_world_all(&ids, &world, ROTA_ENTITY_CADRE, err);
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = fill_cadre(&filling, &world, ids.items[i], question->subject, err);
	return rota_look_close(&world, &filling, rc, err);
}

/* --- what is declared: officers, targets, policies, periods ------------------------------------
 */

static void fill_field(struct rota_filling *filling, struct rota_world *world,
		       const struct rota_subject *subject, const struct rota_field *field)
{
	const struct rota_value *value = rota_subject_value(subject, field->name);
	const char *stored = rota_value_text(value);
	struct rota_buffer text = { 0 };

	if (filling->raw && stored && field->type != ROTA_TYPE_DIGITS) {
		rota_fill_text(filling, stored);
		return;
	}
	if (value)
		rota_write_value(&text, world, field, value);
	rota_fill_text(filling, value ? rota_buffer_text(&text) : NULL);
	rota_buffer_clear(&text);
}

/** One row a subject, one column a field. */
static int begin_wide(struct rota_filling *filling, struct rota_report *out,
		      struct rota_arena *arena, const struct rota_kind *kind, bool raw)
{
	struct rota_column_spec *columns = rota_arena_alloc(arena, kind->count * sizeof(*columns));

	if (!columns)
		return ROTA_ENOMEM;
	for (size_t i = 0; i < kind->count; i++)
		columns[i] = (struct rota_column_spec){
			kind->fields[i].name, rota_field_caption(&kind->fields[i]),
			kind->fields[i].type == ROTA_TYPE_UINT ? ROTA_CELL_NUMBER : ROTA_CELL_TEXT
		};
	rota_fill_begin(filling, out, arena, columns, kind->count, raw);
	return ROTA_OK;
}

static void fill_wide(struct rota_filling *filling, struct rota_world *world,
		      const struct rota_subject *subject, const struct rota_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++)
		fill_field(filling, world, subject, &kind->fields[i]);
	rota_fill_row(filling);
}

static const struct rota_column_spec long_columns[] = {
	{ "from", N_("from"), ROTA_CELL_TEXT },
	{ "field", N_("field"), ROTA_CELL_TEXT },
	{ "value", N_("value"), ROTA_CELL_TEXT },
};

/** One row a field: for what has too many to stand side by side. */
static void fill_long(struct rota_filling *filling, struct rota_world *world,
		      const struct rota_subject *subject, const struct rota_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++) {
		if (!rota_subject_get(subject, kind->fields[i].name))
			continue;
		rota_fill_day(filling, rota_subject_day(subject, "from"));
		rota_fill_text(filling, filling->raw ? kind->fields[i].name
						     : rota_field_caption(&kind->fields[i]));
		fill_field(filling, world, subject, &kind->fields[i]);
		rota_fill_row(filling);
	}
}

/** What is published of the periods. */
static int note_published(struct rota_filling *filling, struct rota_world *world,
			  struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_all(&ids, world, ROTA_ENTITY_PUBLICATION, err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one, *period;
		const struct rota_value *number;
		char day[ROTA_DAY_TEXT_BYTES];

		rc = rota_world_subject(&one, world, ids.items[i], err);
		if (rc || !one->created ||
		    rota_world_subject(&period, world, rota_subject_id(one, "period"), NULL))
			continue;
		number = rota_map_get(rota_subject_value(one, "checkpoint"), "number");
		rota_fill_note(filling, _("published: %s, the figures of %s by checkpoint %llu"),
			       rota_subject_text(period, "name"),
			       rota_day_show(day, rota_subject_day(one, "as_of")),
			       number && number->type == ROTA_UINT
				       ? (unsigned long long)number->as.number
				       : 0);
	}
	return rc;
}

/** Officers of another office, who came with records that were handed over, are none here. */
static bool is_listed(const struct rota_world *world, const struct rota_subject *one)
{
	return one->created &&
	       (one->type != ROTA_ENTITY_OFFICER || world->office->is_province ||
		rota_world_is_common(world, one->id) ||
		rota_office_writes(world->office, rota_id_writer(one->id)));
}

/** All entities that entries of a kind declare. */
static int list_declared(struct rota_office *office, const char *name, bool raw,
			 struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	const struct rota_kind *kind = rota_kind_find(name);
	bool wide = kind->count <= 10;
	struct rota_filling filling = { 0 };
	struct rota_world world;
	struct rota_ids ids;
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	if (wide && begin_wide(&filling, out, arena, kind, raw))
		filling.rc = ROTA_ENOMEM;
	if (!wide)
		rota_fill_begin(&filling, out, arena, long_columns, COUNT(long_columns), raw);
	rc = rota_world_all(&ids, &world, kind->entity, err);
	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *one;

		rc = rota_world_subject(&one, &world, ids.items[i], err);
		if (!rc && is_listed(&world, one))
			(wide ? fill_wide : fill_long)(&filling, &world, one, kind);
	}
	if (!rc && kind->entity == ROTA_ENTITY_PERIOD)
		rc = note_published(&filling, &world, err);
	return rota_look_close(&world, &filling, rc, err);
}

int rota_report_officers(struct rota_office *office, const struct rota_question *question,
			 struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	return list_declared(office, "officer.set", question->raw, out, arena, err);
}

int rota_report_targets(struct rota_office *office, const struct rota_question *question,
			struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	return list_declared(office, "target.set", question->raw, out, arena, err);
}

int rota_report_policies(struct rota_office *office, const struct rota_question *question,
			 struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	return list_declared(office, "policy.set", question->raw, out, arena, err);
}

int rota_report_periods(struct rota_office *office, const struct rota_question *question,
			struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	return list_declared(office, "period.open", question->raw, out, arena, err);
}
