/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/graph.h, and of rota_subject_fold() on large and hostile graphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ledger/graph.h"

static struct rota_arena arena;

static int begin(void **state)
{
	(void)state;
	arena = (struct rota_arena){ .max_bytes = (size_t)1 << 30 };
	return 0;
}

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* --- entries without bytes: what a fold looks at -------------------------------------------- */

static struct rota_id id_of(size_t number)
{
	return rota_id_make((struct rota_writer_id){ { 1 } }, number);
}

static void supersede(struct rota_revision *revision, size_t earlier)
{
	struct rota_value *pred = rota_arena_alloc(&arena, sizeof(*pred));

	*pred = revision->entry.pred ? *revision->entry.pred : rota_list();
	assert_int_equal(0, rota_list_add(&arena, pred, rota_id_value(&arena, id_of(earlier))));
	revision->entry.pred = pred;
}

static void set(struct rota_revision *revision, const char *field, struct rota_value value)
{
	struct rota_value *body = rota_arena_alloc(&arena, sizeof(*body));

	*body = revision->entry.body ? *revision->entry.body : rota_map();
	assert_int_equal(0, rota_map_set(&arena, body, field, value));
	revision->entry.body = body;
}

/** Changes of a cadre, numbered from 0, each with a clock of its own. */
static struct rota_revision *changes(size_t count)
{
	struct rota_revision *all = rota_arena_alloc(&arena, count * sizeof(*all));

	assert_non_null(all);
	for (size_t i = 0; i < count; i++) {
		all[i].id = id_of(i);
		all[i].entry.kind_name = "cadre.change";
		all[i].entry.clock = i + 1;
	}
	return all;
}

static struct rota_value number_text(size_t number)
{
	char text[32];

	return rota_text(rota_arena_copy(&arena, text,
					 (size_t)snprintf(text, sizeof(text), "%zu", number)));
}

static struct rota_subject fold(struct rota_revision *all, size_t count, size_t max_bytes)
{
	struct rota_arena own = { .max_bytes = max_bytes };
	struct rota_subject subject;

	assert_int_equal(ROTA_OK, rota_subject_fold(&subject, max_bytes ? &own : &arena, id_of(0),
						    all, count, NULL));
	if (max_bytes) {
		assert_int_equal(1, subject.field_count);
		subject.field_count = subject.fields[0].rivals.as.list.count;
		rota_arena_clear(&own);
	}
	return subject;
}

/* --- the slow model: all that each revision supersedes, as a table -------------------------- */

enum { NODES = 40, FIELDS = 70, ROUNDS = 60 };

static bool reached[NODES][NODES];
static uint32_t seed;

static uint32_t below(uint32_t limit)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % limit;
}

static const char *field_name(size_t field)
{
	static char names[FIELDS][8];

	snprintf(names[field], sizeof(names[field]), "f%02zu", field);
	return names[field];
}

/** Up to three preds each, some unknown, one in three graphs with edges both ways; the clocks say
 *  nothing of the edges. */
static struct rota_revision *random_graph(void)
{
	struct rota_revision *all = changes(NODES);
	bool circles = below(3) == 0;

	memset(reached, 0, sizeof(reached));
	for (size_t i = 0; i < NODES; i++) {
		all[i].entry.clock = 1 + below(10);
		all[i].undone = below(8) == 0;
		for (size_t k = below(4); k > 0; k--) {
			size_t pred = circles && below(6) == 0 ? below(NODES) : below((uint32_t)i + 1);

			supersede(&all[i], below(9) == 0 ? NODES + 7 : pred);
		}
		for (size_t k = below(14); k > 0; k--) /* more than one pass of 64 fields */
			set(&all[i], field_name(below(FIELDS)), number_text(below(4)));
	}
	for (size_t i = 0; i < NODES; i++)
		for (size_t k = 0; all[i].entry.pred && k < all[i].entry.pred->as.list.count; k++) {
			struct rota_id id;

			rota_id_from_value(&id, &all[i].entry.pred->as.list.items[k]);
			if (rota_id_number(id) < NODES)
				reached[i][rota_id_number(id)] = true;
		}
	for (size_t via = 0; via < NODES; via++)
		for (size_t i = 0; i < NODES; i++)
			for (size_t k = 0; k < NODES; k++)
				reached[i][k] = reached[i][k] ||
						(reached[i][via] && reached[via][k]);
	return all;
}

static bool supersedes(const struct rota_revision *a, const struct rota_revision *b)
{
	uint64_t later = rota_id_number(a->id), earlier = rota_id_number(b->id);

	return reached[later][earlier] && !reached[earlier][later];
}

static const struct rota_value *assigned(const struct rota_revision *revision, const char *field)
{
	return revision->undone ? NULL : rota_map_get(revision->entry.body, field);
}

static bool stands(const struct rota_revision *all, size_t which, const char *field)
{
	if (!assigned(&all[which], field))
		return false;
	for (size_t i = 0; i < NODES; i++)
		if (assigned(&all[i], field) && supersedes(&all[i], &all[which]))
			return false;
	return true;
}

/** The values of a field by the model, the greatest revision first; @p all is sorted by rank. */
static struct rota_value model_of(const struct rota_revision **by, const struct rota_revision *all,
				  const char *field)
{
	struct rota_value values = rota_list();

	*by = NULL;
	for (size_t i = NODES; i-- > 0;) {
		bool known = false;

		if (!stands(all, i, field))
			continue;
		for (size_t k = 0; k < values.as.list.count; k++)
			known = known || rota_value_equal(&values.as.list.items[k],
							  assigned(&all[i], field));
		if (!known)
			rota_list_add(&arena, &values, *assigned(&all[i], field));
		if (!*by)
			*by = &all[i];
	}
	return values;
}

