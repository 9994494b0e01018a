/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/gazetteer.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "base/text.h"

void rota_gazetteer_init(struct rota_gazetteer *gazetteer, struct rota_arena *arena)
{
	*gazetteer = (struct rota_gazetteer){ .arena = arena };
}

/* --- units ---------------------------------------------------------------------------------- */

/** The day behind the '@' of a dated field. */
static int32_t dated_day(const char *name)
{
	const char *text = strchr(name, '@');
	struct rota_day day;

	if (!text || rota_day_decode(&day, text + 1, strlen(text + 1), NULL))
		return ROTA_DAY_ALWAYS;
	return rota_day_first(day);
}

static struct rota_unit_version *version_at(struct rota_unit *unit, int32_t from)
{
	size_t at = 0;

	while (at < unit->version_count && unit->versions[at].from < from)
		at++;
	if (at < unit->version_count && unit->versions[at].from == from)
		return &unit->versions[at];
	memmove(&unit->versions[at + 1], &unit->versions[at],
		(unit->version_count - at) * sizeof(*unit->versions));
	unit->versions[at] = (struct rota_unit_version){ .from = from, .seq = UINT64_MAX };
	unit->version_count++;
	return &unit->versions[at];
}

/** A text that outlives its entry; NULL without one. */
static const char *keep(struct rota_gazetteer *gazetteer, const char *text)
{
	const char *copy = text ? rota_arena_copy(gazetteer->arena, text, strlen(text)) : NULL;

	gazetteer->failed = gazetteer->failed || (text && !copy);
	return copy;
}

static struct rota_value keep_aliases(struct rota_gazetteer *gazetteer,
				      const struct rota_value *aliases)
{
	struct rota_value kept = rota_list();

	for (size_t i = 0; i < aliases->as.list.count; i++) {
		const char *alias = keep(gazetteer, rota_value_text(&aliases->as.list.items[i]));

		if (alias && rota_list_add(gazetteer->arena, &kept, rota_text(alias)))
			gazetteer->failed = true;
	}
	return kept;
}

static void set_attribute(struct rota_gazetteer *gazetteer, struct rota_unit *unit,
			  const struct rota_subject_field *field)
{
	struct rota_unit_version *version = version_at(unit, dated_day(field->name));
	const char *text = keep(gazetteer, rota_value_text(&field->value));

	if (strncmp(field->name, "code@", 5) == 0)
		version->code = text;
	else if (strncmp(field->name, "name@", 5) == 0)
		version->name = text;
	else if (strncmp(field->name, "type@", 5) == 0)
		version->type = text;
	else if (strncmp(field->name, "parent@", 7) == 0)
		rota_id_from_value(&version->parent, &field->value);
	else if (strncmp(field->name, "seq@", 4) == 0 && field->value.type == ROTA_UINT)
		version->seq = field->value.as.number;
	else if (strncmp(field->name, "alias@", 6) == 0 && field->value.type == ROTA_LIST)
		unit->aliases = keep_aliases(gazetteer, &field->value);
}

/** What a version does not say, it has from the one before. */
static void inherit_attributes(struct rota_unit *unit)
{
	for (size_t i = 1; i < unit->version_count; i++) {
		const struct rota_unit_version *before = &unit->versions[i - 1];
		struct rota_unit_version *version = &unit->versions[i];

		if (!version->code)
			version->code = before->code;
		if (!version->name)
			version->name = before->name;
		if (!version->type)
			version->type = before->type;
		if (rota_id_is_zero(version->parent))
			version->parent = before->parent;
		if (version->seq == UINT64_MAX)
			version->seq = before->seq;
	}
}

static enum rota_level level_of(const char *code)
{
	size_t digits = strlen(code);

	if (digits == 2)
		return ROTA_LEVEL_PROVINCE;
	return digits == 3 ? ROTA_LEVEL_DISTRICT : ROTA_LEVEL_COMMUNE;
}

