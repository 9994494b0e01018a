/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/handed.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/messages.h"
#include "ledger/posting.h"
#include "state/custody.h"
#include "store/index.h"
#include "store/log.h"
#include "store/record.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- which units ----------------------------------------------------------------------------- */

/** Whether a unit was ever inside a scope, by one of its versions. */
static bool was_inside(const struct rota_gazetteer *gazetteer, const struct rota_unit *unit,
		       const struct rota_unit *scope)
{
	for (size_t i = 0; i < unit->version_count; i++)
		if (rota_gazetteer_inside(gazetteer, unit, scope, unit->versions[i].from))
			return true;
	return false;
}

static bool ever_kept(const struct rota_gazetteer *gazetteer,
		      const struct rota_enrolled_writer *writer, const struct rota_unit *unit)
{
	for (size_t i = 0; i < writer->kept.count; i++) {
		const struct rota_unit *scope =
			rota_gazetteer_unit(gazetteer, writer->kept.items[i].scope);

		if (scope && was_inside(gazetteer, unit, scope))
			return true;
	}
	return false;
}

static struct rota_handing *find(const struct rota_handings *handings, struct rota_writer_id from,
				 struct rota_writer_id to)
{
	for (size_t i = 0; i < handings->count; i++)
		if (memcmp(handings->items[i].from->writer.bytes, from.bytes, sizeof(from.bytes)) ==
			    0 &&
		    memcmp(handings->items[i].to->writer.bytes, to.bytes, sizeof(to.bytes)) == 0)
			return &handings->items[i];
	return NULL;
}

static int add_unit(struct rota_handings *out, const struct rota_enrolled_writer *from,
		    const struct rota_enrolled_writer *to, const struct rota_unit *unit,
		    struct rota_arena *arena, struct rota_error *err)
{
	struct rota_handing *handing = find(out, from->writer, to->writer);

	if (!handing) {
		struct rota_handing *items = rota_arena_more(arena, out->items, out->count,
							     &out->room, sizeof(*items));

		if (!items)
			return no_memory(err);
		out->items = items;
		handing = &items[out->count++];
		*handing = (struct rota_handing){ .from = from, .to = to };
	}
	return rota_ids_add(&handing->units, arena, unit->id, err);
}

/** Who keeps a unit gets it from each who did. */
static int hand_over(struct rota_handings *out, struct rota_world *world,
		     const struct rota_writers *writers, const struct rota_unit *unit,
		     struct rota_arena *arena, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < writers->count; i++) {
		const struct rota_enrolled_writer *from = &writers->items[i];

		if (rota_writer_keeps(world, from, unit) ||
		    !ever_kept(&world->gazetteer, from, unit))
			continue;
		for (size_t k = 0; !rc && k < writers->count; k++)
			if (strcmp(writers->items[k].role, "write") == 0 &&
			    rota_writer_keeps(world, &writers->items[k], unit))
				rc = add_unit(out, from, &writers->items[k], unit, arena, err);
	}
	return rc;
}

int rota_handings_find(struct rota_handings *out, struct rota_world *world, struct rota_arena *arena,
		       struct rota_error *err)
{
	const struct rota_writers *writers;
	int rc = rota_world_writers(&writers, world, err);

	*out = (struct rota_handings){ .count = 0 };
	for (size_t i = 0; !rc && i < world->gazetteer.unit_count; i++)
		rc = hand_over(out, world, writers, world->gazetteer.units[i], arena, err);
	for (size_t i = 0; !rc && i < out->count; i++)
		out->items[i].units.count =
			rota_ids_sort(out->items[i].units.items, out->items[i].units.count);
	return rc;
}

static bool has_unit(const struct rota_handings *handings, struct rota_writer_id to,
		     struct rota_id entity, struct rota_id unit)
{
	const struct rota_handing *handing = find(handings, rota_id_writer(entity), to);
	bool found = false;

	for (size_t i = 0; handing && !found && i < handing->units.count; i++)
		found = rota_id_compare(handing->units.items[i], unit) == 0;
	return found;
}

bool rota_is_handed(const struct rota_handings *handings, struct rota_writer_id to,
		    struct rota_id posting, struct rota_id unit)
{
	return has_unit(handings, to, posting, unit);
}

/* --- what is of them ------------------------------------------------------------------------- */

