/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of exchange/handed.h and exchange/carry.h: whoever keeps a unit now has what was
 * recorded of it by those who kept it before, and nobody else has. */
#include "state/carried.h"
#include "tests/unit/office/district.h"

/** Beside that of Ân Thi (district.h). */
static struct rota_office *other;

static int close_all(void **state)
{
	rota_office_close(other);
	other = NULL;
	return close_an_thi(state);
}

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_an_thi, close_all)

static int appoint(const char *commune, const char *post, const char *from)
{
	return appoint_cuong(district, commune, post, from, "9/QĐ-UBND 02/01/2024");
}

static void merge_what_is_sent(void)
{
	sync_district();
	merge();
	sync_office(other);
}

#define HAND_OVER(day) DO(rota_rescope, .subject = AN_THI, .read_only = true, .from = (day))

/** The heads of the two posts of a commune, as the other office has them. */
static const char *seen_there(const char *commune)
{
	struct rota_report report;

	sit_down_at(other);
	report = ask(rota_report_roster, (struct rota_question){ .scope = commune });
	sit_down_at(the_province);
	return rows_of(&report);
}

static int count_one(const struct rota_carried_entry *carried, void *payload, struct rota_error *err)
{
	size_t *count = payload;

	(void)carried;
	(void)err;
	(*count)++;
	return ROTA_OK;
}

