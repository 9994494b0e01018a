/* SPDX-License-Identifier: Apache-2.0 */
/* The judgement of entries by the table of kinds: forms, limits, needed keys and fields, nil. */
#include "rota/entry.h"

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
#define DOC "'doc':[{'issuer':'HĐND xã','type':'NQ','no':'1','signed':'2024-01-01'}]"

/* Sound entries, to which a row adds what it is about. */
/* clang-format off */
#define CADRE(more) \
	"{" FRAME("cadre.create") ",'b':{'name':'Nguyễn Văn An','born':'1975'" more "}}"
#define CHANGE(body, more) "{" FRAME("cadre.change") ENTITY ",'b':{" body "}" more "}"
#define UNIT(more) \
	"{" FRAME("unit.create") ",'on':0,'b':{'name':'Ân Thi','type':'xa','parent':'" ID_01 \
	"'" more "}}"
#define NOTE(about, text) "{" FRAME("note.add") ",'b':{'about':" about ",'text':" text "}}"
#define END(body, more) \
	"{" FRAME("posting.end") ENTITY ",'on':'2024-01-01','b':{" body "}" more "}"
#define OFFICER(name, title, roles, active) \
	"{" FRAME("officer.set") ",'b':{'name':" name ",'title':" title ",'roles':" roles \
	",'active':" active "}}"
#define ENROL(key, reads) \
	"{" FRAME("writer.enrol") ",'b':{'key':" key ",'scope':'" ID_01 "','name':'x'," \
	"'office':'district','role':'write'" reads "}}"
#define FIGURES(figures) \
	"{" FRAME("attest") ",'b':{'period':'" ID_01 "','scope':'" ID_02 "'," \
	"'last':{'n':7,'writer':'a1b2c3d4e5f60718'},'figures':" figures "}}"
#define NUMBERS \
	"{'up':0,'down':0,'posts':1,'filled':1,'vacant':0,'opening':0,'non_local':0," \
	"'not_reported':0,'undetermined':0}"
/* clang-format on */

static int speak_english(void **state)
{
	(void)state;
	return rota_language_choose("en");
}

/* --- forms ----------------------------------------------------------------------------------- */

