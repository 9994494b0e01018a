/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/matter.h about cadres: what is changed late (C40). */
#include <string.h>

#include "tests/unit/ledger/recorded.h"

static struct rota_arena arena;

/* --- a record and its entries ---------------------------------------------------------------- */

enum { MOST = 8 };
static struct rota_revision revisions[MOST];
static struct rota_value bodies[MOST];
static struct rota_subject cadre;

static int begin(void **state)
{
	(void)state;
	memset(revisions, 0, sizeof(revisions));
	cadre = recorded(&arena, ROTA_ENTITY_CADRE, cadre_id(1));
	cadre.revisions = revisions;
	cadre.revision_count = 0;
	return 0;
}

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/** 1970-01-02 at 00:00 in Vietnam is 17 hours after the begin of time. */
#define HOUR UINT64_C(3600000)
#define DAY (24 * HOUR)
#define SECOND_DAY (17 * HOUR)

/** Another entry, recorded at a time, gives a field a value. */
static struct rota_revision *say(uint64_t ms, const char *field, struct rota_value value)
{
	size_t at = cadre.revision_count++;
	struct rota_revision *one = &revisions[at];

	assert_true(at < MOST);
	bodies[at] = rota_map();
	assert_int_equal(0, rota_map_set(&arena, &bodies[at], field, value));
	one->id = id_of(3, at);
	one->entry.clock = ms << 16;
	one->entry.body = &bodies[at];
	return one;
}

static struct rota_value text(const char *chars)
{
	return rota_text(chars);
}

static size_t edits(void)
{
	return rota_cadre_edits(NULL, &cadre);
}

/* --- edits ----------------------------------------------------------------------------------- */

static void test_cadre_edits__another_value_on_a_later_day(void **state)
{
	struct rota_id found[MOST];

	(void)state;
	say(0, "born", text("1975"));
	say(SECOND_DAY - 1, "born", text("1976")); /* the last moment of the day */
	assert_int_equal(0, edits());
	say(SECOND_DAY, "born", text("1977"));
	assert_int_equal(1, rota_cadre_edits(found, &cadre));
	assert_int_equal(0, rota_id_compare(id_of(3, 2), found[0]));
}

static void test_cadre_edits__not_what_is_said_first_or_again(void **state)
{
	(void)state;
	say(0, "born", text("1975"));
	say(DAY, "native", text("a"));
	say(2 * DAY, "born", text("1975"));
	say(3 * DAY, "birth_place", text("b"));
	say(4 * DAY, "name", text("c"));
	say(5 * DAY, "name", text("d"));
	assert_int_equal(0, edits());
}

static void test_cadre_edits__back_to_the_first_value_is_one_too(void **state)
{
	(void)state;
	say(0, "native", text("a"));
	say(DAY, "native", text("b"));
	say(2 * DAY, "native", text("a"));
	say(2 * DAY + 1, "native", text("b"));
	assert_int_equal(3, edits());
}

static void test_cadre_edits__a_mended_typing_error_leaves_none_behind(void **state)
{
	(void)state;
	say(0, "native", text("a"));
	say(1, "native", text("b"));
	assert_int_equal(0, edits());
	say(DAY, "native", text("b")); /* differs from what was said on the day before, too */
	assert_int_equal(1, edits());
}

static void test_cadre_edits__clearing_is_one(void **state)
{
	(void)state;
	say(0, "birth_place", text("a"));
	say(DAY, "birth_place", rota_nil());
	assert_int_equal(1, edits());
}

static void test_cadre_edits__what_is_taken_back_says_nothing(void **state)
{
	struct rota_revision *first, *second;

	(void)state;
	first = say(0, "born", text("1975"));
	second = say(DAY, "born", text("1976"));
	second->undone = true;
	assert_int_equal(0, edits());
	second->undone = false;
	first->undone = true;
	assert_int_equal(0, edits());
}

static void test_find_edits__of_whoever_holds_posts(void **state)
{
	const struct rota_id units[] = { unit_id(2), unit_id(1), unit_id(2) };
	struct rota_matters matters = { .count = 0 };

	(void)state;
	say(0, "born", text("1975"));
	say(DAY, "born", text("1976"));
	assert_int_equal(ROTA_OK, rota_matters_find_edits(&matters, &arena, &cadre, NULL, 0, NULL));
	assert_int_equal(0, matters.count);
	assert_int_equal(ROTA_OK,
			 rota_matters_find_edits(&matters, &arena, &cadre, units, 3, NULL));
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_MATTER_IDENTITY_EDIT, matters.items[0].type);
	assert_int_equal(ROTA_ENTITY_CADRE, matters.items[0].entity);
	assert_int_equal(2, matters.items[0].unit_count);
	assert_int_equal(1, matters.items[0].saw_count); /* not the heads */
	assert_int_equal(0, rota_id_compare(id_of(3, 1), matters.items[0].saw[0]));
	assert_false(rota_matter_weighs(&matters.items[0]));
	assert_int_equal(ROTA_DAY_ALWAYS, matters.items[0].from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cadre_edits__another_value_on_a_later_day),
		TEST(test_cadre_edits__not_what_is_said_first_or_again),
		TEST(test_cadre_edits__back_to_the_first_value_is_one_too),
		TEST(test_cadre_edits__a_mended_typing_error_leaves_none_behind),
		TEST(test_cadre_edits__clearing_is_one),
		TEST(test_cadre_edits__what_is_taken_back_says_nothing),
		TEST(test_find_edits__of_whoever_holds_posts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
