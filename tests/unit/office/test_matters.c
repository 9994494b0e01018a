/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of state/matters.h: cases of domain.md, from what is recorded to what is
 * told. */
#include "acts/record.h"
#include "tests/unit/office/district.h"
#include "tests/unit/office/open_matters.h"

/* --- what is changed late (C40) --------------------------------------------------------------- */

static int change(const char *set)
{
	return DO(rota_cadre_change, .cadre = "Trần Thị Bình", .sets = SETS(set), .why = "the file");
}

static void test_matters__a_day_of_birth_changed_late_is_told_of(void **state)
{
	(void)state;
	OK(change("born=1980"));
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	OK(change("born=1979")); /* mended on the day */
	expect_open("");
	on_day(1);
	OK(change("born=1978"));
	expect_open("identity_edit|Hồng Nam|Trần Thị Bình (1978)|||open\n");
	expect_sides("|Cadre changed: Born: 1978 (was 1979)||\n");
	expect_settled("noted", "identity_edit|Hồng Nam|Trần Thị Bình (1978)|||settled\n");
	OK(change("residence=xã Hồng Nam"));
	expect_open("");
	on_day(2);
	OK(change("native=xã Lê Lợi, thành phố Hưng Yên, tỉnh Hưng Yên"));
	expect_open("identity_edit|Hồng Nam|Trần Thị Bình (1978)|||reopened\n");
}

/* --- units that have ended (C25, V24) -------------------------------------------------------- */

/** Hồng Nam and Liên Phương become Phương Nam. */
static void reorganise(const char *day)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		 "%s,form,11977,11977,Phương Nam,xa,full,NQ 1248,323\n"
		 "%s,form,11974,11977,Phương Nam,xa,full,NQ 1248,323\n",
		 day, day);
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS, text, .dry_run = false));
}

static void leave(const char *from)
{
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "unit_ended",
	      .from = from, .docs = { "1248-NQ/TU 10/01/2024" }));
}

#define LEFT_OPEN(state) "open_in_ended|Hồng Nam|Nguyễn Văn An (1975)|2024-02-01||" state "\n"

static void test_matters__a_posting_left_open_in_a_unit_that_has_ended(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	expect_open("");
	reorganise("01/02/2024");
	expect_open(LEFT_OPEN("open"));
	expect_sides("goes_on|Nguyễn Văn An (1975), Party secretary, Hồng Nam|01/09/2022|\n"
		     "ended|Unit ended: Why the unit ended: formed into another; "
		     "Legal basis: NQ 1248|01/02/2024|\n");
	leave("01/02/2024");
	expect_all("");
}

static void test_matters__who_left_with_the_unit_is_none_nor_who_comes_to_the_new_one(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	leave("01/02/2024");
	reorganise("01/02/2024");
	OK(DO(rota_appoint, .commune = "Phương Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "designate", .from = "01/02/2024", .docs = { "7-QĐ/HU 20/01/2024" }));
	expect_all("");
}

static void test_matters__a_unit_that_ends_later_is_no_matter_before_that(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	reorganise("01/03/2024");
	expect_open(""); /* 15/2/2024 */
	on_day(14);
	expect_open("");
	on_day(15);
	expect_open("open_in_ended|Hồng Nam|Nguyễn Văn An (1975)|2024-03-01||open\n");
}

static void test_matters__somebody_in_charge_is_left_open_too(void **state)
{
	(void)state;
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Nguyễn Văn An",
	      .act = "take_charge", .from = "01/09/2023", .until = "01/05/2024",
	      .docs = { "7-QĐ/HU 20/08/2023" }));
	reorganise("01/02/2024");
	expect_open(LEFT_OPEN("open"));
}

static void test_matters__who_gives_way_to_another_is_left_open_too(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2023");
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	reorganise("01/02/2024");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "unit_ended",
	      .cadre = "Trần Thị Bình", .from = "01/02/2024", .docs = { "1248-NQ/TU 10/01/2024" }));
	assert_non_null(strstr(listed(false), LEFT_OPEN("open")));
}

static void test_settle__what_was_left_open_moves_no_total(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	reorganise("01/02/2024");
	expect_settled("ended", LEFT_OPEN("settled"));
	expect_settled("goes_on", LEFT_OPEN("settled"));
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	expect_open(LEFT_OPEN("open"));
}

