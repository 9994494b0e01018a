/* SPDX-License-Identifier: Apache-2.0 */
/** @file Targets and their versions: which one is in force, and how they are set anew for the
 * communes of a reorganisation. */
#include "codec/json.h"
#include "tests/unit/office/office.h"

static void target(const char *post, const char *count, const char *more)
{
	char first[64], second[64];

	snprintf(first, sizeof(first), "post=%s", post);
	snprintf(second, sizeof(second), "count=%s", count);
	OK(DO(rota_target_set, .sets = SETS(first, second, "phase=2023-2025", "from=30/06/2023",
					    "to=01/01/2026", more)));
}

/** Of four communes three are left: Hồng Nam and Liên Phương become Phương Nam. */
static void merge_communes(void)
{
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "01/12/2024,form,11977,11977,Phương Nam,xa,full,NQ 1248,323\n"
		  "01/12/2024,form,11974,11977,Phương Nam,xa,full,NQ 1248,323\n",
		  .dry_run = false));
}

static int open_merged(void **state)
{
	if (open_ready(state))
		return -1;
	target("secretary", "2", "base=4");
	target("chair", "10", "base=4");
	merge_communes();
	return 0;
}

#define TEST_MERGED(name) cmocka_unit_test_setup_teardown(name, open_merged, remove_folder)

/** "scope|post|target|base|communes|proposed|left" of each row. */
static void expect_list(const char *on, const char *const *counts, const char *wanted)
{
	static const size_t cells[] = { 0, 2, 4, 5, 7, 8, 9 };
	struct rota_report report =
		ask(rota_report_rebase,
		    (struct rota_question){ .as_of = on, .counts = counts, .raw = true });
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < report.rows.as.list.count; i++)
		for (size_t k = 0; k < 7; k++) {
			put_cell(&text, &report.rows.as.list.items[i].as.list.items[cells[k]]);
			rota_buffer_puts(&text, k < 6 ? "|" : "\n");
		}
	assert_string_equal(wanted, kept(&text));
}

/** "target|base|target_since|percent" of the secretaries of the province. */
static void expect_target(const char *as_of, const char *phase, const char *wanted)
{
	static const char *const keys[] = { "target", "base", "target_since", "percent" };
	struct rota_report report =
		ask(rota_report_totals,
		    (struct rota_question){ .as_of = as_of, .phase = phase, .raw = true });
	const struct rota_value *totals = rota_map_get(&report.json, "totals");
	struct rota_buffer text = { 0 };

	assert_int_equal(2, totals->as.list.count);
	for (size_t k = 0; k < 4; k++) {
		put_cell(&text, rota_map_get(&totals->as.list.items[0], keys[k]));
		rota_buffer_puts(&text, k < 3 ? "|" : "");
	}
	assert_string_equal(wanted, kept(&text));
}

static int rebase(const char *on)
{
	return DO(rota_target_rebase, .from = on);
}

static void test_rebase__keeps_the_share_and_rounds_half_up(void **state)
{
	(void)state;
	expect_list("01/12/2024", NULL,
		    "33|secretary|2|4|3|2|\n" /* 1.5 */
		    "33|chair|10|4|3|8|\n");  /* 7.5 */
	target("secretary", "5", "scope=323");
	expect_list("01/12/2024", NULL,
		    "33|secretary|2|4|3|2|\n"
		    "33|chair|10|4|3|8|\n"
		    "323|secretary|5|2|1|3|\n"); /* 2.5, of the two that there were */
}

static void test_rebase__is_a_version_beside_the_old_one(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(rebase("01/12/2024"));
	assert_string_equal("targets from 01/12/2024 on: Party secretary, tỉnh Hưng Yên: 2 of 3 "
			    "communes (2 of 4); chair of the People's Committee, tỉnh Hưng Yên: 8 "
			    "of 3 communes (10 of 4)",
			    desk.out.sentence);
	assert_int_equal(2, desk.out.count);
	entry = entry_of(desk.office->common, desk.out.first + 1);
	assert_true(entry.creates);
	assert_int_equal(2, entry.set_count);
	assert_string_equal("chair", text_in(entry.body, "post"));
	assert_string_equal("2024-12-01", text_in(entry.body, "from"));
	assert_string_equal("2026-01-01", text_in(entry.body, "to"));
	assert_int_equal(8, rota_map_get(entry.body, "count")->as.number);
	assert_int_equal(3, rota_map_get(entry.body, "base")->as.number);
	expect_target("30/11/2024", NULL, "2|4|2023-06-30|0");
	expect_target("01/12/2024", NULL, "2|3|2024-12-01|0");
	expect_target("30/11/2024", "2023-2025", "2|4|2023-06-30|0");
	expect_target("01/01/2023", "2023-2025", "2|4|2023-06-30|0");
	expect_target("01/06/2026", "2023-2025", "2|3|2024-12-01|0");
}

