/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_relieve(), rota_move(), rota_step(), rota_vacant(), rota_nil_return(). */
#include "tests/unit/office/office.h"

#define PLACE .commune = "Hồng Nam", .post = "secretary"
#define PAPER .docs = { "8-QĐ/HU 28/12/2023" }

/** As open_ready(), with An as secretary of Hồng Nam since 1/9/2022. */
static int open_seated(void **state)
{
	if (open_ready(state))
		return -1;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	return 0;
}

#define TEST_SEATED(name) cmocka_unit_test_setup_teardown(name, open_seated, remove_folder)

/* --- relieve --------------------------------------------------------------------------------- */

static void test_relieve__records_the_end_and_the_vacancy_behind(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/01/2024", PAPER));
	expect_recorded("posting.end post.vacant");
	assert_string_equal("retire: Nguyễn Văn An (1975), no longer Party secretary of "
			    "xã Hồng Nam from 01/01/2024 (8-QĐ/HU, 28/12/2023)",
			    desk.out.sentence);
	entry = recorded(0);
	assert_string_equal("2024-01-01", on_of(&entry));
	assert_string_equal("retire", text_in(entry.body, "act"));
	assert_int_equal(1, entry.docs->as.list.count);
	assert_int_equal(desk.out.first, entry.set_first);
	assert_int_equal(2, entry.set_count);
	entry = recorded(1);
	assert_string_equal("2024-01-01", on_of(&entry));
	assert_string_equal("secretary", text_in(entry.body, "post"));
	assert_string_equal("ended", text_in(entry.body, "cause"));
	assert_string_equal("on", text_in(entry.body, "state"));
	assert_int_equal(2, entry.set_count);
}

static void test_relieve__is_out_on_its_day(void **state)
{
	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/01/2024", PAPER));
	expect_roster("11977", "31/12/2023",
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
		      "designate|local|123-QĐ/HU, 28/08/2022\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("11977", "01/01/2024",
		      "11977|Hồng Nam|Party secretary|(vacant)|||||\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
}

static void test_relieve__a_successor_on_the_same_day_leaves_no_vacancy(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/01/2024");
	OK(DO(rota_relieve, PLACE, .cadre = "Nguyễn Văn An", .act = "retire",
	      .from = "01/01/2024", PAPER));
	expect_recorded("posting.end");
}

static void test_relieve__acting_from_the_same_day_is_no_successor(void **state)
{
	(void)state;
	OK(DO(rota_appoint, PLACE, .cadre = "Trần Thị Bình", .act = "take_charge", .until = "01/06/2024",
	      .from = "01/01/2024", PAPER));
	OK(DO(rota_relieve, PLACE, .cadre = "Nguyễn Văn An", .act = "retire",
	      .from = "01/01/2024", PAPER));
	expect_recorded("posting.end post.vacant");
}

static void test_relieve__no_vacancy_when_told_so(void **state)
{
	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/01/2024", PAPER,
	      .no_vacant = true));
	expect_recorded("posting.end");
}

static void test_relieve__the_end_of_acting_leaves_no_vacancy(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .until = "01/06/2024", .from = "01/01/2024",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "chair", .act = "release",
	      .from = "01/02/2024", .docs = { "19/QĐ-UBND 28/01/2024" }));
	expect_recorded("posting.end");
}

static void test_relieve__names_where_the_cadre_goes(void **state)
{
	struct rota_entry entry;
	struct rota_id unit;

	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "leave", .from = "01/01/2024", PAPER,
	      .next = "Sở Nội vụ", .next_post = "Phó Giám đốc"));
	entry = recorded(0);
	assert_string_equal("Sở Nội vụ", text_in(entry.body, "next"));
	assert_string_equal("Phó Giám đốc", text_in(entry.body, "next_post"));
	seat("Liên Phương", "chair", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_relieve, .commune = "Liên Phương", .post = "chair", .act = "transfer",
	      .from = "01/01/2024", PAPER, .why = "x", .next = "Hồng Nam"));
	entry = recorded(0);
	assert_true(rota_id_from_value(&unit, rota_map_get(entry.body, "next")));
}

