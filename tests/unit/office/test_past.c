/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_office_at() (report/past.h) and of rota_period_publish(). */
#include <dirent.h>
#include <sys/stat.h>

#include "codec/json.h"
#include "state/vector.h"
#include "tests/unit/office/district.h"

/* --- a province and a district --------------------------------------------------------------- */

/** As open_ready(), with Cường of Liên Phương; the office of Ân Thi has joined, and the first
 * checkpoint is published. */
static int open_joined(void **state)
{
	if (open_ready(state))
		return -1;
	add_cadre("Lê Văn Cường", "1980", "xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên");
	assert_int_equal(1, join_district("329", "Huyện ủy Ân Thi"));
	return 0;
}

#define TEST_JOINED(name) cmocka_unit_test_setup_teardown(name, open_joined, close_both)

/* --- looking back ---------------------------------------------------------------------------- */

/** The office as it was. To be closed. */
static struct rota_office *past_of(struct rota_office *office, const char *checkpoint)
{
	struct rota_office *past;

	rota_error_clear(&desk.err);
	OK(rota_office_at(&past, office, checkpoint, &desk.err));
	assert_non_null(past);
	return past;
}

static void expect_no_past(int code, const char *rule, const char *message, const char *checkpoint)
{
	struct rota_office *past = desk.office; /* must be reset */

	rota_error_clear(&desk.err);
	expect_failure(code, rule, message,
		       rota_office_at(&past, desk.office, checkpoint, &desk.err));
	assert_null(past);
}

/** Who is secretary of a commune at an office. */
static void expect_secretary_at(struct rota_office *office, const char *commune, const char *as_of,
				const char *name)
{
	struct rota_office *before = sit_down_at(office);
	struct rota_report roster =
		ask(rota_report_roster, (struct rota_question){ .as_of = as_of, .scope = commune });

	sit_down_at(before);
	assert_string_equal(name, rota_value_text(&roster.rows.as.list.items[0].as.list.items[3]));
}

/** Who was secretary of Hồng Nam on the day of a checkpoint, and which checkpoint that was. */
static void expect_past(const char *checkpoint, uint64_t number, const char *name)
{
	struct rota_office *past = past_of(desk.office, checkpoint);
	uint64_t at_ms;

	assert_int_equal(number, rota_office_known(past, &at_ms));
	expect_secretary_at(past, "11977", NULL, name);
	rota_office_close(past);
}

#define NOBODY "(not reported)"
#define AN "Nguyễn Văn An"
#define BINH "Trần Thị Bình"
#define CUONG "Lê Văn Cường"

static int put_line(const char *line, size_t size, void *payload)
{
	struct rota_buffer *text = payload;

	rota_buffer_append(text, line, size);
	return 0;
}

static void put_report(struct rota_buffer *text, rota_report_fn *report, bool all)
{
	struct rota_report told = ask(report, (struct rota_question){ .all = all, .raw = true });

	if (told.json.type != ROTA_NIL)
		OK(rota_json_write(text, &told.json, &desk.err));
	put_rows(text, &told.rows);
}

/** All that an office tells: roster, totals, matters, coverage and what follows from all entries.
 */
static const char *told_by(struct rota_office *office)
{
	struct rota_office *before = sit_down_at(office);
	struct rota_buffer text = { 0 };

	put_report(&text, rota_report_roster, false);
	put_report(&text, rota_report_totals, false);
	put_report(&text, rota_report_matters, false);
	put_report(&text, rota_report_matters, true);
	put_report(&text, rota_report_vacancies, false);
	OK(rota_export_state(office, put_line, &text, &desk.err));
	sit_down_at(before);
	return kept(&text);
}

static const char *told_at(struct rota_office *office, const char *checkpoint)
{
	struct rota_office *past = past_of(office, checkpoint);
	const char *text = told_by(past);

	rota_office_close(past);
	return text;
}

/* --- which checkpoint ------------------------------------------------------------------------ */

/** An is secretary of Hồng Nam from the 2nd checkpoint on (15/2), Bình from the 3rd (15/2, in the
 * afternoon), Cường from the 4th (18/2). */
static void record_four(void)
{
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	assert_int_equal(2, merge());
	rota_clock_test_set(MORNING + A_DAY / 4, 1);
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	assert_int_equal(3, merge());
	on_day(3);
	seat("Hồng Nam", "secretary", CUONG, "01/10/2023");
	assert_int_equal(4, merge());
	on_day(5);
}

static void test_office_at__a_number_is_that_checkpoint(void **state)
{
	(void)state;
	record_four();
	expect_past("1", 1, NOBODY);
	expect_past("2", 2, AN);
	expect_past("3", 3, BINH);
	expect_past("4", 4, CUONG);
	expect_past("0003", 3, BINH); /* four digits, and no year */
}

