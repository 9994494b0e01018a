/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_rectify_ask(), _done(), _refuse() and rota_report_rectify(): C39. */
#include "tests/unit/office/office.h"

#define AN "Nguyễn Văn An"
#define PAPER "Lý lịch đảng viên, trang 1"

static void take_request(void)
{
	OK(DO(rota_rectify_ask, .cadre = AN, .sets = SETS("born", "quê quán"), .evidence = PAPER));
}

/** Requests as they are told to programs, without their days. */
static const char *requests(bool all)
{
	struct rota_report report =
		ask(rota_report_rectify, (struct rota_question){ .raw = true, .all = all });
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < report.rows.as.list.count; i++) {
		const struct rota_value *row = &report.rows.as.list.items[i];

		for (size_t k = 1; k < row->as.list.count; k++)
			if (k != 7) {
				put_cell(&text, &row->as.list.items[k]);
				rota_buffer_puts(&text, k < 8 ? "|" : "");
			}
		rota_buffer_puts(&text, "\n");
	}
	return kept(&text);
}

static void test_ask__corrects_nothing_and_stays_open(void **state)
{
	(void)state;
	take_request();
	expect_recorded("rectify.ask");
	assert_string_equal(AN "|1975-05-12|born native|yes|" PAPER "|open|\n", requests(false));
}

static void test_ask__again_records_nothing(void **state)
{
	(void)state;
	take_request();
	take_request();
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
}

static void test_ask__another_one_waits_for_the_answer(void **state)
{
	(void)state;
	take_request();
	expect_failure(ROTA_EINVALID, "", "Nguyễn Văn An (1975): a request to correct is open already",
		       DO(rota_rectify_ask, .cadre = AN, .sets = SETS("name"), .evidence = PAPER));
}

static void test_ask__of_what_is_no_field_is_refused(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "there is no field 'height' here",
		       DO(rota_rectify_ask, .cadre = AN, .sets = SETS("height"), .evidence = PAPER));
}

static void test_ask__needs_its_evidence(void **state)
{
	(void)state;
	expect_failure(ROTA_EINVALID, "", "--evidence is missing",
		       DO(rota_rectify_ask, .cadre = AN, .sets = SETS("born")));
}

static void test_ask__of_the_conclusion_on_a_posting_is_looked_at(void **state)
{
	(void)state;
	OK(DO(rota_rectify_ask, .cadre = AN, .sets = SETS("name", "locality"), .evidence = PAPER));
	assert_string_equal(AN "|1975-05-12|name locality|yes|" PAPER "|open|\n", requests(false));
}

static void test_ask__of_a_name_is_an_ordinary_one(void **state)
{
	(void)state;
	OK(DO(rota_rectify_ask, .cadre = AN, .sets = SETS("name"), .evidence = PAPER));
	assert_string_equal(AN "|1975-05-12|name|no|" PAPER "|open|\n", requests(false));
}

static void test_done__after_a_correction(void **state)
{
	(void)state;
	take_request();
	OK(DO(rota_cadre_change, .cadre = AN, .sets = SETS("born=13/05/1975"), .why = "party file"));
	OK(DO(rota_rectify_done, .cadre = AN));
	assert_string_equal("", requests(false));
	assert_string_equal(AN "|1975-05-13|born native|yes|" PAPER "|done|\n", requests(true));
}

static void test_done__after_a_statement_of_the_locality(void **state)
{
	(void)state;
	seat("12142", "secretary", AN, "01/09/2022");
	OK(DO(rota_rectify_ask, .cadre = AN, .sets = SETS("locality"), .evidence = PAPER));
	assert_int_equal(ROTA_EREASON, DO(rota_rectify_done, .cadre = AN));
	OK(DO(rota_locality_state, .subject = "12142/secretary", .locality = "local", .why = "x"));
	OK(DO(rota_rectify_done, .cadre = AN));
	assert_string_equal("", requests(false));
}

static void test_done__without_a_correction_says_how(void **state)
{
	(void)state;
	take_request();
	OK(DO(rota_cadre_change, .cadre = AN, .sets = SETS("aka=Hai An")));
	assert_int_equal(ROTA_EREASON, DO(rota_rectify_done, .cadre = AN));
	OK(DO(rota_rectify_done, .cadre = AN, .why = "đã đúng từ trước"));
	assert_string_equal(AN "|1975-05-12|born native|yes|" PAPER "|done|đã đúng từ trước\n", requests(true));
}

static void test_refuse__needs_a_reason(void **state)
{
	(void)state;
	take_request();
	assert_int_equal(ROTA_EREASON, DO(rota_rectify_refuse, .cadre = AN));
	OK(DO(rota_rectify_refuse, .cadre = AN, .why = "bản sao không có chứng thực"));
	assert_string_equal("", requests(false));
	take_request(); /* with a better copy */
	assert_string_equal(AN "|1975-05-12|born native|yes|" PAPER "|open|\n", requests(false));
}

static void test_done__of_nobody_who_asked(void **state)
{
	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "Nguyễn Văn An (1975): nothing is asked to be corrected",
		       DO(rota_rectify_done, .cadre = AN));
}

static void test_status__says_that_somebody_waits(void **state)
{
	struct rota_report report;

	(void)state;
	take_request();
	report = ask(rota_report_status, (struct rota_question){ .raw = true });
	assert_int_equal(1, rota_map_get(&report.json, "asked")->as.number);
	report = ask(rota_report_cadre, (struct rota_question){ .subject = AN, .raw = true });
	assert_int_equal(2, rota_map_get(&report.json, "asked")->as.list.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_ask__corrects_nothing_and_stays_open),
		TEST(test_ask__again_records_nothing),
		TEST(test_ask__another_one_waits_for_the_answer),
		TEST(test_ask__of_what_is_no_field_is_refused),
		TEST(test_ask__needs_its_evidence),
		TEST(test_ask__of_the_conclusion_on_a_posting_is_looked_at),
		TEST(test_ask__of_a_name_is_an_ordinary_one),
		TEST(test_done__after_a_correction),
		TEST(test_done__after_a_statement_of_the_locality),
		TEST(test_done__without_a_correction_says_how),
		TEST(test_refuse__needs_a_reason),
		TEST(test_done__of_nobody_who_asked),
		TEST(test_status__says_that_somebody_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
