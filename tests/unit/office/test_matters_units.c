/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/matters.h on matters that come from units and from whole logs:
 * cases of domain.md, from what is recorded to what is told. */
#include "tests/unit/office/district.h"
#include "tests/unit/office/open_matters.h"

/* --- a locality that changes with the units (C21, V74) --------------------------------------- */

/** Liên Phương takes Hồng Nam in, as a whole or in part. */
static void absorb(const char *day, const char *part)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		 "%s,absorb,11974,11974,Liên Phương,xa,full,NQ 1248,323\n"
		 "%s,absorb,11977,11974,Liên Phương,xa,%s,NQ 1248,323\n",
		 day, day, part);
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS, text, .dry_run = false));
}

/** When that is behind. The national list of places is of 15/2/2024. */
static void then(void)
{
	on_day(300); /* 11/12/2024 */
}

#define FLIPS(state) "locality_flips|Liên Phương|Nguyễn Văn An (1975)|2024-12-01||" state "\n"

static const char *secretaries(void)
{
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	const struct rota_value *row = &rota_map_get(&report.json, "totals")->as.list.items[0];
	struct rota_buffer text = { 0 };

	put_cell(&text, rota_map_get(row, "non_local"));
	return kept(&text);
}

static void test_matters__whom_a_merger_makes_a_local_is_told(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	absorb("01/12/2024", "full");
	then();
	expect_open(FLIPS("open"));
	assert_string_equal("0", secretaries()); /* init: by the units of the report */
	expect_sides("|not local; Native place: xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên|"
		     "01/09/2022|01/12/2024\n"
		     "|local; Unit succeeded: Old unit: xã Hồng Nam; New unit: xã Liên Phương; "
		     "Event: absorb; Part: whole; Legal basis: NQ 1248|01/12/2024|\n");
	expect_settled("noted", FLIPS("settled"));
}

static void test_matters__by_the_units_of_the_appointment_he_would_be_one(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	absorb("01/12/2024", "full");
	OK(DO(rota_policy_set, .from = "01/01/2024", .sets = SETS("geography=appointment")));
	then();
	expect_open(FLIPS("open"));
	assert_string_equal("1", secretaries());
}

static void test_matters__a_merger_to_come_changes_nothing_yet(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	absorb("16/02/2024", "full");
	expect_open("");
	on_day(1);
	expect_open("locality_flips|Liên Phương|Nguyễn Văn An (1975)|2024-02-16||open\n");
}

static void test_matters__whoever_came_with_the_merger_or_from_elsewhere_is_no_flip(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Trần Thị Bình", "01/09/2022");
	absorb("01/12/2024", "full");
	then();
	expect_open("");
	seat("Liên Phương", "chair", "Nguyễn Văn An", "01/12/2024");
	expect_open("");
}

static void test_matters__a_part_alone_makes_it_undetermined(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	absorb("01/12/2024", "part");
	then();
	expect_open(FLIPS("open"));
}

static void test_matters__who_left_is_told_of_no_more(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	absorb("01/12/2024", "full");
	then();
	OK(DO(rota_relieve, .commune = "Liên Phương", .post = "secretary", .act = "retire",
	      .from = "02/12/2024", .docs = { "12-QĐ/TU 01/12/2024" }));
	expect_open("");
}

static void test_settle__a_flip_is_open_again_when_the_origin_changes(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	absorb("01/12/2024", "full");
	then();
	OK(DO(rota_settle, IT, .way = "noted", .why = "x"));
	OK(DO(rota_cadre_change, .cadre = "Nguyễn Văn An",
	      .sets = SETS("native=xã Hồng Nam, TP Hưng Yên, tỉnh Hưng Yên"), .why = "the file"));
	expect_open(FLIPS("reopened") "identity_edit|Liên Phương|Nguyễn Văn An (1975)|||open\n");
}

/* --- said to be unchanged, and changed (C35) -------------------------------------------------- */

static void say_nothing_changed(void)
{
	OK(DO(rota_nil_return, .from = "01/01/2024", .until = "01/02/2024"));
}

#define DENIED(state)                                                                               \
	"nil_contradicted|Hồng Nam|no change from 01/01/2024 until before 01/02/2024|2024-01-01|" \
	"2024-02-01|" state "\n"

static void test_matters__who_came_in_the_days_of_a_nil_return_contradicts_it(void **state)
{
	(void)state;
	say_nothing_changed();
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "31/01/2024");
	expect_open(DENIED("open"));
	expect_sides(
		"nil|no change from 01/01/2024 until before 01/02/2024|01/01/2024|01/02/2024\n"
		"entries|Appointed: Commune: xã Hồng Nam; Post: Party secretary; Cadre: Nguyễn "
		"Văn An (1975); Act: designate; Mode: full holder|31/01/2024|\n");
	expect_settled("entries", DENIED("settled"));
}

