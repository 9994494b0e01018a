/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/claim.h; how bounds use claims is in test_bounds.c. */
#include "ledger/claim.h"
#include "tests/unit/ledger/recorded.h"

enum { TODAY = 1000 };

static struct rota_arena arena;
static struct rota_subject cadre;
static struct rota_matters matters;
static struct rota_claims claims;
static bool asserted; /* that somebody is not local */
static size_t asked;  /* how often which of the two counts */

static int begin(void **state)
{
	(void)state;
	cadre = recorded(&arena, ROTA_ENTITY_CADRE, cadre_id(1));
	give(&arena, &cadre, "native", rota_text("Hà Nội"));
	matters = (struct rota_matters){ 0 };
	claims = (struct rota_claims){ 0 };
	asserted = false;
	asked = 0;
	return 0;
}

static int end(void **state)
{
	(void)state;
	rota_arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

/** Who is from Hà Nội is not local, unless the office says otherwise. */
static int locality(bool *non_local, enum rota_claim_sort sort, const struct rota_posting *posting,
		    const struct rota_subject *subjects, void *payload, struct rota_error *err)
{
	(void)posting;
	if (payload)
		return rota_fail(err, ROTA_ECORRUPT, NULL, "no origin");
	asked += sort == ROTA_CLAIM_AS_IT_COUNTS;
	if (sort == ROTA_CLAIM_ASSERTED) {
		*non_local = asserted;
		return ROTA_OK;
	}
	*non_local = strcmp(rota_subject_text(&subjects[1], "native"), "Hà Nội") == 0;
	return ROTA_OK;
}

static int claim(const struct rota_subject *posting, void *payload)
{
	const struct rota_claim_context context = { .matters = matters.items,
						    .matter_count = matters.count,
						    .day = TODAY,
						    .locality = locality,
						    .payload = payload };
	const struct rota_subject *subjects[] = { posting, &cadre };

	return rota_claims_add(&claims, &arena, &context, subjects, 2, NULL);
}

static void find_matters(const struct rota_subject *postings, size_t count)
{
	matters = find_all(&arena, postings, count, NULL);
	assert_int_equal(ROTA_OK, rota_matters_find_conflicts(&matters, &arena, &cadre, NULL));
}

static void expect_need(const struct rota_claim *of, size_t at, size_t matter, size_t outcome,
			bool otherwise)
{
	assert_true(at < of->need_count);
	assert_int_equal(matter, of->needs[at].matter);
	assert_int_equal(outcome, of->needs[at].outcome);
	assert_int_equal(otherwise, of->needs[at].otherwise);
}

static void test_claims_add__without_matters_a_posting_claims_its_post(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(1, claims.count);
	assert_int_equal(0, rota_id_compare(posting_id(7), claims.items[0].posting));
	assert_int_equal(0, rota_id_compare(unit_id(3), claims.items[0].unit));
	assert_int_equal(0, rota_id_compare(cadre_id(1), claims.items[0].person));
	assert_string_equal("chair", claims.items[0].post);
	assert_int_equal(900, claims.items[0].from);
	assert_int_equal(7, claims.items[0].clock);
	assert_true(claims.items[0].non_local);
	assert_int_equal(0, claims.items[0].need_count);
}

static void test_claims_add__who_fills_nothing_claims_nothing(void **state)
{
	struct rota_subject over = recorded_posting(&arena, 7, 3, "chair", 1, 900, TODAY);
	struct rota_subject empty = recorded(&arena, ROTA_ENTITY_POSTING, posting_id(8));

	(void)state;
	assert_int_equal(ROTA_OK, claim(&over, NULL));
	assert_int_equal(ROTA_OK, claim(&empty, NULL));
	assert_int_equal(0, claims.count);
}

static void test_claims_add__each_value_in_conflict_claims_for_itself(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	give(&arena, &one, "unit", id_value(&arena, unit_id(4)));
	give(&arena, &cadre, "native", rota_text("Hưng Yên"));
	find_matters(&one, 1);
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(4, claims.count);
	for (size_t i = 0; i < 4; i++) {
		size_t unit = claims.items[i].needs[0].outcome;

		assert_int_equal(2, claims.items[i].need_count);
		expect_need(&claims.items[i], 0, 0, unit, false);
		expect_need(&claims.items[i], 1, 1, claims.items[i].non_local ? 0 : 1, false);
		assert_int_equal(0, rota_id_compare(unit_id(unit ? 4 : 3), claims.items[i].unit));
	}
}

static void test_claims_add__a_value_by_which_it_fills_nothing_claims_nothing(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, 1100);

	(void)state;
	give(&arena, &one, "to", day_value(&arena, TODAY));
	give(&arena, &one, "to", rota_nil());
	find_matters(&one, 1);
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(2, claims.count);
	expect_need(&claims.items[0], 0, 0, 0, false);
	expect_need(&claims.items[1], 0, 0, 2, false);
}