static void test_office_at__last_is_the_newest(void **state)
{
	(void)state;
	record_four();
	expect_past("last", 4, CUONG);
	expect_past("moi-nhat", 4, CUONG);
}

static void test_office_at__a_day_is_the_newest_that_evening(void **state)
{
	(void)state;
	record_four();
	expect_past("15/02/2024", 3, BINH);
	expect_past("17/02/2024", 3, BINH);
	expect_past("18/02/2024", 4, CUONG);
	expect_past("2024-02-17", 3, BINH);
	expect_past("31/12/2199", 4, CUONG);
	expect_past("2024", 4, CUONG); /* its last evening */
}

#define OPEN_PERIOD(name) \
	OK(DO(rota_period_open, .sets = SETS("name=" name, "cutoff=14/02/2024", "due=20/02/2024")))

static void test_office_at__published_is_what_was_published_last_of_a_period(void **state)
{
	(void)state;
	record_four();
	OPEN_PERIOD("Quý I/2024");
	OPEN_PERIOD("Quý II/2024");
	OK(DO(rota_period_publish, .subject = "Quý I/2024", .checkpoint = "2"));
	OK(DO(rota_period_publish, .subject = "Quý II/2024", .checkpoint = "4"));
	expect_past("published:Quý I/2024", 2, AN);
	expect_past("da-cong-bo:Quý I/2024", 2, AN);
	expect_past("published:Quý II/2024", 4, CUONG);
	OK(DO(rota_period_publish, .subject = "Quý I/2024", .checkpoint = "15/02/2024"));
	expect_past("published:Quý I/2024", 3, BINH);
}