static void test_matters__before_and_behind_the_days_of_a_nil_return_nothing_does(void **state)
{
	(void)state;
	say_nothing_changed();
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "31/12/2023");
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/02/2024");
	expect_open("");
	OK(DO(rota_correct, .subject = "Hồng Nam/chair", .sets = SETS("from=31/01/2024"),
	      .typing = "the paper"));
	expect_open(DENIED("open"));
	OK(DO(rota_correct, .subject = "Hồng Nam/chair", .sets = SETS("from=01/02/2024"),
	      .typing = "the paper says so"));
	expect_open("");
}

static void test_matters__an_end_a_step_and_a_vacancy_contradict_it_too(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "elect", .from = "01/09/2022", .elected = "01/09/2022", .why = "x"));
	say_nothing_changed();
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "secretary", .act = "approve",
	      .from = "10/01/2024", .docs = { "12-QĐ/TU 05/01/2024" }, .why = "x"));
	expect_open(DENIED("open"));
	OK(DO(rota_undo, .why = "x"));
	expect_open("");
	OK(DO(rota_vacant, .commune = "Hồng Nam", .post = "chair", .from = "15/01/2024"));
	expect_open(DENIED("open"));
	OK(DO(rota_undo, .why = "x"));
	expect_open("");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "20/01/2024", .docs = { "13-QĐ/TU 05/01/2024" }));
	expect_open(DENIED("open"));
}

static void test_matters__a_nil_return_that_is_taken_back_says_nothing(void **state)
{
	(void)state;
	say_nothing_changed();
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "31/01/2024");
	OK(DO(rota_nil_return, .until = "01/02/2024", .withdraw = true, .why = "x"));
	expect_open("");
}

static void test_settle__denied_otherwise_it_is_open_again(void **state)
{
	(void)state;
	say_nothing_changed();
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "31/01/2024");
	OK(DO(rota_settle, IT, .way = "entries", .why = "x"));
	seat("Hồng Nam", "chair", "Trần Thị Bình", "02/01/2024");
	expect_open(DENIED("reopened"));
}

/** The word of the district; what the province records in its days is not the district's. */
static void test_matters__a_nil_return_is_the_word_of_one_office(void **state)
{
	struct rota_office *province;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	province = sit_down_at(district);
	say_nothing_changed();
	add_cadre("Lê Văn Ba", "1970", NULL);
	desk.office = province;
	sync_district();
	merge();
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "31/01/2024");
	expect_open("");
	sit_down_at(district);
	seat("Hồng Nam", "chair", "Lê Văn Ba", "31/01/2024");
	expect_open(DENIED("open"));
	desk.office = province;
	sync_district();
	merge();
	expect_open(DENIED("open"));
	sync_district();
	sit_down_at(district);
	expect_open(DENIED("open"));
	desk.office = province;
}

/* --- a machine whose clock is wrong (C32) ----------------------------------------------------- */

/** The district records something by a clock that is so many days ahead, and sends it today. */
static void record_ahead(const char *name, uint64_t days)
{
	struct rota_office *province = sit_down_at(district);
	char set[64];

	snprintf(set, sizeof(set), "name=%s", name);
	on_day(days);
	OK(DO(rota_cadre_add, .sets = SETS(set, "born=1970"), .why = "the clock is right"));
	desk.office = province;
	on_day(0);
	sync_district();
	merge();
}

#define CLOCK(state) "clock|Hưng Yên|Ban Tổ chức Thành ủy|||" state "\n"

static void test_matters__a_clock_that_runs_ahead_is_told_of_the_machine(void **state)
{
	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	record_ahead("Lê Văn Ba", 1);
	expect_open("");
	record_ahead("Lê Văn Tư", 2);
	expect_open(CLOCK("open"));
	expect_sides("|New cadre: Full name at birth: Lê Văn Tư; Born: 1970||\n");
	expect_settled("noted", CLOCK("settled"));
	record_ahead("Lê Văn Năm", 30); /* it goes on being ahead */
	expect_open("");
}

