/* SPDX-License-Identifier: Apache-2.0 */
/** @file The promises of rota_settle(), and what follows from it (state/settled.h). */
#include "acts/record.h"
#include "codec/json.h"
#include "tests/unit/office/district.h"

/** As open_ready(), with two secretaries of Hồng Nam: An, who is local, since 1/9/2022, and Bình,
 * who is not, since 1/9/2023. An's posting is the first. */
static int open_double(void **state)
{
	if (open_ready(state))
		return -1;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2023");
	return 0;
}

#define TEST_DOUBLE(name) cmocka_unit_test_setup_teardown(name, open_double, remove_folder)

/* --- what is asked --------------------------------------------------------------------------- */

/** "kind|from|state" of those that are open, or of all. */
static void expect_matters(bool all, const char *wanted)
{
	const struct rota_value *list = matters(all);
	struct rota_buffer text = { 0 };

	for (size_t i = 0; i < list->as.list.count; i++) {
		const struct rota_value *one = &list->as.list.items[i];

		rota_buffer_printf(&text, "%s|%s|%s\n", text_in(one, "kind"), text_in(one, "from"),
				   text_in(one, "state"));
	}
	assert_string_equal(wanted, kept(&text));
}

#define DOUBLE(state) "double_holder|2023-09-01|" state "\n"

#define IT .subject = matter_of("double_holder")

/** "non_local|low|high" of secretaries and of chairs in the province. */
static void expect_totals(const char *wanted)
{
	static const char *const keys[] = { "non_local", "low", "high" };
	struct rota_report report = ask(rota_report_totals, (struct rota_question){ .raw = true });
	const struct rota_value *totals = rota_map_get(&report.json, "totals");
	struct rota_buffer text = { 0 };

	assert_int_equal(2, totals->as.list.count);
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 3; k++) {
			put_cell(&text, rota_map_get(&totals->as.list.items[i], keys[k]));
			rota_buffer_puts(&text, k < 2 ? "|" : "\n");
		}
	assert_string_equal(wanted, kept(&text));
}

static void expect_secretaries(const char *wanted)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "%s"
		 "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n",
		 wanted);
	expect_roster("11977", NULL, text);
}

#define PAPER "123-QĐ/HU, 28/08/2022"
#define SECRETARY "11977|Hồng Nam|Party secretary|"
#define AN SECRETARY "Nguyễn Văn An|12/05/1975|01/09/2022|designate|local|" PAPER "\n"
#define BINH SECRETARY "Trần Thị Bình|1979|01/09/2023|designate|not local|" PAPER "\n"
/* clang-format off */
#define AN_TOO                                                                                     \
	"11977|Hồng Nam|Party secretary (second holder)|Nguyễn Văn An|12/05/1975|01/09/2022|"      \
	"designate||" PAPER "\n"
/* clang-format on */

/** Both secretaries are there, Bình for the time being the one that counts. */
static void expect_open(const char *state)
{
	char text[64];

	snprintf(text, sizeof(text), "double_holder|2023-09-01|%s\n", state);
	expect_matters(false, text);
	expect_totals("1|0|1\n0|0|0\n");
	expect_secretaries(BINH AN_TOO);
}

/** One secretary, the other one is nobody's business any more. */
static void expect_settled(const char *secretary, const char *totals)
{
	expect_matters(false, "");
	expect_matters(true, DOUBLE("settled"));
	expect_totals(totals);
	expect_secretaries(secretary);
}

#define AN_IS_RIGHT AN, "0|0|0\n0|0|0\n"
#define BINH_IS_RIGHT BINH, "1|1|1\n0|0|0\n"

/** All that a settlement can change. */
static const char *figures(void)
{
	struct rota_report totals = ask(rota_report_totals, (struct rota_question){ .raw = true });
	struct rota_report listed =
		ask(rota_report_matters, (struct rota_question){ .all = true, .raw = true });
	struct rota_report open =
		ask(rota_report_matters, (struct rota_question){ .all = false, .raw = true });
	struct rota_report roster = ask(rota_report_roster, (struct rota_question){ .raw = true });
	struct rota_buffer text = { 0 };

	OK(rota_json_write(&text, &totals.json, &desk.err));
	put_rows(&text, &listed.rows);
	put_rows(&text, &open.rows);
	put_rows(&text, &roster.rows);
	return kept(&text);
}

static void expect_same_after_rebuild(void)
{
	const char *before = figures();
	uint64_t entries;

	OK(rota_rebuild(desk.office, &entries, &desk.err));
	assert_string_equal(before, figures());
}

