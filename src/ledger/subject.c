/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/subject.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/graph.h"

/** One assignment: this revision gives this field this value. */
struct assignment {
	const char *field;
	const struct rota_value *value;
	uint32_t revision;
};

/** The fields whose standing assignments are found in one pass. */
enum { PASS = 64 };

struct fold {
	struct rota_arena *arena;
	struct rota_revision *revisions;
	size_t count;
	struct rota_graph graph;
	struct assignment *assignments;
	size_t assignment_count;
	uint64_t *marks, *covered; /* for each circle of the graph, see rota_graph_cover() */
	/* a pass: fields with several assignments, which begin and end here */
	struct rota_subject_field *pass_fields[PASS];
	size_t pass_first[PASS], pass_end[PASS];
	size_t pass_count;
	int rc;
};

static int compare_revisions(const void *a, const void *b)
{
	const struct rota_revision *left = a;
	const struct rota_revision *right = b;

	if (left->entry.clock != right->entry.clock)
		return left->entry.clock < right->entry.clock ? -1 : 1;
	return rota_id_compare(left->id, right->id);
}

/* --- assignments ---------------------------------------------------------------------------- */

static void assign(struct fold *fold, const char *field, const struct rota_value *value,
                   size_t revision)
{
	fold->assignments[fold->assignment_count++] =
	        (struct assignment){ field, value, (uint32_t)revision };
}

/** Room for all: an entry assigns the fields of its body, `on` and `doc` at most. */
static int make_room(struct fold *fold)
{
	size_t room = 0;

	for (size_t i = 0; i < fold->count; i++) {
		const struct rota_value *body = fold->revisions[i].entry.body;

		if (!fold->revisions[i].undone)
			room += 2 + (body ? body->as.map.count : 0);
	}
	fold->assignments = rota_arena_alloc(fold->arena, room * sizeof(*fold->assignments));
	return fold->assignments ? ROTA_OK : ROTA_ENOMEM;
}

static bool is_kind(const struct rota_entry *entry, const char *name)
{
	return strcmp(entry->kind_name, name) == 0;
}

/** The name under which a field of the body is assigned. */
static const char *assigned_name(const struct rota_entry *entry, const char *field)
{
	if (is_kind(entry, "posting.end") && strcmp(field, "act") == 0)
		return "end_act";
	if (is_kind(entry, "posting.step") && strcmp(field, "until") == 0)
		return "planned_end";
	if (is_kind(entry, "unit.end") && strcmp(field, "legal") == 0)
		return "end_legal";
	if (is_kind(entry, "posting.correct") && strcmp(field, "reason") == 0)
		return NULL;
	if (is_kind(entry, "posting.step"))
		return NULL;
	return field;
}

/** The name under which `on` is assigned; NULL where it says something else. */
static const char *assigned_on(const struct rota_entry *entry)
{
	static const char *const begins[] = { "posting.begin", "post.vacant", "policy.set",
		                              "writer.rescope" };

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (is_kind(entry, begins[i]))
			return "from";
	if (is_kind(entry, "posting.end") || is_kind(entry, "unit.end"))
		return "to";
	if (is_kind(entry, "posting.void"))
		return "void_from";
	return NULL;
}

