/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_report_tenure(), and of the limits of time on the roster. */
#include "tests/unit/office/district.h"

static struct rota_report tenure(struct rota_question question)
{
	return ask(rota_report_tenure, question);
}

/** `name:flags` of each row, for programs, with a space between. */
static void expect_flags(const char *wanted, struct rota_question question)
{
	struct rota_report report;
	char text[1024] = "";

	question.raw = true;
	report = tenure(question);
	for (size_t i = 0; i < report.rows.as.list.count; i++) {
		const struct rota_value *row = report.rows.as.list.items[i].as.list.items;
		const char *flags = rota_value_text(&row[12]);

		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s:%s", i ? ", " : "",
			 rota_value_text(&row[3]), flags ? flags : "");
	}
	assert_string_equal(wanted, text);
}

static const char *title_on(const char *as_of)
{
	return tenure((struct rota_question){ .as_of = as_of }).title;
}

/** Somebody else, a man from Hồng Nam. */
static void add_man(const char *name, const char *born)
{
	add_cadre(name, born, "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	OK(DO(rota_cadre_change, .cadre = name, .sets = SETS("sex=male")));
}

static void rotate(const char *commune, const char *post, const char *cadre, const char *from)
{
	OK(DO(rota_appoint, .commune = commune, .post = post, .cadre = cadre, .act = "rotate",
	      .from = from, .until = "01/01/2030", .docs = { "123-QĐ/TU 28/08/2018" },
	      .why = "from the old list"));
}

static void release(const char *commune, const char *post, const char *from)
{
	OK(DO(rota_relieve, .commune = commune, .post = post, .act = "release", .from = from,
	      .docs = { "124-QĐ/TU 28/08/2018" }, .why = "from the old list"));
}

/* --- the rows -------------------------------------------------------------------------------- */

static void test_tenure__a_row_for_everybody_in_post(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2015");
	seat("Ân Thi", "chair", "Trần Thị Bình", "15/09/2022");
	OK(DO(rota_cadre_change, .cadre = "Trần Thị Bình", .sets = SETS("sex=female")));
	report = tenure((struct rota_question){ .as_of = "14/02/2024" });
	assert_string_equal("Time in post and retirement in Hưng Yên on 14/02/2024: 1 of 2 to look "
			    "at",
			    report.title);
	assert_string_equal("11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|designate|"
			    "01/09/2015|101|01/09/2015|101|05/2037?|159|"
			    "V82 two terms: 8 years on 01/09/2023\n"
			    "12142|Ân Thi|chair of the People's Committee|Trần Thị Bình|1979|"
			    "designate|15/09/2022|16|15/09/2022|16|01/2039|179|\n",
			    rows_of(&report));
	assert_int_equal(1, report.notes.as.list.count); /* the sex of An is not known */
}

static void test_tenure__for_programs(void **state)
{
	static const char *const keys[] = {
		"code",         "unit",    "post",       "name",          "born",    "act",
		"since",        "months",  "head_since", "head_months",   "retires", "left",
		"flags",        "sex",     "locality",   "state",         "to",      "other_since",
		"other_months", "rotated", "reference",  "reference_left"
	};
	struct rota_report report;

	(void)state;
	rotate("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2018");
	report = tenure((struct rota_question){ .as_of = "14/02/2024", .raw = true });
	assert_int_equal(sizeof(keys) / sizeof(keys[0]), report.column_count);
	for (size_t i = 0; i < report.column_count; i++)
		assert_string_equal(keys[i], report.columns[i].key);
	assert_string_equal("11977|Hồng Nam|secretary|Trần Thị Bình|1979|rotate|2018-09-01|65|"
			    "2018-09-01|65|2041-01-31|203|V81||non_local|full||||2018-09-01|"
			    "2025-04|189\n",
			    rows_of(&report));
}

static void test_tenure__a_personal_number_tells_the_sex(void **state)
{
	struct rota_report report;

	(void)state;
	add_cadre("Phạm Thị Giang", "02/03/1980", "tỉnh Nam Định");
	seat("Ân Thi", "chair", "Phạm Thị Giang", "15/09/2022");
	report = tenure((struct rota_question){ .as_of = "14/02/2024" });
	assert_non_null(strstr(rows_of(&report), "|03/2042?|"));
	OK(DO(rota_cadre_change, .cadre = "Phạm Thị Giang", .sets = SETS("pin=033180001234")));
	report = tenure((struct rota_question){ .as_of = "14/02/2024" });
	assert_non_null(strstr(rows_of(&report), "|03/2040|"));
	assert_int_equal(0, report.notes.as.list.count);
	report = tenure((struct rota_question){ .as_of = "14/02/2024", .raw = true });
	assert_non_null(strstr(rows_of(&report), "|2040-03-31|"));
	OK(DO(rota_cadre_change, .cadre = "Phạm Thị Giang", .sets = SETS("sex=male"), .why = "x"));
	report = tenure((struct rota_question){ .as_of = "14/02/2024" });
	assert_non_null(strstr(rows_of(&report), "|03/2042|")); /* what is said goes first */
}

static void test_tenure__nobody_in_post_no_rows(void **state)
{
	(void)state;
	expect_flags("", (struct rota_question){ .as_of = NULL });
	assert_string_equal("Time in post and retirement in Hưng Yên on 15/02/2024: 0 of 0 to look "
			    "at",
			    title_on(NULL));
}

static void test_tenure__refuses_a_wrong_day_scope_or_post(void **state)
{
	const struct rota_question day = { .as_of = "2024" }, post = { .post = "deputy" };
	struct rota_report out;

	(void)state;
	expect_failure(ROTA_EINVALID, "V56", "--as-of: '2024' is not a full day",
		       rota_report_tenure(desk.office, &day, &out, &desk.arena, &desk.err));
	rota_error_clear(&desk.err);
	expect_failure(ROTA_EINVALID, "V06", "'deputy' is no post that is kept here",
		       rota_report_tenure(desk.office, &post, &out, &desk.arena, &desk.err));
}

static void test_tenure__who_is_due_first_comes_first(void **state)
{
	(void)state;
	add_man("Phạm Văn Cường", "10/02/1963"); /* retires in 11/2023 */
	add_man("Lê Văn Dũng", "10/01/1963");    /* in 10/2023 */
	add_man("Đỗ Văn Em", "02/03/1985");
	seat("Liên Phương", "secretary", "Đỗ Văn Em", "01/09/2022");
	seat("Hồng Nam", "secretary", "Phạm Văn Cường", "01/09/2022");
	seat("Hồng Nam", "chair", "Lê Văn Dũng", "01/09/2022");
	seat("Ân Thi", "chair", "Nguyễn Văn An", "01/03/2015"); /* eight years on 1/3/2023 */
	expect_flags("Nguyễn Văn An:V82, Lê Văn Dũng:V84 V85, Phạm Văn Cường:V84 V85, Đỗ Văn Em:",
		     (struct rota_question){ .as_of = "01/06/2023" });
	expect_flags("Nguyễn Văn An:V82, Lê Văn Dũng:V84 V85, Phạm Văn Cường:V84 V85",
		     (struct rota_question){ .as_of = "01/06/2023", .flagged = true });
	expect_flags("Phạm Văn Cường:V84 V85, Đỗ Văn Em:",
		     (struct rota_question){ .as_of = "01/06/2023", .post = "bi-thu" });
	expect_flags("Nguyễn Văn An:V82",
		     (struct rota_question){ .as_of = "01/06/2023", .scope = "329" });
	/* of the three who are local people */
	expect_flags("Lê Văn Dũng:V84 V85, Phạm Văn Cường:V84 V85",
		     (struct rota_question){ .as_of = "01/06/2023", .local = true });
}

static void test_tenure__who_acts_and_who_is_second(void **state)
{
	(void)state;
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2015");
	seat("Hồng Nam", "chair", "Nguyễn Văn An", "01/09/2022");
	add_man("Đỗ Văn Em", "02/03/1985");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Đỗ Văn Em",
	      .act = "take_charge", .from = "01/09/2023", .docs = { "9-QĐ/HU 28/08/2023" },
	      .why = "x"));
	expect_flags("Đỗ Văn Em:V15, Trần Thị Bình:V82, Nguyễn Văn An:",
		     (struct rota_question){ .as_of = NULL });
}