/* --- what is refused ------------------------------------------------------------------------- */

/** The sentence of the last act is about the two holders, and says this. */
static void expect_said(const char *wanted)
{
	char sentence[512];

	snprintf(sentence, sizeof(sentence),
		 "%s (two holders of one post: Nguyễn Văn An (1975) – Trần Thị Bình (1979)): %s",
		 matter_of("double_holder"), wanted);
	assert_string_equal(sentence, desk.out.sentence);
}

#define AN_CHOSEN "the first one is right (Nguyễn Văn An (1975))"
#define TO_AN "; not local on 15/02/2024: Party secretary 1 (0–1) → 0"

static void test_settle__needs_a_reason_and_shows_what_it_would_do(void **state)
{
	static const char *const reasons[] = { NULL, "" };
	uint64_t size = own_size();

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		expect_failure(ROTA_EREASON, "", "a settlement needs a reason",
			       DO(rota_settle, IT, .way = "first", .why = reasons[i]));
		assert_string_equal("say why: --why", desk.err.hint);
		expect_said(AN_CHOSEN TO_AN);
		assert_int_equal(0, desk.out.count);
	}
	assert_int_equal(size, own_size());
	expect_open("open");
}

static void test_settle__an_unknown_way_is_refused_with_the_ways_there_are(void **state)
{
	static const char *const ways[] = { "frist", "value-1", "accept" };
	uint64_t size = own_size();
	char message[64];

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		snprintf(message, sizeof(message), "'%s' is no outcome of this matter", ways[i]);
		expect_failure(ROTA_EINVALID, "", message,
			       DO(rota_settle, IT, .way = ways[i], .why = "x"));
		assert_string_equal("one of: both, first, second", desk.err.hint);
	}
	expect_failure(ROTA_EINVALID, "", "WAY is missing", DO(rota_settle, IT, .why = "x"));
	assert_int_equal(size, own_size());
}

static void test_settle__an_unknown_matter_is_not_found(void **state)
{
	(void)state;
	expect_failure(ROTA_ENOTFOUND, "", "no matter 'M-aaaa'",
		       DO(rota_settle, .subject = "M-aaaa", .way = "first", .why = "x"));
	expect_failure(ROTA_EINVALID, "", "'120' does not name a matter",
		       DO(rota_settle, .subject = "120", .way = "first", .why = "x"));
	expect_failure(ROTA_EINVALID, "", "MATTER is missing",
		       DO(rota_settle, .way = "first", .why = "x"));
}

static void expect_not_settled(void)
{
	const char *name = matter_of("double_holder");
	char message[64];

	snprintf(message, sizeof(message), "the matter '%s' is not settled", name);
	expect_failure(ROTA_EINVALID, "", message,
		       DO(rota_settle, .subject = name, .withdraw = true, .why = "x"));
}

static void test_settle__only_what_is_settled_can_be_withdrawn(void **state)
{
	uint64_t size = own_size();

	(void)state;
	expect_not_settled();
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	expect_failure(ROTA_EINVALID, "", "'first' is an outcome",
		       DO(rota_settle, IT, .withdraw = true, .way = "first", .why = "x"));
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	expect_not_settled();
	assert_int_equal(size + 2, own_size());
}

static void test_settle__a_withdrawal_needs_a_reason_too(void **state)
{
	uint64_t size;

	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	size = own_size();
	expect_failure(ROTA_EREASON, "", "a settlement needs a reason",
		       DO(rota_settle, IT, .withdraw = true));
	expect_said("the settlement is withdrawn, the matter is open again"
		    "; not local on 15/02/2024: Party secretary 0 → 1 (0–1)");
	assert_int_equal(size, own_size());
	expect_settled(AN_IS_RIGHT);
}

static void test_settle__is_the_provinces(void **state)
{
	const struct rota_join_options options = { .scope = "329", .name = "Huyện ủy Ân Thi" };
	struct rota_joined joined;

	(void)state;
	OK(rota_join(desk.dir, &options, &joined, &desk.err));
	OK(rota_office_open(&desk.office, desk.dir, false, &desk.err));
	expect_failure(ROTA_EINVALID, "", "only the province's office settles matters",
		       DO(rota_settle, .subject = "M-aaaa", .way = "first", .why = "x"));
}

/* --- what is recorded ------------------------------------------------------------------------ */

