/* SPDX-License-Identifier: Apache-2.0 */
/* Looking things up: units, cadres, periods, the state of the office, the history of a subject. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hex.h"
#include "base/messages.h"
#include "base/text.h"
#include "codec/json.h"
#include "office/act.h"
#include "office/table.h"
#include "store/index.h"
#include "store/log.h"
#include "store/setting.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int close_world(struct rota_world *world, const struct rota_filling *filling, int rc,
                       struct rota_error *err)
{
	if (!rc)
		rc = rota_fill_check(filling, err);
	return rota_world_close(world, rc, err);
}

static int day_asked(int32_t *out, const struct rota_world *world, const char *typed,
                     struct rota_error *err)
{
	struct rota_day day = world->today;
	int rc = typed ? rota_resolve_day(&day, typed, "--as-of", err) : ROTA_OK;

	*out = rc ? 0 : rota_day_first(day);
	return rc;
}

/* --- units ----------------------------------------------------------------------------------- */

static const struct rota_column_spec unit_columns[] = {
	{ "code", N_("code"), ROTA_CELL_TEXT },     { "type", N_("type"), ROTA_CELL_TEXT },
	{ "name", N_("name"), ROTA_CELL_TEXT },     { "parent", N_("in"), ROTA_CELL_TEXT },
	{ "from", N_("from"), ROTA_CELL_TEXT },     { "to", N_("to"), ROTA_CELL_TEXT },
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
	rc = day_asked(&day, &world, question->as_of, err);
	rota_fill_begin(&filling, out, arena, unit_columns, COUNT(unit_columns), question->raw);
	for (size_t i = 0; !rc && i < world.gazetteer.unit_count; i++)
		if (is_wanted(world.gazetteer.units[i], day, question->subject))
			fill_unit(&filling, &world, world.gazetteer.units[i], day);
	return close_world(&world, &filling, rc, err);
}

/* --- cadres ---------------------------------------------------------------------------------- */

static const struct rota_column_spec cadre_columns[] = {
	{ "name", N_("full name"), ROTA_CELL_TEXT },     { "born", N_("born"), ROTA_CELL_TEXT },
	{ "sex", N_("sex"), ROTA_CELL_TEXT },       { "pin", N_("personal number"), ROTA_CELL_TEXT },
	{ "native", N_("native place"), ROTA_CELL_TEXT },
	{ "post", N_("post today"), ROTA_CELL_TEXT },
};

/** 033•••••1234: enough to tell two people apart, too little to copy. */
static void write_masked(struct rota_buffer *out, const char *digits)
{
	size_t size = strlen(digits);

	if (size < 8)
		rota_buffer_puts(out, "•••");
	else
		rota_buffer_printf(out, "%.3s•••••%s", digits, digits + size - 4);
}

static void fill_masked(struct rota_filling *filling, const char *pin)
{
	struct rota_buffer text = { 0 };

	if (pin)
		write_masked(&text, pin);
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
	bool has = !words ||
	           (rota_text_fold_loose(&text, name, strlen(name), NULL) == ROTA_OK &&
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
	rota_fill_text(filling, rota_value_text(rota_map_get(rota_subject_value(cadre, "native"),
	                                                     "text")));
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
	return close_world(&world, &filling, rc, err);
}

/* --- what is declared: officers, targets, policies, periods ------------------------------------ */

static void write_value(struct rota_buffer *out, struct rota_world *world,
                        const struct rota_field *field, const struct rota_value *value);

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
		write_value(&text, world, field, value);
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
		rota_fill_text(filling, filling->raw ? kind->fields[i].name :
		                                       rota_field_caption(&kind->fields[i]));
		fill_field(filling, world, subject, &kind->fields[i]);
		rota_fill_row(filling);
	}
}

/** All entities that entries of a kind declare. */
static int list_declared(struct rota_office *office, const char *name, bool raw,
                         struct rota_report *out, struct rota_arena *arena,
                         struct rota_error *err)
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
		if (!rc && one->created)
			(wide ? fill_wide : fill_long)(&filling, &world, one, kind);
	}
	return close_world(&world, &filling, rc, err);
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

/* --- history --------------------------------------------------------------------------------- */

static const struct rota_column_spec history_columns[] = {
	{ "n", N_("entry"), ROTA_CELL_NUMBER },       { "recorded", N_("recorded"), ROTA_CELL_TEXT },
	{ "by", N_("recorded by"), ROTA_CELL_TEXT },  { "what", N_("what"), ROTA_CELL_TEXT },
	{ "on", N_("takes effect"), ROTA_CELL_TEXT }, { "change", N_("change"), ROTA_CELL_TEXT },
	{ "decision", N_("decision"), ROTA_CELL_TEXT }, { "why", N_("reason"), ROTA_CELL_TEXT },
};

