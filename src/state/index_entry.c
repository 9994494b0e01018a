/* SPDX-License-Identifier: Apache-2.0 */
#include "state/index_entry.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/text.h"
#include "state/derive.h"
#include "state/kept.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/log.h"

/** One entry on its way into the indexes. */
struct indexing {
	struct rota_world *world;
	const struct rota_entry *entry;
	struct rota_id id; /* of the entity */
	uint32_t no;
	uint32_t writer; /* of the entry: local numbers of both */
};

static int put(struct indexing *indexing, enum rota_index index, const void *key, size_t size,
	       struct rota_error *err)
{
	return size ? rota_index_put(indexing->world->txn, index, key, size, indexing->no, err)
		    : ROTA_OK;
}

/** By the writer of the entry. */
static int put_by_writer(struct indexing *indexing, enum rota_index index, const void *key,
			 size_t size, struct rota_error *err)
{
	return size ? rota_index_put_in_group(indexing->world->txn, index, indexing->writer, key,
					      size, indexing->no, err)
		    : ROTA_OK;
}

/* No text of an entry has this character. */
static const char name_ends = 1;

int rota_name_beginning(struct rota_buffer *out, const char *name, size_t size,
			struct rota_error *err)
{
	size_t before = out->size;
	int rc = rota_text_fold_loose(out, name, size, err);

	if (rc || out->size == before)
		return rc;
	rota_buffer_append(out, &name_ends, 1);
	return rota_buffer_check(out, err);
}

int rota_name_key(struct rota_buffer *out, const char *name, size_t size, struct rota_error *err)
{
	struct rota_buffer strict = { 0 };
	size_t before = out->size;
	int rc = rota_text_fold_both(&strict, out, name, size, err);

	if (!rc && out->size > before) {
		rota_buffer_append(out, &name_ends, 1);
		rota_buffer_append(out, strict.bytes, strict.size);
		rc = rota_buffer_check(out, err);
	}
	rota_buffer_clear(&strict);
	return rc;
}

static int put_name(struct indexing *indexing, const struct rota_value *name,
		    struct rota_error *err)
{
	struct rota_buffer key = { 0 };
	int rc;

	if (!name || name->type != ROTA_TEXT)
		return ROTA_OK;
	rc = rota_name_key(&key, name->as.text.chars, name->as.text.size, err);
	if (!rc)
		rc = put_by_writer(indexing, ROTA_INDEX_CADRE_NAME, key.bytes, key.size, err);
	rota_buffer_clear(&key);
	return rc;
}

static int put_text(struct indexing *indexing, enum rota_index index, const struct rota_value *text,
		    struct rota_error *err)
{
	if (!text || text->type != ROTA_TEXT)
		return ROTA_OK;
	return put(indexing, index, text->as.text.chars, text->as.text.size, err);
}

static int put_id(struct indexing *indexing, enum rota_index index, const struct rota_value *value,
		  struct rota_error *err)
{
	struct rota_id id;

	return rota_id_from_value(&id, value)
		       ? put(indexing, index, id.bytes, sizeof(id.bytes), err)
		       : ROTA_OK;
}

/** Every item of a list of texts. */
static int put_each(struct indexing *indexing, const struct rota_value *list,
		    int (*put_one)(struct indexing *, const struct rota_value *,
				   struct rota_error *),
		    struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && list && list->type == ROTA_LIST && i < list->as.list.count; i++)
		rc = put_one(indexing, &list->as.list.items[i], err);
	return rc;
}

static int put_pin(struct indexing *indexing, const struct rota_value *pin, struct rota_error *err)
{
	return put_text(indexing, ROTA_INDEX_CADRE_PIN, pin, err);
}

static int index_cadre(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *body = indexing->entry->body;
	int rc = put_name(indexing, rota_map_get(body, "name"), err);

	if (!rc)
		rc = put_each(indexing, rota_map_get(body, "aka"), put_name, err);
	if (!rc)
		rc = put_pin(indexing, rota_map_get(body, "pin"), err);
	if (!rc)
		rc = put_pin(indexing, rota_map_get(body, "cmnd"), err);
	if (!rc)
		rc = put_each(indexing, rota_map_get(body, "pin_old"), put_pin, err);
	return rc;
}

/** A statement that a post is vacant; postings have tenures (tenure.h). */
static int index_vacancy(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *body = indexing->entry->body;
	const char *post = rota_value_text(rota_map_get(body, "post"));
	uint8_t key[ROTA_POST_KEY_BYTES];
	struct rota_id unit;

	if (!post || !rota_id_from_value(&unit, rota_map_get(body, "unit")))
		return ROTA_OK;
	return put(indexing, ROTA_INDEX_POST, key, rota_post_key(key, unit, post), err);
}

size_t rota_decision_key(uint8_t out[ROTA_DECISION_KEY_BYTES], const char *no, int32_t year)
{
	size_t size = 0;

	for (; *no && size < ROTA_DECISION_KEY_BYTES - 3; no++)
		if (*no != ' ')
			out[size++] = (uint8_t)*no;
	out[size] = '\0';
	rota_put_u16(out + size + 1, (uint16_t)year);
	return size + 3;
}

