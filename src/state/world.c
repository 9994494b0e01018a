/* SPDX-License-Identifier: Apache-2.0 */
#include "state/world.h"

#include <stdlib.h>
#include <string.h>

#include "base/big_endian.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "base/hex.h"
#include "base/messages.h"
#include "state/carried.h"
#include "state/derive.h"
#include "state/dispose.h"
#include "state/kept.h"
#include "state/settled.h"
#include "store/entity.h"
#include "store/index.h"
#include "store/log.h"
#include "store/setting.h"
#include "store/state.h"

static int no_memory(struct rota_error *err)
{
	return rota_fail(err, ROTA_ENOMEM, NULL, _("out of memory"));
}

/* --- lists ----------------------------------------------------------------------------------- */

int rota_ids_add(struct rota_ids *ids, struct rota_arena *arena, struct rota_id id,
		 struct rota_error *err)
{
	struct rota_id *items =
		rota_arena_more(arena, ids->items, ids->count, &ids->room, sizeof(*items));

	if (!items)
		return no_memory(err);
	ids->items = items;
	ids->items[ids->count++] = id;
	return ROTA_OK;
}

struct collect {
	struct rota_ids *ids;
	struct rota_world *world;
	size_t beginning; /* of each key, before its number */
	uint32_t last;    /* that was collected */
};

static int collect_entity(const void *key, size_t size, uint32_t no, void *payload,
			  struct rota_error *err)
{
	struct collect *collect = payload;
	struct rota_id id;
	int rc = rota_entity_id(id.bytes, collect->world->txn, no, err);

	(void)key;
	(void)size;
	return rc ? rc : rota_ids_add(collect->ids, &collect->world->scratch, id, err);
}

/** Keys with one number stand together. */
static int collect_key(const void *key, size_t size, uint32_t no, void *payload,
		       struct rota_error *err)
{
	struct collect *collect = payload;

	(void)no;
	if (size != collect->beginning + sizeof(no))
		return ROTA_OK;
	no = rota_get_u32((const uint8_t *)key + collect->beginning);
	if (!no || no == collect->last)
		return ROTA_OK;
	collect->last = no;
	return collect_entity(NULL, 0, no, payload, err);
}

/** The store numbers entities as they come; what is said of them must not depend on that. */
static int collect_sorted(struct collect *collect, int index, const void *key, size_t size,
			  enum rota_index_match match, rota_index_fn visit, struct rota_error *err)
{
	struct rota_ids *out = collect->ids;
	int rc;

	*out = (struct rota_ids){ 0 };
	rc = rota_index_each(collect->world->txn, (enum rota_index)index, key, size, match, visit,
			     collect, err);
	if (!rc)
		out->count = rota_ids_sort(out->items, out->count);
	return rc;
}

int rota_world_indexed(struct rota_ids *out, struct rota_world *world, int index, const void *key,
		       size_t size, struct rota_error *err)
{
	struct collect collect = { .ids = out, .world = world };

	return collect_sorted(&collect, index, key, size, ROTA_INDEX_EXACT, collect_entity, err);
}

bool rota_world_is_common(const struct rota_world *world, struct rota_id id)
{
	const struct rota_writer_id *common = &world->office->common;

	return memcmp(id.bytes, common->bytes, sizeof(common->bytes)) == 0;
}

int rota_world_beginning(struct rota_ids *out, struct rota_world *world, int index,
			 const void *beginning, size_t size, struct rota_error *err)
{
	struct collect collect = { .ids = out, .world = world };

	return collect_sorted(&collect, index, beginning, size, ROTA_INDEX_PREFIX, collect_entity,
			      err);
}

int rota_world_keyed(struct rota_ids *out, struct rota_world *world, int index,
		     const void *beginning, size_t size, struct rota_error *err)
{
	struct collect collect = { .ids = out, .world = world, .beginning = size };

	return collect_sorted(&collect, index, beginning, size, ROTA_INDEX_PREFIX, collect_key,
			      err);
}