/** One log is looked through for one office. */
struct looking {
	const struct rota_handings *handings;
	const struct rota_handing *handing;
	struct rota_world *world;
	struct rota_writer_id log;
	uint64_t size;
	rota_handed_fn *visit;
	void *payload;
	struct rota_id person; /**< whose records were visited last */
};

/** Visit entities that are in an index. */
static int visit_indexed(struct looking *looking, enum rota_index index, struct rota_id key,
			 struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, looking->world, index, key.bytes, sizeof(key.bytes), err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *subject;

		rc = rota_world_fold(&subject, looking->world, ids.items[i], err);
		if (!rc)
			rc = looking->visit(subject, looking->payload, err);
	}
	return rc;
}

static bool same_log(struct rota_id a, struct rota_id b)
{
	return memcmp(a.bytes, b.bytes, sizeof(struct rota_writer_id)) == 0;
}

/** Whether a posting of his that was recorded where he was, was handed over. */
static int has_handed_posting(bool *out, struct looking *looking, struct rota_id cadre,
			      struct rota_error *err)
{
	struct rota_postings career;
	int rc = rota_world_career(&career, looking->world, cadre, err);

	*out = false;
	for (size_t i = 0; !rc && !*out && i < career.count; i++)
		*out = same_log(career.items[i].id, cadre) &&
		       has_unit(looking->handings, looking->handing->to->writer,
				career.items[i].id, career.items[i].unit);
	return rc;
}

