/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_diff(), and the causes of report/cause.h. */
#include "acts/record.h"
#include "report/cause.h"
#include "tests/support/splitmix64.h"
#include "tests/unit/office/district.h"

#define AN "Nguyễn Văn An"
#define BINH "Trần Thị Bình"
#define CUONG "Lê Văn Cường"

/** As open_ready(), with Cường of Liên Phương, and the first checkpoint. */
static int open_merged(void **state)
{
	if (open_ready(state))
		return -1;
	add_cadre(CUONG, "1980", "xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên");
	assert_int_equal(1, merge());
	return 0;
}

#define TEST_MERGED(name) cmocka_unit_test_setup_teardown(name, open_merged, remove_folder)

/* --- what is told ---------------------------------------------------------------------------- */

static struct rota_report diff(const struct rota_diff_question *question)
{
	struct rota_report out;

	rota_error_clear(&desk.err);
	OK(rota_diff(desk.office, question, &out, &desk.arena, &desk.err));
	return out;
}

/** A cell of a change, by its key. */
static const char *cell(const struct rota_value *change, const char *key)
{
	const struct rota_value *value = rota_map_get(change, key);

	assert_non_null(value);
	return value->type == ROTA_NIL ? "" : rota_value_text(value);
}

static uint64_t number_in(const struct rota_value *map, const char *key)
{
	const struct rota_value *value = rota_map_get(map, key);

	assert_non_null(value);
	assert_int_equal(ROTA_UINT, value->type);
	return value->as.number;
}

/** "post|code|cadre|change|cause|entry" of a change. @param flip  with the other sign. */
static const char *change_text(const struct rota_value *change, bool flip)
{
	const char *sign = cell(change, "change");
	struct rota_buffer text = { 0 };

	if (flip)
		sign = strcmp(sign, "+1") == 0 ? "-1" : "+1";
	rota_buffer_printf(&text, "%s|%s|%s|%s|%s|%s\n", cell(change, "post"), cell(change, "code"),
			   cell(change, "cadre"), sign, cell(change, "cause"),
			   cell(change, "entry"));
	return kept(&text);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** All changes, sorted. */
static const char *changes_text(const struct rota_report *report, bool flip)
{
	const struct rota_value *changes = rota_map_get(&report->json, "changes");
	struct rota_buffer text = { 0 };
	const char *lines[256];

	assert_true(changes->as.list.count < 256);
	for (size_t i = 0; i < changes->as.list.count; i++)
		lines[i] = change_text(&changes->as.list.items[i], flip);
	qsort(lines, changes->as.list.count, sizeof(lines[0]), compare_texts);
	for (size_t i = 0; i < changes->as.list.count; i++)
		rota_buffer_puts(&text, lines[i]);
	return kept(&text);
}

/* --- sums ------------------------------------------------------------------------------------ */

/** How many changes of a post have a sign. */
static uint64_t count_changes(const struct rota_report *report, const char *post, const char *sign)
{
	const struct rota_value *changes = rota_map_get(&report->json, "changes");
	uint64_t count = 0;

	for (size_t i = 0; i < changes->as.list.count; i++)
		count += strcmp(cell(&changes->as.list.items[i], "post"), post) == 0 &&
			 strcmp(cell(&changes->as.list.items[i], "change"), sign) == 0;
	return count;
}

/** What rota_report_totals() tells on a side. */
static void read_totals(uint64_t out[2], const struct rota_value *side, const char *scope)
{
	const struct rota_value *checkpoint = rota_map_get(side, "checkpoint");
	struct rota_question question = { .as_of = text_in(side, "as_of"),
					  .scope = scope,
					  .raw = true };
	struct rota_office *past = NULL;
	struct rota_report report;
	char number[32];

	if (checkpoint->type == ROTA_UINT) {
		snprintf(number, sizeof(number), "%llu", (unsigned long long)checkpoint->as.number);
		OK(rota_office_at(&past, desk.office, number, &desk.err));
	}
	OK(rota_report_totals(past ? past : desk.office, &question, &report, &desk.arena,
			      &desk.err));
	for (size_t i = 0; i < 2; i++)
		out[i] = number_in(&rota_map_get(&report.json, "totals")->as.list.items[i],
				   "non_local");
	rota_office_close(past);
}

/** opening + up - down = closing, by the rows that are there. */
static void check_sums(const struct rota_report *report)
{
	static const char *const names[] = { "secretary", "chair" };
	const struct rota_value *posts = rota_map_get(&report->json, "posts");

	assert_int_equal(2, posts->as.list.count);
	for (size_t i = 0; i < 2; i++) {
		const struct rota_value *one = &posts->as.list.items[i];

		assert_string_equal(names[i], text_in(one, "post"));
		assert_int_equal(count_changes(report, names[i], "+1"), number_in(one, "up"));
		assert_int_equal(count_changes(report, names[i], "-1"), number_in(one, "down"));
		assert_int_equal(number_in(one, "opening") + number_in(one, "up"),
				 number_in(one, "closing") + number_in(one, "down"));
	}
}

/** Both ends are the totals of their sides. */
static void check_totals(const struct rota_report *report, const char *scope)
{
	const struct rota_value *posts = rota_map_get(&report->json, "posts");
	uint64_t opening[2], closing[2];

	read_totals(opening, rota_map_get(&report->json, "a"), scope);
	read_totals(closing, rota_map_get(&report->json, "b"), scope);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(opening[i], number_in(&posts->as.list.items[i], "opening"));
		assert_int_equal(closing[i], number_in(&posts->as.list.items[i], "closing"));
	}
}

/** A side as the report tells it: "2024-02-15@2", or a day alone. */
static const char *told_side(const struct rota_report *report, const char *which)
{
	const struct rota_value *side = rota_map_get(&report->json, which);
	struct rota_buffer text = { 0 };

	rota_buffer_puts(&text, text_in(side, "as_of"));
	if (rota_map_get(side, "checkpoint")->type == ROTA_UINT)
		rota_buffer_printf(&text, "@%llu",
				   (unsigned long long)number_in(side, "checkpoint"));
	return kept(&text);
}

/** The diff of two sides and that of the same two reversed: the sums add up, and the signs of one
 * are not those of the other. */
static struct rota_report checked_diff(struct rota_diff_question question)
{
	struct rota_report there, back;

	question.raw = true;
	there = diff(&question);
	check_sums(&there);
	check_totals(&there, question.scope);
	question.a = told_side(&there, "b");
	question.b = told_side(&there, "a");
	back = diff(&question);
	check_sums(&back);
	assert_string_equal(changes_text(&there, false), changes_text(&back, true));
	return there;
}

static struct rota_report diff_in(const char *scope, const char *a, const char *b)
{
	return checked_diff((struct rota_diff_question){ .a = a, .b = b, .scope = scope });
}

#define DIFF(a, b) diff_in(NULL, a, b)

static void expect_changes(struct rota_report report, const char *wanted)
{
	assert_string_equal(wanted, changes_text(&report, false));
}