static void test_settle__left_open_and_changed_it_is_open_again(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	reorganise("01/02/2024");
	OK(DO(rota_settle, IT, .way = "ended", .why = "x"));
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/09/2022",
	      .sets = SETS("source=province"), .typing = "x"));
	expect_open(LEFT_OPEN("reopened"));
}

/* --- both posts of a unit (C27, V14) --------------------------------------------------------- */

/** Bình, chair since 2022, is secretary too from a day on. @p dual  NULL: not said which. */
static void take_both(const char *from, const char *dual)
{
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = "Trần Thị Bình",
	      .act = "designate", .from = from, .docs = { "7-QĐ/HU 20/08/2022" }, .dual = dual,
	      .why = "x"));
}

static void leave_chair(const char *from)
{
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "chair", .act = "release", .from = from,
	      .docs = { "9/QĐ-UBND 01/02/2024" }, .why = "x"));
}

#define TOO_LONG(from, to, state) \
	"transition_long|Hồng Nam|Trần Thị Bình (1979)|" from "|" to "|" state "\n"

static void test_matters__a_transition_is_one_only_beyond_the_ninetieth_day(void **state)
{
	(void)state;
	take_both("18/11/2023", "transition"); /* 15/2/2024 is the ninetieth day */
	expect_all("");
	on_day(1);
	expect_all(TOO_LONG("2024-02-16", "", "open"));
	expect_sides("|Trần Thị Bình (1979), chair of the People's Committee, Hồng Nam"
		     "|01/09/2022|\n"
		     "|Trần Thị Bình (1979), Party secretary, Hồng Nam|18/11/2023|\n");
	leave_chair("16/02/2024");
	expect_all("");
}

/* Nghệ An, 12/11/2024 to 3/1/2025 */
static void test_matters__a_transition_of_fifty_two_days_is_right(void **state)
{
	(void)state;
	take_both("12/11/2023", "transition");
	leave_chair("03/01/2024");
	expect_all("");
	on_day(400);
	expect_all("");
}

static void test_matters__a_transition_of_which_nothing_is_said_may_be_too_long(void **state)
{
	(void)state;
	take_both("01/11/2023", NULL);
	expect_all(TOO_LONG("2024-01-30", "", "open"));
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/11/2023",
	      .sets = SETS("dual=concurrent"), .typing = "x"));
	expect_all("");
}

static void test_matters__both_posts_by_design_are_right(void **state)
{
	(void)state;
	take_both("01/11/2022", "concurrent");
	expect_all("");
}

static void test_matters__who_was_chair_until_the_day_is_no_transition(void **state)
{
	(void)state;
	seat("Hồng Nam", "chair", "Trần Thị Bình", "01/09/2022");
	leave_chair("01/10/2023");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/10/2023");
	expect_all("");
}

static void test_matters__the_policy_says_how_long_a_transition_may_take(void **state)
{
	(void)state;
	take_both("01/02/2024", "transition"); /* fifteen days by 15/2/2024 */
	expect_all("");
	OK(DO(rota_policy_set, .from = "01/01/2024", .sets = SETS("transition_days=14")));
	expect_all(TOO_LONG("2024-02-15", "", "open"));
	OK(DO(rota_policy_set, .from = "10/02/2024", .sets = SETS("transition_days=30")));
	expect_all("");
	leave_chair("16/02/2024"); /* by the policy of 15/2/2024 */
	expect_all("");
}

static void test_settle__a_transition_that_was_seen_is_told_no_more(void **state)
{
	(void)state;
	take_both("01/11/2023", "transition");
	expect_settled("noted", TOO_LONG("2024-01-30", "", "settled"));
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/11/2023",
	      .sets = SETS("source=province"), .typing = "x"));
	expect_open(TOO_LONG("2024-01-30", "", "reopened"));
}

/* --- locality (C19, V71) --------------------------------------------------------------------- */

