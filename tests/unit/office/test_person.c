/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/person.h and acts/pair.h: C04 to C08 of domain.md, from what is
 *  recorded to what is told. */
#include "acts/record.h"
#include "rota/exchange.h"
#include "tests/unit/office/open_matters.h"

#define AN "name=Nguyễn Văn An", "born=12/05/1975"
#define PIN "033075001234"
#define HONG_NAM "native=xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"

#define CADRE(...) OK(DO(rota_cadre_add, .sets = SETS(__VA_ARGS__), .why = "another one"))
#define FIRST "Nguyễn Văn An,1975#1"
#define SECOND "Nguyễn Văn An,1975#2"

/** Say it of the two records of Nguyễn Văn An. */
static int say(rota_act_fn *act)
{
	return DO(act, .cadre = FIRST, .other = SECOND, .why = "w");
}

static int take_back(rota_act_fn *act)
{
	return DO(act, .cadre = FIRST, .other = SECOND, .withdraw = true, .why = "w");
}

/* --- what is asked --------------------------------------------------------------------------- */

/** "kind|unit" of the open matters. */
static const char *open_matters(void)
{
	const struct rota_value *list = matters(false);
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < list->as.list.count; i++)
		rota_buffer_printf(&text, "%s|%s\n", text_in(&list->as.list.items[i], "kind"),
				   text_in(&list->as.list.items[i], "unit"));
	return kept(&text);
}

/** As they are, and as they are when all is derived anew from the entries. */
static void expect_matters(const char *wanted)
{
	uint64_t entries;

	assert_string_equal(wanted, open_matters());
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(wanted, open_matters());
}

#define ONE_PERSON "two_places|Hồng Nam, Hoàng Hoa Thám\n"
#define LIKE "same_person|Hồng Nam, Hoàng Hoa Thám\n"
#define TWO_PERSONS ""

/* --- set-up ---------------------------------------------------------------------------------- */

/** The units alone. */
static int open_units(void **state)
{
	if (open_office(state))
		return -1;
	OK(IMPORT(ROTA_IMPORT_UNITS, units_csv, .dry_run = false));
	return 0;
}

#define TEST_UNITS(name) cmocka_unit_test_setup_teardown(name, open_units, remove_folder)

/** Each of two records in a post of another commune, on the same days. */
static void seat_both(void)
{
	seat("Hồng Nam", "secretary", FIRST, "01/09/2022");
	seat("Hoàng Hoa Thám", "secretary", SECOND, "01/09/2022");
}

/** Two records of one number and one name. */
static void have_equal(void)
{
	CADRE(AN, "pin=" PIN);
	CADRE(AN, "pin=" PIN);
	seat_both();
}

/** Two records that are like one person: of one of them the number is not known. */
static void have_two(void)
{
	CADRE(AN, "pin=" PIN, HONG_NAM);
	CADRE(AN, HONG_NAM);
}

static void have_like(void)
{
	have_two();
	seat_both();
}

/* --- numbers --------------------------------------------------------------------------------- */

static void test_equal_numbers_and_names_are_one_person(void **state)
{
	(void)state;
	have_equal();
	expect_matters(ONE_PERSON);
}

static void test_postings_recorded_before_they_become_equal_are_one_persons_too(void **state)
{
	(void)state;
	CADRE(AN, "pin=" PIN);
	CADRE(AN);
	seat_both();
	expect_matters(TWO_PERSONS);
	OK(DO(rota_cadre_change, .cadre = SECOND, .sets = SETS("pin=" PIN), .why = "w"));
	expect_matters(ONE_PERSON);
	OK(DO(rota_cadre_change, .cadre = SECOND, .sets = SETS("pin=034075005678"), .why = "w"));
	expect_matters(TWO_PERSONS);
}

static void test_equal_numbers_with_other_names_are_asked_about(void **state)
{
	(void)state;
	CADRE(AN, "pin=" PIN);
	CADRE("name=Trần Thị Bình", "born=12/05/1975", "pin=" PIN);
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	expect_matters(LIKE);
}

