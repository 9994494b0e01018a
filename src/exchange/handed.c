/* SPDX-License-Identifier: Apache-2.0 */
#include "exchange/handed.h"

#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/memo.h"
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

static bool has_kept(const struct rota_world *world, const struct rota_enrolled_writer *writer,
		     const struct rota_unit *unit)
{
	for (size_t i = 0; i < writer->kept.count; i++) {
		const struct rota_custody_span *span = &writer->kept.items[i];
		const struct rota_unit *scope = rota_gazetteer_unit(&world->gazetteer, span->scope);

		if (scope && span->from <= world->today_number &&
		    was_inside(&world->gazetteer, unit, scope))
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

		if (rota_writer_keeps(world, from, unit) || !has_kept(world, from, unit))
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

bool rota_is_handed(const struct rota_handings *handings, struct rota_writer_id to,
		    struct rota_id entity, struct rota_id unit)
{
	const struct rota_handing *handing = find(handings, rota_id_writer(entity), to);
	bool found = false;

	for (size_t i = 0; handing && !found && i < handing->units.count; i++)
		found = rota_id_compare(handing->units.items[i], unit) == 0;
	return found;
}

bool rota_any_handed(const struct rota_handings *handings, struct rota_writer_id from,
		     struct rota_writer_id to)
{
	return find(handings, from, to) != NULL;
}

/* --- what is of them ------------------------------------------------------------------------- */

/** Through one log. */
struct walk {
	const struct rota_looking *looking;
	struct rota_world *world;
	struct rota_writer_id log;
	uint64_t size; /* as far as it is merged */
	struct rota_arena arena;  /* which holds the keys */
	struct rota_memo visited; /* entities */
};

/** Each once, however many entries it has. */
static int visit(struct walk *walk, const struct rota_subject *subject, struct rota_error *err)
{
	void **at = rota_memo_at(&walk->visited, subject->id.bytes, sizeof(subject->id.bytes));

	if (!at)
		return no_memory(err);
	if (*at)
		return ROTA_OK;
	*at = walk;
	return walk->looking->visit(subject, walk->looking->payload, err);
}

/** Entities that are in an index. */
static int visit_indexed(struct walk *walk, int index, struct rota_id key, struct rota_error *err)
{
	struct rota_ids ids;
	int rc = rota_world_indexed(&ids, walk->world, index, key.bytes, sizeof(key.bytes), err);

	for (size_t i = 0; !rc && i < ids.count; i++) {
		struct rota_subject *subject;

		rc = rota_world_fold(&subject, walk->world, ids.items[i], err);
		if (!rc)
			rc = visit(walk, subject, err);
	}
	return rc;
}

/** An entity; NULL: it is not known here. */
static int fold_known(struct rota_subject **out, struct walk *walk, struct rota_id id,
		      struct rota_error *err)
{
	int rc = rota_world_fold(out, walk->world, id, err);

	if (rc != ROTA_ENOTFOUND)
		return rc;
	*out = NULL;
	rota_error_clear(err);
	return ROTA_OK;
}

/** The record of a cadre, and what is said of him. */
static int visit_person(struct walk *walk, struct rota_id cadre, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc;

	if (rota_memo_get(&walk->visited, cadre.bytes, sizeof(cadre.bytes)))
		return ROTA_OK;
	rc = fold_known(&subject, walk, cadre, err);
	if (rc || !subject || subject->type != ROTA_ENTITY_CADRE)
		return rc;
	rc = visit(walk, subject, err);
	if (!rc)
		rc = visit_indexed(walk, ROTA_INDEX_SPELL, cadre, err);
	return rc ? rc : visit_indexed(walk, ROTA_INDEX_CADRE_PAIR, cadre, err);
}

static bool is_ours(const struct walk *walk, struct rota_id entity, struct rota_id unit)
{
	return rota_is_handed(walk->looking->handings, walk->looking->handing->to->writer, entity,
			      unit);
}

static int look_at_posting(struct walk *walk, const struct rota_subject *subject,
			   struct rota_error *err)
{
	struct rota_posting posting;
	int rc;

	if (!rota_posting_read(&posting, subject) || !is_ours(walk, subject->id, posting.unit))
		return ROTA_OK;
	rc = visit(walk, subject, err);
	if (!rc)
		rc = visit_indexed(walk, ROTA_INDEX_LOCALITY, subject->id, err);
	if (rc || memcmp(subject->id.bytes, posting.cadre.bytes, sizeof(struct rota_writer_id)) != 0)
		return rc;
	return visit_person(walk, posting.cadre, err);
}

/** What is said of somebody whom the office has. */
static int look_at_person(struct walk *walk, const struct rota_subject *said, const char *field,
			  struct rota_error *err)
{
	bool has = false;
	int rc = walk->looking->has(&has, rota_subject_id(said, field), walk->looking->payload, err);

	return rc || !has ? rc : visit(walk, said, err);
}

static int look_at(struct walk *walk, struct rota_id id, unsigned depth, struct rota_error *err);

/** Of what takes something back, that. */
static int look_at_undone(struct walk *walk, struct rota_id entry, unsigned depth,
			  struct rota_error *err)
{
	struct rota_revision revision;
	int rc = rota_world_revision(&revision, walk->world, entry, err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return ROTA_OK;
	}
	if (rc || depth == ROTA_UNDO_DEPTH)
		return rc;
	return look_at(walk, revision.entry.creates ? entry : revision.entry.id, depth + 1, err);
}

static int look_at_subject(struct walk *walk, const struct rota_subject *subject, unsigned depth,
			   struct rota_error *err)
{
	int rc;

	switch (subject->type) {
	case ROTA_ENTITY_POSTING:
		return look_at_posting(walk, subject, err);
	case ROTA_ENTITY_VACANCY:
		return is_ours(walk, subject->id, rota_subject_id(subject, "unit"))
			       ? visit(walk, subject, err)
			       : ROTA_OK;
	case ROTA_ENTITY_LOCALITY:
		return look_at(walk, rota_subject_id(subject, "posting"), depth, err);
	case ROTA_ENTITY_SPELL:
		return look_at_person(walk, subject, "cadre", err);
	case ROTA_ENTITY_CADRE_PAIR:
		rc = look_at_person(walk, subject, "a", err);
		return rc ? rc : look_at_person(walk, subject, "b", err);
	case ROTA_ENTITY_OFFICER: /* by whom all this was recorded */
		return memcmp(subject->id.bytes, walk->looking->handing->from->writer.bytes, 8) == 0
			       ? visit(walk, subject, err)
			       : ROTA_OK;
	case ROTA_ENTITY_UNDO:
		return look_at_undone(walk, rota_subject_id(subject, "of"), depth, err);
	default: /* a cadre comes with a posting of his */
		return ROTA_OK;
	}
}

/** Whatever an entry is about. What the office has it gets news of, be it taken back or moved. */
static int look_at(struct walk *walk, struct rota_id id, unsigned depth, struct rota_error *err)
{
	struct rota_subject *subject;
	bool has = false;
	int rc = fold_known(&subject, walk, id, err);

	if (rc || !subject)
		return rc;
	rc = walk->looking->has(&has, id, walk->looking->payload, err);
	if (!rc && has)
		rc = visit(walk, subject, err);
	return rc ? rc : look_at_subject(walk, subject, depth, err);
}

/* --- the logs -------------------------------------------------------------------------------- */

enum { END = 1 };

/* In the table of notices, at the province: 'h', the office that keeps them, the one that did, the
 * log; what is handed over made short, and how far the log was looked through. */
enum { KEY_BYTES = 1 + 3 * 8, ROW_BYTES = ROTA_INDEX_SHORT + 8 };

enum { LOGS = 2 };

static struct rota_writer_id log_of(const struct rota_handing *handing,
				    const struct rota_world *world, size_t which)
{
	return which ? world->office->own : handing->from->writer;
}

static void make_key(uint8_t key[KEY_BYTES], const struct rota_handing *handing,
		     struct rota_writer_id log)
{
	key[0] = 'h';
	memcpy(key + 1, handing->to->writer.bytes, 8);
	memcpy(key + 9, handing->from->writer.bytes, 8);
	memcpy(key + 17, log.bytes, 8);
}

static void put_number(struct rota_buffer *out, uint64_t number)
{
	uint8_t bytes[8];

	rota_put_u64(bytes, number);
	rota_buffer_append(out, bytes, sizeof(bytes));
}

/** The units, and by what it is decided which entries about them count. */
static int shorten(uint8_t out[ROTA_INDEX_SHORT], const struct rota_handing *handing,
		   struct rota_error *err)
{
	const struct rota_custody_spans *kept = &handing->from->kept;
	struct rota_buffer all = { 0 };
	int rc;

	rota_buffer_append(&all, handing->units.items,
			   handing->units.count * sizeof(*handing->units.items));
	for (size_t i = 0; i < kept->count; i++) {
		rota_buffer_append(&all, kept->items[i].scope.bytes,
				   sizeof(kept->items[i].scope.bytes));
		put_number(&all, (uint32_t)kept->items[i].from);
		put_number(&all, (uint32_t)kept->items[i].to);
	}
	put_number(&all, handing->from->revoked ? handing->from->believed : UINT64_MAX);
	rc = rota_buffer_check(&all, err);
	if (!rc)
		rota_index_shorten(out, all.bytes, all.size);
	rota_buffer_clear(&all);
	return rc;
}

/** From where on a log has news. @param[out] known  all before that was carried. */
static int find_first(uint64_t *out, bool *known, const struct rota_handing *handing,
		      struct rota_writer_id log, struct rota_world *world, struct rota_error *err)
{
	uint8_t key[KEY_BYTES], now[ROTA_INDEX_SHORT];
	struct rota_buffer row = { 0 };
	int rc = shorten(now, handing, err);

	*known = false;
	*out = 0;
	if (rc)
		return rc;
	make_key(key, handing, log);
	rc = rota_record_get(&row, world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), err);
	if (!rc && row.size == ROW_BYTES && memcmp(row.bytes, now, sizeof(now)) == 0) {
		*known = true;
		*out = rota_get_u64((const uint8_t *)row.bytes + sizeof(now));
	}
	rota_buffer_clear(&row);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = ROTA_OK;
	}
	return rc;
}

