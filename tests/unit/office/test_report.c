/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_roster(), _totals(), _vacancies(), _pairs(). */
#include "tests/unit/office/office.h"

/** A figure of the JSON of totals. @param list  "rows" or "totals". */
static const struct rota_value *figures(const struct rota_report *report, const char *list,
					const char *scope, const char *post)
{
	const struct rota_value *rows = rota_map_get(&report->json, list);

	assert_non_null(rows);
	for (size_t i = 0; i < rows->as.list.count; i++) {
		const struct rota_value *row = &rows->as.list.items[i];

		if (strcmp(text_in(row, "post"), post) == 0 &&
		    (!scope || strcmp(text_in(row, "scope"), scope) == 0))
			return row;
	}
	fail_msg("no figures of %s in %s", post, scope ? scope : "all");
	return NULL;
}

static uint64_t figure(const struct rota_value *row, const char *key)
{
	const struct rota_value *value = rota_map_get(row, key);

	assert_non_null(value);
	assert_int_equal(ROTA_UINT, value->type);
	return value->as.number;
}

static struct rota_report totals(const char *as_of)
{
	return ask(rota_report_totals, (struct rota_question){ .as_of = as_of });
}

static void expect_balance(const struct rota_value *rows)
{
	for (size_t i = 0; i < rows->as.list.count; i++) {
		const struct rota_value *row = &rows->as.list.items[i];

		assert_int_equal(figure(row, "posts"), figure(row, "filled") +
							       figure(row, "vacant") +
							       figure(row, "not_reported"));
	}
}

/** filled/vacant/not_reported/non_local/undetermined/acting/pending/suspended of all posts. */
static void expect_totals(const char *as_of, const char *post, const char *wanted)
{
	static const char *const keys[] = { "filled",	    "vacant", "not_reported", "non_local",
					    "undetermined", "acting", "pending",      "suspended" };
	struct rota_report report = totals(as_of);
	const struct rota_value *row = figures(&report, "totals", NULL, post);
	char text[128] = "";

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "%s%llu", i ? "/" : "",
			 (unsigned long long)figure(row, keys[i]));
	}
	assert_string_equal(wanted, text);
	assert_int_equal(4, figure(row, "posts"));
	expect_balance(rota_map_get(&report.json, "rows"));
	expect_balance(rota_map_get(&report.json, "totals"));
}

/* --- roster ---------------------------------------------------------------------------------- */

static void test_roster__every_post_of_every_commune_by_code(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Ân Thi", "chair", "Trần Thị Bình", "01/09/2022");
	expect_roster(NULL, NULL,
		      "11974|Liên Phương|Party secretary|(not reported)|||||\n"
		      "11974|Liên Phương|chair of the People's Committee|(not reported)|||||\n"
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
		      "designate|local|123-QĐ/HU, 28/08/2022\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n"
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|Trần Thị Bình|1979|01/09/2022|"
		      "designate|not local|123-QĐ/HU, 28/08/2022\n"
		      "12169|Hoàng Hoa Thám|Party secretary|(not reported)|||||\n"
		      "12169|Hoàng Hoa Thám|chair of the People's Committee|(not reported)|||||\n");
}

static void test_roster__of_a_district_has_its_communes_only(void **state)
{
	(void)state;
	expect_roster("329", NULL,
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|(not reported)|||||\n"
		      "12169|Hoàng Hoa Thám|Party secretary|(not reported)|||||\n"
		      "12169|Hoàng Hoa Thám|chair of the People's Committee|(not reported)|||||\n");
}

static void test_roster__has_a_title_and_keys(void **state)
{
	static const char *const keys[] = { "code", "unit", "post",	"name",	   "born",
					    "since", "act", "locality", "decision" };
	struct rota_report report =
		ask(rota_report_roster, (struct rota_question){ .as_of = "01/01/2024" });

	(void)state;
	assert_string_equal("Who holds which post in Hưng Yên on 01/01/2024", report.title);
	assert_int_equal(9, report.column_count);
	for (size_t i = 0; i < 9; i++)
		assert_string_equal(keys[i], report.columns[i].key);
}