static void test_check__numbers_and_truths(void **state)
{
	static const char *const sound[] = {
		UNIT(",'code':'12157','seq':0"),
		UNIT(",'code':'12157','seq':{'$uint':'18446744073709551615'}"),
		OFFICER("'x'", "'y'", "['admin']", "false"),
	};
	static const struct fault_row faults[] = {
		{ UNIT(",'code':'12157','seq':-1"), "", "field 'Order': not a number", "" },
		{ UNIT(",'code':'12157','seq':'1'"), "", "field 'Order': not a number", "" },
		{ OFFICER("'x'", "'y'", "['admin']", "1"), "",
		  "field 'Active': neither true nor false", "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__texts_are_clean_and_short(void **state)
{
	static const char *const sound[] = {
		CADRE(",'cadre_no':'x'"),
		CADRE(",'cadre_no':'12345678901234567890'"),
		CADRE(",'cadre_no':'ậậậậậậ12'"),
		CADRE(",'cadre_no':' a  b '"),
	};
	static const struct fault_row faults[] = {
		{ CADRE(",'cadre_no':7"), "", "field 'Cadre number': not a text", "" },
		{ CADRE(",'cadre_no':''"), "",
		  "field 'Cadre number': a text of 1 to 20 bytes is needed, this has 0",
		  "shorten it" },
		{ CADRE(",'cadre_no':'123456789012345678901'"), "",
		  "field 'Cadre number': a text of 1 to 20 bytes is needed, this has 21",
		  "shorten it" },
		{ CADRE(",'cadre_no':'ậậậậậậ123'"), "",
		  "field 'Cadre number': a text of 1 to 20 bytes is needed, this has 21",
		  "shorten it" },
		{ CADRE(",'cadre_no':'a\\u0001'"), "",
		  "field 'Cadre number': the text is not NFC or has control characters", "" },
		{ CADRE(",'cadre_no':'a\\u0000'"), "",
		  "field 'Cadre number': the text is not NFC or has control characters", "" },
		{ CADRE(",'cadre_no':'e\\u0301'"), "",
		  "field 'Cadre number': the text is not NFC or has control characters", "" },
		{ CADRE(",'cadre_no':'\\u202ea'"), "",
		  "field 'Cadre number': the text is not NFC or has control characters", "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__digits_are_as_many_as_asked_for(void **state)
{
	static const char *const sound[] = {
		CADRE(",'pin':'033075001234'"),
		CADRE(",'cmnd':'145123456'"),
		CADRE(",'pin_old':['033075001234','033075001235']"),
		CADRE(",'native':{'code':'33'}"),
		CADRE(",'native':{'code':'329'}"),
		CADRE(",'native':{'code':'11977'}"),
	};
	static const struct fault_row faults[] = {
		{ CADRE(",'pin':33075001234"), "", "field 'Personal number': not a text", "" },
		{ CADRE(",'pin':'33075001234'"), "V50",
		  "field 'Personal number': '33075001234' is not 12 digits",
		  "is it '033075001234'? (Excel drops the zero)" },
		{ CADRE(",'pin':'145123456'"), "V50",
		  "field 'Personal number': '145123456' is not 12 digits",
		  "nine digits are an old card: give them as cmnd" },
		{ CADRE(",'pin':'0330750012345'"), "V50",
		  "field 'Personal number': '0330750012345' is not 12 digits", "" },
		{ CADRE(",'pin':'03307500123a'"), "V50",
		  "field 'Personal number': '03307500123a' is not 12 digits", "" },
		{ CADRE(",'pin':'not digits!'"), "V50",
		  "field 'Personal number': 'not digits!' is not 12 digits", "" },
		{ CADRE(",'pin':''"), "V50", "field 'Personal number': '' is not 12 digits", "" },
		{ CADRE(",'cmnd':'14512345'"), "",
		  "field 'Old identity card number': '14512345' is not 9 digits", "" },
		{ CADRE(",'native':{'code':'1197'}"), "V01",
		  "field 'Unit code': '1197' is not 2, 3 or 5 digits",
		  "look it up: rota unit find" },
		{ CADRE(",'native':{'code':'1197x'}"), "V01",
		  "field 'Unit code': '1197x' is not 2, 3 or 5 digits",
		  "look it up: rota unit find" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__days_exist(void **state)
{
	static const char *const sound[] = {
		CADRE(",'party_on':'1999'"),
		CADRE(",'party_on':'1999-02'"),
		CADRE(",'party_on':'2000-02-29'"),
		"{" FRAME("unit.end") ENTITY ",'on':0,'b':{'cause':'split','legal':'x'}}",
	};
	static const struct fault_row faults[] = {
		{ CADRE(",'party_on':1999"), "", "field 'Joined the Party': not a day", "" },
		{ "{" FRAME("unit.end") ENTITY ",'on':1,'b':{'cause':'split','legal':'x'}}", "",
		  "field 'From': not a day", "" },
		{ CADRE(",'party_on':0"), "", "field 'Joined the Party': not a day", "" },
	};
	struct rota_error err = { 0 };
	struct rota_arena arena = { 0 };
	struct rota_entry entry = decode_text(&arena, CADRE(",'party_on':'1999-02-29'"));

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
	assert_int_equal(ROTA_EINVALID, rota_entry_check(&entry, &err));
	assert_string_equal("V56", err.rule);
	assert_string_equal("field 'Joined the Party': '1999-02-29' is not a day", err.message);
	rota_arena_clear(&arena);
}

static void test_check__words_are_texts(void **state)
{
	static const char *const sound[] = {
		CADRE(",'sex':'male'"),
		OFFICER("'x'", "'y'", "['record','attest','reconcile','publish','inspect','admin']",
			"true"),
	};
	static const struct fault_row faults[] = {
		{ CADRE(",'sex':1"), "", "field 'Sex': not a word", "" },
		{ OFFICER("'x'", "'y'", "['record',1]", "true"), "", "field 'Roles': not a word",
		  "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__ids_and_hashes_have_their_size(void **state)
{
	static const char *const sound[] = {
		NOTE("'" ID_06 "'", "'x'"),
		ENROL("'" HASH32 "'", ",'reads':['0011223344556677','a1b2c3d4e5f60718']"),
		END("'act':'retire','next':'" ID_01 "'", ""),
		END("'act':'retire','next':'Sở Nội vụ'", ""),
	};
	static const struct fault_row faults[] = {
		{ NOTE("'" ID("0") "'", "'x'"), "", "field 'About': not 16 bytes", "" },
		{ NOTE("{'$bin':'00'}", "'x'"), "", "field 'About': not 16 bytes", "" },
		{ ENROL("'11'", ""), "", "field 'Public key': not 32 bytes", "" },
		{ ENROL("'" HASH32 "'", ",'reads':['" ID_01 "']"), "",
		  "field 'Reads the logs of': not 8 bytes", "" },
		{ END("'act':'retire','next':{'$bin':'00'}", ""), "",
		  "field 'Goes to': not 16 bytes", "" },
		{ END("'act':'retire','next':7", ""), "", "field 'Goes to': not 16 bytes", "" },
		{ END("'act':'retire','next':''", ""), "",
		  "field 'Goes to': a text of 1 to 160 bytes is needed, this has 0", "shorten it" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__lists_have_their_length(void **state)
{
	static const char *const sound[] = {
		CADRE(",'aka':['1','2','3','4','5','6','7','8','9','0','1','2','3','4','5','6']"),
	};
	static const struct fault_row faults[] = {
		{ CADRE(",'aka':'x'"), "", "field 'Other names': not a list", "" },
		{ CADRE(",'aka':['1','2','3','4','5','6','7','8','9','0','1','2','3','4','5','6',"
			"'7']"),
		  "", "field 'Other names': 17 items, at most 16 are allowed", "" },
		{ CADRE(",'aka':['x',7]"), "", "field 'Other names': not a text", "" },
		{ CADRE(",'sex':['male']"), "", "field 'Sex': not a word", "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

#define SIGNED(more) "{'type':'QD','no':'1','signed':'2024'" more "}"

static void test_check__records_are_whole(void **state)
{
	static const char *const sound[] = {
		CADRE(",'native':{'text':'x','on':'1999','paper':'2c','code':'33','unit':'" ID_01
		      "'}"),
		END("'act':'retire'", ",'doc':[" SIGNED(",'issuer':{'body':'btv_district'}") "]"),
		END("'act':'retire'", ",'doc':[" SIGNED(",'issuer':'Huyện ủy Ân Thi'") "]"),
		END("'act':'retire'", ",'src':{'row':1,'file':'" HASH32 "'}"),
	};
	static const struct fault_row faults[] = {
		{ CADRE(",'native':'x'"), "", "'place' is not a map", "" },
		{ END("'act':'retire'", ",'doc':[" SIGNED("") "]"), "",
		  "field 'Issued by' is missing", "give it a value" },
		{ END("'act':'retire'", ",'doc':[" SIGNED(",'issuer':7") "]"), "",
		  "'issuer' is not a map", "" },
		{ END("'act':'retire'", ",'doc':[" SIGNED(",'issuer':{'unit':'" ID_01 "'}") "]"),
		  "", "field 'Body' is missing", "give it a value" },
		{ END("'act':'retire'", ",'doc':['x']"), "", "'decision' is not a map", "" },
		{ END("'act':'retire'", ",'src':{'row':1}"), "",
		  "field 'SHA-256 of the file' is missing", "give it a value" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__figures_are_a_record_a_post(void **state)
{
	static const char *const sound[] = {
		FIGURES("{'chair':" NUMBERS ",'secretary':" NUMBERS "}"),
		FIGURES("{'chair':" NUMBERS "}"),
	};
	static const struct fault_row faults[] = {
		{ FIGURES("7"), "", "field 'Figures': not a map", "" },
		{ FIGURES("{'chair':7}"), "", "'figures' is not a map", "" },
		{ FIGURES("{'chair':{'posts':1}}"), "", "field 'Filled' is missing",
		  "give it a value" },
		{ FIGURES("{'chair':{'posts':'1'}}"), "", "field 'Posts': not a number", "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

/* --- nil and old values ---------------------------------------------------------------------- */

static void test_check__nil_clears_what_may_be_absent(void **state)
{
	static const char *const sound[] = {
		CHANGE("'sex':null,'aka':null,'native':null", ""),
		"{" FRAME("posting.correct") ENTITY ",'b':{'reason':'typing','to':null}}",
		"{" FRAME("unit.succeed") ENTITY ",'b':{'seq':null}}",
	};
	static const struct fault_row faults[] = {
		{ CHANGE("'name':null", ""), "", "field 'Full name at birth': not a text", "" },
		{ CADRE(",'sex':null"), "", "field 'Sex': not a word", "" },
		{ "{" FRAME("posting.correct") ENTITY ",'b':{'reason':null}}", "",
		  "field 'Kind of correction': not a word", "" },
		{ CHANGE("'native':{'text':'x','on':null}", ""), "",
		  "field 'Day of the paper': not a day", "" },
		{ CHANGE("'aka':[null]", ""), "", "field 'Other names': not a text", "" },
		{ CHANGE("'sex':'male'", ",'why':null"), "", "field 'Reason': not a text", "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__old_values_have_the_form_of_their_field(void **state)
{
	static const char *const sound[] = {
		CHANGE("'sex':'male'", ",'was':{'sex':'female','aka':['x','y']}"),
		CHANGE("'sex':'male'", ",'was':{'born':['1975','1976-01']}"),
		CHANGE("'sex':'male'", ",'was':{'aka':[['x','y'],['z']]}"),
		CHANGE("'sex':'male'", ",'was':{'on':'2024','doc':[]}"),
	};
	static const struct fault_row faults[] = {
		{ CHANGE("'sex':'male'", ",'was':7"), "", "field 'Before': not a map", "" },
		{ CHANGE("'sex':'male'", ",'was':{'born':7}"), "", "field 'Born': not a day", "" },
		{ CHANGE("'sex':'male'", ",'was':{'born':['1975',7]}"), "",
		  "field 'Born': not a day", "" },
		{ CHANGE("'sex':'male'", ",'was':{'aka':'x'}"), "",
		  "field 'Other names': not a list", "" },
		{ CHANGE("'sex':'male'", ",'was':{'aka':[['x'],7]}"), "",
		  "field 'Other names': not a list", "" },
		{ CHANGE("'sex':'male'", ",'was':{'sex':null}"), "", "field 'Sex': not a word",
		  "" },
		{ CHANGE("'sex':'male'", ",'was':{'sex':['male',null]}"), "",
		  "field 'Sex': not a word", "" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

/* --- what must be there ---------------------------------------------------------------------- */

static void test_check__needed_fields_are_there(void **state)
{
	static const char *const sound[] = {
		CHANGE("'sex':'male'", ""),
		"{" FRAME("cadre.change") ENTITY "}",
		"{" FRAME("cadre.same") ENTITY ",'b':{'state':'withdrawn'},'why':'x'}",
		"{" FRAME("policy.set") ",'on':0}",
	};
	static const struct fault_row faults[] = {
		{ "{" FRAME("cadre.create") "}", "", "field 'Full name at birth' is missing",
		  "give it a value" },
		{ "{" FRAME("cadre.create") ",'b':{'name':'Nguyễn Văn An'}}", "",
		  "field 'Born' is missing", "give it a value" },
		{ END("'next':'x'", ""), "", "field 'How it ended' is missing", "give it a value" },
		{ "{" FRAME("cadre.same") ",'b':{'state':'withdrawn'},'why':'x'}", "",
		  "field 'First record' is missing", "give it a value" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__the_body_is_a_map(void **state)
{
	static const struct fault_row faults[] = {
		{ "{" FRAME("cadre.create") ",'b':'x'}", "", "field 'Fields': not a map", "" },
		{ "{" FRAME("cadre.create") ",'b':[1]}", "", "field 'Fields': not a map", "" },
	};

	(void)state;
	ALL_FAULTS(faults);
}

static void test_check__an_id_stands_where_the_kind_has_one(void **state)
{
	static const char *const sound[] = {
		"{" FRAME("entry.undo") ",'b':{'of':'" ID_01 "','state':'on'},'why':'x'}",
		"{" FRAME("entry.undo") ENTITY ",'b':{'state':'withdrawn'},'why':'x'}",
	};
	static const struct fault_row faults[] = {
		{ "{" FRAME("cadre.create") ENTITY "}", "",
		  "field 'Subject' has no place in 'cadre.create'", "" },
		{ "{" FRAME("cadre.change") "}", "", "field 'Subject' is missing",
		  "give it a value" },
		{ "{" FRAME("posting.end") "}", "", "field 'Subject' is missing",
		  "give it a value" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__on_doc_and_why_stand_where_the_kind_has_them(void **state)
{
	static const char *const sound[] = {
		"{" FRAME("posting.step") ENTITY ",'on':'2024-01-01'," DOC ",'b':{'act':'resume'}}",
		"{" FRAME("posting.step") ENTITY ",'on':'2024','why':'x','b':{'act':'resume'}}",
		"{" FRAME("post.vacant") ENTITY ",'b':{'state':'withdrawn'}}",
	};
	static const struct fault_row faults[] = {
		{ "{" FRAME("note.add") ",'on':'2024'}", "",
		  "field 'From' has no place in 'note.add'", "" },
		{ "{" FRAME("post.vacant") "}", "", "field 'From' is missing", "give it a value" },
		{ "{" FRAME("unit.change") ENTITY "}", "", "field 'From' is missing",
		  "give it a value" },
		{ "{" FRAME("note.add") "," DOC "}", "",
		  "field 'Decision' has no place in 'note.add'", "" },
		{ "{" FRAME("posting.step") ENTITY ",'on':'2024'}", "V30", "no decision is named",
		  "give --doc, or say with --why why there is none" },
		{ "{" FRAME("entry.undo") ",'b':{'of':'" ID_01 "','state':'on'}}", "",
		  "field 'Reason' is missing", "give it a value" },
	};

	(void)state;
	ALL_SOUND(sound);
	ALL_FAULTS(faults);
}

static void test_check__v_is_one(void **state)
{
	static const struct fault_row row = { "{'v':0,'n':5," INSTANT "," BY
					      ",'k':'policy.set','on':0}",
					      "", "'v' is not 1", "" };

	(void)state;
	assert_fault(&row);
}

/* --- what cannot be judged ------------------------------------------------------------------- */

static void test_check__what_is_held_is_not_judged(void **state)
{
	static const char *const rows[] = {
		"{" FRAME("posting.praise") "}",
		"{" FRAME("cadre.create") ",'colour':1}",
		"{" FRAME("cadre.create") ",'b':{'sex':'other','name':7}}",
		"{'v':2,'n':5," INSTANT "," BY ",'k':'cadre.create'}",
	};
	static const char *const held[] = { "posting.praise", "colour", "other", "v 2" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rota_arena arena = { 0 };
		struct rota_error err = { 0 };
		struct rota_entry entry = decode_text(&arena, rows[i]);
		char message[100] = "this program does not know '";

		assert_int_equal(ROTA_ENOTFOUND, rota_entry_check(&entry, &err));
		assert_int_equal(ROTA_ENOTFOUND, err.code);
		assert_string_equal(strcat(strcat(message, held[i]), "'"), err.message);
		assert_string_equal("install a newer rota on this machine", err.hint);
		rota_arena_clear(&arena);
	}
}

static void test_check__messages_name_fields_in_the_language_chosen(void **state)
{
	static const struct fault_row row = { CADRE(",'sex':1"), "",
					      "field 'Giới tính': not a word", "" };

	(void)state;
	rota_language_choose("vi");
	assert_fault(&row);
	rota_language_choose("en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check__numbers_and_truths),
		cmocka_unit_test(test_check__texts_are_clean_and_short),
		cmocka_unit_test(test_check__digits_are_as_many_as_asked_for),
		cmocka_unit_test(test_check__days_exist),
		cmocka_unit_test(test_check__words_are_texts),
		cmocka_unit_test(test_check__ids_and_hashes_have_their_size),
		cmocka_unit_test(test_check__lists_have_their_length),
		cmocka_unit_test(test_check__records_are_whole),
		cmocka_unit_test(test_check__figures_are_a_record_a_post),
		cmocka_unit_test(test_check__nil_clears_what_may_be_absent),
		cmocka_unit_test(test_check__old_values_have_the_form_of_their_field),
		cmocka_unit_test(test_check__needed_fields_are_there),
		cmocka_unit_test(test_check__the_body_is_a_map),
		cmocka_unit_test(test_check__an_id_stands_where_the_kind_has_one),
		cmocka_unit_test(test_check__on_doc_and_why_stand_where_the_kind_has_them),
		cmocka_unit_test(test_check__v_is_one),
		cmocka_unit_test(test_check__what_is_held_is_not_judged),
		cmocka_unit_test(test_check__messages_name_fields_in_the_language_chosen),
	};

	return cmocka_run_group_tests_name("check", tests, speak_english, NULL);
}