static void test_relieve__refuses_what_breaks_a_rule(void **state)
{
	static const struct {
		struct rota_request request;
		const char *rule, *message;
	} rows[] = {
		{ { PLACE, .from = "01/01/2024", PAPER }, "V25",
		  "the way the posting ended is missing" },
		{ { PLACE, .from = "01/01/2024", PAPER, .act = "" }, "V25",
		  "the way the posting ended is missing" },
		{ { PLACE, .from = "01/01/2024", PAPER, .act = "designate" }, "V25",
		  "'designate' ends no posting" },
		{ { PLACE, .act = "retire", PAPER }, "", "--from is missing" },
		{ { PLACE, .from = "01/09/2022", .act = "retire" }, "V19",
		  "nobody holds Party secretary of xã Hồng Nam on the day before 01/09/2022" },
		{ { .commune = "Hồng Nam", .post = "chair", .from = "01/01/2024",
		    .act = "retire" },
		  "V19",
		  "nobody holds chair of the People's Committee of xã Hồng Nam on the day before "
		  "01/01/2024" },
	};
	uint64_t before = own_size();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, rows[i].rule, rows[i].message,
			       act_on_desk(rota_relieve, &rows[i].request));
	assert_int_equal(before, own_size());
}

static void test_relieve__twice_is_refused(void **state)
{
	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "retire", .from = "01/01/2024", PAPER));
	expect_failure(ROTA_EINVALID, "V19",
		       "nobody holds Party secretary of xã Hồng Nam on the day before 02/01/2024",
		       DO(rota_relieve, PLACE, .act = "retire", .from = "02/01/2024", PAPER));
}

static void test_relieve__of_several_holders_one_is_named(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/01/2023");
	expect_failure(ROTA_ECONFLICT, "", "several people hold this post on 01/01/2024",
		       DO(rota_relieve, PLACE, .act = "retire", .from = "01/01/2024", PAPER));
	assert_string_equal("say who: --cadre NAME", desk.err.hint);
	OK(DO(rota_relieve, PLACE, .cadre = "Trần Thị Bình", .act = "retire",
	      .from = "01/01/2024", PAPER));
	expect_roster("11977", NULL,
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
		      "designate|local|123-QĐ/HU, 28/08/2022\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
}

/* --- death ----------------------------------------------------------------------------------- */

static void test_relieve__death_ends_the_person_and_needs_no_paper(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "die", .from = "01/01/2024"));
	expect_recorded("posting.end post.vacant cadre.change");
	expect_warnings("");
	entry = recorded(1);
	assert_string_equal("died", text_in(entry.body, "cause"));
	entry = recorded(2);
	assert_string_equal("2024-01-01", text_in(entry.body, "died"));
}

static void test_appoint__the_dead_hold_no_post(void **state)
{
	(void)state;
	OK(DO(rota_relieve, PLACE, .act = "die", .from = "01/01/2024"));
	expect_failure(ROTA_EINVALID, "V64", "'Nguyễn Văn An (1975)' died on 01/01/2024",
		       DO(rota_appoint, .commune = "Liên Phương", .post = "chair",
			  .cadre = "Nguyễn Văn An", .act = "appoint", .from = "01/02/2024",
			  .docs = { "9/QĐ-UBND 28/01/2024" }));
}

/* --- move ------------------------------------------------------------------------------------ */

#define MOVE                                                                                       \
	.cadre = "Nguyễn Văn An", .commune = "Hoàng Hoa Thám", .post = "secretary",                \
	.act = "transfer", .from = "01/01/2024", PAPER

static void test_move__both_halves_and_the_vacancy_are_one_set(void **state)
{
	struct rota_entry end, vacancy, begin;
	struct rota_id next, unit, left;

	(void)state;
	OK(DO(rota_move, MOVE));
	expect_recorded("posting.end post.vacant posting.begin");
	assert_string_equal("transfer: Nguyễn Văn An (1975), Party secretary of xã Hoàng Hoa Thám "
			    "from 01/01/2024 (8-QĐ/HU, 28/12/2023)",
			    desk.out.sentence);
	end = recorded(0);
	vacancy = recorded(1);
	begin = recorded(2);
	assert_string_equal("transfer", text_in(end.body, "act"));
	assert_string_equal("transfer", text_in(begin.body, "act"));
	assert_string_equal("2024-01-01", on_of(&end));
	assert_string_equal("2024-01-01", on_of(&vacancy));
	assert_string_equal("2024-01-01", on_of(&begin));
	assert_true(rota_id_from_value(&next, rota_map_get(end.body, "next")));
	assert_true(rota_id_from_value(&unit, rota_map_get(begin.body, "unit")));
	assert_true(rota_id_from_value(&left, rota_map_get(vacancy.body, "unit")));
	assert_int_equal(0, rota_id_compare(next, unit));
	assert_int_not_equal(0, rota_id_compare(left, unit));
	assert_int_equal(desk.out.first, begin.set_first);
	assert_int_equal(3, begin.set_count);
	assert_int_equal(3, end.set_count);
	assert_int_equal(1, end.docs->as.list.count);
	assert_int_equal(1, begin.docs->as.list.count);
}

