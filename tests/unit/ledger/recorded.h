/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * Folded entities made by hand, with conflicts: a set of fields, each with the values that stand
 * in it. Writers, units, cadres and postings are small numbers here.
 */
#ifndef TESTS_UNIT_LEDGER_RECORDED_H
#define TESTS_UNIT_LEDGER_RECORDED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/matter.h"

enum { RECORDED_FIELDS = 12 };

static inline struct rota_id id_of(uint8_t writer, uint64_t number)
{
	return rota_id_make((struct rota_writer_id){ { writer } }, number);
}

static inline struct rota_id unit_id(uint64_t number)
{
	return id_of(1, number);
}

static inline struct rota_id cadre_id(uint64_t number)
{
	return id_of(2, number);
}

static inline struct rota_id posting_id(uint64_t number)
{
	return id_of(3, number);
}

static inline struct rota_value id_value(struct rota_arena *arena, struct rota_id id)
{
	struct rota_value value = rota_id_value(arena, id);

	assert_int_not_equal(ROTA_NIL, value.type);
	return value;
}

/** The day with this number, as it is stored. */
static inline struct rota_value day_value(struct rota_arena *arena, int32_t number)
{
	char text[ROTA_DAY_TEXT_BYTES];
	size_t size = rota_day_encode(text, rota_day_from_number(number));

	return rota_text_sized(rota_arena_copy(arena, text, size), size);
}

/** An entity without fields, created by the entry of its id; the clock is its number. */
static inline struct rota_subject recorded(struct rota_arena *arena, enum rota_entity type,
					   struct rota_id id)
{
	struct rota_revision *created = rota_arena_alloc(arena, sizeof(*created));
	struct rota_subject subject = { .id = id, .type = type, .created = created };

	created->id = id;
	created->entry.clock = rota_id_number(id);
	subject.fields = rota_arena_alloc(arena, RECORDED_FIELDS * sizeof(*subject.fields));
	subject.heads = rota_list();
	assert_int_equal(0, rota_list_add(arena, &subject.heads, id_value(arena, id)));
	return subject;
}

/** The entry that gives the n-th rival of a field, from 1. */
static inline struct rota_id rival_id(uint64_t n)
{
	return id_of(4, n);
}

static inline void add_rival(struct rota_arena *arena, struct rota_subject_field *field,
			     struct rota_value value)
{
	size_t count = field->rivals.as.list.count;
	const struct rota_revision **by = rota_arena_alloc(arena, (count + 1) * sizeof(*by));
	struct rota_revision *giver = rota_arena_alloc(arena, sizeof(*giver));

	for (size_t i = 0; i < count; i++)
		by[i] = field->rivals_by[i];
	giver->id = rival_id(count + 1);
	by[count] = giver;
	field->rivals_by = by;
	assert_int_equal(0, rota_list_add(arena, &field->rivals, value));
}

/** Give a field a value; a second one stands beside it in conflict. */
static inline void give(struct rota_arena *arena, struct rota_subject *subject, const char *name,
			struct rota_value value)
{
	struct rota_subject_field *field = subject->fields;
	struct rota_subject_field *end = field + subject->field_count;

	while (field < end && strcmp(field->name, name) != 0)
		field++;
	if (field < end) {
		add_rival(arena, field, value);
		return;
	}
	assert_true(subject->field_count++ < RECORDED_FIELDS);
	*field = (struct rota_subject_field){
		.name = name, .value = value, .by = subject->created, .rivals = rota_list()
	};
}

/** A full posting, open when @p to is ROTA_DAY_NEVER. */
static inline struct rota_subject recorded_posting(struct rota_arena *arena, uint64_t number,
						   uint64_t unit, const char *post, uint64_t cadre,
						   int32_t from, int32_t to)
{
	struct rota_subject subject = recorded(arena, ROTA_ENTITY_POSTING, posting_id(number));

	give(arena, &subject, "unit", id_value(arena, unit_id(unit)));
	give(arena, &subject, "post", rota_text(post));
	give(arena, &subject, "cadre", id_value(arena, cadre_id(cadre)));
	give(arena, &subject, "act", rota_text("designate"));
	give(arena, &subject, "mode", rota_text("full"));
	give(arena, &subject, "from", day_value(arena, from));
	if (to != ROTA_DAY_NEVER)
		give(arena, &subject, "to", day_value(arena, to));
	return subject;
}

/** The postings that these are, without void ones. @return how many. */
static inline size_t read_postings(struct rota_posting *out, const struct rota_subject *subjects,
				   size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (rota_posting_read(&out[kept], &subjects[i]) &&
		    !rota_posting_is_void(&out[kept]))
			kept++;
	return kept;
}

/** Everything that is to be found in postings: conflicts, double holders, two places,
 * half moves. */
static inline struct rota_matters find_all(struct rota_arena *arena,
					   const struct rota_subject *subjects, size_t count,
					   const struct rota_gazetteer *gazetteer)
{
	struct rota_matters matters = { 0 };
	struct rota_posting *all = rota_arena_alloc(arena, count * sizeof(*all));
	struct rota_posting *some = rota_arena_alloc(arena, count * sizeof(*some));
	size_t found = read_postings(all, subjects, count);

	for (size_t i = 0; i < count; i++)
		assert_int_equal(0,
				 rota_matters_find_conflicts(&matters, arena, &subjects[i], NULL));
	for (size_t i = 0; i < found; i++) { /* the first of each cell and of each cadre asks */
		bool cell_done = false, cadre_done = false;
		size_t in_cell = 0, in_career = 0;

		for (size_t k = 0; k < found; k++)
			if (rota_id_compare(all[i].unit, all[k].unit) == 0 &&
			    strcmp(all[i].post, all[k].post) == 0) {
				cell_done = cell_done || k < i;
				some[in_cell++] = all[k];
			}
		if (!cell_done)
			assert_int_equal(0, rota_matters_find_double_holders(&matters, arena, some,
									     in_cell, gazetteer,
									     NULL));
		for (size_t k = 0; k < found; k++)
			if (rota_id_compare(all[i].cadre, all[k].cadre) == 0) {
				cadre_done = cadre_done || k < i;
				some[in_career++] = all[k];
			}
		if (!cadre_done) {
			assert_int_equal(0,
					 rota_matters_find_two_places(&matters, arena, some,
								      in_career, gazetteer, NULL));
			assert_int_equal(0,
					 rota_matters_find_half_moves(&matters, arena, some,
								      in_career, gazetteer, NULL));
		}
	}
	return matters;
}

#endif