/** One change: its text up to the cause, and its entry; 0: none. */
static void expect_change(struct rota_report report, const char *wanted, uint64_t entry)
{
	char text[256], number[32] = "";

	if (entry)
		snprintf(number, sizeof(number), "%llu", (unsigned long long)entry);
	snprintf(text, sizeof(text), "%s|%s\n", wanted, number);
	expect_changes(report, text);
}

static const struct rota_value *only_change(const struct rota_report *report)
{
	const struct rota_value *changes = rota_map_get(&report->json, "changes");

	assert_int_equal(1, changes->as.list.count);
	return &changes->as.list.items[0];
}

/** The number of the entry of a kind in the last act. */
static uint64_t entry_of_kind(const char *kind)
{
	for (uint64_t i = 0; i < desk.out.count; i++)
		if (strcmp(recorded(i).kind_name, kind) == 0)
			return desk.out.first + i;
	fail_msg("no %s", kind);
	return 0;
}

/** The same, in the form of a row of expect_changes(). */
static const char *line(const char *text, uint64_t entry)
{
	struct rota_buffer out = { 0 };

	rota_buffer_printf(&out, "%s|%llu\n", text, (unsigned long long)entry);
	return kept(&out);
}

/** Two texts as one. */
static const char *both(const char *first, const char *second)
{
	struct rota_buffer text = { 0 };

	rota_buffer_printf(&text, "%s%s", first, second);
	return kept(&text);
}

#define HONG_NAM(name, sign, cause) "secretary|11977|" name "|" sign "|" cause
#define BINH_SHOWN "Trần Thị Bình (1979)"
#define CUONG_SHOWN "Lê Văn Cường (1980)"
#define AN_SHOWN "Nguyễn Văn An (1975)"

static void retire_binh(const char *from)
{
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = from, .docs = { "8-QĐ/HU 28/12/2023" }, .why = "x"));
}

/** Bình is secretary of Hồng Nam since 1/9/2023: the 2nd checkpoint. */
static void seat_binh(void)
{
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	assert_int_equal(2, merge());
}

/* --- two days -------------------------------------------------------------------------------- */

static void test_diff__begun_between_the_days(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "10/01/2024");
	expect_change(DIFF("09/01/2024", "10/01/2024"), HONG_NAM(BINH_SHOWN, "+1", "begun"),
		      desk.out.first);
	expect_changes(DIFF("10/01/2024", "15/02/2024"), "");
	expect_changes(DIFF("01/01/2024", "09/01/2024"), "");
}

static void test_diff__ended_between_the_days(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("01/02/2024");
	expect_change(DIFF("31/01/2024", "01/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "ended"),
		      entry_of_kind("posting.end"));
	expect_changes(DIFF("01/09/2023", "31/01/2024"), "");
}

static void test_diff__moved_out_and_in(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	OK(DO(rota_move, .cadre = BINH, .commune = "Liên Phương", .post = "chair",
	      .act = "transfer", .from = "01/02/2024", .docs = { "9-QĐ/HU 28/01/2024" }));
	expect_changes(
		DIFF("31/01/2024", "01/02/2024"),
		both(line("chair|11974|" BINH_SHOWN "|+1|moved", entry_of_kind("posting.begin")),
		     line(HONG_NAM(BINH_SHOWN, "-1", "moved"), entry_of_kind("posting.end"))));
}

/** One leaves and another one comes to the same post: two rows and the same figure. */
static void test_diff__one_after_the_other_is_two_changes(void **state)
{
	uint64_t end;

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("01/02/2024");
	end = entry_of_kind("posting.end");
	seat("Hồng Nam", "secretary", CUONG, "05/02/2024");
	expect_changes(DIFF("31/01/2024", "05/02/2024"),
		       both(line(HONG_NAM(CUONG_SHOWN, "+1", "begun"), desk.out.first),
			    line(HONG_NAM(BINH_SHOWN, "-1", "ended"), end)));
}

static void test_diff__revoked_from_a_day_between_the_days(void **state)
{
	(void)state;
	seat_binh();
	OK(DO(rota_void, .subject = "Hồng Nam/secretary", .from = "01/02/2024",
	      .docs = { "200-QĐ/HU 28/01/2024" }));
	expect_change(DIFF("31/01/2024", "01/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "revoked"),
		      desk.out.first);
}

static void test_diff__who_is_local_makes_no_difference(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", AN, "10/01/2024");
	expect_changes(DIFF("09/01/2024", "10/01/2024"), "");
}

static void test_diff__whose_native_place_is_not_known_makes_no_difference(void **state)
{
	(void)state;
	add_cadre("Đỗ Văn Giang", "1980", NULL);
	seat("Hồng Nam", "secretary", "Đỗ Văn Giang", "10/01/2024");
	expect_changes(DIFF("09/01/2024", "10/01/2024"), "");
}

static void test_diff__a_unit_that_ends_between_the_days(void **state)
{
	(void)state;
	seat("12142", "secretary", BINH, "01/09/2023");
	OK(DO(rota_unit_end, .commune = "12142", .from = "01/02/2024",
	      .sets = SETS("cause=absorbed", "legal=NQ 1")));
	expect_change(DIFF("31/01/2024", "01/02/2024"), "secretary|12142|" BINH_SHOWN "|-1|unit",
		      0);
}

static void test_diff__a_unit_that_left_the_scope(void **state)
{
	(void)state;
	seat("Hoàng Hoa Thám", "secretary", CUONG, "10/10/2023");
	OK(DO(rota_unit_change, .commune = "Hoàng Hoa Thám", .from = "01/01/2024",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	expect_change(diff_in("329", "31/12/2023", "01/01/2024"),
		      "secretary|12169|" CUONG_SHOWN "|-1|unit", 0);
}

/** Waiting for approval and being suspended do not fill a post from now on. */
static void count_strictly(void)
{
	OK(DO(rota_policy_set, .from = "01/01/2020",
	      .sets = SETS("pending_counts=no", "suspended_counts=no")));
}

static void elect_binh(void)
{
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = BINH,
	      .act = "elect", .from = "01/09/2023", .elected = "28/08/2023",
	      .docs = { "123-QĐ/HU 28/08/2023" }, .why = "x"));
}

/** @return the number of the step. */
static uint64_t step_binh(const char *act, const char *from)
{
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "secretary", .act = act, .from = from,
	      .docs = { "130-QĐ/HU 28/12/2023" }, .why = "x"));
	return entry_of_kind("posting.step");
}

static void test_diff__approved_between_the_days(void **state)
{
	uint64_t approval;

	(void)state;
	count_strictly();
	elect_binh();
	approval = step_binh("approve", "10/01/2024");
	expect_changes(DIFF("01/08/2023", "09/01/2024"), "");
	expect_change(DIFF("09/01/2024", "10/01/2024"), HONG_NAM(BINH_SHOWN, "+1", "begun"),
		      approval);
}