static void test_move__leaves_one_post_and_fills_the_other(void **state)
{
	(void)state;
	OK(DO(rota_move, MOVE));
	expect_roster("11977", "01/01/2024",
		      "11977|Hồng Nam|Party secretary|(vacant)|||||\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("12169", "01/01/2024",
		      "12169|Hoàng Hoa Thám|Party secretary|Nguyễn Văn An|12/05/1975|01/01/2024|"
		      "transfer|not local|8-QĐ/HU, 28/12/2023\n"
		      "12169|Hoàng Hoa Thám|chair of the People's Committee|(not reported)|||||\n");
}

static void test_move__a_successor_on_the_same_day_leaves_no_vacancy(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/01/2024");
	OK(DO(rota_move, MOVE));
	expect_recorded("posting.end posting.begin");
}

static void test_move__a_swap_leaves_no_double_and_no_vacancy(void **state)
{
	(void)state;
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_move, MOVE));
	OK(DO(rota_move, .cadre = "Trần Thị Bình", .commune = "Hồng Nam", .post = "secretary",
	      .act = "transfer", .from = "01/01/2024", PAPER));
	expect_roster("11977", "01/01/2024",
		      "11977|Hồng Nam|Party secretary|Trần Thị Bình|1979|01/01/2024|transfer|"
		      "not local|8-QĐ/HU, 28/12/2023\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("12169", "01/01/2024",
		      "12169|Hoàng Hoa Thám|Party secretary|Nguyễn Văn An|12/05/1975|01/01/2024|"
		      "transfer|not local|8-QĐ/HU, 28/12/2023\n"
		      "12169|Hoàng Hoa Thám|chair of the People's Committee|(not reported)|||||\n");
}

static void test_move__somebody_from_elsewhere_only_begins(void **state)
{
	(void)state;
	OK(DO(rota_move, .cadre = "Trần Thị Bình", .commune = "Liên Phương", .post = "chair",
	      .act = "rotate", .from = "01/01/2024", .until = "01/01/2027",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	expect_recorded("posting.begin");
	assert_string_equal("2027-01-01", text_in(recorded(0).body, "planned_end"));
}

static void test_move__refuses_what_breaks_a_rule(void **state)
{
	uint64_t before = own_size();

	(void)state;
	expect_failure(ROTA_EINVALID, "V25", "'release' moves nobody",
		       DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Liên Phương",
			  .post = "chair", .act = "release", .from = "01/01/2024", PAPER));
	expect_failure(ROTA_EINVALID, "", "'rotate' has no planned end",
		       DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Liên Phương",
			  .post = "secretary", .act = "rotate", .from = "01/01/2024", PAPER));
	expect_failure(ROTA_EINVALID, "V19",
		       "'Nguyễn Văn An (1975)' holds this post already, since 01/09/2022",
		       DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Hồng Nam",
			  .post = "secretary", .act = "transfer", .from = "01/01/2024", PAPER));
	assert_int_equal(before, own_size());
}

static void test_move__who_holds_several_posts_goes_step_by_step(void **state)
{
	(void)state;
	seat("Liên Phương", "chair", "Nguyễn Văn An", "01/01/2023");
	expect_failure(ROTA_ECONFLICT, "", "'Nguyễn Văn An (1975)' holds several posts",
		       DO(rota_move, MOVE));
}

/* --- steps ----------------------------------------------------------------------------------- */

static void test_step__is_recorded_on_the_posting(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_step, PLACE, .act = "suspend", .why = "x", .from = "01/01/2024", PAPER));
	expect_recorded("posting.step");
	assert_string_equal("suspend: Nguyễn Văn An (1975), Party secretary of xã Hồng Nam from "
			    "01/01/2024 (8-QĐ/HU, 28/12/2023)",
			    desk.out.sentence);
	entry = recorded(0);
	assert_string_equal("suspend", text_in(entry.body, "act"));
	assert_string_equal("2024-01-01", on_of(&entry));
}

static void test_step__may_fall_on_the_first_day_in_post(void **state)
{
	(void)state;
	OK(DO(rota_step, PLACE, .act = "suspend", .why = "x", .from = "01/09/2022",
	      .docs = { "8-QĐ/HU 28/08/2022" }));
}

static void test_step__a_refusal_empties_the_post(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "elect", .from = "02/01/2024", .elected = "02/01/2024",
	      .docs = { "5/NQ-HĐND 02/01/2024" }));
	OK(DO(rota_step, .commune = "Hồng Nam", .post = "chair", .act = "refuse",
	      .from = "20/01/2024", .docs = { "9/QĐ-UBND 20/01/2024" }));
	expect_failure(ROTA_EINVALID, "V19",
		       "nobody holds chair of the People's Committee of xã Hồng Nam on the day "
		       "before 01/02/2024",
		       DO(rota_relieve, .commune = "Hồng Nam", .post = "chair", .act = "retire",
			  .from = "01/02/2024", PAPER));
}