/** A value for people: a word, a day, a name behind an id, or its JSON. */
static void write_value(struct rota_buffer *out, struct rota_world *world,
                        const struct rota_field *field, const struct rota_value *value)
{
	const struct rota_word *word =
	        field && field->words ? rota_word_find(field->words, rota_value_text(value)) : NULL;
	const char *text = rota_value_text(value);
	char day[ROTA_DAY_TEXT_BYTES];
	struct rota_day read;
	struct rota_id id;

	if (word) {
		rota_buffer_puts(out, rota_word_show(word));
	} else if (field && field->type == ROTA_TYPE_DIGITS && field->limit >= 9 && text) {
		write_masked(out, text);
	} else if (field && field->type == ROTA_TYPE_DAY && text &&
	           !rota_day_decode(&read, text, strlen(text), NULL)) {
		rota_buffer_puts(out, rota_day_show(day, read));
	} else if (field && field->type == ROTA_TYPE_ENTRY && rota_id_from_value(&id, value)) {
		rota_buffer_printf(out, "%llu", (unsigned long long)rota_id_number(id));
	} else if (field && field->ref == ROTA_ENTITY_UNIT && rota_id_from_value(&id, value)) {
		const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);

		rota_buffer_puts(out, unit ? rota_unit_show(world, unit, world->today_number) :
		                             "?");
	} else if (field && field->ref == ROTA_ENTITY_CADRE && rota_id_from_value(&id, value)) {
		struct rota_subject *cadre;

		rota_buffer_puts(out, rota_world_subject(&cadre, world, id, NULL) ?
		                              "?" :
		                              rota_cadre_show(world, cadre));
	} else if (text) {
		rota_buffer_puts(out, text);
	} else if (value->type == ROTA_BOOL) {
		rota_buffer_puts(out, value->as.truth ? _("yes") : _("no"));
	} else if (value->type == ROTA_LIST && field && field->words) {
		for (size_t i = 0; i < value->as.list.count; i++) {
			rota_buffer_puts(out, i ? ", " : "");
			write_value(out, world, field, &value->as.list.items[i]);
		}
	} else if (rota_value_text(rota_map_get(value, "text"))) { /* a place, as on the paper */
		rota_buffer_puts(out, rota_value_text(rota_map_get(value, "text")));
	} else if (value->type == ROTA_NIL) {
		rota_buffer_puts(out, "–");
	} else if (value->type == ROTA_BIN) {
		rota_hex_encode(out, value->as.bin.bytes, value->as.bin.size);
	} else {
		rota_json_write(out, value, NULL);
	}
}

/** "From: 02/09/2023 (was 01/09/2023)"; what was there before only where the entry says it. */
static void write_field(struct rota_buffer *out, struct rota_world *world,
                        const struct rota_entry *entry, const struct rota_field *field)
{
	const struct rota_value *value = rota_map_get(entry->body, field->name);
	const struct rota_value *was = rota_map_get(entry->was, field->name);

	if (!value)
		return;
	rota_buffer_printf(out, "%s%s: ", out->size ? "; " : "", rota_field_caption(field));
	write_value(out, world, field, value);
	if (was) {
		rota_buffer_printf(out, " (%s ", _("was"));
		write_value(out, world, field, was);
		rota_buffer_puts(out, ")");
	}
}

/** The fields in the order of the table of kinds. */
static void write_change(struct rota_buffer *out, struct rota_world *world,
                         const struct rota_entry *entry)
{
	for (size_t i = 0; entry->kind && i < entry->kind->count; i++)
		write_field(out, world, entry, &entry->kind->fields[i]);
}

/** The officer's name, also when the entry has only the entity. */
static void fill_by(struct rota_filling *filling, struct rota_world *world,
                    const struct rota_entry *entry)
{
	const struct rota_value *by = rota_map_get(&entry->root, "by");
	struct rota_subject *officer;
	struct rota_id id;

	if (rota_id_from_value(&id, by) && rota_world_subject(&officer, world, id, NULL) == ROTA_OK)
		rota_fill_text(filling, rota_subject_text(officer, "name"));
	else
		rota_fill_text(filling, rota_value_text(by));
}

