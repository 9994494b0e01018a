/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of naming/resolve.h. */
#include "naming/resolve.h"
#include "tests/unit/office/office.h"

static struct rota_world world;

/** Beside the usual units: two of one name in two districts, one that begins later, a code reused
 *  under another name. The office is the city's, as far as its scope goes. */
static int open_world(void **state)
{
	if (open_office(state))
		return -1;
	OK(IMPORT(ROTA_IMPORT_UNITS,
		  "code,name,type,parent_code,from\n"
		  "323,Hưng Yên,thanh_pho,33,\n"
		  "329,Ân Thi,huyen,33,\n"
		  "11959,Quang Trung,phuong,323,\n"
		  "11965,Quang Trung,xa,323,\n"
		  "11977,Hồng Nam,xa,323,\n"
		  "12142,Ân Thi,thi_tran,329,\n"
		  "12169,Hoàng Hoa Thám,xa,329,\n"
		  "12196,Hồng Quang,xa,329,01/12/2023\n",
		  .strict = false));
	add_cadre("Nguyễn Văn An", "12/05/1975", "xã Hồng Nam, thành phố Hưng Yên");
	add_cadre("Trần Thị Bình", "1979", "xã Hoàng Hoa Thám");
	add_cadre("Trần Thị Bình", "1985", "xã Hồng Nam");
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	return 0;
}

static int close_world(void **state)
{
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return remove_folder(state);
}

#define TEST_WORLD(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

static int32_t day(const char *text)
{
	struct rota_day read;

	OK(rota_day_read(&read, text, strlen(text), &desk.err));
	return rota_day_first(read);
}

/* --- communes -------------------------------------------------------------------------------- */

static struct rota_findings found;

static int commune(const struct rota_unit **out, const char *typed, const char *on)
{
	rota_error_clear(&desk.err);
	found.count = 0;
	return rota_resolve_commune(out, &world, typed, day(on), &found, &desk.err);
}

static void test_resolve_commune__by_code_name_and_type(void **state)
{
	static const char *const rows[][2] = {
		{ "11977", "11977" },	       { "Hồng Nam", "11977" },
		{ "xã Hồng Nam", "11977" },    { "HỒNG NAM", "11977" },
		{ "phường Quang Trung", "11959" }, { "xã Quang Trung", "11965" },
		{ "thị trấn Ân Thi", "12142" },
	};
	const struct rota_unit *unit;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		OK(commune(&unit, rows[i][0], "01/01/2024"));
		assert_string_equal(rows[i][1], rota_unit_near(unit, 0)->code);
		assert_int_equal(0, found.count);
	}
}

static void test_resolve_commune__only_on_its_days(void **state)
{
	const struct rota_unit *unit;

	(void)state;
	OK(commune(&unit, "Hồng Quang", "01/12/2023"));
	assert_string_equal("12196", rota_unit_near(unit, 0)->code);
	expect_failure(ROTA_EINVALID, "V01",
		       "no unit 'Hồng Quang' on 30/11/2023: it began on 01/12/2023",
		       commune(&unit, "Hồng Quang", "30/11/2023"));
	assert_null(unit);
	expect_failure(ROTA_EINVALID, "V01",
		       "no unit '12196' on 30/11/2023: it began on 01/12/2023",
		       commune(&unit, "12196", "30/11/2023"));
}

static void test_resolve_commune__unknown(void **state)
{
	const struct rota_unit *unit;

	(void)state;
	expect_failure(ROTA_EINVALID, "V01", "no unit '99999' on 15/02/2024",
		       commune(&unit, "99999", "15/02/2024"));
	assert_string_equal("look it up: rota unit find", desk.err.hint);
	assert_null(unit);
}

static void test_resolve_commune__several_of_one_name(void **state)
{
	const struct rota_unit *unit;

	(void)state;
	expect_failure(ROTA_EINVALID, "V05",
		       "'Quang Trung' may be: phường Quang Trung (11959), xã Quang Trung (11965)",
		       commune(&unit, "Quang Trung", "15/02/2024"));
	assert_string_equal("write its type or its code in place of 'Quang Trung'", desk.err.hint);
	assert_null(unit);
}

