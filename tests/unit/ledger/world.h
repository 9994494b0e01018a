/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * A small world for the tests of this room: entries are drafted, encoded,
 * decoded and folded as in a store, and the units among them make a gazetteer.
 */
#ifndef TESTS_UNIT_LEDGER_WORLD_H
#define TESTS_UNIT_LEDGER_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/gazetteer.h"
#include "ledger/subject.h"
#include "rota/entry.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/** Room in a world. */
enum { ENTITIES = 64, REVISIONS = 16 };

struct entity {
	struct rota_id id;
	struct rota_revision revisions[REVISIONS];
	size_t count;
	struct rota_subject subject;
};

struct world {
	struct rota_arena arena;
	struct entity entities[ENTITIES];
	size_t count;
	uint8_t writer;  /* of the next entry */
	uint64_t number; /* of the next entry */
	uint64_t clock;  /* of the next entry */
	struct rota_gazetteer gazetteer;
};

/** 1/1/2026 in milliseconds: every paper of these tests was signed before. */
#define CLOCK_START ((uint64_t)1767225600000 << 16)

static inline struct rota_day day_of(const char *text)
{
	struct rota_day day = { 0 };

	if (text)
		assert_int_equal(ROTA_OK, rota_day_decode(&day, text, strlen(text), NULL));
	return day;
}

static inline int32_t day(const char *text)
{
	return rota_day_first(day_of(text));
}

static inline void world_init(struct world *world)
{
	memset(world, 0, sizeof(*world));
	world->clock = CLOCK_START;
	world->writer = 1;
	rota_gazetteer_init(&world->gazetteer, &world->arena);
}

static inline void world_clear(struct world *world)
{
	rota_arena_clear(&world->arena);
}

static inline struct rota_id next_id(const struct world *world)
{
	return rota_id_make((struct rota_writer_id){ { world->writer } }, world->number);
}

static inline struct entity *entity_of(struct world *world, struct rota_id id)
{
	size_t i = 0;

	while (i < world->count && rota_id_compare(world->entities[i].id, id) != 0)
		i++;
	assert_true(i < ENTITIES);
	if (i == world->count)
		world->entities[world->count++].id = id;
	return &world->entities[i];
}

static inline struct rota_draft draft_of(struct world *world, const char *kind)
{
	struct rota_draft draft;

	rota_draft_init(&draft, &world->arena, kind);
	rota_draft_key(&draft, "by", rota_text("Nguyễn Văn An"));
	return draft;
}

/** Record a draft as the next entry. @return its id, which is that of the entity it creates. */
static inline struct rota_id record(struct world *world, struct rota_draft *draft)
{
	struct rota_id id = next_id(world);
	struct rota_error err = { 0 };
	struct rota_revision one = { .id = id };
	struct entity *entity;
	const uint8_t *bytes;
	size_t size;

	if (rota_draft_encode(&bytes, &size, draft, world->number++, world->clock++, &err) ||
	    rota_entry_decode(&one.entry, &world->arena, bytes, size, &err))
		fail_msg("%s", err.message);
	entity = entity_of(world, one.entry.creates ? id : one.entry.id);
	assert_true(entity->count < REVISIONS);
	entity->revisions[entity->count++] = one;
	return id;
}

static inline void fold_all(struct world *world)
{
	for (size_t i = 0; i < world->count; i++) {
		struct entity *entity = &world->entities[i];

		assert_int_equal(ROTA_OK,
				 rota_subject_fold(&entity->subject, &world->arena, entity->id,
						   entity->revisions, entity->count, NULL));
	}
}

/* --- units ---------------------------------------------------------------------------------- */

/** A unit since a day; NULL: since before our records. */
static inline struct rota_id add_unit(struct world *world, const char *code, const char *name,
				      const char *type, struct rota_id parent, const char *on)
{
	struct rota_draft draft = draft_of(world, "unit.create");

	rota_draft_on(&draft, day_of(on));
	rota_draft_set(&draft, "code", rota_text(code));
	rota_draft_set(&draft, "name", rota_text(name));
	rota_draft_set(&draft, "type", rota_text(type));
	if (strlen(code) > 2)
		rota_draft_set_id(&draft, "parent", parent);
	return record(world, &draft);
}

/** A new value of an attribute from a day on. */
static inline struct rota_id change_unit(struct world *world, struct rota_id unit,
					 struct rota_id pred, const char *on, const char *field,
					 struct rota_value value)
{
	struct rota_draft draft = draft_of(world, "unit.change");

	rota_draft_key(&draft, "id", rota_id_value(&world->arena, unit));
	rota_draft_pred(&draft, pred);
	rota_draft_on(&draft, day_of(on));
	rota_draft_set(&draft, field, value);
	if (strcmp(field, "legal") != 0)
		rota_draft_set(&draft, "legal", rota_text("Nghị quyết 1248/NQ-UBTVQH15"));
	return record(world, &draft);
}

static inline void end_unit(struct world *world, struct rota_id unit, const char *on)
{
	struct rota_draft draft = draft_of(world, "unit.end");

	rota_draft_key(&draft, "id", rota_id_value(&world->arena, unit));
	rota_draft_pred(&draft, unit);
	rota_draft_on(&draft, day_of(on));
	rota_draft_set(&draft, "cause", rota_text("formed_into"));
	rota_draft_set(&draft, "legal", rota_text("Nghị quyết 1248/NQ-UBTVQH15"));
	record(world, &draft);
}

/** @p seq 0: none given. */
static inline void succeed(struct world *world, const char *on, struct rota_id old,
			   struct rota_id new_unit, const char *event, const char *part,
			   uint64_t seq)
{
	struct rota_draft draft = draft_of(world, "unit.succeed");

	rota_draft_on(&draft, day_of(on));
	rota_draft_set_id(&draft, "old", old);
	rota_draft_set_id(&draft, "new", new_unit);
	rota_draft_set(&draft, "event", rota_text(event));
	rota_draft_set(&draft, "part", rota_text(part));
	if (seq)
		rota_draft_set(&draft, "seq", rota_uint(seq));
	rota_draft_set(&draft, "legal", rota_text("Nghị quyết 1248/NQ-UBTVQH15"));
	record(world, &draft);
}

/** Fold all entries and make the gazetteer of them. */
static inline void world_finish(struct world *world)
{
	fold_all(world);
	for (size_t i = 0; i < world->count; i++) {
		const struct rota_subject *subject = &world->entities[i].subject;
		int rc = subject->type == ROTA_ENTITY_SUCCESSION
				 ? rota_gazetteer_add_succession(&world->gazetteer, subject, NULL)
				 : rota_gazetteer_add(&world->gazetteer, subject, NULL);

		assert_int_equal(ROTA_OK, rc);
	}
	rota_gazetteer_finish(&world->gazetteer);
}

static inline const struct rota_unit *unit_of(const struct world *world, struct rota_id id)
{
	const struct rota_unit *unit = rota_gazetteer_unit(&world->gazetteer, id);

	assert_non_null(unit);
	return unit;
}

#endif