static void test_office_at__says_number_and_time(void **state)
{
	struct rota_checkpoint checkpoint;
	struct rota_office *past;
	struct rota_world world;
	uint64_t at_ms = 1;

	(void)state;
	record_four();
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_checkpoint_find(&checkpoint, &world, 3, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	past = past_of(desk.office, "3");
	assert_int_equal(3, rota_office_known(past, &at_ms));
	assert_int_equal(checkpoint.time, at_ms);
	assert_true(at_ms >= MORNING + A_DAY / 4 && at_ms < MORNING + A_DAY / 4 + 60000);
	rota_office_close(past);
	assert_int_equal(0, rota_office_known(desk.office, &at_ms));
}

static void test_office_at__what_names_no_checkpoint_is_refused(void **state)
{
	static const struct {
		const char *typed;
		int code;
		const char *rule, *message;
	} rows[] = {
		{ "0", ROTA_ENOTFOUND, "", "there is no checkpoint '0'" },
		{ "2", ROTA_ENOTFOUND, "", "there is no checkpoint '2'" },
		{ "99999999999999999999", ROTA_ENOTFOUND, "",
		  "there is no checkpoint '99999999999999999999'" },
		{ "14/02/2024", ROTA_ENOTFOUND, "",
		  "no checkpoint had been published by '14/02/2024'" },
		{ "2023", ROTA_ENOTFOUND, "", "no checkpoint had been published by '2023'" },
		{ "published:Quý I/2024", ROTA_ENOTFOUND, "",
		  "nothing is published for the period 'Quý I/2024'" },
		{ "published:", ROTA_ENOTFOUND, "", "nothing is published for the period ''" },
		{ "31/02/2024", ROTA_EINVALID, "V56", "'31/02/2024' is not a day" },
		{ "-1", ROTA_EINVALID, "V56", "'-1' is not a day" },
		{ "newest", ROTA_EINVALID, "V56", "'newest' is not a day" },
		{ "", ROTA_EINVALID, "V56", "'' is not a day" },
	};

	(void)state;
	OPEN_PERIOD("Quý I/2024"); /* opened, not published */
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_no_past(rows[i].code, rows[i].rule, rows[i].message, rows[i].typed);
}

static void test_office_at__before_the_first_merge_there_is_none(void **state)
{
	(void)state;
	expect_no_past(ROTA_ENOTFOUND, "", "no checkpoint has been published yet", "last");
	assert_string_equal("the province makes one: rota merge", desk.err.hint);
	expect_no_past(ROTA_ENOTFOUND, "", "no checkpoint has been published yet", "15/02/2024");
	expect_no_past(ROTA_ENOTFOUND, "", "there is no checkpoint '1'", "1");
}

/* --- what is there --------------------------------------------------------------------------- */

/** The district names Dung, who is not local, secretary of Hoàng Hoa Thám; it does not send it. */
static void seat_dung(void)
{
	struct rota_office *province = sit_down_at(district);

	add_cadre("Đỗ Thị Dung", "1981", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("Hoàng Hoa Thám", "secretary", "Đỗ Thị Dung", "01/09/2022");
	sit_down_at(province);
}

static void test_office_at__what_was_not_merged_by_then_is_not_there(void **state)
{
	struct rota_office *past;

	(void)state;
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	seat_dung();
	sync_district(); /* sent, and not merged */
	past = past_of(desk.office, "last");
	expect_secretary_at(past, "11977", NULL, NOBODY);
	expect_secretary_at(past, "12169", NULL, NOBODY);
	rota_office_close(past);
	assert_int_equal(2, merge());
	past = past_of(desk.office, "last");
	expect_secretary_at(past, "11977", NULL, AN);
	expect_secretary_at(past, "12169", NULL, "Đỗ Thị Dung");
	rota_office_close(past);
	past = past_of(desk.office, "1");
	expect_secretary_at(past, "11977", NULL, NOBODY);
	expect_secretary_at(past, "12169", NULL, NOBODY);
	rota_office_close(past);
}

/** Two secretaries at Hồng Nam, a chair, who has left, at Liên Phương, Dung at Hoàng Hoa Thám. */
static void record_much(void)
{
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	seat("Liên Phương", "chair", CUONG, "01/09/2022");
	OK(DO(rota_relieve, .commune = "Liên Phương", .post = "chair", .act = "retire",
	      .from = "01/02/2024", .docs = { "8-QĐ/HU 28/01/2024" }));
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
}

/** What an office told as of a checkpoint is what it told right after that merge. */
static void expect_same_past(struct rota_office *office, const char *checkpoint, const char *then)
{
	assert_string_equal(then, told_at(office, checkpoint));
	assert_string_not_equal(then, told_by(office)); /* or nothing has changed meanwhile */
}

static void test_office_at__tells_what_was_told_right_after_the_merge(void **state)
{
	const char *then;

	(void)state;
	record_much();
	then = told_by(desk.office);
	assert_string_equal(then, told_at(desk.office, "2"));
	assert_non_null(strstr(then, "double_holder"));
	assert_non_null(strstr(then, "\"posting.begin\""));
}

static void test_office_at__is_untouched_by_late_entries(void **state)
{
	const char *then;

	(void)state;
	record_much();
	then = told_by(desk.office);
	seat("Hồng Nam", "chair", CUONG, "01/02/2024");
	OK(DO(rota_vacant, .commune = "Liên Phương", .post = "secretary", .from = "01/01/2024"));
	expect_same_past(desk.office, "2", then);
	assert_int_equal(3, merge());
	expect_same_past(desk.office, "2", then);
}

static void test_office_at__is_untouched_by_corrections(void **state)
{
	const char *then;

	(void)state;
	record_much();
	then = told_by(desk.office);
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/09/2023",
	      .sets = SETS("from=01/02/2024", "source=province"), .typing = "x"));
	OK(DO(rota_cadre_change, .cadre = BINH,
	      .sets = SETS("native=xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên")));
	expect_same_past(desk.office, "2", then);
	assert_int_equal(3, merge());
	expect_same_past(desk.office, "2", then);
}

static void test_office_at__is_untouched_by_what_is_revoked_and_taken_back(void **state)
{
	const char *then, *third;

	(void)state;
	record_much();
	then = told_by(desk.office);
	OK(DO(rota_void, .subject = "Hồng Nam/secretary@01/09/2023", .from_start = true,
	      .docs = { "200-QĐ/HU 28/01/2024" }));
	seat("Hồng Nam", "chair", CUONG, "01/02/2024");
	OK(DO(rota_undo, .why = "x"));
	expect_same_past(desk.office, "2", then);
	assert_int_equal(3, merge());
	expect_same_past(desk.office, "2", then);
	third = told_by(desk.office);
	OK(DO(rota_void, .subject = "Hồng Nam/secretary@01/09/2022", .from = "01/02/2024",
	      .docs = { "201-QĐ/HU 28/01/2024" }));
	assert_int_equal(4, merge());
	expect_same_past(desk.office, "2", then);
	expect_same_past(desk.office, "3", third);
}

static void test_office_at__is_untouched_by_settlements(void **state)
{
	const char *then, *settled;

	(void)state;
	record_much();
	then = told_by(desk.office);
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "first", .why = "x"));
	expect_same_past(desk.office, "2", then);
	assert_int_equal(3, merge());
	settled = told_by(desk.office);
	assert_string_equal(settled, told_at(desk.office, "3"));
	expect_same_past(desk.office, "2", then);
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .withdraw = true, .why = "x"));
	assert_int_equal(4, merge());
	expect_same_past(desk.office, "3", settled);
}

