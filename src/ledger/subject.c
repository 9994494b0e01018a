/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/subject.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"

/** One assignment: this revision gives this field this value. */
struct assignment {
	const char *field;
	struct rota_value value;
	size_t revision;
};

struct fold {
	struct rota_arena *arena;
	struct rota_revision *revisions;
	size_t count;
	uint64_t *ancestors; /* for each revision a bit set of those it supersedes, near or far */
	size_t words;        /* of 64 bits in one such set */
	struct assignment *assignments;
	size_t assignment_count;
	size_t assignment_room;
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

/* --- the graph ------------------------------------------------------------------------------ */

static uint64_t *ancestors_of(const struct fold *fold, size_t revision)
{
	return fold->ancestors + revision * fold->words;
}

static bool supersedes(const struct fold *fold, size_t later, size_t earlier)
{
	return ancestors_of(fold, later)[earlier / 64] >> (earlier % 64) & 1;
}

/** The revision with this id, or the count: an entry that is not known here. */
static size_t find_revision(const struct fold *fold, struct rota_id id)
{
	size_t i = 0;

	while (i < fold->count && rota_id_compare(fold->revisions[i].id, id) != 0)
		i++;
	return i;
}

/** Take over what a superseded entry supersedes. @return whether anything was new. */
static bool inherit(struct fold *fold, size_t later, size_t earlier)
{
	uint64_t *mine = ancestors_of(fold, later);
	const uint64_t *its = ancestors_of(fold, earlier);
	bool grown = !supersedes(fold, later, earlier);

	mine[earlier / 64] |= (uint64_t)1 << (earlier % 64);
	for (size_t i = 0; i < fold->words; i++) {
		grown = grown || (its[i] & ~mine[i]);
		mine[i] |= its[i];
	}
	return grown;
}

static bool inherit_preds(struct fold *fold, size_t revision)
{
	const struct rota_value *pred = fold->revisions[revision].entry.pred;
	bool grown = false;

	for (size_t i = 0; pred && i < pred->as.list.count; i++) {
		struct rota_id id;
		size_t earlier;

		rota_id_from_value(&id, &pred->as.list.items[i]);
		earlier = find_revision(fold, id);
		if (earlier < fold->count && earlier != revision)
			grown = inherit(fold, revision, earlier) || grown;
	}
	return grown;
}

/**
 * An entry's clock lies above those in its `pred`, so one pass in the order of clocks suffices; a
 * dishonest clock costs further passes and changes nothing.
 */
static void find_ancestors(struct fold *fold)
{
	bool grown = true;

	while (grown) {
		grown = false;
		for (size_t i = 0; i < fold->count; i++)
			grown = inherit_preds(fold, i) || grown;
	}
}

/* --- assignments ---------------------------------------------------------------------------- */

static void assign(struct fold *fold, const char *field, struct rota_value value, size_t revision)
{
	if (fold->assignment_count == fold->assignment_room) {
		size_t room = fold->assignment_room ? 2 * fold->assignment_room : 32;
		struct assignment *bigger =
		        rota_arena_alloc(fold->arena, room * sizeof(*bigger));

		if (!bigger) {
			fold->rc = ROTA_ENOMEM;
			return;
		}
		if (fold->assignment_count)
			memcpy(bigger, fold->assignments,
			       fold->assignment_count * sizeof(*bigger));
		fold->assignments = bigger;
		fold->assignment_room = room;
	}
	fold->assignments[fold->assignment_count++] =
	        (struct assignment){ field, value, revision };
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

static struct rota_value on_value(const struct rota_entry *entry)
{
	return *rota_map_get(&entry->root, "on");
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
			assign(fold, name, pair->value, revision);
	}
	if (on && entry->has_on)
		assign(fold, on, on_value(entry), revision);
	if (entry->docs)
		assign(fold, doc, *entry->docs, revision);
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

/** Whether no other assignment of the field comes from an entry that supersedes this one's. */
static bool stands(const struct fold *fold, size_t at, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (i != at && supersedes(fold, fold->assignments[i].revision,
		                          fold->assignments[at].revision))
			return false;
	return true;
}

/** The field of the assignments [first, end), which are all of one field. */
static int settle_field(struct fold *fold, struct rota_subject_field *out, size_t first, size_t end)
{
	*out = (struct rota_subject_field){ .name = fold->assignments[first].field,
		                            .rivals = rota_list() };
	for (size_t i = end; i-- > first;) {
		const struct assignment *one = &fold->assignments[i];
		bool known = false;

		if (!stands(fold, i, first, end))
			continue;
		if (!out->by) {
			out->value = one->value;
			out->by = &fold->revisions[one->revision];
			continue;
		}
		known = rota_value_equal(&one->value, &out->value);
		for (size_t k = 0; !known && k < out->rivals.as.list.count; k++)
			known = rota_value_equal(&one->value, &out->rivals.as.list.items[k]);
		if (!known && rota_list_add(fold->arena, &out->rivals, one->value))
			return ROTA_ENOMEM;
	}
	return ROTA_OK;
}

static int settle_fields(struct fold *fold, struct rota_subject *out)
{
	size_t end;

	out->fields = rota_arena_alloc(fold->arena,
	                               fold->assignment_count * sizeof(*out->fields));
	if (!out->fields)
		return ROTA_ENOMEM;
	if (fold->assignment_count)
		qsort(fold->assignments, fold->assignment_count, sizeof(*fold->assignments),
		      compare_assignments);
	for (size_t first = 0; first < fold->assignment_count; first = end) {
		end = first + 1;
		while (end < fold->assignment_count &&
		       strcmp(fold->assignments[end].field, fold->assignments[first].field) == 0)
			end++;
		if (settle_field(fold, &out->fields[out->field_count++], first, end))
			return ROTA_ENOMEM;
	}
	return ROTA_OK;
}

static int find_heads(struct fold *fold, struct rota_subject *out)
{
	out->heads = rota_list();
	for (size_t i = 0; i < fold->count; i++) {
		struct rota_value id;
		bool head = true;

		for (size_t k = 0; head && k < fold->count; k++)
			head = k == i || !supersedes(fold, k, i);
		if (!head)
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

int rota_subject_fold(struct rota_subject *out, struct rota_arena *arena, struct rota_id id,
                      struct rota_revision *revisions, size_t count, struct rota_error *err)
{
	struct fold fold = { .arena = arena,
		             .revisions = revisions,
		             .count = count,
		             .words = (count + 63) / 64 };

	*out = (struct rota_subject){ .id = id,
		                      .revisions = revisions,
		                      .revision_count = count };
	fold.ancestors = rota_arena_alloc(arena, count * fold.words * sizeof(*fold.ancestors));
	if (!fold.ancestors)
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	if (count)
		qsort(revisions, count, sizeof(*revisions), compare_revisions);
	find_ancestors(&fold);
	for (size_t i = 0; !fold.rc && i < count; i++)
		if (!revisions[i].undone)
			assign_entry(&fold, i);
	find_creator(out);
	if (fold.rc || settle_fields(&fold, out) || find_heads(&fold, out))
		return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
	return ROTA_OK;
}

/* --- reading -------------------------------------------------------------------------------- */

const struct rota_subject_field *rota_subject_get(const struct rota_subject *subject,
                                                  const char *name)
{
	for (size_t i = 0; i < subject->field_count; i++)
		if (strcmp(subject->fields[i].name, name) == 0)
			return subject->fields[i].value.type == ROTA_NIL ? NULL :
			                                                   &subject->fields[i];
	return NULL;
}

const struct rota_value *rota_subject_value(const struct rota_subject *subject, const char *name)
{
	const struct rota_subject_field *field = rota_subject_get(subject, name);

	return field ? &field->value : NULL;
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
