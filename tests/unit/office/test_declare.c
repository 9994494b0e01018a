/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_cadre_add(), _cadre_change(), _officer_add(), _target_set(), _policy_set(),
 *  _period_open(). */
#include "tests/unit/office/office.h"

static uint64_t common_size(void)
{
	struct rota_world world;
	uint64_t size;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_log_size(&size, world.txn, desk.office->common.bytes, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return size;
}

static struct rota_entry last_common(void)
{
	return entry_of(desk.office->common, common_size() - 1);
}

/* --- cadres ---------------------------------------------------------------------------------- */

static void test_cadre_add__records_the_fields(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_cadre_add, .sets = SETS("name=  Lê  Văn Cường ", "born=05/1980", "sex=nam",
					   "pin=033080001234", "aka=Lê Cường;Tư Cường",
					   "native=xã Hồng Nam, thành phố Hưng Yên")));
	expect_recorded("cadre.create");
	expect_warnings("");
	assert_string_equal("New cadre: Lê Văn Cường", desk.out.sentence);
	entry = recorded(0);
	assert_string_equal("Lê Văn Cường", text_in(entry.body, "name"));
	assert_string_equal("1980-05", text_in(entry.body, "born"));
	assert_string_equal("male", text_in(entry.body, "sex"));
	assert_string_equal("033080001234", text_in(entry.body, "pin"));
	assert_string_equal("xã Hồng Nam, thành phố Hưng Yên",
			    text_in(rota_map_get(entry.body, "native"), "text"));
	assert_int_equal(2, rota_map_get(entry.body, "aka")->as.list.count);
}

static void test_cadre_add__takes_fields_by_their_captions(void **state)
{
	(void)state;
	OK(DO(rota_cadre_add, .sets = SETS("full name at birth=Lê Văn Cường", "Ngày sinh=1980")));
	assert_string_equal("1980", text_in(recorded(0).body, "born"));
}

static void test_cadre_add__refuses_wrong_values(void **state)
{
	static const char *const rows[][3] = {
		{ "born=1980", "", "field 'Full name at birth' is missing" },
		{ "name=Lê Văn Cường", "", "field 'Born' is missing" },
		{ "colour=red", "", "there is no field 'colour' here" },
		{ "name", "", "'name' has no '='" },
		{ "born=31/02/1980", "V56", "Born: '31/02/1980' is not a day" },
		{ "sex=x", "", "field 'Sex': 'x' is none of its words" },
	};
	uint64_t before = own_size();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, rows[i][1], rows[i][2],
			       DO(rota_cadre_add, .sets = SETS(rows[i][0])));
	assert_int_equal(before, own_size());
}

static void test_cadre_add__refuses_what_is_no_name(void **state)
{
	static const char *const rows[][3] = {
		{ "name=Cường", "V61", "name 'Cường' is one word" },
		{ "name=Lê Văn C0ường", "V61", "name 'Lê Văn C0ường' has a '0'" },
		{ "name=Lê V?n Cường", "V91",
		  "name 'Lê V?n Cường' has a '?': letters were lost when saving" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, rows[i][1], rows[i][2],
			       DO(rota_cadre_add, .sets = SETS(rows[i][0], "born=1980")));
}

static void test_cadre_add__a_namesake_born_the_same_day_asks(void **state)
{
	(void)state;
	expect_failure(ROTA_EREASON, "V60", "Nguyễn Văn An (1975) is recorded already",
		       DO(rota_cadre_add, .sets = SETS("name=NGUYỄN VĂN AN", "born=12/05/1975")));
	assert_string_equal("if it is another person, say so with --why", desk.err.hint);
	OK(DO(rota_cadre_add, .sets = SETS("name=Nguyễn Văn An", "born=12/05/1975"),
	      .why = "a cousin"));
	OK(DO(rota_cadre_add, .sets = SETS("name=Nguyễn Văn An", "born=13/05/1975")));
	expect_warnings("");
}

static void test_cadre_add__the_personal_number_tells_sex_and_year(void **state)
{
	(void)state;
	assert_int_equal(ROTA_EREASON,
			 DO(rota_cadre_add, .sets = SETS("name=Lê Văn Cường", "born=02/03/1981",
							 "sex=male", "pin=033180001234")));
	expect_warnings("V53!: the personal number says the other sex\n"
			"V54!: the personal number says another year of birth than 1981\n");
	OK(DO(rota_cadre_add, .sets = SETS("name=Lê Thị Cúc", "born=02/03/2001", "sex=female",
					   "pin=033301001234")));
	expect_warnings("");
}

static void test_cadre_add__a_personal_number_of_another_is_flagged(void **state)
{
	(void)state;
	OK(DO(rota_cadre_add, .sets = SETS("name=Lê Văn Cường", "born=02/03/1980", "pin=033080001234")));
	OK(DO(rota_cadre_add, .sets = SETS("name=Phạm Văn Dũng", "born=02/03/1980",
					   "pin=033080001234")));
	expect_warnings("V59: Lê Văn Cường (1980) has this personal number too\n");
}

static void test_cadre_change__says_what_was_there(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình",
	      .sets = SETS("born=19/05/1979", "sex=female"), .why = "as in the Party file"));
	expect_recorded("cadre.change");
	entry = recorded(0);
	assert_string_equal("1979-05-19", text_in(entry.body, "born"));
	assert_string_equal("1979", text_in(entry.was, "born"));
	assert_null(rota_map_get(entry.was, "sex"));
	expect_failure(ROTA_EINVALID, "", "nothing to change was named",
		       DO(rota_cadre_change, .cadre = "Trần Thị Bình"));
}

