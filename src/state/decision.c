/* SPDX-License-Identifier: Apache-2.0 */
#include "state/decision.h"

#include <string.h>

#include "base/messages.h"
#include "store/entity.h"
#include "store/index.h"

/* In the index of papers: 'd', the name, what is said: the postings; 'D', the name: some posting.
 */
enum { SAID = 'd', DISPUTED = 'D', SAID_KEY_BYTES = 1 + 2 * ROTA_PAPER_KEY_BYTES };

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- the papers of an entry ------------------------------------------------------------------ */

static size_t paper_count(const struct rota_entry *entry)
{
	return entry->docs && entry->docs->type == ROTA_LIST ? entry->docs->as.list.count : 0;
}

/** Its name, if it says more than that. */
static bool read_name(struct rota_paper_name *out, const struct rota_value *paper)
{
	out->size = rota_paper_says_more(paper) ? rota_paper_key(out->bytes, paper) : 0;
	return out->size > 0;
}

static bool is_same(const struct rota_paper_name *a, const struct rota_paper_name *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

/** The first paper of an entry that has a name and says more; NULL: none. */
static const struct rota_value *paper_named(const struct rota_entry *entry,
					    const struct rota_paper_name *name)
{
	for (size_t i = 0; i < paper_count(entry); i++) {
		const struct rota_value *paper = &entry->docs->as.list.items[i];
		struct rota_paper_name one;

		if (read_name(&one, paper) && is_same(&one, name))
			return paper;
	}
	return NULL;
}

/* --- keeping --------------------------------------------------------------------------------- */

int rota_decision_note(struct rota_world *world, const struct rota_noted *noted,
		       struct rota_error *err)
{
	for (size_t i = 0; i < paper_count(noted->entry); i++)
		if (rota_paper_says_more(&noted->entry->docs->as.list.items[i]))
			return rota_derive_mark_number(world, noted->no, err);
	return ROTA_OK;
}

static size_t name_key(uint8_t *out, char letter, const struct rota_paper_name *name)
{
	out[0] = (uint8_t)letter;
	memcpy(out + 1, name->bytes, name->size);
	return 1 + name->size;
}

/** Keep one; whoever says something else than somebody before makes the paper a disputed one. */
static int keep(struct rota_world *world, uint32_t no, const struct rota_paper_name *name,
		const struct rota_value *paper, struct rota_error *err)
{
	uint8_t key[SAID_KEY_BYTES];
	size_t size = name_key(key, SAID, name);
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
	size = name_key(key, DISPUTED, name);
	return rota_index_put(world->txn, ROTA_INDEX_PAPERS, key, size, no, err);
}

int rota_decision_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
			 struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; i < posting->revision_count; i++) {
		const struct rota_revision *one = &posting->revisions[i];

		for (size_t k = 0; !rc && !one->undone && k < paper_count(&one->entry); k++) {
			const struct rota_value *paper = &one->entry.docs->as.list.items[k];
			struct rota_paper_name name;

			if (read_name(&name, paper))
				rc = keep(world, no, &name, paper, err);
		}
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
	if (out->count && is_same(&out->items[out->count - 1], &name))
		return ROTA_OK;
	items = rota_arena_more(&listing->world->scratch, out->items, out->count, &out->room,
				sizeof(*items));
	if (!items)
		return no_memory(err);
	items[out->count++] = name;
	out->items = items;
	return ROTA_OK;
}

int rota_world_disputed_papers(struct rota_paper_names *out, struct rota_world *world,
			       struct rota_error *err)
{
	struct listing listing = { world, out };
	uint8_t letter = DISPUTED;
	int rc = rota_derive_flush(world, err);

	*out = (struct rota_paper_names){ .count = 0 };
	return rc ? rc
		  : rota_index_each(world->txn, ROTA_INDEX_PAPERS, &letter, 1, ROTA_INDEX_PREFIX,
				    list_name, &listing, err);
}

/* --- finding --------------------------------------------------------------------------------- */

/** What is said of a paper, on its way. */
struct gathering {
	struct rota_world *world;
	const struct rota_paper_name *name;
	struct rota_paper_said *said;
	size_t count, room;
	size_t postings; /* that say something */
};

/** The unit whose body issued a paper: the one that it names, or the one around the posting's. */
static struct rota_id issuer_of(const struct gathering *gathering, const struct rota_value *paper,
				struct rota_id unit_id)
{
	const struct rota_gazetteer *gazetteer = &gathering->world->gazetteer;
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

static int add_said(struct gathering *gathering, const struct rota_posting *posting,
		    const struct rota_revision *by, const struct rota_value *paper,
		    struct rota_error *err)
{
	struct rota_paper_said *said =
		rota_arena_more(&gathering->world->scratch, gathering->said, gathering->count,
				&gathering->room, sizeof(*said));

	if (!said)
		return no_memory(err);
	said[gathering->count++] =
		(struct rota_paper_said){ .entry = by->id,
					  .clock = by->entry.clock,
					  .posting = posting,
					  .paper = paper,
					  .issuer = issuer_of(gathering, paper, posting->unit) };
	gathering->said = said;
	return ROTA_OK;
}

static int gather(struct gathering *gathering, struct rota_id id, struct rota_error *err)
{
	struct rota_posting *posting =
		rota_arena_alloc(&gathering->world->scratch, sizeof(*posting));
	size_t before = gathering->count;
	bool valid = false;
	int rc = posting ? rota_world_settled_posting(posting, &valid, gathering->world, id, err)
			 : no_memory(err);

	for (size_t i = 0; !rc && valid && i < posting->subject->revision_count; i++) {
		const struct rota_revision *one = &posting->subject->revisions[i];
		const struct rota_value *paper =
			one->undone ? NULL : paper_named(&one->entry, gathering->name);

		if (paper)
			rc = add_said(gathering, posting, one, paper, err);
	}
	gathering->postings += gathering->count > before;
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
	struct gathering gathering = { .world = world, .name = name };
	uint8_t key[SAID_KEY_BYTES];
	size_t size = name_key(key, SAID, name);
	int rc = rota_index_each(world->txn, ROTA_INDEX_PAPERS, key, size, ROTA_INDEX_PREFIX,
				 collect, &collecting, err);

	if (!rc && collecting.ids.count)
		collecting.ids.count = rota_ids_sort(collecting.ids.items, collecting.ids.count);
	for (size_t i = 0;
	     !rc && i < collecting.ids.count && gathering.postings < ROTA_PAPER_POSTINGS; i++)
		rc = gather(&gathering, collecting.ids.items[i], err);
	return rc ? rc
		  : rota_matters_find_told_differently(out, &world->scratch, gathering.said,
						       gathering.count, err);
}

int rota_world_find_told_of(struct rota_matters *out, struct rota_world *world, struct rota_id id,
			    struct rota_error *err)
{
	struct rota_posting posting;
	bool valid;
	int rc = rota_world_settled_posting(&posting, &valid, world, id, err);

	for (size_t i = 0; !rc && valid && i < posting.subject->revision_count; i++) {
		const struct rota_entry *entry = &posting.subject->revisions[i].entry;

		for (size_t k = 0; !rc && k < paper_count(entry); k++) {
			struct rota_paper_name name;

			if (read_name(&name, &entry->docs->as.list.items[k]))
				rc = rota_world_find_told_differently(out, world, &name, err);
		}
	}
	return rc;
}
