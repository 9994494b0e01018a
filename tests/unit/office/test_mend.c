/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_correct(), rota_void(), rota_undo(). */
#include "tests/unit/office/office.h"

/** As open_ready(), with An as secretary of Hồng Nam since 1/9/2023, on paper 123-QĐ/HU. */
static int open_seated(void **state)
{
	if (open_ready(state))
		return -1;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "designate", .from = "01/09/2023", .docs = { "123-QĐ/HU 28/08/2023" }));
	return 0;
}

#define TEST_SEATED(name) cmocka_unit_test_setup_teardown(name, open_seated, remove_folder)
#define AN .subject = "Hồng Nam/bi-thu"

/** The roster of Hồng Nam: its secretary, and a chair of whom nothing is known. */
static void expect_secretary(const char *as_of, const char *wanted)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "11977|Hồng Nam|Party secretary|%s\n"
		 "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n",
		 wanted);
	expect_roster("11977", as_of, text);
}

#define AN_SINCE(day)                                                                              \
	"Nguyễn Văn An|12/05/1975|" day "|designate|local|123-QĐ/HU, 28/08/2023"
#define NOT_REPORTED "(not reported)|||||"
#define VACANT "(vacant)|||||"

/* --- correct --------------------------------------------------------------------------------- */

static void test_correct__says_what_was_there(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_correct, AN, .sets = SETS("from=02/09/2023", "source=province"),
	      .typing = "read the wrong line"));
	expect_recorded("posting.correct");
	assert_string_equal("corrected: Nguyễn Văn An (1975), Party secretary, xã Hồng Nam; "
			    "from=02/09/2023; source=province",
			    desk.out.sentence);
	entry = recorded(0);
	assert_string_equal("2023-09-02", text_in(entry.body, "from"));
	assert_string_equal("2023-09-01", text_in(entry.was, "from"));
	assert_string_equal("province", text_in(entry.body, "source"));
	assert_null(rota_map_get(entry.was, "source")); /* it had none */
	assert_string_equal("typing", text_in(entry.body, "reason"));
	assert_string_equal("read the wrong line", entry.why);
	assert_null(entry.docs);
}

static void test_correct__holds_from_the_start(void **state)
{
	(void)state;
	OK(DO(rota_correct, AN, .sets = SETS("from=02/09/2023"), .typing = "x"));
	expect_secretary("01/09/2023", NOT_REPORTED);
	expect_secretary("02/09/2023", AN_SINCE("02/09/2023"));
}

static void test_correct__may_move_it_to_another_post(void **state)
{
	(void)state;
	OK(DO(rota_correct, AN, .sets = SETS("unit=Liên Phương", "post=chair"), .typing = "x"));
	expect_secretary(NULL, NOT_REPORTED);
	expect_roster("11974", NULL,
		      "11974|Liên Phương|Party secretary|(not reported)|||||\n"
		      "11974|Liên Phương|chair of the People's Committee|"
		      "Nguyễn Văn An|12/05/1975|01/09/2023|designate|not local|"
		      "123-QĐ/HU, 28/08/2023\n");
}

static void test_correct__names_a_posting_in_several_ways(void **state)
{
	char number[32];

	(void)state;
	snprintf(number, sizeof(number), "%llu", (unsigned long long)desk.out.first);
	OK(DO(rota_correct, .subject = number, .sets = SETS("source=province"), .typing = "x"));
	OK(DO(rota_correct, .subject = "11977/secretary@2023-09-01",
	      .sets = SETS("source=other"), .typing = "x"));
	OK(DO(rota_correct, .subject = "xã Hồng Nam/bí thư@01/09/2023",
	      .sets = SETS("source=province"), .typing = "x"));
}

