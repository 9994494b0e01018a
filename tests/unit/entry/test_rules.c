/* SPDX-License-Identifier: Apache-2.0 */
/* The rules between the fields of one entry, each with what it lets through and what it refuses. */
#include "entry/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "rota/language.h"
#include "tests/support/entry_rows.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define ALL_SOUND(rows) assert_all_sound(rows, COUNT(rows))
#define ALL_FAULTS(rows) assert_all_faults(rows, COUNT(rows))

#define ENTITY ",'id':'" ID_06 "'"
#define PAPER(more) "{'issuer':'HĐND xã','type':'NQ','signed':'2024-01-01'" more "}"
#define NUMBERED PAPER(",'no':'1'")
#define MENDING PAPER(",'no':'2','fixes':{'signed':'2023'}")
#define DOC "'doc':[" NUMBERED "]"

/* clang-format off */
#define POLICY(more) "{" FRAME("policy.set") ",'on':0" more "}"
#define SIGNED(day) \
	POLICY(",'doc':[" NUMBERED ",{'issuer':'x','type':'QD','no':'2','signed':'" day "'}]")
#define AT(instant) \
	"{'v':1,'n':5,'t':'" instant "#0'," BY ",'k':'policy.set','on':0,'doc':[" \
	"{'issuer':'x','type':'QD','no':'2','signed':'2024-02-16'}]}"
#define UNNUMBERED(more) POLICY(",'doc':[" PAPER("") "]" more)
#define UNIT(code, type, more) \
	"{" FRAME("unit.create") ",'on':0,'b':{'name':'Ân Thi','code':'" code "','type':'" type \
	"'" more "}}"
#define RETYPE(code, type) \
	"{" FRAME("unit.change") ENTITY ",'on':'2025','b':{'code':'" code "','type':'" type "','legal':'-'}}"
#define PARENT ",'parent':'" ID_01 "'"
#define NAMED(name) "{" FRAME("cadre.create") ",'b':{'name':'" name "','born':'1975'}}"
#define RENAMED(name) "{" FRAME("cadre.change") ENTITY ",'b':{'name':'" name "'}}"
#define SPELL(place, from, to) \
	"{" FRAME("cadre.spell") ",'b':{'cadre':'" ID_01 "','place':" place ",'from':'" from \
	"','to':'" to "','what':'work'}}"
#define PAIR(kind, a, b, more) \
	"{" FRAME(kind) ",'b':{'a':'" ID(a) "','b':'" ID(b) "','state':'on'" more "},'why':'x'}"
#define BEGIN(post, act, mode, on, more) \
	"{" FRAME("posting.begin") ",'on':'" on "'," DOC ",'b':{'unit':'" ID_01 "','cadre':'" \
	ID_02 "','post':'" post "','act':'" act "','mode':'" mode "'" more "}}"
#define STEP(act) \
	"{" FRAME("posting.step") ENTITY ",'on':'2024-01-05'," DOC ",'b':{'act':'" act "'}}"
#define END(act) "{" FRAME("posting.end") ENTITY ",'on':'2024-01-05','b':{'act':'" act "'}}"
#define CORRECT(body, more) "{" FRAME("posting.correct") ENTITY ",'b':{" body "}" more "}"
#define VOID(more) "{" FRAME("posting.void") ENTITY more "}"
#define SETTLE(id, body) \
	"{" FRAME("matter.settle") id ",'b':{'of':'" HASH32 "','kind':'double_holder','subjects':['" ID_01 "'],'saw':['" ID_01 "']" body \
	"},'why':'x'}"
/* clang-format on */

static int speak_english(void **state)
{
	(void)state;
	return rota_language_choose("en");
}