static void test_diff__suspended_and_resumed_between_the_days(void **state)
{
	uint64_t suspended, resumed;

	(void)state;
	count_strictly();
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	suspended = step_binh("suspend", "10/01/2024");
	resumed = step_binh("resume", "20/01/2024");
	expect_change(DIFF("09/01/2024", "10/01/2024"), HONG_NAM(BINH_SHOWN, "-1", "ended"),
		      suspended);
	expect_change(DIFF("19/01/2024", "20/01/2024"), HONG_NAM(BINH_SHOWN, "+1", "begun"),
		      resumed);
	expect_changes(DIFF("09/01/2024", "20/01/2024"), "");
}

static void test_diff__a_unit_known_only_on_one_side(void **state)
{
	(void)state;
	OK(DO(rota_unit_add, .from = "01/01/2023",
	      .sets = SETS("code=11980", "name=Quảng Châu", "type=xa", "parent=323")));
	seat("Quảng Châu", "secretary", BINH, "01/09/2023");
	expect_change(DIFF("1", "now"), "secretary|11980|" BINH_SHOWN "|+1|unit", 0);
}

/* --- one day, known at two times ------------------------------------------------------------- */

static void test_diff__a_begin_recorded_late(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "10/01/2024");
	expect_change(DIFF("15/02/2024@1", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "late"),
		      desk.out.first);
	assert_int_equal(2, merge());
	expect_change(DIFF("15/02/2024@1", "15/02/2024@2"), HONG_NAM(BINH_SHOWN, "+1", "late"),
		      desk.out.first);
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"), "");
}

static void test_diff__an_end_recorded_late(void **state)
{
	(void)state;
	seat_binh();
	retire_binh("01/01/2024");
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "late"),
		      entry_of_kind("posting.end"));
}

/** Late for the day that was told; begun, when another day is asked for too. */
static void test_diff__what_begins_behind_the_first_day_is_not_late(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "10/01/2024");
	expect_change(DIFF("09/01/2024@1", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "begun"),
		      desk.out.first);
	expect_change(DIFF("10/01/2024@1", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "late"),
		      desk.out.first);
}

/** Likewise an end: it was still to come on the first day. */
static void test_diff__what_ends_behind_the_first_day_is_not_late(void **state)
{
	uint64_t end;

	(void)state;
	seat_binh();
	retire_binh("01/02/2024");
	end = entry_of_kind("posting.end");
	expect_change(DIFF("31/01/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "ended"), end);
	expect_change(DIFF("01/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "late"), end);
}

static void correct(const char *set)
{
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/09/2023", .sets = SETS(set),
	      .typing = "x", .why = "x"));
}

static void test_diff__a_first_day_corrected_to_a_later_one(void **state)
{
	(void)state;
	seat_binh();
	correct("from=01/02/2024");
	expect_change(DIFF("31/01/2024@2", "31/01/2024"), HONG_NAM(BINH_SHOWN, "-1", "corrected"),
		      desk.out.first);
	expect_changes(DIFF("01/02/2024@2", "01/02/2024"), "");
}

static void test_diff__a_first_day_corrected_to_an_earlier_one(void **state)
{
	(void)state;
	seat_binh();
	correct("from=01/08/2023");
	expect_change(DIFF("31/08/2023@2", "31/08/2023"), HONG_NAM(BINH_SHOWN, "+1", "corrected"),
		      desk.out.first);
}

static void test_diff__a_last_day_corrected_to_an_earlier_one(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("01/02/2024");
	assert_int_equal(2, merge());
	correct("to=01/01/2024");
	expect_change(DIFF("31/01/2024@2", "31/01/2024"), HONG_NAM(BINH_SHOWN, "-1", "corrected"),
		      desk.out.first);
}

static void test_diff__a_last_day_corrected_to_a_later_one(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("01/01/2024");
	assert_int_equal(2, merge());
	correct("to=01/02/2024");
	expect_change(DIFF("31/01/2024@2", "31/01/2024"), HONG_NAM(BINH_SHOWN, "+1", "corrected"),
		      desk.out.first);
}

static void test_diff__a_last_day_that_a_correction_gives(void **state)
{
	(void)state;
	seat_binh();
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary",
	      .sets = SETS("to=01/02/2024", "end_act=retire"), .typing = "x", .why = "x"));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "corrected"),
		      desk.out.first);
}

static void test_diff__revoked_from_a_day(void **state)
{
	(void)state;
	seat_binh();
	OK(DO(rota_void, .subject = "Hồng Nam/secretary", .from = "01/02/2024",
	      .docs = { "200-QĐ/HU 28/01/2024" }));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "revoked"),
		      desk.out.first);
	expect_changes(DIFF("31/01/2024@2", "31/01/2024"), "");
}

static int replace_binh(void)
{
	return DO(rota_replace, .subject = "Hồng Nam/secretary", .from = "01/02/2024",
		  .sets = SETS("planned_end=01/02/2027"), .docs = { "200-QĐ/HU 28/01/2024" });
}

static void test_diff__a_new_decision_between_the_days(void **state)
{
	(void)state;
	seat_binh();
	OK(replace_binh());
	expect_changes(DIFF("31/01/2024", "01/02/2024"),
		       both(line(HONG_NAM(BINH_SHOWN, "+1", "amended"), desk.out.first),
			    line(HONG_NAM(BINH_SHOWN, "-1", "amended"), desk.out.first + 1)));
}

static void test_diff__a_new_decision_that_came_later(void **state)
{
	(void)state;
	seat_binh();
	OK(replace_binh());
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"),
		       both(line(HONG_NAM(BINH_SHOWN, "+1", "amended"), desk.out.first),
			    line(HONG_NAM(BINH_SHOWN, "-1", "amended"), desk.out.first + 1)));
	expect_changes(DIFF("31/01/2024@2", "31/01/2024"), "");
}

static void test_diff__revoked_from_the_start(void **state)
{
	(void)state;
	seat_binh();
	OK(DO(rota_void, .subject = "Hồng Nam/secretary", .from_start = true,
	      .docs = { "200-QĐ/HU 28/01/2024" }));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "revoked"),
		      desk.out.first);
}

static void test_diff__a_posting_corrected_to_another_unit(void **state)
{
	(void)state;
	seat_binh();
	correct("unit=Liên Phương");
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"),
		       both(line("secretary|11974|" BINH_SHOWN "|+1|corrected", desk.out.first),
			    line(HONG_NAM(BINH_SHOWN, "-1", "corrected"), desk.out.first)));
}

static void test_diff__a_posting_corrected_to_another_post(void **state)
{
	(void)state;
	seat_binh();
	correct("post=chair");
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"),
		       both(line("chair|11977|" BINH_SHOWN "|+1|corrected", desk.out.first),
			    line(HONG_NAM(BINH_SHOWN, "-1", "corrected"), desk.out.first)));
}

static void test_diff__a_posting_corrected_to_another_person(void **state)
{
	(void)state;
	seat_binh();
	correct("cadre=" AN);
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "corrected"),
		      desk.out.first);
}

/** Record a correction of Bình's posting, the only one, that has seen nothing but its first
 * entry. */