static void test_correct__an_erratum_has_a_paper_that_mends_the_first(void **state)
{
	struct rota_entry entry;
	const struct rota_value *doc, *fixes;

	(void)state;
	OK(DO(rota_correct, AN, .sets = SETS("from=02/09/2023"),
	      .erratum = "140-CV/HU 05/09/2023"));
	entry = recorded(0);
	assert_string_equal("erratum", text_in(entry.body, "reason"));
	assert_int_equal(1, entry.docs->as.list.count);
	doc = &entry.docs->as.list.items[0];
	fixes = rota_map_get(doc, "fixes");
	assert_string_equal("140-CV/HU", text_in(doc, "no"));
	assert_string_equal("2023-08-28", text_in(fixes, "signed"));
	assert_string_equal("123-QĐ/HU", text_in(fixes, "no"));
}

static void test_correct__an_erratum_of_no_paper_is_refused(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "appoint", .from = "01/09/2023", .why = "the paper is lost"));
	expect_failure(ROTA_EINVALID, "V41",
		       "the posting has no paper that an erratum could mend",
		       DO(rota_correct, .subject = "Hồng Nam/chair",
			  .sets = SETS("from=02/09/2023"), .erratum = "140-CV/HU 05/09/2023"));
}

static void test_correct__refuses_what_breaks_a_rule(void **state)
{
	static const struct {
		const char *set, *typing, *erratum, *rule, *message;
	} rows[] = {
		{ "from=02/09/2023", NULL, NULL, "", "say what kind of correction it is" },
		{ "from=02/09/2023", "x", "1-CV/HU 05/09/2023", "",
		  "say what kind of correction it is" },
		{ "from=01/09/2023", "x", NULL, "",
		  "nothing changes: the values are recorded so already" },
		{ "from", "x", NULL, "", "'from' has no '='" },
		{ "colour=red", "x", NULL, "", "there is no field 'colour' here" },
		{ "to=01/09/2023", "x", NULL, "V10",
		  "from 01/09/2023 is not before to 01/09/2023" },
		{ "from=31/09/2023", "x", NULL, "V56", "From: '31/09/2023' is not a day" },
		{ "from=02/09/2023", NULL, "140-CV/HU", "", "'140-CV/HU' has no number or no day" },
	};
	uint64_t before = own_size();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_failure(ROTA_EINVALID, rows[i].rule, rows[i].message,
			       DO(rota_correct, AN, .sets = SETS(rows[i].set),
				  .typing = rows[i].typing, .erratum = rows[i].erratum));
	assert_int_equal(before, own_size());
}

static void test_correct__a_post_that_nobody_holds_is_not_found(void **state)
{
	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "'Hồng Nam/chair' is no posting that is open today",
		       DO(rota_correct, .subject = "Hồng Nam/chair",
			  .sets = SETS("from=02/09/2023"), .typing = "x"));
	expect_failure(ROTA_ENOTFOUND, "",
		       "'Hồng Nam/bi-thu@02/09/2023' is no posting that is open today",
		       DO(rota_correct, .subject = "Hồng Nam/bi-thu@02/09/2023",
			  .sets = SETS("from=02/09/2023"), .typing = "x"));
}

/* --- void ------------------------------------------------------------------------------------ */

static void test_void__from_a_day(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_void, AN, .from = "01/12/2023", .docs = { "200-QĐ/HU 28/11/2023" }));
	expect_recorded("posting.void");
	assert_string_equal("revoked: Nguyễn Văn An (1975), Party secretary, xã Hồng Nam",
			    desk.out.sentence);
	entry = recorded(0);
	assert_string_equal("2023-12-01", on_of(&entry));
	assert_null(rota_map_get(entry.body, "from_start"));
	expect_secretary("30/11/2023", AN_SINCE("01/09/2023"));
	expect_secretary("01/12/2023", VACANT);
}

static void test_void__from_the_start_it_never_was(void **state)
{
	(void)state;
	OK(DO(rota_void, AN, .from_start = true, .docs = { "200-QĐ/HU 28/11/2023" }));
	assert_false(recorded(0).has_on);
	expect_secretary("01/09/2023", NOT_REPORTED);
	expect_secretary(NULL, NOT_REPORTED);
}