static void test_two_numbers_are_two_persons(void **state)
{
	(void)state;
	CADRE(AN, HONG_NAM, "pin=" PIN);
	CADRE(AN, HONG_NAM, "pin=034075005678");
	seat_both();
	expect_matters(TWO_PERSONS);
}

/* --- statements ------------------------------------------------------------------------------ */

static void test_like_records_stay_two_until_somebody_decides(void **state)
{
	(void)state;
	have_like();
	expect_matters(LIKE);
}

static void test_rota_cadre_same__makes_one_person_until_it_is_taken_back(void **state)
{
	(void)state;
	have_like();
	OK(say(rota_cadre_same));
	expect_recorded("cadre.same");
	expect_matters(ONE_PERSON);
	OK(take_back(rota_cadre_same));
	expect_matters(LIKE);
}

static void test_rota_cadre_same__of_one_posting_recorded_twice_leaves_no_matter(void **state)
{
	(void)state;
	have_two();
	seat("Hồng Nam", "secretary", FIRST, "01/09/2022");
	seat("Hồng Nam", "secretary", SECOND, "01/09/2022");
	expect_matters("double_holder|Hồng Nam\nsame_person|Hồng Nam\n");
	OK(say(rota_cadre_same));
	expect_matters("");
}

static void test_rota_cadre_distinct__is_never_asked_again(void **state)
{
	(void)state;
	have_like();
	OK(say(rota_cadre_distinct));
	expect_recorded("cadre.distinct");
	expect_matters(TWO_PERSONS);
	OK(DO(rota_cadre_change, .cadre = FIRST, .sets = SETS("cmnd=145123456"), .why = "w"));
	expect_matters(TWO_PERSONS);
}

static void test_rota_cadre_distinct__parts_equal_numbers(void **state)
{
	(void)state;
	have_equal();
	OK(say(rota_cadre_distinct));
	expect_matters(TWO_PERSONS);
	OK(take_back(rota_cadre_distinct));
	expect_matters(ONE_PERSON);
}

static void test_a_statement_replaces_the_contrary_one(void **state)
{
	(void)state;
	have_like();
	OK(say(rota_cadre_distinct));
	OK(say(rota_cadre_same));
	expect_recorded("cadre.distinct cadre.same");
	expect_matters(ONE_PERSON);
	OK(say(rota_cadre_distinct));
	expect_matters(TWO_PERSONS);
}

/* A is B and B is C, but A is not C: somebody must look. */
static void test_contrary_links_of_a_class_are_suspended(void **state)
{
	(void)state;
	have_equal();
	CADRE("name=Nguyễn Văn Yên", "born=1975");
	OK(DO(rota_cadre_same, .cadre = "Nguyễn Văn Yên", .other = FIRST, .why = "w"));
	OK(DO(rota_cadre_same, .cadre = "Nguyễn Văn Yên", .other = SECOND, .why = "w"));
	expect_matters(ONE_PERSON);
	OK(say(rota_cadre_distinct));
	expect_matters(LIKE);
}

/* What holds so many together is no sign of anything. */
static void test_more_than_64_records_are_no_person(void **state)
{
	(void)state;
	have_equal();
	for (size_t i = 2; i < 64; i++)
		CADRE(AN, "pin=" PIN);
	expect_matters(ONE_PERSON);
	CADRE(AN, "pin=" PIN);
	assert_null(strstr(open_matters(), "two_places"));
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An,1975#65", .sets = SETS("pin=034075005678"),
	      .why = "w"));
	expect_matters(ONE_PERSON);
}

/** The names of the open matters. */
static const char *matter_names(void)
{
	const struct rota_value *list = matters(false);
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < list->as.list.count; i++)
		rota_buffer_printf(&text, "%s\n", text_in(&list->as.list.items[i], "name"));
	return kept(&text);
}

/** So many matters are open, and the same ones when all is derived anew from the entries. */
static void expect_count(size_t wanted)
{
	const char *names = matter_names();
	uint64_t entries;

	assert_int_equal(wanted, matters(false)->as.list.count);
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(names, matter_names());
}

