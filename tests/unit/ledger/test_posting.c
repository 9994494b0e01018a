/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/posting.h. */
#include "ledger/posting.h"
#include "tests/unit/ledger/world.h"

static struct world world;

static int begin(void **state)
{
	(void)state;
	world_init(&world);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_clear(&world);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* --- entries -------------------------------------------------------------------------------- */

static struct rota_id unit_id(void)
{
	return rota_id_make((struct rota_writer_id){ { 7 } }, 1);
}

static struct rota_id cadre_id(void)
{
	return rota_id_make((struct rota_writer_id){ { 7 } }, 2);
}

/** Somebody becomes chair on 1/9/2023, by this act. */
static struct rota_id posting(const char *act, const char *mode)
{
	struct rota_draft draft = draft_of(&world, "posting.begin");

	rota_draft_key(&draft, "why", rota_text("chưa có quyết định"));
	rota_draft_on(&draft, day_of("2023-09-01"));
	rota_draft_set_id(&draft, "unit", unit_id());
	rota_draft_set_id(&draft, "cadre", cadre_id());
	rota_draft_set(&draft, "post", rota_text("chair"));
	rota_draft_set(&draft, "act", rota_text(act));
	rota_draft_set(&draft, "mode", rota_text(mode));
	if (strcmp(act, "elect") == 0)
		rota_draft_set_day(&draft, "elected", day_of("2023-08-25"));
	return record(&world, &draft);
}

static struct rota_draft about(const char *kind, struct rota_id of, const char *on)
{
	struct rota_draft draft = draft_of(&world, kind);

	rota_draft_key(&draft, "id", rota_id_value(&world.arena, of));
	rota_draft_key(&draft, "why", rota_text("chưa có quyết định"));
	rota_draft_pred(&draft, of);
	if (on)
		rota_draft_on(&draft, day_of(on));
	return draft;
}

static struct rota_id step(struct rota_id of, const char *act, const char *on)
{
	struct rota_draft draft = about("posting.step", of, on);

	rota_draft_set(&draft, "act", rota_text(act));
	return record(&world, &draft);
}

static struct rota_id finish(struct rota_id of, const char *act, const char *on)
{
	struct rota_draft draft = about("posting.end", of, on);

	rota_draft_set(&draft, "act", rota_text(act));
	return record(&world, &draft);
}

static void revoke_from(struct rota_id of, const char *on)
{
	struct rota_draft draft = about("posting.void", of, on);

	record(&world, &draft);
}

static void revoke_from_start(struct rota_id of)
{
	struct rota_draft draft = about("posting.void", of, NULL);

	rota_draft_set(&draft, "from_start", rota_bool(true));
	record(&world, &draft);
}

static void undo(struct rota_id of, struct rota_id entry)
{
	struct entity *entity = entity_of(&world, of);

	for (size_t i = 0; i < entity->count; i++)
		if (rota_id_compare(entity->revisions[i].id, entry) == 0)
			entity->revisions[i].undone = true;
}

/* --- what came of them ---------------------------------------------------------------------- */

static const struct rota_subject *folded(struct rota_id id)
{
	struct entity *entity = entity_of(&world, id);

	assert_int_equal(ROTA_OK, rota_subject_fold(&entity->subject, &world.arena, id,
						    entity->revisions, entity->count, NULL));
	return &entity->subject;
}

static struct rota_posting read_posting(struct rota_id id)
{
	struct rota_posting read;

	assert_true(rota_posting_read(&read, folded(id)));
	return read;
}

static void expect_on(enum rota_holding wanted, struct rota_id id, const char *on)
{
	struct rota_posting read = read_posting(id);
	enum rota_holding holding = rota_posting_on(&read, day(on));

	if (holding != wanted)
		fail_msg("on %s: %d and not %d", on, holding, wanted);
}

/* --- reading -------------------------------------------------------------------------------- */

static void test_posting_read__gives_every_field(void **state)
{
	struct rota_id id = posting("designate", "full");
	uint64_t clock = CLOCK_START;
	struct rota_posting read;

	(void)state;
	finish(id, "retire", "2024-02-01");
	read = read_posting(id);
	assert_int_equal(0, rota_id_compare(id, read.id));
	assert_int_equal(0, rota_id_compare(unit_id(), read.unit));
	assert_int_equal(0, rota_id_compare(cadre_id(), read.cadre));
	assert_string_equal("chair", read.post);
	assert_string_equal("designate", read.act);
	assert_string_equal("full", read.mode);
	assert_string_equal("retire", read.end_act);
	assert_int_equal(day("2023-09-01"), read.from);
	assert_int_equal(day("2024-02-01"), read.to);
	assert_int_equal(ROTA_DAY_NEVER, read.void_from);
	assert_false(read.void_from_start);
	assert_int_equal(clock, read.clock);
}

static void test_posting_read__an_open_one_has_no_end(void **state)
{
	struct rota_posting read = read_posting(posting("designate", "full"));

	(void)state;
	assert_null(read.end_act);
	assert_int_equal(ROTA_DAY_NEVER, read.to);
	assert_int_equal(ROTA_DAY_NEVER, rota_posting_end(&read));
	assert_false(rota_posting_is_void(&read));
}

static void test_posting_read__none_without_its_creating_entry(void **state)
{
	struct rota_id unknown = rota_id_make((struct rota_writer_id){ { 8 } }, 99);
	struct rota_posting read;

	(void)state;
	finish(unknown, "retire", "2024-02-01");
	assert_false(rota_posting_read(&read, folded(unknown)));
}

static void test_posting_read__none_when_its_begin_is_undone(void **state)
{
	struct rota_id id = posting("designate", "full");
	struct rota_posting read;

	(void)state;
	undo(id, id);
	assert_false(rota_posting_read(&read, folded(id)));
}

/* --- days ----------------------------------------------------------------------------------- */

static void test_posting_on__the_first_day_is_in_the_day_of_the_end_is_not(void **state)
{
	struct rota_id id = posting("designate", "full");

	(void)state;
	finish(id, "retire", "2024-02-01");
	expect_on(ROTA_HOLDS_NOT, id, "2023-08-31");
	expect_on(ROTA_HOLDS_FULL, id, "2023-09-01");
	expect_on(ROTA_HOLDS_FULL, id, "2024-01-31");
	expect_on(ROTA_HOLDS_NOT, id, "2024-02-01");
}

static void test_posting_on__an_open_one_goes_on(void **state)
{
	(void)state;
	expect_on(ROTA_HOLDS_FULL, posting("designate", "full"), "2199-12-31");
}

static void test_posting_on__an_undone_end_does_not_end(void **state)
{
	struct rota_id id = posting("designate", "full");

	(void)state;
	undo(id, finish(id, "retire", "2024-02-01"));
	expect_on(ROTA_HOLDS_FULL, id, "2024-02-01");
}

static void test_posting_on__acting_and_in_charge_are_no_full_holders(void **state)
{
	(void)state;
	expect_on(ROTA_HOLDS_ACTING, posting("delegate", "acting"), "2023-09-01");
	expect_on(ROTA_HOLDS_ACTING, posting("take_charge", "in_charge"), "2023-09-01");
}

/* --- steps ---------------------------------------------------------------------------------- */

static void test_posting_on__elected_is_pending_until_approved(void **state)
{
	struct rota_id id = posting("elect", "full");

	(void)state;
	expect_on(ROTA_HOLDS_PENDING, id, "2023-10-01");
	step(id, "approve", "2023-09-20");
	expect_on(ROTA_HOLDS_PENDING, id, "2023-09-19");
	expect_on(ROTA_HOLDS_FULL, id, "2023-09-20");
	expect_on(ROTA_HOLDS_FULL, id, "2023-10-01");
}

static void test_posting_on__only_an_election_waits_for_approval(void **state)
{
	(void)state;
	expect_on(ROTA_HOLDS_FULL, posting("appoint", "full"), "2023-09-01");
	expect_on(ROTA_HOLDS_FULL, posting("approve", "full"), "2023-09-01");
}

static void test_posting_on__an_undone_approval_leaves_it_pending(void **state)
{
	struct rota_id id = posting("elect", "full");

	(void)state;
	undo(id, step(id, "approve", "2023-09-20"));
	expect_on(ROTA_HOLDS_PENDING, id, "2023-10-01");
}

static void test_posting_on__refused_never_was(void **state)
{
	struct rota_id id = posting("elect", "full");
	struct rota_posting read;

	(void)state;
	step(id, "refuse", "2023-09-20");
	expect_on(ROTA_HOLDS_NOT, id, "2023-09-01");
	expect_on(ROTA_HOLDS_NOT, id, "2023-10-01");
	read = read_posting(id);
	assert_true(rota_posting_is_void(&read));
	assert_int_equal(day("2023-09-01"), rota_posting_end(&read));
}

static void test_posting_on__suspended_until_resumed(void **state)
{
	struct rota_id id = posting("designate", "full");

	(void)state;
	step(id, "suspend", "2023-10-01");
	expect_on(ROTA_HOLDS_FULL, id, "2023-09-30");
	expect_on(ROTA_HOLDS_SUSPENDED, id, "2023-10-01");
	expect_on(ROTA_HOLDS_SUSPENDED, id, "2024-10-01");
	step(id, "resume", "2023-11-01");
	expect_on(ROTA_HOLDS_SUSPENDED, id, "2023-10-31");
	expect_on(ROTA_HOLDS_FULL, id, "2023-11-01");
}

static void test_posting_on__may_be_suspended_again(void **state)
{
	struct rota_id id = posting("designate", "full");

	(void)state;
	step(id, "suspend", "2023-10-01");
	step(id, "resume", "2023-11-01");
	step(id, "suspend", "2023-12-01");
	expect_on(ROTA_HOLDS_FULL, id, "2023-11-30");
	expect_on(ROTA_HOLDS_SUSPENDED, id, "2023-12-01");
}

static void test_posting_on__one_that_acts_is_not_suspended(void **state)
{
	struct rota_id id = posting("delegate", "acting");

	(void)state;
	step(id, "suspend", "2023-10-01");
	expect_on(ROTA_HOLDS_ACTING, id, "2023-10-01");
}

static void test_posting_on__an_end_ends_a_suspension_too(void **state)
{
	struct rota_id id = posting("designate", "full");

	(void)state;
	step(id, "suspend", "2023-10-01");
	finish(id, "dismiss", "2023-11-01");
	expect_on(ROTA_HOLDS_SUSPENDED, id, "2023-10-31");
	expect_on(ROTA_HOLDS_NOT, id, "2023-11-01");
}

static void test_posting_had_step__from_its_day_on(void **state)
{
	struct rota_id id = posting("designate", "full");
	struct rota_posting read;

	(void)state;
	step(id, "suspend", "2023-10-01");
	read = read_posting(id);
	assert_false(rota_posting_had_step(&read, "suspend", day("2023-09-30")));
	assert_true(rota_posting_had_step(&read, "suspend", day("2023-10-01")));
	assert_false(rota_posting_had_step(&read, "resume", day("2023-10-01")));
}

/* --- revoked -------------------------------------------------------------------------------- */

static void test_posting_end__revoked_from_a_day_is_the_earlier_of_both(void **state)
{
	struct rota_id id = posting("designate", "full");
	struct rota_posting read;

	(void)state;
	revoke_from(id, "2023-12-01");
	expect_on(ROTA_HOLDS_FULL, id, "2023-11-30");
	expect_on(ROTA_HOLDS_NOT, id, "2023-12-01");
	finish(id, "retire", "2024-02-01");
	read = read_posting(id);
	assert_int_equal(day("2023-12-01"), rota_posting_end(&read));
	assert_false(rota_posting_is_void(&read));
}

static void test_posting_day__of_its_days_the_nearest(void **state)
{
	struct rota_id id = posting("designate", "full"); /* from 2023-09-01 on */
	struct rota_posting read;

	(void)state;
	finish(id, "retire", "2024-02-01");
	read = read_posting(id);
	assert_int_equal(day("2023-09-01"), rota_posting_day(&read, day("2023-01-01")));
	assert_int_equal(day("2023-12-24"), rota_posting_day(&read, day("2023-12-24")));
	assert_int_equal(day("2024-01-31"), rota_posting_day(&read, day("2024-02-01")));
}

static void test_posting_end__an_end_before_the_revocation_counts(void **state)
{
	struct rota_id id = posting("designate", "full");
	struct rota_posting read;

	(void)state;
	finish(id, "retire", "2023-10-01");
	revoke_from(id, "2023-12-01");
	read = read_posting(id);
	assert_int_equal(day("2023-10-01"), rota_posting_end(&read));
}

static void test_posting_is_void__revoked_from_the_start(void **state)
{
	struct rota_id id = posting("designate", "full");
	struct rota_posting read;

	(void)state;
	revoke_from_start(id);
	expect_on(ROTA_HOLDS_NOT, id, "2023-09-01");
	expect_on(ROTA_HOLDS_NOT, id, "2024-09-01");
	read = read_posting(id);
	assert_true(rota_posting_is_void(&read));
	assert_int_equal(day("2023-09-01"), rota_posting_end(&read));
}

static void test_posting_is_void__revoked_from_its_first_day(void **state)
{
	struct rota_id id = posting("designate", "full");
	struct rota_posting read;

	(void)state;
	revoke_from(id, "2023-09-01");
	read = read_posting(id);
	assert_true(rota_posting_is_void(&read));
}

/* --- vacancies ------------------------------------------------------------------------------ */

static struct rota_id vacancy(const char *post, const char *on, const char *stated)
{
	struct rota_draft draft = draft_of(&world, "post.vacant");

	rota_draft_on(&draft, day_of(on));
	rota_draft_set_id(&draft, "unit", unit_id());
	rota_draft_set(&draft, "post", rota_text(post));
	rota_draft_set(&draft, "state", rota_text(stated));
	return record(&world, &draft);
}

static void test_vacancy_read__gives_every_field(void **state)
{
	struct rota_vacancy read;

	(void)state;
	assert_true(rota_vacancy_read(&read, folded(vacancy("chair", "2024-02-01", "on"))));
	assert_int_equal(0, rota_id_compare(unit_id(), read.unit));
	assert_string_equal("chair", read.post);
	assert_int_equal(day("2024-02-01"), read.from);
	assert_false(read.withdrawn);
}

static void test_vacancy_read__none_when_undone(void **state)
{
	struct rota_id id = vacancy("chair", "2024-02-01", "on");
	struct rota_vacancy read;

	(void)state;
	undo(id, id);
	assert_false(rota_vacancy_read(&read, folded(id)));
}

static void test_vacancy_read__says_that_it_is_withdrawn(void **state)
{
	struct rota_id id = vacancy("chair", "2024-02-01", "on");
	struct rota_draft draft = about("post.vacant", id, "2024-02-01");
	struct rota_vacancy read;

	(void)state;
	rota_draft_set(&draft, "state", rota_text("withdrawn"));
	record(&world, &draft);
	assert_true(rota_vacancy_read(&read, folded(id)));
	assert_true(read.withdrawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_posting_read__gives_every_field),
		TEST(test_posting_read__an_open_one_has_no_end),
		TEST(test_posting_read__none_without_its_creating_entry),
		TEST(test_posting_read__none_when_its_begin_is_undone),
		TEST(test_posting_on__the_first_day_is_in_the_day_of_the_end_is_not),
		TEST(test_posting_on__an_open_one_goes_on),
		TEST(test_posting_on__an_undone_end_does_not_end),
		TEST(test_posting_on__acting_and_in_charge_are_no_full_holders),
		TEST(test_posting_on__elected_is_pending_until_approved),
		TEST(test_posting_on__only_an_election_waits_for_approval),
		TEST(test_posting_on__an_undone_approval_leaves_it_pending),
		TEST(test_posting_on__refused_never_was),
		TEST(test_posting_on__suspended_until_resumed),
		TEST(test_posting_on__may_be_suspended_again),
		TEST(test_posting_on__one_that_acts_is_not_suspended),
		TEST(test_posting_on__an_end_ends_a_suspension_too),
		TEST(test_posting_had_step__from_its_day_on),
		TEST(test_posting_end__revoked_from_a_day_is_the_earlier_of_both),
		TEST(test_posting_day__of_its_days_the_nearest),
		TEST(test_posting_end__an_end_before_the_revocation_counts),
		TEST(test_posting_is_void__revoked_from_the_start),
		TEST(test_posting_is_void__revoked_from_its_first_day),
		TEST(test_vacancy_read__gives_every_field),
		TEST(test_vacancy_read__none_when_undone),
		TEST(test_vacancy_read__says_that_it_is_withdrawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