static void test_office_at__is_untouched_by_units_and_policies(void **state)
{
	const char *then;

	(void)state;
	record_much();
	then = told_by(desk.office);
	OK(DO(rota_policy_set, .from = "01/01/2022", .sets = SETS("level=district")));
	OK(DO(rota_unit_end, .commune = "12142", .from = "01/01/2024",
	      .sets = SETS("cause=absorbed", "legal=NQ 1")));
	expect_same_past(desk.office, "2", then);
	assert_int_equal(3, merge());
	expect_same_past(desk.office, "2", then);
}

/** The district has recorded outside its scope, which it did not know: a proposal. */
static void test_office_at__keeps_a_proposal_that_was_accepted_later(void **state)
{
	const char *then;

	(void)state;
	OK(DO(rota_unit_change, .commune = "Hoàng Hoa Thám", .from = "01/01/2022",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
	then = told_by(desk.office);
	assert_non_null(strstr(then, "out_of_scope"));
	expect_secretary_at(desk.office, "12169", NULL, NOBODY);
	OK(DO(rota_settle, .subject = matter_of("out_of_scope"), .way = "accept", .why = "x"));
	expect_secretary_at(desk.office, "12169", NULL, "Đỗ Thị Dung");
	assert_int_equal(3, merge());
	expect_same_past(desk.office, "2", then);
}

static void test_office_at__is_the_same_after_everything_is_derived_again(void **state)
{
	const char *then;
	uint64_t entries;

	(void)state;
	record_much();
	then = told_by(desk.office);
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "first", .why = "x"));
	assert_int_equal(3, merge());
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	expect_same_past(desk.office, "2", then);
}

static void test_office_at__today_is_the_day_of_its_totals(void **state)
{
	struct rota_office *past;

	(void)state;
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	seat("Hồng Nam", "secretary", BINH, "16/02/2024"); /* the day after */
	assert_int_equal(2, merge());
	on_day(10);
	expect_secretary_at(desk.office, "11977", NULL, BINH);
	past = past_of(desk.office, "2");
	expect_secretary_at(past, "11977", NULL, AN);
	expect_secretary_at(past, "11977", "16/02/2024", BINH); /* was known to come */
	rota_office_close(past);
}

static void test_office_at__a_clock_set_back_changes_nothing(void **state)
{
	const char *then;

	(void)state;
	on_day(3);
	record_much(); /* checkpoint 2 */
	then = told_by(desk.office);
	on_day(2);
	seat("Hồng Nam", "chair", CUONG, "01/02/2024");
	assert_int_equal(3, merge());
	assert_string_equal(then, told_at(desk.office, "2"));
}

static void test_office_at__knows_when_a_log_was_received(void **state)
{
	struct rota_office *before;
	const char *then;

	(void)state;
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
	then = told_by(desk.office);
	on_day(4);
	before = sit_down_at(district);
	OK(DO(rota_relieve, .commune = "Hoàng Hoa Thám", .post = "secretary", .act = "retire",
	      .from = "01/02/2024", .docs = { "8-QĐ/HU 28/01/2024" }));
	sit_down_at(before);
	sync_district();
	assert_int_equal(3, merge());
	expect_same_past(desk.office, "2", then);
}

/** Also when there was no time between two, or the clock goes on from an earlier day. */
static void test_office_at__each_checkpoint_is_later_than_the_one_before(void **state)
{
	struct rota_office *past;
	uint64_t before = 0, time;
	char number[32];

	(void)state;
	on_day(3);
	record_much();
	rota_clock_test_set(MORNING, 0);
	seat("Hồng Nam", "chair", CUONG, "01/02/2024");
	merge();
	seat("Liên Phương", "chair", BINH, "01/02/2024");
	assert_int_equal(4, merge());
	for (int i = 1; i <= 4; i++) {
		snprintf(number, sizeof(number), "%d", i);
		past = past_of(desk.office, number);
		assert_int_equal(i, rota_office_known(past, &time));
		assert_true(time > before);
		before = time;
		rota_office_close(past);
	}
}

/* --- what it is not -------------------------------------------------------------------------- */

static void test_office_at__can_only_be_read(void **state)
{
	struct rota_office *now = desk.office;
	struct rota_error *err = &desk.err;
	uint64_t before = own_size(), entries;
	const char *told;

	(void)state;
	record_much();
	before = own_size();
	desk.office = past_of(now, "2");
	told = told_by(desk.office);
	assert_int_equal(ROTA_EIO, DO(rota_vacant, .commune = "Liên Phương", .post = "secretary",
				      .from = "01/01/2024"));
	assert_int_equal(ROTA_EIO, DO(rota_cadre_add, .sets = SETS("name=Lê A", "born=1980")));
	assert_int_equal(ROTA_EIO, rota_rebuild(desk.office, &entries, err));
	assert_int_equal(ROTA_EIO, rota_office_set(desk.office, "remind.days", "8", err));
	assert_string_equal(told, told_by(desk.office));
	rota_office_close(desk.office);
	desk.office = now;
	assert_int_equal(before, own_size());
}