static void correct_blindly(const char *from)
{
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;
	struct rota_ids ids;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	OK(rota_world_all(&ids, &world, ROTA_ENTITY_POSTING, &desk.err));
	assert_int_equal(1, ids.count);
	rota_plan_init(&plan, &world);
	plan.why = "x";
	OK(rota_plan_add(&draft, &plan, "posting.correct", &desk.err));
	rota_draft_key(draft, "id", rota_id_value(draft->arena, ids.items[0]));
	rota_draft_pred(draft, ids.items[0]);
	rota_draft_set(draft, "from", rota_text(from));
	rota_draft_set(draft, "reason", rota_text("typing"));
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_diff__steps_recorded_late(void **state)
{
	uint64_t step;

	(void)state;
	count_strictly();
	elect_binh();
	assert_int_equal(2, merge());
	step = step_binh("approve", "10/01/2024");
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "late"), step);
	assert_int_equal(3, merge());
	step = step_binh("suspend", "20/01/2024");
	expect_change(DIFF("15/02/2024@3", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "late"), step);
	expect_change(DIFF("19/01/2024@3", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "ended"),
		      step);
}

static void test_diff__a_refusal(void **state)
{
	uint64_t step;

	(void)state;
	elect_binh();
	assert_int_equal(2, merge());
	step = step_binh("refuse", "10/01/2024");
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "revoked"),
		      step);
}

/** Undo an entry that is sealed, as no command does. */
static void take_back(uint64_t number)
{
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	rota_plan_init(&plan, &world);
	plan.why = "x";
	OK(rota_plan_add_in(&draft, &plan, "entry.undo", desk.office->own, &desk.err));
	rota_draft_set_id(draft, "of", rota_id_make(desk.office->own, number));
	rota_draft_set(draft, "state", rota_text("on"));
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_diff__a_begin_taken_back(void **state)
{
	uint64_t begin, undo;

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	begin = desk.out.first;
	assert_int_equal(2, merge());
	undo = own_size();
	take_back(begin);
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "revoked"),
		      undo);
}

static void test_diff__an_end_taken_back(void **state)
{
	uint64_t undo;

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("01/02/2024");
	assert_int_equal(2, merge());
	undo = own_size();
	take_back(entry_of_kind("posting.end"));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "revoked"),
		      undo);
}

/** Whether it was revoked from the start or from a day. */
static void expect_void_taken_back(const char *from)
{
	uint64_t undo;

	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	OK(DO(rota_void, .subject = "Hồng Nam/secretary", .from = from, .from_start = !from,
	      .docs = { "200-QĐ/HU 28/01/2024" }, .why = "x"));
	assert_int_equal(2, merge());
	undo = own_size();
	take_back(entry_of_kind("posting.void"));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "revoked"),
		      undo);
}

static void test_diff__a_void_from_a_day_taken_back(void **state)
{
	(void)state;
	expect_void_taken_back("01/02/2024");
}

static void test_diff__a_void_from_the_start_taken_back(void **state)
{
	(void)state;
	expect_void_taken_back(NULL);
}

static void test_diff__a_correction_taken_back(void **state)
{
	uint64_t undo;

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	correct("from=01/02/2024");
	assert_int_equal(2, merge());
	undo = own_size();
	take_back(entry_of_kind("posting.correct"));
	expect_change(DIFF("31/01/2024@2", "31/01/2024"), HONG_NAM(BINH_SHOWN, "+1", "revoked"),
		      undo);
}

static void test_diff__a_suspension_taken_back(void **state)
{
	uint64_t step, undo;

	(void)state;
	count_strictly();
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	step = step_binh("suspend", "10/01/2024");
	assert_int_equal(2, merge());
	undo = own_size();
	take_back(step);
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "revoked"),
		      undo);
}

static void test_diff__a_second_holder_who_ranks_above(void **state)
{
	(void)state;
	seat_binh();
	seat("Hồng Nam", "secretary", CUONG, "01/10/2023");
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"),
		       both(line(HONG_NAM(CUONG_SHOWN, "+1", "late"), desk.out.first),
			    HONG_NAM(BINH_SHOWN, "-1", "replaced") "|\n"));
}

static void test_diff__a_second_holder_who_is_local(void **state)
{
	(void)state;
	seat_binh();
	seat("Hồng Nam", "secretary", AN, "01/10/2023");
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "replaced"),
		      0);
}

/** Whoever holds posts of two units counts where they came later. */
static void test_diff__a_second_place_of_the_holder(void **state)
{
	(void)state;
	seat_binh();
	seat("Liên Phương", "chair", BINH, "01/10/2023");
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"),
		       both(line("chair|11974|" BINH_SHOWN "|+1|late", desk.out.first),
			    HONG_NAM(BINH_SHOWN, "-1", "replaced") "|\n"));
}

static void test_diff__a_native_place_corrected(void **state)
{
	(void)state;
	seat_binh();
	OK(DO(rota_cadre_change, .cadre = BINH,
	      .sets = SETS("native=xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên")));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "locality"),
		      desk.out.first);
	assert_int_equal(3, merge());
	OK(DO(rota_cadre_change, .cadre = BINH,
	      .sets = SETS("native=xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên")));
	expect_change(DIFF("15/02/2024@3", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "locality"),
		      desk.out.first);
}

static void test_diff__years_in_the_place(void **state)
{
	char entry[24];

	(void)state;
	OK(DO(rota_policy_set, .from = "01/01/2024", .sets = SETS("residence_years=20")));
	seat_binh();
	OK(DO(rota_cadre_spell, .cadre = BINH, .what = "work", .from = "1999",
	      .place = "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "locality"),
		      desk.out.first);
	assert_int_equal(3, merge());
	snprintf(entry, sizeof(entry), "%llu", (unsigned long long)desk.out.first);
	OK(DO(rota_cadre_spell_mend, .subject = entry, .sets = SETS("to=2005")));
	expect_change(DIFF("15/02/2024@3", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "locality"),
		      desk.out.first);
}

/* --- settlements ----------------------------------------------------------------------------- */

/** An and Bình are secretaries of Hồng Nam, Bình counts. */
static int open_double(void **state)
{
	if (open_merged(state))
		return -1;
	seat("Hồng Nam", "secretary", AN, "01/09/2022");
	seat_binh();
	return 0;
}

#define TEST_DOUBLE(name) cmocka_unit_test_setup_teardown(name, open_double, remove_folder)

static void test_diff__settled_for_the_other_one(void **state)
{
	(void)state;
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "first", .why = "x"));
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), HONG_NAM(BINH_SHOWN, "-1", "settled"),
		      desk.out.first);
}

static void test_diff__settled_otherwise_and_withdrawn(void **state)
{
	(void)state;
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "first", .why = "x"));
	assert_int_equal(3, merge());
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "second", .why = "x"));
	expect_change(DIFF("15/02/2024@3", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "settled"),
		      desk.out.first);
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .withdraw = true, .why = "x"));
	expect_change(DIFF("15/02/2024@3", "15/02/2024"), HONG_NAM(BINH_SHOWN, "+1", "settled"),
		      desk.out.first);
}