static void test_matters__the_day_of_what_was_recorded_ahead_is_shown(void **state)
{
	struct rota_office *province = desk.office;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	sit_down_at(district);
	add_cadre("Lê Văn Tư", "1970", NULL);
	on_day(2);
	seat("Hồng Nam", "secretary", "Lê Văn Tư", "01/09/2022");
	on_day(0);
	desk.office = province;
	sync_district();
	merge();
	expect_sides("|Appointed: Commune: xã Hồng Nam; Post: Party secretary; Cadre: Lê Văn Tư "
		     "(1970); Act: designate; Mode: full holder|01/09/2022|\n");
}

static void test_matters__a_clock_that_runs_ahead_again_is_told_again(void **state)
{
	struct rota_office *province = desk.office;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	record_ahead("Lê Văn Tư", 2);
	OK(DO(rota_settle, IT, .way = "noted", .why = "x"));
	rota_clock_test_set(MORNING + 3 * A_DAY, 1);
	sit_down_at(district);
	OK(DO(rota_cadre_add, .sets = SETS("name=Lê Văn Năm", "born=1970")));
	rota_clock_test_set(MORNING + 9 * A_DAY, 1);
	OK(DO(rota_cadre_add, .sets = SETS("name=Lê Văn Sáu", "born=1970"), .why = "x"));
	rota_clock_test_set(MORNING + 3 * A_DAY, 1);
	sync_district();
	desk.office = province;
	merge();
	expect_open(CLOCK("reopened"));
}

static void test_matters__the_office_is_told_of_its_clock(void **state)
{
	struct rota_office *province = desk.office;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	record_ahead("Lê Văn Tư", 2);
	sync_district();
	sit_down_at(district);
	expect_open(CLOCK("open"));
	expect_sides("|New cadre: Full name at birth: Lê Văn Tư; Born: 1970||\n");
	desk.office = province;
}

/* --- a unit that two offices record (C23) ------------------------------------------------------
 */

/** An office of the commune joins beside that of the district. */
static struct rota_office *join_commune(const char *code)
{
	struct rota_office *office;

	join_office(&office, "commune", code, "Đảng ủy Hồng Nam");
	return office;
}

static void record_at(struct rota_office *office, const char *cadre, const char *post,
		      const char *from)
{
	struct rota_office *province = sit_down_at(office);

	add_cadre(cadre, "1970", NULL);
	seat("Hồng Nam", post, cadre, from);
	desk.office = province;
	sync_office(office);
	merge();
}

#define SHARED(state) "custody|Hồng Nam|Ban Tổ chức Thành ủy – Đảng ủy Hồng Nam|||" state "\n"

static void test_matters__a_unit_that_two_offices_record_is_told(void **state)
{
	struct rota_office *commune;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	record_at(district, "Lê Văn Ba", "secretary", "01/09/2022");
	rota_clock_test_set(MORNING + 3600000, 1);
	commune = join_commune("11977");
	rota_clock_test_set(MORNING + 7200000, 1);
	record_at(commune, "Lê Văn Tư", "chair", "01/09/2022");
	expect_open(""); /* the district has recorded before, and does so no more */
	record_at(district, "Lê Văn Năm", "chair", "01/09/2023");
	expect_open("double_holder|Hồng Nam|Lê Văn Tư (1970) – Lê Văn Năm "
		    "(1970)|2023-09-01||open\n" SHARED("open"));
	rota_office_close(commune);
}

/* --- one list at two offices (C34) ------------------------------------------------------------- */

#define LIST                                                                            \
	"commune,post,name,born,from,act,doc_no,doc_date,pin\n"                         \
	"Hồng Nam,bí thư,Dương Ngọc Thành,22/12/1969,13/11/2020,chuẩn y,112-QĐ/HU,04/11/2020," \
	"033069001234\n"

static void import_at(struct rota_office *office, const char *list)
{
	struct rota_office *province = sit_down_at(office);

	OK(IMPORT(ROTA_IMPORT_POSTINGS, list, .dry_run = false));
	assert_int_equal(1, desk.imported.recorded);
	desk.office = province;
	sync_office(office);
	merge();
}

#define SAME_LIST(state) "same_import|Hồng Nam|Dương Ngọc Thành (1969)|2020-11-13||" state "\n"

static void test_matters__one_list_taken_in_by_two_offices_is_told(void **state)
{
	struct rota_office *commune;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	import_at(district, LIST);
	commune = join_commune("11977");
	import_at(commune, LIST);
	expect_open(SAME_LIST("open"));
	expect_settled("decline", SAME_LIST("settled"));
	rota_office_close(commune);
}

static void test_matters__two_lists_with_one_posting_are_right(void **state)
{
	struct rota_office *commune;

	(void)state;
	join_district("323", "Ban Tổ chức Thành ủy");
	import_at(district, LIST);
	commune = join_commune("11977");
	import_at(commune, LIST "\n"); /* another file */
	expect_open("");
	rota_office_close(commune);
}