/** How many entries were carried to the other office. */
static size_t carried_there(void)
{
	struct rota_world world;
	size_t count = 0;

	OK(rota_world_open(&world, other, false, &desk.err));
	OK(rota_carried_each(&world, count_one, &count, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return count;
}

#define NOT_REPORTED(commune) \
	commune "|Party secretary|(not reported)|||||\n" commune \
		"|chair of the People's Committee|(not reported)|||||\n"
#define CUONG(commune)                                      \
	commune "|Party secretary|(not reported)|||||\n" commune \
		"|chair of the People's Committee|Lê Văn Cường|1980|05/01/2024|designate|not "  \
		"local|9/QĐ-UBND, 02/01/2024\n"
#define HOANG_HOA_THAM "12169|Hoàng Hoa Thám"

/** A machine that takes the place of a lost one begins with all that was recorded. */
static void test_handed__another_machine_has_what_the_lost_one_sent(void **state)
{
	(void)state;
	OK(appoint("12169", "chair", "05/01/2024"));
	hand_in();
	OK(DO(rota_revoke, .subject = AN_THI, .cause = "lost"));
	join_office(&other, "other", "329", AN_THI);
	assert_string_equal(CUONG(HOANG_HOA_THAM), seen_there("12169"));
	sit_down_at(other); /* and goes on from there */
	OK(DO(rota_relieve, .commune = "12169", .post = "chair", .act = "retire",
	      .from = "01/02/2024", .docs = { "18/QĐ-UBND 28/01/2024" }, .why = "x"));
	sit_down_at(the_province);
	sync_office(other);
	merge();
	expect_roster("12169", NULL,
		      HOANG_HOA_THAM "|Party secretary|(not reported)|||||\n" HOANG_HOA_THAM
				     "|chair of the People's Committee|(vacant)|||||\n");
}

/** Who keeps one commune gets what is of it, and of the other one nothing. */
static void test_handed__what_is_of_the_scope_and_nothing_else(void **state)
{
	size_t before;

	(void)state;
	OK(appoint("12169", "chair", "05/01/2024"));
	sit_down_at(district);
	add_cadre("Trần Thị Dung", "1975", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	OK(DO(rota_appoint, .commune = "12142", .post = "chair", .cadre = "Trần Thị Dung",
	      .act = "designate", .from = "05/01/2024", .docs = { "9/QĐ-UBND 02/01/2024" },
	      .why = "x"));
	OK(DO(rota_vacant, .commune = "12169", .post = "secretary", .from = "05/01/2024"));
	OK(DO(rota_vacant, .commune = "12142", .post = "secretary", .from = "05/01/2024"));
	sit_down_at(the_province);
	hand_in();
	join_office(&other, "other", "12169", "Đảng ủy Hoàng Hoa Thám");
	assert_int_equal(0, carried_there()); /* the district keeps it, too */
	OK(HAND_OVER("01/02/2024"));
	merge_what_is_sent();
	assert_string_equal(HOANG_HOA_THAM
			    "|Party secretary|(vacant)|||||\n" HOANG_HOA_THAM
			    "|chair of the People's Committee|Lê Văn Cường|1980|05/01/2024|"
			    "designate|not local|9/QĐ-UBND, 02/01/2024\n",
			    seen_there("12169"));
	before = carried_there();
	assert_int_equal(3, before); /* the record of a person, a posting, a vacancy */
	merge_what_is_sent();
	assert_int_equal(before, carried_there());
}

/** An office that is to keep them from another day on gets them when that has come. */
static void test_handed__on_the_day_and_not_before(void **state)
{
	uint64_t before;

	(void)state;
	OK(appoint("12169", "chair", "05/01/2024"));
	hand_in();
	join_office(&other, "other", "12169", "Đảng ủy Hoàng Hoa Thám");
	OK(HAND_OVER("01/03/2024")); /* today is 15/02/2024 */
	merge_what_is_sent();
	assert_int_equal(0, carried_there());
	on_day(20);
	merge(); /* nobody has sent anything */
	sync_office(other);
	assert_int_equal(2, carried_there());
	before = merge();
	assert_int_equal(before, merge()); /* which is news once */
}

/** What counts again is carried, though nothing is new in the log. */
static void test_handed__what_counts_again(void **state)
{
	(void)state;
	OK(appoint("12169", "chair", "05/01/2024"));
	sit_down_at(district);
	OK(DO(rota_vacant, .commune = "12142", .post = "secretary", .from = "05/01/2024"));
	sit_down_at(the_province);
	hand_in();
	OK(DO(rota_revoke, .subject = AN_THI, .cause = "lost", .size = "2"));
	join_office(&other, "other", "329", "Máy mới");
	assert_int_equal(2, carried_there());
	OK(DO(rota_revoke, .subject = AN_THI, .withdraw = true, .why = "x"));
	merge();
	OK(DO(rota_revoke, .subject = AN_THI, .cause = "lost"));
	merge();
	sync_office(other);
	assert_int_equal(3, carried_there());
}

/** What an office was given it hears the end of. */
static void test_handed__what_is_taken_back(void **state)
{
	char spell[24];

	(void)state;
	OK(appoint("12169", "chair", "05/01/2024"));
	sit_down_at(district);
	OK(DO(rota_cadre_spell, .cadre = "Lê Văn Cường", .place = "xã Hồng Nam, thành phố Hưng Yên, "
								   "tỉnh Hưng Yên",
	      .from = "01/01/2000", .until = "01/01/2003", .what = "work"));
	snprintf(spell, sizeof(spell), "%llu", (unsigned long long)desk.out.first);
	sit_down_at(the_province);
	hand_in();
	join_office(&other, "other", "12169", "Đảng ủy Hoàng Hoa Thám");
	OK(HAND_OVER("01/02/2024"));
	merge_what_is_sent();
	assert_int_equal(3, carried_there());
	sit_down_at(district);
	OK(DO(rota_cadre_spell_mend, .subject = spell, .withdraw = true, .why = "nhầm"));
	sit_down_at(the_province);
	merge_what_is_sent();
	assert_int_equal(4, carried_there());
}

/** What comes late and counts is handed over, too; what does not count is not. */
static void test_handed__what_comes_late(void **state)
{
	(void)state;
	hand_in();
	join_office(&other, "other", "12169", "Đảng ủy Hoàng Hoa Thám");
	OK(appoint("12169", "chair", "05/01/2024"));
	OK(appoint("12169", "secretary", "05/02/2024"));
	OK(HAND_OVER("01/02/2024"));
	merge();
	sync_office(other);
	assert_string_equal(NOT_REPORTED(HOANG_HOA_THAM), seen_there("12169"));
	merge_what_is_sent();
	assert_string_equal(CUONG(HOANG_HOA_THAM), seen_there("12169"));
	assert_int_equal(2, carried_there());
	sit_down_at(district); /* and what takes it back */
	OK(DO(rota_void, .subject = "12169/chair", .from_start = true,
	      .docs = { "20/QĐ-UBND 10/01/2024" }));
	sit_down_at(the_province);
	merge_what_is_sent();
	assert_string_equal(NOT_REPORTED(HOANG_HOA_THAM), seen_there("12169"));
}

/** So much goes in several notices, and all of it arrives. */
static void test_handed__more_than_a_notice_carries(void **state)
{
	enum { OFFICERS = 1010 };
	struct rota_verified verified;

	(void)state;
	sit_down_at(district);
	for (unsigned i = 0; i < OFFICERS; i++) {
		char name[64];

		snprintf(name, sizeof(name), "name=Nguyễn Văn %u", i);
		OK(DO(rota_officer_add, .sets = SETS(name, "title=x", "roles=record")));
	}
	sit_down_at(the_province);
	hand_in();
	OK(DO(rota_revoke, .subject = AN_THI, .cause = "lost"));
	join_office(&other, "other", "329", AN_THI);
	assert_int_equal(OFFICERS, carried_there());
	OK(rota_verify(other, &(struct rota_verify_options){ .full = true }, &verified, &desk.arena,
		       &desk.err));
	assert_int_equal(0, verified.faults.rows.as.list.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BOTH(test_handed__another_machine_has_what_the_lost_one_sent),
		TEST_BOTH(test_handed__what_is_of_the_scope_and_nothing_else),
		TEST_BOTH(test_handed__on_the_day_and_not_before),
		TEST_BOTH(test_handed__what_comes_late),
		TEST_BOTH(test_handed__what_counts_again),
		TEST_BOTH(test_handed__what_is_taken_back),
		TEST_BOTH(test_handed__more_than_a_notice_carries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