static void test_diff__settled_as_it_was_for_the_time_being(void **state)
{
	(void)state;
	OK(DO(rota_settle, .subject = matter_of("double_holder"), .way = "second", .why = "x"));
	expect_changes(DIFF("15/02/2024@2", "15/02/2024"), "");
}

static void test_diff__a_value_settled(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	correct_blindly("2023-10-01");
	correct_blindly("2024-02-01"); /* counts for the time being */
	assert_int_equal(2, merge());
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-2", .why = "x"));
	expect_change(DIFF("01/01/2024@2", "01/01/2024"), HONG_NAM(BINH_SHOWN, "+1", "settled"),
		      desk.out.first);
}

/* --- with a district ------------------------------------------------------------------------- */

/** As open_merged(), with the district: the 2nd checkpoint. */
static int open_joined(void **state)
{
	if (open_merged(state))
		return -1;
	assert_int_equal(2, join_district("329", "Huyện ủy Ân Thi"));
	merge();
	return 0;
}

#define TEST_JOINED(name) cmocka_unit_test_setup_teardown(name, open_joined, close_both)

/** The district names Cường, as it knows him, secretary of Hoàng Hoa Thám. */
static void seat_at_district(void)
{
	struct rota_office *before = sit_down_at(district);

	add_cadre(CUONG, "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("Hoàng Hoa Thám", "secretary", CUONG, "10/01/2024");
	sit_down_at(before);
}

/** "abcd:1": as many digits of the writer as tell it from the others. */
static void expect_named(struct rota_writer_id writer, uint64_t number, const char *name)
{
	char digits[17] = "", tail[32];
	size_t size = strcspn(name, ":");

	for (size_t i = 0; i < 8; i++)
		snprintf(digits + 2 * i, 3, "%02x", writer.bytes[i]);
	snprintf(tail, sizeof(tail), ":%llu", (unsigned long long)number);
	assert_true(size >= 4 && size <= 16);
	assert_memory_equal(digits, name, size);
	assert_string_equal(tail, name + size);
}

static void test_diff__an_entry_of_another_office_is_named_by_its_writer(void **state)
{
	struct rota_office *province;
	struct rota_report report;
	uint64_t begun;

	(void)state;
	seat_at_district();
	begun = desk.out.first;
	hand_in();
	report = DIFF("15/02/2024@2", "15/02/2024");
	assert_string_equal("late", cell(only_change(&report), "cause"));
	expect_named(district->own, begun, cell(only_change(&report), "entry"));
	hand_in();
	province = sit_down_at(district);
	expect_change(DIFF("15/02/2024@2", "15/02/2024"), "secretary|12169|" CUONG_SHOWN "|+1|late",
		      begun);
	sit_down_at(province);
}

static void test_diff__a_proposal_accepted(void **state)
{
	(void)state;
	OK(DO(rota_unit_change, .commune = "Hoàng Hoa Thám", .from = "01/01/2024",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	seat_at_district();
	hand_in();
	assert_int_equal(3, merge());
	OK(DO(rota_settle, .subject = matter_of("out_of_scope"), .way = "accept", .why = "x"));
	expect_change(DIFF("15/02/2024@3", "15/02/2024"),
		      "secretary|12169|" CUONG_SHOWN "|+1|settled", desk.out.first);
}

/* --- sides ----------------------------------------------------------------------------------- */

/** "as_of|checkpoint" of both. */
static void expect_sides_on(const char *as_of, const char *a, const char *b, const char *wanted)
{
	const struct rota_diff_question question = { .a = a, .b = b, .as_of = as_of, .raw = true };
	static const char *const names[] = { "a", "b" };
	struct rota_buffer text = { 0 };
	struct rota_report report = diff(&question);

	for (size_t i = 0; i < 2; i++) {
		const struct rota_value *side = rota_map_get(&report.json, names[i]);

		rota_buffer_printf(&text, "%s%s|", i ? " " : "", text_in(side, "as_of"));
		put_cell(&text, rota_map_get(side, "checkpoint"));
	}
	assert_string_equal(wanted, kept(&text));
}

static void expect_sides(const char *a, const char *b, const char *wanted)
{
	expect_sides_on(NULL, a, b, wanted);
}

static void test_diff__a_side_is_a_day_a_checkpoint_or_both(void **state)
{
	(void)state;
	on_day(3);
	seat_binh();
	on_day(5);
	expect_sides("01/01/2024", "2024-02-10", "2024-01-01| 2024-02-10|");
	expect_sides("01.01.2024", "ngày 10 tháng 02 năm 2024", "2024-01-01| 2024-02-10|");
	expect_sides("1", "2", "2024-02-18|1 2024-02-18|2");
	expect_sides("1", "2024", "2024-02-18|1 2024-02-18|2");
	expect_sides("1", "last", "2024-02-18|1 2024-02-18|2");
	expect_sides("2", "1", "2024-02-15|2 2024-02-15|1");
	expect_sides("1", "now", "2024-02-20|1 2024-02-20|");
	expect_sides_on("16/02/2024", "now", "1", "2024-02-16| 2024-02-16|1");
	expect_sides("now", "now", "2024-02-20| 2024-02-20|");
	expect_sides("10/02/2024@1", "12/02/2024@2", "2024-02-10|1 2024-02-12|2");
	expect_sides("10/02/2024@17/02/2024", "12/02/2024@last", "2024-02-10|1 2024-02-12|2");
}

static void test_diff__a_side_without_a_day_has_that_of_the_other_one(void **state)
{
	(void)state;
	on_day(3);
	seat_binh();
	on_day(5);
	expect_sides("10/02/2024", "1", "2024-02-10| 2024-02-10|1");
	expect_sides("1", "10/02/2024", "2024-02-10|1 2024-02-10|");
	expect_sides("10/02/2024@1", "now", "2024-02-10|1 2024-02-10|");
	expect_sides("now", "10/02/2024@2", "2024-02-10| 2024-02-10|2");
	expect_sides_on("12/02/2024", "10/02/2024", "1", "2024-02-10| 2024-02-12|1");
	expect_sides_on("14/02/2024", "10/02/2024", "12/02/2024", "2024-02-10| 2024-02-12|");
}

static void publish(const char *name, const char *checkpoint, const char *as_of)
{
	char set[128];

	snprintf(set, sizeof(set), "name=%s", name);
	OK(DO(rota_period_open, .sets = SETS(set, "cutoff=14/02/2024", "due=20/02/2024")));
	OK(DO(rota_period_publish, .subject = name, .checkpoint = checkpoint, .from = as_of));
}

static void test_diff__what_is_published_has_the_day_of_the_publication(void **state)
{
	(void)state;
	publish("Quý I/2024", "1", NULL);
	publish("Tháng 1-2024", "1", "31/01/2024");
	seat_binh();
	expect_sides("published:Quý I/2024", "now", "2024-02-14|1 2024-02-14|");
	expect_sides("now", "published:Quý I/2024", "2024-02-14| 2024-02-14|1");
	expect_sides("published:Tháng 1-2024", "published:Quý I/2024", "2024-01-31|1 2024-02-14|1");
	expect_sides("published:Tháng 1-2024", "15/02/2024", "2024-01-31|1 2024-02-15|");
	expect_sides("10/02/2024@published:Quý I/2024", "now", "2024-02-10|1 2024-02-10|");
	expect_sides("published:Quý I/2024", "2", "2024-02-14|1 2024-02-14|2");
	expect_change(DIFF("published:Quý I/2024", "now"), HONG_NAM(BINH_SHOWN, "+1", "late"),
		      entry_of_kind("posting.begin"));
}

/** A day that was to come when the checkpoint was made, and the same day as it is known now. */
static void test_diff__a_day_after_a_checkpoint_as_it_was_expected(void **state)
{
	uint64_t end;

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("20/02/2024");
	end = entry_of_kind("posting.end");
	assert_int_equal(2, merge());
	on_day(20);
	expect_changes(DIFF("01/03/2024@2", "01/03/2024"), "");
	expect_change(DIFF("15/02/2024@2", "01/03/2024@2"), HONG_NAM(BINH_SHOWN, "-1", "ended"),
		      end);
	correct("to=10/03/2024");
	expect_change(DIFF("01/03/2024@2", "01/03/2024"), HONG_NAM(BINH_SHOWN, "+1", "corrected"),
		      desk.out.first);
}

static void test_diff__the_same_side_twice_has_no_changes(void **state)
{
	static const char *const sides[] = { "15/02/2024", "now",          "1",          "2",
					     "last",       "10/02/2024@1", "published:Q" };

	(void)state;
	seat_binh();
	seat("Hồng Nam", "secretary", CUONG, "01/10/2023");
	publish("Q", "2", NULL);
	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
		expect_changes(DIFF(sides[i], sides[i]), "");
}

static void test_diff__of_a_scope_has_what_lies_in_it(void **state)
{
	uint64_t inside;

	(void)state;
	seat("Hoàng Hoa Thám", "secretary", CUONG, "10/01/2024");
	inside = desk.out.first;
	seat("Liên Phương", "chair", BINH, "10/01/2024");
	expect_change(diff_in("329", "1", "now"), "secretary|12169|" CUONG_SHOWN "|+1|late",
		      inside);
	expect_change(diff_in("Liên Phương", "1", "now"), "chair|11974|" BINH_SHOWN "|+1|late",
		      desk.out.first);
	expect_changes(diff_in("11977", "1", "now"), "");
	expect_changes(DIFF("1", "now"),
		       both(line("chair|11974|" BINH_SHOWN "|+1|late", desk.out.first),
			    line("secretary|12169|" CUONG_SHOWN "|+1|late", inside)));
}

static void test_diff__a_side_that_is_none_is_refused(void **state)
{
	static const struct {
		const char *a, *b, *as_of, *scope;
		int code;
		const char *rule, *message;
	} rows[] = {
		{ "garbage", "now", NULL, NULL, ROTA_EINVALID, "V56", "'garbage' is not a day" },
		{ "now", "garbage", NULL, NULL, ROTA_EINVALID, "V56", "'garbage' is not a day" },
		{ "", "now", NULL, NULL, ROTA_EINVALID, "V56", "'' is not a day" },
		{ "31/02/2024", "now", NULL, NULL, ROTA_EINVALID, "V56",
		  "'31/02/2024' is not a day" },
		{ "02/2024", "now", NULL, NULL, ROTA_EINVALID, "V56",
		  "the day: '02/2024' is not a full day" },
		{ "garbage@1", "now", NULL, NULL, ROTA_EINVALID, "V56",
		  "the day: 'garbage' is not a day" },
		{ "@1", "now", NULL, NULL, ROTA_EINVALID, "V56", "the day: '' is not a day" },
		{ "15/02/2024@", "now", NULL, NULL, ROTA_EINVALID, "V56", "'' is not a day" },
		{ "15/02/2024@garbage", "now", NULL, NULL, ROTA_EINVALID, "V56",
		  "'garbage' is not a day" },
		{ "1", "now", "garbage", NULL, ROTA_EINVALID, "V56",
		  "--as-of: 'garbage' is not a day" },
		{ "7", "now", NULL, NULL, ROTA_ENOTFOUND, "", "there is no checkpoint '7'" },
		{ "now", "7", NULL, NULL, ROTA_ENOTFOUND, "", "there is no checkpoint '7'" },
		{ "15/02/2024@7", "now", NULL, NULL, ROTA_ENOTFOUND, "",
		  "there is no checkpoint '7'" },
		{ "15/02/2024@14/02/2024", "now", NULL, NULL, ROTA_ENOTFOUND, "",
		  "no checkpoint had been published by '14/02/2024'" },
		{ "published:Q", "now", NULL, NULL, ROTA_ENOTFOUND, "",
		  "nothing is published for the period 'Q'" },
		{ "1", "now", NULL, "nowhere", ROTA_EINVALID, "V01",
		  "no unit 'nowhere' on 15/02/2024" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct rota_diff_question question = { .a = rows[i].a,
						       .b = rows[i].b,
						       .as_of = rows[i].as_of,
						       .scope = rows[i].scope };
		struct rota_report report;

		rota_error_clear(&desk.err);
		expect_failure(rows[i].code, rows[i].rule, rows[i].message,
			       rota_diff(desk.office, &question, &report, &desk.arena, &desk.err));
	}
}

/* --- for people and for programs ------------------------------------------------------------- */

static void test_diff__tells_people_the_sides_the_change_and_the_sums(void **state)
{
	const struct rota_diff_question question = { .a = "10/02/2024@1", .b = "12/02/2024" };
	struct rota_report report;
	char row[256];

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "11/02/2024");
	report = diff(&question);
	assert_string_equal("From 10/02/2024 as known at checkpoint 1 (15/02/2024 08:00) to "
			    "12/02/2024 as known now",
			    report.title);
	snprintf(row, sizeof(row),
		 "Party secretary|11977|Hồng Nam|" BINH_SHOWN "|+1|appointed|11/02/2024||%llu|"
		 "15/02/2024 08:00|123-QĐ/HU, 28/08/2022\n",
		 (unsigned long long)desk.out.first);
	assert_string_equal(row, rows_of(&report));
	assert_int_equal(2, report.notes.as.list.count);
	assert_string_equal("Party secretary: not local: 0 + 1 - 0 = 1",
			    rota_value_text(&report.notes.as.list.items[0]));
	assert_string_equal("chair of the People's Committee: not local: 0 + 0 - 0 = 0",
			    rota_value_text(&report.notes.as.list.items[1]));
}

static void test_diff__tells_programs_words_days_and_instants(void **state)
{
	static const char *const keys[] = { "post", "code", "unit",  "cadre",    "change",  "cause",
					    "from", "to",   "entry", "recorded", "decision" };
	struct rota_report report;
	const struct rota_value *change;
	char entry[32];

	(void)state;
	seat("Hồng Nam", "secretary", BINH, "01/09/2023");
	retire_binh("12/02/2024");
	report = DIFF("11/02/2024", "12/02/2024");
	change = only_change(&report);
	assert_int_equal(sizeof(keys) / sizeof(keys[0]), change->as.map.count);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_string_equal(keys[i], rota_value_text(&change->as.map.pairs[i].key));
	snprintf(entry, sizeof(entry), "%llu", (unsigned long long)entry_of_kind("posting.end"));
	assert_string_equal("secretary", cell(change, "post"));
	assert_string_equal("ended", cell(change, "cause"));
	assert_string_equal("2023-09-01", cell(change, "from"));
	assert_string_equal("2024-02-12", cell(change, "to"));
	assert_string_equal(entry, cell(change, "entry"));
	assert_memory_equal("2024-02-15T01:00:00.", cell(change, "recorded"), 20);
	assert_string_equal("8-QĐ/HU, 28/12/2023", cell(change, "decision"));
}

static void test_cause__has_a_word_for_programs_and_one_for_people(void **state)
{
	static const char *const ids[] = { "begun",   "moved",   "ended",    "late", "corrected",
					   "revoked", "settled", "amended",  "replaced", "unit",
					   "locality" };

	(void)state;
	assert_int_equal(ROTA_CAUSES, sizeof(ids) / sizeof(ids[0]));
	for (size_t i = 0; i < ROTA_CAUSES; i++) {
		assert_string_equal(ids[i], rota_cause_id((enum rota_cause)i));
		assert_true(strlen(rota_cause_shown((enum rota_cause)i)) > 0);
	}
}

/* --- by chance ------------------------------------------------------------------------------- */

enum { ACTS = 200, PAIRS = 80, PEOPLE = 12 };

static const char *const communes[] = { "11974", "11977", "12142", "12169" };
static const char *const all_posts[] = { "secretary", "chair" };

/** A day from 2/9/2023 to 12/3/2024, as it is typed. */
static const char *any_day(struct splitmix64 *random)
{
	char text[ROTA_DAY_TEXT_BYTES];
	int32_t day = 19602 + (int32_t)splitmix64_below(random, 193);

	rota_day_show(text, rota_day_from_number(day));
	return rota_arena_copy(&desk.arena, text, strlen(text));
}

static const char *any_place(struct splitmix64 *random)
{
	static const char *const places[] = {
		"xã Liên Phương, thành phố Hưng Yên, tỉnh Hưng Yên",
		"xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên",
		"thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên",
		"xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên",
	};

	return places[splitmix64_below(random, 4)];
}

static const char *const people[] = {
	"Lê Thị Mai",   "Lê Thị Lan", "Lê Thị Cúc",  "Lê Thị Trúc", "Đỗ Văn Tùng", "Đỗ Văn Bách",
	"Đỗ Văn Thông", "Đỗ Văn Sơn", "Vũ Đức Long", "Vũ Đức Lân",  "Vũ Đức Quy",  "Vũ Đức Phụng"
};

static int settle_any(struct splitmix64 *random)
{
	static const char *const ways[] = { "first", "second", "both" };
	struct rota_report report =
		ask(rota_report_matters, (struct rota_question){ .all = true, .raw = true });
	const struct rota_value *list = rota_map_get(&report.json, "matters");
	const struct rota_value *one;

	if (!list->as.list.count)
		return ROTA_ENOTFOUND;
	one = &list->as.list.items[splitmix64_below(random, list->as.list.count)];
	if (splitmix64_below(random, 4) == 0)
		return DO(rota_settle, .subject = text_in(one, "name"), .withdraw = true,
			  .why = "x");
	return DO(rota_settle, .subject = text_in(one, "name"),
		  .way = ways[splitmix64_below(random, 3)], .why = "x");
}

/** Any act; many are refused, which is as good. @return what came of it. */
static int act_by_chance(struct splitmix64 *random)
{
	const char *commune = communes[splitmix64_below(random, 4)];
	const char *post = all_posts[splitmix64_below(random, 2)];
	const char *subject = both(both(commune, "/"), post);
	const char *cadre = people[splitmix64_below(random, PEOPLE)];
	const char *day = any_day(random);

	switch (splitmix64_below(random, 12)) {
	case 0:
		return DO(rota_relieve, .commune = commune, .post = post, .act = "retire",
			  .from = day, .docs = { "8-QĐ/HU 28/08/2023" }, .why = "x");
	case 1:
		return DO(rota_move, .cadre = cadre, .commune = commune, .post = post,
			  .act = "transfer", .from = day, .docs = { "9-QĐ/HU 28/08/2023" },
			  .why = "x");
	case 2:
		return DO(rota_correct, .subject = subject, .sets = SETS(both("from=", day)),
			  .typing = "x", .why = "x");
	case 3:
		return DO(rota_correct, .subject = subject, .sets = SETS(both("to=", day)),
			  .typing = "x", .why = "x");
	case 4:
		return DO(rota_correct, .subject = subject,
			  .sets = SETS(both("unit=", communes[splitmix64_below(random, 4)])),
			  .typing = "x", .why = "x");
	case 5:
		return DO(rota_correct, .subject = subject, .sets = SETS(both("cadre=", cadre)),
			  .typing = "x", .why = "x");
	case 6:
		if (splitmix64_below(random, 2))
			return DO(rota_void, .subject = subject, .from_start = true,
				  .docs = { "200-QĐ/HU 28/08/2023" }, .why = "x");
		return DO(rota_void, .subject = subject, .from = day,
			  .docs = { "200-QĐ/HU 28/08/2023" }, .why = "x");
	case 7:
		return DO(rota_undo, .why = "x");
	case 8:
		return DO(rota_cadre_change, .cadre = cadre,
			  .sets = SETS(both("native=", any_place(random))), .why = "x");
	case 9:
		return settle_any(random);
	default:
		return DO(rota_appoint, .commune = commune, .post = post, .cadre = cadre,
			  .act = "designate", .from = day, .docs = { "123-QĐ/HU 28/08/2023" },
			  .why = "x");
	}
}

/** A side of any form. */
static const char *any_side(struct splitmix64 *random, uint64_t checkpoints)
{
	char number[32];

	snprintf(number, sizeof(number), "%d", 1 + (int)splitmix64_below(random, checkpoints));
	switch (splitmix64_below(random, 4)) {
	case 0:
		return any_day(random);
	case 1:
		return both(number, "");
	case 2:
		return "now";
	default:
		return both(both(any_day(random), "@"), number);
	}
}

/** Of one day nothing begins and ends; where one thing is known, nothing is news. */
static void check_causes(const struct rota_report *report)
{
	static const char *const of_days[] = { "begun", "moved", "ended" };
	static const char *const of_news[] = { "late", "corrected", "settled", "locality" };
	const struct rota_value *changes = rota_map_get(&report->json, "changes");
	const struct rota_value *a = rota_map_get(&report->json, "a");
	const struct rota_value *b = rota_map_get(&report->json, "b");
	bool one_day = strcmp(text_in(a, "as_of"), text_in(b, "as_of")) == 0;
	bool one_world =
		rota_value_equal(rota_map_get(a, "checkpoint"), rota_map_get(b, "checkpoint"));

	for (size_t i = 0; i < changes->as.list.count; i++) {
		const char *cause = cell(&changes->as.list.items[i], "cause");

		for (size_t k = 0; one_day && k < 3; k++)
			assert_string_not_equal(of_days[k], cause);
		for (size_t k = 0; one_world && k < 4; k++)
			assert_string_not_equal(of_news[k], cause);
	}
}

static void diff_by_chance(struct splitmix64 *random, uint64_t checkpoints, size_t causes[])
{
	static const char *const scopes[] = { NULL, NULL, "323", "12169" };
	const char *a = any_side(random, checkpoints), *b = any_side(random, checkpoints);
	struct rota_report report = diff_in(scopes[splitmix64_below(random, 4)], a, b);
	const struct rota_value *changes = rota_map_get(&report.json, "changes");

	check_causes(&report);
	for (size_t i = 0; i < changes->as.list.count; i++)
		for (size_t k = 0; k < ROTA_CAUSES; k++)
			causes[k] += strcmp(cell(&changes->as.list.items[i], "cause"),
					    rota_cause_id((enum rota_cause)k)) == 0;
}

/** Acts of a seed with merges between; then any two sides add up, and are the totals. */
static void expect_sums_of(uint64_t seed)
{
	struct splitmix64 random = { seed };
	size_t causes[ROTA_CAUSES] = { 0 };
	uint64_t checkpoints = 1;
	size_t done = 0, seen = 0;

	for (size_t i = 0; i < PEOPLE; i++)
		add_cadre(people[i], "1975", i < 2 ? NULL : any_place(&random));
	for (size_t i = 0; i < ACTS; i++) {
		on_day(i / 10); /* ten a day */
		done += act_by_chance(&random) == ROTA_OK;
		if (splitmix64_below(&random, 12) == 0)
			checkpoints = merge();
	}
	assert_true(done > ACTS / 3);
	assert_true(checkpoints > 5);
	for (size_t i = 0; i < PAIRS; i++)
		diff_by_chance(&random, checkpoints, causes);
	for (size_t i = 0; i < ROTA_CAUSES; i++)
		seen += causes[i] > 0;
	assert_true(seen >= 7); /* or the acts are too few to say anything */
}

static void test_diff__of_any_acts_adds_up_and_is_the_totals(void **state)
{
	(void)state;
	expect_sums_of(20240215);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_MERGED(test_diff__begun_between_the_days),
		TEST_MERGED(test_diff__ended_between_the_days),
		TEST_MERGED(test_diff__moved_out_and_in),
		TEST_MERGED(test_diff__one_after_the_other_is_two_changes),
		TEST_MERGED(test_diff__revoked_from_a_day_between_the_days),
		TEST_MERGED(test_diff__who_is_local_makes_no_difference),
		TEST_MERGED(test_diff__whose_native_place_is_not_known_makes_no_difference),
		TEST_MERGED(test_diff__a_unit_that_ends_between_the_days),
		TEST_MERGED(test_diff__a_unit_that_left_the_scope),
		TEST_MERGED(test_diff__approved_between_the_days),
		TEST_MERGED(test_diff__suspended_and_resumed_between_the_days),
		TEST_MERGED(test_diff__a_unit_known_only_on_one_side),
		TEST_MERGED(test_diff__a_begin_recorded_late),
		TEST_MERGED(test_diff__an_end_recorded_late),
		TEST_MERGED(test_diff__what_begins_behind_the_first_day_is_not_late),
		TEST_MERGED(test_diff__what_ends_behind_the_first_day_is_not_late),
		TEST_MERGED(test_diff__a_first_day_corrected_to_a_later_one),
		TEST_MERGED(test_diff__a_first_day_corrected_to_an_earlier_one),
		TEST_MERGED(test_diff__a_last_day_corrected_to_an_earlier_one),
		TEST_MERGED(test_diff__a_last_day_corrected_to_a_later_one),
		TEST_MERGED(test_diff__a_last_day_that_a_correction_gives),
		TEST_MERGED(test_diff__revoked_from_a_day),
		TEST_MERGED(test_diff__a_new_decision_between_the_days),
		TEST_MERGED(test_diff__a_new_decision_that_came_later),
		TEST_MERGED(test_diff__revoked_from_the_start),
		TEST_MERGED(test_diff__a_posting_corrected_to_another_unit),
		TEST_MERGED(test_diff__a_posting_corrected_to_another_post),
		TEST_MERGED(test_diff__a_posting_corrected_to_another_person),
		TEST_MERGED(test_diff__steps_recorded_late),
		TEST_MERGED(test_diff__a_refusal),
		TEST_MERGED(test_diff__a_begin_taken_back),
		TEST_MERGED(test_diff__an_end_taken_back),
		TEST_MERGED(test_diff__a_void_from_a_day_taken_back),
		TEST_MERGED(test_diff__a_void_from_the_start_taken_back),
		TEST_MERGED(test_diff__a_correction_taken_back),
		TEST_MERGED(test_diff__a_suspension_taken_back),
		TEST_MERGED(test_diff__a_second_holder_who_ranks_above),
		TEST_MERGED(test_diff__a_second_holder_who_is_local),
		TEST_MERGED(test_diff__a_second_place_of_the_holder),
		TEST_MERGED(test_diff__a_native_place_corrected),
		TEST_MERGED(test_diff__years_in_the_place),
		TEST_DOUBLE(test_diff__settled_for_the_other_one),
		TEST_DOUBLE(test_diff__settled_otherwise_and_withdrawn),
		TEST_DOUBLE(test_diff__settled_as_it_was_for_the_time_being),
		TEST_MERGED(test_diff__a_value_settled),
		TEST_JOINED(test_diff__an_entry_of_another_office_is_named_by_its_writer),
		TEST_JOINED(test_diff__a_proposal_accepted),
		TEST_MERGED(test_diff__a_side_is_a_day_a_checkpoint_or_both),
		TEST_MERGED(test_diff__a_side_without_a_day_has_that_of_the_other_one),
		TEST_MERGED(test_diff__what_is_published_has_the_day_of_the_publication),
		TEST_MERGED(test_diff__a_day_after_a_checkpoint_as_it_was_expected),
		TEST_MERGED(test_diff__the_same_side_twice_has_no_changes),
		TEST_MERGED(test_diff__of_a_scope_has_what_lies_in_it),
		TEST_MERGED(test_diff__a_side_that_is_none_is_refused),
		TEST_MERGED(test_diff__tells_people_the_sides_the_change_and_the_sums),
		TEST_MERGED(test_diff__tells_programs_words_days_and_instants),
		TEST_MERGED(test_cause__has_a_word_for_programs_and_one_for_people),
		TEST_MERGED(test_diff__of_any_acts_adds_up_and_is_the_totals),
	};

	return cmocka_run_group_tests_name("office/diff", tests, NULL, NULL);
}
