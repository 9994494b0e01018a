/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/told.h and of rota_matter_concerns_office(): which office is told
 * of two values for one field of a cadre, and that no number leaves its own log. */
#include "base/file.h"
#include "tests/unit/office/district.h"
#include "tests/unit/office/open_matters.h"

#define HERE "033080000001"
#define THERE "033080000002"

#define TEST_TOLD(name) cmocka_unit_test_setup_teardown(name, open_an_thi, close_both)

static void change_pin(const char *pin)
{
	char set[32];

	snprintf(set, sizeof(set), "pin=%s", pin);
	OK(DO(rota_cadre_change, .cadre = "Lê Văn Cường", .sets = SETS(set), .why = "x"));
}

/** The province and the district give him two numbers, and none knows of the other's. */
static void disagree(void)
{
	struct rota_office *province;

	exchange();
	change_pin(HERE);
	province = sit_down_at(district);
	change_pin(THERE);
	sit_down_at(province);
	exchange();
}

static bool store_has(const char *folder, const char *text)
{
	struct rota_buffer bytes = { 0 };
	char name[64];
	bool found = false;

	snprintf(name, sizeof(name), "%s%srota.mdb", folder, *folder ? "/" : "");
	OK(rota_file_read(&bytes, path_of(name), (size_t)1 << 30, &desk.err));
	for (size_t i = 0; !found && i + strlen(text) <= bytes.size; i++)
		found = memcmp(bytes.bytes + i, text, strlen(text)) == 0;
	rota_buffer_clear(&bytes);
	return found;
}

static void expect_there(const char *wanted)
{
	struct rota_office *province = sit_down_at(district);

	assert_string_equal(wanted, listed(false));
	sit_down_at(province);
}

static void test_told__two_values_for_a_cadre_reach_whoever_recorded_him(void **state)
{
	(void)state;
	disagree();
	expect_open("field_conflict||pin: Lê Văn Cường (1980)|||open\n");
	expect_there("field_conflict||pin: Lê Văn Cường (1980)|||open\n");
	OK(DO(rota_settle, IT, .way = "value-2", .why = "the card"));
	exchange();
	expect_there("");
}

static void test_told__the_number_of_another_office_stays_there(void **state)
{
	struct rota_office *province;
	struct rota_report report;

	(void)state;
	disagree();
	assert_true(store_has("", HERE));
	assert_true(store_has("", THERE));
	assert_true(store_has("district", THERE));
	assert_false(store_has("district", HERE));
	province = sit_down_at(district);
	report = ask(rota_report_matter, (struct rota_question){ .subject = the_matter() });
	assert_int_equal(1, report.rows.as.list.count);
	assert_non_null(strstr(rows_of(&report), "033•••••0002"));
	assert_string_equal("the other side is another office's, and not known here",
			    rota_value_text(&report.notes.as.list.items[0]));
	sit_down_at(province);
}

static void test_told__two_values_for_a_cadre_reach_whoever_has_a_posting_of_him(void **state)
{
	struct rota_office *other, *province;

	(void)state;
	join_office(&other, "other", "323", "Thành ủy Hưng Yên");
	exchange();
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/09/2022");
	disagree();
	sync_office(other);
	province = sit_down_at(other);
	expect_open("field_conflict|Hồng Nam|pin: Lê Văn Cường (1980)|||open\n");
	sit_down_at(province);
	rota_office_close(other);
	assert_false(store_has("other", HERE));
	assert_false(store_has("other", THERE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_TOLD(test_told__two_values_for_a_cadre_reach_whoever_recorded_him),
		TEST_TOLD(test_told__the_number_of_another_office_stays_there),
		TEST_TOLD(test_told__two_values_for_a_cadre_reach_whoever_has_a_posting_of_him),
	};

	return cmocka_run_group_tests_name("office/told", tests, NULL, NULL);
}