/** Pairs among so many. */
static size_t pairs_of(size_t records)
{
	return records * (records - 1) / 2;
}

static void test_two_classes_that_are_too_large_together_are_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < 80; i++)
		CADRE(AN, i < 40 ? "pin=" PIN : "pin=034075005678");
	expect_count(0);
	OK(DO(rota_cadre_same, .cadre = FIRST, .other = "Nguyễn Văn An,1975#80", .why = "w"));
	expect_count(2 * pairs_of(16)); /* of those with one number the first ones are compared */
	OK(DO(rota_undo, .why = "w"));
	expect_count(0);
}

/* Whoever records hundreds of people who are all alike does not drown a merge in matters. */
static void test_of_many_records_that_are_alike_the_first_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < 20; i++)
		CADRE(AN, HONG_NAM);
	expect_count(pairs_of(16));
	for (size_t i = 0; i < 5; i++) { /* the next ones come up */
		static const char *const names[] = { "name=Lê Thị Hoa", "name=Lê Thị Lan",
						     "name=Lê Thị Mai", "name=Lê Thị Hồng",
						     "name=Lê Thị Sen" };

		OK(DO(rota_cadre_change, .cadre = FIRST, .sets = SETS(names[i]), .why = "w"));
		expect_count(pairs_of(i < 4 ? 16 : 15));
	}
	CADRE(AN, HONG_NAM);
	expect_count(pairs_of(16));
	/* and give way again, to the first of all */
	OK(DO(rota_cadre_change, .cadre = "Lê Thị Hoa", .sets = SETS("name=Nguyễn Văn An"),
	      .why = "w"));
	expect_count(pairs_of(16));
}

static void test_the_same_statement_twice_is_recorded_once(void **state)
{
	uint64_t before;

	(void)state;
	have_like();
	OK(say(rota_cadre_same));
	before = own_size();
	OK(DO(rota_cadre_same, .cadre = SECOND, .other = FIRST, .why = "w"));
	assert_true(desk.out.already);
	assert_int_equal(before, own_size());
}

static void test_rota_undo__takes_a_statement_back(void **state)
{
	(void)state;
	have_like();
	OK(say(rota_cadre_same));
	OK(DO(rota_undo, .why = "w"));
	assert_string_equal("taken back: The same person: Nguyễn Văn An (1975) – "
			    "Nguyễn Văn An (1975) (entry 4)",
			    desk.out.sentence);
	expect_matters(LIKE);
}

/* --- what another program says --------------------------------------------------------------- */

/** The id of an entry of the own log. */
static struct rota_id own_id(uint64_t number)
{
	return rota_id_make(desk.office->own, number);
}

