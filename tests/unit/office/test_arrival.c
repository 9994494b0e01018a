/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of naming/arrival.h and acts/receive.h: one district ends a posting by a
 * move to a commune of another one, which appoints the same person. */
#include "tests/unit/office/district.h"

/* Ân Thi lets somebody go; the district (district.h) is the city, which receives her. */
static struct rota_office *an_thi;

#define HANH "Vũ Thị Hạnh"
#define DECISION "12-QĐ/TU, 28/08/2023"
#define LEFT HANH "|1979|Hoàng Hoa Thám|Party secretary|Hồng Nam|01/09/2023|transfer|" DECISION "\n"

static int open_three(void **state)
{
	if (open_ready(state))
		return -1;
	join_district("323", "Thành ủy Hưng Yên");
	join_office(&an_thi, "an-thi", "329", "Huyện ủy Ân Thi");
	sync_district();
	return 0;
}

static int close_three(void **state)
{
	if (an_thi != desk.office)
		rota_office_close(an_thi);
	an_thi = NULL;
	return close_both(state);
}

#define TEST_THREE(name) cmocka_unit_test_setup_teardown(name, open_three, close_three)

/** Run something at one of the offices. */
#define AT(office, ...)                                            \
	do {                                                       \
		struct rota_office *before_ = sit_down_at(office); \
		__VA_ARGS__;                                       \
		sit_down_at(before_);                              \
	} while (0)

static void exchange_all(void)
{
	sync_office(an_thi);
	exchange();
	sync_office(an_thi);
}

/** The kinds of the open matters. */
static void expect_matters(const char *wanted)
{
	struct rota_report report = ask(rota_report_matters, (struct rota_question){ .raw = true });
	const struct rota_value *list = rota_map_get(&report.json, "matters");
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < list->as.list.count; i++)
		rota_buffer_printf(&text, "%s\n", text_in(&list->as.list.items[i], "kind"));
	assert_string_equal(wanted, kept(&text));
}

/** Hạnh of Ân Thi leaves for Hồng Nam, and the city is told. */
static void let_go(void)
{
	struct rota_office *province = sit_down_at(an_thi);

	add_cadre(HANH, "1979", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	seat("Hoàng Hoa Thám", "secretary", HANH, "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hoàng Hoa Thám", .post = "secretary", .act = "transfer",
	      .from = "01/09/2023", .next = "Hồng Nam", .docs = { "12-QĐ/TU 28/08/2023" }));
	expect_matters(""); /* whether she is received elsewhere the province says */
	sit_down_at(province);
	exchange_all();
}

static int receive(const char *name)
{
	return DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = name,
		  .act = "transfer", .from = "01/09/2023", .docs = { "12-QĐ/TU 28/08/2023" });
}

static void expect_coming(const char *wanted)
{
	struct rota_report report = ask(rota_report_coming, (struct rota_question){ .raw = false });

	assert_string_equal(wanted, rows_of(&report));
}

/** How many secretaries there are, and how many of them are no local people. */
static void expect_secretaries(uint64_t filled, uint64_t non_local)
{
	struct rota_report report = ask(
		rota_report_totals, (struct rota_question){ .as_of = "01/10/2023", .raw = true });
	const struct rota_value *totals = rota_map_get(&report.json, "totals");
	const struct rota_value *one = &totals->as.list.items[0];

	assert_int_equal(filled, rota_map_get(one, "filled")->as.number);
	assert_int_equal(non_local, rota_map_get(one, "non_local")->as.number);
}

/* --- who is seen ----------------------------------------------------------------------------- */

static void test_arrivals__who_receives_sees_who_comes_and_on_which_decision(void **state)
{
	(void)state;
	AT(district, expect_coming(""));
	let_go();
	AT(district, expect_coming(LEFT));
	AT(an_thi, expect_coming("")); /* she leaves it */
	expect_coming(LEFT);           /* the province sees them all */
	expect_matters("half_move\n");
	AT(district, expect_matters("half_move\n"));
	AT(an_thi, expect_matters("half_move\n"));
}

