/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/dispose.h and unsettled.h: entries of an office whose program
 * checks nothing, and what is told of them in whatever order they come. */
#include "acts/record.h"
#include "state/dispose.h"
#include "tests/unit/office/district.h"

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_both, close_both)

/* --- entries that no command makes ------------------------------------------------------------ */

struct forged {
	struct rota_office *province;
	struct rota_world world;
	struct rota_plan plan;
};

/** A draft of the city's office. */
static struct rota_draft *begin_forging(struct forged *forged, const char *kind)
{
	struct rota_draft *draft;

	forged->province = sit_down_at(district);
	OK(rota_world_open(&forged->world, desk.office, true, &desk.err));
	rota_plan_init(&forged->plan, &forged->world);
	forged->plan.why = "x";
	OK(rota_plan_add(&draft, &forged->plan, kind, &desk.err));
	return draft;
}

/** @return the id of the entry. */
static struct rota_id end_forging(struct forged *forged)
{
	struct rota_id id = rota_plan_id(&forged->plan);

	OK(rota_plan_record(&forged->plan, &desk.err));
	OK(rota_world_close(&forged->world, ROTA_OK, &desk.err));
	sit_down_at(forged->province);
	return id;
}

/** The entry that the province's own log gets next. */
static struct rota_id next_of_province(void)
{
	return rota_id_make(desk.office->own, own_size());
}

/** Correct the first day of a posting, whatever the id is of. */
static struct rota_id forge_correction(struct rota_id posting)
{
	struct forged forged;
	struct rota_draft *draft = begin_forging(&forged, "posting.correct");

	rota_draft_key(draft, "id", rota_id_value(draft->arena, posting));
	rota_draft_set(draft, "reason", rota_text("typing"));
	rota_draft_set(draft, "from", rota_text("2022-10-01"));
	return end_forging(&forged);
}

/* --- what becomes of them --------------------------------------------------------------------- */