static void test_tenure__the_time_is_of_the_person_in_all_records(void **state)
{
	(void)state;
	add_cadre("Trần Thị Bình", "02/09/1979", NULL);
	seat("Hồng Nam", "chair", "Trần Thị Bình,1979#1", "01/09/2015");
	release("Hồng Nam", "chair", "01/09/2020");
	seat("Hồng Nam", "secretary", "Trần Thị Bình,1979#2", "01/09/2020");
	expect_flags("Trần Thị Bình:", (struct rota_question){ .as_of = NULL });
	OK(DO(rota_cadre_same, .cadre = "Trần Thị Bình,1979#1", .other = "Trần Thị Bình,1979#2",
	      .why = "một người"));
	expect_flags("Trần Thị Bình:V82", (struct rota_question){ .as_of = NULL });
}

static void test_tenure__both_figures_where_a_merger_divides(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/12/2015");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "unit_ended",
	      .from = "10/02/2024", .why = "x"));
	OK(DO(rota_unit_succeed, .from = "10/02/2024",
	      .sets = SETS("old=11977", "new=11974", "event=absorb", "part=full",
			   "legal=NQ 1248")));
	OK(DO(rota_unit_end, .commune = "11977", .from = "10/02/2024",
	      .sets = SETS("cause=absorbed", "legal=NQ 1248")));
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "10/02/2024");
	report = tenure((struct rota_question){ .as_of = "15/03/2024" });
	assert_string_equal("11974|Liên Phương|Party secretary|Nguyễn Văn An|12/05/1975|designate|"
			    "10/02/2024|1|10/02/2024|1 (99)|05/2037?|158|\n",
			    rows_of(&report));
	assert_int_equal(2, report.notes.as.list.count);
	OK(DO(rota_policy_set, .from = "01/03/2024",
	      .sets = SETS("eight_year_through_merger=true")));
	report = tenure((struct rota_question){ .as_of = "15/03/2024" });
	assert_string_equal("11974|Liên Phương|Party secretary|Nguyễn Văn An|12/05/1975|designate|"
			    "10/02/2024|1|01/12/2015|99 (1)|05/2037?|158|"
			    "V82 two terms: 8 years on 01/12/2023\n",
			    rows_of(&report));
	report = tenure((struct rota_question){ .as_of = "15/03/2024", .raw = true });
	assert_non_null(strstr(rows_of(&report), "|2015-12-01|99|2037-05-31|158|V82||"));
	assert_non_null(strstr(rows_of(&report), "|full||2024-02-10|1||"));
}