static void test_arrivals__who_is_in_a_post_again_comes_no_more(void **state)
{
	(void)state;
	let_go();
	AT(an_thi,
	   OK(DO(rota_appoint, .commune = "Hoàng Hoa Thám", .post = "chair", .cadre = HANH,
		 .act = "appoint", .from = "01/01/2024", .docs = { "9-QĐ/HU 29/12/2023" })));
	exchange_all();
	AT(an_thi, expect_matters("")); /* she is somewhere */
	AT(district, expect_coming(""));
}

static void test_arrivals__within_one_district_nobody_is_told(void **state)
{
	struct rota_office *province = sit_down_at(an_thi);

	(void)state;
	add_cadre(HANH, "1979", NULL);
	seat("Hoàng Hoa Thám", "secretary", HANH, "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hoàng Hoa Thám", .post = "secretary", .act = "transfer",
	      .from = "01/09/2023", .next = "thị trấn Ân Thi", .docs = { "12-QĐ/HU 28/08/2023" }));
	expect_matters("half_move\n"); /* both halves are its own */
	expect_coming(HANH "|1979|Hoàng Hoa Thám|Party secretary|Ân Thi|01/09/2023|transfer|"
			   "12-QĐ/HU, 28/08/2023\n");
	OK(DO(rota_appoint, .commune = "thị trấn Ân Thi", .post = "secretary", .cadre = HANH,
	      .act = "transfer", .from = "01/09/2023", .docs = { "12-QĐ/HU 28/08/2023" }));
	expect_recorded("posting.begin"); /* her record is here */
	expect_coming("");
	sit_down_at(province);
}

/* --- receiving ------------------------------------------------------------------------------- */

static void expect_one_person(void)
{
	struct rota_report report =
		ask(rota_report_cadre, (struct rota_question){ .subject = HANH "#1", .raw = true });

	assert_int_equal(2, rota_map_get(&report.json, "postings")->as.list.count);
	assert_int_equal(1, rota_map_get(&report.json, "same")->as.list.count);
}

static void test_receive__the_same_person_is_counted_once(void **state)
{
	(void)state;
	let_go();
	AT(district, OK(receive(HANH)); expect_recorded("cadre.create cadre.same posting.begin");
	   expect_warnings("V70: only name and day of birth were told; add native place and number "
			   "from the file: rota cadre change \"" HANH "\" native=… pin=…\n");
	   expect_roster("Hồng Nam", "01/10/2023",
			 "11977|Hồng Nam|Party secretary|" HANH
			 "|1979|01/09/2023|transfer|undetermined|" DECISION "\n"
			 "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	   expect_coming(""));
	exchange_all();
	expect_secretaries(1, 0);
	expect_one_person();
	expect_matters("");
	expect_coming("");
	AT(district, expect_matters(""); expect_secretaries(1, 0); expect_coming(""));
	AT(an_thi, expect_matters(""); expect_secretaries(0, 0));
}

/** At the receiver's the other record is not known, and never will be. */
static void test_receive__derived_again_it_is_the_same(void **state)
{
	uint64_t entries;

	(void)state;
	let_go();
	AT(district, OK(receive(HANH)); OK(rota_rebuild(district, &entries, &desk.err));
	   expect_secretaries(1, 0); expect_coming(""));
	exchange_all();
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	expect_secretaries(1, 0);
	expect_matters("");
	expect_coming("");
}

static void test_receive__her_locality_follows_from_what_is_added_to_the_record(void **state)
{
	(void)state;
	let_go();
	AT(district, OK(receive(HANH));
	   OK(DO(rota_cadre_change, .cadre = HANH,
		 .sets = SETS("native=xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên"))));
	exchange_all();
	expect_secretaries(1, 1);
	expect_matters("");
}

static void test_receive__the_sentence_says_who_it_is(void **state)
{
	(void)state;
	let_go();
	AT(district, OK(receive("vu thi hanh")));
	assert_string_equal("transfer: " HANH " (1979), Party secretary of xã Hồng Nam from "
			    "01/09/2023 (" DECISION "); the one who is on the way here from xã "
			    "Hoàng Hoa Thám since 01/09/2023 (" DECISION ")",
			    desk.out.sentence);
}

static void test_receive__by_move_too(void **state)
{
	(void)state;
	let_go();
	AT(district, OK(DO(rota_move, .cadre = HANH, .commune = "Liên Phương", .post = "chair",
			   .act = "rotate", .from = "01/09/2023", .until = "01/09/2026",
			   .docs = { "12-QĐ/TU 28/08/2023" }, .why = "x"));
	   expect_recorded("cadre.create cadre.same posting.begin"));
	exchange_all();
	expect_matters("");
}

static void test_receive__undone_she_is_on_the_way_again(void **state)
{
	(void)state;
	let_go();
	AT(district, OK(receive(HANH)); OK(DO(rota_undo, .why = "the wrong post"));
	   expect_coming(LEFT); OK(receive(HANH));
	   expect_recorded("cadre.create cadre.same posting.begin"));
	exchange_all();
	expect_matters("");
	expect_secretaries(1, 0);
}

static void test_receive__another_posting_of_hers_needs_no_second_record(void **state)
{
	(void)state;
	let_go();
	AT(district, OK(receive(HANH));
	   OK(DO(rota_void, .subject = "Hồng Nam/secretary", .from_start = true, .typing = "x",
		 .docs = { "13-QĐ/TU 29/08/2023" }));
	   expect_coming(LEFT); OK(receive(HANH)); expect_recorded("posting.begin");
	   expect_coming(""));
	exchange_all();
	expect_matters("");
}

static void test_receive__before_she_has_left_is_said(void **state)
{
	(void)state;
	let_go();
	AT(district,
	   OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = HANH,
		 .act = "transfer", .from = "30/08/2023", .docs = { "12-QĐ/TU 28/08/2023" }));
	   assert_string_equal("V12", desk.out.warnings[0].rule);
	   assert_string_equal("Party secretary of xã Hoàng Hoa Thám until 01/09/2023",
			       desk.out.warnings[0].message));
}

