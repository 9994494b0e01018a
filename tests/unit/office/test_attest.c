/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_attest(), of state/attestation.h, and of what is shown of a period.
 */
#include "acts/record.h"
#include "codec/json.h"
#include "report/past.h"
#include "state/attestation.h"
#include "tests/unit/office/district.h"

/* --- a district and its officers ------------------------------------------------------------- */

#define THOM "Vũ Thị Thơm"
#define TRUONG "Lê Văn Trưởng"
#define AFAR "huyện Gia Bình, tỉnh Bắc Ninh"

static struct rota_office *province;

static void open_period(const char *name, const char *cutoff, const char *due)
{
	struct rota_office *before = sit_down_at(province);
	char first[80], second[40], third[40];

	snprintf(first, sizeof(first), "name=%s", name);
	snprintf(second, sizeof(second), "cutoff=%s", cutoff);
	snprintf(third, sizeof(third), "due=%s", due);
	OK(DO(rota_period_open, .sets = SETS(first, second, third)));
	merge();
	sit_down_at(before);
	sync_district();
}

/** The district sends, the province merges, the district hears of it. */
static void exchange_from_anywhere(void)
{
	struct rota_office *before = sit_down_at(province);

	exchange();
	sit_down_at(before);
}

static void choose(const char *officer)
{
	OK(rota_office_set(desk.office, "officer", officer, &desk.err));
}

/** Thơm records in the district of Ân Thi: the town's secretary is not local, that of Hoàng Hoa
 * Thám is, both since 2022; there are no chairs. Trưởng may attest. Periods are cut off on
 * 31/12/2023 and today. */
static int open_attesting(void **state)
{
	if (open_ready(state))
		return -1;
	province = desk.office;
	join_district("329", "Huyện ủy Ân Thi");
	desk.office = district;
	open_period("Q4", "31/12/2023", "05/01/2024");
	open_period("Q1", "15/02/2024", "20/02/2024");
	OK(DO(rota_officer_add, .sets = SETS("name=" TRUONG, "title=Trưởng ban", "roles=attest")));
	OK(DO(rota_officer_add, .sets = SETS("name=" THOM, "title=Chuyên viên", "roles=record")));
	add_cadre("Phạm Văn Dung", "1980", AFAR);
	add_cadre("Trần Thị Mai", "1979", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	seat("12142", "secretary", "Phạm Văn Dung", "01/09/2022");
	seat("12169", "secretary", "Trần Thị Mai", "01/09/2022");
	OK(DO(rota_vacant, .commune = "12142", .post = "chair", .from = "01/09/2022"));
	OK(DO(rota_vacant, .commune = "12169", .post = "chair", .from = "01/09/2022"));
	return 0;
}

static int close_attesting(void **state)
{
	desk.office = province;
	return close_both(state);
}

#define TEST_ATTESTING(name) cmocka_unit_test_setup_teardown(name, open_attesting, close_attesting)

static int attest(const char *period)
{
	return DO(rota_attest, .subject = period, .officer = TRUONG);
}

static void expect_refused(const char *rule, const char *message, int rc)
{
	expect_failure(ROTA_EINVALID, rule, message, rc);
}

static void add_late(const char *name, const char *commune, const char *from)
{
	add_cadre(name, "1981", AFAR);
	OK(DO(rota_relieve, .commune = commune, .post = "secretary", .act = "retire", .from = from,
	      .docs = { "9-QĐ/HU 01/09/2022" }, .no_vacant = true, .why = "late"));
	seat(commune, "secretary", name, from);
}

/* --- what is recorded ------------------------------------------------------------------------ */

static void expect_figures(const struct rota_entry *entry, const char *post, const char *wanted)
{
	static const char *const keys[] = { "posts",        "filled",    "vacant",
					    "not_reported", "non_local", "undetermined",
					    "opening",      "up",        "down" };
	const struct rota_value *map = rota_map_get(rota_map_get(entry->body, "figures"), post);
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		rota_buffer_puts(&text, i ? "|" : "");
		put_cell(&text, rota_map_get(map, keys[i]));
	}
	assert_string_equal(wanted, kept(&text));
}

static void test_attest__records_the_figures_up_to_the_last_entry(void **state)
{
	struct rota_entry entry;
	uint64_t size = own_size();
	const struct rota_value *last;

	(void)state;
	OK(attest("Q4"));
	expect_recorded("attest");
	entry = recorded(0);
	expect_figures(&entry, "secretary", "2|2|0|0|1|0|0|1|0");
	expect_figures(&entry, "chair", "2|0|2|0|0|0|0|0|0");
	last = rota_map_get(entry.body, "last");
	assert_int_equal(size - 1, rota_map_get(last, "n")->as.number);
	assert_memory_equal(district->own.bytes, rota_map_get(last, "writer")->as.bin.bytes, 8);
	assert_true(entry.creates);
	assert_string_equal(
		"Q4: the figures of huyện Ân Thi on 31/12/2023, up to entry 7, attested "
		"by " TRUONG,
		desk.out.sentence);
}

static void test_attest__goes_on_from_what_was_attested(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(attest("Q4"));
	add_late("Đỗ Văn Sen", "12169", "10/01/2024");
	OK(attest("Q1"));
	entry = recorded(0);
	expect_figures(&entry, "secretary", "2|2|0|0|2|0|1|1|0");
}

