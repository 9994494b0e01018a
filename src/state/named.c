/* SPDX-License-Identifier: Apache-2.0 */
#include "state/named.h"

#include <string.h>

#include "base/messages.h"
#include "state/index_entry.h"
#include "store/index.h"
#include "store/log.h"
#include "store/entity.h"

/** So many decisions are remembered before they are worked off. */
enum { CITED_MAX = 64 };

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- which decisions ------------------------------------------------------------------------- */

/** Whether of any decision it was ever said; asked once in a world. */
static int any_named(bool *out, struct rota_world *world, struct rota_error *err)
{
	uint8_t letter = ROTA_PAPER_NAMES;

	return rota_world_any(out, &world->any_named, world, ROTA_INDEX_PAPERS, &letter, 1, err);
}

/** Whether of this one it was. */
static int is_named(bool *out, struct rota_world *world, const struct rota_paper_name *name,
		    struct rota_error *err)
{
	uint8_t key[ROTA_PAPER_ROW_BYTES];
	int rc = any_named(out, world, err);

	if (rc || !*out)
		return rc;
	return rota_index_any(out, world->txn, ROTA_INDEX_PAPERS, key,
			      rota_paper_row(key, ROTA_PAPER_NAMES, name), ROTA_INDEX_EXACT, err);
}

int rota_named_note(struct rota_world *world, const struct rota_noted *noted,
		    struct rota_error *err)
{
	const struct rota_value *docs = noted->entry->docs;
	bool is = false;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && !is && docs && docs->type == ROTA_LIST && i < docs->as.list.count;
	     i++) {
		struct rota_paper_name name;

		if (rota_paper_name_read(&name, &docs->as.list.items[i]))
			rc = is_named(&is, world, &name, err);
	}
	return rc || !is ? rc : rota_derive_mark_number(world, noted->no, err);
}

/* --- remembering ----------------------------------------------------------------------------- */

static int remember(struct rota_world *world, const struct rota_paper_name *name,
		    struct rota_error *err)
{
	struct rota_paper_names *cited = world->cited;
	struct rota_paper_name *items;

	if (!cited) {
		cited = world->cited = rota_arena_alloc(&world->arena, sizeof(*cited));
		if (!cited)
			return no_memory(err);
		*cited = (struct rota_paper_names){ .count = 0 };
	}
	for (size_t i = 0; i < cited->count; i++)
		if (rota_paper_name_is(&cited->items[i], name))
			return ROTA_OK;
	items = rota_arena_more(&world->arena, cited->items, cited->count, &cited->room,
				sizeof(*items));
	if (!items)
		return no_memory(err);
	cited->items = items;
	items[cited->count++] = *name;
	return ROTA_OK;
}

/** One paper that a posting cites, or did: kept where it says how many people there are. */
static int derive_paper(struct rota_world *world, uint32_t no, const struct rota_value *paper,
			struct rota_error *err)
{
	uint8_t key[ROTA_PAPER_ROW_BYTES];
	struct rota_paper_name name;
	bool is = rota_map_get(paper, "total") != NULL;
	int rc = ROTA_OK;

	if (!rota_paper_name_read(&name, paper))
		return ROTA_OK;
	if (is) {
		world->any_named = ROTA_ANY_SOME;
		rc = rota_index_put(world->txn, ROTA_INDEX_PAPERS, key,
				    rota_paper_row(key, ROTA_PAPER_NAMES, &name), no, err);
	} else {
		rc = is_named(&is, world, &name, err);
	}
	return rc || !is ? rc : remember(world, &name, err);
}

static int derive_papers(struct rota_world *world, uint32_t no, const struct rota_value *papers,
			 struct rota_error *err)
{
	int rc = ROTA_OK;

	if (!papers || papers->type != ROTA_LIST)
		return ROTA_OK;
	for (size_t i = 0; !rc && i < papers->as.list.count; i++)
		rc = derive_paper(world, no, &papers->as.list.items[i], err);
	return rc;
}

static int derive_entry(struct rota_world *world, uint32_t no, const struct rota_entry *entry,
			struct rota_error *err)
{
	int rc = derive_papers(world, no, entry->docs, err);

	if (!rc)
		rc = derive_papers(world, no, rota_map_get(entry->body, "begin_doc"), err);
	if (!rc)
		rc = derive_papers(world, no, rota_map_get(entry->body, "end_doc"), err);
	return rc;
}