static void test_rebase__another_number_may_be_said(void **state)
{
	(void)state;
	expect_list("01/12/2024", SETS("bi-thu=3", "33/chair=7"),
		    "33|secretary|2|4|3|3|\n33|chair|10|4|3|7|\n");
	OK(DO(rota_target_rebase, .from = "01/12/2024", .sets = SETS("bi-thu=3")));
	expect_target("01/12/2024", NULL, "3|3|2024-12-01|0");
	expect_failure(ROTA_EINVALID, "", "--count: 'secretary=x' is no post with a number",
		       DO(rota_target_rebase, .from = "01/12/2024", .sets = SETS("secretary=x")));
	expect_failure(ROTA_EINVALID, "", "--count: no target of '329/chair=1' is to be set anew",
		       DO(rota_target_rebase, .from = "01/12/2024", .sets = SETS("329/chair=1")));
}

static void test_rebase__twice_is_once(void **state)
{
	(void)state;
	OK(rebase("01/12/2024"));
	OK(rebase("01/12/2024"));
	assert_true(desk.out.already);
	expect_list("01/12/2024", NULL, "33|secretary|2|3|3||done\n33|chair|8|3|3||done\n");
	expect_list("01/02/2025", NULL, "33|secretary|2|3|3||same\n33|chair|8|3|3||same\n");
	expect_failure(ROTA_EINVALID, "", "--count: no target of 'secretary=1' is to be set anew",
		       DO(rota_target_rebase, .from = "01/12/2024", .sets = SETS("secretary=1")));
	OK(DO(rota_target_rebase, .from = "01/02/2025", .sets = SETS("secretary=1")));
	assert_int_equal(1, desk.out.count);
	expect_target("31/01/2025", NULL, "2|3|2024-12-01|0");
	expect_target("01/02/2025", NULL, "1|3|2025-02-01|0");
}

static void test_rebase__is_taken_back_as_a_whole(void **state)
{
	(void)state;
	OK(rebase("01/12/2024"));
	OK(DO(rota_undo, .why = "x"));
	assert_string_equal("taken back: Target set: 2023-2025, and 1 more (entry common:16)",
			    desk.out.sentence);
	expect_target("01/12/2024", NULL, "2|4|2023-06-30|0");
	OK(rebase("01/12/2024"));
	expect_target("01/12/2024", NULL, "2|3|2024-12-01|0");
}

