/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of ledger/disposition.h and rota/disposition.h. */
#include "ledger/disposition.h"
#include "tests/unit/ledger/recorded.h"

static const struct rota_error fault = { ROTA_EINVALID, "V10", "from is not before to", "" };
static const struct rota_error unknown = { ROTA_ENOTFOUND, "", "needs a newer rota", "" };

static void expect(const struct rota_disposition_facts *facts, enum rota_disposition disposition,
		   const char *rule, const char *what)
{
	struct rota_disposed out = rota_dispose(facts);

	assert_int_equal(disposition, out.disposition);
	assert_string_equal(rule, out.rule);
	assert_string_equal(what, out.what);
}

static void test_dispose__what_is_sound_is_a_fact(void **state)
{
	const struct rota_error sound = { 0 };

	(void)state;
	expect(&(struct rota_disposition_facts){ 0 }, ROTA_FACT, "", "");
	expect(&(struct rota_disposition_facts){ .fault = &sound, .held = "" }, ROTA_FACT, "", "");
}

static void test_dispose__an_unknown_word_is_held(void **state)
{
	(void)state;
	expect(&(struct rota_disposition_facts){ .held = "posting.lend", .fault = &unknown },
	       ROTA_HELD, "", "posting.lend");
}

static void test_dispose__a_broken_rule_is_rejected_with_its_sentence(void **state)
{
	(void)state;
	expect(&(struct rota_disposition_facts){ .fault = &fault, .custody = ROTA_CUSTODY_OTHER },
	       ROTA_REJECTED, "V10", "from is not before to");
}

static void test_dispose__of_a_unit_of_another_it_is_a_proposal(void **state)
{
	(void)state;
	expect(&(struct rota_disposition_facts){ .custody = ROTA_CUSTODY_OTHER, .creates = true },
	       ROTA_PROPOSAL, "V07", "");
	expect(&(struct rota_disposition_facts){ .custody = ROTA_CUSTODY_OTHER }, ROTA_PROPOSAL,
	       "V101", "");
}

static void test_dispose__what_was_handed_over_counts_when_it_was_decided_before(void **state)
{
	(void)state;
	expect(&(struct rota_disposition_facts){ .custody = ROTA_CUSTODY_BEFORE }, ROTA_FACT, "",
	       "");
	expect(&(struct rota_disposition_facts){ .custody = ROTA_CUSTODY_AFTER }, ROTA_PROPOSAL,
	       "V08", "");
}

static void test_dispose__what_refers_to_the_unknown_waits_for_it(void **state)
{
	struct rota_disposition_facts facts = { .missing = id_of(0xa1, 258) };

	(void)state;
	expect(&facts, ROTA_HELD, "", "a1000000000000000000000000000102");
	facts.custody = ROTA_CUSTODY_OTHER;
	expect(&facts, ROTA_PROPOSAL, "V101", "");
}

static void test_dispose__what_is_not_believed_is_rejected_whatever_else_is_known(void **state)
{
	struct rota_disposition_facts facts = { .revoked = true, .undone = true, .fault = &fault };
	struct rota_disposed out = rota_dispose(&facts);

	(void)state;
	expect(&facts, ROTA_REJECTED, "V102", "");
	assert_true(rota_disposed_as_revoked(&out));
	facts = (struct rota_disposition_facts){ .fault = &fault };
	out = rota_dispose(&facts);
	assert_false(rota_disposed_as_revoked(&out));
}

static void test_dispose__what_is_taken_back_troubles_nobody(void **state)
{
	(void)state;
	expect(&(struct rota_disposition_facts){ .undone = true,
						 .held = "posting.lend",
						 .fault = &fault,
						 .custody = ROTA_CUSTODY_OTHER,
						 .missing = id_of(1, 1) },
	       ROTA_FACT, "", "");
}

static void test_dispositions__their_words_are_those_of_receipts(void **state)
{
	(void)state;
	assert_int_equal(4, rota_dispositions.count);
	assert_string_equal("fact", rota_dispositions.words[ROTA_FACT].id);
	assert_string_equal("proposal", rota_dispositions.words[ROTA_PROPOSAL].id);
	assert_string_equal("held", rota_dispositions.words[ROTA_HELD].id);
	assert_string_equal("rejected", rota_dispositions.words[ROTA_REJECTED].id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dispose__what_is_sound_is_a_fact),
		cmocka_unit_test(test_dispose__an_unknown_word_is_held),
		cmocka_unit_test(test_dispose__a_broken_rule_is_rejected_with_its_sentence),
		cmocka_unit_test(test_dispose__of_a_unit_of_another_it_is_a_proposal),
		cmocka_unit_test(
			test_dispose__what_was_handed_over_counts_when_it_was_decided_before),
		cmocka_unit_test(test_dispose__what_refers_to_the_unknown_waits_for_it),
		cmocka_unit_test(
			test_dispose__what_is_not_believed_is_rejected_whatever_else_is_known),
		cmocka_unit_test(test_dispose__what_is_taken_back_troubles_nobody),
		cmocka_unit_test(test_dispositions__their_words_are_those_of_receipts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