static void test_settle__a_dry_run_says_the_same_and_records_nothing(void **state)
{
	const char *before = figures();
	uint64_t size = own_size();

	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x", .dry_run = true));
	assert_int_equal(0, desk.out.count);
	expect_said(AN_CHOSEN TO_AN);
	assert_int_equal(size, own_size());
	assert_string_equal(before, figures());
	expect_open("open");
}

static void test_settle__says_of_the_matter_what_it_saw_and_why(void **state)
{
	struct rota_id id, previous = { { 0 } };
	const struct rota_value *ids;
	struct rota_entry entry;

	(void)state;
	OK(DO(rota_settle, IT, .way = "thu-nhat", .why = "the minutes of 3/9",
	      .docs = { "45-KL/TU 10/02/2024" }));
	expect_recorded("matter.settle");
	expect_said(AN_CHOSEN TO_AN);
	assert_false(desk.out.already);
	entry = recorded(0);
	assert_string_equal("double_holder", text_in(entry.body, "kind"));
	assert_string_equal("first", text_in(entry.body, "way"));
	assert_null(rota_map_get(entry.body, "field"));
	assert_string_equal("the minutes of 3/9", entry.why);
	assert_string_equal("45-KL/TU", text_in(&entry.docs->as.list.items[0], "no"));
	assert_int_equal(32, rota_map_get(entry.body, "of")->as.bin.size);
	ids = rota_map_get(entry.body, "subjects");
	assert_int_equal(2, ids->as.list.count);
	assert_true(rota_value_equal(ids, rota_map_get(entry.body, "saw"))); /* as they began */
	for (size_t i = 0; i < 2; i++) {
		assert_true(rota_id_from_value(&id, &ids->as.list.items[i]));
		assert_true(rota_id_compare(previous, id) < 0);
		assert_string_equal("posting.begin", own_entry(rota_id_number(id)).kind_name);
		previous = id;
	}
}

static void test_settle__the_same_again_is_so_already(void **state)
{
	uint64_t size;

	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	size = own_size();
	OK(DO(rota_settle, IT, .way = "first")); /* no reason is asked for */
	assert_true(desk.out.already);
	assert_int_equal(0, desk.out.count);
	expect_said(AN_CHOSEN);
	assert_int_equal(size, own_size());
	expect_settled(AN_IS_RIGHT);
}

static void test_settle__another_way_is_another_word_on_the_same_settlement(void **state)
{
	struct rota_entry entry;
	uint64_t first;

	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	first = desk.out.first;
	OK(DO(rota_settle, IT, .way = "second", .why = "it was the other one"));
	expect_recorded("matter.settle");
	expect_said("the second one is right (Trần Thị Bình (1979))"
		    "; not local on 15/02/2024: Party secretary 0 → 1");
	entry = recorded(0);
	assert_false(entry.creates);
	assert_int_equal(first, rota_id_number(entry.id));
	assert_string_equal("second", text_in(entry.body, "way"));
	assert_string_equal("first", text_in(entry.was, "way"));
	expect_settled(BINH_IS_RIGHT);
}

/* --- what follows ---------------------------------------------------------------------------- */

static void test_settle__first_is_the_only_holder_that_is_left(void **state)
{
	(void)state;
	expect_open("open");
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	expect_settled(AN_IS_RIGHT);
}

static void test_settle__second_is_the_only_holder_that_is_left(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "second", .why = "x"));
	expect_settled(BINH_IS_RIGHT);
}

static void test_settle__both_leaves_both_and_no_bounds(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "both", .why = "x"));
	expect_settled(BINH AN_TOO, "1|1|1\n0|0|0\n");
}

static void test_settle__one_gives_way_on_the_days_of_the_matter_alone(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "second", .why = "x"));
	expect_roster("11977", "31/08/2023",
		      AN "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
	expect_roster("11977", "01/09/2023",
		      BINH "11977|Hồng Nam|chair of the People's Committee|(not reported)|||||\n");
}

static void test_settle__of_one_person_in_two_places_the_other_place_is_vacant(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	seat("Liên Phương", "chair", "Trần Thị Bình", "01/09/2023");
	expect_matters(false, "two_places|2023-09-01|open\n");
	OK(DO(rota_settle, .subject = matter_of("two_places"), .way = "first", .why = "x"));
	expect_matters(false, "");
	expect_totals("1|1|1\n0|0|0\n");
	expect_roster("11974", NULL,
		      "11974|Liên Phương|Party secretary|(not reported)|||||\n"
		      "11974|Liên Phương|chair of the People's Committee|(vacant)|||||\n");
}

