/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_rescope(), and what follows from it (ledger/custody.h,
 * state/custody.h). */
#include "state/writers.h"
#include "tests/unit/office/district.h"

static int appoint(const char *commune, const char *post, const char *from, const char *paper)
{
	return appoint_cuong(district, commune, post, from, paper);
}

static void merge_what_is_sent(void)
{
	sync_district();
	merge();
	sync_district();
}

#define HAND_OVER(day) DO(rota_rescope, .subject = AN_THI, .read_only = true, .from = (day))

/** The row of the only office: scope, state, entries that do not count, and the custody. */
static void expect_coverage(const char *wanted)
{
	struct rota_report report =
		ask(rota_report_coverage, (struct rota_question){ .raw = true });
	const struct rota_value *row = &report.rows.as.list.items[0];
	struct rota_buffer text = { 0 };

	assert_int_equal(1, report.rows.as.list.count);
	put_cell(&text, &row->as.list.items[0]);
	for (size_t i = 7; i < row->as.list.count; i++) {
		rota_buffer_puts(&text, "|");
		put_cell(&text, &row->as.list.items[i]);
	}
	assert_string_equal(wanted, kept(&text));
}

static void expect_chair(const char *wanted)
{
	char text[256];

	snprintf(text, sizeof(text),
		 "12169|Hoàng Hoa Thám|Party secretary|(not reported)|||||\n"
		 "12169|Hoàng Hoa Thám|chair of the People's Committee|%s\n",
		 wanted);
	expect_roster("12169", NULL, text);
}

#define CUONG "Lê Văn Cường|1980|05/02/2024|designate|not local|9/QĐ-UBND, 30/01/2024"
#define NOBODY "(not reported)|||||"

/* --- the act --------------------------------------------------------------------------------- */

static void test_rescope__says_for_all_to_read_who_keeps_what_from_which_day_on(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(HAND_OVER("01/07/2025"));
	assert_string_equal(AN_THI " only reads from 01/07/2025 on", desk.out.sentence);
	assert_true(desk.out.common);
	entry = entry_of(desk.office->common, desk.out.first);
	assert_string_equal("writer.rescope", entry.kind_name);
	assert_string_equal("2025-07-01", on_of(&entry));
	assert_null(rota_map_get(entry.body, "scope"));
	assert_memory_equal(district->own.bytes, rota_map_get(entry.body, "writer")->as.bin.bytes,
			    8);
	OK(HAND_OVER("01/07/2025"));
	assert_true(desk.out.already);
	OK(DO(rota_rescope, .subject = AN_THI, .commune = "323", .from = "01/08/2025"));
	assert_string_equal(AN_THI " keeps thành phố Hưng Yên (323) from 01/08/2025 on",
			    desk.out.sentence);
}