static void test_resolve_commune__without_accents_is_noted(void **state)
{
	const struct rota_unit *unit;

	(void)state;
	OK(commune(&unit, "hong nam", "15/02/2024"));
	assert_int_equal(1, found.count);
	assert_string_equal("V03", found.items[0].rule);
	assert_true(found.items[0].asks);
	assert_string_equal("'hong nam' was taken for 'Hồng Nam'", found.items[0].message);
}

static void test_resolve_commune__outside_the_scope(void **state)
{
	const struct rota_unit *unit;

	(void)state;
	OK(rota_resolve_unit(&world.scope, &world, "323", day("15/02/2024"), &desk.err));
	OK(commune(&unit, "Hồng Nam", "15/02/2024"));
	expect_failure(ROTA_EINVALID, "V07", "'Hoàng Hoa Thám' is outside your scope on 15/02/2024",
		       commune(&unit, "Hoàng Hoa Thám", "15/02/2024"));
	assert_string_equal("its own office records it", desk.err.hint);
	assert_null(unit);
}

static void test_resolve_unit__of_every_level(void **state)
{
	const struct rota_unit *unit;

	(void)state;
	OK(rota_resolve_unit(&unit, &world, "33", day("15/02/2024"), &desk.err));
	assert_int_equal(ROTA_LEVEL_PROVINCE, unit->level);
	OK(rota_resolve_unit(&unit, &world, "huyện Ân Thi", day("15/02/2024"), &desk.err));
	assert_int_equal(ROTA_LEVEL_DISTRICT, unit->level);
	expect_failure(ROTA_EINVALID, "V05", "'Ân Thi' may be: thị trấn Ân Thi (12142), huyện Ân Thi (329)",
		       rota_resolve_unit(&unit, &world, "Ân Thi", day("15/02/2024"), &desk.err));
	assert_null(unit);
}

/* --- words ----------------------------------------------------------------------------------- */

static void test_resolve_post__in_both_languages(void **state)
{
	static const char *const rows[][2] = {
		{ "secretary", "secretary" }, { "bi-thu", "secretary" }, { "bí thư", "secretary" },
		{ "Bí thư Đảng ủy", "secretary" }, { "chair", "chair" }, { "chu-tich", "chair" },
		{ "Chủ tịch UBND", "chair" },
	};
	const char *post;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		rota_error_clear(&desk.err);
		OK(rota_resolve_post(&post, rows[i][0], &desk.err));
		assert_string_equal(rows[i][1], post);
	}
}

static void test_resolve_post__others_are_not_kept(void **state)
{
	static const char *const rows[] = { "Chủ tịch HĐND", "Phó Chủ tịch UBND", "Phó Bí thư",
					    "s", "" };
	const char *post = "must be reset";
	char message[128];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(message, sizeof(message), "'%s' is no post that is kept here", rows[i]);
		expect_failure(ROTA_EINVALID, "V06", message,
			       rota_resolve_post(&post, rows[i], &desk.err));
		assert_null(post);
	}
	assert_string_equal("write 'secretary' (bi-thu) or 'chair' (chu-tich)", desk.err.hint);
}

static void test_resolve_act__by_id_or_word(void **state)
{
	static const char *const rows[][2] = {
		{ "designate", "designate" },	{ "chỉ định", "designate" },
		{ "chuẩn y", "approve" },	{ "phê chuẩn", "approve" },
		{ "Điều động", "transfer" },	{ "luân chuyển", "rotate" },
		{ "nghỉ hưu", "retire" },	{ "take_charge", "take_charge" },
		{ "phụ trách", "take_charge" },
	};
	const struct rota_act *act;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		OK(rota_resolve_act(&act, rows[i][0], &desk.err));
		assert_string_equal(rows[i][1], act->id);
	}
	expect_failure(ROTA_EINVALID, "V25", "'bay' is no act",
		       rota_resolve_act(&act, "bay", &desk.err));
	assert_null(act);
}

static void test_resolve_day__only_full_days(void **state)
{
	struct rota_day read;

	(void)state;
	OK(rota_resolve_day(&read, "1/9/2023", "--from", &desk.err));
	assert_int_equal(day("01/09/2023"), rota_day_first(read));
	expect_failure(ROTA_EINVALID, "V56", "--from: '2023' is not a full day",
		       rota_resolve_day(&read, "2023", "--from", &desk.err));
	rota_error_clear(&desk.err);
	expect_failure(ROTA_EINVALID, "V56", "--from: '31/02/2023' is not a day",
		       rota_resolve_day(&read, "31/02/2023", "--from", &desk.err));
}