static void test_roster__marks_a_locality_that_the_office_sees_otherwise(void **state)
{
	struct rota_report report;

	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "approve", .from = "01/09/2023", .docs = { "9/QĐ-UBND 28/08/2023" },
	      .locality = "non_local", .why = "sinh sống ở nơi khác"));
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	report = ask(rota_report_roster, (struct rota_question){ .scope = "11977" });
	assert_string_equal("11977|Hồng Nam|Party secretary|Trần Thị Bình|1979|01/09/2022|"
			    "designate|not local|123-QĐ/HU, 28/08/2022\n"
			    "11977|Hồng Nam|chair of the People's Committee|Nguyễn Văn An|"
			    "12/05/1975|01/09/2023|approve|local [V71]|9/QĐ-UBND, 28/08/2023\n",
			    rows_of(&report));
	assert_int_equal(1, report.notes.as.list.count);
	report = ask(rota_report_roster, (struct rota_question){ .scope = "11977", .raw = true });
	assert_string_equal("11977|Hồng Nam|secretary|Trần Thị Bình|1979|2022-09-01|designate|"
			    "non_local|123-QĐ/HU, 28/08/2022|full|\n"
			    "11977|Hồng Nam|chair|Nguyễn Văn An|1975-05-12|2023-09-01|approve|"
			    "local|9/QĐ-UBND, 28/08/2023|full|V71\n",
			    rows_of(&report));
}

static void test_roster__refuses_a_wrong_day_or_scope(void **state)
{
	const struct rota_question day = { .as_of = "2024" }, scope = { .scope = "99999" };
	struct rota_report out;

	(void)state;
	expect_failure(ROTA_EINVALID, "V56", "--as-of: '2024' is not a full day",
		       rota_report_roster(desk.office, &day, &out, &desk.arena, &desk.err));
	rota_error_clear(&desk.err);
	expect_failure(ROTA_EINVALID, "V01", "no unit '99999' on 15/02/2024",
		       rota_report_roster(desk.office, &scope, &out, &desk.arena, &desk.err));
}

/* --- totals ---------------------------------------------------------------------------------- */

static void test_totals__count_by_state_and_balance(void **state)
{
	(void)state;
	expect_totals(NULL, "secretary", "0/0/4/0/0/0/0/0");
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Ân Thi", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_vacant, .commune = "Liên Phương", .post = "secretary", .from = "01/01/2024"));
	expect_totals(NULL, "secretary", "2/1/1/1/0/0/0/0");
	expect_totals("31/12/2023", "secretary", "2/0/2/1/0/0/0/0");
	expect_totals("31/08/2022", "secretary", "0/0/4/0/0/0/0/0");
	expect_totals(NULL, "chair", "0/0/4/0/0/0/0/0");
}

static void test_totals__undetermined_is_never_not_local(void **state)
{
	(void)state;
	add_cadre("Lê Văn Cường", "1980", NULL);
	seat("Hồng Nam", "chair", "Lê Văn Cường", "01/09/2022");
	expect_totals(NULL, "chair", "1/0/3/0/1/0/0/0");
}

static void test_totals__acting_is_vacant(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .until = "01/06/2024", .from = "01/01/2024",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	expect_totals(NULL, "chair", "0/1/3/0/0/1/0/0");
}

static void test_totals__acting_counts_when_the_policy_says(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .until = "01/06/2024", .from = "01/01/2024",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	OK(DO(rota_policy_set, .from = "01/02/2024",
	      .sets = SETS("test=native_place", "level=commune", "acting_counts=yes")));
	expect_totals("31/01/2024", "chair", "0/1/3/0/0/1/0/0");
	expect_totals("01/02/2024", "chair", "1/0/3/1/0/0/0/0");
}