static void test_attest__takes_the_latest_period_that_is_cut_off(void **state)
{
	(void)state;
	open_period("Q2", "16/02/2024", "20/02/2024");
	OK(attest(NULL));
	assert_non_null(strstr(desk.out.sentence, "Q1: "));
}

static void test_attest__of_the_same_twice_records_nothing(void **state)
{
	uint64_t size;

	(void)state;
	OK(attest("Q4"));
	size = own_size();
	OK(attest("Q4"));
	assert_true(desk.out.already);
	OK(DO(rota_attest, .subject = "Q4")); /* nor by the recorder */
	assert_true(desk.out.already);
	assert_int_equal(size, own_size());
}

static void test_attest__again_amends_what_is_out_of_date(void **state)
{
	struct rota_entry first, second;

	(void)state;
	OK(attest("Q4"));
	first = recorded(0);
	add_late("Đỗ Văn Sen", "12169", "31/12/2023");
	OK(attest("Q4"));
	second = recorded(0);
	assert_false(second.creates);
	assert_int_equal(first.number, rota_id_number(second.id));
	assert_int_equal(1, second.pred->as.list.count);
	expect_figures(&second, "secretary", "2|2|0|0|2|0|0|2|0");
}

static void test_attest__in_a_dry_run_records_nothing(void **state)
{
	uint64_t size = own_size();

	(void)state;
	OK(DO(rota_attest, .subject = "Q4", .officer = TRUONG, .dry_run = true));
	assert_int_equal(size, own_size());
	OK(attest("Q4"));
	assert_int_equal(size + 1, own_size());
}

/* --- who ------------------------------------------------------------------------------------- */

static void test_attest__is_refused_to_who_recorded(void **state)
{
	(void)state;
	OK(DO(rota_officer_change, .subject = THOM, .sets = SETS("roles=record;attest")));
	expect_refused("V98",
		       "'" THOM "' recorded entry 7 of these figures, and cannot stand for them",
		       DO(rota_attest, .subject = "Q4"));
	assert_string_equal("let another officer attest: rota attest \"Q4\" --officer \"" TRUONG
			    "\"",
			    desk.err.hint);
}

static void test_attest__counts_what_was_recorded_since_the_last_one(void **state)
{
	(void)state;
	OK(DO(rota_officer_change, .subject = THOM, .sets = SETS("roles=record;attest")));
	OK(attest("Q4"));
	choose(TRUONG); /* they change places */
	add_late("Đỗ Văn Sen", "12169", "10/01/2024");
	expect_refused("V98",
		       "'" TRUONG "' recorded entry 12 of these figures, and cannot stand for them",
		       attest("Q1"));
	OK(DO(rota_attest, .subject = "Q1", .officer = THOM));
}

static void test_attest__needs_an_active_officer_with_the_role(void **state)
{
	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "there is no officer 'Nobody'",
		       DO(rota_attest, .subject = "Q4", .officer = "Nobody"));
	expect_refused("V98", "'" THOM "' has not the role 'attest'",
		       DO(rota_attest, .subject = "Q4"));
	OK(DO(rota_officer_change, .subject = TRUONG, .sets = SETS("roles=inspect")));
	expect_refused("V98", "'" TRUONG "' has not the role 'attest'", attest("Q4"));
	assert_string_equal("give the role: rota officer change \"" TRUONG "\" --role attest",
			    desk.err.hint);
	OK(DO(rota_officer_change, .subject = TRUONG, .sets = SETS("roles=attest", "active=no")));
	expect_refused("V98", "'" TRUONG "' is not an active officer of this office", attest("Q4"));
	assert_string_equal("declare a second officer, who stands for what others record: rota "
			    "officer add NAME --title TITLE --role attest",
			    desk.err.hint);
	OK(DO(rota_officer_change, .subject = TRUONG, .sets = SETS("active=yes")));
	OK(attest("Q4"));
}

static void test_officer_change__says_what_was_and_nothing_twice(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_officer_change, .subject = THOM, .sets = SETS("title=Phó trưởng ban")));
	entry = recorded(0);
	assert_string_equal("Phó trưởng ban", text_in(entry.body, "title"));
	assert_string_equal("Chuyên viên", text_in(entry.was, "title"));
	OK(DO(rota_officer_change, .subject = THOM, .sets = SETS("title=Phó trưởng ban")));
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
	expect_refused("", "field 'Name' cannot be empty",
		       DO(rota_officer_change, .subject = THOM, .sets = SETS("name=")));
}

/* --- when ------------------------------------------------------------------------------------ */

static void test_attest__waits_for_the_cut_off_day(void **state)
{
	(void)state;
	open_period("Q2", "16/02/2024", "20/02/2024");
	expect_failure(ROTA_ENOTFOUND, "", "there is no period 'Q9'", attest("Q9"));
	expect_refused("",
		       "the period 'Q2' is cut off on 16/02/2024: its figures are not there yet",
		       attest("Q2"));
	rota_clock_test_set(MORNING + A_DAY, 1);
	OK(attest("Q2"));
}