/** A province is made by province.create, whose fields carry no day. */
static void set_undated(struct rota_gazetteer *gazetteer, struct rota_unit *unit,
			const struct rota_subject *subject)
{
	const char *code = keep(gazetteer, rota_subject_text(subject, "code"));
	const char *name = keep(gazetteer, rota_subject_text(subject, "name"));
	struct rota_unit_version *version;

	if (!code || !name)
		return;
	version = version_at(unit, ROTA_DAY_ALWAYS);
	version->code = code;
	version->name = name;
	version->type = "tinh";
}

/** A unit begins with the first version that has what a unit needs; what was recorded for a day
 *  before (a spelling, say) is inherited by it. @return false when there is none. */
static bool drop_incomplete(struct rota_unit *unit)
{
	const struct rota_unit_version *first = unit->versions;

	while (unit->version_count && !(first->code && first->name && first->type)) {
		first = ++unit->versions;
		unit->version_count--;
	}
	return unit->version_count > 0;
}

struct rota_unit *rota_gazetteer_new_unit(struct rota_gazetteer *gazetteer)
{
	struct rota_unit *unit = rota_arena_alloc(gazetteer->arena, sizeof(*unit));

	gazetteer->units = rota_arena_more(gazetteer->arena, gazetteer->units, gazetteer->unit_count,
				&gazetteer->unit_room, sizeof(struct rota_unit *));
	if (!unit || !gazetteer->units)
		return NULL;
	gazetteer->units[gazetteer->unit_count] = unit;
	return unit;
}

struct rota_succession *rota_gazetteer_new_succession(struct rota_gazetteer *gazetteer)
{
	gazetteer->successions =
		rota_arena_more(gazetteer->arena, gazetteer->successions, gazetteer->succession_count,
		     &gazetteer->succession_room, sizeof(struct rota_succession));
	return gazetteer->successions ? &gazetteer->successions[gazetteer->succession_count] : NULL;
}

int rota_gazetteer_add(struct rota_gazetteer *gazetteer, const struct rota_subject *subject,
		       struct rota_error *err)
{
	struct rota_unit *unit = rota_gazetteer_new_unit(gazetteer);
	struct rota_day to = rota_subject_day(subject, "to");

	if (!subject->created) /* taken back, or not known here: then it is no unit */
		return ROTA_OK;
	if (!unit)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	unit->id = subject->id;
	unit->versions = rota_arena_alloc(gazetteer->arena,
					  (subject->field_count + 1) * sizeof(*unit->versions));
	if (!unit->versions)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	set_undated(gazetteer, unit, subject);
	for (size_t i = 0; i < subject->field_count; i++)
		if (strchr(subject->fields[i].name, '@') &&
		    subject->fields[i].value.type != ROTA_NIL)
			set_attribute(gazetteer, unit, &subject->fields[i]);
	if (gazetteer->failed)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	inherit_attributes(unit);
	if (!drop_incomplete(unit))
		return ROTA_OK;
	unit->level = level_of(unit->versions[0].code);
	unit->from = unit->versions[0].from;
	unit->to = rota_day_is_none(to) ? ROTA_DAY_NEVER : rota_day_first(to);
	gazetteer->unit_count++;
	return ROTA_OK;
}

int rota_gazetteer_add_succession(struct rota_gazetteer *gazetteer,
				  const struct rota_subject *subject, struct rota_error *err)
{
	const struct rota_value *on = NULL;
	struct rota_succession *one;
	struct rota_day day = { 0 };

	if (!subject->created)
		return ROTA_OK;
	one = rota_gazetteer_new_succession(gazetteer);
	if (!one)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	on = rota_map_get(&subject->created->entry.root, "on");
	if (on && on->type == ROTA_TEXT)
		rota_day_decode(&day, on->as.text.chars, on->as.text.size, NULL);
	if (rota_day_is_none(day))
		return ROTA_OK;
	gazetteer->succession_count++;
	*one = (struct rota_succession){
		.id = subject->id,
		.from_unit = rota_subject_id(subject, "old"),
		.to_unit = rota_subject_id(subject, "new"),
		.on = rota_day_first(day),
		.seq = rota_subject_uint(subject, "seq", UINT64_MAX),
		.event = keep(gazetteer, rota_subject_text(subject, "event")),
		.part = keep(gazetteer, rota_subject_text(subject, "part"))
	};
	return gazetteer->failed ? rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory")) : ROTA_OK;
}