/* --- cadres ---------------------------------------------------------------------------------- */

static int cadre(struct rota_subject **out, const char *typed)
{
	rota_error_clear(&desk.err);
	return rota_resolve_cadre(out, &world, typed, &desk.err);
}

static void test_resolve_cadre__by_name_and_year(void **state)
{
	static const char *const rows[][2] = {
		{ "Nguyễn Văn An", "Nguyễn Văn An (1975)" },
		{ "nguyen van an", "Nguyễn Văn An (1975)" },
		{ "Nguyễn Văn An,05/1975", "Nguyễn Văn An (1975)" },
		{ "Trần Thị Bình,1979", "Trần Thị Bình (1979)" },
		{ "Trần Thị Bình#2", "Trần Thị Bình (1985)" },
		{ "Trần Thị Bình#1", "Trần Thị Bình (1979)" },
	};
	struct rota_subject *subject;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		OK(cadre(&subject, rows[i][0]));
		assert_string_equal(rows[i][1], rota_cadre_show(&world, subject));
	}
}

static void test_resolve_cadre__several_are_listed(void **state)
{
	struct rota_subject *subject;

	(void)state;
	expect_failure(ROTA_ECONFLICT, "",
		       "'Trần Thị Bình' may be: #1 Trần Thị Bình (1979), xã Hoàng Hoa Thám; "
		       "#2 Trần Thị Bình (1985), xã Hồng Nam",
		       cadre(&subject, "Trần Thị Bình"));
	assert_string_equal("put the number behind the name: 'Trần Thị Bình#1'", desk.err.hint);
	assert_null(subject);
}

static void test_resolve_cadre__none(void **state)
{
	struct rota_subject *subject;

	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Lê Văn Cường'", cadre(&subject, "Lê Văn Cường"));
	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Nguyễn Văn An,1976'",
		       cadre(&subject, "Nguyễn Văn An,1976"));
	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'pin:033075001234'",
		       cadre(&subject, "pin:033075001234"));
	assert_null(subject);
}

/* --- decisions ------------------------------------------------------------------------------- */

static void test_resolve_decision__type_and_body_from_the_number(void **state)
{
	static const struct {
		const char *typed, *no, *type, *body;
	} rows[] = {
		{ "123-QĐ/HU 12/05/2023", "123-QĐ/HU", "QD", "btv_district" },
		{ "123-QĐ/ThU 12/05/2023", "123-QĐ/ThU", "QD", "btv_district" },
		{ "7-QĐNS/TU 12/05/2023", "7-QĐNS/TU", "QDNS", "btv_province" },
		{ "39-NQ/TU 12/05/2023", "39-NQ/TU", "NQ", "btv_province" },
		{ "15-TB/BTCTU 12/05/2023", "15-TB/BTCTU", "TB", "btc_province" },
		{ "5-NQ/ĐU 12/05/2023", "5-NQ/ĐU", "NQ", "committee_commune" },
		{ "45/QĐ-UBND 12/05/2023", "45/QĐ-UBND", "QD", "chair_district" },
		{ "45/QĐ-UBND 01/07/2025", "45/QĐ-UBND", "QD", "chair_province" },
		{ "5/NQ-HĐND 12/05/2023", "5/NQ-HĐND", "NQ", "council_commune" },
		{ "12/XY-ABC 12/05/2023", "12/XY-ABC", "other", "other" },
		{ "45/QĐ-UBND 12/05/2023; UBND tỉnh", "45/QĐ-UBND", "QD", "ubnd_province" },
	};
	struct rota_value doc;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		OK(rota_resolve_decision(&doc, &world, rows[i].typed, &desk.err));
		assert_string_equal(rows[i].no, text_in(&doc, "no"));
		assert_string_equal(rows[i].type, text_in(&doc, "type"));
		assert_string_equal(rows[i].body, text_in(rota_map_get(&doc, "issuer"), "body"));
	}
	assert_string_equal("2023-05-12", text_in(&doc, "signed"));
	assert_string_equal("45/QĐ-UBND, 12/05/2023", rota_decision_show(&world, &doc));
}