static void test_attest__is_locked_out_by_no_clock(void **state)
{
	(void)state;
	open_period("Q2", "16/02/2024", "20/02/2024");
	rota_clock_test_set(MORNING + A_DAY, 1);
	add_cadre("Đỗ Văn Sen", "1981", AFAR);
	rota_clock_test_set(MORNING - 400 * A_DAY, 1); /* a battery is empty */
	OK(attest("Q2"));
	expect_warnings("V93: the clock of this computer is wrong: the last entry was recorded on "
			"16/02/2024 08:00\n");
}

/* --- what ------------------------------------------------------------------------------------ */

static void test_attest__asks_why_something_is_missing(void **state)
{
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_void, .subject = "12169/secretary", .from_start = true,
	      .docs = { "10-QĐ/HU 01/02/2024" }, .why = "wrong"));
	expect_failure(ROTA_EREASON, "V70", "not reported: 1 (Party secretary, xã Hoàng Hoa Thám)",
		       attest("Q4"));
	add_cadre("Bùi Văn Không", "1977", NULL);
	seat("12169", "secretary", "Bùi Văn Không", "01/01/2023");
	expect_failure(
		ROTA_EREASON, "V70",
		"not known whether local: 1 (Bùi Văn Không (1977), Party secretary, xã Hoàng "
		"Hoa Thám)",
		attest("Q4"));
	OK(DO(rota_attest, .subject = "Q4", .officer = TRUONG, .why = "file is on its way"));
	entry = recorded(0);
	assert_string_equal("file is on its way", entry.why);
	expect_figures(&entry, "secretary", "2|2|0|0|1|1|0|1|0");
}

static void test_attest__names_what_changed_in_what_was_attested(void **state)
{
	struct rota_report shown;
	struct rota_entry entry;

	(void)state;
	OK(attest("Q4"));
	add_late("Đỗ Văn Sen", "12169", "31/12/2023"); /* late, and not local */
	shown = ask(rota_report_attest, (struct rota_question){ .period = "Q1" });
	assert_string_equal("Party secretary|2|2|0|0|0|1|1|0|2\n"
			    "chair of the People's Committee|2|0|2|0|0|0|0|0|0\n",
			    rows_of(&shown));
	assert_int_equal(2, shown.notes.as.list.count);
	assert_string_equal(
		"changed since it was attested: +1 Đỗ Văn Sen (1981), Party secretary, xã "
		"Hoàng Hoa Thám: recorded late",
		rota_value_text(&shown.notes.as.list.items[1]));
	OK(attest("Q1"));
	entry = recorded(0);
	expect_figures(&entry, "secretary", "2|2|0|0|2|0|1|1|0");
}

static void test_attest__is_refused_where_the_balance_cannot_be_explained(void **state)
{
	struct rota_office *before;

	(void)state;
	OK(attest("Q4"));
	before = sit_down_at(province);
	OK(DO(rota_policy_set, .from = "01/01/2022", .sets = SETS("test=manual")));
	merge();
	sit_down_at(before);
	sync_district();
	expect_refused("V97", "Party secretary: not local: 1 attested for 'Q4' + 0 - 0 is not 0",
		       attest("Q1"));
	assert_string_equal(
		"units, policies or settlements have changed that figure; attest it again: "
		"rota attest \"Q4\"",
		desk.err.hint);
	OK(DO(rota_attest, .subject = "Q4", .officer = TRUONG, .why = "by the new policy"));
	OK(DO(rota_attest, .subject = "Q1", .officer = TRUONG, .why = "by the new policy"));
}

static void test_attest__waits_for_what_blocks(void **state)
{
	(void)state;
	add_cadre("Đỗ Văn Sen", "1981", AFAR);
	seat("12169", "secretary", "Đỗ Văn Sen",
	     "01/01/2024"); /* the day after the cut-off of Q4 */
	OK(attest("Q4"));
	if (attest("Q1") != ROTA_EINVALID)
		fail_msg("attested");
	assert_string_equal("V11", desk.err.rule);
	assert_non_null(strstr(desk.err.message, "is open: two holders of one post: "));
}

static void test_attest__waits_for_what_the_province_says_too(void **state)
{
	struct rota_office *before;

	(void)state;
	OK(DO(rota_cadre_change, .cadre = "Phạm Văn Dung", .sets = SETS("pin=033080001234"),
	      .why = "card"));
	exchange_from_anywhere();
	before = sit_down_at(province);
	OK(DO(rota_cadre_add, .sets = SETS("name=Phạm Văn Dung", "born=1980", "pin=033080001234"),
	      .why = "the same"));
	seat("Hồng Nam", "secretary", "Phạm Văn Dung#2", "01/01/2024");
	merge();
	sit_down_at(before);
	OK(attest("Q1")); /* it has not heard of it */
	sync_district();
	add_late("Đỗ Văn Sen", "12169", "10/01/2024");
	if (attest("Q1") != ROTA_EINVALID)
		fail_msg("attested");
	assert_string_equal("V12", desk.err.rule);
}

