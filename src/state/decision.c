/* SPDX-License-Identifier: Apache-2.0 */
#include "state/decision.h"

#include <string.h>

#include "base/messages.h"
#include "state/named.h"
#include "state/person.h"
#include "store/entity.h"
#include "store/index.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- the papers of an entry ------------------------------------------------------------------ */

static size_t paper_count(const struct rota_entry *entry)
{
	return entry->docs && entry->docs->type == ROTA_LIST ? entry->docs->as.list.count : 0;
}

bool rota_paper_name_read(struct rota_paper_name *out, const struct rota_value *paper)
{
	out->size = rota_paper_key(out->bytes, paper);
	return out->size > 0;
}

bool rota_paper_name_is(const struct rota_paper_name *a, const struct rota_paper_name *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

/** Its name, if it says more than that. */
static bool read_name(struct rota_paper_name *out, const struct rota_value *paper)
{
	return rota_paper_says_more(paper) && rota_paper_name_read(out, paper);
}

/* --- keeping --------------------------------------------------------------------------------- */

int rota_decision_note(struct rota_world *world, const struct rota_noted *noted,
		       struct rota_error *err)
{
	for (size_t i = 0; i < paper_count(noted->entry); i++)
		if (rota_paper_says_more(&noted->entry->docs->as.list.items[i]))
			return rota_derive_mark_number(world, noted->no, err);
	return rota_named_note(world, noted, err);
}

size_t rota_paper_row(uint8_t out[ROTA_PAPER_ROW_BYTES], enum rota_paper_kept kept,
		      const struct rota_paper_name *name)
{
	out[0] = (uint8_t)kept;
	memcpy(out + 1, name->bytes, name->size);
	return 1 + name->size;
}

/** Keep one; whoever says something else than somebody before makes the paper a disputed one. */
static int keep(struct rota_world *world, uint32_t no, const struct rota_paper_name *name,
		const struct rota_value *paper, struct rota_error *err)
{
	uint8_t key[ROTA_PAPER_ROW_BYTES];
	size_t size = rota_paper_row(key, ROTA_PAPER_SAID, name);
	size_t whole = size + rota_paper_content(key + size, paper);
	bool any = false, same = false;
	int rc = rota_index_any(&any, world->txn, ROTA_INDEX_PAPERS, key, size, ROTA_INDEX_PREFIX,
				err);

	if (!rc)
		rc = rota_index_any(&same, world->txn, ROTA_INDEX_PAPERS, key, whole,
				    ROTA_INDEX_EXACT, err);
	if (!rc)
		rc = rota_index_put(world->txn, ROTA_INDEX_PAPERS, key, whole, no, err);
	if (rc || !any || same)
		return rc;
	size = rota_paper_row(key, ROTA_PAPER_DISPUTED, name);
	return rota_index_put(world->txn, ROTA_INDEX_PAPERS, key, size, no, err);
}

int rota_decision_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
			 struct rota_error *err)
{
	struct rota_citations cited;
	int rc = rota_posting_citations(&cited, &world->scratch, posting, err);

	for (size_t i = 0; !rc && i < cited.count; i++) {
		struct rota_paper_name name;

		if (read_name(&name, cited.items[i].paper))
			rc = keep(world, no, &name, cited.items[i].paper, err);
	}
	return rc;
}

struct listing {
	struct rota_world *world;
	struct rota_paper_names *out;
};

static int list_name(const void *key, size_t size, uint32_t no, void *payload,
		     struct rota_error *err)
{
	struct listing *listing = payload;
	struct rota_paper_names *out = listing->out;
	struct rota_paper_name name = { .size = size - 1 };
	struct rota_paper_name *items;

	(void)no;
	if (size < 2 || name.size > sizeof(name.bytes))
		return ROTA_OK;
	memcpy(name.bytes, (const uint8_t *)key + 1, name.size);
	if (out->count && rota_paper_name_is(&out->items[out->count - 1], &name))
		return ROTA_OK;
	items = rota_arena_more(&listing->world->scratch, out->items, out->count, &out->room,
				sizeof(*items));
	if (!items)
		return no_memory(err);
	items[out->count++] = name;
	out->items = items;
	return ROTA_OK;
}

int rota_world_papers_kept(struct rota_paper_names *out, struct rota_world *world,
			   enum rota_paper_kept kept, struct rota_error *err)
{
	struct listing listing = { world, out };
	uint8_t letter = (uint8_t)kept;
	int rc = rota_derive_flush(world, err);

	*out = (struct rota_paper_names){ .count = 0 };
	return rc ? rc
		  : rota_index_each(world->txn, ROTA_INDEX_PAPERS, &letter, 1, ROTA_INDEX_PREFIX,
				    list_name, &listing, err);
}

/* --- finding --------------------------------------------------------------------------------- */

struct rota_id rota_paper_issuer(const struct rota_world *world, const struct rota_value *paper,
				 struct rota_id unit_id)
{
	const struct rota_gazetteer *gazetteer = &world->gazetteer;
	const struct rota_unit *unit = rota_gazetteer_unit(gazetteer, unit_id);
	const char *text = rota_value_text(rota_map_get(paper, "signed"));
	struct rota_id issuer = { { 0 } };
	enum rota_level level;
	struct rota_day day;