static void test_claims_add__a_posting_gives_way_where_its_rival_is_the_real_one(void **state)
{
	struct rota_subject both[] = {
		recorded_posting(&arena, 9, 3, "chair", 1, 800, ROTA_DAY_NEVER),
		recorded_posting(&arena, 8, 3, "chair", 1, 900, ROTA_DAY_NEVER)
	};

	(void)state;
	find_matters(both, 2);
	assert_int_equal(1, matters.count);
	assert_int_equal(ROTA_OK, claim(&both[0], NULL));
	assert_int_equal(ROTA_OK, claim(&both[1], NULL));
	assert_int_equal(2, claims.count); /* 8 is the first by id, whoever came first */
	expect_need(&claims.items[0], 0, 0, rota_matter_outcome_find(&matters.items[0], "first"),
		    true);
	expect_need(&claims.items[1], 0, 0, rota_matter_outcome_find(&matters.items[0], "second"),
		    true);
}

/** The locality of a posting is a matter on some days. */
static void dispute(const struct rota_subject *posting, int32_t from)
{
	struct rota_posting read;
	const struct rota_stated_locality facts = { .posting = &read,
						    .gazetteer = &(struct rota_gazetteer){ 0 } };

	assert_true(rota_posting_read(&read, posting));
	read.from = from;
	assert_int_equal(ROTA_OK, rota_matters_add_disputed(&matters, &arena, &facts, NULL));
}

static void test_claims_add__a_disputed_locality_claims_for_each_value(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	dispute(&one, 900);
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(2, claims.count);
	assert_true(claims.items[0].non_local);
	assert_false(claims.items[1].non_local);
	assert_int_equal(1, claims.items[0].need_count);
	expect_need(&claims.items[0], 0, 0, 0, false);
	assert_int_equal(1, claims.items[1].need_count);
	expect_need(&claims.items[1], 0, 0, 0, true);
	assert_string_equal("computed",
			    rota_matter_kind(ROTA_MATTER_LOCALITY_DIFFERS)->outcomes[0].id);
	assert_int_equal(0, asked); /* what counts meanwhile is none of the two outcomes */
}

static void test_claims_add__a_disputed_locality_that_counts_alike_is_no_condition(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	asserted = true;
	dispute(&one, 900);
	give(&arena, &one, "unit", id_value(&arena, unit_id(4)));
	assert_int_equal(ROTA_OK, rota_matters_find_conflicts(&matters, &arena, &one, NULL));
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(2, claims.count);
	for (size_t i = 0; i < 2; i++) {
		assert_true(claims.items[i].non_local);
		assert_int_equal(1, claims.items[i].need_count);
		expect_need(&claims.items[i], 0, 1, i, false); /* the unit */
	}
}

static void test_claims_add__disputed_on_other_days_it_counts_as_it_counts(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	dispute(&one, TODAY + 1);
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(1, claims.count);
	assert_int_equal(0, claims.items[0].need_count);
	assert_int_equal(1, asked);
}

static void test_claims_add__what_does_not_weigh_that_day_has_no_effect(void **state)
{
	struct rota_subject both[] = { recorded_posting(&arena, 8, 3, "chair", 1, 800, 950),
				       recorded_posting(&arena, 9, 3, "chair", 1, 900,
							ROTA_DAY_NEVER) };

	(void)state;
	give(&arena, &both[1], "begin_doc", rota_text("one"));
	give(&arena, &both[1], "begin_doc", rota_text("another"));
	find_matters(both, 2);
	assert_int_equal(2, matters.count);
	assert_int_equal(ROTA_OK, claim(&both[1], NULL));
	assert_int_equal(1, claims.count);
	assert_int_equal(0, claims.items[0].need_count);
}

static void test_claims_add__the_subjects_stay_as_they_were(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	give(&arena, &one, "unit", id_value(&arena, unit_id(4)));
	find_matters(&one, 1);
	assert_int_equal(ROTA_OK, claim(&one, NULL));
	assert_int_equal(0, rota_id_compare(unit_id(3), rota_subject_id(&one, "unit")));
}

static void test_claims_add__returns_what_the_locality_function_does(void **state)
{
	struct rota_subject one = recorded_posting(&arena, 7, 3, "chair", 1, 900, ROTA_DAY_NEVER);

	(void)state;
	assert_int_equal(ROTA_ECORRUPT, claim(&one, &one));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_claims_add__without_matters_a_posting_claims_its_post),
		TEST(test_claims_add__who_fills_nothing_claims_nothing),
		TEST(test_claims_add__each_value_in_conflict_claims_for_itself),
		TEST(test_claims_add__a_value_by_which_it_fills_nothing_claims_nothing),
		TEST(test_claims_add__a_posting_gives_way_where_its_rival_is_the_real_one),
		TEST(test_claims_add__a_disputed_locality_claims_for_each_value),
		TEST(test_claims_add__a_disputed_locality_that_counts_alike_is_no_condition),
		TEST(test_claims_add__disputed_on_other_days_it_counts_as_it_counts),
		TEST(test_claims_add__what_does_not_weigh_that_day_has_no_effect),
		TEST(test_claims_add__the_subjects_stay_as_they_were),
		TEST(test_claims_add__returns_what_the_locality_function_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