static void test_attest__does_not_say_that_nothing_changed_where_something_did(void **state)
{
	(void)state;
	OK(DO(rota_nil_return, .from = "01/01/2024", .until = "01/02/2024"));
	add_late("Đỗ Văn Sen", "12169", "01/02/2024"); /* the day after */
	OK(attest("Q1"));
	add_late("Đỗ Văn Cúc", "12142", "31/01/2024");
	expect_refused(
		"C35",
		"it was stated that nothing changed from 01/01/2024 until before 01/02/2024; on "
		"31/01/2024: Phạm Văn Dung (1980), Party secretary, thị trấn Ân Thi",
		attest("Q1"));
	OK(attest("Q4")); /* it speaks of days behind that */
	expect_failure(ROTA_EREASON, "", "no reason is given to take the nil return back",
		       DO(rota_nil_return, .until = "01/02/2024", .withdraw = true));
	expect_failure(ROTA_ENOTFOUND, "", "no nil return of this office ends on 02/02/2024",
		       DO(rota_nil_return, .until = "02/02/2024", .withdraw = true, .why = "x"));
	OK(DO(rota_nil_return, .until = "01/02/2024", .withdraw = true, .why = "there was one"));
	OK(attest("Q1"));
}

static void test_attest__a_nil_return_that_the_province_has_settled_is_no_hindrance(void **state)
{
	struct rota_office *before;

	(void)state;
	OK(DO(rota_nil_return, .from = "01/01/2024", .until = "01/02/2024"));
	add_late("Đỗ Văn Cúc", "12142", "31/01/2024");
	if (attest("Q1") != ROTA_EINVALID)
		fail_msg("attested");
	assert_string_equal("C35", desk.err.rule);
	exchange_from_anywhere();
	before = sit_down_at(province);
	OK(DO(rota_settle, .subject = matter_of("nil_contradicted"), .way = "entries", .why = "x"));
	merge();
	sit_down_at(before);
	sync_district();
	OK(attest("Q1"));
	add_late("Đỗ Văn Sen", "12169", "20/01/2024"); /* what is newer was not settled */
	if (attest("Q1") != ROTA_EINVALID)
		fail_msg("attested");
	assert_string_equal("C35", desk.err.rule);
}

static void test_attest__looks_at_nil_returns_of_its_own_days(void **state)
{
	(void)state;
	OK(DO(rota_nil_return, .from = "01/12/2023", .until = "01/01/2024"));
	add_late("Đỗ Văn Sen", "12169", "15/12/2023");
	OK(attest("Q1"));
	OK(DO(rota_nil_return, .from = "16/12/2023", .until = "02/01/2024"));
	add_late("Đỗ Văn Cúc", "12142", "20/12/2023");
	if (attest("Q1") != ROTA_EINVALID)
		fail_msg("attested");
	assert_string_equal("C35", desk.err.rule);
}

/* --- out of date ----------------------------------------------------------------------------- */

/** The states of the periods at an office: "code|answer|attested|by|last|fault". */
static const char *shown_at(struct rota_office *office, const char *period, bool all)
{
	static const char *const keys[] = { "scope",       "period",      "attested",
					    "attested_by", "attested_to", "last_attested",
					    "fault" };
	struct rota_office *before = sit_down_at(office);
	struct rota_report report =
		ask(rota_report_period,
		    (struct rota_question){ .period = period, .all = all, .raw = true });
	struct rota_buffer text = { 0 };

	sit_down_at(before);
	for (size_t i = 0; i < report.rows.as.list.count; i++) {
		const struct rota_value *row = &report.rows.as.list.items[i];

		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			size_t at = 0;

			while (strcmp(report.columns[at].key, keys[k]) != 0)
				at++;
			rota_buffer_puts(&text, k ? "|" : "");
			put_cell(&text, &row->as.list.items[at]);
		}
		rota_buffer_puts(&text, "\n");
	}
	return kept(&text);
}

static void expect_shown(struct rota_office *office, const char *period, const char *wanted)
{
	assert_string_equal(wanted, shown_at(office, period, true));
}

/** What an own attestation of Q4 is worth. */
static void expect_state(enum rota_attested_state wanted)
{
	struct rota_arena arena = { 0 };
	struct rota_attested attested;
	struct rota_world world;
	struct rota_ids periods;
	struct rota_id period;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	OK(rota_world_all(&periods, &world, ROTA_ENTITY_PERIOD, &desk.err));
	period = periods.items[0];
	OK(rota_attested_own(&attested, &world, period, 19722, &arena, &desk.err)); /* 31/12/2023 */
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	rota_arena_clear(&arena);
	assert_string_equal(rota_attested_id(wanted), rota_attested_id(attested.state));
}

static void test_attested__is_out_of_date_by_a_later_entry_up_to_the_cut_off(void **state)
{
	(void)state;
	expect_state(ROTA_ATTESTED_NOT);
	OK(attest("Q4"));
	expect_state(ROTA_ATTESTED_YES);
	add_late("Đỗ Văn Sen", "12169", "01/01/2024");
	expect_state(ROTA_ATTESTED_YES);
	OK(DO(rota_relieve, .commune = "12142", .post = "secretary", .act = "retire",
	      .from = "31/12/2023", .docs = { "9-QĐ/HU 01/12/2023" }, .why = "late"));
	expect_state(ROTA_ATTESTED_STALE);
	OK(DO(rota_undo, .why = "wrong"));
	expect_state(ROTA_ATTESTED_YES); /* it came and went */
	OK(DO(rota_cadre_change, .cadre = "Phạm Văn Dung", .sets = SETS("sex=male")));
	expect_state(ROTA_ATTESTED_YES);
	OK(DO(rota_cadre_change, .cadre = "Phạm Văn Dung",
	      .sets = SETS("native=thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên"), .why = "file"));
	expect_state(ROTA_ATTESTED_STALE);
}