/** V40: of the body that decided, or a higher one; one paper of several is enough. */
static void test_void__by_whom(void **state)
{
	static const struct {
		const char *paper, *other, *rule;
		int code;
	} rows[] = {
		{ "200-QĐ/HU 28/11/2023", NULL, "", ROTA_OK },
		{ "200-QĐ/TU 28/11/2023", NULL, "", ROTA_OK },
		{ "200-QĐ/ĐU 28/11/2023", NULL, "V40", ROTA_EINVALID },
		{ "200/QĐ-UBND 28/11/2023", NULL, "V40", ROTA_EREASON },
		{ "200/QĐ-UBND 28/11/2023", "200-QĐ/HU 28/11/2023", "", ROTA_OK },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(rows[i].code,
				 DO(rota_void, AN, .from = "01/12/2023", .dry_run = true,
				    .docs = { rows[i].paper, rows[i].other }));
		assert_string_equal(rows[i].rule, desk.err.rule);
	}
	expect_failure(ROTA_EINVALID, "V40",
		       "'123-QĐ/HU, 28/08/2023' was issued by a higher body than '200-QĐ/ĐU, "
		       "28/11/2023'",
		       DO(rota_void, AN, .from_start = true, .docs = { "200-QĐ/ĐU 28/11/2023" }));
}

static void test_void__says_which_day_and_why(void **state)
{
	uint64_t before = own_size();

	(void)state;
	expect_failure(ROTA_EINVALID, "V40", "revoked from which day?",
		       DO(rota_void, AN, .docs = { "200-QĐ/HU 28/11/2023" }));
	expect_failure(ROTA_EINVALID, "V40", "revoked from which day?",
		       DO(rota_void, AN, .from = "01/12/2023", .from_start = true,
			  .docs = { "200-QĐ/HU 28/11/2023" }));
	expect_failure(ROTA_EREASON, "V40", "a revocation has a paper",
		       DO(rota_void, AN, .from = "01/12/2023"));
	assert_int_equal(before, own_size());
}

/* --- undo ------------------------------------------------------------------------------------ */

/* --- replace --------------------------------------------------------------------------------- */

/** A new decision about the secretary from 1/12/2023 on. */
#define REPLACE(paper, ...) \
	DO(rota_replace, AN, .from = "01/12/2023", .docs = { paper }, __VA_ARGS__)
#define AN_REPLACED                                                                                \
	"Nguyễn Văn An|12/05/1975|01/12/2023|designate|local|200-QĐ/HU, 28/11/2023"

static void test_replace__closes_one_posting_and_opens_the_next(void **state)
{
	struct rota_entry begin, closed;
	const struct rota_value *fixes;
	struct rota_id instead;

	(void)state;
	OK(REPLACE("200-QĐ/HU 28/11/2023", .sets = SETS("planned_end=01/12/2026")));
	expect_recorded("posting.begin posting.void");
	expect_warnings("");
	assert_string_equal("replaced from 01/12/2023: Nguyễn Văn An (1975), Party secretary, xã Hồng "
			    "Nam (200-QĐ/HU, 28/11/2023); planned_end=01/12/2026",
			    desk.out.sentence);
	begin = recorded(0);
	assert_string_equal("2026-12-01", text_in(begin.body, "planned_end"));
	assert_string_equal("designate", text_in(begin.body, "act"));
	fixes = rota_map_get(&begin.docs->as.list.items[0], "fixes");
	assert_string_equal("123-QĐ/HU", text_in(fixes, "no"));
	closed = recorded(1);
	assert_string_equal("2023-12-01", on_of(&closed));
	assert_true(rota_id_from_value(&instead, rota_map_get(closed.body, "instead")));
	assert_int_equal(desk.out.first, rota_id_number(instead));
	expect_secretary("30/11/2023", AN_SINCE("01/09/2023"));
	expect_secretary("01/12/2023", AN_REPLACED);
}