/** "non_local|low|high" of secretaries in the province. */
static void expect_secretaries(const char *wanted)
{
	static const char *const keys[] = { "non_local", "low", "high" };
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	const struct rota_value *all = rota_map_get(&report.json, "totals");
	struct rota_buffer text = { 0 };

	for (size_t k = 0; k < 3; k++) {
		put_cell(&text, rota_map_get(&all->as.list.items[0], keys[k]));
		rota_buffer_puts(&text, k < 2 ? "|" : "");
	}
	assert_string_equal(wanted, kept(&text));
}

/** The totals say so to people. */
static void expect_note(const char *wanted)
{
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .raw = false });
	bool found = false;

	for (size_t i = 0; i < report.notes.as.list.count; i++)
		found = found ||
			strcmp(rota_value_text(&report.notes.as.list.items[i]), wanted) == 0;
	assert_true(found);
}

/** Somebody is secretary of Hồng Nam since 1/9/2023, a local or not as the office sees it. */
static void assert_of(const char *cadre, const char *locality)
{
	OK(DO(rota_appoint, .commune = "Hồng Nam", .post = "secretary", .cadre = cadre,
	      .act = "designate", .from = "01/09/2023", .docs = { "7-QĐ/HU 20/08/2023" },
	      .locality = locality, .why = "lives elsewhere"));
}

#define AN "Nguyễn Văn An"   /* computed: local */
#define BINH "Trần Thị Bình" /* computed: not local */
#define DIFFERS(about, state) "locality_differs|Hồng Nam|" about "|2023-09-01||" state "\n"
#define AN_DIFFERS(state) DIFFERS("Nguyễn Văn An (1975)", state)
#define BINH_DIFFERS(state) DIFFERS("Trần Thị Bình (1979)", state)

static void test_matters__a_local_who_the_office_says_is_none(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	expect_open(AN_DIFFERS("open"));
	expect_secretaries("0|0|1");
	expect_sides("computed|local; Native place: xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng "
		     "Yên|01/09/2023|\n"
		     "asserted|not local|01/09/2023|\n");
	assert_int_equal(1, rota_map_get(&matters(false)->as.list.items[0], "weight")->as.number);
}

/* design.md 5: it counts as not non-local until settled */
static void test_matters__a_stranger_who_the_office_says_is_local_does_not_count(void **state)
{
	(void)state;
	assert_of(BINH, "local");
	expect_open(BINH_DIFFERS("open"));
	expect_secretaries("0|0|1");
	expect_note("Party secretary: not local: 0, from 0 to 1 while matters are open");
}

static void test_matters__the_same_locality_said_twice_is_right(void **state)
{
	(void)state;
	assert_of(BINH, "non_local");
	expect_all("");
	expect_secretaries("1|1|1");
}

static void test_matters__the_policy_may_believe_the_office(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	OK(DO(rota_policy_set, .from = "01/01/2024", .sets = SETS("asserted_counts=asserted")));
	expect_open(AN_DIFFERS("open"));
	expect_secretaries("1|0|1");
	expect_note("Party secretary: not local: 1, from 0 to 1 while matters are open");
	OK(DO(rota_policy_set, .from = "01/02/2024", .sets = SETS("asserted_counts=neither")));
	expect_open(AN_DIFFERS("open"));
	expect_secretaries("0|0|1");
}

static void test_matters__a_fact_that_agrees_with_the_office_ends_it(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	OK(DO(rota_cadre_change, .cadre = AN, .why = "x",
	      .sets = SETS("native=xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên")));
	expect_all("");
	expect_secretaries("1|1|1");
}

static void test_matters__of_who_has_left_the_last_day_is_looked_at(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "release",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 20/12/2023" }));
	expect_open("locality_differs|Hồng Nam|Nguyễn Văn An (1975)|2023-09-01|2024-01-01|open\n");
	expect_secretaries("0|0|0");
}

static void test_matters__a_policy_of_after_the_last_day_says_nothing_of_it(void **state)
{
	(void)state;
	assert_of(BINH, "non_local");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "release",
	      .from = "01/01/2024", .docs = { "9-QĐ/HU 20/12/2023" }));
	OK(DO(rota_policy_set, .from = "01/02/2024", .sets = SETS("test=manual")));
	expect_all("");
	OK(DO(rota_policy_set, .from = "01/12/2023", .sets = SETS("test=manual")));
	assert_int_equal(1, matters(true)->as.list.count);
}