/** Bình came to Liên Phương by a move; nobody recorded that she left Hồng Nam. */
static void have_half_a_move(void)
{
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(DO(rota_appoint, .commune = "Liên Phương", .post = "chair", .cadre = "Trần Thị Bình",
	      .act = "transfer", .from = "01/09/2023", .docs = { "12/QĐ-UBND 28/08/2023" },
	      .why = "w"));
}

static void test_settle__of_half_a_move_she_moved_or_she_stayed(void **state)
{
	(void)state;
	have_half_a_move();
	expect_matters(false, "half_move|2023-09-01|open\n");
	expect_totals("0|0|1\n1|0|1\n"); /* counted once, where she came to */
	OK(DO(rota_settle, .subject = matter_of("half_move"), .way = "moved", .why = "x"));
	expect_matters(false, "");
	expect_totals("0|0|0\n1|1|1\n");
	expect_same_after_rebuild();
	OK(DO(rota_settle, .subject = matter_of("half_move"), .way = "stayed", .why = "x"));
	expect_totals("1|1|1\n0|0|0\n");
	expect_same_after_rebuild();
	OK(DO(rota_settle, .subject = matter_of("half_move"), .withdraw = true, .why = "x"));
	expect_matters(false, "half_move|2023-09-01|open\n");
	OK(DO(rota_relieve, .commune = "Hồng Nam", .post = "secretary", .act = "transfer",
	      .from = "01/09/2023", .docs = { "12/QĐ-UBND 28/08/2023" }, .why = "w"));
	expect_matters(false, "");
	expect_totals("0|0|0\n1|1|1\n");
}

static void test_settle__who_moved_does_not_come_back_when_the_new_posting_ends(void **state)
{
	(void)state;
	have_half_a_move();
	OK(DO(rota_relieve, .commune = "Liên Phương", .post = "chair", .act = "retire",
	      .from = "01/12/2023", .docs = { "13/QĐ-UBND 28/11/2023" }, .why = "w"));
	expect_totals("1|1|1\n0|0|0\n"); /* as nobody said that she left */
	OK(DO(rota_settle, .subject = matter_of("half_move"), .way = "moved", .why = "x"));
	expect_totals("0|0|0\n0|0|0\n");
	expect_same_after_rebuild();
}

static const struct rota_request leaving = { .commune = "Hồng Nam",
					     .post = "secretary",
					     .act = "transfer",
					     .from = "01/09/2023",
					     .next = "Liên Phương",
					     .docs = { "12-QĐ/TU 28/08/2023" },
					     .why = "w" };
static const struct rota_request arriving = { .commune = "Liên Phương",
					      .post = "secretary",
					      .cadre = "Trần Thị Bình",
					      .act = "transfer",
					      .from = "15/09/2023",
					      .docs = { "12-QĐ/TU 28/08/2023" },
					      .why = "w" };

#define ON_HER_WAY "half_move|2023-09-01|open\n"

static void test_settle__who_left_for_another_unit_is_on_her_way_until_she_is_there(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	expect_matters(false, "");
	OK(act_on_desk(rota_relieve, &leaving));
	expect_matters(false, ON_HER_WAY);
	expect_totals("0|0|0\n0|0|0\n"); /* she is not in the stock meanwhile */
	expect_same_after_rebuild();
	OK(act_on_desk(rota_appoint, &arriving));
	expect_matters(false, "docs_differ|2023-09-01|open\n"); /* by one paper, two weeks later */
	expect_totals("1|1|1\n0|0|0\n");
	expect_same_after_rebuild();
	OK(DO(rota_undo, .why = "w"));
	expect_matters(false, ON_HER_WAY);
	expect_same_after_rebuild();
	OK(act_on_desk(rota_appoint, &arriving));
	OK(DO(rota_void, .subject = "11974/secretary@2023-09-15", .from_start = true,
	      .docs = { "13-QĐ/TU 28/10/2023" }, .why = "w"));
	expect_matters(false, ON_HER_WAY);
	expect_same_after_rebuild();
}

static void test_settle__of_a_move_on_its_way_changes_no_figure(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Trần Thị Bình", "01/09/2022");
	OK(act_on_desk(rota_relieve, &leaving));
	OK(DO(rota_settle, .subject = matter_of("half_move"), .way = "moved", .why = "x"));
	expect_matters(false, "");
	expect_matters(true, "half_move|2023-09-01|settled\n");
	expect_totals("0|0|0\n0|0|0\n");
	expect_same_after_rebuild();
}

