/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/shared.h"

#include <string.h>

#include "ledger/matter_begin.h"

static uint64_t enrolled(const struct rota_keeper *keeper)
{
	return keeper->enrolment->created->entry.clock;
}

/** Whether both go on recording: each behind the enrolment of the other. */
static bool share(const struct rota_keeper *a, const struct rota_keeper *b)
{
	return a->recorded > enrolled(b) && b->recorded > enrolled(a);
}

static bool shares(const struct rota_keeper *keepers, size_t count, size_t which)
{
	for (size_t i = 0; i < count; i++)
		if (i != which && share(&keepers[i], &keepers[which]))
			return true;
	return false;
}

int rota_matters_find_shared(struct rota_matters *matters, struct rota_arena *arena,
			     struct rota_id unit, const struct rota_keeper *keepers, size_t count,
			     struct rota_error *err)
{
	struct rota_matter matter;
	bool any = false;
	int rc =
		rota_matter_begin(&matter, arena, ROTA_MATTER_CUSTODY, ROTA_ENTITY_UNIT, unit, err);

	for (size_t i = 0; !rc && i < count; i++) {
		if (!shares(keepers, count, i))
			continue;
		any = true;
		rc = rota_matter_add_heads(&matter, arena, keepers[i].enrolment, err);
	}
	if (!rc && any)
		rc = rota_matter_add_unit(&matter, arena, unit, err);
	return rc || !any ? rc : rota_matters_add(matters, arena, &matter, err);
}

/* --- one list at two offices ------------------------------------------------------------------ */

/** The row of a list from which a posting was taken in; NULL: it was typed. */
static const struct rota_value *source_of(const struct rota_posting *posting)
{
	const struct rota_revision *created = posting->subject->created;

	return created ? rota_map_get(&created->entry.root, "src") : NULL;
}

static bool is_equal(const struct rota_value *a, const struct rota_value *b, const char *key)
{
	const struct rota_value *left = rota_map_get(a, key), *right = rota_map_get(b, key);

	return left && right && rota_value_equal(left, right);
}

/** One row, taken in by two writers. */
static bool is_one_row(const struct rota_posting *a, const struct rota_posting *b)
{
	const struct rota_value *left = source_of(a), *right = source_of(b);
	struct rota_writer_id one = rota_id_writer(a->id), other = rota_id_writer(b->id);

	return memcmp(one.bytes, other.bytes, sizeof(one.bytes)) != 0 && left && right &&
	       is_equal(left, right, "file") && is_equal(left, right, "row") &&
	       strcmp(a->post, b->post) == 0 && a->from == b->from;
}

int rota_matters_find_same_import(struct rota_matters *matters, struct rota_arena *arena,
				  const struct rota_posting *a, const struct rota_posting *b,
				  struct rota_error *err)
{
	struct rota_matter matter;
	int rc;

	if (!is_one_row(a, b))
		return ROTA_OK;
	rc = rota_matter_begin_pair(&matter, arena, ROTA_MATTER_SAME_IMPORT, a, b, err);
	matter.from = a->from;
	return rc ? rc : rota_matters_add(matters, arena, &matter, err);
}
