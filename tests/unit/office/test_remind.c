/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_office_remind(), and the values of the settings that it and the program read. */
#include "tests/unit/office/office.h"

static struct rota_report status(void)
{
	struct rota_report report = ask(rota_report_status, (struct rota_question){ .raw = true });

	OK(rota_office_remind(desk.office, &report, &desk.arena, &desk.err));
	return report;
}

/** The last note of the status says it; @p wanted NULL: none does. */
static void expect_reminder(const char *wanted)
{
	struct rota_report report = status();
	size_t count = report.notes.as.list.count;
	const char *last =
	        count ? rota_value_text(&report.notes.as.list.items[count - 1]) : "";

	if (wanted)
		assert_string_equal(wanted, last);
	else
		assert_null(strstr(last, "are not sealed"));
}

static void test_remind__when_the_first_entry_waits_longer_than_the_days_set(void **state)
{
	char wanted[128];
	uint64_t all;

	(void)state;
	all = own_size() + 9; /* of the common log: the province and its units */
	rota_clock_test_set(MORNING + 7 * A_DAY + 3600000, 1);
	expect_reminder(NULL);
	rota_clock_test_set(MORNING + 8 * A_DAY + 3600000, 1);
	snprintf(wanted, sizeof(wanted), "%llu entries are not sealed yet, the first for 8 days",
		 (unsigned long long)all);
	expect_reminder(wanted);
	OK(rota_office_set(desk.office, "remind.days", "8", &desk.err));
	expect_reminder(NULL);
	OK(rota_office_set(desk.office, "remind.days", "0", &desk.err));
	rota_clock_test_set(MORNING + 900 * A_DAY, 1);
	expect_reminder(NULL);
}

static void test_remind__tells_programs_since_when(void **state)
{
	struct rota_report report = status();

	(void)state;
	assert_memory_equal("2024-02-15T01:00:00.", text_in(&report.json, "oldest_unsealed"), 20);
}

static void test_set__takes_what_the_settings_mean(void **state)
{
	static const char *const good[][2] = { { "lang", "en" },  { "lang", "vi" },
					       { "tone", "uỷ" },  { "tone", "ủy" },
					       { "remind.days", "0" }, { "remind.days", "9999" } };
	static const char *const bad[][2] = { { "lang", "fr" }, { "tone", "uy" }, { "tone", "" },
					      { "remind.days", "-1" }, { "remind.days", "" },
					      { "remind.days", "10000" }, { "group", "x" } };
	const char *value;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		OK(rota_office_set(desk.office, good[i][0], good[i][1], &desk.err));
		OK(rota_office_setting(&value, desk.office, good[i][0], &desk.arena, &desk.err));
		assert_string_equal(good[i][1], value);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(ROTA_EINVALID,
				 rota_office_set(desk.office, bad[i][0], bad[i][1], &desk.err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_remind__when_the_first_entry_waits_longer_than_the_days_set),
		TEST(test_remind__tells_programs_since_when),
		TEST(test_set__takes_what_the_settings_mean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
