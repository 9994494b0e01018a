/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/derive.h and tenure.h: what is remembered is what is folded. */
#include "state/derive.h"
#include "state/matters.h"
#include "state/tenure.h"
#include "store/entity.h"
#include "store/state.h"
#include "tests/unit/office/office.h"

static struct rota_world world;

static void look(void)
{
	OK(rota_world_open(&world, desk.office, false, &desk.err));
}

static void end_look(void)
{
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

/** The number of the posting of the desk that was recorded first. */
static uint32_t posting_no(struct rota_id *id)
{
	struct rota_ids ids;
	uint32_t no;

	OK(rota_world_all(&ids, &world, ROTA_ENTITY_POSTING, &desk.err));
	assert_true(ids.count > 0);
	*id = ids.items[0];
	OK(rota_entity_find(&no, world.txn, id->bytes, &desk.err));
	return no;
}

/** What is remembered of it. */
static struct rota_tenure remembered(void)
{
	struct rota_tenure tenure;
	struct rota_id id;

	look();
	OK(rota_tenure_get(&tenure, &world, posting_no(&id), &desk.err));
	end_look();
	return tenure;
}

/** The remembered posting is the folded one, in all that a report reads of it. */
static void check_as_folded(void)
{
	struct rota_posting brief, folded;
	struct rota_subject *subject;
	struct rota_tenure tenure;
	struct rota_id id;
	uint32_t no;

	look();
	no = posting_no(&id);
	OK(rota_tenure_get(&tenure, &world, no, &desk.err));
	assert_true(tenure.counts);
	OK(rota_tenure_posting(&brief, &world, no, &tenure, &desk.err));
	OK(rota_world_subject(&subject, &world, id, &desk.err));
	assert_true(rota_posting_read(&folded, subject));
	assert_int_equal(0, rota_id_compare(folded.id, brief.id));
	assert_int_equal(0, rota_id_compare(folded.unit, brief.unit));
	assert_int_equal(0, rota_id_compare(folded.cadre, brief.cadre));
	assert_string_equal(folded.post, brief.post);
	assert_string_equal(folded.act, brief.act);
	assert_string_equal(folded.mode, brief.mode);
	if (folded.end_act)
		assert_string_equal(folded.end_act, brief.end_act);
	else
		assert_null(brief.end_act);
	assert_int_equal(folded.from, brief.from);
	assert_int_equal(rota_posting_end(&folded), rota_posting_end(&brief));
	assert_int_equal(folded.clock, brief.clock);
	end_look();
}

static void seat_one(void)
{
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
}

static void relieve_one(void)
{
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "release",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }, .no_vacant = true));
}

static size_t suspects(void)
{
	struct rota_ids ids;

	look();
	OK(rota_world_suspects(&ids, &world, ROTA_ENTITY_POSTING, &desk.err));
	end_look();
	return ids.count;
}

static void test_derive__a_begin_is_remembered_as_it_is_folded(void **state)
{
	(void)state;
	seat_one();
	assert_true(remembered().simple);
	check_as_folded();
}

static void test_derive__an_end_is_remembered_as_it_is_folded(void **state)
{
	(void)state;
	seat_one();
	relieve_one();
	assert_false(remembered().simple);
	check_as_folded();
}

static void test_derive__what_is_taken_back_is_as_if_it_never_was(void **state)
{
	(void)state;
	seat_one();
	relieve_one();
	OK(DO(rota_undo, .why = "another person"));
	assert_int_equal(ROTA_DAY_NEVER, remembered().to);
	check_as_folded();
	OK(DO(rota_undo, .why = "nobody at all"));
	assert_false(remembered().counts);
	assert_int_equal(0, suspects());
}

static void test_derive__a_correction_moves_the_posting_and_leaves_its_name(void **state)
{
	struct rota_id commune = { { 0 } }, other, id;
	struct rota_tenure tenure;
	struct rota_postings there;
	struct rota_ids ever;
	uint32_t no;

	(void)state;
	seat_one();
	look();
	no = posting_no(&id);
	OK(rota_tenure_get(&tenure, &world, no, &desk.err));
	OK(rota_entity_id(commune.bytes, world.txn, tenure.unit, &desk.err));
	end_look();
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary", .sets = SETS("unit=Liên Phương"),
	      .typing = "the wrong commune"));
	check_as_folded();
	look();
	OK(rota_tenure_get(&tenure, &world, no, &desk.err));
	OK(rota_entity_id(other.bytes, world.txn, tenure.unit, &desk.err));
	assert_int_not_equal(0, rota_id_compare(commune, other));
	OK(rota_world_post(&there, &world, commune, "secretary", &desk.err));
	assert_int_equal(0, there.count);
	OK(rota_world_post_ever(&ever, &world, commune, "secretary", &desk.err));
	assert_int_equal(1, ever.count);
	assert_int_equal(0, rota_id_compare(id, ever.items[0]));
	OK(rota_world_post(&there, &world, other, "secretary", &desk.err));
	assert_int_equal(1, there.count);
	end_look();
}