static int compare_units(const void *a, const void *b)
{
	const struct rota_unit *left = *(struct rota_unit *const *)a;
	const struct rota_unit *right = *(struct rota_unit *const *)b;
	int order = strcmp(left->versions[0].code, right->versions[0].code);

	return order ? order : rota_id_compare(left->id, right->id);
}

static int compare_days(const void *a, const void *b)
{
	const int32_t *left = a;
	const int32_t *right = b;

	return (*left > *right) - (*left < *right);
}

static int compare_successions(const void *a, const void *b)
{
	const struct rota_succession *left = a;
	const struct rota_succession *right = b;

	int order;

	if (left->on != right->on)
		return left->on < right->on ? -1 : 1;
	if (left->seq != right->seq)
		return left->seq < right->seq ? -1 : 1;
	order = rota_id_compare(left->from_unit, right->from_unit);
	return order ? order : rota_id_compare(left->to_unit, right->to_unit);
}

/* --- looking up ----------------------------------------------------------------------------- */

/** Where the unit is in `by_id`, or the free place where it would be: units are created by one
 *  writer, whose entries have numbers that follow each other. */
static struct rota_unit **place_of(const struct rota_gazetteer *gazetteer, struct rota_id id)
{
	size_t last = gazetteer->by_id_room - 1;
	size_t at = (size_t)rota_id_number(id) & last;

	while (gazetteer->by_id[at] && rota_id_compare(gazetteer->by_id[at]->id, id) != 0)
		at = (at + 1) & last;
	return &gazetteer->by_id[at];
}

const struct rota_unit *rota_gazetteer_unit(const struct rota_gazetteer *gazetteer,
					    struct rota_id id)
{
	if (gazetteer->by_id)
		return *place_of(gazetteer, id);
	for (size_t i = 0; i < gazetteer->unit_count; i++)
		if (rota_id_compare(gazetteer->units[i]->id, id) == 0)
			return gazetteer->units[i];
	return NULL;
}