/** The papers of an entry are the field of its step, so that an end never overrides those of a begin. */
static const char *assigned_doc(const struct rota_entry *entry)
{
	static const struct {
		const char *kind, *field;
	} steps[] = {
		{ "posting.begin", "begin_doc" },     { "posting.step", "step_doc" },
		{ "posting.end", "end_doc" },         { "posting.correct", "correct_doc" },
		{ "posting.void", "void_doc" },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (is_kind(entry, steps[i].kind))
			return steps[i].field;
	return "doc";
}

/** `name@2024-12-01`: an attribute of a unit from a day on. */
static const char *dated_name(struct fold *fold, const char *attribute,
                              const struct rota_entry *entry)
{
	char day[ROTA_DAY_TEXT_BYTES];
	size_t size = rota_day_encode(day, entry->on);
	size_t name_size = strlen(attribute);
	char *name = rota_arena_alloc(fold->arena, name_size + size + 3);

	if (!name) {
		fold->rc = ROTA_ENOMEM;
		return attribute;
	}
	memcpy(name, attribute, name_size);
	name[name_size] = '@';
	if (size)
		memcpy(name + name_size + 1, day, size);
	else
		name[name_size + 1] = '0';
	return name;
}

static bool is_dated(const struct rota_entry *entry)
{
	return is_kind(entry, "unit.create") || is_kind(entry, "unit.change");
}

static void assign_entry(struct fold *fold, size_t revision)
{
	const struct rota_entry *entry = &fold->revisions[revision].entry;
	const char *on = assigned_on(entry);
	const char *doc = assigned_doc(entry);

	for (size_t i = 0; entry->body && i < entry->body->as.map.count; i++) {
		const struct rota_pair *pair = &entry->body->as.map.pairs[i];
		const char *name = assigned_name(entry, pair->key.as.text.chars);

		if (name && is_dated(entry))
			name = dated_name(fold, name, entry);
		if (name)
			assign(fold, name, &pair->value, revision);
	}
	if (on && entry->has_on)
		assign(fold, on, rota_map_get(&entry->root, "on"), revision);
	if (entry->docs)
		assign(fold, doc, entry->docs, revision);
}

/* --- values --------------------------------------------------------------------------------- */

/** By field, then the order in which revisions rank. */
static int compare_assignments(const void *a, const void *b)
{
	const struct assignment *left = a;
	const struct assignment *right = b;
	int order = strcmp(left->field, right->field);

	if (order)
		return order;
	return (left->revision > right->revision) - (left->revision < right->revision);
}

/** An order of values in which only equal ones are level. Maps of entries have sorted keys. */
static int compare_values(const struct rota_value *a, const struct rota_value *b);

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_bytes(const void *a, size_t a_size, const void *b, size_t b_size)
{
	int order = compare_sizes(a_size, b_size);

	return order || !a_size ? order : memcmp(a, b, a_size);
}

static int compare_lists(const struct rota_value *a, const struct rota_value *b)
{
	int order = compare_sizes(a->as.list.count, b->as.list.count);

	for (size_t i = 0; !order && i < a->as.list.count; i++)
		order = compare_values(&a->as.list.items[i], &b->as.list.items[i]);
	return order;
}

static int compare_maps(const struct rota_value *a, const struct rota_value *b)
{
	int order = compare_sizes(a->as.map.count, b->as.map.count);

	for (size_t i = 0; !order && i < a->as.map.count; i++) {
		order = compare_values(&a->as.map.pairs[i].key, &b->as.map.pairs[i].key);
		if (!order)
			order = compare_values(&a->as.map.pairs[i].value,
			                       &b->as.map.pairs[i].value);
	}
	return order;
}

static int compare_values(const struct rota_value *a, const struct rota_value *b)
{
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	switch (a->type) {
	case ROTA_BOOL:
		return (a->as.truth > b->as.truth) - (a->as.truth < b->as.truth);
	case ROTA_UINT:
		return (a->as.number > b->as.number) - (a->as.number < b->as.number);
	case ROTA_INT:
		return (a->as.negative > b->as.negative) - (a->as.negative < b->as.negative);
	case ROTA_TEXT:
		return compare_bytes(a->as.text.chars, a->as.text.size, b->as.text.chars,
		                     b->as.text.size);
	case ROTA_BIN:
		return compare_bytes(a->as.bin.bytes, a->as.bin.size, b->as.bin.bytes,
		                     b->as.bin.size);
	case ROTA_LIST:
		return compare_lists(a, b);
	case ROTA_MAP:
		return compare_maps(a, b);
	default:
		return 0;
	}
}

/** The greatest revision first. */
static int compare_ranks(const void *a, const void *b)
{
	const struct assignment *left = a;
	const struct assignment *right = b;

	return (left->revision < right->revision) - (left->revision > right->revision);
}

static int compare_standing(const void *a, const void *b)
{
	const struct assignment *left = a;
	const struct assignment *right = b;
	int order = compare_values(left->value, right->value);

	return order ? order : compare_ranks(a, b);
}

/** Of assignments that stand, one a value, that of the greatest revision; the greatest first. */
static size_t keep_different(struct assignment *standing, size_t count)
{
	size_t kept = 1;

	qsort(standing, count, sizeof(*standing), compare_standing);
	for (size_t i = 1; i < count; i++)
		if (compare_values(standing[i].value, standing[kept - 1].value) != 0)
			standing[kept++] = standing[i];
	qsort(standing, kept, sizeof(*standing), compare_ranks);
	return kept;
}

/** The field of `count` assignments that stand: at least one does, that of the last circle. */
static int fill_field(struct fold *fold, struct rota_subject_field *out,
                      struct assignment *standing, size_t count)
{
	size_t kept = count > 1 ? keep_different(standing, count) : count;

	out->value = *standing[0].value;
	out->by = &fold->revisions[standing[0].revision];
	if (kept < 2)
		return ROTA_OK;
	out->rivals_by = rota_arena_alloc(fold->arena, (kept - 1) * sizeof(struct rota_revision *));
	if (!out->rivals_by)
		return ROTA_ENOMEM;
	for (size_t i = 1; i < kept; i++) {
		out->rivals_by[i - 1] = &fold->revisions[standing[i].revision];
		if (rota_list_add(fold->arena, &out->rivals, *standing[i].value))
			return ROTA_ENOMEM;
	}
	return ROTA_OK;
}

static uint32_t circle_of(const struct fold *fold, size_t assignment)
{
	return fold->graph.circle[fold->assignments[assignment].revision];
}

/** Keep of [first, end) what no entry supersedes that assigns the same field; in place. */
static int settle_field(struct fold *fold, size_t which)
{
	size_t first = fold->pass_first[which], end = fold->pass_end[which], count = 0;

	for (size_t i = first; i < end; i++)
		if (!(fold->covered[circle_of(fold, i)] >> which & 1))
			fold->assignments[first + count++] = fold->assignments[i];
	return fill_field(fold, fold->pass_fields[which], fold->assignments + first, count);
}

static int settle_pass(struct fold *fold)
{
	size_t low = SIZE_MAX, high = 0;
	int rc = ROTA_OK;

	for (size_t k = 0; k < fold->pass_count; k++)
		for (size_t i = fold->pass_first[k]; i < fold->pass_end[k]; i++) {
			size_t circle = circle_of(fold, i);

			fold->marks[circle] |= (uint64_t)1 << k;
			low = circle < low ? circle : low;
			high = circle > high ? circle : high;
		}
	if (fold->pass_count)
		rota_graph_cover(&fold->graph, fold->marks, fold->covered, low, high);
	for (size_t k = 0; !rc && k < fold->pass_count; k++)
		rc = settle_field(fold, k);
	if (fold->pass_count)
		memset(fold->marks + low, 0, (high - low + 1) * sizeof(*fold->marks));
	fold->pass_count = 0;
	return rc;
}

/** The field of the assignments [first, end): at once, or with the others of its pass. */
static int take_field(struct fold *fold, struct rota_subject_field *out, size_t first, size_t end)
{
	*out = (struct rota_subject_field){ .name = fold->assignments[first].field,
		                            .rivals = rota_list() };
	if (end - first == 1)
		return fill_field(fold, out, fold->assignments + first, 1);
	fold->pass_fields[fold->pass_count] = out;
	fold->pass_first[fold->pass_count] = first;
	fold->pass_end[fold->pass_count++] = end;
	return fold->pass_count == PASS ? settle_pass(fold) : ROTA_OK;
}

/** The end of the assignments of the field that begins there. */
static size_t end_of_field(const struct fold *fold, size_t first)
{
	size_t end = first + 1;

	while (end < fold->assignment_count &&
	       strcmp(fold->assignments[end].field, fold->assignments[first].field) == 0)
		end++;
	return end;
}

static int settle_fields(struct fold *fold, struct rota_subject *out)
{
	size_t fields = 0, end;
	int rc = ROTA_OK;

	if (fold->assignment_count)
		qsort(fold->assignments, fold->assignment_count, sizeof(*fold->assignments),
		      compare_assignments);
	for (size_t first = 0; first < fold->assignment_count; first = end_of_field(fold, first))
		fields++;
	out->fields = rota_arena_alloc(fold->arena, fields * sizeof(*out->fields));
	if (!out->fields)
		return ROTA_ENOMEM;
	for (size_t first = 0; !rc && first < fold->assignment_count; first = end) {
		end = end_of_field(fold, first);
		rc = take_field(fold, &out->fields[out->field_count++], first, end);
	}
	return rc ? rc : settle_pass(fold);
}

static int find_heads(struct fold *fold, struct rota_subject *out)
{
	size_t circles = fold->graph.circles;

	out->heads = rota_list();
	if (!circles)
		return ROTA_OK;
	memset(fold->marks, 0xff, circles * sizeof(*fold->marks));
	rota_graph_cover(&fold->graph, fold->marks, fold->covered, 0, circles - 1);
	for (size_t i = 0; i < fold->count; i++) {
		struct rota_value id;

		if (fold->covered[fold->graph.circle[i]])
			continue;
		id = rota_id_value(fold->arena, fold->revisions[i].id);
		if (id.type == ROTA_NIL || rota_list_add(fold->arena, &out->heads, id))
			return ROTA_ENOMEM;
	}
	return ROTA_OK;
}

static void find_creator(struct rota_subject *out)
{
	for (size_t i = 0; i < out->revision_count; i++) {
		const struct rota_revision *revision = &out->revisions[i];

		if (!revision->entry.creates)
			continue;
		if (revision->entry.kind)
			out->type = revision->entry.kind->entity;
		if (!revision->undone)
			out->created = revision;
	}
}

/** The graph, and what is asked of it. */
static int build_graph(struct fold *fold)
{
	int rc = rota_graph_build(&fold->graph, fold->arena, fold->revisions, fold->count);
	size_t size = fold->graph.circles * sizeof(*fold->marks);

	if (rc)
		return rc;
	fold->marks = rota_arena_alloc(fold->arena, size);
	fold->covered = rota_arena_alloc(fold->arena, size);
	return fold->marks && fold->covered ? ROTA_OK : ROTA_ENOMEM;
}

int rota_subject_fold(struct rota_subject *out, struct rota_arena *arena, struct rota_id id,
                      struct rota_revision *revisions, size_t count, struct rota_error *err)
{
	struct fold fold = { .arena = arena, .revisions = revisions, .count = count };

	*out = (struct rota_subject){ .id = id,
		                      .revisions = revisions,
		                      .revision_count = count };
	if (count)
		qsort(revisions, count, sizeof(*revisions), compare_revisions);
	if (count >= UINT32_MAX || build_graph(&fold) || make_room(&fold))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	for (size_t i = 0; !fold.rc && i < count; i++)
		if (!revisions[i].undone)
			assign_entry(&fold, i);
	find_creator(out);
	if (fold.rc || settle_fields(&fold, out) || find_heads(&fold, out))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

void rota_subject_settle(struct rota_subject_field *field, size_t value, struct rota_id settlement)
{
	if (value && value <= field->rivals.as.list.count) {
		field->value = field->rivals.as.list.items[value - 1];
		field->by = field->rivals_by[value - 1];
	}
	field->rivals = rota_list();
	field->rivals_by = NULL;
	field->settled = settlement;
}

/* --- reading -------------------------------------------------------------------------------- */

const struct rota_subject_field *rota_subject_field(const struct rota_subject *subject,
                                                    const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return &subject->fields[i];
	return NULL;
}

const struct rota_subject_field *rota_subject_get(const struct rota_subject *subject,
                                                  const char *name)
{
	const struct rota_subject_field *field = rota_subject_field(subject, name);

	return field && field->value.type != ROTA_NIL ? field : NULL;
}

const struct rota_value *rota_subject_value(const struct rota_subject *subject, const char *name)
{
	const struct rota_subject_field *field = rota_subject_get(subject, name);

	return field ? &field->value : NULL;
}

const struct rota_value *rota_subject_paper(const struct rota_subject *subject, const char *name)
{
	const struct rota_value *papers = rota_subject_value(subject, name);

	return papers && papers->type == ROTA_LIST && papers->as.list.count ?
	               &papers->as.list.items[0] :
	               NULL;
}

const char *rota_subject_text(const struct rota_subject *subject, const char *name)
{
	return rota_value_text(rota_subject_value(subject, name));
}

struct rota_day rota_subject_day(const struct rota_subject *subject, const char *name)
{
	const char *text = rota_subject_text(subject, name);
	struct rota_day day = { 0 };

	if (text)
		rota_day_decode(&day, text, strlen(text), NULL);
	return day;
}

struct rota_id rota_subject_id(const struct rota_subject *subject, const char *name)
{
	struct rota_id id = { { 0 } };

	rota_id_from_value(&id, rota_subject_value(subject, name));
	return id;
}

uint64_t rota_subject_uint(const struct rota_subject *subject, const char *name,
                           uint64_t otherwise)
{
	const struct rota_value *value = rota_subject_value(subject, name);

	return value && value->type == ROTA_UINT ? value->as.number : otherwise;
}

bool rota_subject_bool(const struct rota_subject *subject, const char *name, bool otherwise)
{
	const struct rota_value *value = rota_subject_value(subject, name);

	return value && value->type == ROTA_BOOL ? value->as.truth : otherwise;
}

bool rota_id_is_zero(struct rota_id id)
{
	static const struct rota_id zero;

	return rota_id_compare(id, zero) == 0;
}

bool rota_subject_takes_back(const struct rota_subject *undo, struct rota_id entry)
{
	const char *state = rota_subject_text(undo, "state");

	return undo->created && state && strcmp(state, "on") == 0 &&
	       rota_id_compare(rota_subject_id(undo, "of"), entry) == 0 &&
	       memcmp(undo->id.bytes, entry.bytes, sizeof(struct rota_writer_id)) == 0;
}