static void fill_revision(struct rota_filling *filling, struct rota_world *world,
                          const struct rota_revision *revision)
{
	const struct rota_entry *entry = &revision->entry;
	struct rota_buffer text = { 0 };

	rota_fill_uint(filling, entry->number);
	rota_fill_instant(filling, rota_clock_ms(entry->clock));
	fill_by(filling, world, entry);
	rota_buffer_printf(&text, "%s%s",
	                   !entry->kind || filling->raw ? entry->kind_name :
	                   rota_language() == ROTA_VI ? entry->kind->vi :
	                                                entry->kind->en,
	                   revision->undone ? _(" (taken back)") : "");
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_reset(&text);
	rota_fill_day(filling, entry->on);
	write_change(&text, world, entry);
	rota_fill_text(filling, rota_buffer_text(&text));
	rota_buffer_clear(&text);
	rota_fill_text(filling, entry->docs && entry->docs->as.list.count ?
	                                rota_decision_show(world,
	                                                   &entry->docs->as.list.items[0]) :
	                                NULL);
	rota_fill_text(filling, entry->why);
	rota_fill_row(filling);
}

/** What took an entry back: who, when and why. */
static int fill_undoing(struct rota_filling *filling, struct rota_world *world,
                        struct rota_id entry, struct rota_error *err)
{
	struct rota_ids undos;
	int rc = rota_world_indexed(&undos, world, ROTA_INDEX_UNDONE, entry.bytes,
	                            sizeof(entry.bytes), err);

	for (size_t i = 0; !rc && i < undos.count; i++) {
		struct rota_subject *undo;

		rc = rota_world_subject(&undo, world, undos.items[i], err);
		for (size_t k = 0; !rc && k < undo->revision_count; k++)
			fill_revision(filling, world, &undo->revisions[k]);
	}
	return rc;
}

static int fill_history(struct rota_filling *filling, struct rota_world *world, struct rota_id id,
                        struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		fill_revision(filling, world, &subject->revisions[i]);
		if (subject->revisions[i].undone)
			rc = fill_undoing(filling, world, subject->revisions[i].id, err);
	}
	return rc;
}

/** Of a post: everything that was ever recorded of it, posting by posting. */
static int fill_post_history(struct rota_filling *filling, struct rota_world *world,
                             const struct rota_target_named *named, struct rota_error *err)
{
	uint8_t key[ROTA_POST_KEY_BYTES];
	size_t size = rota_post_key(key, named->unit->id, named->post);
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, world, ROTA_INDEX_POST, key, size, err);

	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = fill_history(filling, world, ids.items[i], err);
	return rc;
}

/** Of a cadre: the person, then every posting of the person. */
static int fill_cadre_history(struct rota_filling *filling, struct rota_world *world,
                              const char *typed, struct rota_error *err)
{
	struct rota_subject *cadre;
	struct rota_ids ids;
	int rc = rota_resolve_cadre(&cadre, world, typed, err);

	if (!rc)
		rc = fill_history(filling, world, cadre->id, err);
	if (!rc)
		rc = rota_world_indexed(&ids, world, ROTA_INDEX_CAREER, cadre->id.bytes,
		                        sizeof(cadre->id.bytes), err);
	for (size_t i = 0; !rc && i < ids.count; i++)
		rc = fill_history(filling, world, ids.items[i], err);
	return rc;
}

static int fill_subject(struct rota_filling *filling, struct rota_world *world, const char *typed,
                        struct rota_error *err)
{
	bool number = *typed && strspn(typed, "#0123456789") == strlen(typed);
	struct rota_target_named named;
	int rc;

	if (!number && !strchr(typed, '/') && strncmp(typed, "common:", 7) != 0)
		return fill_cadre_history(filling, world, typed, err);
	rc = rota_resolve_subject(&named, world, typed, err);
	if (rc)
		return rc;
	if (named.unit && !strchr(typed, '@'))
		return fill_post_history(filling, world, &named, err);
	if (!named.subject)
		return rota_fail(err, ROTA_ENOTFOUND, _("leave out the day to see all"),
		                 _("'%s' is no posting"), typed);
	return fill_history(filling, world, named.subject->id, err);
}

int rota_report_history(struct rota_office *office, const struct rota_question *question,
                        struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_world world;
	int rc = rota_need(question->subject, "SUBJECT", err);

	if (!rc)
		rc = rota_world_open(&world, office, false, err);
	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, history_columns, COUNT(history_columns), question->raw);
	rota_fill_title(&filling, _("History of %s"), question->subject);
	rc = fill_subject(&filling, &world, question->subject, err);
	return close_world(&world, &filling, rc, err);
}

/* --- status ---------------------------------------------------------------------------------- */

static const struct rota_column_spec status_columns[] = {
	{ "what", N_("what"), ROTA_CELL_TEXT }, { "value", N_("value"), ROTA_CELL_TEXT }
};