/** Three pairs; whoever gives way in one of them is in no other. */
static void test_settle__of_three_holders_each_pair_is_a_matter(void **state)
{
	static const size_t left[] = { 3, 1 };

	(void)state;
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("Hồng Nam", "secretary", "Lê Văn Cường", "01/10/2023");
	for (size_t i = 0; i < 2; i++) {
		const struct rota_value *open = matters(false);

		assert_int_equal(left[i], open->as.list.count);
		OK(DO(rota_settle, .subject = text_in(&open->as.list.items[0], "name"),
		      .way = "first", .why = "x"));
	}
	expect_matters(false, "");
	expect_totals("0|0|0\n0|0|0\n");
	expect_secretaries(AN);
	expect_same_after_rebuild();
}

/* --- what takes it back ---------------------------------------------------------------------- */

static void test_settle__withdrawn_it_is_open_again(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	OK(DO(rota_settle, IT, .withdraw = true, .why = "not proven"));
	expect_recorded("matter.settle");
	assert_true(rota_map_get(recorded(0).body, "undo")->as.truth);
	expect_open("open");
}

static void test_settle__withdrawn_it_can_be_settled_again(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	OK(DO(rota_settle, IT, .way = "second", .why = "x"));
	assert_true(recorded(0).creates);
	expect_settled(BINH_IS_RIGHT);
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	expect_open("open"); /* the one before is withdrawn as well */
}

static void correct_an(void)
{
	OK(DO(rota_correct, .subject = "Hồng Nam/secretary@01/09/2022",
	      .sets = SETS("source=province"), .typing = "x"));
}

static void test_settle__something_newer_opens_it_again(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	correct_an();
	expect_open("reopened");
}

static void test_settle__reopened_it_is_settled_by_another_settlement(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	correct_an();
	OK(DO(rota_settle, IT, .way = "first", .why = "looked at again"));
	assert_false(desk.out.already);
	assert_true(recorded(0).creates);
	expect_settled(AN_IS_RIGHT);
	OK(DO(rota_undo, .why = "x"));
	expect_open("reopened");
}

static void test_settle__what_ends_the_common_days_leaves_no_matter(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	OK(DO(rota_void, .subject = "Hồng Nam/secretary@01/09/2023", .from_start = true,
	      .docs = { "200-QĐ/HU 28/01/2024" }));
	expect_matters(true, "");
	expect_totals("0|0|0\n0|0|0\n");
	expect_secretaries(AN);
}

static void test_undo__takes_back_a_settlement(void **state)
{
	const char *before = figures();
	char sentence[128];
	const char *name;

	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	name = matter_of("double_holder");
	OK(DO(rota_undo, .why = "too early"));
	snprintf(sentence, sizeof(sentence), "taken back: Settled: %s (entry 4)", name);
	assert_string_equal(sentence, desk.out.sentence);
	expect_open("open");
	assert_string_equal(before, figures());
}

static void test_undo__takes_back_another_way_and_a_withdrawal(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	OK(DO(rota_settle, IT, .way = "second", .why = "x"));
	OK(DO(rota_undo, .why = "x"));
	expect_settled(AN_IS_RIGHT);
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	OK(DO(rota_undo, .why = "x"));
	expect_settled(AN_IS_RIGHT);
}

/* --- values in conflict ---------------------------------------------------------------------- */

/** Record a change of the oldest entity of a kind that has seen nothing but its first entry. */
static void change_blindly(enum rota_entity type, const char *kind, const char *field,
			   struct rota_value value)
{
	struct rota_world world;
	struct rota_draft *draft;
	struct rota_plan plan;
	struct rota_ids ids;

	OK(rota_world_open(&world, desk.office, true, &desk.err));
	OK(rota_world_ready(&world, &desk.err));
	OK(rota_world_all(&ids, &world, type, &desk.err));
	assert_true(ids.count > 0);
	rota_plan_init(&plan, &world);
	plan.why = "x";
	OK(rota_plan_add(&draft, &plan, kind, &desk.err));
	rota_draft_key(draft, "id", rota_id_value(draft->arena, ids.items[0]));
	rota_draft_pred(draft, ids.items[0]);
	rota_draft_set(draft, field, value);
	if (type == ROTA_ENTITY_POSTING)
		rota_draft_set(draft, "reason", rota_text("typing"));
	OK(rota_plan_record(&plan, &desk.err));
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
}