int rota_handings_are_news(bool *out, const struct rota_handings *handings,
			   struct rota_world *world, struct rota_error *err)
{
	int rc = ROTA_OK;

	*out = false;
	for (size_t i = 0; !rc && !*out && i < handings->count; i++) {
		const struct rota_handing *handing = &handings->items[i];
		uint64_t first;
		bool known;

		rc = find_first(&first, &known, handing, handing->from->writer, world, err);
		*out = !rc && !known;
	}
	return rc;
}

static int note_log(const struct rota_handing *handing, struct rota_writer_id log, uint64_t size,
		    struct rota_world *world, struct rota_error *err)
{
	uint8_t key[KEY_BYTES], row[ROW_BYTES];
	int rc = shorten(row, handing, err);

	if (rc)
		return rc;
	make_key(key, handing, log);
	rota_put_u64(row + ROTA_INDEX_SHORT, size);
	return rota_record_put(world->txn, ROTA_TABLE_NOTICE, key, sizeof(key), row, sizeof(row),
			       err);
}

int rota_handed_done(const struct rota_handing *handing, const struct rota_vector_row *rows,
		     size_t row_count, struct rota_world *world, struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < LOGS; i++) {
		struct rota_writer_id log = log_of(handing, world, i);

		rc = note_log(handing, log, rota_vector_size_of(rows, row_count, log), world, err);
	}
	return rc;
}