/** The record of a cadre, and what is said of him. */
static int look_at_person(struct looking *looking, struct rota_id cadre, struct rota_error *err)
{
	struct rota_subject *subject;
	bool handed = false;
	int rc;

	if (rota_id_compare(cadre, looking->person) == 0)
		return ROTA_OK;
	rc = rota_world_fold(&subject, looking->world, cadre, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (!rc && subject->type == ROTA_ENTITY_CADRE)
		rc = has_handed_posting(&handed, looking, cadre, err);
	if (rc || !handed)
		return rc;
	looking->person = cadre;
	rc = looking->visit(subject, looking->payload, err);
	if (!rc)
		rc = visit_indexed(looking, ROTA_INDEX_SPELL, cadre, err);
	return rc ? rc : visit_indexed(looking, ROTA_INDEX_CADRE_PAIR, cadre, err);
}

static int look_at_posting(struct looking *looking, const struct rota_subject *subject,
			   struct rota_error *err)
{
	struct rota_posting posting;
	int rc;

	if (!rota_posting_read(&posting, subject) ||
	    !has_unit(looking->handings, looking->handing->to->writer, subject->id, posting.unit))
		return ROTA_OK;
	rc = looking->visit(subject, looking->payload, err);
	if (!rc)
		rc = visit_indexed(looking, ROTA_INDEX_LOCALITY, subject->id, err);
	return rc || !same_log(subject->id, posting.cadre)
		       ? rc
		       : look_at_person(looking, posting.cadre, err);
}

static int look_at_vacancy(struct looking *looking, const struct rota_subject *subject,
			   struct rota_error *err)
{
	return has_unit(looking->handings, looking->handing->to->writer, subject->id,
			rota_subject_id(subject, "unit"))
		       ? looking->visit(subject, looking->payload, err)
		       : ROTA_OK;
}

static int look_at(struct looking *looking, struct rota_id id, unsigned depth,
		   struct rota_error *err);

/** Of what takes something back, that. */
static int look_at_undone(struct looking *looking, struct rota_id entry, unsigned depth,
			  struct rota_error *err)
{
	struct rota_revision revision;
	int rc = rota_world_revision(&revision, looking->world, entry, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc || depth == ROTA_UNDO_DEPTH)
		return rc;
	return look_at(looking, revision.entry.creates ? entry : revision.entry.id, depth + 1, err);
}

/** Whatever an entry is about. */
static int look_at(struct looking *looking, struct rota_id id, unsigned depth,
		   struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_fold(&subject, looking->world, id, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc)
		return rc;
	switch (subject->type) {
	case ROTA_ENTITY_POSTING:
		return look_at_posting(looking, subject, err);
	case ROTA_ENTITY_VACANCY:
		return look_at_vacancy(looking, subject, err);
	case ROTA_ENTITY_CADRE:
		return look_at_person(looking, id, err);
	case ROTA_ENTITY_SPELL:
		return look_at_person(looking, rota_subject_id(subject, "cadre"), err);
	case ROTA_ENTITY_LOCALITY:
		return look_at(looking, rota_subject_id(subject, "posting"), depth, err);
	case ROTA_ENTITY_CADRE_PAIR:
		rc = look_at_person(looking, rota_subject_id(subject, "a"), err);
		return rc ? rc : look_at_person(looking, rota_subject_id(subject, "b"), err);
	case ROTA_ENTITY_OFFICER: /* by whom all this was recorded */
		return memcmp(id.bytes, looking->handing->from->writer.bytes, 8) == 0
			       ? looking->visit(subject, looking->payload, err)
			       : ROTA_OK;
	case ROTA_ENTITY_UNDO:
		return look_at_undone(looking, rota_subject_id(subject, "of"), depth, err);
	default:
		return ROTA_OK;
	}
}

/* --- the logs -------------------------------------------------------------------------------- */

enum { END = 1 };

/* In the table of notices, at the province: 'h', the office that keeps them, the one that did, the
 * log; the units made short, and how far the log was looked through. */
enum { KEY_BYTES = 1 + 3 * 8, ROW_BYTES = ROTA_INDEX_SHORT + 8 };

struct rota_writer_id rota_handed_log_id(const struct rota_handing *handing,
					 const struct rota_world *world, enum rota_handed_log log)
{
	return log == ROTA_HANDED_FROM ? handing->from->writer : world->office->own;
}

static void make_key(uint8_t key[KEY_BYTES], const struct rota_handing *handing,
		     struct rota_writer_id log)
{
	key[0] = 'h';
	memcpy(key + 1, handing->to->writer.bytes, 8);
	memcpy(key + 9, handing->from->writer.bytes, 8);
	memcpy(key + 17, log.bytes, 8);
}

static void shorten_units(uint8_t out[ROTA_INDEX_SHORT], const struct rota_handing *handing)
{
	rota_index_shorten(out, handing->units.items,
			   handing->units.count * sizeof(*handing->units.items));
}

/** From where on a log has news. */
static int find_first(uint64_t *out, const struct rota_handing *handing, struct rota_writer_id log,
		      struct rota_world *world, struct rota_error *err)
{
	uint8_t key[KEY_BYTES], units[ROTA_INDEX_SHORT];
	struct rota_buffer row = { 0 };
	int rc;

	make_key(key, handing, log);
	shorten_units(units, handing);
	rc = rota_record_get(&row, world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
	*out = !rc && row.size == ROW_BYTES && memcmp(row.bytes, units, sizeof(units)) == 0
		       ? rota_get_u64((const uint8_t *)row.bytes + sizeof(units))
		       : 0;
	rota_buffer_clear(&row);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	return rc;
}

int rota_handed_done(const struct rota_handing *handing, enum rota_handed_log log, uint64_t size,
		     struct rota_world *world, struct rota_error *err)
{
	uint8_t key[KEY_BYTES], row[ROW_BYTES];

	make_key(key, handing, rota_handed_log_id(handing, world, log));
	shorten_units(row, handing);
	rota_put_u64(row + ROTA_INDEX_SHORT, size);
	return rota_record_put(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), row, sizeof(row),
			       err);
}

static int look_at_entry(uint64_t n, const void *bytes, size_t size, void *payload,
			 struct rota_error *err)
{
	struct looking *looking = payload;
	struct rota_entry entry;
	int rc;

	if (n >= looking->size)
		return END;
	rc = rota_entry_decode(&entry, &looking->world->scratch, bytes, size, err);
	if (!rc)
		rc = look_at(looking, entry.creates ? rota_id_make(looking->log, n) : entry.id, 0,
			     err);
	rota_world_forget(looking->world);
	return rc;
}

int rota_handed_each(const struct rota_handings *handings, const struct rota_handing *handing,
		     enum rota_handed_log log, uint64_t size, struct rota_world *world,
		     rota_handed_fn *visit, void *payload, struct rota_error *err)
{
	struct looking looking = { .handings = handings,
				   .handing = handing,
				   .world = world,
				   .log = rota_handed_log_id(handing, world, log),
				   .size = size,
				   .visit = visit,
				   .payload = payload };
	uint64_t first;
	int rc = find_first(&first, handing, looking.log, world, err);

	if (!rc && first < size)
		rc = rota_log_each(world->txn, looking.log.bytes, first, look_at_entry, &looking,
				   err);
	return rc == END ? ROTA_OK : rc;
}