static void begin_on(const char *day)
{
	change_blindly(ROTA_ENTITY_POSTING, "posting.correct", "from", rota_text(day));
}

static struct rota_value place(const char *text)
{
	struct rota_value map = rota_map();

	assert_int_equal(0, rota_map_set(&desk.arena, &map, "text", rota_text(text)));
	return map;
}

/** "name|from" of the first row: the secretary's. */
static void expect_first(const char *scope, const char *as_of, const char *name, const char *from)
{
	struct rota_report roster =
		ask(rota_report_roster, (struct rota_question){ .as_of = as_of, .scope = scope });
	const struct rota_value *row = &roster.rows.as.list.items[0];
	const char *day = rota_value_text(&row->as.list.items[5]);

	assert_string_equal(name, rota_value_text(&row->as.list.items[3]));
	assert_string_equal(from, day ? day : "");
}

static void test_settle__the_value_chosen_is_the_value(void **state)
{
	struct rota_entry entry;

	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	begin_on("2022-10-01");
	begin_on("2022-11-01");
	expect_matters(false, "field_conflict|2022-10-01|open\n");
	expect_first("11977", NULL, "Nguyễn Văn An", "01/11/2022");
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-2", .why = "x"));
	entry = recorded(0);
	assert_string_equal("from", text_in(entry.body, "field"));
	assert_string_equal("value-2", text_in(entry.body, "way"));
	assert_int_equal(2, rota_map_get(entry.body, "saw")->as.list.count);
	expect_matters(false, "");
	expect_matters(true, "field_conflict|2022-10-01|settled\n");
	expect_first("11977", NULL, "Nguyễn Văn An", "01/10/2022");
	expect_first("11977", "01/10/2022", "Nguyễn Văn An", "01/10/2022");
	expect_same_after_rebuild();
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .withdraw = true, .why = "x"));
	expect_matters(false, "field_conflict|2022-10-01|open\n");
	expect_first("11977", NULL, "Nguyễn Văn An", "01/11/2022");
	expect_same_after_rebuild();
}

static void test_settle__a_third_value_opens_a_conflict_again(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	begin_on("2022-10-01");
	begin_on("2022-11-01");
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-2", .why = "x"));
	begin_on("2022-12-01");
	expect_matters(false, "field_conflict|2022-10-01|reopened\n");
	expect_first("11977", NULL, "Nguyễn Văn An", "01/12/2022");
	expect_same_after_rebuild();
}

/** The id of a commune, as it is stored. */
static struct rota_value unit_value(const char *name)
{
	struct rota_value value = rota_nil();
	struct rota_world world;

	OK(rota_world_open(&world, desk.office, false, &desk.err));
	for (size_t i = 0; i < world.gazetteer.unit_count; i++)
		if (strcmp(world.gazetteer.units[i]->versions[0].name, name) == 0)
			value = rota_id_value(&desk.arena, world.gazetteer.units[i]->id);
	OK(rota_world_close(&world, ROTA_OK, &desk.err));
	assert_int_equal(ROTA_BIN, value.type);
	return value;
}

static void test_settle__the_unit_chosen_is_where_somebody_stands(void **state)
{
	(void)state;
	seat("Liên Phương", "secretary", "Nguyễn Văn An", "01/09/2022");
	change_blindly(ROTA_ENTITY_POSTING, "posting.correct", "unit", unit_value("Hồng Nam"));
	change_blindly(ROTA_ENTITY_POSTING, "posting.correct", "unit",
		       unit_value("Hoàng Hoa Thám"));
	expect_totals("1|0|1\n0|0|0\n");
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-2", .why = "x"));
	expect_totals("0|0|0\n0|0|0\n");
	expect_first("11977", NULL, "Nguyễn Văn An", "01/09/2022");
	expect_first("12169", NULL, "(not reported)", "");
	expect_same_after_rebuild();
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-1", .why = "x"));
	expect_totals("1|1|1\n0|0|0\n");
	expect_first("11977", NULL, "(not reported)", "");
	expect_first("12169", NULL, "Nguyễn Văn An", "01/09/2022");
	expect_same_after_rebuild();
}