static int look_at_entry(uint64_t n, const void *bytes, size_t size, void *payload,
			 struct rota_error *err)
{
	struct walk *walk = payload;
	struct rota_entry entry;
	int rc;

	if (n >= walk->size)
		return END;
	rc = rota_entry_decode(&entry, &walk->world->scratch, bytes, size, err);
	if (!rc)
		rc = look_at(walk, entry.creates ? rota_id_make(walk->log, n) : entry.id, 0, err);
	rota_world_forget(walk->world);
	return rc;
}

static int look_through(const struct rota_looking *looking, struct rota_writer_id log,
			struct rota_world *world, struct rota_error *err)
{
	struct walk walk = { .looking = looking,
			     .world = world,
			     .log = log,
			     .size = rota_vector_size_of(looking->rows, looking->row_count, log) };
	uint64_t first, again = looking->first_again(log, looking->logs);
	bool known;
	int rc = find_first(&first, &known, looking->handing, log, world, err);

	walk.visited.arena = &walk.arena;
	if (again < first)
		first = again;
	if (!rc && first < walk.size)
		rc = rota_log_each(world->txn, log.bytes, first, look_at_entry, &walk, err);
	rota_memo_clear(&walk.visited);
	rota_arena_clear(&walk.arena);
	return rc == END ? ROTA_OK : rc;
}

int rota_handed_each(const struct rota_looking *looking, struct rota_world *world,
		     struct rota_error *err)
{
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < LOGS; i++)
		rc = look_through(looking, log_of(looking->handing, world, i), world, err);
	return rc;
}