static void expect_disposed(enum rota_disposition wanted, struct rota_id entry)
{
	struct rota_revision revision;
	struct rota_disposed disposed;
	struct rota_world world;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_revision(&revision, &world, entry, &desk.err));
	OK(rota_world_dispose(&disposed, &world, &revision, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_int_equal(wanted, disposed.disposition);
}

/** "kind|unit" of each open matter; the same when all is derived again. */
static void expect_matters(const char *wanted)
{
	uint64_t entries;

	for (int again = 0; again < 2; again++) {
		struct rota_report report =
			ask(rota_report_matters, (struct rota_question){ .raw = true });
		const struct rota_value *list = rota_map_get(&report.json, "matters");
		struct rota_buffer text = { 0 };

		for (size_t i = 0; i < list->as.list.count; i++)
			rota_buffer_printf(&text, "%s|%s\n",
					   text_in(&list->as.list.items[i], "kind"),
					   text_in(&list->as.list.items[i], "unit"));
		assert_string_equal(wanted, kept(&text));
		OK(rota_rebuild(desk.office, &entries, &desk.err));
	}
}

static void test_dispose__what_is_not_recorded_yet_is_waited_for(void **state)
{
	struct rota_id correction;

	(void)state;
	correction = forge_correction(next_of_province());
	hand_in();
	expect_disposed(ROTA_HELD, correction);
	expect_matters("");
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	merge();
	expect_disposed(ROTA_PROPOSAL, correction);
	expect_matters("out_of_scope|Hoàng Hoa Thám\n");
}

static void test_dispose__a_number_that_somebody_spoke_of_is_not_known_by_that(void **state)
{
	struct rota_id posting = next_of_province(), correction;

	(void)state;
	forge_correction(posting);
	hand_in();
	correction = forge_correction(posting);
	hand_in();
	expect_disposed(ROTA_HELD, correction);
}

/** Two records are said to be two persons. */
static struct rota_id forge_distinct(struct rota_id a, struct rota_id b)
{
	struct forged forged;
	struct rota_draft *draft = begin_forging(&forged, "cadre.distinct");

	rota_draft_set_id(draft, "a", a);
	rota_draft_set_id(draft, "b", b);
	rota_draft_set(draft, "state", rota_text("on"));
	return end_forging(&forged);
}

static void test_dispose__statements_about_each_other_come_to_an_end(void **state)
{
	struct rota_office *province = sit_down_at(district);
	struct rota_id first = rota_id_make(district->own, own_size());
	struct rota_id second = rota_id_make(district->own, own_size() + 1);

	(void)state;
	sit_down_at(province);
	forge_distinct(first, second); /* of itself, and of one that is to come */
	forge_distinct(first, second);
	hand_in();
	expect_matters("");
}

static void test_dispose__nobody_ends_a_unit_by_the_end_of_a_posting(void **state)
{
	const struct rota_unit *unit;
	struct forged forged;
	struct rota_draft *draft;
	struct rota_id commune, entry;

	(void)state;
	draft = begin_forging(&forged, "posting.end");
	commune = forged.world.gazetteer.units[forged.world.gazetteer.unit_count - 1]->id;
	rota_draft_key(draft, "id", rota_id_value(draft->arena, commune));
	rota_draft_on(draft, (struct rota_day){ 2023, 1, 1 });
	rota_draft_set(draft, "act", rota_text("release"));
	entry = end_forging(&forged);
	hand_in();
	expect_disposed(ROTA_REJECTED, entry);
	OK(rota_world_open(&forged.world, desk.office, false, &desk.err));
	unit = rota_gazetteer_unit(&forged.world.gazetteer, commune);
	assert_int_equal(ROTA_DAY_NEVER, unit->to);
	OK(rota_world_close(&forged.world, ROTA_OK, &desk.err));
}

static void test_dispose__a_posting_named_as_a_person_is_nobody(void **state)
{
	struct forged forged;
	struct rota_draft *draft;
	struct rota_id posting;

	(void)state;
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	posting = rota_id_make(desk.office->own, desk.out.first);
	draft = begin_forging(&forged, "posting.begin");
	rota_draft_on(draft, (struct rota_day){ 2023, 1, 1 });
	rota_draft_set_id(draft, "unit", forged.world.scope->id);
	rota_draft_set(draft, "post", rota_text("secretary"));
	rota_draft_set_id(draft, "cadre", posting);
	rota_draft_set(draft, "act", rota_text("designate"));
	rota_draft_set(draft, "mode", rota_text("full"));
	end_forging(&forged);
	hand_in(); /* the merge goes on, and so does everything that is derived */
	expect_matters("");
}

static void test_dispose__what_is_taken_back_before_it_comes_never_was(void **state)
{
	struct rota_office *province;
	struct rota_draft *draft;
	struct forged forged;
	uint64_t entries;

	(void)state;
	draft = begin_forging(&forged, "entry.undo"); /* then a cadre, then the posting */
	rota_draft_set_id(
		draft, "of",
		rota_id_make(district->own, rota_id_number(rota_plan_id(&forged.plan)) + 2));
	rota_draft_set(draft, "state", rota_text("on"));
	end_forging(&forged);
	province = sit_down_at(district);
	add_cadre("Lê Văn Cường", "1980", NULL);
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/09/2022");
	sit_down_at(province);
	hand_in();
	for (int again = 0; again < 2; again++) {
		expect_roster(
			"11977", "15/02/2024",
			"11977|Hồng Nam|Party secretary|(not reported)|||||\n"
			"11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
		OK(rota_rebuild(desk.office, &entries, &desk.err));
	}
}

/* --- custody that changes behind them --------------------------------------------------------- */

static void test_dispose__what_a_new_parent_makes_a_proposal_is_told(void **state)
{
	struct rota_office *province;

	(void)state;
	province = sit_down_at(district);
	add_cadre("Lê Văn Cường", "1980", NULL);
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/09/2022");
	sit_down_at(province);
	hand_in();
	expect_matters("");
	OK(DO(rota_unit_change, .commune = "Hồng Nam", .from = "01/01/2020",
	      .sets = SETS("parent=329", "legal=NQ 1"), .why = "x"));
	expect_matters("out_of_scope|Hồng Nam\n");
	OK(DO(rota_undo, .why = "x"));
	expect_matters("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BOTH(test_dispose__what_is_not_recorded_yet_is_waited_for),
		TEST_BOTH(test_dispose__a_number_that_somebody_spoke_of_is_not_known_by_that),
		TEST_BOTH(test_dispose__statements_about_each_other_come_to_an_end),
		TEST_BOTH(test_dispose__nobody_ends_a_unit_by_the_end_of_a_posting),
		TEST_BOTH(test_dispose__a_posting_named_as_a_person_is_nobody),
		TEST_BOTH(test_dispose__what_is_taken_back_before_it_comes_never_was),
		TEST_BOTH(test_dispose__what_a_new_parent_makes_a_proposal_is_told),
	};

	return cmocka_run_group_tests_name("office/dispose", tests, NULL, NULL);
}
