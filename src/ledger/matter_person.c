/* SPDX-License-Identifier: Apache-2.0 */
/* Matters of cadres: two records that may be of one person, and what is changed late of somebody
 * who holds posts. */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "ledger/matter_begin.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

int rota_matters_add_same_person(struct rota_matters *matters, struct rota_arena *arena,
				 const struct rota_id both[2], const struct rota_id *heads,
				 size_t head_count, const struct rota_id *units, size_t unit_count,
				 struct rota_error *err)
{
	struct rota_matter matter;
	int rc = rota_matter_begin_all(&matter, arena, ROTA_MATTER_SAME_PERSON, ROTA_ENTITY_CADRE,
				       both, 2, err);

	if (!rc)
		rc = rota_matter_see(&matter, arena, heads, head_count, err);
	return rc ? rc : rota_matters_add_in(matters, arena, &matter, units, unit_count, err);
}

/* --- edits ----------------------------------------------------------------------------------- */

/** What an entry before has said of a field. */
struct said {
	const struct rota_value *value; /* the first one; NULL: nothing */
	int32_t day;                    /* on which that was recorded */
	int32_t other_day;              /* the first on which another value was */
};

static int32_t recorded_on(const struct rota_entry *entry)
{
	return rota_day_first(rota_day_of_instant(rota_clock_ms(entry->clock)));
}

/** Take the next value of a field in. @return whether another one was recorded on an earlier day. */
static bool is_edit(struct said *said, const struct rota_value *value, int32_t day)
{
	bool first = !said->value, same;

	if (first)
		*said = (struct said){ value, day, ROTA_DAY_NEVER };
	same = rota_value_equal(said->value, value);
	if (!same && said->other_day == ROTA_DAY_NEVER)
		said->other_day = day;
	return !first && (same ? said->other_day : said->day) < day;
}

static bool edits(struct said *said, const struct rota_revision *revision)
{
	static const char *const fields[] = { "born", "native", "birth_place" };
	bool any = false;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct rota_value *value = rota_map_get(revision->entry.body, fields[i]);

		if (value && is_edit(&said[i], value, recorded_on(&revision->entry)))
			any = true;
	}
	return any;
}

size_t rota_cadre_edits(struct rota_id *out, const struct rota_subject *cadre)
{
	struct said said[3] = { { .value = NULL } };
	size_t count = 0;

	for (size_t i = 0; i < cadre->revision_count; i++) {
		const struct rota_revision *revision = &cadre->revisions[i];

		if (revision->undone || !edits(said, revision))
			continue;
		if (out)
			out[count] = revision->id;
		count++;
	}
	return count;
}

int rota_matters_find_edits(struct rota_matters *matters, struct rota_arena *arena,
			    const struct rota_subject *cadre, const struct rota_id *units,
			    size_t unit_count, struct rota_error *err)
{
	struct rota_matter matter;
	struct rota_id *entries = rota_arena_alloc(arena, cadre->revision_count * sizeof(*entries));
	size_t count;
	int rc;

	if (!entries)
		return no_memory(err);
	count = rota_cadre_edits(entries, cadre);
	if (!count || !unit_count)
		return ROTA_OK;
	rc = rota_matter_begin(&matter, arena, ROTA_MATTER_IDENTITY_EDIT, ROTA_ENTITY_CADRE,
			       cadre->id, err);
	if (!rc)
		rc = rota_matter_see(&matter, arena, entries, count, err);
	return rc ? rc : rota_matters_add_in(matters, arena, &matter, units, unit_count, err);
}
