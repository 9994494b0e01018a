/* SPDX-License-Identifier: Apache-2.0 */
/** @file Stating whether somebody is a local person: the district asserts, the province confirms,
 * and the district is told (exchange/confirmed.h, exchange/carry.h). */
#include "state/carried.h"
#include "tests/unit/office/district.h"

#define DUNG "Hà Thị Dung"

/** The city has one secretary, who is local by the facts. */
static int open_seated(void **state)
{
	struct rota_office *province;

	if (open_both(state))
		return -1;
	province = sit_down_at(district);
	add_cadre(DUNG, "1981", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("Hồng Nam", "secretary", DUNG, "01/09/2022");
	sit_down_at(province);
	return 0;
}

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_seated, close_both)

#define AT(office, ...)                                            \
	do {                                                       \
		struct rota_office *before_ = sit_down_at(office); \
		__VA_ARGS__;                                       \
		sit_down_at(before_);                              \
	} while (0)

static int state_that(const char *locality, const char *why)
{
	return DO(rota_locality_state, .subject = "Hồng Nam/secretary", .locality = locality,
		  .why = why);
}

/** How many secretaries count as not local, and of how many that is disputed. */
static void expect_secretaries(uint64_t non_local, uint64_t disputed)
{
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	const struct rota_value *totals = rota_map_get(&report.json, "totals");

	assert_int_equal(non_local,
			 rota_map_get(&totals->as.list.items[0], "non_local")->as.number);
	assert_int_equal(disputed, rota_map_get(&report.json, "disputed")->as.number);
}

/** "recorded kind|reason" of what the history of the post says of its locality. */
static void expect_history(const char *wanted)
{
	struct rota_report report =
		ask(rota_report_history, (struct rota_question){ .subject = "Hồng Nam/secretary" });
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < report.rows.as.list.count; i++) {
		const struct rota_value *cells = report.rows.as.list.items[i].as.list.items;

		if (strstr(rota_value_text(&cells[3]), "ocality"))
			rota_buffer_printf(&text, "%s|%s\n", rota_value_text(&cells[3]),
					   rota_value_text(&cells[7]));
	}
	assert_string_equal(wanted, kept(&text));
}

/** "role value why" of what is shown with her posting. */
static void expect_shown(const char *wanted)
{
	struct rota_report report =
		ask(rota_report_cadre, (struct rota_question){ .subject = DUNG, .raw = true });
	const struct rota_value *postings = rota_map_get(&report.json, "postings");
	const struct rota_value *stated = rota_map_get(&postings->as.list.items[0], "stated");
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < stated->as.list.count; i++)
		rota_buffer_printf(&text, "%s %s %s\n", text_in(&stated->as.list.items[i], "role"),
				   text_in(&stated->as.list.items[i], "value"),
				   text_in(&stated->as.list.items[i], "why"));
	assert_string_equal(wanted, kept(&text));
}

/* --- stating --------------------------------------------------------------------------------- */

static void test_locality_state__the_office_asserts_and_the_province_confirms(void **state)
{
	struct rota_entry entry;

	(void)state;
	AT(district, OK(state_that("non_local", "lives elsewhere"));
	   expect_warnings("V71: by the recorded facts it is 'local'\n"); entry = recorded(0));
	assert_string_equal("asserted", text_in(entry.body, "role"));
	exchange();
	OK(state_that("local", "by the file"));
	assert_string_equal("the province confirms: " DUNG
			    " (1981), Party secretary, xã Hồng Nam: local",
			    desk.out.sentence);
	entry = recorded(0);
	assert_string_equal("confirmed", text_in(entry.body, "role"));
}

static void test_locality_state__the_same_again_is_nothing(void **state)
{
	(void)state;
	AT(district, OK(state_that("non_local", "x")); OK(state_that("non_local", "x"));
	   assert_true(desk.out.already); OK(state_that("local", "x"));
	   assert_false(desk.out.already));
}