/* --- in a list ------------------------------------------------------------------------------- */

#define HEAD "commune,post,name,born,from,act,doc_no,doc_date,native,pin\n"
#define FAR "\"xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên\""

static void take_over(const char *row)
{
	char text[512];

	snprintf(text, sizeof(text), HEAD "%s\n", row);
	OK(IMPORT(ROTA_IMPORT_POSTINGS, text, .dry_run = false));
}

static void test_import__whoever_is_on_the_way_here_is_the_same_person(void **state)
{
	static const char row[] = "Hồng Nam,secretary," HANH
				  ",12/03/1979,01/09/2023,transfer,12-QĐ/TU,28/08/2023," FAR
				  ",033179001234";

	(void)state;
	let_go();
	AT(district, take_over(row); assert_int_equal(3, desk.imported.entries);
	   assert_string_equal("2|||" HANH ": the one who is on the way here from xã Hoàng Hoa Thám "
			       "since 01/09/2023 (" DECISION ")\n",
			       rows_of(&desk.imported.remarks));
	   expect_coming(""); take_over(row); assert_int_equal(1, desk.imported.unchanged));
	exchange();
	expect_matters("");
	expect_secretaries(1, 1);
	expect_one_person();
}

/** It is a person of its own, and the other one still comes. */
static void expect_another(const char *row)
{
	let_go();
	AT(district, take_over(row); assert_int_equal(2, desk.imported.entries);
	   expect_coming(LEFT));
}

static void test_import__born_otherwise_it_is_somebody_else(void **state)
{
	(void)state;
	expect_another("Hồng Nam,secretary," HANH
		       ",12/03/1980,01/09/2023,designate,12-QĐ/TU,28/08/2023,,");
}

static void test_import__in_another_commune_it_is_somebody_else(void **state)
{
	(void)state;
	expect_another("Liên Phương,secretary," HANH
		       ",12/03/1979,01/09/2023,designate,12-QĐ/TU,28/08/2023,,");
}