size_t rota_gazetteer_era(const struct rota_gazetteer *gazetteer, int32_t day)
{
	size_t low = 0, high = gazetteer->turn_count;

	if (!gazetteer->turns)
		return (uint32_t)day;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (gazetteer->turns[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct rota_unit_version *rota_unit_near(const struct rota_unit *unit, int32_t day)
{
	size_t at = unit->version_count - 1;

	while (at && unit->versions[at].from > day)
		at--;
	return &unit->versions[at];
}

const struct rota_unit_version *rota_unit_on(const struct rota_unit *unit, int32_t day)
{
	if (day < unit->from || day >= unit->to)
		return NULL;
	return rota_unit_near(unit, day);
}

const struct rota_unit *rota_gazetteer_by_code(const struct rota_gazetteer *gazetteer,
					       const char *code, int32_t day)
{
	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit_version *version = rota_unit_on(gazetteer->units[i], day);

		if (version && strcmp(version->code, code) == 0)
			return gazetteer->units[i];
	}
	return NULL;
}

const struct rota_unit *rota_gazetteer_ancestor(const struct rota_gazetteer *gazetteer,
						const struct rota_unit *unit, enum rota_level level,
						int32_t day)
{
	/* at most one step a level: a circle of parents ends too */
	for (int steps = 0; unit && unit->level > level && steps <= ROTA_LEVEL_COMMUNE; steps++)
		unit = rota_gazetteer_unit(gazetteer, rota_unit_near(unit, day)->parent);
	return unit && unit->level == level ? unit : NULL;
}

bool rota_gazetteer_inside(const struct rota_gazetteer *gazetteer, const struct rota_unit *unit,
			   const struct rota_unit *scope, int32_t day)
{
	return rota_gazetteer_ancestor(gazetteer, unit, scope->level, day) == scope;
}

/* --- finish --------------------------------------------------------------------------------- */

/** Without memory the units are found one by one, as before finish. */
static void hash_by_id(struct rota_gazetteer *gazetteer)
{
	size_t room = 16;

	while (room < 2 * gazetteer->unit_count)
		room *= 2;
	gazetteer->by_id = rota_arena_alloc(gazetteer->arena, room * sizeof(*gazetteer->by_id));
	gazetteer->by_id_room = room;
	if (!gazetteer->by_id)
		return;
	for (size_t i = 0; i < gazetteer->unit_count; i++)
		*place_of(gazetteer, gazetteer->units[i]->id) = gazetteer->units[i];
}

/** All days of change, sorted, each once. Without memory every day is an era. */
static void collect_turns(struct rota_gazetteer *gazetteer)
{
	size_t room = 0, kept = 0, count = 0;
	int32_t *turns;

	for (size_t i = 0; i < gazetteer->unit_count; i++)
		room += gazetteer->units[i]->version_count + 2;
	turns = rota_arena_alloc(gazetteer->arena, room * sizeof(*turns));
	if (!turns)
		return;
	for (size_t i = 0; i < gazetteer->unit_count; i++) {
		const struct rota_unit *unit = gazetteer->units[i];

		turns[count++] = unit->from;
		turns[count++] = unit->to;
		for (size_t k = 0; k < unit->version_count; k++)
			turns[count++] = unit->versions[k].from;
	}
	if (count)
		qsort(turns, count, sizeof(*turns), compare_days);
	for (size_t i = 0; i < count; i++)
		if (!kept || turns[i] != turns[kept - 1])
			turns[kept++] = turns[i];
	gazetteer->turns = turns;
	gazetteer->turn_count = kept;
}

void rota_gazetteer_finish(struct rota_gazetteer *gazetteer)
{
	if (gazetteer->unit_count)
		qsort(gazetteer->units, gazetteer->unit_count, sizeof(*gazetteer->units),
		      compare_units);
	if (gazetteer->succession_count)
		qsort(gazetteer->successions, gazetteer->succession_count,
		      sizeof(*gazetteer->successions), compare_successions);
	hash_by_id(gazetteer);
	rota_gazetteer_make_names(gazetteer);
	collect_turns(gazetteer);
}

/* --- succession ----------------------------------------------------------------------------- */

enum rota_heritage rota_succession_heritage(const struct rota_succession *succession)
{
	const char *part = succession->part ? succession->part : "";

	if (strcmp(part, "full") == 0 || strcmp(part, "main") == 0 ||
	    (succession->event && strcmp(succession->event, "rename") == 0))
		return ROTA_HERITAGE_SURE;
	return strcmp(part, "strip") == 0 ? ROTA_HERITAGE_NONE : ROTA_HERITAGE_UNSURE;
}

/** Of two ways to one place the better, of two steps on one way the worse. */
static enum rota_heritage follow(const struct rota_gazetteer *gazetteer, struct rota_id at,
				 struct rota_id goal, size_t first, int32_t until)
{
	enum rota_heritage best =
		rota_id_compare(at, goal) == 0 ? ROTA_HERITAGE_SURE : ROTA_HERITAGE_NONE;

	for (size_t i = first; i < gazetteer->succession_count && best != ROTA_HERITAGE_SURE; i++) {
		const struct rota_succession *step = &gazetteer->successions[i];
		enum rota_heritage part = rota_succession_heritage(step);
		enum rota_heritage rest;

		if (step->on > until || part == ROTA_HERITAGE_NONE ||
		    rota_id_compare(step->from_unit, at) != 0 ||
		    rota_id_compare(step->to_unit, at) == 0)
			continue;
		rest = follow(gazetteer, step->to_unit, goal, i + 1, until);
		if (rest > part)
			rest = part;
		if (rest > best)
			best = rest;
	}
	return best;
}

enum rota_heritage rota_gazetteer_heritage(const struct rota_gazetteer *gazetteer,
					   const struct rota_unit *from, const struct rota_unit *to,
					   int32_t until)
{
	return follow(gazetteer, from->id, to->id, 0, until);
}