/* --- rotations ------------------------------------------------------------------------------- */

static void test_tenure__a_rotation_closed_early_stays_for_a_year(void **state)
{
	struct rota_report report;

	(void)state;
	rotate("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	release("Hồng Nam", "chair", "01/02/2024");
	report = tenure((struct rota_question){ .as_of = "01/02/2024" });
	assert_string_equal("11977|Hồng Nam|chair of the People's Committee (until 01/02/2024)|"
			    "Trần Thị Bình|1979|rotate|01/09/2022|17|||01/2041?|203|"
			    "V80 rotation closed before 36 months\n",
			    rows_of(&report));
	report = tenure((struct rota_question){ .as_of = "01/02/2024", .raw = true });
	assert_non_null(strstr(rows_of(&report), "|V80|||ended|2024-02-01|"));
	expect_flags("Trần Thị Bình:V80", (struct rota_question){ .as_of = "31/01/2025" });
	expect_flags("", (struct rota_question){ .as_of = "01/02/2025" });
	expect_flags("", (struct rota_question){ .as_of = "01/02/2024", .post = "secretary" });
}

static void test_tenure__who_has_another_post_has_one_row(void **state)
{
	(void)state;
	rotate("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	release("Hồng Nam", "chair", "01/02/2024");
	seat("Ân Thi", "chair", "Trần Thị Bình", "01/02/2024");
	expect_flags("Trần Thị Bình:V80", (struct rota_question){ .as_of = NULL });
	/* in the commune that she left there is no other row for her */
	expect_flags("Trần Thị Bình:V80", (struct rota_question){ .scope = "11977" });
}

/* --- phases ---------------------------------------------------------------------------------- */

static void test_V87__of_several_phases_the_last_one_counts(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Ân Thi", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2022", "from=01/01/2022",
					    "to=01/01/2023", "count=1")));
	expect_flags("Nguyễn Văn An:, Trần Thị Bình:", (struct rota_question){ .as_of = NULL });
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2021", "from=01/01/2021",
					    "to=01/01/2022", "count=4")));
	expect_flags("Nguyễn Văn An:, Trần Thị Bình:", (struct rota_question){ .as_of = NULL });
	OK(DO(rota_target_set, .sets = SETS("post=secretary", "phase=2023", "from=01/01/2023",
					    "to=01/01/2024", "count=4")));
	expect_flags("Nguyễn Văn An:V87, Trần Thị Bình:", (struct rota_question){ .as_of = NULL });
}