static void test_replace__undone_the_first_holds_again(void **state)
{
	(void)state;
	OK(REPLACE("200-QĐ/HU 28/11/2023", .sets = NULL));
	OK(DO(rota_undo, .why = "the wrong day"));
	expect_secretary("01/12/2023", AN_SINCE("01/09/2023"));
}

static void test_replace__another_act_is_held_as_that_says(void **state)
{
	struct rota_entry begin;

	(void)state;
	OK(REPLACE("200-QĐ/HU 28/11/2023",
		   .sets = SETS("act=take_charge", "planned_end=01/03/2024")));
	begin = recorded(0);
	assert_string_equal("in_charge", text_in(begin.body, "mode"));
	assert_string_equal("2024-03-01", text_in(begin.body, "planned_end"));
}

/** V40: of the same body or a higher one. */
static void test_replace__by_whom(void **state)
{
	static const struct {
		const char *paper, *rule;
		int code;
	} rows[] = {
		{ "200-QĐ/HU 28/11/2023", "", ROTA_OK },
		{ "200-QĐ/TU 28/11/2023", "", ROTA_OK },
		{ "200-QĐ/ĐU 28/11/2023", "V40", ROTA_EINVALID },
		{ "200/QĐ-UBND 28/11/2023", "V40", ROTA_EREASON },
		{ NULL, "V40", ROTA_EINVALID },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int rc = REPLACE(rows[i].paper, .dry_run = true);

		assert_int_equal(rows[i].code, rc);
		assert_string_equal(rows[i].rule, desk.err.rule);
	}
}

static void test_replace__refuses_what_is_no_replacement(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "V10", "the posting did not begin before that day",
		       DO(rota_replace, AN, .from = "01/09/2023",
			  .docs = { "200-QĐ/HU 28/08/2023" }));
	expect_failure(ROTA_EINVALID, "", "field 'Cadre' cannot be replaced",
		       REPLACE("200-QĐ/HU 28/11/2023", .sets = SETS("cadre=Trần Thị Bình")));
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/02/2024", .docs = { "5-QĐ/HU 20/01/2024" }));
	expect_failure(ROTA_EINVALID, "V19", "the posting has ended on 01/02/2024",
		       DO(rota_replace, .subject = "11977/secretary@2023-09-01",
			  .from = "01/12/2023", .docs = { "200-QĐ/HU 28/11/2023" }));
}

static void test_replace__is_named_so_in_the_history(void **state)
{
	struct rota_report report;

	(void)state;
	OK(REPLACE("200-QĐ/HU 28/11/2023", .sets = SETS("planned_end=01/12/2026")));
	report = ask(rota_report_history, (struct rota_question){ .subject = "Hồng Nam/secretary" });
	assert_non_null(strstr(rows_of(&report),
			       "|Replaced by another decision|01/12/2023|Replaced by: Nguyễn Văn An "
			       "(1975), Party secretary, xã Hồng Nam|200-QĐ/HU, 28/11/2023|"));
}

static void test_undo__takes_back_the_last_act(void **state)
{
	uint64_t number = desk.out.first;
	struct rota_entry entry;
	struct rota_id of;
	char sentence[256];

	(void)state;
	OK(DO(rota_undo, .why = "the wrong commune"));
	expect_recorded("entry.undo");
	snprintf(sentence, sizeof(sentence), "taken back: Appointed: Nguyễn Văn An (1975), Party secretary, xã Hồng Nam "
		 "(entry %llu)",
		 (unsigned long long)number);
	assert_string_equal(sentence, desk.out.sentence);
	entry = recorded(0);
	assert_true(rota_id_from_value(&of, rota_map_get(entry.body, "of")));
	assert_int_equal(number, rota_id_number(of));
	assert_string_equal("the wrong commune", entry.why);
	expect_secretary(NULL, NOT_REPORTED);
}