	if (rota_id_from_value(&issuer, rota_map_get(rota_map_get(paper, "issuer"), "unit")) ||
	    !unit || !rota_paper_level(&level, paper) || !text ||
	    rota_day_decode(&day, text, strlen(text), NULL))
		return issuer;
	unit = rota_gazetteer_ancestor(gazetteer, unit, level, rota_day_first(day));
	return unit ? unit->id : issuer;
}

static int add_said(struct rota_papers_said *out, struct rota_world *world,
		    const struct rota_posting *posting, const struct rota_citation *cited,
		    struct rota_error *err)
{
	struct rota_paper_said *said = rota_arena_more(&world->scratch, out->items, out->count,
						       &out->room, sizeof(*said));

	if (!said)
		return no_memory(err);
	out->items = said;
	said[out->count++] =
		(struct rota_paper_said){ .entry = cited->by->id,
					  .clock = cited->by->entry.clock,
					  .posting = posting,
					  .paper = cited->paper,
					  .field = cited->field,
					  .issuer = rota_paper_issuer(world, cited->paper,
							      posting->unit) };
	return ROTA_OK;
}

/** Whether something of an entry was gathered already, behind the first ones. */
static bool is_gathered(const struct rota_papers_said *said, size_t first, struct rota_id entry)
{
	for (size_t i = first; i < said->count; i++)
		if (rota_id_compare(said->items[i].entry, entry) == 0)
			return true;
	return false;
}

/** A posting with its person, if it was decided or, where that is asked, is not void. */
static int read_decided(struct rota_posting *out, bool *is, struct rota_world *world,
			struct rota_id id, bool more, struct rota_error *err)
{
	int rc;

	*out = (struct rota_posting){ .subject = NULL };
	rc = rota_world_settled_posting(out, is, world, id, err);
	if (rc || *is || more || !out->subject || !rota_posting_read(out, out->subject) ||
	    !rota_posting_was_decided(out))
		return rc;
	*is = true;
	return rota_world_person(&out->person, world, out->cadre, err);
}

int rota_papers_said_by(struct rota_papers_said *out, struct rota_world *world,
			const struct rota_paper_name *name, struct rota_id id, bool more,
			struct rota_error *err)
{
	struct rota_posting *posting = rota_arena_alloc(&world->scratch, sizeof(*posting));
	struct rota_citations cited = { .count = 0 };
	size_t before = out->count;
	bool is = false;
	int rc = posting ? read_decided(posting, &is, world, id, more, err) : no_memory(err);

	if (!rc && is)
		rc = rota_posting_citations(&cited, &world->scratch, posting->subject, err);
	for (size_t i = 0; !rc && i < cited.count; i++) {
		const struct rota_citation *one = &cited.items[i];
		struct rota_paper_name other;

		if ((!more || rota_paper_says_more(one->paper)) &&
		    rota_paper_name_read(&other, one->paper) && rota_paper_name_is(&other, name) &&
		    !is_gathered(out, before, one->by->id))
			rc = add_said(out, world, posting, one, err);
	}
	out->postings += out->count > before;
	return rc;
}

struct collecting {
	struct rota_world *world;
	struct rota_ids ids;
};

static int collect(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *err)
{
	struct collecting *collecting = payload;
	struct rota_id id;
	int rc = rota_entity_id(id.bytes, collecting->world->txn, no, err);

	(void)key;
	(void)size;
	return rc ? rc : rota_ids_add(&collecting->ids, &collecting->world->scratch, id, err);
}

int rota_world_find_told_differently(struct rota_matters *out, struct rota_world *world,
				     const struct rota_paper_name *name, struct rota_error *err)
{
	struct collecting collecting = { .world = world };
	struct rota_papers_said said = { .count = 0 };
	uint8_t key[ROTA_PAPER_ROW_BYTES];
	size_t size = rota_paper_row(key, ROTA_PAPER_SAID, name);
	int rc = rota_index_each(world->txn, ROTA_INDEX_PAPERS, key, size, ROTA_INDEX_PREFIX,
				 collect, &collecting, err);

	if (!rc && collecting.ids.count)
		collecting.ids.count = rota_ids_sort(collecting.ids.items, collecting.ids.count);
	for (size_t i = 0;
	     !rc && i < collecting.ids.count && said.postings < ROTA_PAPER_POSTINGS; i++)
		rc = rota_papers_said_by(&said, world, name, collecting.ids.items[i], true, err);
	return rc ? rc
		  : rota_matters_find_told_differently(out, &world->scratch, said.items, said.count,
						       err);
}

int rota_world_find_told_of(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			    struct rota_error *err)
{
	struct rota_citations cited = { .count = 0 };
	struct rota_posting posting;
	bool valid;
	int rc = rota_world_settled_posting(&posting, &valid, world, id, err);

	if (!rc && valid)
		rc = rota_posting_citations(&cited, &world->scratch, posting.subject, err);
	for (size_t i = 0; !rc && i < cited.count; i++) {
		struct rota_paper_name name;

		if (read_name(&name, cited.items[i].paper))
			rc = rota_world_find_told_differently(out, world, &name, err);
	}
	return rc;
}