static void test_resolve_decision__an_issuer_that_is_not_known_stays_as_typed(void **state)
{
	struct rota_value doc;

	(void)state;
	OK(rota_resolve_decision(&doc, &world, "1-QĐ/X 12/05/2023; Ban Cán sự", &desk.err));
	assert_string_equal("Ban Cán sự", text_in(&doc, "issuer"));
}

static void test_resolve_decision__needs_number_and_day(void **state)
{
	static const struct {
		const char *typed, *rule, *message;
	} rows[] = {
		{ "123-QĐ/HU", "", "'123-QĐ/HU' has no number or no day" },
		{ "12/05/2023", "", "'12/05/2023' has no number or no day" },
		{ "123-QĐ/HU 05/2023", "V56", "day signed: '05/2023' is not a full day" },
		{ "123-QĐ/HU 31/02/2023", "V56", "day signed: '31/02/2023' is not a day" },
	};
	struct rota_value doc;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		rota_error_clear(&desk.err);
		expect_failure(ROTA_EINVALID, rows[i].rule, rows[i].message,
			       rota_resolve_decision(&doc, &world, rows[i].typed, &desk.err));
	}
}

static void test_resolve_decision__how_many_people_in_any_order(void **state)
{
	static const struct {
		const char *typed, *body;
		unsigned total;
	} rows[] = {
		{ "123-QĐ/HU 12/05/2023; 3 people", "btv_district", 3 },
		{ "123-QĐ/HU 12/05/2023;3 người", "btv_district", 3 },
		{ "123-QĐ/HU 12/05/2023; 1007 cán bộ", "btv_district", 1007 },
		{ "123-QĐ/HU 12/05/2023; 2 đồng chí; Tỉnh ủy", "btv_province", 2 },
		{ "123-QĐ/HU 12/05/2023; Tỉnh ủy; 1 person", "btv_province", 1 },
		{ "3 nguoi; 123-QĐ/HU 12/05/2023; Tỉnh ủy", "btv_province", 3 },
	};
	struct rota_value doc;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		OK(rota_resolve_decision(&doc, &world, rows[i].typed, &desk.err));
		assert_string_equal("123-QĐ/HU", text_in(&doc, "no"));
		assert_string_equal(rows[i].body, text_in(rota_map_get(&doc, "issuer"), "body"));
		assert_int_equal(rows[i].total, rota_map_get(&doc, "total")->as.number);
	}
	assert_string_equal("123-QĐ/HU, 12/05/2023; 3 people", rota_decision_show(&world, &doc));
	assert_string_equal("123-QĐ/HU, 12/05/2023", rota_decision_name(&world, &doc));
}

static void test_resolve_decision__what_is_no_number_of_people(void **state)
{
	static const struct {
		const char *typed, *message;
	} rows[] = {
		{ "1-QĐ/HU 12/05/2023; 0 people", "'0 people' is no number of people" },
		{ "1-QĐ/HU 12/05/2023; 100000 người", "'100000 người' is no number of people" },
		{ "1-QĐ/HU 12/05/2023; 99999999999999999999999 người",
		  "'99999999999999999999999 người' is no number of people" },
		{ "1-QĐ/HU 12/05/2023; 3 people; 4 people",
		  "the number of people is written twice: '4 people'" },
		{ "1-QĐ/HU 12/05/2023; 3", "'3' is no issuer" },
		{ "1-QĐ/HU 12/05/2023; 3 cán", "'3 cán' is no issuer" },
		{ "1-QĐ/HU 12/05/2023; Huyện ủy; ba người",
		  "'Huyện ủy' and 'ba người' cannot both have issued it" },
		{ "3 people", "'3 people' has no number or no day" },
	};
	struct rota_value doc;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		rota_error_clear(&desk.err);
		expect_failure(ROTA_EINVALID, "", rows[i].message,
			       rota_resolve_decision(&doc, &world, rows[i].typed, &desk.err));
	}
}

static void test_decision_next__a_day_begins_another_paper(void **state)
{
	char text[] = "1-QĐ/HU 12/05/2023; 3 people ; Huyện ủy;2/QĐ-UBND 13/05/2023 ; 2 people";
	char *rest = text;

	(void)state;
	assert_string_equal("1-QĐ/HU 12/05/2023; 3 people ; Huyện ủy", rota_decision_next(&rest));
	assert_string_equal("2/QĐ-UBND 13/05/2023 ; 2 people", rota_decision_next(&rest));
	assert_null(rest);
}