int rota_world_any(bool *out, enum rota_any_known *known, struct rota_world *world, int index,
		   const void *beginning, size_t size, struct rota_error *err)
{
	int rc = ROTA_OK;

	if (*known == ROTA_ANY_UNKNOWN) {
		bool any = false;

		rc = rota_index_any(&any, world->txn, (enum rota_index)index, beginning, size,
				    ROTA_INDEX_PREFIX, err);
		if (!rc)
			*known = any ? ROTA_ANY_SOME : ROTA_ANY_NONE;
	}
	*out = *known == ROTA_ANY_SOME;
	return rc;
}

int rota_world_all(struct rota_ids *out, struct rota_world *world, enum rota_entity type,
		   struct rota_error *err)
{
	uint8_t key = (uint8_t)type;

	return rota_world_indexed(out, world, ROTA_INDEX_KIND, &key, 1, err);
}

/* --- entries --------------------------------------------------------------------------------- */

static int is_undone(bool *out, struct rota_world *world, struct rota_id entry, unsigned depth,
		     struct rota_error *err);

int rota_world_entry(struct rota_entry *out, struct rota_world *world, struct rota_id id,
		     struct rota_error *err)
{
	struct rota_writer_id writer = rota_id_writer(id);
	struct rota_buffer bytes = { 0 };
	int rc = rota_log_get(&bytes, world->txn, writer.bytes, rota_id_number(id), err);

	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		rc = rota_carried_get(&bytes, world, id, err);
	}
	if (!rc)
		rc = rota_entry_decode(out, &world->scratch, bytes.bytes, bytes.size, err);
	rota_buffer_clear(&bytes);
	return rc;
}

static int read_revision(struct rota_revision *out, struct rota_world *world, struct rota_id id,
			 unsigned depth, struct rota_error *err)
{
	int rc;

	*out = (struct rota_revision){ .id = id };
	rc = rota_world_entry(&out->entry, world, id, err);
	return rc ? rc : is_undone(&out->undone, world, id, depth, err);
}

int rota_world_revision(struct rota_revision *out, struct rota_world *world, struct rota_id id,
			struct rota_error *err)
{
	return read_revision(out, world, id, 0, err);
}

struct gather {
	struct rota_world *world;
	struct rota_revision *items;
	size_t count, room;
	unsigned depth;
};

static int gather_revision(uint32_t writer, uint64_t n, void *payload, struct rota_error *err)
{
	struct gather *gather = payload;
	struct rota_revision *one;
	struct rota_writer_id id;
	bool counts = false;
	int rc = rota_log_writer_id(id.bytes, gather->world->txn, writer, err);

	if (rc)
		return rc;
	one = rota_arena_more(&gather->world->scratch, gather->items, gather->count, &gather->room,
			      sizeof(*one));
	if (!one)
		return no_memory(err);
	gather->items = one;
	one += gather->count;
	rc = read_revision(one, gather->world, rota_id_make(id, n), gather->depth, err);
	if (!rc)
		rc = rota_world_counts(&counts, gather->world, one, err);
	gather->count += !rc && counts;
	return rc;
}

static int fold_entity(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		       unsigned depth, struct rota_error *err)
{
	struct gather gather = { .world = world, .depth = depth };
	uint32_t no;
	int rc;

	*out = rota_arena_alloc(&world->scratch, sizeof(**out));
	if (!*out)
		return no_memory(err);
	rc = rota_entity_find(&no, world->txn, id.bytes, err);
	if (!rc)
		rc = rota_entity_entries(world->txn, no, gather_revision, &gather, err);
	if (!rc)
		rc = rota_subject_fold(*out, &world->scratch, id, gather.items, gather.count, err);
	return rc;
}

int rota_world_fold(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		    struct rota_error *err)
{
	return fold_entity(out, world, id, 0, err);
}

int rota_world_subject(struct rota_subject **out, struct rota_world *world, struct rota_id id,
		       struct rota_error *err)
{
	int rc = fold_entity(out, world, id, 0, err);

	return rc ? rc : rota_world_settle(*out, world, err);
}