static void set_target(const char *post, const char *count, const char *measure)
{
	char first[32], second[32], third[32];

	snprintf(first, sizeof(first), "post=%s", post);
	snprintf(second, sizeof(second), "count=%s", count);
	snprintf(third, sizeof(third), "measure=%s", measure);
	OK(DO(rota_target_set, .sets = SETS(first, "phase=2021-2023", "from=01/01/2021",
					    "to=01/01/2024", second, third)));
}

static void test_V87__locals_until_the_target_of_the_phase_is_reached(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022"); /* local */
	seat("Ân Thi", "secretary", "Trần Thị Bình", "01/09/2022");   /* not */
	add_man("Đỗ Văn Em", "02/03/1985");
	seat("Hồng Nam", "chair", "Đỗ Văn Em", "01/09/2022"); /* local, without a target */
	set_target("secretary", "2", "stock");
	expect_flags("Nguyễn Văn An:, Đỗ Văn Em:, Trần Thị Bình:",
		     (struct rota_question){ .as_of = "31/12/2023" });
	expect_flags("Nguyễn Văn An:V87, Đỗ Văn Em:, Trần Thị Bình:",
		     (struct rota_question){ .as_of = "01/01/2024" });
	add_cadre("Phạm Thị Giang", "1980", "tỉnh Nam Định");
	seat("Hoàng Hoa Thám", "secretary", "Phạm Thị Giang", "10/01/2024");
	expect_flags("Nguyễn Văn An:V87, Đỗ Văn Em:, Trần Thị Bình:",
		     (struct rota_question){ .as_of = "09/01/2024" });
	expect_flags("Nguyễn Văn An:, Đỗ Văn Em:, Trần Thị Bình:, Phạm Thị Giang:",
		     (struct rota_question){ .as_of = "10/01/2024" });
}

static void test_V87__of_a_flow_who_was_placed_in_the_phase(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Ân Thi", "secretary", "Trần Thị Bình", "01/09/2022");
	release("Ân Thi", "secretary", "01/09/2023");
	set_target("secretary", "1", "flow");
	expect_flags("Nguyễn Văn An:", (struct rota_question){ .as_of = "01/01/2024" });
}

static void test_V87__a_district_says_nothing_of_the_target_of_the_province(void **state)
{
	struct rota_office *province = desk.office;

	(void)state;
	set_target("secretary", "2", "stock");
	OK(DO(rota_target_set, .sets = SETS("post=chair", "phase=2021-2023", "from=01/01/2021",
					    "to=01/01/2024", "count=1", "scope=323")));
	join_district("323", "Thành ủy Hưng Yên");
	sit_down_at(district);
	OK(DO(rota_officer_add,
	      .sets = SETS("name=Vũ Thị Thơm", "title=Chuyên viên", "roles=record")));
	add_man("Đỗ Văn Em", "02/03/1985");
	add_man("Lê Văn Dũng", "02/03/1986");
	seat("Hồng Nam", "secretary", "Đỗ Văn Em", "01/09/2022");
	seat("Hồng Nam", "chair", "Lê Văn Dũng", "01/09/2022");
	expect_flags("Lê Văn Dũng:V87, Đỗ Văn Em:", (struct rota_question){ .as_of = NULL });
	sit_down_at(province);
}

/* --- the roster ------------------------------------------------------------------------------ */

static void test_roster__has_the_limits_of_time(void **state)
{
	struct rota_report report;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2015");
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	release("Hồng Nam", "chair", "01/10/2023");
	report = ask(rota_report_roster, (struct rota_question){ .scope = "11977" });
	assert_string_equal("11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2015|"
			    "designate|local [V82]|123-QĐ/HU, 28/08/2022\n"
			    "11977|Hồng Nam|chair of the People's Committee|(vacant) [V18]|||||\n",
			    rows_of(&report));
	assert_int_equal(2, report.notes.as.list.count);
	report = ask(rota_report_roster, (struct rota_question){ .scope = "11977", .raw = true });
	assert_string_equal("11977|Hồng Nam|secretary|Nguyễn Văn An|1975-05-12|2015-09-01|"
			    "designate|local|123-QĐ/HU, 28/08/2022|full|V82\n"
			    "11977|Hồng Nam|chair|||||||vacant|V18\n",
			    rows_of(&report));
}