static void test_attested__is_out_of_date_by_taking_back_what_it_saw(void **state)
{
	(void)state;
	OK(attest("Q4"));
	OK(DO(rota_undo, .why = "the attestation itself"));
	expect_state(ROTA_ATTESTED_NOT);
	OK(attest("Q4"));
	OK(DO(rota_correct, .subject = "12142/secretary", .sets = SETS("from=02/09/2022"),
	      .typing = "a slip"));
	expect_state(ROTA_ATTESTED_STALE);
}

/* --- at the province ------------------------------------------------------------------------- */

static void test_period__shows_who_has_answered_and_attested(void **state)
{
	(void)state;
	expect_shown(province, "Q4", "329|silent|not||||\n");
	OK(attest("Q4"));
	exchange_from_anywhere();
	expect_shown(province, "Q4", "329|late|yes|" TRUONG "|7|Q4|\n");
	expect_shown(province, NULL, "329|sent|not|||Q4|\n"); /* the latest, and C36 */
	expect_shown(district, "Q4", "329|late|yes|" TRUONG "|7|Q4|\n");
	assert_string_equal("", shown_at(province, "Q4", false));
	assert_string_equal("329|sent|not|||Q4|\n", shown_at(province, "Q1", false));
	add_late("Đỗ Văn Sen", "12169", "31/12/2023");
	exchange_from_anywhere();
	assert_string_equal("329|late|stale|" TRUONG "|7|Q4|\n", shown_at(province, "Q4", false));
}

static void test_period__names_no_later_one_as_the_last(void **state)
{
	(void)state;
	OK(attest("Q1"));
	exchange_from_anywhere();
	expect_shown(province, "Q4", "329|late|not||||\n");
	expect_shown(province, "Q1", "329|sent|yes|" TRUONG "|7|Q1|\n");
}

static void test_period__needs_one_that_is_cut_off(void **state)
{
	struct rota_question question = { .all = true };
	struct rota_report out;

	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "no period is cut off yet",
		       rota_report_period(desk.office, &question, &out, &desk.arena, &desk.err));
}

/** An attestation of Q4 as a hostile office may record it. */
struct forged {
	const char *by; /* the officer; NULL: none */
	uint64_t last;
	uint64_t filled, opening;
	bool other_scope;       /* of the whole province */
	struct rota_office *at; /* which records it; NULL: the district */
};

static struct rota_id officer_id(struct rota_world *world, const char *name)
{
	struct rota_id found = { { 0 } };
	struct rota_ids ids;

	OK(rota_world_all(&ids, world, ROTA_ENTITY_OFFICER, &desk.err));
	for (size_t i = 0; i < ids.count; i++) {
		struct rota_subject *one;

		OK(rota_world_subject(&one, world, ids.items[i], &desk.err));
		if (strcmp(name, rota_subject_text(one, "name")) == 0)
			found = one->id;
	}
	return found;
}

static void put_forged(struct rota_draft *draft, const struct forged *forged)
{
	static const char *const zeros[] = { "vacant",       "not_reported", "non_local",
					     "undetermined", "up",           "down" };
	struct rota_value figures = rota_map(), one = rota_map(), last = rota_map();

	rota_map_set(draft->arena, &one, "posts", rota_uint(2));
	rota_map_set(draft->arena, &one, "filled", rota_uint(forged->filled));
	rota_map_set(draft->arena, &one, "opening", rota_uint(forged->opening));
	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		rota_map_set(draft->arena, &one, zeros[i], rota_uint(0));
	rota_map_set(draft->arena, &figures, "secretary", one);
	rota_map_set(draft->arena, &figures, "chair", one);
	rota_map_set(draft->arena, &last, "writer", rota_bin(district->own.bytes, 8));
	rota_map_set(draft->arena, &last, "n", rota_uint(forged->last));
	rota_draft_set(draft, "figures", figures);
	rota_draft_set(draft, "last", last);
}