int rota_world_each(struct rota_world *world, enum rota_entity type, rota_subject_fn *visit,
		    void *payload, struct rota_error *err)
{
	struct rota_id *copy = NULL;
	struct rota_ids ids;
	size_t count;
	int rc = rota_world_all(&ids, world, type, err);

	if (rc)
		return rc;
	count = ids.count;
	copy = rota_arena_alloc(&world->arena, (count + 1) * sizeof(*copy));
	if (!copy)
		return no_memory(err);
	if (count)
		memcpy(copy, ids.items, count * sizeof(*copy));
	for (size_t i = 0; !rc && i < count; i++) {
		struct rota_subject *subject;

		rota_world_forget(world);
		rc = rota_world_subject(&subject, world, copy[i], err);
		if (!rc)
			rc = visit(world, subject, payload, err);
	}
	return rc;
}

/** Whether one statement takes an entry back, as far as it is not taken back itself. */
static int takes_back(bool *out, struct rota_world *world, struct rota_id undo,
		      struct rota_id entry, unsigned depth, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = fold_entity(&subject, world, undo, depth + 1, err);

	*out = !rc && rota_subject_takes_back(subject, entry);
	return rc;
}

static int is_undone(bool *out, struct rota_world *world, struct rota_id entry, unsigned depth,
		     struct rota_error *err)
{
	struct rota_ids undos;
	int rc = ROTA_OK;

	*out = false;
	if (depth > ROTA_UNDO_DEPTH)
		return ROTA_OK;
	rc = rota_world_indexed(&undos, world, ROTA_INDEX_UNDONE, entry.bytes, sizeof(entry.bytes),
				err);
	for (size_t i = 0; !rc && !*out && i < undos.count; i++)
		rc = takes_back(out, world, undos.items[i], entry, depth, err);
	return rc;
}

/* --- the world itself ------------------------------------------------------------------------ */

/** Units or successions on their way into the gazetteer. */
struct loading {
	struct rota_world *world;
	struct rota_buffer state;
};

/** One whose state is not derived yet is folded. */
static int fold_unit(struct rota_world *world, struct rota_id id, struct rota_error *err)
{
	struct rota_subject *subject;
	int rc = rota_world_subject(&subject, world, id, err);

	if (!rc && subject->type == ROTA_ENTITY_UNIT)
		rc = rota_gazetteer_add(&world->gazetteer, subject, err);
	else if (!rc && subject->type == ROTA_ENTITY_SUCCESSION)
		rc = rota_gazetteer_add_succession(&world->gazetteer, subject, err);
	rota_world_forget(world);
	return rc;
}

static int load_unit(const void *key, size_t size, uint32_t no, void *payload,
		     struct rota_error *err)
{
	struct loading *loading = payload;
	struct rota_world *world = loading->world;
	struct rota_id id;
	int rc = rota_entity_id(id.bytes, world->txn, no, err);

	(void)key;
	(void)size;
	rota_buffer_reset(&loading->state);
	if (!rc)
		rc = rota_state_get(&loading->state, world->txn, no, err);
	if (rc == ROTA_ENOTFOUND) {
		rota_error_clear(err);
		return fold_unit(world, id, err);
	}
	return rc ? rc
		  : rota_gazetteer_take(&world->gazetteer, id, rota_buffer_text(&loading->state),
					loading->state.size, err);
}

static int load_units_of(struct rota_world *world, enum rota_entity type, struct rota_error *err)
{
	struct loading loading = { .world = world };
	uint8_t key = (uint8_t)type;
	int rc = rota_index_each(world->txn, ROTA_INDEX_KIND, &key, 1, ROTA_INDEX_EXACT, load_unit,
				 &loading, err);

	rota_buffer_clear(&loading.state);
	return rc;
}