/** The number of a paper, by the year in which it was signed. */
static int put_paper(struct indexing *indexing, const struct rota_value *paper,
		     struct rota_error *err)
{
	const char *no = rota_value_text(rota_map_get(paper, "no"));
	const char *text = rota_value_text(rota_map_get(paper, "signed"));
	uint8_t key[ROTA_DECISION_KEY_BYTES];
	struct rota_day day;

	if (!no || !text || rota_day_decode(&day, text, strlen(text), NULL))
		return ROTA_OK;
	return put_by_writer(indexing, ROTA_INDEX_DECISION, key,
			     rota_decision_key(key, no, day.year), err);
}

/** The papers of an entry on a posting, and those that a correction gives it. */
static int index_papers(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *body = indexing->entry->body;
	int rc = put_each(indexing, indexing->entry->docs, put_paper, err);

	if (!rc)
		rc = put_each(indexing, rota_map_get(body, "begin_doc"), put_paper, err);
	return rc ? rc : put_each(indexing, rota_map_get(body, "end_doc"), put_paper, err);
}

static int index_locality(struct indexing *indexing, struct rota_error *err)
{
	return put_id(indexing, ROTA_INDEX_LOCALITY, rota_map_get(indexing->entry->body, "posting"),
		      err);
}

static int index_undo(struct indexing *indexing, struct rota_error *err)
{
	return put_id(indexing, ROTA_INDEX_UNDONE, rota_map_get(indexing->entry->body, "of"), err);
}

/** Whose time it is, is said once. */
static int index_spell(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *cadre = rota_map_get(indexing->entry->body, "cadre");

	return indexing->entry->creates ? put_id(indexing, ROTA_INDEX_SPELL, cadre, err) : ROTA_OK;
}

/** What is said of two records, by both. */
static int index_pair(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *body = indexing->entry->body;
	int rc = put_id(indexing, ROTA_INDEX_CADRE_PAIR, rota_map_get(body, "a"), err);

	return rc ? rc : put_id(indexing, ROTA_INDEX_CADRE_PAIR, rota_map_get(body, "b"), err);
}

/** A settlement, by each entity that it names. */
static int index_settlement(struct indexing *indexing, struct rota_error *err)
{
	const struct rota_value *subjects = rota_map_get(indexing->entry->body, "subjects");
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && subjects && subjects->type == ROTA_LIST &&
			   i < subjects->as.list.count;
	     i++)
		rc = put_id(indexing, ROTA_INDEX_SETTLED, &subjects->as.list.items[i], err);
	if (!rc && subjects)
		indexing->world->any_settled = ROTA_ANY_SOME;
	return rc;
}

static const struct {
	const char *kind;
	int (*index)(struct indexing *indexing, struct rota_error *err);
} indexers[] = {
	{ "cadre.create", index_cadre },  { "cadre.change", index_cadre },
	{ "post.vacant", index_vacancy }, { "locality.set", index_locality },
	{ "entry.undo", index_undo },     { "matter.settle", index_settlement },
	{ "cadre.same", index_pair },     { "cadre.distinct", index_pair },
	{ "cadre.spell", index_spell },
};

static int index_fields(struct indexing *indexing, struct rota_error *err)
{
	uint8_t type = (uint8_t)indexing->entry->kind->entity;
	int rc = ROTA_OK;

	if (indexing->entry->creates)
		rc = put(indexing, ROTA_INDEX_KIND, &type, 1, err);
	for (size_t i = 0; !rc && i < sizeof(indexers) / sizeof(indexers[0]); i++)
		if (strcmp(indexers[i].kind, indexing->entry->kind_name) == 0)
			rc = indexers[i].index(indexing, err);
	if (!rc && indexing->entry->kind->entity == ROTA_ENTITY_POSTING)
		rc = index_papers(indexing, err);
	return rc;
}

int rota_index_entry(struct rota_world *world, struct rota_writer_id writer,
		     const struct rota_entry *entry, enum rota_index_as as, struct rota_error *err)
{
	struct indexing indexing = { .world = world, .entry = entry };
	struct rota_noted noted = { .id = rota_id_make(writer, entry->number),
				    .entry = entry,
				    .counts = as == ROTA_INDEX_COUNTS };
	int rc = rota_log_writer_find(&indexing.writer, world->txn, writer.bytes, err);

	indexing.id = entry->creates ? noted.id : entry->id;
	if (!rc)
		rc = rota_entity_intern(&indexing.no, &noted.first, world->txn, indexing.id.bytes,
					0, err);
	noted.no = indexing.no;
	if (!rc)
		rc = rota_entity_entry_add(world->txn, indexing.no, indexing.writer, entry->number,
					   err);
	if (rc || as == ROTA_INDEX_FAULTY)
		return rc;
	rc = index_fields(&indexing, err);
	if (!rc)
		rc = rota_derive_note(world, &noted, err);
	if (!rc && world->kept)
		rc = rota_kept_note(world, indexing.id, noted.id, entry, err);
	return rc;
}

int rota_world_last_clock(uint64_t *out, struct rota_world *world, struct rota_error *err)
{
	const struct rota_office *office = world->office;
	uint64_t common = 0;
	int rc = rota_log_mark_get(out, world->txn, office->own.bytes, ROTA_MARK_CLOCK, err);

	if (!rc)
		rc = rota_log_mark_get(&common, world->txn, office->common.bytes, ROTA_MARK_CLOCK, err);
	if (common > *out)
		*out = common;
	return rc;
}