static void test_import__since_long_before_it_is_somebody_else(void **state)
{
	(void)state;
	expect_another("Hồng Nam,secretary," HANH
		       ",12/03/1979,01/08/2023,designate,12-QĐ/TU,28/07/2023,,");
}

/* --- who is meant ---------------------------------------------------------------------------- */

#define NATIVE "xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên"

static void test_receive__a_namesake_of_ones_own_is_told_from_who_comes(void **state)
{
	(void)state;
	AT(district, add_cadre(HANH, "1983", NATIVE));
	let_go();
	AT(district,
	   expect_failure(ROTA_ECONFLICT, "",
			  "'" HANH "' may be: #1 " HANH " (1983), " NATIVE "; #2 " HANH
			  " (1979), on the way here from xã Hoàng Hoa Thám since 01/09/2023 "
			  "(" DECISION ")",
			  receive(HANH));
	   OK(receive(HANH ",1983")); expect_recorded("posting.begin");
	   OK(DO(rota_undo, .why = "x")); OK(receive(HANH ",1979"));
	   expect_recorded("cadre.create cadre.same posting.begin"));
}

static void test_receive__the_name_with_its_accents_comes_first(void **state)
{
	(void)state;
	AT(district, add_cadre("Vũ Thị Hành", "1983", NATIVE));
	let_go();
	AT(district, OK(receive(HANH)); expect_recorded("cadre.create cadre.same posting.begin");
	   OK(DO(rota_undo, .why = "x")); OK(receive("Vũ Thị Hành"));
	   expect_recorded("posting.begin"));
}

static void test_receive__nobody_else_is_found_by_that(void **state)
{
	(void)state;
	let_go();
	AT(an_thi, add_cadre("Hà Thị Dung", "1981", NULL));
	exchange_all();
	AT(district,
	   expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Hà Thị Dung'", receive("Hà Thị Dung"));
	   expect_failure(ROTA_ENOTFOUND, "", "no cadre '" HANH ",1980'", receive(HANH ",1980")));
}

static void test_cadre_same__a_record_that_was_there_before(void **state)
{
	(void)state;
	AT(district, add_cadre(HANH, "1979", NATIVE));
	let_go();
	AT(district, OK(DO(rota_cadre_same, .cadre = HANH "#2", .other = HANH "#1", .why = "x"));
	   expect_recorded("cadre.same"); OK(receive(HANH)); expect_recorded("posting.begin");
	   expect_coming(""));
	exchange_all();
	expect_matters("");
	expect_one_person();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_THREE(test_arrivals__who_receives_sees_who_comes_and_on_which_decision),
		TEST_THREE(test_arrivals__who_is_in_a_post_again_comes_no_more),
		TEST_THREE(test_arrivals__within_one_district_nobody_is_told),
		TEST_THREE(test_receive__the_same_person_is_counted_once),
		TEST_THREE(test_receive__derived_again_it_is_the_same),
		TEST_THREE(test_receive__her_locality_follows_from_what_is_added_to_the_record),
		TEST_THREE(test_receive__the_sentence_says_who_it_is),
		TEST_THREE(test_receive__by_move_too),
		TEST_THREE(test_receive__undone_she_is_on_the_way_again),
		TEST_THREE(test_receive__another_posting_of_hers_needs_no_second_record),
		TEST_THREE(test_receive__before_she_has_left_is_said),
		TEST_THREE(test_import__whoever_is_on_the_way_here_is_the_same_person),
		TEST_THREE(test_import__born_otherwise_it_is_somebody_else),
		TEST_THREE(test_import__in_another_commune_it_is_somebody_else),
		TEST_THREE(test_import__since_long_before_it_is_somebody_else),
		TEST_THREE(test_receive__a_namesake_of_ones_own_is_told_from_who_comes),
		TEST_THREE(test_receive__the_name_with_its_accents_comes_first),
		TEST_THREE(test_receive__nobody_else_is_found_by_that),
		TEST_THREE(test_cadre_same__a_record_that_was_there_before),
	};

	return cmocka_run_group_tests_name("arrival", tests, NULL, NULL);
}