static void test_derive__a_posting_with_steps_is_to_be_folded(void **state)
{
	(void)state;
	seat_one();
	assert_false(remembered().ask);
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "secretary", .act = "suspend",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 28/12/2023" }, .why = "as decided"));
	assert_true(remembered().ask);
}

static void test_derive__who_shares_a_day_is_suspect(void **state)
{
	(void)state;
	seat_one();
	assert_int_equal(0, suspects());
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2023");
	assert_int_equal(1, suspects());
}

/** The states of units are there, so that nothing is folded to open a world, and say what is so. */
static void test_derive__a_unit_is_remembered_as_it_is(void **state)
{
	struct rota_buffer bytes = { 0 };
	struct rota_ids ids;

	(void)state;
	OK(DO(rota_unit_change, .commune = "Liên Phương", .from = "01/02/2024",
	      .sets = SETS("name=Liên Phương Đông", "legal=NQ 1")));
	look();
	OK(rota_world_all(&ids, &world, ROTA_ENTITY_UNIT, &desk.err));
	assert_true(ids.count > 2);
	for (size_t i = 0; i < ids.count; i++) {
		uint32_t no;

		OK(rota_entity_find(&no, world.txn, ids.items[i].bytes, &desk.err));
		OK(rota_state_get(&bytes, world.txn, no, &desk.err));
	}
	for (size_t i = 0; i < world.gazetteer.unit_count; i++) {
		const struct rota_unit *unit = world.gazetteer.units[i];

		if (strcmp(unit->versions[0].name, "Liên Phương") != 0)
			continue;
		assert_int_equal(2, unit->version_count);
		assert_string_equal("Liên Phương Đông", unit->versions[1].name);
	}
	end_look();
	rota_buffer_clear(&bytes);
}

static void test_post_on__gives_those_of_the_day_and_whether_any_began(void **state)
{
	struct rota_tenure tenure;
	struct rota_postings there;
	struct rota_id id, unit;

	(void)state;
	seat_one();
	relieve_one();
	look();
	OK(rota_tenure_get(&tenure, &world, posting_no(&id), &desk.err));
	OK(rota_entity_id(unit.bytes, world.txn, tenure.unit, &desk.err));
	OK(rota_world_post_on(&there, &world, unit, "secretary", tenure.from - 1, &desk.err));
	assert_int_equal(0, there.count);
	assert_false(there.begun);
	OK(rota_world_post_on(&there, &world, unit, "secretary", tenure.from, &desk.err));
	assert_int_equal(1, there.count);
	assert_true(there.begun);
	OK(rota_world_post_on(&there, &world, unit, "secretary", tenure.to, &desk.err));
	assert_int_equal(0, there.count);
	assert_true(there.begun);
	OK(rota_world_post_begun(&there, &world, unit, "secretary", tenure.from, tenure.from,
				 &desk.err));
	assert_int_equal(1, there.count);
	OK(rota_world_post_begun(&there, &world, unit, "secretary", tenure.from + 1, ROTA_DAY_NEVER,
				 &desk.err));
	assert_int_equal(0, there.count);
	end_look();
}

static void test_keep_overlapping__keeps_all_that_share_a_day_and_no_other(void **state)
{
	struct rota_span items[] = { { 0, 10, 1 },  { 2, 3, 2 },   { 9, 12, 3 },
				     { 12, 20, 4 }, { 20, 30, 5 }, { 29, 31, 6 } };
	const uint32_t expected[] = { 1, 2, 3, 5, 6 };
	struct rota_spans spans = { .items = items, .count = 6 };

	(void)state;
	rota_spans_keep_overlapping(&spans);
	assert_int_equal(5, spans.count);
	for (size_t i = 0; i < spans.count; i++)
		assert_int_equal(expected[i], spans.items[i].no);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_derive__a_begin_is_remembered_as_it_is_folded),
		TEST(test_derive__an_end_is_remembered_as_it_is_folded),
		TEST(test_derive__what_is_taken_back_is_as_if_it_never_was),
		TEST(test_derive__a_correction_moves_the_posting_and_leaves_its_name),
		TEST(test_derive__a_posting_with_steps_is_to_be_folded),
		TEST(test_derive__who_shares_a_day_is_suspect),
		TEST(test_derive__a_unit_is_remembered_as_it_is),
		TEST(test_post_on__gives_those_of_the_day_and_whether_any_began),
		cmocka_unit_test(test_keep_overlapping__keeps_all_that_share_a_day_and_no_other),
	};

	return cmocka_run_group_tests_name("office/derive", tests, NULL, NULL);
}