/** How many names a folder has. */
static size_t count_files(const char *path)
{
	DIR *folder = opendir(path);
	size_t count = 0;

	assert_non_null(folder);
	for (struct dirent *one = readdir(folder); one; one = readdir(folder))
		count += strcmp(one->d_name, ".") != 0 && strcmp(one->d_name, "..") != 0;
	closedir(folder);
	return count;
}

static void rest_at(const char *place)
{
	assert_int_equal(0, place ? setenv("TMPDIR", place, 1) : unsetenv("TMPDIR"));
}

static void test_office_at__leaves_nothing_on_the_disk(void **state)
{
	const char *usual = getenv("TMPDIR"), *place = path_of("tmp");
	struct rota_office *past;
	size_t beside;

	(void)state;
	record_much();
	assert_int_equal(0, mkdir(place, 0700));
	beside = count_files(desk.dir);
	rest_at(place);
	past = past_of(desk.office, "2");
	assert_int_equal(0, count_files(place)); /* it dies with the process */
	expect_secretary_at(past, "11977", NULL, BINH);
	rota_office_close(past);
	assert_int_equal(0, count_files(place));
	expect_no_past(ROTA_ENOTFOUND, "", "there is no checkpoint '7'", "7");
	assert_int_equal(0, count_files(place));
	rest_at(usual);
	assert_int_equal(beside, count_files(desk.dir));
}

static void test_office_at__needs_a_place_for_what_is_gone_soon(void **state)
{
	const char *usual = getenv("TMPDIR");
	struct rota_office *past;
	int rc;

	(void)state;
	record_much();
	rest_at(path_of("nowhere"));
	rc = rota_office_at(&past, desk.office, "2", &desk.err);
	rest_at(usual);
	assert_int_equal(ROTA_EIO, rc); /* and not that there is no such checkpoint */
	assert_null(past);
}

static void test_office_at__looks_at_an_office_that_is_only_read(void **state)
{
	const char *then;

	(void)state;
	record_much();
	then = told_by(desk.office);
	seat("Hồng Nam", "chair", CUONG, "01/02/2024");
	assert_int_equal(3, merge());
	rota_office_close(desk.office);
	OK(rota_office_open(&desk.office, desk.dir, true, &desk.err));
	expect_same_past(desk.office, "2", then);
}

static void test_office_at__two_pasts_stand_beside_the_office(void **state)
{
	struct rota_office *first, *second;

	(void)state;
	record_four();
	first = past_of(desk.office, "2");
	second = past_of(desk.office, "3");
	seat("Liên Phương", "chair", CUONG, "01/09/2022"); /* the office itself records on */
	expect_secretary_at(first, "11977", NULL, AN);
	expect_secretary_at(second, "11977", NULL, BINH);
	expect_secretary_at(desk.office, "11977", NULL, CUONG);
	rota_office_close(first);
	expect_secretary_at(second, "11977", NULL, BINH);
	rota_office_close(second);
}

/* --- at the district ------------------------------------------------------------------------- */

static void test_office_at__of_a_district_is_what_was_merged_of_its_log(void **state)
{
	struct rota_office *past;
	const char *then;

	(void)state;
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
	past = past_of(district, "last"); /* it has not heard of the merge */
	expect_secretary_at(past, "12169", NULL, NOBODY);
	rota_office_close(past);
	sync_district();
	then = told_by(district);
	assert_string_equal(then, told_at(district, "2"));
}

static void test_office_at__of_a_district_lacks_what_it_has_not_sent(void **state)
{
	struct rota_office *past, *before;
	const char *then;

	(void)state;
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
	sync_district();
	then = told_by(district);
	before = sit_down_at(district);
	OK(DO(rota_relieve, .commune = "Hoàng Hoa Thám", .post = "secretary", .act = "retire",
	      .from = "01/02/2024", .docs = { "8-QĐ/HU 28/01/2024" }));
	sit_down_at(before);
	expect_same_past(district, "2", then);
	sync_district(); /* sent */
	expect_same_past(district, "2", then);
	assert_int_equal(3, merge());
	sync_district(); /* merged */
	past = past_of(district, "2");
	expect_secretary_at(past, "12169", NULL, "Đỗ Thị Dung");
	rota_office_close(past);
	past = past_of(district, "3");
	expect_secretary_at(past, "12169", NULL, "(vacant)");
	rota_office_close(past);
}