static void test_locality_state__needs_a_value_and_a_reason(void **state)
{
	(void)state;
	AT(district, expect_failure(ROTA_EINVALID, "", "what is to be stated is missing",
				    state_that(NULL, "x"));
	   expect_failure(ROTA_EREASON, "", "an asserted locality needs a reason",
			  state_that("local", NULL)));
}

static void test_locality_state__of_another_office_is_refused(void **state)
{
	(void)state;
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_locality_state, .subject = "Hoàng Hoa Thám/secretary", .locality = "local",
	      .why = "x")); /* all are the province's */
	AT(district, expect_failure(ROTA_EINVALID, "V07",
				    "'Hoàng Hoa Thám' is outside your scope on 15/02/2024",
				    DO(rota_locality_state, .subject = "Hoàng Hoa Thám/secretary",
				       .locality = "local", .why = "x")));
}

/* --- carried --------------------------------------------------------------------------------- */

static void test_carry__the_office_counts_as_the_province_confirmed(void **state)
{
	(void)state;
	AT(district, OK(state_that("non_local", "lives elsewhere")));
	exchange();
	expect_secretaries(0, 1);
	AT(district, expect_secretaries(0, 1));
	OK(state_that("local", "by the file"));
	exchange();
	expect_secretaries(0, 0);
	AT(district, expect_secretaries(0, 0); expect_history("Locality stated|lives elsewhere\n"
							      "Locality stated|by the file\n");
	   expect_shown("asserted non_local lives elsewhere\nconfirmed local by the file\n"));
}

static void test_carry__a_conclusion_that_nobody_asserted(void **state)
{
	uint64_t entries;

	(void)state;
	exchange();
	OK(state_that("non_local", "by the file"));
	exchange();
	AT(district, expect_shown("confirmed non_local by the file\n"); expect_secretaries(0, 1);
	   OK(rota_rebuild(district, &entries, &desk.err));
	   expect_shown("confirmed non_local by the file\n"); expect_secretaries(0, 1));
}

static void test_carry__a_conclusion_taken_back_counts_there_no_more_either(void **state)
{
	(void)state;
	exchange();
	OK(state_that("non_local", "by the file"));
	OK(DO(rota_undo, .why = "x"));
	exchange();
	AT(district, expect_shown(""); expect_secretaries(0, 0);
	   expect_history("Locality stated (taken back)|by the file\n"));
}

static int count_one(const struct rota_carried_entry *carried, void *payload,
		     struct rota_error *err)
{
	(void)carried;
	(void)err;
	++*(size_t *)payload;
	return ROTA_OK;
}

/** How many entries of other logs an office has. */
static size_t carried_to(struct rota_office *office)
{
	struct rota_world world;
	size_t count = 0;

	OK(rota_world_open(&world, office, false, &desk.err));
	OK(rota_carried_each(&world, count_one, &count, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	return count;
}

static void test_carry__to_the_office_of_the_posting_alone_and_once(void **state)
{
	struct rota_office *an_thi;

	(void)state;
	exchange();
	join_office(&an_thi, "an-thi", "329", "Huyện ủy Ân Thi");
	OK(state_that("non_local", "by the file"));
	exchange();
	assert_int_equal(1, carried_to(district));
	OK(state_that("local", "by another one"));
	exchange();
	assert_int_equal(2, carried_to(district));
	sync_office(an_thi);
	assert_int_equal(0, carried_to(an_thi));
	rota_office_close(an_thi);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BOTH(test_locality_state__the_office_asserts_and_the_province_confirms),
		TEST_BOTH(test_locality_state__the_same_again_is_nothing),
		TEST_BOTH(test_locality_state__needs_a_value_and_a_reason),
		TEST_BOTH(test_locality_state__of_another_office_is_refused),
		TEST_BOTH(test_carry__the_office_counts_as_the_province_confirmed),
		TEST_BOTH(test_carry__a_conclusion_that_nobody_asserted),
		TEST_BOTH(test_carry__a_conclusion_taken_back_counts_there_no_more_either),
		TEST_BOTH(test_carry__to_the_office_of_the_posting_alone_and_once),
	};

	return cmocka_run_group_tests_name("locality", tests, NULL, NULL);
}