static void test_rebase__a_unit_without_communes_is_left(void **state)
{
	(void)state;
	target("chair", "1", "scope=329");
	OK(DO(rota_unit_change, .commune = "12142", .from = "01/01/2025",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	OK(DO(rota_unit_change, .commune = "12169", .from = "01/01/2025",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	expect_list("02/01/2025", NULL,
		    "33|secretary|2|4|3|2|\n33|chair|10|4|3|8|\n329|chair|1|2|0||nothing\n");
}

static void test_rebase__of_one_phase(void **state)
{
	(void)state;
	OK(DO(rota_target_set, .sets = SETS("post=chair", "count=4", "phase=2025-2030",
					    "from=01/06/2024", "to=01/01/2031", "base=4")));
	OK(DO(rota_target_rebase, .from = "01/12/2024", .phase = "2025-2030"));
	assert_int_equal(1, desk.out.count);
	expect_failure(ROTA_ENOTFOUND, "",
		       "no target of phase '2025-2030' is in force on 01/05/2024",
		       DO(rota_target_rebase, .from = "01/05/2024", .phase = "2025-2030"));
	expect_failure(ROTA_ENOTFOUND, "", "no target is in force on 01/05/2023",
		       rebase("01/05/2023"));
	expect_failure(ROTA_EINVALID, "", "--on is missing", DO(rota_target_rebase, .phase = "x"));
}

/** Placements count from the first day of the phase, whatever version of its target is in force. */
static void test_rebase__the_phase_begins_when_it_began(void **state)
{
	struct rota_report report;
	const struct rota_value *totals;

	(void)state;
	seat("Hoàng Hoa Thám", "secretary", "Nguyễn Văn An", "01/09/2023");
	OK(rebase("01/12/2024"));
	report = ask(rota_report_totals,
		     (struct rota_question){ .as_of = "02/12/2024", .raw = true });
	totals = rota_map_get(&report.json, "totals");
	assert_int_equal(1, rota_map_get(&totals->as.list.items[0], "flow")->as.number);
	expect_target("02/12/2024", NULL, "2|3|2024-12-01|50");
}

static void test_rebase__the_list_looked_at_is_the_list_recorded(void **state)
{
	struct rota_request request = { .from = "01/12/2024", .dry_run = true };

	(void)state;
	OK(rota_target_rebase(desk.office, &request, &desk.out, &desk.err));
	request.subject = rota_arena_copy(&desk.arena, desk.out.subject, strlen(desk.out.subject));
	request.dry_run = false;
	request.sets = SETS("chair=1");
	expect_failure(ROTA_ECONFLICT, "", "something was recorded since the list was made",
		       rota_target_rebase(desk.office, &request, &desk.out, &desk.err));
	request.sets = NULL;
	OK(rota_target_rebase(desk.office, &request, &desk.out, &desk.err));
	assert_int_equal(2, desk.out.count);
}

/** @return whether a note begins so. */
static bool is_noted(const char *as_of, const char *wanted)
{
	struct rota_report report =
		ask(rota_report_totals, (struct rota_question){ .as_of = as_of });
	bool found = false;

	for (size_t i = 0; i < report.notes.as.list.count; i++)
		found = found ||
			strcmp(rota_value_text(&report.notes.as.list.items[i]), wanted) == 0;
	return found;
}

static void test_totals__say_which_target_it_is(void **state)
{
	(void)state;
	assert_false(is_noted("30/11/2024", "Party secretary: target 2 of 4 communes, from "
					    "30/06/2023 on"));
	assert_true(is_noted("01/12/2024",
			     "Party secretary: the target was set for 4 communes, and "
			     "there are 3: rota target rebase"));
	OK(rebase("01/12/2024"));
	assert_true(is_noted("01/12/2024",
			     "Party secretary: target 2 of 3 communes, from 01/12/2024 on"));
	assert_false(is_noted("01/12/2024",
			      "Party secretary: the target was set for 4 communes, and "
			      "there are 3: rota target rebase"));
}

static void test_import__the_list_of_before_changes_nothing(void **state)
{
	static const char list[] = "post,phase,from,to,target,measure,base\n"
				   "secretary,2023-2025,30/06/2023,01/01/2026,2,stock,4\n"
				   "chair,2023-2025,30/06/2023,01/01/2026,10,stock,4\n";

	(void)state;
	OK(rebase("01/12/2024"));
	OK(IMPORT(ROTA_IMPORT_TARGETS, list, .dry_run = false));
	assert_int_equal(0, desk.imported.entries);
	expect_target("01/12/2024", NULL, "2|3|2024-12-01|0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_MERGED(test_rebase__keeps_the_share_and_rounds_half_up),
		TEST_MERGED(test_rebase__is_a_version_beside_the_old_one),
		TEST_MERGED(test_rebase__another_number_may_be_said),
		TEST_MERGED(test_rebase__twice_is_once),
		TEST_MERGED(test_rebase__is_taken_back_as_a_whole),
		TEST_MERGED(test_rebase__a_unit_without_communes_is_left),
		TEST_MERGED(test_rebase__of_one_phase),
		TEST_MERGED(test_rebase__the_phase_begins_when_it_began),
		TEST_MERGED(test_rebase__the_list_looked_at_is_the_list_recorded),
		TEST_MERGED(test_totals__say_which_target_it_is),
		TEST_MERGED(test_import__the_list_of_before_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
