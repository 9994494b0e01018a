/* SPDX-License-Identifier: Apache-2.0 */
/** @file The postings of one person in the units of hung_yen.h, recorded as entries. */
#ifndef TESTS_UNIT_LEDGER_CAREER_H
#define TESTS_UNIT_LEDGER_CAREER_H

#include "ledger/headship.h"
#include "rota/acts.h"
#include "tests/unit/ledger/hung_yen.h"

enum { POSTINGS = 16 };

static struct {
	struct world world;
	struct rota_id units[HUNG_YEN_UNITS];
	struct rota_id ids[POSTINGS];
	struct rota_posting postings[POSTINGS];
	struct rota_career career; /* those that are not void */
	size_t count;
} life;

static inline int begin_life(void **state)
{
	(void)state;
	memset(&life, 0, sizeof(life));
	world_init(&life.world);
	hung_yen_record(&life.world, life.units);
	return 0;
}

static inline int end_life(void **state)
{
	(void)state;
	world_clear(&life.world);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_life, end_life)

/** He gets a post in a unit; a rotation is planned for a long time. */
static inline struct rota_id gets(enum hung_yen unit, const char *post, const char *act,
				  const char *from)
{
	struct rota_draft draft = draft_of(&life.world, "posting.begin");

	rota_draft_key(&draft, "why", rota_text("chưa có quyết định"));
	rota_draft_on(&draft, day_of(from));
	rota_draft_set_id(&draft, "unit", life.units[unit]);
	rota_draft_set_id(&draft, "cadre", rota_id_make((struct rota_writer_id){ { 7 } }, 2));
	rota_draft_set(&draft, "post", rota_text(post));
	rota_draft_set(&draft, "act", rota_text(act));
	rota_draft_set(&draft, "mode", rota_text(rota_act_find(act)->mode));
	if (strcmp(act, "elect") == 0)
		rota_draft_set_day(&draft, "elected", day_of(from));
	if (strcmp(act, "rotate") == 0)
		rota_draft_set_day(&draft, "planned_end", day_of("2050-01-01"));
	assert_true(life.count < POSTINGS);
	life.ids[life.count] = record(&life.world, &draft);
	return life.ids[life.count++];
}

static inline struct rota_draft about(const char *kind, struct rota_id of, const char *on)
{
	struct rota_draft draft = draft_of(&life.world, kind);

	rota_draft_key(&draft, "id", rota_id_value(&life.world.arena, of));
	rota_draft_key(&draft, "why", rota_text("chưa có quyết định"));
	rota_draft_pred(&draft, of);
	if (on)
		rota_draft_on(&draft, day_of(on));
	return draft;
}

static inline void ends(struct rota_id of, const char *act, const char *on)
{
	struct rota_draft draft = about("posting.end", of, on);

	rota_draft_set(&draft, "act", rota_text(act));
	record(&life.world, &draft);
}

static inline void takes_step(struct rota_id of, const char *act, const char *on)
{
	struct rota_draft draft = about("posting.step", of, on);

	rota_draft_set(&draft, "act", rota_text(act));
	record(&life.world, &draft);
}

/** A field of it is corrected to a day, which may be known to the year. */
static inline void is_corrected(struct rota_id of, const char *field, const char *value)
{
	struct rota_draft draft = about("posting.correct", of, NULL);

	rota_draft_set(&draft, "reason", rota_text("typing"));
	rota_draft_set_day(&draft, field, day_of(value));
	record(&life.world, &draft);
}

/** @param on  NULL: from the start. */
static inline void is_revoked(struct rota_id of, const char *on)
{
	struct rota_draft draft = about("posting.void", of, on);

	if (!on)
		rota_draft_set(&draft, "from_start", rota_bool(true));
	record(&life.world, &draft);
}

/** Fold all that is recorded; what was read before is gone. */
static inline void look_back(void)
{
	rota_gazetteer_init(&life.world.gazetteer, &life.world.arena);
	life.career = (struct rota_career){ life.postings, 0 };
	fold_all(&life.world);
	for (size_t i = 0; i < life.world.count; i++) {
		const struct rota_subject *subject = &life.world.entities[i].subject;

		if (subject->type == ROTA_ENTITY_UNIT)
			rota_gazetteer_add(&life.world.gazetteer, subject, NULL);
		if (subject->type == ROTA_ENTITY_SUCCESSION)
			rota_gazetteer_add_succession(&life.world.gazetteer, subject, NULL);
	}
	rota_gazetteer_finish(&life.world.gazetteer);
	for (size_t i = 0; i < life.count; i++) {
		struct rota_posting *next = &life.postings[life.career.count];

		if (rota_posting_read(next, &entity_of(&life.world, life.ids[i])->subject) &&
		    !rota_posting_is_void(next))
			life.career.count++;
	}
}

/** The posting with this id; not one that is void. */
static inline struct rota_posting *posting_of(struct rota_id id)
{
	for (size_t i = 0; i < life.career.count; i++)
		if (rota_id_compare(life.postings[i].id, id) == 0)
			return &life.postings[i];
	fail_msg("no such posting");
	return NULL;
}

#endif