/** The district syncs once, after three merges. */
static void test_office_at__of_a_district_that_slept_has_each_checkpoint(void **state)
{
	struct rota_office *past;

	(void)state;
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	assert_int_equal(3, merge());
	OK(DO(rota_unit_change, .commune = "12169", .from = "01/01/2024",
	      .sets = SETS("name=Hoa Thám", "legal=NQ 1")));
	assert_int_equal(4, merge());
	sync_district();
	past = past_of(district, "1");
	expect_secretary_at(past, "Hoàng Hoa Thám", NULL, NOBODY);
	rota_office_close(past);
	past = past_of(district, "3");
	expect_secretary_at(past, "Hoàng Hoa Thám", NULL, "Đỗ Thị Dung");
	rota_office_close(past);
	past = past_of(district, "4");
	expect_secretary_at(past, "Hoa Thám", NULL, "Đỗ Thị Dung");
	rota_office_close(past);
}

/** The district has two secretaries; the province settles which one it is. */
static void test_office_at__of_a_district_has_settlements_once_they_had_come(void **state)
{
	struct rota_office *before;
	const char *then, *settled;

	(void)state;
	seat_dung();
	before = sit_down_at(district);
	add_cadre("Vũ Văn Em", "1982", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	seat("Hoàng Hoa Thám", "secretary", "Vũ Văn Em", "01/09/2023");
	sit_down_at(before);
	sync_district();
	assert_int_equal(2, merge());
	sync_district();
	then = told_by(district);
	expect_secretary_at(district, "12169", NULL, "Vũ Văn Em");
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "first", .why = "x"));
	assert_int_equal(3, merge());
	assert_string_equal(then, told_at(district, "2")); /* it has not come yet */
	sync_district();
	expect_secretary_at(district, "12169", NULL, "Đỗ Thị Dung");
	settled = told_by(district);
	expect_same_past(district, "2", then);
	assert_string_equal(settled, told_at(district, "3"));
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "second", .why = "x"));
	assert_int_equal(4, merge());
	sync_district();
	expect_secretary_at(district, "12169", NULL, "Vũ Văn Em");
	expect_same_past(district, "3", settled);
	expect_same_past(district, "2", then);
}

static void test_office_at__of_a_district_names_what_the_province_published(void **state)
{
	struct rota_office *past;
	uint64_t at_ms;

	(void)state;
	seat_dung();
	sync_district();
	assert_int_equal(2, merge());
	OPEN_PERIOD("Quý I/2024");
	OK(DO(rota_period_publish, .subject = "Quý I/2024"));
	assert_int_equal(3, merge());
	sync_district();
	past = past_of(district, "published:Quý I/2024");
	assert_int_equal(2, rota_office_known(past, &at_ms));
	expect_secretary_at(past, "12169", NULL, "Đỗ Thị Dung");
	rota_office_close(past);
}

/* --- publishing ------------------------------------------------------------------------------ */

/** A period cut off on 14/2/2024, and An as secretary of Hồng Nam in checkpoint 2. */
static int open_period(void **state)
{
	if (open_joined(state))
		return -1;
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	OPEN_PERIOD("Quý I/2024");
	assert_int_equal(2, merge());
	return 0;
}

#define TEST_PERIOD(name) cmocka_unit_test_setup_teardown(name, open_period, close_both)
#define IT .subject = "Quý I/2024"

/** The only entry of the last act. */
static struct rota_entry published(void)
{
	assert_int_equal(1, desk.out.count);
	return entry_of(desk.out.common ? desk.office->common : desk.office->own, desk.out.first);
}

static uint64_t all_entries(void)
{
	struct rota_world world;
	uint64_t own, common;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_log_size(&own, world.txn, desk.office->own.bytes, &desk.err));
	OK(rota_log_size(&common, world.txn, desk.office->common.bytes, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return own + common;
}

/** The entry states a checkpoint by its number and the hash of its commit. */
static void expect_checkpoint(const struct rota_entry *entry, uint64_t number)
{
	const struct rota_value *stated = rota_map_get(entry->body, "checkpoint");
	const struct rota_value *hash = rota_map_get(stated, "hash");
	struct rota_checkpoint checkpoint;
	struct rota_world world;

	assert_int_equal(number, rota_map_get(stated, "number")->as.number);
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_checkpoint_find(&checkpoint, &world, number, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_int_equal(sizeof(checkpoint.head), hash->as.bin.size);
	assert_memory_equal(checkpoint.head.bytes, hash->as.bin.bytes, hash->as.bin.size);
}

static void test_period_publish__records_period_checkpoint_and_cut_off_day(void **state)
{
	struct rota_entry entry, period;
	struct rota_id id;

	(void)state;
	OK(DO(rota_period_publish, IT));
	entry = published();
	assert_string_equal("period.publish", entry.kind_name);
	assert_true(entry.creates);
	assert_true(rota_id_from_value(&id, rota_map_get(entry.body, "period")));
	period = entry_of(rota_id_writer(id), rota_id_number(id));
	assert_string_equal("Quý I/2024", text_in(period.body, "name"));
	expect_checkpoint(&entry, 2);
	assert_string_equal("2024-02-14", text_in(entry.body, "as_of"));
	assert_false(desk.out.already);
	assert_string_equal("Quý I/2024: the figures of 14/02/2024, by checkpoint 2 "
			    "(15/02/2024 08:00)",
			    desk.out.sentence);
}

static void test_period_publish__takes_the_checkpoint_and_the_day_that_are_named(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_period_publish, IT, .checkpoint = "1", .from = "10/02/2024"));
	entry = published();
	expect_checkpoint(&entry, 1);
	assert_string_equal("2024-02-10", text_in(entry.body, "as_of"));
}

