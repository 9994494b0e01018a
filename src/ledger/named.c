/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/named.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- what a posting cites -------------------------------------------------------------------- */

static int cite(struct rota_citations *out, struct rota_arena *arena,
		const struct rota_value *papers, const char *field, const struct rota_revision *by,
		struct rota_error *err)
{
	if (!papers || papers->type != ROTA_LIST)
		return ROTA_OK;
	for (size_t i = 0; i < papers->as.list.count; i++) {
		struct rota_citation *items =
			rota_arena_more(arena, out->items, out->count, &out->room, sizeof(*items));

		if (!items)
			return no_memory(err);
		out->items = items;
		items[out->count++] =
			(struct rota_citation){ &papers->as.list.items[i], field, by };
	}
	return ROTA_OK;
}

/** What is cited beside others: by a step or a correction. NULL: it is neither. */
static const char *field_beside(const struct rota_revision *one)
{
	if (one->undone)
		return NULL;
	return strcmp(one->entry.kind_name, "posting.step") == 0      ? "step_doc"
	       : strcmp(one->entry.kind_name, "posting.correct") == 0 ? "correct_doc"
								      : NULL;
}

int rota_posting_citations(struct rota_citations *out, struct rota_arena *arena,
			   const struct rota_subject *subject, struct rota_error *err)
{
	static const char *const standing[] = { "begin_doc", "end_doc", "void_doc" };
	int rc = ROTA_OK;

	*out = (struct rota_citations){ .count = 0 };
	for (size_t i = 0; !rc && i < sizeof(standing) / sizeof(*standing); i++) {
		const struct rota_subject_field *field = rota_subject_get(subject, standing[i]);

		if (field)
			rc = cite(out, arena, &field->value, standing[i], field->by, err);
	}
	for (size_t i = 0; !rc && i < subject->revision_count; i++) {
		const struct rota_revision *one = &subject->revisions[i];
		const char *field = field_beside(one);

		if (field)
			rc = cite(out, arena, one->entry.docs, field, one, err);
	}
	return rc;
}

bool rota_posting_was_decided(const struct rota_posting *posting)
{
	const struct rota_value *papers = rota_subject_value(posting->subject, "void_doc");

	return !rota_posting_is_void(posting) ||
	       (papers && papers->type == ROTA_LIST && papers->as.list.count) ||
	       rota_posting_had_step(posting, "refuse", ROTA_DAY_NEVER - 1);
}

/* --- who is entered -------------------------------------------------------------------------- */

static bool is_later(const struct rota_paper_said *a, const struct rota_paper_said *b)
{
	return a->clock != b->clock ? a->clock > b->clock : rota_id_compare(a->entry, b->entry) > 0;
}

/** What was said last of how many there are. */
static uint64_t find_total(const struct rota_paper_said *said, size_t count)
{
	const struct rota_paper_said *last = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct rota_value *total = rota_map_get(said[i].paper, "total");

		if (total && total->type == ROTA_UINT && (!last || is_later(&said[i], last)))
			last = &said[i];
	}
	return last ? rota_map_get(last->paper, "total")->as.number : 0;
}

int rota_count_named(struct rota_named *out, struct rota_arena *arena,
		     const struct rota_paper_said *said, size_t count, struct rota_error *err)
{
	struct rota_id *persons = rota_arena_alloc(arena, count * sizeof(*persons));

	*out = (struct rota_named){ .total = find_total(said, count) };
	if (!persons)
		return no_memory(err);
	for (size_t i = 0; i < count; i++)
		persons[i] = said[i].posting->person;
	out->entered = rota_ids_sort(persons, count);
	return ROTA_OK;
}

/* --- matters --------------------------------------------------------------------------------- */

/** By issuer, then by when it was said. */
static int compare_said(const void *a, const void *b)
{
	const struct rota_paper_said *left = a, *right = b;
	int order = rota_id_compare(left->issuer, right->issuer);

	return order ? order : is_later(left, right) ? 1 : is_later(right, left) ? -1 : 0;
}

static int32_t day_signed(const struct rota_value *paper)
{
	const char *text = rota_value_text(rota_map_get(paper, "signed"));
	struct rota_day day;

	return text && !rota_day_decode(&day, text, strlen(text), NULL) ? rota_day_first(day)
									: ROTA_DAY_ALWAYS;
}

/** The matter of one decision, which is about its first posting and concerns its issuer. */
static int add_short(struct rota_matters *matters, struct rota_arena *arena,
		     const struct rota_paper_said *said, size_t count, struct rota_error *err)
{
	struct rota_matter matter = { .type = ROTA_MATTER_PARTIAL_SET,
				      .entity = ROTA_ENTITY_POSTING,
				      .field = said->field,
				      .from = day_signed(said->paper),
				      .to = ROTA_DAY_NEVER };
	size_t seen = count < ROTA_NAMED_SEEN ? count : ROTA_NAMED_SEEN;
	struct rota_id *entries = rota_arena_alloc(arena, seen * sizeof(*entries));
	int rc;

	matter.subjects = rota_arena_alloc(arena, sizeof(*matter.subjects));
	if (!entries || !matter.subjects)
		return no_memory(err);
	matter.subjects[matter.subject_count++] = said->posting->id;
	for (size_t i = 0; i < seen; i++)
		entries[i] = said[count - seen + i].entry;
	rc = rota_matter_see(&matter, arena, entries, seen, err);
	if (!rc && !rota_id_is_zero(said->issuer))
		rc = rota_matter_add_unit(&matter, arena, said->issuer, err);
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}

int rota_matters_find_short_decisions(struct rota_matters *matters, struct rota_arena *arena,
				      struct rota_paper_said *said, size_t count,
				      struct rota_error *err)
{
	int rc = ROTA_OK;
	size_t end;

	if (count)
		qsort(said, count, sizeof(*said), compare_said);
	for (size_t first = 0; !rc && first < count; first = end) {
		struct rota_named named;

		for (end = first + 1; end < count; end++)
			if (rota_id_compare(said[end].issuer, said[first].issuer) != 0)
				break;
		rc = rota_count_named(&named, arena, said + first, end - first, err);
		if (!rc && named.entered < named.total)
			rc = add_short(matters, arena, said + first, end - first, err);
	}
	return rc;
}