static void test_matters__with_two_places_every_ending_is_looked_at(void **state)
{
	(void)state;
	assert_of(BINH, "local");
	seat("Liên Phương", "secretary", BINH, "01/10/2023"); /* computed: not local there either */
	assert_int_equal(2, matters(false)->as.list.count);   /* and two places */
	expect_secretaries("1|0|1"); /* whichever is the real one, one at most is not local */
}

/** Settle the only matter. */
static void decide(const char *way, const char *listed_as, const char *figures)
{
	uint64_t entries;

	OK(DO(rota_settle, IT, .way = way, .why = "x"));
	for (int i = 0; i < 2; i++) {
		expect_open("");
		expect_all(listed_as);
		expect_secretaries(figures);
		OK(rota_rebuild(desk.office, &entries, &desk.err));
	}
}

static void test_settle__the_locality_chosen_is_the_locality(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	decide("asserted", AN_DIFFERS("settled"), "1|1|1");
	expect_roster("11977", NULL,
		      "11977|Hồng Nam|Party secretary|Nguyễn Văn An|12/05/1975|01/09/2023|"
		      "designate|not local|7-QĐ/HU, 20/08/2023\n"
		      "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	decide("computed", AN_DIFFERS("settled"), "0|0|0");
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	expect_open(AN_DIFFERS("open"));
	expect_secretaries("0|0|1");
}

static void test_settle__what_the_policy_gives_counts_once_it_is_settled(void **state)
{
	(void)state;
	assert_of(BINH, "local");
	decide("computed", BINH_DIFFERS("settled"), "1|1|1");
	decide("asserted", BINH_DIFFERS("settled"), "0|0|0");
}

static void test_settle__a_locality_is_open_again_when_the_posting_changes(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	OK(DO(rota_settle, IT, .way = "asserted", .why = "x"));
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/09/2023",
	      .sets = SETS("source=province"), .typing = "x"));
	expect_open(AN_DIFFERS("reopened"));
	expect_secretaries("0|0|1");
}

/** The office states another locality. */
static void state_again(const char *value)
{
	struct rota_subject *statement;
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;
	struct rota_ids ids;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	OK(rota_world_ready(&world, &desk.err));
	OK(rota_world_all(&ids, &world, ROTA_ENTITY_LOCALITY, &desk.err));
	assert_int_equal(1, ids.count);
	rota_plan_init(&plan, &world);
	plan.why = "x";
	OK(rota_world_subject(&statement, &world, ids.items[0], &desk.err));
	OK(rota_plan_amend(&draft, &plan, "locality.set", statement, &desk.err));
	rota_draft_set(draft, "value", rota_text(value));
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void test_settle__a_locality_is_open_again_when_another_is_stated(void **state)
{
	(void)state;
	assert_of(AN, "non_local");
	OK(DO(rota_settle, IT, .way = "asserted", .why = "x"));
	state_again("undetermined");
	expect_open(AN_DIFFERS("reopened"));
	expect_secretaries("0|0|0");
	state_again("local");
	expect_all("");
	expect_secretaries("0|0|0");
}

/* --- told to the office ---------------------------------------------------------------------- */

#define TEST_BOTH(name) cmocka_unit_test_setup_teardown(name, open_both, close_both)

static void at_the_city(void (*then)(void))
{
	struct rota_office *province = desk.office;

	desk.office = district;
	then();
	desk.office = province;
}

/* --- changed here and ended there (C14) ------------------------------------------------------- */

#define THE_POSTING "11977/secretary@2022-09-01"

static void seat_there(void)
{
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/09/2022");
}

static void correct_there(void)
{
	OK(DO(rota_correct, .subject = THE_POSTING, .sets = SETS("mode=acting", "term=2020-2025"),
	      .typing = "x"));
}

/** Whether the correction counts: he was acting at first, not full. The same when all is derived again.
 */
static void expect_acting(bool wanted)
{
	uint64_t entries;

	for (size_t i = 0; i < 2; i++) {
		struct rota_report report =
			ask(rota_report_totals,
			    (struct rota_question){ .as_of = "01/01/2023", .raw = true });
		const struct rota_value *totals = rota_map_get(&report.json, "totals");
		const struct rota_value *acting =
			rota_map_get(&totals->as.list.items[0], "acting");

		assert_int_equal(wanted, acting->as.number);
		OK(rota_rebuild(desk.office, &entries, &desk.err));
	}
}

static void expect_not_acting(void)
{
	expect_acting(false);
}

static void test_matters__changed_by_one_and_ended_by_another(void **state)
{
	static const char open[] = "edit_vs_end|Hồng Nam|Lê Văn Cường (1980)|2022-09-01||open\n";

	(void)state;
	at_the_city(seat_there);
	exchange();
	at_the_city(correct_there);
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "retire",
	      .from = "01/10/2023", .docs = { "12-QĐ/TU 28/09/2023" }));
	expect_open("");
	exchange();
	expect_open(open);
	expect_acting(true); /* both, until somebody says otherwise */
	OK(DO(rota_settle, IT, .way = "end_only", .why = "x"));
	expect_all("edit_vs_end|Hồng Nam|Lê Văn Cường (1980)|2022-09-01||settled\n");
	expect_acting(false);
	exchange();
	at_the_city(expect_not_acting);
	OK(DO(rota_settle, IT, .way = "both", .why = "x"));
	expect_open("");
	expect_acting(true);
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	expect_open(open);
	OK(DO(rota_correct, .subject = THE_POSTING, .sets = SETS("term=2021-2026"), .typing = "x"));
	expect_open(""); /* whoever knows of both has looked at it */
}