/** The entries of a posting that do not count now. */
struct left_out {
	struct rota_world *world;
	const struct rota_subject *posting;
	uint32_t no;
};

static int derive_left_out(uint32_t writer, uint64_t n, void *payload, struct rota_error *err)
{
	const struct left_out *left = payload;
	const struct rota_subject *posting = left->posting;
	struct rota_writer_id log;
	struct rota_entry entry;
	struct rota_id id;
	int rc = rota_log_writer_id(log.bytes, left->world->txn, writer, err);

	if (rc)
		return rc;
	id = rota_id_make(log, n);
	for (size_t i = 0; i < posting->revision_count; i++)
		if (rota_id_compare(posting->revisions[i].id, id) == 0)
			return ROTA_OK;
	rc = rota_world_entry(&entry, left->world, id, err);
	return rc ? rc : derive_entry(left->world, left->no, &entry, err);
}

/** What an entry takes back, or puts in the place of another paper, is looked at too, and so is what does
 * not count any more: of that one there is a person less. */
int rota_named_derive(struct rota_world *world, uint32_t no, const struct rota_subject *posting,
		      struct rota_error *err)
{
	struct left_out left = { .world = world, .posting = posting, .no = no };
	bool any = false;
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < posting->revision_count; i++)
		rc = derive_entry(world, no, &posting->revisions[i].entry, err);
	if (!rc)
		rc = any_named(&any, world, err);
	return rc || !any ? rc
			  : rota_entity_entries(world->txn, no, derive_left_out, &left, err);
}

/* --- counting -------------------------------------------------------------------------------- */

/** The postings that have a paper of this number and year. */
static int list_citing(struct rota_ids *out, struct rota_world *world,
		       const struct rota_paper_name *name, struct rota_error *err)
{
	const char *no = (const char *)name->bytes;
	const char *signed_on = no + strlen(no) + 1;
	uint8_t key[ROTA_DECISION_KEY_BYTES];
	struct rota_day day;

	*out = (struct rota_ids){ .count = 0 };
	if (rota_day_decode(&day, signed_on, strlen(signed_on), NULL))
		return ROTA_OK;
	return rota_world_indexed(out, world, ROTA_INDEX_DECISION, key,
				  rota_decision_key(key, no, day.year), err);
}

int rota_world_citing(struct rota_papers_said *out, struct rota_world *world,
		      const struct rota_paper_name *name, struct rota_error *err)
{
	struct rota_ids postings;
	int rc = list_citing(&postings, world, name, err);

	*out = (struct rota_papers_said){ .count = 0 };
	for (size_t i = 0; !rc && i < postings.count && out->postings < ROTA_PAPER_POSTINGS; i++)
		rc = rota_papers_said_by(out, world, name, postings.items[i], false, err);
	return rc;
}

/** Whether the office can know all of a decision: the province does, another one does of those that
 * were issued in its scope. */
static bool is_ours(const struct rota_world *world, const struct rota_paper_said *said)
{
	const struct rota_unit *issuer = rota_gazetteer_unit(&world->gazetteer, said->issuer);
	const char *signed_on = rota_value_text(rota_map_get(said->paper, "signed"));
	struct rota_day day;

	if (world->office->is_province)
		return true;
	return issuer && world->scope && signed_on &&
	       !rota_day_decode(&day, signed_on, strlen(signed_on), NULL) &&
	       rota_gazetteer_inside(&world->gazetteer, issuer, world->scope, rota_day_first(day));
}

static void keep_ours(struct rota_papers_said *said, const struct rota_world *world)
{
	size_t kept = 0;

	for (size_t i = 0; i < said->count; i++)
		if (is_ours(world, &said->items[i]))
			said->items[kept++] = said->items[i];
	said->count = kept;
}

int rota_world_find_short(struct rota_matters *out, struct rota_world *world,
			  const struct rota_paper_name *name, struct rota_error *err)
{
	struct rota_papers_said said;
	int rc = rota_world_citing(&said, world, name, err);

	if (rc)
		return rc;
	keep_ours(&said, world);
	return rota_matters_find_short_decisions(out, &world->scratch, said.items, said.count, err);
}