static void test_settle__where_somebody_is_from_decides_about_the_locality(void **state)
{
	(void)state;
	seat("Hồng Nam", "secretary", "Nguyễn Văn An", "01/09/2022");
	change_blindly(ROTA_ENTITY_CADRE, "cadre.change", "native",
		       place("xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên"));
	change_blindly(ROTA_ENTITY_CADRE, "cadre.change", "native",
		       place("xã Hoàng Hoa Thám, huyện Ân Thi, tỉnh Hưng Yên"));
	expect_totals("1|0|1\n0|0|0\n");
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-2", .why = "x"));
	expect_totals("0|0|0\n0|0|0\n");
	expect_same_after_rebuild();
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-1", .why = "x"));
	expect_totals("1|1|1\n0|0|0\n");
	expect_same_after_rebuild();
}

static void test_settle__a_value_chosen_can_end_a_double_holder(void **state)
{
	(void)state;
	change_blindly(ROTA_ENTITY_POSTING, "posting.correct", "to", rota_text("2023-09-01"));
	change_blindly(ROTA_ENTITY_POSTING, "posting.correct", "to", rota_text("2023-12-01"));
	expect_matters(false, "double_holder|2023-09-01|open\nfield_conflict|2022-09-01|open\n");
	OK(DO(rota_settle, .subject = matter_of("field_conflict"), .way = "value-2", .why = "x"));
	expect_matters(false, "");
	expect_same_after_rebuild();
}

/* --- proposals ------------------------------------------------------------------------------- */

/** As open_ready(); the office of Ân Thi has recorded a secretary of Hoàng Hoa Thám, who is not
 * local, and did not know that the commune lay in the city by then: a proposal. */
static int open_proposal(void **state)
{
	struct rota_office *province;

	if (open_ready(state))
		return -1;
	join_district("329", "Huyện ủy Ân Thi");
	OK(DO(rota_unit_change, .commune = "Hoàng Hoa Thám", .from = "01/01/2024",
	      .sets = SETS("parent=323", "legal=NQ 1")));
	province = sit_down_at(district);
	add_cadre("Lê Văn Cường", "1980", "xã Hồng Nam, thành phố Hưng Yên, tỉnh Hưng Yên");
	seat("Hoàng Hoa Thám", "secretary", "Lê Văn Cường", "10/01/2024");
	sit_down_at(province);
	hand_in();
	return 0;
}

#define TEST_PROPOSAL(name) cmocka_unit_test_setup_teardown(name, open_proposal, close_both)
#define PROPOSAL .subject = matter_of("out_of_scope")

static void test_settle__accepted_a_proposal_counts(void **state)
{
	(void)state;
	expect_matters(false, "out_of_scope|2024-01-10|open\n");
	expect_first("12169", NULL, "(not reported)", "");
	expect_totals("0|0|0\n0|0|0\n");
	OK(DO(rota_settle, PROPOSAL, .way = "accept", .why = "x"));
	expect_matters(false, "");
	expect_matters(true, "out_of_scope|2024-01-10|settled\n");
	expect_first("12169", NULL, "Lê Văn Cường", "10/01/2024");
	expect_totals("1|1|1\n0|0|0\n");
	expect_same_after_rebuild();
}

static void test_settle__declined_a_proposal_stays_one_and_nobody_is_asked(void **state)
{
	(void)state;
	OK(DO(rota_settle, PROPOSAL, .way = "decline", .why = "x"));
	expect_matters(false, "");
	expect_matters(true, "out_of_scope|2024-01-10|settled\n");
	expect_first("12169", NULL, "(not reported)", "");
	expect_same_after_rebuild();
}

static void test_settle__accepted_and_withdrawn_it_is_a_proposal_again(void **state)
{
	(void)state;
	OK(DO(rota_settle, PROPOSAL, .way = "accept", .why = "x"));
	OK(DO(rota_settle, PROPOSAL, .withdraw = true, .why = "x"));
	expect_matters(false, "out_of_scope|2024-01-10|open\n");
	expect_first("12169", NULL, "(not reported)", "");
	expect_same_after_rebuild();
	OK(DO(rota_settle, PROPOSAL, .way = "accept", .why = "x"));
	OK(DO(rota_undo, .why = "x"));
	expect_matters(false, "out_of_scope|2024-01-10|open\n");
	expect_first("12169", NULL, "(not reported)", "");
	expect_same_after_rebuild();
}

static void expect_not_facts(uint64_t wanted)
{
	struct rota_standing standing;

	hand_in();
	hand_in(); /* the notice arrives */
	OK(rota_office_standing(&standing, district, &desk.err));
	assert_int_equal(wanted, standing.not_facts);
}