/* --- an origin whose code and text are two communes (C22) ------------------------------------- */

static void add_coded(const char *name, const char *text, const char *code)
{
	char list[512];

	snprintf(list, sizeof(list),
		 "commune,post,name,born,from,act,doc_no,doc_date,native,native_code\n"
		 "Hồng Nam,bí thư,%s,22/12/1969,13/11/2020,chuẩn y,112-QĐ/TU,04/11/2020,\"%s\",%s\n",
		 name, text, code);
	OK(IMPORT(ROTA_IMPORT_POSTINGS, list, .dry_run = false));
	assert_int_equal(1, desk.imported.recorded);
}

#define UNCLEAR(state) "unit_unclear|Hồng Nam|Dương Ngọc Thành (1969)|||" state "\n"
#define THE_TOWN "thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên"

static void test_matters__a_code_that_is_another_commune_than_the_text_is_told(void **state)
{
	(void)state;
	add_coded("Dương Ngọc Thành", THE_TOWN, "12169");
	expect_open(UNCLEAR("open"));
	expect_sides("code|Hoàng Hoa Thám (12169)||\nname|Ân Thi (12142): " THE_TOWN "||\n");
	expect_settled("name", UNCLEAR("settled"));
}

static void test_matters__a_code_that_fits_the_text_is_right(void **state)
{
	(void)state;
	add_coded("Dương Ngọc Thành", THE_TOWN, "12142");
	expect_open("");
}

static void test_matters__what_is_not_read_to_the_end_is_no_other_commune(void **state)
{
	(void)state;
	add_coded("Dương Ngọc Thành", "thôn Cao, " THE_TOWN, "12169");
	expect_open("");
	add_coded("Dương Ngọc Thanh", "huyện Ân Thi, tỉnh Hưng Yên", "12169");
	expect_open("double_holder|Hồng Nam|Dương Ngọc Thành (1969) – Dương Ngọc Thanh "
		    "(1969)|2020-11-13||open\n");
}

/** 11974 is Liên Phương, which takes Hồng Nam in: a file written anew has its code. */
static void test_matters__the_code_of_the_heir_is_right(void **state)
{
	(void)state;
	absorb("01/12/2024", "full");
	add_coded("Dương Ngọc Thành", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên", "11974");
	expect_open("");
}

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_ready, close_both)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_matters__whom_a_merger_makes_a_local_is_told),
		TEST(test_matters__by_the_units_of_the_appointment_he_would_be_one),
		TEST(test_matters__a_merger_to_come_changes_nothing_yet),
		TEST(test_matters__whoever_came_with_the_merger_or_from_elsewhere_is_no_flip),
		TEST(test_matters__a_part_alone_makes_it_undetermined),
		TEST(test_matters__who_left_is_told_of_no_more),
		TEST(test_settle__a_flip_is_open_again_when_the_origin_changes),
		TEST(test_matters__who_came_in_the_days_of_a_nil_return_contradicts_it),
		TEST(test_matters__before_and_behind_the_days_of_a_nil_return_nothing_does),
		TEST(test_matters__an_end_a_step_and_a_vacancy_contradict_it_too),
		TEST(test_matters__a_nil_return_that_is_taken_back_says_nothing),
		TEST(test_settle__denied_otherwise_it_is_open_again),
		TEST(test_matters__a_code_that_is_another_commune_than_the_text_is_told),
		TEST(test_matters__a_code_that_fits_the_text_is_right),
		TEST(test_matters__what_is_not_read_to_the_end_is_no_other_commune),
		TEST(test_matters__the_code_of_the_heir_is_right),
		TEST_BOTH(test_matters__a_nil_return_is_the_word_of_one_office),
		TEST_BOTH(test_matters__a_clock_that_runs_ahead_is_told_of_the_machine),
		TEST_BOTH(test_matters__the_day_of_what_was_recorded_ahead_is_shown),
		TEST_BOTH(test_matters__a_clock_that_runs_ahead_again_is_told_again),
		TEST_BOTH(test_matters__the_office_is_told_of_its_clock),
		TEST_BOTH(test_matters__a_unit_that_two_offices_record_is_told),
		TEST_BOTH(test_matters__one_list_taken_in_by_two_offices_is_told),
		TEST_BOTH(test_matters__two_lists_with_one_posting_are_right),
	};

	return cmocka_run_group_tests_name("office/matters of units", tests, NULL, NULL);
}