int rota_world_find_short_of(struct rota_matters *out, struct rota_world *world,
			     struct rota_id posting, struct rota_error *err)
{
	struct rota_citations cited;
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, world, posting, err);

	if (!rc)
		rc = rota_posting_citations(&cited, &world->scratch, subject, err);
	for (size_t i = 0; !rc && i < cited.count; i++) {
		struct rota_paper_name name;

		if (rota_paper_name_read(&name, cited.items[i].paper))
			rc = rota_world_find_short(out, world, &name, err);
	}
	return rc;
}

/* --- keeping --------------------------------------------------------------------------------- */

static int collect(const void *key, size_t size, uint32_t no, void *payload, struct rota_error *err)
{
	(void)key;
	(void)size;
	(void)err;
	*(uint32_t *)payload = no;
	return ROTA_OK;
}

/** Keep that of a decision fewer people are entered, or no longer. */
static int keep(struct rota_world *world, const struct rota_paper_name *name, bool is_short,
		struct rota_error *err)
{
	uint8_t key[ROTA_PAPER_ROW_BYTES];
	uint32_t no = 0, kept = 0;
	int rc = rota_index_each(world->txn, ROTA_INDEX_PAPERS, key,
				 rota_paper_row(key, ROTA_PAPER_NAMES, name), ROTA_INDEX_EXACT,
				 collect, &no, err);
	size_t size = rota_paper_row(key, ROTA_PAPER_SHORT, name);

	if (!rc)
		rc = rota_index_each(world->txn, ROTA_INDEX_PAPERS, key, size, ROTA_INDEX_EXACT,
				     collect, &kept, err);
	if (!rc && kept && !is_short)
		rc = rota_index_delete(world->txn, ROTA_INDEX_PAPERS, key, size, kept, err);
	return rc || kept || !no || !is_short
		       ? rc
		       : rota_index_put(world->txn, ROTA_INDEX_PAPERS, key, size, no, err);
}

int rota_named_work_off(struct rota_world *world, bool all, struct rota_error *err)
{
	struct rota_paper_names *cited = world->cited;
	int rc = ROTA_OK;

	if (!all && cited && cited->count < CITED_MAX)
		return ROTA_OK;
	for (size_t i = 0; !rc && cited && i < cited->count; i++) {
		struct rota_matters found = { .count = 0 };
		struct rota_papers_said said;

		rc = rota_world_citing(&said, world, &cited->items[i], err);
		if (!rc) /* of whatever scope: that may be another one tomorrow */
			rc = rota_matters_find_short_decisions(&found, &world->scratch, said.items,
							       said.count, err);
		if (!rc)
			rc = keep(world, &cited->items[i], found.count > 0, err);
		rota_world_forget(world);
	}
	if (cited)
		cited->count = 0;
	return rc;
}

/* --- telling --------------------------------------------------------------------------------- */

/** Those of one issuer, in front. */
static void keep_of_issuer(struct rota_papers_said *said, struct rota_id issuer)
{
	size_t kept = 0;

	for (size_t i = 0; i < said->count; i++)
		if (rota_id_compare(said->items[i].issuer, issuer) == 0)
			said->items[kept++] = said->items[i];
	said->count = kept;
}

int rota_world_named(struct rota_named_people *out, struct rota_world *world,
		     const struct rota_value *paper, struct rota_id unit, struct rota_error *err)
{
	struct rota_papers_said said;
	struct rota_paper_name name;
	bool is = false;
	int rc = ROTA_OK;

	*out = (struct rota_named_people){ .persons = { .count = 0 } };
	if (rota_paper_name_read(&name, paper))
		rc = is_named(&is, world, &name, err);
	if (rc || !is)
		return rc;
	rc = rota_world_citing(&said, world, &name, err);
	if (!rc)
		keep_of_issuer(&said, rota_paper_issuer(world, paper, unit));
	if (!rc)
		rc = rota_count_named(&out->named, &world->scratch, said.items, said.count, err);
	for (size_t i = 0; !rc && i < said.count; i++) {
		struct rota_id person = said.items[i].posting->person;
		bool is_listed = false;

		for (size_t k = 0; k < out->persons.count; k++)
			is_listed =
				is_listed || rota_id_compare(out->persons.items[k], person) == 0;
		if (!is_listed)
			rc = rota_ids_add(&out->persons, &world->scratch, person, err);
	}
	return rc;
}