static bool has_on_roster(const char *text, const char *as_of)
{
	struct rota_report report =
		ask(rota_report_roster, (struct rota_question){ .as_of = as_of });

	return strstr(rows_of(&report), text) != NULL;
}

static void test_roster__vacant_and_pending_for_longer_than_the_policy_grants(void **state)
{
	(void)state;
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	release("Hồng Nam", "chair", "01/10/2023");
	OK(DO(rota_appoint, .commune = "Ân Thi", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "elect", .elected = "25/12/2023", .from = "01/01/2024",
	      .docs = { "9/NQ-HĐND 25/12/2023" }));
	assert_false(has_on_roster("[V18]", "30/12/2023"));
	assert_true(has_on_roster("[V18]", "31/12/2023"));
	assert_false(has_on_roster("[V21]", "31/01/2024"));
	assert_true(has_on_roster("[V21]", "01/02/2024"));
	OK(DO(rota_policy_set, .from = "01/01/2022",
	      .sets = SETS("vacancy_days=100", "pending_days=40")));
	assert_false(has_on_roster("[V18]", "09/01/2024"));
	assert_true(has_on_roster("[V18]", "10/01/2024"));
	assert_false(has_on_roster("[V21]", "10/02/2024"));
	assert_true(has_on_roster("[V21]", "11/02/2024"));
	OK(DO(rota_policy_set, .from = "01/01/2023", .sets = SETS("test=native_place")));
	assert_false(has_on_roster("[V18]", "30/12/2023")); /* what it does not say */
	assert_true(has_on_roster("[V18]", "31/12/2023"));
	assert_false(has_on_roster("[V21]", "31/01/2024"));
	assert_true(has_on_roster("[V21]", "01/02/2024"));
}

static void test_roster__who_acts_for_too_long(void **state)
{
	struct rota_report report;

	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "delegate", .from = "01/02/2024", .docs = { "9/QĐ-UBND 28/01/2024" },
	      .why = "x"));
	report = ask(rota_report_roster, (struct rota_question){ .scope = "11977" });
	assert_non_null(strstr(rows_of(&report), "|01/02/2024|delegate the powers|[V15]|"));
}

static void test_limits__refuse_nothing(void **state)
{
	(void)state;
	add_man("Phạm Văn Cường", "10/02/1966");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Phạm Văn Cường",
	      .act = "rotate", .from = "01/01/2024", .until = "01/01/2027",
	      .docs = { "123-QĐ/TU 28/12/2023" }));
	expect_warnings("");
	expect_flags("Phạm Văn Cường:V84 V86", (struct rota_question){ .as_of = NULL });
	release("Hồng Nam", "chair", "01/02/2024");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_tenure__a_row_for_everybody_in_post),
		TEST(test_tenure__for_programs),
		TEST(test_tenure__a_personal_number_tells_the_sex),
		TEST(test_tenure__nobody_in_post_no_rows),
		TEST(test_tenure__refuses_a_wrong_day_scope_or_post),
		TEST(test_tenure__who_is_due_first_comes_first),
		TEST(test_tenure__who_acts_and_who_is_second),
		TEST(test_tenure__the_time_is_of_the_person_in_all_records),
		TEST(test_tenure__both_figures_where_a_merger_divides),
		TEST(test_tenure__a_rotation_closed_early_stays_for_a_year),
		TEST(test_tenure__who_has_another_post_has_one_row),
		TEST(test_V87__locals_until_the_target_of_the_phase_is_reached),
		TEST(test_V87__of_several_phases_the_last_one_counts),
		TEST(test_V87__of_a_flow_who_was_placed_in_the_phase),
		cmocka_unit_test_setup_teardown(
			test_V87__a_district_says_nothing_of_the_target_of_the_province, open_ready,
			close_both),
		TEST(test_roster__has_the_limits_of_time),
		TEST(test_roster__vacant_and_pending_for_longer_than_the_policy_grants),
		TEST(test_roster__who_acts_for_too_long),
		TEST(test_limits__refuse_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