static void test_undo__needs_a_reason(void **state)
{
	char message[128];
	uint64_t size = own_size();

	(void)state;
	snprintf(message, sizeof(message), "no reason is given to take back entry %llu",
		 (unsigned long long)desk.out.first);
	expect_failure(ROTA_EREASON, "", message, DO(rota_undo, .why = NULL));
	assert_non_null(strstr(desk.out.sentence, "Nguyễn Văn An")); /* so that it can be shown */
	assert_int_equal(size, own_size());
}

static void test_undo__of_an_entry_again_does_nothing(void **state)
{
	char number[32], message[128];
	uint64_t size;

	(void)state;
	OK(DO(rota_correct, AN, .sets = SETS("from=02/09/2023"), .typing = "x"));
	snprintf(number, sizeof(number), "%llu", (unsigned long long)desk.out.first);
	OK(DO(rota_undo, .subject = number, .why = "x"));
	assert_string_equal(number, desk.out.subject);
	assert_false(desk.out.already);
	size = own_size();
	OK(DO(rota_undo, .subject = number));
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
	assert_int_equal(size, own_size());
	expect_secretary(NULL, AN_SINCE("01/09/2023"));
	snprintf(message, sizeof(message),
		 "taken back already: Corrected: Nguyễn Văn An (1975), Party secretary, xã Hồng Nam "
		 "(entry %s)", number);
	assert_string_equal(message, desk.out.sentence);
}

static void test_undo__names_what_is_gone_by_its_entry(void **state)
{
	char entry[32];

	(void)state;
	OK(DO(rota_undo, .why = "x"));
	OK(DO(rota_undo, .why = "x"));
	snprintf(entry, sizeof(entry), "%s", desk.out.subject);
	OK(DO(rota_undo, .subject = entry));
	assert_non_null(strstr(desk.out.sentence, "taken back already: New cadre: Trần Thị Bình ("));
}

static void test_undo__of_any_entry_of_a_set_takes_back_the_set(void **state)
{
	char number[32];

	(void)state;
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/01/2024", .docs = { "8-QĐ/HU 28/12/2023" }));
	snprintf(number, sizeof(number), "%llu", (unsigned long long)desk.out.first + 1);
	OK(DO(rota_undo, .subject = number, .why = "x"));
	expect_recorded("entry.undo entry.undo");
	expect_secretary(NULL, AN_SINCE("01/09/2023"));
	OK(DO(rota_undo, .subject = number));
	assert_true(desk.out.already);
}

static void test_undo__an_act_before_the_last_one_is_refused(void **state)
{
	char number[32], message[128];

	(void)state;
	snprintf(number, sizeof(number), "%llu", (unsigned long long)desk.out.first);
	snprintf(message, sizeof(message), "entry %s is not the last act: that is entry %llu",
		 number, (unsigned long long)desk.out.first + 1);
	OK(DO(rota_correct, AN, .sets = SETS("from=02/09/2023"), .typing = "x"));
	expect_failure(ROTA_EINVALID, "", message, DO(rota_undo, .subject = number, .why = "x"));
	expect_failure(ROTA_EINVALID, "", "'Hồng Nam/bi-thu' is no number of an entry",
		       DO(rota_undo, AN, .why = "x"));
	expect_failure(ROTA_EINVALID, "", "entry common:0 cannot be taken back",
		       DO(rota_undo, .subject = "common:0", .why = "x"));
}

static void test_undo__takes_back_a_set_as_a_whole(void **state)
{
	(void)state;
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "die",
	      .from = "01/01/2024"));
	expect_secretary(NULL, VACANT);
	OK(DO(rota_undo, .why = "he lives"));
	expect_recorded("entry.undo entry.undo entry.undo");
	expect_secretary(NULL, AN_SINCE("01/09/2023"));
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/02/2024", .docs = { "8-QĐ/HU 28/01/2024" }));
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Nguyễn Văn An",
	      .act = "appoint", .from = "02/02/2024", .docs = { "9/QĐ-UBND 28/01/2024" }));
}