static void test_cadre_change__an_empty_value_clears(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình", .sets = SETS("native=")));
	entry = recorded(0);
	assert_int_equal(ROTA_NIL, rota_map_get(entry.body, "native")->type);
	assert_string_equal("xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên",
			    text_in(rota_map_get(entry.was, "native"), "text"));
}

/* --- officers -------------------------------------------------------------------------------- */

static void test_officer_add__is_who_records_from_now_on(void **state)
{
	struct rota_entry entry;
	struct rota_id by;

	(void)state;
	entry = recorded(0);
	assert_string_equal("Ban Tổ chức", text_in(&entry.root, "by"));
	OK(DO(rota_officer_add,
	      .sets = SETS("name=Đỗ Thị Hạnh", "title=Chuyên viên", "roles=record")));
	assert_string_equal("Officer: Đỗ Thị Hạnh", desk.out.sentence);
	entry = last_common();
	assert_string_equal("officer.set", entry.kind_name);
	assert_string_equal("Đỗ Thị Hạnh", text_in(&entry.root, "by"));
	assert_true(rota_map_get(entry.body, "active")->as.truth);
	add_cadre("Lê Văn Cường", "1980", NULL);
	entry = recorded(0);
	assert_true(rota_id_from_value(&by, rota_map_get(&entry.root, "by")));
	assert_int_equal(0, rota_id_compare(by, rota_id_make(desk.office->common,
							      common_size() - 1)));
}

static void test_officer_add__a_dry_run_changes_nobody(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_officer_add, .dry_run = true,
	      .sets = SETS("name=Đỗ Thị Hạnh", "title=Chuyên viên", "roles=record")));
	add_cadre("Lê Văn Cường", "1980", NULL);
	entry = recorded(0);
	assert_string_equal("Ban Tổ chức", text_in(&entry.root, "by"));
}

/* --- what every office reads ----------------------------------------------------------------- */

static void test_target_set__of_the_province_and_of_stock(void **state)
{
	uint64_t own = own_size();
	struct rota_entry entry;
	struct rota_id scope;

	(void)state;
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023-2025", "from=01/01/2023",
					    "to=01/01/2026", "count=50")));
	assert_string_equal("Target set: 2023-2025", desk.out.sentence);
	entry = last_common();
	assert_string_equal("target.set", entry.kind_name);
	assert_int_equal(50, rota_map_get(entry.body, "count")->as.number);
	assert_string_equal("stock", text_in(entry.body, "measure"));
	assert_true(rota_id_from_value(&scope, rota_map_get(entry.body, "scope")));
	assert_int_equal(0, rota_id_compare(scope, rota_id_make(desk.office->common, 0)));
	assert_int_equal(own, own_size());
	expect_failure(ROTA_EINVALID, "", "field 'Target': 'many' is no number",
		       DO(rota_target_set, .sets = SETS("count=many")));
}

static void test_policy_set__holds_from_its_day(void **state)
{
	struct rota_entry entry;

	(void)state;
	expect_failure(ROTA_EINVALID, "", "--from is missing",
		       DO(rota_policy_set, .sets = SETS("test=birth_place")));
	OK(DO(rota_policy_set, .from = "01/01/2024",
	      .sets = SETS("test=birth_place", "level=district", "pending_counts=không")));
	entry = last_common();
	assert_string_equal("policy.set", entry.kind_name);
	assert_string_equal("2024-01-01", on_of(&entry));
	assert_false(rota_map_get(entry.body, "pending_counts")->as.truth);
	expect_failure(ROTA_EINVALID, "", "field 'Acting holders count': 'maybe' is neither yes nor no",
		       DO(rota_policy_set, .from = "01/01/2024",
			  .sets = SETS("acting_counts=maybe")));
}

static void test_period_open__is_listed(void **state)
{
	struct rota_report report;

	(void)state;
	OK(DO(rota_period_open, .sets = SETS("name=quý I/2024", "cutoff=15/02/2024",
					     "due=20/02/2024", "phase=2023-2025")));
	assert_string_equal("Period opened: quý I/2024", desk.out.sentence);
	report = ask(rota_report_periods, (struct rota_question){ .as_of = NULL });
	assert_string_equal("quý I/2024|15/02/2024|20/02/2024|2023-2025\n", rows_of(&report));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cadre_add__records_the_fields),
		TEST(test_cadre_add__takes_fields_by_their_captions),
		TEST(test_cadre_add__refuses_wrong_values),
		TEST(test_cadre_add__refuses_what_is_no_name),
		TEST(test_cadre_add__a_namesake_born_the_same_day_asks),
		TEST(test_cadre_add__the_personal_number_tells_sex_and_year),
		TEST(test_cadre_add__a_personal_number_of_another_is_flagged),
		TEST(test_cadre_change__says_what_was_there),
		TEST(test_cadre_change__an_empty_value_clears),
		TEST(test_officer_add__is_who_records_from_now_on),
		TEST(test_officer_add__a_dry_run_changes_nobody),
		TEST(test_target_set__of_the_province_and_of_stock),
		TEST(test_policy_set__holds_from_its_day),
		TEST(test_period_open__is_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