static void test_rescope__finds_the_office_by_name_digits_or_fingerprint(void **state)
{
	char digits[17], shown[ROTA_FINGERPRINT_BYTES];
	struct rota_writers writers;
	struct rota_world world;

	(void)state;
	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_writers_load(&writers, &world, &desk.err));
	OK(rota_key_show(shown, &rota_writers_find(&writers, district->own)->key, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	for (int i = 0; i < 8; i++)
		snprintf(digits + 2 * i, 3, "%02x", district->own.bytes[i]);
	digits[6] = '\0';
	OK(DO(rota_rescope, .subject = "an thi", .read_only = true, .from = "01/07/2025",
	      .dry_run = true));
	OK(DO(rota_rescope, .subject = digits, .read_only = true, .from = "01/07/2025",
	      .dry_run = true));
	OK(DO(rota_rescope, .subject = shown, .read_only = true, .from = "01/07/2025",
	      .dry_run = true));
	expect_failure(
		ROTA_ENOTFOUND, "", "no office 'Kim Động' is enrolled",
		DO(rota_rescope, .subject = "Kim Động", .read_only = true, .from = "01/07/2025"));
	expect_failure(ROTA_ENOTFOUND, "", "no office 'Ban Tổ chức' is enrolled",
		       DO(rota_rescope, .subject = "Ban Tổ chức", .read_only = true,
			  .from = "01/07/2025")); /* the province's own */
}

static void test_rescope__needs_a_scope_or_none_a_day_and_the_province(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "--scope is missing",
		       DO(rota_rescope, .subject = AN_THI, .from = "01/07/2025"));
	expect_failure(ROTA_EINVALID, "", "an office keeps '323' or only reads",
		       DO(rota_rescope, .subject = AN_THI, .commune = "323", .read_only = true,
			  .from = "01/07/2025"));
	expect_failure(ROTA_EINVALID, "V01", "no unit '999' on 01/07/2025",
		       DO(rota_rescope, .subject = AN_THI, .commune = "999", .from = "01/07/2025"));
	expect_failure(ROTA_EINVALID, "", "--from is missing",
		       DO(rota_rescope, .subject = AN_THI, .read_only = true));
	sit_down_at(district);
	expect_failure(ROTA_EINVALID, "", "only the province's office hands records over",
		       HAND_OVER("01/07/2025"));
	sit_down_at(the_province);
}

/* --- the office that handed over ------------------------------------------------------------- */

static void
test_rescope__the_office_refuses_what_came_later_and_takes_what_came_before(void **state)
{
	(void)state;
	OK(HAND_OVER("01/02/2024"));
	OK(appoint("Hoàng Hoa Thám", "chair", "05/02/2024", "9/QĐ-UBND 30/01/2024"));
	sit_down_at(district); /* it has not heard of it */
	OK(DO(rota_undo, .why = "nhầm"));
	sit_down_at(the_province);
	merge();
	sync_district();
	expect_failure(
		ROTA_EINVALID, "V08",
		"'xã Hoàng Hoa Thám' was handed over on 01/02/2024: what is decided from that "
		"day on is not recorded here",
		appoint("Hoàng Hoa Thám", "chair", "05/02/2024", "9/QĐ-UBND 30/01/2024"));
	assert_string_equal(
		"Ban Tổ chức keeps it now: send the paper there; what was signed and took "
		"effect before that day is still recorded here",
		desk.err.hint);
	expect_failure(
		ROTA_EINVALID, "V08",
		"'xã Hoàng Hoa Thám' was handed over on 01/02/2024: what is decided from that "
		"day on is not recorded here",
		appoint("Hoàng Hoa Thám", "chair", "31/01/2024", "9/QĐ-UBND 02/02/2024"));
	OK(appoint("Hoàng Hoa Thám", "chair", "31/01/2024", "9/QĐ-UBND 30/01/2024"));
	sit_down_at(district);
	expect_failure(
		ROTA_EINVALID, "V08",
		"'xã Hoàng Hoa Thám' was handed over on 01/02/2024: what is decided from that "
		"day on is not recorded here",
		DO(rota_correct, .subject = "Hoàng Hoa Thám/chair", .typing = "x",
		   .sets = SETS("from=30/01/2024")));
	sit_down_at(the_province);
}

/** What the district says of itself when it has synced. */
static const char *handed(void)
{
	static struct rota_standing standing;

	merge();
	sync_district();
	OK(rota_office_standing(&standing, district, &desk.err));
	return standing.handed;
}

static void test_rescope__the_office_is_told_when_it_syncs(void **state)
{
	(void)state;
	assert_string_equal("", handed());
	OK(HAND_OVER("01/07/2025"));
	assert_string_equal("from 01/07/2025 on this office only reads", handed());
	OK(DO(rota_rescope, .subject = AN_THI, .commune = "329", .from = "01/07/2025"));
	assert_string_equal("from 01/07/2025 on this office keeps huyện Ân Thi (329)", handed());
	OK(HAND_OVER("01/07/2025"));
	OK(HAND_OVER("01/02/2024"));
	assert_string_equal("from 01/07/2025 on this office only reads", handed());
	rota_clock_test_set(MORNING + 600 * A_DAY, 1);
	assert_string_equal(
		"from 01/07/2025 on this office only reads: what is decided from that day "
		"on is recorded by Ban Tổ chức",
		handed());
}