static void test_rules__an_overridden_warning_has_a_reason(void **state)
{
	static const char *const sound[] = { POLICY(",'ok':['V13'],'why':'x'") };
	static const struct fault_row faults[] = {
		{ POLICY(",'ok':['V13']"), "", "a warning is overridden without a reason",
		  "give a reason with --why" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

/* The entries of these rows are recorded on 15/02/2024. */
static void test_rules_v37__no_paper_is_signed_after_it_was_recorded(void **state)
{
	static const char *const sound[] = { SIGNED("2024-02-15"), SIGNED("2024-02"),
					     SIGNED("2024"), SIGNED("1999-12-31") };
	static const struct fault_row faults[] = {
		{ SIGNED("2024-02-16"), "V37", "signed 16/02/2024 lies in the future",
		  "check the year" },
		{ SIGNED("2024-03"), "V37", "signed 03/2024 lies in the future", "check the year" },
		{ SIGNED("2032-05-12"), "V37", "signed 12/05/2032 lies in the future",
		  "check the year" },
		{ SIGNED("2025"), "V37", "signed 2025 lies in the future", "check the year" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v37__the_day_of_recording_is_that_of_the_province(void **state)
{
	static const char *const sound[] = { AT("2024-02-15T17:00:00.000Z") };
	static const struct fault_row faults[] = {
		{ AT("2024-02-15T16:59:59.999Z"), "V37", "signed 16/02/2024 lies in the future",
		  "check the year" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v30__a_paper_without_number_has_a_reason(void **state)
{
	static const char *const sound[] = { UNNUMBERED(",'why':'số bị mờ'") };
	static const struct fault_row faults[] = {
		{ UNNUMBERED(""), "V30", "the decision has no number",
		  "give the number, or say with --why why there is none" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v01__a_unit_code_has_the_digits_of_its_type(void **state)
{
	static const char *const sound[] = {
		UNIT("33", "tinh", ""),
		UNIT("01", "thanh_pho_tw", ""),
		UNIT("329", "huyen", PARENT),
		UNIT("328", "thi_xa", PARENT),
		UNIT("323", "thanh_pho", PARENT),
		UNIT("001", "quan", PARENT),
		UNIT("12157", "xa", PARENT),
		UNIT("11977", "phuong", PARENT),
		UNIT("12142", "thi_tran", PARENT),
		UNIT("99999", "dac_khu", PARENT),
		RETYPE("12157", "phuong"),
		"{" FRAME("unit.change") ENTITY ",'on':'2025','b':{'type':'phuong','legal':'-'}}",
	};
	static const struct fault_row faults[] = {
		{ UNIT("329", "tinh", PARENT), "V01", "code '329' has not the 2 digits of its type",
		  "look it up: rota unit find" },
		{ UNIT("33", "huyen", ""), "V01", "code '33' has not the 3 digits of its type",
		  "look it up: rota unit find" },
		{ UNIT("12157", "thanh_pho", PARENT), "V01",
		  "code '12157' has not the 3 digits of its type", "look it up: rota unit find" },
		{ UNIT("329", "xa", PARENT), "V01", "code '329' has not the 5 digits of its type",
		  "look it up: rota unit find" },
		{ RETYPE("329", "phuong"), "V01", "code '329' has not the 5 digits of its type",
		  "look it up: rota unit find" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules__a_unit_changes_by_law(void **state)
{
	static const struct fault_row faults[] = {
		{ "{" FRAME("unit.change") ENTITY ",'on':'2025','b':{'name':'Ân Thi'}}", "",
		  "the legal basis is missing", "name the resolution: legal=…" },
	};

	(void)state;
	ALL_FAULTS(faults);
}

static void test_rules__a_unit_below_the_province_has_a_parent(void **state)
{
	static const struct fault_row faults[] = {
		{ UNIT("329", "huyen", ""), "", "unit '329' has no parent",
		  "name the unit above it" },
		{ UNIT("12157", "xa", ""), "", "unit '12157' has no parent",
		  "name the unit above it" },
	};

	(void)state;
	ALL_FAULTS(faults);
}

static void test_rules_v61__a_name_has_two_words_of_letters(void **state)
{
	static const char *const sound[] = { NAMED("Nguyễn An"), NAMED("Nguyễn Thị Hồng Hà"),
					     NAMED("H’ Hen Niê"), RENAMED("Y Ngông-Knul B.") };
	static const char hint[] = "write family name, middle name and given name";
	static const struct fault_row faults[] = {
		{ NAMED("An"), "V61", "name 'An' is one word", hint },
		{ NAMED("Nguyễn-An"), "V61", "name 'Nguyễn-An' is one word", hint },
		{ NAMED("Nguyễn An 2"), "V61", "name 'Nguyễn An 2' has a '2'", hint },
		{ NAMED("Nguyễn A@n"), "V61", "name 'Nguyễn A@n' has a '@'", hint },
		{ NAMED("NguyÔn V¨n A\\\\"), "V61", "name 'NguyÔn V¨n A\\' has a '\\'", hint },
		{ RENAMED("An"), "V61", "name 'An' is one word", hint },
		{ RENAMED("Nguyễn An 0"), "V61", "name 'Nguyễn An 0' has a '0'", hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v91__a_question_mark_is_a_letter_lost(void **state)
{
	static const struct fault_row row = {
		NAMED("Nguy?n V?n An"), "V91",
		"name 'Nguy?n V?n An' has a '?': letters were lost when saving",
		"save the list again as 'CSV UTF-8'"
	};

	(void)state;
	assert_fault(&row);
}

static void test_rules__a_place_says_where(void **state)
{
	static const char *const sound[] = {
		"{" FRAME("cadre.change") ENTITY ",'b':{'native':{'text':'x'}}}",
		"{" FRAME("cadre.change") ENTITY ",'b':{'native':{'code':'33'}}}",
		"{" FRAME("cadre.change") ENTITY ",'b':{'native':{'unit':'" ID_01 "'}}}",
		"{" FRAME("cadre.change") ENTITY ",'b':{'native':null}}",
		SPELL("{'text':'x'}", "1993", "2014-06"),
	};
	static const char hint[] = "write it as on the paper";
	static const struct fault_row faults[] = {
		{ "{" FRAME("cadre.change") ENTITY ",'b':{'native':{'paper':'2c'}}}", "",
		  "field 'Native place' names no place", hint },
		{ "{" FRAME("cadre.change") ENTITY ",'b':{'birth_place':{'on':'1999'}}}", "",
		  "field 'Place of birth' names no place", hint },
		{ "{" FRAME("cadre.change") ENTITY ",'b':{'birth_reg':{'on':'1999'}}}", "",
		  "field 'Place of birth registration' names no place", hint },
		{ "{" FRAME("cadre.change") ENTITY ",'b':{'residence':{'on':'1999'}}}", "",
		  "field 'Permanent residence' names no place", hint },
		{ "{" FRAME("cadre.create") ",'b':{'name':'Nguyễn An','born':'1975','native':"
					    "{'paper':'2c'}}}",
		  "", "field 'Native place' names no place", hint },
		{ SPELL("{'on':'1999'}", "1993", "2014-06"), "", "field 'Place' names no place",
		  hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules__a_pair_is_two_records_in_order(void **state)
{
	static const char *const sound[] = {
		PAIR("cadre.same", "01", "02", ",'keep':'a'"),
		PAIR("cadre.distinct", "01", "02", ""),
		PAIR("posting.same", "01", "02", ""),
	};
	static const char message[] = "the two records are one, or not in order";
	static const struct fault_row faults[] = {
		{ PAIR("cadre.same", "02", "01", ",'keep':'a'"), "", message, "" },
		{ PAIR("cadre.same", "01", "01", ",'keep':'a'"), "", message, "" },
		{ PAIR("cadre.distinct", "02", "01", ""), "", message, "" },
		{ PAIR("posting.same", "02", "01", ""), "", message, "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v25__a_posting_begins_by_an_act_that_opens_it(void **state)
{
	static const char *const sound[] = {
		BEGIN("secretary", "designate", "full", "2024-01-05", ""),
		BEGIN("secretary", "approve", "full", "2024-01-05", ""),
		BEGIN("chair", "transfer", "full", "2024-01-05", ""),
		BEGIN("chair", "delegate", "acting", "2024-01-05", ""),
		BEGIN("secretary", "take_charge", "in_charge", "2024-01-05", ""),
	};
	static const char hint[] = "see the acts: rota help acts";
	static const struct fault_row faults[] = {
		{ BEGIN("chair", "release", "full", "2024-01-05", ""), "V25",
		  "'release' begins no posting", hint },
		{ BEGIN("chair", "suspend", "full", "2024-01-05", ""), "V25",
		  "'suspend' begins no posting", hint },
		{ BEGIN("secretary", "delegate", "acting", "2024-01-05", ""), "V25",
		  "'delegate the powers' is no act of this post", hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v16__the_mode_follows_from_the_act(void **state)
{
	static const char hint[] = "leave the mode out: it follows from the act";
	static const struct fault_row faults[] = {
		{ BEGIN("chair", "delegate", "full", "2024-01-05", ""), "V16",
		  "mode 'full' does not belong to 'delegate'", hint },
		{ BEGIN("chair", "appoint", "acting", "2024-01-05", ""), "V16",
		  "mode 'acting' does not belong to 'appoint'", hint },
		{ BEGIN("chair", "take_charge", "acting", "2024-01-05", ""), "V16",
		  "mode 'acting' does not belong to 'take_charge'", hint },
	};

	(void)state;
	ALL_FAULTS(faults);
}

static void test_rules_v22__an_election_has_its_day_and_it_comes_first(void **state)
{
	static const char *const sound[] = {
		BEGIN("chair", "elect", "full", "2024-01-05", ",'elected':'2024-01-05'"),
		BEGIN("chair", "elect", "full", "2024-01-05", ",'elected':'2023-12-31'"),
		BEGIN("chair", "elect", "full", "2024-01-05", ",'elected':'2024'"),
		BEGIN("chair", "approve", "full", "2024-01-05", ",'elected':'2023-12-20'"),
	};
	static const struct fault_row faults[] = {
		{ BEGIN("chair", "elect", "full", "2024-01-05", ""), "V22",
		  "the day of the election is missing", "give the day of the vote: --elected" },
		{ BEGIN("chair", "elect", "full", "2024-01-05", ",'elected':'2024-01-06'"), "V22",
		  "elected 06/01/2024, in post from 05/01/2024", "check both days" },
		{ BEGIN("chair", "approve", "full", "2024-01-05", ",'elected':'2024-02'"), "V22",
		  "elected 02/2024, in post from 05/01/2024", "check both days" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules__rotation_and_secondment_have_a_planned_end(void **state)
{
	static const char *const sound[] = {
		BEGIN("chair", "rotate", "full", "2024-01-05", ",'planned_end':'2027'"),
		BEGIN("chair", "second", "full", "2024-01-05", ",'planned_end':'2027-01-05'"),
	};
	static const struct fault_row faults[] = {
		{ BEGIN("chair", "rotate", "full", "2024-01-05", ""), "",
		  "'rotate' has no planned end", "give the planned end: --until" },
		{ BEGIN("chair", "second", "full", "2024-01-05", ""), "",
		  "'second' has no planned end", "give the planned end: --until" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v56__the_first_day_in_post_is_a_full_day(void **state)
{
	static const char message[] = "the first day in post must be a full day";
	static const char hint[] = "write it as dd/mm/yyyy";
	static const struct fault_row faults[] = {
		{ BEGIN("chair", "appoint", "full", "2024-01", ""), "V56", message, hint },
		{ BEGIN("chair", "appoint", "full", "2024", ""), "V56", message, hint },
	};

	(void)state;
	ALL_FAULTS(faults);
}

static void test_rules_v25__steps_and_ends_have_their_acts(void **state)
{
	static const char *const sound[] = {
		STEP("approve"), STEP("refuse"), STEP("reappoint"), STEP("suspend"),
		STEP("resume"),  STEP("stay"),   END("release"),    END("transfer"),
		END("rotate"),   END("die"),     END("term_end"),
	};
	static const char hint[] = "see the acts: rota help acts";
	static const struct fault_row faults[] = {
		{ STEP("appoint"), "V25", "'appoint' is no step on a posting", hint },
		{ STEP("release"), "V25", "'release' is no step on a posting", hint },
		{ END("appoint"), "V25", "'appoint' ends no posting", hint },
		{ END("suspend"), "V25", "'suspend' ends no posting", hint },
		{ END("second"), "V25", "'second' ends no posting", hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v41__an_erratum_has_the_paper_that_mends_the_paper(void **state)
{
	static const char *const sound[] = {
		CORRECT("'reason':'typing'", ""),
		CORRECT("'reason':'supplement'", "," DOC),
		CORRECT("'reason':'erratum'", ",'doc':[" NUMBERED "," MENDING "]"),
	};
	static const char message[] = "an erratum needs the paper that mends the paper";
	static const char hint[] = "give the paper of the erratum, or correct it as a typing error";
	static const struct fault_row faults[] = {
		{ CORRECT("'reason':'erratum'", ""), "V41", message, hint },
		{ CORRECT("'reason':'erratum'", "," DOC), "V41", message, hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

/* clang-format off */
#define NIL(from, to) \
	"{" FRAME("nil.return") ",'b':{'scope':'" ID_01 "','from':'" from "','to':'" to "'}}"
#define TARGET(from, to) \
	"{" FRAME("target.set") ",'b':{'post':'chair','phase':'x','from':'" from "','to':'" to \
	"','count':1,'scope':'" ID_01 "','measure':'stock'}}"
#define SPAN(from, to) CORRECT("'reason':'typing','from':'" from "','to':'" to "'", "")
/* clang-format on */

static void test_rules_v10__an_interval_begins_before_it_ends(void **state)
{
	static const char *const sound[] = {
		NIL("2024-01-01", "2024-01-02"),
		NIL("2023-12-31", "2024"),
		NIL("2024-01", "2024-01"),
		TARGET("2023-06-30", "2026-01-01"),
		SPELL("{'text':'x'}", "1993", "1993"),
		SPAN("2024-01-01", "2024-01-02"),
		CORRECT("'reason':'typing','from':'2024-01-05','to':null", ""),
	};
	static const char hint[] = "check both days";
	static const struct fault_row faults[] = {
		{ NIL("2024-01-02", "2024-01-02"), "V10",
		  "from 02/01/2024 is not before to 02/01/2024", hint },
		{ NIL("2024-02", "2024-01"), "V10", "from 02/2024 is not before to 01/2024", hint },
		{ TARGET("2026-01-01", "2023-06-30"), "V10",
		  "from 01/01/2026 is not before to 30/06/2023", hint },
		{ SPELL("{'text':'x'}", "1994", "1993"), "V10", "from 1994 is not before to 1993",
		  hint },
		{ SPAN("2023-06-01", "2023-06-01"), "V10",
		  "from 01/06/2023 is not before to 01/06/2023", hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules_v40__a_revocation_says_from_when_once(void **state)
{
	static const char *const sound[] = {
		VOID(",'b':{'from_start':true}"),
		VOID(",'on':'2024-01-05'"),
		VOID(",'on':'2024-01-05','b':{'from_start':false}"),
	};
	static const char message[] = "revoked from which day?";
	static const char hint[] = "give either --from DAY or --from-start";
	static const struct fault_row faults[] = {
		{ VOID(""), "V40", message, hint },
		{ VOID(",'b':{'from_start':false}"), "V40", message, hint },
		{ VOID(",'on':'2024-01-05','b':{'from_start':true}"), "V40", message, hint },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_rules__a_settlement_has_an_outcome(void **state)
{
	static const char *const sound[] = {
		SETTLE("", ",'way':'second'"),
		SETTLE("", ",'undo':true"),
		SETTLE(ENTITY, ""),
		SETTLE(ENTITY, ",'undo':true"),
	};
	static const struct fault_row faults[] = {
		{ SETTLE("", ""), "", "field 'Outcome' is missing", "give it a value" },
		{ SETTLE("", ",'undo':false"), "", "field 'Outcome' is missing",
		  "give it a value" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules__an_overridden_warning_has_a_reason),
		cmocka_unit_test(test_rules_v37__no_paper_is_signed_after_it_was_recorded),
		cmocka_unit_test(test_rules_v37__the_day_of_recording_is_that_of_the_province),
		cmocka_unit_test(test_rules_v30__a_paper_without_number_has_a_reason),
		cmocka_unit_test(test_rules_v01__a_unit_code_has_the_digits_of_its_type),
		cmocka_unit_test(test_rules__a_unit_changes_by_law),
		cmocka_unit_test(test_rules__a_unit_below_the_province_has_a_parent),
		cmocka_unit_test(test_rules_v61__a_name_has_two_words_of_letters),
		cmocka_unit_test(test_rules_v91__a_question_mark_is_a_letter_lost),
		cmocka_unit_test(test_rules__a_place_says_where),
		cmocka_unit_test(test_rules__a_pair_is_two_records_in_order),
		cmocka_unit_test(test_rules_v25__a_posting_begins_by_an_act_that_opens_it),
		cmocka_unit_test(test_rules_v16__the_mode_follows_from_the_act),
		cmocka_unit_test(test_rules_v22__an_election_has_its_day_and_it_comes_first),
		cmocka_unit_test(test_rules__rotation_and_secondment_have_a_planned_end),
		cmocka_unit_test(test_rules_v56__the_first_day_in_post_is_a_full_day),
		cmocka_unit_test(test_rules_v25__steps_and_ends_have_their_acts),
		cmocka_unit_test(test_rules_v41__an_erratum_has_the_paper_that_mends_the_paper),
		cmocka_unit_test(test_rules_v10__an_interval_begins_before_it_ends),
		cmocka_unit_test(test_rules_v40__a_revocation_says_from_when_once),
		cmocka_unit_test(test_rules__a_settlement_has_an_outcome),
	};

	return cmocka_run_group_tests_name("rules", tests, speak_english, NULL);
}