static void test_totals__pending_and_suspended_are_filled(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "elect", .from = "02/01/2024", .elected = "02/01/2024",
	      .docs = { "5/NQ-HĐND 02/01/2024" }));
	expect_totals(NULL, "chair", "1/0/3/1/0/0/1/0");
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "chair", .act = "approve",
	      .from = "10/01/2024", .docs = { "9/QĐ-UBND 10/01/2024" }));
	expect_totals(NULL, "chair", "1/0/3/1/0/0/0/0");
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "chair", .act = "suspend", .why = "x",
	      .from = "20/01/2024", .docs = { "19/QĐ-UBND 20/01/2024" }));
	expect_totals(NULL, "chair", "1/0/3/1/0/0/0/1");
}

static void test_totals__two_holders_of_one_post_count_one(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/01/2024");
	expect_totals("31/12/2023", "secretary", "1/0/3/0/0/0/0/0");
	expect_totals("01/01/2024", "secretary", "1/0/3/1/0/0/0/0");
}

static void test_totals__one_person_in_two_communes_counts_in_the_later(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Ân Thi", "secretary", "Nguyễn Văn An", "01/01/2024");
	expect_totals(NULL, "secretary", "1/1/2/1/0/0/0/0");
	report = totals(NULL);
	assert_int_equal(0, figure(figures(&report, "rows", "323", "secretary"), "filled"));
	assert_int_equal(1, figure(figures(&report, "rows", "329", "secretary"), "filled"));
}

static void test_totals__secretary_and_still_chair_counts_in_both(void **state)
{
	(void)state;
	seat("Ân Thi", "chair", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Ân Thi", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "designate", .from = "12/11/2023", .docs = { "9-QĐ/HU 10/11/2023" },
	      .dual = "transition"));
	expect_warnings("");
	expect_totals("03/01/2024", "secretary", "1/0/3/1/0/0/0/0");
	expect_totals("03/01/2024", "chair", "1/0/3/1/0/0/0/0");
}

static void test_totals__the_next_one_counts_from_the_day_of_the_end(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/01/2024");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "retire", .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }));
	expect_totals("31/12/2023", "secretary", "1/0/3/0/0/0/0/0");
	expect_totals("01/01/2024", "secretary", "1/0/3/1/0/0/0/0");
}

static void test_totals__rows_are_the_units_below(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Ân Thi", "chair", "Nguyễn Văn An", "01/09/2022");
	report = totals(NULL);
	assert_string_equal("Heads of communes in Hưng Yên on 15/02/2024", report.title);
	assert_string_equal("323|Hưng Yên|Party secretary|2|0|0|2|0|0||\n"
			    "323|Hưng Yên|chair of the People's Committee|2|0|0|2|0|0||\n"
			    "329|Ân Thi|Party secretary|2|0|0|2|0|0||\n"
			    "329|Ân Thi|chair of the People's Committee|2|1|0|1|1|0||\n",
			    rows_of(&report));
	report = ask(rota_report_totals, (struct rota_question){ .scope = "329" });
	assert_string_equal("12142|Ân Thi|Party secretary|1|0|0|1|0|0||\n"
			    "12142|Ân Thi|chair of the People's Committee|1|1|0|0|1|0||\n"
			    "12169|Hoàng Hoa Thám|Party secretary|1|0|0|1|0|0||\n"
			    "12169|Hoàng Hoa Thám|chair of the People's Committee|1|0|0|1|0|0||\n",
			    rows_of(&report));
}

static void test_totals__against_the_target_in_percent(void **state)
{
	struct rota_report report;
	const struct rota_value *row;

	(void)state;
	seat("Ân Thi", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023-2025", "from=01/01/2023",
					    "to=01/01/2026", "count=3")));
	report = totals(NULL);
	row = figures(&report, "totals", NULL, "secretary");
	assert_int_equal(3, figure(row, "target"));
	assert_int_equal(67, figure(row, "percent"));
	assert_string_equal("2023-2025", text_in(row, "phase"));
	row = figures(&report, "totals", NULL, "chair");
	assert_int_equal(ROTA_NIL, rota_map_get(row, "target")->type);
	assert_int_equal(ROTA_NIL, rota_map_get(row, "percent")->type);
	report = totals("31/12/2022");
	row = figures(&report, "totals", NULL, "secretary");
	assert_int_equal(ROTA_NIL, rota_map_get(row, "target")->type);
}