/** A fact in words, and the same under its key for programs. */
static void fill_fact(struct rota_filling *filling, const char *key, const char *what,
                      const char *value)
{
	const char *copy = rota_arena_copy(filling->arena, value, strlen(value));

	rota_fill_text(filling, what);
	rota_fill_text(filling, value);
	rota_fill_row(filling);
	if (!copy || rota_map_set(filling->arena, &filling->report->json, key, rota_text(copy)))
		filling->rc = ROTA_ENOMEM;
}

static void fill_count(struct rota_filling *filling, const char *key, const char *what,
                       uint64_t count)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, count);
	rota_fill_text(filling, what);
	rota_fill_text(filling, text);
	rota_fill_row(filling);
	if (rota_map_set(filling->arena, &filling->report->json, key, rota_uint(count)))
		filling->rc = ROTA_ENOMEM;
}

static int fill_setting(struct rota_filling *filling, struct rota_world *world, const char *what,
                        const char *key, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	int rc = rota_setting_get(&text, world->txn, key, err);

	if (!rc)
		fill_fact(filling, key, what, rota_buffer_text(&text));
	rota_buffer_clear(&text);
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

/** How many entries are in the logs that this office writes, and when the last was recorded. */
static int fill_logs(struct rota_filling *filling, struct rota_world *world,
                     struct rota_error *err)
{
	const struct rota_office *office = world->office;
	uint64_t own = 0, common = 0, sealed = 0, sealed_common = 0;
	struct rota_revision last;
	char text[ROTA_DAY_TEXT_BYTES];
	int rc = rota_log_size(&own, world->txn, office->own.bytes, err);

	if (!rc)
		rc = rota_log_size(&common, world->txn, office->common.bytes, err);
	if (!rc)
		rc = rota_log_mark_get(&sealed, world->txn, office->own.bytes, "sealed", err);
	if (!rc)
		rc = rota_log_mark_get(&sealed_common, world->txn, office->common.bytes, "sealed",
		                       err);
	if (rc)
		return rc;
	fill_count(filling, "entries", _("entries of postings and people"), own);
	if (common)
		fill_count(filling, "common_entries", _("entries of units, targets and officers"), common);
	fill_count(filling, "unsealed", _("not sealed yet"), own - sealed + common - sealed_common);
	if (own && !rota_world_revision(&last, world, rota_id_make(office->own, own - 1), NULL))
		fill_fact(filling, "last_entry", _("last entry"),
		          filling->raw ?
		                  rota_instant_encode(text, rota_clock_ms(last.entry.clock)) :
		                  rota_instant_show(text, rota_clock_ms(last.entry.clock)));
	return ROTA_OK;
}

/** The next thing to do, while an office is being set up. */
static void advise(struct rota_filling *filling, const struct rota_world *world, size_t postings,
                   bool officer)
{
	if (world->gazetteer.unit_count < 2)
		rota_fill_note(filling, "%s", _("next: rota import units FILE"));
	else if (!officer)
		rota_fill_note(filling, "%s",
		               _("next: say who you are: rota officer add NAME --title TITLE --role record"));
	else if (!postings)
		rota_fill_note(filling, "%s",
		               _("next: rota import postings FILE, or rota appoint"));
	else
		rota_fill_note(filling, "%s",
		               _("next: rota report roster, rota report totals, rota help"));
}

int rota_report_status(struct rota_office *office, const struct rota_question *question,
                       struct rota_report *out, struct rota_arena *arena, struct rota_error *err)
{
	struct rota_filling filling = { 0 };
	struct rota_ids cadres = { 0 }, postings = { 0 }, officers = { 0 };
	struct rota_world world;
	char day[ROTA_DAY_TEXT_BYTES];
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rota_fill_begin(&filling, out, arena, status_columns, COUNT(status_columns), question->raw);
	out->json = rota_map();
	rc = fill_setting(&filling, &world, _("office"), "name", err);
	if (!rc)
		rc = rota_world_all(&cadres, &world, ROTA_ENTITY_CADRE, err);
	if (!rc)
		rc = rota_world_all(&postings, &world, ROTA_ENTITY_POSTING, err);
	if (!rc)
		rc = rota_world_all(&officers, &world, ROTA_ENTITY_OFFICER, err);
	if (!rc) {
		if (filling.raw)
			rota_day_encode(day, world.today);
		else
			rota_day_show(day, world.today);
		fill_fact(&filling, "today", _("today"), day);
		fill_count(&filling, "units", _("units"), world.gazetteer.unit_count);
		fill_count(&filling, "cadres", _("cadres"), cadres.count);
		fill_count(&filling, "postings", _("postings"), postings.count);
		rc = fill_logs(&filling, &world, err);
		advise(&filling, &world, postings.count, officers.count > 0);
	}
	return close_world(&world, &filling, rc, err);
}
