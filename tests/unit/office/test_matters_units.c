/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of office/matters.h on matters that come from units and from whole logs:
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
	};

	return cmocka_run_group_tests_name("office/matters of units", tests, NULL, NULL);
}