/** Say at once of each two of some ids, whatever they are, that they are one person. */
static void say_blindly_of(const struct rota_id *ids, size_t count)
{
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	OK(rota_world_ready(&world, &desk.err));
	rota_plan_init(&plan, &world);
	plan.why = "x";
	for (size_t i = 0; i < count; i += 2) {
		OK(rota_plan_add(&draft, &plan, "cadre.same", &desk.err));
		rota_draft_set_id(draft, "a", ids[i]);
		rota_draft_set_id(draft, "b", ids[i + 1]);
		rota_draft_set(draft, "keep", rota_text("a"));
		rota_draft_set(draft, "state", rota_text("on"));
	}
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void say_blindly(struct rota_id a, struct rota_id b)
{
	say_blindly_of((const struct rota_id[]){ a, b }, 2);
}

static void test_several_statements_that_come_together_all_count(void **state)
{
	uint64_t first = own_size();
	struct rota_id ids[6];

	(void)state;
	for (size_t i = 0; i < 6; i++)
		ids[i] = own_id(first + i);
	CADRE("name=Nguyễn Văn An", "born=1975");
	CADRE("name=Trần Thị Bình", "born=1979");
	CADRE("name=Lê Văn Cường", "born=1970");
	CADRE("name=Phạm Thị Dung", "born=1971");
	CADRE("name=Vũ Văn Em", "born=1972");
	CADRE("name=Đỗ Thị Giang", "born=1973");
	assert_int_equal(first + 6, own_size());
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	seat("Hồng Nam", "chair", "Vũ Văn Em", "01/09/2022");
	seat("Hoàng Hoa Thám", "chair", "Đỗ Thị Giang", "01/09/2022");
	expect_matters("");
	say_blindly_of(ids, 6);
	expect_matters(ONE_PERSON ONE_PERSON);
}

static void test_what_is_said_of_a_record_that_is_not_here_waits_for_it(void **state)
{
	uint64_t number = own_size();

	(void)state;
	CADRE("name=Nguyễn Văn An", "born=1975");
	say_blindly(own_id(number), own_id(number + 2));
	expect_matters(TWO_PERSONS);
	CADRE("name=Trần Thị Bình", "born=1979");
	assert_int_equal(number + 3, own_size());
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	expect_matters(ONE_PERSON);
}

static void test_what_is_said_of_something_else_than_cadres_is_nothing(void **state)
{
	uint64_t number = own_size();

	(void)state;
	CADRE("name=Nguyễn Văn An", "born=1975");
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	say_blindly(own_id(number), own_id(number + 1));
	say_blindly(own_id(number + 1), own_id(number + 99));
	expect_matters("");
}

/* --- from the matter ------------------------------------------------------------------------- */

static void test_rota_settle__says_it_of_the_two_records(void **state)
{
	(void)state;
	have_like();
	OK(DO(rota_settle, .subject = the_matter(), .way = "same", .why = "w"));
	expect_recorded("cadre.same");
	expect_matters(ONE_PERSON);
	OK(DO(rota_undo, .why = "w"));
	OK(DO(rota_settle, .subject = the_matter(), .way = "distinct", .why = "w"));
	expect_recorded("cadre.distinct");
	expect_matters(TWO_PERSONS);
}

static void test_rota_settle__of_persons_names_no_paper(void **state)
{
	(void)state;
	have_like();
	expect_failure(ROTA_EINVALID, "", "a statement about persons names no paper",
		       DO(rota_settle, .subject = the_matter(), .way = "same", .why = "w",
			  .docs = { "12-QĐ/TU 01/02/2024" }));
}

static void test_its_sides_are_what_the_records_say(void **state)
{
	struct rota_report report;
	const struct rota_value *row;

	(void)state;
	have_like();
	report = ask(rota_report_matter,
		     (struct rota_question){ .subject = the_matter(), .raw = true });
	assert_int_equal(2, report.rows.as.list.count);
	row = &report.rows.as.list.items[0];
	assert_string_equal("Nguyễn Văn An; Born: 12/05/1975; Personal number: 033•••••1234"
			    "; Native place: xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên",
			    rota_value_text(&row->as.list.items[1]));
}

/* --- one person ------------------------------------------------------------------------------ */

static void test_one_person_is_not_named_to_a_post_twice(void **state)
{
	(void)state;
	CADRE(AN, "pin=" PIN);
	CADRE(AN, "pin=" PIN);
	seat("Hồng Nam", "secretary", FIRST, "01/09/2022");
	expect_failure(ROTA_EINVALID, "V19",
		       "'Nguyễn Văn An (1975)' holds this post already, since 01/09/2022",
		       DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = SECOND,
			  .act = "designate", .from = "01/10/2022",
			  .docs = { "123-QĐ/HU 28/08/2022" }));
}

static void test_rota_relieve__finds_the_person_under_either_record(void **state)
{
	(void)state;
	CADRE(AN, "pin=" PIN);
	CADRE(AN, "pin=" PIN);
	seat("Hồng Nam", "secretary", FIRST, "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .cadre = SECOND,
	      .act = "transfer", .from = "01/10/2023", .docs = { "12-QĐ/HU 28/09/2023" }));
}