static void test_period_publish__the_same_again_is_so_already(void **state)
{
	uint64_t entries;

	(void)state;
	OK(DO(rota_period_publish, IT));
	entries = all_entries();
	OK(DO(rota_period_publish, IT));
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
	OK(DO(rota_period_publish, IT, .checkpoint = "2", .from = "14/02/2024"));
	assert_true(desk.out.already);
	assert_string_equal("Quý I/2024: the figures of 14/02/2024, by checkpoint 2 "
			    "(15/02/2024 08:00)",
			    desk.out.sentence);
	assert_int_equal(entries, all_entries());
}

static void test_period_publish__another_day_checkpoint_or_period_is_another_one(void **state)
{
	(void)state;
	OPEN_PERIOD("Quý II/2024");
	OK(DO(rota_period_publish, IT));
	OK(DO(rota_period_publish, IT, .from = "13/02/2024"));
	assert_int_equal(1, desk.out.count);
	OK(DO(rota_period_publish, IT, .checkpoint = "1"));
	assert_int_equal(1, desk.out.count);
	OK(DO(rota_period_publish, .subject = "Quý II/2024"));
	assert_int_equal(1, desk.out.count);
	assert_false(desk.out.already);
}

static void test_period_publish__a_dry_run_records_nothing(void **state)
{
	uint64_t entries = all_entries();

	(void)state;
	OK(DO(rota_period_publish, IT, .dry_run = true));
	assert_int_equal(0, desk.out.count);
	assert_string_equal("Quý I/2024: the figures of 14/02/2024, by checkpoint 2 "
			    "(15/02/2024 08:00)",
			    desk.out.sentence);
	assert_int_equal(entries, all_entries());
}

static void test_period_publish__what_is_not_there_is_not_published(void **state)
{
	uint64_t entries = all_entries();

	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "there is no period 'Quý III/2024'",
		       DO(rota_period_publish, .subject = "Quý III/2024"));
	expect_failure(ROTA_EINVALID, "", "NAME is missing",
		       DO(rota_period_publish, .subject = NULL));
	expect_failure(ROTA_ENOTFOUND, "", "there is no checkpoint '9'",
		       DO(rota_period_publish, IT, .checkpoint = "9"));
	expect_failure(ROTA_ENOTFOUND, "", "nothing is published for the period 'Quý I/2024'",
		       DO(rota_period_publish, IT, .checkpoint = "published:Quý I/2024"));
	expect_failure(ROTA_EINVALID, "V56", "--as-of: '31/02/2024' is not a day",
		       DO(rota_period_publish, IT, .from = "31/02/2024"));
	assert_int_equal(entries, all_entries());
}

static void test_period_publish__without_a_checkpoint_nothing_is_published(void **state)
{
	(void)state;
	OPEN_PERIOD("Quý I/2024");
	expect_failure(ROTA_ENOTFOUND, "", "no checkpoint has been published yet",
		       DO(rota_period_publish, IT));
}

static void test_period_publish__is_the_provinces(void **state)
{
	struct rota_office *before;

	(void)state;
	sync_district();
	before = sit_down_at(district);
	expect_failure(ROTA_EINVALID, "", "only the province's office publishes",
		       DO(rota_period_publish, IT));
	sit_down_at(before);
}

#define SEAT_ON(day)                                                                   \
	.commune = "Liên Phương", .post = "chair", .cadre = CUONG, .act = "designate", \
	.from = day, .docs = { "31-QĐ/HU 28/01/2024" }