static void test_totals__json_says_day_and_policy(void **state)
{
	struct rota_report report = totals("01/01/2024");

	(void)state;
	assert_string_equal("2024-01-01", text_in(&report.json, "as_of"));
	assert_string_equal("native_place", text_in(rota_map_get(&report.json, "policy"), "test"));
	assert_string_equal("commune", text_in(rota_map_get(&report.json, "policy"), "level"));
	assert_int_equal(ROTA_NIL, rota_map_get(&report.json, "known_at")->type);
}

/* --- vacancies and pairs --------------------------------------------------------------------- */

static void test_vacancies__stated_or_not_and_who_acts(void **state)
{
	struct rota_report report;

	(void)state;
	seat("12142", "secretary", "Nguyễn Văn An", "01/09/2022");
	OK(DO(rota_relieve, .commune = "12142", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }, .no_vacant = true));
	OK(DO(rota_vacant, .commune = "12142", .post = "chair", .from = "01/01/2024"));
	OK(DO(rota_appoint, .commune = "12142", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .until = "01/06/2024", .from = "01/01/2024",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	seat("12169", "chair", "Nguyễn Văn An", "02/01/2024");
	report = ask(rota_report_vacancies, (struct rota_question){ .scope = "329" });
	assert_string_equal("Posts without a full holder in Ân Thi on 15/02/2024", report.title);
	assert_string_equal("12142|Ân Thi|Party secretary|vacant, not stated: rota vacant|"
			    "01/01/2024|\n"
			    "12142|Ân Thi|chair of the People's Committee|vacant, stated|"
			    "01/01/2024|Trần Thị Bình\n"
			    "12169|Hoàng Hoa Thám|Party secretary|not reported||\n",
			    rows_of(&report));
}

static void test_pairs__count_communes(void **state)
{
	struct rota_report report;

	(void)state;
	seat("11974", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("11974", "chair", "Trần Thị Bình", "01/09/2022");
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	add_cadre("Phạm Thị Dung", "1981", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("11977", "secretary", "Lê Văn Cường", "01/09/2022");
	seat("11977", "chair", "Phạm Thị Dung", "01/09/2022");
	report = ask(rota_report_pairs, (struct rota_question){ .scope = "323" });
	assert_string_equal("11974|Liên Phương|not local|not local|2\n"
			    "11977|Hồng Nam|local|local|0\n",
			    rows_of(&report));
	assert_int_equal(4, report.notes.as.list.count);
	assert_string_equal("communes where both heads are not local: 1",
			    rota_value_text(&report.notes.as.list.items[0]));
	assert_string_equal("communes where one head is not local: 0",
			    rota_value_text(&report.notes.as.list.items[1]));
	assert_string_equal("communes where both heads are local: 1",
			    rota_value_text(&report.notes.as.list.items[2]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_roster__every_post_of_every_commune_by_code),
		TEST(test_roster__of_a_district_has_its_communes_only),
		TEST(test_roster__has_a_title_and_keys),
		TEST(test_roster__marks_a_locality_that_the_office_sees_otherwise),
		TEST(test_roster__refuses_a_wrong_day_or_scope),
		TEST(test_totals__count_by_state_and_balance),
		TEST(test_totals__undetermined_is_never_not_local),
		TEST(test_totals__acting_is_vacant),
		TEST(test_totals__acting_counts_when_the_policy_says),
		TEST(test_totals__pending_and_suspended_are_filled),
		TEST(test_totals__two_holders_of_one_post_count_one),
		TEST(test_totals__one_person_in_two_communes_counts_in_the_later),
		TEST(test_totals__secretary_and_still_chair_counts_in_both),
		TEST(test_totals__the_next_one_counts_from_the_day_of_the_end),
		TEST(test_totals__rows_are_the_units_below),
		TEST(test_totals__against_the_target_in_percent),
		TEST(test_totals__json_says_day_and_policy),
		TEST(test_vacancies__stated_or_not_and_who_acts),
		TEST(test_pairs__count_communes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