/* One of the two postings counts; which one is open. */
static void test_one_person_counts_once(void **state)
{
	struct rota_report report;
	const struct rota_value *secretaries;

	(void)state;
	CADRE(AN, "pin=" PIN, "native=tỉnh Thái Bình");
	CADRE(AN, "pin=" PIN, "native=tỉnh Thái Bình");
	seat_both();
	report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	secretaries = &rota_map_get(&report.json, "totals")->as.list.items[0];
	assert_int_equal(1, rota_map_get(secretaries, "non_local")->as.number);
	assert_int_equal(1, rota_map_get(secretaries, "low")->as.number);
	assert_int_equal(1, rota_map_get(secretaries, "high")->as.number);
	OK(say(rota_cadre_distinct));
	report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	secretaries = &rota_map_get(&report.json, "totals")->as.list.items[0];
	assert_int_equal(2, rota_map_get(secretaries, "non_local")->as.number);
}

static void test_rota_report_cadre__names_the_other_records(void **state)
{
	struct rota_report report;

	(void)state;
	have_equal();
	report = ask(rota_report_cadre, (struct rota_question){ .subject = FIRST, .raw = true });
	assert_int_equal(1, rota_map_get(&report.json, "same")->as.list.count);
	assert_int_equal(2, rota_map_get(&report.json, "postings")->as.list.count);
	OK(say(rota_cadre_distinct));
	report = ask(rota_report_cadre, (struct rota_question){ .subject = FIRST, .raw = true });
	assert_int_equal(0, rota_map_get(&report.json, "same")->as.list.count);
	assert_int_equal(1, rota_map_get(&report.json, "postings")->as.list.count);
}

/* --- what is refused ------------------------------------------------------------------------- */

static void test_rota_cadre_same__needs_two_records_and_a_reason(void **state)
{
	(void)state;
	have_like();
	expect_failure(ROTA_EINVALID, "", "both are the same record",
		       DO(rota_cadre_same, .cadre = FIRST, .other = FIRST, .why = "w"));
	expect_failure(ROTA_EREASON, "", "this needs a reason",
		       DO(rota_cadre_same, .cadre = FIRST, .other = SECOND));
	assert_string_equal(LIKE, open_matters());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_UNITS(test_equal_numbers_and_names_are_one_person),
		TEST_UNITS(test_postings_recorded_before_they_become_equal_are_one_persons_too),
		TEST_UNITS(test_equal_numbers_with_other_names_are_asked_about),
		TEST_UNITS(test_two_numbers_are_two_persons),
		TEST_UNITS(test_like_records_stay_two_until_somebody_decides),
		TEST_UNITS(test_rota_cadre_same__makes_one_person_until_it_is_taken_back),
		TEST_UNITS(test_rota_cadre_same__of_one_posting_recorded_twice_leaves_no_matter),
		TEST_UNITS(test_rota_cadre_distinct__is_never_asked_again),
		TEST_UNITS(test_rota_cadre_distinct__parts_equal_numbers),
		TEST_UNITS(test_a_statement_replaces_the_contrary_one),
		TEST_UNITS(test_contrary_links_of_a_class_are_suspended),
		TEST_UNITS(test_more_than_64_records_are_no_person),
		TEST_UNITS(test_two_classes_that_are_too_large_together_are_none),
		TEST_UNITS(test_of_many_records_that_are_alike_the_first_are_compared),
		TEST_UNITS(test_the_same_statement_twice_is_recorded_once),
		TEST_UNITS(test_rota_undo__takes_a_statement_back),
		TEST_UNITS(test_what_is_said_of_a_record_that_is_not_here_waits_for_it),
		TEST_UNITS(test_what_is_said_of_something_else_than_cadres_is_nothing),
		TEST_UNITS(test_several_statements_that_come_together_all_count),
		TEST_UNITS(test_rota_settle__says_it_of_the_two_records),
		TEST_UNITS(test_rota_settle__of_persons_names_no_paper),
		TEST_UNITS(test_its_sides_are_what_the_records_say),
		TEST_UNITS(test_one_person_is_not_named_to_a_post_twice),
		TEST_UNITS(test_rota_relieve__finds_the_person_under_either_record),
		TEST_UNITS(test_one_person_counts_once),
		TEST_UNITS(test_rota_report_cadre__names_the_other_records),
		TEST_UNITS(test_rota_cadre_same__needs_two_records_and_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