static void test_period_publish__a_day_that_is_published_asks_for_a_reason(void **state)
{
	static const char *const days[] = { "01/02/2024", "14/02/2024" };
	uint64_t size = own_size();

	(void)state;
	OK(DO(rota_appoint, SEAT_ON("14/02/2024"), .dry_run = true)); /* not published yet */
	expect_warnings("");
	OK(DO(rota_period_publish, IT));
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(ROTA_EREASON, DO(rota_appoint, SEAT_ON(days[i])));
		expect_warnings("V39!: the figures of 14/02/2024 are published ('Quý I/2024')\n");
		assert_int_equal(size, own_size());
	}
	OK(DO(rota_appoint, SEAT_ON("15/02/2024"), .dry_run = true));
	expect_warnings("");
	OK(DO(rota_appoint, SEAT_ON("14/02/2024"), .why = "the paper came late"));
	assert_true(own_size() > size);
}

static void test_period_publish__by_the_day_of_the_figures_and_not_the_cut_off(void **state)
{
	(void)state;
	OK(DO(rota_period_publish, IT, .from = "01/02/2024"));
	OK(DO(rota_appoint, SEAT_ON("02/02/2024"), .dry_run = true));
	expect_warnings("");
	assert_int_equal(ROTA_EREASON, DO(rota_appoint, SEAT_ON("01/02/2024")));
	expect_warnings("V39!: the figures of 01/02/2024 are published ('Quý I/2024')\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_JOINED(test_office_at__a_number_is_that_checkpoint),
		TEST_JOINED(test_office_at__last_is_the_newest),
		TEST_JOINED(test_office_at__a_day_is_the_newest_that_evening),
		TEST_JOINED(test_office_at__published_is_what_was_published_last_of_a_period),
		TEST_JOINED(test_office_at__says_number_and_time),
		TEST_JOINED(test_office_at__what_names_no_checkpoint_is_refused),
		TEST(test_office_at__before_the_first_merge_there_is_none),
		TEST_JOINED(test_office_at__what_was_not_merged_by_then_is_not_there),
		TEST_JOINED(test_office_at__tells_what_was_told_right_after_the_merge),
		TEST_JOINED(test_office_at__is_untouched_by_late_entries),
		TEST_JOINED(test_office_at__is_untouched_by_corrections),
		TEST_JOINED(test_office_at__is_untouched_by_what_is_revoked_and_taken_back),
		TEST_JOINED(test_office_at__is_untouched_by_settlements),
		TEST_JOINED(test_office_at__is_untouched_by_units_and_policies),
		TEST_JOINED(test_office_at__keeps_a_proposal_that_was_accepted_later),
		TEST_JOINED(test_office_at__is_the_same_after_everything_is_derived_again),
		TEST_JOINED(test_office_at__today_is_the_day_of_its_totals),
		TEST_JOINED(test_office_at__a_clock_set_back_changes_nothing),
		TEST_JOINED(test_office_at__knows_when_a_log_was_received),
		TEST_JOINED(test_office_at__each_checkpoint_is_later_than_the_one_before),
		TEST_JOINED(test_office_at__can_only_be_read),
		TEST_JOINED(test_office_at__leaves_nothing_on_the_disk),
		TEST_JOINED(test_office_at__needs_a_place_for_what_is_gone_soon),
		TEST_JOINED(test_office_at__looks_at_an_office_that_is_only_read),
		TEST_JOINED(test_office_at__two_pasts_stand_beside_the_office),
		TEST_JOINED(test_office_at__of_a_district_is_what_was_merged_of_its_log),
		TEST_JOINED(test_office_at__of_a_district_lacks_what_it_has_not_sent),
		TEST_JOINED(test_office_at__of_a_district_that_slept_has_each_checkpoint),
		TEST_JOINED(test_office_at__of_a_district_has_settlements_once_they_had_come),
		TEST_JOINED(test_office_at__of_a_district_names_what_the_province_published),
		TEST_PERIOD(test_period_publish__records_period_checkpoint_and_cut_off_day),
		TEST_PERIOD(test_period_publish__takes_the_checkpoint_and_the_day_that_are_named),
		TEST_PERIOD(test_period_publish__the_same_again_is_so_already),
		TEST_PERIOD(test_period_publish__another_day_checkpoint_or_period_is_another_one),
		TEST_PERIOD(test_period_publish__a_dry_run_records_nothing),
		TEST_PERIOD(test_period_publish__what_is_not_there_is_not_published),
		TEST(test_period_publish__without_a_checkpoint_nothing_is_published),
		TEST_PERIOD(test_period_publish__is_the_provinces),
		TEST_PERIOD(test_period_publish__a_day_that_is_published_asks_for_a_reason),
		TEST_PERIOD(test_period_publish__by_the_day_of_the_figures_and_not_the_cut_off),
	};

	return cmocka_run_group_tests_name("office/past", tests, NULL, NULL);
}
