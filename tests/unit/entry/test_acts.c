/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of acts and of issuing bodies, written down a second time by hand. */
#include "rota/acts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { OPENS = 1, STEPS = 2, CLOSES = 4 };

static const struct {
	const char *id;
	int effect;
	unsigned posts;
	const char *mode;
	bool paper;
	bool needs_end;
} wanted_acts[] = {
	{ "elect", OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "approve", OPENS | STEPS, ROTA_POST_BOTH, "full", true, false },
	{ "refuse", STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "designate", OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "appoint", OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "reappoint", OPENS | STEPS, ROTA_POST_BOTH, "full", true, false },
	{ "transfer", OPENS | CLOSES, ROTA_POST_BOTH, "full", true, false },
	{ "rotate", OPENS | CLOSES, ROTA_POST_BOTH, "full", true, true },
	{ "second", OPENS, ROTA_POST_BOTH, "full", true, true },
	{ "stay", STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "delegate", OPENS, ROTA_POST_CHAIR, "acting", true, false },
	{ "take_charge", OPENS, ROTA_POST_BOTH, "in_charge", true, false },
	{ "release", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "resign", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "dismiss", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "recall", CLOSES, ROTA_POST_CHAIR, NULL, true, false },
	{ "remove", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "expel", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "suspend", STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "resume", STEPS, ROTA_POST_BOTH, NULL, true, false },
	{ "retire", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "die", CLOSES, ROTA_POST_BOTH, NULL, false, false },
	{ "leave", CLOSES, ROTA_POST_BOTH, NULL, true, false },
	{ "restore", OPENS, ROTA_POST_BOTH, "full", true, false },
	{ "unit_ended", CLOSES, ROTA_POST_BOTH, NULL, false, false },
	{ "term_end", CLOSES, ROTA_POST_BOTH, NULL, false, false },
};

static void test_act_find__knows_what_every_act_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wanted_acts); i++) {
		const struct rota_act *act = rota_act_find(wanted_acts[i].id);

		if (!act)
			fail_msg("no act '%s'", wanted_acts[i].id);
		assert_string_equal(wanted_acts[i].id, act->id);
		assert_int_equal(wanted_acts[i].effect,
				 (rota_act_opens(act) ? OPENS : 0) |
					 (rota_act_steps(act) ? STEPS : 0) |
					 (rota_act_closes(act) ? CLOSES : 0));
		assert_int_equal(wanted_acts[i].posts, act->posts);
		assert_int_equal(wanted_acts[i].paper, act->paper);
		assert_int_equal(wanted_acts[i].needs_end, act->needs_end);
		if (wanted_acts[i].mode)
			assert_string_equal(wanted_acts[i].mode, act->mode);
		else
			assert_null(act->mode);
	}
}

static void test_act_find__every_word_has_its_act(void **state)
{
	(void)state;
	for (size_t i = 0; i < rota_acts_words.count; i++)
		assert_non_null(rota_act_find(rota_acts_words.words[i].id));
	for (size_t i = 0; i < COUNT(wanted_acts); i++)
		assert_non_null(rota_word_find(&rota_acts_words, wanted_acts[i].id));
}

static void test_act_find__what_is_no_act_is_null(void **state)
{
	(void)state;
	assert_null(rota_act_find(NULL));
	assert_null(rota_act_find(""));
	assert_null(rota_act_find("Elect"));
	assert_null(rota_act_find("bầu"));
}

static void test_act_modes__are_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wanted_acts); i++)
		if (wanted_acts[i].mode)
			assert_non_null(rota_word_find(&rota_modes, wanted_acts[i].mode));
}

static const struct {
	const char *id;
	const char *symbols;
	bool party;
	enum rota_tier tier;
} wanted_bodies[] = {
	{ "btv_province", "TU", true, ROTA_TIER_PROVINCE },
	{ "btc_province", "BTCTU", true, ROTA_TIER_PROVINCE },
	{ "btv_district", "HU ThU TXU ThiU", true, ROTA_TIER_DISTRICT },
	{ "committee_commune", "ĐU", true, ROTA_TIER_COMMUNE },
	{ "congress_commune", "ĐH", true, ROTA_TIER_COMMUNE },
	{ "central", "TW BTCTW", true, ROTA_TIER_CENTRE },
	{ "council_commune", "HĐND", false, ROTA_TIER_COMMUNE },
	{ "chair_district", "UBND", false, ROTA_TIER_DISTRICT },
	{ "ubnd_district", "UBND", false, ROTA_TIER_DISTRICT },
	{ "chair_province", "UBND", false, ROTA_TIER_PROVINCE },
	{ "ubnd_province", "UBND", false, ROTA_TIER_PROVINCE },
	{ "council_province", "HĐND", false, ROTA_TIER_PROVINCE },
	{ "assembly", "UBTVQH QH", false, ROTA_TIER_CENTRE },
	{ "other", "", false, ROTA_TIER_NONE },
};

static void test_bodies__are_those_that_issue_papers(void **state)
{
	size_t count;
	const struct rota_body *bodies = rota_bodies(&count);

	(void)state;
	assert_int_equal(COUNT(wanted_bodies), count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(wanted_bodies[i].id, bodies[i].id);
		assert_string_equal(wanted_bodies[i].symbols, bodies[i].symbols);
		assert_int_equal(wanted_bodies[i].party, bodies[i].party);
		assert_int_equal(wanted_bodies[i].tier, bodies[i].tier);
		assert_ptr_equal(&bodies[i], rota_body_find(bodies[i].id));
		assert_non_null(rota_word_find(&rota_bodies_words, bodies[i].id));
	}
	for (size_t i = 0; i < rota_bodies_words.count; i++)
		assert_non_null(rota_body_find(rota_bodies_words.words[i].id));
}

static void test_body_find__what_is_no_body_is_null(void **state)
{
	(void)state;
	assert_null(rota_body_find(NULL));
	assert_null(rota_body_find(""));
	assert_null(rota_body_find("HU"));
}

/* Stores hold these numbers: what stands here never moves. */
static void test_act_number__is_for_ever(void **state)
{
	static const char *const ids[] = { "elect",      "approve",   "refuse",   "designate",
					   "appoint",    "reappoint", "transfer", "rotate",
					   "second",     "stay",      "delegate", "take_charge",
					   "release",    "resign",    "dismiss",  "recall",
					   "remove",     "expel",     "suspend",  "resume",
					   "retire",     "die",       "leave",    "restore",
					   "unit_ended", "term_end" };

	(void)state;
	for (uint8_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		assert_int_equal(i + 1, rota_act_number(ids[i]));
		assert_string_equal(ids[i], rota_act_of_number((uint8_t)(i + 1)));
	}
	assert_int_equal(0, rota_act_number(NULL));
	assert_int_equal(0, rota_act_number("sing"));
	assert_null(rota_act_of_number(0));
	assert_null(rota_act_of_number(UINT8_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_act_find__knows_what_every_act_does),
		cmocka_unit_test(test_act_find__every_word_has_its_act),
		cmocka_unit_test(test_act_find__what_is_no_act_is_null),
		cmocka_unit_test(test_act_modes__are_words),
		cmocka_unit_test(test_bodies__are_those_that_issue_papers),
		cmocka_unit_test(test_body_find__what_is_no_body_is_null),
		cmocka_unit_test(test_act_number__is_for_ever),
	};

	return cmocka_run_group_tests_name("acts", tests, NULL, NULL);
}