static void test_undo__of_a_move_puts_the_cadre_back(void **state)
{
	(void)state;
	OK(DO(rota_move, .cadre = "Nguyễn Văn An", .commune = "Hoàng Hoa Thám",
	      .post = "secretary", .act = "transfer", .from = "01/01/2024",
	      .docs = { "8-QĐ/HU 28/12/2023" }));
	OK(DO(rota_undo, .why = "x"));
	expect_secretary(NULL, AN_SINCE("01/09/2023"));
	expect_roster("12169", NULL,
		      "12169|Hoàng Hoa Thám|Party secretary|(not reported)|||||\n"
		      "12169|Hoàng Hoa Thám|chair of the People's Committee|(not reported)|||||\n");
}

static void test_undo__again_takes_back_the_act_before(void **state)
{
	(void)state;
	OK(DO(rota_correct, AN, .sets = SETS("from=02/09/2023"), .typing = "x"));
	OK(DO(rota_correct, AN, .sets = SETS("from=03/09/2023"), .typing = "x"));
	OK(DO(rota_undo, .why = "x"));
	expect_secretary(NULL, AN_SINCE("02/09/2023"));
	OK(DO(rota_undo, .why = "x"));
	expect_secretary(NULL, AN_SINCE("01/09/2023"));
	OK(DO(rota_undo, .why = "x"));
	expect_secretary(NULL, NOT_REPORTED);
}

static void test_undo__ends_when_nothing_is_left(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) /* the posting and two cadres */
		OK(DO(rota_undo, .why = "x"));
	expect_failure(ROTA_ENOTFOUND, "", "nothing is left that could be taken back",
		       DO(rota_undo, .why = "x"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_SEATED(test_correct__says_what_was_there),
		TEST_SEATED(test_correct__holds_from_the_start),
		TEST_SEATED(test_correct__may_move_it_to_another_post),
		TEST_SEATED(test_correct__names_a_posting_in_several_ways),
		TEST_SEATED(test_correct__an_erratum_has_a_paper_that_mends_the_first),
		TEST_SEATED(test_correct__an_erratum_of_no_paper_is_refused),
		TEST_SEATED(test_correct__refuses_what_breaks_a_rule),
		TEST_SEATED(test_correct__a_post_that_nobody_holds_is_not_found),
		TEST_SEATED(test_void__from_a_day),
		TEST_SEATED(test_void__from_the_start_it_never_was),
		TEST_SEATED(test_void__by_whom),
		TEST_SEATED(test_void__says_which_day_and_why),
		TEST_SEATED(test_replace__closes_one_posting_and_opens_the_next),
		TEST_SEATED(test_replace__undone_the_first_holds_again),
		TEST_SEATED(test_replace__another_act_is_held_as_that_says),
		TEST_SEATED(test_replace__by_whom),
		TEST_SEATED(test_replace__refuses_what_is_no_replacement),
		TEST_SEATED(test_replace__is_named_so_in_the_history),
		TEST_SEATED(test_undo__takes_back_the_last_act),
		TEST_SEATED(test_undo__needs_a_reason),
		TEST_SEATED(test_undo__takes_back_a_set_as_a_whole),
		TEST_SEATED(test_undo__of_a_move_puts_the_cadre_back),
		TEST_SEATED(test_undo__again_takes_back_the_act_before),
		TEST_SEATED(test_undo__of_an_entry_again_does_nothing),
		TEST_SEATED(test_undo__names_what_is_gone_by_its_entry),
		TEST_SEATED(test_undo__of_any_entry_of_a_set_takes_back_the_set),
		TEST_SEATED(test_undo__an_act_before_the_last_one_is_refused),
		TEST_SEATED(test_undo__ends_when_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