static void test_rescope__the_office_says_since_when_and_who_keeps_its_units(void **state)
{
	struct rota_report report;

	(void)state;
	OK(HAND_OVER("01/02/2024"));
	OK(DO(rota_rescope, .subject = AN_THI, .commune = "323", .from = "01/03/2024"));
	merge();
	sync_district();
	sit_down_at(district);
	report = ask(rota_report_whoami, (struct rota_question){ .raw = false });
	assert_non_null(strstr(rows_of(&report),
			       "scope|huyện Ân Thi (329); from 01/02/2024: only reads; from "
			       "01/03/2024: thành phố Hưng Yên (323)\n"));
	report = ask(rota_report_whoami, (struct rota_question){ .raw = true });
	assert_string_equal("reads", text_in(&report.json, "custody"));
	assert_string_equal("2024-02-01", text_in(&report.json, "since"));
	assert_string_equal("329", text_in(&report.json, "scope"));
	report = ask(rota_report_status, (struct rota_question){ .raw = false });
	assert_string_equal("from 01/03/2024 on this office keeps thành phố Hưng Yên (323)",
			    rota_value_text(&report.notes.as.list.items[0]));
	/* what it will keep it may record already */
	sit_down_at(the_province);
	OK(appoint("Hồng Nam", "chair", "01/03/2024", "9/QĐ-UBND 30/01/2024"));
}

/* --- the province ---------------------------------------------------------------------------- */

static void test_rescope__what_arrives_late_counts_if_it_was_decided_before(void **state)
{
	struct rota_report status;

	(void)state;
	OK(appoint("Hoàng Hoa Thám", "chair", "05/02/2024", "9/QĐ-UBND 30/01/2024"));
	OK(appoint("12142", "chair", "31/01/2024", "10/QĐ-UBND 30/01/2024"));
	OK(HAND_OVER("01/02/2024"));
	merge_what_is_sent();
	expect_coverage("329|ok|1|reads|2024-02-01");
	expect_chair(NOBODY);
	expect_roster("12142", NULL,
		      "12142|Ân Thi|Party secretary|(not reported)|||||\n"
		      "12142|Ân Thi|chair of the People's Committee|Lê Văn Cường|1980|31/01/2024|"
		      "designate|not local|10/QĐ-UBND, 30/01/2024\n");
	sit_down_at(district);
	status = ask(rota_report_status, (struct rota_question){ .raw = true });
	sit_down_at(the_province);
	assert_int_equal(1, rota_map_get(&status.json, "not_facts")->as.number);
}

/** The name of the only matter of the province. */
static const char *matter(void)
{
	struct rota_report report =
		ask(rota_report_matters, (struct rota_question){ .all = true, .raw = true });
	const struct rota_value *list = rota_map_get(&report.json, "matters");

	assert_int_equal(1, list->as.list.count);
	assert_string_equal("out_of_scope", text_in(&list->as.list.items[0], "kind"));
	return text_in(&list->as.list.items[0], "name");
}

static void test_rescope__a_proposal_is_a_matter_that_the_province_may_accept(void **state)
{
	(void)state;
	OK(appoint("Hoàng Hoa Thám", "chair", "05/02/2024", "9/QĐ-UBND 30/01/2024"));
	OK(HAND_OVER("01/02/2024"));
	merge_what_is_sent();
	OK(DO(rota_settle, .subject = matter(), .way = "accept", .why = "biên bản bàn giao"));
	expect_chair(CUONG);
	merge_what_is_sent();
	expect_coverage("329|ok|0|reads|2024-02-01");
}