static void forge(const struct forged *forged)
{
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_ids periods;
	struct rota_plan plan;

	OK(rota_world_open(&world, forged->at ? forged->at : district, true, &desk.err));
	OK(rota_world_all(&periods, &world, ROTA_ENTITY_PERIOD, &desk.err));
	rota_plan_init(&plan, &world);
	OK(rota_plan_add(&draft, &plan, "attest", &desk.err));
	rota_draft_set_id(draft, "period", periods.items[0]);
	rota_draft_set_id(draft, "scope",
			  forged->other_scope ? rota_id_make(district->common, 0)
					      : world.scope->id);
	if (forged->by)
		rota_draft_key(draft, "by",
			       rota_id_value(draft->arena, officer_id(&world, forged->by)));
	else
		rota_draft_key(draft, "by", rota_text("nobody"));
	put_forged(draft, forged);
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_period__says_why_an_attestation_does_not_count(void **state)
{
	(void)state;
	forge(&(struct forged){ .by = THOM, .last = 7, .filled = 2 });
	exchange_from_anywhere();
	expect_shown(province, "Q4", "329|late|refused|" THOM "|7||no_role\n");
	OK(attest("Q4")); /* the one that counts is told */
	exchange_from_anywhere();
	expect_shown(province, "Q4", "329|late|yes|" TRUONG "|8|Q4|\n");
}

/** One at a time: each with its fault. */
static void expect_fault(const struct forged *forged, const char *fault)
{
	struct rota_arena arena = { 0 };
	struct rota_attestations all;
	struct rota_world world;

	forge(forged);
	OK(rota_world_open(&world, district, false, &desk.err));
	OK(rota_world_attestations(&all, &world, district->own, NULL, &arena, &desk.err));
	assert_int_equal(1, all.count);
	assert_string_equal(fault, rota_attestation_fault_id(all.items[0].fault));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	rota_arena_clear(&arena);
	OK(DO(rota_undo, .why = "for the next"));
}

static void test_attestations__have_the_first_fault_that_fits(void **state)
{
	(void)state;
	expect_fault(&(struct forged){ .by = TRUONG, .last = 7, .filled = 2 }, "");
	expect_fault(&(struct forged){ .by = TRUONG, .last = 7, .filled = 1 }, "sum");
	expect_fault(&(struct forged){ .by = TRUONG, .last = 7, .filled = 2, .opening = 1 },
		     "balance");
	expect_fault(&(struct forged){ .by = TRUONG, .last = UINT64_MAX, .filled = 2 }, "last");
	expect_fault(&(struct forged){ .by = TRUONG, .last = own_size(), .filled = 2 }, "last");
	expect_fault(&(struct forged){ .by = TRUONG, .last = own_size() - 1, .filled = 2 }, "");
	expect_fault(&(struct forged){ .by = NULL, .last = 7, .filled = 2 }, "no_officer");
	expect_fault(&(struct forged){ .by = THOM, .last = 7, .filled = 2 }, "no_role");
	OK(DO(rota_officer_change, .subject = THOM, .sets = SETS("roles=record;attest")));
	expect_fault(&(struct forged){ .by = THOM, .last = 7, .filled = 2 }, "recorder");
	expect_fault(&(struct forged){ .by = THOM, .last = 1, .filled = 2 },
		     ""); /* officers alone */
	OK(DO(rota_officer_change, .subject = TRUONG, .sets = SETS("active=no")));
	expect_fault(&(struct forged){ .by = TRUONG, .last = 7, .filled = 2 }, "inactive");
}

static void test_attestations__that_do_not_count_end_nothing(void **state)
{
	struct rota_arena arena = { 0 };
	struct rota_attestations all;
	struct rota_world world;

	(void)state;
	OK(DO(rota_officer_change, .subject = THOM, .sets = SETS("roles=record;attest")));
	forge(&(struct forged){ .by = THOM, .last = 7, .filled = 2 });
	forge(&(struct forged){ .by = THOM, .last = 9, .filled = 2 }); /* recorded nothing since */
	OK(rota_world_open(&world, district, false, &desk.err));
	OK(rota_world_attestations(&all, &world, district->own, NULL, &arena, &desk.err));
	assert_int_equal(2, all.count);
	assert_string_equal("recorder", rota_attestation_fault_id(all.items[1].fault));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	rota_arena_clear(&arena);
}

static void test_period__shows_nothing_of_a_scope_that_is_anothers(void **state)
{
	(void)state;
	forge(&(struct forged){ .by = TRUONG, .last = 7, .filled = 2, .other_scope = true });
	exchange_from_anywhere();
	expect_shown(province, "Q4", "329|late|not||||\n");
}

/** Another machine of the same office. To be closed. */
static struct rota_office *join_second(void)
{
	struct rota_join_options joining = { .scope = "329", .name = "Huyện ủy Ân Thi (2)" };
	struct rota_office *second, *before = sit_down_at(province);
	struct rota_enrol_options enrolling;
	struct rota_sync_options syncing;
	struct rota_enrolled enrolled;
	struct rota_joined joined;
	struct rota_synced synced;

	OK(rota_join(path_of("second"), &joining, &joined, &desk.err));
	enrolling = (struct rota_enrol_options){ .path = joined.request };
	OK(rota_enrol(province, &enrolling, &enrolled, &desk.err));
	merge();
	OK(rota_office_open(&second, path_of("second"), false, &desk.err));
	syncing = (struct rota_sync_options){ .remote = path_of("rota.git"),
					      .province_key = enrolled.root };
	OK(rota_sync(second, &syncing, &synced, &desk.err));
	desk.office = second;
	OK(DO(rota_officer_add, .sets = SETS("name=Ngô Thị Sáu", "title=Phó", "roles=attest")));
	sit_down_at(before);
	return second;
}

static void sync_second(struct rota_office *second)
{
	struct rota_office *before = sit_down_at(province);
	struct rota_sync_options options = { .progress = NULL };
	struct rota_synced synced;

	OK(rota_sync(second, &options, &synced, &desk.err));
	sit_down_at(before);
	exchange_from_anywhere();
}

/** The row of the first office in a report for programs. */
static const char *first_cell(const char *key)
{
	struct rota_office *before = sit_down_at(province);
	struct rota_report report =
		ask(rota_report_period,
		    (struct rota_question){ .period = "Q4", .all = true, .raw = true });
	size_t at = 0, row = 0;

	sit_down_at(before);
	while (strcmp(report.columns[at].key, key) != 0)
		at++;
	while (strcmp(rota_value_text(&report.rows.as.list.items[row].as.list.items[1]),
		      "Huyện ủy Ân Thi") != 0)
		row++;
	return rota_value_text(&report.rows.as.list.items[row].as.list.items[at]);
}

static void test_period__tells_what_is_counted_otherwise_here(void **state)
{
	struct rota_report report;

	(void)state;
	OK(attest("Q4"));
	exchange_from_anywhere();
	sit_down_at(province);
	assert_null(first_cell("differs"));
	OK(DO(rota_policy_set, .sets = SETS("test=manual"), .from = "01/01/2020"));
	assert_string_equal("secretary non_local 1 0; secretary undetermined 0 2",
			    first_cell("differs"));
	report = ask(rota_report_period, (struct rota_question){ .period = "Q4", .all = true });
	assert_string_equal("Huyện ủy Ân Thi: what is attested is counted otherwise here, by what units, "
			    "policies, persons and matters are known: Party secretary: not local 1, "
			    "here 0; Party secretary: undetermined 0, here 2",
			    rota_value_text(&report.notes.as.list.items[0]));
	sit_down_at(district);
}

static void test_attested__under_another_key_is_proved(void **state)
{
	struct rota_office *second = join_second();

	(void)state;
	forge(&(struct forged){
		.by = "Ngô Thị Sáu", .last = own_size(), .filled = 2, .at = second });
	sync_second(second);
	assert_string_equal("refused", first_cell("attested"));
	assert_string_equal("last", first_cell("fault")); /* that entry is not there */
	forge(&(struct forged){
		.by = "Ngô Thị Sáu", .last = own_size() - 1, .filled = 2, .at = second });
	sync_second(second);
	assert_string_equal("yes", first_cell("attested"));
	assert_string_equal("proved", first_cell("proof"));
	rota_office_close(second);
}

static void test_attested__is_what_the_officer_was_then(void **state)
{
	(void)state;
	OK(attest("Q4"));
	OK(DO(rota_officer_change, .subject = TRUONG, .sets = SETS("active=no")));
	exchange_from_anywhere();
	expect_shown(province, "Q4", "329|late|yes|" TRUONG "|7|Q4|\n");
}

/** A province that records postings itself attests them like an office below it. */
static void test_attest__is_for_a_province_that_records_too(void **state)
{
	(void)state;
	province = desk.office;
	OK(DO(rota_period_open, .sets = SETS("name=Q4", "cutoff=31/12/2023", "due=05/01/2024")));
	expect_shown(province, "Q4", "");
	OK(DO(rota_officer_add, .sets = SETS("name=" TRUONG, "title=Trưởng ban", "roles=attest")));
	OK(DO(rota_officer_add, .sets = SETS("name=" THOM, "title=Chuyên viên", "roles=record")));
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	merge();
	expect_shown(province, "Q4", "33|late|not||||\n");
	OK(DO(rota_attest, .subject = "Q4", .officer = TRUONG, .why = "the rest is to come"));
	expect_shown(province, "Q4", "33|late|yes|" TRUONG "|2|Q4|\n");
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	expect_shown(province, "Q4", "33|late|stale|" TRUONG "|2|Q4|\n");
	expect_refused("V98", "'" THOM "' has not the role 'attest'",
		       DO(rota_attest, .subject = "Q4", .officer = THOM));
}

static void test_attest__is_of_communes_that_are_there(void **state)
{
	struct rota_office *before = sit_down_at(province);

	(void)state;
	OK(DO(rota_unit_change, .commune = "12142", .from = "01/02/2024",
	      .sets = SETS("parent=33", "legal=x")));
	OK(DO(rota_unit_change, .commune = "12169", .from = "01/02/2024",
	      .sets = SETS("parent=33", "legal=x")));
	merge();
	sit_down_at(before);
	sync_district();
	expect_refused("", "huyện Ân Thi has no communes on 15/02/2024", attest("Q1"));
	OK(attest("Q4"));
}

/* --- what is shown --------------------------------------------------------------------------- */

static void test_coverage__says_who_attested(void **state)
{
	struct rota_office *before;
	struct rota_report report;

	(void)state;
	OK(attest("Q4"));
	exchange_from_anywhere();
	before = sit_down_at(province);
	report = ask(rota_report_coverage, (struct rota_question){ .period = "Q4" });
	sit_down_at(before);
	assert_non_null(strstr(rows_of(&report), "|has sent, but after the due day|attested|" TRUONG
						 "|15/02/2024 08:00|7|Q4\n"));
}

static void test_status__says_that_a_period_is_to_be_attested(void **state)
{
	struct rota_report report = ask(rota_report_status, (struct rota_question){ .raw = true });

	(void)state;
	assert_string_equal("Q1", text_in(&report.json, "period"));
	assert_string_equal("2024-02-20", text_in(&report.json, "due"));
	assert_string_equal("not", text_in(&report.json, "attested"));
	assert_string_equal("the figures of 'Q1' are due on 20/02/2024: rota attest \"Q1\"",
			    rota_value_text(&report.notes.as.list.items[0]));
	OK(attest("Q1"));
	report = ask(rota_report_status, (struct rota_question){ .raw = true });
	assert_string_equal("yes", text_in(&report.json, "attested"));
	assert_string_equal("next: rota sync", rota_value_text(&report.notes.as.list.items[0]));
}

static void test_upto__is_the_office_without_what_it_recorded_since(void **state)
{
	struct rota_office *past, *before;
	uint64_t size = own_size();

	(void)state;
	add_late("Đỗ Văn Sen", "12142", "10/01/2024");
	OK(rota_office_upto(&past, desk.office, size - 1, &desk.err));
	before = sit_down_at(past);
	assert_int_equal(size, own_size());
	expect_roster("12142", "15/02/2024",
		      "12142|Ân Thi|Party secretary|Phạm Văn Dung|1980|01/09/2022|designate|not "
		      "local|123-QĐ/HU, 28/08/2022\n"
		      "12142|Ân Thi|chair of the People's Committee|(vacant) [V18]|||||\n");
	sit_down_at(before);
	rota_office_close(past);
}

/* --- what was published ---------------------------------------------------------------------- */

static void test_restated__lists_what_has_changed_since(void **state)
{
	struct rota_office *before;
	struct rota_report report;

	(void)state;
	exchange_from_anywhere();
	before = sit_down_at(province);
	report = ask(rota_report_restated, (struct rota_question){ .raw = false });
	assert_string_equal("nothing is published yet",
			    rota_value_text(&report.notes.as.list.items[0]));
	OK(DO(rota_period_publish, .subject = "Q4"));
	OK(DO(rota_period_publish, .subject = "Q1"));
	report = ask(rota_report_restated, (struct rota_question){ .raw = false });
	assert_string_equal("", rows_of(&report));
	assert_int_equal(2, report.notes.as.list.count);
	sit_down_at(before);
	add_late("Đỗ Văn Sen", "12169", "10/01/2024");
	exchange_from_anywhere();
	before = sit_down_at(province);
	report = ask(rota_report_restated, (struct rota_question){ .raw = true });
	assert_int_equal(1, report.rows.as.list.count);
	assert_string_equal("Q1", rota_value_text(&report.rows.as.list.items[0].as.list.items[0]));
	assert_int_equal(2, rota_map_get(&report.json, "periods")->as.list.count);
	report = ask(rota_report_restated, (struct rota_question){ .period = "Q4", .raw = true });
	assert_int_equal(0, report.rows.as.list.count);
	assert_int_equal(1, rota_map_get(&report.json, "periods")->as.list.count);
	sit_down_at(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_ATTESTING(test_attest__records_the_figures_up_to_the_last_entry),
		TEST_ATTESTING(test_attest__goes_on_from_what_was_attested),
		TEST_ATTESTING(test_attest__takes_the_latest_period_that_is_cut_off),
		TEST_ATTESTING(test_attest__of_the_same_twice_records_nothing),
		TEST_ATTESTING(test_attest__again_amends_what_is_out_of_date),
		TEST_ATTESTING(test_attest__in_a_dry_run_records_nothing),
		TEST_ATTESTING(test_attest__is_refused_to_who_recorded),
		TEST_ATTESTING(test_attest__counts_what_was_recorded_since_the_last_one),
		TEST_ATTESTING(test_attest__needs_an_active_officer_with_the_role),
		TEST_ATTESTING(test_officer_change__says_what_was_and_nothing_twice),
		TEST_ATTESTING(test_attest__waits_for_the_cut_off_day),
		TEST_ATTESTING(test_attest__is_locked_out_by_no_clock),
		TEST_ATTESTING(test_attest__asks_why_something_is_missing),
		TEST_ATTESTING(test_attest__names_what_changed_in_what_was_attested),
		TEST_ATTESTING(test_attest__is_refused_where_the_balance_cannot_be_explained),
		TEST_ATTESTING(test_attest__waits_for_what_blocks),
		TEST_ATTESTING(test_attest__waits_for_what_the_province_says_too),
		TEST_ATTESTING(test_attest__does_not_say_that_nothing_changed_where_something_did),
		TEST_ATTESTING(test_attest__a_nil_return_that_the_province_has_settled_is_no_hindrance),
		TEST_ATTESTING(test_attest__looks_at_nil_returns_of_its_own_days),
		TEST_ATTESTING(test_attested__is_out_of_date_by_a_later_entry_up_to_the_cut_off),
		TEST_ATTESTING(test_attested__is_out_of_date_by_taking_back_what_it_saw),
		TEST_ATTESTING(test_period__shows_who_has_answered_and_attested),
		TEST_ATTESTING(test_period__names_no_later_one_as_the_last),
		TEST(test_period__needs_one_that_is_cut_off),
		TEST_ATTESTING(test_period__says_why_an_attestation_does_not_count),
		TEST_ATTESTING(test_attestations__have_the_first_fault_that_fits),
		TEST_ATTESTING(test_attestations__that_do_not_count_end_nothing),
		TEST_ATTESTING(test_period__shows_nothing_of_a_scope_that_is_anothers),
		TEST_ATTESTING(test_period__tells_what_is_counted_otherwise_here),
		TEST_ATTESTING(test_attested__under_another_key_is_proved),
		TEST_ATTESTING(test_attested__is_what_the_officer_was_then),
		TEST(test_attest__is_for_a_province_that_records_too),
		TEST_ATTESTING(test_attest__is_of_communes_that_are_there),
		TEST_ATTESTING(test_coverage__says_who_attested),
		TEST_ATTESTING(test_status__says_that_a_period_is_to_be_attested),
		TEST_ATTESTING(test_upto__is_the_office_without_what_it_recorded_since),
		TEST_ATTESTING(test_restated__lists_what_has_changed_since),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