static void test_settle__whoever_proposed_is_told_what_became_of_it(void **state)
{
	(void)state;
	expect_not_facts(1);
	OK(DO(rota_settle, PROPOSAL, .way = "accept", .why = "x"));
	expect_not_facts(0);
	OK(DO(rota_settle, PROPOSAL, .way = "decline", .why = "x"));
	expect_not_facts(1);
}

/* --- rebuilding ------------------------------------------------------------------------------ */

static void test_rebuild__settled_is_settled_after_it(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	expect_same_after_rebuild();
	expect_settled(AN_IS_RIGHT);
	OK(DO(rota_settle, IT, .way = "second", .why = "x"));
	expect_same_after_rebuild();
	expect_settled(BINH_IS_RIGHT);
}

static void test_rebuild__open_again_is_open_again_after_it(void **state)
{
	(void)state;
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	OK(DO(rota_settle, IT, .withdraw = true, .why = "x"));
	expect_same_after_rebuild();
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	OK(DO(rota_undo, .why = "x"));
	expect_same_after_rebuild();
	OK(DO(rota_settle, IT, .way = "first", .why = "x"));
	correct_an();
	expect_same_after_rebuild();
	expect_open("reopened");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_DOUBLE(test_settle__needs_a_reason_and_shows_what_it_would_do),
		TEST_DOUBLE(test_settle__an_unknown_way_is_refused_with_the_ways_there_are),
		TEST_DOUBLE(test_settle__an_unknown_matter_is_not_found),
		TEST_DOUBLE(test_settle__only_what_is_settled_can_be_withdrawn),
		TEST_DOUBLE(test_settle__a_withdrawal_needs_a_reason_too),
		TEST_IN_FOLDER(test_settle__is_the_provinces),
		TEST_DOUBLE(test_settle__a_dry_run_says_the_same_and_records_nothing),
		TEST_DOUBLE(test_settle__says_of_the_matter_what_it_saw_and_why),
		TEST_DOUBLE(test_settle__the_same_again_is_so_already),
		TEST_DOUBLE(test_settle__another_way_is_another_word_on_the_same_settlement),
		TEST_DOUBLE(test_settle__first_is_the_only_holder_that_is_left),
		TEST_DOUBLE(test_settle__second_is_the_only_holder_that_is_left),
		TEST_DOUBLE(test_settle__both_leaves_both_and_no_bounds),
		TEST_DOUBLE(test_settle__one_gives_way_on_the_days_of_the_matter_alone),
		TEST(test_settle__of_one_person_in_two_places_the_other_place_is_vacant),
		TEST(test_settle__of_half_a_move_she_moved_or_she_stayed),
		TEST(test_settle__who_moved_does_not_come_back_when_the_new_posting_ends),
		TEST(test_settle__who_left_for_another_unit_is_on_her_way_until_she_is_there),
		TEST(test_settle__of_a_move_on_its_way_changes_no_figure),
		TEST_DOUBLE(test_settle__of_three_holders_each_pair_is_a_matter),
		TEST_DOUBLE(test_settle__withdrawn_it_is_open_again),
		TEST_DOUBLE(test_settle__withdrawn_it_can_be_settled_again),
		TEST_DOUBLE(test_settle__something_newer_opens_it_again),
		TEST_DOUBLE(test_settle__reopened_it_is_settled_by_another_settlement),
		TEST_DOUBLE(test_settle__what_ends_the_common_days_leaves_no_matter),
		TEST_DOUBLE(test_undo__takes_back_a_settlement),
		TEST_DOUBLE(test_undo__takes_back_another_way_and_a_withdrawal),
		TEST(test_settle__the_value_chosen_is_the_value),
		TEST(test_settle__a_third_value_opens_a_conflict_again),
		TEST(test_settle__the_unit_chosen_is_where_somebody_stands),
		TEST(test_settle__where_somebody_is_from_decides_about_the_locality),
		TEST_DOUBLE(test_settle__a_value_chosen_can_end_a_double_holder),
		TEST_PROPOSAL(test_settle__accepted_a_proposal_counts),
		TEST_PROPOSAL(test_settle__declined_a_proposal_stays_one_and_nobody_is_asked),
		TEST_PROPOSAL(test_settle__accepted_and_withdrawn_it_is_a_proposal_again),
		TEST_PROPOSAL(test_settle__whoever_proposed_is_told_what_became_of_it),
		TEST_DOUBLE(test_rebuild__settled_is_settled_after_it),
		TEST_DOUBLE(test_rebuild__open_again_is_open_again_after_it),
	};

	return cmocka_run_group_tests_name("office/settle", tests, NULL, NULL);
}