static void test_step__an_act_that_is_none_is_refused(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "V25", "'retire' is no step on a posting",
		       DO(rota_step, PLACE, .act = "retire", .from = "01/01/2024", PAPER));
}

/* --- statements ------------------------------------------------------------------------------ */

static void test_vacant__is_vacant_from_its_day(void **state)
{
	(void)state;
	OK(DO(rota_vacant, .commune = "Hồng Nam", .post = "chair", .from = "01/01/2024"));
	expect_recorded("post.vacant");
	assert_string_equal("vacant: chair of the People's Committee of xã Hồng Nam from 01/01/2024",
			    desk.out.sentence);
	expect_roster("11977", "31/12/2023",
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
		      "designate|local|123-QĐ/HU, 28/08/2022\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("11977", "01/01/2024",
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2022|"
		      "designate|local|123-QĐ/HU, 28/08/2022\n"
		      "11977|Hồng Nam|chair of the People's Committee|(vacant)|||||\n");
}

static void test_vacant__somebody_holds_the_post(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "V17", "somebody holds this post on 01/01/2024",
		       DO(rota_vacant, PLACE, .from = "01/01/2024"));
	assert_string_equal("relieve the holder first: rota relieve", desk.err.hint);
}

static void test_vacant__acting_is_no_holder(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "delegate", .until = "01/06/2024", .from = "01/01/2024",
	      .docs = { "9/QĐ-UBND 28/12/2023" }));
	OK(DO(rota_vacant, .commune = "Hồng Nam", .post = "chair", .from = "01/02/2024"));
}

static void test_nil_return__goes_on_from_the_last(void **state)
{
	struct rota_entry entry;

	(void)state;
	expect_failure(ROTA_EINVALID, "", "--to is missing", DO(rota_nil_return, .from = NULL));
	expect_failure(ROTA_EINVALID, "", "there is no earlier nil return to go on from",
		       DO(rota_nil_return, .until = "01/02/2024"));
	OK(DO(rota_nil_return, .from = "01/01/2024", .until = "01/02/2024"));
	assert_string_equal("no change from 01/01/2024 until before 01/02/2024",
			    desk.out.sentence);
	OK(DO(rota_nil_return, .until = "15/02/2024"));
	expect_recorded("nil.return");
	entry = recorded(0);
	assert_string_equal("2024-02-01", text_in(entry.body, "from"));
	assert_string_equal("2024-02-15", text_in(entry.body, "to"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_SEATED(test_relieve__records_the_end_and_the_vacancy_behind),
		TEST_SEATED(test_relieve__is_out_on_its_day),
		TEST_SEATED(test_relieve__a_successor_on_the_same_day_leaves_no_vacancy),
		TEST_SEATED(test_relieve__acting_from_the_same_day_is_no_successor),
		TEST_SEATED(test_relieve__no_vacancy_when_told_so),
		TEST_SEATED(test_relieve__the_end_of_acting_leaves_no_vacancy),
		TEST_SEATED(test_relieve__names_where_the_cadre_goes),
		TEST_SEATED(test_relieve__refuses_what_breaks_a_rule),
		TEST_SEATED(test_relieve__twice_is_refused),
		TEST_SEATED(test_relieve__of_several_holders_one_is_named),
		TEST_SEATED(test_relieve__death_ends_the_person_and_needs_no_paper),
		TEST_SEATED(test_appoint__the_dead_hold_no_post),
		TEST_SEATED(test_move__both_halves_and_the_vacancy_are_one_set),
		TEST_SEATED(test_move__leaves_one_post_and_fills_the_other),
		TEST_SEATED(test_move__a_successor_on_the_same_day_leaves_no_vacancy),
		TEST_SEATED(test_move__a_swap_leaves_no_double_and_no_vacancy),
		TEST_SEATED(test_move__somebody_from_elsewhere_only_begins),
		TEST_SEATED(test_move__refuses_what_breaks_a_rule),
		TEST_SEATED(test_move__who_holds_several_posts_goes_step_by_step),
		TEST_SEATED(test_step__is_recorded_on_the_posting),
		TEST_SEATED(test_step__may_fall_on_the_first_day_in_post),
		TEST_SEATED(test_step__a_refusal_empties_the_post),
		TEST_SEATED(test_step__an_act_that_is_none_is_refused),
		TEST_SEATED(test_vacant__is_vacant_from_its_day),
		TEST_SEATED(test_vacant__somebody_holds_the_post),
		TEST_SEATED(test_vacant__acting_is_no_holder),
		TEST_SEATED(test_nil_return__goes_on_from_the_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