/** The unit whose communes this office may write: `scope` of the settings, an id. */
static int load_scope(struct rota_world *world, struct rota_error *err)
{
	struct rota_buffer text = { 0 };
	struct rota_id id = { { 0 } };
	int rc = rota_setting_get(&text, world->txn, "scope.id", err);

	world->scope = NULL;
	if (!rc && text.size == 2 * sizeof(id.bytes) &&
	    rota_hex_decode(id.bytes, text.bytes, text.size))
		world->scope = rota_gazetteer_unit(&world->gazetteer, id);
	rota_buffer_clear(&text);
	return rc == ROTA_ENOTFOUND ? ROTA_OK : rc;
}

int rota_world_load_units(struct rota_world *world, struct rota_error *err)
{
	struct rota_arena kept = world->scratch;
	int rc = rota_derive_flush(world, err);

	if (rc)
		return rc;
	/* what was asked before stays where it is */
	world->scratch = (struct rota_arena){ 0 };
	rota_arena_reset(&world->places);
	rota_gazetteer_init(&world->gazetteer, &world->places);
	rc = load_units_of(world, ROTA_ENTITY_UNIT, err);
	if (!rc)
		rc = load_units_of(world, ROTA_ENTITY_SUCCESSION, err);
	rota_gazetteer_finish(&world->gazetteer);
	rota_arena_clear(&world->scratch);
	world->scratch = kept;
	return rc ? rc : load_scope(world, err);
}

int rota_world_national(struct rota_world *world, struct rota_error *err)
{
	struct rota_office *office = world->office;
	int rc = office->national ? ROTA_OK
				  : rota_national_open(&office->national, &office->lists, err);

	world->national = office->national;
	return rc;
}

int rota_world_begin_anew(struct rota_world *world, struct rota_office *office, bool writes,
			  struct rota_error *err)
{
	*world = (struct rota_world){ .office = office, .writes = writes };
	world->today = office->known ? office->known_day : rota_day_of_instant(rota_clock_now_ms());
	world->today_number = rota_day_first(world->today);
	if (writes && office->read_only)
		return rota_fail(err, ROTA_EIO, _("work in the office's own folder"),
				 _("'%s' was opened for reading only"), office->dir);
	return writes ? rota_store_write(&world->txn, office->store, err)
		      : rota_store_read(&world->txn, office->store, err);
}

int rota_world_begin(struct rota_world *world, struct rota_office *office, bool writes,
		     struct rota_error *err)
{
	int rc = rota_world_begin_anew(world, office, writes, err);

	if (rc || !rota_store_is_outdated(world->txn))
		return rc;
	rc = rota_fail(err, ROTA_EINVALID, _("run: rota rebuild"),
		       _("what is derived from the logs of this office was made by an older rota"));
	return rota_world_close(world, rc, err);
}

int rota_world_open(struct rota_world *world, struct rota_office *office, bool writes,
		    struct rota_error *err)
{
	int rc = rota_world_begin(world, office, writes, err);

	if (rc)
		return rc;
	rc = rota_world_load_units(world, err);
	if (rc)
		rota_world_close(world, rc, err);
	return rc;
}

int rota_world_close(struct rota_world *world, int rc, struct rota_error *err)
{
	if (world->txn && world->writes && !rc)
		rc = rota_derive_flush(world, err);
	if (world->txn && world->writes && !rc)
		rc = rota_store_commit(world->txn, err);
	else
		rota_store_abort(world->txn);
	world->txn = NULL;
	rota_kept_forget(world);
	rota_arena_clear(&world->scratch);
	rota_arena_clear(&world->places);
	rota_arena_clear(&world->revoking);
	rota_arena_clear(&world->arena);
	return rc;
}

int rota_world_ready(const struct rota_world *world, struct rota_error *err)
{
	const char *hint = _("import it: rota import units FILE");

	if (world->gazetteer.unit_count > 1 && world->scope)
		return ROTA_OK;
	if (!world->office->is_province)
		hint = _("run 'rota sync', or take in the file welcome-….bundle that the province "
			 "sent: rota bundle apply FILE");
	return rota_fail(err, ROTA_EINVALID, hint,
			 _("there is no list of administrative units yet"));
}

void rota_world_forget(struct rota_world *world)
{
	rota_arena_reset(&world->scratch);
}