static void expect_field(const struct rota_subject *subject, size_t *at,
			 const struct rota_revision *all, const char *name)
{
	const struct rota_revision *by;
	struct rota_value values = model_of(&by, all, name);
	const struct rota_subject_field *field = &subject->fields[*at];

	if (!by)
		return;
	assert_true(*at < subject->field_count);
	assert_string_equal(name, field->name);
	assert_ptr_equal(by, field->by);
	assert_true(rota_value_equal(&values.as.list.items[0], &field->value));
	assert_int_equal(values.as.list.count, field->rivals.as.list.count + 1);
	for (size_t i = 1; i < values.as.list.count; i++)
		assert_true(rota_value_equal(&values.as.list.items[i],
					     &field->rivals.as.list.items[i - 1]));
	++*at;
}

static void expect_heads(const struct rota_subject *subject, const struct rota_revision *all)
{
	size_t at = 0;

	for (size_t i = 0; i < NODES; i++) {
		struct rota_value id = rota_id_value(&arena, all[i].id);
		bool head = true;

		for (size_t k = 0; k < NODES; k++)
			head = head && !supersedes(&all[k], &all[i]);
		if (!head)
			continue;
		assert_true(at < subject->heads.as.list.count);
		assert_true(rota_value_equal(&id, &subject->heads.as.list.items[at++]));
	}
	assert_int_equal(at, subject->heads.as.list.count);
}

static void test_fold__is_the_same_as_by_the_table_of_all_that_is_superseded(void **state)
{
	(void)state;
	seed = 20240215;
	for (size_t i = 0; i < ROUNDS; i++) {
		struct rota_revision *all = random_graph();
		struct rota_subject subject = fold(all, NODES, 0);
		size_t at = 0;

		for (size_t k = 0; k < FIELDS; k++)
			expect_field(&subject, &at, all, field_name(k));
		assert_int_equal(at, subject.field_count);
		expect_heads(&subject, all);
		rota_arena_reset(&arena);
	}
}

/* --- large ----------------------------------------------------------------------------------- */

enum { MANY = 100000 };

/** An arena's standard; the table of all that is superseded would take 1.25 GB. */
#define MANY_BYTES ROTA_ARENA_MAX_BYTES

static void test_fold__a_long_chain_needs_memory_by_its_length(void **state)
{
	struct rota_revision *all = changes(MANY);

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		if (i)
			supersede(&all[i], i - 1);
		set(&all[i], "name", number_text(i));
	}
	assert_int_equal(0, fold(all, MANY, MANY_BYTES).field_count);
}

/** The clocks run against the chain, so that no order of clocks helps. */
static void test_fold__a_chain_with_dishonest_clocks_does_too(void **state)
{
	struct rota_revision *all = changes(MANY);

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		if (i)
			supersede(&all[i], i - 1);
		set(&all[i], "name", number_text(i));
		all[i].entry.clock = MANY - i;
	}
	assert_int_equal(0, fold(all, MANY, MANY_BYTES).field_count);
}

static void test_fold__so_does_a_fork_into_as_many_values(void **state)
{
	struct rota_revision *all = changes(MANY);

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		if (i)
			supersede(&all[i], 0);
		set(&all[i], "name", number_text(i));
	}
	assert_int_equal(MANY - 2, fold(all, MANY, MANY_BYTES).field_count);
}

static void test_fold__entries_in_a_circle_do_not_supersede_each_other(void **state)
{
	struct rota_revision *all = changes(4);
	struct rota_subject subject;

	(void)state;
	supersede(&all[1], 0);
	supersede(&all[1], 2);
	supersede(&all[2], 1);
	supersede(&all[3], 3);
	for (size_t i = 0; i < 3; i++)
		set(&all[i], "name", number_text(i));
	subject = fold(all, 4, 0);
	assert_int_equal(1, subject.field_count);
	assert_string_equal("2", rota_value_text(&subject.fields[0].value));
	assert_int_equal(1, subject.fields[0].rivals.as.list.count);
	assert_string_equal("1", rota_value_text(&subject.fields[0].rivals.as.list.items[0]));
	assert_int_equal(3, subject.heads.as.list.count); /* 1, 2, and 3, which names itself */
}

/* --- the graph ------------------------------------------------------------------------------- */

static void test_graph_build__orders_the_superseded_first(void **state)
{
	(void)state;
	seed = 7;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct rota_revision *all = random_graph();
		struct rota_graph graph;

		assert_int_equal(ROTA_OK, rota_graph_build(&graph, &arena, all, NODES));
		for (size_t i = 0; i < NODES; i++)
			for (size_t k = 0; k < NODES; k++) {
				bool together = i == k || (reached[i][k] && reached[k][i]);

				assert_int_equal(together, graph.circle[i] == graph.circle[k]);
				if (reached[i][k] && !together)
					assert_true(graph.circle[k] < graph.circle[i]);
			}
		rota_arena_reset(&arena);
	}
}

static void test_graph_build__of_nothing(void **state)
{
	struct rota_graph graph;

	(void)state;
	assert_int_equal(ROTA_OK, rota_graph_build(&graph, &arena, NULL, 0));
	assert_int_equal(0, graph.circles);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_fold__is_the_same_as_by_the_table_of_all_that_is_superseded),
		TEST(test_fold__a_long_chain_needs_memory_by_its_length),
		TEST(test_fold__a_chain_with_dishonest_clocks_does_too),
		TEST(test_fold__so_does_a_fork_into_as_many_values),
		TEST(test_fold__entries_in_a_circle_do_not_supersede_each_other),
		TEST(test_graph_build__orders_the_superseded_first),
		TEST(test_graph_build__of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
