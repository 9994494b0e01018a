/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promise of office/summary.h: a summary is there, or it is right; never out of date. */
#include "office/matters.h"
#include "office/summary.h"
#include "store/entity.h"
#include "tests/unit/office/office.h"

/** Look for matters in a world that writes, as the merge does: what is plain is remembered. */
static void remember_all(void)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_matters found;
	struct rota_world world;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	OK(rota_world_matters(&found, &world, &arena, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	rota_arena_clear(&arena);
}

/** The only posting of the desk, and its summary. */
static enum rota_summary look(struct rota_posting *posting, struct rota_id *id)
{
	enum rota_summary summary;
	struct rota_world world;
	struct rota_ids ids;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_all(&ids, &world, ROTA_ENTITY_POSTING, &desk.err));
	assert_int_equal(1, ids.count);
	*id = ids.items[0];
	OK(rota_summary_get(&summary, posting, &world, *id, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return summary;
}

static enum rota_summary summary_now(void)
{
	struct rota_posting posting;
	struct rota_id id;

	return look(&posting, &id);
}

static void seat_one(void)
{
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
}

static void test_summary__is_the_posting_as_it_is_folded(void **state)
{
	struct rota_posting remembered, folded;
	struct rota_subject *subject;
	struct rota_world world;
	struct rota_id id;

	(void)state;
	seat_one();
	assert_int_equal(ROTA_SUMMARY_NONE, look(&remembered, &id));
	remember_all();
	assert_int_equal(ROTA_SUMMARY_POSTING, look(&remembered, &id));
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_subject(&subject, &world, id, &desk.err));
	assert_true(rota_posting_read(&folded, subject));
	assert_int_equal(0, rota_id_compare(folded.id, remembered.id));
	assert_int_equal(0, rota_id_compare(folded.unit, remembered.unit));
	assert_int_equal(0, rota_id_compare(folded.cadre, remembered.cadre));
	assert_string_equal(folded.post, remembered.post);
	assert_string_equal(folded.act, remembered.act);
	assert_string_equal(folded.mode, remembered.mode);
	assert_null(remembered.end_act);
	assert_int_equal(folded.from, remembered.from);
	assert_int_equal(folded.to, remembered.to);
	assert_int_equal(folded.void_from, remembered.void_from);
	assert_int_equal(folded.void_from_start, remembered.void_from_start);
	assert_int_equal(folded.clock, remembered.clock);
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_summary__is_forgotten_with_the_next_entry(void **state)
{
	(void)state;
	seat_one();
	remember_all();
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "release",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }));
	assert_int_equal(ROTA_SUMMARY_NONE, summary_now());
	remember_all();
	assert_int_equal(ROTA_SUMMARY_POSTING, summary_now());
}

static void test_summary__is_forgotten_when_an_entry_is_taken_back(void **state)
{
	(void)state;
	seat_one();
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "release",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }, .no_vacant = true));
	remember_all();
	OK(DO(rota_undo, .why = "another person"));
	assert_int_equal(ROTA_SUMMARY_NONE, summary_now());
}

static void test_summary__is_forgotten_when_a_unit_changes(void **state)
{
	(void)state;
	seat_one();
	remember_all();
	OK(DO(rota_unit_change, .commune = "Liên Phương", .from = "01/02/2024",
	      .sets = SETS("seq=4", "legal=NQ 1")));
	assert_int_equal(ROTA_SUMMARY_NONE, summary_now());
}

static void test_summary__a_posting_with_steps_is_folded(void **state)
{
	(void)state;
	seat_one();
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "secretary", .act = "suspend",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }, .why = "as decided"));
	remember_all();
	assert_int_equal(ROTA_SUMMARY_PLAIN, summary_now());
}

static void test_summary__a_world_that_reads_remembers_nothing(void **state)
{
	struct rota_arena arena = { .first = NULL };
	struct rota_matters found;
	struct rota_world world;

	(void)state;
	seat_one();
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_matters(&found, &world, &arena, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	rota_arena_clear(&arena);
	assert_int_equal(ROTA_SUMMARY_NONE, summary_now());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_summary__is_the_posting_as_it_is_folded),
		TEST(test_summary__is_forgotten_with_the_next_entry),
		TEST(test_summary__is_forgotten_when_an_entry_is_taken_back),
		TEST(test_summary__is_forgotten_when_a_unit_changes),
		TEST(test_summary__a_posting_with_steps_is_folded),
		TEST(test_summary__a_world_that_reads_remembers_nothing),
	};

	return cmocka_run_group_tests_name("office/summary", tests, NULL, NULL);
}