/* --- whom another office recorded ------------------------------------------------------------- */

#define COMING(about) "half_move|Hồng Nam, Hoàng Hoa Thám|" about "|2023-09-01||open\n"

static void expect_somebody_coming(void)
{
	expect_open(COMING("Trần Thị Bình (1979): Hoàng Hoa Thám → Hồng Nam (12-QĐ/TU, 28/08/2023)"));
}

static void expect_who_is_coming(void)
{
	expect_sides("|Trần Thị Bình (1979), Party secretary, Hoàng Hoa Thám|01/09/2022|01/09/2023\n"
		     "|Relieved: How it ended: transfer; Goes to: xã Hồng Nam|01/09/2023|\n");
}

/** The name is told, and nothing else: the record itself is not here. */
static void expect_no_record(void)
{
	struct rota_report report;

	expect_failure(ROTA_ENOTFOUND, "", "no cadre 'Trần Thị Bình'",
		       rota_report_cadre(desk.office,
					 &(struct rota_question){ .subject = "Trần Thị Bình" },
					 &report, &desk.arena, &desk.err));
}

static void test_matters__who_is_coming_from_another_district_is_told_by_name(void **state)
{
	(void)state;
	seat("Hoàng Hoa Thám", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_relieve, .commune = "Hoàng Hoa Thám", .post = "secretary", .act = "transfer",
	      .from = "01/09/2023", .next = "Hồng Nam", .docs = { "12-QĐ/TU 28/08/2023" }));
	expect_somebody_coming();
	exchange();
	at_the_city(expect_somebody_coming);
	at_the_city(expect_who_is_coming);
	at_the_city(expect_no_record);
}

static void record_there(void)
{
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	add_cadre("Hà Thị Dung", "1981", "xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên");
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/09/2022");
	seat("Liên Phương", "chair", "Hà Thị Dung", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "secretary", .cadre = "Hà Thị Dung",
	      .act = "designate", .from = "01/09/2023", .docs = { "7-QĐ/HU 20/08/2023" },
	      .dual = "transition"));
}

#define CITY_OPEN "open_in_ended|Hồng Nam|Lê Văn Cường (1980)|2024-02-14||"
#define CITY_LONG "transition_long|Liên Phương|Hà Thị Dung (1981)|2023-11-30||"

static void expect_both_open(void)
{
	/* Hồng Nam alone became another; both weigh nothing: what asks comes first */
	expect_open(CITY_OPEN "open\n" CITY_LONG "open\n");
}

static void expect_both_settled(void)
{
	expect_open("");
	expect_all(CITY_OPEN "settled\n" CITY_LONG "settled\n");
}

static void settle_each(void)
{
	static const char *const ways[] = { "ended", "noted" };
	const struct rota_value *list = matters(false);

	assert_int_equal(2, list->as.list.count);
	for (size_t i = 0; i < 2; i++)
		OK(DO(rota_settle, .subject = text_in(&list->as.list.items[i], "name"),
		      .way = ways[i], .why = "x"));
}

