/* SPDX-License-Identifier: Apache-2.0 */
/* Everything out, as JSON lines; and everything derived again, from the logs. */
#include <string.h>

#include "base/buffer.h"
#include "base/messages.h"
#include "codec/json.h"
#include "state/carried.h"
#include "state/derive.h"
#include "state/index_entry.h"
#include "store/log.h"
#include "store/store.h"

/** A walk over all logs. */
struct walk {
	struct rota_world *world;
	struct rota_writer_id writer;
	int (*put)(const char *line, size_t size, void *payload);
	void *payload;
	uint64_t entries;
};

static int put_entry(uint64_t n, const void *bytes, size_t size, void *payload,
                     struct rota_error *err)
{
	struct walk *walk = payload;
	struct rota_entry entry;
	const char *json;
	int rc = rota_entry_decode(&entry, &walk->world->scratch, bytes, size, err);

	(void)n;
	if (!rc)
		rc = rota_entry_to_json(&json, &entry, &walk->world->scratch, err);
	if (!rc)
		rc = walk->put(json, strlen(json), walk->payload);
	rota_world_forget(walk->world);
	return rc;
}

static int put_log(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct walk *walk = payload;

	(void)no;
	return rota_log_each(walk->world->txn, writer, 0, put_entry, walk, err);
}

static int put_carried(const struct rota_carried_entry *carried, void *payload,
                       struct rota_error *err)
{
	return put_entry(rota_id_number(carried->id), carried->bytes, carried->size, payload, err);
}

int rota_export(struct rota_office *office,
                int (*put)(const char *line, size_t size, void *payload), void *payload,
                struct rota_error *err)
{
	struct rota_world world;
	struct walk walk = { .world = &world, .put = put, .payload = payload };
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	rc = rota_log_writers_each(world.txn, put_log, &walk, err);
	if (!rc)
		rc = rota_carried_each(&world, put_carried, &walk, err);
	return rota_world_close(&world, rc, err);
}

/* --- the state ------------------------------------------------------------------------------- */

static int put_fields(struct rota_value *line, struct rota_arena *arena,
                      const struct rota_subject *subject)
{
	struct rota_value fields = rota_map(), rivals = rota_map();
	int rc = ROTA_OK;

	for (size_t i = 0; !rc && i < subject->field_count; i++) {
		const struct rota_subject_field *field = &subject->fields[i];

		if (field->value.type != ROTA_NIL)
			rc = rota_map_set(arena, &fields, field->name, field->value);
		if (!rc && field->rivals.as.list.count)
			rc = rota_map_set(arena, &rivals, field->name, field->rivals);
	}
	if (!rc)
		rc = rota_map_set(arena, line, "fields", fields);
	if (!rc && rivals.as.map.count)
		rc = rota_map_set(arena, line, "rivals", rivals);
	return rc;
}

/** {"id", "kind", "fields", "rivals" where there are any, "heads"}. */
static int put_subject(struct rota_world *world, const struct rota_subject *subject, void *payload,
                       struct rota_error *err)
{
	struct walk *walk = payload;
	struct rota_arena *arena = &world->scratch;
	struct rota_value line = rota_map();
	struct rota_buffer json = { 0 };
	int rc;

	if (!subject->created)
		return ROTA_OK;
	rc = rota_map_set(arena, &line, "id", rota_bin(subject->id.bytes, sizeof(subject->id.bytes)));
	if (!rc)
		rc = rota_map_set(arena, &line, "kind",
		                  rota_text(subject->created->entry.kind_name));
	if (!rc)
		rc = put_fields(&line, arena, subject);
	if (!rc)
		rc = rota_map_set(arena, &line, "heads", subject->heads);
	if (rc)
		return rota_fail(err, rc, NULL, _("out of memory"));
	rc = rota_json_write(&json, &line, err);
	if (!rc)
		rc = walk->put(rota_buffer_text(&json), json.size, walk->payload);
	rota_buffer_clear(&json);
	return rc;
}

int rota_export_state(struct rota_office *office,
                      int (*put)(const char *line, size_t size, void *payload), void *payload,
                      struct rota_error *err)
{
	struct rota_world world;
	struct walk walk = { .world = &world, .put = put, .payload = payload };
	int rc = rota_world_open(&world, office, false, err);

	if (rc)
		return rc;
	for (int type = ROTA_ENTITY_UNIT; !rc && type <= ROTA_ENTITY_ACCESS; type++)
		rc = rota_world_each(&world, (enum rota_entity)type, put_subject, &walk, err);
	return rota_world_close(&world, rc, err);
}

/* --- deriving -------------------------------------------------------------------------------- */

/** Which of them count is asked when all are there. */
static int index_one(uint64_t n, const void *bytes, size_t size, void *payload,
                     struct rota_error *err)
{
	struct walk *walk = payload;
	struct rota_entry entry;
	int rc = rota_entry_decode(&entry, &walk->world->scratch, bytes, size, err);

	(void)n;
	if (!rc)
		rc = rota_index_entry(walk->world, walk->writer, &entry,
		                      rota_entry_check(&entry, NULL) ? ROTA_INDEX_FAULTY :
		                                                       ROTA_INDEX_LATER,
		                      err);
	rota_world_forget(walk->world);
	walk->entries++;
	return rc;
}

static int index_log(uint32_t no, const uint8_t *writer, void *payload, struct rota_error *err)
{
	struct walk *walk = payload;

	(void)no;
	memcpy(walk->writer.bytes, writer, sizeof(walk->writer.bytes));
	return rota_log_each(walk->world->txn, writer, 0, index_one, walk, err);
}

static int index_carried(const struct rota_carried_entry *carried, void *payload,
                         struct rota_error *err)
{
	struct walk *walk = payload;

	walk->writer = rota_id_writer(carried->id);
	return index_one(rota_id_number(carried->id), carried->bytes, carried->size, payload, err);
}

int rota_rebuild(struct rota_office *office, uint64_t *entries, struct rota_error *err)
{
	struct rota_world world;
	struct walk walk = { .world = &world };
	int rc = rota_world_begin_anew(&world, office, true, err);

	*entries = 0;
	if (!rc) /* before any of it is read: it may be damaged, or of an older rota */
		rc = rota_store_clear_derived(world.txn, err);
	if (!rc)
		rc = rota_world_load_units(&world, err);
	if (!rc)
		rc = rota_log_writers_each(world.txn, index_log, &walk, err);
	if (!rc)
		rc = rota_carried_each(&world, index_carried, &walk, err);
	rota_derive_mark_all(&world);
	*entries = walk.entries;
	return rota_world_close(&world, rc, err);
}
