/* SPDX-License-Identifier: Apache-2.0 */
/** @file Units and successions as bytes (ledger/gazetteer.h): what comes back is what went in. */
#include "tests/unit/ledger/hung_yen.h"

static struct world world;
static struct rota_id ids[HUNG_YEN_UNITS];
static struct rota_arena arena;
static struct rota_gazetteer copy;
static struct rota_buffer bytes;

static int begin(void **state)
{
	(void)state;
	world_init(&world);
	hung_yen_record(&world, ids);
	world_finish(&world);
	rota_gazetteer_init(&copy, &arena);
	return 0;
}

static int end(void **state)
{
	(void)state;
	rota_buffer_clear(&bytes);
	rota_arena_clear(&arena);
	world_clear(&world);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void same_text(const char *a, const char *b)
{
	assert_int_equal(!a, !b);
	if (a)
		assert_string_equal(a, b);
}

static void same_version(const struct rota_unit_version *a, const struct rota_unit_version *b)
{
	assert_int_equal(a->from, b->from);
	assert_int_equal(0, rota_id_compare(a->parent, b->parent));
	assert_true(a->seq == b->seq);
	same_text(a->code, b->code);
	same_text(a->name, b->name);
	same_text(a->type, b->type);
	same_text(a->key, b->key);
	same_text(a->typed_key, b->typed_key);
	same_text(a->loose_key, b->loose_key);
	same_text(a->typed_loose_key, b->typed_loose_key);
}

static void same_unit(const struct rota_unit *a, const struct rota_unit *b)
{
	assert_int_equal(0, rota_id_compare(a->id, b->id));
	assert_int_equal(a->level, b->level);
	assert_int_equal(a->from, b->from);
	assert_int_equal(a->to, b->to);
	assert_int_equal(a->version_count, b->version_count);
	for (size_t i = 0; i < a->version_count; i++)
		same_version(&a->versions[i], &b->versions[i]);
	assert_int_equal(a->aliases.as.list.count, b->aliases.as.list.count);
	for (size_t i = 0; i < a->aliases.as.list.count; i++)
		assert_true(rota_value_equal(&a->aliases.as.list.items[i],
					     &b->aliases.as.list.items[i]));
}

static void test_take__gives_every_unit_as_it_was(void **state)
{
	struct rota_value aliases = rota_list();

	(void)state;
	assert_int_equal(ROTA_OK, rota_list_add(&arena, &aliases, rota_text("P. Lê Lợi")));
	assert_int_equal(ROTA_OK, rota_list_add(&arena, &aliases, rota_text("Lê Lợi cũ")));
	world.gazetteer.units[3]->aliases = aliases;
	for (size_t i = 0; i < world.gazetteer.unit_count; i++) {
		const struct rota_unit *unit = world.gazetteer.units[i];

		rota_buffer_reset(&bytes);
		assert_int_equal(ROTA_OK, rota_gazetteer_unit_encode(&bytes, unit, NULL));
		assert_int_equal(ROTA_OK, rota_gazetteer_take(&copy, unit->id, bytes.bytes,
							      bytes.size, NULL));
	}
	rota_gazetteer_finish(&copy);
	assert_int_equal(world.gazetteer.unit_count, copy.unit_count);
	for (size_t i = 0; i < copy.unit_count; i++)
		same_unit(world.gazetteer.units[i], copy.units[i]);
	assert_int_equal(world.gazetteer.name_count + 4, copy.name_count);
}

static void test_take__gives_every_succession_as_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < world.gazetteer.succession_count; i++) {
		rota_buffer_reset(&bytes);
		assert_int_equal(ROTA_OK, rota_gazetteer_succession_encode(
						  &bytes, &world.gazetteer.successions[i], NULL));
		assert_int_equal(ROTA_OK,
				 rota_gazetteer_take(&copy, ids[0], bytes.bytes, bytes.size, NULL));
	}
	assert_int_equal(world.gazetteer.succession_count, copy.succession_count);
	for (size_t i = 0; i < copy.succession_count; i++) {
		const struct rota_succession *a = &world.gazetteer.successions[i];
		const struct rota_succession *b = &copy.successions[i];

		assert_int_equal(0, rota_id_compare(a->from_unit, b->from_unit));
		assert_int_equal(0, rota_id_compare(a->to_unit, b->to_unit));
		assert_int_equal(a->on, b->on);
		assert_true(a->seq == b->seq);
		same_text(a->event, b->event);
		same_text(a->part, b->part);
	}
}

static void test_take__no_bytes_are_no_unit(void **state)
{
	(void)state;
	assert_int_equal(ROTA_OK, rota_gazetteer_take(&copy, ids[0], "", 0, NULL));
	assert_int_equal(0, copy.unit_count + copy.succession_count);
}

static void test_take__bytes_that_are_cut_short_are_refused(void **state)
{
	(void)state;
	assert_int_equal(ROTA_OK,
			 rota_gazetteer_unit_encode(&bytes, world.gazetteer.units[0], NULL));
	for (size_t size = 1; size < bytes.size; size++)
		assert_int_equal(ROTA_ECORRUPT,
				 rota_gazetteer_take(&copy, ids[0], bytes.bytes, size, NULL));
	assert_int_equal(0, copy.unit_count);
	assert_int_equal(ROTA_ECORRUPT, rota_gazetteer_take(&copy, ids[0], "X", 1, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_take__gives_every_unit_as_it_was),
		TEST(test_take__gives_every_succession_as_it_was),
		TEST(test_take__no_bytes_are_no_unit),
		TEST(test_take__bytes_that_are_cut_short_are_refused),
	};

	return cmocka_run_group_tests_name("ledger/gazetteer_keep", tests, NULL, NULL);
}