static void test_matters__the_office_sees_the_same_and_what_became_of_it(void **state)
{
	(void)state;
	at_the_city(record_there);
	OK(IMPORT(ROTA_IMPORT_SUCCESSIONS,
		  "on,event,old_code,new_code,new_name,new_type,part,legal,new_parent_code\n"
		  "14/02/2024,form,11977,11977,Phương Nam,xa,full,NQ 1248,323\n"
		  "14/02/2024,form,12169,11977,Phương Nam,xa,full,NQ 1248,323\n",
		  .dry_run = false));
	exchange();
	expect_both_open();
	at_the_city(expect_both_open);
	settle_each();
	exchange();
	expect_both_settled();
	at_the_city(expect_both_settled);
}

static void assert_there(void)
{
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	assert_of("Lê Văn Cường", "non_local");
}

#define CITY_DIFFERS(state) DIFFERS("Lê Văn Cường (1980)", state)

static void expect_undecided(void)
{
	expect_open(CITY_DIFFERS("open"));
	expect_secretaries("0|0|1");
}

static void expect_decided(void)
{
	expect_open("");
	expect_all(CITY_DIFFERS("settled"));
	expect_secretaries("1|1|1");
}

static void test_matters__the_office_counts_as_the_province_decided(void **state)
{
	(void)state;
	at_the_city(assert_there);
	exchange();
	expect_undecided();
	at_the_city(expect_undecided);
	OK(DO(rota_settle, IT, .way = "asserted", .why = "x"));
	exchange();
	expect_decided();
	at_the_city(expect_decided);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_BOTH(test_matters__changed_by_one_and_ended_by_another),
		TEST_BOTH(test_matters__who_is_coming_from_another_district_is_told_by_name),
		TEST(test_matters__a_day_of_birth_changed_late_is_told_of),
		TEST(test_matters__a_posting_left_open_in_a_unit_that_has_ended),
		TEST(test_matters__who_left_with_the_unit_is_none_nor_who_comes_to_the_new_one),
		TEST(test_matters__a_unit_that_ends_later_is_no_matter_before_that),
		TEST(test_matters__somebody_in_charge_is_left_open_too),
		TEST(test_matters__who_gives_way_to_another_is_left_open_too),
		TEST(test_settle__what_was_left_open_moves_no_total),
		TEST(test_settle__left_open_and_changed_it_is_open_again),
		TEST(test_matters__a_transition_is_one_only_beyond_the_ninetieth_day),
		TEST(test_matters__a_transition_of_fifty_two_days_is_right),
		TEST(test_matters__a_transition_of_which_nothing_is_said_may_be_too_long),
		TEST(test_matters__both_posts_by_design_are_right),
		TEST(test_matters__who_was_chair_until_the_day_is_no_transition),
		TEST(test_matters__the_policy_says_how_long_a_transition_may_take),
		TEST(test_settle__a_transition_that_was_seen_is_told_no_more),
		TEST(test_matters__a_local_who_the_office_says_is_none),
		TEST(test_matters__a_stranger_who_the_office_says_is_local_does_not_count),
		TEST(test_matters__the_same_locality_said_twice_is_right),
		TEST(test_matters__the_policy_may_believe_the_office),
		TEST(test_matters__a_fact_that_agrees_with_the_office_ends_it),
		TEST(test_matters__of_who_has_left_the_last_day_is_looked_at),
		TEST(test_matters__a_policy_of_after_the_last_day_says_nothing_of_it),
		TEST(test_matters__with_two_places_every_ending_is_looked_at),
		TEST(test_settle__the_locality_chosen_is_the_locality),
		TEST(test_settle__what_the_policy_gives_counts_once_it_is_settled),
		TEST(test_settle__a_locality_is_open_again_when_the_posting_changes),
		TEST(test_settle__a_locality_is_open_again_when_another_is_stated),
		TEST_BOTH(test_matters__the_office_sees_the_same_and_what_became_of_it),
		TEST_BOTH(test_matters__the_office_counts_as_the_province_decided),
	};

	return cmocka_run_group_tests_name("office/matters", tests, NULL, NULL);
}