/* --- subjects -------------------------------------------------------------------------------- */

static void test_resolve_subject__a_post_alone(void **state)
{
	struct rota_target_named named;

	(void)state;
	OK(rota_resolve_subject(&named, &world, "11977/chair", &desk.err));
	assert_null(named.subject);
	assert_string_equal("chair", named.post);
	assert_string_equal("11977", rota_unit_near(named.unit, 0)->code);
}

static void test_resolve_subject__a_posting_by_the_name_of_its_first_day(void **state)
{
	static const char *const typed[] = { "Hoàng Hoa Thám/bi-thu@01/09/2022",
					     "12169/secretary@2022-09-01" };
	struct rota_target_named named;

	(void)state;
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	seat("Hoàng Hoa Thám", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_unit_change, .commune = "12169", .from = "01/01/2024",
	      .sets = SETS("code=12199", "name=Bãi Sậy", "legal=NQ 1")));
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	for (size_t i = 0; i < 2; i++) {
		OK(rota_resolve_subject(&named, &world, typed[i], &desk.err));
		assert_non_null(named.subject);
		assert_int_equal(ROTA_ENTITY_POSTING, named.subject->type);
	}
	expect_failure(ROTA_EINVALID, "V01", "no unit 'Bãi Sậy' on 01/09/2022",
		       rota_resolve_subject(&named, &world, "Bãi Sậy/bi-thu@01/09/2022",
					    &desk.err));
	rota_error_clear(&desk.err);
	OK(rota_resolve_subject(&named, &world, "Bãi Sậy/bi-thu", &desk.err));
	assert_non_null(named.subject); /* the one who is there today */
}

static void test_resolve_subject__an_entry_by_its_number(void **state)
{
	struct rota_target_named named;

	(void)state;
	OK(rota_resolve_subject(&named, &world, "0", &desk.err));
	assert_int_equal(ROTA_ENTITY_CADRE, named.subject->type);
	OK(rota_resolve_subject(&named, &world, "#1", &desk.err));
	assert_int_equal(1, rota_id_number(named.entry));
}

static void test_resolve_subject__anything_else_names_none(void **state)
{
	struct rota_target_named named;

	(void)state;
	expect_failure(ROTA_EINVALID, "", "'Hồng Nam' names no posting",
		       rota_resolve_subject(&named, &world, "Hồng Nam", &desk.err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_WORLD(test_resolve_commune__by_code_name_and_type),
		TEST_WORLD(test_resolve_commune__only_on_its_days),
		TEST_WORLD(test_resolve_commune__unknown),
		TEST_WORLD(test_resolve_commune__several_of_one_name),
		TEST_WORLD(test_resolve_commune__without_accents_is_noted),
		TEST_WORLD(test_resolve_commune__outside_the_scope),
		TEST_WORLD(test_resolve_unit__of_every_level),
		TEST_WORLD(test_resolve_post__in_both_languages),
		TEST_WORLD(test_resolve_post__others_are_not_kept),
		TEST_WORLD(test_resolve_act__by_id_or_word),
		TEST_WORLD(test_resolve_day__only_full_days),
		TEST_WORLD(test_resolve_cadre__by_name_and_year),
		TEST_WORLD(test_resolve_cadre__several_are_listed),
		TEST_WORLD(test_resolve_cadre__none),
		TEST_WORLD(test_resolve_decision__type_and_body_from_the_number),
		TEST_WORLD(test_resolve_decision__an_issuer_that_is_not_known_stays_as_typed),
		TEST_WORLD(test_resolve_decision__needs_number_and_day),
		TEST_WORLD(test_resolve_decision__how_many_people_in_any_order),
		TEST_WORLD(test_resolve_decision__what_is_no_number_of_people),
		TEST_WORLD(test_decision_next__a_day_begins_another_paper),
		TEST_WORLD(test_resolve_subject__a_post_alone),
		TEST_WORLD(test_resolve_subject__a_posting_by_the_name_of_its_first_day),
		TEST_WORLD(test_resolve_subject__an_entry_by_its_number),
		TEST_WORLD(test_resolve_subject__anything_else_names_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