static void
test_rescope__of_a_past_day_says_what_counts_no_more_and_undo_brings_it_back(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(appoint("Hoàng Hoa Thám", "chair", "05/02/2024", "9/QĐ-UBND 30/01/2024"));
	merge_what_is_sent();
	expect_chair(CUONG);
	OK(DO(rota_rescope, .subject = AN_THI, .read_only = true, .from = "01/02/2024",
	      .dry_run = true));
	expect_warnings("V08: 1 entry that it has sent was decided from that day on: it counts no "
			"more\n");
	expect_chair(CUONG);
	OK(DO(rota_rescope, .subject = AN_THI, .read_only = true, .from = "01/02/2024",
	      .docs = { "12-QĐ/TU 20/01/2024" }));
	entry = entry_of(desk.office->common, desk.out.first);
	assert_string_equal("12-QĐ/TU", text_in(&entry.docs->as.list.items[0], "no"));
	expect_chair(NOBODY);
	assert_non_null(matter());
	OK(DO(rota_undo, .why = "nhầm ngày"));
	expect_chair(CUONG);
	merge_what_is_sent();
	expect_coverage("329|ok|0|writes|");
	OK(HAND_OVER("06/02/2024"));
	expect_warnings("");
	expect_chair(CUONG);
}

static void test_rescope__another_scope_comes_with_its_past(void **state)
{
	(void)state;
	OK(DO(rota_rescope, .subject = AN_THI, .commune = "323", .from = "01/02/2024"));
	merge();
	sync_district();
	OK(appoint("Hồng Nam", "chair", "05/01/2024", "9/QĐ-UBND 01/01/2024"));
	OK(appoint("Hoàng Hoa Thám", "chair", "31/01/2024", "9/QĐ-UBND 30/01/2024"));
	expect_failure(
		ROTA_EINVALID, "V08",
		"'xã Hoàng Hoa Thám' was handed over on 01/02/2024: what is decided from that "
		"day on is not recorded here",
		appoint("Hoàng Hoa Thám", "secretary", "05/02/2024", "9-QĐ/HU 30/01/2024"));
	merge_what_is_sent();
	expect_coverage("323|ok|0|writes|2024-02-01");
}

static void test_rescope__is_the_same_after_a_rebuild_and_as_known_before(void **state)
{
	struct rota_office *now = desk.office, *past;
	uint64_t entries;

	(void)state;
	OK(appoint("Hoàng Hoa Thám", "chair", "05/02/2024", "9/QĐ-UBND 30/01/2024"));
	sync_district();
	merge();
	OK(HAND_OVER("01/02/2024"));
	merge();
	OK(rota_rebuild(desk.office, &entries, &desk.err));
	expect_chair(NOBODY);
	OK(rota_office_at(&past, desk.office, "2", &desk.err));
	sit_down_at(past);
	expect_chair(CUONG);
	sit_down_at(now);
	rota_office_close(past);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_AN_THI(test_rescope__says_for_all_to_read_who_keeps_what_from_which_day_on),
		TEST_AN_THI(test_rescope__finds_the_office_by_name_digits_or_fingerprint),
		TEST_AN_THI(test_rescope__needs_a_scope_or_none_a_day_and_the_province),
		TEST_AN_THI(
			test_rescope__the_office_refuses_what_came_later_and_takes_what_came_before),
		TEST_AN_THI(test_rescope__the_office_is_told_when_it_syncs),
		TEST_AN_THI(test_rescope__the_office_says_since_when_and_who_keeps_its_units),
		TEST_AN_THI(test_rescope__what_arrives_late_counts_if_it_was_decided_before),
		TEST_AN_THI(test_rescope__a_proposal_is_a_matter_that_the_province_may_accept),
		TEST_AN_THI(
			test_rescope__of_a_past_day_says_what_counts_no_more_and_undo_brings_it_back),
		TEST_AN_THI(test_rescope__another_scope_comes_with_its_past),
		TEST_AN_THI(test_rescope__is_the_same_after_a_rebuild_and_as_known_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
